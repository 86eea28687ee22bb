/* lib_ir.c -- see lib_ir.h */
#include "lib_ir.h"

#include <string.h>

#include "interp/ir/date.h"

uint32_t lib_below(lib_rng *r, uint32_t n) {
  r->s = r->s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return n ? (uint32_t)((r->s >> 33) % n) : 0;
}

typedef struct gen {
  nz_arena *a;
  lib_world w;
  ir_module *m;
  lib_rng r;
  uint32_t t_bool, t_num, t_dec, t_ratio, t_date, t_month, t_time, t_period, t_text, t_class, t_service, t_user, t_claim, t_users, t_claims, t_months,
      t_decision, t_nothing;
  uint32_t items[4], nitems;      /* types of the elements around, innermost last */
  bool whole;                     /* inside a table or default: no elements */
  uint32_t ndecl;                 /* declarations that may be called */
  uint32_t fuel;
} gen;

static uint32_t below(gen *g, uint32_t n) { return lib_below(&g->r, n); }
static ir_str str(gen *g, const char *s) { return ir_intern(g->m, s, strlen(s)); }
static ir_node *at(gen *g, uint32_t id) { return &g->m->nodes.v[id]; }

static uint32_t mk(gen *g, ir_op op, uint32_t type, uint32_t n, const uint32_t *args) { return ir_mk_node(g->m, op, type, args, n); }
static uint32_t mk0(gen *g, ir_op op, uint32_t type) { return mk(g, op, type, 0, NULL); }
static uint32_t mk1(gen *g, ir_op op, uint32_t type, uint32_t x) { return mk(g, op, type, 1, &x); }
static uint32_t mk2(gen *g, ir_op op, uint32_t type, uint32_t x, uint32_t y) { return mk(g, op, type, 2, (uint32_t[]){x, y}); }
static uint32_t constant(gen *g, uint32_t type, int64_t v) {
  uint32_t id = mk0(g, IR_CONST, type);
  at(g, id)->imm = v;
  return id;
}
static uint32_t field(gen *g, ir_op op, uint32_t type, uint32_t f, uint32_t row) {
  uint32_t id = mk1(g, op, type, row);
  at(g, id)->ref = f;
  return id;
}

static uint32_t make(gen *g, uint32_t type);

/* The innermost element of a type, or IR_NONE. */
static uint32_t item(gen *g, uint32_t type) {
  for (uint32_t i = g->nitems; i-- > 0;) {
    if (g->items[i] != type || below(g, 4) == 0) continue;
    uint32_t id = mk0(g, IR_ITEM, type);
    at(g, id)->imm = g->nitems - 1 - i;
    return id;
  }
  return IR_NONE;
}

static bool has(const gen *g, uint32_t type) {
  for (uint32_t i = 0; i < g->nitems; i++)
    if (g->items[i] == type) return true;
  return false;
}

static uint32_t claim_row(gen *g) {
  for (;;) {
    uint32_t id = item(g, g->t_claim);
    if (id != IR_NONE) return id;
  }
}

static uint32_t user_row(gen *g) {
  uint32_t id = below(g, 2) ? item(g, g->t_user) : IR_NONE;
  if (id != IR_NONE) return id;
  if (has(g, g->t_claim) && below(g, 3) == 0) return field(g, IR_FIELD, g->t_user, g->w.f_of, claim_row(g));
  id = mk0(g, IR_SUBJECT, g->t_user);
  return below(g, 4) ? id : field(g, IR_FIELD, g->t_user, g->w.f_worker, id);
}

static uint32_t call(gen *g, uint32_t type) {
  for (int tries = 0; g->ndecl && tries < 6; tries++) {
    uint32_t d = below(g, g->ndecl);
    const ir_decl *x = &g->m->decls.v[d];
    uint32_t out = below(g, x->outputs.n);
    if (g->m->outputs.v[x->outputs.first + out].type != type) continue;
    uint32_t args[3], n = 0;
    args[n++] = user_row(g);
    if (below(g, 2)) {
      args[n++] = make(g, g->t_service);
      if (below(g, 2)) args[n++] = make(g, g->t_class);
    } else {
      args[n++] = constant(g, g->t_service, (int64_t)g->m->enums.v[g->w.service].values.first + below(g, 3));
    }
    uint32_t id = mk(g, IR_DECL, type, n, args);
    at(g, id)->ref = d;
    at(g, id)->imm = out;
    return id;
  }
  return IR_NONE;
}

static uint32_t under(gen *g, uint32_t element, uint32_t type) {
  if (g->nitems == 4) return constant(g, g->t_nothing, 3);
  g->items[g->nitems++] = element;
  uint32_t id = make(g, type);
  g->nitems--;
  return id;
}

static uint32_t set(gen *g, uint32_t *element) {
  uint32_t id, kind = below(g, 4);
  if (has(g, g->t_claim)) kind = below(g, 2) ? 1 : kind;
  else if (kind == 1) kind = 3;
  if (kind == 0) {
    *element = g->t_month;
    uint32_t from = make(g, g->t_month);
    id = mk2(g, IR_MONTHS, g->t_months, from, make(g, g->t_month));
  } else if (kind == 1) {
    *element = g->t_user;
    id = field(g, IR_REFS, g->t_users, g->w.f_with, claim_row(g));
  } else {
    *element = kind == 2 ? g->t_user : g->t_claim;
    id = mk0(g, IR_ROWS, kind == 2 ? g->t_users : g->t_claims);
    at(g, id)->ref = kind == 2 ? g->w.user : g->w.claim;
  }
  while (below(g, 2) && g->fuel > 4 && g->nitems < 3) {
    uint32_t args[4] = {id, under(g, *element, g->t_bool)}, n = 2;
    while (n < 4 && below(g, 3) == 0) args[n++] = make(g, g->t_month);
    id = mk(g, IR_WHERE, at(g, id)->type, n, args);
  }
  return id;
}

static uint32_t over(gen *g, ir_op op, uint32_t type, uint32_t of) {
  uint32_t element, s = set(g, &element);
  if (op == IR_EXISTS || op == IR_COUNT) return mk1(g, op, type, s);
  return mk2(g, op, type, s, under(g, element, of));
}

static uint32_t rank(gen *g) {
  uint32_t rows = mk0(g, IR_ROWS, g->t_users);
  at(g, rows)->ref = g->w.user;
  uint32_t args[4] = {rows, user_row(g), under(g, g->t_user, g->t_num), under(g, g->t_user, g->t_date)};
  uint32_t id = mk(g, IR_RANK, g->t_num, 3 + below(g, 2), args);
  at(g, id)->imm = below(g, 4);
  return id;
}

static uint32_t outcome(gen *g, uint32_t type) {
  uint32_t x = make(g, type), id = below(g, 3) ? mk0(g, IR_OUTCOME, type) : mk1(g, IR_OUTCOME, type, x);
  static const int plain[] = {NZ_OUT_DENY, NZ_OUT_REFER, NZ_OUT_NA, NZ_OUT_UNKNOWN}, decided[] = {NZ_OUT_DENY, NZ_OUT_ALLOW, NZ_OUT_PARTIAL, NZ_OUT_REFER, NZ_OUT_NA, NZ_OUT_UNKNOWN};
  if (at(g, id)->args.n) at(g, id)->imm = NZ_OUT_VALUE;
  else at(g, id)->imm = type == g->t_decision ? decided[below(g, 6)] : plain[below(g, 4)];
  if (at(g, id)->imm != NZ_OUT_VALUE && at(g, id)->imm != NZ_OUT_UNKNOWN) at(g, id)->ref = below(g, 2) ? str(g, "理由甲") : str(g, "市");
  return id;
}

static uint32_t item_of(gen *g, uint32_t type, int depth) {
  uint32_t args[4], n = 2;
  args[0] = make(g, g->t_bool);
  if (below(g, 3) == 0) args[1] = mk0(g, IR_WITHDRAW, type);
  else args[1] = make(g, type);
  while (depth < 2 && n < 4 && below(g, 3) == 0) args[n++] = item_of(g, type, depth + 1);
  return mk(g, IR_PROVITEM, type, n, args);
}

static uint32_t provisos(gen *g, uint32_t type) {
  uint32_t args[4] = {make(g, type), item_of(g, type, 0)}, n = 2;
  while (n < 4 && below(g, 2)) args[n++] = item_of(g, type, 0);
  return mk(g, IR_PROV, type, n, args);
}

static uint32_t readings(gen *g, uint32_t type) {
  uint32_t args[2] = {make(g, type), make(g, type)}, id = mk(g, IR_READING, type, 2, args);
  at(g, id)->ref = below(g, 2);
  return id;
}

static uint32_t asof(gen *g, uint32_t type) {
  uint32_t day = make(g, g->t_date);
  return mk2(g, IR_ASOF, type, day, make(g, type));
}

/* ---- tables ---- (cells see subject and parameters, no elements) */
static uint32_t mark(gen *g, uint32_t type) {
  uint32_t x = make(g, type == g->t_decision && below(g, 2) ? g->t_bool : type), id = mk1(g, IR_MARK, type, x);
  at(g, id)->ref = str(g, "★");
  return id;
}

static void cells(gen *g, const uint32_t *node, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(g->a, &g->m->cells) = (ir_cell){.node = node[i], .mark = below(g, 2) ? str(g, "★") : 0};
}

static ir_range cite(gen *g) {
  if (below(g, 2)) return (ir_range){0, 0};
  NZ_PUSH(g->a, &g->m->cites) = (ir_cite){0, str(g, "§9")};
  return (ir_range){g->m->cites.n - 1, 1};
}

static uint32_t table(gen *g, uint8_t kind, uint32_t type) {
  uint32_t nitems = g->nitems, ncol = kind == IR_TABLE_MATRIX ? 4 : 3, nrow = 2 + below(g, 3), node[16], cond = IR_NONE;
  uint32_t items[4];
  memcpy(items, g->items, sizeof items);
  g->nitems = 0;
  ir_module *m = g->m;
  int64_t class_ = m->enums.v[g->w.class_].values.first, service = m->enums.v[g->w.service].values.first;
  uint32_t other = below(g, 2) ? make(g, type == g->t_num && kind == IR_TABLE_DECISION ? g->t_num : type) : IR_NONE;
  if (kind == IR_TABLE_MATRIX) cond = make(g, g->t_bool);
  for (uint32_t i = 0; i < nrow * ncol; i++) {
    bool input = kind == IR_TABLE_ROWCOND || (kind == IR_TABLE_DECISION && i % ncol < 1);
    node[i] = input && below(g, 4) == 0 ? constant(g, g->t_bool, 1) : input ? make(g, g->t_bool) : kind == IR_TABLE_MATRIX ? mark(g, type) : make(g, type);
  }
  ir_table t = {.kind = kind, .hit = kind == IR_TABLE_DECISION ? (uint8_t)below(g, 4) : IR_HIT_UNIQUE, .decl = 0, .otherwise = other,
                .cols = {m->heads.n, ncol}, .rows = {m->rows.n, nrow}, .cells = {m->cells.n, nrow * ncol}};
  if (t.hit == IR_HIT_UNIQUE && kind == IR_TABLE_DECISION) t.exclusive = below(g, 3) == 0;
  if (kind != IR_TABLE_DECISION) t.row_misses = below(g, 2) == 0, t.col_misses = below(g, 2) == 0;
  for (uint32_t c = 0; c < ncol; c++) {
    ir_head h = {.name = str(g, c ? "区分" : "条件"), .cond = IR_NONE, .type = IR_NONE};
    if (kind == IR_TABLE_DECISION) h.output = c > 0, h.type = type;
    else if (c == 1 && kind == IR_TABLE_MATRIX) h.cond = cond;
    else h.value = class_ + (c ? c - 1 : 0);
    NZ_PUSH(g->a, &m->heads) = h;
  }
  for (uint32_t r = 0; r < nrow; r++) {
    ir_row row = {.name = str(g, r ? "行乙" : "行甲"), .cond = IR_NONE, .value = service + r, .cites = cite(g)};
    if (kind == IR_TABLE_DECISION) row.otherwise = r == nrow - 1 && below(g, 2), row.value = 0;
    NZ_PUSH(g->a, &m->rows) = row;
  }
  cells(g, node, nrow * ncol);
  NZ_PUSH(g->a, &m->tables) = t;
  g->nitems = nitems;
  memcpy(g->items, items, sizeof items);
  return m->tables.n - 1;
}

static uint32_t matrix(gen *g, uint32_t type) {
  uint32_t t = table(g, IR_TABLE_MATRIX, type), args[2];
  args[0] = mk0(g, IR_PARAM, g->t_service);
  if (below(g, 3) == 0) args[0] = make(g, g->t_service);
  args[1] = make(g, g->t_class);
  uint32_t id = mk(g, IR_MATRIX, type, 2, args);
  at(g, id)->ref = t;
  return id;
}

static uint32_t dtable(gen *g, uint32_t type) {
  uint32_t t = table(g, IR_TABLE_DECISION, type);
  if (g->m->tables.v[t].hit != IR_HIT_UNIQUE && type != g->t_num) g->m->tables.v[t].hit = IR_HIT_FIRST;
  if (type == g->t_num && below(g, 4) == 0) g->m->tables.v[t].hit = IR_HIT_ALL;
  if (g->m->tables.v[t].hit != IR_HIT_UNIQUE) g->m->tables.v[t].exclusive = false;
  uint32_t id = mk0(g, IR_DTABLE, type);
  at(g, id)->ref = t;
  at(g, id)->imm = below(g, 2);
  return id;
}

static uint32_t colall(gen *g) {
  uint32_t t = table(g, IR_TABLE_ROWCOND, g->t_bool), key = make(g, g->t_class), id = mk1(g, IR_COLALL, g->t_bool, key);
  at(g, id)->ref = t;
  return id;
}

/* ---- by type ---- */
static uint32_t number(gen *g) {
  static const ir_op two[] = {IR_ADD, IR_SUB, IR_MUL, IR_MIN, IR_MAX};
  uint32_t x, y;
  switch (below(g, 22)) {
  case 0: case 1: case 2: case 3: return field(g, IR_FIELD, g->t_num, g->w.f_points, user_row(g));
  case 4: if (has(g, g->t_claim)) return field(g, IR_FIELD, g->t_num, g->w.f_sum, claim_row(g)); return constant(g, g->t_num, below(g, 30));
  case 5: case 6: case 7:
    x = make(g, g->t_num);
    y = make(g, g->t_num);
    return mk2(g, two[below(g, 5)], g->t_num, x, y);
  case 8: x = make(g, below(g, 2) ? g->t_ratio : g->t_dec); return mk1(g, below(g, 2) ? IR_FLOOR : IR_CEIL, g->t_num, x);
  case 9: x = make(g, g->t_date); y = make(g, g->t_date); return mk2(g, below(g, 2) ? IR_AGE : IR_DAYDIFF, g->t_num, x, y);
  case 10: x = make(g, below(g, 2) ? g->t_date : g->t_month); y = make(g, g->t_month); return mk2(g, IR_MONTHDIFF, g->t_num, x, y);
  case 11: return mk1(g, IR_DAYOF, g->t_num, make(g, g->t_date));
  case 12: return over(g, IR_COUNT, g->t_num, 0);
  case 13: return over(g, IR_DISTINCT, g->t_num, below(g, 2) ? g->t_text : g->t_class);
  case 14: return over(g, IR_SUM, g->t_num, g->t_num);
  case 15: return over(g, below(g, 2) ? IR_LARGEST : IR_SMALLEST, g->t_num, g->t_num);
  case 16: return rank(g);
  case 17: return dtable(g, g->t_num);
  case 18: return outcome(g, g->t_num);
  case 19: return constant(g, g->t_nothing, below(g, 4));
  default:
    if (below(g, 4) == 0) return constant(g, g->t_num, INT64_MAX - 1 - below(g, 3));
    return constant(g, g->t_num, (int64_t)below(g, 60) - 10);
  }
}

static uint32_t ratio(gen *g) {
  uint32_t x, y;
  switch (below(g, 6)) {
  case 0: x = constant(g, g->t_ratio, 7); at(g, x)->imm2 = 3; return x;
  case 1: x = make(g, g->t_ratio); y = make(g, g->t_num); return mk2(g, below(g, 2) ? IR_ADD : IR_MUL, g->t_ratio, x, y);
  case 2: return over(g, IR_MEAN, g->t_ratio, g->t_num);
  case 3: x = make(g, g->t_dec); y = make(g, g->t_ratio); return mk2(g, below(g, 2) ? IR_MAX : IR_SUB, g->t_ratio, x, y);
  default:
    x = make(g, g->t_num);
    y = below(g, 5) ? make(g, g->t_num) : constant(g, g->t_num, 0);
    return mk2(g, IR_DIV, g->t_ratio, x, y);
  }
}

static uint32_t decimal(gen *g) {
  uint32_t x;
  switch (below(g, 4)) {
  case 0: x = mk1(g, IR_RESCALE, g->t_dec, make(g, g->t_num)); at(g, x)->imm = 10; return x;
  case 1: return field(g, IR_FIELD, g->t_dec, g->w.f_extra, user_row(g));
  case 2: x = make(g, g->t_dec); return mk2(g, IR_ADD, g->t_dec, x, make(g, g->t_dec));
  default: return constant(g, g->t_dec, below(g, 500));
  }
}

static uint32_t date(gen *g) {
  uint32_t x;
  switch (below(g, 10)) {
  case 0: case 1: return mk0(g, IR_TODAY, g->t_date);
  case 2: case 3: return field(g, IR_FIELD, g->t_date, g->w.f_born, user_row(g));
  case 4: x = make(g, g->t_date); return mk2(g, below(g, 2) ? IR_ADDMONTHS : IR_ADDDAYS, g->t_date, x, make(g, g->t_num));
  case 5: return mk1(g, below(g, 2) ? IR_FIRSTDAY : IR_LASTDAY, g->t_date, make(g, below(g, 2) ? g->t_date : g->t_month));
  case 6: x = make(g, g->t_date); return mk2(g, IR_REACH, g->t_date, x, make(g, g->t_num));
  case 7: return mk1(g, below(g, 2) ? IR_PSTART : IR_PEND, g->t_date, make(g, g->t_period));
  case 8: x = make(g, g->t_date); return mk2(g, below(g, 2) ? IR_MIN : IR_MAX, g->t_date, x, make(g, g->t_date));
  default:
    if (has(g, g->t_claim)) return field(g, IR_FIELD, g->t_date, g->w.f_day, claim_row(g));
    return constant(g, g->t_date, 19000 + below(g, 1500));
  }
}

static uint32_t month(gen *g) {
  uint32_t x = below(g, 2) ? item(g, g->t_month) : IR_NONE;
  if (x != IR_NONE) return x;
  if (has(g, g->t_claim) && below(g, 2)) return field(g, IR_FIELD, g->t_month, g->w.f_month, claim_row(g));
  switch (below(g, 4)) {
  case 0: x = make(g, g->t_month); return mk2(g, IR_ADDMONTHS, g->t_month, x, constant(g, g->t_num, (int64_t)below(g, 12) - 6));
  case 1: return mk1(g, IR_MONTHOF, g->t_month, make(g, g->t_date));
  case 2:
    x = mk1(g, IR_YEARSTART, g->t_month, make(g, below(g, 2) ? g->t_date : g->t_month));
    at(g, x)->imm = below(g, 2) ? 1 : 4;
    return x;
  default: return constant(g, g->t_month, 2024 * 12 + below(g, 12));
  }
}

static uint32_t truth(gen *g) {
  static const ir_op cmp[] = {IR_LT, IR_LE, IR_GT, IR_GE, IR_EQ, IR_NE}, joint[] = {IR_AND, IR_OR, IR_ATLEAST};
  uint32_t args[4], n, x, y, t;
  switch (below(g, 16)) {
  case 0: case 1: return field(g, IR_FIELD, g->t_bool, g->w.f_child, user_row(g));
  case 2: case 3: case 4:
    n = 2 + below(g, 3);
    for (uint32_t i = 0; i < n; i++) args[i] = make(g, g->t_bool);
    x = mk(g, joint[below(g, 3)], g->t_bool, n, args);
    if (at(g, x)->op == IR_ATLEAST) at(g, x)->imm = below(g, n + 1);
    return x;
  case 5: return mk1(g, IR_NOT, g->t_bool, make(g, g->t_bool));
  case 6: case 7: case 8: {
    const uint32_t kinds[] = {g->t_num, g->t_num, g->t_num, g->t_ratio, g->t_date, g->t_month, g->t_class};
    t = kinds[below(g, 7)];
    x = make(g, t);
    y = make(g, t == g->t_ratio && below(g, 2) ? g->t_dec : t);
    return mk2(g, cmp[below(g, 6)], g->t_bool, x, y);
  }
  case 9: {
    const uint32_t kinds[] = {g->t_text, g->t_user, g->t_bool, g->t_service, g->t_period};
    t = kinds[below(g, 5)];
    x = make(g, t);
    return mk2(g, cmp[4 + below(g, 2)], g->t_bool, x, make(g, t));
  }
  case 10:
    t = below(g, 2) ? g->t_class : g->t_num;
    n = 2 + below(g, 3);
    for (uint32_t i = 0; i < n; i++) args[i] = make(g, t);
    return mk(g, IR_IN, g->t_bool, n, args);
  case 11: return mk1(g, IR_ISBLANK, g->t_bool, make(g, below(g, 2) ? g->t_text : g->t_num));
  case 12: x = make(g, g->t_period); return mk2(g, IR_CONTAINS, g->t_bool, x, make(g, below(g, 2) ? g->t_date : g->t_month));
  case 13: x = mk1(g, IR_OUTIS, g->t_bool, make(g, below(g, 3) ? g->t_decision : g->t_num)); at(g, x)->imm = below(g, 5); return x;
  case 14: return over(g, IR_EXISTS, g->t_bool, 0);
  default: return below(g, 2) ? colall(g) : constant(g, g->t_bool, below(g, 2));
  }
}

static uint32_t level(gen *g, uint32_t type) {
  uint32_t e = g->m->types.v[type].ref;
  switch (below(g, 4)) {
  case 0: if (!g->whole) { uint32_t id = mk0(g, IR_PARAM, type); at(g, id)->imm = type == g->t_class; return id; } break;
  case 1: case 2: if (type == g->t_class) return field(g, IR_FIELD, type, g->w.f_class, user_row(g)); break;
  default: break;
  }
  return constant(g, type, (int64_t)g->m->enums.v[e].values.first + below(g, g->m->enums.v[e].values.n));
}

static uint32_t leaf(gen *g, uint32_t type) {
  uint32_t id;
  switch ((ir_tk)g->m->types.v[type].k) {
  case IR_T_RATIO: id = constant(g, type, 5); at(g, id)->imm2 = 2; return id;
  case IR_T_DATE: return constant(g, type, 19700);
  case IR_T_MONTH: return constant(g, type, 2024 * 12 + 3);
  case IR_T_PERIOD: return field(g, IR_FIELD, type, g->w.f_span, mk0(g, IR_SUBJECT, g->t_user));
  case IR_T_TEXT: return field(g, IR_FIELD, type, g->w.f_name, mk0(g, IR_SUBJECT, g->t_user));
  case IR_T_ENUM: return level(g, type);
  case IR_T_ROW: return mk0(g, IR_SUBJECT, g->t_user);
  case IR_T_DECISION: id = mk0(g, IR_OUTCOME, type); at(g, id)->imm = below(g, 2) ? NZ_OUT_ALLOW : NZ_OUT_DENY; return id;
  case IR_T_BOOL: return field(g, IR_FIELD, type, g->w.f_child, mk0(g, IR_SUBJECT, g->t_user));
  case IR_T_QTY: if (type == g->t_num && below(g, 2)) return field(g, IR_FIELD, type, g->w.f_points, mk0(g, IR_SUBJECT, g->t_user)); return constant(g, type, below(g, 30));
  default: return constant(g, type, below(g, 2));
  }
}

static uint32_t make(gen *g, uint32_t type) {
  uint32_t id;
  if (g->fuel == 0) return leaf(g, type);
  g->fuel--;
  if (!g->whole && below(g, 12) == 0) {
    id = call(g, type);
    if (id != IR_NONE) return id;
  }
  if (below(g, 24) == 0 && type != g->t_period && type != g->t_user) return readings(g, type);
  if (below(g, 24) == 0 && type != g->t_period && type != g->t_user) return asof(g, type);
  if (below(g, 16) == 0 && (type == g->t_num || type == g->t_bool || type == g->t_decision || type == g->t_class)) return provisos(g, type);
  switch ((ir_tk)g->m->types.v[type].k) {
  case IR_T_BOOL: return truth(g);
  case IR_T_QTY: return type == g->t_num ? number(g) : decimal(g);
  case IR_T_RATIO: return ratio(g);
  case IR_T_DATE: return date(g);
  case IR_T_MONTH: return month(g);
  case IR_T_PERIOD:
    if (below(g, 2)) return field(g, IR_FIELD, type, g->w.f_span, user_row(g));
    id = constant(g, type, 19000 + below(g, 500));
    at(g, id)->imm2 = at(g, id)->imm + below(g, 900);
    return id;
  case IR_T_TEXT:
    if (below(g, 3)) return field(g, IR_FIELD, type, below(g, 2) ? g->w.f_name : g->w.f_memo, user_row(g));
    id = mk0(g, IR_CONST, type);
    at(g, id)->ref = str(g, below(g, 2) ? "甲" : "覚え");
    return id;
  case IR_T_ENUM: return level(g, type);
  case IR_T_ROW: return user_row(g);
  case IR_T_DECISION:
    switch (below(g, 6)) {
    case 0: return mk1(g, IR_DECIDE, type, make(g, g->t_bool));
    case 1: return mark(g, type);
    case 2: return matrix(g, type);
    case 3: return dtable(g, type);
    case 4: return provisos(g, type);
    default: return outcome(g, type);
    }
  default: return leaf(g, type);
  }
}

/* ---- the world ---- */
static uint32_t add_enum(gen *g, const char *name, bool ordered, const char *const *values, uint32_t n) {
  ir_module *m = g->m;
  ir_enum e = {str(g, name), ordered, {m->values.n, n}};
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(g->a, &m->values) = (ir_value){str(g, values[i]), m->enums.n};
  NZ_PUSH(g->a, &m->enums) = e;
  return m->enums.n - 1;
}

static uint32_t add_field(gen *g, uint32_t ledger, const char *name, uint32_t type, uint32_t flags, int64_t lo, int64_t hi) {
  ir_field f = {.name = str(g, name), .ledger = ledger, .type = type, .flags = flags, .lo = lo, .hi = hi};
  NZ_PUSH(g->a, &g->m->fields) = f;
  g->m->ledgers.v[ledger].fields.n++;
  return g->m->fields.n - 1;
}

static void world(gen *g) {
  static const char *const classes[] = {"区分1", "区分2", "区分3"}, *const services[] = {"居宅介護", "同行援護", "行動援護"};
  ir_module *m = g->m;
  lib_world *w = &g->w;
  const int64_t lo = INT64_MIN, hi = INT64_MAX;
  NZ_PUSH(g->a, &m->pool) = 0;
  NZ_PUSH(g->a, &m->units) = (ir_unit){str(g, "点"), 0, {0, 1}, {0, 0}};
  w->class_ = add_enum(g, "障害支援区分", true, classes, 3);
  w->service = add_enum(g, "サービス", false, services, 3);
  NZ_PUSH(g->a, &m->sources) = (ir_source){str(g, "圏域ガイド"), str(g, "別冊"), 0, 0};
  NZ_PUSH(g->a, &m->aliases) = (ir_alias){str(g, "区分一"), str(g, "区分1")};
  g->t_bool = ir_mk_type(m, IR_T_BOOL, 0, IR_NONE);
  g->t_num = ir_mk_type(m, IR_T_QTY, 0, 0);
  g->t_dec = ir_mk_type(m, IR_T_QTY, 1, 0);
  g->t_ratio = ir_mk_type(m, IR_T_RATIO, 0, IR_NONE);
  g->t_date = ir_mk_type(m, IR_T_DATE, 0, IR_NONE);
  g->t_month = ir_mk_type(m, IR_T_MONTH, 0, IR_NONE);
  g->t_period = ir_mk_type(m, IR_T_PERIOD, 0, IR_NONE);
  g->t_text = ir_mk_type(m, IR_T_TEXT, 0, IR_NONE);
  g->t_class = ir_mk_type(m, IR_T_ENUM, 0, w->class_);
  g->t_service = ir_mk_type(m, IR_T_ENUM, 0, w->service);
  g->t_user = ir_mk_type(m, IR_T_ROW, 0, 0);
  g->t_claim = ir_mk_type(m, IR_T_ROW, 0, 1);
  g->t_users = ir_mk_type(m, IR_T_SET, 0, g->t_user);
  g->t_claims = ir_mk_type(m, IR_T_SET, 0, g->t_claim);
  g->t_months = ir_mk_type(m, IR_T_SET, 0, g->t_month);
  g->t_decision = ir_mk_type(m, IR_T_DECISION, 0, IR_NONE);
  g->t_nothing = ir_mk_type(m, IR_T_NOTHING, 0, IR_NONE);
  w->user = 0;
  w->claim = 1;
  NZ_PUSH(g->a, &m->ledgers) = (ir_ledger){str(g, "利用者"), {0, 0}, 0, IR_NONE, IR_NONE, 6, 0};
  w->f_name = add_field(g, 0, "名前", g->t_text, IR_F_KEY, lo, hi);
  w->f_born = add_field(g, 0, "生年月日", g->t_date, IR_F_CONST, lo, hi);
  w->f_class = add_field(g, 0, "障害支援区分", g->t_class, 0, lo, hi);
  w->f_points = add_field(g, 0, "点", g->t_num, 0, 0, 24);
  w->f_extra = add_field(g, 0, "加点", g->t_dec, IR_F_BLANK, 0, 500);
  w->f_child = add_field(g, 0, "児童", g->t_bool, below(g, 2) ? IR_F_PRESUMED : 0, lo, hi);
  w->f_worker = add_field(g, 0, "担当", g->t_user, IR_F_BLANK, lo, hi);
  w->f_span = add_field(g, 0, "期間", g->t_period, IR_F_PERIOD, lo, hi);
  w->f_memo = add_field(g, 0, "メモ", g->t_text, IR_F_BLANK, lo, hi);
  NZ_PUSH(g->a, &m->ledgers) = (ir_ledger){str(g, "請求"), {m->fields.n, 0}, IR_NONE, IR_NONE, IR_NONE, 8, 0};
  w->f_no = add_field(g, 1, "番号", g->t_num, IR_F_KEY, 1, 99);
  w->f_of = add_field(g, 1, "利用者", g->t_user, 0, lo, hi);
  w->f_month = add_field(g, 1, "月", g->t_month, IR_F_TIME, lo, hi);
  w->f_day = add_field(g, 1, "日", g->t_date, IR_F_BLANK, lo, hi);
  w->f_sum = add_field(g, 1, "額", g->t_num, 0, lo, hi);
  w->f_with = add_field(g, 1, "同席", g->t_user, IR_F_MULTI | IR_F_BLANK, lo, hi);
  m->ledgers.v[1].key = w->f_no;
  m->ledgers.v[1].time = w->f_month;
  for (int i = 0; i < 2; i++) {
    ir_reading r = {str(g, i ? "範囲" : "数え方"), {m->choices.n, 2}, (uint32_t)i, IR_DATE_MIN, IR_DATE_MAX, 0};
    NZ_PUSH(g->a, &m->choices) = (ir_choice){str(g, "狭い"), cite(g)};
    NZ_PUSH(g->a, &m->choices) = (ir_choice){str(g, "広い"), cite(g)};
    NZ_PUSH(g->a, &m->readings) = r;
  }
}

static void declare(gen *g, uint32_t i) {
  static const char *const names[] = {"定義零", "定義一", "定義二", "定義三", "定義四", "定義五", "定義六", "定義七"};
  ir_module *m = g->m;
  const uint32_t kinds[] = {g->t_bool, g->t_num, g->t_decision, g->t_bool, g->t_ratio, g->t_decision, g->t_date, g->t_class};
  uint32_t type = kinds[below(g, 8)], noutput = type == g->t_num && below(g, 3) == 0 ? 2 : 1, body[2][2];
  g->whole = true;
  g->fuel = 3;
  uint32_t dflt = below(g, 3) ? field(g, IR_FIELD, g->t_class, g->w.f_class, mk0(g, IR_SUBJECT, g->t_user)) : make(g, g->t_class);
  g->whole = false;
  ir_range params = {m->params.n, 2}, outputs = {m->outputs.n, noutput};
  NZ_PUSH(g->a, &m->params) = (ir_param){str(g, "サービス"), g->t_service, IR_NONE};
  NZ_PUSH(g->a, &m->params) = (ir_param){str(g, "区分"), g->t_class, dflt};
  for (uint32_t o = 0; o < noutput; o++) NZ_PUSH(g->a, &m->outputs) = (ir_output){str(g, o ? "乙" : "甲"), type};
  uint32_t nvariant = 1 + below(g, 2);
  for (uint32_t v = 0; v < nvariant; v++)
    for (uint32_t o = 0; o < noutput; o++) {
      g->fuel = 12 + below(g, 40);
      body[v][o] = make(g, type);
    }
  ir_decl d = {.name = str(g, names[i % 8]), .kind = (uint8_t)(type == g->t_bool ? IR_D_CONDITION : IR_D_DEFINE), .owner = IR_NONE, .subject = g->w.user,
               .params = params, .outputs = outputs, .variants = {m->variants.n, nvariant}};
  for (uint32_t v = 0; v < nvariant; v++) {
    ir_variant x = {.from = v ? 19814 : IR_DATE_MIN, .to = nvariant == 2 && !v ? 19813 - (below(g, 4) == 0) * 200 : IR_DATE_MAX, .confirmed = IR_DATE_MAX, .body = body[v][0]};
    if (below(g, 4) == 0) x.confirmed = 19700 + below(g, 300);
    if (noutput == 2 || below(g, 2)) {
      x.bodies = (ir_range){m->args.n, noutput};
      for (uint32_t o = 0; o < noutput; o++) NZ_PUSH(g->a, &m->args) = body[v][o];
    }
    x.cites = cite(g);
    NZ_PUSH(g->a, &m->variants) = x;
  }
  NZ_PUSH(g->a, &m->decls) = d;
  g->ndecl = m->decls.n;
}

lib_world lib_module(nz_arena *a, uint64_t seed) {
  gen g = {.a = a, .m = ir_new(a), .r = {seed * 2 + 1}};
  for (int i = 0; i < 8; i++) (void)below(&g, 2);
  world(&g);
  uint32_t n = 1 + below(&g, 6);
  for (uint32_t i = 0; i < n; i++) declare(&g, i);
  g.w.m = g.m;
  g.w.nquestions = n;
  return g.w;
}

/* ---- cases ---- */
static void fill(nz_arena *a, lib_rng *r, const lib_world *w, nz_case *c, uint32_t row, uint32_t f) {
  static const char *const texts[] = {"甲", "乙", "覚え", "ほか"};
  nz_cellval *v = &c->cells.v[nz_cell_of(c, row, f)];
  const ir_field *x = &w->m->fields.v[f];
  const ir_type *t = &w->m->types.v[x->type];
  uint32_t users = 0;
  for (uint32_t i = 0; i < c->rows.n; i++) users += c->rows.v[i].ledger == w->user;
  if (lib_below(r, 4) == 0 || (t->k == IR_T_ROW && !(x->flags & IR_F_MULTI) && users == 0)) return;
  v->state = NZ_CELL_GIVEN;
  if ((x->flags & IR_F_BLANK) && lib_below(r, 4) == 0) {
    v->state = NZ_CELL_BLANK;
    return;
  }
  if (x->flags & IR_F_MULTI) {
    uint32_t *rows = NZ_NEW_N(a, uint32_t, 2);
    v->nmulti = lib_below(r, users < 2 ? users + 1 : 3);
    for (uint32_t i = 0; i < v->nmulti; i++) rows[i] = i;
    v->multi = rows;
    return;
  }
  switch ((ir_tk)t->k) {
  case IR_T_BOOL: v->v = lib_below(r, 2); break;
  case IR_T_QTY: v->v = x->lo == INT64_MIN ? (int64_t)lib_below(r, 900) : x->lo + lib_below(r, (uint32_t)(x->hi - x->lo + 1)); break;
  case IR_T_DATE: v->v = f == w->f_born ? 3000 + lib_below(r, 16000) : 19700 + lib_below(r, 400); break;
  case IR_T_MONTH: v->v = 2024 * 12 + lib_below(r, 12); break;
  case IR_T_PERIOD:
    v->v = lib_below(r, 4) ? 19500 + (int64_t)lib_below(r, 400) : IR_DATE_MIN;
    v->v2 = lib_below(r, 4) ? 20000 + (int64_t)lib_below(r, 400) : IR_DATE_MAX;
    break;
  case IR_T_ENUM: v->v = w->m->enums.v[t->ref].values.first + lib_below(r, w->m->enums.v[t->ref].values.n); break;
  case IR_T_ROW: v->v = lib_below(r, users); break;
  case IR_T_TEXT: {
    const char *text = texts[lib_below(r, 4)];
    v->v = nz_case_text(a, c, text, strlen(text));
    break;
  }
  default: v->state = NZ_CELL_NOT_GIVEN; break;
  }
}

nz_case *lib_case(nz_arena *a, const lib_world *w, uint64_t seed) {
  static const char *const names[] = {"甲", "乙", "丙"}, *const numbers[] = {"1", "2", "3", "4"};
  lib_rng r = {seed * 2 + 1};
  for (int i = 0; i < 8; i++) (void)lib_below(&r, 2);
  nz_case *c = nz_case_new(a, w->m);
  uint32_t users = lib_below(&r, 10) ? 1 + lib_below(&r, 3) : 0, claims = lib_below(&r, 5);
  for (uint32_t i = 0; i < users; i++) (void)nz_case_row(a, c, w->user, (nz_str){names[i], (uint32_t)strlen(names[i])});
  for (uint32_t i = 0; i < claims; i++) (void)nz_case_row(a, c, w->claim, (nz_str){numbers[i], 1});
  for (uint32_t row = 0; row < c->rows.n; row++) {
    ir_range f = w->m->ledgers.v[c->rows.v[row].ledger].fields;
    for (uint32_t i = f.first; i < f.first + f.n; i++) fill(a, &r, w, c, row, i);
  }
  if (lib_below(&r, 2)) NZ_PUSH(a, &c->closed) = (nz_closed){w->claim, 2024 * 12, 2024 * 12 + 5, 0};
  if (lib_below(&r, 2)) NZ_PUSH(a, &c->closed) = (nz_closed){w->claim, 2024 * 12 + 6, 2024 * 12 + 11, 0};
  if (lib_below(&r, 3) == 0) NZ_PUSH(a, &c->closed) = (nz_closed){w->claim, IR_DATE_MIN, IR_DATE_MAX, 0};
  if (lib_below(&r, 3)) NZ_PUSH(a, &c->closed) = (nz_closed){w->user, IR_DATE_MIN, IR_DATE_MAX, 0};
  for (uint32_t i = 0; i < w->m->readings.n; i++) c->choice[i] = (uint8_t)lib_below(&r, 3);
  uint32_t d = lib_below(&r, w->nquestions);
  ir_tk k = (ir_tk)w->m->types.v[w->m->outputs.v[w->m->decls.v[d].outputs.first].type].k;
  if (lib_below(&r, 4) == 0 && (k == IR_T_QTY || k == IR_T_RATIO)) NZ_PUSH(a, &c->given) = (nz_given){d, 17, k == IR_T_RATIO ? 4 : 1, 0};
  return c;
}
