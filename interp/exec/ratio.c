/* ratio.c -- exact arithmetic on integers and quotients (S2.4): every result is exact or reported as not fitting. The
 * only file that uses 128-bit integers, where the compiler has them. */
#include "value.h"

static uint64_t magnitude(int64_t v) { return v < 0 ? 0 - (uint64_t)v : (uint64_t)v; }

static uint64_t gcd(uint64_t a, uint64_t b) {
  while (b) {
    uint64_t t = a % b;
    a = b;
    b = t;
  }
  return a;
}

bool nz_ratio_make(int64_t n, int64_t d, nz_ratio *out) {
  if (d == 0) return false;
  uint64_t un = magnitude(n), ud = magnitude(d), g = gcd(un, ud);
  bool negative = (n < 0) != (d < 0);
  un /= g;
  ud /= g;
  if (ud > INT64_MAX || un > (uint64_t)INT64_MAX + negative) return false;
  *out = (nz_ratio){negative ? (int64_t)(0 - un) : (int64_t)un, (int64_t)ud};
  return true;
}

/* Knuth 4.5.1: with g = gcd(denominators) the intermediate results are as small as they can be. */
static bool add(nz_ratio a, nz_ratio b, bool minus, nz_ratio *out) {
  int64_t g = (int64_t)gcd((uint64_t)a.d, (uint64_t)b.d), left, right, sum, den;
  if (__builtin_mul_overflow(a.n, b.d / g, &left) || __builtin_mul_overflow(b.n, a.d / g, &right)) return false;
  if (minus ? __builtin_sub_overflow(left, right, &sum) : __builtin_add_overflow(left, right, &sum)) return false;
  int64_t g2 = (int64_t)gcd(magnitude(sum), (uint64_t)g);
  if (__builtin_mul_overflow(a.d / g, b.d / g2, &den)) return false;
  *out = (nz_ratio){sum / g2, den};
  return true;
}

bool nz_ratio_add(nz_ratio a, nz_ratio b, nz_ratio *out) { return add(a, b, false, out); }
bool nz_ratio_sub(nz_ratio a, nz_ratio b, nz_ratio *out) { return add(a, b, true, out); }

bool nz_ratio_mul(nz_ratio a, nz_ratio b, nz_ratio *out) {
  int64_t g = (int64_t)gcd(magnitude(a.n), (uint64_t)b.d), h = (int64_t)gcd(magnitude(b.n), (uint64_t)a.d), n, d;
  if (__builtin_mul_overflow(a.n / g, b.n / h, &n) || __builtin_mul_overflow(a.d / h, b.d / g, &d)) return false;
  *out = (nz_ratio){n, d};
  return true;
}

bool nz_ratio_div(nz_ratio a, nz_ratio b, nz_ratio *out) {
  nz_ratio inverse;
  return nz_ratio_make(b.d, b.n, &inverse) && nz_ratio_mul(a, inverse, out);
}

/* 64 x 64 = 128 bits by halves */
static void wide_mul(uint64_t a, uint64_t b, uint64_t *hi, uint64_t *lo) {
  uint64_t al = a & 0xffffffff, ah = a >> 32, bl = b & 0xffffffff, bh = b >> 32;
  uint64_t ll = al * bl, lh = al * bh, hl = ah * bl, mid = (ll >> 32) + (lh & 0xffffffff) + (hl & 0xffffffff);
  *lo = (mid << 32) | (ll & 0xffffffff);
  *hi = ah * bh + (lh >> 32) + (hl >> 32) + (mid >> 32);
}

int nz_ratio_cmp_portable(nz_ratio a, nz_ratio b) {
  if ((a.n < 0) != (b.n < 0)) return a.n < 0 ? -1 : 1;
  uint64_t ah, al, bh, bl;
  wide_mul(magnitude(a.n), (uint64_t)b.d, &ah, &al);
  wide_mul(magnitude(b.n), (uint64_t)a.d, &bh, &bl);
  int sign = ah != bh ? (ah < bh ? -1 : 1) : al != bl ? (al < bl ? -1 : 1) : 0;
  return a.n < 0 ? -sign : sign;
}

int nz_ratio_cmp(nz_ratio a, nz_ratio b) {
#ifdef __SIZEOF_INT128__
  __extension__ typedef __int128 wide;
  wide left = (wide)a.n * b.d, right = (wide)b.n * a.d;
  return left < right ? -1 : left > right;
#else
  return nz_ratio_cmp_portable(a, b);
#endif
}

int64_t nz_floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

bool nz_ceil_div(int64_t a, int64_t b, int64_t *out) { return !__builtin_add_overflow(a / b, a % b > 0, out); }

bool nz_pow10(unsigned dec, int64_t *out) {
  if (dec > 18) return false;
  int64_t p = 1;
  while (dec--) p *= 10;
  *out = p;
  return true;
}
