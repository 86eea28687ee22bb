#include "json_out.h"

#include <string.h>

static void put_string(str *s, const char *text) {
  size_t n = strlen(text);
  str_put(s, "\"");
  for (size_t i = 0; i < n;) {
    unsigned long c = 0;
    size_t len = utf8_next(text + i, n - i, &c);
    if (!len) str_put(s, "\xEF\xBF\xBD");
    else if (c == '"' || c == '\\') str_printf(s, "\\%c", (char)c);
    else if (c == '\n') str_put(s, "\\n");
    else if (c == '\t') str_put(s, "\\t");
    else if (c < 0x20 || c == 0x7F) str_printf(s, "\\u%04lx", c);
    else str_put_n(s, text + i, len);
    i += len ? len : 1;
  }
  str_put(s, "\"");
}

static void line(json *j) {
  str_put(&j->text, "\n");
  str_fill(&j->text, ' ', (size_t)j->depth * 2);
}

static void begin(json *j, const char *key) {
  if (j->filled) str_put(&j->text, ",");
  if (j->depth) line(j);
  j->filled = true;
  if (!key) return;
  put_string(&j->text, key);
  str_put(&j->text, ": ");
}

void json_open(json *j, const char *key, char bracket) {
  begin(j, key);
  str_put_n(&j->text, &bracket, 1);
  j->depth++;
  j->filled = false;
}

void json_close(json *j, char bracket) {
  j->depth--;
  if (j->filled) line(j);
  str_put_n(&j->text, &bracket, 1);
  j->filled = true;
  if (!j->depth) str_put(&j->text, "\n");
}

void json_str(json *j, const char *key, const char *value) {
  begin(j, key);
  put_string(&j->text, value ? value : "");
}

void json_opt(json *j, const char *key, const char *value) {
  if (value && *value) json_str(j, key, value);
}

void json_int(json *j, const char *key, int64_t value) {
  begin(j, key);
  str_printf(&j->text, "%lld", (long long)value);
}

void json_bool(json *j, const char *key, bool value) {
  begin(j, key);
  str_put(&j->text, value ? "true" : "false");
}

void json_raw(json *j, const char *key, const char *p, size_t n) {
  begin(j, key);
  while (n && strchr(" \n\r\t", p[n - 1])) n--;
  str_put_n(&j->text, p, n);
}

/* ---- finding a member ---- */

static size_t skip_blanks(const char *t, size_t n, size_t i) {
  while (i < n && (t[i] == ' ' || t[i] == '\n' || t[i] == '\r' || t[i] == '\t')) i++;
  return i;
}

/* Past the string that begins at i, or n + 1 when it has no end. */
static size_t skip_string(const char *t, size_t n, size_t i) {
  for (i++; i < n; i++) {
    if (t[i] == '\\') i++;
    else if (t[i] == '"') return i + 1;
  }
  return n + 1;
}

/* Past the value that begins at i. Only brackets and strings matter here; whoever takes the value parses it. */
static size_t skip_value(const char *t, size_t n, size_t i) {
  size_t depth = 0;
  while (i < n) {
    if (t[i] == '"') i = skip_string(t, n, i);
    else if (t[i] == '{' || t[i] == '[') depth++, i++;
    else if (t[i] == '}' || t[i] == ']') {
      if (!depth) return i;
      depth--, i++;
    } else if (t[i] == ',' && !depth) return i;
    else i++;
    if (!depth && i <= n && (t[i - 1] == '"' || t[i - 1] == '}' || t[i - 1] == ']')) return i;
  }
  return depth || i > n ? n + 1 : i;
}

bool json_element(const char *t, size_t n, size_t index, const char **p, size_t *len) {
  size_t i = skip_blanks(t, n, 0);
  if (i >= n || t[i] != '[') return false;
  for (i = skip_blanks(t, n, i + 1); i < n && t[i] != ']'; index--) {
    size_t to = skip_value(t, n, i);
    if (to > n) return false;
    if (!index) return *p = t + i, *len = to - i, true;
    i = skip_blanks(t, n, to);
    if (i >= n || t[i] != ',') return false;
    i = skip_blanks(t, n, i + 1);
  }
  return false;
}

bool json_after(const char *t, size_t n, const char *end, const char **p, size_t *len) {
  size_t i = skip_blanks(t, n, (size_t)(end - t));
  if (i >= n || t[i] != ',') return false;
  i = skip_blanks(t, n, i + 1);
  size_t to = skip_value(t, n, i);
  if (i >= n || to > n) return false;
  return *p = t + i, *len = to - i, true;
}

bool json_member(const char *t, size_t n, const char *key, const char **p, size_t *len) {
  size_t i = skip_blanks(t, n, 0), klen = strlen(key);
  if (i >= n || t[i] != '{') return false;
  for (i = skip_blanks(t, n, i + 1); i < n && t[i] == '"';) {
    size_t name = i + 1, after = skip_string(t, n, i);
    i = skip_blanks(t, n, after);
    if (i >= n || t[i] != ':') return false;
    size_t from = skip_blanks(t, n, i + 1), to = skip_value(t, n, from);
    if (to > n) return false;
    if (after - 1 - name == klen && memcmp(t + name, key, klen) == 0) return *p = t + from, *len = to - from, true;
    i = skip_blanks(t, n, to);
    if (i >= n || t[i] != ',') return false;
    i = skip_blanks(t, n, i + 1);
  }
  return false;
}
