/* fuzz_month.c -- any bytes as the files of an office's month. A line "==> 請求.csv" begins a file. Promises: judged, with every fault of the
 * files a finding that has its place; the JSON is JSON; and the same month with its lines the other way round is judged alike. */
#define _XOPEN_SOURCE 700
#include "fuzz.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "tools/month/national.h"
#include "tools/month/report.h"

enum { MOST_BYTES = 16384, MOST_SEARCHED = 2048, MOST_NAME = 64 }; /* larger months are for the bench; the search for the right set takes most of the time */

static naze_program *all_rules(void) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  FUZZ_CHECK(c && fuzz_add_rules(c, "rules") > 0, "no rule files: run from the top of the repository");
  FUZZ_CHECK(naze_compile(c) == NAZE_OK, "the rules of this repository do not compile");
  naze_program *p = naze_take_program(c);
  FUZZ_CHECK(p, "no program");
  naze_compiler_free(c);
  return p;
}

static void take_file(month_input *in, findings *f, const char *name, size_t nname, const char *p, size_t n) {
  char file[MOST_NAME + 1], ledger[MOST_NAME + 1];
  str text = { 0 };
  if (nname > MOST_NAME) nname = MOST_NAME;
  memcpy(file, name, nname);
  file[nname] = 0;
  memcpy(ledger, file, nname + 1);
  if (nname > 4 && !strcmp(ledger + nname - 4, ".csv")) ledger[nname - 4] = 0;
  raw_table *t = input_table(in, ledger, file);
  t->sheet = true;
  text_decode(&text, f, file, p, n);
  csv_read(t, f, str_text(&text), text.n);
  str_free(&text);
}

static void take_files(month_input *in, findings *f, const char *p, size_t n) {
  static const char begins[] = "==> ";
  const char *end = p + n, *name = NULL, *body = NULL;
  size_t nname = 0;
  for (const char *line = p; line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    if ((size_t)(stop - line) > sizeof begins && !memcmp(line, begins, sizeof begins - 1)) {
      if (name) take_file(in, f, name, nname, body, (size_t)(line - body));
      name = line + sizeof begins - 1;
      nname = (size_t)(stop - name);
      if (nname && name[nname - 1] == '\r') nname--;
      body = stop < end ? stop + 1 : end;
    }
    line = stop < end ? stop + 1 : end;
  }
  if (name) take_file(in, f, name, nname, body, (size_t)(end - body));
}

static void turn_round(month_input *in) {
  for (size_t i = 0; i < in->n; i++) {
    raw_table *t = in->table[i];
    for (size_t a = 0, b = t->n; a + 1 < b; a++) {
      raw_row keep = t->row[a];
      t->row[a] = t->row[--b];
      t->row[b] = keep;
    }
  }
}

/* The report as JSON; "" where there is none. */
static void judge(const naze_program *p, const char *data, size_t n, bool backwards, str *report) {
  char *said = NULL;
  size_t nsaid = 0;
  cli c = { .verb = VERB_MONTH, .o.jobs = 1, .o.depth = -1, .o.max = -1, .o.seconds = -1, .o.seed = -1, .o.judge_only = n > MOST_SEARCHED || n % 4 != 0 };
  c.err.f = open_memstream(&said, &nsaid);
  c.program = (naze_program *)(uintptr_t)p;
  c.session = naze_session_new(p);
  FUZZ_CHECK(c.err.f && c.session && naze_case_empty(c.session) == NAZE_OK, "no memory");
  month_input in = { 0 };
  findings f = { 0 };
  month_facts m = { 0 };
  month_report r = { 0 };
  int rc = 0;
  take_files(&in, &f, data, n);
  if (backwards) turn_round(&in);
  national_take(&in, &f, p);
  if (facts_put(&m, &c, &in, &f) && report_make(&r, &c, &m, &f, &rc)) report_json(report, &r, &f, false);
  for (size_t i = 0; i < f.n; i++) FUZZ_CHECK(*f.v[i].ja && *f.v[i].en, "a finding without words");
  report_free(&r);
  facts_free(&m);
  find_free(&f);
  input_free(&in);
  naze_session_free(c.session);
  (void)fclose(c.err.f);
  free(said);
}

/* What was judged is the same: not the findings, which name lines. */
static void compare(const json_t *a, const json_t *b) {
  static const char *const parts[] = { "months", "users", "offices", "total", "right", "unclaimed" };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    json_t *x = json_object_get(a, parts[i]), *y = json_object_get(b, parts[i]);
    FUZZ_CHECK(!x == !y && (!x || json_equal(x, y)), parts[i]);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static naze_program *rules;
  if (!rules) rules = all_rules();
  if (n > MOST_BYTES) return 0;
  str one = { 0 }, other = { 0 };
  judge(rules, (const char *)data, n, false, &one);
  judge(rules, (const char *)data, n, true, &other);
  FUZZ_CHECK(!one.n == !other.n, "judged in one order only");
  if (one.n) {
    json_t *a = json_loadb(str_text(&one), one.n, JSON_REJECT_DUPLICATES, NULL), *b = json_loadb(str_text(&other), other.n, JSON_REJECT_DUPLICATES, NULL);
    FUZZ_CHECK(a && b, "the report is not JSON");
    compare(a, b);
    json_decref(a);
    json_decref(b);
  }
  str_free(&one);
  str_free(&other);
  return 0;
}
