/* intern.c -- open addressing over a seeded hash of eight bytes at a time; see intern.h */
#include "intern.h"

#include <string.h>

typedef struct slot { nz_sym sym; uint32_t tag; } slot; /* 0 = free; tag: of the hash, so that a name is looked at only when it is the one */

struct nz_intern {
  nz_arena *a;
  uint64_t seed;
  nz_str *names; /* [0] is the empty name */
  uint64_t *hashes;
  uint32_t n, cap;
  slot *slots;
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
  t->slots = NZ_NEW_N(a, slot, t->mask + 1);
  return t;
}

static slot *slot_of(const nz_intern *t, const char *p, size_t n, uint64_t h) {
  uint32_t i = (uint32_t)h & t->mask, tag = (uint32_t)(h >> 32);
  for (;; i = (i + 1) & t->mask) {
    slot *s = &t->slots[i];
    if (!s->sym || (s->tag == tag && t->names[s->sym].n == n && memcmp(t->names[s->sym].p, p, n) == 0)) return s;
  }
}

static void rehash(nz_intern *t) {
  if (t->mask > UINT32_MAX / 4) nz_oom(t->a);
  t->mask = t->mask * 2 + 1;
  t->slots = NZ_NEW_N(t->a, slot, (size_t)t->mask + 1);
  for (nz_sym s = 1; s < t->n; s++) {
    uint32_t i = (uint32_t)t->hashes[s] & t->mask; /* all names differ: the first free slot */
    while (t->slots[i].sym) i = (i + 1) & t->mask;
    t->slots[i] = (slot){s, (uint32_t)(t->hashes[s] >> 32)};
  }
}

nz_sym nz_intern_find(const nz_intern *t, const char *p, size_t n) { return slot_of(t, p, n, hash(t, p, n))->sym; }

nz_sym nz_intern_put(nz_intern *t, const char *p, size_t n) {
  if (n >= UINT32_MAX) nz_oom(t->a);
  uint64_t h = hash(t, p, n);
  slot *s = slot_of(t, p, n, h);
  if (s->sym) return s->sym;
  if (t->n == t->cap) {
    uint32_t cap = t->cap;
    t->names = nz_vec_grow(t->a, t->names, t->n, &cap, sizeof *t->names);
    cap = t->cap;
    t->hashes = nz_vec_grow(t->a, t->hashes, t->n, &cap, sizeof *t->hashes);
    t->cap = cap;
  }
  t->names[t->n] = (nz_str){nz_copy(t->a, p, n), (uint32_t)n};
  t->hashes[t->n] = h;
  nz_sym out = t->n++;
  *s = (slot){out, (uint32_t)(h >> 32)};
  if (t->n > t->mask / 2) rehash(t);
  return out;
}

nz_str nz_intern_get(const nz_intern *t, nz_sym s) { return s < t->n ? t->names[s] : t->names[0]; }
uint32_t nz_intern_count(const nz_intern *t) { return t->n; }
