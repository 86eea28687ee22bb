/* sqlite_in.c -- an SQLite file with one table a ledger. Opened for reading; only tables are looked at, no views or triggers run. */
#include <sqlite3.h>
#include <string.h>

#include "../files.h"
#include "input.h"

static void cell(raw_row *r, size_t k, sqlite3_stmt *s, findings *f, const char *file) {
  const char *text = NULL;
  switch (sqlite3_column_type(s, (int)k)) {
  case SQLITE_NULL: row_cell(r, k, CELL_EMPTY, NULL, 0); return;
  case SQLITE_BLOB:
    row_cell(r, k, CELL_EMPTY, NULL, 0);
    find_add(f, false, "broken-encoding", file, r->line, "文字でない値（BLOB）があります", "a value that is no text (BLOB)");
    return;
  default:
    text = (const char *)sqlite3_column_text(s, (int)k);
    if (!text || !*text) row_cell(r, k, CELL_EMPTY, NULL, 0);
    else if (utf8_valid(text)) row_cell(r, k, CELL_TEXT, text, strlen(text));
    else {
      row_cell(r, k, CELL_EMPTY, NULL, 0);
      find_add(f, false, "broken-encoding", file, r->line, "文字として読めないバイトがあります（UTF-8 でない）", "bytes that are no text (not UTF-8)");
    }
  }
}

static bool read_table(month_input *in, findings *f, sqlite3 *db, const char *name, const char *file) {
  sqlite3_stmt *s = NULL;
  char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
  bool ok = sql && sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK;
  str where = { 0 };
  str_printf(&where, "%s:%s", file, name);
  raw_table *t = input_table(in, name, str_text(&where));
  t->sheet = true;
  int rc = SQLITE_DONE;
  if (ok) {
    int n = sqlite3_column_count(s);
    for (int k = 0; k < n; k++) list_add(&t->head, sqlite3_column_name(s, k), strlen(sqlite3_column_name(s, k)));
    for (uint32_t line = 1; (rc = sqlite3_step(s)) == SQLITE_ROW; line++) {
      raw_row *r = table_row_add(t, line);
      for (size_t k = 0; k < (size_t)n; k++) cell(r, k, s, f, str_text(&where));
    }
  }
  ok = ok && rc == SQLITE_DONE;
  if (!ok) find_add(f, false, "unreadable", str_text(&where), 0, "表を読み切れません", "the table cannot be read to its end");
  (void)sqlite3_finalize(s);
  sqlite3_free(sql);
  str_free(&where);
  return ok;
}

bool input_sqlite(month_input *in, findings *f, const char *path, term *e) {
  sqlite3 *db = NULL;
  sqlite3_stmt *s = NULL;
  str_list names = { 0 };
  bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
  if (ok) (void)sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  ok = ok && sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", -1, &s, NULL) == SQLITE_OK;
  int rc = SQLITE_DONE;
  while (ok && (rc = sqlite3_step(s)) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(s, 0);
    if (name) list_add(&names, name, strlen(name));
  }
  ok = ok && rc == SQLITE_DONE;
  if (!ok) outf(e, tr(e, "naze: %s: SQLite のファイルとして読めません（%s）\n", "naze: %s: not an SQLite file (%s)\n"), path, sqlite3_errmsg(db));
  (void)sqlite3_finalize(s);
  for (size_t i = 0; ok && i < names.n; i++) (void)read_table(in, f, db, names.v[i], path_base(path));
  (void)sqlite3_close(db);
  list_free(&names);
  return ok;
}
