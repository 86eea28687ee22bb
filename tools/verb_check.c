#include <string.h>

#include "cli.h"
#include "diag_out.h"

int verb_check(cli *c) {
  for (size_t i = 0; i < c->o.args.n; i++) list_add(&c->o.rules, c->o.args.v[i], strlen(c->o.args.v[i]));
  int rc = load_sources(c);
  if (rc) return rc;
  progress_start(&c->err);
  naze_status st = naze_compile(c->compiler);
  progress_stop(&c->err);
  const naze_diags *d = naze_compiler_diags(c->compiler);
  diag_counts n = diag_tally(d);
  size_t most = c->o.max < 0 ? 50 : (size_t)c->o.max;
  if (c->o.format == FORMAT_JSON) {
    json j = { 0 };
    json_open(&j, NULL, '{');
    json_int(&j, "files", (int64_t)c->rule_files.n);
    json_int(&j, "errors", (int64_t)n.errors);
    json_int(&j, "warnings", (int64_t)n.warnings);
    json_open(&j, "messages", '[');
    diag_json(&j, d, c->out.english, most);
    json_close(&j, ']');
    json_close(&j, '}');
    out_bytes(&c->out, str_text(&j.text), j.text.n);
    str_free(&j.text);
  } else {
    size_t left = diag_print_all(&c->out, d, true, most);
    if (left) outf(&c->out, tr(&c->out, "ほか%zu件（--max 0 ですべて）\n", "%zu more (--max 0 shows all)\n"), left);
    outf(&c->out, tr(&c->out, "%zuファイル: 誤り %zu件、注意 %zu件\n", "%zu files: %zu errors, %zu warnings\n"), c->rule_files.n, n.errors,
         n.warnings);
  }
  if (st == NAZE_LIMIT || st == NAZE_NO_MEMORY) return NAZE_EXIT_LIMIT;
  return st == NAZE_OK && !n.errors ? NAZE_EXIT_OK : NAZE_EXIT_RULES;
}
