/* build_case.c -- nodes of 事例 and 検証; see build.h */
#include "build.h"
#include "calendar.h"

nz_node *nz_b_pick(nz_build *b, nz_span at, nz_node *reading, nz_node *choice) {
  nz_node *n = nz_b(b, NZ_T_PICK, at);
  n->name = reading->name;
  n->aux = choice->name;
  return n;
}

nz_node *nz_b_fact(nz_build *b, nz_span at, nz_node *ledger, nz_node *row, nz_nodes *parts) {
  nz_node *n = nz_bl(b, NZ_T_FACT, at, parts);
  n->name = ledger->name;
  n->aux = row ? row->name : 0;
  return n;
}

/* 請求（令和6年4月から令和6年10月まで）, 支援記録（令和6年10月）, 利用者 */
static void complete_one(nz_build *b, nz_nodes *l, nz_node *x) {
  nz_node *name = nz_b(b, NZ_T_NAME, x->at), *period = NULL;
  name->name = x->name;
  if (x->kind == NZ_T_CALL && x->nkid == 1) {
    nz_node *arg = x->kid[0];
    period = nz_b(b, NZ_T_PERIOD, arg->at);
    if (arg->kind == NZ_T_DATE) period->num = arg->num, period->aux = nz_date_last_day(arg->num, arg->op);
    else if (x->flags & NZ_NF_IMPLICIT) period->num = arg->num, period->aux = arg->aux;
    else period = NULL;
  }
  if (x->kind != NZ_T_NAME && !period) {
    nz_b_arg(b, nz_b_report(b, x->kind == NZ_T_CALL ? NZ_M_CLOSED_FOR : NZ_M_NOT_NAMES, x->at), 0, x->name);
    return;
  }
  nz_add(b, nz_add(b, l, name), period);
}
nz_node *nz_b_complete(nz_build *b, nz_span at, nz_node *what) {
  nz_nodes *l = nz_list(b);
  if (what->kind == NZ_T_ITEM_DECL)
    for (uint32_t i = 0; i < what->nkid; i++) complete_one(b, l, what->kid[i]);
  else complete_one(b, l, what);
  return nz_bl(b, NZ_T_COMPLETE, at, l);
}

nz_node *nz_b_assign(nz_build *b, nz_span at, int op, nz_node *lhs, nz_node *rhs) {
  if (op == NZ_AS_IS && rhs->kind == NZ_T_BLANK) return nz_op(nz_b1(b, NZ_T_ASSIGN, at, lhs), NZ_AS_BLANK);
  if (op == NZ_AS_IS && rhs->kind == NZ_T_OUTCOME && rhs->op == NZ_OUT_UNKNOWN) return nz_op(nz_b1(b, NZ_T_ASSIGN, at, lhs), NZ_AS_UNKNOWN);
  return nz_op(nz_b2(b, NZ_T_ASSIGN, at, lhs, rhs), op);
}

nz_node *nz_b_expect(nz_build *b, nz_span at, nz_node *question, nz_node *value, nz_node *reason) {
  nz_node *why = NULL;
  if (reason) {
    why = nz_b(b, NZ_T_REASON, reason->at);
    why->name = reason->name;
    why->flags |= reason->flags & NZ_NF_QUOTED;
  }
  return nz_b3(b, NZ_T_EXPECT, at, question, value, why);
}
nz_node *nz_b_expect_table(nz_build *b, nz_span at, nz_node *question, nz_nodes *rows) {
  return nz_bl(b, NZ_T_EXPECT_TABLE, at, nz_append(b, nz_one(b, question), rows));
}

/* 検証 … は … について単調（上がるほど可）: num is +1 or -1 */
nz_node *nz_b_monotone(nz_build *b, nz_span at, nz_node *question, nz_node *field, const nz_tok *dir) {
  nz_node *n = nz_op(nz_b2(b, NZ_T_PROPERTY, at, question, field), NZ_PR_MONOTONE);
  n->num = dir->word == NZ_W_SAGARU ? -1 : 1;
  return n;
}

/* （利用者 甲、乙）甲と乙が…のほか同じであるとき、…: ledger, the two names, the fields, the condition */
nz_node *nz_b_pair(nz_build *b, nz_span at, nz_node *ledger, nz_nodes *pair, nz_nodes *again, nz_node *fields, nz_node *x) {
  for (uint32_t i = 0; i < 2; i++)
    if (again->v[i]->name != pair->v[i]->name) {
      nz_diag *g = nz_b_report(b, NZ_M_NOT_OF_PAIR, again->v[i]->at);
      nz_b_arg(b, g, 0, again->v[i]->name);
      nz_b_arg(b, g, 1, pair->v[i]->name);
      nz_str right = nz_b_text(b, pair->v[i]->at); /* with its quotes, if it has them */
      nz_fix(b->d, g, again->v[i]->at, right.p, right.n);
    }
  nz_nodes *l = nz_append(b, nz_one(b, ledger), pair);
  return nz_op(nz_bl(b, NZ_T_PROPERTY, at, nz_add(b, nz_add(b, l, fields), x)), NZ_PR_PAIR);
}
