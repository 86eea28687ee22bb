/* cells.c -- a cell of DMN as a condition of naze. What null comes to in FEEL is kept: no comparison holds of it, `not` of
 * equalities does, `not` of comparisons does not (spec/dmn.md, 2). */
#include <string.h>

#include "model.h"

void dmn_subject(const dmn_model *m, const dmn_input *in, str *s) {
  if (in->field != DMN_NONE) {
    str_printf(s, "「%s」", m->fields[in->field].naze);
    return;
  }
  const dmn_decision *d = &m->decisions[in->decision];
  str_printf(s, "「%s」", d->naze);
  if (d->nout > 1) str_printf(s, "の「%s」", d->out[in->output].naze);
}

void dmn_value(dmn_kind kind, size_t decimals, const feel_value *v, str *s) {
  if (!v->text || v->type == FEEL_NULL) {
    str_put(s, "なし");
    return;
  }
  switch (kind) {
  case DMN_BOOL: str_put(s, strcmp(v->text, "true") == 0 ? "可" : "不可"); return;
  case DMN_TEXT: str_printf(s, "『%s』", v->text); return;
  case DMN_CHOICE: str_printf(s, "「%s」", v->text); return;
  case DMN_NUM: {
    str_put(s, v->text);
    size_t have = feel_decimals(v->text);
    if (have < decimals && !have) str_put(s, ".");
    for (; have < decimals; have++) str_put(s, "0");
    return;
  }
  case DMN_DATE:
  case DMN_TIME:
  case DMN_OPEN: str_put(s, v->text);
  }
}

typedef struct joint { const dmn_model *m; const dmn_input *in; str subject; str *s; const char *word; size_t parts; } joint;

static void part(joint *j) {
  if (j->parts++) str_put(j->s, j->word);
}

static void compared(joint *j, const feel_value *v, const char *how) {
  str_printf(j->s, "%sが", str_text(&j->subject));
  dmn_value(j->in->kind, 0, v, j->s);
  str_put(j->s, how);
}

/* 空欄 is for facts; a result has a value when it is something or is not that. */
static void absent(joint *j) {
  if (j->in->field != DMN_NONE) {
    str_printf(j->s, "（%sが空欄）", str_text(&j->subject));
    return;
  }
  static char zero[] = "0", text[] = "-", day[] = "2000-01-01", hour[] = "12:00";
  feel_value v = { FEEL_TEXT, j->in->kind == DMN_NUM ? zero : j->in->kind == DMN_DATE ? day : j->in->kind == DMN_TIME ? hour : text };
  str_put(j->s, "（（");
  if (j->in->kind == DMN_BOOL) str_printf(j->s, "%sが可または%sが不可", str_text(&j->subject), str_text(&j->subject));
  else {
    compared(j, &v, "");
    str_put(j->s, "または");
    compared(j, &v, "以外");
  }
  str_put(j->s, "）でない）");
}

static void truths(joint *j, const feel_cell *c) {
  bool yes = false, no = false, none = false;
  for (size_t i = 0; i < c->n; i++) {
    const feel_value *v = &c->v[i].a;
    if (v->type == FEEL_NULL) none = true;
    else if (strcmp(v->text, "true") == 0) yes = true;
    else no = true;
  }
  if (c->negated) yes = !yes, no = !no, none = !none;
  bool decision = j->in->decision != DMN_NONE;
  if (yes) part(j), str_printf(j->s, "%sが%s", str_text(&j->subject), decision ? "可" : "ある");
  if (no) part(j), str_printf(j->s, "%sが%s", str_text(&j->subject), decision ? "不可" : "ない");
  if (none) part(j), absent(j);
  if (yes && no && none) str_clear(j->s), str_put(j->s, "－");
  if (!j->parts) str_printf(j->s, decision ? "%sが可かつ%sが不可" : "%sがあるかつ%sがない", str_text(&j->subject), str_text(&j->subject)); /* never */
}

static void equalities(joint *j, const feel_cell *c) {
  size_t n = 0, k = 0;
  for (size_t i = 0; i < c->n; i++) n += c->v[i].kind == FEEL_IS && c->v[i].a.type != FEEL_NULL;
  if (!n) return;
  part(j);
  str_printf(j->s, "%sが", str_text(&j->subject));
  for (size_t i = 0; i < c->n; i++) {
    if (c->v[i].kind != FEEL_IS || c->v[i].a.type == FEEL_NULL) continue;
    if (k++) str_put(j->s, "、");
    dmn_value(j->in->kind, 0, &c->v[i].a, j->s);
  }
  if (n > 1) str_put(j->s, "のいずれか");
}

static void positive(joint *j, const feel_cell *c) {
  equalities(j, c);
  for (size_t i = 0; i < c->n; i++) {
    const feel_test *t = &c->v[i];
    static const char *const how[] = { "", "未満", "以下", "を超える", "以上", "" };
    if (t->kind == FEEL_IS && t->a.type != FEEL_NULL) continue;
    part(j);
    if (t->kind == FEEL_IS) absent(j);
    else if (t->kind != FEEL_IN) compared(j, &t->a, how[t->kind]);
    else {
      str_put(j->s, "（");
      compared(j, &t->a, t->above ? "を超える" : "以上");
      str_put(j->s, "かつ");
      compared(j, &t->b, t->below ? "未満" : "以下");
      str_put(j->s, "）");
    }
  }
}

/* None of them, and a value there is. */
static void negative(joint *j, const feel_cell *c) {
  for (size_t i = 0; i < c->n; i++) {
    const feel_test *t = &c->v[i];
    static const char *const how[] = { "以外", "以上", "を超える", "以下", "未満", "" };
    if (t->kind == FEEL_IS && t->a.type == FEEL_NULL) continue;
    part(j);
    if (t->kind != FEEL_IN) compared(j, &t->a, how[t->kind]);
    else {
      str_put(j->s, "（");
      compared(j, &t->a, t->above ? "以下" : "未満");
      str_put(j->s, "または");
      compared(j, &t->b, t->below ? "以上" : "を超える");
      str_put(j->s, "）");
    }
  }
}

void dmn_condition(const dmn_model *m, const dmn_input *in, const feel_cell *c, str *s) {
  if (c->any) {
    str_put(s, "－");
    return;
  }
  bool equal = true;
  for (size_t i = 0; i < c->n; i++) equal = equal && c->v[i].kind == FEEL_IS;
  str text = { 0 };
  joint j = { m, in, { 0 }, &text, c->negated && !equal ? "かつ" : "または", 0 };
  dmn_subject(m, in, &j.subject);
  if (in->kind == DMN_BOOL) truths(&j, c);
  else if (c->negated && !equal) negative(&j, c);
  else positive(&j, c);
  if (c->negated && equal && in->kind != DMN_BOOL) str_printf(s, "（%s）でない", str_text(&text));
  else str_put(s, str_text(&text));
  str_free(&j.subject);
  str_free(&text);
}

static bool plain(const char *s) {
  for (; *s; s++)
    if (!((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == ' ' || *s == '_' || *s == '-')) return false;
  return true;
}

bool dmn_short(const dmn_model *m, const dmn_input *in, const feel_cell *c, str *s) {
  (void)m;
  if (in->field == DMN_NONE) return false;
  if (c->any) return str_put(s, "－"), true;
  const feel_test *t = &c->v[0];
  if (c->negated || !c->n) return false;
  for (size_t i = 0; i < c->n; i++)
    if (c->v[i].a.type == FEEL_NULL || (c->n > 1 && c->v[i].kind != FEEL_IS)) return false;
  switch (in->kind) {
  case DMN_BOOL:
    if (c->n > 1) return false;
    return str_put(s, strcmp(t->a.text, "true") == 0 ? "○" : "×"), true;
  case DMN_TEXT:
    if (c->n > 1 || !plain(t->a.text)) return false;
    break;
  case DMN_CHOICE:
  case DMN_NUM: break;
  case DMN_DATE:
  case DMN_TIME:
  case DMN_OPEN: return false;
  }
  static const char *const how[] = { "", "未満", "以下", "を超える", "以上", "以上" };
  if (t->kind == FEEL_IN && t->above) return false;
  for (size_t i = 0; i < c->n; i++) {
    if (i) str_put(s, "、");
    dmn_value(in->kind, 0, &c->v[i].a, s);
    str_put(s, how[c->v[i].kind]);
  }
  if (t->kind == FEEL_IN) {
    dmn_value(in->kind, 0, &t->b, s);
    str_put(s, t->below ? "未満" : "以下");
  }
  return true;
}
