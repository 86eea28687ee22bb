/* trials.h -- rules changed one place at a time by several processes, and what came of each. Shared by mutate and cover. */
#ifndef NAZE_TOOLS_TRIALS_H
#define NAZE_TOOLS_TRIALS_H
#include "../cli.h"
#include "../findings/forms.h"
#include "naze-mutate.h"

enum { TRIAL_KINDS_MOST = 32 };
typedef enum tried_fate { TRIED_NOTICED, TRIED_SURVIVED, TRIED_SAME, TRIED_NOT } tried_fate; /* TRIED_NOT: the time was over */
typedef struct tried {               /* texts owned */
  uint32_t mutant;
  uint8_t fate, direction;
  bool found, has_amount, alone;
  uint32_t ran, reach;
  int64_t amount;
  char *by, *was, *is, *facts, *case_json, *question;
} tried;

typedef struct trials {
  cli *c;
  naze_trials what;
  naze_program *changed, *rules;
  naze_mutator *x;
  tried *came; size_t n;             /* those chosen, in the order of the rules */
  finding_kind kind[TRIAL_KINDS_MOST]; size_t kinds;
  size_t cases, expectations, failing;
  double seconds;
} trials;
/* Compiles, chooses by --only and by words, tries. 0 or the exit status, having said why. trials_free in any case. */
int trials_run(trials *t, cli *c, naze_trials what, bool alone); /* alone: see naze-mutate.h */
void trials_free(trials *t);

/* Writes the cases found as 事例 with the answer left open. False: it has said why. */
bool trials_propose(const trials *t, const rule_findings *f, const char *path, term *err);

void trials_replays(const trials *t, rule_findings *found); /* the command that asks a finding's question of its case */

/* ---- workers.c ---- forks; each process tries a share and sends back what came of it, in any order. False: it has said why. */
typedef struct work_order { naze_mutator *x; const tried *todo; size_t n; unsigned jobs; double until; uint64_t work; } work_order;
bool workers_run(const work_order *w, tried *out, term *err);
#endif
