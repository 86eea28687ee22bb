/* tables.c -- tables as they were read, and which reader reads what. */
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "input.h"

raw_table *input_table(month_input *in, const char *name, const char *file) {
  if (in->n == in->cap) {
    in->cap = in->cap ? in->cap * 2 : 8;
    in->table = mem_resize(in->table, in->cap, sizeof *in->table);
  }
  raw_table *t = mem_resize(NULL, 1, sizeof *t);
  *t = (raw_table){ .name = mem_copy(name, strlen(name)), .file = mem_copy(file, strlen(file)) };
  return in->table[in->n++] = t;
}

raw_row *table_row_add(raw_table *t, uint32_t line) {
  if (t->n == t->cap) {
    t->cap = t->cap ? t->cap * 2 : 64;
    t->row = mem_resize(t->row, t->cap, sizeof *t->row);
  }
  t->row[t->n] = (raw_row){ .line = line };
  return &t->row[t->n++];
}

void row_cell(raw_row *r, size_t column, cell_state state, const char *p, size_t n) {
  if (column >= r->n) {
    if (column >= r->cap) {
      r->cap = (uint32_t)(column < 4 ? 8 : column + column / 2);
      r->cell = mem_resize(r->cell, r->cap, sizeof *r->cell);
    }
    for (size_t i = r->n; i <= column; i++) r->cell[i] = (raw_cell){ NULL, CELL_NONE };
    r->n = column + 1;
  }
  free(r->cell[column].text);
  r->cell[column] = (raw_cell){ state == CELL_TEXT ? mem_copy(p, n) : NULL, state };
}

size_t table_column(raw_table *t, const char *name) {
  for (size_t i = 0; i < t->head.n; i++)
    if (strcmp(t->head.v[i], name) == 0) return i;
  list_add(&t->head, name, strlen(name));
  return t->head.n - 1;
}

static void table_free(raw_table *t) {
  for (size_t r = 0; r < t->n; r++) {
    for (size_t c = 0; c < t->row[r].n; c++) free(t->row[r].cell[c].text);
    free(t->row[r].cell);
  }
  free(t->row);
  free(t->name);
  free(t->file);
  list_free(&t->head);
  free(t);
}

void input_drop(month_input *in, size_t at) {
  table_free(in->table[at]);
  in->n--;
  for (size_t i = at; i < in->n; i++) in->table[i] = in->table[i + 1];
}

void input_free(month_input *in) {
  for (size_t i = 0; i < in->n; i++) table_free(in->table[i]);
  free(in->table);
  *in = (month_input){ 0 };
}

bool input_read(month_input *in, findings *f, const char *path, term *e) {
  static const char *const sqlite[] = { ".sqlite", ".sqlite3", ".db" };
  if (path_is_folder(path)) return input_folder(in, f, path, e);
  for (size_t i = 0; i < sizeof sqlite / sizeof *sqlite; i++)
    if (ends_with(path, sqlite[i])) return input_sqlite(in, f, path, e);
  return input_json(in, f, path, e);
}
