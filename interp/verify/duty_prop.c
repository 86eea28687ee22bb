/* duty_prop.c -- 検証, and that no rising level loses a service */
#include "../../grammar/keywords.h"
#include "duty.h"
#include "walk.h"

void nz_duty_properties(nz_duties *d) {
  for (uint32_t i = 0; i < d->p->cproperties.n; i++) {
    const nz_cproperty *p = &d->p->cproperties.v[i];
    ir_decl of = d->m->decls.v[p->broken];
    const ir_variant *v = &d->m->variants.v[of.variants.first];
    nz_duty *x = nz_duty_add(d, NZ_DUTY_PROPERTY, p->broken, of.name, of.loc, v->cites);
    x->decl = p->broken;
    x->pair = p->ledger;
    x->differ = p->differ;
  }
}

/* The level that the last axis of a table is read from; IR_NONE. */
static uint32_t level_field(const ir_module *m, const ir_decl *d) {
  if (d->subject == IR_NONE || d->params.n < 1 || d->params.n > 2) return IR_NONE;
  const ir_param *last = &m->params.v[d->params.first + d->params.n - 1];
  if (last->dflt == IR_NONE || m->nodes.v[last->dflt].op != IR_FIELD) return IR_NONE;
  const ir_field *f = &m->fields.v[m->nodes.v[last->dflt].ref];
  const ir_type *t = &m->types.v[f->type];
  if (f->ledger != d->subject || t->k != IR_T_ENUM || !m->enums.v[t->ref].ordered) return IR_NONE;
  return m->nodes.v[last->dflt].ref;
}

/* Two rows of the subject's ledger, the same but for the level: what the lower one may, the higher one may too. */
static uint32_t falls(nz_duties *d, uint32_t decl, uint32_t field, uint32_t row_type, const ir_row *row) {
  ir_module *m = d->m;
  uint32_t level[2], answer[2], truth = ir_mk_type(m, IR_T_BOOL, 0, IR_NONE);
  ir_decl of = m->decls.v[decl];
  for (uint32_t i = 0; i < 2; i++) {
    uint32_t who = ir_mk_node(m, IR_PARAM, row_type, NULL, 0), args[2] = {who, IR_NONE};
    m->nodes.v[who].imm = i;
    level[i] = ir_mk_node(m, IR_FIELD, m->fields.v[field].type, &who, 1);
    m->nodes.v[level[i]].ref = field;
    if (row) {
      args[1] = ir_mk_node(m, IR_CONST, m->params.v[of.params.first].type, NULL, 0);
      m->nodes.v[args[1]].imm = row->value;
    }
    /* the level left out: the subject's own */
    uint32_t call[3] = {args[0], row ? args[1] : level[i], level[i]};
    answer[i] = ir_mk_node(m, IR_DECL, m->outputs.v[of.outputs.first].type, call, row ? 3 : 2);
    m->nodes.v[answer[i]].ref = decl;
    m->nodes.v[answer[i]].imm = 0;
  }
  uint32_t all[3] = {ir_mk_node(m, IR_LT, truth, level, 2), nz_d_outcome(d, answer[0], NZ_OUT_ALLOW), nz_d_outcome(d, answer[1], NZ_OUT_DENY)};
  return nz_d_all(d, all, 3);
}

void nz_duty_levels(nz_duties *d, uint32_t decl, const ir_variant *v) {
  ir_module *m = d->m;
  ir_decl of = m->decls.v[decl];
  uint32_t field = level_field(m, &of);
  if (of.kind != IR_D_TABLE || field == IR_NONE || m->types.v[m->outputs.v[of.outputs.first].type].k != IR_T_DECISION) return;
  nz_ids nodes = {0}, tables = {0};
  nz_local_nodes(d->a, m, v->body, &nodes, &tables);
  if (!tables.n || m->tables.v[tables.v[0]].kind != IR_TABLE_MATRIX) return;
  ir_table t = m->tables.v[tables.v[0]];
  uint32_t row_type = ir_mk_type(m, IR_T_ROW, 0, of.subject);
  ir_param two[2] = {{ir_intern(m, "甲", 3), row_type, IR_NONE}, {ir_intern(m, "乙", 3), row_type, IR_NONE}};
  for (uint32_t r = 0; r < t.rows.n; r++) {
    ir_row row = m->rows.v[t.rows.first + r];
    uint32_t cond = falls(d, decl, field, row_type, of.params.n == 2 ? &row : NULL);
    nz_duty *x = nz_duty_add(d, NZ_DUTY_LEVEL, decl, row.name, row.loc, row.cites.n ? row.cites : v->cites);
    x->decl = ir_mk_condition(m, of.name, IR_NONE, two, 2, cond, v->from, v->to, v->cites, row.loc);
    x->pair = of.subject;
    NZ_PUSH(m->arena, &m->pool) = field;
    x->differ = (ir_range){m->pool.n - 1, 1};
  }
}
