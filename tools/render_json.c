#include "render.h"
#include "words.h"

void json_line(json *j, const naze_line *l) {
  json_open(j, NULL, '{');
  json_str(j, "fact", l->fact);
  json_str(j, "actual", l->actual);
  json_opt(j, "need", l->need);
  json_opt(j, "distance", l->distance);
  json_opt(j, "rule", l->rule);
  json_opt(j, "file", l->file);
  if (l->line) json_int(j, "line", l->line);
  json_str(j, "state", state_key(l->state));
  if (l->fixed) json_bool(j, "fixed", true);
  json_close(j, '}');
}

typedef const char *(*text_at)(const naze_result *r, size_t i);
static void texts(json *j, const char *key, const naze_result *r, size_t n, text_at at) {
  json_open(j, key, '[');
  for (size_t i = 0; i < n; i++) json_str(j, NULL, at(r, i));
  json_close(j, ']');
}

static void decisive(json *j, const naze_result *r) {
  bool exact = true;
  size_t n = naze_result_decisive(r, &exact);
  json_open(j, "decisive", '{');
  json_bool(j, "exact", exact);
  json_open(j, "facts", '[');
  for (size_t i = 0; i < n; i++) {
    naze_line l;
    if (naze_result_decisive_at(r, i, &l)) json_line(j, &l);
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void readings(json *j, const naze_result *r) {
  json_open(j, "readings", '[');
  for (size_t i = 0, n = naze_result_chosen(r); i < n; i++) {
    const char *reading = "", *choice = "", *source = "";
    bool usual = true;
    if (!naze_result_chosen_at(r, i, &reading, &choice, &usual, &source)) continue;
    json_open(j, NULL, '{');
    json_str(j, "reading", reading);
    json_str(j, "choice", choice);
    json_bool(j, "default", usual);
    json_opt(j, "source", source);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_open(j, "underOtherReadings", '[');
  for (size_t i = 0, n = naze_result_others(r); i < n; i++) {
    const char *choices = "", *source = "", *text = "";
    naze_outcome o = NAZE_UNKNOWN;
    if (!naze_result_other_at(r, i, &choices, &source, &o, &text)) continue;
    json_open(j, NULL, '{');
    json_str(j, "choices", choices);
    json_opt(j, "source", source);
    json_str(j, "outcome", outcome_key(o));
    json_opt(j, "text", text);
    json_close(j, '}');
  }
  json_close(j, ']');
}

/* what was claimed, what it earns, and its judgement clause by clause */
static void claim(json *j, const naze_result *r) {
  size_t n = naze_result_clauses(r);
  json_opt(j, "claimed", naze_result_claimed(r));
  json_opt(j, "units", naze_result_units(r));
  if (!n) return;
  json_open(j, "clauses", '[');
  for (size_t i = 0; i < n; i++) {
    naze_line l;
    if (!naze_result_clause_at(r, i, &l)) continue;
    json_open(j, NULL, '{');
    json_str(j, "state", l.state == 1 ? "holds" : l.state == 0 ? "fails" : "unknown");
    json_str(j, "clause", l.fact);
    json_opt(j, "detail", l.actual);
    json_opt(j, "file", l.file);
    if (l.line) json_int(j, "line", l.line);
    json_close(j, '}');
  }
  json_close(j, ']');
}

void json_result(json *j, const naze_result *r) {
  naze_outcome o = naze_result_outcome(r);
  int wanted = naze_result_wanted(r);
  json_open(j, NULL, '{');
  json_str(j, "outcome", outcome_key(o));
  json_str(j, "結果", outcome_word(false, o));
  json_opt(j, "value", naze_result_value(r));
  json_opt(j, "text", naze_result_text(r));
  json_opt(j, "about", naze_result_about(r));
  json_str(j, "title", naze_result_title(r));
  json_str(j, "short", naze_result_short(r));
  json_opt(j, "mark", naze_result_mark(r));
  if (wanted >= 0) json_str(j, "wanted", outcome_key((naze_outcome)wanted));
  json_str(j, "date", naze_result_iso_date(r));
  json_opt(j, "period", naze_result_period(r));
  json_bool(j, "presumed", naze_result_presumed(r));
  json_bool(j, "stale", naze_result_stale(r));
  json_opt(j, "confirmed", naze_result_confirmed(r));
  claim(j, r);
  decisive(j, r);
  if (o == NAZE_UNKNOWN) json_next(j, r);
  texts(j, "irrelevant", r, naze_result_irrelevant(r), naze_result_irrelevant_at);
  texts(j, "causes", r, naze_result_causes(r), naze_result_cause_at);
  readings(j, r);
  texts(j, "notes", r, naze_result_notes(r), naze_result_note_at);
  texts(j, "sources", r, naze_result_cites(r), naze_result_cite_at);
  size_t n = 0;
  const char *proof = naze_proof_json(r, &n);
  if (proof && n) json_raw(j, "proof", proof, n);
  json_close(j, '}');
}

void json_ways(json *j, const naze_need *n) {
  json_bool(j, "already", naze_need_already(n));
  json_bool(j, "impossible", naze_need_impossible(n));
  json_bool(j, "exhausted", naze_need_exhausted(n));
  json_int(j, "size", (int64_t)naze_need_size(n));
  json_open(j, "ways", '[');
  for (size_t w = 0; w < naze_need_count(n); w++) {
    json_open(j, NULL, '{');
    json_open(j, "changes", '[');
    for (size_t i = 0; i < naze_need_size(n); i++) {
      naze_line l;
      if (naze_need_at(n, w, i, &l)) json_line(j, &l);
    }
    json_close(j, ']');
    json_opt(j, "replayed", naze_need_replayed(n, w));
    json_close(j, '}');
  }
  json_close(j, ']');
}
