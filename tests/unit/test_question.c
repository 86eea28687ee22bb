/* test_question.c -- questions, 事例 with what they expect, changes for what-if, empty cases.
 * S1.1 S1.2 C5.1 C6.1 C6.2 C7.1 C8.1 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "grammar/render.h"
#include "interp/facts/assign.h"
#include "interp/facts/case_decl.h"
#include "interp/facts/case_json.h"
#include "interp/facts/template.h"
#include "lib_sample.h"

static sample s;
static nz_intern *names;
static nz_sources sources;

static int open_sample(void **state) {
  (void)state;
  if (setjmp(s.oom)) return -1;
  sample_open(&s);
  names = nz_intern_new(&s.arena, 1);
  memset(&sources, 0, sizeof sources);
  return 0;
}
static int close_sample(void **state) {
  (void)state;
  sample_close(&s);
  return 0;
}

static const char *messages(void) { return nz_render_diags(&s.arena, &sources, &s.d, false, false).p; }

static nz_case *facts(const char *json) {
  nz_diags_init(&s.d, &s.arena);
  nz_case *c = nz_case_from_json(&s.arena, s.m, &s.d, "c.json", json, strlen(json));
  if (!c) fail_msg("%s", messages());
  return c;
}

static bool ask(const char *text, const nz_case *c, nz_questions *qs) {
  nz_diags_init(&s.d, &s.arena);
  const nz_source *src = nz_source_load(&s.arena, &sources, &s.d, "question", text, strlen(text));
  assert_non_null(src);
  nz_node *n = nz_parse_expr(&s.arena, names, &s.d, src);
  memset(qs, 0, sizeof *qs);
  return nz_question_from_node(&s.arena, s.m, &s.d, names, c, n, qs);
}

static void asks(const char *text, const nz_case *c, uint32_t n, const char *first, const char *brief) {
  nz_questions qs;
  if (!ask(text, c, &qs)) fail_msg("%s: %s", text, messages());
  assert_int_equal(qs.n, n);
  ir_buf a = {&s.arena, NULL, 0, 0}, b = {&s.arena, NULL, 0, 0};
  nz_question_text(s.m, c, &qs.v[0], false, &a);
  nz_question_text(s.m, c, &qs.v[0], true, &b);
  assert_string_equal(a.p, first);
  assert_string_equal(b.p, brief);
}

static void says(const char *name, const char *part) {
  if (s.d.list.n == 0) fail_msg("no message, %s expected", name);
  const char *all = messages();
  if (strcmp(nz_msg_name(s.d.list.v[0].id), name) != 0 || !strstr(all, part)) fail_msg("%s expected with %s: %s", name, part, all);
}

static void test_questions(void **state) {
  (void)state;
  nz_case *c = facts("{\"利用者\": [{\"受給者番号\": \"甲\"}, {\"受給者番号\": \"乙\"}]}");
  asks("利用可否（重度訪問介護）", NULL, 1, "利用可否（重度訪問介護）", "重度訪問介護");
  asks("利用可否（重訪）", NULL, 1, "利用可否（重度訪問介護）", "重度訪問介護");
  asks("利用可否(重度訪問介護)", NULL, 1, "利用可否（重度訪問介護）", "重度訪問介護");
  asks("利用可否（重度訪問介護、区分4）", NULL, 1, "利用可否（重度訪問介護、区分4）", "利用可否（重度訪問介護、区分4）");
  asks("利用可否（区分4）", NULL, 3, "利用可否（居宅介護、区分4）", "利用可否（居宅介護、区分4）");
  asks("利用可否", NULL, 3, "利用可否（居宅介護）", "居宅介護");
  asks("重度訪問介護", NULL, 1, "利用可否（重度訪問介護）", "重度訪問介護");
  asks("生活介護・通所", NULL, 1, "利用可否（生活介護・通所）", "生活介護・通所");
  asks("行動基準", NULL, 1, "行動基準", "行動基準");
  asks("年齢", NULL, 1, "年齢", "年齢");
  asks("利用者（乙）の利用可否（重度訪問介護）", c, 1, "利用者（乙）の利用可否（重度訪問介護）", "利用者（乙）の重度訪問介護");
  asks("利用者（乙）の重度訪問介護", c, 1, "利用者（乙）の利用可否（重度訪問介護）", "利用者（乙）の重度訪問介護");
  nz_questions qs;
  assert_true(ask("利用可否（重度訪問介護）=可", NULL, &qs));
  assert_int_equal(qs.v[0].want, NZ_OUT_ALLOW);
  assert_true(ask("重度訪問介護＝不可", NULL, &qs));
  assert_int_equal(qs.v[0].want, NZ_OUT_DENY);
  assert_int_equal(qs.v[0].subject, IR_NONE);
}

static void refused(const char *text, const nz_case *c, const char *name, const char *part) {
  nz_questions qs;
  if (ask(text, c, &qs)) fail_msg("%s was read", text);
  says(name, part);
}

static void test_questions_refused(void **state) {
  (void)state;
  nz_case *c = facts("{\"利用者\": [{\"受給者番号\": \"甲\"}, {\"受給者番号\": \"乙\"}]}");
  refused("利用可杏（重度訪問介護）", NULL, "QUESTION_UNKNOWN", "利用可否");
  refused("重度訪問介獲", NULL, "QUESTION_UNKNOWN", "重度訪問介護");
  refused("利用可否（重度訪問介穫）", NULL, "QUESTION_ARGUMENT", "重度訪問介護");
  refused("利用可否（重度訪問介護、区分4、区分5）", NULL, "QUESTION_ARGUMENTS", "サービス、障害支援区分");
  refused("行動基準（区分4）", NULL, "QUESTION_ARGUMENTS", "行動基準");
  refused("請求（3）", NULL, "QUESTION_LATER", "請求");
  refused("利用者（丙）の年齢", c, "FACT_NO_ROW", "丙");
  refused("重度訪問介護=3点", NULL, "QUESTION_WANTED", "可");
  refused("年齢＋年齢", NULL, "QUESTION_FORM", "質問");
  refused("年齢の結果", NULL, "QUESTION_OUTPUT", "結果");
  nz_questions qs;
  assert_true(ask("年齢", c, &qs));
  assert_false(nz_question_subject(&s.arena, c, &s.d, &qs.v[0], (nz_str){"", 0}, (nz_span){NZ_NO_FILE, 0, 0}));
  says("QUESTION_ROW", "2行");
  assert_true(ask("年齢", c, &qs));
  assert_true(nz_question_subject(&s.arena, c, &s.d, &qs.v[0], sample_str("乙"), (nz_span){NZ_NO_FILE, 0, 0}));
  assert_int_equal(qs.v[0].subject, 1);
}

/* ---- 事例 ---- */

static const nz_node *the_case(const char *text, const nz_tree **tree) {
  nz_diags_init(&s.d, &s.arena);
  const nz_source *src = nz_source_load(&s.arena, &sources, &s.d, "case.naze", text, strlen(text));
  assert_non_null(src);
  *tree = nz_parse(&s.arena, names, &s.d, src);
  if (s.d.errors) fail_msg("%s", messages());
  assert_int_equal((*tree)->root->nkid, 1);
  return (*tree)->root->kid[0];
}

static void test_case_of_the_rules(void **state) {
  (void)state;
  const nz_tree *t;
  const nz_node *n = the_case(
      "事例「行動8点、歩行できる」 令和6年10月1日\n"
      "  解釈「併給不可の範囲」は同じ月。\n"
      "  請求（令和6年4月から令和6年10月まで）は、ここにあるものがすべて。\n"
      "  仮に 平均対象者は290÷6。\n"
      "  利用者 甲：生年月日は昭和60年7月1日、障害支援区分は区分4、麻痺肢数は2肢、歩行は「できる」、行動関連項目は8点、呼吸管理がある、契約日は空欄、備考は『a』、\n"
      "    支給期間は令和6年2月1日から令和7年1月31日まで、開始時刻は9:30、地域単価は10.5円。\n"
      "  請求\n"
      "  | 番号 | 利用者 | 提供日         | 関連請求 |\n"
      "  |-----:|--------|----------------|----------|\n"
      "  |    1 | 甲     | 令和6年10月9日 | 2        |\n"
      "  |    2 | 甲     | 不明           | 1、2     |\n"
      "  利用可否（重度訪問介護）は不可『足りない』、理由は★。\n"
      "  平均対象者は290÷6。\n"
      "  行動基準は不可。\n"
      "  年齢は39歳。\n"
      "  請求（1）は可。\n"
      "  利用可否は\n"
      "  | サービス     | 結果 | 理由 |\n"
      "  |--------------|------|------|\n"
      "  | 居宅介護     | 可   |      |\n"
      "  | 重度訪問介護 | 不可 | ★   |\n",
      &t);
  nz_case *c = nz_case_from_decl(&s.arena, s.m, &s.d, names, t, n);
  if (!c) fail_msg("%s", messages());
  ir_buf json = {&s.arena, NULL, 0, 0};
  nz_case_to_json(c, &json);
  assert_string_equal(json.p,
                      "{\n  \"基準日\": \"2024-10-01\",\n  \"利用者\": {\n    \"受給者番号\": \"甲\",\n    \"生年月日\": \"1985-07-01\",\n"
                      "    \"障害支援区分\": \"区分4\",\n    \"麻痺肢数\": 2,\n    \"歩行\": \"できる\",\n    \"行動関連項目\": 8,\n    \"呼吸管理\": true,\n"
                      "    \"契約日\": null,\n    \"地域単価\": \"10.50\",\n    \"支給期間\": {\"から\": \"2024-02-01\", \"まで\": \"2025-01-31\"},\n"
                      "    \"開始時刻\": \"09:30\",\n    \"備考\": \"a\"\n  },\n  \"請求\": [\n    {\n      \"番号\": 1,\n      \"利用者\": \"甲\",\n"
                      "      \"提供日\": \"2024-10-09\",\n      \"関連請求\": [\"2\"]\n    },\n    {\n      \"番号\": 2,\n      \"利用者\": \"甲\",\n"
                      "      \"関連請求\": [\"1\", \"2\"]\n    }\n  ],\n  \"解釈\": {\n    \"併給不可の範囲\": \"同じ月\"\n  },\n  \"完結\": [\n"
                      "    {\"台帳\": \"請求\", \"から\": \"2024-04\", \"まで\": \"2024-10\"}\n  ],\n  \"仮に\": {\n    \"平均対象者\": \"145/3\"\n  }\n}\n");
  assert_non_null(facts(json.p));
  nz_expectations es = {0};
  if (!nz_expectations_from_decl(&s.arena, c, &s.d, names, t, n, &es)) fail_msg("%s", messages());
  assert_int_equal(es.n, 7);
  assert_string_equal(es.v[0].question.p, "利用可否（重度訪問介護）");
  assert_string_equal(es.v[0].expected.p, "不可『足りない』");
  assert_string_equal(es.v[0].reason.p, "★");
  assert_int_equal(es.v[0].outcome, NZ_OUT_DENY);
  assert_int_equal(es.v[1].kind, NZ_EXPECT_VALUE);
  assert_int_equal(es.v[1].v, 145);
  assert_int_equal(es.v[1].v2, 3);
  assert_int_equal(es.v[3].v, 39);
  assert_string_equal(es.v[3].expected.p, "39歳");
  assert_int_equal(es.v[4].kind, NZ_EXPECT_LATER);
  assert_string_equal(es.v[5].question.p, "利用可否（居宅介護）");
  assert_string_equal(es.v[6].reason.p, "★");
  assert_int_equal(es.v[6].q.subject, 0);
}

static void case_refused(const char *body, const char *name, const char *part) {
  const nz_tree *t;
  ir_buf b = {&s.arena, NULL, 0, 0};
  ir_buf_printf(&b, "事例 甲 令和6年10月1日\n%s", body);
  const nz_node *n = the_case(b.p, &t);
  nz_case *c = nz_case_from_decl(&s.arena, s.m, &s.d, names, t, n);
  if (c) {
    nz_expectations es = {0};
    if (nz_expectations_from_decl(&s.arena, c, &s.d, names, t, n, &es)) fail_msg("%s was read", body);
  }
  says(name, part);
}

static void test_cases_refused(void **state) {
  (void)state;
  case_refused("  利用者 甲：歩行項は「できる」。\n", "FACT_UNKNOWN_FIELD", "もしかして「歩行」");
  case_refused("  利用物 甲：歩行は「できる」。\n", "FACT_NO_LEDGER", "利用者");
  case_refused("  利用者 甲：歩行は出来。\n", "FACT_VALUE", "「できる」");
  case_refused("  利用者 甲：麻痺肢数は5肢。\n", "FACT_RANGE", "0肢から4肢まで");
  case_refused("  利用者 甲：麻痺肢数は5点。\n", "FACT_UNIT", "肢");
  case_refused("  利用者 甲：歩行は空欄。\n", "FACT_BLANK", "利用者「甲」の歩行");
  case_refused("  利用者 甲：歩行は「できる」、歩行は部分支援。\n", "FACT_TWICE", "歩行");
  case_refused("  利用者 甲：歩行がある。\n", "FACT_VERB", "歩行");
  case_refused("  利用者 甲：歩行は「できる」。\n  利用者 甲：麻痺肢数は1肢。\n", "FACT_ROW_TWICE", "甲");
  case_refused("  請求 1：利用者は乙。\n", "FACT_NO_ROW", "乙");
  case_refused("  仮に 平均対象物は3÷2。\n", "FACT_GIVEN_NAME", "平均対象者");
  case_refused("  仮に 平均対象者は「できる」。\n", "FACT_NUMBER", "290/7");
  case_refused("  仮に 平均対象者は3÷0。\n", "FACT_NUMBER", "290/7");
  case_refused("  請求\n  | 番号 | 提供日 |\n  | 1 | |\n", "FACT_EMPTY_CELL", "空欄");
  case_refused("  利用者 甲：呼吸管理がない。\n  利用可否（重度訪問介護）は3点。\n", "EXPECT_VALUE", "可否");
  case_refused("  年齢は39点。\n", "FACT_UNIT", "歳");
  case_refused("  年令は39歳。\n", "QUESTION_UNKNOWN", "年齢");
}

/* ---- what-if ---- */

static const char *after(nz_case *c, const char *change, uint32_t row, uint32_t field) {
  nz_diags_init(&s.d, &s.arena);
  if (!nz_assign(&s.arena, c, &s.d, change, strlen(change))) return messages();
  ir_buf b = {&s.arena, NULL, 0, 0};
  nz_cell_value(c, nz_cell_of(c, row, field), &b);
  return b.p;
}

static void test_changes(void **state) {
  (void)state;
  nz_case *c = facts("{\"歩行\": \"できる\", \"請求\": [{\"番号\": 1, \"提供日\": \"2024-10-01\"}, {\"番号\": 2}]}");
  uint32_t user = 2;
  assert_string_equal(after(c, "歩行=部分支援", user, s.f_walk), "部分支援");
  assert_string_equal(after(c, " 歩行 ＝ 「できる」", user, s.f_walk), "「できる」");
  assert_string_equal(after(c, "歩行=不明", user, s.f_walk), "？");
  assert_string_equal(after(c, "行動関連項目=１０", user, s.f_points), "10点");
  assert_string_equal(after(c, "行動関連項目=9点", user, s.f_points), "9点");
  assert_string_equal(after(c, "区分3", user, s.f_class), "区分3");
  assert_string_equal(after(c, "全面支援", user, s.f_walk), "全面支援");
  assert_string_equal(after(c, "呼吸管理がある", user, s.f_breath), "ある");
  assert_string_equal(after(c, "呼吸管理=ない", user, s.f_breath), "ない");
  assert_string_equal(after(c, "契約日=空欄", user, s.f_contract), "空欄");
  assert_string_equal(after(c, "生年月日=昭和60年7月1日", user, s.f_born), "昭和60年7月1日");
  assert_string_equal(after(c, "利用者の麻痺肢数=2", user, s.f_limbs), "2肢");
  assert_string_equal(after(c, "支給期間=令和6年4月1日から", user, s.f_term), "令和6年4月1日から");
  assert_string_equal(after(c, "備考=『x=y』", user, s.f_memo), "『x=y』");
  assert_string_equal(after(c, "請求「2」の提供日=2024-10-05", 1, s.g_day), "令和6年10月5日");
  assert_string_equal(after(c, "請求（1）の関連請求=1、2", 0, s.g_others), "1、2");
  static const struct { const char *change, *name; } bad[] = {
      {"歩行=出来", "FACT_VALUE"},     {"歩行き=できる", "FACT_UNKNOWN"},       {"区分9", "FACT_NO_FIELD_TAKES"}, {"提供日=2024-10-05", "FACT_WHICH_ROW"},
      {"請求「3」の提供日=2024-10-05", "FACT_NO_ROW"}, {"=", "FACT_ASSIGNMENT"}, {"", "FACT_ASSIGNMENT"},        {"歩行がある", "FACT_VERB"},
      {"行動関連項目=25", "FACT_RANGE"}, {"歩行=空欄", "FACT_BLANK"},           {"利用者の歩=1", "FACT_UNKNOWN_FIELD"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    nz_diags_init(&s.d, &s.arena);
    nz_case *copy = nz_case_copy(&s.arena, c);
    if (nz_assign(&s.arena, copy, &s.d, bad[i].change, strlen(bad[i].change))) fail_msg("%s was taken", bad[i].change);
    says(bad[i].name, "N05");
  }
  nz_case *empty = nz_case_new(&s.arena, s.m);
  assert_string_equal(after(empty, "歩行=部分支援", 0, s.f_walk), "部分支援");
}

/* ---- empty cases ---- */

static void test_template(void **state) {
  (void)state;
  nz_questions qs;
  assert_true(ask("重度訪問介護", NULL, &qs));
  ir_buf b = {&s.arena, NULL, 0, 0};
  nz_case_template(&s.arena, s.m, &qs, 19997, &b);
  assert_string_equal(b.p,
                      "{\n  \"基準日\": \"2024-10-01\",\n  \"利用者\": {\n    \"障害支援区分\": \"？\",\n    \"行動関連項目\": \"？\",\n"
                      "    \"選べる値\": {\n      \"障害支援区分\": [\"非該当\", \"区分1\", \"区分2\", \"区分3\", \"区分4\", \"区分5\", \"区分6\"],\n"
                      "      \"行動関連項目\": \"0点から24点まで\"\n    }\n  }\n}\n");
  nz_case *c = facts(b.p);
  for (uint32_t i = 0; i < c->cells.n; i++) assert_int_equal(c->cells.v[i].state, NZ_CELL_NOT_GIVEN);
  assert_true(ask("年齢", NULL, &qs));
  b.n = 0;
  nz_case_template(&s.arena, s.m, &qs, IR_DATE_MIN, &b);
  assert_non_null(strstr(b.p, "\"生年月日\": \"？\""));
  assert_null(strstr(b.p, "歩行"));
  facts(b.p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_questions, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_questions_refused, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_case_of_the_rules, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_cases_refused, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_changes, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_template, open_sample, close_sample),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
