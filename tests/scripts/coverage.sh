#!/bin/bash
# spec/coverage.md is what the rules cite and the 事例 reach; every id has a rule or a reason, every id cited is one of the list.
# `--accept` writes it anew. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
naze=${NAZE:-$build/naze}
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
passed=0 failed=0
check() { if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi; }

"$(dirname "$naze")/tests/gen/coverage" rules tests/guide tests/matrix | sort -u >"$out/reached" || exit 1
# id, kind and name of what cites it; an id that only stands in a row is reached where a step of a proof cites it
"$naze" list --rules rules --format json | jq -r '.declarations[] | select(.kind != "出典") | .kind as $k | .name as $n |
  (.sources // "") | [scan("事項整理 ([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)")[0]] | unique[] | select(test("^P[0-9]+$") | not) | [., $k, $n] | @tsv' >"$out/cited"
grep -rohE '[A-Z][A-Z0-9]*(-[A-Z0-9]+)+' rules | sort -u >"$out/written"
awk -F '\t' '
  FILENAME == ARGV[1] { reached[$1] = 1; if ($1 == "cites") row[$1 "\t" $2] = 1; next }
  FILENAME == ARGV[2] { by[$1] = by[$1] (by[$1] ? "、" : "") $3; if (reached[$3] || $2 ~ /台帳|解釈|選択肢|単位|推定|記録項目|検証|別名/) got[$1] = 1; next }
  FILENAME == ARGV[3] { written[$1] = 1; next }
  function group(id) { while (!(id in by) && sub(/-[^-]*$/, "", id)); return id in by ? id : "" }
  {
    g = group($1)
    if (g) { printf "| %s | %s%s | %s |\n", $1, g == $1 ? "" : g "：", by[g], got[g] ? "届く" : "届かない"; n[got[g] ? "a" : "b"]++ }
    else if ("cites\t" $1 in row) { printf "| %s | 表の行 | 届く |\n", $1; n["a"]++ }
    else if ($1 in written) { printf "| %s | 表の行か注意 | － |\n", $1; n["c"]++ }
    else if ($2 ~ /^未/) { printf "| %s | %s | － |\n", $1, $2; n["e"]++ }
    else if ($2) { printf "| %s | %s | － |\n", $1, $2; n["d"]++ }
    else { printf "%s: no rule cites it and no reason is given\n", $1 >"/dev/stderr"; bad = 1 }
  }
  END { printf "counts %d %d %d %d %d\n", n["a"], n["b"], n["c"], n["d"], n["e"]; exit bad }
' "$out/reached" "$out/cited" "$out/written" tests/guide/ids/facts.tsv >"$out/rows"
check test $? -eq 0
read -r _ a b c d e <<<"$(tail -n 1 "$out/rows")"
{
  cat <<HEAD
# Every fact, and the rule that carries it

Made by \`tests/scripts/coverage.sh --accept\` from the ids of \`tests/guide/ids/facts.tsv\`, the 根拠 of the rules and the proofs of the 事例,
and checked in the test run. A fact is carried by the declarations that cite its id or its group (\`DIR\` for \`DIR-01\`); 届く: the name
of one of them, or the id itself as the 根拠 of the row that decided, stands in the proof of an answer that a 事例 of \`tests/guide\` or
\`tests/matrix\` asks for. 未 is what is still to be done.

Carried and reached $a, carried and not reached $b, in a row or a remark $c, no rule with a reason $d, still to be done $e.

| id | 規則、または規則でない理由 | 事例 |
|---|---|---|
HEAD
  sed '$d' "$out/rows"
} >"$out/coverage.md"
[ "${1:-}" != --accept ] || cp "$out/coverage.md" spec/coverage.md
check diff -u spec/coverage.md "$out/coverage.md"
# an id of the rules is one of the list, or a group of them
check awk -F '\t' 'FILENAME == ARGV[1] { id[$1] = 1; k = $1; while (sub(/-[^-]*$/, "", k)) id[k] = 1; next }
  !($1 in id) && !($1 in other) { other[$1] = 1; print $1 ": cited, and not in tests/guide/ids/facts.tsv"; bad = 1 } END { exit bad }' tests/guide/ids/facts.tsv "$out/cited"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
