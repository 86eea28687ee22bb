#include <string.h>

#include "cli.h"
#include "json_out.h"
#include "table.h"
#include "words.h"

static bool wanted(const str_list *words, const naze_item *it) {
  for (size_t i = 0; i < words->n; i++)
    if (strcmp(it->kind, words->v[i]) == 0 || strstr(it->name, words->v[i])) return true;
  return words->n == 0;
}

static void as_json(cli *c, const str_list *words) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "fingerprint", naze_fingerprint(c->program));
  json_open(&j, "declarations", '[');
  for (size_t i = 0, n = naze_item_count(c->program); i < n; i++) {
    naze_item it;
    if (!naze_item_at(c->program, i, &it) || !wanted(words, &it)) continue;
    json_open(&j, NULL, '{');
    json_str(&j, "kind", it.kind);
    json_str(&j, "name", it.name);
    json_opt(&j, "subject", it.subject);
    json_opt(&j, "period", it.period);
    json_opt(&j, "sources", it.cites);
    json_str(&j, "file", it.file);
    json_int(&j, "line", it.line);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
}

/* The declarations of one file, aligned; items come in the order of files and lines. */
static void flush_file(cli *c, const char *file, table *t, bool *first) {
  if (!t->n) return;
  if (!*first) out(&c->out, "\n");
  *first = false;
  out_styled(&c->out, STYLE_STRONG, file);
  out(&c->out, "\n");
  table_print(&c->out, t, 2, 2);
  table_free(t);
}

int list_run(cli *c, const str_list *words) {
  if (c->o.format == FORMAT_JSON) {
    as_json(c, words);
    return NAZE_EXIT_OK;
  }
  table t = { 0 };
  const char *file = "";
  bool first = true;
  size_t shown = 0;
  for (size_t i = 0, n = naze_item_count(c->program); i < n; i++) {
    naze_item it;
    if (!naze_item_at(c->program, i, &it) || !wanted(words, &it)) continue;
    if (strcmp(file, it.file) != 0) flush_file(c, file, &t, &first);
    file = it.file;
    str line = { 0 };
    str_printf(&line, "%u", (unsigned)it.line);
    table_add(&t);
    table_set(&t, 0, STYLE_DIM, str_text(&line));
    table_set(&t, 1, STYLE_PLAIN, it.kind);
    table_set(&t, 2, STYLE_STRONG, it.name);
    table_set(&t, 3, STYLE_PLAIN, it.period);
    if (c->o.all) table_set(&t, 4, STYLE_PLAIN, it.subject);
    table_set(&t, 5, STYLE_DIM, it.cites);
    str_free(&line);
    shown++;
  }
  flush_file(c, file, &t, &first);
  if (shown || !words->n) return NAZE_EXIT_OK;
  out(&c->err, tr(&c->err, "naze: その種類や名前の宣言はありません\n", "naze: nothing of such a kind or name is declared\n"));
  return NAZE_EXIT_USAGE;
}

int verb_list(cli *c) {
  int rc = load_rules(c);
  return rc ? rc : list_run(c, &c->o.args);
}
