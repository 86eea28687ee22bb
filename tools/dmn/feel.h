/* feel.h -- the cells of DMN tables: literals of FEEL, and unary tests made of them (spec/dmn.md, 2). Everything else is refused
 * with its name. */
#ifndef NAZE_TOOLS_DMN_FEEL_H
#define NAZE_TOOLS_DMN_FEEL_H
#include "../str.h"

typedef enum feel_type { FEEL_NULL, FEEL_BOOL, FEEL_NUM, FEEL_TEXT, FEEL_DATE, FEEL_TIME } feel_type;
typedef struct feel_value { feel_type type; char *text; } feel_value; /* true, -3.5, what is between the quotes, 2024-04-01, 10:00 */

typedef enum feel_kind { FEEL_IS, FEEL_LT, FEEL_LE, FEEL_GT, FEEL_GE, FEEL_IN } feel_kind;
typedef struct feel_test { feel_kind kind; feel_value a, b; bool above, below; } feel_test; /* IN: from a to b; above, below: without them */
typedef struct feel_cell { bool any, negated; feel_test *v; size_t n; } feel_cell; /* any: -; else one of the tests, or none of them */

/* False: `why` says what stands there that has no translation. */
bool feel_unary(const char *text, feel_cell *out, str *why, bool english);
bool feel_literal(const char *text, feel_value *out, str *why, bool english);
void feel_cell_free(feel_cell *c);
void feel_value_free(feel_value *v);

/* A number with its needless zeros taken off: at most 18 digits, 9 of them behind the point. False: it is none. */
bool feel_number(const char *p, size_t n, str *out);
size_t feel_decimals(const char *number);
#endif
