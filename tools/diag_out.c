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

static size_t digits(uint32_t v) {
  size_t n = 1;
  while (v >= 10) v /= 10, n++;
  return n;
}

enum { BESIDE = 110 }; /* what to write instead stands beside the carets when it ends by this column */

/* The two lines of an excerpt behind their gutter; true when `beside` found room on the second. */
static bool excerpt(term *o, const char *text, uint32_t line, size_t width, char under, term_style style, const char *beside) {
  const char *nl = strchr(text, '\n');
  size_t n = nl ? (size_t)(nl - text) : strlen(text), blanks = 0;
  char *source = mem_copy(text, n);
  outf(o, "  %*u |%s%s\n", (int)width, (unsigned)line, n ? " " : "", source);
  free(source);
  if (!nl) return false;
  const char *marks = nl + 1;
  while (marks[blanks] == ' ') blanks++;
  size_t count = strspn(marks + blanks, "^");
  outf(o, "  %*s | %*s", (int)width, "", (int)blanks, "");
  char *carets = mem_resize(NULL, count + 1, 1);
  memset(carets, under, count);
  carets[count] = 0;
  out_styled(o, style, carets);
  free(carets);
  bool fits = *beside && blanks + count + text_width(o, beside) < BESIDE;
  outf(o, "%s%s\n", fits ? " " : "", fits ? beside : "");
  return fits;
}

void diag_print(term *o, const naze_diag_info *g) {
  term_style style = g->severity == 0 ? STYLE_BAD : STYLE_OPEN;
  if (*g->file && g->line) outf(o, "%s:%u:%u: ", g->file, (unsigned)g->line, (unsigned)g->col);
  else if (*g->file) outf(o, "%s: ", g->file);
  out_styled(o, style, severity(o, g->severity));
  outf(o, ": %s [%s]\n", g->what, g->code);
  size_t width = digits(g->line);
  for (int i = 0; i < 2; i++)
    if (*g->also[i].file && digits(g->also[i].line) > width) width = digits(g->also[i].line);
  bool said = *g->excerpt && excerpt(o, g->excerpt, g->line, width, '^', style, g->how);
  for (int i = 0; i < 2; i++) {
    if (!*g->also[i].file) continue;
    if (strcmp(g->also[i].file, g->file) != 0) outf(o, "  %*s-> %s\n", (int)width, "", g->also[i].file);
    (void)excerpt(o, g->also[i].excerpt, g->also[i].line, width, '-', STYLE_DIM, "");
  }
  if (*g->how && !said) outf(o, tr(o, "   %*s直し方: %s\n", "   %*show: %s\n"), (int)width, "", g->how);
  if (*g->why) outf(o, tr(o, "   %*sなぜ: %s\n", "   %*swhy: %s\n"), (int)width, "", g->why);
}

/* Errors before what may be left; each by file and place. */
static int by_place(const void *a, const void *b) {
  const naze_diag_info *x = a, *y = b;
  if ((x->severity == 0) != (y->severity == 0)) return x->severity == 0 ? -1 : 1;
  int files = strcmp(x->file, y->file);
  if (files) return files;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  return x->col < y->col ? -1 : x->col > y->col;
}

static naze_diag_info *sorted(const naze_diags *d, bool english, size_t *n) {
  size_t all = naze_diag_count(d);
  naze_diag_info *v = mem_resize(NULL, all, sizeof *v);
  *n = 0;
  for (size_t i = 0; i < all; i++) *n += naze_diag_get(d, i, english, &v[*n]);
  if (*n) qsort(v, *n, sizeof *v, by_place);
  return v;
}

static size_t print_sorted(term *o, const naze_diags *d, bool warnings, size_t most, const char *name) {
  size_t n = 0, shown = 0, left = 0;
  naze_diag_info *v = sorted(d, o->english, &n);
  for (size_t i = 0; i < n && (warnings || v[i].severity == 0); i++) {
    if (!*v[i].file) v[i].file = name;
    if (most && shown >= most) left++;
    else diag_print(o, &v[i]), shown++;
  }
  free(v);
  return left;
}

size_t diag_print_all(term *o, const naze_diags *d, bool warnings, size_t most) { return print_sorted(o, d, warnings, most, ""); }

size_t diag_print_named(term *o, const naze_diags *d, const char *name, size_t most) { return print_sorted(o, d, false, most, name); }

void diag_json(json *j, const naze_diags *d, bool english, size_t most) {
  static const char *const severities[] = { "error", "warning", "note" };
  size_t n = 0;
  naze_diag_info *v = sorted(d, english, &n);
  for (size_t i = 0; i < n && (!most || i < most); i++) {
    const naze_diag_info *g = &v[i];
    json_open(j, NULL, '{');
    json_str(j, "code", g->code);
    json_str(j, "name", g->name);
    json_str(j, "severity", severities[g->severity >= 0 && g->severity < 3 ? g->severity : 2]);
    json_opt(j, "file", g->file);
    if (g->line) {
      json_int(j, "line", g->line);
      json_int(j, "column", g->col);
      json_int(j, "endLine", g->end_line);
      json_int(j, "endColumn", g->end_col);
    }
    json_str(j, "what", g->what);
    json_opt(j, "why", g->why);
    json_opt(j, "how", g->how);
    json_open(j, "also", '[');
    for (int k = 0; k < 2; k++) {
      if (!*g->also[k].file) continue;
      json_open(j, NULL, '{');
      json_str(j, "file", g->also[k].file);
      json_int(j, "line", g->also[k].line);
      json_int(j, "column", g->also[k].col);
      json_close(j, '}');
    }
    json_close(j, ']');
    if (g->fix) {
      json_open(j, "fix", '{');
      json_int(j, "from", g->fix_lo);
      json_int(j, "to", g->fix_hi);
      json_str(j, "text", g->fix);
      json_close(j, '}');
    }
    json_close(j, '}');
  }
  free(v);
}
