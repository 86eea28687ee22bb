/* fuzz.h -- fuzzes a rule set: walks over cases made from the rules themselves, each step a few choices away from the last, and
 * looks in each whether something does not hold. What is found is shrunk. Spec: spec/fuzz.md. */
#ifndef NZ_FUZZ_ENGINE_H
#define NZ_FUZZ_ENGINE_H
#include "checks.h"
#include "ground.h"

typedef struct nz_fuzz_found {
  nz_fuzz_kind kind;
  const nz_duty *duty;      /* the 検証, else NULL */
  const nz_case *c;
  nz_question q;
  int64_t day;
  nz_hit hit;
  uint64_t tried;           /* smaller cases looked at */
} nz_fuzz_found;

typedef struct nz_fuzz {
  const nz_program *p;
  const nz_duties *d;
  const char *fingerprint;
  nz_arena *own, *walk, *work, *out; /* targets; the rows of a walk; one check; what was found */
  const uint64_t *births;
  nz_dice dice;
  bool on[NZ_FUZZ_KINDS];
  const char *property;     /* only this 検証; NULL: all */
  uint32_t only;            /* only this declaration; IR_NONE: all */
  uint32_t *decl, ndecl;    /* declarations asked about */
  uint32_t *duty, nduty;    /* numbers of the 検証 */
  nz_target **target;       /* made when first met: of declarations, then of 検証 */
  uint8_t *done;            /* bits of kinds found there */
  uint32_t turn, at[NZ_FUZZ_KINDS];
  uint64_t cases[NZ_FUZZ_KINDS], months;
  nz_tape tape, spare;
} nz_fuzz;

/* Memory: the arenas are the caller's and must have their doors. */
void nz_fuzz_start(nz_fuzz *z, uint64_t seed);
bool nz_fuzz_any(const nz_fuzz *z);   /* is there anything to look at? */
/* One walk of one kind over one target. True: something was found; it lives in `out`. */
bool nz_fuzz_walk(nz_fuzz *z, nz_fuzz_found *found);
/* A case that was kept: does it show it still? The case must not be used again. */
bool nz_fuzz_again(nz_fuzz *z, nz_case *c, nz_fuzz_kind kind, const nz_question *q, int64_t day, nz_hit *hit);
#endif
