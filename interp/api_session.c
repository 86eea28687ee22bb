/* api_session.c -- a session: one case at a time, changes on top of it, the date, readings and rows chosen. */
#include "api.h"
#include "facts/birth.h"
#include "facts/put.h"

#include <string.h>

nz_guard nz_session_guard(naze_session *s) { return (nz_guard){{&s->own, &s->base, &s->work, &s->ask, &s->said}, 5}; }

static naze_status start(void *arg) {
  naze_session *s = arg;
  nz_session_hush(s);
  return NAZE_OK;
}

naze_session *naze_session_new(const naze_program *p) {
  if (!p || !p->ok) return NULL;
  naze_session *s = nz_hook_get(p->hook, sizeof *s);
  if (!s) return NULL;
  s->hook = p->hook;
  s->prog = nz_program_hold(p);
  s->m = p->p.m;
  nz_arena *all[] = {&s->own, &s->base, &s->work, &s->ask, &s->said};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) nz_arena_init(all[i], p->hook.fn, p->hook.ctx);
  nz_diags_open(&s->diags, p->hook);
  s->as_of = s->today = IR_DATE_MIN;
  nz_guard g = nz_session_guard(s);
  if (nz_guarded(&g, start, s) == NAZE_OK) return s;
  naze_session_free(s);
  return NULL;
}

void naze_session_free(naze_session *s) {
  if (!s) return;
  nz_diags_close(&s->diags);
  nz_arena *all[] = {&s->own, &s->base, &s->work, &s->ask, &s->said};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) nz_arena_free(all[i]);
  nz_program_drop(s->prog);
  nz_hook_put(s->hook, s, sizeof *s);
}

/* ---- messages ---- */

void nz_session_hush(naze_session *s) {
  nz_arena_reset(&s->said);
  memset(&s->sources, 0, sizeof s->sources);
  memset(&s->messages, 0, sizeof s->messages);
  nz_diags_init(&s->messages, &s->said);
  nz_diags_show(&s->diags, &s->messages, &s->sources);
}

nz_diag *nz_session_say(naze_session *s, nz_msg id) { return nz_report(&s->messages, id, (nz_span){NZ_NO_FILE, 0, 0}); }

const nz_source *nz_session_source(naze_session *s, const char *path, const char *text, size_t n) {
  return nz_source_load(&s->said, &s->sources, &s->messages, path, text, n);
}

/* ---- results go when what they rest on goes ---- */

void nz_session_forget(naze_session *s) {
  s->results = NULL;
  s->nresults = 0;
  s->ran = NULL;
  s->nran = 0;
  s->incomplete = false;
  nz_arena_reset(&s->ask);
}

/* The facts in force again what the case gave. */
static void facts_as_given(naze_session *s) {
  nz_session_forget(s);
  nz_session_uneval(s);
  s->facts = NULL;
  nz_arena_reset(&s->work);
  s->facts = s->given; /* copied when the first change comes */
}

static void no_case(naze_session *s) {
  s->given = NULL;
  facts_as_given(s);
  nz_arena_reset(&s->base);
}

nz_eval *nz_session_eval_new(naze_session *s, nz_arena *a, int64_t day) {
  nz_eval *e = nz_eval_new(a, s->m, s->facts);
  for (uint32_t i = 0; i < s->picks.n; i++) nz_eval_choice(e, s->picks.v[i].reading, s->picks.v[i].choice);
  nz_eval_strict(e, s->strict);
  nz_eval_watch(e, s->watch);
  nz_eval_date(e, day);
  return e;
}

nz_eval *nz_session_eval(naze_session *s, int64_t day) {
  if (!s->eval) s->eval = nz_session_eval_new(s, &s->work, day);
  nz_eval_strict(s->eval, s->strict);
  nz_eval_date(s->eval, day);
  return s->eval;
}

/* ---- cases ---- */

typedef struct facts_in { naze_session *s; const char *name, *text; size_t n; uint32_t i; } facts_in;

static naze_status take(naze_session *s, nz_case *c) {
  if (!c || s->messages.errors) {
    s->given = s->facts = NULL;
    return NAZE_FACT_ERROR;
  }
  s->given = s->facts = c;
  return NAZE_OK;
}

static naze_status from_json(void *arg) {
  facts_in *in = arg;
  naze_session *s = in->s;
  nz_session_hush(s);
  no_case(s);
  return take(s, nz_case_read_json(s, in->name, in->text, in->n));
}

naze_status naze_case_json(naze_session *s, const char *name, const char *text, size_t n) {
  if (!s || !text) return NAZE_USAGE;
  facts_in in = {.s = s, .name = nz_or_empty(name), .text = text, .n = n};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, from_json, &in);
  if (st != NAZE_OK) no_case(s);
  return st;
}

static naze_status from_decl(void *arg) {
  facts_in *in = arg;
  naze_session *s = in->s;
  nz_session_hush(s);
  no_case(s);
  if (in->i == IR_NONE) {
    nz_case_say_unknown(s, in->text, in->n);
    return NAZE_NOT_FOUND;
  }
  return take(s, nz_case_read_named(s, in->i));
}

naze_status nz_session_take_named(naze_session *s, uint32_t i) {
  facts_in in = {.s = s, .i = i};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, from_decl, &in);
  if (st != NAZE_OK) no_case(s);
  return st;
}

static naze_status from_name(void *arg) {
  facts_in *in = arg;
  nz_str name = nz_typed(&in->s->said, in->text, in->n);
  in->i = nz_case_index(in->s->prog, name.p, name.n);
  return from_decl(in);
}

naze_status naze_case_named(naze_session *s, const char *name) {
  if (!s || !name) return NAZE_USAGE;
  facts_in in = {.s = s, .text = name, .n = strlen(name)};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, from_name, &in);
  if (st != NAZE_OK) no_case(s);
  return st;
}

static naze_status empty(void *arg) {
  facts_in *in = arg;
  nz_session_hush(in->s);
  no_case(in->s);
  return take(in->s, nz_case_new(&in->s->base, in->s->m));
}

naze_status naze_case_empty(naze_session *s) {
  if (!s) return NAZE_USAGE;
  facts_in in = {.s = s};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, empty, &in);
  if (st != NAZE_OK) no_case(s);
  return st;
}

/* ---- changes ---- */

static naze_status change(void *arg) {
  facts_in *in = arg;
  naze_session *s = in->s;
  nz_session_hush(s);
  nz_session_forget(s);
  nz_session_uneval(s);
  /* on a copy, so that a change refused halfway leaves no trace */
  nz_case *c = nz_case_copy(&s->work, s->facts);
  if (!nz_case_change(s, c, in->text, in->n)) return NAZE_FACT_ERROR;
  s->facts = c;
  return NAZE_OK;
}

naze_status naze_set_fact(naze_session *s, const char *assignment) {
  if (!s || !assignment || !s->facts) return NAZE_USAGE;
  facts_in in = {.s = s, .text = assignment, .n = strlen(assignment)};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, change, &in);
}

naze_status naze_clear_facts(naze_session *s) {
  if (!s) return NAZE_USAGE;
  facts_as_given(s);
  return NAZE_OK;
}

/* ---- date, readings, row ---- */

static naze_status read_day(naze_session *s, const char *text, int64_t *out) {
  nz_session_hush(s);
  nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit("基準日")};
  return nz_read_date(&s->messages, &w, nz_typed(&s->said, text, strlen(text)), NZ_DP_DAY, out) ? NAZE_OK : NAZE_FACT_ERROR;
}

typedef struct day_in { naze_session *s; const char *text; int64_t *out; } day_in;
static naze_status set_day(void *arg) {
  day_in *in = arg;
  return read_day(in->s, in->text, in->out);
}

static naze_status guarded_day(naze_session *s, const char *text, int64_t *out) {
  if (!s) return NAZE_USAGE;
  nz_session_forget(s);
  if (!text) { /* takes it back */
    *out = IR_DATE_MIN;
    return NAZE_OK;
  }
  day_in in = {s, text, out};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, set_day, &in);
}

naze_status naze_set_date(naze_session *s, const char *date) { return guarded_day(s, date, s ? &s->as_of : NULL); }
naze_status naze_set_today(naze_session *s, const char *date) { return guarded_day(s, date, s ? &s->today : NULL); }

naze_status nz_session_day(naze_session *s, int64_t *day) {
  int64_t d = s->as_of != IR_DATE_MIN ? s->as_of : s->facts && s->facts->date != IR_DATE_MIN ? s->facts->date : s->today;
  if (d == IR_DATE_MIN) {
    nz_session_say(s, NZ_M_DATE_MISSING);
    return NAZE_FACT_ERROR;
  }
  *day = d;
  return NAZE_OK;
}

naze_status nz_session_born(naze_session *s, int64_t day) {
  if (!s->births) s->births = nz_birth_fields(&s->own, s->m);
  return nz_born_by(s->facts, s->births, day, &s->messages) ? NAZE_OK : NAZE_FACT_ERROR;
}

typedef struct pick_in { naze_session *s; const char *reading, *choice; } pick_in;

static naze_status pick(void *arg) {
  pick_in *in = arg;
  naze_session *s = in->s;
  nz_session_hush(s);
  nz_case *scratch = nz_case_new(&s->said, s->m); /* takes the choice as a case would */
  nz_into into = {.a = &s->said, .c = scratch, .d = &s->messages};
  nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit("解釈")};
  if (!nz_put_choice(&into, nz_typed(&s->said, in->reading, strlen(in->reading)), nz_typed(&s->said, in->choice, strlen(in->choice)), &w)) return NAZE_FACT_ERROR;
  for (uint32_t i = 0; i < s->m->readings.n; i++) {
    if (!scratch->choice[i]) continue;
    NZ_PUSH(&s->own, &s->picks) = (nz_pick){i, scratch->choice[i] - 1u};
    if (s->eval) nz_eval_choice(s->eval, i, scratch->choice[i] - 1u);
  }
  return NAZE_OK;
}

naze_status naze_set_reading(naze_session *s, const char *reading, const char *choice) {
  if (!s || (reading && !choice)) return NAZE_USAGE;
  nz_session_forget(s);
  if (!reading) { /* back to what the case and the rules say */
    s->picks.n = 0;
    nz_session_uneval(s);
    return NAZE_OK;
  }
  pick_in in = {s, reading, choice};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, pick, &in);
}

void naze_set_strict(naze_session *s, bool on) {
  if (!s) return;
  nz_session_forget(s);
  s->strict = on;
}

static naze_status subject(void *arg) {
  facts_in *in = arg;
  naze_session *s = in->s;
  nz_session_hush(s);
  s->subject = nz_typed(&s->own, in->text, in->n);
  return NAZE_OK;
}

naze_status naze_set_subject(naze_session *s, const char *row) {
  if (!s) return NAZE_USAGE;
  nz_session_forget(s);
  if (!row || !*row) {
    s->subject = (nz_str){NULL, 0};
    return NAZE_OK;
  }
  facts_in in = {.s = s, .text = row, .n = strlen(row)};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, subject, &in);
}
