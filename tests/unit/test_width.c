/* test_width.c -- grammar/width against L1.13. */
#include "lib_text.h"

#include <string.h>

static void test_widths(void **state) {
  (void)state;
  static const struct { const char *text; uint32_t wide, narrow; } w[] = {
    {"", 0, 0}, {"abc", 3, 3}, {"条件", 4, 4}, {"ハンカク", 8, 8}, {"ﾊﾝｶｸ", 4, 4}, {"（）：", 6, 6}, {"　", 2, 2},
    {"○×★◆※", 10, 5}, {"“”…―", 8, 4}, {"αⅡ①", 6, 3}, {"§9", 3, 2}, {"−", 1, 1}, {"－", 2, 2}, {"÷", 2, 1}, {"→⇒", 4, 2},
    {"e\u0301", 1, 1}, {"か\u3099", 2, 2}, {"ｶﾞ", 2, 2}, {"ﾊﾟﾝ", 3, 3}, {"葛\U000E0100城", 4, 4},
    {"\U0001F1EF\U0001F1F5", 2, 2}, {"☺\uFE0F", 2, 2}, {"\U0001F468\u200D\U0001F469\u200D\U0001F467", 2, 2},
    {"\t", 4, 4}, {"a\t", 4, 4}, {"abcd\tx", 9, 9}, {"条\tx", 5, 5}, {"a\u200Bb", 2, 2},
    {"\xFF", 2, 1}, /* shown as U+FFFD */
  };
  for (size_t i = 0; i < sizeof w / sizeof *w; i++) {
    print_message("%s\n", w[i].text);
    assert_int_equal(nz_width(w[i].text, strlen(w[i].text), false), w[i].wide);
    assert_int_equal(nz_width(w[i].text, strlen(w[i].text), true), w[i].narrow);
  }
}

static void test_parts_add_up(void **state) { /* clusters apart, a width is the sum of its parts */
  (void)state;
  static const char text[] = "| 重度訪問介護 | ★ ※1 | 10点 |";
  uint32_t whole = nz_width(text, strlen(text), false);
  for (size_t i = 0; i < strlen(text); i++) {
    if (((unsigned char)text[i] & 0xC0) == 0x80) continue;
    assert_int_equal(nz_width(text, i, false) + nz_width(text + i, strlen(text) - i, false), whole);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_widths), cmocka_unit_test(test_parts_add_up)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
