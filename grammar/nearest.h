/* nearest.h -- the declared name that a misspelt one was probably meant to be. */
#ifndef NZ_NEAREST_H
#define NZ_NEAREST_H
#include <stddef.h>

#include "intern.h"

#define NZ_NO_NEAREST ((size_t)-1)

/* Index of the nearest candidate (the first of equals), or NZ_NO_NEAREST when none is near enough to be worth naming.
 * Damerau-Levenshtein over code points, in which look-alikes (日/目, カ/力, ー/一, は/ば) cost half. */
size_t nz_nearest(const char *typed, size_t n, const nz_str *candidates, size_t count);
/* The same one at a time: keeps the best so far. Start with {0}; `found` tells whether there is one. */
typedef struct nz_near { int found; unsigned cost; size_t index; uint64_t work; } nz_near; /* work: pairs of characters compared so far */
void nz_near_try(nz_near *best, const char *typed, size_t n, const char *candidate, size_t m, size_t index);
#endif
