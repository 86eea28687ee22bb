#include "divide.h"

#include <stdlib.h>
#include <string.h>

#include "../pipe_io.h"
#include "kinds.h"

enum { TEXTS = 9 };

void report_begin(verify_report *r) {
  *r = (verify_report){ .count = mem_resize(NULL, verify_kind_count(), sizeof *r->count) };
  memset(r->count, 0, verify_kind_count() * sizeof *r->count);
}

void report_free(verify_report *r) {
  findings_free(&r->found);
  list_free(&r->undecided);
  list_free(&r->stale);
  free(r->count);
}

static void texts_of(rule_finding *x, char **at[TEXTS]) {
  char **all[TEXTS] = { &x->key, &x->about, &x->what, &x->how, &x->file, &x->cite, &x->facts, &x->case_json, &x->replay };
  memcpy(at, all, sizeof all);
}

typedef struct head { uint32_t kind, level, line; uint64_t weight; } head;

static bool send_finding(int fd, rule_finding *x) {
  char **at[TEXTS];
  head h;
  memset(&h, 0, sizeof h);
  while (h.kind + 1 < verify_kind_count() && &verify_kinds[h.kind].kind != x->kind) h.kind++;
  h.level = x->level, h.line = x->line, h.weight = x->weight;
  bool ok = pipe_write(fd, &h, sizeof h);
  texts_of(x, at);
  for (int i = 0; ok && i < TEXTS; i++) ok = pipe_write_text(fd, *at[i]);
  return ok;
}

bool report_send(int fd, const verify_report *r) {
  uint64_t n[2] = { r->found.n, r->undecided.n };
  bool ok = pipe_write(fd, r->count, verify_kind_count() * sizeof *r->count) && pipe_write(fd, n, sizeof n);
  for (size_t i = 0; ok && i < r->found.n; i++) ok = send_finding(fd, &r->found.v[i]);
  for (size_t i = 0; ok && i < r->undecided.n; i++) ok = pipe_write_text(fd, r->undecided.v[i]);
  return ok;
}

static bool receive_finding(int fd, rule_findings *into) {
  char **at[TEXTS], *key = NULL;
  head h;
  if (!pipe_read(fd, &h, sizeof h) || h.kind >= verify_kind_count() || h.level > FINDING_NOTE || !pipe_read_text(fd, &key)) return false;
  rule_finding *x = findings_add(into, &verify_kinds[h.kind].kind, (finding_level)h.level, "");
  texts_of(x, at);
  free(x->key);
  x->key = key;
  x->line = h.line, x->weight = h.weight;
  bool ok = true;
  for (int i = 1; ok && i < TEXTS; i++) ok = pipe_read_text(fd, at[i]);
  return ok;
}

bool report_receive(int fd, verify_report *into) {
  uint64_t n[2];
  for (size_t i = 0; i < verify_kind_count(); i++) {
    verify_count one;
    if (!pipe_read(fd, &one, sizeof one)) return false;
    into->count[i].looked += one.looked, into->count[i].found += one.found, into->count[i].open += one.open;
  }
  bool ok = pipe_read(fd, n, sizeof n);
  for (uint64_t i = 0; ok && i < n[0]; i++) ok = receive_finding(fd, &into->found);
  for (uint64_t i = 0; ok && i < n[1]; i++) {
    char *name = NULL;
    ok = pipe_read_text(fd, &name) && name;
    if (ok) list_add(&into->undecided, name, strlen(name));
    free(name);
  }
  return ok;
}
