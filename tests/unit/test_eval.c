/* test_eval.c -- the tracing evaluator on random modules: with and without a proof alike, knowledge monotone, proofs well
 * formed; and clauses of the semantics that random modules seldom meet, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "interp/exec/eval_int.h"
#include "tests/unit/lib_gen.h"

static bool same_all(const nz_val *a, const nz_val *b) {
  return nz_same_answer(a, b) && a->text == b->text && nz_causes_same(a->causes, b->causes) && a->bounded == b->bounded &&
         (a->st != NZ_MISSING || (a->a == b->a && a->b == b->b)) && (a->st != NZ_FAULT || a->why == b->why);
}

/* P1.2 to P1.4 as far as they need no rules */
static void check_shape(const nz_proof *p) {
  assert_int_equal(p->root, p->nodes.n - 1);
  uint32_t expected = 0; /* leaves of the walk come in order: each step is first left after all before it */
  bool seen[20000] = {false};
  if (p->nodes.n > 20000) return;
  for (uint32_t i = 0; i < p->nodes.n; i++) {
    const nz_pnode *n = &p->nodes.v[i];
    assert_in_range(n->kids + n->nkids, 0, p->kids.n);
    for (uint32_t k = 0; k < n->nkids; k++) {
      assert_in_range(p->kids.v[n->kids + k], 0, i - 1);
      seen[p->kids.v[n->kids + k]] = true;
    }
    expected++;
  }
  for (uint32_t i = 0; i + 1 < p->nodes.n; i++) assert_true(seen[i]);
  assert_int_equal(expected, p->nodes.n);
}

static void test_trace_and_fast(void **state) {
  (void)state;
  uint32_t by_status[5] = {0};
  for (uint64_t seed = 1; seed <= 20000; seed++) {
    gen g;
    gen_open(&g, seed, 0);
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    nz_proof p;
    nz_val fast = nz_eval_run(e, &g.q, NULL);
    fast.causes.v = fast.causes.n ? memcpy(NZ_NEW_N(&g.arena, nz_cause, fast.causes.n), fast.causes.v, fast.causes.n * sizeof(nz_cause)) : NULL;
    nz_val slow = nz_eval_run(e, &g.q, &p);
    by_status[slow.st]++;
    if (!same_all(&fast, &slow)) fail_msg("seed %lu: %d and %d", (unsigned long)seed, fast.st, slow.st);
    nz_val plain = nze_side_run(e, &g.q, 0);
    if (plain.st != slow.st || !nz_same_answer(&plain, &slow)) fail_msg("seed %lu without causes", (unsigned long)seed);
    check_shape(&p);
    assert_true(same_all(&p.nodes.v[p.root].val, &slow));
    gen_close(&g);
  }
  for (int i = 0; i < 5; i++) assert_true(by_status[i] > 100); /* the generator reaches every status */
}

static void set_random(gen *g, nz_cellval *v, uint32_t cell) {
  uint32_t row, f;
  nz_cell_at(g->c, cell, &row, &f);
  const ir_field *fd = &g->m->fields.v[f];
  v->state = NZ_CELL_GIVEN;
  if ((fd->flags & IR_F_BLANK) && gen_pick(g, 4) == 0) v->state = NZ_CELL_BLANK;
  else if (fd->flags & IR_F_MULTI) v->multi = NULL, v->nmulti = 0;
  else if (fd->type == g->t_row_b) {
    if (g->c->rows.n < 2) v->state = NZ_CELL_BLANK;
    else v->v = 1 + gen_pick(g, g->c->rows.n - 1);
  } else if (fd->type == g->t_date) v->v = g->c->date - gen_pick(g, 3000);
  else v->v = gen_pick(g, fd->type == g->t_bool ? 2 : fd->type == g->t_enum ? 4 : (uint32_t)fd->hi + 1);
}

/* Adding a fact never turns a known answer. */
static void monotone(unsigned flags, unsigned mode) {
  uint32_t known = 0;
  for (uint64_t seed = 1; seed <= 15000; seed++) {
    gen g;
    gen_open(&g, seed, flags | GEN_NO_PRESUMED);
    nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
    nz_val before = nze_side_run(e, &g.q, mode);
    known += before.st != NZ_MISSING;
    for (int t = 0; t < 6 && before.st != NZ_MISSING; t++) {
      for (uint32_t i = 0; i < e->ncells; i++) {
        nz_eval_cells(e)[i] = g.c->cells.v[i];
        if (nz_eval_cells(e)[i].state == NZ_CELL_NOT_GIVEN && gen_pick(&g, 3)) set_random(&g, &nz_eval_cells(e)[i], i);
      }
      nz_val after = nze_side_run(e, &g.q, mode);
      /* S5.8 as it stands: 要照会 of one proviso hides what is not known of another, which may come to conflict with a third */
      if (before.st == NZ_REFERRED && after.st == NZ_FAULT) continue;
      if (!nz_same_answer(&before, &after)) fail_msg("seed %lu: %d then %d", (unsigned long)seed, before.st, after.st);
    }
    gen_close(&g);
  }
  assert_true(known > 1000);
}

static void test_monotone(void **state) {
  (void)state;
  monotone(0, 0);
}

/* ---- by hand ---- */

typedef struct hand { gen g; nz_eval *e; } hand;

static nz_val val_of(gen *g, uint32_t body, uint32_t type, nz_proof *p) {
  ir_decl d = {.owner = IR_NONE, .subject = IR_NONE, .outputs = {g->m->outputs.n, 1}, .variants = {g->m->variants.n, 1}};
  NZ_PUSH(&g->arena, &g->m->outputs) = (ir_output){.type = type};
  NZ_PUSH(&g->arena, &g->m->variants) = (ir_variant){.from = IR_DATE_MIN, .to = IR_DATE_MAX, .confirmed = IR_DATE_MAX, .body = body};
  NZ_PUSH(&g->arena, &g->m->decls) = d;
  nz_eval *e = nz_eval_new(&g->arena, g->m, g->c);
  nz_question q = {.decl = g->m->decls.n - 1, .subject = IR_NONE};
  return nz_eval_run(e, &q, p);
}

static uint32_t leaf(gen *g, ir_op op, uint32_t type, int64_t v) {
  uint32_t id = ir_mk_node(g->m, op, type, NULL, 0);
  g->m->nodes.v[id].imm = v;
  return id;
}
static uint32_t qty(gen *g, int64_t v) { return leaf(g, IR_CONST, g->t_qty, v); }
static uint32_t none(gen *g, int why) { return leaf(g, IR_CONST, ir_mk_type(g->m, IR_T_NOTHING, 0, IR_NONE), why); }
static uint32_t unknown(gen *g) { return leaf(g, IR_OUTCOME, g->t_decision, NZ_OUT_UNKNOWN); }
static uint32_t op2(gen *g, ir_op op, uint32_t type, uint32_t a, uint32_t b) {
  uint32_t args[2] = {a, b};
  return ir_mk_node(g->m, op, type, args, 2);
}

static void test_arithmetic(void **state) { /* S2.3, S2.4 */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t q = g.t_qty, r = g.t_ratio;
  nz_val v = val_of(&g, op2(&g, IR_ADD, q, qty(&g, INT64_MAX), qty(&g, 1)), q, NULL);
  assert_int_equal(v.st, NZ_FAULT);
  assert_int_equal(v.why, NZ_FAULT_OVERFLOW);
  assert_int_equal(v.causes.v[0].id, NZ_FAULT_OVERFLOW);
  v = val_of(&g, op2(&g, IR_DIV, r, qty(&g, 7), qty(&g, 0)), r, NULL);
  assert_int_equal(v.why, NZ_FAULT_ZERO);
  v = val_of(&g, op2(&g, IR_DIV, r, qty(&g, 290), qty(&g, -60)), r, NULL);
  assert_int_equal(v.a, -29);
  assert_int_equal(v.b, 6);
  uint32_t d = op2(&g, IR_DIV, r, qty(&g, -7), qty(&g, 2));
  v = val_of(&g, ir_mk_node(g.m, IR_FLOOR, q, &d, 1), q, NULL);
  assert_int_equal(v.a, -4);
  v = val_of(&g, ir_mk_node(g.m, IR_CEIL, q, &d, 1), q, NULL);
  assert_int_equal(v.a, -3);
  v = val_of(&g, op2(&g, IR_GT, g.t_bool, op2(&g, IR_DIV, r, qty(&g, 1), qty(&g, 3)), op2(&g, IR_DIV, r, qty(&g, 333333333), qty(&g, 1000000000))), g.t_bool, NULL);
  assert_int_equal(v.a, 1);
  v = val_of(&g, op2(&g, IR_ADD, q, none(&g, NZ_NA_BLANK), qty(&g, 1)), q, NULL);
  assert_int_equal(v.st, NZ_NOVALUE);
  assert_int_equal(v.why, NZ_NA_BLANK);
  v = val_of(&g, op2(&g, IR_NE, g.t_bool, none(&g, NZ_NA_BLANK), qty(&g, 1)), g.t_bool, NULL); /* S4.3 */
  assert_int_equal(v.st, NZ_KNOWN);
  assert_int_equal(v.a, 0);
  v = val_of(&g, op2(&g, IR_ADD, q, unknown(&g), op2(&g, IR_ADD, q, qty(&g, INT64_MAX), qty(&g, 1))), q, NULL);
  assert_int_equal(v.st, NZ_MISSING);
  assert_int_equal(v.causes.n, 1); /* the fault's cause is told too */
  gen_close(&g);
}

static void test_decimals(void **state) { /* fixed point: true values in quotients and roundings */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t d2 = ir_mk_type(g.m, IR_T_QTY, 2, IR_NONE);
  uint32_t x = leaf(&g, IR_CONST, d2, -150); /* −1.50 */
  nz_val v = val_of(&g, ir_mk_node(g.m, IR_FLOOR, g.t_qty, &x, 1), g.t_qty, NULL);
  assert_int_equal(v.a, -2);
  v = val_of(&g, op2(&g, IR_DIV, g.t_ratio, x, qty(&g, 3)), g.t_ratio, NULL);
  assert_int_equal(v.a, -1);
  assert_int_equal(v.b, 2);
  v = val_of(&g, op2(&g, IR_EQ, g.t_bool, x, op2(&g, IR_DIV, g.t_ratio, qty(&g, -3), qty(&g, 2))), g.t_bool, NULL);
  assert_int_equal(v.a, 1);
  gen_close(&g);
}

static void test_months(void **state) { /* S6.5 */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t t_set = ir_mk_type(g.m, IR_T_SET, 0, g.t_month);
  uint32_t from = leaf(&g, IR_CONST, g.t_month, 2024 * 12), to = leaf(&g, IR_CONST, g.t_month, 2024 * 12 + 1199);
  uint32_t set = op2(&g, IR_MONTHS, t_set, from, to), back = op2(&g, IR_MONTHS, t_set, to, from);
  nz_val v = val_of(&g, ir_mk_node(g.m, IR_COUNT, g.t_qty, &set, 1), g.t_qty, NULL);
  assert_int_equal(v.a, 1200);
  g.m->nodes.v[to].imm++;
  v = val_of(&g, ir_mk_node(g.m, IR_COUNT, g.t_qty, &set, 1), g.t_qty, NULL);
  assert_int_equal(v.why, NZ_FAULT_RANGE);
  v = val_of(&g, ir_mk_node(g.m, IR_EXISTS, g.t_bool, &back, 1), g.t_bool, NULL);
  assert_int_equal(v.a, 0);
  v = val_of(&g, op2(&g, IR_MEAN, g.t_ratio, back, qty(&g, 3)), g.t_ratio, NULL);
  assert_int_equal(v.why, NZ_FAULT_EMPTY);
  v = val_of(&g, op2(&g, IR_LARGEST, g.t_qty, back, qty(&g, 3)), g.t_qty, NULL); /* S6.4 */
  assert_int_equal(v.why, NZ_NA_ABSENT);
  gen_close(&g);
}

static void test_provisos(void **state) { /* S5.8 */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t t = leaf(&g, IR_CONST, g.t_bool, 1), f = leaf(&g, IR_CONST, g.t_bool, 0), d = g.t_decision;
  uint32_t allow = leaf(&g, IR_OUTCOME, d, NZ_OUT_ALLOW), deny = leaf(&g, IR_OUTCOME, d, NZ_OUT_DENY), na = leaf(&g, IR_OUTCOME, d, NZ_OUT_NA);
  uint32_t withdraw = leaf(&g, IR_WITHDRAW, d, 0);
  uint32_t no[2] = {t, deny}, other[2] = {t, na}, off[2] = {f, na}, back[2] = {t, withdraw};
  uint32_t item_no = ir_mk_node(g.m, IR_PROVITEM, d, no, 2), item_na = ir_mk_node(g.m, IR_PROVITEM, d, other, 2);
  uint32_t item_off = ir_mk_node(g.m, IR_PROVITEM, d, off, 2), item_back = ir_mk_node(g.m, IR_PROVITEM, d, back, 2);
  uint32_t nested[3] = {t, deny, item_back}, item_nested = ir_mk_node(g.m, IR_PROVITEM, d, nested, 3);
  uint32_t one[3] = {allow, item_no, item_off}, two[3] = {allow, item_no, item_na}, deep[2] = {allow, item_nested};
  nz_val v = val_of(&g, ir_mk_node(g.m, IR_PROV, d, one, 3), d, NULL);
  assert_int_equal(v.a, NZ_OUT_DENY);
  v = val_of(&g, ir_mk_node(g.m, IR_PROV, d, two, 3), d, NULL);
  assert_int_equal(v.why, NZ_FAULT_CONFLICT);
  v = val_of(&g, ir_mk_node(g.m, IR_PROV, d, deep, 2), d, NULL); /* the proviso's own proviso withdraws it */
  assert_int_equal(v.a, NZ_OUT_ALLOW);
  gen_close(&g);
}

static void test_stale_and_variants(void **state) { /* S1.4, S5.11 */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  val_of(&g, qty(&g, 5), g.t_qty, NULL);
  ir_variant *v = &g.m->variants.v[g.m->variants.n - 1];
  v->confirmed = g.c->date - 1;
  nz_question q = {.decl = g.m->decls.n - 1, .subject = IR_NONE};
  nz_eval *e = nz_eval_new(&g.arena, g.m, g.c);
  assert_int_equal(nz_eval_run(e, &q, NULL).a, 5);
  assert_true(nz_eval_used_stale(e));
  nz_eval_date(e, g.c->date - 1);
  assert_int_equal(nz_eval_run(e, &q, NULL).a, 5);
  assert_false(nz_eval_used_stale(e));
  nz_eval_date(e, g.c->date);
  nz_eval_strict(e, true);
  nz_val got = nz_eval_run(e, &q, NULL);
  assert_int_equal(got.st, NZ_MISSING);
  assert_int_equal(got.causes.v[0].kind, NZ_C_NOVARIANT);
  v->from = g.c->date + 1;
  nz_proof p;
  got = nz_eval_run(e, &q, &p);
  assert_int_equal(got.causes.v[0].id, q.decl);
  assert_int_equal(p.nodes.v[p.root].variant, IR_NONE);
  gen_close(&g);
}

static void test_chain_is_linear(void **state) { /* each definition uses the one before twice: 2^60 steps without the memo */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t body = qty(&g, 0);
  nz_proof p;
  for (int i = 0; i < 60; i++) {
    val_of(&g, body, g.t_qty, NULL);
    uint32_t a = ir_mk_node(g.m, IR_DECL, g.t_qty, NULL, 0), b = ir_mk_node(g.m, IR_DECL, g.t_qty, NULL, 0);
    g.m->nodes.v[a].ref = g.m->nodes.v[b].ref = g.m->decls.n - 1;
    body = op2(&g, IR_ADD, g.t_qty, a, b);
  }
  assert_int_equal(val_of(&g, body, g.t_qty, &p).a, 0);
  assert_true(p.nodes.n < 400);
  gen_close(&g);
}

static void test_readings(void **state) { /* S5.10: each reading by itself; together only where that tells more */
  (void)state;
  gen g;
  gen_open(&g, 1, 0);
  uint32_t t = leaf(&g, IR_CONST, g.t_bool, 1), f = leaf(&g, IR_CONST, g.t_bool, 0), read[3];
  for (uint32_t i = 0; i < 3; i++) {
    NZ_PUSH(&g.arena, &g.m->readings) = (ir_reading){.choices = {0, 2}, .from = IR_DATE_MIN, .to = IR_DATE_MAX};
    read[i] = op2(&g, IR_READING, g.t_bool, f, t);
    g.m->nodes.v[read[i]].ref = g.m->readings.n - 1;
  }
  uint32_t both = op2(&g, IR_AND, g.t_bool, read[0], read[1]);
  val_of(&g, op2(&g, IR_OR, g.t_bool, both, read[2]), g.t_bool, NULL);
  nz_question q = {.decl = g.m->decls.n - 1, .subject = IR_NONE};
  nz_case *c = nz_case_new(&g.arena, g.m);
  c->date = g.c->date;
  nz_eval *e = nz_eval_new(&g.arena, g.m, c);
  nz_proof p;
  nz_val answer = nz_eval_run(e, &q, &p);
  assert_int_equal(answer.a, 0);
  nz_others o = nz_other_readings(&g.arena, e, &q, &answer);
  assert_int_equal(o.n, 2);
  assert_int_equal(o.v[0].n, 1);
  assert_int_equal(o.v[0].reading[0], 3);
  assert_int_equal(o.v[1].n, 2); /* only together */
  assert_int_equal(o.v[1].reading[0], 1);
  assert_int_equal(o.v[1].reading[1], 2);
  assert_int_equal(o.v[1].val.a, 1);
  nz_eval_choice(e, 3, 1);
  answer = nz_eval_run(e, &q, &p);
  assert_int_equal(answer.a, 1);
  assert_true(nze_bit(nz_eval_touched_readings(e), 1) && nze_bit(nz_eval_touched_readings(e), 3));
  assert_int_equal(nz_other_readings(&g.arena, e, &q, &answer).n, 1);
  nz_eval_choice(e, 3, IR_NONE);
  assert_int_equal(nz_eval_run(e, &q, NULL).a, 0);
  gen_close(&g);
}

static void test_ratio_compare(void **state) { /* the portable comparison and the 128-bit one agree */
  (void)state;
  gen g = {.state = 7};
  static const int64_t ends[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 1, INT64_MAX - 1, INT64_MAX};
  for (int i = 0; i < 200000; i++) {
    int64_t v[4];
    for (int k = 0; k < 4; k++) {
      uint64_t wide = (uint64_t)gen_pick(&g, UINT32_MAX) << 32 | gen_pick(&g, UINT32_MAX);
      v[k] = gen_pick(&g, 3) == 0 ? ends[gen_pick(&g, 7)] : (int64_t)(wide >> gen_pick(&g, 64));
    }
    nz_ratio a = {v[0], v[1] < 1 ? 1 : v[1]}, b = {v[2], v[3] < 1 ? 1 : v[3]};
    assert_int_equal(nz_ratio_cmp(a, b), nz_ratio_cmp_portable(a, b));
    assert_int_equal(nz_ratio_cmp(a, b), -nz_ratio_cmp(b, a));
  }
  nz_ratio r;
  assert_false(nz_ratio_make(INT64_MIN, -1, &r));
  assert_true(nz_ratio_make(INT64_MIN, 2, &r));
  assert_int_equal(r.n, INT64_MIN / 2);
  assert_false(nz_ratio_make(1, INT64_MIN, &r));
  assert_false(nz_ratio_add((nz_ratio){INT64_MAX, 1}, (nz_ratio){1, 1}, &r));
  assert_true(nz_ratio_sub((nz_ratio){1, 6}, (nz_ratio){2, 3}, &r));
  assert_int_equal(r.n, -1);
  assert_int_equal(r.d, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_trace_and_fast), cmocka_unit_test(test_monotone),
    cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_decimals), cmocka_unit_test(test_months),
    cmocka_unit_test(test_provisos), cmocka_unit_test(test_stale_and_variants), cmocka_unit_test(test_chain_is_linear),
    cmocka_unit_test(test_readings), cmocka_unit_test(test_ratio_compare),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
