#!/bin/bash
# A year of the invented office, judged by the rules of this repository: chosen months as their reports say, every claim as
# tests/office/expected.csv says, and the same with the lines of every file turned round. M1.4 M1.5 M2.1 M2.2 M4.2 M5.3
# `--accept` writes the reports anew; read the difference. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/office.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
office=tests/office
passed=0 failed=0
LC_ALL=C.UTF-8
export LC_ALL
same() { # expected, got: files
  if diff -u "$1" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}
month() { NO_COLOR=1 "$naze" month "$1" --rules rules --lang ja --month "$2" --format "$3" 2>&1; }
# The rules' fingerprint and line numbers are no part of the answer.
bare() { jq 'del(.fingerprint) | del(.claims[].clauses[]?["file", "line"])'; }

for m in 2024-07 2024-09 2025-02; do month $office/2024 $m text >"$out/$m.txt"; done
month $office/2024 2024-11 csv >"$out/2024-11.csv"
month $office/2024 2024-10 json | bare >"$out/2024-10.json"
for f in 2024-07.txt 2024-09.txt 2025-02.txt 2024-11.csv 2024-10.json; do
  [ "${1:-}" != --accept ] || cp "$out/$f" $office/$f
  same $office/$f "$out/$f"
done

# Every claim, what comes with it from the office left out. What is a fact already is judged no more.
month $office/2024 2024-04..2025-03 json >"$out/year.json"
{
  echo '番号,結果,単位'
  jq -r '.claims[] | [.number, ."結果", (if .outcome == "allow" then .units.most - ([.added[]?.units] | add // 0) else 0 end)] | join(",")' "$out/year.json" | sort
} >"$out/judged.csv"
{
  echo '番号,結果,単位'
  tail -n +2 $office/expected.csv | cut -d, -f1-3 | grep -v -e ,支払済, -e ,返戻, -e ,取下げ, | sort
} >"$out/expected.csv"
same "$out/expected.csv" "$out/judged.csv"

# The file for the 国保連 adds up to the report, every claim of the year has its code, and read back it is as many claims. M5.2 M5.3 M5.4
sum() { iconv -f CP932 -t UTF-8 | awk -F, '$1 == 2 { n++; u += $14; y += $16 } END { print n, u, y }'; }
"$naze" month $office/2024 --rules rules --month 2024-10 --format kokuho 2>/dev/null >"$out/J3122411.CSV"
same <(month $office/2024 2024-10 json | jq -r '[([.claims[] | select(.outcome == "allow") | 1 + (.added | length)] | add), .total.units.least, .total.yen.least] | join(" ")') <(sum <"$out/J3122411.CSV")
same <(echo 0) <("$naze" month $office/2024 --rules rules --lang ja --month 2024-04..2025-03 --format kokuho 2>&1 >/dev/null | grep -c -e 国保連コード -e 国保連の欄)
mkdir "$out/back"
cp $office/2024/*.csv "$out/J3122411.CSV" "$out/back"
rm "$out/back/請求.csv"
claims='[.claims[] | [.user, .date, .claimed] | join(" ")] | sort[]'
same <(month $office/2024 2024-10 json | jq -r ".claims |= map(select(.outcome == \"allow\")) | $claims") <(month "$out/back" 2024-10 json | jq -r "$claims")

# Whether the months are asked one by one or together, what they come to is the same. M3.2
for m in 2024-04 2024-05 2024-06 2024-07 2024-08 2024-09 2024-10 2024-11 2024-12 2025-01 2025-02 2025-03; do month $office/2024 $m json; done |
  jq -s '{least: (map(.total.units.least) | add), most: (map(.total.units.most) | add), right: (map(.right[].units) | add), unclaimed: (map(.unclaimed | length) | add)}' >"$out/months.json"
jq '{least: .total.units.least, most: .total.units.most, right: ([.right[].units] | add), unclaimed: (.unclaimed | length)}' "$out/year.json" >"$out/together.json"
same "$out/months.json" "$out/together.json"

mkdir "$out/turned"
for f in $office/2024/*.csv; do
  { head -n 1 "$f"; tail -n +2 "$f" | tac; } >"$out/turned/$(basename "$f")"
done
month "$out/turned" 2024-10 json | jq 'del(.findings)' >"$out/turned.json"
same <(month $office/2024 2024-10 json | jq 'del(.findings)') "$out/turned.json"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
