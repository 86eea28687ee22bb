/* ref_int.h -- inside of the reference evaluator */
#ifndef NZ_REF_INT_H
#define NZ_REF_INT_H
#include "ref.h"

enum { REF_MAX_ITEMS = 8, REF_MAX_DEPTH = 400 };

/* A value while it is worked out: numbers of every kind are exact quotients, whatever their decimals. */
typedef struct rv {
  nz_val v;            /* QTY and RATIO: a/b */
  bool bounded;        /* 不明 with bounds */
  nz_ratio lo, hi;
} rv;

typedef struct relem { int64_t id; uint8_t st; nz_causes why; } relem; /* st NZ_KNOWN: certainly in the set */
typedef struct rset { bool ok, rows, open; uint32_t ledger, n; relem *v; rv bad; } rset; /* !ok: `bad` says why */

typedef struct rx {
  nz_arena *a;
  const nz_ref_env *e;
  const ir_module *m;
  const nz_cellval *cells;
  int64_t date;
  rv subject;
  const rv *param;
  uint32_t nparams;
  rv item[REF_MAX_ITEMS]; /* innermost last */
  uint32_t nitems, depth;
} rx;

typedef struct rmix { bool any; rv worst; nz_causes causes; } rmix; /* the worst of what is not settled, all causes united */

/* ref.c */
rv ref_value(rx *x, const nz_node *n);
rv ref_cond(rx *x, const nz_node *n);
rset ref_declared_set(rx *x, const nz_node *n); /* of a definition that is a set: 定義 延長月：…の各月。 */
rv ref_decl(rx *x, uint32_t decl, uint32_t output, rv subject, const rv *args, uint32_t nargs);
/* ref_join.c: §2.3, §4.1, §5.2 */
void ref_mix(rx *x, rmix *mx, rv v);
rv ref_worst(const rmix *mx);
bool ref_strict(rx *x, const rv *v, uint32_t n, rv *out); /* true: all known */
rv ref_join(rx *x, const rmix *decides, const rv *cand, uint32_t n);
rv ref_connect(rx *x, const rv *v, uint32_t n, uint32_t need); /* at least `need` of n */
bool ref_true(rv v);
bool ref_false(rv v);
rv ref_truth(bool t);
rv ref_known(ir_tk k, int64_t a);
rv ref_novalue(int why, uint32_t text);
rv ref_fault(rx *x, int which);
rv ref_missing(rx *x, uint32_t kind, uint32_t id);
bool ref_settled(rv v);
bool ref_same(rv a, rv b);
/* ref_set.c: §6 */
rset ref_set(rx *x, const nz_node *n);
rv ref_exists(rx *x, const nz_node *set);
rv ref_aggregate(rx *x, const nz_node *n);
rv ref_rank(rx *x, const nz_node *n);
/* ref_table.c: §5.3 to §5.8 */
rv ref_table(rx *x, const nz_cvariant *cv, uint32_t output, const rv *key, uint32_t nkeys);
rv ref_result(rx *x, const nz_node *n, ir_tk k);
rv ref_provisos(rx *x, const nz_cvariant *cv, rv main, ir_tk k);
#endif
