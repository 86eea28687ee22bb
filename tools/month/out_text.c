/* out_text.c -- the month for people at a terminal. */
#include <string.h>

#include "../table.h"
#include "../words.h"
#include "report.h"

static void tally_line(term *o, const tally *t) {
  str s = { 0 };
  str_printf(&s, tr(o, "可 %zu件 ", "allowed %zu, "), t->allowed);
  sum_put(&s, &t->units, tr(o, "単位", " units"), o->english);
  str_printf(&s, tr(o, " · 不可 %zu件 · 不明 %zu件", " · denied %zu · unknown %zu"), t->refused, t->open);
  if (t->has_yen) {
    str_put(&s, " · ");
    sum_put(&s, &t->yen, tr(o, "円", " yen"), o->english);
  }
  out(o, str_text(&s));
  str_free(&s);
}

/* 10/09 within one year, 2024-10-09 else */
static const char *day_of(const month_report *r, const char *date, str *s) {
  str_clear(s);
  bool one = r->nmonth && r->month[0] / 12 == r->month[r->nmonth - 1] / 12 && strlen(date) == 10;
  if (one) str_printf(s, "%.2s/%.2s", date + 5, date + 8);
  else str_put(s, *date ? date : "？");
  return str_text(s);
}

static void claim_row(term *o, table *t, const month_report *r, const claim *x) {
  str s = { 0 };
  table_add(t);
  table_set(t, 0, STYLE_PLAIN, *x->number ? x->number : "？");
  table_set(t, 1, STYLE_PLAIN, day_of(r, x->date, &s));
  table_set(t, 2, STYLE_PLAIN, *x->claimed ? x->claimed : "？");
  table_set(t, 3, outcome_style(x->outcome), outcome_word(o->english, x->outcome));
  str_clear(&s);
  if (x->outcome == NAZE_DENY || x->outcome == NAZE_NA) str_put(&s, "－");
  else sum_put(&s, &x->units, "", o->english);
  table_set(t, 4, STYLE_PLAIN, str_text(&s));
  str_clear(&s);
  str_put(&s, x->reason);
  for (size_t i = 0; i < x->nextra; i++) str_printf(&s, "%s＋%s %lld", s.n ? " " : "", x->extra[i].name, (long long)x->extra[i].units);
  checks_put(&s, &x->check);
  table_set(t, 5, STYLE_PLAIN, str_text(&s));
  str_free(&s);
}

/* Numbers of the claims of a right set; hoped: of that if all that is 不明 were 可. */
static void numbers_put(str *s, const month_report *r, const right_set *x, bool hoped, const char *none, const char *comma) {
  size_t n = 0;
  for (size_t p = x->first; p < x->first + x->n; p++)
    for (size_t c = r->user[p].first; c < r->user[p].first + r->user[p].n; c++)
      if (r->claim[c].month == x->month && (hoped ? r->claim[c].hoped : r->claim[c].right)) str_printf(s, "%s%s", n++ ? comma : "", r->claim[c].number);
  if (!n) str_put(s, none);
}

/* Said where it is not simply everything that was claimed. */
static void right_line(term *o, const month_report *r, const right_set *x) {
  str s = { 0 };
  if (x->all) return;
  str_put(&s, "  ");
  if (r->nmonth > 1 && x->month) month_put(&s, x->month), str_put(&s, "  ");
  str_put(&s, tr(o, "正しくて最も多い請求  ", "The right set: "));
  numbers_put(&s, r, x, false, tr(o, "なし", "none"), tr(o, "、", ", "));
  str_put(&s, "  ");
  number_put(&s, x->units);
  str_put(&s, tr(o, "単位", " units"));
  if (!x->exact) str_put(&s, tr(o, "（調べ切れていない）", " (the search was cut short)"));
  if (x->has_hoped) {
    str_put(&s, tr(o, "。不明がどれも可なら  ", "; if all that is unknown were allowed: "));
    numbers_put(&s, r, x, true, tr(o, "なし", "none"), tr(o, "、", ", "));
    str_put(&s, "  ");
    number_put(&s, x->hoped);
    str_put(&s, tr(o, "単位", " units"));
  }
  str_put(&s, "\n");
  out(o, str_text(&s));
  str_free(&s);
}

static void people(term *o, const month_report *r) {
  size_t at = 0; /* right sets are in the order of persons */
  for (size_t i = 0; i < r->nuser; i++) {
    const person *p = &r->user[i];
    table t = { 0 };
    str marks = { 0 };
    outf(o, "%s %s", tr(o, r->users, "User"), *p->key ? p->key : tr(o, "？", "?"));
    if (r->noffice > 1 && p->office != NOBODY) outf(o, tr(o, "（%s）", " (%s)"), r->office[p->office].key);
    out(o, "  ");
    tally_line(o, &p->t);
    checks_put(&marks, &p->check);
    if (marks.n) outf(o, "  %s", str_text(&marks));
    str_free(&marks);
    out(o, "\n");
    for (size_t c = p->first; c < p->first + p->n; c++) claim_row(o, &t, r, &r->claim[c]);
    table_print(o, &t, 2, 2);
    table_free(&t);
    while (at < r->nright && r->right[at].first + r->right[at].n - 1 == i) right_line(o, r, &r->right[at++]);
  }
}

static void lacks_text(term *o, const month_report *r) {
  table t = { 0 };
  size_t n = 0;
  for (size_t i = 0; i < r->n; i++) {
    const claim *x = &r->claim[i];
    for (size_t k = 0; k < x->nlack; k++) {
      if (!n++) out(o, tr(o, "\n足りない記録\n", "\nRecords that are missing\n"));
      table_add(&t);
      table_set(&t, 0, STYLE_PLAIN, x->number);
      table_set(&t, 1, STYLE_PLAIN, x->claimed);
      table_set(&t, 2, STYLE_PLAIN, *x->lack[k].detail ? x->lack[k].detail : x->lack[k].what);
    }
  }
  if (n) table_print(o, &t, 2, 2);
  table_free(&t);
}

static void open_text(term *o, const month_report *r) {
  table t = { 0 };
  out(o, tr(o, "\nまだ請求していないもの", "\nNot claimed yet"));
  if (!r->nopen) out(o, tr(o, "  なし", ": none"));
  if (r->nsearched) outf(o, tr(o, "（%zuか所は調べ切れていない）", " (in %zu places the search was cut short)"), r->nsearched);
  out(o, "\n");
  for (size_t i = 0; i < r->nopen; i++) {
    const unclaimed *u = &r->open[i];
    str units = { 0 }, day = { 0 };
    number_put(&units, u->units);
    table_add(&t);
    table_set(&t, 0, STYLE_PLAIN, u->user);
    table_set(&t, 1, STYLE_PLAIN, day_of(r, u->date, &day));
    str_free(&day);
    table_set(&t, 2, STYLE_PLAIN, u->claimed);
    table_set(&t, 3, STYLE_PLAIN, str_text(&units));
    table_set(&t, 4, STYLE_PLAIN, u->records);
    str_free(&units);
  }
  if (r->nopen) table_print(o, &t, 2, 2);
  table_free(&t);
}

static void findings_text(term *o, const findings *f) {
  size_t errors = find_errors(f);
  if (!f->n) return;
  outf(o, tr(o, "\n読み込みと点検  誤り %zu件、注意 %zu件\n", "\nInput and checks: %zu errors, %zu notes\n"), errors, f->n - errors);
  for (size_t i = 0; i < f->n; i++) {
    const finding *g = &f->v[i];
    out(o, "  ");
    out_styled(o, g->note ? STYLE_DIM : STYLE_BAD, g->note ? tr(o, "注意", "note") : tr(o, "誤り", "error"));
    out(o, "  ");
    if (*g->file) out(o, g->file);
    if (*g->file && g->line) outf(o, ":%lu", (unsigned long)g->line);
    outf(o, "%s%s\n", *g->file ? "  " : "", o->english ? g->en : g->ja);
  }
}

void report_text(term *o, const month_report *r, const findings *f) {
  people(o, r);
  if (r->nuser) out(o, "\n");
  for (size_t i = 0; i < r->noffice; i++) {
    outf(o, "%s %s  ", tr(o, r->offices, "Office"), *r->office[i].key ? r->office[i].key : tr(o, "？", "?"));
    tally_line(o, &r->office[i].t);
    out(o, "\n");
  }
  if (r->noffice != 1) {
    out(o, tr(o, "合計  ", "Total  "));
    tally_line(o, &r->all);
    out(o, "\n");
  }
  if (r->settled) outf(o, tr(o, "ほかに 支払済・返戻・取下げ %zu件（事実として数え、判定していない）\n", "Besides: %zu claims that are paid, returned or withdrawn (facts, not judged)\n"), r->settled);
  lacks_text(o, r);
  if (r->searched) open_text(o, r);
  findings_text(o, f);
}
