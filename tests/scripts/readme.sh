#!/bin/bash
# What README.md, README.ja.md and spec/guide-ja/*.md show is what there is. A page is gone through from its top in a folder
# of its own with copies of rules/, the examples and the office. Its fenced blocks are one of these:
#
#   ```console            a line "$ command" is run; what follows it is the output expected. Only naze, sed, cp, cd and diff
#                         are run; cd counts until the next one.
#   ```naze 見る FILE     these lines stand in the file, one after another
#   ```naze 前 FILE       these lines stand in the file once …
#   ```naze 後 FILE       … and the person puts these in their place
#   ```naze 足す FILE     the person adds these lines at the end of the file, which need not be there yet
#
# In the first two a line "…" stands for any lines. In the guide a block or command of any other kind is a failure: nobody
# would look at it again. `--accept` writes what is printed into the pages; read the difference before it is committed. Names of pages
# (or parts of them) choose pages. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
top=$PWD
accept=
[ "${1:-}" != --accept ] || { accept=1; shift; }
naze=$(realpath "${NAZE:-$top/build/naze}")
passed=0 failed=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
w=$tmp/w

matches() { # expected, got, 1 when lines before and after are left out: "…" alone on a line stands for any lines
  awk -v got="$2" -v part="${3:-}" 'BEGIN { n = 0; while ((getline line < got) > 0) g[++n] = line }
    { e[++m] = $0 }
    function fit(i, j,   k) {
      if (i > m) return part || j > n
      if (e[i] == "…") { for (k = j; k <= n + 1; k++) if (fit(i + 1, k)) return 1; return 0 }
      return j <= n && e[i] == g[j] && fit(i + 1, j + 1)
    }
    END {
      for (s = 1; s <= (part ? n : 1); s++) if (fit(1, s)) exit 0
      exit 1
    }' "$1"
}

replace() { # file, old lines, new lines: the old ones must stand there exactly once
  awk -v old="$2" -v new="$3" '
    function all(f,   s, line) { s = ""; while ((getline line < f) > 0) s = s line "\n"; return s }
    BEGIN {
      s = "\n" all(ARGV[1]); o = "\n" all(old)
      at = index(s, o)
      if (!at || o == "\n" || index(substr(s, at + 1), o)) exit 1
      printf "%s", substr(substr(s, 1, at) all(new) substr(s, at + length(o)), 2)
    }' "$1" >"$tmp/replaced" && cp "$tmp/replaced" "$1"
}

pages=(README.md README.ja.md spec/guide-ja/*.md)
for page in "${pages[@]}"; do
  [ -f "$page" ] || continue
  case "$page" in *"${1:-}"*) ;; *) continue ;; esac
  rm -rf "$w" "$tmp"/step.* && mkdir -p "$w/tests" "$w/spec/guide-ja" "$w/build" && cp -R rules "$w/" && cp -R tests/office "$w/tests/" && ln -s "$naze" "$w/build/naze"
  [ ! -d spec/guide-ja/examples ] || cp -R spec/guide-ja/examples "$w/spec/guide-ja/"
  # step.N.do: what is done; step.N: the lines it is done with
  awk -v step="$tmp/step." '
    function open_step(what) { k++; print what > (step k ".do"); close(step k ".do"); printf "" > (step k) }
    /^```./ && !on { on = 1; shell = $0 == "```console"; if (!shell) open_step(substr($0, 4)); next }
    /^```$/ && !on { on = 1; shell = 0; open_step("?"); next }
    /^```$/ { on = 0; next }
    on && shell && /^\$ / { open_step($0); next }
    on && k { print > (step k) }' "$page"
  here=$w last=
  for ((k = 1; ; k++)); do
    [ -f "$tmp/step.$k.do" ] || break
    what=$(cat "$tmp/step.$k.do") ok=1
    file=$here/${what#* * }
    case $what in
      '$ cd '*) here=$(realpath "$here/${what#\$ cd }") && cd "$here" || ok=0 && : >"$tmp/step.$k.got"; cd "$top" ;;
      '$ naze '* | '$ build/naze '* | '$ sed '* | '$ cp '* | '$ diff '*)
        (cd "$here" && PATH=$w/build:$PATH NAZE_RULES='' LC_ALL=C.UTF-8 bash -c "${what#\$ }") 2>&1 |
          sed -E 's/^((規則の指紋|Rule set)  )[0-9a-f]{12}$/\1…/; s/（[0-9]+\.[0-9]秒）$/（…秒）/' >"$tmp/step.$k.got" # these change with the form of the IR and the machine
        if matches "$tmp/step.$k" "$tmp/step.$k.got"; then cp "$tmp/step.$k" "$tmp/step.$k.got"; else ok=$((${accept:-0})); fi ;;
      '$ '*) case $page in spec/*) ok=0; echo 'not run' >"$tmp/step.$k.got" ;; *) continue ;; esac ;;
      *' 見る '*) matches "$tmp/step.$k" "$file" 1 || ok=0 ;;
      *' 前 '*) last=$k; continue ;;
      *' 後 '*) [ -n "$last" ] && replace "$file" "$tmp/step.$last" "$tmp/step.$k" || ok=0; last= ;;
      *' 足す '*) mkdir -p "$(dirname "$file")" && { [ ! -s "$file" ] || echo; cat "$tmp/step.$k"; } >>"$file" || ok=0 ;;
      *) case $page in spec/*) ok=0 ;; *) continue ;; esac ;;
    esac
    if [ $ok = 1 ]; then passed=$((passed + 1)); else
      failed=$((failed + 1))
      echo "$page: $what"
      case $what in '$ '*) diff -u "$tmp/step.$k" "$tmp/step.$k.got" | tail -n +3 ;; *) cat "$tmp/step.$k" ;; esac
    fi
  done
  [ -z "$accept" ] || awk -v step="$tmp/step." '
    /^```./ && !on { on = 1; shell = $0 == "```console"; if (!shell) k++; print; next }
    /^```$/ && !on { on = 1; shell = 0; k++; print; next }
    /^```$/ { on = 0; quiet = 0; print; next }
    on && shell && /^\$ / { print; f = step (++k) ".got"; quiet = (getline line < f) >= 0; if (quiet) { close(f); while ((getline line < f) > 0) print line; close(f) } next }
    !quiet { print }' "$page" >"$tmp/page"
  [ -z "$accept" ] || cmp -s "$tmp/page" "$page" || cp "$tmp/page" "$page"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
