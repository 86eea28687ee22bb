#include "report.h"

#include "../findings/forms.h"
#include "../html.h"
#include "kinds.h"

enum { SHOWN = 20 };

void verify_text(term *o, const verify_report *r, bool all) {
  size_t fresh = findings_new(&r->found), accepted = r->found.n - fresh;
  findings_text(o, &r->found, all ? 0 : SHOWN);
  bool any = false;
  out(o, "  ");
  for (size_t i = 0; i < verify_kind_count(); i++) {
    const verify_count *c = &r->count[i];
    if (!c->looked || c->found || c->open) continue;
    if (any) out(o, " ");
    out_styled(o, STYLE_GOOD, "✓");
    outf(o, " %s", tr(o, verify_kinds[i].kind.ja, verify_kinds[i].kind.en));
    any = true;
  }
  out(o, "\n");
  if (r->undecided.n) {
    outf(o, tr(o, "  決められなかったもの %zu件\n", "  not decided: %zu\n"), r->undecided.n);
    for (size_t i = 0; i < r->undecided.n && (all || i < SHOWN); i++) outf(o, "    ？ %s\n", r->undecided.v[i]);
    if (!all && r->undecided.n > SHOWN) outf(o, tr(o, "    ほか%zu件（--all ですべて）\n", "    %zu more (--all shows all)\n"), r->undecided.n - SHOWN);
  }
  for (size_t i = 0; i < r->stale.n; i++) outf(o, tr(o, "  認めたものの一覧にあるが、もう見つからない: %s\n", "  accepted, but no longer found: %s\n"), r->stale.v[i]);
  size_t looked = 0;
  for (size_t i = 0; i < verify_kind_count(); i++) looked += r->count[i].looked;
  outf(o, tr(o, "確かめたこと %zu件 · 指摘 %zu件 · 認めたもの %zu件 · 決められなかったもの %zu件（%.1f秒）\n", "looked at %zu · findings %zu · accepted %zu · not decided %zu (%.1f s)\n"), looked, fresh,
       accepted, r->undecided.n, r->seconds);
}

void verify_json(str *s, const verify_report *r) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_open(&j, "kinds", '[');
  for (size_t i = 0; i < verify_kind_count(); i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "kind", verify_kinds[i].kind.id);
    json_int(&j, "looked", (int64_t)r->count[i].looked);
    json_int(&j, "found", (int64_t)r->count[i].found);
    json_int(&j, "notDecided", (int64_t)r->count[i].open);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  findings_json(&j, &r->found);
  report_list_json(&j, "notDecided", &r->undecided);
  report_json_end(s, &j, &r->stale);
}

void verify_html(str *s, const verify_report *r, bool english) {
  report_html_begin(s, "naze verify", english);
  str_printf(s, "<h1>%s</h1>\n<table>\n<tr><th></th><th>%s</th><th>%s</th><th>%s</th></tr>\n", english ? "What must hold of the rules" : "規則の確かめ", english ? "looked at" : "確かめた", english ? "found" : "指摘",
             english ? "not decided" : "決められない");
  for (size_t i = 0; i < verify_kind_count(); i++) {
    const verify_count *c = &r->count[i];
    if (!c->looked) continue;
    str_printf(s, "<tr><td class=\"%s\"><span class=\"mark\">%s</span>", c->found ? "no" : c->open ? "unknown" : "yes", c->found ? "✗" : c->open ? "？" : "✓");
    html_escape(s, english ? verify_kinds[i].kind.en : verify_kinds[i].kind.ja);
    str_printf(s, "</td><td>%zu</td><td>%zu</td><td>%zu</td></tr>\n", c->looked, c->found, c->open);
  }
  str_put(s, "</table>\n");
  findings_html(s, &r->found, english);
  if (r->undecided.n) {
    str_printf(s, "<h2>%s</h2>\n<ul>\n", english ? "Not decided" : "決められなかったもの");
    for (size_t i = 0; i < r->undecided.n; i++) {
      str_put(s, "<li>");
      html_escape(s, r->undecided.v[i]);
      str_put(s, "</li>\n");
    }
    str_put(s, "</ul>\n");
  }
  str_put(s, "</body></html>\n");
}
