/* build.c -- nodes and lists of nodes; see build.h */
#include "build.h"

#include <string.h>

static nz_sym sym(nz_build *b, const char *s) { return nz_intern_put(b->names, s, strlen(s)); }

void nz_build_init(nz_build *b, nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src) {
  memset(b, 0, sizeof *b);
  b->a = a, b->names = names, b->d = d, b->src = src;
  b->k.blank = sym(b, "空欄");
  b->k.partial = sym(b, "一部可");
  b->k.month = sym(b, "月");
  b->k.year = sym(b, "年");
  b->k.fiscal = sym(b, "年度");
  b->k.day = sym(b, "日");
  b->k.week = sym(b, "週");
}

nz_diag *nz_b_report(nz_build *b, nz_msg id, nz_span at) { return nz_report(b->d, id, at); }
void nz_b_arg(nz_build *b, nz_diag *g, int i, nz_sym s) {
  nz_str t = nz_intern_get(b->names, s);
  nz_arg(b->d, g, i, t.p, t.n);
}
nz_str nz_b_text(const nz_build *b, nz_span at) { return (nz_str){b->src->text + at.lo, at.hi - at.lo}; }

/* While parsing, ann.b holds how many nodes are above one another below this one, so that none grows too deep for those
 * who walk the tree by recursion. */
static uint32_t depth_of(const nz_node *n) { return n ? n->ann.b : 0; }

nz_node *nz_b(nz_build *b, nz_kind k, nz_span at) {
  nz_node *n = NZ_NEW(b->a, nz_node);
  n->kind = (uint16_t)k;
  n->at = at;
  n->ann.b = 1;
  return n;
}

static nz_node *with(nz_build *b, nz_kind k, nz_span at, nz_node *const *kids, uint32_t n) {
  nz_node *x = nz_b(b, k, at);
  uint32_t depth = 0;
  x->kid = NZ_NEW_N(b->a, nz_node *, n);
  for (uint32_t i = 0; i < n; i++) {
    if (!kids[i]) continue;
    x->kid[x->nkid++] = kids[i];
    if (depth_of(kids[i]) > depth) depth = depth_of(kids[i]);
  }
  x->ann.b = depth + 1;
  if (depth < NZ_MAX_TREE_DEPTH) return x;
  char buf[12];
  int len = 0;
  for (uint32_t v = NZ_MAX_TREE_DEPTH, p = 1000000; p; p /= 10)
    if (v >= p || len) buf[len++] = (char)('0' + v / p % 10);
  nz_arg(b->d, nz_b_report(b, NZ_M_TOO_DEEP, (nz_span){at.file, at.lo, at.lo}), 0, buf, (size_t)len);
  return nz_b(b, NZ_T_ERROR, at);
}

nz_node *nz_b1(nz_build *b, nz_kind k, nz_span at, nz_node *x) { return with(b, k, at, &x, 1); }
nz_node *nz_b2(nz_build *b, nz_kind k, nz_span at, nz_node *x, nz_node *y) { return with(b, k, at, (nz_node *[]){x, y}, 2); }
nz_node *nz_b3(nz_build *b, nz_kind k, nz_span at, nz_node *x, nz_node *y, nz_node *z) { return with(b, k, at, (nz_node *[]){x, y, z}, 3); }
nz_node *nz_bl(nz_build *b, nz_kind k, nz_span at, const nz_nodes *kids) { return with(b, k, at, kids ? kids->v : NULL, kids ? kids->n : 0); }

nz_node *nz_b_named(nz_build *b, nz_kind k, nz_span at, const nz_tok *t) {
  nz_node *n = nz_b(b, k, at);
  n->name = t->sym;
  if (t->flags & NZ_TF_QUOTED) n->flags |= NZ_NF_QUOTED;
  return n;
}
nz_node *nz_b_word(nz_build *b, nz_kind k, nz_span at, const nz_tok *t) { return nz_op(nz_b(b, k, at), t->word); }
nz_node *nz_b_spelt(nz_build *b, nz_span at) {
  nz_node *n = nz_b(b, NZ_T_NAME, at);
  nz_str s = nz_b_text(b, at);
  n->name = nz_intern_put(b->names, s.p, s.n);
  return n;
}
nz_node *nz_b_retag(nz_build *b, nz_node *n, nz_kind k) {
  (void)b;
  n->kind = (uint16_t)k;
  return n;
}
nz_node *nz_op(nz_node *n, int op) {
  n->op = (uint16_t)op;
  return n;
}
nz_node *nz_flag(nz_node *n, uint32_t flag) {
  n->flags |= flag;
  return n;
}
nz_node *nz_hole(nz_build *b, nz_span at) { return nz_b(b, NZ_T_HOLE, (nz_span){at.file, at.lo, at.lo}); }

nz_nodes *nz_list(nz_build *b) { return NZ_NEW(b->a, nz_nodes); }
nz_nodes *nz_add(nz_build *b, nz_nodes *l, nz_node *x) {
  if (x) NZ_PUSH(b->a, l) = x;
  return l;
}
nz_nodes *nz_one(nz_build *b, nz_node *x) { return nz_add(b, nz_list(b), x); }
nz_nodes *nz_two(nz_build *b, nz_node *x, nz_node *y) { return nz_add(b, nz_one(b, x), y); }
nz_nodes *nz_append(nz_build *b, nz_nodes *l, const nz_nodes *more) {
  for (uint32_t i = 0; more && i < more->n; i++) nz_add(b, l, more->v[i]);
  return l;
}

void nz_build_finish(nz_node *root) {
  if (!root) return;
  memset(&root->ann, 0, sizeof root->ann);
  for (uint32_t i = 0; i < root->nkid; i++) nz_build_finish(root->kid[i]);
}
