/* test_api.c -- the library from outside: the life of its objects in every order, calls out of order, answers and their
 * texts, two sessions of one program in two threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include <cmocka.h>

#include "interp/naze-ir.h"
#include "interp/naze-syntax.h"
#include "interp/naze.h"

static const char rules[] =
    "出典 手引『支給の手引』令和6年。\n"
    "段階 障害支援区分：非該当＜区分1＜区分2＜区分3＜区分4。\n"
    "選択肢 認定調査：「できる」、「見守り」、部分支援、全面支援。\n"
    "選択肢 サービス：家事援助、重度訪問。\n"
    "単位 点：整数。\n"
    "\n"
    "台帳 利用者：\n"
    "  受給者番号：文字列（鍵）。\n"
    "  障害支援区分：障害支援区分。\n"
    "  歩行：認定調査。\n"
    "  行動点：0点から24点まで。\n"
    "\n"
    "条件 行動基準：行動点が10点以上。\n"
    "  根拠 手引 §2。\n"
    "\n"
    "条件 移動基準：次のいずれか\n"
    "  ・歩行が「できる」以外\n"
    "  ・行動基準。\n"
    "\n"
    "表 利用可否（サービス×障害支援区分）\n"
    "  根拠 手引 §1。\n"
    "| サービス | 非該当 | 区分1 | 区分2 | 区分3 | 区分4 |\n"
    "|----------|--------|-------|-------|-------|-------|\n"
    "| 家事援助 | ×     | ○    | ○    | ○    | ○    |\n"
    "| 重度訪問 | ×     | ×    | ×    | ★    | ★    |\n"
    "  凡例\n"
    "  ○ 可。\n"
    "  × 不可『区分が足りない』。\n"
    "  ★ 移動基準。\n"
    "\n"
    "事例 「歩ける8点」 令和6年10月1日\n"
    "  利用者 甲：障害支援区分は区分4、歩行は「できる」、行動点は8点。\n"
    "  利用可否（重度訪問）は不可。\n"
    "  利用可否（家事援助）は可。\n";

static const char facts[] = "{\"基準日\":\"2024-10-01\",\"利用者\":[{\"受給者番号\":\"甲\",\"障害支援区分\":\"区分4\",\"歩行\":\"できる\",\"行動点\":8}]}";

static void print_messages(const naze_diags *d) {
  for (size_t i = 0; i < naze_diag_count(d); i++) {
    naze_diag_info g;
    if (naze_diag_get(d, i, false, &g)) print_message("%s:%u:%u: %s %s\n%s\n%s\n", g.file, (unsigned)g.line, (unsigned)g.col, g.code, g.what, g.how, g.excerpt);
  }
}

static naze_program *compile(const char *text) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  assert_non_null(c);
  (void)naze_add_source(c, "規則.naze", text, strlen(text));
  naze_status st = naze_compile(c);
  if (st != NAZE_OK) print_messages(naze_compiler_diags(c));
  assert_int_equal(st, NAZE_OK);
  naze_program *p = naze_take_program(c);
  assert_non_null(p);
  assert_null(naze_take_program(c)); /* only once */
  naze_compiler_free(c);
  return p;
}

static naze_session *open_case(const naze_program *p) {
  naze_session *s = naze_session_new(p);
  assert_non_null(s);
  naze_status st = naze_case_json(s, "甲.json", facts, strlen(facts));
  if (st != NAZE_OK) print_messages(naze_session_diags(s));
  assert_int_equal(st, NAZE_OK);
  return s;
}

static const naze_result *ask(naze_session *s, const char *question, unsigned with) {
  size_t n = 0;
  naze_status st = naze_ask(s, question, with, &n);
  if (st != NAZE_OK) print_messages(naze_session_diags(s));
  assert_int_equal(st, NAZE_OK);
  assert_int_equal(n, 1);
  const naze_result *r = naze_result_at(s, 0);
  assert_non_null(r);
  assert_null(naze_result_at(s, 1));
  return r;
}

static void answer_and_texts(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = open_case(p);
  const naze_result *r = ask(s, "利用可否（重度訪問）", NAZE_WITH_DECISIVE | NAZE_WITH_READINGS);
  assert_int_equal(naze_result_outcome(r), NAZE_DENY);
  assert_string_equal(naze_result_title(r), "利用可否（重度訪問）");
  assert_string_equal(naze_result_short(r), "重度訪問");
  assert_string_equal(naze_result_mark(r), "★");
  assert_string_equal(naze_result_date(r), "令和6年10月1日");
  assert_string_equal(naze_result_iso_date(r), "2024-10-01");
  assert_int_equal(naze_result_wanted(r), -1);
  assert_false(naze_result_presumed(r));
  assert_false(naze_result_stale(r));
  /* 障害支援区分, 歩行 and 行動点: the class alone could be 区分3, but two facts fewer leave it open */
  bool exact = false;
  assert_int_equal(naze_result_decisive(r, &exact), 2);
  assert_true(exact);
  naze_line l;
  assert_true(naze_result_decisive_at(r, 0, &l));
  assert_string_equal(l.fact, "歩行");
  assert_string_equal(l.actual, "「できる」");
  assert_string_equal(l.need, "「できる」以外");
  assert_string_equal(l.rule, "移動基準");
  assert_int_equal(l.state, 0);
  assert_int_equal(l.line, 17);
  assert_true(naze_result_decisive_at(r, 1, &l));
  assert_string_equal(l.fact, "行動点");
  assert_string_equal(l.actual, "8点");
  assert_string_equal(l.need, "10点以上");
  assert_string_equal(l.distance, "あと2点");
  assert_string_equal(l.rule, "行動基準");
  assert_string_equal(l.file, "規則.naze");
  assert_int_equal(l.line, 13);
  assert_false(naze_result_decisive_at(r, 2, &l));
  assert_int_equal(naze_result_irrelevant(r), 1);
  assert_string_equal(naze_result_irrelevant_at(r, 0), "障害支援区分");
  assert_int_equal(naze_result_cites(r), 2);
  assert_string_equal(naze_result_cite_at(r, 0), "手引 §1");
  assert_null(naze_result_cite_at(r, 2));
  assert_true(naze_session_complete(s));
  naze_session_free(s);
  naze_program_free(p);
}

static void shown_proof(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = open_case(p);
  const naze_result *r = ask(s, "利用可否（重度訪問）", 0);
  naze_proof_node n, k;
  uint32_t root = naze_proof_root(r);
  assert_true(naze_proof_get(r, root, &n));
  assert_string_equal(n.label, "区分4 × 重度訪問 は ★");
  assert_string_equal(n.cite, "手引 §1");
  assert_int_equal(n.state, 0);
  assert_true(n.kids >= 1);
  uint32_t mark = naze_proof_kid(r, root, n.kids - 1);
  assert_true(naze_proof_get(r, mark, &k));
  assert_string_equal(k.label, "★");
  assert_int_equal(naze_proof_kid(r, root, n.kids), UINT32_MAX);
  assert_false(naze_proof_get(r, UINT32_MAX, &k));
  size_t size = 0;
  const char *json = naze_proof_json(r, &size);
  assert_non_null(json);
  assert_int_equal(size, strlen(json));
  naze_session_free(s);
  naze_program_free(p);
}

static void changes_and_dates(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = open_case(p);
  assert_int_equal(naze_set_fact(s, "行動点=10"), NAZE_OK);
  assert_int_equal(naze_result_outcome(ask(s, "利用可否（重度訪問）=可", 0)), NAZE_ALLOW);
  assert_int_equal(naze_result_wanted(naze_result_at(s, 0)), NAZE_ALLOW);
  assert_int_equal(naze_set_fact(s, "行動点=99"), NAZE_FACT_ERROR); /* out of range: the case stays as it was */
  assert_true(naze_diag_count(naze_session_diags(s)) > 0);
  assert_int_equal(naze_result_outcome(ask(s, "利用可否（重度訪問）", 0)), NAZE_ALLOW);
  assert_int_equal(naze_set_fact(s, "区分2"), NAZE_OK);
  assert_int_equal(naze_result_outcome(ask(s, "利用可否（重度訪問）", 0)), NAZE_DENY);
  assert_string_equal(naze_result_text(naze_result_at(s, 0)), "区分が足りない");
  assert_int_equal(naze_clear_facts(s), NAZE_OK);
  assert_null(naze_result_at(s, 0));
  assert_int_equal(naze_result_outcome(ask(s, "利用可否（重度訪問）", 0)), NAZE_DENY);
  assert_int_equal(naze_set_date(s, "令和6年12月1日"), NAZE_OK);
  assert_string_equal(naze_result_iso_date(ask(s, "利用可否（重度訪問）", 0)), "2024-12-01");
  assert_int_equal(naze_set_date(s, "令和0年12月1日"), NAZE_FACT_ERROR);
  assert_int_equal(naze_set_date(s, NULL), NAZE_OK);
  assert_string_equal(naze_result_iso_date(ask(s, "利用可否（重度訪問）", 0)), "2024-10-01");
  size_t n = 0;
  assert_int_equal(naze_case_empty(s), NAZE_OK);
  assert_int_equal(naze_ask(s, "利用可否（重度訪問）", 0, &n), NAZE_FACT_ERROR); /* no date anywhere */
  assert_int_equal(naze_set_today(s, "2024-10-01"), NAZE_OK);
  assert_int_equal(naze_ask(s, "利用可否（重度訪問）", NAZE_WITH_DECISIVE, &n), NAZE_OK);
  assert_int_equal(naze_result_outcome(naze_result_at(s, 0)), NAZE_UNKNOWN);
  assert_true(naze_result_causes(naze_result_at(s, 0)) > 0);
  naze_session_free(s);
  naze_program_free(p);
}

static void whole_column(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = open_case(p);
  size_t n = 0;
  assert_int_equal(naze_ask(s, "利用可否", NAZE_WITH_DECISIVE, &n), NAZE_OK);
  assert_int_equal(n, 2);
  assert_int_equal(naze_result_outcome(naze_result_at(s, 0)), NAZE_ALLOW);
  assert_int_equal(naze_result_outcome(naze_result_at(s, 1)), NAZE_DENY);
  naze_proof_node a, b;
  for (size_t i = 0; i < 2; i++) assert_true(naze_proof_get(naze_result_at(s, i), naze_proof_root(naze_result_at(s, i)), i ? &b : &a));
  assert_string_equal(a.label, "区分4 × 家事援助 は ○");
  assert_string_equal(b.label, "区分4 × 重度訪問 は ★");
  naze_session_free(s);
  naze_program_free(p);
}

static void needed(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = open_case(p);
  const naze_result *r = ask(s, "利用可否（重度訪問）", NAZE_WITH_DECISIVE);
  const naze_need *n = NULL;
  assert_int_equal(naze_need_find(s, "利用可否（重度訪問）=可", 0, &n), NAZE_OK);
  assert_false(naze_need_already(n));
  assert_true(naze_need_exhausted(n));
  assert_int_equal(naze_need_size(n), 1);
  assert_int_equal(naze_need_count(n), 2);
  naze_line l;
  assert_true(naze_need_at(n, 0, 0, &l));
  assert_string_equal(l.fact, "歩行");
  assert_string_equal(l.need, "「できる」以外");
  assert_true(naze_need_at(n, 1, 0, &l));
  assert_string_equal(l.fact, "行動点");
  assert_string_equal(l.need, "10点以上");
  assert_string_equal(l.distance, "あと2点");
  assert_string_equal(naze_need_replayed(n, 1), "可");
  assert_false(naze_need_at(n, 2, 0, &l));
  /* the answer before it is still there */
  assert_int_equal(naze_result_decisive(r, NULL), 2);
  assert_int_equal(naze_need_find(s, "利用可否（家事援助）", 0, &n), NAZE_OK);
  assert_true(naze_need_already(n));
  assert_int_equal(naze_need_find(s, "利用可否", 0, &n), NAZE_FACT_ERROR);
  naze_session_free(s);
  naze_program_free(p);
}

static void cases_of_the_rules(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_session *s = naze_session_new(p);
  size_t n = 0;
  naze_check_line l;
  const char *file = NULL;
  uint32_t line = 0;
  assert_int_equal(naze_case_count(p), 1);
  assert_string_equal(naze_case_name(p, 0, &file, &line), "歩ける8点");
  assert_string_equal(file, "規則.naze");
  assert_null(naze_case_name(p, 1, NULL, NULL));
  assert_int_equal(naze_run_case(s, 0, &n), NAZE_OK);
  assert_int_equal(n, 2);
  for (size_t i = 0; i < n; i++) {
    assert_true(naze_run_line(s, i, &l));
    assert_true(l.passed);
  }
  assert_false(naze_run_line(s, n, &l));
  assert_int_equal(naze_run_case(s, 1, &n), NAZE_NOT_FOUND);
  assert_int_equal(naze_case_named(s, "歩ける8点"), NAZE_OK);
  assert_int_equal(naze_result_outcome(ask(s, "利用可否（家事援助）", 0)), NAZE_ALLOW);
  assert_int_equal(naze_case_named(s, "歩ける9点"), NAZE_NOT_FOUND);
  assert_int_equal(naze_diag_count(naze_session_diags(s)), 1);
  naze_session_free(s);
  naze_program_free(p);
}

static void rules_as_data(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  naze_status st = NAZE_USAGE;
  char *text = naze_show(p, "利用可否", NULL, &st);
  assert_int_equal(st, NAZE_OK);
  assert_non_null(strstr(text, "| 重度訪問 | ×     | ×    | ×    | ★    | ★    |"));
  assert_non_null(strstr(text, "★ 移動基準。"));
  assert_non_null(strstr(text, "根拠 手引 §1。"));
  assert_non_null(strstr(text, "# 規則.naze:20"));
  naze_text_free(text);
  assert_null(naze_show(p, "利用不可", NULL, &st));
  assert_int_equal(st, NAZE_NOT_FOUND);
  naze_text_free(NULL);
  bool found = false;
  for (size_t i = 0; i < naze_item_count(p); i++) {
    naze_item it;
    assert_true(naze_item_at(p, i, &it));
    found |= strcmp(it.name, "行動基準") == 0 && strcmp(it.kind, "条件") == 0 && strcmp(it.cites, "手引 §2") == 0 && it.line == 13;
  }
  assert_true(found);
  assert_int_equal(strlen(naze_fingerprint(p)), 64);
  size_t n = 0;
  const char *ir = naze_ir_text(p, &n);
  assert_non_null(ir);
  assert_int_equal(n, strlen(ir));
  assert_ptr_equal(ir, naze_ir_text(p, &n));
  naze_ir_decl d;
  assert_true(naze_ir_decl_at(p, naze_ir_decl_named(p, "行動基準"), &d));
  assert_string_equal(d.word, "条件");
  char phrase[64];
  naze_ir_variant v;
  assert_true(naze_ir_variant_at(p, d.first_variant, &v));
  assert_int_equal(naze_ir_phrase(p, v.body, phrase, sizeof phrase), strlen("行動点が10点以上"));
  assert_string_equal(phrase, "行動点が10点以上");
  naze_program_free(p);
}

static void order_of_life(void **state) {
  (void)state;
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  assert_null(naze_take_program(c)); /* not compiled yet */
  assert_int_equal(naze_add_source(c, "a", rules, strlen(rules)), NAZE_OK);
  assert_int_equal(naze_compile(c), NAZE_OK);
  assert_int_equal(naze_compile(c), NAZE_OK);
  assert_int_equal(naze_add_source(c, "b", "", 0), NAZE_USAGE);
  naze_program *p = naze_take_program(c);
  naze_session *s = naze_session_new(p);
  naze_program_free(p); /* the session holds on to it */
  assert_int_equal(naze_case_json(s, "f", facts, strlen(facts)), NAZE_OK);
  size_t n = 0;
  assert_int_equal(naze_ask(s, "利用可否", 0, &n), NAZE_OK);
  naze_session_free(s);
  assert_int_equal(naze_diag_count(naze_compiler_diags(c)), 0);
  naze_compiler_free(c);
  c = naze_compiler_new(NULL, NULL); /* compiled, never taken */
  (void)naze_add_source(c, "a", rules, strlen(rules));
  (void)naze_compile(c);
  naze_compiler_free(c);
}

static void out_of_order(void **state) {
  (void)state;
  size_t n = 0;
  const naze_need *need = NULL;
  naze_program *p = compile(rules);
  naze_session *s = naze_session_new(p);
  assert_int_equal(naze_ask(s, "利用可否", 0, &n), NAZE_USAGE); /* no case yet */
  assert_int_equal(naze_set_fact(s, "行動点=10"), NAZE_USAGE);
  assert_int_equal(naze_need_find(s, "利用可否", 0, &need), NAZE_USAGE);
  assert_null(naze_result_at(s, 0));
  assert_int_equal(naze_case_json(s, "f", "{", 1), NAZE_FACT_ERROR);
  assert_true(naze_diag_count(naze_session_diags(s)) > 0);
  assert_int_equal(naze_ask(s, "利用可否", 0, &n), NAZE_USAGE); /* a refused case is no case */
  assert_int_equal(naze_case_json(s, "f", facts, strlen(facts)), NAZE_OK);
  assert_int_equal(naze_diag_count(naze_session_diags(s)), 0);
  assert_int_equal(naze_ask(s, "利用不可", 0, &n), NAZE_FACT_ERROR);
  assert_int_equal(naze_ask(s, "（（", 0, &n), NAZE_FACT_ERROR);
  assert_int_equal(naze_ask(s, "", 0, &n), NAZE_FACT_ERROR);
  assert_int_equal(naze_set_reading(s, "ない解釈", "甲"), NAZE_FACT_ERROR);
  assert_int_equal(naze_ask(NULL, "", 0, &n), NAZE_USAGE);
  assert_int_equal(naze_ask(s, NULL, 0, &n), NAZE_USAGE);
  assert_int_equal(naze_compile(NULL), NAZE_USAGE);
  assert_null(naze_session_new(NULL));
  assert_int_equal(naze_result_outcome(NULL), NAZE_FAULT);
  assert_string_equal(naze_result_title(NULL), "");
  naze_session_free(NULL);
  naze_program_free(NULL);
  naze_compiler_free(NULL);
  naze_session_free(s);
  naze_program_free(p);
}

static void wrong_rules(void **state) {
  (void)state;
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  assert_int_equal(naze_add_source(c, "a.naze", "条件 甲：未知項目が10点以上。\n", strlen("条件 甲：未知項目が10点以上。\n")), NAZE_OK);
  assert_int_equal(naze_add_source(c, "a.naze", "条件 乙：常に。\n", strlen("条件 乙：常に。\n")), NAZE_RULE_ERROR); /* the same name twice */
  assert_int_equal(naze_compile(c), NAZE_RULE_ERROR);
  assert_null(naze_take_program(c));
  const naze_diags *d = naze_compiler_diags(c);
  assert_true(naze_diag_count(d) >= 2);
  naze_diag_info ja, en;
  for (size_t i = 0; i < naze_diag_count(d); i++) {
    assert_true(naze_diag_get(d, i, false, &ja));
    assert_true(naze_diag_get(d, i, true, &en));
    assert_string_equal(ja.code, en.code);
    assert_string_not_equal(ja.what, en.what);
  }
  assert_false(naze_diag_get(d, naze_diag_count(d), false, &ja));
  naze_compiler_free(c);
}

static void words_and_trees(void **state) {
  (void)state;
  assert_true(naze_word_count() > 50);
  naze_syntax *s = naze_syntax_parse(NULL, NULL, "a.naze", rules, strlen(rules));
  assert_non_null(s);
  assert_int_equal(naze_diag_count(naze_syntax_diags(s)), 0);
  uint32_t at = 0;
  for (size_t i = 0; i < naze_token_count(s); i++) {
    naze_token t;
    assert_true(naze_token_at(s, i, &t));
    assert_true(t.lo >= at && t.hi > t.lo && t.hi <= strlen(rules));
    at = t.lo;
  }
  naze_tree_node n;
  assert_true(naze_tree_get(s, naze_tree_root(s), &n));
  assert_string_equal(n.kind, "file");
  assert_true(n.kids >= 10);
  naze_tree_node d;
  assert_true(naze_tree_get(s, naze_tree_kid(s, naze_tree_root(s), 0), &d));
  assert_string_equal(d.word, "出典");
  assert_int_equal(d.line, 1);
  naze_syntax_free(s);
}

/* ---- two threads, one program ---- */

static int many_questions(void *arg) {
  const naze_program *p = arg;
  for (int i = 0; i < 50; i++) {
    naze_session *s = naze_session_new(p);
    size_t n = 0;
    naze_proof_node node;
    if (!s || naze_case_json(s, "f", facts, strlen(facts)) != NAZE_OK || naze_ask(s, "利用可否", NAZE_WITH_DECISIVE | NAZE_WITH_READINGS, &n) != NAZE_OK || n != 2) return 1;
    if (naze_result_outcome(naze_result_at(s, 0)) != NAZE_ALLOW || naze_result_outcome(naze_result_at(s, 1)) != NAZE_DENY) return 2;
    if (!naze_proof_get(naze_result_at(s, 1), naze_proof_root(naze_result_at(s, 1)), &node)) return 3;
    if (!naze_item_count(p) || !naze_ir_text(p, &n)) return 4;
    naze_session_free(s);
  }
  return 0;
}

static void two_threads(void **state) {
  (void)state;
  naze_program *p = compile(rules);
  thrd_t t[2];
  for (int i = 0; i < 2; i++) assert_int_equal(thrd_create(&t[i], many_questions, p), thrd_success);
  for (int i = 0; i < 2; i++) {
    int rc = -1;
    assert_int_equal(thrd_join(t[i], &rc), thrd_success);
    assert_int_equal(rc, 0);
  }
  naze_program_free(p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(answer_and_texts), cmocka_unit_test(shown_proof),   cmocka_unit_test(changes_and_dates), cmocka_unit_test(whole_column),
    cmocka_unit_test(needed),           cmocka_unit_test(cases_of_the_rules), cmocka_unit_test(rules_as_data), cmocka_unit_test(order_of_life),
    cmocka_unit_test(out_of_order),     cmocka_unit_test(wrong_rules),   cmocka_unit_test(words_and_trees),   cmocka_unit_test(two_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
