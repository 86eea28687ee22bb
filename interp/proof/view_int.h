/* view_int.h -- inside of the shown proof. Shared by view.c and view_table.c.
 *
 * Two moves build it. emit() adds a step as a line of its own under a parent. merge() lets a step speak through a line
 * that is there already: the body of a named condition through the name, a legend entry through its mark. */
#ifndef NZ_VIEW_INT_H
#define NZ_VIEW_INT_H
#include "view.h"

typedef struct vx {
  nz_arena *a;
  const ir_module *m;
  const nz_case *c;
  const nz_proof *p;
  nz_view *v;
  uint32_t *decl_line; /* per step of a declaration: its line + 1, so that a shared step is shown once */
  NZ_VEC(uint32_t) shown; /* steps of declarations with lines of their own */
  uint32_t depth;
} vx;

static inline const nz_pnode *nz_vx_step(const vx *x, uint32_t step) { return &x->p->nodes.v[step]; }
static inline const ir_node *nz_vx_op(const vx *x, uint32_t step) {
  uint32_t n = nz_vx_step(x, step)->node;
  return n == IR_NONE ? NULL : ir_at(x->m, n);
}
static inline uint32_t nz_vx_kid(const vx *x, uint32_t step, uint32_t i) { return x->p->kids.v[nz_vx_step(x, step)->kids + i]; }
static inline nz_vline *nz_vx_at(const vx *x, uint32_t line) { return &x->v->nodes.v[line]; }

/* view.c */
uint32_t nz_vx_line(vx *x, uint32_t step, uint32_t loc);         /* a line that has no parent yet */
void nz_vx_under(vx *x, uint32_t parent, uint32_t line);
void nz_vx_emit(vx *x, uint32_t step, uint32_t parent);
void nz_vx_merge(vx *x, uint32_t line, uint32_t step);
void nz_vx_note(vx *x, uint32_t line, const char *note);         /* each on a line of its own */
void nz_vx_notes(vx *x, uint32_t line, ir_range notes);
void nz_vx_cites(vx *x, uint32_t line, ir_range cites);          /* each once */
const char *nz_vx_join(vx *x, const char *p, const char *sep, const char *q); /* the separator only between two texts */

/* view_set.c: which element a step over a set belongs to follows from the order of the steps (P3.12, P3.13); those that are
 * certain or possible */
typedef struct nz_elems { int64_t *v; uint32_t n; bool months; } nz_elems;
nz_elems nz_vx_elements(const vx *x, uint32_t step);
const char *nz_vx_element_name(const vx *x, const nz_elems *e, uint32_t i);

/* view_table.c */
void nz_vx_matrix(vx *x, uint32_t line, uint32_t step);
void nz_vx_dtable(vx *x, uint32_t line, uint32_t step);
#endif
