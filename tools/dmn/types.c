/* types.c -- what each fact and each result is: by what the model says, else by the values it is compared with. */
#include <stdlib.h>
#include <string.h>

#include "model.h"

int dmn_type_named(const dmn_model *m, const char *name) {
  for (size_t i = 0; i < m->ntypes; i++)
    if (strcmp(m->types[i].name, name) == 0) return (int)i;
  return DMN_NONE;
}

dmn_kind dmn_base(const dmn_model *m, const char *ref, int *type) {
  static const struct { const char *name; dmn_kind kind; } base[] = { { "number", DMN_NUM }, { "string", DMN_TEXT }, { "boolean", DMN_BOOL }, { "date", DMN_DATE }, { "time", DMN_TIME } };
  enum { DEEPEST = 32 };
  *type = DMN_NONE;
  for (int deep = 0; deep < DEEPEST; deep++) {
    if (starts_with(ref, "feel:")) ref += 5;
    for (size_t i = 0; i < sizeof base / sizeof *base; i++)
      if (strcmp(ref, base[i].name) == 0) return base[i].kind == DMN_TEXT && *type != DMN_NONE && m->types[*type].values.n ? DMN_CHOICE : base[i].kind;
    int next = dmn_type_named(m, ref);
    if (next == DMN_NONE) return DMN_OPEN;
    /* the nearest that narrows it: values, a range, a list; else where it leads */
    if (*type == DMN_NONE || !(m->types[*type].values.n || m->types[*type].lo || m->types[*type].collection)) *type = next;
    ref = m->types[next].base;
  }
  return DMN_OPEN;
}

dmn_kind dmn_kind_of(feel_type t) {
  switch (t) {
  case FEEL_BOOL: return DMN_BOOL;
  case FEEL_NUM: return DMN_NUM;
  case FEEL_TEXT: return DMN_TEXT;
  case FEEL_DATE: return DMN_DATE;
  case FEEL_TIME: return DMN_TIME;
  case FEEL_NULL: break;
  }
  return DMN_OPEN;
}

const char *dmn_kind_name(dmn_kind k, bool english) {
  static const char *const ja[] = { "型のないもの", "数", "文字列", "真偽", "日付", "時刻", "文字列" }, *const en[] = { "nothing", "number", "string", "boolean", "date", "time", "string" };
  return (english ? en : ja)[k];
}

static bool fits(dmn_kind have, feel_type t) {
  dmn_kind k = dmn_kind_of(t);
  return k == DMN_OPEN || k == have || (have == DMN_CHOICE && k == DMN_TEXT);
}

static void refuse(dmn_model *m, size_t d, long line, long rule, const char *column, const char *cell, const char *why) {
  str where = { 0 };
  dmn_where(m, &m->decisions[d], rule, column, &where);
  dmn_refuse(m, line, str_text(&where), cell, why);
  str_free(&where);
}

static void widest(size_t *decimals, const feel_value *v) {
  if (v->type == FEEL_NUM && feel_decimals(v->text) > *decimals) *decimals = feel_decimals(v->text);
}

static void mixed(dmn_model *m, size_t d, long line, long rule, const char *column, const char *cell, dmn_kind a, dmn_kind b) {
  str why = { 0 };
  str_printf(&why, m->english ? "a %s where a %s stands" : "%sを、%sの所に書いている", dmn_kind_name(a, m->english), dmn_kind_name(b, m->english));
  refuse(m, d, line, rule, column, cell, str_text(&why));
  str_free(&why);
  dmn_drop(m, d);
}

/* What a text between 『』 can't hold. */
static bool writable(const char *text) {
  if (!*text || strstr(text, "』")) return false;
  for (; *text; text++)
    if ((unsigned char)*text < 0x20 || *text == 0x7F) return false;
  return true;
}

static bool value_ok(dmn_model *m, size_t d, long line, long rule, const char *column, const feel_value *v) {
  if (v->type != FEEL_TEXT || writable(v->text)) return true;
  refuse(m, d, line, rule, column, v->text, m->english ? "a text that is empty, or has 』 or a line's end in it" : "空の文字列か、』や改行のある文字列");
  dmn_drop(m, d);
  return false;
}

static void results(dmn_model *m, size_t i) {
  dmn_decision *d = &m->decisions[i];
  for (size_t c = 0; c < d->nout && !d->refused; c++) {
    dmn_output *o = &d->out[c];
    const char *name = *o->name ? o->name : d->name;
    int type;
    for (size_t k = 0; k <= d->nrules && !d->refused; k++) {
      const feel_value *v = k < d->nrules ? &d->rules[k].out[c] : &o->usual;
      if (!v->text) continue;
      long line = k < d->nrules ? d->rules[k].line : o->line, rule = k < d->nrules ? (long)k : -1;
      if (o->kind == DMN_OPEN) o->kind = dmn_kind_of(v->type);
      if (!fits(o->kind, v->type)) mixed(m, i, line, rule, name, v->text, dmn_kind_of(v->type), o->kind);
      else if (value_ok(m, i, line, rule, name, v)) widest(&o->decimals, v);
    }
    if (o->kind == DMN_OPEN) o->kind = dmn_base(m, o->type_ref, &type);
    if (o->kind == DMN_CHOICE || o->kind == DMN_OPEN) o->kind = DMN_TEXT;
    if ((d->hit == HIT_MIN || d->hit == HIT_MAX || d->hit == HIT_SUM) && o->kind != DMN_NUM && !d->refused) {
      refuse(m, i, o->line, -1, name, "", m->english ? "COLLECT + < > over something that is no number" : "数でない結果の COLLECT + < >");
      dmn_drop(m, i);
    }
    if (d->hit == HIT_COUNT) o->kind = DMN_NUM, o->decimals = 0;
  }
}

/* A field without a declared type: what its columns say, or the first value it is compared with. */
static void field_kind(dmn_model *m, dmn_field *f, const dmn_decision *d, size_t c) {
  int type = DMN_NONE;
  if (f->kind == DMN_OPEN) {
    f->kind = dmn_base(m, d->in[c].type_ref, &type);
    if (f->kind != DMN_OPEN) f->type = type;
  }
  for (size_t k = 0; k < d->nrules && f->kind == DMN_OPEN; k++)
    for (size_t t = 0; t < d->rules[k].in[c].n && f->kind == DMN_OPEN; t++) f->kind = dmn_kind_of(d->rules[k].in[c].v[t].a.type);
}

static bool in_list(const str_list *l, const char *s) {
  for (size_t i = 0; i < l->n; i++)
    if (strcmp(l->v[i], s) == 0) return true;
  return false;
}

/* Texts of which every column about the field lists the values are choices. */
static void listed(dmn_model *m, size_t field) {
  if (m->fields[field].kind != DMN_TEXT) return;
  str_list all = { 0 };
  bool every = true;
  for (size_t i = 0; i < m->ndecisions; i++)
    for (size_t c = 0; c < m->decisions[i].nin; c++) {
      const dmn_input *in = &m->decisions[i].in[c];
      if (m->decisions[i].refused || in->field != (int)field) continue;
      every = every && in->values.n;
      for (size_t k = 0; k < in->values.n; k++)
        if (!in_list(&all, in->values.v[k])) list_add(&all, in->values.v[k], strlen(in->values.v[k]));
    }
  if (!every || !all.n) {
    list_free(&all);
    return;
  }
  m->types = mem_resize(m->types, m->ntypes + 1, sizeof *m->types);
  m->types[m->ntypes] = (dmn_type){ .name = mem_copy(m->fields[field].name, strlen(m->fields[field].name)), .base = mem_copy("string", 6), .values = all };
  m->fields[field].kind = DMN_CHOICE;
  m->fields[field].type = (int)m->ntypes++;
}

/* Values that cannot be names stay texts. */
static bool nameable(const char *s) { return writable(s) && !strstr(s, "「") && !strstr(s, "」") && !strstr(s, "『"); }

static void columns(dmn_model *m, size_t i) {
  dmn_decision *d = &m->decisions[i];
  for (size_t c = 0; c < d->nin && !d->refused; c++) {
    dmn_input *in = &d->in[c];
    in->kind = in->field != DMN_NONE ? m->fields[in->field].kind : m->decisions[in->decision].out[in->output].kind;
    for (size_t k = 0; k < d->nrules && !d->refused; k++)
      for (size_t t = 0; t < d->rules[k].in[c].n && !d->refused; t++) {
        const feel_test *x = &d->rules[k].in[c].v[t];
        if (!fits(in->kind, x->a.type)) mixed(m, i, d->rules[k].line, (long)k, in->text, x->a.text, dmn_kind_of(x->a.type), in->kind);
        else if (value_ok(m, i, d->rules[k].line, (long)k, in->text, &x->a) && in->field != DMN_NONE) {
          widest(&m->fields[in->field].decimals, &x->a);
          widest(&m->fields[in->field].decimals, &x->b);
        }
      }
  }
}

void dmn_infer(dmn_model *m) {
  for (size_t i = 0; i < m->ndecisions; i++)
    if (!m->decisions[i].refused) results(m, i);
  for (size_t i = 0; i < m->ndecisions; i++)
    for (size_t c = 0; c < m->decisions[i].nin && !m->decisions[i].refused; c++)
      if (m->decisions[i].in[c].field != DMN_NONE) field_kind(m, &m->fields[m->decisions[i].in[c].field], &m->decisions[i], c);
  for (size_t f = 0; f < m->nfields; f++) {
    dmn_field *x = &m->fields[f];
    listed(m, f);
    bool names = true;
    for (size_t k = 0; x->kind == DMN_CHOICE && k < m->types[x->type].values.n; k++) names = names && nameable(m->types[x->type].values.v[k]);
    if (!names || x->kind == DMN_OPEN) x->kind = DMN_TEXT;
    if (x->lo) {
      feel_value lo = { FEEL_NUM, x->lo }, hi = { FEEL_NUM, x->hi };
      widest(&x->decimals, &lo);
      widest(&x->decimals, &hi);
    }
  }
  for (size_t i = 0; i < m->ndecisions; i++)
    if (!m->decisions[i].refused) columns(m, i);
}
