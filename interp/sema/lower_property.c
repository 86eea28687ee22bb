/* lower_property.c -- each 検証 as a condition that is true where it is broken (S9). A decision that is 対象外 breaks none. */
#include "../../grammar/keywords.h"
#include "lower.h"

static uint32_t mk(nz_lw *l, ir_op op, uint32_t n, const uint32_t *args) { return nz_mk(l, op, l->cx->t_bool, n, args, (nz_span){0}); }

static uint32_t outcome_is(nz_lw *l, uint32_t decision, int64_t out) {
  uint32_t id = mk(l, IR_OUTIS, 1, &decision);
  l->cx->m->nodes.v[id].imm = out;
  return id;
}

static uint32_t not_of(nz_lw *l, uint32_t cond) {
  uint32_t plain = mk(l, IR_AND, 1, &cond); /* without a value: false, so that the other way round is true */
  return mk(l, IR_NOT, 1, &plain);
}

typedef NZ_VEC(uint32_t) ids;

/* The decisions that a condition asks 可 or 不可 of: none of them may be 対象外. */
static void inside(nz_lw *l, uint32_t node, ids *out) {
  ir_module *m = l->cx->m;
  ir_node n = m->nodes.v[node];
  if (n.op == IR_OUTIS && n.imm != NZ_OUT_NA) {
    uint32_t na = outcome_is(l, ir_arg(m, &n, 0), NZ_OUT_NA);
    uint32_t id = not_of(l, na);
    NZ_PUSH(l->cx->a, out) = id;
  } else if (n.op == IR_AND || n.op == IR_OR || n.op == IR_NOT || n.op == IR_ATLEAST) {
    for (uint32_t i = 0; i < n.args.n; i++) inside(l, m->args.v[n.args.first + i], out);
  }
}

static uint32_t broken_by(nz_lw *l, uint32_t cond, bool when_true) {
  ids all = {0};
  NZ_PUSH(l->cx->a, &all) = when_true ? cond : not_of(l, cond);
  inside(l, cond, &all);
  return mk(l, IR_AND, all.n, all.v);
}

static uint32_t param_node(nz_lw *l, uint32_t type, uint32_t i) {
  uint32_t id = ir_mk_node(l->cx->m, IR_PARAM, type, NULL, 0);
  l->cx->m->nodes.v[id].imm = i;
  return id;
}

/* As the fact rises from one row to the other, the answer may not fall (or, 下がるほど, rise). */
static uint32_t falls(nz_lw *l, nz_node *p, uint32_t row_type) {
  nz_cx *cx = l->cx;
  uint32_t fact[2], answer[2];
  for (uint32_t i = 0; i < 2; i++) {
    nz_lw at = {cx, param_node(l, row_type, i), cx->t_bool};
    fact[i] = nz_lower_value(&at, p->kid[1], IR_NONE);
    answer[i] = nz_lower_value(&at, p->kid[0], IR_NONE);
  }
  uint32_t low = p->num < 0 ? 1 : 0, high = 1 - low, all[3];
  all[0] = mk(l, IR_LT, 2, fact);
  uint8_t k = cx->m->types.v[cx->m->nodes.v[answer[0]].type].k;
  if (k == IR_T_DECISION) {
    all[1] = outcome_is(l, answer[low], NZ_OUT_ALLOW);
    all[2] = outcome_is(l, answer[high], NZ_OUT_DENY);
  } else if (k == IR_T_BOOL) {
    all[1] = answer[low];
    all[2] = not_of(l, answer[high]);
  } else {
    all[1] = all[2] = mk(l, IR_GT, 2, (uint32_t[]){answer[low], answer[high]});
  }
  return mk(l, IR_AND, 3, all);
}

static void lower_one(nz_cx *cx, const nz_property *x, nz_node *p) {
  nz_node *d = x->decl;
  nz_lw l = {cx, IR_NONE, cx->t_bool};
  nz_cproperty out = {.decl = d, .kind = (uint8_t)p->op, .ledger = IR_NONE};
  uint32_t body, subject = cx->subject, row_type = 0;
  ir_param two[2] = {{0}};
  NZ_VEC(uint32_t) differ = {0};
  if (p->op == NZ_PR_ALWAYS || p->op == NZ_PR_NEVER) {
    uint32_t cond = nz_lower_cond(&l, p->kid[0]);
    body = broken_by(&l, cond, p->op == NZ_PR_NEVER);
  } else {
    out.ledger = p->op == NZ_PR_PAIR ? nz_scope_id(cx->s, NZ_NS_LEDGER, 0, p->kid[0]->name) : cx->m->fields.v[p->kid[1]->ann.a].ledger;
    row_type = ir_mk_type(cx->m, IR_T_ROW, 0, out.ledger);
    subject = IR_NONE;
    for (uint32_t i = 0; i < 2; i++) two[i] = (ir_param){p->op == NZ_PR_PAIR ? nz_mstr(cx, p->kid[1 + i]->name) : ir_intern(cx->m, i ? "乙" : "甲", 3), row_type, IR_NONE};
    if (p->op == NZ_PR_PAIR) {
      for (uint32_t i = 0; i < p->kid[3]->nkid; i++) NZ_PUSH(cx->a, &differ) = nz_scope_id(cx->s, NZ_NS_FIELD, out.ledger, p->kid[3]->kid[i]->name);
      uint32_t cond = nz_lower_cond(&l, p->kid[4]);
      body = broken_by(&l, cond, false);
    } else {
      NZ_PUSH(cx->a, &differ) = p->kid[1]->ann.a;
      body = falls(&l, p, row_type);
    }
  }
  out.differ = nz_pool(cx, differ.v, differ.n);
  out.broken = ir_mk_condition(cx->m, nz_mstr(cx, d->name), subject, two, subject == IR_NONE ? 2 : 0, body, IR_DATE_MIN, IR_DATE_MAX, x->cites, nz_loc(cx, d->at));
  NZ_PUSH(cx->a, &cx->p->cproperties) = out;
}

/* The declarations come last: nothing else in the module refers to them. */
void nz_lower_properties(nz_cx *cx) {
  cx->decl = NULL;
  cx->addon = IR_NONE;
  for (uint32_t i = 0; i < cx->p->properties.n; i++) {
    const nz_property *x = &cx->p->properties.v[i];
    nz_node *p = nz_node_find(x->decl, NZ_T_PROPERTY);
    cx->subject = x->subject;
    if (p && p->nkid) lower_one(cx, x, p);
  }
}
