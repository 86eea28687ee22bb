/* fmt_token.c -- one token in its canonical form, and what stands between two; see fmt.h */
#include "fmt_int.h"

const char *nz_f_mark(const char *p, size_t n) {
  static const char *const forms[][2] = {
      {"〇", "○"}, {"◯", "○"}, {"⭕", "○"}, {"✕", "×"}, {"✖", "×"}, {"☓", "×"}, {"✗", "×"}, {"╳", "×"}, {"-", "－"}, {"−", "－"},
      {"ー", "－"}, {"―", "－"}, {"‐", "－"}, {"–", "－"}, {"—", "－"}, {"─", "－"}, {"━", "－"}};
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
    if (strlen(forms[i][0]) == n && memcmp(forms[i][0], p, n) == 0) return forms[i][1];
  return NULL;
}

/* Does 「X」 mean the same as X here? X must be one bare name, no word of the language, and touch nothing it could join. */
static bool needless_quotes(const nz_fmt *f, const nz_tok *t) {
  const char *s = f->src->text;
  uint32_t lo = t->lo + 3, hi = t->hi - 3;
  if ((t->flags & NZ_TF_REPAIRED) || hi <= lo) return false;
  for (uint8_t cls = NZ_WC_DECL; cls <= NZ_WC_FUNCTION; cls++)
    if (nz_w_find(cls, s + lo, hi - lo)) return false;
  static const char *const kept[] = {"空欄", "一部可", "相互", "理由", "解釈", "既定", "現在"};
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
    if (strlen(kept[i]) == hi - lo && memcmp(kept[i], s + lo, hi - lo) == 0) return false;
  nz_intern *names = nz_intern_new(f->a, 1);
  nz_source one = *f->src;
  one.text = nz_copy(f->a, s + lo, hi - lo);
  one.ntext = hi - lo;
  one.comments = NULL;
  one.ncomments = 0;
  nz_lexed out = {0};
  nz_lex(f->a, names, &one, &out);
  return out.toks.n == 1 && out.pend.n == 0 && out.toks.v[0].kind == T_NAME && !(out.toks.v[0].flags & NZ_TF_REPAIRED) &&
         out.toks.v[0].lo == 0 && out.toks.v[0].hi == hi - lo;
}

/* Could a bare name run on into what stands at p (or before it)? Kanji, katakana, letters and digits do. */
static bool joins(const char *p) {
  unsigned char c = (unsigned char)p[0], d = (unsigned char)p[1];
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '%';
  if (c == 0xE3 && d == 0x80) return false;                     /* 。、「」 */
  if (c == 0xE3 && d == 0x81) return false;                     /* hiragana … */
  if (c == 0xE3 && d == 0x82) return (unsigned char)p[2] > 0x9F; /* … and katakana */
  return c >= 0xE3 && c <= 0xE9;
}
/* Would the bare name run on into what is printed before it, or into the token after it? */
static bool touches_name(const nz_fmt *f, const nz_tok *t) {
  uint32_t b = f->out.n;
  while (b > f->line_start && ((unsigned char)f->out.v[b - 1] & 0xC0) == 0x80) b--;
  if (b > f->line_start) {
    char last[8] = {0};
    for (uint32_t i = b - 1; i < f->out.n && i < b + 3; i++) last[i - b + 1] = f->out.v[i];
    if (joins(last)) return true;
  }
  const nz_tok *end = f->toks->list.v + f->toks->list.n, *next = t + 1;
  if (t < f->toks->list.v || t >= end) return true;
  while (next < end && (next->flags & NZ_TF_VIRTUAL)) next++;
  if (next == end || next->kind == T_ROW || (next->flags & NZ_TF_FIRST) || next->kind == T_CMP || next->kind == T_IGAI || next->kind == T_GENZAINO) return false;
  return joins(f->src->text + next->lo) && !nz_f_space_between(f, t, next);
}

static void quantity(nz_fmt *f, const nz_tok *t) { /* 二回 → 2回 */
  const char *s = f->src->text;
  uint32_t i = t->lo;
  static const char numerals[] = "一二三四五六七八九十";
  for (bool more = true; more && i < t->hi; i += more ? 3 : 0) {
    more = false;
    for (size_t k = 0; k + 3 < sizeof numerals; k += 3) more |= memcmp(numerals + k, s + i, 3) == 0;
  }
  char buf[24];
  size_t n = sizeof buf;
  int64_t v = t->num;
  do buf[--n] = (char)('0' + v % 10);
  while ((v /= 10) > 0 && n);
  nz_f_put(f, buf + n, sizeof buf - n);
  nz_f_put(f, s + i, t->hi - i);
}

/* Folding made the colon wide, as it is everywhere else in a rule. */
size_t nz_f_time(const char *p, size_t n, char out[8]) {
  static const char colon[] = "：";
  size_t h = 0, k = 0;
  while (h < n && h < 3 && p[h] >= '0' && p[h] <= '9') out[k++] = p[h++];
  if (h < 1 || h > 2 || n != h + sizeof colon - 1 + 2 || memcmp(p + h, colon, sizeof colon - 1) != 0) return 0;
  out[k++] = ':';
  for (size_t i = n - 2; i < n; i++) {
    if (p[i] < '0' || p[i] > '9') return 0;
    out[k++] = p[i];
  }
  return k;
}

void nz_f_token(nz_fmt *f, const nz_tok *t, const nz_tok *prev) {
  const char *s = f->src->text + t->lo;
  size_t n = t->hi - t->lo;
  switch (t->kind) {
    case T_MARU: nz_f_puts(f, "。"); return;
    case T_COMMA: nz_f_puts(f, "、"); return;
    case T_COLON: nz_f_puts(f, "："); return;
    case T_LP: case T_KLP: nz_f_puts(f, "（"); return;
    case T_RP: nz_f_puts(f, "）"); return;
    case T_TIMES: nz_f_puts(f, "×"); return;
    case T_MINUS: nz_f_puts(f, "－"); return;
    case T_BITEM: nz_f_puts(f, "・"); return;
    case T_KITEI: nz_f_puts(f, "（既定）"); return;
    case T_MARK: case T_LMARK: {
      const char *m = nz_f_mark(s, n);
      if (m) nz_f_puts(f, m);
      else nz_f_put(f, s, n);
      return;
    }
    case T_TOKI: case T_TADASHI: case T_KONOBAAI: /* with the 、 behind it, and no blank between */
      for (size_t i = 0; i < n; i++)
        if (s[i] != ' ' && s[i] != '\t') nz_f_put(f, s + i, 1);
      return;
    case T_KATSU: nz_f_put(f, memchr(s, '\n', n) || n > 6 ? "、かつ" : "かつ", memchr(s, '\n', n) || n > 6 ? 9 : 6); return;
    case T_MATAWA: {
      bool comma = strncmp(s, "、", 3) == 0;
      nz_f_puts(f, comma ? "、または" : "または");
      return;
    }
    case T_HEADWORD: nz_f_puts(f, t->word == NZ_W_IN_ORDER_SHORT || t->word == NZ_W_IN_ORDER ? "上から順" : nz_w_text(t->word)); return;
    case T_PERIODB:
      if (f->head && f->decl != NZ_W_CASE) { /* 定義 X（令和6年4月から）： → X 令和6年4月から： */
        uint32_t skip = 3;
        while (s[skip] == ' ') skip++;
        nz_f_put(f, s + skip, n - skip - 3);
        return;
      }
      break;
    case T_TIME: {
      char time[8];
      size_t k = nz_f_time(s, n, time);
      if (k) nz_f_put(f, time, k);
      else nz_f_put(f, s, n);
      return;
    }
    case T_QTY:
      if ((unsigned char)s[0] >= 0x80) {
        quantity(f, t);
        return;
      }
      break;
    case T_QNAME:
      if (prev && (prev->kind == T_OUTCOME || (prev->kind == T_RP && prev > f->toks->list.v && prev[-1].kind == T_WHO))) {
        nz_f_puts(f, "『");
        nz_f_put(f, s + 3, n - 6);
        nz_f_puts(f, "』");
        return;
      }
      if (!touches_name(f, t) && needless_quotes(f, t)) {
        nz_f_put(f, s + 3, n - 6);
        return;
      }
      break;
    default: break;
  }
  if (t->flags & NZ_TF_VIRTUAL) return;
  nz_f_put(f, s, n);
}

static bool word_like(int k) {
  switch (k) {
    case T_NAME: case T_QNAME: case T_QTY: case T_NUMBER: case T_DATE: case T_MONTHDAY: case T_TIME: case T_RATE: case T_WINDOW: case T_MARK:
    case T_TEXT: case T_WHO: case T_CITE: case T_BAD:
      return true;
    default: return false;
  }
}

bool nz_f_space_between(const nz_fmt *f, const nz_tok *p, const nz_tok *t) {
  bool had = t->flags & NZ_TF_SPACE;
  if (!p || t->kind == T_MARU || t->kind == T_KLP) return false;
  if (p->kind == T_C_PICK && t->kind == T_QNAME) return false;             /* 解釈「…」は… */
  if (p->kind == T_C_CITES && strncmp(f->src->text + t->lo, "『", 3) == 0) return false; /* 注意『…』 */
  if ((p->kind >= T_D_SOURCE && p->kind <= T_C_GIVEN) || p->kind == T_LMARK) return t->kind != T_COLON && t->kind != T_COMMA;
  if (p->kind == T_RP && f->kinds) return true; /* 要件（訪問） … */
  if (p->kind == T_SOREIGAI) return true;
  if (t->kind == T_BITEM || p->kind == T_MUTUAL || t->kind == T_HEADWORD || p->kind == T_HEADWORD) return t->kind != T_COLON && t->kind != T_LP;
  if (p->kind == T_NOTE) return t->kind != T_COLON && t->kind != T_COMMA;
  if (f->head && (t->kind == T_DATE || t->kind == T_PERIODB)) return p->kind != T_KARA && p->kind != T_COLON;
  if (f->head && (p->kind == T_MADE || p->kind == T_KARA || p->kind == T_PERIODB)) return word_like(t->kind) && t->kind != T_DATE;
  if (p->kind == T_NASHI && t->kind == T_DATE) return true; /* 100単位 平成30年4月から、なし 令和6年4月から */
  if (p->kind == T_READING) return t->kind == T_NAME;
  if (p->kind == T_TEXT && t->kind == T_CITE) return had;
  if (p->kind == T_BAD || t->kind == T_BAD) return had;
  if (word_like(p->kind) && word_like(t->kind)) return had;
  if (!had || t->kind == T_CMP || t->kind == T_IGAI || p->hi < 3) return false;
  uint32_t b = p->hi - 1; /* 不 可 must not become 不可 */
  while (b > p->lo && ((unsigned char)f->src->text[b] & 0xC0) == 0x80) b--;
  return joins(f->src->text + b) && joins(f->src->text + t->lo);
}
