/* test_differential.c -- the reference evaluator against the tracing one on random programs (semantics S1 to S7), the
 * coverage of the generator, and that a mistake in any operator is found. More of the same: make fuzz. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../fuzz/diff.h"

enum { PROGRAMS = 160, FIRST = 2000, HUNT = 1500 };

static void no_difference(void **state) {
  diff_stats st;
  memset(&st, 0, sizeof st);
  for (unsigned s = FIRST; s < FIRST + PROGRAMS; s++) {
    char *bad = diff_run(NULL, 0, s, 10, 3, 3, (diff_plant){0, false}, &st);
    if (bad) print_message("seed %u\n%s\n", s, bad);
    assert_null(bad);
  }
  print_message("%lu programs, %lu questions: known %lu, no value %lu, missing %lu, referred %lu, fault %lu\n", (unsigned long)st.programs, (unsigned long)st.questions,
                (unsigned long)st.known, (unsigned long)st.novalue, (unsigned long)st.missing, (unsigned long)st.referred, (unsigned long)st.faults);
  for (int op = 0; op < IR_OP_COUNT; op++) {
    if (!st.took[op]) print_message("operator %s was never evaluated\n", ir_op_name((ir_op)op));
    assert_true(st.took[op] > 0);
  }
  (void)state;
}

static void every_planted_bug_is_found(void **state) {
  for (int op = 0; op < IR_OP_COUNT; op++) {
    diff_stats st;
    char *bad = NULL;
    memset(&st, 0, sizeof st);
    for (unsigned s = FIRST; s < FIRST + HUNT && !bad; s++) bad = diff_run(NULL, 0, s, 10, 3, 1, (diff_plant){op, true}, &st);
    if (!bad) print_message("a bug planted in %s was not found\n", ir_op_name((ir_op)op));
    assert_non_null(bad);
    free(bad);
  }
  (void)state;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(no_difference), cmocka_unit_test(every_planted_bug_is_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
