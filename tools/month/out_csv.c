/* out_csv.c -- the month as CSV for a spreadsheet: UTF-8 with BOM, CRLF, a line a claim. */
#include <string.h>

#include "../words.h"
#include "report.h"

/* A comma and one cell. */
static void cell(str *s, const char *text) {
  size_t digits = strspn(text, "0123456789");
  /* A spreadsheet would take the zeros from the front, or round what is long. */
  bool number = digits && !text[digits] && (text[0] == '0' ? digits > 1 : digits > 15), formula = *text && strchr("=+-@", *text);
  str_put(s, ",");
  if (number) {
    str_printf(s, "\"=\"\"%s\"\"\"", text);
    return;
  }
  if (!formula && !strpbrk(text, ",\"\r\n")) {
    str_put(s, text);
    return;
  }
  str_put(s, formula ? "\"'" : "\"");
  for (; *text; text++) str_put_n(s, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
  str_put(s, "\"");
}

void report_csv(str *out, const month_report *r, const findings *f, bool english) {
  static const char *const ja[] = { "事業所", "利用者", "番号", "提供日", "請求したもの", "結果", "単位", "多くて", "正しい請求", "理由", "付加", "根拠記録", "点検" };
  static const char *const en[] = { "office", "user", "number", "date", "claimed", "outcome", "units", "at most", "right set", "reason", "added", "records", "checks" };
  (void)f;
  str_put(out, "\xEF\xBB\xBF");
  for (size_t i = 0; i < sizeof ja / sizeof *ja; i++) str_printf(out, "%s%s", i ? "," : "", english ? en[i] : ja[i]);
  str_put(out, "\r\n");
  for (size_t i = 0; i < r->n; i++) {
    const claim *x = &r->claim[i];
    str line = { 0 }, added = { 0 }, least = { 0 }, most = { 0 }, checks = { 0 };
    for (size_t k = 0; k < x->nextra; k++) str_printf(&added, "%s%s %lld", k ? "、" : "", x->extra[k].name, (long long)x->extra[k].units);
    if (x->user != NOBODY) checks_put(&checks, &r->user[x->user].check);
    checks_put(&checks, &x->check);
    str_printf(&least, "%lld", (long long)x->units.least);
    if (!x->units.open) str_printf(&most, "%lld", (long long)x->units.most);
    const char *const cells[] = { x->office == NOBODY ? "" : r->office[x->office].key, x->user == NOBODY ? "" : r->user[x->user].key, x->number,
      x->date, x->claimed, outcome_word(english, x->outcome), str_text(&least), str_text(&most), x->right ? "○" : "", x->reason,
      str_text(&added), x->records, str_text(&checks) };
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) cell(&line, cells[k]);
    str_put(out, str_text(&line) + 1); /* without the first comma */
    str_put(out, "\r\n");
    str_free(&line);
    str_free(&added);
    str_free(&least);
    str_free(&most);
    str_free(&checks);
  }
}
