#!/bin/bash
# Includes point only down (CONTRIBUTING.md, "Folders"). Checks grammar/, interp/ and tools/, then plants violations in a
# copy to see that each would be found. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."

# Lists every include of a tree that points the wrong way: "file: header (why)".
violations() (
  cd "$1" || exit 1
  find grammar interp tools -type f \( -name '*.[chly]' -o -name '*.def' \) 2>/dev/null | sort |
    xargs -r grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null |
    awk -F: '
      # collapses a/b/../c
      function clean(path,   part, n, i, out, depth) {
        n = split(path, part, "/"); depth = 0
        for (i = 1; i <= n; i++) {
          if (part[i] == "..") { if (depth > 0) depth--; else return "outside/" path }
          else if (part[i] != "." && part[i] != "") out[++depth] = part[i]
        }
        path = ""
        for (i = 1; i <= depth; i++) path = path (i > 1 ? "/" : "") out[i]
        return path
      }
      function exists(path,   line, rc) { rc = (getline line < path); if (rc >= 0) close(path); return rc >= 0 }
      function dir(path) { return match(path, /\/[^\/]*$/) ? substr(path, 1, RSTART - 1) : "." }
      # Where an include leads: beside the file, else the search path of the Makefile. Generated headers belong to grammar/.
      function find(file, header,   path) {
        path = clean(dir(file) "/" header)
        if (exists(path)) return path
        if (header ~ /\.(tab|lex)\.h$/) return "grammar/" header
        if (exists("grammar/" header)) return "grammar/" header
        if (file ~ /^tools\// && exists("interp/" header)) return "interp/" header
        return path
      }
      # The rank-free rule of each folder: an anchored expression of what it may include.
      function allowed(file) {
        if (file ~ /^grammar\//) return "^grammar/"
        if (file ~ /^interp\/ir\//) return "^(grammar|interp/ir)/"
        if (file ~ /^interp\/facts\//) return "^(grammar|interp/ir|interp/facts)/"
        if (file ~ /^interp\/sema\//) return "^(grammar|interp/ir|interp/sema)/"
        if (file ~ /^interp\/exec\/ref/) return "^(grammar|interp/ir|interp/facts|interp/exec|interp/sema)/"
        if (file ~ /^interp\/verify\//) return "^(grammar|interp/(ir|facts|exec|sema|verify))/"
        if (file ~ /^interp\/diff\//) return "^(grammar|interp/(ir|facts|exec|verify|diff))/"
        if (file ~ /^interp\/fuzz\//) return "^(grammar|interp/(ir|facts|exec|sema|proof|verify|month|fuzz))/"
        if (file ~ /^interp\/mutate\//) return "^(grammar|interp/(ir|sema|verify|mutate))/"
        if (file ~ /^interp\/exec\//) return "^(grammar|interp/ir|interp/facts|interp/exec)/"
        if (file ~ /^interp\/proof\//) return "^(grammar|interp/ir|interp/facts|interp/exec|interp/proof)/"
        if (file ~ /^interp\/[^\/]*$/) return "^(grammar|interp)/"
        if (file ~ /^tools\//) return "^(tools/|interp/naze(-[a-z]+)?\\.h$)"
        return "^interp/"
      }
      # Public headers stand alone.
      function bare(file) { return file ~ /^interp\/naze(-[a-z]+)?\.h$/ }
      {
        file = $1; line = $2
        match($0, /"[^"]*"/); header = substr($0, RSTART + 1, RLENGTH - 2)
        path = find(file, header)
        if (path !~ allowed(file)) print file ":" line ": " path
        else if (bare(file) && !bare(path)) print file ":" line ": " path " (a public header stands alone)"
        # The proof checker judges answers; it must not lean on what made them.
        else if (file ~ /^interp\/proof\/check/ && path ~ /^interp\/(exec\/(eval|ref)|sema\/)/)
          print file ":" line ": " path " (the proof checker links no evaluator)"
      }'
)

passed=0 failed=0
bad=$(violations .)
if [ -z "$bad" ]; then
  passed=1
else
  printf '%s\n' "$bad"
  failed=$(printf '%s\n' "$bad" | wc -l)
fi

# The same over a tree with one planted violation each: exactly that line must be reported.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
plant() { # file, header it must not include
  rm -rf "$tmp/t"
  mkdir -p "$tmp/t"/{grammar,interp/{ir,facts,sema,exec,proof,verify,diff,mutate,fuzz},tools}
  touch "$tmp/t"/grammar/tree.h "$tmp/t"/interp/{naze.h,api.h,ir/ir.h,facts/case.h,sema/program.h,exec/eval.h,exec/value.h,exec/ref.h,proof/proof.h}
  # what is fine must stay fine
  printf '#include "../grammar/tree.h"\n#include "sema/program.h"\n' >"$tmp/t/interp/api.c"
  printf '#include "../interp/naze.h"\n#include "naze.h"\n#include "naze.tab.h"\n' | sed 3d >"$tmp/t/tools/why.c"
  printf '#include "value.h"\n#include "../sema/program.h"\n' >"$tmp/t/interp/exec/ref.c"
  printf '#include "../exec/value.h"\n' >"$tmp/t/interp/proof/check.c"
  printf '#include "%s"\n' "$2" >>"$tmp/t/$1"
  local got
  got=$(violations "$tmp/t")
  if [ "$(printf '%s' "$got" | grep -c .)" = 1 ] && [ "${got%%:*}" = "$1" ]; then
    passed=$((passed + 1))
  else
    echo "planted $2 in $1, found: $got"
    failed=$((failed + 1))
  fi
}
plant grammar/lex.c ../interp/ir/ir.h
plant interp/ir/write.c ../facts/case.h
plant interp/facts/json.c ../sema/program.h
plant interp/sema/bind.c ../exec/eval.h
plant interp/sema/facts.c ../facts/case.h
plant interp/exec/eval.c ../sema/program.h
plant interp/verify/search.c ../proof/proof.h
plant interp/diff/names.c ../sema/program.h
plant interp/mutate/mutants.c ../exec/eval.h
plant interp/fuzz/walk.c ../api.h
plant interp/proof/check.c ../exec/eval.h
plant interp/proof/check_rows.c ../exec/ref.h
plant interp/proof/check.c ../sema/program.h
plant interp/naze.h ir/ir.h
plant tools/why.c ../interp/api.h
plant tools/why.c ../grammar/tree.h
plant interp/api.c ../tools/tool.h

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
