/* naze-diff.h -- what differs between two editions of rules: two rule sets, two dates of one, or two readings (spec/diff.md). */
#ifndef NAZE_DIFF_H
#define NAZE_DIFF_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef struct naze_edition {
  const naze_program *program;
  const char *date;                 /* as of; NULL: every period of the rules */
  const char *const *readings;      /* "名=選択" */
  size_t nreadings;
} naze_edition;
typedef struct naze_diff naze_diff; /* of one thread; keeps what it needs of the programs */

/* NAZE_FACT_ERROR: a date or a reading that is none; *what names it. Free with naze_diff_free. */
NAZE_API naze_status naze_diff_new(const naze_edition *was, const naze_edition *is, naze_diff **out, const char **what);
NAZE_API void naze_diff_free(naze_diff *d);

typedef enum naze_diff_state {
  NAZE_DIFF_SAME,     /* says the same, with all it calls: proved without looking at facts */
  NAZE_DIFF_ADDED, NAZE_DIFF_REMOVED,
  NAZE_DIFF_OTHER     /* says something else, itself or through what it calls */
} naze_diff_state;
typedef struct naze_diff_item {
  const char *word, *name;          /* 条件, 行動基準; a part of an 加算 as 初回加算 の 要件; a further result with its column */
  naze_diff_state state;
  bool itself;                      /* OTHER: its own words, not only what it calls */
  bool part;                        /* of an 加算: not asked by itself */
  const char *cite, *file; uint32_t line;
} naze_diff_item;
NAZE_API size_t naze_diff_count(const naze_diff *d);
NAZE_API bool naze_diff_at(const naze_diff *d, size_t i, naze_diff_item *out);

typedef struct naze_difference {
  bool exact;                       /* every case was decided */
  bool by_rows, spent;              /* else why: it hangs on how many rows there are; the limit of work */
  uint64_t boxes, differing;        /* regions decided; of these with different answers */
  size_t ways;                      /* ways to differ, each with its smallest region */
} naze_difference;
/* Looks for facts with different answers to item i, which is OTHER. work: about so many steps of the evaluators. */
NAZE_API naze_status naze_diff_explore(naze_diff *d, size_t i, uint64_t work, naze_difference *out);

enum { NAZE_DIFF_WIDER = 1, NAZE_DIFF_NARROWER, NAZE_DIFF_MORE, NAZE_DIFF_LESS, NAZE_DIFF_ELSE };
typedef struct naze_diff_way {
  const char *was, *is;             /* 不可, 300単位 */
  int direction;
  bool has_amount; int64_t amount;  /* by how much a number without decimals rises */
  const char *facts;                /* the region in words, a fact a line */
  const char *case_json, *old_case_json; /* one case in it, as either side has it: dates of an older day lie earlier */
  const char *question;             /* as the newer rules are asked; "" for a part */
  bool replayed;                    /* both cases, read anew, come to these answers */
} naze_diff_way;
NAZE_API bool naze_diff_way_at(naze_diff *d, size_t k, naze_diff_way *out); /* of the last exploration; texts until the next */
#ifdef __cplusplus
}
#endif
#endif
