/* findings_text.c -- findings for reading on a terminal. */
#include <stdlib.h>
#include <string.h>

#include "../words.h"
#include "findings.h"

const char *finding_mark(finding_level l) { return l == FINDING_ERROR ? "✗" : l == FINDING_WARNING ? "△" : "・"; }

static term_style style_of(finding_level l) { return l == FINDING_ERROR ? STYLE_BAD : l == FINDING_WARNING ? STYLE_OPEN : STYLE_DIM; }

/* A label and a text that may have several lines, which stand below each other. */
static void lines(term *o, const char *label, const char *text) {
  if (!text) return;
  size_t width = 8;
  for (const char *p = text; *p;) {
    size_t n = strcspn(p, "\n");
    char *one = mem_copy(p, n);
    out(o, "    ");
    out_padded(o, STYLE_DIM, p == text ? label : "", width);
    outf(o, "%s\n", one);
    free(one);
    p += n + (p[n] == '\n');
  }
}

static void one(term *o, const rule_finding *x) {
  str place = { 0 };
  place_put(&place, x->file ? x->file : "", x->line);
  out(o, "  ");
  out_styled(o, style_of(x->level), finding_mark(x->level));
  outf(o, " %s   %s", tr(o, x->kind->ja, x->kind->en), x->about ? x->about : "");
  if (x->what) outf(o, "   %s", x->what);
  out(o, "\n");
  if (place.n || x->cite) {
    str at = { 0 };
    str_printf(&at, "%s%s%s", str_text(&place), place.n && x->cite ? "   " : "", x->cite ? x->cite : "");
    lines(o, tr(o, "場所", "at"), str_text(&at));
    str_free(&at);
  }
  lines(o, tr(o, "例", "case"), x->facts);
  lines(o, tr(o, "再現", "replay"), x->replay);
  lines(o, tr(o, "直し方", "how"), x->how);
  str_free(&place);
}

void findings_text(term *o, const rule_findings *f, size_t most) {
  size_t shown = 0, left = 0;
  for (size_t i = 0; i < f->n; i++) {
    if (f->v[i].accepted) continue;
    if (most && shown >= most) left++;
    else one(o, &f->v[i]), shown++;
  }
  if (left) outf(o, tr(o, "  ほか%zu件（--all ですべて）\n", "  %zu more (--all shows all)\n"), left);
}
