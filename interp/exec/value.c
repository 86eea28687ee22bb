/* value.c -- see value.h */
#include "value.h"

#include <string.h>

bool nz_same_answer(const nz_val *a, const nz_val *b) {
  if (a->st != b->st) return false;
  if (a->st == NZ_NOVALUE) return a->why == b->why;
  if (a->st != NZ_KNOWN) return true;
  if (a->k != b->k || a->a != b->a) return false;
  bool two = a->k == IR_T_RATIO || a->k == IR_T_PERIOD || a->k == IR_T_TEXT; /* the kinds that use both halves */
  return !two || a->b == b->b;
}

int nz_outcome_of(const nz_val *v) {
  switch ((nz_st)v->st) {
  case NZ_KNOWN: return v->k == IR_T_DECISION ? (int)v->a : NZ_OUT_VALUE;
  case NZ_NOVALUE: return v->why == NZ_NA_DENIED ? NZ_OUT_DENY : NZ_OUT_NA;
  case NZ_REFERRED: return NZ_OUT_REFER;
  case NZ_MISSING: return NZ_OUT_UNKNOWN;
  case NZ_FAULT: break;
  }
  return -1;
}

bool nz_meets(const nz_val *v, int want) {
  if (v->st == NZ_KNOWN && v->k == IR_T_BOOL) return want == (v->a ? NZ_OUT_ALLOW : NZ_OUT_DENY);
  int out = nz_outcome_of(v);
  return out >= 0 && (out == want || (want == NZ_OUT_ALLOW && out == NZ_OUT_VALUE));
}

nz_val nz_fault(int which) { /* its one cause lives in a constant table: no memory is needed to report a fault */
  static const nz_cause faults[] = {
    {NZ_C_FAULT, 0}, {NZ_C_FAULT, NZ_FAULT_OVERFLOW}, {NZ_C_FAULT, NZ_FAULT_ZERO}, {NZ_C_FAULT, NZ_FAULT_CONFLICT},
    {NZ_C_FAULT, NZ_FAULT_OVERLAP}, {NZ_C_FAULT, NZ_FAULT_GAP}, {NZ_C_FAULT, NZ_FAULT_EMPTY},
    {NZ_C_FAULT, NZ_FAULT_DEPTH}, {NZ_C_FAULT, NZ_FAULT_RANGE}, {NZ_C_FAULT, NZ_FAULT_LATER},
  };
  return (nz_val){.st = NZ_FAULT, .why = (uint8_t)which, .causes = {&faults[which], 1}};
}

static int order(nz_cause a, nz_cause b) {
  if (a.kind != b.kind) return a.kind < b.kind ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id;
}

bool nz_causes_same(nz_causes a, nz_causes b) {
  return a.n == b.n && (a.n == 0 || a.v == b.v || memcmp(a.v, b.v, a.n * sizeof *a.v) == 0);
}

nz_causes nz_causes_one(nz_get_fn get, void *ctx, uint32_t kind, uint32_t id) {
  nz_cause *c = get(ctx, sizeof *c);
  *c = (nz_cause){kind, id};
  return (nz_causes){c, 1};
}

nz_causes nz_causes_union(nz_get_fn get, void *ctx, nz_causes a, nz_causes b) {
  if (a.n == 0 || a.v == b.v) return a.n < b.n ? b : a;
  if (b.n == 0) return a;
  uint32_t extra = 0, i = 0, j = 0; /* of b, not in a */
  while (j < b.n) {
    int o = i < a.n ? order(a.v[i], b.v[j]) : 1;
    if (o <= 0) i++;
    if (o >= 0) j++;
    extra += o > 0;
  }
  if (extra == 0) return a;
  nz_cause *v = get(ctx, ((size_t)a.n + extra) * sizeof *v);
  uint32_t n = 0;
  for (i = j = 0; i < a.n || j < b.n;) {
    int o = i == a.n ? 1 : j == b.n ? -1 : order(a.v[i], b.v[j]);
    v[n++] = o <= 0 ? a.v[i] : b.v[j];
    if (o <= 0) i++;
    if (o >= 0) j++;
  }
  return (nz_causes){v, n};
}
