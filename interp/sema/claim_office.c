/* claim_office.c -- 加算 with 主体 事業所 and 付加先: judged once for an office on a day, and added to its base fees that are 可.
 * Becomes: the declaration itself (is any 種類 met?), 単位数 (of the first 種類 that is), 付加先 (is this claim one of those it
 * is added to?) and 付加 (what is added to a claim). */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

static void requirements(work *w, items *list) {
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_REQUIRE) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k] && c->kid[k]->kind != NZ_T_KINDS && c->kid[k]->kind != NZ_T_CITE) nzk_put(w, list, nzk_clause_kinds(c), 0, c->kid[k]);
  }
}

/* What a kind asks (0: of all kinds). */
static nz_node *asked(work *w, const items *list, nz_sym kind) {
  nz_nodes_of l = {0};
  for (uint32_t i = 0; i < list->n; i++)
    if (!list->v[i].kinds || (kind && nzk_applies(w, &list->v[i], kind))) nzc_add(w->cx, &l, list->v[i].cond);
  return nzc_all(w->cx, &l, w->v->decl->at);
}

/* On the days of this variant on which the kind has no amount it is not there: NULL when it always has one. *never: it never has. */
static nz_node *exists_on(work *w, uint32_t k, bool *never) {
  int64_t from[NZK_MAX_KINDS], to[NZK_MAX_KINDS];
  uint32_t col[NZK_MAX_KINDS], n = nzk_date_columns(w, col, from, to), days = 0;
  nz_nodes_of l = {0};
  bool gap = false;
  for (uint32_t i = 0; i < n; i++) {
    int64_t lo = from[i] > w->v->from ? from[i] : w->v->from, hi = to[i] < w->v->to ? to[i] : w->v->to;
    if (lo > hi) continue;
    bool has = nzk_amount_cell(w, w->kind_row[k], col[i], w->s->units->out_type[0])->kind != NZ_T_RESULT;
    gap |= !has;
    days += has;
    if (has) nzc_add(w->cx, &l, nzc_between(w->cx, lo == w->v->from ? IR_DATE_MIN : lo, hi == w->v->to ? IR_DATE_MAX : hi));
  }
  *never = gap && !days;
  return gap && days ? nzc_any(w->cx, &l, (nz_span){0}) : NULL;
}

/* 種類 in written order; the first that is there on the day and is met. */
static nz_ctable *first_met(work *w, nz_declsrc *d, const struct nz_varsrc *v, const items *list) {
  nz_cx *cx = w->cx;
  nz_node *cond[NZK_MAX_KINDS], *cell[NZK_MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    bool never = false;
    nz_nodes_of both = {0};
    nz_node *when = w->kind_row[k] ? exists_on(w, k, &never) : NULL;
    if (never) continue;
    if (when) nzc_add(cx, &both, when);
    nzc_add(cx, &both, asked(w, list, w->kind[k]));
    cond[n] = when ? nzc_all(cx, &both, (nz_span){0}) : both.v[0];
    cell[n++] = nzc_result(cx, NZ_OUT_ALLOW, nz_name(cx, w->kind[k]).p);
  }
  return nzc_table(cx, d, v, IR_HIT_FIRST, cond, cell, n, nzc_result(cx, NZ_OUT_DENY, "どの種類にも当たらない"), NULL);
}

/* A kind that does not exist yet on a day is not met: its amount is 対象外 there. */
static void units_on(work *w, nz_declsrc *units, const items *list, uint32_t col, int64_t from, int64_t to) {
  nz_cx *cx = w->cx;
  struct nz_varsrc *v = nzk_add_variant(cx, units, w->v, from, to);
  nz_node *cond[NZK_MAX_KINDS], *cells[NZK_MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    if (!w->kind_row[k]) continue;
    nz_node *amount = nzk_amount_cell(w, w->kind_row[k], col, units->out_type[0]);
    if (amount->kind == NZ_T_RESULT) continue;
    cond[n] = asked(w, list, w->kind[k]);
    cells[n++] = amount;
  }
  units->kind = cx->m->decls.v[units->id].kind = IR_D_DTABLE;
  v->table = nzc_table(cx, units, v, IR_HIT_FIRST, cond, cells, n, nzc_node(cx, NZ_T_NONE, w->v->decl->at, 0, NULL), NULL);
}

static void amounts(work *w, nz_declsrc *units, const items *list) {
  nz_cx *cx = w->cx;
  int64_t from[NZK_MAX_KINDS], to[NZK_MAX_KINDS];
  uint32_t col[NZK_MAX_KINDS], n = nzk_date_columns(w, col, from, to);
  for (uint32_t i = 0; i < n; i++) {
    int64_t lo = from[i] > w->v->from ? from[i] : w->v->from, hi = to[i] < w->v->to ? to[i] : w->v->to;
    if (lo <= hi) units_on(w, units, list, col[i], lo, hi);
  }
  for (uint32_t i = 0; i < w->v->decl->nkid && !n; i++) {
    const nz_node *c = w->v->decl->kid[i], *u = c->kind == NZ_T_CLAUSE && c->op == NZ_W_UNITS ? nz_node_find(c, NZ_T_UNITS) : NULL;
    for (uint32_t k = 0; u && k < u->nkid; k++) {
      if (u->kid[k]->kind == NZ_T_PERIOD) continue;
      const nz_node *p = k + 1 < u->nkid && u->kid[k + 1]->kind == NZ_T_PERIOD ? u->kid[k + 1] : NULL;
      int64_t lo = p && p->num > w->v->from ? p->num : w->v->from, hi = p && p->aux < w->v->to ? p->aux : w->v->to;
      if (lo <= hi) nzc_body(cx, units, nzk_add_variant(cx, units, w->v, lo, hi), nzk_amount(w, u->kid[k]));
    }
  }
}

static uint32_t office_field(const work *w, uint32_t office) { /* of a claim: its office */
  const ir_module *m = w->cx->m;
  const ir_ledger *l = &m->ledgers.v[w->c.ledger];
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++)
    if (m->types.v[m->fields.v[f].type].k == IR_T_ROW && m->types.v[m->fields.v[f].type].ref == office && !(m->fields.v[f].flags & IR_F_MULTI)) return f;
  return IR_NONE;
}

static nz_node *of_office(work *w, uint32_t decl, uint32_t field) { /* a declaration about the claim's office */
  nz_node *n = nzc_call(w->cx, decl, NZ_ROW_SUBJECT);
  n->ann.b = nz_put_path(w->cx, NZ_ROW_SUBJECT, &field, 1);
  return n;
}

/* 付加先: the rows written there, among them the claim in question (a parameter) */
static nz_declsrc *attached_to(work *w, nz_declsrc *d) {
  nz_cx *cx = w->cx;
  nz_declsrc *to = nzc_declare(cx, d, "付加先", IR_D_CONDITION, cx->t_bool, cx->m->decls.v[d->id].subject);
  to->nparams = 1;
  to->params[0] = nzk_sym(w, "請求");
  to->param_type[0] = ir_mk_type(cx->m, IR_T_ROW, 0, w->c.ledger);
  for (uint32_t v = 0; v < d->nvar; v++) {
    nz_node *set = NULL;
    for (uint32_t i = 0; i < d->var[v].decl->nkid; i++) {
      const nz_node *c = d->var[v].decl->kid[i];
      for (uint32_t k = 0; c->kind == NZ_T_CLAUSE && c->op == NZ_W_ADDED_TO && k < c->nkid; k++)
        if (c->kid[k] && c->kid[k]->kind == NZ_T_ROWSET && nz_ty(cx, c->kid[k]->ann.type).k == IR_T_SET) set = c->kid[k]; /* else: the base fees */
    }
    nz_node *one = nzc_node(cx, NZ_T_THAT, (nz_span){0}, 0, NULL);
    nzb_set_ref(one, NZ_A_PARAM, 0, 0, to->param_type[0]);
    nz_node *in = set ? nzc_some(cx, nzc_where(cx, set, nzc_cmp(cx, NZ_CMP_EQ, nzc_element(cx, w->c.ledger, 0), one))) : nzc_node(cx, NZ_T_ALWAYS, d->var[v].decl->at, 0, NULL);
    nzc_body(cx, to, &to->var[v], in);
  }
  return to;
}

/* is the claim a base fee that is 可? */
static nz_node *base_is_allowed(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of any = {0};
  for (uint32_t i = 0; i < w->all.n; i++) {
    const stage *b = &w->all.v[i];
    nz_node *is = b->base ? nzc_is(cx, w->c.item, NZ_ROW_SUBJECT, &b->self->name, 1) : NULL;
    if (!is) continue;
    nz_node *both[2] = {is, nzc_has_outcome(cx, nzc_call(cx, b->self->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW)};
    nzc_add(cx, &any, nzc_all(cx, &(nz_nodes_of){both, 2, 2}, (nz_span){0}));
  }
  return any.n ? nzc_any(cx, &any, (nz_span){0}) : NULL;
}

static void added(work *w, nz_declsrc *d, nz_declsrc *units, nz_declsrc *to, uint32_t field) {
  nz_cx *cx = w->cx;
  nz_declsrc *a = nzc_declare(cx, d, "付加", IR_D_DEFINE, units->out_type[0], w->c.ledger);
  nz_node *base = base_is_allowed(w);
  for (uint32_t v = 0; v < a->nvar; v++) {
    nz_nodes_of l = {0};
    nz_node *in = of_office(w, to->id, field), *claim = nzc_subject(cx, w->c.ledger);
    in->kind = NZ_T_CALL;
    in->nkid = 1;
    in->kid = NZ_NEW_N(cx->a, nz_node *, 1);
    in->kid[0] = claim;
    nzc_add(cx, &l, base);
    nzc_add(cx, &l, in);
    nzc_add(cx, &l, nzc_has_outcome(cx, of_office(w, d->id, field), NZ_OUT_ALLOW));
    nzc_body(cx, a, &a->var[v], nzc_node(cx, NZ_T_NONE, a->var[v].decl->at, 0, NULL));
    nz_node *p = nzc_proviso(cx, nzc_all(cx, &l, (nz_span){0}), of_office(w, units->id, field));
    NZ_PUSH(cx->a, &a->var[v].provisos) = p;
  }
}

void nzk_office(work *w, nz_declsrc *d) {
  nz_cx *cx = w->cx;
  uint32_t office = cx->m->decls.v[d->id].subject, field = office == IR_NONE ? IR_NONE : office_field(w, office);
  uint32_t unit = nz_unit_find(cx, nzk_sym(w, "単位"));
  stage s = {.self = d, .units = NULL};
  if (field == IR_NONE) return;
  nz_declsrc *units = nzc_declare(cx, d, "単位数", IR_D_DEFINE, ir_mk_type(cx->m, IR_T_QTY, unit == IR_NONE ? 0 : cx->m->units.v[unit].dec, unit), office);
  units->nvar = units->capvar = 0;
  units->var = NULL;
  s.units = units;
  w->s = &s;
  for (w->vi = 0; w->vi < d->nvar; w->vi++) {
    items list = {0};
    w->v = &d->var[w->vi];
    nzk_read_kinds(w);
    requirements(w, &list);
    amounts(w, units, &list);
    if (!w->nkinds) {
      w->v->body = asked(w, &list, 0);
      continue;
    }
    w->v->table = first_met(w, d, w->v, &list);
  }
  nzk_order_units(units);
  added(w, d, units, attached_to(w, d), field);
}
