#include "text_diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CONTEXT = 3 };
static const size_t TABLE_LARGEST = 4u * 1000 * 1000; /* beyond this the whole middle counts as changed */

typedef struct text_line { const char *p; size_t n; } text_line;
typedef struct text_lines { text_line *v; size_t n; bool ends; } text_lines;

static text_lines split(const char *p, size_t n) {
  text_lines l = { .ends = !n || p[n - 1] == '\n' };
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += p[i] == '\n';
  l.v = mem_resize(NULL, count + 1, sizeof *l.v);
  for (size_t from = 0; from < n;) {
    const char *nl = memchr(p + from, '\n', n - from);
    size_t len = nl ? (size_t)(nl - (p + from)) : n - from;
    l.v[l.n++] = (text_line){ p + from, len };
    from += len + 1;
  }
  return l;
}

static bool same(const text_line *a, const text_line *b) { return a->n == b->n && memcmp(a->p, b->p, a->n) == 0; }

/* keep[i] for line i of `a`: 1 + its partner in `b`, or 0 when it goes. Longest common subsequence of the middle. */
static void match(const text_lines *a, const text_lines *b, size_t *keep) {
  size_t head = 0, tail = 0;
  while (head < a->n && head < b->n && same(&a->v[head], &b->v[head])) keep[head] = head + 1, head++;
  while (tail < a->n - head && tail < b->n - head && same(&a->v[a->n - 1 - tail], &b->v[b->n - 1 - tail])) {
    keep[a->n - 1 - tail] = b->n - tail;
    tail++;
  }
  size_t n = a->n - head - tail, m = b->n - head - tail;
  if (!n || !m || m + 1 > TABLE_LARGEST / (n + 1)) return;
  uint32_t *best = mem_resize(NULL, (n + 1) * (m + 1), sizeof *best);
#define AT(i, j) best[(i) * (m + 1) + (j)]
  for (size_t i = n + 1; i-- > 0;)
    for (size_t j = m + 1; j-- > 0;) {
      if (i == n || j == m) AT(i, j) = 0;
      else if (same(&a->v[head + i], &b->v[head + j])) AT(i, j) = AT(i + 1, j + 1) + 1;
      else AT(i, j) = AT(i + 1, j) >= AT(i, j + 1) ? AT(i + 1, j) : AT(i, j + 1);
    }
  for (size_t i = 0, j = 0; i < n && j < m;) {
    if (same(&a->v[head + i], &b->v[head + j])) keep[head + i] = head + j + 1, i++, j++;
    else if (AT(i + 1, j) >= AT(i, j + 1)) i++;
    else j++;
  }
#undef AT
  free(best);
}

typedef struct step { char kind; const text_line *line; size_t a, b; } step; /* ' ' '-' '+' and where it stands */

static size_t steps(const text_lines *a, const text_lines *b, const size_t *keep, step *s) {
  size_t n = 0, j = 0;
  for (size_t i = 0; i < a->n; i++) {
    if (!keep[i]) {
      s[n++] = (step){ '-', &a->v[i], i, j };
      continue;
    }
    for (; j + 1 < keep[i]; j++) s[n++] = (step){ '+', &b->v[j], i, j };
    s[n++] = (step){ ' ', &a->v[i], i, j };
    j++;
  }
  for (; j < b->n; j++) s[n++] = (step){ '+', &b->v[j], a->n, j };
  return n;
}

static void print_line(term *o, const step *s, bool unended) {
  char *text = mem_copy(s->line->p, s->line->n);
  str whole = { 0 };
  str_printf(&whole, "%c%s", s->kind, text);
  out_styled(o, s->kind == '-' ? STYLE_BAD : s->kind == '+' ? STYLE_GOOD : STYLE_PLAIN, str_text(&whole));
  out(o, "\n");
  if (unended) out(o, "\\ No newline at end of file\n");
  str_free(&whole);
  free(text);
}

void diff_print(term *o, const char *name, const char *was, size_t nwas, const char *is, size_t nis) {
  text_lines a = split(was, nwas), b = split(is, nis);
  size_t *keep = mem_resize(NULL, a.n + 1, sizeof *keep);
  memset(keep, 0, (a.n + 1) * sizeof *keep);
  match(&a, &b, keep);
  /* A last line that only lacks its end is a change too. */
  if (a.n && a.ends != b.ends) keep[a.n - 1] = 0;
  step *s = mem_resize(NULL, a.n + b.n + 1, sizeof *s);
  size_t n = steps(&a, &b, keep, s);
  outf(o, "--- %s\n+++ %s\n", name, name);
  for (size_t i = 0; i < n;) {
    while (i < n && s[i].kind == ' ') i++;
    if (i == n) break;
    size_t from = i > CONTEXT ? i - CONTEXT : 0, last = i;
    for (size_t k = i; k < n && k <= last + 2 * CONTEXT; k++)
      if (s[k].kind != ' ') last = k;
    size_t to = last + 1 + CONTEXT < n ? last + 1 + CONTEXT : n, na = 0, nb = 0;
    for (size_t k = from; k < to; k++) na += s[k].kind != '+', nb += s[k].kind != '-';
    outf(o, "@@ -%zu,%zu +%zu,%zu @@\n", na ? s[from].a + 1 : s[from].a, na, nb ? s[from].b + 1 : s[from].b, nb);
    for (size_t k = from; k < to; k++) {
      bool end_a = s[k].kind != '+' && s[k].a + 1 == a.n && !a.ends, end_b = s[k].kind != '-' && s[k].b + 1 == b.n && !b.ends;
      print_line(o, &s[k], end_a || end_b);
    }
    i = to;
  }
  free(s);
  free(keep);
  free(a.v);
  free(b.v);
}
