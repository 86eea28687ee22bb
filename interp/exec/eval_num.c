/* eval_num.c -- arithmetic (S2.3 to S2.5) and comparison (S4.3, S4.5). */
#include "../ir/date.h"
#include "eval_int.h"

/* ---- arithmetic ---- */

bool nze_as_ratio(const nz_val *v, const ir_type *t, nz_ratio *out) {
  if (v->k == IR_T_RATIO) return nz_ratio_make(v->a, v->b, out);
  int64_t scale;
  return nz_pow10(t->dec, &scale) && nz_ratio_make(v->a, scale, out);
}

nz_val nze_ratio_val(bool fits, nz_ratio r) {
  if (!fits) return nz_fault(NZ_FAULT_OVERFLOW);
  nz_val v = nz_known(IR_T_RATIO, r.n);
  v.b = r.d;
  return v;
}

static nz_val ratio_arith(ir_op op, nz_ratio x, nz_ratio y) {
  nz_ratio r = {0, 1};
  switch (op) {
  case IR_ADD: return nze_ratio_val(nz_ratio_add(x, y, &r), r);
  case IR_SUB: return nze_ratio_val(nz_ratio_sub(x, y, &r), r);
  case IR_MUL: return nze_ratio_val(nz_ratio_mul(x, y, &r), r);
  case IR_MIN: return nze_ratio_val(true, nz_ratio_cmp(x, y) <= 0 ? x : y);
  case IR_MAX: return nze_ratio_val(true, nz_ratio_cmp(x, y) >= 0 ? x : y);
  default: break;
  }
  if (y.n == 0) return nz_fault(NZ_FAULT_ZERO);
  return nze_ratio_val(nz_ratio_div(x, y, &r), r);
}

/* One whole number from two; false: it does not fit. */
static bool whole(ir_op op, int64_t x, int64_t y, int64_t *out) {
  switch (op) {
  case IR_ADD: return !__builtin_add_overflow(x, y, out);
  case IR_SUB: return !__builtin_sub_overflow(x, y, out);
  case IR_MUL: return !__builtin_mul_overflow(x, y, out);
  case IR_MIN: *out = x < y ? x : y; return true;
  default: *out = x > y ? x : y; return true;
  }
}

static bool interval(const nz_val *v, int64_t *lo, int64_t *hi) {
  if (v->st == NZ_KNOWN && v->k == IR_T_QTY) *lo = *hi = v->a;
  else if (v->st == NZ_MISSING && v->bounded) *lo = v->a, *hi = v->b;
  else return false;
  return true;
}

/* S2.5: bounds of the result, for a result that is not known */
static void carry_bounds(ir_op op, const nz_val *v, nz_val *out) {
  int64_t xl, xh, yl, yh, p[4];
  if (out->st != NZ_MISSING || !interval(&v[0], &xl, &xh) || !interval(&v[1], &yl, &yh)) return;
  if (op == IR_SUB) {
    int64_t t = yl;
    yl = yh;
    yh = t;
  }
  if (op == IR_MUL) {
    if (!whole(op, xl, yl, &p[0]) || !whole(op, xl, yh, &p[1]) || !whole(op, xh, yl, &p[2]) || !whole(op, xh, yh, &p[3])) return;
    out->a = out->b = p[0];
    for (int i = 1; i < 4; i++) {
      if (p[i] < out->a) out->a = p[i];
      if (p[i] > out->b) out->b = p[i];
    }
  } else if (!whole(op, xl, yl, &out->a) || !whole(op, xh, yh, &out->b)) {
    out->a = out->b = 0;
    return;
  }
  out->bounded = 1;
}

static nz_val binary(nz_eval *e, const ir_node *n) {
  ir_op op = (ir_op)n->op;
  nz_val v[2], out;
  v[0] = nze_on(e, n, 0);
  v[1] = nze_on(e, n, 1);
  if (!nze_strict(e, v, 2, &out)) {
    if (op != IR_DIV) carry_bounds(op, v, &out);
    return out;
  }
  if (op == IR_DIV || v[0].k == IR_T_RATIO || v[1].k == IR_T_RATIO) {
    nz_ratio x, y;
    if (!nze_as_ratio(&v[0], nze_type(e, nze_arg(e, n, 0)), &x) || !nze_as_ratio(&v[1], nze_type(e, nze_arg(e, n, 1)), &y))
      return nz_fault(NZ_FAULT_OVERFLOW);
    return ratio_arith(op, x, y);
  }
  out = nz_known((ir_tk)v[0].k, 0);
  return whole(op, v[0].a, v[1].a, &out.a) ? out : nz_fault(NZ_FAULT_OVERFLOW);
}

static nz_val round_off(nz_eval *e, const ir_node *n) {
  nz_val v = nze_on(e, n, 0), out;
  if (!nze_strict(e, &v, 1, &out)) return out;
  int64_t num = v.a, den = v.b, scale;
  if (v.k != IR_T_RATIO && !nz_pow10(nze_type(e, nze_arg(e, n, 0))->dec, &den)) return nz_fault(NZ_FAULT_OVERFLOW);
  out = nz_known(IR_T_QTY, 0);
  if (den <= 0) return nz_fault(NZ_FAULT_ZERO);
  if (n->op == IR_FLOOR) out.a = nz_floor_div(num, den);
  else if (!nz_ceil_div(num, den, &out.a)) return nz_fault(NZ_FAULT_OVERFLOW);
  if (!nz_pow10(e->m->types.v[n->type].dec, &scale) || __builtin_mul_overflow(out.a, scale, &out.a))
    return nz_fault(NZ_FAULT_OVERFLOW);
  return out;
}

static nz_val rescale(nz_eval *e, const ir_node *n) {
  nz_val v = nze_on(e, n, 0), out;
  nz_val both[2] = {v, nz_known(IR_T_QTY, n->imm)};
  if (!nze_strict(e, &v, 1, &out)) {
    carry_bounds(IR_MUL, both, &out);
    return out;
  }
  if (v.k == IR_T_RATIO) return v; /* already its true value */
  return whole(IR_MUL, v.a, n->imm, &v.a) ? v : nz_fault(NZ_FAULT_OVERFLOW);
}

nz_val nze_arith(nz_eval *e, const ir_node *n) {
  if (n->op == IR_FLOOR || n->op == IR_CEIL) return round_off(e, n);
  return n->op == IR_RESCALE ? rescale(e, n) : binary(e, n);
}

/* ---- comparison ---- */

static bool number(const nz_val *v) { return v->k == IR_T_QTY || v->k == IR_T_RATIO; }

int nze_order(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt) {
  bool ratios = x->k == IR_T_RATIO || y->k == IR_T_RATIO || (x->k == IR_T_QTY && y->k == IR_T_QTY && xt->dec != yt->dec);
  nz_ratio p, q;
  if (ratios && number(x) && number(y) && nze_as_ratio(x, xt, &p) && nze_as_ratio(y, yt, &q)) return nz_ratio_cmp(p, q);
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  if (x->k == IR_T_PERIOD || x->k == IR_T_TEXT) return x->b < y->b ? -1 : x->b > y->b;
  return 0;
}

/* The two ends of what a number can be, as known values. */
static bool ends(const nz_val *v, nz_val *lo, nz_val *hi) {
  if (v->st == NZ_KNOWN && number(v)) {
    *lo = *hi = *v;
    return true;
  }
  if (v->st != NZ_MISSING || !v->bounded) return false;
  *lo = nz_known(IR_T_QTY, v->a);
  *hi = nz_known(IR_T_QTY, v->b);
  return true;
}

static bool holds(uint16_t op, int sign) {
  switch (op) {
  case IR_LT: return sign < 0;
  case IR_LE: return sign <= 0;
  case IR_GT: return sign > 0;
  case IR_GE: return sign >= 0;
  case IR_NE: return sign != 0;
  default: return sign == 0;
  }
}

bool nze_order_bounds(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt, int *low, int *high) {
  nz_val xl, xh, yl, yh;
  if (!ends(x, &xl, &xh) || !ends(y, &yl, &yh)) return false;
  *low = nze_order(&xl, xt, &yh, yt); /* of the smallest and the largest difference */
  *high = nze_order(&xh, xt, &yl, yt);
  return true;
}

nz_val nze_compare_vals(nz_eval *e, uint16_t op, const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt) {
  if (x->st == NZ_KNOWN && y->st == NZ_KNOWN) return nz_truth(holds(op, nze_order(x, xt, y, yt)));
  nz_val v[2] = {*x, *y}, out;
  int low, high;
  nze_strict(e, v, 2, &out);
  if (out.st == NZ_NOVALUE) return nz_truth(false);
  if (out.st != NZ_MISSING || !nze_order_bounds(x, xt, y, yt, &low, &high)) return out;
  if (op == IR_EQ || op == IR_NE) {
    if (low > 0 || high < 0) return nz_truth(op == IR_NE);
    return low == 0 && high == 0 ? nz_truth(op == IR_EQ) : out;
  }
  bool one = holds(op, low), other = holds(op, high);
  return one == other ? nz_truth(one) : out;
}

/* S4.5: or over the equalities */
static nz_val is_one_of(nz_eval *e, const ir_node *n) {
  nz_val x = nze_on(e, n, 0);
  const ir_type *xt = nze_type(e, nze_arg(e, n, 0));
  nze_mix open = {.any = false};
  bool found = false;
  for (uint32_t i = 1; i < n->args.n; i++) {
    nz_val y = nze_on(e, n, i);
    nz_val t = nze_compare_vals(e, IR_EQ, &x, xt, &y, nze_type(e, nze_arg(e, n, i)));
    found |= t.st == NZ_KNOWN && t.a;
    nze_mix_add(e, &open, &t);
    if (found && nze_lazy(e)) break;
  }
  return found || !open.any ? nz_truth(found) : open.worst;
}

static nz_val contains(nz_eval *e, const ir_node *n) {
  nz_val v[2], out;
  v[0] = nze_on(e, n, 0);
  v[1] = nze_on(e, n, 1);
  if (!nze_strict(e, v, 2, &out)) return out.st == NZ_NOVALUE ? nz_truth(false) : out;
  int64_t first = v[1].a, last = v[1].a;
  if (v[1].k == IR_T_PERIOD) {
    last = v[1].b;
  } else if (v[1].k == IR_T_MONTH && (!ir_first_day(v[1].a, &first) || !ir_last_day(v[1].a, &last))) {
    return nz_fault(NZ_FAULT_RANGE);
  }
  return nz_truth(v[0].a <= last && first <= v[0].b);
}

nz_val nze_compare(nz_eval *e, const ir_node *n) {
  if (n->op == IR_IN) return is_one_of(e, n);
  if (n->op == IR_CONTAINS) return contains(e, n);
  nz_val x = nze_on(e, n, 0), y = nze_on(e, n, 1);
  return nze_compare_vals(e, n->op, &x, nze_type(e, nze_arg(e, n, 0)), &y, nze_type(e, nze_arg(e, n, 1)));
}
