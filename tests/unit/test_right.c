/* test_right.c -- the right set of a month's claims and what was not claimed (S8.15, S8.16), held against trying every set, in months
 * made at random over the rules of tests/claims. What is asked briefly is the same as what is asked in full (M2.3). */
#include "lib_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/naze-ir.h"
#include "interp/naze.h"
#include "tests/fuzz/fuzz.h"

enum { MONTHS = 600, CLAIMS = 7, RECORDS = 3 };

typedef struct aclaim { int user, day, item, kind, staff, review; unsigned records; char hospital; } aclaim; /* records: bits; review 0 now, 1 not said */
typedef struct amonth { aclaim c[CLAIMS + 8]; int n; int way[RECORDS], day[RECORDS]; bool full[RECORDS]; bool chief; } amonth;
typedef struct fields { uint32_t id[16]; } fields;

static const char *const items[] = {"サービス利用支援費", "継続サービス利用支援費", "初回加算", "居宅連携加算", "入院時連携加算", "同行加算", "退院加算", "同席加算", "会議加算"};
static const char *const home[] = {"訪問", "会議参加", "情報提供"}, *const ward[] = {"I", "II"}, *const ways[] = {"面接", "会議", "文書", "同行"};
enum { ITEMS = 9, HOME = 3, WARD = 4 };
static int kinds_of(int item) { return item == HOME ? 3 : item == WARD ? 2 : 0; }
static const char *kind_name(int item, int kind) { return item == HOME ? home[kind] : item == WARD ? ward[kind] : NULL; }

static uint32_t seed;
static int pick(int n) { return (int)((seed = seed * 1664525u + 1013904223u) >> 8) % n; }

static naze_program *rules(void) {
  size_t n = 0;
  char *text = fuzz_read("tests/claims/00_規則.naze", &n);
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  assert_non_null(text);
  assert_int_equal(naze_add_source(c, "規則.naze", text, n), NAZE_OK);
  assert_int_equal(naze_compile(c), NAZE_OK);
  naze_program *p = naze_take_program(c);
  naze_compiler_free(c);
  free(text);
  return p;
}

static uint32_t field(const naze_program *p, const char *ledger, const char *name) {
  uint32_t f = naze_ir_field_named(p, naze_ir_ledger_named(p, ledger), name);
  assert_true(f != NAZE_IR_NONE);
  return f;
}

static void fact(naze_session *s, size_t row, uint32_t f, const char *text) {
  naze_diag_info g;
  if (naze_case_fact(s, row, f, text) == NAZE_OK) return;
  if (naze_diag_get(naze_session_diags(s), 0, false, &g)) print_error("%s %s\n", g.name, g.what);
  fail();
}

static void put_claim(naze_session *s, const naze_program *p, const aclaim *c, int number, size_t *row) {
  char text[64];
  (void)snprintf(text, sizeof text, "%d", number);
  assert_int_equal(naze_case_row(s, "請求", text, row), NAZE_OK);
  fact(s, *row, field(p, "請求", "番号"), text);
  fact(s, *row, field(p, "請求", "利用者"), c->user ? "U2" : "U1");
  fact(s, *row, field(p, "請求", "事業所"), "J1");
  (void)snprintf(text, sizeof text, "2024-10-%02d", c->day);
  fact(s, *row, field(p, "請求", "提供日"), text);
  fact(s, *row, field(p, "請求", "費目"), items[c->item]);
  fact(s, *row, field(p, "請求", "種類"), kind_name(c->item, c->kind));
  if (c->hospital) {
    (void)snprintf(text, sizeof text, "%c", c->hospital);
    fact(s, *row, field(p, "請求", "病院"), text);
  }
  if (c->staff) fact(s, *row, field(p, "請求", "担当者"), c->staff == 1 ? "S" : "T");
  if (!c->review) fact(s, *row, field(p, "請求", "審査"), "今回請求");
  text[0] = 0;
  for (int r = 0; r < RECORDS; r++)
    if (c->records >> r & 1) (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%sR%d", *text ? "、" : "", r + 1);
  fact(s, *row, field(p, "請求", "根拠記録"), text);
}

/* The month with these claims alone; rows[i]: of claim i. */
static naze_session *session(const naze_program *p, const amonth *m, unsigned claims, size_t *rows) {
  naze_session *s = naze_session_new(p);
  size_t row;
  char text[32];
  assert_non_null(s);
  assert_int_equal(naze_case_empty(s), NAZE_OK);
  for (int u = 0; u < 2; u++) {
    assert_int_equal(naze_case_row(s, "利用者", u ? "U2" : "U1", &row), NAZE_OK);
    fact(s, row, field(p, "利用者", "受給者番号"), u ? "U2" : "U1");
    fact(s, row, field(p, "利用者", "相談種別"), "計画相談支援");
  }
  assert_int_equal(naze_case_row(s, "事業所", "J1", &row), NAZE_OK);
  fact(s, row, field(p, "事業所", "主任者"), m->chief ? "1" : "0");
  fact(s, row, field(p, "事業所", "自所指導"), "ある");
  fact(s, row, field(p, "事業所", "研修実施"), "ある");
  for (int r = 0; r < RECORDS; r++) {
    (void)snprintf(text, sizeof text, "R%d", r + 1);
    assert_int_equal(naze_case_row(s, "支援記録", text, &row), NAZE_OK);
    fact(s, row, field(p, "支援記録", "利用者"), "U1");
    (void)snprintf(text, sizeof text, "2024-10-%02d", m->day[r]);
    fact(s, row, field(p, "支援記録", "年月日"), text);
    fact(s, row, field(p, "支援記録", "開始時刻"), "10:00");
    fact(s, row, field(p, "支援記録", "終了時刻"), m->full[r] ? "11:00" : NULL);
    fact(s, row, field(p, "支援記録", "方法"), ways[m->way[r]]);
    fact(s, row, field(p, "支援記録", "内容"), "経過");
  }
  for (int i = 0; i < m->n; i++)
    if (claims >> i & 1) put_claim(s, p, &m->c[i], i + 1, &rows[i]);
  assert_int_equal(naze_set_today(s, "2024-10-31"), NAZE_OK);
  static const char *const complete[] = {"支給決定", "支援記録", "請求"};
  for (size_t i = 0; i < 3; i++) assert_int_equal(naze_case_complete(s, complete[i], NULL, NULL), NAZE_OK);
  return s;
}

static amonth make(void) {
  amonth m = {.n = 2 + pick(CLAIMS - 1), .chief = pick(2)};
  for (int r = 0; r < RECORDS; r++) m.way[r] = pick(4), m.day[r] = 1 + pick(28), m.full[r] = pick(4) != 0;
  for (int i = 0; i < m.n; i++) {
    int item = pick(ITEMS);
    m.c[i] = (aclaim){.user = pick(5) == 0, .day = 1 + pick(28), .item = item, .staff = pick(3), .review = pick(6) == 0, .records = (unsigned)pick(1 << RECORDS),
                      .hospital = item == 5 ? "ABC"[pick(3)] : 0};
    if (kinds_of(item)) m.c[i].kind = pick(kinds_of(item));
    if (m.c[i].user) m.c[i].records = 0;
  }
  return m;
}

/* ---- all the sets ---- */

static uint32_t added_decl(const naze_program *p) {
  naze_ir_size n;
  assert_true(naze_ir_sizes(p, &n));
  for (uint32_t i = 0; i < n.decls; i++) {
    naze_ir_decl d;
    if (naze_ir_decl_at(p, i, &d) && strcmp(d.name, "付加") == 0) return i;
  }
  return NAZE_IR_NONE;
}

/* What the claims of U1 among these earn, or -1 when one of them is not 可. */
static int64_t earned(const naze_program *p, const amonth *m, unsigned claims, const unsigned ask) {
  size_t rows[CLAIMS + 8], n;
  naze_session *s = session(p, m, claims, rows);
  uint32_t judge = naze_ir_decl_named(p, "請求"), added = added_decl(p);
  int64_t total = 0, least, most;
  for (int i = 0; i < m->n && total >= 0; i++) {
    char text[32];
    if (!(ask >> i & 1)) continue;
    (void)snprintf(text, sizeof text, "請求（%d）", i + 1);
    assert_int_equal(naze_ask(s, text, 0, &n), NAZE_OK);
    const naze_result *q = naze_result_at(s, 0);
    if (naze_result_outcome(q) != NAZE_ALLOW) {
      total = -1;
      break;
    }
    assert_true(naze_result_earns(q, &least, &most));
    total += least;
    (void)snprintf(text, sizeof text, "2024-10-%02d", m->c[i].day);
    assert_int_equal(naze_set_date(s, text), NAZE_OK);
    assert_int_equal(naze_ask_row(s, added, rows[i], 0), NAZE_OK);
    assert_true(naze_result_earns(naze_result_at(s, 0), &least, &most));
    total += least;
    assert_int_equal(naze_set_date(s, NULL), NAZE_OK);
  }
  (void)judge;
  naze_session_free(s);
  return total;
}

static int bits(unsigned x) { int n = 0; for (; x; x &= x - 1) n++; return n; }

/* Among equals the most claims, then the lower numbers. */
static bool better(int64_t units, unsigned set, int64_t best, unsigned than) {
  if (units != best) return units > best;
  if (bits(set) != bits(than)) return bits(set) > bits(than);
  unsigned differ = set ^ than;
  return differ && set & (differ & (0 - differ));
}

static unsigned best_set(const naze_program *p, const amonth *m, unsigned mine, unsigned others, int64_t *units) {
  unsigned best = 0;
  *units = 0;
  for (unsigned set = mine; set; set = (set - 1) & mine) {
    int64_t u = earned(p, m, set | others, set);
    if (u >= 0 && better(u, set, *units, best)) *units = u, best = set;
  }
  return best;
}

/* ---- what could have been claimed ---- */

static void maximal(const naze_program *p, amonth *m, unsigned right, unsigned others) {
  int n = m->n;
  for (int item = 0; item < ITEMS; item++)
    for (int kind = 0; kind < (kinds_of(item) ? kinds_of(item) : 1); kind++)
      for (unsigned records = 1; records < 1u << RECORDS; records++) {
        unsigned used = 0;
        int last = 0, staff = 0;
        for (int i = 0; i < n; i++)
          if (m->c[i].user == 0 && m->c[i].item == item && m->c[i].kind == kind) used |= m->c[i].records;
        for (int r = 0; r < RECORDS; r++)
          if (records >> r & 1 && m->day[r] > last) last = m->day[r];
        if (used & records) continue;
        m->c[n] = (aclaim){.day = last, .item = item, .kind = kind, .records = records, .staff = staff};
        m->n = n + 1;
        bool rests = item == WARD; /* the only one of these rules that asks for records */
        if (rests) assert_true(earned(p, m, right | others | 1u << n, right | 1u << n) < 0);
        m->n = n;
      }
}

static size_t unclaimed(const naze_program *p, naze_session *s, amonth m, const size_t *row, const bool *in, const int *which, size_t n, unsigned right, unsigned others) {
  const naze_unclaimed *found = NULL;
  size_t nfound = 0;
  bool exact = false;
  int64_t before = earned(p, &m, right | others, right), more = 0;
  (void)which;
  assert_int_equal(naze_unclaimed_of(s, 0, row, in, n, "2024-10", &found, &nfound, &exact), NAZE_OK);
  assert_true(exact);
  bool swapped = false;
  for (size_t i = 0; i < nfound; i++) {
    naze_ir_decl d;
    aclaim *c = &m.c[m.n];
    *c = (aclaim){.review = 0};
    assert_true(naze_ir_decl_at(p, found[i].decl, &d));
    while (strcmp(items[c->item], d.name) != 0) c->item++;
    while (*found[i].kind && strcmp(kind_name(c->item, c->kind), found[i].kind) != 0) c->kind++;
    c->day = atoi(found[i].date + 8);
    for (size_t r = 0; r < found[i].nrecords; r++) c->records |= 1u << (found[i].record[r] - 3); /* after two users and an office */
    more += found[i].units;
    right |= 1u << m.n++;
  }
  if (nfound) {
    int64_t after = earned(p, &m, right | others, right);
    swapped = after < 0; /* something of the right set gives way */
    if (!swapped) assert_int_equal(after, before + more);
  }
  if (!swapped) maximal(p, &m, right, others);
  return nfound;
}

static void test_right_set(void **state) {
  (void)state;
  naze_program *p = rules();
  size_t exact = 0, smaller = 0, offered = 0;
  uint32_t judge = naze_ir_decl_named(p, "請求");
  for (uint32_t i = 0; i < MONTHS; i++) {
    seed = i * 2654435761u + 7;
    amonth m = make();
    size_t rows[CLAIMS + 8], row[CLAIMS], n = 0;
    int which[CLAIMS];
    bool in[CLAIMS];
    unsigned mine = 0, others = 0;
    naze_session *s = session(p, &m, (1u << m.n) - 1, rows);
    for (int c = 0; c < m.n; c++) {
      if (m.c[c].user) others |= 1u << c;
      else mine |= 1u << c, which[n] = c, row[n++] = rows[c];
    }
    assert_int_equal(naze_right_begin(s, rows, (size_t)m.n), NAZE_OK);
    for (int c = 0; c < m.n; c++) { /* briefly, barely, and in full */
      assert_int_equal(naze_ask_row(s, judge, rows[c], NAZE_BRIEF), NAZE_OK);
      naze_outcome brief = naze_result_outcome(naze_result_at(s, 0));
      assert_int_equal(naze_ask_row(s, judge, rows[c], NAZE_BARE), NAZE_OK);
      assert_int_equal(brief, naze_result_outcome(naze_result_at(s, 0)));
      assert_int_equal(naze_ask_row(s, judge, rows[c], 0), NAZE_OK);
      assert_int_equal(brief, naze_result_outcome(naze_result_at(s, 0)));
    }
    naze_right_set got;
    int64_t units;
    assert_int_equal(naze_right(s, row, n, false, in, &got), NAZE_OK);
    unsigned best = best_set(p, &m, mine, others, &units), right = 0;
    for (size_t k = 0; k < n; k++)
      if (in[k]) right |= 1u << which[k];
    if (got.exact) {
      assert_int_equal(got.units, units);
      assert_int_equal(right, best);
    }
    exact += got.exact;
    smaller += best != mine;
    if (got.exact) offered += unclaimed(p, s, m, row, in, which, n, right, others);
    naze_session_free(s);
  }
  (void)printf("    %zu of %d proved, %zu smaller than what was claimed, %zu offered\n", exact, MONTHS, smaller, offered);
  assert_true(exact * 10 >= MONTHS * 9 && smaller * 5 > MONTHS && offered * 2 > MONTHS);
  naze_program_free(p);
}

/* Nothing is done with rows that are none, in a wrong order, or before naze_right_begin. */
static void test_refused(void **state) {
  (void)state;
  naze_program *p = rules();
  amonth m = {.n = 0, .day = {1, 1, 1}};
  naze_session *s = session(p, &m, 0, NULL);
  const naze_unclaimed *u;
  size_t far[2] = {1000000, 3}, nu;
  bool in[2], exact;
  naze_right_set got;
  assert_int_equal(naze_right(s, NULL, 0, false, in, &got), NAZE_USAGE);
  assert_int_equal(naze_right_begin(s, far, 1), NAZE_USAGE);
  assert_int_equal(naze_right_begin(s, NULL, 0), NAZE_OK);
  assert_int_equal(naze_right(s, NULL, 0, false, in, &got), NAZE_OK);
  assert_true(got.exact && got.units == 0);
  assert_int_equal(naze_right(s, far, 2, false, in, &got), NAZE_USAGE);
  assert_int_equal(naze_unclaimed_of(s, 2, NULL, in, 0, "2024-10", &u, &nu, &exact), NAZE_USAGE); /* an office */
  assert_int_equal(naze_unclaimed_of(s, 0, NULL, in, 0, "2024", &u, &nu, &exact), NAZE_USAGE);
  assert_int_equal(naze_unclaimed_of(s, 0, NULL, in, 0, "2024-10", &u, &nu, &exact), NAZE_OK);
  assert_int_equal(naze_right(s, NULL, 0, false, in, &got), NAZE_USAGE); /* the right sets come first */
  naze_session_free(s);
  naze_program_free(p);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_right_set), cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
