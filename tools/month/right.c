/* right.c -- the right set of each user's claims (M3.4), and what the records would carry besides (M3.5). */
#include <stdlib.h>
#include <string.h>

#include "../counter.h"
#include "../pipe_io.h"
#include "../shares.h"
#include "making.h"

static int by_row(const void *a, const void *b) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

bool right_begin(making *k) {
  month_report *r = k->r;
  size_t *rows = mem_resize(NULL, r->n + 1, sizeof *rows);
  for (size_t i = 0; i < r->n; i++) rows[i] = r->claim[i].row;
  if (r->n) qsort(rows, r->n, sizeof *rows, by_row);
  bool ok = naze_right_begin(k->c->session, rows, r->n) == NAZE_OK;
  free(rows);
  return ok;
}

/* ---- the right set ---- */

typedef struct group { size_t *row; claim **claim; bool *in; size_t n; } group; /* the claims of one user in a month, by row */

static void group_free(group *g) {
  free(g->row);
  free(g->claim);
  free(g->in);
}

static int by_claim_row(const void *a, const void *b) {
  const claim *x = *(claim *const *)a, *y = *(claim *const *)b;
  return (x->row > y->row) - (x->row < y->row);
}

static group group_of(month_report *r, const right_set *s) {
  group g = { 0 };
  size_t all = 0;
  for (size_t p = s->first; p < s->first + s->n; p++) all += r->user[p].n;
  g.row = mem_resize(NULL, all + 1, sizeof *g.row);
  g.claim = mem_resize(NULL, all + 1, sizeof *g.claim);
  g.in = mem_resize(NULL, all + 1, sizeof *g.in);
  for (size_t p = s->first; p < s->first + s->n; p++)
    for (size_t c = r->user[p].first; c < r->user[p].first + r->user[p].n; c++)
      if (r->claim[c].month == s->month) g.claim[g.n++] = &r->claim[c];
  if (g.n) qsort(g.claim, g.n, sizeof *g.claim, by_claim_row);
  for (size_t i = 0; i < g.n; i++) g.row[i] = g.claim[i]->row;
  return g;
}

static bool is_open(const claim *x) { return x->outcome == NAZE_UNKNOWN || x->outcome == NAZE_REFER || x->outcome == NAZE_FAULT; }

static bool find_set(making *k, right_set *s) {
  group g = group_of(k->r, s);
  naze_right_set got = { 0, false };
  bool open = false, same = true;
  bool ok = naze_right(k->c->session, g.row, g.n, false, g.in, &got) == NAZE_OK;
  s->all = true;
  s->units = got.units;
  s->exact = got.exact;
  for (size_t i = 0; i < g.n; i++) {
    g.claim[i]->right = g.in[i];
    s->all &= g.in[i];
    open |= is_open(g.claim[i]);
  }
  if (ok && open) {
    ok = naze_right(k->c->session, g.row, g.n, true, g.in, &got) == NAZE_OK;
    for (size_t i = 0; i < g.n; i++) {
      g.claim[i]->hoped = g.in[i];
      same &= g.in[i] == g.claim[i]->right;
    }
    s->hoped = got.units;
    s->has_hoped = ok && !same;
  }
  group_free(&g);
  return ok;
}

/* ---- what could have been claimed ---- */

static char *keys_of(const making *k, const size_t *row, size_t n) {
  str s = { 0 };
  for (size_t i = 0; i < n; i++) str_printf(&s, "%s%s", i ? "、" : "", row[i] < k->nof_row && k->of_row[row[i]] ? k->of_row[row[i]]->key : "");
  char *out = mem_copy(str_text(&s), s.n);
  str_free(&s);
  return out;
}

static unclaimed *open_row(month_report *r) {
  if ((r->nopen & (r->nopen - 1)) == 0) r->open = mem_resize(r->open, r->nopen ? r->nopen * 2 : 1, sizeof *r->open);
  r->open[r->nopen] = (unclaimed){ 0 };
  return &r->open[r->nopen++];
}

static void add_open(making *k, const char *user, const naze_unclaimed *u) {
  month_report *r = k->r;
  naze_ir_decl d;
  str name = { 0 };
  if (!naze_ir_decl_at(k->c->program, u->decl, &d)) return;
  str_put(&name, d.name);
  if (*u->kind) str_printf(&name, "（%s）", u->kind);
  *open_row(r) = (unclaimed){ mem_copy(user, strlen(user)), mem_copy(str_text(&name), name.n), mem_copy(u->date, strlen(u->date)), keys_of(k, u->record, u->nrecords), u->units };
  str_free(&name);
}

static bool find_open(making *k, const fact_row *user, const right_set *of_user, int month) {
  month_report *r = k->r;
  right_set s = { 0 };
  str text = { 0 };
  const naze_unclaimed *found = NULL;
  size_t n = 0;
  bool exact = true;
  if (of_user) s = *of_user;
  s.month = month;
  group g = group_of(r, &s);
  for (size_t i = 0; i < g.n; i++) g.in[i] = g.claim[i]->right;
  month_put(&text, month);
  bool ok = naze_unclaimed_of(k->c->session, user->row, g.row, g.in, g.n, str_text(&text), &found, &n, &exact) == NAZE_OK;
  for (size_t i = 0; ok && i < n; i++) add_open(k, user->key, &found[i]);
  r->nsearched += !exact;
  group_free(&g);
  str_free(&text);
  return ok;
}

static bool has_claims(const month_report *r, const right_set *s, int month) {
  for (size_t p = s->first; p < s->first + s->n; p++)
    for (size_t c = r->user[p].first; c < r->user[p].first + r->user[p].n; c++)
      if (r->claim[c].month == month) return true;
  return false;
}

static void add_sets(month_report *r, size_t first, size_t n) {
  right_set s = { .user = r->user[first].row, .first = first, .n = n };
  for (size_t m = 0; m <= r->nmonth; m++) {
    s.month = m < r->nmonth ? r->month[m] : 0;
    if (!has_claims(r, &s, s.month)) continue;
    if ((r->nright & (r->nright - 1)) == 0) r->right = mem_resize(r->right, r->nright ? r->nright * 2 : 1, sizeof *r->right);
    r->right[r->nright++] = s;
  }
}

/* Users, month by month: a stretch of them is a share of the search. */
typedef struct opening { making *k; const fact_row **user; const right_set **of_user; size_t n, open, searched; counter count; } opening;

static opening users_of(making *k) {
  const month_report *r = k->r;
  opening o = { .k = k, .user = mem_resize(NULL, k->m->n + 1, sizeof *o.user), .of_user = mem_resize(NULL, k->m->n + 1, sizeof *o.of_user) };
  size_t at = 0;
  for (size_t i = 0; i < k->m->n; i++) { /* rows of users and right sets are both in the order of rows */
    const fact_row *u = &k->m->row[i];
    if (u->ledger != k->s.users || k->s.users == NAZE_IR_NONE) continue;
    while (at < r->nright && r->right[at].user < u->row) at++;
    o.user[o.n] = u;
    o.of_user[o.n++] = at < r->nright && r->right[at].user == u->row ? &r->right[at] : NULL;
  }
  return o;
}

static int open_work(void *of, size_t number, size_t all) {
  opening *o = of;
  size_t pieces = o->n * o->k->r->nmonth, from = pieces * number / all, to = pieces * (number + 1) / all;
  for (size_t i = from; i < to; i++) {
    if (number == 0) counter_at(&o->count, i, to); /* the others are as far, about */
    if (!find_open(o->k, o->user[i % o->n], o->of_user[i % o->n], o->k->r->month[i / o->n])) return NAZE_EXIT_LIMIT;
  }
  return NAZE_EXIT_OK;
}

static void open_begin(void *of) {
  opening *o = of;
  o->open = o->k->r->nopen; /* what is there already is the parent's */
  o->searched = o->k->r->nsearched;
}

static bool open_send(void *of, int fd) {
  const opening *o = of;
  const month_report *r = o->k->r;
  uint64_t n[2] = { r->nopen - o->open, r->nsearched - o->searched };
  bool ok = pipe_write(fd, n, sizeof n);
  for (size_t i = o->open; ok && i < r->nopen; i++) {
    const unclaimed *u = &r->open[i];
    ok = pipe_write_text(fd, u->user) && pipe_write_text(fd, u->claimed) && pipe_write_text(fd, u->date) && pipe_write_text(fd, u->records) &&
         pipe_write(fd, &u->units, sizeof u->units);
  }
  return ok;
}

static bool open_receive(void *of, int fd) {
  month_report *r = ((opening *)of)->k->r;
  uint64_t n[2];
  bool ok = pipe_read(fd, n, sizeof n);
  for (uint64_t i = 0; ok && i < n[0]; i++) {
    unclaimed *u = open_row(r);
    ok = pipe_read_text(fd, &u->user) && pipe_read_text(fd, &u->claimed) && pipe_read_text(fd, &u->date) && pipe_read_text(fd, &u->records) &&
         pipe_read(fd, &u->units, sizeof u->units);
  }
  if (ok) r->nsearched += n[1];
  return ok;
}

/* The search is by far the most of a month's work, and what it finds for one user says nothing about another. */
static bool find_all_open(making *k) {
  enum { WORTH_IT = 100 };
  opening o = users_of(k);
  const share_job job = { &o, open_work, open_begin, open_send, open_receive };
  counter_begin(&o.count, &k->c->err);
  bool ok = shares_run(&job, shares_of(k->c->o.jobs, o.n * k->r->nmonth, WORTH_IT)) == NAZE_EXIT_OK;
  counter_end(&o.count);
  free(o.user);
  free(o.of_user);
  return ok;
}

bool right_find(making *k) {
  month_report *r = k->r;
  bool ok = true;
  for (size_t p = 0, n; p < r->nuser; p += n) { /* persons come by user */
    for (n = 1; p + n < r->nuser && r->user[p + n].row == r->user[p].row;) n++;
    add_sets(r, p, n);
  }
  for (size_t i = 0; ok && i < r->nright; i++) ok = find_set(k, &r->right[i]);
  return ok && find_all_open(k);
}

void right_free(month_report *r) {
  for (size_t i = 0; i < r->nopen; i++) {
    free(r->open[i].user);
    free(r->open[i].claimed);
    free(r->open[i].date);
    free(r->open[i].records);
  }
  free(r->open);
  free(r->right);
}
