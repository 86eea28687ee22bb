/* national.c -- the layout of the records of the 国保連 file, and the service codes as the rules give them.
 * The layout of the data record follows the model of facts.md section 10; the official one for 計画相談 could not be read. */
#include "national.h"

#include <stdlib.h>
#include <string.h>

/* ---- the layout ---- */

typedef enum content { SHORT_NUMBER, DIGITS, ALNUM, KANJI } content; /* up to so many digits; so many; half-width; double-width */
typedef struct column { const char *name; size_t width; content is; bool may_be_empty; const char *always; } column;

static const column CONTROL[CONTROL_CELLS] = {
  [CONTROL_KIND] = { "レコード種別", 1, DIGITS, false, "1" },
  [CONTROL_SERIAL] = { "連番", 9, SHORT_NUMBER, false, "1" },
  [CONTROL_VOLUME] = { "ボリューム通番", 1, DIGITS, false, "0" },
  [CONTROL_COUNT] = { "データ件数", 9, SHORT_NUMBER, false, NULL },
  [CONTROL_DATA] = { "データ種別", 3, ALNUM, false, "J31" }, /* the first three of the 交換情報識別番号 */
  [CONTROL_TOWN] = { "市町村番号", 1, DIGITS, false, "0" },
  [CONTROL_OFFICE] = { "事業所番号", 10, DIGITS, false, NULL },
  [CONTROL_PREFECTURE] = { "都道府県番号", 1, DIGITS, false, "0" },
  [CONTROL_MEDIUM] = { "媒体区分", 1, DIGITS, false, "1" },
  [CONTROL_MONTH] = { "処理対象年月", 6, DIGITS, false, NULL },
  [CONTROL_SPARE] = { "予備", 0, ALNUM, true, "" },
};
static const column DATA[DATA_CELLS] = {
  [DATA_KIND] = { "レコード種別", 1, DIGITS, false, "2" },
  [DATA_SERIAL] = { "連番", 9, SHORT_NUMBER, false, NULL },
  [DATA_EXCHANGE] = { "交換情報識別番号", 4, ALNUM, false, "J312" },
  [DATA_TYPE] = { "明細のレコード種別", 2, DIGITS, false, "01" },
  [DATA_MONTH] = { "サービス提供年月", 6, DIGITS, false, NULL },
  [DATA_TOWN] = { "市町村番号", 6, DIGITS, false, NULL },
  [DATA_OFFICE] = { "事業所番号", 10, DIGITS, false, NULL },
  [DATA_USER] = { "受給者証番号", 10, DIGITS, false, NULL },
  [DATA_KANA] = { "氏名カナ", 25, ALNUM, true, NULL },
  [DATA_DAY] = { "モニタリング日", 8, DIGITS, false, NULL },
  [DATA_CODE] = { "サービスコード", 6, ALNUM, false, NULL },
  [DATA_UNITS] = { "単位数", 6, SHORT_NUMBER, false, NULL },
  [DATA_TIMES] = { "回数", 3, SHORT_NUMBER, false, NULL },
  [DATA_PRODUCT] = { "サービス単位数", 9, SHORT_NUMBER, false, NULL },
  [DATA_PRICE] = { "単位数単価", 5, DIGITS, false, NULL }, /* yen in thousandths */
  [DATA_YEN] = { "請求額", 10, SHORT_NUMBER, false, NULL },
  [DATA_REMARK] = { "摘要", 100, KANJI, true, NULL },
};
static const column END[END_CELLS] = {
  [END_KIND] = { "レコード種別", 1, DIGITS, false, "3" },
  [END_SERIAL] = { "連番", 9, SHORT_NUMBER, false, NULL },
};

size_t record_cells(record_kind k) { return k == RECORD_CONTROL ? CONTROL_CELLS : k == RECORD_DATA ? DATA_CELLS : END_CELLS; }

static const column *column_at(record_kind k, size_t i) { return k == RECORD_CONTROL ? &CONTROL[i] : k == RECORD_DATA ? &DATA[i] : &END[i]; }

const char *record_column(record_kind k, size_t i) { return column_at(k, i)->name; }

const char *record_constant(record_kind k, size_t i) { return column_at(k, i)->always; }

static bool half_kana(unsigned long c) { return c >= 0xFF61 && c <= 0xFF9F; } /* one byte in CP932 */

bool record_fits(record_kind k, size_t i, const char *text) {
  const column *c = column_at(k, i);
  size_t n = strlen(text), bytes = 0;
  bool ok = n > 0 || c->may_be_empty;
  for (size_t at = 0, len; ok && at < n; at += len) {
    unsigned long u = (unsigned char)text[at];
    len = u < 0x80 ? 1 : utf8_next(text + at, n - at, &u);
    if (!len) return false;
    bool digit = u >= '0' && u <= '9', wide = u >= 0x80 && !half_kana(u);
    bytes += wide ? 2 : 1;
    if (c->is == KANJI) ok = wide;
    else if (c->is == ALNUM) ok = digit || (u >= 'A' && u <= 'Z') || half_kana(u) || u == ' ';
    else ok = digit;
  }
  if (c->is == SHORT_NUMBER && n > 1 && text[0] == '0') ok = false; /* no number begins with 0, and zero is 0 */
  return ok && (c->is == DIGITS && n ? bytes == c->width : bytes <= c->width);
}

void record_put(str *line, size_t i, const char *text) {
  bool quote = false;
  for (const char *p = text; *p; p++) quote |= strchr(",\" ", *p) || ((unsigned char)*p >= 0x80);
  if (i) str_put(line, ",");
  if (quote) str_put(line, "\"");
  for (const char *p = text; *p; p++) {
    if (*p == '"') str_put(line, "\"");
    str_put_n(line, p, 1);
  }
  if (quote) str_put(line, "\"");
}

void record_end(str *line) { str_put(line, "\r\n"); }

/* ---- codes ---- */

static const char CODES[] = "国保連コード", LABEL[] = "名称", FROM[] = "適用開始", TO[] = "適用終了";

/* 『初回加算』: 初回加算 */
static char *cell_text(const naze_program *p, uint32_t node) {
  size_t n = naze_ir_phrase(p, node, NULL, 0);
  char *buf = mem_resize(NULL, n + 1, 1);
  (void)naze_ir_phrase(p, node, buf, n + 1);
  const char *from = starts_with(buf, "『") ? buf + strlen("『") : buf;
  size_t len = strlen(from);
  if (from != buf && ends_with(from, "』")) len -= strlen("』");
  char *out = mem_copy(from, len);
  free(buf);
  return out;
}

static code_column column_of(const naze_program *p, const claim_shape *s, const char *name) {
  code_column c = { mem_copy(name, strlen(name)), NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, false, false, strcmp(name, LABEL) == 0, strcmp(name, FROM) == 0, strcmp(name, TO) == 0 };
  naze_ir_decl d;
  if (c.label || c.from || c.to) return c;
  c.field = naze_ir_field_named(p, s->ledger, name);
  c.item = c.field != NAZE_IR_NONE && c.field == s->item;
  c.kind = c.field != NAZE_IR_NONE && c.field == s->kind;
  if (c.field == NAZE_IR_NONE && s->users != NAZE_IR_NONE) c.user_field = naze_ir_field_named(p, s->users, name);
  if (c.field != NAZE_IR_NONE || c.user_field != NAZE_IR_NONE) return c;
  uint32_t decl = naze_ir_decl_named(p, name);
  if (naze_ir_decl_at(p, decl, &d) && d.subject == s->ledger) c.decl = decl;
  return c;
}

/* A month that cannot be read is one that never comes: such a code is used for nothing. */
static void take_period(const codes *k, code_row *x) {
  x->from = INT32_MIN;
  x->to = INT32_MAX;
  for (size_t j = 0; j < k->columns; j++) {
    int month = 0;
    if (!x->cell[j] || !(k->column[j].from || k->column[j].to)) continue;
    bool ok = month_read(x->cell[j], &month);
    if (!ok) x->from = INT32_MAX;
    else if (k->column[j].from) x->from = month;
    else x->to = month;
  }
}

bool code_holds(const code_row *row, int month) { return row->from <= month && month <= row->to; }

static void take_table(codes *k, const naze_program *p, const claim_shape *s, uint32_t table, const naze_ir_table *t) {
  if (k->n) return; /* the table has no periods, its rows have */
  k->columns = t->columns;
  k->column = mem_resize(NULL, t->columns, sizeof *k->column);
  for (uint32_t i = 0; i < t->columns; i++) {
    naze_ir_column c = { 0 };
    (void)naze_ir_column_at(p, table, i, &c);
    k->column[i] = column_of(p, s, c.name ? c.name : "");
  }
  k->row = mem_resize(NULL, t->rows, sizeof *k->row);
  for (uint32_t i = 0; i < t->rows; i++) {
    naze_ir_row r = { 0 };
    code_row *x = &k->row[k->n];
    if (!naze_ir_row_at(p, table, i, &r) || !r.name || r.otherwise) continue;
    *x = (code_row){ mem_copy(r.name, strlen(r.name)), mem_resize(NULL, k->columns, sizeof *x->cell), 0, 0 };
    for (uint32_t j = 0; j < t->columns; j++) {
      naze_ir_cell cell = { 0 };
      bool there = naze_ir_cell_at(p, table, i, j, &cell) && cell.node != NAZE_IR_NONE && !(cell.mark && *cell.mark);
      x->cell[j] = there ? cell_text(p, cell.node) : NULL;
    }
    take_period(k, x);
    k->n++;
  }
}

bool codes_find(codes *k, const naze_program *p, const claim_shape *s) {
  naze_ir_size n;
  uint32_t decl = naze_ir_decl_named(p, CODES);
  *k = (codes){ 0 };
  if (decl == NAZE_IR_NONE || !naze_ir_sizes(p, &n)) return false;
  for (uint32_t i = 0; i < n.tables; i++) {
    naze_ir_table t;
    if (naze_ir_table_at(p, i, &t) && t.decl == decl && strcmp(t.kind, "matrix") == 0) take_table(k, p, s, i, &t);
  }
  return k->n > 0;
}

void codes_free(codes *k) {
  for (size_t i = 0; i < k->n; i++) {
    for (size_t j = 0; j < k->columns; j++) free(k->row[i].cell[j]);
    free(k->row[i].cell);
    free(k->row[i].code);
  }
  for (size_t j = 0; j < k->columns; j++) free(k->column[j].name);
  free(k->row);
  free(k->column);
  *k = (codes){ 0 };
}
