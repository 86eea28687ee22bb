#!/bin/sh
# Runs the cases of tests/cli: each NAME.t holds commands and what they must print.
#   $ command        run by sh in a fresh copy of tests/cli/files, with naze on the path
#   > line           standard output      ! line   standard error      ? N   exit status (none: 0)
# Lines that begin with # and blank lines are for readers. `run-cli.sh --accept [NAME…]` writes what was printed into the
# files; read the difference before it is committed. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
here=$(pwd)/tests/cli
accept=
if [ "${1:-}" = --accept ]; then
  accept=1
  shift
fi
out=$(mktemp -d "${OUT:-${TMPDIR:-/tmp}}/cli.XXXXXX") || exit 1
trap 'rm -rf "$out"' EXIT
naze=${NAZE:-$(pwd)/${BUILD:-build}/naze}
[ -x "$naze" ] || { echo "no naze at $naze"; echo "0 passed, 1 failed"; exit 1; }
mkdir "$out/bin" && ln -s "$naze" "$out/bin/naze"
PATH=$out/bin:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
unset NAZE_RULES NAZE_WIDTH NO_COLOR LC_MESSAGES LANG 2>/dev/null

lines() { # mark, file: its lines behind the mark; the fingerprint changes with the form of the IR
  sed -E "s/^((規則の指紋|Rule set)  )[0-9a-f]{12}\$/\1…/; s/^/$1 /; s/^$1 \$/$1/" "$2"
  [ -z "$(tail -c 1 "$2")" ] || echo
}

play() { # a case: writes it anew with what was printed
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '$ '*)
        printf '%s\n' "$line"
        (cd "$out/work" && timeout 20 sh -c "${line#??}" >"$out/stdout" 2>"$out/stderr" </dev/null)
        status=$?
        lines '>' "$out/stdout"
        lines '!' "$out/stderr"
        [ $status -eq 0 ] || echo "? $status"
        ;;
      '>'* | '!'* | '?'*) ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}

passed=0 failed=0
for t in "$here"/*.t; do
  name=$(basename "$t" .t)
  if [ $# -gt 0 ]; then
    case " $* " in *" $name "*) ;; *) continue ;; esac
  fi
  rm -rf "$out/work"
  cp -R "$here/files" "$out/work"
  play <"$t" >"$out/actual"
  if cmp -s "$t" "$out/actual"; then
    passed=$((passed + 1))
  elif [ -n "$accept" ]; then
    cp "$out/actual" "$t"
    echo "written: $name"
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    diff -u "$t" "$out/actual" | sed "1s|.*|--- $name: expected|; 2s|.*|+++ $name: printed|"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
