/* presume.c -- 推定: the usual value of a fact that is not given */
#include <string.h>

#include "../../grammar/keywords.h"
#include "cx.h"

void nz_presume(nz_cx *cx);

static void one(nz_cx *cx, uint32_t ledger, nz_node *a) {
  nz_node *lhs = a->nkid ? a->kid[0] : NULL, *rhs = a->nkid > 1 ? a->kid[1] : NULL;
  if (!lhs) return;
  uint32_t f = nz_scope_id(cx->s, NZ_NS_FIELD, ledger, lhs->name);
  if (f == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, lhs);
    return;
  }
  ir_field *fd = &cx->m->fields.v[f];
  ir_type t = nz_ty(cx, fd->type);
  if (fd->flags & IR_F_PRESUMED) nz_say(cx, NZ_M_DUPLICATE_NAME, lhs->at, lhs->name, 0);
  if (t.k == IR_T_BOOL && a->op != NZ_AS_IS) {
    fd->presumed = a->op == NZ_AS_HAS || a->op == NZ_AS_BE;
    fd->flags |= IR_F_PRESUMED;
    return;
  }
  uint32_t vt = rhs ? nz_bind(cx, rhs, fd->type) : cx->t_nothing;
  if (!rhs || !nz_comparable(cx, vt, fd->type) || (rhs->kind != NZ_T_QTY && rhs->ann.ref != NZ_A_VALUE)) {
    nz_say(cx, NZ_M_PRESUMED_VALUE, a->at, lhs->name, 0);
    return;
  }
  fd->presumed = rhs->kind == NZ_T_QTY ? rhs->num : (int64_t)rhs->ann.a;
  for (uint8_t d = nz_ty(cx, vt).dec; rhs->kind == NZ_T_QTY && d < t.dec; d++)
    if (__builtin_mul_overflow(fd->presumed, (int64_t)10, &fd->presumed)) return;
  if (rhs->kind == NZ_T_QTY && (fd->presumed < fd->lo || fd->presumed > fd->hi)) {
    nz_say(cx, NZ_M_OUT_OF_RANGE, rhs->at, lhs->name, 0);
    return;
  }
  fd->flags |= IR_F_PRESUMED;
}

void nz_presume(nz_cx *cx) {
  for (uint32_t f = 0; f < cx->p->trees.n; f++) {
    nz_tree *t = cx->p->trees.v[f];
    cx->tree = t;
    for (uint32_t i = 0; t->root && i < t->root->nkid; i++) {
      nz_node *d = t->root->kid[i];
      if (d->kind != NZ_T_DECL || d->op != NZ_W_PRESUME) continue;
      nz_node *fact = nz_node_find(d, NZ_T_FACT), *holder = fact ? fact : d;
      uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, holder->name);
      if (l == IR_NONE) {
        nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, holder);
        continue;
      }
      for (uint32_t k = 0; k < holder->nkid; k++)
        if (holder->kid[k]->kind == NZ_T_ASSIGN) one(cx, l, holder->kid[k]);
    }
  }
}
