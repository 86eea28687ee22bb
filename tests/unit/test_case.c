/* test_case.c -- cases: JSON read and written, what is refused and at which path, rows and their names.
 * S3.1 S3.2 C1.1 C1.2 C1.3 C1.4 C1.5 C2.1 C2.2 C2.3 C2.4 C2.5 C3.1 C3.2 C3.3 C4.1 C4.2 C4.3 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "grammar/render.h"
#include "interp/facts/case_json.h"
#include "interp/facts/put.h"
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

static nz_case *read(const char *text) {
  nz_diags_init(&s.d, &s.arena);
  return nz_case_from_json(&s.arena, s.m, &s.d, "A01.json", text, strlen(text));
}

static const char *cell_text(const nz_case *c, uint32_t row, uint32_t field) {
  ir_buf b = {&s.arena, NULL, 0, 0};
  nz_cell_value(c, nz_cell_of(c, row, field), &b);
  return b.p ? b.p : "";
}

/* One message: its name, and the text of what is wrong. */
static void refused(const char *text, const char *name, const char *part) {
  nz_case *c = read(text);
  assert_null(c);
  if (s.d.list.n != 1) fail_msg("%u messages for %s, first %s", s.d.list.n, text, s.d.list.n ? nz_msg_name(s.d.list.v[0].id) : "none");
  assert_string_equal(nz_msg_name(s.d.list.v[0].id), name);
  nz_sources none = {0};
  nz_shown shown = nz_show_diag(&s.arena, &none, &s.d.list.v[0], false);
  if (!strstr(shown.what, part) && !strstr(shown.why, part) && !strstr(shown.how, part)) fail_msg("%s: %s / %s / %s", text, shown.what, shown.why, shown.how);
}

static void test_all_types(void **state) {
  (void)state;
  nz_case *c = read("{\"基準日\": \"2024-10-01\", \"利用者\": {\"受給者番号\": \"甲\", \"生年月日\": \"昭和60年7月1日\", \"障害支援区分\": \"区分４\","
                    "\"麻痺肢数\": 2, \"歩行\": \"できる\", \"行動関連項目\": \"8点\", \"呼吸管理\": true, \"契約日\": null, \"地域単価\": \"10.5\","
                    "\"支給期間\": {\"から\": \"2024-04-01\", \"まで\": \"2025-03-31\"}, \"開始時刻\": \"10:05\", \"備考\": \"a b\"},"
                    "\"請求\": [{\"番号\": 1, \"利用者\": \"甲\", \"提供日\": \"R6.10.9\", \"関連請求\": [2]}, {\"番号\": 2, \"提供月\": \"2024-10\"}],"
                    "\"解釈\": {\"併給不可の範囲\": \"同じ月\"}, \"完結\": [{\"台帳\": \"請求\", \"から\": \"2024-04\", \"まで\": \"2024-10\"}]}");
  if (!c) fail_msg("%s", nz_render_diags(&s.arena, &(nz_sources){0}, &s.d, false, false).p);
  assert_int_equal(c->date, 19997);
  assert_int_equal(c->rows.n, 3);
  assert_string_equal(cell_text(c, 0, s.f_born), "昭和60年7月1日");
  assert_string_equal(cell_text(c, 0, s.f_class), "区分4");
  assert_string_equal(cell_text(c, 0, s.f_limbs), "2肢");
  assert_string_equal(cell_text(c, 0, s.f_walk), "「できる」");
  assert_string_equal(cell_text(c, 0, s.f_points), "8点");
  assert_string_equal(cell_text(c, 0, s.f_breath), "ある");
  assert_string_equal(cell_text(c, 0, s.f_contract), "空欄");
  assert_string_equal(cell_text(c, 0, s.f_rate), "10.50円");
  assert_string_equal(cell_text(c, 0, s.f_term), "令和6年4月1日から令和7年3月31日まで");
  assert_string_equal(cell_text(c, 0, s.f_open), "10:05");
  assert_string_equal(cell_text(c, 0, s.f_memo), "『a b』");
  assert_string_equal(cell_text(c, 1, s.g_user), "甲");
  assert_string_equal(cell_text(c, 1, s.g_others), "2");
  assert_string_equal(cell_text(c, 1, s.g_month), "？");
  assert_string_equal(cell_text(c, 2, s.g_month), "令和6年10月");
  assert_int_equal(c->choice[s.reading], 2);
  assert_int_equal(c->closed.n, 1);
  assert_int_equal(c->closed.v[0].from, 2024 * 12 + 3);
  assert_int_equal(nz_case_find_row(c, s.claim, sample_str("2")), 2);
  assert_int_equal(nz_case_find_row(c, s.claim, sample_str("3")), IR_NONE);
}

static void test_written_and_read_again(void **state) {
  (void)state;
  nz_case *c = read("{\"基準日\": \"2024-10-01\", \"利用者\": {\"行の名\": \"甲\", \"受給者番号\": \"00\\\"1\\\\\", \"地域単価\": 10, \"支給期間\": {\"から\": \"2024-04-01\"},"
                    "\"契約日\": null, \"備考\": \"\\u0001\\n\"}, \"請求\": [{\"番号\": -1, \"利用者\": \"甲\"}, {\"番号\": 2, \"関連請求\": [], \"利用者\": \"00\\\"1\\\\\"}],"
                    "\"仮に\": {\"平均対象者\": \"290/6\"}, \"完結\": [{\"台帳\": \"請求\"}]}");
  assert_non_null(c);
  ir_buf one = {&s.arena, NULL, 0, 0}, two = {&s.arena, NULL, 0, 0};
  nz_case_to_json(c, &one);
  nz_case *again = read(one.p);
  if (!again) fail_msg("%s", one.p);
  nz_case_to_json(again, &two);
  assert_string_equal(one.p, two.p);
  assert_int_equal(again->given.n, 1);
  assert_int_equal(again->given.v[0].num, 145);
  assert_int_equal(again->given.v[0].den, 3);
  assert_int_equal(again->cells.v[nz_cell_of(again, 1, s.g_user)].v, 0);
  assert_int_equal(again->cells.v[nz_cell_of(again, 2, s.g_user)].v, 0);
  nz_case *copy = nz_case_copy(&s.arena, again);
  ir_buf three = {&s.arena, NULL, 0, 0};
  nz_case_to_json(copy, &three);
  assert_string_equal(one.p, three.p);
  assert_int_equal(nz_case_find_row(copy, s.user, sample_str("甲")), 0);
}

static void test_short_form(void **state) {
  (void)state;
  nz_case *c = read("{\"障害支援区分\": \"区分4\", \"歩行\": \"「できる」\", \"行動関連項目\": \"？\", \"選べる値\": {\"歩行\": []}, \"提供日\": \"2024-10-01\"}");
  assert_non_null(c);
  assert_int_equal(c->rows.n, 2);
  assert_string_equal(cell_text(c, 0, s.f_class), "区分4");
  assert_string_equal(cell_text(c, 0, s.f_points), "？");
  assert_string_equal(cell_text(c, 1, s.g_day), "令和6年10月1日");
}

static void test_refused(void **state) {
  (void)state;
  refused("{\"利用者\": [{\"麻痺肢数\": 7}]}", "FACT_RANGE", "利用者[0].麻痺肢数");
  refused("{\"利用者\": {\"麻痺肢数\": -1}}", "FACT_RANGE", "0肢から4肢まで");
  refused("{\"利用者\": {\"麻痺肢\": 2}}", "FACT_UNKNOWN_FIELD", "麻痺肢数");
  refused("{\"利用物\": {\"麻痺肢数\": 2}}", "FACT_UNKNOWN", "利用者");
  refused("{\"歩行項\": \"できる\"}", "FACT_UNKNOWN", "歩行");
  refused("{\"歩行\": \"出来る\"}", "FACT_VALUE", "「できる」、「見守り等」、部分支援");
  refused("{\"歩行\": \"できろ\"}", "FACT_VALUE", "もしかして");
  refused("{\"歩行\": 3}", "FACT_TYPE", "3");
  refused("{\"歩行\": null}", "FACT_BLANK", "歩行");
  refused("{\"歩行\": \"できる\", \"歩行\": \"できる\"}", "JSON_DUPLICATE", "歩行");
  refused("{\"利用者\": [{\"受給者番号\": \"a\"}, {\"歩行\": \"できる\", \"歩行\": \"できる\"}]}", "JSON_DUPLICATE", "利用者[1].歩行");
  refused("{\"歩行\": \"できる\", \"「歩行」\": \"できる\"}", "FACT_TWICE", "「歩行」");
  refused("{\"行動関連項目\": 8.5}", "FACT_REAL", "行動関連項目");
  refused("{\"行動関連項目\": 8.0}", "FACT_REAL", "行動関連項目");
  refused("{\"行動関連項目\": \"8.5点\"}", "FACT_DECIMALS", "8.5点");
  refused("{\"行動関連項目\": \"8肢\"}", "FACT_UNIT", "点");
  refused("{\"行動関連項目\": \"八\"}", "FACT_NUMBER", "八");
  refused("{\"行動関連項目\": 99999999999999999999}", "JSON_BIG", "A01.json");
  refused("{\"地域単価\": 9223372036854775807}", "FACT_RANGE", "地域単価");
  refused("{\"地域単価\": \"9.999\"}", "FACT_DECIMALS", "2桁");
  refused("{\"呼吸管理\": \"ある\"}", "FACT_TYPE", "true");
  refused("{\"生年月日\": \"2024-02-30\"}", "FACT_NO_SUCH_DAY", "2024-02-30");
  refused("{\"生年月日\": \"平成元年1月7日\"}", "FACT_OUTSIDE_ERA", "平成");
  refused("{\"生年月日\": \"2024-02\"}", "FACT_DATE", "2024-04-01");
  refused("{\"提供月\": \"2024-02-01\"}", "FACT_DATE", "2024-04");
  refused("{\"開始時刻\": \"25:00\"}", "FACT_DATE", "時刻");
  refused("{\"支給期間\": {\"から\": \"2024-04-02\", \"まで\": \"2024-04-01\"}}", "FACT_BACKWARDS", "支給期間");
  refused("{\"支給期間\": {\"より\": \"2024-04-02\"}}", "JSON_SHAPE", "支給期間.より");
  refused("{\"請求\": {\"利用者\": \"乙\"}}", "FACT_NO_ROW", "請求.利用者");
  refused("{\"請求\": [{\"番号\": 1}, {\"番号\": 1}]}", "FACT_ROW_TWICE", "請求[1]");
  refused("{\"請求\": [{\"番号\": 1}, {\"提供日\": \"2024-04-01\"}]}", "FACT_NO_KEY", "番号");
  refused("{\"請求\": [{\"番号\": 1}, 3]}", "JSON_SHAPE", "請求[1]");
  refused("{\"請求\": {\"番号\": 1, \"関連請求\": [1, 1]}}", "FACT_REFERENCE_TWICE", "請求.関連請求");
  refused("{\"請求\": {\"番号\": 1, \"関連請求\": 1}}", "FACT_TYPE", "請求.関連請求");
  refused("{\"解釈\": {\"併給不可の範囲\": \"同じ年\"}}", "FACT_NO_CHOICE", "同じ月");
  refused("{\"解釈\": {\"併給不可範囲\": \"同じ月\"}}", "FACT_NO_READING", "併給不可の範囲");
  refused("{\"完結\": [{\"台帳\": \"請救\"}]}", "FACT_NO_LEDGER", "請求");
  refused("{\"完結\": [{\"台帳\": \"請求\"}, {\"台帳\": \"請求\", \"から\": \"2024-04\"}]}", "FACT_CLOSED_TWICE", "完結[1]");
  refused("{\"基準日\": \"2024-10\"}", "FACT_DATE", "基準日");
  refused("[]", "JSON_SHAPE", "A01.json");
  refused("{\"歩行\": \"でき", "JSON_ENDS", "1行目");
  refused("", "JSON_ENDS", "A01.json");
  refused("{\"仮に\": {\"平均対象物\": 3}}", "FACT_GIVEN_NAME", "平均対象者");
  refused("{\"歩行\": \"できる\", \"請求\": [], \"利用者\": [{\"受給者番号\": \"a\"}, {\"受給者番号\": \"b\"}]}", "FACT_WHICH_ROW", "2行");
}

/* Every wrong fact has its own message; none hides another. */
static void test_each_is_told(void **state) {
  (void)state;
  assert_null(read("{\"利用者\": {\"麻痺肢数\": 7, \"行動関連項目\": 25, \"歩行\": \"x\", \"契約月\": 1, \"生年月日\": 5}}"));
  assert_int_equal(s.d.list.n, 5);
}

/* Ten thousand slips: each is counted, those shown are sought a near name for, and the search ends (spec/limits.md). */
static void test_many_slips(void **state) {
  (void)state;
  enum { ROWS = 900, SLIPS = 10000 };
  ir_buf b = {&s.arena, NULL, 0, 0};
  ir_buf_printf(&b, "{\"利用者\": [");
  for (int i = 0; i < ROWS; i++) ir_buf_printf(&b, "%s{\"受給者番号\": \"四日市市の利用者の%06d\"}", i ? "," : "", i);
  ir_buf_printf(&b, "], \"請求\": [");
  for (int i = 0; i < ROWS; i++) ir_buf_printf(&b, "%s{\"番号\": %d, \"利用者\": \"四日市市の利用音の%06d\"}", i ? "," : "", i, i);
  ir_buf_printf(&b, "]");
  for (int i = 0; i < SLIPS; i++) ir_buf_printf(&b, ", \"行動関連項日%05d\": 1", i);
  ir_buf_printf(&b, ", \"歩行\": \"できろ\"}");
  nz_diags_init(&s.d, &s.arena);
  assert_null(nz_case_from_json(&s.arena, s.m, &s.d, "A01.json", b.p, b.n));
  assert_int_equal(s.d.errors, SLIPS + ROWS + 1);
  assert_int_equal(s.d.list.n, s.d.limit);
  assert_true(s.d.compared < NZ_MOST_COMPARED + 64 * 64 + 1);
}

/* What is too long to be quoted ends in …, at a whole character. */
static void test_long_value(void **state) {
  (void)state;
  ir_buf b = {&s.arena, NULL, 0, 0};
  ir_buf_printf(&b, "{\"歩行\": \"x");
  for (int i = 0; i < 100000; i++) ir_buf_printf(&b, "あ");
  ir_buf_printf(&b, "\"}");
  nz_diags_init(&s.d, &s.arena);
  assert_null(nz_case_from_json(&s.arena, s.m, &s.d, "A01.json", b.p, b.n));
  nz_str said = s.d.list.v[0].arg[1];
  assert_int_equal(said.n, 1 + 399 * 3 + 3);
  assert_memory_equal(said.p + said.n - 6, "あ…", 6);
}

static void test_names_of_cells(void **state) {
  (void)state;
  nz_case *c = nz_case_new(&s.arena, s.m);
  nz_case_row(&s.arena, c, s.user, sample_str("甲"));
  ir_buf b = {&s.arena, NULL, 0, 0};
  nz_cell_name(c, nz_cell_of(c, 0, s.f_walk), &b);
  assert_string_equal(b.p, "歩行");
  nz_case_row(&s.arena, c, s.user, sample_str(""));
  b.n = 0;
  nz_cell_name(c, nz_cell_of(c, 0, s.f_walk), &b);
  assert_string_equal(b.p, "利用者「甲」の歩行");
  b.n = 0;
  nz_cell_name(c, nz_cell_of(c, 1, s.f_walk), &b);
  assert_string_equal(b.p, "利用者（2行目）の歩行");
}

static void test_row_bound(void **state) {
  (void)state;
  s.m->ledgers.v[s.claim].max_rows = 2;
  assert_non_null(read("{\"請求\": [{\"番号\": 1}, {\"番号\": 2}]}"));
  refused("{\"請求\": [{\"番号\": 1}, {\"番号\": 2}, {\"番号\": 3}]}", "FACT_TOO_MANY_ROWS", "請求[2]");
}

/* Any bytes at all give a case or messages, never both. */
static void test_damaged(void **state) {
  (void)state;
  static const char good[] = "{\"基準日\": \"2024-10-01\", \"利用者\": [{\"受給者番号\": \"甲\", \"麻痺肢数\": 2, \"支給期間\": {\"から\": \"2024-04-01\"}}],"
                             "\"請求\": [{\"番号\": 1, \"利用者\": \"甲\", \"関連請求\": [1]}], \"解釈\": {\"併給不可の範囲\": \"同じ月\"}, \"完結\": [{\"台帳\": \"請求\"}]}";
  static const char bytes[] = "{}[]\":,.0-9eE\\n\xff\xe3\x80";
  uint32_t seed = 12345;
  char text[sizeof good];
  for (int i = 0; i < 4000; i++) {
    memcpy(text, good, sizeof good);
    for (int k = 0; k < 1 + i % 3; k++) {
      seed = seed * 1664525u + 1013904223u;
      text[(seed >> 8) % (sizeof good - 1)] = bytes[(seed >> 3) % (sizeof bytes - 1)];
    }
    nz_diags_init(&s.d, &s.arena);
    nz_case *c = nz_case_from_json(&s.arena, s.m, &s.d, "x", text, sizeof good - 1);
    assert_true((c == NULL) == (s.d.errors > 0));
  }
}

typedef struct limited { size_t left; } limited;
static void *limited_alloc(void *ctx, void *p, size_t old, size_t now) {
  limited *l = ctx;
  (void)old;
  if (now == 0) return free(p), NULL;
  if (l->left == 0) return NULL;
  l->left--;
  return realloc(p, now);
}

/* Whichever allocation fails, the reader gives up cleanly; nothing leaks (the sanitised build looks). */
static void test_no_memory(void **state) {
  (void)state;
  static const char text[] = "{\"利用者\": {\"受給者番号\": \"甲\", \"麻痺肢数\": 9, \"歩行\": \"できる\"}, \"請求\": {\"番号\": 1, \"利用者\": \"乙\"}}";
  volatile bool finished = false; /* set between setjmp and the return */
  for (volatile size_t n = 0; n < 200 && !finished; n++) {
    limited l = {n};
    nz_arena a;
    nz_diags d;
    jmp_buf oom;
    nz_arena_init(&a, limited_alloc, &l);
    a.oom = &oom;
    if (setjmp(oom) == 0) {
      nz_diags_init(&d, &a);
      assert_null(nz_case_from_json(&a, s.m, &d, "x", text, strlen(text)));
      finished = true;
    }
    nz_arena_free(&a);
  }
  assert_true(finished);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_all_types, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_written_and_read_again, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_short_form, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_refused, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_each_is_told, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_many_slips, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_long_value, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_names_of_cells, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_row_bound, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_damaged, open_sample, close_sample),
      cmocka_unit_test_setup_teardown(test_no_memory, open_sample, close_sample),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
