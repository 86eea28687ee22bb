/* ir.c -- building a module and looking things up in it; see ir.h */
#include "ir.h"

#include <string.h>

static const struct op_info {
  const char *name, *ja, *doc;
  uint8_t lo, hi;
} ops[IR_OP_COUNT] = {
#define O(id, name, ja, lo, hi, doc) {name, ja, doc, lo, hi},
#include "ops.def"
#undef O
};

const char *ir_op_name(ir_op op) { return op < IR_OP_COUNT ? ops[op].name : "?"; }
const char *ir_op_ja(ir_op op) { return op < IR_OP_COUNT ? ops[op].ja : "？"; }
const char *ir_op_doc(ir_op op) { return op < IR_OP_COUNT ? ops[op].doc : ""; }
uint8_t ir_op_min(ir_op op) { return op < IR_OP_COUNT ? ops[op].lo : 0; }
uint8_t ir_op_max(ir_op op) { return op < IR_OP_COUNT ? ops[op].hi : 0; }

static bool same(nz_str s, const char *p, size_t n) { return s.n == n && (n == 0 || memcmp(s.p, p, n) == 0); }

ir_op ir_op_named(const char *p, size_t n) {
  for (int op = 0; op < IR_OP_COUNT; op++)
    if (same((nz_str){ops[op].name, (uint32_t)strlen(ops[op].name)}, p, n)) return (ir_op)op;
  return IR_OP_COUNT;
}

ir_module *ir_new(nz_arena *a) {
  ir_module *m = NZ_NEW(a, ir_module);
  m->arena = a;
  m->index = nz_intern_new(a, (uint64_t)(uintptr_t)a);
  NZ_PUSH(a, &m->strs) = (nz_str){"", 0};
  NZ_PUSH(a, &m->locs) = (ir_loc){0, 0, 0, 0};
  return m;
}

ir_str ir_intern(ir_module *m, const char *p, size_t n) {
  if (n == 0) return 0; /* the interner keeps 0 for the empty name, and so do we: its ids are ours */
  nz_sym s = nz_intern_put(m->index, p, n);
  if (s == m->strs.n) NZ_PUSH(m->arena, &m->strs) = nz_intern_get(m->index, s);
  return s;
}

nz_str ir_text(const ir_module *m, ir_str s) { return s < m->strs.n ? m->strs.v[s] : m->strs.v[0]; }

static uint32_t type_slot(const ir_module *m, const ir_type *t) {
  uint64_t h = ((uint64_t)t->ref << 16 | (uint64_t)t->k << 8 | t->dec) * UINT64_C(0x9E3779B97F4A7C15);
  for (uint32_t i = (uint32_t)(h >> 32);; i++) {
    uint32_t at = m->type_slots[i & (m->ntype_slots - 1)];
    const ir_type *o = at ? &m->types.v[at - 1] : NULL;
    if (!o || (o->k == t->k && o->dec == t->dec && o->ref == t->ref)) return i & (m->ntype_slots - 1);
  }
}

uint32_t ir_mk_type(ir_module *m, ir_tk k, uint8_t dec, uint32_t ref) {
  ir_type t = {(uint8_t)k, dec, ref};
  if (m->types.n >= m->ntype_slots / 2) {
    if (m->ntype_slots > UINT32_MAX / 4) nz_oom(m->arena);
    m->ntype_slots = m->ntype_slots ? m->ntype_slots * 2 : 64;
    while (m->types.n >= m->ntype_slots / 2 && m->ntype_slots <= UINT32_MAX / 4) m->ntype_slots *= 2; /* a module that was read */
    m->type_slots = NZ_NEW_N(m->arena, uint32_t, m->ntype_slots);
    for (uint32_t i = 0; i < m->types.n; i++) m->type_slots[type_slot(m, &m->types.v[i])] = i + 1;
  }
  uint32_t at = type_slot(m, &t);
  if (!m->type_slots[at]) {
    NZ_PUSH(m->arena, &m->types) = t;
    m->type_slots[at] = m->types.n;
  }
  return m->type_slots[at] - 1;
}

uint32_t ir_mk_node(ir_module *m, ir_op op, uint32_t type, const uint32_t *args, uint32_t n) {
  ir_range run = {m->args.n, n};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t arg = args[i]; /* args may lie in m->args, which the push can move */
    NZ_PUSH(m->arena, &m->args) = arg;
  }
  ir_node *at = &NZ_PUSH(m->arena, &m->nodes);
  *at = (ir_node){.op = (uint16_t)op, .type = type, .args = run, .ref = IR_NONE, .lo = INT64_MIN, .hi = INT64_MAX};
  return m->nodes.n - 1;
}

uint32_t ir_mk_condition(ir_module *m, ir_str name, uint32_t subject, const ir_param *params, uint32_t nparams, uint32_t body, int64_t from, int64_t to, ir_range cites, uint32_t loc) {
  uint32_t truth = ir_mk_type(m, IR_T_BOOL, 0, IR_NONE);
  ir_range run = {m->params.n, nparams}, bodies = {m->args.n, 1};
  for (uint32_t i = 0; i < nparams; i++) NZ_PUSH(m->arena, &m->params) = params[i];
  NZ_PUSH(m->arena, &m->args) = body;
  NZ_PUSH(m->arena, &m->outputs) = (ir_output){0, truth};
  NZ_PUSH(m->arena, &m->variants) = (ir_variant){from, to, IR_DATE_MAX, body, bodies, cites, {0, 0}, loc};
  NZ_PUSH(m->arena, &m->decls) = (ir_decl){name, IR_D_CONDITION, IR_NONE, subject, run, {m->outputs.n - 1, 1}, {m->variants.n - 1, 1}, loc};
  return m->decls.n - 1;
}

const ir_node *ir_at(const ir_module *m, uint32_t id) { return &m->nodes.v[id]; }
uint32_t ir_arg(const ir_module *m, const ir_node *n, uint32_t i) { return m->args.v[n->args.first + i]; }

uint32_t ir_find_decl(const ir_module *m, const char *p, size_t n) {
  for (uint32_t i = 0; i < m->decls.n; i++)
    if (m->decls.v[i].owner == IR_NONE && same(ir_text(m, m->decls.v[i].name), p, n)) return i;
  return IR_NONE;
}

uint32_t ir_find_ledger(const ir_module *m, const char *p, size_t n) {
  for (uint32_t i = 0; i < m->ledgers.n; i++)
    if (same(ir_text(m, m->ledgers.v[i].name), p, n)) return i;
  return IR_NONE;
}

uint32_t ir_find_field(const ir_module *m, uint32_t ledger, const char *p, size_t n) {
  if (ledger >= m->ledgers.n) return IR_NONE;
  ir_range r = m->ledgers.v[ledger].fields;
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (same(ir_text(m, m->fields.v[i].name), p, n)) return i;
  return IR_NONE;
}

static uint32_t value_named(const ir_module *m, ir_range r, const char *p, size_t n) {
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (same(ir_text(m, m->values.v[i].name), p, n)) return i;
  return IR_NONE;
}

uint32_t ir_find_value(const ir_module *m, uint32_t enum_, const char *p, size_t n) {
  if (enum_ >= m->enums.n) return IR_NONE;
  ir_range r = m->enums.v[enum_].values;
  uint32_t found = value_named(m, r, p, n);
  for (uint32_t i = 0; found == IR_NONE && i < m->aliases.n; i++) {
    if (!same(ir_text(m, m->aliases.v[i].from), p, n)) continue;
    nz_str to = ir_text(m, m->aliases.v[i].to);
    found = value_named(m, r, to.p, to.n);
  }
  return found;
}

uint32_t ir_find_reading(const ir_module *m, const char *p, size_t n) {
  for (uint32_t i = 0; i < m->readings.n; i++)
    if (same(ir_text(m, m->readings.v[i].name), p, n)) return i;
  return IR_NONE;
}

uint32_t ir_variant_on(const ir_module *m, const ir_decl *d, int64_t day) {
  for (uint32_t i = d->variants.first; i < d->variants.first + d->variants.n; i++)
    if (m->variants.v[i].from <= day && day <= m->variants.v[i].to) return i;
  return IR_NONE;
}

uint32_t ir_body(const ir_module *m, const ir_variant *v, uint32_t output) {
  return v->bodies.n > output ? m->args.v[v->bodies.first + output] : v->body;
}
