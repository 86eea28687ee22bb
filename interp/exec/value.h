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
  int64_t a, b;        /* payload: scalar in a; ratio a/b (b>0, lowest terms); period a..b; DECISION: a = enum nz_out */
  nz_causes causes;    /* of REFERRED, FAULT, MISSING */
} nz_val;
#endif
