/* stage.h -- the cases that a search begins from: rows, and nothing known about them. */
#ifndef NZ_STAGE_H
#define NZ_STAGE_H
#include "duty.h"
#include "walk.h"
#include "../facts/question.h"

enum { NZ_PAID = 2, NZ_COUNTED = 6, NZ_SHAPES };
/* shape 0: only rows that must be there, ledgers open; then closed ledgers with ever more rows; NZ_COUNTED has as many as the
 * condition counts, NZ_PAID as well, and its claims were paid. False: no such shape (nothing is looked through, there are no
 * claims). */
bool nz_stage(nz_arena *a, const nz_duties *d, const nz_duty *x, const nz_cone *cone, unsigned shape, int64_t day, nz_case **c, nz_question *q);
/* One more row, the nth of its ledger: 甲, 乙, …, or keyed by number from 1 on. */
uint32_t nz_stage_row(nz_arena *a, nz_case *c, uint32_t ledger, uint32_t nth);
/* The days as of which a condition may differ: each on which something it reaches begins, within its own period. */
uint32_t nz_stage_days(nz_arena *a, const ir_variant *v, const nz_cone *cone, int64_t **out);
/* Values of parameter i to be asked with, when it has no usual value; exact: they are all there are. 0: it has one. */
uint32_t nz_stage_values(nz_arena *a, const ir_module *m, const ir_param *p, int64_t day, int64_t **out, bool *exact);
#endif
