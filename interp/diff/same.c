/* same.c -- what a declaration says, as a number: names instead of ids, the day and the readings of its side worked in. */
#include <string.h>

#include "side.h"

typedef struct sum { uint64_t a, b; } sum;
struct nz_same {
  nz_arena *arena;
  const nz_side *s;
  sum *decl;              /* through all it calls, by output … */
  uint8_t *state;         /* … 0 not yet, 1 being made, 2 made; for the day, and for any day (within 現在の) */
  bool any_day, own_only;
};

static void put(sum *s, uint64_t x) {
  s->a = (s->a ^ x) * UINT64_C(0xff51afd7ed558ccd);
  s->a ^= s->a >> 32;
  s->b = (s->b + x + UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xc4ceb9fe1a85ec53);
  s->b ^= s->b >> 29;
}
static void put_sum(sum *s, sum x) { put(s, x.a), put(s, x.b); }
static void put_text(sum *s, nz_str t) {
  put(s, t.n);
  for (uint32_t i = 0; i < t.n; i += 8) {
    uint64_t w = 0;
    memcpy(&w, t.p + i, t.n - i < 8 ? t.n - i : 8);
    put(s, w);
  }
}
static void put_name(const nz_same *x, sum *s, ir_str name) { put_text(s, ir_text(x->s->m, name)); }

static sum of_node(nz_same *x, uint32_t id);
static sum of_decl(nz_same *x, uint32_t id, bool any_day);

static void put_type(const nz_same *x, sum *s, uint32_t type) {
  const ir_module *m = x->s->m;
  const ir_type *t = &m->types.v[type];
  put(s, t->k * 16u + t->dec);
  switch ((ir_tk)t->k) {
    case IR_T_QTY: case IR_T_RATIO:
      if (t->ref != IR_NONE) put_name(x, s, m->units.v[t->ref].name);
      break;
    case IR_T_ENUM: {
      const ir_enum *e = &m->enums.v[t->ref];
      put_name(x, s, e->name);
      for (uint32_t i = 0; e->ordered && i < e->values.n; i++) put_name(x, s, m->values.v[e->values.first + i].name);
      break;
    }
    case IR_T_ROW: put_name(x, s, m->ledgers.v[t->ref].name); break;
    case IR_T_SET: put_type(x, s, t->ref); break;
    default: break;
  }
}

static void put_const(const nz_same *x, sum *s, const ir_node *n) {
  const ir_module *m = x->s->m;
  uint8_t k = m->types.v[n->type].k;
  if (k == IR_T_ENUM) put_name(x, s, m->values.v[n->imm].name);
  else if (k == IR_T_TEXT) put_name(x, s, n->ref);
  else put(s, (uint64_t)n->imm), put(s, (uint64_t)n->imm2);
}

/* A truth that the day decides: 基準日 against a constant. */
static bool by_day(const nz_same *x, const ir_node *n, bool *truth) {
  const ir_module *m = x->s->m;
  if (x->any_day || x->s->day == IR_DATE_MIN || n->args.n != 2 || n->op < IR_LT || n->op > IR_NE) return false;
  const ir_node *l = &m->nodes.v[m->args.v[n->args.first]], *r = &m->nodes.v[m->args.v[n->args.first + 1]];
  if ((l->op != IR_TODAY || r->op != IR_CONST) && (l->op != IR_CONST || r->op != IR_TODAY)) return false;
  int64_t a = l->op == IR_TODAY ? x->s->day : l->imm, b = r->op == IR_TODAY ? x->s->day : r->imm;
  switch ((ir_op)n->op) {
    case IR_LT: *truth = a < b; break;
    case IR_LE: *truth = a <= b; break;
    case IR_GT: *truth = a > b; break;
    case IR_GE: *truth = a >= b; break;
    case IR_EQ: *truth = a == b; break;
    default: *truth = a != b; break;
  }
  return true;
}

static void put_table(nz_same *x, sum *s, const ir_table *t) {
  const ir_module *m = x->s->m;
  put(s, t->kind * 64u + t->hit);
  put(s, t->rows.n * 4096u + t->cols.n);
  for (uint32_t i = 0; i < t->cols.n; i++) {
    const ir_head *h = &m->heads.v[t->cols.first + i];
    put_type(x, s, h->type);
    put(s, h->output);
    if (h->cond != IR_NONE) put_sum(s, of_node(x, h->cond));
    else if (t->kind == IR_TABLE_MATRIX && (uint64_t)h->value < m->values.n && m->types.v[h->type].k == IR_T_ENUM) put_name(x, s, m->values.v[h->value].name);
    else put(s, (uint64_t)h->value);
  }
  for (uint32_t i = 0; i < t->rows.n; i++) {
    const ir_row *r = &m->rows.v[t->rows.first + i];
    put(s, r->otherwise);
    if (r->cond != IR_NONE) put_sum(s, of_node(x, r->cond));
    if (t->kind == IR_TABLE_MATRIX) put_name(x, s, r->name);
  }
  for (uint32_t i = 0; i < t->cells.n; i++) put_sum(s, of_node(x, m->cells.v[t->cells.first + i].node));
  if (t->otherwise != IR_NONE) put_sum(s, of_node(x, t->otherwise));
}

static sum of_node(nz_same *x, uint32_t id) {
  const ir_module *m = x->s->m;
  const ir_node *n = &m->nodes.v[id];
  sum s = {n->op, n->op};
  bool truth;
  if (by_day(x, n, &truth)) {
    s = (sum){IR_CONST, IR_CONST};
    put(&s, truth);
    return s;
  }
  put_type(x, &s, n->type);
  put(&s, n->args.n);
  switch ((ir_op)n->op) {
    case IR_CONST: put_const(x, &s, n); break;
    case IR_FIELD: case IR_REFS: put_name(x, &s, m->fields.v[n->ref].name), put_name(x, &s, m->ledgers.v[m->fields.v[n->ref].ledger].name); break;
    case IR_ROWS: put_name(x, &s, m->ledgers.v[n->ref].name); break;
    case IR_DECL:
      put(&s, (uint64_t)n->imm);
      if (m->decls.v[n->ref].owner != IR_NONE) put_name(x, &s, m->decls.v[m->decls.v[n->ref].owner].name);
      put_name(x, &s, m->decls.v[n->ref].name);
      if (!x->own_only) put_sum(&s, of_decl(x, n->ref, x->any_day));
      break;
    case IR_READING:
      put_name(x, &s, m->readings.v[n->ref].name);
      if (x->s->choice[n->ref] < n->args.n) {
        put_sum(&s, of_node(x, m->args.v[n->args.first + x->s->choice[n->ref]]));
        return s;
      }
      break;
    case IR_OUTCOME:
      put(&s, (uint64_t)n->imm);
      if (n->imm == NZ_OUT_REFER && n->ref != IR_NONE) put_name(x, &s, n->ref); /* whom to ask; reasons of others decide nothing */
      break;
    case IR_MATRIX: case IR_DTABLE: case IR_COLALL:
      put(&s, (uint64_t)n->imm);
      put_table(x, &s, &m->tables.v[n->ref]);
      break;
    default: put(&s, (uint64_t)n->imm); break;
  }
  if (n->op == IR_ASOF) {
    bool was = x->any_day;
    put_sum(&s, of_node(x, m->args.v[n->args.first]));
    x->any_day = true;
    put_sum(&s, of_node(x, m->args.v[n->args.first + 1]));
    x->any_day = was;
    return s;
  }
  for (uint32_t i = 0; i < n->args.n; i++) put_sum(&s, of_node(x, m->args.v[n->args.first + i]));
  return s;
}

static sum bodies(nz_same *x, uint32_t id, bool any_day) {
  const ir_module *m = x->s->m;
  const ir_decl *d = &m->decls.v[id];
  sum s = {d->kind, d->params.n};
  bool was = x->any_day;
  x->any_day = any_day;
  for (uint32_t i = 0; i < d->params.n; i++) {
    const ir_param *p = &m->params.v[d->params.first + i];
    put_type(x, &s, p->type);
    if (p->dflt != IR_NONE) put_sum(&s, of_node(x, p->dflt));
  }
  for (uint32_t i = 0; i < d->variants.n; i++) {
    const ir_variant *v = &m->variants.v[d->variants.first + i];
    bool here = any_day || x->s->day == IR_DATE_MIN || (v->from <= x->s->day && x->s->day <= v->to);
    if (!here) continue;
    if (any_day || x->s->day == IR_DATE_MIN) put(&s, (uint64_t)v->from), put(&s, (uint64_t)v->to);
    for (uint32_t k = 0; k < v->bodies.n; k++) put_sum(&s, of_node(x, m->args.v[v->bodies.first + k]));
    if (v->body != IR_NONE) put_sum(&s, of_node(x, v->body)); /* with its provisos */
  }
  x->any_day = was;
  return s;
}

static sum of_decl(nz_same *x, uint32_t id, bool any_day) {
  uint32_t at = id * 2 + any_day;
  if (x->state[at] == 2) return x->decl[at];
  if (x->state[at] == 1) return (sum){1, 1}; /* the one recursion there is */
  x->state[at] = 1;
  sum s = bodies(x, id, any_day);
  x->decl[at] = s;
  x->state[at] = 2;
  return s;
}

nz_same *nz_same_new(nz_arena *a, const nz_side *s) {
  nz_same *x = NZ_NEW(a, nz_same);
  x->arena = a;
  x->s = s;
  x->decl = NZ_NEW_N(a, sum, (size_t)s->m->decls.n * 2 + 2);
  x->state = NZ_NEW_N(a, uint8_t, (size_t)s->m->decls.n * 2 + 2);
  return x;
}

void nz_same_decl(nz_same *x, uint32_t decl, uint64_t out[2], uint64_t own[2]) {
  sum s = of_decl(x, decl, x->s->day == IR_DATE_MIN);
  out[0] = s.a;
  out[1] = s.b;
  x->own_only = true;
  s = bodies(x, decl, x->s->day == IR_DATE_MIN);
  x->own_only = false;
  own[0] = s.a;
  own[1] = s.b;
}
