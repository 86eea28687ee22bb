/* check_tables.c -- matrices, decision tables, columns of 行は条件 tables (P3.21 to P3.28), provisos (P3.29, P3.30) */
#include "check_int.h"

static const ir_table *table_of(const checker *k, const ck_step *s) { return &k->m->tables.v[s->n->ref]; }
static const ir_head *head(const checker *k, const ir_table *t, uint32_t c) { return &k->m->heads.v[t->cols.first + c]; }
static const ir_row *row(const checker *k, const ir_table *t, uint32_t r) { return &k->m->rows.v[t->rows.first + r]; }
static uint32_t cell(const checker *k, const ir_table *t, uint32_t r, uint32_t c) { return k->m->cells.v[t->cells.first + r * t->cols.n + c].node; }

/* P3.21. The columns taken or possible; otherwise: none of them may be. */
typedef struct columns { bool *in; bool otherwise; ck_mix decides; } columns;

static columns choose(checker *k, ck_step *s, const ir_table *t, const nz_val *key) {
  columns x = {.in = NZ_NEW_N(k->a, bool, t->cols.n)};
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (head(k, t, c)->cond == IR_NONE) continue;
    nz_val v = ck_val(k, s, head(k, t, c)->cond);
    if (ck_false(&v)) continue;
    x.in[c] = true;
    if (ck_true(&v)) return x;
    ck_mix_add(k, &x.decides, &v);
  }
  bool found = false;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (head(k, t, c)->cond != IR_NONE) continue;
    bool fits = !key || ck_undecided(key) || (key->st == NZ_KNOWN && head(k, t, c)->value == key->a && !found);
    x.in[c] = fits;
    found |= fits;
  }
  if (key) ck_mix_add(k, &x.decides, key);
  x.otherwise = !found || (key && ck_undecided(key) && t->col_misses);
  return x;
}

/* P3.22, of a matrix or a column of conditions */
static void add_outside(checker *k, ck_step *s, const ir_table *t, ck_join *j) {
  nz_val v = nz_novalue(NZ_NA_OUTSIDE);
  if (t->otherwise != IR_NONE) v = ck_val(k, s, t->otherwise);
  ck_candidate(k, j, &v, IR_NONE);
}

/* Row and column are named when nothing undecided decides and the answer is a cell's. */
static void locate(ck_step *s, const ir_table *t, uint32_t tag) {
  if (tag == IR_NONE) return;
  s->out.row = tag / t->cols.n;
  s->out.col = tag % t->cols.n;
}

nz_val ck_matrix(checker *k, ck_step *s) {
  const ir_table *t = table_of(k, s);
  nz_val key[2];
  for (uint32_t i = 0; i < s->n->args.n; i++) key[i] = ck_arg(k, s, i);
  columns cols = choose(k, s, t, s->n->args.n > 1 ? &key[1] : NULL);
  ck_join j = {.n = 0};
  ck_mix_add(k, &j.decides, &key[0]);
  if (cols.decides.any) ck_mix_add(k, &j.decides, &cols.decides.worst);
  bool any = false;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    bool fits = ck_undecided(&key[0]) || (key[0].st == NZ_KNOWN && row(k, t, r)->value == key[0].a && !any);
    if (!fits) continue;
    any = true;
    for (uint32_t c = 0; c < t->cols.n; c++) {
      if (!cols.in[c]) continue;
      nz_val v = ck_val(k, s, cell(k, t, r, c));
      ck_candidate(k, &j, &v, r * t->cols.n + c);
    }
  }
  if (!any || cols.otherwise || (ck_undecided(&key[0]) && t->row_misses)) add_outside(k, s, t, &j);
  if (!j.decides.any) locate(s, t, j.row[0]);
  return ck_joined(k, &j);
}

nz_val ck_colall(checker *k, ck_step *s) {
  const ir_table *t = table_of(k, s);
  nz_val key = ck_arg(k, s, 0);
  columns cols = choose(k, s, t, &key);
  ck_join j = {.decides = cols.decides};
  nz_val *v = NZ_NEW_N(k->a, nz_val, t->rows.n);
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (!cols.in[c]) continue;
    for (uint32_t r = 0; r < t->rows.n; r++) v[r] = ck_val(k, s, cell(k, t, r, c));
    nz_val all = ck_and(k, v, t->rows.n, t->rows.n);
    ck_candidate(k, &j, &all, IR_NONE);
  }
  if (cols.otherwise) add_outside(k, s, t, &j);
  return ck_joined(k, &j);
}

/* ---- decision tables ---- */
typedef struct tried { const ir_table *t; uint32_t col, last; nz_val *cond, *val; bool *out; } tried; /* last: rows tried end before it */

static uint32_t output_column(checker *k, const ck_step *s, const ir_table *t) {
  int64_t i = 0;
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (head(k, t, c)->output && i++ == s->n->imm) return c;
  ck_bad(k, s->id, "その結果の列はありません。");
}

static void try_rows(checker *k, ck_step *s, tried *x) {
  const ir_table *t = x->t;
  nz_val *in = NZ_NEW_N(k->a, nz_val, t->cols.n);
  for (; x->last < t->rows.n; x->last++) {
    uint32_t r = x->last, n = 0;
    x->cond[r] = nz_truth(false);
    if (row(k, t, r)->otherwise) continue;
    for (uint32_t c = 0; c < t->cols.n; c++)
      if (!head(k, t, c)->output) in[n++] = ck_val(k, s, cell(k, t, r, c));
    x->cond[r] = ck_and(k, in, n, n);
    if (t->hit == IR_HIT_FIRST && ck_true(&x->cond[r])) {
      x->last++;
      return;
    }
  }
}

static void add_gap(checker *k, ck_step *s, const tried *x, ck_join *j) { /* P3.22 */
  const ir_table *t = x->t;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    if (!row(k, t, r)->otherwise) continue;
    nz_val v = ck_val(k, s, cell(k, t, r, x->col));
    ck_candidate(k, j, &v, r * t->cols.n + x->col);
    return;
  }
  nz_val v = t->otherwise == IR_NONE ? nz_fault(NZ_FAULT_GAP) : ck_val(k, s, t->otherwise);
  ck_candidate(k, j, &v, IR_NONE);
}

/* P3.26: the rows in x->out, of which those without a value are left out */
static nz_val best(checker *k, ck_step *s, tried *x) {
  const ir_table *t = x->t;
  const ir_type *type = &k->m->types.v[s->n->type];
  bool any = false, stands = true;
  uint32_t at = IR_NONE;
  for (uint32_t r = 0; r < x->last; r++) {
    x->out[r] &= x->val[r].st != NZ_NOVALUE;
    if (!x->out[r]) continue;
    any = true;
    if (!ck_true(&x->cond[r])) continue;
    stands &= x->val[r].st == NZ_KNOWN;
    if (x->val[r].st != NZ_KNOWN) continue;
    int sign = at == IR_NONE ? 0 : ck_order(&x->val[r], type, &x->val[at], type);
    if (at == IR_NONE || (t->hit == IR_HIT_MIN ? sign < 0 : sign > 0)) at = r;
  }
  if (!any) {
    ck_join j = {.n = 0};
    bool held = false;
    for (uint32_t r = 0; r < x->last && !held; r++) {
      if (ck_false(&x->cond[r])) continue;
      held = ck_true(&x->cond[r]);
      if (!held) ck_mix_add(k, &j.decides, &x->cond[r]);
      ck_candidate(k, &j, &x->val[r], r * t->cols.n + x->col);
    }
    if (!held) add_gap(k, s, x, &j);
    nz_val v = ck_joined(k, &j);
    if (!j.decides.any) locate(s, t, j.row[0]);
    return v;
  }
  for (uint32_t r = 0; r < x->last && at != IR_NONE; r++) {
    if (!x->out[r] || ck_true(&x->cond[r])) continue;
    int sign = x->val[r].st == NZ_KNOWN ? ck_order(&x->val[r], type, &x->val[at], type) : 0;
    stands &= x->val[r].st == NZ_KNOWN && (t->hit == IR_HIT_MIN ? sign >= 0 : sign <= 0);
  }
  if (stands && at != IR_NONE) {
    locate(s, t, at * t->cols.n + x->col);
    return x->val[at];
  }
  ck_mix mix = {.any = false};
  for (uint32_t r = 0; r < x->last; r++)
    if (x->out[r]) ck_mix_add(k, &mix, &x->cond[r]);
  for (uint32_t r = 0; r < x->last; r++)
    if (x->out[r]) ck_mix_add(k, &mix, &x->val[r]);
  return mix.worst;
}

static nz_val how_many(checker *k, const tried *x) {
  int64_t yes = 0, open = 0;
  nz_causes why = {NULL, 0};
  for (uint32_t r = 0; r < x->last; r++) {
    yes += ck_true(&x->cond[r]);
    if (!ck_undecided(&x->cond[r])) continue;
    open++;
    why = ck_union(k, why, x->cond[r].causes);
  }
  if (!open) return nz_known(IR_T_QTY, yes);
  return (nz_val){.st = NZ_MISSING, .bounded = 1, .a = yes, .b = yes + open, .causes = why};
}

nz_val ck_dtable(checker *k, ck_step *s) {
  const ir_table *t = table_of(k, s);
  tried x = {.t = t, .col = output_column(k, s, t), .cond = NZ_NEW_N(k->a, nz_val, t->rows.n), .val = NZ_NEW_N(k->a, nz_val, t->rows.n),
             .out = NZ_NEW_N(k->a, bool, t->rows.n)};
  try_rows(k, s, &x);
  uint32_t hits = 0, first = IR_NONE;
  for (uint32_t r = 0; r < x.last; r++) {
    x.out[r] = !ck_false(&x.cond[r]);
    if (ck_true(&x.cond[r]) && hits++ == 0) first = r;
  }
  bool alone = t->hit == IR_HIT_UNIQUE && t->exclusive && hits > 0; /* P3.25 */
  for (uint32_t r = 0; alone && r < x.last; r++) x.out[r] = r == first;
  for (uint32_t r = 0; r < x.last; r++)
    if (x.out[r]) x.val[r] = ck_val(k, s, cell(k, t, r, x.col));
  if (t->hit == IR_HIT_ALL) return how_many(k, &x);
  if (t->hit == IR_HIT_MIN || t->hit == IR_HIT_MAX) return best(k, s, &x);
  ck_join j = {.n = 0};
  bool clash = false;
  const nz_val *sure = NULL;
  for (uint32_t r = 0; r < x.last; r++) {
    if (!x.out[r]) continue;
    ck_mix_add(k, &j.decides, &x.cond[r]);
    ck_candidate(k, &j, &x.val[r], r * t->cols.n + x.col);
    if (!ck_true(&x.cond[r]) || ck_undecided(&x.val[r])) continue;
    clash |= sure && !nz_same_answer(sure, &x.val[r]);
    if (!sure) sure = &x.val[r];
  }
  if (clash) return nz_fault(NZ_FAULT_OVERLAP); /* only without a hit policy can two rows be true */
  if (!hits) add_gap(k, s, &x, &j);
  nz_val v = ck_joined(k, &j);
  if (!j.decides.any && (j.n == 1 || !ck_undecided(&v))) locate(s, t, j.row[0]);
  return v;
}

/* ---- provisos ---- */

/* S5.8 for one level: the provisos args[from..] of the step over `base`; `main` is what この限りでない stands for. */
static nz_val level(checker *k, ck_step *s, uint32_t from, const nz_val *base, const nz_val *main) {
  ck_join j = {.n = 0};
  const nz_val *sure = NULL, *open = NULL;
  bool clash = false, applies = false;
  for (uint32_t i = from; i < s->n->args.n; i++) {
    uint32_t item = ir_arg(k->m, s->n, i);
    ck_env *e = NZ_NEW(k->a, ck_env);
    *e = *s->env;
    e->main = main;
    e->id = 0;
    size_t at = s->at;
    const ck_done *d = ck_take(k, s, item, e);
    /* the proviso's own condition is its first child, just checked */
    json_t *kids = json_object_get(json_array_get(k->steps, (size_t)json_integer_value(json_array_get(s->kids, at))), "kids");
    const nz_val *cond = &k->done[json_integer_value(json_array_get(kids, 0))].v;
    if (ck_false(cond)) continue;
    ck_mix_add(k, &j.decides, cond);
    ck_candidate(k, &j, &d->v, IR_NONE);
    if (!ck_true(cond)) continue;
    applies = true;
    if (ck_undecided(&d->v)) {
      if (!open) open = &d->v;
      continue;
    }
    clash |= sure && !nz_same_answer(sure, &d->v);
    if (!sure) sure = &d->v;
  }
  if (clash) return nz_fault(NZ_FAULT_CONFLICT);
  if (!applies) ck_candidate(k, &j, base, IR_NONE);
  if (j.decides.any) return ck_joined(k, &j);
  return open ? *open : j.v[0]; /* P3.30 */
}

nz_val ck_prov(checker *k, ck_step *s) {
  nz_val *main = NZ_NEW(k->a, nz_val);
  *main = ck_arg(k, s, 0);
  return level(k, s, 1, main, main);
}

nz_val ck_provitem(checker *k, ck_step *s) {
  const nz_val *main = s->env->main;
  if (!main) ck_bad(k, s->id, "ただし書の外の、ただし、です。");
  ck_env *plain = NZ_NEW(k->a, ck_env); /* conditions and results do not depend on what they stand over */
  *plain = *s->env;
  plain->main = NULL;
  plain->id = 0;
  uint32_t result = ir_arg(k->m, s->n, 1);
  (void)ck_take(k, s, ir_arg(k->m, s->n, 0), plain);
  nz_val v = ck_take(k, s, result, ir_at(k->m, result)->op == IR_WITHDRAW ? s->env : plain)->v;
  return s->n->args.n > 2 ? level(k, s, 2, &v, main) : v;
}
