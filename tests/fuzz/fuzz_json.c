/* fuzz_json.c -- any bytes as the facts of a case of the real rules. Promises: refused with a message, or answered; a
 * case that was taken is written out, read back and gives the same answers. */
#include "fuzz.h"

#include <string.h>

enum { MOST = 64 };

static size_t answers(naze_session *s, naze_outcome *o, char (*value)[64]) {
  static const char *const questions[] = { "利用可否", "利用可否（重度訪問介護）", "児童", "年齢" };
  size_t k = 0;
  for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
    size_t n = 0;
    if (naze_ask(s, questions[q], 0, &n) != NAZE_OK) continue;
    for (size_t i = 0; i < n && k < MOST; i++, k++) {
      const naze_result *r = naze_result_at(s, i);
      FUZZ_CHECK(r, "a result that is not there");
      size_t pn = 0;
      FUZZ_CHECK(naze_proof_json(r, &pn) && pn, "an answer without a proof");
      o[k] = naze_result_outcome(r);
      strncpy(value[k], naze_result_value(r), 63);
      value[k][63] = 0;
    }
  }
  return k;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static naze_program *rules;
  if (!rules) rules = fuzz_rules();
  naze_session *s = naze_session_new(rules), *again = naze_session_new(rules);
  FUZZ_CHECK(s && again, "no memory");
  if (naze_case_json(s, "case.json", (const char *)data, n) == NAZE_OK) {
    naze_outcome o1[MOST], o2[MOST];
    char v1[MOST][64], v2[MOST][64];
    size_t nj = 0, k = answers(s, o1, v1);
    const char *json = naze_case_to_json(s, &nj);
    FUZZ_CHECK(json, "a case that cannot be written");
    FUZZ_CHECK(naze_case_json(again, "again.json", json, nj) == NAZE_OK, "a written case is not read back");
    FUZZ_CHECK(answers(again, o2, v2) == k, "a case read back answers other questions");
    for (size_t i = 0; i < k; i++) {
      FUZZ_CHECK(o1[i] == o2[i] && !strcmp(v1[i], v2[i]), "a case read back answers otherwise");
    }
  } else {
    FUZZ_CHECK(naze_diag_count(naze_session_diags(s)) > 0, "a case refused without a message");
  }
  naze_session_free(s);
  naze_session_free(again);
  return 0;
}
