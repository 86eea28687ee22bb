/* cli.h -- what every verb works with: the line, the two streams, the compiled rules and the session. */
#ifndef NAZE_TOOLS_CLI_H
#define NAZE_TOOLS_CLI_H
#include "memory.h"
#include "naze.h"
#include "opts.h"
#include "status.h"

typedef struct cli {
  verb_id verb;
  opts o;
  term out, err;
  memory memory;        /* of what follows */
  naze_compiler *compiler;
  naze_program *program;
  naze_session *session;
  str_list rule_files;  /* as they were added */
  char **argv;          /* from the verb on */
  str_list facts_set;   /* set one by one in the interactive verb, on top of the case */
} cli;

/* One function a verb, in verb_<name>.c; returns the exit status. */
#define V(id, name, fn, lo, hi, args, ja, en, examples) int fn(cli *c);
#include "verbs.def"
#undef V

/* ---- load.c ---- every one of these returns 0 or the exit status, having said why */
void load_split(cli *c);                /* arguments that are rule files or folders are the rules; the other words stay */
int load_sources(cli *c);              /* reads and adds the rule files, not yet compiled */
int load_rules(cli *c);                /* … and compiles them */
int load_compiled(cli *c);             /* compiles those that were added */
int load_session(cli *c);              /* … and opens a session with the case and every option about facts */
int load_facts(cli *c, const char *facts);
int load_options(cli *c);              /* --as-of, --reading, --subject, --strict */
int question_failed(cli *c, naze_status st); /* after naze_ask and its like */
void cli_close(cli *c);

int exit_of(naze_outcome o);
int exit_worse(int a, int b);          /* for several answers: the one that needs more attention */

/* ---- program.c ---- */
int program_main(int argc, char **argv, verb_id verb, int (*run)(cli *c)); /* of a verb that is an executable of its own */
int program_end(cli *c, int rc);       /* sees that the output got through; the exit status */

/* ---- what the interactive verb does too ---- */
int why_run(cli *c, const char *question);
int need_run(cli *c, const char *question);
int what_if_run(cli *c, const char *question, const str_list *alternatives);
int list_run(cli *c, const str_list *words);
int show_run(cli *c, const char *name);

/* ---- help.c ---- */
void help_all(term *o);
void help_verb(term *o, verb_id v);
void help_exit(term *o);
#endif
