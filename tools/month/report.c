/* report.c -- judges the claims of a month one by one and adds up. */
#include "making.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


/* ---- months ---- */

static const char *number(const char *p, int most, int *v) {
  int n = 0;
  *v = 0;
  while (*p >= '0' && *p <= '9' && n++ < most) *v = *v * 10 + (*p++ - '0');
  return n ? p : NULL;
}

bool month_read(const char *p, int *month) {
  static const struct { const char *name; int before; } eras[] = { { "R", 2018 }, { "令和", 2018 }, { "H", 1988 }, { "平成", 1988 }, { "", 0 } };
  int y = 0, m = 0;
  for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
    if (!starts_with(p, eras[i].name)) continue;
    const char *q = number(p + strlen(eras[i].name), *eras[i].name ? 2 : 4, &y);
    if (!q) return false;
    y += eras[i].before;
    q += starts_with(q, "年") ? strlen("年") : *q && strchr("-/.", *q) ? 1 : 0;
    q = number(q, 2, &m);
    if (q && starts_with(q, "月")) q += strlen("月");
    if (!q || *q || y < 1 || y > 9999 || m < 1 || m > 12) return false;
    return *month = y * 12 + m - 1, true;
  }
  return false;
}

void month_put(str *s, int month) { str_printf(s, "%04d-%02d", month / 12, month % 12 + 1); }

static bool asked(const month_report *r, int month) {
  for (size_t i = 0; i < r->nmonth; i++)
    if (r->month[i] == month) return true;
  return false;
}

static void ask_month(month_report *r, int month) {
  if (asked(r, month)) return;
  r->month = mem_resize(r->month, r->nmonth + 1, sizeof *r->month);
  size_t i = r->nmonth++;
  for (; i && r->month[i - 1] > month; i--) r->month[i] = r->month[i - 1];
  r->month[i] = month;
}

/* --month 2024-10, --month 2024-04..2024-10 */
static bool ask_months(making *k, const char *text) {
  const char *dots = strstr(text, "..");
  char *first = mem_copy(text, dots ? (size_t)(dots - text) : strlen(text));
  int from = 0, to = 0;
  bool ok = month_read(first, &from) && month_read(dots ? dots + 2 : first, &to) && from <= to && to - from < 1200;
  free(first);
  for (int i = from; ok && i <= to; i++) ask_month(k->r, i);
  if (!ok) outf(&k->c->err, tr(&k->c->err, "naze: --month %s: 月として読めません（2024-10、R6.10）\n", "naze: --month %s: not a month (2024-10)\n"), text);
  return ok;
}

/* ---- sums ---- */

void sum_add(sum *a, const sum *b) {
  if (__builtin_add_overflow(a->least, b->least, &a->least)) a->least = INT64_MAX;
  if (__builtin_add_overflow(a->most, b->most, &a->most)) a->most = INT64_MAX, a->open = true;
  a->open |= b->open;
}

void number_put(str *s, int64_t n) {
  char digits[32];
  int len = snprintf(digits, sizeof digits, "%lld", (long long)n);
  for (int i = 0; i < len; i++) {
    str_put_n(s, digits + i, 1);
    if (digits[i] != '-' && i + 1 < len && (len - i - 1) % 3 == 0) str_put(s, ",");
  }
}

void sum_put(str *s, const sum *x, const char *unit, bool english) {
  number_put(s, x->least);
  if (!x->open && x->most != x->least) {
    str_put(s, english ? "-" : "～");
    number_put(s, x->most);
  }
  str_put(s, unit);
  if (x->open) str_put(s, english ? " or more" : "以上");
}

void checks_put(str *s, const str_list *check) {
  for (size_t i = 0; i < check->n; i++) str_printf(s, "%s※%s", s->n ? " " : "", check->v[i]);
}

/* ---- facts of a claim ---- */

static char *fact_text(making *k, size_t row, uint32_t field) { return fact_plain(k->c->session, row, field); }

static int month_of(making *k, size_t row) {
  char *date = fact_text(k, row, k->s.time);
  int y = 0, m = 0, month = 0;
  const char *p = number(date, 4, &y);
  if (p && *p == '-' && number(p + 1, 2, &m)) month = y * 12 + m - 1;
  free(date);
  return month;
}

/* Claimed this time, or not said: S8.1 */
static bool current(making *k, size_t row) {
  if (k->s.review == NAZE_IR_NONE) return true;
  char *review = fact_text(k, row, k->s.review);
  bool is = !*review || strcmp(review, "今回請求") == 0;
  free(review);
  return is;
}

/* ---- completeness ---- */

static void complete(making *k, uint32_t ledger, int month) {
  naze_ir_ledger l;
  str s = { 0 };
  if (!naze_ir_ledger_at(k->c->program, ledger, &l)) return;
  month_put(&s, month);
  /* Refused where 完結 has said so already. */
  (void)naze_case_complete(k->c->session, l.name, str_text(&s), str_text(&s));
  str_free(&s);
}

/* Was it refused because 完結 says so already? */
static bool said_before(const making *k) {
  naze_diag_info g;
  return naze_diag_get(naze_session_diags(k->c->session), 0, false, &g) && strcmp(g.name, "FACT_CLOSED_TWICE") == 0;
}

/* --complete 請求, --complete 請求=2024-04..2024-09 */
static bool complete_asked(making *k, const char *text) {
  const char *eq = strchr(text, '='), *dots = eq ? strstr(eq, "..") : NULL;
  char *ledger = mem_copy(text, eq ? (size_t)(eq - text) : strlen(text));
  str from = { 0 }, to = { 0 };
  int a = 0, b = 0;
  char *first = eq ? mem_copy(eq + 1, dots ? (size_t)(dots - eq - 1) : strlen(eq + 1)) : NULL;
  bool ok = !eq || (month_read(first, &a) && month_read(dots ? dots + 2 : first, &b));
  if (ok && eq) month_put(&from, a), month_put(&to, b);
  ok = ok && (naze_case_complete(k->c->session, ledger, eq ? str_text(&from) : NULL, eq ? str_text(&to) : NULL) == NAZE_OK || said_before(k));
  if (!ok) outf(&k->c->err, tr(&k->c->err, "naze: --complete %s: 使えない値です（台帳=2024-04..2024-09）\n", "naze: --complete %s: not a usable value (LEDGER=2024-04..2024-09)\n"), text);
  free(first);
  free(ledger);
  str_free(&from);
  str_free(&to);
  return ok;
}

/* ---- one claim ---- */

static char *copy(const char *s) { return mem_copy(s, strlen(s)); }

static void clause_put(str *s, const naze_line *l) {
  str_put(s, l->fact);
  if (*l->actual) str_printf(s, "（%s）", l->actual);
}

/* The clause that stands in the way; while it is not known, the first that is open. */
static void reason_put(str *s, const naze_result *q, const claim *x, bool english) {
  naze_outcome o = naze_result_outcome(q);
  int state = o == NAZE_UNKNOWN || o == NAZE_REFER ? -1 : 0;
  size_t more = 0;
  naze_line l;
  if (o == NAZE_ALLOW) {
    str_put(s, *naze_result_text(q) ? naze_result_text(q) : x->records);
    return;
  }
  for (size_t i = 0; naze_result_clause_at(q, i, &l); i++) {
    if (l.state != state) continue;
    if (s->n) more++;
    else clause_put(s, &l);
  }
  if (!s->n) str_put(s, naze_result_text(q));
  if (!s->n && naze_result_causes(q)) str_put(s, naze_result_cause_at(q, 0));
  if (more) str_printf(s, english ? " and %zu more" : " ほか%zu", more);
}

static void take_clauses(claim *x, const naze_result *q) {
  size_t n = naze_result_clauses(q);
  naze_line l;
  x->clause = mem_resize(NULL, n, sizeof *x->clause);
  for (size_t i = 0; i < n && naze_result_clause_at(q, i, &l); i++)
    x->clause[x->nclause++] = (clause){ l.state, copy(l.fact), copy(l.actual), copy(l.file), l.line };
}

/* 加算 of the office that come with a claim that is 可 */
/* Clauses about records that are not met, or not known to be. */
static void take_lacks(claim *x, const naze_result *q) {
  naze_line l;
  for (size_t i = 0; naze_result_clause_at(q, i, &l); i++) {
    if (l.state > 0 || !starts_with(l.fact, "記録")) continue;
    x->lack = mem_resize(x->lack, x->nlack + 1, sizeof *x->lack);
    x->lack[x->nlack++] = (lack){ copy(l.fact), copy(l.actual) };
  }
}

static bool take_extras_on_its_day(making *k, claim *x) {
  for (size_t i = 0; i < k->nextra; i++) {
    int64_t least = 0, most = 0;
    naze_ir_decl d, owner;
    naze_status st = naze_ask_row(k->c->session, k->extra[i], x->row, NAZE_BARE);
    if (st != NAZE_OK) return st == NAZE_USAGE;
    const naze_result *q = naze_result_at(k->c->session, 0);
    naze_outcome o = naze_result_outcome(q);
    bool known = naze_result_earns(q, &least, &most);
    if (o == NAZE_UNKNOWN || o == NAZE_REFER || o == NAZE_FAULT) {
      if (!known || o != NAZE_UNKNOWN) x->units.open = true;
      else sum_add(&x->units, &(sum){ 0, most > 0 ? most : 0, false });
      continue;
    }
    if (o != NAZE_VALUE || !most || !naze_ir_decl_at(k->c->program, k->extra[i], &d) || !naze_ir_decl_at(k->c->program, d.owner, &owner)) continue;
    x->extra = mem_resize(x->extra, x->nextra + 1, sizeof *x->extra);
    x->extra[x->nextra++] = (extra){ copy(owner.name), most };
    sum_add(&x->units, &(sum){ most, most, false });
  }
  return true;
}

/* What is asked about a claim is asked as of its own day (S8.2), an 加算 of the office too. */
static bool take_extras(making *k, claim *x) {
  (void)naze_set_date(k->c->session, *x->date ? x->date : NULL);
  bool ok = take_extras_on_its_day(k, x);
  (void)naze_set_date(k->c->session, NULL);
  return ok;
}

static bool judge(making *k, claim *x) {
  bool clauses = k->c->o.format == FORMAT_JSON;
  if (naze_ask_row(k->c->session, k->s.judge, x->row, clauses ? NAZE_BRIEF : NAZE_BARE) != NAZE_OK) return false;
  const naze_result *q = naze_result_at(k->c->session, 0);
  if (!clauses && naze_result_outcome(q) != NAZE_ALLOW) { /* why it is not */
    if (naze_ask_row(k->c->session, k->s.judge, x->row, NAZE_BRIEF) != NAZE_OK) return false;
    q = naze_result_at(k->c->session, 0);
  }
  str reason = { 0 };
  x->outcome = naze_result_outcome(q);
  x->claimed = copy(naze_result_claimed(q));
  x->presumed = naze_result_presumed(q);
  x->stale = naze_result_stale(q);
  x->units.open = !naze_result_earns(q, &x->units.least, &x->units.most);
  reason_put(&reason, q, x, k->c->out.english);
  x->reason = copy(str_text(&reason));
  str_free(&reason);
  if (clauses) take_clauses(x, q);
  if (x->outcome != NAZE_ALLOW) take_lacks(x, q);
  return x->outcome != NAZE_ALLOW || take_extras(k, x);
}

/* ---- who and which office ---- */

static size_t person_of(making *k, size_t row, size_t office_row) {
  month_report *r = k->r;
  for (size_t i = r->nuser; i-- > 0;) /* claims come by user */
    if (r->user[i].row == row && r->user[i].office == office_row) return i;
    else if (r->user[i].row != row) break;
  const fact_row *fr = row < k->nof_row ? k->of_row[row] : NULL;
  if ((r->nuser & (r->nuser - 1)) == 0) r->user = mem_resize(r->user, r->nuser ? r->nuser * 2 : 1, sizeof *r->user);
  r->user[r->nuser] = (person){ .row = row, .office = office_row, .key = copy(fr ? fr->key : "") };
  return r->nuser++;
}

/* Rows of a ledger were made in the order of their keys, so numbers of rows order as keys do. */
static int claim_order(const void *a, const void *b) {
  const claim *x = a, *y = b;
  int c = (x->user > y->user) - (x->user < y->user);
  if (!c) c = (x->office > y->office) - (x->office < y->office);
  if (!c) c = (x->month == 0) - (y->month == 0);
  if (!c) c = strcmp(x->date, y->date);
  if (!c) c = key_order(x->number, y->number);
  return c ? c : x->row < y->row ? -1 : x->row > y->row;
}

static void office_add(making *k, size_t row) {
  month_report *r = k->r;
  for (size_t i = 0; i < r->noffice; i++)
    if (r->office[i].row == row) return;
  r->office = mem_resize(r->office, r->noffice + 1, sizeof *r->office);
  size_t i = r->noffice++;
  for (; i && r->office[i - 1].row > row; i--) r->office[i] = r->office[i - 1];
  const fact_row *fr = row < k->nof_row ? k->of_row[row] : NULL;
  r->office[i] = (office){ .row = row, .key = copy(fr ? fr->key : "") };
}

static size_t office_index(const month_report *r, size_t row) {
  for (size_t i = 0; i < r->noffice; i++)
    if (r->office[i].row == row) return i;
  return NOBODY;
}

/* ---- totals ---- */

static void count(tally *t, const claim *x) {
  t->allowed += x->outcome == NAZE_ALLOW;
  t->refused += x->outcome == NAZE_DENY || x->outcome == NAZE_NA || x->outcome == NAZE_PARTIAL;
  t->open += x->outcome == NAZE_UNKNOWN || x->outcome == NAZE_REFER || x->outcome == NAZE_FAULT;
  sum_add(&t->units, &x->units);
}

static bool yen_of(int64_t units, int64_t price, int64_t scale, int64_t *yen) {
  if (__builtin_mul_overflow(units, price, yen)) return false;
  *yen /= scale;
  return true;
}

/* Yen of one person's month at one office: the fraction is dropped once, for the month. */
static void person_yen(making *k, tally *t, size_t first, size_t n, size_t office_row) {
  month_report *r = k->r;
  t->has_yen = true;
  for (size_t m = 0; m < r->nmonth && t->has_yen; m++) {
    sum units = { 0, 0, false }, yen = { 0, 0, false };
    int64_t price = 0, scale = 1;
    for (size_t i = first; i < first + n; i++)
      if (r->claim[i].month == r->month[m] || (!r->claim[i].month && m + 1 == r->nmonth)) sum_add(&units, &r->claim[i].units);
    if (!units.least && !units.most && !units.open) continue;
    yen.open = units.open;
    t->has_yen = price_of(&k->price, office_row, r->month[m], &price, &scale) && yen_of(units.least, price, scale, &yen.least) && yen_of(units.most, price, scale, &yen.most);
    sum_add(&t->yen, &yen);
  }
}

static void tally_add(tally *a, const tally *b) {
  a->allowed += b->allowed;
  a->refused += b->refused;
  a->open += b->open;
  sum_add(&a->units, &b->units);
  sum_add(&a->yen, &b->yen);
  a->has_yen &= b->has_yen;
}

static void totals(making *k) {
  month_report *r = k->r;
  bool yen = pricing_find(&k->price, k->c, k->s.offices);
  for (size_t i = 0; i < r->noffice; i++) r->office[i].t.has_yen = yen;
  r->all.has_yen = yen;
  for (size_t i = 0; i < r->nuser; i++) {
    person *p = &r->user[i];
    size_t row = p->office;
    for (size_t c = p->first; c < p->first + p->n; c++) count(&p->t, &r->claim[c]);
    if (yen) person_yen(k, &p->t, p->first, p->n, row);
    p->office = office_index(r, row);
    if (p->office != NOBODY) tally_add(&r->office[p->office].t, &p->t);
    tally_add(&r->all, &p->t);
  }
  (void)naze_set_date(k->c->session, NULL);
}

/* ---- checks that the rules declare ---- */

/* Beside the claim it is about, or the claims of the user. */
static void place_check(making *k, const fact_row *fr, const char *text) {
  month_report *r = k->r;
  if (fr->ledger == k->s.ledger && k->claim_of[fr->row] != NOBODY) list_add(&r->claim[k->claim_of[fr->row]].check, text, strlen(text));
  for (size_t i = 0; fr->ledger == k->s.users && i < r->nuser; i++)
    if (r->user[i].row == fr->row) list_add(&r->user[i].check, text, strlen(text));
}

/* 規則「点検…」 about any ledger: what is 不可 is a finding with its words. */
static bool check_rows(making *k) {
  naze_ir_size n;
  if (!naze_ir_sizes(k->c->program, &n)) return false;
  for (uint32_t i = 0; i < n.decls; i++) {
    naze_ir_decl d;
    if (!naze_ir_decl_at(k->c->program, i, &d) || d.subject == NAZE_IR_NONE || d.owner != NAZE_IR_NONE || !starts_with(d.name, "点検")) continue;
    for (size_t j = 0; j < k->m->n; j++) {
      const fact_row *fr = &k->m->row[j];
      if (fr->ledger != d.subject) continue;
      if (fr->ledger == k->s.ledger && (!current(k, fr->row) || (month_of(k, fr->row) && !asked(k->r, month_of(k, fr->row))))) continue;
      char *day = fr->ledger == k->s.ledger ? fact_text(k, fr->row, k->s.time) : NULL;
      (void)naze_set_date(k->c->session, day && *day ? day : NULL);
      free(day);
      naze_status st = naze_ask_row(k->c->session, i, fr->row, NAZE_BARE);
      if (st == NAZE_USAGE) break;
      if (st != NAZE_OK) return false;
      const naze_result *q = naze_result_at(k->c->session, 0);
      naze_ir_ledger l;
      if (naze_result_outcome(q) != NAZE_DENY || !naze_ir_ledger_at(k->c->program, fr->ledger, &l)) continue;
      str s = { 0 };
      str_printf(&s, "%s%s: %s", l.name, fr->key, *naze_result_text(q) ? naze_result_text(q) : d.name);
      find_add(k->f, false, "check", fr->file, fr->line, str_text(&s), str_text(&s));
      place_check(k, fr, *naze_result_text(q) ? naze_result_text(q) : d.name);
      str_free(&s);
    }
  }
  (void)naze_set_date(k->c->session, NULL);
  return true;
}

/* ---- the whole ---- */

static void find_extras(making *k) {
  naze_ir_size n;
  if (!naze_ir_sizes(k->c->program, &n)) return;
  for (uint32_t i = 0; i < n.decls; i++) {
    naze_ir_decl d, owner;
    if (!naze_ir_decl_at(k->c->program, i, &d) || d.subject != k->s.ledger || strcmp(d.name, "付加") != 0) continue;
    if (!naze_ir_decl_at(k->c->program, d.owner, &owner) || owner.subject == k->s.ledger) continue;
    k->extra = mem_resize(k->extra, k->nextra + 1, sizeof *k->extra);
    k->extra[k->nextra++] = i;
  }
}

static void take_claims(making *k) {
  month_report *r = k->r;
  for (size_t i = 0; i < k->m->n; i++) {
    const fact_row *fr = &k->m->row[i];
    if (fr->ledger != k->s.ledger) continue;
    int month = month_of(k, fr->row);
    if (month && !asked(r, month)) continue;
    if (!current(k, fr->row)) {
      r->settled++;
      continue;
    }
    if (r->n == r->cap) {
      r->cap = r->cap ? r->cap * 2 : 256;
      r->claim = mem_resize(r->claim, r->cap, sizeof *r->claim);
    }
    r->claim[r->n++] = (claim){ .row = fr->row, .month = month, .line = fr->line, .file = copy(fr->file), .number = copy(fr->key),
      .date = fact_text(k, fr->row, k->s.time), .records = fact_text(k, fr->row, k->s.records),
      .user = k->s.user == NAZE_IR_NONE ? NOBODY : naze_fact_row(k->c->session, fr->row, k->s.user, 0),
      .office = k->s.office == NAZE_IR_NONE ? NOBODY : naze_fact_row(k->c->session, fr->row, k->s.office, 0) };
  }
  if (r->n) qsort(r->claim, r->n, sizeof *r->claim, claim_order);
  for (size_t i = 0; i < r->n; i++) {
    claim *x = &r->claim[i];
    size_t office_row = x->office;
    if (k->s.office != NAZE_IR_NONE) office_add(k, office_row);
    x->user = person_of(k, x->user, office_row);
    person *p = &r->user[x->user];
    if (!p->n) p->first = i;
    p->n++;
  }
  for (size_t i = 0; i < r->n; i++) r->claim[i].office = office_index(r, r->claim[i].office);
  for (size_t i = 0; i < r->n; i++) k->claim_of[r->claim[i].row] = i;
}

bool report_make(month_report *r, cli *c, month_facts *m, findings *f, int *status) {
  making k = { .c = c, .m = m, .f = f, .r = r };
  naze_ir_ledger l;
  bool ok = true;
  *status = NAZE_EXIT_USAGE;
  if (!shape_find(c->program, &k.s)) {
    out(&c->err, tr(&c->err, "naze: 規則に請求の台帳（（費目）の項目をもつ台帳）がありません\n", "naze: the rules have no ledger of claims (one with a field （費目）)\n"));
    return false;
  }
  r->fingerprint = naze_fingerprint(c->program);
  r->claims = naze_ir_ledger_at(c->program, k.s.ledger, &l) ? l.name : "";
  r->users = naze_ir_ledger_at(c->program, k.s.users, &l) ? l.name : "利用者";
  r->offices = naze_ir_ledger_at(c->program, k.s.offices, &l) ? l.name : "事業所";
  for (size_t i = 0; ok && i < c->o.months.n; i++) ok = ask_months(&k, c->o.months.v[i]);
  for (size_t i = 0; ok && !c->o.months.n && i < m->n; i++)
    if (m->row[i].ledger == k.s.ledger && current(&k, m->row[i].row) && month_of(&k, m->row[i].row)) ask_month(r, month_of(&k, m->row[i].row));
  for (size_t i = 0; ok && i < c->o.complete.n; i++) ok = complete_asked(&k, c->o.complete.v[i]);
  if (!ok) return false;
  for (size_t i = 0; i < r->nmonth; i++) {
    complete(&k, k.s.ledger, r->month[i]);
    if (k.s.record_ledger != NAZE_IR_NONE) complete(&k, k.s.record_ledger, r->month[i]);
  }
  if (r->nmonth) {
    str day = { 0 };
    int last = r->month[r->nmonth - 1];
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    month_put(&day, last);
    int y = last / 12, leap = last % 12 == 1 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
    str_printf(&day, "-%02d", days[last % 12] + leap);
    ok = naze_set_today(c->session, str_text(&day)) == NAZE_OK;
    str_free(&day);
  }
  for (size_t i = 0; i < m->n; i++)
    if (m->row[i].row >= k.nof_row) k.nof_row = m->row[i].row + 1;
  k.of_row = mem_resize(NULL, k.nof_row, sizeof *k.of_row);
  k.claim_of = mem_resize(NULL, k.nof_row, sizeof *k.claim_of);
  for (size_t i = 0; i < k.nof_row; i++) k.of_row[i] = NULL, k.claim_of[i] = NOBODY;
  for (size_t i = 0; i < m->n; i++) k.of_row[m->row[i].row] = &m->row[i];
  find_extras(&k);
  take_claims(&k);
  ok = ok && right_begin(&k);
  for (size_t i = 0; ok && i < r->n; i++) ok = judge(&k, &r->claim[i]);
  r->searched = !c->o.judge_only;
  ok = ok && (!r->nmonth || check_rows(&k)) && (!r->searched || right_find(&k)); /* without a month there is no day to ask for */
  if (ok) totals(&k);
  find_sort(f);
  free(k.of_row);
  free(k.claim_of);
  free(k.extra);
  *status = ok ? report_status(r, f) : NAZE_EXIT_LIMIT;
  return ok;
}

int report_status(const month_report *r, const findings *f) {
  int worst = NAZE_EXIT_OK;
  for (size_t i = 0; i < r->n; i++) worst = exit_worse(worst, exit_of(r->claim[i].outcome));
  return find_errors(f) ? exit_worse(worst, NAZE_EXIT_FACTS) : worst;
}

void report_free(month_report *r) {
  for (size_t i = 0; i < r->n; i++) {
    claim *x = &r->claim[i];
    for (size_t k = 0; k < x->nclause; k++) {
      free(x->clause[k].what);
      free(x->clause[k].detail);
      free(x->clause[k].file);
    }
    for (size_t k = 0; k < x->nextra; k++) free(x->extra[k].name);
    for (size_t k = 0; k < x->nlack; k++) {
      free(x->lack[k].what);
      free(x->lack[k].detail);
    }
    free(x->clause);
    free(x->lack);
    free(x->extra);
    free(x->number);
    free(x->date);
    free(x->claimed);
    free(x->records);
    free(x->file);
    free(x->reason);
    list_free(&x->check);
  }
  for (size_t i = 0; i < r->nuser; i++) {
    free(r->user[i].key);
    list_free(&r->user[i].check);
  }
  right_free(r);
  for (size_t i = 0; i < r->noffice; i++) free(r->office[i].key);
  free(r->month);
  free(r->claim);
  free(r->user);
  free(r->office);
  *r = (month_report){ 0 };
}
