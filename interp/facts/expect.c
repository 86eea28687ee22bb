/* expect.c -- what a 事例 expects; see case_decl.h */
#include <string.h>

#include "../ir/ask.h"
#include "../ir/phrase.h"
#include "case_decl.h"
#include "node.h"

typedef struct builder {
  nz_arena *a;
  const nz_case *c;
  nz_diags *d;
  nz_intern *names;
  const nz_tree *t;
  nz_expectations *out;
} builder;

static nz_str text(const builder *b, nz_sym s) { return nz_intern_get(b->names, s); }
static bool is(nz_str s, const char *t) { return s.n == strlen(t) && memcmp(s.p, t, s.n) == 0; }

static nz_str written(const builder *b, nz_span at) { return (nz_str){b->t->src->text + at.lo, at.hi > at.lo ? at.hi - at.lo : 0}; }

static const struct { const char *word; int outcome; } words[] = {{"可", NZ_OUT_ALLOW},     {"不可", NZ_OUT_DENY},     {"一部可", NZ_OUT_PARTIAL},
                                                                  {"要照会", NZ_OUT_REFER}, {"対象外", NZ_OUT_NA},     {"不明", NZ_OUT_UNKNOWN}};

static nz_str outcome_word(int outcome) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (words[i].outcome == outcome) return nz_lit(words[i].word);
  return (nz_str){"", 0};
}

static uint32_t output_type(const builder *b, const nz_question *q) {
  return b->c->m->outputs.v[b->c->m->decls.v[q->decl].outputs.first + q->output].type;
}

static nz_str question_text(builder *b, const nz_question *q) {
  ir_buf o = {b->a, NULL, 0, 0};
  nz_question_text(b->c->m, b->c, q, false, &o);
  return nz_buf_str(&o);
}

static nz_str value_text(builder *b, const nz_expectation *e) {
  ir_buf o = {b->a, NULL, 0, 0};
  if (b->c->m->types.v[e->type].k == IR_T_ROW && e->v >= 0 && e->v < b->c->rows.n) nz_row_name(b->c, (uint32_t)e->v, &o);
  else ir_phrase_value(b->c->m, e->type, e->v, e->v2, &o);
  return nz_buf_str(&o);
}

static bool not_comparable(builder *b, const nz_expectation *e, nz_str got) {
  nz_where w = nz_where_in(b->t, e->at, e->question);
  nz_diag *g = nz_say_at(b->d, NZ_M_EXPECT_VALUE, &w);
  ir_buf o = {b->a, NULL, 0, 0};
  ir_phrase_type(b->c->m, e->type, &o);
  nz_arg_buf(b->d, g, 1, &o);
  nz_arg_str(b->d, g, 2, got);
  return false;
}

/* A text or a row: known by name only. */
static bool named_value(builder *b, nz_expectation *e, nz_str s) {
  const ir_type *t = &b->c->m->types.v[e->type];
  if (t->k == IR_T_ROW) {
    uint32_t row = nz_case_find_row(b->c, t->ref, s);
    e->v = row;
    return row != IR_NONE || not_comparable(b, e, s);
  }
  for (uint32_t i = 1; i < b->c->m->strs.n; i++) {
    nz_str x = b->c->m->strs.v[i];
    if (x.n == s.n && memcmp(x.p, s.p, s.n) == 0) return e->v = i, true;
  }
  return not_comparable(b, e, s);
}

static bool value(builder *b, nz_expectation *e, const nz_node *n, nz_str cell) {
  const ir_type *t = &b->c->m->types.v[e->type];
  nz_str s = n ? nz_node_text(b->a, b->names, n) : cell;
  nz_where w = nz_where_in(b->t, e->at, e->question);
  e->kind = NZ_EXPECT_VALUE;
  if (t->k == IR_T_DECISION || t->k == IR_T_BOOL || t->k == IR_T_SET || t->k == IR_T_NOTHING)
    return not_comparable(b, e, n ? written(b, n->at) : cell);
  bool ok = t->k == IR_T_ROW || t->k == IR_T_TEXT ? named_value(b, e, s)
            : n ? nz_node_value(b->a, b->c->m, b->d, b->names, &w, e->type, n, &e->v, &e->v2)
                : nz_read_value(b->a, b->c->m, b->d, &w, e->type, cell, &e->v, &e->v2);
  if (ok) e->expected = value_text(b, e);
  return ok;
}

static void put(builder *b, const nz_expectation *e) { NZ_PUSH(b->a, b->out) = *e; }

static bool subject(builder *b, nz_question *q, nz_span at) { return nz_question_subject(b->a, b->c, b->d, q, (nz_str){"", 0}, at); }

static void later(builder *b, nz_span at, nz_str question, nz_str expected) {
  put(b, &(nz_expectation){.kind = NZ_EXPECT_LATER, .question = question, .expected = expected, .at = at});
}

/* ---- claims, add-ons and schedules: decided with the whole month. That is to come; what they name is checked now. ---- */

static uint32_t decl_asked(const builder *b, const nz_node *n) {
  nz_str s = text(b, n->name);
  return ir_find_decl(b->c->m, s.p, s.n);
}

static bool of_a_claim(const builder *b, const nz_node *n) {
  if (n->kind != NZ_T_NAME && n->kind != NZ_T_CALL && n->kind != NZ_T_OF) return false;
  uint32_t decl = decl_asked(b, n);
  if (decl != IR_NONE) return b->c->m->decls.v[decl].kind == IR_D_ADDON && !nz_can_be_asked(b->c->m, &b->c->m->decls.v[decl]);
  return n->kind != NZ_T_OF && nz_known_ledger(b->c->m, text(b, n->name)) != IR_NONE;
}

static bool a_row(builder *b, uint32_t ledger, nz_str name, nz_span at) {
  if (ledger == IR_NONE || nz_case_find_row(b->c, ledger, name) != IR_NONE) return true;
  nz_where w = nz_where_in(b->t, at, name);
  nz_diag *g = nz_say_at(b->d, NZ_M_FACT_NO_ROW, &w);
  nz_arg_str(b->d, g, 1, ir_text(b->c->m, b->c->m->ledgers.v[ledger].name));
  nz_arg_str(b->d, g, 2, name);
  if (nz_kept(b->d, g)) nz_arg_str(b->d, g, 3, nz_near_row(b->d, b->c, ledger, name));
  return false;
}

static bool a_kind(const builder *b, uint32_t decl, nz_str name) {
  const ir_module *m = b->c->m;
  for (uint32_t i = 0; i < m->addons.n; i++) {
    const ir_addon *x = &m->addons.v[i];
    for (uint32_t k = 0; x->decl == decl && k < x->kinds.n; k++) {
      nz_str s = ir_text(m, m->pool.v[x->kinds.first + k]);
      if (s.n == name.n && memcmp(s.p, name.p, s.n) == 0) return true;
    }
  }
  return false;
}

/* 請求（3）, モニタリング（1）: the row must be there; 加算（訪問） may name a kind */
static bool claim_asked(builder *b, const nz_node *n) {
  if (n->kind != NZ_T_CALL || !n->nkid || !n->kid[0]) return true;
  nz_str arg = nz_node_text(b->a, b->names, n->kid[0]);
  uint32_t decl = decl_asked(b, n);
  if (decl == IR_NONE) return a_row(b, nz_known_ledger(b->c->m, text(b, n->name)), arg, n->kid[0]->at);
  return a_kind(b, decl, arg) || a_row(b, b->c->m->decls.v[decl].subject, arg, n->kid[0]->at);
}

static uint32_t month_type(const ir_module *m) {
  uint32_t i = 0;
  while (i < m->types.n && m->types.v[i].k != IR_T_MONTH) i++;
  return i < m->types.n ? i : IR_NONE;
}

static bool cell_result(builder *b, nz_expectation *e, nz_str s);

/* Two rows under モニタリング（1）は: months, and the mark of each */
static void marks(builder *b, const nz_node *question, const nz_row *head, const nz_row *r) {
  uint32_t month = month_type(b->c->m), decl = decl_asked(b, question);
  const nz_node *row = question->kind == NZ_T_CALL && question->nkid ? question->kid[0] : NULL;
  nz_str name = row ? nz_node_text(b->a, b->names, row) : (nz_str){"", 0};
  if (row && !a_row(b, b->c->m->decls.v[decl].subject, name, row->at)) return;
  for (uint32_t i = 0; i < r->ncells && i < head->ncells; i++) {
    nz_str when = text(b, head->cells[i].text), mark = text(b, r->cells[i].text);
    nz_span at = {b->t->src->id, r->cells[i].lo, r->cells[i].hi};
    nz_where w = nz_where_in(b->t, (nz_span){at.file, head->cells[i].lo, head->cells[i].hi}, when);
    nz_question q = {.decl = decl, .subject = IR_NONE, .want = -1, .nargs = 1, .has = {true}};
    int64_t m2;
    if (month == IR_NONE || !nz_read_value(b->a, b->c->m, b->d, &w, month, when, &q.args[0], &m2)) continue;
    nz_expectation e = {.q = q, .at = at, .type = output_type(b, &q), .v2 = 1};
    if (!nz_question_subject(b->a, b->c, b->d, &e.q, name, question->at)) return;
    e.question = question_text(b, &e.q);
    if (ir_find_value(b->c->m, b->c->m->types.v[e.type].ref, mark.p, mark.n) == IR_NONE && !is(mark, outcome_word(NZ_OUT_NA).p)) {
      nz_where v = nz_where_in(b->t, at, mark);
      nz_say_at(b->d, NZ_M_EXPECT_MARK, &v);
    } else if (cell_result(b, &e, mark)) put(b, &e);
  }
}

static void result(builder *b, nz_expectation *e, const nz_node *n) {
  e->kind = NZ_EXPECT_OUTCOME;
  e->outcome = n->op;
  e->expected = outcome_word(n->op);
  e->text = text(b, n->name);
  if (n->op == NZ_OUT_REFER && n->nkid) e->text = ir_ask_join(b->a, e->text, text(b, n->kid[0]->name));
  if (e->text.n == 0) return;
  ir_buf o = {b->a, NULL, 0, 0};
  ir_buf_put(&o, e->expected.p, e->expected.n);
  if (n->op == NZ_OUT_REFER) ir_ask_words(e->text, &o);
  else ir_buf_printf(&o, "『%.*s』", (int)e->text.n, e->text.p);
  e->expected = nz_buf_str(&o);
}

static void expect(builder *b, const nz_node *n) {
  const nz_node *asked = n->nkid > 0 ? n->kid[0] : NULL, *want = n->nkid > 1 ? n->kid[1] : NULL, *why = n->nkid > 2 ? n->kid[2] : NULL;
  if (!asked || !want || asked->kind == NZ_T_ERROR || want->kind == NZ_T_ERROR) return;
  if (of_a_claim(b, asked)) {
    if (claim_asked(b, asked)) later(b, n->at, written(b, asked->at), written(b, want->at));
    return;
  }
  nz_questions qs = {0};
  if (!nz_question_from_node(b->a, b->c->m, b->d, b->names, b->c, asked, &qs)) return;
  for (uint32_t i = 0; i < qs.n; i++) {
    bool valued = want->kind != NZ_T_NONE && (want->kind != NZ_T_RESULT || want->op == NZ_OUT_VALUE);
    if (valued && nz_asks_claim(b->c->m, &qs.v[i])) qs.v[i].output = 1; /* 請求（3）は300単位 */
    nz_expectation e = {.q = qs.v[i], .at = n->at, .type = output_type(b, &qs.v[i]), .v2 = 1};
    if (!subject(b, &e.q, asked->at)) return;
    e.question = question_text(b, &e.q);
    if (why) e.reason = text(b, why->name);
    if (want->kind == NZ_T_NONE) {
      e.kind = NZ_EXPECT_NONE;
      e.expected = nz_lit("なし");
    } else if (want->kind == NZ_T_RESULT && want->op != NZ_OUT_VALUE) {
      result(b, &e, want);
    } else {
      const nz_node *v = want->kind == NZ_T_RESULT ? (want->nkid ? want->kid[0] : NULL) : want;
      if (!v) {
        nz_where w = nz_where_in(b->t, want->at, (nz_str){"", 0});
        nz_say_at(b->d, NZ_M_EXPECT_FORM, &w);
        return;
      }
      if (!value(b, &e, v, (nz_str){"", 0})) return;
    }
    put(b, &e);
  }
}

/* ---- tables of expectations ---- */

enum { COL_QUESTION, COL_ARGUMENT, COL_RESULT, COL_VALUE, COL_REASON, COL_CLAIM };

static const nz_row *drawn(const builder *b, const nz_node *n) {
  if (!n || n->kind != NZ_T_ROW || n->num < 0 || (uint64_t)n->num >= b->t->toks->rows.n) return NULL;
  const nz_row *r = &b->t->toks->rows.v[n->num];
  return r->rule ? NULL : r;
}

static uint32_t ledger_of_key(const ir_module *m, nz_str s) {
  for (uint32_t i = 0; i < m->ledgers.n; i++)
    if (m->ledgers.v[i].key != IR_NONE && nz_known_field(m, i, s) == m->ledgers.v[i].key) return i;
  return IR_NONE;
}

static int column(builder *b, nz_str head, bool has_question, uint32_t i, nz_span at) {
  if (is(head, "結果")) return COL_RESULT;
  if (is(head, "値") || is(head, "単位") || is(head, "単位数")) return COL_VALUE;
  if (is(head, "理由")) return COL_REASON;
  if (has_question) return COL_ARGUMENT;
  if (is(head, "質問")) return COL_QUESTION;
  if (i == 0 && ledger_of_key(b->c->m, head) != IR_NONE) return COL_CLAIM;
  nz_where w = nz_where_in(b->t, at, head);
  nz_say_at(b->d, NZ_M_EXPECT_COLUMN, &w);
  return -1;
}

/* The question with what the row adds to its arguments. */
static nz_node *with_arguments(builder *b, const nz_node *q, const nz_row *r, const int *kind) {
  nz_node *n = NZ_NEW(b->a, nz_node);
  *n = *q;
  if (q->kind == NZ_T_NAME) n->nkid = 0;
  nz_node **kid = NZ_NEW_N(b->a, nz_node *, (size_t)n->nkid + r->ncells);
  for (uint32_t i = 0; i < n->nkid; i++) kid[i] = q->kid[i];
  for (uint32_t i = 0; i < r->ncells; i++) {
    if (kind[i] != COL_ARGUMENT || !r->cells[i].text) continue;
    nz_node *arg = NZ_NEW(b->a, nz_node);
    nz_str s = text(b, r->cells[i].text);
    nz_str bare = nz_typed(b->a, s.p, s.n);
    *arg = (nz_node){.kind = NZ_T_NAME, .at = {b->t->src->id, r->cells[i].lo, r->cells[i].hi}, .name = nz_intern_put(b->names, bare.p, bare.n)};
    kid[n->nkid++] = arg;
  }
  n->kid = kid;
  if (n->kind == NZ_T_NAME && n->nkid) n->kind = NZ_T_CALL;
  return n;
}

static bool cell_result(builder *b, nz_expectation *e, nz_str s) {
  if (is(s, "なし") && b->c->m->decls.v[e->q.decl].kind != IR_D_SCHEDULE) {
    e->kind = NZ_EXPECT_NONE;
    e->expected = nz_lit("なし");
    return true;
  }
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (is(s, words[i].word)) {
      e->kind = NZ_EXPECT_OUTCOME;
      e->outcome = words[i].outcome;
      e->expected = s;
      return true;
    }
  return value(b, e, NULL, s);
}

/* What is expected of one claim: an outcome with its reason, and the units. */
static void judged_row(builder *b, uint32_t ledger, nz_str key, nz_str name, nz_str outcome, const nz_row *r, const int *kind) {
  const ir_module *m = b->c->m;
  nz_str s = ir_text(m, m->ledgers.v[ledger].name), why = {"", 0};
  uint32_t decl = ir_find_decl(m, s.p, s.n);
  nz_span at = {b->t->src->id, r->lo, r->hi};
  if (decl == IR_NONE || m->decls.v[decl].outputs.n < 2) {
    ir_buf o = {b->a, NULL, 0, 0};
    ir_buf_printf(&o, "%.*s %.*s", (int)key.n, key.p, (int)name.n, name.p);
    later(b, at, nz_buf_str(&o), outcome);
    return;
  }
  for (uint32_t i = 1; i < r->ncells; i++)
    if (kind[i] == COL_REASON && !is(text(b, r->cells[i].text), "なし")) why = text(b, r->cells[i].text);
  for (uint32_t i = 1; i < r->ncells; i++) {
    if (kind[i] != COL_RESULT && kind[i] != COL_VALUE) continue;
    nz_question q = {.decl = decl, .subject = nz_case_find_row(b->c, ledger, nz_typed(b->a, name.p, name.n)), .output = kind[i] == COL_VALUE, .want = -1};
    nz_expectation e = {.q = q, .at = at, .type = output_type(b, &q), .v2 = 1};
    e.question = question_text(b, &q);
    if (kind[i] == COL_RESULT) e.reason = why;
    nz_str cell = text(b, r->cells[i].text);
    if (kind[i] == COL_VALUE && is(cell, "なし")) {
      e.kind = NZ_EXPECT_NONE;
      e.expected = cell;
    } else if (!cell_result(b, &e, cell)) continue;
    put(b, &e);
  }
}

/* A row about a claim: its number, the outcome, what it earns */
static void claim_row(builder *b, const nz_row *head, const nz_row *r, const int *kind) {
  nz_str key = text(b, head->cells[0].text), name = text(b, r->cells[0].text), outcome = {"", 0};
  key = nz_typed(b->a, key.p, key.n);
  nz_span at = {b->t->src->id, r->cells[0].lo, r->cells[0].hi};
  if (!a_row(b, ledger_of_key(b->c->m, key), nz_typed(b->a, name.p, name.n), at)) return;
  for (uint32_t i = 1; i < r->ncells; i++) {
    if (kind[i] != COL_RESULT) continue;
    outcome = text(b, r->cells[i].text);
    size_t k = 0;
    while (k < sizeof words / sizeof *words && !is(outcome, words[k].word)) k++;
    if (k < sizeof words / sizeof *words) continue;
    nz_where w = nz_where_in(b->t, (nz_span){b->t->src->id, r->cells[i].lo, r->cells[i].hi}, name);
    nz_say_at(b->d, NZ_M_EXPECT_FORM, &w);
    return;
  }
  judged_row(b, ledger_of_key(b->c->m, key), key, name, outcome, r, kind);
}

static void table_row(builder *b, const nz_node *question, const nz_row *head, const nz_row *r, const int *kind) {
  nz_span at = {b->t->src->id, r->lo, r->hi};
  const nz_node *asked = question ? with_arguments(b, question, r, kind) : NULL;
  if (!question && r->ncells && kind[0] == COL_CLAIM) {
    claim_row(b, head, r, kind);
    return;
  }
  nz_str outcome = {"", 0}, val = {"", 0}, why = {"", 0};
  for (uint32_t i = 0; i < r->ncells; i++) {
    nz_str s = text(b, r->cells[i].text);
    if (kind[i] == COL_RESULT) outcome = s;
    else if (kind[i] == COL_VALUE) val = s;
    else if (kind[i] == COL_REASON) why = s;
    else if (kind[i] == COL_QUESTION) asked = nz_parse_cell(b->a, b->names, b->d, b->t, r, &r->cells[i]);
  }
  if (!asked) return;
  nz_questions qs = {0};
  if (asked->kind == NZ_T_ERROR || !nz_question_from_node(b->a, b->c->m, b->d, b->names, b->c, asked, &qs)) return;
  for (uint32_t i = 0; i < qs.n; i++) {
    nz_expectation e = {.q = qs.v[i], .at = at, .type = output_type(b, &qs.v[i]), .v2 = 1, .reason = why};
    if (!subject(b, &e.q, at)) return;
    e.question = question_text(b, &e.q);
    bool ok = val.n && !is(val, "なし") ? value(b, &e, NULL, val) : cell_result(b, &e, outcome.n ? outcome : val);
    if (!ok) return;
    put(b, &e);
  }
}

static void uneven(builder *b, const nz_row *head, const nz_row *r) {
  nz_where w = nz_where_in(b->t, (nz_span){b->t->src->id, r->lo, r->hi}, nz_lit("期待"));
  ir_buf o = {b->a, NULL, 0, 0};
  ir_buf_printf(&o, "%u≠%u", r->ncells, head->ncells);
  nz_arg_buf(b->d, nz_say_at(b->d, NZ_M_FACT_TABLE, &w), 1, &o);
}

static void expect_table(builder *b, const nz_node *n) {
  const nz_node *question = n->nkid && n->kid[0] && n->kid[0]->kind != NZ_T_ROW ? n->kid[0] : NULL;
  const nz_row *head = NULL;
  int *kind = NULL;
  for (uint32_t i = 0; i < n->nkid; i++) {
    const nz_row *r = drawn(b, n->kid[i]);
    if (!r) continue;
    uint32_t decl = question ? decl_asked(b, question) : IR_NONE;
    bool schedule = decl != IR_NONE && b->c->m->decls.v[decl].kind == IR_D_SCHEDULE;
    if (schedule || (question && of_a_claim(b, question))) {
      if (!head && !schedule && !claim_asked(b, question)) return;
      if (head && r->ncells != head->ncells) uneven(b, head, r);
      else if (head && schedule) marks(b, question, head, r);
      else if (head) later(b, n->at, written(b, question->at), (nz_str){"", 0});
      else head = r;
      continue;
    }
    if (!head) {
      head = r;
      kind = NZ_NEW_N(b->a, int, r->ncells);
      for (uint32_t k = 0; k < r->ncells; k++) {
        nz_str s = text(b, r->cells[k].text);
        kind[k] = column(b, nz_typed(b->a, s.p, s.n), question != NULL, k, (nz_span){b->t->src->id, r->cells[k].lo, r->cells[k].hi});
        if (kind[k] < 0) return;
      }
    } else if (r->ncells == head->ncells) {
      table_row(b, question, head, r, kind);
    } else {
      uneven(b, head, r);
    }
  }
}

/* 合計 600単位: of all the claims of the case */
static void total(builder *b, const nz_node *n) {
  const ir_module *m = b->c->m;
  nz_expectation e = {.kind = NZ_EXPECT_TOTAL, .at = n->at, .v2 = 1, .question = nz_lit("合計")};
  uint32_t decl = nz_claims_decl(m);
  if (!n->nkid) return;
  if (decl == IR_NONE) {
    later(b, n->at, e.question, written(b, n->kid[0]->at));
    return;
  }
  e.q = (nz_question){.decl = decl, .subject = IR_NONE, .output = 1, .want = -1};
  e.type = output_type(b, &e.q);
  if (!value(b, &e, n->kid[0], (nz_str){"", 0})) return;
  e.kind = NZ_EXPECT_TOTAL;
  put(b, &e);
}

bool nz_expectations_from_decl(nz_arena *a, const nz_case *c, nz_diags *d, nz_intern *names, const nz_tree *t, const nz_node *decl,
                               nz_expectations *out) {
  builder b = {a, c, d, names, t, out};
  uint32_t before = d->errors;
  for (uint32_t i = 0; i < decl->nkid; i++) {
    const nz_node *n = decl->kid[i];
    if (!n) continue;
    if (n->kind == NZ_T_EXPECT) expect(&b, n);
    else if (n->kind == NZ_T_EXPECT_TABLE) expect_table(&b, n);
    else if (n->kind == NZ_T_TOTAL) total(&b, n);
  }
  return d->errors == before;
}
