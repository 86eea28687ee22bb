#define _XOPEN_SOURCE 700
#include "pipe_io.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "str.h"

enum { TEXT_MOST = 1 << 26 };

bool pipe_write(int fd, const void *p, size_t n) {
  for (const char *at = p; n;) {
    ssize_t k = write(fd, at, n);
    if (k < 0 && errno == EINTR) continue;
    if (k <= 0) return false;
    at += k;
    n -= (size_t)k;
  }
  return true;
}

bool pipe_read(int fd, void *p, size_t n) {
  for (char *at = p; n;) {
    ssize_t k = read(fd, at, n);
    if (k < 0 && errno == EINTR) continue;
    if (k <= 0) return false;
    at += k;
    n -= (size_t)k;
  }
  return true;
}

bool pipe_write_text(int fd, const char *text) {
  size_t n = text ? strlen(text) : 0;
  uint32_t length = text ? n > TEXT_MOST ? 1 : (uint32_t)n + 1 : 0; /* 0: NULL */
  return pipe_write(fd, &length, sizeof length) && (length < 2 || pipe_write(fd, text, length - 1));
}

bool pipe_read_text(int fd, char **out) {
  uint32_t length;
  *out = NULL;
  if (!pipe_read(fd, &length, sizeof length) || length > TEXT_MOST + 1u) return false;
  if (!length) return true;
  *out = mem_resize(NULL, length, 1);
  (*out)[length - 1] = 0;
  return length == 1 || pipe_read(fd, *out, length - 1);
}
