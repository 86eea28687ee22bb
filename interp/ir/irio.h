/* irio.h -- the form of the canonical text, said once for both directions: each record is described by a function that
 * writes it or reads it, so that what is written is what is read. Inside of irtext.c, irread.c and irio.c. */
#ifndef NZ_IRIO_H
#define NZ_IRIO_H
#include "irtext.h"

typedef struct irio {
  ir_module *m;
  bool writing, locs;
  ir_buf *out;          /* writing: here, or, */
  ir_sum *sum;          /* when it is not NULL, only into this, by way of */
  char ahead[1024];     /* what is yet to be put into it: irio_flush */
  size_t nahead;
  const char *p;        /* reading */
  size_t n, at;
  const char *why;      /* first fault; all later calls do nothing */
  bool gap;             /* writing: a blank is due before the next item */
} irio;

void irio_flush(irio *x);                         /* after the last item, where there is a sum */
/* Items (irread.c). A fault makes the value 0. */
void irio_open(irio *x, const char *word);        /* "(word" */
void irio_close(irio *x);                         /* ")" */
void irio_line(irio *x);                          /* end of a line, free when reading */
bool irio_more(irio *x, const char *word, uint32_t i, uint32_t n); /* writing: i < n; reading: does "(word" come next? */
void irio_u32(irio *x, uint32_t *v);              /* IR_NONE as "-" */
void irio_u8(irio *x, uint8_t *v);
void irio_i64(irio *x, int64_t *v);               /* ends of the range as "min", "max" */
void irio_day(irio *x, int64_t *v);               /* 2024-04-01, or as irio_i64 */
void irio_str(irio *x, ir_str *s);                /* "text"; IR_NONE as "-" */
void irio_word(irio *x, const char *const *words, uint32_t n, uint32_t *v); /* one of a list of words */
void irio_flag(irio *x, const char *word, bool *v);                         /* the word, or nothing */
void irio_fail(irio *x, const char *why);

void irio_module(irio *x);                        /* the whole (irio.c) */
#endif
