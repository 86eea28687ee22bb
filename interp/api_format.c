/* api_format.c -- one file in its canonical form. */
#include "../grammar/fmt.h"
#include "api.h"

#include <string.h>

typedef struct formatting {
  nz_arena *a;
  nz_intern *names;
  nz_diags *d;
  nz_sources *sources;
  const char *name, *bytes;
  size_t n;
  char *out;
  size_t nout;
} formatting;

/* Did the formatter mend all that was wrong (a missing 。), so that its text reads without an error and says the same? */
static bool mended(formatting *k, const nz_tree *was) {
  nz_sources again = {0};
  nz_diags d = {0};
  nz_diags_init(&d, k->a);
  nz_source *src = nz_source_load(k->a, &again, &d, k->name, k->out, k->nout);
  if (!src) return false;
  nz_tree *now = nz_parse(k->a, k->names, &d, src);
  return !d.errors && nz_tree_same(was, now);
}

static naze_status format(void *arg) {
  formatting *k = arg;
  uint32_t before = k->d->errors;
  nz_source *src = nz_source_load(k->a, k->sources, k->d, k->name, k->bytes, k->n);
  if (!src) return NAZE_RULE_ERROR;
  nz_tree *t = nz_parse(k->a, k->names, k->d, src);
  k->out = nz_format(k->a, src, t->toks, &k->nout);
  return k->d->errors == before || mended(k, t) ? NAZE_OK : NAZE_RULE_ERROR;
}

static naze_status alone(void *arg) {
  formatting *k = arg;
  k->names = nz_intern_new(k->a, (uint64_t)(uintptr_t)k);
  k->d = NZ_NEW(k->a, nz_diags);
  k->sources = NZ_NEW(k->a, nz_sources);
  nz_diags_init(k->d, k->a);
  return format(k);
}

char *naze_format(const char *name, const char *bytes, size_t n, naze_compiler *diags_into, naze_status *st, size_t *out_n) {
  naze_status got = NAZE_USAGE;
  char *text = NULL;
  if (name && (bytes || !n)) {
    nz_hook h = diags_into ? diags_into->hook : nz_hook_of(NULL, NULL);
    nz_arena own;
    nz_arena_init(&own, h.fn, h.ctx);
    formatting k = {.a = &own, .name = name, .bytes = bytes, .n = n};
    if (diags_into) {
      nz_program *p = &diags_into->prog->p;
      k.a = p->arena; /* the messages point into what is read here */
      k.names = p->names;
      k.d = &p->diags;
      k.sources = &p->sources;
    }
    nz_guard g = {{k.a}, 1};
    got = nz_guarded(&g, diags_into ? format : alone, &k);
    if (got == NAZE_OK) {
      text = nz_text_out(h, k.out, k.nout);
      if (!text) got = NAZE_NO_MEMORY;
      else if (out_n) *out_n = k.nout;
    }
    nz_arena_free(&own);
  }
  if (st) *st = got;
  return text;
}
