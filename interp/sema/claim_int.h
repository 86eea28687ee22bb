/* claim_int.h -- inside of the expansion of 加算 into declarations (claim*.c). */
#ifndef NZ_CLAIM_INT_H
#define NZ_CLAIM_INT_H
#include "claim_tree.h"
#include "lower.h"

bool nz_dated_head(nz_cx *cx, const nz_tree *t, const nz_row *r, const nz_cell *c, int64_t *from, int64_t *to);

enum { NZK_MAX_KINDS = 64 };
/* the states of a field （審査） that have a meaning */
#define NZK_PAID "支払済"
#define NZK_NOW "今回請求"
#define NZK_RETURNED "返戻"
#define NZK_WITHDRAWN "取下げ"


typedef struct stage { /* the declarations of one 加算 */
  nz_declsrc *self, *units, *earned, *require, *limit;
  bool base;           /* a 報酬: judged before the 加算 */
  nz_sym role;         /* of a 報酬: 計画作成時, モニタリング時 */
} stage;

typedef struct work {
  nz_cx *cx;
  nz_claims c;
  NZ_VEC(stage) all;
  /* the one being built */
  stage *s;
  struct nz_varsrc *v;
  uint32_t vi;
  nz_sym kind[NZK_MAX_KINDS];
  const nz_row *kind_row[NZK_MAX_KINDS], *kind_head;
  uint32_t nkinds;
} work;

typedef struct item { const nz_node *kinds; nz_node *cond; nz_sym only; } item; /* a condition, for some kinds or for all; only: for one */
typedef NZ_VEC(item) items;

typedef struct standing { nz_node *paid, *now; } standing; /* of some claims those that stand: paid ones are facts; those of this time */

/* claim_kind.c */
nz_sym nzk_sym(const work *w, const char *s);
void nzk_put_kinds(const work *w, ir_buf *b, const nz_sym *kinds, uint32_t n);
uint32_t nzk_kinds_of(const nz_node *clause, nz_sym *out); /* at most NZK_MAX_KINDS */
const nz_node *nzk_clause_kinds(const nz_node *c);
const nz_row *nzk_row_at(const nz_tree *t, const nz_node *n);
void nzk_read_kinds(work *w);
bool nzk_applies(const work *w, const item *it, nz_sym kind);
nz_str nzk_words_of(const work *w, nz_span at); /* as written, on one line */
nz_node *nzk_named(work *w, nz_str name, nz_node *cond, nz_span at);
nz_sym nzk_str_sym(work *w, nz_str s);
void nzk_by_kind(work *w, const char *name, items *list, nz_nodes_of *out);
void nzk_put(work *w, items *list, const nz_node *kinds, nz_sym only, nz_node *cond);

/* claim_set.c */
nz_node *nzk_same_user(work *w);
nz_node *nzk_same_month(work *w);
nz_node *nzk_before(work *w); /* claims before this one: of an earlier day, or of the same day with a lower number */
standing nzk_standing_of(work *w, nz_node *claims, const nz_declsrc *d, bool not_denied, bool fold);
nz_node *nzk_some_stand(work *w, standing s);
nz_node *nzk_claims_for(work *w, nz_node *base, const nz_declsrc *claimed, const nz_sym *kinds, uint32_t nkinds, nz_span at, nz_nodes_of *more); /* at: of the kinds */

/* claim_require.c */
uint32_t nzk_split_names(work *w, nz_sym text, nz_sym *out, uint32_t max);
void nzk_require(work *w);

/* claim_limit.c */
nz_node *nzk_same_key(work *w, nz_sym name, nz_span at);
nz_node *nzk_when_of(const nz_node *p, nz_cx *cx); /* the condition of a ただし, its own provisos taken off */
void nzk_passed_on(work *w, nz_declsrc *d, const nz_declsrc *from); /* 対象外 before is 対象外 now */
void nzk_limits(work *w);

/* claim_exclude.c */
const stage *nzk_stage_of(const work *w, uint32_t decl);
void nzk_exclusions(work *w);

/* claim_office.c */
void nzk_office(work *w, nz_declsrc *d); /* an 加算 with 主体: judged for the office, added to its base fees */

/* claim_units.c */
nz_node *nzk_amount_cell(work *w, const nz_row *r, uint32_t col, uint32_t type);
nz_node *nzk_amount(work *w, nz_node *written); /* なし: 対象外 */
struct nz_varsrc *nzk_add_variant(nz_cx *cx, nz_declsrc *d, const struct nz_varsrc *like, int64_t from, int64_t to);
uint32_t nzk_date_columns(work *w, uint32_t *col, int64_t *from, int64_t *to); /* of the 種類 table */
void nzk_units(work *w);
void nzk_order_units(nz_declsrc *d);
#endif
