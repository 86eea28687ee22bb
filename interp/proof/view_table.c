/* view_table.c -- tables in the shown proof: the cell that answered, or the cells still possible, the rows that hold. */
#include "view_int.h"

#include <string.h>

static const char *text(vx *x, ir_str s) { return ir_text(x->m, s).p; }

static void place(vx *x, uint32_t line, uint32_t loc) {
  if (!loc || loc >= x->m->locs.n) return;
  nz_vx_at(x, line)->file = text(x, x->m->locs.v[loc].file);
  nz_vx_at(x, line)->line = x->m->locs.v[loc].line;
}

/* ---- matrices ---- */

typedef struct possible { /* the candidate cells of a matrix step, in the order of its kids (P3.23) */
  const ir_table *t;
  uint32_t *row, *col;    /* of each */
  uint32_t n, first;      /* first: the kid that stands for the first of them */
} possible;

static bool is_head(const vx *x, const ir_table *t, uint32_t step) {
  for (uint32_t j = 0; j < t->cols.n; j++) {
    uint32_t cond = x->m->heads.v[t->cols.first + j].cond;
    if (cond != IR_NONE && cond == nz_vx_step(x, step)->node) return true;
  }
  return false;
}

/* Which columns were possible (P3.21), read off the steps of the heads tried and of the column key. */
static void mark_columns(vx *x, uint32_t step, const ir_table *t, uint32_t *next, bool *col) {
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_node *n = nz_vx_op(x, step);
  const ir_head *h = x->m->heads.v + t->cols.first;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    if (h[c].cond == IR_NONE || *next >= p->nkids || nz_vx_step(x, nz_vx_kid(x, step, *next))->node != h[c].cond) continue;
    int s = nz_state_of(&nz_vx_step(x, nz_vx_kid(x, step, (*next)++))->val);
    col[c] = s != NZ_S_FAILS && s != NZ_S_NA;
    if (s == NZ_S_HOLDS) return;
  }
  const nz_val *key = n->args.n > 1 && p->nkids > 1 ? &nz_vx_step(x, nz_vx_kid(x, step, 1))->val : NULL;
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (h[c].cond == IR_NONE) col[c] = !key || (key->st == NZ_KNOWN ? h[c].value == key->a : key->st != NZ_NOVALUE);
}

static possible possible_cells(vx *x, uint32_t step) {
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_node *n = nz_vx_op(x, step);
  possible w = {.t = &x->m->tables.v[n->ref], .first = n->args.n};
  const ir_table *t = w.t;
  bool *col = NZ_NEW_N(x->a, bool, t->cols.n);
  if (p->nkids < n->args.n || !n->args.n) return w;
  mark_columns(x, step, t, &w.first, col);
  w.row = NZ_NEW_N(x->a, uint32_t, p->nkids);
  w.col = NZ_NEW_N(x->a, uint32_t, p->nkids);
  const nz_val *key = &nz_vx_step(x, nz_vx_kid(x, step, 0))->val;
  for (uint32_t r = 0; r < t->rows.n && key->st != NZ_NOVALUE; r++) {
    if (key->st == NZ_KNOWN && x->m->rows.v[t->rows.first + r].value != key->a) continue;
    for (uint32_t c = 0; c < t->cols.n; c++) {
      if (!col[c]) continue;
      uint32_t i = w.first + w.n;
      if (i >= p->nkids || nz_vx_step(x, nz_vx_kid(x, step, i))->node != x->m->cells.v[t->cells.first + r * t->cols.n + c].node) return w;
      w.row[w.n] = r;
      w.col[w.n++] = c;
    }
    if (key->st == NZ_KNOWN) break;
  }
  return w;
}

static const ir_cell *cell_at(const vx *x, const possible *w, uint32_t i) { return &x->m->cells.v[w->t->cells.first + w->row[i] * w->t->cols.n + w->col[i]]; }

/* Is the level of column b the one after that of column a? */
static bool next_level(const vx *x, const ir_table *t, uint32_t a, uint32_t b) {
  const ir_head *h = x->m->heads.v + t->cols.first;
  if (h[a].cond != IR_NONE || h[b].cond != IR_NONE || h[b].value != h[a].value + 1 || h[a].value < 0 || (uint64_t)h[b].value >= x->m->values.n) return false;
  return x->m->enums.v[x->m->values.v[h[a].value].enum_].ordered;
}

/* 児童、区分4から区分6まで: the columns of those candidates that are in `in`, all of one row. */
static const char *columns_text(vx *x, const possible *w, const uint32_t *in, uint32_t n) {
  ir_buf b = {.a = x->a};
  for (uint32_t i = 0; i < n;) {
    uint32_t last = i;
    while (last + 1 < n && next_level(x, w->t, w->col[in[last]], w->col[in[last + 1]])) last++;
    if (last == i + 1) last = i; /* two stand better beside each other */
    const ir_head *h = x->m->heads.v + w->t->cols.first;
    ir_buf_printf(&b, "%s%s", b.n ? "、" : "", text(x, h[w->col[in[i]]].name));
    if (last > i) ir_buf_printf(&b, "から%sまで", text(x, h[w->col[in[last]]].name));
    i = last + 1;
  }
  return b.p ? b.p : "";
}

static bool alike(const vx *x, uint32_t step, const possible *w, uint32_t i, uint32_t j) {
  const ir_cell *a = cell_at(x, w, i), *b = cell_at(x, w, j);
  if (w->row[i] != w->row[j]) return false;
  if (a->node != b->node && (!a->mark || a->mark != b->mark)) return false;
  return nz_same_answer(&nz_vx_step(x, nz_vx_kid(x, step, w->first + i))->val, &nz_vx_step(x, nz_vx_kid(x, step, w->first + j))->val);
}

/* The cells still possible, each mark once, with the columns it stands in. */
static void emit_possible(vx *x, uint32_t line, uint32_t step, const possible *w) {
  uint32_t *in = NZ_NEW_N(x->a, uint32_t, w->n), groups = 0, last = IR_NONE;
  bool *done = NZ_NEW_N(x->a, bool, w->n), many_rows = w->n && w->row[0] != w->row[w->n - 1];
  for (uint32_t i = 0; i < w->n; i++) {
    if (done[i]) continue;
    uint32_t n = 0;
    for (uint32_t j = i; j < w->n; j++) {
      if (done[j] || !alike(x, step, w, i, j)) continue;
      done[j] = true;
      in[n++] = j;
    }
    const ir_cell *c = cell_at(x, w, i);
    uint32_t k = nz_vx_kid(x, step, w->first + i), one = nz_vx_line(x, k, c->loc);
    nz_vx_under(x, line, one);
    nz_vx_at(x, one)->label = columns_text(x, w, in, n);
    if (many_rows) nz_vx_at(x, one)->label = nz_vx_join(x, nz_vx_at(x, one)->label, " × ", text(x, x->m->rows.v[w->t->rows.first + w->row[i]].name));
    nz_vx_at(x, one)->actual = text(x, c->mark);
    const ir_node *cell = nz_vx_op(x, k);
    if (!*nz_vx_at(x, one)->actual && nz_vx_at(x, one)->state == NZ_S_VALUE && cell) nz_vx_at(x, one)->actual = nz_value_text(x->a, x->m, x->c, cell->type, &nz_vx_step(x, k)->val);
    nz_vx_notes(x, one, c->notes);
    if (cell && cell->op == IR_MARK) {
      for (uint32_t j = 0; j < nz_vx_step(x, k)->nkids; j++) nz_vx_merge(x, one, nz_vx_kid(x, k, j));
    } else nz_vx_merge(x, one, k);
    groups++;
    last = one;
  }
  if (many_rows || !w->n) return;
  const ir_row *r = &x->m->rows.v[w->t->rows.first + w->row[0]];
  nz_vx_cites(x, line, r->cites);
  nz_vx_notes(x, line, r->notes);
  place(x, line, r->loc);
  if (strcmp(nz_vx_at(x, line)->label, text(x, x->m->decls.v[w->t->decl].name)) == 0) {
    ir_buf b = {.a = x->a};
    ir_buf_printf(&b, "%s（%s）", nz_vx_at(x, line)->label, text(x, r->name));
    nz_vx_at(x, line)->label = b.p;
  }
  const nz_val *v = &nz_vx_step(x, step)->val;
  if (v->st != NZ_MISSING) nz_vx_note(x, line, "どの列であっても同じ結果になる");
  else if (groups == 1 && last != IR_NONE) nz_vx_note(x, line, "どの列であっても同じ印になる");
}

void nz_vx_matrix(vx *x, uint32_t line, uint32_t step) {
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_table *t = &x->m->tables.v[nz_vx_op(x, step)->ref];
  bool one = p->row != IR_NONE && p->col != IR_NONE && p->row < t->rows.n && p->col < t->cols.n;
  if (one) {
    const ir_row *r = &x->m->rows.v[t->rows.first + p->row];
    const ir_cell *c = &x->m->cells.v[t->cells.first + p->row * t->cols.n + p->col];
    const char *mark = text(x, c->mark);
    ir_buf b = {.a = x->a};
    ir_buf_printf(&b, "%s × %s", text(x, x->m->heads.v[t->cols.first + p->col].name), text(x, r->name));
    if (*mark) ir_buf_printf(&b, " は %s", mark);
    nz_vx_at(x, line)->label = b.p;
    nz_vx_cites(x, line, r->cites);
    nz_vx_notes(x, line, r->notes);
    nz_vx_notes(x, line, c->notes);
    place(x, line, c->loc);
  }
  possible w = {0};
  if (!one) w = possible_cells(x, step);
  for (uint32_t i = 0; i < p->nkids; i++) {
    uint32_t k = nz_vx_kid(x, step, i);
    if (w.n && i == w.first) {
      emit_possible(x, line, step, &w);
      i += w.n - 1;
      continue;
    }
    /* a head that is a condition and does not hold took no part in choosing the column */
    if (is_head(x, t, k) && nz_state_of(&nz_vx_step(x, k)->val) == NZ_S_FAILS) continue;
    nz_vx_emit(x, k, line);
  }
}

/* ---- decision tables ---- */

/* Lines of a decision table: the rows that hold or are open; when none does, all of them, to show where each fails. The
 * steps of one row stand together, row by row (P3.24). */
static void dtable_rows(vx *x, uint32_t line, uint32_t step, bool failing, uint32_t *used) {
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_table *t = &x->m->tables.v[nz_vx_op(x, step)->ref];
  uint32_t inputs = 0, k = 0;
  for (uint32_t c = 0; c < t->cols.n; c++) inputs += !x->m->heads.v[t->cols.first + c].output;
  for (uint32_t r = 0; r < t->rows.n && k + inputs <= p->nkids; r++) {
    const ir_row *row = &x->m->rows.v[t->rows.first + r];
    if (row->otherwise) continue;
    int state = NZ_S_HOLDS;
    for (uint32_t c = 0; c < inputs; c++) {
      int s = nz_state_of(&nz_vx_step(x, nz_vx_kid(x, step, k + c))->val);
      if (s == NZ_S_FAILS || s == NZ_S_NA) state = NZ_S_FAILS;
      else if (s != NZ_S_HOLDS && state == NZ_S_HOLDS) state = s;
    }
    if ((state == NZ_S_FAILS) == failing) {
      uint32_t under_row = line;
      if (r != p->row) { /* the row that answered is named on the table's own line */
        under_row = nz_vx_line(x, step, row->loc);
        nz_vx_under(x, line, under_row);
        ir_buf b = {.a = x->a};
        ir_buf_printf(&b, "%u行目", (unsigned)(r + 1));
        nz_vx_at(x, under_row)->label = b.p;
        nz_vx_at(x, under_row)->state = state;
        nz_vx_at(x, under_row)->cite = nz_cites_text(x->a, x->m, row->cites);
      }
      for (uint32_t c = 0; c < inputs; c++)
        if (!failing || nz_state_of(&nz_vx_step(x, nz_vx_kid(x, step, k + c))->val) == NZ_S_FAILS) nz_vx_emit(x, nz_vx_kid(x, step, k + c), under_row);
    }
    k += inputs;
    if (t->hit == IR_HIT_FIRST && state == NZ_S_HOLDS) break;
  }
  *used = k;
}

void nz_vx_dtable(vx *x, uint32_t line, uint32_t step) {
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_table *t = &x->m->tables.v[nz_vx_op(x, step)->ref];
  if (p->row != IR_NONE && p->row < t->rows.n) {
    const ir_row *r = &x->m->rows.v[t->rows.first + p->row];
    ir_buf b = {.a = x->a};
    ir_buf_printf(&b, "%u行目", (unsigned)(p->row + 1));
    if (r->otherwise) nz_vx_at(x, line)->need = "それ以外";
    else nz_vx_at(x, line)->need = b.p;
    if (r->cites.n) nz_vx_at(x, line)->cite = nz_cites_text(x->a, x->m, r->cites);
    nz_vx_notes(x, line, r->notes);
  }
  uint32_t used = 0, before = nz_vx_at(x, line)->kids.n;
  dtable_rows(x, line, step, false, &used);
  if (nz_vx_at(x, line)->kids.n == before) dtable_rows(x, line, step, true, &used);
  for (uint32_t i = used; i < p->nkids; i++) nz_vx_emit(x, nz_vx_kid(x, step, i), line);
}
