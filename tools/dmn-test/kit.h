/* kit.h -- a test kit for DMN: models, and files of testCases that say what they must answer (spec/dmn.md, 4). */
#ifndef NAZE_TOOLS_DMN_TEST_KIT_H
#define NAZE_TOOLS_DMN_TEST_KIT_H
#include "../dmn/model.h"

typedef enum kit_form { KIT_NULL, KIT_VALUE, KIT_LIST } kit_form;

/* A fact given, or a result asked for; of structures the leaves, each under its whole name: Applicant.Age */
typedef struct kit_value { char *name, *text; kit_form form; long line; } kit_value;
typedef struct kit_values { kit_value *v; size_t n; } kit_values;

typedef struct kit_result { char *name; bool error; kit_values expected; long line; } kit_result; /* leaves: "" or the output's name */
typedef struct kit_case {
  char *id, *name, *service;    /* service: what is called where it is no decision */
  long line;
  kit_values given;
  kit_result *results; size_t nresults;
} kit_case;
typedef struct kit { char *path, *model; kit_case *cases; size_t ncases; } kit;

/* KIT_OTHER: a file of XML that is no test kit. */
typedef enum kit_read { KIT_READ, KIT_OTHER, KIT_BROKEN } kit_read_as;
kit_read_as kit_read(const char *path, kit *k, term *e);
void kit_free(kit *k);
#endif
