/* sha256.c -- SHA-256 (FIPS 180-4), for fingerprints */
#include <string.h>

#include "irtext.h"
#include "sha256.h"

const uint32_t ir_sha_k[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rot(uint32_t v, int by) { return v >> by | v << (32 - by); }

/* One round: d and k get new values, and are then e and a. */
static inline void round_of(uint32_t a, uint32_t b, uint32_t c, uint32_t *d, uint32_t e, uint32_t f, uint32_t g, uint32_t *k, uint32_t kw) {
  uint32_t t = *k + (rot(e, 6) ^ rot(e, 11) ^ rot(e, 25)) + (g ^ (e & (f ^ g))) + kw;
  *d += t;
  *k = t + (rot(a, 2) ^ rot(a, 13) ^ rot(a, 22)) + ((a & b) | (c & (a | b)));
}

static void block(uint32_t h[8], const unsigned char *p) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++, p += 4) w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rot(w[i - 15], 7) ^ rot(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rot(w[i - 2], 17) ^ rot(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
  for (int i = 0; i < 64; i += 8) { /* eight rounds at a time: the names change places, not the values */
    round_of(a, b, c, &d, e, f, g, &k, ir_sha_k[i] + w[i]);
    round_of(k, a, b, &c, d, e, f, &g, ir_sha_k[i + 1] + w[i + 1]);
    round_of(g, k, a, &b, c, d, e, &f, ir_sha_k[i + 2] + w[i + 2]);
    round_of(f, g, k, &a, b, c, d, &e, ir_sha_k[i + 3] + w[i + 3]);
    round_of(e, f, g, &k, a, b, c, &d, ir_sha_k[i + 4] + w[i + 4]);
    round_of(d, e, f, &g, k, a, b, &c, ir_sha_k[i + 5] + w[i + 5]);
    round_of(c, d, e, &f, g, k, a, &b, ir_sha_k[i + 6] + w[i + 6]);
    round_of(b, c, d, &e, f, g, k, &a, ir_sha_k[i + 7] + w[i + 7]);
  }
  h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e, h[5] += f, h[6] += g, h[7] += k;
}

static void blocks(ir_sum *s, const unsigned char *p, size_t n) {
  if (s->instructions) ir_sha_blocks(s->h, p, n);
  for (; !s->instructions && n; n--, p += 64) block(s->h, p);
}

void ir_sum_begin(ir_sum *s) {
  *s = (ir_sum){.h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, .instructions = ir_sha_instructions()};
}

void ir_sum_put(ir_sum *s, const void *data, size_t n) {
  const unsigned char *p = data;
  size_t have = s->n % 64;
  s->n += n;
  if (have + n < 64) { /* most of what comes is a few bytes */
    if (n) memcpy(s->part + have, p, n);
    return;
  }
  if (have) {
    memcpy(s->part + have, p, 64 - have);
    blocks(s, s->part, 1);
    p += 64 - have, n -= 64 - have;
  }
  blocks(s, p, n / 64);
  p += n / 64 * 64;
  n %= 64;
  if (n) memcpy(s->part, p, n);
}

void ir_sum_end(ir_sum *s, unsigned char out[32]) {
  uint64_t bits = s->n * 8;
  size_t n = s->n % 64, size = n < 56 ? 64 : 128;
  unsigned char last[128] = {0};
  memcpy(last, s->part, n);
  last[n] = 0x80;
  for (size_t i = 0; i < 8; i++) last[size - 1 - i] = (unsigned char)(bits >> (8 * i));
  blocks(s, last, size / 64);
  for (size_t i = 0; i < 32; i++) out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void ir_sha256(const void *data, size_t n, unsigned char out[32]) {
  ir_sum s;
  ir_sum_begin(&s);
  ir_sum_put(&s, data, n);
  ir_sum_end(&s, out);
}
