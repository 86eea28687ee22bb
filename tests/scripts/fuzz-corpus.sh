#!/bin/bash
# Replays the kept corpus of every fuzz target once. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
passed=0 failed=0
for t in "$build"/tests/fuzz/replay_fuzz_*; do
  [ -f "$t" ] && [ -x "$t" ] || continue
  case $t in *.o | *.d) continue ;; esac
  name=${t##*/replay_}
  out=$("$t" "tests/fuzz/corpus/$name" 2>&1)
  if [ $? -eq 0 ]; then
    n=$(printf '%s\n' "$out" | tail -1 | cut -d' ' -f1)
    passed=$((passed + n))
  else
    failed=$((failed + 1))
    printf '%s:\n%s\n' "$name" "$(printf '%s\n' "$out" | tail -n 12)"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
