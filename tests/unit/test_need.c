/* test_need.c -- need on random modules against brute force over all values of all small sets of facts; by hand: thresholds,
 * dates, what may not change, what nothing helps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "interp/exec/eval_int.h"
#include "interp/ir/date.h"
#include "tests/unit/lib_gen.h"

enum { BUDGET = 1000000 };

static uint32_t values_of(gen *g, uint32_t cell, const ir_field **fd) {
  uint32_t row, f;
  nz_cell_at(g->c, cell, &row, &f);
  const ir_field *x = *fd = &g->m->fields.v[f];
  if (x->flags & IR_F_MULTI || x->type == g->t_date) return 0;
  uint32_t n = x->type == g->t_bool ? 2 : x->type == g->t_enum ? 4 : x->type == g->t_row_b ? g->c->rows.n - 1 : (uint32_t)x->hi + 1;
  return n + ((x->flags & IR_F_BLANK) != 0);
}

static void put(gen *g, nz_eval *e, uint32_t cell, uint32_t i) {
  const ir_field *f;
  uint32_t n = values_of(g, cell, &f);
  bool blank = (f->flags & IR_F_BLANK) && i == n - 1;
  nz_eval_cells(e)[cell].state = blank ? NZ_CELL_BLANK : NZ_CELL_GIVEN;
  nz_eval_cells(e)[cell].v = f->type == g->t_row_b ? 1 + (int64_t)i : (int64_t)i;
}

static bool same_cell(const nz_cellval *a, const nz_cellval *b) {
  return a->state == b->state && (a->state != NZ_CELL_GIVEN || a->v == b->v);
}

static bool in_region(gen *g, const nz_region *r, const nz_cellval *v) {
  const ir_field *f;
  values_of(g, r->cell, &f);
  if (r->set_blank || v->state == NZ_CELL_BLANK) return r->set_blank && v->state == NZ_CELL_BLANK;
  return r->is_set ? r->set >> v->v & 1 : r->lo <= v->v && v->v <= r->hi;
}

/* How many of the changes contain the cells as they are now (those listed have changed). */
static uint32_t covered(gen *g, nz_eval *e, const nz_changes *c, const uint32_t *cells, uint32_t n) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->n; i++) {
    bool all = c->v[i].n == n;
    for (uint32_t k = 0; k < c->v[i].n && all; k++) {
      bool listed = false;
      for (uint32_t j = 0; j < n; j++) listed |= cells[j] == c->v[i].r[k].cell;
      all = listed && in_region(g, &c->v[i].r[k], &e->cells[c->v[i].r[k].cell]);
    }
    count += all;
  }
  return count;
}

/* Tries all values of n cells; true when some that differ from the case in each of them are good. With c: compares. */
static bool brute(gen *g, nz_eval *e, const uint32_t *cells, uint32_t n, uint32_t at, int want, const nz_changes *c, uint64_t seed) {
  if (at == n) {
    nz_val v = nze_side_run(e, &g->q, 0);
    bool good = nz_meets(&v, want);
    if (c && covered(g, e, c, cells, n) != good) fail_msg("seed %lu: %u cells from %u: %s", (unsigned long)seed, n, cells[0], good ? "not found" : "wrong or twice");
    return good;
  }
  const ir_field *f;
  uint32_t count = values_of(g, cells[at], &f);
  bool any = false;
  for (uint32_t i = 0; i < count; i++) {
    put(g, e, cells[at], i);
    if (same_cell(&e->cells[cells[at]], &g->c->cells.v[cells[at]])) continue;
    any |= brute(g, e, cells, n, at + 1, want, c, seed);
  }
  nz_eval_cells(e)[cells[at]] = g->c->cells.v[cells[at]];
  return any;
}

static void test_brute_force(void **state) {
  (void)state;
  static const int wants[] = {NZ_OUT_ALLOW, NZ_OUT_DENY, NZ_OUT_NA, NZ_OUT_REFER};
  uint32_t found[3] = {0}, impossible = 0, exhausted = 0, all = 0;
  for (uint64_t seed = 1; seed <= 1500; seed++) {
    gen g;
    gen_open(&g, seed, GEN_NO_DATES | GEN_DECISION);
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    int want = wants[seed % 4];
    nz_changes c = nz_need(&g.arena, e, &g.q, want, 3000);
    for (uint32_t i = 0; i < e->ncells; i++) assert_memory_equal(&e->cells[i], &g.c->cells.v[i], sizeof *e->cells);
    nz_val now = nze_side_run(e, &g.q, 0);
    assert_int_equal(c.already, nz_meets(&now, want));
    uint32_t cand[64], n = 0, size = c.n ? c.v[0].n : 3;
    for (uint32_t i = 0; i < e->ncells; i++) {
      const ir_field *f;
      uint32_t row, field;
      nz_cell_at(g.c, i, &row, &field);
      if (values_of(&g, i, &f) && !((f->flags & IR_F_CONST) && e->cells[i].state == NZ_CELL_GIVEN)) cand[n++] = i;
    }
    all++;
    exhausted += c.exhausted;
    impossible += c.impossible;
    assert_true(!c.impossible || (c.exhausted && c.n == 0));
    if (c.n) found[size < 3 ? size - 1 : 2]++;
    for (uint32_t i = 0; i < c.n; i++) assert_int_equal(c.v[i].n, size);
    for (uint32_t a = 0; a < n && !c.already && c.exhausted; a++) {
      uint32_t pair[2] = {cand[a]};
      bool any = brute(&g, e, pair, 1, 0, want, size == 1 ? &c : NULL, seed);
      if (any && size > 1) fail_msg("seed %lu: one fact is enough, %u", (unsigned long)seed, cand[a]);
      for (uint32_t b = a + 1; b < n && size > 1; b++) {
        pair[1] = cand[b];
        any = brute(&g, e, pair, 2, 0, want, size == 2 ? &c : NULL, seed);
        if (any && size > 2) fail_msg("seed %lu: two facts are enough, %u %u", (unsigned long)seed, cand[a], cand[b]);
      }
    }
    gen_close(&g);
  }
  print_message("found by one %u, two %u, more %u; impossible %u; exhausted %u of %u\n", found[0], found[1], found[2], impossible, exhausted, all);
  assert_true(found[0] > 150 && found[1] > 50 && found[2] > 10 && impossible > 100);
  assert_true(exhausted * 2 > all); /* lists of rows are not proposed, nor is every budget enough */
}

/* ---- by hand ---- */

typedef struct hand {
  gen g;
  uint32_t ledger, row, body, nfields;
  uint32_t field[8];
} hand;

static uint32_t add_field(hand *h, uint32_t type, uint32_t flags, int64_t lo, int64_t hi) {
  NZ_PUSH(&h->g.arena, &h->g.m->fields) = (ir_field){.ledger = h->ledger, .type = type, .flags = flags, .lo = lo, .hi = hi};
  return h->field[h->nfields++] = h->g.m->fields.n - 1;
}

static uint32_t read_field(hand *h, uint32_t f) {
  uint32_t subject = ir_mk_node(h->g.m, IR_SUBJECT, ir_mk_type(h->g.m, IR_T_ROW, 0, h->ledger), NULL, 0);
  uint32_t id = ir_mk_node(h->g.m, IR_FIELD, h->g.m->fields.v[f].type, &subject, 1);
  h->g.m->nodes.v[id].ref = f;
  return id;
}

static uint32_t constant(hand *h, uint32_t type, int64_t v) {
  uint32_t id = ir_mk_node(h->g.m, IR_CONST, type, NULL, 0);
  h->g.m->nodes.v[id].imm = v;
  return id;
}

static uint32_t op(hand *h, ir_op o, uint32_t type, uint32_t a, uint32_t b) {
  uint32_t args[2] = {a, b};
  return ir_mk_node(h->g.m, o, type, args, 2);
}

static void open_hand(hand *h) {
  memset(h, 0, sizeof *h);
  gen_open(&h->g, 1, 0);
  h->ledger = h->g.m->ledgers.n;
}

static nz_eval *close_hand(hand *h, uint32_t body, uint32_t time) { /* the ledger, one row, and the question about it */
  gen *g = &h->g;
  NZ_PUSH(&g->arena, &g->m->ledgers) = (ir_ledger){0, {h->field[0], h->nfields}, IR_NONE, time, IR_NONE, 1, 0};
  ir_decl d = {.owner = IR_NONE, .subject = h->ledger, .outputs = {g->m->outputs.n, 1}, .variants = {g->m->variants.n, 1}};
  NZ_PUSH(&g->arena, &g->m->outputs) = (ir_output){.type = g->t_bool};
  NZ_PUSH(&g->arena, &g->m->variants) = (ir_variant){.from = IR_DATE_MIN, .to = IR_DATE_MAX, .confirmed = IR_DATE_MAX, .body = body};
  NZ_PUSH(&g->arena, &g->m->decls) = d;
  h->row = nz_case_row(&g->arena, g->c, h->ledger, (nz_str){"", 0});
  g->q = (nz_question){.decl = g->m->decls.n - 1, .subject = IR_NONE};
  return nz_eval_new(&g->arena, g->m, g->c);
}

static uint32_t cell(const hand *h, uint32_t i) { return h->g.c->rows.v[h->row].first_cell + i; }

static void give(hand *h, nz_eval *e, uint32_t i, int64_t v) {
  nz_eval_cells(e)[cell(h, i)].state = NZ_CELL_GIVEN;
  nz_eval_cells(e)[cell(h, i)].v = v;
}

static void test_threshold(void **state) {
  (void)state;
  hand h;
  open_hand(&h);
  uint32_t points = add_field(&h, h.g.t_qty, 0, 0, 24), large = add_field(&h, h.g.t_qty, 0, 0, 5000000000);
  uint32_t enough = op(&h, IR_GE, h.g.t_bool, read_field(&h, points), constant(&h, h.g.t_qty, 10));
  uint32_t rich = op(&h, IR_EQ, h.g.t_bool, read_field(&h, large), constant(&h, h.g.t_qty, 123456789));
  nz_eval *e = close_hand(&h, op(&h, IR_OR, h.g.t_bool, enough, rich), IR_NONE);
  give(&h, e, 0, 8);
  give(&h, e, 1, 5);
  nz_changes c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET);
  assert_true(c.exhausted);
  assert_int_equal(c.n, 2);
  assert_int_equal(c.v[0].r[0].cell, cell(&h, 0));
  assert_int_equal(c.v[0].r[0].lo, 10);
  assert_int_equal(c.v[0].r[0].hi, 24);
  assert_int_equal(c.v[1].r[0].lo, 123456789);
  assert_int_equal(c.v[1].r[0].hi, 123456789);
  assert_true(c.tried < 200); /* the large domain is not walked */
  give(&h, e, 0, 12);
  give(&h, e, 1, 123456789);
  c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_DENY, BUDGET); /* both have to change */
  assert_int_equal(c.n, 2);                               /* below and above the one large value */
  assert_int_equal(c.v[0].n, 2);
  assert_int_equal(c.v[0].r[0].hi, 9);
  assert_int_equal(c.v[0].r[1].hi, 123456788);
  assert_int_equal(c.v[1].r[1].lo, 123456790);
  gen_close(&h.g);
}

static void test_dates(void **state) { /* an age: the boundary is a day, found by halving */
  (void)state;
  hand h;
  open_hand(&h);
  uint32_t born = add_field(&h, h.g.t_date, IR_F_CONST, 0, 0);
  uint32_t today = ir_mk_node(h.g.m, IR_TODAY, h.g.t_date, NULL, 0);
  uint32_t age = op(&h, IR_AGE, h.g.t_qty, read_field(&h, born), today);
  nz_eval *e = close_hand(&h, op(&h, IR_GE, h.g.t_bool, age, constant(&h, h.g.t_qty, 18)), IR_NONE);
  nz_changes c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET); /* not given: may be filled in */
  int64_t last, reached = 0, after = 0;
  assert_int_equal(c.n, 1);
  last = c.v[0].r[0].hi;
  assert_int_equal(c.v[0].r[0].lo, IR_DATE_MIN);
  assert_true(ir_age_on(last, h.g.c->date, &reached) && ir_age_on(last + 1, h.g.c->date, &after));
  assert_int_equal(reached, 18);
  assert_int_equal(after, 17);
  assert_true(c.tried < 100);
  give(&h, e, 0, h.g.c->date - 1000); /* given: cannot change */
  c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET);
  assert_true(c.impossible);
  gen_close(&h.g);
}

static void test_past_records(void **state) {
  (void)state;
  hand h;
  open_hand(&h);
  uint32_t when = add_field(&h, h.g.t_date, IR_F_TIME, 0, 0), done = add_field(&h, h.g.t_bool, IR_F_BLANK, 0, 0);
  nz_eval *e = close_hand(&h, read_field(&h, done), when);
  give(&h, e, 0, h.g.c->date - 40);
  give(&h, e, 1, 0);
  assert_true(nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET).impossible);
  nz_eval_cells(e)[cell(&h, 1)].state = NZ_CELL_BLANK; /* blank: may be filled in */
  nz_changes c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET);
  assert_int_equal(c.n, 1);
  assert_true(c.v[0].r[0].is_set);
  assert_int_equal(c.v[0].r[0].set, 2);
  give(&h, e, 0, h.g.c->date); /* this month's record */
  give(&h, e, 1, 0);
  assert_int_equal(nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET).n, 1);
  gen_close(&h.g);
}

static void test_budget(void **state) { /* eight facts that all have to change, and three that a budget does not reach */
  (void)state;
  hand h;
  open_hand(&h);
  uint32_t all[8];
  for (int i = 0; i < 8; i++) all[i] = read_field(&h, add_field(&h, h.g.t_bool, 0, 0, 0));
  nz_eval *e = close_hand(&h, ir_mk_node(h.g.m, IR_AND, h.g.t_bool, all, 8), IR_NONE);
  for (uint32_t i = 0; i < 8; i++) give(&h, e, i, 0);
  nz_changes c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, BUDGET);
  assert_int_equal(c.n, 1);
  assert_int_equal(c.v[0].n, 8);
  assert_true(c.exhausted);
  c = nz_need(&h.g.arena, e, &h.g.q, NZ_OUT_ALLOW, 20);
  assert_int_equal(c.n, 0);
  assert_false(c.exhausted);
  assert_false(c.impossible);
  gen_close(&h.g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_brute_force), cmocka_unit_test(test_threshold), cmocka_unit_test(test_dates),
    cmocka_unit_test(test_past_records), cmocka_unit_test(test_budget),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
