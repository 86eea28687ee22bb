/* phrase_value.c -- names and values as the rules write them; see phrase.h */
#include "phrase.h"

#include <string.h>

#include "../../grammar/calendar.h"
#include "date.h"

/* Decodes one scalar; malformed bytes count as one each. */
static uint32_t scalar(const char *p, size_t n, size_t *len) {
  unsigned char c = (unsigned char)p[0];
  size_t k = c < 0x80 ? 1 : c < 0xC2 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 1;
  if (k > n) k = 1;
  uint32_t u = k == 1 ? c : k == 2 ? c & 0x1Fu : k == 3 ? c & 0x0Fu : c & 0x07u;
  for (size_t i = 1; i < k; i++) u = u << 6 | ((unsigned char)p[i] & 0x3Fu);
  *len = k;
  return u;
}

static bool joins(uint32_t u) { return u == 0x30FB; } /* ・ between two letters of a name */
static bool digit(uint32_t u) { return u >= '0' && u <= '9'; }
static bool letter(uint32_t u) { /* kanji, katakana, latin */
  return (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z') || u == '_' || u == 0x3005 || u == 0x3006 || u == 0x3007 ||
         (u >= 0x30A1 && u <= 0x30FA) || u == 0x30FC || (u >= 0x3400 && u <= 0x4DBF) || (u >= 0x4E00 && u <= 0x9FFF) ||
         (u >= 0xF900 && u <= 0xFAFF) || (u >= 0x20000 && u <= 0x3FFFF);
}

bool ir_name_bare(nz_str s) {
  static const char *const breaks[] = {"以上", "以下", "未満", "以内", "以前", "以後", "以降", "以外", "元年"}; /* 令和元年 is a date */
  if (s.n == 0) return false;
  for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
    size_t k = strlen(breaks[i]);
    for (size_t at = 0; at + k <= s.n; at++)
      if (memcmp(s.p + at, breaks[i], k) == 0) return false;
  }
  bool seen_digit = false, was_letter = false;
  for (size_t at = 0, len; at < s.n; at += len) {
    uint32_t u = scalar(s.p + at, s.n - at, &len);
    if (digit(u)) {
      if (at == 0) return false;
      seen_digit = true; /* digits stand only at the end */
      was_letter = false;
    } else if (letter(u)) {
      if (seen_digit) return false;
      was_letter = true;
    } else if (joins(u)) {
      if (!was_letter || seen_digit || at + len == s.n) return false;
      was_letter = false;
    } else {
      return false;
    }
  }
  return was_letter || seen_digit;
}

void ir_phrase_name(nz_str s, ir_buf *out) {
  bool bare = ir_name_bare(s);
  if (!bare) ir_buf_put(out, "「", strlen("「"));
  ir_buf_put(out, s.p, s.n);
  if (!bare) ir_buf_put(out, "」", strlen("」"));
}

static void decimal(int64_t v, unsigned dec, ir_buf *out) {
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, scale = 1;
  for (unsigned i = 0; i < dec; i++) scale *= 10;
  ir_buf_printf(out, "%s%llu", v < 0 ? "−" : "", (unsigned long long)(u / scale));
  if (dec) ir_buf_printf(out, ".%0*llu", (int)dec, (unsigned long long)(u % scale));
}

static void unit(const ir_module *m, uint32_t u, ir_buf *out) {
  if (u >= m->units.n) return;
  nz_str s = ir_text(m, m->units.v[u].name);
  ir_buf_put(out, s.p, s.n);
}

static void date(int64_t day, int precision, ir_buf *out) {
  char buf[64];
  if (!ir_day_ok(day)) ir_buf_printf(out, "？");
  else ir_buf_put(out, buf, nz_date_write(day, precision, buf));
}

static const char *const outcomes[] = {"不可", "可", "一部可", "要照会", "対象外", "不明", "値"};

void ir_phrase_value(const ir_module *m, uint32_t type, int64_t a, int64_t b, ir_buf *out) {
  const ir_type *t = &m->types.v[type];
  int64_t day;
  switch ((ir_tk)t->k) {
    case IR_T_BOOL: ir_buf_printf(out, a ? "ある" : "ない"); break;
    case IR_T_QTY:
      decimal(a, t->dec > 18 ? 18 : t->dec, out);
      unit(m, t->ref, out);
      break;
    case IR_T_RATIO:
      decimal(a, 0, out);
      if (b > 1) ir_buf_printf(out, "/%lld", (long long)b);
      unit(m, t->ref, out);
      break;
    case IR_T_DATE: date(a, NZ_DP_DAY, out); break;
    case IR_T_MONTH:
      if (!ir_first_day(a, &day)) ir_buf_printf(out, "？");
      else date(day, NZ_DP_MONTH, out);
      break;
    case IR_T_TIME:
      if (a < 0 || a > 24 * 60) ir_buf_printf(out, "？");
      else ir_buf_printf(out, "%d:%02d", (int)(a / 60), (int)(a % 60));
      break;
    case IR_T_PERIOD:
      if (a != IR_DATE_MIN) {
        date(a, NZ_DP_DAY, out);
        ir_buf_printf(out, "から");
      }
      if (b != IR_DATE_MAX) {
        date(b, NZ_DP_DAY, out);
        ir_buf_printf(out, "まで");
      }
      if (a == IR_DATE_MIN && b == IR_DATE_MAX) ir_buf_printf(out, "いつでも");
      break;
    case IR_T_TEXT: {
      nz_str s = a >= 0 && a < m->strs.n ? m->strs.v[a] : m->strs.v[0];
      ir_buf_printf(out, "『");
      ir_buf_put(out, s.p, s.n);
      ir_buf_printf(out, "』");
      break;
    }
    case IR_T_ENUM:
      if (a >= 0 && a < m->values.n) ir_phrase_name(ir_text(m, m->values.v[a].name), out);
      else ir_buf_printf(out, "？");
      break;
    case IR_T_ROW: ir_buf_printf(out, "%lld行目", (long long)a + 1); break;
    case IR_T_DECISION:
      ir_buf_printf(out, "%s", a >= 0 && a < (int64_t)(sizeof outcomes / sizeof *outcomes) ? outcomes[a] : "？");
      break;
    case IR_T_SET:
    case IR_T_NOTHING: ir_buf_printf(out, "なし"); break;
  }
}

static bool dates(const ir_type *t) { return t->k == IR_T_DATE || t->k == IR_T_MONTH || t->k == IR_T_TIME; }

void ir_phrase_range(const ir_module *m, uint32_t type, int64_t lo, int64_t hi, ir_buf *out) {
  const ir_type *t = &m->types.v[type];
  if (lo == INT64_MIN && hi == INT64_MAX) {
    ir_buf_printf(out, "どの値でも");
    return;
  }
  if (lo != INT64_MIN) ir_phrase_value(m, type, lo, 1, out);
  if (lo == hi) return;
  if (lo == INT64_MIN) {
    ir_phrase_value(m, type, hi, 1, out);
    ir_buf_printf(out, dates(t) ? "以前" : "以下");
  } else if (hi == INT64_MAX) {
    ir_buf_printf(out, dates(t) ? "以後" : "以上");
  } else {
    ir_buf_printf(out, "から");
    ir_phrase_value(m, type, hi, 1, out);
    ir_buf_printf(out, "まで");
  }
}

static void value_name(const ir_module *m, uint32_t v, ir_buf *out) { ir_phrase_name(ir_text(m, m->values.v[v].name), out); }

void ir_phrase_set(const ir_module *m, uint32_t type, uint64_t bits, ir_buf *out) {
  const ir_type *t = &m->types.v[type];
  if (t->k == IR_T_BOOL) {
    ir_buf_printf(out, (bits & 3) == 3 ? "あるかない" : bits & 2 ? "ある" : "ない");
    return;
  }
  if (t->k != IR_T_ENUM || t->ref >= m->enums.n) return;
  const ir_enum *e = &m->enums.v[t->ref];
  uint32_t n = e->values.n < 64 ? e->values.n : 64, in = 0, first = n, last = 0;
  for (uint32_t i = 0; i < n; i++)
    if (bits >> i & 1) {
      if (first == n) first = i;
      last = i;
      in++;
    }
  if (in == 0) {
    ir_buf_printf(out, "なし");
  } else if (in == 1) {
    value_name(m, e->values.first + first, out);
  } else if (in == n && n == e->values.n) {
    ir_buf_printf(out, "どの値でも");
  } else if (e->ordered && last == n - 1 && in == n - first) {
    value_name(m, e->values.first + first, out);
    ir_buf_printf(out, "以上");
  } else if (e->ordered && first == 0 && in == last + 1) {
    value_name(m, e->values.first + last, out);
    ir_buf_printf(out, "以下");
  } else if (in + 1 == n) {
    uint32_t out_of = 0;
    while (bits >> out_of & 1) out_of++;
    value_name(m, e->values.first + out_of, out);
    ir_buf_printf(out, "以外");
  } else {
    for (uint32_t i = 0, k = 0; i < n; i++)
      if (bits >> i & 1) {
        if (k++) ir_buf_printf(out, "、");
        value_name(m, e->values.first + i, out);
      }
    ir_buf_printf(out, "のいずれか");
  }
}

void ir_phrase_type(const ir_module *m, uint32_t type, ir_buf *out) {
  const ir_type *t = &m->types.v[type];
  switch ((ir_tk)t->k) {
    case IR_T_BOOL: ir_buf_printf(out, "有無"); break;
    case IR_T_QTY:
      unit(m, t->ref, out);
      ir_buf_printf(out, t->dec ? "%s小数%d桁まで" : "%s整数", t->ref < m->units.n ? "の" : "", (int)t->dec);
      break;
    case IR_T_RATIO:
      unit(m, t->ref, out);
      ir_buf_printf(out, t->ref < m->units.n ? "の比" : "比");
      break;
    case IR_T_DATE: ir_buf_printf(out, "日付"); break;
    case IR_T_MONTH: ir_buf_printf(out, "月"); break;
    case IR_T_TIME: ir_buf_printf(out, "時刻"); break;
    case IR_T_PERIOD: ir_buf_printf(out, "期間"); break;
    case IR_T_TEXT: ir_buf_printf(out, "文字列"); break;
    case IR_T_ENUM:
      if (t->ref >= m->enums.n) break;
      for (uint32_t i = 0; i < m->enums.v[t->ref].values.n; i++) {
        if (i == 12) {
          ir_buf_printf(out, "…");
          break;
        }
        if (i) ir_buf_printf(out, "、");
        value_name(m, m->enums.v[t->ref].values.first + i, out);
      }
      ir_buf_printf(out, "のいずれか");
      break;
    case IR_T_ROW:
      if (t->ref < m->ledgers.n) {
        nz_str s = ir_text(m, m->ledgers.v[t->ref].name);
        ir_phrase_name(s, out);
        ir_buf_printf(out, "の行");
      }
      break;
    case IR_T_DECISION: ir_buf_printf(out, "可否"); break;
    case IR_T_SET: ir_buf_printf(out, "行の集まり"); break;
    case IR_T_NOTHING: ir_buf_printf(out, "なし"); break;
  }
}
