/* values.h -- the values of one fact that are worth trying, while others are kept back. */
#ifndef NZ_VALUES_H
#define NZ_VALUES_H
#include "../exec/classes.h"

typedef struct nz_values { nz_cellval *v; uint32_t n; } nz_values;
/* Texts, periods and lists of references, of which only a few can be tried: 空欄 or something, periods around the day, all rows of
 * `full` or none. */
nz_values nz_values_by_hand(nz_arena *a, nz_case *c, const nz_eval *e, const ir_field *f, nz_cellval full);
/* Does some step of the last partition depend on this fact (or on its mate; IR_NONE) together with another that is kept back? */
bool nz_joint(const nze_classes *x, uint32_t cell, uint32_t mate);
/* A value of a class: a date as near to the middle of the day's month as it comes, as something may have to come before it. */
int64_t nz_value_near(const nze_part *p, uint32_t class, int64_t day);
/* In what order facts are taken: references decide what is looked at, then what has few values. */
int nz_fact_rank(const ir_module *m, uint32_t field);
enum { NZ_RANKS = 10 };
#endif
