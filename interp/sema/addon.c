/* addon.c -- 加算 and 予定: their clauses bound and checked. What they come to: claim.c, schedule.c. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "../../grammar/nearest.h"
#include "../ir/phrase.h"
#include "bind.h"
#include "claim_int.h"
#include "lower.h"

void nz_bind_addon(nz_cx *cx, nz_declsrc *d);
void nz_bind_schedule(nz_cx *cx, nz_declsrc *d);
void nz_bind_records(nz_cx *cx);

static const nz_row *row_at(const nz_tree *t, const nz_node *n) {
  if (n->kind != NZ_T_ROW || n->num < 0 || (uint64_t)n->num >= t->toks->rows.n) return NULL;
  return &t->toks->rows.v[n->num];
}

/* the rows of the 種類 table: name in the first column */
static uint32_t kinds_of(nz_cx *cx, const nz_tree *t, const nz_node *decl, nz_sym *out, uint32_t max) {
  (void)cx;
  uint32_t n = 0;
  for (uint32_t i = 0; i < decl->nkid; i++) {
    const nz_node *c = decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_KIND) continue;
    bool head = true;
    for (uint32_t k = 0; k < c->nkid; k++) {
      const nz_row *r = row_at(t, c->kid[k]);
      if (!r || r->rule || !r->ncells) continue;
      if (!head && n < max && r->cells[0].text) out[n++] = r->cells[0].text;
      head = false;
    }
  }
  return n;
}

/* with the nearest kind there is, and all of them */
static void unknown_kind(nz_cx *cx, const nz_declsrc *d, const nz_node *typed, const nz_sym *kinds, uint32_t n) {
  nz_diags *ds = &cx->p->diags;
  nz_diag *g = nz_say(cx, NZ_M_UNKNOWN_KIND, typed->at, typed->name, d->name);
  nz_str s = nz_name(cx, typed->name);
  nz_near best = {0};
  ir_buf all = {cx->a, NULL, 0, 0};
  for (uint32_t k = 0; k < n; k++) {
    nz_str kind = nz_name(cx, kinds[k]);
    nz_near_try(&best, s.p, s.n, kind.p, kind.n, k);
    ir_buf_printf(&all, "%s%s", k ? "、" : "", kind.p);
  }
  if (best.found) {
    ir_buf fix = {cx->a, NULL, 0, 0};
    ir_phrase_name(nz_name(cx, kinds[best.index]), &fix);
    nz_args(ds, g, 2, nz_name(cx, kinds[best.index]).p);
    nz_fix(ds, g, typed->at, fix.p, fix.n);
  }
  if (n) nz_arg(ds, g, 3, all.p, all.n);
}

static void known_kinds(nz_cx *cx, nz_declsrc *d, nz_node *list, const nz_sym *kinds, uint32_t n) {
  for (uint32_t i = 0; list && i < list->nkid; i++) {
    bool ok = false;
    for (uint32_t k = 0; k < n; k++) ok |= kinds[k] == list->kid[i]->name;
    if (!ok) unknown_kind(cx, d, list->kid[i], kinds, n);
  }
}

/* a counterpart: another 加算 or 報酬, perhaps one kind of it */
static void target(nz_cx *cx, nz_declsrc *d, nz_node *n) {
  nz_sym name = nz_dealias(cx, n->name);
  static const char self[] = "この加算";
  bool own = strcmp(nz_name(cx, n->name).p, self) == 0 || n->kind == NZ_T_THIS;
  uint32_t id = own ? d->id : nz_scope_id(cx->s, NZ_NS_DECL, 0, name);
  if (id == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_ADDON, 1u << NZ_NS_DECL, n);
    return;
  }
  n->ann.ref = NZ_A_DECL;
  n->ann.a = id;
  nz_declsrc *o = cx->decls.v[id];
  if (o->kind != IR_D_ADDON && o->kind != IR_D_FEE) nz_say(cx, NZ_M_NOT_AN_ADDON, n->at, n->name, 0);
  nz_sym kinds[64];
  uint32_t k = kinds_of(cx, o->var[0].tree, o->var[0].decl, kinds, 64);
  if (n->kind == NZ_T_CALL)
    for (uint32_t i = 0; i < n->nkid; i++) {
      nz_node one = {.nkid = 1, .kid = &n->kid[i]};
      known_kinds(cx, o, &one, kinds, k);
    }
}

/* 同じ月, 同じ支援業務, or 同じ and a field or ledger that the claim reaches */
static void scope(nz_cx *cx, nz_node *s) {
  if (s->op == NZ_SC_READING && nz_scope_id(cx->s, NZ_NS_READING, 0, s->name) == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_READING, 1u << NZ_NS_READING, s);
  if (s->op != NZ_SC_SAME) return;
  nz_str name = nz_name(cx, s->name);
  uint32_t f, p;
  bool amb;
  if (strcmp(name.p, "月") == 0 || strcmp(name.p, "支援業務") == 0 || nz_find_field(cx, s->name, &f, &p, &amb)) return;
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, s->name);
  if (l == IR_NONE || !nz_resolve_path(cx, l, &p, s->at, true)) nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, s);
}

static void exclusion(nz_cx *cx, nz_declsrc *d, nz_node *x) {
  for (uint32_t i = 0; i < x->nkid; i++) {
    if (x->kid[i]->kind == NZ_T_SCOPE) scope(cx, x->kid[i]);
    else target(cx, d, x->kid[i]);
  }
}

/* 付加先 同じ事業所、同じ月の基本報酬のうち可であるもの, or any set of rows */
static void attached(nz_cx *cx, nz_declsrc *d, nz_node *n) {
  nz_node *base = n->kind == NZ_T_ROWSET ? n->kid[0] : n;
  nz_node *same = base->kind == NZ_T_OF && base->nkid == 1 && base->kid[0]->kind == NZ_T_SAME ? base->kid[0] : NULL;
  uint32_t decl = base->kind == NZ_T_NAME || same ? nz_scope_id(cx->s, NZ_NS_DECL, 0, nz_dealias(cx, base->name)) : IR_NONE;
  if (n->kind == NZ_T_SCOPE) {
    scope(cx, n);
    return;
  }
  if (decl == IR_NONE && !same) {
    nz_bind(cx, n, IR_NONE);
    return;
  }
  if (same) {
    nz_node s = {.kind = NZ_T_SCOPE, .op = NZ_SC_SAME, .at = same->at, .name = same->name};
    scope(cx, &s);
  }
  if (!nzb_is(cx, base->name, "基本報酬")) target(cx, d, base); /* the base fees, whatever they are called */
  nz_node *cond = n->kind == NZ_T_ROWSET ? n->kid[1] : NULL;
  if (cond && (cond->kind != NZ_T_OUTIS || cond->kid[0]->kind != NZ_T_HOLE)) nz_say(cx, NZ_M_ATTACHED_WHEN, cond->at, 0, 0);
}

/* ただし of a clause: of an exclusion it may speak of 相手の請求, the claim that excludes */
static void proviso(nz_cx *cx, nz_node *c, nz_node *p) {
  uint32_t keep = cx->counterpart, i = 0;
  cx->counterpart = c->op == NZ_W_EXCLUDE ? cx->subject : IR_NONE;
  if (p->nkid > 1 && p->kid[0]->kind != NZ_T_RESULT && p->kid[0]->kind != NZ_T_WITHDRAW && p->kid[0]->kind != NZ_T_PROVISO) nz_bind_cond(cx, p->kid[i++]);
  cx->counterpart = keep;
  for (; i < p->nkid; i++) {
    nz_node *r = p->kid[i];
    if (r->kind == NZ_T_PROVISO) proviso(cx, c, r);
    else if (r->kind != NZ_T_WITHDRAW && !(c->op == NZ_W_LIMIT && r->kind == NZ_T_RATE))
      nz_say_s(cx, NZ_M_PROVISO_RESULT, r->at, nz_w_text(c->op), c->op == NZ_W_LIMIT ? "…とき、月19件" : "…とき、この限りでない");
  }
}

/* 支給決定の期間につき: the last part that is neither the keys nor the scope */
static bool is_period_of_row(const nz_node *x, uint32_t i) {
  if (x->op != NZ_LP_ROW) return false;
  for (uint32_t k = i + 1; k < x->nkid; k++)
    if (x->kid[k]->kind != NZ_T_SCOPE && x->kid[k]->kind != NZ_T_ITEM_DECL) return false;
  return x->kid[i]->kind != NZ_T_SCOPE && x->kid[i]->kind != NZ_T_ITEM_DECL;
}

static void limit(nz_cx *cx, nz_node *x) {
  if (x->num < 0 || x->num > 1000000) nz_say_s(cx, NZ_M_LIMIT_RANGE, x->at, NULL, NULL);
  for (uint32_t i = 0; i < x->nkid; i++) {
    nz_node *k = x->kid[i];
    if (!k) continue;
    if (k->kind == NZ_T_SCOPE) scope(cx, k);
    else if (k->kind == NZ_T_ITEM_DECL) { /* keys: fields of the claim */
      for (uint32_t j = 0; j < k->nkid; j++) {
        uint32_t f, p;
        bool amb;
        if (!nz_find_field(cx, k->kid[j]->name, &f, &p, &amb)) nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, k->kid[j]);
      }
    } else if (is_period_of_row(x, i)) {
      nz_node *row = k->kind == NZ_T_OF && k->nkid ? k->kid[0] : k;
      uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, row->name);
      if (l == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, row);
      else if (cx->m->ledgers.v[l].period == IR_NONE) nz_say(cx, NZ_M_NO_PERIOD_FIELD, row->at, row->name, 0);
    } else {
      nz_bind_cond(cx, k);
    }
  }
}

static void records(nz_cx *cx, nz_node *list) {
  for (uint32_t i = 0; list && i < list->nkid; i++) {
    nz_node *n = list->kid[i];
    bool field = false;
    for (uint32_t l = 0; l < cx->m->ledgers.n && !field; l++) field = nz_scope_id(cx->s, NZ_NS_FIELD, l, n->name) != IR_NONE;
    if (!field && nz_scope_id(cx->s, NZ_NS_RECORD, 0, n->name) == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_RECORD, 1u << NZ_NS_RECORD | 1u << NZ_NS_FIELD, n);
  }
}

/* 記録項目 名前：項目、…。 */
void nz_bind_records(nz_cx *cx) {
  for (uint32_t f = 0; f < cx->p->trees.n; f++) {
    nz_node *root = cx->p->trees.v[f]->root;
    for (uint32_t i = 0; root && i < root->nkid; i++)
      if (root->kid[i]->kind == NZ_T_DECL && root->kid[i]->op == NZ_W_RECORDS) records(cx, nz_node_find(root->kid[i], NZ_T_ITEM_DECL));
  }
}

static bool flag(const nz_cx *cx, nz_sym s) {
  static const char *const words[] = {"計画作成時", "モニタリング時", "併給不可", "単独可"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(nz_name(cx, s).p, words[i]) == 0) return true;
  return false;
}

static void kind_heads(nz_cx *cx, const nz_row *head) {
  int64_t from, to;
  for (uint32_t i = 1; i < head->ncells; i++) {
    const nz_cell *cell = &head->cells[i];
    const char *h = nz_name(cx, cell->text).p;
    if (!cell->text || strcmp(h, "基本報酬") == 0 || strcmp(h, "記録") == 0 || nz_dated_head(cx, cx->tree, head, cell, &from, &to)) continue;
    nz_say(cx, NZ_M_KIND_HEAD, (nz_span){cx->tree->src->id, cell->vlo, cell->vhi > cell->vlo ? cell->vhi : cell->hi}, cell->text, 0);
  }
}

/* the columns 基本報酬 and 記録 of the 種類 table */
static void kind_columns(nz_cx *cx, nz_node *c) {
  const nz_row *head = NULL;
  for (uint32_t k = 0; k < c->nkid; k++) {
    const nz_row *r = row_at(cx->tree, c->kid[k]);
    if (!r || r->rule || !r->ncells) continue;
    if (head && r->ncells != head->ncells) {
      nz_wrong_width(cx, cx->tree, r, head->ncells);
      continue;
    }
    for (uint32_t i = 0; head && i < r->ncells && i < head->ncells; i++) {
      const nz_cell *cell = &r->cells[i];
      nz_span at = {cx->tree->src->id, cell->vlo, cell->vhi > cell->vlo ? cell->vhi : cell->hi};
      const char *h = nz_name(cx, head->cells[i].text).p;
      if (!cell->text) continue;
      if (strcmp(h, "基本報酬") == 0 && !flag(cx, cell->text)) nz_say(cx, NZ_M_UNKNOWN_VALUE, at, cell->text, 0);
      if (strcmp(h, "記録") != 0) continue;
      static const char comma[] = "、";
      nz_str s = nz_name(cx, cell->text);
      for (size_t from = 0; from < s.n;) {
        const char *end = strstr(s.p + from, comma);
        size_t n = end ? (size_t)(end - s.p) - from : s.n - from;
        nz_node *name = nz_synth_name(cx, nz_intern_put(cx->p->names, s.p + from, n), at), one = {.nkid = 1, .kid = &name};
        name->flags = 0;
        records(cx, &one);
        from += n + (end ? sizeof comma - 1 : 0);
      }
    }
    if (!head) kind_heads(cx, head = r);
  }
}

/* the clauses that are plain names */
static void plain_names(nz_cx *cx, nz_node *c, nz_node *list) {
  uint32_t f, p;
  bool amb;
  for (uint32_t i = 0; i < list->nkid; i++) {
    nz_node *n = list->kid[i];
    if (c->op == NZ_W_TARGET && nz_scope_id(cx->s, NZ_NS_VALUE, 0, n->name) == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_VALUE, 1u << NZ_NS_VALUE, n);
    if (c->op == NZ_W_SUBJECT && nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name) == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, n);
    if (c->op == NZ_W_DISTINCT && !nz_find_field(cx, n->name, &f, &p, &amb)) nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, n);
    if (c->op == NZ_W_BASE && !flag(cx, n->name)) nz_say(cx, NZ_M_UNKNOWN_VALUE, n->at, n->name, 0);
  }
}

/* 単位数: in 単位, where the rules have such a unit; nothing else is added up with what other 加算 come to. */
static void units_of(nz_cx *cx, nz_node *n) {
  uint32_t got = nz_bind(cx, n, IR_NONE), unit = nz_unit_find(cx, nz_sym_of(cx, "単位"));
  ir_type t = nz_ty(cx, got);
  if (unit != IR_NONE && t.k == IR_T_QTY && t.ref != IR_NONE && t.ref != unit) nzb_want_type(cx, n, got, ir_mk_type(cx->m, IR_T_QTY, cx->m->units.v[unit].dec, unit));
}

void nz_bind_addon(nz_cx *cx, nz_declsrc *d) {
  nz_sym kinds[64];
  for (uint32_t v = 0; v < d->nvar; v++) {
    cx->tree = d->var[v].tree;
    nz_node *decl = d->var[v].decl;
    uint32_t nk = kinds_of(cx, cx->tree, decl, kinds, 64);
    for (uint32_t i = 0; i < decl->nkid; i++) {
      nz_node *c = decl->kid[i];
      if (c->kind != NZ_T_CLAUSE) continue;
      known_kinds(cx, d, nz_node_find(c, NZ_T_KINDS), kinds, nk);
      if (c->op == NZ_W_KIND) kind_columns(cx, c);
      for (uint32_t k = 0; k < c->nkid; k++) {
        nz_node *x = c->kid[k];
        if (!x || x->kind == NZ_T_KINDS || x->kind == NZ_T_CITE) continue;
        if (x->kind == NZ_T_PROVISO) proviso(cx, c, x);
        else if (c->op == NZ_W_REQUIRE) nz_bind_cond(cx, x);
        else if (x->kind == NZ_T_EXCLUDE) exclusion(cx, d, x);
        else if (x->kind == NZ_T_LIMIT) limit(cx, x);
        else if (c->op == NZ_W_RECORD) {
          if (x->kind == NZ_T_ITEM_DECL) records(cx, x);
          else nz_bind_cond(cx, x);
        } else if (x->kind == NZ_T_ITEM_DECL) {
          plain_names(cx, c, x);
        } else if (c->op == NZ_W_UNITS && x->kind == NZ_T_UNITS) {
          for (uint32_t j = 0; j < x->nkid; j++)
            if (x->kid[j]->kind != NZ_T_PERIOD) units_of(cx, x->kid[j]);
        } else if (c->op == NZ_W_ADDED_TO) {
          attached(cx, d, x);
        } else if (c->op == NZ_W_CLAIM_MONTH) {
          uint32_t t = nz_bind(cx, x, cx->t_month);
          if (nz_ty(cx, t).k != IR_T_MONTH) nzb_want_type(cx, x, t, cx->t_month);
        }
      }
    }
  }
  for (uint32_t i = 0; i < cx->decls.n; i++)
    if (cx->decls.v[i]->owner == d->id) nz_bind_decl(cx, i);
}

void nz_bind_schedule(nz_cx *cx, nz_declsrc *d) {
  for (uint32_t v = 0; v < d->nvar; v++) {
    nz_node *decl = d->var[v].decl;
    cx->tree = d->var[v].tree;
    for (uint32_t i = 0; i < decl->nkid; i++) {
      nz_node *k = decl->kid[i];
      if (k->kind == NZ_T_SPAN_FROM_TO)
        for (uint32_t j = 0; j < k->nkid; j++) nz_bind(cx, k->kid[j], cx->t_month);
      if (k->kind == NZ_T_MARKROW && k->nkid && k->kid[0]) nz_bind_cond(cx, k->kid[0]);
      if (k->kind == NZ_T_CLAUSE && k->op == NZ_W_ORIGIN && k->nkid) nz_bind_cond(cx, k->kid[0]);
    }
  }
}

/* ---- lowering ---- */

void nz_lower_addon(nz_lw *l, nz_declsrc *d) {
  nz_cx *cx = l->cx;
  for (uint32_t v = 0; v < d->nvar; v++) {
    nz_sym kinds[64];
    uint32_t ids[64], nk = kinds_of(cx, d->var[v].tree, d->var[v].decl, kinds, 64);
    for (uint32_t i = 0; i < nk; i++) ids[i] = nz_mstr(cx, kinds[i]);
    ir_addon out = {d->id, nz_pool(cx, ids, nk), nz_loc(cx, d->var[v].decl->at)};
    NZ_PUSH(cx->a, &cx->m->addons) = out;
  }
}
