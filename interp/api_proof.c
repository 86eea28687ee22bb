/* api_proof.c -- the shown tree, and the proof as a document. */
#include "api.h"
#include "proof/proof.h"

static void make_view(naze_result *r) { r->view = nz_view_build(&r->s->ask, r->s->m, r->s->facts, &r->proof); }

static const nz_view *view(const naze_result *r) {
  if (!r) return NULL;
  if (!r->view) (void)nz_result_make(r, make_view);
  return r->view;
}

uint32_t naze_proof_root(const naze_result *r) {
  const nz_view *v = view(r);
  return v ? v->root : 0;
}

bool naze_proof_get(const naze_result *r, uint32_t id, naze_proof_node *out) {
  const nz_view *v = view(r);
  if (!v || !out || id >= v->nodes.n) return false;
  const nz_vline *l = &v->nodes.v[id];
  *out = (naze_proof_node){.state = l->state, .label = l->label, .actual = l->actual, .need = l->need, .distance = l->distance, .cite = l->cite, .note = l->note,
                           .file = l->file, .line = l->line, .kids = l->kids.n};
  return true;
}

uint32_t naze_proof_kid(const naze_result *r, uint32_t id, size_t i) {
  const nz_view *v = view(r);
  return v && id < v->nodes.n && i < v->nodes.v[id].kids.n ? v->nodes.v[id].kids.v[i] : UINT32_MAX;
}

static void make_json(naze_result *r) {
  naze_session *s = r->s;
  uint32_t *choice = NZ_NEW_N(&s->ask, uint32_t, s->m->readings.n);
  for (uint32_t i = 0; i < s->m->readings.n; i++) choice[i] = nz_session_choice(s, i);
  nz_proof_of of = {.q = &r->q, .date = r->day, .strict = s->strict, .choice = choice};
  ir_buf b = {.a = &s->ask};
  nz_proof_json(&s->ask, s->m, s->facts, &of, &r->proof, &b);
  r->json = nz_buf_text(&b);
  r->njson = b.n;
}

const char *naze_proof_json(const naze_result *r, size_t *n) {
  if (n) *n = 0;
  if (!r || r->brief || (!r->json && !nz_result_make(r, make_json))) return NULL;
  if (n) *n = r->njson;
  return r->json;
}
