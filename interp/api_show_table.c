/* api_show_table.c -- a table of the IR drawn as it stands in a rule file: rows, marks, legend, remarks. */
#include "../grammar/source.h"
#include "api_show.h"

#include <string.h>

typedef struct grid {
  nz_show *s;
  const ir_table *t;
  uint32_t rows, cols;          /* with the head row, the first column and 根拠 */
  const char **cell;            /* rows * cols */
  ir_str *note;                 /* texts of ※1 …, in order of first use */
  uint32_t nnote, capnote;
  ir_str *head;                 /* per column: the note all its cells share, which stands at the head; 0 none */
} grid;

static uint32_t note_number(grid *g, ir_str text) {
  for (uint32_t i = 0; i < g->nnote; i++)
    if (g->note[i] == text) return i + 1;
  if (g->nnote == g->capnote) {
    uint32_t cap = g->capnote ? g->capnote * 2 : 8;
    ir_str *v = NZ_NEW_N(g->s->a, ir_str, cap);
    if (g->nnote) memcpy(v, g->note, g->nnote * sizeof *v);
    g->note = v;
    g->capnote = cap;
  }
  g->note[g->nnote++] = text;
  return g->nnote;
}

/* `but`: a note said elsewhere already. */
static void put_notes(grid *g, ir_buf *b, ir_range notes, ir_str but) {
  bool first = true;
  for (uint32_t i = 0; i < notes.n; i++) {
    ir_str text = g->s->m->pool.v[notes.first + i];
    if (text == but) continue;
    ir_buf_printf(b, "%s※%u", first && b->n ? " " : "", (unsigned)note_number(g, text));
    first = false;
  }
}

/* The IR keeps a head's note with each of its cells (a proof shows it with the cell); on the page it stands once. */
static ir_str shared_note(const grid *g, uint32_t col) {
  const ir_module *m = g->s->m;
  ir_str shared = 0;
  for (uint32_t r = 0; r < g->t->rows.n; r++) {
    ir_range notes = m->cells.v[g->t->cells.first + r * g->t->cols.n + col].notes;
    ir_str last = notes.n ? m->pool.v[notes.first + notes.n - 1] : 0; /* after the cell's own */
    if (!last || (r && last != shared)) return 0;
    shared = last;
  }
  return g->t->rows.n > 1 ? shared : 0;
}

static const char **at(grid *g, uint32_t r, uint32_t c) { return &g->cell[(size_t)r * g->cols + c]; }

static bool not_asked(const ir_module *m, uint32_t node) {
  const ir_node *n = ir_at(m, node);
  return n->op == IR_CONST && (n->flags & (IR_NF_NOTASKED | IR_NF_OTHERWISE));
}

static const char *cell_text(grid *g, uint32_t row, uint32_t col) {
  const ir_module *m = g->s->m;
  const ir_cell *c = &m->cells.v[g->t->cells.first + row * g->t->cols.n + col];
  const ir_head *h = &m->heads.v[g->t->cols.first + col];
  ir_buf b = {.a = g->s->a};
  nz_str mark = ir_text(m, c->mark);
  if (mark.n) ir_buf_put(&b, mark.p, mark.n);
  else if (not_asked(m, c->node)) {
    bool otherwise = m->rows.v[g->t->rows.first + row].otherwise;
    if (!otherwise) ir_buf_put(&b, "－", strlen("－"));
    else if (col == 0) ir_buf_put(&b, "それ以外", strlen("それ以外"));
    else ir_buf_put(&b, "－", strlen("－"));
  } else if (g->t->kind == IR_TABLE_ROWCOND) ir_buf_put(&b, "○", strlen("○"));
  else if (g->t->kind == IR_TABLE_DECISION && !h->output) {
    ir_buf subject = {.a = g->s->a};
    ir_phrase_subject(m, c->node, &subject);
    nz_str name = ir_text(m, h->name);
    /* a condition about the head's own subject says only what is required of it */
    if (subject.n == name.n && memcmp(subject.p, name.p, name.n) == 0) ir_phrase_need(m, c->node, &b);
    else ir_phrase(m, c->node, &b);
  } else ir_phrase(m, c->node, &b);
  put_notes(g, &b, c->notes, g->head[col]);
  return nz_buf_text(&b);
}

static void fill(grid *g, const ir_decl *d, bool cites) {
  const ir_module *m = g->s->m;
  uint32_t first = g->t->kind == IR_TABLE_DECISION ? 0 : 1;
  if (first) *at(g, 0, 0) = d->params.n ? ir_text(m, m->params.v[d->params.first].name).p : "";
  for (uint32_t c = 0; c < g->t->cols.n; c++) {
    const ir_head *h = &m->heads.v[g->t->cols.first + c];
    ir_buf b = {.a = g->s->a};
    ir_buf_printf(&b, "%s%s", h->output ? "⇒" : "", ir_text(m, h->name).p);
    g->head[c] = shared_note(g, c);
    if (g->head[c]) ir_buf_printf(&b, " ※%u", (unsigned)note_number(g, g->head[c]));
    *at(g, 0, first + c) = nz_buf_text(&b);
  }
  if (cites) *at(g, 0, g->cols - 1) = "根拠";
  for (uint32_t r = 0; r < g->t->rows.n; r++) {
    const ir_row *row = &m->rows.v[g->t->rows.first + r];
    ir_buf b = {.a = g->s->a};
    ir_buf_put(&b, ir_text(m, row->name).p, ir_text(m, row->name).n);
    put_notes(g, &b, row->notes, 0);
    if (first) *at(g, r + 1, 0) = nz_buf_text(&b);
    for (uint32_t c = 0; c < g->t->cols.n; c++) *at(g, r + 1, first + c) = cell_text(g, r, c);
    if (cites) *at(g, r + 1, g->cols - 1) = nz_cites_text(g->s->a, m, row->cites);
  }
}

static void draw(grid *g) {
  ir_buf *out = &g->s->out;
  uint32_t *wide = NZ_NEW_N(g->s->a, uint32_t, g->cols);
  for (uint32_t r = 0; r < g->rows; r++)
    for (uint32_t c = 0; c < g->cols; c++) {
      uint32_t w = nz_width(*at(g, r, c), strlen(*at(g, r, c)), false);
      if (w > wide[c]) wide[c] = w;
    }
  for (uint32_t r = 0; r < g->rows; r++) {
    ir_buf_put(out, "|", 1);
    for (uint32_t c = 0; c < g->cols; c++) {
      const char *text = *at(g, r, c);
      ir_buf_printf(out, " %s", text);
      for (uint32_t w = nz_width(text, strlen(text), false); w < wide[c]; w++) ir_buf_put(out, " ", 1);
      ir_buf_put(out, " |", 2);
    }
    ir_buf_put(out, "\n", 1);
    if (r) continue;
    ir_buf_put(out, "|", 1);
    for (uint32_t c = 0; c < g->cols; c++) {
      for (uint32_t w = 0; w < wide[c] + 2; w++) ir_buf_put(out, "-", 1);
      ir_buf_put(out, "|", 1);
    }
    ir_buf_put(out, "\n", 1);
  }
}

static void legend(grid *g) {
  nz_show *s = g->s;
  const ir_module *m = s->m;
  NZ_VEC(ir_str) seen = {0};
  for (uint32_t i = 0; i < g->t->cells.n; i++) {
    const ir_cell *c = &m->cells.v[g->t->cells.first + i];
    bool known = !c->mark;
    for (uint32_t k = 0; k < seen.n && !known; k++) known = seen.v[k] == c->mark;
    if (known) continue;
    if (!seen.n) nz_show_text(s, "  凡例\n");
    NZ_PUSH(s->a, &seen) = c->mark;
    ir_buf_printf(&s->out, "  %s ", ir_text(m, c->mark).p);
    const ir_node *n = ir_at(m, c->node);
    nz_show_body(s, n->op == IR_MARK ? ir_arg(m, n, 0) : c->node, 4);
    nz_show_text(s, "。\n");
  }
}

uint32_t nz_table_of(const ir_module *m, uint32_t body) {
  for (int hops = 0; hops < 64 && body != IR_NONE; hops++) {
    const ir_node *n = ir_at(m, body);
    switch (n->op) {
    case IR_MATRIX: case IR_DTABLE: case IR_COLALL: return n->ref;
    case IR_PROV: case IR_DECIDE: body = ir_arg(m, n, 0); break;
    default: return IR_NONE;
    }
  }
  return IR_NONE;
}

void nz_show_table(nz_show *s, const ir_decl *d, const ir_variant *v, uint32_t table) {
  const ir_module *m = s->m;
  grid g = {.s = s, .t = &m->tables.v[table]};
  bool cites = false;
  for (uint32_t r = 0; r < g.t->rows.n; r++) cites |= m->rows.v[g.t->rows.first + r].cites.n > 0;
  g.rows = g.t->rows.n + 1;
  g.cols = g.t->cols.n + (g.t->kind == IR_TABLE_DECISION ? 0 : 1) + (cites ? 1 : 0);
  g.cell = nz_get_n(s->a, (size_t)g.rows * g.cols, sizeof *g.cell);
  for (size_t i = 0; i < (size_t)g.rows * g.cols; i++) g.cell[i] = "";
  g.head = NZ_NEW_N(s->a, ir_str, g.t->cols.n);
  fill(&g, d, cites);
  draw(&g);
  if (g.t->otherwise != IR_NONE) {
    nz_show_text(s, "  それ以外 ");
    nz_show_phrase(s, g.t->otherwise);
    nz_show_text(s, "。\n");
  }
  if (g.t->kind == IR_TABLE_MATRIX) legend(&g); /* elsewhere a cell says what it means, or its row does */
  for (uint32_t i = 0; i < g.nnote; i++) ir_buf_printf(&s->out, "  ※%u：『%s』。\n", (unsigned)(i + 1), ir_text(m, g.note[i]).p);
  for (uint32_t i = 0; i < v->notes.n; i++) {
    ir_str text = m->pool.v[v->notes.first + i];
    bool numbered = false;
    for (uint32_t k = 0; k < g.nnote; k++) numbered |= g.note[k] == text;
    if (!numbered) ir_buf_printf(&s->out, "  注意 『%s』。\n", ir_text(m, text).p);
  }
}
