/* words.h -- outcomes, marks and styles, the same in text, JSON and HTML (spec/glossary.md). */
#ifndef NAZE_TOOLS_WORDS_H
#define NAZE_TOOLS_WORDS_H
#include "naze.h"
#include "term.h"

const char *outcome_word(bool english, naze_outcome o); /* 可 / Allowed */
const char *outcome_key(naze_outcome o);                /* "allow" in JSON and in HTML classes */
term_style outcome_style(naze_outcome o);
const char *state_mark(int state);                      /* ✓ ✗ ？ … */
const char *state_key(int state);
term_style state_style(int state);
void outcome_put(str *s, bool english, const naze_result *r); /* 可 300単位; a bare value; 不可 */
/* What the fact was held against: 10点以上が必要 あと2点 in a "no", 10点以上でない where failing it did no harm. */
void need_put(str *s, bool english, const naze_line *l, naze_outcome o);
/* 令和6年4月版、令和6年11月確認: which rules answered; "" when the rules say neither. */
void version_put(str *s, bool english, const naze_result *r);
void place_put(str *s, const char *file, uint32_t line);      /* 区分.naze:31, "" without a place */
void join_put(str *s, const char *word, const char *separator); /* adds a word to a list */
#endif
