/* duty_cond.c -- conditions that are always or never true; provisos that contradict each other */
#include "../exec/value.h"
#include "duty.h"
#include "walk.h"

static bool is_truth(const ir_module *m, uint32_t node) { return m->types.v[m->nodes.v[node].type].k == IR_T_BOOL; }

/* A fact against a constant within its declared range can hold and can fail by itself: no search is needed. */
static bool plainly_open(const ir_module *m, const ir_node *n) {
  if (n->op == IR_FIELD) return true;
  if (n->op != IR_LT && n->op != IR_LE && n->op != IR_GT && n->op != IR_GE && n->op != IR_EQ && n->op != IR_NE) return false;
  const ir_node *x = &m->nodes.v[m->args.v[n->args.first]], *y = &m->nodes.v[m->args.v[n->args.first + 1]];
  if (x->op != IR_FIELD || y->op != IR_CONST || x->type != y->type) return false;
  const ir_field *f = &m->fields.v[x->ref];
  const ir_type *t = &m->types.v[f->type];
  int64_t lo = f->lo, hi = f->hi, k = y->imm;
  if (t->k == IR_T_ENUM) {
    lo = m->enums.v[t->ref].values.first;
    hi = lo + m->enums.v[t->ref].values.n - 1;
  } else if (t->k != IR_T_QTY) {
    return false;
  }
  if (lo >= hi) return false;
  switch ((ir_op)n->op) {
    case IR_LT: case IR_GE: return lo < k && k <= hi;
    case IR_LE: case IR_GT: return lo <= k && k < hi;
    default: return lo <= k && k <= hi;
  }
}

/* What the text does not claim to decide anything: a list of all there is (対象), and a day against the calendar, where periods of
 * a clause were made from a column (施行日 are looked at by still.c). */
static bool says_nothing(const ir_module *m, const ir_node *n) {
  if (n->op == IR_IN) {
    const ir_type *t = &m->types.v[m->nodes.v[m->args.v[n->args.first]].type];
    return t->k == IR_T_ENUM && n->args.n - 1 >= m->enums.v[t->ref].values.n;
  }
  if (n->op == IR_DECL) { /* 条件 …：常に, for a time before there was one */
    const ir_decl *d = &m->decls.v[n->ref];
    for (uint32_t i = 0; i < d->variants.n; i++)
      if (m->nodes.v[m->variants.v[d->variants.first + i].body].op == IR_CONST) return true;
    return false;
  }
  for (uint32_t i = 0; i < n->args.n && n->args.n == 2; i++)
    if (m->nodes.v[m->args.v[n->args.first + i]].op == IR_TODAY && m->nodes.v[m->args.v[n->args.first + 1 - i]].op == IR_CONST) return true;
  return false;
}

/* A clause of an 加算: whether it ever matters is asked of the 加算 (duty_claim.c). */
static bool is_clause(const ir_module *m, const ir_node *n) { return n->op == IR_DECL && m->decls.v[n->ref].owner != IR_NONE; }

/* かつ, または and their like are looked at by their operands, and as a whole where they have a name. */
static bool asked(const ir_module *m, const ir_node *n) {
  switch ((ir_op)n->op) {
    case IR_CONST: case IR_PARAM: case IR_NOT: case IR_READING: case IR_ASOF: case IR_PROV: case IR_PROVITEM: case IR_WITHDRAW: case IR_DTABLE: case IR_MATRIX: case IR_COLALL:
    case IR_MARK: return false;
    case IR_AND: case IR_OR: case IR_ATLEAST: return false;
    default: return !plainly_open(m, n) && !says_nothing(m, n) && !is_clause(m, n);
  }
}

static void both_ways(nz_duties *d, uint32_t decl, const ir_variant *v, uint32_t cond) {
  uint32_t loc = d->m->nodes.v[cond].loc;
  ir_str words = nz_d_phrase(d, cond);
  nz_duty_of(d, NZ_DUTY_NEVER, decl, v, cond, words, loc);
  nz_duty_of(d, NZ_DUTY_ALWAYS, decl, v, nz_d_not(d, cond), words, loc);
}

/* ---- provisos ---- */

static bool plain_result(const ir_node *n) { return (n->op == IR_CONST || n->op == IR_OUTCOME) && !n->args.n; }

static bool may_differ(const ir_module *m, uint32_t x, uint32_t y) {
  const ir_node *a = &m->nodes.v[x], *b = &m->nodes.v[y];
  if (!plain_result(a) || !plain_result(b)) return x != y;
  return a->op != b->op || a->imm != b->imm || a->imm2 != b->imm2 || (a->op == IR_CONST && a->ref != b->ref);
}

static void provisos(nz_duties *d, uint32_t decl, const ir_variant *v, uint32_t node, uint32_t first) {
  ir_node n = d->m->nodes.v[node];
  for (uint32_t j = first + 1; j < n.args.n; j++)
    for (uint32_t i = first; i < j; i++) {
      ir_node x = d->m->nodes.v[d->m->args.v[n.args.first + i]], y = d->m->nodes.v[d->m->args.v[n.args.first + j]];
      if (!may_differ(d->m, d->m->args.v[x.args.first + 1], d->m->args.v[y.args.first + 1])) continue;
      uint32_t both[2] = {d->m->args.v[x.args.first], d->m->args.v[y.args.first]};
      nz_duty_of(d, NZ_DUTY_CONFLICT, decl, v, nz_d_all(d, both, 2), 0, d->m->nodes.v[both[1]].loc)->fault = NZ_FAULT_CONFLICT;
    }
}

void nz_duty_conditions(nz_duties *d, uint32_t decl, const ir_variant *v) {
  nz_ids nodes = {0}, tables = {0};
  nz_local_nodes(d->a, d->m, v->body, &nodes, &tables);
  bool named = d->m->decls.v[decl].kind == IR_D_CONDITION && d->m->decls.v[decl].owner == IR_NONE;
  if (named && d->m->nodes.v[v->body].op != IR_CONST) both_ways(d, decl, v, v->body);
  for (uint32_t i = 0; i < nodes.n; i++) {
    ir_node n = d->m->nodes.v[nodes.v[i]];
    if (n.op == IR_PROV) provisos(d, decl, v, nodes.v[i], 1);
    else if (n.op == IR_PROVITEM) provisos(d, decl, v, nodes.v[i], 2);
    if (!n.loc || !is_truth(d->m, nodes.v[i]) || (named && nodes.v[i] == v->body) || !asked(d->m, &n)) continue;
    both_ways(d, decl, v, nodes.v[i]);
  }
}
