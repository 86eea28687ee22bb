/* test_fmt.c -- the formatter against spec/format.md: text in, text out; again: the same text; the same tree. */
#include "lib_text.h"

#include <string.h>

#include "grammar/fmt.h"

static void formats(const char *in, const char *out) {
  shelf *s = shelf_new();
  nz_intern *names = nz_intern_new(&s->a, 1);
  nz_source *x = load(s, "x", in);
  size_t n, m;
  nz_tree *t = nz_parse(&s->a, names, &s->d, x);
  char *once = nz_format(&s->a, x, t->toks, &n);
  assert_string_equal(once, out);
  nz_source *y = load(s, "y", once); /* F1.1 */
  nz_tree *u = nz_parse(&s->a, names, &s->d, y);
  assert_string_equal(nz_format(&s->a, y, u->toks, &m), once);
  assert_int_equal(n, m);
  assert_true(nz_tree_same(t, u));
  shelf_free(s);
}

/* F1.2 */
static void test_comments(void **state) {
  (void)state;
  formats("# 頭\n条件 X：A。 # あと\n\n\n\n   # 間\n条件 Y：B。\n# 終\n", "# 頭\n条件 X：A。  # あと\n\n# 間\n条件 Y：B。\n# 終\n");
  formats("条件 X：A。          # 1\n条件 長い名：B。     # 2\n", "条件 X：A。          # 1\n条件 長い名：B。     # 2\n");
}

/* F1.3 */
static void test_indentation(void **state) {
  (void)state;
  formats("条件 X：次のすべて\n・A\n・次のいずれか\n   ・B\n   ・C。\n根拠 告示。\n", "条件 X：次のすべて\n  ・A\n  ・次のいずれか\n    ・B\n    ・C。\n  根拠 告示。\n");
  formats("加算 X\n 種類\n| 種類 | 単位 |\n|---|---:|\n| I | 300 |\n 上限 月1回。\n ただしAがあるとき、この限りでない。\n    条件 A：B。\n      注意『x』。\n 要件 A。\n",
          "加算 X\n  種類\n  | 種類 | 単位 |\n  |------|-----:|\n  | I    |  300 |\n  上限 月1回。\n    ただしAがあるとき、この限りでない。\n  条件 A：B。\n    注意『x』。\n  要件 A。\n");
  formats("条件 X：Aかつ\n B。\n", "条件 X：Aかつ\n    B。\n");
}

/* F1.4 */
static void test_tables(void **state) {
  (void)state;
  formats("表 X（a×b）\n|a|○|\n|---|---|\n|居宅介護|×|  # 注\n  凡例\n  ○ 可。\n", "表 X（a×b）\n| a        | ○ |\n|----------|----|\n| 居宅介護 | × |  # 注\n  凡例\n  ○ 可。\n");
  formats("表 X（a×b）\n  根拠 告示 §6\n条件\t前期\t後期\n甲\t○\t－\n", /* a clause without 。 above, a head that is a declaration word */
          "表 X（a×b）\n  根拠 告示 §6。\n| 条件 | 前期 | 後期 |\n|------|------|------|\n| 甲   | ○   | －   |\n");
  formats("判定表 X\n| a | b |\n条件\tB：C。\n", "判定表 X\n| a | b |\n条件 B：C。\n"); /* a declaration after all */
  formats("報酬 X（a×b）：単位\n名\t額\n訪問\t300\n会議\t1,200\n", "報酬 X（a×b）：単位\n| 名   |    額 |\n|------|------:|\n| 訪問 |   300 |\n| 会議 | 1,200 |\n");
}

/* F1.5 */
static void test_repairs(void **state) {
  (void)state;
  formats("台帳 X：\n  甲：有無\n     乙、丙：有無\n  丁：日付。\n", "台帳 X：\n  甲：有無。\n  乙、丙：有無。\n  丁：日付。\n");
  formats("条件 X：A。\n  ただしBがあるとき 　、この限りでない。\n", "条件 X：A。\n  ただしBがあるとき、この限りでない。\n");
  formats("条件 X：A\n条件 Y：二回以上。\n", "条件 X：A。\n条件 Y：2回以上。\n");
  formats("表 X（a×b）\n| a | 〇\n| b | ― |\n  凡例\n  〇 可。\n  ― 不可「足りない」。\n", "表 X（a×b）\n| a | ○ |\n| b | － |\n  凡例\n  ○ 可。\n  － 不可『足りない』。\n");
  formats("判定表 X  上から\n| a | b |\n", "判定表 X 上から順\n| a | b |\n");
  formats("事例 甲\n  乙：時は9:30。\n  乙\n  | 時 |\n  | １０：００ |\n", "事例 甲\n  乙：時は9:30。\n  乙\n  | 時    |\n  | 10:00 |\n");
  formats("解釈「よ」\n  ・甲     告示（既定）\n  ・乙：告示 2。\n", "解釈 「よ」\n  ・甲（既定）：告示\n  ・乙：告示 2。\n");
}

/* F1.6 */
static void test_quotes(void **state) {
  (void)state;
  formats("条件 X：「歩行」が「できる」かつ「部分支援」がある。\n", "条件 X：歩行が「できる」かつ部分支援がある。\n");
  formats("条件 「可」：「空欄」がある。\n", "条件 「可」：「空欄」がある。\n");
  formats("事例 「甲」\n  利用者「甲」：「24時間」がある。\n", "事例 甲\n  利用者「甲」：「24時間」がある。\n");
}

/* F1.7, F1.8 */
static void test_heads_and_blanks(void **state) {
  (void)state;
  formats("定義 X（令和6年4月から）（月） ： A ＋ B。\n", "定義 X（月） 令和6年4月から：A＋B。\n");
  formats("条件  X ：年齢 が 50歳 以上 かつ 児童 でない。\n", "条件 X：年齢が50歳以上かつ児童でない。\n");
  formats("加算 X\n  要件（訪問）Aがある。\n", "加算 X\n  要件（訪問） Aがある。\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_comments), cmocka_unit_test(test_indentation), cmocka_unit_test(test_tables),
      cmocka_unit_test(test_repairs),  cmocka_unit_test(test_quotes),      cmocka_unit_test(test_heads_and_blanks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
