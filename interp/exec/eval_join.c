/* eval_join.c -- statuses that meet: strict operations (S2.3), かつ and または (S4), candidates (S5.2). */
#include "eval_int.h"

static void *get(void *e, size_t n) { return nze_get(e, n); }

static void mix(nz_eval *e, nze_mix *x, const nz_val *v) {
  nz_causes all = {NULL, 0};
  if (nze_causal(e)) all = x->any ? nz_causes_union(get, e, x->worst.causes, v->causes) : v->causes;
  if (!x->any || v->st > x->worst.st) {
    x->worst = *v;
    x->worst.a = x->worst.b = 0;
    x->worst.bounded = 0;
  }
  x->any = true;
  x->worst.causes = all;
}

void nze_mix_add(nz_eval *e, nze_mix *x, const nz_val *v) {
  if (!nz_settled(v)) mix(e, x, v);
}

void nze_mix_mix(nz_eval *e, nze_mix *x, const nze_mix *more) {
  if (more->any) mix(e, x, &more->worst);
}

bool nze_strict(nz_eval *e, const nz_val *v, uint32_t n, nz_val *out) {
  bool known = true;
  for (uint32_t i = 0; i < n; i++) known &= v[i].st == NZ_KNOWN;
  if (known) return true;
  nze_mix x = {.any = false};
  for (uint32_t i = 0; i < n; i++) nze_mix_add(e, &x, &v[i]);
  if (x.any) {
    *out = x.worst;
    return false;
  }
  for (uint32_t i = 0;; i++)
    if (v[i].st == NZ_NOVALUE) {
      *out = v[i];
      return false;
    }
}

/* ---- S4.1, S4.2 ---- */

/* The order of operands changes no answer; where it may end early, what looks through the claims comes last. */
nz_val nze_connect(nz_eval *e, const ir_node *n) {
  int64_t need = n->op == IR_AND ? n->args.n : n->op == IR_OR ? 1 : n->imm;
  int64_t holds = 0, may = n->args.n; /* operands true; operands not false */
  nze_mix x = {.any = false};
  bool sort = e->brief && nze_lazy(e) && !e->noted && n->args.n > 1;
  for (int pass = sort ? 0 : 1; pass < 2; pass++) {
    for (uint32_t i = 0; i < n->args.n; i++) {
      if (sort && nze_through_claims(e, nze_arg(e, n, i)) != (pass == 1)) continue;
      nz_val v = nze_on(e, n, i);
      nze_truth t = nze_truth_of(&v);
      holds += t == NZE_TRUE;
      may -= t == NZE_FALSE;
      if (t == NZE_OPEN) nze_mix_add(e, &x, &v);
      if (e->surely && n->op == IR_AND && t == NZE_OPEN && v.causes.n) return v;
      if (nze_lazy(e) && (holds >= need || may < need)) { /* decided: nothing else is asked of the rest */
        pass = 2;
        break;
      }
    }
  }
  if (holds >= need) return nz_truth(true);
  return may < need ? nz_truth(false) : x.worst;
}

/* ---- S5.2 ---- */

void nze_join_decide(nz_eval *e, nze_join *j, const nz_val *v) {
  j->undecided = true;
  nze_mix_add(e, &j->decides, v);
}

void nze_join_add(nz_eval *e, nze_join *j, const nz_val *v, uint32_t row, uint32_t col) {
  if (j->n++ == 0) {
    j->first = *v;
    j->row = row;
    j->col = col;
  } else if (!nz_same_answer(&j->first, v)) {
    j->differ = true;
  }
  nze_mix_add(e, &j->open, v);
}

bool nze_join_hopeless(const nz_eval *e, const nze_join *j) {
  return nze_lazy(e) && !nze_causal(e) && j->undecided && (j->differ || j->open.any) &&
         (j->decides.worst.st == NZ_MISSING || j->open.worst.st == NZ_MISSING);
}

nz_val nze_join_val(nz_eval *e, nze_join *j) {
  nze_here_clear(e);
  if (!j->undecided) {
    e->here.row = j->row;
    e->here.col = j->col;
  }
  if ((!j->undecided && j->n == 1) || (!j->differ && !j->open.any)) return j->first;
  nze_here_clear(e);
  nze_mix x = j->decides;
  nze_mix_mix(e, &x, &j->open);
  return x.worst;
}
