/* naze-dmn-test -- the verb `dmn-test`: runs test kits for DMN through the translation of their models, and reports like `test`. */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "../json_out.h"
#include "../junit.h"
#include "../words.h"
#include "judge.h"

typedef struct report { cli *c; json j; junit u; size_t passed, failed, refused, kits; int worst; } report;

/* Every *.xml below a folder, bytewise. */
static bool find_kits(const char *path, str_list *found, int deep, term *e) {
  if (!path_is_folder(path)) {
    if (!path_exists(path)) {
      outf(e, tr(e, "naze: %s がありません\n", "naze: there is no %s\n"), path);
      return false;
    }
    list_add(found, path, strlen(path));
    return true;
  }
  DIR *dir = deep < FOLDERS_DEEPEST ? opendir(path) : NULL;
  str_list names = { 0 };
  if (!dir) {
    outf(e, tr(e, "naze: %s を読めません\n", "naze: cannot read %s\n"), path);
    return false;
  }
  for (struct dirent *x = readdir(dir); x; x = readdir(dir))
    if (*x->d_name != '.') list_add(&names, x->d_name, strlen(x->d_name));
  (void)closedir(dir);
  if (names.n) qsort(names.v, names.n, sizeof *names.v, list_order);
  bool ok = true;
  for (size_t i = 0; i < names.n && ok && found->n < FILES_MOST; i++) {
    str full = { 0 };
    str_printf(&full, "%s%s%s", path, ends_with(path, "/") ? "" : "/", names.v[i]);
    if (path_is_folder(str_text(&full)) || ends_with(names.v[i], ".xml")) ok = find_kits(str_text(&full), found, deep + 1, e);
    str_free(&full);
  }
  list_free(&names);
  return ok;
}

static void worse(report *r, int rc) {
  if (!r->worst) r->worst = rc;
}

/* ---- one case, in each form ---- */

typedef struct told { const char *file, *name; long line; judge_line *v; size_t n; judged state; str why; } told;

static void as_text(report *r, const told *t) {
  term *o = &r->c->out;
  bool good = t->state == JUDGED_PASSED;
  if (good && !r->c->o.all) return;
  if (t->state == JUDGED_REFUSED) out(o, "－ ");
  else out_padded(o, state_style(good), state_mark(good), 2);
  outf(o, "%s  ", t->name);
  str s = { 0 };
  str_printf(&s, "%s:%ld\n", path_base(t->file), t->line);
  out_styled(o, STYLE_DIM, str_text(&s));
  if (t->why.n) outf(o, "    %s\n", str_text(&t->why));
  for (size_t k = 0; k < t->n; k++) {
    const judge_line *l = &t->v[k];
    if (l->state == JUDGED_PASSED && !r->c->o.all) continue;
    outf(o, tr(o, "    %s  期待 %s", "    %s  expected %s"), str_text(&l->question), str_text(&l->expected));
    if (l->state == JUDGED_FAILED) {
      out(o, tr(o, "  実際 ", "  actual "));
      out_styled(o, STYLE_BAD, str_text(&l->actual));
    }
    if (l->state == JUDGED_REFUSED) out(o, tr(o, "  訳していません", "  not translated"));
    if (l->why.n) outf(o, "  %s", str_text(&l->why));
    out(o, "\n");
  }
  str_free(&s);
}

static void as_json(report *r, const told *t) {
  json *j = &r->j;
  json_open(j, NULL, '{');
  json_str(j, "case", t->name);
  json_str(j, "file", t->file);
  json_int(j, "line", t->line);
  json_bool(j, "passed", t->state == JUDGED_PASSED);
  json_bool(j, "refused", t->state == JUDGED_REFUSED);
  json_opt(j, "message", str_text(&t->why));
  json_open(j, "expectations", '[');
  for (size_t k = 0; k < t->n; k++) {
    const judge_line *l = &t->v[k];
    json_open(j, NULL, '{');
    json_str(j, "question", str_text(&l->question));
    json_str(j, "expected", str_text(&l->expected));
    json_str(j, "actual", str_text(&l->actual));
    json_bool(j, "passed", l->state == JUDGED_PASSED);
    json_bool(j, "refused", l->state == JUDGED_REFUSED);
    json_opt(j, "message", str_text(&l->why));
    json_int(j, "line", l->line);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void as_junit(report *r, const told *t) {
  term *o = &r->c->out;
  str what = { 0 }, detail = { 0 };
  if (t->why.n) str_put(&what, str_text(&t->why));
  for (size_t k = 0; k < t->n; k++) {
    const judge_line *l = &t->v[k];
    if (l->state == JUDGED_PASSED) continue;
    str_printf(&detail, tr(o, "%s  期待 %s  実際 %s", "%s  expected %s  actual %s"), str_text(&l->question), str_text(&l->expected), str_text(&l->actual));
    if (l->why.n) str_printf(&detail, "  %s", str_text(&l->why));
    if (!what.n) str_put(&what, str_text(&detail));
    str_put(&detail, "\n");
  }
  static const junit_state states[] = { JUNIT_PASSED, JUNIT_FAILED, JUNIT_ERROR, JUNIT_SKIPPED };
  junit_case(&r->u, t->file, t->name, t->file, (uint32_t)t->line, states[t->state], str_text(&what), str_text(&detail));
  str_free(&what);
  str_free(&detail);
}

static void tell(report *r, const told *t) {
  if (t->state == JUDGED_PASSED) r->passed++;
  else if (t->state == JUDGED_REFUSED) r->refused++;
  else r->failed++;
  if (r->c->o.format == FORMAT_JSON) as_json(r, t);
  else if (r->c->o.format == FORMAT_JUNIT) as_junit(r, t);
  else as_text(r, t);
}

/* Not passed beats not translated, which beats passed. */
static judged worst_of(judged a, judged b) {
  static const int rank[] = { 0, 2, 3, 1 };
  return rank[b] > rank[a] ? b : a;
}

static void run_case(report *r, judge *j, const kit *k, const kit_case *c) {
  str name = { 0 };
  str_printf(&name, "%s%s%s", c->id, *c->name ? " " : "", c->name);
  told t = { .file = k->path, .name = str_text(&name), .line = c->line, .state = JUDGED_PASSED };
  bool facts = judge_facts(j, c, &t.why);
  for (size_t i = 0; i < c->nresults; i++)
    for (size_t v = 0; v < c->results[i].expected.n; v++) {
      judge_line l = { 0 };
      if (facts) judge_result(j, c, &c->results[i], v, &l);
      else if (c->results[i].error) { /* wrong facts are what it is about */
        str_put(&l.question, c->results[i].name);
        str_put(&l.expected, "null");
        str_put(&l.actual, "null");
      } else l.state = JUDGED_ERROR, str_put(&l.question, c->results[i].name);
      t.v = mem_resize(t.v, t.n + 1, sizeof *t.v);
      t.v[t.n++] = l;
      t.state = worst_of(t.state, l.state);
    }
  if (!c->nresults) t.state = JUDGED_ERROR;
  tell(r, &t);
  for (size_t i = 0; i < t.n; i++) judge_line_free(&t.v[i]);
  free(t.v);
  str_free(&t.why);
  str_free(&name);
}

static void run_kit(report *r, const char *path) {
  kit k;
  kit_read_as as = kit_read(path, &k, &r->c->err);
  if (as == KIT_BROKEN) worse(r, NAZE_EXIT_IO);
  if (as != KIT_READ) return;
  r->kits++;
  str model = { 0 };
  judge j = { 0 };
  if (strchr(k.model, '/') || !*k.model) {
    outf(&r->c->err, tr(&r->c->err, "naze: %s: modelName が同じフォルダのファイルの名でない: %s\n", "naze: %s: modelName names no file of its folder: %s\n"), path, k.model);
    worse(r, NAZE_EXIT_IO);
  } else {
    str_put_n(&model, path, (size_t)(path_base(path) - path));
    str_put(&model, k.model);
    int rc = judge_open(&j, str_text(&model), &k, &r->c->err);
    if (rc) worse(r, rc);
    for (size_t i = 0; !rc && i < k.ncases; i++) run_case(r, &j, &k, &k.cases[i]);
    judge_close(&j);
  }
  str_free(&model);
  kit_free(&k);
}

static int dmn_test_run(cli *c) {
  report r = { .c = c };
  str_list found = { 0 };
  for (size_t i = 0; i < c->o.args.n; i++)
    if (!find_kits(c->o.args.v[i], &found, 0, &c->err)) worse(&r, NAZE_EXIT_IO);
  if (c->o.format == FORMAT_JSON) {
    json_open(&r.j, NULL, '{');
    json_open(&r.j, "cases", '[');
  }
  progress_start(&c->err);
  for (size_t i = 0; i < found.n; i++) run_kit(&r, found.v[i]);
  progress_stop(&c->err);
  list_free(&found);
  if (c->o.format == FORMAT_JSON) {
    json_close(&r.j, ']');
    json_int(&r.j, "passed", (int64_t)r.passed);
    json_int(&r.j, "failed", (int64_t)r.failed);
    json_int(&r.j, "refused", (int64_t)r.refused);
    json_close(&r.j, '}');
    out_bytes(&c->out, str_text(&r.j.text), r.j.text.n);
    str_free(&r.j.text);
  } else if (c->o.format == FORMAT_JUNIT) {
    str s = { 0 };
    junit_put(&r.u, &s);
    out_bytes(&c->out, str_text(&s), s.n);
    str_free(&s);
  } else {
    if (r.refused) outf(&c->out, tr(&c->out, "訳していない決定についての %zu件は、判定していません\n", "%zu cases about decisions that are not translated: not judged\n"), r.refused);
    outf(&c->out, "%zu passed, %zu failed\n", r.passed, r.failed);
  }
  if (!r.worst && !r.kits) {
    out(&c->err, tr(&c->err, "naze: testCases の XML がありません\n", "naze: no XML with testCases there\n"));
    return NAZE_EXIT_USAGE;
  }
  return r.worst ? r.worst : r.failed ? NAZE_EXIT_NO : r.refused ? NAZE_EXIT_UNKNOWN : NAZE_EXIT_OK;
}

int main(int argc, char **argv) { return program_main(argc, argv, VERB_DMN_TEST, dmn_test_run); }
