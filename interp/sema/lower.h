/* lower.h -- from the annotated tree to the IR. Internal to sema/. */
#ifndef NZ_LOWER_H
#define NZ_LOWER_H
#include "cx.h"

typedef struct nz_lw { /* one lowering */
  nz_cx *cx;
  uint32_t subject;   /* node that stands for the subject row: IR_NONE = SUBJECT itself (set while a left-out argument is lowered) */
  uint32_t out_type;  /* type of the declaration being lowered */
} nz_lw;

uint32_t nz_mk(nz_lw *l, ir_op op, uint32_t type, uint32_t n, const uint32_t *args, nz_span at);
uint32_t nz_mk_const(nz_lw *l, uint32_t type, int64_t imm, nz_span at);
uint32_t nz_lower_value(nz_lw *l, nz_node *n, uint32_t want); /* want: type to scale to, or IR_NONE */
uint32_t nz_lower_cond(nz_lw *l, nz_node *n);
uint32_t nz_lower_result(nz_lw *l, nz_node *n, uint32_t type); /* RESULT, value or condition as the answer of a declaration of `type` */
uint32_t nz_lower_prov(nz_lw *l, uint32_t main, nz_node *const *list, uint32_t n, uint32_t type);
ir_range nz_run(nz_cx *cx, const uint32_t *v, uint32_t n); /* stores ids in m->args */
ir_range nz_pool(nz_cx *cx, const uint32_t *v, uint32_t n);
ir_range nz_cites(nz_cx *cx, const nz_node *holder, bool must);
bool nz_lower_months(nz_lw *l, uint32_t set_type, nz_node *cond, uint32_t *from, uint32_t *to); /* months to which cond restricts a set (S6.1) */
void nz_lower_table(nz_lw *l, nz_declsrc *d, struct nz_varsrc *v);
void nz_lower_addon(nz_lw *l, nz_declsrc *d);
void nz_lower_properties(nz_cx *cx);
void nz_check_cycles(nz_cx *cx);
#endif
