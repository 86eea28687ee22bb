/* program.h -- a checked rule set: the trees with their annotations, and the module lowered from them. */
#ifndef NZ_PROGRAM_H
#define NZ_PROGRAM_H
#include "../../grammar/tree.h"
#include "../ir/ir.h"
#include "ann.h"

typedef struct nz_path { uint8_t start; uint32_t n; uint32_t field[4]; } nz_path; /* reference fields followed from a row */

typedef struct nz_ctable {      /* a table as the checker understood it: which cell is what, over the syntax */
  const nz_node *decl;          /* the DECL node */
  const nz_tree *tree;
  uint8_t kind, hit;            /* as ir_table */
  bool exclusive;
  uint32_t nrows, ncols;
  struct nz_chead { nz_sym name; nz_node *cond; int64_t value; bool output; uint32_t type; nz_node *subject; } *heads;
  struct nz_ccell { nz_node *expr; nz_sym mark; const nz_cell *raw; uint8_t what; } *cells; /* nrows*ncols; ＝ already resolved */
  struct nz_crowh { nz_sym name; int64_t value; nz_node *cond; bool otherwise; const nz_row *raw; } *rows;
  struct nz_clegend { nz_sym mark; nz_node *expr; } *legend;
  uint32_t nlegend;
  nz_node *otherwise;           /* RESULT */
  uint32_t ir_table;
} nz_ctable;
enum { NZ_CC_MARK, NZ_CC_EXPR, NZ_CC_NOTASKED, NZ_CC_RESULT, NZ_CC_VALUE };

typedef struct nz_cvariant {    /* source of ir_variant i */
  const nz_tree *tree;
  nz_node *decl, *body;         /* body: expression (定義, 条件), VERDICT (規則) or NULL */
  nz_ctable *table;
  nz_node **provisos;
  uint32_t nprovisos;
} nz_cvariant;

typedef struct nz_property { nz_node *decl; uint32_t subject; ir_range cites; } nz_property; /* 検証 */
typedef struct nz_cproperty {   /* a 検証 as a condition that is true where it is broken; only where it was asked for */
  const nz_node *decl;
  uint8_t kind;                 /* NZ_PR_* */
  uint32_t broken;              /* declaration; of a pair of rows: with these as parameters, all fields but `differ` taken to be the same */
  uint32_t ledger;              /* of the pair, else IR_NONE */
  ir_range differ;              /* field ids, run in m->pool */
} nz_cproperty;

typedef struct nz_program {
  nz_arena *arena;
  nz_intern *names;
  nz_sources sources;
  nz_diags diags;
  NZ_VEC(nz_tree *) trees;
  ir_module *m;                 /* NULL when there were errors */
  NZ_VEC(nz_path) paths;        /* [0] = the subject row itself */
  NZ_VEC(nz_cvariant) cvariants;/* parallel to m->variants */
  NZ_VEC(nz_node *) defaults;   /* parallel to m->params: read off the subject when a call leaves it out, or NULL */
  NZ_VEC(nz_node *) cases;      /* 事例 declarations */
  NZ_VEC(const nz_tree *) case_trees;
  NZ_VEC(nz_property) properties;
  bool want_broken;             /* lower the 検証 too: cproperties */
  NZ_VEC(nz_cproperty) cproperties;
  struct nz_scope *scope;       /* symbol tables, for questions and facts (sema/scope.h) */
} nz_program;

/* Checks and lowers the parsed files in p->trees; p->diags says what is wrong. True when there were no errors. */
bool nz_check(nz_program *p);
/* Writes what the sources are into the module, for the fingerprint: a reader of the IR can then work the whole out again.
 * Apart from checking, which does not need it. */
void nz_sign_sources(nz_program *p);
#endif
