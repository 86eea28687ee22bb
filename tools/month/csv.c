/* csv.c -- lines of comma-separated cells as spreadsheets write them (RFC 4180, with the liberties they take). */
#include <stdlib.h>
#include <string.h>

#include "input.h"

typedef struct reader { const char *p; size_t n, at; uint32_t line; raw_table *t; findings *f; str cell; } reader;

static bool more(const reader *r) { return r->at < r->n; }

/* Past one line end: CRLF, LF or CR. */
static void line_end(reader *r) {
  if (r->p[r->at] == '\r' && r->at + 1 < r->n && r->p[r->at + 1] == '\n') r->at++;
  r->at++;
  r->line++;
}

static bool at_end(const reader *r) { return !more(r) || r->p[r->at] == '\n' || r->p[r->at] == '\r'; }

/* One cell into r->cell; true when it stood in quotes. */
static bool cell(reader *r) {
  uint32_t began = r->line;
  str_clear(&r->cell);
  if (!more(r) || r->p[r->at] != '"') {
    while (!at_end(r) && r->p[r->at] != ',') str_put_n(&r->cell, r->p + r->at++, 1);
    return false;
  }
  for (r->at++; more(r);) {
    char c = r->p[r->at];
    if (c == '"' && r->at + 1 < r->n && r->p[r->at + 1] == '"') {
      str_put(&r->cell, "\"");
      r->at += 2;
    } else if (c == '"') {
      r->at++;
      while (!at_end(r) && r->p[r->at] != ',') str_put_n(&r->cell, r->p + r->at++, 1); /* "甲"乙: kept as far as it goes */
      return true;
    } else if (c == '\n' || c == '\r') {
      line_end(r);
      str_put(&r->cell, "\n");
    } else {
      str_put_n(&r->cell, &c, 1);
      r->at++;
    }
  }
  find_add(r->f, false, "open-quote", r->t->file, began, "引用符（\"）が閉じていません。ここから終わりまでを一つの欄として読みました",
           "a quote (\") is not closed; everything from here on was read as one cell");
  return true;
}

static bool blank(const char *s) {
  while (*s == ' ' || *s == '\t' || strncmp(s, "　", strlen("　")) == 0) s += *s == ' ' || *s == '\t' ? 1 : strlen("　");
  return *s == 0;
}

/* One line. False: nothing but empty cells stood in it. */
static bool line(reader *r, raw_row *row, str_list *head) {
  bool some = false;
  for (size_t k = 0;; k++) {
    bool quoted = cell(r);
    const char *text = str_text(&r->cell);
    bool empty = blank(text) && !quoted;
    empty = empty || !*text;
    some |= !empty;
    if (head) list_add(head, text, strlen(text));
    else row_cell(row, k, empty ? CELL_EMPTY : CELL_TEXT, text, strlen(text));
    if (at_end(r)) break;
    r->at++; /* the comma */
  }
  if (more(r)) line_end(r);
  return some;
}

void csv_read(raw_table *t, findings *f, const char *p, size_t n) {
  reader r = { .p = p, .n = n, .line = 1, .t = t, .f = f };
  size_t empty = 0;
  uint32_t first_empty = 0;
  bool head = false;
  while (more(&r)) {
    uint32_t at = r.line;
    if (!head) {
      list_free(&t->head);
      head = line(&r, NULL, &t->head);
      continue;
    }
    raw_row *row = table_row_add(t, at);
    if (line(&r, row, NULL)) continue;
    t->n--; /* a row of nothing */
    for (size_t c = 0; c < row->n; c++) row_cell(row, c, CELL_NONE, NULL, 0);
    free(row->cell);
    if (!empty++) first_empty = at;
  }
  if (!head) find_add(f, false, "no-head", t->file, 1, "見出しの行がありません", "there is no line of headings");
  if (empty) {
    str ja = { 0 }, en = { 0 };
    str_printf(&ja, "空の行 %zu行を読み飛ばしました", empty);
    str_printf(&en, "%zu empty lines were passed over", empty);
    find_add(f, true, "empty-lines", t->file, first_empty, str_text(&ja), str_text(&en));
    str_free(&ja);
    str_free(&en);
  }
  str_free(&r.cell);
}
