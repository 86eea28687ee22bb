/* freetext.c -- stretches of the file that are not read as rule text: citations, labels, whom to ask; see layout.h */
#include <string.h>

#include "layout.h"

static bool ends_line(const nz_layout *y, uint32_t i) { return i >= y->in->toks.n || (nz_in(y, i)->flags & NZ_TF_FIRST); }

nz_tok *nz_lay_join(nz_layout *y, uint32_t from, uint32_t to, int kind) {
  const nz_tok *t = nz_in(y, from), *last = nz_in(y, to - 1);
  bool whole = to - from == 1 && (t->kind == T_TEXT || t->kind == T_QNAME || t->kind == T_NAME);
  nz_tok *j = nz_emit(y, kind, t->lo, last->hi);
  j->flags = (uint16_t)(t->flags & (NZ_TF_FIRST | NZ_TF_SPACE));
  if (whole && (t->flags & NZ_TF_QUOTED)) {
    j->sym = t->sym;
    j->flags |= NZ_TF_QUOTED;
    if (t->flags & NZ_TF_REPAIRED) j->flags |= NZ_TF_REPAIRED, j->aux = t->aux; /* 「 that is not closed */
  } else {
    j->sym = nz_intern_put(y->names, y->src->text + t->lo, last->hi - t->lo);
    nz_y_free(y, t->lo, last->hi);
  }
  return j;
}

static bool plain_comma(const nz_layout *y, const nz_tok *t) { return t->kind == T_COMMA && nz_text_is(y, t, "、"); }

/* 出典 §1、出典 §2。 Free text may go on on the next line after a 、 only, so that a missing 。 swallows nothing. */
void nz_lay_cites(nz_layout *y, bool to_line_end) {
  uint32_t n = y->in->toks.n;
  while (y->i < n && nz_in(y, y->i)->kind != T_MARU) {
    uint32_t from = y->i;
    bool comma = false;
    while (y->i < n) {
      const nz_tok *t = nz_in(y, y->i);
      if (t->kind == T_MARU || t->kind == T_BAR) break;
      if (plain_comma(y, t)) {
        comma = true;
        break;
      }
      y->i++;
      if (ends_line(y, y->i)) break;
    }
    if (y->i > from) nz_lay_join(y, from, y->i, T_CITE);
    if (!comma) return;
    const nz_tok *t = nz_in(y, y->i++);
    const nz_tok *next = nz_in(y, y->i);
    bool trailing = y->i >= n || next->kind == T_MARU || next->kind == T_BAR || (to_line_end && ends_line(y, y->i));
    if (!trailing) nz_emit_copy(y, t);
    else return;
  }
}

/* （既定） at i: its three tokens. */
static bool default_mark(const nz_layout *y, uint32_t i) {
  return nz_in(y, i)->kind == T_LP && nz_in(y, i + 1)->kind == T_NAME && nz_text_is(y, nz_in(y, i + 1), "既定") && nz_in(y, i + 2)->kind == T_RP;
}

static uint32_t bullet_end(const nz_layout *y, uint32_t i) {
  for (uint32_t k = i;; k++) {
    if (k >= y->in->toks.n || (k > i && ends_line(y, k))) return k;
    int kind = nz_in(y, k)->kind;
    if (kind == T_MARU || kind == T_BITEM) return k;
  }
}

/* name（既定）：cites. Also taken, with a message: name and source with blanks between, （既定） at the end. */
void nz_lay_choice(nz_layout *y) {
  uint32_t from = y->i, end = bullet_end(y, from), colon = end, gap = end;
  for (uint32_t k = from; k < end; k++) {
    if (nz_in(y, k)->kind == T_COLON && colon == end) colon = k;
    if (k > from && gap == end && nz_in(y, k)->lo - nz_in(y, k - 1)->hi >= 2) gap = k;
  }
  bool dflt = end >= from + 3 && default_mark(y, end - 3) && (colon == end || end - 3 > colon);
  uint32_t text_end = dflt ? end - 3 : end;
  if (colon == end && gap < text_end) { /* ・同じ月   圏域ガイド §3 */
    nz_lay_join(y, from, gap, T_NAME);
    if (dflt) nz_emit(y, T_KITEI, nz_in(y, end - 3)->lo, nz_in(y, end - 1)->hi);
    uint32_t at = nz_in(y, gap - 1)->hi, next = nz_in(y, gap)->lo;
    nz_diag *g = nz_report(y->d, NZ_M_CITE_GAP, nz_y_span(y, at, next));
    nz_fix(y->d, g, nz_y_span(y, at, next), "：", 3);
    nz_emit(y, T_COLON, at, at)->flags |= NZ_TF_VIRTUAL | NZ_TF_REPAIRED;
    y->i = gap;
  } else if (colon == end) {
    return; /* the parser says what is missing */
  } else {
    uint32_t label_end = colon;
    bool here = colon >= from + 4 && default_mark(y, colon - 3);
    if (here) label_end -= 3;
    if (label_end == from) return;
    nz_lay_join(y, from, label_end, T_NAME);
    if (here) nz_emit(y, T_KITEI, nz_in(y, label_end)->lo, nz_in(y, colon - 1)->hi);
    else if (dflt) nz_emit(y, T_KITEI, nz_in(y, end - 3)->lo, nz_in(y, end - 1)->hi);
    nz_emit_copy(y, nz_in(y, colon));
    y->i = colon + 1;
  }
  while (y->i < text_end) { /* the sources */
    uint32_t start = y->i;
    while (y->i < text_end && !plain_comma(y, nz_in(y, y->i))) y->i++;
    if (y->i > start) nz_lay_join(y, start, y->i, T_CITE);
    if (y->i < text_end) {
      if (y->i + 1 < text_end) nz_emit_copy(y, nz_in(y, y->i));
      y->i++;
    }
  }
  y->i = end;
}

void nz_lay_label(nz_layout *y) {
  uint32_t from = y->i, end = bullet_end(y, from);
  for (uint32_t k = from; k < end; k++)
    if (nz_in(y, k)->kind == T_COLON) {
      if (k > from) nz_lay_join(y, from, k, T_NAME);
      y->i = k;
      return;
    }
}
