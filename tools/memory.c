#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#endif
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE = 512 * 1024, PAGE = 2 * 1024 * 1024, MAP = 8 * PAGE };

struct memory_map {
  struct memory_map *next;
  size_t size, used; /* of the mapping, this head included */
};

/* A mapping with room for n bytes, at its head the newest of the chain; NULL: no memory. */
static struct memory_map *map_more(memory *m, size_t n) {
  const size_t head = (sizeof(struct memory_map) + 15) / 16 * 16;
  if (n > SIZE_MAX - head - 2 * (size_t)PAGE) return NULL;
  size_t size = n + head > MAP ? (n + head + PAGE - 1) / PAGE * PAGE : MAP;
  char *p = mmap(NULL, size + PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return NULL;
  size_t skip = (PAGE - (uintptr_t)p % PAGE) % PAGE; /* large pages begin at multiples of their size */
  if (skip) (void)munmap(p, skip);
  if (skip < PAGE) (void)munmap(p + skip + size, PAGE - skip);
#ifdef MADV_HUGEPAGE
  (void)madvise(p + skip, size, MADV_HUGEPAGE); /* where there are none, small pages do */
#endif
  struct memory_map *map = (struct memory_map *)(void *)(p + skip);
  *map = (struct memory_map){m->maps, size, head};
  m->maps = map;
  return map;
}

static void *take(memory *m, size_t n) {
  if (n < LARGE) return malloc(n);
  if (n > SIZE_MAX - 15) return NULL;
  n = (n + 15) / 16 * 16;
  struct memory_map *map = m->maps;
  if (!map || map->size - map->used < n) map = map_more(m, n);
  if (!map) return NULL;
  void *p = (char *)map + map->used;
  map->used += n;
  m->live++;
  return p;
}

static void give(memory *m, void *p, size_t n) {
  if (n < LARGE) {
    free(p);
    return;
  }
  if (!p || --m->live) return;
  while (m->maps) {
    struct memory_map *next = m->maps->next;
    (void)munmap(m->maps, m->maps->size);
    m->maps = next;
  }
}

void *memory_hook(void *ctx, void *p, size_t old_size, size_t new_size) {
  memory *m = ctx;
  if (!new_size) {
    give(m, p, old_size);
    return NULL;
  }
  if (!p) return take(m, new_size);
  if (old_size < LARGE && new_size < LARGE) return realloc(p, new_size);
  void *q = take(m, new_size);
  if (!q) return NULL;
  memcpy(q, p, old_size < new_size ? old_size : new_size);
  give(m, p, old_size);
  return q;
}
