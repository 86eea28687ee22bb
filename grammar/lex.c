/* lex.c -- what the scanner's actions do: names, quotes, function words, marks; see lex.h */
#include "lex.h"

#include <string.h>

#include "naze.tab.h"

/* Reads the source's text: in the scanner's copy flex has put a NUL behind the lexeme. */
static bool is_at(const nz_lexer *x, uint32_t at, const char *s) { return strncmp(x->src->text + at, s, strlen(s)) == 0; }
static bool same_lexeme(const nz_lexer *x, const char *s, uint32_t n) { return x->hi - x->lo == n && memcmp(x->src->text + x->lo, s, n) == 0; }
#define lexeme_is(x, s) same_lexeme((x), (s), (uint32_t)strlen(s)) /* of constants: folded when compiled */

nz_sym nz_lex_sym(nz_lexer *x, uint32_t lo, uint32_t hi) { return nz_intern_put(x->names, x->src->text + lo, hi - lo); }

nz_tok *nz_lex_push(nz_lexer *x, int kind) {
  nz_tok *t = &NZ_PUSH(x->a, &x->out->toks);
  memset(t, 0, sizeof *t);
  t->kind = kind;
  t->lo = x->lo;
  t->hi = x->hi;
  t->flags = (uint16_t)((x->first ? NZ_TF_FIRST : 0) | (x->first || x->space ? NZ_TF_SPACE : 0));
  x->first = x->space = false;
  return t;
}

static nz_tok *last(nz_lexer *x) { return x->out->toks.n ? &x->out->toks.v[x->out->toks.n - 1] : NULL; }
/* The token that ends where this lexeme begins, on the same line. */
static nz_tok *touching(nz_lexer *x) {
  nz_tok *t = last(x);
  return t && t->hi == x->lo && !x->first ? t : NULL;
}

nz_pend *nz_lex_pend(nz_lexer *x, nz_msg id, uint32_t lo, uint32_t hi) {
  nz_pend *g = &NZ_PUSH(x->a, &x->out->pend);
  memset(g, 0, sizeof *g);
  g->id = id, g->lo = lo, g->hi = hi;
  return g;
}

void nz_lex_newline(nz_lexer *x) {
  if (x->in_row) {
    x->in_row = false;
    x->hi = x->lo; /* where the line ends, for the row's last cell */
    nz_lex_push(x, T_ROWEND);
  }
  x->first = x->space = true;
}

void nz_lex_bar(nz_lexer *x) {
  if (x->first) x->in_row = true;
  if (x->in_row) nz_lex_push(x, T_BAR);
  else nz_lex_bad(x, NZ_M_STRAY_BAR);
}

void nz_lex_bad(nz_lexer *x, nz_msg id) {
  nz_tok *t = nz_lex_push(x, T_BAD);
  t->aux = (int32_t)id;
  t->sym = nz_lex_sym(x, x->lo, x->hi);
}

/* ---- names ---- */

uint32_t nz_lex_name_end(const nz_lexer *x, bool unit) {
  uint32_t n = x->hi - x->lo, from = 0;
  const char *p = x->src->text + x->lo;
  if (unit) {
    while (from < n && (p[from] < '0' || p[from] > '9')) from++;
    while (from < n && ((p[from] >= '0' && p[from] <= '9') || p[from] == ',' || p[from] == '.')) from++;
  }
  for (uint32_t i = from; i + 3 <= n; i++) {
    if (((unsigned char)p[i] & 0xC0) == 0x80) continue;
    if (memcmp(p + i, "未", 3) == 0 && i + 6 <= n && memcmp(p + i + 3, "満", 3) == 0) return i > 0 ? i : 6;
    if (i == 0) continue;
    bool ends = i + 3 == n;
    if (unit && ends && memcmp(p + i, "超", 3) == 0) return i;
    if (i + 6 == n && memcmp(p + i, "現在", 6) == 0 && is_at(x, x->hi, "の")) return i;
    if (ends && ((memcmp(p + i, "及", 3) == 0 && is_at(x, x->hi, "び")) || (memcmp(p + i, "並", 3) == 0 && is_at(x, x->hi, "びに")) ||
                 (memcmp(p + i, "若", 3) == 0 && is_at(x, x->hi, "しくは"))))
      return i;
  }
  return n;
}

static int outcome(nz_lexer *x) {
  static const struct { const char *text; int w; } words[] = {
      {"可", NZ_W_ALLOW}, {"不可", NZ_W_DENY}, {"要照会", NZ_W_REFER}, {"不明", NZ_W_UNKNOWN}, {"対象外", NZ_W_NA}};
  for (size_t i = 0; i < sizeof words / sizeof words[0] && x->hi - x->lo <= 9; i++) /* the longest has three characters */
    if (lexeme_is(x, words[i].text)) return words[i].w;
  return NZ_W_NONE;
}

/* Makes one name of the token before and this lexeme, to be quoted as a whole. */
static void extend(nz_lexer *x, nz_tok *t, nz_msg id) {
  t->hi = x->hi;
  t->sym = nz_lex_sym(x, t->lo, t->hi);
  t->kind = T_NAME;
  t->num = 0;
  if (!(t->flags & NZ_TF_REPAIRED)) t->aux = (int32_t)id;
  t->flags |= NZ_TF_REPAIRED;
  x->space = false;
}

static bool ends_in_digit(const nz_lexer *x, const nz_tok *t) {
  char c = x->src->text[t->hi - 1];
  return c >= '0' && c <= '9';
}

void nz_lex_name(nz_lexer *x) {
  nz_tok *t = touching(x);
  if (lexeme_is(x, "未満")) {
    nz_lex_word(x);
    return;
  }
  if (lexeme_is(x, "超") && t && (t->kind == T_QTY || t->kind == T_NUMBER || (t->kind == T_NAME && ends_in_digit(x, t)))) {
    nz_lex_word(x);
    return;
  }
  if (lexeme_is(x, "〇")) {
    nz_lex_mark(x, "○");
    return;
  }
  if (t && t->kind == T_NAME && (t->flags & NZ_TF_REPAIRED) && t->num == 1) { /* 引継ぎ + 先 */
    extend(x, t, NZ_M_STRAY_HIRAGANA);
    return;
  }
  if (t && t->kind == T_NAME && !(t->flags & NZ_TF_QUOTED) && ends_in_digit(x, t)) { /* 第4 + 木曜日 */
    extend(x, t, NZ_M_DIGITS_INSIDE);
    return;
  }
  int w = outcome(x);
  t = nz_lex_push(x, w == NZ_W_NONE ? T_NAME : w == NZ_W_UNKNOWN ? T_UNKNOWN : w == NZ_W_REFER ? T_REFER : T_OUTCOME);
  t->word = (uint16_t)w;
  t->sym = nz_lex_sym(x, x->lo, x->hi);
}

void nz_lex_quoted(nz_lexer *x, int kind) {
  if (x->hi - x->lo == 6) { /* 「」 */
    nz_lex_bad(x, NZ_M_BAD_CHARACTER);
    return;
  }
  nz_tok *t = nz_lex_push(x, kind);
  t->flags |= NZ_TF_QUOTED;
  t->sym = nz_lex_sym(x, x->lo + 3, x->hi - 3);
}

/* 「 or 『 without its end: the lexeme runs to the line's end; the name is what comes before the next sign. */
uint32_t nz_lex_open_end(const nz_lexer *x) {
  static const char *const signs[] = {"。", "、", "：", "（", "）", "|"};
  const char *p = x->src->text + x->lo, *end = x->src->text + x->hi;
  for (const char *q = p + 3; q < end; q++)
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
      if (strncmp(q, signs[i], strlen(signs[i])) == 0) return (uint32_t)(q - p);
  while (end > p + 3 && (end[-1] == ' ' || end[-1] == '\t')) end--;
  return (uint32_t)(end - p);
}

void nz_lex_open(nz_lexer *x, nz_msg id) {
  nz_tok *t = nz_lex_push(x, id == NZ_M_OPEN_QUOTE ? T_QNAME : T_TEXT);
  t->flags |= NZ_TF_QUOTED | NZ_TF_REPAIRED;
  t->aux = (int32_t)id;
  t->sym = nz_lex_sym(x, x->lo + 3, x->hi);
}

/* ---- function words ---- */

static int token_of(int w) {
  switch (w) {
    case NZ_W_NOTOKI: return T_TOKI;
    case NZ_W_IJOU: case NZ_W_IKA: case NZ_W_MIMAN: case NZ_W_CHOU: case NZ_W_INAI: case NZ_W_IZEN: case NZ_W_IGO: case NZ_W_IKOU:
      return T_CMP;
    case NZ_W_OOKII: case NZ_W_CHIISAI: case NZ_W_ATARASHII: case NZ_W_FURUI: return T_ORDER;
    case NZ_W_HAYAI: case NZ_W_OSOI: return T_HAYAI;
    case NZ_W_KIRISUTE: case NZ_W_KIRIAGE: return T_ROUND;
    case NZ_W_GENDO: case NZ_W_KAGEN: return T_BOUND;
    case NZ_W_AGARU: case NZ_W_SAGARU: return T_DIRECTION;
    case NZ_W_ALLOFROWS: case NZ_W_ANYOFROWS: return T_GROUPROWS;
    case NZ_W_ALLOF: case NZ_W_ANYOF: return T_GROUPWORD;
#define SAME(id) case NZ_W_##id: return T_##id;
    SAME(NO) SAME(GA) SAME(WA) SAME(TO) SAME(KATSU) SAME(MATAWA) SAME(KARA) SAME(MADE) SAME(DEARU) SAME(DENAI) SAME(GAARU) SAME(GANAI)
    SAME(NOUCHI) SAME(MONO) SAME(GOTONI) SAME(NITSUKI) SAME(NIYORU) SAME(NIYORI) SAME(TOKI) SAME(NOIZUREKA) SAME(NOIZUREDEMONAI)
    SAME(NOSUBETE) SAME(SUBETE) SAME(TADASHI) SAME(KONO) SAME(SONO) SAME(NASHI) SAME(KOERU) SAME(FUKUMU) SAME(MITASU) SAME(TSUJITE)
    SAME(ONAJI) SAME(TOONAJI) SAME(HOKANO) SAME(GENZAINO) SAME(SOREIGAI) SAME(KONOBAAI) SAME(KONOKAGIRI) SAME(RANKIN) SAME(NOJUN)
    SAME(TSUNENI) SAME(KESSHITE) SAME(TANCHO) SAME(NOHOKAONAJI) SAME(KOKONI) SAME(TOWANAI) SAME(HITOTSU) SAME(RIYUU) SAME(IGAI)
#undef SAME
    default: return T_BAD;
  }
}

/* One word at [lo, hi); joins it with what it belongs to: 、かつ, AとB と同じ. */
static void word(nz_lexer *x, int w, uint32_t lo, uint32_t hi) {
  nz_tok *t = last(x);
  if ((w == NZ_W_KATSU || w == NZ_W_MATAWA) && t && t->kind == T_COMMA && !(t->flags & NZ_TF_REPAIRED)) {
    t->kind = token_of(w);
    t->word = (uint16_t)w;
    t->hi = hi;
    x->first = x->space = false;
    return;
  }
  if (w == NZ_W_ONAJI && t && t->kind == T_TO && t->hi == lo) {
    unsigned char c = (unsigned char)x->src->text[hi], d = (unsigned char)x->src->text[hi + (c != 0)];
    bool name_follows = (c >= 0xE3 && c <= 0xE9 && !(c == 0xE3 && d <= 0x82)) || is_at(x, hi, "「");
    if (!name_follows) {
      t->kind = T_TOONAJI;
      t->word = NZ_W_TOONAJI;
      t->hi = hi;
      return;
    }
  }
  uint32_t keep_lo = x->lo, keep_hi = x->hi;
  x->lo = lo, x->hi = hi;
  t = nz_lex_push(x, token_of(w));
  t->word = (uint16_t)w;
  if (w == NZ_W_NASHI) t->sym = nz_lex_sym(x, lo, hi); /* a mark as well */
  x->lo = keep_lo, x->hi = keep_hi;
}

void nz_lex_word(nz_lexer *x) {
  static const struct { const char *text; int w; } heads[] = {{"上から順", NZ_W_IN_ORDER}, {"上から", NZ_W_IN_ORDER}, {"行は条件", NZ_W_ROWS_ARE_CONDITIONS}, {"値は文", NZ_W_CELLS_ARE_TEXT}};
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    if (lexeme_is(x, heads[i].text)) {
      nz_lex_push(x, T_HEADWORD)->word = (uint16_t)heads[i].w;
      return;
    }
  if (lexeme_is(x, "仮に")) {
    nz_tok *t = nz_lex_push(x, T_BAD); /* the layout pass makes it a clause word where it is one */
    t->word = NZ_W_GIVEN;
    t->aux = NZ_M_STRAY_HIRAGANA;
    t->sym = nz_lex_sym(x, x->lo, x->hi);
    return;
  }
  size_t len;
  int w = nz_w_longest(&x->words, x->src->text + x->lo, x->hi - x->lo, &len);
  if (w == NZ_W_NONE || len != x->hi - x->lo) nz_lex_bad(x, NZ_M_BAD_CHARACTER);
  else word(x, w, x->lo, x->hi);
}

/* Is [lo, hi) wholly made of function words? The longest first, then shorter ones. */
static bool tiled(const nz_lexer *x, uint32_t lo, uint32_t hi, int depth) {
  if (lo == hi) return true;
  if (depth > 12) return false;
  for (uint32_t end = hi; end > lo; end -= 3) {
    size_t len;
    int w = nz_w_longest(&x->words, x->src->text + lo, end - lo, &len);
    if (w == NZ_W_NONE) return false;
    if (tiled(x, lo + (uint32_t)len, hi, depth + 1)) return true;
    end = lo + (uint32_t)len; /* next: words shorter than this one */
  }
  return false;
}

static void push_words(nz_lexer *x, uint32_t lo, uint32_t hi) {
  while (lo < hi) {
    uint32_t end = hi;
    for (;;) { /* the longest word after which the rest is tiled too */
      size_t len;
      int w = nz_w_longest(&x->words, x->src->text + lo, end - lo, &len);
      if (w == NZ_W_NONE) return;
      if (tiled(x, lo + (uint32_t)len, hi, 0)) {
        word(x, w, lo, lo + (uint32_t)len);
        lo += (uint32_t)len;
        break;
      }
      end = lo + (uint32_t)len - 3;
    }
  }
}

enum { LONGEST_TILED_RUN = 30 * 3 };

/* A run of hiragana: function words, or one piece [from, to) that is none and belongs to a name that must be quoted. */
void nz_lex_hiragana(nz_lexer *x) {
  uint32_t lo = x->lo, hi = x->hi, from = lo, to = hi;
  bool whole = hi - lo <= LONGEST_TILED_RUN;
  if (whole && tiled(x, lo, hi, 0)) {
    push_words(x, lo, hi);
    return;
  }
  nz_tok *t = touching(x);
  bool after_name = t && (t->kind == T_NAME || t->kind == T_QTY) && !(t->flags & NZ_TF_QUOTED);
  if (whole) { /* the shortest such piece; next to a name it begins there */
    uint32_t best = UINT32_MAX;
    for (uint32_t p = lo; p < hi; p += 3) {
      if (after_name && p > lo) break;
      if (!tiled(x, lo, p, 0)) continue;
      for (uint32_t q = p + 3; q <= hi; q += 3)
        if (q - p < best && tiled(x, q, hi, 0)) best = q - p, from = p, to = q;
    }
  }
  push_words(x, lo, from);
  x->lo = from, x->hi = to;
  if (after_name && from == lo) extend(x, t, NZ_M_STRAY_HIRAGANA);
  else {
    t = nz_lex_push(x, T_NAME);
    t->flags |= NZ_TF_REPAIRED;
    t->aux = NZ_M_STRAY_HIRAGANA;
    t->sym = nz_lex_sym(x, from, to);
  }
  last(x)->num = to == hi; /* a name that touches its end belongs to it */
  x->lo = to, x->hi = hi;
  push_words(x, to, hi);
  x->lo = lo;
}

/* ---- marks and signs ---- */

void nz_lex_op(nz_lexer *x, int kind) {
  nz_tok *t = nz_lex_push(x, kind);
  if (kind == T_TIMES || kind == T_MINUS || kind == T_EQ) t->sym = nz_lex_sym(x, x->lo, x->hi); /* marks as well */
  if (kind == T_MINUS) t->sym = nz_intern_put(x->names, "－", 3);
}

/* ・ at a line's start or after a blank is a bullet; inside a name it belongs to the name. */
void nz_lex_dot(nz_lexer *x) {
  nz_tok *t = touching(x);
  if (x->first || x->space) nz_lex_op(x, T_BITEM);
  else if (t && t->kind == T_NAME && (t->flags & NZ_TF_REPAIRED)) extend(x, t, NZ_M_STRAY_HIRAGANA), t->num = 1;
  else nz_lex_bad(x, NZ_M_BAD_CHARACTER);
}

static bool only_blanks(const nz_lexer *x, uint32_t lo, uint32_t hi) {
  while (lo < hi && (x->src->text[lo] == ' ' || x->src->text[lo] == '\t')) lo++;
  return lo == hi;
}

void nz_lex_comma(nz_lexer *x) {
  nz_tok *t = last(x);
  if (t && only_blanks(x, t->hi, x->lo) && (t->kind == T_TOKI || t->kind == T_TADASHI || t->kind == T_KONOBAAI)) {
    t->hi = x->hi; /* とき、 is one token */
    return;
  }
  nz_lex_push(x, T_COMMA);
}

void nz_lex_lookalike(nz_lexer *x, int kind, const char *canonical, nz_msg id) {
  nz_sym typed = nz_lex_sym(x, x->lo, x->hi), to = nz_intern_put(x->names, canonical, strlen(canonical));
  nz_pend *g = nz_lex_pend(x, id, x->lo, x->hi);
  g->arg[0] = typed, g->arg[1] = to, g->fix = to;
  nz_tok *t = nz_lex_push(x, kind);
  if (kind != T_COMMA) t->flags |= NZ_TF_REPAIRED;
  if (kind == T_MATAWA) t->word = NZ_W_MATAWA;
  t->sym = to;
}

void nz_lex_mark(nz_lexer *x, const char *canonical) {
  if (canonical) nz_lex_lookalike(x, T_MARK, canonical, NZ_M_LOOKALIKE);
  else nz_lex_push(x, T_MARK)->sym = nz_lex_sym(x, x->lo, x->hi);
}

void nz_lex_note(nz_lexer *x) { nz_lex_push(x, T_NOTE)->sym = nz_lex_sym(x, x->lo, x->hi); }
