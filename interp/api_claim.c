/* api_claim.c -- answers about a claim: what was claimed, its units, and the judgement clause by clause. */
#include "api.h"

#include <string.h>

int64_t nz_claim_day(const naze_session *s, const nz_question *q, int64_t day) {
  const ir_module *m = s->m;
  if (!nz_asks_claim(m, q) || q->subject == IR_NONE) return day;
  uint32_t time = m->ledgers.v[m->decls.v[q->decl].subject].time;
  if (time == IR_NONE) return day;
  const nz_cellval *c = &s->facts->cells.v[nz_cell_of(s->facts, q->subject, time)];
  return c->state == NZ_CELL_GIVEN ? c->v : day;
}

/* the kind claimed, in brackets */
static void kind_put(const naze_result *r, ir_buf *b) {
  const ir_module *m = r->s->m;
  const ir_ledger *l = &m->ledgers.v[m->decls.v[r->q.decl].subject];
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
    if (!(m->fields.v[f].flags & IR_F_KIND)) continue;
    uint32_t cell = nz_cell_of(r->s->facts, r->q.subject, f);
    const nz_cellval *c = &r->s->facts->cells.v[cell];
    if (c->state != NZ_CELL_GIVEN) continue;
    if (m->types.v[m->fields.v[f].type].k == IR_T_TEXT) ir_buf_printf(b, "（%.*s）", (int)r->s->facts->texts.v[c->v].n, r->s->facts->texts.v[c->v].p);
    else ir_buf_printf(b, "（%s）", nz_cell_text(&r->s->ask, r->s->facts, cell));
  }
}

static void item_put(const naze_result *r, ir_buf *b) {
  const ir_module *m = r->s->m;
  const ir_ledger *l = &m->ledgers.v[m->decls.v[r->q.decl].subject];
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++)
    if (m->fields.v[f].flags & IR_F_ITEM) ir_buf_printf(b, "%s", nz_cell_text(&r->s->ask, r->s->facts, nz_cell_of(r->s->facts, r->q.subject, f)));
}

void nz_result_claim(naze_result *r) {
  naze_session *s = r->s;
  r->claimed = "";
  r->clauses = (nz_cline_list){NULL, 0};
  r->have_claim = true;
  if (!nz_asks_claim(s->m, &r->q) || r->q.subject == IR_NONE || r->q.output != 0) return;
  ir_buf b = {.a = &s->ask};
  uint32_t addon;
  nz_clines lines = nz_claim_lines(&s->ask, s->m, s->facts, &r->proof, &addon);
  item_put(r, &b);
  kind_put(r, &b);
  r->claimed = nz_buf_text(&b);
  r->clauses = (nz_cline_list){lines.v, lines.n};
}

static bool claim(const naze_result *r) { return r && (r->have_claim || nz_result_make(r, nz_result_claim)); }

const char *naze_result_claimed(const naze_result *r) { return claim(r) ? r->claimed : ""; }

const char *naze_result_units(const naze_result *r) {
  if (!r || r->units.st != NZ_KNOWN || r->units.k != IR_T_QTY) return "";
  const ir_decl *d = &r->s->m->decls.v[r->q.decl];
  return nz_value_text(&r->s->ask, r->s->m, r->s->facts, r->s->m->outputs.v[d->outputs.first + 1].type, &r->units);
}

size_t naze_result_clauses(const naze_result *r) { return claim(r) ? r->clauses.n : 0; }

bool naze_result_clause_at(const naze_result *r, size_t i, naze_line *out) {
  if (!out || !claim(r) || i >= r->clauses.n) return false;
  const nz_cline *c = &r->clauses.v[i];
  int state = c->state == NZ_S_HOLDS ? 1 : c->state == NZ_S_FAILS || c->state == NZ_S_NA ? 0 : -1;
  *out = (naze_line){.fact = c->what, .actual = c->detail, .need = "", .distance = "", .rule = "", .file = c->file, .line = c->line, .state = state};
  return true;
}
