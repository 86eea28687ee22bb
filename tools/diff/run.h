/* run.h -- one comparison of two editions, and what came of it. */
#ifndef NAZE_TOOLS_DIFF_RUN_H
#define NAZE_TOOLS_DIFF_RUN_H
#include "../cli.h"
#include "../findings/findings.h"
#include "naze-diff.h"

typedef struct edition {        /* DIR[@DATE][#READING=CHOICE…] */
  char *path, *date;
  str_list readings;
  naze_compiler *compiler;
  naze_program *program;
} edition;
int edition_open(cli *c, const char *text, edition *out); /* 0 or the exit status, having said why */
void edition_free(edition *e);
void edition_put(str *s, const edition *e);               /* as options of naze why: --rules … --as-of … */

typedef struct diff_report {
  rule_findings found;
  size_t same, looked, unchanged; /* word for word; searched; of these proved unchanged in what they answer */
  str_list not_proved, ripples;   /* not proved unchanged; changed only through what they call */
  str_list stale;
  size_t cases, differing;        /* of --count */
  double seconds;
} diff_report;

extern const finding_kind diff_kinds[];
enum { DIFF_KINDS = 8 };
int diff_run(cli *c);
/* Asks both editions each case of a file or folder about what changed; counts go into the findings. */
int diff_count(cli *c, const char *path, const edition *was, const edition *is, diff_report *r);

void diff_text(term *o, const diff_report *r, bool all);
void diff_json(str *s, const diff_report *r);
void diff_html(str *s, const diff_report *r, bool english);
#endif
