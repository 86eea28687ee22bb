/* input.h -- a month as an office has it: one table a ledger, whatever form it came in, and what was noticed on the way in.
 * Nothing here knows a rule set. */
#ifndef NAZE_MONTH_INPUT_H
#define NAZE_MONTH_INPUT_H
#include <stdint.h>

#include "../term.h"

/* ---- what was noticed ---- */
typedef struct finding {
  const char *code;         /* duplicate-line, unknown-column …: spec/month.md lists them */
  bool note;                /* taken in without loss; not an error */
  char *file;               /* "" when it is about no file */
  uint32_t line;            /* 0: about the whole file */
  char *ja, *en;
} finding;
typedef struct findings { finding *v; size_t n, cap; } findings;
void find_add(findings *f, bool note, const char *code, const char *file, uint32_t line, const char *ja, const char *en); /* copies */
void find_sort(findings *f);      /* by file, line, code and text; the same thing said twice is said once */
size_t find_errors(const findings *f);
void find_free(findings *f);

/* ---- tables ---- */
typedef enum cell_state { CELL_NONE, CELL_EMPTY, CELL_BLANK, CELL_TEXT } cell_state; /* no such column; nothing in it; said to be 空欄 */
typedef struct raw_cell { char *text; cell_state state; } raw_cell;
typedef struct raw_row { uint32_t line, cap; raw_cell *cell; size_t n; } raw_row;
typedef struct raw_table {
  char *name, *file;        /* the ledger as written; where it stands */
  str_list head;
  raw_row *row;
  size_t n, cap;
  bool sheet;               /* from a spreadsheet: what those do to values is mended */
} raw_table;
typedef struct month_input { raw_table **table; size_t n, cap; } month_input;

raw_table *input_table(month_input *in, const char *name, const char *file); /* a new one */
raw_row *table_row_add(raw_table *t, uint32_t line);
void row_cell(raw_row *r, size_t column, cell_state state, const char *p, size_t n);
size_t table_column(raw_table *t, const char *name);                         /* its column, made when there is none */
void input_drop(month_input *in, size_t at);                                 /* one table less */
void input_free(month_input *in);

/* Each reads what it can and says the rest as findings. False: nothing could be read; it has said why on e. */
bool input_folder(month_input *in, findings *f, const char *path, term *e);
bool input_json(month_input *in, findings *f, const char *path, term *e);
bool input_sqlite(month_input *in, findings *f, const char *path, term *e);
bool input_read(month_input *in, findings *f, const char *path, term *e);    /* whichever it is */

/* ---- csv.c ---- */
/* Takes the lines of a file apart (quotes, CRLF, trailing empty rows) into t: the first is the head. */
void csv_read(raw_table *t, findings *f, const char *p, size_t n);

/* ---- encoding.c ---- */
/* As UTF-8: with or without BOM, else CP932. Lines that are neither are findings, their bytes become U+FFFD. */
void text_decode(str *out, findings *f, const char *file, const char *p, size_t n);
#endif
