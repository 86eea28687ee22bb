#define _XOPEN_SOURCE 700
#include "shares.h"

#include <errno.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "status.h"

enum { MOST = 64 };

typedef struct share { pid_t pid; int from; } share;

size_t shares_of(long asked, size_t pieces, size_t worth) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  size_t all = asked > 0 ? (size_t)asked : pieces < worth || cores < 1 ? 1 : (size_t)cores;
  return all > MOST ? MOST : all;
}

static bool start(const share_job *j, size_t number, size_t all, share *s) {
  int fd[2];
  s->pid = -1;
  if (pipe(fd) != 0) return false;
  s->pid = fork();
  if (s->pid == 0) {
    (void)close(fd[0]);
    j->begin(j->of);
    int rc = j->work(j->of, number, all);
    _exit(!rc && j->send(j->of, fd[1]) ? 0 : 1);
  }
  (void)close(fd[1]);
  s->from = fd[0];
  if (s->pid > 0) return true;
  (void)close(fd[0]);
  return false;
}

int shares_run(const share_job *j, size_t all) {
  share s[MOST] = { { 0, 0 } };
  int rc = 0;
  if (all > MOST) all = MOST;
  for (size_t k = 1; k < all; k++) (void)start(j, k, all, &s[k]);
  for (size_t k = 0; k < all; k++) {
    if (k == 0 || s[k].pid < 0) {
      if (!rc) rc = j->work(j->of, k, all);
      continue;
    }
    int status = 0;
    if (!rc && !j->receive(j->of, s[k].from)) rc = NAZE_EXIT_LIMIT;
    (void)close(s[k].from); /* one that still writes is told */
    while (waitpid(s[k].pid, &status, 0) < 0 && errno == EINTR) continue;
  }
  return rc;
}
