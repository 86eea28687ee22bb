/* report.c -- see fuzz.h */
#include "../findings/forms.h"
#include "../html.h"
#include "fuzz.h"

enum { SHOWN = 20 };

static size_t found_of(const fuzz_report *r, size_t k) {
  size_t n = 0;
  for (size_t i = 0; i < r->found.n; i++) n += r->found.v[i].kind == &fuzz_kinds[k];
  return n;
}

void fuzz_text(term *o, const fuzz_report *r, bool all) {
  uint64_t cases = 0;
  findings_text(o, &r->found, all ? 0 : SHOWN);
  for (size_t k = 0; k < FUZZ_KINDS; k++) {
    cases += r->cases[k];
    if (!r->cases[k]) continue;
    out(o, "  ");
    size_t n = found_of(r, k);
    out_styled(o, n ? STYLE_BAD : STYLE_GOOD, n ? "✗" : "✓");
    outf(o, tr(o, " %s  事例 %llu\n", " %s  cases %llu\n"), tr(o, fuzz_kinds[k].ja, fuzz_kinds[k].en), (unsigned long long)r->cases[k]);
  }
  if (r->kept) outf(o, tr(o, "  残してある事例 %zu件、うち今も起こるもの %zu件\n", "  cases kept %zu, of these still so %zu\n"), r->kept, r->still);
  for (size_t i = 0; i < r->unusable.n; i++) outf(o, tr(o, "  今の規則に合わない事例: %s\n", "  a kept case that does not fit these rules: %s\n"), r->unusable.v[i]);
  for (size_t i = 0; i < r->stale.n; i++) outf(o, tr(o, "  認めたものの一覧にあるが、もう見つからない: %s\n", "  accepted, but no longer found: %s\n"), r->stale.v[i]);
  outf(o, tr(o, "事例 %llu（うち請求の月 %llu）· 指摘 %zu件 · 認めたもの %zu件 · 種 %llu（%.1f秒）\n", "cases %llu (months of claims %llu) · findings %zu · accepted %zu · seed %llu (%.1f s)\n"),
       (unsigned long long)cases, (unsigned long long)r->months, findings_new(&r->found), r->found.n - findings_new(&r->found), (unsigned long long)r->seed, r->seconds);
}

void fuzz_json(str *s, const fuzz_report *r) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_int(&j, "seed", (int64_t)r->seed);
  json_open(&j, "kinds", '[');
  for (size_t k = 0; k < FUZZ_KINDS; k++) {
    json_open(&j, NULL, '{');
    json_str(&j, "kind", fuzz_kinds[k].id);
    json_int(&j, "cases", (int64_t)r->cases[k]);
    json_int(&j, "found", (int64_t)found_of(r, k));
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_int(&j, "months", (int64_t)r->months);
  json_int(&j, "kept", (int64_t)r->kept);
  json_int(&j, "still", (int64_t)r->still);
  findings_json(&j, &r->found);
  report_list_json(&j, "unusable", &r->unusable);
  report_json_end(s, &j, &r->stale);
}

void fuzz_html(str *s, const fuzz_report *r, bool english) {
  report_html_begin(s, "naze fuzz", english);
  str_printf(s, "<h1>%s</h1>\n<table>\n<tr><th></th><th>%s</th><th>%s</th></tr>\n", english ? "Cases made from the rules" : "規則から作った事例による確かめ", english ? "cases" : "事例",
             english ? "found" : "指摘");
  for (size_t k = 0; k < FUZZ_KINDS; k++) {
    size_t n = found_of(r, k);
    if (!r->cases[k] && !n) continue;
    str_printf(s, "<tr><td class=\"%s\"><span class=\"mark\">%s</span>", n ? "no" : "yes", n ? "✗" : "✓");
    html_escape(s, english ? fuzz_kinds[k].en : fuzz_kinds[k].ja);
    str_printf(s, "</td><td>%llu</td><td>%zu</td></tr>\n", (unsigned long long)r->cases[k], n);
  }
  str_put(s, "</table>\n");
  str_printf(s, "<p>%s %llu</p>\n", english ? "seed" : "種", (unsigned long long)r->seed);
  findings_html(s, &r->found, english);
  if (r->unusable.n) {
    str_printf(s, "<h2>%s</h2>\n<ul>\n", english ? "Kept cases that do not fit these rules" : "今の規則に合わない事例");
    for (size_t i = 0; i < r->unusable.n; i++) {
      str_put(s, "<li>");
      html_escape(s, r->unusable.v[i]);
      str_put(s, "</li>\n");
    }
    str_put(s, "</ul>\n");
  }
  str_put(s, "</body></html>\n");
}
