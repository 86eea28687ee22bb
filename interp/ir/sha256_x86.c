/* sha256_x86.c -- blocks of SHA-256 with the instructions x86 has for it: the fingerprint of a rule set is a third of what a cold
 * answer costs. Elsewhere, and on older processors, sha256.c does it in C. */
#include "sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

bool ir_sha_instructions(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

/* The processor keeps the eight words as a b e f and c d g h. */
__attribute__((target("sha,sse4.1,ssse3"))) void ir_sha_blocks(uint32_t h[8], const unsigned char *p, size_t n) {
  const __m128i bytes = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i lower = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)h), 0xB1);
  __m128i upper = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(h + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(lower, upper, 8), cdgh = _mm_blend_epi16(upper, lower, 0xF0);
  for (; n; n--, p += 64) {
    __m128i w[16], abef_was = abef, cdgh_was = cdgh;
    for (int i = 0; i < 16; i++) { /* four words, four rounds */
      if (i < 4) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), bytes);
      } else {
        __m128i part = _mm_add_epi32(_mm_sha256msg1_epu32(w[i - 4], w[i - 3]), _mm_alignr_epi8(w[i - 1], w[i - 2], 4));
        w[i] = _mm_sha256msg2_epu32(part, w[i - 1]);
      }
      __m128i k = _mm_add_epi32(w[i], _mm_loadu_si128((const __m128i *)(const void *)(ir_sha_k + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(k, 0x0E));
    }
    abef = _mm_add_epi32(abef, abef_was);
    cdgh = _mm_add_epi32(cdgh, cdgh_was);
  }
  lower = _mm_shuffle_epi32(abef, 0x1B);
  upper = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(lower, upper, 0xF0));
  _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(upper, lower, 8));
}
#else
bool ir_sha_instructions(void) { return false; }
void ir_sha_blocks(uint32_t h[8], const unsigned char *p, size_t n) { (void)h, (void)p, (void)n; }
#endif
