#include "stage.h"

#include <stdio.h>
#include <string.h>

#include "../ir/date.h"

static const char *const names[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"};

uint32_t nz_stage_row(nz_arena *a, nz_case *c, uint32_t ledger, uint32_t nth) {
  const uint32_t n = sizeof names / sizeof *names;
  char more[24];
  const char *name = names[nth % n];
  if (nth >= n) { /* 甲2 */
    snprintf(more, sizeof more, "%s%u", name, (unsigned)(nth / n + 1));
    name = more;
  }
  const ir_ledger *l = &c->m->ledgers.v[ledger];
  char number[24];
  int64_t key = nth + 1;
  if (l->key != IR_NONE && c->m->types.v[c->m->fields.v[l->key].type].k == IR_T_QTY) {
    if (key < c->m->fields.v[l->key].lo) key = c->m->fields.v[l->key].lo + nth;
    snprintf(number, sizeof number, "%lld", (long long)key);
    name = number;
  }
  uint32_t row = nz_case_row(a, c, ledger, (nz_str){name, (uint32_t)strlen(name)});
  if (l->key == IR_NONE) return row;
  nz_cellval *k = &c->cells.v[nz_cell_of(c, row, l->key)];
  switch ((ir_tk)c->m->types.v[c->m->fields.v[l->key].type].k) {
    case IR_T_TEXT: *k = (nz_cellval){.state = NZ_CELL_GIVEN, .v = nz_case_text(a, c, name, strlen(name))}; break;
    case IR_T_QTY: *k = (nz_cellval){.state = NZ_CELL_GIVEN, .v = key}; break;
    default: break;
  }
  return row;
}

/* Every ledger that a row refers to has a row. */
static void add_referred(nz_arena *a, nz_case *c, const nz_cone *cone) {
  for (uint32_t r = 0; r < c->rows.n; r++) { /* rows are added meanwhile */
    ir_ledger l = c->m->ledgers.v[c->rows.v[r].ledger];
    for (uint32_t i = 0; i < l.fields.n; i++) {
      uint32_t f = l.fields.first + i;
      ir_type t = c->m->types.v[c->m->fields.v[f].type];
      if (t.k == IR_T_SET) t = c->m->types.v[t.ref];
      if (t.k == IR_T_ROW && nz_in(cone->fields, f) && !c->nrows[t.ref]) nz_stage_row(a, c, t.ref, 0);
    }
  }
}

/* （複数） references and keys of other kinds: nothing to search in. All rows there are. */
static void fill_lists(nz_arena *a, nz_case *c) {
  for (uint32_t r = 0; r < c->rows.n; r++) {
    const ir_ledger *l = &c->m->ledgers.v[c->rows.v[r].ledger];
    for (uint32_t i = 0; i < l->fields.n; i++) {
      const ir_field *f = &c->m->fields.v[l->fields.first + i];
      if (!(f->flags & IR_F_MULTI)) continue;
      ir_type t = c->m->types.v[f->type];
      uint32_t target = t.k == IR_T_SET ? c->m->types.v[t.ref].ref : t.ref, n = 0, *rows = NZ_NEW_N(a, uint32_t, c->rows.n);
      for (uint32_t k = 0; k < c->rows.n; k++)
        if (c->rows.v[k].ledger == target) rows[n++] = k;
      c->cells.v[c->rows.v[r].first_cell + i] = (nz_cellval){.state = NZ_CELL_GIVEN, .nmulti = n, .multi = rows};
    }
  }
}

/* A claim that was paid is 可 whatever the rules say: what is counted need not be thought through. False: it is no ledger of claims. */
static bool set_paid(nz_case *c, uint32_t row) {
  static const char paid[] = "支払済";
  const ir_module *m = c->m;
  const ir_ledger *l = &m->ledgers.v[c->rows.v[row].ledger];
  for (uint32_t i = 0; i < l->fields.n; i++) {
    const ir_field *f = &m->fields.v[l->fields.first + i];
    if (!(f->flags & IR_F_REVIEW) || m->types.v[f->type].k != IR_T_ENUM) continue;
    uint32_t v = ir_find_value(m, m->types.v[f->type].ref, paid, sizeof paid - 1);
    if (v != IR_NONE) c->cells.v[c->rows.v[row].first_cell + i] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = v};
    return v != IR_NONE;
  }
  return false;
}

static void set_claim(nz_case *c, const nz_duty *x, uint32_t row, int64_t day) {
  const ir_module *m = c->m;
  const ir_ledger *l = &m->ledgers.v[c->rows.v[row].ledger];
  for (uint32_t i = 0; i < l->fields.n; i++) {
    const ir_field *f = &m->fields.v[l->fields.first + i];
    nz_cellval *cell = &c->cells.v[c->rows.v[row].first_cell + i];
    nz_str kind = ir_text(m, x->kind_of);
    if (f->flags & IR_F_ITEM) *cell = (nz_cellval){.state = NZ_CELL_GIVEN, .v = x->item};
    else if ((f->flags & IR_F_KIND) && x->kind_of && m->types.v[f->type].k == IR_T_ENUM) {
      uint32_t v = ir_find_value(m, m->types.v[f->type].ref, kind.p, kind.n);
      if (v != IR_NONE) *cell = (nz_cellval){.state = NZ_CELL_GIVEN, .v = v};
    } else if ((f->flags & IR_F_KIND) && (f->flags & IR_F_BLANK)) *cell = (nz_cellval){.state = NZ_CELL_BLANK};
    else if ((f->flags & IR_F_REVIEW) && m->types.v[f->type].k == IR_T_ENUM) {
      static const char now[] = "今回請求";
      uint32_t v = ir_find_value(m, m->types.v[f->type].ref, now, sizeof now - 1);
      if (v != IR_NONE) *cell = (nz_cellval){.state = NZ_CELL_GIVEN, .v = v};
    } else if (f->flags & IR_F_TIME) *cell = (nz_cellval){.state = NZ_CELL_GIVEN, .v = day};
  }
}

/* 月39件: how many rows a condition of its own may have to count. */
static unsigned counted(const nz_duties *d, const nz_duty *x) {
  enum { MOST_ROWS = 60 };
  const ir_module *m = d->m;
  nz_ids nodes = {0}, tables = {0};
  nz_local_nodes(d->a, m, m->variants.v[m->decls.v[x->decl].variants.first].body, &nodes, &tables);
  int64_t most = 4;
  bool counts = false;
  for (uint32_t i = 0; i < nodes.n; i++) {
    const ir_node *n = &m->nodes.v[nodes.v[i]];
    counts |= n->op == IR_COUNT || n->op == IR_DISTINCT;
    if (n->op == IR_CONST && m->types.v[n->type].k == IR_T_QTY && !m->types.v[n->type].dec && n->imm > most && n->imm <= MOST_ROWS) most = n->imm;
  }
  return counts ? (unsigned)most : 4;
}

bool nz_stage(nz_arena *a, const nz_duties *d, const nz_duty *x, const nz_cone *cone, unsigned shape, int64_t day, nz_case **out, nz_question *q) {
  const ir_module *m = d->m;
  const ir_decl *of = &m->decls.v[x->decl];
  static const unsigned more[NZ_SHAPES] = {0, 0, 0, 1, 2, 3, 0};
  bool claim = x->kind == NZ_DUTY_CLAIM, looks = false, paid = shape != NZ_PAID;
  for (uint32_t i = 0; i < m->ledgers.n; i++) looks |= nz_in(cone->looked, i);
  if (shape && !looks) return false;
  nz_case *c = nz_case_new(a, m);
  c->date = day;
  *q = (nz_question){.decl = x->decl, .subject = IR_NONE, .want = -1};
  bool last = of->subject != IR_NONE && nz_in(cone->looked, of->subject); /* of its ledger, so that what comes before it can be counted */
  if (of->subject != IR_NONE && !last) q->subject = nz_stage_row(a, c, of->subject, 0);
  q->nargs = of->params.n;
  for (uint32_t i = 0; i < of->params.n; i++) {
    ir_type t = m->types.v[m->params.v[of->params.first + i].type];
    if (t.k != IR_T_ROW) continue;
    q->args[i] = nz_stage_row(a, c, t.ref, c->nrows[t.ref]);
    q->has[i] = true;
  }
  for (uint32_t l = 0; shape && l < m->ledgers.n; l++) {
    if (!nz_in(cone->looked, l)) continue;
    unsigned rows = shape == NZ_COUNTED || shape == NZ_PAID ? counted(d, x) : more[shape];
    for (unsigned k = 0; k < rows; k++) {
      uint32_t row = nz_stage_row(a, c, l, c->nrows[l]);
      if (shape == NZ_PAID) paid |= set_paid(c, row);
    }
    NZ_PUSH(a, &c->closed) = (nz_closed){l, IR_DATE_MIN, IR_DATE_MAX, 0};
  }
  if (!paid) return false;
  if (last) q->subject = nz_stage_row(a, c, of->subject, c->nrows[of->subject]);
  if (claim) set_claim(c, x, q->subject, day);
  add_referred(a, c, cone);
  fill_lists(a, c);
  *out = c;
  return true;
}

uint32_t nz_stage_days(nz_arena *a, const ir_variant *v, const nz_cone *cone, int64_t **out) {
  int64_t *day = NZ_NEW_N(a, int64_t, cone->days.n + 2);
  uint32_t n = 0;
  int64_t first = v->from;
  if (first == IR_DATE_MIN) { /* the day before anything began, or any day */
    if (cone->days.n) first = cone->days.v[0] - 1;
    else ir_day_of(2024, 10, 1, &first);
    if (first > v->to) first = v->to;
  }
  day[n++] = first;
  for (uint32_t i = 0; i < cone->days.n; i++)
    if (cone->days.v[i] > first && cone->days.v[i] <= v->to) day[n++] = cone->days.v[i];
  *out = day;
  return n;
}

uint32_t nz_stage_values(nz_arena *a, const ir_module *m, const ir_param *p, int64_t day, int64_t **out, bool *exact) {
  static const int64_t steps[] = {0, 1, 2, 3, 5, 6, 11, 12, 24};
  ir_type t = m->types.v[p->type];
  uint32_t n = 0;
  if (p->dflt != IR_NONE || t.k == IR_T_ROW) return 0;
  if (t.k == IR_T_ENUM || t.k == IR_T_BOOL) {
    uint32_t size = t.k == IR_T_BOOL ? 2 : m->enums.v[t.ref].values.n, first = t.k == IR_T_BOOL ? 0 : m->enums.v[t.ref].values.first;
    *out = NZ_NEW_N(a, int64_t, size + 1u);
    for (; n < size; n++) (*out)[n] = (int64_t)first + n;
    return n;
  }
  *exact = false;
  *out = NZ_NEW_N(a, int64_t, sizeof steps / sizeof *steps);
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    int64_t v = steps[i];
    if (t.k == IR_T_DATE && !ir_add_months(day, steps[i], &v)) continue;
    if (t.k == IR_T_MONTH && ir_month_of_day(day, &v)) v += steps[i];
    (*out)[n++] = v;
  }
  return n;
}
