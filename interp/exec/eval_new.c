/* eval_new.c -- making an evaluator and setting it up; the memory of its runs. */
#include <string.h>

#include "eval_int.h"

struct nze_chunk { nze_chunk *next; size_t size; uint64_t data[]; };
enum { NZE_CHUNK = 16 * 1024, NZE_MEMO = 64 };

void nze_pool_reset(nze_pool *p) {
  p->cur = p->first;
  p->used = 0;
}

void *nze_pool_get(nze_pool *p, size_t n) {
  if (n > SIZE_MAX / 4) nz_oom(p->a);
  n = (n + NZ_ALIGN - 1) / NZ_ALIGN * NZ_ALIGN;
  while (!p->cur || p->cur->size - p->used < n) {
    nze_chunk **link = p->cur ? &p->cur->next : &p->first;
    if (!*link) {
      size_t size = p->cur ? p->cur->size * 2 : NZE_CHUNK;
      if (size < n) size = n;
      *link = nz_get(p->a, sizeof **link + size);
      (*link)->size = size;
    }
    p->cur = *link;
    p->used = 0;
  }
  void *at = (char *)p->cur->data + p->used;
  p->used += n;
  return at;
}

static uint64_t *bits(nz_arena *a, uint32_t words) { return NZ_NEW_N(a, uint64_t, words); }

static uint32_t chosen(const nz_eval *e, uint32_t reading) {
  uint8_t by_case = e->c->choice ? e->c->choice[reading] : 0;
  return by_case ? by_case - 1u : e->m->readings.v[reading].dflt;
}

nz_eval *nz_eval_new(nz_arena *a, const ir_module *m, const nz_case *c) {
  nz_eval *e = NZ_NEW(a, nz_eval);
  e->m = m;
  e->c = c;
  e->a = a;
  e->main_pool.a = e->side_pool.a = e->atom_pool.a = a;
  e->today = c->date;
  e->unsettled = UINT32_MAX;
  e->loose = IR_NONE;
  e->ncells = c->cells.n;
  e->cells = c->cells.v;
  e->cell_words = c->cells.n / 64 + 1;
  e->reading_words = m->readings.n / 64 + 1;
  e->closed_words = c->closed.n / 64 + 1;
  e->main_touched = bits(a, e->cell_words);
  e->side_touched = bits(a, e->cell_words);
  e->main_readings = bits(a, e->reading_words);
  e->side_readings = bits(a, e->reading_words);
  e->main_closed = bits(a, e->closed_words);
  e->side_closed = bits(a, e->closed_words);
  e->closed_off = bits(a, e->closed_words);
  e->assume_closed = bits(a, m->ledgers.n / 64 + 1);
  e->text = NZ_NEW_N(a, uint32_t, c->texts.n);
  e->choice = NZ_NEW_N(a, uint32_t, m->readings.n);
  for (uint32_t i = 0; i < m->readings.n; i++) e->choice[i] = chosen(e, i);
  e->memo_mask = NZE_MEMO - 1;
  e->memo = NZ_NEW_N(a, nze_memo, NZE_MEMO);
  return e;
}

void nz_eval_date(nz_eval *e, int64_t day) { e->today = day; }

void nz_eval_choice(nz_eval *e, uint32_t reading, uint32_t choice) {
  e->epoch++;
  e->choice[reading] = choice == IR_NONE ? chosen(e, reading) : choice;
}

void nz_eval_watch(nz_eval *e, nz_watch *w) { e->watch = w; }

void nz_eval_strict(nz_eval *e, bool on) {
  if (e->strict != on) e->epoch++;
  e->strict = on;
}
void nz_eval_brief(nz_eval *e, bool on) {
  if (on && !e->index) {
    e->index = NZ_NEW_N(e->a, struct nz_row_index *, e->m->fields.n);
    nze_store_new(e);
  }
  e->brief = on;
}
void nz_eval_suppose(nz_eval *e, const uint8_t *made, const uint8_t *supposed, uint32_t version, uint32_t pass) {
  e->made = made;
  e->presence = version ? supposed : made;
  e->supposing = version != 0;
  e->version = version;
  e->pass = version ? pass : 0;
}
void nz_eval_unsettle(nz_eval *e, uint32_t first_row) {
  e->unsettled = first_row;
  e->epoch++;
}
bool nz_eval_perhaps_of(nz_eval *e, uint32_t cell) {
  bool was = e->loose_read;
  e->loose = cell;
  e->loose_read = false;
  return was;
}
bool nz_eval_looked(const nz_eval *e) { return e->rests.supposed; }
nz_cellval *nz_eval_cells(nz_eval *e) {
  if (e->own) return e->own;
  e->own = NZ_NEW_N(e->a, nz_cellval, e->ncells);
  if (e->ncells) memcpy(e->own, e->c->cells.v, e->ncells * sizeof *e->own);
  e->cells = e->own;
  return e->own;
}
const uint64_t *nz_eval_touched_cells(const nz_eval *e) { return e->main_touched; }
const uint64_t *nz_eval_touched_readings(const nz_eval *e) { return e->main_readings; }
bool nz_eval_used_presumption(const nz_eval *e) { return e->main_rests.presumed; }
bool nz_eval_used_stale(const nz_eval *e) { return e->main_rests.stale; }
