/* lib_gen.h -- small random modules with a case and a question: every family of operators, domains small enough for brute
 * force. The same seed gives the same module (of one compiler). */
#ifndef NZ_TEST_GEN_H
#define NZ_TEST_GEN_H
#include "interp/exec/eval.h"

enum { GEN_NO_DATES = 1,   /* every fact that may change has at most seven values */
       GEN_NO_PRESUMED = 2, GEN_NO_BLANK = 4, GEN_MORE_GIVEN = 8, GEN_DECISION = 16 /* the question is about a decision */ };
enum { GEN_MAX_DECLS = 8 };

typedef struct gen {
  nz_arena arena;
  uint64_t state;
  unsigned flags;
  ir_module *m;
  nz_case *c;
  nz_question q;
  uint32_t t_bool, t_qty, t_ratio, t_enum, t_date, t_month, t_row_a, t_row_b, t_decision, t_set;
  uint32_t a, b;                                      /* ledgers: 甲 has one row, 乙 up to three */
  uint32_t fa[9], nfa, fb[4], nfb;                    /* their fields */
  uint32_t reading;
  uint32_t decl[GEN_MAX_DECLS], type[GEN_MAX_DECLS], ndecls;
  bool in_set;                                        /* generating the condition or the value of an element */
} gen;

void gen_open(gen *g, uint64_t seed, unsigned flags); /* running out of memory aborts */
void gen_close(gen *g);
uint32_t gen_pick(gen *g, uint32_t n);                /* 0 .. n-1 */
#endif
