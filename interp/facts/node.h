/* node.h -- values and names out of syntax nodes, for 事例 and questions. Internal to facts/. */
#ifndef NZ_NODE_H
#define NZ_NODE_H
#include "../../grammar/tree.h"
#include "put.h"

/* What a term says, as it would be typed: 8点, 2024-10-01, 区分4, 2024-04-01から2025-03-31まで. Empty when it is no plain value. */
nz_str nz_node_text(nz_arena *a, const nz_intern *names, const nz_node *n);
/* Reads a term as a constant of a type; not for rows and texts. Reports when it is none. */
bool nz_node_value(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_where *w, uint32_t type, const nz_node *n,
                   int64_t *v, int64_t *v2);
/* Puts a term into a cell, which is open already. */
void nz_put_node(nz_into *in, const nz_intern *names, uint32_t row, uint32_t field, const nz_where *w, const nz_node *n);
nz_where nz_where_in(const nz_tree *t, nz_span at, nz_str name);
#endif
