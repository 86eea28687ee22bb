/* row_index.c -- see row_index.h */
#include "row_index.h"

nz_row_index *nz_row_index_new(nz_arena *a, const nz_case *c, uint32_t field) {
  nz_row_index *x = NZ_NEW(a, nz_row_index);
  uint32_t ledger = c->m->fields.v[field].ledger, n = c->rows.n;
  x->first = NZ_NEW_N(a, uint32_t, (size_t)n + 2);
  x->row = NZ_NEW_N(a, uint32_t, n);
  x->loose = NZ_NEW_N(a, uint32_t, n);
  for (int pass = 0; pass < 2; pass++) { /* counted into first[r + 2], then put where first[r + 1] says */
    for (uint32_t i = 0; i < n; i++) {
      if (c->rows.v[i].ledger != ledger) continue;
      const nz_cellval *v = &c->cells.v[nz_cell_of(c, i, field)];
      if (v->state != NZ_CELL_GIVEN || v->v < 0 || v->v >= n) {
        if (pass) x->loose[x->nloose++] = i;
      } else if (pass) {
        x->row[x->first[v->v + 1]++] = i;
      } else {
        x->first[v->v + 2]++;
      }
    }
    for (uint32_t r = 2; !pass && r <= n + 1; r++) x->first[r] += x->first[r - 1];
  }
  return x;
}
