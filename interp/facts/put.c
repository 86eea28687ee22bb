/* put.c -- puts one fact into a case after checking it; see put.h */
#include "put.h"

#include <string.h>

#include "../../grammar/nearest.h"
#include "../../grammar/source.h"
#include "../ir/date.h"
#include "../ir/phrase.h"

/* ---- texts and messages ---- */

nz_str nz_lit(const char *s) { return (nz_str){s, (uint32_t)strlen(s)}; }
nz_str nz_buf_str(const ir_buf *b) { return b->p ? (nz_str){b->p, (uint32_t)b->n} : (nz_str){"", 0}; }
void nz_arg_str(nz_diags *d, nz_diag *g, int i, nz_str s) { nz_arg(d, g, i, s.p, s.n); }
void nz_arg_buf(nz_diags *d, nz_diag *g, int i, const ir_buf *b) { nz_arg_str(d, g, i, nz_buf_str(b)); }

nz_diag *nz_say_at(nz_diags *d, nz_msg id, const nz_where *w) {
  nz_span at = w->at;
  if (at.file == NZ_NO_FILE) at.lo = at.hi = d->list.n + d->dropped + 1; /* a place of its own: never folded */
  nz_diag *g = nz_report(d, id, at);
  nz_arg_str(d, g, 0, w->name);
  return g;
}

nz_str nz_typed(nz_arena *a, const char *p, size_t n) {
  nz_str s = nz_normalise(a, p, n);
  const uint32_t k = (uint32_t)strlen("「");
  while (s.n && s.p[0] == ' ') s.p++, s.n--;
  while (s.n && s.p[s.n - 1] == ' ') s.n--;
  if (s.n >= 2 * k && memcmp(s.p, "「", k) == 0 && memcmp(s.p + s.n - k, "」", k) == 0) s = (nz_str){s.p + k, s.n - 2 * k};
  return s;
}

/* ---- declared names ---- */

static bool same(nz_str a, nz_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

nz_str nz_dealiased(const ir_module *m, nz_str s) {
  for (uint32_t i = 0; i < m->aliases.n; i++)
    if (same(ir_text(m, m->aliases.v[i].from), s)) return ir_text(m, m->aliases.v[i].to);
  return s;
}

uint32_t nz_known_ledger(const ir_module *m, nz_str s) {
  uint32_t id = ir_find_ledger(m, s.p, s.n);
  if (id != IR_NONE) return id;
  s = nz_dealiased(m, s);
  return ir_find_ledger(m, s.p, s.n);
}

uint32_t nz_known_field(const ir_module *m, uint32_t ledger, nz_str s) {
  uint32_t id = ir_find_field(m, ledger, s.p, s.n);
  if (id != IR_NONE) return id;
  s = nz_dealiased(m, s);
  return ir_find_field(m, ledger, s.p, s.n);
}

typedef struct nearest { nz_near near; nz_str typed, best; } nearest;
static void try_name(nearest *x, nz_str s) {
  unsigned before = x->near.cost;
  int found = x->near.found;
  nz_near_try(&x->near, x->typed.p, x->typed.n, s.p, s.n, 0);
  if (x->near.found && (!found || x->near.cost < before)) x->best = s;
}

nz_str nz_near_ledger(const ir_module *m, nz_str s) {
  nearest x = {{0}, s, {"", 0}};
  for (uint32_t i = 0; i < m->ledgers.n; i++) try_name(&x, ir_text(m, m->ledgers.v[i].name));
  return x.best;
}

nz_str nz_near_field(const ir_module *m, uint32_t ledger, nz_str s) {
  nearest x = {{0}, s, {"", 0}};
  for (uint32_t i = 0; i < m->fields.n; i++)
    if (ledger == IR_NONE || m->fields.v[i].ledger == ledger) try_name(&x, ir_text(m, m->fields.v[i].name));
  return x.best;
}

nz_str nz_near_value(const ir_module *m, uint32_t enum_, nz_str s) {
  nearest x = {{0}, s, {"", 0}};
  for (uint32_t i = 0; i < m->values.n; i++)
    if (enum_ == IR_NONE || m->values.v[i].enum_ == enum_) try_name(&x, ir_text(m, m->values.v[i].name));
  return x.best;
}

nz_str nz_near_row(nz_diags *d, const nz_case *c, uint32_t ledger, nz_str s) {
  nearest x = {{.work = d->compared}, s, {"", 0}};
  for (uint32_t i = 0; i < c->rows.n && x.near.work < NZ_MOST_COMPARED; i++)
    if (c->rows.v[i].ledger == ledger) try_name(&x, c->rows.v[i].name);
  d->compared = x.near.work;
  return x.best;
}

/* ---- cells ---- */

static nz_cellval *cell(nz_into *in, uint32_t row, uint32_t field) { return &in->c->cells.v[nz_cell_of(in->c, row, field)]; }

bool nz_put_open(nz_into *in, uint32_t row, uint32_t field, const nz_where *w) {
  nz_cellval *v = cell(in, row, field);
  if (v->place && !in->again) {
    nz_say_at(in->d, NZ_M_FACT_TWICE, w);
    return false;
  }
  v->place = nz_case_place(in->a, in->c, w->line ? w->file : w->name, w->line, w->col);
  return true;
}

void nz_put_known(nz_into *in, uint32_t row, uint32_t field, int64_t v, int64_t v2) {
  nz_cellval *c = cell(in, row, field);
  c->state = NZ_CELL_GIVEN;
  c->v = v;
  c->v2 = v2;
  c->multi = NULL;
  c->nmulti = 0;
}

void nz_put_blank(nz_into *in, uint32_t row, uint32_t field, const nz_where *w) {
  if (!(in->c->m->fields.v[field].flags & IR_F_BLANK)) {
    nz_say_at(in->d, NZ_M_FACT_BLANK, w);
    return;
  }
  nz_put_known(in, row, field, 0, 0);
  cell(in, row, field)->state = NZ_CELL_BLANK;
}

void nz_put_scaled(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t v) {
  const ir_field *f = &in->c->m->fields.v[field];
  bool declared = f->lo != 0 || f->hi != 0;
  if (declared && (v < f->lo || v > f->hi)) {
    nz_diag *g = nz_say_at(in->d, NZ_M_FACT_RANGE, w);
    ir_buf got = {in->a, NULL, 0, 0}, range = {in->a, NULL, 0, 0};
    ir_phrase_value(in->c->m, f->type, v, 1, &got);
    ir_phrase_range(in->c->m, f->type, f->lo, f->hi, &range);
    nz_arg_buf(in->d, g, 1, &got);
    nz_arg_buf(in->d, g, 2, &range);
    return;
  }
  nz_put_known(in, row, field, v, 0);
}

void nz_put_number(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t whole) {
  const ir_type *t = &in->c->m->types.v[in->c->m->fields.v[field].type];
  int64_t v;
  if (t->k == IR_T_RATIO) {
    nz_put_known(in, row, field, whole, 1);
  } else if (nz_whole_to_type(t, whole, &v)) {
    nz_put_scaled(in, row, field, w, v);
  } else {
    nz_diag *g = nz_say_at(in->d, NZ_M_FACT_RANGE, w);
    ir_buf b = {in->a, NULL, 0, 0}, range = {in->a, NULL, 0, 0};
    ir_buf_printf(&b, "%lld", (long long)whole);
    ir_phrase_range(in->c->m, in->c->m->fields.v[field].type, in->c->m->fields.v[field].lo, in->c->m->fields.v[field].hi, &range);
    nz_arg_buf(in->d, g, 1, &b);
    nz_arg_buf(in->d, g, 2, &range);
  }
}

void nz_put_period(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, int64_t from, int64_t to) {
  (void)w;
  nz_put_known(in, row, field, from, to);
}

void nz_put_text(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str s) {
  const ir_module *m = in->c->m;
  const ir_field *f = &m->fields.v[field];
  int64_t v, v2;
  switch ((ir_tk)m->types.v[f->type].k) {
    case IR_T_TEXT: {
      nz_str t = f->flags & IR_F_KEY ? nz_typed(in->a, s.p, s.n) : s; /* keys are names: one spelling for one row */
      nz_put_known(in, row, field, nz_case_text(in->a, in->c, t.p, t.n), 0);
      break;
    }
    case IR_T_ROW: nz_put_row(in, row, field, w, nz_typed(in->a, s.p, s.n)); break;
    case IR_T_QTY:
      if (nz_read_value(in->a, m, in->d, w, f->type, s, &v, &v2)) nz_put_scaled(in, row, field, w, v);
      break;
    default:
      if (nz_read_value(in->a, m, in->d, w, f->type, s, &v, &v2)) nz_put_known(in, row, field, v, v2);
      break;
  }
}

static uint32_t target_row(nz_into *in, uint32_t field, const nz_where *w, nz_str name) {
  const ir_module *m = in->c->m;
  uint32_t ledger = m->types.v[m->fields.v[field].type].ref, row = nz_case_find_row(in->c, ledger, name);
  if (row != IR_NONE) return row;
  nz_diag *g = nz_say_at(in->d, NZ_M_FACT_NO_ROW, w);
  nz_arg_str(in->d, g, 1, ir_text(m, m->ledgers.v[ledger].name));
  nz_arg_str(in->d, g, 2, name);
  if (nz_kept(in->d, g)) nz_arg_str(in->d, g, 3, nz_near_row(in->d, in->c, ledger, name));
  return IR_NONE;
}

void nz_put_row(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str name) {
  if (in->c->m->fields.v[field].flags & IR_F_MULTI) {
    nz_put_rows(in, row, field, w, &name, 1);
    return;
  }
  uint32_t to = target_row(in, field, w, name);
  if (to != IR_NONE) nz_put_known(in, row, field, to, 0);
}

void nz_put_rows(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, const nz_str *names, uint32_t n) {
  uint32_t *rows = NZ_NEW_N(in->a, uint32_t, n);
  uint8_t *seen = n > 64 ? NZ_NEW_N(in->a, uint8_t, in->c->rows.n) : NULL; /* for long lists only */
  for (uint32_t i = 0; i < n; i++) {
    rows[i] = target_row(in, field, w, names[i]);
    if (rows[i] == IR_NONE) return;
    bool twice = seen && seen[rows[i]];
    for (uint32_t k = 0; !seen && k < i; k++) twice |= rows[k] == rows[i];
    if (seen) seen[rows[i]] = 1;
    if (twice) {
      nz_arg_str(in->d, nz_say_at(in->d, NZ_M_FACT_REFERENCE_TWICE, w), 1, names[i]);
      return;
    }
  }
  nz_put_known(in, row, field, 0, 0);
  cell(in, row, field)->multi = rows;
  cell(in, row, field)->nmulti = n;
}

void nz_put_list(nz_into *in, uint32_t row, uint32_t field, const nz_where *w, nz_str s) {
  NZ_VEC(nz_str) l = {0};
  const uint32_t k = (uint32_t)strlen("、");
  uint32_t from = 0;
  for (uint32_t i = 0; i <= s.n; i++) {
    if (i < s.n && (s.n - i < k || memcmp(s.p + i, "、", k) != 0)) continue;
    nz_str one = nz_typed(in->a, s.p + from, i - from);
    if (one.n) NZ_PUSH(in->a, &l) = one;
    from = i + k;
  }
  nz_put_rows(in, row, field, w, l.v, l.n);
}

/* ---- rows, completeness, readings ---- */

uint32_t nz_put_new_row(nz_into *in, uint32_t ledger, nz_str name, const nz_where *w) {
  const ir_module *m = in->c->m;
  const ir_ledger *l = &m->ledgers.v[ledger];
  nz_diag *g;
  if (nz_case_find_row(in->c, ledger, name) != IR_NONE) {
    g = nz_say_at(in->d, NZ_M_FACT_ROW_TWICE, w);
    nz_arg_str(in->d, g, 1, ir_text(m, l->name));
    nz_arg_str(in->d, g, 2, name);
    return IR_NONE;
  }
  uint32_t n;
  nz_case_only_row(in->c, ledger, &n);
  int64_t most = l->max_rows > 0 && l->max_rows < NZ_CASE_MAX_ROWS ? l->max_rows : NZ_CASE_MAX_ROWS;
  if (n >= most || in->c->rows.n >= NZ_CASE_MAX_ROWS || l->fields.n > NZ_CASE_MAX_CELLS - in->c->cells.n) {
    ir_buf b = {in->a, NULL, 0, 0};
    ir_buf_printf(&b, "%lld", (long long)most);
    g = nz_say_at(in->d, NZ_M_FACT_TOO_MANY_ROWS, w);
    nz_arg_str(in->d, g, 1, ir_text(m, l->name));
    nz_arg_buf(in->d, g, 2, &b);
    return IR_NONE;
  }
  uint32_t row = nz_case_row(in->a, in->c, ledger, name);
  in->c->rows.v[row].place = nz_case_place(in->a, in->c, w->line ? w->file : w->name, w->line, w->col);
  return row;
}

void nz_put_closed(nz_into *in, uint32_t ledger, int64_t from, int64_t to, const nz_where *w) {
  for (uint32_t i = 0; i < in->c->closed.n; i++) {
    const nz_closed *x = &in->c->closed.v[i];
    if (x->ledger != ledger || x->from > to || from > x->to) continue;
    nz_arg_str(in->d, nz_say_at(in->d, NZ_M_FACT_CLOSED_TWICE, w), 1, ir_text(in->c->m, in->c->m->ledgers.v[ledger].name));
    return;
  }
  uint32_t place = nz_case_place(in->a, in->c, w->line ? w->file : w->name, w->line, w->col);
  NZ_PUSH(in->a, &in->c->closed) = (nz_closed){ledger, from, to, place};
}

bool nz_put_choice(nz_into *in, nz_str reading, nz_str choice, const nz_where *w) {
  const ir_module *m = in->c->m;
  nz_diag *g;
  uint32_t r = ir_find_reading(m, reading.p, reading.n);
  if (r == IR_NONE) {
    nearest x = {{0}, reading, {"", 0}};
    g = nz_say_at(in->d, NZ_M_FACT_NO_READING, w);
    for (uint32_t i = 0; i < m->readings.n && nz_kept(in->d, g); i++) try_name(&x, ir_text(m, m->readings.v[i].name));
    nz_arg_str(in->d, g, 1, reading);
    nz_arg_str(in->d, g, 2, x.best);
    return false;
  }
  ir_range cs = m->readings.v[r].choices;
  nearest x = {{0}, choice, {"", 0}};
  for (uint32_t i = 0; i < cs.n && i < UINT8_MAX; i++) {
    nz_str s = ir_text(m, m->choices.v[cs.first + i].name);
    if (same(s, choice)) {
      if (in->c->choice[r] && !in->again) {
        nz_say_at(in->d, NZ_M_FACT_TWICE, w);
        return false;
      }
      in->c->choice[r] = (uint8_t)(i + 1);
      return true;
    }
    try_name(&x, s);
  }
  g = nz_say_at(in->d, NZ_M_FACT_NO_CHOICE, w);
  nz_arg_str(in->d, g, 1, reading);
  nz_arg_str(in->d, g, 2, choice);
  nz_arg_str(in->d, g, 3, x.best);
  return false;
}

static bool can_be_given(const ir_module *m, const ir_decl *d) {
  if (d->owner != IR_NONE || d->params.n || d->outputs.n != 1) return false;
  ir_tk k = (ir_tk)m->types.v[m->outputs.v[d->outputs.first].type].k;
  return k != IR_T_DECISION && k != IR_T_SET && k != IR_T_NOTHING && k != IR_T_ROW && k != IR_T_TEXT;
}

uint32_t nz_put_given_decl(nz_into *in, nz_str name, const nz_where *w) {
  const ir_module *m = in->c->m;
  uint32_t id = ir_find_decl(m, name.p, name.n);
  if (id != IR_NONE && can_be_given(m, &m->decls.v[id])) return id;
  nearest x = {{0}, name, {"", 0}};
  nz_diag *g = nz_say_at(in->d, NZ_M_FACT_GIVEN_NAME, w);
  for (uint32_t i = 0; i < m->decls.n && nz_kept(in->d, g); i++)
    if (can_be_given(m, &m->decls.v[i])) try_name(&x, ir_text(m, m->decls.v[i].name));
  nz_arg_str(in->d, g, 0, name);
  nz_arg_str(in->d, g, 1, x.best);
  return IR_NONE;
}

void nz_put_given(nz_into *in, uint32_t decl, int64_t num, int64_t den, const nz_where *w) {
  for (uint32_t i = 0; i < in->c->given.n; i++)
    if (in->c->given.v[i].decl == decl) {
      nz_arg_str(in->d, nz_say_at(in->d, NZ_M_FACT_GIVEN_TWICE, w), 0, ir_text(in->c->m, in->c->m->decls.v[decl].name));
      return;
    }
  uint32_t place = nz_case_place(in->a, in->c, w->line ? w->file : w->name, w->line, w->col);
  NZ_PUSH(in->a, &in->c->given) = (nz_given){decl, num, den, place};
}
