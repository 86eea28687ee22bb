/* schedule.c -- a 予定 becomes a decision table, 上から順, over その月: outside its months 対象外, then a row a mark. */
#include "claim_tree.h"

static nz_node *that_month(nz_cx *cx) {
  nz_node *n = nzc_node(cx, NZ_T_THAT, (nz_span){0}, 0, NULL);
  nzb_set_ref(n, NZ_A_PARAM, 0, 0, cx->t_month);
  return n;
}

static nz_node *mark_value(nz_cx *cx, const nz_declsrc *d, const nz_node *row) {
  nz_node *n = nzc_node(cx, NZ_T_NAME, row->at, 0, NULL);
  uint32_t type = d->out_type[0];
  n->name = row->name;
  nzb_set_ref(n, NZ_A_VALUE, nzb_value_in(cx, nz_ty(cx, type).ref, row->name), 0, type);
  return n;
}

static void expand(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v) {
  nz_nodes_of cond = {0}, cell = {0};
  nz_node *otherwise = nzc_result(cx, NZ_OUT_NA, "どの印にも当たらない");
  const nz_node *span = nz_node_find(v->decl, NZ_T_SPAN_FROM_TO);
  if (span && span->nkid == 2) {
    nz_node *out[2] = {nzc_cmp(cx, NZ_CMP_LT, that_month(cx), span->kid[0]), nzc_cmp(cx, NZ_CMP_GT, that_month(cx), span->kid[1])};
    nzc_add(cx, &cond, nzc_any(cx, &(nz_nodes_of){out, 2, 2}, span->at));
    nzc_add(cx, &cell, nzc_result(cx, NZ_OUT_NA, "予定の期間の外"));
  }
  for (uint32_t i = 0; i < v->decl->nkid; i++) {
    nz_node *r = v->decl->kid[i];
    if (r->kind != NZ_T_MARKROW) continue;
    if (!r->nkid || !r->kid[0]) {
      otherwise = mark_value(cx, d, r);
      continue;
    }
    nzc_add(cx, &cond, r->kid[0]);
    nzc_add(cx, &cell, mark_value(cx, d, r));
  }
  v->table = nzc_table(cx, d, v, IR_HIT_FIRST, cond.v, cell.v, cond.n, otherwise, NULL);
}

void nz_expand_schedules(nz_cx *cx) {
  for (uint32_t i = 0; i < cx->decls.n; i++) {
    nz_declsrc *d = cx->decls.v[i];
    for (uint32_t k = 0; d->kind == IR_D_SCHEDULE && k < d->nvar; k++) expand(cx, d, &d->var[k]);
  }
}
