#define _XOPEN_SOURCE 700
#include "forms.h"

#include <stdlib.h>

#include "../files.h"
#include "../html.h"

int report_write(cli *c, const report_forms *f, const void *report, const rule_findings *found, const finding_kind *kinds, size_t nkinds) {
  str s = { 0 };
  bool ok = true;
  if (c->o.format == FORMAT_TEXT && !c->o.output) {
    f->text(&c->out, report, c->o.all);
    return NAZE_EXIT_OK;
  }
  if (c->o.format == FORMAT_JSON) f->json(&s, report);
  else if (c->o.format == FORMAT_HTML) f->html(&s, report, c->out.english);
  else if (c->o.format == FORMAT_SARIF) findings_sarif(&s, f->tool, found, kinds, nkinds, c->out.english);
  else {
    char *p = NULL;
    size_t n = 0;
    term o = { .f = open_memstream(&p, &n), .english = c->out.english, .narrow = c->out.narrow };
    if (o.f) {
      f->text(&o, report, c->o.all);
      if (fclose(o.f) == 0) str_put_n(&s, p, n);
    }
    free(p);
  }
  if (c->o.output) ok = file_write(c->o.output, str_text(&s), s.n, &c->err);
  else out_bytes(&c->out, str_text(&s), s.n);
  str_free(&s);
  return ok ? NAZE_EXIT_OK : NAZE_EXIT_IO;
}

void report_list_json(json *j, const char *name, const str_list *l) {
  json_open(j, name, '[');
  for (size_t i = 0; i < l->n; i++) json_str(j, NULL, l->v[i]);
  json_close(j, ']');
}

void report_json_end(str *s, json *j, const str_list *stale) {
  report_list_json(j, "acceptedNotFound", stale);
  json_close(j, '}');
  str_put_n(s, str_text(&j->text), j->text.n);
  str_put(s, "\n");
  str_free(&j->text);
}

void report_html_begin(str *s, const char *tool, bool english) {
  str_printf(s, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n<style>\n%s</style></head><body>\n",
             english ? "en" : "ja", tool, html_style);
}
