#!/bin/bash
# The month of the invented office, judged by the rules of this repository, as the golden text says; the same with the lines of
# every file turned round. `--accept` writes the golden text anew; read the difference. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/office.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
passed=0 failed=0
LC_ALL=C.UTF-8
export LC_ALL
month() { NO_COLOR=1 "$naze" month "$1" --rules rules --lang ja 2>&1; }
month tests/office/2024-10 >"$out/month.txt"
[ "${1:-}" = --accept ] && cp "$out/month.txt" tests/office/2024-10.txt
if diff -u tests/office/2024-10.txt "$out/month.txt"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
mkdir "$out/turned"
for f in tests/office/2024-10/*.csv; do
  { head -n 1 "$f"; tail -n +2 "$f" | tac; } >"$out/turned/$(basename "$f")"
done
month "$out/turned" | sed 's/\.csv:[0-9]*/.csv/' >"$out/turned.txt"
if diff -u <(sed 's/\.csv:[0-9]*/.csv/' tests/office/2024-10.txt) "$out/turned.txt"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
