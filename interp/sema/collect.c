/* collect.c -- first pass: every declared thing gets its entry, so that the order of files and lines does not matter. */
#include <string.h>

#include "../../grammar/keywords.h"
#include "cx.h"

bool nz_taken(nz_cx *cx, nz_ns ns, uint32_t owner, nz_node *n, nz_sym name, uint32_t id) {
  nz_entry *old = nz_scope_put(cx->s, ns, owner, name, id, n->at);
  if (!old) return false;
  nz_say(cx, NZ_M_DUPLICATE_NAME, n->at, name, 0)->also[0] = old->at;
  return true;
}

/* ---- 段階, 選択肢 ---- */

static uint32_t new_enum(nz_cx *cx, nz_sym name, bool ordered) {
  NZ_PUSH(cx->a, &cx->m->enums) = (ir_enum){nz_mstr(cx, name), ordered, {0, 0}};
  return cx->m->enums.n - 1;
}

static void add_value(nz_cx *cx, uint32_t e, nz_node *n, nz_sym name) {
  ir_module *m = cx->m;
  uint32_t id = m->values.n;
  if (nz_taken(cx, NZ_NS_VALUE, e + 1, n, name, id)) return;
  nz_entry *any = nz_scope_put(cx->s, NZ_NS_VALUE, 0, name, id, n->at);
  if (any) any->id = NZ_AMBIGUOUS;
  NZ_PUSH(cx->a, &m->values) = (ir_value){nz_mstr(cx, name), e};
  ir_enum *en = &m->enums.v[e];
  if (!en->values.n) en->values.first = id;
  en->values.n++;
}

static void enum_of(nz_cx *cx, nz_node *at, nz_sym name, nz_node *list, bool ordered) {
  uint32_t e = new_enum(cx, name, ordered);
  nz_taken(cx, NZ_NS_TYPE, 0, at, name, e);
  for (uint32_t i = 0; list && i < list->nkid; i++) add_value(cx, e, list->kid[i], list->kid[i]->name);
}

static void collect_enum(nz_cx *cx, nz_node *d) {
  nz_node *list = nz_node_find(d, NZ_T_ITEM_DECL), *head = nz_head(d), *more = head ? nz_node_find(head, NZ_T_ITEM_DECL) : NULL;
  enum_of(cx, d, d->name, list, d->op == NZ_W_LEVELS);
  for (uint32_t i = 0; more && i < more->nkid; i++)
    if (more->kid[i]->name != d->name) enum_of(cx, more->kid[i], more->kid[i]->name, list, false);
}

/* ---- 単位 ---- */

static void collect_unit(nz_cx *cx, nz_node *d) {
  nz_node *list = nz_node_find(d, NZ_T_ITEM_DECL);
  for (uint32_t i = 0; list && i < list->nkid; i++) {
    nz_node *n = list->kid[i];
    nz_entry *old = nz_scope_get(cx->s, NZ_NS_UNIT, 0, n->name);
    if (old && old->at.hi) nz_say(cx, NZ_M_DUPLICATE_NAME, n->at, n->name, 0)->also[0] = old->at;
    else if (!old) nz_builtin_unit(cx, nz_name(cx, n->name).p), nz_scope_get(cx->s, NZ_NS_UNIT, 0, n->name)->at = n->at;
  }
}

static uint32_t decimals(const char *s) { /* 小数2桁 */
  static const char prefix[] = "小数";
  if (strncmp(s, prefix, sizeof prefix - 1) != 0) return 0;
  char c = s[sizeof prefix - 1];
  return c >= '0' && c <= '6' ? (uint32_t)(c - '0') : 0;
}

static void collect_derived_unit(nz_cx *cx, nz_node *d) {
  nz_node *body = nz_node_find(d, NZ_T_BODY);
  if (!body || !body->nkid) return;
  nz_node *e = body->kid[0];
  if ((e->kind == NZ_T_DIV || e->kind == NZ_T_MUL) && e->nkid == 2) {
    uint32_t u[2];
    for (int i = 0; i < 2; i++) {
      u[i] = nz_unit_find(cx, e->kid[i]->name);
      if (u[i] == IR_NONE) {
        nz_unknown(cx, NZ_M_UNKNOWN_UNIT, 1u << NZ_NS_UNIT, e->kid[i]);
        return;
      }
    }
    uint32_t id = nz_unit_combine(cx, u[0], u[1], e->kind == NZ_T_DIV);
    if (id == IR_NONE) return;
    cx->m->units.v[id].name = nz_mstr(cx, d->name);
    nz_taken(cx, NZ_NS_UNIT, 0, d, d->name, id);
    return;
  }
  nz_entry *old = nz_scope_get(cx->s, NZ_NS_UNIT, 0, d->name);
  if (old && old->at.hi) {
    nz_say(cx, NZ_M_DUPLICATE_NAME, d->at, d->name, 0)->also[0] = old->at;
    return;
  }
  uint32_t id = nz_builtin_unit(cx, nz_name(cx, d->name).p);
  nz_scope_get(cx->s, NZ_NS_UNIT, 0, d->name)->at = d->at;
  cx->m->units.v[id].dec = (uint8_t)decimals(nz_name(cx, e->name).p);
}

/* ---- 出典, 解釈 ---- */

static void collect_source(nz_cx *cx, nz_node *d) {
  uint32_t id = cx->m->sources.n;
  if (nz_taken(cx, NZ_NS_SOURCE, 0, d, d->name, id)) return;
  nz_node *t = nz_node_find(d, NZ_T_TEXT), *c = nz_node_find(d, NZ_T_CITE);
  ir_source src = {nz_mstr(cx, d->name), t ? nz_mstr(cx, t->name) : 0, c ? nz_mstr(cx, c->name) : 0, nz_loc(cx, d->at)};
  NZ_PUSH(cx->a, &cx->m->sources) = src;
}

/* A citation begins with a declared source; what follows is the place in it. */
static void cite(nz_cx *cx, nz_node *c, bool must, uint32_t *source) {
  nz_str s = nz_name(cx, c->name);
  uint32_t id = IR_NONE;
  size_t best = 0;
  for (uint32_t i = 0; i < cx->m->sources.n; i++) {
    nz_str n = ir_text(cx->m, cx->m->sources.v[i].name);
    if (n.n > best && n.n <= s.n && memcmp(n.p, s.p, n.n) == 0) {
      id = i;
      best = n.n;
    }
  }
  if (id == IR_NONE && must) nz_say(cx, NZ_M_UNKNOWN_SOURCE, c->at, c->name, 0);
  if (id != IR_NONE) *source = id;
  size_t from = id == IR_NONE ? 0 : best;
  while (from < s.n && s.p[from] == ' ') from++;
  ir_cite out = {id == IR_NONE ? *source : id, ir_intern(cx->m, s.p + from, s.n - from)};
  NZ_PUSH(cx->a, &cx->m->cites) = out;
}

ir_range nz_cites(nz_cx *cx, const nz_node *holder, bool must) {
  ir_range r = {cx->m->cites.n, 0};
  uint32_t source = IR_NONE;
  for (uint32_t i = 0; i < holder->nkid; i++)
    if (holder->kid[i]->kind == NZ_T_CITE) {
      cite(cx, holder->kid[i], must && source == IR_NONE, &source);
      r.n++;
    }
  return r;
}

static void collect_reading(nz_cx *cx, nz_node *d) {
  uint32_t id = cx->m->readings.n;
  if (nz_taken(cx, NZ_NS_READING, 0, d, d->name, id)) return;
  NZ_VEC(ir_choice) list = {0};
  uint32_t dflt = IR_NONE;
  for (uint32_t i = 0; i < d->nkid; i++) {
    nz_node *c = d->kid[i];
    if (c->kind != NZ_T_CHOICE) continue;
    for (uint32_t k = 0; k < list.n; k++)
      if (list.v[k].name == nz_mstr(cx, c->name)) nz_say(cx, NZ_M_DUPLICATE_NAME, c->at, c->name, 0);
    if (c->flags & NZ_NF_DEFAULT) {
      if (dflt != IR_NONE) nz_say(cx, NZ_M_TWO_DEFAULTS, c->at, d->name, c->name);
      else dflt = list.n;
    }
    ir_range cites = nz_cites(cx, c, true);
    NZ_PUSH(cx->a, &list) = (ir_choice){nz_mstr(cx, c->name), cites};
  }
  if (dflt == IR_NONE) {
    nz_say(cx, NZ_M_NO_DEFAULT, d->at, d->name, 0);
    dflt = 0;
  }
  if (list.n < 2) nz_say(cx, NZ_M_FEW_CHOICES, d->at, d->name, 0);
  nz_node *head = nz_head(d), *per = head ? nz_node_find(head, NZ_T_PERIOD) : NULL;
  ir_reading r = {nz_mstr(cx, d->name), {cx->m->choices.n, list.n}, dflt, per ? per->num : IR_DATE_MIN, per ? per->aux : IR_DATE_MAX, nz_loc(cx, d->at)};
  for (uint32_t i = 0; i < list.n; i++) NZ_PUSH(cx->a, &cx->m->choices) = list.v[i];
  NZ_PUSH(cx->a, &cx->m->readings) = r;
}

/* ---- 台帳 ---- */

static void collect_ledger_name(nz_cx *cx, nz_node *d) {
  uint32_t id = cx->m->ledgers.n;
  if (nz_taken(cx, NZ_NS_LEDGER, 0, d, d->name, id)) return;
  d->ann.a = id + 1;
  nz_node *head = nz_head(d), *lim = head ? nz_node_find(head, NZ_T_ROWLIMIT) : NULL;
  int64_t max = lim ? lim->num : 1000;
  if (max < 1 || max > 1000000) {
    nz_say(cx, NZ_M_ROW_LIMIT_RANGE, d->at, d->name, 0);
    max = 1000;
  }
  if (lim && lim->nkid) max = 1000000; /* 利用者ごとに: says nothing of how many there are in all */
  ir_ledger l = {nz_mstr(cx, d->name), {0, 0}, IR_NONE, IR_NONE, IR_NONE, max, nz_loc(cx, d->at)};
  NZ_PUSH(cx->a, &cx->m->ledgers) = l;
}

static bool literal(nz_cx *cx, nz_node *n, int64_t *v, uint32_t *unit, uint8_t *dec) {
  if (n->kind == NZ_T_SUB && n->nkid == 2) return false;
  if (n->kind != NZ_T_QTY) return false;
  *v = n->num;
  *dec = (uint8_t)(n->aux < 0 || n->aux > 6 ? 0 : n->aux);
  *unit = IR_NONE;
  if (n->name) {
    *unit = nz_unit_find(cx, n->name);
    if (*unit == IR_NONE) nz_unknown(cx, NZ_M_UNKNOWN_UNIT, 1u << NZ_NS_UNIT, n);
  }
  return true;
}

static bool rescale(int64_t *v, uint8_t from, uint8_t to) {
  for (; from < to; from++)
    if (__builtin_mul_overflow(*v, (int64_t)10, v)) return false;
  return true;
}

static uint32_t field_type(nz_cx *cx, nz_node *f, nz_node *ft, ir_field *out) {
  ir_module *m = cx->m;
  if (!ft) return cx->t_nothing;
  if (ft->op == NZ_FT_RANGE && ft->nkid == 2) {
    int64_t lo, hi;
    uint32_t u0, u1;
    uint8_t d0, d1;
    if (!literal(cx, ft->kid[0], &lo, &u0, &d0) || !literal(cx, ft->kid[1], &hi, &u1, &d1)) {
      nz_say(cx, NZ_M_RANGE_NOT_LITERAL, ft->at, f->name, 0);
      return cx->t_nothing;
    }
    uint8_t dec = d0 > d1 ? d0 : d1;
    if (u0 != IR_NONE && m->units.v[u0].dec > dec) dec = m->units.v[u0].dec;
    if (u0 != u1 && u0 != IR_NONE && u1 != IR_NONE) nz_say(cx, NZ_M_RANGE_UNITS, ft->at, ft->kid[0]->name, ft->kid[1]->name);
    if (!rescale(&lo, d0, dec) || !rescale(&hi, d1, dec) || lo > hi) nz_say(cx, NZ_M_RANGE_EMPTY, ft->at, f->name, 0);
    out->lo = lo;
    out->hi = hi;
    return ir_mk_type(m, IR_T_QTY, dec, u0 == IR_NONE ? u1 : u0);
  }
  if (ft->op == NZ_FT_CHOICES) { /* a choice type of its own, named after the field */
    uint32_t e = new_enum(cx, f->name, false);
    for (uint32_t i = 0; i < ft->nkid; i++) add_value(cx, e, ft->kid[i], ft->kid[i]->name);
    return ir_mk_type(m, IR_T_ENUM, 0, e);
  }
  if (!ft->nkid) return cx->t_nothing;
  nz_node *n = ft->kid[0];
  uint32_t t = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
  if (t != IR_NONE && t < NZ_BASE_TYPE) return ir_mk_type(m, IR_T_ENUM, 0, t);
  if (t != IR_NONE) {
    if (t - NZ_BASE_TYPE == IR_T_QTY) { /* 整数 */
      out->lo = -1000000000000;
      out->hi = 1000000000000;
    }
    return ir_mk_type(m, (ir_tk)(t - NZ_BASE_TYPE), 0, IR_NONE);
  }
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
  if (l != IR_NONE) return ir_mk_type(m, IR_T_ROW, 0, l);
  nz_unknown(cx, NZ_M_UNKNOWN_TYPE, 1u << NZ_NS_TYPE | 1u << NZ_NS_LEDGER, n);
  return cx->t_nothing;
}

static void attribute(nz_cx *cx, ir_ledger *l, ir_field *f, uint32_t id, nz_node *a) {
  static const struct { const char *name; uint32_t flag; } known[] = {
      {"鍵", IR_F_KEY}, {"時点", IR_F_TIME}, {"期間", IR_F_PERIOD}, {"変わらない", IR_F_CONST}, {"複数", IR_F_MULTI},
      {"費目", IR_F_ITEM}, {"種類", IR_F_KIND}, {"審査", IR_F_REVIEW}};
  nz_str s = nz_name(cx, a->name);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strcmp(s.p, known[i].name) != 0) continue;
    f->flags |= known[i].flag;
    uint32_t *slot = known[i].flag == IR_F_KEY ? &l->key : known[i].flag == IR_F_TIME ? &l->time : known[i].flag == IR_F_PERIOD ? &l->period : NULL;
    if (slot && *slot != IR_NONE) nz_say(cx, NZ_M_ATTRIBUTE_TWICE, a->at, a->name, 0);
    if (slot) *slot = id;
    uint8_t k = nz_ty(cx, f->type).k;
    bool named = known[i].flag == IR_F_ITEM || known[i].flag == IR_F_KIND || known[i].flag == IR_F_REVIEW;
    if ((named && k != IR_T_ENUM && k != IR_T_TEXT) || (known[i].flag == IR_F_TIME && k != IR_T_DATE) || (known[i].flag == IR_F_PERIOD && k != IR_T_PERIOD) ||
        (known[i].flag == IR_F_MULTI && k != IR_T_ROW))
      if (k != IR_T_NOTHING) nz_say(cx, NZ_M_ATTRIBUTE_TYPE, a->at, a->name, 0);
    return;
  }
  nz_say(cx, NZ_M_UNKNOWN_ATTRIBUTE, a->at, a->name, 0);
}

static void collect_fields(nz_cx *cx, nz_node *d) {
  if (!d->ann.a) return;
  uint32_t lid = d->ann.a - 1;
  ir_module *m = cx->m;
  m->ledgers.v[lid].fields.first = m->fields.n;
  for (uint32_t i = 0; i < d->nkid; i++) {
    nz_node *f = d->kid[i];
    if (f->kind != NZ_T_FIELD) continue;
    nz_node *names = nz_node_find(f, NZ_T_ITEM_DECL), *ft = nz_node_find(f, NZ_T_FTYPE);
    ir_field proto = {0};
    uint32_t type = IR_NONE;
    for (uint32_t k = 0; names && k < names->nkid; k++) {
      nz_node *n = names->kid[k];
      uint32_t id = m->fields.n;
      if (nz_taken(cx, NZ_NS_FIELD, lid, n, n->name, id)) continue;
      if (type == IR_NONE) {
        f->name = n->name;
        type = field_type(cx, f, ft, &proto);
      }
      ir_field nf = proto;
      nf.name = nz_mstr(cx, n->name);
      nf.ledger = lid;
      nf.type = type;
      nf.loc = nz_loc(cx, n->at);
      if (ft && (ft->flags & NZ_NF_BLANKABLE)) nf.flags |= IR_F_BLANK;
      for (uint32_t j = 0; j < f->nkid; j++)
        if (f->kid[j]->kind == NZ_T_ATTR) attribute(cx, &m->ledgers.v[lid], &nf, id, f->kid[j]);
      NZ_PUSH(cx->a, &m->fields) = nf;
      m->ledgers.v[lid].fields.n++;
    }
  }
}

/* ---- axes of tables that no 選択肢 declares: their row heads are the values ---- */

static const nz_row *row_of(const nz_tree *t, const nz_node *row) {
  if (row->num < 0 || (uint64_t)row->num >= t->toks->rows.n) return NULL;
  return &t->toks->rows.v[row->num];
}

static bool has_headword(const nz_node *d, int w) {
  nz_node *h = nz_head(d);
  for (uint32_t i = 0; h && i < h->nkid; i++)
    if (h->kid[i]->kind == NZ_T_HEADWORD && h->kid[i]->op == w) return true;
  return false;
}

static void collect_axis(nz_cx *cx, const nz_tree *t, nz_node *d) {
  nz_node *head = nz_head(d), *axes = head ? nz_node_find(head, NZ_T_AXES) : NULL;
  if (!axes || !axes->nkid || has_headword(d, NZ_W_ROWS_ARE_CONDITIONS)) return;
  nz_node *ax = axes->kid[0];
  if (nz_scope_id(cx->s, NZ_NS_TYPE, 0, ax->name) != IR_NONE) return; /* declared by 選択肢, or by an earlier table */
  uint32_t e = new_enum(cx, ax->name, false);
  nz_scope_put(cx->s, NZ_NS_TYPE, 0, ax->name, e, ax->at);
  bool first = true;
  for (uint32_t i = 0; i < d->nkid; i++) {
    const nz_row *r = d->kid[i]->kind == NZ_T_ROW ? row_of(t, d->kid[i]) : NULL;
    if (!r || r->rule || !r->ncells) continue;
    if (first) {
      first = false;
      continue;
    }
    nz_node *n = nz_synth_name(cx, r->cells[0].text, (nz_span){d->at.file, r->cells[0].vlo, r->cells[0].vhi});
    if (n->name) add_value(cx, e, n, n->name);
  }
}

/* ---- declarations with variants ---- */

/* A 報酬 with 要件, 上限 … is claimed, like an 加算. */
static bool claimable(const nz_node *d) {
  for (uint32_t i = 0; i < d->nkid; i++)
    if (d->kid[i]->kind == NZ_T_CLAUSE && nz_w_of_claim(d->kid[i]->op)) return true;
  return false;
}

static int decl_kind(const nz_node *d) {
  switch (d->op) {
    case NZ_W_DEFINE: return IR_D_DEFINE;
    case NZ_W_CONDITION: return IR_D_CONDITION;
    case NZ_W_TABLE: return IR_D_TABLE;
    case NZ_W_DTABLE: return IR_D_DTABLE;
    case NZ_W_FEE: return claimable(d) ? IR_D_ADDON : IR_D_FEE;
    case NZ_W_ADDON: return IR_D_ADDON;
    case NZ_W_RULE: return IR_D_RULE;
    case NZ_W_SCHEDULE: return IR_D_SCHEDULE;
    default: return -1;
  }
}

static nz_declsrc *decl_named(nz_cx *cx, nz_node *d, int kind, uint32_t owner) {
  uint32_t key = owner == IR_NONE ? 0 : owner + 1;
  nz_entry *old = nz_scope_get(cx->s, NZ_NS_DECL, key, d->name);
  if (old) {
    nz_declsrc *s = cx->decls.v[old->id];
    if (s->kind == kind || (s->kind != IR_D_ADDON && kind != IR_D_ADDON && s->kind <= IR_D_FEE && kind <= IR_D_FEE)) return s;
    nz_say(cx, NZ_M_DUPLICATE_NAME, d->at, d->name, 0)->also[0] = old->at;
    return NULL;
  }
  nz_declsrc *s = NZ_NEW(cx->a, nz_declsrc);
  s->id = cx->m->decls.n;
  s->name = d->name;
  s->kind = (uint8_t)kind;
  s->owner = owner;
  nz_scope_put(cx->s, NZ_NS_DECL, key, d->name, s->id, d->at);
  ir_decl id = {nz_mstr(cx, d->name), (uint8_t)kind, owner, IR_NONE, {0, 0}, {0, 0}, {0, 0}, nz_loc(cx, d->at)};
  NZ_PUSH(cx->a, &cx->m->decls) = id;
  NZ_PUSH(cx->a, &cx->decls) = s;
  return s;
}

static struct nz_varsrc *new_variant(nz_cx *cx, nz_declsrc *s) {
  if (s->nvar == s->capvar) {
    s->var = nz_vec_reserve(cx->a, s->var, s->nvar, &s->capvar, sizeof *s->var, s->nvar ? (size_t)s->nvar * 2 : 1); /* most have one */
  }
  return &s->var[s->nvar++];
}

bool nz_period_of(const nz_node *n, int64_t *from, int64_t *to);

static const nz_row *header_row(const nz_tree *t, const nz_node *holder) {
  for (uint32_t i = 0; i < holder->nkid; i++) {
    const nz_row *r = holder->kid[i]->kind == NZ_T_ROW ? row_of(t, holder->kid[i]) : NULL;
    if (r && !r->rule) return r;
  }
  return NULL;
}

/* 令和6年4月から as the head of a column */
bool nz_dated_head(nz_cx *cx, const nz_tree *t, const nz_row *r, const nz_cell *c, int64_t *from, int64_t *to) {
  nz_str s = nz_name(cx, c->text);
  static const char *const ends[] = {"から", "まで"};
  bool may = false;
  for (int i = 0; i < 2; i++) {
    size_t n = strlen(ends[i]);
    if (s.n > n && strcmp(s.p + s.n - n, ends[i]) == 0) may = true;
  }
  if (!may) return false;
  nz_diags scratch;
  nz_diags_trial(&scratch, cx->a);
  nz_node *e = nz_parse_cell(cx->a, cx->p->names, &scratch, t, r, c);
  return e && scratch.errors == 0 && nz_period_of(e, from, to);
}

static void add_variants(nz_cx *cx, const nz_tree *t, nz_node *d, nz_declsrc *s) {
  int64_t from = IR_DATE_MIN, to = IR_DATE_MAX;
  nz_node *head = nz_head(d), *per = head ? nz_node_find(head, NZ_T_PERIOD) : NULL;
  for (uint32_t i = 0; i < d->nkid && !per; i++)
    if (d->kid[i]->kind == NZ_T_CLAUSE && d->kid[i]->op == NZ_W_APPLIES) per = nz_node_find(d->kid[i], NZ_T_PERIOD);
  if (per) {
    from = per->num;
    to = per->aux;
    if (from > to) nz_say(cx, NZ_M_PERIOD_EMPTY, per->at, d->name, 0);
  }
  const nz_row *h = s->kind == IR_D_TABLE || s->kind == IR_D_DTABLE || s->kind == IR_D_FEE ? header_row(t, d) : NULL;
  bool dated = false;
  for (uint32_t i = 0; h && i < h->ncells; i++) {
    int64_t f, u;
    if (!nz_dated_head(cx, t, h, &h->cells[i], &f, &u)) continue;
    struct nz_varsrc *v = new_variant(cx, s);
    *v = (struct nz_varsrc){.tree = t, .decl = d, .from = f, .to = u, .open_end = u == IR_DATE_MAX, .column = h->cells[i].text, .outcol = i + 1};
    dated = true;
  }
  if (dated) return;
  struct nz_varsrc *v = new_variant(cx, s);
  *v = (struct nz_varsrc){.tree = t, .decl = d, .from = from, .to = to, .open_end = to == IR_DATE_MAX};
}

/* The marks of a 予定 are the values it yields: a type of its own. */
static void collect_marks(nz_cx *cx, nz_declsrc *s, nz_node *d) {
  if (s->noutputs) return; /* a later variant has the marks of the first */
  uint32_t e = new_enum(cx, s->name, false);
  for (uint32_t i = 0; i < d->nkid; i++)
    if (d->kid[i]->kind == NZ_T_MARKROW && d->kid[i]->name) add_value(cx, e, d->kid[i], d->kid[i]->name);
  s->noutputs = 1;
  s->out_name[0] = s->name;
  s->out_type[0] = ir_mk_type(cx->m, IR_T_ENUM, 0, e);
}

static void collect_decl(nz_cx *cx, const nz_tree *t, nz_node *d, uint32_t owner) {
  int kind = decl_kind(d);
  if (kind < 0 || !d->name) return;
  nz_declsrc *s = decl_named(cx, d, kind, owner);
  if (!s) return;
  add_variants(cx, t, d, s);
  if (kind == IR_D_SCHEDULE) collect_marks(cx, s, d);
  if (kind != IR_D_ADDON) return;
  for (uint32_t i = 0; i < d->nkid; i++) {
    if (d->kid[i]->kind == NZ_T_DECL) collect_decl(cx, t, d->kid[i], s->id);
    if (d->kid[i]->kind == NZ_T_CLAUSE && d->kid[i]->op == NZ_W_ALIAS_CLAUSE) nz_collect_alias(cx, d->kid[i]);
  }
}

/* Clauses that say one thing: of two, the second would go unread. */
static void clauses_once(nz_cx *cx, const nz_node *d) {
  static const uint16_t once[] = {NZ_W_CONFIRMED, NZ_W_APPLIES, NZ_W_SUBJECT, NZ_W_ORIGIN, NZ_W_LEGEND, NZ_W_CLAIM_MONTH};
  const nz_node *seen[sizeof once / sizeof *once] = {NULL};
  for (uint32_t i = 0; i < d->nkid; i++)
    for (size_t k = 0; k < sizeof once / sizeof *once && d->kid[i]->kind == NZ_T_CLAUSE; k++) {
      if (d->kid[i]->op != once[k]) continue;
      if (seen[k]) nz_say_s(cx, NZ_M_CLAUSE_TWICE, d->kid[i]->at, nz_w_text(once[k]), NULL)->also[0] = seen[k]->at;
      else seen[k] = d->kid[i];
    }
}

/* Periods: a variant holds until the next one begins; overlaps are errors that show both places. */
static void order_variants(nz_cx *cx, nz_declsrc *s) {
  for (uint32_t i = 1; i < s->nvar; i++)
    for (uint32_t j = i; j && s->var[j - 1].from > s->var[j].from; j--) {
      struct nz_varsrc v = s->var[j];
      s->var[j] = s->var[j - 1];
      s->var[j - 1] = v;
    }
  for (uint32_t i = 0; i + 1 < s->nvar; i++) {
    struct nz_varsrc *v = &s->var[i], *next = &s->var[i + 1];
    bool undated = v->from == IR_DATE_MIN && v->open_end && !v->column;
    if (v->from == next->from || undated || (!v->open_end && v->to >= next->from)) {
      nz_say(cx, v->from == next->from && undated ? NZ_M_DUPLICATE_NAME : NZ_M_PERIODS_OVERLAP, next->decl->at, s->name, 0)->also[0] = v->decl->at;
      v->to = next->from == IR_DATE_MIN ? IR_DATE_MIN : next->from - 1;
      continue;
    }
    if (v->open_end) v->to = next->from - 1;
  }
}

static void builtin_types(nz_cx *cx) {
  static const struct { const char *name; ir_tk k; } base[] = {{"有無", IR_T_BOOL}, {"日付", IR_T_DATE}, {"月", IR_T_MONTH}, {"時刻", IR_T_TIME},
                                                               {"期間", IR_T_PERIOD}, {"文字列", IR_T_TEXT}, {"整数", IR_T_QTY}};
  for (size_t i = 0; i < sizeof base / sizeof *base; i++)
    nz_scope_put(cx->s, NZ_NS_TYPE, 0, nz_sym_of(cx, base[i].name), NZ_BASE_TYPE + base[i].k, (nz_span){0});
  static const char *const units[] = {"歳", "年", "月", "日", "週", "時間", "分", "回", "件", "人"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) nz_builtin_unit(cx, units[i]);
}

void nz_collect(nz_cx *cx) {
  builtin_types(cx);
  nz_program *p = cx->p;
  enum { UNITS, DERIVED, NAMES, AXES, FIELDS, DECLS, PASSES };
  for (int pass = UNITS; pass < PASSES; pass++)
    for (uint32_t f = 0; f < p->trees.n; f++) {
      nz_tree *t = p->trees.v[f];
      for (uint32_t i = 0; t->root && i < t->root->nkid; i++) {
        nz_node *d = t->root->kid[i];
        if (d->kind != NZ_T_DECL) continue;
        bool derived = d->op == NZ_W_UNIT && nz_node_find(d, NZ_T_BODY);
        if (pass == UNITS && d->op == NZ_W_UNIT && !derived) collect_unit(cx, d);
        if (pass == DERIVED && derived) collect_derived_unit(cx, d);
        if (pass == UNITS && d->op == NZ_W_SOURCE) collect_source(cx, d);
        if (pass == NAMES && (d->op == NZ_W_LEVELS || d->op == NZ_W_CHOICES)) collect_enum(cx, d);
        if (pass == NAMES && d->op == NZ_W_READING) collect_reading(cx, d);
        if (pass == NAMES && d->op == NZ_W_ALIAS) nz_collect_alias(cx, d);
        for (uint32_t k = 0; pass == NAMES && d->op != NZ_W_ADDON && k < d->nkid; k++)
          if (d->kid[k]->kind == NZ_T_CLAUSE && d->kid[k]->op == NZ_W_ALIAS_CLAUSE) nz_collect_alias(cx, d->kid[k]);
        if (pass == NAMES && d->op == NZ_W_LEDGER) collect_ledger_name(cx, d);
        if (pass == NAMES && d->op == NZ_W_RECORDS) nz_taken(cx, NZ_NS_RECORD, 0, d, d->name, 0);
        if (pass == AXES && (d->op == NZ_W_TABLE || d->op == NZ_W_FEE)) collect_axis(cx, t, d);
        if (pass == FIELDS && d->op == NZ_W_LEDGER) collect_fields(cx, d);
        if (pass == DECLS) collect_decl(cx, t, d, IR_NONE);
        if (pass == DECLS && d->op == NZ_W_CASE) {
          nz_entry *old = nz_scope_put(cx->s, NZ_NS_CASE, 0, d->name, 0, d->at);
          if (old) nz_say(cx, NZ_M_CASE_TWICE, d->at, d->name, 0)->also[0] = old->at;
          NZ_PUSH(cx->a, &p->cases) = d;
          NZ_PUSH(cx->a, &p->case_trees) = t;
        }
        if (pass == DECLS && d->op == NZ_W_PROPERTY) NZ_PUSH(cx->a, &p->properties) = (nz_property){d, IR_NONE, {0, 0}};
      }
    }
  nz_check_aliases(cx);
  for (uint32_t i = 0; i < cx->decls.n; i++) {
    nz_declsrc *d = cx->decls.v[i];
    for (uint32_t k = 0; k < d->nvar; k++)
      if (k == 0 || d->var[k].decl != d->var[k - 1].decl) clauses_once(cx, d->var[k].decl);
    order_variants(cx, d);
  }
}
