#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double clock_us(clockid_t c) {
  struct timespec t;
  if (clock_gettime(c, &t)) give_up("no clock");
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

double now_us(void) { return clock_us(CLOCK_MONOTONIC); }
double cpu_us(void) { return clock_us(CLOCK_PROCESS_CPUTIME_ID); }

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double median(double *v, size_t n) {
  qsort(v, n, sizeof *v, ascending);
  return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

void row(bool *bad, const char *name, double value, double limit) {
  bool over = value > limit;
  (void)printf("%-34s %10.2f %8.2f  %s\n", name, value, limit, over ? "over" : "ok");
  (void)fflush(stdout);
  *bad |= over;
}

_Noreturn void give_up(const char *why) {
  (void)fprintf(stderr, "bench: %s\n", why);
  exit(2);
}

int main(int argc, char **argv) {
  bool bad = false;
  if (argc != 2) give_up("usage: bench PATH-TO-NAZE (from the top of the repository)");
  /* Memory first: what a child process had at most includes what its parent had when it was made. */
  bench_memory(&bad, argv[1]);
  bench_cold(&bad, argv[1]);
  bench_warm(&bad);
  bench_check(&bad);
  bench_month(&bad, argv[1]);
  bench_trust(&bad, argv[1]);
  return bad ? 1 : 0;
}
