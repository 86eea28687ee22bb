/* need.c -- what would have to be different: all smallest changes of facts that give the outcome wanted, and for 不明 a
 * smallest set of missing facts that could settle it.
 *
 * Knowledge is monotone: an answer that stands while some facts are kept back stands whatever they are. So a set of facts
 * is worth a closer look only if keeping it back leaves the answer 不明, and facts that are no cause of the 不明 that keeping
 * everything back gives cannot be part of a smallest change. */
#include <string.h>

#include "../ir/date.h"
#include "classes.h"

enum { MOST_RUNS = 5000000 }; /* a few seconds, whatever the caller allows */

typedef struct search {
  nz_eval *e;
  const nz_question *q;
  nz_arena *a;
  nze_classes x;
  nz_cellval *saved;             /* the cells as they were */
  NZ_VEC(nze_domain) cand;       /* facts that may change, ascending */
  uint32_t *pick;                /* the combination that is being tried: indices of cand */
  int want;                      /* enum nz_out; -1: anything but 不明 */
  uint64_t budget, runs;
  bool cut_short;
  NZ_VEC(nz_change) found;
} search;

static bool good(const search *s, const nz_val *v) { return s->want < 0 ? v->st != NZ_MISSING : nz_meets(v, s->want); }

static nz_val try_now(search *s) {
  s->runs++;
  return nze_side_run(s->e, s->q, 0);
}

/* With facts withheld: settled, and not as wanted, whatever they are. */
static bool hopeless(search *s) {
  s->runs++;
  nz_val v = nze_side_run(s->e, s->q, 0);
  return v.st != NZ_MISSING && !good(s, &v);
}

static void restore(search *s, uint32_t cell) { nz_eval_cells(s->e)[cell] = s->saved[cell]; }

/* ---- boxes ---- */

typedef struct boxes { const uint8_t *ok; size_t *stride; nz_region *at; } boxes;

/* Writes the good combinations from dimension `dim` on, which start at `base`, as disjoint boxes: classes of a cell whose
 * good combinations of the other cells are the same stand together. */
static void emit(search *s, const boxes *b, uint32_t dim, size_t base) {
  if (dim == s->x.n) {
    nz_change *c = &NZ_PUSH(s->a, &s->found);
    c->n = dim;
    c->r = NZ_NEW_N(s->a, nz_region, dim);
    memcpy(c->r, b->at, dim * sizeof *c->r);
    return;
  }
  const nze_part *p = &s->x.part[dim];
  size_t stride = b->stride[dim];
  bool *in = nze_pool_get(&s->x.pool, p->nclass), *done = nze_pool_get(&s->x.pool, p->nclass);
  memset(done, 0, p->nclass);
  for (uint32_t c = 0; c < p->nclass; c++) {
    const uint8_t *slice = b->ok + base + c * stride;
    if (done[c] || !memchr(slice, 1, stride)) continue;
    for (uint32_t k = 0; k < p->nclass; k++) {
      in[k] = k >= c && memcmp(slice, b->ok + base + k * stride, stride) == 0;
      done[k] |= in[k];
    }
    uint32_t n;
    const nz_region *r = nze_pieces(&s->x.pool, p, in, &n);
    for (uint32_t i = 0; i < n; i++) {
      b->at[dim] = r[i];
      emit(s, b, dim + 1, base + c * stride);
    }
  }
}

/* ---- one combination of facts ---- */

/* Replays every combination of classes; true when one was good. */
static bool replay(search *s, boxes *b) {
  const nze_classes *x = &s->x;
  size_t total = 1;
  b->stride = nze_pool_get(&s->x.pool, x->n * sizeof *b->stride);
  for (uint32_t i = x->n; i-- > 0;) {
    b->stride[i] = total;
    if (x->part[i].nclass > s->budget / total) {
      s->cut_short = true;
      return false;
    }
    total *= x->part[i].nclass;
  }
  if (s->runs + total > s->budget) {
    s->cut_short = true;
    return false;
  }
  uint8_t *ok = nze_pool_get(&s->x.pool, total);
  uint32_t *at = nze_pool_get(&s->x.pool, x->n * sizeof *at);
  memset(at, 0, x->n * sizeof *at);
  for (uint32_t i = 0; i < x->n; i++) nze_put_class(s->e, &x->part[i], 0);
  bool any = false;
  for (size_t k = 0; k < total; k++) {
    nz_val v = try_now(s);
    ok[k] = good(s, &v);
    any |= ok[k];
    for (uint32_t i = x->n; i-- > 0;) {
      at[i] = at[i] + 1 < x->part[i].nclass ? at[i] + 1 : 0;
      nze_put_class(s->e, &x->part[i], at[i]);
      if (at[i]) break;
    }
  }
  b->ok = ok;
  return any;
}

/* Tries the k facts of s->pick; true when some values of them give what is wanted. */
static bool try_facts(search *s, uint32_t k, bool want_boxes) {
  const nze_domain *d[NZE_MAX_FREE];
  bool any = false;
  for (uint32_t i = 0; i < k; i++) {
    d[i] = &s->cand.v[s->pick[i]];
    nze_withhold(s->e, d[i]->cell);
  }
  if (s->want < 0 || !hopeless(s)) {
    uint64_t before = s->x.runs;
    nze_classes_cut(&s->x, d, k);
    s->runs += s->x.runs - before;
    if (!s->x.exact) s->cut_short = true;
    boxes b = {.at = nze_pool_get(&s->x.pool, k * sizeof *b.at)};
    any = replay(s, &b);
    if (any && want_boxes) emit(s, &b, 0, 0);
  }
  for (uint32_t i = 0; i < k; i++) restore(s, d[i]->cell);
  return any;
}

/* The next k-combination of [0, n) in lexicographic order. */
static bool next_combination(uint32_t *v, uint32_t k, uint32_t n) {
  for (uint32_t i = k; i-- > 0;) {
    if (v[i] >= n - (k - i)) continue;
    v[i]++;
    for (uint32_t j = i + 1; j < k; j++) v[j] = v[j - 1] + 1;
    return true;
  }
  return false;
}

/* ---- need ---- */

static bool past_record(const nz_eval *e, uint32_t row) {
  const nz_crow *r = &e->c->rows.v[row];
  uint32_t time = e->m->ledgers.v[r->ledger].time;
  if (time == IR_NONE) return false;
  const nz_cellval *c = &e->cells[nz_cell_of(e->c, row, time)];
  int64_t month, then;
  if (c->state != NZ_CELL_GIVEN || !ir_month_of_day(e->today, &month)) return false;
  if (e->m->types.v[e->m->fields.v[time].type].k == IR_T_MONTH) return c->v < month;
  return e->m->types.v[e->m->fields.v[time].type].k == IR_T_DATE && ir_month_of_day(c->v, &then) && then < month;
}

bool nz_changeable(const nz_eval *e, uint32_t cell) {
  uint32_t row, field;
  nz_cell_at(e->c, cell, &row, &field);
  uint32_t flags = e->m->fields.v[field].flags;
  if (flags & IR_F_KEY) return false;
  return e->cells[cell].state != NZ_CELL_GIVEN || (!(flags & IR_F_CONST) && !past_record(e, row));
}

static bool is_cause(const nz_val *v, const nze_log *l, uint32_t cell) {
  for (uint32_t i = 0; i < v->causes.n; i++)
    if (v->causes.v[i].kind == NZ_C_FACT && v->causes.v[i].id == cell) return true;
  for (uint32_t i = 0; i < l->structural.n; i++)
    if (l->structural.v[i].id == cell) return true;
  return false;
}

/* The fields that some rule reads: others cannot matter. */
static bool *fields_read(const search *s) {
  const ir_module *m = s->e->m;
  bool *used = NZ_NEW_N(s->a, bool, m->fields.n);
  for (uint32_t i = 0; i < m->nodes.n; i++)
    if (m->nodes.v[i].op == IR_FIELD || m->nodes.v[i].op == IR_REFS) used[m->nodes.v[i].ref] = true;
  return used;
}

/* Keeps back everything that may change and keeps as candidates what then matters. False: nothing would help. */
static bool find_candidates(search *s) {
  nz_eval *e = s->e;
  bool *change = NZ_NEW_N(s->a, bool, e->ncells);
  const bool *used = fields_read(s);
  for (uint32_t i = 0; i < e->ncells; i++) {
    uint32_t row, field;
    nz_cell_at(e->c, i, &row, &field);
    change[i] = used[field] && nz_changeable(e, i);
    if (change[i]) nze_withhold(e, i);
  }
  s->x.log.atoms.n = s->x.log.structural.n = 0;
  e->log = &s->x.log;
  nz_val v = nze_side_run(e, s->q, NZE_CAUSES);
  e->log = NULL;
  s->runs++;
  bool open = v.st == NZ_MISSING || good(s, &v), all = s->x.log.structural.n > 0;
  for (uint32_t i = 0; i < e->ncells; i++) {
    if (!change[i]) continue;
    restore(s, i);
    bool cause = is_cause(&v, &s->x.log, i);
    if (!open || !(all || cause)) continue;
    nze_domain d = nze_domain_of(s->a, e, i);
    if (d.supported) NZ_PUSH(s->a, &s->cand) = d;
    else s->cut_short = true;
  }
  return open;
}

/* Facts without which no change helps: with all the others kept back the answer is settled, and wrong. They are moved to
 * the front of cand; returns how many. */
static uint32_t find_necessary(search *s) {
  bool *must = NZ_NEW_N(s->a, bool, s->cand.n);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->cand.n; i++) nze_withhold(s->e, s->cand.v[i].cell);
  for (uint32_t i = 0; i < s->cand.n && s->runs < s->budget; i++) {
    restore(s, s->cand.v[i].cell);
    must[i] = hopeless(s);
    n += must[i];
    nze_withhold(s->e, s->cand.v[i].cell);
  }
  for (uint32_t i = 0; i < s->cand.n; i++) restore(s, s->cand.v[i].cell);
  nze_domain *sorted = NZ_NEW_N(s->a, nze_domain, s->cand.n);
  uint32_t front = 0, back = n;
  for (uint32_t i = 0; i < s->cand.n; i++) sorted[must[i] ? front++ : back++] = s->cand.v[i];
  s->cand.v = sorted;
  return n;
}

static int region_order(const nz_region *a, const nz_region *b) {
  if (a->cell != b->cell) return a->cell < b->cell ? -1 : 1;
  if (a->set_blank != b->set_blank) return a->set_blank ? 1 : -1;
  return a->lo < b->lo ? -1 : a->lo > b->lo;
}

/* Facts of one change in declaration order (necessary ones were put in front for the search). */
static void sort_regions(nz_change *c) {
  for (uint32_t i = 1; i < c->n; i++)
    for (uint32_t j = i; j > 0 && region_order(&c->r[j], &c->r[j - 1]) < 0; j--) {
      nz_region t = c->r[j];
      c->r[j] = c->r[j - 1];
      c->r[j - 1] = t;
    }
}

static int change_order(const nz_change *a, const nz_change *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (a->r[i].cell != b->r[i].cell) return a->r[i].cell < b->r[i].cell ? -1 : 1;
  for (uint32_t i = 0; i < a->n; i++) {
    int o = region_order(&a->r[i], &b->r[i]);
    if (o) return o;
  }
  return 0;
}

static void sort_changes(search *s) {
  for (uint32_t i = 0; i < s->found.n; i++) sort_regions(&s->found.v[i]);
  for (uint32_t i = 1; i < s->found.n; i++)
    for (uint32_t j = i; j > 0 && change_order(&s->found.v[j], &s->found.v[j - 1]) < 0; j--) {
      nz_change t = s->found.v[j];
      s->found.v[j] = s->found.v[j - 1];
      s->found.v[j - 1] = t;
    }
}

static void search_init(search *s, nz_arena *a, nz_eval *e, const nz_question *q, int want, uint64_t budget) {
  memset(s, 0, sizeof *s);
  s->e = e;
  s->q = q;
  s->a = a;
  s->want = want;
  s->budget = budget;
  nze_classes_init(&s->x, a, e, q);
  s->saved = NZ_NEW_N(a, nz_cellval, e->ncells);
  if (e->ncells) memcpy(s->saved, e->cells, e->ncells * sizeof *s->saved);
}

nz_changes nz_need(nz_arena *a, nz_eval *e, const nz_question *q, int want, uint64_t budget) {
  search s;
  nz_changes out = {.exhausted = true};
  search_init(&s, a, e, q, want, budget < MOST_RUNS ? budget : MOST_RUNS);
  nz_val now = try_now(&s);
  out.already = good(&s, &now);
  if (!out.already && find_candidates(&s)) {
    uint32_t must = find_necessary(&s), n = s.cand.n;
    s.pick = NZ_NEW_N(a, uint32_t, n + 1);
    for (uint32_t k = must ? must : 1; k <= n && s.found.n == 0 && s.runs <= s.budget; k++) {
      if (k > NZE_MAX_FREE) {
        s.cut_short = true;
        break;
      }
      uint32_t extra = k - must;
      for (uint32_t i = 0; i < k; i++) s.pick[i] = i;
      uint32_t *free_part = s.pick + must;
      for (uint32_t i = 0; i < extra; i++) free_part[i] = i;
      for (bool more = true; more && s.runs <= s.budget;) {
        for (uint32_t i = 0; i < extra; i++) free_part[i] += must;
        try_facts(&s, k, true);
        for (uint32_t i = 0; i < extra; i++) free_part[i] -= must;
        more = extra > 0 && next_combination(free_part, extra, n - must);
      }
    }
    sort_changes(&s);
  }
  out.exhausted = !s.cut_short && s.runs <= s.budget;
  out.impossible = !out.already && s.found.n == 0 && out.exhausted;
  out.v = s.found.v;
  out.n = s.found.n;
  out.tried = s.runs;
  return out;
}

/* ---- 不明: what could settle it ---- */

enum { MISSING_BUDGET = 20000 };

typedef struct missing { /* the causes that can be removed: facts, and ledgers that could be complete */
  uint32_t *ledger, nledger;
} missing;

static nz_decisive found_missing(search *s, const missing *g, uint32_t k) {
  nz_decisive d = {.exact = true};
  d.cells = NZ_NEW_N(s->a, uint32_t, k);
  d.closed = NZ_NEW_N(s->a, uint32_t, k);
  for (uint32_t i = 0; i < k; i++) {
    if (s->pick[i] < s->cand.n) d.cells[d.n++] = s->cand.v[s->pick[i]].cell;
    else d.closed[d.nclosed++] = g->ledger[s->pick[i] - s->cand.n];
  }
  return d;
}

static bool settles(search *s, const missing *g, uint32_t k) {
  uint32_t facts = 0;
  for (uint32_t i = 0; i < k; i++) {
    if (s->pick[i] < s->cand.n) facts++;
    else nze_set_bit(s->e->assume_closed, g->ledger[s->pick[i] - s->cand.n]);
  }
  bool yes;
  if (facts) {
    yes = try_facts(s, facts, false);
  } else {
    nz_val v = try_now(s);
    yes = good(s, &v);
  }
  for (uint32_t i = 0; i < k; i++)
    if (s->pick[i] >= s->cand.n) nze_clear_bit(s->e->assume_closed, g->ledger[s->pick[i] - s->cand.n]);
  return yes;
}

/* Facts that are a cause; where a reference or a date is missing that decides what is asked next, all that are missing. */
static void missing_candidates(search *s, missing *g) {
  nz_eval *e = s->e;
  const bool *used = fields_read(s);
  s->x.log.atoms.n = s->x.log.structural.n = 0;
  e->log = &s->x.log;
  nz_val v = nze_side_run(e, s->q, NZE_CAUSES);
  e->log = NULL;
  if (v.st != NZ_MISSING) return;
  for (uint32_t i = 0; i < e->ncells; i++) {
    uint32_t row, field;
    bool cause = is_cause(&v, &s->x.log, i);
    nz_cell_at(e->c, i, &row, &field);
    bool open = s->x.log.structural.n && used[field] && e->cells[i].state == NZ_CELL_NOT_GIVEN &&
                (e->strict || !(e->m->fields.v[field].flags & IR_F_PRESUMED));
    if (!cause && !open) continue;
    nze_domain d = nze_domain_of(s->a, e, i);
    if (d.supported) NZ_PUSH(s->a, &s->cand) = d;
  }
  g->ledger = NZ_NEW_N(s->a, uint32_t, v.causes.n);
  for (uint32_t i = 0; i < v.causes.n; i++)
    if (v.causes.v[i].kind == NZ_C_OPEN) g->ledger[g->nledger++] = v.causes.v[i].id;
}

/* Cut short, or nothing settles it: all that is missing now. */
static nz_decisive all_missing(search *s) {
  nz_val v = nze_side_run(s->e, s->q, NZE_CAUSES);
  nz_decisive d = {.exact = false};
  d.cells = NZ_NEW_N(s->a, uint32_t, v.causes.n);
  d.closed = NZ_NEW_N(s->a, uint32_t, v.causes.n);
  for (uint32_t i = 0; i < v.causes.n && v.st == NZ_MISSING; i++) {
    if (v.causes.v[i].kind == NZ_C_FACT) d.cells[d.n++] = v.causes.v[i].id;
    if (v.causes.v[i].kind == NZ_C_OPEN) d.closed[d.nclosed++] = v.causes.v[i].id;
  }
  return d;
}

nz_decisive nz_decide_missing(nz_arena *a, nz_eval *e, const nz_question *q) {
  search s;
  missing g = {NULL, 0};
  search_init(&s, a, e, q, -1, MISSING_BUDGET);
  missing_candidates(&s, &g);
  uint32_t n = s.cand.n + g.nledger;
  s.pick = NZ_NEW_N(a, uint32_t, n + 1);
  for (uint32_t k = 1; k <= n && k <= NZE_MAX_FREE && s.runs <= s.budget; k++) {
    for (uint32_t i = 0; i < k; i++) s.pick[i] = i;
    do {
      if (settles(&s, &g, k)) {
        nz_decisive d = found_missing(&s, &g, k);
        d.exact = !s.cut_short;
        return d;
      }
    } while (s.runs <= s.budget && next_combination(s.pick, k, n));
  }
  return all_missing(&s);
}
