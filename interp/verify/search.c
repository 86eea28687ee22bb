#include "search.h"

#include <string.h>

#include "../exec/classes.h"
#include "stage.h"
#include "values.h"

enum { CLAIM_WORK = 20000, PAID_WORK = 80000, WORST_RANK = 1000, WALKS = 10, MOST_CLASSES = 512, JOINT_VALUES = 64, MOST_DEPTH = 400 };

typedef struct goal { nz_question q; bool fault; uint8_t why; int want; } goal; /* a truth, an outcome (want >= 0) or a fault */
typedef struct search {
  nz_arena *a;
  const nz_duties *d;
  const nz_duty *x;
  nz_case *c;
  nz_eval *e;
  nze_classes cut;
  goal goals[2];
  uint32_t ngoals;
  const uint32_t *mate;    /* per cell: that of the other row of a pair, which has the same value; IR_NONE */
  uint64_t runs, done, most; /* done: work of the evaluators before this one */
  bool inexact, by_rows, spent;
} search;

static uint64_t work_of(const search *s) { return s->done + (s->e ? s->e->steps : 0); }

typedef enum verdict { REACHED, MISSED, OPEN } verdict;

static verdict judge(search *s, const goal *g, nz_val *v) {
  s->cut.q = &g->q;
  s->runs++;
  *v = nze_side_run(s->e, &g->q, NZE_CAUSES);
  if (v->st == NZ_MISSING) return OPEN;
  if (g->fault) return v->st == NZ_FAULT && v->why == g->why ? REACHED : MISSED;
  if (g->want >= 0) return nz_meets(v, g->want) ? REACHED : MISSED;
  return v->st == NZ_KNOWN && v->a ? REACHED : MISSED;
}

/* ---- one fact ---- */

static void put_cell(search *s, uint32_t cell, nz_cellval v) {
  nz_cellval *own = nz_eval_cells(s->e);
  own[cell] = v;
  if (s->mate[cell] != IR_NONE) own[s->mate[cell]] = v;
}

static void withhold(search *s, uint32_t cell) { put_cell(s, cell, (nz_cellval){.state = NZ_CELL_WITHHELD}); }

static void add(nz_values *o, nz_cellval v) { o->v[o->n++] = v; }

static nz_values values_of(search *s, uint32_t cell) {
  nze_domain dom = nze_domain_of(s->a, s->e, cell);
  const nze_domain *one = &dom;
  if (!dom.supported) {
    s->inexact = true;
    return nz_values_by_hand(s->a, s->c, s->e, &s->d->m->fields.v[dom.field], s->c->cells.v[cell]);
  }
  nze_classes_cut(&s->cut, &one, 1);
  const nze_part *p = &s->cut.part[0];
  bool together = nz_joint(&s->cut, cell, s->mate[cell]);
  uint64_t size = dom.hi < dom.lo ? 0 : (uint64_t)dom.hi - (uint64_t)dom.lo + 1;
  s->inexact |= !s->cut.exact;
  nz_values o = {NULL, 0};
  if (together && size <= JOINT_VALUES) {
    o.v = NZ_NEW_N(s->a, nz_cellval, (size_t)size + 1);
    for (int64_t v = dom.lo; v <= dom.hi; v++) {
      nze_put(s->e, &dom, v, false);
      add(&o, nz_eval_cells(s->e)[cell]);
    }
  } else {
    s->inexact |= together || p->nclass > MOST_CLASSES;
    uint32_t n = p->nclass < MOST_CLASSES ? p->nclass : MOST_CLASSES;
    o.v = NZ_NEW_N(s->a, nz_cellval, (size_t)n + 4);
    for (uint32_t c = 0; c + dom.blank < n; c++) {
      nze_put(s->e, &dom, nz_value_near(p, c, s->e->today), false);
      add(&o, nz_eval_cells(s->e)[cell]);
    }
    int64_t ends[2] = {dom.lo, dom.hi};
    for (int i = 0; together && i < 2 && dom.k != IR_T_ROW; i++) {
      nze_put(s->e, &dom, ends[i], false);
      add(&o, nz_eval_cells(s->e)[cell]);
    }
  }
  if (dom.blank) add(&o, (nz_cellval){.state = NZ_CELL_BLANK});
  return o;
}

/* The fact to take next: what a pair differs in; references, as they decide what is looked at; then what has few values. */
static uint32_t next_fact(const search *s, const nz_val *v) {
  uint32_t best = IR_NONE;
  int rank = WORST_RANK;
  for (uint32_t i = 0; i < v->causes.n; i++) {
    if (v->causes.v[i].kind != NZ_C_FACT) continue;
    uint32_t row, field, cell = v->causes.v[i].id;
    nz_cell_at(s->c, cell, &row, &field);
    int r = nz_fact_rank(s->d->m, field);
    if (nz_eval_cells(s->e)[cell].state != NZ_CELL_WITHHELD) continue;
    for (uint32_t f = 0; f < s->x->differ.n && s->x->pair != IR_NONE; f++)
      if (s->d->m->pool.v[s->x->differ.first + f] == field) r = -1; /* the pair is about this one */
    if (row != s->goals[0].q.subject) r += NZ_RANKS;
    if (r < rank) rank = r, best = cell;
  }
  return best;
}

static bool split(search *s, uint32_t depth) {
  nz_val v;
  for (uint32_t g = 0; g < s->ngoals; g++) {
    verdict j = judge(s, &s->goals[g], &v);
    if (j == MISSED) return false;
    if (j == REACHED) continue;
    uint32_t cell = next_fact(s, &v);
    if (cell == IR_NONE) {
      bool rows = false, never = v.causes.n != 0; /* never: on this day something has no variant, and no fact gives it one */
      for (uint32_t i = 0; i < v.causes.n; i++) {
        rows |= v.causes.v[i].kind == NZ_C_OPEN || v.causes.v[i].kind == NZ_C_NOROW;
        never &= v.causes.v[i].kind == NZ_C_NOVARIANT;
      }
      s->by_rows |= rows;
      s->inexact |= !rows && !never;
      return false;
    }
    if (work_of(s) > s->most || depth > MOST_DEPTH) {
      s->spent = true;
      return false;
    }
    nz_values o = values_of(s, cell);
    for (uint32_t i = 0; i < o.n; i++) {
      put_cell(s, cell, o.v[i]);
      if (split(s, depth + 1)) return true;
    }
    withhold(s, cell);
    return false;
  }
  return true;
}

/* ---- one stage ---- */

static const uint32_t *mates(search *s) {
  uint32_t *mate = NZ_NEW_N(s->a, uint32_t, s->c->cells.n + 1u);
  memset(mate, 0xff, ((size_t)s->c->cells.n + 1) * sizeof *mate);
  if (s->x->pair == IR_NONE) return mate;
  const ir_ledger *l = &s->d->m->ledgers.v[s->x->pair];
  for (uint32_t i = 0; i < l->fields.n; i++) {
    uint32_t f = l->fields.first + i, x = nz_cell_of(s->c, (uint32_t)s->goals[0].q.args[0], f), y = nz_cell_of(s->c, (uint32_t)s->goals[0].q.args[1], f);
    bool differ = f == l->key;
    for (uint32_t k = 0; k < s->x->differ.n; k++) differ |= s->d->m->pool.v[s->x->differ.first + k] == f;
    if (!differ) mate[x] = y, mate[y] = x;
  }
  return mate;
}

/* The facts that were taken, as a case of their own. */
static void keep(search *s, nz_search_result *out) {
  nz_case *c = nz_case_copy(s->a, s->c);
  const nz_cellval *own = nz_eval_cells(s->e);
  for (uint32_t i = 0; i < c->cells.n; i++) {
    c->cells.v[i] = own[i];
    if (own[i].state != NZ_CELL_GIVEN && own[i].state != NZ_CELL_BLANK) c->cells.v[i] = (nz_cellval){0};
  }
  out->found = NZ_FOUND;
  out->c = c;
  out->q = s->goals[0].q;
  out->day = s->e->today;
}

static bool try_stage(search *s, nz_search_result *out) {
  const ir_decl *of = &s->d->m->decls.v[s->x->decl];
  int64_t *value[NZ_MAX_ARGS] = {NULL};
  uint32_t n[NZ_MAX_ARGS] = {0}, at[NZ_MAX_ARGS] = {0};
  bool exact = true;
  for (uint32_t i = 0; i < of->params.n && i < NZ_MAX_ARGS; i++) n[i] = nz_stage_values(s->a, s->d->m, &s->d->m->params.v[of->params.first + i], s->c->date, &value[i], &exact);
  s->inexact |= !exact;
  for (bool more = true; more && !s->spent;) {
    for (uint32_t g = 0; g < s->ngoals; g++)
      for (uint32_t i = 0; i < of->params.n && i < NZ_MAX_ARGS; i++)
        if (n[i]) s->goals[g].q.args[i] = value[i][at[i]], s->goals[g].q.has[i] = true;
    if (split(s, 0)) {
      keep(s, out);
      return true;
    }
    more = false;
    for (uint32_t i = of->params.n; i-- > 0 && !more;) {
      if (!n[i]) continue;
      more = at[i] + 1 < n[i];
      at[i] = more ? at[i] + 1 : 0;
    }
  }
  return false;
}

typedef struct pick { uint32_t reading, choice; } pick; /* IR_NONE: all as usual */

static bool look(search *s, const nz_cone *cone, unsigned shape, int64_t day, pick p, nz_search_result *out) {
  nz_question q;
  if (!nz_stage(s->a, s->d, s->x, cone, shape, day, &s->c, &q)) return false;
  if (p.reading != IR_NONE) s->c->choice[p.reading] = (uint8_t)(p.choice + 1);
  if (s->e) s->done += s->e->steps;
  s->e = nz_eval_new(s->a, s->d->m, s->c);
  s->cut.e = s->e;
  nz_eval_date(s->e, day);
  nz_cellval *own = nz_eval_cells(s->e);
  for (uint32_t i = 0; i < s->c->cells.n; i++)
    if (own[i].state == NZ_CELL_NOT_GIVEN || (own[i].multi && s->x->kind != NZ_DUTY_CLAIM)) own[i] = (nz_cellval){.state = NZ_CELL_WITHHELD};
  s->ngoals = 1;
  s->goals[0] = (goal){.q = q, .want = s->x->kind == NZ_DUTY_CLAIM ? NZ_OUT_ALLOW : -1};
  if (s->x->fault) {
    s->goals[1] = (goal){.q = q, .fault = true, .why = s->x->fault, .want = -1};
    s->goals[1].q.decl = s->x->about;
    s->ngoals = 2;
  }
  s->mate = mates(s);
  return try_stage(s, out);
}

/* Each way to read what the condition reaches: all as usual, then each other choice by itself. What a 検証 promises, and that no level
 * loses a service, is said of the usual readings. */
static uint32_t picks(const search *s, const nz_cone *cone, pick **out) {
  const ir_module *m = s->d->m;
  uint32_t n = 1;
  for (uint32_t r = 0; r < m->readings.n; r++)
    if (nz_in(cone->readings, r)) n += m->readings.v[r].choices.n;
  *out = NZ_NEW_N(s->a, pick, n);
  n = 0;
  (*out)[n++] = (pick){IR_NONE, 0};
  if (s->x->kind == NZ_DUTY_PROPERTY || s->x->kind == NZ_DUTY_LEVEL) return n;
  for (uint32_t r = 0; r < m->readings.n; r++)
    for (uint32_t k = 0; nz_in(cone->readings, r) && k < m->readings.v[r].choices.n && k < 255; k++)
      if (k != m->readings.v[r].dflt) (*out)[n++] = (pick){r, k};
  return n;
}

static bool search_day(search *s, const nz_cone *cone, int64_t day, pick p, nz_search_result *out) {
  bool claim = s->x->kind == NZ_DUTY_CLAIM;
  uint64_t most = s->most;
  s->inexact = s->by_rows = s->spent = false;
  if (claim) s->most = work_of(s) + CLAIM_WORK; /* a claim that somebody can make hangs on rows: only a plain contradiction shows here */
  if (look(s, cone, 0, day, p, out)) return true;
  s->most = most;
  if (!s->inexact && !s->by_rows && !s->spent) return false; /* settled for any number of rows */
  if (claim) s->spent = false;
  out->found = NZ_UNDECIDED;
  out->by_rows |= s->by_rows || claim;
  bool found = false;
  for (unsigned shape = 1; shape < NZ_SHAPES && !s->spent && !found; shape++) {
    if (shape == NZ_PAID) s->most = work_of(s) + PAID_WORK < most ? work_of(s) + PAID_WORK : most;
    found = look(s, cone, shape, day, p, out);
    if (shape == NZ_PAID) s->most = most, s->spent = work_of(s) > most;
  }
  return found;
}

nz_search_result nz_search(nz_arena *a, const nz_duties *d, const nz_duty *x, uint64_t work) {
  search s = {.a = a, .d = d, .x = x};
  nz_search_result out = {.found = NZ_NONE};
  nz_cone cone;
  nz_cone_of(a, d->m, x->decl, &cone);
  const ir_decl *of = &d->m->decls.v[x->kind == NZ_DUTY_CLAIM ? x->about : x->decl];
  nze_classes_init(&s.cut, a, NULL, NULL);
  s.most = work;
  s.cut.most_walk = work / WALKS;
  int64_t *day;
  pick *p;
  uint32_t ndays = nz_stage_days(a, &d->m->variants.v[of->variants.first], &cone, &day), npicks = picks(&s, &cone, &p);
  for (uint32_t k = 0; k < npicks && out.found != NZ_FOUND && work_of(&s) <= work; k++)
    for (uint32_t i = ndays; i-- > 0 && out.found != NZ_FOUND;) /* the latest first: that is what people ask about */
      if (search_day(&s, &cone, day[i], p[k], &out)) break;
  out.spent = work_of(&s) > work;
  if (out.found != NZ_FOUND && out.spent) out.found = NZ_UNDECIDED;
  for (uint32_t i = 0; i < d->m->ledgers.n; i++) out.looks |= nz_in(cone.looked, i);
  for (uint32_t i = 0; i < d->m->fields.n; i++) out.looks |= nz_in(cone.fields, i) && (d->m->fields.v[i].flags & IR_F_MULTI);
  out.runs = s.runs;
  return out;
}
