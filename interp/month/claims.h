/* claims.h -- the ledger of claims and what belongs to it, found by their roles (S8.1), and a month of claims under an evaluator. */
#ifndef NZ_MONTH_CLAIMS_H
#define NZ_MONTH_CLAIMS_H
#include "../exec/eval.h"

/* Fields and ledgers; IR_NONE where the rules have no such. */
typedef struct nz_claims {
  uint32_t ledger, judge;                 /* of claims; the declaration that judges one */
  uint32_t number, time, item, kind, user, records;
  uint32_t users, record_ledger, record_time, record_user;
} nz_claims;
bool nz_claims_find(const ir_module *m, nz_claims *out); /* false: no ledger of claims, or it lacks what S8.1 asks */

/* What a claim comes to as things are supposed to be. */
typedef struct nz_verdict {
  int is;                                 /* 1 可, 0 neither 可 nor open, -1 open */
  bool looked;                            /* it may depend on which other claims are there */
} nz_verdict;

typedef struct nz_month {
  nz_arena *a;
  const ir_module *m;
  nz_case *c;                             /* of the spare rows the cells are changed */
  nz_eval *e;
  nz_claims s;
  uint8_t *made, *supposed;               /* NZ_ROW_* a row: as claimed; as supposed, claims of others FIXED */
  uint32_t *extra, nextra;                /* 付加 of the office's 加算 */
  uint32_t *pays;                         /* 単位数 of the declaration that a value of （費目） names; by value id, IR_NONE */
  uint32_t version, pass;                 /* of `supposed`, and of which claims of the months are FIXED in it */
  uint64_t left;                          /* judgements that may still be made for the group at hand */
  uint32_t spare, nspare;                 /* rows of the ledger of claims that stand for claims nobody made (unclaimed.c) */
  struct nz_row_index *records_of;        /* a user */
  bool inventing;                         /* some of them are in use */
} nz_month;
enum { NZ_MONTH_SPARE = 12 };
/* Adds the spare rows to a case; the first of them. */
uint32_t nz_month_spare(nz_arena *a, nz_case *c, uint32_t ledger);
/* `rows`: the claims of all the months, each of which may be supposed away; `e` is of `c` and used by nobody else meanwhile. */
nz_month *nz_month_new(nz_arena *a, nz_eval *e, nz_case *c, uint32_t spare, const uint32_t *rows, uint32_t n);
void nz_month_put(nz_month *k, uint32_t row, uint8_t state); /* supposes */
void nz_month_changed(nz_month *k);                          /* a cell of a spare row, or what is supposed */
nz_verdict nz_month_judge(nz_month *k, uint32_t row, bool supposed);
int nz_month_possible(nz_month *k, uint32_t row, uint32_t decl); /* an 加算 itself as supposed; 0 also where facts leave it open */
/* What a claim that is 可 earns as things are supposed to be; false: not one known whole number. */
bool nz_month_earns(nz_month *k, uint32_t row, bool supposed, int64_t *units);
int64_t nz_month_most(nz_month *k, uint32_t row); /* at the very most, whatever claims are there; INT64_MAX: nobody knows */
#endif
