#!/bin/bash
# Numbered clauses of spec/*.md ("- **S4.2** …") against the tests that cite them. A clause without a test fails unless
# tests/clauses-without-test.txt lists it, and that list may only shrink: a listed clause that has a test, or that is no
# longer in the spec, fails too, and so does a list longer than the number in its first line. A citation of a clause that
# does not exist fails. `--list` prints each clause with the number of its citations; `--tidy` takes what has a test off the list and
# lowers its number. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
allow=tests/clauses-without-test.txt

clauses() { grep -ohE '^[[:space:]]*(- )?\*\*[A-Z][0-9]+\.[0-9]+\*\*' "$1"/spec/*.md 2>/dev/null | grep -oE '[A-Z][0-9]+\.[0-9]+' | sort -u; }
# Citations: `S4.2` anywhere in what tests are made of; fuzz corpora are not. R6.4.1 is a date, and letters that no clause
# begins with are something else.
cited() {
  local letters
  letters=$(clauses "$1" | cut -c1 | sort -u | tr -d '\n')
  find "$1/tests" -type f -not -path '*/corpus/*' -not -name "$(basename $allow)" -not -name 'check-clauses.sh' \
    -print0 2>/dev/null | xargs -0 -r grep -ohwE '[A-Z][0-9]+\.[0-9]+(\.[0-9]+)?' | grep -E "^[${letters:-?}][0-9]+\.[0-9]+\$" | sort
}
judge() { # root: prints a line a fault
  local have=$tmp/have all=$tmp/all listed=$tmp/listed most
  clauses "$1" >"$all"
  cited "$1" | uniq >"$have"
  sed -n 's/^\([A-Z][0-9]*\.[0-9]*\).*/\1/p' "$1/$allow" 2>/dev/null | sort -u >"$listed"
  most=$(sed -n '1s/^# at most \([0-9]*\).*/\1/p' "$1/$allow" 2>/dev/null)
  comm -23 "$all" "$have" | comm -23 - "$listed" | sed 's/$/: no test cites this clause/'
  comm -12 "$listed" "$have" | sed "s|\$|: has a test now, take it off $allow|"
  comm -23 "$listed" "$all" | sed "s|\$|: is not in the spec, take it off $allow|"
  comm -13 "$all" "$have" | sed 's/$/: cited by a test, not in the spec/'
  [ "$(wc -l <"$listed")" -le "${most:-0}" ] || echo "$allow: has more entries than its first line says"
}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
root=$tmp/self
mkdir -p "$root"/{spec,tests}

if [ "${1:-}" = --list ]; then
  cited . | uniq -c >"$tmp/n"
  clauses . | while read -r c; do printf '%-8s %s\n' "$c" "$(awk -v c="$c" '$2 == c { print $1 }' "$tmp/n")"; done
  exit
fi

if [ "${1:-}" = --tidy ]; then
  cited . | uniq >"$tmp/have"
  clauses . >"$tmp/all"
  sed -n 's/^\([A-Z][0-9]*\.[0-9]*\).*/\1/p' $allow | sort -u | comm -23 - "$tmp/have" | comm -12 - "$tmp/all" >"$tmp/left"
  was=$(sed -n '1s/^# at most \([0-9]*\).*/\1/p' $allow)
  now=$(wc -l <"$tmp/left")
  [ "$now" -le "$was" ] || now=$was
  { echo "# at most $now clauses of spec/ without a test that cites them; this number only goes down"; cat "$tmp/left"; } >$allow
  exit
fi

passed=0 failed=0
bad=$(judge .)
if [ -z "$bad" ]; then passed=$(clauses . | wc -l); else
  printf '%s\n' "$bad"
  failed=$(printf '%s\n' "$bad" | wc -l)
fi

# Seen to fail: one fault each.
self() { # expected word; spec and tests and list are set up by the caller
  local got
  got=$(judge "$root")
  if [ "$(printf '%s' "$got" | grep -c .)" = 1 ] && [[ $got == *"$1"* ]]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "self-test: expected one line with '$1', got: $got"
  fi
}
printf -- '- **S1.1** One.\n- **S1.2** Two.\n' >"$root/spec/s.md"
echo '# at most 1' >"$root/$allow"
echo '// S1.1' >"$root/tests/t.c"; self 'S1.2: no test'
echo '// S1.1 S1.2 S1.3' >"$root/tests/t.c"; self 'S1.3: cited'
echo 'S1.2' >>"$root/$allow"; echo '// S1.1 S1.2' >"$root/tests/t.c"; self 'S1.2: has a test now'
printf '# at most 0\nS1.2\n' >"$root/$allow"; echo '// S1.1' >"$root/tests/t.c"; self 'more entries'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
