/* claim.c -- 加算, and 報酬 with clauses, become ordinary declarations (spec/semantics.md §8), so that everything that
 * evaluates, proves or prints rules needs to know nothing of them. For each: 単位数, 要件 (each claim alone), 上限 (in order of
 * date and number, over the claims accepted so far), and the declaration itself (併給不可, on what passed its limits); and one
 * for the ledger of claims, which sends a claim to what it claims. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

static void dispatcher(work *w) {
  nz_cx *cx = w->cx;
  nz_str name = ir_text(cx->m, cx->m->ledgers.v[w->c.ledger].name);
  uint32_t type = w->all.v[0].units->out_type[0], n = 0;
  nz_node **cond = NZ_NEW_N(cx->a, nz_node *, w->all.n + 3u), **cell = NZ_NEW_N(cx->a, nz_node *, 2 * ((size_t)w->all.n + 3));
  nz_declsrc owner = *w->all.v[0].self;
  owner.nvar = 1;
  owner.id = IR_NONE;
  nz_declsrc *d = nzc_declare(cx, &owner, name.p, IR_D_DTABLE, cx->t_decision, w->c.ledger);
  d->var[0].from = IR_DATE_MIN;
  d->var[0].to = IR_DATE_MAX;
  d->noutputs = 2;
  d->out_name[0] = nzk_sym(w, "結果");
  d->out_name[1] = nzk_sym(w, "単位数");
  d->out_type[1] = type;
  nz_entry *old = nz_scope_put(cx->s, NZ_NS_DECL, 0, d->name, d->id, d->var[0].decl->at);
  if (old) nz_say(cx, NZ_M_DUPLICATE_NAME, old->at, d->name, 0);
  static const struct { const char *state; int out; } facts[] = {{NZK_PAID, NZ_OUT_ALLOW}, {NZK_RETURNED, NZ_OUT_DENY}, {NZK_WITHDRAWN, NZ_OUT_DENY}};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    nz_sym s = nzk_sym(w, facts[i].state);
    nz_node *is = w->c.review == IR_NONE ? NULL : nzc_is(cx, w->c.review, NZ_ROW_SUBJECT, &s, 1);
    if (!is) continue;
    cond[n] = is;
    cell[2 * n] = nzc_result(cx, facts[i].out, facts[i].state);
    cell[2 * n + 1] = nzc_result(cx, NZ_OUT_NA, facts[i].state);
    n++;
  }
  for (uint32_t i = 0; i < w->all.n; i++) {
    const stage *s = &w->all.v[i];
    nz_node *is = nzc_is(cx, w->c.item, NZ_ROW_SUBJECT, &s->self->name, 1);
    if (!is) continue;
    cond[n] = is;
    cell[2 * n] = nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_SUBJECT), nzc_call(cx, s->self->id, NZ_ROW_SUBJECT));
    cell[2 * n + 1] = nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_SUBJECT), nzc_call(cx, s->earned->id, NZ_ROW_SUBJECT));
    n++;
  }
  d->var[0].table = nzc_table(cx, d, &d->var[0], IR_HIT_FIRST, cond, cell, n, nzc_result(cx, NZ_OUT_NA, "この費目の決まりがない"), NULL);
}


static void declare_stages(work *w) {
  nz_cx *cx = w->cx;
  uint32_t count = cx->decls.n, unit = nz_unit_find(cx, nzk_sym(w, "単位"));
  uint32_t t_units = ir_mk_type(cx->m, IR_T_QTY, unit == IR_NONE ? 0 : cx->m->units.v[unit].dec, unit);
  for (uint32_t i = 0; i < count; i++) {
    nz_declsrc *d = cx->decls.v[i];
    if (d->kind != IR_D_ADDON) continue;
    bool office = false;
    stage s = {.self = d, .base = d->var[0].decl->op == NZ_W_FEE};
    for (uint32_t k = 0; k < d->var[0].decl->nkid; k++) {
      const nz_node *c = d->var[0].decl->kid[k], *list = nz_node_find(c, NZ_T_ITEM_DECL);
      if (c->kind != NZ_T_CLAUSE) continue;
      if (c->op == NZ_W_SUBJECT) office = true;
      if (c->op == NZ_W_BASE && list && list->nkid) s.role = list->kid[0]->name;
    }
    if (office) continue; /* claim_office.c */
    s.units = nzc_declare(cx, d, "単位数", IR_D_DEFINE, t_units, w->c.ledger);
    s.units->nvar = s.units->capvar = 0;
    s.units->var = NULL;
    s.earned = nzc_declare(cx, d, "認められる単位数", IR_D_DEFINE, t_units, w->c.ledger);
    s.require = nzc_declare(cx, d, "要件", IR_D_RULE, cx->t_decision, w->c.ledger);
    s.limit = nzc_declare(cx, d, "上限まで", IR_D_RULE, cx->t_decision, w->c.ledger);
    NZ_PUSH(cx->a, &w->all) = s;
  }
}

void nz_expand_claims(nz_cx *cx) {
  work w = {.cx = cx};
  if (!nz_claims_of(cx, &w.c) || w.c.key == IR_NONE) return;
  declare_stages(&w);
  if (!w.all.n) return;
  for (uint32_t i = 0; i < w.all.n; i++) {
    w.s = &w.all.v[i];
    for (w.vi = 0; w.vi < w.s->self->nvar; w.vi++) {
      w.v = &w.s->self->var[w.vi];
      nzk_read_kinds(&w);
      nzk_units(&w);
      nzk_require(&w);
      nzk_limits(&w);
      nzk_exclusions(&w);
    }
    nzk_order_units(w.s->units);
  }
  dispatcher(&w);
  for (uint32_t i = 0, n = cx->decls.n; i < n; i++)
    if (cx->decls.v[i]->kind == IR_D_ADDON && cx->m->decls.v[i].subject != w.c.ledger) nzk_office(&w, cx->decls.v[i]);
}
