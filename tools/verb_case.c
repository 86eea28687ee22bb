#include <string.h>

#include "cli.h"
#include "diag_out.h"

/* Why the question was not read, as asking it says. */
static int not_read(cli *c, naze_status st) {
  size_t n = 0;
  c->session = st == NAZE_FACT_ERROR ? naze_session_new(c->program) : NULL;
  if (c->session && naze_case_empty(c->session) == NAZE_OK) st = naze_ask(c->session, c->o.args.v[0], 0, &n);
  if (c->session) return question_failed(c, st);
  outf(&c->err, tr(&c->err, "naze: 「%s」という問いは読めません（naze list で名前を確かめられます）\n",
                   "naze: %s is no question of these rules (naze list shows the names)\n"), c->o.args.v[0]);
  return st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_USAGE;
}

int verb_case(cli *c) {
  int rc = load_rules(c);
  if (rc) return rc;
  naze_status st = NAZE_OK;
  char *text = naze_case_template(c->program, c->o.args.v[0], &st);
  if (!text) return not_read(c, st);
  size_t n = strlen(text);
  out_bytes(&c->out, text, n);
  if (n && text[n - 1] != '\n') out(&c->out, "\n");
  naze_text_free(text);
  return NAZE_EXIT_OK;
}
