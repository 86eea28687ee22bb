/* irput.h -- the writing half of the items of irio.h, in a header because the text of a rule set is a hundred thousand small
 * items, written for the fingerprint each time rules are loaded. Inside of irio.c. */
#ifndef NZ_IRPUT_H
#define NZ_IRPUT_H
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "irio.h"

enum { IRPUT_PIECE = 64 }; /* an item that is no text is never longer, its blank included */

/* Room for n bytes, at most IRPUT_PIECE, at the end of what is yet to be passed on. */
static inline char *irput_room(irio *x, size_t n) {
  if (n > sizeof x->ahead - x->nahead) irio_flush(x);
  return x->ahead + x->nahead;
}

static inline void irput_char(irio *x, char c) {
  *irput_room(x, 1) = c;
  x->nahead++;
}

/* A text of any length, without a blank before it. */
static inline void irput_raw(irio *x, const char *p, size_t n) {
  while (n) {
    char *to = irput_room(x, 1);
    size_t room = sizeof x->ahead - x->nahead, part = n < room ? n : room;
    memcpy(to, p, part);
    x->nahead += part, p += part, n -= part;
  }
}

/* A short item, with the blank that is due. */
static inline void irput_short(irio *x, const char *p, size_t n) {
  char *to = irput_room(x, n + 1);
  *to = ' ';
  memcpy(to + x->gap, p, n);
  x->nahead += n + x->gap;
  x->gap = true;
}

static inline void irput_number(irio *x, int64_t v) {
  char text[24], *end = text + sizeof text, *p = end;
  uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  do *--p = (char)('0' + left % 10);
  while (left /= 10);
  if (v < 0) *--p = '-';
  irput_short(x, p, (size_t)(end - p));
}

static inline void irput_u32(irio *x, uint32_t v) {
  if (v == IR_NONE) {
    irput_short(x, "-", 1);
    return;
  }
  uint32_t digits = 1;
  for (uint64_t ten = 10; ten <= v; ten *= 10) digits++;
  char *to = irput_room(x, digits + 1);
  *to = ' ';
  to += x->gap;
  x->nahead += digits + x->gap;
  x->gap = true;
  for (; digits; v /= 10) to[--digits] = (char)('0' + v % 10); /* in its place, from the last */
}

static inline void irput_i64(irio *x, int64_t v) {
  if (v == INT64_MIN) irput_short(x, "min", 3);
  else if (v == INT64_MAX) irput_short(x, "max", 3);
  else irput_number(x, v);
}

static inline void irput_day(irio *x, int64_t v) {
  char text[32];
  ir_ymd c;
  if (ir_civil(v, &c)) irput_short(x, text, (size_t)snprintf(text, sizeof text, "%04d-%02u-%02u", (int)c.y, (unsigned)c.m, (unsigned)c.d));
  else irput_i64(x, v);
}

/* How many bytes, eight at a time, have an upper bit set: of most texts, nearly all. None of these is ever escaped. */
static inline size_t irput_plain(const char *p, size_t n) {
  size_t i = 0;
  for (uint64_t word; i + sizeof word <= n; i += sizeof word) {
    memcpy(&word, p + i, sizeof word);
    if ((word & UINT64_C(0x8080808080808080)) != UINT64_C(0x8080808080808080)) break;
  }
  return i;
}

static inline void irput_quoted(irio *x, nz_str s) {
  irput_short(x, "\"", 1);
  size_t done = 0;
  for (size_t i = 0; i < s.n; i++) {
    i += irput_plain(s.p + i, s.n - i);
    if (i == s.n) break;
    unsigned char c = (unsigned char)s.p[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    irput_raw(x, s.p + done, i - done);
    irput_raw(x, (char[]){'\\', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]}, 3);
    done = i + 1;
  }
  irput_raw(x, s.p + done, s.n - done);
  irput_char(x, '"');
}

/* "(word"; words are the short ones of irio.c. */
static inline void irput_open(irio *x, const char *word) {
  irput_short(x, "(", 1);
  x->gap = false;
  irput_short(x, word, strlen(word));
}
#endif
