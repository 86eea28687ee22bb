/* While the outcome is not known: which facts to find out, the most decisive first, and what their values would come to. */
#include <string.h>

#include "render.h"
#include "table.h"
#include "words.h"

enum { THENS_MOST = 3, SPARED_MOST = 6 };

static void spared_put(str *s, bool english, const naze_result *r, size_t i, size_t k, const naze_then *t) {
  str names = { 0 };
  size_t shown = t->spared > SPARED_MOST ? SPARED_MOST : t->spared;
  for (size_t j = 0; j < shown; j++) join_put(&names, naze_result_spared_at(r, i, k, j), english ? ", " : "、");
  if (english) str_printf(s, "if %s, %s", t->values, str_text(&names));
  else str_printf(s, "%sなら %s", t->values, str_text(&names));
  if (t->spared > shown) str_printf(s, english ? " and %zu more" : " ほか%zu項目", t->spared - shown);
  str_put(s, english ? (t->spared == 1 ? " need not be found out" : " need not be found out") : "は確認しなくてよい");
  str_free(&names);
}

void next_put(str *s, bool english, const naze_result *r, size_t i) {
  naze_line l;
  size_t thens = 0, shown = 0;
  if (!naze_result_next_at(r, i, &l, &thens)) return;
  naze_then only;
  if (thens == 1 && naze_result_then_at(r, i, 0, &only) && only.settles) { /* it is the answer, or leads to it, whatever it is */
    str_put(s, english ? "settles it" : "分かれば決まる");
    return;
  }
  for (int settling = 1; settling >= 0; settling--)
    for (size_t k = 0; k < thens && shown < THENS_MOST; k++) {
      naze_then t;
      if (!naze_result_then_at(r, i, k, &t) || t.settles != (settling == 1) || !*t.values || (!t.settles && !t.spared)) continue;
      if (s->n) str_put(s, english ? "; " : "、");
      shown++;
      if (!t.settles) spared_put(s, english, r, i, k, &t);
      else {
        const char *word = t.outcome == NAZE_VALUE ? t.answer : outcome_word(english, t.outcome);
        str_printf(s, english ? "if %s, %s" : "%sなら %s", t.values, word);
      }
    }
}

/* A ledger of which it is not known whether it is complete: no fact, but it too could settle the matter. */
static bool about_completeness(const naze_result *r, const naze_line *l) {
  for (size_t i = 0, n = naze_result_next(r); i < n; i++) {
    naze_line one;
    if (naze_result_next_at(r, i, &one, NULL) && strcmp(one.fact, l->fact) == 0) return false;
  }
  return true;
}

static void add_line(table *t, size_t number, const naze_line *l, const char *then) {
  str s = { 0 };
  table_add(t);
  str_printf(&s, "%zu", number);
  table_set(t, 0, STYLE_PLAIN, str_text(&s));
  table_set(t, 1, STYLE_STRONG, l->fact);
  table_set(t, 2, STYLE_PLAIN, then);
  table_set(t, 3, STYLE_PLAIN, l->rule);
  str_clear(&s);
  place_put(&s, l->file, l->line);
  table_set(t, 4, STYLE_DIM, str_text(&s));
  str_free(&s);
}

size_t text_next(term *o, const naze_result *r, size_t most) {
  table t = { 0 };
  bool exact = true;
  size_t n = naze_result_next(r), left = 0;
  for (size_t i = 0; i < n; i++) {
    naze_line l;
    if (!naze_result_next_at(r, i, &l, NULL)) continue;
    if (most && t.n == most) {
      left++;
      continue;
    }
    str then = { 0 };
    next_put(&then, o->english, r, i);
    add_line(&t, t.n + 1, &l, then.n ? str_text(&then) : l.need);
    str_free(&then);
  }
  for (size_t i = 0, m = naze_result_decisive(r, &exact); i < m; i++) {
    naze_line l;
    if (naze_result_decisive_at(r, i, &l) && about_completeness(r, &l)) add_line(&t, t.n + 1, &l, l.need);
  }
  size_t shown = t.n;
  table_print(o, &t, 2, 2);
  table_free(&t);
  if (left) outf(o, tr(o, "  ほか%zu項目（--all）\n", "  %zu more (--all)\n"), left);
  return shown;
}

bool has_next(const naze_result *r) {
  bool exact = true;
  return naze_result_outcome(r) == NAZE_UNKNOWN && (naze_result_next(r) || naze_result_decisive(r, &exact));
}

void json_next(json *j, const naze_result *r) {
  json_open(j, "next", '[');
  for (size_t i = 0, n = naze_result_next(r); i < n; i++) {
    naze_line l;
    size_t thens = 0;
    if (!naze_result_next_at(r, i, &l, &thens)) continue;
    json_open(j, NULL, '{');
    json_str(j, "fact", l.fact);
    json_opt(j, "need", l.need);
    json_opt(j, "rule", l.rule);
    json_opt(j, "file", l.file);
    if (l.line) json_int(j, "line", l.line);
    json_open(j, "then", '[');
    for (size_t k = 0; k < thens; k++) {
      naze_then t;
      if (!naze_result_then_at(r, i, k, &t)) continue;
      json_open(j, NULL, '{');
      json_str(j, "values", t.values);
      json_bool(j, "settles", t.settles);
      json_str(j, "outcome", outcome_key(t.outcome));
      json_opt(j, "answer", t.answer);
      json_open(j, "spares", '[');
      for (size_t m = 0; m < t.spared; m++) json_str(j, NULL, naze_result_spared_at(r, i, k, m));
      json_close(j, ']');
      json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
  }
  json_close(j, ']');
}
