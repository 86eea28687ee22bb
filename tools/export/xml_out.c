/* xml_out.c -- the drawing as a DMN 1.5 model. */
#include <stdlib.h>
#include <string.h>

#include "../html.h"
#include "draw.h"

static void element(str *s, const char *indent, const char *tag, const char *text) {
  str_printf(s, "%s<%s><text>", indent, tag);
  html_escape(s, text);
  str_printf(s, "</text></%s>\n", tag);
}

static void attribute(str *s, const char *name, const char *value) {
  str_printf(s, " %s=\"", name);
  html_escape(s, value);
  str_put(s, "\"");
}

static const char *base_of(draw_kind k) {
  static const char *const names[] = { "number", "string", "boolean", "date", "time", "string" };
  return names[k];
}

static void type_name(const drawing *d, const draw_input *x, str *s) {
  naze_ir_enum e;
  if (x->kind == DRAW_CHOICE && naze_ir_enum_at(d->p, x->choice, &e)) str_printf(s, "t%s", e.name);
  else if (x->lo) str_printf(s, "t%s", x->name);
  else str_put(s, base_of(x->kind));
}

static void types(const drawing *d, str *s) {
  for (size_t i = 0; i < d->ninputs; i++) {
    const draw_input *x = &d->inputs[i];
    bool again = false;
    for (size_t k = 0; k < i; k++) again = again || (x->kind == DRAW_CHOICE && d->inputs[k].kind == DRAW_CHOICE && d->inputs[k].choice == x->choice);
    if (again || (x->kind != DRAW_CHOICE && !x->lo)) continue;
    str name = { 0 }, values = { 0 };
    naze_ir_enum e;
    type_name(d, x, &name);
    if (x->lo) str_printf(&values, "[%s..%s]", x->lo, x->hi);
    else if (naze_ir_enum_at(d->p, x->choice, &e))
      for (uint32_t v = 0; v < e.values; v++) {
        if (v) str_put(&values, ", ");
        tests_choice(d, e.first_value + v, &values);
      }
    str_put(s, "  <itemDefinition");
    attribute(s, "name", str_text(&name));
    str_printf(s, ">\n    <typeRef>%s</typeRef>\n", base_of(x->kind));
    element(s, "    ", "allowedValues", str_text(&values));
    str_put(s, "  </itemDefinition>\n");
    str_free(&name);
    str_free(&values);
  }
}

static void inputs(const drawing *d, str *s) {
  for (size_t i = 0; i < d->ninputs; i++) {
    const draw_input *x = &d->inputs[i];
    str type = { 0 };
    type_name(d, x, &type);
    str_printf(s, "  <inputData id=\"i%zu\"", i + 1);
    attribute(s, "name", x->name);
    str_put(s, ">\n");
    if (x->foreign) str_printf(s, "    <description>%s</description>\n", d->english ? "worked out by naze; given here" : "naze が求める値。ここでは与える");
    str_put(s, "    <variable");
    attribute(s, "name", x->name);
    attribute(s, "typeRef", str_text(&type));
    str_put(s, "/>\n  </inputData>\n");
    str_free(&type);
  }
}

/* ---- a table: a column for each fact, and again for each further test of one ---- */

typedef struct head { const char *subject; size_t nth; } head;
typedef struct heads { head *v; size_t n; } heads;

static size_t nth_of(const draw_tests *t, size_t i) {
  size_t n = 0;
  for (size_t k = 0; k < i; k++) n += strcmp(t->v[k].subject, t->v[i].subject) == 0;
  return n;
}

static heads heads_of(const draw_table *t) {
  heads h = { 0 };
  for (size_t r = 0; r < t->n; r++)
    for (size_t i = 0; i < t->rules[r].when.n; i++) {
      const char *subject = t->rules[r].when.v[i].subject;
      size_t nth = nth_of(&t->rules[r].when, i), k = 0;
      while (k < h.n && (h.v[k].nth != nth || strcmp(h.v[k].subject, subject) != 0)) k++;
      if (k < h.n) continue;
      h.v = mem_resize(h.v, h.n + 1, sizeof *h.v);
      h.v[h.n++] = (head){ subject, nth };
    }
  return h;
}

static const char *cell_of(const draw_rule *r, const head *h) {
  for (size_t i = 0; i < r->when.n; i++)
    if (strcmp(r->when.v[i].subject, h->subject) == 0 && nth_of(&r->when, i) == h->nth) return r->when.v[i].cell;
  return "-";
}

static void requirements(const drawing *d, const heads *h, str *s) {
  for (size_t k = 0; k < h->n; k++) {
    if (h->v[k].nth) continue;
    for (size_t i = 0; i < d->ninputs; i++)
      if (strcmp(d->inputs[i].name, h->v[k].subject) == 0) str_printf(s, "    <informationRequirement><requiredInput href=\"#i%zu\"/></informationRequirement>\n", i + 1);
    for (size_t i = 0; i < d->ntables; i++)
      if (strcmp(d->tables[i].name, h->v[k].subject) == 0) str_printf(s, "    <informationRequirement><requiredDecision href=\"#d%zu\"/></informationRequirement>\n", i + 1);
  }
}

static void table(const drawing *d, const draw_table *t, size_t number, str *s) {
  heads h = heads_of(t);
  str_printf(s, "  <decision id=\"d%zu\"", number);
  attribute(s, "name", t->name);
  str_put(s, ">\n    <variable");
  attribute(s, "name", t->name);
  str_put(s, "/>\n");
  requirements(d, &h, s);
  str_printf(s, "    <decisionTable hitPolicy=\"%s\"", t->hit);
  if (*t->fold) str_printf(s, " aggregation=\"%s\"", t->fold);
  str_put(s, ">\n");
  for (size_t k = 0; k < h.n; k++) {
    str_put(s, "      <input><inputExpression><text>");
    html_escape(s, h.v[k].subject);
    str_put(s, "</text></inputExpression></input>\n");
  }
  for (size_t k = 0; k < t->outputs.n; k++) {
    str_put(s, "      <output");
    if (t->outputs.n > 1) attribute(s, "name", t->outputs.v[k]);
    if (k < t->usual.n && *t->usual.v[k]) {
      str_put(s, ">");
      element(s, "", "defaultOutputEntry", t->usual.v[k]);
      s->p[--s->n] = 0; /* on one line */
      str_put(s, "</output>\n");
    } else str_put(s, "/>\n");
  }
  if (t->rules && t->rules[0].note) str_put(s, "      <annotation name=\"行\"/>\n");
  for (size_t r = 0; r < t->n; r++) {
    str_put(s, "      <rule>\n");
    for (size_t k = 0; k < h.n; k++) element(s, "        ", "inputEntry", cell_of(&t->rules[r], &h.v[k]));
    for (size_t k = 0; k < t->rules[r].results.n; k++) element(s, "        ", "outputEntry", t->rules[r].results.v[k]);
    if (t->rules[r].note) element(s, "        ", "annotationEntry", t->rules[r].note);
    str_put(s, "      </rule>\n");
  }
  str_put(s, "    </decisionTable>\n  </decision>\n");
  free(h.v);
}

void draw_xml(const drawing *d, const char *name, str *s) {
  str_put(s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"");
  attribute(s, "name", name);
  str_printf(s, " namespace=\"urn:naze:%s\" exporter=\"naze\">\n", naze_fingerprint(d->p));
  types(d, s);
  inputs(d, s);
  for (size_t i = 0; i < d->ntables; i++) table(d, &d->tables[i], i + 1, s);
  str_put(s, "</definitions>\n");
}
