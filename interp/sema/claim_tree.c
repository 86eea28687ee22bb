/* claim_tree.c -- see claim_tree.h */
#include "claim_tree.h"

#include <string.h>

#include "../../grammar/keywords.h"

uint32_t nz_claim_ledger(nz_cx *cx) {
  for (uint32_t i = 0; i < cx->m->fields.n; i++)
    if (cx->m->fields.v[i].flags & IR_F_ITEM) return cx->m->fields.v[i].ledger;
  return nz_scope_id(cx->s, NZ_NS_LEDGER, 0, cx->k_claim);
}

bool nz_claims_of(nz_cx *cx, nz_claims *out) {
  const ir_module *m = cx->m;
  *out = (nz_claims){IR_NONE, IR_NONE, IR_NONE, IR_NONE, IR_NONE, IR_NONE, IR_NONE, IR_NONE, IR_NONE};
  for (uint32_t i = 0; i < m->fields.n; i++)
    if (m->fields.v[i].flags & IR_F_ITEM) out->ledger = m->fields.v[i].ledger, out->item = i;
  if (out->ledger == IR_NONE) return false;
  const ir_ledger *l = &m->ledgers.v[out->ledger];
  uint32_t user = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, cx->k_user);
  out->time = l->time;
  out->key = l->key;
  for (uint32_t i = l->fields.first; i < l->fields.first + l->fields.n; i++) {
    const ir_field *f = &m->fields.v[i];
    const ir_type *t = &m->types.v[f->type];
    if (f->flags & IR_F_KIND) out->kind = i;
    if (f->flags & IR_F_REVIEW) out->review = i;
    if (t->k != IR_T_ROW) continue;
    if (f->flags & IR_F_MULTI) {
      if (out->records == IR_NONE) out->records = i, out->record_ledger = t->ref;
    } else if (t->ref == user && out->user == IR_NONE) {
      out->user = i;
    }
  }
  return out->time != IR_NONE;
}

void nzc_add(nz_cx *cx, nz_nodes_of *l, nz_node *n) {
  if (!n) return;
  if (l->n == l->cap) l->v = nz_vec_grow(cx->a, l->v, l->n, &l->cap, sizeof *l->v);
  l->v[l->n++] = n;
}

nz_node *nzc_node(nz_cx *cx, nz_kind kind, nz_span at, uint32_t n, nz_node *const *kid) {
  nz_node *x = NZ_NEW(cx->a, nz_node);
  cx->made++;
  x->kind = (uint16_t)kind;
  x->at = at;
  x->nkid = n;
  x->kid = NZ_NEW_N(cx->a, nz_node *, n);
  if (n) memcpy(x->kid, kid, n * sizeof *kid);
  x->ann.type = cx->t_nothing;
  return x;
}

static nz_node *leaf(nz_cx *cx, nz_kind kind, uint16_t ref, uint32_t a, uint32_t b, uint32_t type) {
  nz_node *x = nzc_node(cx, kind, (nz_span){0}, 0, NULL);
  nzb_set_ref(x, ref, a, b, type);
  return x;
}

static nz_node *pair(nz_cx *cx, nz_kind kind, nz_node *a, nz_node *b) {
  nz_node *x = nzc_node(cx, kind, (nz_span){0}, 2, (nz_node *[]){a, b});
  return x;
}

nz_node *nzc_field(nz_cx *cx, uint32_t field, uint8_t start) {
  const ir_field *f = &cx->m->fields.v[field];
  bool multi = f->flags & IR_F_MULTI;
  return leaf(cx, NZ_T_NAME, multi ? NZ_A_MULTI : NZ_A_FIELD, field, nz_put_path(cx, start, NULL, 0), multi ? nzb_set_of(cx, f->type) : f->type);
}

static uint32_t row_type(nz_cx *cx, uint32_t ledger) { return ir_mk_type(cx->m, IR_T_ROW, 0, ledger); }

nz_node *nzc_subject(nz_cx *cx, uint32_t ledger) { return leaf(cx, NZ_T_THIS, NZ_A_SUBJECT, ledger, nz_put_path(cx, NZ_ROW_SUBJECT, NULL, 0), row_type(cx, ledger)); }
nz_node *nzc_element(nz_cx *cx, uint32_t ledger, uint32_t level) { return leaf(cx, NZ_T_THAT, NZ_A_ITEM, level, 0, row_type(cx, ledger)); }

nz_node *nzc_named(nz_cx *cx, uint32_t field, nz_sym value) {
  const ir_field *f = &cx->m->fields.v[field];
  const ir_type *t = &cx->m->types.v[f->type];
  if (t->k == IR_T_ENUM) {
    uint32_t id = nzb_value_in(cx, t->ref, value);
    return id == IR_NONE ? NULL : leaf(cx, NZ_T_NAME, NZ_A_VALUE, id, 0, f->type);
  }
  nz_node *x = leaf(cx, NZ_T_TEXT, NZ_A_STR, nz_mstr(cx, value), 0, cx->t_text);
  x->name = value;
  return x;
}

nz_node *nzc_cmp(nz_cx *cx, int op, nz_node *a, nz_node *b) {
  nz_node *x = pair(cx, NZ_T_CMP, a, b);
  x->op = (uint16_t)op;
  return x;
}

nz_node *nzc_at(nz_node *n, nz_span at) {
  if (n) n->at = at;
  return n;
}

nz_node *nzc_is(nz_cx *cx, uint32_t field, uint8_t start, const nz_sym *values, uint32_t n) {
  nz_nodes_of l = {0};
  nzc_add(cx, &l, nzc_field(cx, field, start));
  for (uint32_t i = 0; i < n; i++) nzc_add(cx, &l, nzc_named(cx, field, values[i]));
  if (l.n == 1) return NULL;
  return l.n == 2 ? nzc_cmp(cx, NZ_CMP_EQ, l.v[0], l.v[1]) : nzc_node(cx, NZ_T_IN, (nz_span){0}, l.n, l.v);
}

static nz_node *joined(nz_cx *cx, nz_kind kind, const nz_nodes_of *l, nz_span at) {
  if (!l->n) return nzc_node(cx, NZ_T_ALWAYS, at, 0, NULL);
  return l->n == 1 ? l->v[0] : nzc_node(cx, kind, at, l->n, l->v);
}
nz_node *nzc_all(nz_cx *cx, const nz_nodes_of *l, nz_span at) { return joined(cx, NZ_T_AND, l, at); }
nz_node *nzc_any(nz_cx *cx, const nz_nodes_of *l, nz_span at) { return joined(cx, NZ_T_OR, l, at); }
nz_node *nzc_not(nz_cx *cx, nz_node *n) { return nzc_node(cx, NZ_T_HASNOT, n->at, 1, &n); }

static uint32_t set_type(nz_cx *cx, uint32_t ledger) { return nzb_set_of(cx, row_type(cx, ledger)); }
nz_node *nzc_rows(nz_cx *cx, uint32_t ledger) { return leaf(cx, NZ_T_NAME, NZ_A_LEDGER, ledger, 0, set_type(cx, ledger)); }

nz_node *nzc_where(nz_cx *cx, nz_node *set, nz_node *cond) {
  nz_node *x = pair(cx, NZ_T_ROWSET, set, cond);
  x->ann.type = set->ann.type;
  return x;
}

nz_node *nzc_some(nz_cx *cx, nz_node *set) { return nzc_node(cx, NZ_T_HAS, (nz_span){0}, 1, &set); }

static nz_node *builtin(nz_cx *cx, nz_kind kind, uint32_t id, uint32_t type, uint32_t n, nz_node *const *kid) {
  nz_node *x = nzc_node(cx, kind, (nz_span){0}, n, kid);
  nzb_set_ref(x, NZ_A_BUILTIN, id, 0, type);
  return x;
}

nz_node *nzc_count(nz_cx *cx, nz_node *set) { return builtin(cx, NZ_T_CALL, NZ_B_COUNT, cx->t_count, 1, &set); }

nz_node *nzc_sum(nz_cx *cx, nz_node *a, nz_node *b) {
  nz_node *x = pair(cx, NZ_T_ADD, a, b);
  x->ann.type = a->ann.type;
  return x;
}

nz_node *nzc_number(nz_cx *cx, int64_t n) {
  nz_node *x = nzc_node(cx, NZ_T_QTY, (nz_span){0}, 0, NULL);
  x->num = n;
  nzb_set_ref(x, NZ_A_UNIT, 0, 0, cx->t_count);
  return x;
}

nz_node *nzc_between(nz_cx *cx, int64_t from, int64_t to) {
  nz_nodes_of l = {0};
  const int64_t end[2] = {from, to};
  for (int i = 0; i < 2; i++) {
    if (end[i] == IR_DATE_MIN || end[i] == IR_DATE_MAX) continue;
    nz_node *today = nzc_node(cx, NZ_T_NAME, (nz_span){0}, 0, NULL), *day = nzc_node(cx, NZ_T_DATE, (nz_span){0}, 0, NULL);
    nzb_set_ref(today, NZ_A_TODAY, 0, 0, cx->t_date);
    today->name = cx->k_today;
    day->num = end[i];
    day->op = NZ_DP_DAY;
    day->ann.type = cx->t_date;
    nzc_add(cx, &l, nzc_cmp(cx, i ? NZ_CMP_LE : NZ_CMP_GE, today, day));
  }
  return nzc_all(cx, &l, (nz_span){0});
}

nz_node *nzc_month(nz_cx *cx, nz_node *date) { return builtin(cx, NZ_T_CALL, NZ_B_MONTHOF, cx->t_month, 1, &date); }
nz_node *nzc_this_month(nz_cx *cx) { return builtin(cx, NZ_T_THIS, NZ_B_MONTHOF, cx->t_month, 0, NULL); }

nz_node *nzc_months_ago(nz_cx *cx, int64_t n) {
  nz_node *k = nzc_number(cx, n);
  k->ann.type = cx->t_months;
  return builtin(cx, NZ_T_SUB, NZ_B_ADDMONTHS, cx->t_month, 2, (nz_node *[]){nzc_this_month(cx), k});
}

nz_node *nzc_call(nz_cx *cx, uint32_t decl, uint8_t start) {
  nz_node *x = leaf(cx, NZ_T_NAME, NZ_A_DECL, decl, nz_put_path(cx, start, NULL, 0), cx->decls.v[decl]->out_type[0]);
  x->name = cx->decls.v[decl]->name;
  return x;
}

nz_node *nzc_as_of(nz_cx *cx, nz_node *date, nz_node *x) {
  nz_node *n = pair(cx, NZ_T_ASOF, date, x);
  n->ann.type = x->ann.type;
  return n;
}

nz_node *nzc_has_outcome(nz_cx *cx, nz_node *decision, int out) {
  nz_node *x = nzc_node(cx, NZ_T_OUTIS, (nz_span){0}, 1, &decision);
  x->op = (uint16_t)out;
  return x;
}

nz_node *nzc_result(nz_cx *cx, int out, const char *text) {
  nz_node *x = nzc_node(cx, NZ_T_RESULT, (nz_span){0}, 0, NULL);
  x->op = (uint16_t)out;
  x->name = text ? nz_sym_of(cx, text) : 0;
  return x;
}

nz_node *nzc_proviso(nz_cx *cx, nz_node *when, nz_node *result) { return pair(cx, NZ_T_PROVISO, when, result); }

/* ---- declarations ---- */

static nz_declsrc *declare(nz_cx *cx, uint32_t owner, nz_sym name, int kind, uint32_t type, uint32_t subject, nz_span at, uint32_t nvar) {
  nz_declsrc *s = NZ_NEW(cx->a, nz_declsrc);
  s->id = cx->m->decls.n;
  s->name = name;
  s->kind = (uint8_t)kind;
  s->owner = owner;
  s->state = 2;
  s->noutputs = 1;
  s->out_name[0] = name;
  s->out_type[0] = type;
  s->nvar = s->capvar = nvar;
  s->var = NZ_NEW_N(cx->a, struct nz_varsrc, nvar);
  ir_decl d = {nz_mstr(cx, name), (uint8_t)kind, owner, subject, {0, 0}, {0, 0}, {0, 0}, nz_loc(cx, at)};
  NZ_PUSH(cx->a, &cx->m->decls) = d;
  NZ_PUSH(cx->a, &cx->decls) = s;
  return s;
}

/* the DECL node that a variant of ours stands for: no 根拠 or 注意 of its own */
static nz_node *blank_decl(nz_cx *cx, nz_span at) { return nzc_node(cx, NZ_T_DECL, at, 0, NULL); }

nz_declsrc *nzc_declare(nz_cx *cx, const nz_declsrc *owner, const char *name, int kind, uint32_t type, uint32_t subject) {
  nz_declsrc *s = declare(cx, owner->id, nz_sym_of(cx, name), kind, type, subject, owner->var[0].decl->at, owner->nvar);
  for (uint32_t i = 0; i < owner->nvar; i++) {
    const struct nz_varsrc *v = &owner->var[i];
    s->var[i] = (struct nz_varsrc){.tree = v->tree, .decl = blank_decl(cx, v->decl->at), .from = v->from, .to = v->to};
  }
  return s;
}

nz_declsrc *nzc_declare_for(nz_cx *cx, const nz_declsrc *owner, const struct nz_varsrc *v, nz_str name, int kind, uint32_t type, nz_span at) {
  nz_declsrc *s = declare(cx, owner->id, nz_intern_put(cx->p->names, name.p, name.n), kind, type, cx->m->decls.v[owner->id].subject, at, 1);
  s->var[0] = (struct nz_varsrc){.tree = v->tree, .decl = blank_decl(cx, at), .from = v->from, .to = v->to};
  return s;
}

void nzc_body(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v, nz_node *body) {
  v->body = d->kind == IR_D_RULE ? nzc_node(cx, NZ_T_VERDICT, body->at, 1, &body) : body;
}

nz_ctable *nzc_table(nz_cx *cx, nz_declsrc *d, const struct nz_varsrc *v, int hit, nz_node *const *cond, nz_node *const *cells, uint32_t nrows, nz_node *otherwise, const nz_row *const *raw) {
  nz_ctable *t = NZ_NEW(cx->a, nz_ctable);
  uint32_t ncols = d->noutputs + 1;
  *t = (nz_ctable){.decl = v->decl, .tree = v->tree, .kind = IR_TABLE_DECISION, .hit = (uint8_t)hit, .exclusive = hit == IR_HIT_UNIQUE, .nrows = nrows, .ncols = ncols, .otherwise = otherwise};
  t->heads = NZ_NEW_N(cx->a, struct nz_chead, ncols);
  t->cells = NZ_NEW_N(cx->a, struct nz_ccell, (size_t)nrows * ncols);
  t->rows = NZ_NEW_N(cx->a, struct nz_crowh, nrows);
  t->heads[0] = (struct nz_chead){.name = d->name, .type = cx->t_bool};
  for (uint32_t c = 1; c < ncols; c++) t->heads[c] = (struct nz_chead){.name = d->out_name[c - 1], .output = true, .type = d->out_type[c - 1]};
  for (uint32_t r = 0; r < nrows; r++) {
    nz_row *none = NZ_NEW(cx->a, nz_row);
    none->cells = NZ_NEW_N(cx->a, nz_cell, 1);
    none->ncells = 1;
    t->rows[r] = (struct nz_crowh){.name = d->name, .raw = raw && raw[r] ? raw[r] : none};
    t->cells[(size_t)r * ncols] = (struct nz_ccell){.expr = cond[r], .what = NZ_CC_EXPR};
    for (uint32_t c = 1; c < ncols; c++) {
      nz_node *x = cells[(size_t)r * (ncols - 1) + c - 1];
      t->cells[(size_t)r * ncols + c] = (struct nz_ccell){.expr = x, .what = x->kind == NZ_T_RESULT ? NZ_CC_RESULT : NZ_CC_VALUE};
    }
  }
  return t;
}
