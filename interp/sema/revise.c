/* revise.c -- what is easily forgotten at a revision: days between two periods, a row of the table before, a cell of the new
 * column, a kind that no claim can name. Nothing of it would be an error when a question comes; it would be a wrong answer. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

static nz_span cell_span(const nz_tree *t, const nz_cell *c) { return (nz_span){t->src->id, c->vlo, c->vhi > c->vlo ? c->vhi : c->hi}; }

static void gaps(nz_cx *cx, const nz_declsrc *d) {
  for (uint32_t i = 0; i + 1 < d->nvar; i++) {
    const struct nz_varsrc *v = &d->var[i], *next = &d->var[i + 1];
    if (v->to < next->from - 1 && v->from <= v->to) nz_say(cx, NZ_M_PERIODS_GAP, next->decl->at, d->name, 0)->also[0] = v->decl->at;
  }
}

static bool has_row(const nz_ctable *ct, int64_t value) {
  for (uint32_t r = 0; r < ct->nrows; r++)
    if (ct->rows[r].value == value) return true;
  return false;
}

/* a row of the table before that the next one neither has nor speaks of */
static void rows_gone(nz_cx *cx, const nz_declsrc *d) {
  for (uint32_t i = 0; i + 1 < d->nvar; i++) {
    const nz_ctable *old = d->var[i].table, *new = d->var[i + 1].table;
    if (!old || !new || old->kind != IR_TABLE_MATRIX || new->kind != IR_TABLE_MATRIX || new->otherwise || old->decl == new->decl) continue;
    for (uint32_t r = 0; r < old->nrows; r++)
      if (!has_row(new, old->rows[r].value)) nz_say(cx, NZ_M_ROW_GONE, new->decl->at, old->rows[r].name, 0)->also[0] = cell_span(old->tree, &old->rows[r].raw->cells[0]);
  }
}

typedef struct period { int64_t from, to; const nz_cell *cell; } period;

static void overlapping_heads(nz_cx *cx, const nz_tree *t, const nz_declsrc *d, const period *p, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < i; j++) {
      const period *first = p[i].from < p[j].from ? &p[i] : &p[j], *later = first == &p[i] ? &p[j] : &p[i];
      if (first->from == later->from || (first->to != IR_DATE_MAX && first->to >= later->from)) nz_say(cx, NZ_M_PERIODS_OVERLAP, cell_span(t, p[i].cell), d->name, 0)->also[0] = cell_span(t, p[j].cell);
    }
}

static void amount(nz_cx *cx, const nz_tree *t, const nz_row *r, const nz_cell *c) {
  nz_diags scratch;
  nz_diags_trial(&scratch, cx->a);
  if (!c->text) {
    nz_say_s(cx, NZ_M_BLANK_CELL, cell_span(t, c), NULL, NULL);
    return;
  }
  if (strcmp(nz_name(cx, c->text).p, "なし") == 0) return;
  const nz_node *n = nz_parse_cell(cx->a, cx->p->names, &scratch, t, r, c);
  if (!n || n->kind != NZ_T_QTY) nz_say(cx, NZ_M_KIND_AMOUNT, cell_span(t, c), c->text, 0);
}

/* the first cell of a row: what a claim may name */
static void kind_name(nz_cx *cx, const nz_tree *t, const nz_cell *c, uint32_t field) {
  if (!c->text) {
    nz_say_s(cx, NZ_M_BLANK_CELL, cell_span(t, c), NULL, NULL);
    return;
  }
  ir_type type = field == IR_NONE ? (ir_type){IR_T_NOTHING, 0, 0} : nz_ty(cx, cx->m->fields.v[field].type);
  if (type.k == IR_T_ENUM && nz_scope_id(cx->s, NZ_NS_VALUE, type.ref + 1, c->text) == IR_NONE) nz_say(cx, NZ_M_KIND_UNNAMED, cell_span(t, c), c->text, 0);
}

static void kinds(nz_cx *cx, const nz_declsrc *d, const struct nz_varsrc *v, const nz_node *clause, uint32_t field) {
  const nz_row *head = NULL;
  period p[NZK_MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < clause->nkid; k++) {
    const nz_row *r = nzk_row_at(v->tree, clause->kid[k]);
    if (!r || r->rule || !r->ncells) continue;
    if (!head) {
      head = r;
      for (uint32_t i = 1; i < r->ncells && n < NZK_MAX_KINDS; i++) {
        p[n].cell = &r->cells[i];
        if (nz_dated_head(cx, v->tree, r, p[n].cell, &p[n].from, &p[n].to)) n++;
      }
      overlapping_heads(cx, v->tree, d, p, n);
      continue;
    }
    kind_name(cx, v->tree, &r->cells[0], field);
    for (uint32_t i = 0; i < n; i++) amount(cx, v->tree, r, &r->cells[p[i].cell - head->cells]);
  }
}

static void kinds_of_addon(nz_cx *cx, const nz_declsrc *d, const nz_claims *claims) {
  for (uint32_t i = 0; i < d->nvar; i++) {
    const nz_node *decl = d->var[i].decl;
    bool office = false;
    for (uint32_t k = 0; k < decl->nkid; k++) office |= decl->kid[k]->kind == NZ_T_CLAUSE && decl->kid[k]->op == NZ_W_SUBJECT;
    for (uint32_t k = 0; k < decl->nkid; k++)
      if (decl->kid[k]->kind == NZ_T_CLAUSE && decl->kid[k]->op == NZ_W_KIND) kinds(cx, d, &d->var[i], decl->kid[k], claims && !office ? claims->kind : IR_NONE);
  }
}

void nz_check_revisions(nz_cx *cx) {
  nz_claims claims;
  bool any = nz_claims_of(cx, &claims);
  for (uint32_t i = 0; i < cx->decls.n; i++) {
    const nz_declsrc *d = cx->decls.v[i];
    gaps(cx, d);
    rows_gone(cx, d);
    if (d->kind == IR_D_ADDON) kinds_of_addon(cx, d, any ? &claims : NULL);
  }
}
