/* ref_join.c -- how statuses meet: strict operations (S2.3), かつ and または (S4.1, S4.2), joining (S5.2) */
#include <string.h>

#include "ref_int.h"

static void *get(void *a, size_t n) { return nz_get(a, n); }

bool ref_settled(rv v) { return v.v.st == NZ_KNOWN || v.v.st == NZ_NOVALUE; }
bool ref_true(rv v) { return v.v.st == NZ_KNOWN && v.v.a != 0; }
bool ref_false(rv v) { return v.v.st == NZ_NOVALUE || (v.v.st == NZ_KNOWN && v.v.a == 0); }
rv ref_truth(bool t) { return ref_known(IR_T_BOOL, t); }

rv ref_known(ir_tk k, int64_t a) {
  rv r;
  memset(&r, 0, sizeof r);
  r.v.st = NZ_KNOWN;
  r.v.k = (uint8_t)k;
  r.v.a = a;
  r.v.b = k == IR_T_QTY || k == IR_T_RATIO ? 1 : 0;
  return r;
}

static rv with_cause(rx *x, uint8_t st, uint32_t kind, uint32_t id) {
  rv r = ref_known(IR_T_NOTHING, 0);
  r.v.st = st;
  r.v.causes = nz_causes_one(get, x->a, kind, id);
  return r;
}

rv ref_novalue(int why, uint32_t text) {
  rv r = ref_known(IR_T_NOTHING, 0);
  r.v.st = NZ_NOVALUE;
  r.v.why = (uint8_t)why;
  r.v.text = text;
  return r;
}

rv ref_fault(rx *x, int which) {
  rv r = with_cause(x, NZ_FAULT, NZ_C_FAULT, (uint32_t)which);
  r.v.why = (uint8_t)which;
  return r;
}

rv ref_missing(rx *x, uint32_t kind, uint32_t id) { return with_cause(x, kind == NZ_C_ASK ? NZ_REFERRED : NZ_MISSING, kind, id); }

void ref_mix(rx *x, rmix *mx, rv v) {
  if (ref_settled(v)) return;
  mx->causes = mx->any ? nz_causes_union(get, x->a, mx->causes, v.v.causes) : v.v.causes;
  if (!mx->any || v.v.st > mx->worst.v.st) mx->worst = v;
  mx->any = true;
}

rv ref_worst(const rmix *mx) {
  rv r = mx->worst;
  r.v.causes = mx->causes;
  r.bounded = false;
  return r;
}

bool ref_strict(rx *x, const rv *v, uint32_t n, rv *out) {
  rmix mx = {0};
  for (uint32_t i = 0; i < n; i++) ref_mix(x, &mx, v[i]);
  if (mx.any) {
    *out = ref_worst(&mx);
    return false;
  }
  for (uint32_t i = 0; i < n; i++)
    if (v[i].v.st == NZ_NOVALUE) {
      *out = v[i];
      return false;
    }
  return true;
}

bool ref_same(rv a, rv b) {
  if (a.v.st != b.v.st) return false;
  if (a.v.st == NZ_NOVALUE) return a.v.why == b.v.why;
  return a.v.st == NZ_KNOWN && a.v.k == b.v.k && a.v.a == b.v.a && a.v.b == b.v.b;
}

rv ref_join(rx *x, const rmix *decides, const rv *cand, uint32_t n) {
  bool agree = n > 0;
  for (uint32_t i = 0; i < n; i++) agree &= ref_settled(cand[i]) && ref_same(cand[0], cand[i]);
  if (agree) return cand[0];
  rmix mx = *decides;
  for (uint32_t i = 0; i < n; i++) ref_mix(x, &mx, cand[i]);
  if (!mx.any && n) return cand[0];
  return ref_worst(&mx);
}

rv ref_connect(rx *x, const rv *v, uint32_t n, uint32_t need) {
  uint32_t holds = 0, fails = 0;
  rmix mx = {0};
  for (uint32_t i = 0; i < n; i++) {
    holds += ref_true(v[i]);
    fails += ref_false(v[i]);
    ref_mix(x, &mx, v[i]);
  }
  if (holds >= need) return ref_truth(true);
  if (n - fails < need) return ref_truth(false);
  return ref_worst(&mx);
}
