#include "../findings/forms.h"
#include "../html.h"
#include "run.h"

enum { SHOWN = 20 };

void mutate_text(term *o, const mutate_report *r, bool all) {
  size_t fresh = findings_new(&r->found), accepted = r->found.n - fresh;
  findings_text(o, &r->found, all ? 0 : SHOWN);
  for (size_t i = 0; i < r->kinds; i++) {
    const mutate_count *k = &r->count[i];
    naze_trial_kind name = { "", "", "" };
    if (!k->made || !naze_trial_kind_at(NAZE_TRY_SLIPS, i, &name)) continue;
    out(o, "  ");
    out_styled(o, k->survived || k->left ? STYLE_OPEN : STYLE_GOOD, k->survived ? "△" : k->left ? "？" : "✓");
    out(o, " ");
    out_padded(o, STYLE_PLAIN, tr(o, name.ja, name.en), 12);
    outf(o, tr(o, "%6zu  気づいた %zu", "%6zu  noticed %zu"), k->made, k->noticed);
    if (k->same) outf(o, tr(o, "  同じと示した %zu", "  proved the same %zu"), k->same);
    if (k->survived) outf(o, tr(o, "  気づかない %zu", "  not noticed %zu"), k->survived);
    if (k->left) outf(o, tr(o, "  試していない %zu", "  not tried %zu"), k->left);
    out(o, "\n");
  }
  for (size_t i = 0; i < r->stale.n; i++) outf(o, tr(o, "  認めたものの一覧にあるが、もう見つからない: %s\n", "  accepted, but no longer found: %s\n"), r->stale.v[i]);
  if (r->failing) outf(o, tr(o, "  もとの規則で外れている期待が %zu件あります（比べていません）\n", "  %zu expectations fail on the rules as they are (left out)\n"), r->failing);
  outf(o, tr(o, "書き損じ %zu · 気づいた %zu · 同じと示した %zu · 気づかない %zu（うち認めたもの %zu）· 試していない %zu · 事例 %zu件（%.1f秒）\n",
             "slips %zu · noticed %zu · proved the same %zu · not noticed %zu (accepted %zu) · not tried %zu · cases %zu (%.1f s)\n"),
       r->all.made, r->all.noticed, r->all.same, r->all.survived, accepted, r->all.left, r->cases, r->seconds);
}

static void numbers(json *j, const mutate_count *k) {
  json_int(j, "made", (int64_t)k->made);
  json_int(j, "noticed", (int64_t)k->noticed);
  json_int(j, "same", (int64_t)k->same);
  json_int(j, "survived", (int64_t)k->survived);
  json_int(j, "notTried", (int64_t)k->left);
}

void mutate_json(str *s, const mutate_report *r) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  numbers(&j, &r->all);
  json_int(&j, "cases", (int64_t)r->cases);
  json_int(&j, "expectations", (int64_t)r->expectations);
  json_int(&j, "failing", (int64_t)r->failing);
  json_open(&j, "kinds", '[');
  for (size_t i = 0; i < r->kinds; i++) {
    naze_trial_kind name = { "", "", "" };
    if (!naze_trial_kind_at(NAZE_TRY_SLIPS, i, &name)) continue;
    json_open(&j, NULL, '{');
    json_str(&j, "kind", name.id);
    numbers(&j, &r->count[i]);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  findings_json(&j, &r->found);
  report_json_end(s, &j, &r->stale);
}

void mutate_html(str *s, const mutate_report *r, bool english) {
  report_html_begin(s, "naze mutate", english);
  str_printf(s, "<h1>%s</h1>\n<table>\n<tr><th></th><th>%s</th><th>%s</th><th>%s</th><th>%s</th><th>%s</th></tr>\n", english ? "Slips of the pen" : "書き損じに気づくか", english ? "made" : "書き損じ",
             english ? "noticed" : "気づいた", english ? "proved the same" : "同じと示した", english ? "not noticed" : "気づかない", english ? "not tried" : "試していない");
  for (size_t i = 0; i < r->kinds; i++) {
    const mutate_count *k = &r->count[i];
    naze_trial_kind name = { "", "", "" };
    if (!k->made || !naze_trial_kind_at(NAZE_TRY_SLIPS, i, &name)) continue;
    str_put(s, "<tr><th>");
    html_escape(s, english ? name.en : name.ja);
    str_printf(s, "</th><td>%zu</td><td>%zu</td><td>%zu</td><td>%zu</td><td>%zu</td></tr>\n", k->made, k->noticed, k->same, k->survived, k->left);
  }
  str_put(s, "</table>\n");
  findings_html(s, &r->found, english);
  str_put(s, "</body></html>\n");
}
