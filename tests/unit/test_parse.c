/* test_parse.c -- scanner, layout pass and parser against L2 to L5 of spec/lexis.md: text in, tree or messages out. */
#include "lib_text.h"

#include <stdio.h>
#include <string.h>

#include "grammar/keywords.h"
#include "grammar/tree.h"

typedef struct parsed { shelf *s; nz_intern *names; nz_tree *t; } parsed;

static parsed parse(const char *text) {
  parsed p = {shelf_new(), NULL, NULL};
  p.names = nz_intern_new(&p.s->a, 1);
  nz_source *src = load(p.s, "x.naze", text);
  assert_non_null(src);
  p.t = nz_parse(&p.s->a, p.names, &p.s->d, src);
  return p;
}

/* The tree on one line, without its outermost （file …）. */
static char *flat(const parsed *p, const nz_node *n) {
  nz_str d = nz_node_dump(&p->s->a, p->t, p->names, n);
  char *out = nz_get(&p->s->a, d.n + 1);
  size_t k = 0;
  for (uint32_t i = 0; i < d.n; i++) {
    if (d.p[i] == '\n' || (d.p[i] == ' ' && k && out[k - 1] == ' ')) {
      if (k && out[k - 1] != ' ') out[k++] = ' ';
      continue;
    }
    out[k++] = d.p[i];
  }
  while (k && out[k - 1] == ' ') k--;
  out[k] = '\0';
  return out;
}

static void messages(const parsed *p, const char *expect) {
  char buf[2000] = "";
  for (uint32_t i = 0; i < p->s->d.list.n; i++) {
    const nz_diag *g = &p->s->d.list.v[i];
    nz_place at = nz_place_of(p->s->ss.list.v[0], g->at.lo, g->at.hi);
    char one[120];
    snprintf(one, sizeof one, "%s%u:%u %s", i ? ", " : "", at.line, at.col, nz_msg_name(g->id));
    strncat(buf, one, sizeof buf - strlen(buf) - 1);
  }
  assert_string_equal(buf, expect);
}

/* Body of `条件 X：…`. */
static void expr(const char *body, const char *expect) {
  char text[1000];
  snprintf(text, sizeof text, "条件 X：%s\n", body);
  parsed p = parse(text);
  messages(&p, "");
  assert_int_equal(p.t->root->nkid, 1);
  nz_node *b = nz_node_find(p.t->root->kid[0], NZ_T_BODY);
  assert_non_null(b);
  assert_string_equal(flat(&p, b->kid[0]), expect);
  shelf_free(p.s);
}
static void told(const char *text, const char *expect) {
  parsed p = parse(text);
  messages(&p, expect);
  shelf_free(p.s);
}
/* Both texts have the same tree, and the second has these messages. */
static void like(const char *x, const char *y, const char *expect) {
  parsed p = parse(x), q = parse(y);
  messages(&p, "");
  messages(&q, expect);
  assert_string_equal(flat(&p, p.t->root), flat(&q, q.t->root));
  shelf_free(p.s);
  shelf_free(q.s);
}

/* ---- L2.1, L2.8 ---- */
static void test_names(void **state) {
  (void)state;
  expr("年齢が50歳以上かつ児童でない。", "(and (cmp op=3 (name \"年齢\") (qty \"歳\" num=50)) (isnot (name \"児童\")))");
  expr("区分3以上。", "(cmp op=3 (hole) (name \"区分3\"))");
  expr("生活介護・通所が3歳未満。", "(cmp (name \"生活介護・通所\") (qty \"歳\" num=3))");
  expr("超重症児が10点超。", "(cmp op=2 (name \"超重症児\") (qty \"点\" num=10))");
  expr("計画作成日現在の期間がある。", "(has (asof (name \"計画作成日\") (name \"期間\")))");
  expr("「できる」がある。", "(has (name \"できる\" flags=1))");
  expr("期間の始まりが終わり。", "(is (of \"始まり\" (name \"期間\")) (name \"終わり\"))");
  expr("可否が不可。", "(outis (name \"可否\"))");
  expr("上限が要件。", "(is (name \"上限\") (name \"要件\"))");
}

/* ---- L2.2, L2.3, L2.4 ---- */
static void test_words_that_are_none(void **state) {
  (void)state;
  told("条件 X：歩行が「できる以外。\n条件 Y：Aがある。\n", "1:9 OPEN_QUOTE");
  told("出典 X『題。\n", "1:5 OPEN_TEXT");
  told("条件 X：歩けないがある。\n", "1:6 STRAY_HIRAGANA");
  told("条件 X：引継ぎ先が雇用先。\n", "1:6 STRAY_HIRAGANA");
  told("条件 X：第4木曜日である。\n", "1:6 DIGITS_INSIDE");
  told("定義 事業所の区分：A。\n", "1:4 NAME_TO_QUOTE");
}

/* ---- L2.5, L2.7 ---- */
static void test_numbers(void **state) {
  (void)state;
  expr("1,864単位以上2.5点未満。", "(range op=3 (hole) (qty \"単位\" num=1864) (qty \"点\" num=25 aux=1))");
  expr("3か月以内。", "(cmp op=1 (hole) (qty \"か月\" num=3))");
  expr("月2回である。", "(is (rate \"回\" num=2))");
  expr("年度1回である。", "(is (rate op=2 \"回\" num=1))");
  expr("前6月間である。", "(is (window num=6))");
  expr("直近1年間である。", "(is (window op=1 num=12))");
  expr("3月31日である。", "(is (monthday num=331))");
  expr("10:00である。", "(is (time num=600))");
  told("条件 X：99999999999999999999点以上。\n", "1:6 NUMBER_TOO_LARGE");
  told("条件 X：25:00以前。\n", "1:6 TIME_RANGE");
}

/* ---- L2.6 ---- */
static void test_dates(void **state) {
  (void)state;
  static const char *const same[] = {"令和6年4月1日", "R6.4.1", "2024-04-01", "2024/4/1", "2024年4月1日", "令和６年４月１日"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    char body[80];
    snprintf(body, sizeof body, "%s以後。", same[i]);
    expr(body, "(cmp op=3 (hole) (date num=19814))");
  }
  expr("令和6年4月以後。", "(cmp op=3 (hole) (date op=1 num=19814))");
  expr("令和6年以後。", "(cmp op=3 (hole) (date op=2 num=19723))");
  expr("令和6年度以後。", "(cmp op=3 (hole) (date op=3 num=19814))");
  expr("令和元年5月1日以後。", "(cmp op=3 (hole) (date num=18017))");
  expr("平成31年度以後。", "(cmp op=3 (hole) (date op=3 num=17987))");
  told("条件 X：令和0年1月1日以後。\n", "1:6 YEAR_ZERO");
  told("条件 X：平成31年5月1日以後。\n", "1:6 DATE_OUTSIDE_ERA");
  told("条件 X：令和元年4月30日以後。\n", "1:6 DATE_OUTSIDE_ERA");
  told("条件 X：令和6年2月30日以後。\n", "1:6 NO_SUCH_DATE");
  told("条件 X：1600-01-01以後。\n", "1:6 YEAR_RANGE");
}

/* ---- L2.9, L2.10, L2.11 ---- */
static void test_look_alikes(void **state) {
  (void)state;
  like("条件 X：2回以上。", "条件 X：二回以上。", "1:6 KANJI_NUMERAL");
  told("条件 X：四日市がある。\n", "");
  like("条件 X：AまたはB。", "条件 X：A又はB。", "1:7 OLD_CONJUNCTION");
  like("選択肢 X：A、B。", "選択肢 X：A及びB。", "1:8 OLD_CONJUNCTION");
  like("選択肢 X：A、B。", "選択肢 X：A,B.\n", "1:8 COMMA_FORM, 1:10 COMMA_FORM");
  like("条件 X：AかつB。", "条件 X：A、かつB。", "");
  like("規則 X\n  ただしAがあるとき不可。", "規則 X\n  ただし、Aがあるとき、不可。", "");
  like("表 X（a×b）\n| a | ○ |\n| － | × |\n  凡例\n  ○ 可。", "表 X（a×b）\n| a | 〇 |\n| ー | ✕ |\n  凡例\n  ○ 可。", "2:7 LOOKALIKE, 3:3 LOOKALIKE, 3:7 LOOKALIKE");
}

/* ---- L3.1, L3.2 ---- */
static void test_words_by_position(void **state) {
  (void)state;
  told("台帳 X：\n  区分、上限、要件、対象、記録：有無。\n  表：有無。\n  根拠：日付。\n", "");
  told("条件 X：表である。\n", "");
  parsed p = parse("加算 X\n  条件 A：児童である。\n    根拠 出典 1。\n  要件（訪問） （AまたはB）かつC。\n");
  messages(&p, "");
  assert_string_equal(flat(&p, p.t->root->kid[0]),
                      "(decl 加算 \"X\" (head \"X\") (decl 条件 \"A\" (head \"A\") (body (is (name \"児童\"))) (clause 根拠 (cite \"出典 1\"))) "
                      "(clause 要件 (kinds (name \"訪問\")) (and (group (or (name \"A\") (name \"B\"))) (name \"C\"))))");
  shelf_free(p.s);
  told("規則 X\n  要件 A。\n", "2:3 CLAUSE_NOT_HERE");
}

/* ---- L3.3, L3.4, L3.5 ---- */
static void test_sentences(void **state) {
  (void)state;
  like("条件 X：A。\n条件 Y：B。\n", "条件 X：A\n条件 Y：B\n", "1:7 MISSING_MARU, 2:7 MISSING_MARU");
  like("台帳 X：\n  a：有無。\n  b：日付。\n", "台帳 X：\n  a：有無\n  b：日付。\n", "2:7 MISSING_MARU");
  like("条件 X：AかつB。\n", "条件 X：Aかつ\n    B。\n", "");
  like("表 X（a×b）\n| p |\n", "表 X（a\n  ×b）\n| p |\n", "");
  parsed p = parse("条件 X：A。\n条建 Y：B。\n条件 Z：C。\n");
  messages(&p, "2:1 UNKNOWN_DECLARATION");
  assert_int_equal(p.t->root->nkid, 3);
  assert_int_equal(p.t->root->kid[0]->kind, NZ_T_DECL);
  assert_int_equal(p.t->root->kid[2]->kind, NZ_T_DECL);
  shelf_free(p.s);
}

/* ---- L3.6, L3.7, L4.4 ---- */
static void test_free_text(void **state) {
  (void)state;
  parsed p = parse("出典 告示『題名。』令和6年 §3（x）。\n解釈 「x」\n  ・5以上（既定）：告示 ADD-1…、告示 から\n  ・その他：告示。\n"
                   "規則 Y 令和6年4月から\n  要照会（四日市市の、窓口）『毎月とする』。\n");
  assert_int_equal(p.s->d.errors, 1); /* the dots */
  assert_string_equal(flat(&p, p.t->root->kid[0]), "(decl 出典 \"告示\" (head \"告示\") (text \"題名。\" flags=1) (cite \"令和6年 §3（x）\"))");
  assert_non_null(strstr(flat(&p, p.t->root->kid[1]), "(choice \"5以上\" flags=4"));
  assert_non_null(strstr(flat(&p, p.t->root->kid[2]), "(result op=3 \"四日市市の、窓口\" (text \"毎月とする\" flags=1))"));
  shelf_free(p.s);
  like("定義 X（月） 令和6年4月から令和6年9月まで：A。", "定義 X（月）（令和6年4月から令和6年9月まで）：A。", "");
  like("解釈 「x」\n  ・同じ月（既定）：告示 1\n  ・他：告示 2。", "解釈 「x」\n  ・同じ月    告示 1（既定）\n  ・他：告示 2。", "2:7 CITE_GAP");
}

/* ---- L4.1, L4.2, L4.3 ---- */
static void test_bullets(void **state) {
  (void)state;
  expr("次のすべて\n  ・A\n  ・次のいずれか\n    ・B\n    ・C\n  ・D。",
       "(allof (name \"A\") (anyof (name \"B\") (name \"C\")) (name \"D\"))");
  expr("次のうち2つ以上 ・A ・B ・C。", "(atleast num=2 (name \"A\") (name \"B\") (name \"C\"))");
  like("条件 X：次のすべて\n  ・A\n  ・次のいずれか\n    ・B\n    ・C。", "条件 X：次のすべて\n　・A\n　・次のいずれか\n\t・B\n　　・C。", "");
  told("条件 X：A\n  ・B。\n", "2:3 STRAY_BULLET");
  told("条件 X：次のすべて\n  A。\n", "2:3 NO_BULLETS");
  like("条件 X：次のすべて\n  ・A\n  ・B。", "条件 X：次のすべて\n  ・A\n      ・B。", "3:7 BULLET_DEPTH");
  told("条件 X：次のすべて\n  ・A ・次のいずれか ・B ・C。\n", "2:14 BULLETS_INLINE");
  expr("解釈「x」により\n  ・5以上：A\n  ・他：B。", "(readsel \"x\" (select \"5以上\" (name \"A\")) (select \"他\" (name \"B\")))");
}

/* ---- L5.1, L5.2, L5.3, L5.4, L5.5, L5.6 ---- */
static void test_rows(void **state) {
  (void)state;
  parsed p = parse("表 X（a×b）\n| 名 | 「x|y」 | けない ※1、※2 |\n|----|:---:|---：|\n| a  | ○ | 生活  介護 |\n|    |   | かつ児童 |\n");
  messages(&p, "");
  assert_string_equal(flat(&p, p.t->root->kid[0]),
                      "(decl 表 \"X\" (head \"X\" (axes (name \"a\") (name \"b\"))) (row \"名\" \"x|y\" \"けない\" ※1 ※2) (row rule) "
                      "(row \"a\" \"○\" \"生活 介護かつ児童\"))");
  const uint8_t *align = p.t->toks->rows.v[1].align;
  assert_true(align[0] == 0 && align[1] == 'c' && align[2] == 'r');
  nz_row *r = &p.t->toks->rows.v[0];
  nz_node *c = nz_parse_cell(&p.s->a, p.names, &p.s->d, p.t, r, &r->cells[2]);
  assert_int_equal(c->kind, NZ_T_NAME);
  messages(&p, "2:15 STRAY_HIRAGANA"); /* only now */
  shelf_free(p.s);
  told("表 X（a×b）\n名\t額\nA\t○\n", "2:1 TAB_ROW, 3:1 TAB_ROW");
  told("表 X（a×b）\n| A | ○\n", "2:8 ROW_OPEN");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names),       cmocka_unit_test(test_words_that_are_none), cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_dates),       cmocka_unit_test(test_look_alikes),         cmocka_unit_test(test_words_by_position),
      cmocka_unit_test(test_sentences),   cmocka_unit_test(test_free_text),           cmocka_unit_test(test_bullets),
      cmocka_unit_test(test_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
