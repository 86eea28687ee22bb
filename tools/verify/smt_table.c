/* smt_table.c -- かつ and または (S4), matrices (S5.3), decision tables (S5.5 to S5.7), provisos (S5.8). */
#include <string.h>

#include "smt.h"

/* ---- S4.1, S4.2 ---- */

static val all_of(smt *x, const val *v, uint32_t n) {
  mix open = m_none(x);
  truth fails = x->no, holds = x->yes;
  for (uint32_t i = 0; i < n; i++) {
    fails = b_or(x, fails, v_false(x, &v[i]));
    holds = b_and(x, holds, v_true(x, &v[i]));
    m_add(x, &open, x->yes, &v[i]);
  }
  val out = v_truth(x, holds), worst = m_val(x, &open);
  return v_ite(x, b_or(x, fails, b_not(x, m_any(x, &open))), &out, &worst);
}

val x_connect(smt *x, const node *n) {
  val *v = smt_get(x, n->nargs, sizeof *v);
  mix open = m_none(x);
  for (uint32_t i = 0; i < n->nargs; i++) v[i] = x_on(x, n, i);
  if (n->op == OP_AND) return all_of(x, v, n->nargs);
  truth holds, decided;
  if (n->op == OP_OR) {
    holds = x->no;
    for (uint32_t i = 0; i < n->nargs; i++) holds = b_or(x, holds, v_true(x, &v[i]));
    decided = holds;
  } else {
    num sure = n_of(0), may = n_of(0);
    for (uint32_t i = 0; i < n->nargs; i++) {
      sure = n_add(x, sure, n_count(x, v_true(x, &v[i])), NULL);
      may = n_add(x, may, n_count(x, b_not(x, v_false(x, &v[i]))), NULL);
    }
    holds = n_le(x, n_of(n->imm), sure);
    decided = b_or(x, holds, n_lt(x, may, n_of(n->imm)));
  }
  for (uint32_t i = 0; i < n->nargs; i++) m_add(x, &open, x->yes, &v[i]);
  val out = v_truth(x, holds), worst = m_val(x, &open);
  return v_ite(x, b_or(x, decided, b_not(x, m_any(x, &open))), &out, &worst);
}

/* ---- columns and keys ---- */

static naze_ir_table table_of(const smt *x, uint32_t id) {
  naze_ir_table t = {.rows = 0};
  (void)naze_ir_table_at(x->g->p, id, &t);
  return t;
}

static uint32_t cell_of(const smt *x, uint32_t table, uint32_t r, uint32_t c) {
  naze_ir_cell cell = {.node = NAZE_IR_NONE};
  (void)naze_ir_cell_at(x->g->p, table, r, c, &cell);
  return cell.node;
}

static naze_ir_column column_of(const smt *x, uint32_t table, uint32_t c) {
  naze_ir_column h = {.cond = NAZE_IR_NONE, .value = NAZE_IR_NONE};
  (void)naze_ir_column_at(x->g->p, table, c, &h);
  return h;
}

typedef struct axis { truth *on; truth outside; } axis; /* which rows or columns a key selects */

static void enum_key(smt *x, const val *key) {
  if (key->st[KNOWN] != x->no && key->k != K_ENUM) smt_stop(x, SOLVER_UNSUPPORTED, "段階でも選択肢でもない見出しの表");
}

static truth key_is(smt *x, const val *key, uint32_t value) {
  return key->st[KNOWN] == x->no ? x->no : b_and(x, key->st[KNOWN], n_eq(x, key->a, n_of(value)));
}

/* S5.3: first hit among equal keys; a key not known may be any. */
static void choose(smt *x, join *j, truth reached, const val *key, const uint32_t *value, uint32_t n, bool misses, axis *out) {
  truth open = v_open(x, key), found = x->no;
  enum_key(x, key);
  j_decide(x, j, reached, key);
  for (uint32_t i = 0; i < n; i++) {
    truth me = value[i] == NAZE_IR_NONE ? x->no : b_and(x, key_is(x, key, value[i]), b_not(x, found));
    found = b_or(x, found, me);
    out->on[i] = b_or(x, out->on[i], b_and(x, reached, b_or(x, me, open)));
  }
  truth known_out = b_and(x, key->st[KNOWN], b_not(x, found));
  truth o = b_or(x, known_out, key->st[NOVALUE]);
  if (misses) o = b_or(x, o, open);
  out->outside = b_or(x, out->outside, b_and(x, reached, o));
}

static axis columns(smt *x, uint32_t table, const naze_ir_table *t, join *j, const node *n, uint32_t i) {
  axis out = {smt_get(x, t->columns, sizeof *out.on), x->no};
  uint32_t *value = smt_get(x, t->columns, sizeof *value);
  truth reached = x->yes;
  for (uint32_t c = 0; c < t->columns; c++) {
    naze_ir_column h = column_of(x, table, c);
    out.on[c] = x->no;
    value[c] = NAZE_IR_NONE;
    if (h.cond == NAZE_IR_NONE) {
      value[c] = h.value;
      continue;
    }
    if (reached == x->no) continue;
    val v = x_eval(x, h.cond);
    truth holds = v_true(x, &v), open = v_open(x, &v);
    out.on[c] = b_and(x, reached, b_or(x, holds, open));
    j_decide(x, j, reached, &v);
    reached = b_and(x, reached, b_not(x, holds));
  }
  if (i < n->nargs) {
    axis keys = {smt_get(x, t->columns, sizeof *keys.on), x->no};
    for (uint32_t c = 0; c < t->columns; c++) keys.on[c] = x->no;
    val key = x_on(x, n, i);
    choose(x, j, reached, &key, value, t->columns, t->col_misses, &keys);
    for (uint32_t c = 0; c < t->columns; c++)
      if (column_of(x, table, c).cond == NAZE_IR_NONE) out.on[c] = keys.on[c];
    out.outside = keys.outside;
  } else {
    for (uint32_t c = 0; c < t->columns; c++)
      if (column_of(x, table, c).cond == NAZE_IR_NONE) out.on[c] = reached;
  }
  return out;
}

static void join_outside(smt *x, const naze_ir_table *t, join *j, truth on) {
  if (on == x->no) return;
  val v = t->otherwise == NAZE_IR_NONE ? v_none(x, NA_OUTSIDE) : x_eval(x, t->otherwise);
  j_add(x, j, on, &v);
}

val x_matrix(smt *x, const node *n) {
  naze_ir_table t = table_of(x, n->ref);
  join j;
  j_start(x, &j);
  val key = x_on(x, n, 0);
  uint32_t *value = smt_get(x, t.rows, sizeof *value);
  axis rows = {smt_get(x, t.rows, sizeof *rows.on), x->no};
  for (uint32_t r = 0; r < t.rows; r++) {
    naze_ir_row row = {.value = NAZE_IR_NONE};
    (void)naze_ir_row_at(x->g->p, n->ref, r, &row);
    value[r] = row.value;
    rows.on[r] = x->no;
  }
  choose(x, &j, x->yes, &key, value, t.rows, t.row_misses, &rows);
  axis cols = columns(x, n->ref, &t, &j, n, 1);
  truth some = x->no;
  for (uint32_t r = 0; r < t.rows; r++) {
    for (uint32_t c = 0; c < t.columns && rows.on[r] != x->no; c++) {
      truth on = b_and(x, rows.on[r], cols.on[c]);
      if (on == x->no) continue;
      val v = x_eval(x, cell_of(x, n->ref, r, c));
      j_add(x, &j, on, &v);
      some = b_or(x, some, on);
    }
  }
  join_outside(x, &t, &j, b_or(x, b_or(x, cols.outside, rows.outside), b_not(x, some)));
  return j_val(x, &j);
}

val x_colall(smt *x, const node *n) {
  naze_ir_table t = table_of(x, n->ref);
  join j;
  j_start(x, &j);
  axis cols = columns(x, n->ref, &t, &j, n, 0);
  val *v = smt_get(x, t.rows, sizeof *v);
  truth some = x->no;
  for (uint32_t c = 0; c < t.columns; c++) {
    if (cols.on[c] == x->no) continue;
    for (uint32_t r = 0; r < t.rows; r++) v[r] = x_eval(x, cell_of(x, n->ref, r, c));
    val all = all_of(x, v, t.rows);
    j_add(x, &j, cols.on[c], &all);
    some = b_or(x, some, cols.on[c]);
  }
  join_outside(x, &t, &j, b_or(x, cols.outside, b_not(x, some)));
  return j_val(x, &j);
}

/* ---- decision tables ---- */

typedef struct tried { naze_ir_table t; uint32_t id, col, gap; val *cond; bool *skip; } tried; /* gap: the row それ以外 */

static val row_condition(smt *x, const tried *k, uint32_t r) {
  val *v = smt_get(x, k->t.columns, sizeof *v);
  uint32_t n = 0;
  for (uint32_t c = 0; c < k->t.columns; c++) {
    if (column_of(x, k->id, c).output) continue;
    v[n] = x_eval(x, cell_of(x, k->id, r, c));
    if (v_false(x, &v[n]) == x->yes) return v_truth(x, x->no);
    n++;
  }
  return all_of(x, v, n);
}

static val row_value(smt *x, const tried *k, uint32_t r) { return x_eval(x, cell_of(x, k->id, r, k->col)); }

static val gap_value(smt *x, const tried *k) {
  if (k->gap != NAZE_IR_NONE) return row_value(x, k, k->gap);
  return k->t.otherwise != NAZE_IR_NONE ? x_eval(x, k->t.otherwise) : v_status(x, FAULT);
}

static void join_gap(smt *x, const tried *k, join *j, truth on) {
  if (on == x->no) return;
  val v = gap_value(x, k);
  j_add(x, j, on, &v);
}

static val first_hit(smt *x, const tried *k) { /* S5.5 */
  join j;
  j_start(x, &j);
  truth reached = x->yes;
  for (uint32_t r = 0; r < k->t.rows && reached != x->no; r++) {
    if (k->skip[r]) continue;
    truth holds = v_true(x, &k->cond[r]), open = v_open(x, &k->cond[r]), on = b_and(x, reached, b_or(x, holds, open));
    if (on == x->no) continue;
    j_decide(x, &j, reached, &k->cond[r]);
    val v = row_value(x, k, r);
    j_add(x, &j, on, &v);
    reached = b_and(x, reached, b_not(x, holds));
  }
  join_gap(x, k, &j, reached);
  return j_val(x, &j);
}

static truth settled(smt *x, const val *v) { return b_or(x, v->st[KNOWN], v->st[NOVALUE]); }

static val one_hit(smt *x, const tried *k) { /* S5.6 */
  join j;
  j_start(x, &j);
  j.several = !k->t.exclusive;
  uint32_t n = 0;
  val *value = smt_get(x, k->t.rows, sizeof *value), sure = v_none(x, NA_ABSENT);
  truth *holds = smt_get(x, k->t.rows, sizeof *holds), any = x->no, overlap = x->no;
  for (uint32_t r = 0; r < k->t.rows; r++) {
    if (k->skip[r]) continue;
    truth t = v_true(x, &k->cond[r]), on = b_or(x, t, v_open(x, &k->cond[r]));
    if (on == x->no) continue;
    j_decide(x, &j, x->yes, &k->cond[r]);
    value[n] = row_value(x, k, r);
    holds[n] = t;
    j_add(x, &j, on, &value[n]);
    if (k->t.exclusive) sure = v_ite(x, b_and(x, t, b_not(x, any)), &value[n], &sure);
    for (uint32_t i = 0; i < n && !k->t.exclusive; i++) {
      truth both = b_and(x, b_and(x, holds[i], t), b_and(x, settled(x, &value[i]), settled(x, &value[n])));
      if (both != x->no) overlap = b_or(x, overlap, b_and(x, both, b_not(x, v_same(x, &value[i], &value[n]))));
    }
    any = b_or(x, any, t);
    n++;
  }
  join_gap(x, k, &j, b_not(x, any));
  val out = j_val(x, &j);
  if (k->t.exclusive) return v_ite(x, any, &sure, &out);
  return v_unless(x, overlap, out);
}

static val best_hit(smt *x, const tried *k, bool smallest) { /* S5.7 */
  val *value = smt_get(x, k->t.rows, sizeof *value), best = v_none(x, NA_ABSENT);
  const type *t = NULL;
  mix open = m_none(x), values = m_none(x);
  for (uint32_t r = 0; r < k->t.rows; r++) {
    truth holds = k->skip[r] ? x->no : v_true(x, &k->cond[r]), on = k->skip[r] ? x->no : b_or(x, holds, v_open(x, &k->cond[r]));
    value[r] = v_none(x, NA_ABSENT);
    if (on == x->no) continue;
    value[r] = row_value(x, k, r);
    t = x_type(x, cell_of(x, k->id, r, k->col));
    truth counts = b_and(x, on, b_not(x, value[r].st[NOVALUE])), in = b_and(x, holds, value[r].st[KNOWN]), lt, eq;
    m_add(x, &open, counts, &k->cond[r]);
    m_add(x, &values, counts, &value[r]);
    if (in == x->no) continue;
    val one = value[r];
    for (int i = 0; i < STATUSES; i++) one.st[i] = b_of(x, i == KNOWN);
    if (best.st[KNOWN] == x->no) {
      best = v_ite(x, in, &one, &best);
      continue;
    }
    if (smallest) x_order(x, &one, t, &best, t, &lt, &eq);
    else x_order(x, &best, t, &one, t, &lt, &eq);
    best = v_ite(x, b_and(x, in, b_or(x, best.st[NOVALUE], lt)), &one, &best);
  }
  truth stands = b_and(x, best.st[KNOWN], b_not(x, m_any(x, &values)));
  for (uint32_t r = 0; r < k->t.rows && stands != x->no; r++) { /* no row that may hold is better */
    if (k->skip[r] || value[r].st[KNOWN] == x->no) continue;
    truth maybe = b_and(x, v_open(x, &k->cond[r]), value[r].st[KNOWN]), lt, eq;
    if (maybe == x->no) continue;
    if (smallest) x_order(x, &value[r], t, &best, t, &lt, &eq);
    else x_order(x, &best, t, &value[r], t, &lt, &eq);
    stands = b_and(x, stands, b_not(x, b_and(x, maybe, lt)));
  }
  join j;
  j_start(x, &j);
  truth reached = x->yes;
  for (uint32_t r = 0; r < k->t.rows && reached != x->no; r++) { /* none with a value: those without one, 上から順 */
    if (k->skip[r] || value[r].st[NOVALUE] == x->no) continue;
    truth without = b_and(x, reached, value[r].st[NOVALUE]), holds = b_and(x, without, v_true(x, &k->cond[r]));
    truth on = b_or(x, holds, b_and(x, without, v_open(x, &k->cond[r])));
    val v = value[r];
    for (int i = 0; i < STATUSES; i++) v.st[i] = b_of(x, i == NOVALUE);
    j_decide(x, &j, without, &k->cond[r]);
    j_add(x, &j, on, &v);
    reached = b_and(x, reached, b_not(x, holds));
  }
  join_gap(x, k, &j, reached);
  val rest = j_val(x, &j), worst;
  open.referred = b_or(x, open.referred, values.referred);
  open.fault = b_or(x, open.fault, values.fault);
  open.missing = b_or(x, open.missing, values.missing);
  worst = m_val(x, &open);
  rest = v_ite(x, m_any(x, &open), &worst, &rest);
  return v_ite(x, stands, &best, &rest);
}

static val count_hits(smt *x, const tried *k) {
  num sure = n_of(0), more = n_of(0);
  for (uint32_t r = 0; r < k->t.rows; r++) {
    if (k->skip[r]) continue;
    sure = n_add(x, sure, n_count(x, v_true(x, &k->cond[r])), NULL);
    more = n_add(x, more, n_count(x, v_open(x, &k->cond[r])), NULL);
  }
  val v = v_known(x, K_QTY, sure);
  truth open = n_lt(x, n_of(0), more);
  if (open == x->no) return v;
  v.st[MISSING] = v.bnd = open;
  v.st[KNOWN] = b_not(x, open);
  v.lo = sure;
  v.hi = n_add(x, sure, more, NULL);
  return v;
}

val x_dtable(smt *x, const node *n) {
  tried k = {.t = table_of(x, n->ref), .id = n->ref, .col = NAZE_IR_NONE, .gap = NAZE_IR_NONE};
  int64_t nth = n->imm;
  for (uint32_t c = 0; c < k.t.columns && k.col == NAZE_IR_NONE; c++)
    if (column_of(x, k.id, c).output && nth-- == 0) k.col = c;
  if (k.col == NAZE_IR_NONE) return v_status(x, FAULT);
  k.cond = smt_get(x, k.t.rows, sizeof *k.cond);
  k.skip = smt_get(x, k.t.rows, sizeof *k.skip);
  bool first = strcmp(k.t.hit, "first") == 0, done = false;
  for (uint32_t r = 0; r < k.t.rows; r++) {
    naze_ir_row row = {.otherwise = false};
    (void)naze_ir_row_at(x->g->p, k.id, r, &row);
    k.skip[r] = row.otherwise || done;
    if (row.otherwise && k.gap == NAZE_IR_NONE) k.gap = r;
    if (k.skip[r]) continue;
    k.cond[r] = row_condition(x, &k, r);
    done = first && v_true(x, &k.cond[r]) == x->yes;
  }
  if (first) return first_hit(x, &k);
  if (strcmp(k.t.hit, "min") == 0) return best_hit(x, &k, true);
  if (strcmp(k.t.hit, "max") == 0) return best_hit(x, &k, false);
  if (strcmp(k.t.hit, "all") == 0) return count_hits(x, &k);
  return one_hit(x, &k);
}

/* ---- provisos (S5.8) ---- */

static val level(smt *x, const node *n, uint32_t from, const val *base);

static val effective(smt *x, const node *it) {
  val result = x_on(x, it, 1);
  return it->nargs <= 2 ? result : level(x, it, 2, &result);
}

static val level(smt *x, const node *n, uint32_t from, const val *base) {
  join j;
  j_start(x, &j);
  uint32_t count = n->nargs - from, used = 0;
  val *value = smt_get(x, count, sizeof *value), open = v_status(x, FAULT);
  truth *holds = smt_get(x, count, sizeof *holds), applies = x->no, conflict = x->no, has_open = x->no;
  for (uint32_t i = from; i < n->nargs; i++) {
    const node *it = x_node(x, x_arg(x, n, i));
    val cond = x_on(x, it, 0);
    truth t = v_true(x, &cond), o = v_open(x, &cond), on = b_or(x, t, o);
    if (on == x->no) continue;
    val v = effective(x, it);
    j_decide(x, &j, x->yes, &cond);
    j_add(x, &j, on, &v);
    applies = b_or(x, applies, t);
    for (uint32_t k = 0; k < used; k++) {
      truth both = b_and(x, b_and(x, holds[k], t), b_and(x, settled(x, &value[k]), settled(x, &v)));
      if (both != x->no) conflict = b_or(x, conflict, b_and(x, both, b_not(x, v_same(x, &value[k], &v))));
    }
    truth not_settled = b_and(x, t, v_open(x, &v));
    if (not_settled != x->no) open = v_ite(x, has_open, &open, &v);
    has_open = b_or(x, has_open, not_settled);
    value[used] = v;
    holds[used++] = t;
  }
  j_add(x, &j, b_not(x, applies), base);
  val out = j_val(x, &j);
  if (has_open != x->no) out = v_ite(x, b_and(x, has_open, b_not(x, m_any(x, &j.decides))), &open, &out);
  return v_unless(x, conflict, out);
}

val x_prov(smt *x, const node *n) {
  const val *outer = x->main_clause;
  val base = x_on(x, n, 0);
  x->main_clause = &base;
  val v = level(x, n, 1, &base);
  x->main_clause = outer;
  return v;
}
