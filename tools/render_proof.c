/* The proof as an indented tree. Leaves beside one another are aligned; places and sources stand in one column. */
#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "words.h"

enum { LEVELS_MOST = 200, LEFT_WIDEST = 64 };

bool node_set_add(node_set *s, uint32_t id) {
  size_t byte = id / 8;
  if (byte >= s->n) {
    size_t n = byte + 64;
    s->bits = mem_resize(s->bits, n, 1);
    memset(s->bits + s->n, 0, n - s->n);
    s->n = n;
  }
  unsigned char bit = (unsigned char)(1u << id % 8);
  if (s->bits[byte] & bit) return false;
  s->bits[byte] |= bit;
  return true;
}

void node_set_free(node_set *s) {
  free(s->bits);
  *s = (node_set){ 0 };
}

typedef struct line { size_t indent; int state; char *left, *right; } line;
typedef struct tree {
  term *o;
  const naze_result *r;
  long depth;
  node_set seen;
  line *v;
  size_t n, cap;
} tree;

static void add_line(tree *t, size_t indent, int state, const str *left, const str *right) {
  if (t->n == t->cap) {
    t->cap = t->cap ? t->cap * 2 : 32;
    t->v = mem_resize(t->v, t->cap, sizeof *t->v);
  }
  t->v[t->n++] = (line){ indent, state, mem_copy(str_text(left), left->n), mem_copy(str_text(right), right->n) };
}

static void pad(const term *o, str *s, size_t from, size_t width) {
  size_t w = text_width(o, s->p + from);
  if (w < width) str_fill(s, ' ', width - w);
}

typedef struct widths { size_t label, actual, need; } widths;

static void put_column(const tree *t, str *left, const char *text, size_t width) {
  size_t from = left->n;
  str_put(left, text);
  pad(t->o, left, from, width);
  if (width || *text) str_put(left, "  ");
}

/* The mark in front says already that it is not known. */
static bool unsaid(const naze_proof_node *k) { return k->state == -1 && strcmp(k->actual, "？") == 0; }

static void show(tree *t, uint32_t id, long level, const widths *w) {
  naze_proof_node k;
  if (!naze_proof_get(t->r, id, &k)) return;
  str left = { 0 }, right = { 0 };
  if (k.kids) {
    str_put(&left, k.label);
    if (*k.actual && !unsaid(&k)) str_printf(&left, " %s", k.actual);
    if (*k.need) str_printf(&left, "%s%s", *k.actual ? "  " : " ", k.need);
    if (*k.distance) str_printf(&left, "  %s", k.distance);
  } else {
    put_column(t, &left, k.label, w->label);
    put_column(t, &left, unsaid(&k) ? "" : k.actual, w->actual);
    put_column(t, &left, k.need, w->need);
    str_put(&left, k.distance);
    while (left.n && left.p[left.n - 1] == ' ') left.p[--left.n] = 0;
  }
  bool first = !k.kids || node_set_add(&t->seen, id), deeper = level < t->depth && level < LEVELS_MOST;
  if (!first) str_put(&left, tr(t->o, "（上に示した）", " (shown above)"));
  else if (k.kids && !deeper) str_put(&left, " …");
  str_put(&right, k.cite);
  str place = { 0 };
  place_put(&place, k.file, k.line);
  if (place.n) join_put(&right, str_text(&place), "  ");
  str_free(&place);
  add_line(t, (size_t)level * 2, k.state, &left, &right);
  for (const char *p = k.note; first && *p;) { /* one a line */
    size_t n = strcspn(p, "\n");
    str_clear(&left);
    str_clear(&right);
    str_put(&left, starts_with(p, "※") ? "" : "※ ");
    str_put_n(&left, p, n);
    add_line(t, (size_t)level * 2 + 2, 9, &left, &right);
    p += n + (p[n] == '\n');
  }
  str_free(&left);
  str_free(&right);
  if (!first || !deeper) return;
  widths sub = { 0 };
  for (size_t i = 0; i < k.kids; i++) {
    naze_proof_node leaf;
    if (!naze_proof_get(t->r, naze_proof_kid(t->r, id, i), &leaf) || leaf.kids) continue;
    size_t l = text_width(t->o, leaf.label), a = unsaid(&leaf) ? 0 : text_width(t->o, leaf.actual), n = text_width(t->o, leaf.need);
    if (l > sub.label && l <= 32) sub.label = l;
    if (a > sub.actual && a <= 24) sub.actual = a;
    if (n > sub.need && n <= 24) sub.need = n;
  }
  for (size_t i = 0; i < k.kids; i++) show(t, naze_proof_kid(t->r, id, i), level + 1, &sub);
}

void text_proof(term *o, const naze_result *r, long depth) {
  tree t = { .o = o, .r = r, .depth = depth };
  show(&t, naze_proof_root(r), 0, &(widths){ 0 });
  size_t widest = 0;
  for (size_t i = 0; i < t.n; i++) {
    size_t w = t.v[i].indent + 2 + text_width(o, t.v[i].left);
    if (*t.v[i].right && w > widest && w <= LEFT_WIDEST) widest = w;
  }
  for (size_t i = 0; i < t.n; i++) {
    const line *l = &t.v[i];
    outf(o, "%*s", (int)l->indent, "");
    if (l->state == 9) out_styled(o, STYLE_DIM, l->left);
    else {
      out_padded(o, state_style(l->state), state_mark(l->state), 2);
      out(o, l->left);
    }
    size_t w = l->indent + 2 + text_width(o, l->left);
    if (*l->right) {
      outf(o, "%*s  ", (int)(w < widest ? widest - w : 0), "");
      out_styled(o, STYLE_DIM, l->right);
    }
    out(o, "\n");
    free(l->left);
    free(l->right);
  }
  free(t.v);
  node_set_free(&t.seen);
}
