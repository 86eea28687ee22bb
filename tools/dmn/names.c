/* names.c -- names as naze can quote them. What had to be changed is written down beside the original. */
#include <stdlib.h>
#include <string.h>

#include "model.h"

typedef struct seen { str_list all; } seen;

static bool is_seen(const seen *s, const char *name) {
  for (size_t i = 0; i < s->all.n; i++)
    if (strcmp(s->all.v[i], name) == 0) return true;
  return false;
}

/* Between 「」: no quote, no bar (heads of columns are not quoted), no note, no line's end, one blank at a time. */
static void clean(const char *from, str *to) {
  static const struct { const char *from, *to; } pairs[] = { { "「", "[" }, { "」", "]" }, { "『", "[" }, { "』", "]" }, { "|", "/" }, { "※", "*" }, { "⇒", "->" }, { "#", "No." } };
  for (const char *p = from; *p;) {
    size_t i = 0, n = sizeof pairs / sizeof *pairs;
    while (i < n && !starts_with(p, pairs[i].from)) i++;
    if (i < n) {
      str_put(to, pairs[i].to);
      p += strlen(pairs[i].from);
    } else if ((unsigned char)*p <= 0x20 || *p == 0x7F) {
      if (to->n && to->p[to->n - 1] != ' ') str_put(to, " ");
      p++;
    } else str_put_n(to, p++, 1);
  }
  while (to->n && to->p[to->n - 1] == ' ') to->p[--to->n] = 0;
  if (!to->n) str_put(to, "無名");
}

static char *name(dmn_model *m, seen *s, const char *from) {
  str base = { 0 }, one = { 0 };
  clean(from, &base);
  str_put(&one, str_text(&base));
  for (int k = 2; is_seen(s, str_text(&one)); k++) {
    str_clear(&one);
    str_printf(&one, "%s %d", str_text(&base), k);
  }
  list_add(&s->all, str_text(&one), one.n);
  if (strcmp(str_text(&one), from) != 0 && *from) {
    str_clear(&base);
    for (const char *p = from; *p; p++) str_put_n(&base, (unsigned char)*p < 0x20 ? " " : p, 1);
    str_printf(&base, " → %s", str_text(&one));
    list_add(&m->renamed, str_text(&base), base.n);
  }
  char *copy = mem_copy(str_text(&one), one.n);
  str_free(&base);
  str_free(&one);
  return copy;
}

void dmn_names(dmn_model *m) {
  seen all = { 0 }, types = { 0 }, ledger = { 0 };
  m->naze = name(m, &ledger, m->name);
  for (size_t i = 0; i < m->nfields; i++) m->fields[i].naze = name(m, &all, m->fields[i].name);
  for (size_t i = 0; i < m->nfields; i++) {
    dmn_field *f = &m->fields[i];
    if (f->kind == DMN_CHOICE && !m->types[f->type].naze) m->types[f->type].naze = name(m, &types, m->types[f->type].name);
  }
  for (size_t i = 0; i < m->ndecisions; i++) {
    dmn_decision *d = &m->decisions[i];
    seen outs = { 0 };
    if (d->refused) continue;
    d->naze = name(m, &all, d->name);
    for (size_t c = 0; c < d->nout; c++) d->out[c].naze = name(m, &outs, d->nout > 1 || *d->out[c].name ? d->out[c].name : "結果");
    list_free(&outs.all);
  }
  list_free(&all.all);
  list_free(&types.all);
  list_free(&ledger.all);
}
