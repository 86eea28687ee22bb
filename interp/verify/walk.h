/* walk.h -- what a node of the IR reaches. */
#ifndef NZ_WALK_H
#define NZ_WALK_H
#include "../ir/ir.h"

typedef struct nz_cone { /* everything an evaluation of a node may look at, through declarations and tables */
  uint64_t *nodes, *decls, *fields, *looked; /* bitsets; looked: ledgers whose rows are gone through */
  uint64_t *readings;
  NZ_VEC(int64_t) days;                      /* on which some variant of a declaration begins, ascending */
  bool asof;                                 /* other days than 基準日 are looked at */
} nz_cone;
void nz_cone_of(nz_arena *a, const ir_module *m, uint32_t decl, nz_cone *out);
static inline bool nz_in(const uint64_t *set, uint32_t i) { return set[i / 64] >> (i % 64) & 1; }

/* The nodes of a body itself: not those of declarations it calls, of the elements of a set, or of another day. In the order
 * written. Tables are gone into; `tables` gets their numbers. */
typedef NZ_VEC(uint32_t) nz_ids;
void nz_local_nodes(nz_arena *a, const ir_module *m, uint32_t body, nz_ids *nodes, nz_ids *tables);
/* All of them: also those inside sets and of other days, still not those of declarations called. */
void nz_own_nodes(nz_arena *a, const ir_module *m, uint32_t body, nz_ids *nodes, nz_ids *tables);
#endif
