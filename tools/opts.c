#include "opts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define V_(id) (1u << VERB_##id)
#define V_FACTS (V_(WHY) | V_(NEED) | V_(WHAT_IF) | V_(REPL))
#define V_RULES (V_FACTS | V_TRUST | V_(MONTH) | V_(CHECK) | V_(TEST) | V_(CASE) | V_(LIST) | V_(SHOW) | V_(CHECK_PROOF) | V_(EXPORT))
#define V_FORMAT (V_TRUST | V_(WHY) | V_(MONTH) | V_(NEED) | V_(WHAT_IF) | V_(CHECK) | V_(TEST) | V_(LIST) | V_(SHOW) | V_(EXPLAIN) | V_(DMN_TEST))
#define V_TRUST (V_(VERIFY) | V_(DIFF) | V_(MUTATE) | V_(COVER) | V_(FUZZ)) /* they look at rules and say what they found */
#define V_DMN (V_(IMPORT) | V_(EXPORT)) /* they write a file */
#define V_EVERY ((1u << VERB_COUNT) - 1u)

typedef enum option_id {
#define O(id, name, arg, verbs, ja, en) OPT_##id,
#include "opts.def"
#undef O
  OPT_COUNT
} option_id;

typedef struct option { const char *name, *arg; unsigned verbs; const char *ja, *en; } option;
static const option option_table[] = {
#define O(id, name, arg, verbs, ja, en) { name, arg, verbs, ja, en },
#include "opts.def"
#undef O
};
static const verb_info verb_table[] = {
#define V(id, name, fn, lo, hi, args, ja, en, examples) { name, lo, hi, args, ja, en, examples },
#include "verbs.def"
#undef V
};

const verb_info *verb_get(verb_id v) { return &verb_table[v]; }
size_t option_count(void) { return OPT_COUNT; }

bool verb_find(const char *name, verb_id *found) {
  for (int i = 0; i < VERB_COUNT; i++)
    if (strcmp(verb_table[i].name, name) == 0) return *found = (verb_id)i, true;
  return false;
}

bool verb_takes(verb_id v, size_t i, const char **name, const char **arg, const char **ja, const char **en) {
  const option *o = &option_table[i];
  *name = o->name, *arg = o->arg, *ja = o->ja, *en = o->en;
  return (o->verbs >> v & 1u) != 0;
}

/* Edits between two short words; more than `most` need not be exact. */
static size_t distance(const char *a, const char *b) {
  enum { LONGEST = 32 };
  size_t n = strlen(a), m = strlen(b), row[LONGEST + 1];
  if (n > LONGEST || m > LONGEST) return LONGEST;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t best = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[m];
}

static bool nearer(const char *word, const char *candidate, size_t *best) {
  size_t d = distance(word, candidate);
  return d < *best && d <= 1 + strlen(word) / 3 ? (*best = d, true) : false;
}

const char *verb_nearest(const char *name) {
  const char *found = NULL;
  size_t best = SIZE_MAX;
  for (int i = 0; i < VERB_COUNT; i++)
    if (nearer(name, verb_table[i].name, &best)) found = verb_table[i].name;
  return found;
}

static const char *option_nearest(verb_id v, const char *name) {
  const char *found = NULL;
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < OPT_COUNT; i++)
    if ((option_table[i].verbs >> v & 1u) && nearer(name, option_table[i].name, &best)) found = option_table[i].name;
  return found;
}

/* ---- language, colours, width ---- */

static const char *env(const char *name) {
  const char *v = getenv(name);
  return v && *v ? v : NULL;
}

static const char *last_value(int argc, char **argv, const char *name) {
  const char *found = NULL;
  size_t n = strlen(name);
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
    if (strcmp(argv[i], name) == 0 && i + 1 < argc) found = argv[i + 1];
    else if (starts_with(argv[i], name) && argv[i][n] == '=') found = argv[i] + n + 1;
  }
  return found;
}

static bool has_flag(int argc, char **argv, const char *name) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], name) == 0) return true;
  return false;
}

void opts_terminal(int argc, char **argv, term *o, term *e) {
  const char *locale = env("LC_ALL");
  if (!locale) locale = env("LC_MESSAGES");
  if (!locale) locale = env("LANG");
  const char *lang = last_value(argc, argv, "--lang"), *color = last_value(argc, argv, "--color");
  const char *narrow = env("NAZE_WIDTH"), *kind = env("TERM");
  bool english = lang ? strcmp(lang, "en") == 0 : locale && (strncmp(locale, "en_", 3) == 0 || strcmp(locale, "en") == 0);
  *o = (term){ .f = stdout, .english = english };
  *e = (term){ .f = stderr, .english = english };
  bool plain = env("NO_COLOR") || (kind && strcmp(kind, "dumb") == 0);
  bool always = color && strcmp(color, "always") == 0, never = color && strcmp(color, "never") == 0;
  o->colour = always || (!never && !plain && term_is_tty(o));
  e->colour = always || (!never && !plain && term_is_tty(e));
  o->narrow = narrow ? strcmp(narrow, "narrow") == 0 : english;
  if (has_flag(argc, argv, "--narrow")) o->narrow = true;
  if (has_flag(argc, argv, "--wide")) o->narrow = false;
  e->narrow = o->narrow;
}

/* ---- parsing ---- */

static bool number(const char *s, long most, long *value) {
  char *end = NULL;
  errno = 0;
  long n = *s >= '0' && *s <= '9' ? strtol(s, &end, 10) : -1;
  if (n < 0 || errno || *end || n > most) return false;
  return *value = n, true;
}

static bool choose(const char *s, const char *const *words, int count, int *value) {
  for (int i = 0; i < count; i++)
    if (strcmp(s, words[i]) == 0) return *value = i, true;
  return false;
}

static bool option_set(opts *x, option_id id, const char *v) {
  static const char *const formats[] = { "text", "json", "html", "csv", "kokuho", "sarif", "junit" };
  static const char *const colors[] = { "auto", "always", "never" };
  static const char *const langs[] = { "ja", "en" };
  long n = 0;
  int c = 0;
  switch (id) {
  case OPT_RULES: list_add(&x->rules, v, strlen(v)); return true;
  case OPT_CASE: x->facts = v; return true;
  case OPT_AS_OF: x->as_of = v; return true;
  case OPT_READING: list_add(&x->readings, v, strlen(v)); return strchr(v, '=') != NULL;
  case OPT_SUBJECT: x->subject = v; return true;
  case OPT_MONTH: list_add(&x->months, v, strlen(v)); return true;
  case OPT_COMPLETE: list_add(&x->complete, v, strlen(v)); return true;
  case OPT_JUDGE_ONLY: x->judge_only = true; return true;
  case OPT_MASK: x->mask = true; return true;
  case OPT_OUTPUT: x->output = v; return *v != 0;
  case OPT_STRICT: x->strict = true; return true;
  case OPT_FORMAT:
    if (!choose(v, formats, (int)(sizeof formats / sizeof *formats), &c)) return false;
    x->format = (out_format)c;
    return true;
  case OPT_DECL: list_add(&x->decls, v, strlen(v)); return *v != 0;
  case OPT_ALL: x->all = true; return true;
  case OPT_DEPTH: return number(v, 1000, &x->depth);
  case OPT_LIMIT:
    if (!number(v, 1000000000, &n)) return false;
    x->limit = (uint64_t)n;
    return true;
  case OPT_MAX: return number(v, 1000000, &x->max);
  case OPT_ONLY: list_add(&x->only, v, strlen(v)); return *v != 0;
  case OPT_PROPOSE: x->propose = v; return *v != 0;
  case OPT_IDLE: return x->idle = true;
  case OPT_JOBS: return number(v, 64, &x->jobs) && x->jobs > 0;
  case OPT_TIME: return number(v, 86400, &x->seconds) && x->seconds > 0;
  case OPT_SEED: return number(v, 1000000000, &x->seed);
  case OPT_KEEP: x->keep = v; return *v != 0;
  case OPT_REPLAY: x->replay = true; return true;
  case OPT_ACCEPTED: x->accepted = v; return *v != 0;
  case OPT_ACCEPT: x->accept = v; return *v != 0;
  case OPT_CASES: x->cases = v; return *v != 0;
  case OPT_COUNT_ON: x->count = v; return *v != 0;
  case OPT_CHECK: x->check = true; return true;
  case OPT_DIFF: x->diff = true; return true;
  case OPT_STDOUT: x->to_stdout = true; return true;
  case OPT_STDIN_NAME: x->stdin_name = v; return true;
  case OPT_LANG: return choose(v, langs, 2, &c);
  case OPT_COLOR: return choose(v, colors, 3, &x->color);
  case OPT_NARROW: x->width = WIDTH_NARROW; return true;
  case OPT_WIDE: x->width = WIDTH_WIDE; return true;
  case OPT_HELP: x->help = true; return true;
  case OPT_COUNT: break;
  }
  return false;
}

static bool refuse(term *e, verb_id v, const char *ja, const char *en, const char *what, const char *nearest) {
  outf(e, tr(e, ja, en), what);
  if (nearest) outf(e, tr(e, "。もしかして %s", "; did you mean %s?"), nearest);
  outf(e, tr(e, "\n使い方は naze help %s\n", "\nsee naze help %s\n"), verb_table[v].name);
  return false;
}

static bool option_parse(opts *x, verb_id v, const char *arg, const char *next, bool *used_next, term *e) {
  const char *eq = strchr(arg, '=');
  size_t n = eq ? (size_t)(eq - arg) : strlen(arg);
  for (size_t i = 0; i < OPT_COUNT; i++) {
    const option *o = &option_table[i];
    if (!(o->verbs >> v & 1u) || strlen(o->name) != n || strncmp(o->name, arg, n) != 0) continue;
    if (!o->arg && eq) return refuse(e, v, "naze: %s に値はありません", "naze: %s takes no value", o->name, NULL);
    const char *value = eq ? eq + 1 : o->arg ? next : "";
    if (!value) return refuse(e, v, "naze: %s に値がありません", "naze: %s needs a value", o->name, NULL);
    *used_next = o->arg && !eq;
    if (option_set(x, (option_id)i, value)) return true;
    outf(e, tr(e, "naze: %s %s: 使えない値です（%s）\n", "naze: %s %s: not a usable value (%s)\n"), o->name, value, o->arg ? o->arg : "");
    return false;
  }
  char *name = mem_copy(arg, n);
  (void)refuse(e, v, "naze: %s という指定はありません", "naze: unknown option %s", name, option_nearest(v, name));
  free(name);
  return false;
}

/* Forms that not every verb with --format has. */
static const struct { out_format format; const char *name; unsigned verbs; } format_table[] = {
  { FORMAT_HTML, "html", V_(WHY) | V_(MONTH) | V_TRUST }, { FORMAT_CSV, "csv", V_(MONTH) }, { FORMAT_KOKUHO, "kokuho", V_(MONTH) },
  { FORMAT_SARIF, "sarif", V_TRUST }, { FORMAT_JUNIT, "junit", V_(TEST) | V_(DMN_TEST) },
};

static bool format_refused(verb_id v, const char *name, unsigned verbs, term *e) {
  outf(e, tr(e, "naze: --format %s があるのは ", "naze: --format %s is for "), name);
  bool any = false;
  for (unsigned i = 0; i < VERB_COUNT; i++) {
    if (!(verbs >> i & 1u)) continue;
    outf(e, "%s%s", any ? tr(e, "、", ", ") : "", verb_table[i].name);
    any = true;
  }
  outf(e, tr(e, " だけです\n使い方は naze help %s\n", " only\nsee naze help %s\n"), verb_table[v].name);
  return false;
}

bool opts_parse(opts *x, verb_id v, int argc, char **argv, term *e) {
  *x = (opts){ .depth = -1, .max = -1, .limit = 200000, .seconds = -1, .seed = -1, .jobs = -1 };
  bool plain = false; /* after -- */
  for (int i = 0; i < argc; i++) {
    bool used = false;
    if (!utf8_valid(argv[i])) return refuse(e, v, "naze: UTF-8 でない引数です: %s", "naze: not UTF-8: %s", argv[i], NULL);
    if (!plain && strcmp(argv[i], "--") == 0) plain = true;
    else if (!plain && strcmp(argv[i], "-h") == 0) x->help = true;
    else if (!plain && (V_(MONTH) | V_TRUST | V_DMN) >> v & 1u && strcmp(argv[i], "-o") == 0 && i + 1 < argc) x->output = argv[++i];
    else if (plain || argv[i][0] != '-' || !argv[i][1]) list_add(&x->args, argv[i], strlen(argv[i]));
    else if (!option_parse(x, v, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, e)) return false;
    if (used) i++;
  }
  if (x->help) return true;
  const verb_info *info = &verb_table[v];
  int n = (int)x->args.n;
  if (n < info->least) return refuse(e, v, "naze: 引数が足りません（%s）", "naze: missing argument (%s)", info->args, NULL);
  if (info->most >= 0 && n > info->most)
    return refuse(e, v, "naze: 余分な引数です: %s", "naze: unexpected argument: %s", x->args.v[info->most], NULL);
  for (size_t i = 0; i < sizeof format_table / sizeof *format_table; i++)
    if (x->format == format_table[i].format && !(format_table[i].verbs >> v & 1u)) return format_refused(v, format_table[i].name, format_table[i].verbs, e);
  if (x->format == FORMAT_KOKUHO && x->mask)
    return refuse(e, v, "naze: %s kokuho は番号を隠せません", "naze: %s kokuho cannot hide numbers", "--format", NULL);
  return true;
}

void opts_free(opts *x) {
  list_free(&x->rules);
  list_free(&x->readings);
  list_free(&x->args);
  list_free(&x->months);
  list_free(&x->complete);
  list_free(&x->only);
  list_free(&x->decls);
}
