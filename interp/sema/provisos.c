/* provisos.c -- two provisos of one clause that can apply at once with different results contradict each other. Decided
 * where their conditions are plain: comparisons of fields with constants, joined by かつ, under their own names or not.
 * The rest is for the solver; at run time such a clash is a fault (S5.8). */
#include <string.h>

#include "cx.h"
#include "boxes.h"

void nz_check_provisos(nz_cx *cx);

enum { MAX_ATOMS = 32, MAX_TRIES = 64 };

typedef struct atoms { const nz_node *v[MAX_ATOMS]; uint32_t n; bool plain; } atoms;

static const nz_node *subject_of(const nz_node *atom) {
  const nz_node *s = atom->nkid ? atom->kid[0] : NULL;
  return s && s->kind == NZ_T_NAME && s->ann.ref == NZ_A_FIELD ? s : NULL;
}

static void gather(nz_cx *cx, const nz_node *c, atoms *out, uint32_t depth) {
  if (out->n == MAX_ATOMS || depth > 8) {
    out->plain = false;
    return;
  }
  if (c->kind == NZ_T_AND) {
    for (uint32_t i = 0; i < c->nkid; i++) gather(cx, c->kid[i], out, depth);
    return;
  }
  const nz_node *named = (c->kind == NZ_T_HAS && c->nkid) ? c->kid[0] : c;
  if (named->kind == NZ_T_NAME && named->ann.ref == NZ_A_DECL) { /* a named condition without parameters or dates */
    nz_declsrc *d = cx->decls.v[named->ann.a];
    if (d->kind == IR_D_CONDITION && d->nvar == 1 && !d->nparams && !d->var[0].provisos.n && d->var[0].body && named->ann.b == 0) {
      gather(cx, d->var[0].body, out, depth + 1);
      return;
    }
  }
  if (!subject_of(c) || !nz_atom_is_plain(c)) {
    out->plain = false;
    return;
  }
  out->v[out->n++] = c;
}

/* A value of the field that every atom about it admits. */
static bool together(nz_cx *cx, const atoms *a, uint32_t first, int64_t *value) {
  const nz_node *s = subject_of(a->v[first]);
  const ir_field *f = &cx->m->fields.v[s->ann.a];
  ir_type t = nz_ty(cx, f->type);
  int64_t tries[MAX_TRIES];
  uint32_t n = 0;
  if (t.k == IR_T_BOOL) tries[n++] = 0, tries[n++] = 1;
  else if (t.k == IR_T_ENUM)
    for (uint32_t i = 0; i < cx->m->enums.v[t.ref].values.n && n < MAX_TRIES; i++) tries[n++] = cx->m->enums.v[t.ref].values.first + i;
  else if (t.k == IR_T_QTY) {
    tries[n++] = f->lo;
    tries[n++] = f->hi;
    for (uint32_t i = 0; i < a->n && n + 6 < MAX_TRIES; i++)
      if (subject_of(a->v[i])->ann.a == s->ann.a) n = nz_atom_edges(a->v[i], tries, n);
  }
  for (uint32_t k = 0; k < n; k++) {
    bool all = t.k != IR_T_QTY || (tries[k] >= f->lo && tries[k] <= f->hi);
    for (uint32_t i = 0; i < a->n && all; i++) {
      const nz_node *o = subject_of(a->v[i]);
      if (o->ann.a == s->ann.a && o->ann.b == s->ann.b) all = nz_atom_admits(a->v[i], tries[k]);
    }
    if (all) {
      *value = tries[k];
      return true;
    }
  }
  return false;
}

static const nz_node *result_of(const nz_node *p) {
  for (uint32_t i = p->nkid > 1 ? 1 : 0; i < p->nkid; i++)
    if (p->kid[i] && p->kid[i]->kind == NZ_T_RESULT) return p->kid[i]->op == NZ_OUT_VALUE ? NULL : p->kid[i];
  return NULL;
}

static void pair(nz_cx *cx, const nz_node *x, const nz_node *y) {
  const nz_node *rx = result_of(x), *ry = result_of(y);
  if (!rx || !ry || rx->op == ry->op || nz_node_find(x, NZ_T_PROVISO) || nz_node_find(y, NZ_T_PROVISO)) return;
  atoms a = {.plain = true};
  gather(cx, x->kid[0], &a, 0);
  gather(cx, y->kid[0], &a, 0);
  if (!a.plain) return;
  ir_buf w = {cx->a, NULL, 0, 0};
  for (uint32_t i = 0; i < a.n; i++) {
    int64_t v;
    bool seen = false;
    const nz_node *s = subject_of(a.v[i]);
    for (uint32_t k = 0; k < i; k++) seen |= subject_of(a.v[k])->ann.a == s->ann.a;
    if (seen) continue;
    if (!together(cx, &a, i, &v)) return;
    ir_buf_printf(&w, "%s%s", w.n ? "、" : "", nz_name(cx, s->name).p);
    nz_value_words(cx, cx->m->fields.v[s->ann.a].type, v, &w);
  }
  nz_say_s(cx, NZ_M_PROVISOS_CONFLICT, y->at, w.p, NULL)->also[0] = x->at;
}

void nz_check_provisos(nz_cx *cx) {
  for (uint32_t i = 0; i < cx->decls.n; i++)
    for (uint32_t v = 0; v < cx->decls.v[i]->nvar; v++) {
      const struct nz_varsrc *s = &cx->decls.v[i]->var[v];
      for (uint32_t a = 0; a < s->provisos.n; a++)
        for (uint32_t b = a + 1; b < s->provisos.n; b++) pair(cx, s->provisos.v[a], s->provisos.v[b]);
    }
}
