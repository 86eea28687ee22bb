/* test_memory.c -- tools/memory: blocks of every size keep what is written, and all of them go back. */
#define _DEFAULT_SOURCE /* as tools/memory.c, which is included below */
#include "lib_text.h"

#include <stdint.h>
#include <string.h>

#include "../../tools/memory.c"

static const size_t sizes[] = {1, 4096, LARGE - 1, LARGE, LARGE + 1, 3 * 1024 * 1024, MAP, MAP + 1, 40 * 1024 * 1024};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void test_blocks_apart(void **state) {
  (void)state;
  memory m = {0};
  unsigned char *p[SIZES];
  for (size_t i = 0; i < SIZES; i++) {
    p[i] = memory_hook(&m, NULL, 0, sizes[i]);
    assert_non_null(p[i]);
    assert_int_equal((uintptr_t)p[i] % 16, 0);
    memset(p[i], (int)i + 1, sizes[i]);
  }
  for (size_t i = 0; i < SIZES; i++) {
    assert_int_equal(p[i][0], i + 1);
    assert_int_equal(p[i][sizes[i] - 1], i + 1);
  }
  assert_int_equal(m.live, 6); /* the large ones */
  for (size_t i = 0; i < SIZES; i++) memory_hook(&m, p[i], sizes[i], 0);
  assert_int_equal(m.live, 0);
  assert_null(m.maps);
}

static void test_growing_keeps(void **state) {
  (void)state;
  memory m = {0};
  size_t n = 1000;
  unsigned char *p = memory_hook(&m, NULL, 0, n);
  memset(p, 7, n);
  for (size_t to = 4000; to < 4 * (size_t)LARGE; n = to, to *= 4) p = memory_hook(&m, p, n, to);
  for (size_t i = 0; i < 1000; i++) assert_int_equal(p[i], 7);
  p = memory_hook(&m, p, n, 500);
  assert_int_equal(p[499], 7);
  assert_null(memory_hook(&m, p, 500, 0));
  assert_int_equal(m.live, 0);
}

static void test_absurd_sizes(void **state) {
  (void)state;
  memory m = {0};
  assert_null(memory_hook(&m, NULL, 0, SIZE_MAX));
  assert_null(memory_hook(&m, NULL, 0, SIZE_MAX / 2));
  assert_null(memory_hook(&m, NULL, LARGE, 0)); /* nothing is freed */
  assert_int_equal(m.live, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_blocks_apart), cmocka_unit_test(test_growing_keeps), cmocka_unit_test(test_absurd_sizes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
