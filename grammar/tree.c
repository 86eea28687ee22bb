/* tree.c -- names of node kinds, looking for a kid, printing a tree for tests; see tree.h */
#include "tree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "keywords.h"

static const struct { const char *name, *doc; } kinds[] = {
#define T(k, name, doc) {name, doc},
#include "tree.def"
#undef T
};

const char *nz_kind_name(nz_kind k) { return (unsigned)k < NZ_T_COUNT ? kinds[k].name : ""; }
const char *nz_kind_doc(nz_kind k) { return (unsigned)k < NZ_T_COUNT ? kinds[k].doc : ""; }

nz_node *nz_node_find(const nz_node *n, nz_kind k) {
  for (uint32_t i = 0; n && i < n->nkid; i++)
    if (n->kid[i]->kind == k) return n->kid[i];
  return NULL;
}

typedef struct dump { nz_arena *a; const nz_tree *t; nz_intern *names; NZ_VEC(char) out; } dump;

static void put(dump *w, const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) NZ_PUSH(w->a, &w->out) = s[i];
}
static void puts_(dump *w, const char *s) { put(w, s, strlen(s)); }
static void put_sym(dump *w, nz_sym s) {
  nz_str t = nz_intern_get(w->names, s);
  puts_(w, " \"");
  put(w, t.p, t.n);
  puts_(w, "\"");
}
static void put_num(dump *w, const char *label, int64_t v) {
  char buf[48];
  if (v == INT64_MIN) snprintf(buf, sizeof buf, " %s=-∞", label);
  else if (v == INT64_MAX) snprintf(buf, sizeof buf, " %s=∞", label);
  else snprintf(buf, sizeof buf, " %s=%" PRId64, label, v);
  puts_(w, buf);
}

static void put_row(dump *w, const nz_node *n) {
  const nz_row *r = &w->t->toks->rows.v[n->num];
  puts_(w, r->rule ? " rule" : "");
  for (uint32_t i = 0; i < r->ncells && !r->rule; i++) {
    put_sym(w, r->cells[i].text);
    for (uint32_t k = 0; k < r->cells[i].nnotes; k++) puts_(w, " "), put(w, nz_intern_get(w->names, r->cells[i].notes[k]).p, nz_intern_get(w->names, r->cells[i].notes[k]).n);
  }
}

static bool op_is_word(const nz_node *n) { return n->kind == NZ_T_DECL || n->kind == NZ_T_CLAUSE || n->kind == NZ_T_HEADWORD; }
static bool aux_is_name(const nz_node *n) { return n->kind == NZ_T_FACT || n->kind == NZ_T_PICK || n->kind == NZ_T_LIMIT; }

static void put_node(dump *w, const nz_node *n, int depth) {
  for (int i = 0; i < depth; i++) puts_(w, "  ");
  puts_(w, "(");
  puts_(w, nz_kind_name((nz_kind)n->kind));
  if (op_is_word(n)) puts_(w, " "), puts_(w, nz_w_text(n->op));
  else if (n->op) put_num(w, "op", n->op);
  if (n->name) put_sym(w, n->name);
  if (n->num && n->kind != NZ_T_ROW) put_num(w, "num", n->num);
  if (n->aux && aux_is_name(n)) put_sym(w, (nz_sym)n->aux);
  else if (n->aux) put_num(w, "aux", n->aux);
  if (n->flags) put_num(w, "flags", n->flags);
  if (n->kind == NZ_T_ROW && w->t && n->num >= 0 && (uint64_t)n->num < w->t->toks->rows.n) put_row(w, n);
  for (uint32_t i = 0; i < n->nkid; i++) {
    puts_(w, "\n");
    put_node(w, n->kid[i], depth + 1);
  }
  puts_(w, ")");
}

nz_str nz_node_dump(nz_arena *a, const nz_tree *t, nz_intern *names, const nz_node *n) {
  dump w = {.a = a, .t = t, .names = names};
  put_node(&w, n, 0);
  puts_(&w, "\n");
  NZ_PUSH(a, &w.out) = '\0';
  return (nz_str){w.out.v, w.out.n - 1};
}
nz_str nz_tree_dump(nz_arena *a, const nz_tree *t, nz_intern *names) { return nz_node_dump(a, t, names, t->root); }
