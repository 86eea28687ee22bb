#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "cli.h"
#include "diag_out.h"
#include "render.h"

typedef enum command {
  DO_HELP, DO_WHY, DO_ALL, DO_NEED, DO_WHAT_IF, DO_LIST, DO_SHOW, DO_CASE, DO_CLEAR, DO_FACTS, DO_DATE, DO_READING, DO_STRICT,
  DO_RELOAD, DO_QUIT, DO_NONE
} command;

typedef struct command_word { command does; const char *ja, *en, *args, *help_ja, *help_en; } command_word;
static const command_word word_table[] = {
  { DO_WHY, "なぜ", "why", "QUESTION", "答えと決め手（問いだけを書いてもよい）", "the answer (a bare question will do)" },
  { DO_ALL, "すべて", "all", "QUESTION", "証明をすべて", "the whole proof" },
  { DO_NEED, "必要", "need", "QUESTION=可", "望む結果になる変更", "changes that give the outcome" },
  { DO_WHAT_IF, "もし", "what-if", "QUESTION 項目=値 / …", "変えたときの結果", "outcomes under changed facts" },
  { DO_CASE, "事例", "case", "NAME|FILE.json", "事例を読む（なければ空にする）", "takes a case (none: an empty one)" },
  { DO_FACTS, "事実", "facts", "", "今の事実", "the facts so far" },
  { DO_CLEAR, "消す", "clear", "", "入れた事実を取り消す", "takes back the facts that were set" },
  { DO_DATE, "日付", "date", "DATE", "基準日を変える", "decides as of another date" },
  { DO_READING, "解釈", "reading", "NAME=CHOICE", "解釈を選ぶ", "chooses a reading" },
  { DO_STRICT, "厳密", "strict", "", "推定を使うか使わないかを切り替える", "toggles the use of presumed values" },
  { DO_LIST, "一覧", "list", "[KIND|NAME]", "宣言の一覧", "the declarations" },
  { DO_SHOW, "表示", "show", "NAME", "宣言を示す", "one declaration" },
  { DO_RELOAD, "再読", "reload", "", "規則を読み直す", "reads the rules again" },
  { DO_QUIT, "終わり", "quit", "", "終わる", "ends" },
};
enum { WORDS = sizeof word_table / sizeof *word_table };

typedef struct repl { cli *c; bool end; char *last; } repl; /* last: the latest question, answered anew after each fact */

static void help(term *o) {
  out(o, tr(o, "  項目=値          事実を入れる（歩行=部分支援、区分3、行動関連項目=空欄）\n",
            "  FACT=VALUE       sets a fact (歩行=部分支援, 区分3, 行動関連項目=空欄)\n"));
  for (size_t i = 0; i < WORDS; i++) {
    str s = { 0 };
    str_printf(&s, "  %s %s %s", word_table[i].ja, word_table[i].en, word_table[i].args);
    out_padded(o, STYLE_PLAIN, str_text(&s), 38);
    outf(o, "  %s\n", tr(o, word_table[i].help_ja, word_table[i].help_en));
    str_free(&s);
  }
}

static command read_command(const char *line, const char **rest) {
  size_t n = strcspn(line, " ");
  *rest = line + n + strspn(line + n, " ");
  if (strcmp(line, "?") == 0 || strcmp(line, "help") == 0) return DO_HELP;
  for (size_t i = 0; i < WORDS; i++)
    if ((strlen(word_table[i].ja) == n && memcmp(word_table[i].ja, line, n) == 0) ||
        (strlen(word_table[i].en) == n && memcmp(word_table[i].en, line, n) == 0))
      return word_table[i].does;
  *rest = line;
  return DO_NONE;
}

static void ask(repl *r, const char *question, bool all) {
  bool was = r->c->o.all;
  if (all) r->c->o.all = true;
  (void)why_run(r->c, question);
  r->c->o.all = was;
  char *kept = mem_copy(question, strlen(question));
  free(r->last);
  r->last = kept;
}

static void show_diags(cli *c) { (void)diag_print_all(&c->err, naze_session_diags(c->session), false, 3); }

static void answer_again(repl *r) {
  size_t count = 0;
  if (r->last && naze_ask(r->c->session, r->last, 0, &count) == NAZE_OK && count == 1)
    text_verdict(&r->c->out, naze_result_at(r->c->session, 0));
}

static bool asks_outcome(const char *line) {
  static const char *const ends[] = { "=可", "=不可", "=要照会", "=対象外", "=一部可", "＝可", "＝不可", "＝要照会", "＝対象外", "＝一部可" };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (ends_with(line, ends[i])) return true;
  return false;
}

/* A line without a command is a fact when it has the form of one, else a question, else a bare level such as 区分3. */
static void bare_line(repl *r, const char *line) {
  cli *c = r->c;
  size_t count = 0;
  bool assigns = (strchr(line, '=') || strstr(line, "＝")) && !asks_outcome(line);
  if (!assigns && naze_ask(c->session, line, 0, &count) == NAZE_OK) {
    ask(r, line, false);
    return;
  }
  if (naze_set_fact(c->session, line) == NAZE_OK) {
    list_add(&c->facts_set, line, strlen(line));
    answer_again(r);
    return;
  }
  if (!assigns) (void)naze_ask(c->session, line, 0, &count); /* its message, not that of the fact */
  show_diags(c);
}

static void set_reading(cli *c, const char *rest) {
  const char *eq = strchr(rest, '=');
  char *name = mem_copy(rest, eq ? (size_t)(eq - rest) : strlen(rest));
  if (naze_set_reading(c->session, name, eq ? eq + 1 : "") != NAZE_OK) show_diags(c);
  free(name);
}

/* Rules with mistakes leave the old ones in force. */
static void reload(repl *r) {
  cli *c = r->c, before = *c;
  c->compiler = NULL;
  c->program = NULL;
  c->session = NULL;
  c->rule_files = (str_list){ 0 };
  int rc = load_session(c);
  cli *drop = rc ? c : &before;
  if (drop->session) naze_session_free(drop->session);
  if (drop->program) naze_program_free(drop->program);
  if (drop->compiler) naze_compiler_free(drop->compiler);
  list_free(&drop->rule_files);
  if (rc) {
    c->session = before.session;
    c->program = before.program;
    c->compiler = before.compiler;
    c->rule_files = before.rule_files;
    out(&c->err, tr(&c->err, "前の規則のまま続けます。\n", "The rules read before stay in force.\n"));
    return;
  }
  for (size_t i = 0; i < c->facts_set.n; i++)
    if (naze_set_fact(c->session, c->facts_set.v[i]) != NAZE_OK) show_diags(c);
  answer_again(r);
}

static void what_if(cli *c, const char *rest) {
  size_t n = strcspn(rest, " ");
  char *question = mem_copy(rest, n);
  str_list alternatives = { 0 };
  for (const char *p = rest + n; *p;) {
    p += strspn(p, " ");
    const char *cut = strstr(p, " / ");
    size_t len = cut ? (size_t)(cut - p) : strlen(p);
    if (len) list_add(&alternatives, p, len);
    p += len + (cut ? 3 : 0);
  }
  if (alternatives.n) (void)what_if_run(c, question, &alternatives);
  else out(&c->err, tr(&c->err, "もし 問い 項目=値 / 項目=値 のように書きます\n", "write: what-if QUESTION FACT=VALUE / FACT=VALUE\n"));
  list_free(&alternatives);
  free(question);
}

static void show_facts(cli *c) {
  size_t n = 0;
  const char *text = naze_case_to_json(c->session, &n);
  if (!text) return;
  while (n && text[n - 1] == '\n') n--;
  out_bytes(&c->out, text, n);
  out(&c->out, "\n");
}

static void obey(repl *r, const char *line) {
  cli *c = r->c;
  const char *rest = "";
  str_list words = { 0 };
  switch (read_command(line, &rest)) {
  case DO_HELP: help(&c->out); break;
  case DO_WHY: ask(r, rest, false); break;
  case DO_ALL: ask(r, rest, true); break;
  case DO_NEED: (void)need_run(c, rest); break;
  case DO_WHAT_IF: what_if(c, rest); break;
  case DO_LIST:
    if (*rest) list_add(&words, rest, strlen(rest));
    (void)list_run(c, &words);
    list_free(&words);
    break;
  case DO_SHOW: (void)show_run(c, rest); break;
  case DO_CASE:
    list_free(&c->facts_set);
    (void)load_facts(c, *rest ? rest : NULL);
    answer_again(r);
    break;
  case DO_CLEAR:
    list_free(&c->facts_set);
    (void)naze_clear_facts(c->session);
    answer_again(r);
    break;
  case DO_FACTS: show_facts(c); break;
  case DO_DATE:
    if (naze_set_date(c->session, rest) != NAZE_OK) show_diags(c);
    else answer_again(r);
    break;
  case DO_READING: set_reading(c, rest); answer_again(r); break;
  case DO_STRICT:
    c->o.strict = !c->o.strict;
    naze_set_strict(c->session, c->o.strict);
    outf(&c->out, "%s\n", c->o.strict ? tr(&c->out, "推定を使わない", "presumed values are not used") : tr(&c->out, "推定を使う", "presumed values are used"));
    answer_again(r);
    break;
  case DO_RELOAD: reload(r); break;
  case DO_QUIT: r->end = true; break;
  case DO_NONE: bare_line(r, rest); break;
  }
}

int verb_repl(cli *c) {
  int rc = load_session(c);
  if (rc) return rc;
  repl r = { .c = c };
  term in = { .f = stdin };
  bool talking = term_is_tty(&in);
  char *line = NULL;
  size_t cap = 0;
  if (talking) out(&c->out, tr(&c->out, "? で使い方、終わりは Ctrl-D\n", "? for help, Ctrl-D to end\n"));
  while (!r.end) {
    if (talking) out(&c->out, "naze> ");
    if (!term_flush(&c->out)) break;
    ssize_t got = getline(&line, &cap, stdin);
    if (got < 0) break;
    while (got && strchr("\r\n\t ", line[got - 1])) line[--got] = 0;
    const char *text = line + strspn(line, " \t");
    if (!*text || *text == '#') continue;
    if (strlen(text) != (size_t)(line + got - text) || !utf8_valid(text)) {
      out(&c->err, tr(&c->err, "UTF-8 で書いてください\n", "not UTF-8\n"));
      continue;
    }
    obey(&r, text);
  }
  if (talking && !r.end) out(&c->out, "\n");
  bool broken = ferror(stdin) != 0;
  free(line);
  free(r.last);
  return broken ? NAZE_EXIT_IO : NAZE_EXIT_OK;
}
