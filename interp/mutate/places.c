/* places.c -- what a 事例 can make matter: rows, marks, conditions that decide alone, values at a boundary. A condition decides alone,
 * by holding, where the answer is another once it is taken not to hold; and by not holding, the other way round. */
#include "making.h"

static void both_sides(nz_making *w, nz_spot kind, uint8_t how, uint32_t at, uint32_t host, uint32_t loc) {
  nz_put(w, kind, NZ_SIDE_HOLDS, how, at, w->x->truth[0], host, loc);
  nz_put(w, kind, NZ_SIDE_FAILS, how, at, w->x->truth[1], host, loc);
}

static void operands(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  nz_part_of part = nz_part(w, w->decl);
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    ir_node c = m->nodes.v[arg];
    if (c.op == IR_CONST || c.op == IR_AND || c.op == IR_OR) continue; /* looked at by their own operands */
    bool clause = nz_is_clause(m, arg) || part == NZ_OF_RECORD;
    if (part == NZ_OF_LIMIT || part == NZ_OF_EXCLUSION) continue;      /* whether they bite is asked where they are called */
    both_sides(w, clause ? NZ_PLACE_CLAUSE : NZ_PLACE_CONDITION, NZ_HOW_ARG, n.args.first + k, id, c.loc);
  }
}

/* The number moved by one shows a value at it or one step beside it, whichever changes sides. */
static void boundary(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    if (!nz_is_number(m, arg)) continue;
    uint16_t op = n.op; /* read with the number on the right */
    if (k == 0) op = n.op == IR_LT ? IR_GT : n.op == IR_LE ? IR_GE : n.op == IR_GT ? IR_LT : IR_LE;
    bool up_is_at = op == IR_GE || op == IR_LT;
    nz_put(w, NZ_PLACE_BOUNDARY, up_is_at ? NZ_SIDE_AT : NZ_SIDE_BESIDE, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm + 1, id, n.loc);
    nz_put(w, NZ_PLACE_BOUNDARY, up_is_at ? NZ_SIDE_BESIDE : NZ_SIDE_AT, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm - 1, id, n.loc);
  }
}

static void node(nz_making *w, uint32_t id) {
  ir_node n = w->x->m->nodes.v[id];
  switch ((ir_op)n.op) {
    case IR_AND: case IR_OR: case IR_ATLEAST: case IR_DECIDE: operands(w, id); break;
    case IR_LT: case IR_LE: case IR_GT: case IR_GE: boundary(w, id); break;
    case IR_PROVITEM: {
      uint32_t when = w->x->m->args.v[n.args.first];
      if (w->x->m->nodes.v[when].op != IR_CONST) both_sides(w, NZ_PLACE_CONDITION, NZ_HOW_ARG, n.args.first, id, w->x->m->nodes.v[when].loc);
      break;
    }
    default: break;
  }
}

/* Another thing that stands in the same table, or the same column of a decision table: an answer that comes from here would change. */
static uint32_t another(const nz_making *w, const ir_table *t, uint32_t c) {
  const ir_module *m = w->x->m;
  const ir_cell *cell = &m->cells.v[t->cells.first + c];
  const ir_node *mine = &m->nodes.v[cell->node];
  for (uint32_t k = t->kind == IR_TABLE_DECISION ? c % t->cols.n : 0; k < t->cells.n; k += t->kind == IR_TABLE_DECISION ? t->cols.n : 1) {
    const ir_cell *o = &m->cells.v[t->cells.first + k];
    const ir_node *n = &m->nodes.v[o->node];
    bool same = n->op == mine->op && n->imm == mine->imm && n->imm2 == mine->imm2 && n->ref == mine->ref && !n->args.n && !mine->args.n;
    if (k != c && o->node != cell->node && !same && (!cell->mark || o->mark != cell->mark)) return o->node;
  }
  return IR_NONE;
}

static void table(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_table t = m->tables.v[id];
  for (uint32_t c = 0; c < t.cells.n; c++) {
    ir_cell cell = m->cells.v[t.cells.first + c];
    bool decision = t.kind == IR_TABLE_DECISION, output = !decision || m->heads.v[t.cols.first + c % t.cols.n].output;
    if (!output && m->nodes.v[cell.node].op != IR_CONST) both_sides(w, NZ_PLACE_CONDITION, NZ_HOW_CELL, t.cells.first + c, IR_NONE, cell.loc);
    uint32_t other = output ? another(w, &t, c) : IR_NONE;
    if (other != IR_NONE) nz_put(w, cell.mark ? NZ_PLACE_MARK : NZ_PLACE_ROW, NZ_SIDE_NONE, NZ_HOW_CELL, t.cells.first + c, other, IR_NONE, cell.loc);
  }
}

const nz_maker nz_place_maker = {node, table, NULL, NULL};
