/* lib_damage.h -- changes to a proof as a JSON document, for the tests that every change is refused. */
#ifndef LIB_DAMAGE_H
#define LIB_DAMAGE_H
#include <jansson.h>
#include <stdbool.h>

#include "grammar/arena.h"

json_t *lib_changed(const json_t *scalar);                   /* another value of the same kind */
/* A copy without the steps that the root does not reach, the rest numbered as P1.2 says. */
json_t *lib_tidy(nz_arena *a, const json_t *doc);
bool lib_rests_on(const json_t *steps, size_t id, size_t top); /* does step top rest on id, or is it id? */
/* Do two steps say the same with all they rest on? If not, though of one node, they stand in different environments. */
bool lib_same_tree(const json_t *steps, size_t x, size_t y);
#endif
