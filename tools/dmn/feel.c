/* feel.c -- reads literals and unary tests. It never guesses: what is left over is named and refused. */
#include "feel.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader { const char *p; str *why; bool english; } reader;

static void blanks(reader *r) { r->p += strspn(r->p, " \t\r\n"); }

static bool refuse(reader *r, const char *ja, const char *en, const char *p, size_t n) {
  if (r->why->n) return false;
  str_printf(r->why, r->english ? en : ja, (int)n, p);
  return false;
}

static bool digit(char c) { return c >= '0' && c <= '9'; }

bool feel_number(const char *p, size_t n, str *out) {
  enum { DIGITS = 18, DECIMALS = 9 };
  const char *end = p + n;
  bool minus = n && *p == '-';
  p += minus || (n && *p == '+');
  while (end - p > 1 && *p == '0' && digit(p[1])) p++;
  const char *whole = p;
  while (p < end && digit(*p)) p++;
  size_t nwhole = (size_t)(p - whole), nfraction = 0;
  const char *fraction = p;
  if (p < end && *p == '.') {
    fraction = ++p;
    while (p < end && digit(*p)) p++;
    nfraction = (size_t)(p - fraction);
  }
  if (p != end || (!nwhole && !nfraction)) return false;
  while (nfraction && fraction[nfraction - 1] == '0') nfraction--;
  if (nfraction > DECIMALS || nwhole + nfraction > DIGITS) return false;
  bool zero = !nfraction && (!nwhole || (nwhole == 1 && *whole == '0'));
  if (minus && !zero) str_put(out, "-");
  if (nwhole) str_put_n(out, whole, nwhole);
  else str_put(out, "0");
  if (nfraction) {
    str_put(out, ".");
    str_put_n(out, fraction, nfraction);
  }
  return true;
}

size_t feel_decimals(const char *number) {
  const char *point = strchr(number, '.');
  return point ? strlen(point + 1) : 0;
}

static void keep(feel_value *v, feel_type type, const char *p, size_t n) {
  free(v->text);
  *v = (feel_value){ type, mem_copy(p, n) };
}

static int hex(char c) { return digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

static void code_point(str *s, unsigned long c) {
  char b[4];
  size_t n = 0;
  if (c < 0x80) b[n++] = (char)c;
  else if (c < 0x800) b[n++] = (char)(0xC0 | c >> 6);
  else if (c < 0x10000) {
    b[n++] = (char)(0xE0 | c >> 12);
    b[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  } else {
    b[n++] = (char)(0xF0 | c >> 18);
    b[n++] = (char)(0x80 | (c >> 12 & 0x3F));
    b[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  }
  if (c >= 0x80) b[n++] = (char)(0x80 | (c & 0x3F));
  str_put_n(s, b, n);
}

/* \uXXXX and \UXXXXXX: no half of a pair, no NUL. */
static bool code(reader *r, size_t digits, unsigned long *c) {
  *c = 0;
  for (size_t i = 0; i < digits; i++) {
    int d = hex(r->p[i]);
    if (d < 0) return false;
    *c = *c << 4 | (unsigned long)d;
  }
  r->p += digits;
  return *c && *c <= 0x10FFFF && (*c < 0xD800 || *c > 0xDFFF);
}

static bool quoted(reader *r, str *s) {
  const char *start = r->p++;
  while (*r->p && *r->p != '"') {
    char c = *r->p++;
    unsigned long u = 0;
    if (c != '\\') {
      str_put_n(s, &c, 1);
      continue;
    }
    c = *r->p ? *r->p++ : 0;
    if (c == 'n' || c == 't' || c == 'r') str_put(s, c == 'n' ? "\n" : c == 't' ? "\t" : "\r");
    else if (c == '"' || c == '\'' || c == '\\') str_put_n(s, &c, 1);
    else if ((c == 'u' && code(r, 4, &u)) || (c == 'U' && code(r, 6, &u))) code_point(s, u);
    else return refuse(r, "文字列の中の知らない書き方 %.*s", "an unknown escape in a string: %.*s", start, (size_t)(r->p - start));
  }
  if (*r->p != '"') return refuse(r, "閉じていない文字列 %.*s", "a string without its end: %.*s", start, strlen(start));
  r->p++;
  return true;
}

static bool shaped(const char *s, const char *shape) { /* 0: a digit */
  for (; *shape; s++, shape++)
    if (*shape == '0' ? !digit(*s) : *s != *shape) return false;
  return *s == 0;
}

/* The text of date("…"), time("…") and @"…". Whether the day is in the calendar is for naze to say. */
static bool moment(reader *r, const char *kind, const char *start, feel_value *v) {
  str s = { 0 };
  bool ok = quoted(r, &s);
  const char *t = str_text(&s);
  if (!ok) (void)0;
  else if (strcmp(kind, "time") != 0 && shaped(t, "0000-00-00")) keep(v, FEEL_DATE, t, s.n);
  else if (strcmp(kind, "date") != 0 && (shaped(t, "00:00:00") || shaped(t, "00:00")) && (s.n == 5 || strcmp(t + 5, ":00") == 0)) keep(v, FEEL_TIME, t, 5);
  else ok = refuse(r, "日付と、分までの時刻のほかの時 %.*s", "a moment other than a date or a time of whole minutes: %.*s", start, (size_t)(r->p - start));
  str_free(&s);
  return ok;
}

static size_t word_length(const char *p) {
  size_t n = 0;
  while ((unsigned char)p[n] >= 0x80 || digit(p[n]) || p[n] == '_' || p[n] == '.' || (p[n] >= 'a' && p[n] <= 'z') || (p[n] >= 'A' && p[n] <= 'Z')) n++;
  return n;
}

static bool is_word(const char *p, size_t n, const char *word) { return strlen(word) == n && strncmp(p, word, n) == 0; }

static bool named(reader *r, feel_value *v) {
  static const char *const forms[] = { "if", "for", "some", "every", "function", "and", "or", "between", "in", "instance" };
  size_t n = word_length(r->p);
  const char *start = r->p, *after = start + n + strspn(start + n, " \t\r\n");
  if (is_word(start, n, "true") || is_word(start, n, "false")) {
    r->p += n;
    return keep(v, FEEL_BOOL, start, n), true;
  }
  if (is_word(start, n, "null")) {
    r->p += n;
    return keep(v, FEEL_NULL, start, n), true;
  }
  bool date = is_word(start, n, "date");
  if ((date || is_word(start, n, "time")) && *after == '(') {
    r->p = after + 1;
    blanks(r);
    if (*r->p == '"') {
      if (!moment(r, date ? "date" : "time", start, v)) return false;
      blanks(r);
      if (*r->p == ')') return r->p++, true;
    }
    return refuse(r, "文字列でない引数 %.*s", "an argument that is no string: %.*s", start, strlen(start));
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (is_word(start, n, forms[i])) return refuse(r, "式 %.*s …", "an expression %.*s …", start, n);
  if (*after == '(') return refuse(r, "関数の呼出し %.*s( … )", "a call of a function, %.*s( … )", start, n);
  return refuse(r, "名前 %.*s（ほかの項目との比較）", "a name, %.*s (a comparison with another fact)", start, n);
}

static bool literal(reader *r, feel_value *v) {
  blanks(r);
  const char *start = r->p;
  if (*start == '"') {
    str s = { 0 };
    bool ok = quoted(r, &s);
    if (ok) keep(v, FEEL_TEXT, str_text(&s), s.n);
    str_free(&s);
    return ok;
  }
  if (*start == '@') {
    r->p++;
    if (*r->p == '"') return moment(r, "", start, v);
    return refuse(r, "読めないところ %.*s", "what cannot be read: %.*s", start, strlen(start));
  }
  size_t sign = *start == '-' || *start == '+';
  if (digit(start[sign]) || (start[sign] == '.' && digit(start[sign + 1]))) {
    size_t n = sign;
    while (digit(start[n]) || (start[n] == '.' && start[n + 1] != '.')) n++;
    if (start[n] == 'e' || start[n] == 'E') return refuse(r, "指数のついた数 %.*s", "a number with an exponent: %.*s", start, strlen(start));
    str s = { 0 };
    bool ok = feel_number(start, n, &s);
    if (ok) keep(v, FEEL_NUM, str_text(&s), s.n);
    str_free(&s);
    r->p += n;
    return ok || refuse(r, "18桁（小数9桁）に収まらない数 %.*s", "a number past 18 digits or 9 decimals: %.*s", start, n);
  }
  if (word_length(start)) return named(r, v);
  if (*start == '{') return refuse(r, "文脈 %.*s", "a context: %.*s", start, strlen(start));
  if (*start == '?') return refuse(r, "? を使う式 %.*s", "an expression with ?: %.*s", start, strlen(start));
  if (!*start) return refuse(r, "値のないところ%.*s", "a missing value%.*s", start, 0);
  return refuse(r, "読めないところ %.*s", "what cannot be read: %.*s", start, strlen(start));
}

/* What stands behind a value: an end, or what makes it an expression. */
static bool rest(reader *r, const char *ends) {
  blanks(r);
  if (!*r->p || strchr(ends, *r->p)) return true;
  if (strncmp(r->p, "..", 2) == 0 && strchr(ends, '.')) return true;
  size_t n = word_length(r->p);
  if (n) return refuse(r, "式 … %.*s …", "an expression … %.*s …", r->p, n);
  if (strchr("+-*/", *r->p)) return refuse(r, "計算 %.*s", "arithmetic: %.*s", r->p, 1);
  if (strchr("[{.", *r->p)) return refuse(r, "取出し %.*s", "a part taken out: %.*s", r->p, strlen(r->p));
  return refuse(r, "読めないところ %.*s", "what cannot be read: %.*s", r->p, strlen(r->p));
}

static feel_test *test_add(feel_cell *c) {
  c->v = mem_resize(c->v, c->n + 1, sizeof *c->v);
  c->v[c->n] = (feel_test){ FEEL_IS, { FEEL_NULL, NULL }, { FEEL_NULL, NULL }, false, false };
  return &c->v[c->n++];
}

static bool ordered(feel_type t) { return t == FEEL_NUM || t == FEEL_DATE || t == FEEL_TIME; }

static bool no_order(reader *r, const char *start) {
  return refuse(r, "順序のない値の大小 %.*s", "an order of values that have none: %.*s", start, (size_t)(r->p - start));
}

/* [a..b] with its open forms, or a list [a, b]. */
static bool bracket(reader *r, feel_cell *c) {
  const char *start = r->p;
  char first = *r->p++;
  blanks(r);
  if (first == '[' && *r->p == ']') return refuse(r, "空の並び %.*s", "an empty list: %.*s", start, 2);
  feel_test *t = test_add(c);
  if (!literal(r, &t->a) || !rest(r, first == '[' ? ".,]" : ".")) return false;
  if (strncmp(r->p, "..", 2) == 0) {
    r->p += 2;
    t->kind = FEEL_IN;
    t->above = first != '[';
    if (!literal(r, &t->b) || !rest(r, "])[")) return false;
    if (!*r->p) return refuse(r, "閉じていない範囲 %.*s", "a range without its end: %.*s", start, strlen(start));
    t->below = *r->p++ != ']';
    return (ordered(t->a.type) && t->a.type == t->b.type) || no_order(r, start);
  }
  while (*r->p == ',') {
    r->p++;
    t = test_add(c);
    if (!literal(r, &t->a) || !rest(r, ",]")) return false;
  }
  if (*r->p != ']') return refuse(r, "閉じていない並び %.*s", "a list without its end: %.*s", start, strlen(start));
  r->p++;
  return true;
}

static bool one_test(reader *r, feel_cell *c) {
  static const struct { const char *sign; feel_kind kind; } signs[] = { { "<=", FEEL_LE }, { ">=", FEEL_GE }, { "<", FEEL_LT }, { ">", FEEL_GT }, { "=", FEEL_IS } };
  blanks(r);
  const char *start = r->p;
  if (*r->p == '[' || *r->p == '(' || *r->p == ']') return bracket(r, c);
  feel_test *t = test_add(c);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (starts_with(r->p, signs[i].sign)) {
      r->p += strlen(signs[i].sign);
      t->kind = signs[i].kind;
      break;
    }
  if (!literal(r, &t->a)) return false;
  return t->kind == FEEL_IS || ordered(t->a.type) || no_order(r, start);
}

static bool tests(reader *r, feel_cell *c, const char *ends) {
  for (;;) {
    if (!one_test(r, c) || !rest(r, ends)) return false;
    if (*r->p != ',') return true;
    r->p++;
  }
}

static bool unary(reader *r, feel_cell *c) {
  blanks(r);
  if (*r->p == '-' && !r->p[1 + strspn(r->p + 1, " \t\r\n")]) return c->any = true;
  bool begins = starts_with(r->p, "not");
  const char *after = begins ? r->p + 3 + strspn(r->p + 3, " \t\r\n") : "";
  if (*after != '(') return tests(r, c, ",");
  c->negated = true;
  r->p = after + 1;
  if (!tests(r, c, ",)")) return false;
  if (*r->p != ')') return refuse(r, "閉じていない not( … %.*s", "not( without its end%.*s", r->p, strlen(r->p));
  r->p++;
  return rest(r, "");
}

bool feel_unary(const char *text, feel_cell *out, str *why, bool english) {
  reader r = { text, why, english };
  *out = (feel_cell){ 0 };
  if (unary(&r, out)) return true;
  feel_cell_free(out);
  return false;
}

bool feel_literal(const char *text, feel_value *out, str *why, bool english) {
  reader r = { text, why, english };
  *out = (feel_value){ FEEL_NULL, NULL };
  if (literal(&r, out) && rest(&r, "")) return true;
  feel_value_free(out);
  return false;
}

void feel_value_free(feel_value *v) {
  free(v->text);
  *v = (feel_value){ FEEL_NULL, NULL };
}

void feel_cell_free(feel_cell *c) {
  for (size_t i = 0; i < c->n; i++) {
    feel_value_free(&c->v[i].a);
    feel_value_free(&c->v[i].b);
  }
  free(c->v);
  *c = (feel_cell){ 0 };
}
