/* coverage.c -- prints what the 事例 of some folders reach: every declaration and every fact id (after "cites") that stands in the
 * proof of an answer they ask for. usage: coverage FOLDER… */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/naze.h"
#include "tests/fuzz/fuzz.h"

/* "decl": "NAME" of each step; NAME is OWNER/PART for a part of an 加算. */
static void names(const char *proof) {
  static const char key[] = "\"decl\":";
  for (const char *p = strstr(proof, key); p; p = strstr(p, key)) {
    p += sizeof key - 1;
    p += strspn(p, " ");
    if (*p != '"') continue;
    size_t n = strcspn(++p, "\"/");
    (void)printf("%.*s\n", (int)n, p);
  }
}

static bool in_id(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

/* "cites": ["圏域ガイド §3", "MON-STD-3、HIST-MON-3", …]: the ids in it, a capital first and a hyphen inside. */
static void cited(const char *proof) {
  static const char key[] = "\"cites\":[";
  for (const char *p = strstr(proof, key); p; p = strstr(p, key)) {
    p += sizeof key - 1;
    const char *end = p + strcspn(p, "]");
    while (p < end) {
      size_t n = 0;
      while (p + n < end && in_id(p[n])) n++;
      if (n > 0 && p[0] >= 'A' && p[0] <= 'Z' && memchr(p, '-', n)) (void)printf("cites\t%.*s\n", (int)n, p);
      p += n > 0 ? n : 1;
    }
  }
}

static void one_case(naze_session *s, size_t i) {
  size_t lines = 0, n = 0, size;
  char *question[512];
  if (naze_run_case(s, i, &lines) != NAZE_OK) return; /* test_cases says so */
  for (size_t l = 0; l < lines && n < 512; l++) {
    naze_check_line line;
    if (naze_run_line(s, l, &line) && !line.later && strcmp(line.question, "合計") != 0) question[n++] = strdup(line.question);
  }
  for (size_t q = 0; q < n; q++) {
    size_t answers = 0;
    if (question[q] && naze_ask(s, question[q], 0, &answers) == NAZE_OK)
      for (size_t k = 0; k < answers; k++) {
        const char *proof = naze_proof_json(naze_result_at(s, k), &size);
        if (!proof) continue;
        names(proof);
        cited(proof);
      }
    free(question[q]);
  }
}

int main(int argc, char **argv) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  for (int i = 1; c && i < argc; i++) (void)fuzz_add_rules(c, argv[i]);
  naze_program *p = c && naze_compile(c) == NAZE_OK ? naze_take_program(c) : NULL;
  naze_session *s = p ? naze_session_new(p) : NULL;
  if (!s) {
    (void)fputs("coverage: the rules have errors\n", stderr);
    return 1;
  }
  for (size_t i = 0, n = naze_case_count(p); i < n; i++) one_case(s, i);
  naze_session_free(s);
  naze_program_free(p);
  naze_compiler_free(c);
  return 0;
}
