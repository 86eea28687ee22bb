/* api_month.c -- a month of claims: the right set, and what could have been claimed. */
#include "api.h"

#include <string.h>

#include "ir/date.h"

typedef struct month_work {
  naze_session *s;
  const size_t *claim;
  size_t n;
  bool hope, *in;
  const bool *chosen;
  naze_right_set *right;
  size_t user;
  int64_t month;
  const naze_unclaimed **out;
  size_t *nout;
  bool *exact;
} month_work;

static naze_status run(month_work *w, nz_work *work) {
  nz_guard g = nz_session_guard(w->s);
  naze_status st = nz_guarded(&g, work, w);
  if (st == NAZE_NO_MEMORY) nz_session_uneval(w->s);
  return st;
}

static uint32_t *rows_of(nz_arena *a, const month_work *w) {
  uint32_t *row = NZ_NEW_N(a, uint32_t, w->n + 1);
  for (size_t i = 0; i < w->n; i++) row[i] = (uint32_t)w->claim[i];
  return row;
}

static naze_status begin(void *arg) {
  month_work *w = arg;
  naze_session *s = w->s;
  int64_t day = s->as_of != IR_DATE_MIN ? s->as_of : IR_DATE_MIN;
  nz_claims c;
  nz_session_forget(s);
  if (!nz_claims_find(s->m, &c)) return NAZE_USAGE;
  uint32_t spare = nz_month_spare(&s->base, s->given, c.ledger);
  nz_session_uneval(s);
  nz_eval *e = nz_session_eval(s, day);
  s->month = nz_month_new(&s->work, e, s->facts, spare, rows_of(&s->work, w), (uint32_t)w->n);
  if (!s->month) return NAZE_USAGE;
  nz_eval_suppose(e, s->month->made, NULL, 0, 0);
  return NAZE_OK;
}

static bool claims_fit(const naze_session *s, const size_t *claims, size_t n) {
  if (n && !claims) return false;
  for (size_t i = 0; i < n; i++)
    if (claims[i] >= s->facts->rows.n || (i && claims[i] <= claims[i - 1])) return false;
  return n < UINT32_MAX;
}

naze_status naze_right_begin(naze_session *s, const size_t *claims, size_t n) {
  if (!s || !s->given || s->given != s->facts || !claims_fit(s, claims, n)) return NAZE_USAGE;
  month_work w = {.s = s, .claim = claims, .n = n};
  return run(&w, begin);
}

static naze_status right(void *arg) {
  month_work *w = arg;
  nz_month *k = w->s->month;
  nz_session_forget(w->s);
  nz_eval_brief(k->e, true);
  nz_right r = nz_month_right(k, rows_of(&w->s->ask, w), (uint32_t)w->n, w->hope);
  nz_eval_suppose(k->e, k->made, NULL, 0, 0);
  nz_eval_brief(k->e, false);
  for (size_t i = 0; i < w->n; i++) w->in[i] = r.in[i];
  *w->right = (naze_right_set){r.units, r.exact};
  return NAZE_OK;
}

naze_status naze_right(naze_session *s, const size_t *claims, size_t n, bool hope, bool *in, naze_right_set *out) {
  if (!s || !s->month || !s->eval || s->month->inventing || !out || (n && !in) || !claims_fit(s, claims, n)) return NAZE_USAGE;
  month_work w = {.s = s, .claim = claims, .n = n, .hope = hope, .in = in, .right = out};
  return run(&w, right);
}

static naze_status unclaimed(void *arg) {
  month_work *w = arg;
  nz_arena *a = &w->s->ask;
  nz_month *k = w->s->month;
  nz_unclaimed_list l = {0};
  nz_session_forget(w->s);
  nz_eval_brief(k->e, true);
  *w->exact = nz_month_unclaimed(k, (uint32_t)w->user, rows_of(a, w), w->chosen, (uint32_t)w->n, w->month, &l);
  nz_eval_suppose(k->e, k->made, NULL, 0, 0);
  nz_eval_brief(k->e, false);
  naze_unclaimed *out = NZ_NEW_N(a, naze_unclaimed, l.n + 1u);
  for (uint32_t i = 0; i < l.n; i++) {
    size_t *record = NZ_NEW_N(a, size_t, l.v[i].nrecord + 1u);
    for (uint32_t r = 0; r < l.v[i].nrecord; r++) record[r] = l.v[i].record[r];
    out[i] = (naze_unclaimed){l.v[i].decl, l.v[i].kind.p, record, l.v[i].nrecord, nz_iso_text(a, l.v[i].day), l.v[i].units};
  }
  *w->out = out;
  *w->nout = l.n;
  return NAZE_OK;
}

static bool month(const char *text, int64_t *out) {
  unsigned y = 0, m = 0;
  size_t i = 0;
  for (; i < 4; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    y = y * 10 + (unsigned)(text[i] - '0');
  }
  if (text[4] != '-' || text[5] < '0' || text[5] > '1' || text[6] < '0' || text[6] > '9' || text[7]) return false;
  m = (unsigned)(text[5] - '0') * 10 + (unsigned)(text[6] - '0');
  *out = (int64_t)y * 12 + m - 1;
  return m >= 1 && m <= 12;
}

naze_status naze_unclaimed_of(naze_session *s, size_t user, const size_t *claims, const bool *in, size_t n, const char *text,
                              const naze_unclaimed **out, size_t *nout, bool *exact) {
  if (!s || !s->month || !s->eval || !out || !nout || !exact || !text || (n && !in) || !claims_fit(s, claims, n)) return NAZE_USAGE;
  month_work w = {.s = s, .claim = claims, .n = n, .chosen = in, .user = user, .out = out, .nout = nout, .exact = exact};
  uint32_t users = s->month->s.users;
  if (user >= s->facts->rows.n || s->facts->rows.v[user].ledger != users || !month(text, &w.month)) return NAZE_USAGE;
  return run(&w, unclaimed);
}
