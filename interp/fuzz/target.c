/* target.c -- see target.h */
#include "target.h"

#include "../verify/stage.h"

enum { CROWD = 5, CLAIMS = 6, RECORDS = 5 };

static uint32_t group_of(const nz_target *t, uint32_t ledger) {
  for (uint32_t i = 0; i < t->ngroup; i++)
    if (t->group[i].ledger == ledger) return i;
  return IR_NONE;
}

static uint32_t need_rows(nz_target *t, uint32_t ledger, uint32_t least, uint32_t most) {
  uint32_t g = group_of(t, ledger);
  if (g == IR_NONE) {
    g = t->ngroup++;
    t->group[g] = (nz_group){ledger, 0, 0};
  }
  if (t->group[g].least < least) t->group[g].least = least;
  if (t->group[g].most < most) t->group[g].most = most;
  return g;
}

static uint32_t referred(const ir_module *m, uint32_t field) {
  ir_type t = m->types.v[m->fields.v[field].type];
  if (t.k == IR_T_SET) t = m->types.v[t.ref];
  return t.k == IR_T_ROW ? t.ref : IR_NONE;
}

static void groups(nz_target *t, const ir_module *m, const nz_cone *cone, const nz_claims *s) {
  const ir_decl *d = &m->decls.v[t->decl];
  t->subject = IR_NONE;
  if (d->subject != IR_NONE) t->subject = need_rows(t, d->subject, 1, 1);
  for (uint32_t l = 0; l < m->ledgers.n; l++) {
    if (!nz_in(cone->looked, l)) continue;
    t->looked[t->nlooked++] = l;
    (void)need_rows(t, l, 0, s && l == s->ledger ? CLAIMS : s && l == s->record_ledger ? RECORDS : CROWD);
  }
  for (uint32_t g = 0; g < t->ngroup; g++) { /* groups are added meanwhile */
    ir_range fields = m->ledgers.v[t->group[g].ledger].fields;
    for (uint32_t f = fields.first; f < fields.first + fields.n; f++) {
      uint32_t to = referred(m, f);
      if (to != IR_NONE && nz_in(cone->fields, f)) (void)need_rows(t, to, 1, s && to == s->record_ledger ? RECORDS : 2);
    }
  }
  for (uint32_t g = 0; g < t->ngroup; g++) {
    int64_t most = m->ledgers.v[t->group[g].ledger].max_rows;
    if (most > 0 && most < t->group[g].most) t->group[g].most = (uint32_t)most;
    if (t->group[g].least > t->group[g].most) t->group[g].least = t->group[g].most;
  }
}

static void params(nz_arena *a, nz_target *t, const ir_module *m) {
  const ir_decl *d = &m->decls.v[t->decl];
  uint32_t rows = 0;
  t->nargs = d->params.n < NZ_MAX_ARGS ? d->params.n : NZ_MAX_ARGS;
  for (uint32_t i = 0; i < t->nargs; i++) {
    const ir_param *p = &m->params.v[d->params.first + i];
    ir_type type = m->types.v[p->type];
    bool exact;
    t->row_of[i] = IR_NONE;
    if (type.k == IR_T_ROW && p->dflt == IR_NONE) {
      rows++;
      t->row_of[i] = need_rows(t, type.ref, rows, rows);
    } else if (p->dflt == IR_NONE) {
      t->arg[i].n = nz_stage_values(a, m, p, t->day[t->nday - 1], &t->arg[i].v, &exact);
    }
  }
}

static void days(nz_arena *a, nz_target *t, const ir_module *m, const nz_cone *cone) {
  const ir_decl *d = &m->decls.v[t->decl];
  enum { MID = 13 };
  ir_variant whole = {.from = IR_DATE_MIN, .to = IR_DATE_MAX};
  if (d->variants.n) {
    whole.from = m->variants.v[d->variants.first].from;
    whole.to = m->variants.v[d->variants.first + d->variants.n - 1].to;
  }
  int64_t *begin;
  uint32_t n = nz_stage_days(a, &whole, cone, &begin);
  t->day = NZ_NEW_N(a, int64_t, 3 * (size_t)n + 1);
  for (uint32_t i = n; i-- > 0;) /* the latest first */
    for (int k = 0; k < 3; k++) {
      int64_t day = begin[i] + (k == 0 ? MID : k == 1 ? 0 : -1);
      if (day < whole.from || day > whole.to) continue;
      t->day[t->nday++] = day;
    }
  if (!t->nday) t->day[t->nday++] = begin[0];
}

void nz_target_of(nz_arena *a, const nz_duties *d, uint32_t decl, const nz_duty *duty, const uint64_t *births, nz_target *t) {
  const ir_module *m = d->m;
  nz_cone cone;
  nz_claims s;
  bool claims = nz_claims_find(m, &s);
  *t = (nz_target){.decl = decl, .duty = duty, .month = claims && !duty && decl == s.judge, .time = claims ? s.time : IR_NONE};
  nz_cone_of(a, m, decl, &cone);
  t->group = NZ_NEW_N(a, nz_group, m->ledgers.n + 1u);
  t->looked = NZ_NEW_N(a, uint32_t, m->ledgers.n + 1u);
  t->reading = NZ_NEW_N(a, uint32_t, m->readings.n + 1u);
  for (uint32_t r = 0; !duty && r < m->readings.n; r++) /* a 検証 is said of the usual readings */
    if (nz_in(cone.readings, r)) t->reading[t->nreading++] = r;
  if (t->month) cone.fields[s.time / 64] |= UINT64_C(1) << (s.time % 64);
  days(a, t, m, &cone);
  params(a, t, m);
  groups(t, m, &cone, claims ? &s : NULL);
  t->spreads = nz_spreads_of(a, m, &cone, births);
  t->at_closed = NZ_AT_FIRST;
  t->at_reading = t->at_closed + t->nlooked;
  t->at_arg = t->at_reading + t->nreading;
  t->at_subject = t->at_arg + t->nargs;
  t->at_rows = t->at_subject + 1;
  t->head = t->at_rows + t->ngroup;
}
