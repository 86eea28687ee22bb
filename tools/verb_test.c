#include <string.h>

#include "cli.h"
#include "diag_out.h"
#include "files.h"
#include "junit.h"
#include "words.h"

typedef struct tally { size_t passed, failed, later; } tally; /* cases, cases, expectations */

static bool wanted(const str_list *words, const char *name) {
  for (size_t i = 0; i < words->n; i++)
    if (strstr(name, words->v[i])) return true;
  return words->n == 0;
}

static void where(term *o, const char *file, uint32_t line) {
  str s = { 0 };
  place_put(&s, file, line);
  if (s.n) {
    out(o, "  ");
    out_styled(o, STYLE_DIM, str_text(&s));
  }
  out(o, "\n");
  str_free(&s);
}

static void show_text(cli *c, const char *name, const char *file, uint32_t line, size_t lines, bool passed) {
  term *o = &c->out;
  out_padded(o, state_style(passed), state_mark(passed), 2);
  out(o, name);
  where(o, file, line);
  if (!lines && !passed) (void)diag_print_all(o, naze_session_diags(c->session), false, 5);
  for (size_t k = 0; k < lines; k++) {
    naze_check_line l;
    if (!naze_run_line(c->session, k, &l) || ((l.passed || l.later) && !c->o.all)) continue;
    outf(o, "    %s", l.question);
    outf(o, tr(o, "  期待 %s", "  expected %s"), l.expected);
    if (l.later) out(o, tr(o, "  まだ判定していません", "  not judged yet"));
    else if (!l.passed) {
      out(o, tr(o, "  実際 ", "  actual "));
      out_styled(o, STYLE_BAD, l.actual);
    }
    where(o, l.file, l.line);
  }
}

static void show_json(cli *c, json *j, const char *name, const char *file, uint32_t line, size_t lines, bool passed) {
  json_open(j, NULL, '{');
  json_str(j, "case", name);
  json_str(j, "file", file);
  json_int(j, "line", line);
  json_bool(j, "passed", passed);
  json_open(j, "expectations", '[');
  for (size_t k = 0; k < lines; k++) {
    naze_check_line l;
    if (!naze_run_line(c->session, k, &l)) continue;
    json_open(j, NULL, '{');
    json_str(j, "question", l.question);
    json_str(j, "expected", l.expected);
    json_str(j, "actual", l.actual);
    json_bool(j, "passed", l.passed);
    json_bool(j, "later", l.later);
    json_str(j, "file", l.file);
    json_int(j, "line", l.line);
    json_close(j, '}');
  }
  json_close(j, ']');
  if (!lines && !passed) {
    json_open(j, "messages", '[');
    diag_json(j, naze_session_diags(c->session), c->out.english, 0);
    json_close(j, ']');
  }
  json_close(j, '}');
}

/* What failed, a line an expectation, as the text has it; why it could not be judged. */
static void show_junit(cli *c, junit *u, const char *name, const char *file, uint32_t line, size_t lines, bool passed, size_t later) {
  term *o = &c->out;
  str what = { 0 }, detail = { 0 };
  for (size_t k = 0; k < lines; k++) {
    naze_check_line l;
    if (!naze_run_line(c->session, k, &l) || l.passed || l.later) continue;
    str_printf(&detail, "%s", l.question);
    str_printf(&detail, tr(o, "  期待 %s", "  expected %s"), l.expected);
    str_printf(&detail, tr(o, "  実際 %s", "  actual %s"), l.actual);
    str_put(&detail, "  ");
    place_put(&detail, l.file, l.line);
    if (!what.n) str_put(&what, str_text(&detail));
    str_put(&detail, "\n");
  }
  const naze_diags *d = naze_session_diags(c->session);
  for (size_t k = 0, n = lines || passed ? 0 : naze_diag_count(d); k < n; k++) {
    naze_diag_info info;
    if (!naze_diag_get(d, k, o->english, &info) || info.severity) continue;
    str_printf(&detail, "%s: %s  ", info.code, info.what);
    place_put(&detail, info.file, info.line);
    if (!what.n) str_put(&what, info.what);
    str_put(&detail, "\n");
  }
  bool waits = passed && later && later == lines; /* nothing of it was judged */
  if (waits) str_put(&what, tr(o, "まだ判定していません", "not judged yet"));
  junit_case(u, file, name, file, line,
             waits ? JUNIT_SKIPPED : passed ? JUNIT_PASSED : lines ? JUNIT_FAILED : JUNIT_ERROR, str_text(&what), str_text(&detail));
  str_free(&what);
  str_free(&detail);
}

/* One case: it passes when it could be judged and every expectation held. */
static void run_case(cli *c, size_t i, json *j, junit *u, tally *t) {
  const char *file = "", *name;
  uint32_t line = 0;
  size_t lines = 0, later = 0;
  name = naze_case_name(c->program, i, &file, &line);
  if (!name || !wanted(&c->o.args, name)) return;
  bool passed = naze_run_case(c->session, i, &lines) == NAZE_OK;
  for (size_t k = 0; k < lines; k++) {
    naze_check_line l = { 0 };
    passed = naze_run_line(c->session, k, &l) && (l.passed || l.later) && passed;
    later += l.later;
  }
  t->later += later;
  if (passed) t->passed++;
  else t->failed++;
  if (c->o.format == FORMAT_JSON) show_json(c, j, name, file, line, lines, passed);
  else if (c->o.format == FORMAT_JUNIT) show_junit(c, u, name, file, line, lines, passed, later);
  else if (!passed || c->o.all) show_text(c, name, file, line, lines, passed);
}

int verb_test(cli *c) {
  load_split(c);
  int rc = load_session(c);
  if (rc) return rc;
  json j = { 0 };
  junit u = { 0 };
  tally t = { 0 };
  if (c->o.format == FORMAT_JSON) {
    json_open(&j, NULL, '{');
    json_open(&j, "cases", '[');
  }
  progress_start(&c->err);
  for (size_t i = 0, n = naze_case_count(c->program); i < n; i++) run_case(c, i, &j, &u, &t);
  progress_stop(&c->err);
  if (c->o.format == FORMAT_JSON) {
    json_close(&j, ']');
    json_int(&j, "passed", (int64_t)t.passed);
    json_int(&j, "failed", (int64_t)t.failed);
    json_int(&j, "later", (int64_t)t.later);
    json_close(&j, '}');
    out_bytes(&c->out, str_text(&j.text), j.text.n);
    str_free(&j.text);
  } else if (c->o.format == FORMAT_JUNIT) {
    str s = { 0 };
    junit_put(&u, &s);
    out_bytes(&c->out, str_text(&s), s.n);
    str_free(&s);
  } else {
    if (t.later) outf(&c->out, tr(&c->out, "請求と予定の期待 %zu件は、まだ判定していません\n", "%zu expectations about claims and schedules: not judged yet\n"), t.later);
    outf(&c->out, "%zu passed, %zu failed\n", t.passed, t.failed);
  }
  if (c->o.args.n && !t.passed && !t.failed) {
    out(&c->err, tr(&c->err, "naze: その名前の事例はありません\n", "naze: no case has such a name\n"));
    return NAZE_EXIT_USAGE;
  }
  return t.failed ? NAZE_EXIT_NO : NAZE_EXIT_OK;
}
