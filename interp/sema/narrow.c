/* narrow.c -- the months to which the condition of a set restricts its elements, for the scope of completeness (S6.1).
 * Only what the condition plainly says counts: one of the parts joined by かつ names the months of the element's own 時点
 * or 期間, in terms that do not depend on the element. */
#include "lower.h"

typedef struct narrow { nz_lw *l; uint32_t ledger; nz_node *from, *to; } narrow;

static bool own_field(const narrow *w, const nz_node *n, uint8_t flag) {
  const nz_cx *cx = w->l->cx;
  bool own = false;
  if (n->ann.ref == NZ_A_FIELD) own = cx->p->paths.v[n->ann.b].start == NZ_ROW_ITEM0 && cx->p->paths.v[n->ann.b].n == 0;
  else if (n->ann.ref == NZ_A_FIELD_OF) own = n->kid[0]->ann.ref == NZ_A_ITEM && n->kid[0]->ann.a == 0;
  return own && cx->m->fields.v[n->ann.a].ledger == w->ledger && (cx->m->fields.v[n->ann.a].flags & flag);
}

static bool is_builtin(const nz_node *n, uint32_t b) { return n->kind != NZ_T_THIS && n->ann.ref == NZ_A_BUILTIN && n->ann.a == b; }

/* 提供日, 提供日の月 */
static bool own_time(const narrow *w, const nz_node *n) {
  return own_field(w, is_builtin(n, NZ_B_MONTHOF) ? n->kid[0] : n, IR_F_TIME);
}

/* has one value for all elements */
static bool outside(const narrow *w, const nz_node *n) {
  const nz_cx *cx = w->l->cx;
  switch (n->kind) {
    case NZ_T_DATE:
    case NZ_T_QTY: return true;
    case NZ_T_NAME:
    case NZ_T_CALL:
    case NZ_T_OF:
    case NZ_T_THIS:
    case NZ_T_THAT:
    case NZ_T_ADD:
    case NZ_T_SUB: break;
    default: return false;
  }
  switch (n->ann.ref) {
    case NZ_A_PARAM:
    case NZ_A_TODAY:
    case NZ_A_SUBJECT: return true;
    case NZ_A_ITEM: return n->ann.a > 0;
    case NZ_A_FIELD: return cx->p->paths.v[n->ann.b].start != NZ_ROW_ITEM0;
    case NZ_A_DECL: return cx->p->paths.v[n->ann.b].start == NZ_ROW_SUBJECT && !n->nkid;
    case NZ_A_FIELD_OF: return outside(w, n->kid[0]);
    case NZ_A_BUILTIN:
      switch (n->kind == NZ_T_THIS ? NZ_B_MONTHOF : n->ann.a) {
        case NZ_B_MONTHOF: return n->kind == NZ_T_THIS || outside(w, n->kid[0]);
        case NZ_B_YEARSTART:
        case NZ_B_FISCALSTART:
        case NZ_B_FIRSTDAY:
        case NZ_B_LASTDAY:
        case NZ_B_PSTART:
        case NZ_B_PEND: return outside(w, n->kid[0]);
        case NZ_B_ADDMONTHS:
        case NZ_B_SUBMONTHS:
        case NZ_B_ADDDAYS: return outside(w, n->kid[0]) && outside(w, n->kid[1]);
        default: return false;
      }
    default: return false;
  }
}

static void bound(narrow *w, uint16_t op, nz_node *own, nz_node *by) {
  if (!own_time(w, own) || !outside(w, by)) return;
  bool eq = op == NZ_CMP_EQ;
  if (!w->from && (eq || op == NZ_CMP_GE || op == NZ_CMP_GT)) w->from = by;
  if (!w->to && (eq || op == NZ_CMP_LE || op == NZ_CMP_LT)) w->to = by;
}

static uint16_t turned(uint16_t op) {
  return op == NZ_CMP_GE ? NZ_CMP_LE : op == NZ_CMP_GT ? NZ_CMP_LT : op == NZ_CMP_LE ? NZ_CMP_GE : op == NZ_CMP_LT ? NZ_CMP_GT : op;
}

static void read(narrow *w, nz_node *c) {
  switch (c->kind) {
    case NZ_T_AND:
      for (uint32_t i = 0; i < c->nkid; i++) read(w, c->kid[i]);
      break;
    case NZ_T_HAS: read(w, c->kid[0]); break;
    case NZ_T_CMP:
      bound(w, c->op, c->kid[0], c->kid[1]);
      bound(w, turned(c->op), c->kid[1], c->kid[0]);
      break;
    case NZ_T_RANGE:
      bound(w, c->op, c->kid[0], c->kid[1]);
      bound(w, (uint16_t)c->aux, c->kid[0], c->kid[2]);
      break;
    case NZ_T_CONTAINS:
      if (!own_field(w, c->kid[0], IR_F_PERIOD) || !outside(w, c->kid[1])) break;
      if (!w->from) w->from = c->kid[1];
      if (!w->to) w->to = c->kid[1];
      break;
    default: break;
  }
}

/* the same value where the innermost element is not there */
static uint32_t lifted(nz_lw *l, uint32_t id) {
  ir_module *m = l->cx->m;
  ir_node n = m->nodes.v[id];
  uint32_t args[2] = {0, 0};
  bool same = n.op != IR_ITEM;
  for (uint32_t i = 0; i < n.args.n && i < 2; i++) {
    args[i] = lifted(l, ir_arg(m, &n, i));
    same &= args[i] == ir_arg(m, &n, i);
  }
  if (same) return id;
  uint32_t out = nz_mk(l, (ir_op)n.op, n.type, n.args.n, args, (nz_span){0});
  m->nodes.v[out].ref = n.ref;
  m->nodes.v[out].imm = n.op == IR_ITEM ? n.imm - 1 : n.imm;
  m->nodes.v[out].imm2 = n.imm2;
  m->nodes.v[out].lo = n.lo;
  m->nodes.v[out].hi = n.hi;
  m->nodes.v[out].loc = n.loc;
  return out;
}

bool nz_lower_months(nz_lw *l, uint32_t set_type, nz_node *cond, uint32_t *from, uint32_t *to) {
  const ir_type *set = &l->cx->m->types.v[set_type], *row = &l->cx->m->types.v[set->ref];
  narrow w = {l, row->ref, NULL, NULL};
  if (set->k != IR_T_SET || row->k != IR_T_ROW) return false;
  read(&w, cond);
  if (!w.from || !w.to) return false;
  *from = lifted(l, nz_lower_value(l, w.from, IR_NONE));
  *to = w.to == w.from ? *from : lifted(l, nz_lower_value(l, w.to, IR_NONE));
  return true;
}
