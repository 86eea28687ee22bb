/* fmt_int.h -- shared by the formatter's files. */
#ifndef NZ_FMT_INT_H
#define NZ_FMT_INT_H
#include <string.h>

#include "fmt.h"
#include "lex.h"
#include "naze.tab.h"

typedef struct nz_fmt {
  nz_arena *a;
  const nz_source *src;
  const nz_tokens *toks;
  NZ_VEC(char) out;
  uint32_t line_start;   /* in out: where the line at hand begins */
  uint32_t i;            /* token at hand */
  uint32_t comment;      /* next comment */
  uint32_t done;         /* text offset up to which everything is printed */
  /* where we are */
  uint16_t decl, local, clause;
  uint32_t base;         /* columns of the declaration: 2 for one inside an 加算 */
  uint32_t sentence;     /* columns of the sentence at hand */
  bool open, head;       /* inside a sentence; inside a declaration's head */
  uint32_t levels, kinds;
} nz_fmt;

void nz_f_put(nz_fmt *f, const char *p, size_t n);
void nz_f_puts(nz_fmt *f, const char *s);
void nz_f_spaces(nz_fmt *f, uint32_t n);
void nz_f_newline(nz_fmt *f);
uint32_t nz_f_width(const nz_fmt *f, const char *p, size_t n);
/* The comment that stands in [from, to) behind what is printed of a line. */
void nz_f_trailing_comment(nz_fmt *f, uint32_t to);
uint32_t nz_f_line_end(const nz_fmt *f, uint32_t off); /* offset of the '\n' */
/* fmt_table.c: the run of ROW tokens at f->i, each line indented by `indent`. */
void nz_f_rows(nz_fmt *f, uint32_t indent);
/* fmt_token.c */
void nz_f_token(nz_fmt *f, const nz_tok *t, const nz_tok *prev);
bool nz_f_space_between(const nz_fmt *f, const nz_tok *prev, const nz_tok *t);
const char *nz_f_mark(const char *p, size_t n); /* the one form of a look-alike standing alone, or NULL */
size_t nz_f_time(const char *p, size_t n, char out[8]); /* a clock time, narrow as it is typed: 10:00; 0: it is none */
#endif
