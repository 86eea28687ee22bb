/* ircheck_nodes.c -- every node by itself: arity, order, what it refers to, the types of its arguments; see ircheck.h
 *
 * What is asked of types is what an evaluator relies on: which kind of payload a known value has. Units were the
 * checker's business when the rules were compiled. */
#include "date.h"
#include "ircheck.h"

static const ir_type *type_of(const ir_module *m, uint32_t node) { return &m->types.v[m->nodes.v[node].type]; }

/* NOTHING (なし, 空欄) fits everywhere: it is never known. */
bool ir_fits(const ir_module *m, uint32_t type, uint32_t as) {
  if (type >= m->types.n || as >= m->types.n) return false;
  const ir_type *t = &m->types.v[type], *u = &m->types.v[as];
  if (t->k == IR_T_NOTHING || u->k == IR_T_NOTHING) return true;
  if (t->k != u->k) return false;
  switch ((ir_tk)t->k) {
  case IR_T_QTY: return t->dec == u->dec;
  case IR_T_ENUM:
  case IR_T_ROW: return t->ref == u->ref;
  case IR_T_SET: return ir_fits(m, t->ref, u->ref);
  default: return true;
  }
}

enum { /* sets of kinds */
  BOOL = 1 << IR_T_BOOL, QTY = 1 << IR_T_QTY, RATIO = 1 << IR_T_RATIO, DATE = 1 << IR_T_DATE, MONTH = 1 << IR_T_MONTH, TIME = 1 << IR_T_TIME,
  PERIOD = 1 << IR_T_PERIOD, TEXT = 1 << IR_T_TEXT, ENUM = 1 << IR_T_ENUM, ROW = 1 << IR_T_ROW, DECISION = 1 << IR_T_DECISION, SET = 1 << IR_T_SET,
  NOTHING = 1 << IR_T_NOTHING,
  NUMBER = QTY | RATIO, DAY = DATE | MONTH, ORDERED = NUMBER | DAY | TIME | ENUM, KEY = BOOL | QTY | DAY | TIME | ENUM | ROW,
  ANY = (1 << (IR_T_NOTHING + 1)) - 1, ONE = ANY & ~SET
};
static bool is(const ir_type *t, unsigned kinds) { return (1u << t->k & (kinds | NOTHING)) != 0; }
static bool whole(const ir_type *t) { return t->k != IR_T_QTY || t->dec == 0; }

typedef struct cx { const ir_module *m; const ir_node *n; const ir_type *t; } cx;
static const ir_type *arg(const cx *x, uint32_t i) { return type_of(x->m, ir_arg(x->m, x->n, i)); }
static uint32_t arg_type(const cx *x, uint32_t i) { return x->m->nodes.v[ir_arg(x->m, x->n, i)].type; }
static bool args_are(const cx *x, uint32_t from, unsigned kinds) {
  for (uint32_t i = from; i < x->n->args.n; i++)
    if (!is(arg(x, i), kinds)) return false;
  return true;
}
static bool arg_op(const cx *x, uint32_t i, ir_op op) { return x->m->nodes.v[ir_arg(x->m, x->n, i)].op == op; }
static bool elements_are(const cx *x, const ir_type *set, unsigned kinds) { return set->k == IR_T_SET && is(&x->m->types.v[set->ref], kinds); }

/* Two values that can be told apart (and, if asked, put in order). */
static bool comparable(const cx *x, uint32_t i, uint32_t j, bool order) {
  const ir_type *a = arg(x, i), *b = arg(x, j);
  if (!is(a, order ? ORDERED : ONE & ~DECISION) || !is(b, order ? ORDERED : ONE & ~DECISION)) return false;
  if (order && ((a->k == IR_T_ENUM && !x->m->enums.v[a->ref].ordered) || (b->k == IR_T_ENUM && !x->m->enums.v[b->ref].ordered))) return false;
  if (is(a, NUMBER) && is(b, NUMBER)) return true;
  return ir_fits(x->m, arg_type(x, i), arg_type(x, j));
}

static int64_t gcd(int64_t a, int64_t b) {
  while (b) {
    int64_t r = a % b;
    a = b;
    b = r;
  }
  return a;
}

static bool const_ok(const cx *x) {
  const ir_module *m = x->m;
  int64_t a = x->n->imm, b = x->n->imm2;
  switch ((ir_tk)x->t->k) {
  case IR_T_BOOL: return a == 0 || a == 1;
  case IR_T_QTY: return true;
  case IR_T_RATIO: return b > 0 && a != INT64_MIN && gcd(a < 0 ? -a : a, b) == 1;
  case IR_T_DATE: return ir_day_ok(a);
  case IR_T_MONTH: return ir_month_ok(a);
  case IR_T_TIME: return a >= 0 && a <= 48 * 60;
  case IR_T_PERIOD: return a <= b && (a == IR_DATE_MIN || ir_day_ok(a)) && (b == IR_DATE_MAX || ir_day_ok(b));
  case IR_T_TEXT: return x->n->ref < m->strs.n;
  case IR_T_ENUM: return a >= 0 && a < m->values.n && m->values.v[a].enum_ == x->t->ref;
  case IR_T_DECISION: return a == NZ_OUT_DENY || a == NZ_OUT_ALLOW || a == NZ_OUT_PARTIAL;
  case IR_T_NOTHING: return a >= 0 && a <= 3;
  case IR_T_ROW:
  case IR_T_SET: break;
  }
  return false;
}

static bool number_ok(const cx *x) {
  const ir_type *a = arg(x, 0), *b = x->n->args.n > 1 ? arg(x, 1) : a, *t = x->t;
  if (!is(a, NUMBER) || !is(b, NUMBER) || !is(t, NUMBER)) return false;
  if (t->k != IR_T_QTY) return true;
  if (x->n->op == IR_DIV) return false;
  if (a->k == IR_T_RATIO || b->k == IR_T_RATIO) return false;
  if (a->k == IR_T_NOTHING || b->k == IR_T_NOTHING) return true;
  if (x->n->op == IR_MUL) return a->dec + b->dec == t->dec;
  return a->dec == t->dec && b->dec == t->dec;
}

static bool rescale_ok(const cx *x) {
  const ir_type *a = arg(x, 0);
  if (!is(a, QTY) || x->t->k != IR_T_QTY) return false;
  if (a->k == IR_T_NOTHING) return x->n->imm > 0;
  int64_t f = 1;
  for (int d = a->dec; d < x->t->dec; d++) f *= 10;
  return a->dec <= x->t->dec && x->n->imm == f;
}

static bool decl_ok(const cx *x) {
  const ir_module *m = x->m;
  const ir_decl *d = &m->decls.v[x->n->ref];
  uint32_t row = d->subject != IR_NONE, given = x->n->args.n - row;
  if (x->n->args.n < row || given > d->params.n) return false;
  if (row && (arg(x, 0)->k != IR_T_ROW || arg(x, 0)->ref != d->subject)) return false;
  for (uint32_t i = 0; i < d->params.n; i++) {
    const ir_param *p = &m->params.v[d->params.first + i];
    if (i < given ? !ir_fits(m, arg_type(x, row + i), p->type) : p->dflt == IR_NONE) return false;
  }
  if (x->n->imm < 0 || x->n->imm >= (d->outputs.n ? d->outputs.n : 1)) return false;
  return d->outputs.n == 0 || ir_fits(m, m->outputs.v[d->outputs.first + x->n->imm].type, x->n->type);
}

static bool table_ok(const cx *x) {
  const ir_module *m = x->m;
  const ir_table *t = &m->tables.v[x->n->ref];
  if (x->n->op == IR_COLALL) return t->kind == IR_TABLE_ROWCOND && is(x->t, BOOL) && is(arg(x, 0), KEY);
  if (x->n->op == IR_MATRIX ? t->kind != IR_TABLE_MATRIX || x->n->args.n > 2 || !args_are(x, 0, KEY) : t->kind != IR_TABLE_DECISION) return false;
  if (t->otherwise != IR_NONE && x->n->imm == 0 && !ir_fits(m, m->nodes.v[t->otherwise].type, x->n->type)) return false;
  bool count = x->n->op == IR_DTABLE && t->hit == IR_HIT_ALL;
  if (count && (x->t->k != IR_T_QTY || x->t->dec != 0)) return false;
  if (x->n->op == IR_DTABLE && (t->hit == IR_HIT_MIN || t->hit == IR_HIT_MAX) && !is(x->t, ORDERED)) return false;
  int64_t out = 0;
  bool found = x->n->op == IR_MATRIX;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    bool mine = x->n->op == IR_MATRIX;
    if (!mine && m->heads.v[t->cols.first + c].output) mine = out++ == x->n->imm;
    if (!mine) continue;
    found = true;
    for (uint32_t r = 0; r < t->rows.n && !count; r++)
      if (!ir_fits(m, m->nodes.v[m->cells.v[t->cells.first + r * t->cols.n + c].node].type, x->n->type)) return false;
  }
  return found && x->n->imm >= 0;
}

/* Is the node, taken with its arguments' types, one that can be evaluated? */
static bool typed_ok(const cx *x) {
  const ir_module *m = x->m;
  const ir_node *n = x->n;
  const ir_type *t = x->t;
  const ir_type *a = n->args.n > 0 ? arg(x, 0) : NULL, *b = n->args.n > 1 ? arg(x, 1) : NULL;
  switch ((ir_op)n->op) {
  case IR_CONST: return const_ok(x);
  case IR_TODAY: return is(t, DATE);
  case IR_SUBJECT: return is(t, ROW);
  case IR_ITEM: return is(t, ROW | MONTH);
  case IR_PARAM: return is(t, ONE);
  case IR_FIELD: return a->k == IR_T_ROW && a->ref == m->fields.v[n->ref].ledger && !(m->fields.v[n->ref].flags & IR_F_MULTI) &&
                        ir_fits(m, m->fields.v[n->ref].type, n->type);
  case IR_DECL: return decl_ok(x);
  case IR_READING:
    for (uint32_t i = 0; i < n->args.n; i++)
      if (!ir_fits(m, arg_type(x, i), n->type)) return false;
    return n->args.n == m->readings.v[n->ref].choices.n;
  case IR_ASOF: return is(a, DATE) && ir_fits(m, arg_type(x, 1), n->type) && is(t, ONE);
  case IR_ADD:
  case IR_SUB:
  case IR_MUL:
  case IR_DIV: return number_ok(x);
  case IR_FLOOR:
  case IR_CEIL: return is(a, NUMBER) && t->k == IR_T_QTY && t->dec == 0;
  case IR_RESCALE: return rescale_ok(x);
  case IR_MIN:
  case IR_MAX: return is(t, NUMBER) ? number_ok(x) : is(t, DAY | TIME | ENUM) && ir_fits(m, arg_type(x, 0), n->type) && ir_fits(m, arg_type(x, 1), n->type);
  case IR_AGE: return is(a, DATE) && is(b, DATE) && is(t, QTY) && whole(t);
  case IR_REACH: return is(a, DATE) && is(b, QTY) && whole(b) && is(t, DATE);
  case IR_MONTHOF: return is(a, DATE) && is(t, MONTH);
  case IR_YEARSTART: return is(a, DAY) && is(t, MONTH) && n->imm >= 1 && n->imm <= 12;
  case IR_FIRSTDAY:
  case IR_LASTDAY: return is(a, DAY) && is(t, DATE);
  case IR_ADDMONTHS: return is(a, DAY) && is(b, QTY) && whole(b) && ir_fits(m, arg_type(x, 0), n->type);
  case IR_ADDDAYS: return is(a, DATE) && is(b, QTY) && whole(b) && is(t, DATE);
  case IR_MONTHDIFF: return is(a, DAY) && is(b, DAY) && is(t, QTY) && whole(t);
  case IR_DAYDIFF: return is(a, DATE) && is(b, DATE) && is(t, QTY) && whole(t);
  case IR_DAYOF: return is(a, DATE) && is(t, QTY) && whole(t);
  case IR_PSTART:
  case IR_PEND: return is(a, PERIOD) && is(t, DATE);
  case IR_AND:
  case IR_OR:
  case IR_NOT: return is(t, BOOL) && args_are(x, 0, BOOL);
  case IR_ATLEAST: return is(t, BOOL) && args_are(x, 0, BOOL) && n->imm >= 0 && n->imm <= n->args.n;
  case IR_LT:
  case IR_LE:
  case IR_GT:
  case IR_GE: return is(t, BOOL) && comparable(x, 0, 1, true);
  case IR_EQ:
  case IR_NE: return is(t, BOOL) && comparable(x, 0, 1, false);
  case IR_IN:
    for (uint32_t i = 1; i < n->args.n; i++)
      if (!comparable(x, 0, i, false)) return false;
    return is(t, BOOL);
  case IR_ISBLANK: return is(t, BOOL) && is(a, ONE);
  case IR_CONTAINS: return is(t, BOOL) && is(a, PERIOD) && is(b, DAY);
  case IR_OUTIS: return is(t, BOOL) && is(a, ONE) && n->imm >= 0 && n->imm < NZ_OUT_VALUE;
  case IR_ROWS: return t->k == IR_T_SET && m->types.v[t->ref].k == IR_T_ROW && m->types.v[t->ref].ref == n->ref;
  case IR_REFS: {
    const ir_field *f = &m->fields.v[n->ref];
    return a->k == IR_T_ROW && a->ref == f->ledger && (f->flags & IR_F_MULTI) && t->k == IR_T_SET && ir_fits(m, t->ref, f->type);
  }
  case IR_MONTHS: return is(a, DAY) && is(b, DAY) && elements_are(x, t, MONTH);
  case IR_WHERE: return a->k == IR_T_SET && is(b, BOOL) && args_are(x, 2, DAY) && ir_fits(m, arg_type(x, 0), n->type);
  case IR_EXISTS: return a->k == IR_T_SET && is(t, BOOL);
  case IR_COUNT: return a->k == IR_T_SET && t->k == IR_T_QTY && t->dec == 0;
  case IR_DISTINCT: return a->k == IR_T_SET && is(b, ONE & ~DECISION) && t->k == IR_T_QTY && t->dec == 0;
  case IR_SUM: return a->k == IR_T_SET && is(b, NUMBER) && is(t, NUMBER) && t->k != IR_T_NOTHING && (t->k == IR_T_RATIO || ir_fits(m, arg_type(x, 1), n->type));
  case IR_LARGEST:
  case IR_SMALLEST: return a->k == IR_T_SET && is(b, ORDERED) && ir_fits(m, arg_type(x, 1), n->type);
  case IR_MEAN: return a->k == IR_T_SET && is(b, NUMBER) && t->k == IR_T_RATIO;
  case IR_RANK: return a->k == IR_T_SET && is(b, ROW) && args_are(x, 2, ORDERED | BOOL) && t->k == IR_T_QTY && t->dec == 0 && n->args.n <= 60;
  case IR_OUTCOME: return n->imm >= 0 && n->imm <= NZ_OUT_VALUE && (n->imm != NZ_OUT_VALUE || n->args.n == 1) && is(t, ONE) &&
                          (n->args.n == 0 || ir_fits(m, arg_type(x, 0), n->type));
  case IR_DECIDE: return is(a, BOOL) && is(t, DECISION);
  case IR_MARK: return is(a, DECISION) || (is(a, BOOL) && is(t, DECISION)) || ir_fits(m, arg_type(x, 0), n->type);
  case IR_MATRIX:
  case IR_DTABLE:
  case IR_COLALL: return table_ok(x);
  case IR_PROV:
    for (uint32_t i = 1; i < n->args.n; i++)
      if (!arg_op(x, i, IR_PROVITEM)) return false;
    return ir_fits(m, arg_type(x, 0), n->type);
  case IR_PROVITEM:
    for (uint32_t i = 2; i < n->args.n; i++)
      if (!arg_op(x, i, IR_PROVITEM)) return false;
    return is(a, BOOL) && ir_fits(m, arg_type(x, 1), n->type);
  case IR_WITHDRAW: return true;
  case IR_OP_COUNT: break;
  }
  return false;
}

static const char *shape(const ir_module *m, uint32_t id) {
  const ir_node *n = &m->nodes.v[id];
  if (n->op >= IR_OP_COUNT) return "a node has an unknown operator";
  if (n->args.first > m->args.n || n->args.n > m->args.n - n->args.first) return "a node is malformed";
  uint8_t most = ir_op_max((ir_op)n->op);
  if (n->args.n < ir_op_min((ir_op)n->op) || (most < 255 && n->args.n > most)) return "a node has too many or too few arguments";
  for (uint32_t i = 0; i < n->args.n; i++)
    if (ir_arg(m, n, i) >= id) return "a node stands before one of its arguments";
  if (n->type >= m->types.n) return "a node has no type";
  uint32_t limit;
  switch ((ir_op)n->op) {
  case IR_FIELD:
  case IR_REFS: limit = m->fields.n; break;
  case IR_DECL: limit = m->decls.n; break;
  case IR_READING: limit = m->readings.n; break;
  case IR_ROWS: limit = m->ledgers.n; break;
  case IR_MATRIX:
  case IR_DTABLE:
  case IR_COLALL: limit = m->tables.n; break;
  case IR_CONST:
  case IR_OUTCOME:
  case IR_MARK: return n->ref == IR_NONE || n->ref < m->strs.n ? NULL : "a node refers to nothing";
  default: return n->ref == IR_NONE ? NULL : "a node refers to something it has no use for";
  }
  return n->ref < limit ? NULL : "a node refers to nothing";
}

/* Provisos and what they withdraw stand nowhere else than below ただし書: their values depend on it. */
static bool misplaced(const ir_module *m, const ir_node *n) {
  for (uint32_t i = 0; i < n->args.n; i++) {
    uint16_t op = m->nodes.v[ir_arg(m, n, i)].op;
    if (op == IR_PROVITEM && !((n->op == IR_PROV && i >= 1) || (n->op == IR_PROVITEM && i >= 2))) return true;
    if (op == IR_WITHDRAW && !(n->op == IR_PROVITEM && i == 1)) return true;
  }
  return false;
}

static bool apart(const ir_module *m, uint32_t node) {
  return node != IR_NONE && (m->nodes.v[node].op == IR_PROVITEM || m->nodes.v[node].op == IR_WITHDRAW);
}

const char *ir_check_nodes(const ir_module *m, bool typed) {
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    const ir_node *n = &m->nodes.v[i];
    const char *why = typed ? NULL : shape(m, i);
    if (why) return why;
    if (!typed) continue;
    cx x = {m, n, &m->types.v[n->type]};
    if (misplaced(m, n)) return "a proviso stands outside of ただし書";
    if (!typed_ok(&x)) return "a node does not fit the types of its arguments";
  }
  if (!typed) return NULL;
  for (uint32_t i = 0; i < m->cells.n; i++)
    if (apart(m, m->cells.v[i].node)) return "a proviso stands outside of ただし書";
  for (uint32_t i = 0; i < m->heads.n; i++)
    if (apart(m, m->heads.v[i].cond)) return "a proviso stands outside of ただし書";
  for (uint32_t i = 0; i < m->tables.n; i++)
    if (apart(m, m->tables.v[i].otherwise)) return "a proviso stands outside of ただし書";
  for (uint32_t i = 0; i < m->variants.n; i++) {
    const ir_variant *v = &m->variants.v[i];
    if (apart(m, v->body)) return "a proviso stands outside of ただし書";
    for (uint32_t k = 0; k < v->bodies.n; k++)
      if (apart(m, m->args.v[v->bodies.first + k])) return "a proviso stands outside of ただし書";
  }
  for (uint32_t i = 0; i < m->params.n; i++)
    if (apart(m, m->params.v[i].dflt)) return "a proviso stands outside of ただし書";
  return NULL;
}
