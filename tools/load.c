#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "diag_out.h"
#include "files.h"

#ifndef NAZE_RULES_DIR
#define NAZE_RULES_DIR "/usr/local/share/naze/rules"
#endif

enum { ERRORS_SHOWN = 5 };

static int status_of(cli *c, naze_status st) {
  switch (st) {
  case NAZE_OK: return NAZE_EXIT_OK;
  case NAZE_RULE_ERROR: return NAZE_EXIT_RULES;
  case NAZE_FACT_ERROR: return NAZE_EXIT_FACTS;
  case NAZE_NOT_FOUND:
  case NAZE_USAGE: return NAZE_EXIT_USAGE;
  case NAZE_NO_MEMORY: out(&c->err, tr(&c->err, "naze: メモリが足りません\n", "naze: out of memory\n")); return NAZE_EXIT_LIMIT;
  case NAZE_LIMIT: return NAZE_EXIT_LIMIT;
  }
  return NAZE_EXIT_USAGE;
}

/* ---- rules ---- */

static int find_rules(cli *c) {
  str_list *found = &c->rule_files;
  const char *listed = getenv("NAZE_RULES");
  if (c->o.rules.n) {
    for (size_t i = 0; i < c->o.rules.n; i++)
      if (!files_find(c->o.rules.v[i], found, &c->err)) return NAZE_EXIT_IO;
  } else if (listed && *listed) {
    for (const char *p = listed; *p;) {
      size_t n = strcspn(p, ":");
      char *one = mem_copy(p, n);
      bool ok = !n || files_find(one, found, &c->err);
      free(one);
      if (!ok) return NAZE_EXIT_IO;
      p += n + (p[n] == ':');
    }
  } else {
    const char *place = path_is_folder("rules") ? "rules" : NAZE_RULES_DIR;
    if (!path_exists(place)) {
      outf(&c->err,
           tr(&c->err, "naze: 規則が見つかりません。--rules で場所を指定してください（./rules も %s もありません）\n",
              "naze: no rules found; say where with --rules (neither ./rules nor %s is there)\n"),
           place);
      return NAZE_EXIT_USAGE;
    }
    if (!files_find(place, found, &c->err)) return NAZE_EXIT_IO;
  }
  return NAZE_EXIT_OK;
}

static int add_file(cli *c, const char *path) {
  str text = { 0 };
  int rc = NAZE_EXIT_IO;
  if (file_read(path, &text, &c->err)) {
    naze_status st = naze_add_source(c->compiler, path, str_text(&text), text.n);
    /* What is wrong inside a file is reported when the rules are compiled. */
    rc = st == NAZE_RULE_ERROR ? NAZE_EXIT_OK : status_of(c, st);
    if (st == NAZE_LIMIT) outf(&c->err, tr(&c->err, "naze: %s: 規則が多すぎるか大きすぎます\n", "naze: %s: too many or too large rules\n"), path);
  }
  str_free(&text);
  return rc;
}

/* FILE.naze or FILE.naze#NAME: its length up to the file's end, or 0. */
static size_t rule_file_of(const char *facts) {
  const char *mark = strstr(facts, ".naze#");
  if (mark) return (size_t)(mark - facts) + 5;
  return ends_with(facts, ".naze") ? strlen(facts) : 0;
}

int load_sources(cli *c) {
  c->compiler = naze_compiler_new(memory_hook, &c->memory);
  if (!c->compiler) return status_of(c, NAZE_NO_MEMORY);
  int rc = find_rules(c);
  size_t n = c->o.facts ? rule_file_of(c->o.facts) : 0;
  if (!rc && n) {
    char *path = mem_copy(c->o.facts, n);
    bool there = false;
    for (size_t i = 0; i < c->rule_files.n; i++) there = there || path_same(c->rule_files.v[i], path);
    if (!there && !files_find(path, &c->rule_files, &c->err)) rc = NAZE_EXIT_IO;
    free(path);
  }
  if (!rc && !c->rule_files.n) {
    out(&c->err, tr(&c->err, "naze: 規則ファイル（*.naze）がありません\n", "naze: there are no rule files (*.naze)\n"));
    rc = NAZE_EXIT_USAGE;
  }
  for (size_t i = 0; !rc && i < c->rule_files.n; i++) rc = add_file(c, c->rule_files.v[i]);
  return rc;
}

void load_split(cli *c) {
  str_list words = { 0 };
  for (size_t i = 0; i < c->o.args.n; i++) {
    const char *w = c->o.args.v[i];
    bool path = path_is_folder(w) || (ends_with(w, ".naze") && path_exists(w));
    list_add(path ? &c->o.rules : &words, w, strlen(w));
  }
  list_free(&c->o.args);
  c->o.args = words;
}

int load_rules(cli *c) {
  int rc = load_sources(c);
  return rc ? rc : load_compiled(c);
}

int load_compiled(cli *c) {
  naze_status st = naze_compile(c->compiler);
  if (st == NAZE_OK) c->program = naze_take_program(c->compiler);
  if (c->program) return NAZE_EXIT_OK;
  const naze_diags *d = naze_compiler_diags(c->compiler);
  size_t left = diag_print_all(&c->err, d, false, ERRORS_SHOWN);
  if (left) outf(&c->err, tr(&c->err, "ほかに誤り %zu件（naze check ですべて）\n", "%zu more errors (naze check shows all)\n"), left);
  out(&c->err, tr(&c->err, "規則に誤りがあるため、判定していません。\n", "Nothing was decided, because the rules have errors.\n"));
  int rc = status_of(c, st);
  return rc ? rc : NAZE_EXIT_RULES;
}

/* ---- facts ---- */

/* The only case written in FILE.naze, when no name was given. */
static const char *case_in_file(cli *c, const char *path) {
  const char *found = NULL;
  for (size_t i = 0, n = naze_case_count(c->program); i < n; i++) {
    const char *file = NULL, *name = naze_case_name(c->program, i, &file, NULL);
    if (!file || !path_same(file, path)) continue;
    if (found) return NULL;
    found = name;
  }
  return found;
}

static int case_unknown(cli *c, const char *name) {
  outf(&c->err, tr(&c->err, "naze: 「%s」という事例はありません\n", "naze: there is no case named %s\n"), name);
  size_t n = naze_case_count(c->program);
  for (size_t i = 0; i < n && i < 10; i++)
    outf(&c->err, "%s%s%s", i ? "、" : tr(&c->err, "  ある事例: ", "  cases: "), naze_case_name(c->program, i, NULL, NULL),
         i + 1 == n || i == 9 ? (n > 10 ? " …\n" : "\n") : "");
  return NAZE_EXIT_USAGE;
}

int load_facts(cli *c, const char *facts) {
  naze_status st = NAZE_OK;
  size_t n = facts ? rule_file_of(facts) : 0;
  if (!facts) st = naze_case_empty(c->session);
  else if (n) {
    const char *name = facts[n] ? facts + n + 1 : case_in_file(c, facts);
    if (!name) {
      outf(&c->err, tr(&c->err, "naze: %s のどの事例か、#名前 で選んでください\n", "naze: %s: choose one of its cases with #NAME\n"), facts);
      return NAZE_EXIT_USAGE;
    }
    st = naze_case_named(c->session, name);
    if (st == NAZE_NOT_FOUND) return case_unknown(c, name);
  } else if (strcmp(facts, "-") == 0 || ends_with(facts, ".json") || strchr(facts, '/')) {
    str text = { 0 };
    bool ok = file_read(facts, &text, &c->err);
    if (ok) st = naze_case_json(c->session, facts, str_text(&text), text.n);
    str_free(&text);
    if (!ok) return NAZE_EXIT_IO;
  } else {
    st = naze_case_named(c->session, facts);
    if (st == NAZE_NOT_FOUND) return case_unknown(c, facts);
  }
  if (st == NAZE_OK) return NAZE_EXIT_OK;
  if (n || !facts || strcmp(facts, "-") == 0) facts = "";
  size_t left = diag_print_named(&c->err, naze_session_diags(c->session), facts, ERRORS_SHOWN);
  if (left) outf(&c->err, tr(&c->err, "ほかに誤り %zu件\n", "%zu more errors\n"), left);
  if (st == NAZE_FACT_ERROR)
    out(&c->err, tr(&c->err, "事実に誤りがあるため、判定していません。\n", "Nothing was decided, because the facts have errors.\n"));
  return status_of(c, st);
}

static int refused(cli *c, naze_status st, const char *option, const char *value) {
  if (st == NAZE_OK) return NAZE_EXIT_OK;
  const naze_diags *d = naze_session_diags(c->session);
  if (naze_diag_count(d)) (void)diag_print_all(&c->err, d, false, ERRORS_SHOWN);
  else outf(&c->err, tr(&c->err, "naze: %s %s: 使えない値です\n", "naze: %s %s: not a usable value\n"), option, value);
  return st == NAZE_NO_MEMORY || st == NAZE_LIMIT ? NAZE_EXIT_LIMIT : NAZE_EXIT_USAGE;
}

int load_options(cli *c) {
  int rc = NAZE_EXIT_OK;
  if (c->o.as_of) rc = refused(c, naze_set_date(c->session, c->o.as_of), "--as-of", c->o.as_of);
  for (size_t i = 0; !rc && i < c->o.readings.n; i++) {
    const char *whole = c->o.readings.v[i], *eq = strchr(whole, '=');
    char *name = mem_copy(whole, (size_t)(eq - whole));
    rc = refused(c, naze_set_reading(c->session, name, eq + 1), "--reading", whole);
    free(name);
  }
  if (!rc && c->o.subject) rc = refused(c, naze_set_subject(c->session, c->o.subject), "--subject", c->o.subject);
  naze_set_strict(c->session, c->o.strict);
  return rc;
}

int load_session(cli *c) {
  int rc = load_rules(c);
  if (rc) return rc;
  c->session = naze_session_new(c->program);
  if (!c->session) return status_of(c, NAZE_NO_MEMORY);
  time_t now = time(NULL);
  struct tm day;
  char today[16] = "";
  if (localtime_r(&now, &day) && strftime(today, sizeof today, "%Y-%m-%d", &day)) (void)naze_set_today(c->session, today);
  rc = load_facts(c, c->o.facts);
  return rc ? rc : load_options(c);
}

int question_failed(cli *c, naze_status st) {
  const naze_diags *d = naze_session_diags(c->session);
  if (naze_diag_count(d)) (void)diag_print_all(&c->err, d, false, ERRORS_SHOWN);
  else if (st == NAZE_LIMIT) out(&c->err, tr(&c->err, "naze: 上限に達したため、決められませんでした\n", "naze: not decided within the limit\n"));
  else if (st != NAZE_NO_MEMORY) out(&c->err, tr(&c->err, "naze: 問いを読めません\n", "naze: the question cannot be read\n"));
  naze_diag_info first;
  if (st == NAZE_FACT_ERROR && naze_diag_get(d, 0, false, &first) && strcmp(first.code, "N0542") == 0) {
    out(&c->err, tr(&c->err, "事実に誤りがあるため、判定していません。\n", "Nothing was decided, because the facts have errors.\n"));
    return NAZE_EXIT_FACTS;
  }
  /* The question stands on the command line: a misspelt one is a matter of usage, not of the facts. */
  if (st == NAZE_FACT_ERROR) return NAZE_EXIT_USAGE;
  return status_of(c, st);
}

void cli_close(cli *c) {
  if (c->session) naze_session_free(c->session);
  if (c->program) naze_program_free(c->program);
  if (c->compiler) naze_compiler_free(c->compiler);
  list_free(&c->rule_files);
  list_free(&c->facts_set);
  opts_free(&c->o);
}

/* ---- statuses ---- */

int exit_of(naze_outcome o) {
  switch (o) {
  case NAZE_ALLOW:
  case NAZE_VALUE: return NAZE_EXIT_OK;
  case NAZE_DENY:
  case NAZE_PARTIAL:
  case NAZE_NA: return NAZE_EXIT_NO;
  case NAZE_REFER:
  case NAZE_UNKNOWN: return NAZE_EXIT_UNKNOWN;
  case NAZE_FAULT: return NAZE_EXIT_RULES; /* the rules contradict themselves or leave a gap here */
  }
  return NAZE_EXIT_RULES;
}

int exit_worse(int a, int b) { return a > b ? a : b; }
