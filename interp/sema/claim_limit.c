/* claim_limit.c -- stage 2 of a claim: 上限, counted over the claims accepted before it */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

static uint32_t ledger_of_period(work *w, const nz_node *k) {
  if (k->kind == NZ_T_OF && k->nkid) k = k->kid[0];
  return nz_scope_id(w->cx->s, NZ_NS_LEDGER, 0, k->name);
}

static uint32_t user_of(work *w, uint32_t ledger) {
  const ir_ledger *l = &w->cx->m->ledgers.v[ledger];
  uint32_t user = w->cx->m->types.v[w->cx->m->fields.v[w->c.user].type].ref;
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
    const ir_type *t = &w->cx->m->types.v[w->cx->m->fields.v[f].type];
    if (t->k == IR_T_ROW && t->ref == user) return f;
  }
  return IR_NONE;
}

static nz_node *contains(work *w, uint32_t period, nz_node *date) {
  return nzc_node(w->cx, NZ_T_CONTAINS, (nz_span){0}, 2, (nz_node *[]){nzc_field(w->cx, period, NZ_ROW_ITEM0), date});
}

/* 支給決定の期間につき: rows of that ledger whose period holds this claim's day (and the other's, where `other`) */
static nz_node *period_rows(work *w, uint32_t ledger, bool other) {
  nz_cx *cx = w->cx;
  uint32_t period = cx->m->ledgers.v[ledger].period, user = w->c.user == IR_NONE ? IR_NONE : user_of(w, ledger);
  nz_nodes_of l = {0};
  if (user != IR_NONE) nzc_add(cx, &l, nzc_cmp(cx, NZ_CMP_EQ, nzc_field(cx, user, NZ_ROW_ITEM0), nzc_field(cx, w->c.user, NZ_ROW_SUBJECT)));
  nzc_add(cx, &l, contains(w, period, nzc_field(cx, w->c.time, NZ_ROW_SUBJECT)));
  if (other) nzc_add(cx, &l, contains(w, period, nzc_field(cx, w->c.time, NZ_ROW_ITEM1)));
  return nzc_where(cx, nzc_rows(cx, ledger), nzc_all(cx, &l, (nz_span){0}));
}

/* The first month of that period, as a declaration: it bounds what has to be complete. */
static nz_node *first_month(work *w, uint32_t ledger, nz_span at) {
  nz_cx *cx = w->cx;
  static const char name[] = "期間の初めの月";
  nz_declsrc *d = nzc_declare_for(cx, w->s->self, w->v, (nz_str){name, sizeof name - 1}, IR_D_DEFINE, cx->t_month, at);
  nz_node *start = nzc_node(cx, NZ_T_CALL, (nz_span){0}, 1, (nz_node *[]){nzc_field(cx, cx->m->ledgers.v[ledger].period, NZ_ROW_ITEM0)});
  nzb_set_ref(start, NZ_A_BUILTIN, NZ_B_PSTART, 0, cx->t_date);
  nz_node *least = nzc_node(cx, NZ_T_CALL, (nz_span){0}, 2, (nz_node *[]){period_rows(w, ledger, false), start});
  nzb_set_ref(least, NZ_A_BUILTIN, NZ_B_SMALLEST, 0, cx->t_date);
  nzc_body(cx, d, &d->var[0], nzc_month(cx, least));
  return nzc_call(cx, d->id, NZ_ROW_SUBJECT);
}

static void limit_period(work *w, const nz_node *x, const nz_node *row, nz_nodes_of *l) {
  nz_cx *cx = w->cx;
  nz_node *theirs = nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0));
  switch (x->op) {
    case NZ_LP_ROW: {
      uint32_t ledger = ledger_of_period(w, row);
      if (ledger == IR_NONE || cx->m->ledgers.v[ledger].period == IR_NONE) return;
      nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_GE, theirs, first_month(w, ledger, x->at)));
      nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_LE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_this_month(cx)));
      nzc_add(cx, l, nzc_at(nzc_some(cx, period_rows(w, ledger, true)), x->at));
      return;
    }
    case NZ_LP_DAY: nzc_add(cx, l, nzc_at(nzc_cmp(cx, NZ_CMP_EQ, nzc_field(cx, w->c.time, NZ_ROW_ITEM0), nzc_field(cx, w->c.time, NZ_ROW_SUBJECT)), x->at)); return;
    case NZ_LP_YEAR:
    case NZ_LP_FISCAL: {
      nz_node *first = nzc_node(cx, NZ_T_CALL, (nz_span){0}, 1, (nz_node *[]){nzc_this_month(cx)});
      nzb_set_ref(first, NZ_A_BUILTIN, x->op == NZ_LP_YEAR ? NZ_B_YEARSTART : NZ_B_FISCALSTART, 0, cx->t_month);
      nzc_add(cx, l, nzc_at(nzc_cmp(cx, NZ_CMP_GE, theirs, first), x->at));
      nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_LE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_this_month(cx)));
      return;
    }
    default: nzc_add(cx, l, nzc_at(nzk_same_month(w), x->at)); return;
  }
}

/* 利用者と相手ごとに: fields of the claim, or of a row it refers to */
nz_node *nzk_same_key(work *w, nz_sym name, nz_span at) {
  nz_cx *cx = w->cx;
  uint32_t f, p;
  bool amb;
  uint32_t keep = cx->subject;
  cx->subject = w->c.ledger;
  cx->nitems = 0;
  bool ok = nz_find_field(cx, name, &f, &p, &amb);
  cx->subject = keep;
  if (!ok) return NULL;
  nz_node *mine = nzc_field(cx, f, NZ_ROW_SUBJECT), *theirs = nzc_field(cx, f, NZ_ROW_ITEM0);
  nz_path path = cx->p->paths.v[p];
  mine->ann.b = p;
  theirs->ann.b = nz_put_path(cx, NZ_ROW_ITEM0, path.field, path.n);
  return nzc_at(nzc_cmp(cx, NZ_CMP_EQ, theirs, mine), at);
}

nz_node *nzk_when_of(const nz_node *p, nz_cx *cx) { /* the condition of a ただし, its own provisos taken off */
  nz_node *when = p->kid[0];
  nz_nodes_of l = {0};
  nzc_add(cx, &l, when);
  for (uint32_t i = 1; i < p->nkid; i++)
    if (p->kid[i]->kind == NZ_T_PROVISO) nzc_add(cx, &l, nzc_not(cx, nzk_when_of(p->kid[i], cx)));
  return nzc_all(cx, &l, p->at);
}

/* One number of a 上限, named as it is written: fewer are `used`, or one of `free` lets the claim pass. */
static nz_node *room(work *w, nz_str name, nz_nodes_of *free, nz_node *used, int64_t most, nz_span at) {
  nzc_add(w->cx, free, nzc_at(nzc_cmp(w->cx, NZ_CMP_LT, used, nzc_number(w->cx, most)), at));
  return nzk_named(w, name, nzc_any(w->cx, free, at), at);
}

static const nz_node *rate_of(const nz_node *k) { return k && k->kind == NZ_T_PROVISO && k->nkid >= 2 && k->kid[1]->kind == NZ_T_RATE ? k->kid[1] : NULL; }

/* What frees a claim of the number `most`: not this time (…とき), この限りでない, a ただし that gives more */
static nz_nodes_of freed(work *w, const nz_node *c, nz_node *never, int64_t most) {
  nz_nodes_of l = {0};
  if (never) nzc_add(w->cx, &l, never);
  for (uint32_t i = 0; i < c->nkid; i++) {
    const nz_node *p = c->kid[i], *rate = rate_of(p);
    if (p && p->kind == NZ_T_PROVISO && p->nkid >= 2 && (!rate || rate->num > most)) nzc_add(w->cx, &l, nzk_when_of(p, w->cx));
  }
  return l;
}

/* The number of the clause and that of each ただし stand side by side: each is a line of the explanation, and a ただし that nobody can answer
   does not matter while there is room under both. */
static nz_node *rooms(work *w, const nz_node *c, const nz_node *x, nz_node *never, nz_node *used) {
  nz_cx *cx = w->cx;
  nz_str name = nzk_words_of(w, (nz_span){c->at.file, c->at.lo, x->at.hi});
  nz_nodes_of all = {0}, free;
  for (uint32_t i = 0; i < c->nkid; i++) {
    const nz_node *p = c->kid[i], *rate = rate_of(p);
    if (!rate) continue;
    nz_str words = nzk_words_of(w, rate->at);
    ir_buf b = {cx->a, NULL, 0, 0};
    ir_buf_printf(&b, "%.*s、ただし%.*s", (int)name.n, name.p, (int)words.n, words.p);
    free = freed(w, c, never, rate->num);
    nzc_add(cx, &free, nzc_not(cx, nzk_when_of(p, cx)));
    nzc_add(cx, &all, room(w, (nz_str){b.p, (uint32_t)b.n}, &free, used, rate->num, p->at));
  }
  free = freed(w, c, never, x->num);
  nzc_add(cx, &all, room(w, name, &free, used, x->num, c->at));
  return nzc_all(cx, &all, c->at);
}

static nz_node *limit(work *w, const nz_node *c, const nz_node *x) {
  nz_cx *cx = w->cx;
  nz_nodes_of more = {0};
  nz_node *when = NULL, *row = NULL, *keys = NULL;
  bool all_users = false, by_user = false;
  for (uint32_t i = 0; i < x->nkid; i++) {
    nz_node *k = x->kid[i];
    if (!k) continue;
    if (k->kind == NZ_T_ITEM_DECL) keys = k;
    else if (k->kind == NZ_T_SCOPE) all_users = k->op == NZ_SC_ALL_USERS;
    else if (x->op == NZ_LP_ROW && nz_scope_id(cx->s, NZ_NS_LEDGER, 0, (k->kind == NZ_T_OF && k->nkid ? k->kid[0] : k)->name) != IR_NONE && (k->kind == NZ_T_OF || k->kind == NZ_T_NAME)) row = k;
    else when = k;
  }
  for (uint32_t i = 0; keys && i < keys->nkid; i++) {
    nz_sym name = keys->kid[i]->name;
    if (w->c.user != IR_NONE && nz_mstr(cx, name) == cx->m->fields.v[w->c.user].name) by_user = true;
    nzc_add(cx, &more, nzk_same_key(w, name, keys->kid[i]->at));
  }
  if (!all_users && !by_user) nzc_add(cx, &more, nzc_at(nzk_same_user(w), x->at));
  limit_period(w, x, row, &more);
  const nz_node *kinds = nzk_clause_kinds(c);
  nz_sym names[NZK_MAX_KINDS];
  uint32_t n = nzk_kinds_of(c, names);
  nz_node *claims = nzk_claims_for(w, nzc_rows(cx, w->c.ledger), w->s->self, names, n, kinds ? kinds->at : (nz_span){0}, &more);
  standing s = nzk_standing_of(w, nzc_where(cx, claims, nzk_before(w)), w->s->limit, false, true);
  nz_node *used = nzc_count(cx, s.now);
  if (s.paid) used = nzc_sum(cx, nzc_count(cx, s.paid), used);
  if (when) when = nzc_not(cx, when);
  return rooms(w, c, x, when, used);
}

void nzk_passed_on(work *w, nz_declsrc *d, const nz_declsrc *from) { /* 対象外 before is 対象外 now */
  nz_node *p = nzc_proviso(w->cx, nzc_has_outcome(w->cx, nzc_call(w->cx, from->id, NZ_ROW_SUBJECT), NZ_OUT_NA), nzc_result(w->cx, NZ_OUT_NA, "この日、この加算（この種類）の額はない"));
  NZ_PUSH(w->cx->a, &d->var[w->vi].provisos) = p;
}

void nzk_limits(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nzc_add(cx, &all, nzc_has_outcome(cx, nzc_call(cx, w->s->require->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_LIMIT) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k] && c->kid[k]->kind == NZ_T_LIMIT) nzk_put(w, &list, nzk_clause_kinds(c), 0, limit(w, c, c->kid[k]));
  }
  nzk_by_kind(w, "種類ごとの上限", &list, &all);
  nzc_body(cx, w->s->limit, &w->s->limit->var[w->vi], nzc_all(cx, &all, w->v->decl->at));
  nzk_passed_on(w, w->s->limit, w->s->require);
}
