/* duty.h -- what has to hold of a rule set, each as a condition in its own module: a case in which it is true either must not
 * exist (it breaks the duty) or must (else the duty is broken). Spec: spec/verify.md.
 *
 * The conditions are declarations added behind all others, with the subject and the parameters of the declaration they are
 * about, so that the evaluator, the search (search.h) and a solver all read the same thing. */
#ifndef NZ_DUTY_H
#define NZ_DUTY_H
#include "../sema/program.h"

typedef enum nz_duty_kind {
#define D(id, name, wanted, ja, en) NZ_DUTY_##id,
#include "duties.def"
#undef D
  NZ_DUTY_COUNT
} nz_duty_kind;

typedef struct nz_duty {
  uint8_t kind;
  uint32_t decl;          /* the condition; IR_NONE: seen without a case (it is broken as it stands) */
  uint32_t about;         /* declaration it speaks of, or IR_NONE */
  ir_str detail;          /* 3行目, the condition in words, … */
  uint32_t loc;
  ir_range cites;
  uint8_t fault;          /* the declaration `about` then comes to this fault (NZ_FAULT_*), else 0 */
  uint32_t pair;          /* ledger of which both parameters are rows, the same but for `differ`; IR_NONE */
  ir_range differ;        /* field ids, in m->pool */
  uint32_t item, kind_of; /* CLAIM: value of the claim's 費目; string of its 種類 (0: any) */
} nz_duty;
typedef struct nz_duties nz_duties;
struct nz_duties {
  const nz_program *p;
  ir_module *m;
  nz_arena *a;
  uint32_t ndecls, nnodes; /* of the rules: before 検証 and what is added here; nodes of 検証 are among them */
  NZ_VEC(nz_duty) list;
};

/* Adds conditions and duties; the module is the program's own, which must have been lowered with want_broken. */
nz_duties *nz_duties_make(nz_arena *a, nz_program *p);

/* ---- inside ---- */
const char *nz_duty_name(uint8_t kind);
bool nz_duty_wanted(uint8_t kind); /* a case must exist */
nz_duty *nz_duty_add(nz_duties *d, nz_duty_kind kind, uint32_t about, ir_str detail, uint32_t loc, ir_range cites);
/* …with a condition over the subject and parameters of `about`, in force as long as the variant. */
nz_duty *nz_duty_of(nz_duties *d, nz_duty_kind kind, uint32_t about, const ir_variant *v, uint32_t cond, ir_str detail, uint32_t loc);
uint32_t nz_d_not(nz_duties *d, uint32_t cond);
uint32_t nz_d_all(nz_duties *d, const uint32_t *v, uint32_t n);
uint32_t nz_d_any(nz_duties *d, const uint32_t *v, uint32_t n);
uint32_t nz_d_outcome(nz_duties *d, uint32_t decision, int64_t out);
ir_str nz_d_text(nz_duties *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
ir_str nz_d_phrase(nz_duties *d, uint32_t node);

void nz_duty_tables(nz_duties *d, uint32_t decl, const ir_variant *v);      /* duty_table.c */
void nz_duty_conditions(nz_duties *d, uint32_t decl, const ir_variant *v);  /* duty_cond.c: conditions, provisos */
void nz_duty_properties(nz_duties *d);                                      /* duty_prop.c */
void nz_duty_levels(nz_duties *d, uint32_t decl, const ir_variant *v);      /* duty_prop.c */
void nz_duty_claims(nz_duties *d);                                          /* duty_claim.c */
void nz_duty_still(nz_duties *d);                                           /* still.c: seen without a case */
#endif
