/* report.h -- a month judged: what every form of output is made from. */
#ifndef NAZE_MONTH_REPORT_H
#define NAZE_MONTH_REPORT_H
#include "../json_out.h"
#include "facts.h"

#define NOBODY SIZE_MAX

typedef struct sum { int64_t least, most; bool open; } sum;       /* open: there is no upper end that is known */
typedef struct clause { int state; char *what, *detail, *file; uint32_t line; } clause;
typedef struct extra { char *name; int64_t units; } extra;        /* of an 加算 of the office that comes with this claim */

typedef struct lack { char *what, *detail; } lack;                   /* a record that is asked for: the clause, and what it lacks */

typedef struct claim {
  size_t row, user, office;  /* user, office: index into the report's, or NOBODY */
  int month;                 /* year * 12 + month - 1; 0 when its day is not known */
  char *number, *date, *claimed, *records, *file;
  uint32_t line;
  naze_outcome outcome;
  char *reason;              /* one line; "" when there is none to give */
  sum units;
  bool presumed, stale;
  bool right, hoped;         /* of the set that earns the most; of that if all that is 不明 were 可 */
  clause *clause;            /* for JSON alone */
  size_t nclause;
  lack *lack;
  size_t nlack;
  extra *extra;
  size_t nextra;
  str_list check;            /* what 点検 of the rules say of it */
} claim;

typedef struct tally { size_t allowed, refused, open; sum units, yen; bool has_yen; } tally; /* refused: 不可, 一部可 and 対象外 */
typedef struct person { size_t row, office; char *key; tally t; size_t first, n; str_list check; } person; /* claims first … first+n-1 */
/* The right set of a user in a month, over all offices. hoped: if all that is 不明 were 可, where that is another. */
typedef struct right_set {
  size_t user, first, n;     /* row; persons first … first+n-1 */
  int month;                 /* 0: of claims whose day is not known */
  int64_t units, hoped;
  bool exact, has_hoped, all; /* all: everything claimed is in it */
} right_set;
typedef struct unclaimed { char *user, *claimed, *date, *records; int64_t units; } unclaimed; /* what could have been claimed */
typedef struct office { size_t row; char *key; tally t; } office;

typedef struct month_report {
  int *month;
  size_t nmonth;
  claim *claim;              /* by user, then day, then number */
  size_t n, cap;
  person *user;
  size_t nuser;
  office *office;
  size_t noffice;
  tally all;
  size_t settled;            /* claims of these months that are facts: paid, returned, withdrawn */
  const char *fingerprint;
  const char *claims;        /* the ledger's name */
  const char *users, *offices;
  bool searched;             /* right sets and what was not claimed were sought */
  right_set *right;          /* by user, in the order of `user`, then month */
  size_t nright;
  unclaimed *open;           /* by month, user, then as the rules declare */
  size_t nopen;
  size_t nsearched;          /* users and months for which what could have been claimed was not searched to the end */
} month_report;

bool month_read(const char *text, int *month);             /* 2024-10, 2024/10, R6.10, 令和6年10月 */
void month_put(str *s, int month);                         /* 2024-10 */

/* Judges. False: memory or a limit ended it, or the options name no month. */
bool report_make(month_report *r, cli *c, month_facts *m, findings *f, int *status);
void report_free(month_report *r);
int report_status(const month_report *r, const findings *f); /* exit status: the worst of its claims and findings */

void sum_add(sum *a, const sum *b);
void sum_put(str *s, const sum *x, const char *unit, bool english); /* 600単位, 300～600単位, 300単位以上 */
void checks_put(str *s, const str_list *check);            /* ※提供日に支給決定がない, behind what stands there */
void number_put(str *s, int64_t n);                        /* 6,000 */

void report_text(term *o, const month_report *r, const findings *f);
void report_json(str *out, const month_report *r, const findings *f, bool english);
void report_csv(str *out, const month_report *r, const findings *f, bool english);
void report_html(str *out, const month_report *r, const findings *f, bool english);
#endif
