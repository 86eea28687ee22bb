#include "range.h"

#include "../ir/date.h"

typedef struct span { int64_t lo, hi; uint8_t state; } span; /* 0 not looked at, 1 being looked at, 2 bounded, 3 not, 4 no number at all */
struct nz_ranges {
  const ir_module *m;
  span *node, *decl;      /* decl: by output, at first_output */
  uint32_t *call, ncalls; /* DECL nodes, for what parameters are given */
  uint32_t *owner;        /* per node: the declaration it belongs to */
  span *param;            /* per parameter of the module */
};

static span of_node(nz_ranges *r, uint32_t id);
static const span open_span = {0, 0, 3};
static span bounded(int64_t lo, int64_t hi) { return (span){lo, hi, 2}; }
static bool is_bounded(span s) { return s.state == 2; }

static const span no_number = {0, 0, 4};

static span joined(span a, span b) {
  if (a.state == 4) return b;
  if (b.state == 4) return a;
  if (!is_bounded(a) || !is_bounded(b)) return open_span;
  return bounded(a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi);
}

typedef bool arithmetic(int64_t x, int64_t y, int64_t *out);
static bool add(int64_t x, int64_t y, int64_t *out) { return !__builtin_add_overflow(x, y, out); }
static bool sub(int64_t x, int64_t y, int64_t *out) { return !__builtin_sub_overflow(x, y, out); }
static bool mul(int64_t x, int64_t y, int64_t *out) { return !__builtin_mul_overflow(x, y, out); }

static span corners(span a, span b, arithmetic *f) {
  int64_t v[4];
  if (a.state == 4 || b.state == 4) return no_number;
  if (!is_bounded(a) || !is_bounded(b)) return open_span;
  if (!f(a.lo, b.lo, &v[0]) || !f(a.lo, b.hi, &v[1]) || !f(a.hi, b.lo, &v[2]) || !f(a.hi, b.hi, &v[3])) return open_span;
  span s = bounded(v[0], v[0]);
  for (int i = 1; i < 4; i++) s = joined(s, bounded(v[i], v[i]));
  return s;
}

static uint32_t arg(const nz_ranges *r, const ir_node *n, uint32_t i) { return r->m->args.v[n->args.first + i]; }

static int64_t rows_of(const nz_ranges *r, uint32_t set) { /* the most elements a set can have */
  const ir_node *n = &r->m->nodes.v[set];
  for (uint32_t deep = 0; n->op == IR_DECL && deep < 64; deep++) { /* a definition that is a set; its variants are of one kind */
    const ir_decl *d = &r->m->decls.v[n->ref];
    if (!d->variants.n || r->m->variants.v[d->variants.first].body == IR_NONE) return INT64_MAX;
    n = &r->m->nodes.v[r->m->variants.v[d->variants.first].body];
  }
  while (n->op == IR_WHERE) n = &r->m->nodes.v[arg(r, n, 0)];
  if (n->op == IR_ROWS) return r->m->ledgers.v[n->ref].max_rows;
  if (n->op == IR_REFS) {
    const ir_type *t = &r->m->types.v[r->m->fields.v[n->ref].type];
    uint32_t ledger = t->k == IR_T_SET ? r->m->types.v[t->ref].ref : t->ref;
    return ledger < r->m->ledgers.n ? r->m->ledgers.v[ledger].max_rows : INT64_MAX;
  }
  return n->op == IR_MONTHS ? 1200 : INT64_MAX;
}

static span of_decl(nz_ranges *r, uint32_t id, uint32_t output) {
  const ir_decl *d = &r->m->decls.v[id];
  span *s = &r->decl[d->outputs.first + output];
  if (s->state >= 2) return *s;
  if (s->state == 1) return open_span; /* it leans on itself */
  s->state = 1;
  span all = open_span;
  for (uint32_t i = 0; i < d->variants.n; i++) {
    const ir_variant *v = &r->m->variants.v[d->variants.first + i];
    uint32_t body = output < v->bodies.n ? r->m->args.v[v->bodies.first + output] : v->body;
    if (body == IR_NONE) continue;
    span one = of_node(r, body);
    all = i == 0 ? one : joined(all, one);
  }
  r->decl[d->outputs.first + output] = all;
  return all;
}

/* A parameter has what its callers give. Asked from outside it can be anything; then the answer is a fault, which is said. */
static span of_param(nz_ranges *r, uint32_t decl, uint32_t i) {
  const ir_decl *d = &r->m->decls.v[decl];
  if (i >= d->params.n) return open_span;
  span *s = &r->param[d->params.first + i];
  if (s->state >= 2) return *s;
  if (s->state == 1) return open_span;
  s->state = 1;
  bool any = false;
  span all = open_span;
  uint32_t dflt = r->m->params.v[d->params.first + i].dflt;
  if (dflt != IR_NONE) all = of_node(r, dflt), any = true;
  for (uint32_t k = 0; k < r->ncalls; k++) {
    const ir_node *n = &r->m->nodes.v[r->call[k]];
    uint32_t at = i + (d->subject != IR_NONE);
    if (n->ref != decl || at >= n->args.n) continue;
    span one = of_node(r, arg(r, n, at));
    all = any ? joined(all, one) : one;
    any = true;
  }
  r->param[d->params.first + i] = all;
  return all;
}

static span of_rows(nz_ranges *r, const ir_table *t, uint32_t output) {
  span all = open_span;
  bool any = false;
  uint32_t out = 0;
  for (uint32_t c = 0; c < t->cols.n; c++) {
    bool is_out = t->kind != IR_TABLE_DECISION || r->m->heads.v[t->cols.first + c].output;
    if (!is_out || (t->kind == IR_TABLE_DECISION && out++ != output)) continue;
    for (uint32_t row = 0; row < t->rows.n; row++) {
      uint32_t id = r->m->cells.v[t->cells.first + row * t->cols.n + c].node;
      if (r->m->nodes.v[id].op == IR_OUTCOME && !r->m->nodes.v[id].args.n) continue; /* 対象外: no number */
      span one = of_node(r, id);
      all = any ? joined(all, one) : one;
      any = true;
    }
  }
  if (t->otherwise != IR_NONE && r->m->nodes.v[t->otherwise].args.n) all = any ? joined(all, of_node(r, t->otherwise)) : of_node(r, t->otherwise);
  return all;
}

static span of_provisos(nz_ranges *r, const ir_node *n, uint32_t from) {
  span all = of_node(r, arg(r, n, from));
  for (uint32_t i = from + 1; i < n->args.n; i++) {
    const ir_node *item = &r->m->nodes.v[arg(r, n, i)];
    for (uint32_t k = 1; k < item->args.n; k++) {
      const ir_node *x = &r->m->nodes.v[arg(r, item, k)];
      if (x->op == IR_WITHDRAW || (x->op == IR_OUTCOME && !x->args.n)) continue;
      all = joined(all, x->op == IR_PROVITEM ? of_provisos(r, x, 1) : of_node(r, arg(r, item, k)));
    }
  }
  return all;
}

static span of_field(const nz_ranges *r, const ir_node *n) {
  const ir_field *f = &r->m->fields.v[n->ref];
  switch ((ir_tk)r->m->types.v[f->type].k) {
    case IR_T_QTY: return f->lo == INT64_MIN || f->hi == INT64_MAX ? open_span : bounded(f->lo, f->hi);
    case IR_T_DATE: return bounded(IR_DAY_FIRST, IR_DAY_LAST);
    case IR_T_MONTH: return bounded(IR_MONTH_FIRST, IR_MONTH_LAST);
    default: return open_span;
  }
}

static span rounded(const nz_ranges *r, const ir_node *n, span s) { /* a quotient or a decimal, to the node's whole numbers */
  if (!is_bounded(s)) return s; /* open, or no number */
  const ir_type *from = &r->m->types.v[r->m->nodes.v[arg(r, n, 0)].type];
  int64_t scale = 1;
  for (unsigned i = from->k == IR_T_QTY ? from->dec : 0; i > r->m->types.v[n->type].dec; i--) scale *= 10;
  return bounded(s.lo / scale - 1, s.hi / scale + 1);
}

/* By a positive number a quotient is at most as large as what is divided; scales of both sides are divided out. */
static span quotient(nz_ranges *r, const ir_node *n) {
  span x = of_node(r, arg(r, n, 0)), y = of_node(r, arg(r, n, 1));
  if (!is_bounded(x) || !is_bounded(y) || y.lo <= 0) return open_span;
  int64_t scale = 1;
  for (unsigned i = 0; i < r->m->types.v[r->m->nodes.v[arg(r, n, 1)].type].dec; i++) scale *= 10;
  return corners(x, bounded(scale, scale), mul);
}

static span work_out(nz_ranges *r, uint32_t id) {
  const ir_node *n = &r->m->nodes.v[id];
  switch ((ir_op)n->op) {
    case IR_CONST: return r->m->types.v[n->type].k == IR_T_RATIO ? open_span : bounded(n->imm, n->imm);
    case IR_TODAY: return bounded(IR_DAY_FIRST, IR_DAY_LAST);
    case IR_FIELD: return of_field(r, n);
    case IR_PARAM: return of_param(r, r->owner[id], (uint32_t)n->imm);
    case IR_ITEM: return r->m->types.v[n->type].k == IR_T_MONTH ? bounded(IR_MONTH_FIRST, IR_MONTH_LAST) : open_span;
    case IR_DECL: return (uint64_t)n->imm < r->m->decls.v[n->ref].outputs.n ? of_decl(r, n->ref, (uint32_t)n->imm) : open_span;
    case IR_READING: {
      span all = of_node(r, arg(r, n, 0));
      for (uint32_t i = 1; i < n->args.n; i++) all = joined(all, of_node(r, arg(r, n, i)));
      return all;
    }
    case IR_ASOF: return of_node(r, arg(r, n, 1));
    case IR_ADD: return corners(of_node(r, arg(r, n, 0)), of_node(r, arg(r, n, 1)), add);
    case IR_SUB: return corners(of_node(r, arg(r, n, 0)), of_node(r, arg(r, n, 1)), sub);
    case IR_MUL: return corners(of_node(r, arg(r, n, 0)), of_node(r, arg(r, n, 1)), mul);
    case IR_DIV: return quotient(r, n);
    case IR_FLOOR: case IR_CEIL: return rounded(r, n, of_node(r, arg(r, n, 0)));
    case IR_RESCALE: return corners(of_node(r, arg(r, n, 0)), bounded(n->imm, n->imm), mul);
    case IR_MIN: case IR_MAX: {
      span x = of_node(r, arg(r, n, 0)), y = of_node(r, arg(r, n, 1));
      return joined(x, y);
    }
    case IR_AGE: return bounded(-1, 9999);
    case IR_REACH: case IR_FIRSTDAY: case IR_LASTDAY: case IR_ADDDAYS: case IR_PSTART: case IR_PEND: return bounded(IR_DAY_FIRST, IR_DAY_LAST);
    case IR_MONTHOF: case IR_YEARSTART: return bounded(IR_MONTH_FIRST, IR_MONTH_LAST);
    case IR_ADDMONTHS: return r->m->types.v[n->type].k == IR_T_MONTH ? bounded(IR_MONTH_FIRST, IR_MONTH_LAST) : bounded(IR_DAY_FIRST, IR_DAY_LAST);
    case IR_MONTHDIFF: return bounded(IR_MONTH_FIRST - IR_MONTH_LAST, IR_MONTH_LAST);
    case IR_DAYDIFF: return bounded(IR_DAY_FIRST - IR_DAY_LAST, IR_DAY_LAST - IR_DAY_FIRST + 1);
    case IR_DAYOF: return bounded(1, 31);
    case IR_COUNT: case IR_DISTINCT: case IR_RANK: {
      int64_t most = rows_of(r, arg(r, n, 0));
      return most == INT64_MAX ? open_span : bounded(0, most);
    }
    case IR_SUM: {
      int64_t most = rows_of(r, arg(r, n, 0));
      return most == INT64_MAX ? open_span : corners(of_node(r, arg(r, n, 1)), bounded(0, most), mul);
    }
    case IR_LARGEST: case IR_SMALLEST: return of_node(r, arg(r, n, 1));
    case IR_OUTCOME: return n->args.n ? of_node(r, arg(r, n, 0)) : no_number;
    case IR_MARK: return of_node(r, arg(r, n, 0));
    case IR_MATRIX: return of_rows(r, &r->m->tables.v[n->ref], 0);
    case IR_DTABLE: return of_rows(r, &r->m->tables.v[n->ref], (uint32_t)n->imm);
    case IR_PROV: return of_provisos(r, n, 0);
    default: return open_span;
  }
}

static span of_node(nz_ranges *r, uint32_t id) {
  span *s = &r->node[id];
  if (s->state == 1) return open_span;
  if (s->state) return *s;
  s->state = 1;
  span v = work_out(r, id);
  r->node[id] = v;
  return v;
}

/* Which declaration a node belongs to, so that its parameters are known: bodies do not share nodes. */
static void own(nz_ranges *r, uint32_t id, uint32_t decl) {
  if (id == IR_NONE || r->owner[id] != IR_NONE) return;
  r->owner[id] = decl;
  const ir_node *n = &r->m->nodes.v[id];
  for (uint32_t i = 0; i < n->args.n; i++) own(r, arg(r, n, i), decl);
  if (n->op != IR_MATRIX && n->op != IR_DTABLE && n->op != IR_COLALL) return;
  const ir_table *t = &r->m->tables.v[n->ref];
  for (uint32_t i = 0; i < t->cells.n; i++) own(r, r->m->cells.v[t->cells.first + i].node, decl);
  for (uint32_t i = 0; i < t->rows.n; i++) own(r, r->m->rows.v[t->rows.first + i].cond, decl);
  for (uint32_t i = 0; i < t->cols.n; i++) own(r, r->m->heads.v[t->cols.first + i].cond, decl);
  own(r, t->otherwise, decl);
}

nz_ranges *nz_ranges_of(nz_arena *a, const ir_module *m) {
  nz_ranges *r = NZ_NEW(a, nz_ranges);
  r->m = m;
  r->node = NZ_NEW_N(a, span, m->nodes.n);
  r->decl = NZ_NEW_N(a, span, m->outputs.n + 1u);
  r->param = NZ_NEW_N(a, span, m->params.n + 1u);
  r->owner = NZ_NEW_N(a, uint32_t, m->nodes.n);
  r->call = NZ_NEW_N(a, uint32_t, m->nodes.n);
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    r->owner[i] = IR_NONE;
    if (m->nodes.v[i].op == IR_DECL) r->call[r->ncalls++] = i;
  }
  for (uint32_t i = 0; i < m->decls.n; i++) {
    const ir_decl *d = &m->decls.v[i];
    for (uint32_t k = 0; k < d->variants.n; k++) {
      const ir_variant *v = &m->variants.v[d->variants.first + k];
      own(r, v->body, i);
      for (uint32_t b = 0; b < v->bodies.n; b++) own(r, m->args.v[v->bodies.first + b], i);
    }
  }
  return r;
}

bool nz_range(nz_ranges *r, uint32_t node, int64_t *lo, int64_t *hi) {
  span s = of_node(r, node);
  if (s.state == 4) s = bounded(0, 0);
  if (!is_bounded(s)) return false;
  *lo = s.lo;
  *hi = s.hi;
  return true;
}
