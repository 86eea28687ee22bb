/* case.h -- the facts of one question: rows of ledgers, what is blank, what is complete, which readings are chosen.
 *
 * Cells are numbered densely so that sets of facts are bitsets: cell id = row's first cell + field's place in its
 * ledger. A case is built once, then read-only; an evaluation works on a copy of `cells` it may change (決め手, need). */
#ifndef NZ_CASE_H
#define NZ_CASE_H
#include "../ir/irtext.h"

enum { NZ_CELL_NOT_GIVEN, NZ_CELL_BLANK, NZ_CELL_GIVEN };
typedef struct nz_cellval {
  uint8_t state;
  uint32_t nmulti;         /* （複数）: number of rows in multi */
  int64_t v, v2;           /* scalar by field type: QTY scaled; BOOL 0/1; DATE days; MONTH year*12+month-1; TIME minutes;
                              PERIOD v..v2 (open ends IR_DATE_MIN/MAX); ENUM value id; ROW row index in nz_case.rows;
                              TEXT index into nz_case.texts */
  const uint32_t *multi;   /* row indices */
  uint32_t place;          /* index into nz_case.places */
} nz_cellval;

typedef struct nz_crow { uint32_t ledger; uint32_t first_cell; nz_str name; uint32_t place; } nz_crow; /* name: key as text */
typedef struct nz_closed { uint32_t ledger; int64_t from, to; uint32_t place; } nz_closed; /* months, inclusive; open: IR_DATE_MIN/MAX */
typedef struct nz_given { uint32_t decl; int64_t num, den; uint32_t place; } nz_given; /* a definition given in place of its facts (事例 only) */
typedef struct nz_cplace { nz_str path; uint32_t line, col; } nz_cplace; /* JSON path or rule-file place, for messages */

typedef struct nz_case {
  const ir_module *m;
  int64_t date;            /* 基準日, IR_DATE_MIN when not said */
  NZ_VEC(nz_crow) rows;
  NZ_VEC(nz_cellval) cells;
  NZ_VEC(nz_str) texts;
  NZ_VEC(nz_closed) closed;
  NZ_VEC(nz_given) given;
  NZ_VEC(nz_cplace) places;
  uint8_t *choice;         /* per reading of m: chosen choice + 1, 0 = default */
} nz_case;

static inline uint32_t nz_cell_of(const nz_case *c, uint32_t row, uint32_t field) {
  return c->rows.v[row].first_cell + (field - c->m->ledgers.v[c->rows.v[row].ledger].fields.first);
}
nz_case *nz_case_new(nz_arena *a, const ir_module *m);
uint32_t nz_case_row(nz_arena *a, nz_case *c, uint32_t ledger, nz_str name); /* adds a row, all cells not given */
uint32_t nz_case_find_row(const nz_case *c, uint32_t ledger, nz_str name);   /* IR_NONE */
/* "利用者「甲」の歩行" -- how a cell is named to people; the row's name is left out when its ledger has one row. */
void nz_cell_name(const nz_case *c, uint32_t cell, struct ir_buf *out);
#endif
