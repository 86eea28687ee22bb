/* test_diagnostics.c -- natural edits of the real rules and what is said about each, from the files of tests/diagnostics.
 *
 * A case:  ### title            what somebody did
 *          of DIR               of these rules instead of rules/: tests/trial, tests/claims
 *          file PATH            the file of rules/ that is edited
 *          - TEXT / + TEXT      TEXT (several lines: several "-") becomes the "+" lines; without "-" they are appended,
 *                               without "+" the lines go; a group that ends in a blank line starts the next edit
 *                               \u{200B} stands for a character that should not stand in a file of tests
 *          *N TEXT              N such lines; {n} in them is 1 to N, {n-1} and {n+1} its neighbours
 *          bytes KIND           afterwards: cp932, euc, utf16, zeros, nul, broken, crlf, bom
 *          again / copy         the file is given twice, or a copy of it beside it
 *          mend                 the edits that follow do by hand what the message says to write
 *          ===                  everything that is said then, in both languages, and what the fixes lead to
 * RESET=1 writes the last part anew; it is reviewed in the diff. Ends in "N passed, N failed". */
#include <dirent.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interp/naze.h"

enum { MAX_FILES = 200, MAX_EDITS = 12 };

/* ---- strings ---- */
typedef struct text { char *p; size_t n; } text;

static void *need(void *p) {
  if (!p) {
    (void)fputs("out of memory\n", stderr);
    exit(2);
  }
  return p;
}
static size_t room(size_t n) { /* what is allocated for n bytes: in doubling steps, as some cases write 100,000 lines */
  size_t r = 16;
  while (r < n) r *= 2;
  return r;
}
static void add(text *t, const char *p, size_t n) {
  if (!t->p || room(t->n + 1) != room(t->n + n + 1)) t->p = need(realloc(t->p, room(t->n + n + 1)));
  memcpy(t->p + t->n, p, n);
  t->n += n;
  t->p[t->n] = 0;
}
static void adds(text *t, const char *s) { add(t, s, strlen(s)); }
static text copy(const char *p, size_t n) {
  text t = {NULL, 0};
  add(&t, p, n);
  return t;
}
static void put(text *t, const char *f, ...) __attribute__((format(printf, 2, 3)));
#include <stdarg.h>
static void put(text *t, const char *f, ...) {
  char b[4096];
  va_list v;
  va_start(v, f);
  int n = vsnprintf(b, sizeof b, f, v);
  va_end(v);
  add(t, b, n < 0 ? 0 : (size_t)n < sizeof b ? (size_t)n : sizeof b - 1);
}
static bool read_file(const char *path, text *t) {
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  char b[65536];
  size_t n;
  adds(t, "");
  while ((n = fread(b, 1, sizeof b, f)) > 0) add(t, b, n);
  (void)fclose(f);
  return true;
}

static void add_escaped(text *t, const char *p, size_t n) { /* with \u{…} in it */
  for (size_t i = 0; i < n;) {
    char *end = NULL;
    unsigned long cp = n - i > 4 && memcmp(p + i, "\\u{", 3) == 0 ? strtoul(p + i + 3, &end, 16) : 0;
    if (!cp || *end != '}') {
      add(t, p + i++, 1);
      continue;
    }
    char b[4];
    size_t k = 0;
    if (cp < 0x80) b[k++] = (char)cp;
    else if (cp < 0x800) b[k++] = (char)(0xC0 | cp >> 6);
    else b[k++] = (char)(0xE0 | cp >> 12), b[k++] = (char)(0x80 | (cp >> 6 & 63));
    if (cp >= 0x80) b[k++] = (char)(0x80 | (cp & 63));
    add(t, b, k);
    i = (size_t)(end + 1 - p);
  }
}

static void add_numbered(text *t, const char *p, size_t n, unsigned long number) { /* with {n}, {n-1} and {n+1} in it */
  static const char *const signs[] = {"{n-1}", "{n}", "{n+1}"};
  for (size_t i = 0; i < n;) {
    size_t k = 0, len = 1;
    while (k < 3 && (n - i < strlen(signs[k]) || memcmp(p + i, signs[k], strlen(signs[k])) != 0)) k++;
    if (k < 3) put(t, "%lu", number + k - 1), len = strlen(signs[k]);
    else add(t, p + i, 1);
    i += len;
  }
}

/* ---- the rules ---- */
typedef struct rule { char *path; text bytes; } rule; /* path below rules/ */
typedef struct rules { rule v[MAX_FILES]; size_t n; } rules;

static void find(rules *r, const char *dir) {
  struct dirent **e = NULL;
  int n = scandir(dir, &e, NULL, alphasort);
  for (int i = 0; i < n; i++) {
    text path = {NULL, 0};
    put(&path, "%s/%s", dir, e[i]->d_name);
    struct stat st;
    size_t k = strlen(e[i]->d_name);
    if (e[i]->d_name[0] != '.' && stat(path.p, &st) == 0) {
      if (S_ISDIR(st.st_mode)) find(r, path.p);
      else if (k > 5 && strcmp(e[i]->d_name + k - 5, ".naze") == 0 && r->n < MAX_FILES) {
        rule *x = &r->v[r->n++];
        x->path = copy(path.p, path.n).p;
        x->bytes = (text){NULL, 0};
        (void)read_file(path.p, &x->bytes);
      }
    }
    free(path.p);
    free(e[i]);
  }
  free(e);
}
static void find_below(rules *r, const char *dir) {
  const size_t from = r->n;
  find(r, dir);
  for (size_t i = from; i < r->n; i++) { /* path below dir */
    char *p = copy(r->v[i].path + strlen(dir) + 1, strlen(r->v[i].path) - strlen(dir) - 1).p;
    free(r->v[i].path);
    r->v[i].path = p;
  }
}
/* Of the guidebook, the matrix and what it stands on: a new chapter elsewhere changes no message here. */
static void keep_matrix(rules *r) {
  size_t n = 0;
  for (size_t i = 0; i < r->n; i++) {
    if (strncmp(r->v[i].path, "00_", 3) == 0 || strncmp(r->v[i].path, "09_", 3) == 0) r->v[n++] = r->v[i];
    else free(r->v[i].path), free(r->v[i].bytes.p);
  }
  r->n = n;
}
static rules clone(const rules *r) {
  rules c = {.n = r->n};
  for (size_t i = 0; i < r->n; i++) {
    c.v[i].path = copy(r->v[i].path, strlen(r->v[i].path)).p;
    c.v[i].bytes = copy(r->v[i].bytes.p, r->v[i].bytes.n);
  }
  return c;
}
static void drop(rules *r) {
  for (size_t i = 0; i < r->n; i++) {
    free(r->v[i].path);
    free(r->v[i].bytes.p);
  }
  r->n = 0;
}
static rule *by_path(rules *r, const char *path) {
  for (size_t i = 0; i < r->n; i++)
    if (strcmp(r->v[i].path, path) == 0) return &r->v[i];
  return NULL;
}

/* ---- compiling and what is said ---- */
static naze_compiler *compile(const rules *r) {
  naze_compiler *c = need(naze_compiler_new(NULL, NULL));
  for (size_t i = 0; i < r->n; i++) (void)naze_add_source(c, r->v[i].path, r->v[i].bytes.p, r->v[i].bytes.n);
  (void)naze_compile(c);
  return c;
}

static const char *base(const char *path) {
  const char *s = strrchr(path, '/');
  return s ? s + 1 : path;
}

static void show_excerpt(text *o, uint32_t line, const char *excerpt) {
  const char *nl = strchr(excerpt, '\n');
  if (!nl) return;
  put(o, "  %4u | %.*s\n", (unsigned)line, (int)(nl - excerpt), excerpt);
  put(o, "       | %s", nl + 1);
  if (o->n && o->p[o->n - 1] != '\n') adds(o, "\n");
}

static void say(text *o, const naze_diags *d, bool english, int *errors, int *warnings) {
  static const char *const sev[2][3] = {{"誤り", "注意", "参考"}, {"error", "warning", "note"}};
  *errors = *warnings = 0;
  for (size_t i = 0; i < naze_diag_count(d); i++) {
    naze_diag_info g;
    if (!naze_diag_get(d, i, english, &g)) continue;
    *errors += g.severity == 0;
    *warnings += g.severity == 1;
    put(o, "%s:%u:%u-%u:%u: %s %s %s: %s\n", base(g.file), (unsigned)g.line, (unsigned)g.col, (unsigned)g.end_line, (unsigned)g.end_col,
        g.code, g.name, sev[english][g.severity], g.what);
    if (!english) show_excerpt(o, g.line, g.excerpt);
    for (int k = 0; k < 2; k++)
      if (!english && *g.also[k].file) {
        put(o, "    -> %s:%u:%u\n", base(g.also[k].file), (unsigned)g.also[k].line, (unsigned)g.also[k].col);
        show_excerpt(o, g.also[k].line, g.also[k].excerpt);
      }
    if (*g.why) put(o, "    %s: %s\n", english ? "why" : "なぜ", g.why);
    if (*g.how) put(o, "    %s: %s\n", english ? "how" : "直し方", g.how);
    if (g.fix && !english) put(o, "    直す: [%s]\n", g.fix);
  }
}

/* Applies every proposed fix; those that overlap, the first in the file. */
static size_t apply(rules *r, const naze_diags *d) {
  size_t applied = 0;
  for (size_t f = 0; f < r->n; f++) {
    text out = {NULL, 0};
    text *in = &r->v[f].bytes;
    size_t from = 0;
    bool inserted = false;
    adds(&out, "");
    for (;;) { /* the next by place */
      naze_diag_info best = {0}, g;
      for (size_t i = 0; i < naze_diag_count(d); i++) {
        if (!naze_diag_get(d, i, false, &g) || !g.fix || strcmp(g.file, r->v[f].path) != 0) continue;
        if (g.fix_lo < from || (inserted && g.fix_lo == from && g.fix_hi == from) || g.fix_hi > in->n) continue;
        if (!best.fix || g.fix_lo < best.fix_lo) best = g;
      }
      if (!best.fix) break;
      add(&out, in->p + from, best.fix_lo - from);
      adds(&out, best.fix);
      from = best.fix_hi;
      inserted = best.fix_lo == best.fix_hi;
      applied++;
    }
    add(&out, in->p + from, in->n - from);
    free(in->p);
    *in = out;
  }
  return applied;
}

/* ---- a case ---- */
typedef struct edit { text from, to; bool has_from; } edit;
typedef struct example {
  text title, of, file, bytes, head, golden; /* head: the lines up to === as they stand */
  edit edits[MAX_EDITS], mends[MAX_EDITS];
  size_t nedit, nmend;
  bool again, twin, mended;
} example;

static bool change(text *t, const edit *e) {
  if (!e->has_from) {
    add(t, e->to.p, e->to.n);
    return true;
  }
  char *at = strstr(t->p, e->from.p);
  if (!at || strstr(at + 1, e->from.p)) return false; /* not there, or not the only one */
  text out = {NULL, 0};
  add(&out, t->p, (size_t)(at - t->p));
  if (e->to.p) add(&out, e->to.p, e->to.n);
  adds(&out, at + e->from.n);
  free(t->p);
  *t = out;
  return true;
}

static void encode(text *t, const char *to) {
  iconv_t cd = iconv_open(to, "UTF-8");
  char *in = t->p, *out = need(malloc(t->n * 4 + 16)), *at = out;
  size_t left = t->n, room = t->n * 4 + 16;
  while (left && iconv(cd, &in, &left, &at, &room) == (size_t)-1) { /* what the encoding lacks */
    do in++, left--;
    while (left && ((unsigned char)*in & 0xC0) == 0x80);
    *at++ = '?', room--;
  }
  (void)iconv_close(cd);
  free(t->p);
  *t = copy(out, (size_t)(at - out));
  free(out);
}

static bool damage(text *t, const char *kind) {
  if (!strcmp(kind, "cp932")) encode(t, "CP932");
  else if (!strcmp(kind, "euc")) encode(t, "EUC-JP");
  else if (!strcmp(kind, "utf16")) encode(t, "UTF-16");
  else if (!strcmp(kind, "zeros")) memset(t->p, 0, t->n);
  else if (!strcmp(kind, "nul")) t->p[t->n / 2] = 0;
  else if (!strcmp(kind, "broken")) t->p[t->n / 2] = (char)0xFF;
  else if (!strcmp(kind, "bom") || !strcmp(kind, "crlf")) {
    text out = {NULL, 0};
    adds(&out, kind[0] == 'b' ? "\xEF\xBB\xBF" : "");
    for (size_t i = 0; i < t->n; i++) add(&out, kind[0] == 'c' && t->p[i] == '\n' ? "\r\n" : t->p + i, kind[0] == 'c' && t->p[i] == '\n' ? 2 : 1);
    free(t->p);
    *t = out;
  } else return false;
  return true;
}

/* Everything that is said about the case. False with a reason when it cannot be set up. */
static bool run(const rules *real, const example *x, text *o) {
  rules r = clone(real);
  rule *f = by_path(&r, x->file.p);
  bool ok = f != NULL;
  if (!ok) put(o, "no such file: %s\n", x->file.p);
  for (size_t i = 0; ok && i < x->nedit; i++)
    if (!(ok = change(&f->bytes, &x->edits[i]))) put(o, "edit %zu: its text is not in the file exactly once: %s\n", i + 1, x->edits[i].from.p);
  rules hand = clone(&r);
  if (ok && x->bytes.n && !(ok = damage(&f->bytes, x->bytes.p))) put(o, "unknown bytes: %s\n", x->bytes.p);
  if (ok && (x->again || x->twin) && r.n < MAX_FILES) {
    text path = {NULL, 0};
    put(&path, "%s%s", x->file.p, x->twin ? " のコピー.naze" : "");
    r.v[r.n++] = (rule){path.p, copy(f->bytes.p, f->bytes.n)};
  }
  if (ok) {
    int e, w;
    naze_compiler *c = compile(&r);
    const naze_diags *d = naze_compiler_diags(c);
    say(o, d, false, &e, &w);
    adds(o, "---\n");
    say(o, d, true, &e, &w);
    put(o, "--- %d errors, %d warnings", e, w);
    if (apply(&r, d)) {
      naze_compiler *again = compile(&r);
      text quiet = {NULL, 0};
      say(&quiet, naze_compiler_diags(again), true, &e, &w);
      put(o, "; with the fixes %d, %d", e, w);
      free(quiet.p);
      naze_compiler_free(again);
    }
    if (x->mended) {
      f = by_path(&hand, x->file.p);
      for (size_t i = 0; ok && i < x->nmend; i++)
        if (!(ok = change(&f->bytes, &x->mends[i]))) put(o, "\nmend %zu: its text is not in the file exactly once", i + 1);
      naze_compiler *m = compile(&hand);
      text said = {NULL, 0};
      say(&said, naze_compiler_diags(m), true, &e, &w);
      put(o, "; mended %d, %d", e, w);
      free(said.p);
      naze_compiler_free(m);
    }
    adds(o, "\n");
    naze_compiler_free(c);
  }
  drop(&hand);
  drop(&r);
  return ok;
}

static void forget(example *x) {
  for (size_t i = 0; i < MAX_EDITS; i++) {
    free(x->edits[i].from.p), free(x->edits[i].to.p);
    free(x->mends[i].from.p), free(x->mends[i].to.p);
  }
  free(x->title.p), free(x->of.p), free(x->file.p), free(x->bytes.p), free(x->head.p), free(x->golden.p);
  *x = (example){0};
}

/* Reads one case from *at on; false at the end. */
static bool next(const char **at, example *x) {
  const char *p = strstr(*at, "### ");
  if (!p) return false;
  bool golden = false, open = false; /* open: the last edit may go on */
  for (int first = 1; *p && (first || strncmp(p, "### ", 4) != 0); first = 0) {
    const char *e = strchr(p, '\n');
    size_t n = e ? (size_t)(e - p) : strlen(p), all = e ? n + 1 : n;
    if (golden) add(&x->golden, p, all);
    else if (n == 3 && !strncmp(p, "===", 3)) golden = true;
    else {
      add(&x->head, p, all);
      size_t *k = x->mended ? &x->nmend : &x->nedit;
      edit *es = x->mended ? x->mends : x->edits;
      if (first) x->title = copy(p + 4, n - 4);
      else if (n > 3 && !strncmp(p, "of ", 3)) x->of = copy(p + 3, n - 3);
      else if (n > 5 && !strncmp(p, "file ", 5)) x->file = copy(p + 5, n - 5);
      else if (n > 6 && !strncmp(p, "bytes ", 6)) x->bytes = copy(p + 6, n - 6);
      else if (n == 5 && !strncmp(p, "again", 5)) x->again = true;
      else if (n == 4 && !strncmp(p, "copy", 4)) x->twin = true;
      else if (n == 4 && !strncmp(p, "mend", 4)) x->mended = true, open = false;
      else if (n >= 1 && (*p == '-' || *p == '+') && (n == 1 || p[1] == ' ')) {
        size_t skip = n == 1 ? 1 : 2;
        if ((!open || (*p == '-' && es[*k - 1].to.p)) && *k < MAX_EDITS) es[(*k)++] = (edit){{NULL, 0}, {NULL, 0}, false};
        open = true;
        edit *t = &es[*k - 1];
        text *side = *p == '-' ? &t->from : &t->to;
        if (*p == '-') t->has_from = true;
        if (side->p) adds(side, "\n");
        add(side, "", 0);
        add_escaped(side, p + skip, n - skip);
      } else if (n > 2 && *p == '*' && open && *k > 0) { /* goes on with what the edit writes */
        char *rest = NULL;
        const unsigned long times = strtoul(p + 1, &rest, 10);
        text *side = &es[*k - 1].to;
        for (unsigned long i = 1; i <= times && *rest == ' '; i++) {
          if (side->p) adds(side, "\n");
          add_numbered(side, rest + 1, n - (size_t)(rest + 1 - p), i);
        }
      } else open = false;
    }
    p += all;
  }
  for (size_t i = 0; i < x->nedit + x->nmend; i++) { /* whole lines appended or deleted take their newline along */
    edit *t = i < x->nedit ? &x->edits[i] : &x->mends[i - x->nedit];
    if (!t->has_from) adds(&t->to, "\n");
    else if (!t->to.p) adds(&t->from, "\n");
  }
  *at = p;
  return true;
}

int main(int argc, char **argv) { /* the folder of cases, when it is another */
  enum { DIRS = 3 };
  static const char *const dirs[DIRS] = {"rules", "tests/trial", "tests/claims"};
  const bool reset = getenv("RESET") != NULL;
  const char *cases = argc > 1 ? argv[1] : "tests/diagnostics";
  rules real[DIRS] = {{.n = 0}, {.n = 0}, {.n = 0}};
  int passed = 0, failed = 0, errors, warnings;
  for (int i = 0; i < DIRS; i++) { /* edits of rules that are wrong already would show nothing */
    text clean = {NULL, 0};
    find_below(&real[i], dirs[i]);
    if (i == 0) keep_matrix(&real[i]);
    naze_compiler *c = compile(&real[i]);
    say(&clean, naze_compiler_diags(c), false, &errors, &warnings);
    naze_compiler_free(c);
    if (errors || warnings) failed++, printf("%s as it stands\n%s", dirs[i], clean.p);
    else passed++;
    free(clean.p);
  }
  struct dirent **e = NULL;
  int n = scandir(cases, &e, NULL, alphasort);
  text seen = {NULL, 0}; /* " N0301 N0302" */
  int ids = 0;
  adds(&seen, "");
  for (int i = 0; i < n; i++) {
    size_t k = strlen(e[i]->d_name);
    if (k > 4 && strcmp(e[i]->d_name + k - 4, ".txt") == 0) {
      text path = {NULL, 0}, in = {NULL, 0}, out = {NULL, 0};
      put(&path, "%s/%s", cases, e[i]->d_name);
      if (!read_file(path.p, &in)) adds(&in, "");
      const char *at = in.p;
      const char *start = strstr(at, "### ");
      if (start) add(&out, at, (size_t)(start - at));
      example x = {0};
      while (next(&at, &x)) {
        text got = {NULL, 0};
        adds(&got, "");
        int of = 0;
        for (int d = 1; d < DIRS; d++)
          if (x.of.p && !strcmp(x.of.p, dirs[d])) of = d;
        bool ok = run(&real[of], &x, &got);
        adds(&got, "\n");
        add(&out, x.head.p, x.head.n);
        adds(&out, "===\n");
        adds(&out, got.p);
        for (const char *m = got.p; (m = strstr(m, " N0")) != NULL; m += 6) {
          char code[7];
          memcpy(code, m, 6);
          code[6] = 0;
          if (!strstr(seen.p, code)) adds(&seen, code), ids++;
        }
        if (ok && (reset || (x.golden.p && strcmp(x.golden.p, got.p) == 0))) passed++;
        else {
          failed++;
          printf("%s: %s\n--- expected\n%s--- got\n%s", path.p, x.title.p, x.golden.p ? x.golden.p : "", got.p);
        }
        free(got.p);
        forget(&x);
      }
      if (reset && strcmp(in.p, out.p) != 0) {
        FILE *f = fopen(path.p, "wb");
        if (!f || fwrite(out.p, 1, out.n, f) != out.n) failed++;
        if (f) (void)fclose(f);
      }
      free(path.p), free(in.p), free(out.p);
    }
    free(e[i]);
  }
  free(e);
  free(seen.p);
  for (int i = 0; i < DIRS; i++) drop(&real[i]);
  printf("%d different messages\n%d passed, %d failed\n", ids, passed, failed);
  return failed ? 1 : 0;
}
