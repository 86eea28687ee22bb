/* solver.h -- is there a case in which a declaration comes out so? Exact, with Z3: spec/solver.md.
 *
 * The program's intermediate form is translated into a formula over the facts of a case with a bounded number of rows; whatever
 * is found is a case that the evaluator can be asked about, and the caller does ask it. */
#ifndef NAZE_TOOLS_SOLVER_H
#define NAZE_TOOLS_SOLVER_H
#include <stdbool.h>
#include <stdint.h>

#include "naze-ir.h"

typedef enum { SOLVER_NONE, SOLVER_CASE, SOLVER_UNDECIDED, SOLVER_UNSUPPORTED } solver_answer;
typedef struct solver solver;

solver *solver_new(const naze_program *p); /* the program outlives it */
void solver_free(solver *s);

/* The choice of a reading for all that follows; NAZE_IR_NONE: its usual one. */
void solver_choose(solver *s, uint32_t reading, uint32_t choice);

/* Between which days the dates, months and periods of facts lie, for all that follows; births from 1900 on. At the widest, and to
 * begin with, the years 1900 to 2100. */
void solver_days(solver *s, int64_t first, int64_t last);

/* From now on a claim that is asked about is for this 費目 and 種類 ("": any), until item is NULL; in the case it is then the last
 * of its ledger, as any other subject is the first. False: there is no such value. */
bool solver_claim(solver *s, const char *item, const char *part);

/* While true, any case will do: none is sought that reads better. */
void solver_any(solver *s, bool any);

/* While on, the rows that are the first two parameters are the same but for their keys and the n fields of `differ`, the caller's. */
void solver_pair(solver *s, bool on, const uint32_t *differ, size_t n);

/* Is there a case in which `decl` comes out true or 可 (want), false or 不可 (not), as of a day in from..to (days since 1970-01-01)?
 * Subject row, parameters, the day and all facts are free; rows that are parameters are rows of their own, behind the subject's; of each ledger that the declaration looks through there are at most
 * `rows` rows beside those it must have. *case_json (until the next call): the case, with its day, as in spec/case.md;
 * *why: in words, what could not be translated or ran out; "" else. */
solver_answer solver_find(solver *s, uint32_t decl, bool want, int64_t from, int64_t to, unsigned rows, unsigned timeout_ms, char **case_json, const char **why);

/* The same for any outcome, faults too; `output` is a column of its results. */
solver_answer solver_find_outcome(solver *s, uint32_t decl, uint32_t output, naze_outcome want, int64_t from, int64_t to, unsigned rows, unsigned timeout_ms,
                                  char **case_json, const char **why);

/* Of the case found: its question as naze_ask takes it, with arguments, and the subject's row for naze_set_subject ("" without one). */
const char *solver_question(const solver *s);
const char *solver_subject(const solver *s);
size_t solver_row(const solver *s); /* that row's number for naze_ask_row */

/* … and what it comes to, where that is a known value: as naze-ir.h counts (days since 1970, ids of values, decisions as naze_outcome);
 * b is a denominator or a last day. */
bool solver_value(const solver *s, int64_t *a, int64_t *b);

/* Facts that every case looked for has, until n is 0 again: of the row-th row of a ledger, as above; a text, the rows named. counts:
 * how many rows of each ledger, or NULL. field NAZE_IR_NONE: the row-th parameter. They stay the caller's. */
typedef struct solver_fact { uint32_t field, row; bool blank; int64_t a, b; const char *text; const uint32_t *named; uint32_t nnamed; } solver_fact;
void solver_fix(solver *s, const solver_fact *facts, size_t n, const uint32_t *counts);

/* What an answer cost: terms made, milliseconds to translate and to solve. */
typedef struct solver_cost { unsigned terms, translating, solving; } solver_cost;
solver_cost solver_spent(const solver *s);
#endif
