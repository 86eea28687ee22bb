/* render.h -- one answer in three forms, all from the same naze_result and its proof. */
#ifndef NAZE_TOOLS_RENDER_H
#define NAZE_TOOLS_RENDER_H
#include "json_out.h"
#include "naze.h"
#include "term.h"

enum { PROOF_NONE = 0, PROOF_WHOLE = 10000 }; /* levels of the proof shown */

/* ---- render_text.c ---- */
void text_verdict(term *o, const naze_result *r);              /* one line, and the reason below it */
void text_result(term *o, const naze_result *r, long depth, bool all);
void text_fingerprint(term *o, const char *fingerprint);       /* which rule set answered: its first digits */
void text_column(term *o, const naze_session *s, size_t count); /* several answers, a line each */
void text_lines(term *o, const naze_line *v, size_t n, naze_outcome outcome); /* facts, aligned */
void text_ways(term *o, const naze_need *n, naze_outcome now, naze_outcome wanted);
void text_ways_brief(term *o, const naze_need *n, naze_outcome wanted); /* on one line */

/* ---- render_proof.c ---- */
void text_proof(term *o, const naze_result *r, long depth);
typedef struct node_set { unsigned char *bits; size_t n; } node_set; /* proofs share nodes: what was shown already */
bool node_set_add(node_set *s, uint32_t id);                   /* true when it was not yet in */
void node_set_free(node_set *s);

/* ---- render_json.c ---- */
void json_line(json *j, const naze_line *l);
void json_result(json *j, const naze_result *r);
void json_ways(json *j, const naze_need *n);

/* ---- render_next.c ---- while the outcome is not known */
bool has_next(const naze_result *r);
size_t text_next(term *o, const naze_result *r, size_t most);  /* the facts to find out, numbered; most 0: all */
void next_put(str *s, bool english, const naze_result *r, size_t i); /* 10点以上なら 可 */
void json_next(json *j, const naze_result *r);

/* ---- render_html.c ---- one file that needs nothing else */
void html_answers(str *page, const naze_session *s, size_t count, bool english, const char *question, const char *fingerprint);
#endif
