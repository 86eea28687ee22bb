/* api.c -- the figures of the library: one question asked warm, and compiling rules. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "tests/fuzz/fuzz.h" /* reading rules */
#include "tools/memory.h"

#define CASE_FILE "tests/bench/case.json"
enum { ROUNDS = 2001, LINES = 20000, CHECKS = 15 };

static double ask(naze_session *s, const char *question, unsigned with) {
  size_t n = 0;
  naze_proof_node node;
  double start = cpu_us();
  if (naze_ask(s, question, with, &n) != NAZE_OK || n != 1) give_up("the question is not answered");
  const naze_result *r = naze_result_at(s, 0);
  if (!naze_proof_get(r, naze_proof_root(r), &node)) give_up("no proof");
  return cpu_us() - start;
}

/* Turn and turn about: plain, with 決め手, with the readings. */
static void question(bool *bad, naze_session *s, const char *q, const char *name) {
  static double plain[ROUNDS], decisive[ROUNDS], readings[ROUNDS];
  char label[64];
  for (size_t i = 0; i < ROUNDS; i++) {
    plain[i] = ask(s, q, 0);
    decisive[i] = ask(s, q, NAZE_WITH_DECISIVE);
    readings[i] = ask(s, q, NAZE_WITH_READINGS);
  }
  double p = median(plain, ROUNDS), d = median(decisive, ROUNDS), r = median(readings, ROUNDS);
  (void)snprintf(label, sizeof label, "%s_answer_and_proof_us", name);
  row(bad, label, p, 20);
  (void)snprintf(label, sizeof label, "%s_decisive_more_us", name);
  row(bad, label, d > p ? d - p : 0, 300);
  (void)snprintf(label, sizeof label, "%s_readings_more_us", name);
  row(bad, label, r > p ? r - p : 0, 100);
}

void bench_warm(bool *bad) {
  size_t n = 0;
  naze_program *p = fuzz_rules();
  naze_session *s = naze_session_new(p);
  char *facts = fuzz_read(CASE_FILE, &n);
  if (!s || !facts || naze_case_json(s, CASE_FILE, facts, n) != NAZE_OK) give_up("the case " CASE_FILE " is refused");
  question(bad, s, "利用可否（重度訪問介護）", "warm");
  /* the rows that rest on a reading, and refer to another row */
  question(bad, s, "利用可否（重度障害者等包括支援）", "warm_reference");
  question(bad, s, "利用可否（療養介護）", "warm_reading");
  free(facts);
  naze_session_free(s);
  naze_program_free(p);
}

/* A rule set of some LINES lines in the proportions of a real one: one ledger, thresholds, named conditions, tables. */
static char *large(size_t *size, size_t *lines) {
  enum { FIELDS = 60 };
  size_t cap = (size_t)LINES * 200, n = 0, count = 0;
  char *p = malloc(cap);
  if (!p) give_up("no memory");
#define PUT(...) (n += (size_t)snprintf(p + n, cap - n, __VA_ARGS__), count++)
  PUT("出典 ガイド『計測のための規則』。\n");
  PUT("段階 級：級1＜級2＜級3＜級4＜級5＜級6。\n");
  PUT("選択肢 認定：支援不要、部分支援、全面支援。\n");
  PUT("単位 点。\n");
  PUT("台帳 利用者：\n");
  PUT("  番号：文字列（鍵）。\n");
  PUT("  程度：級。\n");
  for (unsigned f = 0; f < FIELDS; f++) {
    PUT("  得点%u：0点から24点まで。\n", f);
    PUT("  歩行%u、移乗%u：認定。\n", f, f);
    PUT("  管理%u：有無。\n", f);
  }
  for (unsigned k = 0; count < LINES; k++) {
    unsigned f = k % FIELDS;
    PUT("\n");
    PUT("条件 基準%u：得点%uが%u点以上。\n", k, f, 5 + k % 15);
    PUT("  根拠 ガイド §%u。\n", k + 1);
    PUT("条件 麻痺%u：次のすべて\n", k);
    PUT("  ・得点%uが2点以上\n", f);
    PUT("  ・歩行%uが支援不要以外\n", f);
    PUT("  ・移乗%uが支援不要以外。\n", f);
    PUT("選択肢 種目%u：訪問%u、通所%u、入所%u。\n", k, k, k, k);
    PUT("表 可否%u（種目%u×級）\n", k, k);
    PUT("  根拠 ガイド §%u。\n", k + 1);
    PUT("| 種目 | 級1 | 級2 | 級3 | 級4 | 級5 | 級6 |\n");
    PUT("|---|---|---|---|---|---|---|\n");
    PUT("| 訪問%u | × | × | ★ | ★ | ○ | ○ |\n", k);
    PUT("| 通所%u | × | ◇ | ◇ | ◇ | ○ | ○ |\n", k);
    PUT("| 入所%u | × | × | × | × | ★ | ○ |\n", k);
    PUT("  凡例\n");
    PUT("  ○ 可。\n");
    PUT("  × 不可『程度が足りない』。\n");
    PUT("  ★ 次のいずれか\n");
    PUT("    ・麻痺%u\n", k);
    PUT("    ・管理%uがある。\n", f);
    PUT("  ◇ 基準%uかつ管理%uがある。\n", k, f);
    PUT("規則 「取扱%u」（利用者）\n", k);
    PUT("  可。\n");
    PUT("  ただし得点%uが%u点以上のとき、不可『多すぎる』。\n", f, 15 + k % 5);
  }
#undef PUT
  *size = n;
  *lines = count;
  return p;
}

/* With the memory of the tool, or that of the C library. */
static bool compile(const char *text, size_t n, bool tool) {
  memory m = {0};
  naze_compiler *c = naze_compiler_new(tool ? memory_hook : NULL, &m);
  naze_diag_info g;
  bool ok = c && naze_add_source(c, "large.naze", text, n) == NAZE_OK && naze_compile(c) == NAZE_OK;
  for (size_t i = 0; !ok && c && i < 3 && naze_diag_get(naze_compiler_diags(c), i, false, &g); i++)
    (void)fprintf(stderr, "%s:%u:%u: %s\n", g.file, (unsigned)g.line, (unsigned)g.col, g.what);
  naze_compiler_free(c);
  return ok;
}

void bench_check(bool *bad) {
  size_t n = 0, lines = 0;
  static double t[CHECKS], plain[CHECKS];
  char *text = large(&n, &lines);
  for (size_t i = 0; i < CHECKS; i++) {
    double start = cpu_us();
    if (!compile(text, n, true)) give_up("the generated rules are refused");
    double middle = cpu_us();
    (void)compile(text, n, false);
    t[i] = middle - start;
    plain[i] = cpu_us() - middle;
  }
  (void)printf("%-34s %10zu\n", "# lines_checked", lines);
  (void)printf("%-34s %10.2f\n", "# check_ms_per_1000_lines_malloc", median(plain, CHECKS) / 1e3 / ((double)lines / 1e3));
  row(bad, "check_ms_per_1000_lines", median(t, CHECKS) / 1e3 / ((double)lines / 1e3), 2);
  free(text);
}
