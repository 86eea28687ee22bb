/* template.h -- an empty case with just the facts that a question may ask. */
#ifndef NZ_TEMPLATE_H
#define NZ_TEMPLATE_H
#include "case.h"
#include "question.h"

/* The fields that deciding the questions on a day may read (IR_DATE_MIN: on any day), whatever the facts are: bits over
 * m->fields. `ledgers`: bit 1 = some field of it is read, bit 2 = rows of it are gone through. Both zeroed by the caller. */
void nz_reachable_fields(nz_arena *a, const ir_module *m, const nz_questions *qs, int64_t day, uint64_t *fields, uint8_t *ledgers);
/* JSON of such a case: every fact "？", and beside the facts of a row 選べる値 with what can stand there. */
void nz_case_template(nz_arena *a, const ir_module *m, const nz_questions *qs, int64_t day, ir_buf *out);
#endif
