/* ref_table.c -- tables, results and provisos over the checked tree (S5.3 to S5.8) */
#include "../../grammar/keywords.h"
#include "../ir/ask.h"
#include "ref_int.h"

typedef NZ_VEC(rv) rvs;

static ir_str str_of(rx *x, nz_str t) {
  for (ir_str i = 0; i < x->m->strs.n; i++) {
    nz_str u = x->m->strs.v[i];
    if (u.n == t.n && !__builtin_memcmp(u.p, t.p, t.n)) return i;
  }
  return 0;
}

/* 『reason』; of 要照会 whom to ask and about what */
static nz_str result_text(rx *x, const nz_node *n) {
  nz_str text = n->name ? nz_intern_get(x->e->p->names, n->name) : (nz_str){"", 0};
  return n->op == NZ_OUT_REFER && n->nkid ? ir_ask_join(x->a, text, nz_intern_get(x->e->p->names, n->kid[0]->name)) : text;
}

/* a result as written; a condition answers 可 or 不可 where a decision is asked for (S5.4) */
rv ref_result(rx *x, const nz_node *n, ir_tk k) {
  if (n->kind == NZ_T_NONE) return ref_novalue(NZ_NA_ABSENT, 0);
  if (n->kind == NZ_T_BLANK) return ref_novalue(NZ_NA_BLANK, 0);
  if (n->kind != NZ_T_RESULT) {
    if (k == IR_T_BOOL) return ref_cond(x, n);
    if (k != IR_T_DECISION) return ref_value(x, n);
    rv v = x->m->types.v[n->ann.type].k == IR_T_DECISION ? ref_value(x, n) : ref_cond(x, n);
    if (v.v.st == NZ_KNOWN && v.v.k == IR_T_BOOL) return ref_known(IR_T_DECISION, v.v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY);
    return v;
  }
  ir_str text = str_of(x, result_text(x, n));
  switch (n->op) {
    case NZ_OUT_VALUE: return ref_result(x, n->kid[0], k);
    case NZ_OUT_ALLOW:
    case NZ_OUT_DENY:
    case NZ_OUT_PARTIAL:
      if (k == IR_T_BOOL) return ref_truth(n->op == NZ_OUT_ALLOW);
      if (k != IR_T_DECISION && n->op == NZ_OUT_DENY) return ref_novalue(NZ_NA_DENIED, text);
      {
        rv r = ref_known(IR_T_DECISION, n->op);
        r.v.text = text;
        return r;
      }
    case NZ_OUT_REFER: {
      rv r = ref_missing(x, NZ_C_ASK, text);
      r.v.text = text;
      return r;
    }
    case NZ_OUT_UNKNOWN: {
      rv r = ref_missing(x, NZ_C_FACT, 0);
      r.v.causes = (nz_causes){NULL, 0};
      return r;
    }
    default: return ref_novalue(NZ_NA_OUTSIDE, text);
  }
}

static ir_tk kind_of(rx *x, const nz_node *decl, uint32_t output) {
  for (uint32_t i = 0; i < x->m->decls.n; i++) {
    const ir_decl *d = &x->m->decls.v[i];
    for (uint32_t k = 0; k < d->variants.n; k++)
      if (x->e->p->cvariants.v[d->variants.first + k].decl == decl && output < d->outputs.n)
        return (ir_tk)x->m->types.v[x->m->outputs.v[d->outputs.first + output].type].k;
  }
  return IR_T_NOTHING;
}

static rv cell_value(rx *x, const nz_ctable *t, const struct nz_ccell *c, ir_tk k) {
  (void)t;
  if (!c->expr) return ref_known(k, 0);
  const nz_node *e = c->expr;
  while (e->kind == NZ_T_RESULT && e->op == NZ_OUT_VALUE && e->nkid) e = e->kid[0];
  bool condition = c->mark && e->kind != NZ_T_RESULT && x->m->types.v[e->ann.type].k == IR_T_BOOL;
  return ref_result(x, c->expr, condition && k != IR_T_BOOL ? IR_T_DECISION : k); /* S5.4: 可 or 不可 */
}

/* The columns that may be the one (S5.3): heads that are conditions first, then the axis. none: それ以外. */
typedef struct rcols { bool may[256]; bool none; rmix decides; } rcols;

static void columns(rx *x, const nz_ctable *t, const rv *key, rcols *out) {
  uint32_t heads = t->ncols < 256 ? t->ncols : 256;
  for (uint32_t c = 0; c < heads; c++) {
    if (!t->heads[c].cond) continue;
    rv h = ref_cond(x, t->heads[c].cond);
    if (ref_false(h)) continue;
    out->may[c] = true;
    if (ref_true(h)) return;
    ref_mix(x, &out->decides, h);
  }
  bool found = false;
  for (uint32_t c = 0; c < heads; c++) {
    if (t->heads[c].cond) continue;
    bool fits = !key || (!ref_settled(*key)) || (key->v.st == NZ_KNOWN && key->v.a == t->heads[c].value);
    if (!fits || (found && key && key->v.st == NZ_KNOWN)) continue;
    found = out->may[c] = true;
  }
  if (key) ref_mix(x, &out->decides, *key);
  out->none = !found || (key && !ref_settled(*key) && x->m->tables.v[t->ir_table].col_misses);
}

static rv otherwise(rx *x, const nz_ctable *t, ir_tk k) { return t->otherwise ? ref_result(x, t->otherwise, k) : ref_novalue(NZ_NA_OUTSIDE, 0); }

static rv matrix(rx *x, const nz_ctable *t, const rv *key, uint32_t nkeys, ir_tk k) {
  rcols cols = {0};
  rvs cand = {0};
  rmix decides = {0};
  ref_mix(x, &decides, key[0]);
  columns(x, t, nkeys > 1 ? &key[1] : NULL, &cols);
  ref_mix(x, &decides, cols.decides.any ? ref_worst(&cols.decides) : ref_truth(true));
  bool row = false;
  for (uint32_t r = 0; r < t->nrows; r++) {
    if (ref_settled(key[0]) && !(key[0].v.st == NZ_KNOWN && key[0].v.a == t->rows[r].value)) continue;
    if (row && ref_settled(key[0])) break;
    row = true;
    for (uint32_t c = 0; c < t->ncols && c < 256; c++)
      if (cols.may[c]) NZ_PUSH(x->a, &cand) = cell_value(x, t, &t->cells[(size_t)r * t->ncols + c], k);
  }
  bool misses = !ref_settled(key[0]) && x->m->tables.v[t->ir_table].row_misses;
  if (!row || cols.none || misses) NZ_PUSH(x->a, &cand) = otherwise(x, t, k);
  return ref_join(x, &decides, cand.v, cand.n);
}

static rv whole_column(rx *x, const nz_ctable *t, const rv *key) {
  rcols cols = {0};
  rvs cand = {0};
  columns(x, t, key, &cols);
  for (uint32_t c = 0; c < t->ncols && c < 256; c++) {
    if (!cols.may[c]) continue;
    rvs all = {0};
    for (uint32_t r = 0; r < t->nrows; r++) {
      const struct nz_ccell *cell = &t->cells[(size_t)r * t->ncols + c];
      NZ_PUSH(x->a, &all) = cell->what == NZ_CC_NOTASKED ? ref_truth(true) : ref_cond(x, cell->expr);
    }
    NZ_PUSH(x->a, &cand) = ref_connect(x, all.v, all.n, all.n);
  }
  if (cols.none) NZ_PUSH(x->a, &cand) = otherwise(x, t, IR_T_BOOL);
  rv v = ref_join(x, &cols.decides, cand.v, cand.n);
  return v.v.st == NZ_KNOWN ? ref_known(IR_T_DECISION, v.v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY) : v;
}

static rv row_condition(rx *x, const nz_ctable *t, uint32_t r) {
  rvs all = {0};
  for (uint32_t c = 0; c < t->ncols; c++) {
    const struct nz_ccell *cell = &t->cells[(size_t)r * t->ncols + c];
    if (t->heads[c].output) continue;
    NZ_PUSH(x->a, &all) = cell->what == NZ_CC_NOTASKED || !cell->expr ? ref_truth(true) : ref_cond(x, cell->expr);
  }
  return ref_connect(x, all.v, all.n, all.n);
}

static uint32_t output_column(const nz_ctable *t, uint32_t output) {
  for (uint32_t c = 0; c < t->ncols; c++)
    if (t->heads[c].output && output-- == 0) return c;
  return 0;
}

/* 最小, 最大 (S5.7) */
static rv extreme(rx *x, const nz_ctable *t, const rv *cond, const rv *val, rv other) {
  bool any = false, stands = false, clean = true;
  rv best = other;
  rmix mx = {0};
  int sign = t->hit == IR_HIT_MIN ? 1 : -1;
  for (uint32_t r = 0; r < t->nrows; r++) {
    if (ref_false(cond[r]) || t->rows[r].otherwise || val[r].v.st == NZ_NOVALUE) continue;
    any = true;
    ref_mix(x, &mx, cond[r]);
  }
  if (!any) { /* the rows without a value, 上から順 */
    rvs cand = {0};
    bool held = false;
    for (uint32_t r = 0; r < t->nrows && !held; r++) {
      if (ref_false(cond[r])) continue;
      held = ref_true(cond[r]);
      if (!held) ref_mix(x, &mx, cond[r]);
      NZ_PUSH(x->a, &cand) = val[r];
    }
    if (!held) NZ_PUSH(x->a, &cand) = other;
    return ref_join(x, &mx, cand.v, cand.n);
  }
  for (uint32_t r = 0; r < t->nrows; r++) {
    if (ref_false(cond[r]) || t->rows[r].otherwise || val[r].v.st == NZ_NOVALUE) continue;
    ref_mix(x, &mx, val[r]);
    if (!ref_true(cond[r])) continue;
    if (val[r].v.st != NZ_KNOWN) clean = false;
    else if (!stands || sign * nz_ratio_cmp((nz_ratio){val[r].v.a, val[r].v.b}, (nz_ratio){best.v.a, best.v.b}) < 0) best = val[r];
    stands |= val[r].v.st == NZ_KNOWN;
  }
  for (uint32_t r = 0; r < t->nrows && stands && clean; r++) {
    if (ref_settled(cond[r]) || t->rows[r].otherwise || val[r].v.st == NZ_NOVALUE) continue;
    if (val[r].v.st != NZ_KNOWN || sign * nz_ratio_cmp((nz_ratio){val[r].v.a, val[r].v.b}, (nz_ratio){best.v.a, best.v.b}) < 0) clean = false;
  }
  return stands && clean ? best : ref_worst(&mx);
}

static rv decision(rx *x, const nz_ctable *t, uint32_t output, ir_tk k) {
  uint32_t col = output_column(t, output), trues = 0, first = 0;
  rv *cond = NZ_NEW_N(x->a, rv, t->nrows), *val = NZ_NEW_N(x->a, rv, t->nrows);
  rv other = t->otherwise ? ref_result(x, t->otherwise, k) : ref_fault(x, NZ_FAULT_GAP);
  for (uint32_t r = 0; r < t->nrows; r++) {
    val[r] = cell_value(x, t, &t->cells[(size_t)r * t->ncols + col], k);
    if (t->rows[r].otherwise) other = val[r];
    cond[r] = t->rows[r].otherwise ? ref_truth(false) : row_condition(x, t, r);
    if (ref_true(cond[r]) && !trues++) first = r;
  }
  if (t->hit == IR_HIT_MIN || t->hit == IR_HIT_MAX) return extreme(x, t, cond, val, other);
  rvs cand = {0};
  rmix decides = {0};
  if (t->hit == IR_HIT_UNIQUE) {
    if (trues && t->exclusive) return val[first];
    for (uint32_t i = 0; i < t->nrows; i++)
      for (uint32_t j = 0; j < i; j++)
        if (ref_true(cond[i]) && ref_true(cond[j]) && ref_settled(val[i]) && ref_settled(val[j]) && !ref_same(val[i], val[j])) return ref_fault(x, NZ_FAULT_OVERLAP);
  }
  uint32_t last = t->hit == IR_HIT_FIRST && trues ? first + 1 : t->nrows;
  for (uint32_t r = 0; r < last; r++) {
    if (ref_false(cond[r])) continue;
    NZ_PUSH(x->a, &cand) = val[r];
    ref_mix(x, &decides, cond[r]);
  }
  if (!trues) NZ_PUSH(x->a, &cand) = other;
  if (t->hit == IR_HIT_ALL) { /* すべて: how many rows */
    rv n = ref_known(IR_T_QTY, trues);
    if (!decides.any) return n;
    rv r = ref_worst(&decides);
    r.v.st = NZ_MISSING;
    return r;
  }
  return ref_join(x, &decides, cand.v, cand.n);
}

rv ref_table(rx *x, const nz_cvariant *cv, uint32_t output, const rv *key, uint32_t nkeys) {
  const nz_ctable *t = cv->table;
  if (t->kind == IR_TABLE_DECISION) return decision(x, t, output, kind_of(x, cv->decl, output));
  if (t->kind == IR_TABLE_ROWCOND) return whole_column(x, t, nkeys ? &key[0] : NULL);
  return matrix(x, t, key, nkeys, kind_of(x, cv->decl, output));
}

/* ---- provisos (S5.8) ---- */

static rv withdrawn(rv base, bool top, ir_tk k) {
  if (!top) return base;
  return k == IR_T_BOOL ? ref_truth(false) : ref_novalue(NZ_NA_OUTSIDE, 0);
}

static rv effective(rx *x, const nz_node *p, rv main, ir_tk k, bool top, rv *cond);

static rv resolve(rx *x, rv base, rv main, const nz_node *const *list, uint32_t n, ir_tk k, bool top) {
  rvs hold = {0}, cand = {0};
  rmix decides = {0};
  for (uint32_t i = 0; i < n; i++) {
    rv cond, v = effective(x, list[i], main, k, top, &cond);
    if (ref_false(cond)) continue;
    NZ_PUSH(x->a, &cand) = v;
    if (ref_true(cond)) NZ_PUSH(x->a, &hold) = v;
    else ref_mix(x, &decides, cond);
  }
  for (uint32_t i = 0; i < hold.n; i++)
    for (uint32_t j = 0; j < i; j++)
      if (ref_settled(hold.v[i]) && ref_settled(hold.v[j]) && !ref_same(hold.v[i], hold.v[j])) return ref_fault(x, NZ_FAULT_CONFLICT);
  if (!hold.n) NZ_PUSH(x->a, &cand) = base;
  if (decides.any) return ref_join(x, &decides, cand.v, cand.n);
  for (uint32_t i = 0; i < cand.n; i++)
    if (!ref_settled(cand.v[i])) return cand.v[i];
  return cand.v[0];
}

static rv effective(rx *x, const nz_node *p, rv main, ir_tk k, bool top, rv *cond) {
  uint32_t i = 0;
  *cond = ref_truth(true);
  bool has = p->nkid > 1 && p->kid[0]->kind != NZ_T_RESULT && p->kid[0]->kind != NZ_T_WITHDRAW && p->kid[0]->kind != NZ_T_PROVISO;
  if (has) *cond = ref_cond(x, p->kid[i++]);
  rv result = main;
  NZ_VEC(const nz_node *) inner = {0};
  for (; i < p->nkid; i++) {
    const nz_node *q = p->kid[i];
    if (q->kind == NZ_T_PROVISO) NZ_PUSH(x->a, &inner) = q;
    else result = q->kind == NZ_T_WITHDRAW ? withdrawn(main, top, k) : ref_result(x, q, k);
  }
  return inner.n ? resolve(x, result, main, inner.v, inner.n, k, false) : result;
}

rv ref_provisos(rx *x, const nz_cvariant *cv, rv main, ir_tk k) {
  if (!cv->nprovisos) return main;
  return resolve(x, main, main, (const nz_node *const *)cv->provisos, cv->nprovisos, k, true);
}
