/* test_sha256.c -- interp/ir/sha256 against the vectors of FIPS 180-4 and its neighbours at the block borders */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/ir/irtext.h"

static void expect(const char *p, size_t n, const char *hex) {
  unsigned char sum[32];
  char got[65];
  ir_sha256(p, n, sum);
  for (int i = 0; i < 32; i++) (void)snprintf(got + 2 * i, 3, "%02x", sum[i]);
  assert_string_equal(got, hex);
}

/* The processor's instructions and the C of every other processor agree, whatever pieces the text comes in. */
static void test_both(void **state) {
  (void)state;
  static unsigned char text[5000];
  unsigned char one[32], other[32];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (unsigned char)(i * i >> 3 ^ i);
  for (size_t n = 0; n < sizeof text; n += 1 + n / 7) {
    ir_sum a, b;
    ir_sum_begin(&a);
    ir_sum_begin(&b);
    b.instructions = false;
    ir_sum_put(&a, text, n);
    for (size_t at = 0, piece = 1; at < n; at += piece, piece = piece % 200 + 1) ir_sum_put(&b, text + at, piece < n - at ? piece : n - at);
    ir_sum_end(&a, one);
    ir_sum_end(&b, other);
    assert_memory_equal(one, other, 32);
  }
}

static void test_vectors(void **state) {
  (void)state;
  expect("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  expect(two, strlen(two), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  char *million = malloc(1000000);
  assert_non_null(million);
  memset(million, 'a', 1000000);
  expect(million, 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  expect(million, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  expect(million, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  expect(million, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
  free(million);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors), cmocka_unit_test(test_both)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
