/* trust.c -- the verbs that look at whole rule sets, as processes over the rules of this repository. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { FEW = 3, MANY = 9 };

static double seconds(const char *naze, const char *verb) {
  char text[512];
  (void)snprintf(text, sizeof text, "'%s' %s >/dev/null 2>&1", naze, verb);
  double from = now_us();
  if (system(text) == -1) give_up(text);
  return (now_us() - from) / 1e6;
}

/* The first number behind a word in what a verb prints as JSON, counted on: cases, months. */
static double told(const char *naze, const char *verb, const char *word) {
  char text[512], line[256];
  double sum = 0;
  (void)snprintf(text, sizeof text, "'%s' %s --format json 2>/dev/null", naze, verb);
  FILE *f = popen(text, "r");
  if (!f) give_up(text);
  while (fgets(line, sizeof line, f)) {
    const char *at = strstr(line, word);
    if (at) sum += strtod(at + strlen(word), NULL);
  }
  (void)pclose(f);
  return sum;
}

void bench_trust(bool *bad, const char *naze) {
  double whole[FEW], diff[FEW], slips[FEW], boxes[MANY];
  for (int i = 0; i < MANY; i++) {
    boxes[i] = seconds(naze, "verify rules --only gap --only overlap --only mark") * 1e3;
    if (i >= FEW) continue;
    whole[i] = seconds(naze, "verify rules");
    diff[i] = seconds(naze, "diff rules@R3.4.1 rules@R6.4.1");
    slips[i] = seconds(naze, "mutate rules tests/matrix tests/guide tests/large --jobs 2");
  }
  row(bad, "verify_boxes_ms", median(boxes, MANY), 50);
  row(bad, "verify_whole_s", median(whole, FEW), 10);
  row(bad, "diff_two_dates_s", median(diff, FEW), 10);
  row(bad, "mutate_whole_s", median(slips, FEW), 300);
  /* of one core; microseconds a case, so that more is over */
  double cases = told(naze, "fuzz rules --only 利用可否 --only knowledge --seed 1 --time 3", "\"cases\":"), months = told(naze, "fuzz rules --only 請求 --only knowledge --seed 1 --time 3", "\"months\":");
  row(bad, "fuzz_matrix_us_per_case", cases > 0 ? 3e6 / cases : 1e6, 10);
  row(bad, "fuzz_month_us", months > 0 ? 3e6 / months : 1e6, 100);
}
