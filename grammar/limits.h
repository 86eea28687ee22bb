/* limits.h -- how large the parts of a rule file may be (spec/limits.md). Past one of them a message says so and the
 * rest of that part is skipped; nothing is ever cut silently. The size of a file itself is in source.h. */
#ifndef NZ_LIMITS_H
#define NZ_LIMITS_H

enum {
  NZ_MAX_NESTING = 64,      /* brackets and bullets inside one another */
  NZ_MAX_TREE_DEPTH = 256,  /* nodes above one another in one expression: 年齢の…の…の… */
  NZ_MAX_ROWS = 100000,     /* rows of one file */
  NZ_MAX_COLUMNS = 256,     /* cells of one row */
  NZ_MAX_DECIMALS = 9,      /* digits after the decimal point */
  NZ_PARSE_STACK = 4096     /* entries of the parser's stack; NZ_MAX_NESTING keeps far below it */
};
#endif
