/* tests.c -- conditions of naze as unary tests of FEEL, with what 空欄 comes to kept (spec/dmn.md, 5). */
#include <stdlib.h>
#include <string.h>

#include "draw.h"

static char *copy(const char *s) { return mem_copy(s, strlen(s)); }

static naze_ir_node at(const drawing *d, uint32_t id) {
  naze_ir_node n = { 0 };
  (void)naze_ir_node_at(d->p, id, &n);
  return n;
}

static bool is(const naze_ir_node *n, const char *op) {
  naze_ir_op o;
  return naze_ir_op_at(n->op, &o) && strcmp(o.name, op) == 0;
}

static char *phrase(const drawing *d, uint32_t id) {
  size_t n = naze_ir_phrase(d->p, id, NULL, 0);
  char *s = mem_resize(NULL, n + 1, 1);
  *s = 0;
  (void)naze_ir_phrase(d->p, id, s, n + 1);
  for (char *p = s; *p; p++)
    if (*p == '\n' || *p == '\t') *p = ' ';
  return s;
}

uint32_t variant_at(const drawing *d, const naze_ir_decl *x) {
  uint32_t found = NAZE_IR_NONE;
  int64_t latest = INT64_MIN;
  for (uint32_t i = 0; i < x->variants; i++) {
    naze_ir_variant v;
    if (!naze_ir_variant_at(d->p, x->first_variant + i, &v)) continue;
    bool holds = !d->date ? v.from >= latest : v.from <= d->day && d->day <= v.to;
    if (holds) found = x->first_variant + i, latest = v.from;
  }
  return found;
}

/* ---- tests of a rule ---- */

void tests_put(draw_tests *t, const char *subject, const char *cell) {
  t->v = mem_resize(t->v, t->n + 1, sizeof *t->v);
  t->v[t->n++] = (draw_test){ copy(subject), copy(cell), false, false };
}

void tests_copy(draw_tests *to, const draw_tests *from) {
  for (size_t i = 0; i < from->n; i++) {
    tests_put(to, from->v[i].subject, from->v[i].cell);
    to->v[to->n - 1].low = from->v[i].low;
    to->v[to->n - 1].high = from->v[i].high;
  }
}

void tests_free(draw_tests *t) {
  for (size_t i = 0; i < t->n; i++) free(t->v[i].subject), free(t->v[i].cell);
  free(t->v);
  *t = (draw_tests){ 0 };
}

/* One end of a range joins the other: >= 10 and < 20 are [10..20). */
static bool joins(draw_tests *t, const char *subject, const char *cell, bool low, bool high) {
  for (size_t i = 0; i < t->n; i++) {
    draw_test *x = &t->v[i];
    if (strcmp(x->subject, subject) != 0 || !((x->low && high) || (x->high && low))) continue;
    const char *lo = low ? cell : x->cell, *hi = low ? x->cell : cell;
    bool with_lo = starts_with(lo, ">="), with_hi = starts_with(hi, "<=");
    str s = { 0 };
    str_printf(&s, "%s%s..%s%s", with_lo ? "[" : "(", lo + (with_lo ? 3 : 2), hi + (with_hi ? 3 : 2), with_hi ? "]" : ")");
    free(x->cell);
    x->cell = mem_copy(str_text(&s), s.n);
    x->low = x->high = false;
    str_free(&s);
    return true;
  }
  return false;
}

/* ---- literals ---- */

static void quoted(str *s, const char *text) {
  str_put(s, "\"");
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') str_put(s, "\\");
    str_put_n(s, text, 1);
  }
  str_put(s, "\"");
}

void tests_choice(const drawing *d, uint32_t value, str *s) { quoted(s, naze_ir_value_name(d->p, value)); }

static void decimal(str *s, int64_t v, uint8_t decimals) {
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, p = 1;
  for (uint8_t i = 0; i < decimals; i++) p *= 10;
  str_printf(s, "%s%llu", v < 0 ? "-" : "", (unsigned long long)(u / p));
  if (!decimals || u % p == 0) return;
  str_printf(s, ".%0*llu", (int)decimals, (unsigned long long)(u % p));
  while (s->p[s->n - 1] == '0') s->p[--s->n] = 0;
}

/* Days since 1970-01-01 as a date of the calendar. */
static void day(str *s, int64_t z) {
  z += 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int64_t d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9, y = yoe + era * 400 + (m <= 2);
  str_printf(s, "date(\"%04d-%02d-%02d\")", (int)y, (int)m, (int)d);
}

bool tests_literal(const drawing *d, uint32_t id, str *s) {
  naze_ir_node n = at(d, id);
  naze_ir_type t = { 0 };
  if (is(&n, "outcome") && n.args == 1) return tests_literal(d, naze_ir_arg(d->p, id, 0), s);
  if (!is(&n, "const") || !naze_ir_type_at(d->p, n.type, &t)) return false;
  if (strcmp(t.kind, "nothing") == 0) str_put(s, "null");
  else if (strcmp(t.kind, "bool") == 0) str_put(s, n.imm ? "true" : "false");
  else if (strcmp(t.kind, "qty") == 0) decimal(s, n.imm, t.decimals);
  else if (strcmp(t.kind, "enum") == 0) {
    if (n.imm < 0 || n.imm >= UINT32_MAX) return false;
    tests_choice(d, (uint32_t)n.imm, s);
  } else if (strcmp(t.kind, "text") == 0) quoted(s, naze_ir_string(d->p, n.ref));
  else if (strcmp(t.kind, "date") == 0) day(s, n.imm);
  else if (strcmp(t.kind, "time") == 0) str_printf(s, "time(\"%02d:%02d:00\")", (int)(n.imm / 60), (int)(n.imm % 60));
  else return false;
  return true;
}

/* ---- what is asked ---- */

static void give(drawing *d, const char *name, draw_kind kind, const naze_ir_type *t, const naze_ir_field *f, bool foreign) {
  for (size_t i = 0; i < d->ninputs; i++)
    if (strcmp(d->inputs[i].name, name) == 0) return;
  d->inputs = mem_resize(d->inputs, d->ninputs + 1, sizeof *d->inputs);
  draw_input *x = &d->inputs[d->ninputs++];
  *x = (draw_input){ .name = copy(name), .kind = kind, .choice = t ? t->ref : NAZE_IR_NONE, .foreign = foreign };
  if (!f || kind != DRAW_NUM || f->lo >= f->hi) return;
  str lo = { 0 }, hi = { 0 };
  decimal(&lo, f->lo, t->decimals);
  decimal(&hi, f->hi, t->decimals);
  x->lo = copy(str_text(&lo)), x->hi = copy(str_text(&hi));
  str_free(&lo);
  str_free(&hi);
}

static bool kind_of(const naze_ir_type *t, draw_kind *k) {
  static const struct { const char *name; draw_kind kind; } kinds[] = { { "qty", DRAW_NUM }, { "text", DRAW_TEXT }, { "bool", DRAW_BOOL }, { "date", DRAW_DATE }, { "time", DRAW_TIME }, { "enum", DRAW_CHOICE } };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(t->kind, kinds[i].name) == 0) return *k = kinds[i].kind, true;
  return false;
}

bool tests_give(drawing *d, const naze_ir_field *f) {
  naze_ir_type t;
  draw_kind k;
  if (!naze_ir_type_at(d->p, f->type, &t) || !kind_of(&t, &k)) return false;
  give(d, f->name, k, &t, f, false);
  return true;
}

/* An output of a table about the same row: Plan, or Plan.hours where there are several. NULL: it is none, or cannot be drawn. */
static char *output_of(drawing *d, uint32_t id) {
  naze_ir_node n = at(d, id), of;
  naze_ir_decl x;
  if (!is(&n, "decl") || n.args != 1 || !naze_ir_decl_at(d->p, n.ref, &x) || x.params) return NULL;
  if (of = at(d, naze_ir_arg(d->p, id, 0)), !is(&of, "subject")) return NULL;
  if (strcmp(x.word, "表") != 0 && strcmp(x.word, "判定表") != 0) return NULL;
  str why = { 0 };
  bool ok = draw_declaration(d, n.ref, &why);
  const draw_table *t = ok ? draw_named(d, x.name) : NULL;
  str_free(&why);
  if (!t || n.imm < 0 || (size_t)n.imm >= t->outputs.n) return NULL;
  str name = { 0 };
  str_printf(&name, "%s%s%s", x.name, t->outputs.n > 1 ? "." : "", t->outputs.n > 1 ? t->outputs.v[n.imm] : "");
  char *text = copy(str_text(&name));
  str_free(&name);
  return text;
}

char *tests_subject(drawing *d, uint32_t id) {
  naze_ir_node n = at(d, id);
  while (is(&n, "rescale")) id = naze_ir_arg(d->p, id, 0), n = at(d, id);
  naze_ir_type t;
  draw_kind k;
  if (is(&n, "const") || !naze_ir_type_at(d->p, n.type, &t) || !kind_of(&t, &k)) return NULL;
  naze_ir_node of = n.args ? at(d, naze_ir_arg(d->p, id, 0)) : n;
  naze_ir_field f;
  if (is(&n, "field") && is(&of, "subject") && naze_ir_field_at(d->p, n.ref, &f)) {
    give(d, f.name, k, &t, &f, false);
    return copy(f.name);
  }
  naze_ir_decl x;
  bool own = is(&n, "decl") && n.args == 1 && is(&of, "subject") && naze_ir_decl_at(d->p, n.ref, &x);
  char *name = output_of(d, id);
  if (name) return name;
  name = own ? copy(x.name) : phrase(d, id);
  give(d, name, k, &t, NULL, !is(&n, "param"));
  return name;
}

/* ---- one test of one fact ---- */

typedef struct one { char *subject; str pos, neg; bool low, high; } one; /* neg: the cell where it does not hold; "" where that is no cell */

static void one_free(one *o) {
  free(o->subject);
  str_free(&o->pos);
  str_free(&o->neg);
}

static void inverse(one *o) {
  str s = o->pos;
  o->pos = o->neg;
  o->neg = s;
  o->low = o->high = false;
}

/* Values of an ordered choice that compare so, as a list. */
static bool levels(const drawing *d, const naze_ir_node *c, const char *op, str *s) {
  naze_ir_type t;
  naze_ir_enum e;
  if (!naze_ir_type_at(d->p, c->type, &t) || strcmp(t.kind, "enum") != 0 || !naze_ir_enum_at(d->p, t.ref, &e)) return false;
  for (uint32_t i = 0; i < e.values; i++) {
    int64_t v = (int64_t)e.first_value + i;
    bool holds = strcmp(op, "lt") == 0 ? v < c->imm : strcmp(op, "le") == 0 ? v <= c->imm : strcmp(op, "gt") == 0 ? v > c->imm : v >= c->imm;
    if (!holds) continue;
    if (s->n) str_put(s, ", ");
    tests_choice(d, e.first_value + i, s);
  }
  return s->n > 0;
}

static bool compared(drawing *d, uint32_t id, const naze_ir_node *n, const char *op, one *o) {
  static const struct { const char *op, *sign, *other; } signs[] = { { "lt", "< ", ">= " }, { "le", "<= ", "> " }, { "gt", "> ", "<= " }, { "ge", ">= ", "< " } };
  uint32_t c = naze_ir_arg(d->p, id, 1);
  naze_ir_node k = at(d, c);
  str v = { 0 };
  bool ok = n->args == 2 && tests_literal(d, c, &v) && strcmp(str_text(&v), "null") != 0 && (o->subject = tests_subject(d, naze_ir_arg(d->p, id, 0))) != NULL;
  for (size_t i = 0; ok && i < sizeof signs / sizeof *signs; i++) {
    if (strcmp(op, signs[i].op) != 0) continue;
    str list = { 0 };
    if (levels(d, &k, op, &list)) {
      str_put(&o->pos, str_text(&list));
      str_printf(&o->neg, "not(%s)", str_text(&list));
    } else {
      str_printf(&o->pos, "%s%s", signs[i].sign, str_text(&v));
      str_printf(&o->neg, "%s%s, null", signs[i].other, str_text(&v)); /* of 空欄 it does not hold, so its contrary does */
      o->low = *op == 'g', o->high = *op == 'l';
    }
    str_free(&list);
  }
  if (ok && strcmp(op, "eq") == 0) {
    str_put(&o->pos, str_text(&v));
    str_printf(&o->neg, "not(%s)", str_text(&v));
  }
  if (ok && strcmp(op, "ne") == 0) { /* 以外 does not hold of 空欄 either */
    str_printf(&o->pos, "not(%s, null)", str_text(&v));
    str_printf(&o->neg, "%s, null", str_text(&v));
  }
  str_free(&v);
  return ok;
}

static bool among(drawing *d, uint32_t id, const naze_ir_node *n, one *o) {
  str list = { 0 };
  bool ok = true;
  for (uint32_t i = 1; i < n->args && ok; i++) {
    if (list.n) str_put(&list, ", ");
    ok = tests_literal(d, naze_ir_arg(d->p, id, i), &list);
  }
  ok = ok && (o->subject = tests_subject(d, naze_ir_arg(d->p, id, 0))) != NULL;
  if (ok) {
    str_put(&o->pos, str_text(&list));
    str_printf(&o->neg, "not(%s)", str_text(&list));
  }
  str_free(&list);
  return ok;
}

static char *condition(drawing *d, uint32_t decl);

/* …が可, …が不可, …が対象外 of a table that is drawn. */
static bool outcome(drawing *d, uint32_t id, const naze_ir_node *n, one *o) {
  enum { DENY, ALLOW, PARTIAL, REFER, NA };
  uint32_t of = naze_ir_arg(d->p, id, 0);
  naze_ir_node k = at(d, of);
  naze_ir_decl x;
  if (!is(&k, "decl") || k.imm != 0 || n->imm == PARTIAL || n->imm < DENY || n->imm > NA || (o->subject = output_of(d, of)) == NULL) return false;
  const draw_table *t = naze_ir_decl_at(d->p, k.ref, &x) ? draw_named(d, x.name) : NULL;
  if (!t || !t->outcomes) return false;
  static const char *const words[] = { "\"不可\"", "\"可\"", "", "\"要照会\"", "null" }, *const truths[] = { "false", "true", "", "\"要照会\"", "null" };
  const char *cell = (t->words ? words : truths)[n->imm];
  str_put(&o->pos, cell);
  str_printf(&o->neg, "not(%s)", cell);
  return t->words || n->imm != REFER;
}

static bool single(drawing *d, uint32_t id, one *o);

static bool as_one(drawing *d, uint32_t id, one *o) {
  static const char *const comparisons[] = { "lt", "le", "gt", "ge", "eq", "ne" };
  naze_ir_node n = at(d, id);
  for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
    if (is(&n, comparisons[i])) return compared(d, id, &n, comparisons[i], o);
  if (is(&n, "in")) return among(d, id, &n, o);
  if (is(&n, "outis")) return outcome(d, id, &n, o);
  if (is(&n, "isblank")) {
    o->subject = tests_subject(d, naze_ir_arg(d->p, id, 0));
    str_put(&o->pos, "null");
    str_put(&o->neg, "not(null)");
    return o->subject != NULL;
  }
  if (is(&n, "field")) { /* 有無: of 空欄 neither ある nor ない holds */
    o->subject = tests_subject(d, id);
    str_put(&o->pos, "true");
    str_put(&o->neg, "false");
    return o->subject != NULL;
  }
  if (is(&n, "decl") && n.args == 1) {
    naze_ir_node of = at(d, naze_ir_arg(d->p, id, 0));
    o->subject = is(&of, "subject") ? condition(d, n.ref) : NULL;
    str_put(&o->pos, "true");
    str_put(&o->neg, "false");
    return o->subject != NULL;
  }
  if (is(&n, "not") && single(d, naze_ir_arg(d->p, id, 0), o)) {
    inverse(o);
    return true;
  }
  return false;
}

/* A node as one test; false: it is none, and there is nothing to free. */
static bool single(drawing *d, uint32_t id, one *o) {
  *o = (one){ 0 };
  if (as_one(d, id, o)) return true;
  one_free(o);
  *o = (one){ 0 };
  return false;
}

/* または of tests of one fact that are lists of values or ranges. */
static bool united(drawing *d, uint32_t id, const naze_ir_node *n, one *all) {
  *all = (one){ 0 };
  for (uint32_t i = 0; i < n->args; i++) {
    one o;
    bool fits = single(d, naze_ir_arg(d->p, id, i), &o) && !starts_with(str_text(&o.pos), "not(") && (!all->subject || strcmp(all->subject, o.subject) == 0);
    if (!fits) {
      one_free(&o);
      one_free(all);
      return false;
    }
    if (!all->subject) all->subject = copy(o.subject);
    if (all->pos.n) str_put(&all->pos, ", ");
    str_put(&all->pos, str_text(&o.pos));
    one_free(&o);
  }
  return all->subject != NULL;
}

static bool compound(const naze_ir_node *n) { return is(n, "and") || is(n, "or") || is(n, "not"); }

static void add_truth(drawing *d, draw_tests *t, uint32_t id, const char *cell) {
  char *name = tests_decision(d, id);
  tests_put(t, name, cell);
  free(name);
}

void tests_add(drawing *d, draw_tests *t, uint32_t id) {
  naze_ir_node n = at(d, id);
  one o;
  if (++d->work > DRAW_WORK) return;
  if (is(&n, "const") && n.imm) return;
  if (is(&n, "and")) {
    for (uint32_t i = 0; i < n.args; i++) tests_add(d, t, naze_ir_arg(d->p, id, i));
    return;
  }
  if (single(d, id, &o) || (is(&n, "or") && united(d, id, &n, &o))) {
    if (!((o.low || o.high) && joins(t, o.subject, str_text(&o.pos), o.low, o.high))) {
      tests_put(t, o.subject, str_text(&o.pos));
      t->v[t->n - 1].low = o.low, t->v[t->n - 1].high = o.high;
    }
    one_free(&o);
    return;
  }
  if (is(&n, "not")) add_truth(d, t, naze_ir_arg(d->p, id, 0), "false");
  else add_truth(d, t, id, "true");
}

/* ---- conditions that are decisions ---- */

/* true by the rules that come of the node, else false. */
static void truth(drawing *d, const char *name, uint32_t id) {
  naze_ir_node n = at(d, id);
  draw_rule *rules = NULL;
  size_t count = is(&n, "or") ? n.args : 1;
  rules = mem_resize(NULL, count + 1, sizeof *rules);
  for (size_t i = 0; i < count; i++) {
    rules[i] = (draw_rule){ 0 };
    tests_add(d, &rules[i].when, is(&n, "or") ? naze_ir_arg(d->p, id, (uint32_t)i) : id);
    list_add(&rules[i].results, "true", 4);
  }
  draw_table *t = draw_table_add(d, name, "ANY");
  t->rules = rules;
  t->n = count;
  t->outcomes = true;
  list_add(&t->outputs, name, strlen(name));
  list_add(&t->usual, "false", 5);
}

char *tests_decision(drawing *d, uint32_t id) {
  naze_ir_node n = at(d, id);
  if (is(&n, "decl") && n.args == 1) {
    naze_ir_node of = at(d, naze_ir_arg(d->p, id, 0));
    char *name = is(&of, "subject") ? condition(d, n.ref) : NULL;
    if (name) return name;
  }
  char *name = phrase(d, id);
  if (draw_named(d, name)) return name;
  one o;
  bool test = single(d, id, &o);
  if (test) one_free(&o);
  if (test || compound(&n)) truth(d, name, id);
  else give(d, name, DRAW_BOOL, NULL, NULL, true);
  return name;
}

/* A 条件 about the same row, as a decision; NULL: it is something else. */
static char *condition(drawing *d, uint32_t decl) {
  naze_ir_decl x;
  if (!naze_ir_decl_at(d->p, decl, &x) || strcmp(x.word, "条件") != 0 || x.params) return NULL;
  for (size_t i = 0; i < d->nbegun; i++)
    if (d->begun[i] == decl) return copy(x.name);
  uint32_t v = variant_at(d, &x);
  uint32_t body = v == NAZE_IR_NONE ? NAZE_IR_NONE : naze_ir_body(d->p, v, 0);
  naze_ir_node n = at(d, body);
  d->begun = mem_resize(d->begun, d->nbegun + 1, sizeof *d->begun);
  d->begun[d->nbegun++] = decl;
  one o;
  bool test = body != NAZE_IR_NONE && single(d, body, &o);
  if (test) one_free(&o);
  if (test || (body != NAZE_IR_NONE && compound(&n))) truth(d, x.name, body);
  else give(d, x.name, DRAW_BOOL, NULL, NULL, true);
  return copy(x.name);
}
