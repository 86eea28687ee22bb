/* check.h -- the independent checker of proofs (spec/proof.md).
 *
 * It reads no answer from an evaluator: going down from the root with an environment of its own, it works out what each
 * step must come to from what the steps below came to, by one rule per operator, and refuses the proof where it says
 * anything else. It includes no evaluator and nothing of sema/ (tests/scripts/check-includes.sh). */
#ifndef NZ_CHECK_H
#define NZ_CHECK_H
#include <stddef.h>

#include "../facts/case.h"

/* Is this JSON text a proof for these rules and this case? On false, `why` (of nwhy bytes) says in a sentence what is wrong. */
bool nz_check_proof(nz_arena *a, const ir_module *m, const nz_case *c, const char *json, size_t n, char *why, size_t nwhy);
#endif
