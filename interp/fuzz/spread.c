/* spread.c -- see spread.h */
#include "spread.h"

#include <stdlib.h>
#include <string.h>

#include "../exec/value.h"
#include "../ir/date.h"

enum { MOST_VALUES = 48, MOST_TEXTS = 10, MOST_DAYS = 160, MOST_MORE = 1000000, DAY_MINUTES = 1440 };

typedef NZ_VEC(int64_t) numbers;
typedef struct constants {
  nz_arena *a;
  const ir_module *m;
  const nz_cone *cone;
  NZ_VEC(uint32_t) all;          /* CONST nodes */
  NZ_VEC(uint32_t) compared;     /* comparisons */
  uint64_t *direct;              /* … that are compared with the field at hand */
  numbers months, days, years;   /* how far windows and ages reach */
} constants;

static void add(nz_arena *a, numbers *l, int64_t v, uint32_t most) {
  for (uint32_t i = 0; i < l->n; i++)
    if (l->v[i] == v) return;
  if (l->n < most) NZ_PUSH(a, l) = v;
}

static bool compares(ir_op op) { return op == IR_LT || op == IR_LE || op == IR_GT || op == IR_GE || op == IR_EQ || op == IR_NE || op == IR_IN; }

static void gather(constants *k) {
  const ir_module *m = k->m;
  uint64_t *kinds[3]; /* types of numbers of months, days, years */
  for (int i = 0; i < 3; i++) kinds[i] = NZ_NEW_N(k->a, uint64_t, m->types.n / 64 + 1);
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    if (!nz_in(k->cone->nodes, i)) continue;
    const ir_node *n = &m->nodes.v[i];
    int which = n->op == IR_MONTHDIFF ? 0 : n->op == IR_DAYDIFF ? 1 : n->op == IR_AGE ? 2 : -1;
    uint32_t t = n->type;
    if (n->op == IR_ADDMONTHS || n->op == IR_ADDDAYS || n->op == IR_REACH) {
      which = n->op == IR_ADDMONTHS ? 0 : n->op == IR_ADDDAYS ? 1 : 2;
      t = m->nodes.v[ir_arg(m, n, 1)].type;
    }
    if (which >= 0) kinds[which][t / 64] |= UINT64_C(1) << (t % 64);
    if (n->op == IR_CONST) NZ_PUSH(k->a, &k->all) = i;
    if (compares((ir_op)n->op)) NZ_PUSH(k->a, &k->compared) = i;
  }
  for (uint32_t i = 0; i < k->all.n; i++) {
    const ir_node *n = &m->nodes.v[k->all.v[i]];
    numbers *to[3] = {&k->months, &k->days, &k->years};
    for (int w = 0; w < 3; w++)
      if (m->types.v[n->type].k == IR_T_QTY && nz_in(kinds[w], n->type) && n->imm > -1200 && n->imm < 1200) add(k->a, to[w], n->imm, MOST_VALUES);
  }
}

/* Constants that stand beside the field in a comparison. */
static void find_direct(constants *k, uint32_t field) {
  const ir_module *m = k->m;
  memset(k->direct, 0, (m->nodes.n / 64 + 1) * sizeof *k->direct);
  for (uint32_t i = 0; i < k->compared.n; i++) {
    const ir_node *n = &m->nodes.v[k->compared.v[i]];
    bool here = false;
    for (uint32_t x = 0; x < n->args.n; x++) {
      const ir_node *arg = &m->nodes.v[ir_arg(m, n, x)];
      here |= arg->op == IR_FIELD && arg->ref == field;
    }
    for (uint32_t x = 0; here && x < n->args.n; x++) {
      uint32_t id = ir_arg(m, n, x);
      if (m->nodes.v[id].op == IR_CONST) k->direct[id / 64] |= UINT64_C(1) << (id % 64);
    }
  }
}

static int ascending(const void *x, const void *y) {
  const int64_t *a = x, *b = y;
  return (*a > *b) - (*a < *b);
}

static void take(nz_spread *s, const numbers *l, bool sorted) {
  s->v = l->v;
  s->n = l->n;
  if (sorted && s->n) qsort(s->v, s->n, sizeof *s->v, ascending);
}

static bool rescaled(int64_t v, unsigned from, unsigned to, int64_t *out) {
  for (; from < to; from++)
    if (__builtin_mul_overflow(v, 10, &v)) return false;
  for (; from > to; from--) v /= 10;
  return *out = v, true;
}

static void quantities(constants *k, nz_spread *s, const ir_field *f) {
  const ir_type *t = &k->m->types.v[f->type];
  bool declared = (f->lo || f->hi) && f->lo != INT64_MIN && f->hi != INT64_MAX;
  int64_t lo = declared ? f->lo : 0, hi = declared ? f->hi : 1000;
  numbers l = {0};
  add(k->a, &l, lo, MOST_VALUES);
  add(k->a, &l, hi, MOST_VALUES);
  for (int direct = 1; direct >= 0; direct--)
    for (uint32_t i = 0; i < k->all.n; i++) {
      const ir_node *n = &k->m->nodes.v[k->all.v[i]];
      const ir_type *of = &k->m->types.v[n->type];
      int64_t v;
      if (of->k != IR_T_QTY || of->ref != t->ref || nz_in(k->direct, k->all.v[i]) != (direct == 1) || !rescaled(n->imm, of->dec, t->dec, &v)) continue;
      for (int64_t x = v - 1; x <= v + 1; x++)
        if (x >= lo && x <= hi) add(k->a, &l, x, MOST_VALUES);
    }
  if (lo < hi) add(k->a, &l, lo + 1, MOST_VALUES), add(k->a, &l, hi - 1, MOST_VALUES);
  take(s, &l, true);
  int64_t size;
  s->lo = lo;
  s->more = __builtin_sub_overflow(hi, lo, &size) || size >= MOST_MORE ? MOST_MORE : size + 1;
}

static void ratios(constants *k, nz_spread *s) {
  numbers num = {0}, den = {0};
  for (uint32_t i = 0; i < k->all.n && num.n < MOST_VALUES; i++) {
    const ir_node *n = &k->m->nodes.v[k->all.v[i]];
    if (k->m->types.v[n->type].k != IR_T_RATIO) continue;
    for (int64_t x = -1; x <= 1; x++) {
      int64_t a, b;
      if (__builtin_mul_overflow(n->imm, 10, &a) || __builtin_mul_overflow(n->imm2, 10, &b)) continue;
      nz_ratio r;
      if (!nz_ratio_make(a + x, b, &r)) continue;
      NZ_PUSH(k->a, &num) = r.n;
      NZ_PUSH(k->a, &den) = r.d;
    }
  }
  for (int64_t x = 0; x <= 1; x++) {
    NZ_PUSH(k->a, &num) = x;
    NZ_PUSH(k->a, &den) = 1;
  }
  take(s, &num, false);
  s->v2 = den.v;
}

static void add_when(nz_spread *s, nz_when w) {
  for (uint32_t i = 0; i < s->n; i++)
    if (s->when[i].day == w.day && s->when[i].months == w.months && s->when[i].absolute == w.absolute) return;
  if (s->n < MOST_DAYS) s->when[s->n++] = w;
}

static void add_reach(nz_spread *s, int64_t months) {
  for (int sign = -1; sign <= 1; sign += 2)
    for (int64_t d = -1; d <= 1; d++) add_when(s, (nz_when){d, (int32_t)(sign * months), false});
}

static void dates(constants *k, nz_spread *s) {
  static const int8_t near[] = {0, -1, 1, -2, 2, -6, -7, 7, 8, -14, 14, -29, -30, -31, 30, 31};
  static const int8_t months[] = {1, 2, 3, 5, 6, 11, 12};
  s->when = NZ_NEW_N(k->a, nz_when, MOST_DAYS);
  for (size_t i = 0; !s->birth && i < sizeof near / sizeof *near; i++) add_when(s, (nz_when){near[i], 0, false});
  for (uint32_t i = 0; i < k->years.n; i++)
    if (k->years.v[i] >= 0 && k->years.v[i] <= 120) add_reach(s, k->years.v[i] * 12);
  if (s->birth) add_when(s, (nz_when){0, -12 * 40, false}), add_when(s, (nz_when){0, 0, false});
  if (s->birth) return;
  for (uint32_t i = 0; i < k->days.n; i++)
    for (int64_t d = -1; d <= 1; d++) add_when(s, (nz_when){k->days.v[i] + d, 0, false}), add_when(s, (nz_when){-k->days.v[i] + d, 0, false});
  for (uint32_t i = 0; i < k->months.n; i++) add_reach(s, k->months.v[i]);
  for (size_t i = 0; i < sizeof months / sizeof *months; i++) add_reach(s, months[i]);
  for (uint32_t i = 0; i < k->all.n; i++) {
    const ir_node *n = &k->m->nodes.v[k->all.v[i]];
    if (k->m->types.v[n->type].k != IR_T_DATE || !ir_day_ok(n->imm)) continue;
    for (int64_t d = -1; d <= 1; d++) add_when(s, (nz_when){n->imm + d, 0, true});
  }
}

static void periods(constants *k, nz_spread *s) {
  static const struct { int16_t from, to; } around[] = {{-200, 164}, {0, 364}, {-364, 0}, {-400, -1}, {1, 365}, {-30, 30}, {-400, -36}, {40, 404}};
  enum { N = sizeof around / sizeof *around };
  s->when = NZ_NEW_N(k->a, nz_when, N + 2);
  s->until = NZ_NEW_N(k->a, nz_when, N + 2);
  for (; s->n < N; s->n++) {
    s->when[s->n] = (nz_when){around[s->n].from, 0, false};
    s->until[s->n] = (nz_when){around[s->n].to, 0, false};
  }
  s->when[s->n] = (nz_when){-200, 0, false};
  s->until[s->n++] = (nz_when){IR_DATE_MAX, 0, true};
  s->when[s->n] = (nz_when){IR_DATE_MIN, 0, true};
  s->until[s->n++] = (nz_when){200, 0, false};
}

static void months(constants *k, nz_spread *s) {
  static const int8_t near[] = {0, -1, 1, -2, 2, -3, 3, -5, -6, 6, -11, -12, 12};
  numbers l = {0};
  for (size_t i = 0; i < sizeof near / sizeof *near; i++) add(k->a, &l, near[i], MOST_VALUES);
  for (uint32_t i = 0; i < k->months.n; i++)
    for (int64_t d = -1; d <= 1; d++) add(k->a, &l, -k->months.v[i] + d, MOST_VALUES);
  take(s, &l, false); /* months from that of the day */
}

static void times(constants *k, nz_spread *s) {
  numbers l = {0};
  static const int16_t usual[] = {0, 9 * 60, 10 * 60, 12 * 60, 17 * 60, 22 * 60, DAY_MINUTES - 1};
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) add(k->a, &l, usual[i], MOST_VALUES);
  for (uint32_t i = 0; i < k->all.n; i++) {
    const ir_node *n = &k->m->nodes.v[k->all.v[i]];
    for (int64_t d = -1; k->m->types.v[n->type].k == IR_T_TIME && d <= 1; d++)
      if (n->imm + d >= 0 && n->imm + d < DAY_MINUTES) add(k->a, &l, n->imm + d, MOST_VALUES);
  }
  take(s, &l, true);
}

static void texts(constants *k, nz_spread *s, const ir_field *f) {
  numbers l = {0};
  for (uint32_t i = 0; (f->flags & IR_F_KIND) && i < k->m->addons.n; i++)
    for (uint32_t x = 0; x < k->m->addons.v[i].kinds.n; x++) add(k->a, &l, k->m->pool.v[k->m->addons.v[i].kinds.first + x], 8 * MOST_TEXTS);
  for (uint32_t i = 0; i < k->all.n; i++) {
    const ir_node *n = &k->m->nodes.v[k->all.v[i]];
    if (k->m->types.v[n->type].k == IR_T_TEXT && n->ref != IR_NONE && nz_in(k->direct, k->all.v[i])) add(k->a, &l, n->ref, 8 * MOST_TEXTS);
  }
  NZ_PUSH(k->a, &l) = -1; /* some text */
  take(s, &l, false);
  s->text = NZ_NEW_N(k->a, uint32_t, s->n);
}

/* The usual one first: of a review, what is claimed now. */
static void choices(constants *k, nz_spread *s, const ir_field *f) {
  const ir_enum *e = &k->m->enums.v[k->m->types.v[f->type].ref];
  static const char now[] = "今回請求";
  uint32_t first = f->flags & IR_F_REVIEW ? ir_find_value(k->m, k->m->types.v[f->type].ref, now, sizeof now - 1) : IR_NONE;
  s->v = NZ_NEW_N(k->a, int64_t, e->values.n + 1u);
  if (first != IR_NONE) s->v[s->n++] = first;
  for (uint32_t i = 0; i < e->values.n; i++)
    if (e->values.first + i != first) s->v[s->n++] = e->values.first + i;
}

static void spread(constants *k, nz_spread *s, uint32_t field, const uint64_t *births) {
  const ir_field *f = &k->m->fields.v[field];
  ir_type t = k->m->types.v[f->type];
  *s = (nz_spread){.field = field, .k = t.k, .base = f->flags & IR_F_BLANK ? 2 : 1, .multi = (f->flags & IR_F_MULTI) != 0, .birth = nz_in(births, field), .target = IR_NONE};
  if (t.k == IR_T_SET) t = k->m->types.v[t.ref];
  if (t.k == IR_T_ROW) {
    s->k = IR_T_ROW;
    s->target = t.ref;
    return;
  }
  if (t.k == IR_T_QTY || t.k == IR_T_TEXT) find_direct(k, field);
  switch ((ir_tk)t.k) {
    case IR_T_QTY: quantities(k, s, f); break;
    case IR_T_RATIO: ratios(k, s); break;
    case IR_T_DATE: dates(k, s); break;
    case IR_T_MONTH: months(k, s); break;
    case IR_T_PERIOD: periods(k, s); break;
    case IR_T_TIME: times(k, s); break;
    case IR_T_TEXT: texts(k, s, f); break;
    case IR_T_ENUM: choices(k, s, f); break;
    case IR_T_BOOL:
      s->v = NZ_NEW_N(k->a, int64_t, 2);
      s->v[1] = 1;
      s->n = 2;
      break;
    default: break;
  }
}

nz_spreads nz_spreads_of(nz_arena *a, const ir_module *m, const nz_cone *cone, const uint64_t *births) {
  constants k = {.a = a, .m = m, .cone = cone, .direct = NZ_NEW_N(a, uint64_t, m->nodes.n / 64 + 1)};
  nz_spreads out = {.m = m, .v = NZ_NEW_N(a, nz_spread, m->fields.n + 1u), .of = NZ_NEW_N(a, uint32_t, m->fields.n + 1u)};
  gather(&k);
  for (uint32_t f = 0; f < m->fields.n; f++) {
    if (!nz_in(cone->fields, f) || m->ledgers.v[m->fields.v[f].ledger].key == f) continue; /* keys are names: fixed */
    spread(&k, &out.v[out.n], f, births);
    out.of[f] = ++out.n;
  }
  return out;
}

void nz_spread_texts(nz_arena *a, const nz_spreads *s, nz_case *c) {
  static const char some[] = "例";
  for (uint32_t i = 0; i < s->n; i++)
    for (uint32_t k = 0; s->v[i].text && k < s->v[i].n; k++) {
      nz_str t = s->v[i].v[k] < 0 ? (nz_str){some, sizeof some - 1} : ir_text(s->m, (ir_str)s->v[i].v[k]);
      s->v[i].text[k] = nz_case_text(a, c, t.p, t.n);
    }
}

int64_t nz_when_day(const nz_when *w, int64_t day) {
  int64_t out = w->day;
  if (w->absolute) return out;
  if (w->months && !ir_add_months(day, w->months, &day)) return day;
  return ir_add_days(day, w->day, &out) ? out : day;
}

uint32_t nz_spread_size(const nz_spread *s, uint32_t rows) {
  if (s->k == IR_T_ROW && !rows) return s->base;
  if (s->multi) return s->base + (1u << (rows < NZ_SPREAD_ROWS ? rows : NZ_SPREAD_ROWS));
  if (s->k == IR_T_ROW) return s->base + rows;
  return s->base + s->n + (uint32_t)s->more;
}
