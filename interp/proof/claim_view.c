/* claim_view.c -- see claim_view.h. The stages of an 加算 are declarations local to it (sema/claim.c): conditions named by the
 * words of their clause, and 要件, 上限まで and tables by kind around them. */
#include "claim_view.h"

#include <string.h>

#include "view_int.h"

typedef struct walk {
  vx x;
  nz_clines lines;
  uint32_t addon, claim; /* the declaration claimed, and the row it is claimed by */
  unsigned depth;
} walk;

enum { DEEPEST = 200 };

static const char *put(walk *w, const char *list, const char *one) { return nz_vx_join(&w->x, list, "、", one); }

static const char *row_name(const walk *w, uint32_t row) {
  ir_buf b = {.a = w->x.a};
  nz_str s = w->x.c->rows.v[row].name;
  ir_buf_printf(&b, "%.*s", (int)s.n, s.p);
  return b.p ? b.p : "";
}

/* ---- what stands behind a clause ---- */

static bool once(const char *list, const char *one) { return !*one || strstr(list, one); }

/* Items of records that are blank or not given: 終了時刻が空欄（S4） */
static const char *blanks(walk *w, uint32_t step, const char *list) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (w->depth > DEEPEST) return list;
  w->depth++;
  if (n && n->op == IR_ISBLANK && p->nkids && (p->val.st == NZ_MISSING || (p->val.st == NZ_KNOWN && p->val.a))) {
    const nz_pnode *f = nz_vx_step(&w->x, nz_vx_kid(&w->x, step, 0));
    uint32_t row, field;
    if (f->cell != IR_NONE) {
      nz_cell_at(w->x.c, f->cell, &row, &field);
      ir_buf b = {.a = w->x.a};
      ir_buf_printf(&b, "%s%s（%s）", ir_text(w->x.m, w->x.m->fields.v[field].name).p, p->val.st == NZ_KNOWN ? "が空欄" : "が示されていない", row_name(w, row));
      if (!once(list, b.p)) list = put(w, list, b.p);
    }
  }
  for (uint32_t i = 0; i < p->nkids; i++) list = blanks(w, nz_vx_kid(&w->x, step, i), list);
  w->depth--;
  return list;
}

/* Is it one of the names in a list? */
static bool listed(const char *list, const char *one) {
  size_t n = strlen(one);
  for (const char *p = strstr(list, one); p; p = strstr(p + 1, one)) {
    bool begins = p == list || (p - list >= 3 && memcmp(p - 3, "、", 3) == 0), ends = !p[n] || strncmp(p + n, "、", 3) == 0;
    if (begins && ends) return true;
  }
  return false;
}

/* Of more than five names the first three: 1、2、3ほか36件 */
static const char *shortened(walk *w, const char *list) {
  size_t n = 1;
  const char *third = NULL;
  for (const char *p = strstr(list, "、"); p; p = strstr(p + 3, "、"))
    if (++n == 4) third = p;
  if (n <= 5) return list;
  ir_buf b = {.a = w->x.a};
  ir_buf_printf(&b, "%.*sほか%zu件", (int)(third - list), list, n - 3);
  return b.p;
}

/* Rows of the sets that がある and の件数 look at, certain or possible: 1、3 */
static const char *rows_of_sets(walk *w, uint32_t step, const char *list) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (n && (n->op == IR_EXISTS || n->op == IR_COUNT) && p->nkids) {
    nz_elems e = nz_vx_elements(&w->x, nz_vx_kid(&w->x, step, 0));
    for (uint32_t i = 0; i < e.n && !e.months; i++) {
      const char *name = row_name(w, (uint32_t)e.v[i]);
      if (*name && !listed(list, name)) list = put(w, list, name);
    }
    return list;
  }
  if (n && (n->op == IR_DECL || n->op == IR_WHERE)) return list;
  for (uint32_t i = 0; i < p->nkids; i++) list = rows_of_sets(w, nz_vx_kid(&w->x, step, i), list);
  return list;
}

static bool starts(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

static const char *text(walk *w, const char *before, const char *middle, const char *after) {
  ir_buf b = {.a = w->x.a};
  ir_buf_printf(&b, "%s%s%s", before, middle, after);
  return b.p;
}

static uint32_t find(walk *w, uint32_t step, ir_op op, unsigned depth) {
  const ir_node *n = nz_vx_op(&w->x, step);
  if (n && n->op == op) return step;
  for (uint32_t i = 0; depth < 8 && i < nz_vx_step(&w->x, step)->nkids; i++) {
    uint32_t f = find(w, nz_vx_kid(&w->x, step, i), op, depth + 1);
    if (f != IR_NONE) return f;
  }
  return IR_NONE;
}

/* How many before it: the left side of the comparison a limit ends in. */
static const char *times(walk *w, uint32_t step, int state, const char *rows) {
  uint32_t lt = find(w, step, IR_LT, 0);
  if (lt == IR_NONE || !nz_vx_step(&w->x, lt)->nkids) return "";
  const nz_val *used = &nz_vx_step(&w->x, nz_vx_kid(&w->x, lt, 0))->val;
  if (state == NZ_S_FAILS) return *rows ? text(w, "請求", rows, "で使った") : "もう使った";
  if (used->st != NZ_KNOWN) return *rows ? text(w, "請求", rows, "が分からない") : "ほかの請求が分からない";
  ir_buf b = {.a = w->x.a};
  ir_buf_printf(&b, "%lld回目", (long long)used->a + 1);
  return b.p;
}

static const char *detail(walk *w, uint32_t step, const char *name, int state) {
  if (starts(name, "記録")) {
    const char *missing = state == NZ_S_HOLDS ? "" : blanks(w, step, "");
    return *missing || state == NZ_S_HOLDS ? missing : "根拠記録がない";
  }
  const char *rows = "";
  for (uint32_t i = 0; i < nz_vx_step(&w->x, step)->nkids; i++) rows = rows_of_sets(w, nz_vx_kid(&w->x, step, i), rows);
  rows = shortened(w, rows);
  if (starts(name, "上限")) return times(w, step, state, rows);
  if (starts(name, "併給不可")) return state == NZ_S_FAILS && *rows ? text(w, "請求", rows, "がある") : state == NZ_S_UNKNOWN && *rows ? text(w, "請求", rows, "による") : "";
  if (starts(name, "基本報酬")) return *rows ? text(w, "請求", rows, "") : "";
  return "";
}

/* ---- what a condition that only has a name comes down to ---- */

enum { MOST_PARTS = 3 };

typedef struct parts { const char *list; uint32_t n; } parts;

static void part(walk *w, parts *l, const char *one) {
  if (!*one || listed(l->list, one)) return;
  if (l->n++ < MOST_PARTS) l->list = put(w, l->list, one);
}

/* 予定月がない、職が相談支援員職、終了時刻が空欄（S4）; of the claim itself without its row */
static const char *fact(walk *w, uint32_t step) {
  const nz_pnode *p = nz_vx_step(&w->x, step);
  ir_buf b = {.a = w->x.a};
  uint32_t row, field;
  nz_cell_at(w->x.c, p->cell, &row, &field);
  ir_phrase_name(ir_text(w->x.m, w->x.m->fields.v[field].name), &b);
  if (p->val.st == NZ_MISSING) ir_buf_printf(&b, "が示されていない");
  else if (p->val.st == NZ_KNOWN && p->val.k == IR_T_BOOL) ir_buf_printf(&b, "%s", p->val.a ? "がある" : "がない");
  else ir_buf_printf(&b, "が%s", nz_cell_text(w->x.a, w->x.c, p->cell));
  if (row != w->claim) ir_buf_printf(&b, "（%s）", row_name(w, row));
  return b.p;
}

/* The fact a leaf is about: the field itself, or one side of a comparison. */
static uint32_t fact_of(walk *w, uint32_t step) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (p->cell != IR_NONE) return step;
  if (!n || n->op < IR_LT || n->op > IR_ISBLANK) return IR_NONE;
  for (uint32_t i = 0; i < p->nkids; i++)
    if (nz_vx_step(&w->x, nz_vx_kid(&w->x, step, i))->cell != IR_NONE) return nz_vx_kid(&w->x, step, i);
  return IR_NONE;
}

/* A condition about the claim itself: of others the judgement of many claims notes no steps (M2.3). */
static bool of_claim(const walk *w, uint32_t step) {
  const nz_pnode *p = nz_vx_step(&w->x, step);
  const nz_val *row = p->nkids ? &nz_vx_step(&w->x, nz_vx_kid(&w->x, step, 0))->val : NULL;
  return w->x.m->decls.v[p->decl].kind == IR_D_CONDITION && row && row->st == NZ_KNOWN && row->k == IR_T_ROW && row->a == (int64_t)w->claim;
}

/* Leaves that are not known, or that are as they must not be; `turned`: under a でない. */
static void comes_to(walk *w, uint32_t step, bool turned, int state, parts *l) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (!n || w->depth > DEEPEST || nz_state_of(&p->val) != (turned && state != NZ_S_UNKNOWN ? NZ_S_HOLDS : state)) return;
  w->depth++;
  switch (n->op) {
  case IR_AND: case IR_OR: case IR_NOT: case IR_DECIDE: case IR_READING: case IR_OUTIS:
    for (uint32_t i = 0; i < p->nkids; i++) comes_to(w, nz_vx_kid(&w->x, step, i), turned ^ (n->op == IR_NOT), state, l);
    break;
  case IR_DECL:
    if (of_claim(w, step)) {
      for (uint32_t i = 0; i < p->nkids; i++) comes_to(w, nz_vx_kid(&w->x, step, i), turned, state, l);
      break;
    } /* fall through */
  default: {
    uint32_t f = fact_of(w, step);
    ir_buf b = {.a = w->x.a};
    if (f == IR_NONE) ir_phrase(w->x.m, p->node, &b);
    part(w, l, f != IR_NONE ? fact(w, f) : turned || !b.p ? "" : b.p); /* what stands under a でない would read as its opposite */
  }
  }
  w->depth--;
}

static const char *named_detail(walk *w, uint32_t step) {
  int state = nz_state_of(&nz_vx_step(&w->x, step)->val);
  parts l = {"", 0};
  if (state != NZ_S_FAILS && state != NZ_S_UNKNOWN) return "";
  for (uint32_t i = 0; i < nz_vx_step(&w->x, step)->nkids; i++) comes_to(w, nz_vx_kid(&w->x, step, i), false, state, &l);
  return l.n > MOST_PARTS ? text(w, l.list, "など", "") : l.list;
}

/* ---- the lines ---- */

static void add(walk *w, uint32_t step, uint32_t loc, const char *what, const char *more) {
  const ir_loc *l = &w->x.m->locs.v[loc];
  nz_cline c = {.state = nz_state_of(&nz_vx_step(&w->x, step)->val), .what = what, .detail = more, .file = ir_text(w->x.m, l->file).p, .line = l->line};
  for (uint32_t i = 0; i < w->lines.n; i++)
    if (!strcmp(w->lines.v[i].what, what) && !strcmp(w->lines.v[i].detail, more)) return;
  NZ_PUSH(w->x.a, &w->lines) = c;
}

static void collect(walk *w, uint32_t step);

static void collect_kids(walk *w, uint32_t step) {
  for (uint32_t i = 0; i < nz_vx_step(&w->x, step)->nkids; i++) collect(w, nz_vx_kid(&w->x, step, i));
}

static void collect_decl(walk *w, uint32_t step) {
  const ir_module *m = w->x.m;
  const nz_pnode *p = nz_vx_step(&w->x, step);
  const ir_decl *d = &m->decls.v[p->decl];
  const char *name = ir_text(m, d->name).p;
  uint32_t loc = p->variant != IR_NONE ? m->variants.v[p->variant].loc : d->loc;
  if (p->decl != w->addon && d->owner != w->addon) add(w, step, loc, name, of_claim(w, step) ? named_detail(w, step) : "");
  else if (d->kind == IR_D_CONDITION) add(w, step, loc, name, detail(w, step, name, nz_state_of(&p->val)));
  else collect_kids(w, step);
}

static void collect(walk *w, uint32_t step) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (!n || w->depth > DEEPEST) return;
  w->depth++;
  switch (n->op) {
  case IR_SUBJECT: case IR_PARAM: case IR_CONST: break;
  case IR_DECL: collect_decl(w, step); break;
  case IR_AND: case IR_DECIDE: collect_kids(w, step); break;
  case IR_OUTIS: collect_kids(w, step); break;
  case IR_PROV: /* the main clause; a proviso that applies says that it does not exist yet */
    if (p->nkids) collect(w, nz_vx_kid(&w->x, step, 0));
    if (p->val.st == NZ_NOVALUE && p->val.text) add(w, step, n->loc, ir_text(w->x.m, p->val.text).p, "");
    break;
  case IR_DTABLE: /* by kind: the row that is meant */
    for (uint32_t i = 0; i < p->nkids; i++) {
      const ir_node *k = nz_vx_op(&w->x, nz_vx_kid(&w->x, step, i));
      if (k && w->x.m->types.v[k->type].k == IR_T_DECISION && k->op != IR_OUTCOME) collect(w, nz_vx_kid(&w->x, step, i));
    }
    break;
  default: {
    ir_buf b = {.a = w->x.a};
    ir_phrase(w->x.m, p->node, &b);
    add(w, step, n->loc, b.p ? b.p : "", "");
  }
  }
  w->depth--;
}

/* The declaration claimed: the first 加算 on the way down. */
static uint32_t claimed(walk *w, uint32_t step, unsigned depth) {
  const ir_node *n = nz_vx_op(&w->x, step);
  const nz_pnode *p = nz_vx_step(&w->x, step);
  if (p->decl != IR_NONE && w->x.m->decls.v[p->decl].kind == IR_D_ADDON) return step;
  if (n && n->op != IR_DTABLE && n->op != IR_ASOF && n->op != IR_DECIDE) return IR_NONE;
  for (uint32_t i = p->nkids; depth < 16 && i-- > 0;) { /* results come after the conditions */
    uint32_t f = claimed(w, nz_vx_kid(&w->x, step, i), depth + 1);
    if (f != IR_NONE) return f;
  }
  return IR_NONE;
}

nz_clines nz_claim_lines(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p, uint32_t row, uint32_t *addon) {
  walk w = {.x = {.a = a, .m = m, .c = c, .p = p}, .claim = row};
  uint32_t step = claimed(&w, p->root, 0);
  *addon = IR_NONE;
  if (step == IR_NONE) return w.lines;
  *addon = w.addon = nz_vx_step(&w.x, step)->decl;
  collect_kids(&w, step);
  return w.lines;
}
