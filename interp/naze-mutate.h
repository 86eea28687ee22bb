/* naze-mutate.h -- rules changed one place at a time, and which 事例 notice. Slips of the pen (spec/mutate.md): would the expectations
 * fail? Places (spec/cover.md): does an answer hang on the place at all?
 *
 * Takes a program that nobody else holds and changes it in place; a second, equal one says what the rules should come to. Of one
 * thread; several processes may each work on a share. */
#ifndef NAZE_MUTATE_H
#define NAZE_MUTATE_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef enum naze_trials { NAZE_TRY_SLIPS, NAZE_TRY_PLACES } naze_trials;
typedef struct naze_trial_kind { const char *id, *ja, *en; } naze_trial_kind;
NAZE_API bool naze_trial_kind_at(naze_trials what, size_t i, naze_trial_kind *out);

typedef struct naze_mutator naze_mutator;
/* Both compiled from the same sources, 事例 included. Free before the programs. NULL: memory. */
NAZE_API naze_mutator *naze_mutator_new(naze_program *changed, const naze_program *rules, naze_trials what);
NAZE_API void naze_mutator_free(naze_mutator *x);
/* Of a place: that a condition decides by holding, or by not holding; that a value stands at the boundary, or one step beside it. */
typedef enum naze_side { NAZE_SIDE_NONE, NAZE_SIDE_HOLDS, NAZE_SIDE_FAILS, NAZE_SIDE_AT, NAZE_SIDE_BESIDE } naze_side;
typedef struct naze_mutant {
  size_t kind;
  naze_side side;
  const char *words;               /* 点数が10点以上 → 点数が10点超; of a place 点数が10点以上 */
  const char *about, *cite, *file; /* 条件 行動基準 */
  uint32_t line;
  bool cell;                       /* of a table: which, its name, where in it, and what stands beside and above */
  uint32_t table, row, col, rows, cols;
  const char *table_name, *row_name, *col_name;
} naze_mutant;
NAZE_API size_t naze_mutant_count(const naze_mutator *x);
NAZE_API bool naze_mutant_at(naze_mutator *x, size_t i, naze_mutant *out); /* texts until the next call */

/* Runs every 事例 on the rules as they are, noting what each looks at. How many expectations there are, and how many fail already. */
NAZE_API naze_status naze_mutator_begin(naze_mutator *x, size_t *expectations, size_t *failing);

/* Whether a change that one 事例 notices is tried on until a second one does: see alone below. Of places it is from the beginning. */
NAZE_API void naze_mutator_alone(naze_mutator *x, bool on);

typedef enum naze_fate { NAZE_NOTICED, NAZE_SURVIVED, NAZE_SAME /* proved to mean the same */ } naze_fate;
typedef struct naze_mutant_result {
  naze_fate fate;
  const char *by;                  /* NOTICED: the 事例 */
  bool alone;                      /* NOTICED, where asked for: no other 事例 notices */
  size_t ran, reach;               /* 事例 that were run; that look at the place at all */
  /* SURVIVED: the difference that a 事例 could see, where one was found */
  bool found;
  const char *was, *is, *facts, *case_json, *question;
  bool has_amount; int64_t amount; /* by how much a number differs */
  int direction;                   /* as naze-diff.h has it; 0 */
} naze_mutant_result;
/* Makes the slip, runs the 事例 that look at the place until one notices, and takes it back; looks for a difference where none does, in
 * about so many steps of the evaluators. Texts until the next call. */
NAZE_API naze_status naze_mutant_try(naze_mutator *x, size_t i, uint64_t work, naze_mutant_result *out);
#ifdef __cplusplus
}
#endif
#endif
