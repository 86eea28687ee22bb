/* misses.c -- which keys of tables, while not known, may turn out to have no row or column: because a field may be blank, a
 * definition may have no value, or the table does not list every value. A key that surely has one lets an answer stand on
 * what all columns agree on; the others need それ以外 to agree too, or a later fact could turn a known answer (S5.3). */
#include "lower.h"

void nz_mark_misses(nz_cx *cx);

typedef struct sure { const ir_module *m; bool *param; } sure; /* per module parameter: surely has a value */

static bool has_value(const sure *s, uint32_t decl, uint32_t node) {
  const ir_module *m = s->m;
  const ir_node *n = ir_at(m, node);
  switch (n->op) {
    case IR_CONST: return m->types.v[n->type].k != IR_T_NOTHING;
    case IR_SUBJECT:
    case IR_ITEM: return true;
    case IR_FIELD: return !(m->fields.v[n->ref].flags & IR_F_BLANK) && has_value(s, decl, ir_arg(m, n, 0));
    case IR_PARAM: return n->imm >= 0 && (uint64_t)n->imm < m->decls.v[decl].params.n && s->param[m->decls.v[decl].params.first + (uint32_t)n->imm];
    default: return false;
  }
}

/* Which declaration a node belongs to: bodies are lowered one declaration after another, so nodes lie in runs. */
static uint32_t *owners(nz_cx *cx) {
  ir_module *m = cx->m;
  uint32_t *of = NZ_NEW_N(cx->a, uint32_t, m->nodes.n), decl = 0;
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    while (decl + 1 < cx->decls.n && cx->decls.v[decl + 1]->first_node <= i) decl++;
    of[i] = decl;
  }
  return of;
}

static bool listed(const ir_module *m, const ir_table *t, uint32_t param_type, bool rows) {
  ir_type ty = m->types.v[param_type];
  if (ty.k != IR_T_ENUM) return false;
  ir_range values = m->enums.v[ty.ref].values;
  for (uint32_t v = values.first; v < values.first + values.n; v++) {
    bool found = false;
    for (uint32_t i = 0; rows && i < t->rows.n; i++) found |= m->rows.v[t->rows.first + i].value == v;
    for (uint32_t i = 0; !rows && i < t->cols.n; i++) found |= m->heads.v[t->cols.first + i].cond == IR_NONE && m->heads.v[t->cols.first + i].value == v;
    if (!found) return false;
  }
  return true;
}

void nz_mark_misses(nz_cx *cx) {
  ir_module *m = cx->m;
  sure s = {m, NZ_NEW_N(cx->a, bool, m->params.n)};
  uint32_t *of = owners(cx);
  for (uint32_t i = 0; i < m->params.n; i++) s.param[i] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 0; i < m->decls.n; i++)
      for (uint32_t k = 0; k < m->decls.v[i].params.n; k++) {
        uint32_t p = m->decls.v[i].params.first + k, d = m->params.v[p].dflt;
        if (d == IR_NONE || !s.param[p] || has_value(&s, i, d)) continue;
        s.param[p] = false;
        changed = true;
      }
    for (uint32_t i = 0; i < m->nodes.n; i++) {
      const ir_node *n = ir_at(m, i);
      if (n->op != IR_DECL) continue;
      const ir_decl *d = &m->decls.v[n->ref];
      uint32_t first = d->subject != IR_NONE ? 1 : 0;
      for (uint32_t k = 0; k < d->params.n && first + k < n->args.n; k++) {
        uint32_t p = d->params.first + k;
        if (!s.param[p] || has_value(&s, of[i], ir_arg(m, n, first + k))) continue;
        s.param[p] = false;
        changed = true;
      }
    }
  }
  for (uint32_t i = 0; i < m->tables.n; i++) {
    ir_table *t = &m->tables.v[i];
    if (t->kind == IR_TABLE_DECISION) continue;
    ir_range p = m->decls.v[t->decl].params;
    uint32_t col = t->kind == IR_TABLE_ROWCOND ? 0 : 1;
    if (t->kind == IR_TABLE_MATRIX && p.n) t->row_misses = !s.param[p.first] || !listed(m, t, m->params.v[p.first].type, true);
    if (p.n > col) t->col_misses = !s.param[p.first + col] || !listed(m, t, m->params.v[p.first + col].type, false);
  }
}
