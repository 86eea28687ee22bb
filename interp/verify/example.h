/* example.h -- the 事例 of a rule set as cases for its duties: where somebody must be able to do something, a case that a person has written
 * shows it, however many rows it takes. */
#ifndef NZ_EXAMPLE_H
#define NZ_EXAMPLE_H
#include "duty.h"

/* Which of the n duties (numbers in d->list) has a condition that is true in some 事例: its facts alone, for what they assume (仮に) may be
 * what nobody can come to. A claim: 可 by its 加算's own rules, paid or not. `scratch` is reset for each 事例. */
void nz_examples_meet(nz_arena *scratch, const nz_duties *d, const size_t *duty, size_t n, bool *met);
#endif
