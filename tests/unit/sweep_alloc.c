/* sweep_alloc.c -- every N-th allocation failed once, through the whole chain: compile, case, question, 決め手, readings,
 * need, proof, show, format. Each run must end in a clean status, with nothing leaked (the hook counts) and nothing
 * touched after it was given back (the sanitized build sees that). Where each piece of memory is an allocation (make sweep)
 * there are too many for each of them: some thousands, evenly spread; sweep_api.c fails each one, of smaller rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/fuzz/fuzz.h"

enum { MOST_RUNS = 3000 };

typedef struct hook { size_t calls, fail_at, live; bool once, failed; } hook;

static void *count(void *ctx, void *p, size_t old, size_t now) {
  hook *h = ctx;
  (void)old;
  if (!now) {
    if (p) h->live--;
    free(p);
    return NULL;
  }
  h->calls++;
  if (h->fail_at && (h->once ? h->calls == h->fail_at : h->calls >= h->fail_at)) {
    h->failed = true;
    return NULL;
  }
  void *q = realloc(p, now);
  if (q && !p) h->live++;
  return q;
}

static const char facts[] =
    "{\"利用者\":[{\"受給者番号\":\"甲\"}],\"基準日\":\"2024-10-01\"}";

static bool sound(naze_status st) { return st >= NAZE_OK && st <= NAZE_USAGE; }

/* One run through everything; true when it got to the end. */
static bool chain(hook *h) {
  bool done = false;
  size_t n = 0, size = 0;
  naze_compiler *c = naze_compiler_new(count, h);
  if (!c) return false;
  (void)fuzz_add_matrix(c);
  naze_status st = naze_compile(c);
  assert_true(sound(st));
  naze_program *p = st == NAZE_OK ? naze_take_program(c) : NULL;
  naze_compiler_free(c);
  if (!p) return false;
  naze_session *s = naze_session_new(p);
  if (s) {
    if (naze_case_count(p)) {
      naze_status named = naze_case_named(s, naze_case_name(p, 0, NULL, NULL));
      assert_true(sound(named));
      st = naze_ask(s, "利用可否", NAZE_WITH_DECISIVE | NAZE_WITH_READINGS, &n);
      assert_true(sound(st));
      done = named == NAZE_OK && st == NAZE_OK;
      if (st == NAZE_OK) {
        for (size_t i = 0; i < n; i++) {
          const naze_result *r = naze_result_at(s, i);
          assert_non_null(r);
          if (!naze_proof_json(r, &size)) done = false;
          naze_line line;
          for (size_t k = 0; k < naze_result_decisive(r, NULL); k++) (void)naze_result_decisive_at(r, k, &line);
        }
      }
      const naze_need *need = NULL;
      st = naze_need_find(s, "利用可否（重度訪問介護）=可", 2000, &need);
      assert_true(sound(st));
      size_t lines = 0;
      assert_true(sound(naze_run_case(s, 0, &lines)));
      if (!naze_case_to_json(s, &size)) done = false;
    }
    assert_true(sound(naze_case_json(s, "c.json", facts, sizeof facts - 1)));
    char *text = naze_show(p, "利用可否", "2024-10-01", &st);
    assert_true(sound(st));
    naze_text_free(text);
    naze_session_free(s);
  }
  naze_program_free(p);
  return done;
}

static void sweep(bool once) {
  hook clean = { 0 };
  assert_true(chain(&clean));
  assert_int_equal(clean.live, 0);
  assert_true(clean.calls > 0);
  print_message("%zu allocations\n", clean.calls);
  size_t step = 1 + clean.calls / MOST_RUNS;
  for (size_t at = 1; at <= clean.calls; at += step) {
    hook h = { .fail_at = at, .once = once };
    (void)chain(&h);
    assert_true(h.failed);
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
