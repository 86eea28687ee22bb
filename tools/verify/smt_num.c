/* smt_num.c -- arithmetic (S2.3 to S2.5), comparison (S4.3, S4.5), dates (S7). Quotients are compared crosswise. */
#include "smt.h"

static int64_t power(unsigned dec) {
  int64_t p = 1;
  while (dec--) p *= 10;
  return p;
}

typedef struct ratio { num n, d; } ratio;

static ratio as_ratio(const val *v, const type *t) {
  if (v->k == K_RATIO) return (ratio){v->a, v->b};
  return (ratio){v->a, n_of(power(t->dec))};
}

static val ratio_val(smt *x, num n, num d) {
  (void)x;
  val v = v_known(x, K_RATIO, n);
  v.b = d;
  return v;
}

static num product(smt *x, num a, num b) { return n_mul(x, a, b, NULL); }
static num scaled(smt *x, num a, int64_t by) { return n_mul(x, a, n_of(by), NULL); }

static val ratio_arith(smt *x, int op, ratio a, ratio b) {
  truth less;
  num n, d;
  switch (op) {
  case OP_ADD: case OP_SUB:
    if (!n_fixed(&a.d) || !n_fixed(&b.d) || a.d.lo != b.d.lo) {
      n = product(x, a.n, b.d);
      d = product(x, b.n, a.d);
      n = op == OP_ADD ? n_add(x, n, d, NULL) : n_sub(x, n, d, NULL);
      return ratio_val(x, n, product(x, a.d, b.d));
    }
    return ratio_val(x, op == OP_ADD ? n_add(x, a.n, b.n, NULL) : n_sub(x, a.n, b.n, NULL), a.d);
  case OP_MUL: return ratio_val(x, product(x, a.n, b.n), product(x, a.d, b.d));
  case OP_MIN: case OP_MAX:
    less = n_le(x, product(x, a.n, b.d), product(x, b.n, a.d));
    if (op == OP_MAX) less = n_le(x, product(x, b.n, a.d), product(x, a.n, b.d));
    return ratio_val(x, n_ite(x, less, a.n, b.n), n_ite(x, less, a.d, b.d));
  default: break;
  }
  n = product(x, a.n, b.d);
  d = product(x, a.d, b.n);
  truth negative = n_lt(x, d, n_of(0)), zero = n_eq(x, d, n_of(0));
  if (negative != x->no) {
    n = n_ite(x, negative, n_sub(x, n_of(0), n, NULL), n);
    d = n_ite(x, negative, n_sub(x, n_of(0), d, NULL), d);
  }
  d = n_ite(x, zero, n_of(1), d);
  if (d.lo < 1) {
    if (n_fixed(&d)) d = n_of(1);
    else d.lo = 1;
  }
  return v_unless(x, zero, ratio_val(x, n, d));
}

static num whole(smt *x, int op, num a, num b, truth *over) {
  *over = x->no;
  switch (op) {
  case OP_ADD: return n_add(x, a, b, over);
  case OP_SUB: return n_sub(x, a, b, over);
  case OP_MUL: return n_mul(x, a, b, over);
  case OP_MIN: return n_ite(x, n_lt(x, a, b), a, b);
  default: return n_ite(x, n_lt(x, b, a), a, b);
  }
}

/* the ends of what a number can be, and where they are known */
static truth ends(smt *x, const val *v, num *lo, num *hi) {
  bool known = v->st[KNOWN] != x->no, bounded = v->bnd != x->no;
  *lo = known && bounded ? n_ite(x, v->st[KNOWN], v->a, v->lo) : bounded ? v->lo : v->a;
  *hi = known && bounded ? n_ite(x, v->st[KNOWN], v->a, v->hi) : bounded ? v->hi : v->a;
  return b_or(x, v->st[KNOWN], b_and(x, v->st[MISSING], v->bnd));
}

static void carry_bounds(smt *x, int op, const val *v, val *out) { /* S2.5 */
  if ((v[0].bnd == x->no && v[1].bnd == x->no) || out->st[MISSING] == x->no) return;
  num al, ah, bl, bh, p[4];
  truth over[4] = {x->no, x->no, x->no, x->no};
  truth have = b_and(x, ends(x, &v[0], &al, &ah), ends(x, &v[1], &bl, &bh));
  if (op == OP_MUL) {
    p[0] = n_mul(x, al, bl, &over[0]);
    p[1] = n_mul(x, al, bh, &over[1]);
    p[2] = n_mul(x, ah, bl, &over[2]);
    p[3] = n_mul(x, ah, bh, &over[3]);
    out->lo = out->hi = p[0];
    for (int i = 1; i < 4; i++) {
      out->lo = n_ite(x, n_lt(x, p[i], out->lo), p[i], out->lo);
      out->hi = n_ite(x, n_lt(x, out->hi, p[i]), p[i], out->hi);
    }
  } else {
    out->lo = whole(x, op, al, op == OP_SUB ? bh : bl, &over[0]);
    out->hi = whole(x, op, ah, op == OP_SUB ? bl : bh, &over[1]);
  }
  for (int i = 0; i < 4; i++) have = b_and(x, have, b_not(x, over[i]));
  out->bnd = have;
}

static val binary(smt *x, const node *n) {
  val v[2] = {x_on(x, n, 0), x_on(x, n, 1)};
  truth known;
  val other = v_strict(x, v, 2, &known), out;
  bool ratios = n->op == OP_DIV || v[0].k == K_RATIO || v[1].k == K_RATIO;
  if (n->op != OP_DIV && !ratios) carry_bounds(x, n->op, v, &other);
  if (known == x->no) return other;
  if (ratios) {
    out = ratio_arith(x, n->op, as_ratio(&v[0], x_type(x, x_arg(x, n, 0))), as_ratio(&v[1], x_type(x, x_arg(x, n, 1))));
  } else {
    truth over;
    out = v_known(x, (kind)v[0].k, whole(x, n->op, v[0].a, v[1].a, &over));
    out = v_unless(x, over, out);
  }
  return v_pick(x, known, &out, &other);
}

static val round_off(smt *x, const node *n) {
  val v = x_on(x, n, 0), out;
  truth known, over;
  val other = v_strict(x, &v, 1, &known);
  if (known == x->no) return other;
  ratio r = as_ratio(&v, x_type(x, x_arg(x, n, 0)));
  num q = n->op == OP_FLOOR ? n_floor(x, r.n, r.d) : n_sub(x, n_of(0), n_floor(x, n_sub(x, n_of(0), r.n, NULL), r.d), NULL);
  out = v_known(x, K_QTY, n_mul(x, q, n_of(power(x->g->types[n->type].dec)), &over));
  out = v_unless(x, over, out);
  return v_pick(x, known, &out, &other);
}

static val rescale(smt *x, const node *n) {
  val v[2] = {x_on(x, n, 0), v_known(x, K_QTY, n_of(n->imm))}, out;
  truth known, over;
  val other = v_strict(x, v, 1, &known);
  carry_bounds(x, OP_MUL, v, &other);
  if (known == x->no) return other;
  if (v[0].k == K_RATIO) return v[0];
  out = v_known(x, (kind)v[0].k, n_mul(x, v[0].a, n_of(n->imm), &over));
  out = v_unless(x, over, out);
  return v_pick(x, known, &out, &other);
}

val x_arith(smt *x, const node *n) {
  if (n->op == OP_FLOOR || n->op == OP_CEIL) return round_off(x, n);
  return n->op == OP_RESCALE ? rescale(x, n) : binary(x, n);
}

/* ---- comparison ---- */

static bool number(uint8_t k) { return k == K_QTY || k == K_RATIO; }

static void order(smt *x, num a, num b, truth *lt, truth *eq) {
  *lt = n_lt(x, a, b);
  *eq = n_eq(x, a, b);
}

/* The order of two payloads, where both are known. */
void x_order(smt *x, const val *a, const type *at, const val *b, const type *bt, truth *lt, truth *eq) {
  if (a->k == K_BOOL || b->k == K_BOOL) {
    if (a->k != b->k) smt_stop(x, SOLVER_UNSUPPORTED, "種類の違う値の比較");
    *lt = b_and(x, b_not(x, a->t), b->t);
    *eq = b_same(x, a->t, b->t);
  } else if (number(a->k) && number(b->k) && (a->k == K_RATIO || b->k == K_RATIO || at->dec != bt->dec)) {
    ratio p = as_ratio(a, at), q = as_ratio(b, bt);
    int64_t g = n_fixed(&p.d) && n_fixed(&q.d) ? (p.d.lo < q.d.lo ? p.d.lo : q.d.lo) : 1;
    if (g > 1 && p.d.lo % g == 0 && q.d.lo % g == 0) order(x, scaled(x, p.n, q.d.lo / g), scaled(x, q.n, p.d.lo / g), lt, eq);
    else order(x, product(x, p.n, q.d), product(x, q.n, p.d), lt, eq);
  } else {
    order(x, a->a, b->a, lt, eq);
    if (a->k == K_PERIOD) {
      truth more, same;
      order(x, a->b, b->b, &more, &same);
      *lt = b_or(x, *lt, b_and(x, *eq, more));
      *eq = b_and(x, *eq, same);
    }
  }
}

static truth holds(smt *x, int op, truth lt, truth eq) {
  switch (op) {
  case OP_LT: return lt;
  case OP_LE: return b_or(x, lt, eq);
  case OP_GT: return b_not(x, b_or(x, lt, eq));
  case OP_GE: return b_not(x, lt);
  case OP_NE: return b_not(x, eq);
  default: return eq;
  }
}

/* S4.3: decided by what the two can be, where one is not known */
static void by_bounds(smt *x, int op, const val *v, const type *at, const type *bt, val *out) {
  if ((v[0].bnd == x->no && v[1].bnd == x->no) || out->st[MISSING] == x->no) return;
  val al = v_known(x, K_QTY, n_of(0)), ah = al, bl = al, bh = al;
  truth have = b_and(x, ends(x, &v[0], &al.a, &ah.a), ends(x, &v[1], &bl.a, &bh.a)), lt1, eq1, lt2, eq2, decided, t;
  if ((v[0].k == K_RATIO && v[0].st[KNOWN] != x->no) || (v[1].k == K_RATIO && v[1].st[KNOWN] != x->no))
    smt_stop(x, SOLVER_UNSUPPORTED, "比と、範囲だけわかっている数の比較");
  x_order(x, &al, at, &bh, bt, &lt1, &eq1); /* of the smallest and the largest difference */
  x_order(x, &ah, at, &bl, bt, &lt2, &eq2);
  if (op == OP_EQ || op == OP_NE) {
    truth apart = b_or(x, lt2, b_not(x, b_or(x, lt1, eq1))), point = b_and(x, eq1, eq2);
    decided = b_or(x, apart, point);
    t = op == OP_EQ ? b_not(x, apart) : apart;
  } else {
    t = holds(x, op, lt1, eq1);
    decided = b_same(x, t, holds(x, op, lt2, eq2));
  }
  val sure = v_truth(x, t);
  *out = v_ite(x, b_and(x, out->st[MISSING], b_and(x, have, decided)), &sure, out);
}

static val compare(smt *x, int op, const val *a, const type *at, const val *b, const type *bt) {
  val v[2] = {*a, *b}, none = v_truth(x, x->no);
  truth known, lt, eq;
  val other = v_strict(x, v, 2, &known);
  truth novalue = other.st[NOVALUE];
  if (known != x->yes) {
    by_bounds(x, op, v, at, bt, &other);
    other = v_ite(x, novalue, &none, &other);
  }
  if (known == x->no) return other;
  x_order(x, a, at, b, bt, &lt, &eq);
  val out = v_truth(x, holds(x, op, lt, eq));
  return v_pick(x, known, &out, &other);
}

static val is_one_of(smt *x, const node *n) {
  val a = x_on(x, n, 0), out;
  const type *at = x_type(x, x_arg(x, n, 0));
  mix open = m_none(x);
  truth found = x->no;
  for (uint32_t i = 1; i < n->nargs; i++) {
    val b = x_on(x, n, i), t = compare(x, OP_EQ, &a, at, &b, x_type(x, x_arg(x, n, i)));
    found = b_or(x, found, v_true(x, &t));
    m_add(x, &open, x->yes, &t);
  }
  out = v_truth(x, found);
  val worst = m_val(x, &open);
  return v_ite(x, b_or(x, found, b_not(x, m_any(x, &open))), &out, &worst);
}

static val contains(smt *x, const node *n) {
  val v[2] = {x_on(x, n, 0), x_on(x, n, 1)}, none = v_truth(x, x->no);
  truth known;
  val other = v_strict(x, v, 2, &known);
  other = v_ite(x, other.st[NOVALUE], &none, &other);
  if (known == x->no) return other;
  num first = v[1].a, last = v[1].a;
  if (v[1].k == K_PERIOD) last = v[1].b;
  if (v[1].k == K_MONTH) {
    first = n_join(x, v[1].a, n_of(1), 5);
    last = n_join(x, v[1].a, n_of(31), 5);
  }
  val out = v_truth(x, b_and(x, n_le(x, v[0].a, last), n_le(x, first, v[0].b)));
  return v_pick(x, known, &out, &other);
}

val x_compare(smt *x, const node *n) {
  if (n->op == OP_IN) return is_one_of(x, n);
  if (n->op == OP_CONTAINS) return contains(x, n);
  val a = x_on(x, n, 0), b = x_on(x, n, 1);
  return compare(x, n->op, &a, x_type(x, x_arg(x, n, 0)), &b, x_type(x, x_arg(x, n, 1)));
}

/* ---- dates ---- */

static num month_of(smt *x, const val *v) { return v->k == K_MONTH ? v->a : d_month(x, v->a); }

static val on_days(smt *x, const node *n, const val *v) {
  truth bad = x->no, over = x->no;
  num r;
  kind k = K_DATE;
  switch (n->op) {
  case OP_AGE: k = K_QTY; r = d_age(x, v[0].a, v[1].a); break;
  case OP_REACH: r = d_reach(x, v[0].a, v[1].a, &bad); break;
  case OP_MONTHOF: k = K_MONTH; r = month_of(x, &v[0]); break;
  case OP_YEARSTART: k = K_MONTH; r = d_year_start(x, month_of(x, &v[0]), n->imm, &bad); break;
  case OP_FIRSTDAY: r = d_first(x, month_of(x, &v[0])); break;
  case OP_LASTDAY: r = d_last(x, month_of(x, &v[0])); break;
  case OP_ADDMONTHS:
    if (v[0].k == K_MONTH) {
      k = K_MONTH;
      r = n_add(x, v[0].a, v[1].a, &over);
      bad = b_or(x, over, b_or(x, n_lt(x, r, n_of(FIRST_MONTH)), n_lt(x, n_of(LAST_MONTH), r)));
      if (bad != x->no) r = n_ite(x, bad, n_of(FIRST_MONTH), r);
      if (r.lo < FIRST_MONTH && r.t) r.lo = FIRST_MONTH;
      if (r.hi > LAST_MONTH && r.t) r.hi = LAST_MONTH;
    } else {
      r = d_add_months(x, v[0].a, v[1].a, &bad);
    }
    break;
  case OP_ADDDAYS: r = d_add_days(x, v[0].a, v[1].a, &bad); break;
  case OP_MONTHDIFF:
    k = K_QTY;
    r = n_add(x, n_sub(x, month_of(x, &v[1]), month_of(x, &v[0]), NULL), n_of(1), NULL);
    break;
  case OP_DAYDIFF:
    k = K_QTY;
    r = n_add(x, n_sub(x, d_number(x, v[1].a), d_number(x, v[0].a), NULL), n_of(1), NULL);
    break;
  default: k = K_QTY; r = d_in_month(x, v[0].a); break; /* DAYOF */
  }
  return v_unless(x, bad, v_known(x, k, r));
}

val x_dates(smt *x, const node *n) {
  val v[2] = {x_on(x, n, 0), v_truth(x, x->yes)};
  if (n->nargs > 1) v[1] = x_on(x, n, 1);
  truth known;
  val other = v_strict(x, v, n->nargs > 1 ? 2 : 1, &known);
  if (known == x->no) return other;
  val out = on_days(x, n, v);
  return v_pick(x, known, &out, &other);
}
