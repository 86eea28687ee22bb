/* bind.c -- what binding values, sets and conditions share; see bind.h */
#include "bind.h"

#include <string.h>

void nzb_set_ref(nz_node *n, uint16_t ref, uint32_t a, uint32_t b, uint32_t type) {
  n->ann.ref = ref;
  n->ann.a = a;
  n->ann.b = b;
  n->ann.type = type;
}

nz_node *nz_copy_node(nz_cx *cx, const nz_node *n, const nz_node *hole) {
  if (n->kind == NZ_T_HOLE && hole) return nz_copy_node(cx, hole, NULL);
  nz_node *c = NZ_NEW(cx->a, nz_node);
  *c = *n;
  c->kid = NZ_NEW_N(cx->a, nz_node *, n->nkid);
  for (uint32_t i = 0; i < n->nkid; i++) c->kid[i] = n->kid[i] ? nz_copy_node(cx, n->kid[i], hole) : NULL;
  return c;
}

/* the unit of a quantity by its name, for messages */
const char *nzb_unit_name(const nz_cx *cx, uint32_t t) {
  ir_type ty = nz_ty(cx, t);
  return ty.ref == IR_NONE ? "単位なし" : ir_text(cx->m, cx->m->units.v[ty.ref].name).p;
}

void nzb_units_differ(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want) { nz_say_s(cx, NZ_M_UNITS_DIFFER, n->at, nzb_unit_name(cx, got), nzb_unit_name(cx, want)); }

bool nzb_is(const nz_cx *cx, nz_sym s, const char *text) { return strcmp(nz_name(cx, s).p, text) == 0; }

void nzb_type_error(nz_cx *cx, nz_msg id, nz_node *n, uint32_t got, uint32_t want) {
  char a[256], b[256];
  nz_type_name(cx, got, a, sizeof a);
  nz_type_name(cx, want, b, sizeof b);
  nz_say_s(cx, id, n->at, a, b);
}

uint32_t nzb_decl_of(nz_cx *cx, nz_sym name) {
  uint32_t id = IR_NONE;
  if (cx->addon != IR_NONE) id = nz_scope_id(cx->s, NZ_NS_DECL, cx->addon + 1, name);
  return id != IR_NONE ? id : nz_scope_id(cx->s, NZ_NS_DECL, 0, name);
}

uint32_t nzb_value_in(nz_cx *cx, uint32_t enum_, nz_sym name) {
  uint32_t v = nz_scope_id(cx->s, NZ_NS_VALUE, enum_ + 1, name);
  return v != IR_NONE ? v : nz_scope_id(cx->s, NZ_NS_VALUE, enum_ + 1, nz_dealias(cx, name));
}

uint32_t nzb_set_of(nz_cx *cx, uint32_t elem) { return ir_mk_type(cx->m, IR_T_SET, 0, elem); }

bool nzb_is_number(nz_cx *cx, uint32_t t) { return nz_ty(cx, t).k == IR_T_QTY || nz_ty(cx, t).k == IR_T_RATIO; }

bool nzb_calendar(nz_cx *cx, uint32_t unit, const char *name) {
  return unit != IR_NONE && strcmp(ir_text(cx->m, cx->m->units.v[unit].name).p, name) == 0;
}

uint32_t nzb_want_type(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want) {
  if (!nz_comparable(cx, got, want)) nzb_type_error(cx, NZ_M_ARGUMENT_TYPE, n, got, want);
  return got;
}

bool nzb_element(nz_cx *cx, uint32_t set_type, nz_item *it) {
  ir_type e = nz_ty(cx, nz_ty(cx, set_type).ref);
  *it = (nz_item){e.k == IR_T_MONTH, e.k == IR_T_ROW ? e.ref : IR_NONE};
  return e.k == IR_T_MONTH || e.k == IR_T_ROW;
}

bool nzb_push_item(nz_cx *cx, nz_item it, nz_span at) {
  if (cx->nitems == NZ_MAX_ITEMS) {
    nz_say_s(cx, NZ_M_SETS_TOO_DEEP, at, NULL, NULL);
    return false;
  }
  cx->items[cx->nitems++] = it;
  return true;
}
