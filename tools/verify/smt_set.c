/* smt_set.c -- sets of rows and months (S6). An element is certain or possible; as every ledger is complete, no set is open. */
#include "smt.h"

static val set_val(smt *x, const set *s) {
  val v = v_status(x, KNOWN);
  v.k = K_SET;
  v.set = s;
  return v;
}

static set *new_set(smt *x, uint8_t k, uint32_t l, uint32_t n) {
  set *s = smt_get(x, 1, sizeof *s);
  *s = (set){.k = k, .ledger = l, .n = 0, .v = smt_get(x, n, sizeof *s->v)};
  return s;
}

static truth present(smt *x, const element *e) { return b_or(x, e->sure, e->maybe); }

static val referred_rows(smt *x, const node *n) {
  val row = v_unbound(x, x_on(x, n, 0)), out, other = row;
  if (row.st[KNOWN] == x->no) return row;
  uint32_t l = x->g->fields[n->ref].ledger;
  bool any = false;
  for (uint32_t i = 0; i < x->ledgers[l].slots; i++) {
    truth here = n_eq(x, row.a, n_of(i));
    if (here == x->no) continue;
    val v = f_refs(x, n->ref, i);
    out = any ? v_ite(x, here, &v, &out) : v;
    any = true;
  }
  if (!any) smt_stop(x, SOLVER_UNSUPPORTED, "台帳「%s」の行", x->g->ledgers[l].name);
  other.st[KNOWN] = x->no;
  return v_pick(x, row.st[KNOWN], &out, &other);
}

static num as_month(smt *x, const val *v) { return v->k == K_DATE ? d_month(x, v->a) : v->a; }

static val months(smt *x, const node *n) { /* S6.5 */
  val v[2] = {x_on(x, n, 0), x_on(x, n, 1)}, out;
  truth known;
  val other = v_strict(x, v, 2, &known);
  if (known == x->no) return other;
  num first = as_month(x, &v[0]), last = as_month(x, &v[1]), span = n_sub(x, last, first, NULL);
  truth cut = x->no, far = n_le(x, n_of(MOST_MONTHS), span);
  int64_t count = span.hi < 0 ? 0 : span.hi + 1;
  if (count > x->months) {
    cut = b_and(x, known, b_and(x, b_not(x, far), n_le(x, n_of(x->months), span)));
    count = x->months;
  }
  set *s = new_set(x, K_MONTH, NAZE_IR_NONE, (uint32_t)count);
  s->whole = true;
  s->cut = cut;
  s->length = n_add(x, n_ite(x, n_lt(x, span, n_of(-1)), n_of(-1), span), n_of(1), NULL);
  if (s->length.t && s->length.lo < 0) s->length.lo = 0;
  for (int64_t i = 0; i < count; i++) s->v[s->n++] = (element){n_add(x, first, n_of(i), NULL), n_le(x, n_of(i), span), x->no};
  out = v_unless(x, far, set_val(x, s));
  return v_pick(x, known, &out, &other);
}

/* What follows looks at the elements one by one. */
static void listed(smt *x, const set *s) {
  if (s->whole && s->cut != x->no) smt_limit(x, s->cut, "の各月");
}

static val on_element(smt *x, uint32_t id, const set *s, uint32_t i) {
  item here = {.up = x->item, .id = s->v[i].id, .k = s->k};
  x->item = &here;
  val v = x_eval(x, id);
  x->item = here.up;
  return v;
}

static val where(smt *x, const node *n) {
  val base = x_on(x, n, 0);
  if (base.st[KNOWN] == x->no) return base;
  const set *from = base.set;
  set *s = new_set(x, from->k, from->ledger, from->n);
  uint32_t cond = x_arg(x, n, 1);
  listed(x, from);
  for (uint32_t i = 0; i < from->n; i++) {
    element e = from->v[i];
    if (present(x, &e) == x->no) continue;
    val v = on_element(x, cond, from, i);
    truth holds = v_true(x, &v), open = v_open(x, &v);
    element kept = {e.id, b_and(x, e.sure, holds), b_or(x, b_and(x, e.sure, open), b_and(x, e.maybe, b_or(x, holds, open)))};
    if (present(x, &kept) != x->no) s->v[s->n++] = kept;
  }
  val out = base;
  out.set = s;
  return out;
}

val x_set(smt *x, const node *n) {
  switch (n->op) {
  case OP_ROWS: return set_val(x, f_rows(x, n->ref));
  case OP_REFS: return referred_rows(x, n);
  case OP_MONTHS: return months(x, n);
  default: return where(x, n);
  }
}

/* ---- over sets ---- */

static truth some(smt *x, const set *s, bool maybe) {
  truth t = x->no;
  for (uint32_t i = 0; i < s->n; i++) t = b_or(x, t, maybe ? s->v[i].maybe : s->v[i].sure);
  return t;
}

static val exists(smt *x, const set *s) {
  truth sure = some(x, s, false), maybe = some(x, s, true);
  val v = v_truth(x, sure);
  if (maybe == x->no) return v;
  v.st[MISSING] = b_and(x, b_not(x, sure), maybe);
  v.st[KNOWN] = b_not(x, v.st[MISSING]);
  return v;
}

/* lo, or from lo to lo + more where more is not 0 */
static val between(smt *x, num lo, num more) {
  val v = v_known(x, K_QTY, lo);
  truth open = n_lt(x, n_of(0), more);
  if (open == x->no) return v;
  v.st[MISSING] = v.bnd = open;
  v.st[KNOWN] = b_not(x, open);
  v.lo = lo;
  v.hi = n_add(x, lo, more, NULL);
  return v;
}

static val count(smt *x, const set *s) {
  if (s->whole) return v_known(x, K_QTY, s->length);
  num sure = n_of(0), maybe = n_of(0);
  for (uint32_t i = 0; i < s->n; i++) {
    sure = n_add(x, sure, n_count(x, s->v[i].sure), NULL);
    maybe = n_add(x, maybe, n_count(x, s->v[i].maybe), NULL);
  }
  return between(x, sure, maybe);
}

static val *values(smt *x, const set *s, uint32_t id) {
  val *v = smt_get(x, s->n, sizeof *v);
  for (uint32_t i = 0; i < s->n; i++) v[i] = on_element(x, id, s, i);
  return v;
}

static val distinct(smt *x, const set *s, uint32_t id) { /* S6.3 */
  const val *v = values(x, s, id);
  truth *counted = smt_get(x, s->n, sizeof *counted);
  num different = n_of(0), more = n_of(0);
  for (uint32_t i = 0; i < s->n; i++) {
    counted[i] = b_and(x, s->v[i].sure, v[i].st[KNOWN]);
    truth fresh = counted[i];
    for (uint32_t k = 0; k < i; k++) fresh = b_and(x, fresh, b_not(x, b_and(x, counted[k], v_same(x, &v[k], &v[i]))));
    different = n_add(x, different, n_count(x, fresh), NULL);
    truth open = b_and(x, present(x, &s->v[i]), b_not(x, b_or(x, counted[i], v[i].st[NOVALUE])));
    more = n_add(x, more, n_count(x, open), NULL);
  }
  return between(x, different, more);
}

/* S6.4: is the set certain and every value of it known or without one? */
static truth exact(smt *x, const set *s, const val *v, size_t each) {
  truth t = b_not(x, some(x, s, true));
  for (uint32_t i = 0; i < s->n; i++)
    for (size_t k = 0; k < each; k++) t = b_and(x, t, b_not(x, b_and(x, s->v[i].sure, v_open(x, &v[i * each + k]))));
  return t;
}

static int64_t power(unsigned dec) {
  int64_t p = 1;
  while (dec--) p *= 10;
  return p;
}

static val sum(smt *x, const set *s, const val *v, const type *t) {
  val total = v_known(x, (kind)t->k, n_of(0));
  truth over = x->no, o;
  for (uint32_t i = 0; i < s->n; i++) {
    truth in = b_and(x, s->v[i].sure, v[i].st[KNOWN]);
    if (in == x->no) continue;
    if (t->k == K_RATIO) {
      num n = n_ite(x, in, v[i].a, n_of(0)), d = n_ite(x, in, v[i].b, n_of(1));
      total.a = n_add(x, n_mul(x, total.a, d, NULL), n_mul(x, n, total.b, NULL), NULL);
      total.b = n_mul(x, total.b, d, NULL);
      continue;
    }
    total.a = n_add(x, total.a, n_ite(x, in, v[i].a, n_of(0)), &o);
    over = b_or(x, over, o);
  }
  return v_unless(x, over, total);
}

static val mean(smt *x, const set *s, const val *v, const type *t) {
  num n = n_of(0);
  for (uint32_t i = 0; i < s->n; i++) n = n_add(x, n, n_count(x, s->v[i].sure), NULL);
  truth empty = n_le(x, n, n_of(0));
  val total = sum(x, s, v, t), out = v_known(x, K_RATIO, total.a);
  num divisor = n_ite(x, empty, n_of(1), n);
  if (divisor.t && divisor.lo < 1) divisor.lo = 1;
  out.b = n_mul(x, t->k == K_RATIO ? total.b : n_of(power(t->dec)), divisor, NULL);
  val other = total;
  other.st[KNOWN] = x->no;
  out = v_pick(x, total.st[KNOWN], &out, &other);
  return v_unless(x, empty, out);
}

static val extreme(smt *x, const set *s, const val *v, const type *t, bool largest) {
  val best = v_none(x, NA_ABSENT);
  for (uint32_t i = 0; i < s->n; i++) {
    truth in = b_and(x, s->v[i].sure, v[i].st[KNOWN]), lt, eq;
    if (in == x->no) continue;
    val one = v[i];
    for (int k = 0; k < STATUSES; k++) one.st[k] = b_of(x, k == KNOWN);
    if (best.st[KNOWN] == x->no) {
      best = v_ite(x, in, &one, &best);
      continue;
    }
    if (largest) x_order(x, &best, t, &one, t, &lt, &eq);
    else x_order(x, &one, t, &best, t, &lt, &eq);
    best = v_ite(x, b_and(x, in, b_or(x, best.st[NOVALUE], lt)), &one, &best);
  }
  return best;
}

static val aggregate(smt *x, const node *n, const set *s) {
  uint32_t id = x_arg(x, n, 1);
  const type *t = x_type(x, id);
  const val *v = values(x, s, id);
  truth settled = exact(x, s, v, 1);
  val open = v_status(x, MISSING), out;
  if (n->op == OP_SUM) out = sum(x, s, v, t);
  else if (n->op == OP_MEAN) out = mean(x, s, v, t);
  else out = extreme(x, s, v, t, n->op == OP_LARGEST);
  return v_ite(x, settled, &out, &open);
}

/* ---- の順位 ---- */

static truth before(smt *x, const node *n, const val *one, const val *other) {
  truth comes = x->no, tied = x->yes;
  for (uint32_t k = 0; k + 2 < n->nargs; k++) {
    const type *t = x_type(x, x_arg(x, n, k + 2));
    bool descending = k < 63 && (n->imm >> k & 1);
    truth has = one[k].st[KNOWN], theirs = other[k].st[KNOWN], lt = x->no, eq = x->yes;
    if (has != x->no && theirs != x->no) x_order(x, &one[k], t, &other[k], t, &lt, &eq);
    truth both = b_and(x, has, theirs), first = descending ? b_not(x, b_or(x, lt, eq)) : lt;
    comes = b_or(x, comes, b_and(x, tied, b_or(x, b_and(x, has, b_not(x, theirs)), b_and(x, both, first))));
    tied = b_and(x, tied, b_or(x, b_and(x, both, eq), b_and(x, b_not(x, has), b_not(x, theirs))));
  }
  return comes;
}

static val rank(smt *x, const node *n, const val *base) {
  val row = x_on(x, n, 1);
  if (base->st[KNOWN] == x->no) return *base;
  const set *s = base->set;
  listed(x, s);
  uint32_t nkeys = n->nargs - 2;
  val *keys = smt_get(x, (size_t)s->n * nkeys, sizeof *keys), out = v_none(x, NA_ABSENT), open = v_status(x, MISSING);
  for (uint32_t i = 0; i < s->n; i++)
    for (uint32_t k = 0; k < nkeys; k++) keys[(size_t)i * nkeys + k] = on_element(x, x_arg(x, n, k + 2), s, i);
  truth settled = exact(x, s, keys, nkeys);
  for (uint32_t i = 0; i < s->n && row.st[KNOWN] != x->no; i++) {
    truth me = b_and(x, present(x, &s->v[i]), n_eq(x, row.a, s->v[i].id));
    if (me == x->no) continue;
    num place = n_of(1);
    for (uint32_t k = 0; k < s->n; k++)
      if (k != i) place = n_add(x, place, n_count(x, b_and(x, s->v[k].sure, before(x, n, &keys[(size_t)k * nkeys], &keys[(size_t)i * nkeys]))), NULL);
    val mine = v_known(x, K_QTY, place);
    mine = v_ite(x, settled, &mine, &open);
    out = v_ite(x, me, &mine, &out);
  }
  val other = v_unbound(x, row);
  other.st[KNOWN] = x->no;
  out = v_pick(x, row.st[KNOWN], &out, &other);
  if (base->st[KNOWN] == x->yes) return out;
  val none = *base;
  none.st[KNOWN] = x->no;
  return v_pick(x, base->st[KNOWN], &out, &none);
}

val x_over(smt *x, const node *n) {
  val base = x_on(x, n, 0), out;
  if (n->op == OP_RANK) return rank(x, n, &base);
  if (base.st[KNOWN] == x->no) return base;
  if (n->op != OP_EXISTS && n->op != OP_COUNT) listed(x, base.set);
  switch (n->op) {
  case OP_EXISTS: out = exists(x, base.set); break;
  case OP_COUNT: out = count(x, base.set); break;
  case OP_DISTINCT: out = distinct(x, base.set, x_arg(x, n, 1)); break;
  default: out = aggregate(x, n, base.set); break;
  }
  val other = base;
  other.st[KNOWN] = x->no;
  other.set = NULL;
  other.k = K_NOTHING;
  return v_pick(x, base.st[KNOWN], &out, &other);
}
