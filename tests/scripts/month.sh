#!/bin/bash
# What `naze month` promises of any month, tried on the year of the invented office (tests/office): one answer whatever form it comes
# in and whatever order anything has, nothing half-written, names hidden, English headings, a word when it takes long.
# SEEDS=n more orders, SEED=n begins elsewhere; a failure names its seed. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/month.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
LC_ALL=C.UTF-8 NO_COLOR=1
export LC_ALL NO_COLOR
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "$*"; }
same() { # what, expected, got: files
  if cmp -s "$2" "$3"; then ok; else bad "$1"; diff "$2" "$3" | head -n 20; fi
}
month() { "$naze" month "$@" --rules rules --lang ja; }
# Line numbers of findings, in words too, are where things stand, not what they are.
still() { jq '.findings |= (map(del(.line, .file) | .ja |= gsub("[0-9]+行目"; "") | .en |= gsub("line [0-9]+"; "")) | sort)'; }

# ---- the same month as CSV, JSON and SQLite ---- M1.1 M1.3
# The office's files without what a spreadsheet did to them.
mkdir "$out/csv"
for f in tests/office/2024/*.csv; do
  n=$(basename "$f")
  if [ "$n" = 機関.csv ]; then iconv -f CP932 -t UTF-8 "$f"; else cat "$f"; fi | sed 's/^\xef\xbb\xbf//; s/\r$//; /^,*$/d' >"$out/csv/$n"
done
sed -i -E 's/^([^,]*),24([0-9]{6}),/\1,0024\2,/; s/([0-9]{4})\/([0-9]+)\/([0-9]+)/\1-0\2-0\3/g; s/-0([0-9]{2})/-\1/g; s/^(１|２|３|４|５|６|７|８|９|０)+,/&/' "$out/csv/支給決定.csv"
sed -i 'y/０１２３４５６７８９/0123456789/' "$out/csv/支給決定.csv"
for f in "$out"/csv/*.csv; do printf '.import --csv "%s" "%s"\n' "$f" "$(basename "$f" .csv)"; done | sqlite3 "$out/month.sqlite"
{
  echo '{'
  first=1
  for f in "$out"/csv/*.csv; do
    n=$(basename "$f" .csv)
    [ $first ] || echo ','
    first=
    printf '"%s":' "$n"
    sqlite3 -json "$out/month.sqlite" "SELECT * FROM \"$n\""
  done
  echo '}'
} >"$out/month.json"
# The same with numbers as numbers and nothing where nothing is.
cp "$out/month.sqlite" "$out/typed.sqlite"
for t in 請求 支援記録 支給決定 事業所 利用者; do
  for c in $(sqlite3 "$out/typed.sqlite" "SELECT name FROM pragma_table_info('$t')"); do
    echo "UPDATE \"$t\" SET \"$c\" = NULL WHERE \"$c\" = '';"
  done
done >"$out/typed.sql"
sqlite3 "$out/typed.sqlite" <"$out/typed.sql"
sqlite3 "$out/typed.sqlite" 'CREATE TABLE n AS SELECT * FROM 請求; DROP TABLE 請求; CREATE TABLE 請求 AS SELECT CAST(番号 AS INTEGER) AS 番号, * FROM n; DROP TABLE n;
  ALTER TABLE 請求 DROP COLUMN "番号:1";'
for m in 2024-04 2024-07 2024-08 2024-10 2024-12 2025-03; do
  month "$out/csv" --month $m --format json >"$out/a"
  month "$out/month.json" --month $m --format json >"$out/b"
  month "$out/month.sqlite" --month $m --format json >"$out/c"
  month "$out/typed.sqlite" --month $m --format json >"$out/d"
  for x in a b c d; do still <"$out/$x" >"$out/$x.still"; done
  same "JSON, $m" "$out/a.still" "$out/b.still"
  same "SQLite, $m" "$out/a.still" "$out/c.still"
  same "SQLite with types, $m" "$out/a.still" "$out/d.still"
  jq 'del(.findings)' "$out/a" >"$out/a.bare"
  jq 'del(.findings)' "$out/c" >"$out/c.bare"
  same "SQLite byte for byte, $m" "$out/a.bare" "$out/c.bare"
done
[ "$(jq '.claims | length' "$out/a")" -gt 5 ] && ok || bad "no claims were judged"

# ---- any order of lines, columns and files ---- M1.4
# Also where something is wrong: lines twice, a key twice, dates and references that are none.
cp -R "$out/csv" "$out/base"
{
  sed -n '200,202p' "$out/csv/請求.csv"
  sed -n '203p' "$out/csv/請求.csv" | sed 's/,ある/,ない/'
  echo '9900001,0024000101,2499900001,M01,2024-10-41,初回加算,,,,なし,,,,,,,,,,,,,,,,,,,,,'
  echo '9900002,0099999999,2499900001,M01,2024-10-05,初回加算,,,,なし,,,,,,,,,,,,,,,,,,,,,'
} >>"$out/base/請求.csv"
sed -n '3p' "$out/csv/利用者.csv" | sed 's/区分[0-9]/区分1/' >>"$out/base/利用者.csv"
shuffle() { # seed, from, to: lines and columns of every file, files made in another order
  rm -rf "$3"
  mkdir "$3"
  printf '%s\n' "$2"/*.csv | awk -v seed="$1" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort -n | cut -f2 | while read -r f; do
    awk -v seed="$1$(printf %s "$f" | cksum | cut -d" " -f1 | tail -c 5)" '
      BEGIN { srand(seed % 2147483647) }
      function cells(s,   n, c, i, q) { # with commas in quotes
        n = 1; cell[1] = ""; q = 0
        for (i = 1; i <= length(s); i++) {
          c = substr(s, i, 1)
          if (c == "\"") q = !q
          if (c == "," && !q) cell[++n] = ""
          else cell[n] = cell[n] c
        }
        return n
      }
      NR == 1 { n = cells($0); for (i = 1; i <= n; i++) at[i] = i; for (i = n; i > 1; i--) { j = int(rand() * i) + 1; t = at[i]; at[i] = at[j]; at[j] = t } }
      { cells($0); s = ""; for (i = 1; i <= n; i++) s = s (i > 1 ? "," : "") cell[at[i]]; line[NR] = s }
      END {
        print line[1]
        for (i = NR; i > 2; i--) { j = int(rand() * (i - 1)) + 2; t = line[i]; line[i] = line[j]; line[j] = t }
        for (i = 2; i <= NR; i++) print line[i]
      }' "$f" >"$3/$(basename "$f")"
  done
}
seed=${SEED:-1} last=$((${SEED:-1} + ${SEEDS:-12} - 1)) until=$((SECONDS + ${SECONDS_MOST:-60}))
months=(2024-04 2024-05 2024-06 2024-07 2024-08 2024-09 2024-10 2024-11 2024-12 2025-01 2025-02 2025-03)
for ((; seed <= last && SECONDS < until; seed++)); do
  m=${months[seed % 12]}
  month "$out/base" --month "$m" --format json | still >"$out/a"
  shuffle "$seed" "$out/base" "$out/other"
  month "$out/other" --month "$m" --format json | still >"$out/b"
  same "order of lines, columns and files, $m, SEED=$seed" "$out/a" "$out/b"
done
shuffle 1 "$out/base" "$out/other"
cmp -s "$out/base/請求.csv" "$out/other/請求.csv" && bad "nothing was shuffled" || ok

# ---- nothing half-written ---- M4.3
mkdir "$out/large" "$out/write"
sh tests/bench/month-data.sh 15 "$out/large"
echo old >"$out/write/old.json"
began=$EPOCHREALTIME
month "$out/large" --month 2024-10 --judge-only --format json >"$out/whole.json"
took=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
for part in 0.05 0.4 0.8 0.95 1.05; do # of the time it takes
  wait=$(awk -v t="$took" -v p=$part 'BEGIN { print t * p }')
  for to in old.json new.json; do
    # --default-signal: a shell without job control has its background commands ignore the interrupt
    env --default-signal=INT "$naze" month "$out/large" --rules rules --lang ja --month 2024-10 --judge-only --format json -o "$out/write/$to" 2>/dev/null &
    pid=$!
    sleep $wait
    kill -INT $pid 2>/dev/null
    wait $pid
    rc=$?
    # Whole, or what was there before: an interrupt that comes while it is being put in place waits.
    if [ $rc -eq 130 ] && { [ $to = new.json ] && [ ! -e "$out/write/new.json" ] || [ "$(cat "$out/write/$to")" = old ]; }; then ok
    else same "interrupted after $part of the time, status $rc: $to" "$out/whole.json" "$out/write/$to"; fi
    rm -f "$out/write/new.json"
    echo old >"$out/write/old.json"
    [ "$(ls -A "$out/write")" = old.json ] && ok || bad "left behind: $(ls -A "$out/write")"
  done
done

# ---- divided among processes ---- M3.5
for format in json csv text; do
  for jobs in 1 3; do month "$out/csv" --month 2024-04 --month 2024-08 --format $format --jobs $jobs >"$out/jobs.$jobs"; done
  same "--jobs changes the $format" "$out/jobs.1" "$out/jobs.3"
done
[ "$(jq '.unclaimed | length' <(month "$out/csv" --month 2024-04 --month 2024-08 --format json --jobs 3))" -gt 2 ] && ok || bad "nothing to divide"

# ---- a word when it takes long ---- M4.5
# script(1) makes a terminal of standard error; a pipe gets no such line.
sh tests/bench/month-data.sh 25 "$out/slow"
command="'$naze' month '$out/slow' --rules rules --lang ja --month 2024-10 --format json -o '$out/slow.json'"
began=$SECONDS
script -qec "$command" /dev/null </dev/null >"$out/terminal"
if [ $((SECONDS - began)) -lt 4 ]; then ok # a machine too fast to have anything to say
else grep -q '調べています…（Ctrl-C で中止）' "$out/terminal" && ok || bad "no word after two seconds"; fi
sh -c "$command --judge-only --mask" 2>"$out/pipe"
[ ! -s "$out/pipe" ] && ok || bad "into a pipe: $(head -n 2 "$out/pipe")"
script -qec "${command/slow/csv}" /dev/null </dev/null | grep -q 調べています && bad "a word where nothing takes long" || ok

# ---- names and numbers hidden ---- M4.1
# Every key and every name of the office, in every form and in both languages, with what is wrong with the files too.
{
  for t in 利用者 事業所 相談支援専門員 機関 支援記録; do sed 1d "$out/csv/$t.csv" | cut -d, -f1; done
  sed 1d "$out/csv/請求.csv" | cut -d, -f1,13,14 | tr , '\n'
  echo 9900001; echo 9900002; echo 0099999999
} | sort -u | grep -E '.{3}' >"$out/secrets" # M01 and the like, not a bare digit
for x in 0024000101 2410001 M01 R2404001 "架山 二郎"; do grep -qxF "$x" "$out/secrets" && ok || bad "not looked for: $x"; done
month "$out/base" --month 2024-10..2024-12 | grep -oFf "$out/secrets" | sort -u | grep -c . | awk '{ exit $1 < 100 }' && ok || bad "there is little to hide"
for form in text csv json html; do
  for lang in ja en; do
    "$naze" month "$out/base" --rules rules --lang $lang --month 2024-10..2024-12 --mask --format $form >"$out/masked" 2>"$out/masked.err"
    cat "$out/masked.err" >>"$out/masked"
    if grep -oFf "$out/secrets" "$out/masked" >"$out/shown"; then bad "--mask --format $form --lang $lang shows: $(sort -u "$out/shown" | head -n 5 | tr '\n' ' ')"; else ok; fi
  done
done
# The outcomes are the same.
outcomes() { jq -c '[.claims[] | [.date, .claimed, .outcome, .units]] | sort'; }
same "--mask changes outcomes" <(month "$out/csv" --month 2024-10 --format json | outcomes) <(month "$out/csv" --month 2024-10 --format json --mask | outcomes)

# ---- English ---- M4.4
# What the report says itself: what is left without Japanese quoted from rules and files begins no line.
"$naze" month tests/office/2024 --rules rules --lang en --month 2024-10 >"$out/en"
if grep -nE '^(利用者|事業所|合計|ほか|足りない|まだ|読み込み|  (正しく|誤り|注意))' "$out/en"; then bad "Japanese headings in English"; else ok; fi
if grep -nE '単位|件|以上|～|なら|ほか[0-9]' "$out/en" | grep -vE '件数|上限|請求[0-9]'; then bad "Japanese words of the report in English"; else ok; fi
for h in '^User 0024000101  allowed' '^Office 2499900001  allowed' '^  The right set: ' '^Not claimed yet' '^Input and checks: [0-9]+ errors'; do
  grep -qE "$h" "$out/en" && ok || bad "English: no line $h"
done
"$naze" month tests/office/2024 --rules rules --lang en --month 2024-10 --format html >"$out/en.html"
if grep -oE '<h[12]>[^<]*|<th>[^<]*|<title>[^<]*' "$out/en.html" | LC_ALL=C grep -n '[^ -~]'; then bad "Japanese headings in English HTML"; else ok; fi
"$naze" month tests/office/2024 --rules rules --lang en --month 2024-10 --format csv | head -n 1 | sed 's/^\xef\xbb\xbf//' | LC_ALL=C grep -q '[^ -~[:cntrl:]]' && bad "Japanese headings in English CSV" || ok

# ---- what the rules check stands beside the claim, and the status tells ---- M3.8 M4.3
month tests/office/2024 --month 2024-12 >"$out/december"
[ $? -eq 5 ] && ok || bad "the exit status does not tell of a finding"
for x in '^  2412027 .*可 .*※提供日に支給決定がない$' '^  2412028 .*可 .*※提供日に支給決定がない$' '^利用者 0024000152 .*※支給決定のない利用者$' \
  '^  誤り  請求.csv:[0-9]+  請求2412027: 提供日に支給決定がない$' '^  誤り  利用者.csv:[0-9]+  利用者0024000152: 支給決定のない利用者$'; do
  grep -qE "$x" "$out/december" && ok || bad "beside the claim: no line $x"
done
month tests/office/2024 --month 2024-12 --format json >"$out/december.json"
[ "$(jq -c '[.claims[] | select(.checks) | [.number, .outcome, .checks[]]]' "$out/december.json")" = '[["2412027","allow","提供日に支給決定がない"],["2412028","allow","提供日に支給決定がない"]]' ] && ok || bad "JSON: checks of claims"
[ "$(jq -c '[.users[] | select(.checks) | [.user, .checks[]]]' "$out/december.json")" = '[["0024000152","支給決定のない利用者"]]' ] && ok || bad "JSON: checks of users"
month tests/office/2024 --month 2024-12 --format csv | grep -c '※提供日に支給決定がない' | grep -qx 2 && ok || bad "CSV: checks"
month tests/office/2024 --month 2024-12 --format html | grep -c '<td[^>]*>[^<]*※提供日に支給決定がない' | grep -qx 2 && ok || bad "HTML: checks"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
