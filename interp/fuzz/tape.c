/* tape.c -- see tape.h */
#include "tape.h"

#include <string.h>

static bool try_spare(nz_shrink *s, nz_tape *t) {
  if (s->tried++ >= s->most || !s->fails(s->ctx, s->spare)) return false;
  memcpy(t->v, s->spare->v, s->spare->n * sizeof *t->v);
  t->n = s->spare->n;
  return true;
}

static void copy(nz_shrink *s, const nz_tape *t) {
  memcpy(s->spare->v, t->v, t->n * sizeof *t->v);
  s->spare->n = t->n;
}

static bool drop_rows(nz_shrink *s, nz_tape *t) {
  bool any = false;
  for (uint32_t r = s->rows(s->ctx, t); r-- > 0;) {
    copy(s, t);
    if (s->without(s->ctx, s->spare, r)) any |= try_spare(s, t);
  }
  return any;
}

static bool zero_runs(nz_shrink *s, nz_tape *t, uint32_t size) {
  bool any = false;
  for (uint32_t i = 0; i < t->n; i += size) {
    bool some = false;
    copy(s, t);
    for (uint32_t k = i; k < i + size && k < t->n; k++) {
      if (!t->v[k] || s->fixed(s->ctx, t, k)) continue;
      s->spare->v[k] = 0;
      some = true;
    }
    if (some) any |= try_spare(s, t);
  }
  return any;
}

static bool to(nz_shrink *s, nz_tape *t, uint32_t i, uint32_t v) {
  copy(s, t);
  s->spare->v[i] = v;
  return try_spare(s, t);
}

/* First the smallest few, then halving what lies between. */
static bool lower(nz_shrink *s, nz_tape *t, uint32_t i) {
  enum { FEW = 6 };
  uint32_t was = t->v[i], low = 0;
  for (uint32_t v = 1; v < was && v <= FEW; v++)
    if (to(s, t, i, v)) return true;
  low = was > FEW ? FEW : was;
  while (low + 1 < t->v[i]) {
    uint32_t mid = low + (t->v[i] - low) / 2;
    if (!to(s, t, i, mid)) low = mid;
  }
  return t->v[i] < was;
}

void nz_tape_shrink(nz_shrink *s, nz_tape *t) {
  enum { LONGEST = 64 };
  for (bool any = true; any && s->tried < s->most;) {
    any = drop_rows(s, t);
    for (uint32_t size = LONGEST; size; size /= 2) any |= zero_runs(s, t, size);
    for (uint32_t i = 0; i < t->n; i++)
      if (t->v[i] > 1 && !s->fixed(s->ctx, t, i)) any |= lower(s, t, i);
  }
}
