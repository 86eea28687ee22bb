/* ir.h -- the one intermediate form. Built by sema/lower, written and read as canonical text (irtext.h), read by the
 * tracing evaluator, the proof checker, and later the batch evaluator, SQL, the solver and the printed rulebook.
 *
 * A module is immutable once built, holds no pointers out of its arena and no names of machines or paths beyond the
 * file names in `locs`. All cross references are indices; IR_NONE means none. Every index in a module read from a file
 * has been checked by the reader, so users need not check again. */
#ifndef NZ_IR_H
#define NZ_IR_H
#include "../../grammar/arena.h"
#include "../../grammar/intern.h"
#include "../../grammar/tree.h" /* enum nz_out only */

#define IR_NONE UINT32_MAX
#define IR_DATE_MIN INT64_MIN /* open ends of periods */
#define IR_DATE_MAX INT64_MAX

typedef enum ir_op {
#define O(id, name, ja, lo, hi, doc) IR_##id,
#include "ops.def"
#undef O
  IR_OP_COUNT
} ir_op;

typedef enum ir_tk {
  IR_T_BOOL, IR_T_QTY, IR_T_RATIO, IR_T_DATE, IR_T_MONTH, IR_T_TIME, IR_T_PERIOD, IR_T_TEXT, IR_T_ENUM, IR_T_ROW,
  IR_T_DECISION, IR_T_SET, IR_T_NOTHING
} ir_tk;
typedef struct ir_type {
  uint8_t k;     /* ir_tk */
  uint8_t dec;   /* QTY: decimals; the int64 is scaled by 10^dec (0..6) */
  uint32_t ref;  /* QTY, RATIO: unit; ENUM: enum; ROW: ledger; SET: type of its elements */
} ir_type;

typedef uint32_t ir_str;                         /* index into module strings; 0 = "" */
typedef struct ir_loc { ir_str file; uint32_t line, col, len; } ir_loc; /* places only: excluded from the fingerprint */
typedef struct ir_range { uint32_t first, n; } ir_range;                /* a run in one of the module's pools */

typedef struct ir_unit { ir_str name; uint8_t dec; ir_range num, den; } ir_unit; /* num/den: pools of unit ids; base unit: num={itself} */
typedef struct ir_enum { ir_str name; bool ordered; ir_range values; } ir_enum;  /* values: run in m->values */
typedef struct ir_value { ir_str name; uint32_t enum_; } ir_value;               /* a level or choice; its id is global */
typedef struct ir_source { ir_str name, title, edition; uint32_t loc; } ir_source;
typedef struct ir_cite { uint32_t source; ir_str text; } ir_cite;                /* source may be IR_NONE */
typedef struct ir_alias { ir_str from, to; } ir_alias;

enum { IR_F_KEY = 1, IR_F_TIME = 2, IR_F_PERIOD = 4, IR_F_CONST = 8, IR_F_MULTI = 16, IR_F_BLANK = 32, IR_F_PRESUMED = 64,
       IR_F_ITEM = 128, IR_F_KIND = 256, IR_F_REVIEW = 512, IR_F_ALL = 1023 }; /* of claims: what is claimed, of what kind, how far its review is */
typedef struct ir_field {
  ir_str name;
  uint32_t ledger, type;
  uint32_t flags;          /* IR_F_* */
  int64_t lo, hi;          /* QTY: declared range, scaled; else unused */
  int64_t presumed;        /* 推定 value when IR_F_PRESUMED (BOOL, QTY, ENUM) */
  uint32_t loc;
} ir_field;
typedef struct ir_ledger {
  ir_str name;
  ir_range fields;         /* run in m->fields, declaration order */
  uint32_t key, time, period; /* field ids or IR_NONE */
  int64_t max_rows;        /* declared bound; default 1000 */
  uint32_t loc;
} ir_ledger;

typedef struct ir_choice { ir_str name; ir_range cites; } ir_choice;
typedef struct ir_reading { ir_str name; ir_range choices; uint32_t dflt; int64_t from, to; uint32_t loc; } ir_reading;

typedef struct ir_node {
  uint16_t op, flags;
  uint32_t type;           /* index into m->types */
  ir_range args;           /* run in m->args (node ids) */
  uint32_t ref;
  int64_t imm, imm2;
  int64_t lo, hi;          /* QTY: proved range of the value, scaled (INT64_MIN/MAX when unbounded) */
  uint32_t loc;
} ir_node;
enum { IR_NF_RANGE = 1,      /* AND made from 以上…未満: shown as one requirement */
       IR_NF_NOTASKED = 2,   /* － */
       IR_NF_OTHERWISE = 4,  /* それ以外 */
       IR_NF_NAMED = 8,
       IR_NF_FOLD = 16 };    /* DECL for a row that comes before the subject: the one recursion there is; it ends with the rows */

enum { IR_TABLE_MATRIX, IR_TABLE_DECISION, IR_TABLE_ROWCOND };
enum { IR_HIT_UNIQUE, IR_HIT_FIRST, IR_HIT_MIN, IR_HIT_MAX, IR_HIT_ALL };
typedef struct ir_head { ir_str name; uint32_t cond; int64_t value; bool output; uint32_t type; } ir_head;
  /* MATRIX column: cond = condition node (tried before the axis), else IR_NONE and value = axis value (enum value id).
   * DECISION column: input, or output with its type. */
typedef struct ir_cell { uint32_t node; ir_str mark; ir_range notes; uint32_t loc; } ir_cell;
  /* node: MATRIX → MARK/OUTCOME/CONST node; DECISION input → condition (CONST true flagged NOTASKED for －), output →
   * result; ROWCOND → condition. notes: run in m->strs_pool (texts of ※n). */
typedef struct ir_row { ir_str name; int64_t value; uint32_t cond; ir_range cites, notes; uint32_t loc; bool otherwise; } ir_row;
  /* MATRIX: value = row key (enum value id); ROWCOND: cond = the row's condition. */
typedef struct ir_table {
  uint8_t kind, hit;
  bool exclusive;          /* UNIQUE: rows proved disjoint */
  bool row_misses, col_misses; /* MATRIX, ROWCOND: a key not known may turn out to have no row (column): blank, no value, not listed */
  uint32_t decl;
  ir_range rows, cols;     /* runs in m->rows, m->heads (provenance columns are not among them) */
  ir_range cells;          /* rows.n * cols.n, row-major, in m->cells */
  uint32_t otherwise;      /* node answered outside the table, or IR_NONE */
} ir_table;

typedef enum ir_dk { IR_D_DEFINE, IR_D_CONDITION, IR_D_TABLE, IR_D_DTABLE, IR_D_FEE, IR_D_RULE, IR_D_ADDON, IR_D_SCHEDULE } ir_dk;
typedef struct ir_param { ir_str name; uint32_t type; uint32_t dflt; } ir_param; /* dflt: node evaluated on the subject when a caller leaves it out, or IR_NONE */
typedef struct ir_output { ir_str name; uint32_t type; } ir_output;
typedef struct ir_variant {
  int64_t from, to;        /* days, both inclusive; IR_DATE_MIN/MAX */
  int64_t confirmed;       /* last day for which 確認 vouches; IR_DATE_MAX when not said */
  uint32_t body;           /* node (output 0); more outputs: DTABLE nodes differ only in imm, run `bodies` */
  ir_range bodies;         /* run in m->args: one node per output */
  ir_range cites, notes;   /* 根拠; 注意 and ※ texts */
  uint32_t loc;
} ir_variant;
typedef struct ir_decl {
  ir_str name;
  uint8_t kind;            /* ir_dk */
  uint32_t owner;          /* enclosing 加算 decl, or IR_NONE */
  uint32_t subject;        /* ledger, or IR_NONE when it needs no row */
  ir_range params, outputs, variants;
  uint32_t loc;
} ir_decl;

/* 加算, and 報酬 that are claimed: which kinds there are. Everything else about them is declarations like any other, made by the
 * checker (spec/semantics.md §8). */
typedef struct ir_addon { uint32_t decl; ir_range kinds; uint32_t loc; } ir_addon; /* kinds: strings in m->pool */

typedef struct ir_module {
  nz_arena *arena;
  NZ_VEC(nz_str) strs;            /* [0] = "" */
  NZ_VEC(ir_type) types;
  NZ_VEC(ir_unit) units;
  NZ_VEC(ir_enum) enums;
  NZ_VEC(ir_value) values;
  NZ_VEC(ir_ledger) ledgers;
  NZ_VEC(ir_field) fields;
  NZ_VEC(ir_source) sources;
  NZ_VEC(ir_cite) cites;
  NZ_VEC(ir_choice) choices;
  NZ_VEC(ir_reading) readings;
  NZ_VEC(ir_alias) aliases;
  NZ_VEC(ir_node) nodes;          /* children before parents */
  NZ_VEC(uint32_t) args;
  NZ_VEC(uint32_t) pool;          /* ids for ir_range of units, strings (notes), kinds … */
  NZ_VEC(ir_table) tables;
  NZ_VEC(ir_head) heads;
  NZ_VEC(ir_row) rows;
  NZ_VEC(ir_cell) cells;
  NZ_VEC(ir_decl) decls;
  NZ_VEC(ir_param) params;
  NZ_VEC(ir_output) outputs;
  NZ_VEC(ir_variant) variants;
  NZ_VEC(ir_addon) addons;
  NZ_VEC(ir_loc) locs;            /* [0] = nowhere */
  ir_str origin;                  /* SHA-256 of each source text, in hex, set by sema; part of the fingerprint, not of the canonical text */
  nz_intern *index;               /* of strs; private to ir.c */
  uint32_t *type_slots, ntype_slots; /* of types, by hash, id + 1; private to ir.c */
} ir_module;

ir_module *ir_new(nz_arena *a);
ir_str ir_intern(ir_module *m, const char *p, size_t n);     /* same bytes, same id */
nz_str ir_text(const ir_module *m, ir_str s);
uint32_t ir_mk_type(ir_module *m, ir_tk k, uint8_t dec, uint32_t ref); /* same type, same index */
uint32_t ir_mk_node(ir_module *m, ir_op op, uint32_t type, const uint32_t *args, uint32_t n); /* ref, imm set by caller */
/* One more declaration: a condition of one variant, in force from..to. Its parameters have no usual values. */
uint32_t ir_mk_condition(ir_module *m, ir_str name, uint32_t subject, const ir_param *params, uint32_t nparams, uint32_t body, int64_t from, int64_t to, ir_range cites, uint32_t loc);
const ir_node *ir_at(const ir_module *m, uint32_t id);
uint32_t ir_arg(const ir_module *m, const ir_node *n, uint32_t i);
const char *ir_op_name(ir_op op);
const char *ir_op_ja(ir_op op);
const char *ir_op_doc(ir_op op);
uint8_t ir_op_min(ir_op op);                                 /* arity */
uint8_t ir_op_max(ir_op op);                                 /* 255: any */
ir_op ir_op_named(const char *p, size_t n);                  /* IR_OP_COUNT when there is none */
uint32_t ir_find_decl(const ir_module *m, const char *p, size_t n);   /* by name, not local ones; IR_NONE */
uint32_t ir_find_ledger(const ir_module *m, const char *p, size_t n);
uint32_t ir_find_field(const ir_module *m, uint32_t ledger, const char *p, size_t n);
uint32_t ir_find_value(const ir_module *m, uint32_t enum_, const char *p, size_t n); /* id in m->values; follows aliases */
uint32_t ir_find_reading(const ir_module *m, const char *p, size_t n);
/* The variant in force on a day: index into m->variants, or IR_NONE. */
uint32_t ir_variant_on(const ir_module *m, const ir_decl *d, int64_t day);
uint32_t ir_body(const ir_module *m, const ir_variant *v, uint32_t output); /* node of an output column */
#endif
