/* fuzz_parse.c -- any bytes through normalisation, lexer, layout and parser. Promises: it ends, it stays inside its
 * memory, every message has a place inside the file, and every token lies inside the text. */
#include "fuzz.h"

#include "grammar/tree.h"

static void check_places(const nz_source *s, const nz_tree *t, const nz_diags *d) {
  for (uint32_t i = 0; i < t->toks->list.n; i++) {
    const nz_tok *k = &t->toks->list.v[i];
    FUZZ_CHECK(k->lo <= k->hi && k->hi <= s->ntext, "a token outside the text");
  }
  for (uint32_t i = 0; i < d->list.n; i++) {
    nz_span at = d->list.v[i].at;
    FUZZ_CHECK(at.lo <= at.hi && at.hi <= s->ntext, "a message outside the text");
    nz_place p = nz_place_of(s, at.lo, at.hi);
    FUZZ_CHECK(p.line >= 1 && p.col >= 1 && p.line <= s->nlines + 1, "a message on no line");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, NULL, NULL);
  a.limit = (size_t)256 << 20;
  a.oom = &oom;
  if (setjmp(oom) == 0) {
    nz_sources ss = { 0 };
    nz_diags d;
    nz_diags_init(&d, &a);
    nz_intern *names = nz_intern_new(&a, 1);
    nz_source *s = nz_source_load(&a, &ss, &d, "f.naze", (const char *)data, n);
    if (s) {
      nz_tree *t = nz_parse(&a, names, &d, s);
      FUZZ_CHECK(t && t->root && t->toks, "no tree");
      check_places(s, t, &d);
    } else {
      FUZZ_CHECK(d.errors > 0, "a file refused without a message");
    }
  }
  nz_arena_free(&a);
  return 0;
}
