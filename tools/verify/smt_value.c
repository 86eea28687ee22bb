/* smt_value.c -- values with their statuses, and how statuses meet: strict operations (S2.3), candidates (S5.2). */
#include "smt.h"

static val blank(const smt *x) {
  val v = {.k = K_NOTHING, .t = x->no, .bnd = x->no};
  for (int i = 0; i < STATUSES; i++) v.st[i] = x->no;
  return v;
}

val v_status(const smt *x, int st) {
  val v = blank(x);
  v.st[st] = x->yes;
  return v;
}

val v_known(const smt *x, kind k, num a) {
  val v = v_status(x, KNOWN);
  v.k = (uint8_t)k;
  v.a = a;
  if (k == K_RATIO) v.b = n_of(1);
  return v;
}

val v_truth(const smt *x, truth t) {
  val v = v_status(x, KNOWN);
  v.k = K_BOOL;
  v.t = t;
  return v;
}

val v_none(const smt *x, int why) {
  val v = v_status(x, NOVALUE);
  v.why = n_of(why);
  return v;
}

val v_unbound(const smt *x, val v) {
  v.bnd = x->no;
  return v;
}

static const set *set_ite(smt *x, truth c, const set *a, const set *b) {
  if (a == b || !b || c == x->yes) return a;
  if (!a || c == x->no) return b;
  set *s = smt_get(x, 1, sizeof *s);
  *s = (set){.k = a->k, .ledger = a->ledger, .n = 0, .v = smt_get(x, (size_t)a->n + b->n, sizeof *s->v)};
  s->whole = a->whole && b->whole;
  if (s->whole) {
    s->length = n_ite(x, c, a->length, b->length);
    s->cut = b_ite(x, c, a->cut, b->cut);
  } else if (a->whole || b->whole) {
    smt_stop(x, SOLVER_UNSUPPORTED, "月の集まりのどちらか");
  }
  for (uint32_t i = 0; i < a->n; i++) s->v[s->n++] = (element){a->v[i].id, b_and(x, c, a->v[i].sure), b_and(x, c, a->v[i].maybe)};
  for (uint32_t i = 0; i < b->n; i++) s->v[s->n++] = (element){b->v[i].id, b_and(x, b_not(x, c), b->v[i].sure), b_and(x, b_not(x, c), b->v[i].maybe)};
  return s;
}

void v_plain(smt *x, const val *v) {
  if (v->k == K_MIXED && v->st[KNOWN] != x->no) smt_stop(x, SOLVER_UNSUPPORTED, "種類の違う値のどちらか");
}

static val shown_outcome(smt *x, const val *v) {
  val m = *v;
  if (v->k == K_BOOL || v->k == K_SET || v->k == K_ROW) smt_stop(x, SOLVER_UNSUPPORTED, "種類の違う値のどちらか");
  if (v->k != K_DECISION && v->k != K_MIXED) m.a = n_of(NAZE_VALUE);
  m.k = K_MIXED;
  return m;
}

val v_ite(smt *x, truth c, const val *a, const val *b) {
  if (c == x->yes) return *a;
  if (c == x->no) return *b;
  bool ka = a->st[KNOWN] != x->no, kb = b->st[KNOWN] != x->no, na = a->st[NOVALUE] != x->no, nb = b->st[NOVALUE] != x->no;
  bool ba = a->bnd != x->no, bb = b->bnd != x->no;
  if (ka && kb && a->k != b->k) {
    val p = shown_outcome(x, a), q = shown_outcome(x, b);
    return v_ite(x, c, &p, &q);
  }
  val v = ka ? *a : *b;
  for (int i = 0; i < STATUSES; i++) v.st[i] = b_ite(x, c, a->st[i], b->st[i]);
  if (ka && kb) {
    v.t = b_ite(x, c, a->t, b->t);
    if (v.k != K_BOOL && v.k != K_SET) v.a = n_ite(x, c, a->a, b->a);
    if (v.k == K_RATIO || v.k == K_PERIOD) v.b = n_ite(x, c, a->b, b->b);
    if (v.k == K_SET) v.set = set_ite(x, c, a->set, b->set);
  }
  v.why = na && nb ? n_ite(x, c, a->why, b->why) : na ? a->why : b->why;
  v.bnd = b_ite(x, c, a->bnd, b->bnd);
  v.lo = ba && bb ? n_ite(x, c, a->lo, b->lo) : ba ? a->lo : b->lo;
  v.hi = ba && bb ? n_ite(x, c, a->hi, b->hi) : ba ? a->hi : b->hi;
  return v;
}

val v_unless(smt *x, truth bad, val v) {
  val fault = v_status(x, FAULT);
  return v_ite(x, bad, &fault, &v);
}

truth v_true(smt *x, const val *v) {
  if (v->st[KNOWN] == x->no) return x->no;
  v_plain(x, v);
  truth t = v->k == K_BOOL ? v->t : b_not(x, n_eq(x, v->a, n_of(0)));
  return b_and(x, v->st[KNOWN], t);
}

truth v_open(smt *x, const val *v) { return b_or(x, v->st[MISSING], b_or(x, v->st[FAULT], v->st[REFERRED])); }
truth v_false(smt *x, const val *v) { return b_not(x, b_or(x, v_true(x, v), v_open(x, v))); }

truth v_same(smt *x, const val *a, const val *b) { /* S2.6 */
  truth same = x->no;
  if (a->st[KNOWN] != x->no && b->st[KNOWN] != x->no) {
    if (a->k == b->k) {
      truth eq;
      v_plain(x, a);
      if (a->k == K_BOOL) eq = b_same(x, a->t, b->t);
      else if (a->k == K_RATIO) eq = n_eq(x, n_mul(x, a->a, b->b, NULL), n_mul(x, b->a, a->b, NULL));
      else eq = n_eq(x, a->a, b->a);
      if (a->k == K_PERIOD) eq = b_and(x, eq, n_eq(x, a->b, b->b));
      same = b_and(x, b_and(x, a->st[KNOWN], b->st[KNOWN]), eq);
    }
  }
  if (a->st[NOVALUE] != x->no && b->st[NOVALUE] != x->no)
    same = b_or(x, same, b_and(x, b_and(x, a->st[NOVALUE], b->st[NOVALUE]), n_eq(x, a->why, b->why)));
  for (int i = REFERRED; i < STATUSES; i++) same = b_or(x, same, b_and(x, a->st[i], b->st[i]));
  return same;
}

/* ---- statuses that meet ---- */

mix m_none(const smt *x) { return (mix){x->no, x->no, x->no}; }

void m_add(smt *x, mix *m, truth on, const val *v) {
  if (on == x->no) return;
  m->referred = b_or(x, m->referred, b_and(x, on, v->st[REFERRED]));
  m->fault = b_or(x, m->fault, b_and(x, on, v->st[FAULT]));
  m->missing = b_or(x, m->missing, b_and(x, on, v->st[MISSING]));
}

truth m_any(smt *x, const mix *m) { return b_or(x, m->missing, b_or(x, m->fault, m->referred)); }

val m_val(smt *x, const mix *m) {
  val v = blank(x);
  truth no_missing = b_not(x, m->missing);
  v.st[MISSING] = m->missing;
  v.st[FAULT] = b_and(x, no_missing, m->fault);
  v.st[REFERRED] = b_and(x, no_missing, b_and(x, b_not(x, m->fault), m->referred));
  return v;
}

val v_strict(smt *x, const val *v, unsigned n, truth *known) {
  mix m = m_none(x);
  *known = x->yes;
  for (unsigned i = 0; i < n; i++) {
    v_plain(x, &v[i]);
    *known = b_and(x, *known, v[i].st[KNOWN]);
    m_add(x, &m, x->yes, &v[i]);
  }
  val out = m_val(x, &m);
  if (*known == x->yes) return out;
  out.st[NOVALUE] = b_not(x, b_or(x, *known, m_any(x, &m)));
  out.why = n_of(NA_ABSENT);
  for (unsigned i = n; i-- > 0;)
    if (v[i].st[NOVALUE] != x->no) out.why = n_ite(x, v[i].st[NOVALUE], v[i].why, out.why);
  return out;
}

/* `then` where known holds, else `other`, which says what it is where it does not. */
val v_pick(smt *x, truth known, const val *then, const val *other) { return v_ite(x, known, then, other); }

/* ---- S5.2 ---- */

void j_start(const smt *x, join *j) { *j = (join){.decides = m_none(x)}; }
void j_decide(smt *x, join *j, truth on, const val *v) { m_add(x, &j->decides, on, v); }

void j_add(smt *x, join *j, truth on, const val *v) {
  if (on == x->no) return;
  if (j->n == j->cap) {
    cand *more = smt_get(x, j->cap ? (size_t)j->cap * 2 : 8, sizeof *more);
    for (uint32_t i = 0; i < j->n; i++) more[i] = j->v[i];
    j->cap = j->cap ? j->cap * 2 : 8;
    j->v = more;
  }
  j->v[j->n++] = (cand){on, *v};
}

val j_val(smt *x, const join *j) {
  if (!j->n) return m_val(x, &j->decides);
  val first = j->v[j->n - 1].v;
  for (uint32_t i = j->n - 1; i-- > 0;) first = v_ite(x, j->v[i].on, &j->v[i].v, &first);
  truth undecided = m_any(x, &j->decides);
  if (undecided == x->no && !j->several) return first; /* there is one candidate */
  truth differ = x->no;
  mix m = j->decides, open = m_none(x);
  for (uint32_t i = 0; i < j->n; i++) {
    m_add(x, &m, j->v[i].on, &j->v[i].v);
    m_add(x, &open, j->v[i].on, &j->v[i].v);
    if (i) differ = b_or(x, differ, b_and(x, j->v[i].on, b_not(x, v_same(x, &j->v[i].v, &first))));
  }
  truth settled = b_not(x, b_or(x, differ, m_any(x, &open)));
  if (!j->several) settled = b_or(x, b_not(x, undecided), settled);
  val worst = m_val(x, &m);
  return v_ite(x, settled, &first, &worst);
}
