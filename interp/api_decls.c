/* api_decls.c -- names that the IR has no place for, off the trees; see api_decls.h */
#include "api_decls.h"

#include <string.h>

#include "../grammar/keywords.h"

typedef struct walk { nz_named_fn *fn; void *ctx; nz_named n; } walk;

static void found(walk *w, const nz_node *name, nz_sym of) {
  w->n.name = name->name;
  w->n.of = of;
  w->n.at = name;
  w->fn(w->ctx, &w->n);
}

static void each_name(walk *w, const nz_node *names, nz_sym of) {
  for (uint32_t i = 0; i < names->nkid; i++) found(w, names->kid[i], of);
}

/* 単位 点、肢。 and 選択肢 歩行、移乗：…: further names stand in the head, or in place of a body */
static void head_and_more(walk *w, const nz_node *d, bool unit) {
  const nz_node *more = NULL;
  if (unit && d->nkid > 1 && d->kid[1]->kind == NZ_T_ITEM_DECL) {
    each_name(w, d->kid[1], 0);
    return;
  }
  found(w, d, 0);
  for (uint32_t i = 0; d->nkid && i < d->kid[0]->nkid; i++)
    if (d->kid[0]->kid[i]->kind == NZ_T_ITEM_DECL) more = d->kid[0]->kid[i];
  if (more) each_name(w, more, 0);
}

static void parts(walk *w, const nz_node *d, nz_kind kind, const char *word) {
  w->n.kind = word;
  for (uint32_t i = 0; i < d->nkid; i++) {
    const nz_node *k = d->kid[i];
    if (k->kind != kind) continue;
    w->n.whole = k;
    if (kind == NZ_T_FIELD && k->nkid) each_name(w, k->kid[0], d->name);
    else if (kind == NZ_T_LEGEND) found(w, k, d->name);
  }
}

static void spellings(walk *w, const nz_node *d) {
  for (uint32_t i = 0; i < d->nkid; i++) {
    const nz_node *list = d->kid[i];
    for (uint32_t k = 0; list->kind == NZ_T_ITEM_DECL && k + 1 < list->nkid; k++) found(w, list->kid[k], list->kid[list->nkid - 1]->name);
  }
}

static void declaration(walk *w, const nz_node *d) {
  w->n.whole = d;
  switch (d->op) {
  case NZ_W_UNIT: w->n.kind = "単位", head_and_more(w, d, true); break;
  case NZ_W_LEVELS: w->n.kind = "段階", head_and_more(w, d, false); break;
  case NZ_W_CHOICES: w->n.kind = "選択肢", head_and_more(w, d, false); break;
  case NZ_W_RECORDS: w->n.kind = "記録項目", found(w, d, 0); break;
  case NZ_W_ALIAS: w->n.kind = "別名", spellings(w, d); break;
  case NZ_W_PRESUME: w->n.kind = "推定", found(w, d, 0); break;
  case NZ_W_PROPERTY: w->n.kind = "検証", found(w, d, 0); break;
  case NZ_W_LEDGER: parts(w, d, NZ_T_FIELD, "項目"); break;
  case NZ_W_TABLE:
  case NZ_W_DTABLE:
  case NZ_W_FEE: parts(w, d, NZ_T_LEGEND, "印"); break;
  case NZ_W_ADDON:
    for (uint32_t i = 0; i < d->nkid; i++)
      if (d->kid[i]->kind == NZ_T_DECL) declaration(w, d->kid[i]);
    break;
  default: break;
  }
}

void nz_named_each(const nz_program *p, nz_named_fn *fn, void *ctx) {
  walk w = {.fn = fn, .ctx = ctx};
  for (uint32_t f = 0; f < p->trees.n; f++) {
    const nz_node *file = p->trees.v[f]->root;
    w.n.tree = p->trees.v[f];
    for (uint32_t i = 0; file && i < file->nkid; i++)
      if (file->kid[i]->kind == NZ_T_DECL) declaration(&w, file->kid[i]);
  }
}

/* ---- readings ---- */

enum { DEEPEST = 200, MOST = 16 };
typedef struct readings { nz_sym v[MOST]; uint32_t n; } readings;

static void collect(readings *r, const nz_node *n, uint32_t depth) {
  if (!n || depth > DEEPEST) return;
  if (n->kind == NZ_T_READSEL || (n->kind == NZ_T_SCOPE && n->op == NZ_SC_READING)) {
    uint32_t i = 0;
    while (i < r->n && r->v[i] != n->name) i++;
    if (i == r->n && r->n < MOST) r->v[r->n++] = n->name;
  }
  for (uint32_t i = 0; i < n->nkid; i++) collect(r, n->kid[i], depth + 1);
}

const char *nz_readings_text(nz_arena *a, const nz_program *p, const nz_node *decl) {
  readings r = {.n = 0};
  ir_buf b = {.a = a};
  collect(&r, decl, 0);
  for (uint32_t i = 0; i < r.n; i++) {
    nz_str s = nz_intern_get(p->names, r.v[i]);
    ir_buf_printf(&b, "%s「%.*s」", i ? "、" : "", (int)s.n, s.p);
  }
  return nz_buf_text(&b);
}

bool nz_made_by_checker(const nz_program *p, const ir_decl *d) {
  return d->variants.n && d->variants.first < p->cvariants.n && p->cvariants.v[d->variants.first].decl->name == 0;
}
