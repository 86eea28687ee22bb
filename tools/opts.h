/* opts.h -- the command line: verbs.def and opts.def made into tables, and what was given on it. */
#ifndef NAZE_TOOLS_OPTS_H
#define NAZE_TOOLS_OPTS_H
#include <stdint.h>

#include "term.h"

typedef enum verb_id {
#define V(id, name, fn, lo, hi, args, ja, en, examples) VERB_##id,
#include "verbs.def"
#undef V
  VERB_COUNT
} verb_id;

typedef enum out_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_HTML, FORMAT_CSV, FORMAT_KOKUHO, FORMAT_SARIF, FORMAT_JUNIT } out_format;
enum { WIDTH_BY_LANGUAGE, WIDTH_NARROW, WIDTH_WIDE };
enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

typedef struct opts {
  str_list rules, readings, args, months, complete, only, decls;
  const char *facts, *as_of, *subject, *stdin_name, *output, *accepted, *accept, *cases, *count, *propose, *keep; /* NULL when not given */
  out_format format;
  int color, width;
  long depth, max, seconds, jobs, seed;                         /* -1: not given */
  uint64_t limit;
  bool all, strict, check, diff, to_stdout, mask, judge_only, idle, replay, help;
} opts;

typedef struct verb_info {
  const char *name;
  int least, most; /* arguments; most -1: any number */
  const char *args, *ja, *en, *examples;
} verb_info;

const verb_info *verb_get(verb_id v);
bool verb_find(const char *name, verb_id *out);
const char *verb_nearest(const char *name); /* NULL when none is near */
bool verb_takes(verb_id v, size_t option, const char **name, const char **arg, const char **ja, const char **en);
size_t option_count(void);

/* Language, colours and width from the environment and from anywhere on the line, before anything can go wrong. */
void opts_terminal(int argc, char **argv, term *o, term *e);
/* Parses what follows the verb. False: it has said why on e. */
bool opts_parse(opts *x, verb_id v, int argc, char **argv, term *e);
void opts_free(opts *x);
#endif
