/* ground.c -- see ground.h */
#include "ground.h"

#include <string.h>

#include "../ir/date.h"
#include "../verify/stage.h"

static uint32_t group_of(const nz_target *t, uint32_t ledger) {
  for (uint32_t i = 0; i < t->ngroup; i++)
    if (t->group[i].ledger == ledger) return i;
  return IR_NONE;
}

static bool differs(const nz_ground *g, uint32_t field) {
  const nz_duty *x = g->t->duty;
  for (uint32_t k = 0; k < x->differ.n; k++)
    if (g->m->pool.v[x->differ.first + k] == field) return true;
  return false;
}

/* One choice a fact; of a pair the second row has only what it differs in. */
static void slots(nz_ground *g) {
  const nz_target *t = g->t;
  g->slot = NZ_NEW_N(g->a, nz_slot, g->c->cells.n + 1u);
  for (uint32_t p = 0; p < t->ngroup; p++) {
    bool pair = t->duty && t->duty->pair == t->group[p].ledger;
    const ir_ledger *l = &g->m->ledgers.v[t->group[p].ledger];
    for (uint32_t r = 0; r < g->nrows[p]; r++)
      for (uint32_t i = 0; i < l->fields.n; i++) {
        uint32_t f = l->fields.first + i, of = t->spreads.of[f];
        if (!of || t->head + g->nslot >= NZ_TAPE_MOST) continue;
        bool own = !pair || r > 1 || differs(g, f);
        if (pair && r == 1 && !own) continue;
        nz_slot s = {.cell = g->c->rows.v[g->first[p] + r].first_cell + i, .mate = IR_NONE, .s = &t->spreads.v[of - 1]};
        if (pair && r == 0 && !own && g->nrows[p] > 1) s.mate = g->c->rows.v[g->first[p] + 1].first_cell + i;
        if (s.s->multi) s.rows = NZ_NEW_N(g->a, uint32_t, NZ_SPREAD_ROWS);
        g->slot[g->nslot++] = s;
      }
  }
}

nz_ground *nz_ground_new(nz_arena *a, const ir_module *m, const nz_target *t, const uint32_t *tape) {
  nz_ground *g = NZ_NEW(a, nz_ground);
  *g = (nz_ground){.a = a, .m = m, .t = t, .c = nz_case_new(a, m), .first = NZ_NEW_N(a, uint32_t, t->ngroup + 1u), .nrows = NZ_NEW_N(a, uint32_t, t->ngroup + 1u)};
  g->c->date = t->day[0];
  nz_spread_texts(a, &t->spreads, g->c);
  for (uint32_t p = 0; p < t->ngroup; p++) {
    uint32_t n = tape[t->at_rows + p], most = t->group[p].most - t->group[p].least;
    g->nrows[p] = t->group[p].least + (n < most ? n : most);
    g->first[p] = g->c->rows.n;
    for (uint32_t r = 0; r < g->nrows[p]; r++) (void)nz_stage_row(a, g->c, t->group[p].ledger, r);
  }
  for (uint32_t i = 0; i < t->nlooked; i++) NZ_PUSH(a, &g->c->closed) = (nz_closed){t->looked[i], IR_DATE_MIN, IR_DATE_MAX, 0};
  slots(g);
  g->q = (nz_question){.decl = t->decl, .subject = IR_NONE, .want = -1, .nargs = t->nargs};
  g->e = nz_eval_new(a, m, g->c);
  return g;
}

uint32_t nz_ground_length(const nz_ground *g) { return g->t->head + g->nslot; }

static uint32_t rows_of(const nz_ground *g, uint32_t ledger) {
  uint32_t p = group_of(g->t, ledger);
  return p == IR_NONE ? 0 : g->nrows[p];
}

uint32_t nz_ground_size(const nz_ground *g, uint32_t at) {
  const nz_target *t = g->t;
  if (at == NZ_AT_DAY) return t->nday;
  if (at == NZ_AT_SALT) return UINT32_MAX;
  if (at < t->at_reading) return 2;
  if (at < t->at_arg) return g->m->readings.v[t->reading[at - t->at_reading]].choices.n + 1;
  if (at < t->at_subject) return t->arg[at - t->at_arg].n ? t->arg[at - t->at_arg].n : 1;
  if (at == t->at_subject) return t->subject == IR_NONE || t->month ? 1 : g->nrows[t->subject];
  if (at < t->head) return 1;
  const nz_spread *s = g->slot[at - t->head].s;
  return nz_spread_size(s, s->target == IR_NONE ? 0 : rows_of(g, s->target));
}

/* ---- facts ---- */

static nz_cellval value(nz_ground *g, const nz_slot *at, uint32_t choice) {
  const nz_spread *s = at->s;
  nz_cellval v = {.state = NZ_CELL_GIVEN};
  int64_t month;
  if (!choice) return (nz_cellval){0};
  if (choice < s->base) return (nz_cellval){.state = NZ_CELL_BLANK};
  uint32_t i = choice - s->base;
  if (s->k == IR_T_ROW) {
    uint32_t p = group_of(g->t, s->target), n = p == IR_NONE ? 0 : g->nrows[p];
    if (s->multi) {
      for (uint32_t r = 0; r < n && r < NZ_SPREAD_ROWS; r++)
        if (i >> r & 1) at->rows[v.nmulti++] = g->first[p] + r;
      v.multi = at->rows;
      return v;
    }
    if (!n) return (nz_cellval){0};
    v.v = g->first[p] + i % n;
    return v;
  }
  if (i >= s->n) {
    if (!s->more) return (nz_cellval){0};
    v.v = s->lo + (int64_t)((i - s->n) % (uint64_t)s->more);
    return v;
  }
  switch ((ir_tk)s->k) {
    case IR_T_DATE:
      v.v = nz_when_day(&s->when[i], g->c->date);
      if (s->birth && v.v > g->c->date) v.v = g->c->date;
      break;
    case IR_T_PERIOD:
      v.v = nz_when_day(&s->when[i], g->c->date);
      v.v2 = nz_when_day(&s->until[i], g->c->date);
      break;
    case IR_T_MONTH: v.v = (ir_month_of_day(g->c->date, &month) ? month : 0) + s->v[i]; break;
    case IR_T_TEXT: v.v = s->text[i]; break;
    case IR_T_RATIO: v.v2 = s->v2[i]; v.v = s->v[i]; break;
    default: v.v = s->v[i]; break;
  }
  return v;
}

static void put_fact(nz_ground *g, const uint32_t *tape, uint32_t i) {
  const nz_slot *s = &g->slot[i];
  nz_cellval v = value(g, s, tape[g->t->head + i]);
  g->c->cells.v[s->cell] = v;
  if (s->mate != IR_NONE) g->c->cells.v[s->mate] = v;
}

/* ---- all else ---- */

static void put_head(nz_ground *g, const uint32_t *tape) {
  const nz_target *t = g->t;
  nz_question *q = &g->q;
  g->c->closed.n = 0;
  for (uint32_t i = 0; i < t->nlooked; i++)
    if (!tape[t->at_closed + i]) g->c->closed.v[g->c->closed.n++] = (nz_closed){t->looked[i], IR_DATE_MIN, IR_DATE_MAX, 0};
  for (uint32_t i = 0; i < t->nreading; i++) {
    uint32_t r = t->reading[i], n = g->m->readings.v[r].choices.n, pick = tape[t->at_reading + i] % (n + 1);
    g->c->choice[r] = (uint8_t)pick;
    nz_eval_choice(g->e, r, IR_NONE);
  }
  uint32_t pairs = 0;
  for (uint32_t i = 0; i < t->nargs; i++) {
    q->has[i] = t->arg[i].n || t->row_of[i] != IR_NONE;
    if (t->arg[i].n) q->args[i] = t->arg[i].v[tape[t->at_arg + i] % t->arg[i].n];
    else if (t->row_of[i] != IR_NONE) q->args[i] = g->first[t->row_of[i]] + pairs++ % (g->nrows[t->row_of[i]] ? g->nrows[t->row_of[i]] : 1);
  }
  if (t->subject != IR_NONE && g->nrows[t->subject]) q->subject = g->first[t->subject] + g->nrows[t->subject] - 1 - tape[t->at_subject] % g->nrows[t->subject];
}

void nz_ground_put(nz_ground *g, const uint32_t *tape) {
  g->c->date = g->t->day[tape[NZ_AT_DAY] % g->t->nday];
  put_head(g, tape);
  for (uint32_t i = 0; i < g->nslot; i++) put_fact(g, tape, i);
}

void nz_ground_change(nz_ground *g, const uint32_t *tape, uint32_t at) {
  if (at >= g->t->head) put_fact(g, tape, at - g->t->head);
  else if (at == NZ_AT_DAY) nz_ground_put(g, tape);
  else if (at != NZ_AT_SALT) put_head(g, tape);
}

uint32_t nz_ground_questions(const nz_ground *g) { return g->t->month ? g->nrows[g->t->subject] : 1; }

int64_t nz_ground_ask(const nz_ground *g, uint32_t i, nz_question *q) {
  *q = g->q;
  if (!g->t->month) return g->c->date;
  q->subject = g->first[g->t->subject] + i;
  const nz_cellval *day = &g->c->cells.v[nz_cell_of(g->c, q->subject, g->t->time)];
  return day->state == NZ_CELL_GIVEN ? day->v : g->c->date;
}
