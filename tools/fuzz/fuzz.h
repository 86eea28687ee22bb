/* fuzz.h -- one run of `naze fuzz`: what was tried, what was found, what was kept from earlier runs. */
#ifndef NAZE_TOOLS_FUZZ_H
#define NAZE_TOOLS_FUZZ_H
#include "../cli.h"
#include "../findings/findings.h"
#include "naze-fuzz.h"

enum { FUZZ_KINDS = 5 };
extern const finding_kind fuzz_kinds[FUZZ_KINDS]; /* in the order of naze_fuzz_kind_at */

typedef struct fuzz_report {
  rule_findings found;
  uint64_t cases[FUZZ_KINDS], months;
  uint64_t seed;
  double seconds;
  size_t kept, still;       /* cases kept earlier; those that show it still */
  str_list unusable, stale; /* kept cases that do not fit these rules; accepted and no longer found */
} fuzz_report;

int fuzz_run(cli *c);
void fuzz_text(term *o, const fuzz_report *r, bool all);
void fuzz_json(str *s, const fuzz_report *r);
void fuzz_html(str *s, const fuzz_report *r, bool english);

/* ---- keep.c ---- the folder of cases that were found */
typedef struct fuzz_kept { str json; char *kind, *about; } fuzz_kept;
void fuzz_keep_name(str *path, const char *folder, const rule_finding *x); /* the same finding, the same file */
bool fuzz_keep(const char *folder, const rule_finding *x, const char *path, term *e);
bool fuzz_kept_files(const char *folder, str_list *files, term *e); /* none where there is no folder */
bool fuzz_kept_read(const char *path, fuzz_kept *out, term *e);     /* kind NULL: no case that was kept here */
void fuzz_kept_free(fuzz_kept *k);
#endif
