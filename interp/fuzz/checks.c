/* checks.c -- see checks.h */
#include "checks.h"

#include <stdio.h>
#include <string.h>

#include "../exec/eval_int.h"
#include "../exec/ref.h"
#include "../../grammar/diag.h"
#include "../facts/case_json.h"
#include "../proof/check.h"
#include "../proof/proof.h"
#include "tape.h"

static nz_val ask(nz_eval *e, const nz_question *q, int64_t day) {
  nz_eval_date(e, day);
  return nz_eval_aside(e, q);
}

static bool alike(const nz_val *a, const nz_val *b) {
  if (a->st != b->st) return false;
  if (nz_settled(a)) return nz_same_answer(a, b);
  return a->st != NZ_FAULT || a->why == b->why;
}

static bool told(nz_hit *h, const nz_val *a, const nz_val *b, nz_str why) {
  *h = (nz_hit){*a, *b, IR_NONE, why};
  return true;
}
static nz_str says(const char *s) { return (nz_str){s, (uint32_t)strlen(s)}; }

/* ---- 検証 ---- */

static bool property(nz_probe *k, const nz_question *q, int64_t day, nz_hit *hit) {
  nz_val v = ask(k->e, q, day);
  return v.st == NZ_KNOWN && v.a && told(hit, &v, &v, says(""));
}

/* ---- knowledge is monotone ---- */

/* 推定 stands in for what is not given only: it is no knowledge here. */
static uint32_t unpresume(nz_probe *k, uint32_t *put_back) {
  uint32_t n = 0;
  for (uint32_t r = 0; r < k->c->rows.n; r++) {
    const ir_ledger *l = &k->m->ledgers.v[k->c->rows.v[r].ledger];
    for (uint32_t i = 0; i < l->fields.n; i++) {
      uint32_t cell = k->c->rows.v[r].first_cell + i;
      if (!(k->m->fields.v[l->fields.first + i].flags & IR_F_PRESUMED) || k->c->cells.v[cell].state != NZ_CELL_NOT_GIVEN) continue;
      k->c->cells.v[cell].state = NZ_CELL_WITHHELD;
      put_back[n++] = cell;
    }
  }
  return n;
}

enum { WITHHELD = 4 };
typedef struct held { uint32_t cell[WITHHELD]; nz_cellval was[WITHHELD]; uint32_t n; } held;

static void hold(nz_probe *k, held *h, uint32_t cell) {
  nz_cellval *v = &k->c->cells.v[cell];
  if (h->n >= WITHHELD || (v->state != NZ_CELL_GIVEN && v->state != NZ_CELL_BLANK)) return;
  h->cell[h->n] = cell;
  h->was[h->n++] = *v;
  *v = (nz_cellval){.state = NZ_CELL_WITHHELD};
}

static void release(nz_probe *k, held *h) {
  while (h->n) h->n--, k->c->cells.v[h->cell[h->n]] = h->was[h->n];
}

static void hold_some(nz_probe *k, held *h, uint32_t salt) {
  nz_dice d;
  nz_dice_seed(&d, salt);
  uint32_t n = 1 + nz_dice_below(&d, WITHHELD);
  for (uint32_t i = 0; i < n && k->c->cells.n; i++)
    for (uint32_t tries = 0; tries < 8; tries++) {
      uint32_t before = h->n;
      hold(k, h, nz_dice_below(&d, k->c->cells.n));
      if (h->n > before) break;
    }
}

/* With a cell and without it. */
static bool turned_by(nz_probe *k, const nz_question *q, int64_t day, held *h, uint32_t cell, nz_hit *hit) {
  nz_val part = ask(k->e, q, day), whole;
  release(k, h);
  if (!nz_settled(&part)) return false;
  whole = ask(k->e, q, day);
  if (alike(&part, &whole)) return false;
  (void)told(hit, &part, &whole, says(""));
  hit->cell = cell;
  return true;
}

static bool knowledge(nz_probe *k, const nz_question *q, int64_t day, uint32_t salt, nz_hit *hit) {
  uint32_t *back = NZ_NEW_N(k->work, uint32_t, k->c->cells.n + 1u), nback = unpresume(k, back);
  bool bad = false;
  held h = {.n = 0};
  if (!k->deep) {
    hold_some(k, &h, salt);
    bad = h.n && turned_by(k, q, day, &h, h.cell[0], hit);
    release(k, &h);
  }
  for (uint32_t i = 0; k->deep && i < k->c->cells.n && !bad; i++) {
    hold(k, &h, i);
    if (h.n) bad = turned_by(k, q, day, &h, i, hit);
  }
  while (nback) k->c->cells.v[back[--nback]].state = NZ_CELL_NOT_GIVEN;
  return bad;
}

void nz_check_settle(nz_probe *k, const nz_question *q, int64_t day, uint32_t salt) {
  uint32_t *back = NZ_NEW_N(k->work, uint32_t, k->c->cells.n + 1u), nback = unpresume(k, back);
  held h = {.n = 0};
  hold_some(k, &h, salt);
  nz_val before = ask(k->e, q, day);
  uint32_t i = 0;
  for (; i < h.n; i++) { /* given one by one */
    k->c->cells.v[h.cell[i]] = h.was[i];
    nz_val now = ask(k->e, q, day);
    if (nz_settled(&before) && !alike(&before, &now)) break;
    before = now;
  }
  for (uint32_t x = i + 1; x < h.n; x++) k->c->cells.v[h.cell[x]] = (nz_cellval){0};
  while (nback) k->c->cells.v[back[--nback]].state = NZ_CELL_NOT_GIVEN;
}

/* ---- order ---- */

static void make_twin(nz_probe *k) {
  k->twin = nz_case_copy(k->own, k->c);
  k->twin_e = nz_eval_new(k->own, k->m, k->twin);
  k->map = NZ_NEW_N(k->own, uint32_t, k->c->rows.n + 1u);
  k->next = NZ_NEW_N(k->own, uint32_t, k->c->rows.n + 1u);
  for (uint32_t i = 0; i < k->c->rows.n; i++) {
    k->next[i] = IR_NONE;
    for (uint32_t x = i + 1; x < k->c->rows.n && k->next[i] == IR_NONE; x++)
      if (k->c->rows.v[x].ledger == k->c->rows.v[i].ledger) k->next[i] = x;
  }
}

enum { REVERSED, ROTATED, SWAPPED, WAYS };

static void rearrange(nz_probe *k, uint32_t way, uint32_t which) {
  uint32_t n = k->c->rows.n;
  for (uint32_t i = 0; i < n; i++) k->map[i] = i;
  if (way == SWAPPED) {
    uint32_t i = which % n;
    if (k->next[i] != IR_NONE) k->map[i] = k->next[i], k->map[k->next[i]] = i;
    return;
  }
  for (uint32_t i = 0; i < n; i++) {
    bool is_first = true;
    for (uint32_t x = 0; x < i && is_first; x++) is_first = k->c->rows.v[x].ledger != k->c->rows.v[i].ledger;
    if (!is_first) continue;
    if (way == ROTATED) {
      uint32_t last = i;
      for (; k->next[last] != IR_NONE; last = k->next[last]) k->map[last] = k->next[last];
      k->map[last] = i;
      continue;
    }
    uint32_t count = 0; /* the xth from the front goes to the xth from the back */
    for (uint32_t x = i; x != IR_NONE; x = k->next[x]) count++;
    uint32_t left = count;
    for (uint32_t x = i; x != IR_NONE; x = k->next[x]) {
      uint32_t to = i;
      left--;
      for (uint32_t s = 0; s < left; s++) to = k->next[to];
      k->map[x] = to;
    }
  }
}

static nz_cellval moved(nz_probe *k, uint32_t field, nz_cellval v) {
  ir_type t = k->m->types.v[k->m->fields.v[field].type];
  if (v.state != NZ_CELL_GIVEN || (t.k != IR_T_ROW && t.k != IR_T_SET)) return v;
  if (!(k->m->fields.v[field].flags & IR_F_MULTI)) {
    v.v = k->map[v.v];
    return v;
  }
  uint32_t *rows = NZ_NEW_N(k->work, uint32_t, v.nmulti);
  for (uint32_t i = 0; i < v.nmulti; i++) rows[i] = k->map[v.multi[v.nmulti - 1 - i]]; /* the order of a list says nothing either */
  v.multi = rows;
  return v;
}

static void fill_twin(nz_probe *k) {
  for (uint32_t r = 0; r < k->c->rows.n; r++) {
    const ir_ledger *l = &k->m->ledgers.v[k->c->rows.v[r].ledger];
    uint32_t from = k->c->rows.v[r].first_cell, to = k->twin->rows.v[k->map[r]].first_cell;
    for (uint32_t i = 0; i < l->fields.n; i++) k->twin->cells.v[to + i] = moved(k, l->fields.first + i, k->c->cells.v[from + i]);
  }
  k->twin->date = k->c->date;
  k->twin->closed.n = 0;
  for (uint32_t i = 0; i < k->c->closed.n; i++) NZ_PUSH(k->own, &k->twin->closed) = k->c->closed.v[i];
  memcpy(k->twin_e->choice, k->e->choice, k->m->readings.n * sizeof *k->e->choice);
}

static nz_question moved_question(const nz_probe *k, const nz_question *q) {
  nz_question o = *q;
  const ir_decl *d = &k->m->decls.v[q->decl];
  if (o.subject != IR_NONE) o.subject = k->map[o.subject];
  for (uint32_t i = 0; i < o.nargs && i < d->params.n && i < NZ_MAX_ARGS; i++)
    if (o.has[i] && k->m->types.v[k->m->params.v[d->params.first + i].type].k == IR_T_ROW) o.args[i] = k->map[o.args[i]];
  return o;
}

static bool rearranged(nz_probe *k, const nz_question *q, int64_t day, uint32_t way, uint32_t which, nz_hit *hit) {
  rearrange(k, way, which);
  fill_twin(k);
  nz_question other = moved_question(k, q);
  nz_val here = ask(k->e, q, day), there = ask(k->twin_e, &other, day), same = here;
  if (here.st == NZ_KNOWN && here.k == IR_T_ROW) same.a = k->map[here.a];
  return !alike(&same, &there) && told(hit, &here, &there, says(way == SWAPPED ? "二つの行を入れ替える" : way == ROTATED ? "行をずらす" : "行を逆に並べる"));
}

/* ---- the order of members and of rows in JSON ---- */

/* Where a value ends that begins at p[i]: at a comma or a bracket outside of it. */
static size_t value_end(const char *p, size_t i, size_t n) {
  unsigned depth = 0;
  for (bool text = false; i < n; i++) {
    char c = p[i];
    if (text) {
      i += c == '\\';
      text = c != '"';
    } else if (c == '"') {
      text = true;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if (c == '}' || c == ']' || c == ',') {
      if (!depth) return i;
      depth -= c != ',';
    }
  }
  return n;
}

/* Members and elements the other way round, at every level. */
static void backwards(nz_arena *a, const char *p, size_t n, unsigned depth, ir_buf *out) {
  enum { DEEPEST = 8 };
  size_t i = 0;
  while (i < n && strchr(" \n\t:", p[i])) i++;
  if (i == n || (p[i] != '{' && p[i] != '[') || depth > DEEPEST) {
    ir_buf_put(out, p + i, n - i);
    return;
  }
  NZ_VEC(size_t) at = {0}; /* beginnings, and one more */
  char close[2] = {p[i] == '{' ? '}' : ']', 0};
  bool object = p[i] == '{';
  ir_buf_put(out, p + i, 1);
  NZ_PUSH(a, &at) = i + 1;
  for (size_t e = value_end(p, i + 1, n); e < n; e = value_end(p, e + 1, n)) {
    NZ_PUSH(a, &at) = e + 1;
    if (p[e] != ',') break;
  }
  for (uint32_t k = at.n - 1; k-- > 0;) {
    size_t from = at.v[k], to = at.v[k + 1] - 1;
    if (object) { /* the name, which is a text, and what stands behind it */
      size_t colon = from;
      for (bool text = false; colon < to && (text || p[colon] != ':'); colon++) {
        if (p[colon] == '"') text = !text;
        colon += text && p[colon] == '\\';
      }
      ir_buf_put(out, p + from, colon < to ? colon + 1 - from : to - from);
      from = colon < to ? colon + 1 : to;
    }
    backwards(a, p + from, to - from, depth + 1, out);
    if (k) ir_buf_put(out, ",", 1);
  }
  ir_buf_put(out, close, 1);
}

static uint32_t same_row(const nz_case *from, uint32_t row, const nz_case *to) {
  return nz_case_find_row(to, from->rows.v[row].ledger, from->rows.v[row].name);
}

static bool reread(nz_probe *k, const nz_question *q, int64_t day, nz_hit *hit) {
  nz_diags said;
  ir_buf json = {.a = k->work}, back = {.a = k->work};
  nz_case_to_json(k->c, &json);
  backwards(k->work, json.p, json.n, 0, &back);
  nz_diags_init(&said, k->work);
  nz_case *c = nz_case_from_json(k->work, k->m, &said, "", back.p, back.n);
  nz_val here = ask(k->e, q, day);
  if (!c || said.errors) return told(hit, &here, &here, said.list.n ? says(nz_msg_name(said.list.v[0].id)) : says("読めない"));
  nz_question other = *q;
  const ir_decl *d = &k->m->decls.v[q->decl];
  if (q->subject != IR_NONE) other.subject = same_row(k->c, q->subject, c);
  for (uint32_t i = 0; i < q->nargs && i < d->params.n && i < NZ_MAX_ARGS; i++)
    if (q->has[i] && k->m->types.v[k->m->params.v[d->params.first + i].type].k == IR_T_ROW) other.args[i] = same_row(k->c, (uint32_t)q->args[i], c);
  nz_val there = ask(nz_eval_new(k->work, k->m, c), &other, day), same = here;
  if (here.st == NZ_KNOWN && here.k == IR_T_ROW) same.a = same_row(k->c, (uint32_t)here.a, c);
  if (here.st == NZ_KNOWN && here.k == IR_T_TEXT && here.b && there.st == NZ_KNOWN && there.b) return false; /* a text of the case has another number there */
  return !alike(&same, &there) && told(hit, &here, &there, says("事例を書き、逆の順に読む"));
}

static bool order(nz_probe *k, const nz_question *q, int64_t day, uint32_t salt, nz_hit *hit) {
  enum { SELDOM = 256 };
  if (!k->c->rows.n) return false;
  if (!k->twin) make_twin(k);
  if (!k->deep) return rearranged(k, q, day, salt % WAYS, salt / WAYS, hit) || (salt % SELDOM == 0 && reread(k, q, day, hit));
  for (uint32_t way = 0; way < SWAPPED; way++)
    if (rearranged(k, q, day, way, 0, hit)) return true;
  for (uint32_t r = 0; r < k->c->rows.n; r++)
    if (k->next[r] != IR_NONE && rearranged(k, q, day, SWAPPED, r, hit)) return true;
  return reread(k, q, day, hit);
}

/* ---- proofs ---- */

static bool proof(nz_probe *k, const nz_question *q, int64_t day, uint32_t salt, nz_hit *hit) {
  enum { TRIES = 4, WHY = 512 };
  nz_proof steps;
  ir_buf doc = {.a = k->work};
  char *why = nz_get(k->work, WHY);
  nz_proof_of of = {.q = q, .date = day, .fingerprint = k->fingerprint};
  nz_eval_date(k->e, day);
  nz_val v = nz_eval_run(k->e, q, &steps);
  nz_proof_json(k->work, k->m, k->c, &of, &steps, &doc);
  if (!nz_check_proof(k->work, k->m, k->c, doc.p, doc.n, why, WHY)) return told(hit, &v, &v, says(why));
  char *at = strstr(doc.p, "\"steps\"");
  size_t from = at ? (size_t)(at - doc.p) : 0;
  nz_dice d;
  nz_dice_seed(&d, salt);
  for (int i = 0; i < TRIES; i++) { /* one digit changed anywhere: refused */
    size_t x = from + nz_dice_below(&d, (uint32_t)(doc.n - from));
    while (x < doc.n && !(doc.p[x] >= '0' && doc.p[x] <= '8')) x++;
    if (x >= doc.n) continue;
    doc.p[x]++;
    bool accepted = nz_check_proof(k->work, k->m, k->c, doc.p, doc.n, why, WHY);
    doc.p[x]--;
    if (accepted) return told(hit, &v, &v, says("数字を一つ変えた証明が通る"));
  }
  return false;
}

/* ---- evaluators ---- */

static nz_val keep(nz_probe *k, nz_val v) { /* causes live until the next run */
  nz_cause *c = NZ_NEW_N(k->work, nz_cause, v.causes.n);
  if (v.causes.n) memcpy(c, v.causes.v, v.causes.n * sizeof *c);
  v.causes.v = c;
  return v;
}

static bool same(const nz_val *a, const nz_val *b) { return alike(a, b) && (nz_settled(a) || nz_causes_same(a->causes, b->causes)); }

static bool evaluators(nz_probe *k, const nz_question *q, int64_t day, nz_hit *hit) {
  nz_proof steps;
  nz_eval_date(k->e, day);
  nz_val fast = keep(k, nz_eval_run(k->e, q, NULL)), slow = keep(k, nz_eval_run(k->e, q, &steps)), aside = nz_eval_aside(k->e, q), sure = nz_eval_surely(k->e, q);
  if (!same(&slow, &fast)) return told(hit, &slow, &fast, says("証明つきと、証明なし"));
  if (!alike(&fast, &aside)) return told(hit, &fast, &aside, says("原因つきと、答えだけ"));
  if (nz_meets(&fast, NZ_OUT_ALLOW) != nz_meets(&sure, NZ_OUT_ALLOW)) return told(hit, &fast, &sure, says("答えと、確かに可か"));
  nz_eval *b = nz_eval_new(k->work, k->m, k->c);
  nz_eval_date(b, day);
  nz_eval_brief(b, true);
  for (int round = 0; round < 2; round++) { /* the second finds what the first kept */
    nz_val brief = nz_eval_run(b, q, NULL);
    if (!alike(&fast, &brief)) return told(hit, &fast, &brief, says("一つの問いと、多くの問いのためのもの"));
  }
  nz_ref_env env = {.p = k->p, .c = k->c, .date = day};
  nz_val ref = nz_ref_run(k->work, &env, q);
  return !same(&ref, &fast) && told(hit, &ref, &fast, says("規範の評価器と、IR の評価器"));
}

bool nz_check_one(nz_probe *k, nz_fuzz_kind kind, const nz_question *q, int64_t day, uint32_t salt, nz_hit *hit) {
  switch (kind) {
    case NZ_FUZZ_PROPERTY: return property(k, q, day, hit);
    case NZ_FUZZ_KNOWLEDGE: return knowledge(k, q, day, salt, hit);
    case NZ_FUZZ_ORDER: return order(k, q, day, salt, hit);
    case NZ_FUZZ_PROOF: return proof(k, q, day, salt, hit);
    case NZ_FUZZ_EVALUATORS: return evaluators(k, q, day, hit);
    case NZ_FUZZ_KINDS: break;
  }
  return false;
}
