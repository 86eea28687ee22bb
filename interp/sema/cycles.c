/* cycles.c -- every decision ends: the graph of what refers to what, row by row for tables (a cell may refer to another
 * row of its own table), has no loop. Depth-first over (declaration, row). */
#include "lower.h"

typedef struct vertex { uint32_t decl; int64_t row; uint8_t state; uint32_t next; } vertex; /* next: of the same declaration */
typedef struct walk {
  nz_cx *cx;
  NZ_VEC(vertex) all;
  NZ_VEC(uint32_t) trail;
  uint32_t *first; /* per declaration: its first vertex + 1 */
  uint32_t *seen;  /* per node: the last vertex + 1 that entered it; each vertex has nodes of its own but for shared cells */
  bool reported;
} walk;

static void visit(walk *w, uint32_t decl, int64_t row);

static uint32_t vertex_of(walk *w, uint32_t decl, int64_t row) {
  for (uint32_t i = w->first[decl]; i; i = w->all.v[i - 1].next)
    if (w->all.v[i - 1].row == row) return i - 1;
  NZ_PUSH(w->cx->a, &w->all) = (vertex){decl, row, 0, w->first[decl]};
  w->first[decl] = w->all.n;
  return w->all.n - 1;
}

static bool by_row(const ir_module *m, uint32_t decl) { return m->decls.v[decl].kind == IR_D_TABLE || m->decls.v[decl].kind == IR_D_FEE; }

static void follow(walk *w, uint32_t node, int64_t row, uint32_t me) {
  const ir_module *m = w->cx->m;
  if (node == IR_NONE || w->seen[node] == me) return;
  w->seen[node] = me;
  const ir_node *n = ir_at(m, node);
  for (uint32_t i = 0; i < n->args.n; i++) follow(w, ir_arg(m, n, i), row, me);
  if (n->op == IR_DECL && !(n->flags & IR_NF_FOLD)) {
    int64_t key = -1;
    uint32_t first = m->decls.v[n->ref].subject != IR_NONE ? 1 : 0;
    if (by_row(m, n->ref) && n->args.n > first && ir_at(m, ir_arg(m, n, first))->op == IR_CONST) key = ir_at(m, ir_arg(m, n, first))->imm;
    visit(w, n->ref, key);
  }
  if (n->op == IR_MATRIX || n->op == IR_DTABLE || n->op == IR_COLALL) {
    const ir_table *t = &m->tables.v[n->ref];
    for (uint32_t c = 0; c < t->cols.n; c++) follow(w, m->heads.v[t->cols.first + c].cond, row, me);
    for (uint32_t r = 0; r < t->rows.n; r++) {
      const ir_row *rw = &m->rows.v[t->rows.first + r];
      if (row >= 0 && rw->value >= 0 && rw->value != row) continue;
      follow(w, rw->cond, row, me);
      for (uint32_t c = 0; c < t->cols.n; c++) follow(w, m->cells.v[t->cells.first + r * t->cols.n + c].node, row, me);
    }
    follow(w, t->otherwise, row, me);
  }
}

static void print_loop(walk *w, uint32_t v) {
  nz_cx *cx = w->cx;
  const ir_module *m = cx->m;
  ir_buf b = {cx->a, NULL, 0, 0};
  bool on = false;
  for (uint32_t i = 0; i <= w->trail.n; i++) {
    uint32_t at = i < w->trail.n ? w->trail.v[i] : v;
    if (at == v) on = true;
    if (!on) continue;
    const vertex *x = &w->all.v[at];
    ir_buf_printf(&b, "%s%s", b.n ? " → " : "", ir_text(m, m->decls.v[x->decl].name).p);
    if (x->row >= 0) ir_buf_printf(&b, "（%s）", ir_text(m, m->values.v[x->row].name).p);
  }
  nz_say_s(cx, NZ_M_CYCLE, cx->decls.v[w->all.v[v].decl]->var[0].decl->at, b.p, NULL);
  w->reported = true;
}

static void visit(walk *w, uint32_t decl, int64_t row) {
  const ir_module *m = w->cx->m;
  uint32_t v = vertex_of(w, decl, row);
  if (w->reported || w->all.v[v].state == 2) return;
  if (w->all.v[v].state == 1) {
    print_loop(w, v);
    return;
  }
  w->all.v[v].state = 1;
  NZ_PUSH(w->cx->a, &w->trail) = v;
  const ir_decl *d = &m->decls.v[decl];
  for (uint32_t i = 0; i < d->variants.n; i++) {
    const ir_variant *iv = &m->variants.v[d->variants.first + i];
    for (uint32_t k = 0; k < iv->bodies.n; k++) follow(w, m->args.v[iv->bodies.first + k], row, v + 1);
  }
  w->trail.n--;
  w->all.v[v].state = 2;
}

void nz_check_cycles(nz_cx *cx) {
  walk w = {.cx = cx, .first = NZ_NEW_N(cx->a, uint32_t, cx->m->decls.n), .seen = NZ_NEW_N(cx->a, uint32_t, cx->m->nodes.n)};
  for (uint32_t i = 0; i < cx->m->decls.n; i++) {
    const ir_decl *d = &cx->m->decls.v[i];
    if (!by_row(cx->m, i) || !d->variants.n) {
      visit(&w, i, -1);
      continue;
    }
    for (uint32_t k = 0; k < d->variants.n; k++) { /* a table row by row: as a whole it may refer to itself */
      uint32_t body = cx->m->variants.v[d->variants.first + k].body;
      const ir_node *n = body == IR_NONE ? NULL : ir_at(cx->m, body);
      while (n && n->op == IR_PROV) n = ir_at(cx->m, ir_arg(cx->m, n, 0));
      if (!n || n->op != IR_MATRIX) {
        visit(&w, i, -1);
        continue;
      }
      const ir_table *t = &cx->m->tables.v[n->ref];
      for (uint32_t r = 0; r < t->rows.n; r++) visit(&w, i, cx->m->rows.v[t->rows.first + r].value);
    }
  }
}
