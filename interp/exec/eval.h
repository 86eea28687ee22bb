/* eval.h -- the tracing evaluator over the IR. One nz_eval per thread; the module and the case are shared and read-only. */
#ifndef NZ_EVAL_H
#define NZ_EVAL_H
#include "../facts/question.h"
#include "value.h"

/* Proof: a tree stored as an array, children before parents; child lists in `kids`. One node per IR node visited. */
typedef struct nz_pnode {
  uint32_t node;        /* IR node id */
  nz_val val;
  uint32_t kids, nkids; /* run in nz_proof.kids, in the order fixed by spec/proof.md */
  uint32_t cell;        /* FIELD: fact cell, else IR_NONE */
  uint32_t row, col;    /* MATRIX/DTABLE: the cell that decided (IR_NONE when joined); READING: col is the choice */
  int64_t date;         /* date it was evaluated as of */
  uint32_t decl, variant; /* DECL: which variant */
  uint8_t presumed;     /* FIELD: 推定 */
} nz_pnode;
typedef struct nz_brief { const uint32_t *row; uint32_t n; } nz_brief; /* a ROWS step that left out what a key excludes */
typedef struct nz_proof { NZ_VEC(nz_pnode) nodes; NZ_VEC(uint32_t) kids; uint32_t root; NZ_VEC(nz_brief) briefs; } nz_proof;


typedef struct nz_eval nz_eval;
nz_eval *nz_eval_new(nz_arena *a, const ir_module *m, const nz_case *c);
void nz_eval_date(nz_eval *e, int64_t day);
void nz_eval_choice(nz_eval *e, uint32_t reading, uint32_t choice); /* IR_NONE: default */
void nz_eval_strict(nz_eval *e, bool on);
typedef struct nz_watch { uint64_t *seen, steps; } nz_watch; /* a bit a node, set when it is evaluated; and how often any was */
void nz_eval_watch(nz_eval *e, nz_watch *w); /* the caller's; NULL: none */
/* While on, rows of a ledger that cannot be meant because a key of theirs is another are not looked at, and declarations that are no
 * part of the judgement in question are neither noted nor evaluated twice. Answers are the same; the proof is for reading only: its
 * ROWS steps carry in `row` which rows they kept (nz_proof.briefs), other declarations have no steps below them, and what was
 * touched is not said. The cells must be the case's. */
void nz_eval_brief(nz_eval *e, bool on);
/* What if claims were not there? `made`, a state a row of the case, says how things are: claims that may be supposed away are
 * THERE. With a version, which stands for `supposed` alone, that is how things are instead: of other claims, which are FIXED in it,
 * what is judged of them stays as it is; `pass` stands for which these are. Those that may be there are possible elements of a set, without a cause: ask for values
 * only (nz_eval_aside), and briefly. The caller keeps both while they hold. */
enum { NZ_ROW_FIXED, NZ_ROW_THERE, NZ_ROW_PERHAPS, NZ_ROW_AWAY, NZ_ROW_NEVER /* AWAY, and counted as such while something is supposed only */, NZ_ROW_NOWHERE };
void nz_eval_suppose(nz_eval *e, const uint8_t *made, const uint8_t *supposed, uint32_t version, uint32_t pass);
/* Rows from this one on have cells that the caller changes between questions: nothing about them is kept. Forgets what was kept; to
 * be called again when a row that was NOWHERE is to be something else. */
void nz_eval_unsettle(nz_eval *e, uint32_t first_row);
/* From now on each reference of this （複数） cell is only perhaps there (IR_NONE: no such cell). True: that of the last such cell was
 * looked at. */
bool nz_eval_perhaps_of(nz_eval *e, uint32_t cell);
bool nz_eval_looked(const nz_eval *e); /* may the last answer depend on which claims that are not FIXED are there? */
nz_cellval *nz_eval_cells(nz_eval *e);                               /* its own copy, to be changed between runs */
enum { /* states only an evaluator's cells have */
  NZ_CELL_WITHHELD = 3, /* not known, and no 推定 stands in for it */
  NZ_CELL_WRITTEN       /* nobody knows what, but not blank: what is yet to be written */
};
/* Evaluates. With proof != NULL every step is recorded (memory from the evaluator's own arena). The proof, the causes of
 * the value and what was touched stay until the next nz_eval_run; 決め手, need and readings leave them alone. Jumps to the
 * arena's `oom` when memory runs out; the evaluator must not be used afterwards. */
nz_val nz_eval_run(nz_eval *e, const nz_question *q, nz_proof *proof);
/* The value of another question, leaving the last run's proof, causes and what it touched alone. */
nz_val nz_eval_aside(nz_eval *e, const nz_question *q);
/* Is it surely 可? With the causes of what is not known; ends at the first fact that is missing, also where another makes it 不可. */
nz_val nz_eval_surely(nz_eval *e, const nz_question *q);
/* What the last run touched: bitsets over cells and readings, presumptions and stale values. Complete after a run with a
 * proof; without one, evaluation stops where the rest cannot matter. */
const uint64_t *nz_eval_touched_cells(const nz_eval *e);
const uint64_t *nz_eval_touched_readings(const nz_eval *e);
bool nz_eval_used_presumption(const nz_eval *e);
bool nz_eval_used_stale(const nz_eval *e);

/* The same question answered by the reference evaluator on the checked tree: exec/ref.h */

/* 決め手: a smallest set of given or blank cells and completeness statements (index in nz_case.closed) that yields the same
 * answer while every other one is withheld; first in declaration order. Exact up to 24 touched facts (within a limit of
 * work), else minimal by inclusion (exact=false). Withheld rather than not given: 推定 does not step in for what was said
 * otherwise, so that the answer holds whatever the other facts are. */
typedef struct nz_decisive { uint32_t *cells; uint32_t n; uint32_t *closed; uint32_t nclosed; bool exact; } nz_decisive;
nz_decisive nz_decide_facts(nz_arena *a, nz_eval *e, const nz_question *q, const nz_val *answer);
/* 不明: a smallest set of missing facts that could settle it; closed: ledgers that would have to be complete. exact=false:
 * the search was cut short, the set is every fact that is a cause. */
nz_decisive nz_decide_missing(nz_arena *a, nz_eval *e, const nz_question *q);

/* Readings: answers under other choices of the readings that were touched (singly; all combinations when <= 4). */
typedef struct nz_other { uint32_t n; uint32_t reading[4]; uint32_t choice[4]; nz_val val; } nz_other;
typedef struct nz_others { nz_other *v; uint32_t n; } nz_others; /* only those that differ */
nz_others nz_other_readings(nz_arena *a, nz_eval *e, const nz_question *q, const nz_val *answer);

/* need: all smallest changes of changeable, blank or missing facts that give outcome `want` (nz_meets). Regions are
 * disjoint; lo, hi as nz_cellval.v, inclusive, IR_DATE_MIN/MAX where the region runs to the end of what can be; is_set: bit
 * i = i-th value of the type. set_blank: the cell becomes 空欄. */
typedef struct nz_region { uint32_t cell; bool set_blank; int64_t lo, hi; /* ENUM/BOOL: set as bits in lo when is_set */ bool is_set; uint64_t set; } nz_region;
typedef struct nz_change { nz_region *r; uint32_t n; } nz_change;
typedef struct nz_changes { nz_change *v; uint32_t n; bool already; bool exhausted; /* false: limit reached, not all tried */ bool impossible; uint64_t tried; } nz_changes;
bool nz_changeable(const nz_eval *e, uint32_t cell); /* no key, no （変わらない） or past record that is given */
nz_changes nz_need(nz_arena *a, nz_eval *e, const nz_question *q, int want, uint64_t budget);

/* 不明: what to find out next. Each missing fact that is a cause, with what its values would come to by themselves; first the
 * one that leaves, on the average over these, the fewest facts to find out. */
typedef struct nz_then {
  nz_region *r; uint32_t n;            /* these values … */
  nz_val val;                          /* … give this (without causes); NZ_MISSING: still open */
  uint32_t *spared; uint32_t nspared;  /* cells that were causes and then are not */
} nz_then;
typedef struct nz_next { uint32_t cell; nz_then *then; uint32_t n; uint32_t cost; } nz_next; /* n 0: too many values to tell apart */
typedef struct nz_nexts { nz_next *v; uint32_t n; } nz_nexts;
nz_nexts nz_find_next(nz_arena *a, nz_eval *e, const nz_question *q);
#endif
