#include "../findings/forms.h"
#include "../html.h"
#include "run.h"

enum { SHOWN = 20 };

static void names(term *o, const char *title, const str_list *l, const char *mark, bool all) {
  if (!l->n) return;
  outf(o, "  %s %zu\n", title, l->n);
  for (size_t i = 0; i < l->n && (all || i < SHOWN); i++) outf(o, "    %s %s\n", mark, l->v[i]);
  if (!all && l->n > SHOWN) outf(o, tr(o, "    ほか%zu件（--all ですべて）\n", "    %zu more (--all shows all)\n"), l->n - SHOWN);
}

void diff_text(term *o, const diff_report *r, bool all) {
  size_t fresh = findings_new(&r->found);
  outf(o, tr(o, "結果が変わる判定 %zu、変わらないと証明した判定 %zu（%.1f秒）\n", "%zu changed, %zu proved unchanged (%.1f s)\n"), fresh, r->same + r->unchanged, r->seconds);
  findings_text(o, &r->found, all ? 0 : SHOWN);
  names(o, tr(o, "呼んでいるものが変わった判定", "what they call has changed:"), &r->ripples, "・", all);
  names(o, tr(o, "変わらないと証明できなかった判定", "not proved unchanged:"), &r->not_proved, "？", all);
  if (r->cases) outf(o, tr(o, "  事例では %zu件中 %zu件が変わる\n", "  of %zu cases %zu change\n"), r->cases, r->differing);
  if (r->found.n > fresh) outf(o, tr(o, "  認めたもの %zu件\n", "  accepted: %zu\n"), r->found.n - fresh);
  for (size_t i = 0; i < r->stale.n; i++) outf(o, tr(o, "  認めたものの一覧にあるが、もう見つからない: %s\n", "  accepted, but no longer found: %s\n"), r->stale.v[i]);
}

void diff_json(str *s, const diff_report *r) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_int(&j, "changed", (int64_t)findings_new(&r->found));
  json_int(&j, "unchanged", (int64_t)(r->same + r->unchanged));
  findings_json(&j, &r->found);
  report_list_json(&j, "through", &r->ripples);
  report_list_json(&j, "notProved", &r->not_proved);
  if (r->cases) {
    json_int(&j, "cases", (int64_t)r->cases);
    json_int(&j, "casesChanged", (int64_t)r->differing);
  }
  report_json_end(s, &j, &r->stale);
}

static void list_html(str *s, const char *title, const str_list *l) {
  if (!l->n) return;
  str_put(s, "<h2>");
  html_escape(s, title);
  str_printf(s, " %zu</h2>\n<ul>\n", l->n);
  for (size_t i = 0; i < l->n; i++) {
    str_put(s, "<li>");
    html_escape(s, l->v[i]);
    str_put(s, "</li>\n");
  }
  str_put(s, "</ul>\n");
}

void diff_html(str *s, const diff_report *r, bool english) {
  report_html_begin(s, "naze diff", english);
  str_printf(s, english ? "<h1>%zu changed</h1>\n<p class=\"meta\">%zu proved unchanged</p>\n" : "<h1>結果が変わる判定 %zu</h1>\n<p class=\"meta\">変わらないと証明した判定 %zu</p>\n", findings_new(&r->found),
             r->same + r->unchanged);
  if (r->cases) str_printf(s, english ? "<p>Of %zu cases %zu change.</p>\n" : "<p>事例では %zu件中 %zu件が変わる。</p>\n", r->cases, r->differing);
  findings_html(s, &r->found, english);
  list_html(s, english ? "What they call has changed" : "呼んでいるものが変わった判定", &r->ripples);
  list_html(s, english ? "Not proved unchanged" : "変わらないと証明できなかった判定", &r->not_proved);
  str_put(s, "</body></html>\n");
}
