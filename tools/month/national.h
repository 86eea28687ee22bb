/* national.h -- the claims file of the 国保連: control, data and end records, CP932, CRLF. The layout of its records stands in
 * national.c and nowhere else, service codes in the rules (表 国保連コード) and nowhere else. */
#ifndef NAZE_MONTH_NATIONAL_H
#define NAZE_MONTH_NATIONAL_H
#include "report.h"

/* ---- the layout ---- */
typedef enum record_kind { RECORD_CONTROL = 1, RECORD_DATA = 2, RECORD_END = 3 } record_kind; /* the first cell of each */
typedef enum control_cell { CONTROL_KIND, CONTROL_SERIAL, CONTROL_VOLUME, CONTROL_COUNT, CONTROL_DATA, CONTROL_TOWN, CONTROL_OFFICE,
  CONTROL_PREFECTURE, CONTROL_MEDIUM, CONTROL_MONTH, CONTROL_SPARE, CONTROL_CELLS } control_cell;
typedef enum data_cell { DATA_KIND, DATA_SERIAL, DATA_EXCHANGE, DATA_TYPE, DATA_MONTH, DATA_TOWN, DATA_OFFICE, DATA_USER, DATA_KANA, DATA_DAY,
  DATA_CODE, DATA_UNITS, DATA_TIMES, DATA_PRODUCT, DATA_PRICE, DATA_YEN, DATA_REMARK, DATA_CELLS } data_cell;
enum { END_KIND, END_SERIAL, END_CELLS };

size_t record_cells(record_kind k);
const char *record_column(record_kind k, size_t i);               /* its name */
const char *record_constant(record_kind k, size_t i);             /* what always stands there; NULL: it varies */
bool record_fits(record_kind k, size_t i, const char *text);      /* length and characters: CLM-05 */
/* One cell behind the others of its line, quoted where CLM-04 wants it. */
void record_put(str *line, size_t i, const char *text);
void record_end(str *line);

/* ---- codes, from the rules ---- */
typedef struct code_column { char *name; uint32_t field, user_field, decl; bool item, kind, label, from, to; } code_column; /* one of the three, NAZE_IR_NONE else */
typedef struct code_row { char *code, **cell; int from, to; } code_row; /* NULL: any; from, to: months it holds in */
typedef struct codes { code_column *column; size_t columns; code_row *row; size_t n; } codes;
bool codes_find(codes *k, const naze_program *p, const claim_shape *s); /* false: the rules have no such table */
bool code_holds(const code_row *row, int month);
void codes_free(codes *k);

/* ---- both ways ---- */
/* The claims that are 可, a block of records an office. What cannot be written is a finding. False: the rules have no codes. */
bool national_write(str *out, cli *c, const month_report *r, findings *f);
/* Tables that begin with a control record, made into the ledger of claims. */
void national_take(month_input *in, findings *f, const naze_program *p);
#endif
