#!/bin/sh
# The rules and the 事例 are as naze fmt leaves them, so that an edit by hand shows nothing but what was edited. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
naze=${NAZE:-$(pwd)/${BUILD:-build}/naze}
LC_ALL=C.UTF-8
export LC_ALL
passed=0 failed=0
for dir in rules tests/matrix tests/guide tests/large tests/claims; do
  if "$naze" fmt --check "$dir"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
