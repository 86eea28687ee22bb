/* test_nearest.c -- grammar/nearest: which declared name is offered for a misspelt one. */
#include "lib_text.h"

#include <string.h>

#include "grammar/nearest.h"

static const char *const names[] = {
  "受給者番号", "生年月日", "障害支援区分", "麻痺肢数", "歩行", "移乗", "排尿", "排便", "行動関連項目", "呼吸管理", "最重度知的障害", "人工呼吸器",
  "年齢", "児童", "行動基準", "麻痺基準", "同行基準", "重度訪問介護", "居宅介護", "同行援護", "行動援護", "生活介護・通所", "天カ須賀", "サービス",
  "未満児", "機能強化型I", "区分3", "できる", "パン", "しゅうろう", "Ａ",
};
enum { COUNT = sizeof names / sizeof *names };

static const char *nearest(const char *typed) {
  nz_str c[COUNT];
  for (size_t i = 0; i < COUNT; i++) c[i] = (nz_str){names[i], (uint32_t)strlen(names[i])};
  size_t k = nz_nearest(typed, strlen(typed), c, COUNT);
  return k == NZ_NO_NEAREST ? "" : names[k];
}

static void test_slips(void **state) {
  (void)state;
  static const struct { const char *typed, *meant; } slip[] = {
    {"行動関連項日", "行動関連項目"},   /* 日 for 目 */
    {"行動関連頃目", "行動関連項目"},
    {"行動関連項目数", "行動関連項目"}, /* one too many */
    {"行動関連目", "行動関連項目"},     /* one too few */
    {"行動連関項目", "行動関連項目"},   /* swapped */
    {"障害者支援区分", "障害支援区分"},
    {"天力須賀", "天カ須賀"},           /* 力 for カ */
    {"サ一ビス", "サービス"},           /* 一 for ー */
    {"サ－ビス", "サービス"},
    {"末満児", "未満児"},
    {"機能強化型l", "機能強化型I"},
    {"生活介護通所", "生活介護・通所"},
    {"歩こう", ""},                     /* too far */
    {"全然違う名前", ""},
    {"できろ", "できる"},
    {"てきる", "できる"},
    {"ハン", "パン"},                   /* unvoiced */
    {"しゆうろう", "しゅうろう"},
    {"区分9", ""},                      /* another digit is another thing */
    {"", ""},
    {"犬", ""},
  };
  for (size_t i = 0; i < sizeof slip / sizeof *slip; i++) {
    print_message("%s\n", slip[i].typed);
    assert_string_equal(nearest(slip[i].typed), slip[i].meant);
  }
}

static void test_exact_and_first(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT; i++) assert_string_equal(nearest(names[i]), names[i]);
  nz_str two[] = {{"甲乙", 6}, {"甲丙", 6}};
  assert_int_equal(nz_nearest("甲丁", 6, two, 2), 0); /* the first of equals */
  assert_int_equal(nz_nearest("甲", 3, NULL, 0), NZ_NO_NEAREST);
}

static void test_cheaper_wins(void **state) {
  (void)state;
  nz_str two[] = {{"項月", 6}, {"項日", 6}};
  assert_int_equal(nz_nearest("項目", 6, two, 2), 1);
  nz_near best = {0};
  nz_near_try(&best, "項目", 6, "項月", 6, 7);
  nz_near_try(&best, "項目", 6, "項日", 6, 8);
  nz_near_try(&best, "項目", 6, "項月", 6, 9);
  assert_true(best.found);
  assert_int_equal(best.index, 8);
}

static void test_long_and_broken(void **state) { /* names of any length, and bytes that are no text */
  (void)state;
  char a[4000], b[4000];
  memset(a, 'a', sizeof a);
  memset(b, 'a', sizeof b);
  nz_str c = {b, sizeof b};
  assert_int_equal(nz_nearest(a, sizeof a, &c, 1), 0);
  nz_str bytes = {"\xFF\xFE\xE3", 3};
  assert_int_equal(nz_nearest("\xFF\xFE\xE3", 3, &bytes, 1), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_slips), cmocka_unit_test(test_exact_and_first), cmocka_unit_test(test_cheaper_wins),
                                     cmocka_unit_test(test_long_and_broken)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
