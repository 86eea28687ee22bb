/* solver.c -- one search: translates a declaration over a bounded case, asks Z3, and writes what it found as a case. */
#include "solver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smt.h"

struct solver {
  prog g;
  bool readable;
  str json, question, subject, why;
  solver_cost cost;
  const solver_fact *facts;
  size_t nfacts;
  const uint32_t *counts;
  bool pair, any;
  const uint32_t *differ;
  size_t ndiffer;
  bool known;
  uint32_t item, part, now; /* what the claim asked about is for; none: anything. now: 今回請求 */
  int64_t payload[2];
  size_t row;
  int64_t first, last; /* between which the days of facts lie, as smt.h counts */
};

/* ---- what a search needs ---- */

typedef struct chunk { struct chunk *next; size_t used, size; } chunk;
enum { CHUNK = 1 << 18, ALIGN = 16, POLISHING = 1000 /* ms for each attempt at a case that reads better */, ALL_THE_TIME = INT32_MAX };

void *smt_get(smt *x, size_t n, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(n ? n : 1, size, &bytes) || bytes > SIZE_MAX / 4) smt_stop(x, SOLVER_UNDECIDED, "メモリ");
  bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
  const size_t head = (sizeof(chunk) + ALIGN - 1) / ALIGN * ALIGN;
  if (!x->mem || x->mem->size - x->mem->used < bytes) {
    size_t room = head + (bytes > CHUNK ? bytes : CHUNK);
    chunk *c = mem_resize(NULL, room, 1);
    *c = (chunk){x->mem, head, room};
    x->mem = c;
  }
  void *p = (char *)x->mem + x->mem->used;
  x->mem->used += bytes;
  memset(p, 0, bytes);
  return p;
}

void smt_stop(smt *x, solver_answer how, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(x->why, sizeof x->why, fmt, ap);
  va_end(ap);
  x->how = how;
  longjmp(x->out, 1);
}

static int64_t left_ms(const smt *x) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now); /* of the processor: a busy machine takes nothing away */
  return (int64_t)(x->end.tv_sec - now.tv_sec) * 1000 + (x->end.tv_nsec - now.tv_nsec) / 1000000;
}

void smt_tick(smt *x) {
  if (++x->ticks % 1024 == 0 && left_ms(x) <= 0) smt_stop(x, SOLVER_UNDECIDED, "時間切れ（式を作るあいだ）");
}

void smt_holds(smt *x, truth t) {
  if (t == x->yes) return;
  if (x->nside == x->side_cap) {
    size_t cap = x->side_cap ? x->side_cap * 2 : 256;
    Z3_ast *more = smt_get(x, cap, sizeof *more);
    if (x->nside) memcpy(more, x->side, x->nside * sizeof *more);
    x->side = more;
    x->side_cap = cap;
  }
  x->side[x->nside++] = t;
}

void smt_limit(smt *x, truth over, const char *what) {
  x->beyond = b_or(x, x->beyond, over);
  snprintf(x->beyond_what, sizeof x->beyond_what, "%s", what);
}

/* ---- the question ---- */

static truth meets(smt *x, const val *v, naze_outcome want) {
  truth known = v->st[KNOWN], none = v->st[NOVALUE], denied = none == x->no ? x->no : b_and(x, none, n_eq(x, v->why, n_of(NA_DENIED)));
  truth decided = x->no;
  if (known != x->no && (v->k == K_DECISION || v->k == K_MIXED)) decided = b_and(x, known, n_eq(x, v->a, n_of((int64_t)want)));
  switch (want) {
  case NAZE_ALLOW:
    if (v->k == K_BOOL) return v_true(x, v);
    if (v->k == K_MIXED) decided = b_or(x, decided, b_and(x, known, n_eq(x, v->a, n_of(NAZE_VALUE))));
    return v->k == K_DECISION || v->k == K_MIXED ? decided : known;
  case NAZE_DENY:
    if (v->k == K_BOOL) decided = b_and(x, known, b_not(x, v->t));
    return b_or(x, decided, denied);
  case NAZE_PARTIAL: return decided;
  case NAZE_REFER: return b_or(x, decided, v->st[REFERRED]);
  case NAZE_NA: return b_or(x, decided, b_and(x, none, b_not(x, denied)));
  case NAZE_UNKNOWN: return b_or(x, decided, v->st[MISSING]);
  case NAZE_FAULT: return v->st[FAULT];
  case NAZE_VALUE: return v->k == K_DECISION || v->k == K_MIXED ? decided : known;
  }
  return x->no;
}

static void free_params(smt *x) {
  const naze_ir_decl *d = &x->g->decls[x->decl];
  x->params = smt_get(x, d->params, sizeof *x->params);
  for (uint32_t i = 0; i < d->params; i++) {
    const char *name = "";
    uint32_t t = 0, usual = NAZE_IR_NONE;
    naze_ir_enum e;
    if (!naze_ir_param_at(x->g->p, x->decl, i, &name, &t, &usual) || usual != NAZE_IR_NONE) continue;
    switch (x->g->types[t].k) {
    case K_ENUM:
      if (!naze_ir_enum_at(x->g->p, x->g->types[t].ref, &e)) break;
      x->params[i] = v_known(x, K_ENUM, n_var(x, name, e.first_value, (int64_t)e.first_value + e.values - 1));
      continue;
    case K_MONTH: x->params[i] = v_known(x, K_MONTH, n_var(x, name, x->first / 32, x->last / 32)); continue;
    case K_DATE: x->params[i] = v_known(x, K_DATE, d_var(x, name, x->first, x->last)); continue;
    case K_ROW: x->params[i] = f_own_row(x, x->g->types[t].ref, name); continue;
    default: break;
    }
    smt_stop(x, SOLVER_UNSUPPORTED, "引数「%s」の種類", name);
  }
}

/* Parameters before the first one with a usual value are given; what comes after is worked out from the subject. */
static uint32_t given_params(const smt *x) {
  uint32_t n = 0, usual = NAZE_IR_NONE;
  while (n < x->g->decls[x->decl].params && naze_ir_param_at(x->g->p, x->decl, n, NULL, NULL, &usual) && usual == NAZE_IR_NONE) n++;
  return n;
}

typedef struct search {
  smt x;
  solver *s;
  Z3_config config;
  Z3_solver z;
  Z3_model model;
  uint32_t output, nslots;
  unsigned least; /* with fewer rows there is none */
  naze_outcome want;
  int64_t from, to;
  bool cut; /* there may be a case among those that were left out */
  truth *goal; /* of each row that may be the subject */
  val *answer;
} search;

static truth claimed(smt *x, const solver *s, uint32_t slot) {
  val v = f_cell(x, x->g->item, slot);
  truth t = b_and(x, v.st[KNOWN], n_eq(x, v.a, n_of(s->item)));
  if (s->now != NAZE_IR_NONE) { /* one that was paid is 可 whatever the rules say */
    v = f_cell(x, x->g->review, slot);
    t = b_and(x, t, b_and(x, v.st[KNOWN], n_eq(x, v.a, n_of(s->now))));
  }
  if (s->part == NAZE_IR_NONE) return t;
  v = f_cell(x, x->g->part, slot);
  return b_and(x, t, b_and(x, v.st[KNOWN], n_eq(x, v.a, n_of(s->part))));
}

static truth asked_of(search *k, uint32_t slot) {
  smt *x = &k->x;
  val subject = v_none(x, NA_ABSENT), *args = smt_get(x, x->g->decls[x->decl].params, sizeof *args);
  uint32_t given = given_params(x), l = x->g->decls[x->decl].subject;
  if (given) memcpy(args, x->params, given * sizeof *args);
  if (l != NAZE_IR_NONE) subject = v_known(x, K_ROW, n_of(slot));
  x->today = x->day;
  k->answer[slot] = x_enter(x, x->decl, k->output, &subject, args, given);
  truth t = meets(x, &k->answer[slot], k->want);
  if (l != NAZE_IR_NONE) t = b_and(x, t, f_there(x, l, slot));
  if (k->s->item != NAZE_IR_NONE && l == x->g->claims) t = b_and(x, t, claimed(x, k->s, slot));
  return t;
}

/* ---- asking ---- */

/* The solver is stopped by its own count of steps, so that a busy machine proves as much as an idle one; by the clock only much later. */
enum { STEPS_A_MS = 4000, WAIT = 10 };

static Z3_lbool ask(search *k, int64_t most, unsigned n, const Z3_ast *assumed) {
  smt *x = &k->x;
  int64_t left = left_ms(x);
  if (left <= 0) return Z3_L_UNDEF;
  if (left > most) left = most;
  Z3_params p = Z3_mk_params(x->z);
  Z3_params_inc_ref(x->z, p);
  Z3_params_set_uint(x->z, p, Z3_mk_string_symbol(x->z, "rlimit"), (unsigned)left * STEPS_A_MS);
  Z3_params_set_uint(x->z, p, Z3_mk_string_symbol(x->z, "timeout"), (unsigned)left * WAIT);
  Z3_solver_set_params(x->z, k->z, p);
  Z3_params_dec_ref(x->z, p);
  return Z3_solver_check_assumptions(x->z, k->z, n, assumed);
}

static void translate(search *k) {
  smt *x = &k->x;
  uint32_t l = x->g->decls[x->decl].subject;
  x->beyond = x->no;
  x->day = d_var(x, "基準日", d_of_day(k->from), d_of_day(k->to));
  f_plan(x, x->decl);
  free_params(x);
  k->nslots = l == NAZE_IR_NONE ? 1 : x->ledgers[l].slots;
  if (!k->nslots) smt_stop(x, SOLVER_UNSUPPORTED, "主語の台帳の行");
  k->goal = smt_get(x, k->nslots, sizeof *k->goal);
  k->answer = smt_get(x, k->nslots, sizeof *k->answer);
  /* Claims stand in the order in which they are judged, so the subject may be any of them; of other ledgers it is the first row. */
  for (uint32_t i = 0; i < k->nslots; i++) k->goal[i] = i && !x->folded ? x->no : asked_of(k, i);
  if (k->s->pair) f_pair(x, k->s->differ, k->s->ndiffer);
  f_finish(x);
  for (size_t i = 0; i < k->s->nfacts; i++) f_fix(x, &k->s->facts[i]);
  for (uint32_t i = 0; i < x->g->n.ledgers && k->s->counts; i++) f_fix_count(x, i, k->s->counts[i]);
  for (uint32_t i = 0; i < k->nslots; i++)
    if (k->goal[i] != x->no) k->goal[i] = b_and(x, k->goal[i], f_births(x, i));
}

/* A name for what is supposed in some of the questions. */
static truth when(search *k, truth t) {
  truth name = b_var(&k->x, "場合");
  Z3_solver_assert(k->x.z, k->z, b_or(&k->x, b_not(&k->x, name), t));
  return name;
}

/* Without the rows from `extra` on beside those that must be there; false: that leaves none out. */
static bool without(search *k, unsigned extra, Z3_ast *out, unsigned *n) {
  smt *x = &k->x;
  unsigned before = *n;
  for (uint32_t l = 0; l < x->g->n.ledgers; l++) {
    const book *L = &x->ledgers[l];
    if (L->must + extra < L->slots && L->there[L->must + extra] != x->yes) out[(*n)++] = b_not(x, L->there[L->must + extra]);
  }
  return *n > before;
}

static void take(search *k) {
  Z3_model m = Z3_solver_get_model(k->x.z, k->z);
  if (!m) return;
  Z3_model_inc_ref(k->x.z, m);
  if (k->model) Z3_model_dec_ref(k->x.z, k->model);
  k->model = m;
}

/* There is a case: one with fewer rows, and with days about the question's, is easier to read. */
static void smaller(search *k, Z3_ast *assumed, unsigned n) {
  smt *x = &k->x;
  unsigned with = n;
  for (unsigned extra = k->least; without(k, extra, assumed, &with); extra++, with = n)
    if (ask(k, POLISHING, with, assumed) == Z3_L_TRUE) {
      take(k);
      break;
    }
  assumed[with] = when(k, f_near(x));
  if (ask(k, POLISHING, with + 1, assumed) == Z3_L_TRUE) take(k);
}

static Z3_lbool solve(search *k) {
  smt *x = &k->x;
  truth goal = x->no;
  for (uint32_t i = 0; i < k->nslots; i++) goal = b_or(x, goal, k->goal[i]);
  if (goal == x->no && x->beyond == x->no) return Z3_L_FALSE;
  k->z = Z3_mk_solver_for_logic(x->z, Z3_mk_string_symbol(x->z, "QF_FD"));
  Z3_solver_inc_ref(x->z, k->z);
  for (size_t i = 0; i < x->nside; i++) Z3_solver_assert(x->z, k->z, x->side[i]);
  Z3_ast *assumed = smt_get(x, x->g->n.ledgers + 3, sizeof *assumed), far = when(k, x->beyond);
  assumed[0] = when(k, goal);
  assumed[1] = when(k, b_not(x, x->beyond));
  Z3_lbool r = ask(k, ALL_THE_TIME, 2, assumed);
  if (r == Z3_L_TRUE) {
    take(k);
    if (!k->s->any) smaller(k, assumed, 2);
  }
  if (r != Z3_L_FALSE || x->beyond == x->no) return r;
  r = ask(k, ALL_THE_TIME, 1, &far); /* is there any case that was left out? */
  k->cut = r == Z3_L_TRUE;
  if (k->cut) smt_stop(x, SOLVER_UNDECIDED, "%s", x->beyond_what);
  return r;
}

static void finish(search *k, Z3_lbool r) {
  smt *x = &k->x;
  if (r == Z3_L_FALSE) {
    x->how = SOLVER_NONE;
    return;
  }
  if (r == Z3_L_UNDEF) smt_stop(x, SOLVER_UNDECIDED, "時間切れ");
  Z3_model m = k->model;
  if (!m) smt_stop(x, SOLVER_UNDECIDED, "時間切れ");
  uint32_t slot = 0;
  for (uint32_t i = 0; i < k->nslots; i++) {
    Z3_ast v = NULL;
    if (k->goal[i] == x->no || (k->goal[i] != x->yes && (!Z3_model_eval(x->z, m, k->goal[i], true, &v) || Z3_get_bool_value(x->z, v) != Z3_L_TRUE))) continue;
    slot = i;
    break;
  }
  k->s->row = c_write(x, m, slot, k->s->item != NAZE_IR_NONE, &k->s->json, &k->s->question, &k->s->subject);
  k->s->known = c_payload(x, m, &k->answer[slot], k->s->payload);
  x->how = SOLVER_CASE;
}

static void on_error(Z3_context z, Z3_error_code e) { (void)z, (void)e; } /* what fails comes back as NULL or as undecided */

static void run(search *k) {
  smt *x = &k->x;
  if (setjmp(x->out)) return;
  k->config = Z3_mk_config();
  x->z = Z3_mk_context(k->config);
  Z3_set_error_handler(x->z, on_error);
  x->yes = Z3_mk_true(x->z);
  x->no = Z3_mk_false(x->z);
  x->bits = smt_get(x, MOST_WIDTH, sizeof *x->bits);
  x->memo = smt_get(x, TABLE, sizeof *x->memo);
  x->split = smt_get(x, TABLE, sizeof *x->split);
  x->days = smt_get(x, TABLE, sizeof *x->days);
  int64_t begun = left_ms(x);
  translate(k);
  k->s->cost.translating += (unsigned)(begun - left_ms(x));
  begun = left_ms(x);
  Z3_lbool r = solve(k);
  k->s->cost.solving += (unsigned)(begun - left_ms(x));
  finish(k, r);
}

typedef struct next_step { bool more_months, more_rows; } next_step; /* might more of these give another answer? */

static solver_answer search_for(solver *s, uint32_t decl, uint32_t output, naze_outcome want, int64_t from, int64_t to, unsigned least, unsigned rows,
                                struct timespec end, unsigned months, next_step *next) {
  search *k = mem_resize(NULL, 1, sizeof *k);
  *k = (search){.s = s, .least = least, .output = output, .want = want, .from = from, .to = to};
  k->x.g = &s->g;
  k->x.rows = rows;
  k->x.decl = decl;
  k->x.end = end;
  k->x.months = months;
  k->x.first = s->first;
  k->x.last = s->last;
  run(k);
  solver_answer how = k->x.how;
  next->more_months = how == SOLVER_UNDECIDED && k->cut && months == FEW_MONTHS;
  next->more_rows = k->x.more_rows;
  s->cost.terms += k->x.terms;
  str_put(&s->why, k->x.why);
  if (k->model) Z3_model_dec_ref(k->x.z, k->model);
  if (k->z) Z3_solver_dec_ref(k->x.z, k->z);
  if (k->x.z) Z3_del_context(k->x.z);
  if (k->config) Z3_del_config(k->config);
  while (k->x.mem) {
    chunk *rest = k->x.mem->next;
    free(k->x.mem);
    k->x.mem = rest;
  }
  free(k);
  return how;
}

/* With few rows first: what they show is easier to read, and found sooner. The last answer holds for all the rows. Sets of months are
 * short at first, and long only where that leaves it open. */
static solver_answer search_within(solver *s, uint32_t decl, uint32_t output, naze_outcome want, int64_t from, int64_t to, unsigned rows, unsigned timeout_ms) {
  struct timespec end;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  end.tv_sec += timeout_ms / 1000;
  end.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
  next_step next;
  for (unsigned now = 0, least = 0;;) {
    str_clear(&s->why);
    solver_answer how = search_for(s, decl, output, want, from, to, least, now, end, FEW_MONTHS, &next);
    bool last = now >= rows || !next.more_rows;
    if (next.more_months && last) {
      str_clear(&s->why);
      how = search_for(s, decl, output, want, from, to, least, now, end, MOST_MONTHS, &next);
    }
    if (how == SOLVER_CASE || how == SOLVER_UNSUPPORTED || last) return how;
    if (how == SOLVER_NONE) least = now + 1;
    now = now ? now * 2 : 1;
    if (now > rows) now = rows;
  }
}

/* ---- the interface ---- */

solver *solver_new(const naze_program *p) {
  solver *s = mem_resize(NULL, 1, sizeof *s);
  memset(s, 0, sizeof *s);
  s->readable = prog_read(&s->g, p);
  s->item = s->part = s->now = NAZE_IR_NONE;
  solver_days(s, INT64_MIN, INT64_MAX);
  return s;
}

void solver_free(solver *s) {
  if (!s) return;
  prog_free(&s->g);
  str_free(&s->json);
  str_free(&s->question);
  str_free(&s->subject);
  str_free(&s->why);
  free(s);
}

void solver_choose(solver *s, uint32_t reading, uint32_t choice) {
  naze_ir_reading r;
  if (!s->readable || !naze_ir_reading_at(s->g.p, reading, &r)) return;
  s->g.choice[reading] = choice < r.choices ? choice : r.usual;
}

void solver_days(solver *s, int64_t first, int64_t last) {
  const int64_t lo = FACT_FIRST * 32 + 1, hi = FACT_LAST * 32 + 31;
  s->first = d_of_day(first);
  s->last = d_of_day(last);
  if (s->first < lo) s->first = lo;
  if (s->last > hi) s->last = hi;
}

solver_answer solver_find_outcome(solver *s, uint32_t decl, uint32_t output, naze_outcome want, int64_t from, int64_t to, unsigned rows, unsigned timeout_ms,
                                  char **case_json, const char **why) {
  solver_answer how = SOLVER_UNSUPPORTED;
  str_clear(&s->json);
  str_clear(&s->question);
  str_clear(&s->subject);
  str_clear(&s->why);
  s->cost = (solver_cost){0};
  s->known = false;
  if (!s->readable || decl >= s->g.n.decls) str_put(&s->why, "この規則の中間形式");
  else if (from > to) how = SOLVER_NONE;
  else how = search_within(s, decl, output, want, from, to, rows, timeout_ms);
  if (case_json) *case_json = s->json.p;
  if (why) *why = str_text(&s->why);
  return how;
}

solver_answer solver_find(solver *s, uint32_t decl, bool want, int64_t from, int64_t to, unsigned rows, unsigned timeout_ms, char **case_json, const char **why) {
  return solver_find_outcome(s, decl, 0, want ? NAZE_ALLOW : NAZE_DENY, from, to, rows, timeout_ms, case_json, why);
}

const char *solver_question(const solver *s) { return str_text(&s->question); }
size_t solver_row(const solver *s) { return s->row; }
const char *solver_subject(const solver *s) { return str_text(&s->subject); }
void solver_fix(solver *s, const solver_fact *facts, size_t n, const uint32_t *counts) {
  s->facts = facts;
  s->nfacts = n;
  s->counts = counts;
}

bool solver_value(const solver *s, int64_t *a, int64_t *b) {
  *a = s->payload[0];
  *b = s->payload[1];
  return s->known;
}

void solver_pair(solver *s, bool on, const uint32_t *differ, size_t n) {
  s->pair = on;
  s->differ = differ;
  s->ndiffer = n;
}

void solver_any(solver *s, bool any) { s->any = any; }

static uint32_t value_of(const solver *s, uint32_t field, const char *name) {
  naze_ir_enum e;
  const type *t = &s->g.types[s->g.fields[field].type];
  if (t->k != K_ENUM || !naze_ir_enum_at(s->g.p, t->ref, &e)) return NAZE_IR_NONE;
  for (uint32_t i = e.first_value; i < e.first_value + e.values; i++)
    if (strcmp(naze_ir_value_name(s->g.p, i), name) == 0) return i;
  return NAZE_IR_NONE;
}

bool solver_claim(solver *s, const char *what, const char *part) {
  s->item = s->part = s->now = NAZE_IR_NONE;
  if (!what) return true;
  if (!s->readable || s->g.claims == NAZE_IR_NONE) return false;
  s->item = value_of(s, s->g.item, what);
  s->now = s->g.review == NAZE_IR_NONE ? NAZE_IR_NONE : value_of(s, s->g.review, "今回請求");
  if (part && *part) s->part = value_of(s, s->g.part, part);
  return s->item != NAZE_IR_NONE && (!part || !*part || s->part != NAZE_IR_NONE);
}

solver_cost solver_spent(const solver *s) { return s->cost; }
