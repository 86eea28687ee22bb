/* expr.c -- binds expressions and conditions: what each name denotes, what type each node has. Sugar is rewritten in
 * place into the few shapes that the lowering and the reference evaluator know (spec/semantics.md §4). */
#include <string.h>

#include "../../grammar/keywords.h"
#include "cx.h"

static void set_ref(nz_node *n, uint16_t ref, uint32_t a, uint32_t b, uint32_t type) {
  n->ann.ref = ref;
  n->ann.a = a;
  n->ann.b = b;
  n->ann.type = type;
}

static nz_node *copy(nz_cx *cx, const nz_node *n, const nz_node *hole) {
  if (n->kind == NZ_T_HOLE && hole) return copy(cx, hole, NULL);
  nz_node *c = NZ_NEW(cx->a, nz_node);
  *c = *n;
  c->kid = NZ_NEW_N(cx->a, nz_node *, n->nkid);
  for (uint32_t i = 0; i < n->nkid; i++) c->kid[i] = n->kid[i] ? copy(cx, n->kid[i], hole) : NULL;
  return c;
}
nz_node *nz_copy_node(nz_cx *cx, const nz_node *n, const nz_node *hole) { return copy(cx, n, hole); }

/* the unit of a quantity by its name, for messages */
static const char *unit_name(const nz_cx *cx, uint32_t t) {
  ir_type ty = nz_ty(cx, t);
  return ty.ref == IR_NONE ? "単位なし" : ir_text(cx->m, cx->m->units.v[ty.ref].name).p;
}

static void units_differ(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want) { nz_say_s(cx, NZ_M_UNITS_DIFFER, n->at, unit_name(cx, got), unit_name(cx, want)); }

static bool is(const nz_cx *cx, nz_sym s, const char *text) { return strcmp(nz_name(cx, s).p, text) == 0; }

static void type_error(nz_cx *cx, nz_msg id, nz_node *n, uint32_t got, uint32_t want) {
  char a[256], b[256];
  nz_type_name(cx, got, a, sizeof a);
  nz_type_name(cx, want, b, sizeof b);
  nz_say_s(cx, id, n->at, a, b);
}

/* ---- names ---- */

static uint32_t decl_of(nz_cx *cx, nz_sym name) {
  uint32_t id = IR_NONE;
  if (cx->addon != IR_NONE) id = nz_scope_id(cx->s, NZ_NS_DECL, cx->addon + 1, name);
  return id != IR_NONE ? id : nz_scope_id(cx->s, NZ_NS_DECL, 0, name);
}

static uint32_t value_in(nz_cx *cx, uint32_t enum_, nz_sym name) {
  uint32_t v = nz_scope_id(cx->s, NZ_NS_VALUE, enum_ + 1, name);
  return v != IR_NONE ? v : nz_scope_id(cx->s, NZ_NS_VALUE, enum_ + 1, nz_dealias(cx, name));
}

static uint32_t set_of(nz_cx *cx, uint32_t elem) { return ir_mk_type(cx->m, IR_T_SET, 0, elem); }

static uint32_t bind_field(nz_cx *cx, nz_node *n, uint32_t field, uint32_t path) {
  const ir_field *f = &cx->m->fields.v[field];
  bool multi = f->flags & IR_F_MULTI;
  uint32_t t = multi ? set_of(cx, f->type) : f->type;
  set_ref(n, multi ? NZ_A_MULTI : NZ_A_FIELD, field, path, t);
  return t;
}

/* A declaration named with its arguments: kids of n from `first` on. */
static uint32_t bind_call(nz_cx *cx, nz_node *n, uint32_t decl, uint32_t first) {
  nz_declsrc *d = cx->decls.v[decl];
  nz_bind_decl(cx, decl);
  if (d->kind == IR_D_ADDON) {
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
      if (nargs == d->nparams || t.k != IR_T_ENUM || a->kind != NZ_T_NAME || value_in(cx, t.ref, a->name) != IR_NONE) break;
    }
    if (k == d->nparams) {
      while (k && slot[k - 1]) k--;
      if (!k) return cx->t_nothing;
      k--;
    }
    slot[k] = a;
    uint32_t t = nz_bind(cx, a, d->param_type[k]);
    if (!nz_comparable(cx, t, d->param_type[k])) type_error(cx, NZ_M_ARGUMENT_TYPE, a, t, d->param_type[k]);
  }
  nz_node **kid = NZ_NEW_N(cx->a, nz_node *, first + d->nparams);
  if (first) kid[0] = n->kid[0];
  for (uint32_t k = 0; k < d->nparams; k++) {
    kid[first + k] = slot[k];
    if (!slot[k] && !d->dflt[k]) nz_say(cx, NZ_M_ARGUMENT_MISSING, n->at, d->name, d->params[k]);
  }
  n->kid = kid;
  n->nkid = first + d->nparams;
  set_ref(n, NZ_A_DECL, decl, path, d->noutputs ? d->out_type[0] : cx->t_nothing);
  n->ann.flags = 0;
  return n->ann.type;
}

static uint32_t bind_name(nz_cx *cx, nz_node *n, uint32_t expect) {
  ir_type want = expect == IR_NONE ? (ir_type){IR_T_NOTHING, 0, 0} : nz_ty(cx, expect);
  for (uint32_t k = 0; cx->decl && k < cx->decl->nparams; k++)
    if (cx->decl->params[k] == n->name && cx->decl->kind != IR_D_TABLE && cx->decl->kind != IR_D_FEE) {
      set_ref(n, NZ_A_PARAM, k, 0, cx->decl->param_type[k]);
      return n->ann.type;
    }
  if (want.k == IR_T_ENUM) {
    uint32_t v = value_in(cx, want.ref, n->name);
    if (v != IR_NONE) {
      set_ref(n, NZ_A_VALUE, v, 0, expect);
      return expect;
    }
  }
  if (n->name == cx->k_today) {
    set_ref(n, NZ_A_TODAY, 0, 0, cx->t_date);
    return cx->t_date;
  }
  uint32_t field, path, decl = decl_of(cx, n->name);
  bool amb = false, has = nz_find_field(cx, n->name, &field, &path, &amb);
  if (has && decl != IR_NONE && cx->decls.v[decl] != cx->decl) {
    nz_diag *g = nz_say(cx, NZ_M_AMBIGUOUS_NAME, n->at, n->name, 0);
    g->also[0] = cx->decls.v[decl]->var[0].decl->at;
  }
  if (decl != IR_NONE && !(has && cx->decls.v[decl] == cx->decl)) return bind_call(cx, n, decl, 0);
  if (has) {
    if (amb) nz_say(cx, NZ_M_AMBIGUOUS_PATH, n->at, n->name, 0);
    return bind_field(cx, n, field, path);
  }
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
  if (l != IR_NONE) {
    set_ref(n, NZ_A_LEDGER, l, 0, set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, l)));
    return n->ann.type;
  }
  uint32_t e = nz_scope_id(cx->s, NZ_NS_TYPE, 0, n->name);
  uint32_t v = nz_scope_id(cx->s, NZ_NS_VALUE, 0, n->name);
  if (v == IR_NONE) v = nz_scope_id(cx->s, NZ_NS_VALUE, 0, nz_dealias(cx, n->name));
  if (v != IR_NONE && v != NZ_AMBIGUOUS && want.k != IR_T_ENUM) {
    set_ref(n, NZ_A_VALUE, v, 0, ir_mk_type(cx->m, IR_T_ENUM, 0, cx->m->values.v[v].enum_));
    return n->ann.type;
  }
  if (e != IR_NONE && e < NZ_BASE_TYPE) {
    set_ref(n, NZ_A_ENUMSET, e, 0, ir_mk_type(cx->m, IR_T_ENUM, 0, e));
    return n->ann.type;
  }
  uint32_t bits = 1u << NZ_NS_FIELD | 1u << NZ_NS_DECL | 1u << NZ_NS_VALUE | 1u << NZ_NS_LEDGER;
  if (want.k == IR_T_ENUM) nz_unknown(cx, NZ_M_UNKNOWN_VALUE, 1u << NZ_NS_VALUE, n);
  else if (v == NZ_AMBIGUOUS) nz_say(cx, NZ_M_AMBIGUOUS_VALUE, n->at, n->name, 0);
  else nz_unknown(cx, NZ_M_UNKNOWN_NAME, bits, n);
  set_ref(n, NZ_A_NONE, 0, 0, cx->t_nothing);
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
      set_ref(n, NZ_A_UNIT, 0, 0, cx->t_nothing);
      return cx->t_nothing;
    }
  } else if (expect != IR_NONE && (nz_ty(cx, expect).k == IR_T_QTY) && (cx->decl && (cx->decl->kind == IR_D_FEE || cx->decl->kind == IR_D_TABLE || cx->decl->kind == IR_D_DTABLE))) {
    unit = nz_ty(cx, expect).ref; /* a number in a column takes the column's unit */
  }
  set_ref(n, NZ_A_UNIT, 0, 0, ir_mk_type(cx->m, IR_T_QTY, dec, unit));
  return n->ann.type;
}

static uint32_t number_type(nz_cx *cx, uint32_t a, uint32_t b, bool ratio, uint32_t unit) {
  ir_type x = nz_ty(cx, a), y = nz_ty(cx, b);
  uint8_t dec = x.dec > y.dec ? x.dec : y.dec;
  return ratio ? ir_mk_type(cx->m, IR_T_RATIO, 0, unit) : ir_mk_type(cx->m, IR_T_QTY, dec, unit);
}

static bool is_number(nz_cx *cx, uint32_t t) { return nz_ty(cx, t).k == IR_T_QTY || nz_ty(cx, t).k == IR_T_RATIO; }

static bool calendar(nz_cx *cx, uint32_t unit, const char *name) {
  return unit != IR_NONE && strcmp(ir_text(cx->m, cx->m->units.v[unit].name).p, name) == 0;
}

static uint32_t bind_arith(nz_cx *cx, nz_node *n) {
  uint32_t a = nz_bind(cx, n->kid[0], IR_NONE), b = nz_bind(cx, n->kid[1], IR_NONE);
  ir_type x = nz_ty(cx, a), y = nz_ty(cx, b);
  uint32_t out = cx->t_nothing;
  if (x.k == IR_T_NOTHING || y.k == IR_T_NOTHING) {
  } else if ((n->kind == NZ_T_ADD || n->kind == NZ_T_SUB) && (x.k == IR_T_DATE || x.k == IR_T_MONTH) && y.k == IR_T_QTY &&
             (calendar(cx, y.ref, "月") || (x.k == IR_T_DATE && calendar(cx, y.ref, "日")))) {
    out = a;
    set_ref(n, NZ_A_BUILTIN, calendar(cx, y.ref, "月") ? NZ_B_ADDMONTHS : NZ_B_ADDDAYS, 0, out);
    return out;
  } else if (!is_number(cx, a) || !is_number(cx, b)) {
    nz_node *bad = is_number(cx, a) ? n->kid[1] : n->kid[0];
    type_error(cx, NZ_M_NOT_A_NUMBER, bad, bad == n->kid[0] ? a : b, cx->t_plain);
  } else if (n->kind == NZ_T_ADD || n->kind == NZ_T_SUB) {
    if (x.ref != y.ref) units_differ(cx, n->kid[1], b, a);
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
  set_ref(n, NZ_A_NONE, 0, 0, out);
  return out;
}

/* ---- builtins ---- */

typedef struct builtin { const char *name; uint16_t id; uint8_t nargs; } builtin;
static const builtin calls[] = {{"満年齢", NZ_B_AGE, 2},       {"到達日", NZ_B_REACH, 2},      {"月数", NZ_B_MONTHDIFF, 2}, {"日数", NZ_B_DAYDIFF, 2},
                                {"月後", NZ_B_ADDMONTHS, 2},   {"月前", NZ_B_SUBMONTHS, 2},    {"日後", NZ_B_ADDDAYS, 2}};
static const builtin ofs[] = {{"月", NZ_B_MONTHOF, 1},      {"初日", NZ_B_FIRSTDAY, 1},  {"末日", NZ_B_LASTDAY, 1},   {"日", NZ_B_DAYOF, 1},
                              {"件数", NZ_B_COUNT, 1},     {"実人員", NZ_B_DISTINCT, 1},
                              {"合計", NZ_B_SUM, 1},        {"最大", NZ_B_LARGEST, 1},   {"最小", NZ_B_SMALLEST, 1},  {"平均", NZ_B_MEAN, 1},
                              {"各月", NZ_B_MONTHS, 1}};

static const builtin *find_builtin(const nz_cx *cx, const builtin *t, size_t n, nz_sym s) {
  for (size_t i = 0; i < n; i++)
    if (is(cx, s, t[i].name)) return &t[i];
  return NULL;
}

static uint32_t want_type(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want) {
  if (!nz_comparable(cx, got, want)) type_error(cx, NZ_M_ARGUMENT_TYPE, n, got, want);
  return got;
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
    case NZ_B_AGE: want_type(cx, n->kid[0], a, cx->t_date), want_type(cx, n->kid[1], c, cx->t_date), out = cx->t_year; break;
    case NZ_B_REACH: want_type(cx, n->kid[0], a, cx->t_date), want_type(cx, n->kid[1], c, cx->t_year), out = cx->t_date; break;
    case NZ_B_MONTHDIFF: out = cx->t_months; break;
    case NZ_B_DAYDIFF: want_type(cx, n->kid[0], a, cx->t_date), want_type(cx, n->kid[1], c, cx->t_date), out = cx->t_days; break;
    case NZ_B_ADDMONTHS:
    case NZ_B_SUBMONTHS: want_type(cx, n->kid[1], c, cx->t_months), out = a; break;
    default: want_type(cx, n->kid[0], a, cx->t_date), want_type(cx, n->kid[1], c, cx->t_days), out = cx->t_date; break;
  }
  if ((b->id == NZ_B_MONTHDIFF || b->id == NZ_B_ADDMONTHS || b->id == NZ_B_SUBMONTHS) && nz_ty(cx, a).k != IR_T_NOTHING &&
      nz_ty(cx, a).k != IR_T_DATE && nz_ty(cx, a).k != IR_T_MONTH)
    type_error(cx, NZ_M_ARGUMENT_TYPE, n->kid[0], a, cx->t_date);
  set_ref(n, NZ_A_BUILTIN, b->id, 0, out);
  return out;
}

/* X の 件数 …: over a set; the element's own field for 合計 and the like is kid[1] */
static uint32_t bind_aggregate(nz_cx *cx, nz_node *n, uint16_t id, uint32_t base) {
  ir_type bt = nz_ty(cx, base);
  uint32_t out = cx->t_count;
  nz_node *value = n->nkid > 1 ? n->kid[1] : NULL;
  uint32_t vt = value ? value->ann.type : bt.ref;
  if (id == NZ_B_COUNT) out = cx->t_count;
  else if (id == NZ_B_DISTINCT) out = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "人"));
  else if (id == NZ_B_MEAN) out = is_number(cx, vt) ? ir_mk_type(cx->m, IR_T_RATIO, 0, nz_ty(cx, vt).ref) : cx->t_nothing;
  else out = vt;
  if ((id == NZ_B_SUM || id == NZ_B_MEAN) && nz_ty(cx, vt).k != IR_T_NOTHING && !is_number(cx, vt)) type_error(cx, NZ_M_NOT_A_NUMBER, n, vt, cx->t_plain);
  set_ref(n, NZ_A_BUILTIN, id, 0, out);
  return out;
}

static bool element(nz_cx *cx, uint32_t set_type, nz_item *it) {
  ir_type e = nz_ty(cx, nz_ty(cx, set_type).ref);
  *it = (nz_item){e.k == IR_T_MONTH, e.k == IR_T_ROW ? e.ref : IR_NONE};
  return e.k == IR_T_MONTH || e.k == IR_T_ROW;
}

static bool push_item(nz_cx *cx, nz_item it, nz_span at) {
  if (cx->nitems == NZ_MAX_ITEMS) {
    nz_say_s(cx, NZ_M_SETS_TOO_DEEP, at, NULL, NULL);
    return false;
  }
  cx->items[cx->nitems++] = it;
  return true;
}

/* set の 項目 の 合計: binds OF(OF(set, 項目), 合計) as the aggregate over set of 項目 */
static uint32_t bind_of_set(nz_cx *cx, nz_node *n, const builtin *b) {
  nz_node *base = n->kid[0];
  if (base->kind == NZ_T_OF && b->id != NZ_B_COUNT && b->id != NZ_B_MONTHS) {
    nz_node *inner = base->kid[0];
    uint32_t st = nz_bind(cx, inner, IR_NONE);
    nz_item it;
    if (nz_ty(cx, st).k == IR_T_SET && element(cx, st, &it)) {
      if (find_builtin(cx, ofs, sizeof ofs / sizeof *ofs, base->name) && is(cx, base->name, "各月")) {
        set_ref(base, NZ_A_BUILTIN, NZ_B_MONTHS, 0, st);
        return bind_aggregate(cx, n, b->id, st);
      }
      nz_node *v = nz_synth_name(cx, base->name, base->at);
      if (base->nkid > 1) { /* 各月の 対象者数（…） */
        v->kind = NZ_T_CALL;
        v->nkid = base->nkid - 1;
        v->kid = base->kid + 1;
      }
      if (!push_item(cx, it, n->at)) return cx->t_nothing;
      uint32_t d = decl_of(cx, base->name);
      if (it.month && d != IR_NONE && cx->decls.v[d]->nparams && base->nkid == 1) { /* the month is the parameter */
        nz_node **arg = NZ_NEW_N(cx->a, nz_node *, 1);
        arg[0] = nz_synth_name(cx, nz_sym_of(cx, "月"), base->at);
        arg[0]->kind = NZ_T_THAT;
        v->kind = NZ_T_CALL;
        v->nkid = 1;
        v->kid = arg;
      }
      nz_bind(cx, v, IR_NONE);
      cx->nitems--;
      nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 2);
      kid[0] = inner;
      kid[1] = v;
      n->kid = kid;
      n->nkid = 2;
      return bind_aggregate(cx, n, b->id, st);
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
    case NZ_B_DAYOF: out = bt.k == IR_T_DATE ? cx->t_days : out; break;
    case NZ_B_MONTHS: out = bt.k == IR_T_SET || bt.k == IR_T_PERIOD ? set_of(cx, cx->t_month) : out; break;
    default:
      if (bt.k == IR_T_SET) return bind_aggregate(cx, n, b->id, t);
  }
  if (out == cx->t_nothing) nz_say(cx, NZ_M_NO_SUCH_PART, n->at, n->name, 0);
  set_ref(n, NZ_A_BUILTIN, id, 0, out);
  return out;
}

static uint32_t bind_of(nz_cx *cx, nz_node *n, uint32_t expect) {
  (void)expect;
  const builtin *b = find_builtin(cx, ofs, sizeof ofs / sizeof *ofs, n->name);
  if (b) return bind_of_set(cx, n, b);
  nz_node *base = n->kid[0];
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
      set_ref(n, NZ_A_FIELD_OF, f, 0, multi ? set_of(cx, cx->m->fields.v[f].type) : cx->m->fields.v[f].type);
      return n->ann.type;
    }
    nz_unknown(cx, NZ_M_UNKNOWN_FIELD, 1u << NZ_NS_FIELD, n);
    return cx->t_nothing;
  }
  nz_say(cx, NZ_M_NO_SUCH_PART, n->at, n->name, 0);
  return cx->t_nothing;
}

/* ---- sets ---- */

static uint32_t bind_rowset(nz_cx *cx, nz_node *n) {
  nz_node *base = n->kid[0];
  uint32_t ledger = base->kind == NZ_T_NAME ? nz_scope_id(cx->s, NZ_NS_LEDGER, 0, base->name) : IR_NONE, f, path, t;
  bool amb, multi = base->kind == NZ_T_NAME && nz_find_field(cx, base->name, &f, &path, &amb) && (cx->m->fields.v[f].flags & IR_F_MULTI);
  if (ledger != IR_NONE && !multi) { /* before のうち a ledger's name is the ledger, also where a field has the same name */
    t = set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, ledger));
    set_ref(base, NZ_A_LEDGER, ledger, 0, t);
  } else {
    t = nz_bind(cx, base, IR_NONE);
  }
  nz_item it;
  if (nz_ty(cx, t).k == IR_T_NOTHING) return t;
  if (nz_ty(cx, t).k != IR_T_SET || !element(cx, t, &it)) {
    type_error(cx, NZ_M_NOT_A_SET, n->kid[0], t, cx->t_nothing);
    return cx->t_nothing;
  }
  if (!push_item(cx, it, n->at)) return cx->t_nothing;
  nz_bind_cond(cx, n->kid[1]);
  cx->nitems--;
  set_ref(n, NZ_A_NONE, 0, 0, t);
  return t;
}

static uint32_t bind_row_name(nz_cx *cx, nz_node *n) { /* この請求, この月 */
  if (is(cx, n->name, "月")) {
    set_ref(n, NZ_A_BUILTIN, NZ_B_MONTHOF, 1, cx->t_month);
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
  set_ref(n, NZ_A_SUBJECT, l, path, ir_mk_type(cx->m, IR_T_ROW, 0, l));
  return n->ann.type;
}

static uint32_t bind_that(nz_cx *cx, nz_node *n) { /* その月 */
  for (uint32_t k = 0; k < cx->nitems; k++) {
    nz_item it = cx->items[cx->nitems - 1 - k];
    if (it.month && is(cx, n->name, "月")) {
      set_ref(n, NZ_A_ITEM, k, 0, cx->t_month);
      return cx->t_month;
    }
    if (!it.month && ir_intern(cx->m, nz_name(cx, n->name).p, nz_name(cx, n->name).n) == cx->m->ledgers.v[it.ledger].name) {
      set_ref(n, NZ_A_ITEM, k, 0, ir_mk_type(cx->m, IR_T_ROW, 0, it.ledger));
      return n->ann.type;
    }
  }
  for (uint32_t k = 0; cx->decl && k < cx->decl->nparams; k++)
    if (cx->decl->params[k] == n->name) {
      set_ref(n, NZ_A_PARAM, k, 0, cx->decl->param_type[k]);
      return n->ann.type;
    }
  nz_say(cx, NZ_M_NO_SUCH_ITEM, n->at, n->name, 0);
  return cx->t_nothing;
}

static uint32_t bind_others(nz_cx *cx, nz_node *n) { /* 他の請求: rows other than この */
  uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
  if (l == IR_NONE) {
    nz_unknown(cx, NZ_M_UNKNOWN_LEDGER, 1u << NZ_NS_LEDGER, n);
    return cx->t_nothing;
  }
  uint32_t path;
  if (!nz_resolve_path(cx, l, &path, n->at, false)) return cx->t_nothing;
  set_ref(n, NZ_A_LEDGER, l, path, set_of(cx, ir_mk_type(cx->m, IR_T_ROW, 0, l)));
  return n->ann.type;
}

static uint32_t bind_selection(nz_cx *cx, nz_node *n, uint32_t expect, bool cond) {
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
      else if (!nz_comparable(cx, type, t)) type_error(cx, NZ_M_CHOICES_DIFFER, s->kid[0], t, type);
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
  set_ref(n, NZ_A_READING, r, 0, type);
  return type;
}

/* set の中の順位: the place of the row that is judged among the rows of the set; the last key must tell any two rows apart */
static uint32_t bind_rank(nz_cx *cx, nz_node *n) {
  uint32_t t = nz_bind(cx, n->kid[0], IR_NONE), path;
  nz_item it;
  if (nz_ty(cx, t).k == IR_T_NOTHING) return t;
  if (nz_ty(cx, t).k != IR_T_SET || !element(cx, t, &it) || it.month) {
    type_error(cx, NZ_M_NOT_A_SET, n->kid[0], t, cx->t_nothing);
    return cx->t_nothing;
  }
  if (!nz_resolve_path(cx, it.ledger, &path, n->at, false) || !push_item(cx, it, n->at)) return cx->t_nothing;
  for (uint32_t i = 1; i < n->nkid; i++) {
    nz_node *k = n->kid[i];
    if (k->kind != NZ_T_ORDERKEY || !k->nkid) continue;
    uint32_t kt = nz_bind(cx, k->kid[0], IR_NONE);
    for (uint32_t v = 1; v < k->nkid; v++) {
      uint32_t vt = nz_bind(cx, k->kid[v], kt);
      if (!nz_comparable(cx, kt, vt)) type_error(cx, NZ_M_TYPES_DIFFER, k->kid[v], vt, kt);
    }
  }
  cx->nitems--;
  const nz_node *last = n->kid[n->nkid - 1];
  if (last->kind == NZ_T_ORDERKEY && (last->nkid != 1 || last->kid[0]->ann.ref != NZ_A_FIELD || last->kid[0]->ann.a != cx->m->ledgers.v[it.ledger].key))
    nz_say_s(cx, NZ_M_RANK_NEEDS_KEY, last->at, ir_text(cx->m, cx->m->ledgers.v[it.ledger].name).p, NULL);
  set_ref(n, NZ_A_LEDGER, it.ledger, path, cx->t_count);
  return cx->t_count;
}

/* ---- values ---- */

static bool is_condition(const nz_node *n) {
  switch (n->kind) {
    case NZ_T_AND: case NZ_T_OR: case NZ_T_MIXED: case NZ_T_ALLOF: case NZ_T_ANYOF: case NZ_T_ATLEAST: case NZ_T_CMP: case NZ_T_RANGE: case NZ_T_OTHER_THAN:
    case NZ_T_IN: case NZ_T_IS: case NZ_T_ISNOT: case NZ_T_HAS: case NZ_T_HASNOT: case NZ_T_OUTIS: case NZ_T_CONTAINS: case NZ_T_SATISFIES: case NZ_T_SAMEAS:
    case NZ_T_LISTANY: case NZ_T_LISTALL: case NZ_T_ALWAYS: case NZ_T_SAME: return true;
    default: return false;
  }
}

uint32_t nz_bind(nz_cx *cx, nz_node *n, uint32_t expect) {
  uint32_t t = cx->t_nothing, u;
  const builtin *b;
  if (!n) return t;
  switch (n->kind) {
    case NZ_T_ERROR: return t;
    case NZ_T_NAME: return bind_name(cx, n, expect);
    case NZ_T_CALL:
      b = find_builtin(cx, calls, sizeof calls / sizeof *calls, n->name);
      u = decl_of(cx, n->name);
      if (b && u == IR_NONE) return bind_builtin(cx, n, b);
      if (u == IR_NONE) {
        nz_unknown(cx, NZ_M_UNKNOWN_DECISION, 1u << NZ_NS_DECL, n);
        return t;
      }
      return bind_call(cx, n, u, 0);
    case NZ_T_OF: return bind_of(cx, n, expect);
    case NZ_T_ROWSET: return bind_rowset(cx, n);
    case NZ_T_THIS: return bind_row_name(cx, n);
    case NZ_T_THAT: return bind_that(cx, n);
    case NZ_T_OTHERS: return bind_others(cx, n);
    case NZ_T_QTY: return bind_qty(cx, n, expect);
    case NZ_T_DATE: t = n->op == NZ_DP_DAY ? cx->t_date : n->op == NZ_DP_MONTH ? cx->t_month : cx->t_date; break;
    case NZ_T_TIME: t = cx->t_time; break;
    case NZ_T_TEXT:
      set_ref(n, NZ_A_STR, nz_mstr(cx, n->name), 0, cx->t_text);
      return cx->t_text;
    case NZ_T_WINDOW: t = set_of(cx, cx->t_month); break;
    case NZ_T_ADD:
    case NZ_T_SUB:
    case NZ_T_MUL:
    case NZ_T_DIV: return bind_arith(cx, n);
    case NZ_T_GROUP:
      *n = *n->kid[0];
      return nz_bind(cx, n, expect);
    case NZ_T_ROUND:
      u = nz_bind(cx, n->kid[0], expect);
      if (is_number(cx, u)) t = ir_mk_type(cx->m, IR_T_QTY, 0, nz_ty(cx, u).ref);
      else if (nz_ty(cx, u).k != IR_T_NOTHING) type_error(cx, NZ_M_NOT_A_NUMBER, n->kid[0], u, cx->t_plain);
      break;
    case NZ_T_CAP:
    case NZ_T_EARLIER:
      t = nz_bind(cx, n->kid[0], expect);
      u = nz_bind(cx, n->kid[1], t);
      if (!nz_comparable(cx, t, u) && is_number(cx, t) && is_number(cx, u)) units_differ(cx, n->kid[1], u, t);
      else if (!nz_comparable(cx, t, u)) type_error(cx, NZ_M_TYPES_DIFFER, n->kid[1], u, t);
      break;
    case NZ_T_ASOF:
      u = nz_bind(cx, n->kid[0], cx->t_date);
      want_type(cx, n->kid[0], u, cx->t_date);
      t = nz_bind(cx, n->kid[1], expect);
      break;
    case NZ_T_READSEL: return bind_selection(cx, n, expect, false);
    case NZ_T_RANK: return bind_rank(cx, n);
    case NZ_T_FROMTO: /* 月の範囲 */
      u = nz_bind(cx, n->kid[n->nkid - 2], IR_NONE);
      nz_bind(cx, n->kid[n->nkid - 1], IR_NONE);
      if (nz_ty(cx, u).k == IR_T_MONTH || nz_ty(cx, u).k == IR_T_DATE) t = set_of(cx, cx->t_month); /* dates stand for their months */
      if (nz_ty(cx, u).k == IR_T_DATE && n->kid[n->nkid - 2]->kind == NZ_T_DATE && n->kid[n->nkid - 1]->kind == NZ_T_DATE) t = cx->t_period;
      break;
    case NZ_T_RESULT: return nz_bind_result(cx, n, expect);
    case NZ_T_BLANK:
    case NZ_T_NONE: t = expect == IR_NONE ? cx->t_nothing : expect; break;
    case NZ_T_HOLE: nz_say(cx, NZ_M_NO_SUBJECT, n->at, 0, 0); break;
    default:
      if (is_condition(n)) {
        nz_bind_cond(cx, n);
        return cx->t_bool;
      }
      nz_say(cx, NZ_M_NOT_A_VALUE, n->at, n->name, 0);
      n->kind = NZ_T_ERROR;
  }
  n->ann.type = t;
  return t;
}

/* ---- conditions ---- */

static void truth(nz_cx *cx, nz_node *n, uint32_t t) {
  ir_type ty = nz_ty(cx, t);
  if (ty.k == IR_T_BOOL || ty.k == IR_T_NOTHING) return;
  if (ty.k == IR_T_DECISION) nz_say(cx, NZ_M_DECISION_AS_CONDITION, n->at, n->name, 0);
  else {
    char a[256];
    nz_type_name(cx, t, a, sizeof a);
    nz_str s = nz_name(cx, n->name);
    nz_diag *g = nz_say_s(cx, NZ_M_NOT_A_CONDITION, n->at, s.n ? s.p : "", a);
    (void)g;
  }
}

static void compare(nz_cx *cx, nz_node *n, nz_node *a, nz_node *b) {
  uint32_t ta = nz_bind(cx, a, IR_NONE), tb;
  ir_type x = nz_ty(cx, ta);
  if (b->kind == NZ_T_BLANK) return;
  if (x.k == IR_T_BOOL && b->kind == NZ_T_NAME && (is(cx, b->name, "ある") || is(cx, b->name, "ない"))) return;
  tb = nz_bind(cx, b, ta);
  if (nz_ty(cx, tb).k == IR_T_NOTHING || x.k == IR_T_NOTHING) return;
  if (!nz_comparable(cx, ta, tb)) {
    bool units = is_number(cx, ta) && is_number(cx, tb);
    nz_diag *g;
    char s1[256], s2[256];
    nz_type_name(cx, tb, s1, sizeof s1);
    nz_type_name(cx, ta, s2, sizeof s2);
    g = units ? nz_say_s(cx, NZ_M_UNITS_DIFFER, b->at, unit_name(cx, tb), unit_name(cx, ta)) : nz_say_s(cx, NZ_M_TYPES_DIFFER, b->at, s1, s2);
    if (units && b->kind == NZ_T_QTY && x.ref != IR_NONE && b->at.hi > b->at.lo) {
      ir_buf t = {cx->a, NULL, 0, 0};
      if (!b->aux) {
        ir_buf_printf(&t, "%lld%s", (long long)b->num, ir_text(cx->m, cx->m->units.v[x.ref].name).p);
        nz_fix(&cx->p->diags, g, b->at, t.p, t.n);
      }
    }
    return;
  }
  bool ordering = n->kind == NZ_T_RANGE || (n->kind == NZ_T_CMP && n->op != NZ_CMP_EQ && n->op != NZ_CMP_NE);
  bool ordered = x.k == IR_T_QTY || x.k == IR_T_RATIO || x.k == IR_T_DATE || x.k == IR_T_MONTH || x.k == IR_T_TIME ||
                 (x.k == IR_T_ENUM && cx->m->enums.v[x.ref].ordered);
  if (ordering && !ordered) {
    char s[256];
    nz_type_name(cx, ta, s, sizeof s);
    nz_say_s(cx, NZ_M_NOT_ORDERED, n->at, s, NULL);
  }
  if (ordering && x.k == IR_T_QTY && b->kind == NZ_T_QTY && a->ann.ref == NZ_A_FIELD) { /* outside the declared range? */
    const ir_field *f = &cx->m->fields.v[a->ann.a];
    ir_type y = nz_ty(cx, tb);
    if (f->lo < f->hi && y.dec == x.dec && (b->num < f->lo || b->num > f->hi)) nz_say(cx, NZ_M_OUT_OF_RANGE, b->at, a->name, 0);
  }
}

static void set_pair(nz_cx *cx, nz_node *n, nz_kind kind, uint16_t op, nz_node *a, nz_node *b) {
  nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 2);
  kid[0] = a;
  kid[1] = b;
  n->kind = (uint16_t)kind;
  n->op = op;
  n->kid = kid;
  n->nkid = b ? 2 : 1;
}

/* A、Bのいずれかが 述語 → OR of the predicate over each */
static void spread(nz_cx *cx, nz_node *n, nz_kind to) {
  uint32_t k = n->nkid - 1;
  nz_node *pred = n->kid[k], **kid = NZ_NEW_N(cx->a, nz_node *, k);
  for (uint32_t i = 0; i < k; i++) {
    kid[i] = copy(cx, pred, n->kid[i]);
    kid[i]->at = n->at;
  }
  n->kind = (uint16_t)to;
  n->kid = kid;
  n->nkid = k;
}

/* 同じ利用者 inside a set: the element's 利用者 is the subject's; 同じ月: the month of its 時点 */
static void bind_same(nz_cx *cx, nz_node *n) {
  if (!cx->nitems || cx->items[cx->nitems - 1].month) {
    nz_say(cx, NZ_M_SAME_OUTSIDE_SET, n->at, n->name, 0);
    return;
  }
  uint32_t ledger = cx->items[cx->nitems - 1].ledger;
  nz_node *mine, *theirs = nz_synth_name(cx, n->name, n->at);
  if (is(cx, n->name, "月")) {
    uint32_t tf = cx->m->ledgers.v[ledger].time;
    if (tf == IR_NONE) {
      nz_say_s(cx, NZ_M_NO_TIME_FIELD, n->at, ir_text(cx->m, cx->m->ledgers.v[ledger].name).p, NULL);
      return;
    }
    nz_str s = ir_text(cx->m, cx->m->fields.v[tf].name);
    nz_node *f = nz_synth_name(cx, nz_intern_put(cx->p->names, s.p, s.n), n->at);
    set_pair(cx, theirs, NZ_T_OF, 0, f, NULL);
    mine = nz_synth_name(cx, n->name, n->at);
    mine->kind = NZ_T_THIS;
  } else {
    uint32_t l = nz_scope_id(cx->s, NZ_NS_LEDGER, 0, n->name);
    nz_item top = cx->items[cx->nitems - 1];
    if (nz_scope_id(cx->s, NZ_NS_FIELD, ledger, n->name) == IR_NONE) {
      nz_say(cx, NZ_M_UNKNOWN_FIELD, n->at, n->name, 0);
      return;
    }
    cx->nitems--; /* the other side: the subject's own value, or the subject row itself */
    mine = nz_synth_name(cx, n->name, n->at);
    uint32_t field, path;
    bool amb;
    if (l != IR_NONE && cx->subject == l) mine->kind = NZ_T_THIS;
    else if (!nz_find_field(cx, n->name, &field, &path, &amb) && l != IR_NONE) mine->kind = NZ_T_THIS;
    nz_bind(cx, mine, IR_NONE);
    cx->items[cx->nitems++] = top;
    /* paths that start at an outer element are one level further out from here */
    if (mine->kind == NZ_T_NAME && mine->ann.ref == NZ_A_FIELD && cx->p->paths.v[mine->ann.b].start != NZ_ROW_SUBJECT) {
      nz_path p = cx->p->paths.v[mine->ann.b];
      p.start++;
      NZ_PUSH(cx->a, &cx->p->paths) = p;
      mine->ann.b = cx->p->paths.n - 1;
    }
    nz_bind(cx, theirs, IR_NONE);
    if (!nz_comparable(cx, mine->ann.type, theirs->ann.type)) type_error(cx, NZ_M_TYPES_DIFFER, n, theirs->ann.type, mine->ann.type);
    set_pair(cx, n, NZ_T_CMP, NZ_CMP_EQ, theirs, mine);
    n->ann.type = cx->t_bool;
    return;
  }
  set_pair(cx, n, NZ_T_CMP, NZ_CMP_EQ, theirs, mine);
  nz_bind_cond(cx, n);
}

static void bind_satisfies(nz_cx *cx, nz_node *n) {
  nz_node *c = n->kid[n->nkid - 1];
  uint32_t d = decl_of(cx, c->name);
  if (d != IR_NONE) nz_bind_decl(cx, d);
  if (d != IR_NONE && cx->decls.v[d]->nparams && cx->nitems && cx->items[cx->nitems - 1].month) {
    nz_node *m = nz_synth_name(cx, nz_sym_of(cx, "月"), n->at);
    m->kind = NZ_T_THAT;
    nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 1);
    kid[0] = m;
    c->kind = NZ_T_CALL;
    c->kid = kid;
    c->nkid = 1;
  }
  *n = *c;
  nz_bind_cond(cx, n);
}

static void bind_in(nz_cx *cx, nz_node *n) {
  if (n->kid[0]->kind == NZ_T_HOLE) { /* no subject: any of these conditions, or none of them */
    nz_node *any = copy(cx, n, NULL);
    any->kind = NZ_T_OR;
    any->kid++;
    any->nkid--;
    set_pair(cx, n, n->op ? NZ_T_HASNOT : NZ_T_HAS, 0, any, NULL);
    nz_bind_cond(cx, n);
    return;
  }
  uint32_t t = nz_bind(cx, n->kid[0], IR_NONE);
  for (uint32_t i = 1; i < n->nkid; i++) {
    uint32_t v = nz_bind(cx, n->kid[i], t);
    if (!nz_comparable(cx, t, v)) type_error(cx, NZ_M_TYPES_DIFFER, n->kid[i], v, t);
  }
}

static bool is_set(nz_cx *cx, uint32_t t) { return nz_ty(cx, t).k == IR_T_SET; }

void nz_bind_cond(nz_cx *cx, nz_node *n) {
  if (!n) return;
  uint32_t t;
  switch (n->kind) {
    case NZ_T_ERROR: break;
    case NZ_T_MIXED: break; /* reported where it was parsed */
    case NZ_T_ALLOF: n->kind = NZ_T_AND; goto kids;
    case NZ_T_ANYOF: n->kind = NZ_T_OR; goto kids;
    case NZ_T_ATLEAST:
      if (n->num < 1 || (uint64_t)n->num > n->nkid) nz_say_s(cx, NZ_M_ATLEAST_RANGE, n->at, NULL, NULL);
      goto kids;
    case NZ_T_AND:
    case NZ_T_OR:
    kids:
      for (uint32_t i = 0; i < n->nkid; i++) nz_bind_cond(cx, n->kid[i]);
      break;
    case NZ_T_LISTANY: spread(cx, n, NZ_T_OR); goto kids;
    case NZ_T_LISTALL: spread(cx, n, NZ_T_AND); goto kids;
    case NZ_T_GROUP:
      *n = *n->kid[0];
      nz_bind_cond(cx, n);
      return;
    case NZ_T_OTHER_THAN:
    case NZ_T_SAMEAS:
      set_pair(cx, n, NZ_T_CMP, n->kind == NZ_T_SAMEAS ? NZ_CMP_EQ : NZ_CMP_NE, n->kid[0], n->kid[1]);
      compare(cx, n, n->kid[0], n->kid[1]);
      break;
    case NZ_T_CMP: compare(cx, n, n->kid[0], n->kid[1]); break;
    case NZ_T_FROMTO:
      if (n->nkid == 3) {
        n->kind = NZ_T_RANGE;
        n->op = NZ_CMP_GE;
        n->aux = NZ_CMP_LE;
      }
      /* fall through */
    case NZ_T_RANGE:
      if (n->nkid != 3) break;
      compare(cx, n, n->kid[0], n->kid[1]);
      {
        nz_node *again = copy(cx, n->kid[0], NULL);
        compare(cx, n, again, n->kid[2]);
      }
      break;
    case NZ_T_IN: bind_in(cx, n); break;
    case NZ_T_IS:
    case NZ_T_ISNOT:
      if (n->nkid == 2 && n->kid[1] && n->kid[1]->kind != NZ_T_BLANK) {
        nz_node *v = n->kid[1];
        if (v->kind == NZ_T_OUTCOME) {
          nz_say(cx, NZ_M_NOT_OVER_DECISION, n->at, n->kid[0]->name, 0);
          break;
        }
        t = nz_bind(cx, n->kid[0], IR_NONE);
        if (nz_ty(cx, t).k == IR_T_BOOL && v->kind == NZ_T_NAME && (is(cx, v->name, "ある") || is(cx, v->name, "ない"))) {
          bool no = is(cx, v->name, "ない") != (n->kind == NZ_T_ISNOT);
          n->kind = no ? NZ_T_HASNOT : NZ_T_HAS;
          n->nkid = 1;
          break;
        }
        set_pair(cx, n, NZ_T_CMP, n->kind == NZ_T_IS ? NZ_CMP_EQ : NZ_CMP_NE, n->kid[0], v);
        compare(cx, n, n->kid[0], v);
        break;
      }
      if (n->nkid == 2 && n->kid[1]) { /* 空欄である */
        nz_bind(cx, n->kid[0], IR_NONE);
        break;
      }
      n->kind = n->kind == NZ_T_IS ? NZ_T_HAS : NZ_T_HASNOT;
      n->nkid = 1;
      /* fall through */
    case NZ_T_HAS:
    case NZ_T_HASNOT:
      if (n->kid[0]->kind == NZ_T_SAME) { /* 同じ… as a bare condition */
        nz_bind_cond(cx, n->kid[0]);
        break;
      }
      t = nz_bind(cx, n->kid[0], IR_NONE);
      if (!is_set(cx, t)) truth(cx, n->kid[0], t);
      break;
    case NZ_T_OUTIS:
      t = nz_bind(cx, n->kid[0], IR_NONE);
      if (nz_ty(cx, t).k != IR_T_DECISION && nz_ty(cx, t).k != IR_T_NOTHING && n->kid[0]->ann.ref != NZ_A_DECL) {
        char s[256];
        nz_type_name(cx, t, s, sizeof s);
        nz_say_s(cx, NZ_M_NOT_A_DECISION, n->kid[0]->at, s, NULL);
      }
      break;
    case NZ_T_CONTAINS:
      t = nz_bind(cx, n->kid[0], IR_NONE);
      want_type(cx, n->kid[0], t, cx->t_period);
      t = nz_bind(cx, n->kid[1], IR_NONE);
      if (nz_ty(cx, t).k != IR_T_DATE && nz_ty(cx, t).k != IR_T_MONTH) want_type(cx, n->kid[1], t, cx->t_date);
      break;
    case NZ_T_SATISFIES: bind_satisfies(cx, n); return;
    case NZ_T_SAME: bind_same(cx, n); return;
    case NZ_T_ALWAYS: n->ann.ref = NZ_A_TRUE; break;
    case NZ_T_READSEL:
      bind_selection(cx, n, IR_NONE, true);
      break;
    default:
      t = nz_bind(cx, n, IR_NONE);
      truth(cx, n, t);
  }
  n->ann.type = cx->t_bool;
}

/* ---- results ---- */

uint32_t nz_bind_result(nz_cx *cx, nz_node *n, uint32_t expect) {
  if (!n) return cx->t_nothing;
  if (n->kind != NZ_T_RESULT) {
    if (expect != IR_NONE && nz_ty(cx, expect).k == IR_T_BOOL) {
      nz_bind_cond(cx, n);
      return cx->t_bool;
    }
    return nz_bind(cx, n, expect);
  }
  uint32_t t = expect == IR_NONE ? cx->t_decision : expect;
  if (n->op == NZ_OUT_VALUE && n->nkid && n->kid[0]->kind != NZ_T_RESULT && (nz_ty(cx, t).k == IR_T_DECISION || nz_ty(cx, t).k == IR_T_BOOL)) {
    nz_bind_cond(cx, n->kid[0]); /* a condition where a decision is asked for: 可 when it holds */
  } else if (n->op == NZ_OUT_VALUE && n->nkid) {
    t = nz_bind(cx, n->kid[0], expect);
    if (expect != IR_NONE && !nz_comparable(cx, t, expect)) type_error(cx, NZ_M_TYPES_DIFFER, n->kid[0], t, expect);
  }
  n->ann.type = t;
  return t;
}
