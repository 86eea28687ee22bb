#include <string.h>

#include "cli.h"
#include "json_out.h"

int show_run(cli *c, const char *name) {
  naze_status st = NAZE_OK;
  char *text = naze_show(c->program, name, c->o.as_of, &st);
  if (!text) {
    if (st == NAZE_NOT_FOUND && c->o.as_of)
      outf(&c->err, tr(&c->err, "naze: 「%s」という宣言は、%s にはありません\n", "naze: nothing named %s is in force on %s\n"), name, c->o.as_of);
    else if (st == NAZE_NOT_FOUND)
      outf(&c->err, tr(&c->err, "naze: 「%s」という宣言はありません（naze list で確かめられます）\n",
                       "naze: nothing is named %s (naze list shows the names)\n"), name);
    else outf(&c->err, tr(&c->err, "naze: 「%s」を示せません（日付を確かめてください）\n", "naze: cannot show %s (is the date well formed?)\n"), name);
    return st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_USAGE;
  }
  if (c->o.format == FORMAT_JSON) {
    json j = { 0 };
    json_open(&j, NULL, '{');
    json_str(&j, "name", name);
    if (c->o.as_of) json_str(&j, "asOf", c->o.as_of);
    json_str(&j, "fingerprint", naze_fingerprint(c->program));
    json_str(&j, "text", text);
    json_close(&j, '}');
    out_bytes(&c->out, str_text(&j.text), j.text.n);
    str_free(&j.text);
  } else {
    size_t n = strlen(text);
    out(&c->out, text);
    if (n && text[n - 1] != '\n') out(&c->out, "\n");
  }
  naze_text_free(text);
  return NAZE_EXIT_OK;
}

int verb_show(cli *c) {
  int rc = load_rules(c);
  return rc ? rc : show_run(c, c->o.args.v[0]);
}
