/* lib_text.c -- see lib_text.h */
#include "lib_text.h"

#include <stdlib.h>
#include <string.h>

shelf *shelf_new(void) {
  shelf *s = calloc(1, sizeof *s);
  assert_non_null(s);
  nz_arena_init(&s->a, NULL, NULL);
  s->a.oom = &s->oom; /* never reached with the C library's own allocator */
  nz_diags_init(&s->d, &s->a);
  return s;
}

void shelf_free(shelf *s) {
  nz_arena_free(&s->a);
  free(s);
}

nz_source *load_n(shelf *s, const char *path, const char *text, size_t n) {
  return nz_source_load(&s->a, &s->ss, &s->d, path, text, n);
}

nz_source *load(shelf *s, const char *path, const char *text) { return load_n(s, path, text, strlen(text)); }

int shelf_setup(void **state) {
  *state = shelf_new();
  return 0;
}

int shelf_teardown(void **state) {
  shelf_free(*state);
  return 0;
}

void *miser_alloc(void *ctx, void *p, size_t old, size_t now) {
  miser *m = ctx;
  if (now == 0) {
    m->out -= old;
    free(p);
    return NULL;
  }
  if (++m->calls == m->at) return NULL;
  void *q = realloc(p, now);
  if (q) m->out += now - old;
  return q;
}
