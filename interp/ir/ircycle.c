/* ircycle.c -- does every evaluation end, and does each node find what it asks its surroundings for?
 *
 * Ends: a declaration may refer to itself only through another row of its table (利用可否（重度訪問介護） in a cell of
 * 利用可否), so the search goes by (declaration, parameters known to be constants): a *call*. A table whose row key is a
 * parameter not known is entered once for each row, as if it had been given. Heights are kept, so that the deepest
 * evaluation is known too. Scopes: subject, parameters and elements are there, and of the type the node says. */
#include <string.h>

#include "ircheck.h"

enum { KEYS = 8, OPEN = 1, DONE = 2 }; /* parameters followed; a node's state is OPEN, or DONE + its height */

typedef struct call { uint32_t decl, mask; int64_t key[KEYS]; } call;
typedef struct scope { uint32_t up, type, decl, level; bool params; } scope; /* of an element in `up`, or of a declaration */
typedef struct map { uint64_t *key; uint32_t *val; uint32_t n, mask; } map;  /* key 0 is free: stored keys are one more */

typedef struct walk {
  nz_arena *a;
  const ir_module *m;
  const char *why;
  NZ_VEC(call) calls;
  NZ_VEC(uint32_t) buckets; /* of calls, by hash, id + 1 */
  NZ_VEC(scope) scopes;
  map seen;
} walk;

static uint64_t mix(uint64_t h) {
  h ^= h >> 31;
  h *= UINT64_C(0x9E3779B97F4A7C15);
  return h ^ h >> 29;
}

static void map_init(walk *w) {
  w->seen = (map){NZ_NEW_N(w->a, uint64_t, 4096), NZ_NEW_N(w->a, uint32_t, 4096), 0, 4095};
}

/* The value kept for (a, b), 0 at first. Valid until the next call. */
static uint32_t *at(walk *w, uint32_t a, uint32_t b) {
  map *t = &w->seen;
  uint64_t k = ((uint64_t)a << 32 | b) + 1;
  if (t->n > t->mask / 2) {
    map old = *t;
    size_t size = ((size_t)old.mask + 1) * 2;
    *t = (map){NZ_NEW_N(w->a, uint64_t, size), NZ_NEW_N(w->a, uint32_t, size), old.n, (uint32_t)(size - 1)};
    for (uint32_t i = 0; i <= old.mask; i++) {
      if (!old.key[i]) continue;
      uint32_t j = (uint32_t)mix(old.key[i]) & t->mask;
      while (t->key[j]) j = (j + 1) & t->mask;
      t->key[j] = old.key[i];
      t->val[j] = old.val[i];
    }
  }
  uint32_t i = (uint32_t)mix(k) & t->mask;
  while (t->key[i] && t->key[i] != k) i = (i + 1) & t->mask;
  if (!t->key[i]) {
    t->key[i] = k;
    if (++t->n > IR_MAX_CALLS) w->why = "the declarations refer to one another in too many ways to be checked";
  }
  return &t->val[i];
}

/* ---- calls ---- */
static uint32_t call_id(walk *w, const call *c) {
  uint64_t h = mix(c->decl) ^ mix(c->mask + 77u);
  for (int i = 0; i < KEYS; i++) h = mix(h ^ (uint64_t)c->key[i]);
  uint32_t n = w->buckets.n, i = (uint32_t)h & (n - 1);
  for (; w->buckets.v[i]; i = (i + 1) & (n - 1)) {
    const call *d = &w->calls.v[w->buckets.v[i] - 1];
    if (d->decl == c->decl && d->mask == c->mask && memcmp(d->key, c->key, sizeof c->key) == 0) return w->buckets.v[i] - 1;
  }
  if (w->calls.n >= n / 2) {
    w->why = "the declarations refer to one another in too many ways to be checked";
    return 0;
  }
  NZ_PUSH(w->a, &w->calls) = *c;
  w->buckets.v[i] = w->calls.n;
  return w->calls.n - 1;
}

static bool constant(const walk *w, uint32_t c, uint32_t node, int64_t *out) {
  const ir_node *n = ir_at(w->m, node);
  if (n->op == IR_CONST && w->m->types.v[n->type].k == IR_T_ENUM) {
    *out = n->imm;
    return true;
  }
  if (n->op != IR_PARAM || n->imm < 0 || n->imm >= KEYS || !(w->calls.v[c].mask >> n->imm & 1)) return false;
  *out = w->calls.v[c].key[n->imm];
  return true;
}

static uint32_t height(walk *w, uint32_t c, uint32_t node, uint32_t depth);

static uint32_t over_table(walk *w, uint32_t c, const ir_node *n, uint32_t depth) {
  const ir_module *m = w->m;
  const ir_table *t = &m->tables.v[n->ref];
  uint32_t most = 0, h;
#define TRY(ctx, id)                                                     \
  do {                                                                   \
    h = (id) == IR_NONE || w->why ? 0 : height(w, (ctx), (id), depth);   \
    most = h > most ? h : most;                                          \
  } while (0)
  for (uint32_t i = 0; i < t->cols.n; i++) TRY(c, m->heads.v[t->cols.first + i].cond);
  TRY(c, t->otherwise);
  int64_t key = 0;
  bool known = n->op == IR_MATRIX && constant(w, c, ir_arg(m, n, 0), &key);
  const ir_node *k = n->op == IR_MATRIX ? ir_at(m, ir_arg(m, n, 0)) : NULL;
  bool refine = k && !known && k->op == IR_PARAM && k->imm >= 0 && k->imm < KEYS && m->types.v[k->type].k == IR_T_ENUM;
  for (uint32_t r = 0; r < t->rows.n; r++) {
    const ir_row *row = &m->rows.v[t->rows.first + r];
    if (known && row->value != key) continue;
    uint32_t in = c;
    if (refine) {
      call narrow = w->calls.v[c];
      narrow.mask |= 1u << k->imm;
      narrow.key[k->imm] = row->value;
      in = call_id(w, &narrow);
    }
    for (uint32_t i = 0; i < t->cols.n; i++) TRY(in, m->cells.v[t->cells.first + r * t->cols.n + i].node);
  }
#undef TRY
  return most;
}

static uint32_t over_call(walk *w, uint32_t c, const ir_node *n, uint32_t depth) {
  const ir_module *m = w->m;
  const ir_decl *d = &m->decls.v[n->ref];
  call next = {.decl = n->ref};
  uint32_t row = d->subject != IR_NONE, given = n->args.n - row, most = 0;
  for (uint32_t i = 0; i < given && i < KEYS; i++)
    if (constant(w, c, ir_arg(m, n, row + i), &next.key[i])) next.mask |= 1u << i;
  uint32_t in = call_id(w, &next);
  for (uint32_t i = given; i < d->params.n && !w->why; i++) {
    uint32_t h = height(w, in, m->params.v[d->params.first + i].dflt, depth);
    most = h > most ? h : most;
  }
  for (uint32_t i = 0; i < d->variants.n && !w->why; i++) {
    uint32_t body = ir_body(m, &m->variants.v[d->variants.first + i], (uint32_t)n->imm);
    uint32_t h = body == IR_NONE ? 0 : height(w, in, body, depth);
    most = h > most ? h : most;
  }
  return most;
}

/* The longest chain of steps from a node, itself included; 0 when something is wrong. */
static uint32_t height(walk *w, uint32_t c, uint32_t node, uint32_t depth) {
  if (w->why) return 0;
  uint32_t *state = at(w, c, node), known = *state;
  if (w->why) return 0;
  if (known == OPEN) {
    w->why = "a declaration refers to itself";
    return 0;
  }
  if (depth + (known ? known - DONE : 0) > IR_MAX_DEPTH) {
    w->why = "expressions or declarations are nested too deep";
    return 0;
  }
  if (known) return known - DONE;
  *state = OPEN;
  const ir_node *n = ir_at(w->m, node);
  uint32_t most = 0;
  for (uint32_t i = 0; i < n->args.n && !w->why; i++) {
    uint32_t h = height(w, c, ir_arg(w->m, n, i), depth + 1);
    most = h > most ? h : most;
  }
  uint32_t below = 0;
  if (w->why) return 0;
  if (n->op == IR_DECL && !(n->flags & IR_NF_FOLD)) below = over_call(w, c, n, depth + 1);
  else if (n->op == IR_MATRIX || n->op == IR_DTABLE || n->op == IR_COLALL) below = over_table(w, c, n, depth + 1);
  most = (below > most ? below : most) + 1;
  *at(w, c, node) = DONE + most;
  return most;
}

/* ---- scopes ---- */
static void look(walk *w, uint32_t s, uint32_t node);

static void look_inside(walk *w, uint32_t s, uint32_t set, uint32_t node) {
  const ir_module *m = w->m;
  uint32_t type = m->types.v[ir_at(m, set)->type].ref;
  scope in = {.up = s, .type = type, .decl = w->scopes.v[s].decl, .level = w->scopes.v[s].level + 1, .params = w->scopes.v[s].params};
  if (in.level > IR_MAX_SETS) {
    w->why = "sets are nested too deep";
    return;
  }
  uint32_t id = s + 1; /* one scope for each (surroundings, type): newer scopes are few and follow */
  while (id < w->scopes.n && (w->scopes.v[id].up != s || w->scopes.v[id].type != type || w->scopes.v[id].level != in.level)) id++;
  if (id == w->scopes.n) NZ_PUSH(w->a, &w->scopes) = in;
  look(w, id, node);
}

static bool item_ok(const walk *w, uint32_t s, const ir_node *n) {
  const scope *at = &w->scopes.v[s];
  if (n->imm < 0 || n->imm >= at->level) return false;
  for (int64_t i = 0; i < n->imm; i++) at = &w->scopes.v[at->up];
  return ir_fits(w->m, at->type, n->type);
}

static void look(walk *w, uint32_t s, uint32_t node) {
  if (w->why) return;
  uint32_t *state = at(w, s, node);
  if (w->why || *state) return;
  *state = DONE;
  const ir_module *m = w->m;
  const ir_node *n = ir_at(m, node);
  const ir_decl *d = &m->decls.v[w->scopes.v[s].decl];
  uint32_t inner = n->args.n, after = n->args.n; /* args from inner up to after see the element */
  switch ((ir_op)n->op) {
  case IR_SUBJECT:
    if (d->subject == IR_NONE || m->types.v[n->type].k != IR_T_ROW || m->types.v[n->type].ref != d->subject) w->why = "a node asks for a subject row that is not there";
    break;
  case IR_PARAM:
    if (!w->scopes.v[s].params || n->imm < 0 || n->imm >= d->params.n || !ir_fits(m, m->params.v[d->params.first + n->imm].type, n->type))
      w->why = "a node asks for a parameter that is not there";
    break;
  case IR_ITEM:
    if (!item_ok(w, s, n)) w->why = "a node asks for an element that is not there";
    break;
  case IR_WHERE: inner = 1, after = 2; break;
  case IR_DISTINCT:
  case IR_SUM:
  case IR_LARGEST:
  case IR_SMALLEST:
  case IR_MEAN: inner = 1; break;
  case IR_RANK: inner = 2; break;
  default: break;
  }
  for (uint32_t i = 0; i < n->args.n; i++) {
    if (i >= inner && i < after) look_inside(w, s, ir_arg(m, n, 0), ir_arg(m, n, i));
    else look(w, s, ir_arg(m, n, i));
  }
  if (n->op != IR_MATRIX && n->op != IR_DTABLE && n->op != IR_COLALL) return;
  const ir_table *t = &m->tables.v[n->ref];
  for (uint32_t i = 0; i < t->cols.n; i++)
    if (m->heads.v[t->cols.first + i].cond != IR_NONE) look(w, s, m->heads.v[t->cols.first + i].cond);
  for (uint32_t i = 0; i < t->cells.n; i++)
    if (m->cells.v[t->cells.first + i].node != IR_NONE) look(w, s, m->cells.v[t->cells.first + i].node);
  if (t->otherwise != IR_NONE) look(w, s, t->otherwise);
}

const char *ir_check_calls(nz_arena *a, const ir_module *m) {
  walk w = {.a = a, .m = m};
  map_init(&w);
  size_t buckets = 1 << 17; /* twice the number of calls there may be */
  w.buckets.v = NZ_NEW_N(a, uint32_t, buckets);
  w.buckets.n = w.buckets.cap = (uint32_t)buckets;
  for (uint32_t i = 0; i < m->decls.n && !w.why; i++) { /* by heights first: after that recursion is known to be shallow */
    const ir_decl *d = &m->decls.v[i];
    uint32_t c = call_id(&w, &(call){.decl = i});
    for (uint32_t k = 0; k < d->params.n && !w.why; k++)
      if (m->params.v[d->params.first + k].dflt != IR_NONE) height(&w, c, m->params.v[d->params.first + k].dflt, 1);
    for (uint32_t k = 0; k < d->variants.n; k++)
      for (uint32_t o = 0; o < d->outputs.n; o++) {
        uint32_t body = ir_body(m, &m->variants.v[d->variants.first + k], o);
        if (body != IR_NONE && !w.why) height(&w, c, body, 1);
      }
  }
  map_init(&w);
  for (uint32_t i = 0; i < m->decls.n && !w.why; i++) {
    const ir_decl *d = &m->decls.v[i];
    for (uint32_t k = 0; k < d->params.n; k++) {
      if (m->params.v[d->params.first + k].dflt == IR_NONE) continue;
      NZ_PUSH(a, &w.scopes) = (scope){.up = IR_NONE, .decl = i};
      look(&w, w.scopes.n - 1, m->params.v[d->params.first + k].dflt);
    }
    NZ_PUSH(a, &w.scopes) = (scope){.up = IR_NONE, .decl = i, .params = true};
    uint32_t s = w.scopes.n - 1;
    for (uint32_t k = 0; k < d->variants.n; k++)
      for (uint32_t o = 0; o < d->outputs.n; o++) {
        uint32_t body = ir_body(m, &m->variants.v[d->variants.first + k], o);
        if (body != IR_NONE) look(&w, s, body);
      }
  }
  return w.why;
}
