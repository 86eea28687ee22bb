/* value_text.c -- values as people write them, read by the type they must have; see put.h */
#include <string.h>

#include "../../grammar/calendar.h"
#include "../../grammar/tree.h"
#include "../ir/date.h"
#include "../ir/phrase.h"
#include "put.h"

static bool is(nz_str s, const char *t) { return s.n == strlen(t) && memcmp(s.p, t, s.n) == 0; }
static bool starts(nz_str s, const char *t) { return s.n >= strlen(t) && memcmp(s.p, t, strlen(t)) == 0; }
static nz_str from(nz_str s, size_t k) { return (nz_str){s.p + k, s.n - (uint32_t)k}; }

static bool pow10_of(unsigned dec, int64_t *out) {
  int64_t v = 1;
  for (unsigned i = 0; i < dec; i++)
    if (__builtin_mul_overflow(v, (int64_t)10, &v)) return false;
  *out = v;
  return true;
}

bool nz_whole_to_type(const ir_type *t, int64_t whole, int64_t *v) {
  int64_t scale;
  return pow10_of(t->dec, &scale) && !__builtin_mul_overflow(whole, scale, v);
}

void nz_reduce(int64_t *num, int64_t *den) {
  uint64_t a = *num < 0 ? 0 - (uint64_t)*num : (uint64_t)*num, b = *den < 0 ? 0 - (uint64_t)*den : (uint64_t)*den;
  bool negative = (*num < 0) != (*den < 0);
  uint64_t x = a, y = b;
  while (y) {
    uint64_t r = x % y;
    x = y;
    y = r;
  }
  if (x == 0) return;
  a /= x;
  b /= x;
  if (a > INT64_MAX || b > INT64_MAX) return; /* INT64_MIN over an odd number: left as it is */
  *num = negative ? -(int64_t)a : (int64_t)a;
  *den = (int64_t)b;
}

/* ---- numbers ---- */

typedef struct number { int64_t mantissa; unsigned dec; nz_str unit; } number;
typedef enum { NUMBER_FINE, NUMBER_NONE, NUMBER_LARGE } number_fault;

/* −12.50点: what follows the digits is the unit. */
static number_fault read_number(nz_str s, number *out) {
  bool minus = false;
  size_t i = 0;
  static const char *const signs[] = {"-", "−", "－"};
  for (size_t k = 0; k < sizeof signs / sizeof *signs && !minus; k++)
    if (starts(s, signs[k])) {
      minus = true;
      i = strlen(signs[k]);
    }
  size_t digits = 0;
  bool point = false;
  *out = (number){0, 0, {"", 0}};
  for (; i < s.n; i++) {
    char c = s.p[i];
    if (c == '.' && !point && digits && i + 1 < s.n && s.p[i + 1] >= '0' && s.p[i + 1] <= '9') {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    digits++;
    out->dec += point;
    if (__builtin_mul_overflow(out->mantissa, (int64_t)10, &out->mantissa) ||
        __builtin_sub_overflow(out->mantissa, (int64_t)(c - '0'), &out->mantissa)) /* negative: it reaches further */
      return NUMBER_LARGE;
  }
  if (!digits) return NUMBER_NONE;
  if (!minus && __builtin_sub_overflow((int64_t)0, out->mantissa, &out->mantissa)) return NUMBER_LARGE;
  while (i < s.n && s.p[i] == ' ') i++;
  out->unit = from(s, i);
  return NUMBER_FINE;
}

/* Spellings of the calendar units, as in rules. */
static bool same_unit(nz_str typed, nz_str declared) {
  static const char *const also[][2] = {{"か月", "月"}, {"ヶ月", "月"}, {"カ月", "月"}, {"ケ月", "月"}, {"ヵ月", "月"}, {"箇月", "月"},
                                        {"月間", "月"}, {"日間", "日"}, {"年間", "年"}, {"才", "歳"}, {"週間", "週"}};
  if (typed.n == declared.n && memcmp(typed.p, declared.p, typed.n) == 0) return true;
  for (size_t i = 0; i < sizeof also / sizeof *also; i++)
    if (is(typed, also[i][0]) && is(declared, also[i][1])) return true;
  return false;
}

static nz_str unit_name(const ir_module *m, const ir_type *t) {
  return t->ref < m->units.n ? ir_text(m, m->units.v[t->ref].name) : (nz_str){"", 0};
}

static void not_a_number(const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s) {
  nz_diag *g = nz_say_at(d, NZ_M_FACT_NUMBER, w);
  nz_arg_str(d, g, 1, s);
  nz_args(d, g, 2, nz_example(m, type));
}

static void too_large(const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s) {
  nz_diag *g = nz_say_at(d, NZ_M_FACT_RANGE, w);
  ir_buf b = {d->a, NULL, 0, 0};
  ir_phrase_range(m, type, -INT64_MAX, INT64_MAX - 1, &b);
  nz_arg_str(d, g, 1, s);
  nz_arg_buf(d, g, 2, &b);
}

static bool unit_fits(const ir_module *m, nz_diags *d, const nz_where *w, const ir_type *t, nz_str unit, nz_str whole) {
  nz_str want = unit_name(m, t);
  if (unit.n == 0 || same_unit(unit, want)) return true;
  nz_diag *g = nz_say_at(d, NZ_M_FACT_UNIT, w);
  nz_arg_str(d, g, 1, whole);
  nz_arg_str(d, g, 2, want);
  return false;
}

static bool read_quantity(const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s, int64_t *v) {
  const ir_type *t = &m->types.v[type];
  number x;
  switch (read_number(s, &x)) {
    case NUMBER_NONE: not_a_number(m, d, w, type, s); return false;
    case NUMBER_LARGE: too_large(m, d, w, type, s); return false;
    case NUMBER_FINE: break;
  }
  if (!unit_fits(m, d, w, t, x.unit, s)) return false;
  while (x.dec > t->dec && x.mantissa % 10 == 0) {
    x.mantissa /= 10;
    x.dec--;
  }
  if (x.dec > t->dec) {
    nz_diag *g = nz_say_at(d, NZ_M_FACT_DECIMALS, w);
    ir_buf b = {d->a, NULL, 0, 0};
    ir_buf_printf(&b, "%u", (unsigned)t->dec);
    nz_arg_str(d, g, 1, s);
    nz_arg_buf(d, g, 2, &b);
    return false;
  }
  int64_t scale;
  if (!pow10_of(t->dec - x.dec, &scale) || __builtin_mul_overflow(x.mantissa, scale, v)) {
    too_large(m, d, w, type, s);
    return false;
  }
  return true;
}

/* 290/7, 290÷7, 41.5, each perhaps with the unit of the quotient at its end */
static bool read_quotient(const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s, int64_t *num, int64_t *den) {
  const ir_type *t = &m->types.v[type];
  number x, y = {1, 0, {"", 0}};
  number_fault f = read_number(s, &x);
  if (f == NUMBER_FINE && (starts(x.unit, "/") || starts(x.unit, "÷"))) {
    nz_str right = from(x.unit, starts(x.unit, "/") ? 1 : strlen("÷"));
    while (right.n && right.p[0] == ' ') right = from(right, 1);
    f = read_number(right, &y);
    x.unit = y.unit;
  }
  if (f == NUMBER_LARGE) {
    too_large(m, d, w, type, s);
    return false;
  }
  if (f == NUMBER_NONE || y.mantissa == 0) {
    not_a_number(m, d, w, type, s);
    return false;
  }
  if (!unit_fits(m, d, w, t, x.unit, s)) return false;
  int64_t up, down; /* bring both to whole numbers */
  *num = x.mantissa;
  *den = y.mantissa;
  if (!pow10_of(y.dec, &up) || !pow10_of(x.dec, &down) || __builtin_mul_overflow(*num, up, num) || __builtin_mul_overflow(*den, down, den) ||
      *num == INT64_MIN || *den == INT64_MIN) {
    too_large(m, d, w, type, s);
    return false;
  }
  nz_reduce(num, den);
  return true;
}

/* ---- dates ---- */

bool nz_read_date(nz_diags *d, const nz_where *w, nz_str s, int precision, int64_t *day) {
  int got;
  const char *era;
  nz_date_fault f = nz_date_read(s.p, s.n, day, &got, &era);
  if (f == NZ_DATE_FINE && got == precision) return true;
  nz_diag *g;
  if (f == NZ_DATE_NO_SUCH_DAY) {
    g = nz_say_at(d, NZ_M_FACT_NO_SUCH_DAY, w);
    nz_arg_str(d, g, 1, s);
  } else if (f == NZ_DATE_OUTSIDE_ERA || f == NZ_DATE_YEAR_ZERO) {
    g = nz_say_at(d, NZ_M_FACT_OUTSIDE_ERA, w);
    nz_arg_str(d, g, 1, s);
    nz_args(d, g, 2, era);
  } else {
    g = nz_say_at(d, NZ_M_FACT_DATE, w);
    nz_arg_str(d, g, 1, s);
    nz_args(d, g, 2, precision == NZ_DP_MONTH ? "月" : "日付");
    nz_args(d, g, 3, precision == NZ_DP_MONTH ? "2024-04" : "2024-04-01");
  }
  return false;
}

/* から: the first day of what is written; まで: its last. */
static bool period_end(nz_diags *d, const nz_where *w, nz_str s, bool last, int64_t *out) {
  int precision;
  const char *era;
  int64_t day;
  if (s.n == 0) {
    *out = last ? IR_DATE_MAX : IR_DATE_MIN;
    return true;
  }
  if (nz_date_read(s.p, s.n, &day, &precision, &era) != NZ_DATE_FINE) return nz_read_date(d, w, s, NZ_DP_DAY, out);
  *out = last ? nz_date_last_day(day, precision) : day;
  return true;
}

bool nz_read_period(nz_diags *d, const nz_where *w, nz_str a, nz_str b, int64_t *lo, int64_t *hi) {
  if (!period_end(d, w, a, false, lo) || !period_end(d, w, b, true, hi)) return false;
  if (*lo <= *hi) return true;
  nz_diag *g = nz_say_at(d, NZ_M_FACT_BACKWARDS, w);
  nz_arg_str(d, g, 1, a);
  nz_arg_str(d, g, 2, b);
  return false;
}

/* 令和6年4月1日から令和7年3月31日まで; either end may be left out */
static bool read_period_text(nz_diags *d, const nz_where *w, nz_str s, int64_t *lo, int64_t *hi) {
  const size_t k = strlen("から");
  nz_str a = {"", 0}, b = s;
  for (size_t i = 0; i + k <= s.n; i++)
    if (memcmp(s.p + i, "から", k) == 0) {
      a = (nz_str){s.p, (uint32_t)i};
      b = from(s, i + k);
      break;
    }
  if (b.n >= k && memcmp(b.p + b.n - k, "まで", k) == 0) b.n -= (uint32_t)k;
  else if (b.n) { /* not a period at all */
    nz_diag *g = nz_say_at(d, NZ_M_FACT_DATE, w);
    nz_arg_str(d, g, 1, s);
    nz_args(d, g, 2, "期間");
    nz_args(d, g, 3, "2024-04-01から2025-03-31まで");
    return false;
  }
  return nz_read_period(d, w, a, b, lo, hi);
}

static bool read_time(nz_diags *d, const nz_where *w, nz_str s, int64_t *v) {
  int64_t h = 0, min = 0;
  size_t i = 0, nh = 0, nm = 0;
  for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && nh < 2; i++, nh++) h = h * 10 + (s.p[i] - '0');
  nz_str rest = from(s, i);
  size_t sep = starts(rest, ":") ? 1 : starts(rest, "：") ? strlen("：") : 0; /* normalised text has the wide one */
  i += sep;
  for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && nm < 2; i++, nm++) min = min * 10 + (s.p[i] - '0');
  if (nh && sep && nm == 2 && i == s.n && min < 60 && h * 60 + min <= 24 * 60) {
    *v = h * 60 + min;
    return true;
  }
  nz_diag *g = nz_say_at(d, NZ_M_FACT_DATE, w);
  nz_arg_str(d, g, 1, s);
  nz_args(d, g, 2, "時刻");
  nz_args(d, g, 3, "10:00");
  return false;
}

/* ---- values of a list ---- */

static bool read_choice(nz_arena *a, const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s, int64_t *v) {
  const ir_type *t = &m->types.v[type];
  nz_str typed = nz_typed(a, s.p, s.n);
  uint32_t id = ir_find_value(m, t->ref, typed.p, typed.n);
  if (id != IR_NONE) {
    *v = id;
    return true;
  }
  nz_diag *g = nz_say_at(d, NZ_M_FACT_VALUE, w);
  ir_buf b = {d->a, NULL, 0, 0};
  ir_phrase_type(m, type, &b);
  nz_arg_str(d, g, 1, typed);
  nz_arg_buf(d, g, 2, &b);
  if (nz_kept(d, g)) nz_arg_str(d, g, 3, nz_near_value(m, t->ref, typed));
  return false;
}

static bool read_truth(nz_diags *d, const nz_where *w, nz_str s, int64_t *v) {
  static const char *const yes[] = {"ある", "である", "有", "true"}, *const no[] = {"ない", "でない", "無", "false"};
  for (size_t i = 0; i < 4; i++) {
    if (is(s, yes[i])) return *v = 1, true;
    if (is(s, no[i])) return *v = 0, true;
  }
  nz_diag *g = nz_say_at(d, NZ_M_FACT_VALUE, w);
  nz_arg_str(d, g, 1, s);
  nz_args(d, g, 2, "ある、ない");
  return false;
}

bool nz_read_value(nz_arena *a, const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s, int64_t *v, int64_t *v2) {
  *v = 0;
  *v2 = 0;
  nz_str folded = nz_normalise(a, s.p, s.n);
  switch ((ir_tk)m->types.v[type].k) {
    case IR_T_BOOL: return read_truth(d, w, folded, v);
    case IR_T_QTY: return read_quantity(m, d, w, type, folded, v);
    case IR_T_RATIO: return read_quotient(m, d, w, type, folded, v, v2);
    case IR_T_DATE: return nz_read_date(d, w, folded, NZ_DP_DAY, v);
    case IR_T_MONTH: return nz_read_date(d, w, folded, NZ_DP_MONTH, v) && ir_month_of_day(*v, v);
    case IR_T_TIME: return read_time(d, w, folded, v);
    case IR_T_PERIOD: return read_period_text(d, w, folded, v, v2);
    case IR_T_ENUM: return read_choice(a, m, d, w, type, s, v);
    default: return false;
  }
}

const char *nz_example(const ir_module *m, uint32_t type) {
  switch ((ir_tk)m->types.v[type].k) {
    case IR_T_BOOL: return "true";
    case IR_T_QTY: return m->types.v[type].dec ? "\"1.5\"" : "10";
    case IR_T_RATIO: return "\"290/7\"";
    case IR_T_DATE: return "\"2024-04-01\"";
    case IR_T_MONTH: return "\"2024-04\"";
    case IR_T_TIME: return "\"10:00\"";
    case IR_T_PERIOD: return "{\"から\": \"2024-04-01\", \"まで\": \"2025-03-31\"}";
    default: return "\"…\"";
  }
}
