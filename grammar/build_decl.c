/* build_decl.c -- nodes of declarations and their clauses; see build.h */
#include "build.h"
#include "calendar.h"

nz_node *nz_b_file(nz_build *b, nz_nodes *decls) { return nz_bl(b, NZ_T_FILE, (nz_span){b->src->id, 0, b->src->ntext}, decls); }

nz_node *nz_b_head(nz_build *b, nz_span at, nz_node *name, nz_nodes *parts) {
  (void)at;
  nz_node *n = nz_bl(b, NZ_T_HEAD, name->at, parts); /* its place is the name: what "defined here" points at */
  n->name = name->name;
  n->flags |= name->flags & NZ_NF_QUOTED;
  return n;
}

nz_node *nz_b_decl(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *body, nz_nodes *parts) {
  nz_nodes *l = nz_add(b, nz_one(b, head), body);
  nz_node *last = NULL;
  for (uint32_t i = 0; parts && i < parts->n; i++) { /* この場合においてただし belongs to the proviso before it */
    nz_node *p = parts->v[i];
    if (p->kind == NZ_T_PROVISO && (p->flags & NZ_NF_DEFAULT) && last && last->kind == NZ_T_PROVISO) {
      p->flags &= ~(uint32_t)NZ_NF_DEFAULT;
      nz_nodes *kids = nz_list(b);
      for (uint32_t k = 0; k < last->nkid; k++) nz_add(b, kids, last->kid[k]);
      *last = *nz_bl(b, NZ_T_PROVISO, (nz_span){last->at.file, last->at.lo, p->at.hi}, nz_add(b, kids, p));
      continue;
    }
    if (p->kind == NZ_T_PROVISO && (p->flags & NZ_NF_DEFAULT)) {
      (void)nz_b_report(b, NZ_M_THEREUPON_FIRST, p->at);
      p->flags &= ~(uint32_t)NZ_NF_DEFAULT;
    }
    nz_add(b, l, p);
    last = p;
  }
  nz_node *n = nz_bl(b, NZ_T_DECL, at, l);
  n->op = w->word;
  n->name = head->name;
  n->flags |= head->flags & NZ_NF_QUOTED;
  return n;
}

nz_node *nz_b_source(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, nz_node *title, nz_nodes *cites) {
  return nz_b_decl(b, at, w, nz_b_head(b, at, name, NULL), title, cites);
}
nz_node *nz_b_names_decl(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *names) {
  return nz_b_decl(b, at, w, nz_b_head(b, at, names->v[0], NULL), nz_bl(b, NZ_T_ITEM_DECL, at, names), NULL);
}
nz_node *nz_b_values(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *names, nz_nodes *values, nz_nodes *parts) {
  nz_nodes *more = nz_list(b);
  for (uint32_t i = 1; i < names->n; i++) nz_add(b, more, names->v[i]);
  nz_node *further = more->n ? nz_bl(b, NZ_T_ITEM_DECL, more->v[0]->at, more) : NULL;
  return nz_b_decl(b, at, w, nz_b_head(b, at, names->v[0], nz_one(b, further)), nz_bl(b, NZ_T_ITEM_DECL, values->v[0]->at, values), parts);
}
nz_node *nz_b_ledger(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, nz_node *limit, nz_nodes *fields) {
  return nz_b_decl(b, at, w, nz_b_head(b, at, name, nz_one(b, limit)), NULL, fields);
}
nz_node *nz_b_reading(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_nodes *choices, nz_nodes *parts) {
  return nz_b_decl(b, at, w, head, NULL, nz_append(b, choices, parts));
}

static nz_node *typed_head(nz_build *b, nz_node *head, nz_node *type) {
  if (!type) return head;
  nz_nodes *l = nz_list(b);
  for (uint32_t i = 0; i < head->nkid; i++) nz_add(b, l, head->kid[i]);
  nz_node *n = nz_bl(b, NZ_T_HEAD, head->at, nz_add(b, l, type));
  n->name = head->name;
  n->flags = head->flags;
  return n;
}
nz_node *nz_b_table(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *type, nz_nodes *parts) {
  return nz_b_decl(b, at, w, typed_head(b, head, type), NULL, parts);
}

/* A 報酬 with the clauses of a claim is one, not a table of units. */
nz_node *nz_b_fee(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *type, nz_nodes *parts) {
  bool claim = false;
  for (uint32_t i = 0; i < parts->n; i++) claim |= parts->v[i] && parts->v[i]->kind == NZ_T_CLAUSE && nz_w_of_claim(parts->v[i]->op);
  return claim ? nz_b_addon(b, at, w, typed_head(b, head, type), parts) : nz_b_table(b, at, w, head, type, parts);
}

static bool holds_rows(const nz_node *n) { return n && n->kind == NZ_T_CLAUSE && (n->op == NZ_W_KIND || n->op == NZ_W_UNITS) && !(n->flags & NZ_NF_DEFAULT); }
static bool holds_provisos(const nz_node *n) { return n && n->kind == NZ_T_CLAUSE && (n->op == NZ_W_LIMIT || n->op == NZ_W_EXCLUDE); }

static void put_into(nz_build *b, nz_node *clause, nz_node *x) {
  nz_nodes *l = nz_list(b);
  for (uint32_t i = 0; i < clause->nkid; i++) nz_add(b, l, clause->kid[i]);
  nz_node *n = nz_bl(b, (nz_kind)clause->kind, (nz_span){clause->at.file, clause->at.lo, x->at.hi}, nz_add(b, l, x));
  n->op = clause->op, n->flags = clause->flags, n->name = clause->name, n->num = clause->num, n->aux = clause->aux;
  *clause = *n;
}

/* Rows belong to the 種類 or 単位数 above them, provisos to the 上限 or 併給不可 above them. */
nz_node *nz_b_addon(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_nodes *parts) {
  nz_nodes *l = nz_list(b);
  nz_nodes *rows = NULL;
  nz_node *rows_of = NULL;
  for (uint32_t i = 0; i < parts->n; i++) {
    nz_node *p = parts->v[i], *last = l->n ? l->v[l->n - 1] : NULL;
    if (p->kind == NZ_T_ROW) {
      if (!holds_rows(last)) {
        nz_b_report(b, NZ_M_ROWS_ELSEWHERE, p->at);
        continue;
      }
      if (rows_of != last) rows_of = last, rows = nz_list(b);
      nz_add(b, rows, p);
      if (i + 1 == parts->n || parts->v[i + 1]->kind != NZ_T_ROW) { /* all at once: a table may be long */
        nz_nodes *kids = nz_list(b);
        for (uint32_t k = 0; k < last->nkid; k++) nz_add(b, kids, last->kid[k]);
        nz_node *n = nz_bl(b, NZ_T_CLAUSE, (nz_span){last->at.file, last->at.lo, p->at.hi}, nz_append(b, kids, rows));
        n->op = last->op, n->flags = last->flags;
        *last = *n;
      }
    } else if (p->kind == NZ_T_PROVISO && holds_provisos(last) && !(p->flags & NZ_NF_DEFAULT)) {
      put_into(b, last, p);
    } else if (p->kind == NZ_T_PROVISO && holds_provisos(last) && last->nkid && last->kid[last->nkid - 1]->kind == NZ_T_PROVISO) {
      p->flags &= ~(uint32_t)NZ_NF_DEFAULT;
      put_into(b, last->kid[last->nkid - 1], p);
    } else {
      nz_node *names = p->kind == NZ_T_CLAUSE && p->op == NZ_W_ALIAS_CLAUSE && p->nkid ? p->kid[0] : NULL;
      if (names && !(names->kid[names->nkid - 1]->flags & NZ_NF_DEFAULT)) { /* 別名 X。 stands for the 加算 itself */
        nz_node *to = nz_b(b, NZ_T_NAME, head->at);
        to->name = head->name;
        to->flags |= NZ_NF_IMPLICIT | NZ_NF_DEFAULT;
        put_into(b, names, to);
      }
      nz_add(b, l, p);
    }
  }
  return nz_b_decl(b, at, w, head, NULL, l);
}

nz_node *nz_b_schedule(nz_build *b, nz_span at, const nz_tok *w, nz_node *head, nz_node *from, nz_node *to, nz_nodes *parts) {
  return nz_b_decl(b, at, w, head, nz_b2(b, NZ_T_SPAN_FROM_TO, (nz_span){at.file, from->at.lo, to->at.hi}, from, to), parts);
}

/* names は name: one list, what they stand for last. */
nz_node *nz_b_alias(nz_build *b, nz_span at, nz_nodes *names, nz_node *to) { return nz_bl(b, NZ_T_ITEM_DECL, at, nz_add(b, names, nz_flag(to, NZ_NF_DEFAULT))); }
nz_node *nz_b_aliases(nz_build *b, nz_span at, const nz_tok *w, nz_nodes *lists) {
  nz_node *first = lists->v[0];
  return nz_b_decl(b, at, w, nz_b_head(b, at, first->kid[first->nkid - 1], NULL), NULL, lists);
}

nz_node *nz_b_case(nz_build *b, nz_span at, const nz_tok *w, nz_node *name, const nz_tok *date, nz_span dat, nz_nodes *parts) {
  return nz_b_decl(b, at, w, nz_b_head(b, at, name, nz_one(b, nz_b_token(b, NZ_T_DATE, dat, date))), NULL, parts);
}

nz_node *nz_b_rowlimit(nz_build *b, nz_span at, nz_nodes *names, const nz_tok *rows) {
  nz_node *n = nz_bl(b, NZ_T_ROWLIMIT, at, names);
  n->num = rows->num;
  return n;
}

nz_node *nz_b_field(nz_build *b, nz_span at, nz_nodes *names, nz_node *type, nz_nodes *attrs) {
  nz_nodes *l = nz_two(b, nz_bl(b, NZ_T_ITEM_DECL, names->v[0]->at, names), type);
  for (uint32_t i = 0; i < attrs->n; i++) {
    nz_node *a = attrs->v[i];
    if (a->kind == NZ_T_BLANK && a->name == b->k.blank) type->flags |= NZ_NF_BLANKABLE;
    else if (a->kind == NZ_T_BLANK) nz_b_arg(b, nz_b_report(b, NZ_M_NOT_NAMES, a->at), 0, b->k.blank);
    else nz_add(b, l, a);
  }
  return nz_bl(b, NZ_T_FIELD, at, l);
}

nz_node *nz_b_choice(nz_build *b, nz_span at, nz_node *name, nz_nodes *cites) {
  nz_node *n = nz_bl(b, NZ_T_CHOICE, at, cites);
  n->name = name->name;
  n->flags = name->flags;
  return n;
}

/* ---- periods ---- */

nz_node *nz_b_period(nz_build *b, nz_span at, const nz_tok *from, const nz_tok *to) {
  nz_node *n = nz_b(b, NZ_T_PERIOD, at);
  n->num = from ? from->num : INT64_MIN;
  n->aux = to ? nz_date_last_day(to->num, to->aux) : INT64_MAX;
  return n;
}
nz_node *nz_b_periodb(nz_build *b, nz_span at, const nz_tok *t) { /* see layout.c: num from, aux to */
  nz_node *n = nz_b(b, NZ_T_PERIOD, at);
  n->num = t->num;
  n->aux = t->aux == INT32_MAX ? INT64_MAX : t->aux;
  return n;
}

/* ---- clauses ---- */

nz_node *nz_b_clause(nz_build *b, nz_span at, const nz_tok *w, nz_node *kinds, nz_nodes *content) {
  nz_node *n = nz_bl(b, NZ_T_CLAUSE, at, nz_append(b, nz_one(b, kinds), content));
  n->op = w->word;
  return n;
}
nz_node *nz_b_clause_op(nz_build *b, nz_span at, int w) { return nz_op(nz_b(b, NZ_T_CLAUSE, at), w); }

nz_node *nz_b_row(nz_build *b, nz_span at, const nz_tok *t) {
  nz_node *n = nz_b(b, NZ_T_ROW, at);
  n->num = t->num;
  return n;
}
nz_node *nz_b_legend(nz_build *b, nz_span at, const nz_tok *mark, nz_node *x) {
  nz_node *n = nz_b1(b, NZ_T_LEGEND, at, x);
  n->name = mark->sym;
  return n;
}
nz_node *nz_b_remark(nz_build *b, nz_span at, const nz_tok *note, nz_nodes *cites, nz_node *cond, nz_node *result) {
  nz_node *n = cites ? nz_bl(b, NZ_T_REMARK, at, cites) : nz_b2(b, NZ_T_REMARK, at, cond, result);
  n->name = note->sym;
  return n;
}
nz_node *nz_b_markrow(nz_build *b, nz_span at, nz_node *mark, nz_node *cond) {
  nz_node *n = nz_b1(b, NZ_T_MARKROW, at, cond);
  n->name = mark->name;
  return n;
}
nz_node *nz_b_proviso(nz_build *b, nz_span at, nz_node *p, bool nested) {
  (void)b;
  p->at = at;
  if (nested) p->flags |= NZ_NF_DEFAULT; /* until nz_b_decl has put it in its place */
  return p;
}

nz_node *nz_b_units(nz_build *b, nz_span at, nz_nodes *amounts) {
  nz_nodes *l = nz_list(b);
  for (uint32_t i = 0; i < amounts->n; i++) {
    nz_node *x = amounts->v[i];
    if (x->kind == NZ_T_UNITS) {
      nz_append(b, l, &(nz_nodes){x->kid, x->nkid, x->nkid});
    } else if (x->kind == NZ_T_CALL && (x->flags & NZ_NF_IMPLICIT)) { /* name（…から） */
      nz_node *name = nz_b(b, NZ_T_NAME, x->at), *p = nz_b(b, NZ_T_PERIOD, x->kid[0]->at);
      name->name = x->name;
      p->num = x->kid[0]->num, p->aux = x->kid[0]->aux;
      nz_add(b, nz_add(b, l, name), p);
    } else {
      nz_add(b, l, x);
    }
  }
  return nz_bl(b, NZ_T_UNITS, at, l);
}

nz_node *nz_b_names_of(nz_build *b, nz_span at, nz_nodes *terms) {
  nz_sym example = nz_intern_put(b->names, "内容", 6);
  for (uint32_t i = 0; i < terms->n; i++)
    if (terms->v[i]->kind != NZ_T_NAME) nz_b_arg(b, nz_b_report(b, NZ_M_NOT_NAMES, terms->v[i]->at), 0, example);
  return nz_bl(b, NZ_T_ITEM_DECL, at, terms);
}

/* ---- 上限, 併給不可 ---- */

nz_node *nz_b_limit_rate(nz_build *b, nz_span at, const nz_tok *rate, nz_node *scope) {
  nz_node *n = nz_b1(b, NZ_T_LIMIT, at, scope);
  n->num = rate->num, n->aux = rate->sym, n->op = (uint16_t)rate->aux;
  return n;
}

/* 1月につき is a rate; 支給決定の期間につき counts within the period of a row. */
nz_node *nz_b_limit_row(nz_build *b, nz_span at, nz_node *period, const nz_tok *count, nz_node *scope) {
  int op = NZ_LP_ROW;
  if (period->kind == NZ_T_QTY && period->num == 1 && period->aux == 0) {
    nz_sym u = period->name;
    op = u == b->k.month ? NZ_LP_MONTH : u == b->k.year ? NZ_LP_YEAR : u == b->k.fiscal ? NZ_LP_FISCAL : u == b->k.day ? NZ_LP_DAY : u == b->k.week ? NZ_LP_WEEK : NZ_LP_ROW;
  }
  nz_node *n = nz_b2(b, NZ_T_LIMIT, at, op == NZ_LP_ROW ? period : NULL, scope);
  n->num = count->num, n->aux = count->sym, n->op = (uint16_t)op;
  return n;
}
nz_node *nz_b_limit(nz_build *b, nz_span at, nz_node *cond, nz_nodes *keys, nz_node *limit) {
  nz_node *k = NULL;
  if (keys) k = nz_bl(b, NZ_T_ITEM_DECL, keys->v[0]->at, keys);
  nz_nodes *l = nz_two(b, cond, k);
  nz_append(b, l, &(nz_nodes){limit->kid, limit->nkid, limit->nkid});
  nz_node *n = nz_bl(b, NZ_T_LIMIT, at, l);
  n->num = limit->num, n->aux = limit->aux, n->op = limit->op;
  return n;
}

nz_node *nz_b_scope(nz_build *b, nz_span at, nz_node *name, int op) {
  nz_node *n = nz_op(nz_b(b, NZ_T_SCOPE, at), op);
  n->name = name->name;
  return n;
}
nz_node *nz_b_excludes(nz_build *b, nz_span at, const nz_tok *w, nz_node *kinds, bool mutual, nz_nodes *list) {
  for (uint32_t i = 0; mutual && i < list->n; i++) list->v[i]->flags |= NZ_NF_MUTUAL;
  return nz_b_clause(b, at, w, kinds, list);
}
