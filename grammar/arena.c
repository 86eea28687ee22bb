/* arena.c -- see arena.h */
#include "arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct nz_block {
  nz_block *next;
  size_t size, used; /* of data, in bytes */
  bool inner;        /* recycled: lies in a block further down the chain, which owns it */
  max_align_t data[];
};

/* Built with NZ_ARENA_PIECES, every piece is a block of its own: a sanitizer then sees what runs over the end of a piece or
 * outlives a reset, and the test that fails every N-th allocation fails every N-th piece. */
#ifdef NZ_ARENA_PIECES
enum { PIECES = 1 };
#else
enum { PIECES = 0 };
#endif
enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024, LEAST_RECYCLED = 1024, LOOKED_AT = 16 /* spare blocks */ };

static void *plain(void *ctx, void *p, size_t old, size_t now) {
  (void)ctx;
  (void)old;
  if (now == 0) {
    free(p);
    return NULL;
  }
  return realloc(p, now);
}

void nz_arena_init(nz_arena *a, nz_alloc_fn fn, void *ctx) {
  memset(a, 0, sizeof *a);
  a->fn = fn ? fn : plain;
  a->ctx = ctx;
}

static void free_chain(nz_arena *a, nz_block *b) {
  while (b) {
    nz_block *next = b->next;
    if (!b->inner) {
      a->used -= sizeof *b + b->size;
      a->fn(a->ctx, b, sizeof *b + b->size, 0);
    }
    b = next;
  }
}

void nz_arena_free(nz_arena *a) {
  free_chain(a, a->head);
  a->head = a->spare = NULL;
}

void nz_arena_reset(nz_arena *a) {
  if (!a->head) return;
  if (PIECES || a->head->inner) {
    nz_arena_free(a);
    return;
  }
  free_chain(a, a->head->next);
  a->spare = NULL;
  a->head->next = NULL;
  a->head->used = 0;
}

_Noreturn void nz_oom(nz_arena *a) {
  if (!a->oom) abort(); /* a programming error: the owner must set oom first */
  longjmp(*a->oom, 1);
}

void nz_recycle(nz_arena *a, void *p, size_t n) {
  const size_t al = _Alignof(max_align_t), off = (al - (uintptr_t)p % al) % al;
  if (PIECES || n < LEAST_RECYCLED) return;
  nz_block *b = (nz_block *)(void *)((char *)p + off);
  *b = (nz_block){.next = a->spare, .size = n - off - sizeof *b, .inner = true};
  a->spare = b;
}

/* A block with room for n bytes becomes the head of the chain; what is left of the old head is kept for smaller pieces. */
static nz_block *new_block(nz_arena *a, size_t n) {
  if (a->head && a->head->used < a->head->size) {
    nz_recycle(a, (char *)a->head->data + a->head->used, a->head->size - a->head->used);
    a->head->used = a->head->size;
  }
  nz_block **fit = &a->spare, *b;
  for (int i = 0; *fit && (*fit)->size < n && i < LOOKED_AT; i++) fit = &(*fit)->next;
  if ((b = *fit) && b->size >= n) {
    *fit = b->next;
  } else {
    size_t size = FIRST_BLOCK / 2;
    for (b = a->head; b && b->inner;) b = b->next;
    if (b) size = b->size;
    size = size < LARGEST_STEP ? size * 2 : size;
    if (size < n || PIECES) size = n;
    if (a->limit && (a->used > a->limit || size + sizeof *b > a->limit - a->used)) nz_oom(a);
    b = a->fn(a->ctx, NULL, 0, sizeof *b + size);
    if (!b) nz_oom(a);
    a->used += sizeof *b + size;
    *b = (nz_block){.size = size};
  }
  b->next = a->head;
  a->head = b;
  return b;
}

void *nz_get_raw(nz_arena *a, size_t n) {
  if (n > SIZE_MAX / 4) nz_oom(a);
  n = (n + NZ_ALIGN - 1) / NZ_ALIGN * NZ_ALIGN;
  nz_block *b = a->head;
  if (!b || b->size - b->used < n) b = new_block(a, n);
  void *p = (char *)b->data + b->used;
  b->used += n;
  return p;
}

void *nz_get(nz_arena *a, size_t n) {
  void *p = nz_get_raw(a, n);
  return memset(p, 0, n);
}

void *nz_get_n(nz_arena *a, size_t n, size_t size) {
  if (size && n > SIZE_MAX / size) nz_oom(a);
  return nz_get(a, n * size);
}

char *nz_copy(nz_arena *a, const char *p, size_t n) {
  if (n == SIZE_MAX) nz_oom(a);
  char *q = nz_get(a, n + 1);
  if (n) memcpy(q, p, n);
  return q;
}

void *nz_vec_grow(nz_arena *a, void *v, uint32_t n, uint32_t *cap, size_t size) {
  if (*cap > UINT32_MAX / 2) nz_oom(a);
  uint32_t c = *cap ? *cap * 2 : 8;
  return nz_vec_reserve(a, v, n, cap, size, c);
}

void *nz_vec_reserve(nz_arena *a, void *v, uint32_t n, uint32_t *cap, size_t size, size_t want) {
  if (want <= *cap) return v;
  if (want > UINT32_MAX || (size && want > SIZE_MAX / size)) nz_oom(a);
  void *w = nz_get_raw(a, want * size);
  if (n) memcpy(w, v, (size_t)n * size);
  *cap = (uint32_t)want;
  return w;
}
