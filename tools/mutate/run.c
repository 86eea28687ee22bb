/* run.c -- reports the slips that no 事例 notices. */
#include <string.h>

#include "naze-diff.h"
#include "run.h"

typedef struct run { trials t; mutate_report r; } run;

/* ---- survivors ---- */

/* What it would cost, first in the list: who gets or loses something, then amounts by size, then what could not be told. */
static void survivor(run *w, const tried *t, const naze_mutant *m) {
  term *o = &w->t.c->out;
  str key = { 0 }, what = { 0 }, how = { 0 };
  bool whom = t->direction == NAZE_DIFF_WIDER || t->direction == NAZE_DIFF_NARROWER;
  str_printf(&key, "%s %s  %s", w->t.kind[m->kind].id, m->about, m->words);
  rule_finding *x = findings_add(&w->r.found, &w->t.kind[m->kind], whom ? FINDING_ERROR : t->found ? FINDING_WARNING : FINDING_NOTE, str_text(&key));
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
  for (size_t i = 0; i < w->t.n; i++) {
    naze_mutant m;
    if (!naze_mutant_at(w->t.x, w->t.came[i].mutant, &m)) continue;
    count_one(&w->r.all, &w->t.came[i]);
    count_one(&w->r.count[m.kind], &w->t.came[i]);
    if (w->t.came[i].fate == TRIED_SURVIVED) survivor(w, &w->t.came[i], &m);
  }
}

static void text(term *o, const void *report, bool all) { mutate_text(o, report, all); }
static void as_json(str *s, const void *report) { mutate_json(s, report); }
static void as_html(str *s, const void *report, bool english) { mutate_html(s, report, english); }

static int see_through(run *w) {
  static const report_forms forms = { "naze mutate", text, as_json, as_html };
  cli *c = w->t.c;
  w->r.kinds = w->t.kinds, w->r.cases = w->t.cases, w->r.expectations = w->t.expectations, w->r.failing = w->t.failing, w->r.seconds = w->t.seconds;
  tell(w);
  if (c->o.accepted && !findings_accepted(&w->r.found, c->o.accepted, &w->r.stale, &c->err)) return NAZE_EXIT_IO;
  findings_sort(&w->r.found);
  if (c->o.propose && !trials_propose(&w->t, &w->r.found, c->o.propose, &c->err)) return NAZE_EXIT_IO;
  if (c->o.cases && !findings_keep_cases(&w->r.found, c->o.cases, &c->err)) return NAZE_EXIT_IO;
  trials_replays(&w->t, &w->r.found);
  if (c->o.accept && c->o.accepted && !findings_accept(&w->r.found, c->o.accepted, c->o.accept, &c->err)) return NAZE_EXIT_IO;
  int rc = report_write(c, &forms, &w->r, &w->r.found, w->t.kind, w->t.kinds);
  return rc ? rc : findings_new(&w->r.found) ? NAZE_EXIT_NO : w->r.all.left ? NAZE_EXIT_LIMIT : NAZE_EXIT_OK;
}

int mutate_run(cli *c) {
  run w = { 0 };
  int rc = trials_run(&w.t, c, NAZE_TRY_SLIPS, false);
  if (!rc) rc = see_through(&w);
  trials_free(&w.t);
  findings_free(&w.r.found);
  list_free(&w.r.stale);
  return rc;
}
