/* target.h -- what is asked about: a declaration, a 検証 or a whole month of claims; which rows, values, days and readings its
 * cases are made of, and where each of these choices stands on a tape. */
#ifndef NZ_TARGET_H
#define NZ_TARGET_H
#include "../facts/question.h"
#include "../month/claims.h"
#include "../verify/duty.h"
#include "spread.h"
#include "tape.h"

typedef struct nz_group { uint32_t ledger, least, most; } nz_group; /* rows of a ledger */
typedef struct nz_values_of { uint32_t n; int64_t *v; } nz_values_of;
typedef struct nz_target {
  uint32_t decl;
  const nz_duty *duty;         /* a 検証 */
  bool month;                  /* all claims of the case are asked about, each as of its own day */
  uint32_t time;               /* month: the field of that day */
  uint32_t subject;            /* group of its subject; IR_NONE */
  nz_group *group; uint32_t ngroup;
  uint32_t *looked, nlooked;   /* ledgers gone through: said to be complete, or not */
  uint32_t *reading, nreading;
  nz_values_of arg[NZ_MAX_ARGS]; /* of parameters: their values; rows: those of a group */
  uint32_t row_of[NZ_MAX_ARGS], nargs; /* group, else IR_NONE */
  int64_t *day; uint32_t nday;
  nz_spreads spreads;
  /* where on a tape: the day, a salt for what else is drawn, ledgers, readings, parameters, the subject, rows a group; then the facts */
  uint32_t at_closed, at_reading, at_arg, at_subject, at_rows, head;
} nz_target;
enum { NZ_AT_DAY, NZ_AT_SALT, NZ_AT_FIRST };

void nz_target_of(nz_arena *a, const nz_duties *d, uint32_t decl, const nz_duty *duty, const uint64_t *births, nz_target *out);
#endif
