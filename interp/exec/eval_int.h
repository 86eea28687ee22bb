/* eval_int.h -- inside of the tracing evaluator: shared by eval*.c, decisive.c, classes.c, need.c, readings.c. */
#ifndef NZ_EVAL_INT_H
#define NZ_EVAL_INT_H
#include "eval.h"

enum { NZE_MAX_DEPTH = 1500,   /* declarations within declarations; more is a fault (DEPTH). Steps within one are bounded by
                                   the checks of the IR */
       NZE_MAX_MONTHS = 1200 };/* S6.5 */

enum { /* how a run is made */
  NZE_TRACE = 1,   /* build the proof */
  NZE_CAUSES = 2,  /* unite causes; without it only status and value are right */
  NZE_FULL = 4     /* evaluate every operand (S4.8), so that what was touched is complete */
};

/* Memory of one run: chunks kept and used again by the next. */
typedef struct nze_chunk nze_chunk;
typedef struct nze_pool { nz_arena *a; nze_chunk *first, *cur; size_t used; } nze_pool;
void nze_pool_reset(nze_pool *p);
void *nze_pool_get(nze_pool *p, size_t n); /* not zeroed */

typedef struct nze_item { const struct nze_item *up; int64_t id; uint8_t k; } nze_item; /* element of an enclosing set */
typedef struct nze_store nze_store;
typedef struct nze_frame { /* of a declaration that is being evaluated */
  uint32_t decl, nargs, given;   /* args[given..] were computed from the subject (ir_param.dflt) */
  nz_val subject;
  nz_val *args;
  /* where it was called, so that classes.c can evaluate a subject or an argument again under other facts */
  const uint32_t *nodes;         /* its subject, when it has one, and args[0..given); NULL for a question */
  const struct nze_frame *up;
  const nze_item *up_item;
  int64_t up_date;
} nze_frame;

typedef struct nze_elem { int64_t id; uint8_t st; nz_causes causes; } nze_elem; /* st KNOWN: certain; else why it may not be one */
typedef struct nze_set { /* a value of kind SET carries its index in nz_eval.sets in `text` */
  uint8_t k;               /* IR_T_ROW or IR_T_MONTH */
  bool open;               /* further rows may exist */
  uint32_t ledger, n;
  nze_elem *v;             /* those certain or possible */
} nze_set;

typedef struct nze_rests { /* what a result rests on besides facts */
  bool presumed, stale;    /* a 推定; a variant that nobody has confirmed */
  bool supposed;           /* claims that are not FIXED: it holds for this supposition */
  bool others;             /* claims that are FIXED while this user's are looked at: it holds until another's are */
} nze_rests;

typedef struct nze_memo {  /* result of a declaration for a subject, parameters and date */
  uint32_t gen, decl, output, nargs, pnode;
  const void *site, *up, *up_item; /* while atoms are logged, calls with arguments not known are shared within one place only */
  int64_t date;
  bool supposing;          /* or as things are: nze_another */
  nze_rests rests;
  nz_val subject, result;
  const nz_val *args;
} nze_memo;

/* A step whose outcome depends on facts kept back, with all that is needed to take it again (classes.c). */
typedef struct nze_atom { uint32_t node, arg; int64_t date; const nze_frame *frame; const nze_item *item; nz_causes on; } nze_atom;
#define NZE_WHOLE UINT32_MAX /* nze_atom.arg: the node itself; else only that argument of it (a key, a divisor) */
typedef struct nze_log {
  NZ_VEC(nze_atom) atoms;
  NZ_VEC(nz_cause) structural; /* facts that decide what is looked at next: dates of 現在の, references */
  int8_t *flows;               /* per node: does data of a field come through? 0 not known yet, 1 no, 2 yes */
  bool full;                   /* more atoms than are kept */
} nze_log;
enum { NZE_MAX_ATOMS = 20000 };

struct nz_eval {
  const ir_module *m;
  const nz_case *c;
  nz_arena *a;
  const nz_cellval *cells;     /* the case's, or `own` */
  nz_cellval *own;             /* made when they are to be changed: nz_eval_cells */
  uint32_t ncells, cell_words, reading_words, closed_words;
  uint32_t *choice;            /* per reading: choice in force */
  uint32_t *text;              /* per text of the case: 0 not looked up, else string id of the module or IR_NONE */
  int64_t today;
  /* many questions to one large case (nz_eval_brief) */
  bool brief;                  /* rows that a key excludes are passed over */
  struct nz_row_index **index; /* per field, made when first needed */
  const nz_brief *kept;        /* for the ROWS about to be evaluated */
  nze_store *store;            /* results of declarations, from run to run */
  bool surely;                 /* nz_eval_surely, and everything around here is demanded too */
  int8_t *through;             /* per node: does it look through the claims? 0 not known yet, 1 no, 2 yes */
  uint32_t epoch;              /* what was kept before it began is not used */
  int64_t asked;               /* the row in question, -1 none */
  /* what if rows were not there (nz_eval_suppose) */
  const uint8_t *presence;     /* per row of the case: NZ_ROW_*; NULL: all are there */
  const uint8_t *made;         /* the same while nothing is supposed */
  bool supposing;              /* some are not, or perhaps not */
  uint32_t version, pass;      /* of what is supposed, and of which claims are FIXED in it; 0 while nothing is */
  bool loose_read;
  uint32_t loose;              /* a （複数） cell whose references are only perhaps there */
  uint32_t unsettled;          /* rows from here on are not kept */
  bool for_where;              /* the ROWS about to be evaluated is that of a WHERE: its elements count, not all of them */
  uint32_t claims;             /* the ledger of claims: only its rows may be other than there */
  bool strict;
  /* one run */
  unsigned mode;
  bool noted;                  /* a proof is built, or atoms are logged */
  uint32_t depth;
  nz_watch *watch;             /* or NULL */
  uint64_t steps;              /* nodes evaluated so far, in all its runs */
  nze_pool *pool, main_pool, side_pool, atom_pool;
  int64_t date;                /* 基準日 here */
  const nze_frame *frame;
  const nze_item *item;
  const nz_val *main_clause;   /* of the enclosing PROV: what この限りでない stands for */
  NZ_VEC(nze_set) sets;
  uint64_t *touched, *touched_readings, *touched_closed;
  uint64_t *main_touched, *main_readings, *main_closed, *side_touched, *side_readings, *side_closed;
  uint64_t *closed_off;        /* completeness statements kept back */
  uint64_t *assume_closed;     /* ledgers taken as complete although nobody said so (nz_decide_missing) */
  nze_rests rests, main_rests; /* of what was evaluated since it was cleared */
  nze_memo *memo;              /* open addressing; entries of other runs are recognised by gen */
  uint32_t memo_mask, memo_used, gen;
  nze_log *log;
  bool by_name;                /* subjects and arguments that were not known are evaluated again where they are used */
  /* proof under construction */
  nz_proof *proof, main_proof;
  struct { uint32_t *v, n, cap; } kids; /* stack of the nodes made and not yet taken as someone's kids */
  struct { uint32_t cell, row, col, decl, variant; bool presumed; } here; /* what the step about to be noted adds to its node */
};

/* ---- eval_brief.c ---- */
void nze_store_new(nz_eval *e);
bool nze_aside(const nz_eval *e, const nze_frame *f); /* no step of the judgement in question: not noted, but kept */
bool nze_another(const nz_eval *e, const nze_frame *f); /* about a claim that stays as it is while others are supposed away */
bool nze_through_claims(nz_eval *e, uint32_t node); /* does it look through the rows of the ledger of claims? */
bool nze_kept_find(nz_eval *e, const nze_frame *f, uint32_t output, nz_val *result);
void nze_kept_put(nz_eval *e, const nze_frame *f, uint32_t output, const nz_val *result); /* e->rests: of this call alone */

void nze_begin(nz_eval *e, nze_pool *pool, unsigned mode); /* everything of the run before is forgotten */
/* A run that leaves the last nz_eval_run's proof, causes and touched sets alone. */
nz_val nze_side_run(nz_eval *e, const nz_question *q, unsigned mode);

static inline void nze_rest_too(nz_eval *e, nze_rests r) {
  e->rests.presumed |= r.presumed;
  e->rests.stale |= r.stale;
  e->rests.supposed |= r.supposed;
  e->rests.others |= r.others;
}
static inline bool nze_bit(const uint64_t *set, uint32_t i) { return set[i / 64] >> (i % 64) & 1; }
static inline void nze_set_bit(uint64_t *set, uint32_t i) { set[i / 64] |= UINT64_C(1) << (i % 64); }
static inline void nze_clear_bit(uint64_t *set, uint32_t i) { set[i / 64] &= ~(UINT64_C(1) << (i % 64)); }
static inline void *nze_get(nz_eval *e, size_t n) { return nze_pool_get(e->pool, n); }
static inline const ir_type *nze_type(const nz_eval *e, uint32_t node) { return &e->m->types.v[e->m->nodes.v[node].type]; }
static inline uint32_t nze_arg(const nz_eval *e, const ir_node *n, uint32_t i) { return e->m->args.v[n->args.first + i]; }
static inline bool nze_trace(const nz_eval *e) { return (e->mode & NZE_TRACE) != 0; }
static inline bool nze_lazy(const nz_eval *e) { return (e->mode & NZE_FULL) == 0; }
static inline bool nze_causal(const nz_eval *e) { return (e->mode & NZE_CAUSES) != 0; }

void nze_note(nz_eval *e, uint32_t node, uint32_t kids, const nz_val *v); /* makes the proof's node from the steps since `kids` */
nz_val nze(nz_eval *e, uint32_t node);                       /* evaluates a node in the current frame */
static inline nz_val nze_on(nz_eval *e, const ir_node *n, uint32_t i) { return nze(e, nze_arg(e, n, i)); }
nz_causes nze_cause(nz_eval *e, uint32_t kind, uint32_t id);
nz_val nze_missing(nz_eval *e, uint32_t kind, uint32_t id);  /* 不明 with one cause */

/* ---- worst status and united causes (S2.3) ---- */
typedef struct nze_mix { nz_val worst; bool any; } nze_mix;   /* any: something 要照会, fault or 不明 was added */
void nze_mix_add(nz_eval *e, nze_mix *x, const nz_val *v);
static inline nz_val nze_mix_val(const nze_mix *x) { return x->worst; }
static inline nz_val nze_unbound(nz_val v) {                   /* what passes keeps everything but bounds */
  if (v.st == NZ_MISSING) v.bounded = 0, v.a = v.b = 0;
  return v;
}
bool nze_strict(nz_eval *e, const nz_val *v, uint32_t n, nz_val *out); /* true: all known; else *out is the answer */

/* ---- candidates (S5.2) ---- */
typedef struct nze_join {
  nze_mix decides, open;   /* statuses of what decides; of the candidates */
  bool undecided, differ;
  uint32_t n, row, col;    /* candidates; place of the first */
  nz_val first;
} nze_join;
void nze_join_decide(nz_eval *e, nze_join *j, const nz_val *v);        /* v, not known, decides */
void nze_join_add(nz_eval *e, nze_join *j, const nz_val *v, uint32_t row, uint32_t col);
bool nze_join_hopeless(const nz_eval *e, const nze_join *j);           /* 不明 whatever else comes, and nobody asks why */
nz_val nze_join_val(nz_eval *e, nze_join *j);                          /* also what the step carries: row and column */
void nze_mix_mix(nz_eval *e, nze_mix *x, const nze_mix *more);
static inline void nze_here_clear(nz_eval *e) { e->here.row = e->here.col = IR_NONE; }

typedef enum nze_truth { NZE_FALSE, NZE_TRUE, NZE_OPEN } nze_truth;    /* no value counts as false */
static inline nze_truth nze_truth_of(const nz_val *v) {
  if (v->st == NZ_KNOWN) return v->a ? NZE_TRUE : NZE_FALSE;
  return v->st == NZ_NOVALUE ? NZE_FALSE : NZE_OPEN;
}

/* ---- operators by family ---- */
nz_val nze_arith(nz_eval *e, const ir_node *n);    /* ADD SUB MUL DIV FLOOR CEIL RESCALE MIN MAX */
nz_val nze_dates(nz_eval *e, const ir_node *n);    /* AGE … PEND */
nz_val nze_compare(nz_eval *e, const ir_node *n);  /* LT … NE, IN, CONTAINS */
nz_val nze_connect(nz_eval *e, const ir_node *n);  /* AND OR ATLEAST */
nz_val nze_set_of(nz_eval *e, const ir_node *n);   /* ROWS REFS MONTHS WHERE */
nz_val nze_over_set(nz_eval *e, const ir_node *n); /* EXISTS … RANK */
nz_val nze_matrix(nz_eval *e, const ir_node *n);
nz_val nze_dtable(nz_eval *e, const ir_node *n);
nz_val nze_colall(nz_eval *e, const ir_node *n);
nz_val nze_prov(nz_eval *e, const ir_node *n);
/* x op y for LT … NE with the intervals of what is not known (S4.3); xt, yt: types that scale them. */
nz_val nze_compare_vals(nz_eval *e, uint16_t op, const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt);
bool nze_order_bounds(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt, int *low, int *high); /* false: no bounds */
int nze_order(const nz_val *x, const ir_type *xt, const nz_val *y, const ir_type *yt); /* both known, of one kind */
bool nze_as_ratio(const nz_val *v, const ir_type *t, nz_ratio *out);
nz_val nze_ratio_val(bool fits, nz_ratio r);

/* ---- value classes (classes.c) ---- */
void nze_log_step(nz_eval *e, uint32_t node, const ir_node *n, const nz_val *v);
void nze_log_key(nz_eval *e, uint32_t node, uint32_t arg, const nz_val *v);
uint64_t nze_atom_sign(nz_eval *e, const nze_atom *t); /* the atom taken again with the cells as they are now */
int nze_direction(const nz_eval *e, const nze_atom *t, uint32_t field); /* 1: one boundary or two at most as the field grows; 0 perhaps more */
void nze_log_structural(nz_eval *e, const nz_val *v);
#endif
