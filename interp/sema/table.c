/* table.c -- drawn tables: which column is what, what each cell says. A cell is read by its column's kind: heads, keys and
 * values whole, conditions through the parser (language.md, "Cells"). */
#include <string.h>

#include "../../grammar/keywords.h"
#include "bind.h"
#include "cx.h"

bool nz_dated_head(nz_cx *cx, const nz_tree *t, const nz_row *r, const nz_cell *c, int64_t *from, int64_t *to);

static nz_span span_of(const nz_tree *t, const nz_cell *c) { return (nz_span){t->src->id, c->vlo, c->vhi > c->vlo ? c->vhi : c->hi}; }

static bool cell_is(const nz_cx *cx, const nz_cell *c, const char *s) { return strcmp(nz_name(cx, c->text).p, s) == 0; }

static bool headword(const nz_node *d, int w) {
  nz_node *h = nz_head(d);
  for (uint32_t i = 0; h && i < h->nkid; i++)
    if (h->kid[i]->kind == NZ_T_HEADWORD && h->kid[i]->op == w) return true;
  return false;
}

static const nz_row **drawn_rows(nz_cx *cx, const nz_tree *t, const nz_node *d, uint32_t *n) {
  NZ_VEC(const nz_row *) v = {0};
  for (uint32_t i = 0; i < d->nkid; i++) {
    const nz_node *k = d->kid[i];
    if (k->kind != NZ_T_ROW || k->num < 0 || (uint64_t)k->num >= t->toks->rows.n) continue;
    const nz_row *r = &t->toks->rows.v[k->num];
    if (!r->rule) NZ_PUSH(cx->a, &v) = r;
  }
  *n = v.n;
  return v.v;
}

static nz_node *legend_of(const nz_node *d, nz_sym mark, struct nz_clegend *list, uint32_t n) {
  (void)d;
  for (uint32_t i = 0; i < n; i++)
    if (list[i].mark == mark) return list[i].expr;
  return NULL;
}

static nz_node *implicit(nz_cx *cx, nz_kind k, uint16_t op, nz_sym name, nz_span at) {
  nz_node *n = nz_synth_name(cx, name, at);
  n->kind = (uint16_t)k;
  n->op = op;
  return n;
}

/* the legend, with what needs no legend: × */
static void read_legend(nz_cx *cx, nz_ctable *ct, uint32_t type) {
  NZ_VEC(struct nz_clegend) v = {0};
  for (uint32_t i = 0; i < ct->decl->nkid; i++) {
    nz_node *k = ct->decl->kid[i];
    if (k->kind != NZ_T_LEGEND) continue;
    for (uint32_t j = 0; j < v.n; j++)
      if (v.v[j].mark == k->name) nz_say(cx, NZ_M_MARK_TWICE, k->at, k->name, 0)->also[0] = v.v[j].expr->at;
    nz_node *e = k->nkid ? k->kid[0] : NULL;
    if (!e) continue;
    if (e->kind == NZ_T_RESULT) nz_bind_result(cx, e, e->op == NZ_OUT_VALUE ? type : cx->t_decision);
    else if (nz_ty(cx, type).k == IR_T_DECISION || ct->kind == IR_TABLE_ROWCOND) nz_bind_cond(cx, e);
    else nz_bind(cx, e, type);
    NZ_PUSH(cx->a, &v) = (struct nz_clegend){k->name, e};
  }
  nz_sym no = nz_sym_of(cx, "×");
  if (!legend_of(ct->decl, no, v.v, v.n)) NZ_PUSH(cx->a, &v) = (struct nz_clegend){no, implicit(cx, NZ_T_RESULT, NZ_OUT_DENY, 0, ct->decl->at)};
  ct->legend = v.v;
  ct->nlegend = v.n;
}

static void unused_marks(nz_cx *cx, nz_ctable *ct) {
  for (uint32_t i = 0; i < ct->nlegend; i++) {
    bool used = ct->legend[i].expr->flags & NZ_NF_IMPLICIT;
    for (uint32_t c = 0; c < ct->nrows * ct->ncols && !used; c++) used = ct->cells[c].mark == ct->legend[i].mark;
    if (!used) nz_say(cx, NZ_M_MARK_UNUSED, ct->legend[i].expr->at, ct->legend[i].mark, 0);
  }
}

static nz_node *otherwise_of(nz_cx *cx, const nz_node *d, uint32_t type) {
  nz_node *o = nz_node_find(d, NZ_T_OTHERWISE);
  if (!o || !o->nkid) return NULL;
  nz_bind_result(cx, o->kid[0], type);
  return o->kid[0];
}

void nz_wrong_width(nz_cx *cx, const nz_tree *t, const nz_row *r, uint32_t want) {
  nz_diag *g = nz_say_s(cx, r->ncells > want ? NZ_M_CELLS_TOO_MANY : NZ_M_CELLS_TOO_FEW, (nz_span){t->src->id, r->lo, r->hi}, NULL, NULL);
  ir_buf a = {cx->a, NULL, 0, 0}, b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&a, "%u", r->ncells);
  ir_buf_printf(&b, "%u", want);
  nz_arg(&cx->p->diags, g, 0, a.p, a.n);
  nz_arg(&cx->p->diags, g, 1, b.p, b.n);
}

/* ---- 表, 報酬: rows × columns ---- */

static bool matrix_columns(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v, nz_ctable *ct, const nz_row *h, uint32_t **cols) {
  NZ_VEC(struct nz_chead) heads = {0};
  NZ_VEC(uint32_t) at = {0};
  uint32_t axis = d->nparams ? d->nparams - 1 : IR_NONE;
  if (ct->kind == IR_TABLE_MATRIX && d->nparams < 2 && !v->column) axis = IR_NONE;
  ir_type at_type = axis == IR_NONE ? (ir_type){IR_T_NOTHING, 0, 0} : nz_ty(cx, d->param_type[axis]);
  for (uint32_t c = 1; c < h->ncells; c++) {
    const nz_cell *cell = &h->cells[c];
    if (cell->text == cx->k_cite) continue;
    if (v->column) { /* columns by date: this variant has one */
      if (c + 1 != v->outcol) continue;
      NZ_PUSH(cx->a, &heads) = (struct nz_chead){.name = cell->text, .value = -1};
      NZ_PUSH(cx->a, &at) = c;
      continue;
    }
    struct nz_chead head = {.name = cell->text, .value = -1};
    if (!cell->text) {
      nz_say_s(cx, NZ_M_BLANK_HEAD, span_of(ct->tree, cell), NULL, NULL);
      continue;
    }
    uint32_t val = at_type.k == IR_T_ENUM ? nz_scope_id(cx->s, NZ_NS_VALUE, at_type.ref + 1, nz_dealias(cx, cell->text)) : IR_NONE;
    if (val == IR_NONE && at_type.k == IR_T_ENUM) val = nz_scope_id(cx->s, NZ_NS_VALUE, at_type.ref + 1, cell->text);
    if (val != IR_NONE) {
      head.value = val;
      for (uint32_t k = 0; k < heads.n; k++)
        if (heads.v[k].value == head.value) nz_say(cx, NZ_M_HEAD_TWICE, span_of(ct->tree, cell), cell->text, 0);
    } else { /* a condition tried first */
      nz_node *n = nz_synth_name(cx, cell->text, span_of(ct->tree, cell));
      uint32_t decl = nz_scope_id(cx->s, NZ_NS_DECL, 0, cell->text), f, p;
      bool amb;
      if (decl == IR_NONE && !nz_find_field(cx, cell->text, &f, &p, &amb)) {
        n->flags = 0;
        nz_unknown(cx, NZ_M_UNKNOWN_HEAD, (at_type.k == IR_T_ENUM ? 1u << NZ_NS_VALUE : 0) | 1u << NZ_NS_DECL, n);
        continue;
      }
      nz_bind_cond(cx, n);
      head.cond = n;
    }
    NZ_PUSH(cx->a, &heads) = head;
    NZ_PUSH(cx->a, &at) = c;
  }
  if (at_type.k == IR_T_ENUM && !v->column) { /* every value of the axis needs a column, unless the table says otherwise */
    ir_enum e = cx->m->enums.v[at_type.ref];
    for (uint32_t i = 0; i < e.values.n && !nz_node_find(ct->decl, NZ_T_OTHERWISE); i++) {
      bool seen = false;
      for (uint32_t k = 0; k < heads.n; k++) seen |= heads.v[k].value == (int64_t)(e.values.first + i);
      if (!seen) nz_say_s(cx, NZ_M_COLUMN_MISSING, ct->decl->at, nz_name(cx, d->name).p, ir_text(cx->m, cx->m->values.v[e.values.first + i].name).p);
    }
  }
  ct->heads = heads.v;
  ct->ncols = heads.n;
  *cols = at.v;
  return heads.n > 0;
}

/* a text cell that begins like 要照会（…） 対象外『…』 or 『…』 is parsed; every other text is taken whole */
static bool outcome_text(const nz_cx *cx, nz_sym text) {
  static const char *const heads[] = {"要照会", "対象外", "『"};
  nz_str s = nz_name(cx, text);
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (strncmp(s.p, heads[i], strlen(heads[i])) == 0) return true;
  return false;
}

static void matrix_cell(nz_cx *cx, nz_declsrc *d, nz_ctable *ct, struct nz_ccell *out, const nz_row *r, uint32_t at, const struct nz_ccell *left, nz_node *rowcond) {
  const nz_cell *c = &r->cells[at];
  uint32_t type = d->out_type[0];
  out->raw = c;
  nz_span sp = span_of(ct->tree, c);
  if (!c->text) {
    nz_say_s(cx, NZ_M_BLANK_CELL, sp, NULL, NULL);
    return;
  }
  if (cell_is(cx, c, "＝")) {
    if (!left) nz_say_s(cx, NZ_M_NOTHING_TO_THE_LEFT, sp, NULL, NULL);
    else {
      *out = *left;
      out->raw = c;
    }
    return;
  }
  out->mark = c->text;
  out->what = NZ_CC_MARK;
  nz_node *e = legend_of(ct->decl, c->text, ct->legend, ct->nlegend);
  ir_type ty = nz_ty(cx, type);
  if (e && !((e->flags & NZ_NF_IMPLICIT) && ty.k != IR_T_DECISION && ct->kind != IR_TABLE_ROWCOND)) {
    out->expr = e;
    return;
  }
  if (cell_is(cx, c, "－")) {
    out->what = NZ_CC_NOTASKED;
    out->expr = implicit(cx, NZ_T_ALWAYS, 0, 0, sp);
    nz_bind_cond(cx, out->expr);
    return;
  }
  if (rowcond && cell_is(cx, c, "○")) { /* 行は条件: ○ is the row's own condition */
    out->expr = rowcond;
    return;
  }
  out->mark = 0;
  if (cell_is(cx, c, "なし")) {
    out->what = NZ_CC_RESULT;
    out->expr = implicit(cx, NZ_T_NONE, 0, 0, sp);
    out->expr->ann.type = type;
    return;
  }
  if (ty.k == IR_T_TEXT) {
    out->what = NZ_CC_VALUE;
    nz_node *p = outcome_text(cx, c->text) ? nz_parse_cell(cx->a, cx->p->names, &cx->p->diags, ct->tree, r, c) : NULL;
    if (p && p->kind == NZ_T_RESULT && p->op != NZ_OUT_VALUE && p->op != NZ_OUT_ALLOW && p->op != NZ_OUT_DENY) {
      out->expr = p;
      nz_bind_result(cx, p, type);
      return;
    }
    out->expr = implicit(cx, NZ_T_TEXT, 0, p && p->kind == NZ_T_TEXT ? p->name : c->text, sp);
    nz_bind(cx, out->expr, type);
    return;
  }
  if (ty.k == IR_T_DECISION) {
    nz_node bad = {.kind = NZ_T_MARK, .at = sp, .name = c->text};
    nz_sym near = 0;
    for (uint32_t i = 0; i < ct->nlegend; i++)
      if (!near) near = ct->legend[i].mark;
    nz_str t = nz_name(cx, c->text);
    if (t.n > 6 || (c->ntok && c->ntok > 1)) { /* more than a mark: a condition or result written out */
      out->expr = nz_parse_cell(cx->a, cx->p->names, &cx->p->diags, ct->tree, r, c);
      out->what = NZ_CC_EXPR;
      if (out->expr->kind == NZ_T_RESULT) nz_bind_result(cx, out->expr, type);
      else nz_bind_cond(cx, out->expr);
      return;
    }
    nz_diag *g = nz_say(cx, NZ_M_UNKNOWN_MARK, sp, bad.name, d->name);
    ir_buf b = {cx->a, NULL, 0, 0};
    for (uint32_t i = 0; i < ct->nlegend; i++) ir_buf_printf(&b, "%s%s", i ? " " : "", nz_name(cx, ct->legend[i].mark).p);
    nz_arg(&cx->p->diags, g, 2, b.p, b.n);
    return;
  }
  out->what = NZ_CC_VALUE;
  nz_node *p = nz_parse_cell(cx->a, cx->p->names, &cx->p->diags, ct->tree, r, c);
  if (p->kind == NZ_T_ERROR) return;
  out->expr = p;
  if (p->kind == NZ_T_RESULT) {
    nz_bind_result(cx, p, type);
    if (p->op == NZ_OUT_VALUE && p->nkid && nz_ty(cx, type).k == IR_T_NOTHING) d->out_type[0] = p->kid[0]->ann.type;
    return;
  }
  uint32_t t = nz_bind(cx, p, ty.k == IR_T_NOTHING ? IR_NONE : type);
  if (ty.k == IR_T_NOTHING) d->out_type[0] = t;
  else if (!nz_comparable(cx, t, type)) {
    char a[256], b[256];
    nz_type_name(cx, t, a, sizeof a);
    nz_type_name(cx, type, b, sizeof b);
    nz_say_s(cx, NZ_M_CELL_TYPE, sp, a, b);
  }
}

static void bind_matrix(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v, nz_ctable *ct) {
  uint32_t n, *cols = NULL;
  const nz_row **rows = drawn_rows(cx, ct->tree, ct->decl, &n);
  if (n < 2) {
    nz_say(cx, NZ_M_TABLE_EMPTY, ct->decl->at, d->name, 0);
    return;
  }
  read_legend(cx, ct, d->out_type[0]);
  if (!matrix_columns(cx, d, v, ct, rows[0], &cols)) {
    nz_say(cx, NZ_M_TABLE_EMPTY, ct->decl->at, d->name, 0);
    return;
  }
  ct->rows = NZ_NEW_N(cx->a, struct nz_crowh, n);
  ct->cells = NZ_NEW_N(cx->a, struct nz_ccell, (size_t)n * ct->ncols);
  for (uint32_t i = 1; i < n; i++) {
    const nz_row *r = rows[i];
    if (r->ncells != rows[0]->ncells) {
      nz_wrong_width(cx, ct->tree, r, rows[0]->ncells);
      continue;
    }
    struct nz_crowh *rh = &ct->rows[ct->nrows];
    *rh = (struct nz_crowh){.name = r->cells[0].text, .value = -1, .raw = r};
    nz_node *name = nz_synth_name(cx, r->cells[0].text, span_of(ct->tree, &r->cells[0]));
    if (!name->name) {
      nz_say_s(cx, NZ_M_BLANK_CELL, span_of(ct->tree, &r->cells[0]), NULL, NULL);
      continue;
    }
    name->flags = 0;
    if (ct->kind == IR_TABLE_ROWCOND) {
      nz_bind_cond(cx, name);
      rh->cond = name;
    } else {
      ir_type kt = d->nparams ? nz_ty(cx, d->param_type[0]) : (ir_type){IR_T_NOTHING, 0, 0};
      uint32_t val = kt.k == IR_T_ENUM ? nz_scope_id(cx->s, NZ_NS_VALUE, kt.ref + 1, name->name) : IR_NONE;
      if (val == IR_NONE) {
        nz_unknown(cx, NZ_M_UNKNOWN_ROW, 1u << NZ_NS_VALUE, name);
        continue;
      }
      rh->value = val;
      for (uint32_t k = 0; k < ct->nrows; k++)
        if (ct->rows[k].value == rh->value) {
          nz_diag *g = nz_say(cx, NZ_M_ROW_TWICE, name->at, name->name, 0);
          g->also[0] = span_of(ct->tree, &ct->rows[k].raw->cells[0]);
        }
    }
    struct nz_ccell *line = &ct->cells[(size_t)ct->nrows * ct->ncols];
    for (uint32_t c = 0; c < ct->ncols; c++) matrix_cell(cx, d, ct, &line[c], r, cols[c], c ? &line[c - 1] : NULL, rh->cond);
    ct->nrows++;
  }
  if (!v->column) unused_marks(cx, ct);
  ct->otherwise = otherwise_of(cx, ct->decl, d->out_type[0]);
}

/* ---- 判定表 ---- */

/* What a column's head says: a thing whose value the cells describe (kept as `subject`), or just a caption over conditions. */
static void input_head(nz_cx *cx, struct nz_chead *h, nz_span at) {
  uint32_t f, p, decl = nz_scope_id(cx->s, NZ_NS_DECL, 0, h->name);
  bool amb;
  if (cx->addon != IR_NONE && decl == IR_NONE) decl = nz_scope_id(cx->s, NZ_NS_DECL, cx->addon + 1, h->name);
  bool param = false;
  for (uint32_t k = 0; cx->decl && k < cx->decl->nparams; k++) param |= cx->decl->params[k] == h->name;
  if (decl == IR_NONE && !param && !nz_find_field(cx, h->name, &f, &p, &amb)) return;
  h->subject = nz_synth_name(cx, h->name, at);
  nz_node *probe = nz_copy_node(cx, h->subject, NULL);
  h->type = nz_bind(cx, probe, IR_NONE);
}

static nz_node *whole_values(nz_cx *cx, const nz_ctable *ct, const nz_cell *c, const struct nz_chead *h) {
  ir_type t = nz_ty(cx, h->type);
  if (t.k != IR_T_ENUM && t.k != IR_T_TEXT) return NULL;
  nz_span sp = span_of(ct->tree, c);
  nz_str s = nz_name(cx, c->text);
  static const char comma[] = "、";
  nz_node *in = nz_synth_name(cx, 0, sp);
  NZ_VEC(nz_node *) kids = {0};
  NZ_PUSH(cx->a, &kids) = nz_copy_node(cx, h->subject, NULL);
  for (size_t i = 0; i <= s.n;) {
    const char *end = strstr(s.p + i, comma);
    size_t n = end ? (size_t)(end - (s.p + i)) : s.n - i;
    while (n && s.p[i] == ' ') i++, n--;
    while (n && s.p[i + n - 1] == ' ') n--;
    nz_sym part = nz_intern_put(cx->p->names, s.p + i, n);
    nz_node *v = nz_synth_name(cx, part, sp);
    if (t.k == IR_T_ENUM && nz_scope_id(cx->s, NZ_NS_VALUE, t.ref + 1, part) == IR_NONE &&
        nz_scope_id(cx->s, NZ_NS_VALUE, t.ref + 1, nz_dealias(cx, part)) == IR_NONE)
      return NULL;
    if (t.k == IR_T_TEXT) v->kind = NZ_T_TEXT;
    NZ_PUSH(cx->a, &kids) = v;
    if (!end) break;
    i = (size_t)(end - s.p) + sizeof comma - 1;
  }
  in->kind = kids.n == 2 ? NZ_T_CMP : NZ_T_IN;
  in->op = kids.n == 2 ? NZ_CMP_EQ : 0;
  in->kid = kids.v;
  in->nkid = kids.n;
  return in;
}

static void input_cell(nz_cx *cx, nz_ctable *ct, struct nz_ccell *out, const nz_row *r, uint32_t at, const struct nz_chead *h) {
  const nz_cell *c = &r->cells[at];
  nz_span sp = span_of(ct->tree, c);
  out->raw = c;
  if (!c->text) {
    nz_say_s(cx, NZ_M_BLANK_CELL, sp, NULL, NULL);
    return;
  }
  if (cell_is(cx, c, "－")) {
    out->what = NZ_CC_NOTASKED;
    out->expr = implicit(cx, NZ_T_ALWAYS, 0, 0, sp);
    nz_bind_cond(cx, out->expr);
    return;
  }
  out->what = NZ_CC_EXPR;
  bool truth = h->subject && nz_ty(cx, h->type).k == IR_T_BOOL;
  if (truth && (cell_is(cx, c, "○") || cell_is(cx, c, "ある") || cell_is(cx, c, "である") || cell_is(cx, c, "×") || cell_is(cx, c, "ない") || cell_is(cx, c, "でない"))) {
    bool yes = cell_is(cx, c, "○") || cell_is(cx, c, "ある") || cell_is(cx, c, "である");
    nz_node **kid = NZ_NEW_N(cx->a, nz_node *, 1);
    kid[0] = nz_copy_node(cx, h->subject, NULL);
    out->expr = implicit(cx, yes ? NZ_T_HAS : NZ_T_HASNOT, 0, 0, sp);
    out->expr->kid = kid;
    out->expr->nkid = 1;
    nz_bind_cond(cx, out->expr);
    return;
  }
  uint32_t named = nz_scope_id(cx->s, NZ_NS_DECL, 0, c->text);
  bool value = h->subject && nz_ty(cx, h->type).k == IR_T_ENUM && nzb_value_in(cx, nz_ty(cx, h->type).ref, c->text) != IR_NONE;
  if (named != IR_NONE && !value && cx->decls.v[named]->kind == IR_D_CONDITION) { /* a condition's name, taken whole */
    out->expr = nz_synth_name(cx, c->text, sp);
    nz_bind_cond(cx, out->expr);
    return;
  }
  if (h->subject) {
    out->expr = whole_values(cx, ct, c, h);
    if (out->expr) {
      nz_bind_cond(cx, out->expr);
      return;
    }
  }
  nz_node *p = nz_parse_cell(cx->a, cx->p->names, &cx->p->diags, ct->tree, r, c);
  if (p->kind == NZ_T_ERROR) return;
  if (h->subject && p->kind != NZ_T_RESULT) {
    bool hole = p->nkid && p->kid[0] && p->kid[0]->kind == NZ_T_HOLE;
    bool is = p->kind == NZ_T_IS, blank = p->kind == NZ_T_BLANK || ((is || p->kind == NZ_T_ISNOT) && p->nkid == 1 && p->kid[0]->kind == NZ_T_BLANK);
    if (hole) {
      p = nz_copy_node(cx, p, h->subject);
    } else if (blank) { /* 空欄, 空欄でない */
      nz_node *test = implicit(cx, NZ_T_CMP, p->kind == NZ_T_ISNOT ? NZ_CMP_NE : NZ_CMP_EQ, 0, p->at), **kid = NZ_NEW_N(cx->a, nz_node *, 2);
      kid[0] = nz_copy_node(cx, h->subject, NULL);
      kid[1] = p->kind == NZ_T_BLANK ? p : p->kid[0];
      test->kid = kid;
      test->nkid = 2;
      p = test;
    } else if (!truth && (p->kind == NZ_T_QTY || p->kind == NZ_T_NAME || p->kind == NZ_T_DATE || p->kind == NZ_T_TEXT || p->kind == NZ_T_CALL)) {
      uint32_t decl = p->kind == NZ_T_NAME ? nz_scope_id(cx->s, NZ_NS_DECL, 0, p->name) : IR_NONE;
      bool cond = decl != IR_NONE && cx->decls.v[decl]->kind == IR_D_CONDITION;
      if (!cond) {
        nz_node *eq = implicit(cx, NZ_T_CMP, NZ_CMP_EQ, 0, p->at), **kid = NZ_NEW_N(cx->a, nz_node *, 2);
        kid[0] = nz_copy_node(cx, h->subject, NULL);
        kid[1] = p;
        eq->kid = kid;
        eq->nkid = 2;
        p = eq;
      }
    }
  }
  out->expr = p;
  nz_bind_cond(cx, p);
}

static uint32_t output_type(nz_cx *cx, const nz_cell *c) {
  uint32_t t = nz_scope_id(cx->s, NZ_NS_TYPE, 0, c->text);
  if (t != IR_NONE && t < NZ_BASE_TYPE) return ir_mk_type(cx->m, IR_T_ENUM, 0, t);
  if (t != IR_NONE) return ir_mk_type(cx->m, (ir_tk)(t - NZ_BASE_TYPE), 0, IR_NONE);
  return cx->t_nothing;
}

static bool resolvable(nz_cx *cx, const nz_node *p) {
  if (p->kind != NZ_T_NAME) return p->kind != NZ_T_ERROR;
  uint32_t f, path;
  bool amb;
  return nz_scope_id(cx->s, NZ_NS_DECL, 0, p->name) != IR_NONE || nz_find_field(cx, p->name, &f, &path, &amb) ||
         (nz_scope_id(cx->s, NZ_NS_VALUE, 0, p->name) < NZ_AMBIGUOUS);
}

static void output_cell(nz_cx *cx, nz_ctable *ct, struct nz_ccell *out, const nz_row *r, uint32_t at, struct nz_chead *h) {
  const nz_cell *c = &r->cells[at];
  nz_span sp = span_of(ct->tree, c);
  out->raw = c;
  out->what = NZ_CC_RESULT;
  if (!c->text || cell_is(cx, c, "なし") || cell_is(cx, c, "－")) {
    if (!c->text && at == 0) nz_say_s(cx, NZ_M_BLANK_CELL, sp, NULL, NULL);
    out->expr = implicit(cx, NZ_T_NONE, 0, 0, sp);
    out->expr->ann.type = h->type;
    return;
  }
  ir_type t = nz_ty(cx, h->type);
  if (t.k == IR_T_ENUM && nz_scope_id(cx->s, NZ_NS_VALUE, t.ref + 1, c->text) != IR_NONE) {
    out->expr = nz_synth_name(cx, c->text, sp);
    nz_bind(cx, out->expr, h->type);
    return;
  }
  nz_diags scratch;
  nz_diags_trial(&scratch, cx->a);
  nz_node *p = nz_parse_cell(cx->a, cx->p->names, &scratch, ct->tree, r, c);
  bool plain = scratch.errors || !p || p->kind == NZ_T_ERROR || !resolvable(cx, p) || t.k == IR_T_TEXT;
  if (p && p->kind == NZ_T_RESULT && !scratch.errors && !(p->op == NZ_OUT_VALUE && t.k == IR_T_TEXT)) plain = false;
  if (plain && (t.k == IR_T_NOTHING || t.k == IR_T_TEXT)) { /* a text, taken whole */
    if (t.k == IR_T_NOTHING) h->type = cx->t_text;
    out->what = NZ_CC_VALUE;
    out->expr = implicit(cx, NZ_T_TEXT, 0, p && p->kind == NZ_T_TEXT ? p->name : c->text, sp);
    nz_bind(cx, out->expr, cx->t_text);
    return;
  }
  if (plain) p = nz_parse_cell(cx->a, cx->p->names, &cx->p->diags, ct->tree, r, c); /* now with its messages */
  out->expr = p;
  if (p->kind == NZ_T_ERROR) return;
  if (p->kind == NZ_T_RESULT && p->op != NZ_OUT_VALUE) {
    if (t.k == IR_T_NOTHING && (p->op == NZ_OUT_ALLOW || p->op == NZ_OUT_DENY)) h->type = cx->t_decision;
    nz_bind_result(cx, p, h->type == cx->t_nothing ? cx->t_decision : h->type);
    return;
  }
  uint32_t got = nz_bind(cx, p, t.k == IR_T_NOTHING ? IR_NONE : h->type);
  if (t.k == IR_T_NOTHING) h->type = got;
  else if (!nz_comparable(cx, got, h->type)) {
    char a[256], b[256];
    nz_type_name(cx, got, a, sizeof a);
    nz_type_name(cx, h->type, b, sizeof b);
    nz_say_s(cx, NZ_M_CELL_TYPE, sp, a, b);
  }
  ir_type g = nz_ty(cx, got), have = nz_ty(cx, h->type); /* the finest cell says how many decimals the column has */
  if (g.k == IR_T_QTY && have.k == IR_T_QTY && g.ref == have.ref && g.dec > have.dec) h->type = got;
}

static void bind_decision(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v, nz_ctable *ct) {
  uint32_t n;
  const nz_row **rows = drawn_rows(cx, ct->tree, ct->decl, &n);
  if (n < 2) {
    nz_say(cx, NZ_M_TABLE_EMPTY, ct->decl->at, d->name, 0);
    return;
  }
  NZ_VEC(struct nz_chead) heads = {0};
  NZ_VEC(uint32_t) cols = {0};
  nz_node *tn = nz_head(ct->decl) ? nz_node_find(nz_head(ct->decl), NZ_T_TYPENAME) : NULL;
  uint32_t declared = IR_NONE;
  if (tn) {
    uint32_t u = nz_unit_find(cx, tn->name);
    if (u != IR_NONE) declared = ir_mk_type(cx->m, IR_T_QTY, 0, u);
  }
  static const char arrow[] = "⇒";
  for (uint32_t c = 0; c < rows[0]->ncells; c++) {
    const nz_cell *cell = &rows[0]->cells[c];
    if (cell->text == cx->k_cite) continue;
    int64_t f, u;
    bool dated = v->column && nz_dated_head(cx, ct->tree, rows[0], cell, &f, &u);
    if (dated && c + 1 != v->outcol) continue;
    if (!cell->text) {
      nz_say_s(cx, NZ_M_BLANK_HEAD, span_of(ct->tree, cell), NULL, NULL);
      continue;
    }
    struct nz_chead h = {.name = cell->text, .value = -1, .type = cx->t_nothing};
    nz_str s = nz_name(cx, cell->text);
    if (dated) {
      h.output = true;
      h.name = d->name;
    } else if (strncmp(s.p, arrow, sizeof arrow - 1) == 0) {
      size_t k = sizeof arrow - 1;
      while (s.p[k] == ' ') k++;
      h.output = true;
      h.name = nz_intern_put(cx->p->names, s.p + k, s.n - k);
      nz_cell named = *cell;
      named.text = h.name;
      h.type = output_type(cx, &named);
    } else {
      input_head(cx, &h, span_of(ct->tree, cell));
    }
    if (h.output && declared != IR_NONE) h.type = declared;
    if (h.output && h.type == cx->t_nothing && headword(v->decl, NZ_W_CELLS_ARE_TEXT)) h.type = cx->t_text;
    if (h.output && d->state == 1 && v != &d->var[0])
      for (uint32_t k = 0; k < d->noutputs; k++)
        if (d->out_name[k] == h.name) h.type = d->out_type[k];
    NZ_PUSH(cx->a, &heads) = h;
    NZ_PUSH(cx->a, &cols) = c;
  }
  ct->heads = heads.v;
  ct->ncols = heads.n;
  uint32_t outs = 0;
  for (uint32_t c = 0; c < ct->ncols; c++) outs += ct->heads[c].output;
  if (!outs) {
    nz_say(cx, NZ_M_NO_RESULT_COLUMN, ct->decl->at, d->name, 0);
    return;
  }
  ct->rows = NZ_NEW_N(cx->a, struct nz_crowh, n);
  ct->cells = NZ_NEW_N(cx->a, struct nz_ccell, (size_t)n * ct->ncols);
  for (uint32_t i = 1; i < n; i++) {
    const nz_row *r = rows[i];
    if (r->ncells != rows[0]->ncells) {
      nz_wrong_width(cx, ct->tree, r, rows[0]->ncells);
      continue;
    }
    struct nz_crowh *rh = &ct->rows[ct->nrows];
    *rh = (struct nz_crowh){.name = r->cells[0].text, .value = -1, .raw = r};
    rh->otherwise = cell_is(cx, &r->cells[0], "それ以外");
    if (rh->otherwise && i + 1 < n) nz_say_s(cx, NZ_M_OTHERWISE_NOT_LAST, span_of(ct->tree, &r->cells[0]), NULL, NULL);
    struct nz_ccell *line = &ct->cells[(size_t)ct->nrows * ct->ncols];
    for (uint32_t c = 0; c < ct->ncols; c++) {
      if (ct->heads[c].output) output_cell(cx, ct, &line[c], r, cols.v[c], &ct->heads[c]);
      else if (rh->otherwise) line[c] = (struct nz_ccell){.expr = NULL, .what = NZ_CC_NOTASKED, .raw = &r->cells[cols.v[c]]};
      else input_cell(cx, ct, &line[c], r, cols.v[c], &ct->heads[c]);
    }
    ct->nrows++;
  }
  d->noutputs = 0;
  for (uint32_t c = 0; c < ct->ncols && d->noutputs < NZ_MAX_PARAMS; c++)
    if (ct->heads[c].output) {
      d->out_name[d->noutputs] = ct->heads[c].name;
      ir_type t = nz_ty(cx, ct->heads[c].type);
      uint32_t count = t.k == IR_T_QTY ? ir_mk_type(cx->m, IR_T_QTY, 0, t.ref) : cx->t_count; /* whole, however fine the cells are */
      d->out_type[d->noutputs++] = ct->hit == IR_HIT_ALL ? count : ct->heads[c].type;
    }
  ct->otherwise = otherwise_of(cx, ct->decl, d->out_type[0]);
}

void nz_bind_table(nz_cx *cx, nz_declsrc *d, struct nz_varsrc *v) {
  nz_ctable *ct = NZ_NEW(cx->a, nz_ctable);
  ct->decl = v->decl;
  ct->tree = v->tree;
  v->table = ct;
  ct->hit = (headword(v->decl, NZ_W_IN_ORDER) || headword(v->decl, NZ_W_IN_ORDER_SHORT)) ? IR_HIT_FIRST : headword(v->decl, NZ_W_SMALLEST) ? IR_HIT_MIN : headword(v->decl, NZ_W_LARGEST) ? IR_HIT_MAX
            : headword(v->decl, NZ_W_EVERY) ? IR_HIT_ALL : IR_HIT_UNIQUE;
  if (d->kind == IR_D_DTABLE) {
    ct->kind = IR_TABLE_DECISION;
    bind_decision(cx, d, v, ct);
    return;
  }
  ct->kind = headword(v->decl, NZ_W_ROWS_ARE_CONDITIONS) ? IR_TABLE_ROWCOND : IR_TABLE_MATRIX;
  if (ct->kind == IR_TABLE_ROWCOND && !d->nparams) nz_say(cx, NZ_M_NO_COLUMN_AXIS, ct->decl->at, d->name, 0);
  bind_matrix(cx, d, v, ct);
}
