/* explore.h -- where one question comes to different answers on two sides, as boxes of facts.
 *
 * Both evaluators are asked about the same facts while most are kept back; facts are taken one at a time, by classes of values that
 * neither side tells apart. Where both answers stand, they are compared: the box is one region. Facts of the older side lie as many
 * months (or days) earlier as its day does, so that ages and terms are the same on both. */
#ifndef NZ_EXPLORE_H
#define NZ_EXPLORE_H
#include "side.h"

typedef struct nz_boxfact { uint32_t cell; const char *region; } nz_boxfact; /* 10点以上 */
typedef struct nz_region_found {
  nz_val was, is;
  nz_boxfact *fact; uint32_t nfacts;
  nz_case *c, *old_c;        /* with one value of each, as the newer and the older side have it */
  nz_question q, old_q;
} nz_region_found;
typedef struct nz_difference {
  NZ_VEC(nz_region_found) found; /* one of each way to differ: the one with the fewest facts */
  uint64_t boxes, differing;     /* looked at; of these with different answers */
  bool exact;                    /* every case was decided: what was not found is not there */
  bool by_rows, spent;
} nz_difference;
/* was, is: the same declaration (and output) on both sides. work: steps of the evaluators. */
nz_difference nz_explore(nz_arena *a, const nz_side *was, uint32_t old_decl, const nz_side *is, uint32_t new_decl, uint32_t output, uint64_t work);
/* The cell's value on the older side: names for ids, dates as much earlier. False: it has none there. */
bool nz_value_back(const nz_side *is, uint32_t field, const nz_cellval *v, const nz_side *was, uint32_t old_field, nz_cellval *out);
bool nz_same_across(const nz_side *was, const nz_val *x, const nz_side *is, const nz_val *y);
#endif
