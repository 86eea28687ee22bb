/* smt_date.c -- the calendar as terms. A day is month × 32 + day in the month: days and their months compare as they are, and only
 * differences and sums of days need their number. Years 1 to 9999, exact (S7). */
#include "smt.h"

enum { CENTURY = 100, FIRST_YEAR = 1, LAST_YEAR = 9999, FIRST_DAY = -719162, LAST_DAY = 2932896, EPOCH = 1970 };

/* ---- fixed days ---- */

static bool leap(int64_t y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
static bool plain_century(int64_t y) { return y % 100 == 0 && y % 400 != 0; }

static int month_days(int64_t y, int m) { /* m from 0 */
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 1 && leap(y) ? 29 : days[m];
}

static int64_t floor4(int64_t v) { return v >= 0 ? v / 4 : -((3 - v) / 4); }

/* days from 1970-01-01 to the first of the year; y ≥ 1 */
static int64_t year_day(int64_t y) {
  int64_t p = y - 1;
  return 365 * (y - EPOCH) + (floor4(p) - p / 100 + p / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

int64_t d_of_day(int64_t day) {
  if (day == INT64_MIN) return OPEN_FIRST;
  if (day == INT64_MAX) return OPEN_LAST;
  if (day < FIRST_DAY) return FIRST_MONTH * 32 + 1;
  if (day > LAST_DAY) return LAST_MONTH * 32 + 31;
  int64_t y = EPOCH + day / 366;
  if (day < 0) y = EPOCH + day / 365 - 1;
  if (y < FIRST_YEAR) y = FIRST_YEAR;
  while (year_day(y + 1) <= day) y++;
  while (year_day(y) > day) y--;
  int64_t rest = day - year_day(y);
  int m = 0;
  while (rest >= month_days(y, m)) rest -= month_days(y, m++);
  return (y * 12 + m) * 32 + rest + 1;
}

int64_t d_to_day(int64_t packed) {
  int64_t month = packed / 32, y = month / 12, day = year_day(y) + packed % 32 - 1;
  for (int m = 0; m < month % 12; m++) day += month_days(y, m);
  return day;
}

/* ---- what a term is made of ---- */

static parts **slot(parts **table, Z3_ast of) { return &table[((uintptr_t)of >> 4) % TABLE]; }

static const parts *known_parts(parts **table, Z3_ast of) {
  for (const parts *p = *slot(table, of); p; p = p->next)
    if (p->of == of) return p;
  return NULL;
}

static const parts *note(smt *x, parts **table, Z3_ast of, num a, num b) {
  parts *p = smt_get(x, 1, sizeof *p), **at = slot(table, of);
  *p = (parts){*at, of, a, b};
  *at = p;
  return p;
}

/* year and month in it, from 0 */
static parts split(smt *x, num month) {
  if (n_fixed(&month)) return (parts){.x = n_of(month.lo / 12), .y = n_of(month.lo % 12)};
  const parts *p = known_parts(x->split, month.t);
  if (p) return *p;
  num y = n_var(x, "年", month.lo / 12, month.hi / 12), m = n_var(x, "月", 0, 11);
  smt_holds(x, n_eq(x, n_add(x, n_mul(x, y, n_of(12), NULL), m, NULL), month));
  return *note(x, x->split, month.t, y, m);
}

static parts day_parts(smt *x, num day) { /* month and day in it */
  if (n_fixed(&day)) return (parts){.x = n_of(day.lo / 32), .y = n_of(day.lo % 32)};
  const parts *p = known_parts(x->days, day.t);
  if (p) return *p;
  return *note(x, x->days, day.t, n_high(x, day, 5), n_low(x, day, 5));
}

num d_month(smt *x, num day) { return day_parts(x, day).x; }
num d_in_month(smt *x, num day) { return day_parts(x, day).y; }

num d_make(smt *x, num month, num day) {
  num packed = n_join(x, month, day, 5);
  if (!n_fixed(&packed) && !known_parts(x->days, packed.t)) note(x, x->days, packed.t, month, day);
  return packed;
}

/* ---- years and months ---- */

static truth is_leap(smt *x, num y) {
  if (n_fixed(&y)) return b_of(x, leap(y.lo));
  truth t = n_eq(x, n_low(x, y, 2), n_of(0));
  for (int64_t c = y.lo / CENTURY * CENTURY; c <= y.hi; c += CENTURY)
    if (c >= y.lo && plain_century(c)) t = b_and(x, t, b_not(x, n_eq(x, y, n_of(c))));
  return t;
}

static num length(smt *x, num month) {
  parts s = split(x, month);
  truth few = x->no, feb = n_eq(x, s.y, n_of(1));
  static const int short_months[] = {3, 5, 8, 10};
  for (int i = 0; i < 4; i++) few = b_or(x, few, n_eq(x, s.y, n_of(short_months[i])));
  num n = n_ite(x, few, n_of(30), n_of(31));
  if (feb == x->no) return n;
  return n_ite(x, feb, n_ite(x, is_leap(x, s.x), n_of(29), n_of(28)), n);
}

num d_first(smt *x, num month) { return d_make(x, month, n_of(1)); }
num d_last(smt *x, num month) { return d_make(x, month, length(x, month)); }

static num year_number(smt *x, num y) { /* year_day */
  if (n_fixed(&y)) return n_of(year_day(y.lo));
  num days = n_mul(x, n_sub(x, y, n_of(EPOCH), NULL), n_of(365), NULL);
  num leaps = n_high(x, n_sub(x, y, n_of(1), NULL), 2);
  int64_t before = 1969 / 4 - 1969 / 100 + 1969 / 400;
  for (int64_t c = CENTURY; c < y.hi; c += CENTURY) {
    if (!plain_century(c)) continue;
    if (c < y.lo) before++;
    else leaps = n_sub(x, leaps, n_count(x, n_lt(x, n_of(c), y)), NULL);
  }
  return n_sub(x, n_add(x, days, leaps, NULL), n_of(before), NULL);
}

num d_number(smt *x, num day) {
  if (n_fixed(&day)) return n_of(d_to_day(day.lo));
  parts p = day_parts(x, day), s = split(x, p.x);
  truth after = b_and(x, is_leap(x, s.x), n_lt(x, n_of(1), s.y));
  num off = n_of(0);
  for (int64_t m = s.y.hi; m >= s.y.lo; m--) off = n_ite(x, n_eq(x, s.y, n_of(m)), n_of(d_to_day((EPOCH * 12 + m) * 32 + 1)), m == s.y.hi ? n_of(d_to_day((EPOCH * 12 + m) * 32 + 1)) : off);
  num n = n_add(x, year_number(x, s.x), off, NULL);
  n = n_add(x, n, n_count(x, after), NULL);
  n = n_sub(x, n_add(x, n, p.y, NULL), n_of(1), NULL);
  return n;
}

num d_var(smt *x, const char *name, int64_t lo, int64_t hi) {
  if (lo >= hi) return n_of(lo);
  num y = n_var(x, name, lo / 32 / 12, hi / 32 / 12), m = n_var(x, name, 0, 11), d = n_var(x, name, 1, 31);
  num month = n_add(x, n_mul(x, y, n_of(12), NULL), m, NULL);
  if (!known_parts(x->split, month.t)) note(x, x->split, month.t, y, m);
  num day = d_make(x, month, d);
  smt_holds(x, n_le(x, d, length(x, month)));
  num free = day;
  free.lo = INT32_MIN; /* the bounds are to be said, not taken as known */
  free.hi = INT32_MAX;
  smt_holds(x, n_le(x, n_of(lo), free));
  smt_holds(x, n_le(x, free, n_of(hi)));
  day.lo = lo;
  day.hi = hi;
  return day;
}

/* ---- sums ---- */

static truth outside(smt *x, num v, int64_t lo, int64_t hi) { return b_or(x, n_lt(x, v, n_of(lo)), n_lt(x, n_of(hi), v)); }

static num kept(smt *x, num v, truth bad, int64_t lo, int64_t hi) { /* v within lo..hi, anything there where bad */
  if (bad == x->no) return v;
  if (n_fixed(&v)) return n_of(v.lo < lo ? lo : v.lo > hi ? hi : v.lo);
  num in = n_ite(x, bad, n_of(lo), v);
  if (in.t && in.lo < lo) in.lo = lo;
  if (in.t && in.hi > hi) in.hi = hi;
  return in;
}

num d_add_months(smt *x, num day, num n, truth *bad) {
  parts p = day_parts(x, day);
  truth far = outside(x, n, -LAST_MONTH, LAST_MONTH), over;
  num month = n_add(x, p.x, kept(x, n, far, -LAST_MONTH, LAST_MONTH), &over);
  *bad = b_or(x, far, b_or(x, over, outside(x, month, FIRST_MONTH, LAST_MONTH)));
  month = kept(x, month, *bad, FIRST_MONTH, LAST_MONTH);
  if (p.y.hi <= 28) return d_make(x, month, p.y);
  num most = length(x, month);
  return d_make(x, month, n_ite(x, n_lt(x, most, p.y), most, p.y));
}

static num next_day(smt *x, num day) {
  parts p = day_parts(x, day);
  truth last = n_eq(x, p.y, length(x, p.x));
  num d = n_ite(x, last, n_of(1), n_add(x, p.y, n_of(1), NULL));
  if (d.t && d.hi > 31) d.hi = 31;
  return d_make(x, n_add(x, p.x, n_count(x, last), NULL), d);
}

static num day_before(smt *x, num day) {
  parts p = day_parts(x, day);
  truth first = n_eq(x, p.y, n_of(1));
  if (first == x->no) return d_make(x, p.x, n_sub(x, p.y, n_of(1), NULL));
  num month = n_sub(x, p.x, n_count(x, first), NULL), d = n_ite(x, first, length(x, month), n_sub(x, p.y, n_of(1), NULL));
  if (d.t && d.lo < 1) d.lo = 1;
  return d_make(x, month, d);
}

num d_add_days(smt *x, num day, num n, truth *bad) {
  truth over;
  num sum = n_add(x, d_number(x, day), n, &over);
  *bad = b_or(x, over, outside(x, sum, FIRST_DAY, LAST_DAY));
  if (n_fixed(&sum)) return n_of(d_of_day(sum.lo));
  if (*bad == x->no && n_fixed(&n) && n.lo == 1) return next_day(x, day);
  if (*bad == x->no && n_fixed(&n) && n.lo == -1) return day_before(x, day);
  sum = kept(x, sum, *bad, FIRST_DAY, LAST_DAY);
  num out = d_var(x, "日", d_of_day(sum.lo < FIRST_DAY ? FIRST_DAY : sum.lo), d_of_day(sum.hi > LAST_DAY ? LAST_DAY : sum.hi));
  smt_holds(x, n_eq(x, d_number(x, out), sum));
  return out;
}

/* ---- ages (S7.1, S7.2) ---- */

static num in_year(smt *x, num month, num day) { return n_join(x, month, day, 5); }

num d_age(smt *x, num born, num on) {
  num after = next_day(x, on); /* n years are complete on a day where birth + n years is not after the next one */
  parts b = day_parts(x, born), a = day_parts(x, after), o = day_parts(x, on);
  parts bs = split(x, b.x), as = split(x, a.x), os = split(x, o.x);
  truth early = n_lt(x, in_year(x, as.y, a.y), in_year(x, bs.y, b.y));
  num years = n_sub(x, n_sub(x, as.x, bs.x, NULL), n_count(x, early), NULL);
  truth leapling = b_and(x, n_eq(x, bs.y, n_of(1)), n_eq(x, b.y, n_of(29)));
  if (leapling != x->no) {
    truth before = n_lt(x, in_year(x, os.y, o.y), n_of(32 + 28));
    years = n_ite(x, leapling, n_sub(x, n_sub(x, os.x, bs.x, NULL), n_count(x, before), NULL), years);
  }
  years = n_ite(x, n_lt(x, after, born), n_of(-1), years);
  if (years.t && years.lo < -1) years.lo = -1;
  return years;
}

num d_reach(smt *x, num born, num years, truth *bad) {
  parts b = day_parts(x, born), s = split(x, b.x);
  truth leapling = b_and(x, n_eq(x, s.y, n_of(1)), n_eq(x, b.y, n_of(29))), far = outside(x, years, -LAST_YEAR, LAST_YEAR), over;
  num n = kept(x, years, far, -LAST_YEAR, LAST_YEAR);
  num month = n_add(x, b.x, n_mul(x, n, n_of(12), NULL), &over);
  *bad = b_or(x, far, b_or(x, over, outside(x, month, FIRST_MONTH, LAST_MONTH)));
  month = kept(x, month, *bad, FIRST_MONTH, LAST_MONTH);
  truth first = b_and(x, n_eq(x, month, n_of(FIRST_MONTH)), n_eq(x, b.y, n_of(1)));
  *bad = b_or(x, *bad, first);
  num day = d_make(x, month, n_ite(x, leapling, n_of(29), b.y)), eve = day_before(x, day);
  if (leapling == x->no) return eve;
  return n_ite(x, leapling, d_make(x, month, n_of(28)), eve);
}

num d_year_start(smt *x, num month, int64_t first, truth *bad) {
  num m = split(x, month).y, back = n_sub(x, m, n_of(first - 1), NULL);
  if (first > 1) back = n_ite(x, n_lt(x, m, n_of(first - 1)), n_add(x, m, n_of(13 - first), NULL), back);
  num start = n_sub(x, month, back, NULL);
  *bad = outside(x, start, FIRST_MONTH, LAST_MONTH);
  return kept(x, start, *bad, FIRST_MONTH, LAST_MONTH);
}
