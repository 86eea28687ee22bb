/* json_in.c -- the JSON of a case (spec/case.md) as tables, with the line on which each row begins. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "../json_out.h"
#include "input.h"

typedef struct place { const char *text; size_t at; uint32_t line; } place; /* how far lines were counted */

static uint32_t line_of(place *w, const char *p) {
  size_t to = (size_t)(p - w->text);
  if (to < w->at) *w = (place){ w->text, 0, 1 };
  for (; w->at < to; w->at++) w->line += w->text[w->at] == '\n';
  return w->line;
}

static void value(str *s, const json_t *v) {
  switch (json_typeof(v)) {
  case JSON_STRING: str_put_n(s, json_string_value(v), json_string_length(v)); break;
  case JSON_INTEGER: str_printf(s, "%lld", (long long)json_integer_value(v)); break;
  case JSON_REAL: str_printf(s, "%.17g", json_real_value(v)); break;
  case JSON_TRUE: str_put(s, "true"); break;
  case JSON_FALSE: str_put(s, "false"); break;
  case JSON_NULL: break;
  case JSON_ARRAY:
    for (size_t i = 0; i < json_array_size(v); i++) {
      if (i) str_put(s, "、");
      value(s, json_array_get(v, i));
    }
    break;
  case JSON_OBJECT: { /* a period */
    const json_t *from = json_object_get(v, "から"), *to = json_object_get(v, "まで");
    if (from && !json_is_null(from)) value(s, from), str_put(s, "から");
    if (to && !json_is_null(to)) value(s, to), str_put(s, "まで");
    break;
  }
  }
}

static void add_row(raw_table *t, json_t *row, uint32_t line) {
  const char *key;
  json_t *v;
  raw_row *r = table_row_add(t, line);
  json_object_foreach(row, key, v) {
    str s = { 0 };
    value(&s, v);
    size_t c = table_column(t, key);
    cell_state state = json_is_null(v) ? CELL_BLANK : CELL_TEXT;
    if (json_is_string(v) && !s.n) state = CELL_EMPTY;
    if (json_is_array(v) && !s.n) state = CELL_BLANK;
    row_cell(r, c, state, str_text(&s), s.n);
    str_free(&s);
  }
}

static void add_table(month_input *in, const char *name, const char *file, json_t *v, const char *text, size_t n, place *w) {
  raw_table *t = input_table(in, name, file);
  const char *p = NULL;
  size_t len = 0;
  if (json_is_object(v)) {
    add_row(t, v, json_member(text, n, name, &p, &len) ? line_of(w, p) : 0);
    return;
  }
  const char *list = NULL;
  size_t nlist = 0;
  bool found = json_member(text, n, name, &list, &nlist);
  for (size_t i = 0; i < json_array_size(v); i++) {
    json_t *row = json_array_get(v, i);
    /* each row is looked for behind the one before */
    if (found && i == 0) found = json_element(list, nlist, 0, &p, &len);
    else if (found) found = json_after(list, nlist, p + len, &p, &len);
    if (json_is_object(row)) add_row(t, row, found ? line_of(w, p) : 0);
  }
}

/* {"解釈": {"名前": "選択"}} as the table 解釈 with the columns 解釈 and 選択 */
static void add_readings(month_input *in, const char *file, json_t *v) {
  raw_table *t = input_table(in, "解釈", file);
  const char *key;
  json_t *x;
  json_object_foreach(v, key, x) {
    raw_row *r = table_row_add(t, 0);
    row_cell(r, table_column(t, "解釈"), CELL_TEXT, key, strlen(key));
    if (json_is_string(x)) row_cell(r, table_column(t, "選択"), CELL_TEXT, json_string_value(x), json_string_length(x));
  }
}

bool input_json(month_input *in, findings *f, const char *path, term *e) {
  str text = { 0 };
  json_error_t why;
  if (!file_read_most(path, &text, INPUT_LARGEST, e)) {
    str_free(&text);
    return false;
  }
  const char *p = str_text(&text);
  size_t n = text.n;
  if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) p += 3, n -= 3;
  json_t *root = json_loadb(p, n, JSON_REJECT_DUPLICATES, &why);
  const char *file = path_base(path), *key;
  json_t *v;
  if (!json_is_object(root)) {
    outf(e, tr(e, "naze: %s:%d: JSON として読めません（%s）\n", "naze: %s:%d: not JSON (%s)\n"), path, root ? 1 : why.line, root ? "{…}" : why.text);
  } else {
    place w = { p, 0, 1 };
    json_object_foreach(root, key, v) {
      if (strcmp(key, "解釈") == 0 && json_is_object(v)) {
        add_readings(in, file, v);
      } else if (json_is_object(v) || json_is_array(v)) {
        add_table(in, key, file, v, p, n, &w);
      } else if (strcmp(key, "説明") != 0 && strcmp(key, "選べる値") != 0 && strcmp(key, "基準日") != 0) {
        str ja = { 0 }, en = { 0 };
        str_printf(&ja, "「%s」は台帳ではありません", key);
        str_printf(&en, "%s is no ledger", key);
        find_add(f, false, "unknown-ledger", file, 0, str_text(&ja), str_text(&en));
        str_free(&ja);
        str_free(&en);
      }
    }
  }
  bool ok = json_is_object(root);
  json_decref(root);
  str_free(&text);
  return ok;
}
