/* encoding.c -- the bytes of a file as UTF-8. Office software writes UTF-8 with a BOM, without one, or CP932. */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

static const char LOST[] = "\xEF\xBF\xBD"; /* U+FFFD */

static bool all_utf8(const char *p, size_t n) {
  for (size_t i = 0; i < n;) {
    unsigned long c = 0;
    size_t len = (unsigned char)p[i] < 0x80 ? 1 : utf8_next(p + i, n - i, &c);
    if (!len) return false;
    i += len;
  }
  return true;
}

/* All of it by iconv; how many bytes were none of the encoding. */
static size_t from_cp932(str *out, const char *p, size_t n, uint32_t *line) {
  iconv_t cd = iconv_open("UTF-8", "CP932");
  size_t bad = 0;
  *line = 1;
  if (cd == (iconv_t)-1) return n;
  char *copy = mem_copy(p, n), *in = copy, block[4096];
  size_t left = n;
  while (left) {
    char *to = block;
    size_t room = sizeof block;
    size_t rc = iconv(cd, &in, &left, &to, &room);
    str_put_n(out, block, (size_t)(to - block));
    if (rc != (size_t)-1 || errno == E2BIG) continue;
    if (!bad++)
      for (const char *q = copy; q < in; q++) *line += *q == '\n';
    str_put(out, LOST);
    in++;
    left--;
    (void)iconv(cd, NULL, NULL, NULL, NULL);
  }
  free(copy);
  (void)iconv_close(cd);
  return bad;
}

static void broken(findings *f, const char *file, uint32_t line) {
  find_add(f, false, "broken-encoding", file, line, "文字として読めないバイトがあります（UTF-8 でも CP932 でもない）",
           "bytes that are no text (neither UTF-8 nor CP932)");
}

/* UTF-8 but for some bytes: these are lost, the rest is kept. */
static void keep_utf8(str *out, findings *f, const char *file, const char *p, size_t n) {
  uint32_t line = 1, said = 0;
  for (size_t i = 0; i < n;) {
    unsigned long c = 0;
    size_t len = (unsigned char)p[i] < 0x80 ? 1 : utf8_next(p + i, n - i, &c);
    if (p[i] == '\n') line++;
    if (len) {
      str_put_n(out, p + i, len);
    } else {
      str_put(out, LOST);
      if (said != line) broken(f, file, line);
      said = line;
    }
    i += len ? len : 1;
  }
}

void text_decode(str *out, findings *f, const char *file, const char *p, size_t n) {
  bool bom = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
  if (bom) p += 3, n -= 3;
  if (all_utf8(p, n)) {
    str_put_n(out, p, n);
    return;
  }
  str other = { 0 };
  uint32_t line = 1;
  size_t bad = bom ? n : from_cp932(&other, p, n, &line);
  if (!bad) {
    str_put_n(out, str_text(&other), other.n);
    find_add(f, true, "cp932", file, 0, "CP932（Shift_JIS）として読みました", "read as CP932 (Shift_JIS)");
  } else {
    /* Neither fits: the one that loses less is meant. */
    str own = { 0 };
    findings mine = { 0 };
    keep_utf8(&own, &mine, file, p, n);
    size_t lost = 0;
    for (const char *q = str_text(&own); (q = strstr(q, LOST)) != NULL; q += 3) lost++;
    bool utf8 = bom || lost <= bad;
    str_put_n(out, utf8 ? str_text(&own) : str_text(&other), utf8 ? own.n : other.n);
    if (utf8)
      for (size_t i = 0; i < mine.n; i++) broken(f, file, mine.v[i].line);
    else broken(f, file, line);
    find_free(&mine);
    str_free(&own);
  }
  str_free(&other);
}
