/* sets.c -- rows and months: のうち…もの, この, その, 他の, aggregates, ranks; and selections by a reading */
#include <stdio.h>

#include "../ir/phrase.h"
#include "bind.h"

/* X の 件数 …: over a set; the element's own field for 合計 and the like is kid[1] */
uint32_t nzb_bind_aggregate(nz_cx *cx, nz_node *n, uint16_t id, uint32_t base) {
  ir_type bt = nz_ty(cx, base);
  uint32_t out = cx->t_count;
  nz_node *value = n->nkid > 1 ? n->kid[1] : NULL;
  uint32_t vt = value ? value->ann.type : bt.ref;
  if (id == NZ_B_COUNT) out = cx->t_count;
  else if (id == NZ_B_DISTINCT) out = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "人"));
  else if (id == NZ_B_MEAN) out = nzb_is_number(cx, vt) ? ir_mk_type(cx->m, IR_T_RATIO, 0, nz_ty(cx, vt).ref) : cx->t_nothing;
  else out = vt;
  if ((id == NZ_B_SUM || id == NZ_B_MEAN) && nz_ty(cx, vt).k != IR_T_NOTHING && !nzb_is_number(cx, vt)) nzb_type_error(cx, NZ_M_NOT_A_NUMBER, n, vt, cx->t_plain);
  nzb_set_ref(n, NZ_A_BUILTIN, id, 0, out);
  return out;
}

uint32_t nzb_bind_rowset(nz_cx *cx, nz_node *n) {
  nz_node *base = n->kid[0];
  uint32_t ledger = base->kind == NZ_T_NAME ? nz_scope_id(cx->s, NZ_NS_LEDGER, 0, base->name) : IR_NONE, f, path, t;
  bool amb, multi = base->kind == NZ_T_NAME && nz_find_field(cx, base->name, &f, &path, &amb) && (cx->m->fields.v[f].flags & IR_F_MULTI);
  if (ledger != IR_NONE && !multi) { /* before のうち a ledger's name is the ledger, also where a field has the same name */
    t = nzb_set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, ledger));
    nzb_set_ref(base, NZ_A_LEDGER, ledger, 0, t);
  } else {
    t = nz_bind(cx, base, IR_NONE);
  }
  nz_item it;
  if (nz_ty(cx, t).k == IR_T_NOTHING) return t;
  if (nz_ty(cx, t).k != IR_T_SET || !nzb_element(cx, t, &it)) {
    nzb_type_error(cx, NZ_M_NOT_A_SET, n->kid[0], t, cx->t_nothing);
    return cx->t_nothing;
  }
  if (!nzb_push_item(cx, it, n->at)) return cx->t_nothing;
  nz_bind_cond(cx, n->kid[1]);
  cx->nitems--;
  nzb_set_ref(n, NZ_A_NONE, 0, 0, t);
  return t;
}

uint32_t nzb_bind_row_name(nz_cx *cx, nz_node *n) { /* この請求, この月 */
  if (nzb_is(cx, n->name, "月")) {
    nzb_set_ref(n, NZ_A_BUILTIN, NZ_B_MONTHOF, 1, cx->t_month);
    return cx->t_month;
  }
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name), path;
  if (l == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, n);
    return cx->t_nothing;
  }
  uint32_t keep = cx->nitems; /* この always means the row being judged, not the one being filtered */
  cx->nitems = 0;
  bool ok = nz_resolve_path(cx, l, &path, n->at, false);
  cx->nitems = keep;
  if (!ok) return cx->t_nothing;
  nzb_set_ref(n, NZ_A_SUBJECT, l, path, ir_mk_type(cx->m, IR_T_ROW, 0, l));
  return n->ann.type;
}

uint32_t nzb_bind_that(nz_cx *cx, nz_node *n) { /* その月 */
  for (uint32_t k = 0; k < cx->nitems; k++) {
    nz_item it = cx->items[cx->nitems - 1 - k];
    if (it.month && nzb_is(cx, n->name, "月")) {
      nzb_set_ref(n, NZ_A_ITEM, k, 0, cx->t_month);
      return cx->t_month;
    }
    if (!it.month && ir_intern(cx->m, nz_name(cx, n->name).p, nz_name(cx, n->name).n) == cx->m->ledgers.v[it.ledger].name) {
      nzb_set_ref(n, NZ_A_ITEM, k, 0, ir_mk_type(cx->m, IR_T_ROW, 0, it.ledger));
      return n->ann.type;
    }
  }
  for (uint32_t k = 0; cx->decl && k < cx->decl->nparams; k++)
    if (cx->decl->params[k] == n->name) {
      nzb_set_ref(n, NZ_A_PARAM, k, 0, cx->decl->param_type[k]);
      return n->ann.type;
    }
  nz_say(cx, NZ_M_NO_SUCH_ITEM, n->at, n->name, 0);
  return cx->t_nothing;
}

uint32_t nzb_bind_others(nz_cx *cx, nz_node *n) { /* 他の請求: rows other than この */
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
  if (l == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, n);
    return cx->t_nothing;
  }
  uint32_t path;
  if (!nz_resolve_path(cx, l, &path, n->at, false)) return cx->t_nothing;
  nzb_set_ref(n, NZ_A_LEDGER, l, path, nzb_set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, l)));
  return n->ann.type;
}

uint32_t nzb_bind_selection(nz_cx *cx, nz_node *n, uint32_t expect, bool cond) {
  uint32_t r = nz_scope_id(cx->s, NZ_NS_READING, 0, n->name), type = cx->t_nothing;
  if (r == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_READING, 1u << NZ_NS_READING, n);
    return cx->t_nothing;
  }
  ir_reading rd = cx->m->readings.v[r];
  nz_node **kid = NZ_NEW_N(cx->a, nz_node *, rd.choices.n);
  for (uint32_t i = 0; i < n->nkid; i++) {
    nz_node *s = n->kid[i];
    if (s->kind != NZ_T_SELECT || !s->nkid) continue;
    uint32_t c = 0;
    ir_str name = nz_mstr(cx, s->name);
    while (c < rd.choices.n && cx->m->choices.v[rd.choices.first + c].name != name) c++;
    if (c == rd.choices.n) {
      nz_say(cx, NZ_M_UNKNOWN_CHOICE, s->at, s->name, n->name);
      continue;
    }
    if (kid[c]) nz_say(cx, NZ_M_DUPLICATE_NAME, s->at, s->name, 0)->also[0] = kid[c]->at;
    kid[c] = s;
    s->ann.a = c;
    if (cond) {
      nz_bind_cond(cx, s->kid[0]);
      type = cx->t_bool;
    } else {
      uint32_t t = nz_bind(cx, s->kid[0], expect);
      if (type == cx->t_nothing) type = t;
      else if (!nz_comparable(cx, type, t)) nzb_type_error(cx, NZ_M_CHOICES_DIFFER, s->kid[0], t, type);
    }
  }
  for (uint32_t c = 0; c < rd.choices.n; c++)
    if (!kid[c]) {
      nz_diag *g = nz_say(cx, NZ_M_CHOICE_MISSING, n->at, n->name, 0);
      nz_args(&cx->p->diags, g, 1, ir_text(cx->m, cx->m->choices.v[rd.choices.first + c].name).p);
      return cx->t_nothing;
    }
  n->kid = kid;
  n->nkid = rd.choices.n;
  nzb_set_ref(n, NZ_A_READING, r, 0, type);
  return type;
}

static void needs_key(nz_cx *cx, const nz_node *last, const ir_ledger *l) {
  nz_diag *g = nz_say_s(cx, NZ_M_RANK_NEEDS_KEY, last->at, ir_text(cx->m, l->name).p, NULL);
  if (l->key == IR_NONE) return;
  ir_buf key = {cx->a, NULL, 0, 0};
  nz_str name = ir_text(cx->m, cx->m->fields.v[l->key].name);
  ir_phrase_name(name, &key);
  nz_arg(&cx->p->diags, g, 1, key.p, key.n);
}

/* set の中の順位: the place of the row that is judged among the rows of the set; the last key must tell any two rows apart */
uint32_t nzb_bind_rank(nz_cx *cx, nz_node *n) {
  uint32_t t = nz_bind(cx, n->kid[0], IR_NONE), path;
  nz_item it;
  if (nz_ty(cx, t).k == IR_T_NOTHING) return t;
  if (nz_ty(cx, t).k != IR_T_SET || !nzb_element(cx, t, &it) || it.month) {
    nzb_type_error(cx, NZ_M_NOT_A_SET, n->kid[0], t, cx->t_nothing);
    return cx->t_nothing;
  }
  if (!nz_resolve_path(cx, it.ledger, &path, n->at, false) || !nzb_push_item(cx, it, n->at)) return cx->t_nothing;
  uint32_t keys = 0;
  for (uint32_t i = 1; i < n->nkid; i++) {
    nz_node *k = n->kid[i];
    if (k->kind != NZ_T_ORDERKEY || !k->nkid) continue;
    keys += k->nkid > 1 ? k->nkid - 1 : 1;
    uint32_t kt = nz_bind(cx, k->kid[0], IR_NONE);
    for (uint32_t v = 1; v < k->nkid; v++) {
      uint32_t vt = nz_bind(cx, k->kid[v], kt);
      if (!nz_comparable(cx, kt, vt)) nzb_type_error(cx, NZ_M_TYPES_DIFFER, k->kid[v], vt, kt);
    }
  }
  cx->nitems--;
  if (keys > NZ_MAX_KEYS) {
    char most[8];
    (void)snprintf(most, sizeof most, "%d", NZ_MAX_KEYS);
    nz_say_s(cx, NZ_M_RANK_TOO_LONG, n->at, most, NULL);
  }
  const nz_node *last = n->kid[n->nkid - 1];
  if (last->kind == NZ_T_ORDERKEY && (last->nkid != 1 || last->kid[0]->ann.ref != NZ_A_FIELD || last->kid[0]->ann.a != cx->m->ledgers.v[it.ledger].key))
    needs_key(cx, last, &cx->m->ledgers.v[it.ledger]);
  nzb_set_ref(n, NZ_A_LEDGER, it.ledger, path, cx->t_count);
  return cx->t_count;
}
