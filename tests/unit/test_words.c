/* test_words.c -- function words written together: every pair of them is read as these two, but for the pairs listed here,
 * which other words take (longest first). A new word that changes how a pair is read shows here. */
#include "lib_text.h"

#include <stdio.h>
#include <string.h>

#include "grammar/keywords.h"

/* As grammar/lex.c: the longest word first, a shorter one where the rest would not come out. */
static bool tile(const nz_w_index *x, const char *p, size_t n, int *out, size_t *k, size_t most) {
  if (n == 0) return true;
  if (*k == most) return false;
  for (size_t end = n, len; end > 0;) {
    int w = nz_w_longest(x, p, end, &len);
    if (w == NZ_W_NONE) return false;
    out[(*k)++] = w;
    if (tile(x, p + len, n - len, out, k, most)) return true;
    (*k)--;
    end = len >= 3 ? len - 3 : 0;
  }
  return false;
}

static bool hiragana(const char *s) {
  for (; *s; s += 3)
    if ((unsigned char)s[0] != 0xE3 || (unsigned char)s[1] < 0x81 || (unsigned char)s[1] > 0x82) return false;
  return true;
}

static const char *const taken[] = {"の+とき=のとき", "の+すべて=のすべて"};

static bool listed(const char *line) {
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (strcmp(taken[i], line) == 0) return true;
  return false;
}

static void test_pairs(void **state) {
  (void)state;
  nz_w_index x;
  nz_w_index_make(&x);
  size_t pairs = 0, other = 0, unlisted = 0;
  for (int a = 1; a < NZ_W_COUNT; a++)
    for (int b = 1; b < NZ_W_COUNT; b++) {
      if (nz_w_class(a) != NZ_WC_FUNCTION || nz_w_class(b) != NZ_WC_FUNCTION || !hiragana(nz_w_text(a)) || !hiragana(nz_w_text(b))) continue;
      char both[256], line[512];
      int out[8];
      size_t k = 0;
      (void)snprintf(both, sizeof both, "%s%s", nz_w_text(a), nz_w_text(b));
      assert_true(tile(&x, both, strlen(both), out, &k, 8)); /* they are words, so it comes out */
      pairs++;
      if (k == 2 && out[0] == a && out[1] == b) continue;
      size_t n = (size_t)snprintf(line, sizeof line, "%s+%s=", nz_w_text(a), nz_w_text(b));
      for (size_t i = 0; i < k; i++) n += (size_t)snprintf(line + n, sizeof line - n, "%s%s", i ? "+" : "", nz_w_text(out[i]));
      other++;
      if (!listed(line)) unlisted++, (void)printf("  \"%s\",\n", line);
    }
  (void)printf("%zu pairs, %zu read as other words\n", pairs, other);
  assert_true(pairs > 800);
  assert_int_equal(unlisted, 0);
  assert_int_equal(other, sizeof taken / sizeof *taken);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
