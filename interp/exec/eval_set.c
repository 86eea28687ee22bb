/* eval_set.c -- sets of rows and months (S6). A set is a value of kind SET that carries its handle; its proof node shows how
 * many elements are certain (a) and possible (b).
 *
 * The steps noted, and in which order, are those of spec/proof.md, P3.12 to P3.18. */
#include <stdlib.h>
#include <string.h>

#include "../facts/row_index.h"
#include "../ir/date.h"
#include "eval_int.h"

static void *get(void *e, size_t n) { return nze_get(e, n); }

static nz_val make_set(nz_eval *e, const nze_set *s) {
  nz_val v = nz_known(IR_T_SET, 0);
  for (uint32_t i = 0; i < s->n; i++) v.a += s->v[i].st == NZ_KNOWN;
  v.b = s->n;
  v.text = e->sets.n;
  NZ_PUSH(e->a, &e->sets) = *s;
  return v;
}

/* ---- completeness (S6.1) ---- */

static bool usable(nz_eval *e, uint32_t i, uint32_t ledger) {
  if (e->c->closed.v[i].ledger != ledger) return false;
  nze_set_bit(e->touched_closed, i);
  return !nze_bit(e->closed_off, i);
}

/* Statements for adjoining periods add up. Months IR_DATE_MIN and IR_DATE_MAX stand for the ends of time. */
static bool closed_for(nz_eval *e, uint32_t ledger, int64_t first, int64_t last) {
  if (nze_bit(e->assume_closed, ledger) || first > last) return true;
  for (int64_t month = first;;) {
    int64_t covered = IR_DATE_MIN;
    bool some = false;
    for (uint32_t i = 0; i < e->c->closed.n; i++) {
      const nz_closed *s = &e->c->closed.v[i];
      if (!usable(e, i, ledger) || s->from > month || s->to < month) continue;
      some = true;
      if (s->to > covered) covered = s->to;
    }
    if (!some) return false;
    if (covered >= last) return true;
    month = covered + 1;
  }
}

/* ---- the sets ---- */

/* Whether this row is there matters. */
static void rests_on(nz_eval *e, int64_t row) {
  if (e->c->rows.v[row].ledger != e->claims) return;
  if (!e->presence || e->presence[row] != NZ_ROW_FIXED) e->rests.supposed = true;
  else if (e->made[row] != NZ_ROW_FIXED) e->rests.others = true; /* when its user's are looked at, it is not FIXED */
}

enum { AWAY = 255 }; /* nze_elem.st within where(): not there, but whether it would be kept is of interest */

static void add_row(const nz_eval *e, nze_set *s, uint32_t row, bool for_where) {
  uint8_t there = e->presence ? e->presence[row] : NZ_ROW_FIXED;
  if (there < NZ_ROW_AWAY) s->v[s->n++] = (nze_elem){.id = row, .st = there == NZ_ROW_PERHAPS ? NZ_MISSING : NZ_KNOWN};
  else if (for_where && e->supposing && there != NZ_ROW_NOWHERE) s->v[s->n++] = (nze_elem){.id = row, .st = AWAY};
}

static nz_val all_rows(nz_eval *e, const ir_node *n) {
  nze_set s = {.k = IR_T_ROW, .ledger = n->ref, .open = !closed_for(e, n->ref, IR_DATE_MIN, IR_DATE_MAX)};
  uint32_t count = 0;
  bool for_where = e->for_where;
  e->for_where = false;
  e->rests.supposed |= n->ref == e->claims && !for_where;
  if (e->kept) {
    const nz_brief *kept = e->kept;
    e->kept = NULL;
    s.v = nze_get(e, kept->n * sizeof *s.v);
    for (uint32_t i = 0; i < kept->n; i++) add_row(e, &s, kept->row[i], for_where);
    if (nze_trace(e)) {
      NZ_PUSH(e->a, &e->main_proof.briefs) = *kept;
      e->here.row = e->main_proof.briefs.n - 1;
    }
    return make_set(e, &s);
  }
  for (uint32_t i = 0; i < e->c->rows.n; i++) count += e->c->rows.v[i].ledger == n->ref;
  s.v = nze_get(e, count * sizeof *s.v);
  for (uint32_t i = 0; i < e->c->rows.n; i++)
    if (e->c->rows.v[i].ledger == n->ref) add_row(e, &s, i, for_where);
  return make_set(e, &s);
}

static nz_val referred_rows(nz_eval *e, const ir_node *n) {
  nz_val row = nze_on(e, n, 0);
  if (row.st != NZ_KNOWN) {
    if (e->log) nze_log_structural(e, &row);
    return nze_unbound(row);
  }
  const ir_field *f = &e->m->fields.v[n->ref];
  if ((uint64_t)row.a >= e->c->rows.n || e->c->rows.v[row.a].ledger != f->ledger) return nz_fault(NZ_FAULT_RANGE);
  uint32_t cell = e->c->rows.v[row.a].first_cell + (n->ref - e->m->ledgers.v[f->ledger].fields.first);
  const nz_cellval *cv = &e->cells[cell];
  nze_set_bit(e->touched, cell);
  e->loose_read |= cell == e->loose;
  nze_set s = {.k = IR_T_ROW, .ledger = IR_NONE};
  if (cv->state == NZ_CELL_GIVEN) {
    s.v = nze_get(e, cv->nmulti * sizeof *s.v);
    for (; s.n < cv->nmulti; s.n++) s.v[s.n] = (nze_elem){.id = cv->multi[s.n], .st = cell == e->loose ? NZ_MISSING : NZ_KNOWN};
  }
  nz_val v = cv->state == NZ_CELL_GIVEN || cv->state == NZ_CELL_BLANK ? make_set(e, &s) : nze_missing(e, NZ_C_FACT, cell);
  if (e->log && v.st == NZ_MISSING) nze_log_structural(e, &v);
  e->here.cell = cell;
  return v;
}

static bool as_month(const nz_val *v, int64_t *out) {
  if (v->k == IR_T_DATE) return ir_month_of_day(v->a, out);
  *out = v->a;
  return ir_month_ok(v->a);
}

static nz_val months(nz_eval *e, const ir_node *n) { /* S6.5 */
  nz_val v[2], out;
  int64_t first, last;
  v[0] = nze_on(e, n, 0);
  v[1] = nze_on(e, n, 1);
  if (!nze_strict(e, v, 2, &out)) {
    if (e->log) nze_log_structural(e, &out);
    return out;
  }
  if (!as_month(&v[0], &first) || !as_month(&v[1], &last) || last - first >= NZE_MAX_MONTHS) return nz_fault(NZ_FAULT_RANGE);
  nze_set s = {.k = IR_T_MONTH, .ledger = IR_NONE};
  if (last >= first) s.v = nze_get(e, (size_t)(last - first + 1) * sizeof *s.v);
  for (int64_t m = first; m <= last; m++) s.v[s.n++] = (nze_elem){.id = m, .st = NZ_KNOWN};
  return make_set(e, &s);
}

/* Evaluates a node with an element as その…; what is logged for classes.c must outlive the loop. */
static nz_val on_element(nz_eval *e, uint32_t node, int64_t id, uint8_t k) {
  nze_item here = {.up = e->item, .id = id, .k = k}, *it = &here;
  if (e->log) {
    it = nze_get(e, sizeof *it);
    *it = here;
  }
  e->item = it;
  nz_val v = nze(e, node);
  e->item = it->up;
  return v;
}

/* The same for reading only: one step is noted, without those below it. */
static nz_val on_element_briefly(nz_eval *e, uint32_t node, int64_t id, uint8_t k) {
  bool noted = e->noted;
  unsigned mode = e->mode;
  e->noted = false;
  e->mode &= ~(unsigned)(NZE_TRACE | NZE_FULL);
  nz_val v = on_element(e, node, id, k);
  e->noted = noted;
  e->mode = mode;
  e->here.cell = e->here.row = e->here.col = e->here.decl = e->here.variant = IR_NONE;
  e->here.presumed = false;
  nze_note(e, node, e->kids.n, &v);
  return v;
}

/* The months for which rows of an open ledger can matter are said to be complete. */
static bool scope_closed(nz_eval *e, const ir_node *n, uint32_t ledger, bool open) {
  nz_val scope[2];
  int64_t first, last;
  scope[0] = nze_on(e, n, 2);
  scope[1] = n->args.n > 3 ? nze_on(e, n, 3) : scope[0];
  for (int i = 0; i < 2 && e->log && open; i++) nze_log_structural(e, &scope[i]);
  return open && scope[0].st == NZ_KNOWN && scope[1].st == NZ_KNOWN && as_month(&scope[0], &first) &&
         as_month(&scope[1], &last) && closed_for(e, ledger, first, last);
}

/* ---- rows by key ---- */

enum { KEY_DEEPEST = 8 };

/* Reads fields along references only, and nothing of the element itself: the same for every element, and no step of a rule. */
static bool apart(const nz_eval *e, uint32_t node, unsigned depth) {
  const ir_node *n = &e->m->nodes.v[node];
  if (n->op == IR_SUBJECT || n->op == IR_PARAM) return true;
  if (n->op == IR_ITEM) return n->imm > 0;
  return n->op == IR_FIELD && depth < KEY_DEEPEST && apart(e, nze_arg(e, n, 0), depth + 1);
}

/* その….f, for a field that refers to one row */
static uint32_t own_key(const nz_eval *e, uint32_t node) {
  const ir_node *n = &e->m->nodes.v[node];
  if (n->op != IR_FIELD || e->m->fields.v[n->ref].flags & IR_F_MULTI || e->m->types.v[e->m->fields.v[n->ref].type].k != IR_T_ROW) return IR_NONE;
  const ir_node *row = &e->m->nodes.v[nze_arg(e, n, 0)];
  return row->op == IR_ITEM && row->imm == 0 ? n->ref : IR_NONE;
}

/* The value of a key's other side; no step is noted for it, as the condition will be evaluated for the rows that are kept. */
static nz_val key_value(nz_eval *e, uint32_t node) {
  bool noted = e->noted;
  unsigned mode = e->mode;
  e->noted = false;
  e->mode &= ~(unsigned)NZE_TRACE;
  nz_val v = on_element(e, node, 0, IR_T_ROW);
  e->noted = noted;
  e->mode = mode;
  e->here.cell = IR_NONE;
  e->here.presumed = false;
  return v;
}

/* Those of value v, and those whose field is not known or blank, in the order of the case. */
static nz_brief keyed(nz_eval *e, uint32_t field, int64_t v) {
  if (!e->index[field]) e->index[field] = nz_row_index_new(e->a, e->c, field);
  const nz_row_index *x = e->index[field];
  nz_brief b = {x->row + x->first[v], x->first[v + 1] - x->first[v]};
  if (!x->nloose) return b;
  uint32_t *all = nze_get(e, ((size_t)b.n + x->nloose) * sizeof *all), n = 0, i = 0, k = 0;
  while (i < b.n || k < x->nloose) all[n++] = k == x->nloose || (i < b.n && b.row[i] < x->loose[k]) ? b.row[i++] : x->loose[k++];
  return (nz_brief){all, n};
}

/* The fewest rows that an equation of the condition leaves: an equation that is false makes the whole false (S4.2). */
static bool fewest(nz_eval *e, uint32_t cond, nz_brief *out, bool found) {
  const ir_node *n = &e->m->nodes.v[cond];
  if (n->op == IR_AND) {
    for (uint32_t i = 0; i < n->args.n; i++) found = fewest(e, nze_arg(e, n, i), out, found);
    return found;
  }
  if (n->op != IR_EQ) return found;
  for (uint32_t i = 0; i < 2; i++) {
    uint32_t field = own_key(e, nze_arg(e, n, i)), other = nze_arg(e, n, 1 - i);
    if (field == IR_NONE || !apart(e, other, 0)) continue;
    nz_val v = key_value(e, other);
    if (v.st != NZ_KNOWN || v.k != IR_T_ROW || v.a < 0 || (uint64_t)v.a >= e->c->rows.n) continue;
    nz_brief b = keyed(e, field, v.a);
    if (!found || b.n < out->n) *out = b;
    found = true;
  }
  return found;
}

static nz_val where(nz_eval *e, const ir_node *n) {
  nz_brief kept;
  bool of_rows = e->m->nodes.v[nze_arg(e, n, 0)].op == IR_ROWS, briefly = e->brief && nze_trace(e) && of_rows;
  if (e->brief && !e->log && of_rows && fewest(e, nze_arg(e, n, 1), &kept, false)) e->kept = &kept;
  e->for_where = of_rows;
  nz_val base = nze_on(e, n, 0);
  nze_set from = {.open = false}, s;
  if (base.st == NZ_KNOWN) from = e->sets.v[base.text];
  s = from;
  if (n->args.n > 2 && (s.open || !nze_lazy(e))) s.open &= !scope_closed(e, n, s.ledger, s.open);
  if (base.st != NZ_KNOWN) return base;
  uint32_t cond = nze_arg(e, n, 1);
  s.v = nze_get(e, from.n * sizeof *s.v);
  s.n = 0;
  for (uint32_t i = 0; i < from.n; i++) {
    nz_val v = briefly ? on_element_briefly(e, cond, from.v[i].id, from.k) : on_element(e, cond, from.v[i].id, from.k);
    nze_truth holds = nze_truth_of(&v);
    if (holds == NZE_FALSE) continue;
    if (of_rows) rests_on(e, from.v[i].id);
    if (from.v[i].st == AWAY) continue;
    nze_elem el = from.v[i];
    if (holds == NZE_OPEN) {
      if (nze_causal(e)) el.causes = nz_causes_union(get, e, el.causes, v.causes);
      if (v.st > el.st) el.st = v.st;
    }
    s.v[s.n++] = el;
  }
  return make_set(e, &s);
}

nz_val nze_set_of(nz_eval *e, const ir_node *n) {
  switch (n->op) {
  case IR_ROWS: return all_rows(e, n);
  case IR_REFS: return referred_rows(e, n);
  case IR_MONTHS: return months(e, n);
  default: return where(e, n);
  }
}

/* ---- over sets ---- */

static int cause_order(const void *a, const void *b) {
  const nz_cause *x = a, *y = b;
  if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* The causes of a set (P3.16) and of n values that are not known, united at once: one by one would cost the square. */
static nz_causes gather(nz_eval *e, const nze_set *s, const nz_val *v, size_t n) {
  size_t total = 1, k = 0;
  if (!nze_causal(e)) return (nz_causes){NULL, 0};
  for (uint32_t i = 0; i < s->n; i++) total += s->v[i].causes.n;
  for (size_t i = 0; i < n; i++) total += v[i].causes.n;
  nz_cause *all = nze_get(e, total * sizeof *all);
  for (uint32_t i = 0; i < s->n; i++) {
    if (s->v[i].causes.n) memcpy(all + k, s->v[i].causes.v, s->v[i].causes.n * sizeof *all);
    k += s->v[i].causes.n;
  }
  for (size_t i = 0; i < n; i++) {
    if (v[i].causes.n) memcpy(all + k, v[i].causes.v, v[i].causes.n * sizeof *all);
    k += v[i].causes.n;
  }
  if (s->open) all[k++] = (nz_cause){NZ_C_OPEN, s->ledger};
  qsort(all, k, sizeof *all, cause_order);
  uint32_t unique = 0;
  for (size_t i = 0; i < k; i++)
    if (unique == 0 || cause_order(&all[unique - 1], &all[i]) != 0) all[unique++] = all[i];
  return (nz_causes){all, unique};
}

/* 不明, with the causes of the elements that are only possible, and of the ledger when it is open (S6.2) */
static nz_val doubtful(nz_eval *e, const nze_set *s, const nz_val *v, size_t n) {
  return (nz_val){.st = NZ_MISSING, .causes = gather(e, s, v, n)};
}

static uint32_t certain(const nze_set *s) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n; i++) n += s->v[i].st == NZ_KNOWN;
  return n;
}

/* lo to hi, or to the ledger's declared bound while further rows may exist */
static nz_val between(nz_eval *e, const nze_set *s, int64_t lo, int64_t hi, const nz_val *values, size_t n) {
  if (s->open) {
    int64_t bound = e->m->ledgers.v[s->ledger].max_rows;
    if (bound > hi) hi = bound;
  }
  if (lo == hi) return nz_known(IR_T_QTY, lo);
  nz_val v = doubtful(e, s, values, n);
  v.bounded = 1;
  v.a = lo;
  v.b = hi;
  return v;
}

static nz_val exists(nz_eval *e, const nze_set *s) {
  if (certain(s)) return nz_truth(true);
  return s->n == 0 && !s->open ? nz_truth(false) : doubtful(e, s, NULL, 0);
}

/* The expression for each element; NULL when there is none. */
static nz_val *values(nz_eval *e, const nze_set *s, uint32_t node) {
  nz_val *v = nze_get(e, s->n * sizeof *v);
  for (uint32_t i = 0; i < s->n; i++) v[i] = on_element(e, node, s->v[i].id, s->k);
  return v;
}

static int value_order(const void *a, const void *b) {
  const nz_val *x = a, *y = b;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

static nz_val distinct(nz_eval *e, const nze_set *s, uint32_t node) { /* S6.3 */
  const nz_val *v = values(e, s, node);
  nz_val *sure = nze_get(e, s->n * sizeof *sure);
  size_t n = 0;
  int64_t different = 0, more = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    if (v[i].st == NZ_NOVALUE) continue;
    if (v[i].st == NZ_KNOWN && s->v[i].st == NZ_KNOWN) sure[n++] = v[i];
    else more++;
  }
  if (n) qsort(sure, n, sizeof *sure, value_order); /* of one kind: equal payloads are equal answers */
  for (size_t i = 0; i < n; i++) different += i == 0 || !nz_same_answer(&sure[i], &sure[i - 1]);
  return between(e, s, different, different + more, v, s->n);
}

/* S6.4: known only over a closed, certain set of known values; true then, else *out is the answer. */
static bool exact(nz_eval *e, const nze_set *s, const nz_val *v, size_t n, nz_val *out) {
  bool settled = !s->open && certain(s) == s->n;
  for (size_t i = 0; i < n && settled; i++) settled = nz_settled(&v[i]);
  if (!settled) *out = doubtful(e, s, v, n);
  return settled;
}

static nz_val sum(const nze_set *s, const nz_val *v, const ir_type *t) {
  nz_val total = nz_known(IR_T_QTY, 0);
  if (t->k == IR_T_RATIO) total = nze_ratio_val(true, (nz_ratio){0, 1});
  for (uint32_t i = 0; i < s->n; i++) {
    if (v[i].st != NZ_KNOWN) continue;
    if (total.k == IR_T_RATIO) {
      nz_ratio x, y, r = {0, 1};
      bool fits = nze_as_ratio(&total, t, &x) && nze_as_ratio(&v[i], t, &y) && nz_ratio_add(x, y, &r);
      total = nze_ratio_val(fits, r);
      if (!fits) return total;
    } else if (__builtin_add_overflow(total.a, v[i].a, &total.a)) {
      return nz_fault(NZ_FAULT_OVERFLOW);
    }
  }
  return total;
}

static nz_val mean(const nze_set *s, const nz_val *v, const ir_type *t) {
  if (s->n == 0) return nz_fault(NZ_FAULT_EMPTY);
  nz_val total = sum(s, v, t);
  nz_ratio x, r = {0, 1};
  if (total.st != NZ_KNOWN) return total;
  bool fits = nze_as_ratio(&total, t, &x) && nz_ratio_div(x, (nz_ratio){s->n, 1}, &r);
  return nze_ratio_val(fits, r);
}

static nz_val extreme(const nze_set *s, const nz_val *v, const ir_type *t, bool largest) {
  const nz_val *best = NULL;
  for (uint32_t i = 0; i < s->n; i++) {
    if (v[i].st != NZ_KNOWN) continue;
    int sign = best ? nze_order(&v[i], t, best, t) : 0;
    if (!best || (largest ? sign > 0 : sign < 0)) best = &v[i];
  }
  return best ? *best : nz_novalue(NZ_NA_ABSENT);
}

static nz_val aggregate(nz_eval *e, const ir_node *n, const nze_set *s) {
  uint32_t node = nze_arg(e, n, 1);
  const ir_type *t = nze_type(e, node);
  const nz_val *v = values(e, s, node);
  nz_val out;
  if (!exact(e, s, v, s->n, &out)) return out;
  if (n->op == IR_SUM) return sum(s, v, t);
  if (n->op == IR_MEAN) return mean(s, v, t);
  return extreme(s, v, t, n->op == IR_LARGEST);
}

/* ---- の順位 ---- */

/* Does the row with keys `one` come before the row with keys `other`? A key without a value comes last. */
static bool before(nz_eval *e, const ir_node *n, const nz_val *one, const nz_val *other) {
  for (uint32_t k = 0; k + 2 < n->args.n; k++) {
    const ir_type *t = nze_type(e, nze_arg(e, n, k + 2));
    bool descending = k < 63 && (n->imm >> k & 1), has = one[k].st == NZ_KNOWN, theirs = other[k].st == NZ_KNOWN;
    if (has != theirs) return has;
    int sign = has ? nze_order(&one[k], t, &other[k], t) : 0;
    if (sign) return descending ? sign > 0 : sign < 0;
  }
  return false;
}

static nz_val rank(nz_eval *e, const ir_node *n, const nz_val *base) {
  nz_val row = nze_on(e, n, 1), out;
  if (base->st != NZ_KNOWN) return *base;
  nze_set s = e->sets.v[base->text];
  uint32_t nkeys = n->args.n - 2, self = IR_NONE;
  nz_val *keys = nze_get(e, (size_t)s.n * nkeys * sizeof *keys);
  for (uint32_t i = 0; i < s.n; i++) {
    for (uint32_t k = 0; k < nkeys; k++) keys[(size_t)i * nkeys + k] = on_element(e, nze_arg(e, n, k + 2), s.v[i].id, s.k);
    if (row.st == NZ_KNOWN && s.v[i].id == row.a) self = i;
  }
  if (row.st != NZ_KNOWN) return nze_unbound(row);
  if (self == IR_NONE) return nz_novalue(NZ_NA_ABSENT);
  if (!exact(e, &s, keys, (size_t)s.n * nkeys, &out)) return out;
  int64_t place = 1;
  for (uint32_t i = 0; i < s.n; i++) place += i != self && before(e, n, &keys[(size_t)i * nkeys], &keys[(size_t)self * nkeys]);
  return nz_known(IR_T_QTY, place);
}

nz_val nze_over_set(nz_eval *e, const ir_node *n) {
  nz_val base = nze_on(e, n, 0);
  if (n->op == IR_RANK) return rank(e, n, &base);
  if (base.st != NZ_KNOWN) return base;
  nze_set s = e->sets.v[base.text]; /* a copy: evaluating elements may move the array */
  switch (n->op) {
  case IR_EXISTS: return exists(e, &s);
  case IR_COUNT: return between(e, &s, certain(&s), s.n, NULL, 0);
  case IR_DISTINCT: return distinct(e, &s, nze_arg(e, n, 1));
  default: return aggregate(e, n, &s);
  }
}
