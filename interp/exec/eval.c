/* eval.c -- the tracing evaluator: one recursive walk over the IR, with or without a proof. Clauses: spec/semantics.md.
 *
 * With a proof every operand is evaluated (S4.8) and each step is noted. Without one an operator may stop early, but only
 * where neither the answer nor its causes can depend on the rest. */
#include <string.h>

#include "eval_int.h"

#define NZE_OP __attribute__((noinline)) /* see nze */

/* ---- noting steps ---- */

void nze_note(nz_eval *e, uint32_t node, uint32_t mark, const nz_val *v) {
  nz_proof *p = e->proof;
  nz_pnode *at = &NZ_PUSH(e->a, &p->nodes);
  *at = (nz_pnode){.node = node, .val = *v, .kids = p->kids.n, .nkids = e->kids.n - mark, .cell = e->here.cell,
                   .row = e->here.row, .col = e->here.col, .date = e->date, .decl = e->here.decl,
                   .variant = e->here.variant, .presumed = e->here.presumed};
  if (v->st == NZ_KNOWN && v->k == IR_T_SET) at->val.text = 0; /* a handle of this run */
  for (uint32_t i = mark; i < e->kids.n; i++) {
    uint32_t kid = e->kids.v[i];
    NZ_PUSH(e->a, &p->kids) = kid;
  }
  e->kids.n = mark;
  NZ_PUSH(e->a, &e->kids) = p->nodes.n - 1;
  e->here.cell = e->here.row = e->here.col = e->here.decl = e->here.variant = IR_NONE;
  e->here.presumed = false;
}

nz_causes nze_cause(nz_eval *e, uint32_t kind, uint32_t id) {
  if (!nze_causal(e)) return (nz_causes){NULL, 0};
  nz_cause *c = nze_get(e, sizeof *c);
  *c = (nz_cause){kind, id};
  return (nz_causes){c, 1};
}

nz_val nze_missing(nz_eval *e, uint32_t kind, uint32_t id) {
  return (nz_val){.st = NZ_MISSING, .causes = nze_cause(e, kind, id)};
}

/* ---- leaves ---- */

static NZE_OP nz_val constant(const nz_eval *e, const ir_node *n) {
  ir_tk k = (ir_tk)e->m->types.v[n->type].k;
  if (k == IR_T_NOTHING) {
    nz_val none = nz_novalue(n->imm >= 0 && n->imm <= NZ_NA_ABSENT ? (int)n->imm : NZ_NA_ABSENT);
    none.text = n->ref == IR_NONE ? 0 : n->ref;
    return none;
  }
  if (k == IR_T_TEXT) return nz_known(k, n->ref);
  nz_val v = nz_known(k, n->imm);
  if (k == IR_T_RATIO || k == IR_T_PERIOD) v.b = n->imm2;
  return v;
}

/* A text of the case as the module's string where the module has it, so that equal texts are equal payloads. */
static nz_val text_value(nz_eval *e, int64_t index) {
  if (index < 0 || index >= (int64_t)e->c->texts.n) return nz_fault(NZ_FAULT_RANGE);
  uint32_t *known = &e->text[index];
  if (*known == 0) {
    nz_str s = e->c->texts.v[index];
    nz_sym sym = s.n ? nz_intern_find(e->m->index, s.p, s.n) : 0;
    *known = sym && sym < e->m->strs.n ? sym : IR_NONE;
  }
  nz_val v = nz_known(IR_T_TEXT, *known == IR_NONE ? index : *known);
  v.b = *known == IR_NONE;
  if (e->c->texts.v[index].n == 0) v.a = v.b = 0;
  return v;
}

static nz_val given_value(nz_eval *e, const ir_field *f, const nz_cellval *cell) {
  ir_tk k = (ir_tk)e->m->types.v[f->type].k;
  if (f->flags & IR_F_MULTI) return nz_known(IR_T_SET, cell->nmulti); /* its rows are read by REFS */
  if (k == IR_T_TEXT) return text_value(e, cell->v);
  if (k == IR_T_ROW && (cell->v < 0 || cell->v >= (int64_t)e->c->rows.n)) return nz_fault(NZ_FAULT_RANGE);
  nz_val v = nz_known(k, cell->v);
  if (k == IR_T_RATIO || k == IR_T_PERIOD) v.b = cell->v2;
  return v;
}

/* S3.1, S3.2 */
static NZE_OP nz_val field(nz_eval *e, const ir_node *n) {
  nz_val row = nze_on(e, n, 0);
  if (row.st != NZ_KNOWN) {
    if (e->log) nze_log_structural(e, &row);
    return nze_unbound(row);
  }
  const ir_field *f = &e->m->fields.v[n->ref];
  const nz_crow *r = (uint64_t)row.a < e->c->rows.n ? &e->c->rows.v[row.a] : NULL;
  if (!r || r->ledger != f->ledger) return nz_fault(NZ_FAULT_RANGE);
  uint32_t cell = r->first_cell + (n->ref - e->m->ledgers.v[f->ledger].fields.first);
  const nz_cellval *cv = &e->cells[cell];
  nze_set_bit(e->touched, cell);
  e->here.cell = cell;
  if (cv->state == NZ_CELL_GIVEN) return given_value(e, f, cv);
  if (cv->state == NZ_CELL_BLANK) return nz_novalue(NZ_NA_BLANK);
  ir_tk k = (ir_tk)e->m->types.v[f->type].k;
  if (cv->state == NZ_CELL_NOT_GIVEN && (f->flags & IR_F_PRESUMED) && !e->strict) {
    e->rests.presumed = true;
    e->here.presumed = true;
    return nz_known(k, f->presumed);
  }
  nz_val v = nze_missing(e, NZ_C_FACT, cell);
  /* S3.1. What may turn out blank has no bounds: a comparison that they decide would change. */
  if (k == IR_T_QTY && !(f->flags & (IR_F_BLANK | IR_F_MULTI)) && (f->lo != INT64_MIN || f->hi != INT64_MAX)) {
    v.bounded = 1;
    v.a = f->lo;
    v.b = f->hi;
  }
  return v;
}

static NZE_OP nz_val item(nz_eval *e, const ir_node *n) {
  const nze_item *it = e->item;
  for (int64_t i = n->imm; it && i > 0; i--) it = it->up;
  if (!it) return nz_fault(NZ_FAULT_RANGE);
  return nz_known((ir_tk)it->k, it->id);
}

/* ---- declarations ---- */

static bool same_val(const nz_val *a, const nz_val *b) {
  return a->st == b->st && a->k == b->k && a->why == b->why && a->bounded == b->bounded && a->text == b->text &&
         a->a == b->a && a->b == b->b && nz_causes_same(a->causes, b->causes);
}

static bool same_call(const nze_memo *x, const nze_memo *y) {
  if (x->decl != y->decl || x->output != y->output || x->date != y->date || x->supposing != y->supposing || x->nargs != y->nargs || x->site != y->site ||
      x->up != y->up || x->up_item != y->up_item || !same_val(&x->subject, &y->subject))
    return false;
  for (uint32_t i = 0; i < x->nargs; i++)
    if (!same_val(&x->args[i], &y->args[i])) return false;
  return true;
}

static uint32_t hash_call(const nze_memo *x) {
  uint64_t h = x->decl * UINT64_C(0x9e3779b97f4a7c15) + x->output;
  h = (h ^ (uint64_t)x->date) * UINT64_C(0xff51afd7ed558ccd);
  h = (h ^ (uint64_t)x->subject.a) * UINT64_C(0xc4ceb9fe1a85ec53);
  for (uint32_t i = 0; i < x->nargs; i++) h = (h ^ (uint64_t)x->args[i].a ^ x->args[i].st) * UINT64_C(0x9e3779b97f4a7c15);
  return (uint32_t)(h ^ h >> 32);
}

/* The entry of this call, or the free slot where it belongs. */
static nze_memo *memo_slot(const nz_eval *e, nze_memo *table, uint32_t mask, const nze_memo *key) {
  for (uint32_t i = hash_call(key) & mask;; i = (i + 1) & mask)
    if (table[i].gen != e->gen || same_call(&table[i], key)) return &table[i];
}

static void memo_put(nz_eval *e, const nze_memo *entry) {
  if (e->memo_used >= e->memo_mask / 2) {
    uint32_t mask = e->memo_mask * 2 + 1;
    if (mask < e->memo_mask) nz_oom(e->a);
    nze_memo *bigger = NZ_NEW_N(e->a, nze_memo, (size_t)mask + 1);
    for (uint32_t i = 0; i <= e->memo_mask; i++)
      if (e->memo[i].gen == e->gen) *memo_slot(e, bigger, mask, &e->memo[i]) = e->memo[i];
    e->memo = bigger;
    e->memo_mask = mask;
  }
  *memo_slot(e, e->memo, e->memo_mask, entry) = *entry;
  e->memo_used++;
}

/* S3.3: a definition given in the case */
static const nz_given *given_decl(const nz_eval *e, uint32_t decl) {
  for (uint32_t i = 0; i < e->c->given.n; i++)
    if (e->c->given.v[i].decl == decl) return &e->c->given.v[i];
  return NULL;
}

static nz_val given_result(nz_eval *e, const nz_given *g) {
  const ir_decl *d = &e->m->decls.v[g->decl];
  ir_tk k = d->outputs.n ? (ir_tk)e->m->types.v[e->m->outputs.v[d->outputs.first].type].k : IR_T_QTY;
  e->here.decl = g->decl;
  if (k == IR_T_TEXT) return text_value(e, g->num);
  nz_val v = nz_known(k, g->num);
  if (k == IR_T_RATIO) v.b = g->den;
  return v;
}

static bool all_known(const nze_frame *f) {
  bool known = nz_settled(&f->subject);
  for (uint32_t i = 0; i < f->nargs; i++) known &= nz_settled(&f->args[i]);
  return known;
}

/* e->rests was cleared for it. */
static nz_val run_body(nz_eval *e, const nze_frame *f, uint32_t output, uint32_t node, bool aside) {
  nz_val v;
  if (!e->brief || e->log) return nze(e, node);
  if ((aside || !nze_trace(e)) && nze_kept_find(e, f, output, &v)) return v;
  bool noted = e->noted;
  unsigned mode = e->mode;
  if (aside) {
    e->noted = false;
    e->mode &= ~(unsigned)(NZE_TRACE | NZE_FULL);
  }
  v = nze(e, node);
  e->noted = noted;
  e->mode = mode;
  nze_kept_put(e, f, output, &v);
  return v;
}

/* A claim that is not supposed away is judged as things are. */
static NZE_OP nz_val as_made(nz_eval *e, const nze_frame *f, uint32_t output, uint32_t node) {
  const uint8_t *presence = e->presence;
  uint32_t version = e->version, pass = e->pass;
  bool surely = e->surely;
  e->presence = e->made;
  e->version = e->pass = 0;
  e->supposing = e->surely = false;
  nz_val v = run_body(e, f, output, node, true);
  e->presence = presence;
  e->version = version;
  e->pass = pass;
  e->supposing = true;
  e->rests.supposed = e->rests.others = false; /* things are as they are */
  e->surely = surely;
  return v;
}

static nz_val body(nz_eval *e, const nze_frame *f, uint32_t output, uint32_t variant) {
  const ir_variant *v = &e->m->variants.v[variant];
  nze_memo key = {.gen = e->gen, .decl = f->decl, .output = output, .nargs = f->nargs, .date = e->date, .supposing = e->supposing,
                  .subject = f->subject, .args = f->args};
  if (e->log && !e->log->full && !all_known(f)) {
    key.site = f->nodes;
    key.up = f->up;
    key.up_item = f->up_item;
  }
  uint32_t node = output < v->bodies.n ? e->m->args.v[v->bodies.first + output] : v->body;
  bool aside = nze_aside(e, f), noted = nze_trace(e) && !aside;
  const nze_memo *old = memo_slot(e, e->memo, e->memo_mask, &key);
  if (old->gen == e->gen && (!noted || old->pnode != IR_NONE)) {
    if (noted) NZ_PUSH(e->a, &e->kids) = old->pnode;
    nze_rest_too(e, old->rests);
    return old->result;
  }
  nze_rests before = e->rests;
  e->rests = (nze_rests){false, false, false, false};
  key.result = e->supposing && nze_another(e, f) ? as_made(e, f, output, node) : run_body(e, f, output, node, aside);
  key.pnode = noted ? e->kids.v[e->kids.n - 1] : IR_NONE;
  key.rests = e->rests;
  memo_put(e, &key);
  nze_rest_too(e, before);
  return key.result;
}

/* S5.1: f has its subject and the parameters that were given; the rest is computed from the subject. */
static nz_val enter(nz_eval *e, nze_frame *f, uint32_t output) {
  const ir_decl *d = &e->m->decls.v[f->decl];
  const nze_frame *frame = e->frame;
  const nze_item *up = e->item;
  e->frame = f;
  e->item = NULL;
  for (f->nargs = f->given; f->nargs < d->params.n; f->nargs++) {
    uint32_t dflt = e->m->params.v[d->params.first + f->nargs].dflt;
    f->args[f->nargs] = dflt == IR_NONE ? (nz_val){.st = NZ_MISSING} : nze(e, dflt);
  }
  e->depth++;
  uint32_t variant = ir_variant_on(e->m, d, e->date); /* S1.4 */
  bool stale = variant != IR_NONE && e->m->variants.v[variant].confirmed < e->date;
  if (stale && e->strict) variant = IR_NONE; /* S5.11 */
  e->rests.stale |= stale;
  nz_val v = variant == IR_NONE ? nze_missing(e, NZ_C_NOVARIANT, f->decl) : body(e, f, output, variant);
  e->depth--;
  e->frame = frame;
  e->item = up;
  e->here.decl = f->decl;
  e->here.variant = variant;
  return v;
}

static NZE_OP nz_val call(nz_eval *e, const ir_node *n) {
  const ir_decl *d = &e->m->decls.v[n->ref];
  const nz_given *given = e->c->given.n ? given_decl(e, n->ref) : NULL;
  if (given) return given_result(e, given);
  if (e->depth >= NZE_MAX_DEPTH) return nz_fault(NZ_FAULT_DEPTH);
  nze_frame *f = nze_get(e, sizeof *f);
  uint32_t i = 0;
  *f = (nze_frame){.decl = n->ref, .subject = nz_novalue(NZ_NA_ABSENT), .nodes = e->m->args.v + n->args.first,
                   .up = e->frame, .up_item = e->item, .up_date = e->date};
  if (d->subject != IR_NONE && n->args.n) {
    f->subject = nze_on(e, n, i++);
    if (e->log && f->subject.st != NZ_KNOWN) nze_log_structural(e, &f->subject);
  }
  f->args = d->params.n ? nze_get(e, d->params.n * sizeof *f->args) : NULL;
  for (; i < n->args.n && f->given < d->params.n; i++) f->args[f->given++] = nze_on(e, n, i);
  return enter(e, f, n->imm < 0 ? 0 : (uint32_t)n->imm);
}

/* Evaluates again, in the caller's place, what was not known when the declaration was entered. */
static nz_val in_caller(nz_eval *e, const nze_frame *f, uint32_t i) {
  const nze_frame *frame = e->frame;
  const nze_item *it = e->item;
  int64_t date = e->date;
  e->frame = f->up;
  e->item = f->up_item;
  e->date = f->up_date;
  nz_val v = nze(e, f->nodes[i]);
  e->frame = frame;
  e->item = it;
  e->date = date;
  return v;
}

static NZE_OP nz_val subject(nz_eval *e) {
  const nze_frame *f = e->frame;
  if (!e->by_name || f->subject.st == NZ_KNOWN || !f->nodes || e->m->decls.v[f->decl].subject == IR_NONE) return f->subject;
  return in_caller(e, f, 0);
}

static NZE_OP nz_val param(nz_eval *e, const ir_node *n) {
  const nze_frame *f = e->frame;
  if (n->imm < 0 || n->imm >= f->nargs) return nz_fault(NZ_FAULT_RANGE);
  uint32_t i = (uint32_t)n->imm;
  if (!e->by_name || nz_settled(&f->args[i])) return f->args[i];
  const ir_decl *d = &e->m->decls.v[f->decl];
  if (i < f->given) return f->nodes ? in_caller(e, f, i + (d->subject != IR_NONE)) : f->args[i];
  uint32_t dflt = e->m->params.v[d->params.first + i].dflt;
  const nze_item *it = e->item;
  e->item = NULL;
  nz_val v = dflt == IR_NONE ? f->args[i] : nze(e, dflt);
  e->item = it;
  return v;
}

/* ---- small operators ---- */

static NZE_OP nz_val reading(nz_eval *e, const ir_node *n) { /* S5.10 */
  uint32_t i = e->choice[n->ref];
  nze_set_bit(e->touched_readings, n->ref);
  nz_val v = i < n->args.n ? nze_on(e, n, i) : nz_fault(NZ_FAULT_RANGE);
  e->here.col = i;
  return v;
}

static NZE_OP nz_val asof(nz_eval *e, const ir_node *n) { /* S5.9 */
  nz_val day = nze_on(e, n, 0), out;
  if (!nze_strict(e, &day, 1, &out)) {
    if (e->log) nze_log_structural(e, &day);
    return out;
  }
  int64_t date = e->date;
  e->date = day.a;
  out = nze_on(e, n, 1);
  e->date = date;
  return out;
}

static NZE_OP nz_val negate(nz_eval *e, const ir_node *n) { /* S4.4 */
  nz_val v = nze_on(e, n, 0);
  if (v.st == NZ_KNOWN) return nz_truth(!v.a);
  return v.st == NZ_NOVALUE ? nz_truth(false) : nze_unbound(v);
}

static NZE_OP nz_val is_blank(nz_eval *e, const ir_node *n) { /* S4.6 */
  nz_val v = nze_on(e, n, 0);
  if (nz_settled(&v)) return nz_truth(v.st == NZ_NOVALUE && v.why == NZ_NA_BLANK);
  bool field = e->m->nodes.v[nze_arg(e, n, 0)].op == IR_FIELD && !e->noted && e->here.cell < e->ncells;
  return field && e->cells[e->here.cell].state == NZ_CELL_WRITTEN ? nz_truth(false) : nze_unbound(v);
}

/* S4.7. A value exists only where the decision is 可. */
static NZE_OP nz_val outcome_is(nz_eval *e, const ir_node *n) {
  nz_val v = nze_on(e, n, 0);
  if (v.st == NZ_REFERRED && n->imm == NZ_OUT_REFER) return nz_truth(true);
  if (!nz_settled(&v)) return nze_unbound(v);
  if (v.st == NZ_NOVALUE) return nz_truth(n->imm == NZ_OUT_NA && v.why == NZ_NA_OUTSIDE);
  if (v.k == IR_T_DECISION) return nz_truth(v.a == n->imm);
  if (v.k == IR_T_BOOL) return nz_truth(n->imm == (v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY));
  return nz_truth(n->imm == NZ_OUT_ALLOW);
}

static NZE_OP nz_val outcome(nz_eval *e, const ir_node *n) {
  uint32_t text = n->ref == IR_NONE ? 0 : n->ref;
  nz_val v = {.st = NZ_MISSING};
  if (n->args.n) v = nze_on(e, n, 0);
  if (n->args.n && (n->imm == NZ_OUT_ALLOW || n->imm == NZ_OUT_VALUE)) return v;
  switch ((enum nz_out)n->imm) {
  case NZ_OUT_DENY:
    v = e->m->types.v[n->type].k == IR_T_DECISION ? nz_known(IR_T_DECISION, NZ_OUT_DENY) : nz_novalue(NZ_NA_DENIED);
    break;
  case NZ_OUT_REFER: v = (nz_val){.st = NZ_REFERRED, .causes = nze_cause(e, NZ_C_ASK, text)}; break;
  case NZ_OUT_NA: v = nz_novalue(NZ_NA_OUTSIDE); break;
  case NZ_OUT_UNKNOWN: return (nz_val){.st = NZ_MISSING};
  default: v = nz_known(IR_T_DECISION, n->imm);
  }
  v.text = text;
  return v;
}

static NZE_OP nz_val decide(nz_eval *e, const ir_node *n) { /* S5.4 */
  nz_val v = nze_on(e, n, 0);
  if (v.st == NZ_KNOWN && v.k == IR_T_BOOL) return nz_known(IR_T_DECISION, v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY);
  return v;
}

static NZE_OP nz_val mark(nz_eval *e, const ir_node *n) { /* S5.4 */
  if (e->m->types.v[n->type].k == IR_T_DECISION) return decide(e, n);
  return nze_on(e, n, 0);
}

static NZE_OP nz_val period_end(nz_eval *e, const ir_node *n) {
  nz_val v = nze_on(e, n, 0), out;
  if (!nze_strict(e, &v, 1, &out)) return out;
  int64_t day = n->op == IR_PSTART ? v.a : v.b;
  return day == IR_DATE_MIN || day == IR_DATE_MAX ? nz_fault(NZ_FAULT_RANGE) : nz_known(IR_T_DATE, day);
}

static NZE_OP nz_val step(nz_eval *e, const ir_node *n) {
  switch ((ir_op)n->op) {
  case IR_CONST: return constant(e, n);
  case IR_TODAY: return e->date == IR_DATE_MIN ? (nz_val){.st = NZ_MISSING} : nz_known(IR_T_DATE, e->date);
  case IR_SUBJECT: return subject(e);
  case IR_ITEM: return item(e, n);
  case IR_PARAM: return param(e, n);
  case IR_FIELD: return field(e, n);
  case IR_DECL: return call(e, n);
  case IR_READING: return reading(e, n);
  case IR_ASOF: return asof(e, n);
  case IR_ADD: case IR_SUB: case IR_MUL: case IR_DIV: case IR_FLOOR: case IR_CEIL: case IR_RESCALE: case IR_MIN: case IR_MAX:
    return nze_arith(e, n);
  case IR_AGE: case IR_REACH: case IR_MONTHOF: case IR_YEARSTART: case IR_FIRSTDAY: case IR_LASTDAY: case IR_ADDMONTHS: case IR_ADDDAYS:
  case IR_MONTHDIFF: case IR_DAYDIFF: case IR_DAYOF:
    return nze_dates(e, n);
  case IR_PSTART: case IR_PEND: return period_end(e, n);
  case IR_AND: case IR_OR: case IR_ATLEAST: return nze_connect(e, n);
  case IR_NOT: return negate(e, n);
  case IR_LT: case IR_LE: case IR_GT: case IR_GE: case IR_EQ: case IR_NE: case IR_IN: case IR_CONTAINS:
    return nze_compare(e, n);
  case IR_ISBLANK: return is_blank(e, n);
  case IR_OUTIS: return outcome_is(e, n);
  case IR_ROWS: case IR_REFS: case IR_MONTHS: case IR_WHERE: return nze_set_of(e, n);
  case IR_EXISTS: case IR_COUNT: case IR_DISTINCT: case IR_SUM: case IR_LARGEST: case IR_SMALLEST: case IR_MEAN: case IR_RANK:
    return nze_over_set(e, n);
  case IR_OUTCOME: return outcome(e, n);
  case IR_DECIDE: return decide(e, n);
  case IR_MARK: return mark(e, n);
  case IR_MATRIX: return nze_matrix(e, n);
  case IR_DTABLE: return nze_dtable(e, n);
  case IR_COLALL: return nze_colall(e, n);
  case IR_PROV: return nze_prov(e, n);
  case IR_WITHDRAW: return e->main_clause ? *e->main_clause : nz_fault(NZ_FAULT_RANGE);
  case IR_PROVITEM: case IR_OP_COUNT: break; /* items stand only inside PROV, which reads them itself */
  }
  return nz_fault(NZ_FAULT_RANGE);
}

static NZE_OP nz_val step_noted(nz_eval *e, uint32_t node) {
  const ir_node *n = &e->m->nodes.v[node];
  uint32_t kids = e->kids.n;
  nz_val v = step(e, n);
  if (nze_trace(e)) nze_note(e, node, kids, &v);
  if (e->log) nze_log_step(e, node, n, &v);
  return v;
}

/* Is it 可 or true only where what it takes its value from is? */
static bool demands(const ir_node *n) {
  switch ((ir_op)n->op) {
  case IR_AND: case IR_DECL: case IR_DECIDE: case IR_PROV: case IR_DTABLE: case IR_ASOF: return true; /* these take care of their conditions */
  case IR_OUTIS: case IR_OUTCOME: return n->imm == NZ_OUT_ALLOW;
  default: return false;
  }
}

/* Both calls write their value where the caller wants it: copying a value just written costs more than most steps. */
nz_val nze(nz_eval *e, uint32_t node) {
  e->steps++;
  if (e->watch) {
    nze_set_bit(e->watch->seen, node);
    e->watch->steps++;
  }
  if (e->noted) return step_noted(e, node);
  const ir_node *n = &e->m->nodes.v[node];
  if (!e->surely || demands(n)) return step(e, n);
  e->surely = false;
  nz_val v = step(e, n);
  e->surely = true;
  return v;
}

/* ---- a run ---- */

/* S1.2: the row given, else the only row of the ledger */
static nz_val question_subject(nz_eval *e, const nz_question *q) {
  uint32_t ledger = e->m->decls.v[q->decl].subject, found = IR_NONE;
  if (ledger == IR_NONE) return nz_novalue(NZ_NA_ABSENT);
  if (q->subject != IR_NONE)
    return q->subject < e->c->rows.n ? nz_known(IR_T_ROW, q->subject) : nze_missing(e, NZ_C_NOROW, ledger);
  for (uint32_t i = 0; i < e->c->rows.n; i++) {
    if (e->c->rows.v[i].ledger != ledger) continue;
    if (found != IR_NONE) return nze_missing(e, NZ_C_NOROW, ledger);
    found = i;
  }
  return found == IR_NONE ? nze_missing(e, NZ_C_NOROW, ledger) : nz_known(IR_T_ROW, found);
}

static nz_val question_body(nz_eval *e, const nz_question *q) {
  const ir_decl *d = &e->m->decls.v[q->decl];
  const nz_given *given = e->c->given.n ? given_decl(e, q->decl) : NULL;
  if (given) return given_result(e, given);
  nze_frame *f = nze_get(e, sizeof *f);
  *f = (nze_frame){.decl = q->decl, .subject = question_subject(e, q), .up_date = e->date};
  e->asked = f->subject.st == NZ_KNOWN ? f->subject.a : -1;
  f->args = d->params.n ? nze_get(e, d->params.n * sizeof *f->args) : NULL;
  e->frame = f;
  for (; f->given < d->params.n; f->given++, f->nargs++) {
    const ir_param *p = &e->m->params.v[d->params.first + f->given];
    ir_tk k = (ir_tk)e->m->types.v[p->type].k;
    if (f->given < q->nargs && f->given < 8 && q->has[f->given]) f->args[f->given] = nz_known(k, q->args[f->given]);
    else f->args[f->given] = p->dflt == IR_NONE ? (nz_val){.st = NZ_MISSING} : nze(e, p->dflt);
  }
  nz_val v = enter(e, f, q->output);
  f->given = 0; /* no caller: param() evaluates the defaults of those not known in the frame itself */
  return v;
}

void nze_begin(nz_eval *e, nze_pool *pool, unsigned mode) {
  if (++e->gen == 0) { /* the counter came round: old entries would look like this run's */
    memset(e->memo, 0, ((size_t)e->memo_mask + 1) * sizeof *e->memo);
    e->gen = 1;
  }
  e->pool = pool;
  nze_pool_reset(pool);
  e->mode = mode;
  e->noted = (mode & NZE_TRACE) || e->log;
  e->memo_used = e->depth = e->sets.n = e->kids.n = 0;
  e->date = e->today;
  e->item = NULL;
  e->frame = NULL;
  e->main_clause = NULL;
  e->kept = NULL;
  e->rests = (nze_rests){false, false, false, false};
  e->here.cell = e->here.row = e->here.col = e->here.decl = e->here.variant = IR_NONE;
  e->here.presumed = false;
}

nz_val nz_eval_run(nz_eval *e, const nz_question *q, nz_proof *proof) {
  nze_begin(e, &e->main_pool, proof ? NZE_TRACE | NZE_CAUSES | NZE_FULL : NZE_CAUSES);
  e->touched = e->main_touched;
  e->touched_readings = e->main_readings;
  e->touched_closed = e->main_closed;
  if (!e->brief) memset(e->touched, 0, e->cell_words * sizeof *e->touched);
  memset(e->touched_readings, 0, e->reading_words * sizeof *e->touched_readings);
  memset(e->touched_closed, 0, e->closed_words * sizeof *e->touched_closed);
  e->main_proof.nodes.n = e->main_proof.kids.n = e->main_proof.briefs.n = 0;
  e->proof = &e->main_proof;
  nz_val v = question_body(e, q);
  if (proof) {
    nze_note(e, IR_NONE, 0, &v);
    e->main_proof.root = e->main_proof.nodes.n - 1;
    *proof = e->main_proof;
  }
  e->main_rests = e->rests;
  return v;
}

nz_val nze_side_run(nz_eval *e, const nz_question *q, unsigned mode) {
  nze_begin(e, &e->side_pool, mode & ~(unsigned)NZE_TRACE);
  e->touched = e->side_touched;
  e->touched_readings = e->side_readings;
  e->touched_closed = e->side_closed;
  return question_body(e, q);
}

nz_val nz_eval_aside(nz_eval *e, const nz_question *q) { return nze_side_run(e, q, 0); }

nz_val nz_eval_surely(nz_eval *e, const nz_question *q) {
  nze_begin(e, &e->side_pool, NZE_CAUSES);
  e->touched = e->side_touched;
  e->touched_readings = e->side_readings;
  e->touched_closed = e->side_closed;
  e->surely = true;
  nz_val v = question_body(e, q);
  e->surely = false;
  return v;
}
