/* lower_table.c -- tables keep their shape in the IR: heads, rows and cells, each cell one node */
#include <string.h>

#include "../../grammar/keywords.h"
#include "lower.h"

typedef struct marks { nz_sym mark; nz_node *expr; uint32_t node; } marks;

/* ※1 of this table as its text */
static ir_str note_text(nz_cx *cx, const nz_node *decl, nz_sym name) {
  for (uint32_t i = 0; i < decl->nkid; i++) {
    const nz_node *k = decl->kid[i];
    if (k->kind != NZ_T_REMARK || k->name != name || !k->nkid || k->kid[0]->kind != NZ_T_CITE) continue;
    return nz_mstr(cx, k->kid[0]->name);
  }
  return 0;
}

static uint32_t add_notes(nz_cx *cx, const nz_ctable *ct, const nz_cell *c, uint32_t *out, uint32_t n) {
  for (uint32_t i = 0; c && i < c->nnotes && n < 8; i++) {
    ir_str t = note_text(cx, ct->decl, c->notes[i]);
    if (t) out[n++] = t;
    else nz_say(cx, NZ_M_UNKNOWN_NOTE, (nz_span){ct->tree->src->id, c->lo, c->hi}, c->notes[i], 0);
  }
  return n;
}

static uint32_t wrap_mark(nz_lw *l, nz_sym mark, uint32_t inner, uint32_t type, nz_span at) {
  uint32_t id = nz_mk(l, IR_MARK, type, 1, &inner, at);
  l->cx->m->nodes.v[id].ref = nz_mstr(l->cx, mark);
  return id;
}

/* A legend entry that is a condition is 可 or 不可 in a table of texts or amounts too (S5.4). */
static uint32_t entry_type(const nz_cx *cx, const nz_node *e, uint32_t type) {
  while (e->kind == NZ_T_RESULT && e->op == NZ_OUT_VALUE && e->nkid) e = e->kid[0];
  bool condition = e->kind != NZ_T_RESULT && nz_ty(cx, e->ann.type).k == IR_T_BOOL;
  return condition && nz_ty(cx, type).k != IR_T_BOOL ? cx->t_decision : type;
}

static uint32_t cell_node(nz_lw *l, nz_ctable *ct, struct nz_ccell *c, uint32_t type, marks *seen, uint32_t *nseen) {
  nz_cx *cx = l->cx;
  if (!c->expr) return nz_mk_const(l, type, 0, ct->decl->at);
  if (c->what == NZ_CC_NOTASKED && ct->kind != IR_TABLE_MATRIX) {
    uint32_t id = nz_mk_const(l, cx->t_bool, 1, c->expr->at);
    cx->m->nodes.v[id].flags |= IR_NF_NOTASKED;
    return id;
  }
  if (ct->kind == IR_TABLE_ROWCOND) return nz_lower_cond(l, c->expr);
  if (!c->mark) return nz_lower_result(l, c->expr, type);
  for (uint32_t i = 0; i < *nseen; i++)
    if (seen[i].mark == c->mark && seen[i].expr == c->expr) return seen[i].node;
  uint32_t inner = nz_lower_result(l, c->expr, entry_type(cx, c->expr, type));
  uint32_t id = wrap_mark(l, c->mark, inner, type, c->expr->at);
  if (*nseen < 64) seen[(*nseen)++] = (marks){c->mark, c->expr, id};
  return id;
}

static const nz_cell *column_cell(const nz_cx *cx, const nz_row *r, const nz_row *head, nz_sym name) {
  (void)cx;
  for (uint32_t c = 0; r && head && c < head->ncells && c < r->ncells; c++)
    if (head->cells[c].text == name) return &r->cells[c];
  return NULL;
}

static ir_range row_cites(nz_cx *cx, const nz_ctable *ct, const nz_row *r, const nz_row *head) {
  const nz_cell *c = column_cell(cx, r, head, cx->k_cite);
  ir_range none = {cx->m->cites.n, 0};
  if (!c || !c->text) return none;
  nz_node cite = {.kind = NZ_T_CITE, .name = c->text, .at = {ct->tree->src->id, c->lo, c->hi}}, *kid = &cite;
  nz_node holder = {.nkid = 1, .kid = &kid};
  return nz_cites(cx, &holder, false);
}

static uint32_t lower_head_cond(nz_lw *l, struct nz_chead *h) { return h->cond ? nz_lower_cond(l, h->cond) : IR_NONE; }

void nz_lower_table(nz_lw *l, nz_declsrc *d, struct nz_varsrc *v) {
  nz_cx *cx = l->cx;
  ir_module *m = cx->m;
  nz_ctable *ct = v->table;
  uint32_t ncells = ct->nrows * ct->ncols, nseen = 0;
  marks seen[64];
  uint32_t *nodes = NZ_NEW_N(cx->a, uint32_t, ncells), *conds = NZ_NEW_N(cx->a, uint32_t, ct->ncols), *rconds = NZ_NEW_N(cx->a, uint32_t, ct->nrows);
  for (uint32_t c = 0; c < ct->ncols; c++) conds[c] = lower_head_cond(l, &ct->heads[c]);
  for (uint32_t r = 0; r < ct->nrows; r++) {
    rconds[r] = ct->rows[r].cond ? nz_lower_cond(l, ct->rows[r].cond) : IR_NONE;
    uint32_t out = 0;
    for (uint32_t c = 0; c < ct->ncols; c++) {
      struct nz_ccell *cell = &ct->cells[(size_t)r * ct->ncols + c];
      uint32_t *id = &nodes[(size_t)r * ct->ncols + c];
      if (ct->kind != IR_TABLE_DECISION) {
        *id = cell_node(l, ct, cell, ct->kind == IR_TABLE_ROWCOND ? cx->t_bool : d->out_type[0], seen, &nseen);
      } else if (ct->heads[c].output) {
        *id = cell->expr ? nz_lower_result(l, cell->expr, d->out_type[out]) : nz_mk_const(l, d->out_type[out], 0, ct->decl->at);
        out++;
      } else if (cell->expr && cell->what != NZ_CC_NOTASKED) {
        *id = nz_lower_cond(l, cell->expr);
      } else {
        *id = nz_mk_const(l, cx->t_bool, 1, (nz_span){0});
        m->nodes.v[*id].flags |= ct->rows[r].otherwise ? IR_NF_OTHERWISE : IR_NF_NOTASKED;
      }
    }
  }
  uint32_t otherwise = ct->otherwise ? nz_lower_result(l, ct->otherwise, d->out_type[0]) : IR_NONE;
  const nz_row *head = NULL;
  for (uint32_t i = 0; i < ct->decl->nkid && !head; i++) {
    const nz_node *k = ct->decl->kid[i];
    if (k->kind == NZ_T_ROW && !ct->tree->toks->rows.v[k->num].rule) head = &ct->tree->toks->rows.v[k->num];
  }
  ir_table t = {.kind = ct->kind, .hit = ct->hit, .exclusive = ct->exclusive, .decl = d->id, .rows = {m->rows.n, ct->nrows}, .cols = {m->heads.n, ct->ncols},
                .cells = {m->cells.n, ncells}, .otherwise = otherwise};
  for (uint32_t c = 0; c < ct->ncols; c++) {
    struct nz_chead *h = &ct->heads[c];
    ir_head hd = {nz_mstr(cx, h->name), conds[c], h->value, h->output, h->type};
    NZ_PUSH(cx->a, &m->heads) = hd;
  }
  for (uint32_t r = 0; r < ct->nrows; r++) {
    struct nz_crowh *rh = &ct->rows[r];
    uint32_t notes[8], n = add_notes(cx, ct, &rh->raw->cells[0], notes, 0);
    ir_range cites = row_cites(cx, ct, rh->raw, head), nr = nz_pool(cx, notes, n);
    ir_row row = {nz_mstr(cx, rh->name), rh->value, rconds[r], cites, nr, nz_loc(cx, (nz_span){ct->tree->src->id, rh->raw->lo, rh->raw->hi}), rh->otherwise};
    NZ_PUSH(cx->a, &m->rows) = row;
  }
  for (uint32_t i = 0; i < ncells; i++) {
    struct nz_ccell *c = &ct->cells[i];
    uint32_t notes[8], n = add_notes(cx, ct, c->raw, notes, 0);
    n = add_notes(cx, ct, column_cell(cx, head, head, ct->heads[i % ct->ncols].name), notes, n);
    ir_range nr = nz_pool(cx, notes, n);
    nz_sym mark = ct->kind == IR_TABLE_DECISION ? 0 : c->mark;
    ir_cell cell = {nodes[i], mark ? nz_mstr(cx, mark) : 0, nr, c->raw ? nz_loc(cx, (nz_span){ct->tree->src->id, c->raw->lo, c->raw->hi}) : 0};
    NZ_PUSH(cx->a, &m->cells) = cell;
  }
  NZ_PUSH(cx->a, &m->tables) = t;
  ct->ir_table = m->tables.n - 1;
}
