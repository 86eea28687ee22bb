/* api_need.c -- what would have to be otherwise: the smallest changes, as regions of facts, each decided anew. */
#include "api.h"

#include <string.h>

struct naze_need {
  nz_changes found;
  size_t size;
  naze_line *lines;       /* way by way, `size` lines each */
  const char **replayed;
};

typedef struct needing { naze_session *s; const char *text; uint64_t budget; const naze_need *out; } needing;

static uint32_t field_of(const nz_case *c, uint32_t cell) {
  uint32_t row, field;
  nz_cell_at(c, cell, &row, &field);
  return field;
}

const char *nz_region_text(nz_arena *a, const ir_module *m, const ir_field *f, const nz_region *r) {
  ir_buf b = {.a = a};
  if (r->set_blank) return "空欄";
  if (m->types.v[f->type].k == IR_T_BOOL) {
    bool may = r->is_set ? (r->set & 2) != 0 : r->hi >= 1;
    return may ? "ある" : "ない";
  }
  if (r->is_set) ir_phrase_set(m, f->type, r->set, &b);
  else {
    int64_t lo = r->lo, hi = r->hi;
    if (m->types.v[f->type].k == IR_T_QTY) { /* the ends of the declared range go without saying */
      if (lo <= f->lo) lo = INT64_MIN;
      if (hi >= f->hi) hi = INT64_MAX;
    }
    ir_phrase_range(m, f->type, lo, hi, &b);
  }
  return nz_buf_text(&b);
}

static const char *region_distance(nz_arena *a, const ir_module *m, const ir_field *f, const nz_cellval *now, const nz_region *r) {
  if (now->state != NZ_CELL_GIVEN || r->set_blank || r->is_set) return "";
  uint8_t k = m->types.v[f->type].k;
  if (k != IR_T_QTY && k != IR_T_DATE && k != IR_T_MONTH) return "";
  nz_val at = {.st = NZ_KNOWN, .k = k, .a = now->v}, to = at;
  if (now->v < r->lo) {
    to.a = r->lo;
    return nz_distance(a, m, IR_GE, f->type, &at, &to);
  }
  to.a = r->hi;
  return now->v > r->hi ? nz_distance(a, m, IR_LE, f->type, &at, &to) : "";
}

/* One value of a region, to decide with: its near end, or the first of a set. */
static void settle(const ir_module *m, const ir_field *f, const nz_region *r, bool far, nz_cellval *v) {
  nz_cellval was = *v;
  *v = (nz_cellval){.state = NZ_CELL_GIVEN};
  if (r->set_blank) {
    v->state = NZ_CELL_BLANK;
    return;
  }
  const ir_type *t = &m->types.v[f->type];
  if (r->is_set) {
    uint32_t first = 0, last = 63;
    while (first < 63 && !(r->set >> first & 1)) first++;
    while (last > 0 && !(r->set >> last & 1)) last--;
    v->v = far ? last : first;
    if (t->k == IR_T_ENUM) v->v += m->enums.v[t->ref].values.first;
    return;
  }
  bool below = was.state == NZ_CELL_GIVEN && was.v > r->hi; /* it comes down to the region */
  v->v = below != far ? r->hi : r->lo;
  if (v->v == INT64_MIN || v->v == INT64_MAX) v->v = below != far ? r->lo : r->hi;
  if (t->k == IR_T_RATIO) v->v2 = 1;
}

/* The answers with the change made, at both ends of every region; what they come to, each once. */
static const char *replay(naze_session *s, nz_eval *e, const nz_question *q, const nz_change *c) {
  nz_cellval *cells = nz_eval_cells(e);
  nz_cellval *before = NZ_NEW_N(&s->ask, nz_cellval, c->n);
  ir_buf all = {.a = &s->ask};
  for (uint32_t i = 0; i < c->n; i++) before[i] = cells[c->r[i].cell];
  const char *first = "";
  for (int far = 0; far < 2; far++) {
    for (uint32_t i = 0; i < c->n; i++) {
      cells[c->r[i].cell] = before[i];
      settle(s->m, &s->m->fields.v[field_of(s->facts, c->r[i].cell)], &c->r[i], far == 1, &cells[c->r[i].cell]);
    }
    nz_val v = nz_eval_run(e, q, NULL);
    const char *text = nz_answer_text(&s->ask, s, q, &v);
    if (far == 0) first = text;
    else if (strcmp(first, text) == 0) continue;
    ir_buf_printf(&all, "%s%s", all.n ? "、" : "", text);
  }
  for (uint32_t i = 0; i < c->n; i++) cells[c->r[i].cell] = before[i];
  return nz_buf_text(&all);
}

static naze_status find(void *arg) {
  needing *k = arg;
  naze_session *s = k->s;
  nz_arena *a = &s->ask;
  nz_session_hush(s);
  nz_questions qs = {0};
  int64_t day;
  if (!nz_session_questions(s, k->text, &qs)) return NAZE_FACT_ERROR;
  if (qs.n != 1) {
    nz_session_say(s, NZ_M_NEED_ONE_QUESTION);
    return NAZE_FACT_ERROR;
  }
  naze_status st = nz_session_day(s, &day);
  if (st == NAZE_OK) st = nz_session_born(s, nz_claim_day(s, &qs.v[0], day));
  if (st != NAZE_OK) return st;
  nz_eval *e = nz_session_eval_new(s, a, day); /* of its own: answers given before keep their proofs */
  const nz_question *q = &qs.v[0];
  struct naze_need *n = NZ_NEW(a, struct naze_need);
  n->found = nz_need(a, e, q, q->want >= 0 ? q->want : NZ_OUT_ALLOW, k->budget ? k->budget : UINT64_MAX);
  n->size = n->found.n ? n->found.v[0].n : 0;
  n->lines = nz_get_n(a, (size_t)n->found.n * n->size, sizeof *n->lines);
  n->replayed = NZ_NEW_N(a, const char *, n->found.n);
  for (uint32_t w = 0; w < n->found.n; w++) {
    const nz_change *c = &n->found.v[w];
    for (uint32_t i = 0; i < c->n && i < n->size; i++) {
      const nz_region *r = &c->r[i];
      const ir_field *f = &s->m->fields.v[field_of(s->facts, r->cell)];
      n->lines[w * n->size + i] = (naze_line){.fact = nz_cell_label(a, s->facts, r->cell), .actual = nz_cell_text(a, s->facts, r->cell), .need = nz_region_text(a, s->m, f, r),
                                              .distance = region_distance(a, s->m, f, &s->facts->cells.v[r->cell], r), .rule = "", .file = "", .state = s->facts->cells.v[r->cell].state == NZ_CELL_NOT_GIVEN ? -1 : 0};
    }
    n->replayed[w] = replay(s, e, q, c);
  }
  k->out = n;
  return NAZE_OK;
}

naze_status naze_need_find(naze_session *s, const char *question, uint64_t budget, const naze_need **out) {
  if (out) *out = NULL;
  if (!s || !question || !out || !s->facts) return NAZE_USAGE;
  needing k = {s, question, budget, NULL};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, find, &k);
  *out = k.out;
  return st;
}

size_t naze_need_count(const naze_need *n) { return n ? n->found.n : 0; }
size_t naze_need_size(const naze_need *n) { return n ? n->size : 0; }
bool naze_need_already(const naze_need *n) { return n && n->found.already; }
bool naze_need_exhausted(const naze_need *n) { return n && n->found.exhausted; }
bool naze_need_impossible(const naze_need *n) { return n && n->found.impossible; }

bool naze_need_at(const naze_need *n, size_t way, size_t i, naze_line *out) {
  if (!n || !out || way >= n->found.n || i >= n->size) return false;
  *out = n->lines[way * n->size + i];
  return true;
}

const char *naze_need_replayed(const naze_need *n, size_t way) { return n && way < n->found.n ? n->replayed[way] : ""; }
