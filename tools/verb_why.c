#include <string.h>

#include "cli.h"
#include "render.h"

enum { NEAR_BUDGET = 400 }; /* judgements spent on the nearest way to a "yes": a few milliseconds */

/* A "no" names what would have been enough. Where the deciding facts do not already say so, the nearest way is looked for. */
static bool wants_way(const naze_result *r) {
  if (naze_result_outcome(r) != NAZE_DENY) return false;
  if (naze_result_wanted(r) == NAZE_ALLOW) return true;
  bool exact = true;
  naze_line l;
  for (size_t i = 0, n = naze_result_decisive(r, &exact); i < n; i++)
    if (naze_result_decisive_at(r, i, &l) && l.state == 0 && *l.need) return false;
  return true;
}

/* The question with "=可" put in place of whatever outcome it asks for. */
static void ask_for_yes(str *s, const char *question) {
  size_t n = strcspn(question, "=");
  const char *wide = strstr(question, "＝");
  if (wide && (size_t)(wide - question) < n) n = (size_t)(wide - question);
  str_put_n(s, question, n);
  str_put(s, "=可");
}

static void nearest_way(cli *c, const char *question, json *j) {
  const naze_need *need = NULL;
  str yes = { 0 };
  ask_for_yes(&yes, question);
  progress_start(&c->err);
  naze_status st = naze_need_find(c->session, str_text(&yes), NEAR_BUDGET, &need);
  progress_stop(&c->err);
  if (st == NAZE_OK && need) {
    if (j) {
      json_open(j, "need", '{');
      json_ways(j, need);
      json_close(j, '}');
    } else if (naze_need_count(need)) text_ways_brief(&c->out, need, NAZE_ALLOW);
    else if (naze_need_impossible(need))
      out(&c->out, tr(&c->out, "可になるには  事例にある項目をどう変えても 可 にはならない\n", "No change of the facts of this case would allow it.\n"));
  }
  str_free(&yes);
}

static void as_json(cli *c, const char *question, size_t count) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "question", question);
  json_str(&j, "fingerprint", naze_fingerprint(c->program));
  json_open(&j, "results", '[');
  for (size_t i = 0; i < count; i++) json_result(&j, naze_result_at(c->session, i));
  json_close(&j, ']');
  size_t n = 0;
  const char *facts = naze_case_to_json(c->session, &n);
  if (facts && n) json_raw(&j, "case", facts, n);
  if (count == 1 && wants_way(naze_result_at(c->session, 0))) nearest_way(c, question, &j);
  json_close(&j, '}');
  out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
}

static void as_html(cli *c, const char *question, size_t count) {
  str page = { 0 };
  html_answers(&page, c->session, count, c->out.english, question, naze_fingerprint(c->program));
  out_bytes(&c->out, str_text(&page), page.n);
  str_free(&page);
}

static void as_text(cli *c, const char *question, size_t count) {
  long depth = c->o.depth >= 0 ? c->o.depth : c->o.all ? PROOF_WHOLE : PROOF_NONE;
  if (count > 1 && !c->o.all && c->o.depth < 0) {
    text_column(&c->out, c->session, count);
    text_fingerprint(&c->out, naze_fingerprint(c->program));
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (i) out(&c->out, "\n");
    text_result(&c->out, naze_result_at(c->session, i), depth, c->o.all);
  }
  if (count == 1 && wants_way(naze_result_at(c->session, 0))) nearest_way(c, question, NULL);
  text_fingerprint(&c->out, naze_fingerprint(c->program));
}

int why_run(cli *c, const char *question) {
  size_t count = 0;
  progress_start(&c->err);
  naze_status st = naze_ask(c->session, question, NAZE_WITH_DECISIVE | NAZE_WITH_READINGS, &count);
  progress_stop(&c->err);
  if (st != NAZE_OK) return question_failed(c, st);
  int rc = NAZE_EXIT_OK;
  for (size_t i = 0; i < count; i++) rc = exit_worse(rc, exit_of(naze_result_outcome(naze_result_at(c->session, i))));
  if (c->o.format == FORMAT_JSON) as_json(c, question, count);
  else if (c->o.format == FORMAT_HTML) as_html(c, question, count);
  else as_text(c, question, count);
  return rc;
}

int verb_why(cli *c) {
  int rc = load_session(c);
  return rc ? rc : why_run(c, c->o.args.v[0]);
}
