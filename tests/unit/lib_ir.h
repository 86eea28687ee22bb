/* lib_ir.h -- random rule sets straight in the IR, and random cases for them: every operator, table kind and hit policy,
 * without grammar or binder. The same seed gives the same module (with
 * one compiler: the order in which arguments are made is its own). */
#ifndef LIB_IR_H
#define LIB_IR_H
#include "interp/facts/case.h"
#include "interp/ir/irtext.h"

typedef struct lib_rng { uint64_t s; } lib_rng;
uint32_t lib_below(lib_rng *r, uint32_t n); /* 0..n-1 */

typedef struct lib_world { /* what the module declares, for those who make cases */
  ir_module *m;
  uint32_t user, claim;                                   /* ledgers */
  uint32_t f_name, f_born, f_class, f_points, f_extra, f_child, f_worker, f_span, f_memo; /* of 利用者 */
  uint32_t f_no, f_of, f_month, f_day, f_sum, f_with;     /* of 請求 */
  uint32_t class_, service;                               /* enums */
  uint32_t nquestions;                                    /* declarations 0.. that may be asked */
} lib_world;

lib_world lib_module(nz_arena *a, uint64_t seed);
nz_case *lib_case(nz_arena *a, const lib_world *w, uint64_t seed);
#endif
