/* run.c -- compiles the rules with their duties, sees to each, and reports. */
#include <stdlib.h>
#include <string.h>

#include "../counter.h"
#include "../diag_out.h"
#include "../files.h"
#include "../findings/forms.h"
#include "../shares.h"
#include "kinds.h"
#include "naze-verify.h"
#include "divide.h"
#include "solver.h"

enum { WORK_FIRST = 300000, WORK_MORE = 4, WORK_MOST = 1000000000, SECONDS = 60, ROWS = 3, SOLVER_MS = 500, PROMISE_MS = 1500 }; /* of a duty at first; then ever so many times as much */

typedef struct run { cli *c; verify_report r; solver *solver; counter count; double begun, most; } run;

static bool wanted(const run *w, const char *kind) {
  if (!w->c->o.only.n) return true;
  for (size_t i = 0; i < w->c->o.only.n; i++)
    if (strcmp(w->c->o.only.v[i], kind) == 0) return true;
  return false;
}

static size_t number_of(const verify_kind *k) { return (size_t)(k - verify_kinds); }

static const char *tr2(const run *w, const char *ja, const char *en) { return w->c->out.english ? en : ja; }

static rule_finding *report(run *w, const naze_duty *d, const verify_kind *k) {
  str key = { 0 }, about = { 0 }, what = { 0 };
  str_printf(&about, "%s%s%s", d->about, *d->about && *d->detail ? "  " : "", d->detail);
  if (d->claim && *d->part) str_printf(&about, "（%s）", d->part);
  str_printf(&key, "%s", str_text(&about));
  const char *said = tr2(w, k->what_ja, k->what_en);
  str_put(&what, said ? said : "");
  rule_finding *x = findings_add(&w->r.found, &k->kind, k->level, str_text(&key));
  findings_set(&x->about, str_text(&about));
  findings_set(&x->what, str_text(&what));
  findings_set(&x->how, tr2(w, k->how_ja, k->how_en));
  findings_set(&x->file, d->file);
  x->line = d->line;
  findings_set(&x->cite, d->cite);
  w->r.count[number_of(k)].found++;
  str_free(&key);
  str_free(&about);
  str_free(&what);
  return x;
}

static void take_case(rule_finding *x, const naze_search *s) {
  findings_set(&x->facts, s->facts);
  findings_set(&x->case_json, s->case_json);
  findings_set(&x->replay, s->question); /* until the file has a name */
}

/* The first words of a long condition are enough to find it by. */
static void put_short(str *s, const char *text) {
  enum { MOST = 40 };
  size_t n = strlen(text), at = 0, shown = 0;
  unsigned long code = 0;
  for (size_t len; at < n && shown < MOST; at += len, shown++)
    if (!(len = utf8_next(text + at, n - at, &code))) len = 1;
  str_put_n(s, text, at);
  if (at < n) str_put(s, "…");
}

static void open_now(run *w, const naze_duty *d, const verify_kind *k, unsigned upto) {
  str s = { 0 };
  str_printf(&s, "%s %s%s", tr2(w, k->kind.ja, k->kind.en), d->about, *d->detail ? "  " : "");
  put_short(&s, d->detail);
  if (d->claim && *d->part) str_printf(&s, "（%s）", d->part);
  if (d->line) str_printf(&s, "  %s:%u", path_base(d->file), d->line);
  if (upto) str_printf(&s, tr(&w->c->out, "（台帳ごとに %u行までの事例にはない）", " (in no case of up to %u rows a ledger)"), upto);
  list_add(&w->r.undecided, str_text(&s), s.n);
  w->r.count[number_of(k)].open++;
  str_free(&s);
}

/* A case is decided anew before it is shown: through its question, which then comes to a fault, or through the duty itself. */
static bool replayed(run *w, naze_finder *f, size_t i, const naze_search *s) {
  naze_search again;
  if (!*s->question) return naze_duty_replay(f, i, s->case_json, strlen(s->case_json), &again) == NAZE_OK && again.found == NAZE_FOUND_CASE;
  naze_session *one = naze_session_new(w->c->program);
  size_t n = 0;
  bool ok = one && naze_case_json(one, "", s->case_json, strlen(s->case_json)) == NAZE_OK && naze_ask(one, s->question, 0, &n) == NAZE_OK && n == 1 &&
            naze_result_outcome(naze_result_at(one, 0)) == NAZE_FAULT;
  naze_session_free(one);
  return ok;
}

/* What is no box goes to the solver: exact where no ledger is looked through, else for so many rows of each. False: it stays open,
 * *upto: but up to so many rows there is no case. */
static bool ask_solver(run *w, naze_finder *f, size_t i, const naze_duty *d, const naze_duty_kind *kind, const verify_kind *k, bool counts, unsigned *upto) {
  char *text = NULL;
  const char *why = "";
  naze_search s;
  if (!w->solver) w->solver = solver_new(w->c->program);
  double left = w->most - (seconds_now() - w->begun);
  *upto = 0;
  if (!w->solver || left <= 0 || (d->claim && !solver_claim(w->solver, d->item, d->part))) return false;
  solver_any(w->solver, kind->wanted); /* nobody reads it then */
  solver_pair(w->solver, d->pair, d->differ, d->ndiffer);
  unsigned ms = strcmp(kind->id, "property") == 0 ? PROMISE_MS : SOLVER_MS; /* a 検証 is there to be proved */
  if (left * 1000 < ms) ms = (unsigned)(left * 1000);
  solver_answer a = solver_find(w->solver, d->decl, true, d->from, d->to, counts ? ROWS : 1, ms, &text, &why);
  bool shown = a == SOLVER_CASE && naze_duty_replay(f, i, text, strlen(text), &s) == NAZE_OK && s.found == NAZE_FOUND_CASE && (kind->wanted || replayed(w, f, i, &s));
  if (d->claim) (void)solver_claim(w->solver, NULL, NULL);
  solver_pair(w->solver, false, NULL, 0);
  if (shown) {
    if (!kind->wanted && naze_duty_replay(f, i, text, strlen(text), &s) == NAZE_OK) take_case(report(w, d, k), &s);
    return true;
  }
  *upto = a == SOLVER_NONE ? ROWS : 0;
  if (a != SOLVER_NONE || counts) return false;
  if (kind->wanted) (void)report(w, d, k);
  return true;
}

typedef struct open_duty { size_t i; unsigned upto; bool wanted, counts; } open_duty; /* not settled yet; upto: in no case of so many rows a ledger */

static bool duty_of(const run *w, size_t i, naze_duty *d, naze_duty_kind *kind) { return naze_duty_at(w->c->program, i, d) && naze_duty_kind_at(d->kind, kind); }

/* True: settled, reported if need be. */
static bool search(run *w, naze_finder *f, open_duty *o, uint64_t work) {
  naze_duty d;
  naze_duty_kind kind;
  naze_search s;
  if (!duty_of(w, o->i, &d, &kind)) return true;
  const verify_kind *k = verify_kind_named(kind.id);
  if (d.decl == UINT32_MAX) {
    (void)report(w, &d, k);
    return true;
  }
  if (naze_duty_search(f, o->i, work, &s) != NAZE_OK) s = (naze_search){ .found = NAZE_FOUND_NOT_DECIDED };
  o->wanted = kind.wanted;
  o->counts = s.counts;
  if (s.found == NAZE_FOUND_CASE && !kind.wanted) {
    rule_finding *x = report(w, &d, k);
    take_case(x, &s);
    if (!replayed(w, f, o->i, &s)) findings_set(&x->how, tr2(w, "naze の誤り：この事例では再現しない", "a fault of naze: the case does not show it"));
  }
  if (s.found == NAZE_FOUND_NONE && kind.wanted) (void)report(w, &d, k);
  return s.found != NAZE_FOUND_NOT_DECIDED;
}

/* Those of which a 事例 of the rules is the case wanted are settled. The number of those left. */
static size_t seen_in_cases(naze_finder *f, open_duty *todo, size_t n) {
  size_t *duty = mem_resize(NULL, n + 1, sizeof *duty), *at = mem_resize(NULL, n + 1, sizeof *at), wanted = 0, kept = 0;
  bool *met = mem_resize(NULL, n + 1, sizeof *met), *gone = mem_resize(NULL, n + 1, sizeof *gone);
  for (size_t k = 0; k < n; k++) {
    gone[k] = false;
    if (todo[k].wanted) duty[wanted] = todo[k].i, at[wanted++] = k;
  }
  if (naze_duties_in_cases(f, duty, wanted, met) == NAZE_OK)
    for (size_t k = 0; k < wanted; k++) gone[at[k]] = met[k];
  for (size_t k = 0; k < n; k++)
    if (!gone[k]) todo[kept++] = todo[k];
  free(duty);
  free(at);
  free(met);
  free(gone);
  return kept;
}

static bool solve(run *w, naze_finder *f, open_duty *o) {
  naze_duty d;
  naze_duty_kind kind;
  return !duty_of(w, o->i, &d, &kind) || ask_solver(w, f, o->i, &d, &kind, verify_kind_named(kind.id), o->counts, &o->upto);
}

static void leave_open(run *w, const open_duty *o) {
  naze_duty d;
  naze_duty_kind kind;
  if (duty_of(w, o->i, &d, &kind)) open_now(w, &d, verify_kind_named(kind.id), o->upto);
}

static size_t chosen(const run *w) {
  size_t n = 0;
  for (size_t i = 0; i < naze_duty_count(w->c->program); i++) {
    naze_duty d;
    naze_duty_kind kind;
    n += duty_of(w, i, &d, &kind) && wanted(w, kind.id);
  }
  return n;
}

/* Every of-th of the duties that are wanted. */
static int see_to_share(run *w, size_t number, size_t of) {
  size_t n = naze_duty_count(w->c->program), left = 0, at = 0, chosen_all = chosen(w);
  open_duty *todo = mem_resize(NULL, n + 1, sizeof *todo);
  naze_finder *f = naze_finder_new(w->c->program);
  if (!f) {
    free(todo);
    return NAZE_EXIT_LIMIT;
  }
  for (size_t i = 0; i < n; i++) {
    naze_duty d;
    naze_duty_kind kind;
    if (!duty_of(w, i, &d, &kind) || !wanted(w, kind.id) || at++ % of != number) continue;
    w->r.count[number_of(verify_kind_named(kind.id))].looked++;
    if (number == 0) counter_at(&w->count, at, chosen_all); /* the others are as far, about */
    todo[left] = (open_duty){ .i = i };
    if (!search(w, f, &todo[left], WORK_FIRST)) left++;
  }
  left = seen_in_cases(f, todo, left);
  size_t kept = 0;
  for (size_t k = 0; k < left; k++) {
    if (number == 0) counter_at(&w->count, k, left);
    if (!solve(w, f, &todo[k])) todo[kept++] = todo[k];
  }
  left = kept;
  /* What was hard gets more work: once, or while there is time where a time was given. */
  bool last = false;
  for (uint64_t work = (uint64_t)WORK_FIRST * WORK_MORE; left && !last; work *= WORK_MORE) {
    last = w->c->o.seconds <= 0 || seconds_now() - w->begun > w->most || work > WORK_MOST;
    kept = 0;
    for (size_t k = 0; k < left; k++) {
      bool late = seconds_now() - w->begun > w->most;
      if (!search(w, f, &todo[k], late ? 1 : work)) todo[kept++] = todo[k];
    }
    left = kept;
  }
  for (size_t k = 0; k < left; k++) leave_open(w, &todo[k]);
  naze_finder_free(f);
  free(todo);
  return NAZE_EXIT_OK;
}

static int share_work(void *of, size_t number, size_t all) { return see_to_share(of, number, all); }
static void share_begin(void *of) { report_begin(&((run *)of)->r); }
static bool share_send(void *of, int fd) { return report_send(fd, &((run *)of)->r); }
static bool share_receive(void *of, int fd) { return report_receive(fd, &((run *)of)->r); }

static int see_to_all(run *w) {
  enum { WORTH_IT = 200 };
  const share_job job = { w, share_work, share_begin, share_send, share_receive };
  size_t all = chosen(w);
  counter_begin(&w->count, &w->c->err);
  int rc = shares_run(&job, shares_of(w->c->o.jobs, all, WORTH_IT));
  counter_end(&w->count);
  if (w->r.undecided.n) qsort(w->r.undecided.v, w->r.undecided.n, sizeof *w->r.undecided.v, list_order);
  return rc;
}

/* The checker sees by itself what is plain: its messages are findings of the same kinds. */
static const verify_kind *kind_of_message(const char *name) {
  static const struct { const char *name, *kind; } known[] = {
    { "TABLE_GAP", "gap" }, { "ROWS_OVERLAP", "overlap" }, { "PROVISOS_CONFLICT", "conflict" }, { "MARK_UNUSED", "mark" },
    { "PERIODS_GAP", "period" }, { "PERIODS_OVERLAP", "period" }, { "UNKNOWN_RECORD", "record" },
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, name) == 0) return verify_kind_named(known[i].kind);
  return verify_kind_named("check");
}

static void checker(run *w) {
  const naze_diags *d = naze_compiler_diags(w->c->compiler);
  for (size_t i = 0; i < naze_diag_count(d); i++) {
    naze_diag_info g;
    if (!naze_diag_get(d, i, w->c->out.english, &g) || g.severity > 1) continue;
    const verify_kind *k = kind_of_message(g.name);
    if (!wanted(w, k->kind.id) && g.severity) continue;
    str key = { 0 };
    str_printf(&key, "%s %s", g.code, g.what);
    rule_finding *x = findings_add(&w->r.found, &k->kind, g.severity == 0 ? FINDING_ERROR : FINDING_WARNING, str_text(&key));
    findings_set(&x->about, g.code);
    findings_set(&x->what, g.what);
    findings_set(&x->how, g.how);
    findings_set(&x->file, g.file);
    x->line = g.line;
    w->r.count[number_of(k)].found++;
    str_free(&key);
  }
  w->r.count[number_of(verify_kind_named("check"))].looked++;
}

/* naze why QUESTION --case FILE, where the question is one of the rules. */
static void replays(run *w) {
  for (size_t i = 0; i < w->r.found.n; i++) {
    rule_finding *x = &w->r.found.v[i];
    if (!x->replay) continue;
    str s = { 0 };
    if (x->case_file) str_printf(&s, "naze why '%s' --case %s", x->replay, x->case_file);
    for (size_t k = 0; x->case_file && k < w->c->o.rules.n; k++) str_printf(&s, " --rules %s", w->c->o.rules.v[k]);
    findings_set(&x->replay, str_text(&s));
    str_free(&s);
  }
}

static void text(term *o, const void *report, bool all) { verify_text(o, report, all); }
static void as_json(str *s, const void *report) { verify_json(s, report); }
static void as_html(str *s, const void *report, bool english) { verify_html(s, report, english); }

static int write_out(run *w) {
  static const report_forms forms = { "naze verify", text, as_json, as_html };
  finding_kind *kinds = mem_resize(NULL, verify_kind_count(), sizeof *kinds);
  for (size_t i = 0; i < verify_kind_count(); i++) kinds[i] = verify_kinds[i].kind;
  int rc = report_write(w->c, &forms, &w->r, &w->r.found, kinds, verify_kind_count());
  free(kinds);
  return rc;
}

static int status_of(const run *w) {
  for (size_t i = 0; i < w->r.found.n; i++)
    if (!w->r.found.v[i].accepted && w->r.found.v[i].level != FINDING_NOTE) return NAZE_EXIT_NO;
  return w->r.undecided.n ? NAZE_EXIT_LIMIT : NAZE_EXIT_OK;
}

int verify_run(cli *c) {
  run w = { .c = c, .begun = seconds_now(), .most = c->o.seconds > 0 ? (double)c->o.seconds : SECONDS };
  for (size_t i = 0; i < c->o.args.n; i++) list_add(&c->o.rules, c->o.args.v[i], strlen(c->o.args.v[i]));
  for (size_t i = 0; i < c->o.only.n; i++)
    if (strcmp(verify_kind_named(c->o.only.v[i])->kind.id, c->o.only.v[i]) != 0) {
      outf(&c->err, tr(&c->err, "naze: %s という種類はありません。あるのは", "naze: there is no kind %s; there are"), c->o.only.v[i]);
      for (size_t k = 0; k < verify_kind_count(); k++) outf(&c->err, "%s%s", k ? "、" : " ", verify_kinds[k].kind.id);
      out(&c->err, "\n");
      return NAZE_EXIT_USAGE;
    }
  int rc = load_sources(c);
  if (rc) return rc;
  progress_start(&c->err);
  report_begin(&w.r);
  (void)naze_want_duties(c->compiler);
  naze_status st = naze_compile(c->compiler);
  if (st == NAZE_NO_MEMORY || st == NAZE_LIMIT) rc = NAZE_EXIT_LIMIT;
  checker(&w);
  if (!rc && st == NAZE_OK) {
    c->program = naze_take_program(c->compiler);
    rc = c->program ? see_to_all(&w) : NAZE_EXIT_LIMIT;
  }
  if (!rc && c->o.accepted && !findings_accepted(&w.r.found, c->o.accepted, &w.r.stale, &c->err)) rc = NAZE_EXIT_IO;
  findings_sort(&w.r.found);
  if (!rc && c->o.cases && !findings_keep_cases(&w.r.found, c->o.cases, &c->err)) rc = NAZE_EXIT_IO;
  replays(&w);
  w.r.seconds = seconds_now() - w.begun;
  progress_stop(&c->err);
  if (!rc && c->o.accept && c->o.accepted && !findings_accept(&w.r.found, c->o.accepted, c->o.accept, &c->err)) rc = NAZE_EXIT_IO;
  if (!rc) rc = write_out(&w);
  if (!rc) rc = st != NAZE_OK ? NAZE_EXIT_RULES : status_of(&w);
  solver_free(w.solver);
  report_free(&w.r);
  return rc;
}
