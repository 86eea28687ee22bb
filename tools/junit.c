#include "junit.h"

#include <stdlib.h>
#include <string.h>

#include "html.h"

/* In an attribute a line's end would be read as a blank. */
static void attribute(str *s, const char *name, const char *value) {
  str escaped = { 0 };
  html_escape(&escaped, value);
  str_printf(s, " %s=\"", name);
  for (const char *p = str_text(&escaped); *p; p++)
    if (*p == '\n') str_put(s, "&#10;");
    else if (*p == '\t') str_put(s, "&#9;");
    else str_put_n(s, p, 1);
  str_put(s, "\"");
  str_free(&escaped);
}

static void counts(str *s, const junit_count *n) {
  str_printf(s, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n", n->tests, n->failures, n->errors, n->skipped);
}

static void suite_end(junit *j) {
  if (!j->suite) return;
  str_put(&j->done, "  <testsuite");
  attribute(&j->done, "name", j->suite);
  counts(&j->done, &j->here);
  str_put_n(&j->done, str_text(&j->cases), j->cases.n);
  str_put(&j->done, "  </testsuite>\n");
  str_clear(&j->cases);
  free(j->suite);
  j->suite = NULL;
  j->here = (junit_count){ 0 };
}

static void count(junit_count *n, junit_state state) {
  n->tests++;
  n->failures += state == JUNIT_FAILED;
  n->errors += state == JUNIT_ERROR;
  n->skipped += state == JUNIT_SKIPPED;
}

void junit_case(junit *j, const char *suite, const char *name, const char *file, uint32_t line, junit_state state, const char *what, const char *detail) {
  static const char *const words[] = { "", "failure", "error", "skipped" };
  if (!j->suite || strcmp(j->suite, suite) != 0) {
    suite_end(j);
    j->suite = mem_copy(suite, strlen(suite));
  }
  count(&j->here, state);
  count(&j->all, state);
  str *s = &j->cases;
  str_put(s, "    <testcase");
  attribute(s, "name", name);
  attribute(s, "classname", suite);
  attribute(s, "file", file);
  str_printf(s, " line=\"%u\"", (unsigned)line);
  if (state == JUNIT_PASSED) {
    str_put(s, "/>\n");
    return;
  }
  str_printf(s, ">\n      <%s", words[state]);
  attribute(s, "message", what);
  if (*detail) {
    str_put(s, ">");
    html_escape(s, detail);
    str_printf(s, "</%s>\n", words[state]);
  } else str_put(s, "/>\n");
  str_put(s, "    </testcase>\n");
}

void junit_put(junit *j, str *s) {
  suite_end(j);
  str_put(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"naze\"");
  counts(s, &j->all);
  str_put_n(s, str_text(&j->done), j->done.n);
  str_put(s, "</testsuites>\n");
  str_free(&j->done);
  str_free(&j->cases);
}
