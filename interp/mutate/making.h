/* making.h -- inside of interp/mutate: how a list of slips or places comes about. */
#ifndef NZ_MAKING_H
#define NZ_MAKING_H
#include "mutants.h"
#include "../verify/walk.h"

typedef struct nz_making { /* the body at hand */
  nz_mutants *x;
  nz_intern *keys;
  NZ_VEC(uint32_t) last;   /* edit of a key */
  uint32_t decl, variant;
  uint64_t *seen;          /* nodes that were looked at */
} nz_making;

/* What a part of an 加算 is for, by the name the checker gave it. */
typedef enum nz_part_of { NZ_OF_RULE, NZ_OF_LIMIT, NZ_OF_EXCLUSION, NZ_OF_RECORD, NZ_OF_UNITS, NZ_OF_ADDON } nz_part_of;
nz_part_of nz_part(const nz_making *w, uint32_t decl);

/* One that can be tried, at a place that was written (loc 0: nowhere, and it is left out). The same words at the same place, changed
 * alike, are one, wherever the checker put them. */
void nz_put(nz_making *w, unsigned kind, nz_side side, uint8_t how, uint32_t at, int64_t to, uint32_t host, uint32_t loc);
bool nz_is_clause(const ir_module *m, uint32_t node); /* calls a part of an 加算 */
bool nz_is_number(const ir_module *m, uint32_t node);

/* What is made of a body: slips.c, places.c. */
typedef struct nz_maker { void (*node)(nz_making *w, uint32_t id); void (*table)(nz_making *w, uint32_t id); void (*root)(nz_making *w, uint32_t id); void (*period)(nz_making *w, uint32_t variant); } nz_maker;
extern const nz_maker nz_slip_maker, nz_place_maker;
#endif
