#include "example.h"

#include "../exec/eval.h"
#include "../facts/case_decl.h"
#include "stage.h"

typedef struct looking { nz_arena *a; const nz_duties *d; const nz_case *c; nz_eval *e; } looking;

/* The field of a ledger with this flag, IR_NONE. */
static uint32_t flagged(const ir_module *m, uint32_t ledger, uint32_t flag) {
  ir_range f = m->ledgers.v[ledger].fields;
  for (uint32_t i = f.first; i < f.first + f.n; i++)
    if (m->fields.v[i].flags & flag) return i;
  return IR_NONE;
}

static bool is_value(const looking *k, uint32_t row, uint32_t field, ir_str name) {
  if (field == IR_NONE) return false;
  const nz_cellval *v = &k->c->cells.v[nz_cell_of(k->c, row, field)];
  return v->state == NZ_CELL_GIVEN && k->d->m->values.v[v->v].name == name;
}

/* A claim of what the duty is about, of its 種類 where it has them */
static bool claims_it(const looking *k, const nz_duty *x, uint32_t row) {
  const ir_module *m = k->d->m;
  uint32_t ledger = k->c->rows.v[row].ledger;
  return is_value(k, row, flagged(m, ledger, IR_F_ITEM), m->values.v[x->item].name) && (!x->kind_of || is_value(k, row, flagged(m, ledger, IR_F_KIND), x->kind_of));
}

static bool holds(const looking *k, const nz_duty *x, const nz_question *q) {
  nz_val v = nz_eval_run(k->e, q, NULL);
  return x->kind == NZ_DUTY_CLAIM ? nz_meets(&v, NZ_OUT_ALLOW) : v.st == NZ_KNOWN && v.a;
}

/* With its parameter at each of the values it is asked with; with two of them nothing is tried. */
static bool holds_for(const looking *k, const nz_duty *x, uint32_t subject) {
  const ir_module *m = k->d->m;
  uint32_t decl = x->kind == NZ_DUTY_CLAIM ? x->about : x->decl, n = m->decls.v[decl].params.n;
  nz_question q = {.decl = decl, .subject = subject, .want = -1, .nargs = n};
  int64_t *value = NULL;
  bool exact = true;
  if (n > 1) return false;
  uint32_t values = n ? nz_stage_values(k->a, m, &m->params.v[m->decls.v[decl].params.first], k->c->date, &value, &exact) : 0;
  if (!values) return holds(k, x, &q); /* it has none, or a usual value */
  for (uint32_t i = 0; i < values; i++) {
    q.args[0] = value[i];
    q.has[0] = true;
    if (holds(k, x, &q)) return true;
  }
  return false;
}

static bool meets(const looking *k, const nz_duty *x) {
  const ir_decl *of = &k->d->m->decls.v[x->kind == NZ_DUTY_CLAIM ? x->about : x->decl];
  if (of->subject == IR_NONE) return holds_for(k, x, IR_NONE);
  for (uint32_t r = 0; r < k->c->rows.n; r++)
    if (k->c->rows.v[r].ledger == of->subject && (x->kind != NZ_DUTY_CLAIM || claims_it(k, x, r)) && holds_for(k, x, r)) return true;
  return false;
}

void nz_examples_meet(nz_arena *scratch, const nz_duties *d, const size_t *duty, size_t n, bool *met) {
  const nz_program *p = d->p;
  size_t left = n;
  for (size_t i = 0; i < n; i++) met[i] = false;
  for (uint32_t i = 0; i < p->cases.n && left; i++) {
    nz_arena_reset(scratch);
    nz_diags said;
    nz_diags_init(&said, scratch);
    nz_case *c = nz_case_from_decl(scratch, d->m, &said, p->names, p->case_trees.v[i], p->cases.v[i]);
    if (!c || said.errors || c->date == IR_DATE_MIN) continue;
    c->given.n = 0; /* 仮に */
    looking k = {scratch, d, c, nz_eval_new(scratch, d->m, c)};
    nz_eval_date(k.e, c->date);
    for (size_t j = 0; j < n; j++)
      if (!met[j] && meets(&k, &d->list.v[duty[j]])) met[j] = true, left--;
  }
}
