/* case_decl.h -- a case from a 事例 of the rules, and what it expects. */
#ifndef NZ_CASE_DECL_H
#define NZ_CASE_DECL_H
#include "../../grammar/tree.h"
#include "case.h"
#include "question.h"

/* The facts of a 事例: rows, 仮に, 解釈…は…, …は、ここにあるものがすべて, its date. NULL after messages. `names` are the tree's. */
nz_case *nz_case_from_decl(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_tree *t, const nz_node *decl);

enum { NZ_EXPECT_OUTCOME, /* of a decision: outcome, and its 『reason』 or whom to ask when one is written; of a condition: 可 true, 不可 false */
       NZ_EXPECT_VALUE,   /* v (v/v2) of the type of the asked output */
       NZ_EXPECT_NONE,    /* なし: no value */
       NZ_EXPECT_TOTAL,   /* 合計: v, of the units of all claims (q.decl, output 1) */
       NZ_EXPECT_LATER }; /* about a claim or a schedule: q is not set, only the texts and the place */
typedef struct nz_expectation {
  nz_question q;
  uint8_t kind;
  int outcome;            /* enum nz_out */
  nz_str text;            /* 『reason』 or whom; "" when not said */
  nz_str reason;          /* 理由は★: the mark (or named condition) it must rest on; "" when not said */
  uint32_t type;          /* VALUE */
  int64_t v, v2;
  nz_str question, expected; /* as people read them: 利用可否（重度訪問介護） / 不可 */
  nz_span at;
} nz_expectation;
typedef struct nz_expectations { nz_expectation *v; uint32_t n, cap; } nz_expectations;

/* What a 事例 expects of the case read from it: one entry a question (a whole column gives one a row). Tables of rows
 * (期待) are read too. False after messages; what could be read is in *out all the same. */
bool nz_expectations_from_decl(nz_arena *a, const nz_case *c, nz_diags *d, nz_intern *names, const nz_tree *t, const nz_node *decl,
                               nz_expectations *out);
#endif
