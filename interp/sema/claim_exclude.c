/* claim_exclude.c -- stage 3 of a claim: 併給不可, one way or 相互, with the claims that passed their limits */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

/* 同じ支援業務: in the same month, and the records behind both have a row in common */
static nz_node *same_work(work *w) {
  nz_cx *cx = w->cx;
  if (w->c.records == IR_NONE) return NULL;
  nz_node *theirs = nzc_field(cx, w->c.records, NZ_ROW_ITEM0), *mine = nzc_field(cx, w->c.records, NZ_ROW_SUBJECT);
  theirs->ann.b = nz_put_path(cx, NZ_ROW_ITEM1, NULL, 0); /* seen from a record of ours, their claim is one set out */
  nz_node *same = nzc_cmp(cx, NZ_CMP_EQ, nzc_element(cx, w->c.record_ledger, 0), nzc_element(cx, w->c.record_ledger, 1));
  return nzc_some(cx, nzc_where(cx, mine, nzc_some(cx, nzc_where(cx, theirs, same))));
}

static void scope_named(work *w, nz_sym name, nz_span at, nz_nodes_of *l) { /* 月, 支援業務, or a field */
  nz_node *key = NULL;
  if (name == nzk_sym(w, "月")) nzc_add(w->cx, l, nzc_at(nzk_same_month(w), at));
  else if (name == nzk_sym(w, "支援業務")) {
    nzc_add(w->cx, l, nzk_same_month(w));
    nzc_add(w->cx, l, nzc_at(same_work(w), at));
  } else if ((key = nzk_same_key(w, name, at))) nzc_add(w->cx, l, key);
}

/* a choice of a reading as a scope: 同じ支援業務, 同じ月 */
static nz_node *scope_by_reading(work *w, const nz_node *s) {
  nz_cx *cx = w->cx;
  uint32_t r = nz_scope_id(cx->s, NZ_NS_READING, 0, s->name);
  ir_reading rd = cx->m->readings.v[r];
  nz_nodes_of sel = {0};
  static const char same[] = "同じ";
  for (uint32_t i = 0; i < rd.choices.n; i++) {
    nz_str name = ir_text(cx->m, cx->m->choices.v[rd.choices.first + i].name);
    size_t from = name.n > sizeof same - 1 && memcmp(name.p, same, sizeof same - 1) == 0 ? sizeof same - 1 : 0;
    nz_nodes_of l = {0};
    scope_named(w, nzk_str_sym(w, (nz_str){name.p + from, (uint32_t)(name.n - from)}), (nz_span){0}, &l);
    nz_node *cond = nzc_all(cx, &l, s->at);
    nz_node *one = nzc_node(cx, NZ_T_SELECT, s->at, 1, &cond);
    one->ann.a = i;
    nzc_add(cx, &sel, one);
  }
  nz_node *n = nzc_node(cx, NZ_T_READSEL, s->at, sel.n, sel.v);
  n->name = s->name;
  nzb_set_ref(n, NZ_A_READING, r, 0, cx->t_bool);
  return n;
}

/* 併給不可 of this claim (or, turned round, of the other's 相互) with claims of `other` */
static nz_node *exclusion(work *w, const nz_node *c, const nz_node *x, const stage *other, const nz_sym *kinds, uint32_t nkinds, bool provisos) {
  nz_cx *cx = w->cx;
  nz_nodes_of more = {0};
  bool dated = false;
  nzc_add(cx, &more, nzc_cmp(cx, NZ_CMP_NE, nzc_element(cx, w->c.ledger, 0), nzc_subject(cx, w->c.ledger)));
  nzc_add(cx, &more, nzk_same_user(w));
  for (uint32_t i = 0; i < x->nkid; i++) {
    const nz_node *s = x->kid[i];
    if (s->kind != NZ_T_SCOPE) continue;
    dated |= s->op == NZ_SC_WINDOW || s->op == NZ_SC_READING || nz_name(cx, s->name).n == 0 || s->name == nzk_sym(w, "月") || s->name == nzk_sym(w, "支援業務");
    if (s->op == NZ_SC_SAME) scope_named(w, s->name, s->at, &more);
    if (s->op == NZ_SC_READING) {
      nzc_add(cx, &more, nzk_same_month(w)); /* every choice is within a month */
      nzc_add(cx, &more, nzc_at(scope_by_reading(w, s), s->at));
    }
    if (s->op == NZ_SC_WINDOW && s->nkid) {
      int64_t k = s->kid[0]->num < 1 || s->kid[0]->num > 1200 ? 1 : s->kid[0]->num;
      bool recent = s->kid[0]->op == NZ_WIN_RECENT;
      nzc_add(cx, &more, nzc_at(nzc_cmp(cx, NZ_CMP_GE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_at(nzc_months_ago(cx, recent ? k - 1 : k), s->at)), s->at));
      nzc_add(cx, &more, nzc_cmp(cx, NZ_CMP_LE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_months_ago(cx, recent ? 0 : 1)));
    }
  }
  if (!dated) nzc_add(cx, &more, nzc_at(nzk_same_month(w), x->at));
  for (uint32_t i = 0; provisos && i < c->nkid; i++)
    if (c->kid[i] && c->kid[i]->kind == NZ_T_PROVISO && c->kid[i]->nkid > 1) nzc_add(cx, &more, nzc_not(cx, nzk_when_of(c->kid[i], cx)));
  nz_node *claims = nzk_claims_for(w, nzc_rows(cx, w->c.ledger), other->self, kinds, nkinds, x->at, &more);
  const nz_declsrc *passed = other->base && !w->s->base ? other->self : other->limit;
  return nzc_not(cx, nzk_some_stand(w, nzk_standing_of(w, claims, passed, false, false)));
}

const stage *nzk_stage_of(const work *w, uint32_t decl) {
  for (uint32_t i = 0; i < w->all.n; i++)
    if (w->all.v[i].self->id == decl) return &w->all.v[i];
  return NULL;
}

static uint32_t kind_names(const nz_node *t, nz_sym *out) { /* 加算（種類） */
  uint32_t n = 0;
  for (; t->kind == NZ_T_CALL && n < t->nkid && n < NZK_MAX_KINDS; n++) out[n] = t->kid[n]->name;
  return n;
}

static const nz_node *counterpart(const nz_node *x) {
  for (uint32_t i = 0; i < x->nkid; i++)
    if (x->kid[i]->kind != NZ_T_SCOPE) return x->kid[i];
  return NULL;
}

static nz_str excl_name(work *w, const nz_node *c, const nz_node *x, const struct nz_varsrc *v) {
  ir_buf b = {w->cx->a, NULL, 0, 0};
  nz_sym kinds[NZK_MAX_KINDS];
  struct nz_varsrc *keep = w->v;
  struct nz_varsrc other = *v;
  w->v = &other;
  nz_str s = nzk_words_of(w, x->at);
  w->v = keep;
  ir_buf_printf(&b, "併給不可");
  nzk_put_kinds(w, &b, kinds, nzk_kinds_of(c, kinds));
  ir_buf_printf(&b, " %.*s", (int)s.n, s.p);
  return (nz_str){b.p, (uint32_t)b.n};
}

/* The same seen from the other side: 同じ月の初回加算 of 退院・退所加算 is 同じ月の退院・退所加算 to 初回加算. */
static nz_str mirrored_name(work *w, const nz_node *x, const nz_node *t, const struct nz_varsrc *v, const stage *from, const nz_sym *theirs, uint32_t n) {
  ir_buf b = {w->cx->a, NULL, 0, 0};
  struct nz_varsrc *keep = w->v;
  struct nz_varsrc other = *v;
  w->v = &other;
  nz_str scope = nzk_words_of(w, (nz_span){x->at.file, x->at.lo, t->at.lo});
  w->v = keep;
  nz_sym mine[NZK_MAX_KINDS];
  ir_buf_printf(&b, "併給不可");
  nzk_put_kinds(w, &b, mine, kind_names(t, mine));
  ir_buf_printf(&b, " %.*s%s", (int)scope.n, scope.p, nz_name(w->cx, from->self->name).p);
  nzk_put_kinds(w, &b, theirs, n);
  return (nz_str){b.p, (uint32_t)b.n};
}

static void own_exclusions(work *w, items *list) {
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_EXCLUDE) continue;
    for (uint32_t k = 0; k < c->nkid; k++) {
      nz_node *x = c->kid[k];
      if (!x || x->kind != NZ_T_EXCLUDE) continue;
      const nz_node *t = counterpart(x);
      const stage *other = t ? nzk_stage_of(w, t->ann.a) : NULL;
      nz_sym kinds[NZK_MAX_KINDS];
      if (!other) continue;
      nz_node *n = exclusion(w, c, x, other, kinds, kind_names(t, kinds), true);
      nzk_put(w, list, nzk_clause_kinds(c), 0, nzk_named(w, excl_name(w, c, x, w->v), n, x->at));
    }
  }
}

/* 相互 written elsewhere, naming this one */
static void mutual_exclusions(work *w, items *list) {
  for (uint32_t s = 0; s < w->all.n; s++) {
    const stage *from = &w->all.v[s];
    for (uint32_t v = 0; v < from->self->nvar; v++) {
      const struct nz_varsrc *var = &from->self->var[v];
      if (var->from > w->v->to || var->to < w->v->from) continue;
      for (uint32_t i = 0; i < var->decl->nkid; i++) {
        nz_node *c = var->decl->kid[i];
        if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_EXCLUDE) continue;
        for (uint32_t k = 0; k < c->nkid; k++) {
          nz_node *x = c->kid[k];
          const nz_node *t = x && x->kind == NZ_T_EXCLUDE && (x->flags & NZ_NF_MUTUAL) ? counterpart(x) : NULL;
          if (!t || t->ann.a != w->s->self->id) continue;
          nz_sym kinds[NZK_MAX_KINDS], mine[NZK_MAX_KINDS];
          uint32_t n = nzk_kinds_of(c, kinds), m = kind_names(t, mine);
          nz_node *e = nzk_named(w, mirrored_name(w, x, t, var, from, kinds, n), exclusion(w, c, x, from, kinds, n, false), x->at);
          if (!m) nzk_put(w, list, NULL, 0, e);
          for (uint32_t j = 0; j < m; j++) nzk_put(w, list, NULL, mine[j], e);
        }
      }
    }
  }
}

void nzk_exclusions(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nzc_add(cx, &all, nzc_has_outcome(cx, nzc_call(cx, w->s->limit->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
  own_exclusions(w, &list);
  mutual_exclusions(w, &list);
  nzk_by_kind(w, "種類ごとの併給不可", &list, &all);
  w->v->body = nzc_all(cx, &all, w->v->decl->at);
  nzk_passed_on(w, w->s->self, w->s->limit);
  /* the units, where the claim is 可 */
  struct nz_varsrc *e = &w->s->earned->var[w->vi];
  nz_node *when = nzc_has_outcome(cx, nzc_call(cx, w->s->self->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW);
  nz_node *p = nzc_proviso(cx, when, nzc_call(cx, w->s->units->id, NZ_ROW_SUBJECT));
  nzc_body(cx, w->s->earned, e, nzc_node(cx, NZ_T_NONE, w->v->decl->at, 0, NULL));
  NZ_PUSH(cx->a, &e->provisos) = p;
}
