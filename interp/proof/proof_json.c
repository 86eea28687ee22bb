/* proof_json.c -- a recorded proof as a document; see proof.h */
#include "proof.h"

/* Numbers the steps reached from the root in the order in which a walk from left to right leaves them (P1.2). */
static uint32_t number(nz_arena *a, const nz_proof *p, uint32_t *id, uint32_t *order) {
  typedef struct frame { uint32_t node, next; } frame;
  NZ_VEC(frame) stack = {0};
  uint32_t n = 0;
  NZ_PUSH(a, &stack) = (frame){p->root, 0};
  while (stack.n) {
    frame *f = &stack.v[stack.n - 1];
    const nz_pnode *at = &p->nodes.v[f->node];
    if (f->next < at->nkids) {
      uint32_t kid = p->kids.v[at->kids + f->next++];
      if (id[kid] == IR_NONE) NZ_PUSH(a, &stack) = (frame){kid, 0};
      continue;
    }
    if (id[f->node] == IR_NONE) {
      order[n] = f->node;
      id[f->node] = n++;
    }
    stack.n--;
  }
  return n;
}

static uint32_t choice_of(const ir_module *m, const nz_case *c, const nz_proof_of *of, uint32_t reading) {
  if (of->choice && of->choice[reading] != IR_NONE) return of->choice[reading];
  if (c->choice && c->choice[reading]) return c->choice[reading] - 1u;
  return m->readings.v[reading].dflt;
}

static uint32_t subject_of(const ir_module *m, const nz_case *c, const nz_question *q) {
  uint32_t ledger = m->decls.v[q->decl].subject;
  if (ledger == IR_NONE) return IR_NONE;
  if (q->subject != IR_NONE) return q->subject;
  for (uint32_t i = 0; i < c->rows.n; i++)
    if (c->rows.v[i].ledger == ledger) return i;
  return IR_NONE;
}

void nz_proof_json(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof_of *of, const nz_proof *p, ir_buf *out) {
  const nz_question *q = of->q;
  const ir_decl *d = &m->decls.v[q->decl];
  char own[65];
  const char *fingerprint = of->fingerprint ? of->fingerprint : own;
  if (!of->fingerprint) ir_fingerprint(m, own);
  uint32_t *choice = NZ_NEW_N(a, uint32_t, m->readings.n);
  for (uint32_t i = 0; i < m->readings.n; i++) choice[i] = choice_of(m, c, of, i);
  nz_val args[8] = {{0}};
  uint32_t nargs = d->params.n < 8 ? d->params.n : 8;
  for (uint32_t i = 0; i < nargs; i++) {
    args[i].st = NZ_MISSING;
    if (i < q->nargs && q->has[i]) args[i] = nz_known((ir_tk)m->types.v[m->params.v[d->params.first + i].type].k, q->args[i]);
  }
  nz_claim claim = {.fingerprint = fingerprint, .decl = q->decl, .output = q->output, .subject = subject_of(m, c, q), .nargs = nargs, .args = args,
                    .want = q->want, .date = of->date, .strict = of->strict, .choice = choice, .answer = p->nodes.v[p->root].val};
  ir_buf_put(out, "{", 1);
  nz_claim_json(m, c, &claim, out);
  ir_buf_printf(out, ",\"steps\":[");
  uint32_t *id = NZ_NEW_N(a, uint32_t, p->nodes.n), *order = NZ_NEW_N(a, uint32_t, p->nodes.n);
  for (uint32_t i = 0; i < p->nodes.n; i++) id[i] = IR_NONE;
  uint32_t n = number(a, p, id, order), most = 0;
  for (uint32_t i = 0; i < p->nodes.n; i++) most = p->nodes.v[i].nkids > most ? p->nodes.v[i].nkids : most;
  uint32_t *kids = NZ_NEW_N(a, uint32_t, most);
  for (uint32_t i = 0; i < n; i++) {
    const nz_pnode *at = &p->nodes.v[order[i]];
    const ir_node *node = at->node == IR_NONE ? NULL : ir_at(m, at->node);
    for (uint32_t k = 0; k < at->nkids; k++) kids[k] = id[p->kids.v[at->kids + k]];
    nz_step s = {.node = at->node, .type = node ? node->type : nz_output_type(m, q->decl, q->output), .val = at->val, .kids = kids, .nkids = at->nkids,
                 .cell = at->cell, .row = at->row, .col = at->col, .choice = IR_NONE, .decl = at->decl, .variant = at->variant, .date = at->date,
                 .presumed = at->presumed != 0};
    if (node && node->op == IR_READING) s.choice = choice[node->ref];
    ir_buf_put(out, i ? ",\n" : "\n", i ? 2 : 1);
    nz_step_json(m, c, i, &s, out);
  }
  ir_buf_printf(out, "\n]}\n");
}
