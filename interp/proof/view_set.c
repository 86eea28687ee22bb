/* view_set.c -- which elements a set had, read off its steps */
#include "../ir/date.h"
#include "view_int.h"

nz_elems nz_vx_elements(const vx *x, uint32_t step) {
  nz_elems e = {0};
  const ir_node *n = nz_vx_op(x, step);
  const nz_pnode *p = nz_vx_step(x, step);
  if (!n || p->val.st != NZ_KNOWN) return e;
  if (n->op == IR_ROWS && p->row != IR_NONE && p->row < x->p->briefs.n) {
    const nz_brief *b = &x->p->briefs.v[p->row];
    e.v = NZ_NEW_N(x->a, int64_t, b->n);
    for (; e.n < b->n; e.n++) e.v[e.n] = b->row[e.n];
  } else if (n->op == IR_ROWS && x->c) {
    e.v = NZ_NEW_N(x->a, int64_t, x->c->rows.n);
    for (uint32_t i = 0; i < x->c->rows.n; i++)
      if (x->c->rows.v[i].ledger == n->ref) e.v[e.n++] = i;
  } else if (n->op == IR_REFS && x->c && p->cell != IR_NONE) {
    const nz_cellval *v = &x->c->cells.v[p->cell];
    e.v = NZ_NEW_N(x->a, int64_t, v->nmulti);
    for (uint32_t i = 0; i < v->nmulti; i++) e.v[e.n++] = v->multi[i];
  } else if (n->op == IR_MONTHS && p->nkids == 2) {
    int64_t end[2];
    e.months = true;
    for (uint32_t i = 0; i < 2; i++) {
      const nz_val *v = &nz_vx_step(x, nz_vx_kid(x, step, i))->val;
      end[i] = v->a;
      if (v->k == IR_T_DATE && !ir_month_of_day(v->a, &end[i])) return e;
    }
    if (end[1] < end[0] || end[1] - end[0] >= 1200) return e;
    e.v = NZ_NEW_N(x->a, int64_t, (size_t)(end[1] - end[0]) + 1);
    for (int64_t m = end[0]; m <= end[1]; m++) e.v[e.n++] = m;
  } else if (n->op == IR_WHERE && p->nkids) {
    nz_elems of = nz_vx_elements(x, nz_vx_kid(x, step, 0));
    uint32_t first = n->args.n - 1; /* the set, and its bounds in months */
    e.months = of.months;
    e.v = of.v;
    for (uint32_t i = 0; i < of.n && first + i < p->nkids; i++)
      if (nz_state_of(&nz_vx_step(x, nz_vx_kid(x, step, first + i))->val) != NZ_S_FAILS) e.v[e.n++] = of.v[i];
  }
  return e;
}

const char *nz_vx_element_name(const vx *x, const nz_elems *e, uint32_t i) {
  ir_buf b = {.a = x->a};
  if (i >= e->n) return "";
  if (!e->months) nz_row_name(x->c, (uint32_t)e->v[i], &b);
  else ir_buf_printf(&b, "%lld年%lld月", (long long)(e->v[i] / 12), (long long)(e->v[i] % 12 + 1));
  return b.p ? b.p : "";
}

