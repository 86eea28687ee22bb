#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "render.h"
#include "words.h"

/* While the outcome is not known, the first thing to say is what to find out. */
static void find_out(cli *c, const naze_result *r) {
  term *o = &c->out;
  text_verdict(o, r);
  if (has_next(r)) {
    outf(o, "%s\n", tr(o, "次に確認するもの", "Find out next"));
    text_next(o, r, 0);
    return;
  }
  for (size_t i = 0, n = naze_result_causes(r); i < n; i++) outf(o, "  %s\n", naze_result_cause_at(r, i));
}

static int as_text(cli *c, const naze_need *need, naze_outcome now, naze_outcome wanted) {
  term *o = &c->out;
  const char *word = outcome_word(o->english, wanted);
  if (naze_need_already(need)) {
    outf(o, tr(o, "すでに %s\n", "It is %s already.\n"), word);
    return NAZE_EXIT_OK;
  }
  if (naze_need_count(need)) {
    if (now == NAZE_UNKNOWN) out(o, "\n");
    text_ways(o, need, now, wanted);
    if (now == NAZE_UNKNOWN) return NAZE_EXIT_UNKNOWN;
    return naze_need_exhausted(need) ? NAZE_EXIT_OK : NAZE_EXIT_LIMIT;
  }
  if (naze_need_impossible(need)) {
    outf(o, tr(o, "事例にある項目をどう変えても %s にはならない（すべて調べた）\n", "No change of the facts of this case gives %s (every one was tried).\n"), word);
    return NAZE_EXIT_NO;
  }
  outf(o, tr(o, "%s になる変更は、試した範囲（--limit %llu）では見つからない\n", "No way to %s was found within --limit %llu.\n"), word,
       (unsigned long long)c->o.limit);
  return NAZE_EXIT_LIMIT;
}

static int as_json(cli *c, const char *question, const naze_need *need, naze_outcome now) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "question", question);
  json_str(&j, "fingerprint", naze_fingerprint(c->program));
  json_str(&j, "now", outcome_key(now));
  json_ways(&j, need);
  json_close(&j, '}');
  out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
  if (naze_need_already(need)) return NAZE_EXIT_OK;
  if (now == NAZE_UNKNOWN) return NAZE_EXIT_UNKNOWN;
  if (naze_need_impossible(need)) return NAZE_EXIT_NO;
  return naze_need_exhausted(need) ? NAZE_EXIT_OK : NAZE_EXIT_LIMIT;
}

int need_run(cli *c, const char *question) {
  size_t count = 0;
  naze_status st = naze_ask(c->session, question, NAZE_WITH_DECISIVE, &count);
  if (st != NAZE_OK) return question_failed(c, st);
  if (count != 1) {
    out(&c->err, tr(&c->err, "naze: 一つの問いを、望む結果とともに書いてください（例: 重度訪問介護=可）\n",
                     "naze: name one question and the outcome wanted (such as 重度訪問介護=可)\n"));
    return NAZE_EXIT_USAGE;
  }
  const naze_result *r = naze_result_at(c->session, 0);
  naze_outcome now = naze_result_outcome(r), wanted = naze_result_wanted(r) < 0 ? NAZE_ALLOW : (naze_outcome)naze_result_wanted(r);
  if (now == NAZE_UNKNOWN && wanted != NAZE_UNKNOWN && c->o.format == FORMAT_TEXT) find_out(c, r);
  const naze_need *need = NULL;
  progress_start(&c->err);
  st = naze_need_find(c->session, question, c->o.limit, &need);
  progress_stop(&c->err);
  if (st != NAZE_OK || !need) return question_failed(c, st);
  return c->o.format == FORMAT_JSON ? as_json(c, question, need, now) : as_text(c, need, now, wanted);
}

int verb_need(cli *c) {
  int rc = load_session(c);
  return rc ? rc : need_run(c, c->o.args.v[0]);
}
