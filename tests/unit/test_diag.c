/* test_diag.c -- grammar/diag and grammar/render: the list, the catalogue, the look of a message, fixes. */
#include "lib_text.h"

#include <stdio.h>
#include <string.h>

#include "grammar/nfkc.h"

static nz_span at(const nz_source *s, const char *what, uint32_t skip) { /* the (skip+1)-th `what` of the text */
  const char *p = s->text;
  for (;; p++) {
    p = strstr(p, what);
    assert_non_null(p);
    if (skip-- == 0) return (nz_span){s->id, (uint32_t)(p - s->text), (uint32_t)(p - s->text + (long)strlen(what))};
  }
}

/* ---- the list ---- */
static void test_folded(void **state) {
  shelf *s = *state;
  nz_source *f = load(s, "x", "甲 乙\n");
  nz_diag *a = nz_report(&s->d, NZ_M_HAS_NUL, at(f, "甲", 0)), *b = nz_report(&s->d, NZ_M_HAS_NUL, at(f, "甲", 0));
  assert_ptr_not_equal(a, b);
  nz_args(&s->d, b, 0, "scratch");
  nz_fix(&s->d, b, b->at, "x", 1);
  assert_false(b->has_fix);
  nz_report(&s->d, NZ_M_HAS_NUL, at(f, "乙", 0));
  nz_report(&s->d, NZ_M_NOT_UTF8, at(f, "甲", 0));
  assert_int_equal(s->d.list.n, 3);
  assert_int_equal(s->d.errors, 3);
  assert_int_equal(a->arg[0].n, 0);
}

static void test_limit_and_stable_pointers(void **state) {
  shelf *s = *state;
  nz_diag *first = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 0, 1});
  for (uint32_t i = 1; i < 500; i++) nz_args(&s->d, nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, i, i + 1}), 0, "x");
  nz_args(&s->d, first, 0, "still here");
  assert_string_equal(s->d.list.v[0].arg[0].p, "still here");
  assert_int_equal(s->d.list.n, 200);
  assert_int_equal(s->d.dropped, 300);
  assert_int_equal(s->d.errors, 500); /* later ones are counted */
  assert_non_null(strstr(nz_render_diags(&s->a, &s->ss, &s->d, false, false).p, "ほかに300件の指摘があります"));
}

static void test_bad_arguments(void **state) {
  shelf *s = *state;
  nz_diag *g = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){NZ_NO_FILE, 0, 0});
  nz_args(&s->d, g, 4, "x");
  nz_args(&s->d, g, -1, "x");
  for (int i = 0; i < 4; i++) assert_int_equal(g->arg[i].n, 0);
  assert_string_equal(nz_msg_text(NZ_M_COUNT, false, NZ_WHAT), "");
  assert_string_equal(nz_msg_text(NZ_M_HAS_NUL, false, 3), "");
  assert_int_equal(nz_msg_find("N9999"), NZ_M_COUNT);
  assert_int_equal(nz_msg_find("ONLY_ZEROS"), NZ_M_ONLY_ZEROS);
}

/* ---- the catalogue ---- */
/* Which of %1..%4 a template uses; -1 when it has a % that is none of %1..%4, %% and %|. */
static int uses(const char *text) {
  int set = 0;
  for (const char *p = text; *p; p++) {
    if (*p != '%') continue;
    p++;
    if (*p >= '1' && *p <= '4') set |= 1 << (*p - '1');
    else if (*p != '%' && *p != '|') return -1;
  }
  return set;
}

static void test_catalogue(void **state) {
  (void)state;
  for (int i = 0; i < NZ_M_COUNT; i++) {
    nz_msg m = (nz_msg)i;
    const char *name = nz_msg_name(m), *code = nz_msg_code(m);
    if (strlen(code) != 5 || code[0] != 'N' || strspn(code + 1, "0123456789") != 4) fail_msg("%s: code %s", name, code);
    for (int k = 0; k < i; k++)
      if (strcmp(nz_msg_code((nz_msg)k), code) == 0) fail_msg("%s and %s are both %s", nz_msg_name((nz_msg)k), name, code);
    assert_int_equal(nz_msg_find(code), i);
    assert_int_equal(nz_msg_find(name), i);
    for (int part = NZ_WHAT; part <= NZ_HOW; part++) {
      const char *ja = nz_msg_text(m, false, part), *en = nz_msg_text(m, true, part);
      if ((*ja == 0) != (*en == 0)) fail_msg("%s: part %d stands in one language only", name, part);
      if (uses(ja) < 0 || uses(en) < 0) fail_msg("%s: part %d: a %% that is no argument", name, part);
      if (part == NZ_WHAT && uses(ja) != uses(en)) fail_msg("%s: what is wrong differs between the languages", name);
      for (int l = 0; l < 2; l++) {
        const char *t = l ? en : ja;
        for (size_t k = 0, n = strlen(t); k < n;) {
          uint32_t cp;
          unsigned len = nz_utf8(t + k, n - k, &cp);
          if (!len || cp < 0x20 || cp == 0xFFFD) fail_msg("%s: part %d is not clean text", name, part);
          k += len;
        }
      }
    }
    if (!*nz_msg_text(m, false, NZ_WHAT)) fail_msg("%s says nothing", name);
    if (nz_msg_severity(m) != NZ_NOTE && !*nz_msg_text(m, false, NZ_HOW)) fail_msg("%s does not say what to write instead", name);
  }
}

/* ---- words ---- */
static void test_fill(void **state) {
  shelf *s = *state;
  nz_str arg[4] = {{"甲", 3}, {"", 0}, {"丙", 3}, {"a\tb\x1b[1m\u202E", 10}};
  assert_string_equal(nz_fill(&s->a, "「%1」と%3 100%%", arg), "「甲」と丙 100%");
  assert_string_equal(nz_fill(&s->a, "もしかして「%2」", arg), "");
  assert_string_equal(nz_fill(&s->a, "もしかして「%2」%|%1を宣言する", arg), "甲を宣言する");
  assert_string_equal(nz_fill(&s->a, "「%3」%|%1", arg), "「丙」");
  assert_string_equal(nz_fill(&s->a, "%4", arg), "a\uFFFDb\uFFFD[1m\uFFFD"); /* nothing steers the terminal */
  assert_string_equal(nz_fill(&s->a, "", arg), "");
  assert_string_equal(nz_fill(&s->a, "50%", arg), "50%");
}

/* ---- the look ---- */
static const char file[] = "台帳 利用者：\n  行動関連項目：0点から24点まで。\n\n条件 行動基準：行動関連項日が10点以上。\n";

static nz_diag *misspelt(shelf *s, const nz_source *f) {
  nz_diag *g = nz_report(&s->d, NZ_M_INVISIBLE_CHARACTER, at(f, "行動関連項日", 0));
  nz_args(&s->d, g, 0, "U+65E5");
  g->also[0] = at(f, "行動関連項目", 0);
  nz_fix(&s->d, g, g->at, "行動関連項目", strlen("行動関連項目"));
  return g;
}

static void test_look(void **state) {
  shelf *s = *state;
  nz_source *f = load(s, "区分.naze", file);
  nz_diag *g = misspelt(s, f);
  assert_string_equal(nz_render_diag(&s->a, &s->ss, g, false, false).p,
                      "区分.naze:4:9: 誤り: 幅のない見えない文字（U+65E5）があります [N0010]\n"
                      "  4 | 条件 行動基準：行動関連項日が10点以上。\n"
                      "    |                ^^^^^^^^^^^^ この文字を消してください\n"
                      "  2 |   行動関連項目：0点から24点まで。\n"
                      "    |   ------------\n"
                      "    なぜ: 見た目が同じ名前が、別の名前になってしまいます。ウェブページから写すと混じることがあります。\n"
                      "    直すと: 条件 行動基準：行動関連項目が10点以上。\n");
  assert_non_null(strstr(nz_render_diag(&s->a, &s->ss, g, true, false).p, "    fixed: 条件 行動基準：行動関連項目が10点以上。\n"));
}

static void test_struct(void **state) {
  shelf *s = *state;
  nz_source *f = load(s, "区分.naze", file);
  nz_shown v = nz_show_diag(&s->a, &s->ss, misspelt(s, f), true);
  assert_string_equal(v.code, "N0010");
  assert_string_equal(v.file, "区分.naze");
  assert_int_equal(v.line, 4);
  assert_int_equal(v.col, 9);
  assert_int_equal(v.end_line, 4);
  assert_int_equal(v.end_col, 15);
  assert_string_equal(v.excerpt, "条件 行動基準：行動関連項日が10点以上。\n               ^^^^^^^^^^^^\n");
  assert_string_equal(v.what, "there is an invisible character without width (U+65E5)");
  assert_string_equal(v.fix, "行動関連項目");
  assert_int_equal(v.fix_hi - v.fix_lo, strlen("行動関連項日"));
}

static void test_narrow_and_tabs(void **state) {
  shelf *s = *state;
  nz_source *f = load(s, "x", "\t○×\t甲乙\n");
  nz_diag *g = nz_report(&s->d, NZ_M_HAS_NUL, at(f, "乙", 0));
  const char *wide = nz_render_diag(&s->a, &s->ss, g, true, false).p, *narrow = nz_render_diag(&s->a, &s->ss, g, true, true).p;
  assert_non_null(strstr(wide, "  1 |     ○×    甲乙\n    |               ^^ save it"));
  assert_non_null(strstr(narrow, "  1 |     ○×  甲乙\n    |           ^^ save it"));
}

static void test_points_and_ends(void **state) { /* a caret stands even where there is nothing to underline */
  shelf *s = *state;
  nz_source *f = load(s, "x", "甲\n\n乙\n");
  nz_diag *g = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 3, 3});
  assert_non_null(strstr(nz_render_diag(&s->a, &s->ss, g, true, false).p, "x:1:2: error"));
  assert_non_null(strstr(nz_render_diag(&s->a, &s->ss, g, true, false).p, "    |   ^ save"));
  g = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 4, 4});
  assert_non_null(strstr(nz_render_diag(&s->a, &s->ss, g, true, false).p, "x:2:1: error: there is a NUL byte, which is not text [N0004]\n  2 |\n    | ^ save"));
  g = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 0, f->ntext}); /* several lines: the first is underlined */
  nz_shown v = nz_show_diag(&s->a, &s->ss, g, true);
  assert_int_equal(v.line, 1);
  assert_int_equal(v.end_line, 3);
  assert_int_equal(v.end_col, 2);
  g = nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){77, 1, 2}); /* a file that is not there */
  assert_int_equal(strncmp(nz_render_diag(&s->a, &s->ss, g, true, false).p, "error: ", 7), 0);
}

static void test_very_long_line(void **state) {
  shelf *s = *state;
  char text[20001];
  for (size_t i = 0; i + 3 <= 20000; i += 3) memcpy(text + i, "甲", 3);
  text[19998] = 0;
  memcpy(text + 9999, "乙", 3);
  nz_source *f = load(s, "x", text);
  nz_diag *g = nz_report(&s->d, NZ_M_HAS_NUL, at(f, "乙", 0));
  nz_str r = nz_render_diag(&s->a, &s->ss, g, true, false);
  assert_true(r.n < 2000);
  assert_non_null(strstr(r.p, "…甲"));
  assert_non_null(strstr(r.p, "甲…\n"));
}

static void test_other_file(void **state) {
  shelf *s = *state;
  nz_source *f = load(s, "a.naze", "条件 甲：乙。\n"), *o = load(s, "b.naze", "\n\n\n\n\n\n\n\n\n条件 甲：丙。\n");
  nz_diag *g = nz_report(&s->d, NZ_M_HAS_NUL, at(f, "甲", 0));
  g->also[0] = at(o, "甲", 0);
  assert_non_null(strstr(nz_render_diag(&s->a, &s->ss, g, true, false).p,
                         "   1 | 条件 甲：乙。\n     |      ^^ save it as text (UTF-8)\n    -> b.naze\n  10 | 条件 甲：丙。\n     |      --\n"));
}

static void test_sorted(void **state) {
  shelf *s = *state;
  load(s, "a", "甲乙丙\n");
  load(s, "b", "丁\n");
  nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){1, 0, 3});
  nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 6, 9});
  nz_report(&s->d, NZ_M_HAS_NUL, (nz_span){0, 0, 3});
  const char *all = nz_render_diags(&s->a, &s->ss, &s->d, true, false).p;
  const char *x = strstr(all, "a:1:1"), *y = strstr(all, "a:1:3"), *z = strstr(all, "b:1:1");
  assert_true(x && y && z && x < y && y < z);
}

/* ---- fixes ---- */
static void test_fixes(void **state) { /* L1.12 */
  shelf *s = *state;
  nz_source *f = load(s, "x", "\xEF\xBB\xBFⅡ型　甲\r\n乙\r\n");
  assert_text(f, "II型 甲\n乙\n");
#define FIX(lo, hi, with) do { nz_span w = {0, (lo), (hi)}; nz_fix(&s->d, nz_report(&s->d, NZ_M_HAS_NUL, w), w, (with), strlen(with)); } while (0)
  FIX(9, 9, "。");       /* after 甲, before the line's end */
  FIX(0, 2, "Ⅲ");
  FIX(9, 9, "。");       /* folded: reported twice */
  FIX(0, 5, "lost");     /* overlaps */
  FIX(10, 13, "");
  FIX(14, 14, "丙\n");
  assert_string_equal(nz_apply_fixes(&s->a, f, &s->d, NZ_EVERY_FIX).p, "\xEF\xBB\xBFⅢ型　甲。\r\n\r\n丙\n");
  assert_string_equal(nz_apply_fixes(&s->a, f, &s->d, 1).p, "\xEF\xBB\xBFⅢ型　甲\r\n乙\r\n");
  assert_string_equal(nz_apply_fixes(&s->a, f, &s->d, 77).p, "\xEF\xBB\xBFⅡ型　甲\r\n乙\r\n");
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, shelf_setup, shelf_teardown)
  const struct CMUnitTest tests[] = {
    T(test_folded), T(test_limit_and_stable_pointers), T(test_bad_arguments), T(test_catalogue), T(test_fill), T(test_look), T(test_struct),
    T(test_narrow_and_tabs), T(test_points_and_ends), T(test_very_long_line), T(test_other_file), T(test_sorted), T(test_fixes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
