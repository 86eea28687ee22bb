/* run.h -- slips of the pen that were tried, and those that no 事例 noticed. */
#ifndef NAZE_TOOLS_MUTATE_RUN_H
#define NAZE_TOOLS_MUTATE_RUN_H
#include "../trials/trials.h"

typedef struct mutate_count { size_t made, noticed, same, survived, left; } mutate_count;
typedef struct mutate_report {
  rule_findings found;               /* survivors */
  mutate_count count[TRIAL_KINDS_MOST], all;
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
