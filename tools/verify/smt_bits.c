/* smt_bits.c -- truth and integers as terms. What is constant stays out of Z3; widths follow from what a number can be, so nothing
 * ever wraps. */
#include <stdio.h>

#include "smt.h"

/* ---- truth ---- */

truth b_of(const smt *x, bool t) { return t ? x->yes : x->no; }

truth b_not(smt *x, truth a) {
  if (a == x->yes || a == x->no) return b_of(x, a == x->no);
  if (Z3_get_ast_kind(x->z, a) == Z3_APP_AST) {
    Z3_app app = Z3_to_app(x->z, a);
    if (Z3_get_decl_kind(x->z, Z3_get_app_decl(x->z, app)) == Z3_OP_NOT) return Z3_get_app_arg(x->z, app, 0);
  }
  return Z3_mk_not(x->z, a);
}

truth b_and(smt *x, truth a, truth b) {
  if (a == x->no || b == x->no) return x->no;
  if (a == x->yes || a == b) return b;
  if (b == x->yes) return a;
  if (b_not(x, a) == b) return x->no;
  x->terms++;
  return Z3_mk_and(x->z, 2, (Z3_ast[]){a, b});
}

truth b_or(smt *x, truth a, truth b) {
  if (a == x->yes || b == x->yes) return x->yes;
  if (a == x->no || a == b) return b;
  if (b == x->no) return a;
  if (b_not(x, a) == b) return x->yes;
  x->terms++;
  return Z3_mk_or(x->z, 2, (Z3_ast[]){a, b});
}

truth b_ite(smt *x, truth c, truth a, truth b) {
  if (c == x->yes || a == b) return a;
  if (c == x->no) return b;
  if (a == x->yes) return b_or(x, c, b);
  if (a == x->no) return b_and(x, b_not(x, c), b);
  if (b == x->yes) return b_or(x, b_not(x, c), a);
  if (b == x->no) return b_and(x, c, a);
  x->terms++;
  return Z3_mk_ite(x->z, c, a, b);
}

truth b_same(smt *x, truth a, truth b) { return b_ite(x, a, b, b_not(x, b)); }

truth b_var(smt *x, const char *name) { return Z3_mk_fresh_const(x->z, name, Z3_mk_bool_sort(x->z)); }

/* ---- numbers ---- */

static unsigned bits_of(int64_t v) { /* signed */
  unsigned w = 1;
  for (uint64_t u = (uint64_t)(v < 0 ? ~v : v); u; u >>= 1) w++;
  return w;
}

static unsigned width(int64_t lo, int64_t hi) {
  unsigned a = bits_of(lo), b = bits_of(hi);
  return a > b ? a : b;
}

static Z3_sort sort(smt *x, unsigned w) {
  if (w >= MOST_WIDTH) smt_stop(x, SOLVER_UNSUPPORTED, "大きすぎる数の計算");
  if (!x->bits[w]) x->bits[w] = Z3_mk_bv_sort(x->z, w);
  return x->bits[w];
}

num n_of(int64_t v) { return (num){v, v, NULL, 0}; }
bool n_fixed(const num *a) { return !a->t; }

num n_raw(smt *x, Z3_ast t, unsigned w, int64_t lo, int64_t hi) {
  if (lo >= hi) return n_of(lo);
  unsigned need = width(lo, hi);
  x->terms++;
  if (need < w) t = Z3_mk_extract(x->z, need - 1, 0, t);
  return (num){lo, hi, t, need < w ? need : w};
}

Z3_ast n_bits(smt *x, num a, unsigned w) {
  if (!a.t) {
    if (w <= 64) return Z3_mk_int64(x->z, a.lo, sort(x, w));
    return Z3_mk_sign_ext(x->z, w - 64, Z3_mk_int64(x->z, a.lo, sort(x, 64)));
  }
  if (a.w == w) return a.t;
  x->terms++;
  (void)sort(x, w);
  return a.w < w ? Z3_mk_sign_ext(x->z, w - a.w, a.t) : Z3_mk_extract(x->z, w - 1, 0, a.t);
}

num n_var(smt *x, const char *name, int64_t lo, int64_t hi) {
  if (lo >= hi) return n_of(lo);
  int64_t span;
  if (__builtin_sub_overflow(hi, lo, &span)) {
    num all = {lo, hi, Z3_mk_fresh_const(x->z, name, sort(x, 64)), 64};
    smt_holds(x, n_le(x, n_of(lo), (num){INT64_MIN, INT64_MAX, all.t, 64}));
    smt_holds(x, n_le(x, (num){INT64_MIN, INT64_MAX, all.t, 64}, n_of(hi)));
    return all;
  }
  unsigned w = bits_of(span) - 1; /* unsigned */
  Z3_ast u = Z3_mk_fresh_const(x->z, name, sort(x, w));
  if (w == 63 || span != (INT64_C(1) << w) - 1) smt_holds(x, Z3_mk_bvule(x->z, u, Z3_mk_int64(x->z, span, sort(x, w))));
  num from_zero = {0, span, Z3_mk_zero_ext(x->z, 1, u), w + 1};
  return n_add(x, from_zero, n_of(lo), NULL);
}

/* A sum or a product computed in w bits, at most lo..hi where these fit. */
static num narrowed(smt *x, Z3_ast wide, unsigned w, bool fits, int64_t lo, int64_t hi, truth *over) {
  if (fits) {
    if (over) *over = x->no;
    return n_raw(x, wide, w, lo, hi);
  }
  Z3_ast low = Z3_mk_extract(x->z, 63, 0, wide);
  x->terms += 3;
  if (over) *over = b_not(x, Z3_mk_eq(x->z, wide, Z3_mk_sign_ext(x->z, w - 64, low)));
  else smt_stop(x, SOLVER_UNSUPPORTED, "大きすぎる数の計算");
  return (num){INT64_MIN, INT64_MAX, low, 64};
}

static num fixed_sum(smt *x, bool fits, int64_t v, truth *over) {
  if (over) *over = b_of(x, !fits);
  else if (!fits) smt_stop(x, SOLVER_UNSUPPORTED, "大きすぎる数の計算");
  return n_of(fits ? v : 0);
}

num n_add(smt *x, num a, num b, truth *over) {
  int64_t lo, hi;
  bool fits = !__builtin_add_overflow(a.lo, b.lo, &lo);
  fits &= !__builtin_add_overflow(a.hi, b.hi, &hi);
  if (!a.t && !b.t) return fixed_sum(x, fits, lo, over);
  if (!a.t && a.lo == 0) return (over ? (void)(*over = x->no) : (void)0), b;
  if (!b.t && b.lo == 0) return (over ? (void)(*over = x->no) : (void)0), a;
  unsigned w = fits ? width(lo, hi) : 66;
  return narrowed(x, Z3_mk_bvadd(x->z, n_bits(x, a, w), n_bits(x, b, w)), w, fits, lo, hi, over);
}

num n_sub(smt *x, num a, num b, truth *over) {
  int64_t lo, hi;
  bool fits = !__builtin_sub_overflow(a.lo, b.hi, &lo);
  fits &= !__builtin_sub_overflow(a.hi, b.lo, &hi);
  if (!a.t && !b.t) return fixed_sum(x, fits, lo, over);
  if (!b.t && b.lo == 0) return (over ? (void)(*over = x->no) : (void)0), a;
  if (a.t && a.t == b.t) return (over ? (void)(*over = x->no) : (void)0), n_of(0);
  unsigned w = fits ? width(lo, hi) : 66;
  return narrowed(x, Z3_mk_bvsub(x->z, n_bits(x, a, w), n_bits(x, b, w)), w, fits, lo, hi, over);
}

num n_mul(smt *x, num a, num b, truth *over) {
  int64_t p[4], lo, hi;
  bool fits = !__builtin_mul_overflow(a.lo, b.lo, &p[0]);
  fits &= !__builtin_mul_overflow(a.lo, b.hi, &p[1]);
  fits &= !__builtin_mul_overflow(a.hi, b.lo, &p[2]);
  fits &= !__builtin_mul_overflow(a.hi, b.hi, &p[3]);
  if (!a.t && !b.t) return fixed_sum(x, fits, p[0], over);
  if ((!a.t && a.lo == 0) || (!b.t && b.lo == 0)) return fixed_sum(x, true, 0, over);
  if (!a.t && a.lo == 1) return (over ? (void)(*over = x->no) : (void)0), b;
  if (!b.t && b.lo == 1) return (over ? (void)(*over = x->no) : (void)0), a;
  lo = hi = p[0];
  for (int i = 1; i < 4; i++) {
    if (p[i] < lo) lo = p[i];
    if (p[i] > hi) hi = p[i];
  }
  unsigned w = fits ? width(lo, hi) : 129;
  return narrowed(x, Z3_mk_bvmul(x->z, n_bits(x, a, w), n_bits(x, b, w)), w, fits, lo, hi, over);
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

num n_floor(smt *x, num a, num b) {
  if (b.lo <= 0) b.lo = 1; /* where it is not, the caller has a fault */
  if (b.hi < b.lo) return n_of(0);
  if (!a.t && !b.t) return n_of(floor_div(a.lo, b.lo));
  if (!b.t && b.lo == 1) return a;
  int64_t c[4] = {floor_div(a.lo, b.lo), floor_div(a.lo, b.hi), floor_div(a.hi, b.lo), floor_div(a.hi, b.hi)}, lo = c[0], hi = c[0];
  for (int i = 1; i < 4; i++) {
    if (c[i] < lo) lo = c[i];
    if (c[i] > hi) hi = c[i];
  }
  unsigned w = width(a.lo, a.hi), wb = width(0, b.hi);
  if (wb > w) w = wb;
  if (w < 64) w++;
  Z3_ast n = n_bits(x, a, w), d = n_bits(x, b, w), q;
  x->terms += 2;
  if (a.lo >= 0) return n_raw(x, Z3_mk_bvudiv(x->z, n, d), w, lo, hi);
  q = Z3_mk_bvsdiv(x->z, n, d);
  Z3_ast rest = Z3_mk_bvsrem(x->z, n, d), zero = Z3_mk_int64(x->z, 0, sort(x, w)), one = Z3_mk_int64(x->z, 1, sort(x, w));
  q = Z3_mk_ite(x->z, Z3_mk_bvslt(x->z, rest, zero), Z3_mk_bvsub(x->z, q, one), q);
  return n_raw(x, q, w, lo, hi);
}

num n_ite(smt *x, truth c, num a, num b) {
  if (c == x->yes) return a;
  if (c == x->no) return b;
  if (a.t == b.t && (a.t || a.lo == b.lo)) return a;
  int64_t lo = a.lo < b.lo ? a.lo : b.lo, hi = a.hi > b.hi ? a.hi : b.hi;
  unsigned w = width(lo, hi);
  x->terms++;
  return n_raw(x, Z3_mk_ite(x->z, c, n_bits(x, a, w), n_bits(x, b, w)), w, lo, hi);
}

num n_count(smt *x, truth c) { return n_ite(x, c, n_of(1), n_of(0)); }

num n_low(smt *x, num a, unsigned bits) {
  int64_t most = (INT64_C(1) << bits) - 1;
  if (!a.t) return n_of(a.lo & most);
  Z3_ast t = Z3_mk_zero_ext(x->z, 1, Z3_mk_extract(x->z, bits - 1, 0, n_bits(x, a, a.w < bits + 1 ? bits + 1 : a.w)));
  x->terms += 2;
  return n_raw(x, t, bits + 1, 0, most);
}

num n_high(smt *x, num a, unsigned bits) {
  if (!a.t) return n_of(a.lo >> bits);
  unsigned w = a.w < bits + 1 ? bits + 1 : a.w;
  return n_raw(x, Z3_mk_extract(x->z, w - 1, bits, n_bits(x, a, w)), w - bits, a.lo >> bits, a.hi >> bits);
}

num n_join(smt *x, num high, num low, unsigned bits) {
  int64_t lo = (int64_t)((uint64_t)high.lo << bits) + low.lo, hi = (int64_t)((uint64_t)high.hi << bits) + low.hi;
  if (!high.t && !low.t) return n_of(lo);
  unsigned w = width(high.lo, high.hi);
  Z3_ast l = n_bits(x, low, bits + 1);
  x->terms += 2;
  return n_raw(x, Z3_mk_concat(x->z, n_bits(x, high, w), Z3_mk_extract(x->z, bits - 1, 0, l)), w + bits, lo, hi);
}

static unsigned common(num a, num b) { return width(a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi); }

truth n_lt(smt *x, num a, num b) {
  if (a.hi < b.lo) return x->yes;
  if (a.lo >= b.hi || (a.t && a.t == b.t)) return x->no;
  unsigned w = common(a, b);
  x->terms++;
  return Z3_mk_bvslt(x->z, n_bits(x, a, w), n_bits(x, b, w));
}

truth n_le(smt *x, num a, num b) { return b_not(x, n_lt(x, b, a)); }

truth n_eq(smt *x, num a, num b) {
  if (a.hi < b.lo || b.hi < a.lo) return x->no;
  if ((!a.t && !b.t) || (a.t && a.t == b.t)) return x->yes;
  unsigned w = common(a, b);
  x->terms++;
  return Z3_mk_eq(x->z, n_bits(x, a, w), n_bits(x, b, w));
}
