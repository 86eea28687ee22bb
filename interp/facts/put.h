/* put.h -- one fact at a time: what JSON, 事例 and what-if share. Checks type, unit, range and whether it was given before;
 * reports and leaves the cell alone when something is wrong. Internal to facts/. */
#ifndef NZ_PUT_H
#define NZ_PUT_H
#include "../../grammar/diag.h"
#include "case.h"

typedef struct nz_into {  /* a case being filled */
  nz_arena *a;
  nz_case *c;
  nz_diags *d;
  bool again;             /* what-if: a fact that stands there already is replaced */
} nz_into;
typedef struct nz_where { /* where a fact is written */
  nz_span at;             /* file NZ_NO_FILE: no rule file */
  nz_str name;            /* 利用者[0].麻痺肢数, 利用者「甲」の麻痺肢数: argument 1 of every message */
  nz_str file;            /* of `line` and `col`, when line is not 0 */
  uint32_t line, col;
} nz_where;

/* A message about that place; two at no place are never folded into one. Arguments from %2 on. */
nz_diag *nz_say_at(nz_diags *d, nz_msg id, const nz_where *w);
void nz_arg_str(nz_diags *d, nz_diag *g, int i, nz_str s);
void nz_arg_buf(nz_diags *d, nz_diag *g, int i, const ir_buf *b);
nz_str nz_buf_str(const ir_buf *b);
nz_str nz_lit(const char *s);

/* Names as typed: normalised, quotes 「」 taken off. */
nz_str nz_typed(nz_arena *a, const char *p, size_t n);
/* Declared names, aliases followed; IR_NONE. */
uint32_t nz_known_ledger(const ir_module *m, nz_str s);
uint32_t nz_known_field(const ir_module *m, uint32_t ledger, nz_str s);
nz_str nz_dealiased(const ir_module *m, nz_str s); /* what a name stands for; itself when it is no alias */
/* The nearest declared name, {"",0} when none is near. */
nz_str nz_near_ledger(const ir_module *m, nz_str s);
nz_str nz_near_field(const ir_module *m, uint32_t ledger, nz_str s); /* ledger IR_NONE: any */
nz_str nz_near_value(const ir_module *m, uint32_t enum_, nz_str s);  /* enum_ IR_NONE: any */
enum { NZ_MOST_COMPARED = 4000000 };
nz_str nz_near_row(nz_diags *d, const nz_case *c, uint32_t ledger, nz_str s); /* until so many characters were compared for `d` */

/* Opens a cell for a fact: false when it was given before (reported). Remembers the place. */
bool nz_put_open(nz_into *in, uint32_t row, uint32_t field, const nz_where *w);
void nz_put_blank(nz_into *in, uint32_t row, uint32_t field, const nz_where *w);
void nz_put_known(nz_into *in, uint32_t row, uint32_t field, int64_t v, int64_t v2);          /* already checked */
void nz_put_number(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t whole); /* in the declared unit */
void nz_put_scaled(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t v);  /* at the field's decimals: checks the range */
void nz_put_text(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str s);     /* any written form of its type */
void nz_put_period(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t from, int64_t to);
void nz_put_row(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str name);   /* a reference */
void nz_put_rows(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, const nz_str *names, uint32_t n);
void nz_put_list(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str s); /* S1、S2 */

/* Reads a written value of a type: 10点, 290/7, 令和6年4月1日, 10:00, 区分4, ある. Reports when it is none. Not for rows and texts. */
bool nz_read_value(nz_arena *a, const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str s, int64_t *v, int64_t *v2);
/* A day or a month as written; precision NZ_DP_DAY or NZ_DP_MONTH. Reports when it is none. */
bool nz_read_date(nz_diags *d, const nz_where *w, nz_str s, int precision, int64_t *day);
bool nz_read_period(nz_diags *d, const nz_where *w, nz_str from, nz_str to, int64_t *lo, int64_t *hi); /* empty: open */
bool nz_whole_to_type(const ir_type *t, int64_t whole, int64_t *v);  /* scaled by the type's decimals; false: too large */
void nz_reduce(int64_t *num, int64_t *den);                          /* lowest terms, den > 0; den must not be 0 */
const char *nz_example(const ir_module *m, uint32_t type);           /* "10点" "\"2024-04-01\"": how a value is written in JSON */

/* A new row named (or keyed) so; checks the ledger's bound and that the name is free. IR_NONE after a message. */
uint32_t nz_put_new_row(nz_into *in, uint32_t ledger, nz_str name, const nz_where *w);
/* Completeness of a ledger for months from..to. */
void nz_put_closed(nz_into *in, uint32_t ledger, int64_t from, int64_t to, const nz_where *w);
bool nz_put_choice(nz_into *in, nz_str reading, nz_str choice, const nz_where *w);
/* A definition that may be given (仮に): no parameters, one value. IR_NONE after a message. */
uint32_t nz_put_given_decl(nz_into *in, nz_str name, const nz_where *w);
void nz_put_given(nz_into *in, uint32_t decl, int64_t num, int64_t den, const nz_where *w);
#endif
