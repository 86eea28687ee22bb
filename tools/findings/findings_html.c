/* findings_html.c -- findings as a part of an HTML page. */
#include "../html.h"
#include "../words.h"
#include "findings.h"

static void row(str *s, const char *label, const char *text, bool code) {
  if (!text) return;
  str_put(s, "<tr><th>");
  html_escape(s, label);
  str_put(s, code ? "</th><td><code>" : "</th><td style=\"white-space:pre-line\">");
  html_escape(s, text);
  str_put(s, code ? "</code></td></tr>\n" : "</td></tr>\n");
}

void findings_html(str *s, const rule_findings *f, bool english) {
  for (size_t i = 0; i < f->n; i++) {
    const rule_finding *x = &f->v[i];
    str place = { 0 };
    place_put(&place, x->file ? x->file : "", x->line);
    str_printf(s, "<h2 class=\"%s\"><span class=\"mark\">%s</span>", x->accepted ? "dim" : x->level == FINDING_ERROR ? "no" : x->level == FINDING_WARNING ? "unknown" : "dim", finding_mark(x->level));
    html_escape(s, english ? x->kind->en : x->kind->ja);
    str_put(s, "　");
    html_escape(s, x->about ? x->about : "");
    str_put(s, "</h2>\n<table>\n");
    row(s, english ? "what" : "こと", x->what, false);
    row(s, english ? "at" : "場所", place.n ? str_text(&place) : NULL, false);
    row(s, english ? "source" : "出典", x->cite, false);
    row(s, english ? "case" : "例", x->facts, false);
    row(s, english ? "replay" : "再現", x->replay, true);
    row(s, english ? "how" : "直し方", x->how, false);
    if (x->accepted) row(s, english ? "accepted" : "認めた理由", x->remark ? x->remark : "－", false);
    str_put(s, "</table>\n");
    str_free(&place);
  }
}
