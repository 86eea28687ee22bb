/* fuzz_fmt.c -- the formatter. Promises: what it writes it leaves as it is; and where the file compiles, the formatted
 * one compiles to the same IR, byte for byte but for the places. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "interp/ir/irtext.h"
#include "interp/sema/program.h"

/* The canonical IR of one file without its places, or NULL when it has errors. Copied out of the arena. */
static char *ir_of(const char *text, size_t n) {
  nz_arena a;
  jmp_buf oom;
  char *volatile copy = NULL;
  nz_arena_init(&a, NULL, NULL);
  a.limit = (size_t)256 << 20;
  a.oom = &oom;
  if (setjmp(oom) == 0) {
    nz_program *p = NZ_NEW(&a, nz_program);
    p->arena = &a;
    p->names = nz_intern_new(&a, 1);
    nz_diags_init(&p->diags, &a);
    nz_source *s = nz_source_load(&a, &p->sources, &p->diags, "f.naze", text, n);
    if (s) {
      NZ_PUSH(&a, &p->trees) = nz_parse(&a, p->names, &p->diags, s);
      if (!p->diags.errors && nz_check(p) && p->m) {
        ir_buf b = { .a = &a };
        ir_write(p->m, &b, false);
        copy = malloc(b.n + 1);
        FUZZ_CHECK(copy, "no memory");
        memcpy(copy, b.p, b.n);
        copy[b.n] = 0;
      }
    }
  }
  nz_arena_free(&a);
  return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  naze_status st = NAZE_OK;
  size_t n1 = 0, n2 = 0;
  char *once = naze_format("f.naze", (const char *)data, n, NULL, &st, &n1);
  if (once) {
    char *twice = naze_format("f.naze", once, n1, NULL, &st, &n2);
    FUZZ_CHECK(twice, "what the formatter wrote it cannot read");
    FUZZ_CHECK(n1 == n2 && !memcmp(once, twice, n1), "formatting twice is not formatting once");
    char *before = ir_of((const char *)data, n);
    if (before) {
      char *after = ir_of(once, n1);
      FUZZ_CHECK(after, "the formatted file no longer compiles");
      FUZZ_CHECK(!strcmp(before, after), "the formatted file means something else");
      free(after);
    }
    free(before);
    naze_text_free(twice);
  }
  naze_text_free(once);
  return 0;
}
