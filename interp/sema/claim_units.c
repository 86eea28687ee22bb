/* claim_units.c -- 単位数 of an 加算 by kind and date */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

nz_node *nzk_amount_cell(work *w, const nz_row *r, uint32_t col, uint32_t type) {
  nz_cx *cx = w->cx;
  if (col >= r->ncells) return nzc_result(cx, NZ_OUT_NA, "この日にこの種類はない");
  nz_diags scratch;
  nz_diags_trial(&scratch, cx->a);
  nz_node *n = nz_parse_cell(cx->a, cx->p->names, &scratch, w->v->tree, r, &r->cells[col]);
  if (!n || n->kind != NZ_T_QTY) return nzc_result(cx, NZ_OUT_NA, "この日にこの種類はない");
  nzb_set_ref(n, NZ_A_UNIT, 0, 0, type);
  return n;
}

nz_node *nzk_amount(work *w, nz_node *written) { return written->kind == NZ_T_NONE ? nzc_result(w->cx, NZ_OUT_NA, "この日、この加算はない") : written; }

struct nz_varsrc *nzk_add_variant(nz_cx *cx, nz_declsrc *d, const struct nz_varsrc *like, int64_t from, int64_t to) {
  if (d->nvar == d->capvar) {
    uint32_t cap = d->capvar;
    d->var = nz_vec_grow(cx->a, d->var, d->nvar, &cap, sizeof *d->var);
    d->capvar = cap;
  }
  struct nz_varsrc *v = &d->var[d->nvar++];
  nz_nodes_of notes = {0}; /* ※1 of its rows */
  for (uint32_t i = 0; i < like->decl->nkid; i++)
    if (like->decl->kid[i]->kind == NZ_T_REMARK) nzc_add(cx, &notes, like->decl->kid[i]);
  *v = (struct nz_varsrc){.tree = like->tree, .decl = nzc_node(cx, NZ_T_DECL, like->decl->at, notes.n, notes.v), .from = from, .to = to};
  return v;
}

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

/* a date column of the 種類 table: the units of each kind from then on, until the next such column */
static void units_by_kind(work *w, uint32_t col, int64_t from, int64_t to) {
  nz_cx *cx = w->cx;
  nz_declsrc *d = w->s->units;
  struct nz_varsrc *v = nzk_add_variant(cx, d, w->v, from, to);
  nz_node *cond[NZK_MAX_KINDS], *cell[NZK_MAX_KINDS];
  const nz_row *raw[NZK_MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    nz_node *is = w->kind_row[k] && w->c.kind != IR_NONE ? nzc_is(cx, w->c.kind, NZ_ROW_SUBJECT, &w->kind[k], 1) : NULL;
    if (!is) continue;
    cond[n] = is;
    raw[n] = w->kind_row[k];
    cell[n++] = nzk_amount_cell(w, w->kind_row[k], col, d->out_type[0]);
  }
  d->kind = cx->m->decls.v[d->id].kind = IR_D_DTABLE;
  v->table = nzc_table(cx, d, v, IR_HIT_UNIQUE, cond, cell, n, nzc_result(cx, NZ_OUT_NA, "この加算の種類でない"), raw);
  for (uint32_t r = 0; r < n; r++)
    if (col < raw[r]->ncells) v->table->cells[(size_t)r * 2 + 1].raw = &raw[r]->cells[col];
}

uint32_t nzk_date_columns(work *w, uint32_t *col, int64_t *from, int64_t *to) {
  uint32_t n = 0;
  for (uint32_t i = 1; w->kind_head && i < w->kind_head->ncells && n < NZK_MAX_KINDS; i++)
    if (nz_dated_head(w->cx, w->v->tree, w->kind_head, &w->kind_head->cells[i], &from[n], &to[n])) col[n++] = i;
  for (uint32_t i = 0; i < n; i++) /* in whatever order they stand */
    for (uint32_t j = 0; j < n; j++)
      if (from[j] > from[i] && to[i] >= from[j]) to[i] = from[j] - 1;
  return n;
}

void nzk_units(work *w) {
  nz_cx *cx = w->cx;
  int64_t from[NZK_MAX_KINDS], to[NZK_MAX_KINDS];
  uint32_t col[NZK_MAX_KINDS], n = nzk_date_columns(w, col, from, to);
  for (uint32_t i = 0; i < n; i++) {
    int64_t lo = later(from[i], w->v->from), hi = sooner(to[i], w->v->to);
    if (lo <= hi) units_by_kind(w, col[i], lo, hi);
  }
  for (uint32_t i = 0; i < w->v->decl->nkid && !n; i++) {
    const nz_node *c = w->v->decl->kid[i], *u = c->kind == NZ_T_CLAUSE && c->op == NZ_W_UNITS ? nz_node_find(c, NZ_T_UNITS) : NULL;
    for (uint32_t k = 0; u && k < u->nkid; k++) {
      if (u->kid[k]->kind == NZ_T_PERIOD) continue;
      const nz_node *p = k + 1 < u->nkid && u->kid[k + 1]->kind == NZ_T_PERIOD ? u->kid[k + 1] : NULL;
      int64_t lo = p ? later(p->num, w->v->from) : w->v->from, hi = p ? sooner(p->aux, w->v->to) : w->v->to;
      if (lo <= hi) nzc_body(cx, w->s->units, nzk_add_variant(cx, w->s->units, w->v, lo, hi), nzk_amount(w, u->kid[k]));
    }
  }
}

/* amounts of one 単位数 in the order of their dates; each until the next */
void nzk_order_units(nz_declsrc *d) {
  for (uint32_t i = 1; i < d->nvar; i++)
    for (uint32_t j = i; j && d->var[j - 1].from > d->var[j].from; j--) {
      struct nz_varsrc v = d->var[j];
      d->var[j] = d->var[j - 1];
      d->var[j - 1] = v;
    }
  for (uint32_t i = 0; i + 1 < d->nvar; i++)
    if (d->var[i].to >= d->var[i + 1].from) d->var[i].to = d->var[i + 1].from - 1;
}
