/* scope.c -- see scope.h */
#include "scope.h"

#include "../../grammar/nearest.h"

static uint64_t key_of(nz_ns ns, uint32_t owner, nz_sym sym) {
  return (uint64_t)ns << 58 | (uint64_t)(owner & 0x3ffffff) << 32 | sym;
}

static uint32_t start(uint64_t key, uint32_t mask) {
  key *= 0x9e3779b97f4a7c15u;
  return (uint32_t)(key >> 32) & mask;
}

nz_scope *nz_scope_new(nz_arena *a, nz_intern *names) {
  nz_scope *s = NZ_NEW(a, nz_scope);
  s->a = a;
  s->names = names;
  s->mask = 255;
  s->slots = NZ_NEW_N(a, nz_entry, s->mask + 1u);
  return s;
}

static nz_entry *find(const nz_scope *s, uint64_t key) {
  uint32_t i = start(key, s->mask);
  while (s->slots[i].key && s->slots[i].key != key) i = (i + 1) & s->mask;
  return &s->slots[i];
}

nz_entry *nz_scope_get(const nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym) {
  nz_entry *e = find(s, key_of(ns, owner, sym));
  return e->key ? e : NULL;
}

static void grow(nz_scope *s) {
  nz_entry *old = s->slots;
  uint32_t n = s->mask + 1;
  if (n > UINT32_MAX / 4) nz_oom(s->a);
  s->mask = n * 2 - 1;
  s->slots = NZ_NEW_N(s->a, nz_entry, (size_t)n * 2);
  for (uint32_t i = 0; i < n; i++)
    if (old[i].key) *find(s, old[i].key) = old[i];
  nz_recycle(s->a, old, n * sizeof *old);
}

nz_entry *nz_scope_put(nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym, uint32_t id, nz_span at) {
  if (s->n > s->mask / 2) grow(s);
  uint64_t key = key_of(ns, owner, sym);
  nz_entry *e = find(s, key);
  if (e->key) return e;
  *e = (nz_entry){key, id, at};
  s->n++;
  return NULL;
}

uint32_t nz_scope_id(const nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym) {
  nz_entry *e = nz_scope_get(s, ns, owner, sym);
  return e ? e->id : IR_NONE;
}

nz_sym nz_scope_nearest(const nz_scope *s, uint32_t ns_bits, nz_sym typed, nz_span *at) {
  NZ_VEC(nz_str) names = {0};
  NZ_VEC(nz_entry *) from = {0};
  for (uint32_t i = 0; i <= s->mask; i++) {
    nz_entry *e = &s->slots[i];
    if (!e->key || !(ns_bits >> (e->key >> 58) & 1)) continue;
    NZ_PUSH(s->a, &names) = nz_intern_get(s->names, (nz_sym)e->key);
    NZ_PUSH(s->a, &from) = e;
  }
  nz_str t = nz_intern_get(s->names, typed);
  size_t best = nz_nearest(t.p, t.n, names.v, names.n);
  if (best >= names.n) return 0;
  if (at) *at = from.v[best]->at;
  return (nz_sym)from.v[best]->key;
}
