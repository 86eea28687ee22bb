/* property.c -- 検証: its names and types; what it says is proved elsewhere */
#include "../../grammar/keywords.h"
#include "lower.h"

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

/* 検証 名（支給決定）： is about each row of that ledger; else about 利用者. */
static uint32_t subject_of(nz_cx *cx, const nz_node *d) {
  const nz_node *head = nz_node_find(d, NZ_T_HEAD), *of = head ? nz_node_find(head, NZ_T_PARAMS) : NULL;
  if (!of) {
    uint32_t user = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, cx->k_user);
    return user != IR_NONE ? user : cx->m->ledgers.n ? 0 : IR_NONE;
  }
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, of->kid[0]->name);
  if (l == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, of->kid[0]);
  return l;
}

void nz_bind_properties(nz_cx *cx) {
  cx->decl = NULL;
  cx->addon = IR_NONE;
  cx->in_property = true;
  for (uint32_t i = 0; i < cx->p->properties.n; i++) {
    nz_property *x = &cx->p->properties.v[i];
    nz_node *d = x->decl, *p = nz_node_find(d, NZ_T_PROPERTY);
    cx->subject = x->subject = subject_of(cx, d);
    x->cites.first = cx->m->cites.n;
    for (uint32_t k = 0; k < d->nkid; k++)
      if (d->kid[k]->kind == NZ_T_CLAUSE && d->kid[k]->op == NZ_W_BASIS) x->cites.n += nz_cites(cx, d->kid[k], true).n;
    if (!p || !p->nkid) continue;
    if (p->op == NZ_PR_ALWAYS || p->op == NZ_PR_NEVER) nz_bind_cond(cx, p->kid[0]);
    else if (p->op == NZ_PR_PAIR && p->nkid >= 5) pair(cx, p);
    else if (p->op == NZ_PR_MONOTONE) {
      operand(cx, p->kid[0]);
      if (p->nkid > 1 && p->kid[1]) axis(cx, p->kid[1]);
    }
  }
  cx->in_property = false;
}
