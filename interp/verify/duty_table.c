/* duty_table.c -- tables: no gap, no overlap, no row and no mark that is never used */
#include "../../grammar/diag.h"
#include "../exec/value.h"
#include "duty.h"
#include "walk.h"

static uint32_t cell_node(const ir_module *m, const ir_table *t, uint32_t row, uint32_t col) { return m->cells.v[t->cells.first + row * t->cols.n + col].node; }

/* The condition of a row of a decision table; IR_NONE for それ以外. */
static uint32_t row_cond(nz_duties *d, uint32_t table, uint32_t r) {
  const ir_table *t = &d->m->tables.v[table];
  if (d->m->rows.v[t->rows.first + r].otherwise) return IR_NONE;
  uint32_t *v = NZ_NEW_N(d->a, uint32_t, t->cols.n), n = 0;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    uint32_t node = cell_node(d->m, t, r, c);
    if (!d->m->heads.v[t->cols.first + c].output && !(d->m->nodes.v[node].flags & IR_NF_NOTASKED)) v[n++] = node;
  }
  return nz_d_all(d, v, n);
}

static bool same_result(const ir_module *m, uint32_t x, uint32_t y) {
  const ir_node *a = &m->nodes.v[x], *b = &m->nodes.v[y];
  return a->op == b->op && (a->op == IR_CONST || a->op == IR_OUTCOME) && a->imm == b->imm && a->imm2 == b->imm2 && a->ref == b->ref && !a->args.n && !b->args.n;
}

static bool same_row(const ir_module *m, const ir_table *t, uint32_t x, uint32_t y) {
  for (uint32_t c = 0; c < t->cols.n; c++)
    if (m->heads.v[t->cols.first + c].output && !same_result(m, cell_node(m, t, x, c), cell_node(m, t, y, c))) return false;
  return true;
}

static void decision(nz_duties *d, uint32_t decl, const ir_variant *v, uint32_t table) {
  ir_table t = d->m->tables.v[table];
  uint32_t *cond = NZ_NEW_N(d->a, uint32_t, t.rows.n), *not_before = NZ_NEW_N(d->a, uint32_t, t.rows.n + 1), n = 0;
  bool otherwise = t.otherwise != IR_NONE;
  for (uint32_t r = 0; r < t.rows.n; r++) {
    cond[r] = row_cond(d, table, r);
    otherwise |= cond[r] == IR_NONE;
  }
  for (uint32_t r = 0; r < t.rows.n; r++) {
    uint32_t loc = d->m->rows.v[t.rows.first + r].loc;
    if (cond[r] == IR_NONE) continue;
    uint32_t *all = NZ_NEW_N(d->a, uint32_t, n + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; t.hit == IR_HIT_FIRST && i < n; i++) all[k++] = not_before[i];
    all[k++] = cond[r];
    nz_duty_of(d, NZ_DUTY_ROW, decl, v, nz_d_all(d, all, k), nz_d_text(d, "%u行目", r + 1), loc);
    not_before[n++] = nz_d_not(d, cond[r]);
  }
  if (!otherwise && t.rows.n) nz_duty_of(d, NZ_DUTY_GAP, decl, v, nz_d_all(d, not_before, n), 0, 0)->fault = NZ_FAULT_GAP;
  if (t.hit != IR_HIT_UNIQUE || t.exclusive) return;
  for (uint32_t j = 1; j < t.rows.n; j++)
    for (uint32_t i = 0; i < j; i++) {
      if (cond[i] == IR_NONE || cond[j] == IR_NONE || same_row(d->m, &t, i, j)) continue;
      uint32_t both[2] = {cond[i], cond[j]};
      nz_duty_of(d, NZ_DUTY_OVERLAP, decl, v, nz_d_all(d, both, 2), nz_d_text(d, "%u行目と%u行目", i + 1, j + 1), d->m->rows.v[t.rows.first + j].loc)->fault = NZ_FAULT_OVERLAP;
    }
}

/* A mark with a condition: the condition can hold and can fail where the mark stands. */
static void marks(nz_duties *d, uint32_t decl, const ir_variant *v, uint32_t table) {
  ir_table t = d->m->tables.v[table];
  const ir_decl *of = &d->m->decls.v[decl];
  uint32_t axis = of->params.n ? d->m->params.v[of->params.first + of->params.n - 1].dflt : IR_NONE;
  for (uint32_t r = 0; r < t.rows.n; r++)
    for (uint32_t c = 0; c < t.cols.n; c++) {
      ir_cell cell = d->m->cells.v[t.cells.first + r * t.cols.n + c];
      ir_head head = d->m->heads.v[t.cols.first + c];
      ir_node n = d->m->nodes.v[cell.node];
      if (!cell.mark || n.op != IR_MARK || !n.args.n) continue;
      uint32_t entry = d->m->args.v[n.args.first], cond = entry;
      if (d->m->nodes.v[entry].op == IR_DECIDE) cond = d->m->args.v[d->m->nodes.v[entry].args.first];
      if (d->m->types.v[d->m->nodes.v[cond].type].k != IR_T_BOOL || d->m->nodes.v[cond].op == IR_CONST) continue;
      uint32_t place = IR_NONE;
      if (head.cond != IR_NONE) place = head.cond;
      else if (axis != IR_NONE && d->m->types.v[d->m->nodes.v[axis].type].k == IR_T_ENUM) {
        uint32_t at[2] = {axis, ir_mk_node(d->m, IR_CONST, d->m->nodes.v[axis].type, NULL, 0)};
        d->m->nodes.v[at[1]].imm = head.value;
        place = ir_mk_node(d->m, IR_EQ, ir_mk_type(d->m, IR_T_BOOL, 0, IR_NONE), at, 2);
      }
      nz_str mark = ir_text(d->m, cell.mark), row = ir_text(d->m, d->m->rows.v[t.rows.first + r].name);
      for (int holds = 1; holds >= 0; holds--) {
        uint32_t all[2] = {holds ? cond : nz_d_not(d, cond), place};
        nz_duty_of(d, NZ_DUTY_MARK, decl, v, nz_d_all(d, all, place == IR_NONE ? 1 : 2),
                   nz_d_text(d, "%.*s の %.*s が%s", (int)row.n, row.p, (int)mark.n, mark.p, holds ? "決して成り立たない" : "いつも成り立つ"), cell.loc);
      }
    }
}

/* The table that the checker makes of an 加算's 種類 has a row for each, whether or not it has an amount on the day. */
static bool made_of_kinds(const ir_module *m, uint32_t decl) { return m->decls.v[decl].kind == IR_D_ADDON; }

void nz_duty_tables(nz_duties *d, uint32_t decl, const ir_variant *v) {
  nz_ids nodes = {0}, tables = {0};
  nz_local_nodes(d->a, d->m, v->body, &nodes, &tables);
  for (uint32_t i = 0; i < tables.n; i++) {
    uint8_t kind = d->m->tables.v[tables.v[i]].kind;
    if (kind == IR_TABLE_DECISION && !made_of_kinds(d->m, decl)) decision(d, decl, v, tables.v[i]);
    else if (kind == IR_TABLE_MATRIX) marks(d, decl, v, tables.v[i]);
  }
}
