/* calendar.c -- reading and writing dates; see calendar.h */
#include "calendar.h"

#include <stdio.h>
#include <string.h>

#include "tree.h"

int64_t nz_civil_days(int year, int month, int day) {
  int64_t y = (int64_t)year - (month <= 2);
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t yoe = y - era * 400;
  int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void nz_days_civil(int64_t days, int *year, int *month, int *day) {
  int64_t z = days + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int64_t mp = (5 * doy + 2) / 153;
  *day = (int)(doy - (153 * mp + 2) / 5 + 1);
  *month = (int)(mp < 10 ? mp + 3 : mp - 9);
  *year = (int)(yoe + era * 400 + (*month <= 2));
}

int nz_month_length(int year, int month) {
  static const int len[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : len[month - 1];
}

static const struct era { const char *name; char letter; int y0, from_m, from_d, to_y, to_m, to_d; } eras[] = {
    {"明治", 'M', 1868, 10, 23, 1912, 7, 29},
    {"大正", 'T', 1912, 7, 30, 1926, 12, 24},
    {"昭和", 'S', 1926, 12, 25, 1989, 1, 7},
    {"平成", 'H', 1989, 1, 8, 2019, 4, 30},
    {"令和", 'R', 2019, 5, 1, 9999, 12, 31},
};
enum { ERAS = sizeof eras / sizeof eras[0] };

typedef struct reader { const char *p, *end; } reader;

static bool take(reader *r, const char *s) {
  size_t n = strlen(s);
  if ((size_t)(r->end - r->p) < n || memcmp(r->p, s, n) != 0) return false;
  r->p += n;
  return true;
}
static bool number(reader *r, int *v) {
  const char *start = r->p;
  *v = 0;
  while (r->p < r->end && *r->p >= '0' && *r->p <= '9') {
    if (*v < 100000) *v = *v * 10 + (*r->p - '0');
    r->p++;
  }
  return r->p > start;
}

/* The parts as written: month and day are 0 when left out. */
typedef struct parts { const struct era *era; int y, m, d; bool has_m, has_d, fiscal; } parts;

static bool read_parts(reader *r, parts *x) {
  memset(x, 0, sizeof *x);
  bool kanji = true;
  for (int i = 0; i < ERAS && !x->era; i++) {
    if (take(r, eras[i].name)) x->era = &eras[i];
    else if (r->p + 1 < r->end && *r->p == eras[i].letter && r->p[1] >= '0' && r->p[1] <= '9') x->era = &eras[i], r->p++, kanji = false;
  }
  if (x->era && kanji && take(r, "元")) x->y = 1;
  else if (!number(r, &x->y)) return false;
  const char *sep = take(r, "年") ? "月" : take(r, ".") ? "." : take(r, "-") ? "-" : take(r, "/") ? "/" : NULL;
  if (!sep) return false;
  if (*sep != '.' && *sep != '-' && *sep != '/') {
    if (take(r, "度")) {
      x->fiscal = true;
      return r->p == r->end;
    }
    if (r->p == r->end) return true;
    if (!number(r, &x->m) || !take(r, "月")) return false;
    x->has_m = true;
    if (r->p == r->end) return true;
    x->has_d = true;
    return number(r, &x->d) && take(r, "日") && r->p == r->end;
  }
  if (!number(r, &x->m)) return false;
  x->has_m = true;
  if (r->p == r->end) return true;
  x->has_d = true;
  return take(r, sep) && number(r, &x->d) && r->p == r->end;
}

nz_date_fault nz_date_read(const char *p, size_t n, int64_t *days, int *precision, const char **era) {
  reader r = {p, p + n};
  parts x;
  *days = 0, *precision = NZ_DP_DAY, *era = "";
  if (!read_parts(&r, &x)) return NZ_DATE_NOT_ONE;
  if (x.era) *era = x.era->name;
  if (x.era && x.y == 0) return NZ_DATE_YEAR_ZERO;
  int year = x.era ? x.era->y0 - 1 + x.y : x.y;
  if (x.era && year > x.era->to_y) return x.era == &eras[ERAS - 1] ? NZ_DATE_YEAR_RANGE : NZ_DATE_OUTSIDE_ERA;
  if (year < NZ_YEAR_MIN || year > NZ_YEAR_MAX) return NZ_DATE_YEAR_RANGE;
  *precision = x.fiscal ? NZ_DP_FISCAL : x.has_d ? NZ_DP_DAY : x.has_m ? NZ_DP_MONTH : NZ_DP_YEAR;
  if (x.has_m && (x.m < 1 || x.m > 12)) return NZ_DATE_NO_SUCH_DAY;
  int m = x.fiscal ? 4 : x.has_m ? x.m : 1, d = x.has_d ? x.d : 1;
  if (x.has_d && (d < 1 || d > nz_month_length(year, m))) return NZ_DATE_NO_SUCH_DAY;
  *days = nz_civil_days(year, m, d);
  if (x.era) { /* what is meant must touch the era: 平成31年度 and 令和元年度 are both fine */
    int64_t from = nz_civil_days(x.era->y0, x.era->from_m, x.era->from_d), to = nz_civil_days(x.era->to_y, x.era->to_m, x.era->to_d);
    if (nz_date_last_day(*days, *precision) < from || *days > to) return NZ_DATE_OUTSIDE_ERA;
  }
  return NZ_DATE_FINE;
}

int64_t nz_date_last_day(int64_t first, int precision) {
  int y, m, d;
  nz_days_civil(first, &y, &m, &d);
  if (precision == NZ_DP_MONTH) return nz_civil_days(y, m, nz_month_length(y, m));
  if (precision == NZ_DP_YEAR) return nz_civil_days(y, 12, 31);
  if (precision == NZ_DP_FISCAL) return nz_civil_days(y + 1, 3, 31);
  return first;
}

size_t nz_date_write(int64_t days, int precision, char buf[64]) {
  int y, m, d;
  nz_days_civil(days, &y, &m, &d);
  const struct era *e = NULL;
  for (int i = 0; i < ERAS; i++)
    if (days >= nz_civil_days(eras[i].y0, eras[i].from_m, eras[i].from_d)) e = &eras[i];
  char year[24];
  int n = e ? y - e->y0 + 1 : y;
  if (e && n == 1) snprintf(year, sizeof year, "%s元年", e->name);
  else snprintf(year, sizeof year, "%s%d年", e ? e->name : "", n);
  int k = precision == NZ_DP_FISCAL ? snprintf(buf, 64, "%s度", year)
        : precision == NZ_DP_YEAR   ? snprintf(buf, 64, "%s", year)
        : precision == NZ_DP_MONTH  ? snprintf(buf, 64, "%s%d月", year, m)
                                    : snprintf(buf, 64, "%s%d月%d日", year, m, d);
  return k > 0 && k < 64 ? (size_t)k : 0;
}
