/* api_ask.c -- asking: the question read, decided with its proof, with 決め手 and other readings when wanted. */
#include "api.h"

#include <string.h>

typedef struct asking { naze_session *s; const char *text; unsigned with; size_t *count; } asking;

static nz_causes copy_causes(nz_arena *a, nz_causes c) {
  if (!c.n) return c;
  nz_cause *v = NZ_NEW_N(a, nz_cause, c.n);
  memcpy(v, c.v, c.n * sizeof *v);
  return (nz_causes){v, c.n};
}

/* The evaluator's next run takes back its proof; with several answers each keeps a copy. */
static nz_proof copy_proof(nz_arena *a, const nz_proof *p) {
  nz_proof q = *p;
  q.nodes.v = NZ_NEW_N(a, nz_pnode, p->nodes.n);
  q.kids.v = NZ_NEW_N(a, uint32_t, p->kids.n);
  if (p->nodes.n) memcpy(q.nodes.v, p->nodes.v, p->nodes.n * sizeof *q.nodes.v);
  if (p->kids.n) memcpy(q.kids.v, p->kids.v, p->kids.n * sizeof *q.kids.v);
  q.nodes.cap = q.nodes.n;
  q.kids.cap = q.kids.n;
  for (uint32_t i = 0; i < q.nodes.n; i++) q.nodes.v[i].val.causes = copy_causes(a, q.nodes.v[i].val.causes);
  return q;
}

static uint64_t *copy_bits(nz_arena *a, const uint64_t *bits, uint32_t n) {
  uint32_t words = n / 64 + 1;
  uint64_t *v = NZ_NEW_N(a, uint64_t, words);
  if (bits) memcpy(v, bits, (n + 63) / 64 * sizeof *v);
  return v;
}

/* An answer of which only the value was asked has no steps but its own. */
static nz_proof bare_proof(nz_arena *a, const naze_result *r) {
  nz_proof p = {.root = 0};
  p.nodes.v = NZ_NEW(a, nz_pnode);
  p.nodes.n = p.nodes.cap = 1;
  p.nodes.v[0] = (nz_pnode){.node = IR_NONE, .val = r->val, .cell = IR_NONE, .row = IR_NONE, .col = IR_NONE, .date = r->day, .decl = r->q.decl, .variant = IR_NONE};
  return p;
}

naze_result *nz_session_answer(naze_session *s, const nz_question *q, int64_t day, unsigned with, bool only) {
  nz_arena *a = &s->ask;
  day = nz_claim_day(s, q, day);
  nz_eval *e = nz_session_eval(s, day);
  naze_result *r = NZ_NEW(a, naze_result);
  r->s = s;
  r->q = *q;
  r->day = day;
  r->brief = (with & (NAZE_BRIEF | NAZE_BARE)) != 0;
  nz_eval_brief(e, r->brief);
  r->val = nz_eval_run(e, q, with & NAZE_BARE ? NULL : &r->proof);
  r->val.causes = copy_causes(a, r->val.causes);
  if (with & NAZE_BARE) r->proof = bare_proof(a, r);
  else if (!only) r->proof = copy_proof(a, &r->proof);
  if (nz_asks_claim(s->m, q) && q->output == 0 && nz_outcome(&r->val) == NAZE_ALLOW) {
    nz_question units = *q;
    units.output = 1;
    r->units = nz_eval_aside(e, &units);
  }
  nz_eval_brief(e, false);
  r->presumed = nz_eval_used_presumption(e);
  r->stale = nz_eval_used_stale(e);
  if (!r->brief) r->cells = copy_bits(a, nz_eval_touched_cells(e), s->facts->cells.n);
  r->readings = copy_bits(a, nz_eval_touched_readings(e), s->m->readings.n);
  if (with & NAZE_WITH_DECISIVE) {
    r->has_decisive = true;
    r->decisive = r->val.st == NZ_MISSING ? nz_decide_missing(a, e, q) : nz_decide_facts(a, e, q, &r->val);
  }
  if (with & NAZE_WITH_READINGS) {
    r->has_others = true;
    r->others = nz_other_readings(a, e, q, &r->val);
    for (uint32_t i = 0; i < r->others.n; i++) r->others.v[i].val.causes = copy_causes(a, r->others.v[i].val.causes);
  }
  return r;
}

static naze_status ask(void *arg) {
  asking *k = arg;
  naze_session *s = k->s;
  nz_session_hush(s);
  nz_session_forget(s);
  nz_questions qs = {0};
  int64_t day;
  if (!nz_session_questions(s, k->text, &qs)) return NAZE_FACT_ERROR;
  naze_status st = nz_session_day(s, &day);
  int64_t last = day;
  for (uint32_t i = 0; i < qs.n && st == NAZE_OK; i++)
    if (nz_claim_day(s, &qs.v[i], day) > last) last = nz_claim_day(s, &qs.v[i], day);
  if (st == NAZE_OK) st = nz_session_born(s, last);
  if (st != NAZE_OK) return st;
  naze_result **v = NZ_NEW_N(&s->ask, naze_result *, qs.n);
  for (uint32_t i = 0; i < qs.n; i++) v[i] = nz_session_answer(s, &qs.v[i], day, k->with, qs.n == 1);
  s->results = v;
  s->nresults = qs.n;
  *k->count = qs.n;
  return NAZE_OK;
}

naze_status naze_ask(naze_session *s, const char *question, unsigned with, size_t *count) {
  if (count) *count = 0;
  if (!s || !question || !count || !s->facts) return NAZE_USAGE;
  asking k = {s, question, with & ~(unsigned)(NAZE_BRIEF | NAZE_BARE), count};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, ask, &k);
  if (st == NAZE_NO_MEMORY) nz_session_uneval(s); /* it may have been stopped in the middle of a step */
  return st;
}

const naze_result *naze_result_at(const naze_session *s, size_t i) { return s && i < s->nresults ? s->results[i] : NULL; }
