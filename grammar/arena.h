/* arena.h -- memory of one compilation or one evaluation.
 *
 * Everything taken from an arena is zeroed, aligned for pointers and 64-bit numbers and freed at once by nz_arena_free.
 * Allocation never returns NULL: when memory (or the arena's limit) runs out it jumps to `oom`, which the
 * entry point that owns the arena must have set with setjmp. So the code between needs no checks, and the
 * test that fails every N-th allocation reaches each of them through one door. */
#ifndef NZ_ARENA_H
#define NZ_ARENA_H
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

/* Allocation hook: p==NULL allocates, now==0 frees, else reallocates. May return NULL except when freeing. */
typedef void *(*nz_alloc_fn)(void *ctx, void *p, size_t old, size_t now);

/* What is taken from arenas: pointers, 64-bit numbers, and structures of these. */
enum { NZ_ALIGN = _Alignof(void *) > _Alignof(int64_t) ? _Alignof(void *) : _Alignof(int64_t) };

typedef struct nz_block nz_block;
typedef struct nz_arena {
  nz_alloc_fn fn;
  void *ctx;
  nz_block *head, *spare; /* spare: memory in blocks of the chain that nothing uses any more */
  size_t used, limit;  /* bytes taken from fn; 0 = no limit */
  jmp_buf *oom;        /* must be set before the first nz_get */
} nz_arena;

void nz_arena_init(nz_arena *a, nz_alloc_fn fn, void *ctx); /* fn NULL: realloc/free */
void nz_arena_free(nz_arena *a);   /* gives everything back */
void nz_arena_reset(nz_arena *a);  /* keeps the newest block for reuse; all pointers die */
void *nz_get(nz_arena *a, size_t n);                       /* n zeroed bytes; n==0 gives a valid pointer */
void *nz_get_raw(nz_arena *a, size_t n);                   /* n bytes as they come: for what is written before it is read */
void *nz_get_n(nz_arena *a, size_t n, size_t size);        /* n*size, overflow-checked */
char *nz_copy(nz_arena *a, const char *p, size_t n);       /* copies and adds a NUL */
void nz_recycle(nz_arena *a, void *p, size_t n);           /* n bytes taken earlier are dead; later pieces may lie there */
_Noreturn void nz_oom(nz_arena *a);                        /* give up this compilation: out of memory */

#define NZ_NEW(a, T) ((T *)nz_get((a), sizeof(T)))
#define NZ_NEW_N(a, T, n) ((T *)nz_get_n((a), (n), sizeof(T)))

/* Growable array in an arena: struct { T *v; uint32_t n, cap; }.  NZ_PUSH(arena, &vec) yields an lvalue, to be written as a
 * whole. NZ_RESERVE makes room for n elements in all: growing leaves the old copies in the arena. */
#define NZ_VEC(T) struct { T *v; uint32_t n, cap; }
void *nz_vec_grow(nz_arena *a, void *v, uint32_t n, uint32_t *cap, size_t size);
void *nz_vec_reserve(nz_arena *a, void *v, uint32_t n, uint32_t *cap, size_t size, size_t want);
#define NZ_RESERVE(a, vec, want) ((vec)->v = nz_vec_reserve((a), (vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v, (want)))
#define NZ_PUSH(a, vec) \
  (*((vec)->n < (vec)->cap ? 0 : ((vec)->v = nz_vec_grow((a), (vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v), 0), \
     &(vec)->v[(vec)->n++]))
#endif
