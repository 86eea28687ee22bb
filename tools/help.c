#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "table.h"

void help_all(term *o) {
  out(o, tr(o, "naze（なぜ） 規則を表のまま書き、答えとその理由を出す。\n\n", "naze: rules written as the tables they came from, answers with their reasons.\n\n"));
  out(o, tr(o, "使い方  naze VERB …\n\n", "Usage: naze VERB ...\n\n"));
  table t = { 0 };
  for (int v = 0; v < VERB_COUNT; v++) {
    const verb_info *i = verb_get((verb_id)v);
    table_add(&t);
    table_set(&t, 0, STYLE_STRONG, i->name);
    const char *text = tr(o, i->ja, i->en), *end = strstr(text, tr(o, "。", "."));
    char *first = mem_copy(text, end ? (size_t)(end - text) : strlen(text)); /* its first sentence */
    table_set(&t, 1, STYLE_PLAIN, first);
    free(first);
  }
  table_print(o, &t, 2, 2);
  table_free(&t);
  out(o, tr(o, "\nnaze help VERB で詳しく。naze help exit で終了状態。naze --version で版。\n",
            "\nnaze help VERB tells more, naze help exit the exit statuses, naze --version the version.\n"));
}

void help_verb(term *o, verb_id v) {
  const verb_info *i = verb_get(v);
  outf(o, tr(o, "使い方  naze %s %s%s\n\n%s\n", "Usage: naze %s %s%s\n\n%s\n"), i->name, i->args, *i->args ? tr(o, " [指定…]", " [options]") : tr(o, "[指定…]", "[options]"),
       tr(o, i->ja, i->en));
  table t = { 0 };
  for (size_t k = 0; k < option_count(); k++) {
    const char *name, *arg, *ja, *en;
    if (!verb_takes(v, k, &name, &arg, &ja, &en)) continue;
    str s = { 0 };
    str_put(&s, name);
    if (arg) str_printf(&s, " %s", strcmp(name, "--format") || v == VERB_WHY ? arg : "text|json");
    table_add(&t);
    table_set(&t, 0, STYLE_STRONG, str_text(&s));
    table_set(&t, 1, STYLE_PLAIN, tr(o, ja, en));
    str_free(&s);
  }
  outf(o, "\n%s\n", tr(o, "指定", "Options"));
  table_print(o, &t, 2, 2);
  table_free(&t);
  outf(o, "\n%s\n", tr(o, "例", "Examples"));
  for (const char *p = i->examples; *p;) {
    size_t n = strcspn(p, "\n");
    outf(o, "  $ %.*s\n", (int)n, p);
    p += n + (p[n] == '\n');
  }
}

void help_exit(term *o) {
  static const char *const ja[] = {
    "可、値、またはすべてよし",         "不可、一部可、対象外、または直すものがある",
    "不明または要照会",                 "使い方の誤り",
    "規則ファイルの誤り（規則どうしの矛盾やすき間も）", "事実の誤り（誤りのない案は判定した）",
    "入力か出力の失敗",                 "上限に達して決まらない",
  };
  static const char *const en[] = {
    "allowed, a value, or all well",    "denied, partly allowed, not covered, or something to mend",
    "unknown or to be referred",        "wrong usage",
    "error in the rule files (also rules in conflict, or a gap)", "error in the facts (alternatives without one were judged)",
    "input or output failed",           "not decided within the limit",
  };
  table t = { 0 };
  for (int i = 0; i < 8; i++) {
    char number[4] = { (char)('0' + i), 0 };
    table_add(&t);
    table_set(&t, 0, STYLE_STRONG, number);
    table_set(&t, 1, STYLE_PLAIN, tr(o, ja[i], en[i]));
  }
  table_add(&t);
  table_set(&t, 0, STYLE_STRONG, "130");
  table_set(&t, 1, STYLE_PLAIN, tr(o, "中止（Ctrl-C）", "interrupted (Ctrl-C)"));
  outf(o, "%s\n", tr(o, "終了状態（答えがいくつもあるときは、いちばん注意の要るもの）", "Exit status (of several answers, the one that needs most attention)"));
  table_print(o, &t, 2, 2);
  table_free(&t);
}
