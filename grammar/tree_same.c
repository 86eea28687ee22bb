/* tree_same.c -- do two trees say the same? See fmt.h */
#include <string.h>

#include "fmt.h"
#include "naze.tab.h"

static bool same_row(const nz_row *x, const nz_row *y) {
  if (x->ncells != y->ncells) return false;
  for (uint32_t i = 0; i < x->ncells; i++) {
    const nz_cell *c = &x->cells[i], *d = &y->cells[i];
    if (c->text != d->text || c->nnotes != d->nnotes || c->ntok != d->ntok) return false;
    for (uint32_t k = 0; k < c->nnotes; k++)
      if (c->notes[k] != d->notes[k]) return false;
    for (uint32_t k = 0; k < c->ntok; k++) {
      const nz_tok *t = &x->toks[c->tok + k], *u = &y->toks[d->tok + k];
      if (t->kind != u->kind && !(c->ntok == 1 && c->text)) return false; /* a lone look-alike has become its mark */
      if (t->sym != u->sym && c->ntok > 1) return false;
    }
  }
  return true;
}

static const nz_row *row(const nz_tree *t, const nz_node *n) {
  return n->num >= 0 && (uint64_t)n->num < t->toks->rows.n ? &t->toks->rows.v[n->num] : NULL;
}
static bool skipped(const nz_tree *t, const nz_node *n) { /* |---|---| may have been added */
  const nz_row *r = n->kind == NZ_T_ROW ? row(t, n) : NULL;
  return r && r->rule;
}

static bool same(const nz_tree *tx, const nz_node *x, const nz_tree *ty, const nz_node *y);

static bool same_head(const nz_tree *tx, const nz_node *x, const nz_tree *ty, const nz_node *y) { /* its parts in any order */
  if (x->nkid != y->nkid) return false;
  for (uint32_t i = 0; i < x->nkid; i++) {
    bool found = false;
    for (uint32_t k = 0; k < y->nkid && !found; k++) found = same(tx, x->kid[i], ty, y->kid[k]);
    if (!found) return false;
  }
  return true;
}

static bool same(const nz_tree *tx, const nz_node *x, const nz_tree *ty, const nz_node *y) {
  uint32_t flags = ~(uint32_t)NZ_NF_QUOTED;
  if (x->kind != y->kind || x->op != y->op || x->name != y->name || x->aux != y->aux || (x->flags & flags) != (y->flags & flags)) return false;
  if (x->kind == NZ_T_ROW) {
    const nz_row *r = row(tx, x), *s = row(ty, y);
    return r && s && same_row(r, s);
  }
  if (x->num != y->num) return false;
  if (x->kind == NZ_T_HEAD) return same_head(tx, x, ty, y);
  uint32_t i = 0, k = 0;
  for (;; i++, k++) {
    while (i < x->nkid && skipped(tx, x->kid[i])) i++;
    while (k < y->nkid && skipped(ty, y->kid[k])) k++;
    if (i >= x->nkid || k >= y->nkid) return i >= x->nkid && k >= y->nkid;
    if (!same(tx, x->kid[i], ty, y->kid[k])) return false;
  }
}

bool nz_tree_same(const nz_tree *x, const nz_tree *y) {
  return same(x, x->root, y, y->root);
}
