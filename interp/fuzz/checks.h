/* checks.h -- what must hold of every answer, whatever the rules say; and that a 検証 is not broken. */
#ifndef NZ_CHECKS_H
#define NZ_CHECKS_H
#include "../exec/eval.h"
#include "../sema/program.h"

typedef enum nz_fuzz_kind {
#define K(id, name, ja, en) NZ_FUZZ_##id,
#include "kinds.def"
#undef K
  NZ_FUZZ_KINDS
} nz_fuzz_kind;

typedef struct nz_probe { /* a case to be looked at; its cells are changed and put back */
  const nz_program *p;
  const ir_module *m;
  const char *fingerprint; /* of the rules */
  nz_arena *work;          /* of one check */
  nz_case *c;
  nz_eval *e;              /* over the case's own cells */
  nz_case *twin;           /* the same with its rows in another order; made when needed, in `own` */
  nz_eval *twin_e;
  uint32_t *map, *next;    /* where a row went; the next row of its ledger, IR_NONE */
  nz_arena *own;
  bool deep;               /* all that can be tried, not only what the salt says */
} nz_probe;

typedef struct nz_hit { /* what was seen */
  nz_val first, second;
  uint32_t cell;           /* the fact that turned an answer; IR_NONE */
  nz_str why;              /* in words, in `work`; "" */
} nz_hit;

/* True: it does not hold. What the salt says is tried, in a deep check all there is. */
bool nz_check_one(nz_probe *k, nz_fuzz_kind kind, const nz_question *q, int64_t day, uint32_t salt, nz_hit *hit);
/* Of the facts withheld under a salt those that must not be given for one more to turn the answer are taken out of the case. */
void nz_check_settle(nz_probe *k, const nz_question *q, int64_t day, uint32_t salt);
#endif
