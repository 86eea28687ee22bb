/* case_decl.c -- the facts of a 事例; see case_decl.h */
#include "case_decl.h"

#include <string.h>

#include "../ir/date.h"
#include "../ir/phrase.h"
#include "node.h"

typedef struct drow { const nz_node *fact; const nz_row *head, *cells; uint32_t row; } drow; /* a row whose facts are still to be read */
typedef struct builder {
  nz_into in;
  const nz_intern *names;
  const nz_tree *t;
  NZ_VEC(drow) rows;
} builder;

static nz_str text(const builder *b, nz_sym s) { return nz_intern_get(b->names, s); }
static bool is(nz_str s, const char *t) { return s.n == strlen(t) && memcmp(s.p, t, s.n) == 0; }
static nz_where where(const builder *b, nz_span at, nz_str name) { return nz_where_in(b->t, at, name); }

/* 利用者「甲」の歩行, or 利用者の歩行 for a row without a name */
static nz_str fact_name(builder *b, uint32_t row, nz_str field) {
  const nz_case *c = b->in.c;
  ir_buf o = {b->in.a, NULL, 0, 0};
  if (c->rows.v[row].name.n) nz_row_name(c, row, &o);
  else ir_phrase_name(ir_text(c->m, c->m->ledgers.v[c->rows.v[row].ledger].name), &o);
  ir_buf_printf(&o, "の");
  ir_phrase_name(field, &o);
  return nz_buf_str(&o);
}

static const nz_row *drawn(const builder *b, const nz_node *n) {
  if (n->kind != NZ_T_ROW || n->num < 0 || (uint64_t)n->num >= b->t->toks->rows.n) return NULL;
  const nz_row *r = &b->t->toks->rows.v[n->num];
  return r->rule ? NULL : r;
}

static nz_span cell_span(const builder *b, const nz_cell *c) { return (nz_span){b->t->src->id, c->lo, c->hi}; }

/* ---- first pass: the rows and their names, so that references find them ---- */

static uint32_t new_row(builder *b, uint32_t ledger, nz_str label, nz_str key, nz_span at) {
  const ir_module *m = b->in.c->m;
  const ir_ledger *l = &m->ledgers.v[ledger];
  nz_where w = where(b, at, ir_text(m, l->name));
  uint32_t row = nz_put_new_row(&b->in, ledger, label.n ? label : key, &w);
  if (row == IR_NONE || !label.n || !key.n) return row;
  if (nz_case_name_row(b->in.a, b->in.c, row, key) == IR_NONE) return row;
  nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_ROW_TWICE, &w);
  nz_arg_str(b->in.d, g, 1, ir_text(m, l->name));
  nz_arg_str(b->in.d, g, 2, key);
  return IR_NONE;
}

static void row_of_assigns(builder *b, uint32_t ledger, const nz_node *fact) {
  const ir_module *m = b->in.c->m;
  const ir_ledger *l = &m->ledgers.v[ledger];
  nz_str key = {"", 0}, label = text(b, (nz_sym)fact->aux);
  for (uint32_t i = 0; i < fact->nkid; i++) {
    const nz_node *a = fact->kid[i];
    if (!a || a->kind != NZ_T_ASSIGN || a->op != NZ_AS_IS || a->nkid < 2 || l->key == IR_NONE) continue;
    if (nz_known_field(m, ledger, nz_node_text(b->in.a, b->names, a->kid[0])) != l->key) continue;
    nz_str s = nz_node_text(b->in.a, b->names, a->kid[1]);
    key = nz_typed(b->in.a, s.p, s.n);
  }
  uint32_t row = new_row(b, ledger, label, key, fact->at);
  if (row == IR_NONE) return;
  NZ_PUSH(b->in.a, &b->rows) = (drow){fact, NULL, NULL, row};
}

static void rows_of_table(builder *b, uint32_t ledger, const nz_node *fact) {
  const ir_module *m = b->in.c->m;
  const ir_ledger *l = &m->ledgers.v[ledger];
  const nz_row *head = NULL;
  uint32_t key = IR_NONE;
  for (uint32_t i = 0; i < fact->nkid; i++) {
    const nz_row *r = fact->kid[i] ? drawn(b, fact->kid[i]) : NULL;
    if (!r) continue;
    if (!head) {
      head = r;
      for (uint32_t k = 0; k < r->ncells && l->key != IR_NONE; k++)
        if (nz_known_field(m, ledger, text(b, r->cells[k].text)) == l->key) key = k;
      continue;
    }
    nz_str name = {"", 0};
    if (key < r->ncells) name = nz_typed(b->in.a, text(b, r->cells[key].text).p, text(b, r->cells[key].text).n);
    uint32_t row = new_row(b, ledger, (nz_str){"", 0}, name, (nz_span){b->t->src->id, r->lo, r->hi});
    if (row != IR_NONE) NZ_PUSH(b->in.a, &b->rows) = (drow){fact, head, r, row};
  }
}

static void collect(builder *b, const nz_node *fact) {
  const ir_module *m = b->in.c->m;
  nz_str name = text(b, fact->name);
  uint32_t ledger = nz_known_ledger(m, name);
  if (ledger == IR_NONE) {
    nz_where w = where(b, fact->at, text(b, fact->name));
    nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_NO_LEDGER, &w);
    nz_arg_str(b->in.d, g, 1, name);
    if (nz_kept(b->in.d, g)) nz_arg_str(b->in.d, g, 2, nz_near_ledger(m, name));
    return;
  }
  bool table = false;
  for (uint32_t i = 0; i < fact->nkid; i++) table |= fact->kid[i] && fact->kid[i]->kind == NZ_T_ROW;
  if (table) rows_of_table(b, ledger, fact);
  else row_of_assigns(b, ledger, fact);
}

/* ---- second pass: the facts ---- */

static void unknown_field(builder *b, uint32_t ledger, nz_str name, nz_span at) {
  const ir_module *m = b->in.c->m;
  nz_where w = where(b, at, name);
  nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_UNKNOWN_FIELD, &w);
  nz_str near = nz_kept(b->in.d, g) ? nz_near_field(m, ledger, name) : nz_lit("");
  nz_arg_str(b->in.d, g, 1, ir_text(m, m->ledgers.v[ledger].name));
  nz_arg_str(b->in.d, g, 2, name);
  nz_arg_str(b->in.d, g, 3, near);
  if (near.n && at.hi > at.lo) {
    ir_buf f = {b->in.a, NULL, 0, 0};
    ir_phrase_name(near, &f);
    nz_fix(b->in.d, g, at, f.p, f.n);
  }
}

/* 区分4である: the one field of the ledger that can have this value. */
static uint32_t field_with_value(const ir_module *m, uint32_t ledger, nz_str s, int64_t *value) {
  ir_range fs = m->ledgers.v[ledger].fields;
  uint32_t found = IR_NONE;
  for (uint32_t f = fs.first; f < fs.first + fs.n; f++) {
    const ir_type *t = &m->types.v[m->fields.v[f].type];
    uint32_t v = t->k == IR_T_ENUM ? ir_find_value(m, t->ref, s.p, s.n) : IR_NONE;
    if (v == IR_NONE) continue;
    if (found != IR_NONE) return IR_NONE;
    found = f;
    *value = v;
  }
  return found;
}

static void assign(builder *b, uint32_t row, const nz_node *n) {
  const ir_module *m = b->in.c->m;
  uint32_t ledger = b->in.c->rows.v[row].ledger;
  if (n->kind != NZ_T_ASSIGN || n->nkid == 0 || !n->kid[0]) return; /* ERROR: said when it was parsed */
  nz_str name = nz_node_text(b->in.a, b->names, n->kid[0]);
  uint32_t field = nz_known_field(m, ledger, name);
  nz_where w = where(b, n->at, fact_name(b, row, name));
  int64_t value = 0;
  if (field == IR_NONE && n->op == NZ_AS_BE && (field = field_with_value(m, ledger, name, &value)) != IR_NONE) {
    w.name = fact_name(b, row, ir_text(m, m->fields.v[field].name));
    if (nz_put_open(&b->in, row, field, &w)) nz_put_known(&b->in, row, field, value, 0);
    return;
  }
  if (field == IR_NONE) {
    unknown_field(b, ledger, name, n->kid[0]->at);
    return;
  }
  bool truth = m->types.v[m->fields.v[field].type].k == IR_T_BOOL;
  if (!nz_put_open(&b->in, row, field, &w)) return;
  switch (n->op) {
    case NZ_AS_UNKNOWN: break;
    case NZ_AS_BLANK: nz_put_blank(&b->in, row, field, &w); break;
    case NZ_AS_IS:
      if (n->nkid > 1 && n->kid[1]) nz_put_node(&b->in, b->names, row, field, &w, n->kid[1]);
      break;
    default:
      if (truth) {
        nz_put_known(&b->in, row, field, n->op == NZ_AS_HAS || n->op == NZ_AS_BE, 0);
      } else {
        nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_VERB, &w);
        nz_arg_str(b->in.d, g, 0, name);
      }
      break;
  }
}

static void cell(builder *b, uint32_t row, uint32_t field, const nz_cell *c) {
  const ir_field *f = &b->in.c->m->fields.v[field];
  ir_tk k = (ir_tk)b->in.c->m->types.v[f->type].k;
  nz_str s = text(b, c->text);
  nz_where w = where(b, cell_span(b, c), fact_name(b, row, ir_text(b->in.c->m, f->name)));
  if (s.n == 0) {
    nz_say_at(b->in.d, NZ_M_FACT_EMPTY_CELL, &w);
    return;
  }
  if (is(s, "不明") || is(s, "？") || is(s, "?") || !nz_put_open(&b->in, row, field, &w)) return;
  if (is(s, "空欄")) {
    nz_put_blank(&b->in, row, field, &w);
  } else if (f->flags & IR_F_MULTI) {
    if (is(s, "なし")) nz_put_rows(&b->in, row, field, &w, NULL, 0);
    else nz_put_list(&b->in, row, field, &w, s);
  } else {
    const uint32_t q = (uint32_t)strlen("『");
    bool quoted = k == IR_T_TEXT && s.n >= 2 * q && memcmp(s.p, "『", q) == 0 && memcmp(s.p + s.n - q, "』", q) == 0;
    nz_put_text(&b->in, row, field, &w, quoted ? (nz_str){s.p + q, s.n - 2 * q} : s);
  }
}

static void fill_cells(builder *b, const drow *r) {
  uint32_t ledger = b->in.c->rows.v[r->row].ledger;
  if (r->cells->ncells != r->head->ncells) {
    nz_where w = where(b, (nz_span){b->t->src->id, r->cells->lo, r->cells->hi}, ir_text(b->in.c->m, b->in.c->m->ledgers.v[ledger].name));
    ir_buf o = {b->in.a, NULL, 0, 0};
    ir_buf_printf(&o, "%u≠%u", r->cells->ncells, r->head->ncells);
    nz_arg_buf(b->in.d, nz_say_at(b->in.d, NZ_M_FACT_TABLE, &w), 1, &o);
    return;
  }
  for (uint32_t i = 0; i < r->head->ncells; i++) {
    nz_str name = nz_typed(b->in.a, text(b, r->head->cells[i].text).p, text(b, r->head->cells[i].text).n);
    uint32_t field = nz_known_field(b->in.c->m, ledger, name);
    if (field == IR_NONE) unknown_field(b, ledger, name, cell_span(b, &r->head->cells[i]));
    else cell(b, r->row, field, &r->cells->cells[i]);
  }
}

/* 利用者 甲：… gives the key its value when nothing else does. */
static void key_from_label(builder *b, uint32_t row) {
  const ir_module *m = b->in.c->m;
  const nz_crow *r = &b->in.c->rows.v[row];
  uint32_t key = m->ledgers.v[r->ledger].key;
  if (key == IR_NONE || r->name.n == 0) return;
  const ir_type *t = &m->types.v[m->fields.v[key].type];
  nz_cellval *v = &b->in.c->cells.v[nz_cell_of(b->in.c, row, key)];
  if (v->place || (t->k != IR_T_TEXT && t->k != IR_T_QTY)) return;
  nz_where w = {{NZ_NO_FILE, 0, 0}, r->name, {"", 0}, 0, 0};
  if (t->k == IR_T_QTY && (r->name.p[0] < '0' || r->name.p[0] > '9')) return; /* a name beside a key that is a number */
  if (!nz_put_open(&b->in, row, key, &w)) return;
  v->place = r->place;
  nz_put_text(&b->in, row, key, &w, r->name);
}

static void fill(builder *b, const drow *r) {
  if (r->cells) {
    fill_cells(b, r);
    return;
  }
  for (uint32_t i = 0; i < r->fact->nkid; i++)
    if (r->fact->kid[i]) assign(b, r->row, r->fact->kid[i]);
  key_from_label(b, r->row);
}

/* ---- the rest ---- */

static void complete(builder *b, const nz_node *n) {
  for (uint32_t i = 0; i < n->nkid; i++) { /* a name, and its period if it has one */
    const nz_node *name = n->kid[i], *period = i + 1 < n->nkid && n->kid[i + 1]->kind == NZ_T_PERIOD ? n->kid[i + 1] : NULL;
    if (name->kind != NZ_T_NAME) continue;
    nz_str s = text(b, name->name);
    nz_where w = where(b, name->at, s);
    uint32_t ledger = nz_known_ledger(b->in.c->m, s);
    if (ledger == IR_NONE) {
      nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_NO_LEDGER, &w);
      nz_arg_str(b->in.d, g, 1, s);
      nz_arg_str(b->in.d, g, 2, nz_near_ledger(b->in.c->m, s));
      continue;
    }
    int64_t from = IR_DATE_MIN, to = IR_DATE_MAX;
    if (period && period->num != INT64_MIN && !ir_month_of_day(period->num, &from)) continue;
    if (period && period->aux != INT64_MAX && !ir_month_of_day(period->aux, &to)) continue;
    nz_put_closed(&b->in, ledger, from, to, &w);
  }
}

static void given(builder *b, const nz_node *n) {
  const ir_module *m = b->in.c->m;
  if (n->nkid < 1 || !n->kid[0]) return;
  nz_str name = nz_node_text(b->in.a, b->names, n->kid[0]);
  nz_where w = where(b, n->kid[0]->at, name);
  uint32_t decl = nz_put_given_decl(&b->in, name, &w);
  if (decl == IR_NONE) return;
  uint32_t type = m->outputs.v[m->decls.v[decl].outputs.first].type;
  ir_tk k = (ir_tk)m->types.v[type].k;
  int64_t v = 0, v2 = 1;
  if (k == IR_T_BOOL && (n->op == NZ_AS_HAS || n->op == NZ_AS_BE || n->op == NZ_AS_HASNOT || n->op == NZ_AS_BENOT)) {
    v = n->op == NZ_AS_HAS || n->op == NZ_AS_BE;
  } else if (k == IR_T_BOOL && n->nkid > 1 && n->kid[1] && n->kid[1]->kind == NZ_T_OUTCOME && n->kid[1]->op <= NZ_OUT_ALLOW) {
    v = n->kid[1]->op == NZ_OUT_ALLOW;
  } else if (n->op != NZ_AS_IS || n->nkid < 2 || !n->kid[1] || k == IR_T_BOOL) {
    nz_diag *g = nz_say_at(b->in.d, NZ_M_FACT_GIVEN_VALUE, &w);
    ir_buf o = {b->in.a, NULL, 0, 0};
    ir_phrase_type(m, type, &o);
    nz_arg_buf(b->in.d, g, 1, &o);
    return;
  } else if (!nz_node_value(b->in.a, m, b->in.d, b->names, &w, type, n->kid[1], &v, &v2)) {
    return;
  }
  nz_put_given(&b->in, decl, v, k == IR_T_RATIO || k == IR_T_PERIOD ? v2 : 1, &w);
}

static void day(builder *b, const nz_node *decl) {
  const nz_node *head = nz_node_find(decl, NZ_T_HEAD), *n = head ? nz_node_find(head, NZ_T_DATE) : NULL;
  if (!n) return;
  b->in.c->date = n->num;
  if (n->op == NZ_DP_DAY) return;
  nz_where w = where(b, n->at, text(b, decl->name));
  nz_arg_str(b->in.d, nz_say_at(b->in.d, NZ_M_FACT_DAY, &w), 1, nz_node_text(b->in.a, b->names, n));
}

nz_case *nz_case_from_decl(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_tree *t, const nz_node *decl) {
  builder b = {.in = {a, nz_case_new(a, m), d, false}, .names = names, .t = t};
  uint32_t before = d->errors;
  day(&b, decl);
  for (uint32_t i = 0; i < decl->nkid; i++)
    if (decl->kid[i] && decl->kid[i]->kind == NZ_T_FACT) collect(&b, decl->kid[i]);
  for (uint32_t i = 0; i < b.rows.n; i++) fill(&b, &b.rows.v[i]);
  for (uint32_t i = 0; i < decl->nkid; i++) {
    const nz_node *n = decl->kid[i];
    if (!n) continue;
    if (n->kind == NZ_T_COMPLETE) complete(&b, n);
    else if (n->kind == NZ_T_ASSIGN) given(&b, n);
    else if (n->kind == NZ_T_PICK) {
      nz_where w = where(&b, n->at, text(&b, n->name));
      nz_put_choice(&b.in, text(&b, n->name), text(&b, (nz_sym)n->aux), &w);
    }
  }
  return d->errors == before ? b.in.c : NULL;
}
