/* tape.h -- a case as a run of choices, and making it smaller. 0 is the simplest choice everywhere. */
#ifndef NZ_TAPE_H
#define NZ_TAPE_H
#include <stdbool.h>
#include <stdint.h>

typedef struct nz_dice { uint64_t s; } nz_dice; /* xorshift64*: the same seed, the same throws everywhere */
static inline void nz_dice_seed(nz_dice *d, uint64_t seed) {
  d->s = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15);
  d->s ^= d->s >> 31;
  if (!d->s) d->s = 1;
}
static inline uint32_t nz_dice_next(nz_dice *d) {
  d->s ^= d->s >> 12;
  d->s ^= d->s << 25;
  d->s ^= d->s >> 27;
  return (uint32_t)(d->s * UINT64_C(0x2545f4914f6cdd1d) >> 32);
}
static inline uint32_t nz_dice_below(nz_dice *d, uint32_t n) { return (uint32_t)((uint64_t)nz_dice_next(d) * n >> 32); } /* n 0: 0 */

enum { NZ_TAPE_MOST = 8192 };
typedef struct nz_tape { uint32_t v[NZ_TAPE_MOST]; uint32_t n; } nz_tape;

/* Makes a tape that fails smaller: rows are left out, runs of choices set to 0, single choices lowered, until none of it
 * still fails or so many were tried. */
typedef struct nz_shrink {
  void *ctx;
  bool (*fails)(void *ctx, const nz_tape *t);
  uint32_t (*rows)(void *ctx, const nz_tape *t);                /* how many could be left out */
  bool (*without)(void *ctx, nz_tape *t, uint32_t row);         /* leaves one out; false: it cannot be */
  bool (*fixed)(void *ctx, const nz_tape *t, uint32_t choice);  /* not to be changed by itself */
  nz_tape *spare;
  uint64_t tried, most;
} nz_shrink;
void nz_tape_shrink(nz_shrink *s, nz_tape *t);
#endif
