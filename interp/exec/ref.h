/* ref.h -- the reference evaluator: slow and plain, over the checked tree, clause by clause of spec/semantics.md. It shares
 * with the tracing evaluator only the value type, the exact quotients and the calendar; the fuzzers hold the two equal. */
#ifndef NZ_REF_H
#define NZ_REF_H
#include "../sema/program.h"
#include "eval.h"

typedef struct nz_ref_env {
  const nz_program *p;
  const nz_case *c;
  const nz_cellval *cells; /* NULL: the case's own */
  int64_t date;
  const uint32_t *choice;  /* per reading, IR_NONE = case or default; NULL: none */
  bool strict;
} nz_ref_env;

/* Answers a question. Causes are united as the semantics say; memory comes from `a`, whose oom must be set. */
nz_val nz_ref_run(nz_arena *a, const nz_ref_env *env, const nz_question *q);
#endif
