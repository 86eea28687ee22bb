/* irread.c -- the reading half of the items of the canonical text, and the reader; see irio.h, irtext.h */
#include <string.h>

#include "date.h"
#include "irio.h"

enum { LARGEST_TEXT = 256 * 1024 * 1024 };

void irio_fail(irio *x, const char *why) {
  if (!x->writing && !x->why) x->why = why;
}

static bool blank(char c) { return c == ' ' || c == '\n'; }
static bool bare(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

static void skip(irio *x) {
  while (x->at < x->n && blank(x->p[x->at])) x->at++;
}

/* The bare word at the cursor; empty when there is none. */
static nz_str bare_word(irio *x) {
  skip(x);
  size_t from = x->at;
  while (x->at < x->n && x->at - from < 64 && bare(x->p[x->at])) x->at++;
  return (nz_str){x->p + from, (uint32_t)(x->at - from)};
}

static bool is(nz_str s, const char *w) { return s.n == strlen(w) && memcmp(s.p, w, s.n) == 0; }

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of the well-formed UTF-8 sequence at p, 0 when there is none. */
static size_t utf8(const unsigned char *p, size_t n) {
  if (p[0] < 0x80) return 1;
  size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
  static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (p[0] < 0xC2 || p[0] > 0xF4 || n < len) return 0;
  unsigned cp = p[0] & (0x7Fu >> len);
  for (size_t i = 1; i < len; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
    cp = cp << 6 | (p[i] & 0x3Fu);
  }
  return cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0 : len;
}

/* ---- items ---- */
void irget_open(irio *x, const char *word) {
  if (x->why) return;
  skip(x);
  if (x->at < x->n && x->p[x->at] == '(') {
    x->at++;
    if (is(bare_word(x), word)) return;
  }
  irio_fail(x, "another record was expected here");
}

void irget_close(irio *x) {
  if (x->why) return;
  skip(x);
  if (x->at < x->n && x->p[x->at] == ')') x->at++;
  else irio_fail(x, "a record does not end where it should");
}

/* word NULL: is there another item before the closing bracket? */
bool irget_more(irio *x, const char *word) {
  if (x->why) return false;
  skip(x);
  if (x->at == x->n || x->p[x->at] == ')') return false;
  if (!word) return true;
  if (x->p[x->at] != '(') return false;
  size_t at = x->at++;
  bool same = is(bare_word(x), word);
  x->at = at;
  return same;
}

void irget_i64(irio *x, int64_t *v) {
  *v = 0;
  if (x->why) return;
  nz_str w = bare_word(x);
  if (is(w, "min") || is(w, "max")) {
    *v = is(w, "min") ? INT64_MIN : INT64_MAX;
    return;
  }
  bool minus = w.n > 0 && w.p[0] == '-';
  uint32_t i = minus;
  int64_t got = 0;
  bool bad = i == w.n || (w.p[i] == '0' && w.n > 1);
  for (; i < w.n && !bad; i++)
    bad = w.p[i] < '0' || w.p[i] > '9' || __builtin_mul_overflow(got, 10, &got) || __builtin_add_overflow(got, w.p[i] - '0', &got);
  if (bad) irio_fail(x, "a number was expected here");
  else *v = minus ? -got : got;
}

void irget_u32(irio *x, uint32_t *v) {
  *v = 0;
  if (x->why) return;
  skip(x);
  size_t at = x->at;
  if (is(bare_word(x), "-")) {
    *v = IR_NONE;
    return;
  }
  x->at = at;
  int64_t wide;
  irget_i64(x, &wide);
  if (wide < 0 || wide >= UINT32_MAX) irio_fail(x, "a number is out of range");
  else *v = (uint32_t)wide;
}

void irget_day(irio *x, int64_t *v) {
  *v = 0;
  if (x->why) return;
  skip(x);
  size_t at = x->at;
  nz_str w = bare_word(x);
  if (w.n != 10 || w.p[4] != '-' || w.p[7] != '-') {
    x->at = at;
    irget_i64(x, v);
    return;
  }
  int64_t part[3] = {0, 0, 0};
  bool bad = false;
  for (int i = 0, k = 0; i < 10; i++) {
    if (i == 4 || i == 7) k++;
    else if (w.p[i] < '0' || w.p[i] > '9') bad = true;
    else part[k] = part[k] * 10 + (w.p[i] - '0');
  }
  if (bad || !ir_day_of(part[0], part[1], part[2], v)) irio_fail(x, "there is no such day");
}

void irget_str(irio *x, ir_str *s) {
  *s = 0;
  if (x->why) return;
  skip(x);
  if (x->at < x->n && x->p[x->at] == '-') {
    x->at++;
    *s = IR_NONE;
    return;
  }
  if (x->at == x->n || x->p[x->at] != '"') {
    irio_fail(x, "a text was expected here");
    return;
  }
  ir_buf b = {x->m->arena, NULL, 0, 0};
  size_t from = ++x->at;
  bool escaped = false;
  while (x->at < x->n && x->p[x->at] != '"') {
    unsigned char c = (unsigned char)x->p[x->at];
    if (c == '\\') {
      int hi = x->at + 2 < x->n ? hex(x->p[x->at + 1]) : -1, lo = hi < 0 ? -1 : hex(x->p[x->at + 2]);
      char byte = (char)(hi * 16 + lo);
      if (lo < 0 || byte == 0 || hi > 7) { /* only single bytes of ASCII are ever written so */
        irio_fail(x, "a text has a wrong escape");
        return;
      }
      if (x->at > from) ir_buf_put(&b, x->p + from, x->at - from);
      ir_buf_put(&b, &byte, 1);
      x->at += 3;
      from = x->at;
      escaped = true;
      continue;
    }
    size_t len = c < 0x20 ? 0 : utf8((const unsigned char *)x->p + x->at, x->n - x->at);
    if (len == 0) {
      irio_fail(x, "a text has bytes that are no UTF-8 text");
      return;
    }
    x->at += len;
  }
  if (x->at == x->n) {
    irio_fail(x, "a text does not end");
    return;
  }
  if (escaped) {
    if (x->at > from) ir_buf_put(&b, x->p + from, x->at - from);
    *s = ir_intern(x->m, b.p, b.n);
  } else {
    *s = ir_intern(x->m, x->p + from, x->at - from);
  }
  x->at++;
}

void irget_word(irio *x, const char *const *words, uint32_t n, uint32_t *v) {
  *v = 0;
  if (x->why) return;
  nz_str w = bare_word(x);
  for (uint32_t i = 0; i < n; i++)
    if (is(w, words[i])) {
      *v = i;
      return;
    }
  irio_fail(x, "this word is not known here");
}

void irget_flag(irio *x, const char *word, bool *v) {
  *v = false;
  if (x->why) return;
  skip(x);
  size_t at = x->at;
  *v = is(bare_word(x), word);
  if (!*v) x->at = at;
}

ir_module *ir_read(nz_arena *a, const char *p, size_t n, const char **why, size_t *where) {
  irio x = {.m = ir_new(a), .p = p, .n = n};
  if (n > LARGEST_TEXT) x.why = "the text is too long";
  irio_module(&x);
  skip(&x);
  if (x.at < x.n) irio_fail(&x, "something follows that is no record");
  *where = x.why ? x.at : 0;
  *why = x.why ? x.why : ir_check(a, x.m);
  return *why ? NULL : x.m;
}
