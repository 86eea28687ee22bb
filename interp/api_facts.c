/* api_facts.c -- between a session and the readers of facts and questions. */
#include "../grammar/nearest.h"
#include "api.h"
#include "facts/assign.h"
#include "facts/case_decl.h"
#include "facts/case_json.h"
#include "facts/put.h"

#include <string.h>

nz_case *nz_case_read_json(naze_session *s, const char *name, const char *text, size_t n) {
  return nz_case_from_json(&s->base, s->m, &s->messages, name, text, n);
}

/* ---- 事例 ---- */

uint32_t nz_case_index(const naze_program *p, const char *name, size_t n) {
  for (uint32_t i = 0; i < p->p.cases.n; i++) {
    nz_str c = nz_intern_get(p->p.names, p->p.cases.v[i]->name);
    if (c.n == n && memcmp(c.p, name, n) == 0) return i;
  }
  return IR_NONE;
}

nz_case *nz_case_read_named(naze_session *s, uint32_t i) {
  const nz_program *p = &s->prog->p;
  nz_diags_show(&s->diags, &s->messages, &p->sources); /* its messages point into the rules */
  return nz_case_from_decl(&s->base, s->m, &s->messages, p->names, p->case_trees.v[i], p->cases.v[i]);
}

void nz_case_say_unknown(naze_session *s, const char *name, size_t n) {
  const nz_program *p = &s->prog->p;
  nz_diag *g = nz_session_say(s, NZ_M_CASE_NOT_THERE);
  nz_arg(&s->messages, g, 0, name, n);
  nz_near near = {0};
  for (uint32_t i = 0; i < p->cases.n; i++) {
    nz_str c = nz_intern_get(p->names, p->cases.v[i]->name);
    nz_near_try(&near, name, n, c.p, c.n, i);
  }
  if (!near.found) return;
  nz_str best = nz_intern_get(p->names, p->cases.v[near.index]->name);
  nz_arg(&s->messages, g, 1, best.p, best.n);
}

/* ---- changes ---- */

bool nz_case_change(naze_session *s, nz_case *c, const char *text, size_t n) {
  return nz_assign(&s->work, c, &s->messages, text, n);
}

/* ---- questions ---- */

bool nz_session_questions(naze_session *s, const char *text, nz_questions *out) {
  nz_arena *a = &s->ask;
  const nz_source *src = nz_session_source(s, "", text, strlen(text));
  if (!src) return false;
  nz_intern *names = nz_intern_new(a, (uint64_t)(uintptr_t)s);
  nz_node *node = nz_parse_expr(a, names, &s->messages, src);
  if (!node || node->kind == NZ_T_ERROR || s->messages.errors) return false;
  if (!nz_question_from_node(a, s->m, &s->messages, names, s->facts, node, out)) return false;
  for (uint32_t i = 0; i < out->n; i++)
    if (!nz_question_subject(a, s->facts, &s->messages, &out->v[i], s->subject.n ? s->subject : nz_lit(""), node->at)) return false;
  return true;
}

/* ---- facts out ---- */

typedef struct facts_out { naze_session *s; const char *name; ir_buf b; } facts_out;

static naze_status write_facts(void *arg) {
  facts_out *o = arg;
  if (o->name) nz_case_to_words(o->s->facts, (nz_str){o->name, (uint32_t)strlen(o->name)}, &o->b);
  else nz_case_to_json(o->s->facts, &o->b);
  return NAZE_OK;
}

const char *naze_case_to_json(naze_session *s, size_t *n) {
  if (n) *n = 0;
  if (!s || !s->facts) return NULL;
  facts_out o = {s, NULL, {.a = &s->ask}};
  nz_guard g = nz_session_guard(s);
  if (nz_guarded(&g, write_facts, &o) != NAZE_OK || !o.b.p) return NULL;
  if (n) *n = o.b.n;
  return o.b.p;
}

const char *naze_case_to_words(naze_session *s, const char *name) {
  if (!s || !s->facts || !name || strlen(name) > UINT32_MAX) return NULL;
  facts_out o = {s, name, {.a = &s->ask}};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, write_facts, &o) == NAZE_OK ? o.b.p : NULL;
}
