/* workers.c -- one process a core, each with its own copy of everything; results come back through pipes. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../counter.h"
#include "../pipe_io.h"
#include "trials.h"

enum { TEXTS = 6, JOBS_MOST = 64, TEXT_MOST = 1 << 24 };

typedef struct record { uint32_t at, ran, reach, length[TEXTS]; int64_t amount; uint8_t fate, direction, found, has_amount, alone; } record; /* then the texts */
typedef struct worker { pid_t pid; int fd; } worker;

static uint32_t length_of(const char *s) {
  size_t n = strlen(s);
  return n > TEXT_MOST ? 0 : (uint32_t)n;
}

static bool send(int fd, uint32_t at, uint8_t fate, const naze_mutant_result *x) {
  const char *text[TEXTS] = { x->by, x->was, x->is, x->facts, x->case_json, x->question };
  record r;
  memset(&r, 0, sizeof r); /* padding too: it goes through a pipe */
  r.at = at, r.ran = (uint32_t)x->ran, r.reach = (uint32_t)x->reach, r.amount = x->amount;
  r.fate = fate, r.direction = (uint8_t)x->direction, r.found = x->found, r.has_amount = x->has_amount, r.alone = x->alone;
  for (int i = 0; i < TEXTS; i++) r.length[i] = length_of(text[i]);
  bool ok = pipe_write(fd, &r, sizeof r);
  for (int i = 0; ok && i < TEXTS; i++) ok = pipe_write(fd, text[i], r.length[i]);
  return ok;
}

static uint8_t fate_of(naze_fate f) { return f == NAZE_NOTICED ? TRIED_NOTICED : f == NAZE_SAME ? TRIED_SAME : TRIED_SURVIVED; }

/* The share of one process: every jobs-th, so that what is near and alike is divided evenly. */
static int share(const work_order *w, unsigned number, int fd) {
  static const naze_mutant_result none = { .by = "", .was = "", .is = "", .facts = "", .case_json = "", .question = "" };
  for (size_t i = number; i < w->n; i += w->jobs) {
    naze_mutant_result r = none;
    bool late = seconds_now() > w->until;
    if (!late && naze_mutant_try(w->x, w->todo[i].mutant, w->work, &r) != NAZE_OK) return 1;
    if (!send(fd, (uint32_t)i, late ? (uint8_t)TRIED_NOT : fate_of(r.fate), &r)) return 1;
  }
  return 0;
}

static bool receive(const work_order *w, int fd, tried *out, bool *end) {
  record r;
  ssize_t first = read(fd, &r, 1);
  if (first < 0 && errno == EINTR) return true;
  *end = first <= 0;
  if (*end) return first == 0;
  if (!pipe_read(fd, (char *)&r + 1, sizeof r - 1) || r.at >= w->n) return false;
  tried *t = &out[r.at];
  char **text[TEXTS] = { &t->by, &t->was, &t->is, &t->facts, &t->case_json, &t->question };
  t->fate = r.fate, t->direction = r.direction, t->found = r.found, t->has_amount = r.has_amount, t->alone = r.alone;
  t->ran = r.ran, t->reach = r.reach, t->amount = r.amount;
  for (int i = 0; i < TEXTS; i++) {
    if (r.length[i] > TEXT_MOST) return false;
    *text[i] = mem_resize(NULL, (size_t)r.length[i] + 1, 1);
    if (!pipe_read(fd, *text[i], r.length[i])) return false;
    (*text[i])[r.length[i]] = 0;
  }
  return true;
}

static bool start(const work_order *w, unsigned number, worker *k) {
  int fd[2];
  if (pipe(fd) != 0) return false;
  k->pid = fork();
  if (k->pid == 0) {
    (void)close(fd[0]);
    _exit(share(w, number, fd[1]));
  }
  (void)close(fd[1]);
  k->fd = fd[0];
  if (k->pid > 0) return true;
  (void)close(fd[0]);
  return false;
}

static bool gather(const work_order *w, worker *k, unsigned jobs, tried *out, counter *count) {
  struct pollfd p[JOBS_MOST];
  unsigned open = jobs;
  bool ok = true;
  for (unsigned i = 0; i < jobs; i++) p[i] = (struct pollfd){ .fd = k[i].fd, .events = POLLIN };
  size_t done = 0;
  while (open && ok) {
    int n = poll(p, jobs, -1);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    for (unsigned i = 0; i < jobs && ok; i++) {
      bool end = false;
      if (p[i].fd < 0 || !p[i].revents) continue;
      ok = receive(w, p[i].fd, out, &end);
      if (end) p[i].fd = -1, open--;
      else if (ok) counter_at(count, ++done, w->n);
    }
  }
  return ok;
}

bool workers_run(const work_order *order, tried *out, term *err) {
  work_order w = *order;
  worker k[JOBS_MOST];
  if (w.jobs > JOBS_MOST) w.jobs = JOBS_MOST;
  if (w.jobs > w.n) w.jobs = w.n ? (unsigned)w.n : 1;
  if (!w.jobs) w.jobs = 1;
  counter count;
  counter_begin(&count, err);
  unsigned begun = 0;
  while (begun < w.jobs && start(&w, begun, &k[begun])) begun++;
  bool ok = begun == w.jobs && gather(&w, k, begun, out, &count);
  counter_end(&count);
  for (unsigned i = 0; i < begun; i++) {
    int status = 0;
    (void)close(k[i].fd);
    while (waitpid(k[i].pid, &status, 0) < 0 && errno == EINTR) continue;
    ok &= WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  if (!ok) outf(err, "%s", tr(err, "naze: 試す途中で、仕事を分けたプロセスが終わりました（メモリ不足など）\n", "naze: a process that tried a share ended early (memory?)\n"));
  return ok;
}
