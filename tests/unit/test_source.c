/* test_source.c -- grammar/source and grammar/nfkc against L1 of spec/lexis.md. */
#include "lib_text.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/nfkc.h"

static const nz_diag *only(shelf *s, nz_msg id) {
  assert_int_equal(s->d.list.n, 1);
  assert_string_equal(nz_msg_name(s->d.list.v[0].id), nz_msg_name(id));
  return &s->d.list.v[0];
}

static void expect_place(shelf *s, const nz_diag *g, uint32_t line, uint32_t col) {
  nz_place p = nz_place_of(s->ss.list.v[g->at.file], g->at.lo, g->at.hi);
  assert_int_equal(p.line, line);
  assert_int_equal(p.col, col);
}

/* ---- L1.1 ---- */
static void test_refused_files(void **state) {
  (void)state;
  static const struct { const char *bytes; size_t n; nz_msg id; uint32_t line, col; } bad[] = {
    {"\0\0\0\0\0\0\0\0\0\0", 10, NZ_M_ONLY_ZEROS, 1, 1},
    {"\0", 1, NZ_M_ONLY_ZEROS, 1, 1},
    {"a\nb\0c", 5, NZ_M_HAS_NUL, 2, 2},
    {"\xFF\xFE\xAE\x30\x42\x30", 6, NZ_M_NOT_UTF8_UTF16, 1, 1},
    {"\xFE\xFF\x30\xAE\x30\x42", 6, NZ_M_NOT_UTF8_UTF16, 1, 1},
    {"a\0b\0c\0d\0\n\0", 10, NZ_M_NOT_UTF8_UTF16, 1, 1},
    {"# ok\n\x8F\xF0\x8C\x8F \x8D\x73\x93\xAE\x81\x46", 16, NZ_M_NOT_UTF8_CP932, 2, 1},        /* 条件 行動： */
    {"a\n \xBE\xF2\xB7\xEF \xB9\xD4\xC6\xB0\xA1\xA7", 14, NZ_M_NOT_UTF8_EUC, 2, 2},             /* the same */
    {"\xE6\x9D\xA1\xE4\xBB\xB6\n\xE6\x9D\xA1\xE4\xBBx", 13, NZ_M_NOT_UTF8, 2, 2},
    {"abc\xC0\x80", 5, NZ_M_NOT_UTF8, 1, 4},                       /* overlong */
    {"abc\xED\xA0\x80", 6, NZ_M_NOT_UTF8, 1, 4},                   /* surrogate */
    {"\xF4\x90\x80\x80", 4, NZ_M_NOT_UTF8, 1, 1},                  /* past U+10FFFF */
    {"abc\xE6\x9D", 5, NZ_M_NOT_UTF8, 1, 4},                       /* cut */
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    shelf *s = shelf_new();
    print_message("case %zu\n", i);
    assert_null(load_n(s, "x.naze", bad[i].bytes, bad[i].n));
    expect_place(s, only(s, bad[i].id), bad[i].line, bad[i].col);
    assert_non_null(load(s, "good.naze", "条件 甲：乙。\n")); /* others are read */
    assert_int_equal(s->d.list.n, 1);
    shelf_free(s);
  }
}

static void test_bytes_named(void **state) {
  assert_null(load(*state, "x.naze", "条件 \xFF\xFE 条件"));
  const nz_diag *g = only(*state, NZ_M_NOT_UTF8);
  assert_string_equal(g->arg[0].p, "0xFF 0xFE");
}

static void test_too_large(void **state) {
  shelf *s = *state;
  char *big = calloc(1, (size_t)NZ_MAX_FILE + 1);
  assert_non_null(big);
  memset(big, 'a', (size_t)NZ_MAX_FILE + 1);
  assert_non_null(load_n(s, "most.naze", big, NZ_MAX_FILE));
  assert_null(load_n(s, "big.naze", big, (size_t)NZ_MAX_FILE + 1));
  const nz_diag *g = only(s, NZ_M_FILE_TOO_LARGE);
  assert_string_equal(g->arg[1].p, "16777217");
  assert_string_equal(g->arg[2].p, "16777216");
  free(big);
}

static void test_too_many(void **state) {
  shelf *s = *state;
  for (int i = 0; i < NZ_MAX_FILES; i++) assert_non_null(load(s, "x", ""));
  assert_null(load(s, "one more", ""));
  const nz_diag *g = only(s, NZ_M_TOO_MANY_FILES);
  assert_int_equal(g->at.file, NZ_NO_FILE);
  assert_true(nz_render_diags(&s->a, &s->ss, &s->d, true, false).n > 0);
}

static void test_empty_and_bom(void **state) { /* L1.1 L1.2 */
  nz_source *e = load(*state, "empty", "");
  assert_text(e, "\n");
  assert_int_equal(e->nlines, 1);
  nz_source *s = load(*state, "bom", "\xEF\xBB\xBF条件 甲。\r\n次");
  assert_text(s, "条件 甲。\n次\n");
  assert_int_equal(nz_place_of(s, 0, 3).col, 1);
  assert_int_equal(nz_raw_offset(s, 0), 3);
  nz_place p = nz_place_of(s, 14, 17); /* 次 */
  assert_int_equal(p.line, 2);
  assert_int_equal(p.col, 1);
  nz_source *b = load(*state, "only bom", "\xEF\xBB\xBF");
  assert_text(b, "\n");
}

/* ---- L1.2 ---- */
static void test_lines(void **state) {
  nz_source *s = load(*state, "x", "a\nb\r\nc\rd\r\n\r\ne");
  assert_text(s, "a\nb\nc\nd\n\ne\n");
  assert_int_equal(s->nlines, 6);
  static const uint32_t line[] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 6};
  for (uint32_t i = 0; i < 11; i++) assert_int_equal(nz_line_of(s, i), line[i]);
  nz_place p = nz_place_of(s, 6, 7);
  assert_int_equal(p.line_text.n, 1); /* without its end */
}

static void test_identical_text_has_no_map(void **state) {
  assert_null(load(*state, "a", "条件 行動基準：行動関連項目が10点以上。\n| 表 | ○ | # 注\n")->map);
  assert_null(load(*state, "b", "条件")->map); /* the newline that is added needs none */
  assert_non_null(load(*state, "c", "条件　甲\n")->map);
}

/* ---- L1.3 L1.4 L1.5 L1.6 ---- */
static void test_folding(void **state) {
  static const struct { const char *typed, *text; } fold[] = {
    {"ＡＢｃ１２３", "ABc123"},       {"Ⅱ ⅳ Ⅻ", "II iv XII"},     {"①⑳㈱㍻㎡", "120（株）平成m2"},
    {"ﾊﾝｶｸｶﾞﾊﾟ", "ハンカクガパ"},    {"℃ №", "°C No"},           {"⽇⾏", "日行"},
    {"( ) : = < > +", "（ ） ： ＝ ＜ ＞ ＋"}, {"（ ） ： ＝ ＜ ＞ ＋", "（ ） ： ＝ ＜ ＞ ＋"},
    {"､｡･｢｣", "、。・「」"},         {"｜＃，．／％～~", "|#,./%〜〜"}, {"－ - −", "－ - −"},
    {"〇◯○✕×│ー―", "〇◯○✕×│ー―"}, {"a　b\u00A0c\u2003d", "a b c d"}, {"a\tb", "a\tb"},
    {"＂＇＼", "\"'\\"},             {"𝐀𝟏", "A1"},               {"福", "福"},
    {"10:00", "10：00"},             {"|---:|", "|---：|"},         {"x²", "x2"},
  };
  for (size_t i = 0; i < sizeof fold / sizeof *fold; i++) {
    shelf *s = *state;
    nz_str t = nz_normalise(&s->a, fold[i].typed, strlen(fold[i].typed));
    assert_string_equal(t.p, fold[i].text);
    assert_int_equal(t.n, strlen(fold[i].text));
    nz_str again = nz_normalise(&s->a, t.p, t.n); /* folding twice changes nothing */
    assert_string_equal(again.p, t.p);
  }
  nz_str bad = nz_normalise(&((shelf *)*state)->a, "a\xFFz", 3); /* returned as it is; names are compared, not trusted */
  assert_string_equal(bad.p, "a\xFFz");
}

static void test_composing(void **state) { /* L1.9 */
  shelf *s = *state;
  assert_text(load(s, "a", "か\u3099\n"), "が\n");
  assert_text(load(s, "b", "ﾊ\u309A\n"), "パ\n");
  assert_text(load(s, "c", "児童は\u309A\n"), "児童ぱ\n");
  assert_int_equal(s->d.list.n, 0);
  assert_text(load(s, "d", "漢\u3099\n"), "漢\uFFFD\n");
  only(s, NZ_M_EXPANDS_TO_BLANK);
}

static void test_composing_keeps_the_map(void **state) {
  nz_source *s = load(*state, "a", "か\u3099き\n");
  assert_int_equal(nz_raw_offset(s, 0), 0);
  assert_int_equal(nz_raw_offset(s, 3), 6); /* き */
  assert_int_equal(nz_place_of(s, 3, 6).col, 3);
}

/* ---- L1.7 L1.8 ---- */
static void test_refused_characters(void **state) {
  (void)state;
  static const struct { const char *typed, *text; nz_msg id; uint32_t line, col; const char *fixed; } bad[] = {
    {"行\u200B動", "行動\n", NZ_M_INVISIBLE_CHARACTER, 1, 2, "行動"},
    {"\uFEFF\uFEFF行動", "行動\n", NZ_M_INVISIBLE_CHARACTER, 1, 1, "\uFEFF行動"},
    {"甲\n行動\u200D\n乙", "甲\n行動\n乙\n", NZ_M_INVISIBLE_CHARACTER, 2, 3, "甲\n行動\n乙"},
    {"行動\u200B\r\n", "行動\n", NZ_M_INVISIBLE_CHARACTER, 1, 3, "行動\r\n"},
    {"行動\u200B", "行動\n", NZ_M_INVISIBLE_CHARACTER, 1, 3, "行動"},
    {"行\u200B\uFE00㈱", "行（株）\n", NZ_M_INVISIBLE_CHARACTER, 1, 2, "行㈱"},
    {"行\u200B\u202E\u200C動", "行動\n", NZ_M_INVISIBLE_CHARACTER, 1, 2, "行動"},
    {"行\u202E動", "行動\n", NZ_M_BIDI_CONTROL, 1, 2, "行動"},
    {"# 注\u202E釈", "# 注釈\n", NZ_M_BIDI_CONTROL, 1, 4, "# 注釈"},
    {"『注\u2067釈』", "『注釈』\n", NZ_M_BIDI_CONTROL, 1, 3, "『注釈』"},
    {"行\x07動", "行動\n", NZ_M_CONTROL_CHARACTER, 1, 2, "行動"},
    {"行\u2028動", "行動\n", NZ_M_CONTROL_CHARACTER, 1, 2, "行動"},
    {"行\x7F（", "行（\n", NZ_M_CONTROL_CHARACTER, 1, 2, "行（"},
    {"シ゛ス", "ジス\n", NZ_M_EXPANDS_TO_BLANK, 1, 1, "ジス"}, /* read as one letter */
    {"行゛動", "行\uFFFD動\n", NZ_M_EXPANDS_TO_BLANK, 1, 2, "行動"},
    {"行ﾞ動", "行\uFFFD動\n", NZ_M_EXPANDS_TO_BLANK, 1, 2, "行動"},
    {"行…動", "行\uFFFD動\n", NZ_M_EXPANDS_TO_DOTS, 1, 2, "行動"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    shelf *s = shelf_new();
    print_message("case %zu\n", i);
    nz_source *f = load(s, "x", bad[i].typed);
    assert_text(f, bad[i].text);
    expect_place(s, only(s, bad[i].id), bad[i].line, bad[i].col);
    nz_str fixed = nz_apply_fixes(&s->a, f, &s->d, NZ_EVERY_FIX); /* L1.12 */
    assert_string_equal(fixed.p, bad[i].fixed);
    assert_non_null(load_n(s, "y", fixed.p, fixed.n));
    assert_int_equal(s->d.list.n, 1);
    shelf_free(s);
  }
}

static void test_variation_selectors(void **state) { /* L1.7 */
  shelf *s = *state;
  nz_source *f = load(s, "x", "葛\U000E0100城\n");
  assert_text(f, "葛城\n");
  assert_int_equal(s->d.list.n, 0);
  assert_int_equal(nz_raw_offset(f, 3), 7); /* its bytes belong to 葛 */
}

/* ---- L1.10 L1.11 ---- */
static void test_verbatim(void **state) {
  nz_source *s = load(*state, "x", "『(Ａ)…ﾊ＃ #』(\n『開いたまま(\n(「a #b」) #(ｶ)\n");
  assert_text(s, "『(Ａ)…ﾊ＃ #』（\n『開いたまま(\n（「a #b」） #(ｶ)\n");
  assert_int_equal(((shelf *)*state)->d.list.n, 0);
  assert_int_equal(s->ncomments, 1);
}

static void test_comments(void **state) {
  static const struct { const char *line, *comment; } c[] = {
    {"# all", "# all"}, {"  # all", "# all"}, {"甲。# 近い", NULL}, {"甲。 # 注", "# 注"}, {"甲。　＃ 注", "# 注"}, {"C#", NULL},
    {"| #7 | b |", NULL}, {"| a | #7 | b | # c", "# c"}, {"｜ a ｜ #7 ｜ # c", "# c"}, {"a\t#7\tb", NULL}, {"a\tb\t# c", "# c"},
    {"甲。 # 注 # 二つめ", "# 注 # 二つめ"}, {"「a #b", NULL}, {"  | a | # b", "# b"},
  };
  for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
    nz_source *s = load(*state, "x", c[i].line);
    assert_int_equal(s->ncomments, c[i].comment != NULL);
    if (!c[i].comment) continue;
    assert_int_equal(s->comments[0].hi, s->ntext - 1);
    assert_memory_equal(s->text + s->comments[0].lo, c[i].comment, strlen(c[i].comment));
  }
}

/* ---- L1.12 ---- */
static void test_places(void **state) {
  nz_source *s = load(*state, "x", "定義 Ⅱ型（ﾊﾟ）：\t㈱\n");
  assert_text(s, "定義 II型（パ）：\t（株）\n");
  nz_place p = nz_place_of(s, 7, 9); /* II, typed as Ⅱ */
  assert_int_equal(p.col, 4);
  assert_int_equal(p.dcol, 6);
  assert_int_equal(p.dwidth, 2);
  p = nz_place_of(s, 15, 18); /* パ, typed as ﾊﾟ */
  assert_int_equal(p.col, 7);
  assert_int_equal(p.dwidth, 2);
  p = nz_place_of(s, 25, 34); /* （株）, typed as ㈱ */
  assert_int_equal(p.col, 12);
  assert_int_equal(p.dcol, 21); /* after the tab */
  assert_int_equal(p.dwidth, 2);
  assert_int_equal(nz_column(s, 25), 20);
  p = nz_place_of(s, UINT32_MAX, UINT32_MAX);
  assert_int_equal(p.line, 2);
}

static void test_map_is_monotone(void **state) { /* on a mixture of everything */
  nz_source *s = load(*state, "x", "\xEF\xBB\xBF定義 (Ⅱ)\u200B型㈱か\u3099\r\n『(』 葛\U000E0100…# x\t㌔ # ｶﾞ\n\u202E");
  for (uint32_t i = 0; i < s->ntext; i++) assert_true(s->map[i] <= s->map[i + 1]);
  assert_int_equal(s->map[s->ntext], s->nraw);
}

/* Random bytes made of hazardous pieces: nothing crashes, the text is UTF-8, ends in a newline and folds to itself. */
static void test_random(void **state) {
  (void)state;
  static const char *const piece[] = {"行", "が", "(", "：", "『", "』", "「", "」", "#", " ", "　", "\t", "\n", "\r", "\r\n", "|", "Ⅱ", "㈱", "ﾊ", "ﾟ",
                                      "\u3099", "\u200B", "\u202E", "…", "゛", "\U000E0100", "－", "1", "a", "\xF0\x9F\x87\xAF", "㌖", "\x01", "\uFEFF"};
  uint32_t seed = 12345;
  for (int round = 0; round < 2000; round++) {
    char text[256] = "";
    size_t n = 0;
    for (int k = 0; k < 24; k++) {
      seed = seed * 1664525u + 1013904223u;
      const char *p = piece[(seed >> 16) % (sizeof piece / sizeof *piece)];
      memcpy(text + n, p, strlen(p));
      n += strlen(p);
    }
    shelf *s = shelf_new();
    nz_source *f = load_n(s, "x", text, n);
    assert_non_null(f);
    assert_int_equal(f->text[f->ntext - 1], '\n');
    assert_int_equal(strlen(f->text), f->ntext);
    for (uint32_t i = 0, cp; i < f->ntext;) {
      unsigned len = nz_utf8(f->text + i, f->ntext - i, &cp);
      assert_true(len > 0);
      nz_place p = nz_place_of(f, i, i + len);
      assert_true(p.line >= 1 && p.line <= f->nlines);
      i += len;
    }
    int rounds = 0;
    for (; s->d.list.n > 0 && rounds < 8; rounds++) { /* a fix may bring a mark to a new neighbour, or end a comment */
      nz_str fixed = nz_apply_fixes(&s->a, f, &s->d, NZ_EVERY_FIX);
      nz_diags_init(&s->d, &s->a);
      f = load_n(s, "y", fixed.p, fixed.n);
      assert_non_null(f);
    }
    if (s->d.list.n) print_message("%s", nz_render_diags(&s->a, &s->ss, &s->d, true, false).p);
    assert_int_equal(s->d.list.n, 0);
    shelf_free(s);
  }
}

static void test_twice(void **state) { /* L1.14 */
  shelf *s = *state;
  nz_source *a = load(s, "a.naze", "条件 甲：乙。\n"), *b = load(s, "b.naze", "条件 丙：丁。\n");
  nz_source *c = load(s, "a.naze", "別\n"), *e = load(s, "c.naze", "条件 丙：丁。\n"), *x = load(s, "x", " \n"), *y = load(s, "y", " \n");
  assert_false(nz_source_twice(&s->ss, &s->d, a));
  assert_false(nz_source_twice(&s->ss, &s->d, b));
  assert_false(nz_source_twice(&s->ss, &s->d, x));
  assert_false(nz_source_twice(&s->ss, &s->d, y)); /* blank files are nobody's copies */
  assert_int_equal(s->d.list.n, 0);
  assert_true(nz_source_twice(&s->ss, &s->d, c));
  assert_true(nz_source_twice(&s->ss, &s->d, e));
  assert_int_equal(s->d.list.v[0].id, NZ_M_FILE_TWICE);
  assert_int_equal(s->d.list.v[1].id, NZ_M_FILE_SAME_CONTENTS);
  assert_string_equal(s->d.list.v[1].arg[1].p, "b.naze");
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, shelf_setup, shelf_teardown)
  const struct CMUnitTest tests[] = {
    T(test_refused_files), T(test_bytes_named), T(test_too_large), T(test_too_many), T(test_empty_and_bom), T(test_lines),
    T(test_identical_text_has_no_map), T(test_folding), T(test_composing), T(test_composing_keeps_the_map),
    T(test_refused_characters), T(test_variation_selectors), T(test_verbatim), T(test_comments), T(test_places),
    T(test_map_is_monotone), T(test_random), T(test_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
