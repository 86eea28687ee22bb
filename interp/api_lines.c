/* api_lines.c -- 決め手 and what does not matter, one line a fact. */
#include "api.h"

#include <string.h>

static bool bit(const uint64_t *set, uint32_t i) { return set[i / 64] >> (i % 64) & 1; }

static const char *month_span(nz_arena *a, const nz_closed *c) {
  ir_buf b = {.a = a};
  if (c->from != IR_DATE_MIN) ir_buf_printf(&b, "%lld年%lld月から", (long long)(c->from / 12), (long long)(c->from % 12 + 1));
  if (c->to != IR_DATE_MAX) ir_buf_printf(&b, "%lld年%lld月まで", (long long)(c->to / 12), (long long)(c->to % 12 + 1));
  return b.p ? b.p : "すべての期間";
}

/* Which way a requirement points that explains the answer: one that fails for a refusal, one that holds for a yes. */
static int preferred(const naze_result *r) {
  switch (nz_outcome(&r->val)) {
  case NAZE_ALLOW: case NAZE_VALUE: return NZ_S_HOLDS;
  case NAZE_UNKNOWN: return NZ_S_UNKNOWN;
  default: return NZ_S_FAILS;
  }
}

static int line_state(int s) { return s == NZ_S_HOLDS || s == NZ_S_VALUE ? 1 : s == NZ_S_UNKNOWN ? -1 : 0; }

static void decisive_lines(naze_result *r) {
  naze_session *s = r->s;
  nz_arena *a = &s->ask;
  const nz_decisive *d = &r->decisive;
  nz_demand *want = nz_view_demands(a, s->m, s->facts, &r->proof, d->cells, d->n, preferred(r));
  r->lines = NZ_NEW_N(a, naze_line, d->n + d->nclosed);
  r->nlines = 0;
  for (uint32_t i = 0; i < d->n; i++) {
    naze_line *l = &r->lines[r->nlines++];
    *l = (naze_line){.fact = nz_cell_label(a, s->facts, d->cells[i]), .actual = nz_cell_text(a, s->facts, d->cells[i]), .need = want[i].need, .distance = want[i].distance,
                     .rule = want[i].rule, .file = want[i].file, .line = want[i].line, .state = line_state(want[i].state),
                     .fixed = !nz_changeable(nz_session_eval(s, r->day), d->cells[i])};
    if (nz_outcome(&r->val) == NAZE_UNKNOWN) l->state = -1;
    if (preferred(r) == NZ_S_HOLDS) l->distance = ""; /* nothing is lacking */
  }
  for (uint32_t i = 0; i < d->nclosed; i++) {
    if (r->val.st == NZ_MISSING) { /* a ledger that would have to be complete */
      r->lines[r->nlines++] = (naze_line){.fact = ir_text(s->m, s->m->ledgers.v[d->closed[i]].name).p, .actual = "？", .need = "ここにあるものがすべてかどうか", .distance = "", .rule = "", .file = "", .state = -1};
      continue;
    }
    const nz_closed *c = &s->facts->closed.v[d->closed[i]];
    r->lines[r->nlines++] = (naze_line){.fact = ir_text(s->m, s->m->ledgers.v[c->ledger].name).p, .actual = month_span(a, c), .need = "ここにあるものがすべて", .distance = "", .rule = "", .file = "", .state = 1};
  }
}

static void irrelevant(naze_result *r) {
  naze_session *s = r->s;
  const nz_case *c = s->facts;
  r->irrelevant = (nz_strs){NZ_NEW_N(&s->ask, const char *, c->cells.n), 0};
  uint32_t next = 0; /* 決め手 is in order of cells */
  for (uint32_t i = 0; i < c->cells.n; i++) {
    while (next < r->decisive.n && r->decisive.cells[next] < i) next++;
    if (next < r->decisive.n && r->decisive.cells[next] == i) continue;
    uint32_t row, field;
    nz_cell_at(c, i, &row, &field);
    if (s->m->fields.v[field].flags & IR_F_KEY) continue; /* who it is about, not why */
    bool given = c->cells.v[i].state != NZ_CELL_NOT_GIVEN;
    if (bit(r->cells, i) || (given && row == r->q.subject)) r->irrelevant.v[r->irrelevant.n++] = nz_cell_label(&s->ask, c, i);
  }
}

void nz_result_lines(naze_result *r) {
  if (r->has_decisive) {
    decisive_lines(r);
    if (nz_outcome(&r->val) != NAZE_UNKNOWN) irrelevant(r);
  }
  r->have_lines = true;
}

static bool lines(const naze_result *r) { return r && (r->have_lines || nz_result_make(r, nz_result_lines)); }

size_t naze_result_decisive(const naze_result *r, bool *exact) {
  if (exact) *exact = r && r->has_decisive && r->decisive.exact;
  return lines(r) ? r->nlines : 0;
}

bool naze_result_decisive_at(const naze_result *r, size_t i, naze_line *out) {
  if (!out || !lines(r) || i >= r->nlines) return false;
  *out = r->lines[i];
  return true;
}

size_t naze_result_irrelevant(const naze_result *r) { return lines(r) ? r->irrelevant.n : 0; }
const char *naze_result_irrelevant_at(const naze_result *r, size_t i) { return lines(r) && i < r->irrelevant.n ? r->irrelevant.v[i] : NULL; }
