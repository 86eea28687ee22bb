/* api_template.c -- an empty case that has just the facts a question may ask. */
#include "api.h"
#include "facts/template.h"

#include <string.h>

typedef struct making { naze_session *s; const char *question; ir_buf b; } making;

static naze_status make(void *arg) {
  making *k = arg;
  naze_session *s = k->s;
  nz_questions qs = {0};
  if (!nz_session_questions(s, k->question, &qs)) return NAZE_FACT_ERROR;
  nz_case_template(&s->ask, s->m, &qs, s->as_of, &k->b);
  return NAZE_OK;
}

char *naze_case_template(const naze_program *p, const char *question, naze_status *st) {
  naze_status got = NAZE_USAGE;
  char *text = NULL;
  naze_session *s = p && question ? naze_session_new(p) : NULL;
  if (p && p->ok && question && !s) got = NAZE_NO_MEMORY;
  if (s) {
    got = naze_case_empty(s);
    making k = {s, question, {.a = &s->ask}};
    nz_guard g = nz_session_guard(s);
    if (got == NAZE_OK) got = nz_guarded(&g, make, &k);
    if (got == NAZE_OK) {
      text = nz_text_out(s->hook, nz_buf_text(&k.b), k.b.n);
      if (!text) got = NAZE_NO_MEMORY;
    }
  }
  naze_session_free(s);
  if (st) *st = got;
  return text;
}
