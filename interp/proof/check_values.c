/* check_values.c -- how values meet (P2), and the rules of arithmetic, dates and conditions (P3.7 to P3.11) */
#include "../ir/date.h"
#include "check_int.h"

static void *get(void *a, size_t n) { return nz_get(a, n); }

nz_causes ck_union(checker *k, nz_causes a, nz_causes b) { return nz_causes_union(get, k->a, a, b); }

nz_val ck_missing(checker *k, uint32_t kind, uint32_t id) {
  return (nz_val){.st = NZ_MISSING, .causes = nz_causes_one(get, k->a, kind, id)};
}

nz_val ck_worst(checker *k, const nz_val *v, uint32_t n) {
  nz_val worst = v[0];
  nz_causes all = {NULL, 0};
  for (uint32_t i = 0; i < n; i++) {
    if (v[i].st > worst.st) worst = v[i];
    if (ck_undecided(&v[i])) all = ck_union(k, all, v[i].causes);
  }
  if (worst.st == NZ_KNOWN || worst.st == NZ_NOVALUE) return worst;
  worst = ck_passed(worst);
  worst.causes = all;
  return worst;
}

void ck_mix_add(checker *k, ck_mix *x, const nz_val *v) {
  if (!ck_undecided(v)) return;
  const nz_val both[] = {x->worst, *v};
  x->worst = x->any ? ck_worst(k, both, 2) : ck_worst(k, v, 1);
  x->any = true;
}

bool ck_strict(checker *k, const nz_val *v, uint32_t n, nz_val *out) {
  bool known = true;
  for (uint32_t i = 0; i < n; i++) known &= v[i].st == NZ_KNOWN;
  if (!known) *out = ck_worst(k, v, n);
  return known;
}

void ck_candidate(checker *k, ck_join *j, const nz_val *v, uint32_t tag) {
  if (j->n == j->cap) {
    uint32_t cap = j->cap;
    j->v = nz_vec_grow(k->a, j->v, j->n, &cap, sizeof *j->v);
    cap = j->cap;
    j->row = nz_vec_grow(k->a, j->row, j->n, &cap, sizeof *j->row);
    j->cap = cap;
  }
  j->v[j->n] = *v;
  j->row[j->n++] = tag;
}

nz_val ck_joined(checker *k, const ck_join *j) {
  if (j->n == 1 && !j->decides.any) return j->v[0];
  bool agree = true;
  for (uint32_t i = 0; i < j->n; i++) agree &= !ck_undecided(&j->v[i]) && nz_same_answer(&j->v[0], &j->v[i]);
  if (agree) return j->v[0];
  ck_mix x = j->decides;
  for (uint32_t i = 0; i < j->n; i++) ck_mix_add(k, &x, &j->v[i]);
  return x.worst;
}

nz_val ck_text(checker *k, nz_str s) {
  nz_sym in = s.n ? nz_intern_find(k->m->index, s.p, s.n) : 0;
  nz_val v = nz_known(IR_T_TEXT, in);
  if (s.n == 0 || (in && in < k->m->strs.n)) return v;
  for (uint32_t i = k->ntexts; i < k->c->texts.n; i++, k->ntexts++) { /* once: which place in the case has it first */
    nz_str t = k->c->texts.v[i];
    nz_sym at = nz_intern_put(k->texts, t.p, t.n);
    while (k->text_of.n <= at) NZ_PUSH(k->a, &k->text_of) = i;
  }
  nz_sym own = nz_intern_put(k->texts, s.p, s.n);
  while (k->text_of.n <= own) NZ_PUSH(k->a, &k->text_of) = IR_NONE; /* a text of the question that the case has not */
  v.a = k->text_of.v[own];
  v.b = 1;
  return v;
}

/* ---- arithmetic ---- */
bool ck_ratio(const nz_val *v, const ir_type *t, nz_ratio *out) {
  if (v->k == IR_T_RATIO) return nz_ratio_make(v->a, v->b, out);
  int64_t scale;
  return nz_pow10(t->k == IR_T_QTY ? t->dec : 0, &scale) && nz_ratio_make(v->a, scale, out);
}

nz_val ck_quotient(bool fits, nz_ratio r) {
  if (!fits) return nz_fault(NZ_FAULT_OVERFLOW);
  nz_val v = nz_known(IR_T_RATIO, r.n);
  v.b = r.d;
  return v;
}

static bool bounds_of(const nz_val *v, int64_t *lo, int64_t *hi) {
  bool known = v->st == NZ_KNOWN && v->k == IR_T_QTY;
  *lo = v->a;
  *hi = known ? v->a : v->b;
  return known || (v->st == NZ_MISSING && v->bounded);
}

/* P2.4. Each operation is monotone in each operand, up to the sign of the other: its ends are among the four corners. */
static void carry_bounds(ir_op op, const nz_val *x, const nz_val *y, nz_val *out) {
  int64_t a[2], b[2];
  if (out->st != NZ_MISSING || !bounds_of(x, &a[0], &a[1]) || !bounds_of(y, &b[0], &b[1])) return;
  int64_t lo = 0, hi = 0;
  for (int i = 0; i < 4; i++) {
    int64_t p = a[i & 1], q = b[i >> 1], r;
    bool over = false;
    switch (op) {
    case IR_ADD: over = __builtin_add_overflow(p, q, &r); break;
    case IR_SUB: over = __builtin_sub_overflow(p, q, &r); break;
    case IR_MIN: r = p < q ? p : q; break;
    case IR_MAX: r = p > q ? p : q; break;
    default: over = __builtin_mul_overflow(p, q, &r); break;
    }
    bool corner = op == IR_ADD || op == IR_MIN || op == IR_MAX ? i == 0 || i == 3 : op == IR_SUB ? i == 1 || i == 2 : true;
    if (!corner) continue;
    if (over) return;
    bool first = i == 0 || (op == IR_SUB && i == 1);
    if (first || r < lo) lo = r;
    if (first || r > hi) hi = r;
  }
  out->bounded = 1;
  out->a = lo;
  out->b = hi;
}

static nz_val rounded(checker *k, ck_step *s) {
  nz_val v = ck_arg(k, s, 0), out;
  if (!ck_strict(k, &v, 1, &out)) return out;
  int64_t den = v.b;
  if (v.k == IR_T_QTY && !nz_pow10(ck_arg_type(k, s, 0)->dec, &den)) return nz_fault(NZ_FAULT_OVERFLOW);
  if (den <= 0) ck_bad(k, s->id, "比の形をしていません。");
  out = nz_known(IR_T_QTY, nz_floor_div(v.a, den));
  if (s->n->op == IR_CEIL && !nz_ceil_div(v.a, den, &out.a)) return nz_fault(NZ_FAULT_OVERFLOW);
  return out;
}

nz_val ck_number(checker *k, ck_step *s) {
  ir_op op = (ir_op)s->n->op;
  if (op == IR_FLOOR || op == IR_CEIL) return rounded(k, s);
  nz_val v[2], out;
  v[0] = ck_arg(k, s, 0);
  v[1] = op == IR_RESCALE ? nz_known(IR_T_QTY, s->n->imm) : ck_arg(k, s, 1);
  const ir_type *t = &k->m->types.v[s->n->type];
  if (!ck_strict(k, v, 2, &out)) {
    if (t->k == IR_T_QTY && op != IR_DIV) carry_bounds(op, &v[0], &v[1], &out);
    return out;
  }
  if (t->k == IR_T_RATIO || op == IR_DIV) {
    nz_ratio x, y, r = {0, 1};
    if (!ck_ratio(&v[0], ck_arg_type(k, s, 0), &x) || !ck_ratio(&v[1], ck_arg_type(k, s, 1), &y)) return nz_fault(NZ_FAULT_OVERFLOW);
    switch (op) {
    case IR_ADD: return ck_quotient(nz_ratio_add(x, y, &r), r);
    case IR_SUB: return ck_quotient(nz_ratio_sub(x, y, &r), r);
    case IR_MUL: return ck_quotient(nz_ratio_mul(x, y, &r), r);
    case IR_MIN: return ck_quotient(true, nz_ratio_cmp(y, x) < 0 ? y : x);
    case IR_MAX: return ck_quotient(true, nz_ratio_cmp(y, x) > 0 ? y : x);
    default:
      if (y.n == 0) return nz_fault(NZ_FAULT_ZERO);
      return ck_quotient(nz_ratio_div(x, y, &r), r);
    }
  }
  int64_t a = v[0].a, b = v[1].a;
  bool over = false;
  out = nz_known((ir_tk)v[0].k, 0);
  switch (op) {
  case IR_ADD: over = __builtin_add_overflow(a, b, &out.a); break;
  case IR_SUB: over = __builtin_sub_overflow(a, b, &out.a); break;
  case IR_MIN: out.a = a < b ? a : b; break;
  case IR_MAX: out.a = a > b ? a : b; break;
  default: over = __builtin_mul_overflow(a, b, &out.a); break;
  }
  return over ? nz_fault(NZ_FAULT_OVERFLOW) : out;
}

/* ---- dates ---- */
static bool month_of(const nz_val *v, int64_t *out) {
  if (v->k == IR_T_DATE) return ir_month_of_day(v->a, out);
  *out = v->a;
  return ir_month_ok(v->a);
}

static bool on_calendar(const ir_node *n, const nz_val *v, int64_t *out) {
  int64_t x, y;
  ir_ymd t;
  switch ((ir_op)n->op) {
  case IR_AGE: return ir_age_on(v[0].a, v[1].a, out);
  case IR_REACH: return ir_age_reached(v[0].a, v[1].a, out);
  case IR_MONTHOF: return month_of(&v[0], out);
  case IR_YEARSTART: return month_of(&v[0], &x) && ir_year_start(x, n->imm, out);
  case IR_FIRSTDAY: return month_of(&v[0], &x) && ir_first_day(x, out);
  case IR_LASTDAY: return month_of(&v[0], &x) && ir_last_day(x, out);
  case IR_ADDMONTHS:
    if (v[0].k == IR_T_DATE) return ir_add_months(v[0].a, v[1].a, out);
    return !__builtin_add_overflow(v[0].a, v[1].a, out) && ir_month_ok(*out);
  case IR_ADDDAYS: return ir_add_days(v[0].a, v[1].a, out);
  case IR_MONTHDIFF:
    if (!month_of(&v[0], &x) || !month_of(&v[1], &y)) return false;
    *out = y - x + 1;
    return true;
  case IR_DAYDIFF:
    if (!ir_day_ok(v[0].a) || !ir_day_ok(v[1].a)) return false;
    *out = v[1].a - v[0].a + 1;
    return true;
  case IR_DAYOF:
    if (!ir_civil(v[0].a, &t)) return false;
    *out = t.d;
    return true;
  case IR_PSTART: *out = v[0].a; return ir_day_ok(*out);
  default: *out = v[0].b; return ir_day_ok(*out); /* PEND */
  }
}

nz_val ck_date(checker *k, ck_step *s) {
  nz_val v[2], out;
  for (uint32_t i = 0; i < s->n->args.n; i++) v[i] = ck_arg(k, s, i);
  if (!ck_strict(k, v, s->n->args.n, &out)) return out;
  out = nz_known((ir_tk)k->m->types.v[s->n->type].k, 0);
  int64_t r = 0;
  if (!on_calendar(s->n, v, &r)) return nz_fault(NZ_FAULT_RANGE);
  out.a = r;
  return out;
}

/* ---- conditions ---- */
nz_val ck_and(checker *k, const nz_val *v, uint32_t n, int64_t need) {
  int64_t yes = 0, no = 0;
  ck_mix x = {.any = false};
  for (uint32_t i = 0; i < n; i++) {
    yes += ck_true(&v[i]);
    no += ck_false(&v[i]);
    ck_mix_add(k, &x, &v[i]);
  }
  if (yes >= need) return nz_truth(true);
  return n - no < need ? nz_truth(false) : x.worst;
}

static bool is_number(const nz_val *v) { return v->k == IR_T_QTY || v->k == IR_T_RATIO; }

int ck_order(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt) {
  nz_ratio p, q;
  if (is_number(x) && is_number(y) && ck_ratio(x, xt, &p) && ck_ratio(y, yt, &q)) return nz_ratio_cmp(p, q);
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return x->k == IR_T_PERIOD || x->k == IR_T_TEXT ? (x->b > y->b) - (x->b < y->b) : 0;
}

static bool holds(ir_op op, int sign) {
  switch (op) {
  case IR_LT: return sign < 0;
  case IR_LE: return sign <= 0;
  case IR_GT: return sign > 0;
  case IR_GE: return sign >= 0;
  case IR_NE: return sign != 0;
  default: return sign == 0;
  }
}

/* The ends of a number that is known or bounded, as known values. */
static bool ends(const nz_val *v, nz_val *lo, nz_val *hi) {
  if (v->st == NZ_KNOWN) {
    *lo = *hi = *v;
    return is_number(v);
  }
  *lo = nz_known(IR_T_QTY, v->a);
  *hi = nz_known(IR_T_QTY, v->b);
  return v->st == NZ_MISSING && v->bounded;
}

nz_val ck_compare(checker *k, ir_op op, const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt) {
  const nz_val v[] = {*x, *y};
  nz_val out, xl, xh, yl, yh;
  if (ck_strict(k, v, 2, &out)) return nz_truth(holds(op, ck_order(x, xt, y, yt)));
  if (out.st == NZ_NOVALUE) return nz_truth(false);
  if (out.st != NZ_MISSING || !ends(x, &xl, &xh) || !ends(y, &yl, &yh)) return out;
  int least = ck_order(&xl, xt, &yh, yt), most = ck_order(&xh, xt, &yl, yt);
  if (op == IR_EQ || op == IR_NE) {
    if (least > 0 || most < 0) return nz_truth(op == IR_NE);
    return least == 0 && most == 0 ? nz_truth(op == IR_EQ) : out;
  }
  return holds(op, least) == holds(op, most) ? nz_truth(holds(op, least)) : out;
}

static nz_val outcome_is(const nz_val *v, int64_t want) { /* S4.7, P3.11 */
  if (want == NZ_OUT_REFER && v->st == NZ_REFERRED) return nz_truth(true);
  if (ck_undecided(v)) return ck_passed(*v);
  if (v->st == NZ_NOVALUE) return nz_truth(want == NZ_OUT_NA && v->why == NZ_NA_OUTSIDE);
  int64_t is = NZ_OUT_ALLOW;
  if (v->k == IR_T_DECISION) is = v->a;
  if (v->k == IR_T_BOOL) is = v->a ? NZ_OUT_ALLOW : NZ_OUT_DENY;
  return nz_truth(is == want);
}

static nz_val contains(checker *k, ck_step *s) {
  nz_val v[2], out;
  v[0] = ck_arg(k, s, 0);
  v[1] = ck_arg(k, s, 1);
  if (!ck_strict(k, v, 2, &out)) return out.st == NZ_NOVALUE ? nz_truth(false) : out;
  int64_t first = v[1].a, last = v[1].a;
  if (v[1].k == IR_T_MONTH && (!ir_first_day(v[1].a, &first) || !ir_last_day(v[1].a, &last))) return nz_fault(NZ_FAULT_RANGE);
  return nz_truth(v[0].a <= last && first <= v[0].b);
}

nz_val ck_condition(checker *k, ck_step *s) {
  const ir_node *n = s->n;
  ir_op op = (ir_op)n->op;
  if (op == IR_CONTAINS) return contains(k, s);
  nz_val *v = NZ_NEW_N(k->a, nz_val, n->args.n);
  for (uint32_t i = 0; i < n->args.n; i++) v[i] = ck_arg(k, s, i);
  switch (op) {
  case IR_AND: return ck_and(k, v, n->args.n, n->args.n);
  case IR_OR: return ck_and(k, v, n->args.n, 1);
  case IR_ATLEAST: return ck_and(k, v, n->args.n, n->imm);
  case IR_NOT: return ck_undecided(&v[0]) ? ck_passed(v[0]) : nz_truth(v[0].st == NZ_KNOWN && !v[0].a);
  case IR_ISBLANK: return ck_undecided(&v[0]) ? ck_passed(v[0]) : nz_truth(v[0].st == NZ_NOVALUE && v[0].why == NZ_NA_BLANK);
  case IR_OUTIS: return outcome_is(&v[0], n->imm);
  case IR_IN: {
    nz_val *each = NZ_NEW_N(k->a, nz_val, n->args.n);
    for (uint32_t i = 1; i < n->args.n; i++) each[i - 1] = ck_compare(k, IR_EQ, &v[0], ck_arg_type(k, s, 0), &v[i], ck_arg_type(k, s, i));
    return ck_and(k, each, n->args.n - 1, 1);
  }
  default: return ck_compare(k, op, &v[0], ck_arg_type(k, s, 0), &v[1], ck_arg_type(k, s, 1));
  }
}
