/* edition.c -- DIR, DIR@DATE, @DATE, each with #READING=CHOICE behind: one side of a comparison. */
#include <stdlib.h>
#include <string.h>

#include "../diag_out.h"
#include "../files.h"
#include "run.h"

static void parts(const char *text, edition *e) {
  size_t n = strcspn(text, "@#");
  if (text[0] == '#' || text[0] == '@') n = 0;
  e->path = mem_copy(text, n);
  const char *p = text + n;
  if (*p == '@') {
    n = strcspn(++p, "#");
    e->date = mem_copy(p, n);
    p += n;
  }
  while (*p == '#') {
    n = strcspn(++p, "#");
    list_add(&e->readings, p, n);
    p += n;
  }
}

/* A path of its own, else the rules as for any verb. */
static int sources(cli *c, edition *e) {
  str_list kept = c->o.rules, one = { 0 };
  if (*e->path) {
    list_add(&one, e->path, strlen(e->path));
    c->o.rules = one;
  }
  list_free(&c->rule_files);
  c->rule_files = (str_list){ 0 };
  c->compiler = NULL;
  int rc = load_sources(c);
  e->compiler = c->compiler;
  c->compiler = NULL;
  if (*e->path) {
    list_free(&c->o.rules);
    c->o.rules = kept;
  }
  return rc;
}

int edition_open(cli *c, const char *text, edition *e) {
  parts(text, e);
  int rc = sources(c, e);
  if (rc) return rc;
  naze_status st = naze_compile(e->compiler);
  if (st == NAZE_OK) e->program = naze_take_program(e->compiler);
  if (e->program) return NAZE_EXIT_OK;
  (void)diag_print_all(&c->err, naze_compiler_diags(e->compiler), false, 5);
  outf(&c->err, tr(&c->err, "naze: %s の規則に誤りがあるため、比べていません。\n", "naze: the rules of %s have errors; nothing was compared.\n"), text);
  return st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_RULES;
}

void edition_free(edition *e) {
  naze_program_free(e->program);
  naze_compiler_free(e->compiler);
  free(e->path);
  free(e->date);
  list_free(&e->readings);
}

void edition_put(str *s, const edition *e) {
  if (*e->path) str_printf(s, " --rules %s", e->path);
  for (size_t i = 0; i < e->readings.n; i++) str_printf(s, " --reading '%s'", e->readings.v[i]);
}
