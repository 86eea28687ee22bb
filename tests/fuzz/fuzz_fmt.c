/* fuzz_fmt.c -- the formatter. Promises: what it writes it leaves as it is; and where the file compiles, the formatted
 * one compiles to the same IR, byte for byte but for the places. Bytes that begin with 0xFF (no text does) choose a random
 * program of gen.c, whose layout is then damaged: blanks, U+3000, full-width forms, indentation, tab-separated rows, 。
 * left out. What the formatter makes of that must mean what the program meant. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen.h"
#include "interp/ir/irtext.h"
#include "interp/sema/program.h"

/* The canonical IR of one file without its places, or NULL when it has errors. Copied out of the arena. */
static char *ir_of(const char *text, size_t n) {
  nz_arena a;
  jmp_buf oom;
  char *volatile copy = NULL;
  nz_arena_init(&a, NULL, NULL);
  a.limit = (size_t)256 << 20;
  a.oom = &oom;
  if (setjmp(oom) == 0) {
    nz_program *p = NZ_NEW(&a, nz_program);
    p->arena = &a;
    p->names = nz_intern_new(&a, 1);
    nz_diags_init(&p->diags, &a);
    nz_source *s = nz_source_load(&a, &p->sources, &p->diags, "f.naze", text, n);
    if (s) {
      NZ_PUSH(&a, &p->trees) = nz_parse(&a, p->names, &p->diags, s);
      if (!p->diags.errors && nz_check(p) && p->m) {
        ir_buf b = { .a = &a };
        ir_write(p->m, &b, false);
        copy = malloc(b.n + 1);
        FUZZ_CHECK(copy, "no memory");
        memcpy(copy, b.p, b.n);
        copy[b.n] = 0;
      }
    }
  }
  nz_arena_free(&a);
  return copy;
}

/* ---- damage ---- */
enum { BLANKS = 1, WIDE = 2, INDENT = 4, TABS = 8, STOPS = 16 };

typedef struct out { char *p; size_t n, cap; uint64_t seed; } out;

static unsigned pick(out *o, unsigned n) {
  o->seed ^= o->seed << 13;
  o->seed ^= o->seed >> 7;
  o->seed ^= o->seed << 17;
  return (unsigned)(o->seed >> 33) % n;
}

static void put(out *o, const char *p, size_t n) {
  if (o->cap - o->n < n) {
    o->cap = o->cap * 2 + n;
    o->p = realloc(o->p, o->cap);
    FUZZ_CHECK(o->p, "no memory");
  }
  memcpy(o->p + o->n, p, n);
  o->n += n;
}

static void blank(out *o) {
  static const char *const blanks[] = {" ", "  ", "　", " 　 "};
  const char *b = blanks[pick(o, 4)];
  put(o, b, strlen(b));
}

static bool begins(const char *p, const char *end, const char *with) {
  return (size_t)(end - p) >= strlen(with) && !memcmp(p, with, strlen(with));
}

/* One character of a line, outside quotes; a blank more where words end anyway, a wide form for an ASCII one (but －, which
 * is a mark). */
static void character(out *o, const char *p, size_t n, const char *end, unsigned how) {
  bool edge = begins(p, end, "、") || begins(p, end, "：") || begins(p, end, "。") || begins(p, end, "|") || begins(p, end, "×") || begins(p, end, " ");
  if (how & BLANKS && edge && !pick(o, 8)) blank(o);
  if (how & WIDE && n == 1 && ((*p >= '0' && *p <= '9') || *p == '|' || *p == '.' || *p == ':') && !pick(o, 4)) {
    unsigned c = 0xFF00u + (unsigned)(*p - 0x20);
    char wide[3] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))};
    put(o, wide, 3);
  } else {
    put(o, p, n);
  }
  if (how & BLANKS && edge && p + n < end && !pick(o, 8)) blank(o);
}

/* "| a | b |" as it is pasted from a spreadsheet: cells with tabs between. */
static void tabbed(out *o, const char *p, const char *end) {
  const char *cell = p + 1;
  bool first = true;
  for (const char *q = p + 1; q < end; q++) {
    if (*q != '|') continue;
    const char *lo = cell, *hi = q;
    while (lo < hi && *lo == ' ') lo++;
    while (hi > lo && hi[-1] == ' ') hi--;
    if (!first) put(o, "\t", 1);
    put(o, lo, (size_t)(hi - lo));
    first = false;
    cell = q + 1;
  }
}

static void line(out *o, const char *p, const char *end, unsigned how, bool tabs) {
  const char *at = p;
  while (at < end && *at == ' ') at++;
  if (how & INDENT && at > p && !pick(o, 4)) {
    bool bullet = begins(at, end, "・"); /* between two levels, or on another, it could be meant for either */
    if (pick(o, 2) && (!bullet || at - p == 2)) put(o, "　", 3);
    else {
      put(o, p, (size_t)(at - p));
      if (!bullet && pick(o, 2)) put(o, " ", 1);
    }
  } else {
    put(o, p, (size_t)(at - p));
  }
  if (tabs && at == p && begins(p, end, "|")) {
    tabbed(o, p, end);
    return;
  }
  bool drop = how & STOPS && end - at > 3 && !memcmp(end - 3, "。", 3) && !pick(o, 6);
  for (const char *q = at; q < end;) {
    const char *close = begins(q, end, "『") ? "』" : begins(q, end, "「") ? "」" : NULL;
    if (close) {
      const char *from = q;
      while (q < end && !begins(q, end, close)) q++;
      q = q < end ? q + strlen(close) : end;
      put(o, from, (size_t)(q - from));
      continue;
    }
    size_t n = 1;
    while (q + n < end && ((unsigned char)q[n] & 0xC0) == 0x80) n++;
    if (!(drop && q + n == end)) character(o, q, n, end, how);
    q += n;
  }
  if (how & BLANKS && !pick(o, 8)) blank(o);
}

static out damage(const gen_text *t, unsigned how, uint64_t seed) {
  out o = {.cap = 1, .p = malloc(1), .seed = seed | 1};
  bool tabs = false, row = false;
  FUZZ_CHECK(o.p, "no memory");
  for (const char *p = t->p, *all = t->p + t->n; p < all;) {
    const char *end = memchr(p, '\n', (size_t)(all - p));
    if (!end) end = all;
    if (begins(p, end, "|") != row) tabs = how & TABS && pick(&o, 2); /* a table is pasted whole */
    row = begins(p, end, "|");
    line(&o, p, end, how, tabs);
    bool dos = how & BLANKS && !pick(&o, 8);
    put(&o, dos ? "\r\n" : "\n", dos ? 2 : 1);
    p = end + 1;
  }
  return o;
}

/* ---- promises ---- */
static void show(const char *what, const char *p, size_t n) { (void)fprintf(stderr, "---- %s\n%.*s\n", what, (int)n, p); }

/* Formatted text, formatted again: as it was. NULL: the file has mistakes that are not mended. */
static char *formatted(const char *text, size_t n, size_t *n1) {
  naze_status st = NAZE_OK;
  size_t n2 = 0;
  char *once = naze_format("f.naze", text, n, NULL, &st, n1);
  if (!once) return NULL;
  char *twice = naze_format("f.naze", once, *n1, NULL, &st, &n2);
  FUZZ_CHECK(twice, "what the formatter wrote it cannot read");
  if (*n1 != n2 || memcmp(once, twice, n2)) {
    show("once", once, *n1);
    show("twice", twice, n2);
    fuzz_broken(__FILE__, __LINE__, "formatting twice is not formatting once");
  }
  naze_text_free(twice);
  return once;
}

static void means(const char *ir, const char *text, size_t n, const char *from, size_t nfrom) {
  char *now = ir_of(text, n);
  if (!now || strcmp(ir, now)) {
    show("was", from, nfrom);
    show("is", text, n);
    fuzz_broken(__FILE__, __LINE__, now ? "the formatted file means something else" : "the formatted file no longer compiles");
  }
  free(now);
}

static void generated(const uint8_t *data, size_t n) {
  gen g;
  uint64_t seed = 0xcbf29ce484222325u;
  for (size_t i = 0; i < n; i++) seed = (seed ^ data[i]) * 0x100000001b3u;
  unsigned how = n ? data[0] & 31u : BLANKS;
  gen_start(&g, n ? data + 1 : data, n ? n - 1 : 0, seed);
  gen_rules(&g, 6, 3);
  char *ir = ir_of(g.rules.p, g.rules.n);
  if (ir) { /* not where random rows overlap or the like */
    out bad = damage(&g.rules, how, seed);
    size_t n1 = 0;
    char *once = formatted(bad.p, bad.n, &n1);
    if (once) means(ir, once, n1, bad.p, bad.n);
    if (!once || memchr(once, '\t', n1)) { /* kept as it was: what was drawn would not have said the same */
      show(once ? "kept" : "refused", bad.p, bad.n);
      fuzz_broken(__FILE__, __LINE__, "a file of which only the layout changed is not formatted");
    }
    naze_text_free(once);
    free(bad.p);
  }
  free(ir);
  gen_free(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  if (n && data[0] == 0xFF) {
    generated(data + 1, n - 1);
    return 0;
  }
  size_t n1 = 0;
  char *once = formatted((const char *)data, n, &n1);
  char *before = once ? ir_of((const char *)data, n) : NULL;
  if (before) means(before, once, n1, (const char *)data, n);
  free(before);
  naze_text_free(once);
  return 0;
}
