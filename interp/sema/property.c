/* property.c -- 検証: its names and types; what it says is proved elsewhere */
#include "../../grammar/keywords.h"
#include "cx.h"

void nz_bind_properties(nz_cx *cx);

/* A property is about declared questions; its names are checked here, its truth by the provers. */
static void operand(nz_cx *cx, nz_node *n) {
  if (!n) return;
  if (n->kind == NZ_T_NAME || n->kind == NZ_T_CALL || n->kind == NZ_T_OF) nz_bind(cx, n, IR_NONE);
  else nz_bind_cond(cx, n);
}

/* …について単調: one fact is raised, so it must be a fact, and there must be an up. */
static void axis(nz_cx *cx, nz_node *n) {
  ir_type t = nz_ty(cx, nz_bind(cx, n, IR_NONE));
  if (t.k == IR_T_NOTHING) return; /* said already */
  if (n->ann.ref != NZ_A_FIELD) {
    nz_say(cx, NZ_M_MONOTONE_FACT, n->at, n->name, 0);
  } else if (!nz_ordered(cx, t)) {
    char s[256];
    nz_type_name(cx, cx->m->fields.v[n->ann.a].type, s, sizeof s);
    nz_say_s(cx, NZ_M_MONOTONE_AXIS, n->at, s, NULL);
  }
}

/* （利用者 甲、乙）甲と乙が…のほか同じであるとき、…: the ledger, the fields that may differ, what is said of the two */
static void pair(nz_cx *cx, const nz_node *p) {
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, p->kid[0]->name);
  if (l == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, p->kid[0]);
    return;
  }
  const nz_node *fields = p->kid[3];
  for (uint32_t i = 0; i < fields->nkid; i++)
    if (nz_scope_id(cx->s, NZ_NS_FIELD, l, fields->kid[i]->name) == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, fields->kid[i]);
  nz_declsrc two = {.nparams = 2, .id = IR_NONE, .owner = IR_NONE}; /* in what is said of them the two rows are parameters */
  for (uint32_t i = 0; i < 2; i++) {
    two.params[i] = p->kid[1 + i]->name;
    two.param_type[i] = ir_mk_type(cx->m, IR_T_ROW, 0, l);
  }
  cx->decl = &two;
  nz_bind_cond(cx, p->kid[4]);
  cx->decl = NULL;
}

void nz_bind_properties(nz_cx *cx) {
  uint32_t user = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, cx->k_user);
  cx->subject = user != IR_NONE ? user : cx->m->ledgers.n ? 0 : IR_NONE;
  cx->decl = NULL;
  cx->addon = IR_NONE;
  for (uint32_t i = 0; i < cx->p->properties.n; i++) {
    nz_node *d = cx->p->properties.v[i], *p = nz_node_find(d, NZ_T_PROPERTY);
    if (!p || !p->nkid) continue;
    if (p->op == NZ_PR_ALWAYS || p->op == NZ_PR_NEVER) nz_bind_cond(cx, p->kid[0]);
    else if (p->op == NZ_PR_PAIR && p->nkid >= 5) pair(cx, p);
    else if (p->op == NZ_PR_MONOTONE) {
      operand(cx, p->kid[0]);
      if (p->nkid > 1 && p->kid[1]) axis(cx, p->kid[1]);
    }
  }
}
