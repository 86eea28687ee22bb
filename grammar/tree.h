/* tree.h -- the syntax tree: one uniform node, kinds listed in tree.def. It is what was written: no names are looked
 * up, nothing is dropped that a checker or a printer needs. Text and comments stay in nz_tokens. */
#ifndef NZ_TREE_H
#define NZ_TREE_H
#include "token.h"

typedef enum nz_kind {
#define T(k, name, doc) NZ_T_##k,
#include "tree.def"
#undef T
  NZ_T_COUNT
} nz_kind;

enum nz_out { NZ_OUT_DENY, NZ_OUT_ALLOW, NZ_OUT_PARTIAL, NZ_OUT_REFER, NZ_OUT_NA, NZ_OUT_UNKNOWN, NZ_OUT_VALUE };
enum nz_cmp { NZ_CMP_LT, NZ_CMP_LE, NZ_CMP_GT, NZ_CMP_GE, NZ_CMP_EQ, NZ_CMP_NE }; /* 以前＝LE 以後・以降＝GE 以内＝LE */
enum nz_ft { NZ_FT_NAME, NZ_FT_RANGE, NZ_FT_CHOICES };             /* 型名 / 0点から24点まで / A、Bのいずれか */
enum nz_dp { NZ_DP_DAY, NZ_DP_MONTH, NZ_DP_YEAR, NZ_DP_FISCAL };
enum nz_lp { NZ_LP_MONTH, NZ_LP_YEAR, NZ_LP_FISCAL, NZ_LP_DAY, NZ_LP_WEEK, NZ_LP_ROW }; /* …につき: NZ_LP_ROW */
enum nz_win { NZ_WIN_BEFORE, NZ_WIN_RECENT };                      /* 前N月間 (not this month) / 直近N月間 (with it) */
enum nz_as { NZ_AS_IS, NZ_AS_HAS, NZ_AS_HASNOT, NZ_AS_BE, NZ_AS_BENOT, NZ_AS_BLANK, NZ_AS_UNKNOWN };
enum nz_pr { NZ_PR_ALWAYS, NZ_PR_NEVER, NZ_PR_MONOTONE, NZ_PR_PAIR };
enum nz_sc { NZ_SC_SAME, NZ_SC_WINDOW, NZ_SC_READING, NZ_SC_ALL_USERS };

enum { NZ_NF_QUOTED = 1, NZ_NF_BLANKABLE = 2, NZ_NF_DEFAULT = 4, NZ_NF_MUTUAL = 8, NZ_NF_ALL = 16, NZ_NF_IMPLICIT = 32,
       NZ_NF_FOLD = 64 /* built by the checker: a call for a row that comes before the subject */ };

typedef struct nz_node nz_node;
struct nz_node {
  uint16_t kind, op;
  uint32_t flags;
  nz_span at;
  nz_sym name;
  int64_t num, aux;
  uint32_t nkid;
  nz_node **kid;
  /* written by the checker, read by it, the reference evaluator and the lowering (interp/sema/ann.h) */
  struct { uint16_t ref, flags; uint32_t a, b; uint32_t type; } ann;
};

typedef struct nz_tree { /* one file */
  const nz_source *src;
  nz_tokens *toks;
  nz_node *root; /* NZ_T_FILE */
} nz_tree;

const char *nz_kind_name(nz_kind k);
const char *nz_kind_doc(nz_kind k);
nz_node *nz_node_find(const nz_node *n, nz_kind k); /* first kid of that kind, or NULL */

/* Lexes, lays out and parses one loaded file. Always returns a tree (possibly with NZ_T_ERROR parts). */
nz_tree *nz_parse(nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src);
/* Parses the tokens of one table cell as a condition or expression (the parser's second start symbol); in it 、 means
 * "any of". Reports inside the cell. Returns NZ_T_ERROR on failure. */
nz_node *nz_parse_cell(nz_arena *a, nz_intern *names, nz_diags *d, const nz_tree *t, const nz_row *row, const nz_cell *c);
/* Parses a free-standing expression or question (`利用可否（重度訪問介護）`, `請求（3）=可`): its own one-line source. */
nz_node *nz_parse_expr(nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src);

/* The tree as text, one node a line, for tests: (kind op "name" num=… kids). */
nz_str nz_tree_dump(nz_arena *a, const nz_tree *t, nz_intern *names);
nz_str nz_node_dump(nz_arena *a, const nz_tree *t, nz_intern *names, const nz_node *n);

/* Declarations, clauses, words, from the grammar itself (for the spec, completion and the editor). */
typedef struct nz_word { const char *text; uint8_t cls; uint32_t owners; const char *doc; } nz_word;
enum { NZ_WC_DECL = 1, NZ_WC_CLAUSE, NZ_WC_HEAD, NZ_WC_FUNCTION };
#endif
