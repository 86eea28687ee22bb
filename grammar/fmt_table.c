/* fmt_table.c -- drawing tables; see fmt.h. Each printed line is split at its bars (or tabs) again, so that a row which
 * its author carried over several lines keeps them. */
#include "fmt_int.h"

typedef struct piece { const char *p; size_t n; uint32_t width; } piece;
typedef struct drawn { /* one line */
  piece *cell;
  uint32_t n, end;       /* end: text offset of the line's end */
  bool rule;
  const nz_row *row;
} drawn;
typedef NZ_VEC(piece) pieces;
typedef NZ_VEC(drawn) lines_t;

static bool blank(char c) { return c == ' ' || c == '\t'; }

/* The cell's value in its one form: trimmed, inner blanks folded outside quotes, a lone look-alike repaired. */
static piece canonical(nz_fmt *f, uint32_t lo, uint32_t hi) {
  const char *s = f->src->text;
  while (lo < hi && blank(s[lo])) lo++;
  while (hi > lo && blank(s[hi - 1])) hi--;
  const char *mark = nz_f_mark(s + lo, hi - lo);
  if (mark) return (piece){mark, strlen(mark), nz_f_width(f, mark, strlen(mark))};
  char *buf = nz_get(f->a, hi - lo + 8);
  size_t n = nz_f_time(s + lo, hi - lo, buf);
  if (n) return (piece){buf, n, nz_f_width(f, buf, n)};
  const char *close = NULL;
  for (uint32_t i = lo; i < hi; i++) {
    if (!close && strncmp(s + i, "「", 3) == 0) close = "」";
    else if (!close && strncmp(s + i, "『", 3) == 0) close = "』";
    else if (close && strncmp(s + i, close, 3) == 0) close = NULL;
    if (!close && blank(s[i])) {
      if (n && buf[n - 1] != ' ') buf[n++] = ' ';
    } else {
      buf[n++] = s[i];
    }
  }
  return (piece){buf, n, nz_f_width(f, buf, n)};
}

static uint32_t comment_in(const nz_fmt *f, uint32_t lo, uint32_t hi) {
  for (uint32_t i = f->comment; i < f->toks->comments.n; i++) {
    if (f->toks->comments.v[i].lo >= hi) break;
    if (f->toks->comments.v[i].lo >= lo) return f->toks->comments.v[i].lo;
  }
  return hi;
}

/* Where the next bar stands that is not inside 「」 or 『』, or hi. */
static uint32_t next_bar(const char *s, uint32_t i, uint32_t hi, uint32_t *len) {
  static const char *const bars[] = {"|", "│", "┃", "∣", "❘"};
  static const char *const quotes[][2] = {{"「", "」"}, {"『", "』"}};
  for (; i < hi; i++) {
    for (size_t k = 0; k < 2; k++) {
      if (strncmp(s + i, quotes[k][0], 3) != 0) continue;
      for (uint32_t e = i + 3; e < hi; e++)
        if (strncmp(s + e, quotes[k][1], 3) == 0) {
          i = e;
          break;
        }
    }
    for (size_t k = 0; k < sizeof bars / sizeof bars[0]; k++) {
      *len = (uint32_t)strlen(bars[k]);
      if (strncmp(s + i, bars[k], *len) == 0) return i;
    }
  }
  *len = 0;
  return hi;
}

static drawn split(nz_fmt *f, const nz_row *r, uint32_t lo, uint32_t hi) {
  drawn d = {.end = hi, .rule = r->rule, .row = r};
  pieces v = {0};
  uint32_t end = comment_in(f, lo, hi), len;
  const char *s = f->src->text;
  if (r->from_tabs) {
    for (uint32_t from = lo;;) {
      uint32_t at = from;
      while (at < end && s[at] != '\t') at++;
      NZ_PUSH(f->a, &v) = canonical(f, from, at);
      if (at >= end) break;
      from = at + 1;
    }
  } else {
    uint32_t from = next_bar(s, lo, end, &len) + len;
    while (from < end) {
      uint32_t at = next_bar(s, from, end, &len);
      bool last = at >= end;
      uint32_t k = from;
      while (k < at && blank(s[k])) k++;
      if (!last || k < at) NZ_PUSH(f->a, &v) = canonical(f, from, at);
      from = at + (len ? len : 1);
    }
  }
  d.cell = v.v;
  d.n = v.n;
  return d;
}

static bool numeric(const piece *p) {
  if (!p->n) return false;
  for (size_t i = 0; i < p->n; i++)
    if (!((p->p[i] >= '0' && p->p[i] <= '9') || p->p[i] == ',' || p->p[i] == '.')) return false;
  return true;
}

static void draw(nz_fmt *f, const drawn *d, const uint32_t *width, const uint8_t *align, uint32_t indent) {
  nz_f_spaces(f, indent);
  nz_f_puts(f, "|");
  for (uint32_t c = 0; c < d->n; c++) {
    uint32_t pad = width[c] - (d->cell[c].width < width[c] ? d->cell[c].width : width[c]);
    uint32_t before = align[c] == 'r' ? pad : align[c] == 'c' ? pad / 2 : 0;
    nz_f_spaces(f, before + 1);
    nz_f_put(f, d->cell[c].p, d->cell[c].n);
    nz_f_spaces(f, pad - before + 1);
    nz_f_puts(f, "|");
  }
}

static void draw_rule(nz_fmt *f, uint32_t n, const uint32_t *width, const uint8_t *align, uint32_t indent) {
  nz_f_spaces(f, indent);
  nz_f_puts(f, "|");
  for (uint32_t c = 0; c < n; c++) {
    bool left = align[c] == 'l' || align[c] == 'c', right = align[c] == 'r' || align[c] == 'c';
    if (left) nz_f_puts(f, ":");
    for (uint32_t k = (uint32_t)left + right; k < width[c] + 2; k++) nz_f_puts(f, "-");
    if (right) nz_f_puts(f, ":");
    nz_f_puts(f, "|");
  }
}

/* Prints the comments on lines of their own that stand before `to`. */
static void comments_before(nz_fmt *f, uint32_t to, uint32_t indent) {
  while (f->comment < f->toks->comments.n && f->toks->comments.v[f->comment].lo < to) {
    nz_trivia c = f->toks->comments.v[f->comment++];
    nz_f_spaces(f, indent);
    nz_f_put(f, f->src->text + c.lo, c.hi - c.lo);
    nz_f_newline(f);
  }
}

void nz_f_rows(nz_fmt *f, uint32_t indent) {
  lines_t lines = {0};
  uint32_t cols = 0, end = f->i, saved = f->comment;
  bool tabs = false, ruled = false;
  while (end < f->toks->list.n && f->toks->list.v[end].kind == T_ROW) end++;
  for (uint32_t i = f->i; i < end; i++) {
    const nz_row *r = &f->toks->rows.v[f->toks->list.v[i].num];
    tabs |= r->from_tabs;
    ruled |= r->rule;
    for (uint32_t lo = r->lo; lo < r->hi;) {
      uint32_t e = nz_f_line_end(f, lo), k = lo;
      while (k < e && blank(f->src->text[k])) k++;
      if (k < e && !(f->src->text[k] == '#' && comment_in(f, k, e) == k)) {
        drawn d = split(f, r, lo, e);
        if (d.n > cols) cols = d.n;
        NZ_PUSH(f->a, &lines) = d;
      }
      lo = e + 1;
    }
  }
  f->comment = saved;
  uint32_t *width = NZ_NEW_N(f->a, uint32_t, cols + 1);
  uint8_t *align = nz_get(f->a, cols + 1);
  for (uint32_t c = 0; c < cols; c++) {
    width[c] = 1;
    bool all = !ruled && tabs && lines.n > 1;
    for (uint32_t i = 0; i < lines.n; i++) {
      const drawn *d = &lines.v[i];
      if (d->rule) {
        if (c < d->row->ncells && !align[c]) align[c] = d->row->align[c];
        continue;
      }
      if (c >= d->n) continue;
      if (d->cell[c].width > width[c]) width[c] = d->cell[c].width;
      if (i && !numeric(&d->cell[c])) all = false;
    }
    if (all) align[c] = 'r';
  }
  for (uint32_t i = 0; i < lines.n; i++) {
    const drawn *d = &lines.v[i];
    uint32_t start = d->end; /* the line's start, to find comments between rows */
    while (start && f->src->text[start - 1] != '\n') start--;
    comments_before(f, start, indent);
    if (d->rule) draw_rule(f, d->n, width, align, indent);
    else draw(f, d, width, align, indent);
    nz_f_trailing_comment(f, d->end);
    nz_f_newline(f);
    if (i == 0 && tabs && !ruled && lines.n > 1) {
      draw_rule(f, d->n, width, align, indent);
      nz_f_newline(f);
    }
    f->done = d->end;
  }
  f->i = end;
}
