/* test_cases.c -- every question that a 事例 of the rule folders asks, answered by both evaluators: the same outcome, value and
 * causes, with and without a proof. (Random programs: test_differential.) */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/exec/ref.h"
#include "interp/facts/case_decl.h"
#include "interp/sema/program.h"

enum { MOST_FILES = 400 };

typedef struct set { const char *folder[3]; } set;
typedef struct files { char *path[MOST_FILES]; unsigned n; } files;

static files found; /* nftw hands no context on */

static int note_file(const char *path, const struct stat *st, int type, struct FTW *f) {
  size_t n = strlen(path);
  (void)st;
  (void)f;
  if (type == FTW_F && n > 5 && !strcmp(path + n - 5, ".naze") && found.n < MOST_FILES) found.path[found.n++] = strdup(path);
  return 0;
}

static char *bytes_of(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  char *p = NULL;
  *n = 0;
  for (size_t cap = 0, got = 1; got; *n += got) {
    if (cap - *n < 65536) p = realloc(p, cap = cap * 2 + 65536);
    got = fread(p + *n, 1, cap - *n, f);
  }
  (void)fclose(f);
  return p;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void load(nz_arena *a, nz_program *p, const set *s) {
  found.n = 0;
  for (int i = 0; i < 3 && s->folder[i]; i++) (void)nftw(s->folder[i], note_file, 16, FTW_PHYS);
  qsort(found.path, found.n, sizeof *found.path, by_name);
  p->arena = a;
  p->names = nz_intern_new(a, 0);
  nz_diags_init(&p->diags, a);
  for (unsigned i = 0; i < found.n; i++) {
    size_t n;
    char *text = bytes_of(found.path[i], &n);
    nz_source *src = text ? nz_source_load(a, &p->sources, &p->diags, found.path[i], text, n) : NULL;
    if (src) NZ_PUSH(a, &p->trees) = nz_parse(a, p->names, &p->diags, src);
    free(text);
    free(found.path[i]);
  }
}

static bool same(const nz_val *x, const nz_val *y) { return nz_same_answer(x, y) && nz_causes_same(x->causes, y->causes); }

typedef struct counts { unsigned passed, failed; } counts;

static void complain(const nz_program *p, const nz_node *decl, const nz_expectation *x, const char *what) {
  (void)printf("%s: %.*s: %s\n", nz_intern_get(p->names, decl->name).p, (int)x->question.n, x->question.p, what);
}

static bool question(nz_arena *a, const nz_program *p, const nz_case *c, nz_eval *e, const nz_node *decl, const nz_expectation *x) {
  nz_ref_env env = {.p = p, .c = c, .date = c->date};
  nz_proof proof;
  nz_val ref = nz_ref_run(a, &env, &x->q), got = nz_eval_run(e, &x->q, &proof);
  if (!same(&ref, &got)) {
    complain(p, decl, x, "the evaluators differ");
    return false;
  }
  nz_val quick = nz_eval_run(e, &x->q, NULL);
  if (!same(&ref, &quick)) {
    complain(p, decl, x, "with and without a proof differ");
    return false;
  }
  return true;
}

static void run_case(nz_arena *a, nz_program *p, uint32_t i, counts *k) {
  nz_diags d;
  nz_diags_init(&d, a);
  nz_case *c = nz_case_from_decl(a, p->m, &d, p->names, p->case_trees.v[i], p->cases.v[i]);
  nz_expectations xs = {0};
  if (!c || !nz_expectations_from_decl(a, c, &d, p->names, p->case_trees.v[i], p->cases.v[i], &xs)) {
    (void)printf("%s: cannot be read\n", nz_intern_get(p->names, p->cases.v[i]->name).p);
    k->failed++;
    return;
  }
  nz_eval *e = nz_eval_new(a, p->m, c);
  nz_eval_date(e, c->date);
  for (uint32_t q = 0; q < xs.n; q++) {
    if (xs.v[q].kind == NZ_EXPECT_LATER || xs.v[q].kind == NZ_EXPECT_TOTAL) continue;
    if (question(a, p, c, e, p->cases.v[i], &xs.v[q])) k->passed++;
    else k->failed++;
  }
}

static void run_set(const set *s, counts *k) {
  nz_arena a, work;
  jmp_buf oom;
  nz_arena_init(&a, NULL, NULL);
  nz_arena_init(&work, NULL, NULL);
  a.oom = work.oom = &oom;
  if (setjmp(oom)) abort();
  nz_program p = {.arena = &a};
  load(&a, &p, s);
  if (!nz_check(&p)) {
    (void)printf("%s: the rules have mistakes\n", s->folder[0]);
    k->failed++;
  }
  for (uint32_t i = 0; p.m && !p.diags.errors && i < p.cases.n; i++) {
    run_case(&work, &p, i, k);
    nz_arena_reset(&work);
  }
  nz_arena_free(&work);
  nz_arena_free(&a);
}

int main(void) {
  static const set sets[] = {{{"rules", "tests/matrix", "tests/guide"}}, {{"tests/trial", NULL, NULL}}, {{"tests/claims", NULL, NULL}}};
  counts k = {0, 0};
  for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) run_set(&sets[s], &k);
  struct dirent **e = NULL; /* of the conformance cases, each file is a rule set of its own */
  int n = scandir("tests/conformance", &e, NULL, alphasort);
  for (int i = 0; i < n; i++) {
    char path[512];
    size_t len = strlen(e[i]->d_name);
    (void)snprintf(path, sizeof path, "tests/conformance/%s", e[i]->d_name);
    if (len > 5 && strcmp(e[i]->d_name + len - 5, ".naze") == 0) run_set(&(set){{path, NULL, NULL}}, &k);
    free(e[i]);
  }
  free(e);
  (void)printf("%u passed, %u failed\n", k.passed, k.failed);
  return k.failed || !k.passed;
}
