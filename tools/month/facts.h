/* facts.h -- the tables of a month as facts of a session: ledgers and fields found by name, values as spreadsheets leave them
 * mended, each wrong cell a finding and left out, so that the rest can be judged. */
#ifndef NAZE_MONTH_FACTS_H
#define NAZE_MONTH_FACTS_H
#include "../cli.h"
#include "input.h"
#include "naze-ir.h"

/* What the rule set says about claims, found by its declarations. Ids of naze-ir.h, NAZE_IR_NONE where there is none. */
typedef struct claim_shape {
  uint32_t ledger, judge;                        /* of claims; what judges them */
  uint32_t number, time, item, kind, review;     /* fields of a claim */
  uint32_t user, users, office, offices, records, record_ledger;
  uint32_t record_time, record_user;
} claim_shape;
bool shape_find(const naze_program *p, claim_shape *out); /* false: the rules have no ledger of claims */

typedef struct fact_row { uint32_t ledger; char *key, *file; uint32_t line; size_t row; } fact_row;
typedef struct month_facts {
  fact_row *row;            /* by ledger in declared order, then by key: never by the order of lines or files */
  size_t n, cap;
  bool given_complete;      /* 完結 was said for the ledger of claims */
} month_facts;

/* Puts everything into the session's case, which must be empty. False: memory or a limit ended it. */
bool facts_put(month_facts *m, cli *c, month_input *in, findings *f);
void facts_free(month_facts *m);

/* ---- cells.c ---- what spreadsheets do to values */
typedef struct mended { str text; bool same, blank, none; const char *ja, *en; } mended; /* same: as it stands; ja: what was done, NULL nothing to tell */
/* kind: as naze_ir_type.kind; many: a list of references. */
void cell_mend(mended *out, const char *text, const char *kind, bool many, bool is_key);
int key_order(const char *a, const char *b); /* numbers by value, else bytewise */
#endif
