/* report.h -- one run of `naze verify`: what was looked at, what was found, what could not be decided. */
#ifndef NAZE_TOOLS_VERIFY_REPORT_H
#define NAZE_TOOLS_VERIFY_REPORT_H
#include "../cli.h"
#include "../findings/findings.h"

typedef struct verify_count { size_t looked, found, open; } verify_count;
typedef struct verify_report {
  rule_findings found;
  verify_count *count;        /* by kind, as verify_kinds */
  str_list undecided;         /* names of what could not be decided */
  str_list stale;             /* accepted, but nothing like it was found */
  double seconds;
} verify_report;

int verify_run(cli *c);                                          /* main.c's work: the exit status */
void verify_text(term *o, const verify_report *r, bool all);
void verify_json(str *s, const verify_report *r);
void verify_html(str *s, const verify_report *r, bool english);
#endif
