/* making.h -- a report while it is made: report.c judges, right.c finds the right set and what was not claimed. */
#ifndef NAZE_MONTH_MAKING_H
#define NAZE_MONTH_MAKING_H
#include "lookup.h"
#include "report.h"

typedef struct making {
  cli *c;
  month_facts *m;
  findings *f;
  month_report *r;
  claim_shape s;
  const fact_row **of_row;   /* by row of the case */
  size_t *claim_of;          /* by row: the report's claim, or NOBODY */
  size_t nof_row;
  pricing price;
  uint32_t *extra;           /* 付加 of the office's 加算: declarations about a claim */
  size_t nextra;
} making;

bool right_begin(making *k); /* before the claims are judged. False: memory or a limit */
bool right_find(making *k);
void right_free(month_report *r);
#endif
