/* diff.c -- see diff.h. Compared: status, value, kind of no value, causes of 不明, and the same under each reading; and that
 * a run without a proof answers as a run with one (S2.6, S4.8). */
#include "diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../grammar/tree.h"
#include "../../interp/exec/eval.h"
#include "../../interp/exec/ref.h"
#include "../../interp/facts/case_json.h"
#include "../../interp/ir/irtext.h"
#include "../../interp/naze.h"
#include "../../interp/proof/proof.h"
#include "../../interp/sema/program.h"
#include "gen.h"

typedef struct run { nz_arena a, facts, work; jmp_buf oom; nz_program p; gen g; diff_stats *st; char *bad; bool deep; } run;

static void describe(run *r, const char *what, const nz_question *q, const nz_val *x, const nz_val *y) {
  size_t n = r->g.rules.n + r->g.facts.n + 1024;
  r->bad = malloc(n);
  if (!r->bad) abort();
  int k = snprintf(r->bad, n, "%s\n%.*s\n%.*s\n", what, (int)r->g.rules.n, r->g.rules.p ? r->g.rules.p : "", (int)r->g.facts.n, r->g.facts.p ? r->g.facts.p : "");
  if (!q || k < 0) return;
  const ir_decl *d = &r->p.m->decls.v[q->decl];
  snprintf(r->bad + k, n - (size_t)k, "question %s output %u args %d:%lld %d:%lld\nref   st=%d k=%d why=%d a=%lld b=%lld causes=%u\ntrace st=%d k=%d why=%d a=%lld b=%lld causes=%u\n",
           ir_text(r->p.m, d->name).p, q->output, q->has[0], (long long)q->args[0], q->has[1], (long long)q->args[1], x->st, x->k, x->why, (long long)x->a, (long long)x->b,
           x->causes.n, y->st, y->k, y->why, (long long)y->a, (long long)y->b, y->causes.n);
}

static bool same(const nz_val *x, const nz_val *y) {
  if (x->st != y->st) return false;
  if (x->st == NZ_KNOWN || x->st == NZ_NOVALUE) return nz_same_answer(x, y);
  return (x->st != NZ_FAULT || x->why == y->why) && nz_causes_same(x->causes, y->causes);
}

static void complain(run *r, const char *what, const nz_question *q, const nz_val *v) {
  if (!r->bad) describe(r, what, q, v, v);
}

/* 決め手: these facts alone give the same answer, by the reference evaluator; no set with one fact fewer does. */
static void decisive(run *r, const nz_case *c, nz_eval *e, const nz_question *q, const uint32_t *choice, bool strict, const nz_val *v) {
  if (v->st != NZ_KNOWN && v->st != NZ_NOVALUE) return;
  nz_val answer = *v;
  nz_decisive d = nz_decide_facts(&r->work, e, q, &answer);
  nz_cellval *cells = NZ_NEW_N(&r->work, nz_cellval, c->cells.n);
  uint32_t *given = NZ_NEW_N(&r->work, uint32_t, c->cells.n), n = 0;
  for (uint32_t i = 0; i < c->cells.n; i++) {
    cells[i] = c->cells.v[i];
    if (cells[i].state == NZ_CELL_NOT_GIVEN) continue;
    given[n++] = i;
    cells[i].state = NZ_CELL_WITHHELD;
  }
  for (uint32_t i = 0; i < d.n; i++) cells[d.cells[i]] = c->cells.v[d.cells[i]];
  nz_case only = *c;
  only.closed.v = NZ_NEW_N(&r->work, nz_closed, c->closed.n);
  only.closed.n = 0;
  for (uint32_t i = 0; i < d.nclosed; i++) only.closed.v[only.closed.n++] = c->closed.v[d.closed[i]];
  nz_ref_env env = {&r->p, &only, cells, c->date, choice, strict};
  nz_val again = nz_ref_run(&r->work, &env, q);
  r->st->decided++;
  if (!nz_same_answer(&answer, &again)) {
    char what[400];
    int k = snprintf(what, sizeof what, "the decisive facts do not decide (%s):", d.exact ? "exact" : "not exact");
    for (uint32_t i = 0; i < d.n && k > 0 && (size_t)k < sizeof what - 40; i++) {
      ir_buf name = {&r->work, NULL, 0, 0};
      nz_cell_name(c, d.cells[i], &name);
      k += snprintf(what + k, sizeof what - (size_t)k, " %s", name.p);
    }
    complain(r, what, q, &again);
    return;
  }
  if (!d.exact || n > 12 || c->closed.n || !d.n) return;
  env.c = c;
  for (uint32_t set = 0; set < 1u << n; set++) { /* every set one smaller: sufficiency is upward closed */
    if ((uint32_t)__builtin_popcount(set) != d.n - 1) continue;
    for (uint32_t i = 0; i < n; i++) cells[given[i]].state = set >> i & 1 ? c->cells.v[given[i]].state : NZ_CELL_WITHHELD;
    again = nz_ref_run(&r->work, &env, q);
    if (nz_same_answer(&answer, &again)) {
      complain(r, "fewer facts decide", q, &again);
      return;
    }
  }
}

/* Knowledge is monotone: what is known with some facts withheld stays so when they are given. */
static void monotone(run *r, const nz_case *c, const nz_question *q, const uint32_t *choice, bool strict, const nz_val *full) {
  nz_cellval *cells = NZ_NEW_N(&r->work, nz_cellval, c->cells.n);
  for (uint32_t i = 0; i < c->cells.n; i++) {
    cells[i] = c->cells.v[i];
    if (cells[i].state != NZ_CELL_NOT_GIVEN && (r->st->questions * 2654435761u >> (i % 24)) & 1) cells[i].state = NZ_CELL_WITHHELD;
  }
  nz_ref_env env = {&r->p, c, cells, c->date, choice, strict};
  nz_val part = nz_ref_run(&r->work, &env, q);
  if ((part.st == NZ_KNOWN || part.st == NZ_NOVALUE) && !nz_same_answer(&part, full)) complain(r, "a further fact turned a known answer", q, &part);
}

/* The proof is accepted as it is, and refused with one digit changed anywhere in it. */
static void proved(run *r, const nz_case *c, const nz_question *q, const uint32_t *choice, bool strict, const nz_proof *proof, const nz_val *v) {
  ir_buf ir = {&r->work, NULL, 0, 0}, doc = {&r->work, NULL, 0, 0};
  nz_proof_of of = {.q = q, .date = c->date, .strict = strict, .choice = choice};
  char why[512];
  ir_write(r->p.m, &ir, true);
  nz_proof_json(&r->work, r->p.m, c, &of, proof, &doc);
  r->st->proofs++;
  if (naze_check_proof(ir.p, ir.n, r->g.facts.p, r->g.facts.n, doc.p, doc.n, why, sizeof why) != NAZE_OK) {
    complain(r, why, q, v);
    return;
  }
  char *steps = strstr(doc.p, "\"steps\"");
  size_t from = steps ? (size_t)(steps - doc.p) : 0;
  for (unsigned k = 0; k < 4; k++) {
    size_t at = from + (size_t)(r->st->proofs * 2654435761u + k * 40503u) % (doc.n - from);
    while (at < doc.n && !(doc.p[at] >= '0' && doc.p[at] <= '8')) at++;
    if (at == doc.n) continue;
    doc.p[at]++;
    if (naze_check_proof(ir.p, ir.n, r->g.facts.p, r->g.facts.n, doc.p, doc.n, why, sizeof why) == NAZE_OK) {
      fprintf(stderr, "accepted: …%.120s\n", doc.p + (at > 60 ? at - 60 : 0));
      complain(r, "a changed proof was accepted", q, v);
    }
    doc.p[at]--;
  }
}

static void one(run *r, const nz_case *c, nz_eval *e, const nz_question *q, const uint32_t *choice, bool strict) {
  nz_proof proof;
  memset(&proof, 0, sizeof proof);
  nz_val fast = nz_eval_run(e, q, NULL); /* its causes live until the next run: kept here */
  nz_cause *kept = NZ_NEW_N(&r->work, nz_cause, fast.causes.n);
  for (uint32_t i = 0; i < fast.causes.n; i++) kept[i] = fast.causes.v[i];
  fast.causes.v = kept;
  nz_val slow = nz_eval_run(e, q, &proof);
  nz_ref_env env = {&r->p, c, NULL, c->date, choice, strict};
  nz_val ref = nz_ref_run(&r->work, &env, q);
  r->st->questions++;
  r->st->known += ref.st == NZ_KNOWN;
  r->st->missing += ref.st == NZ_MISSING;
  r->st->faults += ref.st == NZ_FAULT;
  r->st->referred += ref.st == NZ_REFERRED;
  r->st->novalue += ref.st == NZ_NOVALUE;
  for (uint32_t i = 0; i < proof.nodes.n; i++)
    if (proof.nodes.v[i].node != IR_NONE) r->st->took[ir_at(r->p.m, proof.nodes.v[i].node)->op]++;
  if (!same(&ref, &slow)) describe(r, "reference and trace differ", q, &ref, &slow);
  else if (!same(&slow, &fast)) describe(r, "trace and fast differ", q, &slow, &fast);
  else if (r->deep && r->st->questions % 7 == 0) {
    if (r->st->questions % 63 == 0) proved(r, c, q, choice, strict, &proof, &ref);
    decisive(r, c, e, q, choice, strict, &ref);
    monotone(r, c, q, choice, strict, &ref);
  }
}

static void questions(run *r, const nz_case *c, nz_eval *e, const uint32_t *choice, bool strict) {
  const ir_module *m = r->p.m;
  for (uint32_t i = 0; i < m->decls.n && !r->bad; i++) {
    const ir_decl *d = &m->decls.v[i];
    uint32_t n0 = 1, n1 = 1;
    const ir_enum *e0 = NULL, *e1 = NULL;
    if (d->params.n > 0) { e0 = &m->enums.v[m->types.v[m->params.v[d->params.first].type].ref]; n0 = e0->values.n; }
    if (d->params.n > 1 && m->params.v[d->params.first + 1].dflt == IR_NONE) { e1 = &m->enums.v[m->types.v[m->params.v[d->params.first + 1].type].ref]; n1 = e1->values.n; }
    for (uint32_t k = 0; k < n0 * n1 && !r->bad; k++) {
      nz_question q = {.decl = i, .subject = IR_NONE, .want = -1, .nargs = d->params.n};
      if (e0) { q.has[0] = true; q.args[0] = e0->values.first + k % n0; }
      if (e1) { q.has[1] = true; q.args[1] = e1->values.first + k / n0; }
      uint32_t asked = 0;
      for (uint32_t row = 0; row < c->rows.n && !r->bad; row++) {
        if (d->subject == IR_NONE || c->rows.v[row].ledger != d->subject) continue;
        q.subject = row;
        one(r, c, e, &q, choice, strict);
        asked++;
      }
      if (!asked) one(r, c, e, &q, choice, strict);
    }
  }
}

static void answer(run *r) {
  nz_arena_reset(&r->facts);
  r->facts.oom = &r->oom;
  nz_diags d;
  nz_diags_init(&d, &r->facts);
  nz_case *c = nz_case_from_json(&r->facts, r->p.m, &d, "case", r->g.facts.p, r->g.facts.n);
  if (!c || d.errors) {
    describe(r, d.list.n ? nz_msg_name(d.list.v[0].id) : "case refused", NULL, NULL, NULL);
    return;
  }
  for (unsigned round = 0; round < 3 && !r->bad; round++) {
    uint32_t choice[8];
    nz_eval *e = nz_eval_new(&r->facts, r->p.m, c);
    nz_eval_date(e, c->date);
    nz_eval_strict(e, round == 2);
    for (uint32_t i = 0; i < r->p.m->readings.n && i < 8; i++) {
      choice[i] = round == 1 ? 1 : IR_NONE;
      if (round == 1) nz_eval_choice(e, i, 1);
    }
    questions(r, c, e, choice, round == 2);
    nz_arena_reset(&r->work);
  }
}

static void sow(ir_module *m, int op) {
  static const ir_op sibling[IR_OP_COUNT] = {
      [IR_AND] = IR_OR, [IR_OR] = IR_AND, [IR_LT] = IR_LE, [IR_LE] = IR_LT, [IR_GT] = IR_GE, [IR_GE] = IR_GT, [IR_EQ] = IR_NE, [IR_NE] = IR_EQ,
      [IR_ADD] = IR_SUB, [IR_SUB] = IR_ADD, [IR_FLOOR] = IR_CEIL, [IR_CEIL] = IR_FLOOR, [IR_MIN] = IR_MAX, [IR_MAX] = IR_MIN,
      [IR_FIRSTDAY] = IR_LASTDAY, [IR_LASTDAY] = IR_FIRSTDAY, [IR_PSTART] = IR_PEND, [IR_PEND] = IR_PSTART, [IR_ADDMONTHS] = IR_ADDDAYS,
      [IR_ADDDAYS] = IR_ADDMONTHS, [IR_SUM] = IR_LARGEST, [IR_LARGEST] = IR_SMALLEST, [IR_SMALLEST] = IR_LARGEST};
  uint32_t n = m->nodes.n;
  for (uint32_t i = 0; i < n; i++) {
    ir_node *x = &m->nodes.v[i];
    ir_tk k = (ir_tk)m->types.v[x->type].k;
    bool month = op == IR_ADDMONTHS && k == IR_T_MONTH;
    if (x->op != op) continue;
    if (op == IR_CONST) { /* only where the value matters to a comparison: quantities */
      if (k == IR_T_QTY) x->imm++;
    } else if (sibling[op] && !month) {
      x->op = (uint16_t)sibling[op];
    } else if (op == IR_ATLEAST) {
      x->imm--;
    } else if (op == IR_YEARSTART) {
      x->imm = 5 - x->imm; /* 1 and 4 changed over */
    } else if (op == IR_RANK) {
      x->imm ^= 1;
    } else if (op == IR_ITEM || op == IR_PARAM || op == IR_SUBJECT || op == IR_PROVITEM || op == IR_WITHDRAW || op == IR_ROWS || op == IR_REFS || op == IR_MONTHS || op == IR_WHERE || op == IR_PROV) {
      if (op == IR_WHERE) m->args.v[x->args.first + 1] = ir_mk_node(m, IR_CONST, m->nodes.v[m->args.v[x->args.first + 1]].type, NULL, 0);
      else if (op == IR_PROV) x->args.n = 2;
      else if (op == IR_PROVITEM) m->args.v[x->args.first] = ir_mk_node(m, IR_CONST, m->nodes.v[m->args.v[x->args.first]].type, NULL, 0);
      else if (op == IR_MONTHS) m->args.v[x->args.first] = m->args.v[x->args.first + 1];
      else if (op == IR_PARAM || op == IR_WITHDRAW || op == IR_SUBJECT || op == IR_ITEM) x->op = IR_CONST, x->args.n = 0, x->imm = 0;
      else x->ref = op == IR_ROWS ? (x->ref ? 0 : 1) : x->ref;
      if (op == IR_REFS) x->op = IR_ROWS, x->ref = m->types.v[m->types.v[x->type].ref].ref, x->args.n = 0;
    } else {
      x->op = IR_CONST;
      x->args.n = 0;
      x->imm = k == IR_T_DATE ? 0 : k == IR_T_MONTH ? 2024 * 12 : op == IR_OUTCOME ? !x->imm : 0;
      x->imm2 = k == IR_T_RATIO;
      if (k == IR_T_TEXT) x->ref = 0;
    }
  }
}

char *diff_run(const uint8_t *data, size_t n, uint64_t seed, unsigned decls, unsigned depth, unsigned cases, diff_plant plant, diff_stats *st) {
  run *r = calloc(1, sizeof *r);
  if (!r) abort();
  r->st = st;
  r->deep = !plant.on;
  nz_arena_init(&r->a, NULL, NULL);
  nz_arena_init(&r->facts, NULL, NULL);
  nz_arena_init(&r->work, NULL, NULL);
  r->a.oom = r->facts.oom = r->work.oom = &r->oom;
  gen_start(&r->g, data, n, seed);
  if (setjmp(r->oom)) abort();
  gen_rules(&r->g, decls, depth);
  r->p.arena = &r->a;
  r->p.names = nz_intern_new(&r->a, 0);
  nz_diags_init(&r->p.diags, &r->a);
  nz_source *src = nz_source_load(&r->a, &r->p.sources, &r->p.diags, "gen.naze", r->g.rules.p, r->g.rules.n);
  if (src) NZ_PUSH(&r->a, &r->p.trees) = nz_parse(&r->a, r->p.names, &r->p.diags, src);
  st->programs++;
  if (!src || !nz_check(&r->p)) {
    /* a generated table may really overlap or have a gap: such a program is refused, and that is right */
    bool fair = false;
    for (uint32_t i = 0; i < r->p.diags.list.n; i++) {
      nz_msg id = r->p.diags.list.v[i].id;
      fair |= id == NZ_M_ROWS_OVERLAP || id == NZ_M_TABLE_GAP || id == NZ_M_OUT_OF_RANGE || id == NZ_M_PROVISOS_CONFLICT;
    }
    if (!fair) {
      char why[512];
      const nz_diag *d = r->p.diags.list.n ? &r->p.diags.list.v[0] : NULL;
      for (uint32_t i = 0; i < r->p.diags.list.n; i++)
        if (nz_msg_severity(r->p.diags.list.v[i].id) == NZ_ERROR) { d = &r->p.diags.list.v[i]; break; }
      nz_place pl = d && src ? nz_place_of(src, d->at.lo, d->at.hi) : (nz_place){0};
      snprintf(why, sizeof why, "valid rules refused: %s line %u col %u %s %s", d ? nz_msg_name(d->id) : "?", pl.line, pl.col, d && d->arg[0].n ? d->arg[0].p : "", d && d->arg[1].n ? d->arg[1].p : "");
      describe(r, why, NULL, NULL, NULL);
    }
  } else {
    for (uint32_t i = 0; i < r->p.m->nodes.n; i++) st->op[r->p.m->nodes.v[i].op]++;
    if (plant.on) sow(r->p.m, plant.op);
    for (unsigned i = 0; i < cases && !r->bad; i++) {
      gen_facts(&r->g);
      answer(r);
    }
  }
  char *bad = r->bad;
  gen_free(&r->g);
  nz_arena_free(&r->work);
  nz_arena_free(&r->facts);
  nz_arena_free(&r->a);
  free(r);
  return bad;
}
