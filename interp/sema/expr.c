/* expr.c -- binds values: what each name denotes, what type each node has; conditions are in cond.c, sets in sets.c */

#include "bind.h"

/* ---- names ---- */

static uint32_t bind_field(nz_cx *cx, nz_node *n, uint32_t field, uint32_t path) {
  const ir_field *f = &cx->m->fields.v[field];
  bool multi = f->flags & IR_F_MULTI;
  uint32_t t = multi ? nzb_set_of(cx, f->type) : f->type;
  nzb_set_ref(n, multi ? NZ_A_MULTI : NZ_A_FIELD, field, path, t);
  return t;
}

/* A declaration named with its arguments: kids of n from `first` on. */
static uint32_t bind_call(nz_cx *cx, nz_node *n, uint32_t decl, uint32_t first) {
  nz_declsrc *d = cx->decls.v[decl];
  nz_bind_decl(cx, decl);
  if (d->kind == IR_D_ADDON && !cx->in_property) { /* what must hold of rules is no part of them: it may speak of what a claim comes to */
    nz_say(cx, NZ_M_ADDON_IN_EXPRESSION, n->at, d->name, 0);
    return cx->t_nothing;
  }
  uint32_t path = 0, nargs = n->nkid > first ? n->nkid - first : 0;
  uint32_t ledger = cx->m->decls.v[decl].subject;
  if (ledger != IR_NONE && !nz_resolve_path(cx, ledger, &path, n->at, false)) return cx->t_nothing;
  if (nargs > d->nparams) {
    nz_diag *g = nz_say(cx, NZ_M_TOO_MANY_ARGUMENTS, n->at, d->name, 0);
    g->also[0] = d->var[0].decl->at;
    return cx->t_nothing;
  }
  /* an argument takes the first free parameter whose type it fits, so that an axis may be left out */
  nz_node *slot[NZ_MAX_PARAMS] = {0};
  for (uint32_t i = 0; i < nargs; i++) {
    nz_node *a = n->kid[first + i];
    uint32_t k = 0;
    for (; k < d->nparams; k++) {
      if (slot[k]) continue;
      ir_type t = nz_ty(cx, d->param_type[k]);
      if (nargs == d->nparams || t.k != IR_T_ENUM || a->kind != NZ_T_NAME || nzb_value_in(cx, t.ref, a->name) != IR_NONE) break;
    }
    if (k == d->nparams) {
      while (k && slot[k - 1]) k--;
      if (!k) return cx->t_nothing;
      k--;
    }
    slot[k] = a;
    uint32_t t = nz_bind(cx, a, d->param_type[k]);
    if (!nz_comparable(cx, t, d->param_type[k])) nzb_type_error(cx, NZ_M_ARGUMENT_TYPE, a, t, d->param_type[k]);
  }
  nz_node **kid = NZ_NEW_N(cx->a, nz_node *, first + d->nparams);
  if (first) kid[0] = n->kid[0];
  for (uint32_t k = 0; k < d->nparams; k++) {
    kid[first + k] = slot[k];
    if (!slot[k] && !d->dflt[k]) nz_say(cx, NZ_M_ARGUMENT_MISSING, n->at, d->name, d->params[k]);
  }
  n->kid = kid;
  n->nkid = first + d->nparams;
  nzb_set_ref(n, NZ_A_DECL, decl, path, d->noutputs ? d->out_type[0] : cx->t_nothing);
  n->ann.flags = 0;
  return n->ann.type;
}

static uint32_t bind_name(nz_cx *cx, nz_node *n, uint32_t expect) {
  ir_type want = expect == IR_NONE ? (ir_type){IR_T_NOTHING, 0, 0} : nz_ty(cx, expect);
  for (uint32_t k = 0; cx->decl && k < cx->decl->nparams; k++)
    if (cx->decl->params[k] == n->name && cx->decl->kind != IR_D_TABLE && cx->decl->kind != IR_D_FEE) {
      nzb_set_ref(n, NZ_A_PARAM, k, 0, cx->decl->param_type[k]);
      return n->ann.type;
    }
  if (want.k == IR_T_ENUM) {
    uint32_t v = nzb_value_in(cx, want.ref, n->name);
    if (v != IR_NONE) {
      nzb_set_ref(n, NZ_A_VALUE, v, 0, expect);
      return expect;
    }
  }
  if (n->name == cx->k_today) {
    nzb_set_ref(n, NZ_A_TODAY, 0, 0, cx->t_date);
    return cx->t_date;
  }
  uint32_t field, path, decl = nzb_decl_of(cx, n->name);
  bool amb = false, has = nz_find_field(cx, n->name, &field, &path, &amb);
  if (has && decl != IR_NONE && cx->decls.v[decl] != cx->decl) {
    nz_diag *g = nz_say(cx, NZ_M_AMBIGUOUS_NAME, n->at, n->name, 0);
    g->also[0] = cx->decls.v[decl]->var[0].decl->at;
  }
  if (decl != IR_NONE && !(has && cx->decls.v[decl] == cx->decl)) return bind_call(cx, n, decl, 0);
  if (has) {
    if (amb) nz_say_ways(cx, nz_say(cx, NZ_M_AMBIGUOUS_PATH, n->at, n->name, 0));
    return bind_field(cx, n, field, path);
  }
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
  if (l != IR_NONE) {
    nzb_set_ref(n, NZ_A_LEDGER, l, 0, nzb_set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, l)));
    return n->ann.type;
  }
  uint32_t e = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
  uint32_t v = nz_scope_id(cx->s, NZ_NS_VALUE, 0, n->name);
  if (v == IR_NONE) v = nz_scope_id(cx->s, NZ_NS_VALUE, 0, nz_dealias(cx, n->name));
  if (v != IR_NONE && v != NZ_AMBIGUOUS && want.k != IR_T_ENUM) {
    nzb_set_ref(n, NZ_A_VALUE, v, 0, ir_mk_type(cx->m, IR_T_ENUM, 0, cx->m->values.v[v].enum_));
    return n->ann.type;
  }
  if (e != IR_NONE && e < NZ_BASE_TYPE) {
    nzb_set_ref(n, NZ_A_ENUMSET, e, 0, ir_mk_type(cx->m, IR_T_ENUM, 0, e));
    return n->ann.type;
  }
  uint32_t bits = 1u << NZ_NS_FIELD | 1u << NZ_NS_DECL | 1u << NZ_NS_VALUE | 1u << NZ_NS_LEDGER;
  if (want.k == IR_T_ENUM) nz_unknown(cx, NZ_M_UNKNOWN_VALUE, 1u << NZ_NS_VALUE, n);
  else if (v == NZ_AMBIGUOUS) nz_say(cx, NZ_M_AMBIGUOUS_VALUE, n->at, n->name, 0);
  else nz_unknown(cx, NZ_M_UNKNOWN_NAME, bits, n);
  nzb_set_ref(n, NZ_A_NONE, 0, 0, cx->t_nothing);
  return cx->t_nothing;
}

/* ---- quantities ---- */

static uint32_t bind_qty(nz_cx *cx, nz_node *n, uint32_t expect) {
  uint8_t dec = (uint8_t)(n->aux < 0 || n->aux > 6 ? 0 : n->aux);
  uint32_t unit = IR_NONE;
  if (n->name) {
    unit = nz_unit_find(cx, n->name);
    if (unit == IR_NONE) {
      nz_unknown(cx, NZ_M_UNKNOWN_UNIT, 1u << NZ_NS_UNIT, n);
      nzb_set_ref(n, NZ_A_UNIT, 0, 0, cx->t_nothing);
      return cx->t_nothing;
    }
  } else if (expect != IR_NONE && (nz_ty(cx, expect).k == IR_T_QTY) && (cx->decl && (cx->decl->kind == IR_D_FEE || cx->decl->kind == IR_D_TABLE || cx->decl->kind == IR_D_DTABLE))) {
    unit = nz_ty(cx, expect).ref; /* a number in a column takes the column's unit */
  }
  nzb_set_ref(n, NZ_A_UNIT, 0, 0, ir_mk_type(cx->m, IR_T_QTY, dec, unit));
  return n->ann.type;
}

static uint32_t number_type(nz_cx *cx, uint32_t a, uint32_t b, bool ratio, uint32_t unit) {
  ir_type x = nz_ty(cx, a), y = nz_ty(cx, b);
  uint8_t dec = x.dec > y.dec ? x.dec : y.dec;
  return ratio ? ir_mk_type(cx->m, IR_T_RATIO, 0, unit) : ir_mk_type(cx->m, IR_T_QTY, dec, unit);
}

static uint32_t bind_arith(nz_cx *cx, nz_node *n) {
  uint32_t a = nz_bind(cx, n->kid[0], IR_NONE), b = nz_bind(cx, n->kid[1], IR_NONE);
  ir_type x = nz_ty(cx, a), y = nz_ty(cx, b);
  uint32_t out = cx->t_nothing;
  if (x.k == IR_T_NOTHING || y.k == IR_T_NOTHING) {
  } else if ((n->kind == NZ_T_ADD || n->kind == NZ_T_SUB) && (x.k == IR_T_DATE || x.k == IR_T_MONTH) && y.k == IR_T_QTY &&
             (nzb_calendar(cx, y.ref, "月") || (x.k == IR_T_DATE && nzb_calendar(cx, y.ref, "日")))) {
    out = a;
    nzb_set_ref(n, NZ_A_BUILTIN, nzb_calendar(cx, y.ref, "月") ? NZ_B_ADDMONTHS : NZ_B_ADDDAYS, 0, out);
    return out;
  } else if (!nzb_is_number(cx, a) || !nzb_is_number(cx, b)) {
    nz_node *bad = nzb_is_number(cx, a) ? n->kid[1] : n->kid[0];
    nzb_type_error(cx, NZ_M_NOT_A_NUMBER, bad, bad == n->kid[0] ? a : b, cx->t_plain);
  } else if (n->kind == NZ_T_ADD || n->kind == NZ_T_SUB) {
    if (x.ref != y.ref) nzb_units_differ(cx, n->kid[1], b, a);
    else out = number_type(cx, a, b, x.k == IR_T_RATIO || y.k == IR_T_RATIO, x.ref);
  } else {
    bool div = n->kind == NZ_T_DIV, ratio = div || x.k == IR_T_RATIO || y.k == IR_T_RATIO;
    uint32_t u = nz_unit_combine(cx, x.ref, y.ref, div);
    out = number_type(cx, a, b, ratio, u);
    if (!ratio) {
      uint32_t dec = (uint32_t)x.dec + y.dec;
      if (dec > 6) nz_say_s(cx, NZ_M_TOO_MANY_DECIMALS, n->at, NULL, NULL);
      else out = ir_mk_type(cx->m, IR_T_QTY, (uint8_t)dec, u);
    }
  }
  nzb_set_ref(n, NZ_A_NONE, 0, 0, out);
  return out;
}

/* ---- builtins ---- */

typedef struct builtin { const char *name; uint16_t id; uint8_t nargs; } builtin;
static const builtin calls[] = {{"満年齢", NZ_B_AGE, 2},       {"到達日", NZ_B_REACH, 2},      {"月数", NZ_B_MONTHDIFF, 2}, {"日数", NZ_B_DAYDIFF, 2},
                                {"月後", NZ_B_ADDMONTHS, 2},   {"月前", NZ_B_SUBMONTHS, 2},    {"日後", NZ_B_ADDDAYS, 2}};
static const builtin ofs[] = {{"月", NZ_B_MONTHOF, 1},      {"初日", NZ_B_FIRSTDAY, 1},  {"末日", NZ_B_LASTDAY, 1},   {"日", NZ_B_DAYOF, 1},
                              {"年度初めの月", NZ_B_FISCALSTART, 1}, {"年初めの月", NZ_B_YEARSTART, 1},
                              {"始まり", NZ_B_PSTART, 1},  {"終わり", NZ_B_PEND, 1},
                              {"件数", NZ_B_COUNT, 1},     {"実人員", NZ_B_DISTINCT, 1},
                              {"合計", NZ_B_SUM, 1},        {"最大", NZ_B_LARGEST, 1},   {"最小", NZ_B_SMALLEST, 1},  {"平均", NZ_B_MEAN, 1},
                              {"各月", NZ_B_MONTHS, 1}};

static const builtin *find_builtin(const nz_cx *cx, const builtin *t, size_t n, nz_sym s) {
  for (size_t i = 0; i < n; i++)
    if (nzb_is(cx, s, t[i].name)) return &t[i];
  return NULL;
}

static uint32_t bind_builtin(nz_cx *cx, nz_node *n, const builtin *b) {
  if (n->nkid == 1 && b->id == NZ_B_AGE) { /* 満年齢（生年月日） means on 基準日 */
    nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 2);
    kid[0] = n->kid[0];
    kid[1] = nz_synth_name(cx, cx->k_today, n->at);
    n->kid = kid;
    n->nkid = 2;
  }
  if (n->nkid != b->nargs) {
    nz_say(cx, n->nkid > b->nargs ? NZ_M_TOO_MANY_ARGUMENTS : NZ_M_ARGUMENT_MISSING, n->at, n->name, 0);
    return cx->t_nothing;
  }
  uint32_t a = nz_bind(cx, n->kid[0], IR_NONE), c = nz_bind(cx, n->kid[1], IR_NONE), out = cx->t_nothing;
  switch (b->id) {
    case NZ_B_AGE: nzb_want_type(cx, n->kid[0], a, cx->t_date), nzb_want_type(cx, n->kid[1], c, cx->t_date), out = cx->t_year; break;
    case NZ_B_REACH: nzb_want_type(cx, n->kid[0], a, cx->t_date), nzb_want_type(cx, n->kid[1], c, cx->t_year), out = cx->t_date; break;
    case NZ_B_MONTHDIFF: out = cx->t_months; break;
    case NZ_B_DAYDIFF: nzb_want_type(cx, n->kid[0], a, cx->t_date), nzb_want_type(cx, n->kid[1], c, cx->t_date), out = cx->t_days; break;
    case NZ_B_ADDMONTHS:
    case NZ_B_SUBMONTHS: nzb_want_type(cx, n->kid[1], c, cx->t_months), out = a; break;
    default: nzb_want_type(cx, n->kid[0], a, cx->t_date), nzb_want_type(cx, n->kid[1], c, cx->t_days), out = cx->t_date; break;
  }
  if ((b->id == NZ_B_MONTHDIFF || b->id == NZ_B_ADDMONTHS || b->id == NZ_B_SUBMONTHS) && nz_ty(cx, a).k != IR_T_NOTHING &&
      nz_ty(cx, a).k != IR_T_DATE && nz_ty(cx, a).k != IR_T_MONTH)
    nzb_type_error(cx, NZ_M_ARGUMENT_TYPE, n->kid[0], a, cx->t_date);
  nzb_set_ref(n, NZ_A_BUILTIN, b->id, 0, out);
  return out;
}

static bool is_months(const nz_cx *cx, const nz_node *n) { return n->kind == NZ_T_OF && n->nkid == 1 && nzb_is(cx, n->name, "各月"); }

static bool aggregates(const builtin *b) { return b && b->id >= NZ_B_DISTINCT && b->id <= NZ_B_MEAN; }

/* In a chain of の the part that is a set, from the inside out; NULL: there is none. */
static nz_node *set_within(nz_cx *cx, nz_node *n, uint32_t *type) {
  const builtin *b = n->kind == NZ_T_OF ? find_builtin(cx, ofs, sizeof ofs / sizeof *ofs, n->name) : NULL;
  if (aggregates(b) || (b && b->id == NZ_B_COUNT)) return NULL;
  nz_node *s = n->kind == NZ_T_OF ? set_within(cx, n->kid[0], type) : NULL;
  if (s && !(s == n->kid[0] && is_months(cx, n))) return s;
  uint32_t errors = cx->p->diags.errors;
  *type = nz_bind(cx, n, IR_NONE);
  return nz_ty(cx, *type).k == IR_T_SET && cx->p->diags.errors == errors ? n : NULL;
}

/* What stands between a set and its aggregate, said of one element: 期間の終わり. */
static nz_node *of_element(nz_cx *cx, nz_node *n, const nz_node *set, nz_item it) {
  nz_node *v = nz_synth_name(cx, n->name, n->at);
  if (n->kid[0] != set) { /* further out: its base is of the element too */
    *v = *n;
    v->kid = NZ_NEW_N(cx->a, nz_node *, n->nkid);
    for (uint32_t i = 1; i < n->nkid; i++) v->kid[i] = n->kid[i];
    v->kid[0] = of_element(cx, n->kid[0], set, it);
    return v;
  }
  uint32_t d = nzb_decl_of(cx, n->name);
  if (n->nkid > 1) { /* 各月の 対象者数（…） */
    v->kind = NZ_T_CALL;
    v->nkid = n->nkid - 1;
    v->kid = n->kid + 1;
  } else if (it.month && d != IR_NONE && cx->decls.v[d]->nparams) { /* the month is the parameter */
    nz_node **arg = NZ_NEW_N(cx->a, nz_node *, 1);
    arg[0] = nz_synth_name(cx, nz_sym_of(cx, "月"), n->at);
    arg[0]->kind = NZ_T_THAT;
    v->kind = NZ_T_CALL;
    v->nkid = 1;
    v->kid = arg;
  }
  return v;
}

/* set の 項目 の 合計, set の 期間 の 終わり の 最大: the aggregate over the set of what stands between */
static uint32_t bind_of_set(nz_cx *cx, nz_node *n, const builtin *b) {
  nz_node *base = n->kid[0];
  if (base->kind == NZ_T_OF && aggregates(b)) {
    uint32_t st = cx->t_nothing;
    nz_node *inner = set_within(cx, base->kid[0], &st);
    nz_item it;
    if (inner && nzb_element(cx, st, &it)) {
      if (inner == base->kid[0] && is_months(cx, base)) {
        nzb_set_ref(base, NZ_A_BUILTIN, NZ_B_MONTHS, 0, st);
        return nzb_bind_aggregate(cx, n, b->id, st);
      }
      nz_node *v = of_element(cx, base, inner, it);
      if (!nzb_push_item(cx, it, n->at)) return cx->t_nothing;
      nz_bind(cx, v, IR_NONE);
      cx->nitems--;
      nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 2);
      kid[0] = inner;
      kid[1] = v;
      n->kid = kid;
      n->nkid = 2;
      return nzb_bind_aggregate(cx, n, b->id, st);
    }
    /* not a set: fall through with inner bound; binding again is harmless */
  }
  uint32_t t = nz_bind(cx, base, IR_NONE);
  ir_type bt = nz_ty(cx, t);
  if (bt.k == IR_T_NOTHING) return cx->t_nothing;
  uint32_t out = cx->t_nothing;
  uint16_t id = b->id;
  switch (id) {
    case NZ_B_MONTHOF: out = bt.k == IR_T_DATE ? cx->t_month : out; break;
    case NZ_B_FIRSTDAY:
    case NZ_B_LASTDAY:
      out = bt.k == IR_T_DATE || bt.k == IR_T_MONTH || bt.k == IR_T_PERIOD ? cx->t_date : out;
      if (bt.k == IR_T_PERIOD) id = id == NZ_B_FIRSTDAY ? NZ_B_PSTART : NZ_B_PEND;
      break;
    case NZ_B_YEARSTART:
    case NZ_B_FISCALSTART: out = bt.k == IR_T_DATE || bt.k == IR_T_MONTH ? cx->t_month : out; break;
    case NZ_B_PSTART:
    case NZ_B_PEND: out = bt.k == IR_T_PERIOD ? cx->t_date : out; break;
    case NZ_B_DAYOF: out = bt.k == IR_T_DATE ? cx->t_days : out; break;
    case NZ_B_MONTHS: out = bt.k == IR_T_SET || bt.k == IR_T_PERIOD ? nzb_set_of(cx, cx->t_month) : out; break;
    default:
      if (bt.k == IR_T_SET) return nzb_bind_aggregate(cx, n, b->id, t);
  }
  if (out == cx->t_nothing) nz_say(cx, NZ_M_NO_SUCH_PART, n->at, n->name, 0);
  nzb_set_ref(n, NZ_A_BUILTIN, id, 0, out);
  return out;
}

static uint32_t bind_of(nz_cx *cx, nz_node *n, uint32_t expect) {
  (void)expect;
  const builtin *b = find_builtin(cx, ofs, sizeof ofs / sizeof *ofs, n->name);
  if (b) return bind_of_set(cx, n, b);
  nz_node *base = n->kid[0];
  if (cx->counterpart != IR_NONE && base->kind == NZ_T_NAME && nzb_is(cx, base->name, "相手") && nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name) == cx->counterpart) {
    nzb_set_ref(n, NZ_A_ITEM, cx->nitems, 0, ir_mk_type(cx->m, IR_T_ROW, 0, cx->counterpart)); /* the claim outside all sets */
    return n->ann.type;
  }
  uint32_t t = nz_bind(cx, base, IR_NONE);
  ir_type bt = nz_ty(cx, t);
  if (base->ann.ref == NZ_A_DECL) { /* the output column of a decision table */
    nz_declsrc *d = cx->decls.v[base->ann.a];
    for (uint32_t i = 0; i < d->noutputs; i++)
      if (d->out_name[i] == n->name) {
        *n = *base;
        n->ann.flags = (uint16_t)i;
        n->ann.type = d->out_type[i];
        return n->ann.type;
      }
  }
  if (bt.k == IR_T_NOTHING) return t;
  if (bt.k == IR_T_ROW) {
    uint32_t f = nz_scope_id(cx->s, NZ_NS_FIELD, bt.ref, n->name);
    if (f != IR_NONE) {
      bool multi = cx->m->fields.v[f].flags & IR_F_MULTI;
      nzb_set_ref(n, NZ_A_FIELD_OF, f, 0, multi ? nzb_set_of(cx, cx->m->fields.v[f].type) : cx->m->fields.v[f].type);
      return n->ann.type;
    }
    nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, n);
    return cx->t_nothing;
  }
  nz_say(cx, NZ_M_NO_SUCH_PART, n->at, n->name, 0);
  return cx->t_nothing;
}

/* ---- values ---- */

/* Binding twice (a comparison looks at its left side before it knows what it is) must not lose the output column. */
static uint32_t keep_column(nz_cx *cx, nz_node *n, uint32_t column, uint32_t t) {
  if (!column || n->ann.ref != NZ_A_DECL || column >= cx->decls.v[n->ann.a]->noutputs) return t;
  n->ann.flags = (uint16_t)column;
  return n->ann.type = cx->decls.v[n->ann.a]->out_type[column];
}

uint32_t nz_bind(nz_cx *cx, nz_node *n, uint32_t expect) {
  uint32_t t = cx->t_nothing, u;
  const builtin *b;
  if (!n) return t;
  uint32_t column = n->ann.ref == NZ_A_DECL ? n->ann.flags : 0;
  switch (n->kind) {
    case NZ_T_ERROR: return t;
    case NZ_T_NAME: return keep_column(cx, n, column, bind_name(cx, n, expect));
    case NZ_T_CALL:
      b = find_builtin(cx, calls, sizeof calls / sizeof *calls, n->name);
      u = nzb_decl_of(cx, n->name);
      if (b && u == IR_NONE) return bind_builtin(cx, n, b);
      if (u == IR_NONE) {
        nz_unknown(cx, NZ_M_UNKNOWN_DECISION, 1u << NZ_NS_DECL, n);
        return t;
      }
      return keep_column(cx, n, column, bind_call(cx, n, u, 0));
    case NZ_T_OF: return bind_of(cx, n, expect);
    case NZ_T_ROWSET: return nzb_bind_rowset(cx, n);
    case NZ_T_THIS: return nzb_bind_row_name(cx, n);
    case NZ_T_THAT: return nzb_bind_that(cx, n);
    case NZ_T_OTHERS: return nzb_bind_others(cx, n);
    case NZ_T_QTY: return bind_qty(cx, n, expect);
    case NZ_T_DATE: t = n->op == NZ_DP_DAY ? cx->t_date : n->op == NZ_DP_MONTH ? cx->t_month : cx->t_date; break;
    case NZ_T_TIME: t = cx->t_time; break;
    case NZ_T_TEXT:
      nzb_set_ref(n, NZ_A_STR, nz_mstr(cx, n->name), 0, cx->t_text);
      return cx->t_text;
    case NZ_T_WINDOW: t = nzb_set_of(cx, cx->t_month); break;
    case NZ_T_ADD:
    case NZ_T_SUB:
    case NZ_T_MUL:
    case NZ_T_DIV: return bind_arith(cx, n);
    case NZ_T_GROUP:
      *n = *n->kid[0];
      return nz_bind(cx, n, expect);
    case NZ_T_ROUND:
      u = nz_bind(cx, n->kid[0], expect);
      if (nzb_is_number(cx, u)) t = ir_mk_type(cx->m, IR_T_QTY, 0, nz_ty(cx, u).ref);
      else if (nz_ty(cx, u).k != IR_T_NOTHING) nzb_type_error(cx, NZ_M_NOT_A_NUMBER, n->kid[0], u, cx->t_plain);
      break;
    case NZ_T_CAP:
    case NZ_T_EARLIER:
      t = nz_bind(cx, n->kid[0], expect);
      u = nz_bind(cx, n->kid[1], t);
      if (!nz_comparable(cx, t, u) && nzb_is_number(cx, t) && nzb_is_number(cx, u)) nzb_units_differ(cx, n->kid[1], u, t);
      else if (!nz_comparable(cx, t, u)) nzb_type_error(cx, NZ_M_TYPES_DIFFER, n->kid[1], u, t);
      break;
    case NZ_T_ASOF:
      u = nz_bind(cx, n->kid[0], cx->t_date);
      nzb_want_type(cx, n->kid[0], u, cx->t_date);
      t = nz_bind(cx, n->kid[1], expect);
      break;
    case NZ_T_READSEL: return nzb_bind_selection(cx, n, expect, false);
    case NZ_T_RANK: return nzb_bind_rank(cx, n);
    case NZ_T_FROMTO: /* 月の範囲 */
      u = nz_bind(cx, n->kid[n->nkid - 2], IR_NONE);
      nz_bind(cx, n->kid[n->nkid - 1], IR_NONE);
      if (nz_ty(cx, u).k == IR_T_MONTH || nz_ty(cx, u).k == IR_T_DATE) t = nzb_set_of(cx, cx->t_month); /* dates stand for their months */
      if (nz_ty(cx, u).k == IR_T_DATE && n->kid[n->nkid - 2]->kind == NZ_T_DATE && n->kid[n->nkid - 1]->kind == NZ_T_DATE) t = cx->t_period;
      break;
    case NZ_T_RESULT: return nz_bind_result(cx, n, expect);
    case NZ_T_BLANK:
    case NZ_T_NONE: t = expect == IR_NONE ? cx->t_nothing : expect; break;
    case NZ_T_HOLE: nz_say(cx, NZ_M_NO_SUBJECT, n->at, 0, 0); break;
    default:
      if (nzb_is_condition(n)) {
        nz_bind_cond(cx, n);
        return cx->t_bool;
      }
      nz_say(cx, NZ_M_NOT_A_VALUE, n->at, n->name, 0);
      n->kind = NZ_T_ERROR;
  }
  n->ann.type = t;
  return t;
}

