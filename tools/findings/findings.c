#include "findings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../files.h"

rule_finding *findings_add(rule_findings *f, const finding_kind *kind, finding_level level, const char *key) {
  if (f->n == f->cap) {
    f->cap = f->cap ? f->cap * 2 : 16;
    f->v = mem_resize(f->v, f->cap, sizeof *f->v);
  }
  rule_finding *x = &f->v[f->n++];
  *x = (rule_finding){ .kind = kind, .level = level };
  str k = { 0 };
  str_printf(&k, "%s %s", kind->id, key);
  for (size_t i = 0; i < k.n; i++)
    if (k.p[i] == '\t' || k.p[i] == '\n' || k.p[i] == '\r') k.p[i] = ' ';
  findings_set(&x->key, str_text(&k));
  str_free(&k);
  return x;
}

void findings_set(char **where, const char *text) {
  free(*where);
  *where = text && *text ? mem_copy(text, strlen(text)) : NULL;
}

void findings_free(rule_findings *f) {
  for (size_t i = 0; i < f->n; i++) {
    rule_finding *x = &f->v[i];
    char *all[] = { x->key, x->about, x->what, x->how, x->file, x->cite, x->facts, x->case_json, x->case_file, x->replay, x->remark };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) free(all[k]);
  }
  free(f->v);
  *f = (rule_findings){ 0 };
}

static int compare(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : ""); }

static int in_order(const void *a, const void *b) {
  const rule_finding *x = a, *y = b;
  if (x->accepted != y->accepted) return x->accepted - y->accepted;
  if (x->level != y->level) return (int)x->level - (int)y->level;
  if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
  int c = strcmp(x->kind->id, y->kind->id);
  if (!c) c = compare(x->file, y->file);
  if (!c && x->line != y->line) return x->line < y->line ? -1 : 1;
  return c ? c : compare(x->key, y->key);
}

void findings_sort(rule_findings *f) {
  if (f->n) qsort(f->v, f->n, sizeof *f->v, in_order);
}

size_t findings_new(const rule_findings *f) {
  size_t n = 0;
  for (size_t i = 0; i < f->n; i++) n += !f->v[i].accepted;
  return n;
}

/* ---- accepted ---- */

static bool accept_one(rule_findings *f, const char *key, const char *remark) {
  bool any = false;
  for (size_t i = 0; i < f->n; i++) {
    if (strcmp(f->v[i].key, key) != 0) continue;
    f->v[i].accepted = any = true;
    findings_set(&f->v[i].remark, remark);
  }
  return any;
}

bool findings_accepted(rule_findings *f, const char *path, str_list *stale, term *e) {
  str text = { 0 };
  if (!path_exists(path)) return true;
  bool ok = file_read(path, &text, e);
  for (char *p = ok ? text.p : NULL; p && *p;) {
    size_t n = strcspn(p, "\r\n");
    char *line = mem_copy(p, n), *tab = strchr(line, '\t');
    if (tab) *tab = 0;
    if (*line && *line != '#' && !accept_one(f, line, tab ? tab + 1 : "") && stale) list_add(stale, line, strlen(line));
    free(line);
    p += n;
    p += strspn(p, "\r\n");
  }
  str_free(&text);
  return ok;
}

bool findings_accept(const rule_findings *f, const char *path, const char *remark, term *e) {
  str text = { 0 };
  bool ok = !path_exists(path) || file_read(path, &text, e);
  if (ok) {
    if (text.n && text.p[text.n - 1] != '\n') str_put(&text, "\n");
    for (size_t i = 0; i < f->n; i++)
      if (!f->v[i].accepted) str_printf(&text, "%s\t%s\n", f->v[i].key, remark);
    ok = file_write(path, str_text(&text), text.n, e);
  }
  str_free(&text);
  return ok;
}

/* ---- cases ---- */

bool findings_keep_cases(rule_findings *f, const char *folder, term *e) {
  if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
    outf(e, tr(e, "naze: %s を作れません: %s\n", "naze: cannot make %s: %s\n"), folder, strerror(errno));
    return false;
  }
  for (size_t i = 0; i < f->n; i++) {
    rule_finding *x = &f->v[i];
    if (!x->case_json || x->accepted) continue;
    size_t number = 1;
    for (size_t k = 0; k < i; k++) number += f->v[k].case_file && f->v[k].kind == x->kind;
    str path = { 0 };
    str_printf(&path, "%s/%s-%zu.json", folder, x->kind->id, number);
    bool ok = file_write(str_text(&path), x->case_json, strlen(x->case_json), e);
    if (ok) findings_set(&x->case_file, str_text(&path));
    str_free(&path);
    if (!ok) return false;
  }
  return true;
}
