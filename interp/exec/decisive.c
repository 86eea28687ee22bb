/* decisive.c -- 決め手: a smallest set of facts that alone yields the answer.
 *
 * A set is sufficient when the answer stays while every other fact is withheld; as knowledge is monotone, what contains a
 * sufficient set is sufficient. So each sufficient set meets the complement of every insufficient one. Those complements
 * are collected from insufficient sets grown as large as they go; the first smallest set that meets all of them is tried,
 * and either is sufficient, hence smallest, or grows into one more complement (implicit hitting sets). */
#include <string.h>

#include "eval_int.h"

enum { EXACT_FACTS = 24, MAX_RUNS = 200000, MAX_STEPS = 4000000 };

typedef struct facts {
  nz_eval *e;
  const nz_question *q;
  const nz_val *answer;
  nz_arena *a;
  uint32_t n, ncells;      /* facts; the first ncells are cells, the rest completeness statements */
  uint32_t *id;
  uint8_t *state;          /* of each cell, as it was */
  bool *kept;
  const uint8_t *was;      /* every cell's state, to be given back */
  uint32_t runs;
  uint64_t steps;          /* of the search for hitting sets */
  NZ_VEC(uint32_t) meet;   /* complements of insufficient sets, as bits */
} facts;

static void keep(facts *f, uint32_t i, bool on) {
  if (f->kept[i] == on) return;
  f->kept[i] = on;
  if (i < f->ncells) nz_eval_cells(f->e)[f->id[i]].state = on ? f->state[i] : NZ_CELL_WITHHELD;
  else if (on) nze_clear_bit(f->e->closed_off, f->id[i]);
  else nze_set_bit(f->e->closed_off, f->id[i]);
}

static bool sufficient(facts *f) {
  f->runs++;
  nz_val v = nze_side_run(f->e, f->q, 0);
  return nz_same_answer(&v, f->answer);
}

static bool try_mask(facts *f, uint32_t mask) {
  for (uint32_t i = 0; i < f->n; i++) keep(f, i, mask >> i & 1);
  return sufficient(f);
}

static bool is_given(const nz_cellval *c) { return c->state == NZ_CELL_GIVEN || c->state == NZ_CELL_BLANK; }

static void look(facts *f) { nze_side_run(f->e, f->q, NZE_FULL); } /* what it touches is added to the sets of the side runs */

/* Of the cells touched so far: all are withheld but those that lead to other rows. Tells how many there are. */
static uint32_t withhold_touched(facts *f, const uint8_t *was, bool but_references) {
  nz_eval *e = f->e;
  const ir_module *m = e->m;
  uint32_t n = 0;
  for (uint32_t r = 0; r < e->c->rows.n; r++) {
    const ir_ledger *l = &m->ledgers.v[e->c->rows.v[r].ledger];
    for (uint32_t k = 0; k < l->fields.n; k++) {
      uint32_t cell = e->c->rows.v[r].first_cell + k;
      if (!nze_bit(e->side_touched, cell) || (was[cell] != NZ_CELL_GIVEN && was[cell] != NZ_CELL_BLANK)) continue;
      bool leads = m->types.v[m->fields.v[l->fields.first + k].type].k == IR_T_ROW;
      nz_eval_cells(e)[cell].state = leads && but_references ? was[cell] : NZ_CELL_WITHHELD;
      n++;
    }
  }
  return n;
}

/* The facts that can matter: those a full evaluation touches, and those that are touched when these are not known, because
 * more is then possible; but only the first where all together would be too many to search. Every other fact of the case
 * is withheld for good, so that what is found decides alone. */
static void collect(facts *f) {
  nz_eval *e = f->e;
  uint8_t *was = NZ_NEW_N(f->a, uint8_t, e->ncells);
  uint64_t *first = NZ_NEW_N(f->a, uint64_t, e->cell_words);
  for (uint32_t i = 0; i < e->ncells; i++) was[i] = e->cells[i].state;
  memset(e->side_touched, 0, e->cell_words * sizeof *e->side_touched);
  memset(e->side_closed, 0, e->closed_words * sizeof *e->side_closed);
  look(f);
  memcpy(first, e->side_touched, e->cell_words * sizeof *first);
  uint32_t n = 0, more = withhold_touched(f, was, false);
  while (more > n && more <= EXACT_FACTS) {
    n = more;
    look(f);
    withhold_touched(f, was, true);
    look(f);
    more = withhold_touched(f, was, false);
  }
  if (more > EXACT_FACTS) memcpy(e->side_touched, first, e->cell_words * sizeof *first);
  f->was = was;
  f->id = NZ_NEW_N(f->a, uint32_t, e->ncells + e->c->closed.n);
  f->state = NZ_NEW_N(f->a, uint8_t, e->ncells + e->c->closed.n);
  f->kept = NZ_NEW_N(f->a, bool, e->ncells + e->c->closed.n);
  for (uint32_t cell = 0; cell < e->ncells; cell++) {
    nz_eval_cells(e)[cell].state = was[cell];
    if (!is_given(&e->cells[cell])) continue;
    if (!nze_bit(e->side_touched, cell)) {
      nz_eval_cells(e)[cell].state = NZ_CELL_WITHHELD;
      continue;
    }
    f->state[f->n] = was[cell];
    f->id[f->n++] = cell;
  }
  f->ncells = f->n;
  for (uint32_t i = 0; i < e->c->closed.n; i++)
    if (!nze_bit(e->closed_off, i)) f->id[f->n++] = i;
  for (uint32_t i = 0; i < f->n; i++) f->kept[i] = true;
}

/* ---- the first smallest set that meets all ---- */

/* Some k facts from `from` on that, with `chosen`, meet every set; the lexicographically first. 0 is never a result of a
 * search that has sets to meet. */
static bool meet_all(facts *f, uint32_t chosen, uint32_t from, uint32_t k, uint32_t *out) {
  uint32_t open = 0, rest = ~UINT32_C(0) << from, packed = 0, taken = 0; /* from <= EXACT_FACTS */
  if (f->steps++ > MAX_STEPS) return false;
  for (uint32_t i = 0; i < f->meet.n; i++) {
    uint32_t set = f->meet.v[i];
    if (set & chosen) continue;
    set &= rest;
    if (set == 0) return false;
    open |= set;
    if (!(set & taken)) { /* disjoint from those counted so far: each of them needs a fact of its own */
      taken |= set;
      packed++;
    }
  }
  if (open == 0) {
    *out = chosen;
    return true;
  }
  if (packed > k) return false;
  for (uint32_t i = from; i < f->n; i++)
    if (open >> i & 1 && meet_all(f, chosen | UINT32_C(1) << i, i + 1, k - 1, out)) return true;
  return false;
}

/* Grows an insufficient set until any further fact makes it sufficient; what it lacks is one more set to meet. */
static void grow(facts *f, uint32_t mask) {
  for (uint32_t i = f->n; i-- > 0;) {
    if (mask >> i & 1) continue;
    keep(f, i, true);
    if (sufficient(f)) keep(f, i, false);
    else mask |= UINT32_C(1) << i;
  }
  NZ_PUSH(f->a, &f->meet) = ~mask & ((UINT32_C(1) << f->n) - 1);
}

static bool exact_set(facts *f) {
  uint32_t set = 0;
  for (uint32_t k = 0; k <= f->n;) {
    if (f->runs > MAX_RUNS || f->steps > MAX_STEPS) return false;
    if (!meet_all(f, 0, 0, k, &set)) k++;
    else if (try_mask(f, set)) return true;
    else grow(f, set);
  }
  return false;
}

/* Drops facts from the last to the first as long as the answer stays: minimal, if not smallest. */
static void drop_one_by_one(facts *f) {
  for (uint32_t i = 0; i < f->n; i++) keep(f, i, true);
  for (uint32_t i = f->n; i-- > 0;) {
    keep(f, i, false);
    if (!sufficient(f)) keep(f, i, true);
  }
}

/* Facts that cannot be missed at all: when they suffice, they are the answer, however many facts there are. */
static bool necessary_set(facts *f) {
  bool *must = NZ_NEW_N(f->a, bool, f->n);
  for (uint32_t i = 0; i < f->n; i++) {
    keep(f, i, false);
    must[i] = !sufficient(f);
    keep(f, i, true);
    if (must[i] && f->n <= EXACT_FACTS) NZ_PUSH(f->a, &f->meet) = UINT32_C(1) << i;
  }
  for (uint32_t i = 0; i < f->n; i++) keep(f, i, must[i]);
  return sufficient(f);
}

nz_decisive nz_decide_facts(nz_arena *a, nz_eval *e, const nz_question *q, const nz_val *answer) {
  facts f = {.e = e, .q = q, .answer = answer, .a = a};
  nz_decisive out = {.exact = true};
  collect(&f);
  if (!necessary_set(&f)) {
    out.exact = f.n <= EXACT_FACTS && exact_set(&f);
    if (!out.exact) drop_one_by_one(&f);
  }
  out.cells = NZ_NEW_N(a, uint32_t, f.ncells);
  out.closed = NZ_NEW_N(a, uint32_t, f.n - f.ncells);
  for (uint32_t i = 0; i < f.n; i++) {
    if (f.kept[i] && i < f.ncells) out.cells[out.n++] = f.id[i];
    else if (f.kept[i]) out.closed[out.nclosed++] = f.id[i];
    keep(&f, i, true);
  }
  for (uint32_t i = 0; i < e->ncells; i++) nz_eval_cells(e)[i].state = f.was[i];
  return out;
}
