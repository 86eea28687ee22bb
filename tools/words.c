#include "words.h"

#include <string.h>

#include "files.h"

const char *outcome_word(bool english, naze_outcome o) {
  switch (o) {
  case NAZE_ALLOW: return english ? "Allowed" : "可";
  case NAZE_DENY: return english ? "Denied" : "不可";
  case NAZE_PARTIAL: return english ? "Partly allowed" : "一部可";
  case NAZE_REFER: return english ? "To be referred" : "要照会";
  case NAZE_NA: return english ? "Not covered" : "対象外";
  case NAZE_UNKNOWN: return english ? "Unknown" : "不明";
  case NAZE_VALUE: return english ? "Value" : "値";
  case NAZE_FAULT: return english ? "Cannot be decided" : "判定できない";
  }
  return "";
}

const char *outcome_key(naze_outcome o) {
  switch (o) {
  case NAZE_ALLOW: return "allow";
  case NAZE_DENY: return "deny";
  case NAZE_PARTIAL: return "partial";
  case NAZE_REFER: return "refer";
  case NAZE_NA: return "not-covered";
  case NAZE_UNKNOWN: return "unknown";
  case NAZE_VALUE: return "value";
  case NAZE_FAULT: return "fault";
  }
  return "";
}

term_style outcome_style(naze_outcome o) {
  switch (o) {
  case NAZE_ALLOW: return STYLE_GOOD;
  case NAZE_DENY:
  case NAZE_FAULT: return STYLE_BAD;
  case NAZE_PARTIAL:
  case NAZE_UNKNOWN: return STYLE_OPEN;
  case NAZE_REFER: return STYLE_ASK;
  case NAZE_NA: return STYLE_DIM;
  case NAZE_VALUE: return STYLE_STRONG;
  }
  return STYLE_PLAIN;
}

const char *state_mark(int state) {
  switch (state) {
  case 1: return "✓";
  case 0: return "✗";
  case -1: return "？";
  case 3: return "»"; /* somebody else is to be asked */
  case 4: return "－";
  case 5: return "！";
  default: return "・";
  }
}

const char *state_key(int state) {
  switch (state) {
  case 1: return "yes";
  case 0: return "no";
  case -1: return "unknown";
  case 3: return "refer";
  case 4: return "not-covered";
  case 5: return "fault";
  default: return "value";
  }
}

term_style state_style(int state) {
  switch (state) {
  case 1: return STYLE_GOOD;
  case 0:
  case 5: return STYLE_BAD;
  case -1: return STYLE_OPEN;
  case 3: return STYLE_ASK;
  case 4: return STYLE_DIM;
  default: return STYLE_PLAIN;
  }
}

void outcome_put(str *s, bool english, const naze_result *r) {
  naze_outcome o = naze_result_outcome(r);
  const char *value = naze_result_value(r);
  if (o == NAZE_VALUE && *value) {
    str_put(s, value);
    return;
  }
  str_put(s, outcome_word(english, o));
  if (!*value) value = naze_result_units(r);
  if (*value && (o == NAZE_ALLOW || o == NAZE_PARTIAL)) str_printf(s, " %s", value);
}

static size_t characters(const char *text) {
  size_t n = 0;
  for (; *text; text++) n += ((unsigned char)*text & 0xC0) != 0x80;
  return n;
}
static const char *from_character(const char *text, size_t k) {
  unsigned long code;
  for (size_t n; k && *text; k--, text += n) {
    n = utf8_next(text, strlen(text), &code);
    n += n == 0;
  }
  return text;
}

/* A requirement that a rule takes lines to say: its beginning and its end; its place is where all of it stands. */
static void shorten(str *s) {
  enum { MOST = 60, KEPT = 15 };
  size_t n = characters(str_text(s));
  if (n <= MOST) return;
  const char *all = str_text(s), *head_end = from_character(all, KEPT);
  str some = { 0 };
  str_put_n(&some, all, (size_t)(head_end - all));
  str_printf(&some, "…%s", from_character(all, n - KEPT));
  str_free(s);
  *s = some;
}

void need_put(str *s, bool english, const naze_line *l, naze_outcome o) {
  bool failing = l->state == 0 && *l->need;
  if (l->state == 1 && strcmp(l->need, l->actual) == 0) return; /* it is what it had to be */
  bool offered = o == NAZE_DENY && !l->fixed; /* what can't change is never offered as a way to a "yes" */
  size_t n = strlen(l->need), no = sizeof "ない" - 1; /* でない and がない are turned round, not denied twice */
  bool turned = failing && !english && !offered && n > no && (ends_with(l->need, "でない") || ends_with(l->need, "がない"));
  if (failing && english && !offered) str_put(s, "not ");
  str_put_n(s, l->need, turned ? n - no : n);
  if (failing && offered) str_put(s, english ? " needed" : "が必要");
  else if (failing && !english) str_put(s, turned ? "ある" : "でない");
  if (*l->distance && (o == NAZE_DENY || o == NAZE_VALUE)) str_printf(s, " %s", l->distance);
  shorten(s);
}

/* 2024-11-30 is written 2024-11: a 確認 is of a month. */
static void month_put(str *s, const char *iso) { str_put_n(s, iso, strlen(iso) > 7 ? 7 : strlen(iso)); }

void version_put(str *s, bool english, const naze_result *r) {
  const char *period = naze_result_period(r), *from = strstr(period, "から");
  bool confirmed = *naze_result_confirmed(r) && !naze_result_stale(r);
  if (english) {
    if (*naze_result_iso_from(r)) str_printf(s, "rules of %s", naze_result_iso_from(r));
    if (confirmed) {
      str_put(s, s->n ? ", confirmed " : "rules confirmed ");
      month_put(s, naze_result_iso_confirmed(r));
    }
    return;
  }
  if (*period || confirmed) str_put(s, "規則 ");
  if (from) { /* 令和6年4月1日から: the version of that month */
    static const char first[] = "月1日";
    size_t n = (size_t)(from - period), day = sizeof first - 1;
    if (n > day && memcmp(from - day, first, day) == 0) n -= strlen("1日");
    str_put_n(s, period, n);
    str_put(s, "版");
  } else str_put(s, period);
  if (confirmed) str_printf(s, "%s%s確認", *period ? "、" : "", naze_result_confirmed(r));
}

void place_put(str *s, const char *file, uint32_t line) {
  if (!*file) return;
  str_put(s, path_base(file));
  if (line) str_printf(s, ":%u", (unsigned)line);
}

void join_put(str *s, const char *word, const char *separator) {
  if (s->n) str_put(s, separator);
  str_put(s, word);
}
