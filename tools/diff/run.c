/* run.c -- explores what differs, declaration by declaration, and reports. */
#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>

#include "../counter.h"
#include "../files.h"
#include "../findings/forms.h"
#include "run.h"

enum { WORK_FIRST = 600000, WORK_MORE = 8, WORK_MOST = 1000000000, SECONDS = 60, WAYS_SHOWN = 4 };

const finding_kind diff_kinds[DIFF_KINDS] = {
  { "wider", "広がる", "wider", "前は可でなかった人が可になる", "somebody gets what they did not" },
  { "narrower", "狭まる", "narrower", "前は可だった人が可でなくなる", "somebody loses what they had" },
  { "both", "広がる人も狭まる人もいる", "wider and narrower", "得る人も失う人もいる", "some get it and some lose it" },
  { "more", "増える", "more", "数が大きくなる", "a number rises" },
  { "less", "減る", "less", "数が小さくなる", "a number falls" },
  { "other", "変わる", "other", "答えが変わる", "the answer is another" },
  { "added", "加わる", "added", "前にはなかった", "it was not there before" },
  { "removed", "なくなる", "removed", "もうない", "it is no longer there" },
};
enum { WIDER, NARROWER, BOTH, MORE, LESS, OTHER, ADDED, REMOVED };

typedef struct run { cli *c; edition was, is; naze_diff *d; diff_report r; double begun, most; } run;

static void name_put(str *s, const naze_diff_item *it) { str_printf(s, "%s%s%s", it->word, *it->word ? " " : "", it->name); }

static rule_finding *add(run *w, const naze_diff_item *it, int kind, const char *what) {
  str name = { 0 }, key = { 0 };
  name_put(&name, it);
  str_printf(&key, "%s  %s", str_text(&name), what);
  rule_finding *x = findings_add(&w->r.found, &diff_kinds[kind], kind == OTHER || kind == ADDED || kind == REMOVED ? FINDING_NOTE : FINDING_WARNING, str_text(&key));
  findings_set(&x->about, str_text(&name));
  findings_set(&x->what, what);
  findings_set(&x->file, it->file);
  x->line = it->line;
  findings_set(&x->cite, it->cite);
  str_free(&name);
  str_free(&key);
  return x;
}

static void way_put(str *s, const naze_diff_way *v) {
  str_printf(s, "%s%s → %s", s->n ? "、" : "", v->was, v->is);
  if (v->has_amount) str_printf(s, "（%s%lld）", v->amount > 0 ? "＋" : "－", (long long)(v->amount > 0 ? v->amount : -v->amount));
}

/* Which way it goes for whom, and the first few ways in words. */
static int kind_of(run *w, const naze_difference *x, str *what) {
  unsigned seen = 0;
  for (size_t k = 0; k < x->ways; k++) {
    naze_diff_way v;
    if (!naze_diff_way_at(w->d, k, &v)) continue;
    if (k < WAYS_SHOWN) way_put(what, &v);
    seen |= 1u << v.direction;
  }
  if (x->ways > WAYS_SHOWN) str_printf(what, tr(&w->c->out, "、ほか%zu通り", ", %zu more"), x->ways - WAYS_SHOWN);
  bool wider = (seen >> NAZE_DIFF_WIDER & 1u) != 0, narrower = (seen >> NAZE_DIFF_NARROWER & 1u) != 0;
  bool more = (seen >> NAZE_DIFF_MORE & 1u) != 0, less = (seen >> NAZE_DIFF_LESS & 1u) != 0;
  if (wider && narrower) return BOTH;
  if (wider || narrower) return wider ? WIDER : NARROWER;
  return more == less ? OTHER : more ? MORE : LESS;
}

/* What differs, as one finding with a case of the first way. */
static void differs(run *w, const naze_diff_item *it, const naze_difference *x) {
  str what = { 0 };
  int kind = kind_of(w, x, &what);
  rule_finding *f = add(w, it, kind, str_text(&what));
  naze_diff_way v;
  if (naze_diff_way_at(w->d, 0, &v)) {
    findings_set(&f->facts, v.facts);
    findings_set(&f->case_json, v.case_json);
    findings_set(&f->replay, v.question);
    if (!v.replayed) findings_set(&f->how, tr(&w->c->out, "naze の誤り：この事例では再現しない", "a fault of naze: the case does not show it"));
  }
  str_free(&what);
}

/* It changed through what it calls: one line. */
static void ripple(run *w, const naze_diff_item *it, const naze_difference *x) {
  str line = { 0 }, what = { 0 };
  name_put(&line, it);
  if (x) {
    int kind = kind_of(w, x, &what);
    str_printf(&line, "   %s   %s", tr(&w->c->out, diff_kinds[kind].ja, diff_kinds[kind].en), str_text(&what));
  }
  list_add(&w->r.ripples, str_text(&line), line.n);
  str_free(&line);
  str_free(&what);
}

/* True: settled. */
static bool see_to(run *w, size_t i, uint64_t work, bool last) {
  naze_diff_item it;
  naze_difference x;
  str name = { 0 };
  if (!naze_diff_at(w->d, i, &it) || naze_diff_explore(w->d, i, work, &x) != NAZE_OK) return true;
  bool settled = x.exact || !x.spent || x.by_rows || last; /* what hangs on rows is not proved by more work */
  if (!settled) return false;
  name_put(&name, &it);
  if (x.ways) {
    if (it.itself) differs(w, &it, &x);
    else ripple(w, &it, &x);
  } else if (x.exact) w->r.unchanged++;
  if (!x.exact) {
    str_printf(&name, "（%s）", x.by_rows ? tr(&w->c->out, "行の数による", "it hangs on how many rows there are") : x.spent ? tr(&w->c->out, "組合せが多い", "too many combinations") : tr(&w->c->out, "値が多い", "too many values"));
    list_add(&w->r.not_proved, str_text(&name), name.n);
  }
  str_free(&name);
  return true;
}

static void compare(run *w) {
  size_t n = naze_diff_count(w->d), left = 0;
  size_t *todo = mem_resize(NULL, n + 1, sizeof *todo);
  for (size_t i = 0; i < n; i++) {
    naze_diff_item it;
    if (!naze_diff_at(w->d, i, &it)) continue;
    if (it.state == NAZE_DIFF_SAME) w->r.same++;
    else if (it.state == NAZE_DIFF_ADDED) (void)add(w, &it, ADDED, tr(&w->c->out, "前にはなかった", "was not there"));
    else if (it.state == NAZE_DIFF_REMOVED) (void)add(w, &it, REMOVED, tr(&w->c->out, "もうない", "is no longer there"));
    else if (it.part && !it.itself) ripple(w, &it, NULL); /* of a claim, and only what it calls is another: that speaks for itself */
    else {
      w->r.looked++;
      if (!see_to(w, i, WORK_FIRST, false)) todo[left++] = i;
    }
  }
  bool last = false;
  for (uint64_t work = (uint64_t)WORK_FIRST * WORK_MORE; left && !last; work *= WORK_MORE) {
    size_t kept = 0;
    last = w->c->o.seconds <= 0 || seconds_now() - w->begun > w->most || work > WORK_MOST;
    for (size_t k = 0; k < left; k++) {
      bool late = seconds_now() - w->begun > w->most;
      if (!see_to(w, todo[k], late ? WORK_FIRST : work, last) && !last) todo[kept++] = todo[k];
    }
    left = kept;
  }
  free(todo);
}

/* The command that shows the newer answer, and the one for the older where one file of facts serves both. */
static void replays(run *w) {
  for (size_t i = 0; i < w->r.found.n; i++) {
    rule_finding *x = &w->r.found.v[i];
    str s = { 0 };
    if (x->case_file && x->replay) {
      str_printf(&s, "naze why '%s' --case %s", x->replay, x->case_file);
      edition_put(&s, &w->is);
    }
    findings_set(&x->replay, str_text(&s));
    str_free(&s);
  }
}

static void text(term *o, const void *report, bool all) { diff_text(o, report, all); }
static void as_json(str *s, const void *report) { diff_json(s, report); }
static void as_html(str *s, const void *report, bool english) { diff_html(s, report, english); }

static int write_out(run *w) {
  static const report_forms forms = { "naze diff", text, as_json, as_html };
  return report_write(w->c, &forms, &w->r, &w->r.found, diff_kinds, DIFF_KINDS);
}

static int work_through(run *w) {
  cli *c = w->c;
  const char *what = "";
  naze_edition e[2];
  const edition *side[2] = { &w->was, &w->is };
  for (int k = 0; k < 2; k++) e[k] = (naze_edition){ side[k]->program, side[k]->date, (const char *const *)side[k]->readings.v, side[k]->readings.n };
  naze_status st = naze_diff_new(&e[0], &e[1], &w->d, &what);
  if (st == NAZE_FACT_ERROR) {
    outf(&c->err, tr(&c->err, "naze: %s: そのような日や解釈の選択はありません\n", "naze: %s: no such date or choice of a reading\n"), what);
    return NAZE_EXIT_USAGE;
  }
  if (st != NAZE_OK) return NAZE_EXIT_LIMIT;
  compare(w);
  if (c->o.count) {
    int rc = diff_count(c, c->o.count, &w->was, &w->is, &w->r);
    if (rc) return rc;
  }
  if (c->o.accepted && !findings_accepted(&w->r.found, c->o.accepted, &w->r.stale, &c->err)) return NAZE_EXIT_IO;
  findings_sort(&w->r.found);
  if (c->o.cases && !findings_keep_cases(&w->r.found, c->o.cases, &c->err)) return NAZE_EXIT_IO;
  replays(w);
  if (c->o.accept && c->o.accepted && !findings_accept(&w->r.found, c->o.accepted, c->o.accept, &c->err)) return NAZE_EXIT_IO;
  return NAZE_EXIT_OK;
}

int diff_run(cli *c) {
  run w = { .c = c, .begun = seconds_now(), .most = c->o.seconds > 0 ? (double)c->o.seconds : SECONDS };
  progress_start(&c->err);
  int rc = edition_open(c, c->o.args.v[0], &w.was);
  if (!rc) rc = edition_open(c, c->o.args.v[1], &w.is);
  if (!rc) rc = work_through(&w);
  w.r.seconds = seconds_now() - w.begun;
  progress_stop(&c->err);
  if (!rc) rc = write_out(&w);
  if (!rc) rc = findings_new(&w.r.found) ? NAZE_EXIT_NO : w.r.not_proved.n ? NAZE_EXIT_LIMIT : NAZE_EXIT_OK;
  naze_diff_free(w.d);
  edition_free(&w.was);
  edition_free(&w.is);
  findings_free(&w.r.found);
  list_free(&w.r.not_proved);
  list_free(&w.r.ripples);
  list_free(&w.r.stale);
  return rc;
}
