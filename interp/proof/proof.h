/* proof.h -- the proof of an answer as a document (spec/proof.md). The checker's side is check.h. */
#ifndef NZ_PROOF_H
#define NZ_PROOF_H
#include "../exec/eval.h"
#include "step.h"

typedef struct nz_proof_of { /* what the run was asked, and under what */
  const nz_question *q;
  int64_t date;
  bool strict;
  const uint32_t *choice;   /* per reading of the rules: choice in force, IR_NONE for the case's or the default one; NULL: all so */
  const char *fingerprint;  /* of the rules, 64 hex digits; NULL: worked out from the module, which takes a while */
} nz_proof_of;

/* Writes the document: {…claim…, "steps":[…]}. Steps not reached from the root are left out; the rest is numbered as P1.2
 * says. The proof must be one that nz_eval_run made for this question, over this case. */
void nz_proof_json(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof_of *of, const nz_proof *p, ir_buf *out);
#endif
