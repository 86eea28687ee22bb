#!/bin/bash
# Every message about rules (grammar/messages-{source,lexis,syntax,sema}.def) is drawn by a case of tests/diagnostics, where
# its place, its words in both languages and its fix are pinned. What cannot be is listed in tests/messages-never-fired.txt
# with the reason; a listed message that is drawn after all, or that is gone, fails too, and so does a line without a reason.
# A code never serves two messages. `--list` prints what no case draws. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
list=tests/messages-never-fired.txt

codes() { grep -ohE '^M\([A-Z0-9_]+, "N[0-9]+"' "$1"/grammar/messages-{source,lexis,syntax,sema}.def 2>/dev/null | grep -oE 'N[0-9]+"' | tr -d '"' | sort; }
# Of what is said, not of an edit or a title: lines "file:line:col-line:col: N0151 NAME …".
drawn() { cat "$1"/tests/diagnostics/*.txt 2>/dev/null | sed -nE 's/^.*:[0-9]+:[0-9]+-[0-9]+:[0-9]+: (N[0-9]{4}) [A-Z].*/\1/p' | sort -u; }
judge() { # root: prints a line a fault
  codes "$1" | uniq >"$tmp/all"
  drawn "$1" >"$tmp/drawn"
  sed -nE 's/^(N[0-9]{4}).*/\1/p' "$1/$list" 2>/dev/null | sort -u >"$tmp/listed"
  comm -23 "$tmp/all" "$tmp/drawn" | comm -23 - "$tmp/listed" | sed 's/$/: no case of tests\/diagnostics draws this message/'
  comm -12 "$tmp/listed" "$tmp/drawn" | sed "s|\$|: is drawn now, take it off $list|"
  comm -23 "$tmp/listed" "$tmp/all" | sed "s|\$|: is no message, take it off $list|"
  comm -13 "$tmp/all" "$tmp/drawn" | sed 's/$/: drawn, but in no catalogue/'
  grep -E '^N[0-9]{4}' "$1/$list" 2>/dev/null | grep -vE '^N[0-9]{4} [A-Z0-9_]+: .{20,}' | sed 's/$/: without a reason/'
  codes "$1" | uniq -d | sed 's/$/: stands twice in the catalogues/'
}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
if [ "${1:-}" = --list ]; then
  judge . | sed -n 's/: no case.*//p' | while read -r c; do grep -ohE "^M\([A-Z0-9_]+, \"$c\"" grammar/messages-*.def | sed -E 's/M\(([^,]*), "(.*)"/\2 \1/'; done
  exit
fi

passed=0 failed=0
bad=$(judge .)
if [ -z "$bad" ]; then passed=$(wc -l <"$tmp/all"); else
  printf '%s\n' "$bad"
  failed=$(printf '%s\n' "$bad" | wc -l)
fi

# Seen to fail: one fault each.
root=$tmp/self
mkdir -p "$root"/{grammar,tests/diagnostics}
self() { # expected words; the files are set up by the caller
  local got
  got=$(judge "$root")
  if [ "$(printf '%s' "$got" | grep -c .)" = 1 ] && [[ $got == *"$1"* ]]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "self-test: expected one line with '$1', got: $got"
  fi
}
catalogue=$root/grammar/messages-sema.def golden=$root/tests/diagnostics/1.txt
printf 'M(A, "N0301", NZ_ERROR,\nM(B, "N0302", NZ_ERROR,\n' >"$catalogue"
printf '### N0302 in a title\na.naze:1:1-1:2: N0301 A error: a\n' >"$golden"; self 'N0302: no case'
printf 'N0302 B: it takes a file of 16 megabytes\n' >"$root/$list"
printf 'a.naze:1:1-1:2: N0302 B error: b\n' >>"$golden"; self 'N0302: is drawn now'
rm "$root/$list"; printf 'a.naze:1:1-1:2: N0303 C error: c\n' >>"$golden"; self 'N0303: drawn, but'
sed -i '/N0303/d; /B error/d' "$golden"; printf 'N0302\n' >"$root/$list"; self 'without a reason'
printf 'M(B, "N0301", NZ_ERROR,\n' >"$catalogue"; rm "$root/$list"; printf 'M(A, "N0301", NZ_ERROR,\n' >>"$catalogue"; self 'stands twice'
printf 'M(A, "N0301", NZ_ERROR,\n' >"$catalogue"; printf 'N0309 GONE: nobody remembers what it was\n' >"$root/$list"; self 'is no message'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
