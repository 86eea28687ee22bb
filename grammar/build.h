/* build.h -- makes tree nodes; one call per action of naze.y. Internal to grammar/. */
#ifndef NZ_BUILD_H
#define NZ_BUILD_H
#include "keywords.h"
#include "limits.h"

typedef struct nz_nodes { nz_node **v; uint32_t n, cap; } nz_nodes;

union nz_value { /* of a grammar symbol */
  const nz_tok *tok;
  nz_node *node;
  nz_nodes *nodes;
};

typedef struct nz_build {
  nz_arena *a;
  nz_intern *names;
  nz_diags *d;
  const nz_source *src;
  const nz_tok *at, *prev; /* the token being pushed and the one before it */
  uint16_t decl, local;    /* declaration words around it, for messages */
  bool overflowed;
  nz_node *result;
  struct { nz_sym blank, partial, month, year, fiscal, day, week; } k;
} nz_build;

void nz_build_init(nz_build *b, nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src);
/* Forgets the depths that the builder kept on the nodes. */
void nz_build_finish(nz_node *root);

/* ---- build.c: nodes and lists */
nz_node *nz_b(nz_build *b, nz_kind k, nz_span at);
nz_node *nz_b1(nz_build *b, nz_kind k, nz_span at, nz_node *x);
nz_node *nz_b2(nz_build *b, nz_kind k, nz_span at, nz_node *x, nz_node *y);
nz_node *nz_b3(nz_build *b, nz_kind k, nz_span at, nz_node *x, nz_node *y, nz_node *z);
nz_node *nz_bl(nz_build *b, nz_kind k, nz_span at, const nz_nodes *kids); /* NULL kids are left out */
nz_node *nz_b_named(nz_build *b, nz_kind k, nz_span at, const nz_tok *t);
nz_node *nz_b_word(nz_build *b, nz_kind k, nz_span at, const nz_tok *t);  /* op = the token's word */
nz_node *nz_b_spelt(nz_build *b, nz_span at);                             /* NAME as typed: 1級 as a level */
nz_node *nz_b_retag(nz_build *b, nz_node *n, nz_kind k);
nz_node *nz_op(nz_node *n, int op);
nz_node *nz_flag(nz_node *n, uint32_t flag);
nz_node *nz_hole(nz_build *b, nz_span at);
nz_nodes *nz_list(nz_build *b);
nz_nodes *nz_one(nz_build *b, nz_node *x);
nz_nodes *nz_two(nz_build *b, nz_node *x, nz_node *y);
nz_nodes *nz_add(nz_build *b, nz_nodes *l, nz_node *x);
nz_nodes *nz_append(nz_build *b, nz_nodes *l, const nz_nodes *more);
nz_diag *nz_b_report(nz_build *b, nz_msg id, nz_span at);
void nz_b_arg(nz_build *b, nz_diag *g, int i, nz_sym s);
nz_str nz_b_text(const nz_build *b, nz_span at);
/* One ITEM_DECL; says so where a term is no name. */
nz_node *nz_b_names_of(nz_build *b, nz_span at, nz_nodes *terms);

/* ---- build_expr.c */
nz_node *nz_b_token(nz_build *b, nz_kind k, nz_span at, const nz_tok *t);
nz_node *nz_b_name_value(nz_build *b, nz_node *name);
nz_node *nz_b_call(nz_build *b, nz_span at, nz_node *name, nz_nodes *args);
nz_node *nz_b_of(nz_build *b, nz_span at, nz_node *base, nz_node *name, nz_nodes *args);
nz_node *nz_b_ref(nz_build *b, nz_kind k, nz_span at, nz_node *name, nz_nodes *args);
nz_node *nz_b_negate(nz_build *b, nz_span at, nz_node *x);
nz_node *nz_b_round(nz_build *b, nz_span at, nz_node *x, const nz_tok *t);
nz_node *nz_b_cap(nz_build *b, nz_span at, nz_node *x, nz_node *bound, const nz_tok *t);
nz_node *nz_b_to(nz_build *b, nz_span at, nz_node *x, nz_node *y);
nz_nodes *nz_b_chain(nz_build *b, nz_node *chain);
nz_node *nz_b_earlier(nz_build *b, nz_span at, nz_node *chain, const nz_tok *t);
nz_node *nz_b_dated(nz_build *b, nz_span at, nz_node *x, nz_node *period);
nz_node *nz_b_by_reading(nz_build *b, nz_span at, nz_node *reading, nz_node *x);
nz_node *nz_b_rank(nz_build *b, nz_span at, nz_node *set, nz_nodes *keys);
nz_node *nz_b_orderkey(nz_build *b, nz_span at, nz_node *x, const nz_tok *t);
nz_node *nz_b_order_list(nz_build *b, nz_span at, nz_node *x, nz_nodes *values);
nz_node *nz_b_join(nz_build *b, nz_span at, nz_kind k, nz_node *x, nz_node *y);
nz_node *nz_b_apply(nz_build *b, nz_span at, nz_node *subject, nz_node *pred);
nz_node *nz_b_cmp(nz_build *b, nz_span at, nz_node *x, const nz_tok *op);
nz_node *nz_b_range(nz_build *b, nz_span at, nz_node *x, const nz_tok *o1, nz_node *y, const nz_tok *o2);
nz_node *nz_b_in(nz_build *b, nz_span at, int not, nz_node *subject, nz_nodes *values);
nz_node *nz_b_quant(nz_build *b, nz_kind k, nz_span at, nz_nodes *terms, nz_node *pred);
nz_node *nz_b_outis(nz_build *b, nz_span at, const nz_tok *t, bool all);
nz_node *nz_b_outcome(nz_build *b, nz_span at, const nz_tok *t);
nz_node *nz_b_group(nz_build *b, nz_span at, const nz_tok *t, nz_nodes *items);
nz_node *nz_b_atleast(nz_build *b, nz_span at, const nz_tok *t, nz_nodes *items);
nz_node *nz_b_rows_where(nz_build *b, nz_span at, nz_kind k, nz_node *base, const nz_tok *group, nz_nodes *items);
nz_node *nz_b_readsel(nz_build *b, nz_span at, nz_node *reading, nz_nodes *selects);
nz_node *nz_b_select(nz_build *b, nz_span at, nz_node *label, nz_node *x);
nz_node *nz_b_tilde(nz_build *b, nz_span at, nz_span sign, nz_node *x, nz_node *y);
nz_node *nz_b_result(nz_build *b, nz_span at, const nz_tok *t, nz_node *whom, nz_node *text);
nz_node *nz_b_result_of(nz_build *b, nz_span at, nz_node *x);  /* wraps a value in RESULT */
nz_node *nz_b_verdict_of(nz_build *b, nz_span at, nz_node *x); /* a condition: true 可, false 不可 */
nz_node *nz_b_text_quotes(nz_build *b, nz_span at, const nz_tok *t);
nz_node *nz_b_evalue(nz_build *b, nz_span at, nz_node *x);

/* ---- build_decl.c */
nz_node *nz_b_file(nz_build *b, nz_nodes *decls);
nz_node *nz_b_head(nz_build *b, nz_span at, nz_node *name, nz_nodes *parts);
nz_node *nz_b_decl(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *body, nz_nodes *parts);
nz_node *nz_b_source(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, nz_node *title, nz_nodes *cites);
nz_node *nz_b_names_decl(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *names);
nz_node *nz_b_values(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *names, nz_nodes *values, nz_nodes *parts);
nz_node *nz_b_ledger(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, nz_node *limit, nz_nodes *fields);
nz_node *nz_b_reading(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_nodes *choices, nz_nodes *parts);
nz_node *nz_b_table(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *type, nz_nodes *parts);
nz_node *nz_b_fee(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *type, nz_nodes *parts);
nz_node *nz_b_addon(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_nodes *parts);
nz_node *nz_b_schedule(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *from, nz_node *to, nz_nodes *parts);
nz_node *nz_b_aliases(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *lists);
nz_node *nz_b_alias(nz_build *b, nz_span at, nz_nodes *names, nz_node *to);
nz_node *nz_b_case(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, const nz_tok *date, nz_span dat, nz_nodes *parts);
nz_node *nz_b_rowlimit(nz_build *b, nz_span at, nz_nodes *names, const nz_tok *rows);
nz_node *nz_b_field(nz_build *b, nz_span at, nz_nodes *names, nz_node *type, nz_nodes *attrs);
nz_node *nz_b_choice(nz_build *b, nz_span at, nz_node *name, nz_nodes *cites);
nz_node *nz_b_period(nz_build *b, nz_span at, const nz_tok *from, const nz_tok *to);
nz_node *nz_b_periodb(nz_build *b, nz_span at, const nz_tok *t);
nz_node *nz_b_clause(nz_build *b, nz_span at, const nz_tok *w, nz_node *kinds, nz_nodes *content);
nz_node *nz_b_clause_op(nz_build *b, nz_span at, int w);
nz_node *nz_b_row(nz_build *b, nz_span at, const nz_tok *t);
nz_node *nz_b_legend(nz_build *b, nz_span at, const nz_tok *mark, nz_node *x);
nz_node *nz_b_remark(nz_build *b, nz_span at, const nz_tok *note, nz_nodes *cites, nz_node *cond, nz_node *result);
nz_node *nz_b_markrow(nz_build *b, nz_span at, nz_node *mark, nz_node *cond);
nz_node *nz_b_proviso(nz_build *b, nz_span at, nz_node *p, bool nested);
nz_node *nz_b_units(nz_build *b, nz_span at, nz_nodes *amounts);
nz_node *nz_b_limit(nz_build *b, nz_span at, nz_node *cond, nz_nodes *keys, nz_node *limit);
nz_node *nz_b_limit_rate(nz_build *b, nz_span at, const nz_tok *rate, nz_node *scope);
nz_node *nz_b_limit_row(nz_build *b, nz_span at, nz_node *period, const nz_tok *n, nz_node *scope);
nz_node *nz_b_scope(nz_build *b, nz_span at, nz_node *name, int op);
nz_node *nz_b_excludes(nz_build *b, nz_span at, const nz_tok *w, nz_node *kinds, bool mutual, nz_nodes *list);
/* ---- build_case.c */
nz_node *nz_b_pick(nz_build *b, nz_span at, nz_node *reading, nz_node *choice);
nz_node *nz_b_fact(nz_build *b, nz_span at, nz_node *ledger, nz_node *row, nz_nodes *parts);
nz_node *nz_b_complete(nz_build *b, nz_span at, nz_node *what);
nz_node *nz_b_assign(nz_build *b, nz_span at, int op, nz_node *lhs, nz_node *rhs);
nz_node *nz_b_expect(nz_build *b, nz_span at, nz_node *question, nz_node *value, nz_node *reason);
nz_node *nz_b_expect_table(nz_build *b, nz_span at, nz_node *question, nz_nodes *rows);
nz_node *nz_b_monotone(nz_build *b, nz_span at, nz_node *question, nz_node *field, const nz_tok *dir);
nz_node *nz_b_pair(nz_build *b, nz_span at, nz_node *ledger, nz_nodes *pair, nz_nodes *again, nz_node *fields, nz_node *x);
#endif
