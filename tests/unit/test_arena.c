/* test_arena.c -- grammar/arena and grammar/intern: memory, its limits, and every allocation failed once. */
#include "lib_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/intern.h"

static void test_zeroed_and_aligned(void **state) {
  shelf *s = *state;
  for (size_t n = 0; n < 300; n++) {
    unsigned char *p = nz_get(&s->a, n);
    assert_int_equal((uintptr_t)p % _Alignof(int64_t), 0);
    for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
    memset(p, 0xAA, n);
  }
  assert_string_equal(nz_copy(&s->a, "甲乙", 3), "甲");
  assert_string_equal(nz_copy(&s->a, NULL, 0), "");
}

static void test_reset_reuses(void **state) {
  (void)state;
  miser m = {0};
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, miser_alloc, &m);
  a.oom = &oom;
  for (int i = 0; i < 1000; i++) memset(nz_get(&a, 1000), 1, 1000);
  nz_arena_reset(&a);
  size_t calls = m.calls, held = a.used;
  assert_int_equal(m.out, held);
  for (int round = 0; round < 10; round++) {
    for (int i = 0; i < 100; i++) assert_int_equal(*(unsigned char *)nz_get(&a, 1000), 0);
    nz_arena_reset(&a);
  }
  assert_int_equal(m.calls, calls);
  nz_arena_free(&a);
  assert_int_equal(m.out, 0);
  assert_int_equal(a.used, 0);
  nz_arena_free(&a); /* twice does no harm */
}

/* Dead pieces are used again, before more memory is asked for; in blocks of single pieces they are left alone. */
static void test_recycled(void **state) {
  (void)state;
  miser m = {0};
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, miser_alloc, &m);
  a.oom = &oom;
  char *dead = nz_get(&a, 200000);
  memset(dead, 5, 200000);
  char *alive = nz_get(&a, 100000);
  memset(alive, 6, 100000);
  nz_recycle(&a, dead, 200000);
  nz_recycle(&a, dead, 10); /* too little: nothing happens */
  size_t inside = 0;
  for (int i = 0; i < 6000; i++) {
    unsigned char *p = nz_get(&a, 100);
    inside += (char *)p >= dead && (char *)p < dead + 200000;
    for (int k = 0; k < 100; k++) assert_int_equal(p[k], 0);
    memset(p, 9, 100);
  }
#ifndef NZ_ARENA_PIECES
  assert_true(inside > 1500);
#endif
  for (int i = 0; i < 100000; i++) assert_int_equal(alive[i], 6);
  nz_arena_reset(&a);
  assert_int_equal(*(char *)nz_get(&a, 50000), 0);
  nz_arena_free(&a);
  assert_int_equal(m.out, 0);
}

/* A large piece that does not fit does not waste the room that is left: smaller pieces go there. */
static void test_room_left(void **state) {
  (void)state;
  miser m = {0};
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, miser_alloc, &m);
  a.oom = &oom;
  (void)nz_get(&a, 100);
  (void)nz_get(&a, 300000);
  size_t calls = m.calls;
  for (int i = 0; i < 100; i++) (void)nz_get(&a, 100);
#ifndef NZ_ARENA_PIECES
  assert_int_equal(m.calls, calls);
#endif
  nz_arena_free(&a);
  assert_int_equal(m.out, 0);
  assert_int_equal(a.used, 0);
}

static void test_vectors(void **state) {
  shelf *s = *state;
  NZ_VEC(uint32_t) v = {0};
  for (uint32_t i = 0; i < 10000; i++) NZ_PUSH(&s->a, &v) = i * 3;
  for (uint32_t i = 0; i < 10000; i++) assert_int_equal(v.v[i], i * 3);
}

/* What asks for too much ends at the door, not in a wrapped size. */
static void test_absurd_sizes(void **state) {
  (void)state;
  for (volatile int k = 0; k < 4; k++) {
    nz_arena a;
    jmp_buf oom;
    nz_arena_init(&a, NULL, NULL);
    a.oom = &oom;
    if (setjmp(oom) == 0) {
      if (k == 0) nz_get(&a, SIZE_MAX);
      if (k == 1) nz_get_n(&a, SIZE_MAX / 2, 3);
      if (k == 2) nz_copy(&a, "", SIZE_MAX);
      if (k == 3) {
        uint32_t cap = UINT32_MAX / 2 + 1;
        nz_vec_grow(&a, NULL, 0, &cap, 8);
      }
      fail_msg("case %d came back", k);
    }
    nz_arena_free(&a);
  }
}

static void test_limit(void **state) {
  (void)state;
  nz_arena a;
  jmp_buf oom;
  nz_arena_init(&a, NULL, NULL);
  a.oom = &oom;
  a.limit = 100000;
  volatile size_t got = 0;
  if (setjmp(oom) == 0)
    for (;;) {
      nz_get(&a, 1000);
      got += 1000;
    }
  assert_true(got > 40000 && got <= 100000);
  assert_true(a.used <= 100000);
  nz_arena_free(&a);
}

static void test_names(void **state) {
  shelf *s = *state;
  nz_intern *t = nz_intern_new(&s->a, 42);
  char name[16];
  for (int i = 0; i < 5000; i++) {
    int n = snprintf(name, sizeof name, "名%d", i);
    assert_int_equal(nz_intern_find(t, name, (size_t)n), 0);
    assert_int_equal(nz_intern_put(t, name, (size_t)n), i + 1);
  }
  for (int i = 0; i < 5000; i++) {
    int n = snprintf(name, sizeof name, "名%d", i);
    assert_int_equal(nz_intern_put(t, name, (size_t)n), i + 1);
    assert_string_equal(nz_intern_get(t, (nz_sym)i + 1).p, name);
  }
  assert_int_equal(nz_intern_count(t), 5001);
  assert_int_equal(nz_intern_get(t, 99999).n, 0);
}

/* A rule file loaded, complained about, shown in both languages and mended, with every N-th allocation failed once. */
static const char hazards[] = "条件 (Ⅱ型)\u200B：ﾊﾟ…\n| ㈱ | #7 | # 注\n『…』゛\n\u202E";

static void work(nz_arena *a) {
  nz_diags d;
  nz_sources ss = {0};
  nz_diags_init(&d, a);
  nz_source *s = nz_source_load(a, &ss, &d, "x.naze", hazards, sizeof hazards - 1);
  nz_source_load(a, &ss, &d, "sjis.naze", "\x8F\xF0\x8C\x8F\x8D\x73\x93\xAE", 8);
  nz_source_load(a, &ss, &d, "x.naze", "", 0);
  nz_source_twice(&ss, &d, ss.list.v[2]);
  assert_int_equal(d.list.n, 6);
  assert_true(nz_render_diags(a, &ss, &d, false, false).n > 100);
  assert_true(nz_render_diags(a, &ss, &d, true, true).n > 100);
  assert_true(nz_apply_fixes(a, s, &d, NZ_EVERY_FIX).n < sizeof hazards);
  nz_intern *t = nz_intern_new(a, 1);
  for (uint32_t i = 0; i < 2000; i++) nz_intern_put(t, (const char *)&i, sizeof i);
}

static void test_every_allocation_failed(void **state) {
  (void)state;
  volatile size_t all = 1;
  for (volatile size_t at = 0; at <= all; at++) { /* 0: none, to count them */
    miser m = {.at = at};
    nz_arena a;
    jmp_buf oom;
    nz_arena_init(&a, miser_alloc, &m);
    a.oom = &oom;
    if (setjmp(oom) == 0) {
      work(&a);
      if (at) fail_msg("allocation %zu failed unnoticed", at);
      all = m.calls;
    }
    nz_arena_free(&a);
    assert_int_equal(m.out, 0);
  }
  print_message("%zu allocations\n", all);
  assert_true(all > 3);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, shelf_setup, shelf_teardown)
  const struct CMUnitTest tests[] = {T(test_zeroed_and_aligned), T(test_reset_reuses), T(test_recycled), T(test_room_left), T(test_vectors), T(test_absurd_sizes), T(test_limit),
                                     T(test_names), T(test_every_allocation_failed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
