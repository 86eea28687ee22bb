/* test_date.c -- interp/ir/date: the calendar against a day-by-day walk, ages and 到達日 against the words of S7. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "interp/ir/date.h"

static int64_t day(int64_t y, int64_t m, int64_t d) {
  int64_t out = INT64_MIN;
  assert_true(ir_day_of(y, m, d, &out));
  return out;
}

static void test_calendar_walk(void **state) {
  (void)state;
  int64_t n = IR_DAY_FIRST;
  for (int y = 1; y <= 9999; y++)
    for (int m = 1; m <= 12; m++)
      for (int d = 1; d <= ir_month_days(y, m); d++, n++) {
        ir_ymd t;
        if (!ir_civil(n, &t) || t.y != y || t.m != m || t.d != d || day(y, m, d) != n) fail_msg("%d-%d-%d", y, m, d);
      }
  assert_int_equal(n - 1, IR_DAY_LAST);
  assert_int_equal(day(1970, 1, 1), 0);
  assert_int_equal(day(2024, 4, 1), 19814);
}

static void test_outside(void **state) {
  (void)state;
  int64_t out = 7;
  ir_ymd t;
  assert_false(ir_day_of(2023, 2, 29, &out));
  assert_false(ir_day_of(0, 1, 1, &out));
  assert_false(ir_day_of(INT64_MAX, 1, 1, &out));
  assert_false(ir_day_of(2024, INT64_MAX, 1, &out));
  assert_false(ir_civil(INT64_MIN, &t));
  assert_false(ir_civil(INT64_MAX, &t));
  assert_false(ir_first_day(INT64_MIN, &out));
  assert_false(ir_last_day(IR_MONTH_LAST + 1, &out));
  assert_false(ir_add_days(IR_DAY_LAST, 1, &out));
  assert_false(ir_add_days(0, INT64_MAX, &out));
  assert_false(ir_add_days(INT64_MAX, INT64_MAX, &out));
  assert_false(ir_add_months(0, INT64_MIN, &out));
  assert_false(ir_add_months(0, INT64_MAX, &out));
  assert_false(ir_age_reached(0, INT64_MAX, &out));
  assert_false(ir_age_reached(0, INT64_MIN, &out));
  assert_false(ir_age_on(INT64_MIN, 0, &out));
  assert_false(ir_age_on(0, INT64_MAX, &out));
  assert_int_equal(out, 7);
}

static void test_months(void **state) { /* S7.3 */
  (void)state;
  int64_t out;
  assert_true(ir_add_months(day(2024, 1, 31), 1, &out));
  assert_int_equal(out, day(2024, 2, 29));
  assert_true(ir_add_months(day(2023, 1, 31), 1, &out));
  assert_int_equal(out, day(2023, 2, 28));
  assert_true(ir_add_months(day(2024, 1, 31), 2, &out)); /* once: not via February */
  assert_int_equal(out, day(2024, 3, 31));
  assert_true(ir_add_months(day(2024, 3, 31), -13, &out));
  assert_int_equal(out, day(2023, 2, 28));
  assert_true(ir_month_of_day(day(2024, 12, 31), &out));
  assert_int_equal(out, 2024 * 12 + 11);
  assert_true(ir_first_day(2024 * 12 + 1, &out));
  assert_int_equal(out, day(2024, 2, 1));
  assert_true(ir_last_day(2024 * 12 + 1, &out));
  assert_int_equal(out, day(2024, 2, 29));
}

static void test_ages(void **state) { /* S7.1, S7.2 */
  (void)state;
  int64_t n;
  assert_true(ir_age_on(day(2006, 4, 2), day(2024, 3, 31), &n));
  assert_int_equal(n, 17);
  assert_true(ir_age_on(day(2006, 4, 2), day(2024, 4, 1), &n)); /* reached at the end of the eve */
  assert_int_equal(n, 18);
  assert_true(ir_age_on(day(2004, 2, 29), day(2022, 2, 27), &n));
  assert_int_equal(n, 17);
  assert_true(ir_age_on(day(2004, 2, 29), day(2022, 2, 28), &n));
  assert_int_equal(n, 18);
  assert_true(ir_age_on(day(2004, 2, 29), day(2024, 2, 28), &n));
  assert_int_equal(n, 20);
  assert_true(ir_age_on(day(2000, 1, 1), day(2020, 12, 31), &n));
  assert_int_equal(n, 21);
  assert_true(ir_age_on(day(2000, 1, 1), day(1999, 12, 31), &n));
  assert_int_equal(n, 0);
  assert_true(ir_age_on(day(2000, 1, 1), day(1999, 12, 30), &n));
  assert_int_equal(n, -1);
  assert_true(ir_age_reached(day(1959, 10, 1), 65, &n));
  assert_int_equal(n, day(2024, 9, 30));
  assert_true(ir_age_reached(day(1960, 2, 29), 64, &n));
  assert_int_equal(n, day(2024, 2, 28));
  assert_true(ir_age_reached(day(1960, 2, 29), 65, &n));
  assert_int_equal(n, day(2025, 2, 28));
}

/* S7.1 word for word: count the n >= 0 whose eve has come, less the zeroth. */
static void test_ages_by_count(void **state) {
  (void)state;
  for (int64_t born = day(1999, 12, 1); born <= day(2004, 3, 5); born++)
    for (int64_t on = born - 3; on < born + 1600; on += 13) {
      int64_t count = 0, eve, age;
      for (int64_t n = 0; n < 20; n++)
        if (ir_age_reached(born, n, &eve) && eve <= on) count++;
      assert_true(ir_age_on(born, on, &age));
      if (age != count - 1) fail_msg("born %ld on %ld: %ld, not %ld", (long)born, (long)on, (long)age, (long)(count - 1));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_calendar_walk), cmocka_unit_test(test_outside), cmocka_unit_test(test_months),
    cmocka_unit_test(test_ages), cmocka_unit_test(test_ages_by_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
