/* case.c -- rows and cells of a case, and their names; see case.h */
#include "case.h"

#include <string.h>

#include "../../grammar/intern.h"
#include "../ir/phrase.h"

nz_case *nz_case_new(nz_arena *a, const ir_module *m) {
  nz_case *c = NZ_NEW(a, nz_case);
  c->m = m;
  c->date = IR_DATE_MIN;
  c->choice = NZ_NEW_N(a, uint8_t, m->readings.n);
  c->nrows = NZ_NEW_N(a, uint32_t, m->ledgers.n);
  c->last_row = NZ_NEW_N(a, uint32_t, m->ledgers.n);
  c->text_index = nz_intern_new(a, (uint64_t)(uintptr_t)c);
  c->row_index = nz_intern_new(a, (uint64_t)(uintptr_t)c);
  NZ_PUSH(a, &c->texts) = (nz_str){"", 0};
  NZ_PUSH(a, &c->row_of) = IR_NONE;
  NZ_PUSH(a, &c->places) = (nz_cplace){{"", 0}, 0, 0};
  return c;
}

uint32_t nz_case_text(nz_arena *a, nz_case *c, const char *p, size_t n) {
  if (n == 0) return 0;
  nz_sym s = nz_intern_put(c->text_index, p, n); /* the interner numbers from 1 in order, as texts does */
  if (s == c->texts.n) NZ_PUSH(a, &c->texts) = nz_intern_get(c->text_index, s);
  return s;
}

uint32_t nz_case_place(nz_arena *a, nz_case *c, nz_str path, uint32_t line, uint32_t col) {
  NZ_PUSH(a, &c->places) = (nz_cplace){path, line, col};
  return c->places.n - 1;
}

enum { ROW_KEY = 128 }; /* names longer than this are looked up through the arena's copy */

/* The ledger's number before the name, so that one table serves all ledgers. */
static nz_sym row_key(nz_intern *t, uint32_t ledger, nz_str name, bool add, nz_arena *a) {
  char small[ROW_KEY + sizeof ledger], *p = small;
  size_t n = sizeof ledger + name.n;
  if (n > sizeof small) {
    if (!a) return 0;
    p = nz_get(a, n);
  }
  memcpy(p, &ledger, sizeof ledger);
  if (name.n) memcpy(p + sizeof ledger, name.p, name.n);
  return add ? nz_intern_put(t, p, n) : nz_intern_find(t, p, n);
}

uint32_t nz_case_name_row(nz_arena *a, nz_case *c, uint32_t row, nz_str name) {
  if (name.n == 0) return IR_NONE;
  nz_sym s = row_key(c->row_index, c->rows.v[row].ledger, name, true, a);
  if (s < c->row_of.n) return c->row_of.v[s] == row ? IR_NONE : c->row_of.v[s];
  NZ_PUSH(a, &c->row_of) = row;
  return IR_NONE;
}

uint32_t nz_case_row(nz_arena *a, nz_case *c, uint32_t ledger, nz_str name) {
  uint32_t n = c->m->ledgers.v[ledger].fields.n;
  if (c->rows.n >= NZ_CASE_MAX_ROWS || n > NZ_CASE_MAX_CELLS - c->cells.n) nz_oom(a);
  nz_str own = {nz_copy(a, name.p, name.n), name.n};
  NZ_PUSH(a, &c->rows) = (nz_crow){ledger, c->cells.n, own, 0};
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(a, &c->cells) = (nz_cellval){0};
  c->nrows[ledger]++;
  c->last_row[ledger] = c->rows.n - 1;
  nz_case_name_row(a, c, c->rows.n - 1, own);
  return c->rows.n - 1;
}

uint32_t nz_case_find_row(const nz_case *c, uint32_t ledger, nz_str name) {
  if (name.n == 0) return IR_NONE;
  if (name.n <= ROW_KEY) {
    nz_sym s = row_key(c->row_index, ledger, name, false, NULL);
    return s ? c->row_of.v[s] : IR_NONE;
  }
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const nz_crow *r = &c->rows.v[i];
    if (r->ledger == ledger && r->name.n == name.n && memcmp(r->name.p, name.p, name.n) == 0) return i;
  }
  return IR_NONE;
}

uint32_t nz_case_only_row(const nz_case *c, uint32_t ledger, uint32_t *n) {
  if (n) *n = c->nrows[ledger];
  return c->nrows[ledger] == 1 ? c->last_row[ledger] : IR_NONE;
}

nz_case *nz_case_copy(nz_arena *a, const nz_case *c) {
  nz_case *d = nz_case_new(a, c->m);
  d->date = c->date;
  for (uint32_t i = 1; i < c->texts.n; i++) nz_case_text(a, d, c->texts.v[i].p, c->texts.v[i].n);
  for (uint32_t i = 0; i < c->rows.n; i++) NZ_PUSH(a, &d->rows) = c->rows.v[i];
  for (uint32_t i = 0; i < c->cells.n; i++) NZ_PUSH(a, &d->cells) = c->cells.v[i];
  for (uint32_t i = 0; i < c->closed.n; i++) NZ_PUSH(a, &d->closed) = c->closed.v[i];
  for (uint32_t i = 0; i < c->given.n; i++) NZ_PUSH(a, &d->given) = c->given.v[i];
  for (uint32_t i = 1; i < c->places.n; i++) NZ_PUSH(a, &d->places) = c->places.v[i];
  for (uint32_t s = 1; s < c->row_of.n; s++) { /* in order, so that the numbers agree */
    nz_str key = nz_intern_get(c->row_index, s);
    nz_intern_put(d->row_index, key.p, key.n);
    NZ_PUSH(a, &d->row_of) = c->row_of.v[s];
  }
  for (uint32_t i = 0; i < c->m->ledgers.n; i++) {
    d->nrows[i] = c->nrows[i];
    d->last_row[i] = c->last_row[i];
  }
  if (c->m->readings.n) memcpy(d->choice, c->choice, c->m->readings.n);
  return d;
}

void nz_cell_at(const nz_case *c, uint32_t cell, uint32_t *row, uint32_t *field) {
  uint32_t lo = 0, hi = c->rows.n; /* the last row that starts at or before the cell and has cells */
  while (hi - lo > 1) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (c->rows.v[mid].first_cell <= cell) lo = mid;
    else hi = mid;
  }
  *row = lo;
  *field = c->m->ledgers.v[c->rows.v[lo].ledger].fields.first + (cell - c->rows.v[lo].first_cell);
}

/* Does another ledger with rows in this case have a field of this name? */
static bool shared_name(const nz_case *c, uint32_t ledger, ir_str name) {
  for (uint32_t i = 0; i < c->m->fields.n; i++) {
    const ir_field *f = &c->m->fields.v[i];
    if (f->name == name && f->ledger != ledger && c->nrows[f->ledger]) return true;
  }
  return false;
}

/* 甲 of 利用者「甲」; for a row without a name its number among the rows of its ledger. */
void nz_row_name(const nz_case *c, uint32_t row, ir_buf *out) {
  const nz_crow *r = &c->rows.v[row];
  ir_phrase_name(ir_text(c->m, c->m->ledgers.v[r->ledger].name), out);
  if (r->name.n) {
    ir_buf_printf(out, "「%.*s」", (int)r->name.n, r->name.p);
    return;
  }
  unsigned nth = 0;
  for (uint32_t i = 0; i <= row; i++) nth += c->rows.v[i].ledger == r->ledger;
  ir_buf_printf(out, "（%u行目）", nth);
}

void nz_cell_name(const nz_case *c, uint32_t cell, ir_buf *out) {
  uint32_t row, field, n;
  nz_cell_at(c, cell, &row, &field);
  const ir_field *f = &c->m->fields.v[field];
  if (nz_case_only_row(c, f->ledger, &n) == IR_NONE) {
    nz_row_name(c, row, out);
    ir_buf_printf(out, "の");
  } else if (shared_name(c, f->ledger, f->name)) {
    ir_phrase_name(ir_text(c->m, c->m->ledgers.v[f->ledger].name), out);
    ir_buf_printf(out, "の");
  }
  ir_phrase_name(ir_text(c->m, f->name), out);
}

static void row_label(const nz_case *c, int64_t row, ir_buf *out) {
  if (row < 0 || row >= c->rows.n) ir_buf_printf(out, "？");
  else if (c->rows.v[row].name.n) ir_buf_put(out, c->rows.v[row].name.p, c->rows.v[row].name.n);
  else nz_row_name(c, (uint32_t)row, out);
}

void nz_cellval_text(const nz_case *c, uint32_t field, const nz_cellval *v, ir_buf *out) {
  const ir_field *f = &c->m->fields.v[field];
  const ir_type *t = &c->m->types.v[f->type];
  if (v->state == NZ_CELL_NOT_GIVEN) {
    ir_buf_printf(out, "？");
  } else if (v->state == NZ_CELL_BLANK) {
    ir_buf_printf(out, "空欄");
  } else if (f->flags & IR_F_MULTI) {
    if (v->nmulti == 0) ir_buf_printf(out, "なし");
    for (uint32_t i = 0; i < v->nmulti; i++) {
      if (i) ir_buf_printf(out, "、");
      row_label(c, v->multi[i], out);
    }
  } else if (t->k == IR_T_ROW) {
    row_label(c, v->v, out);
  } else if (t->k == IR_T_TEXT) {
    nz_str s = v->v >= 0 && v->v < c->texts.n ? c->texts.v[v->v] : c->texts.v[0];
    ir_buf_printf(out, "『%.*s』", (int)s.n, s.p);
  } else {
    ir_phrase_value(c->m, f->type, v->v, v->v2, out);
  }
}

void nz_cell_value(const nz_case *c, uint32_t cell, ir_buf *out) {
  uint32_t row, field;
  nz_cell_at(c, cell, &row, &field);
  nz_cellval_text(c, field, &c->cells.v[cell], out);
}
