#include <string.h>

#include "cli.h"
#include "diag_out.h"
#include "text_diff.h"
#include "files.h"

/* The formatted text, or NULL having said why: a file with mistakes is left as it is. */
static char *formatted(cli *c, const char *name, const str *text, size_t *n, int *rc) {
  naze_compiler *into = naze_compiler_new(NULL, NULL);
  naze_status st = NAZE_NO_MEMORY;
  char *result = into ? naze_format(name, str_text(text), text->n, into, &st, n) : NULL;
  if (!result) {
    if (into) (void)diag_print_all(&c->err, naze_compiler_diags(into), false, 5);
    outf(&c->err, tr(&c->err, "%s: 誤りがあるため、そのままにしました\n", "%s: left as it is, because it has errors\n"), name);
    *rc = st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_RULES;
  }
  if (into) naze_compiler_free(into);
  return result;
}

static int format_one(cli *c, const char *path, const char *name, bool in_place) {
  str text = { 0 };
  size_t n = 0;
  int rc = NAZE_EXIT_OK;
  char *result = NULL;
  if (!file_read(path, &text, &c->err)) rc = NAZE_EXIT_IO;
  else result = formatted(c, name, &text, &n, &rc);
  if (result) {
    bool same = n == text.n && memcmp(result, str_text(&text), n) == 0;
    if (c->o.diff && !same) diff_print(&c->out, name, str_text(&text), text.n, result, n);
    if (c->o.check) {
      if (!same && !c->o.diff) outf(&c->out, "%s\n", name);
      if (!same) rc = NAZE_EXIT_NO;
    } else if (!c->o.diff && !in_place) out_bytes(&c->out, result, n);
    else if (!c->o.diff && !same && !file_replace(path, result, n, &c->err)) rc = NAZE_EXIT_IO;
    naze_text_free(result);
  } else if (!in_place && !c->o.check && !c->o.diff && rc == NAZE_EXIT_RULES)
    out_bytes(&c->out, str_text(&text), text.n); /* a filter never swallows its input */
  str_free(&text);
  return rc;
}

int verb_fmt(cli *c) {
  if (!c->o.args.n || (c->o.args.n == 1 && strcmp(c->o.args.v[0], "-") == 0)) {
    term in = { .f = stdin };
    if (!c->o.args.n && term_is_tty(&in)) {
      out(&c->err, tr(&c->err, "naze: 整えるファイルを挙げてください（標準入力なら -）\n", "naze: name the files to format (- for standard input)\n"));
      return NAZE_EXIT_USAGE;
    }
    return format_one(c, "-", c->o.stdin_name ? c->o.stdin_name : tr(&c->err, "標準入力", "stdin"), false);
  }
  str_list found = { 0 };
  int rc = NAZE_EXIT_OK;
  for (size_t i = 0; i < c->o.args.n; i++)
    if (!files_find(c->o.args.v[i], &found, &c->err)) rc = NAZE_EXIT_IO;
  for (size_t i = 0; i < found.n; i++) rc = exit_worse(rc, format_one(c, found.v[i], found.v[i], !c->o.to_stdout));
  list_free(&found);
  return rc;
}
