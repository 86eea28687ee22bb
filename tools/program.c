/* program.c -- the beginning and the end of every executable of naze. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <signal.h>

#include "cli.h"

/* What was lost on its way out is not a success, whatever the answer was. A reader that has seen enough needs no message. */
static int finish(term *o, term *e, int rc) {
  errno = 0;
  if (term_flush(o)) return rc;
  if (errno != EPIPE) out(e, tr(e, "naze: 出力できませんでした\n", "naze: the output could not be written\n"));
  return NAZE_EXIT_IO;
}

int program_end(cli *c, int rc) {
  if (c->session && !naze_session_complete(c->session)) {
    out(&c->err, tr(&c->err, "naze: メモリが足りず、示せなかったところがあります\n", "naze: memory ran out; parts of the answer are missing\n"));
    rc = NAZE_EXIT_LIMIT;
  }
  rc = finish(&c->out, &c->err, rc);
  cli_close(c);
  return rc;
}

int program_main(int argc, char **argv, verb_id verb, int (*run)(cli *c)) {
  cli c = { .verb = verb };
  opts_terminal(argc, argv, &c.out, &c.err);
  (void)signal(SIGPIPE, SIG_IGN);
  int rc = NAZE_EXIT_OK;
  if (!opts_parse(&c.o, verb, argc - 1, argv + 1, &c.err)) rc = NAZE_EXIT_USAGE;
  else if (c.o.help) help_verb(&c.out, verb);
  else rc = run(&c);
  return program_end(&c, rc);
}
