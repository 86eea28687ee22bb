/* classes.c -- see classes.h */
#include "classes.h"

#include <stdlib.h>
#include <string.h>

#include "../ir/date.h"

enum { JOINT_VALUES = 65536,  /* combinations of facts that meet in one comparison which are tried one by one */
       SINGLE_VALUES = 512,   /* else each value is a class of its own, up to this many */
       STRUCTURAL_VALUES = 4096, SMALL_DOMAIN = 256, YEARS = 130,
       MOST_SIGNS = 100000 }; /* comparisons taken again; after these, domains that are not small are sampled */
static const int64_t FAR = 1000000000000000; /* stands for the end of an undeclared range */

void nze_classes_init(nze_classes *x, nz_arena *a, nz_eval *e, const nz_question *q) {
  memset(x, 0, sizeof *x);
  x->e = e;
  x->q = q;
  x->most_walk = UINT64_MAX;
  x->pool.a = a;
  if (e) x->log.flows = NZ_NEW_N(a, int8_t, e->m->nodes.n);
}

/* ---- domains ---- */

static void span_of_years(int64_t today, bool months, int64_t *lo, int64_t *hi) {
  ir_ymd t = {2000, 1, 1};
  ir_civil(today, &t);
  int64_t from = t.y - YEARS < 1 ? 1 : t.y - YEARS, to = t.y + YEARS > 9999 ? 9999 : t.y + YEARS;
  *lo = from * 12;
  *hi = to * 12 + 11;
  if (months) return;
  ir_day_of(from, 1, 1, lo);
  ir_day_of(to, 12, 31, hi);
}

nze_domain nze_domain_of(nz_arena *a, const nz_eval *e, uint32_t cell) {
  uint32_t row, field;
  nz_cell_at(e->c, cell, &row, &field);
  const ir_field *f = &e->m->fields.v[field];
  const ir_type *t = &e->m->types.v[f->type];
  nze_domain d = {.cell = cell, .field = field, .k = t->k, .supported = !(f->flags & IR_F_MULTI), .blank = (f->flags & IR_F_BLANK) != 0};
  switch ((ir_tk)t->k) {
  case IR_T_BOOL: d.hi = 1; break;
  case IR_T_QTY:
    d.open = f->lo < -FAR || f->hi > FAR;
    d.lo = f->lo < -FAR ? -FAR : f->lo;
    d.hi = f->hi > FAR ? FAR : f->hi;
    break;
  case IR_T_DATE: case IR_T_MONTH: span_of_years(e->today, t->k == IR_T_MONTH, &d.lo, &d.hi); break;
  case IR_T_TIME: d.hi = 24 * 60 - 1; break;
  case IR_T_ENUM:
    d.lo = e->m->enums.v[t->ref].values.first;
    d.hi = d.lo + e->m->enums.v[t->ref].values.n - 1;
    break;
  case IR_T_ROW: {
    uint32_t n = 0, *rows = NZ_NEW_N(a, uint32_t, e->c->rows.n);
    for (uint32_t i = 0; i < e->c->rows.n; i++)
      if (e->c->rows.v[i].ledger == t->ref) rows[n++] = i;
    d.rows = rows;
    d.hi = (int64_t)n - 1;
    break;
  }
  default: d.supported = false;
  }
  if (d.hi < d.lo) d.supported &= d.blank; /* no row to refer to */
  return d;
}

void nze_put(nz_eval *e, const nze_domain *d, int64_t pos, bool blank) {
  nz_cellval *c = &nz_eval_cells(e)[d->cell];
  c->state = blank ? NZ_CELL_BLANK : NZ_CELL_GIVEN;
  c->v = d->rows && !blank ? d->rows[pos] : pos;
}

void nze_withhold(nz_eval *e, uint32_t cell) { nz_eval_cells(e)[cell].state = NZ_CELL_WITHHELD; }

int64_t nze_segment_end(const nze_part *p, uint32_t seg) { return seg + 1 < p->n ? p->seg[seg + 1].lo - 1 : p->d->hi; }

void nze_put_class(nz_eval *e, const nze_part *p, uint32_t c) {
  bool blank = p->d->blank && c == p->nclass - 1;
  nze_put(e, p->d, blank ? 0 : p->rep[c], blank);
}

/* ---- partitions ---- */

static uint64_t stir(uint64_t h, uint64_t x) {
  h = (h ^ x) * UINT64_C(0xff51afd7ed558ccd);
  return h ^ h >> 32;
}

/* p := p refined by the cuts of (seg, n) */
static void refine(nze_classes *x, nze_part *p, const nze_segment *seg, uint32_t n) {
  if (p->n == 0 || n == 0) return; /* an empty domain, or nothing to cut by */
  nze_segment *out = nze_pool_get(&x->pool, ((size_t)p->n + n) * sizeof *out);
  uint32_t i = 0, j = 0, k = 0;
  for (int64_t lo = p->d->lo;;) {
    while (i + 1 < p->n && p->seg[i + 1].lo <= lo) i++;
    while (j + 1 < n && seg[j + 1].lo <= lo) j++;
    out[k++] = (nze_segment){lo, stir(p->seg[i].label, seg[j].label)};
    bool more = i + 1 < p->n, theirs = j + 1 < n;
    if (!more && !theirs) break;
    lo = !more ? seg[j + 1].lo : !theirs || p->seg[i + 1].lo < seg[j + 1].lo ? p->seg[i + 1].lo : seg[j + 1].lo;
  }
  p->seg = out;
  p->n = k;
}

static bool depends_on(const nze_atom *t, uint32_t cell) {
  for (uint32_t i = 0; i < t->on.n; i++)
    if (t->on.v[i].kind == NZ_C_FACT && t->on.v[i].id == cell) return true;
  return false;
}

/* How many of the free cells an atom depends on; `which`: their places, as bits. */
static uint32_t free_cells(const nze_atom *t, const nze_domain *const *d, uint32_t n, uint64_t *which) {
  uint32_t count = 0;
  *which = 0;
  for (uint32_t i = 0; i < n; i++)
    if (depends_on(t, d[i]->cell)) {
      count++;
      *which |= UINT64_C(1) << i;
    }
  return count;
}

typedef struct atoms { const nze_atom **v; uint32_t n; } atoms; /* of one cell */

static uint64_t sign_at(nze_classes *x, const nze_domain *d, const atoms *set, int64_t pos) {
  uint64_t h = 0;
  nze_put(x->e, d, pos, false);
  x->signs += set->n;
  for (uint32_t i = 0; i < set->n; i++) h = stir(h, nze_atom_sign(x->e, set->v[i]));
  return h;
}

typedef struct cuts { nze_segment *seg; uint32_t n, cap; } cuts;

static void add_cut(nze_classes *x, cuts *c, int64_t lo, uint64_t label) {
  if (c->n && c->seg[c->n - 1].label == label) return;
  if (c->n == c->cap) {
    uint32_t cap = c->cap ? c->cap * 2 : 16;
    nze_segment *bigger = nze_pool_get(&x->pool, cap * sizeof *bigger);
    if (c->n) memcpy(bigger, c->seg, c->n * sizeof *bigger);
    c->seg = bigger;
    c->cap = cap;
  }
  c->seg[c->n++] = (nze_segment){lo, label};
}

/* Cuts of (lo, hi]: the signs at both ends are known. Halves until neighbours differ. */
static void bisect(nze_classes *x, const nze_domain *d, const atoms *set, cuts *c, int64_t lo, uint64_t at_lo, int64_t hi, uint64_t at_hi) {
  if (at_lo == at_hi) return;
  if (hi - 1 == lo) {
    add_cut(x, c, hi, at_hi);
    return;
  }
  int64_t mid = lo + (int64_t)(((uint64_t)hi - (uint64_t)lo) / 2);
  uint64_t at_mid = sign_at(x, d, set, mid);
  bisect(x, d, set, c, lo, at_lo, mid, at_mid);
  bisect(x, d, set, c, mid, at_mid, hi, at_hi);
}

/* Points at which to look first when a domain is too large to be walked: its ends, today, and around all constants. */
static int compare_i64(const void *a, const void *b) {
  const int64_t *x = a, *y = b;
  return *x < *y ? -1 : *x > *y;
}

static uint32_t sample(nze_classes *x, const nze_domain *d, int64_t **out) {
  const ir_module *m = x->e->m;
  uint32_t n = 0;
  int64_t *v = nze_pool_get(&x->pool, ((size_t)m->nodes.n * 3 + (size_t)m->variants.n * 4 + 4) * sizeof *v);
  v[n++] = d->lo;
  v[n++] = d->hi;
  if (d->k == IR_T_DATE) v[n++] = x->e->today;
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    const ir_node *c = &m->nodes.v[i];
    if (c->op != IR_CONST || m->types.v[c->type].k != d->k) continue;
    for (int64_t near = -1; near <= 1; near++) {
      int64_t at;
      if (!__builtin_add_overflow(c->imm, near, &at)) v[n++] = at;
    }
  }
  for (uint32_t i = 0; i < m->variants.n && d->k == IR_T_DATE; i++) {
    v[n++] = m->variants.v[i].from;
    if (m->variants.v[i].to != IR_DATE_MAX) v[n++] = m->variants.v[i].to + 1;
  }
  qsort(v, n, sizeof *v, compare_i64);
  uint32_t k = 0;
  for (uint32_t i = 0; i < n; i++)
    if (v[i] >= d->lo && v[i] <= d->hi && (k == 0 || v[k - 1] != v[i])) v[k++] = v[i];
  *out = v;
  return k;
}

static bool huge(const nze_domain *d) { return d->hi >= d->lo && (uint64_t)d->hi - (uint64_t)d->lo >= NZE_MAX_VALUES; }

/* Cuts a cell's domain by the atoms that depend on it alone. */
static void cut_single(nze_classes *x, nze_part *p, const atoms *set) {
  const nze_domain *d = p->d;
  cuts c = {NULL, 0, 0};
  bool steady = true;
  if (set->n == 0 || p->n == 0) return;
  for (uint32_t i = 0; i < set->n && steady; i++) steady = nze_direction(x->e, set->v[i], d->field) != 0;
  bool small = (uint64_t)d->hi - (uint64_t)d->lo < SMALL_DOMAIN;
  if (small || (!steady && !huge(d) && x->signs < MOST_SIGNS && x->signs + ((uint64_t)d->hi - (uint64_t)d->lo) * set->n < x->most_walk)) {
    for (int64_t pos = d->lo;; pos++) {
      add_cut(x, &c, pos, sign_at(x, d, set, pos));
      if (pos == d->hi) break;
    }
  } else {
    int64_t ends[2] = {d->lo, d->hi}, *at = ends;
    uint32_t n = 2;
    if (!steady) {
      n = sample(x, d, &at);
      x->exact = false;
    }
    uint64_t sign = sign_at(x, d, set, at[0]);
    add_cut(x, &c, at[0], sign);
    for (uint32_t i = 1; i < n; i++) {
      uint64_t next = sign_at(x, d, set, at[i]);
      bisect(x, d, set, &c, at[i - 1], sign, at[i], next);
      sign = next;
    }
  }
  nze_withhold(x->e, d->cell);
  refine(x, p, c.seg, c.n);
}

/* Every value a class of its own; only some values of a large domain. */
static void cut_apart(nze_classes *x, nze_part *p) {
  cuts c = {NULL, 0, 0};
  uint64_t label = 1;
  if (p->n == 0) return;
  if ((uint64_t)p->d->hi - (uint64_t)p->d->lo < SINGLE_VALUES) {
    for (int64_t pos = p->d->lo; pos <= p->d->hi; pos++) add_cut(x, &c, pos, label++);
  } else {
    int64_t *at;
    uint32_t n = sample(x, p->d, &at);
    for (uint32_t i = 0; i < n; i++) add_cut(x, &c, at[i], label++);
    x->exact = false;
  }
  refine(x, p, c.seg, c.n);
}

/* Positions of a domain, 空欄 as one past the last. */
static uint64_t positions(const nze_domain *d) { return (uint64_t)d->hi - (uint64_t)d->lo + 1 + d->blank; }
static void put_position(nz_eval *e, const nze_domain *d, int64_t pos) { nze_put(e, d, pos, pos > d->hi); }

/* Cuts the domains of cells that meet in one atom, by trying all their combinations. */
static void cut_joint(nze_classes *x, const nze_atom *t, uint64_t which) {
  nze_part *p[NZE_MAX_FREE];
  int64_t pos[NZE_MAX_FREE];
  uint64_t *label[NZE_MAX_FREE];
  uint32_t k = 0;
  uint64_t all = 1;
  for (uint32_t i = 0; i < x->n; i++) {
    if (!(which >> i & 1)) continue;
    p[k] = &x->part[i];
    uint64_t size = huge(p[k]->d) ? JOINT_VALUES + 1 : positions(p[k]->d);
    all = size > JOINT_VALUES || all * size > JOINT_VALUES ? JOINT_VALUES + 1 : all * size;
    k++;
  }
  if (all > JOINT_VALUES) {
    for (uint32_t i = 0; i < k; i++) cut_apart(x, p[i]);
    return;
  }
  for (uint32_t i = 0; i < k; i++) {
    size_t size = (size_t)positions(p[i]->d) * sizeof **label;
    label[i] = memset(nze_pool_get(&x->pool, size), 0, size);
    pos[i] = p[i]->d->lo;
    put_position(x->e, p[i]->d, pos[i]);
  }
  for (bool more = true; more;) {
    uint64_t sign = nze_atom_sign(x->e, t);
    for (uint32_t i = 0; i < k; i++) {
      uint64_t *at = &label[i][pos[i] - p[i]->d->lo];
      *at = stir(*at, sign);
    }
    more = false;
    for (uint32_t i = k; i-- > 0 && !more;) {
      more = pos[i] < p[i]->d->hi + p[i]->d->blank;
      pos[i] = more ? pos[i] + 1 : p[i]->d->lo;
      put_position(x->e, p[i]->d, pos[i]);
    }
  }
  for (uint32_t i = 0; i < k; i++) {
    cuts c = {NULL, 0, 0};
    for (int64_t v = p[i]->d->lo; v <= p[i]->d->hi; v++) add_cut(x, &c, v, label[i][v - p[i]->d->lo]);
    nze_withhold(x->e, p[i]->d->cell);
    refine(x, p[i], c.seg, c.n);
  }
}

/* ---- the atoms of the free cells ---- */

static void explore(nze_classes *x) {
  if (!x->log.flows) x->log.flows = NZ_NEW_N(x->pool.a, int8_t, x->e->m->nodes.n);
  x->log.atoms.n = x->log.structural.n = 0;
  x->log.full = false;
  x->e->log = &x->log;
  nze_side_run(x->e, x->q, NZE_CAUSES);
  x->e->log = NULL;
  x->runs++;
  if (x->log.full) x->exact = false;
}

static void cut_by_atoms(nze_classes *x, const nze_domain *const *d) {
  const nze_log *l = &x->log;
  /* the log's own array is used again by the next exploration, which may come before these are done */
  nze_atom *kept = nze_pool_get(&x->pool, l->atoms.n * sizeof *kept);
  uint64_t *which = nze_pool_get(&x->pool, l->atoms.n * sizeof *which);
  uint32_t n = l->atoms.n;
  if (n) memcpy(kept, l->atoms.v, n * sizeof *kept);
  for (uint32_t i = 0; i < n; i++) free_cells(&kept[i], d, x->n, &which[i]);
  for (uint32_t c = 0; c < x->n; c++) {
    atoms set = {nze_pool_get(&x->pool, n * sizeof(nze_atom *)), 0};
    for (uint32_t i = 0; i < n; i++)
      if (which[i] == UINT64_C(1) << c) set.v[set.n++] = &kept[i];
    cut_single(x, &x->part[c], &set);
  }
  for (uint32_t i = 0; i < n; i++)
    if (which[i] & (which[i] - 1)) cut_joint(x, &kept[i], which[i]);
}

/* Facts that decide what is looked at next take each of their values in turn, and the rest is cut under each. */
static void cut(nze_classes *x, const nze_domain *const *d, uint64_t fixed) {
  explore(x);
  uint32_t s = IR_NONE;
  for (uint32_t i = 0; i < x->log.structural.n && s == IR_NONE; i++)
    for (uint32_t c = 0; c < x->n; c++)
      if (d[c]->cell == x->log.structural.v[i].id && !(fixed >> c & 1)) s = c;
  if (s == IR_NONE) {
    cut_by_atoms(x, d);
    return;
  }
  int64_t *at = NULL;
  uint32_t n = 0;
  bool walk = d[s]->hi < d[s]->lo || (uint64_t)d[s]->hi - (uint64_t)d[s]->lo < STRUCTURAL_VALUES;
  if (!walk) {
    n = sample(x, d[s], &at);
    x->exact = false;
  } else {
    n = (uint32_t)(d[s]->hi - d[s]->lo) + 1;
    at = nze_pool_get(&x->pool, n * sizeof *at);
    for (uint32_t i = 0; i < n; i++) at[i] = d[s]->lo + i;
  }
  cuts c = {NULL, 0, 0};
  for (uint32_t i = 0; i < n; i++) {
    add_cut(x, &c, at[i], i + 1u);
    nze_put(x->e, d[s], at[i], false);
    cut(x, d, fixed | UINT64_C(1) << s);
  }
  if (d[s]->blank) {
    nze_put(x->e, d[s], 0, true);
    cut(x, d, fixed | UINT64_C(1) << s);
  }
  nze_withhold(x->e, d[s]->cell);
  refine(x, &x->part[s], c.seg, c.n);
}

static void number_classes(nze_classes *x, nze_part *p) {
  p->class_of = nze_pool_get(&x->pool, (p->n + 1) * sizeof *p->class_of);
  p->rep = nze_pool_get(&x->pool, p->n * sizeof *p->rep);
  p->nclass = 0;
  for (uint32_t i = 0; i < p->n; i++) {
    uint32_t j = 0;
    while (p->seg[j].label != p->seg[i].label) j++;
    if (j == i) p->rep[p->nclass] = p->seg[i].lo;
    p->class_of[i] = j < i ? p->class_of[j] : p->nclass++;
  }
  p->nclass += p->d->blank;
}

void nze_classes_cut(nze_classes *x, const nze_domain *const *d, uint32_t n) {
  nze_pool_reset(&x->pool);
  x->exact = true;
  x->n = n;
  x->part = nze_pool_get(&x->pool, n * sizeof *x->part);
  for (uint32_t i = 0; i < n; i++) {
    nze_segment *whole = nze_pool_get(&x->pool, sizeof *whole);
    *whole = (nze_segment){d[i]->lo, 0};
    x->part[i] = (nze_part){.d = d[i], .seg = whole, .n = d[i]->hi >= d[i]->lo};
    if (d[i]->open) x->exact = false;
    nze_withhold(x->e, d[i]->cell);
  }
  cut(x, d, 0);
  for (uint32_t i = 0; i < n; i++) number_classes(x, &x->part[i]);
}

nz_region *nze_pieces(nze_pool *pool, const nze_part *p, const bool *in, uint32_t *n) {
  const nze_domain *d = p->d;
  nz_region *r = nze_pool_get(pool, ((size_t)p->n + 1) * sizeof *r);
  *n = 0;
  bool set = d->k == IR_T_BOOL || (d->k == IR_T_ENUM && d->hi - d->lo < 64), joined = false;
  bool ends = d->open || d->k == IR_T_DATE || d->k == IR_T_MONTH; /* the domain's ends stand for what lies beyond */
  for (uint32_t i = 0; i < p->n; i++) {
    if (!in[p->class_of[i]]) {
      joined = false;
      continue;
    }
    int64_t lo = p->seg[i].lo, hi = nze_segment_end(p, i);
    if (set) {
      if (*n == 0) r[(*n)++] = (nz_region){.cell = d->cell, .is_set = true};
      for (int64_t v = lo; v <= hi; v++) r[0].set |= UINT64_C(1) << (v - d->lo);
    } else if (d->rows) {
      for (int64_t v = lo; v <= hi; v++) r[(*n)++] = (nz_region){.cell = d->cell, .lo = d->rows[v], .hi = d->rows[v]};
    } else {
      if (!joined) r[(*n)++] = (nz_region){.cell = d->cell, .lo = ends && lo == d->lo ? IR_DATE_MIN : lo};
      r[*n - 1].hi = ends && hi == d->hi ? IR_DATE_MAX : hi;
      joined = true;
    }
  }
  if (d->blank && in[p->nclass - 1]) r[(*n)++] = (nz_region){.cell = d->cell, .set_blank = true};
  return r;
}
