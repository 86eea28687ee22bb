/* eval_brief.c -- what makes many questions to one large case cheap (nz_eval_brief): what is no part of the claim in question is
 * evaluated without noting its steps, and what came of it is kept for the questions to come. */
#include "eval_int.h"

enum { KEPT_LEAST = 256, KEPT_MOST = 1 << 17, KEPT_ARGS = 4 };

typedef struct kept {
  uint64_t hash;
  uint32_t epoch, version, pass; /* of the supposition it was made under, where it rests on that */
  uint32_t decl, output, nargs; /* decl: one more than its number; 0 nothing is kept here */
  uint8_t k[KEPT_ARGS];
  bool causal;                  /* causes would have been gathered */
  nze_rests rests;
  int64_t date, subject, arg[KEPT_ARGS];
  nz_val result;
} kept;

struct nze_store { kept *v; uint32_t mask; };

void nze_store_new(nz_eval *e) {
  uint32_t n = KEPT_LEAST;
  while (n < KEPT_MOST && n / 16 < e->c->rows.n) n *= 2;
  e->store = NZ_NEW(e->a, nze_store);
  e->store->v = NZ_NEW_N(e->a, kept, n);
  e->store->mask = n - 1;
  e->through = NZ_NEW_N(e->a, int8_t, e->m->nodes.n);
  e->claims = IR_NONE;
  for (uint32_t f = 0; f < e->m->fields.n; f++)
    if (e->m->fields.v[f].flags & IR_F_ITEM) e->claims = e->m->fields.v[f].ledger;
}

static bool any_through(nz_eval *e, ir_range r) {
  for (uint32_t i = r.first; i < r.first + r.n; i++)
    if (nze_through_claims(e, e->m->args.v[i])) return true;
  return false;
}

static bool decl_through(nz_eval *e, const ir_decl *d) {
  for (uint32_t i = d->variants.first; i < d->variants.first + d->variants.n; i++) {
    const ir_variant *v = &e->m->variants.v[i];
    if ((v->body != IR_NONE && nze_through_claims(e, v->body)) || any_through(e, v->bodies)) return true;
  }
  return false;
}

static bool table_through(nz_eval *e, const ir_table *t) {
  for (uint32_t i = t->cells.first; i < t->cells.first + t->cells.n; i++)
    if (e->m->cells.v[i].node != IR_NONE && nze_through_claims(e, e->m->cells.v[i].node)) return true;
  return t->otherwise != IR_NONE && nze_through_claims(e, t->otherwise);
}

bool nze_through_claims(nz_eval *e, uint32_t node) {
  int8_t *known = &e->through[node];
  if (*known) return *known == 2;
  const ir_node *n = &e->m->nodes.v[node];
  *known = 1; /* where declarations go round in a circle */
  bool yes = (n->op == IR_ROWS && n->ref == e->claims) || any_through(e, n->args);
  if (!yes && n->op == IR_DECL) yes = decl_through(e, &e->m->decls.v[n->ref]);
  if (!yes && (n->op == IR_MATRIX || n->op == IR_DTABLE || n->op == IR_COLALL)) yes = table_through(e, &e->m->tables.v[n->ref]);
  *known = yes ? 2 : 1;
  return yes;
}

/* All but the steps of the judgement itself: an 加算, a part of one or a condition, about the row in question. */
bool nze_aside(const nz_eval *e, const nze_frame *f) {
  const ir_decl *d = &e->m->decls.v[f->decl];
  if (!e->brief || e->log || !f->nodes) return false; /* nodes: the question itself has none */
  return !((d->kind == IR_D_ADDON || d->kind == IR_D_CONDITION || d->owner != IR_NONE) && f->subject.st == NZ_KNOWN && f->subject.a == e->asked);
}

bool nze_another(const nz_eval *e, const nze_frame *f) {
  const nz_val *s = &f->subject;
  return s->st == NZ_KNOWN && s->k == IR_T_ROW && e->c->rows.v[s->a].ledger == e->claims && e->presence[s->a] == NZ_ROW_FIXED;
}

/* False: this call cannot be kept. */
static bool key_of(const nz_eval *e, const nze_frame *f, uint32_t output, kept *x) {
  const nz_val *s = &f->subject;
  if (s->st == NZ_KNOWN && s->k == IR_T_ROW && s->a >= e->unsettled) return false;
  if (f->nargs > KEPT_ARGS || !(s->st == NZ_KNOWN || (s->st == NZ_NOVALUE && s->why == NZ_NA_ABSENT))) return false;
  *x = (kept){.decl = f->decl + 1, .output = output, .nargs = f->nargs, .date = e->date, .subject = s->st == NZ_KNOWN ? s->a : -1};
  uint64_t h = x->decl * UINT64_C(0x9e3779b97f4a7c15) + output;
  h = (h ^ (uint64_t)x->date) * UINT64_C(0xff51afd7ed558ccd);
  h = (h ^ h >> 29 ^ (uint64_t)x->subject) * UINT64_C(0xc4ceb9fe1a85ec53);
  for (uint32_t i = 0; i < f->nargs; i++) {
    const nz_val *v = &f->args[i];
    if (v->st != NZ_KNOWN || v->b != 0 || v->k == IR_T_SET || (v->k == IR_T_ROW && v->a >= e->unsettled)) return false;
    x->k[i] = v->k;
    x->arg[i] = v->a;
    h = (h ^ h >> 31 ^ (uint64_t)v->a) * UINT64_C(0x9e3779b97f4a7c15);
  }
  x->hash = h ^ h >> 32;
  return true;
}

static bool same(const kept *x, const kept *y) {
  if (x->hash != y->hash || x->decl != y->decl || x->output != y->output || x->nargs != y->nargs || x->date != y->date || x->subject != y->subject) return false;
  for (uint32_t i = 0; i < x->nargs; i++)
    if (x->k[i] != y->k[i] || x->arg[i] != y->arg[i]) return false;
  return true;
}

bool nze_kept_find(nz_eval *e, const nze_frame *f, uint32_t output, nz_val *result) {
  kept key;
  if (!key_of(e, f, output, &key)) return false;
  const kept *x = &e->store->v[key.hash & e->store->mask];
  if (x->epoch != e->epoch || !same(x, &key) || (x->rests.supposed && x->version != e->version) || (x->rests.others && x->pass != e->pass)) return false;
  if (!nz_settled(&x->result) && !x->causal && nze_causal(e)) return false;
  nze_rest_too(e, x->rests);
  *result = x->result;
  return true;
}

void nze_kept_put(nz_eval *e, const nze_frame *f, uint32_t output, const nz_val *result) {
  kept key;
  if (result->causes.n || (result->st == NZ_KNOWN && result->k == IR_T_SET)) return; /* these live in the memory of this run */
  if (!key_of(e, f, output, &key)) return;
  key.rests = e->rests;
  key.version = e->version;
  key.pass = e->pass;
  key.epoch = e->epoch;
  key.causal = nze_causal(e);
  key.result = *result;
  e->store->v[key.hash & e->store->mask] = key;
}
