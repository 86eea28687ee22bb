/* propose.c -- cases that would make a place matter or notice a slip, as 事例 of the rule language. What they should come to is for a person to say: the
 * open place ＿＿ is no value, so that naze test fails until it is filled in. */
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "../words.h"
#include "trials.h"

static bool open_to_write(const rule_finding *x) { return !x->accepted && x->case_json && x->replay && *x->replay; }
static bool same_case(const rule_finding *x, const rule_finding *y) { return strcmp(x->case_json, y->case_json) == 0 && strcmp(x->replay, y->replay) == 0; }

static void remark(str *out, const rule_finding *x) {
  str place = { 0 };
  place_put(&place, x->file ? x->file : "", x->line);
  str_printf(out, "# %s  %s  %s%s%s\n", x->about, x->what, str_text(&place), x->cite ? "  " : "", x->cite ? x->cite : "");
  str_free(&place);
}

/* One 事例 for all places that the same facts make matter. False: it stands there already. */
static bool one(naze_session *s, const rule_findings *f, size_t i, size_t number, str *out, bool english) {
  const rule_finding *x = &f->v[i];
  str name = { 0 };
  for (size_t k = 0; k < i; k++)
    if (open_to_write(&f->v[k]) && same_case(&f->v[k], x)) return false;
  if (naze_case_json(s, "", x->case_json, strlen(x->case_json)) != NAZE_OK) return false;
  str_printf(&name, english ? "proposed %zu" : "案%zu", number);
  const char *words = naze_case_to_words(s, str_text(&name));
  for (size_t k = i; words && k < f->n; k++)
    if (open_to_write(&f->v[k]) && same_case(&f->v[k], x)) remark(out, &f->v[k]);
  if (words) str_printf(out, "%s  %sは＿＿。\n\n", words, x->replay);
  str_free(&name);
  return words != NULL;
}

bool trials_propose(const trials *t, const rule_findings *f, const char *path, term *err) {
  str text = { 0 };
  term *o = &t->c->out;
  naze_session *s = naze_session_new(t->rules);
  size_t n = 0;
  str_put(&text, tr(o, "# 足りない事例の案。＿＿に、資料が言う答えを書いてください（今の規則の答えではなく）。埋まるまで naze test は通りません。\n\n",
                    "# Proposed cases. Write what the sources say (not what the rules say now) where ＿＿ stands; naze test fails until then.\n\n"));
  for (size_t i = 0; s && i < f->n; i++)
    if (open_to_write(&f->v[i]) && one(s, f, i, n + 1, &text, o->english)) n++;
  naze_session_free(s);
  bool ok = s != NULL && file_write(path, str_text(&text), text.n, err);
  str_free(&text);
  return ok;
}
