/* api_run.c -- a 事例 of the rules run: each thing it expects, asked and compared. */
#include "api.h"
#include "facts/case_decl.h"
#include "ir/ask.h"

#include <string.h>

typedef struct running { naze_session *s; uint32_t i; size_t *lines; } running;

/* The program's names under the same numbers, for a reader that may add to them: the program itself never changes. */
static nz_intern *own_names(naze_session *s) {
  if (s->names) return s->names;
  const nz_intern *from = s->prog->p.names;
  nz_intern *t = nz_intern_new(&s->own, (uint64_t)(uintptr_t)s);
  for (nz_sym i = 1; i <= nz_intern_count(from); i++) {
    nz_str n = nz_intern_get(from, i);
    (void)nz_intern_put(t, n.p, n.n);
  }
  return s->names = t;
}

static bool same_text(nz_str want, const char *got) { return want.n == strlen(got) && memcmp(want.p, got, want.n) == 0; }

static bool expected_value(const nz_expectation *x, const nz_case *c, const nz_val *v) {
  if (v->st != NZ_KNOWN) return false;
  if (v->k == IR_T_TEXT) {
    nz_str got = v->b ? c->texts.v[v->a] : ir_text(c->m, (ir_str)v->a), want = ir_text(c->m, (ir_str)x->v);
    return got.n == want.n && memcmp(got.p, want.p, got.n) == 0;
  }
  nz_val want = {.st = NZ_KNOWN, .k = v->k, .a = x->v, .b = v->k == IR_T_RATIO || v->k == IR_T_PERIOD ? x->v2 : v->b};
  return nz_same_answer(v, &want);
}

/* Does the answer rest on this mark or named condition? A step that says so is in the proof. */
static bool rests_on(const naze_result *r, nz_str reason) {
  const ir_module *m = r->s->m;
  for (uint32_t i = 0; i < r->proof.nodes.n; i++) {
    const nz_pnode *p = &r->proof.nodes.v[i];
    const ir_node *n = p->node == IR_NONE ? NULL : ir_at(m, p->node);
    nz_str s = {"", 0};
    if (n && n->op == IR_MARK) s = ir_text(m, (ir_str)n->ref);
    else if (n && n->op == IR_DECL) s = ir_text(m, m->decls.v[p->decl].name);
    if (s.n && s.n == reason.n && memcmp(s.p, reason.p, s.n) == 0) return true;
  }
  return false;
}

/* Does a clause that stands in the claim's way say this? Its words, in order: 記録『終了時刻』 is met by 記録 … 終了時刻が空欄. */
static bool refused_by(const naze_result *r, nz_str reason) {
  naze_line l;
  for (size_t i = 0; naze_result_clause_at(r, i, &l); i++) {
    if (l.state == 1) continue;
    ir_buf all = {.a = &r->s->ask};
    ir_buf_printf(&all, "%s %s", l.fact, l.actual);
    const char *at = all.p;
    for (uint32_t k = 0; at && k < reason.n;) {
      static const char *const apart[] = {"『", "』", " ", "　"};
      uint32_t n = 0, skip = 0;
      for (; k + n < reason.n && !skip; n += !skip)
        for (size_t j = 0; j < sizeof apart / sizeof *apart && !skip; j++)
          if (reason.n - k - n >= strlen(apart[j]) && memcmp(reason.p + k + n, apart[j], strlen(apart[j])) == 0) skip = (uint32_t)strlen(apart[j]);
      const char *word = nz_copy(&r->s->ask, reason.p + k, n);
      at = n ? strstr(at, word) : at;
      k += n + skip;
    }
    if (at) return true;
  }
  return false;
}

/* An expectation that says whom to ask alone is met whatever it is about. */
static bool names(const ir_module *m, const nz_val *v, nz_str expected) {
  nz_str whom, about;
  ir_ask_split(ir_text(m, v->text), &whom, &about);
  return whom.n == expected.n && memcmp(whom.p, expected.p, whom.n) == 0;
}

static bool meets(const nz_expectation *x, const naze_result *r) {
  const naze_session *s = r->s;
  const nz_val *v = &r->val;
  bool ok;
  switch (x->kind) {
  case NZ_EXPECT_VALUE: ok = expected_value(x, s->facts, v); break;
  case NZ_EXPECT_NONE: ok = v->st == NZ_NOVALUE && (v->why == NZ_NA_ABSENT || v->why == NZ_NA_BLANK); break;
  default: {
    int got = nz_outcome_of(v);
    if (v->st == NZ_KNOWN && v->k == IR_T_BOOL) got = v->a ? NZ_OUT_ALLOW : NZ_OUT_DENY;
    ok = got == x->outcome || (x->outcome == NZ_OUT_ALLOW && got == NZ_OUT_VALUE);
    break;
  }
  }
  if (ok && x->text.n) ok = same_text(x->text, v->text ? ir_text(s->m, v->text).p : "") || (v->st == NZ_REFERRED && names(s->m, v, x->text));
  if (ok && x->reason.n) ok = nz_asks_claim(s->m, &r->q) ? refused_by(r, x->reason) : rests_on(r, x->reason);
  return ok;
}

static const char *actual_text(const naze_result *r, const nz_expectation *x) {
  nz_arena *a = &r->s->ask;
  ir_buf b = {.a = a};
  ir_buf_printf(&b, "%s", nz_answer_text(a, r->s, &r->q, &r->val));
  if (r->val.st == NZ_REFERRED) ir_ask_words(ir_text(r->s->m, r->val.text), &b);
  else if (r->val.text && r->val.st != NZ_FAULT) ir_buf_printf(&b, "『%s』", ir_text(r->s->m, r->val.text).p);
  if (x->reason.n && *naze_result_mark(r)) ir_buf_printf(&b, "、理由は%s", naze_result_mark(r));
  return b.p;
}

/* The units of all claims that are 可, added up; a claim not known leaves the total open. */
static void total(naze_session *s, const nz_expectation *x, int64_t day, naze_check_line *l) {
  nz_val sum = nz_known(IR_T_QTY, 0);
  for (uint32_t i = 0; i < s->facts->rows.n; i++) {
    if (s->facts->rows.v[i].ledger != s->m->decls.v[x->q.decl].subject) continue;
    nz_question q = x->q;
    q.subject = i;
    q.output = 0;
    const naze_result *r = nz_session_answer(s, &q, day, 0, true);
    if (r->val.st == NZ_MISSING || r->val.st == NZ_REFERRED || r->val.st == NZ_FAULT) sum.st = r->val.st;
    else if (r->units.st == NZ_KNOWN && r->units.k == IR_T_QTY && __builtin_add_overflow(sum.a, r->units.a, &sum.a)) sum = nz_fault(NZ_FAULT_OVERFLOW);
  }
  l->passed = sum.st == NZ_KNOWN && sum.a == x->v;
  l->actual = sum.st == NZ_KNOWN ? nz_value_text(&s->ask, s->m, s->facts, x->type, &sum) : nz_outcome_text(nz_outcome(&sum));
}

static naze_status expectations(const running *k, nz_expectations *xs) {
  naze_session *s = k->s;
  const nz_program *p = &s->prog->p;
  nz_diags_show(&s->diags, &s->messages, &p->sources);
  bool fine = nz_expectations_from_decl(&s->ask, s->facts, &s->messages, own_names(s), p->case_trees.v[k->i], p->cases.v[k->i], xs);
  return fine ? NAZE_OK : NAZE_FACT_ERROR;
}

static naze_status read_only(void *arg) {
  nz_expectations xs = {0};
  return expectations(arg, &xs);
}

static naze_status run(void *arg) {
  running *k = arg;
  naze_session *s = k->s;
  const nz_tree *t = s->prog->p.case_trees.v[k->i];
  nz_expectations xs = {0};
  int64_t day;
  if (expectations(k, &xs) != NAZE_OK) return NAZE_FACT_ERROR;
  naze_status st = nz_session_day(s, &day);
  int64_t last = day;
  for (uint32_t i = 0; i < xs.n && st == NAZE_OK; i++) {
    bool asked = xs.v[i].kind != NZ_EXPECT_TOTAL && xs.v[i].kind != NZ_EXPECT_LATER;
    if (asked && nz_claim_day(s, &xs.v[i].q, day) > last) last = nz_claim_day(s, &xs.v[i].q, day);
  }
  if (st == NAZE_OK) st = nz_session_born(s, last);
  if (st != NAZE_OK) return st;
  s->ran = NZ_NEW_N(&s->ask, naze_check_line, xs.n);
  for (uint32_t i = 0; i < xs.n; i++) {
    const nz_expectation *x = &xs.v[i];
    ir_buf want = {.a = &s->ask};
    ir_buf_put(&want, x->expected.p, x->expected.n);
    naze_check_line *l = &s->ran[s->nran++];
    *l = (naze_check_line){.question = nz_copy(&s->ask, x->question.p, x->question.n), .expected = nz_buf_text(&want), .actual = "", .later = x->kind == NZ_EXPECT_LATER};
    if (x->kind == NZ_EXPECT_TOTAL) total(s, x, day, l);
    else if (!l->later) {
      naze_result *r = nz_session_answer(s, &x->q, day, 0, true); /* its proof is read before the next one is made */
      l->actual = actual_text(r, x);
      l->passed = meets(x, r);
    }
    l->file = t->src->path;
    l->line = nz_line_of(t->src, x->at.lo);
  }
  *k->lines = s->nran;
  return NAZE_OK;
}

/* The i-th 事例 becomes the case; then `then`. */
static naze_status take(naze_session *s, size_t i, size_t *lines, naze_status (*then)(void *)) {
  if (i >= s->prog->p.cases.n) return NAZE_NOT_FOUND;
  naze_status st = nz_session_take_named(s, (uint32_t)i);
  if (st != NAZE_OK) return st;
  running k = {s, (uint32_t)i, lines};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, then, &k);
}

naze_status naze_read_case(naze_session *s, size_t i) { return s ? take(s, i, NULL, read_only) : NAZE_USAGE; }

naze_status naze_run_case(naze_session *s, size_t i, size_t *lines) {
  if (lines) *lines = 0;
  return s && lines ? take(s, i, lines, run) : NAZE_USAGE;
}

bool naze_run_line(const naze_session *s, size_t k, naze_check_line *out) {
  if (!s || !out || k >= s->nran) return false;
  *out = s->ran[k];
  return true;
}
