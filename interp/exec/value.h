/* value.h -- what an expression comes to. Semantics: spec/semantics.md §2. */
#ifndef NZ_VALUE_H
#define NZ_VALUE_H
#include "../facts/case.h"

typedef enum nz_st { NZ_KNOWN, NZ_NOVALUE, NZ_REFERRED, NZ_FAULT, NZ_MISSING } nz_st; /* later ones win in strict operations */
enum { NZ_NA_OUTSIDE, NZ_NA_DENIED, NZ_NA_BLANK, NZ_NA_ABSENT };  /* NOVALUE: 対象外, 不可, 空欄, なし */
enum { NZ_FAULT_OVERFLOW = 1, NZ_FAULT_ZERO, NZ_FAULT_CONFLICT, NZ_FAULT_OVERLAP, NZ_FAULT_GAP, NZ_FAULT_EMPTY,
       NZ_FAULT_DEPTH, NZ_FAULT_RANGE, NZ_FAULT_LATER };

/* why something is not known: sorted, no duplicates */
enum { NZ_C_FACT, NZ_C_OPEN, NZ_C_NOROW, NZ_C_NOVARIANT, NZ_C_ASK, NZ_C_FAULT };
typedef struct nz_cause { uint32_t kind, id; } nz_cause;
  /* FACT: cell not given. OPEN: ledger not said to be complete. NOROW: ledger without a (single) row. NOVARIANT: decl has no
   * value on the date. ASK: string id of whom to ask. FAULT: NZ_FAULT_* */
typedef struct nz_causes { const nz_cause *v; uint32_t n; } nz_causes;

typedef struct nz_val {
  uint8_t st;          /* nz_st */
  uint8_t k;           /* ir_tk when KNOWN */
  uint8_t why;         /* NOVALUE: NZ_NA_*; FAULT: NZ_FAULT_* */
  uint8_t bounded;     /* MISSING number: a..b bounds it */
  uint32_t text;       /* 『reason』 or whom: string id of the module, 0 none */
  int64_t a, b;        /* payload: scalar in a; ratio a/b (b>0, lowest terms; its true value, decimals already divided out);
                          period a..b; DECISION: a = enum nz_out; TEXT: string id of the module in a and b = 0, or
                          index into nz_case.texts in a and b = 1 where the module does not have the text */
  nz_causes causes;    /* of REFERRED, FAULT, MISSING */
} nz_val;

bool nz_same_answer(const nz_val *a, const nz_val *b); /* S2.6: outcome and value, not reasons or causes */
int nz_outcome_of(const nz_val *v);   /* enum nz_out as shown: a known value is VALUE; -1 for a fault */
bool nz_meets(const nz_val *v, int want); /* does it answer `=want`? For 可 a value or a true condition does, for 不可 a false one */
static inline bool nz_settled(const nz_val *v) { return v->st == NZ_KNOWN || v->st == NZ_NOVALUE; }

/* ---- making values ---- */
static inline nz_val nz_known(ir_tk k, int64_t a) { return (nz_val){.st = NZ_KNOWN, .k = (uint8_t)k, .a = a}; }
static inline nz_val nz_truth(bool t) { return (nz_val){.st = NZ_KNOWN, .k = IR_T_BOOL, .a = t}; }
static inline nz_val nz_novalue(int why) { return (nz_val){.st = NZ_NOVALUE, .why = (uint8_t)why}; }
nz_val nz_fault(int which);

/* ---- causes ---- (memory through `get`, so that an evaluator can use its own) */
typedef void *(*nz_get_fn)(void *ctx, size_t n);
bool nz_causes_same(nz_causes a, nz_causes b);
nz_causes nz_causes_one(nz_get_fn get, void *ctx, uint32_t kind, uint32_t id);
nz_causes nz_causes_union(nz_get_fn get, void *ctx, nz_causes a, nz_causes b);

/* ---- exact arithmetic (S2.4) ---- a ratio is any value of kind QTY (over 10^dec) or RATIO */
typedef struct nz_ratio { int64_t n, d; } nz_ratio; /* d > 0, lowest terms */
bool nz_ratio_make(int64_t n, int64_t d, nz_ratio *out);          /* false: d == 0 or does not fit */
bool nz_ratio_add(nz_ratio a, nz_ratio b, nz_ratio *out);
bool nz_ratio_sub(nz_ratio a, nz_ratio b, nz_ratio *out);
bool nz_ratio_mul(nz_ratio a, nz_ratio b, nz_ratio *out);
bool nz_ratio_div(nz_ratio a, nz_ratio b, nz_ratio *out);         /* false too when b is 0: ask before */
int nz_ratio_cmp(nz_ratio a, nz_ratio b);                         /* -1, 0, 1; exact for all inputs */
int nz_ratio_cmp_portable(nz_ratio a, nz_ratio b);                /* the same without 128-bit integers */
int64_t nz_floor_div(int64_t a, int64_t b);                       /* b > 0; towards −∞ */
bool nz_ceil_div(int64_t a, int64_t b, int64_t *out);             /* b > 0; towards +∞ */
bool nz_pow10(unsigned dec, int64_t *out);                        /* dec 0..18 */
#endif
