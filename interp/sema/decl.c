/* decl.c -- heads of declarations (subject, parameters) and the binding of their bodies, each once, on demand: the type of
 * a definition is that of its body. */
#include <string.h>

#include "../../grammar/calendar.h"
#include "../../grammar/keywords.h"
#include "cx.h"

enum { LONGEST_CHAIN = 200 }; /* T5.3 */

bool nz_period_of(const nz_node *n, int64_t *from, int64_t *to);
void nz_bind_addon(nz_cx *cx, nz_declsrc *d);
void nz_bind_schedule(nz_cx *cx, nz_declsrc *d);

bool nz_period_of(const nz_node *n, int64_t *from, int64_t *to) {
  *from = IR_DATE_MIN;
  *to = IR_DATE_MAX;
  if (n->kind == NZ_T_PERIOD) {
    *from = n->num;
    *to = n->aux;
    return true;
  }
  const nz_node *a = n->nkid ? n->kid[n->nkid - 1] : NULL;
  if (n->kind == NZ_T_FROM && a && a->kind == NZ_T_DATE) {
    *from = a->num;
    return true;
  }
  if (n->kind == NZ_T_UPTO && a && a->kind == NZ_T_DATE) {
    *to = nz_date_last_day(a->num, a->op);
    return true;
  }
  if (n->kind == NZ_T_FROMTO && n->nkid >= 2 && a->kind == NZ_T_DATE && n->kid[n->nkid - 2]->kind == NZ_T_DATE) {
    *from = n->kid[n->nkid - 2]->num;
    *to = nz_date_last_day(a->num, a->op);
    return true;
  }
  return false;
}

static nz_node *clause(const nz_node *d, int op) {
  for (uint32_t i = 0; i < d->nkid; i++)
    if (d->kid[i]->kind == NZ_T_CLAUSE && d->kid[i]->op == op) return d->kid[i];
  return NULL;
}

static uint32_t type_named(nz_cx *cx, nz_node *n, bool quiet) {
  uint32_t t = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
  if (t != IR_NONE && t < NZ_BASE_TYPE) return ir_mk_type(cx->m, IR_T_ENUM, 0, t);
  if (t != IR_NONE) return ir_mk_type(cx->m, (ir_tk)(t - NZ_BASE_TYPE), 0, IR_NONE);
  uint32_t u = nz_unit_find(cx, n->name);
  if (u != IR_NONE) return ir_mk_type(cx->m, IR_T_QTY, cx->m->units.v[u].dec, u);
  if (!quiet) nz_unknown(cx, NZ_M_UNKNOWN_TYPE, 1u << NZ_NS_TYPE | 1u << NZ_NS_UNIT, n);
  return cx->t_nothing;
}

static bool headword(const nz_node *d, int w) {
  nz_node *h = nz_head(d);
  for (uint32_t i = 0; h && i < h->nkid; i++)
    if (h->kid[i]->kind == NZ_T_HEADWORD && h->kid[i]->op == w) return true;
  return false;
}

/* （月） （利用者） after a name: the ledger it is about, or a parameter */
static void head_params(nz_cx *cx, nz_declsrc *d, nz_node *params, uint32_t *subject) {
  for (uint32_t i = 0; params && i < params->nkid; i++) {
    nz_node *n = params->kid[i];
    uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
    if (l != IR_NONE) {
      *subject = l;
      continue;
    }
    uint32_t t = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
    if (t != IR_NONE && d->nparams < NZ_MAX_PARAMS) {
      d->params[d->nparams] = n->name;
      d->param_type[d->nparams++] = type_named(cx, n, false);
      continue;
    }
    if (nz_unit_find(cx, n->name) != IR_NONE) continue; /* the unit of the value: its type says it already */
    nz_unknown(cx, NZ_M_UNKNOWN_PARAMETER, 1u << NZ_NS_LEDGER | 1u << NZ_NS_TYPE, n);
  }
}

static void head_axes(nz_cx *cx, nz_declsrc *d, nz_node *axes, bool rows_are_conditions) {
  for (uint32_t i = rows_are_conditions ? 1 : 0; axes && i < axes->nkid; i++) {
    nz_node *n = axes->kid[i];
    if (d->nparams >= NZ_MAX_PARAMS) break;
    uint32_t t = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
    if (t == IR_NONE || t >= NZ_BASE_TYPE) {
      nz_unknown(cx, NZ_M_UNKNOWN_AXIS, 1u << NZ_NS_TYPE, n);
      continue;
    }
    d->params[d->nparams] = n->name;
    d->param_type[d->nparams] = ir_mk_type(cx->m, IR_T_ENUM, 0, t);
    d->nparams++;
  }
}

static void one_output(nz_declsrc *d, nz_sym name, uint32_t type) {
  d->noutputs = 1;
  d->out_name[0] = name;
  d->out_type[0] = type;
}

static bool cell_says(nz_cx *cx, const nz_cell *c, const char *mark) { return strcmp(nz_name(cx, c->text).p, mark) == 0; }

/* Does a table without a type hold marks? It has a legend, or nothing but × － ＝, which need none. */
static bool holds_marks(nz_cx *cx, const nz_tree *t, const nz_node *d) {
  bool marks = false, other = false, head = true;
  for (uint32_t i = 0; i < d->nkid; i++) {
    const nz_node *k = d->kid[i];
    if (k->kind == NZ_T_LEGEND) return true;
    if (k->kind != NZ_T_ROW || k->num < 0 || (uint64_t)k->num >= t->toks->rows.n) continue;
    const nz_row *r = &t->toks->rows.v[k->num];
    if (r->rule) continue;
    for (uint32_t c = 1; c < r->ncells && !head; c++) {
      const nz_cell *cell = &r->cells[c];
      if (cell_says(cx, cell, "×") || cell_says(cx, cell, "－")) marks = true;
      else if (!cell_says(cx, cell, "＝")) other = true;
    }
    head = false;
  }
  return marks && !other;
}

/* An 加算 is about a claim, or about the ledger that its 主体 names. */
static uint32_t office_of(nz_cx *cx, const nz_node *decl, uint32_t claim) {
  const nz_node *c = clause(decl, NZ_W_SUBJECT), *list = c ? nz_node_find(c, NZ_T_ITEM_DECL) : NULL;
  uint32_t l = list && list->nkid ? nz_scope_id(cx->s, NZ_NS_LEDGER, 0, list->kid[0]->name) : IR_NONE;
  return l == IR_NONE ? claim : l;
}

/* Everything callers need to know without binding the body. */
void nz_prepare_decl(nz_cx *cx, nz_declsrc *d) {
  nz_node *decl = d->var[0].decl, *head = nz_head(decl);
  uint32_t subject = IR_NONE;
  uint32_t user = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, cx->k_user), claim = nz_claim_ledger(cx);
  if (d->owner != IR_NONE) subject = cx->m->decls.v[d->owner].subject; /* prepared before what is local to it */
  else if (d->kind == IR_D_ADDON) subject = office_of(cx, decl, claim);
  else subject = user != IR_NONE ? user : cx->m->ledgers.n ? 0 : IR_NONE;
  bool rowcond = headword(decl, NZ_W_ROWS_ARE_CONDITIONS);
  if (head) {
    head_axes(cx, d, nz_node_find(head, NZ_T_AXES), rowcond);
    for (uint32_t i = 0; i < head->nkid; i++)
      if (head->kid[i]->kind == NZ_T_PARAMS) head_params(cx, d, head->kid[i], &subject);
  }
  cx->m->decls.v[d->id].subject = subject;
  nz_node *tn = head ? nz_node_find(head, NZ_T_TYPENAME) : NULL;
  switch (d->kind) {
    case IR_D_CONDITION: one_output(d, d->name, cx->t_bool); break;
    case IR_D_ADDON:
    case IR_D_RULE: one_output(d, d->name, cx->t_decision); break;
    case IR_D_FEE:
      one_output(d, d->name, tn ? type_named(cx, tn, false) : ir_mk_type(cx->m, IR_T_QTY, 0, nz_unit_find(cx, nz_sym_of(cx, "単位"))));
      break;
    case IR_D_TABLE:
      one_output(d, d->name, tn ? type_named(cx, tn, false) : headword(decl, NZ_W_CELLS_ARE_TEXT) ? cx->t_text : cx->t_decision);
      if (!tn && !rowcond && !headword(decl, NZ_W_CELLS_ARE_TEXT) && !holds_marks(cx, d->var[0].tree, decl)) one_output(d, d->name, cx->t_nothing);
      break;
    case IR_D_SCHEDULE: /* その月 */
      d->params[0] = nz_sym_of(cx, "月");
      d->param_type[0] = cx->t_month;
      d->nparams = 1;
      break;
    default: break; /* 定義, 判定表: from their bodies */
  }
}

static bool proviso_list(nz_cx *cx, nz_node *p, uint32_t type) {
  uint32_t n = p->nkid, at = 0;
  if (n && p->kid[0] && p->kid[0]->kind != NZ_T_RESULT && p->kid[0]->kind != NZ_T_WITHDRAW && p->kid[0]->kind != NZ_T_PROVISO && n > 1) {
    nz_bind_cond(cx, p->kid[0]);
    at = 1;
  }
  for (; at < n; at++) {
    nz_node *k = p->kid[at];
    if (!k || k->kind == NZ_T_WITHDRAW) continue;
    if (k->kind == NZ_T_PROVISO) {
      proviso_list(cx, k, type);
      continue;
    }
    bool decision = nz_ty(cx, type).k == IR_T_DECISION || nz_ty(cx, type).k == IR_T_BOOL;
    if (k->kind == NZ_T_RESULT || !decision) {
      uint32_t t = nz_bind_result(cx, k, type);
      if (k->kind != NZ_T_RESULT && !nz_comparable(cx, t, type)) {
        char a[256], b[256];
        nz_type_name(cx, t, a, sizeof a);
        nz_type_name(cx, type, b, sizeof b);
        nz_say_s(cx, NZ_M_TYPES_DIFFER, k->at, a, b);
      }
    } else {
      nz_bind_cond(cx, k);
    }
  }
  return true;
}

static void bind_provisos(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v) {
  for (uint32_t i = 0; i < v->decl->nkid; i++) {
    nz_node *p = v->decl->kid[i];
    if (p->kind != NZ_T_PROVISO) continue;
    NZ_PUSH(cx->a, &v->provisos) = p;
    proviso_list(cx, p, d->noutputs ? d->out_type[0] : cx->t_nothing);
  }
}

static void bind_variant(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v) {
  cx->tree = v->tree;
  nz_node *body = nz_node_find(v->decl, NZ_T_BODY);
  switch (d->kind) {
    case IR_D_CONDITION:
      v->body = body && body->nkid ? body->kid[0] : NULL;
      nz_bind_cond(cx, v->body);
      break;
    case IR_D_DEFINE: {
      v->body = body && body->nkid ? body->kid[0] : NULL;
      uint32_t t = v->body && v->body->kind == NZ_T_RESULT ? nz_bind_result(cx, v->body, cx->t_nothing) : nz_bind(cx, v->body, d->noutputs ? d->out_type[0] : IR_NONE);
      if (!d->noutputs || nz_ty(cx, d->out_type[0]).k == IR_T_NOTHING) one_output(d, d->name, t);
      else if (!nz_comparable(cx, t, d->out_type[0])) {
        char a[256], b[256];
        nz_type_name(cx, t, a, sizeof a);
        nz_type_name(cx, d->out_type[0], b, sizeof b);
        nz_say_s(cx, NZ_M_VARIANT_TYPES_DIFFER, v->decl->at, a, b);
      }
      break;
    }
    case IR_D_RULE: {
      nz_node *verdict = nz_node_find(v->decl, NZ_T_VERDICT);
      v->body = verdict;
      for (uint32_t i = 0; i < v->decl->nkid; i++)
        if (v->decl->kid[i]->kind == NZ_T_VERDICT && v->decl->kid[i] != verdict)
          nz_say(cx, NZ_M_SECOND_SENTENCE, v->decl->kid[i]->at, d->name, 0)->also[0] = verdict->at;
      if (!verdict) {
        nz_say(cx, NZ_M_RULE_WITHOUT_VERDICT, v->decl->at, d->name, 0);
        break;
      }
      for (uint32_t i = 0; i < verdict->nkid; i++) {
        if (!verdict->kid[i]) continue;
        if (verdict->kid[i]->kind == NZ_T_RESULT) nz_bind_result(cx, verdict->kid[i], cx->t_decision);
        else nz_bind_cond(cx, verdict->kid[i]);
      }
      break;
    }
    case IR_D_TABLE:
    case IR_D_DTABLE:
    case IR_D_FEE: nz_bind_table(cx, d, v); break;
    case IR_D_ADDON:
    case IR_D_SCHEDULE: break;
    default: break;
  }
  bind_provisos(cx, d, v);
}

/* 利用可否（サービス×障害支援区分）: an axis left out of a question is read off the subject */
static void defaults(nz_cx *cx, nz_declsrc *d) {
  if (d->kind != IR_D_TABLE && d->kind != IR_D_FEE) return;
  for (uint32_t k = 0; k < d->nparams; k++) {
    uint32_t field, path;
    bool amb;
    bool field_ok = nz_find_field(cx, d->params[k], &field, &path, &amb);
    uint32_t def = nz_scope_id(cx->s, NZ_NS_DECL, 0, d->params[k]);
    if ((k == 0 && d->nparams > 1) || (!field_ok && (def == IR_NONE || def == d->id))) continue;
    nz_node *n = nz_synth_name(cx, d->params[k], d->var[0].decl->at);
    uint32_t t = nz_bind(cx, n, IR_NONE);
    if (nz_comparable(cx, t, d->param_type[k])) d->dflt[k] = n;
  }
}

static void cycle(nz_cx *cx, uint32_t id, nz_span at) {
  ir_buf b = {cx->a, NULL, 0, 0};
  bool on = false;
  for (uint32_t i = 0; i < cx->trail.n; i++) {
    if (cx->trail.v[i] == id) on = true;
    if (on) ir_buf_printf(&b, "%s → ", nz_name(cx, cx->decls.v[cx->trail.v[i]]->name).p);
  }
  ir_buf_printf(&b, "%s", nz_name(cx, cx->decls.v[id]->name).p);
  nz_say_s(cx, NZ_M_CYCLE, at, b.p, NULL);
}

void nz_bind_decl(nz_cx *cx, uint32_t id) {
  nz_declsrc *d = cx->decls.v[id];
  if (d->state == 2 && d->chain > cx->chain) cx->chain = d->chain;
  if (d->state == 2 || (d->state == 1 && d->noutputs)) return; /* a cycle, if it is one, shows when rows are compared (lower.c) */
  if (d->state == 1) {
    if (cx->decl) cycle(cx, id, d->var[0].decl->at);
    one_output(d, d->name, cx->t_nothing);
    return;
  }
  if (cx->trail.n >= LONGEST_CHAIN) { /* met from above: before the recursion goes deeper */
    nz_say_s(cx, NZ_M_CHAIN_TOO_LONG, d->var[0].decl->at, nz_name(cx, d->name).p, NULL);
    one_output(d, d->name, cx->t_nothing);
    d->state = 2;
    return;
  }
  nz_cx keep = *cx;
  d->state = 1;
  NZ_PUSH(cx->a, &cx->trail) = id;
  cx->decl = d;
  cx->subject = cx->m->decls.v[id].subject;
  cx->addon = d->kind == IR_D_ADDON ? id : d->owner;
  cx->nitems = 0;
  cx->chain = 0;
  cx->hole = NULL;
  cx->counterpart = IR_NONE;
  defaults(cx, d);
  for (uint32_t i = 0; i < d->nvar; i++) bind_variant(cx, d, &d->var[i]);
  if (d->kind == IR_D_ADDON) nz_bind_addon(cx, d);
  if (d->kind == IR_D_SCHEDULE) nz_bind_schedule(cx, d);
  cx->trail.n--;
  d->state = 2;
  d->chain = cx->chain + 1;
  if (d->chain == LONGEST_CHAIN + 1) nz_say_s(cx, NZ_M_CHAIN_TOO_LONG, d->var[0].decl->at, nz_name(cx, d->name).p, NULL); /* met from below */
  cx->chain = d->chain > keep.chain ? d->chain : keep.chain;
  cx->tree = keep.tree;
  cx->decl = keep.decl;
  cx->subject = keep.subject;
  cx->addon = keep.addon;
  cx->nitems = keep.nitems;
  memcpy(cx->items, keep.items, sizeof cx->items);
  cx->hole = keep.hole;
  cx->counterpart = keep.counterpart;
  (void)clause;
}
