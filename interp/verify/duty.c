/* duty.c -- the list of duties, and the small pieces of their conditions */
#include "duty.h"

#include <stdarg.h>
#include <stdio.h>

#include "../ir/phrase.h"

static const struct { const char *name; bool wanted; } kinds[] = {
#define D(id, name, wanted, ja, en) {name, wanted},
#include "duties.def"
#undef D
};
const char *nz_duty_name(uint8_t kind) { return kind < NZ_DUTY_COUNT ? kinds[kind].name : ""; }
bool nz_duty_wanted(uint8_t kind) { return kind < NZ_DUTY_COUNT && kinds[kind].wanted; }

static uint32_t truth(nz_duties *d, ir_op op, const uint32_t *v, uint32_t n) { return ir_mk_node(d->m, op, ir_mk_type(d->m, IR_T_BOOL, 0, IR_NONE), v, n); }

uint32_t nz_d_all(nz_duties *d, const uint32_t *v, uint32_t n) {
  if (n) return truth(d, IR_AND, v, n);
  uint32_t id = truth(d, IR_CONST, NULL, 0);
  d->m->nodes.v[id].imm = 1;
  return id;
}
uint32_t nz_d_any(nz_duties *d, const uint32_t *v, uint32_t n) { return truth(d, IR_OR, v, n); }
uint32_t nz_d_not(nz_duties *d, uint32_t cond) {
  uint32_t plain = truth(d, IR_AND, &cond, 1); /* what has no value counts as false */
  return truth(d, IR_NOT, &plain, 1);
}
uint32_t nz_d_outcome(nz_duties *d, uint32_t decision, int64_t out) {
  uint32_t id = truth(d, IR_OUTIS, &decision, 1);
  d->m->nodes.v[id].imm = out;
  return id;
}

ir_str nz_d_text(nz_duties *d, const char *fmt, ...) {
  char s[1024];
  va_list ap;
  va_start(ap, fmt);
  int n = vsnprintf(s, sizeof s, fmt, ap);
  va_end(ap);
  return ir_intern(d->m, s, n < 0 ? 0 : (size_t)n < sizeof s ? (size_t)n : sizeof s - 1);
}
ir_str nz_d_phrase(nz_duties *d, uint32_t node) {
  ir_buf b = {.a = d->a};
  ir_phrase(d->m, node, &b);
  return b.n ? ir_intern(d->m, b.p, b.n) : 0;
}

nz_duty *nz_duty_add(nz_duties *d, nz_duty_kind kind, uint32_t about, ir_str detail, uint32_t loc, ir_range cites) {
  NZ_PUSH(d->a, &d->list) = (nz_duty){.kind = (uint8_t)kind, .decl = IR_NONE, .about = about, .detail = detail, .loc = loc, .cites = cites, .pair = IR_NONE, .item = IR_NONE};
  return &d->list.v[d->list.n - 1];
}

nz_duty *nz_duty_of(nz_duties *d, nz_duty_kind kind, uint32_t about, const ir_variant *v, uint32_t cond, ir_str detail, uint32_t loc) {
  ir_module *m = d->m;
  ir_variant own = *v; /* the vector may move */
  ir_decl of = m->decls.v[about];
  ir_param params[8];
  uint32_t n = of.params.n < 8 ? of.params.n : 8;
  for (uint32_t i = 0; i < n; i++) params[i] = m->params.v[of.params.first + i];
  nz_duty *x = nz_duty_add(d, kind, about, detail, loc ? loc : own.loc, own.cites);
  x->decl = ir_mk_condition(m, of.name, of.subject, params, n, cond, own.from, own.to, own.cites, own.loc);
  return x;
}

nz_duties *nz_duties_make(nz_arena *a, nz_program *p) {
  nz_duties *d = NZ_NEW(a, nz_duties);
  d->p = p;
  d->m = p->m;
  d->a = a;
  d->ndecls = p->m->decls.n - p->cproperties.n;
  d->nnodes = p->m->nodes.n;
  for (uint32_t i = 0; i < d->ndecls; i++) {
    ir_decl of = p->m->decls.v[i];
    for (uint32_t k = 0; k < of.variants.n; k++) {
      ir_variant v = p->m->variants.v[of.variants.first + k];
      if (v.body == IR_NONE) continue;
      nz_duty_tables(d, i, &v);
      nz_duty_conditions(d, i, &v);
      nz_duty_levels(d, i, &v);
    }
  }
  nz_duty_properties(d);
  nz_duty_claims(d);
  nz_duty_still(d);
  return d;
}
