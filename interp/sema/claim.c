/* claim.c -- 加算, and 報酬 with clauses, become ordinary declarations (spec/semantics.md §8), so that everything that
 * evaluates, proves or prints rules needs to know nothing of them. For each: 単位数, 要件 (each claim alone), 上限 (in order of
 * date and number, over the claims accepted so far), and the declaration itself (併給不可, on what passed its limits); and one
 * for the ledger of claims, which sends a claim to what it claims. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "claim_tree.h"
#include "lower.h"

bool nz_dated_head(nz_cx *cx, const nz_tree *t, const nz_row *r, const nz_cell *c, int64_t *from, int64_t *to);

enum { MAX_KINDS = 64 };

typedef struct stage { /* the declarations of one 加算 */
  nz_declsrc *self, *units, *earned, *require, *limit;
  bool base;           /* a 報酬: judged before the 加算 */
  nz_sym role;         /* of a 報酬: 計画作成時, モニタリング時 */
} stage;

typedef struct work {
  nz_cx *cx;
  nz_claims c;
  NZ_VEC(stage) all;
  /* the one being built */
  stage *s;
  struct nz_varsrc *v;
  uint32_t vi;
  nz_sym kind[MAX_KINDS];
  const nz_row *kind_row[MAX_KINDS], *kind_head;
  uint32_t nkinds;
} work;

typedef struct item { const nz_node *kinds; nz_node *cond; nz_sym only; } item; /* a condition, for some kinds or for all; only: for one */
typedef NZ_VEC(item) items;

static nz_sym sym(const work *w, const char *s) { return nz_sym_of(w->cx, s); }

static const nz_node *clause_kinds(const nz_node *c) { return nz_node_find(c, NZ_T_KINDS); }

static const nz_row *row_at(const nz_tree *t, const nz_node *n) {
  if (n->kind != NZ_T_ROW || n->num < 0 || (uint64_t)n->num >= t->toks->rows.n) return NULL;
  return &t->toks->rows.v[n->num];
}

static void read_kinds(work *w) {
  w->nkinds = 0;
  w->kind_head = NULL;
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    const nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_KIND) continue;
    const nz_node *list = nz_node_find(c, NZ_T_ITEM_DECL);
    for (uint32_t k = 0; list && k < list->nkid && w->nkinds < MAX_KINDS; k++) {
      w->kind_row[w->nkinds] = NULL;
      w->kind[w->nkinds++] = list->kid[k]->name;
    }
    for (uint32_t k = 0; k < c->nkid; k++) {
      const nz_row *r = row_at(w->v->tree, c->kid[k]);
      if (!r || r->rule || !r->ncells) continue;
      if (!w->kind_head) w->kind_head = r;
      else if (w->nkinds < MAX_KINDS && r->cells[0].text) w->kind_row[w->nkinds] = r, w->kind[w->nkinds++] = r->cells[0].text;
    }
  }
}

static bool applies(const work *w, const item *it, nz_sym kind) {
  (void)w;
  if (it->only) return it->only == kind;
  for (uint32_t i = 0; it->kinds && i < it->kinds->nkid; i++)
    if (it->kinds->kid[i]->name == kind) return true;
  return !it->kinds;
}

static nz_str words_of(const work *w, nz_span at) { /* as written, on one line */
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

/* The clause as a condition of its own, named by its own words: a line of the explanation. */
static nz_node *named(work *w, nz_str name, nz_node *cond, nz_span at) {
  nz_declsrc *d = nzc_declare_for(w->cx, w->s->self, w->v, name, IR_D_CONDITION, w->cx->t_bool, at);
  nzc_body(w->cx, d, &d->var[0], cond);
  return nzc_call(w->cx, d->id, NZ_ROW_SUBJECT);
}

static nz_sym str_sym(work *w, nz_str s) { return nz_intern_put(w->cx->p->names, s.p, s.n); }

/* ---- for some kinds ---- */

/* Conditions that hold for all kinds stand by themselves; those of single kinds go into a table by kind. */
static void by_kind(work *w, const char *name, items *list, nz_nodes_of *out) {
  nz_cx *cx = w->cx;
  bool any = false;
  for (uint32_t i = 0; i < list->n; i++) {
    if (!list->v[i].kinds && !list->v[i].only) nzc_add(cx, out, list->v[i].cond);
    else any = true;
  }
  if (!any || !w->nkinds || w->c.kind == IR_NONE) return;
  nz_declsrc *d = nzc_declare_for(cx, w->s->self, w->v, nz_name(cx, sym(w, name)), IR_D_DTABLE, cx->t_decision, w->v->decl->at);
  nz_node *cond[MAX_KINDS], *cell[MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    nz_node *is = nzc_is(cx, w->c.kind, NZ_ROW_SUBJECT, &w->kind[k], 1);
    if (!is) continue;
    nz_nodes_of mine = {0};
    for (uint32_t i = 0; i < list->n; i++)
      if ((list->v[i].kinds || list->v[i].only) && applies(w, &list->v[i], w->kind[k])) nzc_add(cx, &mine, list->v[i].cond);
    cond[n] = is;
    cell[n] = mine.n ? nzc_all(cx, &mine, w->v->decl->at) : nzc_result(cx, NZ_OUT_ALLOW, NULL);
    n++;
  }
  d->var[0].table = nzc_table(cx, d, &d->var[0], IR_HIT_UNIQUE, cond, cell, n, nzc_result(cx, NZ_OUT_DENY, "この加算の種類でない"), NULL);
  nzc_add(cx, out, nzc_has_outcome(cx, nzc_call(cx, d->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
}

static void put(work *w, items *list, const nz_node *kinds, nz_sym only, nz_node *cond) {
  if (cond) NZ_PUSH(w->cx->a, list) = (item){kinds, cond, only};
}

/* ---- claims of a set ---- */

static nz_node *same_user(work *w) {
  if (w->c.user == IR_NONE) return NULL;
  return nzc_cmp(w->cx, NZ_CMP_EQ, nzc_field(w->cx, w->c.user, NZ_ROW_ITEM0), nzc_field(w->cx, w->c.user, NZ_ROW_SUBJECT));
}

static nz_node *same_month(work *w) { return nzc_cmp(w->cx, NZ_CMP_EQ, nzc_month(w->cx, nzc_field(w->cx, w->c.time, NZ_ROW_ITEM0)), nzc_this_month(w->cx)); }

static nz_node *review_is(work *w, const char *state) {
  nz_sym s = sym(w, state);
  return w->c.review == IR_NONE ? NULL : nzc_is(w->cx, w->c.review, NZ_ROW_ITEM0, &s, 1);
}

static const char k_paid[] = "支払済", k_now[] = "今回請求", k_returned[] = "返戻", k_withdrawn[] = "取下げ";

/* claims before this one: of an earlier day, or of the same day with a lower number */
static nz_node *before(work *w) {
  nz_cx *cx = w->cx;
  nz_node *t1 = nzc_field(cx, w->c.time, NZ_ROW_ITEM0), *t2 = nzc_field(cx, w->c.time, NZ_ROW_SUBJECT);
  nz_node *k1 = nzc_field(cx, w->c.key, NZ_ROW_ITEM0), *k2 = nzc_field(cx, w->c.key, NZ_ROW_SUBJECT);
  nz_node *same_day[2] = {nzc_cmp(cx, NZ_CMP_EQ, t1, t2), nzc_cmp(cx, NZ_CMP_LT, k1, k2)};
  nz_node *either[2] = {nzc_cmp(cx, NZ_CMP_LT, t1, t2), nzc_all(cx, &(nz_nodes_of){same_day, 2, 2}, (nz_span){0})};
  return nzc_any(cx, &(nz_nodes_of){either, 2, 2}, (nz_span){0});
}

/* Of these claims those that stand: paid ones are facts; those of this time, where decision `d` about them is 可 (or, with
 * `not_denied`, is not 不可). */
typedef struct standing { nz_node *paid, *now; } standing;

static standing standing_of(work *w, nz_node *claims, const nz_declsrc *d, bool not_denied, bool fold) {
  nz_cx *cx = w->cx;
  nz_node *paid = review_is(w, k_paid), *now = review_is(w, k_now);
  nz_node *call = nzc_call(cx, d->id, NZ_ROW_ITEM0);
  if (fold) call->flags |= NZ_NF_FOLD;
  nz_node *is = nzc_has_outcome(cx, nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0), call), not_denied ? NZ_OUT_DENY : NZ_OUT_ALLOW);
  standing out = {NULL, nzc_where(cx, now ? nzc_where(cx, claims, now) : claims, not_denied ? nzc_not(cx, is) : is)};
  if (paid) out.paid = nzc_where(cx, claims, paid);
  return out;
}

static nz_node *some_stand(work *w, standing s) {
  nz_nodes_of l = {0};
  if (s.paid) nzc_add(w->cx, &l, nzc_some(w->cx, s.paid));
  nzc_add(w->cx, &l, nzc_some(w->cx, s.now));
  return nzc_any(w->cx, &l, (nz_span){0});
}

static nz_node *claims_for(work *w, nz_node *base, const nz_declsrc *claimed, const nz_sym *kinds, uint32_t nkinds, nz_nodes_of *more) {
  nz_cx *cx = w->cx;
  nz_nodes_of l = {0};
  nz_sym name = claimed->name;
  nzc_add(cx, &l, nzc_is(cx, w->c.item, NZ_ROW_ITEM0, &name, 1));
  for (uint32_t i = 0; i < more->n; i++) nzc_add(cx, &l, more->v[i]);
  if (nkinds && w->c.kind != IR_NONE) nzc_add(cx, &l, nzc_is(cx, w->c.kind, NZ_ROW_ITEM0, kinds, nkinds));
  return nzc_where(cx, base, nzc_all(cx, &l, (nz_span){0}));
}

/* ---- (1) each claim alone ---- */

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

static nz_node *base_flag(work *w, nz_sym word, nz_span at) {
  nz_cx *cx = w->cx;
  bool never = word == sym(w, "併給不可"), free = word == sym(w, "単独可") || word == sym(w, "解釈による");
  if (free || w->s->base) return NULL;
  nz_nodes_of l = {0};
  for (uint32_t i = 0; i < w->all.n; i++) {
    const stage *b = &w->all.v[i];
    if (!b->base || (!never && b->role != word)) continue;
    nz_nodes_of more = {0};
    nzc_add(cx, &more, same_user(w));
    nzc_add(cx, &more, same_month(w));
    nz_node *claims = claims_for(w, nzc_rows(cx, w->c.ledger), b->self, NULL, 0, &more);
    nz_node *some = some_stand(w, standing_of(w, claims, b->self, never, false));
    nzc_add(cx, &l, never ? nzc_not(cx, some) : some);
  }
  ir_buf b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&b, "基本報酬 %s", nz_name(cx, word).p);
  if (!l.n) return NULL;
  return named(w, (nz_str){b.p, (uint32_t)b.n}, never ? nzc_all(cx, &l, at) : nzc_any(cx, &l, at), at);
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

static void record_items(work *w, nz_sym name, nz_nodes_of *of_record, nz_nodes_of *of_claim, int depth) {
  const nz_node *list = record_list(w, name);
  for (uint32_t i = 0; list && i < list->nkid && depth < 8; i++) record_items(w, list->kid[i]->name, of_record, of_claim, depth + 1);
  if (list) return;
  uint32_t f = nz_scope_id(w->cx->s, NZ_NS_FIELD, w->c.record_ledger, name), g = nz_scope_id(w->cx->s, NZ_NS_FIELD, w->c.ledger, name);
  if (f != IR_NONE) nzc_add(w->cx, of_record, blank(w, f, NZ_ROW_ITEM0));
  else if (g != IR_NONE) nzc_add(w->cx, of_claim, blank(w, g, NZ_ROW_SUBJECT));
}

static nz_node *records(work *w, const nz_sym *names, uint32_t n, nz_sym kind, nz_span at) {
  nz_cx *cx = w->cx;
  if (w->c.records == IR_NONE) return NULL;
  nz_nodes_of rec = {0}, own = {0}, wanted = {0}, l = {0};
  record_items(w, sym(w, "共通"), &rec, &own, 0);
  for (uint32_t i = 0; i < n; i++) record_items(w, names[i], &rec, &own, 0);
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    item it = {clause_kinds(c), NULL, 0};
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_REQUIRE || !applies(w, &it, kind)) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k] && c->kid[k]->kind != NZ_T_KINDS) wanted_records(w, c->kid[k], &wanted);
  }
  nz_node *set = nzc_field(cx, w->c.records, NZ_ROW_SUBJECT);
  if (wanted.n) set = nzc_where(cx, set, nzc_any(cx, &wanted, at));
  nzc_add(cx, &l, nzc_some(cx, set));
  if (rec.n) nzc_add(cx, &l, nzc_not(cx, nzc_some(cx, nzc_where(cx, set, nzc_any(cx, &rec, at)))));
  for (uint32_t i = 0; i < own.n; i++) nzc_add(cx, &l, nzc_not(cx, own.v[i]));
  ir_buf b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&b, "記録 ");
  for (uint32_t i = 0; i < n; i++) ir_buf_printf(&b, "%s%s", i ? "、" : "", nz_name(cx, names[i]).p);
  return named(w, (nz_str){b.p, (uint32_t)b.n}, nzc_all(cx, &l, at), at);
}

static uint32_t split_names(work *w, nz_sym text, nz_sym *out, uint32_t max) {
  static const char comma[] = "、";
  nz_str s = nz_name(w->cx, text);
  uint32_t n = 0;
  for (size_t from = 0; from < s.n && n < max;) {
    const char *end = strstr(s.p + from, comma);
    size_t len = end ? (size_t)(end - s.p) - from : s.n - from;
    if (len) out[n++] = str_sym(w, (nz_str){s.p + from, (uint32_t)len});
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
      if (head == sym(w, "基本報酬")) put(w, list, NULL, w->kind[k], base_flag(w, text, at));
      if (head == sym(w, "記録")) put(w, list, NULL, w->kind[k], records(w, names, split_names(w, text, names, 32), w->kind[k], at));
    }
  }
}

static void require(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nz_sym names[32];
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE) continue;
    const nz_node *kinds = clause_kinds(c), *names_of = nz_node_find(c, NZ_T_ITEM_DECL);
    if (c->op == NZ_W_TARGET) put(w, &list, kinds, 0, target(w, c));
    if (c->op == NZ_W_BASE && names_of && names_of->nkid) put(w, &list, kinds, 0, base_flag(w, names_of->kid[0]->name, c->at));
    if (c->op == NZ_W_REQUIRE)
      for (uint32_t k = 0; k < c->nkid; k++)
        if (c->kid[k] && c->kid[k]->kind != NZ_T_KINDS && c->kid[k]->kind != NZ_T_CITE) put(w, &list, kinds, 0, c->kid[k]);
    if (c->op == NZ_W_RECORD && names_of) {
      uint32_t n = 0;
      for (; n < names_of->nkid && n < 32; n++) names[n] = names_of->kid[n]->name;
      nz_node *r = records(w, names, n, kinds && kinds->nkid ? kinds->kid[0]->name : 0, c->at), *when = NULL;
      for (uint32_t k = 0; k < c->nkid; k++)
        if (c->kid[k] && c->kid[k]->kind != NZ_T_ITEM_DECL && c->kid[k]->kind != NZ_T_KINDS) when = c->kid[k];
      if (r && when) r = nzc_any(cx, &(nz_nodes_of){(nz_node *[]){nzc_not(cx, when), r}, 2, 2}, c->at);
      put(w, &list, kinds, 0, r);
    }
  }
  column_items(w, &list);
  by_kind(w, "種類ごとの要件", &list, &all);
  nzc_body(cx, w->s->require, &w->s->require->var[w->vi], nzc_all(cx, &all, w->v->decl->at));
  if (!w->s->units) return;
  nz_node *none = nzc_has_outcome(cx, nzc_call(cx, w->s->units->id, NZ_ROW_SUBJECT), NZ_OUT_NA);
  nz_node *p = nzc_proviso(cx, none, nzc_result(cx, NZ_OUT_NA, "この日にはまだない"));
  NZ_PUSH(cx->a, &w->s->require->var[w->vi].provisos) = p;
}

/* ---- (2) limits ---- */

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
      nzc_add(cx, l, nzc_some(cx, period_rows(w, ledger, true)));
      return;
    }
    case NZ_LP_DAY: nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_EQ, nzc_field(cx, w->c.time, NZ_ROW_ITEM0), nzc_field(cx, w->c.time, NZ_ROW_SUBJECT))); return;
    case NZ_LP_YEAR:
    case NZ_LP_FISCAL: {
      nz_node *first = nzc_node(cx, NZ_T_CALL, (nz_span){0}, 1, (nz_node *[]){nzc_this_month(cx)});
      nzb_set_ref(first, NZ_A_BUILTIN, x->op == NZ_LP_YEAR ? NZ_B_YEARSTART : NZ_B_FISCALSTART, 0, cx->t_month);
      nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_GE, theirs, first));
      nzc_add(cx, l, nzc_cmp(cx, NZ_CMP_LE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_this_month(cx)));
      return;
    }
    default: nzc_add(cx, l, same_month(w)); return;
  }
}

/* 利用者と相手ごとに: fields of the claim, or of a row it refers to */
static nz_node *same_key(work *w, nz_sym name) {
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
  return nzc_cmp(cx, NZ_CMP_EQ, theirs, mine);
}

static nz_node *when_of(const nz_node *p, nz_cx *cx) { /* the condition of a ただし, its own provisos taken off */
  nz_node *when = p->kid[0];
  nz_nodes_of l = {0};
  nzc_add(cx, &l, when);
  for (uint32_t i = 1; i < p->nkid; i++)
    if (p->kid[i]->kind == NZ_T_PROVISO) nzc_add(cx, &l, nzc_not(cx, when_of(p->kid[i], cx)));
  return nzc_all(cx, &l, p->at);
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
    nzc_add(cx, &more, same_key(w, name));
  }
  if (!all_users && !by_user) nzc_add(cx, &more, same_user(w));
  limit_period(w, x, row, &more);
  const nz_node *kinds = clause_kinds(c);
  nz_sym names[MAX_KINDS];
  uint32_t n = 0;
  for (; kinds && n < kinds->nkid && n < MAX_KINDS; n++) names[n] = kinds->kid[n]->name;
  nz_node *claims = claims_for(w, nzc_rows(cx, w->c.ledger), w->s->self, names, n, &more);
  standing s = standing_of(w, nzc_where(cx, claims, before(w)), w->s->limit, false, true);
  nz_node *used = nzc_count(cx, s.now);
  if (s.paid) used = nzc_sum(cx, nzc_count(cx, s.paid), used);
  nz_node *room = nzc_cmp(cx, NZ_CMP_LT, used, nzc_number(cx, x->num));
  room->at = x->at;
  nz_nodes_of any = {0};
  for (uint32_t i = 0; i < c->nkid; i++) {
    nz_node *p = c->kid[i];
    if (!p || p->kind != NZ_T_PROVISO || p->nkid < 2) continue;
    nz_node *rate = p->kid[1]->kind == NZ_T_RATE ? p->kid[1] : NULL, *w1 = when_of(p, cx);
    nzc_add(cx, &any, rate ? nzc_all(cx, &(nz_nodes_of){(nz_node *[]){w1, nzc_cmp(cx, NZ_CMP_LT, used, nzc_number(cx, rate->num))}, 2, 2}, p->at) : w1);
    if (rate) room = nzc_all(cx, &(nz_nodes_of){(nz_node *[]){nzc_not(cx, w1), room}, 2, 2}, p->at);
  }
  if (when) nzc_add(cx, &any, nzc_not(cx, when));
  nzc_add(cx, &any, room);
  return named(w, words_of(w, (nz_span){c->at.file, c->at.lo, x->at.hi}), nzc_any(cx, &any, c->at), c->at);
}

static void passed_on(work *w, nz_declsrc *d, const nz_declsrc *from) { /* 対象外 before is 対象外 now */
  nz_node *p = nzc_proviso(w->cx, nzc_has_outcome(w->cx, nzc_call(w->cx, from->id, NZ_ROW_SUBJECT), NZ_OUT_NA), nzc_result(w->cx, NZ_OUT_NA, "この日にはまだない"));
  NZ_PUSH(w->cx->a, &d->var[w->vi].provisos) = p;
}

static void limits(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nzc_add(cx, &all, nzc_has_outcome(cx, nzc_call(cx, w->s->require->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
  for (uint32_t i = 0; i < w->v->decl->nkid; i++) {
    nz_node *c = w->v->decl->kid[i];
    if (c->kind != NZ_T_CLAUSE || c->op != NZ_W_LIMIT) continue;
    for (uint32_t k = 0; k < c->nkid; k++)
      if (c->kid[k] && c->kid[k]->kind == NZ_T_LIMIT) put(w, &list, clause_kinds(c), 0, limit(w, c, c->kid[k]));
  }
  by_kind(w, "種類ごとの上限", &list, &all);
  nzc_body(cx, w->s->limit, &w->s->limit->var[w->vi], nzc_all(cx, &all, w->v->decl->at));
  passed_on(w, w->s->limit, w->s->require);
}

/* ---- (3) exclusions ---- */

/* 同じ支援業務: in the same month, and the records behind both have a row in common */
static nz_node *same_work(work *w) {
  nz_cx *cx = w->cx;
  if (w->c.records == IR_NONE) return NULL;
  nz_node *theirs = nzc_field(cx, w->c.records, NZ_ROW_ITEM0), *mine = nzc_field(cx, w->c.records, NZ_ROW_SUBJECT);
  theirs->ann.b = nz_put_path(cx, NZ_ROW_ITEM1, NULL, 0); /* seen from a record of ours, their claim is one set out */
  nz_node *same = nzc_cmp(cx, NZ_CMP_EQ, nzc_element(cx, w->c.record_ledger, 0), nzc_element(cx, w->c.record_ledger, 1));
  return nzc_some(cx, nzc_where(cx, mine, nzc_some(cx, nzc_where(cx, theirs, same))));
}

static void scope_named(work *w, nz_sym name, nz_nodes_of *l) { /* 月, 支援業務, or a field */
  nz_node *key = NULL;
  if (name == sym(w, "月")) nzc_add(w->cx, l, same_month(w));
  else if (name == sym(w, "支援業務")) {
    nzc_add(w->cx, l, same_month(w));
    nzc_add(w->cx, l, same_work(w));
  } else if ((key = same_key(w, name))) nzc_add(w->cx, l, key);
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
    scope_named(w, str_sym(w, (nz_str){name.p + from, (uint32_t)(name.n - from)}), &l);
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
  nzc_add(cx, &more, same_user(w));
  for (uint32_t i = 0; i < x->nkid; i++) {
    const nz_node *s = x->kid[i];
    if (s->kind != NZ_T_SCOPE) continue;
    dated |= s->op == NZ_SC_WINDOW || s->op == NZ_SC_READING || nz_name(cx, s->name).n == 0 || s->name == sym(w, "月") || s->name == sym(w, "支援業務");
    if (s->op == NZ_SC_SAME) scope_named(w, s->name, &more);
    if (s->op == NZ_SC_READING) {
      nzc_add(cx, &more, same_month(w)); /* every choice is within a month */
      nzc_add(cx, &more, scope_by_reading(w, s));
    }
    if (s->op == NZ_SC_WINDOW && s->nkid) {
      int64_t k = s->kid[0]->num < 1 || s->kid[0]->num > 1200 ? 1 : s->kid[0]->num;
      bool recent = s->kid[0]->op == NZ_WIN_RECENT;
      nzc_add(cx, &more, nzc_cmp(cx, NZ_CMP_GE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_months_ago(cx, recent ? k - 1 : k)));
      nzc_add(cx, &more, nzc_cmp(cx, NZ_CMP_LE, nzc_month(cx, nzc_field(cx, w->c.time, NZ_ROW_ITEM0)), nzc_months_ago(cx, recent ? 0 : 1)));
    }
  }
  if (!dated) nzc_add(cx, &more, same_month(w));
  for (uint32_t i = 0; provisos && i < c->nkid; i++)
    if (c->kid[i] && c->kid[i]->kind == NZ_T_PROVISO && c->kid[i]->nkid > 1) nzc_add(cx, &more, nzc_not(cx, when_of(c->kid[i], cx)));
  nz_node *claims = claims_for(w, nzc_rows(cx, w->c.ledger), other->self, kinds, nkinds, &more);
  const nz_declsrc *passed = other->base && !w->s->base ? other->self : other->limit;
  return nzc_not(cx, some_stand(w, standing_of(w, claims, passed, false, false)));
}

static const stage *stage_of(const work *w, uint32_t decl) {
  for (uint32_t i = 0; i < w->all.n; i++)
    if (w->all.v[i].self->id == decl) return &w->all.v[i];
  return NULL;
}

static uint32_t kind_names(const nz_node *t, nz_sym *out) { /* 加算（種類） */
  uint32_t n = 0;
  for (; t->kind == NZ_T_CALL && n < t->nkid && n < MAX_KINDS; n++) out[n] = t->kid[n]->name;
  return n;
}

static const nz_node *counterpart(const nz_node *x) {
  for (uint32_t i = 0; i < x->nkid; i++)
    if (x->kid[i]->kind != NZ_T_SCOPE) return x->kid[i];
  return NULL;
}

static nz_str excl_name(work *w, const nz_node *x, const struct nz_varsrc *v) {
  ir_buf b = {w->cx->a, NULL, 0, 0};
  struct nz_varsrc *keep = w->v;
  struct nz_varsrc other = *v;
  w->v = &other;
  nz_str s = words_of(w, x->at);
  w->v = keep;
  ir_buf_printf(&b, "併給不可 %.*s", (int)s.n, s.p);
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
      const stage *other = t ? stage_of(w, t->ann.a) : NULL;
      nz_sym kinds[MAX_KINDS];
      if (!other) continue;
      nz_node *n = exclusion(w, c, x, other, kinds, kind_names(t, kinds), true);
      put(w, list, clause_kinds(c), 0, named(w, excl_name(w, x, w->v), n, x->at));
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
          const nz_node *t = x && x->kind == NZ_T_EXCLUDE && (x->flags & NZ_NF_MUTUAL) ? counterpart(x) : NULL, *theirs = clause_kinds(c);
          if (!t || t->ann.a != w->s->self->id) continue;
          nz_sym kinds[MAX_KINDS], mine[MAX_KINDS];
          uint32_t n = 0, m = kind_names(t, mine);
          for (; theirs && n < theirs->nkid && n < MAX_KINDS; n++) kinds[n] = theirs->kid[n]->name;
          nz_node *e = named(w, excl_name(w, x, var), exclusion(w, c, x, from, kinds, n, false), x->at);
          if (!m) put(w, list, NULL, 0, e);
          for (uint32_t j = 0; j < m; j++) put(w, list, NULL, mine[j], e);
        }
      }
    }
  }
}

static void exclusions(work *w) {
  nz_cx *cx = w->cx;
  nz_nodes_of all = {0};
  items list = {0};
  nzc_add(cx, &all, nzc_has_outcome(cx, nzc_call(cx, w->s->limit->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW));
  own_exclusions(w, &list);
  mutual_exclusions(w, &list);
  by_kind(w, "種類ごとの併給不可", &list, &all);
  w->v->body = nzc_all(cx, &all, w->v->decl->at);
  passed_on(w, w->s->self, w->s->limit);
  /* the units, where the claim is 可 */
  struct nz_varsrc *e = &w->s->earned->var[w->vi];
  nz_node *when = nzc_has_outcome(cx, nzc_call(cx, w->s->self->id, NZ_ROW_SUBJECT), NZ_OUT_ALLOW);
  nz_node *p = nzc_proviso(cx, when, nzc_call(cx, w->s->units->id, NZ_ROW_SUBJECT));
  nzc_body(cx, w->s->earned, e, nzc_node(cx, NZ_T_NONE, w->v->decl->at, 0, NULL));
  NZ_PUSH(cx->a, &e->provisos) = p;
}

/* ---- 単位数 ---- */

static nz_node *amount_cell(work *w, const nz_row *r, uint32_t col, uint32_t type) {
  nz_cx *cx = w->cx;
  if (col >= r->ncells) return nzc_result(cx, NZ_OUT_NA, "この日にこの種類はない");
  nz_diags scratch;
  nz_diags_init(&scratch, cx->a);
  nz_node *n = nz_parse_cell(cx->a, cx->p->names, &scratch, w->v->tree, r, &r->cells[col]);
  if (!n || n->kind != NZ_T_QTY) return nzc_result(cx, NZ_OUT_NA, "この日にこの種類はない");
  nzb_set_ref(n, NZ_A_UNIT, 0, 0, type);
  return n;
}

static struct nz_varsrc *add_variant(nz_cx *cx, nz_declsrc *d, const struct nz_varsrc *like, int64_t from, int64_t to) {
  if (d->nvar == d->capvar) {
    uint32_t cap = d->capvar;
    d->var = nz_vec_grow(cx->a, d->var, d->nvar, &cap, sizeof *d->var);
    d->capvar = cap;
  }
  struct nz_varsrc *v = &d->var[d->nvar++];
  nz_nodes_of notes = {0}; /* ※1 of its rows */
  for (uint32_t i = 0; i < like->decl->nkid; i++)
    if (like->decl->kid[i]->kind == NZ_T_REMARK) nzc_add(cx, &notes, like->decl->kid[i]);
  *v = (struct nz_varsrc){.tree = like->tree, .decl = nzc_node(cx, NZ_T_DECL, like->decl->at, notes.n, notes.v), .from = from, .to = to};
  return v;
}

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

/* a date column of the 種類 table: the units of each kind from then on, until the next such column */
static void units_by_kind(work *w, uint32_t col, int64_t from, int64_t to) {
  nz_cx *cx = w->cx;
  nz_declsrc *d = w->s->units;
  struct nz_varsrc *v = add_variant(cx, d, w->v, from, to);
  nz_node *cond[MAX_KINDS], *cell[MAX_KINDS];
  const nz_row *raw[MAX_KINDS];
  uint32_t n = 0;
  for (uint32_t k = 0; k < w->nkinds; k++) {
    nz_node *is = w->kind_row[k] && w->c.kind != IR_NONE ? nzc_is(cx, w->c.kind, NZ_ROW_SUBJECT, &w->kind[k], 1) : NULL;
    if (!is) continue;
    cond[n] = is;
    raw[n] = w->kind_row[k];
    cell[n++] = amount_cell(w, w->kind_row[k], col, d->out_type[0]);
  }
  d->kind = cx->m->decls.v[d->id].kind = IR_D_DTABLE;
  v->table = nzc_table(cx, d, v, IR_HIT_UNIQUE, cond, cell, n, nzc_result(cx, NZ_OUT_NA, "この加算の種類でない"), raw);
  for (uint32_t r = 0; r < n; r++)
    if (col < raw[r]->ncells) v->table->cells[(size_t)r * 2 + 1].raw = &raw[r]->cells[col];
}

static void units(work *w) {
  nz_cx *cx = w->cx;
  int64_t from[MAX_KINDS], to[MAX_KINDS];
  uint32_t col[MAX_KINDS], n = 0;
  for (uint32_t i = 1; w->kind_head && i < w->kind_head->ncells && n < MAX_KINDS; i++)
    if (nz_dated_head(cx, w->v->tree, w->kind_head, &w->kind_head->cells[i], &from[n], &to[n])) col[n++] = i;
  for (uint32_t i = 0; i < n; i++) {
    if (i + 1 < n && to[i] == IR_DATE_MAX) to[i] = from[i + 1] - 1;
    int64_t lo = later(from[i], w->v->from), hi = sooner(to[i], w->v->to);
    if (lo <= hi) units_by_kind(w, col[i], lo, hi);
  }
  for (uint32_t i = 0; i < w->v->decl->nkid && !n; i++) {
    const nz_node *c = w->v->decl->kid[i], *u = c->kind == NZ_T_CLAUSE && c->op == NZ_W_UNITS ? nz_node_find(c, NZ_T_UNITS) : NULL;
    for (uint32_t k = 0; u && k < u->nkid; k++) {
      if (u->kid[k]->kind == NZ_T_PERIOD) continue;
      const nz_node *p = k + 1 < u->nkid && u->kid[k + 1]->kind == NZ_T_PERIOD ? u->kid[k + 1] : NULL;
      int64_t lo = p ? later(p->num, w->v->from) : w->v->from, hi = p ? sooner(p->aux, w->v->to) : w->v->to;
      if (lo <= hi) nzc_body(cx, w->s->units, add_variant(cx, w->s->units, w->v, lo, hi), u->kid[k]);
    }
  }
}

/* amounts of one 単位数 in the order of their dates; each until the next */
static void order_units(nz_declsrc *d) {
  for (uint32_t i = 1; i < d->nvar; i++)
    for (uint32_t j = i; j && d->var[j - 1].from > d->var[j].from; j--) {
      struct nz_varsrc v = d->var[j];
      d->var[j] = d->var[j - 1];
      d->var[j - 1] = v;
    }
  for (uint32_t i = 0; i + 1 < d->nvar; i++)
    if (d->var[i].to >= d->var[i + 1].from) d->var[i].to = d->var[i + 1].from - 1;
}

/* ---- the ledger of claims ---- */

static void dispatcher(work *w) {
  nz_cx *cx = w->cx;
  nz_str name = ir_text(cx->m, cx->m->ledgers.v[w->c.ledger].name);
  uint32_t type = w->all.v[0].units->out_type[0], n = 0;
  nz_node **cond = NZ_NEW_N(cx->a, nz_node *, w->all.n + 3u), **cell = NZ_NEW_N(cx->a, nz_node *, 2 * ((size_t)w->all.n + 3));
  nz_declsrc owner = *w->all.v[0].self;
  owner.nvar = 1;
  owner.id = IR_NONE;
  nz_declsrc *d = nzc_declare(cx, &owner, name.p, IR_D_DTABLE, cx->t_decision, w->c.ledger);
  d->var[0].from = IR_DATE_MIN;
  d->var[0].to = IR_DATE_MAX;
  d->noutputs = 2;
  d->out_name[0] = sym(w, "結果");
  d->out_name[1] = sym(w, "単位数");
  d->out_type[1] = type;
  nz_entry *old = nz_scope_put(cx->s, NZ_NS_DECL, 0, d->name, d->id, d->var[0].decl->at);
  if (old) nz_say(cx, NZ_M_DUPLICATE_NAME, old->at, d->name, 0);
  static const struct { const char *state; int out; } facts[] = {{k_paid, NZ_OUT_ALLOW}, {k_returned, NZ_OUT_DENY}, {k_withdrawn, NZ_OUT_DENY}};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    nz_sym s = sym(w, facts[i].state);
    nz_node *is = w->c.review == IR_NONE ? NULL : nzc_is(cx, w->c.review, NZ_ROW_SUBJECT, &s, 1);
    if (!is) continue;
    cond[n] = is;
    cell[2 * n] = nzc_result(cx, facts[i].out, facts[i].state);
    cell[2 * n + 1] = nzc_result(cx, NZ_OUT_NA, facts[i].state);
    n++;
  }
  for (uint32_t i = 0; i < w->all.n; i++) {
    const stage *s = &w->all.v[i];
    nz_node *is = nzc_is(cx, w->c.item, NZ_ROW_SUBJECT, &s->self->name, 1);
    if (!is) continue;
    cond[n] = is;
    cell[2 * n] = nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_SUBJECT), nzc_call(cx, s->self->id, NZ_ROW_SUBJECT));
    cell[2 * n + 1] = nzc_as_of(cx, nzc_field(cx, w->c.time, NZ_ROW_SUBJECT), nzc_call(cx, s->earned->id, NZ_ROW_SUBJECT));
    n++;
  }
  d->var[0].table = nzc_table(cx, d, &d->var[0], IR_HIT_FIRST, cond, cell, n, nzc_result(cx, NZ_OUT_NA, "この費目の決まりがない"), NULL);
}

/* ---- all of them ---- */

static void declare_stages(work *w) {
  nz_cx *cx = w->cx;
  uint32_t count = cx->decls.n, unit = nz_unit_find(cx, sym(w, "単位"));
  uint32_t t_units = ir_mk_type(cx->m, IR_T_QTY, unit == IR_NONE ? 0 : cx->m->units.v[unit].dec, unit);
  for (uint32_t i = 0; i < count; i++) {
    nz_declsrc *d = cx->decls.v[i];
    if (d->kind != IR_D_ADDON) continue;
    bool office = false;
    stage s = {.self = d, .base = d->var[0].decl->op == NZ_W_FEE};
    for (uint32_t k = 0; k < d->var[0].decl->nkid; k++) {
      const nz_node *c = d->var[0].decl->kid[k], *list = nz_node_find(c, NZ_T_ITEM_DECL);
      if (c->kind != NZ_T_CLAUSE) continue;
      if (c->op == NZ_W_SUBJECT) office = true;
      if (c->op == NZ_W_BASE && list && list->nkid) s.role = list->kid[0]->name;
    }
    if (office) continue;
    s.units = nzc_declare(cx, d, "単位数", IR_D_DEFINE, t_units, w->c.ledger);
    s.units->nvar = s.units->capvar = 0;
    s.units->var = NULL;
    s.earned = nzc_declare(cx, d, "認められる単位数", IR_D_DEFINE, t_units, w->c.ledger);
    s.require = nzc_declare(cx, d, "要件", IR_D_RULE, cx->t_decision, w->c.ledger);
    s.limit = nzc_declare(cx, d, "上限まで", IR_D_RULE, cx->t_decision, w->c.ledger);
    NZ_PUSH(cx->a, &w->all) = s;
  }
}

void nz_expand_claims(nz_cx *cx) {
  work w = {.cx = cx};
  if (!nz_claims_of(cx, &w.c) || w.c.key == IR_NONE) return;
  declare_stages(&w);
  if (!w.all.n) return;
  for (uint32_t i = 0; i < w.all.n; i++) {
    w.s = &w.all.v[i];
    for (w.vi = 0; w.vi < w.s->self->nvar; w.vi++) {
      w.v = &w.s->self->var[w.vi];
      read_kinds(&w);
      units(&w);
      require(&w);
      limits(&w);
      exclusions(&w);
    }
    order_units(w.s->units);
  }
  dispatcher(&w);
}
