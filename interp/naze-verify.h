/* naze-verify.h -- what has to hold of a rule set, and the search for cases in which it does not (spec/verify.md).
 *
 * Before naze_compile, naze_want_duties asks for it; the program taken then carries its duties: each a condition over the facts,
 * added to the IR behind the rules as a declaration of its own, or something seen without a case. Such a program is for this
 * alone: its fingerprint is not that of the rules. */
#ifndef NAZE_VERIFY_H
#define NAZE_VERIFY_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif

NAZE_API naze_status naze_want_duties(naze_compiler *c); /* NAZE_USAGE after naze_compile */

typedef struct naze_duty_kind { const char *id, *ja, *en; bool wanted; } naze_duty_kind; /* wanted: a case must exist, else none may */
NAZE_API bool naze_duty_kind_at(size_t i, naze_duty_kind *out);

typedef struct naze_duty {
  size_t kind;              /* number of its kind */
  uint32_t decl;            /* the condition, a declaration of the IR; UINT32_MAX: broken as it stands */
  bool claim;               /* the condition is the judgement of a claim: to be 可 for what `item` and `part` name */
  const char *item, *part;  /* 費目 and 種類, "" */
  bool pair;                /* its parameters are two rows that are the same but for their keys and the fields of `differ` */
  const uint32_t *differ; size_t ndiffer;
  const char *about;        /* 表 モニタリング期間 */
  const char *detail;       /* 3行目, "" */
  const char *cite;         /* 圏域ガイド §5、…; "" */
  const char *file; uint32_t line;
  int64_t from, to;         /* days since 1970-01-01 in which it has to hold; INT64_MIN, INT64_MAX: open */
} naze_duty;
NAZE_API size_t naze_duty_count(const naze_program *p); /* 0 where none were asked for */
NAZE_API bool naze_duty_at(const naze_program *p, size_t i, naze_duty *out); /* strings live as long as the program */

typedef enum naze_found { NAZE_FOUND_CASE, NAZE_FOUND_NONE /* proved: there is none */, NAZE_FOUND_NOT_DECIDED } naze_found;
typedef struct naze_search {
  naze_found found;
  const char *case_json;    /* the facts that matter, as spec/case.md has it */
  const char *facts;        /* the same in words, a line each */
  const char *question;     /* what to ask of the rules, to see it */
  const char *expected;     /* what they then come to; "" when it is the condition that shows it */
  const char *why;          /* NOT_DECIDED: on what it hangs, "rows" or "values" or "work" */
  bool counts;              /* the condition looks through ledgers: whether there is a case may hang on how many rows there are */
  uint64_t runs;
} naze_search;
typedef struct naze_finder naze_finder; /* memory of searches; of one thread */
NAZE_API naze_finder *naze_finder_new(const naze_program *p); /* NULL on no memory */
NAZE_API void naze_finder_free(naze_finder *f);
/* Looks for a case in which the condition of duty i is true (a claim: 可), in at most about so many steps of the
 * evaluator. The result's texts live
 * until the next search. */
NAZE_API naze_status naze_duty_search(naze_finder *f, size_t i, uint64_t work, naze_search *out);
/* A case of a solver's, given as JSON: is the condition true in it? The same result as a search that found it. */
NAZE_API naze_status naze_duty_replay(naze_finder *f, size_t i, const char *case_json, size_t n, naze_search *out);
/* Of n duties of which a case is wanted: met[k] where a 事例 of the rules, its facts alone, is one. */
NAZE_API naze_status naze_duties_in_cases(naze_finder *f, const size_t *duty, size_t n, bool *met);
#ifdef __cplusplus
}
#endif
#endif
