/* ask.c -- whom to ask and about what; see ask.h */
#include "ask.h"

#include <string.h>

static const char open_quote[] = "『", close_quote[] = "』";
enum { QUOTE = 3 };

nz_str ir_ask_join(nz_arena *a, nz_str whom, nz_str about) {
  if (!about.n) return whom;
  ir_buf b = {.a = a};
  ir_buf_put(&b, whom.p, whom.n);
  ir_buf_put(&b, open_quote, QUOTE);
  ir_buf_put(&b, about.p, about.n);
  ir_buf_put(&b, close_quote, QUOTE);
  return (nz_str){b.p, (uint32_t)b.n};
}

void ir_ask_split(nz_str ask, nz_str *whom, nz_str *about) {
  *whom = ask;
  *about = (nz_str){"", 0};
  if (ask.n < 2 * QUOTE || memcmp(ask.p + ask.n - QUOTE, close_quote, QUOTE) != 0) return;
  for (uint32_t i = 0; i + 2 * QUOTE <= ask.n; i++) {
    if (memcmp(ask.p + i, open_quote, QUOTE) != 0) continue;
    *whom = (nz_str){ask.p, i};
    *about = (nz_str){ask.p + i + QUOTE, ask.n - i - 2 * QUOTE};
    return;
  }
}

void ir_ask_words(nz_str ask, ir_buf *out) {
  nz_str whom, about;
  ir_ask_split(ask, &whom, &about);
  if (whom.n) {
    ir_buf_put(out, "（", QUOTE);
    ir_buf_put(out, whom.p, whom.n);
    ir_buf_put(out, "）", QUOTE);
  }
  if (!about.n) return;
  ir_buf_put(out, open_quote, QUOTE);
  ir_buf_put(out, about.p, about.n);
  ir_buf_put(out, close_quote, QUOTE);
}
