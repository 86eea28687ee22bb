/* sweep_proof.c -- every N-th allocation failed once while a proof is checked, by wrapping realloc: the checker takes no
 * hook. Each must end as "no memory", with nothing leaked. What the JSON library takes for itself is left alone: jansson
 * 2.14 frees what it never had when its own memory fails (spec/dependencies.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "interp/naze.h"

static const char rules[] =
    "出典 手引『支給の手引』。\n"
    "段階 区分：区分1＜区分2＜区分3。\n"
    "単位 点：整数。\n"
    "台帳 記録（利用者ごとに5行まで）：\n"
    "  記録番号：整数（鍵）。\n"
    "  相手：利用者。\n"
    "  分数：0分から300分まで。\n"
    "台帳 利用者：\n"
    "  番号：文字列（鍵）。\n"
    "  区分：区分。\n"
    "  点数：0点から24点まで。\n"
    "  介助：有無。\n"
    "解釈 「数え方」\n"
    "  ・「多い方」（既定）：手引 1頁\n"
    "  ・「少ない方」：手引 2頁。\n"
    "条件 重度：解釈「数え方」により\n"
    "  ・「多い方」：点数が20点以上\n"
    "  ・「少ない方」：点数が10点以上。\n"
    "  根拠 手引 3頁。\n"
    "判定表 時間 上から順\n"
    "| 区分 | ⇒ 結果 |\n"
    "| 区分3 | 30点 |\n"
    "| それ以外 | 10点 |\n"
    "規則 派遣（利用者）\n"
    "  根拠 手引 4頁。\n"
    "  時間が20点以上かつ記録の分数の合計が60分以上とき、可。\n"
    "  ただし重度でないかつ介助がないとき、不可『要らない』。\n";
static const char facts[] =
    "{\"利用者\":[{\"番号\":\"甲\",\"区分\":\"区分3\",\"点数\":21,\"介助\":true}],"
    "\"記録\":[{\"記録番号\":1,\"相手\":\"甲\",\"分数\":61}],\"完結\":[{\"台帳\":\"記録\"}],\"基準日\":\"2024-10-01\"}";

static size_t calls, fail_at; /* of the process: what is wrapped has no context */

void *__real_realloc(void *p, size_t n);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_realloc(void *p, size_t n) { return ++calls == fail_at ? NULL : __real_realloc(p, n); }

static void each_allocation_failed_once(void **state) {
  (void)state;
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  assert_int_equal(naze_add_source(c, "規則.naze", rules, sizeof rules - 1), NAZE_OK);
  naze_status st = naze_compile(c);
  naze_diag_info d;
  if (st != NAZE_OK && naze_diag_get(naze_compiler_diags(c), 0, false, &d)) print_message("%s\n%s\n", d.what, d.excerpt);
  assert_int_equal(st, NAZE_OK);
  naze_program *p = naze_take_program(c);
  naze_session *s = naze_session_new(p);
  size_t n = 0, nir = 0, nproof = 0;
  char why[400];
  assert_int_equal(naze_case_json(s, "f", facts, sizeof facts - 1), NAZE_OK);
  assert_int_equal(naze_ask(s, "派遣", 0, &n), NAZE_OK);
  assert_int_equal(naze_result_outcome(naze_result_at(s, 0)), NAZE_ALLOW);
  const char *ir = naze_ir_text(p, &nir), *proof = naze_proof_json(naze_result_at(s, 0), &nproof);
  for (size_t at = 0, most = SIZE_MAX; at <= most; at++) {
    calls = 0;
    fail_at = at;
    st = naze_check_proof(ir, nir, facts, sizeof facts - 1, proof, nproof, why, sizeof why);
    fail_at = 0;
    if (!at) {
      most = calls;
      assert_int_equal(st, NAZE_OK);
      continue;
    }
    if (st != NAZE_NO_MEMORY || !*why) fail_msg("allocation %zu of %zu: status %d, %s", at, most, (int)st, why);
  }
  naze_session_free(s);
  naze_program_free(p);
  naze_compiler_free(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_failed_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
