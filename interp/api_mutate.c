/* api_mutate.c -- slips made in a program, and the 事例 run against them; see naze-mutate.h */
#include "api.h"

#include <stdlib.h>
#include <string.h>

#include "mutate/mutants.h"
#include "naze-diff.h"
#include "naze-mutate.h"
#include "verify/walk.h"

typedef struct run_of { uint64_t *seen; uint64_t steps; bool *passed; uint64_t *answer; size_t lines; uint32_t i; } run_of; /* one 事例; answer: what each line came to, hashed */
struct naze_mutator {
  nz_hook hook;
  naze_program *prog;             /* changed */
  naze_program *rules;
  naze_trials what;
  bool alone;
  nz_mutants *all;                /* in the program's arena */
  naze_session *s;
  nz_arena own, work;
  run_of *run;                    /* by cost */
  uint32_t nruns;
  naze_diff *diff;
  nz_watch watch;                 /* of the run at hand */
};

static const naze_trial_kind slip_kinds[] = {
#define K(id, name, ja, en) {name, ja, en},
#include "mutate/kinds.def"
};
static const naze_trial_kind place_kinds[] = {
#include "mutate/places.def"
#undef K
};

bool naze_trial_kind_at(naze_trials what, size_t i, naze_trial_kind *out) {
  size_t n = what == NAZE_TRY_PLACES ? sizeof place_kinds / sizeof *place_kinds : sizeof slip_kinds / sizeof *slip_kinds;
  if (i >= n) return false;
  if (out) *out = what == NAZE_TRY_PLACES ? place_kinds[i] : slip_kinds[i];
  return true;
}

static naze_status make(void *arg) {
  naze_mutator *x = arg;
  x->all = nz_mutants_of(&x->prog->arena, x->prog->p.m, x->rules->p.m->decls.n, x->what == NAZE_TRY_PLACES);
  x->watch.seen = NZ_NEW_N(&x->own, uint64_t, x->prog->p.m->nodes.n / 64 + 1);
  return NAZE_OK;
}

naze_mutator *naze_mutator_new(naze_program *changed, const naze_program *rules, naze_trials what) {
  if (!changed || !rules || !changed->ok || !rules->ok) return NULL;
  naze_mutator *x = nz_hook_get(changed->hook, sizeof *x);
  if (!x) return NULL;
  x->hook = changed->hook;
  x->prog = nz_program_hold(changed);
  x->rules = nz_program_hold(rules);
  x->what = what;
  x->alone = what == NAZE_TRY_PLACES;
  nz_arena_init(&x->own, x->hook.fn, x->hook.ctx);
  nz_arena_init(&x->work, x->hook.fn, x->hook.ctx);
  nz_guard g = {{&changed->arena, &x->own}, 2};
  if (nz_guarded(&g, make, x) == NAZE_OK) x->s = naze_session_new(changed);
  if (x->s) return x;
  naze_mutator_free(x);
  return NULL;
}

void naze_mutator_free(naze_mutator *x) {
  if (!x) return;
  naze_diff_free(x->diff);
  naze_session_free(x->s);
  nz_arena_free(&x->own);
  nz_arena_free(&x->work);
  nz_program_drop(x->prog);
  nz_program_drop(x->rules);
  nz_hook_put(x->hook, x, sizeof *x);
}

void naze_mutator_alone(naze_mutator *x, bool on) {
  if (x) x->alone = on;
}

size_t naze_mutant_count(const naze_mutator *x) { return x ? x->all->list.n : 0; }

/* ---- what a mutant is ---- */

typedef struct telling { naze_mutator *x; const nz_mutant *u; naze_mutant *out; } telling;

static void cell(telling *k, uint32_t at) {
  const ir_module *m = k->x->prog->p.m;
  uint32_t t = 0;
  while (t < m->tables.n && (at < m->tables.v[t].cells.first || at - m->tables.v[t].cells.first >= m->tables.v[t].cells.n)) t++;
  if (t == m->tables.n) return;
  const ir_table *x = &m->tables.v[t];
  uint32_t i = at - x->cells.first, row = i / x->cols.n, col = i % x->cols.n;
  const ir_row *r = &m->rows.v[x->rows.first + row];
  ir_buf name = {.a = &k->x->work};
  k->out->cell = true;
  k->out->table = t, k->out->row = row, k->out->col = col, k->out->rows = x->rows.n, k->out->cols = x->cols.n;
  k->out->table_name = ir_text(m, m->decls.v[x->decl].name).p;
  k->out->col_name = ir_text(m, m->heads.v[x->cols.first + col].name).p;
  nz_str s = ir_text(m, r->name);
  if (s.n) ir_buf_printf(&name, "%.*s", (int)s.n, s.p);
  else ir_buf_printf(&name, "%u", row + 1);
  k->out->row_name = nz_buf_text(&name);
}

static naze_status tell(void *arg) {
  telling *k = arg;
  static const char *const word[] = {"定義", "条件", "表", "判定表", "報酬", "規則", "加算", "予定"};
  const ir_module *m = k->x->prog->p.m;
  const nz_edit *e = &k->x->all->edits.v[k->u->edit];
  const ir_decl *d = &m->decls.v[e->decl], *owner = d->owner == IR_NONE ? NULL : &m->decls.v[d->owner];
  const ir_variant *v = &m->variants.v[e->variant];
  const ir_loc *l = &m->locs.v[k->u->loc ? k->u->loc : v->loc];
  ir_buf about = {.a = &k->x->work}, words = {.a = &k->x->work};
  nz_str name = ir_text(m, d->name), of = owner ? ir_text(m, owner->name) : name;
  ir_buf_printf(&about, "%s %.*s", word[owner ? owner->kind : d->kind], (int)of.n, of.p);
  if (owner) ir_buf_printf(&about, " の %.*s", (int)name.n, name.p);
  ir_range cites = owner && !v->cites.n && owner->variants.n ? m->variants.v[owner->variants.first].cites : v->cites;
  if (k->x->what == NAZE_TRY_PLACES) nz_place_words(k->x->all, k->u, &words);
  else nz_mutant_words(k->x->all, k->u, &words);
  *k->out = (naze_mutant){.kind = k->u->kind, .side = (naze_side)k->u->side, .words = nz_buf_text(&words), .about = nz_buf_text(&about), .cite = nz_cites_text(&k->x->work, m, cites),
                          .file = ir_text(m, l->file).p, .line = l->line, .table_name = "", .row_name = "", .col_name = ""};
  if (e->how == NZ_HOW_CELL) cell(k, e->at);
  return NAZE_OK;
}

bool naze_mutant_at(naze_mutator *x, size_t i, naze_mutant *out) {
  if (!x || i >= x->all->list.n || !out) return false;
  nz_arena_reset(&x->work);
  telling k = {x, &x->all->list.v[i], out};
  nz_guard g = {{&x->work}, 1};
  return nz_guarded(&g, tell, &k) == NAZE_OK;
}

/* ---- running ---- */

static int cheaper(const void *a, const void *b) {
  const run_of *x = a, *y = b;
  if (x->steps != y->steps) return x->steps < y->steps ? -1 : 1;
  return x->i < y->i ? -1 : 1;
}

static uint64_t hash_of(const char *s) {
  uint64_t h = UINT64_C(1469598103934665603);
  for (; s && *s; s++) h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
  return h;
}

typedef struct beginning { naze_mutator *x; size_t expectations, failing; } beginning;

static naze_status begin(void *arg) {
  beginning *k = arg;
  naze_mutator *x = k->x;
  uint32_t n = (uint32_t)naze_case_count(x->prog), words = x->prog->p.m->nodes.n / 64 + 1;
  x->run = NZ_NEW_N(&x->own, run_of, n + 1u);
  x->s->watch = &x->watch;
  for (uint32_t i = 0; i < n; i++) {
    size_t lines = 0;
    run_of *r = &x->run[x->nruns];
    memset(x->watch.seen, 0, words * sizeof *x->watch.seen);
    x->watch.steps = 0;
    if (naze_run_case(x->s, i, &lines) != NAZE_OK) continue;
    *r = (run_of){NZ_NEW_N(&x->own, uint64_t, words), x->watch.steps, NZ_NEW_N(&x->own, bool, lines + 1), NZ_NEW_N(&x->own, uint64_t, lines + 1), lines, i};
    memcpy(r->seen, x->watch.seen, words * sizeof *r->seen);
    for (size_t l = 0; l < lines; l++) {
      naze_check_line c;
      if (!naze_run_line(x->s, l, &c) || c.later) continue;
      r->passed[l] = c.passed;
      r->answer[l] = hash_of(c.actual);
      k->expectations++;
      k->failing += !c.passed;
    }
    x->nruns++;
  }
  x->s->watch = NULL;
  qsort(x->run, x->nruns, sizeof *x->run, cheaper);
  return NAZE_OK;
}

naze_status naze_mutator_begin(naze_mutator *x, size_t *expectations, size_t *failing) {
  if (!x || x->run) return NAZE_USAGE;
  beginning k = {.x = x};
  nz_guard g = {{&x->own}, 1};
  naze_status st = nz_guarded(&g, begin, &k);
  if (expectations) *expectations = k.expectations;
  if (failing) *failing = k.failing;
  return st;
}

/* What has to be evaluated for the slip to matter. */
static bool looked_at(const run_of *r, uint32_t node) { return node != IR_NONE && nz_in(r->seen, node); }

static bool touches(const ir_module *m, const run_of *r, const nz_edit *e) {
  if (looked_at(r, m->variants.v[e->variant].body) || (e->how < NZ_HOW_CELL && looked_at(r, e->host))) return true;
  return e->how == NZ_HOW_PERIOD && looked_at(r, m->variants.v[e->at + 1].body);
}

static bool reaches(const naze_mutator *x, const run_of *r, const nz_mutant *u) {
  for (uint32_t i = u->edit; i != IR_NONE; i = x->all->edits.v[i].next)
    if (touches(x->prog->p.m, r, &x->all->edits.v[i])) return true;
  return false;
}

/* Of a slip: an expectation that held fails. Of a place: any answer is another. */
static bool noticed(naze_mutator *x, const run_of *r) {
  size_t lines = 0;
  if (naze_run_case(x->s, r->i, &lines) != NAZE_OK || lines != r->lines) return true;
  for (size_t l = 0; l < lines; l++) {
    naze_check_line c;
    if (!naze_run_line(x->s, l, &c) || c.later) continue;
    if (r->passed[l] && !c.passed) return true;
    if (x->what == NAZE_TRY_PLACES && r->answer[l] != hash_of(c.actual)) return true;
  }
  return false;
}

/* ---- what nobody noticed ---- */

/* As of which day, before the facts: a slip in a day of coming into force shows there alone. */
static const char *with_day(naze_mutator *x, int64_t day, const char *facts) {
  ir_buf b = {.a = &x->work};
  ir_buf_printf(&b, "基準日 %s%s%s", nz_date_text(&x->work, x->rules->p.m, day), *facts ? "\n" : "", facts);
  return nz_buf_text(&b);
}

static const char *iso(naze_mutator *x, int64_t day) { return nz_iso_text(&x->work, day); }

/* Days as of which the declaration may differ: within the period of the variant that was changed. */
static uint32_t days_of(naze_mutator *x, const nz_mutant *u, int64_t *day, uint32_t most) {
  const ir_module *m = x->rules->p.m;
  const nz_edit *e = &x->all->edits.v[u->edit];
  const ir_variant *v = &m->variants.v[e->variant];
  uint32_t n = 0;
  nz_cone cone;
  nz_cone_of(&x->work, m, e->decl, &cone);
  if (e->how == NZ_HOW_PERIOD) { /* the day that changed sides */
    int64_t end = x->prog->p.m->variants.v[e->at].to;
    day[n++] = end < v->to ? v->to : end;
    return n;
  }
  int64_t first = v->from;
  if (first == IR_DATE_MIN) first = cone.days.n ? cone.days.v[0] - 1 : 19997; /* 2024-10-01 */
  if (first > v->to) first = v->to;
  for (uint32_t i = cone.days.n; i-- > 0 && n < most - 1;) /* the latest first */
    if (cone.days.v[i] > first && cone.days.v[i] <= v->to) day[n++] = cone.days.v[i];
  day[n++] = first;
  return n;
}

typedef struct trying { naze_mutator *x; const nz_mutant *u; uint64_t work; naze_mutant_result *out; } trying;

static void differs_on(trying *k, const char *day, bool *exact) {
  naze_mutator *x = k->x;
  naze_edition was = {x->rules, day, NULL, 0}, is = {x->prog, day, NULL, 0};
  naze_diff_free(x->diff);
  x->diff = NULL;
  if (naze_diff_new(&was, &is, &x->diff, NULL) != NAZE_OK) {
    *exact = false;
    return;
  }
  for (size_t i = 0, n = naze_diff_count(x->diff); i < n && !k->out->found; i++) {
    naze_diff_item it;
    naze_difference d;
    if (!naze_diff_at(x->diff, i, &it) || !it.itself || it.state == NAZE_DIFF_SAME) continue;
    if (it.state != NAZE_DIFF_OTHER || naze_diff_explore(x->diff, i, k->work, &d) != NAZE_OK) {
      *exact = false;
      continue;
    }
    *exact &= d.exact;
    naze_diff_way v;
    if (!d.ways || !naze_diff_way_at(x->diff, 0, &v)) continue;
    k->out->found = true;
    k->out->was = v.was, k->out->is = v.is, k->out->facts = v.facts, k->out->case_json = v.case_json, k->out->question = v.question;
    k->out->has_amount = v.has_amount, k->out->amount = v.amount, k->out->direction = v.direction;
  }
}

static naze_status explain(void *arg) {
  trying *k = arg;
  enum { MOST_DAYS = 6 };
  int64_t day[MOST_DAYS];
  uint32_t n = days_of(k->x, k->u, day, MOST_DAYS);
  bool exact = n < MOST_DAYS;
  for (uint32_t i = 0; i < n && !k->out->found; i++) differs_on(k, iso(k->x, day[i]), &exact);
  if (k->out->found && k->x->all->edits.v[k->u->edit].how == NZ_HOW_PERIOD) k->out->facts = with_day(k->x, day[0], k->out->facts);
  if (!k->out->found && exact) k->out->fate = NAZE_SAME;
  return NAZE_OK;
}

naze_status naze_mutant_try(naze_mutator *x, size_t i, uint64_t work, naze_mutant_result *out) {
  if (!x || !x->run || !out || i >= x->all->list.n) return NAZE_USAGE;
  const nz_mutant *u = &x->all->list.v[i];
  *out = (naze_mutant_result){.fate = NAZE_SURVIVED, .by = "", .was = "", .is = "", .facts = "", .case_json = "", .question = ""};
  nz_arena_reset(&x->work);
  nz_mutate(x->all, u);
  for (uint32_t r = 0; r < x->nruns; r++) {
    if (!reaches(x, &x->run[r], u)) continue;
    out->reach++;
    bool more = out->fate != NAZE_NOTICED || (x->alone && out->alone);
    if (!more) continue;
    out->ran++;
    if (!noticed(x, &x->run[r])) continue;
    out->alone = out->fate != NAZE_NOTICED; /* until a second one */
    if (out->fate == NAZE_NOTICED) continue;
    out->fate = NAZE_NOTICED;
    out->by = naze_case_name(x->prog, x->run[r].i, NULL, NULL);
  }
  naze_status st = NAZE_OK;
  if (out->fate != NAZE_NOTICED) {
    trying k = {x, u, work, out};
    nz_guard g = {{&x->work}, 1};
    st = nz_guarded(&g, explain, &k);
  }
  nz_mutate(x->all, u);
  return st;
}
