/* fuzz_check.c -- any bytes as rules: compiled, every 事例 run, every declaration asked about with no facts at all, every
 * declaration shown. Promises: it ends, within bounds; rules that are refused come with a message; an answer has a proof.
 * Bytes that begin with 0xFF (no text does) choose a random program of gen.c instead, which must compile, and a case for
 * it, which must be taken. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "gen.h"

static void use(naze_program *p, const gen_text *facts) {
  naze_session *s = naze_session_new(p);
  FUZZ_CHECK(s, "no memory");
  for (size_t i = 0; i < naze_case_count(p) && i < 20; i++) {
    size_t lines = 0;
    naze_check_line line;
    if (naze_run_case(s, i, &lines) != NAZE_OK) continue;
    for (size_t k = 0; k < lines; k++) FUZZ_CHECK(naze_run_line(s, k, &line), "a line of a 事例 that is not there");
  }
  if (facts) FUZZ_CHECK(naze_case_json(s, "case.json", facts->p, facts->n) == NAZE_OK, "a generated case is refused");
  else FUZZ_CHECK(naze_case_empty(s) == NAZE_OK, "no empty case");
  for (size_t i = 0; i < naze_item_count(p) && i < 50; i++) {
    naze_item it;
    size_t n = 0;
    FUZZ_CHECK(naze_item_at(p, i, &it), "an item that is not there");
    if (naze_ask(s, it.name, NAZE_WITH_DECISIVE | NAZE_WITH_READINGS, &n) == NAZE_OK) {
      for (size_t k = 0; k < n && k < 50; k++) {
        size_t size = 0;
        FUZZ_CHECK(naze_proof_json(naze_result_at(s, k), &size) && size, "an answer without a proof");
      }
    } else {
      FUZZ_CHECK(naze_diag_count(naze_session_diags(s)) > 0, "a question refused without a message");
    }
    naze_status st = NAZE_OK;
    naze_text_free(naze_show(p, it.name, NULL, &st));
  }
  naze_session_free(s);
}

static void generated(const uint8_t *data, size_t n) {
  gen g;
  gen_start(&g, data, n, n);
  gen_rules(&g, 8, 3);
  gen_facts(&g);
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  FUZZ_CHECK(c, "no memory");
  if (naze_add_source(c, "g.naze", g.rules.p, g.rules.n) != NAZE_OK || naze_compile(c) != NAZE_OK) {
    naze_diag_info d;
    bool only_conflicts = true; /* provisos of random rules may contradict each other: that is found, and is no failure */
    for (size_t i = 0; naze_diag_get(naze_compiler_diags(c), i, true, &d); i++) only_conflicts &= d.severity || !strcmp(d.name, "PROVISOS_CONFLICT");
    if (only_conflicts) {
      naze_compiler_free(c);
      gen_free(&g);
      return;
    }
    for (size_t i = 0; naze_diag_get(naze_compiler_diags(c), i, true, &d); i++)
      if (!d.severity) (void)fprintf(stderr, "g.naze:%u:%u: %s\n%s\n", (unsigned)d.line, (unsigned)d.col, d.what, d.excerpt);
    fuzz_broken(__FILE__, __LINE__, "generated rules are refused");
  }
  naze_program *p = naze_take_program(c);
  FUZZ_CHECK(p, "compiled, but no program");
  use(p, &g.facts);
  naze_program_free(p);
  naze_compiler_free(c);
  gen_free(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n && data[0] == 0xFF) {
    generated(data + 1, n - 1);
    return 0;
  }
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  FUZZ_CHECK(c, "no memory");
  if (naze_add_source(c, "f.naze", (const char *)data, n) == NAZE_OK && naze_compile(c) == NAZE_OK) {
    naze_program *p = naze_take_program(c);
    FUZZ_CHECK(p, "compiled, but no program");
    use(p, NULL);
    naze_program_free(p);
  } else {
    FUZZ_CHECK(naze_diag_count(naze_compiler_diags(c)) > 0, "rules refused without a message");
  }
  const naze_diags *d = naze_compiler_diags(c);
  for (size_t i = 0; i < naze_diag_count(d); i++) {
    naze_diag_info g;
    FUZZ_CHECK(naze_diag_get(d, i, i & 1, &g), "a message that is not there");
    FUZZ_CHECK(*g.code && *g.what, "a message without words");
    FUZZ_CHECK(!g.fix || (g.fix_lo <= g.fix_hi && g.fix_hi <= n), "a fix outside the file");
  }
  naze_compiler_free(c);
  return 0;
}
