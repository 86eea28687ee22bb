/* layout.c -- the layout pass: lines, sentences, bullets; see layout.h */
#include "layout.h"

#include <string.h>

#include "calendar.h"

/* ---- small tools ---- */

nz_span nz_y_span(const nz_layout *y, uint32_t lo, uint32_t hi) { return (nz_span){y->src->id, lo, hi}; }
const nz_tok *nz_in(const nz_layout *y, uint32_t i) {
  static const nz_tok none = {.flags = NZ_TF_FIRST | NZ_TF_SPACE};
  return i < y->in->toks.n ? &y->in->toks.v[i] : &none;
}
nz_tok *nz_last(const nz_layout *y) { return y->out->list.n ? &y->out->list.v[y->out->list.n - 1] : NULL; }
static int last_kind(const nz_layout *y) { return y->out->list.n ? y->out->list.v[y->out->list.n - 1].kind : 0; }

nz_tok *nz_emit(nz_layout *y, int kind, uint32_t lo, uint32_t hi) {
  nz_tok *t = &NZ_PUSH(y->a, &y->out->list);
  memset(t, 0, sizeof *t);
  t->kind = kind;
  t->lo = lo;
  t->hi = hi;
  return t;
}
nz_tok *nz_emit_copy(nz_layout *y, const nz_tok *t) {
  nz_tok *o = &NZ_PUSH(y->a, &y->out->list);
  *o = *t;
  return o;
}
static nz_tok *virtual_token(nz_layout *y, int kind) {
  nz_tok *l = nz_last(y);
  uint32_t at = l ? l->hi : 0;
  nz_tok *t = nz_emit(y, kind, at, at);
  t->flags = NZ_TF_VIRTUAL;
  return t;
}
void nz_y_free(nz_layout *y, uint32_t lo, uint32_t hi) { NZ_PUSH(y->a, &y->free) = (nz_trivia){lo, hi}; }
bool nz_text_is(const nz_layout *y, const nz_tok *t, const char *s) {
  size_t n = strlen(s);
  return t->hi - t->lo == n && memcmp(y->src->text + t->lo, s, n) == 0;
}
static bool first_on_line(const nz_layout *y, uint32_t i) { return nz_in(y, i)->flags & NZ_TF_FIRST; }

static uint16_t owner(const nz_layout *y) { return y->local ? y->local : y->decl; }

/* ---- ends ---- */

/* May a sentence end after a token of this kind? */
static bool can_end(int kind) {
  switch (kind) {
    case 0: case T_COMMA: case T_COLON: case T_LP: case T_KLP: case T_NO: case T_GA: case T_WA: case T_TO: case T_KATSU: case T_MATAWA:
    case T_TOKI: case T_NOUCHI: case T_NIYORU: case T_NIYORI: case T_GROUPWORD: case T_ATLEAST: case T_GROUPROWS: case T_RANKIN:
    case T_PLUS: case T_MINUS: case T_TIMES: case T_DIVIDE: case T_GOTONI: case T_NITSUKI: case T_GENZAINO: case T_KONO: case T_SONO:
    case T_ONAJI: case T_HOKANO: case T_SUBETE: case T_TADASHI: case T_KONOBAAI: case T_LESS: case T_EQ: case T_TILDE: case T_BITEM:
    case T_HDR: case T_END: case T_LEND: case T_LMARK: case T_NOTE:
      return false;
    default: return !(kind >= T_D_SOURCE && kind <= T_C_GIVEN);
  }
}

static void close_levels(nz_layout *y, uint32_t down_to) {
  for (; y->levels > down_to; y->levels--) virtual_token(y, T_BCLOSE);
}

static void sentence_over(nz_layout *y) {
  y->open = y->pending = y->colon = false;
  y->clause = 0;
  y->brackets = y->dropped = 0;
}

/* Ends the sentence at hand with a 。 that was not written. */
static void end_sentence(nz_layout *y) {
  if (!y->open) return;
  bool report = can_end(last_kind(y)) && y->decl;
  nz_tok *l = nz_last(y);
  uint32_t at = l ? l->hi : 0;
  close_levels(y, 0);
  nz_tok *maru = virtual_token(y, T_MARU);
  sentence_over(y);
  if (!report) return;
  maru->flags |= NZ_TF_REPAIRED; /* the formatter writes it */
  nz_diag *g = nz_report(y->d, NZ_M_MISSING_MARU, nz_y_span(y, at, at));
  nz_fix(y->d, g, nz_y_span(y, at, at), "。", 3);
}

static void end_header(nz_layout *y) {
  if (!y->header) return;
  virtual_token(y, T_HDR);
  y->header = false;
  y->body_col = NZ_NO_COLUMN;
  sentence_over(y);
}

static void end_local(nz_layout *y) {
  if (!y->local) return;
  end_header(y);
  end_sentence(y);
  virtual_token(y, T_LEND);
  y->local = 0;
  y->legend = false;
  y->body_col = y->local_col;
}

static void end_declaration(nz_layout *y) {
  end_local(y);
  end_header(y);
  end_sentence(y);
  if (y->out->list.n && last_kind(y) != T_END && last_kind(y) != T_START_FILE) virtual_token(y, T_END);
  y->decl = 0;
  y->legend = false;
  y->body_col = NZ_NO_COLUMN;
}

/* ---- words by position ---- */

/* A word counts where a blank, a line's end, 「 or a touching （ follows it, and not what would make it a name in a sentence. */
static bool stands_free(const nz_layout *y, uint32_t i) {
  const nz_tok *t = nz_in(y, i), *next = nz_in(y, i + 1);
  if (next->flags & NZ_TF_FIRST) return true;
  if (next->lo == t->hi) return next->kind == T_QNAME || next->kind == T_LP || next->kind == T_TEXT;
  switch (next->kind) {
    case T_COLON: case T_COMMA: case T_MARU: case T_WA: case T_GA: case T_NO: case T_TO: case T_EQ: case T_PLUS: case T_DIVIDE: case T_DEARU:
    case T_DENAI: case T_GAARU: case T_GANAI: case T_CMP: case T_KATSU: case T_MATAWA:
      return false;
    default: return true;
  }
}

static int word_at(const nz_layout *y, uint32_t i, uint8_t cls) {
  const nz_tok *t = nz_in(y, i);
  if (t->kind == T_BAD && t->word == NZ_W_GIVEN && cls == NZ_WC_CLAUSE) return stands_free(y, i) ? NZ_W_GIVEN : NZ_W_NONE;
  if (t->kind != T_NAME || (t->flags & (NZ_TF_QUOTED | NZ_TF_REPAIRED)) || !stands_free(y, i)) return NZ_W_NONE;
  return nz_w_find(cls, y->src->text + t->lo, t->hi - t->lo);
}

/* 解釈「…」は…。 in a 事例 is a fact even at the margin. */
static bool is_pick(const nz_layout *y, uint32_t i) {
  int k = nz_in(y, i + 1)->kind;
  return y->decl == NZ_W_CASE && nz_text_is(y, nz_in(y, i), "解釈") && (k == T_QNAME || k == T_NAME) && nz_in(y, i + 2)->kind == T_WA;
}

static int declaration_token(int w) { return T_D_SOURCE + (w - NZ_W_SOURCE); }

static int clause_token(int w) {
  switch (w) {
    case NZ_W_BASIS: case NZ_W_NOTE: return T_C_CITES;
    case NZ_W_CONFIRMED: return T_C_CONFIRMED;
    case NZ_W_APPLIES: return T_C_APPLIES;
    case NZ_W_LEGEND: return T_C_LEGEND;
    case NZ_W_TARGET: case NZ_W_SUBJECT: case NZ_W_DISTINCT: case NZ_W_BASE: return T_C_NAMES;
    case NZ_W_KIND: return T_C_KIND;
    case NZ_W_UNITS: return T_C_UNITS;
    case NZ_W_REQUIRE: return T_C_REQUIRE;
    case NZ_W_LIMIT: return T_C_LIMIT;
    case NZ_W_EXCLUDE: return T_C_EXCLUDE;
    case NZ_W_RECORD: return T_C_RECORD;
    case NZ_W_ADDED_TO: return T_C_ADDED;
    case NZ_W_CLAIM_MONTH: case NZ_W_ORIGIN: return T_C_EXPR;
    case NZ_W_ALIAS_CLAUSE: return T_C_ALIAS;
    case NZ_W_FORMER: return T_C_FORMER;
    case NZ_W_PICK: return T_C_PICK;
    case NZ_W_EXPECTED: return T_C_EXPECTED;
    case NZ_W_TOTAL: return T_C_TOTAL;
    default: return T_C_GIVEN;
  }
}

static bool has_header_line(int w) {
  switch (w) {
    case NZ_W_LEDGER: case NZ_W_TABLE: case NZ_W_DTABLE: case NZ_W_FEE: case NZ_W_ADDON: case NZ_W_RULE: case NZ_W_SCHEDULE: case NZ_W_CASE:
      return true;
    default: return false;
  }
}
static bool has_table(int w) { return w == NZ_W_TABLE || w == NZ_W_DTABLE || w == NZ_W_FEE; }

static nz_tok *word_token(nz_layout *y, int kind, int w) {
  nz_tok *t = nz_emit_copy(y, nz_in(y, y->i++));
  t->kind = kind;
  t->word = (uint16_t)w;
  t->aux = 0;
  y->open = true;
  y->first = y->out->list.n - 1;
  return t;
}

static void step(nz_layout *y);

static void begin_declaration(nz_layout *y, int w, uint32_t col, bool local) {
  if (local) {
    end_local(y);
    end_header(y);
    end_sentence(y);
    y->local = (uint16_t)w;
    y->local_col = col;
  } else {
    end_declaration(y);
    if (y->margin == NZ_NO_COLUMN) y->margin = col;
    y->decl = (uint16_t)w;
    y->stray_ended = false;
  }
  y->body_col = NZ_NO_COLUMN;
  y->legend = false;
  word_token(y, declaration_token(w), w);
  y->header = has_header_line(w);
  if (w == NZ_W_READING) y->pending = true, y->pending_kind = NZ_LEVEL_CHOICES;
  if (w == NZ_W_SOURCE && y->i < y->end) { /* name『title』 and the rest as it stands */
    step(y);
    if (y->i < y->end && nz_in(y, y->i)->kind == T_TEXT) step(y);
    if (y->i < y->end) nz_lay_cites(y, true);
  }
}

static void begin_clause(nz_layout *y, int w) {
  end_header(y);
  end_sentence(y);
  uint32_t hi = nz_in(y, y->i)->hi;
  word_token(y, clause_token(w), w);
  y->clause = (uint16_t)w;
  const nz_tok *next = nz_in(y, y->i);
  if (w == NZ_W_LEGEND) {
    virtual_token(y, T_HDR);
    y->legend = true;
    y->body_col = NZ_NO_COLUMN;
    sentence_over(y);
  } else if (w == NZ_W_BASIS || w == NZ_W_NOTE) {
    nz_lay_cites(y, false);
  } else if (next->kind == T_LP && next->lo == hi && nz_w_of_claim(w)) {
    nz_emit_copy(y, next)->kind = T_KLP;
    y->brackets++;
    y->i++;
  }
  if (w == NZ_W_EXCLUDE) y->pending = true, y->pending_kind = NZ_LEVEL_PLAIN;
  if (w == NZ_W_PICK && nz_in(y, y->i + 1)->kind == T_WA && y->i + 2 < y->end) { /* 解釈「…」は表の対象外。: a label as it stands */
    nz_emit_copy(y, nz_in(y, y->i++));
    nz_emit_copy(y, nz_in(y, y->i++));
    uint32_t k = y->i;
    while (k < y->end && nz_in(y, k)->kind != T_MARU) k++;
    if (k > y->i) nz_lay_join(y, y->i, k, T_NAME);
    y->i = k;
  }
}

/* ---- bullets ---- */

static void too_deep(nz_layout *y, const nz_tok *t) {
  char buf[12];
  size_t n = sizeof buf;
  for (unsigned v = NZ_MAX_NESTING; v; v /= 10) buf[--n] = (char)('0' + v % 10);
  nz_arg(y->d, nz_report(y->d, NZ_M_TOO_DEEP, nz_y_span(y, t->lo, t->hi)), 0, buf + n, sizeof buf - n);
}

static void open_level(nz_layout *y, const nz_tok *t, uint32_t col) {
  y->pending = false;
  if (y->levels + y->brackets >= NZ_MAX_NESTING) {
    too_deep(y, t);
    return;
  }
  virtual_token(y, T_BOPEN);
  y->level[y->levels++] = (nz_level){col, y->pending_kind};
}

static void bullet(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i++);
  uint32_t col = nz_column(y->src, t->lo);
  bool on_new_line = t->flags & NZ_TF_FIRST;
  bool stray = false;
  if (y->pending && (!on_new_line || y->levels == 0 || col > y->level[y->levels - 1].col + 1)) {
    if (!on_new_line && (y->line_bullet || y->line_levels)) nz_report(y->d, NZ_M_BULLETS_INLINE, nz_y_span(y, t->lo, t->hi));
    if (!on_new_line) y->line_levels++;
    open_level(y, t, col);
  } else if (y->pending) {
    y->pending = false; /* a head without bullets: the parser says so at this ・ */
  } else if (y->levels == 0) {
    stray = true;
    if (y->open || y->decl) nz_report(y->d, NZ_M_STRAY_BULLET, nz_y_span(y, t->lo, t->hi));
  } else if (on_new_line) {
    while (y->levels > 1 && col + 1 < y->level[y->levels - 1].col) close_levels(y, y->levels - 1);
    if (col > y->level[y->levels - 1].col + 1) {
      nz_report(y->d, NZ_M_BULLET_DEPTH, nz_y_span(y, t->lo, t->hi));
    }
  }
  if (on_new_line) y->line_bullet = true;
  nz_tok *o = nz_emit_copy(y, t);
  if (stray) o->flags |= NZ_TF_REPAIRED; /* reported */
  if (!y->open) y->open = true, y->first = y->out->list.n - 1;
  if (!y->levels) return;
  if (y->level[y->levels - 1].kind == NZ_LEVEL_CHOICES) nz_lay_choice(y);
  else if (y->level[y->levels - 1].kind == NZ_LEVEL_LABELS) nz_lay_label(y);
}

/* ---- one token ---- */

/* （令和6年4月から令和6年9月まで）: how many tokens, 0 when it is something else. */
static uint32_t bracketed_period(const nz_layout *y, uint32_t i, int64_t *from, int64_t *to);

static void left_bracket(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i);
  int64_t from, to;
  uint32_t n = bracketed_period(y, y->i, &from, &to);
  if (n) {
    nz_tok *o = nz_emit(y, T_PERIODB, t->lo, nz_in(y, y->i + n - 1)->hi);
    o->num = from;
    o->aux = (int32_t)to;
    y->i += n;
    return;
  }
  bool attribute = y->decl == NZ_W_LEDGER && !y->header && y->colon;
  if (attribute) { /* （変わらない）: words of the ledger, not of the rule language */
    uint32_t k = y->i + 1;
    while (!first_on_line(y, k) && nz_in(y, k)->kind != T_RP && nz_in(y, k)->kind != T_MARU && nz_in(y, k)->kind != T_COMMA) k++;
    if (nz_in(y, k)->kind == T_RP && k > y->i + 1 && !first_on_line(y, k)) {
      nz_emit_copy(y, t);
      nz_lay_join(y, y->i + 1, k, T_NAME);
      nz_emit_copy(y, nz_in(y, k));
      y->i = k + 1;
      return;
    }
  }
  y->i++;
  if (y->levels + y->brackets >= NZ_MAX_NESTING) {
    if (!y->dropped++) too_deep(y, t);
    return;
  }
  y->brackets++;
  nz_emit_copy(y, t);
}

static uint32_t bracketed_period(const nz_layout *y, uint32_t i, int64_t *from, int64_t *to) {
  const nz_tok *a = nz_in(y, i + 1), *b = nz_in(y, i + 2), *c = nz_in(y, i + 3);
  *from = INT64_MIN, *to = INT32_MAX;
  if (a->kind != T_DATE) return 0;
  if (b->kind == T_MADE && c->kind == T_RP) {
    *to = nz_date_last_day(a->num, a->aux);
    return 4;
  }
  if (b->kind != T_KARA) return 0;
  *from = a->num;
  if (c->kind == T_RP) return 4;
  if (c->kind != T_DATE || nz_in(y, i + 4)->kind != T_MADE || nz_in(y, i + 5)->kind != T_RP) return 0;
  *to = nz_date_last_day(c->num, c->aux);
  return 6;
}

static void right_bracket(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i++);
  if (y->dropped) {
    y->dropped--;
    return;
  }
  if (y->brackets) y->brackets--;
  nz_emit_copy(y, t);
}

/* 要照会（四日市市障害福祉課）: whom to ask is free text. */
static void refer(nz_layout *y) {
  nz_emit_copy(y, nz_in(y, y->i++));
  if (nz_in(y, y->i)->kind != T_LP) return;
  uint32_t k = y->i + 1;
  while (!first_on_line(y, k) && nz_in(y, k)->kind != T_RP && nz_in(y, k)->kind != T_MARU && nz_in(y, k)->kind != T_BAR) k++;
  if (nz_in(y, k)->kind != T_RP || first_on_line(y, k) || k == y->i + 1) return;
  nz_emit_copy(y, nz_in(y, y->i));
  nz_lay_join(y, y->i + 1, k, T_WHO);
  nz_emit_copy(y, nz_in(y, k));
  y->i = k + 1;
}

static bool reading_here(const nz_layout *y) {
  int a = nz_in(y, y->i + 1)->kind, b = nz_in(y, y->i + 2)->kind;
  return nz_text_is(y, nz_in(y, y->i), "解釈") && (a == T_NAME || a == T_QNAME) && (b == T_NIYORU || b == T_NIYORI);
}

static void name(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i);
  if (t->kind == T_NAME && reading_here(y)) {
    nz_emit_copy(y, t)->kind = T_READING;
    y->i++;
    return;
  }
  if (y->header && has_table(owner(y)) && last_kind(y) != declaration_token(owner(y)) && y->brackets == 0) {
    int w = nz_w_find(NZ_WC_HEAD, y->src->text + t->lo, t->hi - t->lo);
    if (w != NZ_W_NONE) {
      nz_tok *o = nz_emit_copy(y, t);
      o->kind = T_HEADWORD;
      o->word = (uint16_t)w;
      y->i++;
      return;
    }
  }
  if (y->clause == NZ_W_EXCLUDE && nz_text_is(y, t, "相互") && nz_in(y, y->i + 1)->kind != T_MARU) {
    nz_emit_copy(y, t)->kind = T_MUTUAL;
    y->i++;
    return;
  }
  if (y->decl == NZ_W_CASE && !y->colon && last_kind(y) == T_COMMA && nz_text_is(y, t, "理由") && nz_in(y, y->i + 1)->kind == T_WA) {
    nz_emit(y, T_RIYUU, t->lo, nz_in(y, y->i + 1)->hi);
    y->i += 2;
    uint32_t k = y->i;
    while (nz_in(y, k)->kind != T_MARU && !first_on_line(y, k)) k++;
    if (k > y->i) {
      nz_lay_join(y, y->i, k, T_NAME);
      y->i = k;
    }
    return;
  }
  nz_emit_copy(y, t);
  y->i++;
}

static bool is_mark(const nz_layout *y, uint32_t i) {
  const nz_tok *t = nz_in(y, i), *next = nz_in(y, i + 1);
  switch (t->kind) {
    case T_MARK: case T_TIMES: case T_MINUS: case T_EQ: return !(next->flags & NZ_TF_FIRST);
    case T_NAME: case T_QNAME: case T_NASHI: case T_NUMBER: return next->lo > t->hi && !(next->flags & NZ_TF_FIRST) && stands_free(y, i);
    default: return false;
  }
}

static void step(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i);
  if (!y->open && t->kind != T_MARU && t->kind != T_BITEM) {
    y->open = true;
    y->first = y->out->list.n;
    if (y->legend && is_mark(y, y->i)) {
      nz_emit_copy(y, t)->kind = T_LMARK;
      y->i++;
      return;
    }
  }
  switch (t->kind) {
    case T_MARU:
      close_levels(y, 0);
      nz_emit_copy(y, t);
      y->i++;
      sentence_over(y);
      return;
    case T_BITEM: bullet(y); return;
    case T_LP: left_bracket(y); return;
    case T_RP: right_bracket(y); return;
    case T_COLON:
      nz_emit_copy(y, t);
      y->i++;
      y->colon = true;
      if (y->header && y->decl == NZ_W_LEDGER && y->brackets == 0) end_header(y);
      return;
    case T_NOTE:
      nz_emit_copy(y, t);
      y->i++;
      if (y->out->list.n - 1 == y->first && nz_in(y, y->i)->kind == T_COLON) {
        nz_emit_copy(y, nz_in(y, y->i++));
        nz_lay_cites(y, false);
      }
      return;
    case T_REFER: refer(y); return;
    case T_NAME: case T_SUBETE: name(y); return;
    case T_GROUPWORD: case T_ATLEAST: case T_GROUPROWS: case T_RANKIN:
      y->pending = true;
      y->pending_kind = NZ_LEVEL_PLAIN;
      break;
    case T_NIYORI:
      y->pending = true;
      y->pending_kind = NZ_LEVEL_LABELS;
      break;
    default: break;
  }
  nz_emit_copy(y, t);
  y->i++;
}

/* ---- lines ---- */

static uint32_t code_points(nz_str s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
  return n;
}
/* Is it a declaration word with one character wrong? (Words are a few characters of three bytes.) */
static bool near_declaration(nz_str s) {
  for (int w = NZ_W_SOURCE; w <= NZ_W_PROPERTY; w++) {
    nz_str k = {nz_w_text(w), (uint32_t)strlen(nz_w_text(w))};
    if (k.n != s.n || code_points(k) != code_points(s) || k.n < 6) continue;
    uint32_t differ = 0;
    for (uint32_t i = 0; i < k.n; i += 3) differ += memcmp(k.p + i, s.p + i, 3) != 0;
    if (differ == 1) return true;
  }
  return false;
}

/* 条建 行動：… at the margin: most likely a declaration word that is misspelt. It must not cost the declaration before it. */
static bool stray_declaration(const nz_layout *y, uint32_t col) {
  const nz_tok *t = nz_in(y, y->i), *next = nz_in(y, y->i + 1);
  if (y->open || y->header || !y->decl || y->stray_ended || col > y->margin || t->kind != T_NAME) return false;
  if ((next->flags & NZ_TF_FIRST) || next->lo == t->hi || (next->kind != T_NAME && next->kind != T_QNAME)) return false;
  return y->decl != NZ_W_CASE || near_declaration((nz_str){y->src->text + t->lo, t->hi - t->lo});
}

static void row_line(nz_layout *y) {
  end_header(y);
  if (y->open) {
    if (y->decl == NZ_W_CASE || y->clause == NZ_W_KIND) {
      virtual_token(y, T_HDR);
      sentence_over(y);
    } else {
      end_sentence(y);
    }
  }
}

/* Could rows stand here? Then a line with tabs is one. */
static bool rows_here(const nz_layout *y) {
  int w = owner(y), k = last_kind(y);
  if (has_table(w)) return !y->legend && (!y->open || y->header || (can_end(k) && nz_column(y->src, nz_in(y, y->i)->lo) <= y->margin + 1));
  if (w == NZ_W_ADDON) return k == T_C_KIND || k == T_ROW;
  if (w == NZ_W_CASE) return k == T_ROW || (y->open && (k == T_NAME || k == T_QNAME || k == T_C_EXPECTED || k == T_WA));
  return false;
}

/* 歩行、移乗：… in a 台帳 begins a field, however far in it stands: the field above lacks its 。 */
static bool begins_field(const nz_layout *y) {
  if (y->decl != NZ_W_LEDGER || y->header || !y->colon) return false;
  for (uint32_t i = y->i; i < y->end; i++) {
    int k = nz_in(y, i)->kind;
    if (k == T_COLON) return i > y->i;
    if (k != T_NAME && k != T_QNAME && k != T_COMMA) return false;
  }
  return false;
}

/* 条件⇥前期⇥後期 under a table: its head, pasted, and no declaration of a 条件. */
static bool pasted_head(const nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i);
  if (!rows_here(y) || y->src->text[t->hi] != '\t' || nz_in(y, y->end - 1)->kind == T_MARU) return false;
  uint32_t tabs = 0;
  for (uint32_t i = y->i; i + 1 < y->end; i++) {
    const nz_tok *k = nz_in(y, i + 1);
    if (k->kind == T_COLON) return false;
    tabs += memchr(y->src->text + nz_in(y, i)->hi, '\t', k->lo - nz_in(y, i)->hi) != NULL;
  }
  return tabs > 1;
}

static bool continues_header(const nz_layout *y) {
  int k = last_kind(y);
  return y->header && (y->brackets > 0 || k == T_COMMA || k == T_TIMES || k == T_COLON || k == T_LP);
}

static void line(nz_layout *y) {
  const nz_tok *t = nz_in(y, y->i);
  y->line_bullet = false;
  y->line_levels = 0;
  if (t->kind == T_BAR) {
    row_line(y);
    nz_lay_row(y, y->i, y->end);
    y->i = y->end;
    return;
  }
  uint32_t col = nz_column(y->src, t->lo);
  int w = pasted_head(y) ? 0 : word_at(y, y->i, NZ_WC_DECL);
  if (w && (y->margin == NZ_NO_COLUMN || col <= y->margin + 1) && !is_pick(y, y->i)) {
    begin_declaration(y, w, col, false);
  } else if (w && (y->decl == NZ_W_ADDON || y->decl == NZ_W_FEE) && col > y->margin + 1 && (w == NZ_W_DEFINE || w == NZ_W_CONDITION || w == NZ_W_TABLE || w == NZ_W_DTABLE)) {
    begin_declaration(y, w, col, true);
  } else {
    if (t->kind != T_BITEM && y->local && col <= y->local_col && (!y->open || can_end(last_kind(y)))) end_local(y);
    if (y->header && !continues_header(y)) end_header(y);
    w = word_at(y, y->i, NZ_WC_CLAUSE);
    bool mine = w && (nz_w_owners(w) >> owner(y) & 1) && owner(y);
    if (!mine && y->decl == NZ_W_CASE && is_pick(y, y->i)) w = NZ_W_PICK, mine = true;
    bool tabs = rows_here(y) && nz_has_tabs(y, y->i, y->end) && nz_in(y, y->end - 1)->kind != T_MARU;
    if (mine && !(tabs && (last_kind(y) == T_C_KIND || last_kind(y) == T_ROW))) {
      begin_clause(y, w);
    } else if (t->kind == T_TADASHI || t->kind == T_KONOBAAI || (t->kind == T_NOTE && has_table(owner(y)))) {
      end_sentence(y);
    } else if (tabs) {
      row_line(y);
      nz_lay_tab_row(y, y->i, y->end);
      y->i = y->end;
    } else if (t->kind != T_BITEM) {
      if (stray_declaration(y, col)) {
        end_declaration(y);
        y->stray_ended = true;
      }
      if (y->open && can_end(last_kind(y))) {
        bool left = y->levels ? col <= y->level[0].col : y->body_col != NZ_NO_COLUMN && col <= y->body_col;
        if (left || begins_field(y) || (y->legend && is_mark(y, y->i) && t->kind != T_NAME && t->kind != T_QNAME)) end_sentence(y);
      }
    }
    if (y->body_col == NZ_NO_COLUMN && !y->header && t->kind != T_BITEM && y->decl && (!y->open || y->clause)) y->body_col = col;
  }
  while (y->i < y->end) step(y);
}

/* ---- the scanner's messages ---- */

static void give(nz_layout *y, const nz_pend *p) {
  nz_diag *g = nz_report(y->d, p->id, nz_y_span(y, p->lo, p->hi));
  for (int i = 0; i < 2; i++) {
    nz_str s = nz_intern_get(y->names, p->arg[i]);
    nz_arg(y->d, g, i, s.p, s.n);
  }
  nz_str f = nz_intern_get(y->names, p->fix);
  if (p->fix) nz_fix(y->d, g, nz_y_span(y, p->lo, p->hi), f.p, f.n);
}

static bool everywhere(nz_msg id) { /* given in cells of any kind */
  return id == NZ_M_LOOKALIKE || id == NZ_M_DATE_OUTSIDE_ERA || id == NZ_M_NO_SUCH_DATE || id == NZ_M_YEAR_ZERO;
}

static void messages(nz_layout *y) {
  uint32_t f = 0, r = 0;
  for (uint32_t i = 0; i < y->in->pend.n; i++) {
    const nz_pend *p = &y->in->pend.v[i];
    while (f < y->free.n && y->free.v[f].hi <= p->lo) f++;
    if (f < y->free.n && y->free.v[f].lo <= p->lo) continue;
    while (r < y->out->rows.n && y->out->rows.v[r].hi <= p->lo) r++;
    bool in_row = r < y->out->rows.n && y->out->rows.v[r].lo <= p->lo;
    if (in_row && !everywhere(p->id)) NZ_PUSH(y->a, &y->cell_pend) = *p;
    else give(y, p);
  }
  y->out->pend = y->cell_pend.v;
  y->out->npend = y->cell_pend.n;
  for (uint32_t i = 0; i < y->out->list.n; i++) nz_token_message(y->names, y->d, y->src, &y->out->list.v[i]);
}

void nz_token_message(nz_intern *names, nz_diags *d, const nz_source *src, const nz_tok *t) {
  bool repaired = (t->flags & NZ_TF_REPAIRED) && t->aux && (t->kind == T_NAME || t->kind == T_QNAME || t->kind == T_TEXT);
  if (t->kind != T_BAD && !repaired) return;
  nz_span at = {src->id, t->lo, t->hi};
  if (memchr(src->text + t->lo, '\xEF', t->hi - t->lo) && strstr(nz_intern_get(names, t->sym).p, "\xEF\xBF\xBD")) return; /* reported when read */
  nz_diag *g = nz_report(d, (nz_msg)t->aux, at);
  nz_str s = nz_intern_get(names, t->sym);
  nz_arg(d, g, 0, s.p, s.n);
  if (t->kind != T_NAME || s.n > 200) return;
  char fix[208] = "「";
  memcpy(fix + 3, s.p, s.n);
  memcpy(fix + 3 + s.n, "」", 3);
  nz_fix(d, g, at, fix, (size_t)s.n + 6);
}

void nz_lay_out(nz_arena *a, nz_intern *names, nz_diags *d, const nz_lexed *in, nz_tokens *out) {
  nz_layout y;
  memset(&y, 0, sizeof y);
  y.a = a, y.names = names, y.d = d, y.src = out->src, y.in = in, y.out = out;
  y.margin = y.body_col = NZ_NO_COLUMN;
  uint32_t n = in->toks.n;
  NZ_RESERVE(a, &out->list, (size_t)n + n / 8 + 16);
  while (y.i < n) {
    y.end = y.i + 1;
    while (y.end < n && !(in->toks.v[y.end].flags & NZ_TF_FIRST)) y.end++;
    line(&y);
  }
  end_declaration(&y);
  messages(&y);
}
