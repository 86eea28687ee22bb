/* test_decisive.c -- 決め手 on random modules against brute force over all sets of facts; settling facts of 不明 against all
 * values of all sets of missing facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "interp/exec/eval_int.h"
#include "tests/unit/lib_gen.h"

typedef struct facts { uint32_t id[64], n, ncells; } facts; /* what the case gives: cells, then completeness statements */

/* All of them, touched or not: with others withheld, a fact may come to matter that did not before. */
static facts all_given(gen *g, nz_eval *e) {
  facts f = {.n = 0};
  for (uint32_t i = 0; i < e->ncells; i++) {
    uint8_t s = e->cells[i].state;
    if ((s == NZ_CELL_GIVEN || s == NZ_CELL_BLANK) && f.n < 40) f.id[f.n++] = i;
  }
  f.ncells = f.n;
  for (uint32_t i = 0; i < g->c->closed.n && f.n < 64; i++) f.id[f.n++] = i;
  return f;
}

static bool sufficient(gen *g, nz_eval *e, const facts *f, uint32_t mask, const nz_val *answer) {
  for (uint32_t i = 0; i < f->n; i++) {
    bool on = mask >> i & 1;
    if (i < f->ncells) nz_eval_cells(e)[f->id[i]].state = on ? g->c->cells.v[f->id[i]].state : NZ_CELL_WITHHELD;
    else if (on) nze_clear_bit(e->closed_off, f->id[i]);
    else nze_set_bit(e->closed_off, f->id[i]);
  }
  nz_val v = nze_side_run(e, &g->q, 0);
  return nz_same_answer(&v, answer);
}

/* ascending ids compared one by one: the set with the smaller first difference comes first */
static bool earlier(uint32_t a, uint32_t b) {
  uint32_t diff = a ^ b;
  return (a & (diff & (0 - diff))) != 0;
}

static void test_brute_force(void **state) {
  (void)state;
  uint32_t done = 0, sizes[8] = {0};
  for (uint64_t seed = 1; seed <= 6000; seed++) {
    gen g;
    gen_open(&g, seed, GEN_MORE_GIVEN);
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    nz_proof p;
    nz_val answer = nz_eval_run(e, &g.q, &p);
    facts f = all_given(&g, e);
    if (answer.st != NZ_MISSING && f.n <= 12 && f.n > 0) {
      nz_decisive d = nz_decide_facts(&g.arena, e, &g.q, &answer);
      assert_true(d.exact);
      uint32_t got = 0, best = UINT32_MAX, size = 99;
      for (uint32_t i = 0; i < f.n; i++) {
        bool in = false;
        for (uint32_t k = 0; k < d.n && i < f.ncells; k++) in |= d.cells[k] == f.id[i];
        for (uint32_t k = 0; k < d.nclosed && i >= f.ncells; k++) in |= d.closed[k] == f.id[i];
        got |= (uint32_t)in << i;
      }
      for (uint32_t i = 0; i < e->ncells; i++) assert_int_equal(e->cells[i].state, g.c->cells.v[i].state);
      for (uint32_t mask = 0; mask < UINT32_C(1) << f.n; mask++) {
        uint32_t bits = (uint32_t)__builtin_popcount(mask);
        if (bits > size || (bits == size && !earlier(mask, best))) continue;
        if (sufficient(&g, e, &f, mask, &answer)) best = mask, size = bits;
      }
      if (got != best) fail_msg("seed %lu: %x, not %x", (unsigned long)seed, got, best);
      done++;
      sizes[size < 7 ? size : 7]++;
    }
    gen_close(&g);
  }
  assert_true(done > 1000);
  for (int i = 0; i < 5; i++) assert_true(sizes[i] > 10);
}

/* n of 2n conditions: every half is a smallest set, and none is necessary */
static uint32_t threshold(gen *g, uint32_t n, uint32_t need) {
  ir_module *m = g->m;
  uint32_t args[64], ledger = m->ledgers.n, subject = ir_mk_node(m, IR_SUBJECT, ir_mk_type(m, IR_T_ROW, 0, ledger), NULL, 0);
  NZ_PUSH(&g->arena, &m->ledgers) = (ir_ledger){0, {m->fields.n, n}, IR_NONE, IR_NONE, IR_NONE, 1, 0};
  for (uint32_t i = 0; i < n; i++) {
    NZ_PUSH(&g->arena, &m->fields) = (ir_field){.ledger = ledger, .type = g->t_bool};
    args[i] = ir_mk_node(m, IR_FIELD, g->t_bool, &subject, 1);
    m->nodes.v[args[i]].ref = m->fields.n - 1;
  }
  uint32_t body = ir_mk_node(m, IR_ATLEAST, g->t_bool, args, n);
  m->nodes.v[body].imm = need;
  ir_decl d = {.owner = IR_NONE, .subject = ledger, .outputs = {m->outputs.n, 1}, .variants = {m->variants.n, 1}};
  NZ_PUSH(&g->arena, &m->outputs) = (ir_output){.type = g->t_bool};
  NZ_PUSH(&g->arena, &m->variants) = (ir_variant){.from = IR_DATE_MIN, .to = IR_DATE_MAX, .confirmed = IR_DATE_MAX, .body = body};
  NZ_PUSH(&g->arena, &m->decls) = d;
  uint32_t row = nz_case_row(&g->arena, g->c, ledger, (nz_str){"", 0});
  for (uint32_t i = 0; i < n; i++) g->c->cells.v[g->c->rows.v[row].first_cell + i] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = 1};
  return m->decls.n - 1;
}

static void test_thresholds(void **state) {
  (void)state;
  for (uint32_t n = 2; n <= 40; n += n < 12 ? 2 : 14) {
    gen g;
    gen_open(&g, 1, 0);
    nz_question q = {.decl = threshold(&g, n, n / 2), .subject = IR_NONE};
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    nz_val answer = nz_eval_run(e, &q, NULL);
    assert_int_equal(answer.a, 1);
    nz_decisive d = nz_decide_facts(&g.arena, e, &q, &answer);
    assert_int_equal(d.n, n / 2); /* minimal by inclusion is smallest here */
    if (n <= 12) assert_true(d.exact);
    for (uint32_t i = 0; d.exact && i < d.n; i++) assert_int_equal(d.cells[i], e->ncells - n + i); /* the first ones */
    gen_close(&g);
  }
}

/* ---- 不明 ---- */

static uint32_t values_of(gen *g, uint32_t cell, const ir_field **fd) {
  uint32_t row, f;
  nz_cell_at(g->c, cell, &row, &f);
  *fd = &g->m->fields.v[f];
  const ir_field *x = *fd;
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

static bool can_settle(gen *g, nz_eval *e, const uint32_t *cells, uint32_t n) {
  if (n == 0) {
    nz_val v = nze_side_run(e, &g->q, 0);
    return v.st != NZ_MISSING;
  }
  const ir_field *f;
  uint32_t count = values_of(g, cells[0], &f);
  bool yes = false;
  for (uint32_t i = 0; i < count && !yes; i++) {
    put(g, e, cells[0], i);
    yes = can_settle(g, e, cells + 1, n - 1);
  }
  nz_eval_cells(e)[cells[0]] = g->c->cells.v[cells[0]];
  return yes;
}

static void test_settling(void **state) {
  (void)state;
  uint32_t done = 0, more = 0;
  for (uint64_t seed = 1; seed <= 6000; seed++) {
    gen g;
    gen_open(&g, seed, GEN_NO_DATES);
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    nz_val v = nz_eval_run(e, &g.q, NULL);
    uint32_t cand[64], n = 0;
    bool only_facts = true, small = true;
    for (uint32_t i = 0; i < v.causes.n; i++) only_facts &= v.causes.v[i].kind == NZ_C_FACT;
    for (uint32_t i = 0; i < e->ncells; i++) {
      const ir_field *f;
      if (e->cells[i].state != NZ_CELL_NOT_GIVEN) continue;
      uint32_t values = values_of(&g, i, &f);
      if (f->flags & IR_F_PRESUMED) continue; /* not missing */
      if (values == 0) small = small && !(f->flags & IR_F_MULTI);
      else cand[n++] = i;
    }
    if (v.st == NZ_MISSING && only_facts && small && n <= 12) {
      nz_decisive d = nz_decide_missing(&g.arena, e, &g.q);
      for (uint32_t i = 0; i < e->ncells; i++) assert_int_equal(e->cells[i].state, g.c->cells.v[i].state);
      uint32_t size = 0;
      for (uint32_t k = 1; k <= 2 && !size; k++)
        for (uint32_t a = 0; a < n && !size; a++)
          for (uint32_t b = a + 1; b < (k == 1 ? a + 2 : n) && !size; b++) {
            uint32_t pair[2] = {cand[a], k == 2 ? cand[b] : 0};
            if (can_settle(&g, e, pair, k)) size = k;
          }
      if (d.exact) {
        assert_int_equal(d.nclosed, 0);
        if (!can_settle(&g, e, d.cells, d.n)) fail_msg("seed %lu settles nothing", (unsigned long)seed);
        if (size ? d.n != size : d.n < 3) fail_msg("seed %lu: %u facts, not %u", (unsigned long)seed, d.n, size);
      } else if (size) {
        fail_msg("seed %lu: not found, though %u are enough", (unsigned long)seed, size);
      }
      done++;
      more += size == 2;
    }
    gen_close(&g);
  }
  assert_true(done > 300);
  assert_true(more > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_brute_force), cmocka_unit_test(test_thresholds), cmocka_unit_test(test_settling),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
