/* view.h -- the shown proof: what a person reads, made from the steps the evaluator recorded.
 *
 * Steps not worth a line are folded: a fact into its comparison, a comparison into the condition it is the whole of,
 * 次のすべて into the name or mark it stands under. Every line keeps the step it stands for, so nothing is shown that is
 * not in the proof. */
#ifndef NZ_VIEW_H
#define NZ_VIEW_H
#include "../exec/eval.h"
#include "../ir/phrase.h"

enum { NZ_S_UNKNOWN = -1, NZ_S_FAILS, NZ_S_HOLDS, NZ_S_VALUE, NZ_S_REFER, NZ_S_NA, NZ_S_FAULT };

typedef struct nz_vline {
  int state;            /* NZ_S_* */
  const char *label;    /* 麻痺基準, 行動関連項目, 区分4 × 重度訪問介護 は ★ */
  const char *actual;   /* 8点 */
  const char *need;     /* 10点以上, 次のすべて */
  const char *distance; /* あと2点 */
  const char *cite, *note, *file;
  uint32_t line;
  uint32_t step;        /* in nz_proof.nodes */
  NZ_VEC(uint32_t) kids;
} nz_vline;
typedef struct nz_view { NZ_VEC(nz_vline) nodes; uint32_t root; } nz_view;

nz_view *nz_view_build(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p);

/* The requirement that one fact had to meet in this proof. */
typedef struct nz_demand {
  bool found;
  int state;
  const char *need, *distance, *rule; /* rule: the named condition or table it stands in */
  const char *file;
  uint32_t line;
} nz_demand;
/* For each cell the demand to show: one whose state is `prefer` before others, then the first in the proof. */
nz_demand *nz_view_demands(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p, const uint32_t *cells, uint32_t n, int prefer);

/* Shared wording. Texts are arena copies. */
int nz_state_of(const nz_val *v);
const char *nz_value_text(nz_arena *a, const ir_module *m, const nz_case *c, uint32_t type, const nz_val *v); /* 8点, 空欄, ？, 可 */
const char *nz_cell_text(nz_arena *a, const nz_case *c, uint32_t cell);  /* as given in the case: 8点, 空欄, ？ */
const char *nz_cell_label(nz_arena *a, const nz_case *c, uint32_t cell);
const char *nz_cites_text(nz_arena *a, const ir_module *m, ir_range cites);
void nz_cite_put(const ir_module *m, uint32_t cite, ir_buf *out);        /* 圏域ガイド §9 */
const char *nz_date_text(nz_arena *a, const ir_module *m, int64_t day);  /* 令和6年10月1日 */
const char *nz_day_or_month(nz_arena *a, const ir_module *m, int64_t last); /* 令和6年11月 when it is that month's last day, else the day */
/* あと2点 / 2点超過 / あと3月: how far a comparison that failed is from holding; "" when it holds or has no distance. */
bool nz_ahead(const char *distance); /* あと…: it has to grow, as time or a count may make it */
const char *nz_distance(nz_arena *a, const ir_module *m, ir_op op, uint32_t type, const nz_val *left, const nz_val *right);
#endif
