/* naze-import -- the verb `import`: decision tables of others as rule text. An executable of its own because it links an XML parser. */
#include <string.h>

#include "../cli.h"
#include "../dmn/model.h"
#include "../files.h"

static int import_run(cli *c) {
  if (strcmp(c->o.args.v[0], "dmn") != 0) {
    outf(&c->err, tr(&c->err, "naze: %s は読めません。読めるのは dmn です\n", "naze: %s cannot be imported; what can is dmn\n"), c->o.args.v[0]);
    return NAZE_EXIT_USAGE;
  }
  dmn_model m = { 0 };
  str text = { 0 };
  progress_start(&c->err);
  int rc = dmn_read(c->o.args.v[1], &m, &c->err) ? dmn_import(&m, &text, &c->err) : NAZE_EXIT_IO;
  progress_stop(&c->err);
  dmn_say_refused(&m, &c->err);
  if (!rc && c->o.output && !file_write(c->o.output, str_text(&text), text.n, &c->err)) rc = NAZE_EXIT_IO;
  else if (!rc && !c->o.output) out_bytes(&c->out, str_text(&text), text.n);
  if (!rc && m.nrefused) rc = NAZE_EXIT_NO;
  dmn_free(&m);
  str_free(&text);
  return rc;
}

int main(int argc, char **argv) { return program_main(argc, argv, VERB_IMPORT, import_run); }
