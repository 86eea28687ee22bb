#include "str.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status.h"

static _Noreturn void no_memory(void) {
  (void)fputs("naze: メモリが足りません (out of memory)\n", stderr);
  exit(NAZE_EXIT_LIMIT);
}

void *mem_resize(void *p, size_t count, size_t size) {
  size_t n = 0;
  if (__builtin_mul_overflow(count, size, &n)) no_memory();
  void *q = realloc(p, n ? n : 1);
  if (!q) no_memory();
  return q;
}

char *mem_copy(const char *p, size_t n) {
  char *q = mem_resize(NULL, n + 1, 1);
  if (n) memcpy(q, p, n);
  q[n] = 0;
  return q;
}

static void reserve(str *s, size_t more) {
  size_t need = 0;
  if (__builtin_add_overflow(s->n, more, &need) || __builtin_add_overflow(need, (size_t)1, &need)) no_memory();
  if (need <= s->cap) return;
  size_t cap = s->cap ? s->cap : 64;
  while (cap < need) cap = cap > SIZE_MAX / 2 ? need : cap * 2;
  s->p = mem_resize(s->p, cap, 1);
  s->cap = cap;
}

void str_put_n(str *s, const char *p, size_t n) {
  reserve(s, n);
  if (n) memcpy(s->p + s->n, p, n);
  s->n += n;
  s->p[s->n] = 0;
}

void str_put(str *s, const char *text) { str_put_n(s, text, strlen(text)); }

void str_fill(str *s, char c, size_t n) {
  reserve(s, n);
  memset(s->p + s->n, c, n);
  s->n += n;
  s->p[s->n] = 0;
}

void str_vprintf(str *s, const char *fmt, va_list ap) {
  va_list again;
  va_copy(again, ap);
  int need = vsnprintf(NULL, 0, fmt, again);
  va_end(again);
  if (need < 0) return;
  reserve(s, (size_t)need);
  (void)vsnprintf(s->p + s->n, (size_t)need + 1, fmt, ap);
  s->n += (size_t)need;
}

void str_printf(str *s, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  str_vprintf(s, fmt, ap);
  va_end(ap);
}

void str_clear(str *s) {
  s->n = 0;
  if (s->p) s->p[0] = 0;
}

void str_free(str *s) {
  free(s->p);
  *s = (str){ 0 };
}

const char *str_text(const str *s) { return s->p ? s->p : ""; }

void list_add(str_list *l, const char *p, size_t n) {
  if (l->n == l->cap) {
    l->cap = l->cap ? l->cap * 2 : 8;
    l->v = mem_resize(l->v, l->cap, sizeof *l->v);
  }
  l->v[l->n++] = mem_copy(p, n);
}

void list_free(str_list *l) {
  for (size_t i = 0; i < l->n; i++) free(l->v[i]);
  free(l->v);
  *l = (str_list){ 0 };
}

int list_order(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

bool starts_with(const char *s, const char *prefix) { return strncmp(s, prefix, strlen(prefix)) == 0; }

bool ends_with(const char *s, const char *suffix) {
  size_t n = strlen(s), m = strlen(suffix);
  return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

size_t utf8_next(const char *p, size_t n, unsigned long *code) {
  const unsigned char *u = (const unsigned char *)p;
  if (!n) return 0;
  if (u[0] < 0x80) return *code = u[0], 1;
  size_t len = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
  if (u[0] < 0xC2 || u[0] > 0xF4 || n < len) return 0;
  unsigned long c = u[0] & (0x7Fu >> len);
  for (size_t i = 1; i < len; i++) {
    if ((u[i] & 0xC0) != 0x80) return 0;
    c = c << 6 | (u[i] & 0x3Fu);
  }
  if ((len == 3 && c < 0x800) || (len == 4 && (c < 0x10000 || c > 0x10FFFF)) || (c >= 0xD800 && c <= 0xDFFF)) return 0;
  return *code = c, len;
}

bool utf8_valid(const char *s) {
  size_t n = strlen(s);
  for (size_t i = 0, len; i < n; i += len) {
    unsigned long c = 0;
    if (!(len = utf8_next(s + i, n - i, &c))) return false;
  }
  return true;
}
