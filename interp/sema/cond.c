/* cond.c -- binds conditions and results. Sugar is rewritten in place into the few shapes that the lowering and the
 * reference evaluator know (spec/semantics.md §4). */
#include "bind.h"


bool nzb_is_condition(const nz_node *n) {
  switch (n->kind) {
    case NZ_T_AND: case NZ_T_OR: case NZ_T_MIXED: case NZ_T_ALLOF: case NZ_T_ANYOF: case NZ_T_ATLEAST: case NZ_T_CMP: case NZ_T_RANGE: case NZ_T_OTHER_THAN:
    case NZ_T_IN: case NZ_T_IS: case NZ_T_ISNOT: case NZ_T_HAS: case NZ_T_HASNOT: case NZ_T_OUTIS: case NZ_T_CONTAINS: case NZ_T_SATISFIES: case NZ_T_SAMEAS:
    case NZ_T_LISTANY: case NZ_T_LISTALL: case NZ_T_ALWAYS: case NZ_T_SAME: return true;
    default: return false;
  }
}

static void truth(nz_cx *cx, nz_node *n, uint32_t t) {
  ir_type ty = nz_ty(cx, t);
  if (ty.k == IR_T_BOOL || ty.k == IR_T_NOTHING) return;
  if (ty.k == IR_T_DECISION) nz_say(cx, NZ_M_DECISION_AS_CONDITION, n->at, n->name, 0);
  else {
    char a[256];
    nz_type_name(cx, t, a, sizeof a);
    nz_str s = nz_name(cx, n->name); /* an expression has none: as it is written */
    if (!s.n && cx->tree && n->at.hi > n->at.lo && n->at.hi - n->at.lo < 100) s = (nz_str){cx->tree->src->text + n->at.lo, n->at.hi - n->at.lo};
    nz_say_s(cx, NZ_M_NOT_A_CONDITION, n->at, nz_copy(cx->a, s.p, s.n), a);
  }
}

bool nz_ordered(const nz_cx *cx, ir_type t) {
  return t.k == IR_T_QTY || t.k == IR_T_RATIO || t.k == IR_T_DATE || t.k == IR_T_MONTH || t.k == IR_T_TIME || (t.k == IR_T_ENUM && cx->m->enums.v[t.ref].ordered);
}

static void compare(nz_cx *cx, nz_node *n, nz_node *a, nz_node *b) {
  uint32_t ta = nz_bind(cx, a, IR_NONE), tb;
  ir_type x = nz_ty(cx, ta);
  if (b->kind == NZ_T_BLANK) return;
  if (x.k == IR_T_BOOL && b->kind == NZ_T_NAME && (nzb_is(cx, b->name, "ある") || nzb_is(cx, b->name, "ない"))) return;
  tb = nz_bind(cx, b, ta);
  if (nz_ty(cx, tb).k == IR_T_NOTHING || x.k == IR_T_NOTHING) return;
  if (!nz_comparable(cx, ta, tb)) {
    bool units = nzb_is_number(cx, ta) && nzb_is_number(cx, tb);
    nz_diag *g;
    char s1[256], s2[256];
    nz_type_name(cx, tb, s1, sizeof s1);
    nz_type_name(cx, ta, s2, sizeof s2);
    g = units ? nz_say_s(cx, NZ_M_UNITS_DIFFER, b->at, nzb_unit_name(cx, tb), nzb_unit_name(cx, ta)) : nz_say_s(cx, NZ_M_TYPES_DIFFER, b->at, s1, s2);
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
  if (ordering && !nz_ordered(cx, x)) {
    char s[256];
    nz_type_name(cx, ta, s, sizeof s);
    nz_say_s(cx, NZ_M_NOT_ORDERED, n->at, s, NULL);
  }
  if (x.k == IR_T_QTY && b->kind == NZ_T_QTY && a->ann.ref == NZ_A_FIELD) { /* outside the declared range? */
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
    kid[i] = nz_copy_node(cx, pred, n->kid[i]);
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
  if (nzb_is(cx, n->name, "月")) {
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
    if (!nz_comparable(cx, mine->ann.type, theirs->ann.type)) nzb_type_error(cx, NZ_M_TYPES_DIFFER, n, theirs->ann.type, mine->ann.type);
    set_pair(cx, n, NZ_T_CMP, NZ_CMP_EQ, theirs, mine);
    n->ann.type = cx->t_bool;
    return;
  }
  set_pair(cx, n, NZ_T_CMP, NZ_CMP_EQ, theirs, mine);
  nz_bind_cond(cx, n);
}

static void bind_satisfies(nz_cx *cx, nz_node *n) {
  nz_node *c = n->kid[n->nkid - 1];
  uint32_t d = nzb_decl_of(cx, c->name);
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
    nz_node *any = nz_copy_node(cx, n, NULL);
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
    if (!nz_comparable(cx, t, v)) nzb_type_error(cx, NZ_M_TYPES_DIFFER, n->kid[i], v, t);
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
        nz_node *again = nz_copy_node(cx, n->kid[0], NULL);
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
        if (nz_ty(cx, t).k == IR_T_BOOL && v->kind == NZ_T_NAME && (nzb_is(cx, v->name, "ある") || nzb_is(cx, v->name, "ない"))) {
          bool no = nzb_is(cx, v->name, "ない") != (n->kind == NZ_T_ISNOT);
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
      nzb_want_type(cx, n->kid[0], t, cx->t_period);
      t = nz_bind(cx, n->kid[1], IR_NONE);
      if (nz_ty(cx, t).k != IR_T_DATE && nz_ty(cx, t).k != IR_T_MONTH) nzb_want_type(cx, n->kid[1], t, cx->t_date);
      break;
    case NZ_T_SATISFIES: bind_satisfies(cx, n); return;
    case NZ_T_SAME: bind_same(cx, n); return;
    case NZ_T_ALWAYS: n->ann.ref = NZ_A_TRUE; break;
    case NZ_T_READSEL:
      nzb_bind_selection(cx, n, IR_NONE, true);
      break;
    default:
      t = nz_bind(cx, n, IR_NONE);
      truth(cx, n, t);
  }
  n->ann.type = cx->t_bool;
}

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
  if (n->op == NZ_OUT_REFER && !n->name) nz_say_s(cx, NZ_M_NO_ADDRESSEE, n->at, NULL, NULL);
  if (n->op == NZ_OUT_VALUE && n->nkid && n->kid[0]->kind != NZ_T_RESULT && (nz_ty(cx, t).k == IR_T_DECISION || nz_ty(cx, t).k == IR_T_BOOL)) {
    nz_bind_cond(cx, n->kid[0]); /* a condition where a decision is asked for: 可 when it holds */
  } else if (n->op == NZ_OUT_VALUE && n->nkid) {
    t = nz_bind(cx, n->kid[0], expect);
    if (expect != IR_NONE && !nz_comparable(cx, t, expect)) nzb_type_error(cx, NZ_M_TYPES_DIFFER, n->kid[0], t, expect);
  }
  n->ann.type = t;
  return t;
}
