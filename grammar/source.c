/* source.c -- loading a rule file; see source.h. The folding itself is in nfkc.c. */
#include "source.h"

#include <string.h>

#include "nfkc.h"

/* ---- what the bytes are when they are not UTF-8 ---- */
static bool high(unsigned char c) { return c >= 0xA1 && c <= 0xFE; }

static bool is_euc(const unsigned char *u, size_t n) {
  size_t pairs = 0;
  for (size_t i = 0; i < n;) {
    if (u[i] < 0x80) i++;
    else if (u[i] == 0x8E && i + 1 < n && high(u[i + 1])) i += 2;
    else if (u[i] == 0x8F && i + 2 < n && high(u[i + 1]) && high(u[i + 2])) i += 3;
    else if (i + 1 < n && high(u[i]) && high(u[i + 1])) i += 2, pairs++;
    else return false;
  }
  return pairs > 0;
}

static bool is_cp932(const unsigned char *u, size_t n) {
  size_t pairs = 0, singles = 0;
  for (size_t i = 0; i < n;) {
    unsigned char c = u[i], t = i + 1 < n ? u[i + 1] : 0;
    if (c < 0x80) i++;
    else if (c >= 0xA1 && c <= 0xDF) i++, singles++;
    else if (((c >= 0x81 && c <= 0x9F) || (c >= 0xE0 && c <= 0xFC)) && t >= 0x40 && t <= 0xFC && t != 0x7F) i += 2, pairs++;
    else return false;
  }
  return pairs > singles / 4; /* text has more kanji and kana than half-width kana */
}

static nz_msg encoding_of(const char *p, size_t n) {
  const unsigned char *u = (const unsigned char *)p;
  size_t good = 0, bad = 0; /* UTF-8 with a flaw in it has many more good characters than bad bytes */
  for (size_t i = 0; i < n;) {
    uint32_t cp;
    unsigned len = nz_utf8(p + i, n - i, &cp);
    good += len > 1;
    bad += len == 0;
    i += len ? len : 1;
  }
  if (good >= bad || bad < 4) return NZ_M_NOT_UTF8;
  return is_euc(u, n) ? NZ_M_NOT_UTF8_EUC : is_cp932(u, n) ? NZ_M_NOT_UTF8_CP932 : NZ_M_NOT_UTF8;
}

/* UTF-16: a byte order mark, or every other byte of the beginning zero. */
static bool is_utf16(const char *p, size_t n) {
  const unsigned char *u = (const unsigned char *)p;
  if (n >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF))) return true;
  size_t zero[2] = {0, 0}, look = n < 256 ? n : 256;
  for (size_t i = 0; i < look; i++) zero[i & 1] += u[i] == 0;
  return look >= 8 && ((zero[0] == 0 && zero[1] > look / 8) || (zero[1] == 0 && zero[0] > look / 8));
}

/* ---- loading ---- */
static void decimal(uint64_t v, char out[24]) {
  char b[24];
  int k = 0, n = 0;
  do b[k++] = (char)('0' + v % 10);
  while ((v /= 10) != 0);
  while (k) out[n++] = b[--k];
  out[n] = 0;
}

static nz_diag *complain(nz_diags *d, nz_msg id, const nz_source *s) {
  return nz_args(d, nz_report(d, id, (nz_span){s->id, 0, 0}), 0, s->path);
}

/* Makes an unusable file one empty line whose only place is raw offset `at`, for its message. */
static nz_source *unusable(nz_arena *a, nz_source *s, uint32_t at) {
  s->text = "\n";
  s->ntext = 1;
  s->map = NZ_NEW_N(a, uint32_t, 2);
  s->map[0] = at;
  s->map[1] = s->nraw;
  return NULL;
}

static void index_lines(nz_arena *a, nz_source *s, uint32_t from) {
  const char *p = s->raw + from, *end = s->raw + s->nraw;
  bool old_ends = memchr(p, '\r', (size_t)(end - p)) != NULL;
  uint32_t n = 1;
  for (const char *q = p; (q = memchr(q, '\n', (size_t)(end - q))) != NULL; q++) n++;
  for (const char *q = p; old_ends && q < end; q++) n += *q == '\r' && (q + 1 == end || q[1] != '\n');
  s->lines = NZ_NEW_N(a, uint32_t, n);
  s->lines[s->nlines++] = from;
  if (!old_ends) {
    for (const char *q = p; (q = memchr(q, '\n', (size_t)(end - q))) != NULL; q++) s->lines[s->nlines++] = (uint32_t)(q + 1 - s->raw);
    return;
  }
  for (const char *q = p; q < end && s->nlines < n; q++)
    if (*q == '\n' || (*q == '\r' && (q + 1 == end || q[1] != '\n'))) s->lines[s->nlines++] = (uint32_t)(q + 1 - s->raw);
}

nz_source *nz_source_load(nz_arena *a, nz_sources *ss, nz_diags *d, const char *path, const char *bytes, size_t n) {
  char number[24];
  if (ss->list.n >= NZ_MAX_FILES) {
    nz_diag *g = nz_report(d, NZ_M_TOO_MANY_FILES, (nz_span){NZ_NO_FILE, 0, 0});
    decimal(NZ_MAX_FILES, number);
    nz_args(d, nz_args(d, g, 0, path), 1, number);
    return NULL;
  }
  nz_source *s = NZ_NEW(a, nz_source);
  s->id = (uint16_t)ss->list.n;
  s->path = nz_copy(a, path, strlen(path));
  NZ_PUSH(a, &ss->list) = s;
  if (n > NZ_MAX_FILE) {
    s->raw = "";
    index_lines(a, s, 0);
    nz_diag *g = complain(d, NZ_M_FILE_TOO_LARGE, s);
    decimal(n, number);
    nz_args(d, g, 1, number);
    decimal(NZ_MAX_FILE, number);
    nz_args(d, g, 2, number);
    return unusable(a, s, 0);
  }
  s->raw = nz_copy(a, bytes, n);
  s->nraw = (uint32_t)n;
  uint32_t from = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  index_lines(a, s, from);
  if (is_utf16(s->raw, n) && (n < 2 || s->raw[0] || s->raw[1])) {
    complain(d, NZ_M_NOT_UTF8_UTF16, s);
    return unusable(a, s, 0);
  }
  const char *nul = n ? memchr(s->raw, 0, n) : NULL;
  if (nul) {
    size_t i = 0;
    while (i < n && s->raw[i] == 0) i++;
    complain(d, i == n ? NZ_M_ONLY_ZEROS : NZ_M_HAS_NUL, s);
    return unusable(a, s, (uint32_t)(nul - s->raw));
  }
  uint32_t bad = 0;
  if (!nz_fold(a, s, d, from, true, &bad)) {
    nz_msg id = encoding_of(s->raw, n);
    nz_diag *g = complain(d, id, s);
    if (id == NZ_M_NOT_UTF8) { /* the bytes themselves: 0x93 0xFA */
      static const char hex[] = "0123456789ABCDEF";
      char b[24];
      size_t k = 0;
      for (uint32_t i = bad; i < s->nraw && i < bad + 4; i++) {
        unsigned char c = (unsigned char)s->raw[i];
        if (i > bad && c < 0x80) break;
        if (k) b[k++] = ' ';
        b[k++] = '0', b[k++] = 'x', b[k++] = hex[c >> 4], b[k++] = hex[c & 15];
      }
      nz_arg(d, g, 0, b, k);
    }
    return unusable(a, s, bad);
  }
  return s;
}

bool nz_source_twice(const nz_sources *ss, nz_diags *d, const nz_source *s) {
  uint32_t i = 0;
  while (i < s->nraw && strchr(" \t\r\n", s->raw[i])) i++;
  for (uint32_t k = 0; k < ss->list.n; k++) {
    const nz_source *o = ss->list.v[k];
    if (o->id >= s->id) break;
    bool path = strcmp(o->path, s->path) == 0;
    if (!path && (i == s->nraw || o->nraw != s->nraw || memcmp(o->raw, s->raw, s->nraw) != 0)) continue;
    nz_diag *g = complain(d, path ? NZ_M_FILE_TWICE : NZ_M_FILE_SAME_CONTENTS, s);
    nz_args(d, g, 1, o->path);
    return true;
  }
  return false;
}

/* ---- places ---- */
uint32_t nz_raw_offset(const nz_source *s, uint32_t off) {
  if (off > s->ntext) off = s->ntext;
  uint32_t r = s->map ? s->map[off] : off;
  return r < s->nraw ? r : s->nraw;
}

static uint32_t line_index(const nz_source *s, uint32_t raw) {
  uint32_t lo = 0, hi = s->nlines;
  while (hi - lo > 1) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (s->lines[mid] <= raw) lo = mid;
    else hi = mid;
  }
  return lo;
}

static nz_str line_text(const nz_source *s, uint32_t line) {
  uint32_t lo = s->lines[line], hi = line + 1 < s->nlines ? s->lines[line + 1] : s->nraw;
  while (hi > lo && (s->raw[hi - 1] == '\n' || s->raw[hi - 1] == '\r')) hi--;
  return (nz_str){s->raw + lo, hi - lo};
}

/* Code points of valid UTF-8: bytes that do not continue one. Eight at a time; a byte continues when its upper bits are 10. */
static uint32_t first_bytes(const char *p, uint32_t n) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint32_t more = 0, i = 0;
  for (; n - i >= 8; i += 8) {
    uint64_t w;
    memcpy(&w, p + i, 8);
    more += (uint32_t)(((w >> 7 & ~(w >> 6) & ones) * ones) >> 56);
  }
  for (; i < n; i++) more += ((unsigned char)p[i] & 0xC0) == 0x80;
  return n - more;
}

static bool on_line(const nz_source *s, uint32_t line, uint32_t raw) {
  return line < s->nlines && s->lines[line] <= raw && (line + 1 == s->nlines || raw < s->lines[line + 1]);
}

void nz_line_col(const nz_source *s, uint32_t off, nz_cursor *last, uint32_t *line, uint32_t *col) {
  uint32_t r = nz_raw_offset(s, off), at = last->line;
  bool same = on_line(s, at, r) && last->raw >= s->lines[at] && last->raw <= r;
  if (!on_line(s, at, r)) at = on_line(s, at + 1, r) ? at + 1 : line_index(s, r);
  uint32_t from = same ? last->raw : s->lines[at], before = same ? last->col : 0;
  *last = (nz_cursor){at, r, before + first_bytes(s->raw + from, r - from)};
  *line = at + 1;
  *col = last->col + 1;
}

nz_place nz_place_of(const nz_source *s, uint32_t lo, uint32_t hi) {
  uint32_t r = nz_raw_offset(s, lo), e = nz_raw_offset(s, hi < lo ? lo : hi);
  uint32_t line = line_index(s, r);
  nz_place p = {.line = line + 1, .col = 1, .line_text = line_text(s, line)};
  uint32_t start = s->lines[line], end = start + p.line_text.n;
  if (r < start) r = start;
  if (r > end) r = end;
  if (e > end) e = end;
  if (e < r) e = r;
  for (uint32_t i = start; i < r;) {
    uint32_t cp;
    unsigned len = nz_utf8(s->raw + i, r - i, &cp);
    i += len ? len : 1;
    p.col++;
  }
  uint32_t before = nz_width(s->raw + start, r - start, false);
  p.dcol = before + 1;
  p.dwidth = nz_width(s->raw + start, e - start, false) - before;
  return p;
}

uint32_t nz_line_of(const nz_source *s, uint32_t off) { return line_index(s, nz_raw_offset(s, off)) + 1; }

uint32_t nz_column(const nz_source *s, uint32_t off) {
  uint32_t r = nz_raw_offset(s, off), start = s->lines[line_index(s, r)];
  return r > start ? nz_width(s->raw + start, r - start, false) : 0;
}
