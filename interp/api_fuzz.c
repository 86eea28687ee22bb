/* api_fuzz.c -- fuzzing a rule set; see naze-fuzz.h */
#include "api.h"

#include <string.h>

#include "facts/case_json.h"
#include "fuzz/fuzz.h"
#include "ir/irtext.h"
#include "naze-fuzz.h"

static const naze_fuzz_kind kinds[] = {
#define K(id, name, ja, en) {name, ja, en},
#include "fuzz/kinds.def"
#undef K
};

bool naze_fuzz_kind_at(size_t i, naze_fuzz_kind *out) {
  if (i >= sizeof kinds / sizeof *kinds) return false;
  if (out) *out = kinds[i];
  return true;
}

struct naze_fuzzer {
  naze_program *prog;
  nz_arena own, walk, work, out;
  bool chosen;       /* by naze_fuzz_only */
  nz_fuzz z;
};

static nz_guard guard(naze_fuzzer *f) { return (nz_guard){{&f->own, &f->walk, &f->work, &f->out}, 4}; }

typedef struct starting { naze_fuzzer *f; uint64_t seed; } starting;

static naze_status start(void *arg) {
  starting *s = arg;
  nz_fuzz *z = &s->f->z;
  *z = (nz_fuzz){.p = &s->f->prog->p, .d = s->f->prog->duties, .own = &s->f->own, .walk = &s->f->walk, .work = &s->f->work, .out = &s->f->out};
  char *print = nz_get(&s->f->own, sizeof s->f->prog->fingerprint);
  memcpy(print, s->f->prog->fingerprint, sizeof s->f->prog->fingerprint);
  z->fingerprint = print;
  for (int k = 0; k < NZ_FUZZ_KINDS; k++) z->on[k] = true;
  nz_fuzz_start(z, s->seed);
  return NAZE_OK;
}

naze_fuzzer *naze_fuzzer_new(const naze_program *p, uint64_t seed) {
  naze_fuzzer *f = p && p->duties ? nz_hook_get(p->hook, sizeof *f) : NULL;
  if (!f) return NULL;
  f->prog = nz_program_hold(p);
  nz_arena *all[] = {&f->own, &f->walk, &f->work, &f->out};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) nz_arena_init(all[i], p->hook.fn, p->hook.ctx);
  starting s = {f, seed};
  nz_guard g = guard(f);
  if (nz_guarded(&g, start, &s) == NAZE_OK) return f;
  naze_fuzzer_free(f);
  return NULL;
}

void naze_fuzzer_free(naze_fuzzer *f) {
  if (!f) return;
  nz_arena *all[] = {&f->own, &f->walk, &f->work, &f->out};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) nz_arena_free(all[i]);
  nz_hook h = f->prog->hook;
  nz_program_drop(f->prog);
  nz_hook_put(h, f, sizeof *f);
}

static uint32_t property_named(const nz_fuzz *z, const char *name) {
  for (uint32_t i = 0; i < z->nduty; i++) {
    nz_str s = ir_text(z->d->m, z->d->list.v[z->duty[i]].detail);
    if (s.n == strlen(name) && memcmp(s.p, name, s.n) == 0) return z->duty[i];
  }
  return IR_NONE;
}

bool naze_fuzz_only(naze_fuzzer *f, const char *what) {
  int kind = -1;
  if (!f || !what) return false;
  for (int k = 0; k < NZ_FUZZ_KINDS; k++)
    if (strcmp(kinds[k].id, what) == 0) kind = k;
  const ir_module *m = f->z.d->m;
  uint32_t x = kind < 0 ? property_named(&f->z, what) : IR_NONE, decl = kind < 0 && x == IR_NONE ? ir_find_decl(m, what, strlen(what)) : IR_NONE;
  if (decl != IR_NONE && nz_can_be_asked(m, &m->decls.v[decl])) {
    f->z.only = decl;
    return true;
  }
  if (kind < 0 && x == IR_NONE) return false;
  if (!f->chosen)
    for (int k = 0; k < NZ_FUZZ_KINDS; k++) f->z.on[k] = false;
  f->chosen = true;
  f->z.on[kind < 0 ? NZ_FUZZ_PROPERTY : kind] = true;
  if (x != IR_NONE) f->z.property = ir_text(m, f->z.d->list.v[x].detail).p;
  return true;
}

uint64_t naze_fuzz_cases(const naze_fuzzer *f, size_t kind) { return f && kind < NZ_FUZZ_KINDS ? f->z.cases[kind] : 0; }
uint64_t naze_fuzz_months(const naze_fuzzer *f) { return f ? f->z.months : 0; }

/* ---- findings in words ---- */

static const char *answer(nz_arena *a, const nz_case *c, const nz_question *q, const nz_val *v) {
  const ir_decl *d = &c->m->decls.v[q->decl];
  uint32_t type = q->output < d->outputs.n ? c->m->outputs.v[d->outputs.first + q->output].type : IR_NONE;
  if (v->st == NZ_KNOWN && v->k == IR_T_BOOL) return v->a ? "当たる" : "当たらない";
  if (type != IR_NONE && ((v->st == NZ_KNOWN && v->k != IR_T_DECISION) || v->st == NZ_NOVALUE || v->st == NZ_FAULT)) return nz_value_text(a, c->m, c, type, v);
  return nz_outcome_text(nz_outcome(v));
}

static void words(naze_fuzzer *f, const nz_fuzz_found *x, naze_fuzz_finding *out) {
  nz_arena *a = &f->out;
  const ir_module *m = f->z.d->m;
  const ir_decl *d = &m->decls.v[x->q.decl];
  ir_buf q = {.a = a}, how = {.a = a}, json = {.a = a}, about = {.a = a};
  uint32_t variant = ir_variant_on(m, d, x->day);
  const ir_loc *at = &m->locs.v[d->loc];
  if (!x->duty) nz_question_text(m, x->c, &x->q, false, &q);
  if (x->duty) ir_buf_printf(&about, "検証 %s", ir_text(m, x->duty->detail).p);
  if (x->hit.cell != IR_NONE) {
    nz_cell_name(x->c, x->hit.cell, &how);
    ir_buf_printf(&how, "が ");
    nz_cell_value(x->c, x->hit.cell, &how);
    ir_buf_printf(&how, " と分かる");
  } else {
    ir_buf_printf(&how, "%.*s", (int)x->hit.why.n, x->hit.why.p);
  }
  nz_case_to_json(x->c, &json);
  *out = (naze_fuzz_finding){.kind = x->kind, .about = x->duty ? nz_buf_text(&about) : nz_buf_text(&q), .question = nz_buf_text(&q), .how = nz_buf_text(&how), .first = "", .second = "",
                             .file = ir_text(m, at->file).p, .line = at->line, .facts = nz_facts_words(a, x->c), .case_json = nz_buf_text(&json), .tried = x->tried};
  ir_range cited = x->duty ? x->duty->cites : variant == IR_NONE ? (ir_range){0, 0} : m->variants.v[variant].cites;
  out->cite = nz_cites_text(a, m, cited);
  if (x->kind == NZ_FUZZ_PROPERTY) return;
  out->first = answer(a, x->c, &x->q, &x->hit.first);
  out->second = answer(a, x->c, &x->q, &x->hit.second);
}

typedef struct stepping { naze_fuzzer *f; bool *found; naze_fuzz_finding *out; } stepping;

static naze_status step(void *arg) {
  stepping *s = arg;
  nz_fuzz_found x = {.c = NULL};
  nz_arena_reset(&s->f->out);
  *s->found = false;
  if (!nz_fuzz_any(&s->f->z)) return NAZE_LIMIT;
  *s->found = nz_fuzz_walk(&s->f->z, &x);
  if (*s->found) words(s->f, &x, s->out);
  return NAZE_OK;
}

naze_status naze_fuzz_step(naze_fuzzer *f, bool *found, naze_fuzz_finding *out) {
  if (!f || !found || !out) return NAZE_USAGE;
  stepping s = {f, found, out};
  nz_guard g = guard(f);
  return nz_guarded(&g, step, &s);
}

/* ---- kept cases ---- */

typedef struct again { naze_fuzzer *f; naze_session *s; nz_fuzz_kind kind; const char *about; bool *found; naze_fuzz_finding *out; } again;

/* A 検証 is about rows in the order they were made: its subject, or the first two of a pair. */
static bool of_property(const again *w, nz_question *q, const nz_duty **duty) {
  static const char word[] = "検証 ";
  const char *name = strncmp(w->about, word, sizeof word - 1) == 0 ? w->about + sizeof word - 1 : w->about;
  const nz_case *c = w->s->facts;
  uint32_t x = property_named(&w->f->z, name), pairs = 0;
  if (x == IR_NONE) return false;
  *duty = &w->f->z.d->list.v[x];
  const ir_decl *d = &c->m->decls.v[(*duty)->decl];
  *q = (nz_question){.decl = (*duty)->decl, .subject = IR_NONE, .want = -1, .nargs = d->params.n};
  for (uint32_t r = 0; r < c->rows.n; r++) {
    if (c->rows.v[r].ledger == d->subject) q->subject = r;
    if (c->rows.v[r].ledger == (*duty)->pair && pairs < 2 && pairs < d->params.n) q->args[pairs] = r, q->has[pairs++] = true;
  }
  return true;
}

static naze_status replay(void *arg) {
  again *w = arg;
  naze_session *s = w->s;
  nz_questions qs = {NULL, 0, 0};
  nz_fuzz_found x = {.kind = w->kind, .c = s->facts};
  nz_arena_reset(&w->f->out);
  *w->found = false;
  if (w->kind == NZ_FUZZ_PROPERTY) {
    nz_question q;
    if (!of_property(w, &q, &x.duty)) return NAZE_FACT_ERROR;
    /* whichever of the rows it is about: the last in the file need not be the one that was last in the search */
    const ir_decl *d = &s->m->decls.v[q.decl];
    qs.v = NZ_NEW_N(&s->ask, nz_question, s->facts->rows.n + 1u);
    for (uint32_t r = 0; r < s->facts->rows.n && d->subject != IR_NONE; r++)
      if (s->facts->rows.v[r].ledger == d->subject) qs.v[qs.n] = q, qs.v[qs.n++].subject = r;
    if (!qs.n) qs.v[qs.n++] = q;
  } else if (!nz_session_questions(s, w->about, &qs)) {
    return NAZE_FACT_ERROR;
  }
  if (s->facts->date == IR_DATE_MIN) return NAZE_FACT_ERROR;
  for (uint32_t i = 0; i < qs.n && !*w->found; i++) {
    x.q = qs.v[i];
    x.day = nz_claim_day(s, &x.q, s->facts->date);
    *w->found = nz_fuzz_again(&w->f->z, s->facts, w->kind, &x.q, x.day, &x.hit);
  }
  if (*w->found) words(w->f, &x, w->out);
  return NAZE_OK;
}

naze_status naze_fuzz_replay(naze_fuzzer *f, const char *kind, const char *about, const char *case_json, size_t n, bool *found, naze_fuzz_finding *out) {
  if (!f || !kind || !about || !case_json || !found || !out) return NAZE_USAGE;
  again w = {.f = f, .kind = NZ_FUZZ_KINDS, .about = about, .found = found, .out = out};
  for (int k = 0; k < NZ_FUZZ_KINDS; k++)
    if (strcmp(kinds[k].id, kind) == 0) w.kind = (nz_fuzz_kind)k;
  if (w.kind == NZ_FUZZ_KINDS) return NAZE_FACT_ERROR;
  w.s = naze_session_new(f->prog);
  naze_status st = w.s ? naze_case_json(w.s, "", case_json, n) : NAZE_NO_MEMORY;
  if (st == NAZE_OK) {
    nz_guard g = guard(f);
    g.v[g.n++] = &w.s->ask;
    g.v[g.n++] = &w.s->said;
    st = nz_guarded(&g, replay, &w);
  }
  naze_session_free(w.s);
  return st;
}
