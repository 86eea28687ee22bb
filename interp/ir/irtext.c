/* irtext.c -- the text buffer, the writer of modules and their fingerprint; the form of each line is in irio.c */
#include "irtext.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "irio.h"

static void room(ir_buf *b, size_t more) {
  if (more >= SIZE_MAX / 4 || b->n >= SIZE_MAX / 4) nz_oom(b->a);
  if (b->cap - b->n > more) return; /* cap counts the NUL */
  size_t cap = b->cap ? b->cap : 256;
  while (cap - b->n <= more) cap *= 2;
  char *p = nz_get(b->a, cap);
  if (b->n) memcpy(p, b->p, b->n);
  b->p = p;
  b->cap = cap;
}

void ir_buf_put(ir_buf *b, const char *p, size_t n) {
  room(b, n);
  if (n) memcpy(b->p + b->n, p, n);
  b->n += n;
  b->p[b->n] = 0;
}

void ir_buf_printf(ir_buf *b, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  int n = vsnprintf(NULL, 0, fmt, ap);
  va_end(ap);
  if (n < 0) return;
  room(b, (size_t)n + 1);
  va_start(ap, fmt);
  (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
  va_end(ap);
  b->n += (size_t)n;
}

void irio_flush(irio *x) {
  if (x->sum) ir_sum_put(x->sum, x->ahead, x->nahead);
  else ir_buf_put(x->out, x->ahead, x->nahead);
  x->nahead = 0;
}

void ir_write(const ir_module *m, ir_buf *out, bool with_locs) {
  irio x = {.m = (ir_module *)(uintptr_t)m, .writing = true, .locs = with_locs, .out = out}; /* the writing half changes nothing */
  irio_module(&x);
  irio_flush(&x);
}

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0; }

void ir_fingerprint(const ir_module *m, char hex[65]) {
  ir_sum s;
  ir_sum_begin(&s);
  irio x = {.m = (ir_module *)(uintptr_t)m, .writing = true, .sum = &s};
  irio_module(&x);
  irio_flush(&x);
  nz_str origin = ir_text(m, m->origin);
  for (uint32_t i = 0; i + 1 < origin.n; i += 2) {
    unsigned char byte = (unsigned char)(digit(origin.p[i]) << 4 | digit(origin.p[i + 1]));
    ir_sum_put(&s, &byte, 1);
  }
  unsigned char sum[32];
  ir_sum_end(&s, sum);
  for (int i = 0; i < 32; i++) {
    hex[2 * i] = "0123456789abcdef"[sum[i] >> 4];
    hex[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
  }
  hex[64] = 0;
}
