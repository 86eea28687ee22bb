/* term.h -- writing for people: language, colours, width, and whether the output got through. */
#ifndef NAZE_TOOLS_TERM_H
#define NAZE_TOOLS_TERM_H
#include <stdbool.h>
#include <stdio.h>

#include "str.h"

typedef enum term_style { STYLE_PLAIN, STYLE_STRONG, STYLE_DIM, STYLE_GOOD, STYLE_BAD, STYLE_OPEN, STYLE_ASK } term_style;

typedef struct term {
  FILE *f;
  bool english, colour, narrow; /* narrow: ambiguous characters take one column */
  bool failed;                  /* a write failed, now or earlier */
} term;

/* The Japanese or the English wording. */
static inline const char *tr(const term *t, const char *ja, const char *en) { return t->english ? en : ja; }

/* Writes text. Control characters and broken bytes from files become U+FFFD, so that no file steers the terminal. */
void out(term *t, const char *text);
void outf(term *t, const char *fmt, ...) STR_PRINTF(2, 3);
void out_styled(term *t, term_style style, const char *text);
void out_bytes(term *t, const char *p, size_t n); /* as they are: a formatted file, JSON, HTML */
size_t text_width(const term *t, const char *text);
void out_padded(term *t, term_style style, const char *text, size_t width);
bool term_is_tty(const term *t);
bool term_flush(term *t);                         /* false when anything written so far was lost */

/* Shows a line on stderr, where that is a terminal, if the work lasts over two seconds; stop takes the alarm back. */
void progress_start(const term *err);
void progress_stop(const term *err);
#endif
