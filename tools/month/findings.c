/* findings.c -- what was noticed on the way in and while judging, in an order that does not depend on how it was found. */
#include <stdlib.h>
#include <string.h>

#include "input.h"

void find_add(findings *f, bool note, const char *code, const char *file, uint32_t line, const char *ja, const char *en) {
  if (f->n == f->cap) {
    f->cap = f->cap ? f->cap * 2 : 16;
    f->v = mem_resize(f->v, f->cap, sizeof *f->v);
  }
  f->v[f->n++] = (finding){ code, note, mem_copy(file, strlen(file)), line, mem_copy(ja, strlen(ja)), mem_copy(en, strlen(en)) };
}

static int order(const void *a, const void *b) {
  const finding *x = a, *y = b;
  int c = x->note - y->note;
  if (!c) c = strcmp(x->file, y->file);
  if (!c) c = (x->line > y->line) - (x->line < y->line);
  if (!c) c = strcmp(x->code, y->code);
  return c ? c : strcmp(x->ja, y->ja);
}

static void drop(finding *g) {
  free(g->file);
  free(g->ja);
  free(g->en);
}

void find_sort(findings *f) {
  size_t n = 0;
  if (!f->n) return;
  qsort(f->v, f->n, sizeof *f->v, order);
  for (size_t i = 0; i < f->n; i++) {
    if (n && order(&f->v[n - 1], &f->v[i]) == 0) drop(&f->v[i]);
    else f->v[n++] = f->v[i];
  }
  f->n = n;
}

size_t find_errors(const findings *f) {
  size_t n = 0;
  for (size_t i = 0; i < f->n; i++) n += !f->v[i].note;
  return n;
}

void find_free(findings *f) {
  for (size_t i = 0; i < f->n; i++) drop(&f->v[i]);
  free(f->v);
  *f = (findings){ 0 };
}
