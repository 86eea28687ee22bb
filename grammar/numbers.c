/* numbers.c -- the scanner's numbers, rates, windows, dates and times; see lex.h */
#include <string.h>

#include "calendar.h"
#include "lex.h"
#include "limits.h"
#include "naze.tab.h"

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Reads 1,864 or 2.5 at p: the value without its point and how many decimals it has. False when it does not fit. */
static bool read_number(const char *p, const char *end, const char **after, int64_t *v, int32_t *scale) {
  bool fits = true, point = false;
  *v = 0, *scale = 0;
  for (; p < end && (digit(*p) || *p == ',' || *p == '.'); p++) {
    if (*p == ',') continue;
    if (*p == '.') {
      if (point || p + 1 == end || !digit(p[1])) break;
      point = true;
      continue;
    }
    if (__builtin_mul_overflow(*v, 10, v) || __builtin_add_overflow(*v, *p - '0', v)) fits = false;
    *scale += point;
  }
  *after = p;
  return fits && *scale <= NZ_MAX_DECIMALS;
}

static nz_tok *fault(nz_lexer *x, nz_msg id, const char *era) {
  nz_pend *g = nz_lex_pend(x, id, x->lo, x->hi);
  g->arg[0] = nz_lex_sym(x, x->lo, x->hi);
  if (era) g->arg[1] = nz_intern_put(x->names, era, strlen(era));
  return NULL;
}

void nz_lex_number(nz_lexer *x, uint32_t digits_from, int kind) {
  const char *p = x->base + x->lo, *end = x->base + x->hi, *after;
  int64_t v;
  int32_t scale;
  if (!read_number(p + digits_from, end, &after, &v, &scale)) {
    fault(x, NZ_M_NUMBER_TOO_LARGE, NULL);
    v = 0, scale = 0;
  }
  if (kind == T_QTY && after == end) kind = T_NUMBER; /* 10未満: the run behind it began with a word */
  nz_tok *t = nz_lex_push(x, kind);
  t->num = v;
  t->aux = scale;
  if (kind == T_RATE) {
    const char *made = end - 6 > after && memcmp(end - 6, "まで", 6) == 0 ? end - 6 : end;
    t->sym = nz_lex_sym(x, (uint32_t)(after - x->base), (uint32_t)(made - x->base));
    if (strncmp(p, "毎", 3) == 0) p += 3;
    t->aux = strncmp(p, "月", 3) == 0     ? NZ_LP_MONTH
             : strncmp(p, "年度", 6) == 0 ? NZ_LP_FISCAL
             : strncmp(p, "年", 3) == 0   ? NZ_LP_YEAR
             : strncmp(p, "週", 3) == 0   ? NZ_LP_WEEK
                                          : NZ_LP_DAY;
    if (scale) fault(x, NZ_M_NUMBER_TOO_LARGE, NULL);
  } else if (kind == T_WINDOW) {
    t->aux = strncmp(p, "前", 3) == 0 ? NZ_WIN_BEFORE : NZ_WIN_RECENT;
    if (scale || (end - after >= 3 && memcmp(after, "年", 3) == 0 && __builtin_mul_overflow(v, 12, &t->num))) fault(x, NZ_M_NUMBER_TOO_LARGE, NULL);
  } else if (kind == T_QTY) {
    t->sym = nz_lex_sym(x, (uint32_t)(after - x->base), x->hi);
  }
}

void nz_lex_date(nz_lexer *x) {
  int64_t days;
  int precision;
  const char *era;
  switch (nz_date_read(x->base + x->lo, x->hi - x->lo, &days, &precision, &era)) {
    case NZ_DATE_FINE: break;
    case NZ_DATE_YEAR_ZERO: fault(x, NZ_M_YEAR_ZERO, NULL); break;
    case NZ_DATE_OUTSIDE_ERA: fault(x, NZ_M_DATE_OUTSIDE_ERA, era); break;
    case NZ_DATE_YEAR_RANGE: fault(x, NZ_M_YEAR_RANGE, NULL); break;
    case NZ_DATE_NO_SUCH_DAY: case NZ_DATE_NOT_ONE: fault(x, NZ_M_NO_SUCH_DATE, NULL); break;
  }
  nz_tok *t = nz_lex_push(x, T_DATE);
  t->num = days;
  t->aux = precision;
}

/* Two numbers of at most two digits with something between them. */
static void two(const nz_lexer *x, int *a, int *b) {
  const char *p = x->base + x->lo, *end = x->base + x->hi;
  *a = *b = 0;
  while (digit(*p)) *a = *a * 10 + (*p++ - '0');
  while (!digit(*p)) p++;
  while (p < end && digit(*p)) *b = *b * 10 + (*p++ - '0');
}

void nz_lex_monthday(nz_lexer *x) {
  int m, d;
  two(x, &m, &d);
  if (m < 1 || m > 12 || d < 1 || d > nz_month_length(2024, m)) fault(x, NZ_M_NO_SUCH_DATE, NULL), m = d = 1;
  nz_lex_push(x, T_MONTHDAY)->num = m * 100 + d;
}

void nz_lex_time(nz_lexer *x) {
  int h, m;
  two(x, &h, &m);
  if (h > 24 || m > 59 || (h == 24 && m)) fault(x, NZ_M_TIME_RANGE, NULL), h = m = 0;
  nz_lex_push(x, T_TIME)->num = h * 60 + m;
}

void nz_lex_atleast(nz_lexer *x) {
  const char *p = x->base + x->lo, *end = x->base + x->hi, *after;
  while (!digit(*p)) p++;
  int64_t v;
  int32_t scale;
  if (!read_number(p, end, &after, &v, &scale)) fault(x, NZ_M_NUMBER_TOO_LARGE, NULL), v = 1;
  nz_lex_push(x, T_ATLEAST)->num = v;
}

/* ---- kanji numerals ---- */

uint32_t nz_lex_kanji_numeral(const nz_lexer *x) { return x->hi - x->lo - 6; } /* without 以上 … */

void nz_lex_kanji_quantity(nz_lexer *x) {
  static const char digits[] = "一二三四五六七八九";
  int64_t total = 0, one = 0;
  uint32_t i = x->lo;
  for (; i < x->hi; i += 3) {
    const char *c = x->base + i;
    if (memcmp(c, "十", 3) == 0) total += (one ? one : 1) * 10, one = 0;
    else {
      int64_t v = 0;
      for (size_t k = 0; k + 3 < sizeof digits + 2; k += 3)
        if (memcmp(digits + k, c, 3) == 0) v = (int64_t)(k / 3) + 1;
      if (v == 0) break;
      if (one > INT64_MAX / 20) one = 0;
      one = one * 10 + v;
    }
  }
  total += one;
  nz_tok *t = nz_lex_push(x, T_QTY);
  t->num = total;
  t->sym = nz_lex_sym(x, i, x->hi);
  char buf[32], rev[24];
  size_t n = 0, k = 0;
  for (int64_t v = total; v > 0 && k < sizeof rev; v /= 10) rev[k++] = (char)('0' + v % 10);
  while (k) buf[n++] = rev[--k];
  nz_str unit = nz_intern_get(x->names, t->sym);
  for (uint32_t j = 0; j < unit.n && n + 1 < sizeof buf; j++) buf[n++] = unit.p[j];
  nz_pend *g = nz_lex_pend(x, NZ_M_KANJI_NUMERAL, x->lo, x->hi);
  g->arg[0] = nz_lex_sym(x, x->lo, x->hi);
  g->arg[1] = g->fix = nz_intern_put(x->names, buf, n);
}
