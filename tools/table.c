#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST = 48 }; /* a longer cell pushes its own row only, not the whole column */

void table_add(table *t) {
  if (t->n == t->cap) {
    t->cap = t->cap ? t->cap * 2 : 16;
    t->row = mem_resize(t->row, t->cap, sizeof *t->row);
  }
  t->row[t->n++] = (table_row){ 0 };
}

void table_set(table *t, size_t col, term_style style, const char *text) {
  if (!t->n || col >= TABLE_MAX_COLS) return;
  table_cell *c = &t->row[t->n - 1].cell[col];
  free(c->text);
  *c = (table_cell){ .text = mem_copy(text, strlen(text)), .style = style };
}

static const char *cell_text(const table_row *r, size_t col) { return r->cell[col].text ? r->cell[col].text : ""; }

void table_print(term *o, const table *t, size_t indent, size_t gap) {
  size_t width[TABLE_MAX_COLS] = { 0 };
  for (size_t i = 0; i < t->n; i++)
    for (size_t c = 0; c < TABLE_MAX_COLS; c++) {
      size_t w = text_width(o, cell_text(&t->row[i], c));
      if (w > width[c] && w <= WIDEST) width[c] = w;
      else if (w && !width[c]) width[c] = 1;
    }
  if (t->marked && width[0] < 2) width[0] = 2;
  for (size_t i = 0; i < t->n; i++) {
    size_t last = 0, blanks = indent;
    for (size_t c = 0; c < TABLE_MAX_COLS; c++)
      if (*cell_text(&t->row[i], c)) last = c + 1;
    for (size_t c = 0; c < last; c++) {
      if (!width[c]) continue;
      const char *text = cell_text(&t->row[i], c);
      size_t w = text_width(o, text);
      if (*text) {
        for (; blanks; blanks--) out_bytes(o, " ", 1);
        out_styled(o, t->row[i].cell[c].style, text);
      }
      blanks += (w < width[c] ? width[c] - w : 0) + (t->marked && !c ? 0 : gap);
    }
    out_bytes(o, "\n", 1);
  }
}

void table_free(table *t) {
  for (size_t i = 0; i < t->n; i++)
    for (size_t c = 0; c < TABLE_MAX_COLS; c++) free(t->row[i].cell[c].text);
  free(t->row);
  *t = (table){ 0 };
}
