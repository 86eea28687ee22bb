/* cx.c -- small things every part of the checker needs; see cx.h */
#include "cx.h"

#include <string.h>

#include "../ir/phrase.h"

nz_diag *nz_say(nz_cx *cx, nz_msg id, nz_span at, nz_sym a1, nz_sym a2) {
  nz_diag *g = nz_report(&cx->p->diags, id, at);
  nz_str s1 = nz_name(cx, a1), s2 = nz_name(cx, a2);
  nz_arg(&cx->p->diags, g, 0, s1.p, s1.n);
  nz_arg(&cx->p->diags, g, 1, s2.p, s2.n);
  return g;
}

nz_diag *nz_say_s(nz_cx *cx, nz_msg id, nz_span at, const char *a1, const char *a2) {
  nz_diag *g = nz_report(&cx->p->diags, id, at);
  if (a1) nz_args(&cx->p->diags, g, 0, a1);
  if (a2) nz_args(&cx->p->diags, g, 1, a2);
  return g;
}

void nz_unknown(nz_cx *cx, nz_msg id, uint32_t ns_bits, nz_node *n) {
  nz_span at = {0};
  nz_sym near = nz_scope_nearest(cx->s, ns_bits, n->name, &at);
  nz_diag *g = nz_say(cx, id, n->at, n->name, near);
  if (!near) return;
  g->also[0] = at;
  nz_str s = nz_name(cx, near);
  bool quoted = n->kind == NZ_T_NAME && (n->flags & NZ_NF_QUOTED);
  if (n->kind == NZ_T_NAME && !quoted && ir_name_bare(s)) nz_fix(&cx->p->diags, g, n->at, s.p, s.n);
  else if (n->kind == NZ_T_NAME) {
    ir_buf b = {cx->a, NULL, 0, 0};
    ir_buf_printf(&b, "「%s」", s.p);
    nz_fix(&cx->p->diags, g, n->at, b.p, b.n);
  }
}

nz_str nz_name(const nz_cx *cx, nz_sym s) { return nz_intern_get(cx->p->names, s); }
nz_sym nz_sym_of(nz_cx *cx, const char *s) { return nz_intern_put(cx->p->names, s, strlen(s)); }

nz_sym nz_dealias(const nz_cx *cx, nz_sym s) {
  nz_entry *e = nz_scope_get(cx->s, NZ_NS_ALIAS, 0, s);
  return e ? e->id : s;
}

ir_str nz_mstr(nz_cx *cx, nz_sym s) {
  nz_str t = nz_name(cx, s);
  return ir_intern(cx->m, t.p, t.n);
}

uint32_t nz_loc(nz_cx *cx, nz_span at) {
  if (at.file >= cx->p->sources.list.n) return 0;
  const nz_source *src = cx->p->sources.list.v[at.file];
  if (cx->loc_source != src) {
    cx->loc_source = src;
    cx->loc_last = (nz_cursor){0, 0, 0};
    cx->loc_path = ir_intern(cx->m, src->path, strlen(src->path));
  }
  uint32_t line, col;
  nz_line_col(src, at.lo, &cx->loc_last, &line, &col);
  NZ_PUSH(cx->a, &cx->m->locs) = (ir_loc){cx->loc_path, line, col, at.hi - at.lo};
  return cx->m->locs.n - 1;
}

nz_node *nz_head(const nz_node *decl) { return nz_node_find(decl, NZ_T_HEAD); }

nz_node *nz_synth_name(nz_cx *cx, nz_sym name, nz_span at) {
  nz_node *n = NZ_NEW(cx->a, nz_node);
  n->kind = NZ_T_NAME;
  n->flags = NZ_NF_IMPLICIT;
  n->at = at;
  n->name = name;
  return n;
}
