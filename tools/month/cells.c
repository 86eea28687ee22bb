/* cells.c -- what spreadsheets do to values, undone: widths, dates with slashes, times with seconds, thousands, truth values. */
#include <stdlib.h>
#include <string.h>

#include "facts.h"

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Blanks at both ends, full-width ones too. */
static void trim(str *s, const char *p) {
  const size_t wide = strlen("　");
  size_t n = strlen(p);
  for (bool on = true; on && n;) {
    on = false;
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') p++, n--, on = true;
    else if (n >= wide && strncmp(p, "　", wide) == 0) p += wide, n -= wide, on = true;
  }
  for (bool on = true; on && n;) {
    on = false;
    if (strchr(" \t\n\r", p[n - 1])) n--, on = true;
    else if (n >= wide && strncmp(p + n - wide, "　", wide) == 0) n -= wide, on = true;
  }
  str_put_n(s, p, n);
}

/* Full-width letters, digits and signs (U+FF01 to U+FF5E) as half-width ones. */
static bool narrow(str *s) {
  str t = { 0 };
  bool did = false;
  for (size_t i = 0; i < s->n;) {
    unsigned long c = 0;
    size_t len = utf8_next(s->p + i, s->n - i, &c);
    if (!len) len = 1;
    if (c >= 0xFF01 && c <= 0xFF5E) {
      char one = (char)(c - 0xFEE0);
      str_put_n(&t, &one, 1);
      did = true;
    } else {
      str_put_n(&t, s->p + i, len);
    }
    i += len;
  }
  str_free(s);
  *s = t;
  if (!t.p) str_put(s, "");
  return did;
}

/* digits at p, at most `most`: how many */
static size_t digits(const char *p, size_t most) {
  size_t n = 0;
  while (n < most && digit(p[n])) n++;
  return n;
}

/* 2024/4/1, 2024.4.1, 2024-4-1, with 0:00 behind it: as 2024-04-01. parts: 2 for a month. */
static bool plain_date(str *s, int parts) {
  const char *p = str_text(s);
  int v[3] = { 0, 0, 0 };
  size_t n = digits(p, 5);
  if (n != 4) return false;
  for (size_t i = 0; i < 4; i++) v[0] = v[0] * 10 + (p[i] - '0');
  p += 4;
  for (int k = 1; k < parts; k++) {
    if (!*p || !strchr("/.-", *p)) return false;
    n = digits(++p, 3);
    if (n < 1 || n > 2) return false;
    for (size_t i = 0; i < n; i++) v[k] = v[k] * 10 + (p[i] - '0');
    p += n;
  }
  if (strcmp(p, " 0:00") == 0 || strcmp(p, " 0:00:00") == 0 || strcmp(p, " 00:00:00") == 0 || strcmp(p, "T00:00:00") == 0) p = "";
  if (*p) return false;
  str_clear(s);
  if (parts == 3) str_printf(s, "%04d-%02d-%02d", v[0], v[1], v[2]);
  else str_printf(s, "%04d-%02d", v[0], v[1]);
  return true;
}

/* 9:00:00, 9:00 behind a day that spreadsheets add (1899/12/30): 9:00 */
static bool plain_time(str *s) {
  const char *p = str_text(s), *blank = strrchr(p, ' ');
  if (blank) p = blank + 1;
  size_t h = digits(p, 3);
  if (h < 1 || h > 2 || p[h] != ':' || digits(p + h + 1, 3) != 2) return false;
  if (strcmp(p + h + 3, ":00") != 0 && p[h + 3]) return false;
  str t = { 0 };
  str_put_n(&t, p, h + 3);
  bool did = strcmp(str_text(&t), str_text(s)) != 0;
  str_free(s);
  *s = t;
  return did;
}

/* 1,572: 1572 */
static bool plain_number(str *s) {
  const char *p = str_text(s);
  size_t lead = digits(p, 4);
  if (lead < 1 || lead > 3 || p[lead] != ',') return false;
  str t = { 0 };
  str_put_n(&t, p, lead);
  for (p += lead; *p == ','; p += 4) {
    if (digits(p + 1, 4) != 3) {
      str_free(&t);
      return false;
    }
    str_put_n(&t, p + 1, 3);
  }
  str_put(&t, p);
  str_free(s);
  *s = t;
  return true;
}

static bool truth(str *s) {
  static const char *const words[][2] = { { "○", "ある" }, { "〇", "ある" }, { "◯", "ある" }, { "1", "ある" }, { "TRUE", "ある" }, { "True", "ある" },
    { "はい", "ある" }, { "あり", "ある" }, { "×", "ない" }, { "✕", "ない" }, { "0", "ない" }, { "FALSE", "ない" }, { "False", "ない" },
    { "いいえ", "ない" }, { "なし", "ない" } };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcmp(str_text(s), words[i][0]) != 0) continue;
    str_clear(s);
    str_put(s, words[i][1]);
    return true;
  }
  return false;
}

/* S1,S2 and S1;S2 and a line each: S1、S2 */
static bool list(str *s) {
  str t = { 0 };
  bool did = false;
  for (const char *p = str_text(s); *p; p++) {
    bool sep = *p == ',' || *p == ';' || *p == '\n';
    if (sep) str_put(&t, "、");
    else str_put_n(&t, p, 1);
    did |= sep;
  }
  str_free(s);
  *s = t;
  if (!t.p) str_put(s, "");
  return did;
}

/* Nothing to do, seen at a glance: most cells. */
static bool as_it_should_be(const char *s, const char *kind, bool many, bool is_key) {
  size_t n = strlen(s);
  if (!n || strchr(" \t\n\r?", s[0]) || strchr(" \t\n\r", s[n - 1]) || starts_with(s, "　") || ends_with(s, "　")) return false;
  if (starts_with(s, "？") || strstr(s, "空欄")) return false;
  if (strcmp(kind, "text") == 0 && !is_key) return true;
  if (strchr(s, '\xEF') || *s == '=') return false; /* where full-width letters begin */
  if (strcmp(kind, "date") == 0) return n == 10 && digits(s, 5) == 4 && s[4] == '-' && digits(s + 5, 3) == 2 && s[7] == '-';
  if (strcmp(kind, "row") == 0) return !many || (!strpbrk(s, ",;\n") && strcmp(s, "なし") != 0);
  return strcmp(kind, "enum") == 0 || strcmp(kind, "text") == 0;
}

void cell_mend(mended *m, const char *text, const char *kind, bool many, bool is_key) {
  *m = (mended){ .same = as_it_should_be(text, kind, many, is_key) };
  if (m->same) return;
  bool text_kind = strcmp(kind, "text") == 0 && !is_key;
  if (text_kind) str_put(&m->text, text); /* a text people wrote keeps its bytes */
  else trim(&m->text, text);
  size_t len = m->text.n;
  if (!text_kind && len > 3 && starts_with(m->text.p, "=\"") && m->text.p[len - 1] == '"') { /* ="0001": a number kept as text */
    char *inner = mem_copy(m->text.p + 2, len - 3);
    str_clear(&m->text);
    str_put(&m->text, inner);
    free(inner);
  }
  const char *t = str_text(&m->text);
  if (strcmp(t, "？") == 0 || strcmp(t, "?") == 0) m->none = true;
  else if (strcmp(t, "空欄") == 0 || strcmp(t, "「空欄」") == 0) m->blank = true;
  if (m->none || m->blank || text_kind) return;
  bool row = strcmp(kind, "row") == 0;
  if (narrow(&m->text)) m->ja = "全角の英数字を半角として読みました", m->en = "full-width characters read as half-width";
  if (strcmp(kind, "date") == 0) {
    if (plain_date(&m->text, 3) && strcmp(text, str_text(&m->text)) != 0) m->ja = "日付の形を読み替えました", m->en = "the form of a date was read as meant";
  } else if (strcmp(kind, "month") == 0) {
    if (plain_date(&m->text, 2) && strcmp(text, str_text(&m->text)) != 0) m->ja = "月の形を読み替えました", m->en = "the form of a month was read as meant";
  } else if (strcmp(kind, "time") == 0) {
    if (plain_time(&m->text)) m->ja = "時刻の形を読み替えました", m->en = "the form of a time was read as meant";
  } else if (strcmp(kind, "qty") == 0) {
    if (plain_number(&m->text)) m->ja = "位取りの「,」を除きました", m->en = "the commas of a number were taken out";
  } else if (strcmp(kind, "bool") == 0) {
    if (truth(&m->text)) m->ja = "有無の書き方を読み替えました", m->en = "a way to write yes or no was read as meant";
  } else if (row && many) {
    if (list(&m->text)) m->ja = "区切りを「、」として読みました", m->en = "separators were read as 、";
    if (strcmp(str_text(&m->text), "なし") == 0) str_clear(&m->text), str_put(&m->text, "");
  }
}

int key_order(const char *a, const char *b) {
  size_t na = strlen(a), nb = strlen(b), da = digits(a, na), db = digits(b, nb);
  if (na && nb && da == na && db == nb) {
    const char *x = a, *y = b;
    while (*x == '0') x++, na--;
    while (*y == '0') y++, nb--;
    if (na != nb) return na < nb ? -1 : 1;
    int c = strcmp(x, y);
    if (c) return c;
  }
  return strcmp(a, b);
}
