/* boxes.h -- plain conditions: a field compared with constants. Internal to sema/. */
#ifndef NZ_BOXES_H
#define NZ_BOXES_H
#include "cx.h"

bool nz_atom_is_plain(const nz_node *e);                              /* 有無, comparison, range, list: all with constants */
bool nz_atom_admits(const nz_node *e, int64_t value);
uint32_t nz_atom_edges(const nz_node *e, int64_t *out, uint32_t n);   /* the constants and their neighbours, up to 6 */
void nz_value_words(nz_cx *cx, uint32_t type, int64_t value, ir_buf *out); /* がある, が区分3, が10点 */
#endif
