/* trust.c -- the verbs that look at whole rule sets, as processes over the rules of this repository. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

enum { FEW = 3, MANY = 9 };

static double seconds(const char *naze, const char *verb) {
  char text[512];
  (void)snprintf(text, sizeof text, "'%s' %s >/dev/null 2>&1", naze, verb);
  double from = now_us();
  if (system(text) == -1) give_up(text);
  return (now_us() - from) / 1e6;
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
}
