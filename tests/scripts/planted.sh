#!/bin/sh
# Plants the defects of tests/planted/欠陥.tsv in copies of rules/ and requires each to be found by the verb that promises it: a new
# finding of its kind (beside those of tests/verify/認めた指摘.txt) that names what was damaged. Defects of one kind in different files
# or declarations share a copy. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
naze=${NAZE:-$(pwd)/${BUILD:-build}/naze}
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/planted.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
unset NAZE_RULES 2>/dev/null
passed=0 failed=0
tab=$(printf '\t')

# Replaces the only place of a text in a file; both may have \n.
plant() { # file, before, after
  OLD=$2 NEW=$3 awk 'BEGIN { RS = "\001"; old = ENVIRON["OLD"]; new = ENVIRON["NEW"] == "（なし）" ? "" : ENVIRON["NEW"]; gsub(/\\n/, "\n", old); gsub(/\\n/, "\n", new) }
    { at = index($0, old)
      if (!at || index(substr($0, at + length(old)), old)) exit 1
      printf "%s%s%s", substr($0, 1, at - 1), new, substr($0, at + length(old)) }' "$1" >"$out/edited" && cp "$out/edited" "$1"
}

one() { # verb, kind, file, before, after, about
  case $1 in
    check)
      rm -rf "$out/rules" && cp -R rules "$out/rules"
      plant "$out/rules/$3" "$4" "$5" || { echo "not planted: $2 in $3: $4"; return 1; }
      "$naze" check "$out/rules" >"$out/said" 2>&1 && ! grep -q '注意' "$out/said" && { echo "not found by check: $2 in $3: $6"; return 1; }
      grep -q "$6" "$out/said" || { echo "check does not speak of $6: $2 in $3"; head -3 "$out/said"; return 1; }
      ;;
    verify) # planted with its kind, below
      grep -F "$2$tab" "$out/found" | grep -qF -e "$6" -e "$(basename "$3")" || { echo "not found by verify: $2 of $6 in $3"; return 1; }
      ;;
  esac
}

grep -v '^#' tests/planted/欠陥.tsv >"$out/all"
for kind in $(cut -f1,2 "$out/all" | grep "^verify$tab" | cut -f2 | sort -u); do
  rm -rf "$out/rules" && cp -R rules "$out/rules"
  ok=1
  while IFS=$tab read -r verb k file before after about; do
    [ "$verb" = verify ] && [ "$k" = "$kind" ] || continue
    plant "$out/rules/$file" "$before" "$after" || { echo "not planted: $k in $file: $before"; ok=0; }
  done <"$out/all"
  [ $ok = 1 ] || failed=$((failed + 1))
  "$naze" verify "$out/rules" --only "$kind" --accepted tests/verify/認めた指摘.txt --format json >"$out/report" 2>"$out/why"
  jq -r '.findings[] | select(.accepted | not) | .kind + "\t" + .key + " " + (.what // "") + " " + (.file // "")' "$out/report" >>"$out/found" || { cat "$out/why"; failed=$((failed + 1)); }
done
while IFS=$tab read -r verb kind file before after about; do
  if one "$verb" "$kind" "$file" "$before" "$after" "$about"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done <"$out/all"

# Each 検証 of the rules is broken by what was planted for them.
grep -rh '^検証 ' rules | sed 's/^検証 「\([^」]*\)」.*/\1/' | sort -u >"$out/promised"
while read -r name; do
  if grep -F "property$tab" "$out/found" | grep -qF "$name"; then passed=$((passed + 1)); else echo "no defect breaks 検証 $name"; failed=$((failed + 1)); fi
done <"$out/promised"
if [ "$(grep -c . "$out/promised")" -ge 40 ]; then passed=$((passed + 1)); else echo "fewer than 40 検証"; failed=$((failed + 1)); fi

# What is promised of each kind must be there at least four times.
for kind in gap overlap conflict row mark level claim one-sided period record units names source overflow unread unused; do
  if [ "$(cut -f2 "$out/all" | grep -cx "$kind")" -ge 4 ]; then passed=$((passed + 1)); else echo "fewer than four of $kind"; failed=$((failed + 1)); fi
done

# The rules themselves: nothing that nobody has looked at.
"$naze" verify rules --accepted tests/verify/認めた指摘.txt --all >"$out/report" 2>&1
status=$?
if [ $status -eq 0 ] || [ $status -eq 7 ]; then passed=$((passed + 1)); else tail -40 "$out/report"; failed=$((failed + 1)); fi
if grep -q 'もう見つからない' "$out/report"; then grep 'もう見つからない' "$out/report"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
