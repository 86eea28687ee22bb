/* bench.h -- `make bench`: a row a figure, "name value limit ok|over". Everything compared is run side by side, turn and
 * turn about, in one run of this program, and the medians are compared: the machine's mood then falls on both alike. */
#ifndef NZ_BENCH_H
#define NZ_BENCH_H
#include <stdbool.h>
#include <stddef.h>

#include "interp/naze.h"

double now_us(void);                       /* from a wall clock, for whole processes */
double cpu_us(void);                       /* of this process, for calls of the library: whatever else the machine does */
double median(double *v, size_t n);        /* sorts v */
/* One row; `over` is remembered in *bad. */
void row(bool *bad, const char *name, double value, double limit);
_Noreturn void give_up(const char *why);

void bench_cold(bool *bad, const char *naze);  /* as a process, against sqlite3; memory first, see there */
void bench_memory(bool *bad, const char *naze);
void bench_warm(bool *bad);                    /* through the API */
void bench_check(bool *bad);                   /* compiling rules */
void bench_month(bool *bad, const char *naze); /* whole months of claims */
void bench_trust(bool *bad, const char *naze); /* verify and diff over the whole rule set */
#endif
