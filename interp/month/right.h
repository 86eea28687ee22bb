/* right.h -- the right set of claims (S8.15): of those given the ones that, claimed without the others, are all 可 and earn the most;
 * among equals the most claims, then the lower numbers. All other claims stay as they are. */
#ifndef NZ_MONTH_RIGHT_H
#define NZ_MONTH_RIGHT_H
#include "claims.h"

typedef struct nz_right {
  bool *in;        /* per claim given */
  int64_t units;   /* what they earn together; with hope: at the most */
  bool exact;      /* proved; else the best that was found */
} nz_right;
enum { NZ_RIGHT_WORK = 20000 /* judgements for one set */ };
/* The claims of one user, in the order of their numbers. `hope`: those of which nobody knows whether they are 可 are taken to be. */
nz_right nz_month_right(nz_month *k, const uint32_t *row, uint32_t n, bool hope);
#endif
