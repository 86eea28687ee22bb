/* claims.c -- see claims.h */
#include "claims.h"

#include <string.h>

#include "../facts/question.h"

static uint32_t first_ref(const ir_module *m, uint32_t ledger, uint32_t to, bool many) {
  const ir_ledger *l = &m->ledgers.v[ledger];
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
    const ir_type *t = &m->types.v[m->fields.v[f].type];
    if (t->k == IR_T_ROW && !(m->fields.v[f].flags & IR_F_MULTI) == !many && (to == IR_NONE || t->ref == to)) return f;
  }
  return IR_NONE;
}

static uint32_t flagged(const ir_module *m, uint32_t ledger, uint32_t flag) {
  const ir_ledger *l = &m->ledgers.v[ledger];
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++)
    if (m->fields.v[f].flags & flag) return f;
  return IR_NONE;
}

bool nz_claims_find(const ir_module *m, nz_claims *s) {
  static const char users[] = "利用者";
  s->judge = nz_claims_decl(m);
  if (s->judge == IR_NONE || m->decls.v[s->judge].subject == IR_NONE) return false;
  s->ledger = m->decls.v[s->judge].subject;
  s->number = flagged(m, s->ledger, IR_F_KEY);
  s->time = m->ledgers.v[s->ledger].time;
  s->item = flagged(m, s->ledger, IR_F_ITEM);
  s->kind = flagged(m, s->ledger, IR_F_KIND);
  s->users = ir_find_ledger(m, users, sizeof users - 1);
  s->user = s->users == IR_NONE ? IR_NONE : first_ref(m, s->ledger, s->users, false);
  s->records = first_ref(m, s->ledger, IR_NONE, true);
  s->record_ledger = s->records == IR_NONE ? IR_NONE : m->types.v[m->fields.v[s->records].type].ref;
  s->record_user = s->record_ledger == IR_NONE || s->users == IR_NONE ? IR_NONE : first_ref(m, s->record_ledger, s->users, false);
  s->record_time = s->record_ledger == IR_NONE ? IR_NONE : m->ledgers.v[s->record_ledger].time;
  return s->item != IR_NONE && s->time != IR_NONE && m->decls.v[s->judge].outputs.n > 1;
}

static bool is_named(const ir_module *m, ir_str name, const char *s) { return strcmp(ir_text(m, name).p, s) == 0; }

static uint32_t part(const ir_module *m, uint32_t owner, uint32_t subject, const char *name) {
  for (uint32_t i = 0; i < m->decls.n; i++)
    if (m->decls.v[i].owner == owner && m->decls.v[i].subject == subject && is_named(m, m->decls.v[i].name, name)) return i;
  return IR_NONE;
}

/* 付加 about a claim, of an 加算 that is about something else */
static void find_extras(nz_month *k) {
  const ir_module *m = k->m;
  k->extra = NZ_NEW_N(k->a, uint32_t, m->addons.n + 1u);
  for (uint32_t i = 0; i < m->addons.n; i++) {
    uint32_t decl = m->addons.v[i].decl;
    if (m->decls.v[decl].subject == k->s.ledger) continue;
    uint32_t added = part(m, decl, k->s.ledger, "付加");
    if (added != IR_NONE) k->extra[k->nextra++] = added;
  }
}

static void find_units(nz_month *k) {
  const ir_module *m = k->m;
  uint32_t enum_ = m->types.v[m->fields.v[k->s.item].type].ref;
  k->pays = NZ_NEW_N(k->a, uint32_t, m->values.n + 1u);
  for (uint32_t v = 0; v < m->values.n; v++) {
    k->pays[v] = IR_NONE;
    if (m->values.v[v].enum_ != enum_) continue;
    nz_str name = ir_text(m, m->values.v[v].name);
    uint32_t decl = ir_find_decl(m, name.p, name.n);
    if (decl != IR_NONE && m->decls.v[decl].subject == k->s.ledger) k->pays[v] = part(m, decl, k->s.ledger, "単位数");
  }
}

uint32_t nz_month_spare(nz_arena *a, nz_case *c, uint32_t ledger) {
  uint32_t first = c->rows.n;
  for (int i = 0; i < NZ_MONTH_SPARE; i++) (void)nz_case_row(a, c, ledger, (nz_str){"", 0});
  return first;
}

nz_month *nz_month_new(nz_arena *a, nz_eval *e, nz_case *c, uint32_t spare, const uint32_t *rows, uint32_t n) {
  nz_month *k = NZ_NEW(a, nz_month);
  *k = (nz_month){.a = a, .m = c->m, .c = c, .e = e};
  if (!nz_claims_find(c->m, &k->s)) return NULL;
  k->made = NZ_NEW_N(a, uint8_t, c->rows.n + 1u);
  k->supposed = NZ_NEW_N(a, uint8_t, c->rows.n + 1u);
  for (uint32_t i = 0; i < n; i++) k->made[rows[i]] = NZ_ROW_THERE;
  k->spare = spare;
  k->nspare = NZ_MONTH_SPARE;
  for (uint32_t i = 0; i < k->nspare; i++) k->made[spare + i] = k->supposed[spare + i] = NZ_ROW_NOWHERE;
  k->version = k->pass = 1;
  find_extras(k);
  find_units(k);
  return k;
}

static uint32_t next(uint32_t n) { return n == UINT32_MAX ? 1 : n + 1; }

void nz_month_changed(nz_month *k) { k->version = next(k->version); }

void nz_month_put(nz_month *k, uint32_t row, uint8_t state) {
  if (k->supposed[row] == state) return;
  if (k->made[row] != NZ_ROW_FIXED && (k->supposed[row] == NZ_ROW_FIXED || state == NZ_ROW_FIXED)) k->pass = next(k->pass);
  k->supposed[row] = state;
  nz_month_changed(k);
}

static void suppose(nz_month *k, bool supposed) { nz_eval_suppose(k->e, k->made, k->supposed, supposed ? k->version : 0, k->pass); }

static bool allowed(const nz_val *v) { return v->st == NZ_KNOWN && (v->k != IR_T_DECISION || v->a == NZ_OUT_ALLOW); }

static nz_val ask(nz_month *k, uint32_t row, uint32_t decl, uint32_t output, bool surely) {
  nz_question q = {.decl = decl, .subject = row, .output = output, .want = -1};
  const nz_cellval *day = &k->c->cells.v[nz_cell_of(k->c, row, k->s.time)];
  if (day->state != NZ_CELL_GIVEN) return (nz_val){.st = NZ_MISSING};
  nz_eval_date(k->e, day->v);
  return surely ? nz_eval_surely(k->e, &q) : nz_eval_aside(k->e, &q);
}

int nz_month_possible(nz_month *k, uint32_t row, uint32_t decl) {
  suppose(k, true);
  nz_val v = ask(k, row, decl, 0, true);
  if (k->left) k->left--;
  return allowed(&v) ? 1 : nz_settled(&v) || v.causes.n ? 0 : -1;
}

nz_verdict nz_month_judge(nz_month *k, uint32_t row, bool supposed) {
  suppose(k, supposed);
  nz_val v = ask(k, row, k->s.judge, 0, false);
  if (k->left) k->left--;
  return (nz_verdict){allowed(&v) ? 1 : nz_settled(&v) ? 0 : -1, nz_eval_looked(k->e)};
}

static bool whole(const nz_month *k, uint32_t decl, uint32_t output) {
  const ir_type *t = &k->m->types.v[k->m->outputs.v[k->m->decls.v[decl].outputs.first + output].type];
  return t->k == IR_T_QTY && t->dec == 0;
}

bool nz_month_earns(nz_month *k, uint32_t row, bool supposed, int64_t *units) {
  suppose(k, supposed);
  nz_val v = ask(k, row, k->s.judge, 1, false);
  *units = v.st == NZ_KNOWN ? v.a : 0;
  if (!nz_settled(&v) || !whole(k, k->s.judge, 1)) return false;
  for (uint32_t i = 0; i < k->nextra; i++) {
    v = ask(k, row, k->extra[i], 0, false);
    if (!nz_settled(&v) || (v.st == NZ_KNOWN && (!whole(k, k->extra[i], 0) || __builtin_add_overflow(*units, v.a, units)))) return false;
  }
  return true;
}

static int64_t at_most(const nz_val *v) {
  if (v->st == NZ_KNOWN) return v->a > 0 ? v->a : 0;
  if (v->st == NZ_NOVALUE) return 0;
  return v->st == NZ_MISSING && v->bounded ? v->b : INT64_MAX;
}

/* What an 加算 of the office adds at the most: what it is worth, where it is not known whether it is added. */
static int64_t extra_most(nz_month *k, uint32_t row, uint32_t extra) {
  const ir_decl *d = &k->m->decls.v[extra], *owner = &k->m->decls.v[d->owner];
  nz_val v = ask(k, row, extra, 0, false);
  int64_t most = at_most(&v);
  if (most != INT64_MAX) return most;
  uint32_t units = part(k->m, d->owner, owner->subject, "単位数"), field = first_ref(k->m, k->s.ledger, owner->subject, false);
  if (units == IR_NONE || field == IR_NONE) return most;
  const nz_cellval *office = &k->c->cells.v[nz_cell_of(k->c, row, field)];
  if (office->state != NZ_CELL_GIVEN) return most;
  nz_question q = {.decl = d->owner, .subject = (uint32_t)office->v, .want = -1};
  v = nz_eval_aside(k->e, &q);
  if (nz_settled(&v) && !allowed(&v)) return 0;
  q.decl = units;
  v = nz_eval_aside(k->e, &q);
  return at_most(&v);
}

int64_t nz_month_most(nz_month *k, uint32_t row) {
  const nz_cellval *item = &k->c->cells.v[nz_cell_of(k->c, row, k->s.item)];
  if (item->state != NZ_CELL_GIVEN || item->v < 0 || item->v >= (int64_t)k->m->values.n || k->pays[item->v] == IR_NONE) return INT64_MAX;
  suppose(k, true);
  nz_val v = ask(k, row, k->pays[item->v], 0, false);
  int64_t most = at_most(&v);
  for (uint32_t i = 0; most != INT64_MAX && i < k->nextra; i++)
    if (__builtin_add_overflow(most, extra_most(k, row, k->extra[i]), &most)) most = INT64_MAX;
  return most;
}
