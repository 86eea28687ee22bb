#!/bin/bash
# The cases of tests/conformance (see its README.md). Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
naze=${NAZE:-${BUILD:-build}/naze}
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)) && echo "$1" && sed 's/^/    /' <<<"$2" | head -12; }

for f in tests/conformance/*.naze; do
  out=$("$naze" check "$f" 2>&1) && ! grep -q ' 注意: ' <<<"$out" && ok || bad "$f is not accepted" "$out"
  out=$("$naze" test "$f" 2>&1)
  read -r p n < <(awk '/^[0-9]+ passed, [0-9]+ failed$/ { p = $1; f = $3 } END { print p + 0, f + 0 }' <<<"$out")
  passed=$((passed + p)) failed=$((failed + n))
  [ "$p" -gt 0 ] && [ "$n" -eq 0 ] || echo "$out"
  [ "$p" -gt 0 ] || failed=$((failed + 1))
done
for f in tests/conformance/refused/*.naze; do
  want=$(sed -n '1s/^# [A-Z][0-9.]* \(N[0-9]*\)$/\1/p' "$f")
  out=$("$naze" check "$f" 2>&1)
  rc=$?
  got=$(grep -oE '\[N[0-9]{4}\]' <<<"$out" | head -1)
  [ $rc -eq 4 ] && [ -n "$want" ] && [ "$got" = "[$want]" ] && ok || bad "$f: $want expected" "$out"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
