/* lower.c -- declarations to the module: parameters, outputs, dated variants; then cycles */
#include "lower.h"

#include <string.h>

#include "../../grammar/calendar.h"
#include "../../grammar/keywords.h"

void nz_mark_misses(nz_cx *cx);

static nz_node *clause(const nz_node *d, int op) {
  for (uint32_t i = 0; i < d->nkid; i++)
    if (d->kid[i]->kind == NZ_T_CLAUSE && d->kid[i]->op == op) return d->kid[i];
  return NULL;
}

static ir_range cites_of(nz_cx *cx, const nz_node *d) {
  ir_range r = {cx->m->cites.n, 0};
  for (uint32_t i = 0; i < d->nkid; i++)
    if (d->kid[i]->kind == NZ_T_CLAUSE && d->kid[i]->op == NZ_W_BASIS) r.n += nz_cites(cx, d->kid[i], true).n;
  return r;
}

static ir_range notes_of(nz_cx *cx, const nz_node *d) {
  NZ_VEC(uint32_t) v = {0};
  for (uint32_t i = 0; i < d->nkid; i++) {
    nz_node *c = d->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_NOTE) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k]->kind == NZ_T_CITE || c->kid[k]->kind == NZ_T_TEXT) NZ_PUSH(cx->a, &v) = nz_mstr(cx, c->kid[k]->name);
  }
  return nz_pool(cx, v.v, v.n);
}

static int64_t confirmed_of(const nz_node *d) {
  nz_node *c = clause(d, NZ_W_CONFIRMED);
  nz_node *date = c ? nz_node_find(c, NZ_T_DATE) : NULL;
  if (!date) return IR_DATE_MAX;
  return nz_date_last_day(date->num, (int)date->op); /* 令和6年11月: the whole of it */
}

static uint32_t table_node(nz_lw *l, nz_declsrc *d, struct nz_varsrc *v, uint32_t out) {
  nz_cx *cx = l->cx;
  nz_lower_table(l, d, v);
  uint32_t t = v->table->ir_table, id, keys[NZ_MAX_PARAMS];
  if (v->table->kind == IR_TABLE_DECISION) {
    id = nz_mk(l, IR_DTABLE, d->out_type[out], 0, NULL, v->decl->at);
  } else {
    for (uint32_t k = 0; k < d->nparams; k++) {
      keys[k] = ir_mk_node(cx->m, IR_PARAM, d->param_type[k], NULL, 0);
      cx->m->nodes.v[keys[k]].imm = k;
    }
    if (v->table->kind == IR_TABLE_ROWCOND) {
      uint32_t all = nz_mk(l, IR_COLALL, cx->t_bool, 1, keys, v->decl->at);
      cx->m->nodes.v[all].ref = t;
      return nz_mk(l, IR_DECIDE, cx->t_decision, 1, &all, v->decl->at);
    }
    id = nz_mk(l, IR_MATRIX, d->out_type[out], d->nparams, keys, v->decl->at);
  }
  cx->m->nodes.v[id].ref = t;
  cx->m->nodes.v[id].imm = out;
  return id;
}

static uint32_t rule_node(nz_lw *l, nz_node *verdict) {
  nz_cx *cx = l->cx;
  nz_node *res = nz_node_find(verdict, NZ_T_RESULT), *cond = NULL;
  for (uint32_t i = 0; i < verdict->nkid; i++)
    if (verdict->kid[i] && verdict->kid[i]->kind != NZ_T_RESULT) cond = verdict->kid[i];
  if (!res) {
    uint32_t c = nz_lower_cond(l, cond);
    return nz_mk(l, IR_DECIDE, cx->t_decision, 1, &c, verdict->at);
  }
  uint32_t r = nz_lower_result(l, res, cx->t_decision);
  if (!cond) return r;
  uint32_t na = nz_mk(l, IR_OUTCOME, cx->t_decision, 0, NULL, verdict->at), c = nz_lower_cond(l, cond);
  cx->m->nodes.v[na].imm = NZ_OUT_NA;
  cx->m->nodes.v[na].ref = 0;
  uint32_t item = nz_mk(l, IR_PROVITEM, cx->t_decision, 2, (uint32_t[]){c, r}, verdict->at);
  return nz_mk(l, IR_PROV, cx->t_decision, 2, (uint32_t[]){na, item}, verdict->at);
}

static uint32_t body_node(nz_lw *l, nz_declsrc *d, struct nz_varsrc *v, uint32_t out) {
  switch (d->kind) {
    case IR_D_CONDITION: return nz_lower_cond(l, v->body);
    case IR_D_DEFINE:
    case IR_D_DTABLE: /* 単位数 that had kinds only before or after some date */
    case IR_D_ADDON:
      if (v->table) break;
      return nz_lower_result(l, v->body, d->out_type[0]);
    case IR_D_RULE: return rule_node(l, v->body);
    default: break;
  }
  return table_node(l, d, v, out);
}

static void lower_variant(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v) {
  nz_lw l = {cx, IR_NONE, d->noutputs ? d->out_type[0] : cx->t_nothing};
  uint32_t bodies[NZ_MAX_PARAMS], n = d->noutputs;
  if (d->kind == IR_D_ADDON && !v->body && !v->table) n = 0; /* no ledger of claims */
  for (uint32_t k = 0; k < n; k++) {
    if (k == 0) bodies[0] = body_node(&l, d, v, 0);
    else { /* further columns of the same decision table */
      bodies[k] = nz_mk(&l, IR_DTABLE, d->out_type[k], 0, NULL, v->decl->at);
      cx->m->nodes.v[bodies[k]].ref = v->table->ir_table;
      cx->m->nodes.v[bodies[k]].imm = k;
    }
  }
  if (n == 1) bodies[0] = nz_lower_prov(&l, bodies[0], v->provisos.v, v->provisos.n, d->out_type[0]);
  ir_variant iv = {v->from, v->to, confirmed_of(v->decl), n ? bodies[0] : IR_NONE, nz_run(cx, bodies, n), {0, 0}, {0, 0}, 0};
  iv.cites = cites_of(cx, v->decl);
  iv.notes = notes_of(cx, v->decl);
  iv.loc = nz_loc(cx, v->decl->at);
  NZ_PUSH(cx->a, &cx->m->variants) = iv;
  nz_cvariant cv = {v->tree, v->decl, v->body, v->table, v->provisos.v, v->provisos.n};
  NZ_PUSH(cx->a, &cx->p->cvariants) = cv;
}

/* The large arrays, by a rough rule: copies left behind by growing cost more than room that stays unused. */
static void reserve(nz_cx *cx) {
  size_t tokens = 0, rows = 0, made = (size_t)cx->made * 2;
  for (uint32_t i = 0; i < cx->p->trees.n; i++) {
    tokens += cx->p->trees.v[i]->toks->list.n;
    rows += cx->p->trees.v[i]->toks->rows.n;
  }
  NZ_RESERVE(cx->a, &cx->m->nodes, tokens / 2 + rows * 2 + made);
  NZ_RESERVE(cx->a, &cx->m->args, tokens / 2 + rows + made);
  NZ_RESERVE(cx->a, &cx->m->locs, tokens * 3 / 4 + rows * 4);
  NZ_RESERVE(cx->a, &cx->m->cells, rows * 6);
  NZ_RESERVE(cx->a, &cx->m->rows, rows);
}

void nz_lower(nz_cx *cx) {
  ir_module *m = cx->m;
  reserve(cx);
  for (uint32_t i = 0; i < cx->decls.n; i++) {
    nz_declsrc *d = cx->decls.v[i];
    d->first_node = m->nodes.n;
    uint32_t dflt[NZ_MAX_PARAMS];
    nz_lw l = {cx, IR_NONE, cx->t_nothing};
    for (uint32_t k = 0; k < d->nparams; k++) dflt[k] = d->dflt[k] ? nz_lower_value(&l, d->dflt[k], d->param_type[k]) : IR_NONE;
    ir_range params = {m->params.n, d->nparams};
    for (uint32_t k = 0; k < d->nparams; k++) {
      ir_param p = {nz_mstr(cx, d->params[k]), d->param_type[k], dflt[k]};
      NZ_PUSH(cx->a, &m->params) = p;
      NZ_PUSH(cx->a, &cx->p->defaults) = d->dflt[k];
    }
    ir_range outputs = {m->outputs.n, d->noutputs};
    for (uint32_t k = 0; k < d->noutputs; k++) {
      ir_output o = {nz_mstr(cx, d->out_name[k]), d->out_type[k]};
      NZ_PUSH(cx->a, &m->outputs) = o;
    }
    ir_range variants = {m->variants.n, d->nvar};
    for (uint32_t k = 0; k < d->nvar; k++) lower_variant(cx, d, &d->var[k]);
    m->decls.v[i].params = params;
    m->decls.v[i].outputs = outputs;
    m->decls.v[i].variants = variants;
    if (d->kind == IR_D_ADDON) nz_lower_addon(&l, d);
  }
  nz_mark_misses(cx);
}
