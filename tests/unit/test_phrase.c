/* test_phrase.c -- names, values, regions and IR nodes in the rule's own words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "interp/ir/date.h"
#include "interp/ir/phrase.h"
#include "lib_sample.h"

static sample s;

static int open_sample(void **state) {
  (void)state;
  if (setjmp(s.oom)) return -1;
  sample_open(&s);
  return 0;
}
static int close_sample(void **state) {
  (void)state;
  sample_close(&s);
  return 0;
}

static uint32_t mk(ir_op op, uint32_t type, uint32_t ref, int64_t imm, uint32_t n, const uint32_t *args) {
  uint32_t id = ir_mk_node(s.m, op, type, args, n);
  s.m->nodes.v[id].ref = ref;
  s.m->nodes.v[id].imm = imm;
  return id;
}
static uint32_t constant(uint32_t type, int64_t v) { return mk(IR_CONST, type, IR_NONE, v, 0, NULL); }
static uint32_t subject(void) { return mk(IR_SUBJECT, s.t_user, IR_NONE, 0, 0, NULL); }
static uint32_t field(uint32_t f) { return mk(IR_FIELD, s.m->fields.v[f].type, f, 0, 1, (uint32_t[]){subject()}); }
static uint32_t two(ir_op op, uint32_t a, uint32_t b) { return mk(op, s.t_bool, IR_NONE, 0, 2, (uint32_t[]){a, b}); }
static uint32_t one(ir_op op, uint32_t a) { return mk(op, s.t_bool, IR_NONE, 0, 1, &a); }

static void value_is(uint32_t type, int64_t a, int64_t b, const char *want) {
  ir_buf o = {&s.arena, NULL, 0, 0};
  ir_phrase_value(s.m, type, a, b, &o);
  assert_string_equal(o.p, want);
}
static void phrase_is(uint32_t node, const char *whole, const char *subj, const char *need) {
  ir_buf o = {&s.arena, NULL, 0, 0}, p = {&s.arena, NULL, 0, 0}, q = {&s.arena, NULL, 0, 0};
  ir_phrase(s.m, node, &o);
  assert_string_equal(o.p, whole);
  ir_phrase_subject(s.m, node, &p);
  if (subj) assert_string_equal(p.p, subj);
  ir_phrase_need(s.m, node, &q);
  if (need) assert_string_equal(q.p, need);
}
static int64_t day(int64_t y, int64_t m, int64_t d) {
  int64_t v = 0;
  assert_true(ir_day_of(y, m, d, &v));
  return v;
}

static void test_names(void **state) {
  (void)state;
  static const char *const bare[] = {"歩行", "区分4", "生活介護・通所", "機能強化型II", "サービス", "A01", "超重症児"};
  static const char *const quoted[] = {"できる", "24時間連絡", "見守り等", "6月以内", "月2回", "40件未満", "", "・歩行", "a b", "歩行・", "（I）"};
  for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
    if (!ir_name_bare(sample_str(bare[i]))) fail_msg("%s", bare[i]);
  for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++)
    if (ir_name_bare(sample_str(quoted[i]))) fail_msg("%s", quoted[i]);
}

static void test_values(void **state) {
  (void)state;
  value_is(s.t_points, 8, 0, "8点");
  value_is(s.t_points, -8, 0, "−8点");
  value_is(s.t_rate, 1000, 0, "10.00円");
  value_is(s.t_rate, -5, 0, "−0.05円");
  value_is(s.t_rate, INT64_MIN, 0, "−92233720368547758.08円");
  value_is(s.t_ratio, 290, 7, "290/7件毎人");
  value_is(s.t_ratio, 40, 1, "40件毎人");
  value_is(s.t_date, day(2024, 10, 1), 0, "令和6年10月1日");
  value_is(s.t_date, day(2019, 5, 1), 0, "令和元年5月1日");
  value_is(s.t_date, day(2019, 4, 30), 0, "平成31年4月30日");
  value_is(s.t_date, day(1989, 1, 8), 0, "平成元年1月8日");
  value_is(s.t_date, day(1989, 1, 7), 0, "昭和64年1月7日");
  value_is(s.t_date, day(1926, 12, 25), 0, "昭和元年12月25日");
  value_is(s.t_date, day(1912, 7, 29), 0, "明治45年7月29日");
  value_is(s.t_date, INT64_MAX, 0, "？");
  value_is(s.t_month, 2019 * 12 + 4, 0, "令和元年5月");
  value_is(s.t_time, 9 * 60 + 5, 0, "9:05");
  value_is(s.t_period, day(2024, 4, 1), IR_DATE_MAX, "令和6年4月1日から");
  value_is(s.t_bool, 0, 0, "ない");
  value_is(s.t_class, 4, 0, "区分4");
  value_is(s.t_survey, 7, 0, "「できる」");
  value_is(s.t_survey, 99, 0, "？");
  value_is(s.t_decision, 0, 0, "不可");
}

static void test_regions(void **state) {
  (void)state;
  struct { int64_t lo, hi; const char *want; } range[] = {{10, INT64_MAX, "10点以上"}, {INT64_MIN, 9, "9点以下"}, {3, 5, "3点から5点まで"}, {8, 8, "8点"}};
  for (size_t i = 0; i < 4; i++) {
    ir_buf o = {&s.arena, NULL, 0, 0};
    ir_phrase_range(s.m, s.t_points, range[i].lo, range[i].hi, &o);
    assert_string_equal(o.p, range[i].want);
  }
  struct { uint32_t type; uint64_t bits; const char *want; } set[] = {
      {s.t_survey, 0xE, "「できる」以外"}, {s.t_survey, 0x4, "部分支援"},  {s.t_survey, 0xC, "部分支援、全面支援のいずれか"},
      {s.t_class, 0x70, "区分4以上"},      {s.t_class, 0x03, "区分1以下"}, {s.t_bool, 2, "ある"}};
  for (size_t i = 0; i < sizeof set / sizeof *set; i++) {
    ir_buf o = {&s.arena, NULL, 0, 0};
    ir_phrase_set(s.m, set[i].type, set[i].bits, &o);
    assert_string_equal(o.p, set[i].want);
  }
}

static void test_conditions(void **state) {
  (void)state;
  uint32_t ge = two(IR_GE, field(s.f_points), constant(s.t_points, 10)), ne = two(IR_NE, field(s.f_walk), constant(s.t_survey, 7));
  phrase_is(ge, "行動関連項目が10点以上", "行動関連項目", "10点以上");
  phrase_is(ne, "歩行が「できる」以外", "歩行", "「できる」以外");
  phrase_is(two(IR_GT, field(s.f_points), constant(s.t_points, 10)), "行動関連項目が10点超", NULL, "10点超");
  phrase_is(two(IR_GT, field(s.f_points), field(s.f_limbs)), "行動関連項目が麻痺肢数を超える", NULL, "麻痺肢数を超える");
  phrase_is(two(IR_GE, field(s.f_class), constant(s.t_class, 3)), "障害支援区分が区分3以上", NULL, "区分3以上");
  phrase_is(two(IR_EQ, field(s.f_class), constant(s.t_class, 3)), "障害支援区分が区分3", "障害支援区分", "区分3");
  phrase_is(two(IR_LE, field(s.f_born), constant(s.t_date, day(2024, 4, 1))), "生年月日が令和6年4月1日以前", NULL, NULL);
  phrase_is(field(s.f_breath), "呼吸管理がある", "呼吸管理", "ある");
  phrase_is(one(IR_NOT, field(s.f_breath)), "呼吸管理がない", "呼吸管理", "ない");
  phrase_is(two(IR_EQ, field(s.f_breath), constant(s.t_bool, 1)), "呼吸管理がある", "呼吸管理", "ある");
  phrase_is(one(IR_ISBLANK, field(s.f_contract)), "契約日が空欄", "契約日", "空欄");
  phrase_is(one(IR_NOT, one(IR_ISBLANK, field(s.f_contract))), "契約日が空欄でない", "契約日", "空欄以外");
  uint32_t in = mk(IR_IN, s.t_bool, IR_NONE, 0, 3, (uint32_t[]){field(s.f_walk), constant(s.t_survey, 7), constant(s.t_survey, 9)});
  phrase_is(in, "歩行が「できる」、部分支援のいずれか", "歩行", "「できる」、部分支援のいずれか");
  phrase_is(one(IR_NOT, in), "歩行が「できる」、部分支援のいずれでもない", "歩行", NULL);
  phrase_is(two(IR_AND, ge, ne), "行動関連項目が10点以上かつ歩行が「できる」以外", NULL, "次のすべて");
  uint32_t or3 = mk(IR_OR, s.t_bool, IR_NONE, 0, 3, (uint32_t[]){ge, ne, field(s.f_breath)});
  phrase_is(or3, "次のいずれか ・行動関連項目が10点以上 ・歩行が「できる」以外 ・呼吸管理がある", NULL, "次のいずれか");
  phrase_is(two(IR_AND, ge, two(IR_OR, ne, field(s.f_breath))), "行動関連項目が10点以上かつ（歩行が「できる」以外または呼吸管理がある）", NULL, NULL);
  uint32_t range = two(IR_AND, two(IR_GE, field(s.f_points), constant(s.t_points, 3)), two(IR_LT, field(s.f_points), constant(s.t_points, 5)));
  s.m->nodes.v[range].flags = IR_NF_RANGE;
  phrase_is(range, "行動関連項目が3点以上5点未満", "行動関連項目", "3点以上5点未満");
  uint32_t scaled = mk(IR_RESCALE, s.t_rate, IR_NONE, 100, 1, (uint32_t[]){field(s.f_rate)});
  phrase_is(two(IR_GE, scaled, constant(s.t_rate, 1000)), "地域単価が10円以上", "地域単価", "10円以上");
  phrase_is(two(IR_GE, scaled, constant(s.t_rate, 1050)), "地域単価が10.50円以上", NULL, "10.50円以上");
}

static void test_decisions(void **state) {
  (void)state;
  uint32_t row = constant(s.t_service, 12), classes = field(s.f_class), who = subject();
  uint32_t call = mk(IR_DECL, s.t_decision, s.matrix, 0, 3, (uint32_t[]){who, row, classes});
  uint32_t own = mk(IR_DECL, s.t_decision, s.matrix, 0, 3, (uint32_t[]){who, row, constant(s.t_class, 4)});
  phrase_is(call, "利用可否（重度訪問介護）", NULL, NULL);
  phrase_is(own, "利用可否（重度訪問介護、区分4）", NULL, NULL);
  phrase_is(mk(IR_OUTIS, s.t_bool, IR_NONE, NZ_OUT_ALLOW, 1, &call), "利用可否（重度訪問介護）が可", "利用可否（重度訪問介護）", "可");
  uint32_t cond = mk(IR_DECL, s.t_bool, s.cond, 0, 1, &who);
  phrase_is(cond, "行動基準", "行動基準", "である");
  phrase_is(one(IR_NOT, cond), "行動基準でない", "行動基準", "でない");
  phrase_is(mk(IR_MARK, s.t_decision, ir_intern(s.m, "★", 3), 0, 1, &cond), "★", "★", "である");
  ir_str why = ir_intern(s.m, "足りない", strlen("足りない"));
  uint32_t deny = mk(IR_OUTCOME, s.t_decision, why, NZ_OUT_DENY, 0, NULL), allow = mk(IR_OUTCOME, s.t_decision, IR_NONE, NZ_OUT_ALLOW, 0, NULL);
  phrase_is(deny, "不可『足りない』", NULL, NULL);
  uint32_t item = mk(IR_PROVITEM, s.t_decision, IR_NONE, 0, 2, (uint32_t[]){cond, deny});
  phrase_is(mk(IR_PROV, s.t_decision, IR_NONE, 0, 2, (uint32_t[]){allow, item}), "可。ただし行動基準であるとき、不可『足りない』", NULL, NULL);
}

static void test_sets(void **state) {
  (void)state;
  uint32_t t_set = ir_mk_type(s.m, IR_T_SET, 0, s.t_claim), rows = mk(IR_ROWS, t_set, s.claim, 0, 0, NULL);
  uint32_t item = mk(IR_ITEM, s.t_claim, IR_NONE, 0, 0, NULL), me = subject();
  uint32_t theirs = mk(IR_FIELD, s.t_user, s.g_user, 0, 1, &item), same = two(IR_EQ, theirs, me);
  uint32_t when = mk(IR_FIELD, s.t_date, s.g_day, 0, 1, &item), later = two(IR_GE, when, constant(s.t_date, day(2024, 4, 1)));
  uint32_t set = mk(IR_WHERE, t_set, IR_NONE, 0, 2, (uint32_t[]){rows, two(IR_AND, same, later)});
  phrase_is(one(IR_EXISTS, set), "請求のうち同じ利用者かつ提供日が令和6年4月1日以後であるものがある", NULL, "ある");
  phrase_is(mk(IR_COUNT, s.t_number, IR_NONE, 0, 1, &set), "請求のうち同じ利用者かつ提供日が令和6年4月1日以後であるものの件数", NULL, NULL);
  uint32_t mine = mk(IR_SUBJECT, s.t_claim, IR_NONE, 0, 0, NULL);
  uint32_t others = mk(IR_WHERE, t_set, IR_NONE, 0, 2, (uint32_t[]){rows, two(IR_NE, item, mine)});
  phrase_is(one(IR_NOT, one(IR_EXISTS, others)), "他の請求がない", "他の請求", "ない");
  uint32_t people = mk(IR_DISTINCT, s.t_number, IR_NONE, 0, 2, (uint32_t[]){rows, theirs});
  phrase_is(people, "請求の利用者の実人員", NULL, NULL);
  uint32_t today = mk(IR_TODAY, s.t_date, IR_NONE, 0, 0, NULL), now = mk(IR_MONTHOF, s.t_month, IR_NONE, 0, 1, &today);
  uint32_t from = mk(IR_ADDMONTHS, s.t_month, IR_NONE, 0, 2, (uint32_t[]){now, constant(s.t_number, -6)});
  uint32_t to = mk(IR_ADDMONTHS, s.t_month, IR_NONE, 0, 2, (uint32_t[]){now, constant(s.t_number, -1)});
  uint32_t months = mk(IR_MONTHS, ir_mk_type(s.m, IR_T_SET, 0, s.t_month), IR_NONE, 0, 2, (uint32_t[]){from, to});
  phrase_is(months, "前6月間の各月", NULL, NULL);
}

static void test_arithmetic(void **state) {
  (void)state;
  uint32_t a = field(s.f_points), b = field(s.f_limbs);
  uint32_t sum = mk(IR_ADD, s.t_points, IR_NONE, 0, 2, (uint32_t[]){a, b}), div = mk(IR_DIV, s.t_ratio, IR_NONE, 0, 2, (uint32_t[]){sum, b});
  phrase_is(mk(IR_FLOOR, s.t_points, IR_NONE, 0, 1, &div), "（（行動関連項目＋麻痺肢数）÷麻痺肢数）を切り捨て", NULL, NULL);
  uint32_t minus = mk(IR_SUB, s.t_points, IR_NONE, 0, 2, (uint32_t[]){a, mk(IR_SUB, s.t_points, IR_NONE, 0, 2, (uint32_t[]){a, b})});
  phrase_is(minus, "行動関連項目−（行動関連項目−麻痺肢数）", NULL, NULL);
  phrase_is(mk(IR_MIN, s.t_points, IR_NONE, 0, 2, (uint32_t[]){a, constant(s.t_points, 3)}), "行動関連項目（3点を限度）", NULL, NULL);
}

/* Nodes that share their operands: the text is cut, and soon. */
static void test_shared_nodes(void **state) {
  (void)state;
  uint32_t n = two(IR_GE, field(s.f_points), constant(s.t_points, 10));
  for (int i = 0; i < 200; i++) n = two(i % 2 ? IR_AND : IR_OR, n, n);
  ir_buf o = {&s.arena, NULL, 0, 0};
  ir_phrase(s.m, n, &o);
  assert_in_range(o.n, 10, 64 * 1024);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_names, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_values, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_regions, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_conditions, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_decisions, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_sets, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_arithmetic, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_shared_nodes, open_sample, close_sample),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
