/* run.h -- places of the rules, and whether some 事例 makes each of them matter. */
#ifndef NAZE_TOOLS_COVER_RUN_H
#define NAZE_TOOLS_COVER_RUN_H
#include "../trials/trials.h"

typedef struct cover_count { size_t places, met, never, missing, left; } cover_count; /* never: proved that no facts make it matter */
typedef struct cover_file { char *name; cover_count count; } cover_file;
typedef struct cover_report {
  trials t;
  rule_findings found;               /* places that no 事例 makes matter */
  cover_count count[TRIAL_KINDS_MOST], all;
  cover_file *file; size_t files;    /* rule files, in their order */
  str_list idle;                     /* 事例 without which no place would go unmet */
  str_list stale;
} cover_report;
int cover_run(cli *c);

/* ---- report.c, grid.c ---- */
const char *cover_side(naze_side s, bool english);
void cover_text(term *o, const cover_report *r, bool all);
void cover_json(str *s, const cover_report *r);
void cover_html(str *s, const cover_report *r, bool english);
void cover_grids(str *s, const cover_report *r, bool english); /* tables, coloured; then what is no table */
#endif
