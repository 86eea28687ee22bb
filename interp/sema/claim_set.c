/* claim_set.c -- sets of claims: those of one 加算, of the same user or month, and which of them stand */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

nz_node *nzk_same_user(work *w) {
  if (w->c.user == IR_NONE) return NULL;
  return nzc_cmp(w->cx, NZ_CMP_EQ, nzc_field(w->cx, w->c.user, NZ_ROW_ITEM0), nzc_field(w->cx, w->c.user, NZ_ROW_SUBJECT));
}

nz_node *nzk_same_month(work *w) { return nzc_cmp(w->cx, NZ_CMP_EQ, nzc_month(w->cx, nzc_field(w->cx, w->c.time, NZ_ROW_ITEM0)), nzc_this_month(w->cx)); }

static nz_node *review_is(work *w, const char *state) {
  nz_sym s = nzk_sym(w, state);
  return w->c.review == IR_NONE ? NULL : nzc_is(w->cx, w->c.review, NZ_ROW_ITEM0, &s, 1);
}

/* claims before this one: of an earlier day, or of the same day with a lower number */
nz_node *nzk_before(work *w) {
  nz_cx *cx = w->cx;
  nz_node *t1 = nzc_field(cx, w->c.time, NZ_ROW_ITEM0), *t2 = nzc_field(cx, w->c.time, NZ_ROW_SUBJECT);
  nz_node *k1 = nzc_field(cx, w->c.key, NZ_ROW_ITEM0), *k2 = nzc_field(cx, w->c.key, NZ_ROW_SUBJECT);
  nz_node *same_day[2] = {nzc_cmp(cx, NZ_CMP_EQ, t1, t2), nzc_cmp(cx, NZ_CMP_LT, k1, k2)};
  nz_node *either[2] = {nzc_cmp(cx, NZ_CMP_LT, t1, t2), nzc_all(cx, &(nz_nodes_of){same_day, 2, 2}, (nz_span){0})};
  return nzc_any(cx, &(nz_nodes_of){either, 2, 2}, (nz_span){0});
}


standing nzk_standing_of(work *w, nz_node *claims, const nz_declsrc *d, bool not_denied, bool fold) {
  nz_cx *cx = w->cx;
  nz_node *paid = review_is(w, NZK_PAID), *now = review_is(w, NZK_NOW);
  nz_node *call = nzc_call(cx, d->id, NZ_ROW_ITEM0);
  if (fold) call->flags |= NZ_NF_FOLD;
  nz_node *is = nzc_has_outcome(cx, nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0), call), not_denied ? NZ_OUT_DENY : NZ_OUT_ALLOW);
  standing out = {NULL, nzc_where(cx, now ? nzc_where(cx, claims, now) : claims, not_denied ? nzc_not(cx, is) : is)};
  if (paid) out.paid = nzc_where(cx, claims, paid);
  return out;
}

nz_node *nzk_some_stand(work *w, standing s) {
  nz_nodes_of l = {0};
  if (s.paid) nzc_add(w->cx, &l, nzc_some(w->cx, s.paid));
  nzc_add(w->cx, &l, nzc_some(w->cx, s.now));
  return nzc_any(w->cx, &l, (nz_span){0});
}

nz_node *nzk_claims_for(work *w, nz_node *base, const nz_declsrc *claimed, const nz_sym *kinds, uint32_t nkinds, nz_span at, nz_nodes_of *more) {
  nz_cx *cx = w->cx;
  nz_nodes_of l = {0};
  nz_sym name = claimed->name;
  nzc_add(cx, &l, nzc_is(cx, w->c.item, NZ_ROW_ITEM0, &name, 1));
  for (uint32_t i = 0; i < more->n; i++) nzc_add(cx, &l, more->v[i]);
  if (nkinds && w->c.kind != IR_NONE) nzc_add(cx, &l, nzc_at(nzc_is(cx, w->c.kind, NZ_ROW_ITEM0, kinds, nkinds), at));
  return nzc_where(cx, base, nzc_all(cx, &l, (nz_span){0}));
}
