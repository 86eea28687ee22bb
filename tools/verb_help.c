#include <string.h>

#include "cli.h"

int verb_help(cli *c) {
  verb_id v = VERB_HELP;
  if (!c->o.args.n) help_all(&c->out);
  else if (strcmp(c->o.args.v[0], "exit") == 0) help_exit(&c->out);
  else if (verb_find(c->o.args.v[0], &v)) help_verb(&c->out, v);
  else {
    const char *near = verb_nearest(c->o.args.v[0]);
    outf(&c->err, tr(&c->err, "naze: %s という動詞はありません", "naze: there is no verb %s"), c->o.args.v[0]);
    if (near) outf(&c->err, tr(&c->err, "。もしかして %s", "; did you mean %s?"), near);
    out(&c->err, "\n");
    return NAZE_EXIT_USAGE;
  }
  return NAZE_EXIT_OK;
}
