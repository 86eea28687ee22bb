/* findings.h -- what a check of the rules found: the kind, the place, the source, one small case, and the command that replays it.
 * As text, JSON, HTML and SARIF; what a person has accepted is kept in a file, so that a review shows only what is new.
 * Shared by the verbs that look at rules (verify, diff, mutate, fuzz, cover). */
#ifndef NAZE_TOOLS_FINDINGS_H
#define NAZE_TOOLS_FINDINGS_H
#include "../json_out.h"
#include "../term.h"

typedef enum finding_level { FINDING_ERROR, FINDING_WARNING, FINDING_NOTE } finding_level;

/* A kind: its stable id ("gap"), its name and what it means, in both languages. Kept by the verb as a table. */
typedef struct finding_kind { const char *id, *ja, *en, *means_ja, *means_en; } finding_kind;

/* Texts are in the language of the report, owned by the finding; NULL where there is nothing to say. */
typedef struct rule_finding {
  const finding_kind *kind;
  finding_level level;
  uint64_t weight;              /* what it would cost: of two of a level the heavier comes first */
  char *key;                    /* the same from run to run, not moved by lines added elsewhere: gap 表 モニタリング期間 … */
  char *about;                  /* 表 モニタリング期間 */
  char *what;                   /* どの行にも当たらない人がいる */
  char *how;                    /* how it can be mended */
  char *file; unsigned line;
  char *cite;                   /* 圏域ガイド §5 */
  char *facts;                  /* the case in words, one fact a line */
  char *case_json;              /* the case, for a file of its own */
  char *case_file;              /* where it was written */
  char *replay;                 /* the command */
  bool accepted;
  char *remark;                 /* why it was accepted */
} rule_finding;

typedef struct rule_findings { rule_finding *v; size_t n, cap; } rule_findings;

/* Adds one; the strings given are copied. Set the rest with findings_set. */
rule_finding *findings_add(rule_findings *f, const finding_kind *kind, finding_level level, const char *key);
void findings_set(char **where, const char *text); /* copies; "" and NULL: nothing to say */
void findings_free(rule_findings *f);
void findings_sort(rule_findings *f);              /* by level, kind, file, line, key */
size_t findings_new(const rule_findings *f);       /* those not accepted */

/* The file of what was accepted: a line each, key, tab, remark; # begins a comment. False: it has said why. A file that is not
 * there holds nothing. */
bool findings_accepted(rule_findings *f, const char *path, str_list *stale, term *e); /* marks them; stale: keys of nothing any more */
bool findings_accept(const rule_findings *f, const char *path, const char *remark, term *e); /* adds those that are new */
/* Writes each new finding's case into the folder as KIND-N.json, and the command that replays it. False: it has said why. */
bool findings_keep_cases(rule_findings *f, const char *folder, term *e);

void findings_text(term *o, const rule_findings *f, size_t most); /* most 0: all */
void findings_json(json *j, const rule_findings *f);              /* the member "findings" */
void findings_html(str *s, const rule_findings *f, bool english); /* a section, no page */
/* A whole SARIF 2.1.0 log. `kinds`: every kind the verb knows. */
void findings_sarif(str *s, const char *tool, const rule_findings *f, const finding_kind *kinds, size_t nkinds, bool english);
const char *finding_mark(finding_level l);
#endif
