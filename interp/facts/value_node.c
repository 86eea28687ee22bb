/* value_node.c -- terms of 事例 and questions as constants; see node.h. They go through the reader of written values, so
 * that JSON, 事例, questions and what-if accept and refuse the same things. */
#include <string.h>

#include "../ir/date.h"
#include "../ir/phrase.h"
#include "node.h"

static nz_str name_of(const nz_intern *names, nz_sym s) { return nz_intern_get(names, s); }

static void quantity(const nz_node *n, nz_str unit, ir_buf *out) {
  unsigned dec = n->aux > 0 && n->aux <= 18 ? (unsigned)n->aux : 0;
  uint64_t u = n->num < 0 ? 0 - (uint64_t)n->num : (uint64_t)n->num, scale = 1;
  for (unsigned i = 0; i < dec; i++) scale *= 10;
  ir_buf_printf(out, "%s%llu", n->num < 0 ? "-" : "", (unsigned long long)(u / scale));
  if (dec) ir_buf_printf(out, ".%0*llu", (int)dec, (unsigned long long)(u % scale));
  ir_buf_put(out, unit.p, unit.n);
}

static bool date(const nz_node *n, ir_buf *out) {
  ir_ymd t;
  if (n->kind != NZ_T_DATE || !ir_civil(n->num, &t)) return false;
  switch (n->op) {
    case NZ_DP_DAY: ir_buf_printf(out, "%d-%02d-%02d", t.y, t.m, t.d); return true;
    case NZ_DP_MONTH: ir_buf_printf(out, "%d-%02d", t.y, t.m); return true;
    case NZ_DP_YEAR: ir_buf_printf(out, "%d年", t.y); return true;
    default: ir_buf_printf(out, "%d年度", t.y); return true;
  }
}

nz_str nz_node_text(nz_arena *a, const nz_intern *names, const nz_node *n) {
  ir_buf b = {a, NULL, 0, 0};
  bool ok = true;
  if (!n) return (nz_str){"", 0};
  switch ((nz_kind)n->kind) {
    case NZ_T_GROUP: return n->nkid == 1 ? nz_node_text(a, names, n->kid[0]) : (nz_str){"", 0};
    case NZ_T_NAME:
    case NZ_T_TEXT:
    case NZ_T_MARK: return name_of(names, n->name);
    case NZ_T_QTY: quantity(n, name_of(names, n->name), &b); break;
    case NZ_T_DATE: ok = date(n, &b); break;
    case NZ_T_TIME: ir_buf_printf(&b, "%d:%02d", (int)(n->num / 60), (int)(n->num % 60)); break;
    case NZ_T_FROMTO:
    case NZ_T_FROM:
    case NZ_T_UPTO: {
      uint32_t k = n->kind == NZ_T_FROMTO ? 2 : 1;
      ok = n->nkid >= k;
      if (ok && n->kind != NZ_T_UPTO) ok = date(n->kid[n->nkid - k], &b), ir_buf_printf(&b, "から");
      if (ok && n->kind != NZ_T_FROM) ok = date(n->kid[n->nkid - 1], &b), ir_buf_printf(&b, "まで");
      break;
    }
    default: ok = false; break;
  }
  return ok ? nz_buf_str(&b) : (nz_str){"", 0};
}

/* ---- quotients: 290人÷7 ---- */

enum { MAX_BASES = 16 };
typedef struct product { uint32_t num[MAX_BASES], den[MAX_BASES], nnum, nden; } product;

static void multiply(const ir_module *m, product *p, uint32_t unit, bool divide) {
  if (unit >= m->units.n) return;
  const ir_unit *u = &m->units.v[unit];
  ir_range up = divide ? u->den : u->num, down = divide ? u->num : u->den;
  for (uint32_t i = 0; i < up.n && p->nnum < MAX_BASES; i++) p->num[p->nnum++] = m->pool.v[up.first + i];
  for (uint32_t i = 0; i < down.n && p->nden < MAX_BASES; i++) p->den[p->nden++] = m->pool.v[down.first + i];
}

static bool cancels(product *p) { /* is it the number 1? */
  for (uint32_t i = 0; i < p->nnum;) {
    uint32_t k = 0;
    while (k < p->nden && p->den[k] != p->num[i]) k++;
    if (k == p->nden) return false;
    p->den[k] = p->den[--p->nden];
    p->num[i] = p->num[--p->nnum];
  }
  return p->nden == 0;
}

static uint32_t unit_named(const ir_module *m, nz_str s) {
  for (uint32_t i = 0; i < m->units.n; i++) {
    nz_str u = ir_text(m, m->units.v[i].name);
    if (u.n == s.n && memcmp(u.p, s.p, s.n) == 0) return i;
  }
  return IR_NONE;
}

static void not_this(const ir_module *m, nz_diags *d, const nz_where *w, uint32_t type, nz_str got) {
  nz_diag *g = nz_say_at(d, NZ_M_FACT_TYPE, w);
  ir_buf b = {d->a, NULL, 0, 0};
  ir_phrase_type(m, type, &b);
  nz_arg_buf(d, g, 1, &b);
  nz_arg_str(d, g, 2, got.n ? got : nz_lit("式"));
}

static bool quotient(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_where *w, uint32_t type, const nz_node *n,
                     int64_t *v, int64_t *v2) {
  const ir_type *t = &m->types.v[type];
  const nz_node *l = n->kid[0], *r = n->kid[1];
  ir_buf b = {a, NULL, 0, 0}, shown = {a, NULL, 0, 0};
  if (!l || !r || l->kind != NZ_T_QTY || r->kind != NZ_T_QTY || t->k != IR_T_RATIO) {
    not_this(m, d, w, type, (nz_str){"", 0});
    return false;
  }
  nz_str lu = name_of(names, l->name), ru = name_of(names, r->name);
  uint32_t li = unit_named(m, lu), ri = unit_named(m, ru);
  product p = {{0}, {0}, 0, 0};
  multiply(m, &p, li, false);
  multiply(m, &p, ri, true);
  multiply(m, &p, t->ref, true);
  if ((lu.n && li == IR_NONE) || (ru.n && ri == IR_NONE) || ((lu.n || ru.n) && !cancels(&p))) {
    quantity(l, lu, &shown);
    ir_buf_printf(&shown, "÷");
    quantity(r, ru, &shown);
    nz_diag *g = nz_say_at(d, NZ_M_FACT_UNIT, w);
    nz_arg_buf(d, g, 1, &shown);
    if (t->ref < m->units.n) nz_arg_str(d, g, 2, ir_text(m, m->units.v[t->ref].name));
    return false;
  }
  quantity(l, (nz_str){"", 0}, &b);
  ir_buf_printf(&b, "/");
  quantity(r, (nz_str){"", 0}, &b);
  return nz_read_value(a, m, d, w, type, nz_buf_str(&b), v, v2);
}

bool nz_node_value(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_where *w, uint32_t type, const nz_node *n,
                   int64_t *v, int64_t *v2) {
  while (n && n->kind == NZ_T_GROUP && n->nkid == 1) n = n->kid[0];
  if (n && n->kind == NZ_T_DIV && n->nkid == 2) return quotient(a, m, d, names, w, type, n, v, v2);
  nz_str s = nz_node_text(a, names, n);
  ir_tk k = (ir_tk)m->types.v[type].k;
  bool plain = n && (n->kind != NZ_T_TEXT || k == IR_T_TEXT);
  if (s.n && plain && k != IR_T_ROW && k != IR_T_TEXT && k != IR_T_SET && k != IR_T_NOTHING && k != IR_T_DECISION)
    return nz_read_value(a, m, d, w, type, s, v, v2);
  not_this(m, d, w, type, s);
  return false;
}

void nz_put_node(nz_into *in, const nz_intern *names, uint32_t row, uint32_t field, const nz_where *w, const nz_node *n) {
  const ir_module *m = in->c->m;
  const ir_field *f = &m->fields.v[field];
  ir_tk k = (ir_tk)m->types.v[f->type].k;
  nz_str s = nz_node_text(in->a, names, n);
  int64_t v, v2;
  if (n->kind == NZ_T_BLANK) {
    nz_put_blank(in, row, field, w);
  } else if (k == IR_T_TEXT && (n->kind == NZ_T_TEXT || n->kind == NZ_T_NAME)) {
    nz_put_text(in, row, field, w, s);
  } else if (k == IR_T_ROW && (n->kind == NZ_T_NAME || n->kind == NZ_T_QTY) && s.n) {
    nz_put_row(in, row, field, w, s);
  } else if (nz_node_value(in->a, m, in->d, names, w, f->type, n, &v, &v2)) {
    if (k == IR_T_QTY) nz_put_scaled(in, row, field, w, v);
    else nz_put_known(in, row, field, v, v2);
  }
}

nz_where nz_where_in(const nz_tree *t, nz_span at, nz_str name) {
  nz_where w = {at, name, {"", 0}, 0, 0};
  if (!t || !t->src) return w;
  nz_place p = nz_place_of(t->src, at.lo, at.hi);
  w.file = nz_lit(t->src->path ? t->src->path : "");
  w.line = p.line;
  w.col = p.col;
  return w;
}
