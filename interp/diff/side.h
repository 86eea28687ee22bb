/* side.h -- the two sides of a comparison: a module, the day it is asked as of (IR_DATE_MIN: each on its own), the readings chosen. */
#ifndef NZ_SIDE_H
#define NZ_SIDE_H
#include "../exec/eval.h"

typedef struct nz_side {
  const ir_module *m;
  int64_t day;
  const uint32_t *choice; /* per reading */
} nz_side;

/* ---- same.c ---- */
typedef struct nz_same nz_same;
nz_same *nz_same_new(nz_arena *a, const nz_side *s);
/* What a declaration says on its side's day, through all it calls: two numbers that are equal when the rules are word for word the
 * same in what decides, whatever stands around them. Sources, notes and places do not count. own: without what it calls. */
void nz_same_decl(nz_same *x, uint32_t decl, uint64_t out[2], uint64_t own[2]);

/* ---- names.c ---- by name, on the other side; IR_NONE where it has none */
nz_str nz_side_name(nz_arena *a, const ir_module *m, uint32_t decl); /* 加算 の 部分, or its name */
uint32_t nz_decl_across(nz_arena *a, const ir_module *from, uint32_t decl, const ir_module *to);
uint32_t nz_ledger_across(const ir_module *from, uint32_t ledger, const ir_module *to);
uint32_t nz_field_across(const ir_module *from, uint32_t field, const ir_module *to); /* of the same kind, unit and decimals only */
uint32_t nz_value_across(const ir_module *from, uint32_t value, const ir_module *to, uint32_t enum_);
bool nz_type_across(const ir_module *from, uint32_t type, const ir_module *to, uint32_t other); /* the same, by names */
#endif
