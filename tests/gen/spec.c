/* spec.c -- prints the generated parts of spec/: `spec words`, `spec operators`, `spec messages`. refresh puts them in place. */
#include <stdio.h>
#include <string.h>

#include "grammar/diag.h"
#include "grammar/keywords.h"
#include "interp/ir/ir.h"

static void words_of(uint8_t cls) {
  const nz_word *w = NULL;
  size_t n = nz_words(&w);
  for (size_t i = 0; i < n; i++) {
    if (w[i].cls != cls) continue;
    (void)printf("| %s | %s |", w[i].text, w[i].doc ? w[i].doc : "");
    if (cls == NZ_WC_CLAUSE || cls == NZ_WC_HEAD) {
      const char *sep = " ";
      for (int d = 1; d < NZ_W_COUNT && d < 32; d++) {
        if (!(w[i].owners & (uint32_t)1 << d)) continue;
        (void)printf("%s%s", sep, nz_w_text(d));
        sep = "、";
      }
      (void)printf(" |");
    }
    (void)printf("\n");
  }
}

static void words(void) {
  const nz_word *w = NULL;
  size_t n = nz_words(&w), col = 0;
  (void)printf("### Declarations\n\n| word | 意味 |\n|---|---|\n");
  words_of(NZ_WC_DECL);
  (void)printf("\n### Clauses\n\n| word | 意味 | in |\n|---|---|---|\n");
  words_of(NZ_WC_CLAUSE);
  (void)printf("\n### Header words\n\n| word | 意味 | in |\n|---|---|---|\n");
  words_of(NZ_WC_HEAD);
  (void)printf("\n### Function words\n\n");
  for (size_t i = 0; i < n; i++)
    if (w[i].cls == NZ_WC_FUNCTION) (void)printf("%s`%s`", col++ % 12 ? " " : col > 1 ? "\n" : "", w[i].text);
  (void)printf("\n");
}

static void operators(void) {
  static const struct { const char *name, *ja, *lo, *hi, *doc; } ops[] = {
#define O(id, name, ja, lo, hi, doc) { name, ja, #lo, #hi, doc },
#include "interp/ir/ops.def"
#undef O
  };
  (void)printf("| operator | 語 | arguments | meaning |\n|---|---|---|---|\n");
  for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
    bool any = !strcmp(ops[i].hi, "255"), one = !strcmp(ops[i].lo, ops[i].hi);
    (void)printf("| `%s` | %s | %s%s%s | %s |\n", ops[i].name, ops[i].ja, ops[i].lo, one ? "" : "–", one ? "" : any ? "n" : ops[i].hi, ops[i].doc);
  }
}

/* A message part: a sentence of its own, its line breaks folded. */
static void sentence(const char *text, bool en, bool first) {
  size_t n = strlen(text);
  bool stopped = en ? text[n - 1] == '.' : n >= 3 && !strcmp(text + n - 3, "。");
  if (en && !first) (void)putchar(' ');
  for (size_t i = 0; i < n; i++) {
    char c = text[i] == '\n' ? ' ' : text[i];
    (void)putchar(en && !first && i == 0 && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  if (!stopped) (void)fputs(en ? "." : "。", stdout);
}

/* an edit of the real rules that fires the message, and what mends it */
static const struct { const char *code, *was, *now; } examples[] = {
#define E(code, was, now) {code, was, now},
#include "../../tools/examples.def"
#undef E
};

static void block(const char *before, const char *text) {
  (void)printf("\n%s\n\n    ", before);
  for (; *text; text++) {
    (void)putchar(*text);
    if (*text == '\n') (void)fputs("    ", stdout);
  }
  (void)printf("\n");
}

static void messages(void) {
  static const char *const sev[] = { "error 誤り", "warning 注意", "note 参考" };
  for (int i = 0; i < NZ_M_COUNT; i++) {
    nz_msg m = (nz_msg)i;
    (void)printf("%s### %s %s (%s)\n\n", i ? "\n" : "", nz_msg_code(m), nz_msg_name(m), sev[nz_msg_severity(m)]);
    for (int en = 0; en < 2; en++) {
      (void)printf("- ");
      for (int p = NZ_WHAT; p <= NZ_HOW; p++)
        if (*nz_msg_text(m, en, p)) sentence(nz_msg_text(m, en, p), en, p == NZ_WHAT);
      (void)printf("\n");
    }
    for (size_t k = 0; examples[k].code; k++) {
      if (strcmp(examples[k].code, nz_msg_code(m)) != 0) continue;
      block("Example:", examples[k].was);
      block("Mended:", examples[k].now);
      break;
    }
  }
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "words")) words();
  else if (argc == 2 && !strcmp(argv[1], "operators")) operators();
  else if (argc == 2 && !strcmp(argv[1], "messages")) messages();
  else return 2;
  return 0;
}
