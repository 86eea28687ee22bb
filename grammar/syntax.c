/* syntax.c -- messages of the parser: hints for common slips, else what could stand there; see syntax.h */
#include "syntax.h"

#include <string.h>

#include "naze.tab.h"

static bool expects(const nz_expected *e, int token) {
  for (int i = 0; i < e->n; i++)
    if (e->token[i] == token) return true;
  return false;
}

/* ---- grouped names of what could stand there ---- */

enum group { G_VALUE, G_DECLARATION, G_CLAUSE, G_OPERATOR, G_COMPARE, G_JOIN, G_ALONE };

static enum group group_of(int t) {
  if (t >= T_D_SOURCE && t <= T_D_PROPERTY) return G_DECLARATION;
  if (t >= T_C_CITES && t <= T_C_GIVEN) return G_CLAUSE;
  switch (t) {
    case T_NAME: case T_QNAME: case T_QTY: case T_NUMBER: case T_DATE: case T_MONTHDAY: case T_TIME: case T_RATE: case T_WINDOW: case T_TEXT:
    case T_MARK: case T_KONO: case T_SONO: case T_ONAJI: case T_HOKANO: case T_NASHI: case T_READING: case T_LP: case T_OUTCOME: case T_REFER:
    case T_UNKNOWN: case T_TSUNENI: case T_TOWANAI: case T_GROUPWORD: case T_ATLEAST: case T_SUBETE:
      return G_VALUE;
    case T_PLUS: case T_MINUS: case T_TIMES: case T_DIVIDE: case T_ROUND: case T_BOUND: case T_GENZAINO: case T_RANKIN: case T_HAYAI: case T_PERIODB:
    case T_NO: case T_NOUCHI: case T_TO:
      return G_OPERATOR;
    case T_CMP: case T_IGAI: case T_KOERU: case T_TOONAJI: case T_FUKUMU: case T_MITASU: case T_NOIZUREKA: case T_NOIZUREDEMONAI: case T_NOSUBETE:
    case T_KARA: case T_MADE: case T_DEARU: case T_DENAI: case T_GAARU: case T_GANAI: case T_GA: case T_TILDE:
      return G_COMPARE;
    case T_KATSU: case T_MATAWA: return G_JOIN;
    default: return G_ALONE;
  }
}

static const char *const groups[] = {
    [G_VALUE] = "名前や値",
    [G_DECLARATION] = "宣言のことば（条件、表、加算…）",
    [G_CLAUSE] = "節のことば（根拠、要件…）",
    [G_OPERATOR] = "の・のうち・＋・－・×・÷ などのつなぎ",
    [G_COMPARE] = "が・以上・以外・である などの述べ方",
    [G_JOIN] = "かつ・または",
};

enum { LIST_LIMIT = 8 };

/* 「：」「の」「と」; more than eight are named in groups. A few signs that only the layout pass makes are left out. */
static size_t list_expected(const nz_expected *e, char *buf, size_t size) {
  size_t n = 0;
  int count = 0;
  unsigned done = 0;
  for (int i = 0; i < e->n; i++)
    if (e->token[i] != T_TILDE && e->token[i] != T_BAD) count++;
  for (int i = 0; i < e->n; i++) {
    int t = e->token[i];
    enum group g = group_of(t);
    if (t == 0 || t == T_TILDE || t == T_BAD || t == T_ROWEND || t == T_LEND || t == T_BCLOSE || (t == T_PERIODB && expects(e, T_DATE))) continue;
    const char *s = e->name[i];
    if (t == T_MINUS && !expects(e, T_PLUS)) g = G_VALUE; /* of a negative number */
    if (count > LIST_LIMIT && g != G_ALONE) {
      if (done >> g & 1) continue;
      done |= 1u << g;
      s = groups[g];
    }
    size_t len = strlen(s);
    while (len && s[len - 1] == ' ') len--; /* a few names are told apart by a blank */
    if (n + len + 12 > size) break;
    bool quote = !(count > LIST_LIMIT && g != G_ALONE) && t != T_HDR && t != T_END;
    if (n) memcpy(buf + n, "、", 3), n += 3;
    if (quote) memcpy(buf + n, "「", 3), n += 3;
    memcpy(buf + n, s, len), n += len;
    if (quote) memcpy(buf + n, "」", 3), n += 3;
  }
  return n;
}

/* ---- the nearest declaration word ---- */

static unsigned shared(nz_str s, const char *w) {
  unsigned same = 0;
  size_t n = strlen(w);
  for (size_t i = 0; i + 3 <= n; i += 3)
    for (uint32_t k = 0; k + 3 <= s.n; k += 3)
      if (memcmp(w + i, s.p + k, 3) == 0) {
        same++;
        break;
      }
  return same;
}

static const char *nearest_declaration(nz_str s) {
  const char *best = "";
  unsigned most = 0;
  for (int w = NZ_W_SOURCE; w <= NZ_W_PROPERTY; w++) {
    const char *k = nz_w_text(w);
    size_t n = strlen(k);
    unsigned same = shared(s, k) * 8;
    if (same && n == s.n) same++;
    if (same > most && same * 3 >= n) most = same, best = k;
  }
  return best;
}

/* 単位：点、肢。 */
static bool word_and_colon(nz_build *b, nz_span at) {
  nz_str s = nz_b_text(b, at);
  if (at.hi + 3 > b->src->ntext || memcmp(b->src->text + at.hi, "：", 3) != 0) return false;
  for (int w = NZ_W_SOURCE; w <= NZ_W_PROPERTY; w++) {
    if (strlen(nz_w_text(w)) != s.n || memcmp(nz_w_text(w), s.p, s.n) != 0) continue;
    nz_diag *g = nz_b_report(b, NZ_M_WORD_COLON, (nz_span){at.file, at.lo, at.hi + 3});
    nz_arg(b->d, g, 0, s.p, s.n);
    if (w == NZ_W_UNIT) nz_fix(b->d, g, (nz_span){at.file, at.hi, at.hi + 3}, " ", 1);
    return true;
  }
  return false;
}

static void unknown_declaration(nz_build *b, nz_span at) {
  if (word_and_colon(b, at)) return;
  nz_str s = nz_b_text(b, at);
  nz_diag *g = nz_b_report(b, NZ_M_UNKNOWN_DECLARATION, at);
  nz_arg(b->d, g, 0, s.p, s.n);
  const char *w = nearest_declaration(s);
  char buf[160];
  size_t n = 0;
  static const char q[] = "もしかして「", all[] = "宣言のことばは naze list --words で見られます";
  int clause = nz_w_find(NZ_WC_CLAUSE, s.p, s.n);
  if (clause) { /* a clause that stands outside */
    for (int k = NZ_W_SOURCE; k <= NZ_W_PROPERTY; k++) {
      size_t len = strlen(nz_w_text(k));
      if (!(nz_w_owners(clause) >> k & 1) || n + len + 60 > sizeof buf) continue;
      if (n) memcpy(buf + n, "、", 3), n += 3;
      memcpy(buf + n, nz_w_text(k), len), n += len;
    }
    static const char inside[] = " の中に、1段下げて書いてください";
    memcpy(buf + n, inside, sizeof inside - 1), n += sizeof inside - 1;
  } else if (*w) {
    memcpy(buf, q, sizeof q - 1), n = sizeof q - 1;
    memcpy(buf + n, w, strlen(w)), n += strlen(w);
    memcpy(buf + n, "」", 3), n += 3;
    nz_fix(b->d, g, at, w, strlen(w));
  } else {
    memcpy(buf, all, sizeof all - 1), n = sizeof all - 1;
  }
  nz_arg(b->d, g, 1, buf, n);
}

/* 要件 in a 規則: the word exists, but not here. */
static bool clause_not_here(nz_build *b, nz_span at) {
  const nz_tok *t = b->at->flags & NZ_TF_FIRST ? b->at : b->prev;
  if (!t || !(t->flags & NZ_TF_FIRST) || t->kind != T_NAME) return false;
  at.lo = t->lo, at.hi = t->hi;
  nz_str s = nz_b_text(b, at);
  int w = nz_w_find(NZ_WC_CLAUSE, s.p, s.n);
  uint16_t in = b->local ? b->local : b->decl;
  if (!w || !in || (nz_w_owners(w) >> in & 1)) return false;
  nz_diag *g = nz_b_report(b, NZ_M_CLAUSE_NOT_HERE, at);
  nz_arg(b->d, g, 0, s.p, s.n);
  nz_args(b->d, g, 1, nz_w_text(in));
  char buf[320];
  size_t n = 0;
  for (int k = 1; k < NZ_W_COUNT; k++) {
    size_t len = strlen(nz_w_text(k));
    if (nz_w_class(k) != NZ_WC_CLAUSE || !(nz_w_owners(k) >> in & 1) || n + len + 3 > sizeof buf) continue;
    if (n) memcpy(buf + n, "、", 3), n += 3;
    memcpy(buf + n, nz_w_text(k), len), n += len;
  }
  if (n) nz_arg(b->d, g, 2, buf, n);
  else nz_args(b->d, g, 2, "節のことばはありません");
  return true;
}

/* ---- names that must be quoted ---- */

static bool delimiter(const char *p) {
  static const char *const d[] = {" ", "\t", "\n", "、", "。", "：", "（", "）", "×", "|", "＜", "「", "『"};
  for (size_t i = 0; i < sizeof d / sizeof d[0]; i++)
    if (strncmp(p, d[i], strlen(d[i])) == 0) return true;
  return false;
}

/* 事業所の算定区分, 65歳の扱い: a name is expected and what stands there has function words or digits in it. */
static bool name_to_quote(nz_build *b, const nz_expected *e) {
  const nz_tok *t = b->at, *p = b->prev;
  bool word = t->word && nz_w_class(t->word) == NZ_WC_FUNCTION && t->kind != T_OUTCOME;
  bool inside = word && p && p->kind == T_NAME && p->hi == t->lo && !expects(e, T_GA) && !expects(e, T_WA) &&
                (expects(e, T_COLON) || expects(e, T_HDR) || expects(e, T_COMMA) || expects(e, T_TIMES));
  bool starts = (t->kind == T_QTY || t->kind == T_NUMBER || t->kind == T_DATE || t->kind == T_OUTCOME || t->kind == T_UNKNOWN || word) &&
                expects(e, T_NAME) && expects(e, T_QNAME) && e->n <= 3;
  if (!inside && !starts) return false;
  nz_span at = {b->src->id, inside ? p->lo : t->lo, t->hi};
  while (at.hi < b->src->ntext && !delimiter(b->src->text + at.hi)) at.hi++;
  nz_str s = nz_b_text(b, at);
  static const char any[] = "のいずれか"; /* of a field's values: it closes their list */
  if (s.n > sizeof any - 1 && memcmp(s.p + s.n - (sizeof any - 1), any, sizeof any - 1) == 0) {
    s.n -= (uint32_t)(sizeof any - 1);
    at.hi -= (uint32_t)(sizeof any - 1);
  }
  if (s.n > 200) return false;
  nz_diag *g = NULL; /* a message about a part of the name grows to the whole */
  for (uint32_t i = 0; i < b->d->list.n; i++) {
    nz_diag *k = &b->d->list.v[i];
    if (k->id == NZ_M_STRAY_HIRAGANA && k->at.file == at.file && k->at.lo >= at.lo && k->at.hi <= at.hi) g = k;
  }
  if (g) g->at = at;
  else g = nz_b_report(b, NZ_M_NAME_TO_QUOTE, at);
  nz_arg(b->d, g, 0, s.p, s.n);
  char fix[208] = "「";
  memcpy(fix + 3, s.p, s.n);
  memcpy(fix + 3 + s.n, "」", 3);
  nz_fix(b->d, g, at, fix, (size_t)s.n + 6);
  return true;
}

/* 単位 300単位。 in an 加算: the nearest clause word. */
static bool unknown_clause(nz_build *b, nz_span at, const nz_expected *e) {
  uint16_t in = b->local ? b->local : b->decl;
  if (!in || !(b->at->flags & NZ_TF_FIRST) || b->at->kind != T_NAME || !expects(e, T_C_CITES) || expects(e, T_NAME)) return false;
  nz_str s = nz_b_text(b, at);
  if (at.hi + 3 <= b->src->ntext && memcmp(b->src->text + at.hi, "：", 3) == 0) return false; /* 根拠記録：支援記録。 is a field */
  const char *best = "";
  unsigned most = 0;
  for (int w = 1; w < NZ_W_COUNT; w++) { /* half of its characters: of two, one will do (根據 for 根拠) */
    if (nz_w_class(w) != NZ_WC_CLAUSE || !(nz_w_owners(w) >> in & 1)) continue;
    size_t n = strlen(nz_w_text(w));
    unsigned same = shared(s, nz_w_text(w)) * 3;
    if (same * 2 < s.n || same * 2 < n) continue;
    same = same * 2 + (n == s.n && (memcmp(nz_w_text(w), s.p, 3) == 0 || memcmp(nz_w_text(w) + n - 3, s.p + n - 3, 3) == 0));
    if (same > most) most = same, best = nz_w_text(w);
  }
  if (!most) return false;
  nz_diag *g = nz_b_report(b, NZ_M_UNKNOWN_CLAUSE, at);
  nz_arg(b->d, g, 0, s.p, s.n);
  nz_args(b->d, g, 1, best);
  nz_fix(b->d, g, at, best, strlen(best));
  return true;
}

/* 方法が面接、会議参加かつ…, 視力障害点、夜盲点が1点以上: values stand side by side and nothing says whether one will do. */
static bool list_open(const nz_build *b, const nz_expected *e, bool ends) {
  const nz_tok *t = b->at;
  if (!expects(e, T_NOIZUREKA) || expects(e, t->kind) || expects(e, T_MARU) || expects(e, T_TOKI)) return false;
  if (ends) return true;
  switch (t->kind) {
    case T_TOKI: case T_KATSU: case T_MATAWA: case T_MONO: case T_GA: case T_GAARU: case T_GANAI: case T_DEARU: case T_DENAI: case T_CMP:
    case T_IGAI: case T_KOERU: return true;
    default: return false;
  }
}

/* 対象 計画相談支援、300単位: a number in a list of names is no name that wants quoting. */
static bool number_for_name(nz_build *b, nz_span at, const nz_expected *e) {
  const nz_tok *t = b->at, *p = b->prev;
  if ((t->kind != T_QTY && t->kind != T_NUMBER && t->kind != T_DATE) || !p || p->kind != T_COMMA || !expects(e, T_NAME) || e->n > 3) return false;
  if (t->hi < b->src->ntext && !delimiter(b->src->text + t->hi)) return false; /* 65歳の扱い */
  nz_b_report(b, NZ_M_NOT_NAMES, at);
  return true;
}

void nz_syntax_error(nz_build *b, nz_span at, nz_expected e) {
  const nz_tok *t = b->at;
  if (t->kind == T_BAD || (t->kind == T_BITEM && (t->flags & NZ_TF_REPAIRED))) return; /* reported already */
  bool ends = t->kind == T_MARU || t->kind == T_HDR || t->kind == T_END || t->kind == T_LEND || t->kind == 0 || t->kind == T_BCLOSE || t->kind == T_BITEM;
  if (expects(&e, T_BOPEN) && e.n <= 2) {
    nz_b_report(b, NZ_M_NO_BULLETS, at);
    return;
  }
  if (list_open(b, &e, ends)) {
    const nz_tok *last = b->prev && b->prev->hi <= t->lo ? b->prev : t; /* the value after which のいずれか is missing */
    nz_b_report(b, NZ_M_LIST_NOT_CLOSED, (nz_span){at.file, last->lo, last->hi});
    return;
  }
  if (b->prev && b->prev->kind == T_LP && expects(&e, T_WHO)) { /* 要照会（） */
    nz_b_report(b, NZ_M_NO_ADDRESSEE, (nz_span){at.file, b->prev->lo, t->hi});
    return;
  }
  if (t->kind == T_ROW) {
    nz_b_report(b, NZ_M_ROWS_ELSEWHERE, at);
    return;
  }
  if (expects(&e, T_D_SOURCE) && !ends) {
    unknown_declaration(b, at);
    return;
  }
  if (!ends && t->kind == T_NAME && t->flags & NZ_TF_FIRST && word_and_colon(b, at)) return;
  if (!ends && (clause_not_here(b, at) || unknown_clause(b, at, &e))) return;
  if (t->kind == T_WA && expects(&e, T_GA)) {
    nz_fix(b->d, nz_b_report(b, NZ_M_WA_FOR_GA, at), at, "が", 3);
    return;
  }
  if (nz_b_text(b, at).n == 3 && memcmp(nz_b_text(b, at).p, "＝", 3) == 0 && expects(&e, T_GA)) {
    nz_arg(b->d, nz_b_report(b, NZ_M_COMPARISON_SIGN, at), 0, "＝", 3);
    return;
  }
  if (t->kind == T_COMMA && expects(&e, T_KATSU)) {
    nz_b_report(b, expects(&e, T_TOKI) && !expects(&e, T_MARU) ? NZ_M_TOKI_MISSING : NZ_M_COMMA_ALONE, at);
    return;
  }
  if (!ends && (number_for_name(b, at, &e) || name_to_quote(b, &e))) return;
  char buf[1200];
  size_t n = list_expected(&e, buf, sizeof buf);
  nz_diag *g = nz_b_report(b, ends ? NZ_M_ENDS_EARLY : NZ_M_UNEXPECTED, at);
  nz_str s = nz_b_text(b, at);
  nz_arg(b->d, g, 0, s.p, s.n > 90 ? 90 : s.n);
  nz_arg(b->d, g, 1, buf, n);
}

void nz_syntax_overflow(nz_build *b, nz_span at) {
  b->overflowed = true;
  nz_arg(b->d, nz_b_report(b, NZ_M_TOO_DEEP, at), 0, "64", 2);
}
