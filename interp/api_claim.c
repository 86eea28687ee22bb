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
  nz_clines lines = nz_claim_lines(&s->ask, s->m, s->facts, &r->proof, r->q.subject, &addon);
  item_put(r, &b);
  kind_put(r, &b);
  r->claimed = nz_buf_text(&b);
  r->addon = addon;
  r->clauses = (nz_cline_list){lines.v, lines.n};
}

static bool claim(const naze_result *r) { return r && (r->have_claim || nz_result_make(r, nz_result_claim)); }

const char *naze_result_claimed(const naze_result *r) { return claim(r) ? r->claimed : ""; }

const char *naze_result_units(const naze_result *r) {
  if (!r || r->units.st != NZ_KNOWN || r->units.k != IR_T_QTY) return "";
  const ir_decl *d = &r->s->m->decls.v[r->q.decl];
  return nz_value_text(&r->s->ask, r->s->m, r->s->facts, r->s->m->outputs.v[d->outputs.first + 1].type, &r->units);
}

/* The quantity in whole units, or false when it has none: decimals, other kinds. */
static bool whole(const ir_module *m, uint32_t type, const nz_val *v, int64_t *least, int64_t *most) {
  if (v->st == NZ_NOVALUE) return *least = *most = 0, true;
  if (m->types.v[type].k != IR_T_QTY || m->types.v[type].dec) return false;
  if (v->st == NZ_KNOWN) return *least = *most = v->a, true;
  if (v->st != NZ_MISSING || !v->bounded) return false;
  return *least = v->a, *most = v->b, true;
}

/* What the declaration claimed pays for this claim on its day, whether or not it is owed. */
static bool would_earn(const naze_result *r, int64_t *least, int64_t *most) {
  const ir_module *m = r->s->m;
  if (!claim(r) || r->addon == IR_NONE) return false;
  for (uint32_t i = 0; i < m->decls.n; i++) {
    const ir_decl *d = &m->decls.v[i];
    if (d->owner != r->addon || d->subject != m->decls.v[r->q.decl].subject || strcmp(ir_text(m, d->name).p, "単位数") != 0) continue;
    nz_question q = {.decl = i, .subject = r->q.subject, .want = -1};
    nz_val v = nz_eval_aside(nz_session_eval(r->s, r->day), &q);
    return whole(m, m->outputs.v[d->outputs.first].type, &v, least, most);
  }
  return false;
}

bool naze_result_earns(const naze_result *r, int64_t *least, int64_t *most) {
  if (!r || !least || !most) return false;
  const ir_module *m = r->s->m;
  const ir_decl *d = &m->decls.v[r->q.decl];
  *least = *most = 0;
  if (!nz_asks_claim(m, &r->q)) return whole(m, m->outputs.v[d->outputs.first + r->q.output].type, &r->val, least, most);
  naze_outcome o = nz_outcome(&r->val);
  if (o == NAZE_ALLOW) return whole(m, m->outputs.v[d->outputs.first + 1].type, &r->units, least, most);
  if (o != NAZE_UNKNOWN && o != NAZE_REFER && o != NAZE_FAULT && o != NAZE_PARTIAL) return true;
  int64_t low;
  return would_earn(r, &low, most);
}

size_t naze_result_clauses(const naze_result *r) { return claim(r) ? r->clauses.n : 0; }

bool naze_result_clause_at(const naze_result *r, size_t i, naze_line *out) {
  if (!out || !claim(r) || i >= r->clauses.n) return false;
  const nz_cline *c = &r->clauses.v[i];
  int state = c->state == NZ_S_HOLDS ? 1 : c->state == NZ_S_FAILS || c->state == NZ_S_NA ? 0 : -1;
  *out = (naze_line){.fact = c->what, .actual = c->detail, .need = "", .distance = "", .rule = "", .file = c->file, .line = c->line, .state = state};
  return true;
}
