/* intern.c -- open addressing over a seeded hash of eight bytes at a time; see intern.h */
#include "intern.h"

#include <string.h>

struct nz_intern {
  nz_arena *a;
  uint64_t seed;
  nz_str *names; /* [0] is the empty name */
  uint64_t *hashes;
  uint32_t n, cap;
  uint32_t *slots; /* 0 = free */
  uint32_t mask;
};

static uint64_t mixed(uint64_t h) { /* every bit of h moves the low ones, which choose the slot */
  h *= 0x9E3779B97F4A7C15u;
  return h ^ h >> 32;
}

static uint64_t hash(const nz_intern *t, const char *p, size_t n) {
  uint64_t h = t->seed ^ n, word = 0;
  if (n < sizeof word) { /* seven at most: a copy of unknown size costs more */
    for (size_t i = 0; i < n; i++) word = word << 8 | (unsigned char)p[i];
    return mixed(h ^ word);
  }
  for (size_t i = 0; i + sizeof word < n; i += sizeof word) {
    memcpy(&word, p + i, sizeof word);
    h = mixed(h ^ word);
  }
  memcpy(&word, p + n - sizeof word, sizeof word); /* the last eight, some of them again */
  return mixed(h ^ word);
}

nz_intern *nz_intern_new(nz_arena *a, uint64_t seed) {
  nz_intern *t = NZ_NEW(a, nz_intern);
  t->a = a;
  t->seed = seed;
  t->cap = 256;
  t->names = NZ_NEW_N(a, nz_str, t->cap);
  t->hashes = NZ_NEW_N(a, uint64_t, t->cap);
  t->names[0] = (nz_str){"", 0};
  t->n = 1;
  t->mask = 1023;
  t->slots = NZ_NEW_N(a, uint32_t, t->mask + 1);
  return t;
}

static uint32_t *slot(const nz_intern *t, const char *p, size_t n, uint64_t h) {
  uint32_t i = (uint32_t)h & t->mask;
  for (;; i = (i + 1) & t->mask) {
    uint32_t s = t->slots[i];
    if (!s) return &t->slots[i];
    if (t->hashes[s] == h && t->names[s].n == n && memcmp(t->names[s].p, p, n) == 0) return &t->slots[i];
  }
}

static void rehash(nz_intern *t) {
  if (t->mask > UINT32_MAX / 4) nz_oom(t->a);
  t->mask = t->mask * 2 + 1;
  t->slots = NZ_NEW_N(t->a, uint32_t, (size_t)t->mask + 1);
  for (uint32_t s = 1; s < t->n; s++) *slot(t, t->names[s].p, t->names[s].n, t->hashes[s]) = s;
}

nz_sym nz_intern_find(const nz_intern *t, const char *p, size_t n) { return *slot(t, p, n, hash(t, p, n)); }

nz_sym nz_intern_put(nz_intern *t, const char *p, size_t n) {
  if (n >= UINT32_MAX) nz_oom(t->a);
  uint64_t h = hash(t, p, n);
  uint32_t *s = slot(t, p, n, h);
  if (*s) return *s;
  if (t->n == t->cap) {
    uint32_t cap = t->cap;
    t->names = nz_vec_grow(t->a, t->names, t->n, &cap, sizeof *t->names);
    cap = t->cap;
    t->hashes = nz_vec_grow(t->a, t->hashes, t->n, &cap, sizeof *t->hashes);
    t->cap = cap;
  }
  t->names[t->n] = (nz_str){nz_copy(t->a, p, n), (uint32_t)n};
  t->hashes[t->n] = h;
  *s = t->n++;
  nz_sym out = *s;
  if (t->n > t->mask / 2) rehash(t);
  return out;
}

nz_str nz_intern_get(const nz_intern *t, nz_sym s) { return s < t->n ? t->names[s] : t->names[0]; }
uint32_t nz_intern_count(const nz_intern *t) { return t->n; }
