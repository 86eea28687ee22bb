/* national_out.c -- the claims of a month that are 可 as a file for the 国保連: for each office a control record, a data record
 * for each claim and for each 加算 of the office that comes with it, an end record. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "national.h"

static const char TOWN[] = "市町村番号";

typedef struct writing {
  cli *c;
  const month_report *r;
  findings *f;
  claim_shape s;
  codes k;
  pricing price;
  bool priced;
  uint32_t town;               /* 市町村番号 of a user: a definition */
  int processed;               /* 処理対象年月 */
  size_t data, written;        /* data records so far, of this office; claims, of all */
  str lines;
  int64_t units, yen;          /* of this user's month so far */
  size_t user;
  int month;
} writing;

static void cannot(writing *w, const claim *x, const char *code, const char *ja, const char *en, const char *what) {
  str a = { 0 }, b = { 0 };
  str_printf(&a, "%s%s: ", w->r->claims, x->number);
  str_printf(&b, "%s%s: ", w->r->claims, x->number);
  str_printf(&a, "%s", ja);
  str_printf(&b, "%s", en);
  if (*what) str_printf(&a, "（%s）", what), str_printf(&b, " (%s)", what);
  find_add(w->f, false, code, x->file, x->line, str_text(&a), str_text(&b));
  str_free(&a);
  str_free(&b);
}

/* ---- which code ---- */

/* What this claim says in a column of the table of codes. */
static char *said(writing *w, const claim *x, const code_column *c, const char *item, const char *kind) {
  naze_session *s = w->c->session;
  if (c->item) return mem_copy(item, strlen(item));
  if (c->kind) return mem_copy(kind, strlen(kind));
  if (c->field != NAZE_IR_NONE) return fact_plain(s, x->row, c->field);
  if (c->user_field != NAZE_IR_NONE) return x->user == NOBODY ? mem_copy("", 0) : fact_plain(s, w->r->user[x->user].row, c->user_field);
  if (c->decl == NAZE_IR_NONE || naze_set_date(s, x->date) != NAZE_OK) return mem_copy("", 0);
  return asked_plain(s, c->decl, x->row);
}

/* The one row that speaks of it; NULL when none does, or several do. */
static const code_row *code_of(writing *w, const claim *x, const char *item, const char *kind, size_t *found) {
  const codes *k = &w->k;
  char **value = mem_resize(NULL, k->columns, sizeof *value);
  const code_row *only = NULL;
  *found = 0;
  for (size_t j = 0; j < k->columns; j++) value[j] = NULL;
  for (size_t i = 0; i < k->n; i++) {
    bool fits = code_holds(&k->row[i], x->month);
    for (size_t pass = 0; fits && pass < 2; pass++) /* what is asked of the rules last */
      for (size_t j = 0; fits && j < k->columns; j++) {
        const code_column *c = &k->column[j];
        if (c->label || c->from || c->to || !k->row[i].cell[j] || (c->decl != NAZE_IR_NONE) != (pass == 1)) continue;
        if (!value[j]) value[j] = said(w, x, c, item, kind);
        fits = strcmp(value[j], k->row[i].cell[j]) == 0;
      }
    if (fits && !(*found)++) only = &k->row[i];
  }
  for (size_t j = 0; j < k->columns; j++) free(value[j]);
  free(value);
  return *found == 1 ? only : NULL;
}

/* Half-width letters and digits as full-width ones: 摘要 has no others. */
static char *widened(const char *text) {
  str s = { 0 };
  for (; *text; text++) {
    unsigned char u = (unsigned char)*text;
    if (u == ' ') {
      str_put(&s, "　");
    } else if (u > 0x20 && u < 0x7F) {
      char wide[3] = { '\xEF', (char)(u < 0x60 ? 0xBC : 0xBD), (char)(0x80 | ((u - 0x20) & 0x3F)) }; /* U+FF01 … U+FF5E */
      str_put_n(&s, wide, 3);
    } else {
      str_put_n(&s, text, 1);
    }
  }
  char *out = mem_copy(str_text(&s), s.n);
  str_free(&s);
  return out;
}

static const char *label_of(const codes *k, const code_row *row) {
  for (size_t j = 0; j < k->columns; j++)
    if (k->column[j].label && row->cell[j]) return row->cell[j];
  return "";
}

/* ---- one record ---- */

typedef struct record { char *cell[DATA_CELLS]; } record;

static void set(record *d, data_cell i, const char *text) { d->cell[i] = mem_copy(text, strlen(text)); }

static void set_number(record *d, data_cell i, int64_t n) {
  char text[24];
  (void)snprintf(text, sizeof text, "%lld", (long long)n);
  set(d, i, text);
}

/* 2024-10-03: 20241003 */
static void set_day(record *d, const char *date) {
  str s = { 0 };
  for (const char *p = date; *p; p++)
    if (*p != '-') str_put_n(&s, p, 1);
  set(d, DATA_DAY, str_text(&s));
  str_free(&s);
}

static void set_month(record *d, data_cell i, int month) {
  char text[24];
  (void)snprintf(text, sizeof text, "%04d%02d", month / 12, month % 12 + 1);
  set(d, i, text);
}

/* Yen of this line: what the user's month comes to with it less what it came to without, so that lines add up (M3.3). */
static bool add_yen(writing *w, const claim *x, size_t office_row, int64_t units, int64_t *price, int64_t *yen) {
  int64_t p = 0, scale = 1, all = 0, thousand = 0;
  if (w->user != x->user || w->month != x->month) w->units = w->yen = 0, w->user = x->user, w->month = x->month;
  if (!w->priced || !price_of(&w->price, office_row, x->month, &p, &scale)) return false;
  if (__builtin_add_overflow(w->units, units, &w->units) || __builtin_mul_overflow(w->units, p, &all)) return false;
  if (__builtin_mul_overflow(p, (int64_t)1000, &thousand) || thousand % scale) return false;
  *price = thousand / scale;
  *yen = all / scale - w->yen;
  w->yen = all / scale;
  return true;
}

/* False: it was not written, which has been said. */
static bool write_line(writing *w, const claim *x, const char *item, const char *kind, int64_t units) {
  naze_session *s = w->c->session;
  const char *office_key = x->office == NOBODY ? "" : w->r->office[x->office].key, *user = x->user == NOBODY ? "" : w->r->user[x->user].key;
  size_t found = 0;
  record d = { { NULL } };
  int64_t price = 0, yen = 0;
  const code_row *row = code_of(w, x, item, kind, &found);
  str what = { 0 };
  str_printf(&what, "%s%s%s%s", item, *kind ? "（" : "", kind, *kind ? "）" : "");
  if (!row) {
    cannot(w, x, found ? "many-codes" : "no-code", found ? "国保連コードの表に、当たる行がいくつもあります" : "国保連コードの表に、当たる行がありません",
           found ? "several rows of the table of codes speak of it" : "no row of the table of codes speaks of it", str_text(&what));
    str_free(&what);
    return false;
  }
  str_free(&what);
  set_number(&d, DATA_SERIAL, (int64_t)w->data + 2); /* the control record is 1 */
  set_month(&d, DATA_MONTH, x->month);
  d.cell[DATA_TOWN] = w->town == NAZE_IR_NONE || x->user == NOBODY ? mem_copy("", 0) : asked_plain(s, w->town, w->r->user[x->user].row);
  set(&d, DATA_OFFICE, office_key);
  set(&d, DATA_USER, user);
  set(&d, DATA_KANA, "");
  set_day(&d, x->date);
  set(&d, DATA_CODE, row->code);
  set_number(&d, DATA_UNITS, units);
  set(&d, DATA_TIMES, "1");
  set_number(&d, DATA_PRODUCT, units);
  d.cell[DATA_REMARK] = widened(label_of(&w->k, row));
  bool ok = x->office != NOBODY && add_yen(w, x, w->r->office[x->office].row, units, &price, &yen);
  set_number(&d, DATA_PRICE, price);
  set_number(&d, DATA_YEN, yen);
  if (!ok) cannot(w, x, "no-price", "地域単価が分かりません", "the price of a unit is not known", "");
  for (size_t i = 0; ok && i < DATA_CELLS; i++) {
    const char *always = record_constant(RECORD_DATA, i);
    if (always || record_fits(RECORD_DATA, i, d.cell[i])) continue;
    str where = { 0 };
    str_printf(&where, "%s %s", record_column(RECORD_DATA, i), w->c->o.mask ? "" : d.cell[i]);
    cannot(w, x, "does-not-fit", "国保連の欄に入りません", "it does not fit the field", str_text(&where));
    str_free(&where);
    ok = false;
  }
  if (!ok && w->user == x->user && w->month == x->month) w->units -= units, w->yen -= yen;
  for (size_t i = 0; ok && i < DATA_CELLS; i++) record_put(&w->lines, i, record_constant(RECORD_DATA, i) ? record_constant(RECORD_DATA, i) : d.cell[i]);
  if (ok) record_end(&w->lines), w->data++;
  for (size_t i = 0; i < DATA_CELLS; i++) free(d.cell[i]);
  return ok;
}

static void write_claim(writing *w, const claim *x) {
  int64_t own = x->units.least;
  char *item = fact_plain(w->c->session, x->row, w->s.item), *kind = fact_plain(w->c->session, x->row, w->s.kind);
  for (size_t i = 0; i < x->nextra; i++) own -= x->extra[i].units;
  w->written += write_line(w, x, item, kind, own);
  for (size_t i = 0; i < x->nextra; i++) {
    uint32_t decl = naze_ir_decl_named(w->c->program, x->extra[i].name);
    bool dated = naze_set_date(w->c->session, x->date) == NAZE_OK;
    char *of = dated && decl != NAZE_IR_NONE && x->office != NOBODY ? asked_plain(w->c->session, decl, w->r->office[x->office].row) : mem_copy("", 0);
    (void)write_line(w, x, x->extra[i].name, of, x->extra[i].units);
    free(of);
  }
  if (x->units.open || x->units.most != x->units.least)
    cannot(w, x, "added-unknown", "事業所の加算が付くかどうか分からないので、付けずに書きました", "whether an 加算 of the office comes with it is not known; written without", "");
  free(item);
  free(kind);
}

/* ---- the file ---- */

static void write_office(writing *w, str *out, size_t o) {
  char count[24], month[24], serial[24];
  const month_report *r = w->r;
  str_clear(&w->lines);
  w->data = 0;
  w->user = NOBODY;
  for (size_t i = 0; i < r->n; i++)
    if (r->claim[i].office == o && r->claim[i].outcome == NAZE_ALLOW) write_claim(w, &r->claim[i]);
  if (!w->data) return;
  (void)snprintf(count, sizeof count, "%zu", w->data);
  (void)snprintf(month, sizeof month, "%04d%02d", w->processed / 12, w->processed % 12 + 1);
  (void)snprintf(serial, sizeof serial, "%zu", w->data + 2);
  for (size_t i = 0; i < CONTROL_CELLS; i++) {
    const char *always = record_constant(RECORD_CONTROL, i);
    record_put(out, i, always ? always : i == CONTROL_COUNT ? count : i == CONTROL_OFFICE ? r->office[o].key : month);
  }
  record_end(out);
  str_put_n(out, str_text(&w->lines), w->lines.n);
  record_put(out, END_KIND, record_constant(RECORD_END, END_KIND));
  record_put(out, END_SERIAL, serial);
  record_end(out);
}

/* Everything in it is a number, half-width, or a text of the rules; what CP932 has no sign for is a finding. */
static void encode(writing *w, str *out, const str *text) {
  iconv_t cd = iconv_open("CP932", "UTF-8");
  char *copy = mem_copy(str_text(text), text->n), *in = copy, block[4096];
  size_t left = text->n, lost = 0;
  while (cd != (iconv_t)-1 && left) {
    char *to = block;
    size_t room = sizeof block;
    size_t rc = iconv(cd, &in, &left, &to, &room);
    str_put_n(out, block, (size_t)(to - block));
    if (rc != (size_t)-1 || room < 8) continue;
    unsigned long u = 0;
    size_t len = utf8_next(in, left, &u);
    if (!len) len = 1;
    str_put_n(out, "\x81\xA1", 2); /* ■ */
    in += len;
    left -= len;
    lost++;
  }
  if (lost || cd == (iconv_t)-1)
    find_add(w->f, false, "not-cp932", "", 0, "CP932 にない文字を ■ に替えました", "characters that CP932 has not were replaced");
  if (cd != (iconv_t)-1) (void)iconv_close(cd);
  free(copy);
}

/* CLM-06: a letter, up to eight letters and digits, .CSV */
static void check_name(writing *w, const char *path) {
  const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  size_t n = strlen(name);
  bool ok = n > 4 && n <= 12 && strcmp(name + n - 4, ".CSV") == 0 && name[0] >= 'A' && name[0] <= 'Z';
  for (size_t i = 0; ok && i < n - 4; i++) ok = (name[i] >= 'A' && name[i] <= 'Z') || (name[i] >= '0' && name[i] <= '9');
  if (!ok) find_add(w->f, true, "file-name", name, 0, "国保連に送るファイルの名前は、英字で始まる8字までの英数字と .CSV です", "the name of a file to send is a letter, up to eight letters and digits in all, and .CSV");
}

static void left_out(writing *w) {
  size_t n = w->r->n - w->written;
  str ja = { 0 }, en = { 0 };
  if (!n) return;
  str_printf(&ja, "請求 %zu件のうち %zu件は、可でないか上のとおりの訳で、書いていません", w->r->n, n);
  str_printf(&en, "of %zu claims %zu were not written, not being 可 or for what is said above", w->r->n, n);
  find_add(w->f, true, "left-out", "", 0, str_text(&ja), str_text(&en));
  str_free(&ja);
  str_free(&en);
}

bool national_write(str *out, cli *c, const month_report *r, findings *f) {
  writing w = { .c = c, .r = r, .f = f };
  naze_ir_decl d;
  str text = { 0 };
  if (!shape_find(c->program, &w.s) || !codes_find(&w.k, c->program, &w.s)) return false;
  w.priced = pricing_find(&w.price, c, w.s.offices);
  w.town = naze_ir_decl_named(c->program, TOWN);
  if (!naze_ir_decl_at(c->program, w.town, &d) || d.subject != w.s.users) w.town = NAZE_IR_NONE;
  w.processed = r->nmonth ? r->month[r->nmonth - 1] + 1 : 0; /* claimed in the month after */
  for (size_t o = 0; o < r->noffice; o++) write_office(&w, &text, o);
  (void)naze_set_date(c->session, NULL);
  encode(&w, out, &text);
  if (c->o.output) check_name(&w, c->o.output);
  left_out(&w);
  find_sort(f);
  codes_free(&w.k);
  str_free(&w.lines);
  str_free(&text);
  return true;
}
