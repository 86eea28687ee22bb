/* lookup.c -- what a session says of one row, as plain text: facts, values of definitions, the price of a unit. */
#include "lookup.h"

#include <stdlib.h>
#include <string.h>

static const char PRICE[] = "地域単価";

/* "2024-10-09": 2024-10-09; ["S1", "S2"]: S1、S2 */
static char *plain(const char *fact) {
  str s = { 0 };
  size_t n = 0;
  for (const char *p = fact ? fact : ""; *p; p++) {
    if (*p != '"') {
      if (*p != '[' && *p != ']' && *p != ',' && *p != ' ' && strcmp(fact, "null") != 0) str_put_n(&s, p, 1);
      continue;
    }
    if (n++) str_put(&s, "、");
    for (p++; *p && *p != '"'; p++) {
      if (*p == '\\' && p[1]) p++;
      str_put_n(&s, p, 1);
    }
  }
  char *out = mem_copy(str_text(&s), s.n);
  str_free(&s);
  return out;
}

char *fact_plain(naze_session *s, size_t row, uint32_t field) { return plain(field == NAZE_IR_NONE ? NULL : naze_fact_json(s, row, field)); }

char *asked_plain(naze_session *s, uint32_t decl, size_t row) {
  if (naze_ask_row(s, decl, row, NAZE_BARE) != NAZE_OK) return mem_copy("", 0);
  const naze_result *q = naze_result_at(s, 0);
  naze_outcome o = naze_result_outcome(q);
  const char *text = o != NAZE_VALUE && o != NAZE_ALLOW ? "" : *naze_result_value(q) ? naze_result_value(q) : naze_result_text(q);
  size_t n = strlen(text);
  if (starts_with(text, "『") && ends_with(text, "』")) text += strlen("『"), n -= strlen("『") + strlen("』"); /* a text as rules write it */
  return mem_copy(text, n);
}

bool pricing_find(pricing *p, cli *c, uint32_t offices) {
  naze_ir_decl d;
  *p = (pricing){ c, naze_ir_decl_named(c->program, PRICE), NAZE_IR_NONE };
  if (offices == NAZE_IR_NONE) return false;
  if (naze_ir_decl_at(c->program, p->decl, &d) && d.subject == offices) return true; /* what the rules make of it */
  p->field = naze_ir_field_named(c->program, offices, PRICE);
  return p->field != NAZE_IR_NONE;
}

/* 10.60円 as 10.60 of how many hundredths: the number in front, exactly. */
static bool price_read(const char *p, int64_t *price, int64_t *scale) {
  int digits = 0;
  bool point = false;
  *price = 0, *scale = 1;
  for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
    if (*p == '.') {
      point = true;
      continue;
    }
    if (++digits > 12) return false;
    *price = *price * 10 + (*p - '0');
    if (point) *scale *= 10;
  }
  return digits > 0;
}

bool price_of(const pricing *p, size_t office_row, int month, int64_t *price, int64_t *scale) {
  naze_session *s = p->c->session;
  bool ok = false;
  char *text = NULL;
  if (office_row == SIZE_MAX) return false;
  if (p->field != NAZE_IR_NONE) {
    text = fact_plain(s, office_row, p->field);
  } else {
    str day = { 0 };
    str_printf(&day, "%04d-%02d-01", month / 12, month % 12 + 1);
    text = naze_set_date(s, str_text(&day)) == NAZE_OK ? asked_plain(s, p->decl, office_row) : mem_copy("", 0);
    str_free(&day);
  }
  ok = price_read(text, price, scale);
  free(text);
  return ok;
}
