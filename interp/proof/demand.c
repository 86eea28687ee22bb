/* demand.c -- which requirement a fact had to meet: the comparison over it in the proof, and where that is written. */
#include "view.h"

#include <string.h>

enum { MAX_DEPTH = 1000 };

/* Steps from the root down to here. `want`: the state of a requirement below that speaks for the answer; `weight`: how much. */
typedef struct frame { uint32_t step; const struct frame *up; int want; int weight; } frame;

typedef struct dx {
  nz_arena *a;
  const ir_module *m;
  const nz_case *c;
  const nz_proof *p;
  const uint32_t *cells;
  uint32_t n;
  int prefer;
  nz_demand *out;
  int *score;          /* of what out[i] holds */
  size_t budget;       /* steps still to be walked: shared definitions are walked once for each use, within reason */
  uint8_t *seen;       /* per step: walked already (a shared step makes the same demands) */
} dx;

static const nz_pnode *pn(const dx *x, uint32_t step) { return &x->p->nodes.v[step]; }
static const ir_node *op_of(const dx *x, uint32_t step) {
  uint32_t n = pn(x, step)->node;
  return n == IR_NONE ? NULL : ir_at(x->m, n);
}
static uint32_t kid(const dx *x, uint32_t step, uint32_t i) { return x->p->kids.v[pn(x, step)->kids + i]; }

static const char *phrase(dx *x, void (*f)(const ir_module *, uint32_t, ir_buf *), uint32_t step) {
  ir_buf b = {.a = x->a};
  f(x->m, pn(x, step)->node, &b);
  return b.p ? b.p : "";
}

/* Can a step of this kind be what is required of a fact below it? */
static bool requires(const dx *x, uint32_t step) {
  const ir_node *n = op_of(x, step);
  if (!n) return false;
  switch (n->op) {
  case IR_LT: case IR_LE: case IR_GT: case IR_GE: case IR_EQ: case IR_NE: case IR_IN: case IR_ISBLANK: case IR_CONTAINS: case IR_EXISTS: case IR_RANK:
  case IR_MATRIX: case IR_COLALL: return true;
  case IR_AND: return (n->flags & IR_NF_RANGE) != 0;
  default: return false;
  }
}

/* A condition judged by itself: what is above it does not ask for the fact but for the condition. */
static bool stands_alone(const dx *x, uint32_t step) {
  const ir_node *n = op_of(x, step);
  return n && (n->op == IR_MARK || (n->op == IR_DECL && x->m->decls.v[pn(x, step)->decl].kind != IR_D_DEFINE));
}

static const char *rule_of(const dx *x, const frame *f) {
  for (; f; f = f->up) {
    const ir_node *n = op_of(x, f->step);
    if (!n || n->op == IR_DECL) {
      const ir_decl *d = &x->m->decls.v[pn(x, f->step)->decl];
      if (d->kind != IR_D_DEFINE) return ir_text(x->m, d->name).p;
    }
  }
  return "";
}

static void place(dx *x, nz_demand *d, uint32_t loc) {
  if (!loc || loc >= x->m->locs.n) return;
  d->file = ir_text(x->m, x->m->locs.v[loc].file).p;
  d->line = x->m->locs.v[loc].line;
}

/* Does it rest on facts that never change alone? Then it can grow with time at most. */
static bool is_fixed(const dx *x, uint32_t cell) {
  uint32_t row, field;
  nz_cell_at(x->c, cell, &row, &field);
  return (x->m->fields.v[field].flags & IR_F_CONST) != 0;
}

static const char *distance(dx *x, uint32_t step) {
  const ir_node *n = op_of(x, step);
  const nz_val *v = &pn(x, step)->val;
  if (v->st != NZ_KNOWN || v->a || pn(x, step)->nkids < 2) return "";
  if (n->op == IR_AND) {
    const char *d = distance(x, kid(x, step, 0));
    return *d ? d : distance(x, kid(x, step, 1));
  }
  const nz_pnode *l = pn(x, kid(x, step, 0)), *r = pn(x, kid(x, step, 1));
  return l->node == IR_NONE ? "" : nz_distance(x->a, x->m, (ir_op)n->op, ir_at(x->m, l->node)->type, &l->val, &r->val);
}

/* Is the fact itself the left side of the requirement? Else the requirement is told whole. */
static bool is_subject(const dx *x, uint32_t step, uint32_t fact) {
  const ir_node *n = op_of(x, step);
  if (n->op == IR_AND) return pn(x, step)->nkids && is_subject(x, kid(x, step, 0), fact);
  uint32_t k = pn(x, step)->nkids ? kid(x, step, 0) : step;
  while (op_of(x, k) && op_of(x, k)->op == IR_RESCALE && pn(x, k)->nkids) k = kid(x, k, 0);
  return k == fact;
}

/* The heads of a matrix row that would do: those with the cell at hand where it is well, else those that do not refuse. */
static const char *good_heads(dx *x, const ir_node *matrix, const nz_pnode *p, bool well) {
  const ir_table *t = &x->m->tables.v[matrix->ref];
  const ir_cell *row = &x->m->cells.v[t->cells.first + p->row * t->cols.n];
  uint64_t bits = 0;
  if (matrix->args.n < 2) return "";
  uint32_t type = ir_at(x->m, ir_arg(x->m, matrix, 1))->type;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    const ir_head *h = &x->m->heads.v[t->cols.first + c];
    if (h->cond != IR_NONE || h->value < 0 || (uint64_t)h->value >= x->m->values.n) continue;
    uint32_t enum_ = x->m->values.v[h->value].enum_;
    const ir_node *n = ir_at(x->m, row[c].node);
    if (n->op == IR_MARK) n = ir_at(x->m, ir_arg(x->m, n, 0));
    bool refuses = n->op == IR_OUTCOME && n->imm != NZ_OUT_ALLOW && n->imm != NZ_OUT_VALUE, same = row[c].node == row[p->col].node;
    uint32_t bit = (uint32_t)h->value - x->m->enums.v[enum_].values.first;
    if (bit < 64 && (well ? same : !same && !refuses)) bits |= UINT64_C(1) << bit;
  }
  ir_buf b = {.a = x->a};
  if (bits && x->m->types.v[type].k == IR_T_ENUM) ir_phrase_set(x->m, type, bits, &b);
  return b.p ? b.p : "";
}

static nz_demand by_table(dx *x, uint32_t step, const frame *f) {
  nz_demand d = {.found = true, .state = nz_state_of(&pn(x, step)->val), .need = "", .distance = "", .rule = rule_of(x, f), .file = ""};
  const ir_node *n = op_of(x, step);
  const ir_table *t = &x->m->tables.v[n->ref];
  const nz_pnode *p = pn(x, step);
  place(x, &d, n->loc);
  if (n->op == IR_MATRIX && p->row < t->rows.n && p->col < t->cols.n) {
    const ir_cell *c = &x->m->cells.v[t->cells.first + p->row * t->cols.n + p->col];
    if (d.state == NZ_S_HOLDS || d.state == NZ_S_FAILS) d.need = good_heads(x, n, p, d.state == NZ_S_HOLDS);
    if (c->loc) place(x, &d, c->loc);
  }
  return d;
}

/* A fact that fixed a parameter of a declaration whose body is a matrix: the matrix's step, else IR_NONE. */
static uint32_t matrix_asked(const dx *x, uint32_t decl, uint32_t through) {
  const nz_pnode *p = pn(x, decl);
  if (!p->nkids || kid(x, decl, p->nkids - 1) == through) return IR_NONE;
  uint32_t step = kid(x, decl, p->nkids - 1);
  while (op_of(x, step) && op_of(x, step)->op == IR_PROV && pn(x, step)->nkids) step = kid(x, step, 0);
  return op_of(x, step) && op_of(x, step)->op == IR_MATRIX ? step : IR_NONE;
}

/* The nearest requirement above a fact. */
static nz_demand demand_of(dx *x, const frame *f, uint32_t fact) {
  uint32_t through = fact;
  for (const frame *g = f; g; through = g->step, g = g->up) {
    const ir_node *at = op_of(x, g->step);
    if (!at || at->op == IR_DECL) {
      uint32_t matrix = matrix_asked(x, g->step, through);
      if (matrix != IR_NONE) return by_table(x, matrix, g);
    }
    if (stands_alone(x, g->step)) break;
    if (!requires(x, g->step)) continue;
    if (g->up && requires(x, g->up->step) && op_of(x, g->up->step)->op == IR_AND) continue; /* 以上…未満 speaks for its two ends */
    const ir_node *n = op_of(x, g->step);
    if (n->op == IR_MATRIX || n->op == IR_COLALL) return by_table(x, g->step, g);
    nz_demand d = {.found = true, .state = nz_state_of(&pn(x, g->step)->val), .distance = distance(x, g->step), .rule = rule_of(x, g), .file = ""};
    d.need = is_subject(x, g->step, fact) ? phrase(x, ir_phrase_need, g->step) : phrase(x, ir_phrase, g->step);
    place(x, &d, n->loc);
    if (g->up && op_of(x, g->up->step) && op_of(x, g->up->step)->op == IR_NOT) { /* told as it is asked: …でない */
      d.need = phrase(x, ir_phrase, g->up->step);
      d.state = nz_state_of(&pn(x, g->up->step)->val);
      d.distance = "";
    }
    return d;
  }
  /* a fact that is a condition by itself: 呼吸管理がある */
  const nz_val *v = &pn(x, fact)->val;
  bool negated = f && op_of(x, f->step) && op_of(x, f->step)->op == IR_NOT;
  nz_demand d = {.found = true, .need = "", .distance = "", .rule = rule_of(x, f), .file = ""};
  d.state = nz_state_of(f && op_of(x, f->step) && op_of(x, f->step)->op == IR_NOT ? &pn(x, f->step)->val : v);
  if (x->m->types.v[op_of(x, fact)->type].k == IR_T_BOOL) {
    d.need = negated ? "ない" : "ある";
    if (x->prefer == NZ_S_HOLDS && d.state == NZ_S_FAILS) { /* what keeps the answer is that it is the other way */
      d.need = negated ? "ある" : "ない";
      d.state = NZ_S_HOLDS;
    }
  }
  place(x, &d, op_of(x, negated ? f->step : fact)->loc);
  return d;
}

/* Below a proviso that applies, what holds speaks for the answer; below one that does not, little does. */
static frame below(const dx *x, uint32_t step, const frame *up) {
  frame f = {step, up, up ? up->want : x->prefer, up ? up->weight : 2};
  const ir_node *n = op_of(x, step);
  if (!n) return f;
  if (n->op == IR_NOT) f.want = f.want == NZ_S_HOLDS ? NZ_S_FAILS : f.want == NZ_S_FAILS ? NZ_S_HOLDS : f.want;
  if (n->op == IR_PROVITEM && pn(x, step)->nkids) {
    int when = nz_state_of(&pn(x, kid(x, step, 0))->val);
    if (when == NZ_S_HOLDS) f.want = NZ_S_HOLDS, f.weight = 3;
    else if (when == NZ_S_FAILS) f.want = NZ_S_FAILS, f.weight = 1;
  }
  return f;
}

static void walk(dx *x, uint32_t step, const frame *up, uint32_t depth) {
  if (x->seen[step] || depth > MAX_DEPTH || !x->budget) return;
  x->budget--;
  const nz_pnode *p = pn(x, step);
  uint32_t cell = p->cell;
  if (op_of(x, step) && op_of(x, step)->op == IR_FIELD && cell != IR_NONE) {
    for (uint32_t i = 0; i < x->n; i++) {
      if (x->cells[i] != cell) continue;
      nz_demand d = demand_of(x, up, step);
      int score = !up ? 1 : d.state == up->want ? up->weight + 1 : 1;
      if (is_fixed(x, cell) && d.distance[0] && !nz_ahead(d.distance)) d.distance = "";
      if (score > x->score[i]) {
        x->out[i] = d;
        x->score[i] = score;
      }
    }
  } else if (!p->nkids) {
    x->seen[step] = 1;
  }
  frame f = below(x, step, up);
  for (uint32_t i = 0; i < p->nkids; i++) walk(x, kid(x, step, i), &f, depth + 1);
  /* What a declaration demands of facts within it is the same for all who refer to it; a fact is judged by each. */
  const ir_node *n = op_of(x, step);
  if (n && n->op == IR_DECL && x->m->decls.v[p->decl].kind != IR_D_DEFINE) x->seen[step] = 1;
}

nz_demand *nz_view_demands(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p, const uint32_t *cells, uint32_t n, int prefer) {
  dx x = {.a = a, .m = m, .c = c, .p = p, .cells = cells, .n = n, .prefer = prefer};
  x.out = NZ_NEW_N(a, nz_demand, n);
  x.score = NZ_NEW_N(a, int, n);
  x.seen = NZ_NEW_N(a, uint8_t, p->nodes.n);
  x.budget = 4096 + (size_t)p->nodes.n * 8;
  if (p->nodes.n) walk(&x, p->root, NULL, 0);
  for (uint32_t i = 0; i < n; i++)
    if (!x.out[i].found) x.out[i] = (nz_demand){.state = NZ_S_VALUE, .need = "", .distance = "", .rule = "", .file = ""};
  return x.out;
}
