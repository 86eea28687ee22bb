/* readings.c -- would the answer differ under another reading? (S5.10) Each reading touched is changed by itself, and all
 * of them together in every way when at most four were touched. A combination is told only where no smaller one that it
 * contains tells the same. */
#include <string.h>

#include "eval_int.h"

enum { TOGETHER = 4, MOST_COMBINATIONS = 4096 };

typedef struct flip { uint32_t reading, choice; } flip;

static nz_val kept_val(nz_arena *a, nz_val v) { /* causes of a side run do not last */
  if (v.causes.n == 0) return v;
  nz_cause *c = NZ_NEW_N(a, nz_cause, v.causes.n);
  memcpy(c, v.causes.v, v.causes.n * sizeof *c);
  v.causes.v = c;
  return v;
}

static bool contained(const nz_other *small, const flip *f, uint32_t n) {
  for (uint32_t i = 0; i < small->n; i++) {
    bool found = false;
    for (uint32_t k = 0; k < n && !found; k++) found = f[k].reading == small->reading[i] && f[k].choice == small->choice[i];
    if (!found) return false;
  }
  return true;
}

typedef struct others { nz_arena *a; nz_eval *e; const nz_question *q; const nz_val *answer; NZ_VEC(nz_other) found; uint32_t tried; } others;

static void try_flips(others *o, const flip *f, uint32_t n) {
  uint32_t before[TOGETHER];
  if (o->tried++ > MOST_COMBINATIONS) return;
  for (uint32_t i = 0; i < n; i++) {
    before[i] = o->e->choice[f[i].reading];
    o->e->choice[f[i].reading] = f[i].choice;
  }
  nz_val v = nze_side_run(o->e, o->q, NZE_CAUSES);
  for (uint32_t i = n; i-- > 0;) o->e->choice[f[i].reading] = before[i];
  if (nz_same_answer(&v, o->answer)) return;
  for (uint32_t i = 0; i < o->found.n; i++)
    if (contained(&o->found.v[i], f, n) && nz_same_answer(&o->found.v[i].val, &v)) return;
  nz_other *at = &NZ_PUSH(o->a, &o->found);
  at->n = n;
  for (uint32_t i = 0; i < n; i++) {
    at->reading[i] = f[i].reading;
    at->choice[i] = f[i].choice;
  }
  at->val = kept_val(o->a, v);
}

/* All ways to change exactly `left` more of the readings from `from` on. */
static void flips(others *o, const uint32_t *r, uint32_t nr, uint32_t from, flip *f, uint32_t n, uint32_t left) {
  if (left == 0) {
    try_flips(o, f, n);
    return;
  }
  for (uint32_t i = from; i + left <= nr; i++) {
    uint32_t choices = o->e->m->readings.v[r[i]].choices.n;
    for (uint32_t c = 0; c < choices; c++) {
      if (c == o->e->choice[r[i]]) continue;
      f[n] = (flip){r[i], c};
      flips(o, r, nr, i + 1, f, n + 1, left - 1);
    }
  }
}

nz_others nz_other_readings(nz_arena *a, nz_eval *e, const nz_question *q, const nz_val *answer) {
  others o = {.a = a, .e = e, .q = q, .answer = answer};
  uint32_t n = 0, *r = NZ_NEW_N(a, uint32_t, e->m->readings.n);
  flip f[TOGETHER];
  memset(e->side_readings, 0, e->reading_words * sizeof *e->side_readings);
  nze_side_run(e, q, NZE_FULL);
  for (uint32_t i = 0; i < e->m->readings.n; i++)
    if (nze_bit(e->side_readings, i)) r[n++] = i;
  for (uint32_t k = 1; k <= (n <= TOGETHER ? n : 1); k++) flips(&o, r, n, 0, f, 0, k);
  return (nz_others){o.found.v, o.found.n};
}
