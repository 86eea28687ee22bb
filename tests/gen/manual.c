/* manual.c -- makes the manual page and the shell completion from the tables the tool itself runs on (tools/verbs.def,
 * tools/opts.def): `manual en`, `manual ja`, `manual bash`. So they know every verb and option, and no other. */
#include <stdio.h>
#include <string.h>

#include "interp/naze.h"
#include "tools/opts.h"

/* Text for roff: backslashes and leading dots and quotes made harmless, hyphens kept as typed. */
static void roff(const char *p) {
  bool start = true;
  for (; *p; p++) {
    if (start && (*p == '.' || *p == '\'')) (void)fputs("\\&", stdout);
    start = *p == '\n';
    if (*p == '\\') (void)fputs("\\e", stdout);
    else if (*p == '-') (void)fputs("\\-", stdout);
    else (void)putchar(*p);
  }
}

typedef struct section { const char *ja, *en; } section;
static void heading(section s, bool en) { (void)printf(".SH %s\n", en ? s.en : s.ja); }

static void options(verb_id v, bool en) {
  for (size_t k = 0; k < option_count(); k++) {
    const char *name, *arg, *ja, *eng;
    if (!verb_takes(v, k, &name, &arg, &ja, &eng)) continue;
    (void)printf(".TP\n.B ");
    roff(name);
    if (arg) {
      (void)printf(" \\fI");
      roff(arg);
      (void)printf("\\fR");
    }
    (void)printf("\n");
    roff(en ? eng : ja);
    (void)printf("\n");
  }
}

static void man(bool en) {
  static const section status[] = {
    { "可、値、またはすべてよし", "allowed, a value, or all well" },
    { "不可、一部可、対象外、または直すものがある", "denied, partly allowed, outside the rule, or something to mend" },
    { "不明または要照会", "unknown, or to be asked of the authority named" },
    { "使い方の誤り", "usage" },
    { "規則ファイルの誤り", "an error in the rule files" },
    { "事実の誤り（残りは判定した）", "an error in the facts; the rest is still judged" },
    { "入力か出力の失敗", "input or output failed" },
    { "上限に達して決まらない", "not decided within the limit" },
  };
  (void)printf(".\\\" made from tools/verbs.def and tools/opts.def\n.TH NAZE 1 \"\" \"naze %d.%d\" \"%s\"\n", NAZE_VERSION_MAJOR,
               NAZE_VERSION_MINOR, en ? "User Commands" : "利用者の手引き");
  heading((section){ "名前", "NAME" }, en);
  (void)printf("naze \\- %s\n", en ? "answers from rules written as tables, and says why" : "表のままの規則から答え、その理由を示す");
  heading((section){ "書式", "SYNOPSIS" }, en);
  for (int v = 0; v < VERB_COUNT; v++) {
    const verb_info *i = verb_get((verb_id)v);
    (void)printf("%s.B naze %s\n", v ? ".br\n" : "", i->name);
    if (*i->args) roff(i->args);
    (void)printf("%s\n", en ? " [options]" : " [指定…]");
  }
  heading((section){ "説明", "DESCRIPTION" }, en);
  roff(en ? "naze reads rule files (*.naze) and the facts of a case, answers a question about them, and shows what decided it: the facts, "
            "the conditions, the cells of the tables and the sources they cite.\n"
          : "規則ファイル（*.naze）と事例の事実を読み、問いに答え、何が決め手になったか（事実、条件、表のます、出典）を示す。\n");
  for (int v = 0; v < VERB_COUNT; v++) {
    const verb_info *i = verb_get((verb_id)v);
    (void)printf(".SS naze %s ", i->name);
    roff(i->args);
    (void)printf("\n");
    roff(en ? i->en : i->ja);
    (void)printf("\n");
    options((verb_id)v, en);
    if (*i->examples) {
      (void)printf(".PP\n.nf\n");
      for (const char *p = i->examples; *p;) {
        size_t n = strcspn(p, "\n");
        char line[512];
        (void)snprintf(line, sizeof line, "    $ %.*s", (int)n, p);
        roff(line);
        (void)printf("\n");
        p += n + (p[n] == '\n');
      }
      (void)printf(".fi\n");
    }
  }
  heading((section){ "終了状態", "EXIT STATUS" }, en);
  for (size_t i = 0; i < sizeof status / sizeof *status; i++)
    (void)printf(".TP\n.B %zu\n%s\n", i, en ? status[i].en : status[i].ja);
  (void)printf(".TP\n.B 130\n%s\n", en ? "interrupted" : "中断された");
  heading((section){ "環境", "ENVIRONMENT" }, en);
  (void)printf(".TP\n.B NAZE_RULES\n%s\n", en ? "folders or files of rules, separated by colons, where \\-\\-rules is not given"
                                             : "\\-\\-rules がないときの規則の場所（コロン区切り）");
  (void)printf(".TP\n.B NO_COLOR\n%s\n", en ? "no colours" : "色を使わない");
  (void)printf(".TP\n.BR LC_ALL , \\ LC_MESSAGES , \\ LANG\n%s\n", en ? "an English locale chooses English output" : "英語のロケールなら英語で出す");
  heading((section){ "ファイル", "FILES" }, en);
  (void)printf(".TP\n.I %s\n%s\n", NAZE_RULES_DIR, en ? "the installed rules" : "備えつけの規則");
  heading((section){ "関連項目", "SEE ALSO" }, en);
  (void)printf(".BR naze (3)\n");
}

/* The options of a verb; choices after an option ("text|json") become what completes it. */
static void bash(void) {
  (void)printf("# bash completion for naze, made from tools/verbs.def and tools/opts.def\n_naze() {\n"
               "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}\n"
               "  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    mapfile -t COMPREPLY < <(compgen -W '");
  for (int v = 0; v < VERB_COUNT; v++) (void)printf("%s%s", v ? " " : "", verb_get((verb_id)v)->name);
  (void)printf("' -- \"$cur\")\n    return\n  fi\n  case $prev in\n");
  for (size_t k = 0; k < option_count(); k++) {
    const char *name = NULL, *arg = NULL, *ja, *en;
    for (int v = 0; v < VERB_COUNT && !verb_takes((verb_id)v, k, &name, &arg, &ja, &en); v++) continue;
    if (!name || !arg) continue;
    (void)printf("    %s) ", name);
    if (!strcmp(arg, "CASE") || strstr(arg, "FILE")) (void)printf("mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")");
    else if (strchr(arg, '|')) {
      (void)printf("mapfile -t COMPREPLY < <(compgen -W '");
      for (const char *p = arg; *p; p++) (void)putchar(*p == '|' ? ' ' : *p);
      (void)printf("' -- \"$cur\")");
    } else (void)printf(":");
    (void)printf("; return ;;\n");
  }
  (void)printf("  esac\n  if [[ $cur == -* ]]; then\n    case $verb in\n");
  for (int v = 0; v < VERB_COUNT; v++) {
    const char *name, *arg, *ja, *en;
    (void)printf("      %s) mapfile -t COMPREPLY < <(compgen -W '", verb_get((verb_id)v)->name);
    for (size_t k = 0, n = 0; k < option_count(); k++)
      if (verb_takes((verb_id)v, k, &name, &arg, &ja, &en)) (void)printf("%s%s", n++ ? " " : "", name);
    (void)printf("' -- \"$cur\") ;;\n");
  }
  (void)printf("    esac\n    return\n  fi\n  case $verb in\n    help) mapfile -t COMPREPLY < <(compgen -W '");
  for (int v = 0; v < VERB_COUNT; v++) (void)printf("%s ", verb_get((verb_id)v)->name);
  (void)printf("exit' -- \"$cur\") ;;\n"
               "    *) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n  esac\n}\ncomplete -o filenames -F _naze naze\n");
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "en")) man(true);
  else if (argc == 2 && !strcmp(argv[1], "ja")) man(false);
  else if (argc == 2 && !strcmp(argv[1], "bash")) bash();
  else return 2;
  return 0;
}
