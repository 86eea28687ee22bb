/* fuzz_diff.c -- the bytes choose a program and its cases; both evaluators must agree on every declaration */
#include <stdio.h>
#include <stdlib.h>

#include "diff.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static diff_stats st; /* of the harness, not of the library */
  char *bad = diff_run(data, n, n, 8, 3, 3, (diff_plant){0, false}, &st);
  if (bad) fputs(bad, stderr);
  FUZZ_CHECK(!bad, "the evaluators differ");
  free(bad);
  return 0;
}
