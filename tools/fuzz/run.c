/* run.c -- replays what was kept, then goes on until the time is over. */
#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../counter.h"
#include "../files.h"
#include "../findings/forms.h"
#include "fuzz.h"
#include "naze-verify.h"

enum { SECONDS = 60 };
#define FOLDER "naze-fuzz" /* where cases are kept unless --keep says so */

const finding_kind fuzz_kinds[FUZZ_KINDS] = {
  { "property", "検証の破れ", "property broken", "規則が約束した検証が破れる", "a 検証 of the rules does not hold" },
  { "knowledge", "知識の単調の破れ", "a fact turns a known answer", "事実が一つ分かると、分かっていた答えが変わる", "an answer that was known is another when one more fact is" },
  { "order", "順序で変わる答え", "answer depends on order", "行や事実の順を変えると、答えが変わる", "an answer is another when rows or facts stand in another order" },
  { "proof", "証明の誤り", "proof wrong", "証明が確かめを通らない、または変えた証明が通る", "a proof is refused by the checker, or a changed one is not" },
  { "evaluators", "評価器の食い違い", "evaluators disagree", "同じ問いに、評価の仕方で違う答えが出る", "ways to evaluate one question come to different answers" },
};

typedef struct run { cli *c; fuzz_report r; naze_fuzzer *f; const char *folder; double begun, most; counter count; } run;

static rule_finding *known(run *w, const char *key) {
  for (size_t i = 0; i < w->r.found.n; i++)
    if (strcmp(w->r.found.v[i].key, key) == 0) return &w->r.found.v[i];
  return NULL;
}

static void said(run *w, const naze_fuzz_finding *x, str *what) {
  const char *arrow = " → ";
  (void)w;
  str_put(what, x->how);
  if (!*x->first && !*x->second) return;
  if (what->n) str_put(what, "：");
  str_printf(what, "%s%s%s", x->first, strcmp(x->first, x->second) ? arrow : "", strcmp(x->first, x->second) ? x->second : "");
}

/* How it can be seen: through the question where that shows it, else by replaying what was kept. */
static void command(run *w, const naze_fuzz_finding *x, const char *path, str *s) {
  bool asks = *x->question && x->kind == 0;
  if (asks) str_printf(s, "naze why '%s' --case %s", x->question, path);
  else str_printf(s, "naze fuzz --replay --keep %s", w->folder);
  for (size_t k = 0; k < w->c->o.rules.n; k++) str_printf(s, " --rules %s", w->c->o.rules.v[k]);
}

/* False: what should have been kept could not be. */
static bool report(run *w, const naze_fuzz_finding *x, bool replayed) {
  str key = { 0 }, what = { 0 }, path = { 0 }, again = { 0 };
  bool ok = true, en = w->c->out.english;
  const finding_kind *k = &fuzz_kinds[x->kind];
  str_put(&key, x->about);
  str_printf(&what, "%s %s", k->id, x->about);
  bool seen = known(w, str_text(&what)) != NULL;
  str_clear(&what);
  if (!seen) {
    rule_finding *f = findings_add(&w->r.found, k, FINDING_ERROR, str_text(&key));
    findings_set(&f->about, x->about);
    said(w, x, &what);
    if (!what.n) str_put(&what, en ? "somebody breaks it" : "破れる人がいる");
    findings_set(&f->what, str_text(&what));
    if (x->kind) findings_set(&f->how, en ? "a fault of naze, not of the rules: please report it with this case" : "規則でなく naze の誤り。この事例をつけて知らせる");
    else findings_set(&f->how, en ? "mend the rules or the 検証" : "規則か検証を直す");
    findings_set(&f->file, x->file);
    f->line = x->line;
    findings_set(&f->cite, x->cite);
    findings_set(&f->facts, x->facts);
    findings_set(&f->case_json, x->case_json);
    fuzz_keep_name(&path, w->folder, f);
    if (!replayed) ok = fuzz_keep(w->folder, f, str_text(&path), &w->c->err);
    findings_set(&f->case_file, str_text(&path));
    command(w, x, str_text(&path), &again);
    findings_set(&f->replay, str_text(&again));
  }
  str_free(&key);
  str_free(&what);
  str_free(&path);
  str_free(&again);
  return ok;
}

static int replay_kept(run *w) {
  str_list files = { 0 };
  int rc = fuzz_kept_files(w->folder, &files, &w->c->err) ? NAZE_EXIT_OK : NAZE_EXIT_IO;
  for (size_t i = 0; i < files.n && !rc; i++) {
    fuzz_kept k;
    naze_fuzz_finding x;
    bool found = false;
    if (!fuzz_kept_read(files.v[i], &k, &w->c->err)) rc = NAZE_EXIT_IO;
    naze_status st = !rc && k.kind ? naze_fuzz_replay(w->f, k.kind, k.about, str_text(&k.json), k.json.n, &found, &x) : NAZE_OK;
    if (!rc && k.kind) {
      w->r.kept++;
      if (st == NAZE_NO_MEMORY) rc = NAZE_EXIT_LIMIT;
      else if (st != NAZE_OK) list_add(&w->r.unusable, files.v[i], strlen(files.v[i]));
      else if (found) w->r.still++, (void)report(w, &x, true);
    }
    fuzz_kept_free(&k);
  }
  list_free(&files);
  return rc;
}

static int go_on(run *w) {
  int rc = NAZE_EXIT_OK;
  while (!rc && seconds_now() - w->begun < w->most) {
    naze_fuzz_finding x;
    bool found = false;
    naze_status st = naze_fuzz_step(w->f, &found, &x);
    if (st == NAZE_LIMIT) break; /* nothing to look at */
    if (st != NAZE_OK) rc = NAZE_EXIT_LIMIT;
    else if (found && !report(w, &x, false)) rc = NAZE_EXIT_IO;
    counter_at(&w->count, (size_t)(seconds_now() - w->begun), (size_t)w->most);
  }
  for (size_t k = 0; k < FUZZ_KINDS; k++) w->r.cases[k] = naze_fuzz_cases(w->f, k);
  w->r.months = naze_fuzz_months(w->f);
  return rc;
}

static int choose(run *w) {
  for (size_t i = 0; i < w->c->o.only.n; i++) {
    if (naze_fuzz_only(w->f, w->c->o.only.v[i])) continue;
    outf(&w->c->err, tr(&w->c->err, "naze: %s という種類も検証も判定もありません。種類は", "naze: %s is no kind, no 検証 and no decision; kinds are"), w->c->o.only.v[i]);
    for (size_t k = 0; k < FUZZ_KINDS; k++) outf(&w->c->err, "%s%s", k ? "、" : " ", fuzz_kinds[k].id);
    out(&w->c->err, "\n");
    return NAZE_EXIT_USAGE;
  }
  return NAZE_EXIT_OK;
}

static void text(term *o, const void *report, bool all) { fuzz_text(o, report, all); }
static void as_json(str *s, const void *report) { fuzz_json(s, report); }
static void as_html(str *s, const void *report, bool english) { fuzz_html(s, report, english); }

static int write_out(run *w) {
  static const report_forms forms = { "naze fuzz", text, as_json, as_html };
  return report_write(w->c, &forms, &w->r, &w->r.found, fuzz_kinds, FUZZ_KINDS);
}

static int all_of_it(run *w) {
  cli *c = w->c;
  if (c->o.seed < 0) w->r.seed = (uint64_t)time(NULL) % 1000000; /* small, so that it can be typed again */
  else w->r.seed = (uint64_t)c->o.seed;
  w->f = naze_fuzzer_new(c->program, w->r.seed);
  if (!w->f) return NAZE_EXIT_LIMIT;
  int rc = choose(w);
  if (!rc) rc = replay_kept(w);
  if (!rc && !c->o.replay) rc = go_on(w);
  return rc;
}

int fuzz_run(cli *c) {
  run w = { .c = c, .begun = seconds_now(), .most = c->o.seconds > 0 ? (double)c->o.seconds : SECONDS, .folder = c->o.keep ? c->o.keep : FOLDER };
  for (size_t i = 0; i < c->o.args.n; i++) list_add(&c->o.rules, c->o.args.v[i], strlen(c->o.args.v[i]));
  int rc = load_sources(c);
  if (rc) return rc;
  (void)naze_want_duties(c->compiler);
  rc = load_compiled(c);
  if (rc) return rc;
  counter_begin(&w.count, &c->err);
  rc = all_of_it(&w);
  counter_end(&w.count);
  if (!rc && c->o.accepted && !findings_accepted(&w.r.found, c->o.accepted, &w.r.stale, &c->err)) rc = NAZE_EXIT_IO;
  findings_sort(&w.r.found);
  w.r.seconds = seconds_now() - w.begun;
  if (!rc && c->o.accept && c->o.accepted && !findings_accept(&w.r.found, c->o.accepted, c->o.accept, &c->err)) rc = NAZE_EXIT_IO;
  if (!rc) rc = write_out(&w);
  if (!rc) rc = findings_new(&w.r.found) ? NAZE_EXIT_NO : w.r.unusable.n ? NAZE_EXIT_FACTS : NAZE_EXIT_OK;
  naze_fuzzer_free(w.f);
  findings_free(&w.r.found);
  list_free(&w.r.unusable);
  list_free(&w.r.stale);
  return rc;
}
