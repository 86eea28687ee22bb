/* search.h -- is there a case in which a duty's condition is true? Facts are kept back and taken one at a time, each by the classes of
 * its values that can matter (exec/classes.h), and the evaluator is asked at every step: an answer that stands while facts are
 * kept back stands whatever they are, so that each leaf is a box of cases, decided exactly.
 *
 * First with ledgers of which nothing is known but the rows that must be there: what is decided then holds for any number of
 * rows. What is still open after that is tried with ledgers of a few rows. */
#ifndef NZ_SEARCH_H
#define NZ_SEARCH_H
#include "../exec/eval.h"
#include "duty.h"

typedef enum nz_found { NZ_FOUND, NZ_NONE, NZ_UNDECIDED } nz_found;
typedef struct nz_search_result {
  nz_found found;
  const nz_case *c;       /* FOUND: the facts that matter, no more, in the arena given */
  nz_question q;          /* FOUND: the duty's question */
  int64_t day;
  bool by_rows;           /* UNDECIDED: it hangs on how many rows there are; else on values too many to try, or the limit of work */
  bool spent;             /* UNDECIDED: the limit of work was reached */
  bool looks;             /* it looks through ledgers */
  uint64_t runs;
} nz_search_result;
/* work: at most about so many steps of the evaluator. Everything is in `a`,
 * which may be reset between calls. */
nz_search_result nz_search(nz_arena *a, const nz_duties *d, const nz_duty *x, uint64_t work);
#endif
