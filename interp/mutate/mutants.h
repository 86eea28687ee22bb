/* mutants.h -- changes made in the IR, each of one place as written, and back: slips of the pen, and the forced values that show which
 * places of the rules a case makes matter. */
#ifndef NZ_MUTANTS_H
#define NZ_MUTANTS_H
#include "../ir/phrase.h"
#include "../sema/program.h"

typedef enum nz_slip { /* the kinds that people speak of; spec/mutate.md */
#define K(id, name, ja, en) NZ_SLIP_##id,
#include "kinds.def"
#undef K
  NZ_SLIP_COUNT
} nz_slip;
typedef enum nz_spot { /* spec/cover.md */
#define K(id, name, ja, en) NZ_PLACE_##id,
#include "places.def"
#undef K
  NZ_PLACE_COUNT
} nz_spot;
/* Of a place: that a condition decides by holding or by not holding; that a value is met at the boundary or one step beside it. */
typedef enum nz_side { NZ_SIDE_NONE, NZ_SIDE_HOLDS, NZ_SIDE_FAILS, NZ_SIDE_AT, NZ_SIDE_BESIDE } nz_side;

enum { NZ_HOW_OP, NZ_HOW_NUMBER, NZ_HOW_TEXT, NZ_HOW_ARG, NZ_HOW_CELL, NZ_HOW_PERIOD };
typedef struct nz_edit {   /* one place: the operator, the number, the text or the argument of a node; the node of a cell; the day a period ends */
  uint8_t how;
  uint32_t at;             /* node, place in m->args, cell, variant */
  int64_t to;              /* while it is made: what was there */
  uint32_t host;           /* node whose words show it; IR_NONE: cell or period */
  uint32_t decl, variant;  /* in whose body */
  bool brief;              /* of a number: it alone, where what it stands in is the checker's wording */
  uint32_t next;           /* what was written once may stand in several bodies: the next of them, or IR_NONE */
} nz_edit;
typedef struct nz_mutant { uint8_t kind, side; uint32_t edit, loc; } nz_mutant; /* nz_slip or nz_spot; the first edit */

typedef struct nz_mutants { ir_module *m; nz_arena *a; uint32_t truth[2], other; NZ_VEC(nz_edit) edits; NZ_VEC(nz_mutant) list; } nz_mutants; /* constants; other: a text that no rule says */
/* Every slip, or every place, of what is written in a rule set: nodes without a place are the checker's own and are left alone. Its module may be
 * changed by nz_mutate afterwards, by one slip at a time. ndecls: declarations of the rules. */
nz_mutants *nz_mutants_of(nz_arena *a, ir_module *m, uint32_t ndecls, bool places);
void nz_mutate(nz_mutants *x, const nz_mutant *u); /* makes it; the next call takes it back */
void nz_place_words(nz_mutants *x, const nz_mutant *u, ir_buf *out);  /* 点数が10点以上 */
void nz_mutant_words(nz_mutants *x, const nz_mutant *u, ir_buf *out); /* 10点以上 → 10点超 */
#endif
