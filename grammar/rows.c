/* rows.c -- one drawn or pasted line becomes a row with cells; see layout.h, token.h */
#include <string.h>

#include "layout.h"

typedef NZ_VEC(nz_cell) cells_t;

static bool blank(char c) { return c == ' ' || c == '\t'; }

static void count_message(nz_layout *y, nz_msg id, uint32_t lo, uint32_t hi, uint32_t limit) {
  char buf[12];
  size_t n = sizeof buf;
  do buf[--n] = (char)('0' + limit % 10);
  while (limit /= 10);
  nz_arg(y->d, nz_report(y->d, id, nz_y_span(y, lo, hi)), 0, buf + n, sizeof buf - n);
}

/* The value as one string: a quoted name or text without its quotes, a lone mark in its one form, else as typed with
 * inner blanks folded. */
static nz_sym cell_text(nz_layout *y, const nz_tok *t, uint32_t n, uint32_t lo, uint32_t hi) {
  if (lo >= hi) return 0;
  if (n == 1 && t->lo == lo && t->hi == hi && t->sym &&
      (t->kind == T_QNAME || t->kind == T_TEXT || t->kind == T_MARK || t->kind == T_MINUS || t->kind == T_TIMES))
    return t->sym;
  bool plain = true; /* no blanks to fold */
  for (uint32_t i = lo; i < hi && plain; i++) plain = y->src->text[i] != '\t' && (y->src->text[i] != ' ' || y->src->text[i + 1] != ' ');
  if (plain) return nz_intern_put(y->names, y->src->text + lo, hi - lo);
  char *buf = nz_get_raw(y->a, hi - lo);
  size_t k = 0;
  for (uint32_t i = lo; i < hi; i++) {
    if (blank(y->src->text[i])) {
      if (k && buf[k - 1] != ' ') buf[k++] = ' ';
    } else {
      buf[k++] = y->src->text[i];
    }
  }
  return nz_intern_put(y->names, buf, k);
}

/* Fills a cell from its text [lo, hi) and those of the row's tokens that stand in it. */
static void fill(nz_layout *y, nz_cell *c, uint32_t lo, uint32_t hi, const nz_tok *t, uint32_t n, uint32_t first) {
  while (lo < hi && blank(y->src->text[lo])) lo++;
  while (hi > lo && blank(y->src->text[hi - 1])) hi--;
  memset(c, 0, sizeof *c);
  c->lo = c->vlo = lo;
  c->hi = c->vhi = hi;
  uint32_t v = n;
  while (v && (t[v - 1].kind == T_NOTE || (t[v - 1].kind == T_COMMA && v < n && t[v].kind == T_NOTE))) v--;
  for (uint32_t i = v; i < n; i++) c->nnotes += t[i].kind == T_NOTE;
  if (c->nnotes) {
    c->notes = NZ_NEW_N(y->a, nz_sym, c->nnotes);
    uint32_t k = 0;
    for (uint32_t i = v; i < n; i++)
      if (t[i].kind == T_NOTE) c->notes[k++] = t[i].sym;
    c->vhi = t[v].lo;
    while (c->vhi > c->vlo && blank(y->src->text[c->vhi - 1])) c->vhi--;
  }
  c->tok = first;
  c->ntok = v;
  c->text = cell_text(y, t, v, c->vlo, c->vhi);
}

/* ---- rules: |-----|----:| ---- */

/* How many bytes of a dash or dash look-alike stand at p. */
static uint32_t dash(const char *p, uint32_t left) {
  static const char *const dashes[] = {"-", "－", "ー", "―", "─", "━", "—", "–", "‐", "−"};
  if (!left || (*p >= 0 && *p != '-')) return 0; /* most cells end here */
  if (*p == '-') return 1;
  for (size_t i = 1; i < sizeof dashes / sizeof dashes[0]; i++) {
    uint32_t n = (uint32_t)strlen(dashes[i]);
    if (n <= left && memcmp(p, dashes[i], n) == 0) return n;
  }
  return 0;
}
static uint32_t colon(const char *p, uint32_t left) { return left >= 3 && memcmp(p, "：", 3) == 0 ? 3 : left >= 1 && *p == ':' ? 1 : 0; }

/* Is the cell :---: or the like? Its alignment, or 'x' when it is not. */
static uint8_t rule_cell(const nz_layout *y, const nz_cell *c) {
  const char *p = y->src->text + c->lo;
  uint32_t left = c->hi - c->lo, n, dashes = 0;
  bool l = false, r = false;
  if ((n = colon(p, left)) > 0) p += n, left -= n, l = true;
  while ((n = dash(p, left)) > 0) p += n, left -= n, dashes++;
  if ((n = colon(p, left)) > 0) p += n, left -= n, r = true;
  if (left || dashes < 3) return 'x';
  return l && r ? 'c' : r ? 'r' : l ? 'l' : 0;
}

static bool rule_row(nz_layout *y, nz_row *r) {
  for (uint32_t i = 0; i < r->ncells; i++)
    if (rule_cell(y, &r->cells[i]) == 'x') return false;
  if (!r->ncells) return false;
  r->rule = true;
  r->align = nz_get(y->a, r->ncells);
  for (uint32_t i = 0; i < r->ncells; i++) r->align[i] = rule_cell(y, &r->cells[i]);
  nz_y_free(y, r->lo, r->hi);
  return true;
}

/* ---- joining, adding ---- */

static bool blank_cell(const nz_cell *c) { return c->vlo >= c->vhi && !c->nnotes; }

/* A row whose first cell is blank continues the row above: cells are joined column by column. */
static bool join_above(nz_layout *y, const nz_row *r) {
  nz_tok *t = nz_last(y);
  if (!r->ncells || !blank_cell(&r->cells[0]) || !t || t->kind != T_ROW) return false;
  nz_row *up = &y->out->rows.v[t->num];
  if (up->rule) return false;
  uint32_t extra = 0;
  for (uint32_t i = 0; i < r->ncells; i++) extra |= !blank_cell(&r->cells[i]);
  if (!extra) return false;
  if (r->ncells > up->ncells) { /* the row above broke off within its line */
    nz_cell *wide = NZ_NEW_N(y->a, nz_cell, r->ncells);
    if (up->ncells) memcpy(wide, up->cells, up->ncells * sizeof *wide);
    for (uint32_t i = up->ncells; i < r->ncells; i++) wide[i] = (nz_cell){.lo = r->cells[i].lo, .hi = r->cells[i].hi, .vlo = r->cells[i].vlo, .vhi = r->cells[i].vlo};
    up->cells = wide;
    up->ncells = r->ncells;
  }
  NZ_VEC(nz_tok) toks = {0};
  for (uint32_t i = 0; i < up->ncells; i++) {
    nz_cell *c = &up->cells[i];
    const nz_cell *more = i < r->ncells ? &r->cells[i] : NULL;
    uint32_t first = toks.n;
    for (uint32_t k = 0; k < c->ntok; k++) NZ_PUSH(y->a, &toks) = up->toks[c->tok + k];
    for (uint32_t k = 0; more && k < more->ntok; k++) NZ_PUSH(y->a, &toks) = r->toks[more->tok + k];
    if (more && !blank_cell(more)) {
      nz_str x = nz_intern_get(y->names, c->text), z = nz_intern_get(y->names, more->text);
      char *buf = nz_get(y->a, (size_t)x.n + z.n);
      memcpy(buf, x.p, x.n);
      memcpy(buf + x.n, z.p, z.n);
      if (x.n + z.n) c->text = nz_intern_put(y->names, buf, (size_t)x.n + z.n);
      if (more->nnotes) {
        nz_sym *notes = NZ_NEW_N(y->a, nz_sym, (size_t)c->nnotes + more->nnotes);
        for (uint32_t k = 0; k < c->nnotes; k++) notes[k] = c->notes[k];
        for (uint32_t k = 0; k < more->nnotes; k++) notes[c->nnotes + k] = more->notes[k];
        c->notes = notes;
        c->nnotes += more->nnotes;
      }
    }
    c->tok = first;
    c->ntok = toks.n - first;
  }
  up->toks = toks.v;
  up->hi = r->hi;
  t->hi = r->hi;
  return true;
}

static void add(nz_layout *y, nz_row *r) {
  if (!rule_row(y, r) && join_above(y, r)) return;
  if (y->out->rows.n >= NZ_MAX_ROWS) {
    count_message(y, NZ_M_TOO_MANY_ROWS, r->lo, r->lo, NZ_MAX_ROWS);
    return;
  }
  NZ_PUSH(y->a, &y->out->rows) = *r;
  nz_emit(y, T_ROW, r->lo, r->hi)->num = y->out->rows.n - 1;
}

static void push_cell(nz_layout *y, cells_t *cells, uint32_t lo, uint32_t hi, const nz_tok *t, uint32_t n, uint32_t first) {
  if (cells->n >= NZ_MAX_COLUMNS) {
    count_message(y, NZ_M_TOO_MANY_COLUMNS, lo, hi, NZ_MAX_COLUMNS);
    return;
  }
  fill(y, &NZ_PUSH(y->a, cells), lo, hi, t, n, first);
}

void nz_lay_row(nz_layout *y, uint32_t from, uint32_t to) {
  const nz_tok *t = y->in->toks.v;
  nz_row r = {.lo = t[from].lo};
  cells_t cells = {0};
  uint32_t n = 0, start = t[from].hi, first = 0, bars = 0;
  for (uint32_t i = from; i < to; i++) bars += t[i].kind == T_BAR;
  NZ_RESERVE(y->a, &cells, bars < NZ_MAX_COLUMNS ? bars : NZ_MAX_COLUMNS);
  nz_tok *toks = nz_get_raw(y->a, (to - from - bars) * sizeof *toks);
  r.hi = t[to - 1].kind == T_BAR ? t[to - 1].hi : t[to - 1].lo;
  for (uint32_t i = from + 1; i < to; i++) {
    if (t[i].kind == T_BAR) {
      push_cell(y, &cells, start, t[i].lo, toks + first, n - first, first);
      start = t[i].hi;
      first = n;
      r.hi = start;
    } else if (t[i].kind == T_ROWEND) {
      uint32_t end = t[i].lo;
      if (n == first) break; /* nothing after the last bar */
      r.hi = toks[n - 1].hi;
      nz_diag *g = nz_report(y->d, NZ_M_ROW_OPEN, nz_y_span(y, r.hi, r.hi));
      nz_fix(y->d, g, nz_y_span(y, r.hi, r.hi), " |", 2);
      push_cell(y, &cells, start, end, toks + first, n - first, first);
    } else {
      toks[n++] = t[i];
    }
  }
  r.cells = cells.v;
  r.ncells = cells.n;
  r.toks = toks;
  add(y, &r);
}

/* ---- rows pasted from a spreadsheet ---- */

bool nz_has_tabs(const nz_layout *y, uint32_t from, uint32_t to) {
  const nz_tok *t = y->in->toks.v;
  for (uint32_t i = from; i + 1 < to; i++)
    if (memchr(y->src->text + t[i].hi, '\t', t[i + 1].lo - t[i].hi)) return true;
  return false;
}

void nz_lay_tab_row(nz_layout *y, uint32_t from, uint32_t to) {
  const nz_tok *t = y->in->toks.v;
  nz_row r = {.lo = t[from].lo, .hi = t[to - 1].hi, .from_tabs = true};
  cells_t cells = {0};
  nz_tok *toks = NZ_NEW_N(y->a, nz_tok, to - from);
  memcpy(toks, t + from, (to - from) * sizeof *toks);
  uint32_t first = 0, start = r.lo;
  for (uint32_t i = 0; i < to - from; i++) {
    uint32_t next = i + 1 < to - from ? toks[i + 1].lo : r.hi;
    for (uint32_t p = toks[i].hi; p < next; p++) /* each tab ends a cell, so blank cells show */
      if (y->src->text[p] == '\t') {
        push_cell(y, &cells, start, p, toks + first, i + 1 - first, first);
        start = p + 1;
        first = i + 1;
      }
  }
  push_cell(y, &cells, start, r.hi, toks + first, to - from - first, first);
  r.cells = cells.v;
  r.ncells = cells.n;
  r.toks = toks;
  nz_report(y->d, NZ_M_TAB_ROW, nz_y_span(y, r.lo, r.hi));
  add(y, &r);
}
