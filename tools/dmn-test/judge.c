#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "../json_out.h"

static void finer(judge *j, const kit *k) {
  for (size_t i = 0; i < k->ncases; i++)
    for (size_t g = 0; g < k->cases[i].given.n; g++) {
      const kit_value *v = &k->cases[i].given.v[g];
      int f = dmn_field_named(&j->m, v->name);
      str n = { 0 };
      if (f != DMN_NONE && v->form == KIT_VALUE && feel_number(v->text, strlen(v->text), &n)) {
        size_t d = feel_decimals(str_text(&n));
        if (d > j->m.fields[f].decimals) j->m.fields[f].decimals = d;
      }
      str_free(&n);
    }
}

int judge_open(judge *j, const char *model, const kit *k, term *e) {
  *j = (judge){ .english = e->english };
  if (!dmn_read(model, &j->m, e)) return NAZE_EXIT_IO;
  finer(j, k);
  str text = { 0 };
  int rc = dmn_import(&j->m, &text, e);
  if (!rc) {
    j->compiler = naze_compiler_new(NULL, NULL);
    bool ok = j->compiler && naze_add_source(j->compiler, model, str_text(&text), text.n) == NAZE_OK && naze_compile(j->compiler) == NAZE_OK;
    j->program = ok ? naze_take_program(j->compiler) : NULL;
    j->session = j->program ? naze_session_new(j->program) : NULL;
    if (!j->session) rc = NAZE_EXIT_LIMIT;
  }
  str_free(&text);
  return rc;
}

void judge_close(judge *j) {
  naze_session_free(j->session);
  naze_program_free(j->program);
  naze_compiler_free(j->compiler);
  dmn_free(&j->m);
}

static void refuse(str *why, const judge *j, const char *name, const char *text, const char *ja, const char *en) {
  str_printf(why, "%s: %s", name, j->english ? en : ja);
  if (*text) str_printf(why, " `%s`", text);
}

/* A given value as a fact. False: it is none of the field's. */
static bool fact(judge *j, json *out, const dmn_field *f, const kit_value *v, str *why) {
  if (v->form == KIT_LIST) return refuse(why, j, v->name, "", "並び", "a list"), false;
  if (v->form == KIT_NULL) {
    json_raw(out, f->naze, "null", 4);
    return true;
  }
  str s = { 0 };
  bool ok = true;
  const char *t = v->text;
  switch (f->kind) {
  case DMN_BOOL:
    ok = strcmp(t, "true") == 0 || strcmp(t, "false") == 0;
    if (ok) json_bool(out, f->naze, *t == 't');
    break;
  case DMN_NUM:
    ok = feel_number(t, strlen(t), &s);
    if (ok) json_str(out, f->naze, str_text(&s));
    break;
  case DMN_TIME:
    ok = strlen(t) == 5 || (strlen(t) == 8 && strcmp(t + 5, ":00") == 0);
    str_put_n(&s, t, ok ? 5 : 0);
    if (ok) json_str(out, f->naze, str_text(&s));
    break;
  case DMN_DATE:
  case DMN_TEXT:
  case DMN_CHOICE:
  case DMN_OPEN: json_str(out, f->naze, t); break;
  }
  if (!ok) refuse(why, j, v->name, t, "使えない値", "not a usable value");
  str_free(&s);
  return ok;
}

bool judge_facts(judge *j, const kit_case *c, str *why) {
  json out = { 0 };
  bool ok = true, row = j->m.nfields > 0;
  json_open(&out, NULL, '{');
  json_str(&out, "基準日", "2024-01-01"); /* nothing in these tables hangs on the day */
  if (row) json_open(&out, j->m.naze, '{');
  for (size_t f = 0; ok && f < j->m.nfields; f++) { /* what is not given is null, as it is in DMN */
    const kit_value *given = NULL;
    for (size_t g = 0; g < c->given.n; g++)
      if (strcmp(c->given.v[g].name, j->m.fields[f].name) == 0) given = &c->given.v[g];
    if (given) ok = fact(j, &out, &j->m.fields[f], given, why);
    else json_raw(&out, j->m.fields[f].naze, "null", 4);
  }
  if (row) json_close(&out, '}');
  json_close(&out, '}');
  if (ok && naze_case_json(j->session, c->id, str_text(&out.text), out.text.n) != NAZE_OK) {
    const naze_diags *d = naze_session_diags(j->session);
    naze_diag_info x;
    ok = false;
    if (naze_diag_count(d) && naze_diag_get(d, 0, j->english, &x)) str_printf(why, "%s（%s）", x.what, x.code);
  }
  str_free(&out.text);
  return ok;
}

/* What was answered, as the kit writes it. */
static void answer(const naze_result *r, dmn_kind kind, str *s) {
  const char *v = naze_result_value(r);
  switch (naze_result_outcome(r)) {
  case NAZE_ALLOW: str_put(s, "true"); return;
  case NAZE_DENY: str_put(s, "false"); return;
  case NAZE_VALUE: break;
  case NAZE_NA: /* no value; and a table that contradicts itself has none in DMN either */
  case NAZE_FAULT: str_put(s, "null"); return;
  case NAZE_PARTIAL:
  case NAZE_REFER:
  case NAZE_UNKNOWN: str_put(s, naze_result_text(r)); return;
  }
  if (kind == DMN_NUM && starts_with(v, "−")) { /* U+2212, as people write it */
    str_put(s, "-");
    v += strlen("−");
  }
  size_t n = strlen(v);
  if (kind == DMN_TEXT && starts_with(v, "『") && ends_with(v, "』")) str_put_n(s, v + 3, n - 6);
  else if (kind != DMN_NUM || !feel_number(v, n, s)) str_put(s, v);
}

static bool equal(dmn_kind kind, const char *expected, const char *actual) {
  if (strcmp(expected, actual) == 0) return true;
  size_t n = strlen(expected);
  str s = { 0 };
  bool same = kind == DMN_NUM && feel_number(expected, n, &s) && strcmp(str_text(&s), actual) == 0;
  str_free(&s);
  if (kind == DMN_TIME && n == 8 && strcmp(expected + 5, ":00") == 0) same = strncmp(expected, actual, 5) == 0 && strlen(actual) == 5;
  return same;
}

/* Asks one output; expected NULL: the whole is to be null. */
static void ask(judge *j, const dmn_decision *d, size_t output, const kit_value *v, judge_line *out) {
  str q = { 0 };
  size_t n = 0;
  str_printf(&q, "「%s」", d->naze);
  if (d->nout > 1) str_printf(&q, "の「%s」", d->out[output].naze);
  out->state = JUDGED_ERROR;
  if (naze_ask(j->session, str_text(&q), 0, &n) == NAZE_OK && n == 1) {
    const naze_result *r = naze_result_at(j->session, 0);
    bool null = v->form == KIT_NULL;
    answer(r, d->out[output].kind, &out->actual);
    bool none = naze_result_outcome(r) == NAZE_NA || naze_result_outcome(r) == NAZE_FAULT;
    out->state = (null ? none : !none && v->form == KIT_VALUE && equal(d->out[output].kind, v->text, str_text(&out->actual))) ? JUDGED_PASSED : JUDGED_FAILED;
    if (naze_result_outcome(r) == NAZE_FAULT && naze_result_causes(r)) str_put(&out->why, naze_result_cause_at(r, 0));
  } else {
    const naze_diags *diags = naze_session_diags(j->session);
    naze_diag_info x;
    if (naze_diag_count(diags) && naze_diag_get(diags, 0, j->english, &x)) str_printf(&out->why, "%s（%s）", x.what, x.code);
  }
  str_free(&q);
}

static bool refused(judge *j, const kit_case *c, const kit_result *r, str *why) {
  int d = dmn_decision_named(&j->m, r->name);
  if (*c->service) return refuse(why, j, c->service, "", "決定でないものの呼出し", "a call of what is no decision"), true;
  bool other = false;
  for (size_t i = 0; i < j->m.others.n; i++) other = other || strcmp(j->m.others.v[i], r->name) == 0;
  if (d == DMN_NONE && other) return refuse(why, j, r->name, "", "訳すのは、表である決定だけ", "only decisions that are tables are translated"), true;
  if (d == DMN_NONE || !j->m.decisions[d].refused) return false;
  str where = { 0 };
  dmn_where(&j->m, &j->m.decisions[d], -1, NULL, &where);
  for (size_t i = 0; i < j->m.nrefused && !why->n; i++) {
    const dmn_refusal *x = &j->m.refused[i];
    if (!starts_with(x->where, str_text(&where))) continue;
    str_printf(why, "%s:%ld: %s", j->m.path, x->line, x->where);
    if (*x->cell) str_printf(why, "  `%s`", x->cell);
    str_printf(why, "  %s", x->why);
  }
  str_free(&where);
  return true;
}

void judge_result(judge *j, const kit_case *c, const kit_result *r, size_t leaf, judge_line *out) {
  const kit_value *v = &r->expected.v[leaf];
  *out = (judge_line){ .line = v->line };
  str_printf(&out->question, "%s%s%s", r->name, *v->name ? "." : "", v->name);
  str_put(&out->expected, v->form == KIT_NULL ? "null" : v->form == KIT_LIST ? (j->english ? "a list" : "並び") : v->text);
  if (refused(j, c, r, &out->why)) {
    out->state = JUDGED_REFUSED;
    return;
  }
  int at = dmn_decision_named(&j->m, r->name);
  if (at == DMN_NONE) {
    out->state = JUDGED_ERROR;
    refuse(&out->why, j, r->name, "", "モデルにない決定", "no decision of the model");
    return;
  }
  const dmn_decision *d = &j->m.decisions[at];
  size_t output = 0;
  if (*v->name) {
    while (output < d->nout && strcmp(d->out[output].name, v->name) != 0) output++;
    if (output == d->nout) {
      out->state = JUDGED_ERROR;
      refuse(&out->why, j, v->name, "", "決定にない結果", "no output of the decision");
      return;
    }
  }
  ask(j, d, output, v, out);
  for (output = 1; !*v->name && output < d->nout && out->state == JUDGED_PASSED; output++) { /* null as a whole: each part */
    str_clear(&out->actual);
    ask(j, d, output, v, out);
  }
}

void judge_line_free(judge_line *l) {
  str_free(&l->question);
  str_free(&l->expected);
  str_free(&l->actual);
  str_free(&l->why);
}
