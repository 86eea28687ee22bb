#include <string.h>

#include "cli.h"
#include "diag_out.h"

typedef struct checked { json j; diag_counts n; size_t left, most; } checked;

static void report(cli *c, checked *k, const naze_diags *d) {
  diag_counts n = diag_tally(d);
  size_t room = k->most && k->n.errors + k->n.warnings >= k->most ? 0 : k->most ? k->most - k->n.errors - k->n.warnings : 0;
  if (k->most && !room) k->left += n.errors + n.warnings;
  else if (c->o.format == FORMAT_JSON) diag_json(&k->j, d, c->out.english, room);
  else k->left += diag_print_all(&c->out, d, true, room);
  k->n.errors += n.errors;
  k->n.warnings += n.warnings;
}

/* The 事例: their facts and what they expect must fit the rules; whether they come true is for `naze test`. */
static naze_status cases(cli *c, checked *k) {
  naze_status st = NAZE_OK;
  c->program = naze_take_program(c->compiler);
  c->session = c->program ? naze_session_new(c->program) : NULL;
  if (!c->session) return NAZE_NO_MEMORY;
  for (size_t i = 0, n = naze_case_count(c->program); i < n && st == NAZE_OK; i++) {
    naze_status one = naze_read_case(c->session, i);
    if (one == NAZE_NO_MEMORY || one == NAZE_LIMIT) st = one;
    else if (one != NAZE_OK) report(c, k, naze_session_diags(c->session));
  }
  return st;
}

int verb_check(cli *c) {
  for (size_t i = 0; i < c->o.args.n; i++) list_add(&c->o.rules, c->o.args.v[i], strlen(c->o.args.v[i]));
  int rc = load_sources(c);
  if (rc) return rc;
  progress_start(&c->err);
  naze_status st = naze_compile(c->compiler);
  progress_stop(&c->err);
  checked k = { .most = c->o.max < 0 ? 50 : (size_t)c->o.max };
  if (c->o.format == FORMAT_JSON) {
    json_open(&k.j, NULL, '{');
    json_open(&k.j, "messages", '[');
  }
  report(c, &k, naze_compiler_diags(c->compiler));
  if (st == NAZE_OK) st = cases(c, &k);
  if (c->o.format == FORMAT_JSON) {
    json_close(&k.j, ']');
    json_int(&k.j, "files", (int64_t)c->rule_files.n);
    json_int(&k.j, "errors", (int64_t)k.n.errors);
    json_int(&k.j, "warnings", (int64_t)k.n.warnings);
    json_close(&k.j, '}');
    out_bytes(&c->out, str_text(&k.j.text), k.j.text.n);
    str_free(&k.j.text);
  } else {
    if (k.left) outf(&c->out, tr(&c->out, "ほか%zu件（--max 0 ですべて）\n", "%zu more (--max 0 shows all)\n"), k.left);
    outf(&c->out, tr(&c->out, "%zuファイル: 誤り %zu件、注意 %zu件\n", "%zu files: %zu errors, %zu warnings\n"), c->rule_files.n,
         k.n.errors, k.n.warnings);
  }
  if (st == NAZE_LIMIT || st == NAZE_NO_MEMORY) return NAZE_EXIT_LIMIT;
  return st == NAZE_OK && !k.n.errors ? NAZE_EXIT_OK : NAZE_EXIT_RULES;
}
