/* token.h -- tokens of the rule language. The lexer fills one array per file; the layout pass rewrites it
 * (keywords by position, virtual tokens); the push parser and the formatter read it. */
#ifndef NZ_TOKEN_H
#define NZ_TOKEN_H
#include "source.h"

typedef struct nz_tok { /* files have many: no padding */
  int64_t num;         /* number, date (days), month … */
  int kind;            /* bison's token number (naze.tab.h) */
  uint16_t flags;
  uint16_t word;       /* keyword id (keywords.h) when kind is a keyword or function word */
  uint32_t lo, hi;     /* bytes of the normalised text; virtual tokens have lo==hi */
  nz_sym sym;          /* name, text, mark, unit */
  int32_t aux;         /* scale, second number, index of the row … */
} nz_tok;

enum { NZ_TF_FIRST = 1,   /* first token on its line */
       NZ_TF_SPACE = 2,   /* blank or start of line before it */
       NZ_TF_QUOTED = 4,  /* 「…」 */
       NZ_TF_VIRTUAL = 8, /* inserted by the layout pass */
       NZ_TF_REPAIRED = 16 };

typedef struct nz_trivia { uint32_t lo, hi; } nz_trivia; /* a comment, from # to the end of its line */

typedef struct nz_cell {      /* one cell of a drawn row; there are many: no padding */
  nz_sym *notes;              /* ※1 … */
  uint32_t lo, hi;            /* trimmed text between the bars, notes included */
  uint32_t vlo, vhi;          /* the value without its notes */
  uint32_t tok, ntok;         /* tokens of the value in nz_row.toks */
  nz_sym text;                /* the value as one string (inner blanks folded); 0 = blank cell */
  uint32_t nnotes;
} nz_cell;
typedef struct nz_row {
  uint32_t lo, hi;            /* the source lines of the row */
  nz_cell *cells;
  uint32_t ncells;
  nz_tok *toks;
  bool rule;                  /* |----|---:|  */
  bool from_tabs;             /* pasted from a spreadsheet */
  uint8_t *align;             /* rule rows: per cell 'l' 'r' 'c' or 0 */
} nz_row;

struct nz_pend; /* lex.h: a message that is given only where its place is an expression */
typedef struct nz_tokens {
  const nz_source *src;
  NZ_VEC(nz_tok) list;        /* ends with virtual tokens; what is repaired is flagged */
  NZ_VEC(nz_row) rows;
  NZ_VEC(nz_trivia) comments;
  struct nz_pend *pend;       /* of cells, in order of place; for nz_parse_cell */
  uint32_t npend;
} nz_tokens;
#endif
