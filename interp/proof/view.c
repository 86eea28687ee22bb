/* view.c -- the shown tree of a proof. See view.h and view_int.h */
#include "view_int.h"

#include <string.h>

#include "../ir/date.h"

enum { MAX_DEPTH = 1000 }; /* far above what the checker lets rules nest; a proof read from elsewhere may be deeper */

static void merge_decl(vx *x, uint32_t line, uint32_t step);

uint32_t nz_vx_line(vx *x, uint32_t step, uint32_t loc) {
  nz_vline *s = &NZ_PUSH(x->a, &x->v->nodes);
  *s = (nz_vline){.state = nz_state_of(&nz_vx_step(x, step)->val), .label = "", .actual = "", .need = "", .distance = "", .cite = "", .note = "", .file = "", .step = step};
  if (loc && loc < x->m->locs.n) {
    const ir_loc *l = &x->m->locs.v[loc];
    s->file = ir_text(x->m, l->file).p;
    s->line = l->line;
  }
  return x->v->nodes.n - 1;
}

void nz_vx_under(vx *x, uint32_t parent, uint32_t line) { NZ_PUSH(x->a, &nz_vx_at(x, parent)->kids) = line; }

static uint32_t add(vx *x, uint32_t step, uint32_t parent) {
  const ir_node *n = nz_vx_op(x, step);
  uint32_t line = nz_vx_line(x, step, n ? n->loc : 0);
  nz_vx_under(x, parent, line);
  return line;
}

static const char *text(vx *x, ir_str s) { return ir_text(x->m, s).p; }

typedef void phrase_fn(const ir_module *, uint32_t, ir_buf *);
static const char *phrase(vx *x, phrase_fn *f, uint32_t step) {
  ir_buf b = {.a = x->a};
  if (nz_vx_step(x, step)->node != IR_NONE) f(x->m, nz_vx_step(x, step)->node, &b);
  return b.p ? b.p : "";
}

const char *nz_vx_join(vx *x, const char *p, const char *sep, const char *q) {
  if (!*p) return q;
  if (!*q) return p;
  ir_buf b = {.a = x->a};
  ir_buf_printf(&b, "%s%s%s", p, sep, q);
  return b.p;
}

static const char *value(vx *x, uint32_t step) {
  const ir_node *n = nz_vx_op(x, step);
  const nz_val *v = &nz_vx_step(x, step)->val;
  if (n && n->op == IR_FIELD && v->st == NZ_KNOWN && v->k == IR_T_BOOL) return v->a ? "ある" : "ない";
  if (n) return nz_value_text(x->a, x->m, x->c, n->type, v);
  const ir_decl *d = &x->m->decls.v[nz_vx_step(x, step)->decl];
  return d->outputs.n ? nz_value_text(x->a, x->m, x->c, x->m->outputs.v[d->outputs.first].type, v) : "";
}

static bool is_comparison(const ir_node *n) {
  switch (n->op) {
  case IR_LT: case IR_LE: case IR_GT: case IR_GE: case IR_EQ: case IR_NE: case IR_IN: case IR_ISBLANK: case IR_CONTAINS: return true;
  case IR_AND: return (n->flags & IR_NF_RANGE) != 0;
  default: return false;
  }
}

static const char *presumed_note(const nz_pnode *p) { return p->presumed ? "推定" : ""; }

/* ---- operands: the facts and definitions behind a value ---- */

static void emit_fact(vx *x, uint32_t step, uint32_t parent) {
  uint32_t line = add(x, step, parent);
  const ir_node *n = nz_vx_op(x, step);
  nz_vx_at(x, line)->label = nz_vx_step(x, step)->cell != IR_NONE ? nz_cell_label(x->a, x->c, nz_vx_step(x, step)->cell) : text(x, x->m->fields.v[n->ref].name);
  nz_vx_at(x, line)->actual = value(x, step);
  nz_vx_at(x, line)->note = presumed_note(nz_vx_step(x, step));
  if (x->m->types.v[n->type].k == IR_T_BOOL) nz_vx_at(x, line)->need = "ある";
  if (nz_vx_step(x, step)->nkids) nz_vx_emit(x, nz_vx_kid(x, step, 0), line); /* how its row was reached */
}

/* Below a line that already names this operand and its value. */
static void emit_below(vx *x, uint32_t step, uint32_t parent) {
  const ir_node *n = nz_vx_op(x, step);
  if (n && n->op == IR_DECL) merge_decl(x, parent, step);
  else if (n && n->op == IR_FIELD) {
    if (nz_vx_step(x, step)->presumed) nz_vx_at(x, parent)->note = "推定";
    if (nz_vx_step(x, step)->nkids) nz_vx_emit(x, nz_vx_kid(x, step, 0), parent);
  } else nz_vx_emit(x, step, parent);
}

static const nz_pnode *operand(const vx *x, uint32_t step, uint32_t i) { return i < nz_vx_step(x, step)->nkids ? nz_vx_step(x, nz_vx_kid(x, step, i)) : NULL; }

/* Does a value rest on facts that never change, and on nothing else? */
static bool is_fixed(vx *x, uint32_t step) {
  const ir_node *n = nz_vx_op(x, step);
  if (n && n->op == IR_FIELD) return (x->m->fields.v[n->ref].flags & IR_F_CONST) != 0;
  bool any = false;
  if (x->depth >= MAX_DEPTH) return false;
  x->depth++;
  bool fixed = true;
  for (uint32_t i = 0; i < nz_vx_step(x, step)->nkids && fixed; i++) {
    const ir_node *k = nz_vx_op(x, nz_vx_kid(x, step, i));
    if (k && k->op < IR_FIELD) continue; /* constants, 基準日, rows */
    any = true;
    fixed = is_fixed(x, nz_vx_kid(x, step, i));
  }
  x->depth--;
  return any && fixed;
}

static const char *distance_of(vx *x, uint32_t step) {
  const ir_node *n = nz_vx_op(x, step);
  const nz_val *v = &nz_vx_step(x, step)->val;
  if (v->st != NZ_KNOWN || v->a) return "";
  const nz_pnode *l = operand(x, step, 0), *r = operand(x, step, 1);
  if (!l || !r || l->node == IR_NONE) return "";
  if (n->op == IR_AND) { /* 以上…未満: the end that fails */
    const char *d = distance_of(x, nz_vx_kid(x, step, 0));
    return *d ? d : distance_of(x, nz_vx_kid(x, step, 1));
  }
  const char *d = nz_distance(x->a, x->m, (ir_op)n->op, ir_at(x->m, l->node)->type, &l->val, &r->val);
  return *d && !nz_ahead(d) && is_fixed(x, nz_vx_kid(x, step, 0)) ? "" : d; /* a birthday will not move */
}

/* What the requirement is about: the left side of a comparison. */
static uint32_t subject_step(const vx *x, uint32_t step) {
  const ir_node *n = nz_vx_op(x, step);
  if (n->op == IR_AND && nz_vx_step(x, step)->nkids) return subject_step(x, nz_vx_kid(x, step, 0));
  return nz_vx_step(x, step)->nkids ? nz_vx_kid(x, step, 0) : step;
}

static void comparison(vx *x, uint32_t line, uint32_t step, bool named) {
  uint32_t s = subject_step(x, step);
  const char *who = phrase(x, ir_phrase_subject, step), *got = s == step ? "" : value(x, s);
  if (named) nz_vx_at(x, line)->actual = nz_vx_join(x, who, " ", got);
  else {
    nz_vx_at(x, line)->label = who;
    nz_vx_at(x, line)->actual = got;
  }
  nz_vx_at(x, line)->need = phrase(x, ir_phrase_need, step);
  nz_vx_at(x, line)->distance = distance_of(x, step);
  if (s != step) emit_below(x, s, line);
  const ir_node *n = nz_vx_op(x, step);
  for (uint32_t i = 0; i < nz_vx_step(x, step)->nkids; i++) {
    uint32_t k = nz_vx_kid(x, step, i);
    if (n->op == IR_AND) { /* the bounds of the range; its subject was shown above */
      for (uint32_t j = 1; j < nz_vx_step(x, k)->nkids; j++) nz_vx_emit(x, nz_vx_kid(x, k, j), line);
    } else if (k != s) nz_vx_emit(x, k, line);
  }
}

/* Is `one` an item of a list with 、? */
static bool listed(const char *list, const char *one) {
  size_t n = strlen(one), sep = strlen("、");
  for (const char *p = list; n && (p = strstr(p, one)) != NULL; p += n) {
    bool begins = p == list || ((size_t)(p - list) >= sep && memcmp(p - sep, "、", sep) == 0);
    if (begins && (!p[n] || strncmp(p + n, "、", sep) == 0)) return true;
  }
  return false;
}

void nz_vx_cites(vx *x, uint32_t line, ir_range cites) {
  for (uint32_t i = 0; i < cites.n; i++) {
    const char *one = nz_cites_text(x->a, x->m, (ir_range){cites.first + i, 1});
    if (!listed(nz_vx_at(x, line)->cite, one)) nz_vx_at(x, line)->cite = nz_vx_join(x, nz_vx_at(x, line)->cite, "、", one);
  }
}

void nz_vx_note(vx *x, uint32_t line, const char *note) { nz_vx_at(x, line)->note = nz_vx_join(x, nz_vx_at(x, line)->note, "\n", note); }

void nz_vx_notes(vx *x, uint32_t line, ir_range notes) {
  for (uint32_t i = 0; i < notes.n; i++) nz_vx_note(x, line, text(x, x->m->pool.v[notes.first + i]));
}

static void emit_all(vx *x, uint32_t step, uint32_t parent) {
  for (uint32_t i = 0; i < nz_vx_step(x, step)->nkids; i++) nz_vx_emit(x, nz_vx_kid(x, step, i), parent);
}

/* ---- provisos ---- */

/* `proviso` false: the …とき of a rule's main clause, which the IR writes as a proviso on 対象外. */
/* ends in a verb: …がないとき, but 児童のとき */
static bool is_sentence(const char *s) {
  static const char *const ends[] = {"である", "でない", "がある", "がない", "を含む", "を満たす", "を超える"};
  size_t n = strlen(s);
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (n >= strlen(ends[i]) && strcmp(s + n - strlen(ends[i]), ends[i]) == 0) return true;
  return false;
}

static void emit_proviso(vx *x, uint32_t step, uint32_t parent, bool proviso) {
  const nz_pnode *p = nz_vx_step(x, step);
  if (!p->nkids) return;
  uint32_t when = nz_vx_kid(x, step, 0), line = add(x, step, parent);
  int holds = nz_state_of(&nz_vx_step(x, when)->val);
  const ir_node *result = ir_at(x->m, ir_arg(x->m, nz_vx_op(x, step), 1));
  bool favours = result->op == IR_OUTCOME ? result->imm == NZ_OUT_ALLOW || result->imm == NZ_OUT_VALUE : result->op == IR_WITHDRAW;
  nz_vx_at(x, line)->label = phrase(x, ir_phrase, when);
  if (proviso) {
    ir_buf b = {.a = x->a};
    const char *said = nz_vx_at(x, line)->label;
    ir_buf_printf(&b, "ただし %s%s ", said, is_sentence(said) ? "とき" : "のとき");
    if (result->op == IR_OUTCOME && !result->args.n && result->imm != NZ_OUT_REFER) ir_buf_printf(&b, "%s", nz_value_text(x->a, x->m, x->c, 0, &(nz_val){.st = NZ_KNOWN, .k = IR_T_DECISION, .a = result->imm}));
    else ir_phrase(x->m, ir_arg(x->m, nz_vx_op(x, step), 1), &b);
    nz_vx_at(x, line)->label = b.p;
  }
  nz_vx_at(x, line)->actual = holds == NZ_S_HOLDS ? "当たる" : holds == NZ_S_FAILS ? "当たらない" : "？";
  /* ✓ when it is well for the person: it applies and allows, or does not apply and would have refused */
  nz_vx_at(x, line)->state = holds == NZ_S_HOLDS || holds == NZ_S_FAILS ? ((holds == NZ_S_HOLDS) == favours ? NZ_S_HOLDS : NZ_S_FAILS) : holds;
  if (result->op == IR_OUTCOME && result->imm == NZ_OUT_REFER && holds == NZ_S_HOLDS) nz_vx_at(x, line)->state = NZ_S_REFER;
  const ir_node *n = nz_vx_op(x, when);
  if (n && is_comparison(n)) comparison(x, line, when, true);
  else if (n && n->op == IR_DECL) merge_decl(x, line, when);
  else if (n && (n->op == IR_AND || n->op == IR_OR)) emit_all(x, when, line); /* its words say which */
  else nz_vx_merge(x, line, when);
  for (uint32_t i = 1; i < p->nkids; i++) nz_vx_emit(x, nz_vx_kid(x, step, i), line);
}

static bool main_when(const vx *x, uint32_t step) {
  const ir_node *main = ir_at(x->m, ir_arg(x->m, nz_vx_op(x, step), 0));
  return main->op == IR_OUTCOME && main->imm == NZ_OUT_NA && !main->ref;
}

/* ---- the two moves ---- */

static uint32_t body_of(const vx *x, uint32_t step) {
  const nz_pnode *p = nz_vx_step(x, step);
  if (p->variant == IR_NONE) return IR_NONE;
  const ir_variant *v = &x->m->variants.v[p->variant];
  for (uint32_t i = p->nkids; i-- > 0;) {
    uint32_t k = nz_vx_kid(x, step, i), node = nz_vx_step(x, k)->node;
    if (node == v->body) return k;
    for (uint32_t j = 0; j < v->bodies.n; j++)
      if (x->m->args.v[v->bodies.first + j] == node) return k;
  }
  return IR_NONE;
}

/* Do two steps show the same, down to the facts? */
static bool same_steps(const vx *x, uint32_t a, uint32_t b, uint32_t depth) {
  const nz_pnode *p = nz_vx_step(x, a), *q = nz_vx_step(x, b);
  const ir_node *n = nz_vx_op(x, a), *k = nz_vx_op(x, b);
  if (a == b) return true;
  if (!depth || !n || !k || n->op != k->op || p->nkids != q->nkids || p->cell != q->cell || p->date != q->date || p->variant != q->variant) return false;
  if (n->op == IR_SUBJECT) return nz_same_answer(&p->val, &q->val); /* every use has a node of its own */
  if (n->op == IR_DECL ? n->ref != k->ref || n->imm != k->imm : p->node != q->node) return false;
  if (!nz_same_answer(&p->val, &q->val)) return false;
  for (uint32_t i = 0; i < p->nkids; i++)
    if (!same_steps(x, nz_vx_kid(x, a, i), nz_vx_kid(x, b, i), depth - 1)) return false;
  return true;
}

/* The line of a declaration shown already that this step would repeat, + 1. */
static uint32_t shown_before(vx *x, uint32_t step) {
  enum { ALIKE = 64, DEEP = 64 };
  if (x->decl_line[step]) return x->decl_line[step];
  for (uint32_t i = 0; i < x->shown.n && i < ALIKE; i++)
    if (nz_vx_step(x, x->shown.v[i])->decl == nz_vx_step(x, step)->decl && same_steps(x, x->shown.v[i], step, DEEP)) return x->decl_line[x->shown.v[i]];
  NZ_PUSH(x->a, &x->shown) = step;
  return 0;
}

static void emit_decl(vx *x, uint32_t step, uint32_t parent) {
  uint32_t before = parent == IR_NONE ? 0 : shown_before(x, step);
  if (before) {
    nz_vx_under(x, parent, before - 1);
    return;
  }
  const nz_pnode *p = nz_vx_step(x, step);
  const ir_decl *d = &x->m->decls.v[p->decl];
  uint32_t loc = p->variant != IR_NONE ? x->m->variants.v[p->variant].loc : d->loc, line = nz_vx_line(x, step, loc);
  if (parent != IR_NONE) nz_vx_under(x, parent, line);
  x->decl_line[step] = line + 1;
  const char *name = phrase(x, ir_phrase, step);
  nz_vx_at(x, line)->label = *name ? name : text(x, d->name);
  if (p->variant != IR_NONE) nz_vx_cites(x, line, x->m->variants.v[p->variant].cites);
  int s = nz_vx_at(x, line)->state;
  if (s == NZ_S_VALUE || s == NZ_S_NA || s == NZ_S_REFER || s == NZ_S_FAULT) nz_vx_at(x, line)->actual = value(x, step);
  if (p->variant != IR_NONE) {
    const ir_variant *v = &x->m->variants.v[p->variant];
    nz_vx_notes(x, line, v->notes);
    if (v->confirmed != IR_DATE_MAX && p->date > v->confirmed)
      nz_vx_note(x, line, nz_vx_join(x, "最後に確認した改定: ", "", nz_day_or_month(x->a, x->m, v->confirmed)));
  }
  merge_decl(x, line, step);
}

/* The body of a declaration through a line that has its name. */
static void merge_decl(vx *x, uint32_t line, uint32_t step) {
  if (x->depth >= MAX_DEPTH) return;
  x->depth++;
  uint32_t body = body_of(x, step);
  for (uint32_t i = 0; i < nz_vx_step(x, step)->nkids; i++) {
    uint32_t k = nz_vx_kid(x, step, i);
    if (k == body) nz_vx_merge(x, line, k);
    else nz_vx_emit(x, k, line);
  }
  x->depth--;
}

void nz_vx_merge(vx *x, uint32_t line, uint32_t step) {
  if (x->depth >= MAX_DEPTH) return;
  x->depth++;
  const ir_node *n = nz_vx_op(x, step);
  const nz_pnode *p = nz_vx_step(x, step);
  if (!n || n->op == IR_DECL) {
    emit_decl(x, step, line); /* it has a name of its own */
  } else if (is_comparison(n)) {
    comparison(x, line, step, true);
  } else {
    switch (n->op) {
    case IR_AND: case IR_OR: case IR_ATLEAST: {
      ir_buf b = {.a = x->a};
      if (n->op == IR_ATLEAST) ir_buf_printf(&b, "次のうち%lldつ以上", (long long)n->imm);
      const char *how = n->op == IR_AND ? "次のすべて" : n->op == IR_OR ? "次のいずれか" : b.p;
      nz_vx_at(x, line)->need = nz_vx_join(x, nz_vx_at(x, line)->need, " ", how);
      emit_all(x, step, line);
      break;
    }
    case IR_DECIDE: case IR_FLOOR: case IR_CEIL: case IR_RESCALE: nz_vx_merge(x, line, nz_vx_kid(x, step, 0)); break;
    case IR_READING: {
      const ir_reading *r = &x->m->readings.v[n->ref];
      for (uint32_t i = 0; i < p->nkids; i++) {
        uint32_t k = nz_vx_kid(x, step, i), choice = 0;
        while (choice < n->args.n && ir_arg(x->m, n, choice) != nz_vx_step(x, k)->node) choice++;
        if (choice < r->choices.n) {
          const ir_choice *ch = &x->m->choices.v[r->choices.first + choice];
          ir_buf b = {.a = x->a};
          ir_buf_printf(&b, "解釈「%s」は%s", text(x, r->name), text(x, ch->name));
          nz_vx_note(x, line, b.p);
          nz_vx_cites(x, line, ch->cites);
        }
        nz_vx_merge(x, line, k);
      }
      break;
    }
    case IR_MATRIX: nz_vx_matrix(x, line, step); break;
    case IR_DTABLE: nz_vx_dtable(x, line, step); break;
    case IR_PROV:
      for (uint32_t i = 0; i < p->nkids; i++) {
        const ir_node *k = nz_vx_op(x, nz_vx_kid(x, step, i));
        if (k && k->op == IR_PROVITEM) emit_proviso(x, nz_vx_kid(x, step, i), line, !(i == 1 && main_when(x, step)));
        else nz_vx_merge(x, line, nz_vx_kid(x, step, i));
      }
      break;
    case IR_ADD: case IR_SUB: case IR_MUL: case IR_DIV: case IR_MIN: case IR_MAX: case IR_AGE: case IR_REACH: case IR_MONTHOF:
    case IR_YEARSTART: case IR_FIRSTDAY: case IR_LASTDAY: case IR_ADDMONTHS: case IR_ADDDAYS: case IR_MONTHDIFF: case IR_DAYDIFF: case IR_DAYOF:
    case IR_PSTART: case IR_PEND: case IR_OUTCOME: case IR_ASOF: emit_all(x, step, line); break;
    default: nz_vx_emit(x, step, line); break;
    }
  }
  x->depth--;
}

/* ---- sets ---- */

static void emit_where(vx *x, uint32_t step, uint32_t parent, bool open_only) {
  const ir_node *n = nz_vx_op(x, step);
  const nz_pnode *p = nz_vx_step(x, step);
  if (!p->nkids) return;
  nz_elems of = nz_vx_elements(x, nz_vx_kid(x, step, 0));
  uint32_t first = n->args.n - 1;
  nz_vx_emit(x, nz_vx_kid(x, step, 0), parent);
  for (uint32_t i = 0; first + i < p->nkids; i++) {
    uint32_t k = nz_vx_kid(x, step, first + i);
    int state = nz_state_of(&nz_vx_step(x, k)->val);
    if (state == NZ_S_FAILS || (open_only && state == NZ_S_HOLDS)) continue;
    uint32_t line = add(x, k, parent);
    nz_vx_at(x, line)->label = nz_vx_element_name(x, &of, i);
    nz_vx_merge(x, line, k);
  }
}

/* がある, の件数, の合計 … : the rows that count, with what each adds. */
static void emit_aggregate(vx *x, uint32_t step, uint32_t parent) {
  const ir_node *n = nz_vx_op(x, step);
  const nz_pnode *p = nz_vx_step(x, step);
  uint32_t line = add(x, step, parent);
  nz_vx_at(x, line)->label = phrase(x, n->op == IR_EXISTS ? ir_phrase_subject : ir_phrase, step);
  nz_vx_at(x, line)->actual = value(x, step);
  if (n->op == IR_EXISTS) {
    if (p->val.st == NZ_KNOWN) nz_vx_at(x, line)->actual = p->val.a ? "ある" : "ない";
    nz_vx_at(x, line)->need = "ある";
  }
  if (!p->nkids) return;
  uint32_t set = nz_vx_kid(x, step, 0);
  bool each = n->op != IR_EXISTS && n->op != IR_COUNT && n->op != IR_RANK;
  const ir_node *sn = nz_vx_op(x, set);
  if (sn && sn->op == IR_WHERE) emit_where(x, set, line, each);
  else nz_vx_emit(x, set, line);
  nz_elems e = nz_vx_elements(x, set);
  for (uint32_t i = 1; i < p->nkids; i++) {
    uint32_t k = nz_vx_kid(x, step, i);
    if (!each) {
      nz_vx_emit(x, k, line);
      continue;
    }
    uint32_t one = add(x, k, line);
    nz_vx_at(x, one)->label = nz_vx_element_name(x, &e, i - 1);
    nz_vx_at(x, one)->actual = value(x, k);
    emit_below(x, k, one);
  }
}

static void emit_negation(vx *x, uint32_t step, uint32_t parent) {
  uint32_t line = add(x, step, parent);
  nz_vx_at(x, line)->label = phrase(x, ir_phrase, step);
  if (!nz_vx_step(x, step)->nkids) return;
  uint32_t k = nz_vx_kid(x, step, 0);
  const ir_node *n = nz_vx_op(x, k);
  if (n && n->op == IR_FIELD) {
    nz_vx_at(x, line)->label = nz_vx_step(x, k)->cell != IR_NONE ? nz_cell_label(x->a, x->c, nz_vx_step(x, k)->cell) : text(x, x->m->fields.v[n->ref].name);
    nz_vx_at(x, line)->actual = value(x, k);
    nz_vx_at(x, line)->need = "ない";
    nz_vx_at(x, line)->note = presumed_note(nz_vx_step(x, k));
  } else nz_vx_merge(x, line, k);
}

static bool is_plain_outcome(const vx *x, uint32_t node) {
  const ir_node *n = ir_at(x->m, node);
  return n->op == IR_OUTCOME && !n->args.n;
}

void nz_vx_emit(vx *x, uint32_t step, uint32_t parent) {
  if (x->depth >= MAX_DEPTH) return;
  x->depth++;
  const ir_node *n = nz_vx_op(x, step);
  if (!n || n->op == IR_DECL) emit_decl(x, step, parent);
  else if (is_comparison(n)) comparison(x, add(x, step, parent), step, false);
  else {
    uint32_t line;
    switch (n->op) {
    case IR_CONST: case IR_TODAY: case IR_SUBJECT: case IR_ITEM: case IR_PARAM: case IR_WITHDRAW: case IR_ROWS: break;
    case IR_FIELD: emit_fact(x, step, parent); break;
    case IR_NOT: emit_negation(x, step, parent); break;
    case IR_PROVITEM: emit_proviso(x, step, parent, true); break;
    case IR_DECIDE: emit_all(x, step, parent); break;
    case IR_OUTIS:
      line = add(x, step, parent);
      nz_vx_at(x, line)->label = phrase(x, ir_phrase_subject, step);
      nz_vx_at(x, line)->need = phrase(x, ir_phrase_need, step);
      if (nz_vx_step(x, step)->nkids) {
        nz_vx_at(x, line)->actual = value(x, nz_vx_kid(x, step, 0));
        nz_vx_emit(x, nz_vx_kid(x, step, 0), line);
      }
      break;
    case IR_MARK:
      if (is_plain_outcome(x, ir_arg(x->m, n, 0))) break; /* ○, ×: the table's own line says it */
      line = add(x, step, parent);
      nz_vx_at(x, line)->label = text(x, (ir_str)n->ref);
      for (uint32_t i = 0; i < nz_vx_step(x, step)->nkids; i++) nz_vx_merge(x, line, nz_vx_kid(x, step, i));
      break;
    case IR_READING: case IR_MATRIX: case IR_DTABLE: case IR_PROV: case IR_AND: case IR_OR: case IR_ATLEAST:
      line = add(x, step, parent);
      nz_vx_merge(x, line, step);
      if (!*nz_vx_at(x, line)->label) {
        nz_vx_at(x, line)->label = nz_vx_at(x, line)->need;
        nz_vx_at(x, line)->need = "";
      }
      break;
    case IR_EXISTS: case IR_COUNT: case IR_DISTINCT: case IR_SUM: case IR_LARGEST: case IR_SMALLEST: case IR_MEAN: case IR_RANK:
      emit_aggregate(x, step, parent);
      break;
    case IR_COLALL:
      line = add(x, step, parent);
      nz_vx_at(x, line)->label = phrase(x, ir_phrase, step);
      emit_all(x, step, line);
      break;
    case IR_WHERE: emit_where(x, step, parent, false); break;
    default: emit_all(x, step, parent); break;
    }
  }
  x->depth--;
}

nz_view *nz_view_build(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p) {
  vx x = {.a = a, .m = m, .c = c, .p = p, .v = NZ_NEW(a, nz_view)};
  x.decl_line = NZ_NEW_N(a, uint32_t, p->nodes.n);
  const ir_node *n = nz_vx_op(&x, p->root);
  if (!n || n->op == IR_DECL) {
    emit_decl(&x, p->root, IR_NONE);
    x.v->root = 0;
  } else {
    x.v->root = nz_vx_line(&x, p->root, n->loc);
    nz_vx_merge(&x, x.v->root, p->root);
  }
  return x.v;
}
