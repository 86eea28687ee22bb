/* tables.c -- 表 and 判定表 as rules of a decision table. */
#include <stdlib.h>
#include <string.h>

#include "draw.h"

enum { DENY, ALLOW, PARTIAL, REFER, NA }; /* enum nz_out, imm of an outcome */

typedef struct sheet { drawing *d; uint32_t decl; naze_ir_decl x; str *why; bool reasons, refers, outcomes, values; draw_table t; } sheet;

static bool refuse(sheet *s, const char *ja, const char *en) {
  if (!s->why->n) str_put(s->why, s->d->english ? en : ja);
  return false;
}

static naze_ir_node at(const drawing *d, uint32_t id) {
  naze_ir_node n = { 0 };
  (void)naze_ir_node_at(d->p, id, &n);
  return n;
}
static bool is(const naze_ir_node *n, const char *op) {
  naze_ir_op o;
  return naze_ir_op_at(n->op, &o) && strcmp(o.name, op) == 0;
}

draw_table *draw_table_add(drawing *d, const char *name, const char *hit) {
  d->tables = mem_resize(d->tables, d->ntables + 1, sizeof *d->tables);
  draw_table *t = &d->tables[d->ntables++];
  *t = (draw_table){ .name = mem_copy(name, strlen(name)), .hit = mem_copy(hit, strlen(hit)), .fold = mem_copy("", 0) };
  return t;
}

draw_rule *draw_rule_add(draw_table *t) {
  t->rules = mem_resize(t->rules, t->n + 1, sizeof *t->rules);
  t->rules[t->n] = (draw_rule){ 0 };
  return &t->rules[t->n++];
}

static void table_free(draw_table *t) {
  for (size_t k = 0; k < t->n; k++) {
    tests_free(&t->rules[k].when);
    list_free(&t->rules[k].results);
    free(t->rules[k].note);
  }
  free(t->rules), free(t->name), free(t->hit), free(t->fold);
  list_free(&t->outputs);
  list_free(&t->usual);
}

const draw_table *draw_named(const drawing *d, const char *name) {
  for (size_t i = 0; i < d->ntables; i++)
    if (strcmp(d->tables[i].name, name) == 0) return &d->tables[i];
  return NULL;
}

static void input_free(draw_input *x) { free(x->name), free(x->lo), free(x->hi); }

void draw_free(drawing *d) {
  for (size_t i = 0; i < d->ninputs; i++) input_free(&d->inputs[i]);
  for (size_t i = 0; i < d->ntables; i++) table_free(&d->tables[i]);
  free(d->inputs), free(d->tables), free(d->begun);
}

/* ---- results ---- */

static void put(str_list *l, const char *s) { list_add(l, s, strlen(s)); }

static const char *outcome_word(const sheet *s, int64_t o) {
  if (o == NA) return "null";
  if (s->refers) return o == ALLOW ? "\"可\"" : o == DENY ? "\"不可\"" : "\"要照会\"";
  return o == ALLOW ? "true" : "false";
}

static void with_reason(const sheet *s, str_list *l, int64_t outcome, uint32_t reason) {
  put(l, outcome_word(s, outcome));
  if (!s->reasons) return;
  const char *text = naze_ir_string(s->d->p, reason);
  str q = { 0 };
  if (text && *text) {
    str_put(&q, "\"");
    while (*text) {
      bool open = starts_with(text, "『"), close = starts_with(text, "』"); /* whom to ask『about what』 */
      if (open || close) str_put(&q, open ? "（" : "）");
      else {
        if (*text == '"' || *text == '\\') str_put(&q, "\\");
        str_put_n(&q, text, 1);
      }
      text += open || close ? strlen("『") : 1;
    }
    str_put(&q, "\"");
  } else str_put(&q, "null");
  put(l, str_text(&q));
  str_free(&q);
}

/* What outcomes there are decides what the outputs look like. */
static void survey(sheet *s, uint32_t id) {
  if (id == NAZE_IR_NONE) return;
  naze_ir_node n = at(s->d, id);
  if (is(&n, "mark")) survey(s, naze_ir_arg(s->d->p, id, 0));
  s->outcomes = s->outcomes || is(&n, "decide") || (is(&n, "outcome") && !n.args && n.imm != NA);
  naze_ir_type t;
  s->values = s->values || (is(&n, "const") && naze_ir_type_at(s->d->p, n.type, &t) && strcmp(t.kind, "nothing") != 0) || (is(&n, "outcome") && n.args);
  if (!is(&n, "outcome") || n.args) return;
  const char *text = naze_ir_string(s->d->p, n.ref);
  s->reasons = s->reasons || (text && *text);
  s->refers = s->refers || n.imm == REFER;
}

/* The rules for a cell: one for a result, two for a condition (true: 可; behind it, else 不可). */
static bool result(sheet *s, const draw_tests *when, uint32_t id, const char *note) {
  naze_ir_node n = at(s->d, id);
  if (is(&n, "mark")) return result(s, when, naze_ir_arg(s->d->p, id, 0), note);
  if (is(&n, "decide")) {
    draw_tests more = { 0 };
    tests_copy(&more, when);
    tests_add(s->d, &more, naze_ir_arg(s->d->p, id, 0));
    for (int no = 0; no < 2; no++) {
      draw_rule *r = draw_rule_add(&s->t);
      r->note = mem_copy(note, strlen(note));
      tests_copy(&r->when, no ? when : &more);
      with_reason(s, &r->results, no ? DENY : ALLOW, 0);
    }
    tests_free(&more);
    return true;
  }
  str v = { 0 };
  bool outcome = is(&n, "outcome") && !n.args && (n.imm == DENY || n.imm == ALLOW || n.imm == REFER || n.imm == NA), ok = outcome || tests_literal(s->d, id, &v);
  if (ok) {
    draw_rule *r = draw_rule_add(&s->t);
    r->note = mem_copy(note, strlen(note));
    tests_copy(&r->when, when);
    if (outcome) with_reason(s, &r->results, n.imm, n.ref);
    else {
      put(&r->results, str_text(&v));
      if (s->reasons) put(&r->results, "null");
    }
  }
  str_free(&v);
  return ok || refuse(s, "結果が、値でも可・不可でもない式", "a result that is an expression");
}

/* ---- 表 ---- */

static char *axis(sheet *s, uint32_t id) {
  naze_ir_node n = at(s->d, id);
  const char *name;
  uint32_t type, usual;
  if (is(&n, "param") && n.imm >= 0 && naze_ir_param_at(s->d->p, s->decl, (uint32_t)n.imm, &name, &type, &usual) && usual != NAZE_IR_NONE) return tests_subject(s->d, usual);
  return tests_subject(s->d, id);
}

/* The reading is known from here on; a table with condition heads tries these first. */
static bool same_cell(sheet *s, uint32_t table, uint32_t row, uint32_t a, uint32_t b) {
  naze_ir_cell x, y;
  if (!naze_ir_cell_at(s->d->p, table, row, a, &x) || !naze_ir_cell_at(s->d->p, table, row, b, &y)) return false;
  if (x.node == y.node) return true;
  if (!x.mark || !*x.mark || !y.mark || strcmp(x.mark, y.mark) != 0) return false;
  naze_ir_node m = at(s->d, x.node), k = at(s->d, y.node);
  return m.op == k.op && m.ref == k.ref && is(&m, "mark") && naze_ir_arg(s->d->p, x.node, 0) == naze_ir_arg(s->d->p, y.node, 0);
}

static bool matrix_row(sheet *s, uint32_t table, const naze_ir_table *t, uint32_t r, const char *rows, const char *columns) {
  naze_ir_row row;
  naze_ir_column col;
  naze_ir_cell cell;
  if (!naze_ir_row_at(s->d->p, table, r, &row)) return false;
  draw_tests when = { 0 };
  str v = { 0 };
  if (row.cond != NAZE_IR_NONE) tests_add(s->d, &when, row.cond);
  else if (!row.otherwise) {
    tests_choice(s->d, row.value, &v);
    tests_put(&when, rows, str_text(&v));
  }
  bool ok = true, *done = mem_resize(NULL, t->columns + 1, sizeof *done);
  memset(done, 0, (t->columns + 1) * sizeof *done);
  for (int pass = 0; pass < 2 && ok; pass++) /* heads that are conditions first */
    for (uint32_t c = 0; c < t->columns && ok; c++) {
      if (done[c] || !naze_ir_column_at(s->d->p, table, c, &col) || (col.cond != NAZE_IR_NONE) != (pass == 0)) continue;
      if (!naze_ir_cell_at(s->d->p, table, r, c, &cell) || cell.node == NAZE_IR_NONE) continue;
      draw_tests all = { 0 };
      tests_copy(&all, &when);
      if (pass == 0) tests_add(s->d, &all, col.cond);
      else if (col.value != NAZE_IR_NONE) {
        str_clear(&v);
        tests_choice(s->d, col.value, &v);
        for (uint32_t k = c + 1; k < t->columns; k++) { /* columns that say the same */
          naze_ir_column more;
          if (done[k] || !naze_ir_column_at(s->d->p, table, k, &more) || more.cond != NAZE_IR_NONE || more.value == NAZE_IR_NONE || !same_cell(s, table, r, c, k)) continue;
          str_put(&v, ", ");
          tests_choice(s->d, more.value, &v);
          done[k] = true;
        }
        tests_put(&all, columns, str_text(&v));
      }
      ok = result(s, &all, cell.node, row.name ? row.name : "");
      tests_free(&all);
    }
  free(done);
  str_free(&v);
  tests_free(&when);
  return ok;
}

static bool matrix(sheet *s, const naze_ir_node *body, uint32_t id, uint32_t table, const naze_ir_table *t) {
  if (body->args != 2) return refuse(s, "軸が二つでない表", "a 表 whose axes are not two");
  char *rows = axis(s, naze_ir_arg(s->d->p, id, 0)), *columns = axis(s, naze_ir_arg(s->d->p, id, 1));
  bool ok = rows && columns;
  if (!ok) (void)refuse(s, "軸が DMN の型にならない", "an axis of no type of DMN");
  for (uint32_t r = 0; ok && r < t->rows; r++) ok = matrix_row(s, table, t, r, rows, columns);
  draw_tests none = { 0 };
  if (ok && t->otherwise != NAZE_IR_NONE) ok = result(s, &none, t->otherwise, "それ以外");
  free(rows);
  free(columns);
  return ok;
}

/* ---- 判定表 ---- */

static bool decision_row(sheet *s, uint32_t table, const naze_ir_table *t, uint32_t r, bool counts, draw_rule *out) {
  naze_ir_column col;
  naze_ir_cell cell;
  for (uint32_t c = 0; c < t->columns; c++) {
    if (!naze_ir_column_at(s->d->p, table, c, &col) || !naze_ir_cell_at(s->d->p, table, r, c, &cell)) return false;
    if (!col.output) {
      if (cell.node != NAZE_IR_NONE) tests_add(s->d, &out->when, cell.node);
      continue;
    }
    naze_ir_node n = at(s->d, cell.node);
    str v = { 0 };
    bool ok = true;
    if (counts) put(&out->results, "1");
    else if (is(&n, "outcome") && !n.args && (n.imm == DENY || n.imm == ALLOW || n.imm == REFER || n.imm == NA)) with_reason(s, &out->results, n.imm, n.ref);
    else if ((ok = cell.node != NAZE_IR_NONE && tests_literal(s->d, cell.node, &v))) {
      put(&out->results, str_text(&v));
      if (s->reasons) put(&out->results, "null");
    }
    str_free(&v);
    if (!ok) return refuse(s, "結果が、値でも可・不可でもない式", "a result that is an expression");
  }
  return true;
}

static bool decision(sheet *s, uint32_t table, const naze_ir_table *t, uint32_t nout) {
  bool first = strcmp(t->hit, "first") == 0, least = strcmp(t->hit, "min") == 0, most = strcmp(t->hit, "max") == 0, counts = strcmp(t->hit, "all") == 0;
  if (s->reasons && nout > 1) return refuse(s, "結果の列が二つ以上あり、理由もある表", "several results, and reasons");
  free(s->t.hit), free(s->t.fold);
  const char *hit = first ? "FIRST" : least || most || counts ? "COLLECT" : "ANY", *fold = least ? "MIN" : most ? "MAX" : counts ? "COUNT" : "";
  s->t.hit = mem_copy(hit, strlen(hit)), s->t.fold = mem_copy(fold, strlen(fold));
  bool dropped = false;
  for (uint32_t r = 0; r < t->rows; r++) {
    naze_ir_row row;
    draw_rule rule = { 0 };
    bool ok = naze_ir_row_at(s->d->p, table, r, &row) && decision_row(s, table, t, r, counts, &rule);
    bool nothing = ok && (least || most) && rule.results.n && strcmp(rule.results.v[0], "null") == 0;
    rule.note = mem_copy(row.name && ok ? row.name : "", row.name && ok ? strlen(row.name) : 0);
    if (ok && row.otherwise && !first) {
      for (size_t i = 0; i < rule.results.n; i++) put(&s->t.usual, rule.results.v[i]);
      if (dropped && strcmp(rule.results.v[0], "null") != 0) ok = refuse(s, "「なし」の行と「それ以外」がともにある最小・最大", "なし and それ以外 together in 最小 or 最大");
    }
    if (ok && !(row.otherwise && !first) && !nothing) *draw_rule_add(&s->t) = rule;
    else {
      tests_free(&rule.when);
      list_free(&rule.results);
      free(rule.note);
    }
    dropped = dropped || nothing;
    if (!ok) return false;
  }
  return true;
}

/* ---- a declaration ---- */

/* 表 with one ただし…とき、結果: a rule before all others. */
static bool proviso(sheet *s, uint32_t *body) {
  naze_ir_node n = at(s->d, *body);
  if (!is(&n, "prov")) return true;
  naze_ir_node item = at(s->d, naze_ir_arg(s->d->p, *body, 1));
  if (n.args != 2 || item.args != 2) return refuse(s, "ただし書が二つ以上ある表", "a table with several provisos");
  uint32_t when = naze_ir_arg(s->d->p, naze_ir_arg(s->d->p, *body, 1), 0), then = naze_ir_arg(s->d->p, naze_ir_arg(s->d->p, *body, 1), 1);
  naze_ir_node x = at(s->d, then);
  if (is(&x, "withdraw")) return refuse(s, "この限りでない", "a proviso that withdraws");
  survey(s, then);
  draw_tests tests = { 0 };
  tests_add(s->d, &tests, when);
  bool ok = result(s, &tests, then, "ただし書");
  tests_free(&tests);
  *body = naze_ir_arg(s->d->p, *body, 0);
  return ok;
}

static bool sheet_draw(sheet *s) {
  uint32_t v = variant_at(s->d, &s->x);
  if (v == NAZE_IR_NONE) return refuse(s, "その日に効いている版がない", "no variant in force on that day");
  uint32_t body = naze_ir_body(s->d->p, v, 0), inner = body;
  naze_ir_node n = at(s->d, body);
  bool provisos = is(&n, "prov");
  if (provisos) inner = naze_ir_arg(s->d->p, body, 0), n = at(s->d, inner);
  naze_ir_table t;
  bool table = (is(&n, "matrix") || is(&n, "dtable")) && naze_ir_table_at(s->d->p, n.ref, &t);
  naze_ir_node inside = is(&n, "decide") ? at(s->d, naze_ir_arg(s->d->p, inner, 0)) : n;
  if (is(&inside, "colall")) return refuse(s, "行は条件の表", "a table whose rows are conditions");
  if (!table) return refuse(s, "表でも判定表でもない", "neither 表 nor 判定表");
  for (uint32_t r = 0; r < t.rows; r++)
    for (uint32_t c = 0; c < t.columns; c++) {
      naze_ir_cell cell;
      naze_ir_column col;
      bool result = naze_ir_column_at(s->d->p, n.ref, c, &col) && (col.output || is(&n, "matrix"));
      if (result && naze_ir_cell_at(s->d->p, n.ref, r, c, &cell)) survey(s, cell.node);
    }
  survey(s, t.otherwise);
  if (provisos) { /* its reason counts for the outputs too */
    uint32_t item = naze_ir_arg(s->d->p, body, 1);
    survey(s, naze_ir_arg(s->d->p, item, 1));
  }
  if (s->values && s->outcomes && s->x.outputs < 2) return refuse(s, "値と、可・不可・要照会がまじる表", "values and outcomes in one table");
  bool is_matrix = is(&n, "matrix"), first = is_matrix || strcmp(t.hit, "first") == 0;
  if (provisos && !first) return refuse(s, "上から順でない判定表のただし書", "a proviso of a table that is not 上から順");
  uint32_t nout = is_matrix || s->x.outputs == 0 ? 1 : s->x.outputs;
  for (uint32_t i = 0; i < nout; i++) {
    const char *name = NULL;
    uint32_t type;
    bool named = nout > 1 && naze_ir_output_at(s->d->p, s->decl, i, &name, &type) && name && *name;
    put(&s->t.outputs, named ? name : s->x.name);
  }
  if (s->reasons) put(&s->t.outputs, "理由");
  if (provisos && !proviso(s, &body)) return false;
  return is_matrix ? matrix(s, &n, inner, n.ref, &t) : decision(s, n.ref, &t, nout);
}

/* Of a table that asks nothing the first fact of its row. */
static void asks_something(sheet *s) {
  naze_ir_ledger l;
  naze_ir_field f;
  for (size_t r = 0; r < s->t.n; r++)
    if (s->t.rules[r].when.n) return;
  for (uint32_t i = 0; s->x.subject != NAZE_IR_NONE && naze_ir_ledger_at(s->d->p, s->x.subject, &l) && i < l.fields; i++)
    if (naze_ir_field_at(s->d->p, l.first_field + i, &f) && tests_give(s->d, &f)) {
      for (size_t r = 0; r < s->t.n; r++) tests_put(&s->t.rules[r].when, f.name, "-");
      return;
    }
}

bool draw_declaration(drawing *d, uint32_t decl, str *why) {
  sheet s = { .d = d, .decl = decl, .why = why };
  if (!naze_ir_decl_at(d->p, decl, &s.x)) return false;
  if (draw_named(d, s.x.name)) return true;
  for (size_t i = 0; i < d->nbegun; i++)
    if (d->begun[i] == decl) return refuse(&s, "自分を使う表", "a table that asks itself");
  size_t ninputs = d->ninputs, ntables = d->ntables, nbegun = d->nbegun;
  d->begun = mem_resize(d->begun, d->nbegun + 1, sizeof *d->begun);
  d->begun[d->nbegun++] = decl;
  s.t = (draw_table){ .name = mem_copy(s.x.name, strlen(s.x.name)), .hit = mem_copy("FIRST", 5), .fold = mem_copy("", 0) };
  bool ok = sheet_draw(&s);
  if (ok && d->work > DRAW_WORK) ok = refuse(&s, "大きすぎる", "too large");
  if (!ok) {
    table_free(&s.t);
    while (d->ntables > ntables) table_free(&d->tables[--d->ntables]);
    while (d->ninputs > ninputs) input_free(&d->inputs[--d->ninputs]);
    d->nbegun = nbegun;
    return false;
  }
  asks_something(&s);
  s.t.outcomes = s.outcomes, s.t.words = s.refers;
  d->tables = mem_resize(d->tables, d->ntables + 1, sizeof *d->tables);
  d->tables[d->ntables++] = s.t;
  return true;
}
