/* naze-mutate.h -- slips of the pen in rules, made one at a time, and whether the 事例 would notice (spec/mutate.md).
 *
 * Takes a program that nobody else holds and changes it in place; a second, equal one says what the rules should come to. Of one
 * thread; several processes may each work on a share. */
#ifndef NAZE_MUTATE_H
#define NAZE_MUTATE_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef struct naze_slip_kind { const char *id, *ja, *en; } naze_slip_kind;
NAZE_API bool naze_slip_kind_at(size_t i, naze_slip_kind *out);

typedef struct naze_mutator naze_mutator;
/* Both compiled from the same sources, 事例 included. Free before the programs. NULL: memory. */
NAZE_API naze_mutator *naze_mutator_new(naze_program *changed, const naze_program *rules);
NAZE_API void naze_mutator_free(naze_mutator *x);
typedef struct naze_mutant {
  size_t kind;
  const char *words;               /* 10点以上 → 10点超 */
  const char *about, *cite, *file; /* 条件 行動基準 */
  uint32_t line;
} naze_mutant;
NAZE_API size_t naze_mutant_count(const naze_mutator *x);
NAZE_API bool naze_mutant_at(naze_mutator *x, size_t i, naze_mutant *out); /* texts until the next call */

/* Runs every 事例 on the rules as they are, noting what each looks at. How many expectations there are, and how many fail already. */
NAZE_API naze_status naze_mutator_begin(naze_mutator *x, size_t *expectations, size_t *failing);

typedef enum naze_fate { NAZE_NOTICED, NAZE_SURVIVED, NAZE_SAME /* proved to mean the same */ } naze_fate;
typedef struct naze_mutant_result {
  naze_fate fate;
  const char *by;                  /* NOTICED: the 事例 */
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
