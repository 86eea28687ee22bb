/* trials.c -- see trials.h */
#define _XOPEN_SOURCE 700
#include "trials.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../counter.h"
#include "../diag_out.h"
#include "../files.h"

enum { WORK = 400000, SECONDS = 3600 };

static bool wanted_kind(const trials *w, size_t kind) {
  naze_trial_kind k;
  if (!naze_trial_kind_at(w->what, kind, &k)) return false;
  for (size_t i = 0; i < w->c->o.only.n; i++)
    if (strcmp(w->c->o.only.v[i], k.id) == 0) return true;
  return w->c->o.only.n == 0;
}

static bool wanted_name(const trials *w, const naze_mutant *m) {
  for (size_t i = 0; i < w->c->o.args.n; i++)
    if (strstr(m->about, w->c->o.args.v[i]) || strstr(m->file, w->c->o.args.v[i])) return true;
  return w->c->o.args.n == 0;
}

static int kinds(trials *w) {
  naze_trial_kind k;
  for (size_t i = 0; i < TRIAL_KINDS_MOST && naze_trial_kind_at(w->what, i, &k); i++) w->kind[w->kinds++] = (finding_kind){ k.id, k.ja, k.en, k.ja, k.en };
  for (size_t i = 0; i < w->c->o.only.n; i++) {
    bool known = false;
    for (size_t n = 0; n < w->kinds; n++) known |= strcmp(w->kind[n].id, w->c->o.only.v[i]) == 0;
    if (known) continue;
    outf(&w->c->err, tr(&w->c->err, "naze: %s という種類はありません。あるのは", "naze: there is no kind %s; there are"), w->c->o.only.v[i]);
    for (size_t n = 0; n < w->kinds; n++) outf(&w->c->err, "%s%s", n ? "、" : " ", w->kind[n].id);
    out(&w->c->err, "\n");
    return NAZE_EXIT_USAGE;
  }
  return NAZE_EXIT_OK;
}

/* The rules once more, from the same files. */
static int compiled(cli *c, naze_program **out) {
  int rc = load_sources(c);
  if (rc) return rc;
  naze_status st = naze_compile(c->compiler);
  if (st == NAZE_OK) *out = naze_take_program(c->compiler);
  if (!*out) {
    (void)diag_print_all(&c->err, naze_compiler_diags(c->compiler), false, 5);
    outf(&c->err, "%s", tr(&c->err, "naze: 規則に誤りがあるため、試していません。\n", "naze: the rules have errors; nothing was tried.\n"));
    rc = st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_RULES;
  }
  naze_compiler_free(c->compiler);
  c->compiler = NULL;
  list_free(&c->rule_files);
  c->rule_files = (str_list){ 0 };
  return rc;
}

static void choose(trials *w) {
  size_t all = naze_mutant_count(w->x);
  w->came = mem_resize(NULL, all + 1, sizeof *w->came);
  memset(w->came, 0, (all + 1) * sizeof *w->came);
  for (size_t i = 0; i < all; i++) {
    naze_mutant m;
    if (!naze_mutant_at(w->x, i, &m) || !wanted_kind(w, m.kind) || !wanted_name(w, &m)) continue;
    w->came[w->n].fate = TRIED_NOT;
    w->came[w->n++].mutant = (uint32_t)i;
  }
}

static int work_through(trials *w, bool alone) {
  cli *c = w->c;
  double begun = seconds_now();
  w->x = naze_mutator_new(w->changed, w->rules, w->what);
  if (!w->x || naze_mutator_begin(w->x, &w->expectations, &w->failing) != NAZE_OK) return NAZE_EXIT_LIMIT;
  naze_mutator_alone(w->x, alone);
  w->cases = naze_case_count(w->rules);
  choose(w);
  if (c->o.args.n && !w->n) {
    out(&c->err, tr(&c->err, "naze: その名前の宣言に、試すところはありません\n", "naze: nothing to try in declarations of that name\n"));
    return NAZE_EXIT_USAGE;
  }
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  work_order order = { .x = w->x, .todo = w->came, .n = w->n, .jobs = c->o.jobs > 0 ? (unsigned)c->o.jobs : cores > 0 ? (unsigned)cores : 1,
                       .until = begun + (double)(c->o.seconds > 0 ? c->o.seconds : SECONDS), .work = WORK };
  (void)term_flush(&c->out);
  if (!workers_run(&order, w->came, &c->err)) return NAZE_EXIT_LIMIT;
  w->seconds = seconds_now() - begun;
  return NAZE_EXIT_OK;
}

int trials_run(trials *w, cli *c, naze_trials what, bool alone) {
  *w = (trials){ .c = c, .what = what };
  load_split(c);
  int rc = kinds(w);
  if (!rc) rc = compiled(c, &w->changed);
  if (!rc) rc = compiled(c, &w->rules);
  return rc ? rc : work_through(w, alone);
}

void trials_free(trials *w) {
  for (size_t i = 0; i < w->n; i++) {
    const tried *t = &w->came[i];
    char *all[] = { t->by, t->was, t->is, t->facts, t->case_json, t->question };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) free(all[k]);
  }
  free(w->came);
  naze_mutator_free(w->x);
  naze_program_free(w->changed);
  naze_program_free(w->rules);
}

void trials_replays(const trials *w, rule_findings *found) {
  for (size_t i = 0; i < found->n; i++) {
    rule_finding *x = &found->v[i];
    str s = { 0 };
    if (x->case_file && x->replay) {
      str_printf(&s, "naze why '%s' --case %s", x->replay, x->case_file);
      for (size_t k = 0; k < w->c->o.rules.n; k++) str_printf(&s, " --rules %s", w->c->o.rules.v[k]);
    }
    findings_set(&x->replay, str_text(&s));
    str_free(&s);
  }
}
