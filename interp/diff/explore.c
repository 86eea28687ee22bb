#include "explore.h"

#include <string.h>

#include "../ir/date.h"
#include "../ir/phrase.h"
#include "../verify/values.h"
#include "../verify/walk.h"

enum { MOST_CLASSES = 128, JOINT_VALUES = 64, MOST_DEPTH = 200, MOST_KINDS = 24, OLD = 0, NEW = 1 };

typedef struct world { const nz_side *s; nz_case *c; nz_eval *e; nze_classes cut; nz_question q; } world;
typedef struct explore {
  nz_arena *a;
  world w[2];
  const uint32_t *back;     /* per cell of the newer case: that of the older, IR_NONE */
  const uint32_t *forth;    /* the other way round */
  nz_boxfact box[MOST_DEPTH];
  uint32_t depth;
  nz_difference out;
  uint64_t most, done;
  bool inexact;
} explore;

/* ---- values across ---- */

/* How much earlier the older side is: months where both days have one number in their months, else days. */
static void apart(const nz_side *was, const nz_side *is, int64_t *months, int64_t *days) {
  ir_ymd x, y;
  *months = *days = 0;
  if (was->day == IR_DATE_MIN || is->day == IR_DATE_MIN || was->day == is->day) return;
  if (ir_civil(was->day, &x) && ir_civil(is->day, &y) && x.d == y.d) *months = ((int64_t)y.y - x.y) * 12 + y.m - x.m;
  else *days = is->day - was->day;
}

static int64_t earlier(int64_t day, int64_t months, int64_t days) {
  int64_t v = day;
  if (day == IR_DATE_MIN || day == IR_DATE_MAX) return day;
  if (months && !ir_add_months(day, -months, &v)) return day;
  return months ? v : day - days;
}

bool nz_value_back(const nz_side *is, uint32_t field, const nz_cellval *v, const nz_side *was, uint32_t old_field, nz_cellval *out) {
  const ir_type *t = &is->m->types.v[is->m->fields.v[field].type];
  int64_t months, days;
  *out = *v;
  if (v->state != NZ_CELL_GIVEN) return true;
  apart(was, is, &months, &days);
  switch ((ir_tk)t->k) {
    case IR_T_DATE: out->v = earlier(v->v, months, days); return true;
    case IR_T_PERIOD: out->v = earlier(v->v, months, days), out->v2 = earlier(v->v2, months, days); return true;
    case IR_T_MONTH: {
      int64_t first, last, to;
      if (!ir_first_day(v->v, &first)) return true;
      last = earlier(first, months, days);
      if (ir_month_of_day(last, &to)) out->v = to;
      return true;
    }
    case IR_T_ENUM: {
      uint32_t there = nz_value_across(is->m, (uint32_t)v->v, was->m, was->m->types.v[was->m->fields.v[old_field].type].ref);
      out->v = there;
      return there != IR_NONE;
    }
    default: return true;
  }
}

bool nz_same_across(const nz_side *was, const nz_val *x, const nz_side *is, const nz_val *y) {
  if (x->st != y->st) return false;
  if (x->st == NZ_NOVALUE) return x->why == y->why;
  if (x->st == NZ_FAULT) return true; /* what was broken still is */
  if (x->st == NZ_REFERRED) return true;
  if (x->st != NZ_KNOWN || x->k != y->k) return x->st != NZ_KNOWN;
  switch ((ir_tk)x->k) {
    case IR_T_ENUM: {
      nz_str a = ir_text(was->m, was->m->values.v[x->a].name), b = ir_text(is->m, is->m->values.v[y->a].name);
      return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
    }
    case IR_T_TEXT: {
      if (x->b || y->b) return x->b == y->b;
      nz_str a = ir_text(was->m, (ir_str)x->a), b = ir_text(is->m, (ir_str)y->a);
      return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
    }
    case IR_T_DATE: case IR_T_PERIOD: case IR_T_MONTH: {
      int64_t months, days;
      apart(was, is, &months, &days);
      if (x->k == IR_T_MONTH) return x->a == y->a - months;
      return x->a == earlier(y->a, months, days) && (x->k == IR_T_DATE || x->b == earlier(y->b, months, days));
    }
    default: return x->a == y->a && x->b == y->b;
  }
}

/* ---- one fact ---- */

static void put_cell(explore *x, uint32_t cell, nz_cellval v) {
  nz_eval_cells(x->w[NEW].e)[cell] = v;
  uint32_t old = x->back[cell];
  if (old == IR_NONE) return;
  uint32_t row, field, orow, ofield;
  nz_cell_at(x->w[NEW].c, cell, &row, &field);
  nz_cell_at(x->w[OLD].c, old, &orow, &ofield);
  nz_cellval there;
  if (!nz_value_back(x->w[NEW].s, field, &v, x->w[OLD].s, ofield, &there)) there = (nz_cellval){.state = NZ_CELL_BLANK}; /* a value it does not know */
  nz_eval_cells(x->w[OLD].e)[old] = there;
}

typedef struct option { nz_cellval v; const char *region; bool span; nz_region r; } option; /* span: one run of numbers or days, r */
typedef struct options { option *v; uint32_t n; } options;

static const char *region_words(explore *x, uint32_t field, const nz_region *r) {
  const ir_module *m = x->w[NEW].s->m;
  const ir_field *f = &m->fields.v[field];
  ir_buf b = {.a = x->a};
  if (r->set_blank) return "空欄";
  if (m->types.v[f->type].k == IR_T_BOOL) {
    bool may = r->is_set ? (r->set & 2) != 0 : r->hi >= 1, not = r->is_set ? (r->set & 1) != 0 : r->lo <= 0;
    return may && not ? "あってもなくても" : may ? "ある" : "ない";
  }
  if (r->is_set) ir_phrase_set(m, f->type, r->set, &b);
  else {
    int64_t lo = r->lo, hi = r->hi;
    if (m->types.v[f->type].k == IR_T_QTY) {
      if (lo <= f->lo) lo = INT64_MIN;
      if (hi >= f->hi) hi = INT64_MAX;
    }
    ir_phrase_range(m, f->type, lo, hi, &b);
  }
  return b.p ? b.p : "";
}

static const char *value_words(explore *x, uint32_t cell, const nz_cellval *v) {
  uint32_t row, field;
  nz_cell_at(x->w[NEW].c, cell, &row, &field);
  ir_buf b = {.a = x->a};
  nz_cellval_text(x->w[NEW].c, field, v, &b);
  return b.p ? b.p : "";
}

/* Which class of the older side a position of the newer lies in; a label only. */
static uint64_t old_label(explore *x, const nze_part *p, const nz_cellval *v, uint32_t field, uint32_t old_field) {
  nz_cellval there;
  if (!nz_value_back(x->w[NEW].s, field, v, x->w[OLD].s, old_field, &there) || there.state != NZ_CELL_GIVEN) return UINT64_MAX;
  int64_t pos = there.v;
  for (int64_t i = 0; p->d->rows && i <= p->d->hi; i++)
    if (p->d->rows[i] == there.v) pos = i;
  for (uint32_t i = p->n; i-- > 0;)
    if (p->seg[i].lo <= pos) return p->class_of[i];
  return UINT64_MAX;
}

typedef struct piece { int64_t lo, hi; uint64_t label; } piece;

/* The newer domain cut where either side tells values apart. */
static uint32_t pieces_of(explore *x, const nze_domain *dom, uint32_t cell, uint32_t field, piece **out) {
  const nze_part *n = &x->w[NEW].cut.part[0], *o = x->back[cell] == IR_NONE ? NULL : &x->w[OLD].cut.part[0];
  uint32_t orow, ofield = IR_NONE;
  if (o) nz_cell_at(x->w[OLD].c, x->back[cell], &orow, &ofield);
  bool each = dom->k == IR_T_ENUM || dom->k == IR_T_BOOL || dom->rows != NULL;
  uint64_t size = dom->hi < dom->lo ? 0 : (uint64_t)dom->hi - (uint64_t)dom->lo + 1;
  uint32_t cap = each ? (uint32_t)size : n->n + (o ? o->n * 2 : 0) + 1, k = 0;
  piece *p = NZ_NEW_N(x->a, piece, cap + 1u);
  int64_t months, days;
  apart(x->w[OLD].s, x->w[NEW].s, &months, &days);
  if (each) {
    for (int64_t v = dom->lo; v <= dom->hi; v++) p[k++] = (piece){v, v, 0};
  } else {
    for (uint32_t i = 0; i < n->n; i++) p[k++].lo = n->seg[i].lo;
    for (uint32_t i = 0; o && i < o->n; i++) { /* the older side's cuts, moved to the newer's time; a clamped day may lie one before */
      int64_t at = o->seg[i].lo, moved = at;
      if (dom->k == IR_T_DATE) moved = earlier(at, -months, -days);
      else if (dom->k == IR_T_MONTH) moved = at + months;
      for (int64_t v = moved; v <= moved + (dom->k == IR_T_DATE && months ? 1 : 0); v++)
        if (v > dom->lo && v <= dom->hi) p[k++].lo = v;
    }
    for (uint32_t i = 1; i < k; i++)
      for (uint32_t j = i; j && p[j - 1].lo > p[j].lo; j--) {
        piece t = p[j];
        p[j] = p[j - 1];
        p[j - 1] = t;
      }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < k; i++)
      if (!kept || p[kept - 1].lo != p[i].lo) p[kept++] = p[i];
    k = kept;
    for (uint32_t i = 0; i < k; i++) p[i].hi = i + 1 < k ? p[i + 1].lo - 1 : dom->hi;
  }
  for (uint32_t i = 0; i < k; i++) {
    uint32_t seg = n->n;
    while (seg > 1 && n->seg[seg - 1].lo > p[i].lo) seg--;
    uint64_t mine = n->n ? n->class_of[seg - 1] : 0;
    nz_cellval v = {.state = NZ_CELL_GIVEN, .v = dom->rows ? dom->rows[p[i].lo] : p[i].lo};
    p[i].label = mine * 1000003u + (o ? old_label(x, o, &v, field, ofield) + 1 : 0);
  }
  *out = p;
  return k;
}

static void add(options *o, nz_cellval v, const char *region) { o->v[o->n++] = (option){.v = v, .region = region}; }

static options values_of(explore *x, uint32_t cell) {
  world *n = &x->w[NEW], *o = &x->w[OLD];
  uint32_t row, field, old = x->back[cell];
  nz_cell_at(n->c, cell, &row, &field);
  nze_domain dom = nze_domain_of(x->a, n->e, cell), odom = {0};
  const nze_domain *one = &dom, *other = &odom;
  options out = {NULL, 0};
  if (!dom.supported) {
    nz_values v = nz_values_by_hand(x->a, n->c, n->e, &n->s->m->fields.v[field], n->c->cells.v[cell]);
    x->inexact = true;
    out.v = NZ_NEW_N(x->a, option, v.n + 1u);
    for (uint32_t i = 0; i < v.n; i++) add(&out, v.v[i], value_words(x, cell, &v.v[i]));
    return out;
  }
  nze_classes_cut(&n->cut, &one, 1);
  bool joint = nz_joint(&n->cut, cell, IR_NONE), exact = n->cut.exact;
  if (old != IR_NONE) {
    odom = nze_domain_of(x->a, o->e, old);
    nze_classes_cut(&o->cut, &other, 1);
    joint |= nz_joint(&o->cut, old, IR_NONE);
    exact &= o->cut.exact;
  }
  x->inexact |= !exact;
  piece *p;
  uint32_t k = pieces_of(x, &dom, cell, field, &p);
  bool each = joint && k <= JOINT_VALUES && (dom.k == IR_T_ENUM || dom.k == IR_T_BOOL || dom.rows);
  x->inexact |= joint && !each;
  out.v = NZ_NEW_N(x->a, option, k + 3u);
  bool *done = NZ_NEW_N(x->a, bool, k + 1u);
  bool sets = (dom.k == IR_T_ENUM || dom.k == IR_T_BOOL) && dom.hi - dom.lo < 64;
  for (uint32_t i = 0; i < k && out.n < MOST_CLASSES; i++) {
    if (done[i]) continue;
    nz_region r = {.cell = cell, .lo = p[i].lo, .hi = p[i].hi, .is_set = sets};
    ir_buf more = {.a = x->a};
    int64_t near = p[i].lo, today = n->e->today + 14;
    for (uint32_t j = i; j < k; j++) {
      if (j != i && (each || p[j].label != p[i].label)) continue;
      done[j] = true;
      if (sets) r.set |= UINT64_C(1) << (p[j].lo - dom.lo);
      else if (j != i && r.hi + 1 == p[j].lo) r.hi = p[j].hi;
      else if (j != i && !dom.rows) {
        nz_region also = {.cell = cell, .lo = p[j].lo, .hi = p[j].hi};
        ir_buf_printf(&more, "、%s", region_words(x, field, &also));
      }
      int64_t at = today < p[j].lo ? p[j].lo : today > p[j].hi ? p[j].hi : today;
      if (dom.k == IR_T_DATE && (at > today ? at - today : today - at) < (near > today ? near - today : today - near)) near = at;
    }
    nze_put(n->e, &dom, near, false);
    nz_cellval v = nz_eval_cells(n->e)[cell];
    const char *words = dom.rows ? value_words(x, cell, &v) : region_words(x, field, &r);
    ir_buf b = {.a = x->a};
    ir_buf_printf(&b, "%s%s", words, more.p ? more.p : "");
    add(&out, v, b.p ? b.p : "");
    out.v[out.n - 1].span = !sets && !dom.rows && !more.p;
    out.v[out.n - 1].r = r;
  }
  nze_withhold(n->e, cell);
  if (dom.blank) add(&out, (nz_cellval){.state = NZ_CELL_BLANK}, "空欄");
  return out;
}

/* ---- the tree ---- */

static uint64_t work_of(const explore *x) { return x->done + x->w[OLD].e->steps + x->w[NEW].e->steps; }

/* Ways to differ: the answers of both sides, values by whether they rise or fall. */
static bool same_way(const nz_region_found *f, const nz_val *was, const nz_val *is) {
  if (f->was.st != was->st || f->is.st != is->st || f->was.k != was->k || f->is.k != is->k) return false;
  if (was->st == NZ_KNOWN && is->st == NZ_KNOWN && (was->k == IR_T_QTY || was->k == IR_T_RATIO) && was->k == is->k) return (f->was.a < f->is.a) == (was->a < is->a) && f->was.a == was->a && f->is.a == is->a;
  return (was->st != NZ_KNOWN || f->was.a == was->a) && (is->st != NZ_KNOWN || f->is.a == is->a);
}

static nz_case *facts_of(const explore *x, int side) {
  nz_case *c = nz_case_copy(x->a, x->w[side].c);
  const nz_cellval *own = nz_eval_cells(x->w[side].e);
  for (uint32_t i = 0; i < c->cells.n; i++) {
    c->cells.v[i] = own[i];
    if (own[i].state != NZ_CELL_GIVEN && own[i].state != NZ_CELL_BLANK) c->cells.v[i] = (nz_cellval){0};
  }
  return c;
}

static void note(explore *x, const nz_val *was, const nz_val *is) {
  x->out.differing++;
  nz_region_found *f = NULL;
  for (uint32_t i = 0; i < x->out.found.n && !f; i++)
    if (same_way(&x->out.found.v[i], was, is)) f = &x->out.found.v[i];
  if (f && f->nfacts <= x->depth) return;
  if (!f) {
    if (x->out.found.n == MOST_KINDS) return;
    f = &NZ_PUSH(x->a, &x->out.found);
  }
  *f = (nz_region_found){.was = *was, .is = *is, .nfacts = x->depth, .q = x->w[NEW].q};
  f->was.causes = f->is.causes = (nz_causes){NULL, 0};
  f->fact = NZ_NEW_N(x->a, nz_boxfact, x->depth + 1u);
  memcpy(f->fact, x->box, x->depth * sizeof *x->box);
  f->c = facts_of(x, NEW);
  f->old_c = facts_of(x, OLD);
  f->old_q = x->w[OLD].q;
}

static uint32_t next_fact(const explore *x, const nz_val *v, int side) {
  uint32_t best = IR_NONE;
  int rank = NZ_RANKS * 10;
  for (uint32_t i = 0; i < v->causes.n; i++) {
    if (v->causes.v[i].kind != NZ_C_FACT) continue;
    uint32_t cell = side == NEW ? v->causes.v[i].id : x->forth[v->causes.v[i].id], row, field;
    if (cell == IR_NONE || nz_eval_cells(x->w[NEW].e)[cell].state != NZ_CELL_WITHHELD) continue;
    nz_cell_at(x->w[NEW].c, cell, &row, &field);
    int r = nz_fact_rank(x->w[NEW].s->m, field) + (row == x->w[NEW].q.subject ? 0 : NZ_RANKS);
    if (r < rank) rank = r, best = cell;
  }
  return best;
}

static bool ask_both(explore *x, nz_val v[2]) {
  for (int i = 0; i < 2; i++) {
    x->w[i].cut.q = &x->w[i].q;
    v[i] = nze_side_run(x->w[i].e, &x->w[i].q, NZE_CAUSES);
  }
  return v[OLD].st != NZ_MISSING && v[NEW].st != NZ_MISSING;
}

static bool as_before(const nz_val *a, const nz_val *b) { return a->st == b->st && (a->st == NZ_FAULT ? a->why == b->why : a->st == NZ_REFERRED || nz_same_answer(a, b)); }

/* Values are told apart more finely than answers are: neighbours that settle both alike are one region. Returns the last of them. */
static uint32_t run_of(explore *x, uint32_t cell, const options *o, uint32_t i, nz_boxfact *fact) {
  nz_val first[2], v[2];
  nz_region r = o->v[i].r;
  uint32_t last = i;
  if (!o->v[i].span || !ask_both(x, first)) return i;
  while (last + 1 < o->n && o->v[last + 1].span && o->v[last + 1].r.lo == r.hi + 1) {
    put_cell(x, cell, o->v[last + 1].v);
    if (!ask_both(x, v) || !as_before(&v[OLD], &first[OLD]) || !as_before(&v[NEW], &first[NEW])) break;
    r.hi = o->v[++last].r.hi;
  }
  put_cell(x, cell, o->v[i].v);
  uint32_t row, field;
  nz_cell_at(x->w[NEW].c, cell, &row, &field);
  if (last > i) fact->region = region_words(x, field, &r);
  return last;
}

static void split(explore *x) {
  nz_val v[2];
  (void)ask_both(x, v);
  if (v[OLD].st != NZ_MISSING && v[NEW].st != NZ_MISSING) {
    x->out.boxes++;
    if (!nz_same_across(x->w[OLD].s, &v[OLD], x->w[NEW].s, &v[NEW])) note(x, &v[OLD], &v[NEW]);
    return;
  }
  if (work_of(x) > x->most || x->depth + 1 >= MOST_DEPTH) {
    x->out.spent = true;
    return;
  }
  uint32_t cell = IR_NONE;
  for (int i = NEW; i >= OLD && cell == IR_NONE; i--)
    if (v[i].st == NZ_MISSING) cell = next_fact(x, &v[i], i);
  if (cell == IR_NONE) {
    bool rows = false;
    for (int i = 0; i < 2; i++)
      for (uint32_t k = 0; v[i].st == NZ_MISSING && k < v[i].causes.n; k++) rows |= v[i].causes.v[k].kind == NZ_C_OPEN || v[i].causes.v[k].kind == NZ_C_NOROW;
    /* 不明 on both sides, whatever the facts: no version on the day. They do not differ in an answer. */
    bool both = v[OLD].st == NZ_MISSING && v[NEW].st == NZ_MISSING;
    if (rows) x->out.by_rows = true;
    else if (!both) x->out.boxes++, note(x, &v[OLD], &v[NEW]);
    else x->out.boxes++;
    return;
  }
  options o = values_of(x, cell);
  for (uint32_t i = 0; i < o.n && !x->out.spent; i++) {
    put_cell(x, cell, o.v[i].v);
    x->box[x->depth] = (nz_boxfact){cell, o.v[i].region};
    uint32_t last = run_of(x, cell, &o, i, &x->box[x->depth]);
    x->depth++;
    split(x);
    x->depth--;
    i = last;
  }
  put_cell(x, cell, (nz_cellval){.state = NZ_CELL_WITHHELD});
}

/* ---- the cases to begin with ---- */

static uint32_t add_row(nz_arena *a, nz_case *c, uint32_t ledger, const char *name) {
  uint32_t row = nz_case_row(a, c, ledger, (nz_str){name, (uint32_t)strlen(name)});
  uint32_t key = c->m->ledgers.v[ledger].key;
  if (key == IR_NONE) return row;
  nz_cellval *k = &c->cells.v[nz_cell_of(c, row, key)];
  if (c->m->types.v[c->m->fields.v[key].type].k == IR_T_TEXT) *k = (nz_cellval){.state = NZ_CELL_GIVEN, .v = nz_case_text(a, c, name, strlen(name))};
  else if (c->m->types.v[c->m->fields.v[key].type].k == IR_T_QTY) *k = (nz_cellval){.state = NZ_CELL_GIVEN, .v = c->m->fields.v[key].lo > 1 ? c->m->fields.v[key].lo : 1};
  return row;
}

/* One row of the subject's ledger, and of all that is referred to from there on either side. */
static void fill_rows(nz_arena *a, nz_case *c, const nz_cone *cone) {
  for (uint32_t r = 0; r < c->rows.n; r++) {
    ir_ledger l = c->m->ledgers.v[c->rows.v[r].ledger];
    for (uint32_t i = 0; i < l.fields.n; i++) {
      ir_type t = c->m->types.v[c->m->fields.v[l.fields.first + i].type];
      if (t.k == IR_T_SET) t = c->m->types.v[t.ref];
      if (t.k == IR_T_ROW && nz_in(cone->fields, l.fields.first + i) && !c->nrows[t.ref]) add_row(a, c, t.ref, "甲");
    }
  }
}

static void begin(explore *x, int i, uint32_t decl, uint32_t output) {
  world *w = &x->w[i];
  nz_cone cone;
  nz_cone_of(x->a, w->s->m, decl, &cone);
  const ir_decl *d = &w->s->m->decls.v[decl];
  w->c = nz_case_new(x->a, w->s->m);
  w->q = (nz_question){.decl = decl, .output = output, .subject = IR_NONE, .want = -1, .nargs = d->params.n};
  if (d->subject != IR_NONE) w->q.subject = add_row(x->a, w->c, d->subject, "甲");
  for (uint32_t k = 0; k < d->params.n; k++) {
    ir_type t = w->s->m->types.v[w->s->m->params.v[d->params.first + k].type];
    if (t.k != IR_T_ROW) continue;
    w->q.args[k] = add_row(x->a, w->c, t.ref, w->c->nrows[t.ref] ? "乙" : "甲");
    w->q.has[k] = true;
  }
  fill_rows(x->a, w->c, &cone);
}

/* Rows that only one side needs are there on both, where its ledger is. */
static void even_out(explore *x) {
  for (int i = 0; i < 2; i++) {
    world *w = &x->w[i], *o = &x->w[1 - i];
    for (uint32_t r = 0; r < w->c->rows.n; r++) {
      uint32_t there = nz_ledger_across(w->s->m, w->c->rows.v[r].ledger, o->s->m);
      if (there != IR_NONE && !o->c->nrows[there]) add_row(x->a, o->c, there, "甲");
    }
  }
}

static void join_cells(explore *x) {
  nz_case *n = x->w[NEW].c, *o = x->w[OLD].c;
  uint32_t *back = NZ_NEW_N(x->a, uint32_t, n->cells.n + 1u), *forth = NZ_NEW_N(x->a, uint32_t, o->cells.n + 1u);
  memset(back, 0xff, ((size_t)n->cells.n + 1) * sizeof *back);
  memset(forth, 0xff, ((size_t)o->cells.n + 1) * sizeof *forth);
  for (uint32_t r = 0; r < n->rows.n; r++) {
    uint32_t there = nz_ledger_across(n->m, n->rows.v[r].ledger, o->m), row = there == IR_NONE ? IR_NONE : nz_case_find_row(o, there, n->rows.v[r].name);
    const ir_ledger *l = &n->m->ledgers.v[n->rows.v[r].ledger];
    for (uint32_t i = 0; row != IR_NONE && i < l->fields.n; i++) {
      uint32_t f = nz_field_across(n->m, l->fields.first + i, o->m);
      if (f == IR_NONE) continue;
      back[n->rows.v[r].first_cell + i] = nz_cell_of(o, row, f);
      forth[nz_cell_of(o, row, f)] = n->rows.v[r].first_cell + i;
    }
  }
  x->back = back;
  x->forth = forth;
}

static void open_world(explore *x, int i, uint64_t work) {
  world *w = &x->w[i];
  int64_t day = w->s->day;
  if (day == IR_DATE_MIN) ir_day_of(2024, 10, 1, &day);
  w->c->date = day;
  w->e = nz_eval_new(x->a, w->s->m, w->c);
  nz_eval_date(w->e, day);
  for (uint32_t r = 0; r < w->s->m->readings.n; r++) {
    nz_eval_choice(w->e, r, w->s->choice[r]);
    if (w->s->choice[r] != w->s->m->readings.v[r].dflt) w->c->choice[r] = (uint8_t)(w->s->choice[r] + 1);
  }
  nz_cellval *own = nz_eval_cells(w->e);
  for (uint32_t k = 0; k < w->c->cells.n; k++)
    if (own[k].state == NZ_CELL_NOT_GIVEN) own[k].state = NZ_CELL_WITHHELD;
  nze_classes_init(&w->cut, x->a, w->e, NULL);
  w->cut.most_walk = work / 10;
}

static bool next_arguments(uint32_t *at, const uint32_t *n, uint32_t nargs) {
  for (uint32_t i = nargs; i-- > 0;) {
    if (!n[i]) continue;
    if (++at[i] < n[i]) return true;
    at[i] = 0;
  }
  return false;
}

/* The values of a parameter that has no usual one. */
static uint32_t values_of_param(explore *x, const nz_side *is, const ir_param *p, int64_t **out) {
  ir_type t = is->m->types.v[p->type];
  int64_t today = x->w[NEW].e->today;
  if (p->dflt != IR_NONE || t.k == IR_T_ROW) return 0;
  if (t.k == IR_T_ENUM || t.k == IR_T_BOOL) {
    uint32_t size = t.k == IR_T_BOOL ? 2 : is->m->enums.v[t.ref].values.n, first = t.k == IR_T_BOOL ? 0 : is->m->enums.v[t.ref].values.first;
    *out = NZ_NEW_N(x->a, int64_t, size + 1u);
    for (uint32_t i = 0; i < size; i++) (*out)[i] = (int64_t)first + i;
    return size;
  }
  x->inexact = true; /* one number or day only */
  *out = NZ_NEW_N(x->a, int64_t, 1);
  (*out)[0] = t.k == IR_T_DATE ? today : 1;
  if (t.k == IR_T_MONTH) ir_month_of_day(today, &(*out)[0]);
  return 1;
}

nz_difference nz_explore(nz_arena *a, const nz_side *was, uint32_t old_decl, const nz_side *is, uint32_t new_decl, uint32_t output, uint64_t work) {
  explore x = {.a = a, .most = work};
  const ir_decl *d = &is->m->decls.v[new_decl], *od = &was->m->decls.v[old_decl];
  x.w[OLD].s = was;
  x.w[NEW].s = is;
  bool alike = d->params.n == od->params.n && (d->subject == IR_NONE) == (od->subject == IR_NONE) && output < d->outputs.n && output < od->outputs.n;
  for (uint32_t i = 0; alike && i < d->params.n; i++) alike = nz_type_across(is->m, is->m->params.v[d->params.first + i].type, was->m, was->m->params.v[od->params.first + i].type);
  if (!alike) {
    x.out.spent = true;
    return x.out;
  }
  begin(&x, OLD, old_decl, output);
  begin(&x, NEW, new_decl, output);
  even_out(&x);
  join_cells(&x);
  open_world(&x, OLD, work);
  open_world(&x, NEW, work);
  int64_t *value[NZ_MAX_ARGS] = {NULL};
  uint32_t n[NZ_MAX_ARGS] = {0}, at[NZ_MAX_ARGS] = {0};
  for (uint32_t i = 0; i < d->params.n && i < NZ_MAX_ARGS; i++) n[i] = values_of_param(&x, is, &is->m->params.v[d->params.first + i], &value[i]);
  bool more = true;
  for (; more && !x.out.spent; more = next_arguments(at, n, d->params.n)) {
    bool there = true;
    for (uint32_t i = 0; i < d->params.n && i < NZ_MAX_ARGS; i++) {
      if (!n[i]) continue;
      int64_t v = value[i][at[i]], old = v;
      ir_type t = is->m->types.v[is->m->params.v[d->params.first + i].type];
      if (t.k == IR_T_ENUM) {
        uint32_t k = nz_value_across(is->m, (uint32_t)v, was->m, was->m->types.v[was->m->params.v[od->params.first + i].type].ref);
        there &= k != IR_NONE;
        old = k;
      }
      x.w[NEW].q.args[i] = v;
      x.w[OLD].q.args[i] = old;
      x.w[NEW].q.has[i] = x.w[OLD].q.has[i] = true;
    }
    if (there) split(&x);
  }
  x.out.exact = !x.inexact && !x.out.spent && !x.out.by_rows;
  return x.out;
}
