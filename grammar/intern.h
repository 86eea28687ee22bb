/* intern.h -- names as small integers. One table per compilation; a symbol of 0 means "none".
 * Two names are the same symbol exactly when their normalised bytes are the same. */
#ifndef NZ_INTERN_H
#define NZ_INTERN_H
#include "arena.h"

typedef uint32_t nz_sym;
typedef struct nz_str { const char *p; uint32_t n; } nz_str; /* NUL-terminated when it comes from the interner */
typedef struct nz_intern nz_intern;

nz_intern *nz_intern_new(nz_arena *a, uint64_t seed);
nz_sym nz_intern_put(nz_intern *t, const char *p, size_t n);        /* adds when new */
nz_sym nz_intern_find(const nz_intern *t, const char *p, size_t n); /* 0 when absent */
nz_str nz_intern_get(const nz_intern *t, nz_sym s);                 /* "" for 0 */
uint32_t nz_intern_count(const nz_intern *t);
#endif
