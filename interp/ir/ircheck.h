/* ircheck.h -- inside of ircheck*.c and ircycle.c */
#ifndef NZ_IRCHECK_H
#define NZ_IRCHECK_H
#include "irtext.h"

enum { IR_MAX_DEPTH = 1500,  /* steps below one another in an evaluation, declarations included */
       IR_MAX_SETS = 16,     /* sets within sets */
       IR_MAX_CALLS = 4 * 1000 * 1000 }; /* nodes × ways of calling them that the search for cycles looks at */

const char *ir_check_nodes(const ir_module *m, bool typed);
const char *ir_check_calls(nz_arena *a, const ir_module *m); /* cycles, depth, scopes */
bool ir_fits(const ir_module *m, uint32_t type, uint32_t as); /* may a value of one type stand where another is asked for? */
#endif
