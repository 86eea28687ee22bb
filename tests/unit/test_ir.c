/* test_ir.c -- interp/ir: building, canonical text both ways (M1), and a reader that trusts nothing (M2) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "lib_ir.h"

enum { MODULES = 150 };

typedef struct world { nz_arena a; jmp_buf oom; } world;

static int setup(void **state) {
  world *w = test_calloc(1, sizeof *w);
  nz_arena_init(&w->a, NULL, NULL);
  w->a.oom = &w->oom;
  *state = w;
  return 0;
}

static int teardown(void **state) {
  world *w = *state;
  nz_arena_free(&w->a);
  test_free(w);
  return 0;
}
#define BEGIN(w) \
  world *w = *state; \
  if (setjmp(w->oom)) fail_msg("out of memory")

static ir_buf text_of(nz_arena *a, const ir_module *m, bool locs) {
  ir_buf b = {a, NULL, 0, 0};
  ir_write(m, &b, locs);
  return b;
}

static void test_ops(void **state) {
  (void)state;
  for (int op = 0; op < IR_OP_COUNT; op++) {
    const char *name = ir_op_name((ir_op)op);
    assert_int_equal(ir_op_named(name, strlen(name)), op);
    assert_true(ir_op_ja((ir_op)op)[0]);
    assert_true(ir_op_min((ir_op)op) <= ir_op_max((ir_op)op));
  }
  assert_int_equal(ir_op_named("no", 2), IR_OP_COUNT);
}

static void test_building(void **state) {
  BEGIN(w);
  ir_module *m = ir_new(&w->a);
  assert_int_equal(ir_intern(m, "", 0), 0);
  ir_str x = ir_intern(m, "歩行", strlen("歩行"));
  for (int i = 0; i < 5000; i++) {
    char name[16];
    ir_str s = ir_intern(m, name, (size_t)snprintf(name, sizeof name, "n%d", i));
    assert_int_equal(s, ir_intern(m, name, strlen(name)));
    assert_string_equal(ir_text(m, s).p, name);
  }
  assert_int_equal(ir_intern(m, "歩行", strlen("歩行")), x);
  assert_int_equal(ir_text(m, UINT32_MAX).n, 0);
  uint32_t t = ir_mk_type(m, IR_T_QTY, 1, IR_NONE);
  assert_int_equal(ir_mk_type(m, IR_T_QTY, 1, IR_NONE), t);
  assert_int_not_equal(ir_mk_type(m, IR_T_QTY, 2, IR_NONE), t);
  uint32_t a = ir_mk_node(m, IR_CONST, t, NULL, 0), s = ir_mk_node(m, IR_ADD, t, (uint32_t[]){a, a}, 2);
  assert_int_equal(ir_arg(m, ir_at(m, s), 1), a);
  assert_int_equal(ir_at(m, s)->ref, IR_NONE);
}

static void test_finding(void **state) {
  BEGIN(w);
  lib_world l = lib_module(&w->a, 3);
  const ir_module *m = l.m;
#define FIND(f, ...) f(m, __VA_ARGS__)
  assert_int_equal(FIND(ir_find_ledger, "請求", strlen("請求")), l.claim);
  assert_int_equal(FIND(ir_find_field, l.user, "点", strlen("点")), l.f_points);
  assert_int_equal(FIND(ir_find_field, l.claim, "点", strlen("点")), IR_NONE);
  assert_int_equal(FIND(ir_find_value, l.class_, "区分2", strlen("区分2")), m->enums.v[l.class_].values.first + 1);
  assert_int_equal(FIND(ir_find_value, l.class_, "区分一", strlen("区分一")), m->enums.v[l.class_].values.first);
  assert_int_equal(FIND(ir_find_value, l.service, "区分一", strlen("区分一")), IR_NONE);
  assert_int_equal(FIND(ir_find_reading, "範囲", strlen("範囲")), 1);
  assert_int_equal(FIND(ir_find_decl, "定義零", strlen("定義零")), 0);
  assert_int_equal(FIND(ir_find_decl, "ない", strlen("ない")), IR_NONE);
  for (uint64_t seed = 0; seed < 40; seed++) {
    m = lib_module(&w->a, seed).m;
    const ir_decl *d = &m->decls.v[0];
    for (int64_t day = 19500; day < 19900; day++) {
      uint32_t v = ir_variant_on(m, d, day);
      for (uint32_t k = d->variants.first; k < d->variants.first + d->variants.n; k++)
        assert_true((v == k) == (m->variants.v[k].from <= day && day <= m->variants.v[k].to));
    }
  }
}

/* M1.4, M1.5: write∘read∘write = write, with and without places; fingerprints do not see places. M1.1, M1.2, M1.3: the form,
 * since the reader takes no other. */
static void test_round_trip(void **state) {
  BEGIN(w);
  for (uint64_t seed = 0; seed < MODULES; seed++) {
    lib_world l = lib_module(&w->a, seed);
    const char *why = ir_check(&w->a, l.m);
    if (why) fail_msg("seed %d: %s", (int)seed, why);
    ir_buf before = text_of(&w->a, l.m, false);
    char print[65], other[65];
    l.m->origin = ir_intern(l.m, "00ff", 4);
    ir_fingerprint(l.m, print);
    ir_str file = ir_intern(l.m, "a\"b\\\n規則.naze", strlen("a\"b\\\n規則.naze"));
    NZ_PUSH(&w->a, &l.m->locs) = (ir_loc){file, 3, 7, 2};
    for (uint32_t i = 0; i < l.m->nodes.n; i += 3) l.m->nodes.v[i].loc = 1;
    for (uint32_t i = 0; i < l.m->decls.n; i++) l.m->decls.v[i].loc = 1;
    ir_buf plain = text_of(&w->a, l.m, false), full = text_of(&w->a, l.m, true);
    assert_string_equal(before.p, plain.p);
    assert_true(full.n > plain.n);
    for (int locs = 0; locs < 2; locs++) {
      const ir_buf *b = locs ? &full : &plain;
      size_t where = 0;
      why = NULL;
      ir_module *m = ir_read(&w->a, b->p, b->n, &why, &where);
      if (!m) fail_msg("seed %d: %s at %d: %.60s", (int)seed, why, (int)where, b->p + where);
      ir_buf again = text_of(&w->a, m, locs != 0);
      assert_string_equal(b->p, again.p);
      if (locs) {
        ir_fingerprint(m, other);
        assert_string_equal(print, other);
      }
    }
    nz_arena_reset(&w->a);
  }
}

/* ---- what is refused: M2.1, M2.2, M2.3, M2.6 ---- */
#define HEAD "(naze-ir 1)\n"
#define BOOL "(type 0 bool 0 -)\n"
#define TRUE_ "(node 0 const 0 (imm 1))\n"
#define DECL(body) "(decl 0 \"甲\" condition (output \"\" 0) (variant min max " body "))\n"

static const char *refused(world *w, const char *text) {
  const char *why = NULL;
  size_t where = 0;
  ir_module *m = ir_read(&w->a, text, strlen(text), &why, &where);
  if (m) fail_msg("accepted: %s", text);
  assert_non_null(why);
  assert_true(where <= strlen(text));
  return why;
}

static void accepted(world *w, const char *text) {
  const char *why = NULL;
  size_t where = 0;
  if (!ir_read(&w->a, text, strlen(text), &why, &where)) fail_msg("%s at %d in %s", why, (int)where, text);
}

static void test_refused(void **state) {
  BEGIN(w);
  accepted(w, HEAD);
  accepted(w, HEAD BOOL TRUE_ DECL("0"));
  static const struct { const char *text, *why; } bad[] = {
    {"", "expected"},
    {"(naze-ir 2)", "version"},
    {HEAD "x", "no record"},
    {HEAD "(type 1 bool 0 -)\n", "out of its place"},
    {HEAD "(type 0 boolean 0 -)\n", "not known"},
    {HEAD "(type 0 bool 0 -", "does not end"},
    {HEAD "(type 0 bool 300 -)\n", "out of range"},
    {HEAD "(type 0 bool 01 -)\n", "number"},
    {HEAD "(type 0 bool 99999999999999999999 -)\n", "number"},
    {HEAD "(type 0 bool 3 -)\n", "decimals"},
    {HEAD "(type 0 enum 0 0)\n", "refers to nothing"},
    {HEAD "(type 0 row 0 -)\n", "refers to nothing"},
    {HEAD "(type 0 set 0 0)\n", "refers to nothing"},
    {HEAD BOOL "(type 1 set 0 0)\n", "something else"},
    {HEAD "(enum 0 \"a\" 0 1)\n", "malformed"},
    {HEAD "(enum 0 \"a\" 0 1)\n(value 0 \"b\" 1)\n", "another list"},
    {HEAD "(unit 0 \"\x80\" 0)\n", "UTF-8"},
    {HEAD "(unit 0 \"\xed\xa0\x80\" 0)\n", "UTF-8"},
    {HEAD "(unit 0 \"\\00\" 0)\n", "escape"},
    {HEAD "(unit 0 \"\\e3\" 0)\n", "escape"},
    {HEAD "(unit 0 \"abc", "does not end"},
    {HEAD "(unit 0 \"点\" 0 (num 1))\n", "refers to nothing"},
    {HEAD "(unit 0 \"点\" 7)\n", "malformed"},
    {HEAD "(ledger 0 \"甲\" 0 1)\n", "malformed"},
    {HEAD BOOL "(ledger 0 \"甲\" 0 0)\n(field 0 \"乙\" 0 0)\n", "another ledger"},
    {HEAD BOOL "(ledger 0 \"甲\" 0 1 (key 1))\n(field 0 \"乙\" 0 0)\n", "has not"},
    {HEAD BOOL "(ledger 0 \"甲\" 0 1)\n(field 0 \"乙\" 0 0 (flags 64) (presumed 2))\n", "presumed"},
    {HEAD "(type 0 decision 0 -)\n(ledger 0 \"甲\" 0 1)\n(field 0 \"乙\" 0 0)\n", "no fact"},
    {HEAD "(reading 0 \"甲\" 0)\n", "malformed"},
    {HEAD "(reading 0 \"甲\" 1 (choice \"乙\"))\n", "malformed"},
    {HEAD "(reading 0 \"甲\" 0 (from-to 2024-04-01 2024-03-31) (choice \"乙\"))\n", "malformed"},
    {HEAD "(reading 0 \"甲\" 0 (from-to 2023-02-29 max) (choice \"乙\"))\n", "no such day"},
    {HEAD BOOL "(node 0 and 0 (of 0))\n", "before"},
    {HEAD BOOL "(node 0 and 0)\n", "too few"},
    {HEAD BOOL TRUE_ "(node 1 not 0 (of 0 0))\n", "too many"},
    {HEAD BOOL "(node 0 const 1)\n", "no type"},
    {HEAD BOOL "(node 0 const 0 (imm 2))\n", "types"},
    {HEAD BOOL "(node 0 field 0 (ref 0))\n", "too few"},
    {HEAD BOOL "(node 0 today 0)\n", "types"},
    {HEAD BOOL "(node 0 today 0 (ref 0))\n", "no use"},
    {HEAD BOOL TRUE_ "(node 1 and 0 (of 0 5))\n", "before"},
    {HEAD BOOL TRUE_ "(node 1 withdraw 0)\n(node 2 provitem 0 (of 0 1))\n(node 3 and 0 (of 2))\n", "ただし書"},
    {HEAD BOOL TRUE_ "(node 1 withdraw 0)\n(node 2 not 0 (of 1))\n", "ただし書"},
    {HEAD BOOL "(node 0 withdraw 0)\n" DECL("0"), "ただし書"},
    {HEAD BOOL TRUE_ DECL("1"), "malformed"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (variant min max 0))\n", "malformed"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (output \"\" 0) (variant min 2024-04-01 0) (variant 2024-04-01 max 0))\n", "overlap"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (output \"\" 0) (variant max min 0))\n", "period"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (output \"\" 0) (variant min max 0 (bodies 0 0)))\n", "bodies"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (owner 0) (output \"\" 0) (variant min max 0))\n", "stands in none"},
    {HEAD BOOL TRUE_ "(decl 0 \"甲\" condition (subject 0) (output \"\" 0) (variant min max 0))\n", "no ledger"},
    {HEAD BOOL "(type 1 decision 0 -)\n" TRUE_ "(decl 0 \"甲\" rule (output \"\" 1) (variant min max 0))\n", "another type"},
    {HEAD BOOL "(node 0 decl 0 (ref 0))\n" DECL("0"), "itself"},
    {HEAD BOOL "(node 0 decl 0 (ref 1))\n(node 1 decl 0 (ref 0))\n" DECL("0") "(decl 1 \"乙\" condition (output \"\" 0) (variant min max 1))\n", "itself"},
    {HEAD BOOL "(node 0 decl 0 (ref 3))\n", "refers to nothing"},
    {HEAD BOOL "(node 0 param 0)\n" DECL("0"), "parameter"},
    {HEAD BOOL "(type 1 row 0 0)\n(ledger 0 \"甲\" 0 1)\n(field 0 \"乙\" 0 0)\n(node 0 subject 1)\n(node 1 field 0 (of 0) (ref 0))\n" DECL("1"), "subject"},
    {HEAD BOOL "(type 1 row 0 0)\n(ledger 0 \"甲\" 0 1)\n(field 0 \"乙\" 0 0)\n(node 0 item 1)\n(node 1 field 0 (of 0) (ref 0))\n" DECL("1"), "element"},
    {HEAD BOOL TRUE_ "(table 0 decision unique 0)\n", "malformed"},
    {HEAD BOOL TRUE_ "(table 0 decision unique 0 (head \"甲\") (row \"\") (row \"\") (cell 0))\n" DECL("0"), "more or fewer"},
    {HEAD BOOL TRUE_ "(table 0 decision unique 0 (head \"甲\") (row \"\") (cell -))\n" DECL("0"), "no content"},
    {HEAD BOOL TRUE_ "(table 0 decision unique 0 (head \"甲\" (when 0)) (row \"\") (cell 0))\n" DECL("0"), "does not fit its table"},
    {HEAD BOOL TRUE_ "(node 1 dtable 0 (ref 0))\n(table 0 decision unique 0 (head \"甲\") (row \"\") (cell 0))\n" DECL("1"), "types"},
    {HEAD BOOL TRUE_ "(node 1 dtable 0 (ref 0))\n(table 0 decision unique 0 (head \"甲\") (head \"\" output) (row \"\") (cell 0) (cell 1))\n" DECL("1"), "itself"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    const char *why = refused(w, bad[i].text);
    if (!strstr(why, bad[i].why)) fail_msg("%s\nrefused for: %s", bad[i].text, why);
  }
}

/* M2.4: 利用可否（乙）may stand in a cell of the row 甲, but not the other way round as well. */
static void rows(world *w, char *text, size_t n, const char *second) {
  (void)w;
  (void)snprintf(text, n, HEAD "(enum 0 \"サービス\" 0 2)\n(value 0 \"甲\" 0)\n(value 1 \"乙\" 0)\n(type 0 decision 0 -)\n(type 1 enum 0 0)\n"
    "(node 0 param 1)\n(node 1 matrix 0 (of 0) (ref 0))\n(node 2 const 1 (imm 1))\n(node 3 decl 0 (of 2) (ref 0))\n"
    "(node 4 const 1)\n(node 5 decl 0 (of 4) (ref 0))\n(node 6 outcome 0 (imm 1))\n"
    "(table 0 matrix unique 0 (head \"可否\") (row \"甲\") (row \"乙\" (value 1)) (cell 3) (cell %s))\n"
    "(decl 0 \"利用可否\" table (param \"サービス\" 1) (output \"\" 0) (variant min max 1))\n", second);
}

static void test_cycles_by_row(void **state) {
  BEGIN(w);
  char text[2000];
  rows(w, text, sizeof text, "6");
  accepted(w, text);
  rows(w, text, sizeof text, "5");
  assert_non_null(strstr(refused(w, text), "itself"));
}

static void test_depth(void **state) { /* M2.5 */
  BEGIN(w);
  for (int deep = 0; deep < 2; deep++) {
    ir_buf b = {&w->a, NULL, 0, 0};
    int n = deep ? 4000 : 1000;
    ir_buf_printf(&b, HEAD BOOL TRUE_);
    for (int i = 1; i <= n; i++) ir_buf_printf(&b, "(node %d not 0 (of %d))\n", i, i - 1);
    ir_buf_printf(&b, "(decl 0 \"甲\" condition (output \"\" 0) (variant min max %d))\n", n);
    if (deep) assert_non_null(strstr(refused(w, b.p), "deep"));
    else accepted(w, b.p);
  }
}

/* Whatever is done to a text, it is refused, or read as a module whose text reads as the same. */
static void test_damaged(void **state) {
  BEGIN(w);
  lib_rng r = {7};
  int read = 0;
  for (uint64_t seed = 0; seed < 40; seed++) {
    nz_arena_reset(&w->a);
    lib_world l = lib_module(&w->a, seed);
    ir_buf b = text_of(&w->a, l.m, true);
    for (int i = 0; i < 40; i++) {
      char *p = nz_copy(&w->a, b.p, b.n);
      size_t n = b.n;
      for (uint32_t k = 1 + lib_below(&r, 2); k > 0; k--) {
        size_t at = lib_below(&r, (uint32_t)n);
        static const char with[] = "0123456789-() \"\n\\mx";
        if (lib_below(&r, 3) == 0) memmove(p + at, p + at + 1, --n - at);
        else p[at] = with[lib_below(&r, sizeof with - 1)];
      }
      const char *why = NULL;
      size_t where = 0;
      ir_module *m = ir_read(&w->a, p, n, &why, &where);
      if (!m) {
        assert_non_null(why);
        continue;
      }
      read++;
      ir_buf once = text_of(&w->a, m, true);
      m = ir_read(&w->a, once.p, once.n, &why, &where);
      if (!m) fail_msg("%s", why);
      ir_buf twice = text_of(&w->a, m, true);
      assert_string_equal(once.p, twice.p);
    }
  }
  assert_true(read > 0);
}

/* Each operator occurs in what the generator makes, so that the tests above speak of all of them. */
static void test_generator_reaches_all(void **state) {
  BEGIN(w);
  bool seen[IR_OP_COUNT] = {false};
  for (uint64_t seed = 0; seed < MODULES; seed++) {
    const ir_module *m = lib_module(&w->a, seed).m;
    for (uint32_t i = 0; i < m->nodes.n; i++) seen[m->nodes.v[i].op] = true;
    nz_arena_reset(&w->a);
  }
  for (int op = 0; op < IR_OP_COUNT; op++)
    if (!seen[op]) fail_msg("%s", ir_op_name((ir_op)op));
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {
    T(test_ops), T(test_building), T(test_finding), T(test_round_trip), T(test_refused), T(test_cycles_by_row), T(test_depth), T(test_damaged),
    T(test_generator_reaches_all),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
