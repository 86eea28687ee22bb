/* claim_kind.c -- the 種類 of an 加算, and conditions that hold for some of them */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_int.h"

nz_sym nzk_sym(const work *w, const char *s) { return nz_sym_of(w->cx, s); }

const nz_node *nzk_clause_kinds(const nz_node *c) { return nz_node_find(c, NZ_T_KINDS); }

const nz_row *nzk_row_at(const nz_tree *t, const nz_node *n) {
  if (n->kind != NZ_T_ROW || n->num < 0 || (uint64_t)n->num >= t->toks->rows.n) return NULL;
  return &t->toks->rows.v[n->num];
}

void nzk_read_kinds(work *w) {
  w->nkinds = 0;
  w->kind_head = NULL;
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    const nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_KIND) continue;
    const nz_node *list = nz_node_find(c, NZ_T_ITEM_DECL);
    for (uint32_t k = 0; list && k < list->nkid && w->nkinds < NZK_MAX_KINDS; k++) {
      w->kind_row[w->nkinds] = NULL;
      w->kind[w->nkinds++] = list->kid[k]->name;
    }
    for (uint32_t k = 0; k < c->nkid; k++) {
      const nz_row *r = nzk_row_at(w->v->tree, c->kid[k]);
      if (!r || r->rule || !r->ncells) continue;
      if (!w->kind_head) w->kind_head = r;
      else if (w->nkinds < NZK_MAX_KINDS && r->cells[0].text) w->kind_row[w->nkinds] = r, w->kind[w->nkinds++] = r->cells[0].text;
    }
  }
}

bool nzk_applies(const work *w, const item *it, nz_sym kind) {
  (void)w;
  if (it->only) return it->only == kind;
  for (uint32_t i = 0; it->kinds && i < it->kinds->nkid; i++)
    if (it->kinds->kid[i]->name == kind) return true;
  return !it->kinds;
}

nz_str nzk_words_of(const work *w, nz_span at) { /* as written, on one line */
  const nz_source *src = w->v->tree->src;
  ir_buf b = {w->cx->a, NULL, 0, 0};
  for (uint32_t i = at.lo; i < at.hi && i < src->ntext; i++) {
    char ch = src->text[i];
    if (ch == '\n' || ch == '\r') continue;
    if (ch == ' ' && (!b.n || b.p[b.n - 1] == ' ')) continue;
    ir_buf_put(&b, &ch, 1);
  }
  static const char stop[] = "。";
  size_t n = sizeof stop - 1;
  while (b.n && b.p[b.n - 1] == ' ') b.n--;
  if (b.n >= n && memcmp(b.p + b.n - n, stop, n) == 0) b.n -= n;
  return (nz_str){b.p ? b.p : "", (uint32_t)b.n};
}

/* （訪問、会議参加）, as a clause begins that is for some kinds only; nothing where it is for all */
void nzk_put_kinds(const work *w, ir_buf *b, const nz_sym *kinds, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) ir_buf_printf(b, "%s%s%s", i ? "、" : "（", nz_name(w->cx, kinds[i]).p, i + 1 == n ? "）" : "");
}

uint32_t nzk_kinds_of(const nz_node *clause, nz_sym *out) {
  const nz_node *kinds = nzk_clause_kinds(clause);
  uint32_t n = 0;
  for (; kinds && n < kinds->nkid && n < NZK_MAX_KINDS; n++) out[n] = kinds->kid[n]->name;
  return n;
}

/* The clause as a condition of its own, named by its own words: a line of the explanation. */
nz_node *nzk_named(work *w, nz_str name, nz_node *cond, nz_span at) {
  nz_declsrc *d = nzc_declare_for(w->cx, w->s->self, w->v, name, IR_D_CONDITION, w->cx->t_bool, at);
  nzc_body(w->cx, d, &d->var[0], cond);
  return nzc_at(nzc_call(w->cx, d->id, NZ_ROW_SUBJECT), at);
}

nz_sym nzk_str_sym(work *w, nz_str s) { return nz_intern_put(w->cx->p->names, s.p, s.n); }


/* Conditions that hold for all kinds stand by themselves; those of single kinds go into a table by kind. */
void nzk_by_kind(work *w, const char *name, items *list, nz_nodes_of *out) {
  nz_cx *cx = w->cx;
  bool any = false;
  for (uint32_t i = 0; i < list->n; i++) {
    if (!list->v[i].kinds && !list->v[i].only) nzc_add(cx, out, list->v[i].cond);
    else any = true;
  }
  if (!any || !w->nkinds || w->c.kind == IR_NONE) return;
  nz_declsrc *d = nzc_declare_for(cx, w->s->self, w->v, nz_name(cx, nzk_sym(w, name)), IR_D_DTABLE, cx->t_decision, w->v->decl->at);
  nz_node *cond[NZK_MAX_KINDS], *cell[NZK_MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    nz_node *is = nzc_is(cx, w->c.kind, NZ_ROW_SUBJECT, &w->kind[k], 1);
    if (!is) continue;
    nz_nodes_of mine = {0};
    for (uint32_t i = 0; i < list->n; i++)
      if ((list->v[i].kinds || list->v[i].only) && nzk_applies(w, &list->v[i], w->kind[k])) nzc_add(cx, &mine, list->v[i].cond);
    cond[n] = is;
    cell[n] = mine.n ? nzc_all(cx, &mine, w->v->decl->at) : nzc_result(cx, NZ_OUT_ALLOW, NULL);
    n++;
  }
  d->var[0].table = nzc_table(cx, d, &d->var[0], IR_HIT_UNIQUE, cond, cell, n, nzc_result(cx, NZ_OUT_DENY, "この加算の種類でない"), NULL);
  nzc_add(cx, out, nzc_has_outcome(cx, nzc_call(cx, d->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
}

void nzk_put(work *w, items *list, const nz_node *kinds, nz_sym only, nz_node *cond) {
  if (cond) NZ_PUSH(w->cx->a, list) = (item){kinds, cond, only};
}
