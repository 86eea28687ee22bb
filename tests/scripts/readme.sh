#!/bin/bash
# The commands shown in README.md and README.ja.md print what is shown there. In a fenced block marked ```console a line
# "$ command" is run from the top of the repository, in the order of the page and in one copy of rules/ per page; what
# follows it up to the next "$" or the end of the block is the output expected. A line "…" stands for any lines.
# Only `naze` and `sed` are run. `--accept` writes what is printed into the pages; read the difference before it is
# committed. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
top=$PWD
accept=
[ "${1:-}" != --accept ] || accept=1
naze=${NAZE:-$top/build/naze}
passed=0 failed=0
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

matches() { # expected, got: with "…" alone on a line standing for any lines
  awk -v got="$2" 'BEGIN { n = 0; while ((getline line < got) > 0) g[++n] = line }
    { e[++m] = $0 }
    function fit(i, j,   k) {
      if (i > m) return j > n
      if (e[i] == "…") { for (k = j; k <= n + 1; k++) if (fit(i + 1, k)) return 1; return 0 }
      return j <= n && e[i] == g[j] && fit(i + 1, j + 1)
    }
    END { exit !fit(1, 1) }' "$1"
}

for page in README.md README.ja.md; do
  [ -f "$page" ] || continue
  rm -rf "$tmp/w" && mkdir "$tmp/w" && cp -R rules "$tmp/w/" && mkdir "$tmp/w/tests" && cp -R tests/office "$tmp/w/tests/" && mkdir "$tmp/w/build" && ln -s "$naze" "$tmp/w/build/naze"
  awk -v dir="$tmp/w" '
    /^```console$/ { on = 1; next }
    /^```$/ { on = 0; next }
    on && /^\$ / { k++; print substr($0, 3) > (dir "/cmd." k); printf "" > (dir "/want." k); next }
    on && k { print > (dir "/want." k) }' "$page"
  k=1
  while [ -f "$tmp/w/cmd.$k" ]; do
    cmd=$(cat "$tmp/w/cmd.$k")
    case $cmd in
      naze\ * | build/naze\ * | sed\ *)
        (cd "$tmp/w" && PATH=$tmp/w/build:$PATH NAZE_RULES='' LC_ALL=C.UTF-8 bash -c "$cmd") 2>&1 |
          sed -E 's/^((規則の指紋|Rule set)  )[0-9a-f]{12}$/\1…/' >"$tmp/got" # it changes with the form of the IR
        cp "$tmp/got" "$tmp/w/got.$k"
        if [ -n "$accept" ] || matches "$tmp/w/want.$k" "$tmp/got"; then passed=$((passed + 1)); else
          failed=$((failed + 1))
          echo "$page: \$ $cmd"
          diff -u "$tmp/w/want.$k" "$tmp/got" | tail -n +3
        fi ;;
    esac
    k=$((k + 1))
  done
  [ -z "$accept" ] || awk -v dir="$tmp/w" '
    /^```console$/ { on = 1 }
    /^```$/ { on = 0 }
    on && /^\$ / { print; f = dir "/got." ++k; while ((getline line < f) > 0) print line; close(f); next }
    !on || /^```console$/ { print }' "$page" >"$tmp/page"
  [ -z "$accept" ] || cp "$tmp/page" "$page"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
