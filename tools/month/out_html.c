/* out_html.c -- the month as one HTML file that needs nothing else; made for printing too. */
#include <string.h>

#include "../html.h"
#include "../words.h"
#include "report.h"

static void tally_put(str *s, const tally *t, bool english) {
  str x = { 0 };
  str_printf(&x, english ? "allowed %zu, " : "可 %zu件 ", t->allowed);
  sum_put(&x, &t->units, english ? " units" : "単位", english);
  str_printf(&x, english ? " · denied %zu · unknown %zu" : " · 不可 %zu件 · 不明 %zu件", t->refused, t->open);
  if (t->has_yen) {
    str_put(&x, " · ");
    sum_put(&x, &t->yen, english ? " yen" : "円", english);
  }
  html_element(s, "p", "meta", str_text(&x));
  str_free(&x);
}

static void td(str *s, const char *class, const char *text) {
  str_printf(s, "<td class=\"%s\">", class);
  html_escape(s, text);
  str_put(s, "</td>");
}

static void claim_put(str *s, const claim *x, bool english) {
  str units = { 0 }, reason = { 0 };
  if (x->outcome != NAZE_DENY && x->outcome != NAZE_NA) sum_put(&units, &x->units, "", english);
  str_put(&reason, x->reason);
  for (size_t i = 0; i < x->nextra; i++) str_printf(&reason, "%s＋%s %lld", reason.n ? " " : "", x->extra[i].name, (long long)x->extra[i].units);
  checks_put(&reason, &x->check);
  str_put(s, "<tr>");
  td(s, "", x->number);
  td(s, "", x->date);
  td(s, "", x->claimed);
  td(s, outcome_key(x->outcome), outcome_word(english, x->outcome));
  td(s, "", str_text(&units));
  td(s, "", str_text(&reason));
  str_put(s, "</tr>\n");
  str_free(&units);
  str_free(&reason);
}

static void heading(str *s, const char *word, const char *key, bool english) {
  str_put(s, "<h2>");
  html_escape(s, word);
  str_put(s, " ");
  html_escape(s, *key ? key : english ? "?" : "？");
  str_put(s, "</h2>\n");
}

static void right_put(str *s, const month_report *r, const right_set *x, bool english) {
  size_t n = 0;
  str text = { 0 };
  if (x->all) return;
  for (size_t p = x->first; p < x->first + x->n; p++)
    for (size_t c = r->user[p].first; c < r->user[p].first + r->user[p].n; c++) {
      if (r->claim[c].month == x->month && r->claim[c].right) str_printf(&text, "%s%s", n++ ? english ? ", " : "、" : "", r->claim[c].number);
    }
  str_put(s, "<p>");
  if (r->nmonth > 1 && x->month) month_put(s, x->month), str_put(s, " ");
  str_printf(s, "%s ", english ? "The right set:" : "正しくて最も多い請求：");
  html_escape(s, n ? str_text(&text) : english ? "none" : "なし");
  str_put(s, english ? " (" : "（");
  number_put(s, x->units);
  str_printf(s, "%s%s%s</p>\n", english ? " units" : "単位", x->exact ? "" : english ? ", not proved" : "、言い切れない", english ? ")" : "）");
  str_free(&text);
}

static void lacks_put(str *s, const month_report *r, bool english) {
  bool any = false;
  for (size_t i = 0; i < r->n; i++)
    for (size_t k = 0; k < r->claim[i].nlack; k++) {
      const lack *l = &r->claim[i].lack[k];
      if (!any) str_printf(s, "<h2>%s</h2>\n<table>\n", english ? "Records that are missing" : "足りない記録");
      any = true;
      str_put(s, "<tr>");
      td(s, "", r->claim[i].number);
      td(s, "", r->claim[i].claimed);
      td(s, "", *l->detail ? l->detail : l->what);
      str_put(s, "</tr>\n");
    }
  if (any) str_put(s, "</table>\n");
}

static void open_put(str *s, const month_report *r, bool english) {
  if (r->nopen) str_printf(s, "<h2>%s</h2>\n<table>\n", english ? "Not claimed yet" : "まだ請求していないもの");
  for (size_t i = 0; i < r->nopen; i++) {
    const unclaimed *u = &r->open[i];
    str units = { 0 };
    number_put(&units, u->units);
    str_put(s, "<tr>");
    td(s, "", u->user);
    td(s, "", u->date);
    td(s, "", u->claimed);
    td(s, "", str_text(&units));
    td(s, "", u->records);
    str_put(s, "</tr>\n");
    str_free(&units);
  }
  if (r->nopen) str_put(s, "</table>\n");
}

void report_html(str *s, const month_report *r, const findings *f, bool english) {
  static const char *const ja[] = { "番号", "提供日", "請求したもの", "結果", "単位", "理由" }, *const en[] = { "number", "date", "claimed", "outcome", "units", "reason" };
  size_t at = 0; /* right sets are in the order of persons */
  str_printf(s, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s", english ? "en" : "ja", english ? "Claims" : "請求");
  for (size_t i = 0; i < r->nmonth; i++) str_put(s, " "), month_put(s, r->month[i]);
  str_printf(s, "</title><style>\n%s</style></head><body>\n<h1>%s", html_style, english ? "Claims" : "請求");
  for (size_t i = 0; i < r->nmonth; i++) str_put(s, " "), month_put(s, r->month[i]);
  str_put(s, "</h1>\n");
  tally_put(s, &r->all, english);
  for (size_t i = 0; i < r->noffice; i++) {
    heading(s, english ? "Office" : r->offices, r->office[i].key, english);
    tally_put(s, &r->office[i].t, english);
  }
  for (size_t i = 0; i < r->nuser; i++) {
    const person *p = &r->user[i];
    str marks = { 0 };
    heading(s, english ? "User" : r->users, p->key, english);
    tally_put(s, &p->t, english);
    checks_put(&marks, &p->check);
    if (marks.n) html_element(s, "p", "no", str_text(&marks));
    str_free(&marks);
    str_put(s, "<table>\n<tr>");
    for (size_t k = 0; k < sizeof ja / sizeof *ja; k++) str_printf(s, "<th>%s</th>", english ? en[k] : ja[k]);
    str_put(s, "</tr>\n");
    for (size_t c = p->first; c < p->first + p->n; c++) claim_put(s, &r->claim[c], english);
    str_put(s, "</table>\n");
    while (at < r->nright && r->right[at].first + r->right[at].n - 1 == i) right_put(s, r, &r->right[at++], english);
  }
  lacks_put(s, r, english);
  open_put(s, r, english);
  if (f->n) str_printf(s, "<h2>%s</h2>\n<table>\n", english ? "Input and checks" : "読み込みと点検");
  for (size_t i = 0; i < f->n; i++) {
    const finding *g = &f->v[i];
    str place = { 0 };
    place_put(&place, g->file, g->line);
    str_put(s, "<tr>");
    td(s, g->note ? "dim" : "no", g->note ? (english ? "note" : "注意") : (english ? "error" : "誤り"));
    td(s, "", str_text(&place));
    td(s, "", english ? g->en : g->ja);
    str_put(s, "</tr>\n");
    str_free(&place);
  }
  if (f->n) str_put(s, "</table>\n");
  str_printf(s, "<footer>%s %s</footer>\n</body></html>\n", english ? "Rule set" : "規則の指紋", r->fingerprint);
}
