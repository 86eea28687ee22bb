/* national_in.c -- a file for the 国保連 as rows of the ledger of claims: its records checked one by one, codes looked up in the rules. */
#include <stdlib.h>
#include <string.h>

#include "national.h"

typedef struct reading {
  findings *f;
  const naze_program *p;
  claim_shape s;
  codes k;
  raw_table *from, *to;
  bool inside;              /* a control record stands, its end record does not yet */
  bool again;               /* the office's file of that month was read already: nothing of this block counts */
  str_list blocks;          /* "office month" of each block read */
  uint32_t before;          /* lines of files read before this one */
  uint64_t serial, data, said; /* of the block: last number, data records, how many the control record says */
  uint32_t opened;
  char *month, *office;     /* of the control record */
  size_t attached;          /* lines of 加算 of the office */
  uint32_t first_attached;
} reading;

static const char *text_at(const raw_row *r, size_t i) { return i < r->n && r->cell[i].state == CELL_TEXT ? r->cell[i].text : ""; }

static void say(reading *x, uint32_t line, const char *code, const char *ja, const char *en, const char *what) {
  str a = { 0 }, b = { 0 };
  str_printf(&a, "%s%s%s", ja, *what ? ": " : "", what);
  str_printf(&b, "%s%s%s", en, *what ? ": " : "", what);
  find_add(x->f, false, code, x->from->file, line, str_text(&a), str_text(&b));
  str_free(&a);
  str_free(&b);
}

static void say_numbers(reading *x, uint32_t line, const char *code, const char *ja, const char *en, uint64_t is, uint64_t due) {
  str a = { 0 }, b = { 0 };
  str_printf(&a, "%s（%llu、正しくは%llu）", ja, (unsigned long long)is, (unsigned long long)due);
  str_printf(&b, "%s (%llu, should be %llu)", en, (unsigned long long)is, (unsigned long long)due);
  find_add(x->f, false, code, x->from->file, line, str_text(&a), str_text(&b));
  str_free(&a);
  str_free(&b);
}

static uint64_t number(const char *p) {
  uint64_t n = 0;
  for (; *p >= '0' && *p <= '9'; p++)
    if (__builtin_mul_overflow(n, 10u, &n) || __builtin_add_overflow(n, (uint64_t)(*p - '0'), &n)) return UINT64_MAX;
  return n;
}

/* Right number of cells, each as the layout has it. False: it has said what is wrong. */
static bool well_formed(reading *x, const raw_row *r, record_kind k) {
  size_t cells = record_cells(k);
  bool ok = r->n == cells;
  if (!ok) say_numbers(x, r->line, "field-count", "欄の数が違います", "wrong number of fields", r->n, cells);
  for (size_t i = 0; ok && i < cells; i++) {
    const char *always = record_constant(k, i), *text = text_at(r, i);
    if (k == RECORD_CONTROL && i == CONTROL_SERIAL) always = NULL; /* numbers are counted, below */
    if (always ? strcmp(always, text) == 0 : record_fits(k, i, text)) continue;
    str what = { 0 };
    str_printf(&what, "%s「%s」", record_column(k, i), text);
    say(x, r->line, "wrong-field", "欄の形が違います", "a field is not as it should be", str_text(&what));
    str_free(&what);
    ok = false;
  }
  return ok;
}

static void count_serial(reading *x, const raw_row *r) {
  uint64_t is = number(text_at(r, 1));
  if (is != x->serial + 1) say_numbers(x, r->line, "wrong-serial", "連番が続いていません", "the serial number does not follow", is, x->serial + 1);
  x->serial = is;
}

static void close_block(reading *x, uint32_t line) {
  if (x->said != x->data) say_numbers(x, x->opened, "wrong-count", "コントロールレコードのデータ件数が違います", "the control record's count is wrong", x->said, x->data);
  if (!line) say(x, x->opened, "no-end", "エンドレコードがありません", "there is no end record", "");
  x->inside = false;
}

static void keep(char **where, const char *text) {
  free(*where);
  *where = mem_copy(text, strlen(text));
}

static bool read_before(reading *x) {
  str name = { 0 };
  bool found = false;
  str_printf(&name, "%s %s", x->office, x->month);
  for (size_t i = 0; i < x->blocks.n; i++) found |= strcmp(x->blocks.v[i], str_text(&name)) == 0;
  if (!found) list_add(&x->blocks, str_text(&name), name.n);
  str_free(&name);
  return found;
}

static void take_control(reading *x, const raw_row *r) {
  if (x->inside) close_block(x, 0);
  x->inside = true;
  x->opened = r->line;
  x->serial = x->data = 0;
  (void)well_formed(x, r, RECORD_CONTROL);
  count_serial(x, r);
  x->said = number(text_at(r, CONTROL_COUNT));
  keep(&x->month, text_at(r, CONTROL_MONTH));
  keep(&x->office, text_at(r, CONTROL_OFFICE));
  x->again = read_before(x);
  if (x->again) say(x, r->line, "block-twice", "同じ事業所の同じ処理対象年月のファイルがもう一つあります。こちらは数えません", "there is another file of this office for this month; this one is not counted", x->month);
}

/* Weights 6 5 4 3 2, what eleven lacks of the remainder. */
static bool check_digit(const char *six) {
  int total = 0;
  for (int i = 0; i < 5; i++) total += (six[i] - '0') * (6 - i);
  return (11 - total % 11) % 10 == six[5] - '0';
}

/* 202410, six digits */
static int month_number(const char *six) {
  int n = 0;
  for (int i = 0; i < 6; i++) n = n * 10 + (six[i] - '0');
  return n / 100 * 12 + n % 100 - 1;
}

static const code_row *code_named(const codes *k, const char *code) {
  for (size_t i = 0; i < k->n; i++)
    if (strcmp(k->row[i].code, code) == 0) return &k->row[i];
  return NULL;
}

/* Is it an 加算 of the office, which no line of the ledger claims? */
static bool comes_with(reading *x, const code_row *row) {
  naze_ir_field f;
  naze_ir_type t;
  naze_ir_enum e;
  for (size_t j = 0; j < x->k.columns; j++) {
    if (!x->k.column[j].item || !row->cell[j] || !naze_ir_field_at(x->p, x->s.item, &f)) continue;
    if (!naze_ir_type_at(x->p, f.type, &t) || strcmp(t.kind, "enum") != 0 || !naze_ir_enum_at(x->p, t.ref, &e)) continue;
    for (uint32_t v = 0; v < e.values; v++)
      if (strcmp(naze_ir_value_name(x->p, e.first_value + v), row->cell[j]) == 0) return false;
    return true;
  }
  return false;
}

static void put(reading *x, raw_row *to, uint32_t field, const char *text) {
  naze_ir_field f;
  if (field != NAZE_IR_NONE && naze_ir_field_at(x->p, field, &f))
    row_cell(to, table_column(x->to, f.name), *text ? CELL_TEXT : CELL_EMPTY, text, strlen(text));
}

static void put_claim(reading *x, const raw_row *r, const code_row *row) {
  str s = { 0 };
  const char *day = text_at(r, DATA_DAY);
  raw_row *to = table_row_add(x->to, r->line);
  /* Its number: the month it is claimed in and the line, counted on through the files. */
  str_printf(&s, "%.4s%05lu", record_fits(RECORD_CONTROL, CONTROL_MONTH, x->month) ? x->month + 2 : "0000", (unsigned long)x->before + r->line);
  put(x, to, x->s.number, str_text(&s));
  str_clear(&s);
  str_printf(&s, "%.4s-%.2s-%.2s", day, day + 4, day + 6);
  put(x, to, x->s.time, str_text(&s));
  str_free(&s);
  put(x, to, x->s.user, text_at(r, DATA_USER));
  put(x, to, x->s.office, text_at(r, DATA_OFFICE));
  put(x, to, x->s.review, "今回請求");
  for (size_t j = 0; j < x->k.columns; j++)
    if (x->k.column[j].field != NAZE_IR_NONE) put(x, to, x->k.column[j].field, row->cell[j] ? row->cell[j] : "");
}

static void take_data(reading *x, const raw_row *r) {
  if (!x->inside) {
    say(x, r->line, "outside", "コントロールレコードとエンドレコードの間にありません", "it does not stand between a control record and an end record", "");
    return;
  }
  count_serial(x, r);
  x->data++;
  if (!well_formed(x, r, RECORD_DATA) || x->again) return;
  const char *day = text_at(r, DATA_DAY), *month = text_at(r, DATA_MONTH);
  uint64_t product = 0;
  const code_row *row = code_named(&x->k, text_at(r, DATA_CODE));
  if (!check_digit(text_at(r, DATA_TOWN))) say(x, r->line, "check-digit", "市町村番号の検査数字が合いません", "the check digit of the town's number is wrong", text_at(r, DATA_TOWN));
  if (strcmp(x->office, text_at(r, DATA_OFFICE)) != 0) say(x, r->line, "other-office", "事業所番号がコントロールレコードと違います", "the office is not the control record's", text_at(r, DATA_OFFICE));
  if (strncmp(month, day, 6) != 0) say(x, r->line, "other-month", "モニタリング日がサービス提供年月にありません", "the day is not in the month of service", day);
  if (__builtin_mul_overflow(number(text_at(r, DATA_UNITS)), number(text_at(r, DATA_TIMES)), &product) || product != number(text_at(r, DATA_PRODUCT)))
    say_numbers(x, r->line, "wrong-product", "単位数×回数がサービス単位数と合いません", "units times count is not the product", number(text_at(r, DATA_PRODUCT)), product);
  if (!row) {
    say(x, r->line, "unknown-code", "国保連コードの表にないサービスコードです", "the table of codes has no such code", text_at(r, DATA_CODE));
  } else if (!code_holds(row, month_number(month))) {
    say(x, r->line, "code-period", "サービス提供年月に使えないサービスコードです", "the code does not hold in the month of service", row->code);
  } else if (comes_with(x, row)) {
    if (!x->attached++) x->first_attached = r->line;
  } else {
    put_claim(x, r, row);
  }
}

static void take_end(reading *x, const raw_row *r) {
  if (!x->inside) {
    say(x, r->line, "outside", "コントロールレコードのないエンドレコードです", "an end record without a control record", "");
    return;
  }
  (void)well_formed(x, r, RECORD_END);
  count_serial(x, r);
  close_block(x, r->line);
}

static void take_row(reading *x, const raw_row *r) {
  const char *kind = text_at(r, 0);
  if (strcmp(kind, "1") == 0) take_control(x, r);
  else if (strcmp(kind, "2") == 0) take_data(x, r);
  else if (strcmp(kind, "3") == 0) take_end(x, r);
  else say(x, r->line, "wrong-record", "レコード種別は 1、2、3 のどれかです", "the kind of a record is 1, 2 or 3", kind);
}

/* Its first line looks like a control record: 1, a number, 0, a number, and an exchange number's beginning. */
static bool begins_so(const raw_table *t) {
  return t->sheet && t->head.n >= 5 && strcmp(t->head.v[0], "1") == 0 && strcmp(t->head.v[2], "0") == 0 && (t->head.v[4][0] == 'J' || t->head.v[4][0] == 'K');
}

static void take_file(reading *x, month_input *in, size_t at) {
  naze_ir_ledger l;
  raw_row head = { .line = 1 };
  x->from = in->table[at];
  for (size_t i = 0; i < x->from->head.n; i++) row_cell(&head, i, *x->from->head.v[i] ? CELL_TEXT : CELL_EMPTY, x->from->head.v[i], strlen(x->from->head.v[i]));
  (void)naze_ir_ledger_at(x->p, x->s.ledger, &l);
  x->to = input_table(in, l.name, x->from->file);
  take_row(x, &head);
  for (size_t i = 0; i < x->from->n; i++) take_row(x, &x->from->row[i]);
  if (x->inside) close_block(x, 0);
  if (x->attached) {
    str ja = { 0 }, en = { 0 };
    str_printf(&ja, "事業所の加算の明細 %zu件は、規則から数え直します", x->attached);
    str_printf(&en, "%zu lines of an 加算 of the office are counted anew from the rules", x->attached);
    find_add(x->f, true, "counted-anew", x->from->file, x->first_attached, str_text(&ja), str_text(&en));
    str_free(&ja);
    str_free(&en);
    x->attached = 0;
  }
  x->before += x->from->n ? x->from->row[x->from->n - 1].line : 1;
  for (size_t i = 0; i < head.n; i++) free(head.cell[i].text);
  free(head.cell);
  input_drop(in, at); /* the new one goes where it was */
}

void national_take(month_input *in, findings *f, const naze_program *p) {
  reading x = { .f = f, .p = p };
  bool known = false;
  for (size_t i = 0; i < in->n; i++) {
    if (!begins_so(in->table[i])) continue;
    if (!known && (!shape_find(p, &x.s) || !codes_find(&x.k, p, &x.s))) {
      find_add(f, false, "no-codes", in->table[i]->file, 1, "国保連のファイルですが、規則に「国保連コード」の表がありません", "a file for the 国保連, but the rules have no table 国保連コード");
      input_drop(in, i--);
      continue;
    }
    known = true;
    take_file(&x, in, i--);
  }
  codes_free(&x.k);
  list_free(&x.blocks);
  free(x.month);
  free(x.office);
}
