/* check_int.h -- inside of check*.c */
#ifndef NZ_CHECK_INT_H
#define NZ_CHECK_INT_H
#include <jansson.h>

#include "check.h"
#include "step.h"

typedef struct ck_elem { int64_t id; bool certain; nz_causes causes; } ck_elem;
typedef struct ck_set { /* what a known value of kind SET stands for */
  ir_tk k;              /* ROW or MONTH */
  bool open;            /* of a ledger that may have further rows */
  uint32_t ledger, n;
  ck_elem *v;
} ck_set;

typedef struct ck_item { const struct ck_item *up; ir_tk k; int64_t id; } ck_item;
typedef struct ck_env { /* P1.1 */
  nz_val subject;
  const nz_val *params;
  uint32_t nparams;
  const ck_item *items;    /* innermost first */
  int64_t date;
  const nz_val *main;      /* PROVITEM, WITHDRAW: value of the main clause */
  nz_sym id;               /* equal environments have equal ids; 0: not worked out yet */
} ck_env;

typedef struct ck_done { bool open, done; uint32_t node; nz_sym env; nz_val v; const ck_set *set; } ck_done;

typedef struct checker {
  nz_arena *a;
  const ir_module *m;
  const nz_case *c;
  json_t *root, *steps;    /* of the proof */
  uint32_t nsteps, left;   /* left: steps the walk has left, the next number to be given out */
  ck_done *done;
  nz_intern *envs, *texts;
  NZ_VEC(uint32_t) text_of; /* per text of `texts`: first index in the case */
  uint32_t ntexts;         /* texts of the case looked at */
  bool strict;
  uint32_t *choice;
  jmp_buf bad;
  ir_buf why;
  ir_buf expected;         /* a step as it must be */
} checker;

typedef struct ck_step { /* a step being worked out */
  uint32_t id;
  json_t *kids;
  size_t at;               /* next child not yet used */
  ck_env *env;
  const ir_node *n;
  nz_step out;
  const ck_set *set;
} ck_step;

_Noreturn void ck_bad(checker *k, uint32_t step, const char *what); /* refuses the proof */
/* The next child of s, which must be that node in that environment; what it came to. */
const ck_done *ck_take(checker *k, ck_step *s, uint32_t node, ck_env *env);
static inline nz_val ck_val(checker *k, ck_step *s, uint32_t node) { return ck_take(k, s, node, s->env)->v; }
nz_val ck_arg(checker *k, ck_step *s, uint32_t i);                 /* argument i in the step's own environment */
const ir_type *ck_arg_type(const checker *k, const ck_step *s, uint32_t i);

/* ---- P2 ---- */
typedef struct ck_mix { nz_val worst; bool any; } ck_mix;          /* of the values that are not settled */
void ck_mix_add(checker *k, ck_mix *x, const nz_val *v);
nz_val ck_worst(checker *k, const nz_val *v, uint32_t n);          /* P2.1 */
bool ck_strict(checker *k, const nz_val *v, uint32_t n, nz_val *out); /* P2.2: all known; else *out is the answer */
nz_val ck_missing(checker *k, uint32_t kind, uint32_t id);
nz_causes ck_union(checker *k, nz_causes a, nz_causes b);
static inline nz_val ck_passed(nz_val v) { if (v.st == NZ_MISSING) v.bounded = 0, v.a = v.b = 0; return v; }
typedef struct ck_join { ck_mix decides; nz_val *v; uint32_t n, cap, *row; } ck_join; /* P2.5; row: which candidate */
void ck_candidate(checker *k, ck_join *j, const nz_val *v, uint32_t tag);
nz_val ck_joined(checker *k, const ck_join *j);
static inline bool ck_true(const nz_val *v) { return v->st == NZ_KNOWN && v->a != 0; }
static inline bool ck_false(const nz_val *v) { return v->st == NZ_NOVALUE || (v->st == NZ_KNOWN && v->a == 0); }
static inline bool ck_undecided(const nz_val *v) { return v->st != NZ_KNOWN && v->st != NZ_NOVALUE; }

/* ---- rules, by family ---- */
nz_val ck_term(checker *k, ck_step *s);       /* CONST … ASOF, OUTCOME, DECIDE, MARK */
nz_val ck_number(checker *k, ck_step *s);     /* ADD … MAX */
nz_val ck_date(checker *k, ck_step *s);       /* AGE … PEND */
nz_val ck_condition(checker *k, ck_step *s);  /* AND … OUTIS */
nz_val ck_set_step(checker *k, ck_step *s);   /* ROWS … WHERE */
nz_val ck_over_set(checker *k, ck_step *s);   /* EXISTS … RANK */
nz_val ck_matrix(checker *k, ck_step *s);
nz_val ck_dtable(checker *k, ck_step *s);
nz_val ck_colall(checker *k, ck_step *s);
nz_val ck_prov(checker *k, ck_step *s);
nz_val ck_provitem(checker *k, ck_step *s);
nz_val ck_and(checker *k, const nz_val *v, uint32_t n, int64_t need); /* at least `need` are true */
nz_val ck_compare(checker *k, ir_op op, const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt);
int ck_order(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt); /* both known */
bool ck_ratio(const nz_val *v, const ir_type *t, nz_ratio *out);
nz_val ck_quotient(bool fits, nz_ratio r);
nz_val ck_text(checker *k, nz_str s);         /* a text as a value; equal texts are equal values */
/* P3.1, P3.2, P3.5: the defaults, the body. params: those given (st KNOWN or not), missing ones are taken from defaults. */
nz_val ck_declared(checker *k, ck_step *s, uint32_t decl, uint32_t output, nz_val subject, nz_val *params, const bool *given);

/* check_head.c: the claim read from the document; refuses when it is none. */
void ck_read_claim(checker *k, nz_claim *out);
void ck_compare_claim(checker *k, nz_claim *claim, const nz_val *answer);
#endif
