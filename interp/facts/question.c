/* question.c -- reads questions; see question.h */
#include "question.h"

#include <string.h>

#include "../../grammar/nearest.h"
#include "../ir/phrase.h"
#include "node.h"

typedef struct asker {
  nz_arena *a;
  const ir_module *m;
  nz_diags *d;
  const nz_intern *names;
  const nz_case *c;
  nz_questions *out;
} asker;

static bool same(nz_str a, nz_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static nz_where place(nz_span at, nz_str name) { return (nz_where){at, name, {"", 0}, 0, 0}; }
static nz_str name_of(const asker *k, const nz_node *n) { return nz_intern_get(k->names, n->name); }
static nz_str decl_name(const asker *k, uint32_t decl) { return ir_text(k->m, k->m->decls.v[decl].name); }
static const ir_param *param(const asker *k, uint32_t decl, uint32_t i) { return &k->m->params.v[k->m->decls.v[decl].params.first + i]; }
static const ir_type *param_type(const asker *k, uint32_t decl, uint32_t i) { return &k->m->types.v[param(k, decl, i)->type]; }

static nz_diag *say(asker *k, nz_msg id, nz_span at, nz_str first) {
  nz_where w = place(at, first);
  return nz_say_at(k->d, id, &w);
}

/* ---- names ---- */

static bool is_set(const ir_module *m, const ir_decl *d) { return d->outputs.n && m->types.v[m->outputs.v[d->outputs.first].type].k == IR_T_SET; }

bool nz_can_be_asked(const ir_module *m, const ir_decl *d) {
  if (is_set(m, d)) return false; /* rows or months: something about them is asked, not they */
  if (d->kind != IR_D_ADDON) return true;
  return d->variants.n && m->variants.v[d->variants.first].body != IR_NONE; /* without a ledger of claims an 加算 has none */
}

/* The declaration that judges the rows of a ledger has the ledger's name. */
static bool judges_rows(const ir_module *m, const ir_decl *d) { return d->subject != IR_NONE && d->owner == IR_NONE && d->name == m->ledgers.v[d->subject].name; }

bool nz_asks_claim(const ir_module *m, const nz_question *q) { return judges_rows(m, &m->decls.v[q->decl]); }

uint32_t nz_claims_decl(const ir_module *m) {
  for (uint32_t i = 0; i < m->decls.n; i++)
    if (judges_rows(m, &m->decls.v[i])) return i;
  return IR_NONE;
}

/* A table whose first axis must be said: its row keys can stand for its rows. */
static bool has_rows(const asker *k, uint32_t decl) {
  const ir_decl *d = &k->m->decls.v[decl];
  return (d->kind == IR_D_TABLE || d->kind == IR_D_FEE) && d->owner == IR_NONE && d->params.n > 0 && param_type(k, decl, 0)->k == IR_T_ENUM &&
         param(k, decl, 0)->dflt == IR_NONE;
}

static uint32_t find_decl(const asker *k, nz_str s) {
  uint32_t id = ir_find_decl(k->m, s.p, s.n);
  if (id != IR_NONE) return id;
  s = nz_dealiased(k->m, s);
  return ir_find_decl(k->m, s.p, s.n);
}

static void unknown(asker *k, nz_span at, nz_str typed) {
  nz_near near = {0};
  nz_str best = {"", 0};
  for (uint32_t i = 0; i < k->m->decls.n; i++) {
    if (k->m->decls.v[i].owner != IR_NONE) continue;
    unsigned before = near.found ? near.cost : UINT32_MAX;
    nz_str s = decl_name(k, i);
    nz_near_try(&near, typed.p, typed.n, s.p, s.n, 0);
    if (near.found && near.cost < before) best = s;
    if (!has_rows(k, i)) continue;
    ir_range vs = k->m->enums.v[param_type(k, i, 0)->ref].values;
    for (uint32_t v = vs.first; v < vs.first + vs.n; v++) {
      before = near.found ? near.cost : UINT32_MAX;
      s = ir_text(k->m, k->m->values.v[v].name);
      nz_near_try(&near, typed.p, typed.n, s.p, s.n, 0);
      if (near.found && near.cost < before) best = s;
    }
  }
  nz_diag *g = say(k, NZ_M_QUESTION_UNKNOWN, at, typed);
  nz_arg_str(k->d, g, 1, best);
  if (best.n && at.file != NZ_NO_FILE && at.hi > at.lo) {
    ir_buf b = {k->a, NULL, 0, 0};
    ir_phrase_name(best, &b);
    nz_fix(k->d, g, at, b.p, b.n);
  }
}

/* 重度訪問介護 alone: the row of the one table that has it. 1 found, 0 none, −1 after a message. */
static int row_key(asker *k, const nz_node *n, nz_str s, nz_question *q) {
  uint32_t table = IR_NONE, value = IR_NONE;
  for (uint32_t i = 0; i < k->m->decls.n; i++) {
    if (!has_rows(k, i)) continue;
    uint32_t v = ir_find_value(k->m, param_type(k, i, 0)->ref, s.p, s.n);
    if (v == IR_NONE) continue;
    if (table != IR_NONE) {
      nz_diag *g = say(k, NZ_M_QUESTION_SHORT, n->at, s);
      nz_arg_str(k->d, g, 1, decl_name(k, table));
      nz_arg_str(k->d, g, 2, decl_name(k, i));
      return -1;
    }
    table = i;
    value = v;
  }
  if (table == IR_NONE) return 0;
  q->decl = table;
  q->nargs = k->m->decls.v[table].params.n;
  q->args[0] = value;
  q->has[0] = true;
  return 1;
}

/* ---- arguments ---- */

static bool fits(const asker *k, uint32_t type, const nz_node *n) {
  const ir_type *t = &k->m->types.v[type];
  nz_str s = nz_node_text(k->a, k->names, n);
  if (t->k == IR_T_ENUM) return s.n && ir_find_value(k->m, t->ref, s.p, s.n) != IR_NONE;
  if (t->k == IR_T_MONTH) return n->kind == NZ_T_DATE && n->op == NZ_DP_MONTH;
  if (t->k == IR_T_DATE) return n->kind == NZ_T_DATE && n->op == NZ_DP_DAY;
  if (t->k == IR_T_QTY || t->k == IR_T_RATIO) return n->kind == NZ_T_QTY || n->kind == NZ_T_DIV;
  return true;
}

static void not_an_argument(asker *k, uint32_t decl, uint32_t i, const nz_node *n, nz_str s) {
  const ir_type *t = param_type(k, decl, i);
  nz_diag *g = say(k, NZ_M_QUESTION_ARGUMENT, n->at, s);
  ir_buf b = {k->a, NULL, 0, 0};
  ir_phrase_type(k->m, param(k, decl, i)->type, &b);
  nz_arg_str(k->d, g, 1, decl_name(k, decl));
  nz_arg_buf(k->d, g, 2, &b);
  nz_str near = t->k == IR_T_ENUM ? nz_near_value(k->m, t->ref, s) : (nz_str){"", 0};
  nz_arg_str(k->d, g, 3, near);
  if (near.n && n->at.file != NZ_NO_FILE && n->at.hi > n->at.lo) {
    ir_buf f = {k->a, NULL, 0, 0};
    ir_phrase_name(near, &f);
    nz_fix(k->d, g, n->at, f.p, f.n);
  }
}

static bool argument(asker *k, nz_question *q, uint32_t i, const nz_node *n) {
  const ir_type *t = param_type(k, q->decl, i);
  nz_str s = nz_node_text(k->a, k->names, n);
  int64_t v2;
  q->has[i] = true;
  if (t->k == IR_T_ENUM) {
    uint32_t v = s.n ? ir_find_value(k->m, t->ref, s.p, s.n) : IR_NONE;
    q->args[i] = v;
    if (v == IR_NONE) not_an_argument(k, q->decl, i, n, s);
    return v != IR_NONE;
  }
  if (t->k == IR_T_ROW) {
    uint32_t row = k->c && s.n ? nz_case_find_row(k->c, t->ref, s) : IR_NONE;
    q->args[i] = row;
    if (row == IR_NONE) not_an_argument(k, q->decl, i, n, s);
    return row != IR_NONE;
  }
  if (t->k == IR_T_TEXT) { /* only texts that the rules hold can be compared with */
    for (uint32_t x = 1; x < k->m->strs.n; x++)
      if (same(k->m->strs.v[x], s)) {
        q->args[i] = x;
        return true;
      }
    not_an_argument(k, q->decl, i, n, s);
    return false;
  }
  nz_where w = place(n->at, decl_name(k, q->decl));
  return nz_node_value(k->a, k->m, k->d, k->names, &w, param(k, q->decl, i)->type, n, &q->args[i], &v2);
}

/* Each argument takes the first free parameter whose type it fits, so that an axis may be left out. */
static bool arguments(asker *k, nz_question *q, nz_node *const *arg, uint32_t n, nz_span at) {
  const ir_decl *d = &k->m->decls.v[q->decl];
  q->nargs = d->params.n;
  if (d->params.n > NZ_MAX_ARGS || n > d->params.n) {
    nz_diag *g = say(k, NZ_M_QUESTION_ARGUMENTS, at, decl_name(k, q->decl));
    ir_buf b = {k->a, NULL, 0, 0};
    for (uint32_t i = 0; i < d->params.n; i++) {
      if (i) ir_buf_printf(&b, "、");
      ir_phrase_name(ir_text(k->m, param(k, q->decl, i)->name), &b);
    }
    nz_arg_buf(k->d, g, 1, &b);
    return false;
  }
  bool ok = true;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t slot = IR_NONE, first_free = IR_NONE;
    for (uint32_t p = 0; p < d->params.n && slot == IR_NONE; p++) {
      if (q->has[p]) continue;
      if (first_free == IR_NONE) first_free = p;
      if (n == d->params.n || fits(k, param(k, q->decl, p)->type, arg[i])) slot = p;
    }
    ok &= argument(k, q, slot == IR_NONE ? first_free : slot, arg[i]);
  }
  return ok;
}

/* ---- columns: one question a row ---- */

static bool push(asker *k, const nz_question *q, nz_span at) {
  if (k->out->n >= NZ_MAX_QUESTIONS) {
    ir_buf b = {k->a, NULL, 0, 0};
    ir_buf_printf(&b, "%d", NZ_MAX_QUESTIONS);
    say(k, NZ_M_QUESTION_TOO_MANY, at, nz_buf_str(&b));
    return false;
  }
  NZ_PUSH(k->a, k->out) = *q;
  return true;
}

/* The table of a variant: its body is the matrix, perhaps with provisos around it. */
static uint32_t table_of(const asker *k, uint32_t node) {
  for (uint32_t depth = 0; depth < 8; depth++) {
    const ir_node *n = ir_at(k->m, node);
    if (n->op == IR_MATRIX) return n->ref;
    if (n->op != IR_PROV || n->args.n == 0) return IR_NONE;
    node = ir_arg(k->m, n, 0);
  }
  return IR_NONE;
}

/* The rows of the table in force on the day of the case, else of the newest one, in the order they are printed. */
static bool column(asker *k, nz_question q, nz_span at) {
  const ir_decl *d = &k->m->decls.v[q.decl];
  uint32_t var = k->c && k->c->date != IR_DATE_MIN ? ir_variant_on(k->m, d, k->c->date) : IR_NONE;
  for (uint32_t i = 0; var == IR_NONE && i < d->variants.n; i++)
    if (i + 1 == d->variants.n) var = d->variants.first + i;
  uint32_t table = var == IR_NONE ? IR_NONE : table_of(k, k->m->variants.v[var].body);
  q.has[0] = true;
  if (table != IR_NONE) {
    ir_range rows = k->m->tables.v[table].rows;
    for (uint32_t i = rows.first; i < rows.first + rows.n; i++) {
      if (k->m->rows.v[i].otherwise) continue;
      q.args[0] = k->m->rows.v[i].value;
      if (!push(k, &q, at)) return false;
    }
    return true;
  }
  ir_range vs = k->m->enums.v[param_type(k, q.decl, 0)->ref].values;
  for (uint32_t v = vs.first; v < vs.first + vs.n; v++) {
    q.args[0] = v;
    if (!push(k, &q, at)) return false;
  }
  return true;
}

static bool finish(asker *k, nz_question *q, nz_span at) {
  const ir_decl *d = &k->m->decls.v[q->decl];
  if (!nz_can_be_asked(k->m, d)) {
    say(k, is_set(k->m, d) ? NZ_M_QUESTION_SET : NZ_M_QUESTION_LATER, at, decl_name(k, q->decl));
    return false;
  }
  bool open = false;
  for (uint32_t i = 0; i < d->params.n; i++) {
    if (q->has[i] || param(k, q->decl, i)->dflt != IR_NONE) continue;
    if (i == 0 && param_type(k, q->decl, 0)->k == IR_T_ENUM) {
      open = true;
      continue;
    }
    nz_arg_str(k->d, say(k, NZ_M_QUESTION_NEEDS, at, decl_name(k, q->decl)), 1, ir_text(k->m, param(k, q->decl, i)->name));
    return false;
  }
  return open ? column(k, *q, at) : push(k, q, at);
}

/* ---- the shapes of a question ---- */

/* 請求（3）, 請求（3、4）; 請求 alone: every row */
static bool rows_named(asker *k, nz_question *q, nz_node *const *arg, uint32_t nargs, nz_span at) {
  uint32_t ledger = k->m->decls.v[q->decl].subject;
  for (uint32_t i = 0; i < nargs; i++) {
    nz_str s = nz_node_text(k->a, k->names, arg[i]);
    q->subject = k->c && s.n ? nz_case_find_row(k->c, ledger, s) : IR_NONE;
    if (q->subject == IR_NONE) {
      nz_diag *g = say(k, NZ_M_FACT_NO_ROW, arg[i]->at, decl_name(k, q->decl));
      nz_arg_str(k->d, g, 1, ir_text(k->m, k->m->ledgers.v[ledger].name));
      nz_arg_str(k->d, g, 2, s);
      if (k->c) nz_arg_str(k->d, g, 3, nz_near_row(k->d, k->c, ledger, s));
      return false;
    }
    if (!push(k, q, at)) return false;
  }
  for (uint32_t i = 0; nargs == 0 && k->c && i < k->c->rows.n; i++) {
    if (k->c->rows.v[i].ledger != ledger) continue;
    q->subject = i;
    if (!push(k, q, at)) return false;
  }
  return true;
}

static bool named(asker *k, nz_question *q, const nz_node *n, nz_node *const *arg, uint32_t nargs) {
  nz_str s = name_of(k, n);
  uint32_t decl = find_decl(k, s);
  if (decl == IR_NONE) {
    int r = nargs == 0 ? row_key(k, n, s, q) : 0;
    if (r < 0) return false;
    if (r > 0) return finish(k, q, n->at);
    if (nz_known_ledger(k->m, s) != IR_NONE) say(k, NZ_M_QUESTION_LATER, n->at, s);
    else unknown(k, n->at, s);
    return false;
  }
  q->decl = decl;
  if (judges_rows(k->m, &k->m->decls.v[decl]) && q->subject == IR_NONE) return rows_named(k, q, arg, nargs, n->at);
  return arguments(k, q, arg, nargs, n->at) && finish(k, q, n->at);
}

/* 利用者（甲）: a row of a ledger. */
static bool row_named(asker *k, const nz_node *n, uint32_t *ledger, uint32_t *row) {
  if (n->kind != NZ_T_CALL || n->nkid != 1 || !n->kid[0]) return false;
  *ledger = nz_known_ledger(k->m, name_of(k, n));
  if (*ledger == IR_NONE) return false;
  nz_str s = nz_node_text(k->a, k->names, n->kid[0]);
  *row = k->c && s.n ? nz_case_find_row(k->c, *ledger, s) : IR_NONE;
  if (*row == IR_NONE) {
    nz_diag *g = say(k, NZ_M_FACT_NO_ROW, n->at, name_of(k, n));
    nz_arg_str(k->d, g, 1, ir_text(k->m, k->m->ledgers.v[*ledger].name));
    nz_arg_str(k->d, g, 2, s);
    if (k->c) nz_arg_str(k->d, g, 3, nz_near_row(k->d, k->c, *ledger, s));
  }
  return true;
}

/* 請求（3）の単位数: the ledger and what judges its rows have one name; a result of the latter is not looked for on the row. */
static bool result_of_judge(asker *k, const nz_node *n) {
  uint32_t decl = n->nkid == 1 ? find_decl(k, name_of(k, n->kid[0])) : IR_NONE;
  if (decl == IR_NONE || !judges_rows(k->m, &k->m->decls.v[decl])) return false;
  ir_range outs = k->m->decls.v[decl].outputs;
  for (uint32_t i = 0; i < outs.n; i++)
    if (same(ir_text(k->m, k->m->outputs.v[outs.first + i].name), name_of(k, n))) return true;
  return false;
}

/* 体制加算 の 単位数: a part of an 加算, about the same row. */
static bool in_force(const asker *k, const ir_decl *d) {
  for (uint32_t v = d->variants.first; k->c && v < d->variants.first + d->variants.n; v++)
    if (k->c->date >= k->m->variants.v[v].from && k->c->date <= k->m->variants.v[v].to) return true;
  return false;
}

/* Each version of an 加算 has its own: that of the day, else the first. */
static uint32_t part_named(const asker *k, uint32_t owner, nz_str name) {
  uint32_t first = IR_NONE;
  for (uint32_t i = 0; i < k->m->decls.n; i++) {
    const ir_decl *d = &k->m->decls.v[i];
    if (d->owner != owner || d->subject != k->m->decls.v[owner].subject || !same(ir_text(k->m, d->name), name)) continue;
    if (in_force(k, d)) return i;
    if (first == IR_NONE) first = i;
  }
  return first;
}

static bool of(asker *k, nz_question *q, const nz_node *n) {
  const nz_node *base = n->kid[0];
  uint32_t ledger, row;
  if (!result_of_judge(k, n) && row_named(k, base, &ledger, &row)) {
    if (row == IR_NONE) return false;
    q->subject = row;
    if (!named(k, q, n, n->kid + 1, n->nkid - 1)) return false;
    if (k->out->n == 0) return true; /* a table without rows */
    const nz_question *last = &k->out->v[k->out->n - 1];
    if (k->m->decls.v[last->decl].subject == ledger) return true;
    nz_diag *g = say(k, NZ_M_FACT_NO_ROW, base->at, decl_name(k, last->decl)); /* about another ledger */
    uint32_t subject = k->m->decls.v[last->decl].subject;
    if (subject != IR_NONE) nz_arg_str(k->d, g, 1, ir_text(k->m, k->m->ledgers.v[subject].name));
    nz_arg_str(k->d, g, 2, nz_node_text(k->a, k->names, base->kid[0]));
    return false;
  }
  if (base->kind != NZ_T_NAME && base->kind != NZ_T_CALL && base->kind != NZ_T_OF) {
    say(k, NZ_M_QUESTION_FORM, n->at, (nz_str){"", 0});
    return false;
  }
  uint32_t first = k->out->n; /* X の 列: a result column of a decision table */
  if (!(base->kind == NZ_T_OF ? of(k, q, base) : named(k, q, base, base->kid, base->nkid))) return false;
  if (k->out->n == first) return true;
  const ir_decl *d = &k->m->decls.v[k->out->v[first].decl];
  nz_str s = name_of(k, n);
  nz_near near = {0};
  nz_str best = {"", 0};
  for (uint32_t i = 0; i < d->outputs.n; i++) {
    nz_str o = ir_text(k->m, k->m->outputs.v[d->outputs.first + i].name);
    if (same(o, s) && n->nkid == 1) {
      for (uint32_t x = first; x < k->out->n; x++) k->out->v[x].output = i;
      return true;
    }
    unsigned before = near.found ? near.cost : UINT32_MAX;
    nz_near_try(&near, s.p, s.n, o.p, o.n, 0);
    if (near.found && near.cost < before) best = o;
  }
  nz_question part = {.decl = n->nkid == 1 ? part_named(k, k->out->v[first].decl, s) : IR_NONE, .subject = k->out->v[first].subject, .want = -1};
  if (part.decl != IR_NONE) {
    part.nargs = k->m->decls.v[part.decl].params.n;
    k->out->n = first;
    return finish(k, &part, n->at);
  }
  nz_diag *g = say(k, NZ_M_QUESTION_OUTPUT, n->at, ir_text(k->m, d->name));
  nz_arg_str(k->d, g, 1, s);
  nz_arg_str(k->d, g, 2, best);
  return false;
}

static bool term(asker *k, nz_question *q, const nz_node *n) {
  while (n->kind == NZ_T_GROUP && n->nkid == 1 && n->kid[0]) n = n->kid[0];
  switch ((nz_kind)n->kind) {
    case NZ_T_NAME: return named(k, q, n, NULL, 0);
    case NZ_T_CALL: return named(k, q, n, n->kid, n->nkid);
    case NZ_T_OF: return of(k, q, n);
    case NZ_T_ERROR: /* said when it was parsed */
      if (k->d->errors == 0) say(k, NZ_M_QUESTION_FORM, n->at, (nz_str){"", 0});
      return false;
    default: say(k, NZ_M_QUESTION_FORM, n->at, (nz_str){"", 0}); return false;
  }
}

bool nz_question_from_node(nz_arena *a, const ir_module *m, nz_diags *d, const nz_intern *names, const nz_case *c, const nz_node *node,
                           nz_questions *out) {
  asker k = {a, m, d, names, c, out};
  uint32_t first = out->n;
  nz_question q = {.decl = IR_NONE, .subject = IR_NONE, .want = -1};
  const nz_node *asked = node, *wanted = NULL;
  if (node->kind == NZ_T_EXPECT) {
    asked = node->nkid > 0 ? node->kid[0] : NULL;
    wanted = node->nkid > 1 ? node->kid[1] : NULL;
  }
  if (!asked) {
    say(&k, NZ_M_QUESTION_FORM, node->at, (nz_str){"", 0});
    return false;
  }
  if (!term(&k, &q, asked)) return false;
  int want = -1;
  if (wanted) {
    want = wanted->kind == NZ_T_RESULT ? wanted->op : NZ_OUT_VALUE;
    if (want == NZ_OUT_VALUE || want == NZ_OUT_UNKNOWN) {
      ir_buf b = {a, NULL, 0, 0};
      nz_question_text(m, c, &out->v[first], false, &b);
      say(&k, NZ_M_QUESTION_WANTED, wanted->at, nz_buf_str(&b));
      return false;
    }
  }
  for (uint32_t i = first; i < out->n; i++) out->v[i].want = want;
  return true;
}

bool nz_question_subject(nz_arena *a, const nz_case *c, nz_diags *d, nz_question *q, nz_str row, nz_span at) {
  const ir_decl *decl = &c->m->decls.v[q->decl];
  if (q->subject != IR_NONE || decl->subject == IR_NONE) return true;
  nz_where w = place(at, ir_text(c->m, decl->name));
  nz_diag *g;
  if (row.n) {
    q->subject = nz_case_find_row(c, decl->subject, row);
    if (q->subject != IR_NONE) return true;
    g = nz_say_at(d, NZ_M_FACT_NO_ROW, &w);
    nz_arg_str(d, g, 1, ir_text(c->m, c->m->ledgers.v[decl->subject].name));
    nz_arg_str(d, g, 2, row);
    nz_arg_str(d, g, 3, nz_near_row(d, c, decl->subject, row));
    return false;
  }
  uint32_t n;
  q->subject = nz_case_only_row(c, decl->subject, &n);
  if (n <= 1) return true;
  ir_buf b = {a, NULL, 0, 0};
  ir_buf_printf(&b, "%u", n);
  g = nz_say_at(d, NZ_M_QUESTION_ROW, &w);
  nz_arg_str(d, g, 1, ir_text(c->m, c->m->ledgers.v[decl->subject].name));
  nz_arg_buf(d, g, 2, &b);
  return false;
}

static void argument_text(const ir_module *m, const nz_case *c, uint32_t type, int64_t v, ir_buf *out) {
  if (m->types.v[type].k == IR_T_ROW && c && v >= 0 && v < c->rows.n) nz_row_name(c, (uint32_t)v, out);
  else ir_phrase_value(m, type, v, 1, out);
}

void nz_question_text(const ir_module *m, const nz_case *c, const nz_question *q, bool brief, ir_buf *out) {
  const ir_decl *d = &m->decls.v[q->decl];
  uint32_t shown = 0, rows = 0;
  if (c && q->subject != IR_NONE && judges_rows(m, d)) {
    ir_phrase_name(ir_text(m, d->name), out);
    ir_buf_printf(out, "（");
    nz_str s = c->rows.v[q->subject].name;
    if (s.n) ir_buf_printf(out, "%.*s", (int)s.n, s.p);
    else ir_buf_printf(out, "%u行目", q->subject + 1);
    ir_buf_printf(out, "）");
    if (q->output) ir_buf_printf(out, "の%s", ir_text(m, m->outputs.v[d->outputs.first + q->output].name).p);
    return;
  }
  if (c && q->subject != IR_NONE && d->subject != IR_NONE) {
    nz_case_only_row(c, d->subject, &rows);
    if (rows > 1) { /* as it can be asked again: 利用者（甲）の… */
      ir_phrase_name(ir_text(m, m->ledgers.v[d->subject].name), out);
      nz_str s = c->rows.v[q->subject].name;
      ir_buf_printf(out, "（");
      if (s.n) ir_phrase_name(s, out);
      else ir_buf_printf(out, "%u行目", q->subject + 1);
      ir_buf_printf(out, "）の");
    }
  }
  for (uint32_t i = 0; i < q->nargs; i++) shown += q->has[i];
  bool short_form = brief && shown == 1 && d->outputs.n <= 1;
  if (d->owner != IR_NONE) {
    ir_phrase_name(ir_text(m, m->decls.v[d->owner].name), out);
    ir_buf_printf(out, "の");
  }
  if (!short_form) {
    ir_phrase_name(ir_text(m, d->name), out);
    if (shown) ir_buf_printf(out, "（");
  }
  for (uint32_t i = 0, k = 0; i < q->nargs; i++) {
    if (!q->has[i]) continue;
    if (k++) ir_buf_printf(out, "、");
    argument_text(m, c, m->params.v[d->params.first + i].type, q->args[i], out);
  }
  if (!short_form && shown) ir_buf_printf(out, "）");
  if (d->outputs.n > 1) {
    ir_buf_printf(out, "の");
    ir_phrase_name(ir_text(m, m->outputs.v[d->outputs.first + q->output].name), out);
  }
}
