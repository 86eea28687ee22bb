/* naze -- finds the verb in the table, parses its options, runs it, and sees that the output got through. */
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <string.h>

#include "cli.h"

#define QUOTE_(x) #x
#define QUOTE(x) QUOTE_(x)

typedef int (*verb_fn)(cli *c);
static const verb_fn verb_functions[] = {
#define V(id, name, fn, lo, hi, args, ja, en, examples) fn,
#include "verbs.def"
#undef V
};

static int no_verb(term *o, term *e, const char *word) {
  if (!word) {
    help_all(e);
    return NAZE_EXIT_USAGE;
  }
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
    help_all(o);
    return NAZE_EXIT_OK;
  }
  if (strcmp(word, "--version") == 0) {
    out(o, "naze " QUOTE(NAZE_VERSION_MAJOR) "." QUOTE(NAZE_VERSION_MINOR) "\n");
    return NAZE_EXIT_OK;
  }
  const char *near = verb_nearest(word);
  outf(e, tr(e, "naze: %s という動詞はありません", "naze: there is no verb %s"), word);
  if (near) outf(e, tr(e, "。もしかして %s", "; did you mean %s?"), near);
  out(e, tr(e, "\n使い方は naze help\n", "\nsee naze help\n"));
  return NAZE_EXIT_USAGE;
}

int main(int argc, char **argv) {
  cli c = { .argv = argv + (argc > 1) };
  opts_terminal(argc, argv, &c.out, &c.err);
  /* A closed pipe is an error to report by status, not a death by signal. */
  (void)signal(SIGPIPE, SIG_IGN);
  int rc;
  if (argc < 2 || !verb_find(argv[1], &c.verb)) rc = no_verb(&c.out, &c.err, argc < 2 ? NULL : argv[1]);
  else if (!opts_parse(&c.o, c.verb, argc - 2, argv + 2, &c.err)) rc = NAZE_EXIT_USAGE;
  else if (c.o.help) {
    help_verb(&c.out, c.verb);
    rc = NAZE_EXIT_OK;
  } else rc = verb_functions[c.verb](&c);
  return program_end(&c, rc);
}
