/* mutants.c -- lists of what can be tried, and trying it; see mutants.h */
#include "mutants.h"

#include <string.h>

#include "making.h"

static bool begins(const ir_module *m, uint32_t decl, const char *with) {
  nz_str s = ir_text(m, m->decls.v[decl].name);
  size_t n = strlen(with);
  return s.n >= n && memcmp(s.p, with, n) == 0;
}

nz_part_of nz_part(const nz_making *w, uint32_t decl) {
  const ir_module *m = w->x->m;
  if (m->decls.v[decl].owner == IR_NONE) return NZ_OF_RULE;
  if (begins(m, decl, "上限 ") || begins(m, decl, "上限（")) return NZ_OF_LIMIT;
  if (begins(m, decl, "併給不可")) return NZ_OF_EXCLUSION;
  if (begins(m, decl, "記録")) return NZ_OF_RECORD;
  return begins(m, decl, "単位数") ? NZ_OF_UNITS : NZ_OF_ADDON;
}

bool nz_is_clause(const ir_module *m, uint32_t node) {
  const ir_node *n = &m->nodes.v[node];
  return n->op == IR_DECL && m->decls.v[n->ref].owner != IR_NONE;
}

bool nz_is_number(const ir_module *m, uint32_t node) {
  const ir_node *n = &m->nodes.v[node];
  return n->op == IR_CONST && (m->types.v[n->type].k == IR_T_QTY || m->types.v[n->type].k == IR_T_DATE);
}

static void words_of(const nz_mutants *x, const nz_edit *e, ir_buf *out) {
  const ir_module *m = x->m;
  if (e->how == NZ_HOW_CELL) {
    const ir_node *n = &m->nodes.v[m->cells.v[e->at].node];
    nz_str mark = n->op == IR_MARK ? ir_text(m, n->ref) : (nz_str){"", 0};
    if (mark.n) ir_buf_printf(out, "%.*s", (int)mark.n, mark.p);
    else if (n->op == IR_CONST && m->types.v[n->type].k == IR_T_BOOL) ir_buf_printf(out, "－");
    else ir_phrase(m, m->cells.v[e->at].node, out);
  } else if (e->how == NZ_HOW_PERIOD) {
    uint32_t date = 0;
    while (date + 1 < m->types.n && m->types.v[date].k != IR_T_DATE) date++;
    ir_phrase_value(m, date, m->variants.v[e->at + 1].from, 0, out);
    ir_buf_printf(out, "から");
  } else {
    ir_phrase(m, e->how == NZ_HOW_ARG ? m->args.v[e->at] : e->brief ? e->at : e->host, out);
  }
}

static nz_sym key_of(nz_making *w, const nz_edit *e, uint32_t loc) {
  const ir_module *m = w->x->m;
  const ir_loc *l = &m->locs.v[loc];
  ir_buf b = {.a = w->x->a};
  ir_buf_printf(&b, "%u:%u:%u:%u:", (unsigned)l->file, l->line, l->col, e->how);
  words_of(w->x, e, &b);
  ir_buf_printf(&b, ":%lld", (long long)(e->how == NZ_HOW_ARG ? e->to == w->x->truth[0] : e->to));
  nz_sym s = nz_intern_put(w->keys, b.p, b.n);
  return s;
}

void nz_put(nz_making *w, unsigned kind, nz_side side, uint8_t how, uint32_t at, int64_t to, uint32_t host, uint32_t loc) {
  nz_mutants *x = w->x;
  nz_part_of part = nz_part(w, w->decl);
  bool brief = how == NZ_HOW_NUMBER && (part == NZ_OF_LIMIT || part == NZ_OF_EXCLUSION);
  nz_edit e = {how, at, to, host, w->decl, w->variant, brief, IR_NONE};
  if (!loc) return;
  nz_sym key = key_of(w, &e, loc);
  while (w->last.n <= key) NZ_PUSH(x->a, &w->last) = IR_NONE;
  NZ_PUSH(x->a, &x->edits) = e;
  uint32_t id = x->edits.n - 1, before = w->last.v[key];
  w->last.v[key] = id;
  if (before != IR_NONE) x->edits.v[before].next = id;
  else NZ_PUSH(x->a, &x->list) = (nz_mutant){(uint8_t)kind, (uint8_t)side, id, loc};
}

static void one_body(nz_making *w, const nz_maker *maker, uint32_t root) {
  nz_ids nodes = {0}, tables = {0};
  if (root == IR_NONE) return;
  if (maker->root) maker->root(w, root);
  nz_own_nodes(w->x->a, w->x->m, root, &nodes, &tables);
  for (uint32_t i = 0; i < nodes.n; i++) {
    if (nz_in(w->seen, nodes.v[i])) continue;
    w->seen[nodes.v[i] / 64] |= UINT64_C(1) << (nodes.v[i] % 64);
    maker->node(w, nodes.v[i]);
  }
  for (uint32_t i = 0; i < tables.n; i++) maker->table(w, tables.v[i]);
}

nz_mutants *nz_mutants_of(nz_arena *a, ir_module *m, uint32_t ndecls, bool places) {
  static const char other[] = "書き損じ";
  const nz_maker *maker = places ? &nz_place_maker : &nz_slip_maker;
  nz_mutants *x = NZ_NEW(a, nz_mutants);
  x->m = m;
  x->a = a;
  for (int i = 0; i < 2; i++) {
    x->truth[i] = ir_mk_node(m, IR_CONST, ir_mk_type(m, IR_T_BOOL, 0, IR_NONE), NULL, 0);
    m->nodes.v[x->truth[i]].imm = i;
  }
  x->other = ir_intern(m, other, sizeof other - 1);
  nz_making w = {.x = x, .keys = nz_intern_new(a, 0), .seen = NZ_NEW_N(a, uint64_t, m->nodes.n / 64 + 1)};
  for (w.decl = 0; w.decl < ndecls; w.decl++) {
    ir_range r = m->decls.v[w.decl].variants;
    for (uint32_t k = 0; k < r.n; k++) {
      w.variant = r.first + k;
      const ir_variant *v = &m->variants.v[w.variant];
      one_body(&w, maker, v->body);
      if (maker->period && k + 1 < r.n && v->to != IR_DATE_MAX && m->variants.v[w.variant + 1].from == v->to + 1) maker->period(&w, w.variant);
    }
  }
  return x;
}

static void swap(nz_mutants *x, nz_edit *e) {
  ir_module *m = x->m;
  int64_t was = 0;
  switch (e->how) {
    case NZ_HOW_OP: was = m->nodes.v[e->at].op, m->nodes.v[e->at].op = (uint16_t)e->to; break;
    case NZ_HOW_NUMBER: was = m->nodes.v[e->at].imm, m->nodes.v[e->at].imm = e->to; break;
    case NZ_HOW_TEXT: was = m->nodes.v[e->at].ref, m->nodes.v[e->at].ref = (uint32_t)e->to; break;
    case NZ_HOW_ARG: was = m->args.v[e->at], m->args.v[e->at] = (uint32_t)e->to; break;
    case NZ_HOW_CELL: was = m->cells.v[e->at].node, m->cells.v[e->at].node = (uint32_t)e->to; break;
    default: was = m->variants.v[e->at].to, m->variants.v[e->at].to = e->to, m->variants.v[e->at + 1].from = e->to + 1; break;
  }
  e->to = was;
}

void nz_mutate(nz_mutants *x, const nz_mutant *u) {
  for (uint32_t i = u->edit; i != IR_NONE; i = x->edits.v[i].next) swap(x, &x->edits.v[i]);
}

void nz_place_words(nz_mutants *x, const nz_mutant *u, ir_buf *out) { words_of(x, &x->edits.v[u->edit], out); }

void nz_mutant_words(nz_mutants *x, const nz_mutant *u, ir_buf *out) {
  const nz_edit *e = &x->edits.v[u->edit];
  words_of(x, e, out);
  ir_buf_printf(out, " → ");
  nz_mutate(x, u);
  if (e->how == NZ_HOW_ARG) ir_buf_printf(out, "（なし）");
  else words_of(x, e, out);
  nz_mutate(x, u);
}
