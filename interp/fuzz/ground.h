/* ground.h -- a case of so many rows with its evaluator, made once; from case to case only the facts are set that changed. */
#ifndef NZ_GROUND_H
#define NZ_GROUND_H
#include "../exec/eval.h"
#include "target.h"

typedef struct nz_slot { uint32_t cell, mate; const nz_spread *s; uint32_t *rows; } nz_slot; /* mate: the same fact of the other row of a pair */
typedef struct nz_ground {
  nz_arena *a;
  const ir_module *m;
  const nz_target *t;
  nz_case *c;              /* its cells, day, readings and completeness are what is set */
  nz_eval *e;
  uint32_t *first, *nrows; /* per group of the target */
  nz_slot *slot; uint32_t nslot;
  nz_question q;           /* of a month: to be given a subject */
} nz_ground;

/* For the numbers of rows on the tape. */
nz_ground *nz_ground_new(nz_arena *a, const ir_module *m, const nz_target *t, const uint32_t *tape);
uint32_t nz_ground_length(const nz_ground *g); /* of its tapes */
uint32_t nz_ground_size(const nz_ground *g, uint32_t at); /* choices there are at a place of the tape; not of rows */
void nz_ground_put(nz_ground *g, const uint32_t *tape);               /* all of it */
void nz_ground_change(nz_ground *g, const uint32_t *tape, uint32_t at); /* what one choice stands for */
/* The question about a claim and the day to ask it as of; of other targets the one question there is. */
uint32_t nz_ground_questions(const nz_ground *g);
int64_t nz_ground_ask(const nz_ground *g, uint32_t i, nz_question *q);
#endif
