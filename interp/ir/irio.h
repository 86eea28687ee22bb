/* irio.h -- the form of the canonical text, said once for both directions: each record is described by a function that
 * writes it or reads it (irio.c), so that what is written is what is read. Its items are written by irput.h and read by
 * irread.c. Inside of these and irtext.c. */
#ifndef NZ_IRIO_H
#define NZ_IRIO_H
#include "irtext.h"

typedef struct irio {
  ir_module *m;
  bool writing, locs;
  ir_buf *out;          /* writing: here, or, */
  ir_sum *sum;          /* when it is not NULL, only into this */
  char ahead[4096];     /* what is yet to be passed on: irio_flush */
  size_t nahead;
  const char *p;        /* reading */
  size_t n, at;
  const char *why;      /* first fault; all later calls do nothing */
  bool gap;             /* writing: a blank is due before the next item */
} irio;

void irio_flush(irio *x); /* after the last item */
void irio_fail(irio *x, const char *why);
void irio_module(irio *x); /* the whole (irio.c) */

/* Reading an item (irread.c). A fault makes the value 0. */
void irget_open(irio *x, const char *word);
void irget_close(irio *x);
bool irget_more(irio *x, const char *word);
void irget_u32(irio *x, uint32_t *v);
void irget_i64(irio *x, int64_t *v);
void irget_day(irio *x, int64_t *v);
void irget_str(irio *x, ir_str *s);
void irget_word(irio *x, const char *const *words, uint32_t n, uint32_t *v);
void irget_flag(irio *x, const char *word, bool *v);
#endif
