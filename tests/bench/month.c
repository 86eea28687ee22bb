/* month.c -- a month of claims as a process: 1,000 users with 6,000 claims, ten times and (BENCH_LARGE) a hundred times as many,
 * judged by the rules of this repository with reasons, right sets and what was not claimed. */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"

enum { OFFICES = 20, ONE = 7, TEN = 3 };

static int drop(const char *path, const struct stat *st, int kind, struct FTW *at) {
  (void)st, (void)kind, (void)at;
  return remove(path);
}

static void command(const char *text) {
  if (system(text) == -1) give_up(text);
}

/* Seconds for a month with so many offices of 50 users. */
static double judge(const char *naze, const char *folder, int offices, const char *more) {
  char text[1024];
  (void)snprintf(text, sizeof text, "[ -d %s/%d ] || tests/bench/month-data.sh %d %s/%d", folder, offices, offices, folder, offices);
  command(text);
  (void)snprintf(text, sizeof text, "'%s' month %s/%d --rules rules --month 2024-10 %s >%s/out", naze, folder, offices, more, folder);
  double from = now_us();
  command(text);
  return (now_us() - from) / 1e6;
}

void bench_month(bool *bad, const char *naze) {
  char folder[] = "/tmp/naze-bench-XXXXXX";
  double one[ONE], all[ONE], ten[TEN];
  if (!mkdtemp(folder)) give_up("no folder for the months");
  for (int i = 0; i < ONE; i++) {
    one[i] = judge(naze, folder, OFFICES, "--judge-only");
    all[i] = judge(naze, folder, OFFICES, "");
    if (i < TEN) ten[i] = judge(naze, folder, OFFICES * 10, "");
  }
  double a = median(all, ONE), b = median(ten, TEN);
  row(bad, "month_6000_claims_judged_s", median(one, ONE), 1);
  row(bad, "month_6000_claims_searched_s", a, 2);
  row(bad, "month_ten_times_ratio", b / a, 12);
  if (getenv("BENCH_LARGE")) row(bad, "month_hundred_over_ten_ratio", judge(naze, folder, OFFICES * 100, "") / b, 12);
  (void)nftw(folder, drop, 16, FTW_DEPTH | FTW_PHYS);
}
