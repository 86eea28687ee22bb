/* ref.c -- values, conditions and declarations over the checked tree; see ref.h. Clause numbers are spec/semantics.md's. */
#include "ref.h"

#include "../ir/date.h"
#include "ref_int.h"

static ir_type type_of(const rx *x, uint32_t t) { return x->m->types.v[t]; }

static int64_t pow10_of(unsigned d) {
  int64_t p = 1;
  while (d--) p *= 10;
  return p;
}

static rv number(rx *x, nz_ratio r, ir_type t) {
  rv out = ref_known((ir_tk)t.k, r.n);
  out.v.b = r.d;
  int64_t scaled;
  if (t.k == IR_T_QTY && (pow10_of(t.dec) % r.d != 0 || __builtin_mul_overflow(r.n, pow10_of(t.dec) / r.d, &scaled))) return ref_fault(x, NZ_FAULT_OVERFLOW);
  return out;
}

static nz_ratio ratio_of(rv v) { return (nz_ratio){v.v.a, v.v.b}; }

/* ---- facts (S3) ---- */

static rv cell_value(rx *x, uint32_t field, uint32_t cell) {
  const ir_field *f = &x->m->fields.v[field];
  const nz_cellval *c = &x->cells[cell];
  ir_type t = type_of(x, f->type);
  int64_t a = c->v;
  if (c->state == NZ_CELL_BLANK) return ref_novalue(NZ_NA_BLANK, 0);
  bool presume = c->state == NZ_CELL_NOT_GIVEN && (f->flags & IR_F_PRESUMED) && !x->e->strict;
  if (c->state != NZ_CELL_GIVEN && !presume) { /* S3.1 */
    rv r = ref_missing(x, NZ_C_FACT, cell);
    nz_ratio lo, hi;
    if (t.k == IR_T_QTY && f->lo <= f->hi && (f->lo || f->hi) && nz_ratio_make(f->lo, pow10_of(t.dec), &lo) && nz_ratio_make(f->hi, pow10_of(t.dec), &hi)) {
      r.bounded = true;
      r.lo = lo;
      r.hi = hi;
    }
    return r;
  }
  if (presume) a = f->presumed;
  rv r = ref_known((ir_tk)t.k, a);
  if (t.k == IR_T_QTY) {
    nz_ratio q = {a, 1};
    if (!nz_ratio_make(a, pow10_of(t.dec), &q)) return ref_fault(x, NZ_FAULT_OVERFLOW);
    r.v.a = q.n;
    r.v.b = q.d;
  }
  if (t.k == IR_T_PERIOD) r.v.b = c->v2;
  if (t.k == IR_T_TEXT) { /* texts compare by what they say */
    nz_str s = x->e->c->texts.v[a];
    r.v.b = 1;
    for (ir_str i = 0; i < x->m->strs.n; i++)
      if (x->m->strs.v[i].n == s.n && !__builtin_memcmp(x->m->strs.v[i].p, s.p, s.n)) {
        r.v.a = i;
        r.v.b = 0;
        break;
      }
    for (uint32_t i = 0; r.v.b && i < (uint32_t)a; i++) {
      nz_str u = x->e->c->texts.v[i];
      if (u.n == s.n && !__builtin_memcmp(u.p, s.p, s.n)) {
        r.v.a = i;
        break;
      }
    }
  }
  return r;
}

static rv field_of(rx *x, rv row, uint32_t field) {
  if (row.v.st != NZ_KNOWN) { /* S3.2 */
    row.bounded = false;
    return row;
  }
  return cell_value(x, field, nz_cell_of(x->e->c, (uint32_t)row.v.a, field));
}

static rv path_row(rx *x, uint32_t path) {
  const nz_path *p = &x->e->p->paths.v[path];
  rv row = p->start == NZ_ROW_SUBJECT ? x->subject : x->item[x->nitems - 1 - (p->start - NZ_ROW_ITEM0)];
  for (uint32_t i = 0; i < p->n; i++) row = field_of(x, row, p->field[i]);
  return row;
}

/* ---- declarations (S5.1) ---- */

static const nz_given *given(const rx *x, uint32_t decl) {
  for (uint32_t i = 0; i < x->e->c->given.n; i++)
    if (x->e->c->given.v[i].decl == decl) return &x->e->c->given.v[i];
  return NULL;
}

static rv given_value(rx *x, uint32_t decl, const nz_given *g) {
  const ir_decl *d = &x->m->decls.v[decl];
  ir_type t = d->outputs.n ? type_of(x, x->m->outputs.v[d->outputs.first].type) : (ir_type){IR_T_NOTHING, 0, 0};
  rv r = ref_known((ir_tk)t.k, g->num);
  nz_ratio q;
  if (t.k != IR_T_QTY && t.k != IR_T_RATIO) return r;
  if (!nz_ratio_make(g->num, g->den, &q)) return ref_fault(x, NZ_FAULT_ZERO);
  if (t.k == IR_T_QTY && !nz_ratio_mul(q, (nz_ratio){1, pow10_of(t.dec)}, &q)) return ref_fault(x, NZ_FAULT_OVERFLOW);
  r.v.a = q.n;
  r.v.b = q.d;
  return r;
}

static rv body_value(rx *x, const ir_decl *d, const nz_cvariant *cv, uint32_t output) {
  ir_tk k = output < d->outputs.n ? (ir_tk)type_of(x, x->m->outputs.v[d->outputs.first + output].type).k : IR_T_NOTHING;
  if (cv->table) return ref_table(x, cv, output, x->param, x->nparams);
  if (d->kind != IR_D_RULE) return ref_result(x, cv->body, k);
  const nz_node *res = nz_node_find(cv->body, NZ_T_RESULT), *cond = NULL;
  for (uint32_t i = 0; i < cv->body->nkid; i++)
    if (cv->body->kid[i] && cv->body->kid[i]->kind != NZ_T_RESULT) cond = cv->body->kid[i];
  if (!res) return ref_result(x, cond, k);
  if (!cond) return ref_result(x, res, k);
  rv c = ref_cond(x, cond), cand[2] = {ref_result(x, res, k), ref_novalue(NZ_NA_OUTSIDE, 0)};
  if (ref_true(c)) return cand[0];
  if (ref_false(c)) return cand[1];
  rmix mx = {0};
  ref_mix(x, &mx, c);
  return ref_join(x, &mx, cand, 2);
}

/* The variant in force with its subject and parameters; NULL: `no` is the value. */
static const nz_cvariant *enter(rx *x, uint32_t decl, rv subject, const rv *args, uint32_t nargs, rx *in, rv *no) {
  const ir_decl *d = &x->m->decls.v[decl];
  uint32_t v = ir_variant_on(x->m, d, x->date);
  bool deep = x->depth >= REF_MAX_DEPTH;
  if (deep || v == IR_NONE || (x->e->strict && x->date > x->m->variants.v[v].confirmed)) {
    *no = deep ? ref_fault(x, NZ_FAULT_DEPTH) : ref_missing(x, NZ_C_NOVARIANT, decl);
    return NULL;
  }
  *in = *x;
  rv *param = NZ_NEW_N(x->a, rv, d->params.n);
  in->subject = subject;
  in->nitems = 0;
  in->depth++;
  in->param = param;
  in->nparams = d->params.n;
  for (uint32_t i = 0; i < d->params.n; i++) param[i] = i < nargs ? args[i] : ref_value(in, x->e->p->defaults.v[d->params.first + i]);
  return &x->e->p->cvariants.v[v];
}

rv ref_decl(rx *x, uint32_t decl, uint32_t output, rv subject, const rv *args, uint32_t nargs) {
  const ir_decl *d = &x->m->decls.v[decl];
  const nz_given *g = given(x, decl);
  if (g) return given_value(x, decl, g);
  rx in;
  rv no;
  const nz_cvariant *cv = enter(x, decl, subject, args, nargs, &in, &no);
  if (!cv) return no;
  ir_tk k = output < d->outputs.n ? (ir_tk)type_of(x, x->m->outputs.v[d->outputs.first + output].type).k : IR_T_NOTHING;
  rv main = body_value(&in, d, cv, output);
  return d->outputs.n == 1 ? ref_provisos(&in, cv, main, k) : main;
}

/* What a call hands on: its row and its arguments. */
static rv *handed(rx *x, const nz_node *n, rv *row) {
  const ir_decl *d = &x->m->decls.v[n->ann.a];
  uint32_t first = n->nkid > d->params.n ? n->nkid - d->params.n : 0;
  rv subject = ref_known(IR_T_NOTHING, 0), *args = NZ_NEW_N(x->a, rv, d->params.n);
  if (d->subject != IR_NONE) subject = path_row(x, n->ann.b);
  *row = subject;
  for (uint32_t i = 0; i < d->params.n; i++) {
    const nz_node *a = n->nkid > first + i ? n->kid[first + i] : NULL;
    if (a) {
      args[i] = ref_value(x, a);
      continue;
    }
    rx in = *x; /* left out: read off the subject */
    in.subject = subject;
    in.nitems = 0;
    in.nparams = 0;
    args[i] = ref_value(&in, x->e->p->defaults.v[d->params.first + i]);
  }
  return args;
}

static rv call(rx *x, const nz_node *n) {
  rv subject, *args = handed(x, n, &subject);
  return ref_decl(x, n->ann.a, n->ann.flags, subject, args, x->m->decls.v[n->ann.a].params.n);
}

rset ref_declared_set(rx *x, const nz_node *n) {
  rx in;
  rv no, subject, *args = handed(x, n, &subject);
  const nz_cvariant *cv = enter(x, n->ann.a, subject, args, x->m->decls.v[n->ann.a].params.n, &in, &no);
  return cv ? ref_set(&in, cv->body) : (rset){.bad = no};
}

/* ---- arithmetic (S2.4, S2.5) ---- */

static bool interval(rv v, nz_ratio *lo, nz_ratio *hi) {
  if (v.v.st == NZ_KNOWN && (v.v.k == IR_T_QTY || v.v.k == IR_T_RATIO)) {
    *lo = *hi = ratio_of(v);
    return true;
  }
  *lo = v.lo;
  *hi = v.hi;
  return v.v.st == NZ_MISSING && v.bounded;
}

typedef bool (*op2)(nz_ratio, nz_ratio, nz_ratio *);
static bool smaller(nz_ratio a, nz_ratio b, nz_ratio *o) {
  *o = nz_ratio_cmp(a, b) <= 0 ? a : b;
  return true;
}
static bool larger(nz_ratio a, nz_ratio b, nz_ratio *o) {
  *o = nz_ratio_cmp(a, b) >= 0 ? a : b;
  return true;
}

static rv arith(rx *x, op2 f, rv a, rv b, ir_type t) {
  rv v[2] = {a, b}, out;
  nz_ratio r;
  if (ref_strict(x, v, 2, &out)) return f(ratio_of(a), ratio_of(b), &r) ? number(x, r, t) : ref_fault(x, NZ_FAULT_OVERFLOW);
  nz_ratio al, ah, bl, bh, p[4];
  if (out.v.st != NZ_MISSING || t.k != IR_T_QTY || f == nz_ratio_div || !interval(a, &al, &ah) || !interval(b, &bl, &bh)) return out;
  if (!f(al, bl, &p[0]) || !f(al, bh, &p[1]) || !f(ah, bl, &p[2]) || !f(ah, bh, &p[3])) return out;
  out.bounded = true;
  out.lo = out.hi = p[0];
  for (int i = 1; i < 4; i++) {
    smaller(out.lo, p[i], &out.lo);
    larger(out.hi, p[i], &out.hi);
  }
  return out;
}

static rv scalar(rx *x, bool ok, ir_tk k, int64_t v) { return ok ? ref_known(k, v) : ref_fault(x, NZ_FAULT_RANGE); }

static bool month_of(rv v, int64_t *m) { return v.v.k == IR_T_MONTH ? (*m = v.v.a, ir_month_ok(*m)) : ir_month_of_day(v.v.a, m); }

static rv add_months(rx *x, rv base, int64_t n) {
  int64_t out = 0;
  bool month = base.v.k == IR_T_MONTH;
  bool ok = month ? !__builtin_add_overflow(base.v.a, n, &out) && ir_month_ok(out) : ir_add_months(base.v.a, n, &out);
  return scalar(x, ok, month ? IR_T_MONTH : IR_T_DATE, out);
}

static rv builtin(rx *x, const nz_node *n) {
  if (n->ann.a >= NZ_B_COUNT && n->ann.a <= NZ_B_MEAN) return ref_aggregate(x, n);
  if (n->kind == NZ_T_THIS) { /* この月 */
    int64_t m = 0;
    bool ok = ir_month_of_day(x->date, &m);
    return scalar(x, ok, IR_T_MONTH, m);
  }
  rv v[2] = {ref_value(x, n->kid[0]), ref_truth(true)}, out;
  bool two = n->nkid > 1;
  if (two) v[1] = ref_value(x, n->kid[1]);
  if (!ref_strict(x, v, two ? 2 : 1, &out)) return out;
  int64_t a = v[0].v.a, b = v[1].v.a, r = 0, s = 0;
  ir_ymd d;
  switch (n->ann.a) {
    case NZ_B_AGE: {
      bool ok = ir_age_on(a, b, &r);
      rv y = scalar(x, ok, IR_T_QTY, r);
      return y;
    }
    case NZ_B_REACH: { bool ok = ir_age_reached(a, b, &r); return scalar(x, ok, IR_T_DATE, r); }
    case NZ_B_MONTHOF: { bool ok = month_of(v[0], &r); return scalar(x, ok, IR_T_MONTH, r); }
    case NZ_B_FIRSTDAY: { bool ok = month_of(v[0], &s) && ir_first_day(s, &r); return scalar(x, ok, IR_T_DATE, r); }
    case NZ_B_YEARSTART:
    case NZ_B_FISCALSTART: { bool ok = month_of(v[0], &s) && ir_year_start(s, n->ann.a == NZ_B_YEARSTART ? 1 : 4, &r); return scalar(x, ok, IR_T_MONTH, r); }
    case NZ_B_LASTDAY: { bool ok = month_of(v[0], &s) && ir_last_day(s, &r); return scalar(x, ok, IR_T_DATE, r); }
    case NZ_B_ADDMONTHS: return add_months(x, v[0], n->kind == NZ_T_SUB ? -b : b);
    case NZ_B_SUBMONTHS: return add_months(x, v[0], -b);
    case NZ_B_ADDDAYS: { bool ok = ir_add_days(a, n->kind == NZ_T_SUB ? -b : b, &r); return scalar(x, ok, IR_T_DATE, r); }
    case NZ_B_MONTHDIFF: { bool ok = month_of(v[0], &r) && month_of(v[1], &s); return scalar(x, ok, IR_T_QTY, s - r + 1); }
    case NZ_B_DAYDIFF: return scalar(x, ir_day_ok(a) && ir_day_ok(b), IR_T_QTY, b - a + 1);
    case NZ_B_DAYOF: { bool ok = ir_civil(a, &d); return scalar(x, ok, IR_T_QTY, ok ? d.d : 0); }
    case NZ_B_PSTART: return scalar(x, ir_day_ok(v[0].v.a), IR_T_DATE, v[0].v.a);
    default: return scalar(x, ir_day_ok(v[0].v.b), IR_T_DATE, v[0].v.b); /* PEND */
  }
}

static rv chosen(rx *x, const nz_node *n, bool cond) { /* S5.10 */
  uint32_t r = n->ann.a, c = x->e->choice ? x->e->choice[r] : IR_NONE;
  if (c == IR_NONE && x->e->c->choice && x->e->c->choice[r]) c = x->e->c->choice[r] - 1u;
  if (c == IR_NONE) c = x->m->readings.v[r].dflt;
  const nz_node *e = n->kid[c]->kid[0];
  return cond ? ref_cond(x, e) : ref_value(x, e);
}

static rv text_of(rx *x, uint32_t str) {
  (void)x;
  rv r = ref_known(IR_T_TEXT, str);
  return r;
}

rv ref_value(rx *x, const nz_node *n) {
  ir_type t = type_of(x, n->ann.type);
  rv a;
  switch (n->kind) {
    case NZ_T_NAME:
    case NZ_T_CALL:
    case NZ_T_OF:
    case NZ_T_THIS:
    case NZ_T_THAT:
      switch (n->ann.ref) {
        case NZ_A_FIELD: return field_of(x, path_row(x, n->ann.b), n->ann.a);
        case NZ_A_FIELD_OF: return field_of(x, ref_value(x, n->kid[0]), n->ann.a);
        case NZ_A_DECL: return call(x, n);
        case NZ_A_VALUE: return ref_known(IR_T_ENUM, n->ann.a);
        case NZ_A_PARAM: return x->param[n->ann.a];
        case NZ_A_ITEM: return x->item[x->nitems - 1 - n->ann.a];
        case NZ_A_TODAY: return ref_known(IR_T_DATE, x->date);
        case NZ_A_SUBJECT: return path_row(x, n->ann.b);
        case NZ_A_BUILTIN: return builtin(x, n);
        default: return ref_truth(false);
      }
    case NZ_T_QTY: {
      nz_ratio r;
      ir_type own = {IR_T_QTY, (uint8_t)(n->aux < 0 || n->aux > 6 ? 0 : n->aux), 0};
      return nz_ratio_make(n->num, pow10_of(own.dec), &r) ? number(x, r, own) : ref_fault(x, NZ_FAULT_OVERFLOW);
    }
    case NZ_T_DATE: {
      int64_t m = 0;
      if (n->op != NZ_DP_MONTH) return ref_known(IR_T_DATE, n->num);
      bool ok = ir_month_of_day(n->num, &m);
      return scalar(x, ok, IR_T_MONTH, m);
    }
    case NZ_T_TIME: return ref_known(IR_T_TIME, n->num);
    case NZ_T_TEXT: return text_of(x, n->ann.a);
    case NZ_T_ADD:
    case NZ_T_SUB:
      if (n->ann.ref == NZ_A_BUILTIN) return builtin(x, n);
      a = ref_value(x, n->kid[0]);
      return arith(x, n->kind == NZ_T_ADD ? nz_ratio_add : nz_ratio_sub, a, ref_value(x, n->kid[1]), t);
    case NZ_T_MUL: a = ref_value(x, n->kid[0]); return arith(x, nz_ratio_mul, a, ref_value(x, n->kid[1]), t);
    case NZ_T_DIV: {
      a = ref_value(x, n->kid[0]);
      rv b = ref_value(x, n->kid[1]);
      if (a.v.st == NZ_KNOWN && b.v.st == NZ_KNOWN && b.v.a == 0) return ref_fault(x, NZ_FAULT_ZERO);
      return arith(x, nz_ratio_div, a, b, t);
    }
    case NZ_T_CAP:
    case NZ_T_EARLIER: {
      a = ref_value(x, n->kid[0]);
      rv b = ref_value(x, n->kid[1]);
      if (t.k == IR_T_QTY || t.k == IR_T_RATIO) return arith(x, n->op ? larger : smaller, a, b, t);
      rv v[2] = {a, b}, out;
      if (!ref_strict(x, v, 2, &out)) return out;
      return (n->op ? b.v.a > a.v.a : b.v.a < a.v.a) ? b : a;
    }
    case NZ_T_ROUND: {
      rv v = ref_value(x, n->kid[0]), out;
      int64_t q;
      if (!ref_strict(x, &v, 1, &out)) return out;
      if (!n->op) q = nz_floor_div(v.v.a, v.v.b);
      else if (!nz_ceil_div(v.v.a, v.v.b, &q)) return ref_fault(x, NZ_FAULT_OVERFLOW);
      return number(x, (nz_ratio){q, 1}, t);
    }
    case NZ_T_ASOF: { /* S5.9 */
      rv d = ref_value(x, n->kid[0]), out;
      if (!ref_strict(x, &d, 1, &out)) return out;
      rx in = *x;
      in.date = d.v.a;
      return ref_value(&in, n->kid[1]);
    }
    case NZ_T_READSEL: return chosen(x, n, false);
    case NZ_T_RANK: return ref_rank(x, n);
    case NZ_T_RESULT: return ref_result(x, n, (ir_tk)t.k);
    case NZ_T_NONE: return ref_novalue(NZ_NA_ABSENT, 0);
    case NZ_T_BLANK: return ref_novalue(NZ_NA_BLANK, 0);
    case NZ_T_FROMTO: {
      rv r = ref_known(IR_T_PERIOD, n->kid[n->nkid - 2]->num);
      r.v.b = n->kid[n->nkid - 1]->num;
      return r;
    }
    default: return ref_cond(x, n);
  }
}

/* ---- conditions (S4) ---- */

static bool cmp_holds(uint16_t op, int c) {
  switch (op) {
    case NZ_CMP_LT: return c < 0;
    case NZ_CMP_LE: return c <= 0;
    case NZ_CMP_GT: return c > 0;
    case NZ_CMP_GE: return c >= 0;
    case NZ_CMP_EQ: return c == 0;
    default: return c != 0;
  }
}

static bool numeric(rv v) { return v.v.k == IR_T_QTY || v.v.k == IR_T_RATIO; }

static rv compare(rx *x, uint16_t op, rv a, rv b) {
  rv v[2] = {a, b}, out;
  if (ref_strict(x, v, 2, &out)) {
    if (numeric(a)) return ref_truth(cmp_holds(op, nz_ratio_cmp(ratio_of(a), ratio_of(b))));
    int c = a.v.a < b.v.a ? -1 : a.v.a > b.v.a;
    if (c == 0 && a.v.b != b.v.b && (a.v.k == IR_T_PERIOD || a.v.k == IR_T_TEXT)) c = 1;
    return ref_truth(cmp_holds(op, c));
  }
  if (out.v.st == NZ_NOVALUE) return ref_truth(false);
  nz_ratio al, ah, bl, bh;
  if (out.v.st == NZ_MISSING && interval(a, &al, &ah) && interval(b, &bl, &bh)) { /* S4.3 */
    int lo = nz_ratio_cmp(al, bh), hi = nz_ratio_cmp(ah, bl); /* smallest and largest possible order */
    bool apart = hi < 0 || lo > 0, point = nz_ratio_cmp(al, ah) == 0 && nz_ratio_cmp(bl, bh) == 0;
    if (apart || point || ((op == NZ_CMP_LE || op == NZ_CMP_GT) && hi <= 0) || ((op == NZ_CMP_GE || op == NZ_CMP_LT) && lo >= 0)) return ref_truth(cmp_holds(op, apart ? (hi < 0 ? -1 : 1) : op == NZ_CMP_LE || op == NZ_CMP_GT ? hi : lo));
  }
  out.bounded = false;
  return out;
}

static rv negate(rv v) {
  if (v.v.st == NZ_KNOWN) return ref_truth(!v.v.a);
  if (v.v.st == NZ_NOVALUE) return ref_truth(false);
  v.bounded = false;
  return v;
}

static rv blank_test(rv v) {
  v.bounded = false;
  return ref_settled(v) ? ref_truth(v.v.st == NZ_NOVALUE && v.v.why == NZ_NA_BLANK) : v;
}

static rv any_of(rx *x, const nz_node *n) { /* S4.5 */
  rv s = ref_value(x, n->kid[0]);
  NZ_VEC(rv) all = {0};
  for (uint32_t i = 1; i < n->nkid; i++) {
    if (n->kid[i]->ann.ref == NZ_A_ENUMSET) {
      ir_enum e = x->m->enums.v[n->kid[i]->ann.a];
      for (uint32_t k = 0; k < e.values.n; k++) NZ_PUSH(x->a, &all) = compare(x, n->op ? NZ_CMP_NE : NZ_CMP_EQ, s, ref_known(IR_T_ENUM, e.values.first + k));
      continue;
    }
    rv v = ref_value(x, n->kid[i]);
    NZ_PUSH(x->a, &all) = compare(x, n->op ? NZ_CMP_NE : NZ_CMP_EQ, s, v);
  }
  return ref_connect(x, all.v, all.n, n->op ? all.n : 1);
}

static rv out_is(rv v, int op) { /* S4.7, P3.11 */
  v.bounded = false;
  if (op == NZ_OUT_REFER) return v.v.st == NZ_REFERRED ? ref_truth(true) : ref_settled(v) ? ref_truth(false) : v;
  if (v.v.st == NZ_NOVALUE) return ref_truth(op == NZ_OUT_NA && v.v.why == NZ_NA_OUTSIDE);
  if (v.v.st != NZ_KNOWN) return v;
  int o = v.v.k == IR_T_DECISION ? (int)v.v.a : v.v.k == IR_T_BOOL ? (v.v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY) : NZ_OUT_ALLOW;
  return ref_truth(o == op);
}

static rv contains(rx *x, const nz_node *n) {
  rv v[2] = {ref_value(x, n->kid[0]), ref_value(x, n->kid[1])}, out;
  if (!ref_strict(x, v, 2, &out)) {
    out.bounded = false;
    return out.v.st == NZ_NOVALUE ? ref_truth(false) : out;
  }
  int64_t lo = v[1].v.a, hi = v[1].v.a;
  if (v[1].v.k == IR_T_MONTH && (!ir_first_day(v[1].v.a, &lo) || !ir_last_day(v[1].v.a, &hi))) return ref_fault(x, NZ_FAULT_RANGE);
  return ref_truth(v[0].v.a <= hi && lo <= v[0].v.b);
}

static rv connect(rx *x, const nz_node *n, uint32_t need) {
  rv *v = NZ_NEW_N(x->a, rv, n->nkid);
  for (uint32_t i = 0; i < n->nkid; i++) v[i] = ref_cond(x, n->kid[i]);
  return ref_connect(x, v, n->nkid, need);
}

static bool is_set(const rx *x, const nz_node *n) { return type_of(x, n->ann.type).k == IR_T_SET; }

rv ref_cond(rx *x, const nz_node *n) {
  switch (n->kind) {
    case NZ_T_AND: return connect(x, n, n->nkid);
    case NZ_T_OR: return connect(x, n, 1);
    case NZ_T_ATLEAST: return connect(x, n, (uint32_t)n->num);
    case NZ_T_CMP: {
      if (n->kid[1]->kind == NZ_T_BLANK) {
        rv b = blank_test(ref_value(x, n->kid[0]));
        return n->op == NZ_CMP_NE ? negate(b) : b;
      }
      rv a = ref_value(x, n->kid[0]);
      return compare(x, n->op, a, ref_value(x, n->kid[1]));
    }
    case NZ_T_RANGE: {
      rv s = ref_value(x, n->kid[0]), v[2];
      v[0] = compare(x, n->op, s, ref_value(x, n->kid[1]));
      v[1] = compare(x, (uint16_t)n->aux, s, ref_value(x, n->kid[2]));
      return ref_connect(x, v, 2, 2);
    }
    case NZ_T_IN: return any_of(x, n);
    case NZ_T_IS: return blank_test(ref_value(x, n->kid[0]));
    case NZ_T_ISNOT: return negate(blank_test(ref_value(x, n->kid[0])));
    case NZ_T_HAS:
    case NZ_T_HASNOT: {
      const nz_node *k = n->kid[0];
      rv v = is_set(x, k) ? ref_exists(x, k) : k->kind == NZ_T_CMP ? ref_cond(x, k) : ref_value(x, k);
      return n->kind == NZ_T_HASNOT ? negate(v) : v;
    }
    case NZ_T_OUTIS: return out_is(ref_value(x, n->kid[0]), n->op);
    case NZ_T_CONTAINS: return contains(x, n);
    case NZ_T_READSEL: return chosen(x, n, true);
    case NZ_T_ALWAYS: return ref_truth(true);
    case NZ_T_NAME:
    case NZ_T_CALL:
    case NZ_T_OF: return ref_value(x, n);
    default: return ref_truth(false);
  }
}

/* ---- questions (S1) ---- */

static nz_val outcome(rx *x, const ir_decl *d, uint32_t output, rv v) {
  ir_type t = output < d->outputs.n ? type_of(x, x->m->outputs.v[d->outputs.first + output].type) : (ir_type){IR_T_NOTHING, 0, 0};
  nz_val out = v.v;
  int64_t scaled;
  if (v.v.st == NZ_KNOWN && v.v.k == IR_T_QTY) {
    if (pow10_of(t.dec) % v.v.b != 0 || __builtin_mul_overflow(v.v.a, pow10_of(t.dec) / v.v.b, &scaled)) return ref_fault(x, NZ_FAULT_OVERFLOW).v;
    out.a = scaled;
    out.b = 0;
  }
  if (v.v.st != NZ_KNOWN) out.a = out.b = 0;
  return out;
}

nz_val nz_ref_run(nz_arena *a, const nz_ref_env *env, const nz_question *q) {
  rx x = {.a = a, .e = env, .m = env->p->m, .cells = env->cells ? env->cells : env->c->cells.v, .date = env->date};
  const ir_decl *d = &x.m->decls.v[q->decl];
  x.subject = ref_known(IR_T_ROW, q->subject);
  if (d->subject != IR_NONE && q->subject == IR_NONE) { /* S1.2 */
    uint32_t n = 0, only = 0;
    for (uint32_t i = 0; i < env->c->rows.n; i++)
      if (env->c->rows.v[i].ledger == d->subject && !n++) only = i;
    x.subject = n ? ref_known(IR_T_ROW, only) : ref_missing(&x, NZ_C_NOROW, d->subject);
  }
  rv *args = NZ_NEW_N(a, rv, d->params.n);
  for (uint32_t i = 0; i < d->params.n; i++) {
    ir_type t = type_of(&x, x.m->params.v[d->params.first + i].type);
    if (i < q->nargs && q->has[i]) {
      args[i] = ref_known((ir_tk)t.k, q->args[i]);
      if (t.k == IR_T_QTY) args[i] = number(&x, (nz_ratio){q->args[i], 1}, t);
    } else if (x.e->p->defaults.v[d->params.first + i]) {
      args[i] = ref_value(&x, x.e->p->defaults.v[d->params.first + i]);
    } else {
      args[i] = ref_missing(&x, NZ_C_NOROW, d->subject);
    }
  }
  return outcome(&x, d, q->output, ref_decl(&x, q->decl, q->output, x.subject, args, d->params.n));
}
