/* unclaimed.h -- what the records of a month would carry and nobody claimed (S8.16). */
#ifndef NZ_MONTH_UNCLAIMED_H
#define NZ_MONTH_UNCLAIMED_H
#include "right.h"

typedef struct nz_unclaimed {
  uint32_t decl;           /* 加算 or 報酬 */
  nz_str kind;             /* 種類; "" when it has none */
  const uint32_t *record;  /* rows of the ledger of records */
  uint32_t nrecord;
  int64_t day, units;      /* as of the last of its records; what it would earn */
} nz_unclaimed;
typedef NZ_VEC(nz_unclaimed) nz_unclaimed_list;

/* Of the claims of one user in a month (year * 12 + month - 1), in the order of their numbers, those of the right set are `in`. Nothing that some fact leaves open is offered. False: a bound of the search was met, there may be more. */
bool nz_month_unclaimed(nz_month *k, uint32_t user, const uint32_t *row, const bool *in, uint32_t n, int64_t month, nz_unclaimed_list *out);
#endif
