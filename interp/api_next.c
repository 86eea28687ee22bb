/* api_next.c -- 不明: what to find out next, and what its values would come to. */
#include "api.h"

static const char *region_texts(naze_session *s, uint32_t cell, const nz_region *r, uint32_t n) {
  uint32_t row, field;
  ir_buf b = {.a = &s->ask};
  nz_cell_at(s->facts, cell, &row, &field);
  for (uint32_t i = 0; i < n; i++) ir_buf_printf(&b, "%s%s", i ? "または" : "", nz_region_text(&s->ask, s->m, &s->m->fields.v[field], &r[i]));
  return nz_buf_text(&b);
}

static void make_then(naze_result *r, uint32_t cell, const nz_then *t, nz_then_text *out) {
  naze_session *s = r->s;
  bool open = t->val.st == NZ_MISSING;
  out->then = (naze_then){.values = region_texts(s, cell, t->r, t->n), .settles = !open, .outcome = nz_outcome(&t->val), .answer = open ? "" : nz_answer_text(&s->ask, s, &r->q, &t->val), .spared = open ? t->nspared : 0};
  out->spared = NZ_NEW_N(&s->ask, const char *, t->nspared);
  for (uint32_t i = 0; i < t->nspared; i++) out->spared[i] = nz_cell_label(&s->ask, s->facts, t->spared[i]);
}

void nz_result_nexts(naze_result *r) {
  naze_session *s = r->s;
  nz_arena *a = &s->ask;
  r->nexts = NULL;
  r->nnexts = 0;
  if (r->val.st == NZ_MISSING && s->facts) {
    nz_nexts found = nz_find_next(a, nz_session_eval_new(s, a, r->day), &r->q);
    uint32_t *cells = NZ_NEW_N(a, uint32_t, found.n);
    for (uint32_t i = 0; i < found.n; i++) cells[i] = found.v[i].cell;
    const nz_demand *want = nz_view_demands(a, s->m, s->facts, &r->proof, cells, found.n, NZ_S_UNKNOWN);
    r->nexts = NZ_NEW_N(a, nz_next_text, found.n);
    for (uint32_t i = 0; i < found.n; i++) {
      nz_next_text *n = &r->nexts[r->nnexts++];
      n->line = (naze_line){.fact = nz_cell_label(a, s->facts, cells[i]), .actual = "？", .need = want[i].need, .distance = "", .rule = want[i].rule, .file = want[i].file, .line = want[i].line, .state = -1};
      n->then = NZ_NEW_N(a, nz_then_text, found.v[i].n);
      for (uint32_t k = 0; k < found.v[i].n; k++) make_then(r, cells[i], &found.v[i].then[k], &n->then[n->n++]);
    }
  }
  r->have_nexts = true;
}

static bool nexts(const naze_result *r) { return r && (r->have_nexts || nz_result_make(r, nz_result_nexts)); }

size_t naze_result_next(const naze_result *r) { return nexts(r) ? r->nnexts : 0; }

bool naze_result_next_at(const naze_result *r, size_t i, naze_line *out, size_t *thens) {
  if (!out || !nexts(r) || i >= r->nnexts) return false;
  *out = r->nexts[i].line;
  if (thens) *thens = r->nexts[i].n;
  return true;
}

bool naze_result_then_at(const naze_result *r, size_t i, size_t k, naze_then *out) {
  if (!out || !nexts(r) || i >= r->nnexts || k >= r->nexts[i].n) return false;
  *out = r->nexts[i].then[k].then;
  return true;
}

const char *naze_result_spared_at(const naze_result *r, size_t i, size_t k, size_t j) {
  naze_then t;
  return naze_result_then_at(r, i, k, &t) && j < t.spared ? r->nexts[i].then[k].spared[j] : NULL;
}
