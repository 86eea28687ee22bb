/* unclaimed.c -- see unclaimed.h. A spare row of the ledger of claims is made up for an 加算, a kind and some records, and judged
 * beside the right set. */
#include "unclaimed.h"

#include <string.h>

#include "../facts/put.h"
#include "../facts/row_index.h"
#include "../ir/date.h"

enum { RECORDS = 12 /* of a user and month that are tried together */, SETS = 96 /* sets of records tried for a kind */,
       AWAKE = 2 /* spare rows that most users need: waking one forgets what was kept */ };

typedef struct made { uint32_t addon; nz_str kind; uint32_t row, record[RECORDS], nrecord; int64_t day, units; bool alone; } made;

typedef struct inventing {
  nz_month *k;
  nz_cellval *cells;
  uint32_t user;
  const uint32_t *row;
  const bool *in;
  uint32_t n;
  uint32_t record[RECORDS], nrecord;
  int64_t *units;          /* what each claim of the right set earns; made when first needed */
  made v[NZ_MONTH_SPARE];
  uint32_t nv;
  uint32_t likely;         /* the claim that last turned out not to stand beside one made up: looked at first */
  bool cut;
} inventing;

static nz_cellval *cell(const inventing *x, uint32_t row, uint32_t field) { return &x->cells[nz_cell_of(x->k->c, row, field)]; }
static const nz_cellval *given(const inventing *x, uint32_t row, uint32_t field) {
  if (field == IR_NONE) return NULL;
  const nz_cellval *v = cell(x, row, field);
  return v->state == NZ_CELL_GIVEN ? v : NULL;
}

static void put(nz_cellval *v, int64_t value) { *v = (nz_cellval){.state = NZ_CELL_GIVEN, .v = value}; }

/* ---- the records ---- */

static void gather(inventing *x, const nz_row_index *by_user, int64_t wanted) {
  const nz_claims *s = &x->k->s;
  for (uint32_t i = by_user->first[x->user]; i < by_user->first[x->user + 1]; i++) {
    const nz_cellval *day = given(x, by_user->row[i], s->record_time);
    int64_t month;
    if (!day || !ir_month_of_day(day->v, &month) || month != wanted) continue;
    if (x->nrecord == RECORDS) {
      x->cut = true;
      return;
    }
    x->record[x->nrecord++] = by_user->row[i];
  }
}

static bool backs(const inventing *x, uint32_t claim, uint32_t record) {
  const nz_cellval *v = given(x, claim, x->k->s.records);
  for (uint32_t i = 0; v && i < v->nmulti; i++)
    if (v->multi[i] == record) return true;
  return false;
}

/* A value of （費目） or （種類） by its name; IR_NONE when the field knows no such. */
static uint32_t value_named(const inventing *x, uint32_t field, nz_str name) {
  const ir_type *t = &x->k->m->types.v[x->k->m->fields.v[field].type];
  return t->k == IR_T_ENUM ? ir_find_value(x->k->m, t->ref, name.p, name.n) : IR_NONE;
}

/* Records that back no claim of the same kind yet. */
static uint32_t free_records(const inventing *x, uint32_t item, uint32_t kind, uint32_t *out) {
  uint32_t n = 0;
  for (uint32_t r = 0; r < x->nrecord; r++) {
    bool used = false;
    for (uint32_t i = 0; i < x->n && !used; i++) {
      const nz_cellval *a = given(x, x->row[i], x->k->s.item), *b = given(x, x->row[i], x->k->s.kind);
      used = a && a->v == item && (kind == IR_NONE || !b || b->v == kind) && backs(x, x->row[i], x->record[r]);
    }
    for (uint32_t i = 0; i < x->nv && !used; i++) used = cell(x, x->v[i].row, x->k->s.item)->v == item && backs(x, x->v[i].row, x->record[r]);
    if (!used) out[n++] = x->record[r];
  }
  return n;
}

/* ---- a claim made up ---- */

/* What its records, or else the user's claims, name of the same ledger or list: the office, the specialist, the institution. */
static bool told(const inventing *x, uint32_t field, const uint32_t *record, uint32_t n, int64_t *value) {
  const ir_module *m = x->k->m;
  const ir_type *t = &m->types.v[m->fields.v[field].type];
  const ir_ledger *l = &m->ledgers.v[x->k->s.record_ledger];
  if (t->k != IR_T_ROW && t->k != IR_T_ENUM) return false;
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
      const ir_type *u = &m->types.v[m->fields.v[f].type];
      if (u->k != t->k || u->ref != t->ref || m->fields.v[f].flags & IR_F_MULTI || !given(x, record[i], f)) continue;
      return *value = given(x, record[i], f)->v, true;
    }
  }
  for (uint32_t i = 0; t->k == IR_T_ROW && i < x->n; i++)
    if (given(x, x->row[i], field)) return *value = given(x, x->row[i], field)->v, true;
  return false;
}

static int64_t highest_number(const inventing *x) {
  int64_t most = 0;
  for (uint32_t i = 0; i < x->n; i++) {
    const nz_cellval *v = given(x, x->row[i], x->k->s.number);
    if (v && v->v > most) most = v->v;
  }
  return most;
}

static int64_t last_day(const inventing *x, const uint32_t *record, uint32_t n) {
  int64_t day = IR_DATE_MIN;
  for (uint32_t i = 0; i < n; i++)
    if (given(x, record[i], x->k->s.record_time)->v > day) day = given(x, record[i], x->k->s.record_time)->v;
  return day;
}

static void make_up(inventing *x, made *d, uint32_t item, uint32_t kind) {
  const nz_claims *s = &x->k->s;
  const ir_module *m = x->k->m;
  const ir_ledger *l = &m->ledgers.v[s->ledger];
  d->day = last_day(x, d->record, d->nrecord);
  if (x->k->supposed[d->row] != NZ_ROW_NEVER) nz_month_changed(x->k);
  for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
    nz_cellval *v = cell(x, d->row, f);
    int64_t value;
    uint32_t now = m->fields.v[f].flags & IR_F_REVIEW ? value_named(x, f, nz_lit("今回請求")) : IR_NONE;
    *v = (nz_cellval){.state = NZ_CELL_NOT_GIVEN};
    if (f == s->number && m->types.v[m->fields.v[f].type].k == IR_T_QTY) put(v, highest_number(x) + 1 + (d->row - x->k->spare));
    else if (f == s->time) put(v, d->day);
    else if (f == s->item) put(v, item);
    else if (f == s->kind && kind == IR_NONE) v->state = NZ_CELL_BLANK;
    else if (f == s->kind) put(v, kind);
    else if (f == s->user) put(v, x->user);
    else if (f == s->records) *v = (nz_cellval){.state = NZ_CELL_GIVEN, .multi = d->record, .nmulti = d->nrecord};
    else if (now != IR_NONE) put(v, now);
    else if (!(m->fields.v[f].flags & IR_F_MULTI) && told(x, f, d->record, d->nrecord, &value)) put(v, value);
    else if (m->types.v[m->fields.v[f].type].k == IR_T_TEXT && m->fields.v[f].flags & IR_F_BLANK) v->state = NZ_CELL_WRITTEN;
  }
}

/* ---- judging it ---- */

static void set(const inventing *x, uint32_t row, uint8_t state) { nz_month_put(x->k, row, state); }

static bool chosen_stand(inventing *x) {
  nz_month *k = x->k;
  for (uint32_t i = 0; i < x->n; i++)
    if (x->in[i] && nz_month_judge(k, x->row[i], true).is <= 0) return false;
  for (uint32_t i = 0; i < x->nv; i++)
    if (x->v[i].alone && nz_month_judge(k, x->v[i].row, true).is <= 0) return false;
  return true;
}

/* With the claims of the right set, and with what was found before. */
static int with_the_right_set(inventing *x, made *d) {
  nz_month *k = x->k;
  for (uint32_t i = 0; i < x->n; i++) set(x, x->row[i], x->in[i] ? NZ_ROW_THERE : NZ_ROW_AWAY);
  int is = nz_month_judge(k, d->row, true).is;
  if (is > 0 && (!nz_month_earns(k, d->row, true, &d->units) || d->units <= 0)) is = -1;
  if (is > 0 && !chosen_stand(x)) is = 0;
  return is;
}

/* Whatever of the user's claims is there. What some fact leaves open is not offered, so it counts as no. */
static int by_itself(inventing *x, const made *d) {
  for (uint32_t i = 0; i < x->n; i++) set(x, x->row[i], NZ_ROW_PERHAPS);
  for (uint32_t i = 0; i < x->nv; i++) set(x, x->v[i].row, NZ_ROW_PERHAPS);
  int is = nz_month_possible(x->k, d->row, d->addon);
  for (uint32_t i = 0; i < x->nv; i++) set(x, x->v[i].row, x->v[i].alone ? NZ_ROW_THERE : NZ_ROW_AWAY);
  return is;
}

/* Whatever else is left out, can this one of the right set not stand beside it? */
static bool apart(inventing *x, const made *d, uint32_t row) {
  nz_month *k = x->k;
  if (nz_month_judge(k, row, true).is == 0) return true;
  set(x, row, NZ_ROW_THERE); /* or is it the other that stands in the way? */
  bool is = nz_month_possible(k, d->row, d->addon) == 0;
  set(x, row, NZ_ROW_PERHAPS);
  return is;
}

/* What of the right set cannot stand beside it earns as much: it need not be looked at. */
static bool not_worth_it(inventing *x, const made *d) {
  nz_month *k = x->k;
  int64_t lost = 0, units;
  if (!x->units) {
    x->units = NZ_NEW_N(k->a, int64_t, x->n + 1u);
    set(x, d->row, NZ_ROW_AWAY);
    for (uint32_t i = 0; i < x->n; i++) set(x, x->row[i], x->in[i] ? NZ_ROW_THERE : NZ_ROW_AWAY);
    for (uint32_t i = 0; i < x->n; i++)
      if (x->in[i] && nz_month_earns(k, x->row[i], true, &units)) x->units[i] = units;
    set(x, d->row, NZ_ROW_THERE);
  }
  int64_t most = nz_month_most(k, d->row);
  for (uint32_t i = 0; i < x->n; i++) set(x, x->row[i], NZ_ROW_PERHAPS);
  uint32_t first = x->likely;
  for (uint32_t nth = 0; nth < x->n && lost < most; nth++) {
    uint32_t i = nth == 0 ? first : nth <= first ? nth - 1 : nth;
    if (!x->in[i] || !apart(x, d, x->row[i])) continue;
    lost += x->units[i];
    x->likely = i;
  }
  return lost >= most;
}

/* The next set of `size` of n as places in order; false: that was the last. */
static bool next_set(uint32_t *at, uint32_t size, uint32_t n) {
  for (uint32_t i = size; i-- > 0;) {
    if (at[i] + (size - i) >= n) continue;
    at[i]++;
    for (uint32_t k = i + 1; k < size; k++) at[k] = at[k - 1] + 1;
    return true;
  }
  return false;
}

/* Smallest sets first: one that goes with the right set, else one that would take the place of something in it. */
static bool try_sets(inventing *x, made *d, uint32_t item, uint32_t kind, const uint32_t *pool, uint32_t n) {
  made instead = {.nrecord = 0};
  uint32_t tries = 0;
  for (uint32_t size = 1; size <= n; size++) {
    uint32_t at[RECORDS];
    for (uint32_t i = 0; i < size; i++) at[i] = i;
    do {
      if (++tries > SETS) {
        x->cut = true;
        size = n;
        break;
      }
      for (uint32_t i = 0; i < size; i++) d->record[i] = pool[at[i]];
      d->nrecord = size;
      make_up(x, d, item, kind);
      int is = with_the_right_set(x, d);
      if (is > 0) return d->alone = true, true;
      if (is == 0 && !instead.nrecord && by_itself(x, d) != 0 && !not_worth_it(x, d)) instead = *d;
    } while (next_set(at, size, n));
  }
  if (!instead.nrecord) return false;
  *d = instead;
  d->alone = false;
  make_up(x, d, item, kind);
  return true;
}

/* A spare row that was nowhere so far comes into being: answers kept so far took no account of it. */
static void wake(nz_month *k, uint32_t i) {
  uint32_t row = k->spare + i;
  if (k->supposed[row] != NZ_ROW_NOWHERE) return;
  nz_month_put(k, row, NZ_ROW_NEVER);
  nz_eval_unsettle(k->e, k->spare);
}

static void try_kind(inventing *x, uint32_t addon, nz_str kind_name) {
  nz_month *k = x->k;
  const ir_decl *decl = &k->m->decls.v[addon];
  uint32_t item = value_named(x, k->s.item, ir_text(k->m, decl->name));
  uint32_t kind = kind_name.n && k->s.kind != IR_NONE ? value_named(x, k->s.kind, kind_name) : IR_NONE, pool[RECORDS];
  if (item == IR_NONE || (kind_name.n && kind == IR_NONE)) return;
  uint32_t n = free_records(x, item, kind, pool);
  if (!n) return;
  if (x->nv == k->nspare) {
    x->cut = true;
    return;
  }
  made *d = &x->v[x->nv];
  wake(k, x->nv);
  *d = (made){.addon = addon, .kind = kind_name, .row = k->spare + x->nv, .nrecord = n};
  memcpy(d->record, pool, n * sizeof *pool);
  make_up(x, d, item, kind);
  /* Could it be at all, with some of these records? Others need not see it to tell. */
  (void)nz_eval_perhaps_of(k->e, nz_cell_of(k->c, d->row, k->s.records));
  int is = by_itself(x, d);
  if (!nz_eval_perhaps_of(k->e, IR_NONE)) is = 0; /* it does not rest on records */
  if (is != 0) set(x, d->row, NZ_ROW_THERE);
  if (is != 0 && try_sets(x, d, item, kind, pool, n)) {
    set(x, d->row, d->alone ? NZ_ROW_THERE : NZ_ROW_AWAY);
    x->nv++;
  } else {
    set(x, d->row, NZ_ROW_NEVER);
  }
}

/* Where some would have to take the place of others: the right set of all of them together. */
static void settle_between(inventing *x, bool *wanted) {
  uint32_t *all = nz_get(x->k->a, ((size_t)x->n + x->nv + 1) * sizeof *all), n = 0;
  bool instead = false;
  for (uint32_t i = 0; i < x->nv; i++) {
    wanted[i] = x->v[i].alone;
    instead |= !x->v[i].alone;
  }
  if (!instead) return;
  for (uint32_t i = 0; i < x->n; i++) all[n++] = x->row[i];
  for (uint32_t i = 0; i < x->nv; i++) all[n++] = x->v[i].row;
  nz_right r = nz_month_right(x->k, all, n, false);
  if (!r.exact) x->cut = true;
  for (uint32_t i = 0; i < x->nv; i++) wanted[i] = r.in[x->n + i];
  for (uint32_t i = 0; i < n; i++) set(x, all[i], i < x->n ? (r.in[i] ? NZ_ROW_THERE : NZ_ROW_AWAY) : r.in[i] ? NZ_ROW_THERE : NZ_ROW_AWAY);
  for (uint32_t i = 0; i < x->nv; i++)
    if (wanted[i]) (void)nz_month_earns(x->k, x->v[i].row, true, &x->v[i].units);
}

static void hand_out(inventing *x, const bool *wanted, nz_unclaimed_list *out) {
  nz_arena *a = x->k->a;
  for (uint32_t i = 0; i < x->nv; i++) {
    const made *d = &x->v[i];
    if (!wanted[i]) continue;
    uint32_t *record = nz_get(a, d->nrecord * sizeof *record);
    memcpy(record, d->record, d->nrecord * sizeof *record);
    NZ_PUSH(a, out) = (nz_unclaimed){.decl = d->addon, .kind = d->kind, .record = record, .nrecord = d->nrecord, .day = d->day, .units = d->units};
  }
}

bool nz_month_unclaimed(nz_month *k, uint32_t user, const uint32_t *row, const bool *in, uint32_t n, int64_t month, nz_unclaimed_list *out) {
  inventing *x = NZ_NEW(k->a, inventing);
  bool wanted[NZ_MONTH_SPARE] = {false};
  if (k->s.record_user == IR_NONE || k->s.record_time == IR_NONE) return true;
  if (!k->inventing) {
    k->records_of = nz_row_index_new(k->a, k->c, k->s.record_user);
    k->inventing = true;
    for (uint32_t i = 0; i < AWAKE; i++) wake(k, i);
  }
  *x = (inventing){.k = k, .cells = k->c->cells.v, .user = user, .row = row, .in = in, .n = n};
  gather(x, k->records_of, month);
  for (uint32_t i = 0; x->nrecord && i < k->m->addons.n; i++) {
    const ir_addon *d = &k->m->addons.v[i];
    if (k->m->decls.v[d->decl].subject != k->s.ledger) continue;
    if (!d->kinds.n) try_kind(x, d->decl, (nz_str){"", 0});
    for (uint32_t j = 0; j < d->kinds.n; j++) try_kind(x, d->decl, ir_text(k->m, k->m->pool.v[d->kinds.first + j]));
  }
  settle_between(x, wanted);
  hand_out(x, wanted, out);
  for (uint32_t i = 0; i < n; i++) set(x, row[i], NZ_ROW_FIXED);
  for (uint32_t i = 0; i < k->nspare; i++) set(x, k->spare + i, i < AWAKE ? NZ_ROW_NEVER : NZ_ROW_NOWHERE);
  return !x->cut;
}
