/* table.h -- columns aligned by display width. */
#ifndef NAZE_TOOLS_TABLE_H
#define NAZE_TOOLS_TABLE_H
#include "term.h"

enum { TABLE_MAX_COLS = 8 };
typedef struct table_cell { char *text; term_style style; } table_cell;
typedef struct table_row { table_cell cell[TABLE_MAX_COLS]; } table_row;
typedef struct table { table_row *row; size_t n, cap; bool marked; } table; /* marked: the first column is a mark of two columns */

void table_add(table *t);                                                     /* begins a row */
void table_set(table *t, size_t col, term_style style, const char *text);     /* a cell of the last row */
void table_print(term *o, const table *t, size_t indent, size_t gap);         /* empty columns are left out */
void table_free(table *t);
#endif
