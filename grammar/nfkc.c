/* nfkc.c -- from what was typed to the text that is lexed (spec/lexis.md, L1).
 *
 * Outside 『』 and comments the text has ONE form of each character:
 *   letters and digits   ASCII (Ａ→A, １→1, Ⅱ→II, ①→1, ㈱→（株）, ℃→°C); ﾊﾝｶｸ and decomposed か+゙ → composed katakana/kana;
 *                        radicals and compatibility ideographs → the ordinary one (⽇→日)
 *   full-width, always   （ ） ： ＝ ＜ ＞ ＋   also when ( ) : = < > + were typed, so in a time 10：00 and in |---：| as well
 *   ideographic          、 。 ・ 「 」 『 』 also for ､ ｡ ･ ｢ ｣;  〜 for ~ ～
 *   ASCII, always        | # , . / % & * ! ? ; @ [ ] { } _ ' " \ $ ^ `   also for ｜ ＃ ， ． ／ ％ …
 *   kept apart           － (U+FF0D, the mark "not asked") from - (U+002D, minus and ISO dates) and − (U+2212, minus)
 *   as typed             × ÷ ⇒ ※ § ★ ◆ ○ 〇 ◯ ✕ │ ー ― ‐ – ∶ • … the look-alikes are the lexer's: it knows where they stand
 *   blanks               U+3000, U+00A0, U+2000–200A, 202F, 205F → one space each; tab stays; CRLF and CR → LF
 *   dropped, silently    variation selectors (their bytes belong to the character before)
 *   dropped, reported    bidi controls, zero-width and control characters (their bytes belong to the character after)
 *   U+FFFD, reported     what would expand to a blank or to "...": one U+FFFD each. Part of a name; say nothing more.
 * 『』 (which ends at the line's end at the latest) and comments keep their bytes, but for the dropped and reported ones.
 * A comment starts at # outside 「」『』 at the line's start or after a blank, but not in a line that starts with a bar
 * while a bar follows, nor after a tab while a tab follows. Comments are listed in nz_source.comments. */
#include "nfkc.h"

#include <string.h>
#include <utf8proc.h>

enum { PLAIN, TEXT, COMMENT };       /* where we are */
#define NO_PEND UINT32_MAX
enum { REPLACEMENT = 0xFFFD };

typedef struct fold {
  nz_arena *a;
  nz_source *s;
  nz_diags *d;
  char *out;
  uint32_t *map;            /* NULL while text and raw agree */
  uint32_t n, cap;
  uint32_t from;            /* raw offset of out[0] while they agree */
  uint32_t line;            /* out offset at which this line starts */
  uint32_t last;            /* out offset of the last character written */
  uint32_t pend;            /* raw offset of dropped bytes that go to the next character */
  nz_diag *pending;         /* the message about them, to be placed there */
  int mode;
  bool quoted;              /* inside 「」 */
  uint32_t comment;         /* out offset of the # */
  bool looked, row;         /* this line, as far as # needs it: does it start with a bar, */
  uint32_t last_bar, last_tab; /* where are its last bar and tab (raw offsets) */
  NZ_VEC(struct nz_stretch) comments;
} fold;

unsigned nz_utf8(const char *p, size_t n, uint32_t *cp) {
  const unsigned char *u = (const unsigned char *)p;
  if (u[0] < 0x80) return *cp = u[0], 1;
  unsigned len = u[0] < 0xC2 ? 0 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : u[0] < 0xF5 ? 4 : 0;
  if (len == 0 || n < len) return 0;
  uint32_t c = u[0] & (0x7Fu >> len);
  for (unsigned i = 1; i < len; i++) {
    if ((u[i] & 0xC0) != 0x80) return 0;
    c = c << 6 | (u[i] & 0x3Fu);
  }
  if ((len == 3 && c < 0x800) || (len == 4 && c < 0x10000) || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return 0;
  *cp = c;
  return len;
}

unsigned nz_utf8_put(uint32_t cp, char out[4]) {
  return (unsigned)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

/* ---- writing ---- */
static void room(fold *f, uint32_t more) {
  if (f->cap - f->n > more) return;
  if (f->cap > UINT32_MAX / 4 - more) nz_oom(f->a);
  uint32_t cap = (f->cap + more) + (f->cap + more) / 2;
  char *out = nz_get(f->a, cap);
  memcpy(out, f->out, f->n);
  f->out = out;
  if (f->map) {
    uint32_t *map = NZ_NEW_N(f->a, uint32_t, cap);
    memcpy(map, f->map, f->n * sizeof *map);
    f->map = map;
  }
  f->cap = cap;
}

static void differ(fold *f) { /* from here on text and raw differ */
  if (f->map) return;
  f->map = NZ_NEW_N(f->a, uint32_t, f->cap);
  for (uint32_t i = 0; i < f->n; i++) f->map[i] = f->from + i;
}

/* Appends bytes that are as typed, or (folded) all stand for the character at raw offset r. */
static void put(fold *f, const char *p, uint32_t n, uint32_t r, bool folded) {
  room(f, n);
  if (folded || f->pend != NO_PEND) differ(f);
  memcpy(f->out + f->n, p, n);
  if (f->map) {
    uint32_t *m = f->map + f->n;
    for (uint32_t i = 0; i < n; i++) m[i] = folded ? r : r + i;
  }
  if (f->pend != NO_PEND) {
    for (uint32_t i = 0; i < n; i++) f->map[f->n + i] = f->pend;
    f->pend = NO_PEND;
  }
  f->n += n;
}

static void put_cp(fold *f, uint32_t cp, uint32_t r) {
  char b[4];
  put(f, b, nz_utf8_put(cp, b), r, true);
}

/* ---- characters that are refused ---- */
static bool is_bidi(uint32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
static bool is_control(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}
static bool is_invisible(uint32_t c) {
  return c == 0xAD || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x180E ||
         (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}
static bool is_variation(uint32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
}
static bool is_blank(uint32_t c) {
  return c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x1680;
}

static void code_name(uint32_t cp, char out[9]) { /* U+200B */
  static const char hex[] = "0123456789ABCDEF";
  unsigned digits = cp > 0xFFFFF ? 6 : cp > 0xFFFF ? 5 : 4;
  memcpy(out, "U+", 2);
  for (unsigned i = 0; i < digits; i++) out[2 + i] = hex[cp >> (4 * (digits - 1 - i)) & 15];
  out[2 + digits] = 0;
}

/* Drops the character; its bytes go to the next one, which the message will underline (settle). One message for a run. */
static void drop(fold *f, nz_msg id, uint32_t cp, uint32_t r) {
  differ(f);
  if (f->pend != NO_PEND) return;
  f->pend = r;
  if (!f->d) return;
  char name[9];
  code_name(cp, name);
  f->pending = nz_args(f->d, nz_report(f->d, id, (nz_span){f->s->id, f->n, f->n + 1}), 0, name);
}

/* The character after dropped ones, text from lo on and these raw bytes: places the message there; the fix keeps it alone. */
static void settle(fold *f, uint32_t lo, const char *raw, uint32_t len) {
  nz_span at = {f->s->id, lo, f->n};
  f->pending->at = at;
  nz_fix(f->d, f->pending, at, raw, len);
  f->pending = NULL;
}

static void refuse(fold *f, nz_msg id, uint32_t cp, const char *p, unsigned len, uint32_t r) {
  uint32_t lo = f->n;
  put_cp(f, REPLACEMENT, r);
  if (!f->d) return;
  char name[9];
  code_name(cp, name);
  nz_span at = {f->s->id, lo, f->n};
  nz_diag *g = nz_report(f->d, id, at);
  nz_arg(f->d, g, 0, p, len);
  nz_args(f->d, g, 1, name);
  nz_fix(f->d, g, at, "", 0);
}

/* ---- folding ---- */
/* The one form of a punctuation character, after NFKC. */
static uint32_t canonical(uint32_t c) {
  switch (c) {
    case '(': return 0xFF08;
    case ')': return 0xFF09;
    case ':': return 0xFF1A;
    case '=': return 0xFF1D;
    case '<': return 0xFF1C;
    case '>': return 0xFF1E;
    case '+': return 0xFF0B;
    case '~': case 0xFF5E: return 0x301C;
    default: return c;
  }
}

/* Blocks whose characters are replaced by their NFKC form. Others stay: … is refused, ゙ is composed, é is nobody's. */
static bool in_folded_block(uint32_t c) {
  if (c < 0x100) return c == 0xAA || c == 0xB2 || c == 0xB3 || c == 0xB5 || c == 0xB9 || c == 0xBA || (c >= 0xBC && c <= 0xBE);
  if (c < 0x2000) return false;
  return (c >= 0x2024 && c <= 0x2026) || c == 0x203C || (c >= 0x2047 && c <= 0x2049) || (c >= 0x2070 && c <= 0x209F) ||
         (c >= 0x2100 && c <= 0x218F) || (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2E80 && c <= 0x2FDF) || c == 0x3036 ||
         (c >= 0x3038 && c <= 0x303A) || c == 0x309B || c == 0x309C || c == 0x309F || c == 0x30FF ||
         (c >= 0x3200 && c <= 0x33FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFB00 && c <= 0xFB06) ||
         (c >= 0xFE10 && c <= 0xFE1F) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFFEF) ||
         (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x1F100 && c <= 0x1F2FF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* Composes a voicing mark (U+3099, U+309A) with the character before it. */
static bool compose(fold *f, uint32_t mark, uint32_t r) {
  uint32_t before, last = f->last;
  if (f->n == 0 || last >= f->n || f->pend != NO_PEND) return false;
  if (nz_utf8(f->out + last, f->n - last, &before) != f->n - last) return false;
  utf8proc_int32_t pair[3] = {(utf8proc_int32_t)before, (utf8proc_int32_t)mark, 0};
  if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1) return false;
  (void)r;
  differ(f);
  uint32_t at = f->map[last];
  f->n = last;
  put_cp(f, (uint32_t)pair[0], at);
  f->last = last;
  return true;
}

/* ゛ and ゜ typed behind their kana: said, read as one letter, and written so by the fix. */
static bool compose_spacing(fold *f, uint32_t cp, const char *p, unsigned len, uint32_t r) {
  if (cp != 0x309B && cp != 0x309C) return false;
  if (!compose(f, cp - 2, r)) return false;
  if (!f->d) return true;
  char name[9];
  code_name(cp, name);
  nz_span at = {f->s->id, f->last, f->n};
  nz_diag *g = nz_report(f->d, NZ_M_EXPANDS_TO_BLANK, at);
  nz_arg(f->d, g, 0, p, len);
  nz_args(f->d, g, 1, name);
  nz_fix(f->d, g, at, f->out + f->last, f->n - f->last);
  return true;
}

static void fold_char(fold *f, uint32_t cp, const char *p, unsigned len, uint32_t r) {
  utf8proc_int32_t to[24];
  int last_class = 0;
  if (compose_spacing(f, cp, p, len, r)) return;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, to, 24, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last_class);
  if (n > 0 && n <= 24) n = utf8proc_normalize_utf32(to, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  if (n <= 0 || n > 24) { /* nothing or too long: U+FDFA and the like are in no folded block */
    refuse(f, NZ_M_EXPANDS_TO_BLANK, cp, p, len, r);
    return;
  }
  if (to[0] == 0x3099 || to[0] == 0x309A) { /* ﾞ ﾟ */
    if (!compose(f, (uint32_t)to[0], r)) refuse(f, NZ_M_EXPANDS_TO_BLANK, cp, p, len, r);
    return;
  }
  uint32_t dots = 0;
  for (utf8proc_ssize_t i = 0; i < n; i++) {
    if (to[i] == ' ') {
      refuse(f, NZ_M_EXPANDS_TO_BLANK, cp, p, len, r);
      return;
    }
    dots += to[i] == '.';
  }
  if (n > 1 && dots == (uint32_t)n) {
    refuse(f, NZ_M_EXPANDS_TO_DOTS, cp, p, len, r);
    return;
  }
  if (n == 1 && canonical((uint32_t)to[0]) == cp) { /* （ ： and their like */
    f->last = f->n;
    put(f, p, len, r, false);
    return;
  }
  for (utf8proc_ssize_t i = 0; i < n; i++) {
    f->last = f->n;
    put_cp(f, canonical((uint32_t)to[i]), r);
    r = f->map[f->last]; /* all of them stand for the same character */
  }
}

/* ---- comments ---- */
static bool bar_at(const char *p, const char *end) {
  return *p == '|' || (end - p >= 3 && (memcmp(p, "｜", 3) == 0 || memcmp(p, "│", 3) == 0));
}

/* Looks along the line once, however many # it holds. */
static void look_along(fold *f, uint32_t r) {
  uint32_t i = f->line;
  while (i < f->n && (f->out[i] == ' ' || f->out[i] == '\t')) i++;
  f->row = i < f->n && bar_at(f->out + i, f->out + f->n);
  f->last_bar = f->last_tab = 0;
  const char *raw = f->s->raw, *end = raw + f->s->nraw;
  for (const char *p = raw + r; p < end && *p != '\n'; p++) {
    if (bar_at(p, end)) f->last_bar = (uint32_t)(p - raw);
    if (*p == '\t') f->last_tab = (uint32_t)(p - raw);
  }
  f->looked = true;
}

static bool comment_here(fold *f, uint32_t r) {
  if (f->quoted) return false;
  char before = f->n > f->line ? f->out[f->n - 1] : ' ';
  if (before != ' ' && before != '\t') return false;
  if (!f->looked) look_along(f, r);
  return f->row ? f->last_bar < r : before != '\t' || f->last_tab < r;
}

static void start_comment(fold *f) {
  f->mode = COMMENT;
  f->comment = f->n;
}

static void end_line(fold *f) {
  if (f->mode == COMMENT) NZ_PUSH(f->a, &f->comments) = (struct nz_stretch){f->comment, f->n};
  f->mode = PLAIN;
  f->quoted = false;
  f->looked = false;
}

/* ---- the loop ---- */
/* One character that needs a look. Returns its length in raw bytes. */
static unsigned look_at(fold *f, const char *p, uint32_t left, uint32_t r) {
  uint32_t cp;
  unsigned len = nz_utf8(p, left, &cp);
  if (len == 0) return 0;
  if (cp == '\n' || cp == '\r') {
    bool pair = cp == '\r' && left > 1 && p[1] == '\n';
    if (pair) len = 2;
    end_line(f);
    put(f, "\n", 1, r, cp == '\r');
    f->line = f->n;
    f->last = f->n;
    return len;
  }
  if (is_bidi(cp)) drop(f, NZ_M_BIDI_CONTROL, cp, r);
  else if (is_control(cp)) drop(f, NZ_M_CONTROL_CHARACTER, cp, r);
  else if (f->mode != PLAIN) {
    if (cp == 0x300F && f->mode == TEXT) f->mode = PLAIN;
    f->last = f->n;
    put(f, p, len, r, false);
  } else if (is_invisible(cp)) drop(f, NZ_M_INVISIBLE_CHARACTER, cp, r);
  else if (is_variation(cp)) differ(f);
  else if (is_blank(cp)) {
    f->last = f->n;
    put(f, " ", 1, r, true);
  } else if (cp == 0x3099 || cp == 0x309A) {
    if (!compose(f, cp, r)) refuse(f, NZ_M_EXPANDS_TO_BLANK, cp, p, len, r);
  } else if ((cp == '#' || cp == 0xFF03) && comment_here(f, r)) {
    start_comment(f);
    put(f, "#", 1, r, cp != '#');
  } else if (cp == 0xFF0D) { /* the mark, not a minus */
    f->last = f->n;
    put(f, p, len, r, false);
  } else if (cp < 0x80) {
    uint32_t to = canonical(cp);
    f->last = f->n;
    if (to == cp) put(f, p, 1, r, false);
    else put_cp(f, to, r);
  } else if (in_folded_block(cp)) {
    fold_char(f, cp, p, len, r);
  } else {
    if (cp == 0x300E) f->mode = TEXT;
    f->last = f->n;
    put(f, p, len, r, false);
  }
  if (f->mode == PLAIN && f->n - f->last == 3) { /* 「」 by their form in text, so that ｢｣ count too */
    if (memcmp(f->out + f->last, "「", 3) == 0) f->quoted = true;
    else if (memcmp(f->out + f->last, "」", 3) == 0) f->quoted = false;
  }
  return len;
}

static unsigned one(fold *f, const char *p, uint32_t left, uint32_t r) {
  uint32_t lo = f->n;
  unsigned len = look_at(f, p, left, r);
  if (f->pending && f->pend == NO_PEND) settle(f, lo, p, len);
  return len;
}

/* Bytes that stay as they are in every mode, and whose handling needs no state: most of a file. */
static const unsigned char plain_ascii[128] = {
  ['\t'] = 1, [' '] = 1, ['!'] = 1, ['"'] = 1, ['$'] = 1, ['%'] = 1, ['&'] = 1, ['\''] = 1, ['*'] = 1, [','] = 1, ['-'] = 1, ['.'] = 1,
  ['/'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, [';'] = 1,
  ['?'] = 1, ['@'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
  ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
  ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['['] = 1, ['\\'] = 1, [']'] = 1, ['^'] = 1, ['_'] = 1, ['`'] = 1, ['a'] = 1, ['b'] = 1,
  ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
  ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
  ['{'] = 1, ['|'] = 1, ['}'] = 1,
};

static uint32_t plain_run(const char *raw, uint32_t r, uint32_t end, uint32_t *last) {
  const unsigned char *u = (const unsigned char *)raw;
  uint32_t i = r;
  while (i < end) {
    unsigned c = u[i];
    if (c < 0x80) {
      if (!plain_ascii[c]) break;
      *last = i++;
    } else if (end - i >= 3 && ((c >= 0xE4 && c <= 0xE9) ||                       /* ideographs U+4000–9FFF */
                                (c == 0xE3 && ((u[i + 1] == 0x80 && (u[i + 2] == 0x81 || u[i + 2] == 0x82)) || /* 、 。 */
                                               (u[i + 1] == 0x83 && u[i + 2] != 0xBF) || u[i + 1] == 0x81 ||  /* kana */
                                               (u[i + 1] == 0x82 && (u[i + 2] < 0x99 || u[i + 2] > 0x9F)))))) {
      if ((u[i + 1] & 0xC0) != 0x80 || (u[i + 2] & 0xC0) != 0x80) break;
      *last = i;
      i += 3;
    } else {
      break;
    }
  }
  return i;
}

bool nz_fold(nz_arena *a, nz_source *s, nz_diags *d, uint32_t from, bool whole, uint32_t *bad) {
  fold f = {.a = a, .s = s, .d = d, .from = from, .pend = NO_PEND};
  f.cap = s->nraw - from + (s->nraw - from) / 16 + 64;
  f.out = nz_get(a, f.cap);
  if (from) differ(&f);
  for (uint32_t r = from; r < s->nraw;) {
    if (f.pend == NO_PEND) {
      uint32_t last = r, to = plain_run(s->raw, r, s->nraw, &last);
      if (to > r) {
        f.last = f.n + (last - r);
        put(&f, s->raw + r, to - r, r, false);
        r = to;
        if (r == s->nraw) break;
      }
    }
    unsigned len = one(&f, s->raw + r, s->nraw - r, r);
    if (len == 0) return *bad = r, false;
    r += len;
  }
  if (whole && (f.n == 0 || f.out[f.n - 1] != '\n' || f.pend != NO_PEND)) {
    end_line(&f);
    put(&f, "\n", 1, s->nraw, false);
    if (f.pending) settle(&f, f.n - 1, "", 0);
  }
  room(&f, 1);
  f.out[f.n] = 0;
  if (f.map) f.map[f.n] = s->nraw;
  s->text = f.out;
  s->ntext = f.n;
  s->map = f.map;
  s->comments = f.comments.v;
  s->ncomments = f.comments.n;
  return true;
}

nz_str nz_normalise(nz_arena *a, const char *p, size_t n) {
  if (n > NZ_MAX_FILE) nz_oom(a);
  nz_source s = {.raw = p, .nraw = (uint32_t)n};
  uint32_t bad;
  if (!nz_fold(a, &s, NULL, 0, false, &bad)) return (nz_str){nz_copy(a, p, n), (uint32_t)n};
  return (nz_str){s.text, s.ntext};
}
