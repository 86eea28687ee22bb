/* naze-month -- the verb `month`, an executable of its own because it reads SQLite. `naze month` runs it. */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "national.h"
#include "report.h"

/* Text for a file is written as for a terminal, without colours. */
static void text_into(str *s, const cli *c, const month_report *r, const findings *f) {
  char *p = NULL;
  size_t n = 0;
  term o = { .f = open_memstream(&p, &n), .english = c->out.english, .narrow = c->out.narrow };
  if (!o.f) return;
  report_text(&o, r, f);
  if (fclose(o.f) == 0) str_put_n(s, p, n);
  free(p);
}

/* Where the output is not for reading, what was found is said beside it. */
static void tell(term *e, const findings *f) {
  for (size_t i = 0; i < f->n; i++) {
    const finding *g = &f->v[i];
    outf(e, "%s%s%s", g->note ? tr(e, "注意", "note") : tr(e, "誤り", "error"), *g->file ? "  " : "", g->file);
    if (g->line) outf(e, ":%lu", (unsigned long)g->line);
    outf(e, "  %s\n", tr(e, g->ja, g->en));
  }
}

/* 0 or the exit status, having said why it could not be written. */
static int write_out(cli *c, const month_report *r, findings *f) {
  str s = { 0 };
  bool english = c->out.english, ok = true;
  switch (c->o.format) {
  case FORMAT_JSON: report_json(&s, r, f, english); break;
  case FORMAT_CSV: report_csv(&s, r, f, english); break;
  case FORMAT_HTML: report_html(&s, r, f, english); break;
  case FORMAT_KOKUHO:
    ok = national_write(&s, c, r, f);
    tell(&c->err, f);
    if (!ok) out(&c->err, tr(&c->err, "naze: 規則に「国保連コード」の表がありません\n", "naze: the rules have no table 国保連コード\n"));
    break;
  case FORMAT_JUNIT:
  case FORMAT_SARIF: /* not of this verb */
  case FORMAT_TEXT:
    if (c->o.output) text_into(&s, c, r, f);
    else report_text(&c->out, r, f);
    break;
  }
  if (!ok) return str_free(&s), NAZE_EXIT_USAGE;
  if (c->o.output) ok = file_write(c->o.output, str_text(&s), s.n, &c->err);
  else out_bytes(&c->out, str_text(&s), s.n);
  str_free(&s);
  return ok ? NAZE_EXIT_OK : NAZE_EXIT_IO;
}

static int run(cli *c) {
  month_input in = { 0 };
  findings f = { 0 };
  month_facts m = { 0 };
  month_report r = { 0 };
  progress_start(&c->err);
  int rc = load_rules(c);
  if (rc) return progress_stop(&c->err), rc;
  c->session = naze_session_new(c->program);
  if (!c->session || naze_case_empty(c->session) != NAZE_OK) return progress_stop(&c->err), NAZE_EXIT_LIMIT;
  rc = load_options(c);
  if (!rc && !input_read(&in, &f, c->o.args.v[0], &c->err)) rc = NAZE_EXIT_IO;
  if (!rc) national_take(&in, &f, c->program);
  if (!rc && !facts_put(&m, c, &in, &f)) rc = NAZE_EXIT_LIMIT;
  input_free(&in); /* a large month: the facts are enough */
  if (!rc && report_make(&r, c, &m, &f, &rc)) {
    int failed = write_out(c, &r, &f);
    rc = failed ? failed : report_status(&r, &f); /* writing may have found more */
  }
  progress_stop(&c->err);
  report_free(&r);
  facts_free(&m);
  find_free(&f);
  input_free(&in);
  return rc;
}

int main(int argc, char **argv) { return program_main(argc, argv, VERB_MONTH, run); }
