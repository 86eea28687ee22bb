/* draw.h -- what is written as DMN: decisions that are tables, over given facts. Texts are FEEL. */
#ifndef NAZE_TOOLS_EXPORT_DRAW_H
#define NAZE_TOOLS_EXPORT_DRAW_H
#include <stdint.h>

#include "../term.h"
#include "naze-ir.h"

typedef enum draw_kind { DRAW_NUM, DRAW_TEXT, DRAW_BOOL, DRAW_DATE, DRAW_TIME, DRAW_CHOICE } draw_kind;

/* A fact that DMN is given; foreign: naze works it out, DMN does not. */
typedef struct draw_input { char *name; draw_kind kind; uint32_t choice; char *lo, *hi; bool foreign; } draw_input; /* lo, hi: NULL none */

typedef struct draw_test { char *subject, *cell; bool low, high; } draw_test; /* low, high: one end of a range alone */
typedef struct draw_tests { draw_test *v; size_t n; } draw_tests;              /* all of them */

typedef struct draw_rule { draw_tests when; str_list results; char *note; } draw_rule;
typedef struct draw_table {
  char *name, *hit, *fold;      /* UNIQUE …; SUM … or "" */
  str_list outputs, usual;      /* usual: default of each output, "" none; empty list: none at all */
  draw_rule *rules; size_t n;
  bool outcomes, words;         /* its first output is an outcome: true, false, null; words: 可, 不可, 要照会, null */
} draw_table;

typedef struct drawing {
  const naze_program *p;
  const char *date;             /* which variants; NULL: the last */
  int64_t day;
  draw_input *inputs; size_t ninputs;
  draw_table *tables; size_t ntables;
  uint32_t *begun; size_t nbegun; /* declarations drawn, or being drawn */
  size_t work;                  /* nodes looked at */
  bool english;
} drawing;

void draw_free(drawing *d);

enum { DRAW_WORK = 200000 }; /* nodes looked at for one declaration */

/* ---- tests.c: conditions as cells ---- */
/* Adds what a node asks to the tests of a rule. A part that is no test of one fact becomes a decision of its own; a leaf that
 * DMN has no words for becomes a given truth. */
void tests_add(drawing *d, draw_tests *t, uint32_t node);
void tests_put(draw_tests *t, const char *subject, const char *cell);
void tests_copy(draw_tests *to, const draw_tests *from);
void tests_free(draw_tests *t);
/* The name of a decision that is true where the node is. */
char *tests_decision(drawing *d, uint32_t node);
/* What a value is asked by: a fact's name; NULL: no type that DMN has. */
char *tests_subject(drawing *d, uint32_t node);
bool tests_give(drawing *d, const naze_ir_field *f); /* a field as a given fact; false: no type that DMN has */
bool tests_literal(const drawing *d, uint32_t node, str *s); /* false: no constant */
void tests_choice(const drawing *d, uint32_t value, str *s);
uint32_t variant_at(const drawing *d, const naze_ir_decl *x); /* NAZE_IR_NONE: none in force */

/* ---- tables.c: 表 and 判定表 ---- */
/* Once; with what it asks. False: why it is no table of DMN, and nothing is left of it. */
bool draw_declaration(drawing *d, uint32_t decl, str *why);
const draw_table *draw_named(const drawing *d, const char *name);
draw_table *draw_table_add(drawing *d, const char *name, const char *hit);
draw_rule *draw_rule_add(draw_table *t);

/* ---- xml_out.c ---- */
void draw_xml(const drawing *d, const char *name, str *s);
#endif
