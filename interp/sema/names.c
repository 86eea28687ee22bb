/* names.c -- from a bare name to what it denotes where it stands: rows within reach, fields, declarations. */
#include "cx.h"

#include "../ir/phrase.h"

uint32_t nz_put_path(nz_cx *cx, uint8_t start, const uint32_t *field, uint32_t n) {
  for (uint32_t i = 0; i < cx->p->paths.n; i++) {
    nz_path *p = &cx->p->paths.v[i];
    if (p->start != start || p->n != n) continue;
    uint32_t k = 0;
    while (k < n && p->field[k] == field[k]) k++;
    if (k == n) return i;
  }
  nz_path p = {start, n, {0}};
  for (uint32_t k = 0; k < n; k++) p.field[k] = field[k];
  NZ_PUSH(cx->a, &cx->p->paths) = p;
  return cx->p->paths.n - 1;
}

static bool single_ref(const nz_cx *cx, const ir_field *f) { return nz_ty(cx, f->type).k == IR_T_ROW && !(f->flags & IR_F_MULTI); }

/* The fields of a ledger that lead to one row each: looked up for every name, and few. */
static const nz_refs *refs_of(nz_cx *cx, uint32_t ledger) {
  if (!cx->refs) cx->refs = NZ_NEW_N(cx->a, nz_refs, cx->m->ledgers.n);
  nz_refs *r = &cx->refs[ledger];
  const ir_ledger *l = &cx->m->ledgers.v[ledger];
  if (r->known) return r;
  r->known = true;
  for (uint32_t i = 0; i < l->fields.n; i++)
    if (single_ref(cx, &cx->m->fields.v[l->fields.first + i])) NZ_PUSH(cx->a, r) = l->fields.first + i;
  return r;
}

typedef struct search { /* one walk along references */
  nz_cx *cx;
  nz_sym name;        /* a field of this name, or 0: a row of `ledger` */
  uint32_t ledger;
  uint32_t found, field[4], n, result;
  uint32_t other[4];  /* the second way, as long as the first */
} search;

static void walk(search *s, uint32_t ledger, uint32_t *trail, uint32_t depth, uint32_t want) {
  if (depth == want) {
    uint32_t hit = s->name ? nz_scope_id(s->cx->s, NZ_NS_FIELD, ledger, s->name) : ledger == s->ledger ? ledger : IR_NONE;
    if (hit == IR_NONE) return;
    if (!s->found++) {
      s->result = hit;
      s->n = depth;
      for (uint32_t i = 0; i < depth; i++) s->field[i] = trail[i];
    } else if (s->found == 2) {
      for (uint32_t i = 0; i < depth; i++) s->other[i] = trail[i];
    }
    return;
  }
  const nz_refs *refs = refs_of(s->cx, ledger);
  for (uint32_t i = 0; i < refs->n; i++) {
    trail[depth] = refs->v[i];
    walk(s, nz_ty(s->cx, s->cx->m->fields.v[refs->v[i]].type).ref, trail, depth + 1, want);
  }
}

/* Rows in reach, nearest first: elements of enclosing sets, then the subject; directly before over references. */
static bool reach(nz_cx *cx, nz_sym name, uint32_t ledger, uint32_t *result, uint32_t *path, bool *ambiguous) {
  *ambiguous = false;
  for (uint32_t hops = 0; hops <= 2; hops++)
    for (uint32_t k = 0; k <= cx->nitems; k++) {
      bool subject = k == cx->nitems;
      uint32_t l = subject ? cx->subject : cx->items[cx->nitems - 1 - k].ledger;
      if (l == IR_NONE || (!subject && cx->items[cx->nitems - 1 - k].month)) continue;
      search s = {cx, name, ledger, 0, {0}, 0, 0, {0}};
      uint32_t trail[4] = {0};
      walk(&s, l, trail, 0, hops);
      if (!s.found) continue;
      if (s.found > 1) cx->ways = (nz_ways){l, s.n, {0}, {0}};
      for (uint32_t i = 0; s.found > 1 && i < s.n; i++) cx->ways.one[i] = s.field[i], cx->ways.two[i] = s.other[i];
      *ambiguous = s.found > 1;
      *result = s.result;
      *path = nz_put_path(cx, subject ? NZ_ROW_SUBJECT : (uint8_t)(NZ_ROW_ITEM0 + k), s.field, s.n);
      return true;
    }
  return false;
}

/* この請求の相手 */
static void say_way(nz_cx *cx, nz_diag *g, int arg, const uint32_t *field) {
  ir_buf b = {cx->a, NULL, 0, 0};
  ir_buf_printf(&b, "この");
  ir_phrase_name(ir_text(cx->m, cx->m->ledgers.v[cx->ways.ledger].name), &b);
  for (uint32_t i = 0; i < cx->ways.n; i++) {
    ir_buf_printf(&b, "の");
    ir_phrase_name(ir_text(cx->m, cx->m->fields.v[field[i]].name), &b);
  }
  nz_arg(&cx->p->diags, g, arg, b.p, b.n);
}

/* The two ways that the last search found: この請求の相手, この請求の紹介元 */
void nz_say_ways(nz_cx *cx, nz_diag *g) {
  say_way(cx, g, 1, cx->ways.one);
  say_way(cx, g, 2, cx->ways.two);
}

bool nz_find_field(nz_cx *cx, nz_sym name, uint32_t *field, uint32_t *path, bool *ambiguous) {
  return reach(cx, name, IR_NONE, field, path, ambiguous);
}

bool nz_resolve_path(nz_cx *cx, uint32_t ledger, uint32_t *path, nz_span at, bool quiet) {
  uint32_t got;
  bool amb;
  *path = 0;
  if (reach(cx, 0, ledger, &got, path, &amb)) {
    if (amb && !quiet) nz_say_ways(cx, nz_say_s(cx, NZ_M_AMBIGUOUS_ROW, at, ir_text(cx->m, cx->m->ledgers.v[ledger].name).p, NULL));
    return true;
  }
  if (!quiet) nz_say_s(cx, NZ_M_NO_ROW_IN_REACH, at, ir_text(cx->m, cx->m->ledgers.v[ledger].name).p, NULL);
  return false;
}
