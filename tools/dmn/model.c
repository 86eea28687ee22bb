#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "xml.h"

static char *copy(const char *s) { return mem_copy(s, strlen(s)); }

void dmn_refuse(dmn_model *m, long line, const char *where, const char *cell, const char *why) {
  m->refused = mem_resize(m->refused, m->nrefused + 1, sizeof *m->refused);
  size_t at = m->nrefused++;
  for (; at && m->refused[at - 1].line > line; at--) m->refused[at] = m->refused[at - 1]; /* as they stand in the file */
  m->refused[at] = (dmn_refusal){ line, copy(where), copy(cell), copy(why) };
}

int dmn_decision_named(const dmn_model *m, const char *name) {
  for (size_t i = 0; i < m->ndecisions; i++)
    if (strcmp(m->decisions[i].name, name) == 0) return (int)i;
  return DMN_NONE;
}

int dmn_field_named(const dmn_model *m, const char *name) {
  for (size_t i = 0; i < m->nfields; i++)
    if (strcmp(m->fields[i].name, name) == 0) return (int)i;
  return DMN_NONE;
}

void dmn_where(const dmn_model *m, const dmn_decision *d, long rule, const char *column, str *s) {
  str_printf(s, m->english ? "decision “%s”" : "決定「%s」", d->name);
  if (rule >= 0) str_printf(s, m->english ? " rule %ld" : " 規則%ld", rule + 1);
  if (column) str_printf(s, m->english ? " “%s”" : " 「%s」", column);
}

/* Refuses one decision that asks a refused one. False: there is none left. */
static bool drop_one(dmn_model *m) {
  for (size_t k = 0; k < m->ndecisions; k++) {
    dmn_decision *d = &m->decisions[k];
    for (size_t c = 0; c < d->nin && !d->refused; c++) {
      if (d->in[c].decision == DMN_NONE || !m->decisions[d->in[c].decision].refused) continue;
      str where = { 0 }, why = { 0 };
      dmn_where(m, d, -1, NULL, &where);
      str_printf(&why, m->english ? "it asks “%s”, which is not translated" : "訳せない「%s」を使う", m->decisions[d->in[c].decision].name);
      dmn_refuse(m, d->in[c].line, str_text(&where), "", str_text(&why));
      str_free(&where);
      str_free(&why);
      return d->refused = true;
    }
  }
  return false;
}

void dmn_drop(dmn_model *m, size_t i) {
  m->decisions[i].refused = true;
  while (drop_one(m)) (void)0;
}

/* ---- itemDefinition ---- */

static void allowed(dmn_type *t, const char *text) {
  feel_cell c = { 0 };
  str why = { 0 };
  if (*text && feel_unary(text, &c, &why, true) && !c.negated && !c.any) {
    bool texts = true;
    for (size_t i = 0; i < c.n; i++) texts = texts && c.v[i].kind == FEEL_IS && c.v[i].a.type == FEEL_TEXT && *c.v[i].a.text;
    for (size_t i = 0; texts && i < c.n; i++) list_add(&t->values, c.v[i].a.text, strlen(c.v[i].a.text));
    const feel_test *one = &c.v[0];
    if (c.n == 1 && one->kind == FEEL_IN && one->a.type == FEEL_NUM && !one->above && !one->below) t->lo = copy(one->a.text), t->hi = copy(one->b.text);
  }
  feel_cell_free(&c);
  str_free(&why);
}

enum { TYPES_DEEPEST = 16, TYPES_MOST = 10000 };

static void read_type(dmn_model *m, xml_node n, const char *prefix, int deep) {
  char *name = xml_attribute(n, "name"), *collection = xml_attribute(n, "isCollection");
  str full = { 0 };
  str_printf(&full, "%s%s%s", prefix, *prefix ? "." : "", name);
  if (m->ntypes < TYPES_MOST) {
    m->types = mem_resize(m->types, m->ntypes + 1, sizeof *m->types);
    dmn_type *t = &m->types[m->ntypes++];
    *t = (dmn_type){ .name = copy(str_text(&full)), .base = xml_text_of(n, "typeRef"), .collection = strcmp(collection, "true") == 0 };
    char *values = xml_text_of(xml_first(n, "allowedValues"), "text");
    allowed(t, values);
    free(values);
  }
  for (xml_node k = xml_first(n, "itemComponent"); k && deep < TYPES_DEEPEST; k = xml_next(k, "itemComponent")) read_type(m, k, str_text(&full), deep + 1);
  free(name);
  free(collection);
  str_free(&full);
}

/* ---- inputData: a field, or one for each part of its type ---- */

static void add_field(dmn_model *m, const char *name, const char *ref, long line, int deep) {
  int type = DMN_NONE;
  dmn_kind kind = dmn_base(m, ref, &type);
  bool parts = false;
  for (size_t i = 0; kind == DMN_OPEN && type != DMN_NONE && i < m->ntypes && deep < TYPES_DEEPEST && m->nfields < TYPES_MOST; i++) {
    const char *of = m->types[type].name, *part = m->types[i].name;
    size_t n = strlen(of);
    if (!starts_with(part, of) || part[n] != '.' || strchr(part + n + 1, '.')) continue;
    str full = { 0 };
    str_printf(&full, "%s%s", name, part + n);
    add_field(m, str_text(&full), part, line, deep + 1);
    str_free(&full);
    parts = true;
  }
  if (parts || m->nfields >= TYPES_MOST) return;
  m->fields = mem_resize(m->fields, m->nfields + 1, sizeof *m->fields);
  dmn_field *f = &m->fields[m->nfields++];
  *f = (dmn_field){ .name = copy(name), .line = line, .kind = kind, .type = type };
  if (kind == DMN_NUM && type != DMN_NONE && m->types[type].lo) f->lo = copy(m->types[type].lo), f->hi = copy(m->types[type].hi);
}

static void read_input_data(dmn_model *m, xml_node n) {
  char *name = xml_attribute(n, "name"), *ref = xml_attribute(xml_first(n, "variable"), "typeRef");
  add_field(m, name, ref, xml_line(n), 0);
  free(name);
  free(ref);
}

/* ---- decision ---- */

typedef struct reading { dmn_model *m; dmn_decision *d; bool ok; } reading;

static void refuse(reading *r, long line, long rule, const char *column, const char *cell, const char *why) {
  str where = { 0 };
  dmn_where(r->m, r->d, rule, column, &where);
  dmn_refuse(r->m, line, str_text(&where), cell, why);
  str_free(&where);
  r->ok = false;
}

static void no_hit(reading *r, long line, const char *name, const char *ja, const char *en) {
  str why = { 0 };
  str_printf(&why, "%s: %s", name, r->m->english ? en : ja);
  refuse(r, line, -1, NULL, "", str_text(&why));
  str_free(&why);
}

static void read_hit(reading *r, xml_node table) {
  char *hit = xml_attribute(table, "hitPolicy"), *with = xml_attribute(table, "aggregation");
  long line = xml_line(table);
  static const struct { const char *name; dmn_hit hit; } simple[] = { { "", HIT_UNIQUE }, { "UNIQUE", HIT_UNIQUE }, { "ANY", HIT_ANY }, { "FIRST", HIT_FIRST }, { "PRIORITY", HIT_PRIORITY } };
  static const struct { const char *name; dmn_hit hit; } folds[] = { { "SUM", HIT_SUM }, { "COUNT", HIT_COUNT }, { "MIN", HIT_MIN }, { "MAX", HIT_MAX } };
  bool found = false;
  for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
    if (strcmp(hit, simple[i].name) == 0) r->d->hit = simple[i].hit, found = true;
  if (strcmp(hit, "COLLECT") == 0)
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
      if (strcmp(with, folds[i].name) == 0) r->d->hit = folds[i].hit, found = true;
  if (found) (void)0;
  else if (strcmp(hit, "COLLECT") == 0 && !*with) no_hit(r, line, "COLLECT", "結果が並びになる。表の答えは一つなので、+ < > # のどれかでまとめたものだけを訳す", "its result is a list; a table has one answer, so only + < > # are translated");
  else if (strcmp(hit, "RULE ORDER") == 0 || strcmp(hit, "OUTPUT ORDER") == 0) no_hit(r, line, hit, "結果が並びになる。表の答えは一つ", "its result is a list; a table has one answer");
  else no_hit(r, line, *hit ? hit : with, "DMN の当たり方（hit policy）でない", "is no hit policy of DMN");
  free(hit);
  free(with);
}

static void text_list(const char *text, str_list *l) {
  feel_cell c = { 0 };
  str why = { 0 };
  if (*text && feel_unary(text, &c, &why, true) && !c.negated && !c.any)
    for (size_t i = 0; i < c.n; i++)
      if (c.v[i].kind == FEEL_IS && c.v[i].a.type != FEEL_NULL) list_add(l, c.v[i].a.text, strlen(c.v[i].a.text));
  feel_cell_free(&c);
  str_free(&why);
}

enum { COLUMNS_MOST = 120 }; /* with results and provenance within what a table of naze may have */

static void read_head(reading *r, xml_node table) {
  dmn_decision *d = r->d;
  for (xml_node n = xml_first(table, "input"); n; n = xml_next(n, "input")) {
    d->in = mem_resize(d->in, d->nin + 1, sizeof *d->in);
    dmn_input *in = &d->in[d->nin++];
    xml_node e = xml_first(n, "inputExpression");
    *in = (dmn_input){ .text = xml_text_of(e, "text"), .type_ref = xml_attribute(e, "typeRef"), .line = xml_line(e ? e : n), .field = DMN_NONE, .decision = DMN_NONE, .output = DMN_NONE };
    char *values = xml_text_of(xml_first(n, "inputValues"), "text");
    dmn_type t = { 0 };
    allowed(&t, values);
    in->values = t.values;
    free(t.lo);
    free(t.hi);
    free(values);
  }
  for (xml_node n = xml_first(table, "output"); n; n = xml_next(n, "output")) {
    d->out = mem_resize(d->out, d->nout + 1, sizeof *d->out);
    dmn_output *o = &d->out[d->nout++];
    *o = (dmn_output){ .name = xml_attribute(n, "name"), .type_ref = xml_attribute(n, "typeRef"), .line = xml_line(n), .usual = { FEEL_NULL, NULL } };
    char *values = xml_text_of(xml_first(n, "outputValues"), "text"), *usual = xml_text_of(xml_first(n, "defaultOutputEntry"), "text");
    str why = { 0 };
    text_list(values, &o->priority);
    if (*usual && !feel_literal(usual, &o->usual, &why, r->m->english)) refuse(r, xml_line(xml_first(n, "defaultOutputEntry")), -1, o->name, usual, str_text(&why));
    str_free(&why);
    free(values);
    free(usual);
  }
  if (d->nin > COLUMNS_MOST || d->nout > COLUMNS_MOST) refuse(r, xml_line(table), -1, NULL, "", r->m->english ? "more than 120 columns" : "列が120を超える表");
  if (!d->nin) refuse(r, xml_line(table), -1, NULL, "", r->m->english ? "a table without an input" : "入力のない表");
  if (!d->nout) refuse(r, xml_line(table), -1, NULL, "", r->m->english ? "a table without an output" : "結果のない表");
  if (d->nout > 1 && d->hit >= HIT_MIN) refuse(r, xml_line(table), -1, NULL, "", r->m->english ? "COLLECT over several outputs" : "結果が二つ以上ある COLLECT");
}

static void read_rule(reading *r, xml_node n) {
  dmn_decision *d = r->d;
  d->rules = mem_resize(d->rules, d->nrules + 1, sizeof *d->rules);
  dmn_rule *rule = &d->rules[d->nrules];
  *rule = (dmn_rule){ .line = xml_line(n) };
  rule->in = mem_resize(NULL, d->nin + 1, sizeof *rule->in);
  rule->out = mem_resize(NULL, d->nout + 1, sizeof *rule->out);
  memset(rule->in, 0, (d->nin + 1) * sizeof *rule->in);
  memset(rule->out, 0, (d->nout + 1) * sizeof *rule->out);
  rule->note = xml_text_of(xml_first(n, "annotationEntry"), "text");
  long at = (long)d->nrules++;
  size_t c = 0;
  str why = { 0 };
  for (xml_node k = xml_first(n, "inputEntry"); k && c < d->nin; k = xml_next(k, "inputEntry"), c++) {
    char *text = xml_text_of(k, "text");
    str_clear(&why);
    if (!*text) rule->in[c].any = true; /* an empty cell is read as - everywhere */
    else if (!feel_unary(text, &rule->in[c], &why, r->m->english)) refuse(r, xml_line(k), at, d->in[c].text, text, str_text(&why));
    free(text);
  }
  bool few = c < d->nin;
  c = 0;
  for (xml_node k = xml_first(n, "outputEntry"); k && c < d->nout; k = xml_next(k, "outputEntry"), c++) {
    char *text = xml_text_of(k, "text");
    str_clear(&why);
    if (!feel_literal(text, &rule->out[c], &why, r->m->english)) refuse(r, xml_line(k), at, *d->out[c].name ? d->out[c].name : d->name, text, str_text(&why));
    free(text);
  }
  if (few || c < d->nout) refuse(r, rule->line, at, NULL, "", r->m->english ? "fewer cells than the head has" : "見出しより少ないます");
  str_free(&why);
}

enum { DECISIONS_MOST = 2000 };

static void read_decision(dmn_model *m, xml_node n) {
  if (m->ndecisions >= DECISIONS_MOST) {
    char *name = xml_attribute(n, "name");
    list_add(&m->others, name, strlen(name));
    dmn_refuse(m, xml_line(n), name, "", m->english ? "more than 2000 decisions" : "決定が2000を超える");
    free(name);
    return;
  }
  m->decisions = mem_resize(m->decisions, m->ndecisions + 1, sizeof *m->decisions);
  dmn_decision *d = &m->decisions[m->ndecisions++];
  *d = (dmn_decision){ .name = xml_attribute(n, "name"), .line = xml_line(n) };
  reading r = { m, d, true };
  xml_node table = xml_first(n, "decisionTable");
  if (table) {
    read_hit(&r, table);
    read_head(&r, table);
    for (xml_node k = r.d->nout && r.d->nin && r.d->nin <= COLUMNS_MOST && r.d->nout <= COLUMNS_MOST ? xml_first(table, "rule") : NULL; k; k = xml_next(k, "rule")) read_rule(&r, k);
    if (!d->nrules && r.ok) refuse(&r, xml_line(table), -1, NULL, "", m->english ? "a table without a rule" : "規則のない表");
  } else {
    static const char *const logic[] = { "literalExpression", "context", "invocation", "list", "relation", "functionDefinition", "conditional", "for", "every", "some", "filter" };
    xml_node found = NULL;
    for (size_t i = 0; i < sizeof logic / sizeof *logic && !found; i++) found = xml_first(n, logic[i]);
    char *text = found ? xml_text_of(found, "text") : mem_copy("", 0);
    str why = { 0 };
    if (found) str_printf(&why, m->english ? "a %s, no decision table" : "決定表でなく %s", xml_name(found));
    else str_put(&why, m->english ? "it says nothing" : "中身がない");
    refuse(&r, xml_line(found ? found : n), -1, NULL, text, str_text(&why));
    str_free(&why);
    free(text);
  }
  d->refused = !r.ok;
}

/* ---- what a column is about ---- */

static void resolve(dmn_model *m) {
  for (size_t i = 0; i < m->ndecisions; i++) {
    dmn_decision *d = &m->decisions[i];
    reading r = { m, d, true };
    for (size_t c = 0; c < d->nin; c++) {
      dmn_input *in = &d->in[c];
      in->field = dmn_field_named(m, in->text);
      if (in->field == DMN_NONE) in->decision = dmn_decision_named(m, in->text);
      const char *point = strrchr(in->text, '.');
      if (in->field == DMN_NONE && in->decision == DMN_NONE && point) {
        char *of = mem_copy(in->text, (size_t)(point - in->text));
        in->decision = dmn_decision_named(m, of);
        free(of);
        for (size_t k = 0; in->decision != DMN_NONE && k < m->decisions[in->decision].nout; k++)
          if (strcmp(m->decisions[in->decision].out[k].name, point + 1) == 0) in->output = (int)k;
        if (in->decision != DMN_NONE && in->output == DMN_NONE && !m->decisions[in->decision].refused) in->decision = DMN_NONE;
      }
      if (in->field == DMN_NONE && in->decision == DMN_NONE)
        refuse(&r, in->line, -1, NULL, in->text, m->english ? "the input is no inputData and no decision by its name" : "入力の式が、inputData や決定の名でない");
      else if (in->decision != DMN_NONE && in->output == DMN_NONE && m->decisions[in->decision].nout > 1 && !m->decisions[in->decision].refused)
        refuse(&r, in->line, -1, NULL, in->text, m->english ? "a decision of several outputs, as a whole" : "結果が二つ以上ある決定の全体");
      else if (in->field != DMN_NONE && m->fields[in->field].type != DMN_NONE && m->types[m->fields[in->field].type].collection)
        refuse(&r, in->line, -1, NULL, in->text, m->english ? "a list (isCollection)" : "並び（isCollection）");
      if (in->decision != DMN_NONE && in->output == DMN_NONE) in->output = 0;
    }
    if (!r.ok) d->refused = true;
  }
  while (drop_one(m)) (void)0;
}

bool dmn_read(const char *path, dmn_model *m, term *e) {
  static const char *const spaces[] = { "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20230324/MODEL/" };
  xml_file *x = NULL;
  *m = (dmn_model){ .english = e->english };
  if (!xml_open(path, &x, e)) return false;
  xml_node root = xml_root(x);
  bool known = false;
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) known = known || strcmp(xml_space(root), spaces[i]) == 0;
  if (strcmp(xml_name(root), "definitions") != 0 || !known) {
    outf(e, tr(e, "naze: %s: DMN 1.3 から 1.5 までのモデルではありません（%s %s）\n", "naze: %s: no model of DMN 1.3 to 1.5 (%s %s)\n"), path, xml_name(root), xml_space(root));
    xml_close(x);
    return false;
  }
  m->path = copy(path);
  m->name = xml_attribute(root, "name");
  m->space = xml_attribute(root, "namespace");
  for (xml_node n = xml_first(root, "itemDefinition"); n; n = xml_next(n, "itemDefinition")) read_type(m, n, "", 0);
  for (xml_node n = xml_first(root, "inputData"); n; n = xml_next(n, "inputData")) read_input_data(m, n);
  for (xml_node n = xml_first(root, "decision"); n; n = xml_next(n, "decision")) read_decision(m, n);
  static const char *const none[] = { "businessKnowledgeModel", "decisionService", "import" };
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    for (xml_node n = xml_first(root, none[i]); n; n = xml_next(n, none[i])) {
      char *name = xml_attribute(n, "name");
      str where = { 0 };
      str_printf(&where, m->english ? "%s “%s”" : "%s「%s」", none[i], name);
      dmn_refuse(m, xml_line(n), str_text(&where), "", m->english ? "only decisions that are tables are translated" : "訳すのは、表である決定だけ");
      list_add(&m->others, name, strlen(name));
      str_free(&where);
      free(name);
    }
  xml_close(x);
  resolve(m);
  return true;
}

void dmn_free(dmn_model *m) {
  for (size_t i = 0; i < m->ntypes; i++) {
    dmn_type *t = &m->types[i];
    free(t->name), free(t->base), free(t->lo), free(t->hi), free(t->naze);
    list_free(&t->values);
  }
  for (size_t i = 0; i < m->nfields; i++) free(m->fields[i].name), free(m->fields[i].naze), free(m->fields[i].lo), free(m->fields[i].hi);
  for (size_t i = 0; i < m->ndecisions; i++) {
    dmn_decision *d = &m->decisions[i];
    for (size_t c = 0; c < d->nin; c++) {
      free(d->in[c].text), free(d->in[c].type_ref);
      list_free(&d->in[c].values);
    }
    for (size_t k = 0; k < d->nrules; k++) {
      for (size_t c = 0; c < d->nin; c++) feel_cell_free(&d->rules[k].in[c]);
      for (size_t c = 0; c < d->nout; c++) feel_value_free(&d->rules[k].out[c]);
      free(d->rules[k].in), free(d->rules[k].out), free(d->rules[k].note);
    }
    for (size_t c = 0; c < d->nout; c++) {
      free(d->out[c].name), free(d->out[c].type_ref), free(d->out[c].naze);
      feel_value_free(&d->out[c].usual);
      list_free(&d->out[c].priority);
    }
    free(d->name), free(d->naze), free(d->in), free(d->out), free(d->rules);
  }
  for (size_t i = 0; i < m->nrefused; i++) free(m->refused[i].where), free(m->refused[i].cell), free(m->refused[i].why);
  free(m->path), free(m->name), free(m->space), free(m->naze), free(m->types), free(m->fields), free(m->decisions), free(m->refused);
  list_free(&m->others);
  list_free(&m->renamed);
  *m = (dmn_model){ 0 };
}
