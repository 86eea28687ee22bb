/* count.c -- how many cases of a file or a folder come to another answer. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "run.h"

typedef struct counting { cli *c; naze_session *was, *is; const edition *e[2]; diff_report *r; size_t *by; } counting;

static naze_session *session_of(const edition *e) {
  naze_session *s = naze_session_new(e->program);
  if (!s) return NULL;
  if (e->date) (void)naze_set_date(s, e->date);
  for (size_t i = 0; i < e->readings.n; i++) {
    const char *eq = strchr(e->readings.v[i], '=');
    char *name = mem_copy(e->readings.v[i], eq ? (size_t)(eq - e->readings.v[i]) : 0);
    if (eq) (void)naze_set_reading(s, name, eq + 1);
    free(name);
  }
  return s;
}

/* Answers in order; several where the question has several. */
static void answers(naze_session *s, const char *question, str *out) {
  size_t n = 0;
  if (naze_ask(s, question, 0, &n) != NAZE_OK) return;
  for (size_t i = 0; i < n; i++) {
    const naze_result *r = naze_result_at(s, i);
    str_printf(out, "%s=%d%s\n", naze_result_title(r), (int)naze_result_outcome(r), naze_result_value(r));
  }
}

static bool one_case(counting *k, const char *name, const char *text, size_t n) {
  if (naze_case_json(k->was, name, text, n) != NAZE_OK || naze_case_json(k->is, name, text, n) != NAZE_OK) return false;
  bool any = false;
  k->r->cases++;
  for (size_t i = 0; i < k->r->found.n; i++) {
    const rule_finding *f = &k->r->found.v[i];
    const char *space = strchr(f->about ? f->about : "", ' ');
    if (!f->replay || !space) continue; /* a part: not asked by itself */
    str was = { 0 }, is = { 0 };
    answers(k->was, space + 1, &was);
    answers(k->is, space + 1, &is);
    if (strcmp(str_text(&was), str_text(&is)) != 0) k->by[i]++, any = true;
    str_free(&was);
    str_free(&is);
  }
  k->r->differing += any;
  return true;
}

/* One case, or a list of them. */
static int one_file(counting *k, const char *path) {
  str text = { 0 };
  if (!file_read_most(path, &text, INPUT_LARGEST, &k->c->err)) return NAZE_EXIT_IO;
  const char *p = str_text(&text), *end = p;
  size_t n = text.n, refused = 0, len = 0;
  while (n && strchr(" \t\r\n", *p)) p++, n--;
  if (*p != '[') refused += !one_case(k, path, p, n);
  else
    for (bool more = json_element(p, n, 0, &end, &len); more;) {
      refused += !one_case(k, path, end, len);
      const char *next;
      more = json_after(p, n, end + len, &next, &len);
      end = next;
    }
  str_free(&text);
  if (!refused) return NAZE_EXIT_OK;
  outf(&k->c->err, tr(&k->c->err, "naze: %s: %zu件の事例は、どちらかの規則に合わず数えていません\n", "naze: %s: %zu cases do not fit one of the rule sets and were not counted\n"), path, refused);
  return NAZE_EXIT_OK;
}

int diff_count(cli *c, const char *path, const edition *was, const edition *is, diff_report *r) {
  counting k = { .c = c, .was = session_of(was), .is = session_of(is), .r = r };
  k.by = mem_resize(NULL, r->found.n + 1, sizeof *k.by);
  memset(k.by, 0, (r->found.n + 1) * sizeof *k.by);
  int rc = k.was && k.is ? NAZE_EXIT_OK : NAZE_EXIT_LIMIT;
  if (!rc && path_is_folder(path)) {
    str_list files = { 0 };
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));)
      if (ends_with(e->d_name, ".json")) {
        str one = { 0 };
        str_printf(&one, "%s/%s", path, e->d_name);
        list_add(&files, str_text(&one), one.n);
        str_free(&one);
      }
    if (d) closedir(d);
    if (files.n) qsort(files.v, files.n, sizeof *files.v, list_order);
    for (size_t i = 0; i < files.n && !rc; i++) rc = one_file(&k, files.v[i]);
    list_free(&files);
  } else if (!rc) rc = one_file(&k, path);
  for (size_t i = 0; i < r->found.n && r->cases; i++) {
    rule_finding *f = &r->found.v[i];
    if (!f->replay) continue;
    str s = { 0 };
    str_printf(&s, tr(&c->out, "%s　事例では %zu件中 %zu件", "%s  of %zu cases %zu"), f->what ? f->what : "", r->cases, k.by[i]);
    findings_set(&f->what, str_text(&s));
    str_free(&s);
  }
  free(k.by);
  naze_session_free(k.was);
  naze_session_free(k.is);
  return rc;
}
