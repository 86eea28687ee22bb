/* duty_claim.c -- every 加算 and 報酬 can be claimed by somebody, each of its kinds */
#include "../facts/question.h"
#include "duty.h"

void nz_duty_claims(nz_duties *d) {
  ir_module *m = d->m;
  uint32_t judge = nz_claims_decl(m);
  if (judge == IR_NONE) return;
  uint32_t item = IR_NONE, ledger = m->decls.v[judge].subject;
  for (uint32_t i = 0; i < m->ledgers.v[ledger].fields.n; i++)
    if (m->fields.v[m->ledgers.v[ledger].fields.first + i].flags & IR_F_ITEM) item = m->ledgers.v[ledger].fields.first + i;
  if (item == IR_NONE || m->types.v[m->fields.v[item].type].k != IR_T_ENUM) return;
  for (uint32_t i = 0; i < m->addons.n; i++) {
    ir_addon of = m->addons.v[i];
    ir_decl decl = m->decls.v[of.decl];
    nz_str name = ir_text(m, decl.name);
    uint32_t value = ir_find_value(m, m->types.v[m->fields.v[item].type].ref, name.p, name.n);
    if (value == IR_NONE || !decl.variants.n) continue; /* it is not claimed by a row: 主体 */
    const ir_variant *v = &m->variants.v[decl.variants.first];
    for (uint32_t k = 0; k < (of.kinds.n ? of.kinds.n : 1); k++) {
      nz_duty *x = nz_duty_add(d, NZ_DUTY_CLAIM, of.decl, of.kinds.n ? m->pool.v[of.kinds.first + k] : 0, of.loc, v->cites);
      x->decl = judge;
      x->item = value;
      x->kind_of = of.kinds.n ? m->pool.v[of.kinds.first + k] : 0;
    }
  }
}
