/* case_out.c -- writes a case as JSON; see case_json.h */
#include <stdio.h>
#include <string.h>

#include "../ir/date.h"
#include "case_json.h"

void nz_json_string(ir_buf *out, nz_str s) {
  ir_buf_put(out, "\"", 1);
  for (uint32_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c == '"' || c == '\\') ir_buf_printf(out, "\\%c", c);
    else if (c < 0x20) ir_buf_printf(out, "\\u%04x", c);
    else ir_buf_put(out, s.p + i, 1);
  }
  ir_buf_put(out, "\"", 1);
}

static void put(ir_buf *out, const char *s) { ir_buf_put(out, s, strlen(s)); }

static void day(ir_buf *out, int64_t v) {
  ir_ymd t;
  if (v == IR_DATE_MIN || v == IR_DATE_MAX || !ir_civil(v, &t)) put(out, "null");
  else ir_buf_printf(out, "\"%04d-%02d-%02d\"", t.y, t.m, t.d);
}

static void month(ir_buf *out, int64_t v) { ir_buf_printf(out, "\"%04d-%02d\"", (int)(v / 12), (int)(v % 12 + 1)); }

static void quantity(ir_buf *out, int64_t v, unsigned dec) {
  if (dec == 0) {
    ir_buf_printf(out, "%lld", (long long)v);
    return;
  }
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, scale = 1;
  for (unsigned i = 0; i < dec && i < 18; i++) scale *= 10;
  ir_buf_printf(out, "\"%s%llu.%0*llu\"", v < 0 ? "-" : "", (unsigned long long)(u / scale), (int)dec, (unsigned long long)(u % scale));
}

static void scalar(const ir_module *m, uint32_t type, int64_t v, int64_t v2, ir_buf *out) {
  const ir_type *t = &m->types.v[type];
  switch ((ir_tk)t->k) {
    case IR_T_BOOL: put(out, v ? "true" : "false"); break;
    case IR_T_QTY: quantity(out, v, t->dec); break;
    case IR_T_RATIO: ir_buf_printf(out, "\"%lld/%lld\"", (long long)v, (long long)v2); break;
    case IR_T_DATE: day(out, v); break;
    case IR_T_MONTH: month(out, v); break;
    case IR_T_TIME: ir_buf_printf(out, "\"%02d:%02d\"", (int)(v / 60), (int)(v % 60)); break;
    case IR_T_PERIOD:
      put(out, "{\"" NZ_J_FROM "\": ");
      day(out, v);
      put(out, ", \"" NZ_J_TO "\": ");
      day(out, v2);
      put(out, "}");
      break;
    case IR_T_ENUM: nz_json_string(out, v >= 0 && v < m->values.n ? ir_text(m, m->values.v[v].name) : (nz_str){"", 0}); break;
    default: put(out, "null"); break;
  }
}

static void row_name(const nz_case *c, int64_t row, ir_buf *out) {
  nz_json_string(out, row >= 0 && row < c->rows.n ? c->rows.v[row].name : (nz_str){"", 0});
}

static void value(const nz_case *c, const ir_field *f, const nz_cellval *v, ir_buf *out) {
  const ir_type *t = &c->m->types.v[f->type];
  if (v->state == NZ_CELL_BLANK) {
    put(out, "null");
  } else if (f->flags & IR_F_MULTI) {
    put(out, "[");
    for (uint32_t i = 0; i < v->nmulti; i++) {
      if (i) put(out, ", ");
      row_name(c, v->multi[i], out);
    }
    put(out, "]");
  } else if (t->k == IR_T_ROW) {
    row_name(c, v->v, out);
  } else if (t->k == IR_T_TEXT) {
    nz_json_string(out, v->v >= 0 && v->v < c->texts.n ? c->texts.v[v->v] : (nz_str){"", 0});
  } else {
    scalar(c->m, f->type, v->v, v->v2, out);
  }
}

void nz_json_cell(const nz_case *c, uint32_t row, uint32_t field, ir_buf *out) {
  value(c, &c->m->fields.v[field], &c->cells.v[nz_cell_of(c, row, field)], out);
}

/* Is the row's name its key as text, so that the key alone says it? */
static bool named_by_key(const nz_case *c, uint32_t row) {
  const nz_crow *r = &c->rows.v[row];
  uint32_t key = c->m->ledgers.v[r->ledger].key;
  if (key == IR_NONE) return false;
  const nz_cellval *v = &c->cells.v[nz_cell_of(c, row, key)];
  if (v->state != NZ_CELL_GIVEN) return false;
  const ir_type *t = &c->m->types.v[c->m->fields.v[key].type];
  if (t->k == IR_T_TEXT) {
    nz_str s = v->v >= 0 && v->v < c->texts.n ? c->texts.v[v->v] : (nz_str){"", 0};
    return s.n == r->name.n && (s.n == 0 || memcmp(s.p, r->name.p, s.n) == 0);
  }
  char digits[32];
  if (t->k != IR_T_QTY || t->dec) return false;
  int n = snprintf(digits, sizeof digits, "%lld", (long long)v->v);
  return n > 0 && (uint32_t)n == r->name.n && memcmp(digits, r->name.p, r->name.n) == 0;
}

static void comma(ir_buf *out, bool *first, const char *indent) {
  put(out, *first ? "\n" : ",\n");
  put(out, indent);
  *first = false;
}

static void member(ir_buf *out, bool *first, const char *indent, nz_str name) {
  comma(out, first, indent);
  nz_json_string(out, name);
  put(out, ": ");
}

static void member_lit(ir_buf *out, bool *first, const char *indent, const char *name) {
  member(out, first, indent, (nz_str){name, (uint32_t)strlen(name)});
}

static void one_row(const nz_case *c, uint32_t row, const char *indent, ir_buf *out) {
  const nz_crow *r = &c->rows.v[row];
  ir_range fs = c->m->ledgers.v[r->ledger].fields;
  bool first = true;
  ir_buf deeper = {out->a, NULL, 0, 0};
  ir_buf_printf(&deeper, "%s  ", indent);
  put(out, "{");
  if (r->name.n && !named_by_key(c, row)) {
    member_lit(out, &first, deeper.p, NZ_J_ROW_NAME);
    nz_json_string(out, r->name);
  }
  for (uint32_t f = fs.first; f < fs.first + fs.n; f++) {
    const nz_cellval *v = &c->cells.v[nz_cell_of(c, row, f)];
    if (v->state == NZ_CELL_NOT_GIVEN) continue;
    member(out, &first, deeper.p, ir_text(c->m, c->m->fields.v[f].name));
    value(c, &c->m->fields.v[f], v, out);
  }
  if (!first) {
    put(out, "\n");
    put(out, indent);
  }
  put(out, "}");
}

static void ledger(const nz_case *c, uint32_t l, bool *first, ir_buf *out) {
  uint32_t n, only = nz_case_only_row(c, l, &n);
  if (n == 0) return;
  member(out, first, "  ", ir_text(c->m, c->m->ledgers.v[l].name));
  if (only != IR_NONE) {
    one_row(c, only, "  ", out);
    return;
  }
  bool first_row = true;
  put(out, "[");
  for (uint32_t i = 0; i < c->rows.n; i++) {
    if (c->rows.v[i].ledger != l) continue;
    comma(out, &first_row, "    ");
    one_row(c, i, "    ", out);
  }
  put(out, "\n  ]");
}

static void readings(const nz_case *c, bool *first, ir_buf *out) {
  bool inner = true;
  for (uint32_t i = 0; i < c->m->readings.n; i++) {
    const ir_reading *r = &c->m->readings.v[i];
    if (c->choice[i] == 0 || c->choice[i] > r->choices.n) continue;
    if (inner) {
      member_lit(out, first, "  ", NZ_J_READINGS);
      put(out, "{");
    }
    member(out, &inner, "    ", ir_text(c->m, r->name));
    nz_json_string(out, ir_text(c->m, c->m->choices.v[r->choices.first + c->choice[i] - 1u].name));
  }
  if (!inner) put(out, "\n  }");
}

static void closed(const nz_case *c, bool *first, ir_buf *out) {
  if (c->closed.n == 0) return;
  bool inner = true;
  member_lit(out, first, "  ", NZ_J_CLOSED);
  put(out, "[");
  for (uint32_t i = 0; i < c->closed.n; i++) {
    const nz_closed *x = &c->closed.v[i];
    comma(out, &inner, "    ");
    put(out, "{\"" NZ_J_LEDGER "\": ");
    nz_json_string(out, ir_text(c->m, c->m->ledgers.v[x->ledger].name));
    if (x->from != IR_DATE_MIN) {
      put(out, ", \"" NZ_J_FROM "\": ");
      month(out, x->from);
    }
    if (x->to != IR_DATE_MAX) {
      put(out, ", \"" NZ_J_TO "\": ");
      month(out, x->to);
    }
    put(out, "}");
  }
  put(out, "\n  ]");
}

static void given(const nz_case *c, bool *first, ir_buf *out) {
  if (c->given.n == 0) return;
  bool inner = true;
  member_lit(out, first, "  ", NZ_J_GIVEN);
  put(out, "{");
  for (uint32_t i = 0; i < c->given.n; i++) {
    const nz_given *g = &c->given.v[i];
    const ir_decl *d = &c->m->decls.v[g->decl];
    member(out, &inner, "    ", ir_text(c->m, d->name));
    scalar(c->m, c->m->outputs.v[d->outputs.first].type, g->num, g->den, out);
  }
  put(out, "\n  }");
}

void nz_case_to_json(const nz_case *c, ir_buf *out) {
  bool first = true;
  put(out, "{");
  if (c->date != IR_DATE_MIN) {
    member_lit(out, &first, "  ", NZ_J_DATE);
    day(out, c->date);
  }
  for (uint32_t l = 0; l < c->m->ledgers.n; l++) ledger(c, l, &first, out);
  readings(c, &first, out);
  closed(c, &first, out);
  given(c, &first, out);
  put(out, "\n}\n");
}
