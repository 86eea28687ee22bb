/* api_rows.c -- facts put in row by row, and questions about one row: for programs that read registers of their own. */
#include "api.h"
#include "facts/case_json.h"
#include "facts/put.h"
#include "ir/date.h"

#include <string.h>

typedef struct putting {
  naze_session *s;
  const char *ledger, *text, *to;
  uint32_t row, field;
} putting;

/* What is put in changes the case itself, so no changes may stand on top of it. */
static bool open_case(const naze_session *s) { return s && s->given && s->given == s->facts; }

static void begin(naze_session *s) {
  uint64_t compared = s->messages.compared; /* near names are sought within one bound for all rows */
  if (s->messages.list.n) nz_session_hush(s);
  s->messages.compared = compared;
  if (s->results || s->ran) nz_session_forget(s);
  nz_session_uneval(s);
}

static naze_status run(putting *p, nz_work *work) {
  nz_guard g = nz_session_guard(p->s);
  return nz_guarded(&g, work, p);
}

static nz_where nowhere(const char *name) { return (nz_where){.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit(name)}; }

static uint32_t ledger_named(putting *p) {
  naze_session *s = p->s;
  nz_str name = nz_typed(&s->said, p->ledger, strlen(p->ledger));
  uint32_t l = nz_known_ledger(s->m, name);
  if (l != IR_NONE) return l;
  nz_where w = nowhere(p->ledger);
  nz_diag *g = nz_say_at(&s->messages, NZ_M_FACT_NO_LEDGER, &w);
  nz_arg_str(&s->messages, g, 1, name);
  nz_arg_str(&s->messages, g, 2, nz_near_ledger(s->m, name));
  return IR_NONE;
}

static naze_status add_row(void *arg) {
  putting *p = arg;
  naze_session *s = p->s;
  begin(s);
  uint32_t l = ledger_named(p);
  if (l == IR_NONE) return NAZE_FACT_ERROR;
  nz_into in = {.a = &s->base, .c = s->given, .d = &s->messages};
  nz_where w = nowhere(p->ledger);
  p->row = nz_put_new_row(&in, l, nz_typed(&s->base, p->text, strlen(p->text)), &w);
  return p->row == IR_NONE ? NAZE_FACT_ERROR : NAZE_OK;
}

naze_status naze_case_row(naze_session *s, const char *ledger, const char *key, size_t *row) {
  if (!open_case(s) || !ledger || !row) return NAZE_USAGE;
  putting p = {.s = s, .ledger = ledger, .text = nz_or_empty(key)};
  naze_status st = run(&p, add_row);
  if (st == NAZE_OK) *row = p.row;
  return st;
}

static naze_status add_fact(void *arg) {
  putting *p = arg;
  naze_session *s = p->s;
  const ir_field *f = &s->m->fields.v[p->field];
  begin(s);
  nz_into in = {.a = &s->base, .c = s->given, .d = &s->messages};
  nz_where w = nowhere("");
  uint32_t cell = nz_cell_of(s->given, p->row, p->field), before = s->messages.errors;
  if (nz_put_open(&in, p->row, p->field, &w)) {
    nz_str text = {p->text, p->text ? (uint32_t)strlen(p->text) : 0};
    if (!p->text) nz_put_blank(&in, p->row, p->field, &w);
    else if (f->flags & IR_F_MULTI && s->m->types.v[f->type].k == IR_T_ROW) nz_put_list(&in, p->row, p->field, &w, text);
    else nz_put_text(&in, p->row, p->field, &w, text);
  }
  if (s->messages.errors == before) return NAZE_OK;
  ir_buf name = {.a = &s->said};
  nz_cell_name(s->given, cell, &name);
  nz_arg_buf(&s->messages, &s->messages.list.v[s->messages.list.n - 1], 0, &name);
  return NAZE_FACT_ERROR;
}

naze_status naze_case_fact(naze_session *s, size_t row, uint32_t field, const char *text) {
  if (!open_case(s) || row >= s->given->rows.n || field >= s->m->fields.n || (text && strlen(text) >= UINT32_MAX)) return NAZE_USAGE;
  if (s->m->fields.v[field].ledger != s->given->rows.v[row].ledger) return NAZE_USAGE;
  putting p = {.s = s, .row = (uint32_t)row, .field = field, .text = text};
  return run(&p, add_fact);
}

static bool read_month(naze_session *s, const char *text, const nz_where *w, int64_t *month) {
  int64_t day;
  if (!text || !*text) return true; /* open */
  return nz_read_date(&s->messages, w, nz_typed(&s->said, text, strlen(text)), NZ_DP_MONTH, &day) && ir_month_of_day(day, month);
}

static naze_status add_complete(void *arg) {
  putting *p = arg;
  naze_session *s = p->s;
  int64_t from = IR_DATE_MIN, to = IR_DATE_MAX;
  begin(s);
  nz_where w = nowhere(p->ledger);
  uint32_t l = ledger_named(p), before = s->messages.errors;
  if (l == IR_NONE || !read_month(s, p->text, &w, &from) || !read_month(s, p->to, &w, &to)) return NAZE_FACT_ERROR;
  nz_into in = {.a = &s->base, .c = s->given, .d = &s->messages};
  if (from > to) {
    nz_diag *g = nz_say_at(&s->messages, NZ_M_FACT_BACKWARDS, &w);
    nz_args(&s->messages, g, 1, p->text);
    nz_args(&s->messages, g, 2, p->to);
  } else {
    nz_put_closed(&in, l, from, to, &w);
  }
  return s->messages.errors == before ? NAZE_OK : NAZE_FACT_ERROR;
}

naze_status naze_case_complete(naze_session *s, const char *ledger, const char *from, const char *to) {
  if (!open_case(s) || !ledger) return NAZE_USAGE;
  putting p = {.s = s, .ledger = ledger, .text = from, .to = to};
  return run(&p, add_complete);
}

/* ---- a question about one row ---- */

typedef struct row_asked { naze_session *s; nz_question q; unsigned with; } row_asked;

static naze_status ask_row(void *arg) {
  row_asked *k = arg;
  naze_session *s = k->s;
  int64_t day;
  if (s->messages.list.n) nz_session_hush(s);
  nz_session_forget(s);
  naze_status st = nz_session_day(s, &day);
  if (st != NAZE_OK) return st;
  naze_result **v = NZ_NEW_N(&s->ask, naze_result *, 1);
  v[0] = nz_session_answer(s, &k->q, day, k->with, true);
  s->results = v;
  s->nresults = 1;
  return NAZE_OK;
}

naze_status naze_ask_row(naze_session *s, uint32_t decl, size_t row, unsigned with) {
  if (!s || !s->facts || decl >= s->m->decls.n || row >= s->facts->rows.n) return NAZE_USAGE;
  const ir_decl *d = &s->m->decls.v[decl];
  if (d->subject != s->facts->rows.v[row].ledger || !nz_can_be_asked(s->m, d)) return NAZE_USAGE;
  for (uint32_t i = 0; i < d->params.n; i++)
    if (s->m->params.v[d->params.first + i].dflt == IR_NONE) return NAZE_USAGE;
  if (with & (NAZE_BRIEF | NAZE_BARE)) with &= NAZE_BRIEF | NAZE_BARE; /* 決め手 and readings try other facts */
  row_asked k = {s, {.decl = decl, .subject = (uint32_t)row, .want = -1}, with};
  nz_guard g = nz_session_guard(s);
  naze_status st = nz_guarded(&g, ask_row, &k);
  if (st == NAZE_NO_MEMORY) nz_session_uneval(s);
  return st;
}

/* ---- facts out ---- */

static const nz_cellval *fact(const naze_session *s, size_t row, uint32_t field) {
  if (!s || !s->facts || row >= s->facts->rows.n || field >= s->m->fields.n) return NULL;
  if (s->m->fields.v[field].ledger != s->facts->rows.v[row].ledger) return NULL;
  return &s->facts->cells.v[nz_cell_of(s->facts, (uint32_t)row, field)];
}

typedef struct fact_out { naze_session *s; uint32_t row, field; ir_buf b; } fact_out;

static naze_status write_fact(void *arg) {
  fact_out *o = arg;
  o->b = (ir_buf){.a = &o->s->ask};
  nz_json_cell(o->s->facts, o->row, o->field, &o->b);
  return NAZE_OK;
}

const char *naze_fact_json(naze_session *s, size_t row, uint32_t field) {
  const nz_cellval *c = fact(s, row, field);
  if (!c || c->state == NZ_CELL_NOT_GIVEN) return NULL;
  fact_out o = {.s = s, .row = (uint32_t)row, .field = field};
  nz_guard g = nz_session_guard(s);
  return nz_guarded(&g, write_fact, &o) == NAZE_OK ? o.b.p : NULL;
}

size_t naze_fact_row(const naze_session *s, size_t row, uint32_t field, size_t i) {
  const nz_cellval *c = fact(s, row, field);
  if (!c || c->state != NZ_CELL_GIVEN || s->m->types.v[s->m->fields.v[field].type].k != IR_T_ROW) return SIZE_MAX;
  if (s->m->fields.v[field].flags & IR_F_MULTI) return i < c->nmulti ? c->multi[i] : SIZE_MAX;
  return i == 0 ? (size_t)c->v : SIZE_MAX;
}
