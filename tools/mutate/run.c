/* run.c -- compiles the rules twice, has the slips tried, and reports those that no 事例 notices. */
#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../counter.h"
#include "../diag_out.h"
#include "../files.h"
#include "naze-diff.h"
#include "run.h"

enum { WORK = 400000, SECONDS = 3600 };

typedef struct run {
  cli *c;
  naze_program *changed, *rules;
  naze_mutator *x;
  uint32_t *chosen;
  tried *came;
  size_t n;
  mutate_report r;
  finding_kind kind[SLIP_KINDS_MOST];
} run;

static bool wanted_kind(const run *w, size_t kind) {
  naze_slip_kind k;
  if (!naze_slip_kind_at(kind, &k)) return false;
  for (size_t i = 0; i < w->c->o.only.n; i++)
    if (strcmp(w->c->o.only.v[i], k.id) == 0) return true;
  return w->c->o.only.n == 0;
}

static bool wanted_name(const run *w, const naze_mutant *m) {
  for (size_t i = 0; i < w->c->o.args.n; i++)
    if (strstr(m->about, w->c->o.args.v[i]) || strstr(m->file, w->c->o.args.v[i])) return true;
  return w->c->o.args.n == 0;
}

/* Words that are rule files or folders are the rules and their 事例; the others choose declarations by part of a name or file. */
static void split_arguments(cli *c) {
  str_list words = { 0 };
  for (size_t i = 0; i < c->o.args.n; i++) {
    const char *w = c->o.args.v[i];
    bool path = path_is_folder(w) || (ends_with(w, ".naze") && path_exists(w));
    list_add(path ? &c->o.rules : &words, w, strlen(w));
  }
  list_free(&c->o.args);
  c->o.args = words;
}

static int kinds(run *w) {
  naze_slip_kind k;
  for (size_t i = 0; i < SLIP_KINDS_MOST && naze_slip_kind_at(i, &k); i++) w->kind[w->r.kinds++] = (finding_kind){ k.id, k.ja, k.en, k.ja, k.en };
  for (size_t i = 0; i < w->c->o.only.n; i++) {
    bool known = false;
    for (size_t n = 0; n < w->r.kinds; n++) known |= strcmp(w->kind[n].id, w->c->o.only.v[i]) == 0;
    if (known) continue;
    outf(&w->c->err, tr(&w->c->err, "naze: %s という種類はありません。あるのは", "naze: there is no kind %s; there are"), w->c->o.only.v[i]);
    for (size_t n = 0; n < w->r.kinds; n++) outf(&w->c->err, "%s%s", n ? "、" : " ", w->kind[n].id);
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
    outf(&c->err, tr(&c->err, "naze: 規則に誤りがあるため、試していません。\n", "naze: the rules have errors; nothing was tried.\n"));
    rc = st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_RULES;
  }
  naze_compiler_free(c->compiler);
  c->compiler = NULL;
  list_free(&c->rule_files);
  c->rule_files = (str_list){ 0 };
  return rc;
}

static void choose(run *w) {
  size_t all = naze_mutant_count(w->x);
  w->chosen = mem_resize(NULL, all + 1, sizeof *w->chosen);
  for (size_t i = 0; i < all; i++) {
    naze_mutant m;
    if (naze_mutant_at(w->x, i, &m) && wanted_kind(w, m.kind) && wanted_name(w, &m)) w->chosen[w->n++] = (uint32_t)i;
  }
  w->came = mem_resize(NULL, w->n + 1, sizeof *w->came);
  memset(w->came, 0, (w->n + 1) * sizeof *w->came);
  for (size_t i = 0; i < w->n; i++) w->came[i].mutant = w->chosen[i], w->came[i].fate = TRIED_NOT;
}

/* ---- survivors ---- */

/* What it would cost, first in the list: who gets or loses something, then amounts by size, then what could not be told. */
static void survivor(run *w, const tried *t, const naze_mutant *m) {
  term *o = &w->c->out;
  str key = { 0 }, what = { 0 }, how = { 0 };
  bool whom = t->direction == NAZE_DIFF_WIDER || t->direction == NAZE_DIFF_NARROWER;
  str_printf(&key, "%s %s  %s", w->kind[m->kind].id, m->about, m->words);
  rule_finding *x = findings_add(&w->r.found, &w->kind[m->kind], whom ? FINDING_ERROR : t->found ? FINDING_WARNING : FINDING_NOTE, str_text(&key));
  findings_set(&x->about, m->about);
  str_printf(&what, "%s", m->words);
  if (t->found) str_printf(&what, tr(o, "   それで変わる答え %s → %s", "   the answer goes from %s to %s"), t->was, t->is);
  if (t->has_amount) str_printf(&what, "（%s%lld）", t->amount > 0 ? "＋" : "－", (long long)(t->amount > 0 ? t->amount : -t->amount));
  findings_set(&x->what, str_text(&what));
  findings_set(&x->file, m->file);
  findings_set(&x->cite, m->cite);
  x->line = m->line;
  x->weight = t->has_amount ? t->amount < 0 ? 0 - (uint64_t)t->amount : (uint64_t)t->amount : 0;
  if (t->found) {
    findings_set(&x->facts, t->facts);
    findings_set(&x->case_json, t->case_json);
    findings_set(&x->replay, t->question);
    str_printf(&how, tr(o, "この例を、期待 %s の事例として加える", "add this case with the expectation %s"), t->was);
  } else if (!t->reach) str_put(&how, tr(o, "ここを通る事例がない", "no case comes here"));
  else str_put(&how, tr(o, "違いの出る例は見つからず、同じであることも示せなかった", "neither a case with another answer was found nor a proof that there is none"));
  findings_set(&x->how, str_text(&how));
  str_free(&key);
  str_free(&what);
  str_free(&how);
}

static void count_one(mutate_count *k, const tried *t) {
  k->made++;
  k->noticed += t->fate == TRIED_NOTICED;
  k->same += t->fate == TRIED_SAME;
  k->survived += t->fate == TRIED_SURVIVED;
  k->left += t->fate == TRIED_NOT;
}

static void tell(run *w) {
  for (size_t i = 0; i < w->n; i++) {
    naze_mutant m;
    if (!naze_mutant_at(w->x, w->came[i].mutant, &m)) continue;
    count_one(&w->r.all, &w->came[i]);
    count_one(&w->r.count[m.kind], &w->came[i]);
    if (w->came[i].fate == TRIED_SURVIVED) survivor(w, &w->came[i], &m);
  }
}

static void replays(run *w) {
  for (size_t i = 0; i < w->r.found.n; i++) {
    rule_finding *x = &w->r.found.v[i];
    str s = { 0 };
    if (x->case_file && x->replay) {
      str_printf(&s, "naze why '%s' --case %s", x->replay, x->case_file);
      for (size_t k = 0; k < w->c->o.rules.n; k++) str_printf(&s, " --rules %s", w->c->o.rules.v[k]);
    }
    findings_set(&x->replay, str_text(&s));
    str_free(&s);
  }
}

static int write_out(run *w) {
  cli *c = w->c;
  str s = { 0 };
  bool ok = true;
  if (c->o.format == FORMAT_TEXT && !c->o.output) {
    mutate_text(&c->out, &w->r, c->o.all);
    return NAZE_EXIT_OK;
  }
  if (c->o.format == FORMAT_JSON) mutate_json(&s, &w->r);
  else if (c->o.format == FORMAT_HTML) mutate_html(&s, &w->r, c->out.english);
  else if (c->o.format == FORMAT_SARIF) findings_sarif(&s, "naze mutate", &w->r.found, w->kind, w->r.kinds, c->out.english);
  else {
    char *p = NULL;
    size_t n = 0;
    term o = { .f = open_memstream(&p, &n), .english = c->out.english, .narrow = c->out.narrow };
    if (o.f) {
      mutate_text(&o, &w->r, c->o.all);
      if (fclose(o.f) == 0) str_put_n(&s, p, n);
    }
    free(p);
  }
  if (c->o.output) ok = file_write(c->o.output, str_text(&s), s.n, &c->err);
  else out_bytes(&c->out, str_text(&s), s.n);
  str_free(&s);
  return ok ? NAZE_EXIT_OK : NAZE_EXIT_IO;
}

static int work_through(run *w) {
  cli *c = w->c;
  double begun = seconds_now();
  w->x = naze_mutator_new(w->changed, w->rules);
  if (!w->x || naze_mutator_begin(w->x, &w->r.expectations, &w->r.failing) != NAZE_OK) return NAZE_EXIT_LIMIT;
  w->r.cases = naze_case_count(w->rules);
  choose(w);
  if (c->o.args.n && !w->n) {
    out(&c->err, tr(&c->err, "naze: その名前の宣言に、試すところはありません\n", "naze: nothing to try in declarations of that name\n"));
    return NAZE_EXIT_USAGE;
  }
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  work_order order = { .x = w->x, .mutant = w->chosen, .n = w->n, .jobs = c->o.jobs > 0 ? (unsigned)c->o.jobs : cores > 0 ? (unsigned)cores : 1,
                       .until = begun + (double)(c->o.seconds > 0 ? c->o.seconds : SECONDS), .work = WORK };
  (void)term_flush(&c->out);
  if (!workers_run(&order, w->came, &c->err)) return NAZE_EXIT_LIMIT;
  tell(w);
  if (c->o.accepted && !findings_accepted(&w->r.found, c->o.accepted, &w->r.stale, &c->err)) return NAZE_EXIT_IO;
  findings_sort(&w->r.found);
  if (c->o.cases && !findings_keep_cases(&w->r.found, c->o.cases, &c->err)) return NAZE_EXIT_IO;
  replays(w);
  if (c->o.accept && c->o.accepted && !findings_accept(&w->r.found, c->o.accepted, c->o.accept, &c->err)) return NAZE_EXIT_IO;
  w->r.seconds = seconds_now() - begun;
  return NAZE_EXIT_OK;
}

int mutate_run(cli *c) {
  run w = { .c = c };
  split_arguments(c);
  int rc = kinds(&w);
  if (!rc) rc = compiled(c, &w.changed);
  if (!rc) rc = compiled(c, &w.rules);
  if (!rc) rc = work_through(&w);
  if (!rc) rc = write_out(&w);
  if (!rc) rc = findings_new(&w.r.found) ? NAZE_EXIT_NO : w.r.all.left ? NAZE_EXIT_LIMIT : NAZE_EXIT_OK;
  for (size_t i = 0; i < w.n; i++) tried_free(&w.came[i]);
  free(w.came);
  free(w.chosen);
  naze_mutator_free(w.x);
  naze_program_free(w.changed);
  naze_program_free(w.rules);
  findings_free(&w.r.found);
  list_free(&w.r.stale);
  return rc;
}
