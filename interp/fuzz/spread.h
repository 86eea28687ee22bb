/* spread.h -- the values that facts are tried with: the ends of their declared ranges, and what the rules compare with, one below
 * and one above; days around the day of the question and as far from it as windows and ages reach. */
#ifndef NZ_SPREAD_H
#define NZ_SPREAD_H
#include "../facts/case.h"
#include "../verify/walk.h"

typedef struct nz_when { int64_t day; int32_t months; bool absolute; } nz_when; /* absolute: the day; else so many months, then days, from the day asked about */

/* Choices of one fact: 0 not given; 1 空欄 where it may be; then the values, ascending or nearest first. */
typedef struct nz_spread {
  uint32_t field, target;  /* target: ledger of rows */
  uint8_t k;
  bool multi, birth;       /* birth: never after the day */
  uint32_t base, n;        /* first choice that is a value; how many are proposed */
  int64_t *v, *v2;         /* v2: of quotients */
  nz_when *when, *until;   /* of days; until: of periods */
  uint32_t *text;          /* index of v[i] in a case that was prepared by nz_spread_texts */
  int64_t lo, more;        /* further choices: lo, lo + 1, … so many */
} nz_spread;

typedef struct nz_spreads { const ir_module *m; nz_spread *v; uint32_t n; uint32_t *of; } nz_spreads; /* of: per field, n+1 or 0 */
nz_spreads nz_spreads_of(nz_arena *a, const ir_module *m, const nz_cone *cone, const uint64_t *births);
/* Puts the texts into an empty case; each gets the same index in every one. */
void nz_spread_texts(nz_arena *a, const nz_spreads *s, nz_case *c);
int64_t nz_when_day(const nz_when *w, int64_t day);
enum { NZ_SPREAD_ROWS = 6 }; /* of a list only these first rows are taken or left out */
uint32_t nz_spread_size(const nz_spread *s, uint32_t rows); /* choices, 0 included */
#endif
