/* model.h -- a DMN model as far as it is decision tables over given facts, and by name what of it is not (spec/dmn.md). */
#ifndef NAZE_TOOLS_DMN_MODEL_H
#define NAZE_TOOLS_DMN_MODEL_H
#include <stdint.h>

#include "../term.h"
#include "feel.h"

enum { DMN_NONE = -1 };
typedef enum dmn_kind { DMN_OPEN, DMN_NUM, DMN_TEXT, DMN_BOOL, DMN_DATE, DMN_TIME, DMN_CHOICE } dmn_kind; /* OPEN: not said */

typedef struct dmn_type {       /* an itemDefinition, or a part of one: tApplicant.Age */
  char *name, *base;            /* what it is made of: number, another type, "" when it has parts */
  str_list values;              /* allowedValues that are texts */
  char *lo, *hi;                /* allowedValues that are one closed range of numbers; NULL */
  bool collection;
  char *naze;                   /* its name as a 選択肢, once it is used as one */
} dmn_type;

typedef struct dmn_field { char *name, *naze; long line; dmn_kind kind; int type; size_t decimals; char *lo, *hi; } dmn_field;

typedef struct dmn_input {
  char *text, *type_ref; long line;
  dmn_kind kind;
  int field, decision, output;  /* what it is about; DMN_NONE */
  str_list values;              /* inputValues that are texts */
} dmn_input;
typedef struct dmn_output {
  char *name, *type_ref, *naze; long line;
  str_list priority;            /* outputValues, highest first */
  dmn_kind kind;
  size_t decimals;
  feel_value usual;             /* defaultOutputEntry; text NULL: none */
} dmn_output;
typedef struct dmn_rule { long line; feel_cell *in; feel_value *out; char *note; } dmn_rule;

typedef enum dmn_hit { HIT_UNIQUE, HIT_ANY, HIT_FIRST, HIT_PRIORITY, HIT_MIN, HIT_MAX, HIT_COUNT, HIT_SUM } dmn_hit;

typedef struct dmn_decision {
  char *name, *naze; long line;
  dmn_hit hit;
  dmn_input *in; size_t nin;
  dmn_output *out; size_t nout;
  dmn_rule *rules; size_t nrules;
  bool refused;
  uint32_t from, to;            /* its lines in the text written */
} dmn_decision;

typedef struct dmn_refusal { long line; char *where, *cell, *why; } dmn_refusal; /* where: decision 「X」 rule 3 「Age」; cell "" */

typedef struct dmn_model {
  char *path, *name, *space, *naze; /* naze: the ledger of its inputs */
  dmn_type *types; size_t ntypes;
  dmn_field *fields; size_t nfields;
  dmn_decision *decisions; size_t ndecisions;
  str_list others;                  /* what a test may ask for that is no decision table, by name */
  dmn_refusal *refused; size_t nrefused;
  str_list renamed;                 /* 元の名 → 名, where they differ */
  bool english;
} dmn_model;

/* Reads a model. False: it is none, and it has said why on e. Refusals are kept. */
bool dmn_read(const char *path, dmn_model *m, term *e);
void dmn_free(dmn_model *m);
void dmn_refuse(dmn_model *m, long line, const char *where, const char *cell, const char *why);
/* Says a decision is out, and with it those that ask it. */
void dmn_drop(dmn_model *m, size_t decision);
int dmn_decision_named(const dmn_model *m, const char *name);
int dmn_field_named(const dmn_model *m, const char *name);
void dmn_where(const dmn_model *m, const dmn_decision *d, long rule, const char *column, str *s); /* rule -1, column NULL: none */

/* ---- types.c: what each fact and result is, and how fine its numbers are ---- */
int dmn_type_named(const dmn_model *m, const char *name);
dmn_kind dmn_base(const dmn_model *m, const char *ref, int *type); /* follows type references to what FEEL has */
void dmn_infer(dmn_model *m);
dmn_kind dmn_kind_of(feel_type t);
const char *dmn_kind_name(dmn_kind k, bool english);

/* ---- names.c: names of naze for those of the model, each once ---- */
void dmn_names(dmn_model *m);

/* ---- write.c ---- */
void dmn_write(dmn_model *m, str *s);
/* ---- cells.c: a cell as a condition of naze ---- */
void dmn_condition(const dmn_model *m, const dmn_input *in, const feel_cell *c, str *s);
bool dmn_short(const dmn_model *m, const dmn_input *in, const feel_cell *c, str *s); /* … under the fact's name; false: it needs its own */
void dmn_subject(const dmn_model *m, const dmn_input *in, str *s);
void dmn_value(dmn_kind kind, size_t decimals, const feel_value *v, str *s);

/* ---- import.c ---- */
/* The model as rule text that compiles, in naze's own format; what does not is dropped and refused. 0 or the exit status. */
int dmn_import(dmn_model *m, str *text, term *e);
void dmn_say_refused(const dmn_model *m, term *e);
#endif
