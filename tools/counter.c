#define _XOPEN_SOURCE 700
#include "counter.h"

#include <time.h>

double seconds_now(void) {
  struct timespec t;
  if (clock_gettime(CLOCK_MONOTONIC, &t) != 0) return 0;
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void counter_begin(counter *p, term *err) { *p = (counter){ .err = err, .begun = seconds_now() }; }

void counter_at(counter *p, size_t done, size_t all) {
  double now = seconds_now();
  if (!term_is_tty(p->err) || now - p->begun < 2 || now - p->shown < 0.25) return;
  p->shown = now;
  p->any = true;
  size_t percent = all ? done * 100 / all : 0;
  double left = done ? (now - p->begun) * (double)(all - done) / (double)done : 0;
  str line = { 0 };
  str_printf(&line, tr(p->err, "\r  %zu／%zu（%zu%%）あと %.0f秒 \033[K", "\r  %zu of %zu (%zu%%), %.0f s to go \033[K"), done, all, percent, left);
  out_bytes(p->err, str_text(&line), line.n); /* not outf: it lets no control characters through */
  str_free(&line);
  (void)term_flush(p->err);
}

void counter_end(counter *p) {
  if (!p->any) return;
  out_bytes(p->err, "\r\033[K", 4);
  (void)term_flush(p->err);
}
