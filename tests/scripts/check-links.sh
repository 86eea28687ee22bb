#!/bin/bash
# What the tool and the shared library are linked to and what the library exports. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
passed=0 failed=0
check() { # what, expected, got
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    printf '%s\n  expected: %s\n  got:      %s\n' "$1" "$2" "$3"
  fi
}
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(lib[a-z0-9+]*\)[^]]*\].*/\1/p' | sort | tr '\n' ' '; }
# Nothing but the C library, utf8proc and jansson; which of them are used is up to the code.
extra() { needed "$1" | tr ' ' '\n' | grep -vxE 'libc|libutf8proc|libjansson|' | tr '\n' ' '; }

check "naze is linked to" "" "$(extra "$build/naze")"
check "libnaze.so is linked to" "" "$(extra "$build/libnaze.so")"
check "soname" "libnaze.so.0" "$(readelf -d "$build/libnaze.so" | sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')"
exported=$(nm -D --defined-only "$build/libnaze.so" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u)
check "exported beside naze_*" "" "$(printf '%s\n' "$exported" | grep -v '^naze_' | tr '\n' ' ')"
# Every function of the public headers is there: what is declared can be linked.
declared=$(sed -n 's/^NAZE_API[^(]*[ *]\(naze_[a-z0-9_]*\)(.*/\1/p' interp/naze.h interp/naze-ir.h interp/naze-syntax.h 2>/dev/null | sort -u)
check "declared but not exported" "" "$(comm -23 <(printf '%s\n' "$declared") <(printf '%s\n' "$exported") | tr '\n' ' ')"
# No globals: nothing writable in the library. Constant tables of pointers are relocated once at start and then read-only
# (.data.rel.ro); what sanitizers and coverage add for themselves is not ours.
check "writable data in libnaze.a" "" "$(objdump -t "$build/libnaze.a" 2>/dev/null |
  awk '$4 ~ /^\.(data|bss|tdata|tbss)/ && $4 !~ /^\.data\.rel\.ro/ || $3 ~ /^\.(data|bss|tdata|tbss)/ && $3 !~ /^\.data\.rel\.ro/ { if ($NF !~ /^\.|^__asan|^__odr|^__gcov|^__llvm/) print $NF }' | sort -u | tr '\n' ' ')"
# The headers stand alone, in C and in C++ where there is a compiler for it.
for h in interp/naze.h interp/naze-ir.h interp/naze-syntax.h; do
  [ -f "$h" ] || continue
  check "$h alone in C" "" "$(printf '#include "%s"\n' "$h" | ${CC:-gcc} -std=c17 -Wall -Wextra -Wpedantic -Wconversion -fsyntax-only -I. -x c - 2>&1 | head -5)"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
