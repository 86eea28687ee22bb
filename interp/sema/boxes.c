/* boxes.c -- overlaps and gaps of decision tables whose columns each speak of one thing: every row is a box, the product of
 * the values its cells admit. Exact over the declared ranges: each column's domain is cut where a cell compares it, and
 * boxes are intersected (overlap) or split (gap). A table with another kind of column is left to the solver. */
#include <string.h>

#include "boxes.h"
#include "../ir/phrase.h"
#include "cx.h"

enum { MAX_COLS = 16, MAX_CLASSES = 64, MAX_SPLITS = 200000 };

typedef struct axis {
  struct nz_chead *head;
  ir_type type;
  int64_t lo, hi;                    /* QTY: domain */
  int64_t cut[MAX_CLASSES];          /* first value of each class */
  uint32_t n;                        /* classes */
} axis;

typedef struct boxes {
  nz_cx *cx;
  nz_ctable *ct;
  axis ax[MAX_COLS];
  uint32_t nax, nrows, splits;
  uint64_t (*row)[MAX_COLS];         /* admitted classes */
  uint32_t *src;                     /* row number in the table */
} boxes;

/* ---- what one cell admits ---- */

static bool constant(const nz_node *v, int64_t *out) {
  if (v->kind == NZ_T_QTY) *out = v->num;
  else if (v->ann.ref == NZ_A_VALUE) *out = v->ann.a;
  else return false;
  return true;
}

static bool cell_atoms(const nz_node *e, const axis *ax, int64_t *cuts, uint32_t *n) {
  int64_t v;
  if (*n + 4 >= MAX_CLASSES) return false;
  switch (e->kind) {
    case NZ_T_ALWAYS: return true;
    case NZ_T_HAS:
    case NZ_T_HASNOT: return ax->type.k == IR_T_BOOL;
    case NZ_T_CMP:
      if (!constant(e->kid[1], &v)) return false;
      cuts[(*n)++] = v;
      if (v < INT64_MAX) cuts[(*n)++] = v + 1;
      return true;
    case NZ_T_RANGE:
      for (uint32_t i = 1; i < 3; i++) {
        if (!constant(e->kid[i], &v)) return false;
        cuts[(*n)++] = v;
        if (v < INT64_MAX) cuts[(*n)++] = v + 1;
      }
      return true;
    case NZ_T_IN:
      for (uint32_t i = 1; i < e->nkid; i++) {
        if (*n + 4 >= MAX_CLASSES || !constant(e->kid[i], &v)) return false;
        cuts[(*n)++] = v;
        if (v < INT64_MAX) cuts[(*n)++] = v + 1;
      }
      return true;
    default: return false;
  }
}

static bool holds(uint16_t op, int64_t x, int64_t v) {
  switch (op) {
    case NZ_CMP_LT: return x < v;
    case NZ_CMP_LE: return x <= v;
    case NZ_CMP_GT: return x > v;
    case NZ_CMP_GE: return x >= v;
    case NZ_CMP_EQ: return x == v;
    default: return x != v;
  }
}

static bool admits(const nz_node *e, int64_t x) {
  int64_t v = 0, w = 0;
  switch (e->kind) {
    case NZ_T_HAS: return x != 0;
    case NZ_T_HASNOT: return x == 0;
    case NZ_T_CMP: return constant(e->kid[1], &v) && holds(e->op, x, v);
    case NZ_T_RANGE: return constant(e->kid[1], &v) && constant(e->kid[2], &w) && holds(e->op, x, v) && holds((uint16_t)e->aux, x, w);
    case NZ_T_IN:
      for (uint32_t i = 1; i < e->nkid; i++)
        if (constant(e->kid[i], &v) && v == x) return !e->op;
      return e->op;
    default: return true;
  }
}

bool nz_atom_admits(const nz_node *e, int64_t value) { return admits(e, value); }

bool nz_atom_is_plain(const nz_node *e) {
  int64_t v;
  if (e->kind == NZ_T_HAS || e->kind == NZ_T_HASNOT) return true;
  if (e->kind != NZ_T_CMP && e->kind != NZ_T_RANGE && e->kind != NZ_T_IN) return false;
  for (uint32_t i = 1; i < e->nkid; i++)
    if (!constant(e->kid[i], &v)) return false;
  return true;
}

uint32_t nz_atom_edges(const nz_node *e, int64_t *out, uint32_t n) {
  for (uint32_t i = 1; i < e->nkid && i < 3; i++) {
    int64_t v;
    if (!constant(e->kid[i], &v) || v == INT64_MIN || v == INT64_MAX) continue;
    out[n++] = v - 1;
    out[n++] = v;
    out[n++] = v + 1;
  }
  return n;
}

void nz_value_words(nz_cx *cx, uint32_t type, int64_t v, ir_buf *out) {
  ir_type t = nz_ty(cx, type);
  if (t.k == IR_T_BOOL) ir_buf_printf(out, "が%s", v ? "ある" : "ない");
  else if (t.k == IR_T_ENUM) ir_buf_printf(out, "が%s", ir_text(cx->m, cx->m->values.v[v].name).p);
  else {
    ir_buf_printf(out, "が");
    ir_phrase_value(cx->m, type, v, 1, out);
  }
}

/* ---- axes ---- */

static bool make_axis(boxes *b, uint32_t c, axis *ax) {
  nz_cx *cx = b->cx;
  ax->head = &b->ct->heads[c];
  if (!ax->head->subject) return false;
  ax->type = nz_ty(cx, ax->head->type);
  int64_t cuts[MAX_CLASSES];
  uint32_t n = 0;
  if (ax->type.k == IR_T_BOOL) {
    ax->lo = 0;
    ax->hi = 1;
    cuts[n++] = 0;
    cuts[n++] = 1;
  } else if (ax->type.k == IR_T_ENUM) {
    ir_enum e = cx->m->enums.v[ax->type.ref];
    if (!e.values.n || e.values.n > MAX_CLASSES) return false;
    ax->lo = e.values.first;
    ax->hi = e.values.first + e.values.n - 1;
    ax->n = e.values.n;
    for (uint32_t i = 0; i < e.values.n; i++) ax->cut[i] = ax->lo + i;
  } else if (ax->type.k == IR_T_QTY) {
    uint32_t field, path;
    bool amb;
    if (!nz_find_field(cx, ax->head->name, &field, &path, &amb)) {
      ax->lo = -1000000000;
      ax->hi = 1000000000;
    } else {
      ax->lo = cx->m->fields.v[field].lo;
      ax->hi = cx->m->fields.v[field].hi;
    }
    cuts[n++] = ax->lo;
  } else {
    return false;
  }
  for (uint32_t r = 0; r < b->ct->nrows; r++) {
    const struct nz_ccell *cell = &b->ct->cells[(size_t)r * b->ct->ncols + c];
    if (cell->expr && cell->what != NZ_CC_NOTASKED && !b->ct->rows[r].otherwise && ax->type.k != IR_T_ENUM && !cell_atoms(cell->expr, ax, cuts, &n)) return false;
    int64_t unused[MAX_CLASSES];
    uint32_t k = 0;
    if (cell->expr && cell->what != NZ_CC_NOTASKED && ax->type.k == IR_T_ENUM && !cell_atoms(cell->expr, ax, unused, &k)) return false;
  }
  if (ax->type.k == IR_T_ENUM) return true;
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t j = i; j && cuts[j - 1] > cuts[j]; j--) {
      int64_t t = cuts[j];
      cuts[j] = cuts[j - 1];
      cuts[j - 1] = t;
    }
  for (uint32_t i = 0; i < n; i++)
    if (cuts[i] >= ax->lo && cuts[i] <= ax->hi && (!ax->n || ax->cut[ax->n - 1] != cuts[i])) ax->cut[ax->n++] = cuts[i];
  return ax->n > 0;
}

static void witness(boxes *b, const uint32_t *cls, ir_buf *out) {
  nz_cx *cx = b->cx;
  for (uint32_t a = 0; a < b->nax; a++) {
    axis *ax = &b->ax[a];
    int64_t v = ax->cut[cls[a]];
    ir_buf_printf(out, "%s%s", a ? "、" : "", nz_name(cx, ax->head->name).p);
    nz_value_words(cx, ax->head->type, v, out);
  }
}

/* ---- gaps ---- */

static bool gap(boxes *b, uint64_t *box, uint32_t *cls) {
  if (++b->splits > MAX_SPLITS) return false;
  uint32_t split = IR_NONE;
  for (uint32_t r = 0; r < b->nrows; r++) {
    bool meets = true, covers = true;
    uint32_t first = IR_NONE;
    for (uint32_t a = 0; a < b->nax; a++) {
      uint64_t both = box[a] & b->row[r][a];
      meets &= both != 0;
      if (both != box[a]) {
        covers = false;
        if (first == IR_NONE) first = a;
      }
    }
    if (meets && covers) return false;
    if (meets && split == IR_NONE) {
      /* split the box along this row's first partial side, and look at both halves */
      uint64_t keep = box[first], in = keep & b->row[r][first];
      box[first] = in;
      bool found = gap(b, box, cls);
      if (!found) {
        box[first] = keep & ~in;
        found = gap(b, box, cls);
      }
      box[first] = keep;
      return found;
    }
  }
  for (uint32_t a = 0; a < b->nax; a++) cls[a] = (uint32_t)__builtin_ctzll(box[a]);
  return true;
}

static nz_span row_span(const boxes *b, uint32_t r) {
  const nz_row *raw = b->ct->rows[r].raw;
  return (nz_span){b->ct->tree->src->id, raw->lo, raw->hi};
}

static bool same_outputs(const boxes *b, uint32_t x, uint32_t y) {
  for (uint32_t c = 0; c < b->ct->ncols; c++) {
    if (!b->ct->heads[c].output) continue;
    const nz_cell *p = b->ct->cells[(size_t)x * b->ct->ncols + c].raw, *q = b->ct->cells[(size_t)y * b->ct->ncols + c].raw;
    if (!p || !q || p->text != q->text) return false;
  }
  return true;
}

static void overlaps(boxes *b) {
  bool clean = true;
  for (uint32_t i = 0; i < b->nrows; i++)
    for (uint32_t j = i + 1; j < b->nrows; j++) {
      uint32_t cls[MAX_COLS];
      bool meet = true;
      for (uint32_t a = 0; a < b->nax && meet; a++) {
        uint64_t both = b->row[i][a] & b->row[j][a];
        meet = both != 0;
        if (meet) cls[a] = (uint32_t)__builtin_ctzll(both);
      }
      if (!meet) continue;
      clean = false;
      if (same_outputs(b, b->src[i], b->src[j])) continue;
      ir_buf w = {b->cx->a, NULL, 0, 0};
      witness(b, cls, &w);
      nz_say_s(b->cx, NZ_M_ROWS_OVERLAP, row_span(b, b->src[j]), w.p, NULL)->also[0] = row_span(b, b->src[i]);
    }
  b->ct->exclusive = clean;
}

static void check(nz_cx *cx, nz_declsrc *d, nz_ctable *ct) {
  boxes b = {.cx = cx, .ct = ct};
  bool otherwise = ct->otherwise != NULL;
  for (uint32_t c = 0; c < ct->ncols; c++) {
    if (ct->heads[c].output) continue;
    if (b.nax == MAX_COLS || !make_axis(&b, c, &b.ax[b.nax])) return;
    b.nax++;
  }
  b.row = nz_get_n(cx->a, ct->nrows ? ct->nrows : 1, sizeof *b.row);
  b.src = NZ_NEW_N(cx->a, uint32_t, ct->nrows);
  for (uint32_t r = 0; r < ct->nrows; r++) {
    if (ct->rows[r].otherwise) {
      otherwise = true;
      continue;
    }
    uint32_t a = 0;
    for (uint32_t c = 0; c < ct->ncols; c++) {
      if (ct->heads[c].output) continue;
      const struct nz_ccell *cell = &ct->cells[(size_t)r * ct->ncols + c];
      for (uint32_t k = 0; k < b.ax[a].n; k++)
        if (!cell->expr || cell->what == NZ_CC_NOTASKED || admits(cell->expr, b.ax[a].cut[k])) b.row[b.nrows][a] |= 1ull << k;
      a++;
    }
    b.src[b.nrows++] = r;
  }
  if (ct->hit == IR_HIT_UNIQUE) overlaps(&b);
  if (otherwise || !b.nax) return;
  uint64_t box[MAX_COLS];
  uint32_t cls[MAX_COLS];
  for (uint32_t a = 0; a < b.nax; a++) box[a] = b.ax[a].n == 64 ? ~0ull : (1ull << b.ax[a].n) - 1;
  if (!gap(&b, box, cls)) return;
  ir_buf w = {cx->a, NULL, 0, 0};
  witness(&b, cls, &w);
  nz_say_s(cx, NZ_M_TABLE_GAP, ct->decl->at, nz_name(cx, d->name).p, w.p);
}

void nz_check_boxes(nz_cx *cx) {
  for (uint32_t i = 0; i < cx->decls.n; i++) {
    nz_declsrc *d = cx->decls.v[i];
    if (d->kind != IR_D_DTABLE) continue;
    cx->decl = d;
    cx->subject = cx->m->decls.v[i].subject;
    cx->addon = d->owner;
    for (uint32_t v = 0; v < d->nvar; v++)
      if (d->var[v].table) check(cx, d, d->var[v].table);
  }
}
