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
#include "../../interp/sema/program.h"
#include "gen.h"

typedef struct run { nz_arena a, facts, work; jmp_buf oom; nz_program p; gen g; diff_stats *st; char *bad; } run;

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
      one(r, c, e, &q, choice, strict);
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

char *diff_run(const uint8_t *data, size_t n, uint64_t seed, unsigned decls, unsigned depth, unsigned cases, diff_stats *st) {
  run *r = calloc(1, sizeof *r);
  if (!r) abort();
  r->st = st;
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
