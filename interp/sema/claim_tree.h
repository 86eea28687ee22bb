/* claim_tree.h -- annotated nodes that the checker itself builds: what an 加算 is short for (spec/semantics.md §8). What is
 * built here is lowered and evaluated like anything that was written. Internal to sema/. */
#ifndef NZ_CLAIM_TREE_H
#define NZ_CLAIM_TREE_H
#include "bind.h"

typedef struct nz_claims { /* the ledger of claims and the fields that play a part; IR_NONE where there is none */
  uint32_t ledger, key, time, item, kind, review, user, records, record_ledger;
} nz_claims;
typedef struct nz_nodes_of { nz_node **v; uint32_t n, cap; } nz_nodes_of; /* a growing list */

bool nz_claims_of(nz_cx *cx, nz_claims *out); /* false: no ledger has a field （費目） */

nz_node *nzc_at(nz_node *n, nz_span at); /* the words it was written as; NULL stays NULL. Without, it has no place: nobody wrote it */
void nzc_add(nz_cx *cx, nz_nodes_of *l, nz_node *n);
nz_node *nzc_node(nz_cx *cx, nz_kind kind, nz_span at, uint32_t n, nz_node *const *kid);
nz_node *nzc_field(nz_cx *cx, uint32_t field, uint8_t start);     /* of the subject or of an enclosing element (NZ_ROW_*) */
nz_node *nzc_subject(nz_cx *cx, uint32_t ledger);
nz_node *nzc_element(nz_cx *cx, uint32_t ledger, uint32_t level);
nz_node *nzc_named(nz_cx *cx, uint32_t field, nz_sym value);      /* a value of a field: choice or text; NULL when it has none of this name */
nz_node *nzc_cmp(nz_cx *cx, int op, nz_node *a, nz_node *b);
nz_node *nzc_is(nz_cx *cx, uint32_t field, uint8_t start, const nz_sym *values, uint32_t n); /* equals one of; NULL: none is a value */
nz_node *nzc_all(nz_cx *cx, const nz_nodes_of *l, nz_span at);    /* 常に for none */
nz_node *nzc_any(nz_cx *cx, const nz_nodes_of *l, nz_span at);
nz_node *nzc_not(nz_cx *cx, nz_node *n);
nz_node *nzc_rows(nz_cx *cx, uint32_t ledger);
nz_node *nzc_where(nz_cx *cx, nz_node *set, nz_node *cond);
nz_node *nzc_some(nz_cx *cx, nz_node *set);                       /* …がある */
nz_node *nzc_count(nz_cx *cx, nz_node *set);
nz_node *nzc_sum(nz_cx *cx, nz_node *a, nz_node *b);
nz_node *nzc_number(nz_cx *cx, int64_t n);
nz_node *nzc_between(nz_cx *cx, int64_t from, int64_t to); /* 基準日 is within these days; an end that is open asks nothing */
nz_node *nzc_month(nz_cx *cx, nz_node *date);
nz_node *nzc_this_month(nz_cx *cx);
nz_node *nzc_months_ago(nz_cx *cx, int64_t n);
nz_node *nzc_call(nz_cx *cx, uint32_t decl, uint8_t start);
nz_node *nzc_as_of(nz_cx *cx, nz_node *date, nz_node *x);
nz_node *nzc_has_outcome(nz_cx *cx, nz_node *decision, int out);
nz_node *nzc_result(nz_cx *cx, int out, const char *text);
nz_node *nzc_proviso(nz_cx *cx, nz_node *when, nz_node *result);

/* A declaration of the checker's own, local to `owner`, with one variant for each of the owner's. */
nz_declsrc *nzc_declare(nz_cx *cx, const nz_declsrc *owner, const char *name, int kind, uint32_t type, uint32_t subject);
nz_declsrc *nzc_declare_for(nz_cx *cx, const nz_declsrc *owner, const struct nz_varsrc *v, nz_str name, int kind, uint32_t type, nz_span at); /* for one variant */
void nzc_body(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v, nz_node *body); /* by the declaration's kind */
/* A decision table with a row a condition; the columns after the first are its outputs. */
nz_ctable *nzc_table(nz_cx *cx, nz_declsrc *d, const struct nz_varsrc *v, int hit, nz_node *const *cond, nz_node *const *cells, uint32_t nrows, nz_node *otherwise, const nz_row *const *raw);
#endif
