#include "walk.h"

#include <stdlib.h>
#include <string.h>

static uint64_t *bits(nz_arena *a, uint32_t n) { return NZ_NEW_N(a, uint64_t, n / 64 + 1); }
static bool put(uint64_t *set, uint32_t i) {
  uint64_t bit = UINT64_C(1) << (i % 64);
  bool is_new = !(set[i / 64] & bit);
  set[i / 64] |= bit;
  return is_new;
}

/* ---- the cone ---- */

typedef struct cone_walk { nz_arena *a; const ir_module *m; nz_cone *c; nz_ids todo; } cone_walk;

static void later(cone_walk *w, uint32_t node) {
  if (node != IR_NONE && put(w->c->nodes, node)) NZ_PUSH(w->a, &w->todo) = node;
}

static void decl(cone_walk *w, uint32_t id) {
  if (!put(w->c->decls, id)) return;
  const ir_decl *d = &w->m->decls.v[id];
  for (uint32_t i = 0; i < d->variants.n; i++) {
    const ir_variant *v = &w->m->variants.v[d->variants.first + i];
    if (v->from != IR_DATE_MIN) NZ_PUSH(w->a, &w->c->days) = v->from;
    if (v->to != IR_DATE_MAX) NZ_PUSH(w->a, &w->c->days) = v->to + 1;
    later(w, v->body);
    for (uint32_t k = 0; k < v->bodies.n; k++) later(w, w->m->args.v[v->bodies.first + k]);
  }
  for (uint32_t i = 0; i < d->params.n; i++) later(w, w->m->params.v[d->params.first + i].dflt);
}

static void table(cone_walk *w, const ir_table *t) {
  for (uint32_t i = 0; i < t->cells.n; i++) later(w, w->m->cells.v[t->cells.first + i].node);
  for (uint32_t i = 0; i < t->rows.n; i++) later(w, w->m->rows.v[t->rows.first + i].cond);
  for (uint32_t i = 0; i < t->cols.n; i++) later(w, w->m->heads.v[t->cols.first + i].cond);
  later(w, t->otherwise);
}

static int by_day(const void *x, const void *y) {
  const int64_t *a = x, *b = y;
  return (*a > *b) - (*a < *b);
}

void nz_cone_of(nz_arena *a, const ir_module *m, uint32_t of, nz_cone *out) {
  *out = (nz_cone){.nodes = bits(a, m->nodes.n), .decls = bits(a, m->decls.n), .fields = bits(a, m->fields.n), .looked = bits(a, m->ledgers.n), .readings = bits(a, m->readings.n)};
  cone_walk w = {a, m, out, {0}};
  decl(&w, of);
  while (w.todo.n) {
    const ir_node *n = &m->nodes.v[w.todo.v[--w.todo.n]];
    for (uint32_t i = 0; i < n->args.n; i++) later(&w, m->args.v[n->args.first + i]);
    switch ((ir_op)n->op) {
      case IR_DECL: decl(&w, n->ref); break;
      case IR_MATRIX: case IR_DTABLE: case IR_COLALL: table(&w, &m->tables.v[n->ref]); break;
      case IR_FIELD: put(out->fields, n->ref); break;
      case IR_REFS: put(out->fields, n->ref); break;
      case IR_ROWS: put(out->looked, n->ref); break;
      case IR_READING: put(out->readings, n->ref); break;
      case IR_ASOF: out->asof = true; break;
      default: break;
    }
  }
  if (out->days.n) qsort(out->days.v, out->days.n, sizeof *out->days.v, by_day);
  uint32_t k = 0;
  for (uint32_t i = 0; i < out->days.n; i++)
    if (!k || out->days.v[k - 1] != out->days.v[i]) out->days.v[k++] = out->days.v[i];
  out->days.n = k;
}

/* ---- the nodes of a body ---- */

typedef struct local_walk { nz_arena *a; const ir_module *m; nz_ids *nodes, *tables; uint64_t *seen; bool all; } local_walk;

/* Is argument i evaluated for each element, or as of another day? */
static bool elsewhere(const ir_node *n, uint32_t i) {
  switch ((ir_op)n->op) {
    case IR_WHERE: case IR_DISTINCT: case IR_SUM: case IR_LARGEST: case IR_SMALLEST: case IR_MEAN: case IR_ASOF: return i == 1;
    case IR_RANK: return i >= 2;
    default: return false;
  }
}

static void local(local_walk *w, uint32_t id) {
  if (id == IR_NONE || !put(w->seen, id)) return;
  const ir_node *n = &w->m->nodes.v[id];
  NZ_PUSH(w->a, w->nodes) = id;
  for (uint32_t i = 0; i < n->args.n; i++)
    if (w->all || !elsewhere(n, i)) local(w, w->m->args.v[n->args.first + i]);
  if (n->op != IR_MATRIX && n->op != IR_DTABLE && n->op != IR_COLALL) return;
  for (uint32_t i = 0; i < w->tables->n; i++)
    if (w->tables->v[i] == n->ref) return;
  NZ_PUSH(w->a, w->tables) = n->ref;
  const ir_table *t = &w->m->tables.v[n->ref];
  for (uint32_t i = 0; i < t->cols.n; i++) local(w, w->m->heads.v[t->cols.first + i].cond);
  for (uint32_t i = 0; i < t->rows.n; i++) local(w, w->m->rows.v[t->rows.first + i].cond);
  for (uint32_t i = 0; i < t->cells.n; i++) local(w, w->m->cells.v[t->cells.first + i].node);
  local(w, t->otherwise);
}

static void nodes_of(nz_arena *a, const ir_module *m, uint32_t body, nz_ids *nodes, nz_ids *tables, bool all) {
  local_walk w = {a, m, nodes, tables, bits(a, m->nodes.n), all};
  local(&w, body);
}
void nz_local_nodes(nz_arena *a, const ir_module *m, uint32_t body, nz_ids *nodes, nz_ids *tables) { nodes_of(a, m, body, nodes, tables, false); }
void nz_own_nodes(nz_arena *a, const ir_module *m, uint32_t body, nz_ids *nodes, nz_ids *tables) { nodes_of(a, m, body, nodes, tables, true); }
