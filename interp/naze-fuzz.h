/* naze-fuzz.h -- cases made from the rules themselves, and what does not hold in them (spec/fuzz.md). */
#ifndef NAZE_FUZZ_H
#define NAZE_FUZZ_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif

typedef struct naze_fuzz_kind { const char *id, *ja, *en; } naze_fuzz_kind; /* property, knowledge, order, proof, evaluators */
NAZE_API bool naze_fuzz_kind_at(size_t i, naze_fuzz_kind *out);

typedef struct naze_fuzzer naze_fuzzer; /* of one thread */
/* Of a program compiled with its duties (naze-verify.h). The same seed makes the same cases in the same order. NULL on no memory. */
NAZE_API naze_fuzzer *naze_fuzzer_new(const naze_program *p, uint64_t seed);
NAZE_API void naze_fuzzer_free(naze_fuzzer *f);
/* Only this kind, this 検証, or answers of this declaration; to be called again for more kinds. False: there is no such. */
NAZE_API bool naze_fuzz_only(naze_fuzzer *f, const char *what);

typedef struct naze_fuzz_finding {
  size_t kind;
  const char *about;        /* 検証 名; else the question, 利用可否（重度訪問介護） */
  const char *question;     /* what to ask of the rules, to see it; "" for a 検証 */
  const char *how;          /* what was done: a fact withheld, rows put in another order, … */
  const char *first, *second; /* the two answers; "" for a 検証 */
  const char *cite, *file; uint32_t line;
  const char *facts;        /* the case in words, a line each */
  const char *case_json;
  uint64_t tried;           /* smaller cases that were looked at */
} naze_fuzz_finding;
/* Goes on for a while (some thousandths of a second). *found: something does not hold; it is shrunk, and its texts live until the
 * next call. What was found about a declaration is not looked for there again. NAZE_LIMIT: there is nothing to look at. */
NAZE_API naze_status naze_fuzz_step(naze_fuzzer *f, bool *found, naze_fuzz_finding *out);
NAZE_API uint64_t naze_fuzz_cases(const naze_fuzzer *f, size_t kind); /* so far */
NAZE_API uint64_t naze_fuzz_months(const naze_fuzzer *f);             /* of these, months of claims */
/* Does a case that was kept still show it? All that a case allows is tried. NAZE_FACT_ERROR: it does not fit these rules, or there
 * is no such question. */
NAZE_API naze_status naze_fuzz_replay(naze_fuzzer *f, const char *kind, const char *about, const char *case_json, size_t n, bool *found, naze_fuzz_finding *out);
#ifdef __cplusplus
}
#endif
#endif
