/* naze-ir.h -- read-only view of the intermediate form of a compiled program, for tools that print, translate or count it.
 * Versioned apart from naze.h. All ids are small integers; NAZE_IR_NONE means none. Strings live as long as the program.
 * Operators, types and their meaning: spec/operators.md, spec/semantics.md. */
#ifndef NAZE_IR_H
#define NAZE_IR_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif
#define NAZE_IR_VERSION 1
#define NAZE_IR_NONE UINT32_MAX

/* ---- operators: one table for everything ---- */
typedef struct naze_ir_op { const char *name, *ja, *doc; uint8_t least, most; } naze_ir_op; /* arguments; most 255: any number */
NAZE_API bool naze_ir_op_at(size_t i, naze_ir_op *out);

/* ---- what is in a program ---- */
typedef struct naze_ir_size { uint32_t types, units, enums, values, ledgers, fields, readings, nodes, tables, decls, variants, sources, cites; } naze_ir_size;
NAZE_API bool naze_ir_sizes(const naze_program *p, naze_ir_size *out);

typedef struct naze_ir_type { const char *kind; uint8_t decimals; uint32_t ref; } naze_ir_type; /* kind: bool qty ratio date month time period text enum row decision set nothing */
NAZE_API bool naze_ir_type_at(const naze_program *p, uint32_t id, naze_ir_type *out);
typedef struct naze_ir_enum { const char *name; bool ordered; uint32_t first_value, values; } naze_ir_enum;
NAZE_API bool naze_ir_enum_at(const naze_program *p, uint32_t id, naze_ir_enum *out);
NAZE_API const char *naze_ir_value_name(const naze_program *p, uint32_t id);
NAZE_API const char *naze_ir_unit_name(const naze_program *p, uint32_t id);
typedef struct naze_ir_ledger { const char *name; uint32_t first_field, fields, key; int64_t max_rows; } naze_ir_ledger;
NAZE_API bool naze_ir_ledger_at(const naze_program *p, uint32_t id, naze_ir_ledger *out);
typedef struct naze_ir_field { const char *name; uint32_t ledger, type; bool key, fixed, many, may_be_blank, presumed; int64_t lo, hi; } naze_ir_field; /* lo, hi: declared range of a quantity, scaled */
NAZE_API bool naze_ir_field_at(const naze_program *p, uint32_t id, naze_ir_field *out);
/* What a field is for: its time, the period its row stands for; of claims what is claimed, of what kind, how far its review is. */
enum { NAZE_IR_ROLE_TIME = 1, NAZE_IR_ROLE_PERIOD = 2, NAZE_IR_ROLE_ITEM = 4, NAZE_IR_ROLE_KIND = 8, NAZE_IR_ROLE_REVIEW = 16 };
NAZE_API unsigned naze_ir_field_roles(const naze_program *p, uint32_t id);
/* A ledger or a field by a name as typed: widths folded, quotes taken off, 別名 followed; NAZE_IR_NONE. */
NAZE_API uint32_t naze_ir_ledger_named(const naze_program *p, const char *name);
NAZE_API uint32_t naze_ir_field_named(const naze_program *p, uint32_t ledger, const char *name);
typedef struct naze_ir_reading { const char *name; uint32_t choices, usual; } naze_ir_reading;
NAZE_API bool naze_ir_reading_at(const naze_program *p, uint32_t id, naze_ir_reading *out);
NAZE_API const char *naze_ir_choice_name(const naze_program *p, uint32_t reading, uint32_t i);

/* ---- declarations ---- */
typedef struct naze_ir_decl { const char *name, *word; uint32_t owner, subject, params, outputs, first_variant, variants; const char *file; uint32_t line; } naze_ir_decl;
NAZE_API bool naze_ir_decl_at(const naze_program *p, uint32_t id, naze_ir_decl *out);
NAZE_API uint32_t naze_ir_decl_named(const naze_program *p, const char *name);
NAZE_API bool naze_ir_param_at(const naze_program *p, uint32_t decl, uint32_t i, const char **name, uint32_t *type, uint32_t *usual); /* usual: node taken when left out */
NAZE_API bool naze_ir_output_at(const naze_program *p, uint32_t decl, uint32_t i, const char **name, uint32_t *type);
typedef struct naze_ir_variant { int64_t from, to, confirmed; uint32_t body, first_cite, cites; const char *file; uint32_t line; } naze_ir_variant; /* days since 1970-01-01; INT64_MIN, INT64_MAX: open */
NAZE_API bool naze_ir_variant_at(const naze_program *p, uint32_t id, naze_ir_variant *out);
NAZE_API bool naze_ir_day(const naze_program *p, const char *date, int64_t *day); /* of a date in any written form, as from and to have it */
NAZE_API uint32_t naze_ir_body(const naze_program *p, uint32_t variant, uint32_t output); /* the node an output column comes from */
NAZE_API bool naze_ir_cite_at(const naze_program *p, uint32_t id, const char **source, const char **text);

/* ---- nodes and tables ---- */
/* fold: a declaration asked about a row that comes before the subject (S8.14), the one recursion there is. */
typedef struct naze_ir_node { uint16_t op; uint32_t type, args, ref; int64_t imm, imm2, lo, hi; const char *file; uint32_t line; bool fold; } naze_ir_node;
NAZE_API bool naze_ir_node_at(const naze_program *p, uint32_t id, naze_ir_node *out);
NAZE_API const char *naze_ir_string(const naze_program *p, uint32_t id); /* ref of a const of type text, of an outcome */
NAZE_API uint32_t naze_ir_arg(const naze_program *p, uint32_t id, uint32_t i);
/* The node in the rule's own words. Writes at most n bytes with the NUL; returns the length it has in full, 0 on no memory. */
NAZE_API size_t naze_ir_phrase(const naze_program *p, uint32_t id, char *buf, size_t n);
typedef struct naze_ir_table { const char *kind, *hit; uint32_t decl, rows, columns, otherwise; bool exclusive, row_misses, col_misses; } naze_ir_table;
  /* kind: matrix decision rowcond; misses: a key that is not known may turn out to have no row (column) */
NAZE_API bool naze_ir_table_at(const naze_program *p, uint32_t id, naze_ir_table *out);
typedef struct naze_ir_row { const char *name; uint32_t value, cond; bool otherwise; const char *file; uint32_t line; } naze_ir_row;
NAZE_API bool naze_ir_row_at(const naze_program *p, uint32_t table, uint32_t row, naze_ir_row *out);
typedef struct naze_ir_column { const char *name; uint32_t value, cond; bool output; } naze_ir_column;
NAZE_API bool naze_ir_column_at(const naze_program *p, uint32_t table, uint32_t column, naze_ir_column *out);
typedef struct naze_ir_cell { uint32_t node; const char *mark; const char *file; uint32_t line; } naze_ir_cell;
NAZE_API bool naze_ir_cell_at(const naze_program *p, uint32_t table, uint32_t row, uint32_t column, naze_ir_cell *out);
#ifdef __cplusplus
}
#endif
#endif
