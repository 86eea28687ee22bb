/* forms.h -- a report about rules, written in the form that was asked for, to standard output or --output. */
#ifndef NAZE_TOOLS_FINDINGS_FORMS_H
#define NAZE_TOOLS_FINDINGS_FORMS_H
#include "../cli.h"
#include "findings.h"

typedef struct report_forms {
  const char *tool;                                         /* naze verify */
  void (*text)(term *o, const void *report, bool all);
  void (*json)(str *s, const void *report);
  void (*html)(str *s, const void *report, bool english);
} report_forms;
/* 0 or the exit status, having said why. SARIF is made from the findings alone. */
int report_write(cli *c, const report_forms *f, const void *report, const rule_findings *found, const finding_kind *kinds, size_t nkinds);

/* What every such report ends or begins with. */
void report_list_json(json *j, const char *name, const str_list *l);
void report_json_end(str *s, json *j, const str_list *stale);       /* closes the object; frees j */
void report_html_begin(str *s, const char *tool, bool english);     /* up to and with <body> */
#endif
