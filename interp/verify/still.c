/* still.c -- what is wrong with rules as they stand, without a case */
#include <string.h>

#include "../../grammar/keywords.h"
#include "../ir/phrase.h"
#include "../facts/question.h"
#include "duty.h"
#include "range.h"
#include "walk.h"

static bool is_top(const ir_module *m, uint32_t decl) { return m->decls.v[decl].owner == IR_NONE; }

/* ---- definitions and facts that nobody needs ---- */

typedef struct used { uint64_t *decls, *fields; } used;
static void mark(uint64_t *set, uint32_t i) { set[i / 64] |= UINT64_C(1) << (i % 64); }

static void use_node(const ir_module *m, used *u, uint32_t node) {
  const ir_node *n = &m->nodes.v[node];
  if (n->op == IR_DECL) mark(u->decls, n->ref);
  if (n->op == IR_FIELD || n->op == IR_REFS) mark(u->fields, n->ref);
}

/* What 事例 and 検証 name is used too. */
static void use_names(nz_duties *d, used *u, const nz_node *n) {
  if (!n) return;
  if ((n->kind == NZ_T_NAME || n->kind == NZ_T_CALL) && n->name) {
    nz_str s = nz_intern_get(d->p->names, n->name);
    uint32_t decl = ir_find_decl(d->m, s.p, s.n);
    if (decl != IR_NONE) mark(u->decls, decl);
  }
  for (uint32_t i = 0; i < n->nkid; i++) use_names(d, u, n->kid[i]);
}

static void unused(nz_duties *d) {
  ir_module *m = d->m;
  used u = {NZ_NEW_N(d->a, uint64_t, m->decls.n / 64 + 1), NZ_NEW_N(d->a, uint64_t, m->fields.n / 64 + 1)};
  for (uint32_t i = 0; i < d->nnodes; i++) use_node(m, &u, i);
  for (uint32_t i = 0; i < d->p->cases.n; i++) use_names(d, &u, d->p->cases.v[i]);
  for (uint32_t i = 0; i < d->ndecls; i++) {
    ir_decl of = m->decls.v[i];
    bool helper = of.kind == IR_D_CONDITION || of.kind == IR_D_DEFINE;
    if (!is_top(m, i) || !helper || nz_in(u.decls, i) || !of.variants.n) continue;
    nz_duty_add(d, NZ_DUTY_UNUSED, i, 0, of.loc, m->variants.v[of.variants.first].cites);
  }
  for (uint32_t i = 0; i < m->fields.n; i++) {
    ir_field f = m->fields.v[i];
    if (nz_in(u.fields, i) || (f.flags & (IR_F_KEY | IR_F_TIME | IR_F_PERIOD | IR_F_ITEM | IR_F_KIND | IR_F_REVIEW))) continue;
    nz_str l = ir_text(m, m->ledgers.v[f.ledger].name), name = ir_text(m, f.name);
    nz_duty_add(d, NZ_DUTY_UNREAD, IR_NONE, nz_d_text(d, "%.*sの%.*s", (int)l.n, l.p, (int)name.n, name.p), f.loc, (ir_range){0, 0});
  }
}

/* ---- sources, ranges, time ---- */

static void sources(nz_duties *d, uint32_t decl, const ir_variant *v, const nz_ids *tables) {
  ir_module *m = d->m;
  if (!is_top(m, decl) || v->cites.n || decl == nz_claims_decl(m)) return; /* the judgement of claims is the checker's */
  for (uint32_t i = 0; i < tables->n; i++) {
    const ir_table *t = &m->tables.v[tables->v[i]];
    bool all = t->rows.n > 0;
    for (uint32_t r = 0; r < t->rows.n; r++) all &= m->rows.v[t->rows.first + r].cites.n > 0;
    if (all) return;
  }
  nz_duty_add(d, NZ_DUTY_SOURCE, decl, 0, v->loc, v->cites);
}

/* A number of which nothing shows that it fits: the answer may be a fault. What goes into it may be all bounded. */
static void overflow(nz_duties *d, nz_ranges *r, uint32_t decl, const nz_ids *nodes) {
  ir_module *m = d->m;
  for (uint32_t i = 0; i < nodes->n; i++) {
    ir_node n = m->nodes.v[nodes->v[i]];
    bool counts = n.op == IR_ADD || n.op == IR_SUB || n.op == IR_MUL || n.op == IR_RESCALE || n.op == IR_SUM || n.op == IR_FLOOR || n.op == IR_CEIL; /* quotients by what they are rounded to */
    int64_t lo, hi;
    if (!counts || m->types.v[n.type].k != IR_T_QTY || nz_range(r, nodes->v[i], &lo, &hi)) continue;
    nz_duty_add(d, NZ_DUTY_OVERFLOW, decl, nz_d_phrase(d, nodes->v[i]), n.loc, (ir_range){0, 0});
    return; /* what is made of it is no news */
  }
}

/* A declaration that is called on days on which no variant of it is in force: 不明 whatever the facts. */
static void periods(nz_duties *d, uint32_t decl, const ir_variant *v, const nz_ids *nodes) {
  ir_module *m = d->m;
  for (uint32_t i = 0; i < nodes->n; i++) {
    ir_node n = m->nodes.v[nodes->v[i]];
    if (n.op != IR_DECL) continue;
    ir_decl of = m->decls.v[n.ref];
    int64_t from = v->from;
    for (uint32_t k = 0; k < of.variants.n && from != IR_DATE_MAX; k++) {
      const ir_variant *x = &m->variants.v[of.variants.first + k];
      if (x->from <= from && x->to >= from) from = x->to == IR_DATE_MAX ? IR_DATE_MAX : x->to + 1;
    }
    if (from == IR_DATE_MAX || from > v->to) continue;
    nz_str name = ir_text(m, of.name);
    ir_buf b = {.a = d->a};
    if (from == IR_DATE_MIN) ir_buf_printf(&b, "%.*s のはじめの版より前", (int)name.n, name.p);
    else {
      ir_buf_printf(&b, "%.*s の ", (int)name.n, name.p);
      ir_phrase_value(m, ir_mk_type(m, IR_T_DATE, 0, IR_NONE), from, 0, &b);
    }
    nz_duty_add(d, NZ_DUTY_PERIOD, decl, ir_intern(m, b.p, b.n), n.loc ? n.loc : v->loc, (ir_range){0, 0});
  }
}

/* ---- 併給不可 of which the other side says nothing ---- */

typedef struct side { nz_sym from, to; const nz_node *clause, *target; bool mutual; nz_span at; } side;
typedef NZ_VEC(side) sides;

static void collect(nz_duties *d, const nz_node *addon, sides *out) {
  for (uint32_t i = 0; i < addon->nkid; i++) {
    const nz_node *c = addon->kid[i];
    if (!c || c->kind != NZ_T_CLAUSE || c->op != NZ_W_EXCLUDE) continue;
    for (uint32_t k = 0; k < c->nkid; k++) {
      const nz_node *x = c->kid[k], *target = NULL;
      if (!x || x->kind != NZ_T_EXCLUDE) continue;
      for (uint32_t j = 0; j < x->nkid; j++)
        if (x->kid[j]->kind != NZ_T_SCOPE) target = x->kid[j];
      if (target) NZ_PUSH(d->a, out) = (side){addon->name, target->name, c, target, (x->flags & NZ_NF_MUTUAL) != 0, x->at};
    }
  }
}

/* Kinds named on both sides must have one in common; none named: all. */
static bool kinds_meet(const nz_node *clause, const nz_node *target) {
  const nz_node *mine = nz_node_find(clause, NZ_T_KINDS);
  if (!mine || target->kind != NZ_T_CALL || !target->nkid) return true;
  for (uint32_t i = 0; i < mine->nkid; i++)
    for (uint32_t k = 0; k < target->nkid; k++)
      if (mine->kid[i]->name == target->kid[k]->name) return true;
  return false;
}

static void one_sided(nz_duties *d) {
  sides all = {0};
  for (uint32_t f = 0; f < d->p->trees.n; f++) {
    const nz_tree *t = d->p->trees.v[f];
    for (uint32_t i = 0; t->root && i < t->root->nkid; i++) {
      const nz_node *n = t->root->kid[i];
      if (n->kind == NZ_T_DECL && (n->op == NZ_W_ADDON || n->op == NZ_W_FEE)) collect(d, n, &all);
    }
  }
  for (uint32_t i = 0; i < all.n; i++) {
    const side *s = &all.v[i];
    bool answered = s->mutual || s->from == s->to;
    for (uint32_t k = 0; k < all.n && !answered; k++)
      answered = all.v[k].from == s->to && all.v[k].to == s->from && kinds_meet(all.v[k].clause, s->target) && kinds_meet(s->clause, all.v[k].target);
    if (answered) continue;
    nz_str from = nz_intern_get(d->p->names, s->from), to = nz_intern_get(d->p->names, s->to);
    ir_buf kinds = {.a = d->a};
    for (uint32_t k = 0; s->target->kind == NZ_T_CALL && k < s->target->nkid; k++) {
      nz_str name = nz_intern_get(d->p->names, s->target->kid[k]->name);
      ir_buf_printf(&kinds, "%s%.*s", k ? "、" : "（", (int)name.n, name.p);
    }
    uint32_t decl = ir_find_decl(d->m, from.p, from.n);
    nz_duty *x = nz_duty_add(d, NZ_DUTY_ONE_SIDED, decl, nz_d_text(d, "%.*s%s%s", (int)to.n, to.p, kinds.n ? kinds.p : "", kinds.n ? "）" : ""), 0, (ir_range){0, 0});
    if (decl != IR_NONE && d->m->decls.v[decl].variants.n) x->cites = d->m->variants.v[d->m->decls.v[decl].variants.first].cites;
    const nz_source *src = d->p->sources.list.v[s->at.file];
    nz_place at = nz_place_of(src, s->at.lo, s->at.hi);
    NZ_PUSH(d->m->arena, &d->m->locs) = (ir_loc){ir_intern(d->m, src->path, strlen(src->path)), at.line, at.col, s->at.hi - s->at.lo};
    x->loc = d->m->locs.n - 1;
  }
}

void nz_duty_still(nz_duties *d) {
  nz_ranges *ranges = nz_ranges_of(d->a, d->m);
  unused(d);
  for (uint32_t i = 0; i < d->ndecls; i++) {
    ir_decl of = d->m->decls.v[i];
    for (uint32_t k = 0; k < of.variants.n; k++) {
      ir_variant v = d->m->variants.v[of.variants.first + k];
      nz_ids own = {0}, tables = {0}, local = {0}, more = {0};
      if (v.body == IR_NONE) continue;
      nz_own_nodes(d->a, d->m, v.body, &own, &tables);
      nz_local_nodes(d->a, d->m, v.body, &local, &more);
      sources(d, i, &v, &tables);
      overflow(d, ranges, i, &own);
      periods(d, i, &v, &local);
    }
  }
  one_sided(d);
}
