/* api_memory.c -- the caller's allocator, texts given away, and the one place where a failed allocation is caught. */
#include <stdlib.h>
#include <string.h>

#include "api.h"

static void *plain(void *ctx, void *p, size_t old, size_t now) {
  (void)ctx;
  (void)old;
  if (now == 0) {
    free(p);
    return NULL;
  }
  return realloc(p, now);
}

nz_hook nz_hook_of(naze_alloc fn, void *ctx) { return fn ? (nz_hook){fn, ctx} : (nz_hook){plain, NULL}; }

void *nz_hook_get(nz_hook h, size_t n) {
  void *p = h.fn(h.ctx, NULL, 0, n);
  return p ? memset(p, 0, n) : NULL;
}

void nz_hook_put(nz_hook h, void *p, size_t n) {
  if (p) h.fn(h.ctx, p, n, 0);
}

naze_status nz_guarded(const nz_guard *g, nz_work *work, void *arg) {
  jmp_buf oom, *before[NZ_GUARD_MAX];
  for (uint32_t i = 0; i < g->n; i++) {
    before[i] = g->v[i]->oom;
    g->v[i]->oom = &oom;
  }
  volatile naze_status st = NAZE_NO_MEMORY;
  if (setjmp(oom) == 0) st = work(arg);
  for (uint32_t i = 0; i < g->n; i++) g->v[i]->oom = before[i];
  return st;
}

/* In front of a text given away: how to give it back. */
typedef struct nz_gift { nz_hook hook; size_t size; max_align_t text[]; } nz_gift;

char *nz_text_out(nz_hook h, const char *p, size_t n) {
  if (n > SIZE_MAX - sizeof(nz_gift) - 1) return NULL;
  size_t size = sizeof(nz_gift) + n + 1;
  nz_gift *g = nz_hook_get(h, size);
  if (!g) return NULL;
  g->hook = h;
  g->size = size;
  if (n) memcpy(g->text, p, n);
  return (char *)g->text;
}

void naze_text_free(char *text) {
  if (!text) return;
  nz_gift *g = (nz_gift *)(void *)(text - offsetof(nz_gift, text));
  nz_hook_put(g->hook, g, g->size);
}
