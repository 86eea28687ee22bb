/* fmt.c -- the formatter: line by line over the tokens; see fmt.h */
#include "fmt.h"

#include "fmt_int.h"

enum { STEP = 2 };

void nz_f_put(nz_fmt *f, const char *p, size_t n) {
  for (size_t i = 0; i < n; i++) NZ_PUSH(f->a, &f->out) = p[i];
}
void nz_f_puts(nz_fmt *f, const char *s) { nz_f_put(f, s, strlen(s)); }
void nz_f_spaces(nz_fmt *f, uint32_t n) {
  while (n--) NZ_PUSH(f->a, &f->out) = ' ';
}
uint32_t nz_f_width(const nz_fmt *f, const char *p, size_t n) {
  (void)f;
  return nz_width(p, n, false);
}
void nz_f_newline(nz_fmt *f) {
  while (f->out.n > f->line_start && (f->out.v[f->out.n - 1] == ' ' || f->out.v[f->out.n - 1] == '\t')) f->out.n--;
  NZ_PUSH(f->a, &f->out) = '\n';
  f->line_start = f->out.n;
}
uint32_t nz_f_line_end(const nz_fmt *f, uint32_t off) {
  while (off < f->src->ntext && f->src->text[off] != '\n') off++;
  return off;
}

/* A comment behind code keeps its column where it can, so that comments which stand in a column go on doing so. */
void nz_f_trailing_comment(nz_fmt *f, uint32_t to) {
  if (f->comment >= f->toks->comments.n || f->toks->comments.v[f->comment].lo >= to) return;
  nz_trivia c = f->toks->comments.v[f->comment++];
  uint32_t at = nz_column(f->src, c.lo), have = nz_f_width(f, f->out.v + f->line_start, f->out.n - f->line_start);
  nz_f_spaces(f, at > have + 2 ? at - have : 2);
  nz_f_put(f, f->src->text + c.lo, c.hi - c.lo);
}

/* ---- where the parser's state would be ---- */

static bool is_decl(int k) { return k >= T_D_SOURCE && k <= T_D_PROPERTY; }
static bool is_clause(int k) { return k >= T_C_CITES && k <= T_C_GIVEN; }

static void follow(nz_fmt *f, const nz_tok *t) {
  switch (t->kind) {
    case T_END:
      f->decl = f->local = f->clause = 0;
      f->base = 0;
      f->open = f->head = false;
      return;
    case T_LEND:
      f->local = 0;
      f->base = 0;
      f->open = f->head = false;
      f->clause = 0;
      return;
    case T_HDR: f->open = f->head = false; return;
    case T_MARU: f->open = f->head = false; return;
    case T_ROW: f->open = false; return;
    case T_COLON: f->head = false; break;
    case T_BOPEN: f->levels++; f->head = false; return;
    case T_BCLOSE: f->levels -= f->levels > 0; return;
    case T_KLP: f->kinds = 1; break;
    default: break;
  }
  if (is_decl(t->kind)) {
    if (f->decl) f->local = t->word, f->base = STEP;
    else f->decl = t->word;
    f->clause = 0;
    f->head = true;
    f->sentence = f->base;
  } else if (is_clause(t->kind)) {
    f->clause = t->word;
  }
  f->open = true;
}

static uint32_t base_of(const nz_fmt *f, const nz_tok *t) { return is_decl(t->kind) ? f->decl ? STEP : 0 : f->base; }

/* Columns of a line whose first token is t. */
static uint32_t indent_of(nz_fmt *f, const nz_tok *t) {
  if (!f->decl && !is_decl(t->kind)) return 0; /* outside any declaration: a mistake; leave it at the margin */
  uint32_t base = base_of(f, t);
  if (is_decl(t->kind)) return f->sentence = base;
  if (t->kind == T_BITEM) return f->sentence + STEP * (f->levels ? f->levels : 1);
  if (f->open) return f->sentence + STEP * (f->levels + 2) - (f->levels ? STEP : 0);
  bool proviso = t->kind == T_TADASHI || t->kind == T_KONOBAAI;
  bool inner = proviso && !f->local && (f->clause == NZ_W_LIMIT || f->clause == NZ_W_EXCLUDE);
  if (!proviso && !is_clause(t->kind)) f->clause = 0;
  return f->sentence = base + STEP + (inner ? STEP : 0);
}

/* ---- （…から） of a head goes behind the brackets ---- */

/* The period token that has to wait until the bracket group after it is printed. */
static bool brackets_follow(const nz_fmt *f, uint32_t i) {
  return f->head && f->toks->list.v[i].kind == T_PERIODB && i + 1 < f->toks->list.n && f->toks->list.v[i + 1].kind == T_LP;
}

/* ---- lines ---- */

static uint32_t line_of(const nz_fmt *f, const nz_tok *t) { /* offset at which its line starts */
  uint32_t at = t->lo;
  while (at && f->src->text[at - 1] != '\n') at--;
  return at;
}

static void emit(nz_fmt *f, const nz_tok *t, const nz_tok **prev) {
  bool virtual_sign = (t->flags & NZ_TF_VIRTUAL) && !(t->flags & NZ_TF_REPAIRED);
  if (!virtual_sign) {
    if (*prev && nz_f_space_between(f, *prev, t)) nz_f_spaces(f, 1);
    if ((*prev && (*prev)->kind == T_RP) || t->kind == T_MARU) f->kinds = 0;
    nz_f_token(f, t, *prev);
    *prev = t;
  }
  follow(f, t);
}

/* The tokens of one line of text. */
static void code_line(nz_fmt *f, uint32_t end) {
  const nz_tok *t = &f->toks->list.v[f->i], *prev = NULL, *wait = NULL;
  uint32_t n = f->toks->list.n;
  nz_f_spaces(f, indent_of(f, t));
  f->kinds = 0;
  for (; f->i < n; f->i++) {
    t = &f->toks->list.v[f->i];
    if (t->kind == T_ROW || (t->lo > end && !(t->flags & NZ_TF_VIRTUAL))) break;
    if (brackets_follow(f, f->i)) {
      wait = t;
      continue;
    }
    if (wait && t->kind != T_LP && prev && prev->kind == T_RP) {
      emit(f, wait, &prev);
      wait = NULL;
    }
    emit(f, t, &prev);
    if (!(t->flags & NZ_TF_VIRTUAL) && t->hi > end) end = nz_f_line_end(f, t->hi); /* 、⏎かつ is one token */
  }
  nz_f_trailing_comment(f, end + 1);
  nz_f_newline(f);
  f->done = end;
}

static uint32_t rows_indent(const nz_fmt *f) {
  int w = f->local ? f->local : f->decl;
  if (w == NZ_W_ADDON || w == NZ_W_CASE) return f->base + STEP;
  return f->base;
}

/* Blank lines and comments on lines of their own, between what is done and offset `to`. */
static void between(nz_fmt *f, uint32_t to, uint32_t indent) {
  const char *s = f->src->text;
  uint32_t at = f->done ? f->done + 1 : 0;
  bool blank = false;
  while (at < to) {
    uint32_t e = nz_f_line_end(f, at);
    bool comment = f->comment < f->toks->comments.n && f->toks->comments.v[f->comment].lo >= at && f->toks->comments.v[f->comment].lo <= e;
    if (comment) {
      nz_trivia c = f->toks->comments.v[f->comment++];
      if (blank && f->out.n) nz_f_newline(f);
      blank = false;
      nz_f_spaces(f, c.lo == at ? 0 : indent);
      nz_f_put(f, s + c.lo, c.hi - c.lo);
      nz_f_newline(f);
    } else {
      blank = true;
    }
    at = e + 1;
  }
  if (blank && f->out.n && to < f->src->ntext) nz_f_newline(f);
}

/* Columns of the line that begins with token i, without changing anything. */
static uint32_t peek_indent(const nz_fmt *f, uint32_t i) {
  nz_fmt copy = *f;
  const nz_tok *t = &f->toks->list.v[i];
  return t->kind == T_ROW ? rows_indent(f) : indent_of(&copy, t);
}

static char *format(nz_arena *a, const nz_source *src, const nz_tokens *toks, size_t *n) {
  nz_fmt f = {.a = a, .src = src, .toks = toks};
  while (f.i < toks->list.n) {
    const nz_tok *t = &toks->list.v[f.i];
    if ((t->flags & NZ_TF_VIRTUAL) && !(t->flags & NZ_TF_REPAIRED)) { /* behind a row or before the first line */
      follow(&f, t);
      f.i++;
      continue;
    }
    between(&f, line_of(&f, t), peek_indent(&f, f.i));
    if (t->kind == T_ROW) {
      nz_f_rows(&f, rows_indent(&f));
      follow(&f, t);
    } else {
      code_line(&f, nz_f_line_end(&f, t->lo));
    }
  }
  between(&f, src->ntext, 0);
  *n = f.out.n;
  return nz_copy(a, f.out.n ? f.out.v : "", f.out.n);
}

/* What could change the meaning is not done: the result is read again, and where it does not say the same (which would be a
 * fault of this file) the text stays as it was. */
char *nz_format(nz_arena *a, const nz_source *src, nz_tokens *toks, size_t *n) {
  bool refused = strstr(src->text, "\xEF\xBF\xBD") != NULL; /* characters that could not be read: to be mended first */
  if (!refused) {
    char *out = format(a, src, toks, n);
    nz_diags scratch;
    nz_diags_init(&scratch, a);
    nz_sources none = {0};
    nz_intern *names = nz_intern_new(a, 1);
    nz_source *again = nz_source_load(a, &none, &scratch, src->path, out, *n);
    if (again && nz_tree_same(nz_parse(a, names, &scratch, src), nz_parse(a, names, &scratch, again))) return out;
  }
  *n = src->nraw;
  return nz_copy(a, src->raw, src->nraw);
}
