/* smt_node.c -- the walk over the intermediate form: what each operator comes to as a term (S2 to S5). Declarations are taken in for
 * each subject row, parameters and day, once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smt.h"

const node *x_node(const smt *x, uint32_t id) { return &x->g->nodes[id]; }
uint32_t x_arg(const smt *x, const node *n, uint32_t i) { return x->g->args[n->args + i]; }
const type *x_type(const smt *x, uint32_t id) { return &x->g->types[x->g->nodes[id].type]; }
val x_on(smt *x, const node *n, uint32_t i) { return x_eval(x, x_arg(x, n, i)); }

/* ---- leaves ---- */

static val constant(smt *x, const node *n) {
  kind k = (kind)x->g->types[n->type].k;
  val v;
  switch (k) {
  case K_NOTHING: return v_none(x, n->imm >= 0 && n->imm <= NA_ABSENT ? (int)n->imm : NA_ABSENT);
  case K_BOOL: return v_truth(x, b_of(x, n->imm != 0));
  case K_TEXT: return v_known(x, k, f_text(x, n->ref));
  case K_DATE: return v_known(x, k, n_of(d_of_day(n->imm)));
  case K_PERIOD: case K_RATIO:
    v = v_known(x, k, n_of(k == K_RATIO ? n->imm : d_of_day(n->imm)));
    v.b = n_of(k == K_RATIO ? n->imm2 : d_of_day(n->imm2));
    return v;
  case K_ROW: case K_SET: smt_stop(x, SOLVER_UNSUPPORTED, "定数の行");
  default: return v_known(x, k, n_of(n->imm));
  }
}

static val element_of(smt *x, const node *n) {
  const item *it = x->item;
  for (int64_t i = n->imm; it && i > 0; i--) it = it->up;
  return it ? v_known(x, (kind)it->k, it->id) : v_status(x, FAULT);
}

static val field(smt *x, const node *n) { /* S3.2 */
  val row = v_unbound(x, x_on(x, n, 0)), out = row;
  if (row.st[KNOWN] == x->no) return row;
  const naze_ir_field *f = &x->g->fields[n->ref];
  bool any = false;
  for (int64_t i = row.a.lo; i <= row.a.hi && i < x->ledgers[f->ledger].slots; i++) {
    val v = f_cell(x, n->ref, (uint32_t)i);
    out = any ? v_ite(x, n_eq(x, row.a, n_of(i)), &v, &out) : v;
    any = true;
  }
  if (!any) smt_stop(x, SOLVER_UNSUPPORTED, "台帳「%s」の行", x->g->ledgers[f->ledger].name);
  truth known = row.st[KNOWN];
  row.st[KNOWN] = x->no;
  return v_pick(x, known, &out, &row);
}

/* ---- declarations (S5.1) ---- */

static void key_num(uint64_t *key, size_t *n, num a) {
  key[(*n)++] = (uint64_t)(uintptr_t)a.t;
  key[(*n)++] = a.t ? 0 : (uint64_t)a.lo;
}

static void key_val(const smt *x, uint64_t *key, size_t *n, const val *v) {
  for (int i = 0; i < STATUSES; i++) key[(*n)++] = (uint64_t)(uintptr_t)v->st[i];
  bool known = v->st[KNOWN] != x->no, bounded = v->bnd != x->no;
  key[(*n)++] = known ? v->k : 0;
  key[(*n)++] = known && v->k == K_BOOL ? (uint64_t)(uintptr_t)v->t : known && v->k == K_SET ? (uint64_t)(uintptr_t)v->set : 0;
  key_num(key, n, known && v->k != K_BOOL && v->k != K_SET ? v->a : n_of(0));
  key_num(key, n, known && (v->k == K_RATIO || v->k == K_PERIOD) ? v->b : n_of(0));
  key_num(key, n, v->st[NOVALUE] != x->no ? v->why : n_of(0));
  key[(*n)++] = (uint64_t)(uintptr_t)v->bnd;
  key_num(key, n, bounded ? v->lo : n_of(0));
  key_num(key, n, bounded ? v->hi : n_of(0));
}
enum { KEY_VAL = 18 };

static memo *memo_of(smt *x, uint32_t decl, uint32_t output, const val *subject, const val *args, uint32_t nargs) {
  size_t n = 0;
  uint64_t *key = smt_get(x, 4 + (size_t)KEY_VAL * (nargs + 1), sizeof *key), h = 1469598103934665603u;
  key[n++] = decl;
  key[n++] = output;
  key_num(key, &n, x->today);
  key_val(x, key, &n, subject);
  for (uint32_t i = 0; i < nargs; i++) key_val(x, key, &n, &args[i]);
  for (size_t i = 0; i < n; i++) h = (h ^ key[i]) * 0x9e3779b97f4a7c15u, h ^= h >> 29;
  memo **at = &x->memo[h % TABLE];
  for (memo *m = *at; m; m = m->next)
    if (m->hash == (uint32_t)h && m->nkey == n && memcmp(m->key, key, n * sizeof *key) == 0) return m;
  memo *m = smt_get(x, 1, sizeof *m);
  *m = (memo){.next = *at, .hash = (uint32_t)h, .nkey = (uint32_t)n, .key = key};
  *at = m;
  return m;
}

static val variants(smt *x, uint32_t decl, uint32_t output) { /* S1.4 */
  const naze_ir_decl *d = &x->g->decls[decl];
  val out = v_status(x, MISSING);
  for (uint32_t i = d->variants; i-- > 0;) {
    const naze_ir_variant *v = &x->g->variants[d->first_variant + i];
    truth in = b_and(x, n_le(x, n_of(d_of_day(v->from)), x->today), n_le(x, x->today, n_of(d_of_day(v->to))));
    if (in == x->no) continue;
    val one = x_eval(x, naze_ir_body(x->g->p, d->first_variant + i, output));
    out = v_ite(x, in, &one, &out);
  }
  return out;
}

static val body(smt *x, uint32_t decl, uint32_t output, const val *subject, val *args, uint32_t given) {
  const naze_ir_decl *d = &x->g->decls[decl];
  const frame *outer = x->frame;
  const item *it = x->item;
  const val *main_clause = x->main_clause;
  frame f = {.decl = decl, .subject = *subject, .args = args, .nargs = given};
  if (x->depth >= MOST_DEPTH) smt_stop(x, SOLVER_UNSUPPORTED, "深すぎる宣言の重なり");
  x->frame = &f;
  x->item = NULL;
  x->depth++;
  for (; f.nargs < d->params; f.nargs++) {
    uint32_t usual = NAZE_IR_NONE;
    (void)naze_ir_param_at(x->g->p, decl, f.nargs, NULL, NULL, &usual);
    f.args[f.nargs] = usual == NAZE_IR_NONE ? v_status(x, MISSING) : x_eval(x, usual);
  }
  memo *m = memo_of(x, decl, output, subject, args, d->params);
  if (!m->done) {
    if (m->busy) smt_stop(x, SOLVER_UNSUPPORTED, "自分に戻る宣言「%s」", d->name);
    m->busy = true;
    m->v = variants(x, decl, output);
    m->done = true;
  }
  x->depth--;
  x->frame = outer;
  x->item = it;
  x->main_clause = main_clause;
  return m->v;
}

/* Row by row where the subject may be one of several: what is said of one row is then worked out once. */
val x_enter(smt *x, uint32_t decl, uint32_t output, const val *subject, val *args, uint32_t given) {
  const naze_ir_decl *d = &x->g->decls[decl];
  smt_tick(x);
  if (d->subject == NAZE_IR_NONE || subject->st[KNOWN] == x->no || (n_fixed(&subject->a) && subject->st[KNOWN] == x->yes)) return body(x, decl, output, subject, args, given);
  val rest = *subject, out = *subject;
  bool any = false;
  for (int64_t i = subject->a.lo; i <= subject->a.hi && i < x->ledgers[d->subject].slots; i++) {
    val row = v_known(x, K_ROW, n_of(i)), *own = smt_get(x, d->params, sizeof *own);
    if (given) memcpy(own, args, given * sizeof *own);
    val v = body(x, decl, output, &row, own, given);
    out = any ? v_ite(x, n_eq(x, subject->a, n_of(i)), &v, &out) : v;
    any = true;
  }
  if (subject->st[KNOWN] == x->yes) return out;
  rest.st[KNOWN] = x->no;
  val other = body(x, decl, output, &rest, args, given);
  return any ? v_ite(x, subject->st[KNOWN], &out, &other) : other;
}

static val call(smt *x, const node *n) {
  const naze_ir_decl *d = &x->g->decls[n->ref];
  val subject = v_none(x, NA_ABSENT), *args = smt_get(x, d->params, sizeof *args);
  uint32_t i = 0, given = 0;
  if (d->subject != NAZE_IR_NONE && n->nargs) subject = x_on(x, n, i++);
  for (; i < n->nargs && given < d->params; i++) args[given++] = x_on(x, n, i);
  if (n->fold) { /* asked only of rows that come before this one (S8.14) */
    x->folded = true;
    const num *me = &x->frame->subject.a;
    bool placed = x->frame->subject.st[KNOWN] == x->yes && n_fixed(me) && subject.st[KNOWN] == x->yes && n_fixed(&subject.a);
    if (!placed) smt_stop(x, SOLVER_UNSUPPORTED, "「%s」の順", d->name);
    if (subject.a.lo >= me->lo) return v_none(x, NA_OUTSIDE);
  }
  return x_enter(x, n->ref, n->imm < 0 ? 0 : (uint32_t)n->imm, &subject, args, given);
}

/* ---- small operators ---- */

static val asof(smt *x, const node *n) { /* S5.9 */
  val day = x_on(x, n, 0);
  truth known;
  val other = v_strict(x, &day, 1, &known);
  if (known == x->no) return other;
  num today = x->today;
  x->today = day.a;
  val out = x_on(x, n, 1);
  x->today = today;
  return v_pick(x, known, &out, &other);
}

static val negate(smt *x, const node *n) { /* S4.4 */
  val v = v_unbound(x, x_on(x, n, 0)), out = v_truth(x, b_not(x, v_true(x, &v))), none = v_truth(x, x->no), open = v;
  open.st[KNOWN] = open.st[NOVALUE] = x->no;
  out = v_ite(x, v.st[NOVALUE], &none, &out);
  return v_ite(x, v_open(x, &v), &open, &out);
}

static val is_blank(smt *x, const node *n) { /* S4.6 */
  val v = v_unbound(x, x_on(x, n, 0)), open = v;
  val out = v_truth(x, v.st[NOVALUE] == x->no ? x->no : b_and(x, v.st[NOVALUE], n_eq(x, v.why, n_of(NA_BLANK))));
  open.st[KNOWN] = open.st[NOVALUE] = x->no;
  return v_ite(x, v_open(x, &v), &open, &out);
}

static val outcome_is(smt *x, const node *n) { /* S4.7 */
  val v = v_unbound(x, x_on(x, n, 0)), open = v;
  truth t = x->no, referred = n->imm == NAZE_REFER ? v.st[REFERRED] : x->no;
  if (n->imm == NAZE_NA && v.st[NOVALUE] != x->no) t = b_and(x, v.st[NOVALUE], n_eq(x, v.why, n_of(NA_OUTSIDE)));
  if (v.st[KNOWN] != x->no) {
    truth is = b_of(x, n->imm == NAZE_ALLOW);
    if (v.k == K_DECISION) is = n_eq(x, v.a, n_of(n->imm));
    if (v.k == K_MIXED) is = b_or(x, n_eq(x, v.a, n_of(n->imm)), n->imm == NAZE_ALLOW ? n_eq(x, v.a, n_of(NAZE_VALUE)) : x->no);
    if (v.k == K_BOOL) is = n->imm == NAZE_ALLOW ? v.t : n->imm == NAZE_DENY ? b_not(x, v.t) : x->no;
    t = b_or(x, t, b_and(x, v.st[KNOWN], is));
  }
  val out = v_truth(x, b_or(x, t, referred));
  open.st[KNOWN] = open.st[NOVALUE] = x->no;
  return v_ite(x, b_and(x, v_open(x, &v), b_not(x, referred)), &open, &out);
}

static val outcome(smt *x, const node *n) {
  if (n->nargs) {
    val v = x_on(x, n, 0);
    if (n->imm == NAZE_ALLOW || n->imm == NAZE_VALUE) return v;
  }
  switch (n->imm) {
  case NAZE_DENY: return x->g->types[n->type].k == K_DECISION ? v_known(x, K_DECISION, n_of(NAZE_DENY)) : v_none(x, NA_DENIED);
  case NAZE_REFER: return v_status(x, REFERRED);
  case NAZE_NA: return v_none(x, NA_OUTSIDE);
  case NAZE_UNKNOWN: return v_status(x, MISSING);
  default: return v_known(x, K_DECISION, n_of(n->imm));
  }
}

static val decide(smt *x, const node *n) { /* S5.4 */
  val v = x_on(x, n, 0);
  if (v.st[KNOWN] == x->no || v.k != K_BOOL) return v;
  v.k = K_DECISION;
  v.a = n_ite(x, v.t, n_of(NAZE_ALLOW), n_of(NAZE_DENY));
  return v;
}

static val period_end(smt *x, const node *n) {
  val v = x_on(x, n, 0);
  truth known;
  val other = v_strict(x, &v, 1, &known);
  if (known == x->no) return other;
  num day = n->op == OP_PSTART ? v.a : v.b;
  truth open = n->op == OP_PSTART ? n_le(x, day, n_of(OPEN_FIRST)) : n_le(x, n_of(OPEN_LAST), day);
  num any = n_of(FACT_FIRST * 32 + 1);
  if (open != x->no && !n_fixed(&day)) {
    day = n_ite(x, open, any, day);
    if (day.lo < FIRST_MONTH * 32 + 1) day.lo = FIRST_MONTH * 32 + 1;
    if (day.hi > LAST_MONTH * 32 + 31) day.hi = LAST_MONTH * 32 + 31;
  } else if (open == x->yes) {
    day = any;
  }
  val out = v_unless(x, open, v_known(x, K_DATE, day));
  return v_pick(x, known, &out, &other);
}

static val reading(smt *x, const node *n) { /* S5.10 */
  uint32_t i = x->g->choice[n->ref];
  return i < n->nargs ? x_on(x, n, i) : v_status(x, FAULT);
}

val x_eval(smt *x, uint32_t id) {
  const node *n = x_node(x, id);
  smt_tick(x);
  switch ((smt_op)n->op) {
  case OP_CONST: return constant(x, n);
  case OP_TODAY: return v_known(x, K_DATE, x->today);
  case OP_SUBJECT: return x->frame->subject;
  case OP_ITEM: return element_of(x, n);
  case OP_PARAM: return n->imm >= 0 && n->imm < x->frame->nargs ? x->frame->args[n->imm] : v_status(x, FAULT);
  case OP_FIELD: return field(x, n);
  case OP_DECL: return call(x, n);
  case OP_READING: return reading(x, n);
  case OP_ASOF: return asof(x, n);
  case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_FLOOR: case OP_CEIL: case OP_RESCALE: case OP_MIN: case OP_MAX: return x_arith(x, n);
  case OP_AGE: case OP_REACH: case OP_MONTHOF: case OP_FIRSTDAY: case OP_LASTDAY: case OP_ADDMONTHS: case OP_ADDDAYS: case OP_MONTHDIFF:
  case OP_DAYDIFF: case OP_YEARSTART: case OP_DAYOF: return x_dates(x, n);
  case OP_PSTART: case OP_PEND: return period_end(x, n);
  case OP_AND: case OP_OR: case OP_ATLEAST: return x_connect(x, n);
  case OP_NOT: return negate(x, n);
  case OP_LT: case OP_LE: case OP_GT: case OP_GE: case OP_EQ: case OP_NE: case OP_IN: case OP_CONTAINS: return x_compare(x, n);
  case OP_ISBLANK: return is_blank(x, n);
  case OP_OUTIS: return outcome_is(x, n);
  case OP_ROWS: case OP_REFS: case OP_MONTHS: case OP_WHERE: return x_set(x, n);
  case OP_EXISTS: case OP_COUNT: case OP_DISTINCT: case OP_SUM: case OP_LARGEST: case OP_SMALLEST: case OP_MEAN: case OP_RANK: return x_over(x, n);
  case OP_OUTCOME: return outcome(x, n);
  case OP_DECIDE: return decide(x, n);
  case OP_MARK: return x->g->types[n->type].k == K_DECISION ? decide(x, n) : x_on(x, n, 0);
  case OP_MATRIX: return x_matrix(x, n);
  case OP_DTABLE: return x_dtable(x, n);
  case OP_COLALL: return x_colall(x, n);
  case OP_PROV: return x_prov(x, n);
  case OP_WITHDRAW: return x->main_clause ? *x->main_clause : v_status(x, FAULT);
  case OP_PROVITEM: case OPS: break;
  }
  return v_status(x, FAULT);
}
