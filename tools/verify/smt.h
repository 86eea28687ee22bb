/* smt.h -- what the parts of the solver share: numbers as bit vectors, values with their statuses, the facts of a bounded case.
 * Clause numbers are those of spec/semantics.md; what is bounded and what is left out is in spec/solver.md. */
#ifndef NAZE_TOOLS_SMT_H
#define NAZE_TOOLS_SMT_H
#include <setjmp.h>
#include <time.h>
#include <z3.h>

#include "../str.h"
#include "solver.h"

/* ---- the program, read once ---- */

typedef enum smt_op {
#define O(id, name) OP_##id,
#include "smt_ops.def"
#undef O
  OPS
} smt_op;

typedef enum kind { K_BOOL, K_QTY, K_RATIO, K_DATE, K_MONTH, K_TIME, K_PERIOD, K_TEXT, K_ENUM, K_ROW, K_DECISION, K_SET, K_NOTHING, K_MIXED } kind;
/* K_MIXED: of one kind or another, of which only the outcome is kept: a decision's, or NAZE_VALUE */
typedef struct type { uint8_t k, dec; uint32_t ref; } type;
typedef struct node { uint8_t op; bool fold; uint32_t type, args, nargs, ref; int64_t imm, imm2; } node; /* args: where they begin in prog.args */
typedef struct prog {
  const naze_program *p;
  naze_ir_size n;
  node *nodes;
  uint32_t *args;
  type *types;
  naze_ir_field *fields;
  naze_ir_ledger *ledgers;
  naze_ir_decl *decls;
  naze_ir_variant *variants;
  uint32_t *choice;      /* of each reading */
  bool *birth;           /* fields that an age is counted from (C1.6) */
  uint32_t claims;       /* the ledger whose rows are judged in their order (S8.14), or none */
  uint32_t time, item, part, review; /* its 時点, its 費目, its 種類 (or 費目 again), its 審査 or NAZE_IR_NONE */
} prog;

bool prog_read(prog *g, const naze_program *p); /* false: an operator that this solver does not know */
void prog_free(prog *g);

/* ---- terms ---- */

typedef Z3_ast truth; /* of sort Bool */

/* An integer of at least lo and at most hi: a bit vector of w bits, signed; without a term the constant lo. */
typedef struct num { int64_t lo, hi; Z3_ast t; unsigned w; } num;

/* Statuses (S2.1): of these five exactly one holds. */
enum { KNOWN, NOVALUE, REFERRED, FAULT, MISSING, STATUSES };
enum { NA_OUTSIDE, NA_DENIED, NA_BLANK, NA_ABSENT }; /* kinds of no value */

typedef struct set set;
typedef struct val {
  uint8_t k;             /* kind, where it can be known */
  truth st[STATUSES];
  truth t;               /* known truth */
  num a, b;              /* known payload: b of a quotient (its denominator, > 0) and of a period (its last day) */
  num why;               /* of no value: its kind */
  truth bnd;             /* missing, and known to lie in lo..hi (S2.5) */
  num lo, hi;
  const set *set;
} val;

typedef struct element { num id; truth sure, maybe; } element; /* certain; possible and not certain */
struct set {
  uint8_t k;
  uint32_t ledger, n;
  element *v;
  bool whole;            /* of months, all of them: … */
  num length;            /* how many */
  truth cut;             /* there are more than are listed in v */
};

typedef struct mix { truth referred, fault, missing; } mix; /* statuses that meet */

typedef struct item { const struct item *up; num id; uint8_t k; } item;
typedef struct frame { uint32_t decl; val subject; val *args; uint32_t nargs; } frame;

/* ---- one search ---- */

typedef struct book { bool looked; uint32_t slots, must, own; truth *there; val **cell; truth **names; set *all; } book; /* cell, names: slot by slot, field by field */
typedef struct memo { struct memo *next; uint32_t hash, nkey; uint64_t *key; val v; bool busy, done; } memo;
typedef struct parts { struct parts *next; Z3_ast of; num x, y; } parts;
enum { TABLE = 4096 };

typedef struct smt {
  const prog *g;
  Z3_context z;
  truth yes, no;
  struct chunk *mem;
  jmp_buf out;
  solver_answer how;
  char why[400];
  struct timespec end;
  unsigned ticks;
  unsigned terms;
  Z3_sort *bits;           /* by width */
  int64_t first, last;        /* between which the days of facts lie */
  unsigned rows, months;   /* at most: rows of a ledger, elements of a set of months */
  bool more_rows;          /* with a larger bound there would be more rows */
  book *ledgers;
  Z3_ast *side;            /* what holds of every case */
  size_t nside, side_cap;
  truth beyond;            /* the case is larger than was translated */
  char beyond_what[160];
  memo **memo;
  parts **split, **days;   /* of a month: year and month; of a day: month and day in it */
  uint32_t *texts, ntexts, texts_cap;
  unsigned depth;
  /* where the translation stands */
  num today;
  const frame *frame;
  const item *item;
  const val *main_clause;
  bool folded;
  /* the question */
  num day;
  uint32_t decl;
  val *params;
} smt;

enum { MOST_WIDTH = 160, FEW_MONTHS = 40, MOST_MONTHS = 1200 /* S6.5 */, MOST_TEXT = 65535, MOST_KEY = 9999, MOST_DEPTH = 1500 };
/* Days are month × 32 + day in the month, so that they compare as they are; months count from year 0. */
enum { OPEN_FIRST = 0, OPEN_LAST = 120000 * 32, FIRST_MONTH = 12, LAST_MONTH = 119999, FACT_FIRST = 1900 * 12, FACT_LAST = 2100 * 12 + 11 };

_Noreturn void smt_stop(smt *x, solver_answer how, const char *fmt, ...) STR_PRINTF(3, 4);
void *smt_get(smt *x, size_t n, size_t size);
void smt_tick(smt *x);
void smt_holds(smt *x, truth t);   /* of every case */
void smt_limit(smt *x, truth over, const char *what); /* cases for which `over` holds are not translated */

/* ---- truth and numbers: smt_bits.c ---- */
truth b_of(const smt *x, bool t);
truth b_not(smt *x, truth a);
truth b_and(smt *x, truth a, truth b);
truth b_or(smt *x, truth a, truth b);
truth b_ite(smt *x, truth c, truth a, truth b);
truth b_same(smt *x, truth a, truth b);
truth b_var(smt *x, const char *name);

num n_of(int64_t v);
bool n_fixed(const num *a);
num n_var(smt *x, const char *name, int64_t lo, int64_t hi);
num n_raw(smt *x, Z3_ast t, unsigned w, int64_t lo, int64_t hi);
Z3_ast n_bits(smt *x, num a, unsigned w);
num n_add(smt *x, num a, num b, truth *over); /* *over: it does not fit 64 bits; NULL where it surely does */
num n_sub(smt *x, num a, num b, truth *over);
num n_mul(smt *x, num a, num b, truth *over);
num n_floor(smt *x, num a, num b);            /* b > 0; towards −∞ */
num n_ite(smt *x, truth c, num a, num b);
num n_count(smt *x, truth c);                 /* 1 or 0 */
num n_low(smt *x, num a, unsigned bits);      /* the lowest bits, of a ≥ 0 */
num n_high(smt *x, num a, unsigned bits);     /* what is above them */
num n_join(smt *x, num high, num low, unsigned bits);
truth n_lt(smt *x, num a, num b);
truth n_le(smt *x, num a, num b);
truth n_eq(smt *x, num a, num b);

/* ---- calendar: smt_date.c ---- */
int64_t d_of_day(int64_t day);  /* days since 1970 to the form above; ends of time to OPEN_… */
int64_t d_to_day(int64_t packed);
num d_var(smt *x, const char *name, int64_t lo, int64_t hi); /* lo, hi in the form above */
num d_month(smt *x, num day);
num d_in_month(smt *x, num day);
num d_make(smt *x, num month, num day);
num d_first(smt *x, num month);
num d_last(smt *x, num month);
num d_add_months(smt *x, num day, num n, truth *bad);
num d_add_days(smt *x, num day, num n, truth *bad);
num d_number(smt *x, num day);  /* days since 1970 */
num d_age(smt *x, num born, num on);
num d_reach(smt *x, num born, num years, truth *bad);
num d_year_start(smt *x, num month, int64_t first, truth *bad);

/* ---- values: smt_value.c ---- */
val v_known(const smt *x, kind k, num a);
val v_truth(const smt *x, truth t);
val v_none(const smt *x, int why);
val v_status(const smt *x, int st);
val v_ite(smt *x, truth c, const val *a, const val *b);
val v_unless(smt *x, truth bad, val v);  /* v, a fault where bad */
truth v_true(smt *x, const val *v);
truth v_false(smt *x, const val *v);
truth v_open(smt *x, const val *v);      /* 要照会, a fault or 不明 */
truth v_same(smt *x, const val *a, const val *b);
void v_plain(smt *x, const val *v);       /* what comes next looks into it */
val v_unbound(const smt *x, val v);

mix m_none(const smt *x);
void m_add(smt *x, mix *m, truth on, const val *v);
truth m_any(smt *x, const mix *m);
val m_val(smt *x, const mix *m);         /* the worst of them */
val v_strict(smt *x, const val *v, unsigned n, truth *known); /* what it is where not all are known */
val v_pick(smt *x, truth known, const val *then, const val *other);

typedef struct cand { truth on; val v; } cand;
typedef struct join { cand *v; uint32_t n, cap; mix decides; bool several; } join; /* several: more than one may hold though nothing is undecided */
void j_start(const smt *x, join *j);
void j_decide(smt *x, join *j, truth on, const val *v);
void j_add(smt *x, join *j, truth on, const val *v);
val j_val(smt *x, const join *j);

/* ---- facts: smt_facts.c ---- */
void f_plan(smt *x, uint32_t decl);            /* how many rows of which ledger */
val f_cell(smt *x, uint32_t field, uint32_t slot);
const set *f_rows(smt *x, uint32_t ledger);
val f_refs(smt *x, uint32_t field, uint32_t slot);
truth f_there(smt *x, uint32_t ledger, uint32_t slot);
truth f_births(smt *x, uint32_t slot);         /* no one is born after the day of the question about that row (C1.6) */
truth f_near(smt *x);                          /* days of facts are about the question's */
void f_finish(smt *x);                         /* what holds of every case: keys, the order of claims */
num f_text(smt *x, uint32_t string);
val f_own_row(smt *x, uint32_t ledger, const char *name);
void f_pair(smt *x, const uint32_t *differ, size_t n); /* the first two rows that are parameters are alike */
void f_fix(smt *x, const solver_fact *f);
void f_fix_count(smt *x, uint32_t ledger, uint32_t n);

/* ---- operators ---- */
const node *x_node(const smt *x, uint32_t id);
uint32_t x_arg(const smt *x, const node *n, uint32_t i);
const type *x_type(const smt *x, uint32_t id);
val x_eval(smt *x, uint32_t node);
val x_on(smt *x, const node *n, uint32_t i);
val x_enter(smt *x, uint32_t decl, uint32_t output, const val *subject, val *args, uint32_t given);
val x_arith(smt *x, const node *n);            /* smt_num.c */
val x_compare(smt *x, const node *n);
void x_order(smt *x, const val *a, const type *at, const val *b, const type *bt, truth *lt, truth *eq);
val x_dates(smt *x, const node *n);
val x_set(smt *x, const node *n);              /* smt_set.c */
val x_over(smt *x, const node *n);
val x_matrix(smt *x, const node *n);           /* smt_table.c */
val x_colall(smt *x, const node *n);
val x_dtable(smt *x, const node *n);
val x_prov(smt *x, const node *n);
val x_connect(smt *x, const node *n);

/* ---- a model as a case: smt_case.c ---- */
bool c_payload(smt *x, Z3_model m, const val *v, int64_t out[2]);
size_t c_write(smt *x, Z3_model m, uint32_t slot, bool last, str *text, str *question, str *subject);
#endif
