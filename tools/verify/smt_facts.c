/* smt_facts.c -- the facts of a case with a bounded number of rows: which rows there are, what stands in their cells, and what holds
 * of every case (spec/case.md). Only cells that are read are made. */
#include <string.h>

#include "smt.h"

/* ---- how many rows ---- */

typedef struct plan { smt *x; bool *decl, *table, *field; uint8_t *node; } plan;

static void plan_node(plan *k, uint32_t id);

static void plan_decl(plan *k, uint32_t decl) {
  if (k->decl[decl]) return;
  k->decl[decl] = true;
  const prog *g = k->x->g;
  const naze_ir_decl *d = &g->decls[decl];
  for (uint32_t i = 0; i < d->params; i++) {
    uint32_t usual = NAZE_IR_NONE;
    if (naze_ir_param_at(g->p, decl, i, NULL, NULL, &usual) && usual != NAZE_IR_NONE) plan_node(k, usual);
  }
  for (uint32_t v = d->first_variant; v < d->first_variant + d->variants; v++)
    for (uint32_t o = 0; o < (d->outputs ? d->outputs : 1); o++) plan_node(k, naze_ir_body(g->p, v, o));
}

static void plan_table(plan *k, uint32_t table) {
  naze_ir_table t;
  if (k->table[table] || !naze_ir_table_at(k->x->g->p, table, &t)) return;
  k->table[table] = true;
  if (t.otherwise != NAZE_IR_NONE) plan_node(k, t.otherwise);
  for (uint32_t c = 0; c < t.columns; c++) {
    naze_ir_column h;
    if (naze_ir_column_at(k->x->g->p, table, c, &h) && h.cond != NAZE_IR_NONE) plan_node(k, h.cond);
    for (uint32_t r = 0; r < t.rows; r++) {
      naze_ir_cell cell;
      if (naze_ir_cell_at(k->x->g->p, table, r, c, &cell) && cell.node != NAZE_IR_NONE) plan_node(k, cell.node);
    }
  }
}

static void plan_node(plan *k, uint32_t id) {
  if (id >= k->x->g->n.nodes || k->node[id]) return;
  k->node[id] = 1;
  const node *n = &k->x->g->nodes[id];
  if (n->op == OP_READING) {
    if (k->x->g->choice[n->ref] < n->nargs) plan_node(k, x_arg(k->x, n, k->x->g->choice[n->ref]));
    return;
  }
  for (uint32_t i = 0; i < n->nargs; i++) plan_node(k, x_arg(k->x, n, i));
  if (n->op == OP_ROWS) k->x->ledgers[n->ref].looked = true;
  if (n->op == OP_FIELD || n->op == OP_REFS) k->field[n->ref] = true;
  if (n->op == OP_DECL) plan_decl(k, n->ref);
  if (n->op == OP_MATRIX || n->op == OP_DTABLE || n->op == OP_COLALL) plan_table(k, n->ref);
}

static uint32_t most(const smt *x, uint32_t l, uint64_t n) {
  int64_t bound = x->g->ledgers[l].max_rows;
  if (bound > 0 && n > (uint64_t)bound) n = (uint64_t)bound;
  return n > 64 ? 64 : (uint32_t)n;
}

enum { ROUNDS = 6 };

void f_plan(smt *x, uint32_t decl) {
  const prog *g = x->g;
  uint32_t subject = g->decls[decl].subject;
  plan k = {x, smt_get(x, g->n.decls, 1), smt_get(x, g->n.tables + 1, 1), smt_get(x, g->n.fields, 1), smt_get(x, g->n.nodes, 1)};
  x->ledgers = smt_get(x, g->n.ledgers, sizeof *x->ledgers);
  plan_decl(&k, decl);
  if (g->claims != NAZE_IR_NONE && subject == g->claims) k.field[g->time] = true;
  if (subject != NAZE_IR_NONE) x->ledgers[subject].must = 1;
  for (uint32_t i = 0; i < g->decls[decl].params; i++) { /* a row that is asked about is there */
    uint32_t t = 0, usual = NAZE_IR_NONE;
    if (!naze_ir_param_at(g->p, decl, i, NULL, &t, &usual) || usual != NAZE_IR_NONE || g->types[t].k != K_ROW) continue;
    x->ledgers[g->types[t].ref].must++;
  }
  for (int round = 0; round < ROUNDS; round++) { /* rows that are only referred to: as many as there are references, within the bound */
    for (uint32_t l = 0; l < g->n.ledgers; l++) {
      book *L = &x->ledgers[l];
      uint64_t need = 0, cap = x->rows ? x->rows : 1;
      for (uint32_t f = 0; f < g->n.fields; f++) {
        const type *t = &g->types[g->fields[f].type];
        if (k.field[f] && t->k == K_ROW && t->ref == l) need += (uint64_t)x->ledgers[g->fields[f].ledger].slots * (g->fields[f].many ? UINT32_MAX : 1);
      }
      L->slots = most(x, l, L->must + (L->looked && (x->rows || !need) ? x->rows : need < cap ? need : cap));
      if (round == ROUNDS - 1) x->more_rows |= most(x, l, L->slots + 1) > L->slots && (L->looked || need > cap);
    }
  }
  for (uint32_t l = 0; l < g->n.ledgers; l++) {
    book *L = &x->ledgers[l];
    L->there = smt_get(x, L->slots, sizeof *L->there);
    L->cell = smt_get(x, (size_t)L->slots * g->ledgers[l].fields, sizeof *L->cell);
    L->names = smt_get(x, (size_t)L->slots * g->ledgers[l].fields, sizeof *L->names);
    for (uint32_t i = 0; i < L->slots; i++) {
      L->there[i] = i < L->must && (!i || l != g->claims) ? x->yes : b_var(x, g->ledgers[l].name);
      if (i) smt_holds(x, b_or(x, b_not(x, L->there[i]), L->there[i - 1]));
    }
  }
}

/* ---- cells ---- */

truth f_there(smt *x, uint32_t l, uint32_t slot) { return x->ledgers[l].there[slot]; }

static size_t place(const smt *x, uint32_t field, uint32_t slot) {
  const naze_ir_ledger *l = &x->g->ledgers[x->g->fields[field].ledger];
  return (size_t)slot * l->fields + (field - l->first_field);
}

num f_text(smt *x, uint32_t string) { /* texts of the rules are numbered as they are met; what a case says beyond them has other numbers */
  for (uint32_t i = 0; i < x->ntexts; i++)
    if (x->texts[i] == string) return n_of(i);
  if (x->ntexts == x->texts_cap) {
    uint32_t *more = smt_get(x, x->texts_cap ? x->texts_cap * 2 : 16, sizeof *more);
    if (x->ntexts) memcpy(more, x->texts, x->ntexts * sizeof *more);
    x->texts_cap = x->texts_cap ? x->texts_cap * 2 : 16;
    x->texts = more;
  }
  x->texts[x->ntexts] = string;
  return n_of(x->ntexts++);
}

static val reference(smt *x, const naze_ir_field *f, truth there, uint32_t target) {
  const book *T = &x->ledgers[target];
  if (!T->slots) smt_stop(x, SOLVER_UNSUPPORTED, "行の足りない台帳「%s」への参照", x->g->ledgers[target].name);
  num to = n_var(x, f->name, 0, (int64_t)T->slots - 1);
  for (uint32_t i = 0; i < T->slots; i++)
    smt_holds(x, b_or(x, b_not(x, there), b_or(x, b_not(x, n_eq(x, to, n_of(i))), T->there[i])));
  return v_known(x, K_ROW, to);
}

/* A row that is asked about: one of its own, in the order of the parameters, behind the subject's. Claims have an order already. */
val f_own_row(smt *x, uint32_t l, const char *name) {
  const naze_ir_field f = {.name = name};
  if (l == x->g->claims) return reference(x, &f, x->yes, l);
  uint32_t slot = (l == x->g->decls[x->decl].subject) + x->ledgers[l].own++;
  if (slot >= x->ledgers[l].slots) smt_stop(x, SOLVER_UNSUPPORTED, "台帳「%s」の行", x->g->ledgers[l].name);
  return v_known(x, K_ROW, n_of(slot));
}

static val fresh(smt *x, uint32_t field, truth there) {
  const naze_ir_field *f = &x->g->fields[field];
  const type *t = &x->g->types[f->type];
  naze_ir_enum e;
  val v;
  num end;
  truth open;
  bool born = x->g->birth[field];
  switch (t->k) {
  case K_BOOL: return v_truth(x, b_var(x, f->name));
  case K_QTY: {
    bool ranged = f->lo != 0 || f->hi != 0; /* as a case is read */
    if (f->key && !t->dec && f->lo < 1 && f->hi > MOST_KEY) return v_known(x, K_QTY, n_var(x, f->name, 1, MOST_KEY)); /* a name for a row */
    return v_known(x, K_QTY, n_var(x, f->name, ranged ? f->lo : -1000000000000, ranged ? f->hi : 1000000000000));
  }
  case K_ENUM:
    if (!naze_ir_enum_at(x->g->p, t->ref, &e) || !e.values) break;
    return v_known(x, K_ENUM, n_var(x, f->name, e.first_value, (int64_t)e.first_value + e.values - 1));
  case K_DATE: return v_known(x, K_DATE, d_var(x, f->name, born ? FACT_FIRST * 32 + 1 : x->first, x->last));
  case K_MONTH: return v_known(x, K_MONTH, n_var(x, f->name, x->first / 32, x->last / 32));
  case K_TIME: return v_known(x, K_TIME, n_var(x, f->name, 0, 24 * 60));
  case K_TEXT: return v_known(x, K_TEXT, n_var(x, f->name, 0, MOST_TEXT));
  case K_ROW: return reference(x, f, there, t->ref);
  case K_PERIOD:
    open = b_var(x, f->name);
    v = v_known(x, K_PERIOD, n_ite(x, open, n_of(OPEN_FIRST), d_var(x, f->name, x->first, x->last)));
    end = d_var(x, f->name, x->first, x->last);
    v.b = n_ite(x, b_var(x, f->name), n_of(OPEN_LAST), end);
    smt_holds(x, n_le(x, v.a, v.b));
    return v;
  default: break;
  }
  smt_stop(x, SOLVER_UNSUPPORTED, "項目「%s」の種類", f->name);
}

static val many(smt *x, uint32_t field, uint32_t slot, const naze_ir_field *f, truth there) {
  uint32_t target = x->g->types[f->type].ref;
  const book *T = &x->ledgers[target];
  truth *named = smt_get(x, T->slots, sizeof *named);
  val v = v_status(x, KNOWN);
  set *s = smt_get(x, 1, sizeof *s);
  *s = (set){.k = K_ROW, .ledger = target, .n = T->slots, .v = smt_get(x, T->slots, sizeof *s->v)};
  v.k = K_SET;
  v.set = s;
  for (uint32_t i = 0; i < T->slots; i++) {
    named[i] = b_var(x, f->name);
    smt_holds(x, b_or(x, b_not(x, b_and(x, there, named[i])), T->there[i]));
    s->v[i] = (element){n_of(i), named[i], x->no};
  }
  x->ledgers[f->ledger].names[place(x, field, slot)] = named;
  return v;
}

val f_cell(smt *x, uint32_t field, uint32_t slot) {
  const naze_ir_field *f = &x->g->fields[field];
  book *L = &x->ledgers[f->ledger];
  if (slot >= L->slots) smt_stop(x, SOLVER_UNSUPPORTED, "台帳「%s」の行", x->g->ledgers[f->ledger].name);
  val **at = &L->cell[place(x, field, slot)];
  if (*at) return **at;
  val v = f->many ? many(x, field, slot, f, L->there[slot]) : fresh(x, field, L->there[slot]);
  if (f->may_be_blank && !f->key) {
    truth empty = b_var(x, f->name);
    v.st[KNOWN] = b_not(x, empty);
    v.st[NOVALUE] = empty;
    v.why = n_of(NA_BLANK);
  }
  *at = smt_get(x, 1, sizeof **at);
  **at = v;
  return v;
}

/* The rows a cell names; 空欄 names none (P3.13). */
val f_refs(smt *x, uint32_t field, uint32_t slot) {
  val v = f_cell(x, field, slot);
  set *s = smt_get(x, 1, sizeof *s);
  *s = *v.set;
  s->v = smt_get(x, s->n, sizeof *s->v);
  for (uint32_t i = 0; i < s->n; i++) {
    s->v[i] = v.set->v[i];
    s->v[i].sure = b_and(x, v.st[KNOWN], s->v[i].sure);
  }
  v.st[KNOWN] = x->yes;
  v.st[NOVALUE] = x->no;
  v.set = s;
  return v;
}

const set *f_rows(smt *x, uint32_t l) {
  book *L = &x->ledgers[l];
  if (L->all) return L->all;
  L->all = smt_get(x, 1, sizeof *L->all);
  *L->all = (set){.k = K_ROW, .ledger = l, .n = L->slots, .v = smt_get(x, L->slots, sizeof *L->all->v)};
  for (uint32_t i = 0; i < L->slots; i++) L->all->v[i] = (element){n_of(i), L->there[i], x->no};
  return L->all;
}

/* ---- facts that are fixed ---- */

static num fixed_text(smt *x, const char *s) { /* as the rules know it, else by its bytes */
  uint32_t h = 2166136261u;
  for (uint32_t i = 0; i < x->ntexts; i++) {
    const char *t = naze_ir_string(x->g->p, x->texts[i]);
    if (t && strcmp(t, s) == 0) return n_of(i);
  }
  for (const char *p = s; *p; p++) h = (h ^ (unsigned char)*p) * 16777619u;
  return n_of(MOST_TEXT - h % (MOST_TEXT / 2));
}

void f_fix(smt *x, const solver_fact *fact) {
  if (fact->field == NAZE_IR_NONE) {
    if (fact->row < x->g->decls[x->decl].params && x->params[fact->row].st[KNOWN]) smt_holds(x, n_eq(x, x->params[fact->row].a, n_of(fact->a)));
    return;
  }
  const naze_ir_field *f = &x->g->fields[fact->field];
  const book *L = &x->ledgers[f->ledger];
  if (fact->row >= L->slots) return;
  const val *v = L->cell[place(x, fact->field, fact->row)];
  if (!v) return; /* not read */
  smt_holds(x, v->st[fact->blank ? NOVALUE : KNOWN]);
  if (fact->blank) return;
  if (f->many) {
    for (uint32_t i = 0; i < v->set->n; i++) {
      bool in = false;
      for (uint32_t k = 0; k < fact->nnamed; k++) in |= fact->named[k] == i;
      smt_holds(x, in ? v->set->v[i].sure : b_not(x, v->set->v[i].sure));
    }
    for (uint32_t k = 0; k < fact->nnamed; k++)
      if (fact->named[k] >= v->set->n) smt_holds(x, x->no);
    return;
  }
  switch (x->g->types[f->type].k) {
  case K_BOOL: smt_holds(x, fact->a ? v->t : b_not(x, v->t)); break;
  case K_TEXT: smt_holds(x, n_eq(x, v->a, fixed_text(x, fact->text))); break;
  case K_DATE: smt_holds(x, n_eq(x, v->a, n_of(d_of_day(fact->a)))); break;
  case K_PERIOD:
    smt_holds(x, n_eq(x, v->a, n_of(d_of_day(fact->a))));
    smt_holds(x, n_eq(x, v->b, n_of(d_of_day(fact->b))));
    break;
  default: smt_holds(x, n_eq(x, v->a, n_of(fact->a))); break;
  }
}

void f_fix_count(smt *x, uint32_t l, uint32_t n) {
  const book *L = &x->ledgers[l];
  if (L->looked && n > L->slots) smt_holds(x, x->no); /* not within these rows */
  for (uint32_t i = 0; i < L->slots; i++) smt_holds(x, i < n ? L->there[i] : b_not(x, L->there[i]));
}

/* ---- two that are alike ---- */

static void same_cell(smt *x, const val *a, const val *b) {
  if (a->k != K_SET) {
    smt_holds(x, v_same(x, a, b));
    return;
  }
  smt_holds(x, b_same(x, a->st[KNOWN], b->st[KNOWN]));
  for (uint32_t i = 0; i < a->set->n; i++) smt_holds(x, b_same(x, a->set->v[i].sure, b->set->v[i].sure));
}

void f_pair(smt *x, const uint32_t *differ, size_t n) {
  const naze_ir_decl *d = &x->g->decls[x->decl];
  if (d->params < 2 || x->params[0].k != K_ROW || x->params[1].k != K_ROW || !n_fixed(&x->params[0].a) || !n_fixed(&x->params[1].a)) smt_stop(x, SOLVER_UNSUPPORTED, "二つの行");
  uint32_t t = 0, slot[2] = {(uint32_t)x->params[0].a.lo, (uint32_t)x->params[1].a.lo};
  (void)naze_ir_param_at(x->g->p, x->decl, 0, NULL, &t, NULL);
  uint32_t l = x->g->types[t].ref;
  const naze_ir_ledger *led = &x->g->ledgers[l];
  for (uint32_t f = led->first_field; f < led->first_field + led->fields; f++) {
    bool free = f == led->key || (!x->ledgers[l].cell[place(x, f, slot[0])] && !x->ledgers[l].cell[place(x, f, slot[1])]);
    for (size_t i = 0; i < n; i++) free |= differ[i] == f;
    if (free) continue;
    val a = f_cell(x, f, slot[0]), b = f_cell(x, f, slot[1]);
    same_cell(x, &a, &b);
  }
}

/* ---- what holds of every case ---- */

truth f_births(smt *x, uint32_t slot) {
  num limit = x->day;
  truth fine = x->yes;
  if (x->g->claims != NAZE_IR_NONE && x->g->decls[x->decl].subject == x->g->claims) {
    val t = f_cell(x, x->g->time, slot);
    limit = n_ite(x, b_and(x, t.st[KNOWN], n_lt(x, limit, t.a)), t.a, limit);
  }
  for (uint32_t f = 0; f < x->g->n.fields; f++) {
    const book *L = &x->ledgers[x->g->fields[f].ledger];
    for (uint32_t i = 0; x->g->birth[f] && i < L->slots; i++) {
      const val *v = L->cell[place(x, f, i)];
      if (v && v->k == K_DATE) fine = b_and(x, fine, b_or(x, b_not(x, b_and(x, L->there[i], v->st[KNOWN])), n_le(x, v->a, limit)));
    }
  }
  return fine;
}

/* A year before to a year after; births any day. */
truth f_near(smt *x) {
  truth near = x->yes;
  num first = n_sub(x, x->day, n_of(12 * 32), NULL), last = n_add(x, x->day, n_of(12 * 32), NULL);
  for (uint32_t f = 0; f < x->g->n.fields; f++) {
    const book *L = &x->ledgers[x->g->fields[f].ledger];
    uint8_t k = x->g->types[x->g->fields[f].type].k;
    for (uint32_t i = 0; !x->g->birth[f] && i < L->slots; i++) {
      const val *v = L->cell[place(x, f, i)];
      if (!v || (k != K_DATE && k != K_MONTH && k != K_PERIOD)) continue;
      num a = k == K_MONTH ? n_join(x, v->a, n_of(1), 5) : v->a, b = k == K_PERIOD ? v->b : a;
      near = b_and(x, near, b_and(x, n_le(x, first, a), n_le(x, b, last)));
    }
  }
  return near;
}

static void keys_differ(smt *x, uint32_t l) {
  const book *L = &x->ledgers[l];
  uint32_t key = x->g->ledgers[l].key;
  if (key == NAZE_IR_NONE) return;
  for (uint32_t i = 0; i < L->slots; i++) {
    val a = f_cell(x, key, i); /* also where there is one row: it is its name */
    for (uint32_t k = 0; k < i; k++) {
      val b = f_cell(x, key, k);
      smt_holds(x, b_or(x, b_not(x, L->there[i]), b_not(x, v_same(x, &a, &b))));
    }
  }
}

/* Rows of the ledger of claims stand in the order in which they are judged: of a later one none is asked (S8.6). */
static void in_order(smt *x) {
  const prog *g = x->g;
  const book *L = &x->ledgers[g->claims];
  uint32_t key = g->ledgers[g->claims].key;
  for (uint32_t i = 1; i < L->slots; i++)
    for (uint32_t k = 0; k < i; k++) { /* not: i before k */
      val ti = f_cell(x, g->time, i), tk = f_cell(x, g->time, k), ni = f_cell(x, key, i), nk = f_cell(x, key, k);
      truth days = b_and(x, ti.st[KNOWN], tk.st[KNOWN]), numbers = b_and(x, ni.st[KNOWN], nk.st[KNOWN]);
      truth before = b_and(x, days, b_or(x, n_lt(x, ti.a, tk.a), b_and(x, n_eq(x, ti.a, tk.a), b_and(x, numbers, n_lt(x, ni.a, nk.a)))));
      smt_holds(x, b_or(x, b_not(x, L->there[i]), b_not(x, before)));
    }
}

void f_finish(smt *x) {
  if (x->folded) in_order(x);
  for (uint32_t l = 0; l < x->g->n.ledgers; l++) keys_differ(x, l);
}
