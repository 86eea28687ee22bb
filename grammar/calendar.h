/* calendar.h -- days, months and Japanese eras. Days count from 1970-01-01 in the Gregorian calendar. */
#ifndef NZ_CALENDAR_H
#define NZ_CALENDAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NZ_YEAR_MIN = 1868, NZ_YEAR_MAX = 9999 };

int64_t nz_civil_days(int year, int month, int day); /* the day must exist */
void nz_days_civil(int64_t days, int *year, int *month, int *day);
int nz_month_length(int year, int month);

typedef enum nz_date_fault {
  NZ_DATE_FINE,
  NZ_DATE_NOT_ONE,     /* not written as a date */
  NZ_DATE_YEAR_ZERO,   /* 令和0年 */
  NZ_DATE_OUTSIDE_ERA, /* 令和元年4月30日, 平成32年 */
  NZ_DATE_NO_SUCH_DAY, /* 2月30日, 13月 */
  NZ_DATE_YEAR_RANGE
} nz_date_fault;

/* Reads 令和6年4月1日 R6.4.1 2024-04-01 2024/4/1 2024年4月1日, the same without day (a month), 令和6年 (a year) and
 * 令和6年度 (April to March). `days` is the first day of what is meant, `precision` an nz_dp. `era` is set for a fault. */
nz_date_fault nz_date_read(const char *p, size_t n, int64_t *days, int *precision, const char **era);
int64_t nz_date_last_day(int64_t first, int precision); /* of the day, month, year or fiscal year that starts there */
/* 令和6年4月1日, 令和6年4月 …: writes at most 64 bytes with the NUL, returns the length. */
size_t nz_date_write(int64_t days, int precision, char buf[64]);
#endif
