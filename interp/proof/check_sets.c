/* check_sets.c -- sets of rows and months and what is said over them (P3.12 to P3.18) */
#include "../ir/date.h"
#include "check_int.h"

enum { MOST_MONTHS = 1200 };

static nz_val as_value(ck_step *s, const ck_set *set) {
  nz_val v = nz_known(IR_T_SET, 0);
  for (uint32_t i = 0; i < set->n; i++) v.a += set->v[i].certain;
  v.b = set->n;
  s->set = set;
  return v;
}

/* Months first..last each stated complete, by one statement or several. */
static bool complete(const checker *k, uint32_t ledger, int64_t first, int64_t last) {
  int64_t need = first; /* no statement yet covers this month */
  for (bool moved = true; moved && need <= last;) {
    moved = false;
    for (uint32_t i = 0; i < k->c->closed.n; i++) {
      const nz_closed *c = &k->c->closed.v[i];
      if (c->ledger != ledger || c->from > need || c->to < need) continue;
      if (c->to == IR_DATE_MAX) return true;
      need = c->to + 1;
      moved = true;
    }
  }
  return need > last;
}

static ck_set *empty_set(checker *k, ir_tk kind, uint32_t ledger, uint32_t room) {
  ck_set *s = NZ_NEW(k->a, ck_set);
  *s = (ck_set){.k = kind, .ledger = ledger, .v = NZ_NEW_N(k->a, ck_elem, room)};
  return s;
}

static nz_val all_rows(checker *k, ck_step *s) {
  const nz_case *c = k->c;
  ck_set *set = empty_set(k, IR_T_ROW, s->n->ref, c->rows.n);
  set->open = !complete(k, s->n->ref, IR_DATE_MIN, IR_DATE_MAX);
  for (uint32_t i = 0; i < c->rows.n; i++)
    if (c->rows.v[i].ledger == s->n->ref) set->v[set->n++] = (ck_elem){.id = i, .certain = true};
  return as_value(s, set);
}

static nz_val referred(checker *k, ck_step *s) {
  nz_val row = ck_arg(k, s, 0);
  if (row.st != NZ_KNOWN) return ck_passed(row);
  const ir_field *f = &k->m->fields.v[s->n->ref];
  if (row.k != IR_T_ROW || k->c->rows.v[row.a].ledger != f->ledger) ck_bad(k, s->id, "別の台帳の行です。");
  s->out.cell = nz_cell_of(k->c, (uint32_t)row.a, s->n->ref);
  const nz_cellval *cell = &k->c->cells.v[s->out.cell];
  if (cell->state == NZ_CELL_NOT_GIVEN) return ck_missing(k, NZ_C_FACT, s->out.cell);
  uint32_t n = cell->state == NZ_CELL_GIVEN ? cell->nmulti : 0;
  ck_set *set = empty_set(k, IR_T_ROW, IR_NONE, n);
  for (; set->n < n; set->n++) set->v[set->n] = (ck_elem){.id = cell->multi[set->n], .certain = true};
  return as_value(s, set);
}

static bool month(const nz_val *v, int64_t *out) {
  if (v->k == IR_T_DATE) return ir_month_of_day(v->a, out);
  *out = v->a;
  return ir_month_ok(v->a);
}

static nz_val months(checker *k, ck_step *s) {
  nz_val v[2], out;
  int64_t first, last;
  v[0] = ck_arg(k, s, 0);
  v[1] = ck_arg(k, s, 1);
  if (!ck_strict(k, v, 2, &out)) return out;
  if (!month(&v[0], &first) || !month(&v[1], &last) || last - first >= MOST_MONTHS) return nz_fault(NZ_FAULT_RANGE);
  ck_set *set = empty_set(k, IR_T_MONTH, IR_NONE, last < first ? 0 : (uint32_t)(last - first + 1));
  for (int64_t m = first; m <= last; m++) set->v[set->n++] = (ck_elem){.id = m, .certain = true};
  return as_value(s, set);
}

/* The environment of an element of a set. */
static ck_env *inside(checker *k, const ck_step *s, const ck_set *set, int64_t id) {
  ck_item *it = NZ_NEW(k->a, ck_item);
  *it = (ck_item){.up = s->env->items, .k = set->k, .id = id};
  ck_env *e = NZ_NEW(k->a, ck_env);
  *e = *s->env;
  e->items = it;
  e->id = 0;
  return e;
}

static const ck_set *taken(checker *k, const ck_step *s, const ck_done *d) {
  if (d->v.st == NZ_KNOWN && !d->set) ck_bad(k, s->id, "集合ではありません。");
  return d->set;
}

static nz_val where(checker *k, ck_step *s) {
  const ir_node *n = s->n;
  const ck_done *d = ck_take(k, s, ir_arg(k->m, n, 0), s->env);
  nz_val base = d->v, scope[2];
  const ck_set *from = taken(k, s, d);
  for (uint32_t i = 2; i < n->args.n; i++) scope[i - 2] = ck_arg(k, s, i);
  if (n->args.n == 3) scope[1] = scope[0];
  if (base.st != NZ_KNOWN) return ck_passed(base);
  ck_set *set = empty_set(k, from->k, from->ledger, from->n);
  set->open = from->open;
  int64_t first, last;
  if (set->open && n->args.n > 2 && scope[0].st == NZ_KNOWN && scope[1].st == NZ_KNOWN && month(&scope[0], &first) && month(&scope[1], &last))
    set->open = !complete(k, set->ledger, first, last);
  for (uint32_t i = 0; i < from->n; i++) {
    nz_val v = ck_take(k, s, ir_arg(k->m, n, 1), inside(k, s, from, from->v[i].id))->v;
    if (ck_false(&v)) continue;
    ck_elem e = from->v[i];
    if (!ck_true(&v)) {
      e.certain = false;
      e.causes = ck_union(k, e.causes, v.causes);
    }
    set->v[set->n++] = e;
  }
  return as_value(s, set);
}

nz_val ck_set_step(checker *k, ck_step *s) {
  switch ((ir_op)s->n->op) {
  case IR_ROWS: return all_rows(k, s);
  case IR_REFS: return referred(k, s);
  case IR_MONTHS: return months(k, s);
  default: return where(k, s);
  }
}

/* ---- over sets ---- */
static uint32_t certain(const ck_set *set) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < set->n; i++) n += set->v[i].certain;
  return n;
}

/* P3.16: 不明 with the causes of the set and more */
static nz_val doubt(checker *k, const ck_set *set, nz_causes more) {
  nz_val v = {.st = NZ_MISSING, .causes = more};
  for (uint32_t i = 0; i < set->n; i++)
    if (!set->v[i].certain) v.causes = ck_union(k, v.causes, set->v[i].causes);
  if (set->open) v.causes = ck_union(k, v.causes, ck_missing(k, NZ_C_OPEN, set->ledger).causes);
  return v;
}

static nz_val counted(checker *k, const ck_set *set, int64_t lo, int64_t hi, nz_causes more) {
  if (set->open && k->m->ledgers.v[set->ledger].max_rows > hi) hi = k->m->ledgers.v[set->ledger].max_rows;
  if (lo == hi) return nz_known(IR_T_QTY, lo);
  nz_val v = doubt(k, set, more);
  v.bounded = 1;
  v.a = lo;
  v.b = hi;
  return v;
}

static nz_causes causes_of(checker *k, const nz_val *v, uint32_t n) {
  nz_causes all = {NULL, 0};
  for (uint32_t i = 0; i < n; i++)
    if (ck_undecided(&v[i])) all = ck_union(k, all, v[i].causes);
  return all;
}

static nz_val distinct(checker *k, const ck_set *set, const nz_val *v) {
  int64_t lo = 0, more = 0;
  for (uint32_t i = 0; i < set->n; i++) {
    if (v[i].st == NZ_NOVALUE) continue;
    if (v[i].st != NZ_KNOWN || !set->v[i].certain) {
      more++;
      continue;
    }
    bool seen = false;
    for (uint32_t j = 0; j < i && !seen; j++) seen = set->v[j].certain && nz_same_answer(&v[j], &v[i]);
    lo += !seen;
  }
  return counted(k, set, lo, lo + more, causes_of(k, v, set->n));
}

static nz_val total(checker *k, const ck_step *s, const ck_set *set, const nz_val *v) {
  const ir_type *t = ck_arg_type(k, s, 1);
  bool ratios = k->m->types.v[s->n->type].k == IR_T_RATIO;
  nz_ratio sum = {0, 1}, x;
  int64_t whole = 0;
  for (uint32_t i = 0; i < set->n; i++) {
    if (v[i].st != NZ_KNOWN) continue;
    bool fits = ratios ? ck_ratio(&v[i], t, &x) && nz_ratio_add(sum, x, &sum) : !__builtin_add_overflow(whole, v[i].a, &whole);
    if (!fits) return nz_fault(NZ_FAULT_OVERFLOW);
  }
  if (!ratios) return nz_known(IR_T_QTY, whole);
  if (s->n->op != IR_MEAN) return ck_quotient(true, sum);
  if (set->n == 0) return nz_fault(NZ_FAULT_EMPTY);
  bool fits = nz_ratio_div(sum, (nz_ratio){set->n, 1}, &x);
  return ck_quotient(fits, x);
}

static nz_val extreme(checker *k, const ck_step *s, const ck_set *set, const nz_val *v) {
  const ir_type *t = ck_arg_type(k, s, 1);
  const nz_val *best = NULL;
  for (uint32_t i = 0; i < set->n; i++) {
    if (v[i].st != NZ_KNOWN) continue;
    int sign = best ? ck_order(&v[i], t, best, t) : 0;
    if (!best || (s->n->op == IR_LARGEST ? sign > 0 : sign < 0)) best = &v[i];
  }
  return best ? *best : nz_novalue(NZ_NA_ABSENT);
}

/* P3.18: does one element's keys put it before another's? */
static bool before(checker *k, const ck_step *s, const nz_val *one, const nz_val *other) {
  for (uint32_t i = 2; i < s->n->args.n; i++) {
    const nz_val *x = &one[i - 2], *y = &other[i - 2];
    if (x->st == NZ_NOVALUE && y->st == NZ_NOVALUE) continue;
    if (x->st == NZ_NOVALUE || y->st == NZ_NOVALUE) return y->st == NZ_NOVALUE;
    const ir_type *t = ck_arg_type(k, s, i);
    int sign = ck_order(x, t, y, t);
    if (sign) return s->n->imm >> (i - 2) & 1 ? sign > 0 : sign < 0;
  }
  return false;
}

static nz_val rank(checker *k, ck_step *s, const ck_done *d) {
  nz_val row = ck_arg(k, s, 1);
  if (d->v.st != NZ_KNOWN) return ck_passed(d->v);
  const ck_set *set = d->set;
  uint32_t nkeys = s->n->args.n - 2, me = IR_NONE;
  if ((uint64_t)set->n * nkeys > UINT32_MAX) ck_bad(k, s->id, "集合が大きすぎます。");
  nz_val *key = NZ_NEW_N(k->a, nz_val, (size_t)set->n * nkeys);
  for (uint32_t i = 0; i < set->n; i++) {
    ck_env *e = inside(k, s, set, set->v[i].id);
    for (uint32_t j = 0; j < nkeys; j++) key[i * nkeys + j] = ck_take(k, s, ir_arg(k->m, s->n, 2 + j), e)->v;
    if (row.st == NZ_KNOWN && set->v[i].id == row.a) me = i;
  }
  if (row.st != NZ_KNOWN) return ck_passed(row);
  if (me == IR_NONE) return nz_novalue(NZ_NA_ABSENT);
  nz_causes why = causes_of(k, key, set->n * nkeys);
  bool sure = !set->open && certain(set) == set->n;
  for (uint32_t i = 0; i < set->n * nkeys; i++) sure &= !ck_undecided(&key[i]);
  if (!sure) return doubt(k, set, why);
  int64_t place = 1;
  for (uint32_t i = 0; i < set->n; i++) place += i != me && before(k, s, &key[i * nkeys], &key[me * nkeys]);
  return nz_known(IR_T_QTY, place);
}

nz_val ck_over_set(checker *k, ck_step *s) {
  const ck_done *d = ck_take(k, s, ir_arg(k->m, s->n, 0), s->env);
  const ck_set *set = taken(k, s, d);
  const nz_causes none = {NULL, 0};
  if (s->n->op == IR_RANK) return rank(k, s, d);
  if (d->v.st != NZ_KNOWN) return ck_passed(d->v);
  if (s->n->op == IR_EXISTS) {
    if (certain(set)) return nz_truth(true);
    return set->n == 0 && !set->open ? nz_truth(false) : doubt(k, set, none);
  }
  if (s->n->op == IR_COUNT) return counted(k, set, certain(set), set->n, none);
  nz_val *v = NZ_NEW_N(k->a, nz_val, set->n);
  for (uint32_t i = 0; i < set->n; i++) v[i] = ck_take(k, s, ir_arg(k->m, s->n, 1), inside(k, s, set, set->v[i].id))->v;
  if (s->n->op == IR_DISTINCT) return distinct(k, set, v);
  bool sure = !set->open && certain(set) == set->n;
  for (uint32_t i = 0; i < set->n; i++) sure &= !ck_undecided(&v[i]);
  if (!sure) return doubt(k, set, causes_of(k, v, set->n));
  return s->n->op == IR_SUM || s->n->op == IR_MEAN ? total(k, s, set, v) : extreme(k, s, set, v);
}
