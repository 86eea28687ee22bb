/* test_case_proofs.c -- what the 事例 of the rules ask is proved, and the proof checker accepts each proof, over the IR as
 * read back from its text. Of the guidebook every fifth: reading its IR anew is most of the work. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/naze.h"
#include "tests/fuzz/fuzz.h"

typedef struct set { const char *folder[3]; size_t every; bool alone; } set; /* alone: one file, not a folder */
typedef struct counts { size_t asked, passed, failed; } counts;

static void prove(naze_session *s, const naze_program *p, const char *name, const char *question, counts *k) {
  size_t n = 0, nir = 0, ncase = 0, nproof = 0;
  if (naze_ask(s, question, 0, &n) != NAZE_OK) {
    k->failed++;
    (void)printf("%s: %s cannot be asked\n", name, question);
    return;
  }
  const char *ir = naze_ir_text(p, &nir), *facts = naze_case_to_json(s, &ncase);
  for (size_t i = 0; i < n; i++) {
    char why[1024] = "";
    const char *proof = naze_proof_json(naze_result_at(s, i), &nproof);
    bool holds = proof && naze_check_proof(ir, nir, facts, ncase, proof, nproof, why, sizeof why) == NAZE_OK;
    if (holds) k->passed++;
    else k->failed++, (void)printf("%s: %s: %s\n", name, question, why);
  }
}

static void one_case(naze_session *s, const naze_program *p, size_t i, size_t every, counts *k) {
  size_t lines = 0, n = 0;
  const char *name = naze_case_name(p, i, NULL, NULL);
  char *questions[256];
  if (naze_run_case(s, i, &lines) != NAZE_OK) return; /* test_cases says so */
  for (size_t l = 0; l < lines && n < 256; l++) {
    naze_check_line line;
    if (naze_run_line(s, l, &line) && !line.later && strcmp(line.question, "合計") != 0 /* no question, a sum */ && k->asked++ % every == 0) questions[n++] = strdup(line.question);
  }
  for (size_t q = 0; q < n; q++) {
    prove(s, p, name, questions[q], k);
    free(questions[q]);
  }
}

static size_t add_file(naze_compiler *c, const char *path) {
  size_t n = 0;
  char *text = fuzz_read(path, &n);
  bool added = text && naze_add_source(c, path, text, n) == NAZE_OK;
  free(text);
  return added;
}

static void one_set(const set *x, counts *k) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  size_t files = 0;
  for (size_t f = 0; c && f < 3 && x->folder[f]; f++) files += x->alone ? add_file(c, x->folder[f]) : fuzz_add_rules(c, x->folder[f]);
  naze_program *p = files && naze_compile(c) == NAZE_OK ? naze_take_program(c) : NULL;
  naze_session *s = p ? naze_session_new(p) : NULL;
  for (size_t i = 0, n = s ? naze_case_count(p) : 0; i < n; i++) one_case(s, p, i, x->every, k);
  if (!s) k->failed++, (void)printf("%s: the rules have mistakes\n", x->folder[0]);
  naze_session_free(s);
  naze_program_free(p);
  naze_compiler_free(c);
}

int main(void) {
  static const set sets[] = {{{"tests/trial", NULL, NULL}, 1, false}, {{"tests/claims", NULL, NULL}, 1, false},
                             {{"rules", "tests/matrix", "tests/guide"}, 5, false}, {{"tests/conformance/values.naze", NULL, NULL}, 1, true},
                             {{"tests/conformance/tables.naze", NULL, NULL}, 1, true}, {{"tests/conformance/sets.naze", NULL, NULL}, 1, true},
                             {{"tests/conformance/dates.naze", NULL, NULL}, 1, true}, {{"tests/conformance/units.naze", NULL, NULL}, 1, true}};
  counts k = {0, 0, 0};
  for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) one_set(&sets[s], &k);
  (void)printf("%zu passed, %zu failed\n", k.passed, k.failed);
  return k.failed || !k.passed;
}
