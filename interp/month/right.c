/* right.c -- see right.h. Branch and bound over what is claimed. Claims not decided yet are perhaps there: what the evaluator then
 * knows holds however they are decided, so that most are settled without branching. */
#include "right.h"

#include <string.h>

enum { OPEN = NZ_ROW_PERHAPS, IN = NZ_ROW_THERE, OUT = NZ_ROW_AWAY };

typedef struct search {
  nz_month *k;
  const uint32_t *row;
  uint32_t n;
  bool hope;
  int64_t *most;
  bool *fixed;            /* 可 whichever claims are there */
  bool *best;
  int64_t best_units;
  uint32_t best_n;
  bool found, cut;
} search;

static void put(search *s, uint32_t i, uint8_t state) { nz_month_put(s->k, s->row[i], state); }
static uint8_t state_of(const search *s, uint32_t i) { return s->k->supposed[s->row[i]]; }

static int64_t plus(int64_t a, int64_t b) {
  int64_t sum;
  return a == INT64_MAX || b == INT64_MAX || __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

/* Puts out what cannot be 可. False: one that is in cannot. *all: every claim that is not out is 可 however the rest is decided. */
static bool settle(search *s, bool *all) {
  for (bool again = true; again;) {
    again = false;
    *all = true;
    for (uint32_t i = 0; i < s->n && !again; i++) {
      if (state_of(s, i) == OUT || s->fixed[i]) continue;
      nz_verdict v = nz_month_judge(s->k, s->row[i], true);
      if (v.is > 0) continue;
      *all = false;
      if (v.is < 0) continue;
      if (state_of(s, i) == IN) return false;
      put(s, i, OUT);
      again = true;
    }
  }
  return true;
}

/* Everything is decided: are those that are in 可, and what do they earn? */
static bool worth(search *s, int64_t *units) {
  *units = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    int64_t u = 0;
    if (state_of(s, i) == OUT) continue;
    nz_verdict v = nz_month_judge(s->k, s->row[i], true);
    if (v.is == 0 || (v.is < 0 && !s->hope)) return false;
    if (v.is < 0) u = s->most[i] == INT64_MAX ? 0 : s->most[i];
    else (void)nz_month_earns(s->k, s->row[i], true, &u);
    *units = plus(*units, u);
  }
  return true;
}

static void keep(search *s, uint32_t claims) {
  int64_t units;
  if (!worth(s, &units)) return;
  if (s->found && (units < s->best_units || (units == s->best_units && claims <= s->best_n))) return;
  s->found = true;
  s->best_units = units;
  s->best_n = claims;
  for (uint32_t i = 0; i < s->n; i++) s->best[i] = state_of(s, i) == IN;
}

static void find(search *s) {
  uint8_t *was = nz_get(s->k->a, s->n);
  int64_t most = 0;
  uint32_t claims = 0, next = s->n;
  bool all;
  if (!s->k->left) {
    s->cut = true;
    return;
  }
  for (uint32_t i = 0; i < s->n; i++) was[i] = state_of(s, i);
  bool can = settle(s, &all);
  for (uint32_t i = 0; i < s->n; i++) {
    if (state_of(s, i) == OUT) continue;
    most = plus(most, s->most[i]);
    claims++;
    if (state_of(s, i) == OPEN && next == s->n) next = i;
  }
  bool better = !s->found || most > s->best_units || (most == s->best_units && claims > s->best_n);
  if (can && better && (all || next == s->n)) {
    for (uint32_t i = 0; i < s->n; i++)
      if (state_of(s, i) == OPEN) put(s, i, IN);
    keep(s, claims);
  } else if (can && better) { /* in first: among equals the lower numbers win */
    put(s, next, IN);
    find(s);
    put(s, next, OUT);
    find(s);
  }
  for (uint32_t i = 0; i < s->n; i++) put(s, i, was[i]);
}

/* Everything as claimed is 可, and earns as much as it ever could: true, and nothing need be searched. */
static bool all_right(search *s) {
  int64_t units, most = 0;
  s->best_units = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    if (!nz_month_earns(s->k, s->row[i], s->k->inventing, &units)) return false;
    s->best_units = plus(s->best_units, units);
    most = plus(most, s->most[i]);
    s->best[i] = true;
  }
  s->found = s->best_units == most;
  return s->found;
}

/* What does not depend on other claims is decided once and for all. True: everything is 可 as it was claimed. */
static bool decide_alone(search *s) {
  bool all = true;
  for (uint32_t i = 0; i < s->n; i++) put(s, i, IN);
  for (uint32_t i = 0; i < s->n; i++) {
    nz_verdict v = nz_month_judge(s->k, s->row[i], s->k->inventing);
    s->fixed[i] = v.is > 0 && !v.looked;
    all &= v.is > 0;
    if ((v.is == 0 && !v.looked) || (v.is < 0 && !v.looked && !s->hope)) s->most[i] = -1;
  }
  for (uint32_t i = 0; i < s->n; i++) put(s, i, s->most[i] < 0 ? OUT : OPEN);
  for (uint32_t i = 0; i < s->n; i++) s->most[i] = s->most[i] < 0 ? 0 : nz_month_most(s->k, s->row[i]);
  return all;
}

nz_right nz_month_right(nz_month *k, const uint32_t *row, uint32_t n, bool hope) {
  search s = {.k = k, .row = row, .n = n, .hope = hope};
  uint64_t left = k->left;
  k->left = NZ_RIGHT_WORK;
  s.most = NZ_NEW_N(k->a, int64_t, n + 1u);
  s.fixed = NZ_NEW_N(k->a, bool, n + 1u);
  s.best = NZ_NEW_N(k->a, bool, n + 1u);
  if (!decide_alone(&s) || !all_right(&s)) {
    s.best_units = 0;
    find(&s);
  }
  for (uint32_t i = 0; i < n; i++) nz_month_put(k, row[i], NZ_ROW_FIXED); /* for the groups to come */
  k->left = left;
  return (nz_right){s.best, s.best_units, s.found && !s.cut};
}
