/* sweep_api.c -- every N-th allocation failed once, through the entry points that sweep_alloc.c does not reach: changes,
 * readings, templates, lists, phrases, syntax, formatting, texts of results. Each must end in a clean status with nothing
 * leaked; what a failed text stood for is said by naze_session_complete. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "interp/naze-ir.h"
#include "interp/naze-syntax.h"
#include "interp/naze.h"

static const char rules[] =
    "出典 手引『支給の手引』。\n"
    "段階 区分：区分1＜区分2＜区分3。\n"
    "単位 点：整数。\n"
    "台帳 利用者：\n"
    "  番号：文字列（鍵）。\n"
    "  区分：区分。\n"
    "  点数：0点から24点まで。\n"
    "  介助：有無。\n"
    "解釈 「数え方」\n"
    "  ・多い方（既定）：手引 1頁\n"
    "  ・少ない方：手引 2頁。\n"
    "条件 重い：解釈「数え方」により\n"
    "  ・多い方：点数が20点以上\n"
    "  ・少ない方：点数が10点以上。\n"
    "  根拠 手引 3頁。\n"
    "規則 派遣（利用者）\n"
    "  根拠 手引 4頁。\n"
    "  可。\n"
    "  ただし重度でないかつ介助がないとき、不可『要らない』。\n"
    "条件 重度：重度かどうかが可。\n";

/* The rules as they are meant: one condition, one rule. */
static const char good[] =
    "出典 手引『支給の手引』。\n"
    "段階 区分：区分1＜区分2＜区分3。\n"
    "単位 点：整数。\n"
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
    "規則 派遣（利用者）\n"
    "  根拠 手引 4頁。\n"
    "  可。\n"
    "  ただし重度でないかつ介助がないとき、不可『要らない』。\n";

typedef struct hook { size_t calls, fail_at, live; bool once; } hook;

static void *count(void *ctx, void *p, size_t old, size_t now) {
  hook *h = ctx;
  (void)old;
  if (!now) {
    if (p) h->live--;
    free(p);
    return NULL;
  }
  h->calls++;
  if (h->fail_at && (h->once ? h->calls == h->fail_at : h->calls >= h->fail_at)) return NULL;
  void *q = realloc(p, now);
  if (q && !p) h->live++;
  return q;
}

static bool sound(naze_status st) { return st >= NAZE_OK && st <= NAZE_USAGE; }

static bool messages(const naze_diags *d) {
  bool ok = true;
  for (size_t i = 0; i < naze_diag_count(d); i++)
    for (int english = 0; english < 2; english++) {
      naze_diag_info g;
      if (naze_diag_get(d, i, english, &g)) assert_true(*g.code && *g.what);
      else ok = false;
    }
  return ok;
}

static bool texts(const naze_result *r) {
  naze_line l;
  naze_proof_node node;
  size_t n = 0;
  const char *all[] = {naze_result_title(r), naze_result_short(r), naze_result_text(r), naze_result_value(r), naze_result_date(r), naze_result_iso_date(r), naze_result_period(r), naze_result_mark(r), naze_result_confirmed(r)};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) assert_non_null(all[i]);
  for (size_t i = 0; i < naze_result_decisive(r, NULL); i++) (void)naze_result_decisive_at(r, i, &l);
  for (size_t i = 0; i < naze_result_irrelevant(r); i++) (void)naze_result_irrelevant_at(r, i);
  for (size_t i = 0; i < naze_result_cites(r); i++) (void)naze_result_cite_at(r, i);
  const char *s = NULL, *t = NULL, *u = NULL;
  bool usual = false;
  for (size_t i = 0; i < naze_result_chosen(r); i++) (void)naze_result_chosen_at(r, i, &s, &t, &usual, &u);
  for (size_t i = 0; i < naze_result_others(r); i++) (void)naze_result_other_at(r, i, &s, &t, NULL, &u);
  (void)naze_proof_get(r, naze_proof_root(r), &node);
  return naze_proof_json(r, &n) != NULL;
}

static bool session(naze_session *s) {
  size_t n = 0;
  const naze_need *need = NULL;
  static const char facts[] = "{\"利用者\":[{\"番号\":\"甲\",\"区分\":\"区分1\"}]}";
  bool ok = naze_case_json(s, "f", facts, strlen(facts)) == NAZE_OK;
  static const char *const changes[] = {"点数=12", "介助がない", "点数=百", "区分2"};
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    naze_status st = naze_set_fact(s, changes[i]);
    assert_true(sound(st));
    ok = st == (i == 2 ? NAZE_FACT_ERROR : NAZE_OK) && ok; /* 百点 is wrong */
    ok = messages(naze_session_diags(s)) && ok;
  }
  ok = naze_set_today(s, "令和6年10月1日") == NAZE_OK && ok;
  ok = naze_set_reading(s, "数え方", "少ない方") == NAZE_OK && ok;
  ok = naze_set_reading(s, "数え方", "ない方") == NAZE_FACT_ERROR && ok;
  ok = naze_set_subject(s, "甲") == NAZE_OK && ok;
  ok = naze_ask(s, "派遣=可", NAZE_WITH_DECISIVE | NAZE_WITH_READINGS, &n) == NAZE_OK && ok;
  for (size_t i = 0; i < n; i++) ok = texts(naze_result_at(s, i)) && ok;
  ok = naze_need_find(s, "派遣=不可", 1000, &need) == NAZE_OK && ok;
  ok = naze_case_to_json(s, &n) && ok;
  ok = naze_session_complete(s) && ok;
  ok = naze_ask(s, "派遣され", 0, &n) == NAZE_FACT_ERROR && ok;
  return messages(naze_session_diags(s)) && ok;
}

static bool program(naze_program *p) {
  size_t n = 0;
  char phrase[200];
  naze_status st = NAZE_USAGE;
  naze_item it;
  bool ok = naze_item_count(p) > 0 && naze_item_at(p, 0, &it) && naze_ir_text(p, &n) && naze_ir_phrase(p, 0, phrase, sizeof phrase);
  char *text = naze_case_template(p, "派遣", &st);
  assert_true(sound(st) && (text != NULL) == (st == NAZE_OK));
  ok = text && ok;
  naze_text_free(text);
  text = naze_show(p, "利用者", NULL, &st);
  assert_true(sound(st) && (text != NULL) == (st == NAZE_OK));
  ok = text && ok;
  naze_text_free(text);
  naze_session *s = naze_session_new(p);
  ok = s && session(s) && ok;
  naze_session_free(s);
  return ok;
}

static bool chain(hook *h) {
  size_t n = 0;
  naze_status st = NAZE_USAGE;
  naze_compiler *c = naze_compiler_new(count, h);
  if (!c) return false;
  bool ok = naze_add_source(c, "誤り.naze", rules, strlen(rules)) == NAZE_RULE_ERROR;
  ok = naze_compile(c) == NAZE_RULE_ERROR && ok;
  ok = messages(naze_compiler_diags(c)) && ok;
  char *text = naze_format("整え.naze", good, strlen(good), c, &st, &n);
  assert_true(sound(st) && (text != NULL) == (st == NAZE_OK));
  ok = text && ok;
  naze_text_free(text);
  naze_compiler_free(c);
  c = naze_compiler_new(count, h);
  if (!c) return false;
  ok = naze_add_source(c, "規則.naze", good, strlen(good)) == NAZE_OK && ok;
  ok = naze_compile(c) == NAZE_OK && ok;
  ok = messages(naze_compiler_diags(c)) && ok;
  naze_program *p = naze_take_program(c);
  naze_compiler_free(c);
  ok = p && program(p) && ok;
  naze_program_free(p);
  naze_syntax *x = naze_syntax_parse(count, h, "木.naze", rules, strlen(rules));
  ok = x && messages(naze_syntax_diags(x)) && ok;
  naze_syntax_free(x);
  return ok;
}

static void sweep(bool once) {
  hook clean = {0};
  assert_true(chain(&clean));
  assert_int_equal(clean.live, 0);
  print_message("%zu allocations\n", clean.calls);
  for (size_t at = 1; at <= clean.calls; at++) {
    hook h = {.fail_at = at, .once = once};
    assert_false(chain(&h)); /* a failure is never passed over */
    assert_int_equal(h.live, 0);
  }
}

static void each_allocation_failed_once(void **state) {
  (void)state;
  sweep(true);
}

static void no_memory_from_then_on(void **state) {
  (void)state;
  sweep(false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_allocation_failed_once),
    cmocka_unit_test(no_memory_from_then_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
