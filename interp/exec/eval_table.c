/* eval_table.c -- matrices (S5.3), decision tables (S5.5 to S5.7) and columns of 行は条件 tables. The steps noted, and in
 * which order, are those of spec/proof.md, P3.21 to P3.28. */
#include "eval_int.h"

static uint32_t cell_of(const nz_eval *e, const ir_table *t, uint32_t row, uint32_t col) {
  return e->m->cells.v[t->cells.first + row * t->cols.n + col].node;
}

/* ---- columns and keys ---- */

static uint32_t row_of_key(const nz_eval *e, const ir_table *t, int64_t key) {
  const ir_row *rows = e->m->rows.v + t->rows.first;
  for (uint32_t r = 0; r < t->rows.n; r++)
    if (rows[r].value == key) return r;
  return IR_NONE;
}

static uint32_t col_of_key(const nz_eval *e, const ir_table *t, int64_t key) {
  const ir_head *cols = e->m->heads.v + t->cols.first;
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (cols[c].cond == IR_NONE && cols[c].value == key) return c;
  return IR_NONE;
}

typedef struct axis { /* what a key selects */
  uint32_t one;       /* the row or column */
  bool all;           /* not known: any of them */
  bool outside;       /* what lies outside the table is a candidate */
} axis;

static axis key_axis(nz_eval *e, const ir_table *t, nze_join *j, const ir_node *n, uint32_t i, const nz_val *key, bool rows) {
  axis x = {.one = IR_NONE};
  if (key->st == NZ_KNOWN) {
    x.one = rows ? row_of_key(e, t, key->a) : col_of_key(e, t, key->a);
    x.outside = x.one == IR_NONE;
  } else if (key->st == NZ_NOVALUE) {
    x.outside = true;
  } else {
    nze_join_decide(e, j, key);
    if (e->log) nze_log_key(e, (uint32_t)(n - e->m->nodes.v), i, key);
    x.all = true;
    x.outside = rows ? t->row_misses : t->col_misses;
  }
  return x;
}

/* A bitset over the columns of one table, on the stack for tables of usual width. */
typedef struct colset { uint64_t small[2], *bits; } colset;

static void colset_init(nz_eval *e, colset *s, uint32_t n) {
  s->small[0] = s->small[1] = 0;
  s->bits = s->small;
  if (n <= 128) return;
  s->bits = nze_get(e, (n / 64 + 1) * sizeof *s->bits);
  for (uint32_t i = 0; i <= n / 64; i++) s->bits[i] = 0;
}

/* P3.21: the candidate columns; true when それ以外 is one too. args[i] of n is the column key, evaluated to *key when that
 * has been done already; a table without a column axis has none. */
static bool columns(nz_eval *e, const ir_table *t, nze_join *j, const ir_node *n, uint32_t i, const nz_val *key, colset *cand) {
  const ir_head *cols = e->m->heads.v + t->cols.first;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (cols[c].cond == IR_NONE) continue;
    nz_val v = nze(e, cols[c].cond);
    nze_truth holds = nze_truth_of(&v);
    if (holds == NZE_FALSE) continue;
    nze_set_bit(cand->bits, c);
    if (holds == NZE_TRUE) return false;
    nze_join_decide(e, j, &v);
  }
  axis x = {.one = IR_NONE, .all = true};
  if (i < n->args.n) {
    nz_val k = key ? *key : nze_on(e, n, i);
    x = key_axis(e, t, j, n, i, &k, false);
  }
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (c == x.one || (x.all && cols[c].cond == IR_NONE)) nze_set_bit(cand->bits, c);
  return x.outside;
}

/* それ以外, or 対象外 where there is none (S5.3) */
static void join_outside(nz_eval *e, const ir_table *t, nze_join *j) {
  nz_val v = t->otherwise == IR_NONE ? nz_novalue(NZ_NA_OUTSIDE) : nze(e, t->otherwise);
  nze_join_add(e, j, &v, IR_NONE, IR_NONE);
}

static void join_row(nz_eval *e, const ir_table *t, nze_join *j, uint32_t row, const colset *cand) {
  for (uint32_t c = 0; c < t->cols.n && !nze_join_hopeless(e, j); c++) {
    if (!nze_bit(cand->bits, c)) continue;
    nz_val v = nze(e, cell_of(e, t, row, c));
    nze_join_add(e, j, &v, row, c);
  }
}

nz_val nze_matrix(nz_eval *e, const ir_node *n) {
  const ir_table *t = &e->m->tables.v[n->ref];
  nze_join j = {.n = 0};
  nz_val row_key = nze_on(e, n, 0), col_key;
  bool early = n->args.n > 1 && !nze_lazy(e); /* keys come first in a proof */
  if (early) col_key = nze_on(e, n, 1);
  axis rows = key_axis(e, t, &j, n, 0, &row_key, true);
  colset cand;
  colset_init(e, &cand, t->cols.n);
  bool outside = columns(e, t, &j, n, 1, early ? &col_key : NULL, &cand) || rows.outside;
  if (rows.one != IR_NONE) join_row(e, t, &j, rows.one, &cand);
  for (uint32_t r = 0; rows.all && r < t->rows.n; r++) join_row(e, t, &j, r, &cand);
  if (outside || j.n == 0) join_outside(e, t, &j);
  return nze_join_val(e, &j);
}

/* ---- 行は条件: かつ over one column ---- */

static nz_val column_all(nz_eval *e, const ir_table *t, uint32_t col) {
  nze_mix open = {.any = false};
  bool fails = false;
  for (uint32_t r = 0; r < t->rows.n && !(fails && nze_lazy(e)); r++) {
    nz_val v = nze(e, cell_of(e, t, r, col));
    fails |= nze_truth_of(&v) == NZE_FALSE;
    nze_mix_add(e, &open, &v);
  }
  return fails ? nz_truth(false) : open.any ? open.worst : nz_truth(true);
}

nz_val nze_colall(nz_eval *e, const ir_node *n) {
  const ir_table *t = &e->m->tables.v[n->ref];
  nze_join j = {.n = 0};
  nz_val key = nze_on(e, n, 0);
  colset cand;
  colset_init(e, &cand, t->cols.n);
  bool outside = columns(e, t, &j, n, 0, &key, &cand);
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (!nze_bit(cand.bits, c)) continue;
    nz_val v = column_all(e, t, c);
    nze_join_add(e, &j, &v, IR_NONE, IR_NONE);
  }
  if (outside || j.n == 0) join_outside(e, t, &j);
  return nze_join_val(e, &j);
}

/* ---- decision tables ---- */

/* S5.5: a row's condition is かつ of its input cells */
static nz_val row_condition(nz_eval *e, const ir_table *t, uint32_t r) {
  const ir_head *cols = e->m->heads.v + t->cols.first;
  nze_mix open = {.any = false};
  bool fails = false;
  for (uint32_t c = 0; c < t->cols.n && !(fails && nze_lazy(e)); c++) {
    if (cols[c].output) continue;
    uint32_t node = cell_of(e, t, r, c);
    if (nze_lazy(e) && (e->m->nodes.v[node].flags & IR_NF_NOTASKED)) continue;
    nz_val v = nze(e, node);
    fails |= nze_truth_of(&v) == NZE_FALSE;
    nze_mix_add(e, &open, &v);
  }
  return fails ? nz_truth(false) : open.any ? open.worst : nz_truth(true);
}

static uint32_t output_col(const nz_eval *e, const ir_table *t, int64_t k) {
  const ir_head *cols = e->m->heads.v + t->cols.first;
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (cols[c].output && k-- == 0) return c;
  return IR_NONE;
}

typedef struct tried { /* the rows that were tried */
  nz_val *cond;        /* per row; false for the row それ以外 and for rows after the last one tried */
  uint32_t first_true; /* IR_NONE: none */
} tried;

static tried try_rows(nz_eval *e, const ir_table *t, bool stop) {
  tried x = {.cond = nze_get(e, t->rows.n * sizeof *x.cond), .first_true = IR_NONE};
  bool done = false, surely = e->surely;
  e->surely = false;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    bool skip = done || e->m->rows.v[t->rows.first + r].otherwise;
    x.cond[r] = skip ? nz_truth(false) : row_condition(e, t, r);
    if (x.first_true == IR_NONE && nze_truth_of(&x.cond[r]) == NZE_TRUE) {
      x.first_true = r;
      done = stop;
    }
  }
  e->surely = surely && x.first_true != IR_NONE && t->hit == IR_HIT_FIRST; /* its result is what is demanded */
  return x;
}

/* それ以外 as a row or beside the rows; without either a fault (gap) */
static void join_gap(nz_eval *e, const ir_table *t, nze_join *j, uint32_t col) {
  const ir_row *rows = e->m->rows.v + t->rows.first;
  uint32_t row = 0;
  while (row < t->rows.n && !rows[row].otherwise) row++;
  bool by_row = row < t->rows.n;
  nz_val v = nz_fault(NZ_FAULT_GAP);
  if (by_row) v = nze(e, cell_of(e, t, row, col));
  else if (t->otherwise != IR_NONE) v = nze(e, t->otherwise);
  nze_join_add(e, j, &v, by_row ? row : IR_NONE, by_row ? col : IR_NONE);
}

static nz_val one_row(nz_eval *e, const ir_table *t, uint32_t row, uint32_t col) {
  nz_val v = nze(e, cell_of(e, t, row, col));
  e->here.row = row;
  e->here.col = col;
  return v;
}

/* S5.5, S5.6: candidates are the rows that are not false, and それ以外 when none is true */
static nz_val hit(nz_eval *e, const ir_table *t, uint32_t col, bool first) {
  tried x = try_rows(e, t, first || (t->exclusive && nze_lazy(e)));
  if (!first && t->exclusive && x.first_true != IR_NONE) return one_row(e, t, x.first_true, col);
  nze_join j = {.n = 0};
  nz_val sure = {.st = NZ_KNOWN};
  bool has_sure = false, overlap = false;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    nze_truth holds = nze_truth_of(&x.cond[r]);
    if (holds == NZE_FALSE) continue;
    if (holds == NZE_OPEN) nze_join_decide(e, &j, &x.cond[r]);
    if (first && nze_join_hopeless(e, &j)) break;
    nz_val v = nze(e, cell_of(e, t, r, col));
    nze_join_add(e, &j, &v, r, col);
    if (holds != NZE_TRUE || !nz_settled(&v)) continue;
    overlap |= has_sure && !nz_same_answer(&sure, &v);
    if (!has_sure) sure = v;
    has_sure = true;
  }
  if (overlap) return nz_fault(NZ_FAULT_OVERLAP);
  if (x.first_true == IR_NONE && !nze_join_hopeless(e, &j)) join_gap(e, t, &j, col);
  return nze_join_val(e, &j);
}

/* S5.7: is v better than the best so far? */
static bool beats(const nz_val *v, const nz_val *best, const ir_type *type, uint8_t policy) {
  int sign = nze_order(v, type, best, type);
  return policy == IR_HIT_MIN ? sign < 0 : sign > 0;
}

/* S5.7: 最小, 最大 (P3.26) */
static nz_val best_hit(nz_eval *e, const ir_table *t, uint32_t col) {
  tried x = try_rows(e, t, false);
  nz_val *value = nze_get(e, t->rows.n * sizeof *value);
  const ir_type *type = NULL;
  nze_mix conds = {.any = false}, values = {.any = false};
  uint32_t best = IR_NONE;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    nze_truth holds = nze_truth_of(&x.cond[r]);
    value[r] = nz_novalue(NZ_NA_ABSENT);
    if (holds == NZE_FALSE) continue;
    value[r] = nze(e, cell_of(e, t, r, col));
    type = nze_type(e, cell_of(e, t, r, col));
    if (value[r].st == NZ_NOVALUE) continue; /* left out */
    nze_mix_add(e, &conds, &x.cond[r]);
    nze_mix_add(e, &values, &value[r]);
    if (holds == NZE_TRUE && value[r].st == NZ_KNOWN && (best == IR_NONE || beats(&value[r], &value[best], type, t->hit))) best = r;
  }
  bool stands = best != IR_NONE && !values.any;
  for (uint32_t r = 0; r < t->rows.n && stands; r++)
    if (value[r].st == NZ_KNOWN) stands = !beats(&value[r], &value[best], type, t->hit);
  if (stands) {
    e->here.row = best;
    e->here.col = col;
    return value[best];
  }
  nze_join j = {.n = 0};
  nze_mix_mix(e, &conds, &values);
  if (conds.any) return conds.worst;
  for (uint32_t r = 0; r < t->rows.n; r++) { /* none with a value: those without one, 上から順 */
    nze_truth holds = nze_truth_of(&x.cond[r]);
    if (holds == NZE_FALSE) continue;
    if (holds == NZE_OPEN) nze_join_decide(e, &j, &x.cond[r]);
    nze_join_add(e, &j, &value[r], r, col);
    if (holds == NZE_TRUE) return nze_join_val(e, &j);
  }
  join_gap(e, t, &j, col);
  return nze_join_val(e, &j);
}

/* S5.7: すべて, the number of rows that hold */
static nz_val count_hits(nz_eval *e, const ir_table *t, uint32_t col) {
  tried x = try_rows(e, t, false);
  int64_t certain = 0, possible = 0;
  nze_mix open = {.any = false};
  for (uint32_t r = 0; r < t->rows.n; r++) {
    nze_truth holds = nze_truth_of(&x.cond[r]);
    if (holds == NZE_FALSE) continue;
    certain += holds == NZE_TRUE;
    possible++;
    nze_mix_add(e, &open, &x.cond[r]);
    if (!nze_lazy(e)) nze(e, cell_of(e, t, r, col)); /* the rows themselves are in the proof */
  }
  if (certain == possible) return nz_known(IR_T_QTY, certain);
  return (nz_val){.st = NZ_MISSING, .bounded = 1, .a = certain, .b = possible, .causes = open.worst.causes};
}

nz_val nze_dtable(nz_eval *e, const ir_node *n) {
  const ir_table *t = &e->m->tables.v[n->ref];
  uint32_t col = output_col(e, t, n->imm);
  if (col == IR_NONE) return nz_fault(NZ_FAULT_RANGE);
  bool surely = e->surely;
  nz_val v;
  if (t->hit == IR_HIT_MIN || t->hit == IR_HIT_MAX || t->hit == IR_HIT_ALL) e->surely = false;
  switch (t->hit) {
  case IR_HIT_MIN: case IR_HIT_MAX: v = best_hit(e, t, col); break;
  case IR_HIT_ALL: v = count_hits(e, t, col); break;
  default: v = hit(e, t, col, t->hit == IR_HIT_FIRST); break;
  }
  e->surely = surely;
  return v;
}
