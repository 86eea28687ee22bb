/* reach.c -- which facts a question may ask: a walk over the IR from its declaration. Parameters that are constants are
 * followed, so that one row of a table asks only what that row needs. */
#include <string.h>

#include "template.h"

enum { MAX_VISITS = 20000 }; /* distinct (declaration, known parameters); past it parameters count as unknown */

typedef struct known { bool is[NZ_MAX_ARGS]; int64_t v[NZ_MAX_ARGS]; } known;
typedef struct visit { uint32_t decl; known args; bool any_day; uint32_t next; } visit;
typedef struct walker {
  nz_arena *a;
  const ir_module *m;
  int64_t day;
  uint64_t *fields;
  uint8_t *ledgers;
  NZ_VEC(visit) todo;      /* every declaration to be looked at, each once */
  uint32_t *newest;        /* per declaration: its latest visit + 1 */
  uint32_t at;             /* the one being looked at */
  uint64_t *seen;          /* nodes seen in it */
  NZ_VEC(uint32_t) stack;
} walker;

static void later(walker *w, uint32_t node) {
  if (node == IR_NONE) return;
  if (w->seen[node / 64] >> (node % 64) & 1) return;
  w->seen[node / 64] |= 1ull << (node % 64);
  NZ_PUSH(w->a, &w->stack) = node;
}

static void add_field(walker *w, uint32_t f) {
  w->fields[f / 64] |= 1ull << (f % 64);
  w->ledgers[w->m->fields.v[f].ledger] |= 1;
}

static void add_decl(walker *w, uint32_t decl, const known *args, bool any_day) {
  known k = *args;
  if (w->todo.n >= MAX_VISITS) k = (known){0};
  for (uint32_t i = w->newest[decl]; i; i = w->todo.v[i - 1].next) {
    const visit *v = &w->todo.v[i - 1];
    if (v->any_day != any_day) continue;
    bool same = true;
    for (uint32_t p = 0; p < NZ_MAX_ARGS; p++) same &= v->args.is[p] == k.is[p] && (!k.is[p] || v->args.v[p] == k.v[p]);
    if (same) return;
  }
  NZ_PUSH(w->a, &w->todo) = (visit){decl, k, any_day, w->newest[decl]};
  w->newest[decl] = w->todo.n;
}

/* A constant, or a parameter that is one here. */
static bool constant(const walker *w, uint32_t node, int64_t *v) {
  const ir_node *n = ir_at(w->m, node);
  const known *k = &w->todo.v[w->at].args;
  if (n->op == IR_CONST) return *v = n->imm, true;
  if (n->op != IR_PARAM || n->imm < 0 || n->imm >= NZ_MAX_ARGS || !k->is[n->imm]) return false;
  *v = k->v[n->imm];
  return true;
}

static void all_args(walker *w, const ir_node *n) {
  for (uint32_t i = 0; i < n->args.n; i++) later(w, ir_arg(w->m, n, i));
}

static void call(walker *w, const ir_node *n) {
  const ir_decl *d = &w->m->decls.v[n->ref];
  uint32_t first = d->subject != IR_NONE ? 1 : 0;
  known k = {0};
  for (uint32_t i = first; i < n->args.n && i - first < NZ_MAX_ARGS; i++) k.is[i - first] = constant(w, ir_arg(w->m, n, i), &k.v[i - first]);
  add_decl(w, n->ref, &k, w->todo.v[w->at].any_day);
  all_args(w, n);
}

static void matrix(walker *w, const ir_node *n) {
  const ir_table *t = &w->m->tables.v[n->ref];
  int64_t row = 0, col = 0;
  bool one_row = n->args.n > 0 && constant(w, ir_arg(w->m, n, 0), &row), one_col = n->args.n > 1 && constant(w, ir_arg(w->m, n, 1), &col);
  all_args(w, n);
  for (uint32_t c = 0; c < t->cols.n; c++) later(w, w->m->heads.v[t->cols.first + c].cond);
  for (uint32_t r = 0; r < t->rows.n; r++) {
    const ir_row *x = &w->m->rows.v[t->rows.first + r];
    if (one_row && !x->otherwise && x->value != row) continue;
    later(w, x->cond);
    for (uint32_t c = 0; c < t->cols.n; c++) {
      const ir_head *h = &w->m->heads.v[t->cols.first + c];
      if (one_col && h->cond == IR_NONE && h->value != col) continue;
      later(w, w->m->cells.v[t->cells.first + r * t->cols.n + c].node);
    }
  }
  later(w, t->otherwise);
}

static void whole_table(walker *w, const ir_node *n) {
  const ir_table *t = &w->m->tables.v[n->ref];
  all_args(w, n);
  for (uint32_t c = 0; c < t->cols.n; c++) later(w, w->m->heads.v[t->cols.first + c].cond);
  for (uint32_t r = 0; r < t->rows.n; r++) later(w, w->m->rows.v[t->rows.first + r].cond);
  for (uint32_t c = 0; c < t->cells.n; c++) later(w, w->m->cells.v[t->cells.first + c].node);
  later(w, t->otherwise);
}

static void node(walker *w, uint32_t id) {
  const ir_node *n = ir_at(w->m, id);
  switch ((ir_op)n->op) {
    case IR_FIELD:
    case IR_REFS:
      add_field(w, n->ref);
      all_args(w, n);
      break;
    case IR_ROWS: w->ledgers[n->ref] |= 2; break;
    case IR_DECL: call(w, n); break;
    case IR_MATRIX: matrix(w, n); break;
    case IR_DTABLE:
    case IR_COLALL: whole_table(w, n); break;
    case IR_ASOF:
      w->todo.v[w->at].any_day = true; /* what is asked as of another day may be in another variant */
      all_args(w, n);
      break;
    default: all_args(w, n); break;
  }
}

static void look_at(walker *w, uint32_t at) {
  const ir_decl *d = &w->m->decls.v[w->todo.v[at].decl];
  bool any = w->todo.v[at].any_day || w->day == IR_DATE_MIN;
  w->at = at;
  memset(w->seen, 0, ((size_t)w->m->nodes.n / 64 + 1) * sizeof *w->seen);
  for (uint32_t i = d->variants.first; i < d->variants.first + d->variants.n; i++) {
    const ir_variant *v = &w->m->variants.v[i];
    if (!any && (v->from > w->day || v->to < w->day)) continue;
    later(w, v->body);
    for (uint32_t k = 0; k < v->bodies.n; k++) later(w, w->m->args.v[v->bodies.first + k]);
  }
  while (w->stack.n) node(w, w->stack.v[--w->stack.n]);
}

void nz_reachable_fields(nz_arena *a, const ir_module *m, const nz_questions *qs, int64_t day, uint64_t *fields, uint8_t *ledgers) {
  walker w = {.a = a, .m = m, .day = day, .fields = fields, .ledgers = ledgers};
  w.seen = NZ_NEW_N(a, uint64_t, (size_t)m->nodes.n / 64 + 1);
  w.newest = NZ_NEW_N(a, uint32_t, m->decls.n);
  for (uint32_t i = 0; i < qs->n; i++) {
    const nz_question *q = &qs->v[i];
    const ir_decl *d = &m->decls.v[q->decl];
    known k = {0};
    for (uint32_t p = 0; p < q->nargs && p < NZ_MAX_ARGS; p++) {
      k.is[p] = q->has[p];
      k.v[p] = q->args[p];
    }
    uint32_t before = w.todo.n;
    add_decl(&w, q->decl, &k, false);
    if (w.todo.n == before) continue;
    w.at = before; /* what is taken from the subject is asked too */
    memset(w.seen, 0, ((size_t)m->nodes.n / 64 + 1) * sizeof *w.seen);
    for (uint32_t p = 0; p < d->params.n && p < NZ_MAX_ARGS; p++)
      if (!k.is[p]) later(&w, m->params.v[d->params.first + p].dflt);
    while (w.stack.n) node(&w, w.stack.v[--w.stack.n]);
  }
  for (uint32_t i = 0; i < w.todo.n; i++) look_at(&w, i);
}
