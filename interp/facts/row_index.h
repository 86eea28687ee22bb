/* row_index.h -- which rows of a ledger may refer to a given row: for a field that refers to one row. */
#ifndef NZ_ROW_INDEX_H
#define NZ_ROW_INDEX_H
#include "case.h"

typedef struct nz_row_index {
  uint32_t *first, *row;      /* rows that refer to r: row[first[r]] … row[first[r + 1] - 1], in the order of the case */
  uint32_t *loose, nloose;    /* rows in which the field is blank or not given */
} nz_row_index;
nz_row_index *nz_row_index_new(nz_arena *a, const nz_case *c, uint32_t field);
#endif
