/* lower_expr.c -- expressions and conditions to IR nodes. No message is given here: what reaches the lowering was checked. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "../ir/ask.h"
#include "lower.h"

/* ---- ranges: what a quantity can be at most, so that overflow is known to be impossible or is checked ---- */

static bool bounded(const ir_node *n) { return n->lo != INT64_MIN && n->hi != INT64_MAX; }

static void set_range(ir_module *m, uint32_t id) {
  ir_node *n = &m->nodes.v[id];
  const ir_node *a = n->args.n > 0 ? ir_at(m, ir_arg(m, n, 0)) : NULL, *b = n->args.n > 1 ? ir_at(m, ir_arg(m, n, 1)) : NULL;
  int64_t lo = 0, hi = 0, p[4] = {0};
  bool over = false;
  if (m->types.v[n->type].k != IR_T_QTY) return;
  switch (n->op) {
    case IR_CONST: n->lo = n->hi = n->imm; return;
    case IR_FIELD: /* called again once `ref` is set */
      if (n->ref < m->fields.n) n->lo = m->fields.v[n->ref].lo, n->hi = m->fields.v[n->ref].hi;
      return;
    case IR_AGE: n->lo = -200, n->hi = 200; return;
    case IR_COUNT:
    case IR_DISTINCT: n->lo = 0, n->hi = 1000000; return;
    default: break;
  }
  if (!a || !b || !bounded(a) || !bounded(b)) {
    if (n->op == IR_RESCALE && a && bounded(a)) {
      over |= __builtin_mul_overflow(a->lo, n->imm, &lo) || __builtin_mul_overflow(a->hi, n->imm, &hi);
      if (!over) n->lo = lo, n->hi = hi;
    }
    return;
  }
  switch (n->op) {
    case IR_ADD: over = __builtin_add_overflow(a->lo, b->lo, &lo) || __builtin_add_overflow(a->hi, b->hi, &hi); break;
    case IR_SUB: over = __builtin_sub_overflow(a->lo, b->hi, &lo) || __builtin_sub_overflow(a->hi, b->lo, &hi); break;
    case IR_MUL:
      over = __builtin_mul_overflow(a->lo, b->lo, &p[0]) || __builtin_mul_overflow(a->lo, b->hi, &p[1]) ||
             __builtin_mul_overflow(a->hi, b->lo, &p[2]) || __builtin_mul_overflow(a->hi, b->hi, &p[3]);
      lo = hi = p[0];
      for (int i = 1; i < 4; i++) lo = p[i] < lo ? p[i] : lo, hi = p[i] > hi ? p[i] : hi;
      break;
    case IR_MIN: lo = a->lo < b->lo ? a->lo : b->lo, hi = a->hi < b->hi ? a->hi : b->hi; break;
    case IR_MAX: lo = a->lo > b->lo ? a->lo : b->lo, hi = a->hi > b->hi ? a->hi : b->hi; break;
    default: return;
  }
  if (!over && lo > INT64_MIN && hi < INT64_MAX) n->lo = lo, n->hi = hi;
}

uint32_t nz_mk(nz_lw *l, ir_op op, uint32_t type, uint32_t n, const uint32_t *args, nz_span at) {
  uint32_t id = ir_mk_node(l->cx->m, op, type, args, n);
  l->cx->m->nodes.v[id].loc = at.hi ? nz_loc(l->cx, at) : 0;
  set_range(l->cx->m, id);
  return id;
}

static ir_node *node(nz_lw *l, uint32_t id) { return &l->cx->m->nodes.v[id]; }

static uint32_t mk1(nz_lw *l, ir_op op, uint32_t type, uint32_t a, nz_span at) { return nz_mk(l, op, type, 1, &a, at); }
static uint32_t mk2(nz_lw *l, ir_op op, uint32_t type, uint32_t a, uint32_t b, nz_span at) { return nz_mk(l, op, type, 2, (uint32_t[]){a, b}, at); }

uint32_t nz_mk_const(nz_lw *l, uint32_t type, int64_t imm, nz_span at) {
  uint32_t id = ir_mk_node(l->cx->m, IR_CONST, type, NULL, 0);
  ir_node *n = node(l, id);
  n->imm = imm;
  n->imm2 = 0;
  n->loc = at.hi ? nz_loc(l->cx, at) : 0;
  set_range(l->cx->m, id);
  return id;
}

ir_range nz_run(nz_cx *cx, const uint32_t *v, uint32_t n) {
  ir_range r = {cx->m->args.n, n};
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(cx->a, &cx->m->args) = v[i];
  return r;
}

ir_range nz_pool(nz_cx *cx, const uint32_t *v, uint32_t n) {
  ir_range r = {cx->m->pool.n, n};
  for (uint32_t i = 0; i < n; i++) NZ_PUSH(cx->a, &cx->m->pool) = v[i];
  return r;
}

/* ---- decimals ---- */

static uint32_t to_scale(nz_lw *l, uint32_t id, uint8_t dec) {
  nz_cx *cx = l->cx;
  ir_type t = nz_ty(cx, node(l, id)->type);
  if (t.k != IR_T_QTY || t.dec >= dec) return id;
  int64_t f = 1;
  for (uint8_t d = t.dec; d < dec; d++) f *= 10;
  uint32_t type = ir_mk_type(cx->m, IR_T_QTY, dec, t.ref);
  int64_t v;
  if (node(l, id)->op == IR_CONST && !__builtin_mul_overflow(node(l, id)->imm, f, &v)) {
    node(l, id)->imm = v;
    node(l, id)->type = type;
    set_range(cx->m, id);
    return id;
  }
  uint32_t r = ir_mk_node(cx->m, IR_RESCALE, type, &id, 1);
  node(l, r)->imm = f;
  set_range(cx->m, r);
  return r;
}

/* both operands to one scale; where a quotient is met, the evaluators divide the decimals out */
static void meet(nz_lw *l, uint32_t *a, uint32_t *b) {
  nz_cx *cx = l->cx;
  ir_type x = nz_ty(cx, node(l, *a)->type), y = nz_ty(cx, node(l, *b)->type);
  if (x.k == IR_T_QTY && y.k == IR_T_QTY) {
    uint8_t dec = x.dec > y.dec ? x.dec : y.dec;
    *a = to_scale(l, *a, dec);
    *b = to_scale(l, *b, dec);
    return;
  }
}

/* ---- rows ---- */

static uint32_t row_type(nz_lw *l, uint32_t ledger) { return ir_mk_type(l->cx->m, IR_T_ROW, 0, ledger); }

static uint32_t path_row(nz_lw *l, uint32_t path, uint32_t ledger_hint) {
  nz_cx *cx = l->cx;
  nz_path p = cx->p->paths.v[path];
  uint32_t row;
  if (p.start == NZ_ROW_SUBJECT) {
    if (l->subject != IR_NONE) row = l->subject;
    else {
      uint32_t led = p.n ? cx->m->fields.v[p.field[0]].ledger : ledger_hint;
      row = ir_mk_node(cx->m, IR_SUBJECT, row_type(l, led), NULL, 0);
    }
  } else {
    uint32_t led = p.n ? cx->m->fields.v[p.field[0]].ledger : ledger_hint;
    row = ir_mk_node(cx->m, IR_ITEM, row_type(l, led), NULL, 0);
    node(l, row)->imm = p.start - NZ_ROW_ITEM0;
  }
  for (uint32_t i = 0; i < p.n; i++) {
    uint32_t f = ir_mk_node(cx->m, IR_FIELD, cx->m->fields.v[p.field[i]].type, &row, 1);
    node(l, f)->ref = p.field[i];
    row = f;
  }
  return row;
}

static uint32_t field_node(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  const ir_field *f = &cx->m->fields.v[n->ann.a];
  uint32_t row = path_row(l, n->ann.b, f->ledger);
  bool multi = n->ann.ref == NZ_A_MULTI;
  uint32_t id = mk1(l, multi ? IR_REFS : IR_FIELD, n->ann.type, row, n->at);
  node(l, id)->ref = n->ann.a;
  set_range(cx->m, id);
  return id;
}

static uint32_t call_node(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  nz_declsrc *d = cx->decls.v[n->ann.a];
  uint32_t args[NZ_MAX_PARAMS + 1], k = 0;
  uint32_t first = n->nkid > d->nparams ? n->nkid - d->nparams : 0;
  uint32_t ledger = cx->m->decls.v[d->id].subject, row = IR_NONE;
  if (ledger != IR_NONE) args[k++] = row = path_row(l, n->ann.b, ledger);
  for (uint32_t i = 0; i < d->nparams; i++) {
    nz_node *a = n->nkid > first + i ? n->kid[first + i] : NULL;
    if (a) {
      args[k++] = nz_lower_value(l, a, d->param_type[i]);
    } else { /* read off the subject row of the callee */
      nz_lw inner = {cx, row, l->out_type};
      args[k++] = nz_lower_value(&inner, d->dflt[i], d->param_type[i]);
    }
  }
  uint32_t id = nz_mk(l, IR_DECL, n->ann.type, k, args, n->at);
  node(l, id)->ref = d->id;
  node(l, id)->imm = n->ann.flags;
  if (n->flags & NZ_NF_FOLD) node(l, id)->flags |= IR_NF_FOLD;
  return id;
}

/* ---- values ---- */

static uint32_t month_of_today(nz_lw *l) {
  nz_cx *cx = l->cx;
  uint32_t t = ir_mk_node(cx->m, IR_TODAY, cx->t_date, NULL, 0);
  return mk1(l, IR_MONTHOF, cx->t_month, t, (nz_span){0});
}

static uint32_t months_from_now(nz_lw *l, int64_t by) {
  nz_cx *cx = l->cx;
  uint32_t m = month_of_today(l), k = nz_mk_const(l, cx->t_months, by, (nz_span){0});
  return mk2(l, IR_ADDMONTHS, cx->t_month, m, k, (nz_span){0});
}

static uint32_t negate(nz_lw *l, uint32_t id) {
  uint32_t type = node(l, id)->type;
  if (node(l, id)->op == IR_CONST && node(l, id)->imm != INT64_MIN) {
    node(l, id)->imm = -node(l, id)->imm;
    set_range(l->cx->m, id);
    return id;
  }
  return mk2(l, IR_SUB, type, nz_mk_const(l, type, 0, (nz_span){0}), id, (nz_span){0});
}

static uint32_t builtin(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  static const ir_op direct[] = {[NZ_B_AGE] = IR_AGE, [NZ_B_REACH] = IR_REACH, [NZ_B_MONTHOF] = IR_MONTHOF, [NZ_B_FIRSTDAY] = IR_FIRSTDAY,
                                 [NZ_B_LASTDAY] = IR_LASTDAY, [NZ_B_ADDMONTHS] = IR_ADDMONTHS, [NZ_B_ADDDAYS] = IR_ADDDAYS,
                                 [NZ_B_MONTHDIFF] = IR_MONTHDIFF, [NZ_B_DAYDIFF] = IR_DAYDIFF, [NZ_B_DAYOF] = IR_DAYOF, [NZ_B_PSTART] = IR_PSTART,
                                 [NZ_B_PEND] = IR_PEND, [NZ_B_COUNT] = IR_COUNT, [NZ_B_DISTINCT] = IR_DISTINCT, [NZ_B_SUM] = IR_SUM,
                                 [NZ_B_YEARSTART] = IR_YEARSTART, [NZ_B_FISCALSTART] = IR_YEARSTART,
                                 [NZ_B_LARGEST] = IR_LARGEST, [NZ_B_SMALLEST] = IR_SMALLEST, [NZ_B_MEAN] = IR_MEAN};
  if (n->kind == NZ_T_THIS) return month_of_today(l);
  uint32_t a = nz_lower_value(l, n->kid[0], IR_NONE), b = IR_NONE;
  switch (n->ann.a) {
    case NZ_B_MONTHS: {
      ir_type t = nz_ty(cx, node(l, a)->type);
      if (t.k == IR_T_SET) return a;
      uint32_t s = mk1(l, IR_MONTHOF, cx->t_month, mk1(l, IR_PSTART, cx->t_date, a, n->at), n->at);
      uint32_t e = mk1(l, IR_MONTHOF, cx->t_month, mk1(l, IR_PEND, cx->t_date, a, n->at), n->at);
      return mk2(l, IR_MONTHS, n->ann.type, s, e, n->at);
    }
    case NZ_B_COUNT: return mk1(l, IR_COUNT, n->ann.type, a, n->at);
    case NZ_B_DISTINCT:
    case NZ_B_SUM:
    case NZ_B_LARGEST:
    case NZ_B_SMALLEST:
    case NZ_B_MEAN:
      if (n->nkid > 1) b = nz_lower_value(l, n->kid[1], IR_NONE);
      else b = ir_mk_node(cx->m, IR_ITEM, nz_ty(cx, node(l, a)->type).ref, NULL, 0);
      return mk2(l, direct[n->ann.a], n->ann.type, a, b, n->at);
    case NZ_B_SUBMONTHS: return mk2(l, IR_ADDMONTHS, n->ann.type, a, negate(l, nz_lower_value(l, n->kid[1], IR_NONE)), n->at);
    default: break;
  }
  if (n->nkid < 2) {
    uint32_t id = mk1(l, direct[n->ann.a], n->ann.type, a, n->at);
    if (direct[n->ann.a] == IR_YEARSTART) node(l, id)->imm = n->ann.a == NZ_B_YEARSTART ? 1 : 4;
    return id;
  }
  b = nz_lower_value(l, n->kid[1], IR_NONE);
  if (n->kind == NZ_T_SUB) b = negate(l, b);
  return mk2(l, direct[n->ann.a], n->ann.type, a, b, n->at);
}

static uint32_t window(nz_lw *l, nz_node *n) {
  int64_t k = n->num < 1 || n->num > 1200 ? 1 : n->num;
  bool recent = n->op == NZ_WIN_RECENT;
  uint32_t from = months_from_now(l, recent ? 1 - k : -k), to = months_from_now(l, recent ? 0 : -1);
  return mk2(l, IR_MONTHS, n->ann.type, from, to, n->at);
}

static uint32_t rowset(nz_lw *l, nz_node *n) {
  uint32_t set = nz_lower_value(l, n->kid[0], IR_NONE), cond = nz_lower_cond(l, n->kid[1]);
  uint32_t args[4] = {set, cond, 0, 0}, k = 2;
  if (nz_lower_months(l, node(l, set)->type, n->kid[1], &args[2], &args[3])) k = 4;
  return nz_mk(l, IR_WHERE, node(l, set)->type, k, args, n->at);
}

static uint32_t others(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  uint32_t rows = nz_mk(l, IR_ROWS, n->ann.type, 0, NULL, n->at);
  node(l, rows)->ref = n->ann.a;
  if (n->kind != NZ_T_OTHERS) return rows;
  uint32_t item = ir_mk_node(cx->m, IR_ITEM, row_type(l, n->ann.a), NULL, 0);
  uint32_t ne = mk2(l, IR_NE, cx->t_bool, item, path_row(l, n->ann.b, n->ann.a), n->at);
  return mk2(l, IR_WHERE, n->ann.type, rows, ne, n->at);
}

/* keys in order; A、Bの順 becomes one key a value: is it A? is it B? */
static uint32_t rank(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  NZ_VEC(uint32_t) args = {0};
  int64_t desc = 0;
  uint32_t id = nz_lower_value(l, n->kid[0], IR_NONE);
  NZ_PUSH(cx->a, &args) = id;
  id = path_row(l, n->ann.b, n->ann.a);
  NZ_PUSH(cx->a, &args) = id;
  for (uint32_t i = 1; i < n->nkid && args.n < NZ_MAX_KEYS + 2; i++) {
    nz_node *k = n->kid[i];
    if (k->kind != NZ_T_ORDERKEY || !k->nkid) continue;
    if (k->nkid == 1) {
      if (k->op) desc |= (int64_t)1 << (args.n - 2);
      id = nz_lower_value(l, k->kid[0], IR_NONE);
      NZ_PUSH(cx->a, &args) = id;
      continue;
    }
    for (uint32_t v = 1; v < k->nkid && args.n < NZ_MAX_KEYS + 2; v++) {
      uint32_t a = nz_lower_value(l, k->kid[0], IR_NONE), b = nz_lower_value(l, k->kid[v], IR_NONE);
      desc |= (int64_t)1 << (args.n - 2);
      id = mk2(l, IR_EQ, cx->t_bool, a, b, k->at);
      NZ_PUSH(cx->a, &args) = id;
    }
  }
  id = nz_mk(l, IR_RANK, n->ann.type, args.n, args.v, n->at);
  node(l, id)->imm = desc;
  return id;
}

static uint32_t selection(nz_lw *l, nz_node *n, bool cond) {
  uint32_t *args = NZ_NEW_N(l->cx->a, uint32_t, n->nkid);
  for (uint32_t i = 0; i < n->nkid; i++) args[i] = cond ? nz_lower_cond(l, n->kid[i]->kid[0]) : nz_lower_value(l, n->kid[i]->kid[0], n->ann.type);
  uint32_t id = nz_mk(l, IR_READING, cond ? l->cx->t_bool : n->ann.type, n->nkid, args, n->at);
  node(l, id)->ref = n->ann.a;
  return id;
}

/* operands in written order: C leaves the order of arguments open, and node numbers must not depend on the compiler */
static uint32_t pair(nz_lw *l, ir_op op, uint32_t type, nz_node *n) {
  uint32_t a = nz_lower_value(l, n->kid[0], IR_NONE), b = nz_lower_value(l, n->kid[1], IR_NONE);
  return mk2(l, op, type, a, b, n->at);
}

static uint32_t value(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  uint32_t a, b, id;
  switch (n->kind) {
    case NZ_T_NAME:
    case NZ_T_CALL:
    case NZ_T_OF:
    case NZ_T_THIS:
    case NZ_T_THAT:
    case NZ_T_OTHERS:
      switch (n->ann.ref) {
        case NZ_A_FIELD:
        case NZ_A_MULTI: return field_node(l, n);
        case NZ_A_FIELD_OF: {
          a = nz_lower_value(l, n->kid[0], IR_NONE);
          bool multi = cx->m->fields.v[n->ann.a].flags & IR_F_MULTI;
          id = mk1(l, multi ? IR_REFS : IR_FIELD, n->ann.type, a, n->at);
          node(l, id)->ref = n->ann.a;
          set_range(cx->m, id);
          return id;
        }
        case NZ_A_DECL: return call_node(l, n);
        case NZ_A_VALUE: return nz_mk_const(l, n->ann.type, n->ann.a, n->at);
        case NZ_A_PARAM:
        case NZ_A_ITEM:
          id = nz_mk(l, n->ann.ref == NZ_A_PARAM ? IR_PARAM : IR_ITEM, n->ann.type, 0, NULL, n->at);
          node(l, id)->imm = n->ann.a;
          return id;
        case NZ_A_TODAY: return nz_mk(l, IR_TODAY, cx->t_date, 0, NULL, n->at);
        case NZ_A_SUBJECT: return path_row(l, n->ann.b, n->ann.a);
        case NZ_A_LEDGER: return others(l, n);
        case NZ_A_BUILTIN: return builtin(l, n);
        default: return nz_mk_const(l, cx->t_bool, 0, n->at);
      }
    case NZ_T_QTY: return nz_mk_const(l, n->ann.type, n->num, n->at);
    case NZ_T_DATE:
      if (n->op == NZ_DP_MONTH) {
        uint32_t day = nz_mk_const(l, cx->t_date, n->num, n->at);
        return mk1(l, IR_MONTHOF, cx->t_month, day, n->at);
      }
      return nz_mk_const(l, cx->t_date, n->num, n->at);
    case NZ_T_TIME: return nz_mk_const(l, cx->t_time, n->num, n->at);
    case NZ_T_TEXT:
      id = nz_mk_const(l, cx->t_text, 0, n->at);
      node(l, id)->ref = n->ann.a;
      return id;
    case NZ_T_WINDOW: return window(l, n);
    case NZ_T_ADD:
    case NZ_T_SUB:
      if (n->ann.ref == NZ_A_BUILTIN) return builtin(l, n);
      a = nz_lower_value(l, n->kid[0], IR_NONE);
      b = nz_lower_value(l, n->kid[1], IR_NONE);
      meet(l, &a, &b);
      return mk2(l, n->kind == NZ_T_ADD ? IR_ADD : IR_SUB, n->ann.type, a, b, n->at);
    case NZ_T_MUL: return pair(l, IR_MUL, n->ann.type, n);
    case NZ_T_DIV:
      a = nz_lower_value(l, n->kid[0], IR_NONE);
      b = nz_lower_value(l, n->kid[1], IR_NONE);
      meet(l, &a, &b);
      return mk2(l, IR_DIV, n->ann.type, a, b, n->at);
    case NZ_T_ROUND: return mk1(l, n->op ? IR_CEIL : IR_FLOOR, n->ann.type, nz_lower_value(l, n->kid[0], IR_NONE), n->at);
    case NZ_T_CAP:
    case NZ_T_EARLIER:
      a = nz_lower_value(l, n->kid[0], IR_NONE);
      b = nz_lower_value(l, n->kid[1], IR_NONE);
      meet(l, &a, &b);
      return mk2(l, (n->op == 0) ? IR_MIN : IR_MAX, n->ann.type, a, b, n->at);
    case NZ_T_ASOF: return pair(l, IR_ASOF, n->ann.type, n);
    case NZ_T_ROWSET: return rowset(l, n);
    case NZ_T_READSEL: return selection(l, n, false);
    case NZ_T_RANK: return rank(l, n);
    case NZ_T_FROMTO:
      a = nz_lower_value(l, n->kid[n->nkid - 2], IR_NONE);
      b = nz_lower_value(l, n->kid[n->nkid - 1], IR_NONE);
      if (nz_ty(cx, n->ann.type).k == IR_T_SET) return mk2(l, IR_MONTHS, n->ann.type, a, b, n->at);
      id = nz_mk_const(l, n->ann.type, node(l, a)->imm, n->at);
      node(l, id)->imm2 = node(l, b)->imm;
      return id;
    case NZ_T_RESULT: return nz_lower_result(l, n, n->ann.type);
    case NZ_T_NONE:
    case NZ_T_BLANK:
      id = nz_mk_const(l, cx->t_nothing, n->kind == NZ_T_NONE ? 3 : 2, n->at); /* NZ_NA_ABSENT, NZ_NA_BLANK: proof.md P3.3 */
      node(l, id)->ref = 0;
      return id;
    default: return nz_lower_cond(l, n);
  }
}

uint32_t nz_lower_value(nz_lw *l, nz_node *n, uint32_t want) {
  uint32_t id = value(l, n);
  if (want != IR_NONE && nz_ty(l->cx, want).k == IR_T_QTY) id = to_scale(l, id, nz_ty(l->cx, want).dec);
  return id;
}

/* ---- conditions ---- */

static uint32_t join(nz_lw *l, nz_node *n, ir_op op) {
  uint32_t *args = NZ_NEW_N(l->cx->a, uint32_t, n->nkid);
  for (uint32_t i = 0; i < n->nkid; i++) args[i] = nz_lower_cond(l, n->kid[i]);
  uint32_t id = nz_mk(l, op, l->cx->t_bool, n->nkid, args, n->at);
  if (op == IR_ATLEAST) node(l, id)->imm = n->num;
  return id;
}

static uint32_t compare(nz_lw *l, uint16_t op, nz_node *x, nz_node *y, nz_span at) {
  static const ir_op ops[] = {[NZ_CMP_LT] = IR_LT, [NZ_CMP_LE] = IR_LE, [NZ_CMP_GT] = IR_GT, [NZ_CMP_GE] = IR_GE, [NZ_CMP_EQ] = IR_EQ, [NZ_CMP_NE] = IR_NE};
  nz_cx *cx = l->cx;
  uint32_t a = nz_lower_value(l, x, IR_NONE);
  if (y->kind == NZ_T_BLANK) {
    uint32_t id = mk1(l, IR_ISBLANK, cx->t_bool, a, at);
    return op == NZ_CMP_NE ? mk1(l, IR_NOT, cx->t_bool, id, at) : id;
  }
  uint32_t b = nz_lower_value(l, y, IR_NONE);
  meet(l, &a, &b);
  return mk2(l, op < 6 ? ops[op] : IR_EQ, cx->t_bool, a, b, at);
}

static uint32_t in_list(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  NZ_VEC(uint32_t) args = {0};
  NZ_PUSH(cx->a, &args) = nz_lower_value(l, n->kid[0], IR_NONE);
  for (uint32_t i = 1; i < n->nkid; i++) {
    nz_node *v = n->kid[i];
    if (v->ann.ref == NZ_A_ENUMSET) {
      ir_enum e = cx->m->enums.v[v->ann.a];
      for (uint32_t k = 0; k < e.values.n; k++) {
        uint32_t c = nz_mk_const(l, v->ann.type, e.values.first + k, v->at);
        NZ_PUSH(cx->a, &args) = c;
      }
      continue;
    }
    uint32_t id = nz_lower_value(l, v, node(l, args.v[0])->type);
    NZ_PUSH(cx->a, &args) = id;
  }
  if (!n->op) return nz_mk(l, IR_IN, cx->t_bool, args.n, args.v, n->at);
  uint32_t *each = NZ_NEW_N(cx->a, uint32_t, args.n); /* のいずれでもない: unlike each; without a value, false (S4.5) */
  for (uint32_t i = 1; i < args.n; i++) each[i - 1] = mk2(l, IR_NE, cx->t_bool, args.v[0], args.v[i], n->at);
  return args.n == 2 ? each[0] : nz_mk(l, IR_AND, cx->t_bool, args.n - 1, each, n->at);
}

uint32_t nz_lower_cond(nz_lw *l, nz_node *n) {
  nz_cx *cx = l->cx;
  uint32_t id;
  switch (n->kind) {
    case NZ_T_AND:
    case NZ_T_MIXED: return join(l, n, IR_AND);
    case NZ_T_OR: return join(l, n, IR_OR);
    case NZ_T_ATLEAST: return join(l, n, IR_ATLEAST);
    case NZ_T_CMP: return compare(l, n->op, n->kid[0], n->kid[1], n->at);
    case NZ_T_RANGE: {
      uint32_t a = compare(l, n->op, n->kid[0], n->kid[1], n->at), b = compare(l, (uint16_t)n->aux, n->kid[0], n->kid[2], n->at);
      id = mk2(l, IR_AND, cx->t_bool, a, b, n->at);
      node(l, id)->flags |= IR_NF_RANGE;
      return id;
    }
    case NZ_T_IN: return in_list(l, n);
    case NZ_T_IS:
    case NZ_T_ISNOT: return compare(l, n->kind == NZ_T_IS ? NZ_CMP_EQ : NZ_CMP_NE, n->kid[0], n->kid[1], n->at);
    case NZ_T_HAS:
    case NZ_T_HASNOT: {
      if (n->kid[0]->kind == NZ_T_CMP || n->kid[0]->kind == NZ_T_SAME) id = nz_lower_cond(l, n->kid[0]);
      else {
        id = nz_lower_value(l, n->kid[0], IR_NONE);
        if (nz_ty(cx, node(l, id)->type).k == IR_T_SET) id = mk1(l, IR_EXISTS, cx->t_bool, id, n->at);
      }
      return n->kind == NZ_T_HASNOT ? mk1(l, IR_NOT, cx->t_bool, id, n->at) : id;
    }
    case NZ_T_OUTIS: {
      uint32_t d = nz_lower_value(l, n->kid[0], IR_NONE);
      id = mk1(l, IR_OUTIS, cx->t_bool, d, n->at);
      node(l, id)->imm = n->op;
      return id;
    }
    case NZ_T_CONTAINS: return pair(l, IR_CONTAINS, cx->t_bool, n);
    case NZ_T_READSEL: return selection(l, n, true);
    case NZ_T_ALWAYS: return nz_mk_const(l, cx->t_bool, 1, n->at);
    case NZ_T_NAME:
    case NZ_T_CALL:
    case NZ_T_OF: return value(l, n);
    default: return nz_mk_const(l, cx->t_bool, 0, n->at);
  }
}

/* ---- results and provisos ---- */

uint32_t nz_lower_result(nz_lw *l, nz_node *n, uint32_t type) {
  nz_cx *cx = l->cx;
  ir_tk k = (ir_tk)nz_ty(cx, type).k;
  if (n->kind == NZ_T_RESULT && n->op == NZ_OUT_VALUE && n->nkid) return nz_lower_result(l, n->kid[0], type);
  if (n->kind != NZ_T_RESULT) {
    if (k == IR_T_DECISION && nz_ty(cx, n->ann.type).k != IR_T_DECISION) return mk1(l, IR_DECIDE, type, nz_lower_cond(l, n), n->at);
    return k == IR_T_BOOL ? nz_lower_cond(l, n) : nz_lower_value(l, n, type);
  }
  if (k == IR_T_BOOL && (n->op == NZ_OUT_ALLOW || n->op == NZ_OUT_DENY)) return nz_mk_const(l, type, n->op == NZ_OUT_ALLOW, n->at);
  uint32_t id = nz_mk(l, IR_OUTCOME, type, 0, NULL, n->at);
  node(l, id)->imm = n->op;
  node(l, id)->ref = n->name ? nz_mstr(cx, n->name) : 0;
  if (n->op == NZ_OUT_REFER && n->nkid) {
    nz_str ask = ir_ask_join(cx->a, n->name ? nz_name(cx, n->name) : (nz_str){"", 0}, nz_name(cx, n->kid[0]->name));
    node(l, id)->ref = ir_intern(cx->m, ask.p, ask.n);
  }
  return id;
}

static uint32_t withdrawn(nz_lw *l, uint32_t type, bool nested, nz_span at) {
  if (nested) return nz_mk(l, IR_WITHDRAW, type, 0, NULL, at);
  if (nz_ty(l->cx, type).k == IR_T_BOOL) return nz_mk_const(l, type, 0, at);
  uint32_t id = nz_mk(l, IR_OUTCOME, type, 0, NULL, at);
  node(l, id)->imm = NZ_OUT_NA;
  static const char why[] = "この限りでない";
  node(l, id)->ref = ir_intern(l->cx->m, why, sizeof why - 1);
  return id;
}

static uint32_t proviso(nz_lw *l, nz_node *p, uint32_t type, bool nested) {
  nz_cx *cx = l->cx;
  NZ_VEC(uint32_t) args = {0};
  uint32_t i = 0, id;
  bool has_cond = p->nkid > 1 && p->kid[0]->kind != NZ_T_RESULT && p->kid[0]->kind != NZ_T_WITHDRAW && p->kid[0]->kind != NZ_T_PROVISO;
  id = has_cond ? nz_lower_cond(l, p->kid[i++]) : nz_mk_const(l, cx->t_bool, 1, p->at);
  NZ_PUSH(cx->a, &args) = id;
  for (; i < p->nkid; i++) {
    nz_node *k = p->kid[i];
    if (k->kind == NZ_T_PROVISO) id = proviso(l, k, type, true);
    else if (k->kind == NZ_T_WITHDRAW) id = withdrawn(l, type, nested, k->at);
    else id = nz_lower_result(l, k, type);
    NZ_PUSH(cx->a, &args) = id;
  }
  return nz_mk(l, IR_PROVITEM, type, args.n, args.v, p->at);
}

uint32_t nz_lower_prov(nz_lw *l, uint32_t main, nz_node *const *list, uint32_t n, uint32_t type) {
  if (!n) return main;
  uint32_t *args = NZ_NEW_N(l->cx->a, uint32_t, n + 1);
  args[0] = main;
  for (uint32_t i = 0; i < n; i++) args[i + 1] = proviso(l, list[i], type, false);
  return nz_mk(l, IR_PROV, type, n + 1, args, list[0]->at);
}
