#include <string.h>

#include "cli.h"
#include "diag_out.h"

int verb_case(cli *c) {
  int rc = load_rules(c);
  if (rc) return rc;
  naze_status st = NAZE_OK;
  char *text = naze_case_template(c->program, c->o.args.v[0], &st);
  if (!text) {
    outf(&c->err, tr(&c->err, "naze: 「%s」という問いは読めません（naze list で名前を確かめられます）\n",
                     "naze: %s is no question of these rules (naze list shows the names)\n"), c->o.args.v[0]);
    return st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_USAGE;
  }
  size_t n = strlen(text);
  out_bytes(&c->out, text, n);
  if (n && text[n - 1] != '\n') out(&c->out, "\n");
  naze_text_free(text);
  return NAZE_EXIT_OK;
}
