/* lib_gen.c -- see lib_gen.h */
#include <setjmp.h>
#include <string.h>

#include "lib_gen.h"

uint32_t gen_pick(gen *g, uint32_t n) { /* splitmix64 */
  uint64_t z = g->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return (uint32_t)((z ^ z >> 31) % n);
}

static ir_str str(gen *g, const char *s) { return ir_intern(g->m, s, strlen(s)); }

static uint32_t node(gen *g, ir_op op, uint32_t type, uint32_t n, uint32_t a, uint32_t b) {
  uint32_t args[2] = {a, b};
  return ir_mk_node(g->m, op, type, args, n);
}

static uint32_t imm(gen *g, ir_op op, uint32_t type, int64_t v) {
  uint32_t id = node(g, op, type, 0, 0, 0);
  g->m->nodes.v[id].imm = v;
  return id;
}

static uint32_t ref(gen *g, uint32_t id, uint32_t r) {
  g->m->nodes.v[id].ref = r;
  return id;
}

static uint32_t boolean(gen *g, int depth);
static uint32_t quantity(gen *g, int depth);
static uint32_t decision(gen *g, int depth);

/* ---- fields ---- */

static uint32_t subject(gen *g) { return node(g, IR_SUBJECT, g->t_row_a, 0, 0, 0); }

static uint32_t row_b(gen *g) { /* the element, or the row that 甲 refers to */
  if (g->in_set) return imm(g, IR_ITEM, g->t_row_b, 0);
  return ref(g, node(g, IR_FIELD, g->t_row_b, 1, subject(g), 0), g->fa[6]);
}

static uint32_t field(gen *g, uint32_t type) { /* some field of that type */
  for (;;) {
    bool other = gen_pick(g, 4) == 0 || g->in_set;
    uint32_t f = other ? g->fb[gen_pick(g, g->nfb)] : g->fa[gen_pick(g, g->nfa)];
    if (g->m->fields.v[f].type == type) return ref(g, node(g, IR_FIELD, type, 1, other ? row_b(g) : subject(g), 0), f);
    if (gen_pick(g, 8) == 0) {
      f = type == g->t_bool ? g->fa[0] : type == g->t_qty ? g->fa[2] : type == g->t_enum ? g->fa[4] : g->fa[5];
      return ref(g, node(g, IR_FIELD, type, 1, subject(g), 0), f);
    }
  }
}

/* ---- sets ---- */

static uint32_t rows_of_b(gen *g, int depth) {
  uint32_t set = ref(g, node(g, IR_ROWS, g->t_set, 0, 0, 0), g->b);
  if (gen_pick(g, 4) == 0) set = ref(g, node(g, IR_REFS, g->t_set, 1, subject(g), 0), g->fa[7]);
  if (g->in_set || gen_pick(g, 5) == 0) return set;
  g->in_set = true;
  uint32_t cond = boolean(g, depth - 1);
  g->in_set = false;
  uint32_t args[4] = {set, cond, 0, 0};
  uint32_t n = 2;
  if (gen_pick(g, 2)) {
    args[2] = node(g, IR_MONTHOF, g->t_month, 1, imm(g, IR_TODAY, g->t_date, 0), 0);
    args[3] = node(g, IR_MONTHOF, g->t_month, 1, imm(g, IR_TODAY, g->t_date, 0), 0);
    n = 3 + gen_pick(g, 2);
  }
  return ir_mk_node(g->m, IR_WHERE, g->t_set, args, n);
}

static uint32_t over_set(gen *g, ir_op op, uint32_t type, int depth) {
  uint32_t set = rows_of_b(g, depth);
  bool was = g->in_set;
  g->in_set = true;
  uint32_t value = quantity(g, depth - 2 < 0 ? 0 : depth - 2);
  g->in_set = was;
  return node(g, op, type, 2, set, value);
}

/* ---- declarations ---- */

static uint32_t call(gen *g, uint32_t type) { /* an earlier declaration of that type, or IR_NONE */
  if (g->ndecls == 0 || g->in_set) return IR_NONE;
  uint32_t i = gen_pick(g, g->ndecls);
  if (g->type[i] != type) return IR_NONE;
  const ir_decl *d = &g->m->decls.v[g->decl[i]];
  uint32_t args[3] = {subject(g), 0, 0}, n = 1;
  if (d->params.n) { /* a matrix: its row; its column is computed, or given */
    args[n++] = gen_pick(g, 2) ? imm(g, IR_CONST, g->t_enum, gen_pick(g, 4)) : field(g, g->t_enum);
    if (gen_pick(g, 2)) args[n++] = field(g, g->t_enum);
  }
  return ref(g, ir_mk_node(g->m, IR_DECL, type, args, n), g->decl[i]);
}

static uint32_t compare(gen *g, int depth) {
  static const ir_op ops[] = {IR_LT, IR_LE, IR_GT, IR_GE, IR_EQ, IR_NE};
  if (gen_pick(g, 4) == 0) { /* levels */
    uint32_t x = field(g, g->t_enum);
    uint32_t y = gen_pick(g, 4) == 0 ? field(g, g->t_enum) : imm(g, IR_CONST, g->t_enum, gen_pick(g, 4));
    return node(g, ops[gen_pick(g, 6)], g->t_bool, 2, x, y);
  }
  if (gen_pick(g, 10) == 0) {
    uint32_t x = quantity(g, depth - 1), y = quantity(g, depth - 1);
    uint32_t ratio = node(g, IR_DIV, g->t_ratio, 2, x, y);
    return node(g, ops[gen_pick(g, 6)], g->t_bool, 2, ratio, quantity(g, 0));
  }
  uint32_t x = quantity(g, depth - 1);
  return node(g, ops[gen_pick(g, 6)], g->t_bool, 2, x, quantity(g, gen_pick(g, 3) ? 0 : depth - 1));
}

static uint32_t list(gen *g, ir_op op, int depth) {
  uint32_t args[4], n = 1 + gen_pick(g, 4);
  for (uint32_t i = 0; i < n; i++) args[i] = boolean(g, depth - 1);
  uint32_t id = ir_mk_node(g->m, op, g->t_bool, args, n);
  g->m->nodes.v[id].imm = 1 + gen_pick(g, n);
  return id;
}

static uint32_t boolean(gen *g, int depth) {
  uint32_t id = IR_NONE;
  if (depth <= 0) return gen_pick(g, 2) ? field(g, g->t_bool) : compare(g, 0);
  switch (gen_pick(g, 12)) {
  case 0: case 1: return list(g, IR_AND, depth);
  case 2: case 3: return list(g, IR_OR, depth);
  case 4: return list(g, IR_ATLEAST, depth);
  case 5: return node(g, IR_NOT, g->t_bool, 1, boolean(g, depth - 1), 0);
  case 6: {
    uint32_t args[3] = {field(g, g->t_enum), imm(g, IR_CONST, g->t_enum, gen_pick(g, 4)), imm(g, IR_CONST, g->t_enum, gen_pick(g, 4))};
    return ir_mk_node(g->m, IR_IN, g->t_bool, args, 3);
  }
  case 7: return node(g, IR_ISBLANK, g->t_bool, 1, field(g, gen_pick(g, 2) ? g->t_qty : g->t_enum), 0);
  case 8:
    if (g->in_set) return boolean(g, 0);
    id = node(g, IR_OUTIS, g->t_bool, 1, decision(g, depth - 1), 0);
    g->m->nodes.v[id].imm = gen_pick(g, 5);
    return id;
  case 9: return g->in_set ? boolean(g, 0) : node(g, IR_EXISTS, g->t_bool, 1, rows_of_b(g, depth), 0);
  case 10: {
    uint32_t args[2] = {boolean(g, depth - 1), boolean(g, depth - 1)};
    return ref(g, ir_mk_node(g->m, IR_READING, g->t_bool, args, 2), g->reading);
  }
  default: id = call(g, g->t_bool);
  }
  return id == IR_NONE ? compare(g, depth) : id;
}

static uint32_t quantity(gen *g, int depth) {
  uint32_t id = IR_NONE;
  if (depth <= 0) return gen_pick(g, 2) ? field(g, g->t_qty) : imm(g, IR_CONST, g->t_qty, gen_pick(g, 6));
  switch (gen_pick(g, 12)) {
  case 0: return node(g, IR_ADD, g->t_qty, 2, quantity(g, depth - 1), quantity(g, depth - 1));
  case 1: return node(g, IR_SUB, g->t_qty, 2, quantity(g, depth - 1), quantity(g, depth - 1));
  case 2: return node(g, IR_MUL, g->t_qty, 2, quantity(g, depth - 1), quantity(g, 0));
  case 3: return node(g, IR_MIN, g->t_qty, 2, quantity(g, depth - 1), quantity(g, 0));
  case 4: return node(g, IR_MAX, g->t_qty, 2, quantity(g, depth - 1), quantity(g, 0));
  case 5: return node(g, gen_pick(g, 2) ? IR_FLOOR : IR_CEIL, g->t_qty, 1, node(g, IR_DIV, g->t_ratio, 2, quantity(g, depth - 1), quantity(g, 0)), 0);
  case 6: return g->in_set ? quantity(g, 0) : node(g, IR_COUNT, g->t_qty, 1, rows_of_b(g, depth), 0);
  case 7: {
    static const ir_op ops[] = {IR_DISTINCT, IR_SUM, IR_LARGEST, IR_SMALLEST};
    return g->in_set ? quantity(g, 0) : over_set(g, ops[gen_pick(g, 4)], g->t_qty, depth);
  }
  case 8: return g->in_set ? quantity(g, 0) : node(g, IR_AGE, g->t_qty, 2, ref(g, node(g, IR_FIELD, g->t_date, 1, subject(g), 0), g->fa[5]), imm(g, IR_TODAY, g->t_date, 0));
  case 9: {
    if (g->in_set || (g->flags & GEN_NO_DATES)) return quantity(g, 0);
    uint32_t later = node(g, IR_ADDMONTHS, g->t_date, 2, imm(g, IR_TODAY, g->t_date, 0), imm(g, IR_CONST, g->t_qty, 1 + gen_pick(g, 6)));
    return node(g, IR_ASOF, g->t_qty, 2, later, quantity(g, depth - 1));
  }
  default: id = call(g, g->t_qty);
  }
  return id == IR_NONE ? quantity(g, 0) : id;
}

static uint32_t result(gen *g) {
  static const int out[] = {NZ_OUT_ALLOW, NZ_OUT_ALLOW, NZ_OUT_DENY, NZ_OUT_DENY, NZ_OUT_NA, NZ_OUT_REFER, NZ_OUT_PARTIAL};
  return ref(g, imm(g, IR_OUTCOME, g->t_decision, out[gen_pick(g, 7)]), str(g, "理由"));
}

static uint32_t proviso(gen *g, int depth) {
  uint32_t args[4] = {boolean(g, depth - 1), 0, 0, 0}, n = 2;
  args[1] = gen_pick(g, 4) ? result(g) : node(g, IR_WITHDRAW, g->t_decision, 0, 0, 0);
  if (depth > 1 && gen_pick(g, 3) == 0) args[n++] = proviso(g, depth - 1);
  return ir_mk_node(g->m, IR_PROVITEM, g->t_decision, args, n);
}

static uint32_t decision(gen *g, int depth) {
  if (depth <= 0) return gen_pick(g, 3) ? node(g, IR_DECIDE, g->t_decision, 1, boolean(g, 0), 0) : result(g);
  uint32_t id = gen_pick(g, 3) ? call(g, g->t_decision) : IR_NONE;
  if (id != IR_NONE) return id;
  if (gen_pick(g, 2)) return node(g, IR_DECIDE, g->t_decision, 1, boolean(g, depth - 1), 0);
  uint32_t args[4] = {decision(g, depth - 1)}, n = 1;
  for (uint32_t i = 0; i <= gen_pick(g, 3); i++) args[n++] = proviso(g, depth - 1);
  return ir_mk_node(g->m, IR_PROV, g->t_decision, args, n);
}

/* ---- tables ---- */

static uint32_t matrix(gen *g) {
  uint32_t t = g->m->tables.n, ncols = 4 + gen_pick(g, 2), nrows = 4, cells = nrows * ncols, ids[24];
  uint32_t head = ncols > 4 ? boolean(g, 1) : IR_NONE;
  for (uint32_t i = 0; i < cells; i++) {
    ids[i] = gen_pick(g, 3) ? result(g) : ref(g, node(g, IR_MARK, g->t_decision, 1, boolean(g, 1), 0), str(g, "★"));
    if (i % ncols && gen_pick(g, 3) == 0) ids[i] = ids[i - 1];
  }
  ir_table table = {.kind = IR_TABLE_MATRIX, .row_misses = true, .col_misses = true, .decl = g->m->decls.n, .rows = {g->m->rows.n, nrows}, .cols = {g->m->heads.n, ncols},
                    .cells = {g->m->cells.n, cells}, .otherwise = IR_NONE};
  for (uint32_t r = 0; r < nrows; r++) NZ_PUSH(&g->arena, &g->m->rows) = (ir_row){.value = r, .cond = IR_NONE};
  if (head != IR_NONE) NZ_PUSH(&g->arena, &g->m->heads) = (ir_head){.cond = head};
  for (uint32_t c = 0; c < 4; c++) NZ_PUSH(&g->arena, &g->m->heads) = (ir_head){.cond = IR_NONE, .value = c};
  for (uint32_t i = 0; i < cells; i++) NZ_PUSH(&g->arena, &g->m->cells) = (ir_cell){.node = ids[i]};
  NZ_PUSH(&g->arena, &g->m->tables) = table;
  uint32_t keys[2] = {imm(g, IR_PARAM, g->t_enum, 0), imm(g, IR_PARAM, g->t_enum, 1)};
  return ref(g, ir_mk_node(g->m, IR_MATRIX, g->t_decision, keys, 2), t);
}

static uint32_t not_asked(gen *g) {
  uint32_t id = imm(g, IR_CONST, g->t_bool, 1);
  g->m->nodes.v[id].flags = IR_NF_NOTASKED;
  return id;
}

static uint32_t decision_table(gen *g, uint32_t type) {
  static const uint8_t hits[] = {IR_HIT_UNIQUE, IR_HIT_FIRST, IR_HIT_FIRST, IR_HIT_MIN, IR_HIT_MAX, IR_HIT_ALL};
  bool number = type == g->t_qty;
  uint32_t t = g->m->tables.n, nrows = 2 + gen_pick(g, 3), ncols = 3, ids[20];
  for (uint32_t i = 0; i < nrows * ncols; i++) {
    bool output = i % ncols == 2;
    if (output) ids[i] = number ? imm(g, IR_CONST, g->t_qty, gen_pick(g, 5)) : result(g);
    else ids[i] = gen_pick(g, 3) ? boolean(g, 1) : not_asked(g);
  }
  uint32_t otherwise = gen_pick(g, 4) ? (number ? imm(g, IR_CONST, g->t_qty, 9) : result(g)) : IR_NONE;
  ir_table table = {.kind = IR_TABLE_DECISION, .hit = hits[gen_pick(g, number ? 6 : 3)], .decl = g->m->decls.n, .rows = {g->m->rows.n, nrows},
                    .cols = {g->m->heads.n, ncols}, .cells = {g->m->cells.n, nrows * ncols}, .otherwise = otherwise};
  bool last = gen_pick(g, 3) == 0;
  for (uint32_t r = 0; r < nrows; r++) NZ_PUSH(&g->arena, &g->m->rows) = (ir_row){.cond = IR_NONE, .otherwise = last && r + 1 == nrows};
  for (uint32_t c = 0; c < ncols; c++) NZ_PUSH(&g->arena, &g->m->heads) = (ir_head){.cond = IR_NONE, .output = c == 2, .type = type};
  for (uint32_t i = 0; i < nrows * ncols; i++) NZ_PUSH(&g->arena, &g->m->cells) = (ir_cell){.node = ids[i]};
  NZ_PUSH(&g->arena, &g->m->tables) = table;
  return ref(g, node(g, IR_DTABLE, type, 0, 0, 0), t);
}

/* ---- the whole ---- */

static uint32_t add_field(gen *g, uint32_t ledger, const char *name, uint32_t type, uint32_t flags, int64_t hi) {
  if (!(g->flags & GEN_NO_BLANK) && gen_pick(g, 4) == 0) flags |= IR_F_BLANK;
  if (!(g->flags & GEN_NO_PRESUMED) && type == g->t_bool && gen_pick(g, 3) == 0) flags |= IR_F_PRESUMED;
  bool number = type == g->t_qty;
  NZ_PUSH(&g->arena, &g->m->fields) = (ir_field){.name = str(g, name), .ledger = ledger, .type = type, .flags = flags, .lo = number ? 0 : INT64_MIN, .hi = number ? hi : INT64_MAX};
  return g->m->fields.n - 1;
}

static void add_decl(gen *g, const char *name) {
  uint32_t type, body, kind = gen_pick(g, 5);
  if ((g->flags & GEN_DECISION) && g->ndecls + 1 == GEN_MAX_DECLS) kind = 4;
  ir_decl d = {.name = str(g, name), .kind = IR_D_DEFINE, .owner = IR_NONE, .subject = g->a};
  switch (kind) {
  case 0: body = boolean(g, 3), type = g->t_bool; break;
  case 1: body = quantity(g, 3), type = g->t_qty; break;
  case 2: {
    uint32_t dflt = ref(g, node(g, IR_FIELD, g->t_enum, 1, subject(g), 0), g->fa[4]);
    type = g->t_decision;
    body = matrix(g);
    d.params = (ir_range){g->m->params.n, 2};
    NZ_PUSH(&g->arena, &g->m->params) = (ir_param){.name = str(g, "行"), .type = g->t_enum, .dflt = IR_NONE};
    NZ_PUSH(&g->arena, &g->m->params) = (ir_param){.name = str(g, "列"), .type = g->t_enum, .dflt = dflt};
    break;
  }
  case 3: type = gen_pick(g, 2) ? g->t_qty : g->t_decision; body = decision_table(g, type); break;
  default: body = decision(g, 3), type = g->t_decision;
  }
  d.outputs = (ir_range){g->m->outputs.n, 1};
  NZ_PUSH(&g->arena, &g->m->outputs) = (ir_output){.type = type};
  d.variants = (ir_range){g->m->variants.n, 1};
  int64_t from = gen_pick(g, 20) ? IR_DATE_MIN : g->c->date + 60;
  NZ_PUSH(&g->arena, &g->m->variants) = (ir_variant){.from = from, .to = IR_DATE_MAX, .confirmed = IR_DATE_MAX, .body = body};
  g->decl[g->ndecls] = g->m->decls.n;
  g->type[g->ndecls++] = type;
  NZ_PUSH(&g->arena, &g->m->decls) = d;
}

static void fill(gen *g, uint32_t row) {
  const ir_ledger *l = &g->m->ledgers.v[g->c->rows.v[row].ledger];
  for (uint32_t i = 0; i < l->fields.n; i++) {
    const ir_field *f = &g->m->fields.v[l->fields.first + i];
    nz_cellval *v = &g->c->cells.v[g->c->rows.v[row].first_cell + i];
    if (gen_pick(g, g->flags & GEN_MORE_GIVEN ? 8 : 3) == 0) continue;
    if ((f->flags & IR_F_BLANK) && gen_pick(g, 5) == 0) {
      v->state = NZ_CELL_BLANK;
      continue;
    }
    uint32_t first_b = 1, nb = g->c->rows.n - 1;
    if ((f->flags & IR_F_MULTI)) {
      uint32_t *list_ = NZ_NEW_N(&g->arena, uint32_t, nb + 1);
      for (uint32_t k = 0; k < nb; k++)
        if (gen_pick(g, 2)) list_[v->nmulti++] = first_b + k;
      v->multi = list_;
    } else if (f->type == g->t_row_b) {
      if (nb == 0) continue;
      v->v = first_b + gen_pick(g, nb);
    } else if (f->type == g->t_date) {
      v->v = g->c->date - 365 * (int64_t)gen_pick(g, 6) - gen_pick(g, 400);
    } else {
      v->v = gen_pick(g, f->type == g->t_bool ? 2 : f->type == g->t_enum ? 4 : (uint32_t)f->hi + 1);
    }
    v->state = NZ_CELL_GIVEN;
  }
}

void gen_open(gen *g, uint64_t seed, unsigned flags) {
  nz_arena_init(&g->arena, NULL, NULL);
  g->state = seed;
  g->flags = flags;
  ir_module *m = g->m = ir_new(&g->arena);
  g->ndecls = 0;
  g->in_set = false;
  g->t_bool = ir_mk_type(m, IR_T_BOOL, 0, IR_NONE);
  g->t_qty = ir_mk_type(m, IR_T_QTY, 0, IR_NONE);
  g->t_ratio = ir_mk_type(m, IR_T_RATIO, 0, IR_NONE);
  g->t_enum = ir_mk_type(m, IR_T_ENUM, 0, 0);
  g->t_date = ir_mk_type(m, IR_T_DATE, 0, IR_NONE);
  g->t_month = ir_mk_type(m, IR_T_MONTH, 0, IR_NONE);
  g->t_row_a = ir_mk_type(m, IR_T_ROW, 0, 0);
  g->t_row_b = ir_mk_type(m, IR_T_ROW, 0, 1);
  g->t_decision = ir_mk_type(m, IR_T_DECISION, 0, IR_NONE);
  g->t_set = ir_mk_type(m, IR_T_SET, 0, g->t_row_b);
  static const char *const levels[] = {"区分1", "区分2", "区分3", "区分4"};
  for (int i = 0; i < 4; i++) NZ_PUSH(&g->arena, &m->values) = (ir_value){str(g, levels[i]), 0};
  NZ_PUSH(&g->arena, &m->enums) = (ir_enum){str(g, "区分"), true, {0, 4}};
  g->a = 0;
  g->b = 1;
  static const char *const names[] = {"有無1", "有無2", "数1", "数2", "区分a", "生年月日", "相手", "相手たち", "数3"};
  uint32_t types[] = {g->t_bool, g->t_bool, g->t_qty, g->t_qty, g->t_enum, g->t_date, g->t_row_b, g->t_row_b, g->t_qty};
  for (uint32_t i = 0; i < 9; i++) {
    uint32_t extra = i == 5 ? IR_F_CONST : i == 7 ? IR_F_MULTI : 0;
    g->fa[i] = add_field(g, g->a, names[i], types[i], extra, 2 + (int64_t)i % 4);
  }
  g->nfa = 9;
  static const char *const other[] = {"有無b", "数b", "区分b", "数c"};
  uint32_t others[] = {g->t_bool, g->t_qty, g->t_enum, g->t_qty};
  for (uint32_t i = 0; i < 4; i++) g->fb[i] = add_field(g, g->b, other[i], others[i], 0, 3);
  g->nfb = 4;
  NZ_PUSH(&g->arena, &m->ledgers) = (ir_ledger){str(g, "甲"), {g->fa[0], 9}, IR_NONE, IR_NONE, IR_NONE, 1000, 0};
  NZ_PUSH(&g->arena, &m->ledgers) = (ir_ledger){str(g, "乙"), {g->fb[0], 4}, IR_NONE, IR_NONE, IR_NONE, 5, 0};
  for (int i = 0; i < 2; i++) NZ_PUSH(&g->arena, &m->choices) = (ir_choice){str(g, i ? "広く" : "狭く"), {0, 0}};
  g->reading = 0;
  NZ_PUSH(&g->arena, &m->readings) = (ir_reading){str(g, "読み方"), {0, 2}, 0, IR_DATE_MIN, IR_DATE_MAX, 0};
  nz_case *c = g->c = nz_case_new(&g->arena, m);
  c->date = 20000;
  static const char *const decls[GEN_MAX_DECLS] = {"宣言1", "宣言2", "宣言3", "宣言4", "宣言5", "宣言6", "宣言7", "宣言8"};
  for (uint32_t i = 0; i < GEN_MAX_DECLS; i++) add_decl(g, decls[i]);
  nz_case_row(&g->arena, c, g->a, (nz_str){"一", 3});
  static const char *const rows[] = {"ア", "イ", "ウ"};
  uint32_t nb = gen_pick(g, 4);
  for (uint32_t i = 0; i < nb; i++) nz_case_row(&g->arena, c, g->b, (nz_str){rows[i], 3});
  for (uint32_t i = 0; i < c->rows.n; i++) fill(g, i);
  if (flags & GEN_NO_DATES) { /* the one date is given, and cannot change */
    nz_cellval *born = &c->cells.v[5];
    if (born->state != NZ_CELL_GIVEN) *born = (nz_cellval){.state = NZ_CELL_GIVEN, .v = c->date - 700};
  }
  if (gen_pick(g, 2)) {
    bool ever = gen_pick(g, 2);
    NZ_PUSH(&g->arena, &c->closed) = (nz_closed){g->b, ever ? IR_DATE_MIN : 2024 * 12, ever ? IR_DATE_MAX : 2025 * 12, 0};
  }
  uint32_t last = flags & GEN_DECISION ? GEN_MAX_DECLS - 1 : GEN_MAX_DECLS - 1 - gen_pick(g, 4);
  g->q = (nz_question){.decl = g->decl[last], .subject = IR_NONE, .want = -1};
  if (m->decls.v[g->q.decl].params.n) {
    g->q.nargs = 1;
    g->q.has[0] = true;
    g->q.args[0] = gen_pick(g, 4);
  }
}

void gen_close(gen *g) { nz_arena_free(&g->arena); }
