#include <string.h>

#include "side.h"

static bool same_text(nz_str a, nz_str b) { return a.n == b.n && memcmp(a.p, b.p, a.n) == 0; }

nz_str nz_side_name(nz_arena *a, const ir_module *m, uint32_t decl) {
  const ir_decl *d = &m->decls.v[decl];
  nz_str name = ir_text(m, d->name);
  if (d->owner == IR_NONE) return name;
  ir_buf b = {.a = a};
  nz_str owner = ir_text(m, m->decls.v[d->owner].name);
  ir_buf_printf(&b, "%.*s の %.*s", (int)owner.n, owner.p, (int)name.n, name.p);
  return (nz_str){b.p, (uint32_t)b.n};
}

uint32_t nz_decl_across(nz_arena *a, const ir_module *from, uint32_t decl, const ir_module *to) {
  const ir_decl *d = &from->decls.v[decl];
  nz_str name = ir_text(from, d->name);
  if (d->owner == IR_NONE) return ir_find_decl(to, name.p, name.n);
  uint32_t owner = nz_decl_across(a, from, d->owner, to), nth = 0;
  if (owner == IR_NONE) return IR_NONE;
  for (uint32_t i = 0; i < decl; i++) /* clauses with the same words: by their order */
    nth += from->decls.v[i].owner == d->owner && same_text(ir_text(from, from->decls.v[i].name), name);
  for (uint32_t i = 0; i < to->decls.n; i++)
    if (to->decls.v[i].owner == owner && same_text(ir_text(to, to->decls.v[i].name), name) && nth-- == 0) return i;
  return IR_NONE;
}

uint32_t nz_ledger_across(const ir_module *from, uint32_t ledger, const ir_module *to) {
  if (from == to) return ledger;
  nz_str name = ir_text(from, from->ledgers.v[ledger].name);
  return ir_find_ledger(to, name.p, name.n);
}

uint32_t nz_value_across(const ir_module *from, uint32_t value, const ir_module *to, uint32_t enum_) {
  if (from == to) return value;
  nz_str name = ir_text(from, from->values.v[value].name);
  ir_range r = to->enums.v[enum_].values;
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (same_text(ir_text(to, to->values.v[i].name), name)) return i;
  return IR_NONE;
}

bool nz_type_across(const ir_module *from, uint32_t type, const ir_module *to, uint32_t other) {
  if (from == to) return type == other;
  const ir_type *a = &from->types.v[type], *b = &to->types.v[other];
  if (a->k != b->k || a->dec != b->dec) return false;
  switch ((ir_tk)a->k) {
    case IR_T_QTY: case IR_T_RATIO:
      if (a->ref == IR_NONE || b->ref == IR_NONE) return a->ref == b->ref;
      return same_text(ir_text(from, from->units.v[a->ref].name), ir_text(to, to->units.v[b->ref].name));
    case IR_T_ENUM: return same_text(ir_text(from, from->enums.v[a->ref].name), ir_text(to, to->enums.v[b->ref].name));
    case IR_T_ROW: return same_text(ir_text(from, from->ledgers.v[a->ref].name), ir_text(to, to->ledgers.v[b->ref].name));
    case IR_T_SET: return nz_type_across(from, a->ref, to, b->ref);
    default: return true;
  }
}

uint32_t nz_field_across(const ir_module *from, uint32_t field, const ir_module *to) {
  if (from == to) return field;
  const ir_field *f = &from->fields.v[field];
  uint32_t ledger = nz_ledger_across(from, f->ledger, to);
  if (ledger == IR_NONE) return IR_NONE;
  nz_str name = ir_text(from, f->name);
  uint32_t g = ir_find_field(to, ledger, name.p, name.n);
  if (g == IR_NONE || !nz_type_across(from, f->type, to, to->fields.v[g].type)) return IR_NONE;
  return (f->flags & IR_F_MULTI) == (to->fields.v[g].flags & IR_F_MULTI) ? g : IR_NONE;
}
