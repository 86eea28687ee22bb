/* check.c -- the walk over a proof: environments, numbering, each step against the one derived; see check.h */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check_int.h"

enum { SHOWN = 400 }; /* bytes of a step quoted in a message */

_Noreturn void ck_bad(checker *k, uint32_t step, const char *what) {
  k->why.n = 0;
  if (step == IR_NONE) ir_buf_printf(&k->why, "%s", what);
  else ir_buf_printf(&k->why, "証明の段%" PRIu32 "：%s", step, what);
  longjmp(k->bad, 1);
}

/* ---- environments ---- (equal by value: P1.3) */
static void put_int(ir_buf *b, int64_t v) { ir_buf_put(b, (const char *)&v, sizeof v); }

static void put_val(ir_buf *b, const nz_val *v) {
  const int64_t head[] = {v->st, v->k, v->why, v->bounded, v->text, v->a, v->b, v->causes.n};
  ir_buf_put(b, (const char *)head, sizeof head);
  for (uint32_t i = 0; i < v->causes.n; i++) {
    put_int(b, v->causes.v[i].kind);
    put_int(b, v->causes.v[i].id);
  }
}

static nz_sym env_id(checker *k, ck_env *e) {
  if (e->id) return e->id;
  ir_buf *b = &k->expected; /* free between two steps */
  b->n = 0;
  put_val(b, &e->subject);
  put_int(b, e->nparams);
  for (uint32_t i = 0; i < e->nparams; i++) put_val(b, &e->params[i]);
  for (const ck_item *it = e->items; it; it = it->up) {
    put_int(b, it->k);
    put_int(b, it->id);
  }
  put_int(b, e->date);
  if (e->main) put_val(b, e->main);
  return e->id = nz_intern_put(k->envs, b->p, b->n);
}

/* ---- one step ---- */
static nz_val derive(checker *k, ck_step *s) {
  switch ((ir_op)s->n->op) {
  case IR_CONST: case IR_TODAY: case IR_SUBJECT: case IR_ITEM: case IR_PARAM: case IR_FIELD: case IR_DECL: case IR_READING:
  case IR_ASOF: case IR_OUTCOME: case IR_DECIDE: case IR_MARK: case IR_WITHDRAW:
    return ck_term(k, s);
  case IR_ADD: case IR_SUB: case IR_MUL: case IR_DIV: case IR_FLOOR: case IR_CEIL: case IR_RESCALE: case IR_MIN: case IR_MAX:
    return ck_number(k, s);
  case IR_AGE: case IR_REACH: case IR_MONTHOF: case IR_YEARSTART: case IR_FIRSTDAY: case IR_LASTDAY: case IR_ADDMONTHS: case IR_ADDDAYS:
  case IR_MONTHDIFF: case IR_DAYDIFF: case IR_DAYOF: case IR_PSTART: case IR_PEND:
    return ck_date(k, s);
  case IR_AND: case IR_OR: case IR_NOT: case IR_ATLEAST: case IR_LT: case IR_LE: case IR_GT: case IR_GE: case IR_EQ: case IR_NE:
  case IR_IN: case IR_ISBLANK: case IR_CONTAINS: case IR_OUTIS:
    return ck_condition(k, s);
  case IR_ROWS: case IR_REFS: case IR_MONTHS: case IR_WHERE: return ck_set_step(k, s);
  case IR_EXISTS: case IR_COUNT: case IR_DISTINCT: case IR_SUM: case IR_LARGEST: case IR_SMALLEST: case IR_MEAN: case IR_RANK:
    return ck_over_set(k, s);
  case IR_MATRIX: return ck_matrix(k, s);
  case IR_DTABLE: return ck_dtable(k, s);
  case IR_COLALL: return ck_colall(k, s);
  case IR_PROV: return ck_prov(k, s);
  case IR_PROVITEM: return ck_provitem(k, s);
  case IR_OP_COUNT: break;
  }
  ck_bad(k, s->id, "知らない演算です。");
}

/* The step as derived and the step as written, member by member. */
static void compare(checker *k, const ck_step *s) {
  json_t *said = json_array_get(k->steps, s->id);
  ir_buf *b = &k->expected;
  b->n = 0;
  nz_step_json(k->m, k->c, s->id, &s->out, b);
  json_t *must = json_loadb(b->p, b->n, 0, NULL);
  if (!must) nz_oom(k->a); /* the text is well formed: only memory can have failed */
  bool same = json_equal(must, said) == 1;
  json_decref(must);
  if (same) return;
  size_t n = b->n < SHOWN ? b->n : SHOWN;
  while (n < b->n && n > 0 && ((unsigned char)b->p[n] & 0xC0) == 0x80) n--;
  k->why.n = 0;
  ir_buf_printf(&k->why, "証明の段%" PRIu32 "：規則と事実から導いたものと違います。導いたもの：", s->id);
  ir_buf_put(&k->why, b->p, n);
  if (n < b->n) ir_buf_printf(&k->why, "…");
  longjmp(k->bad, 1);
}

static void open_step(checker *k, ck_step *s, uint32_t id) {
  json_t *said = json_array_get(k->steps, id);
  s->id = id;
  s->kids = json_object_get(said, "kids");
  if (!json_is_object(said) || !json_is_array(s->kids)) ck_bad(k, id, "段の形をしていません。");
  s->out = (nz_step){.node = IR_NONE, .type = IR_NONE, .cell = IR_NONE, .row = IR_NONE, .col = IR_NONE, .choice = IR_NONE, .decl = IR_NONE, .variant = IR_NONE};
}

static void close_step(checker *k, ck_step *s) {
  size_t n = json_array_size(s->kids);
  if (s->at != n) ck_bad(k, s->id, "規則が求めない前提があります。");
  if (s->id != k->left) ck_bad(k, s->id, "段の番号の順が違います。");
  uint32_t *kids = NZ_NEW_N(k->a, uint32_t, n);
  for (size_t i = 0; i < n; i++) kids[i] = (uint32_t)json_integer_value(json_array_get(s->kids, i));
  s->out.kids = kids;
  s->out.nkids = (uint32_t)n;
  s->out.date = s->env->date;
  compare(k, s);
  k->left++;
}

const ck_done *ck_take(checker *k, ck_step *up, uint32_t node, ck_env *env) {
  json_t *ref = json_array_get(up->kids, up->at);
  if (!ref) ck_bad(k, up->id, "なければならない前提が欠けています。");
  json_int_t id = json_integer_value(ref);
  if (!json_is_integer(ref) || id < 0 || id >= k->nsteps) ck_bad(k, up->id, "ない段を前提にしています。");
  up->at++;
  ck_done *d = &k->done[id];
  nz_sym e = env_id(k, env);
  if (d->open) ck_bad(k, up->id, "段が自分自身を前提にしています。");
  if (d->done) { /* P1.3 */
    if (d->node != node || d->env != e) ck_bad(k, up->id, "ほかの場所の段を前提にしています。");
    return d;
  }
  ck_step s = {.env = env, .n = ir_at(k->m, node)};
  open_step(k, &s, (uint32_t)id);
  d->open = true;
  s.out.node = node;
  s.out.type = s.n->type;
  json_t *said = json_object_get(json_array_get(k->steps, (size_t)id), "node");
  if (!json_is_integer(said) || json_integer_value(said) != node) ck_bad(k, s.id, "規則が求めるものとは別の節です。");
  s.out.val = derive(k, &s);
  close_step(k, &s);
  *d = (ck_done){.done = true, .node = node, .env = e, .v = s.out.val, .set = s.set};
  return d;
}

nz_val ck_arg(checker *k, ck_step *s, uint32_t i) { return ck_take(k, s, ir_arg(k->m, s->n, i), s->env)->v; }
const ir_type *ck_arg_type(const checker *k, const ck_step *s, uint32_t i) { return &k->m->types.v[ir_at(k->m, ir_arg(k->m, s->n, i))->type]; }

/* ---- declarations ---- */
static const nz_given *given_of(const nz_case *c, uint32_t decl) {
  for (uint32_t i = 0; i < c->given.n; i++)
    if (c->given.v[i].decl == decl) return &c->given.v[i];
  return NULL;
}

/* A step whose value is that of the step below it, also where that is a set. */
static nz_val passed_on(ck_step *s, const ck_done *below) {
  s->set = below->set;
  return below->v;
}

nz_val ck_declared(checker *k, ck_step *s, uint32_t decl, uint32_t output, nz_val subject, nz_val *params, const bool *given) {
  const ir_module *m = k->m;
  const ir_decl *d = &m->decls.v[decl];
  s->out.decl = decl;
  ck_env alone = {.subject = subject, .date = s->env->date};
  for (uint32_t i = 0; i < d->params.n; i++) {
    if (given[i]) continue;
    uint32_t dflt = m->params.v[d->params.first + i].dflt;
    if (dflt == IR_NONE) ck_bad(k, s->id, "引数が足りません。");
    params[i] = ck_take(k, s, dflt, &alone)->v;
  }
  uint32_t variant = ir_variant_on(m, d, s->env->date);
  if (variant == IR_NONE) return ck_missing(k, NZ_C_NOVARIANT, decl);
  const ir_variant *v = &m->variants.v[variant];
  if (k->strict && v->confirmed < s->env->date) return ck_missing(k, NZ_C_NOVARIANT, decl);
  s->out.variant = variant;
  uint32_t body = ir_body(m, v, output);
  if (body == IR_NONE) return nz_fault(NZ_FAULT_LATER);
  ck_env *inner = NZ_NEW(k->a, ck_env);
  *inner = (ck_env){.subject = subject, .params = params, .nparams = d->params.n, .date = s->env->date};
  return passed_on(s, ck_take(k, s, body, inner));
}

/* S3.3, P3.2: does the case give this declaration? */
static bool is_given(checker *k, ck_step *s, uint32_t decl, nz_val *out) {
  const nz_given *g = given_of(k->c, decl);
  if (!g) return false;
  uint32_t type = nz_output_type(k->m, decl, 0);
  ir_tk kind = type == IR_NONE ? IR_T_QTY : (ir_tk)k->m->types.v[type].k;
  s->out.decl = decl;
  *out = nz_known(kind, g->num);
  nz_ratio r;
  if (kind != IR_T_RATIO) return true;
  *out = ck_quotient(nz_ratio_make(g->num, g->den, &r), r);
  return true;
}

static nz_val subject_value(checker *k, const nz_claim *claim) {
  uint32_t ledger = k->m->decls.v[claim->decl].subject;
  if (ledger == IR_NONE) return nz_novalue(NZ_NA_ABSENT); /* never asked for */
  return claim->subject == IR_NONE ? ck_missing(k, NZ_C_NOROW, ledger) : nz_known(IR_T_ROW, claim->subject);
}

static void check(checker *k) {
  nz_claim claim;
  ck_read_claim(k, &claim);
  k->steps = json_object_get(k->root, "steps");
  if (!json_is_array(k->steps) || json_array_size(k->steps) == 0 || json_array_size(k->steps) >= IR_NONE) ck_bad(k, IR_NONE, "証明に段がありません。");
  k->nsteps = (uint32_t)json_array_size(k->steps);
  k->done = NZ_NEW_N(k->a, ck_done, k->nsteps);
  const ir_decl *d = &k->m->decls.v[claim.decl];
  nz_val *params = NZ_NEW_N(k->a, nz_val, d->params.n);
  bool *given = NZ_NEW_N(k->a, bool, d->params.n);
  for (uint32_t i = 0; i < claim.nargs; i++) {
    given[i] = claim.args[i].st == NZ_KNOWN;
    params[i] = claim.args[i];
  }
  ck_env outside = {.date = claim.date};
  ck_step s = {.env = &outside};
  open_step(k, &s, k->nsteps - 1);
  k->done[s.id].open = true;
  s.out.type = nz_output_type(k->m, claim.decl, claim.output);
  if (!is_given(k, &s, claim.decl, &s.out.val))
    s.out.val = ck_declared(k, &s, claim.decl, claim.output, subject_value(k, &claim), params, given);
  close_step(k, &s);
  if (k->left != k->nsteps) ck_bad(k, IR_NONE, "どこからも前提にされていない段があります。");
  ck_compare_claim(k, &claim, &s.out.val);
}

/* DECL as a step: its arguments, then as the root. */
static nz_val call(checker *k, ck_step *s) {
  const ir_node *n = s->n;
  const ir_decl *d = &k->m->decls.v[n->ref];
  nz_val v;
  if (is_given(k, s, n->ref, &v)) return v;
  nz_val subject = nz_novalue(NZ_NA_ABSENT);
  uint32_t at = 0;
  if (d->subject != IR_NONE) subject = ck_arg(k, s, at++);
  nz_val *params = NZ_NEW_N(k->a, nz_val, d->params.n);
  bool *given = NZ_NEW_N(k->a, bool, d->params.n);
  for (uint32_t i = 0; at < n->args.n; i++, at++) {
    params[i] = ck_arg(k, s, at);
    given[i] = true;
  }
  return ck_declared(k, s, n->ref, (uint32_t)n->imm, subject, params, given);
}

nz_val ck_term(checker *k, ck_step *s) {
  const ir_module *m = k->m;
  const ir_node *n = s->n;
  ck_env *e = s->env;
  nz_val v;
  switch ((ir_op)n->op) {
  case IR_CONST: {
    ir_tk kind = (ir_tk)m->types.v[n->type].k;
    if (kind == IR_T_TEXT) return ck_text(k, ir_text(m, n->ref));
    v = kind == IR_T_NOTHING ? nz_novalue((int)n->imm) : nz_known(kind, n->imm);
    if (kind == IR_T_NOTHING && n->ref != IR_NONE) v.text = n->ref;
    if (kind == IR_T_RATIO || kind == IR_T_PERIOD) v.b = n->imm2;
    return v;
  }
  case IR_TODAY: return e->date == IR_DATE_MIN ? (nz_val){.st = NZ_MISSING} : nz_known(IR_T_DATE, e->date);
  case IR_SUBJECT: return e->subject;
  case IR_ITEM: {
    const ck_item *it = e->items;
    for (int64_t i = 0; it && i < n->imm; i++) it = it->up;
    if (!it) ck_bad(k, s->id, "要素がありません。");
    return nz_known(it->k, it->id);
  }
  case IR_PARAM:
    if (n->imm < 0 || n->imm >= e->nparams) ck_bad(k, s->id, "引数がありません。");
    return e->params[n->imm];
  case IR_FIELD: {
    v = ck_arg(k, s, 0);
    if (v.st != NZ_KNOWN) return ck_passed(v);
    const ir_field *f = &m->fields.v[n->ref];
    if (v.k != IR_T_ROW || k->c->rows.v[v.a].ledger != f->ledger) ck_bad(k, s->id, "別の台帳の行です。");
    s->out.cell = nz_cell_of(k->c, (uint32_t)v.a, n->ref);
    const nz_cellval *cell = &k->c->cells.v[s->out.cell];
    const ir_type *t = &m->types.v[f->type];
    if (cell->state == NZ_CELL_BLANK) return nz_novalue(NZ_NA_BLANK);
    if (cell->state == NZ_CELL_GIVEN) {
      if (t->k == IR_T_TEXT) return ck_text(k, k->c->texts.v[cell->v]);
      v = nz_known((ir_tk)t->k, cell->v);
      if (t->k == IR_T_RATIO || t->k == IR_T_PERIOD) v.b = cell->v2;
      return v;
    }
    if ((f->flags & IR_F_PRESUMED) && !k->strict) {
      s->out.presumed = true;
      return nz_known((ir_tk)t->k, f->presumed);
    }
    v = ck_missing(k, NZ_C_FACT, s->out.cell);
    if (t->k == IR_T_QTY && !(f->flags & IR_F_BLANK) && (f->lo != INT64_MIN || f->hi != INT64_MAX)) v.bounded = 1, v.a = f->lo, v.b = f->hi;
    return v;
  }
  case IR_DECL: return call(k, s);
  case IR_READING:
    s->out.choice = k->choice[n->ref];
    return ck_arg(k, s, k->choice[n->ref]);
  case IR_ASOF: {
    v = ck_arg(k, s, 0);
    if (v.st != NZ_KNOWN) return ck_passed(v);
    ck_env *then = NZ_NEW(k->a, ck_env);
    *then = *e;
    then->date = v.a;
    then->id = 0;
    return passed_on(s, ck_take(k, s, ir_arg(m, n, 1), then));
  }
  case IR_OUTCOME: {
    nz_val arg = nz_novalue(NZ_NA_ABSENT);
    uint32_t text = n->ref == IR_NONE ? 0 : n->ref;
    if (n->args.n) arg = ck_arg(k, s, 0);
    if (n->args.n && (n->imm == NZ_OUT_ALLOW || n->imm == NZ_OUT_VALUE)) return arg;
    switch ((enum nz_out)n->imm) {
    case NZ_OUT_NA: v = nz_novalue(NZ_NA_OUTSIDE); break;
    case NZ_OUT_REFER:
      v = ck_missing(k, NZ_C_ASK, text);
      v.st = NZ_REFERRED;
      break;
    case NZ_OUT_UNKNOWN: return (nz_val){.st = NZ_MISSING, .text = text};
    case NZ_OUT_DENY:
      if (m->types.v[n->type].k != IR_T_DECISION) {
        v = nz_novalue(NZ_NA_DENIED);
        break;
      } /* fall through */
    default: v = nz_known(IR_T_DECISION, n->imm);
    }
    v.text = text;
    return v;
  }
  case IR_DECIDE:
  case IR_MARK:
    v = ck_arg(k, s, 0);
    if (v.st == NZ_KNOWN && v.k == IR_T_BOOL && m->types.v[n->type].k == IR_T_DECISION) return nz_known(IR_T_DECISION, v.a ? NZ_OUT_ALLOW : NZ_OUT_DENY);
    return v;
  default: /* WITHDRAW: P3.29 */
    if (!e->main) ck_bad(k, s->id, "この限りでない、が立つ所ではありません。");
    return *e->main;
  }
}

/* Does the proof hold? Refusals come back here. */
static bool holds(checker *k) {
  if (setjmp(k->bad)) return false;
  check(k);
  return true;
}

/* Memory that runs out leaves through here, so that what jansson holds is given back first. */
static bool holds_or_oom(checker *k, jmp_buf *oom) {
  jmp_buf inner;
  k->a->oom = &inner;
  if (setjmp(inner)) {
    json_decref(k->root);
    k->a->oom = oom;
    nz_oom(k->a);
  }
  bool ok = holds(k);
  k->a->oom = oom;
  json_decref(k->root);
  return ok;
}

static void tell(const ir_buf *b, char *why, size_t nwhy) {
  if (!nwhy) return;
  size_t n = b->n < nwhy ? b->n : nwhy - 1;
  while (n < b->n && n > 0 && ((unsigned char)b->p[n] & 0xC0) == 0x80) n--; /* not within a character */
  if (n) memcpy(why, b->p, n);
  why[n] = 0;
}

bool nz_check_proof(nz_arena *a, const ir_module *m, const nz_case *c, const char *json, size_t n, char *why, size_t nwhy) {
  checker *k = NZ_NEW(a, checker);
  *k = (checker){.a = a, .m = m, .c = c};
  k->why = k->expected = (ir_buf){a, NULL, 0, 0};
  k->envs = nz_intern_new(a, (uint64_t)(uintptr_t)k);
  k->texts = nz_intern_new(a, (uint64_t)(uintptr_t)k);
  json_error_t e;
  k->root = json_loadb(json, n, JSON_REJECT_DUPLICATES, &e);
  bool ok = false;
  if (!k->root && !*e.text) nz_oom(a); /* refused without a reason: jansson's memory ran out */
  if (k->root) ok = holds_or_oom(k, a->oom);
  else ir_buf_printf(&k->why, "JSONとして読めません（%d行%d字）：%s", e.line, e.column, e.text);
  if (ok) k->why.n = 0;
  tell(&k->why, why, nwhy);
  return ok;
}
