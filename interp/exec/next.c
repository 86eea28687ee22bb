/* next.c -- 不明: what to find out next. Every missing fact is tried with one value of each of its classes, alone; what stays
 * open then says how much that fact decides. */
#include <string.h>

#include "classes.h"

enum { MOST_FACTS = 24, MOST_CLASSES = 64 };

typedef struct finding {
  nz_arena *a;
  nz_eval *e;
  const nz_question *q;
  nze_classes x;
  uint32_t *cell, n;      /* the facts that are causes now */
} finding;

typedef struct effect { /* what one class comes to */
  nz_val val;
  bool *open;            /* per cause: is it one still? */
} effect;

static effect effect_of(finding *f, uint32_t self) {
  effect w = {.val = nze_side_run(f->e, f->q, NZE_CAUSES), .open = nze_pool_get(&f->x.pool, (size_t)f->n + 1)};
  memset(w.open, 0, (size_t)f->n + 1);
  for (uint32_t i = 0; w.val.st == NZ_MISSING && i < f->n; i++)
    for (uint32_t k = 0; k < w.val.causes.n && i != self && !w.open[i]; k++) w.open[i] = w.val.causes.v[k].kind == NZ_C_FACT && w.val.causes.v[k].id == f->cell[i];
  w.val.causes = (nz_causes){NULL, 0};
  return w;
}

static bool same_effect(const finding *f, const effect *a, const effect *b) {
  if (a->val.st != b->val.st) return false;
  return a->val.st == NZ_MISSING ? memcmp(a->open, b->open, f->n) == 0 : nz_same_answer(&a->val, &b->val);
}

static uint32_t open_of(const finding *f, const effect *w) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < f->n; i++) n += w->open[i];
  return n;
}

static nz_then then_of(finding *f, const nze_part *p, const bool *in, const effect *w, uint32_t self) {
  nz_then t = {.val = w->val};
  const nz_region *r = nze_pieces(&f->x.pool, p, in, &t.n);
  t.r = NZ_NEW_N(f->a, nz_region, t.n);
  if (t.n) memcpy(t.r, r, t.n * sizeof *r);
  t.spared = NZ_NEW_N(f->a, uint32_t, f->n);
  for (uint32_t i = 0; i < f->n; i++)
    if (i != self && !w->open[i]) t.spared[t.nspared++] = f->cell[i];
  return t;
}

/* What the values of one missing fact come to; classes of the same effect stand together. */
static void try_values(finding *f, uint32_t self, const nze_domain *d, nz_next *out) {
  nze_classes_cut(&f->x, &d, 1);
  const nze_part *p = &f->x.part[0];
  if (p->nclass > MOST_CLASSES) return;
  effect *w = nze_pool_get(&f->x.pool, p->nclass * sizeof *w);
  bool *in = nze_pool_get(&f->x.pool, p->nclass), *done = nze_pool_get(&f->x.pool, p->nclass);
  memset(done, 0, p->nclass);
  for (uint32_t c = 0; c < p->nclass; c++) {
    nze_put_class(f->e, p, c);
    w[c] = effect_of(f, self);
  }
  out->then = NZ_NEW_N(f->a, nz_then, p->nclass);
  uint64_t open = 0;
  for (uint32_t c = 0; c < p->nclass; c++) {
    if (done[c]) continue;
    for (uint32_t k = 0; k < p->nclass; k++) {
      in[k] = k >= c && !done[k] && same_effect(f, &w[c], &w[k]);
      done[k] |= in[k];
    }
    out->then[out->n++] = then_of(f, p, in, &w[c], self);
    open += open_of(f, &w[c]);
  }
  if (out->n) out->cost = (uint32_t)(open * 100 / out->n);
}

nz_nexts nz_find_next(nz_arena *a, nz_eval *e, const nz_question *q) {
  finding f = {.a = a, .e = e, .q = q};
  nz_nexts out = {NULL, 0};
  nze_classes_init(&f.x, a, e, q);
  nz_val now = nze_side_run(e, q, NZE_CAUSES);
  if (now.st != NZ_MISSING) return out;
  f.cell = NZ_NEW_N(a, uint32_t, now.causes.n);
  for (uint32_t i = 0; i < now.causes.n; i++)
    if (now.causes.v[i].kind == NZ_C_FACT) f.cell[f.n++] = now.causes.v[i].id;
  out.v = NZ_NEW_N(a, nz_next, f.n);
  for (uint32_t i = 0; i < f.n; i++) {
    nz_next *n = &out.v[out.n++];
    *n = (nz_next){.cell = f.cell[i], .cost = f.n * 100};
    nze_domain d = nze_domain_of(a, e, f.cell[i]);
    if (!d.supported || i >= MOST_FACTS) continue;
    nz_cellval was = e->cells[f.cell[i]];
    try_values(&f, i, &d, n);
    nz_eval_cells(e)[f.cell[i]] = was;
  }
  for (uint32_t i = 1; i < out.n; i++) /* few; those that cost the same stay in order */
    for (uint32_t j = i; j > 0 && out.v[j].cost < out.v[j - 1].cost; j--) {
      nz_next t = out.v[j];
      out.v[j] = out.v[j - 1];
      out.v[j - 1] = t;
    }
  return out;
}
