#!/bin/sh
# The zsh completion knows every verb and every option of each verb, and no other. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
naze=${NAZE:-${BUILD:-build}/naze}
page=tools/completion/_naze
passed=0 failed=0
same() { # what, expected, got
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    printf '%s\n  naze:       %s\n  completion: %s\n' "$1" "$2" "$3"
  fi
}
one_line() { sort -u | tr '\n' ' '; }

verbs=$("$naze" help --lang ja | sed -n 's/^  \([a-z-]*\)  .*/\1/p')
same "verbs" "$(printf '%s\n' "$verbs" | one_line)" "$(sed -n '/^  verbs=(/,/^  )/p' $page | grep -o "'[a-z-]*:" | tr -d "':" | one_line)"
options_of() { # a line of the completion, with what its variables stand for
  grep -m 1 "^    $1) " $page | grep -o -- '\$[a-z]*\|--[a-z-]*' | while read -r word; do
    case $word in
      --*) printf '%s\n' "$word" ;;
      '$facts') sed -n '/^  facts=/,/)$/p' $page | grep -o -- '--[a-z-]*'; echo --rules ;;
      '$every' | '$rules' | '$format') grep -m 1 "^  \(local \)\{0,1\}${word#?}=" $page | grep -o -- '--[a-z-]*' ;;
    esac
  done
}
for v in $verbs; do
  same "options of $v" "$("$naze" help "$v" --lang ja | sed -n 's/^  \(--[a-z-]*\) .*/\1/p' | one_line)" "$(options_of "$v" | one_line)"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
