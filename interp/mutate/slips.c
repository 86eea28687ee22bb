/* slips.c -- what a person may write wrongly */
#include <string.h>

#include "making.h"

static nz_slip kind_of_part(nz_part_of part, nz_slip usual) {
  switch (part) {
    case NZ_OF_LIMIT: return usual == NZ_SLIP_CONDITION ? NZ_SLIP_SCOPE : NZ_SLIP_LIMIT;
    case NZ_OF_EXCLUSION: return usual == NZ_SLIP_CONDITION ? NZ_SLIP_SCOPE : NZ_SLIP_EXCLUSION;
    case NZ_OF_RECORD: return NZ_SLIP_RECORD;
    case NZ_OF_UNITS: return usual == NZ_SLIP_CONDITION ? usual : NZ_SLIP_FEE;
    default: return usual;
  }
}

static nz_slip kind_in(const nz_making *w, nz_slip usual) { return kind_of_part(nz_part(w, w->decl), usual); }
static void add(nz_making *w, nz_slip kind, uint8_t how, uint32_t at, int64_t to, uint32_t host, uint32_t loc) { nz_put(w, kind, NZ_SIDE_NONE, how, at, to, host, loc); }

/* What stands in 上限, 併給不可 and 記録 is mostly the checker's wording. */
static bool in_clause(const nz_making *w) {
  nz_part_of p = nz_part(w, w->decl);
  return p == NZ_OF_LIMIT || p == NZ_OF_EXCLUSION || p == NZ_OF_RECORD;
}

static bool is_compare(uint16_t op) { return op >= IR_LT && op <= IR_NE; }

/* 以上 for 超 and its like; the number one off. What a limit or an exclusion compares is the checker's wording: its number alone. */
static void comparison(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  static const uint16_t beside[][2] = {{IR_LT, IR_LE}, {IR_LE, IR_LT}, {IR_GT, IR_GE}, {IR_GE, IR_GT}, {IR_EQ, IR_NE}, {IR_NE, IR_EQ}};
  nz_slip kind = kind_in(w, NZ_SLIP_THRESHOLD);
  bool own_words = in_clause(w);
  for (size_t i = 0; !own_words && i < sizeof beside / sizeof *beside; i++)
    if (beside[i][0] == n.op) add(w, kind, NZ_HOW_OP, id, beside[i][1], id, n.loc);
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    if (!nz_is_number(m, arg)) continue;
    add(w, kind, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm + 1, id, n.loc);
    add(w, kind, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm - 1, id, n.loc);
  }
}

/* Each operand left out; かつ for または. */
static void connection(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  bool written = !in_clause(w) && n.args.n > 1 && n.op != IR_ATLEAST && !(n.flags & IR_NF_RANGE);
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    ir_node c = m->nodes.v[arg];
    bool clause = nz_is_clause(m, arg);
    written = written && c.loc && !clause;
    if (c.op == IR_CONST || n.op == IR_ATLEAST || (n.op == IR_DECIDE && (c.op == IR_AND || c.op == IR_OR))) continue;
    nz_slip kind = clause && nz_part(w, c.ref) != NZ_OF_ADDON ? kind_of_part(nz_part(w, c.ref), NZ_SLIP_NUMBER) : kind_in(w, NZ_SLIP_CONDITION);
    add(w, kind, NZ_HOW_ARG, n.args.first + k, w->x->truth[n.op != IR_OR], id, c.loc);
  }
  if (written) add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_OP, id, n.op == IR_AND ? IR_OR : IR_AND, id, n.loc);
  if (n.op == IR_ATLEAST) {
    add(w, NZ_SLIP_THRESHOLD, NZ_HOW_NUMBER, id, n.imm + 1, id, n.loc);
    add(w, NZ_SLIP_THRESHOLD, NZ_HOW_NUMBER, id, n.imm - 1, id, n.loc);
  }
}

/* A list one short: a value stands there twice instead of another. */
static void list(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  for (uint32_t k = 1; k < n.args.n && n.args.n > 2; k++) {
    uint32_t gone = n.args.first + k, twice = n.args.first + (k == 1 ? 2 : 1);
    add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_ARG, gone, m->args.v[twice], id, n.loc);
  }
}

static void numbers(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    ir_node c = m->nodes.v[arg];
    if (c.op != IR_CONST || m->types.v[c.type].k != IR_T_QTY) continue;
    nz_slip kind = kind_in(w, NZ_SLIP_NUMBER);
    add(w, kind, NZ_HOW_NUMBER, arg, c.imm + 1, id, n.loc);
    add(w, kind, NZ_HOW_NUMBER, arg, c.imm - 1, id, n.loc);
  }
}

/* A result: an amount by one, 可 for 不可, another value of its type. */
static void result(nz_making *w, uint32_t id, nz_slip usual, uint32_t loc) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  nz_slip kind = kind_in(w, usual);
  if (n.op == IR_OUTCOME && !n.args.n) {
    if (n.imm == NZ_OUT_ALLOW) add(w, kind, NZ_HOW_NUMBER, id, NZ_OUT_DENY, id, loc);
    else if (n.imm == NZ_OUT_DENY || n.imm == NZ_OUT_NA || n.imm == NZ_OUT_REFER) add(w, kind, NZ_HOW_NUMBER, id, NZ_OUT_ALLOW, id, loc);
    return;
  }
  if (n.op != IR_CONST) return;
  const ir_type *t = &m->types.v[n.type];
  if (t->k == IR_T_QTY) add(w, m->decls.v[w->decl].kind == IR_D_FEE ? NZ_SLIP_FEE : kind, NZ_HOW_NUMBER, id, n.imm + 1, id, loc);
  else if (t->k == IR_T_TEXT) add(w, NZ_SLIP_LOOKUP, NZ_HOW_TEXT, id, w->x->other, id, loc);
  else if (t->k == IR_T_ENUM && m->enums.v[t->ref].values.n > 1) {
    ir_range r = m->enums.v[t->ref].values;
    add(w, kind, NZ_HOW_NUMBER, id, n.imm + 1 < (int64_t)(r.first + r.n) ? n.imm + 1 : n.imm - 1, id, loc);
  }
}

static void provisos(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  uint32_t when = m->args.v[n.args.first], then = m->args.v[n.args.first + 1];
  if (m->nodes.v[when].op != IR_CONST) add(w, kind_in(w, NZ_SLIP_PROVISO), NZ_HOW_ARG, n.args.first, w->x->truth[0], id, m->nodes.v[when].loc);
  result(w, then, NZ_SLIP_PROVISO, m->nodes.v[then].loc);
}

static void node(nz_making *w, uint32_t id) {
  ir_node n = w->x->m->nodes.v[id];
  if (is_compare(n.op)) comparison(w, id);
  switch ((ir_op)n.op) {
    case IR_AND: case IR_OR: case IR_ATLEAST: connection(w, id); break;
    case IR_DECIDE: connection(w, id); break; /* the only condition there is */
    case IR_NOT: add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_OP, id, IR_AND, id, n.loc); break;
    case IR_IN: list(w, id); break;
    case IR_ADD: case IR_SUB: case IR_MUL: case IR_ADDMONTHS: case IR_ADDDAYS: case IR_MIN: case IR_MAX: numbers(w, id); break;
    case IR_FLOOR: add(w, NZ_SLIP_ROUNDING, NZ_HOW_OP, id, IR_CEIL, id, n.loc); break;
    case IR_CEIL: add(w, NZ_SLIP_ROUNDING, NZ_HOW_OP, id, IR_FLOOR, id, n.loc); break;
    case IR_PROVITEM: provisos(w, id); break;
    default: break;
  }
}

/* A cell of a matrix: each other mark of the same table, once. A cell of a decision table: its condition left out, its result another. */
static void table(nz_making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_table t = m->tables.v[id];
  for (uint32_t c = 0; c < t.cells.n; c++) {
    ir_cell cell = m->cells.v[t.cells.first + c];
    ir_head head = m->heads.v[t.cols.first + c % t.cols.n];
    if (t.kind == IR_TABLE_DECISION) {
      bool asked = !head.output && m->nodes.v[cell.node].op != IR_CONST;
      if (head.output) result(w, cell.node, NZ_SLIP_CELL, cell.loc);
      else if (asked) add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_CELL, t.cells.first + c, w->x->truth[1], IR_NONE, cell.loc);
      continue;
    }
    if (!cell.mark) {
      result(w, cell.node, NZ_SLIP_CELL, cell.loc);
      continue;
    }
    uint32_t tried[4], n = 0; /* one of each other sort of mark is enough to see that the cell matters */
    for (uint32_t k = 0; k < t.cells.n && n < 2; k++) {
      ir_cell other = m->cells.v[t.cells.first + k];
      bool is_new = other.mark && other.mark != cell.mark;
      for (uint32_t i = 0; i < n; i++) is_new &= tried[i] != other.mark;
      if (!is_new) continue;
      tried[n++] = other.mark;
      add(w, NZ_SLIP_MARK, NZ_HOW_CELL, t.cells.first + c, other.node, IR_NONE, cell.loc);
    }
  }
}

static void root(nz_making *w, uint32_t id) { result(w, id, w->x->m->decls.v[w->decl].kind == IR_D_FEE ? NZ_SLIP_FEE : NZ_SLIP_CELL, w->x->m->nodes.v[id].loc); }

/* A day of coming into force, one later or earlier. */
static void period(nz_making *w, uint32_t variant) {
  const ir_variant *v = &w->x->m->variants.v[variant];
  for (int i = 1; i >= -1; i -= 2) add(w, NZ_SLIP_DATE, NZ_HOW_PERIOD, variant, v->to + i, IR_NONE, v[1].loc);
}

const nz_maker nz_slip_maker = {node, table, root, period};
