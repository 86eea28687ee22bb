/* ircheck.c -- is this a well-formed module? Counts, indices, ranges and dates of everything but nodes (ircheck_nodes.c)
 * and what refers to what (ircycle.c). Nothing is believed; the first thing wrong is the answer. */
#include "ircheck.h"

#include "date.h"

static bool in(ir_range r, uint32_t n) { return r.first <= n && r.n <= n - r.first; }

#define MUST(cond, why) \
  do {                  \
    if (!(cond)) return (why); \
  } while (0)

static bool period_ok(int64_t from, int64_t to) {
  return from <= to && (from == IR_DATE_MIN || ir_day_ok(from)) && (to == IR_DATE_MAX || ir_day_ok(to));
}

static bool node_ok(const ir_module *m, uint32_t n) { return n < m->nodes.n; }
static bool opt_node_ok(const ir_module *m, uint32_t n) { return n == IR_NONE || n < m->nodes.n; }
static ir_tk kind_of(const ir_module *m, uint32_t node) { return (ir_tk)m->types.v[m->nodes.v[node].type].k; }
static bool cond_ok(const ir_module *m, uint32_t n) { return node_ok(m, n) && kind_of(m, n) == IR_T_BOOL; }
static bool opt_cond_ok(const ir_module *m, uint32_t n) { return n == IR_NONE || cond_ok(m, n); }

static bool strs_ok(const ir_module *m, ir_range r) {
  if (!in(r, m->pool.n)) return false;
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (m->pool.v[i] >= m->strs.n) return false;
  return true;
}

static const char *types(const ir_module *m) {
  for (uint32_t i = 0; i < m->types.n; i++) {
    const ir_type *t = &m->types.v[i];
    uint32_t limit = 0;
    switch ((ir_tk)t->k) {
    case IR_T_QTY:
    case IR_T_RATIO: limit = m->units.n; break;
    case IR_T_ENUM: limit = m->enums.n; break;
    case IR_T_ROW: limit = m->ledgers.n; break;
    case IR_T_SET: limit = i; break; /* of an earlier type: sets of sets of … end */
    default: break;
    }
    MUST(t->k <= IR_T_NOTHING, "a type is of no known kind");
    MUST(t->dec <= (t->k == IR_T_QTY ? 6 : 0), "a type has decimals out of range");
    bool number = t->k == IR_T_QTY || t->k == IR_T_RATIO; /* may be without a unit */
    bool refers = t->k == IR_T_ENUM || t->k == IR_T_ROW || t->k == IR_T_SET || (number && t->ref != IR_NONE);
    MUST(!refers || t->ref < limit, "a type refers to nothing");
    if (t->k == IR_T_SET) {
      uint8_t k = m->types.v[t->ref].k;
      MUST(k == IR_T_ROW || k == IR_T_MONTH, "a set is of something else than rows or months");
    }
  }
  return NULL;
}

static const char *names(const ir_module *m) {
  for (uint32_t i = 0; i < m->units.n; i++) {
    const ir_unit *u = &m->units.v[i];
    MUST(u->name < m->strs.n && u->dec <= 6 && in(u->num, m->pool.n) && in(u->den, m->pool.n), "a unit is malformed");
    for (uint32_t k = 0; k < u->num.n; k++) MUST(m->pool.v[u->num.first + k] < m->units.n, "a unit refers to nothing");
    for (uint32_t k = 0; k < u->den.n; k++) MUST(m->pool.v[u->den.first + k] < m->units.n, "a unit refers to nothing");
  }
  for (uint32_t i = 0; i < m->enums.n; i++) {
    const ir_enum *e = &m->enums.v[i];
    MUST(e->name < m->strs.n && in(e->values, m->values.n), "a list of values is malformed");
    for (uint32_t k = 0; k < e->values.n; k++) MUST(m->values.v[e->values.first + k].enum_ == i, "a value is in another list than it says");
  }
  for (uint32_t i = 0; i < m->values.n; i++) {
    const ir_value *v = &m->values.v[i];
    MUST(v->name < m->strs.n && v->enum_ < m->enums.n, "a value is malformed");
    ir_range r = m->enums.v[v->enum_].values;
    MUST(i >= r.first && i - r.first < r.n, "a value is in another list than it says");
  }
  for (uint32_t i = 0; i < m->sources.n; i++)
    MUST(m->sources.v[i].name < m->strs.n && m->sources.v[i].title < m->strs.n && m->sources.v[i].edition < m->strs.n, "a source is malformed");
  for (uint32_t i = 0; i < m->cites.n; i++)
    MUST((m->cites.v[i].source == IR_NONE || m->cites.v[i].source < m->sources.n) && m->cites.v[i].text < m->strs.n, "a citation is malformed");
  for (uint32_t i = 0; i < m->aliases.n; i++)
    MUST(m->aliases.v[i].from < m->strs.n && m->aliases.v[i].to < m->strs.n, "an alias is malformed");
  for (uint32_t i = 0; i < m->readings.n; i++) {
    const ir_reading *r = &m->readings.v[i];
    MUST(r->name < m->strs.n && in(r->choices, m->choices.n) && r->dflt < r->choices.n && r->choices.n < UINT8_MAX && period_ok(r->from, r->to),
         "a reading is malformed");
  }
  for (uint32_t i = 0; i < m->choices.n; i++)
    MUST(m->choices.v[i].name < m->strs.n && in(m->choices.v[i].cites, m->cites.n), "a choice is malformed");
  for (uint32_t i = 0; i < m->locs.n; i++) MUST(m->locs.v[i].file < m->strs.n, "a place is malformed");
  return NULL;
}

static const char *ledgers(const ir_module *m) {
  for (uint32_t i = 0; i < m->ledgers.n; i++) {
    const ir_ledger *l = &m->ledgers.v[i];
    MUST(l->name < m->strs.n && in(l->fields, m->fields.n) && l->max_rows >= 0, "a ledger is malformed");
    for (uint32_t k = 0; k < l->fields.n; k++) MUST(m->fields.v[l->fields.first + k].ledger == i, "a field is in another ledger than it says");
    const uint32_t role[] = {l->key, l->time, l->period};
    for (int k = 0; k < 3; k++)
      MUST(role[k] == IR_NONE || (role[k] >= l->fields.first && role[k] - l->fields.first < l->fields.n), "a ledger names a field that it has not");
  }
  for (uint32_t i = 0; i < m->fields.n; i++) {
    const ir_field *f = &m->fields.v[i];
    MUST(f->name < m->strs.n && f->type < m->types.n && f->ledger < m->ledgers.n && f->flags < IR_F_ALL + 1 && f->lo <= f->hi,
         "a field is malformed");
    ir_range r = m->ledgers.v[f->ledger].fields;
    MUST(i >= r.first && i - r.first < r.n, "a field is in another ledger than it says");
    const ir_type *t = &m->types.v[f->type];
    MUST(t->k < IR_T_DECISION, "a field has a type no fact can have");
    MUST(!(f->flags & IR_F_MULTI) || t->k == IR_T_ROW, "a field of several is not of rows");
    if (f->flags & IR_F_PRESUMED) {
      bool fits = t->k == IR_T_BOOL ? f->presumed == 0 || f->presumed == 1
                : t->k == IR_T_ENUM ? f->presumed >= 0 && f->presumed < m->values.n && m->values.v[f->presumed].enum_ == t->ref
                                    : t->k == IR_T_QTY;
      MUST(fits && !(f->flags & IR_F_MULTI), "a presumed value does not fit its field");
    }
  }
  return NULL;
}

static const char *tables(const ir_module *m) {
  for (uint32_t i = 0; i < m->tables.n; i++) {
    const ir_table *t = &m->tables.v[i];
    MUST(t->decl < m->decls.n && in(t->rows, m->rows.n) && in(t->cols, m->heads.n) && in(t->cells, m->cells.n), "a table is malformed");
    MUST((uint64_t)t->rows.n * t->cols.n == t->cells.n, "a table has more or fewer cells than rows and columns");
    MUST(opt_node_ok(m, t->otherwise), "a table refers to nothing");
    for (uint32_t c = 0; c < t->cols.n; c++) {
      const ir_head *h = &m->heads.v[t->cols.first + c];
      MUST(h->name < m->strs.n && opt_cond_ok(m, h->cond) && (h->type == IR_NONE || h->type < m->types.n), "a column is malformed");
      MUST(t->kind == IR_TABLE_DECISION ? h->cond == IR_NONE : !h->output, "a column does not fit its table");
    }
    for (uint32_t r = 0; r < t->rows.n; r++) {
      const ir_row *row = &m->rows.v[t->rows.first + r];
      MUST(row->name < m->strs.n && opt_cond_ok(m, row->cond) && in(row->cites, m->cites.n) && strs_ok(m, row->notes), "a row is malformed");
      for (uint32_t c = 0; c < t->cols.n; c++) {
        const ir_cell *cell = &m->cells.v[t->cells.first + r * t->cols.n + c];
        MUST(cell->mark < m->strs.n && strs_ok(m, cell->notes), "a cell is malformed");
        bool input = t->kind == IR_TABLE_ROWCOND || (t->kind == IR_TABLE_DECISION && !m->heads.v[t->cols.first + c].output);
        bool unused = input && row->otherwise && t->kind == IR_TABLE_DECISION;
        MUST(unused ? opt_node_ok(m, cell->node) : input ? cond_ok(m, cell->node) : node_ok(m, cell->node), "a cell has no content that fits it");
      }
    }
  }
  return NULL;
}

static const char *decls(const ir_module *m) {
  for (uint32_t i = 0; i < m->decls.n; i++) {
    const ir_decl *d = &m->decls.v[i];
    MUST(d->name < m->strs.n && in(d->params, m->params.n) && in(d->outputs, m->outputs.n) && in(d->variants, m->variants.n),
         "a declaration is malformed");
    MUST(d->owner == IR_NONE || (d->owner < m->decls.n && d->owner != i && m->decls.v[d->owner].owner == IR_NONE), "a declaration stands in none");
    MUST(d->subject == IR_NONE || d->subject < m->ledgers.n, "a declaration is about no ledger");
    for (uint32_t k = 0; k < d->params.n; k++) {
      const ir_param *p = &m->params.v[d->params.first + k];
      MUST(p->name < m->strs.n && p->type < m->types.n && opt_node_ok(m, p->dflt), "a parameter is malformed");
      MUST(p->dflt == IR_NONE || ir_fits(m, m->nodes.v[p->dflt].type, p->type), "a parameter's default has another type");
    }
    for (uint32_t k = 0; k < d->outputs.n; k++)
      MUST(m->outputs.v[d->outputs.first + k].name < m->strs.n && m->outputs.v[d->outputs.first + k].type < m->types.n, "an output is malformed");
    for (uint32_t k = 0; k < d->variants.n; k++) {
      const ir_variant *v = &m->variants.v[d->variants.first + k];
      MUST(period_ok(v->from, v->to) && (v->confirmed == IR_DATE_MAX || ir_day_ok(v->confirmed)), "a period is malformed");
      MUST(in(v->bodies, m->args.n) && in(v->cites, m->cites.n) && strs_ok(m, v->notes), "a variant is malformed");
      bool bodiless = v->body == IR_NONE && v->bodies.n == 0 && (d->kind == IR_D_ADDON || d->kind == IR_D_SCHEDULE);
      MUST(bodiless || (d->outputs.n > 0 && node_ok(m, v->body)), "a variant is malformed");
      MUST(bodiless || v->bodies.n == d->outputs.n || (v->bodies.n == 0 && d->outputs.n == 1), "a variant has more or fewer bodies than outputs");
      for (uint32_t o = 0; !bodiless && o < d->outputs.n; o++) {
        uint32_t body = ir_body(m, v, o);
        MUST(node_ok(m, body), "a variant is malformed");
        MUST(ir_fits(m, m->nodes.v[body].type, m->outputs.v[d->outputs.first + o].type), "a body has another type than its declaration");
      }
      for (uint32_t j = 0; j < k; j++) {
        const ir_variant *w = &m->variants.v[d->variants.first + j];
        MUST(v->to < w->from || w->to < v->from, "two variants of a declaration overlap");
      }
    }
  }
  return NULL;
}

static const char *addons(const ir_module *m) {
  for (uint32_t i = 0; i < m->addons.n; i++) MUST(m->addons.v[i].decl < m->decls.n && strs_ok(m, m->addons.v[i].kinds), "an add-on is malformed");
  return NULL;
}

const char *ir_check(nz_arena *a, const ir_module *m) {
  const char *why = types(m);
  if (!why) why = names(m);
  if (!why) why = ledgers(m);
  if (!why) why = ir_check_nodes(m, false); /* indices and arities, so that types of nodes may be asked for */
  if (!why) why = tables(m);
  if (!why) why = decls(m);
  if (!why) why = addons(m);
  if (!why) why = ir_check_nodes(m, true);  /* types, which need tables and declarations */
  if (!why) why = ir_check_calls(a, m);
  return why;
}
