/* claim_require.c -- stage 1 of a claim, alone: 対象, 基本報酬, 要件, 記録 */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

/* 対象: the claim, or its user, is of one of these */
static nz_node *target(work *w, const nz_node *c) {
  nz_cx *cx = w->cx;
  const nz_node *list = nz_node_find(c, NZ_T_ITEM_DECL);
  uint32_t ledgers[2] = {w->c.ledger, w->c.user == IR_NONE ? IR_NONE : cx->m->types.v[cx->m->fields.v[w->c.user].type].ref};
  for (int k = 0; list && k < 2 && ledgers[k] != IR_NONE; k++) {
    const ir_ledger *l = &cx->m->ledgers.v[ledgers[k]];
    for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
      if (cx->m->types.v[cx->m->fields.v[f].type].k != IR_T_ENUM) continue;
      nz_nodes_of of = {0};
      nz_node *field = nzc_field(cx, f, NZ_ROW_SUBJECT);
      if (k) field->ann.b = nz_put_path(cx, NZ_ROW_SUBJECT, &w->c.user, 1);
      nzc_add(cx, &of, field);
      for (uint32_t i = 0; i < list->nkid; i++) nzc_add(cx, &of, nzc_named(cx, f, nz_dealias(cx, list->kid[i]->name)));
      if (of.n != list->nkid + 1) continue;
      nz_node *is = of.n == 2 ? nzc_cmp(cx, NZ_CMP_EQ, of.v[0], of.v[1]) : nzc_node(cx, NZ_T_IN, c->at, of.n, of.v);
      is->at = c->at;
      return is;
    }
  }
  return NULL;
}

static nz_node *base_flag(work *w, nz_sym word, const nz_sym *kinds, uint32_t nkinds, nz_span at) {
  nz_cx *cx = w->cx;
  bool never = word == nzk_sym(w, "併給不可"), free = word == nzk_sym(w, "単独可") || word == nzk_sym(w, "解釈による");
  if (free || w->s->base) return NULL;
  nz_nodes_of l = {0};
  for (uint32_t i = 0; i < w->all.n; i++) {
    const stage *b = &w->all.v[i];
    if (!b->base || (!never && b->role != word)) continue;
    nz_nodes_of more = {0};
    nzc_add(cx, &more, nzk_same_user(w));
    nzc_add(cx, &more, nzk_same_month(w));
    nz_node *claims = nzk_claims_for(w, nzc_rows(cx, w->c.ledger), b->self, NULL, 0, (nz_span){0}, &more);
    nz_node *some = nzk_some_stand(w, nzk_standing_of(w, claims, b->self, never, false));
    nzc_add(cx, &l, never ? nzc_not(cx, some) : some);
  }
  ir_buf b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&b, "基本報酬");
  nzk_put_kinds(w, &b, kinds, nkinds);
  ir_buf_printf(&b, " %s", nz_name(cx, word).p);
  if (!l.n) return NULL;
  return nzk_named(w, (nz_str){b.p, (uint32_t)b.n}, never ? nzc_all(cx, &l, at) : nzc_any(cx, &l, at), at);
}

/* Sets of records that a requirement asks for: 根拠記録のうち…もの. Those of 記録 are these; all, where none is asked for. */
static void wanted_records(const work *w, nz_node *n, nz_nodes_of *out) {
  if (n->kind == NZ_T_HASNOT) return;
  if (n->kind == NZ_T_ROWSET && n->kid[0]->ann.ref == NZ_A_MULTI && n->kid[0]->ann.a == w->c.records) nzc_add(w->cx, out, n->kid[1]);
  for (uint32_t i = 0; i < n->nkid; i++)
    if (n->kid[i]) wanted_records(w, n->kid[i], out);
}

static nz_node *blank(work *w, uint32_t field, uint8_t start) { return nzc_cmp(w->cx, NZ_CMP_EQ, nzc_field(w->cx, field, start), nzc_node(w->cx, NZ_T_BLANK, (nz_span){0}, 0, NULL)); }

static const nz_node *record_list(const work *w, nz_sym name) { /* 記録項目 of this name: its names */
  for (uint32_t f = 0; f < w->cx->p->trees.n; f++) {
    const nz_tree *t = w->cx->p->trees.v[f];
    for (uint32_t i = 0; t->root && i < t->root->nkid; i++) {
      const nz_node *d = t->root->kid[i];
      if (d->kind == NZ_T_DECL && d->op == NZ_W_RECORDS && d->name == name) return nz_node_find(d, NZ_T_ITEM_DECL);
    }
  }
  return NULL;
}

static void record_items(work *w, nz_sym name, nz_span at, nz_nodes_of *of_record, nz_nodes_of *of_claim, int depth) {
  const nz_node *list = record_list(w, name);
  for (uint32_t i = 0; list && i < list->nkid && depth < 8; i++) record_items(w, list->kid[i]->name, list->kid[i]->at, of_record, of_claim, depth + 1);
  if (list) return;
  uint32_t f = nz_scope_id(w->cx->s, NZ_NS_FIELD, w->c.record_ledger, name), g = nz_scope_id(w->cx->s, NZ_NS_FIELD, w->c.ledger, name);
  if (f != IR_NONE) nzc_add(w->cx, of_record, nzc_at(blank(w, f, NZ_ROW_ITEM0), at));
  else if (g != IR_NONE) nzc_add(w->cx, of_claim, nzc_at(blank(w, g, NZ_ROW_SUBJECT), at));
}

/* Of several kinds the first says which records are asked for. */
static nz_node *records(work *w, const nz_sym *names, uint32_t n, const nz_sym *kinds, uint32_t nkinds, nz_span at) {
  nz_cx *cx = w->cx;
  if (w->c.records == IR_NONE) return NULL;
  nz_nodes_of rec = {0}, own = {0}, wanted = {0}, l = {0};
  record_items(w, nzk_sym(w, "共通"), at, &rec, &own, 0);
  for (uint32_t i = 0; i < n; i++) record_items(w, names[i], at, &rec, &own, 0);
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    item it = {nzk_clause_kinds(c), NULL, 0};
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_REQUIRE || !nzk_applies(w, &it, nkinds ? kinds[0] : 0)) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k] && c->kid[k]->kind != NZ_T_KINDS) wanted_records(w, c->kid[k], &wanted);
  }
  nz_node *set = nzc_field(cx, w->c.records, NZ_ROW_SUBJECT);
  if (wanted.n) set = nzc_where(cx, set, nzc_any(cx, &wanted, at));
  nzc_add(cx, &l, nzc_some(cx, set));
  if (rec.n) nzc_add(cx, &l, nzc_not(cx, nzc_some(cx, nzc_where(cx, set, nzc_any(cx, &rec, at)))));
  for (uint32_t i = 0; i < own.n; i++) nzc_add(cx, &l, nzc_not(cx, own.v[i]));
  ir_buf b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&b, "記録");
  nzk_put_kinds(w, &b, kinds, nkinds);
  ir_buf_printf(&b, " ");
  for (uint32_t i = 0; i < n; i++) ir_buf_printf(&b, "%s%s", i ? "、" : "", nz_name(cx, names[i]).p);
  return nzk_named(w, (nz_str){b.p, (uint32_t)b.n}, nzc_all(cx, &l, at), at);
}

uint32_t nzk_split_names(work *w, nz_sym text, nz_sym *out, uint32_t max) {
  static const char comma[] = "、";
  nz_str s = nz_name(w->cx, text);
  uint32_t n = 0;
  for (size_t from = 0; from < s.n && n < max;) {
    const char *end = strstr(s.p + from, comma);
    size_t len = end ? (size_t)(end - s.p) - from : s.n - from;
    if (len) out[n++] = nzk_str_sym(w, (nz_str){s.p + from, (uint32_t)len});
    from += len + (end ? sizeof comma - 1 : 0);
  }
  return n;
}

static void column_items(work *w, items *list) { /* the columns 基本報酬 and 記録 of the 種類 table */
  nz_sym names[32];
  for (uint32_t k = 0; k < w->nkinds; k++) {
    const nz_row *r = w->kind_row[k];
    for (uint32_t c = 1; r && c < r->ncells && c < w->kind_head->ncells; c++) {
      nz_sym head = w->kind_head->cells[c].text, text = r->cells[c].text;
      nz_span at = {w->v->tree->src->id, r->cells[c].lo, r->cells[c].hi};
      if (!text) continue;
      if (head == nzk_sym(w, "基本報酬")) nzk_put(w, list, NULL, w->kind[k], base_flag(w, text, &w->kind[k], 1, at));
      if (head == nzk_sym(w, "記録")) nzk_put(w, list, NULL, w->kind[k], records(w, names, nzk_split_names(w, text, names, 32), &w->kind[k], 1, at));
    }
  }
}

void nzk_require(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nz_sym names[32];
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE) continue;
    const nz_node *kinds = nzk_clause_kinds(c), *names_of = nz_node_find(c, NZ_T_ITEM_DECL);
    nz_sym only[NZK_MAX_KINDS];
    uint32_t nonly = nzk_kinds_of(c, only);
    if (c->op == NZ_W_TARGET) nzk_put(w, &list, kinds, 0, target(w, c));
    if (c->op == NZ_W_BASE && names_of && names_of->nkid) nzk_put(w, &list, kinds, 0, base_flag(w, names_of->kid[0]->name, only, nonly, c->at));
    if (c->op == NZ_W_REQUIRE)
      for (uint32_t k = 0; k < c->nkid; k++)
        if (c->kid[k] && c->kid[k]->kind != NZ_T_KINDS && c->kid[k]->kind != NZ_T_CITE) nzk_put(w, &list, kinds, 0, c->kid[k]);
    if (c->op == NZ_W_RECORD && names_of) {
      uint32_t n = 0;
      for (; n < names_of->nkid && n < 32; n++) names[n] = names_of->kid[n]->name;
      nz_node *r = records(w, names, n, only, nonly, c->at), *when = NULL;
      for (uint32_t k = 0; k < c->nkid; k++)
        if (c->kid[k] && c->kid[k]->kind != NZ_T_ITEM_DECL && c->kid[k]->kind != NZ_T_KINDS) when = c->kid[k];
      if (r && when) r = nzc_any(cx, &(nz_nodes_of){(nz_node *[]){nzc_not(cx, when), r}, 2, 2}, c->at);
      nzk_put(w, &list, kinds, 0, r);
    }
  }
  column_items(w, &list);
  nzk_by_kind(w, "種類ごとの要件", &list, &all);
  nzc_body(cx, w->s->require, &w->s->require->var[w->vi], nzc_all(cx, &all, w->v->decl->at));
  if (!w->s->units) return;
  nz_node *none = nzc_has_outcome(cx, nzc_call(cx, w->s->units->id, NZ_ROW_SUBJECT), NZ_OUT_NA);
  nz_node *p = nzc_proviso(cx, none, nzc_result(cx, NZ_OUT_NA, "この日、この加算（この種類）の額はない"));
  NZ_PUSH(cx->a, &w->s->require->var[w->vi].provisos) = p;
}
