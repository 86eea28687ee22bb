/* atoms.c -- the steps at which facts turn into control: comparisons, keys of tables, 有無, divisors. While facts are kept
 * back, those that depend on them are logged with their surroundings, so that classes.c can take each of them again for
 * every value a fact can have. Everything else of an evaluation is a function of these. */
#include "eval_int.h"

/* ---- which comparisons to log ---- */

static bool flows(nz_eval *e, uint32_t node);

static bool any_flows(nz_eval *e, ir_range r, uint32_t from) {
  for (uint32_t i = r.first + from; i < r.first + r.n; i++)
    if (flows(e, e->m->args.v[i])) return true;
  return false;
}

static bool table_flows(nz_eval *e, const ir_table *t) {
  for (uint32_t i = t->cells.first; i < t->cells.first + t->cells.n; i++)
    if (flows(e, e->m->cells.v[i].node)) return true;
  return t->otherwise != IR_NONE && flows(e, t->otherwise);
}

static bool decl_flows(nz_eval *e, const ir_decl *d) {
  for (uint32_t i = d->variants.first; i < d->variants.first + d->variants.n; i++) {
    const ir_variant *v = &e->m->variants.v[i];
    if ((v->body != IR_NONE && flows(e, v->body)) || any_flows(e, v->bodies, 0)) return true;
  }
  return false;
}

/* Does the data of a fact, rather than a truth made from it, come through this node? */
static bool compute_flows(nz_eval *e, const ir_node *n) {
  if (e->m->types.v[n->type].k == IR_T_BOOL) return false; /* made from logged steps */
  switch ((ir_op)n->op) {
  case IR_FIELD: case IR_PARAM: return true;
  case IR_DECL: return any_flows(e, n->args, 0) || decl_flows(e, &e->m->decls.v[n->ref]); /* defaults come in as PARAM */
  case IR_MATRIX: case IR_DTABLE: return table_flows(e, &e->m->tables.v[n->ref]);
  case IR_COUNT: return false;
  case IR_DISTINCT: case IR_SUM: case IR_LARGEST: case IR_SMALLEST: case IR_MEAN: case IR_RANK: case IR_ASOF:
    return any_flows(e, n->args, 1);
  default: return any_flows(e, n->args, 0);
  }
}

static bool flows(nz_eval *e, uint32_t node) {
  int8_t *known = &e->log->flows[node];
  if (*known == 0) {
    *known = 1; /* a cycle, which the IR does not have, would end here */
    *known = compute_flows(e, &e->m->nodes.v[node]) ? 2 : 1;
  }
  return *known == 2;
}

static void log_atom(nz_eval *e, uint32_t node, uint32_t arg, nz_causes on) {
  nze_log *l = e->log;
  if (l->atoms.n >= NZE_MAX_ATOMS) {
    l->full = true;
    return;
  }
  NZ_PUSH(e->a, &l->atoms) = (nze_atom){node, arg, e->date, e->frame, e->item, on};
}

void nze_log_step(nz_eval *e, uint32_t node, const ir_node *n, const nz_val *v) {
  if (nz_settled(v)) return;
  switch ((ir_op)n->op) {
  case IR_FIELD:
    if (e->m->types.v[n->type].k == IR_T_BOOL) log_atom(e, node, NZE_WHOLE, v->causes);
    break;
  case IR_LT: case IR_LE: case IR_GT: case IR_GE: case IR_EQ: case IR_NE: case IR_IN: case IR_CONTAINS: case IR_ISBLANK:
    if (any_flows(e, n->args, 0)) log_atom(e, node, NZE_WHOLE, v->causes);
    break;
  case IR_DIV:
    if (flows(e, nze_arg(e, n, 1))) log_atom(e, node, 1, v->causes);
    break;
  default: break;
  }
}

void nze_log_key(nz_eval *e, uint32_t node, uint32_t arg, const nz_val *v) { log_atom(e, node, arg, v->causes); }

void nze_log_structural(nz_eval *e, const nz_val *v) {
  for (uint32_t i = 0; v->st == NZ_MISSING && i < v->causes.n; i++) {
    nz_cause c = v->causes.v[i];
    bool seen = c.kind != NZ_C_FACT;
    for (uint32_t j = 0; j < e->log->structural.n && !seen; j++) seen = e->log->structural.v[j].id == c.id;
    if (!seen) NZ_PUSH(e->a, &e->log->structural) = c;
  }
}

/* ---- taking an atom again ---- */

static uint64_t stir(uint64_t h, uint64_t x) {
  h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
  return h ^ h >> 29;
}

static uint64_t sign_of_val(const nz_val *v) {
  uint64_t h = stir(v->st, v->st == NZ_NOVALUE ? v->why : v->k);
  if (v->st != NZ_KNOWN) return h;
  return stir(stir(h, (uint64_t)v->a), (uint64_t)v->b);
}

/* Of a comparison: which side is larger rather than whether it holds, so that it changes at most twice as a fact grows. */
static uint64_t sign_of_pair(nz_eval *e, const nz_val *x, uint32_t xn, const nz_val *y, uint32_t yn, uint16_t op) {
  const ir_type *xt = nze_type(e, xn), *yt = nze_type(e, yn);
  int low, high;
  if (x->st == NZ_KNOWN && y->st == NZ_KNOWN) return (uint64_t)(nze_order(x, xt, y, yt) + 2);
  if (nze_order_bounds(x, xt, y, yt, &low, &high)) return (uint64_t)(16 + (low + 1) * 3 + high + 1);
  nz_val v = nze_compare_vals(e, op, x, xt, y, yt);
  return 32 + sign_of_val(&v);
}

static uint64_t comparison_sign(nz_eval *e, const ir_node *n) {
  uint64_t h = 0;
  nz_val x = nze_on(e, n, 0);
  for (uint32_t i = 1; i < n->args.n; i++) {
    nz_val y = nze_on(e, n, i);
    h = stir(h, sign_of_pair(e, &x, nze_arg(e, n, 0), &y, nze_arg(e, n, i), n->op == IR_IN ? IR_EQ : n->op));
  }
  return h;
}

uint64_t nze_atom_sign(nz_eval *e, const nze_atom *t) {
  const ir_node *n = &e->m->nodes.v[t->node];
  nze_log *log = e->log;
  e->log = NULL;
  nze_begin(e, &e->atom_pool, 0);
  e->by_name = true;
  e->date = t->date;
  e->frame = t->frame;
  e->item = t->item;
  uint64_t h;
  if (t->arg != NZE_WHOLE) {
    nz_val v = nze_on(e, n, t->arg);
    if (n->op == IR_DIV && v.st == NZ_KNOWN) v = nz_truth(v.a != 0); /* only whether it is 0 */
    h = sign_of_val(&v);
  } else if (n->op == IR_FIELD || n->op == IR_CONTAINS || n->op == IR_ISBLANK) {
    nz_val v = nze(e, t->node);
    h = sign_of_val(&v);
  } else {
    h = comparison_sign(e, n);
  }
  e->by_name = false;
  e->log = log;
  return h;
}

/* ---- does it change in one direction only? ---- */

enum { NZE_MIXED = 2, NZE_DIRECTION_STEPS = 2000 };
typedef struct dir_work { uint32_t field, steps; const nze_frame *frame; } dir_work; /* frame: NULL in a declaration below the atom */

static int both(int x, int y) { return x == 0 ? y : y == 0 || x == y ? x : NZE_MIXED; }
static int minus(int x) { return x == NZE_MIXED ? x : -x; }

static int direction(const nz_eval *e, dir_work *w, uint32_t node);

static int spread(const nz_eval *e, dir_work *w, ir_range r) { /* 0 when none of the nodes depends on the field */
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (direction(e, w, e->m->args.v[i]) != 0) return NZE_MIXED;
  return 0;
}

static int decl_direction(const nz_eval *e, dir_work *w, const ir_decl *d) {
  const nze_frame *frame = w->frame;
  int way = 0;
  w->frame = NULL;
  for (uint32_t i = d->params.first; i < d->params.first + d->params.n && way == 0; i++) {
    uint32_t dflt = e->m->params.v[i].dflt;
    if (dflt != IR_NONE && direction(e, w, dflt)) way = NZE_MIXED;
  }
  for (uint32_t i = d->variants.first; i < d->variants.first + d->variants.n; i++) {
    const ir_variant *v = &e->m->variants.v[i];
    way = both(way, v->body == IR_NONE ? 0 : direction(e, w, v->body));
    for (uint32_t k = 0; k < v->bodies.n; k++) way = both(way, direction(e, w, e->m->args.v[v->bodies.first + k]));
  }
  w->frame = frame;
  return way;
}

static int table_direction(const nz_eval *e, dir_work *w, const ir_table *t) {
  int way = 0;
  for (uint32_t i = t->cells.first; i < t->cells.first + t->cells.n && way == 0; i++)
    way = direction(e, w, e->m->cells.v[i].node) ? NZE_MIXED : 0;
  for (uint32_t i = t->cols.first; i < t->cols.first + t->cols.n && way == 0; i++)
    if (e->m->heads.v[i].cond != IR_NONE) way = direction(e, w, e->m->heads.v[i].cond) ? NZE_MIXED : 0;
  if (t->otherwise != IR_NONE && way == 0) way = direction(e, w, t->otherwise) ? NZE_MIXED : 0;
  return way;
}

/* A parameter that was not known is evaluated again where it comes from (eval.c, param). */
static int param_direction(const nz_eval *e, dir_work *w, const ir_node *n) {
  const nze_frame *f = w->frame;
  if (!f) return 0; /* of a declaration below: decl_direction and its caller have looked at what comes in */
  if (n->imm < 0 || n->imm >= f->nargs) return NZE_MIXED;
  uint32_t i = (uint32_t)n->imm;
  if (nz_settled(&f->args[i])) return 0;
  const ir_decl *d = &e->m->decls.v[f->decl];
  uint32_t node = e->m->params.v[d->params.first + i].dflt;
  if (i < f->given) {
    if (!f->nodes || !f->up) return NZE_MIXED;
    node = f->nodes[i + (d->subject != IR_NONE)];
    w->frame = f->up;
  }
  int way = node == IR_NONE ? NZE_MIXED : direction(e, w, node);
  w->frame = f;
  return way;
}

/* 1: grows with the field, -1: falls, 0: does not depend on it, NZE_MIXED: cannot say */
static int direction(const nz_eval *e, dir_work *w, uint32_t node) {
  const ir_node *n = &e->m->nodes.v[node];
  if (w->steps++ > NZE_DIRECTION_STEPS) return NZE_MIXED;
#define ARG(i) direction(e, w, nze_arg(e, n, i))
  switch ((ir_op)n->op) {
  case IR_CONST: case IR_TODAY: case IR_ITEM: case IR_ROWS: return 0;
  case IR_SUBJECT: return w->frame && !nz_settled(&w->frame->subject) ? NZE_MIXED : 0;
  case IR_PARAM: return param_direction(e, w, n);
  case IR_FIELD: return n->ref == w->field ? 1 : ARG(0) ? NZE_MIXED : 0;
  case IR_DECL: return spread(e, w, n->args) ? NZE_MIXED : decl_direction(e, w, &e->m->decls.v[n->ref]);
  case IR_READING: {
    uint32_t i = e->choice[n->ref];
    return i < n->args.n ? ARG(i) : 0;
  }
  case IR_ASOF: return ARG(0) ? NZE_MIXED : ARG(1);
  case IR_ADD: case IR_MIN: case IR_MAX: case IR_REACH: case IR_ADDMONTHS: case IR_ADDDAYS: return both(ARG(0), ARG(1));
  case IR_SUB: return both(ARG(0), minus(ARG(1)));
  case IR_AGE: case IR_MONTHDIFF: case IR_DAYDIFF: return both(minus(ARG(0)), ARG(1));
  case IR_FLOOR: case IR_CEIL: case IR_MONTHOF: case IR_YEARSTART: case IR_FIRSTDAY: case IR_LASTDAY: return ARG(0);
  case IR_RESCALE: return n->imm > 0 ? ARG(0) : spread(e, w, n->args);
  case IR_MATRIX: case IR_DTABLE: case IR_COLALL:
    return spread(e, w, n->args) ? NZE_MIXED : table_direction(e, w, &e->m->tables.v[n->ref]);
  default: return spread(e, w, n->args);
  }
#undef ARG
}

int nze_direction(const nz_eval *e, const nze_atom *t, uint32_t field) {
  const ir_node *n = &e->m->nodes.v[t->node];
  dir_work w = {.field = field, .frame = t->frame};
  if (t->arg != NZE_WHOLE || n->op < IR_LT || n->op > IR_IN) return 0;
  int x = direction(e, &w, nze_arg(e, n, 0));
  for (uint32_t i = 1; i < n->args.n; i++)
    if (both(x, minus(direction(e, &w, nze_arg(e, n, i)))) == NZE_MIXED) return 0;
  return x != NZE_MIXED;
}
