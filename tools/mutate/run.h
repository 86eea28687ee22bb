/* run.h -- slips tried by several processes, and what came of each. */
#ifndef NAZE_TOOLS_MUTATE_RUN_H
#define NAZE_TOOLS_MUTATE_RUN_H
#include "../cli.h"
#include "../findings/findings.h"
#include "naze-mutate.h"

enum { SLIP_KINDS_MOST = 32 };
typedef enum tried_fate { TRIED_NOTICED, TRIED_SURVIVED, TRIED_SAME, TRIED_NOT } tried_fate; /* TRIED_NOT: the time was over */
typedef struct tried {               /* one slip; texts owned */
  uint32_t mutant;
  uint8_t fate, direction;
  bool found, has_amount;
  uint32_t ran, reach;
  int64_t amount;
  char *by, *was, *is, *facts, *case_json, *question;
} tried;
void tried_free(tried *t);

/* ---- workers.c ---- forks; each process tries a share and sends back what came of it, in any order. False: it has said why. */
typedef struct work_order { naze_mutator *x; const uint32_t *mutant; size_t n; unsigned jobs; double until; uint64_t work; } work_order;
bool workers_run(const work_order *w, tried *out, term *err); /* out[i] belongs to mutant[i] */

typedef struct mutate_count { size_t made, noticed, same, survived, left; } mutate_count;
typedef struct mutate_report {
  rule_findings found;               /* survivors */
  mutate_count count[SLIP_KINDS_MOST], all;
  size_t kinds, cases, expectations, failing;
  str_list stale;
  double seconds;
} mutate_report;
int mutate_run(cli *c);

/* ---- report.c ---- */
void mutate_text(term *o, const mutate_report *r, bool all);
void mutate_json(str *s, const mutate_report *r);
void mutate_html(str *s, const mutate_report *r, bool english);
#endif
