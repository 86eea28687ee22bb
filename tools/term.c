#define _XOPEN_SOURCE 700
#include "term.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "naze.h"

void out_bytes(term *t, const char *p, size_t n) {
  if (n && !t->failed && fwrite(p, 1, n, t->f) != n) t->failed = true;
}

static bool unsafe(unsigned long c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void out(term *t, const char *text) {
  size_t n = strlen(text), from = 0;
  for (size_t i = 0; i < n;) {
    unsigned long c = 0;
    size_t len = utf8_next(text + i, n - i, &c);
    if (len && !unsafe(c)) {
      i += len;
      continue;
    }
    out_bytes(t, text + from, i - from);
    out_bytes(t, "\xEF\xBF\xBD", 3);
    from = i += len ? len : 1;
  }
  out_bytes(t, text + from, n - from);
}

void outf(term *t, const char *fmt, ...) {
  str s = { 0 };
  va_list ap;
  va_start(ap, fmt);
  str_vprintf(&s, fmt, ap);
  va_end(ap);
  out(t, str_text(&s));
  str_free(&s);
}

static const char *const style_code[] = {
  [STYLE_PLAIN] = "",      [STYLE_STRONG] = "\033[1m", [STYLE_DIM] = "\033[2m", [STYLE_GOOD] = "\033[1;32m",
  [STYLE_BAD] = "\033[1;31m", [STYLE_OPEN] = "\033[1;33m", [STYLE_ASK] = "\033[1;35m",
};

void out_styled(term *t, term_style style, const char *text) {
  bool on = t->colour && style != STYLE_PLAIN && *text;
  if (on) out_bytes(t, style_code[style], strlen(style_code[style]));
  out(t, text);
  if (on) out_bytes(t, "\033[0m", 4);
}

size_t text_width(const term *t, const char *text) { return naze_width(text, strlen(text), t->narrow); }

void out_padded(term *t, term_style style, const char *text, size_t width) {
  out_styled(t, style, text);
  for (size_t w = text_width(t, text); w < width; w++) out_bytes(t, " ", 1);
}

bool term_is_tty(const term *t) { return isatty(fileno(t->f)) == 1; }

bool term_flush(term *t) {
  if (fflush(t->f) != 0 || ferror(t->f)) t->failed = true;
  return !t->failed;
}

/* Nothing but write(2) may be called here. */
static void say(const char *text, size_t n) {
  int saved = errno;
  ssize_t done = write(STDERR_FILENO, text, n);
  (void)done;
  errno = saved;
}
static void busy_ja(int sig) {
  static const char text[] = "調べています…（Ctrl-C で中止）\n";
  (void)sig;
  say(text, sizeof text - 1);
}
static void busy_en(int sig) {
  static const char text[] = "working... (Ctrl-C to stop)\n";
  (void)sig;
  say(text, sizeof text - 1);
}

void progress_start(const term *err) {
  if (!term_is_tty(err)) return;
  struct sigaction sa = { .sa_handler = err->english ? busy_en : busy_ja, .sa_flags = SA_RESTART };
  sigemptyset(&sa.sa_mask);
  if (sigaction(SIGALRM, &sa, NULL) == 0) alarm(2);
}

void progress_stop(const term *err) {
  if (term_is_tty(err)) alarm(0);
}
