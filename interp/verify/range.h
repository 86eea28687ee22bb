/* range.h -- how large a number can get, worked out through declarations, parameters and sets from the declared ranges. */
#ifndef NZ_RANGE_H
#define NZ_RANGE_H
#include "../ir/ir.h"

typedef struct nz_ranges nz_ranges;
nz_ranges *nz_ranges_of(nz_arena *a, const ir_module *m);
/* Of a number, months and days included. False: nothing bounds it. Numbers are scaled as the node's type is. */
bool nz_range(nz_ranges *r, uint32_t node, int64_t *lo, int64_t *hi);
#endif
