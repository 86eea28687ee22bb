/* render.c -- see render.h */
#include "render.h"

#include <string.h>

#include "nfkc.h"

enum { LINE_WIDTH = 160, /* columns of a source line that are shown; a longer one is cut around the carets */
       BESIDE = 110 };   /* what to write instead stands beside the carets when it ends by this column */

/* ---- a growing string ---- */
typedef struct out {
  nz_arena *a;
  NZ_VEC(char) s;
} out;

static void add(out *o, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++) NZ_PUSH(o->a, &o->s) = p[i];
}
static void adds(out *o, const char *s) { add(o, s, strlen(s)); }
static void fill(out *o, char c, uint32_t n) {
  while (n--) add(o, &c, 1);
}
static void addu(out *o, uint32_t v) {
  char b[12];
  int k = 0;
  do b[k++] = (char)('0' + v % 10);
  while ((v /= 10) != 0);
  while (k) add(o, &b[--k], 1);
}
static const char *done(out *o) {
  add(o, "", 1);
  o->s.n--;
  return o->s.v;
}

/* ---- words ---- */
static bool given(const char *p, const char *end, const nz_str arg[4]) {
  for (; p < end; p++)
    if (*p == '%' && p + 1 < end) {
      p++;
      if (*p >= '1' && *p <= '4' && arg[*p - '1'].n == 0) return false;
    }
  return true;
}

/* Text of people goes to a terminal: nothing in it may steer it. Tabs are the caller's. */
static void add_safe(out *o, const char *p, size_t n) {
  for (size_t i = 0; i < n;) {
    uint32_t c;
    unsigned len = nz_utf8(p + i, n - i, &c);
    bool bad = len == 0 || c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
               (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0x200B && c <= 0x200D);
    if (len == 0) len = 1;
    if (bad) adds(o, "\xEF\xBF\xBD");
    else add(o, p + i, len);
    i += len;
  }
}

const char *nz_fill(nz_arena *a, const char *text, const nz_str arg[4]) {
  out o = {.a = a};
  for (const char *p = text; *p;) {
    const char *end = strstr(p, "%|"), *next = end ? end + 2 : p + strlen(p);
    if (!end) end = next;
    if (given(p, end, arg)) {
      for (; p < end; p++) {
        if (*p == '%' && p + 1 < end) {
          p++;
          if (*p >= '1' && *p <= '4') add_safe(&o, arg[*p - '1'].p, arg[*p - '1'].n);
          else add(&o, p, 1);
        } else {
          add(&o, p, 1);
        }
      }
      break;
    }
    p = next;
  }
  return done(&o);
}

static const char *part(nz_arena *a, const nz_diag *g, bool english, int which) {
  const char *text = nz_msg_text(g->id, english, which);
  if (which != NZ_WHAT) return nz_fill(a, text, g->arg);
  nz_str arg[4]; /* what is wrong is always said, whatever is missing */
  for (int i = 0; i < 4; i++) arg[i] = g->arg[i].n ? g->arg[i] : (nz_str){"?", 1};
  return nz_fill(a, text, arg);
}

/* ---- the line and its carets ---- */
typedef struct shown_line {
  const char *text;
  uint32_t at, width; /* columns before the carets, number of carets */
} shown_line;

static void add_shown(out *o, const char *p, size_t n, bool narrow, uint32_t start) {
  for (size_t i = 0; i < n;) { /* tabs to blanks, as wide as they were */
    const char *tab = memchr(p + i, '\t', n - i);
    size_t k = tab ? (size_t)(tab - (p + i)) : n - i;
    add_safe(o, p + i, k);
    i += k;
    if (i < n) {
      uint32_t w = o->s.n > start ? nz_width(o->s.v + start, o->s.n - start, narrow) : 0;
      fill(o, ' ', 4 - w % 4);
      i++;
    }
  }
}

static shown_line show_line(nz_arena *a, const nz_source *s, nz_place p, uint32_t lo, uint32_t hi, bool narrow) {
  const char *line = p.line_text.p, *end = line + p.line_text.n;
  const char *from = s->raw + nz_raw_offset(s, lo), *to = s->raw + nz_raw_offset(s, hi < lo ? lo : hi);
  if (from < line) from = line;
  if (from > end) from = end;
  if (to > end) to = end;
  if (to < from) to = from;
  out o = {.a = a};
  /* A very long line is cut before and after; characters are then at most 4 bytes for one column. */
  const char *left = line, *right = end;
  if (from - left > LINE_WIDTH && end - line > 3 * LINE_WIDTH) {
    left = from - LINE_WIDTH / 2;
    while (left > line && ((unsigned char)*left & 0xC0) == 0x80) left--;
  }
  if (right - from > 3 * LINE_WIDTH) {
    right = from + 3 * LINE_WIDTH;
    while (right > from && ((unsigned char)*right & 0xC0) == 0x80) right--;
  }
  if (to > right) to = right;
  if (left > line) adds(&o, "…");
  add_shown(&o, left, (size_t)(from - left), narrow, 0);
  uint32_t before = o.s.n ? nz_width(o.s.v, o.s.n, narrow) : 0;
  add_shown(&o, from, (size_t)(to - from), narrow, 0);
  uint32_t upto = o.s.n ? nz_width(o.s.v, o.s.n, narrow) : 0;
  add_shown(&o, to, (size_t)(right - to), narrow, 0);
  if (right < end) adds(&o, "…");
  while (o.s.n && o.s.v[o.s.n - 1] == ' ') o.s.n--;
  return (shown_line){done(&o), before, upto > before ? upto - before : 1};
}

static const nz_source *source_of(const nz_sources *ss, nz_span at) {
  return at.file < ss->list.n ? ss->list.v[at.file] : NULL;
}

/* A file that could not be read has an empty text and no line to show. */
static bool readable(const nz_source *s) { return s->ntext > 1 || s->nraw <= 1; }

nz_shown nz_show_diag(nz_arena *a, const nz_sources *ss, const nz_diag *g, bool english) {
  nz_shown v = {.code = nz_msg_code(g->id), .name = nz_msg_name(g->id), .severity = nz_msg_severity(g->id), .file = "", .excerpt = ""};
  v.what = part(a, g, english, NZ_WHAT);
  v.why = part(a, g, english, NZ_WHY);
  v.how = part(a, g, english, NZ_HOW);
  const nz_source *s = source_of(ss, g->at);
  if (!s) return v;
  v.file = s->path;
  nz_place p = nz_place_of(s, g->at.lo, g->at.hi), e = nz_place_of(s, g->at.hi, g->at.hi);
  v.line = p.line;
  v.col = p.col;
  v.end_line = e.line;
  v.end_col = e.col;
  if (g->at.hi > g->at.lo && e.line > p.line && e.col == 1) { /* ends with its line's end */
    nz_place last = nz_place_of(s, g->at.hi - 1, g->at.hi - 1);
    v.end_line = last.line;
    v.end_col = last.col;
  }
  if (readable(s)) {
    shown_line l = show_line(a, s, p, g->at.lo, g->at.hi, false);
    out o = {.a = a};
    adds(&o, l.text);
    adds(&o, "\n");
    fill(&o, ' ', l.at);
    fill(&o, '^', l.width);
    adds(&o, "\n");
    v.excerpt = done(&o);
  }
  if (g->has_fix && g->fix_at.file == g->at.file) {
    v.fix = nz_copy(a, g->fix.p, g->fix.n);
    v.fix_lo = nz_raw_offset(s, g->fix_at.lo);
    v.fix_hi = nz_raw_offset(s, g->fix_at.hi);
  }
  return v;
}

/* ---- as text ---- */
static uint32_t digits(uint32_t v) {
  uint32_t n = 1;
  while (v >= 10) v /= 10, n++;
  return n;
}

static void gutter(out *o, uint32_t number, uint32_t width) {
  fill(o, ' ', 2 + width - (number ? digits(number) : 0));
  if (number) addu(o, number);
  adds(o, " |");
}

static void gap_adds(out *o, const char *s) { /* keeps line ends free of blanks */
  if (*s) {
    adds(o, " ");
    adds(o, s);
  }
  adds(o, "\n");
}

/* The line as the fix would leave it; "" when the fix adds or takes away lines. */
static const char *fixed_line(nz_arena *a, const nz_source *s, const nz_shown *v, uint32_t *number) {
  uint32_t line = 0;
  while (line + 1 < s->nlines && s->lines[line + 1] <= v->fix_lo) line++;
  uint32_t lo = s->lines[line], hi = line + 1 < s->nlines ? s->lines[line + 1] : s->nraw;
  while (hi > lo && (s->raw[hi - 1] == '\n' || s->raw[hi - 1] == '\r')) hi--;
  if (v->fix_hi > hi || strpbrk(v->fix, "\r\n") || hi - lo > 3 * LINE_WIDTH) return "";
  out o = {.a = a};
  add_shown(&o, s->raw + lo, v->fix_lo - lo, false, 0);
  add_shown(&o, v->fix, strlen(v->fix), false, 0);
  add_shown(&o, s->raw + v->fix_hi, hi - v->fix_hi, false, 0);
  *number = line + 1;
  return done(&o);
}

static void render(out *o, const nz_sources *ss, const nz_diag *g, bool english, bool narrow) {
  static const char *const sev[2][3] = {{"誤り", "注意", "参考"}, {"error", "warning", "note"}};
  nz_shown v = nz_show_diag(o->a, ss, g, english);
  const nz_source *s = source_of(ss, g->at);
  if (s) {
    add_safe(o, v.file, strlen(v.file));
    adds(o, ":");
    addu(o, v.line);
    adds(o, ":");
    addu(o, v.col);
    adds(o, ": ");
  }
  adds(o, sev[english][v.severity]);
  adds(o, ": ");
  adds(o, v.what);
  adds(o, " [");
  adds(o, v.code);
  adds(o, "]\n");
  uint32_t width = digits(v.line), number = 0;
  const char *fixed = s && v.fix ? fixed_line(o->a, s, &v, &number) : "";
  for (int i = 0; i < 2; i++) {
    const nz_source *t = g->also[i].hi ? source_of(ss, g->also[i]) : NULL;
    uint32_t n = t ? digits(nz_line_of(t, g->also[i].lo)) : 0;
    if (n > width) width = n;
  }
  const char *how = v.how;
  if (s && readable(s)) {
    nz_place p = nz_place_of(s, g->at.lo, g->at.hi);
    shown_line l = show_line(o->a, s, p, g->at.lo, g->at.hi, narrow);
    gutter(o, v.line, width);
    gap_adds(o, l.text);
    gutter(o, 0, width);
    adds(o, " ");
    fill(o, ' ', l.at);
    fill(o, '^', l.width);
    bool beside = *how && l.at + l.width + nz_width(how, strlen(how), narrow) < BESIDE;
    if (beside) {
      adds(o, " ");
      adds(o, how);
      how = "";
    }
    adds(o, "\n");
    for (int i = 0; i < 2; i++) {
      const nz_source *t = g->also[i].hi ? source_of(ss, g->also[i]) : NULL;
      if (!t) continue;
      nz_span at = g->also[i];
      nz_place q = nz_place_of(t, at.lo, at.hi);
      if (t != s) {
        fill(o, ' ', width + 2);
        adds(o, "-> ");
        add_safe(o, t->path, strlen(t->path));
        adds(o, "\n");
      }
      shown_line m = show_line(o->a, t, q, at.lo, at.hi, narrow);
      gutter(o, q.line, width);
      gap_adds(o, m.text);
      gutter(o, 0, width);
      adds(o, " ");
      fill(o, ' ', m.at);
      fill(o, '-', m.width);
      adds(o, "\n");
    }
  }
  static const char *const label[2][3] = {{"直し方: ", "なぜ: ", "直すと: "}, {"how: ", "why: ", "fixed: "}};
  const char *text[3] = {how, v.why, fixed};
  for (int i = 0; i < 3; i++)
    if (*text[i]) {
      fill(o, ' ', width + 3);
      adds(o, label[english][i]);
      const char *p = text[i];
      if (i == 2) while (*p == ' ') p++;
      adds(o, p);
      adds(o, "\n");
    }
}

nz_str nz_render_diag(nz_arena *a, const nz_sources *ss, const nz_diag *g, bool english, bool narrow) {
  out o = {.a = a};
  render(&o, ss, g, english, narrow);
  return (nz_str){done(&o), o.s.n};
}

static bool after(const nz_diag *x, const nz_diag *y) {
  if (x->at.file != y->at.file) return x->at.file > y->at.file;
  return x->at.lo > y->at.lo;
}

nz_str nz_render_diags(nz_arena *a, const nz_sources *ss, const nz_diags *d, bool english, bool narrow) {
  const nz_diag **by_place = NZ_NEW_N(a, const nz_diag *, d->list.n);
  for (uint32_t i = 0, k; i < d->list.n; i++) { /* nearly sorted already, and at most a few hundred */
    for (k = i; k > 0 && after(by_place[k - 1], &d->list.v[i]); k--) by_place[k] = by_place[k - 1];
    by_place[k] = &d->list.v[i];
  }
  out o = {.a = a};
  for (uint32_t i = 0; i < d->list.n; i++) render(&o, ss, by_place[i], english, narrow);
  if (d->dropped) {
    out n = {.a = a};
    addu(&n, d->dropped);
    nz_diag more = {.id = NZ_M_MANY_MESSAGES, .at = {NZ_NO_FILE, 0, 0}};
    more.arg[0] = (nz_str){done(&n), n.s.n};
    render(&o, ss, &more, english, narrow);
  }
  return (nz_str){done(&o), o.s.n};
}

/* ---- fixes ---- */
nz_str nz_apply_fixes(nz_arena *a, const nz_source *s, const nz_diags *d, uint32_t which) {
  struct edit { uint32_t lo, hi; nz_str text; } *edits = NZ_NEW_N(a, struct edit, d->list.n);
  uint32_t n = 0;
  for (uint32_t i = 0; i < d->list.n; i++) {
    const nz_diag *g = &d->list.v[i];
    if (!g->has_fix || g->fix_at.file != s->id || (which != NZ_EVERY_FIX && which != i)) continue;
    struct edit e = {nz_raw_offset(s, g->fix_at.lo), nz_raw_offset(s, g->fix_at.hi), g->fix};
    uint32_t k = n++;
    for (; k > 0 && edits[k - 1].lo > e.lo; k--) edits[k] = edits[k - 1];
    edits[k] = e;
  }
  out o = {.a = a};
  uint32_t from = 0;
  bool inserted = false; /* at `from` */
  for (uint32_t i = 0; i < n; i++) {
    const struct edit *e = &edits[i];
    if (e->lo < from || e->hi < e->lo || (inserted && e->lo == from && e->hi == e->lo)) continue;
    add(&o, s->raw + from, e->lo - from);
    add(&o, e->text.p, e->text.n);
    from = e->hi;
    inserted = e->hi == e->lo;
  }
  add(&o, s->raw + from, s->nraw - from);
  return (nz_str){done(&o), o.s.n};
}
