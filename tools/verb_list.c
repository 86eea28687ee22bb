#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "json_out.h"
#include "table.h"
#include "words.h"

/* What stands within a declaration is listed when it is asked for. */
static bool is_part(const naze_item *it) { return strcmp(it->kind, "項目") == 0 || strcmp(it->kind, "印") == 0; }

/* A word that is a kind says the kind alone: 報酬 is not 報酬請求. */
static bool is_kind(const cli *c, const char *word) {
  naze_item it;
  if (strcmp(word, "事例") == 0) return true;
  for (size_t i = 0, n = naze_item_count(c->program); i < n; i++)
    if (naze_item_at(c->program, i, &it) && strcmp(it.kind, word) == 0) return true;
  return false;
}

static bool wanted(const cli *c, const str_list *words, const naze_item *it) {
  for (size_t i = 0; i < words->n; i++)
    if (is_kind(c, words->v[i]) ? strcmp(it->kind, words->v[i]) == 0 : strstr(it->name, words->v[i]) != NULL) return true;
  return words->n == 0 && (c->o.all || !is_part(it));
}

static int by_place(const void *a, const void *b) {
  const naze_item *x = a, *y = b;
  int files = strcmp(x->file, y->file);
  return files ? files : x->line < y->line ? -1 : x->line > y->line;
}

/* The declarations asked for, the 事例 among them, in the order of files and lines. */
static naze_item *items(cli *c, const str_list *words, size_t *n, naze_status *st) {
  size_t declared = naze_item_count(c->program), cases = naze_case_count(c->program);
  naze_item *v = mem_resize(NULL, declared + cases, sizeof *v);
  *n = 0;
  for (size_t i = 0; i < declared; i++)
    if (naze_item_at(c->program, i, &v[*n]) && strcmp(v[*n].kind, "事例") != 0 && wanted(c, words, &v[*n]) &&
        (!c->o.as_of || naze_item_on(c->program, i, c->o.as_of, st)))
      ++*n;
  for (size_t i = 0; i < cases; i++) {
    const char *file = "";
    uint32_t line = 0;
    const char *name = naze_case_name(c->program, i, &file, &line);
    v[*n] = (naze_item){ .kind = "事例", .name = name, .subject = "", .period = "", .cites = "", .file = file, .line = line, .readings = "" };
    if (wanted(c, words, &v[*n])) ++*n;
  }
  if (*n) qsort(v, *n, sizeof *v, by_place);
  return v;
}

static void as_json(cli *c, const naze_item *v, size_t n) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "fingerprint", naze_fingerprint(c->program));
  json_open(&j, "declarations", '[');
  for (size_t i = 0; i < n; i++) {
    naze_item it = v[i];
    json_open(&j, NULL, '{');
    json_str(&j, "kind", it.kind);
    json_str(&j, "name", it.name);
    json_opt(&j, "subject", it.subject);
    json_opt(&j, "period", it.period);
    json_opt(&j, "sources", it.cites);
    json_opt(&j, "readings", it.readings);
    json_str(&j, "file", it.file);
    json_int(&j, "line", it.line);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
}

/* The declarations of one file, aligned. */
static void flush_file(cli *c, const char *file, table *t, bool *first) {
  if (!t->n) return;
  if (!*first) out(&c->out, "\n");
  *first = false;
  out_styled(&c->out, STYLE_STRONG, file);
  out(&c->out, "\n");
  table_print(&c->out, t, 2, 2);
  table_free(t);
}

static void as_text(cli *c, const naze_item *v, size_t n) {
  table t = { 0 };
  const char *file = "";
  bool first = true;
  for (size_t i = 0; i < n; i++) {
    if (strcmp(file, v[i].file) != 0) flush_file(c, file, &t, &first);
    file = v[i].file;
    str line = { 0 };
    str_printf(&line, "%u", (unsigned)v[i].line);
    table_add(&t);
    table_set(&t, 0, STYLE_DIM, str_text(&line));
    table_set(&t, 1, STYLE_PLAIN, v[i].kind);
    table_set(&t, 2, STYLE_STRONG, v[i].name);
    table_set(&t, 3, STYLE_PLAIN, v[i].period);
    if (c->o.all || is_part(&v[i]) || strcmp(v[i].kind, "別名") == 0) table_set(&t, 4, STYLE_PLAIN, v[i].subject);
    table_set(&t, 5, STYLE_DIM, v[i].cites);
    str doubt = { 0 };
    if (*v[i].readings) str_printf(&doubt, tr(&c->out, "？解釈%sによる", "? reading %s"), v[i].readings);
    table_set(&t, 6, STYLE_OPEN, str_text(&doubt));
    str_free(&doubt);
    str_free(&line);
  }
  flush_file(c, file, &t, &first);
}

int list_run(cli *c, const str_list *words) {
  size_t n = 0;
  naze_status st = NAZE_OK;
  naze_item *v = items(c, words, &n, &st);
  if (st != NAZE_OK) {
    free(v);
    outf(&c->err, tr(&c->err, "naze: --as-of %s: 日付として読めません（令和6年4月1日、R6.4.1、2024-04-01）\n",
                     "naze: --as-of %s: not a date (2024-04-01, R6.4.1)\n"), c->o.as_of);
    return st == NAZE_USAGE ? NAZE_EXIT_USAGE : NAZE_EXIT_LIMIT;
  }
  if (c->o.format == FORMAT_JSON) as_json(c, v, n);
  else as_text(c, v, n);
  free(v);
  if (n || !words->n) return NAZE_EXIT_OK;
  out(&c->err, tr(&c->err, "naze: その種類や名前の宣言はありません\n", "naze: nothing of such a kind or name is declared\n"));
  return NAZE_EXIT_USAGE;
}

int verb_list(cli *c) {
  int rc = load_rules(c);
  return rc ? rc : list_run(c, &c->o.args);
}
