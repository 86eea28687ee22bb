/* naze-export -- the verb `export`: 表 and 判定表 as decision tables of DMN 1.5. */
#include <stdlib.h>
#include <string.h>

#include "../cli.h"
#include "../files.h"
#include "draw.h"

static bool draw_one(cli *c, drawing *d, uint32_t decl) {
  naze_ir_decl x;
  str why = { 0 };
  if (!naze_ir_decl_at(d->p, decl, &x)) return false;
  d->work = 0;
  bool ok = draw_declaration(d, decl, &why);
  if (!ok) outf(&c->err, tr(&c->err, "naze: %s:%u: %s %s は書き出せません: %s\n", "naze: %s:%u: %s %s cannot be exported: %s\n"), x.file, (unsigned)x.line, x.word, x.name, str_text(&why));
  str_free(&why);
  return ok;
}

static bool is_table(const naze_ir_decl *x) { return x->owner == NAZE_IR_NONE && (strcmp(x->word, "表") == 0 || strcmp(x->word, "判定表") == 0 || strcmp(x->word, "報酬") == 0); }

/* 0 or the exit status. */
static int draw_all(cli *c, drawing *d) {
  int rc = NAZE_EXIT_OK;
  naze_ir_size size;
  if (!naze_ir_sizes(d->p, &size)) return NAZE_EXIT_LIMIT;
  for (size_t i = 0; i < c->o.decls.n; i++) {
    uint32_t id = naze_ir_decl_named(d->p, c->o.decls.v[i]);
    if (id == NAZE_IR_NONE) {
      outf(&c->err, tr(&c->err, "naze: 「%s」という宣言はありません\n", "naze: there is no declaration %s\n"), c->o.decls.v[i]);
      return NAZE_EXIT_USAGE;
    }
    if (!draw_one(c, d, id)) rc = NAZE_EXIT_NO;
  }
  for (uint32_t i = 0; !c->o.decls.n && i < size.decls; i++) {
    naze_ir_decl x;
    if (naze_ir_decl_at(d->p, i, &x) && is_table(&x) && !draw_one(c, d, i)) rc = NAZE_EXIT_NO;
  }
  return rc;
}

static void say_foreign(cli *c, const drawing *d) {
  bool any = false;
  for (size_t i = 0; i < d->ninputs; i++) {
    if (!d->inputs[i].foreign) continue;
    out(&c->err, any ? "、" : tr(&c->err, "naze: naze が求める値で、DMN では与えるもの: ", "naze: worked out by naze, given in DMN: "));
    out(&c->err, d->inputs[i].name);
    any = true;
  }
  if (any) out(&c->err, "\n");
}

static int export_run(cli *c) {
  if (strcmp(c->o.args.v[0], "dmn") != 0) {
    outf(&c->err, tr(&c->err, "naze: %s には書けません。書けるのは dmn です\n", "naze: %s cannot be written; what can is dmn\n"), c->o.args.v[0]);
    return NAZE_EXIT_USAGE;
  }
  for (size_t i = 1; i < c->o.args.n; i++) list_add(&c->o.rules, c->o.args.v[i], strlen(c->o.args.v[i]));
  int rc = load_session(c);
  if (rc) return rc;
  drawing d = { .p = c->program, .english = c->out.english, .date = c->o.as_of };
  if (d.date && !naze_ir_day(d.p, d.date, &d.day)) {
    outf(&c->err, tr(&c->err, "naze: --as-of %s: 日付として読めません（令和6年4月1日、R6.4.1、2024-04-01）\n", "naze: --as-of %s: not a date (2024-04-01, R6.4.1)\n"), d.date);
    return NAZE_EXIT_USAGE;
  }
  progress_start(&c->err);
  rc = draw_all(c, &d);
  progress_stop(&c->err);
  if (!d.ntables && rc != NAZE_EXIT_USAGE) rc = NAZE_EXIT_NO;
  if (d.ntables) {
    str s = { 0 };
    draw_xml(&d, c->o.decls.n == 1 ? c->o.decls.v[0] : "規則", &s);
    if (!c->o.output) out_bytes(&c->out, str_text(&s), s.n);
    else if (!file_write(c->o.output, str_text(&s), s.n, &c->err)) rc = NAZE_EXIT_IO;
    str_free(&s);
    say_foreign(c, &d);
  }
  draw_free(&d);
  return rc;
}

int main(int argc, char **argv) { return program_main(argc, argv, VERB_EXPORT, export_run); }
