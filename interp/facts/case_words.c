/* case_words.c -- writes a case as a 事例 of the rule language, without what is expected of it; see case.h */
#include <string.h>

#include "../ir/phrase.h"
#include "case.h"

static void put(ir_buf *out, const char *s) { ir_buf_put(out, s, strlen(s)); }

static void row_words(const nz_case *c, int64_t row, ir_buf *out) {
  if (row >= 0 && row < c->rows.n) ir_phrase_name(c->rows.v[row].name, out);
}

static void of_type(const ir_module *m, ir_tk k, int64_t a, int64_t b, ir_buf *out) {
  uint32_t t = 0;
  while (t + 1 < m->types.n && m->types.v[t].k != (uint8_t)k) t++;
  ir_phrase_value(m, t, a, b, out);
}

static void one_value(const nz_case *c, uint32_t field, const nz_cellval *v, ir_buf *out) {
  const ir_field *f = &c->m->fields.v[field];
  const ir_type *t = &c->m->types.v[f->type];
  if (v->state == NZ_CELL_BLANK) put(out, "空欄");
  else if (f->flags & IR_F_MULTI) row_words(c, v->nmulti ? (int64_t)v->multi[0] : -1, out);
  else if (t->k == IR_T_ROW) row_words(c, v->v, out);
  else if (t->k == IR_T_TEXT) {
    nz_str s = v->v >= 0 && v->v < c->texts.n ? c->texts.v[v->v] : (nz_str){"", 0};
    ir_buf_printf(out, "『%.*s』", (int)s.n, s.p);
  } else ir_phrase_value(c->m, f->type, v->v, v->v2, out);
}

/* 市町は四日市市、在宅がある. What cannot be written in a line (several rows at once, a row without a name) goes unsaid. */
static bool writable(const nz_case *c, uint32_t row, uint32_t field) {
  const nz_cellval *v = &c->cells.v[nz_cell_of(c, row, field)];
  const ir_field *f = &c->m->fields.v[field];
  if (v->state == NZ_CELL_NOT_GIVEN) return false;
  if (v->state == NZ_CELL_GIVEN && f->flags & IR_F_MULTI) return v->nmulti == 1 && c->rows.v[v->multi[0]].name.n;
  return true;
}

static void row_line(const nz_case *c, uint32_t row, ir_buf *out) {
  const nz_crow *r = &c->rows.v[row];
  ir_range fs = c->m->ledgers.v[r->ledger].fields;
  uint32_t key = c->m->ledgers.v[r->ledger].key;
  bool first = true;
  put(out, "  ");
  ir_phrase_name(ir_text(c->m, c->m->ledgers.v[r->ledger].name), out);
  put(out, " ");
  if (r->name.n) ir_phrase_name(r->name, out);
  put(out, "：");
  for (uint32_t f = fs.first; f < fs.first + fs.n; f++) {
    const nz_cellval *v = &c->cells.v[nz_cell_of(c, row, f)];
    if (!writable(c, row, f)) continue;
    if (f == key && r->name.n && c->m->types.v[c->m->fields.v[f].type].k == IR_T_TEXT && v->state == NZ_CELL_GIVEN) continue; /* the name says it */
    put(out, first ? "" : "、");
    first = false;
    ir_phrase_name(ir_text(c->m, c->m->fields.v[f].name), out);
    if (c->m->types.v[c->m->fields.v[f].type].k == IR_T_BOOL && v->state == NZ_CELL_GIVEN) put(out, v->v ? "がある" : "がない");
    else {
      put(out, "は");
      one_value(c, f, v, out);
    }
  }
  if (first) { /* a row must say something: its key */
    ir_phrase_name(ir_text(c->m, c->m->fields.v[key == IR_NONE ? fs.first : key].name), out);
    put(out, "は");
    if (key == IR_NONE) put(out, "空欄");
    else ir_phrase_name(r->name, out);
  }
  put(out, "。\n");
}

static void month_words(const nz_case *c, int64_t month, ir_buf *out) { of_type(c->m, IR_T_MONTH, month, 0, out); }

void nz_case_to_words(const nz_case *c, nz_str name, ir_buf *out) {
  put(out, "事例 「");
  ir_buf_put(out, name.p, name.n);
  put(out, "」");
  if (c->date != IR_DATE_MIN) {
    put(out, " ");
    of_type(c->m, IR_T_DATE, c->date, 0, out);
  }
  put(out, "\n");
  for (uint32_t i = 0; i < c->m->readings.n; i++) {
    const ir_reading *r = &c->m->readings.v[i];
    if (c->choice[i] == 0 || c->choice[i] > r->choices.n) continue;
    nz_str n = ir_text(c->m, r->name);
    ir_buf_printf(out, "  解釈「%.*s」は", (int)n.n, n.p);
    ir_phrase_name(ir_text(c->m, c->m->choices.v[r->choices.first + c->choice[i] - 1u].name), out);
    put(out, "。\n");
  }
  for (uint32_t i = 0; i < c->closed.n; i++) {
    const nz_closed *x = &c->closed.v[i];
    put(out, "  ");
    ir_phrase_name(ir_text(c->m, c->m->ledgers.v[x->ledger].name), out);
    if (x->from != IR_DATE_MIN || x->to != IR_DATE_MAX) {
      put(out, "（");
      if (x->from != IR_DATE_MIN) month_words(c, x->from, out), put(out, "から");
      if (x->to != IR_DATE_MAX) month_words(c, x->to, out), put(out, "まで");
      put(out, "）");
    }
    put(out, "は、ここにあるものがすべて。\n");
  }
  for (uint32_t i = 0; i < c->given.n; i++) {
    const nz_given *g = &c->given.v[i];
    const ir_decl *d = &c->m->decls.v[g->decl];
    put(out, "  仮に ");
    ir_phrase_name(ir_text(c->m, d->name), out);
    put(out, "は");
    ir_phrase_value(c->m, c->m->outputs.v[d->outputs.first].type, g->num, g->den, out);
    put(out, "。\n");
  }
  for (uint32_t l = 0; l < c->m->ledgers.n; l++)
    for (uint32_t i = 0; i < c->rows.n; i++)
      if (c->rows.v[i].ledger == l) row_line(c, i, out);
}
