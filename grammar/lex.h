/* lex.h -- from text to raw tokens: the scanner (naze.l) and what its actions call. Internal to grammar/.
 *
 * The scanner never decides whether a stray word is a mistake: free text (根拠, ※1：…) and cells may hold anything. It
 * leaves a token with a pending message (kind T_BAD, or NZ_TF_REPAIRED on a name) or notes a message for later; the
 * layout pass reports what did not turn out to be free text, and nz_parse_cell what stands in a cell that is an
 * expression. */
#ifndef NZ_LEX_H
#define NZ_LEX_H
#include "keywords.h"

typedef struct nz_pend { /* a message that is given unless its place turns out to be free text */
  nz_msg id;
  uint32_t lo, hi;
  nz_sym arg[2];
  nz_sym fix;            /* 0: none; replaces lo..hi */
} nz_pend;

typedef struct nz_lexed {
  NZ_VEC(nz_tok) toks;
  NZ_VEC(nz_pend) pend;  /* in order of place */
} nz_lexed;

typedef struct nz_lexer {
  nz_arena *a;
  nz_intern *names;
  const nz_source *src;
  nz_lexed *out;
  char *base;            /* the scanner's own copy of the text */
  uint32_t lo, hi;       /* the lexeme at hand */
  uint32_t next_comment; /* index into src->comments */
  bool first, space, in_row;
  nz_w_index words;
} nz_lexer;

/* Scans the whole of src. Token kinds are those of naze.tab.h. */
void nz_lex(nz_arena *a, nz_intern *names, const nz_source *src, nz_lexed *out);

/* Gives the message that a token carries, if it carries one. */
void nz_token_message(nz_intern *names, nz_diags *d, const nz_source *src, const nz_tok *t);

/* ---- called by the scanner's actions ---- */
/* How many bytes of a run of name characters belong to the name: 未満, 超 after a unit, 現在の and the like end it. */
uint32_t nz_lex_name_end(const nz_lexer *x, bool unit);
void nz_lex_name(nz_lexer *x);
void nz_lex_quoted(nz_lexer *x, int kind);       /* 「…」 or 『…』 */
uint32_t nz_lex_open_end(const nz_lexer *x);     /* how much of an unclosed quote is the name */
void nz_lex_open(nz_lexer *x, nz_msg id);
void nz_lex_hiragana(nz_lexer *x);
void nz_lex_word(nz_lexer *x);                   /* a word of mixed script */
void nz_lex_op(nz_lexer *x, int kind);
void nz_lex_mark(nz_lexer *x, const char *canonical); /* NULL: as written */
void nz_lex_lookalike(nz_lexer *x, int kind, const char *canonical, nz_msg id);
void nz_lex_bad(nz_lexer *x, nz_msg id);
void nz_lex_note(nz_lexer *x);
void nz_lex_bar(nz_lexer *x);
void nz_lex_comma(nz_lexer *x);
void nz_lex_dot(nz_lexer *x);
void nz_lex_newline(nz_lexer *x);
/* numbers.c */
void nz_lex_number(nz_lexer *x, uint32_t digits_from, int kind); /* QTY, NUMBER, RATE or WINDOW: digits, then the unit */
void nz_lex_date(nz_lexer *x);
void nz_lex_monthday(nz_lexer *x);
void nz_lex_time(nz_lexer *x);
uint32_t nz_lex_kanji_numeral(const nz_lexer *x); /* bytes of 二回 in 二回以上, 0 when it is part of a name */
void nz_lex_kanji_quantity(nz_lexer *x);
void nz_lex_atleast(nz_lexer *x);                /* 次のうち2つ以上 */

nz_tok *nz_lex_push(nz_lexer *x, int kind);      /* a token for the lexeme */
nz_pend *nz_lex_pend(nz_lexer *x, nz_msg id, uint32_t lo, uint32_t hi);
nz_sym nz_lex_sym(nz_lexer *x, uint32_t lo, uint32_t hi);
#endif
