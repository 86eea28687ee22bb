/* date.c -- see date.h */
#include "date.h"

bool ir_leap(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int ir_month_days(int64_t year, int month) {
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && ir_leap(year) ? 29 : days[month - 1];
}

bool ir_civil_ok(int64_t y, int64_t m, int64_t d) {
  return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= ir_month_days(y, (int)m);
}

/* Years are counted from March, so that the leap day is the last of its year; 400 years are 146,097 days. */
bool ir_day_of(int64_t y, int64_t m, int64_t d, int64_t *out) {
  if (!ir_civil_ok(y, m, d)) return false;
  if (m <= 2) y--;
  int64_t era = y / 400, yoe = y % 400; /* y >= 0 here */
  int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  *out = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
  return true;
}

bool ir_civil(int64_t day, ir_ymd *out) {
  if (!ir_day_ok(day)) return false;
  int64_t z = day + 719468; /* days since 0000-03-01: never negative in range */
  int64_t era = z / 146097, doe = z % 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int64_t mp = (5 * doy + 2) / 153;
  int64_t m = mp < 10 ? mp + 3 : mp - 9;
  *out = (ir_ymd){(int32_t)(era * 400 + yoe + (m <= 2)), (uint8_t)m, (uint8_t)(doy - (153 * mp + 2) / 5 + 1)};
  return true;
}

bool ir_month_of_day(int64_t day, int64_t *out) {
  ir_ymd t;
  if (!ir_civil(day, &t)) return false;
  *out = (int64_t)t.y * 12 + t.m - 1;
  return true;
}

bool ir_first_day(int64_t month, int64_t *out) {
  return ir_month_ok(month) && ir_day_of(month / 12, month % 12 + 1, 1, out);
}

bool ir_year_start(int64_t month, int64_t first, int64_t *out) {
  if (!ir_month_ok(month) || first < 1 || first > 12) return false;
  *out = month - (month % 12 + 12 - (first - 1)) % 12;
  return ir_month_ok(*out);
}

bool ir_last_day(int64_t month, int64_t *out) {
  if (!ir_month_ok(month)) return false;
  int64_t y = month / 12, m = month % 12 + 1;
  return ir_day_of(y, m, ir_month_days(y, (int)m), out);
}

bool ir_add_months(int64_t day, int64_t n, int64_t *out) {
  ir_ymd t;
  if (!ir_civil(day, &t) || n < -IR_MONTH_LAST || n > IR_MONTH_LAST) return false;
  int64_t month = (int64_t)t.y * 12 + t.m - 1 + n;
  if (!ir_month_ok(month)) return false;
  int last = ir_month_days(month / 12, (int)(month % 12 + 1));
  return ir_day_of(month / 12, month % 12 + 1, t.d < last ? t.d : last, out);
}

bool ir_add_days(int64_t day, int64_t n, int64_t *out) {
  int64_t r;
  if (!ir_day_ok(day) || __builtin_add_overflow(day, n, &r) || !ir_day_ok(r)) return false;
  *out = r;
  return true;
}

/* The day before the n-th birthday. Born on 29 February it is 28 February in every year: in a common year the birthday
 * passes at the end of that day (Act on Calculation of Ages, Civil Code art. 143). */
static bool eve(ir_ymd born, int64_t years, int64_t *out) {
  int64_t day;
  int64_t y = born.y + years;
  bool leapling = born.m == 2 && born.d == 29;
  if (!ir_day_of(y, born.m, leapling ? 28 : born.d, &day)) return false;
  if (!leapling) day--;
  if (!ir_day_ok(day)) return false;
  *out = day;
  return true;
}

bool ir_age_on(int64_t born, int64_t day, int64_t *years) {
  ir_ymd b, t;
  int64_t e;
  if (!ir_civil(born, &b) || !ir_civil(day, &t)) return false;
  if (day < born - 1) {
    *years = -1;
    return true;
  }
  int64_t n = (int64_t)t.y - b.y; /* the eve of the n-th birthday lies in year b.y+n, or is 31 December before it */
  if (eve(b, n + 1, &e) && e <= day) n++;
  else if (eve(b, n, &e) && e > day) n--;
  *years = n;
  return true;
}

bool ir_age_reached(int64_t born, int64_t years, int64_t *out) {
  ir_ymd b;
  return ir_civil(born, &b) && years >= -9999 && years <= 9999 && eve(b, years, out);
}
