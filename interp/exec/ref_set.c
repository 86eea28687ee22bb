/* ref_set.c -- sets of rows and months, and what is counted over them (S6) */
#include "../ir/date.h"
#include "ref_int.h"

static void *get(void *a, size_t n) { return nz_get(a, n); }

static rset bad(rv v) {
  v.bounded = false;
  return (rset){.bad = v};
}

static bool period_covers(const rx *x, uint32_t ledger, int64_t from, int64_t to) {
  /* statements of completeness may meet end to end: walk from the first month on */
  int64_t need = from;
  const nz_case *c = x->e->c;
  for (bool moved = true; moved && need <= to;) {
    moved = false;
    for (uint32_t i = 0; i < c->closed.n; i++) {
      const nz_closed *k = &c->closed.v[i];
      if (k->ledger != ledger || k->from > need || k->to < need) continue;
      if (k->to == IR_DATE_MAX) return true;
      need = k->to + 1;
      moved = true;
    }
  }
  return need > to;
}

static bool wholly_closed(const rx *x, uint32_t ledger) { return period_covers(x, ledger, IR_DATE_MIN, IR_DATE_MAX); }

/* S6.1: the months to which a condition restricts the elements of a set */
typedef struct rscope { const rx *x; uint32_t ledger; const nz_node *from, *to; } rscope;

static const nz_path *path_of(const rx *x, const nz_node *n) { return &x->e->p->paths.v[n->ann.b]; }

static bool own_field(const rscope *s, const nz_node *n, uint32_t flag) { /* 提供日, of the element itself */
  if (n->ann.ref != NZ_A_FIELD && n->ann.ref != NZ_A_FIELD_OF) return false;
  if (n->ann.ref == NZ_A_FIELD && (path_of(s->x, n)->start != NZ_ROW_ITEM0 || path_of(s->x, n)->n)) return false;
  if (n->ann.ref == NZ_A_FIELD_OF && (n->kid[0]->ann.ref != NZ_A_ITEM || n->kid[0]->ann.a)) return false;
  const ir_field *f = &s->x->m->fields.v[n->ann.a];
  return f->ledger == s->ledger && (f->flags & flag);
}

static bool own_time(const rscope *s, const nz_node *n) {
  bool month = n->kind != NZ_T_THIS && n->ann.ref == NZ_A_BUILTIN && n->ann.a == NZ_B_MONTHOF;
  return own_field(s, month ? n->kid[0] : n, IR_F_TIME);
}

static bool fixed(const rscope *s, const nz_node *n) { /* of one value for all elements */
  if (n->kind == NZ_T_DATE || n->kind == NZ_T_QTY) return true;
  bool sum = n->kind == NZ_T_ADD || n->kind == NZ_T_SUB;
  if (n->kind != NZ_T_NAME && n->kind != NZ_T_CALL && n->kind != NZ_T_OF && n->kind != NZ_T_THIS && n->kind != NZ_T_THAT && !sum) return false;
  if (n->ann.ref == NZ_A_PARAM || n->ann.ref == NZ_A_TODAY || n->ann.ref == NZ_A_SUBJECT) return true;
  if (n->ann.ref == NZ_A_ITEM) return n->ann.a > 0;
  if (n->ann.ref == NZ_A_FIELD) return path_of(s->x, n)->start != NZ_ROW_ITEM0;
  if (n->ann.ref == NZ_A_FIELD_OF) return fixed(s, n->kid[0]);
  if (n->ann.ref == NZ_A_DECL) return path_of(s->x, n)->start == NZ_ROW_SUBJECT && !n->nkid;
  if (n->ann.ref != NZ_A_BUILTIN) return false;
  if (n->kind == NZ_T_THIS) return true;
  switch (n->ann.a) {
    case NZ_B_MONTHOF: case NZ_B_YEARSTART: case NZ_B_FISCALSTART: case NZ_B_FIRSTDAY: case NZ_B_LASTDAY: case NZ_B_PSTART: case NZ_B_PEND: return fixed(s, n->kid[0]);
    case NZ_B_ADDMONTHS: case NZ_B_SUBMONTHS: case NZ_B_ADDDAYS: return fixed(s, n->kid[0]) && fixed(s, n->kid[1]);
    default: return false;
  }
}

static void compared(rscope *s, int op, const nz_node *a, const nz_node *b) {
  bool least = op == NZ_CMP_EQ || op == NZ_CMP_GE || op == NZ_CMP_GT, most = op == NZ_CMP_EQ || op == NZ_CMP_LE || op == NZ_CMP_LT;
  if (own_time(s, a) && fixed(s, b)) {
    if (least && !s->from) s->from = b;
    if (most && !s->to) s->to = b;
  }
}

static void restricting(rscope *s, const nz_node *c) {
  static const int other_way[] = {[NZ_CMP_LT] = NZ_CMP_GT, [NZ_CMP_LE] = NZ_CMP_GE, [NZ_CMP_GT] = NZ_CMP_LT, [NZ_CMP_GE] = NZ_CMP_LE, [NZ_CMP_EQ] = NZ_CMP_EQ, [NZ_CMP_NE] = NZ_CMP_NE};
  switch (c->kind) {
    case NZ_T_AND:
      for (uint32_t i = 0; i < c->nkid; i++) restricting(s, c->kid[i]);
      return;
    case NZ_T_HAS: restricting(s, c->kid[0]); return;
    case NZ_T_CMP:
      compared(s, c->op, c->kid[0], c->kid[1]);
      if (c->op <= NZ_CMP_NE) compared(s, other_way[c->op], c->kid[1], c->kid[0]);
      return;
    case NZ_T_RANGE:
      compared(s, c->op, c->kid[0], c->kid[1]);
      compared(s, (int)c->aux, c->kid[0], c->kid[2]);
      return;
    case NZ_T_CONTAINS:
      if (!own_field(s, c->kid[0], IR_F_PERIOD) || !fixed(s, c->kid[1])) return;
      if (!s->from) s->from = c->kid[1];
      if (!s->to) s->to = c->kid[1];
      return;
    default: return;
  }
}

static void add(rx *x, rset *s, int64_t id) {
  if ((s->n & (s->n - 1)) == 0) { /* full at every power of two */
    relem *v = NZ_NEW_N(x->a, relem, s->n ? (size_t)s->n * 2 : 1);
    for (uint32_t i = 0; i < s->n; i++) v[i] = s->v[i];
    s->v = v;
  }
  s->v[s->n++] = (relem){id, NZ_KNOWN, {NULL, 0}};
}

static rset months(rx *x, rv from, rv to) {
  rv v[2] = {from, to}, out;
  int64_t a, b;
  if (!ref_strict(x, v, 2, &out)) return bad(out);
  rset s = {.ok = true};
  a = from.v.a;
  b = to.v.a;
  if ((from.v.k == IR_T_DATE && !ir_month_of_day(a, &a)) || (to.v.k == IR_T_DATE && !ir_month_of_day(b, &b))) return bad(ref_fault(x, NZ_FAULT_RANGE));
  if (b - a >= 1200) return bad(ref_fault(x, NZ_FAULT_RANGE));
  for (; a <= b; a++) add(x, &s, a);
  return s;
}

static rset window(rx *x, const nz_node *n) {
  int64_t m, k = n->num < 1 || n->num > 1200 ? 1 : n->num;
  if (!ir_month_of_day(x->date, &m)) return bad(ref_fault(x, NZ_FAULT_RANGE));
  int64_t first = m - (n->op == NZ_WIN_RECENT ? k - 1 : k), last = n->op == NZ_WIN_RECENT ? m : m - 1;
  if (!ir_month_ok(first) || !ir_month_ok(last)) return bad(ref_fault(x, NZ_FAULT_RANGE));
  return months(x, ref_known(IR_T_MONTH, first), ref_known(IR_T_MONTH, last));
}

static rset ledger_rows(rx *x, uint32_t ledger) {
  rset s = {.ok = true, .rows = true, .ledger = ledger, .open = !wholly_closed(x, ledger)};
  for (uint32_t i = 0; i < x->e->c->rows.n; i++)
    if (x->e->c->rows.v[i].ledger == ledger) add(x, &s, i);
  return s;
}

static rset refs(rx *x, rv row, uint32_t field) {
  if (row.v.st != NZ_KNOWN) return bad(row);
  uint32_t cell = nz_cell_of(x->e->c, (uint32_t)row.v.a, field);
  const nz_cellval *c = &x->cells[cell];
  rset s = {.ok = true, .rows = true, .ledger = x->m->types.v[x->m->fields.v[field].type].ref};
  if (c->state == NZ_CELL_BLANK) return s;
  if (c->state != NZ_CELL_GIVEN) return bad(ref_missing(x, NZ_C_FACT, cell));
  for (uint32_t i = 0; i < c->nmulti; i++) add(x, &s, c->multi[i]);
  return s;
}

static rv path_row(rx *x, uint32_t path) { /* as a THIS node reads it */
  nz_node n = {.kind = NZ_T_THIS};
  n.ann.ref = NZ_A_SUBJECT;
  n.ann.b = path;
  return ref_value(x, &n);
}

static bool as_month(rv v, int64_t *m) { return v.v.k == IR_T_MONTH ? (*m = v.v.a, true) : ir_month_of_day(v.v.a, m); }

static rset keep(rx *x, rset s, const nz_node *cond) {
  if (!s.ok) return s;
  rset out = s;
  out.n = 0;
  out.v = NZ_NEW_N(x->a, relem, s.n);
  rx in = *x;
  in.nitems++;
  rscope sc = {x, s.ledger, NULL, NULL};
  if (s.rows && s.open) restricting(&sc, cond);
  if (sc.from && sc.to) {
    in.item[in.nitems - 1] = ref_novalue(NZ_NA_ABSENT, 0); /* neither month depends on it */
    rv from = ref_value(&in, sc.from), to = ref_value(&in, sc.to);
    int64_t a, b;
    if (from.v.st == NZ_KNOWN && to.v.st == NZ_KNOWN && as_month(from, &a) && as_month(to, &b) && period_covers(x, s.ledger, a, b)) out.open = false;
  }
  for (uint32_t i = 0; i < s.n; i++) {
    in.item[in.nitems - 1] = ref_known(s.rows ? IR_T_ROW : IR_T_MONTH, s.v[i].id);
    rv c = ref_cond(&in, cond);
    if (ref_false(c)) continue;
    relem e = s.v[i];
    if (!ref_true(c)) {
      e.why = nz_causes_union(get, x->a, e.why, c.v.causes);
      e.st = c.v.st > e.st ? c.v.st : e.st;
    }
    out.v[out.n++] = e;
  }
  return out;
}

static rset others(rx *x, const nz_node *n) { /* 他の請求 */
  rset s = ledger_rows(x, n->ann.a), out = s;
  if (n->kind != NZ_T_OTHERS) return s;
  rv me = path_row(x, n->ann.b);
  out.n = 0;
  out.v = NZ_NEW_N(x->a, relem, s.n);
  for (uint32_t i = 0; i < s.n; i++) {
    if (me.v.st == NZ_NOVALUE || (me.v.st == NZ_KNOWN && me.v.a == s.v[i].id)) continue;
    relem e = s.v[i];
    if (me.v.st != NZ_KNOWN) {
      e.st = me.v.st;
      e.why = me.v.causes;
    }
    out.v[out.n++] = e;
  }
  return out;
}

rset ref_set(rx *x, const nz_node *n) {
  switch (n->kind) {
    case NZ_T_ROWSET: return keep(x, ref_set(x, n->kid[0]), n->kid[1]);
    case NZ_T_WINDOW: return window(x, n);
    case NZ_T_FROMTO: {
      rv from = ref_value(x, n->kid[n->nkid - 2]);
      return months(x, from, ref_value(x, n->kid[n->nkid - 1]));
    }
    default: break;
  }
  switch (n->ann.ref) {
    case NZ_A_DECL: return ref_declared_set(x, n);
    case NZ_A_LEDGER: return others(x, n);
    case NZ_A_MULTI: {
      nz_node row = {.kind = NZ_T_THIS};
      row.ann.ref = NZ_A_SUBJECT;
      row.ann.b = n->ann.b;
      return refs(x, ref_value(x, &row), n->ann.a);
    }
    case NZ_A_FIELD_OF: return refs(x, ref_value(x, n->kid[0]), n->ann.a);
    case NZ_A_BUILTIN: { /* の各月 */
      if (x->m->types.v[n->kid[0]->ann.type].k == IR_T_SET) return ref_set(x, n->kid[0]);
      rv p = ref_value(x, n->kid[0]);
      rv from = p, to = p;
      if (p.v.st == NZ_KNOWN) {
        if (!ir_day_ok(p.v.a) || !ir_day_ok(p.v.b)) return bad(ref_fault(x, NZ_FAULT_RANGE));
        from = ref_known(IR_T_DATE, p.v.a);
        to = ref_known(IR_T_DATE, p.v.b);
      }
      return months(x, from, to);
    }
    default: return (rset){.ok = true};
  }
}

static nz_causes causes_of(rx *x, const rset *s) {
  nz_causes c = {NULL, 0};
  for (uint32_t i = 0; i < s->n; i++)
    if (s->v[i].st != NZ_KNOWN) c = nz_causes_union(get, x->a, c, s->v[i].why);
  if (s->open) c = nz_causes_union(get, x->a, c, nz_causes_one(get, x->a, NZ_C_OPEN, s->ledger));
  return c;
}

static uint32_t certain(const rset *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n; i++) n += s->v[i].st == NZ_KNOWN;
  return n;
}

static rv undecided(rx *x, nz_causes c) {
  rv r = ref_missing(x, NZ_C_OPEN, 0);
  r.v.causes = c;
  return r;
}

rv ref_exists(rx *x, const nz_node *set) { /* S6.2 */
  rset s = ref_set(x, set);
  if (!s.ok) return s.bad;
  if (certain(&s)) return ref_truth(true);
  if (!s.n && !s.open) return ref_truth(false);
  return undecided(x, causes_of(x, &s));
}

static rv counted(rx *x, const rset *s, int64_t lo, int64_t hi, nz_causes c) { /* S6.3 */
  if (s->open && x->m->ledgers.v[s->ledger].max_rows > hi) hi = x->m->ledgers.v[s->ledger].max_rows;
  if (lo == hi) return ref_known(IR_T_QTY, lo);
  rv r = undecided(x, c);
  r.bounded = true;
  r.lo = (nz_ratio){lo, 1};
  r.hi = (nz_ratio){hi, 1};
  return r;
}

static rv element_value(rx *x, const rset *s, uint32_t i, const nz_node *e) {
  rx in = *x;
  in.item[in.nitems++] = ref_known(s->rows ? IR_T_ROW : IR_T_MONTH, s->v[i].id);
  return e ? ref_value(&in, e) : in.item[in.nitems - 1];
}

static rv distinct(rx *x, const rset *s, const nz_node *e) {
  rv *seen = NZ_NEW_N(x->a, rv, s->n);
  uint32_t lo = 0, more = 0;
  nz_causes c = causes_of(x, s);
  for (uint32_t i = 0; i < s->n; i++) {
    rv v = element_value(x, s, i, e);
    if (v.v.st == NZ_NOVALUE) continue;
    if (v.v.st != NZ_KNOWN) c = nz_causes_union(get, x->a, c, v.v.causes);
    if (v.v.st != NZ_KNOWN || s->v[i].st != NZ_KNOWN) {
      more++;
      continue;
    }
    bool have = false;
    for (uint32_t k = 0; k < lo; k++) have |= ref_same(seen[k], v);
    if (!have) seen[lo++] = v;
  }
  return counted(x, s, lo, (int64_t)lo + more, c);
}

/* keys of one row, in order; A、Bの順 asks for each value in turn */
static uint32_t keys_of(rx *x, const nz_node *n, int64_t row, rv *out, bool *desc) {
  rx in = *x;
  uint32_t k = 0;
  in.item[in.nitems++] = ref_known(IR_T_ROW, row);
  for (uint32_t i = 1; i < n->nkid; i++) {
    const nz_node *o = n->kid[i];
    if (o->kind != NZ_T_ORDERKEY || !o->nkid) continue;
    if (o->nkid == 1) {
      desc[k] = o->op;
      out[k++] = ref_value(&in, o->kid[0]);
      continue;
    }
    rv v = ref_value(&in, o->kid[0]);
    for (uint32_t j = 1; j < o->nkid && k < 58; j++) {
      desc[k] = true;
      rv w = ref_value(&in, o->kid[j]);
      if (ref_settled(v)) out[k++] = ref_truth(v.v.st == NZ_KNOWN && w.v.st == NZ_KNOWN && ref_same(v, w));
      else out[k++] = v;
    }
  }
  return k;
}

rv ref_rank(rx *x, const nz_node *n) {
  rset s = ref_set(x, n->kid[0]);
  if (!s.ok) return s.bad;
  rv row = path_row(x, n->ann.b);
  if (row.v.st != NZ_KNOWN) return row;
  nz_causes c = causes_of(x, &s);
  bool open = s.open || certain(&s) != s.n, there = false, desc[60] = {false};
  rv mine[60];
  rv (*key)[60] = nz_get_n(x->a, s.n ? s.n : 1, sizeof *key);
  uint32_t nk = 0, place = 1;
  for (uint32_t i = 0; i < s.n; i++) {
    nk = keys_of(x, n, s.v[i].id, key[i], desc);
    there |= s.v[i].id == row.v.a;
    for (uint32_t k = 0; k < nk; k++) {
      if (s.v[i].id == row.v.a) mine[k] = key[i][k];
      if (ref_settled(key[i][k])) continue;
      open = true;
      c = nz_causes_union(get, x->a, c, key[i][k].v.causes);
    }
  }
  if (!there) return ref_novalue(NZ_NA_ABSENT, 0);
  if (open) return undecided(x, c);
  for (uint32_t i = 0; i < s.n; i++)
    for (uint32_t k = 0; k < nk; k++) {
      rv a = key[i][k], b = mine[k];
      bool av = a.v.st == NZ_KNOWN, bv = b.v.st == NZ_KNOWN, number = a.v.k == IR_T_QTY || a.v.k == IR_T_RATIO;
      if (!av && !bv) continue;
      int order = !av ? 1 : !bv ? -1 : number ? nz_ratio_cmp((nz_ratio){a.v.a, a.v.b}, (nz_ratio){b.v.a, b.v.b}) : a.v.a < b.v.a ? -1 : a.v.a > b.v.a;
      if (av && bv && desc[k]) order = -order;
      if (order < 0) place++;
      if (order) break;
    }
  return ref_known(IR_T_QTY, place);
}

rv ref_aggregate(rx *x, const nz_node *n) {
  rset s = ref_set(x, n->kid[0]);
  const nz_node *e = n->nkid > 1 ? n->kid[1] : NULL;
  if (!s.ok) return s.bad;
  if (n->ann.a == NZ_B_COUNT) return counted(x, &s, certain(&s), s.n, causes_of(x, &s));
  if (n->ann.a == NZ_B_DISTINCT) return distinct(x, &s, e);
  nz_causes c = causes_of(x, &s); /* S6.4 */
  bool open = s.open || certain(&s) != s.n, any = false;
  rv best = ref_novalue(NZ_NA_ABSENT, 0);
  nz_ratio sum = {0, 1};
  bool over = false;
  for (uint32_t i = 0; i < s.n; i++) {
    rv v = element_value(x, &s, i, e);
    if (v.v.st == NZ_NOVALUE) continue;
    if (v.v.st != NZ_KNOWN) {
      open = true;
      c = nz_causes_union(get, x->a, c, v.v.causes);
      continue;
    }
    bool number = v.v.k == IR_T_QTY || v.v.k == IR_T_RATIO;
    if (number && (n->ann.a == NZ_B_SUM || n->ann.a == NZ_B_MEAN)) over |= !nz_ratio_add(sum, (nz_ratio){v.v.a, v.v.b}, &sum);
    int order = !any ? 0 : number ? nz_ratio_cmp((nz_ratio){v.v.a, v.v.b}, (nz_ratio){best.v.a, best.v.b}) : v.v.a < best.v.a ? -1 : v.v.a > best.v.a;
    if (!any || (n->ann.a == NZ_B_LARGEST ? order > 0 : order < 0)) best = v;
    any = true;
  }
  if (open) return undecided(x, c);
  if (n->ann.a == NZ_B_LARGEST || n->ann.a == NZ_B_SMALLEST) return best;
  if (n->ann.a == NZ_B_MEAN) {
    if (!s.n) return ref_fault(x, NZ_FAULT_EMPTY);
    over |= !nz_ratio_div(sum, (nz_ratio){s.n, 1}, &sum);
  }
  if (over) return ref_fault(x, NZ_FAULT_OVERFLOW);
  rv r = ref_known(n->ann.a == NZ_B_MEAN ? IR_T_RATIO : IR_T_QTY, sum.n);
  r.v.b = sum.d;
  return r;
}
