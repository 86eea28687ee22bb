#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "json_out.h"
#include "table.h"

typedef struct example { const char *code, *wrong, *right; } example;
static const example example_table[] = {
#define E(code, wrong, right) { code, wrong, right },
#include "examples.def"
#undef E
};

static const example *example_of(const char *code) {
  for (size_t i = 0; i < sizeof example_table / sizeof *example_table; i++)
    if (example_table[i].code && strcmp(example_table[i].code, code) == 0) return &example_table[i];
  return NULL;
}

/* A template as a sentence: what would be filled in becomes …, and of several wordings the first is shown. */
static void sentence(str *s, const char *template) {
  for (const char *p = template; *p; p++) {
    if (*p != '%' || !p[1]) str_put_n(s, p, 1);
    else if (*++p == '|') break;
    else str_put(s, *p == '%' ? "%" : "…");
  }
}

static void paragraph(term *o, const char *title, const char *template) {
  if (!template || !*template) return;
  str s = { 0 };
  sentence(&s, template);
  out_styled(o, STYLE_STRONG, title);
  outf(o, "  %s\n", str_text(&s));
  str_free(&s);
}

static void block(term *o, const char *title, const char *text) {
  out_styled(o, STYLE_STRONG, title);
  out(o, "\n");
  for (const char *p = text; *p;) {
    size_t n = strcspn(p, "\n");
    outf(o, "    %.*s\n", (int)n, p);
    p += n + (p[n] == '\n');
  }
}

typedef struct message { const char *code, *name, *what, *why, *how; } message;

static bool message_at(size_t i, bool english, message *m) {
  *m = (message){ .name = "", .what = "", .why = "", .how = "" };
  m->code = naze_message_index(i, english, &m->name, &m->what, &m->why, &m->how);
  return m->code != NULL;
}

static void show_text(term *o, const message *m) {
  out_styled(o, STYLE_STRONG, m->code);
  outf(o, "  %s\n", m->name);
  paragraph(o, tr(o, "何が", "What"), m->what);
  paragraph(o, tr(o, "なぜ", "Why"), m->why);
  paragraph(o, tr(o, "どう", "How"), m->how);
  const example *e = example_of(m->code);
  if (!e) return;
  block(o, tr(o, "例", "Example"), e->wrong);
  block(o, tr(o, "直すと", "Mended"), e->right);
}

static void member(json *j, const char *key, const char *template) {
  str s = { 0 };
  sentence(&s, template);
  json_opt(j, key, str_text(&s));
  str_free(&s);
}

static void show_json(json *j, const message *m) {
  json_open(j, NULL, '{');
  json_str(j, "code", m->code);
  json_str(j, "name", m->name);
  member(j, "what", m->what);
  member(j, "why", m->why);
  member(j, "how", m->how);
  const example *e = example_of(m->code);
  if (e) {
    json_str(j, "example", e->wrong);
    json_str(j, "mended", e->right);
  }
  json_close(j, '}');
}

static void list_all(cli *c, json *j) {
  table t = { 0 };
  message m;
  for (size_t i = 0; message_at(i, c->out.english, &m); i++) {
    if (j) {
      show_json(j, &m);
      continue;
    }
    str s = { 0 };
    sentence(&s, m.what);
    table_add(&t);
    table_set(&t, 0, STYLE_STRONG, m.code);
    table_set(&t, 1, STYLE_PLAIN, str_text(&s));
    str_free(&s);
  }
  table_print(&c->out, &t, 0, 2);
  table_free(&t);
}

/* "N0201", "n201" or "UNKNOWN_FIELD". */
static bool names_it(const char *id, const message *m) {
  if (strcmp(id, m->name) == 0) return true;
  if (*id == 'N' || *id == 'n') id++;
  if (!*id || strspn(id, "0123456789") != strlen(id) || strlen(id) > 6) return false;
  return strtol(id, NULL, 10) == strtol(m->code + 1, NULL, 10);
}

int verb_explain(cli *c) {
  bool as_json = c->o.format == FORMAT_JSON, found = false;
  json j = { 0 };
  message m;
  if (!c->o.args.n) {
    if (as_json) json_open(&j, NULL, '[');
    list_all(c, as_json ? &j : NULL);
    if (as_json) json_close(&j, ']');
    found = true;
  }
  for (size_t i = 0; c->o.args.n && message_at(i, c->out.english, &m); i++) {
    if (!names_it(c->o.args.v[0], &m)) continue;
    found = true;
    if (as_json) show_json(&j, &m);
    else show_text(&c->out, &m);
    break;
  }
  if (as_json && found) out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
  if (found) return NAZE_EXIT_OK;
  outf(&c->err, tr(&c->err, "naze: %s という番号の誤りはありません（naze explain で一覧）\n",
                   "naze: there is no message %s (naze explain lists them)\n"), c->o.args.v[0]);
  return NAZE_EXIT_USAGE;
}
