#include "diag_out.h"

#include <stdlib.h>
#include <string.h>

diag_counts diag_tally(const naze_diags *d) {
  diag_counts n = { 0 };
  for (size_t i = 0, all = naze_diag_count(d); i < all; i++) {
    naze_diag_info g;
    if (!naze_diag_get(d, i, false, &g)) continue;
    n.errors += g.severity == 0;
    n.warnings += g.severity == 1;
  }
  return n;
}

static const char *severity(const term *o, int s) {
  return s == 0 ? tr(o, "誤り", "error") : s == 1 ? tr(o, "注意", "warning") : tr(o, "参考", "note");
}

/* The source line beside its number, and the carets below it. */
static void excerpt(term *o, const naze_diag_info *g) {
  const char *nl = strchr(g->excerpt, '\n');
  char number[16];
  int width = snprintf(number, sizeof number, "%u", (unsigned)g->line);
  if (!nl) nl = g->excerpt + strlen(g->excerpt);
  outf(o, "  %s | %.*s\n", number, (int)(nl - g->excerpt), g->excerpt);
  if (!*nl || !nl[1]) return;
  size_t n = strlen(nl + 1);
  while (n && (nl[n] == '\n' || nl[n] == ' ')) n--;
  outf(o, "  %*s | ", width, "");
  char *carets = mem_copy(nl + 1, n);
  out_styled(o, g->severity == 0 ? STYLE_BAD : STYLE_OPEN, carets);
  free(carets);
}

void diag_print(term *o, const naze_diag_info *g) {
  if (*g->file && g->line) outf(o, "%s:%u:%u: ", g->file, (unsigned)g->line, (unsigned)g->col);
  else if (*g->file) outf(o, "%s: ", g->file);
  out_styled(o, g->severity == 0 ? STYLE_BAD : STYLE_OPEN, severity(o, g->severity));
  outf(o, " %s: %s\n", g->code, g->what);
  if (*g->excerpt) {
    excerpt(o, g);
    outf(o, "%s%s\n", *g->how ? " " : "", g->how);
  } else if (*g->how) outf(o, "  %s\n", g->how);
  if (*g->why) outf(o, "  %s%s\n", tr(o, "なぜ: ", "why: "), g->why);
}

size_t diag_print_all(term *o, const naze_diags *d, bool warnings, size_t most) {
  size_t shown = 0, left = 0, all = naze_diag_count(d);
  for (int severe = 0; severe <= (warnings ? 1 : 0); severe++)
    for (size_t i = 0; i < all; i++) {
      naze_diag_info g;
      if (!naze_diag_get(d, i, o->english, &g)) continue;
      if (severe ? g.severity == 0 : g.severity != 0) continue;
      if (most && shown >= most) left++;
      else diag_print(o, &g), shown++;
    }
  return left;
}

void diag_json(json *j, const naze_diags *d, bool english, size_t most) {
  static const char *const severities[] = { "error", "warning", "note" };
  size_t all = naze_diag_count(d);
  for (size_t i = 0; i < all && (!most || i < most); i++) {
    naze_diag_info g;
    if (!naze_diag_get(d, i, english, &g)) continue;
    json_open(j, NULL, '{');
    json_str(j, "code", g.code);
    json_str(j, "name", g.name);
    json_str(j, "severity", severities[g.severity >= 0 && g.severity < 3 ? g.severity : 2]);
    if (*g.file) json_str(j, "file", g.file);
    if (g.line) {
      json_int(j, "line", g.line);
      json_int(j, "column", g.col);
      json_int(j, "endLine", g.end_line);
      json_int(j, "endColumn", g.end_col);
    }
    json_str(j, "what", g.what);
    json_opt(j, "why", g.why);
    json_opt(j, "how", g.how);
    if (g.fix) {
      json_open(j, "fix", '{');
      json_int(j, "from", g.fix_lo);
      json_int(j, "to", g.fix_hi);
      json_str(j, "text", g.fix);
      json_close(j, '}');
    }
    json_close(j, '}');
  }
}
