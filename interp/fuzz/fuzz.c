/* fuzz.c -- see fuzz.h */
#include "fuzz.h"

#include <string.h>

#include "../facts/birth.h"

enum { LONG_WALK = 400, SHORT_WALK = 6, MOST_CHANGES = 4, SHRINKS = 20000, CHANCES = 256 };

void nz_fuzz_start(nz_fuzz *z, uint64_t seed) {
  const ir_module *m = z->d->m;
  z->only = IR_NONE;
  nz_dice_seed(&z->dice, seed);
  z->births = nz_birth_fields(z->own, m);
  z->decl = NZ_NEW_N(z->own, uint32_t, z->d->ndecls + 1u);
  for (uint32_t i = 0; i < z->d->ndecls; i++)
    if (nz_can_be_asked(m, &m->decls.v[i])) z->decl[z->ndecl++] = i;
  z->duty = NZ_NEW_N(z->own, uint32_t, z->d->list.n + 1u);
  for (uint32_t i = 0; i < z->d->list.n; i++)
    if (z->d->list.v[i].kind == NZ_DUTY_PROPERTY && z->d->list.v[i].decl != IR_NONE) z->duty[z->nduty++] = i;
  z->target = NZ_NEW_N(z->own, nz_target *, z->ndecl + z->nduty + 1u);
  z->done = NZ_NEW_N(z->own, uint8_t, z->ndecl + z->nduty + 1u);
}

static bool wanted(const nz_fuzz *z, uint32_t i) {
  if (i < z->ndecl) return z->only == IR_NONE || z->decl[i] == z->only;
  uint32_t duty = z->duty[i - z->ndecl];
  nz_str name = ir_text(z->d->m, z->d->list.v[duty].detail);
  return !z->property || (strlen(z->property) == name.n && memcmp(z->property, name.p, name.n) == 0);
}

bool nz_fuzz_any(const nz_fuzz *z) {
  for (int k = 0; k < NZ_FUZZ_KINDS; k++) {
    uint32_t first = k == NZ_FUZZ_PROPERTY ? z->ndecl : 0, end = k == NZ_FUZZ_PROPERTY ? z->ndecl + z->nduty : z->ndecl;
    for (uint32_t i = first; z->on[k] && i < end; i++)
      if (wanted(z, i)) return true;
  }
  return false;
}

/* ---- drawing ---- */

typedef struct mood { uint32_t missing, yes; } mood; /* of CHANCES: how often a fact is not given, a truth is true */

static uint32_t near_first(nz_dice *d, uint32_t n) {
  uint32_t a = nz_dice_below(d, n), b = nz_dice_below(d, n);
  return a < b ? a : b;
}

static uint32_t draw_fact(nz_fuzz *z, const nz_ground *g, uint32_t at, mood o) {
  nz_dice *d = &z->dice;
  const nz_spread *s = g->slot[at - g->t->head].s;
  uint32_t size = nz_ground_size(g, at), values = size - s->base;
  if (size <= s->base || nz_dice_below(d, CHANCES) < o.missing) return 0;
  if (s->base > 1 && nz_dice_below(d, 4) == 0) return 1;
  switch ((ir_tk)s->k) {
    case IR_T_BOOL: return s->base + (nz_dice_below(d, CHANCES) < o.yes);
    case IR_T_ROW: return s->base + (s->multi ? nz_dice_below(d, values) : nz_dice_below(d, 4) ? 0 : nz_dice_below(d, values));
    case IR_T_QTY: return s->base + (nz_dice_below(d, 16) == 0 ? s->n + nz_dice_below(d, (uint32_t)s->more) : nz_dice_below(d, s->n));
    case IR_T_DATE: return s->base + near_first(d, near_first(d, values) + 1);
    default: return s->base + nz_dice_below(d, s->n);
  }
}

static uint32_t draw(nz_fuzz *z, const nz_ground *g, uint32_t at, mood o) {
  nz_dice *d = &z->dice;
  if (at >= g->t->head) return draw_fact(z, g, at, o);
  uint32_t n = nz_ground_size(g, at);
  if (at == NZ_AT_SALT) return nz_dice_next(d);
  if (at == NZ_AT_DAY) return near_first(d, n);
  if (at < g->t->at_reading) return nz_dice_below(d, 16) == 0;
  if (at < g->t->at_arg) return nz_dice_below(d, 4) ? 0 : nz_dice_below(d, n);
  return nz_dice_below(d, n);
}

/* ---- looking ---- */

static nz_probe probe_of(nz_fuzz *z, nz_ground *g) {
  return (nz_probe){.p = z->p, .m = z->d->m, .fingerprint = z->fingerprint, .work = z->work, .c = g->c, .e = g->e, .own = g->a};
}

static bool look(nz_fuzz *z, nz_probe *k, nz_fuzz_kind kind, const nz_ground *g, uint32_t salt, nz_fuzz_found *found) {
  uint32_t n = nz_ground_questions(g);
  for (uint32_t i = 0; i < n; i++) {
    nz_question q;
    int64_t day = nz_ground_ask(g, i, &q);
    nz_arena_reset(z->work);
    if (!nz_check_one(k, kind, &q, day, salt, &found->hit)) continue;
    found->kind = kind;
    found->q = q;
    found->day = day;
    return true;
  }
  return false;
}

/* How many claims of the month are 可: a crowded month is where limits and exclusions are. */
static uint32_t allowed(const nz_ground *g) {
  uint32_t yes = 0;
  for (uint32_t i = 0; i < nz_ground_questions(g); i++) {
    nz_question q;
    nz_eval_date(g->e, nz_ground_ask(g, i, &q));
    nz_val v = nz_eval_aside(g->e, &q);
    yes += v.st == NZ_KNOWN && nz_meets(&v, NZ_OUT_ALLOW);
  }
  return yes;
}

/* ---- shrinking ---- */

typedef struct smaller { nz_fuzz *z; const nz_target *t; nz_fuzz_kind kind; nz_ground *g; nz_probe probe; nz_fuzz_found *found; const uint32_t *rows; } smaller;

static nz_ground *ground_for(smaller *s, const nz_tape *tape) {
  bool same = s->g != NULL;
  for (uint32_t p = 0; same && p < s->t->ngroup; p++) same = s->g->nrows[p] == s->t->group[p].least + tape->v[s->t->at_rows + p];
  if (same) return s->g;
  nz_arena_reset(s->z->walk);
  s->g = nz_ground_new(s->z->walk, s->z->d->m, s->t, tape->v);
  s->probe = probe_of(s->z, s->g);
  s->probe.deep = true;
  return s->g;
}

static bool fails(void *ctx, const nz_tape *tape) {
  smaller *s = ctx;
  nz_ground *g = ground_for(s, tape);
  if (nz_ground_length(g) != tape->n) return false;
  nz_ground_put(g, tape->v);
  return look(s->z, &s->probe, s->kind, g, tape->v[NZ_AT_SALT], s->found);
}

static uint32_t row_count(void *ctx, const nz_tape *tape) {
  const smaller *s = ctx;
  uint32_t n = 0;
  for (uint32_t p = 0; p < s->t->ngroup; p++) n += s->t->group[p].least + tape->v[s->t->at_rows + p];
  return n;
}

/* References to the row go to the first one, those behind it move up. */
static uint32_t reference(const nz_spread *s, uint32_t choice, uint32_t r) {
  if (choice < s->base) return choice;
  uint32_t i = choice - s->base;
  if (s->multi) return s->base + ((i & ((1u << r) - 1)) | (i >> (r + 1) << r));
  return s->base + (i == r ? 0 : i > r ? i - 1 : i);
}

static bool without(void *ctx, nz_tape *tape, uint32_t row) {
  smaller *s = ctx;
  const nz_target *t = s->t;
  nz_ground *g = ground_for(s, tape);
  uint32_t p = 0, r = row, n = 0;
  while (p < t->ngroup && r >= g->nrows[p]) r -= g->nrows[p++];
  if (p == t->ngroup || !tape->v[t->at_rows + p]) return false;
  if (p == t->subject && !t->month) { /* counted from the last */
    uint32_t is = g->nrows[p] - 1 - tape->v[t->at_subject] % g->nrows[p];
    if (is == r) return false;
    if (r > is) tape->v[t->at_subject]--;
  }
  uint32_t ledger = t->group[p].ledger, cells = g->c->rows.v[g->first[p] + r].first_cell, end = cells + g->m->ledgers.v[ledger].fields.n;
  for (uint32_t i = 0; i < g->nslot; i++) {
    uint32_t v = tape->v[t->head + i];
    if (g->slot[i].cell >= cells && g->slot[i].cell < end) continue;
    tape->v[t->head + n++] = g->slot[i].s->target == ledger ? reference(g->slot[i].s, v, r) : v;
  }
  tape->n = t->head + n;
  tape->v[t->at_rows + p]--;
  return true;
}

static bool fixed(void *ctx, const nz_tape *tape, uint32_t at) {
  const smaller *s = ctx;
  (void)tape;
  return at == NZ_AT_SALT || (at >= s->t->at_rows && at < s->t->head);
}

/* The facts held back under the salt stay out where the answer turns without them. */
static void settle(nz_fuzz *z, nz_ground *g, const nz_fuzz_found *found) {
  nz_probe k = probe_of(z, g);
  nz_arena_reset(z->work);
  nz_check_settle(&k, &found->q, found->day, z->tape.v[NZ_AT_SALT]);
  for (uint32_t i = 0; i < g->nslot; i++)
    if (g->c->cells.v[g->slot[i].cell].state == NZ_CELL_NOT_GIVEN) z->tape.v[g->t->head + i] = 0;
}

static void shrink(nz_fuzz *z, const nz_target *t, nz_fuzz_kind kind, nz_ground *g, nz_fuzz_found *found) {
  if (kind == NZ_FUZZ_KNOWLEDGE) settle(z, g, found);
  smaller s = {.z = z, .t = t, .kind = kind, .found = found};
  nz_shrink by = {.ctx = &s, .fails = fails, .rows = row_count, .without = without, .fixed = fixed, .spare = &z->spare, .most = SHRINKS};
  bool deep = fails(&s, &z->tape);
  if (deep) nz_tape_shrink(&by, &z->tape);
  found->tried = by.tried;
  g = ground_for(&s, &z->tape); /* as it is in the end */
  s.probe.deep = deep;
  nz_ground_put(g, z->tape.v);
  (void)look(z, &s.probe, kind, g, z->tape.v[NZ_AT_SALT], found);
  nz_arena_reset(z->out);
  found->c = nz_case_copy(z->out, g->c);
  found->hit.why = (nz_str){nz_copy(z->out, found->hit.why.p, found->hit.why.n), found->hit.why.n};
  found->duty = t->duty;
}

/* ---- one walk ---- */

static nz_target *target_at(nz_fuzz *z, uint32_t i) {
  if (z->target[i]) return z->target[i];
  const nz_duty *x = i < z->ndecl ? NULL : &z->d->list.v[z->duty[i - z->ndecl]];
  z->target[i] = NZ_NEW(z->own, nz_target);
  nz_target_of(z->own, z->d, x ? x->decl : z->decl[i], x, z->births, z->target[i]);
  return z->target[i];
}

static uint32_t next_target(nz_fuzz *z, nz_fuzz_kind kind) {
  uint32_t first = kind == NZ_FUZZ_PROPERTY ? z->ndecl : 0, n = kind == NZ_FUZZ_PROPERTY ? z->nduty : z->ndecl;
  for (uint32_t tries = 0; tries < n; tries++) {
    uint32_t i = first + z->at[kind]++ % n;
    if (!(z->done[i] >> kind & 1) && wanted(z, i)) return i;
  }
  return IR_NONE;
}

static nz_ground *begin(nz_fuzz *z, const nz_target *t, mood o) {
  nz_tape *tape = &z->tape;
  nz_arena_reset(z->walk);
  for (uint32_t p = 0; p < t->ngroup; p++) tape->v[t->at_rows + p] = nz_dice_below(&z->dice, t->group[p].most - t->group[p].least + 1);
  nz_ground *g = nz_ground_new(z->walk, z->d->m, t, tape->v);
  tape->n = nz_ground_length(g);
  for (uint32_t i = 0; i < tape->n; i++)
    if (i < t->at_rows || i >= t->head) tape->v[i] = draw(z, g, i, o);
  nz_ground_put(g, tape->v);
  return g;
}

typedef struct change { uint32_t at, was; } change;

/* A few choices drawn anew, a step of the walk. */
static uint32_t stroll(nz_fuzz *z, nz_ground *g, mood o, change *c) {
  const nz_target *t = g->t;
  uint32_t n = 0, most = 1 + nz_dice_below(&z->dice, MOST_CHANGES);
  z->tape.v[NZ_AT_SALT] = nz_dice_next(&z->dice);
  for (uint32_t i = 0; i < most; i++) {
    uint32_t at = g->nslot && nz_dice_below(&z->dice, 8) ? t->head + nz_dice_below(&z->dice, g->nslot) : nz_dice_below(&z->dice, t->at_rows), v = draw(z, g, at, o);
    if (at == NZ_AT_SALT || v == z->tape.v[at]) continue;
    c[n++] = (change){at, z->tape.v[at]};
    z->tape.v[at] = v;
    nz_ground_change(g, z->tape.v, at);
  }
  return n;
}

static void back(nz_fuzz *z, nz_ground *g, const change *c, uint32_t n) {
  while (n) {
    n--;
    z->tape.v[c[n].at] = c[n].was;
    nz_ground_change(g, z->tape.v, c[n].at);
  }
}

bool nz_fuzz_walk(nz_fuzz *z, nz_fuzz_found *found) {
  static const uint32_t yes[] = {32, 128, 224, 240};
  nz_fuzz_kind kind = (nz_fuzz_kind)(z->turn++ % NZ_FUZZ_KINDS);
  if (!z->on[kind]) return false;
  uint32_t i = next_target(z, kind);
  if (i == IR_NONE) return false;
  nz_target *t = target_at(z, i);
  mood o = {nz_dice_below(&z->dice, 4) ? 0 : 24, yes[nz_dice_below(&z->dice, 4)]};
  nz_ground *g = begin(z, t, o);
  nz_probe k = probe_of(z, g);
  bool slow = kind == NZ_FUZZ_PROOF || kind == NZ_FUZZ_EVALUATORS;
  uint32_t best = 0;
  change c[MOST_CHANGES];
  for (uint32_t step = 0; step < (slow ? SHORT_WALK : LONG_WALK); step++) {
    uint32_t n = stroll(z, g, o, c);
    if (t->month && step % 4 == 0) {
      uint32_t now = allowed(g);
      if (now < best && nz_dice_below(&z->dice, 8)) back(z, g, c, n);
      else best = now;
    }
    z->cases[kind]++;
    z->months += t->month;
    if (!look(z, &k, kind, g, z->tape.v[NZ_AT_SALT], found)) continue;
    z->done[i] |= (uint8_t)(1u << kind);
    shrink(z, t, kind, g, found);
    return true;
  }
  return false;
}

bool nz_fuzz_again(nz_fuzz *z, nz_case *c, nz_fuzz_kind kind, const nz_question *q, int64_t day, nz_hit *hit) {
  nz_arena_reset(z->walk);
  nz_arena_reset(z->work);
  nz_probe k = {.p = z->p, .m = z->d->m, .fingerprint = z->fingerprint, .work = z->work, .own = z->walk, .c = c, .e = nz_eval_new(z->walk, z->d->m, c), .deep = true};
  return nz_check_one(&k, kind, q, day, 0, hit);
}
