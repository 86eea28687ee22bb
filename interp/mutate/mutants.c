#include "mutants.h"

#include <string.h>

#include "../verify/walk.h"

typedef struct making { nz_mutants *x; nz_intern *keys; NZ_VEC(uint32_t) last; uint32_t decl, variant; uint64_t *seen; } making; /* last: edit of a key */

static bool begins(const ir_module *m, uint32_t decl, const char *with) {
  nz_str s = ir_text(m, m->decls.v[decl].name);
  size_t n = strlen(with);
  return s.n >= n && memcmp(s.p, with, n) == 0;
}

/* What a part of an 加算 is for, by the name the checker gave it. */
typedef enum part_of { OF_RULE, OF_LIMIT, OF_EXCLUSION, OF_RECORD, OF_UNITS, OF_ADDON } part_of;
static part_of part(const making *w) {
  const ir_module *m = w->x->m;
  if (m->decls.v[w->decl].owner == IR_NONE) return OF_RULE;
  if (begins(m, w->decl, "上限 ") || begins(m, w->decl, "上限（")) return OF_LIMIT;
  if (begins(m, w->decl, "併給不可")) return OF_EXCLUSION;
  if (begins(m, w->decl, "記録")) return OF_RECORD;
  return begins(m, w->decl, "単位数") ? OF_UNITS : OF_ADDON;
}

static nz_slip kind_in(const making *w, nz_slip usual) {
  switch (part(w)) {
    case OF_LIMIT: return usual == NZ_SLIP_CONDITION ? NZ_SLIP_SCOPE : NZ_SLIP_LIMIT;
    case OF_EXCLUSION: return usual == NZ_SLIP_CONDITION ? NZ_SLIP_SCOPE : NZ_SLIP_EXCLUSION;
    case OF_RECORD: return NZ_SLIP_RECORD;
    case OF_UNITS: return usual == NZ_SLIP_CONDITION ? usual : NZ_SLIP_FEE;
    default: return usual;
  }
}

/* ---- one slip ---- */

static void words_of(const nz_mutants *x, const nz_edit *e, ir_buf *out) {
  const ir_module *m = x->m;
  if (e->how == NZ_HOW_CELL) {
    const ir_node *n = &m->nodes.v[m->cells.v[e->at].node];
    nz_str mark = n->op == IR_MARK ? ir_text(m, n->ref) : (nz_str){"", 0};
    if (mark.n) ir_buf_printf(out, "%.*s", (int)mark.n, mark.p);
    else if (n->op == IR_CONST && m->types.v[n->type].k == IR_T_BOOL) ir_buf_printf(out, "－");
    else ir_phrase(m, m->cells.v[e->at].node, out);
  } else if (e->how == NZ_HOW_PERIOD) {
    uint32_t date = 0;
    while (date + 1 < m->types.n && m->types.v[date].k != IR_T_DATE) date++;
    ir_phrase_value(m, date, m->variants.v[e->at + 1].from, 0, out);
    ir_buf_printf(out, "から");
  } else {
    ir_phrase(m, e->how == NZ_HOW_ARG ? m->args.v[e->at] : e->brief ? e->at : e->host, out);
  }
}

static nz_sym key_of(making *w, const nz_edit *e, uint32_t loc) {
  const ir_module *m = w->x->m;
  const ir_loc *l = &m->locs.v[loc];
  ir_buf b = {.a = w->x->a};
  ir_buf_printf(&b, "%u:%u:%u:%u:", (unsigned)l->file, l->line, l->col, e->how);
  words_of(w->x, e, &b);
  ir_buf_printf(&b, ":%lld", e->how == NZ_HOW_ARG ? 0 : (long long)e->to);
  nz_sym s = nz_intern_put(w->keys, b.p, b.n);
  return s;
}

/* The same words at the same place, changed alike, are one slip, wherever the checker put them. */
static void add(making *w, nz_slip kind, uint8_t how, uint32_t at, int64_t to, uint32_t host, uint32_t loc) {
  nz_mutants *x = w->x;
  bool brief = how == NZ_HOW_NUMBER && (part(w) == OF_LIMIT || part(w) == OF_EXCLUSION);
  nz_edit e = {how, at, to, host, w->decl, w->variant, brief, IR_NONE};
  if (!loc) return;
  nz_sym key = key_of(w, &e, loc);
  while (w->last.n <= key) NZ_PUSH(x->a, &w->last) = IR_NONE;
  NZ_PUSH(x->a, &x->edits) = e;
  uint32_t id = x->edits.n - 1, before = w->last.v[key];
  w->last.v[key] = id;
  if (before != IR_NONE) x->edits.v[before].next = id;
  else NZ_PUSH(x->a, &x->list) = (nz_mutant){(uint8_t)kind, id, loc};
}

static bool is_compare(uint16_t op) { return op >= IR_LT && op <= IR_NE; }

static bool is_number(const ir_module *m, uint32_t node) {
  const ir_node *n = &m->nodes.v[node];
  return n->op == IR_CONST && (m->types.v[n->type].k == IR_T_QTY || m->types.v[n->type].k == IR_T_DATE);
}

/* 以上 for 超 and its like; the number one off. What a limit or an exclusion compares is the checker's wording: its number alone. */
static void comparison(making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  static const uint16_t beside[][2] = {{IR_LT, IR_LE}, {IR_LE, IR_LT}, {IR_GT, IR_GE}, {IR_GE, IR_GT}, {IR_EQ, IR_NE}, {IR_NE, IR_EQ}};
  nz_slip kind = kind_in(w, NZ_SLIP_THRESHOLD);
  bool own_words = part(w) == OF_LIMIT || part(w) == OF_EXCLUSION || part(w) == OF_RECORD;
  for (size_t i = 0; !own_words && i < sizeof beside / sizeof *beside; i++)
    if (beside[i][0] == n.op) add(w, kind, NZ_HOW_OP, id, beside[i][1], id, n.loc);
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    if (!is_number(m, arg)) continue;
    add(w, kind, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm + 1, id, n.loc);
    add(w, kind, NZ_HOW_NUMBER, arg, m->nodes.v[arg].imm - 1, id, n.loc);
  }
}

/* Each operand left out; かつ for または. */
static void connection(making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  bool written = part(w) != OF_LIMIT && part(w) != OF_EXCLUSION && part(w) != OF_RECORD && n.args.n > 1 && n.op != IR_ATLEAST && !(n.flags & IR_NF_RANGE);
  for (uint32_t k = 0; k < n.args.n; k++) {
    uint32_t arg = m->args.v[n.args.first + k];
    ir_node c = m->nodes.v[arg];
    bool clause = c.op == IR_DECL && m->decls.v[c.ref].owner != IR_NONE;
    written = written && c.loc && !clause;
    if (c.op == IR_CONST || n.op == IR_ATLEAST) continue;
    making its = *w;
    its.decl = c.ref;
    nz_slip kind = clause && part(&its) != OF_ADDON ? kind_in(&its, NZ_SLIP_NUMBER) : kind_in(w, NZ_SLIP_CONDITION);
    add(w, kind, NZ_HOW_ARG, n.args.first + k, w->x->truth[n.op == IR_AND], id, c.loc);
  }
  if (written) add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_OP, id, n.op == IR_AND ? IR_OR : IR_AND, id, n.loc);
  if (n.op == IR_ATLEAST) {
    add(w, NZ_SLIP_THRESHOLD, NZ_HOW_NUMBER, id, n.imm + 1, id, n.loc);
    add(w, NZ_SLIP_THRESHOLD, NZ_HOW_NUMBER, id, n.imm - 1, id, n.loc);
  }
}

/* A list one short: a value stands there twice instead of another. */
static void list(making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  for (uint32_t k = 1; k < n.args.n && n.args.n > 2; k++) {
    uint32_t gone = n.args.first + k, twice = n.args.first + (k == 1 ? 2 : 1);
    add(w, kind_in(w, NZ_SLIP_CONDITION), NZ_HOW_ARG, gone, m->args.v[twice], id, n.loc);
  }
}

static void numbers(making *w, uint32_t id) {
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
static void result(making *w, uint32_t id, nz_slip usual, uint32_t loc) {
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

static void provisos(making *w, uint32_t id) {
  const ir_module *m = w->x->m;
  ir_node n = m->nodes.v[id];
  uint32_t when = m->args.v[n.args.first], then = m->args.v[n.args.first + 1];
  if (m->nodes.v[when].op != IR_CONST) add(w, kind_in(w, NZ_SLIP_PROVISO), NZ_HOW_ARG, n.args.first, w->x->truth[0], id, m->nodes.v[when].loc);
  result(w, then, NZ_SLIP_PROVISO, m->nodes.v[then].loc);
}

static void node(making *w, uint32_t id) {
  ir_node n = w->x->m->nodes.v[id];
  if (w->seen[id / 64] >> (id % 64) & 1) return;
  w->seen[id / 64] |= UINT64_C(1) << (id % 64);
  if (is_compare(n.op)) comparison(w, id);
  switch ((ir_op)n.op) {
    case IR_AND: case IR_OR: case IR_ATLEAST: connection(w, id); break;
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
static void table(making *w, uint32_t id) {
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

static void body(making *w, uint32_t root, nz_slip usual) {
  nz_ids nodes = {0}, tables = {0};
  if (root == IR_NONE) return;
  result(w, root, usual, w->x->m->nodes.v[root].loc);
  nz_own_nodes(w->x->a, w->x->m, root, &nodes, &tables);
  for (uint32_t i = 0; i < nodes.n; i++) node(w, nodes.v[i]);
  for (uint32_t i = 0; i < tables.n; i++) table(w, tables.v[i]);
}

nz_mutants *nz_mutants_of(nz_arena *a, ir_module *m, uint32_t ndecls) {
  static const char other[] = "書き損じ";
  nz_mutants *x = NZ_NEW(a, nz_mutants);
  x->m = m;
  x->a = a;
  for (int i = 0; i < 2; i++) {
    x->truth[i] = ir_mk_node(m, IR_CONST, ir_mk_type(m, IR_T_BOOL, 0, IR_NONE), NULL, 0);
    m->nodes.v[x->truth[i]].imm = i;
  }
  x->other = ir_intern(m, other, sizeof other - 1);
  making w = {.x = x, .keys = nz_intern_new(a, 0), .seen = NZ_NEW_N(a, uint64_t, m->nodes.n / 64 + 1)};
  for (w.decl = 0; w.decl < ndecls; w.decl++) {
    ir_range r = m->decls.v[w.decl].variants;
    for (uint32_t k = 0; k < r.n; k++) {
      w.variant = r.first + k;
      const ir_variant *v = &m->variants.v[w.variant];
      body(&w, v->body, m->decls.v[w.decl].kind == IR_D_FEE ? NZ_SLIP_FEE : NZ_SLIP_CELL);
      if (k + 1 == r.n || v->to == IR_DATE_MAX || m->variants.v[w.variant + 1].from != v->to + 1) continue;
      add(&w, NZ_SLIP_DATE, NZ_HOW_PERIOD, w.variant, v->to + 1, IR_NONE, m->variants.v[w.variant + 1].loc);
      add(&w, NZ_SLIP_DATE, NZ_HOW_PERIOD, w.variant, v->to - 1, IR_NONE, m->variants.v[w.variant + 1].loc);
    }
  }
  return x;
}

static void swap(nz_mutants *x, nz_edit *e) {
  ir_module *m = x->m;
  int64_t was = 0;
  switch (e->how) {
    case NZ_HOW_OP: was = m->nodes.v[e->at].op, m->nodes.v[e->at].op = (uint16_t)e->to; break;
    case NZ_HOW_NUMBER: was = m->nodes.v[e->at].imm, m->nodes.v[e->at].imm = e->to; break;
    case NZ_HOW_TEXT: was = m->nodes.v[e->at].ref, m->nodes.v[e->at].ref = (uint32_t)e->to; break;
    case NZ_HOW_ARG: was = m->args.v[e->at], m->args.v[e->at] = (uint32_t)e->to; break;
    case NZ_HOW_CELL: was = m->cells.v[e->at].node, m->cells.v[e->at].node = (uint32_t)e->to; break;
    default: was = m->variants.v[e->at].to, m->variants.v[e->at].to = e->to, m->variants.v[e->at + 1].from = e->to + 1; break;
  }
  e->to = was;
}

void nz_mutate(nz_mutants *x, const nz_mutant *u) {
  for (uint32_t i = u->edit; i != IR_NONE; i = x->edits.v[i].next) swap(x, &x->edits.v[i]);
}

void nz_mutant_words(nz_mutants *x, const nz_mutant *u, ir_buf *out) {
  const nz_edit *e = &x->edits.v[u->edit];
  words_of(x, e, out);
  ir_buf_printf(out, " → ");
  nz_mutate(x, u);
  if (e->how == NZ_HOW_ARG) ir_buf_printf(out, "（なし）");
  else words_of(x, e, out);
  nz_mutate(x, u);
}
