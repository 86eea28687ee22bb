/* junit.h -- results of cases as JUnit XML, as build servers read it. Suites and cases stand in the order they were said; there
 * are no times in it, so that the same results are the same bytes. */
#ifndef NAZE_TOOLS_JUNIT_H
#define NAZE_TOOLS_JUNIT_H
#include <stdint.h>

#include "str.h"

typedef enum junit_state { JUNIT_PASSED, JUNIT_FAILED, JUNIT_ERROR, JUNIT_SKIPPED } junit_state; /* error: it could not be judged */

typedef struct junit_count { size_t tests, failures, errors, skipped; } junit_count;
typedef struct junit {
  str done, cases;              /* the suites before; the cases of the one at hand */
  char *suite;
  junit_count here, all;
} junit;

/* A case of a suite (the file it stands in). `what`: one line, `detail`: many; both unused where it passed. */
void junit_case(junit *j, const char *suite, const char *name, const char *file, uint32_t line, junit_state state, const char *what, const char *detail);
void junit_put(junit *j, str *s); /* the whole document; frees j */
#endif
