#!/bin/bash
# make install into a folder of its own: a program built against it with pkg-config runs, naze finds the installed rules,
# and make uninstall leaves nothing behind. Ends in "N passed, N failed".
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build} out=${OUT:-$(mktemp -d)}
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() {
  failed=$((failed + 1))
  echo "$1"
}
root=$out/root
rm -rf "$root"
root=$(realpath -m "$root")
# -o all: what was built is installed, nothing is built here
if make --no-print-directory -o all BUILD="$build" DESTDIR="$root" PREFIX=/usr/local install >"$out/install.log" 2>&1; then ok; else
  bad "make install fails"
  tail -n 5 "$out/install.log"
fi
for f in bin/naze lib/libnaze.a lib/libnaze.so lib/libnaze.so.0 lib/pkgconfig/naze.pc include/naze.h include/naze-ir.h \
  include/naze-syntax.h share/man/man1/naze.1 share/bash-completion/completions/naze share/naze/rules; do
  if [ -e "$root/usr/local/$f" ]; then ok; else bad "not installed: $f"; fi
done

cat >"$out/use.c" <<'C'
#include <naze.h>
#include <stdio.h>
int main(void) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  static const char rule[] = "条件 常の条件：常に。\n";
  naze_status st = c ? naze_add_source(c, "a.naze", rule, sizeof rule - 1) : NAZE_NO_MEMORY;
  if (st == NAZE_OK) st = naze_compile(c);
  naze_compiler_free(c);
  printf("%d\n", st == NAZE_OK || st == NAZE_RULE_ERROR);
  return 0;
}
C
export PKG_CONFIG_PATH=$root/usr/local/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root
# shellcheck disable=SC2046  # a list of flags
if ${CC:-gcc} -std=c17 -Wall -Wextra -Wpedantic -Werror -o "$out/use" "$out/use.c" $(pkg-config --cflags --libs naze) &&
  [ "$(LD_LIBRARY_PATH=$root/usr/local/lib "$out/use")" = 1 ]; then ok; else bad "a program against the shared library does not build or run"; fi
# shellcheck disable=SC2046
if ${CC:-gcc} -std=c17 -o "$out/use-static" "$out/use.c" $(pkg-config --cflags naze) "$root/usr/local/lib/libnaze.a" -lutf8proc -ljansson &&
  [ "$("$out/use-static")" = 1 ]; then ok; else bad "a program against the static library does not build or run"; fi

if make --no-print-directory BUILD="$build" DESTDIR="$root" PREFIX=/usr/local uninstall >"$out/uninstall.log" 2>&1 &&
  [ -z "$(find "$root" -type f -o -type l)" ]; then ok; else bad "make uninstall leaves: $(find "$root" -type f -o -type l | head -5 | tr '\n' ' ')"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
