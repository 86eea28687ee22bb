/* run.c -- counts the places that matter to some 事例, and reports the others. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include "../words.h"

const char *cover_side(naze_side s, bool english) {
  switch (s) {
  case NAZE_SIDE_HOLDS: return english ? "by holding" : "成り立って決める";
  case NAZE_SIDE_FAILS: return english ? "by not holding" : "成り立たずに決める";
  case NAZE_SIDE_AT: return english ? "at the boundary" : "境目ちょうど";
  case NAZE_SIDE_BESIDE: return english ? "one step beside" : "境目の隣";
  default: return "";
  }
}

static void count_one(cover_count *k, const tried *t) {
  k->places++;
  k->met += t->fate == TRIED_NOTICED;
  k->never += t->fate == TRIED_SAME;
  k->missing += t->fate == TRIED_SURVIVED;
  k->left += t->fate == TRIED_NOT;
}

static cover_file *file_of(cover_report *r, const char *name) {
  for (size_t i = r->files; i-- > 0;)
    if (strcmp(r->file[i].name, name) == 0) return &r->file[i];
  r->file = mem_resize(r->file, r->files + 1, sizeof *r->file);
  r->file[r->files] = (cover_file){ .name = mem_copy(name, strlen(name)) };
  return &r->file[r->files++];
}

static void missing(cover_report *r, const tried *t, const naze_mutant *m) {
  term *o = &r->t.c->out;
  str about = { 0 }, what = { 0 }, key = { 0 };
  const char *side = cover_side(m->side, o->english);
  str_printf(&about, "%s", m->about);
  if (m->cell) str_printf(&about, tr(o, "（%s、%s）", " (%s, %s)"), m->row_name, m->col_name);
  str_printf(&what, "%s%s%s", m->words, *side ? "   " : "", side);
  str_printf(&key, "%s %s  %s  %s", r->t.kind[m->kind].id, str_text(&about), m->words, cover_side(m->side, true));
  rule_finding *x = findings_add(&r->found, &r->t.kind[m->kind], t->found ? FINDING_WARNING : FINDING_NOTE, str_text(&key));
  findings_set(&x->about, str_text(&about));
  findings_set(&x->what, str_text(&what));
  findings_set(&x->file, m->file);
  findings_set(&x->cite, m->cite);
  x->line = m->line;
  if (t->found) {
    findings_set(&x->facts, t->facts);
    findings_set(&x->case_json, t->case_json);
    findings_set(&x->replay, t->question);
  } else {
    findings_set(&x->how, t->reach ? tr(o, "事例はここを通るが、答えはここによらない", "cases come here, but no answer hangs on it") : tr(o, "ここを通る事例がない", "no case comes here"));
  }
  str_free(&about);
  str_free(&what);
  str_free(&key);
}

static void add_needed(str_list *needed, const trials *t) {
  for (size_t i = 0; i < t->n; i++)
    if (t->came[i].fate == TRIED_NOTICED && t->came[i].alone) list_add(needed, t->came[i].by, strlen(t->came[i].by));
}

/* 事例 without which no place would go unseen, and no slip of the pen unnoticed. */
static int idle_cases(cover_report *r) {
  str_list needed = { 0 };
  trials slips = { 0 };
  int rc = trials_run(&slips, r->t.c, NAZE_TRY_SLIPS, true);
  add_needed(&needed, &r->t);
  add_needed(&needed, &slips);
  if (needed.n) qsort(needed.v, needed.n, sizeof *needed.v, list_order);
  for (size_t i = 0, n = rc ? 0 : naze_case_count(r->t.rules); i < n; i++) {
    const char *file = "";
    uint32_t line = 0;
    const char *name = naze_case_name(r->t.rules, i, &file, &line);
    if (!name || (needed.n && bsearch(&name, needed.v, needed.n, sizeof *needed.v, list_order))) continue;
    str s = { 0 }, place = { 0 };
    place_put(&place, file, line);
    str_printf(&s, "%s  %s", name, str_text(&place));
    list_add(&r->idle, str_text(&s), s.n);
    str_free(&s);
    str_free(&place);
  }
  list_free(&needed);
  trials_free(&slips);
  return rc;
}

static void tell(cover_report *r) {
  for (size_t i = 0; i < r->t.n; i++) {
    naze_mutant m;
    const tried *t = &r->t.came[i];
    if (!naze_mutant_at(r->t.x, t->mutant, &m)) continue;
    count_one(&r->all, t);
    count_one(&r->count[m.kind], t);
    count_one(&file_of(r, m.file)->count, t);
    if (t->fate == TRIED_SURVIVED) missing(r, t, &m);
  }
}

static void text(term *o, const void *report, bool all) { cover_text(o, report, all); }
static void as_json(str *s, const void *report) { cover_json(s, report); }
static void as_html(str *s, const void *report, bool english) { cover_html(s, report, english); }

static int see_through(cover_report *r) {
  static const report_forms forms = { "naze cover", text, as_json, as_html };
  cli *c = r->t.c;
  tell(r);
  int rc = c->o.idle ? idle_cases(r) : 0;
  if (rc) return rc;
  if (c->o.accepted && !findings_accepted(&r->found, c->o.accepted, &r->stale, &c->err)) return NAZE_EXIT_IO;
  findings_sort(&r->found);
  if (c->o.propose && !trials_propose(&r->t, &r->found, c->o.propose, &c->err)) return NAZE_EXIT_IO;
  if (c->o.cases && !findings_keep_cases(&r->found, c->o.cases, &c->err)) return NAZE_EXIT_IO;
  trials_replays(&r->t, &r->found);
  if (c->o.accept && c->o.accepted && !findings_accept(&r->found, c->o.accepted, c->o.accept, &c->err)) return NAZE_EXIT_IO;
  rc = report_write(c, &forms, r, &r->found, r->t.kind, r->t.kinds);
  return rc ? rc : findings_new(&r->found) ? NAZE_EXIT_NO : r->all.left ? NAZE_EXIT_LIMIT : NAZE_EXIT_OK;
}

int cover_run(cli *c) {
  cover_report r = { 0 };
  int rc = trials_run(&r.t, c, NAZE_TRY_PLACES, true);
  if (!rc) rc = see_through(&r);
  trials_free(&r.t);
  findings_free(&r.found);
  for (size_t i = 0; i < r.files; i++) free(r.file[i].name);
  free(r.file);
  list_free(&r.idle);
  list_free(&r.stale);
  return rc;
}
