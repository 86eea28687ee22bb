/* eval_prov.c -- main clause and provisos (S5.8; steps: P3.29). */
#include "eval_int.h"

static nz_val level(nz_eval *e, const ir_node *n, uint32_t from, const nz_val *base);

/* What an item puts in place of the clause it stands under. */
static nz_val effective(nz_eval *e, const ir_node *item) {
  nz_val result = nze_on(e, item, 1);
  if (item->args.n <= 2) return result;
  if (e->depth >= NZE_MAX_DEPTH) return nz_fault(NZ_FAULT_DEPTH);
  e->depth++;
  result = level(e, item, 2, &result);
  e->depth--;
  return result;
}

/* The value of one level: `base`, or what its provisos (arguments of n from `from`) put in its place. */
static nz_val level(nz_eval *e, const ir_node *n, uint32_t from, const nz_val *base) {
  nze_join j = {.n = 0};
  bool applies = false, conflict = false, has_sure = false, has_open = false;
  nz_val sure = {.st = NZ_KNOWN}, open = {.st = NZ_KNOWN};
  for (uint32_t i = from; i < n->args.n; i++) {
    uint32_t node = nze_arg(e, n, i), kids = e->kids.n;
    const ir_node *item = &e->m->nodes.v[node];
    if (item->op != IR_PROVITEM) return nz_fault(NZ_FAULT_RANGE);
    nz_val cond = nze_on(e, item, 0);
    nze_truth holds = nze_truth_of(&cond);
    if (holds == NZE_FALSE && nze_lazy(e)) continue;
    nz_val v = effective(e, item);
    if (nze_trace(e)) nze_note(e, node, kids, &v);
    if (holds == NZE_FALSE) continue;
    if (holds == NZE_OPEN) nze_join_decide(e, &j, &cond);
    nze_join_add(e, &j, &v, IR_NONE, IR_NONE);
    if (holds == NZE_OPEN) continue;
    applies = true;
    if (!nz_settled(&v)) {
      if (!has_open) open = v;
      has_open = true;
      continue;
    }
    conflict |= has_sure && !nz_same_answer(&sure, &v);
    if (!has_sure) sure = v;
    has_sure = true;
  }
  if (conflict) return nz_fault(NZ_FAULT_CONFLICT);
  if (!applies) nze_join_add(e, &j, base, IR_NONE, IR_NONE);
  if (!j.undecided && has_open) return open;
  return nze_join_val(e, &j);
}

nz_val nze_prov(nz_eval *e, const ir_node *n) {
  const nz_val *outer = e->main_clause;
  nz_val base = nze_on(e, n, 0);
  bool surely = e->surely;
  e->main_clause = &base;
  e->surely = false;
  nz_val v = level(e, n, 1, &base);
  e->surely = surely;
  e->main_clause = outer;
  return v;
}
