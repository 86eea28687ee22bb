/* date.h -- days, months and ages; proleptic Gregorian calendar, day 0 is 1970-01-01. Semantics: spec/semantics.md §7.
 *
 * Days and months are plain int64: days since 1970-01-01, months as year*12 + (month-1). Every function returns false,
 * and leaves *out alone, when an argument or the result is outside the years 1 to 9999. */
#ifndef IR_DATE_H
#define IR_DATE_H
#include <stdbool.h>
#include <stdint.h>

enum { IR_DAY_FIRST = -719162, IR_DAY_LAST = 2932896 };        /* 0001-01-01, 9999-12-31 */
enum { IR_MONTH_FIRST = 12, IR_MONTH_LAST = 9999 * 12 + 11 };  /* 0001-01, 9999-12 */
typedef struct ir_ymd { int32_t y; uint8_t m, d; } ir_ymd;     /* m, d from 1 */

static inline bool ir_day_ok(int64_t day) { return day >= IR_DAY_FIRST && day <= IR_DAY_LAST; }
static inline bool ir_month_ok(int64_t month) { return month >= IR_MONTH_FIRST && month <= IR_MONTH_LAST; }
bool ir_leap(int64_t year);
int ir_month_days(int64_t year, int month);                    /* month 1..12 */
bool ir_civil_ok(int64_t y, int64_t m, int64_t d);             /* such a day exists (years 1 to 9999) */
bool ir_day_of(int64_t y, int64_t m, int64_t d, int64_t *out); /* false when there is no such day */
bool ir_civil(int64_t day, ir_ymd *out);
bool ir_month_of_day(int64_t day, int64_t *out);
bool ir_first_day(int64_t month, int64_t *out);
bool ir_year_start(int64_t month, int64_t first, int64_t *out); /* first month of its year, which begins in month `first` (1 to 12) */
bool ir_last_day(int64_t month, int64_t *out);
bool ir_add_months(int64_t day, int64_t n, int64_t *out);      /* S7.3: clamped to the month's last day, once */
bool ir_add_days(int64_t day, int64_t n, int64_t *out);
bool ir_age_on(int64_t born, int64_t day, int64_t *years);     /* S7.1; -1 before the eve of birth */
bool ir_age_reached(int64_t born, int64_t years, int64_t *out);/* S7.2: 到達日 */
#endif
