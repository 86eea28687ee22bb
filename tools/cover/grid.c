/* grid.c -- tables of the rules with each cell coloured by what the 事例 decide there; colour never stands alone, a sign goes with it. */
#include <stdlib.h>
#include <string.h>

#include "../html.h"
#include "run.h"

typedef struct cell { size_t met, never, all; char *words; } cell;
typedef struct grid { uint32_t table, rows, cols; char *name, **row, **col; cell *v; } grid;

static void grid_free(grid *g) {
  for (uint32_t i = 0; i < g->rows; i++) free(g->row[i]);
  for (uint32_t i = 0; i < g->cols; i++) free(g->col[i]);
  for (uint32_t i = 0; i < g->rows * g->cols; i++) free(g->v[i].words);
  free(g->name);
  free(g->row);
  free(g->col);
  free(g->v);
}

static void grid_begin(grid *g, const naze_mutant *m) {
  *g = (grid){ .table = m->table, .rows = m->rows, .cols = m->cols };
  size_t n = (size_t)m->rows * m->cols;
  g->name = mem_copy(m->about, strlen(m->about));
  g->row = mem_resize(NULL, (size_t)m->rows + 1, sizeof *g->row);
  g->col = mem_resize(NULL, (size_t)m->cols + 1, sizeof *g->col);
  g->v = mem_resize(NULL, n + 1, sizeof *g->v);
  memset(g->row, 0, ((size_t)m->rows + 1) * sizeof *g->row);
  memset(g->col, 0, ((size_t)m->cols + 1) * sizeof *g->col);
  memset(g->v, 0, (n + 1) * sizeof *g->v);
}

static void keep(char **where, const char *text) {
  if (!*where) *where = mem_copy(text, strlen(text));
}

static void grid_take(grid *g, const naze_mutant *m, const tried *t) {
  if (m->row >= g->rows || m->col >= g->cols) return;
  cell *x = &g->v[m->row * g->cols + m->col];
  keep(&g->row[m->row], m->row_name);
  keep(&g->col[m->col], m->col_name);
  keep(&x->words, m->words);
  x->all++;
  x->met += t->fate == TRIED_NOTICED;
  x->never += t->fate == TRIED_SAME;
}

static void put_cell(str *s, const cell *x) {
  if (!x->all) {
    str_put(s, "<td></td>");
    return;
  }
  size_t able = x->all - x->never;
  const char *cls = !able ? "never" : x->met == able ? "met" : x->met ? "half" : "none", *sign = !able ? "－" : x->met == able ? "✓" : x->met ? "◐" : "✗";
  str_printf(s, "<td class=\"c-%s\"><b>%s</b> ", cls, sign);
  html_escape(s, x->words);
  str_put(s, "</td>");
}

static void grid_put(str *s, const grid *g) {
  str_put(s, "<h2>");
  html_escape(s, g->name);
  str_put(s, "</h2>\n<table class=\"cover\">\n<tr><th></th>");
  for (uint32_t c = 0; c < g->cols; c++) {
    str_put(s, "<th>");
    html_escape(s, g->col[c] ? g->col[c] : "");
    str_put(s, "</th>");
  }
  str_put(s, "</tr>\n");
  for (uint32_t r = 0; r < g->rows; r++) {
    str_put(s, "<tr><th>");
    html_escape(s, g->row[r] ? g->row[r] : "");
    str_put(s, "</th>");
    for (uint32_t c = 0; c < g->cols; c++) put_cell(s, &g->v[r * g->cols + c]);
    str_put(s, "</tr>\n");
  }
  str_put(s, "</table>\n");
}

static void tables(str *s, const cover_report *r) {
  grid g = { 0 };
  bool any = false;
  for (size_t i = 0; i < r->t.n; i++) {
    naze_mutant m;
    if (!naze_mutant_at(r->t.x, r->t.came[i].mutant, &m) || !m.cell) continue;
    if (any && g.table != m.table) grid_put(s, &g), grid_free(&g), any = false;
    if (!any) grid_begin(&g, &m), any = true;
    grid_take(&g, &m, &r->t.came[i]);
  }
  if (any) grid_put(s, &g), grid_free(&g);
}

static void others(str *s, const cover_report *r, bool english) {
  str last = { 0 };
  str_printf(s, "<h2>%s</h2>\n<table class=\"cover\">\n", english ? "Conditions" : "条件");
  for (size_t i = 0; i < r->t.n; i++) {
    naze_mutant m;
    const tried *t = &r->t.came[i];
    if (!naze_mutant_at(r->t.x, t->mutant, &m) || m.cell) continue;
    bool again = strcmp(str_text(&last), m.about) == 0;
    str_clear(&last);
    str_put(&last, m.about);
    str_put(s, "<tr><th>");
    if (!again) html_escape(s, m.about);
    str_printf(s, "</th><td class=\"c-%s\"><b>%s</b> ", t->fate == TRIED_NOTICED ? "met" : t->fate == TRIED_SAME ? "never" : "none", t->fate == TRIED_NOTICED ? "✓" : t->fate == TRIED_SAME ? "－" : "✗");
    html_escape(s, m.words);
    str_put(s, "</td><td>");
    html_escape(s, cover_side(m.side, english));
    str_put(s, "</td></tr>\n");
  }
  str_put(s, "</table>\n");
  str_free(&last);
}

void cover_grids(str *s, const cover_report *r, bool english) {
  str_put(s, "<style>table.cover td{font-size:.9em}.c-met{background:#cfe8ff}.c-half{background:#fff3c4}.c-none{background:#ffd9c7}.c-never{background:#e6e6e6;color:#555}"
             "@media (prefers-color-scheme:dark){.c-met{background:#123a5c}.c-half{background:#5a4a00}.c-none{background:#6b2a10}.c-never{background:#333;color:#aaa}}</style>\n");
  str_printf(s, "<p>%s</p>\n", english ? "✓ a case decides here (both sides) · ◐ one side · ✗ none · － proved that it cannot matter" : "✓ 事例が決めている（両側）· ◐ 片側だけ · ✗ 事例がない · － 起こり得ないと示した");
  tables(s, r);
  others(s, r, english);
}
