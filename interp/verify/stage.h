/* stage.h -- the cases that a search begins from: rows, and nothing known about them. */
#ifndef NZ_STAGE_H
#define NZ_STAGE_H
#include "duty.h"
#include "walk.h"
#include "../facts/question.h"

enum { NZ_SHAPES = 6 };
/* shape 0: only rows that must be there, ledgers open; then closed ledgers with ever more rows; the last has as many as the
 * condition counts. False: no such shape (nothing is
 * looked through, or the duty is about a claim and needs closed ledgers). */
bool nz_stage(nz_arena *a, const nz_duties *d, const nz_duty *x, const nz_cone *cone, unsigned shape, int64_t day, nz_case **c, nz_question *q);
/* One more row, the nth of its ledger: 甲, 乙, …, or keyed by number from 1 on. */
uint32_t nz_stage_row(nz_arena *a, nz_case *c, uint32_t ledger, uint32_t nth);
/* The days as of which a condition may differ: each on which something it reaches begins, within its own period. */
uint32_t nz_stage_days(nz_arena *a, const ir_variant *v, const nz_cone *cone, int64_t **out);
/* Values of parameter i to be asked with, when it has no usual value; exact: they are all there are. 0: it has one. */
uint32_t nz_stage_values(nz_arena *a, const ir_module *m, const ir_param *p, int64_t day, int64_t **out, bool *exact);
#endif
