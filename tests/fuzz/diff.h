/* diff.h -- one random program and some cases, answered by the reference evaluator and by the tracing one */
#ifndef NZ_DIFF_H
#define NZ_DIFF_H
#include <stddef.h>
#include <stdint.h>

#include "../../interp/ir/ir.h"

typedef struct diff_stats {
  uint64_t programs, questions, known, missing, faults, referred, novalue, decided, proofs;
  uint64_t op[IR_OP_COUNT];   /* nodes of each operator generated */
  uint64_t took[IR_OP_COUNT]; /* steps of each operator in the proofs */
} diff_stats;
/* Plants a mistake in every node of one operator of the IR, so that the two must differ: the operator's sibling (かつ for
 * または, 以上 for 超), else its operands swapped, else a constant. `on` false: nothing is planted. */
typedef struct diff_plant { int op; bool on; } diff_plant;
/* NULL when all agree, else a description (malloc'd) with rules, facts, question and both answers. */
char *diff_run(const uint8_t *data, size_t n, uint64_t seed, unsigned decls, unsigned depth, unsigned cases, diff_plant plant, diff_stats *st);
#endif
