#include "../findings/forms.h"
#include "../html.h"
#include "run.h"

enum { SHOWN = 20 };

static void line(term *o, const char *label, const cover_count *k) {
  size_t able = k->places - k->never;
  out(o, "  ");
  out_styled(o, k->missing || k->left ? STYLE_OPEN : STYLE_GOOD, k->missing ? "△" : k->left ? "？" : "✓");
  out(o, " ");
  out_padded(o, STYLE_PLAIN, label, 26);
  outf(o, "%6zu／%-6zu %3zu%%", k->met, able, able ? k->met * 100 / able : 100);
  if (k->never) outf(o, tr(o, "  起こり得ない %zu", "  cannot matter %zu"), k->never);
  if (k->left) outf(o, tr(o, "  試していない %zu", "  not tried %zu"), k->left);
  out(o, "\n");
}

static const char *base(const char *path) {
  const char *at = path;
  for (const char *p = path; *p; p++)
    if (*p == '/') at = p + 1;
  return at;
}

void cover_text(term *o, const cover_report *r, bool all) {
  findings_text(o, &r->found, all ? 0 : SHOWN);
  for (size_t i = 0; i < r->t.kinds; i++)
    if (r->count[i].places) line(o, tr(o, r->t.kind[i].ja, r->t.kind[i].en), &r->count[i]);
  if (r->files > 1) {
    out(o, tr(o, "  ファイルごと\n", "  by file\n"));
    for (size_t i = 0; i < r->files; i++)
      if (all || r->file[i].count.missing) line(o, base(r->file[i].name), &r->file[i].count);
  }
  if (r->idle.n) {
    outf(o, tr(o, "  その事例だけが決めるところも、気づく書き損じもない事例 %zu件\n", "  cases that decide and notice nothing alone: %zu\n"), r->idle.n);
    for (size_t i = 0; i < r->idle.n && (all || i < SHOWN); i++) outf(o, "    ・ %s\n", r->idle.v[i]);
    if (!all && r->idle.n > SHOWN) outf(o, tr(o, "    ほか%zu件（--all ですべて）\n", "    %zu more (--all shows all)\n"), r->idle.n - SHOWN);
  }
  for (size_t i = 0; i < r->stale.n; i++) outf(o, tr(o, "  認めたものの一覧にあるが、もう見つからない: %s\n", "  accepted, but no longer found: %s\n"), r->stale.v[i]);
  if (r->t.failing) outf(o, tr(o, "  もとの規則で外れている期待が %zu件あります\n", "  %zu expectations fail on the rules as they are\n"), r->t.failing);
  outf(o, tr(o, "見るところ %zu · 事例が決めている %zu · 起こり得ない %zu · 事例がない %zu（うち認めたもの %zu）· 試していない %zu · 事例 %zu件（%.1f秒）\n",
             "places %zu · decided by cases %zu · cannot matter %zu · missing %zu (accepted %zu) · not tried %zu · cases %zu (%.1f s)\n"),
       r->all.places, r->all.met, r->all.never, r->all.missing, r->found.n - findings_new(&r->found), r->all.left, r->t.cases, r->t.seconds);
}

static void numbers(json *j, const cover_count *k) {
  json_int(j, "places", (int64_t)k->places);
  json_int(j, "met", (int64_t)k->met);
  json_int(j, "never", (int64_t)k->never);
  json_int(j, "missing", (int64_t)k->missing);
  json_int(j, "notTried", (int64_t)k->left);
}

void cover_json(str *s, const cover_report *r) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  numbers(&j, &r->all);
  json_int(&j, "cases", (int64_t)r->t.cases);
  json_open(&j, "kinds", '[');
  for (size_t i = 0; i < r->t.kinds; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "kind", r->t.kind[i].id);
    numbers(&j, &r->count[i]);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_open(&j, "files", '[');
  for (size_t i = 0; i < r->files; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "file", r->file[i].name);
    numbers(&j, &r->file[i].count);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  findings_json(&j, &r->found);
  report_list_json(&j, "idleCases", &r->idle);
  report_json_end(s, &j, &r->stale);
}

static void row(str *s, const char *label, const cover_count *k) {
  size_t able = k->places - k->never;
  str_put(s, "<tr><th>");
  html_escape(s, label);
  str_printf(s, "</th><td>%zu</td><td>%zu</td><td>%zu%%</td><td>%zu</td><td>%zu</td></tr>\n", k->met, able, able ? k->met * 100 / able : 100, k->never, k->left);
}

void cover_html(str *s, const cover_report *r, bool english) {
  report_html_begin(s, "naze cover", english);
  str_printf(s, "<h1>%s</h1>\n<table>\n<tr><th></th><th>%s</th><th>%s</th><th></th><th>%s</th><th>%s</th></tr>\n", english ? "What the cases decide" : "事例が決めているところ", english ? "decided" : "決めている",
             english ? "places" : "見るところ", english ? "cannot matter" : "起こり得ない", english ? "not tried" : "試していない");
  for (size_t i = 0; i < r->t.kinds; i++)
    if (r->count[i].places) row(s, english ? r->t.kind[i].en : r->t.kind[i].ja, &r->count[i]);
  for (size_t i = 0; i < r->files; i++) row(s, base(r->file[i].name), &r->file[i].count);
  str_put(s, "</table>\n");
  cover_grids(s, r, english);
  findings_html(s, &r->found, english);
  str_put(s, "</body></html>\n");
}
