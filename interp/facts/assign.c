/* assign.c -- one change of a case as typed; see assign.h */
#include "assign.h"

#include <string.h>

#include "../../grammar/nearest.h"
#include "../../grammar/source.h"
#include "put.h"

typedef struct change {
  nz_into in;
  nz_where w;
  nz_str typed;         /* all of it */
  uint32_t row, field;
} change;

static bool is(nz_str s, const char *t) { return s.n == strlen(t) && memcmp(s.p, t, s.n) == 0; }
static bool ends(nz_str s, const char *t) { return s.n > strlen(t) && memcmp(s.p + s.n - strlen(t), t, strlen(t)) == 0; }

static nz_diag *say(change *x, nz_msg id, nz_str first) {
  x->w.name = first;
  return nz_say_at(x->in.d, id, &x->w);
}

static void count(change *x, nz_diag *g, int i, uint32_t n) {
  ir_buf b = {x->in.a, NULL, 0, 0};
  ir_buf_printf(&b, "%u", n);
  nz_arg_buf(x->in.d, g, i, &b);
}

/* The only row of the field's ledger; a ledger without rows gets one. */
static bool only_row(change *x, nz_str shown) {
  const ir_module *m = x->in.c->m;
  uint32_t l = m->fields.v[x->field].ledger, n;
  x->row = nz_case_only_row(x->in.c, l, &n);
  if (n == 0) {
    x->w.name = ir_text(m, m->ledgers.v[l].name);
    x->row = nz_put_new_row(&x->in, l, (nz_str){"", 0}, &x->w);
  }
  if (x->row != IR_NONE) return true;
  if (n < 2) return false;
  nz_diag *g = say(x, NZ_M_FACT_WHICH_ROW, shown);
  nz_arg_str(x->in.d, g, 1, ir_text(m, m->ledgers.v[l].name));
  count(x, g, 2, n);
  nz_arg_str(x->in.d, g, 3, ir_text(m, m->fields.v[x->field].name));
  return false;
}

/* A field by its name alone. 1 found, 0 no such field, −1 after a message. Ledgers with rows come first. */
static int bare_field(change *x, nz_str s) {
  const ir_module *m = x->in.c->m;
  uint32_t with = IR_NONE, without = IR_NONE, nwith = 0, nwithout = 0, other = IR_NONE;
  for (uint32_t l = 0; l < m->ledgers.n; l++) {
    uint32_t f = nz_known_field(m, l, s), n;
    if (f == IR_NONE) continue;
    nz_case_only_row(x->in.c, l, &n);
    uint32_t *slot = n ? &with : &without;
    if (*slot == IR_NONE) *slot = f;
    else other = f;
    if (n) nwith++;
    else nwithout++;
  }
  if (nwith + nwithout == 0) return 0;
  x->field = nwith ? with : without;
  if ((nwith ? nwith : nwithout) == 1) return only_row(x, s) ? 1 : -1;
  nz_diag *g = say(x, NZ_M_FACT_WHICH_LEDGER, x->typed);
  nz_arg_str(x->in.d, g, 1, s);
  nz_arg_str(x->in.d, g, 2, ir_text(m, m->ledgers.v[m->fields.v[x->field].ledger].name));
  nz_arg_str(x->in.d, g, 3, ir_text(m, m->ledgers.v[m->fields.v[other].ledger].name));
  return -1;
}

/* 利用者「甲」, 利用者（甲）, 利用者: its ledger, and the row's name or "". */
static uint32_t row_part(change *x, nz_str s, nz_str *name) {
  static const char *const open[] = {"「", "（", "("}, *const close[] = {"」", "）", ")"};
  *name = (nz_str){"", 0};
  for (size_t k = 0; k < 3; k++) {
    if (!ends(s, close[k])) continue;
    for (uint32_t i = 1; i + strlen(open[k]) < s.n; i++) {
      if (memcmp(s.p + i, open[k], strlen(open[k])) != 0) continue;
      uint32_t from = i + (uint32_t)strlen(open[k]);
      *name = nz_typed(x->in.a, s.p + from, s.n - from - strlen(close[k]));
      return nz_known_ledger(x->in.c->m, nz_typed(x->in.a, s.p, i));
    }
  }
  return nz_known_ledger(x->in.c->m, nz_typed(x->in.a, s.p, s.n));
}

/* The cell a left side means. 1 found, 0 none, −1 after a message. */
static int find_cell(change *x, nz_str left) {
  int r = bare_field(x, nz_typed(x->in.a, left.p, left.n));
  if (r) return r;
  const uint32_t k = (uint32_t)strlen("の");
  const ir_module *m = x->in.c->m;
  for (uint32_t i = left.n; i-- > 1;) { /* the last の first: row names may hold one */
    if (left.n - i <= k || memcmp(left.p + i, "の", k) != 0) continue;
    nz_str name, field = nz_typed(x->in.a, left.p + i + k, left.n - i - k);
    uint32_t ledger = row_part(x, (nz_str){left.p, i}, &name);
    if (ledger == IR_NONE) continue;
    x->field = nz_known_field(m, ledger, field);
    if (x->field == IR_NONE) {
      nz_diag *g = say(x, NZ_M_FACT_UNKNOWN_FIELD, left);
      nz_arg_str(x->in.d, g, 1, ir_text(m, m->ledgers.v[ledger].name));
      nz_arg_str(x->in.d, g, 2, field);
      nz_arg_str(x->in.d, g, 3, nz_near_field(m, ledger, field));
      return -1;
    }
    if (name.n == 0) return only_row(x, left) ? 1 : -1;
    x->row = nz_case_find_row(x->in.c, ledger, name);
    if (x->row != IR_NONE) return 1;
    nz_diag *g = say(x, NZ_M_FACT_NO_ROW, left);
    nz_arg_str(x->in.d, g, 1, ir_text(m, m->ledgers.v[ledger].name));
    nz_arg_str(x->in.d, g, 2, name);
    nz_arg_str(x->in.d, g, 3, nz_near_row(x->in.d, x->in.c, ledger, name));
    return -1;
  }
  return 0;
}

static void put_value(change *x, nz_str left, nz_str right) {
  const ir_module *m = x->in.c->m;
  const ir_field *f = &m->fields.v[x->field];
  nz_str typed = nz_typed(x->in.a, right.p, right.n);
  const uint32_t q = (uint32_t)strlen("『");
  x->w.name = left;
  if (!nz_put_open(&x->in, x->row, x->field, &x->w)) return;
  if (is(typed, "空欄")) {
    nz_put_blank(&x->in, x->row, x->field, &x->w);
  } else if (is(typed, "不明") || is(typed, "？") || is(typed, "?")) {
    nz_put_known(&x->in, x->row, x->field, 0, 0);
    x->in.c->cells.v[nz_cell_of(x->in.c, x->row, x->field)].state = NZ_CELL_NOT_GIVEN;
  } else if (f->flags & IR_F_MULTI) {
    if (is(typed, "なし")) nz_put_rows(&x->in, x->row, x->field, &x->w, NULL, 0);
    else nz_put_list(&x->in, x->row, x->field, &x->w, right);
  } else {
    bool quoted = m->types.v[f->type].k == IR_T_TEXT && right.n >= 2 * q && memcmp(right.p, "『", q) == 0 && memcmp(right.p + right.n - q, "』", q) == 0;
    nz_put_text(&x->in, x->row, x->field, &x->w, quoted ? (nz_str){right.p + q, right.n - 2 * q} : right);
  }
}

/* A bare value: the one field that can have it; ledgers with rows come first. */
static void bare_value(change *x, nz_str s) {
  const ir_module *m = x->in.c->m;
  for (int rows = 1; rows >= 0; rows--) {
    uint32_t found = IR_NONE, value = IR_NONE;
    for (uint32_t f = 0; f < m->fields.n; f++) {
      const ir_type *t = &m->types.v[m->fields.v[f].type];
      uint32_t v = t->k == IR_T_ENUM ? ir_find_value(m, t->ref, s.p, s.n) : IR_NONE, n;
      nz_case_only_row(x->in.c, m->fields.v[f].ledger, &n);
      if (v == IR_NONE || (rows && n == 0)) continue;
      if (found != IR_NONE) {
        nz_diag *g = say(x, NZ_M_FACT_WHICH_FIELD, s);
        nz_arg_str(x->in.d, g, 1, ir_text(m, m->fields.v[found].name));
        nz_arg_str(x->in.d, g, 2, ir_text(m, m->fields.v[f].name));
        return;
      }
      found = f;
      value = v;
    }
    if (found == IR_NONE) continue;
    x->field = found;
    if (!only_row(x, s)) return;
    x->w.name = s;
    if (nz_put_open(&x->in, x->row, x->field, &x->w)) nz_put_known(&x->in, x->row, x->field, value, 0);
    return;
  }
  nz_str near = nz_near_value(m, IR_NONE, s);
  if (near.n == 0) near = nz_near_field(m, IR_NONE, s);
  nz_arg_str(x->in.d, say(x, NZ_M_FACT_NO_FIELD_TAKES, s), 1, near);
}

static void no_cell(change *x, nz_str left) {
  const ir_module *m = x->in.c->m;
  nz_str typed = nz_typed(x->in.a, left.p, left.n);
  nz_diag *g = say(x, NZ_M_FACT_UNKNOWN, x->typed);
  nz_str near = nz_near_field(m, IR_NONE, typed);
  nz_arg_str(x->in.d, g, 1, typed);
  nz_arg_str(x->in.d, g, 2, near.n ? near : nz_near_ledger(m, typed));
}

static void apply(change *x) {
  nz_str s = x->typed;
  for (uint32_t i = 0; i < s.n; i++) {
    uint32_t k = s.p[i] == '=' ? 1 : s.n - i >= 3 && memcmp(s.p + i, "＝", 3) == 0 ? 3 : 0;
    if (!k) continue;
    nz_str left = {s.p, i}, right = {s.p + i + k, s.n - i - k};
    while (right.n && right.p[0] == ' ') right.p++, right.n--;
    while (left.n && left.p[left.n - 1] == ' ') left.n--;
    if (left.n == 0 || right.n == 0) break;
    int r = find_cell(x, left);
    if (r > 0) put_value(x, left, right);
    else if (r == 0) no_cell(x, left);
    return;
  }
  static const struct { const char *tail; int64_t v; } verbs[] = {{"がある", 1}, {"がない", 0}, {"である", 1}, {"でない", 0}};
  for (size_t k = 0; k < 4; k++) {
    if (!ends(s, verbs[k].tail)) continue;
    nz_str left = {s.p, s.n - (uint32_t)strlen(verbs[k].tail)};
    int r = find_cell(x, left);
    if (r < 0) return;
    if (r == 0) break;
    x->w.name = left;
    if (x->in.c->m->types.v[x->in.c->m->fields.v[x->field].type].k != IR_T_BOOL) say(x, NZ_M_FACT_VERB, left);
    else if (nz_put_open(&x->in, x->row, x->field, &x->w)) nz_put_known(&x->in, x->row, x->field, verbs[k].v, 0);
    return;
  }
  nz_str bare = nz_typed(x->in.a, s.p, s.n);
  if (bare.n == 0 || memchr(s.p, '=', s.n)) say(x, NZ_M_FACT_ASSIGNMENT, s);
  else bare_value(x, bare);
}

bool nz_assign(nz_arena *a, nz_case *c, nz_diags *d, const char *text, size_t n) {
  change x = {.in = {a, c, d, true}, .w = {.at = {NZ_NO_FILE, 0, 0}}, .row = IR_NONE, .field = IR_NONE};
  uint32_t before = d->errors;
  while (n && text[0] == ' ') text++, n--;
  while (n && text[n - 1] == ' ') n--;
  if (n > NZ_MAX_FILE) n = NZ_MAX_FILE;
  x.typed = (nz_str){nz_copy(a, text, n), (uint32_t)n}; /* places keep parts of it */
  apply(&x);
  return d->errors == before;
}
