# bash completion for naze; tests/scripts/cli-tables.sh compares the words here with `naze help`.

_naze_words() { # words that fit what was typed
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_naze_names() { # names of the declarations or cases of the rules at hand
  local kind=$1 cur=$2
  mapfile -t COMPREPLY < <(naze list --color never "$kind" 2>/dev/null | awk 'NF >= 3 { print $3 }' | grep -F -- "$cur" | awk -v c="$cur" 'index($0, c) == 1')
}

_naze_options() {
  case $1 in
    why) echo "--rules --case --as-of --reading --subject --strict --format --all --depth" ;;
    need) echo "--rules --case --as-of --reading --subject --strict --format --limit" ;;
    what-if) echo "--rules --case --as-of --reading --subject --strict --format --all" ;;
    check) echo "--rules --format --max" ;;
    test) echo "--rules --format --all" ;;
    fmt) echo "--check --diff --stdout --stdin-name" ;;
    case) echo "--rules" ;;
    list) echo "--rules --format --all" ;;
    show) echo "--rules --as-of --format" ;;
    explain) echo "--format" ;;
    repl) echo "--rules --case --as-of --reading --subject --strict --all --depth --limit" ;;
    check-proof) echo "--rules --case" ;;
  esac
  echo "--lang --color --narrow --wide --help"
}

_naze() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _naze_words "why need what-if check test fmt case list show explain repl check-proof help --version --help" "$cur"
    return
  fi
  case $prev in
    --format) _naze_words "text json $([ "$verb" = why ] && echo html)" "$cur"; return ;;
    --lang) _naze_words "ja en" "$cur"; return ;;
    --color) _naze_words "auto always never" "$cur"; return ;;
    --rules) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    --case)
      mapfile -t COMPREPLY < <(compgen -f -X '!*.@(json|naze)' -- "$cur"; compgen -d -S / -- "$cur")
      return ;;
    --as-of | --reading | --subject | --depth | --limit | --max | --stdin-name) return ;;
  esac
  if [[ $cur == -* ]]; then
    _naze_words "$(_naze_options "$verb")" "$cur"
    return
  fi
  case $verb in
    why | need | what-if | case | show) _naze_names "" "$cur" ;;
    check | test | fmt) mapfile -t COMPREPLY < <(compgen -f -X '!*.naze' -- "$cur"; compgen -d -S / -- "$cur") ;;
    check-proof) mapfile -t COMPREPLY < <(compgen -f -X '!*.json' -- "$cur"; compgen -d -S / -- "$cur") ;;
    help) _naze_words "why need what-if check test fmt case list show explain repl check-proof exit" "$cur" ;;
  esac
}
complete -F _naze naze
