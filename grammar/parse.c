/* parse.c -- the way in: text to tree, cell to condition, line to question; see tree.h */
#include <string.h>

#include "layout.h"
#include "syntax.h"

static nz_tree *new_tree(nz_arena *a, const nz_source *src) {
  nz_tree *t = NZ_NEW(a, nz_tree);
  t->src = src;
  t->toks = NZ_NEW(a, nz_tokens);
  t->toks->src = src;
  for (uint32_t i = 0; i < src->ncomments; i++) NZ_PUSH(a, &t->toks->comments) = (nz_trivia){src->comments[i].lo, src->comments[i].hi};
  return t;
}

nz_tree *nz_parse(nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src) {
  nz_tree *t = new_tree(a, src);
  nz_lexed in = {0};
  nz_lex(a, names, src, &in);
  nz_lay_out(a, names, d, &in, t->toks);
  nz_recycle(a, in.toks.v, in.toks.cap * sizeof *in.toks.v); /* what is laid out is a copy */
  nz_build b;
  nz_build_init(&b, a, names, d, src);
  nz_push_tokens(&b, T_START_FILE, t->toks->list.v, t->toks->list.n, src->ntext);
  t->root = b.result ? b.result : nz_b_file(&b, nz_list(&b));
  nz_build_finish(t->root);
  return t;
}

static nz_node *finished(nz_build *b, bool fine, nz_span at) {
  nz_node *n = b->result && fine ? b->result : nz_b(b, NZ_T_ERROR, at);
  nz_build_finish(n);
  return n;
}

/* The scanner's messages inside one token of a cell. */
static void pending(nz_intern *names, nz_diags *d, const nz_tree *t, const nz_tok *k) {
  uint32_t lo = 0, hi = t->toks->npend;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (t->toks->pend[mid].lo < k->lo) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < t->toks->npend && t->toks->pend[lo].lo < k->hi; lo++) {
    const nz_pend *p = &t->toks->pend[lo];
    nz_diag *g = nz_report(d, p->id, (nz_span){t->src->id, p->lo, p->hi});
    for (int i = 0; i < 2; i++) {
      nz_str s = nz_intern_get(names, p->arg[i]);
      nz_arg(d, g, i, s.p, s.n);
    }
    nz_str f = nz_intern_get(names, p->fix);
    if (p->fix) nz_fix(d, g, (nz_span){t->src->id, p->lo, p->hi}, f.p, f.n);
  }
}

/* 要照会（窓口） and 解釈「…」による need the layout pass's eye in a cell too. */
static uint32_t lay_out_cell(nz_arena *a, nz_intern *names, const nz_source *src, const nz_tok *in, uint32_t n, nz_tok *out) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < n; i++) {
    out[k] = in[i];
    bool reading = in[i].kind == T_NAME && i + 2 < n && (in[i + 1].kind == T_NAME || in[i + 1].kind == T_QNAME) &&
                   (in[i + 2].kind == T_NIYORU || in[i + 2].kind == T_NIYORI) && in[i].hi - in[i].lo == 6 && memcmp(src->text + in[i].lo, "解釈", 6) == 0;
    if (reading) out[k].kind = T_READING;
    k++;
    if (in[i].kind != T_REFER || i + 2 >= n || in[i + 1].kind != T_LP) continue;
    uint32_t e = i + 2;
    while (e < n && in[e].kind != T_RP) e++;
    if (e == n || e == i + 2) continue;
    out[k++] = in[i + 1];
    out[k] = in[i + 2];
    out[k].kind = T_WHO;
    out[k].flags = 0;
    out[k].hi = in[e - 1].hi;
    out[k].sym = nz_intern_put(names, src->text + in[i + 2].lo, in[e - 1].hi - in[i + 2].lo);
    k++;
    out[k++] = in[e];
    i = e;
  }
  (void)a;
  return k;
}

nz_node *nz_parse_cell(nz_arena *a, nz_intern *names, nz_diags *d, const nz_tree *t, const nz_row *row, const nz_cell *c) {
  nz_build b;
  nz_build_init(&b, a, names, d, t->src);
  const nz_tok *toks = row->toks + c->tok;
  nz_tok *laid = NZ_NEW_N(a, nz_tok, c->ntok);
  uint32_t n = lay_out_cell(a, names, t->src, toks, c->ntok, laid);
  bool bad = false;
  for (uint32_t i = 0; i < n; i++) {
    if (laid[i].kind == T_WHO) continue;
    pending(names, d, t, &laid[i]);
    nz_token_message(names, d, t->src, &laid[i]);
    bad |= laid[i].kind == T_BAD;
  }
  nz_span at = {t->src->id, c->vlo, c->vhi};
  bool fine = !bad && nz_push_tokens(&b, T_START_CELL, laid, n, n ? laid[n - 1].hi : c->vlo);
  return finished(&b, fine, at);
}

nz_node *nz_parse_expr(nz_arena *a, nz_intern *names, nz_diags *d, const nz_source *src) {
  nz_lexed in = {0};
  nz_lex(a, names, src, &in);
  nz_build b;
  nz_build_init(&b, a, names, d, src);
  nz_tok *laid = NZ_NEW_N(a, nz_tok, in.toks.n);
  uint32_t n = lay_out_cell(a, names, src, in.toks.v, in.toks.n, laid);
  uint32_t end = n ? laid[n - 1].hi : 0;
  uint32_t errors = d->errors;
  for (uint32_t i = 0; i < n; i++) nz_token_message(names, d, src, &laid[i]);
  for (uint32_t i = 0; i < in.pend.n; i++) {
    const nz_pend *p = &in.pend.v[i];
    nz_str s = nz_intern_get(names, p->arg[0]), z = nz_intern_get(names, p->arg[1]);
    nz_diag *g = nz_report(d, p->id, (nz_span){src->id, p->lo, p->hi});
    nz_arg(d, g, 0, s.p, s.n);
    nz_arg(d, g, 1, z.p, z.n);
  }
  bool fine = nz_push_tokens(&b, T_START_QUESTION, laid, n, end);
  if (!fine && d->errors == errors) nz_report(d, NZ_M_NOT_A_QUESTION, (nz_span){src->id, 0, end});
  return finished(&b, fine, (nz_span){src->id, 0, end});
}
