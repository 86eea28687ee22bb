/* cx.h -- what the parts of the checker share: the context, messages, small readers of the tree. Internal to sema/. */
#ifndef NZ_CX_H
#define NZ_CX_H
#include "../ir/irtext.h"
#include "program.h"
#include "scope.h"

enum { NZ_MAX_ITEMS = 4, NZ_MAX_PARAMS = 8, NZ_MAX_KEYS = 58 /* of a rank: a bit each in ir_node.imm */ };

typedef struct nz_item { bool month; uint32_t ledger; } nz_item; /* what one enclosing set ranges over */

typedef struct nz_declsrc { /* one declaration name with its dated variants, while checking */
  uint32_t id;              /* ir_decl */
  nz_sym name;
  uint8_t kind;             /* ir_dk */
  uint32_t owner;           /* 加算 decl or IR_NONE */
  uint8_t state;            /* 0 not bound, 1 being bound, 2 bound */
  struct nz_varsrc { const nz_tree *tree; nz_node *decl; int64_t from, to; bool open_end; nz_ctable *table; nz_sym column; uint32_t outcol;
    nz_node *body; NZ_VEC(nz_node *) provisos; } *var;
  uint32_t nvar, capvar;
  nz_sym params[NZ_MAX_PARAMS];
  nz_node *dflt[NZ_MAX_PARAMS]; /* NAME bound in the subject's context */
  uint32_t param_type[NZ_MAX_PARAMS];
  uint32_t nparams;
  uint32_t chain;           /* of declarations, from it down, itself included */
  uint32_t first_node;      /* lowering: the first of its nodes */
  uint32_t noutputs;
  nz_sym out_name[NZ_MAX_PARAMS];
  uint32_t out_type[NZ_MAX_PARAMS];
} nz_declsrc;

typedef struct nz_refs { uint32_t *v, n, cap; bool known; } nz_refs;

typedef struct nz_ways { uint32_t ledger, n, one[4], two[4]; } nz_ways; /* two ways of n fields from a row of ledger */

typedef struct nz_alias { nz_node *from, *to; } nz_alias;

typedef struct nz_cx {
  nz_program *p;
  nz_arena *a;
  uint32_t made;              /* nodes that the checker built: the arrays of the IR are sized by them */
  ir_module *m;
  nz_scope *s;
  NZ_VEC(nz_declsrc *) decls;   /* by decl id */
  nz_refs *refs;                /* by ledger, once fields are known: names.c */
  NZ_VEC(nz_alias) aliases;
  NZ_VEC(uint32_t) trail;       /* decls being bound, for printing a cycle */
  uint32_t chain;               /* the longest chain among those that the one being bound refers to so far */
  /* where the expression being bound stands */
  const nz_tree *tree;
  nz_declsrc *decl;
  uint32_t subject;             /* ledger or IR_NONE */
  uint32_t addon;               /* owner for local names */
  bool in_property;             /* a 検証 is bound */
  nz_item items[NZ_MAX_ITEMS];
  uint32_t nitems;
  nz_ways ways;                 /* of the last search that was ambiguous */
  uint32_t counterpart;         /* in ただし of an exclusion: the ledger of claims, for 相手の請求; else IR_NONE */
  nz_node *hole;                /* what HOLE stands for, or NULL */
  /* often used */
  uint32_t t_bool, t_decision, t_date, t_month, t_time, t_period, t_text, t_nothing, t_plain, t_year, t_months, t_days, t_count;
  const nz_source *loc_source;  /* nz_loc: the file spoken of last, and its path */
  ir_str loc_path;
  nz_cursor loc_last;
  nz_sym k_today, k_user, k_claim, k_cite;
} nz_cx;

/* messages */
nz_diag *nz_say(nz_cx *cx, nz_msg id, nz_span at, nz_sym a1, nz_sym a2);
nz_diag *nz_say_s(nz_cx *cx, nz_msg id, nz_span at, const char *a1, const char *a2);
void nz_unknown(nz_cx *cx, nz_msg id, uint32_t ns_bits, nz_node *n); /* misspelt: nearest name and a fix */
void nz_say_ways(nz_cx *cx, nz_diag *g); /* %2 and %3: the two ways that the last search found */
/* names */
nz_sym nz_sym_of(nz_cx *cx, const char *s);
nz_sym nz_dealias(const nz_cx *cx, nz_sym s);
ir_str nz_mstr(nz_cx *cx, nz_sym s);  /* the symbol's text in the module */
nz_str nz_name(const nz_cx *cx, nz_sym s);
uint32_t nz_loc(nz_cx *cx, nz_span at);
nz_node *nz_head(const nz_node *decl);
nz_node *nz_synth_name(nz_cx *cx, nz_sym name, nz_span at);

/* alias.c */
void nz_collect_alias(nz_cx *cx, nz_node *holder);
void nz_check_aliases(nz_cx *cx); /* once all names are known */

/* cond.c: has the type an up and a down? */
bool nz_ordered(const nz_cx *cx, ir_type t);

/* collect.c: every declaration gets its entry */
bool nz_taken(nz_cx *cx, nz_ns ns, uint32_t owner, nz_node *n, nz_sym name, uint32_t id); /* said, if the name is */
void nz_collect(nz_cx *cx);
/* units.c */
uint32_t nz_unit_find(nz_cx *cx, nz_sym name);                       /* IR_NONE; follows ヶ月/か月/月間 */
uint32_t nz_unit_combine(nz_cx *cx, uint32_t a, uint32_t b, bool divide);
uint32_t nz_builtin_unit(nz_cx *cx, const char *name);
/* types.c */
ir_type nz_ty(const nz_cx *cx, uint32_t t);
void nz_type_name(nz_cx *cx, uint32_t t, char *buf, size_t n);
bool nz_comparable(nz_cx *cx, uint32_t a, uint32_t b);
/* expr.c */
uint32_t nz_bind(nz_cx *cx, nz_node *n, uint32_t expect);  /* value; returns its type, t_nothing after an error (reported) */
void nz_bind_cond(nz_cx *cx, nz_node *n);                  /* condition */
uint32_t nz_bind_result(nz_cx *cx, nz_node *n, uint32_t expect); /* RESULT or expression */
bool nz_resolve_path(nz_cx *cx, uint32_t ledger, uint32_t *path, nz_span at, bool quiet); /* how to reach a row of `ledger` */
uint32_t nz_put_path(nz_cx *cx, uint8_t start, const uint32_t *field, uint32_t n); /* index in nz_program.paths */
bool nz_find_field(nz_cx *cx, nz_sym name, uint32_t *field, uint32_t *path, bool *ambiguous);
/* decl.c */
void nz_bind_decl(nz_cx *cx, uint32_t decl);               /* binds all variants; detects cycles */
/* table.c */
void nz_bind_table(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v);
/* The ledger of claims: the one with a field （費目）, else the one called 請求, which 加算 then cannot be claimed in. */
uint32_t nz_claim_ledger(nz_cx *cx);
/* claim.c: 加算 and claimed 報酬 become ordinary declarations */
void nz_expand_claims(nz_cx *cx);
/* schedule.c: 予定 becomes a table of its marks */
void nz_expand_schedules(nz_cx *cx);
/* lower.c */
void nz_lower(nz_cx *cx);
/* boxes.c: overlaps and gaps of decision tables; sets exclusive */
void nz_check_boxes(nz_cx *cx);
void nz_check_revisions(nz_cx *cx);
void nz_wrong_width(nz_cx *cx, const nz_tree *t, const nz_row *r, uint32_t want); /* cells of a row */
#endif
