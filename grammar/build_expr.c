/* build_expr.c -- nodes of terms, conditions and results; see build.h */
#include "build.h"

#include <string.h>

static nz_span join(nz_span x, nz_span y) { return (nz_span){x.file, x.lo, y.hi}; }

/* ---- terms ---- */

nz_node *nz_b_token(nz_build *b, nz_kind k, nz_span at, const nz_tok *t) {
  nz_node *n = nz_b(b, k, at);
  n->num = t->num;
  switch (k) {
    case NZ_T_QTY: n->aux = t->aux, n->name = t->sym; break;
    case NZ_T_RATE: n->name = t->sym, n->op = (uint16_t)t->aux; break;
    case NZ_T_DATE: case NZ_T_WINDOW: n->op = (uint16_t)t->aux; break;
    default: break;
  }
  return n;
}

nz_node *nz_b_name_value(nz_build *b, nz_node *n) {
  if (n->kind == NZ_T_NAME && n->name == b->k.blank && !(n->flags & NZ_NF_QUOTED)) n->kind = NZ_T_BLANK;
  return n;
}

nz_node *nz_b_call(nz_build *b, nz_span at, nz_node *name, nz_nodes *args) {
  nz_node *n = nz_bl(b, NZ_T_CALL, at, args);
  n->name = name->name;
  n->flags |= name->flags & NZ_NF_QUOTED;
  return n;
}

nz_node *nz_b_of(nz_build *b, nz_span at, nz_node *base, nz_node *name, nz_nodes *args) {
  nz_node *n = nz_bl(b, NZ_T_OF, at, args ? nz_append(b, nz_one(b, base), args) : nz_one(b, base));
  n->name = name->name;
  n->flags |= name->flags & NZ_NF_QUOTED;
  return n;
}

nz_node *nz_b_ref(nz_build *b, nz_kind k, nz_span at, nz_node *name, nz_nodes *args) {
  nz_node *n = nz_bl(b, k, at, args);
  n->name = name->name;
  n->flags |= name->flags & NZ_NF_QUOTED;
  return n;
}

nz_node *nz_b_negate(nz_build *b, nz_span at, nz_node *x) {
  if (x->kind == NZ_T_QTY && x->num != INT64_MIN) {
    x->num = -x->num;
    x->at = at;
    return x;
  }
  nz_node *zero = nz_b(b, NZ_T_QTY, (nz_span){at.file, at.lo, at.lo});
  zero->flags |= NZ_NF_IMPLICIT;
  return nz_b2(b, NZ_T_SUB, at, zero, x);
}

nz_node *nz_b_round(nz_build *b, nz_span at, nz_node *x, const nz_tok *t) { return nz_op(nz_b1(b, NZ_T_ROUND, at, x), t->word == NZ_W_KIRIAGE); }
nz_node *nz_b_cap(nz_build *b, nz_span at, nz_node *x, nz_node *bound, const nz_tok *t) {
  return nz_op(nz_b2(b, NZ_T_CAP, at, nz_b_name_value(b, x), bound), t->word == NZ_W_KAGEN);
}

/* AとB: kept as a list of two or more until a word says what they are. */
nz_node *nz_b_to(nz_build *b, nz_span at, nz_node *x, nz_node *y) {
  if (x->kind == NZ_T_ITEM_DECL) {
    nz_nodes *l = nz_list(b);
    for (uint32_t i = 0; i < x->nkid; i++) nz_add(b, l, x->kid[i]);
    return nz_bl(b, NZ_T_ITEM_DECL, at, nz_add(b, l, y));
  }
  return nz_b2(b, NZ_T_ITEM_DECL, at, x, y);
}
nz_nodes *nz_b_chain(nz_build *b, nz_node *chain) {
  nz_nodes *l = nz_list(b);
  if (chain->kind != NZ_T_ITEM_DECL) return nz_add(b, l, chain);
  for (uint32_t i = 0; i < chain->nkid; i++) nz_add(b, l, chain->kid[i]);
  return l;
}
nz_node *nz_b_earlier(nz_build *b, nz_span at, nz_node *chain, const nz_tok *t) {
  int op = t->word == NZ_W_OSOI;
  nz_node *n = chain->nkid ? chain->kid[0] : nz_b(b, NZ_T_ERROR, at);
  for (uint32_t i = 1; i < chain->nkid; i++) n = nz_op(nz_b2(b, NZ_T_EARLIER, i + 1 == chain->nkid ? at : join(n->at, chain->kid[i]->at), n, chain->kid[i]), op);
  return n;
}

/* A value with a period: only an amount of 単位数 may be one. X（…から…まで） alone is a call whose argument is an interval. */
nz_node *nz_b_dated(nz_build *b, nz_span at, nz_node *x, nz_node *period) {
  if (x->kind == NZ_T_NAME) {
    nz_node *ends[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
      int64_t v = i ? period->aux : period->num;
      if (v == (i ? INT64_MAX : INT64_MIN)) continue;
      ends[i] = nz_b(b, NZ_T_DATE, period->at);
      ends[i]->num = v;
    }
    nz_node *arg = ends[0] && ends[1] ? nz_b2(b, NZ_T_FROMTO, period->at, ends[0], ends[1])
                   : ends[0]          ? nz_b1(b, NZ_T_FROM, period->at, ends[0])
                                      : nz_b1(b, NZ_T_UPTO, period->at, ends[1]);
    arg->num = period->num, arg->aux = period->aux;
    return nz_flag(nz_b_call(b, at, x, nz_one(b, arg)), NZ_NF_IMPLICIT);
  }
  return nz_b2(b, NZ_T_UNITS, at, x, period);
}

nz_node *nz_b_by_reading(nz_build *b, nz_span at, nz_node *reading, nz_node *x) {
  nz_node *n = nz_b1(b, NZ_T_BY_READING, at, x);
  n->name = reading->name;
  return n;
}

nz_node *nz_b_rank(nz_build *b, nz_span at, nz_node *set, nz_nodes *keys) { return nz_bl(b, NZ_T_RANK, at, nz_append(b, nz_one(b, set), keys)); }
nz_node *nz_b_orderkey(nz_build *b, nz_span at, nz_node *x, const nz_tok *t) {
  return nz_op(nz_b1(b, NZ_T_ORDERKEY, at, x), t->word == NZ_W_OOKII || t->word == NZ_W_ATARASHII); /* 0 asc, 1 desc */
}
nz_node *nz_b_order_list(nz_build *b, nz_span at, nz_node *x, nz_nodes *values) { return nz_bl(b, NZ_T_ORDERKEY, at, nz_append(b, nz_one(b, x), values)); }

/* ---- conditions ---- */

/* One more operand at the end of a chain, in place: a chain may be long. Its kids have room up to the next power of two. */
static nz_node *longer(nz_build *b, nz_span at, nz_node *x, nz_node *y) {
  if ((x->nkid & (x->nkid - 1)) == 0) {
    nz_node **kid = NZ_NEW_N(b->a, nz_node *, (size_t)x->nkid * 2);
    memcpy(kid, x->kid, x->nkid * sizeof *kid);
    x->kid = kid;
  }
  x->kid[x->nkid++] = y;
  x->at = at;
  if (y->ann.b >= x->ann.b) x->ann.b = y->ann.b + 1;
  return x->ann.b > NZ_MAX_TREE_DEPTH ? nz_b1(b, NZ_T_GROUP, at, x) : x; /* reports */
}

nz_node *nz_b_join(nz_build *b, nz_span at, nz_kind k, nz_node *x, nz_node *y) {
  nz_nodes *l = nz_list(b);
  if ((x->kind == (uint16_t)k || x->kind == NZ_T_MIXED) && x->nkid > 1 && y) return longer(b, at, x, y);
  if (x->kind == (uint16_t)k || x->kind == NZ_T_MIXED) {
    k = (nz_kind)x->kind;
    for (uint32_t i = 0; i < x->nkid; i++) nz_add(b, l, x->kid[i]);
  } else if (x->kind == NZ_T_AND || x->kind == NZ_T_OR) { /* X かつ Y または Z: the brackets are missing */
    nz_b_report(b, NZ_M_MIXED_CONNECTIVES, at);
    k = NZ_T_MIXED;
    for (uint32_t i = 0; i < x->nkid; i++) nz_add(b, l, x->kid[i]);
  } else {
    nz_add(b, l, x);
  }
  return nz_bl(b, k, at, nz_add(b, l, y));
}

/* Puts the subject where the predicate left a hole. */
nz_node *nz_b_apply(nz_build *b, nz_span at, nz_node *subject, nz_node *pred) {
  (void)b;
  if (pred->kind == NZ_T_ERROR) return pred;
  if (subject->kind != NZ_T_HOLE && pred->nkid && pred->kid[0]->kind == NZ_T_HOLE) {
    pred->kid[0] = subject;
    if (subject->ann.b >= pred->ann.b) pred->ann.b = subject->ann.b + 1;
    pred->at = at;
    if (pred->ann.b > NZ_MAX_TREE_DEPTH) return nz_b1(b, NZ_T_GROUP, at, pred); /* reports */
  }
  return pred;
}

static int cmp_op(const nz_tok *t) {
  switch (t->word) {
    case NZ_W_IJOU: case NZ_W_IGO: case NZ_W_IKOU: return NZ_CMP_GE;
    case NZ_W_IKA: case NZ_W_INAI: case NZ_W_IZEN: return NZ_CMP_LE;
    case NZ_W_MIMAN: return NZ_CMP_LT;
    default: return NZ_CMP_GT;
  }
}
nz_node *nz_b_cmp(nz_build *b, nz_span at, nz_node *x, const nz_tok *op) { return nz_op(nz_b2(b, NZ_T_CMP, at, nz_hole(b, at), x), cmp_op(op)); }
nz_node *nz_b_range(nz_build *b, nz_span at, nz_node *x, const nz_tok *o1, nz_node *y, const nz_tok *o2) {
  nz_node *n = nz_op(nz_b3(b, NZ_T_RANGE, at, nz_hole(b, at), x, y), cmp_op(o1));
  n->aux = cmp_op(o2);
  return n;
}
nz_node *nz_b_in(nz_build *b, nz_span at, int not, nz_node *subject, nz_nodes *values) {
  return nz_op(nz_bl(b, NZ_T_IN, at, nz_append(b, nz_one(b, subject), values)), not);
}
nz_node *nz_b_quant(nz_build *b, nz_kind k, nz_span at, nz_nodes *terms, nz_node *pred) { return nz_bl(b, k, at, nz_add(b, terms, pred)); }

static int out_op(const nz_tok *t) {
  switch (t->word) {
    case NZ_W_ALLOW: return NZ_OUT_ALLOW;
    case NZ_W_DENY: return NZ_OUT_DENY;
    case NZ_W_REFER: return NZ_OUT_REFER;
    case NZ_W_NA: return NZ_OUT_NA;
    default: return NZ_OUT_UNKNOWN;
  }
}
nz_node *nz_b_outis(nz_build *b, nz_span at, const nz_tok *t, bool all) {
  nz_node *n = nz_op(nz_b1(b, NZ_T_OUTIS, at, nz_hole(b, at)), out_op(t));
  if (all) n->flags |= NZ_NF_ALL;
  return n;
}
nz_node *nz_b_outcome(nz_build *b, nz_span at, const nz_tok *t) { return nz_op(nz_b(b, NZ_T_OUTCOME, at), out_op(t)); }
nz_node *nz_b_group(nz_build *b, nz_span at, const nz_tok *t, nz_nodes *items) { return nz_bl(b, t->word == NZ_W_ALLOF ? NZ_T_ALLOF : NZ_T_ANYOF, at, items); }
nz_node *nz_b_atleast(nz_build *b, nz_span at, const nz_tok *t, nz_nodes *items) {
  nz_node *n = nz_bl(b, NZ_T_ATLEAST, at, items);
  n->num = t->num;
  return n;
}
nz_node *nz_b_rows_where(nz_build *b, nz_span at, nz_kind k, nz_node *base, const nz_tok *group, nz_nodes *items) {
  nz_node *cond = nz_bl(b, group->word == NZ_W_ALLOFROWS ? NZ_T_ALLOF : NZ_T_ANYOF, at, items);
  return nz_b1(b, k, at, nz_b2(b, NZ_T_ROWSET, at, base, cond));
}
nz_node *nz_b_readsel(nz_build *b, nz_span at, nz_node *reading, nz_nodes *selects) {
  nz_node *n = nz_bl(b, NZ_T_READSEL, at, selects);
  n->name = reading->name;
  return n;
}
nz_node *nz_b_select(nz_build *b, nz_span at, nz_node *label, nz_node *x) {
  nz_node *n = nz_b1(b, NZ_T_SELECT, at, x);
  n->name = label->name;
  return n;
}

nz_node *nz_b_tilde(nz_build *b, nz_span at, nz_span sign, nz_node *x, nz_node *y) {
  nz_str from = nz_b_text(b, x->at), to = nz_b_text(b, y->at);
  size_t n = (size_t)from.n + to.n + 12;
  char *s = nz_get(b->a, n + 1);
  memcpy(s, from.p, from.n);
  memcpy(s + from.n, "から", 6);
  memcpy(s + from.n + 6, to.p, to.n);
  memcpy(s + from.n + 6 + to.n, "まで", 6);
  nz_diag *g = nz_b_report(b, NZ_M_TILDE_RANGE, sign);
  nz_arg(b->d, g, 0, s, n);
  nz_fix(b->d, g, at, s, n);
  return nz_b3(b, NZ_T_FROMTO, at, nz_hole(b, at), x, y);
}

/* ---- results ---- */

nz_node *nz_b_result(nz_build *b, nz_span at, const nz_tok *t, nz_node *whom, nz_node *text) {
  nz_node *n = nz_op(nz_b(b, NZ_T_RESULT, at), out_op(t));
  if (n->op == NZ_OUT_REFER) { /* 要照会（whom）『about what』 */
    if (text) n = nz_op(nz_b1(b, NZ_T_RESULT, at, text), NZ_OUT_REFER);
    if (whom) n->name = whom->name;
  } else if (text) {
    n->name = text->name;
  }
  return n;
}
nz_node *nz_b_evalue(nz_build *b, nz_span at, nz_node *x) {
  if (x->kind == NZ_T_NAME && x->name == b->k.partial && !(x->flags & NZ_NF_QUOTED)) return nz_op(nz_b(b, NZ_T_RESULT, at), NZ_OUT_PARTIAL);
  return x;
}
nz_node *nz_b_result_of(nz_build *b, nz_span at, nz_node *x) {
  if (x->kind == NZ_T_RESULT) return x;
  return nz_op(nz_b1(b, NZ_T_RESULT, at, x), NZ_OUT_VALUE);
}
nz_node *nz_b_verdict_of(nz_build *b, nz_span at, nz_node *x) { return nz_flag(nz_b_result_of(b, at, x), NZ_NF_IMPLICIT); }

nz_node *nz_b_text_quotes(nz_build *b, nz_span at, const nz_tok *t) {
  nz_diag *g = nz_b_report(b, NZ_M_TEXT_QUOTES, at);
  nz_b_arg(b, g, 0, t->sym);
  nz_str s = nz_intern_get(b->names, t->sym);
  char *fixed = nz_get(b->a, (size_t)s.n + 7);
  memcpy(fixed, "『", 3);
  memcpy(fixed + 3, s.p, s.n);
  memcpy(fixed + 3 + s.n, "』", 3);
  nz_fix(b->d, g, at, fixed, (size_t)s.n + 6);
  return nz_b_named(b, NZ_T_TEXT, at, t);
}
