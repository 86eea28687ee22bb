#!/bin/bash
# Decision tables of others (spec/dmn.md): the kits of tests/dmn, what they are translated to, and what is refused.
# `--accept` writes the goldens tests/dmn/*/*.naze and refused.txt; read the difference. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
accept=
[ "${1:-}" != --accept ] || accept=1
naze=$(realpath "${NAZE:-${BUILD:-build}/naze}")
passed=0 failed=0
tmp=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/dmn.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "$1"; sed 's/^/    /' <<<"$2" | head -20; }
golden() { # what, golden, printed
  if cmp -s "$2" "$3"; then ok; elif [ -n "$accept" ]; then cp "$3" "$2" && echo "written: $2" && ok; else bad "$1" "$(diff -u "$2" "$3")"; fi
}
says() { # what, exit status, words, command…
  local what=$1 want=$2 words=$3 got rc
  shift 3
  got=$("$@" 2>&1)
  rc=$?
  [ $rc -eq "$want" ] && grep -qF -- "$words" <<<"$got" && ok || bad "$what: exit $rc, expected $want and \"$words\"" "$got"
}

# Each kit through the evaluator. D4.1 D4.2 D1.3 D1.4 D2.1 D2.3 D3.1 D3.2 D3.3 D3.5
for kit in tests/dmn/*/; do
  name=$(basename "$kit")
  out=$("$naze" dmn-test "$kit" 2>"$tmp/err")
  rc=$?
  want=0
  [ "$name" != refused ] || want=2
  read -r p f < <(awk '/^[0-9]+ passed, [0-9]+ failed$/ { print $1, $3 }' <<<"$out")
  passed=$((passed + p)) failed=$((failed + f))
  [ $rc -eq $want ] && [ "$p" -gt 0 ] && [ ! -s "$tmp/err" ] && ok || bad "$kit: exit $rc, expected $want" "$out$(cat "$tmp/err")"
  # What it comes to is a rule file that is accepted and formatted. D1.5 D1.6 D2.4
  "$naze" import dmn "$kit$name.dmn" >"$tmp/$name.naze" 2>"$tmp/refused.txt"
  rc=$?
  [ $rc -eq $((want ? 1 : 0)) ] && ok || bad "import $kit: exit $rc" "$(cat "$tmp/refused.txt")"
  golden "$kit is translated otherwise" "$kit$name.naze" "$tmp/$name.naze"
  says "$name.naze" 0 '誤り 0件、注意 0件' "$naze" check "$tmp/$name.naze"
  says "$name.naze is formatted" 0 '' "$naze" fmt --check "$tmp/$name.naze"
done

# Every refusal, with its place, its cell and its reason. D1.2 D2.2 D3.4
"$naze" import dmn tests/dmn/refused/refused.dmn >/dev/null 2>"$tmp/refused.txt"
golden "other refusals" tests/dmn/refused/refused.txt "$tmp/refused.txt"
says "in English" 1 'rule 1 “N”  `count(N) > 1`  not translated: a call of a function, count( … )' "$naze" import dmn tests/dmn/refused/refused.dmn --lang en

# Not models. D1.1
d=$tmp/x.dmn unique=tests/dmn/unique/unique.dmn
printf '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<d>&b;</d>\n' >"$d"
says "a document type" 6 'DOCTYPE' "$naze" import dmn "$d"
{ printf '<?xml version="1.0"?>\n<!DOCTYPE definitions SYSTEM "http://example.org/x.dtd">\n'; sed 1d $unique; } >"$d"
says "an external document type" 6 'DOCTYPE' "$naze" import dmn "$d"
sed 's|20230324/MODEL|20180521/MODEL|' $unique >"$d"
says "DMN 1.2" 6 'DMN 1.3 から 1.5 まで' "$naze" import dmn "$d"
sed '$d' $unique >"$d"
says "cut off" 6 'XML として読めません' "$naze" import dmn "$d"
says "no file" 6 'nowhere.dmn' "$naze" import dmn "$tmp/nowhere.dmn"
says "not dmn" 3 '読めるのは dmn' "$naze" import xls $unique
yes '<a>' | head -n 400 | tr -d '\n' >"$d"
says "deep" 6 'XML として読めません' "$naze" import dmn "$d"

# To a file. D1.6
"$naze" import dmn $unique -o "$tmp/out.naze" && cmp -s "$tmp/out.naze" tests/dmn/unique/unique.naze && ok || bad "-o" "$(cat "$tmp/out.naze")"

# A slip in a kit is noticed, in each form. D4.3 D4.4
cp -R tests/dmn "$tmp/kits"
sed -i '0,/>A, small</s//>A, large</' "$tmp/kits/unique/unique-test-01.xml"
says "a wrong answer" 1 'Fee class  期待 A, large  実際 A, small' "$naze" dmn-test "$tmp/kits/unique"
says "the others pass" 1 '6 passed, 1 failed' "$naze" dmn-test "$tmp/kits/unique"
says "JSON" 0 '[7,6,1,0,"A, small"]' sh -c "'$naze' dmn-test '$tmp/kits/unique' --format json | jq -c '[(.cases | length), .passed, .failed, .refused, .cases[0].expectations[0].actual]'"
says "JSON of refusals" 0 '[1,0,2,true]' sh -c "'$naze' dmn-test tests/dmn/refused --format json | jq -c '[.passed, .failed, .refused, .cases[0].expectations[0].refused]'"
says "JUnit" 1 '<testsuites name="naze" tests="7" failures="1" errors="0" skipped="0">' "$naze" dmn-test "$tmp/kits/unique" --format junit
says "JUnit of refusals" 2 'tests="3" failures="0" errors="0" skipped="2">' "$naze" dmn-test tests/dmn/refused --format junit
says "passed ones" 0 '✓ 007 no comparison holds of null' "$naze" dmn-test tests/dmn/unique --all
sed -i 's|>very high<|>enormous<|' "$tmp/kits/unique/unique-test-01.xml"
says "a value there is not" 1 'enormous' "$naze" dmn-test "$tmp/kits/unique"
sed -i 's|<resultNode name="Fee class" type="decision">|<resultNode name="Fee class" type="decision" errorResult="true">|' "$tmp/kits/unique/unique-test-01.xml"
says "which was meant" 1 '6 passed, 1 failed' "$naze" dmn-test "$tmp/kits/unique"
says "nothing there" 3 'testCases' "$naze" dmn-test tests/cli
says "no folder" 6 'nowhere' "$naze" dmn-test "$tmp/nowhere"
sed -i 's|unique.dmn|../unique/unique.dmn|' "$tmp/kits/unique/unique-test-01.xml"
says "a model elsewhere" 6 'modelName' "$naze" dmn-test "$tmp/kits/unique"
[ "$("$naze" dmn-test tests/dmn/any tests/dmn/first --format json | jq -r '.cases[].file' | uniq | tr '\n' ' ')" = 'tests/dmn/any/any-test-01.xml tests/dmn/first/first-test-01.xml ' ] && ok || bad "order" ''

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
