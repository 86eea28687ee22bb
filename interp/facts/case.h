/* case.h -- the facts of one question: rows of ledgers, what is blank, what is complete, which readings are chosen.
 *
 * Cells are numbered densely so that sets of facts are bitsets: cell id = row's first cell + field's place in its
 * ledger. A case is built once, then read-only; an evaluation works on a copy of `cells` it may change (決め手, need). */
#ifndef NZ_CASE_H
#define NZ_CASE_H
#include "../ir/irtext.h"

enum { NZ_CELL_NOT_GIVEN, NZ_CELL_BLANK, NZ_CELL_GIVEN };
enum { NZ_CASE_MAX_ROWS = 1 << 22, NZ_CASE_MAX_CELLS = 1 << 26 };
typedef struct nz_cellval {
  uint8_t state;
  uint32_t nmulti;         /* （複数）: number of rows in multi */
  int64_t v, v2;           /* scalar by field type: QTY scaled; RATIO v/v2 (v2 > 0, lowest terms); BOOL 0/1; DATE days;
                              MONTH year*12+month-1; TIME minutes; PERIOD v..v2 (open ends IR_DATE_MIN/MAX); ENUM value id;
                              ROW row index in nz_case.rows; TEXT index into nz_case.texts (same text, same index) */
  const uint32_t *multi;   /* row indices, in the order given, each once */
  uint32_t place;          /* index into nz_case.places */
} nz_cellval;

typedef struct nz_crow { uint32_t ledger; uint32_t first_cell; nz_str name; uint32_t place; } nz_crow; /* name: 甲, or the key as text; "" when it has none */
typedef struct nz_closed { uint32_t ledger; int64_t from, to; uint32_t place; } nz_closed; /* months, inclusive; open: IR_DATE_MIN/MAX */
typedef struct nz_given { uint32_t decl; int64_t num, den; uint32_t place; } nz_given; /* a definition given in place of its facts (事例 only);
                              num scaled by its type's decimals, den = 1 but for quotients; other types: num as nz_cellval.v */
typedef struct nz_cplace { nz_str path; uint32_t line, col; } nz_cplace; /* JSON path or rule-file place, for messages; [0] = nowhere */

typedef struct nz_case {
  const ir_module *m;
  int64_t date;            /* 基準日, IR_DATE_MIN when not said */
  NZ_VEC(nz_crow) rows;
  NZ_VEC(nz_cellval) cells;
  NZ_VEC(nz_str) texts;    /* [0] = "" */
  NZ_VEC(nz_closed) closed;
  NZ_VEC(nz_given) given;
  NZ_VEC(nz_cplace) places;
  uint8_t *choice;         /* per reading of m: chosen choice + 1, 0 = default */
  struct nz_intern *text_index, *row_index;   /* private: numbers of texts, and of (ledger, row name) */
  NZ_VEC(uint32_t) row_of;                    /* private: row of each (ledger, name) */
  uint32_t *nrows, *last_row;                 /* private: per ledger */
} nz_case;

static inline uint32_t nz_cell_of(const nz_case *c, uint32_t row, uint32_t field) {
  return c->rows.v[row].first_cell + (field - c->m->ledgers.v[c->rows.v[row].ledger].fields.first);
}
nz_case *nz_case_new(nz_arena *a, const ir_module *m);
nz_case *nz_case_copy(nz_arena *a, const nz_case *c); /* same rows, cells and texts under the same numbers; c must outlive it */
uint32_t nz_case_row(nz_arena *a, nz_case *c, uint32_t ledger, nz_str name); /* adds a row, all cells not given */
uint32_t nz_case_find_row(const nz_case *c, uint32_t ledger, nz_str name);   /* by name or key; IR_NONE */
uint32_t nz_case_only_row(const nz_case *c, uint32_t ledger, uint32_t *n);   /* the only row of a ledger, else IR_NONE; *n: how many there are */
/* One more name (its key) for a row. Returns the row that already has it, or IR_NONE when it was free. */
uint32_t nz_case_name_row(nz_arena *a, nz_case *c, uint32_t row, nz_str name);
uint32_t nz_case_text(nz_arena *a, nz_case *c, const char *p, size_t n);     /* index into texts */
uint32_t nz_case_place(nz_arena *a, nz_case *c, nz_str path, uint32_t line, uint32_t col);
void nz_cell_at(const nz_case *c, uint32_t cell, uint32_t *row, uint32_t *field); /* which row and field a cell is */
/* 歩行, 利用者の歩行 (several ledgers have such a field), 利用者「甲」の歩行 (its ledger has several rows). */
void nz_cell_name(const nz_case *c, uint32_t cell, struct ir_buf *out);
/* What stands in it, in the rules' words: 8点, 「できる」, 空欄, ？ (not given). The second takes the value from elsewhere. */
void nz_cell_value(const nz_case *c, uint32_t cell, struct ir_buf *out);
void nz_cellval_text(const nz_case *c, uint32_t field, const nz_cellval *v, struct ir_buf *out);
/* The facts as a 事例 of the rule language; what is expected of it is for a person to write (case_words.c). */
void nz_case_to_words(const nz_case *c, nz_str name, struct ir_buf *out);
void nz_row_name(const nz_case *c, uint32_t row, struct ir_buf *out);        /* 利用者「甲」; without a name 利用者（2行目） */
#endif
