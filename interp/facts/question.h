/* question.h -- what is asked: a declaration with its parameters fixed; questions as people write them. */
#ifndef NZ_QUESTION_H
#define NZ_QUESTION_H
#include "../../grammar/tree.h"
#include "case.h"

enum { NZ_MAX_ARGS = 8, NZ_MAX_QUESTIONS = 1000 };

typedef struct nz_question {
  uint32_t decl;
  uint32_t subject;       /* row of the case, or IR_NONE (the only row of the ledger) */
  uint32_t output;        /* output column */
  uint32_t nargs;
  int64_t args[NZ_MAX_ARGS]; /* constants by parameter type: the value of nz_cellval.v; a text is a string of the module */
  bool has[NZ_MAX_ARGS];     /* false: taken from the subject (ir_param.dflt) */
  int want;               /* enum nz_out wanted with =可, or -1 */
} nz_question;

typedef struct nz_questions { nz_question *v; uint32_t n, cap; } nz_questions;
typedef nz_questions nz_question_list;

/* Reads a question: 利用可否（重度訪問介護）, 利用者「甲」の利用可否（…）, 請求（3）の…, with =可. A declaration whose first
 * parameter is open and can't be computed gives one question a row (a whole column); a bare row key that only one table
 * has stands for that row. `node` is an EXPECT (as nz_parse_expr gives) or the question inside it; names are those of the
 * tree. Rows are looked up in `c`, which may be NULL. False after a message. */
bool nz_question_from_node(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_case *c, const nz_node *node,
                           nz_questions *out);
/* The row a question is about when it names none: the only row of its ledger. Several rows: a message and false (S1.2). None:
 * true, and the question is about no row. `row` is a name given beside the question (--subject), "" for none. */
bool nz_question_subject(nz_arena *a, const nz_case *c, nz_diags *d, nz_question *q, nz_str row, nz_span at);
/* 利用可否（重度訪問介護）; brief: 重度訪問介護. With the subject's name when it was chosen among several rows. */
bool nz_can_be_asked(const ir_module *m, const ir_decl *d); /* has it something that decides? */
bool nz_asks_claim(const ir_module *m, const nz_question *q); /* 請求（3） */
uint32_t nz_claims_decl(const ir_module *m); /* what judges the claims: 請求; IR_NONE */
void nz_question_text(const ir_module *m, const nz_case *c, const nz_question *q, bool brief, ir_buf *out);
#endif
