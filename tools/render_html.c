/* An answer as one HTML file: no script, no link, nothing fetched. Colours always come with a word or a mark. */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "render.h"
#include "words.h"

enum { LEVELS_MOST = 200 };

static void heading(str *s, const char *text) {
  str_put(s, "<h2>");
  html_escape(s, text);
  str_put(s, "</h2>\n");
}

static void where(str *s, const char *cite, const char *file, uint32_t line) {
  str place = { 0 };
  str_put(&place, cite);
  str at = { 0 };
  place_put(&at, file, line);
  if (at.n) join_put(&place, str_text(&at), "  ");
  html_element(s, "span", "where", str_text(&place));
  str_free(&at);
  str_free(&place);
}

/* ---- the proof ---- */

static void node(str *s, const naze_result *r, uint32_t id, int level, node_set *seen, bool english) {
  naze_proof_node k;
  if (!naze_proof_get(r, id, &k)) return;
  bool inner = k.kids && level < LEVELS_MOST, again = inner && !node_set_add(seen, id);
  inner = inner && !again;
  str_put(s, inner ? "<li><details open><summary>" : "<li>");
  str_printf(s, "<span class=\"mark %s\">%s</span>", state_key(k.state), state_mark(k.state));
  html_escape(s, k.label);
  str_put(s, " ");
  if (k.state != -1 || strcmp(k.actual, "？") != 0) html_element(s, "b", "actual", k.actual); /* else the mark says it */
  html_element(s, "span", "need", k.need);
  html_element(s, "span", "need no", k.distance);
  where(s, k.cite, k.file, k.line);
  if (again) html_element(s, "span", "dim", english ? " (shown above)" : "（上に示した）");
  for (const char *p = k.note; !again && *p;) { /* one a line */
    size_t n = strcspn(p, "\n");
    char *one = mem_copy(p, n);
    str_put(s, "<br>");
    html_element(s, "span", "dim", one);
    free(one);
    p += n + (p[n] == '\n');
  }
  if (inner) {
    str_put(s, "</summary>\n<ul>\n");
    for (size_t i = 0; i < k.kids; i++) node(s, r, naze_proof_kid(r, id, i), level + 1, seen, english);
    str_put(s, "</ul></details>");
  }
  str_put(s, "</li>\n");
}

/* ---- the parts of an answer ---- */

/* The facts to find out, the most decisive first. */
static void find_out(str *s, const naze_result *r, bool english) {
  if (!naze_result_next(r)) return;
  heading(s, english ? "Find out next" : "次に確認するもの");
  str_put(s, "<table>\n");
  for (size_t i = 0, n = naze_result_next(r); i < n; i++) {
    naze_line l;
    if (!naze_result_next_at(r, i, &l, NULL)) continue;
    str then = { 0 };
    next_put(&then, english, r, i);
    str_printf(s, "<tr><td>%zu</td>", i + 1);
    html_element(s, "td", "fact", l.fact);
    str_put(s, "<td>");
    html_escape(s, then.n ? str_text(&then) : l.need);
    str_put(s, "</td><td>");
    html_escape(s, l.rule);
    where(s, "", l.file, l.line);
    str_put(s, "</td></tr>\n");
    str_free(&then);
  }
  str_put(s, "</table>\n");
}

static void lines(str *s, const naze_result *r, bool english) {
  if (naze_result_outcome(r) == NAZE_UNKNOWN && naze_result_next(r)) {
    find_out(s, r, english);
    return;
  }
  bool exact = true, unknown = naze_result_outcome(r) == NAZE_UNKNOWN;
  size_t n = naze_result_decisive(r, &exact);
  if (!n) return;
  heading(s, unknown ? (english ? "Find out next" : "次に確認するもの") : english ? "Decided by" : "決め手");
  if (!unknown) {
    str_put(s, "<p>");
    if (n == 1) str_put(s, english ? "This alone; " : "これだけで決まる。");
    else str_printf(s, english ? "These %zu alone; " : "この%zuつで決まる。", n);
    str_put(s, english ? "nothing else could change it." : "ほかの項目がどうであっても変わらない。");
    if (!exact) str_put(s, english ? " (many facts: a smaller set may exist)" : "（もっと少ない組がないとは限らない）");
    str_put(s, "</p>\n");
  }
  str_put(s, "<table>\n");
  for (size_t i = 0; i < n; i++) {
    naze_line l;
    if (!naze_result_decisive_at(r, i, &l)) continue;
    str_printf(s, "<tr><td class=\"%s\">%s</td>", state_key(l.state), state_mark(l.state));
    html_element(s, "td", "fact", l.fact);
    str_put(s, "<td><b>");
    html_escape(s, l.actual);
    str_put(s, "</b></td><td>");
    str need = { 0 };
    need_put(&need, english, &l, naze_result_outcome(r));
    html_escape(s, str_text(&need));
    str_free(&need);
    str_put(s, "</td><td>");
    html_escape(s, l.rule);
    where(s, "", l.file, l.line);
    str_put(s, "</td></tr>\n");
  }
  str_put(s, "</table>\n");
}

typedef const char *(*text_at)(const naze_result *r, size_t i);
static void texts(str *s, const char *title, const naze_result *r, size_t n, text_at at) {
  if (!n) return;
  heading(s, title);
  str_put(s, "<ul>\n");
  for (size_t i = 0; i < n; i++) {
    str_put(s, "<li>");
    html_escape(s, at(r, i));
    str_put(s, "</li>\n");
  }
  str_put(s, "</ul>\n");
}

static void inline_texts(str *s, const char *title, const naze_result *r, size_t n, text_at at, const char *separator) {
  if (!n) return;
  heading(s, title);
  str_put(s, "<p>");
  for (size_t i = 0; i < n; i++) {
    if (i) str_put(s, separator);
    html_escape(s, at(r, i));
  }
  str_put(s, "</p>\n");
}

static void readings(str *s, const naze_result *r, bool english) {
  size_t chosen = naze_result_chosen(r), others = naze_result_others(r);
  if (!chosen && !others) return;
  heading(s, english ? "Readings" : "解釈");
  str_put(s, "<ul>\n");
  for (size_t i = 0; i < chosen; i++) {
    const char *reading = "", *choice = "", *source = "";
    bool usual = true;
    if (!naze_result_chosen_at(r, i, &reading, &choice, &usual, &source)) continue;
    str_put(s, "<li>");
    html_escape(s, reading);
    str_put(s, english ? ": " : "は ");
    html_escape(s, choice);
    if (usual) str_put(s, english ? " (default)" : "（既定）");
    where(s, source, "", 0);
    str_put(s, "</li>\n");
  }
  for (size_t i = 0; i < others; i++) {
    const char *choices = "", *source = "", *text = "";
    naze_outcome o = NAZE_UNKNOWN;
    if (!naze_result_other_at(r, i, &choices, &source, &o, &text)) continue;
    str_printf(s, "<li class=\"%s\">", outcome_key(o));
    html_escape(s, choices);
    str_put(s, english ? ": " : "と読むと ");
    if (o != NAZE_VALUE || !*text) html_escape(s, outcome_word(english, o));
    str_put(s, " ");
    if (o != NAZE_VALUE && o != NAZE_ALLOW && *text) str_put(s, "『");
    html_escape(s, text);
    if (o != NAZE_VALUE && o != NAZE_ALLOW && *text) str_put(s, "』");
    where(s, source, "", 0);
    str_put(s, "</li>\n");
  }
  str_put(s, "</ul>\n");
}

static void verdict(str *s, const naze_result *r, bool english) {
  naze_outcome o = naze_result_outcome(r);
  str word = { 0 };
  outcome_put(&word, english, r);
  str_printf(s, "<h1 class=\"%s\">", outcome_key(o));
  html_escape(s, str_text(&word));
  str_free(&word);
  str_put(s, " <span class=\"title\">");
  if (*naze_result_claimed(r)) {
    html_escape(s, naze_result_claimed(r));
    str_put(s, " ");
  }
  html_escape(s, naze_result_title(r));
  str_put(s, "</span></h1>\n<p class=\"meta\">");
  str_put(s, english ? "as of " : "");
  html_escape(s, english ? naze_result_iso_date(r) : naze_result_date(r));
  str_put(s, english ? "" : "現在");
  str version = { 0 };
  version_put(&version, english, r);
  if (version.n) {
    str_put(s, english ? ", " : "、");
    html_escape(s, str_text(&version));
  }
  str_free(&version);
  if (naze_result_presumed(r)) html_element(s, "span", "unknown", english ? " rests on presumed values" : " 推定による");
  if (naze_result_stale(r) && *naze_result_confirmed(r)) {
    str last = { 0 };
    if (english) str_printf(&last, " last confirmed revision: %.7s", naze_result_iso_confirmed(r));
    else str_printf(&last, " 最後に確認した改定: %s", naze_result_confirmed(r));
    html_element(s, "span", "unknown", str_text(&last));
    str_free(&last);
  }
  str_put(s, "</p>\n");
  if (!*naze_result_text(r) || o == NAZE_VALUE || strcmp(naze_result_text(r), naze_result_value(r)) == 0) return;
  str_put(s, "<p>");
  str_put(s, o == NAZE_REFER ? (english ? "Ask: " : "照会先 ") : english ? "Reason: " : "理由 ");
  html_escape(s, naze_result_text(r));
  str_put(s, "</p>\n");
  if (!*naze_result_about(r)) return;
  str_put(s, english ? "<p>About: " : "<p>照会すること ");
  html_escape(s, naze_result_about(r));
  str_put(s, "</p>\n");
}

/* A claim: each requirement, limit, exclusion and record of what is claimed. */
static void clauses(str *s, const naze_result *r, bool english) {
  heading(s, english ? "Clauses" : "要件と上限");
  str_put(s, "<table>\n");
  for (size_t i = 0; i < naze_result_clauses(r); i++) {
    naze_line l;
    if (!naze_result_clause_at(r, i, &l)) continue;
    str_printf(s, "<tr><td class=\"%s\">%s</td>", state_key(l.state), state_mark(l.state));
    html_element(s, "td", "", l.fact);
    str_put(s, l.state == 1 ? "<td>" : "<td><b>");
    html_escape(s, l.actual);
    str_put(s, l.state == 1 ? "</td><td>" : "</b></td><td>");
    where(s, "", l.file, l.line);
    str_put(s, "</td></tr>\n");
  }
  str_put(s, "</table>\n");
}

static void answer(str *s, const naze_result *r, bool english) {
  str_put(s, "<section>\n");
  verdict(s, r, english);
  if (naze_result_clauses(r)) clauses(s, r, english);
  else lines(s, r, english);
  if (naze_result_outcome(r) != NAZE_UNKNOWN || naze_result_next(r) < naze_result_causes(r))
    texts(s, english ? "Because" : "わけ", r, naze_result_causes(r), naze_result_cause_at);
  heading(s, english ? "Proof" : "証明");
  str_put(s, "<ul class=\"tree\">\n");
  node_set seen = { 0 };
  node(s, r, naze_proof_root(r), 0, &seen, english);
  node_set_free(&seen);
  str_put(s, "</ul>\n");
  inline_texts(s, english ? "Does not matter" : "関わらない項目", r, naze_result_irrelevant(r), naze_result_irrelevant_at,
               english ? ", " : "、");
  readings(s, r, english);
  texts(s, english ? "Notes" : "注", r, naze_result_notes(r), naze_result_note_at);
  texts(s, english ? "Sources" : "根拠", r, naze_result_cites(r), naze_result_cite_at);
  str_put(s, "</section>\n");
}

static void contents(str *s, const naze_session *session, size_t count, bool english) {
  str_put(s, "<table>\n");
  for (size_t i = 0; i < count; i++) {
    const naze_result *r = naze_result_at(session, i);
    str word = { 0 };
    outcome_put(&word, english, r);
    str_put(s, "<tr>");
    str_printf(s, "<td class=\"%s\">", outcome_key(naze_result_outcome(r)));
    html_escape(s, str_text(&word));
    str_put(s, "</td>");
    html_element(s, "td", "title", naze_result_short(r));
    str_put(s, "</tr>\n");
    str_free(&word);
  }
  str_put(s, "</table>\n");
}

void html_answers(str *s, const naze_session *session, size_t count, bool english, const char *question, const char *fingerprint) {
  str_printf(s, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", english ? "en" : "ja");
  str_put(s, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
  html_escape(s, question);
  str_put(s, " — naze</title>\n<style>\n");
  str_put(s, html_style);
  str_put(s, "</style>\n</head>\n<body>\n");
  if (count > 1) contents(s, session, count, english);
  for (size_t i = 0; i < count; i++) answer(s, naze_result_at(session, i), english);
  str_put(s, "<footer><p>naze ");
  str_put(s, english ? "· question " : "· 問い ");
  html_escape(s, question);
  str_put(s, english ? " · rule set " : " · 規則の指紋 ");
  html_escape(s, fingerprint);
  str_put(s, "</p></footer>\n</body>\n</html>\n");
}
