/* import.c -- from a model read to rule text that compiles. What naze does not accept is refused with what naze says of it. */
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "../status.h"
#include "model.h"
#include "naze.h"

/* A rank has to be said for every result. */
static void priorities(dmn_model *m) {
  for (size_t i = 0; i < m->ndecisions; i++) {
    dmn_decision *d = &m->decisions[i];
    if (d->refused || d->hit != HIT_PRIORITY) continue;
    const char *why = NULL, *cell = "";
    size_t ranked = 0;
    for (size_t c = 0; c < d->nout; c++) {
      ranked += d->out[c].priority.n > 0;
      for (size_t k = 0; k < d->nrules && d->out[c].priority.n && !why; k++) {
        const feel_value *v = &d->rules[k].out[c];
        size_t p = 0;
        while (v->text && p < d->out[c].priority.n && strcmp(d->out[c].priority.v[p], v->text) != 0) p++;
        if (p < d->out[c].priority.n) continue;
        why = m->english ? "PRIORITY: a result that outputValues does not rank" : "PRIORITY: outputValues に順位のない結果";
        cell = v->text ? v->text : "";
      }
    }
    if (!ranked && !why) why = m->english ? "PRIORITY: outputValues gives no ranks" : "PRIORITY: outputValues に順位がない";
    if (!why) continue;
    str where = { 0 };
    dmn_where(m, d, -1, NULL, &where);
    dmn_refuse(m, d->line, str_text(&where), cell, why);
    str_free(&where);
    dmn_drop(m, i);
  }
}

/* True when every error lay in a decision, which is then dropped; false: it is said on e. */
static bool drop_wrong(dmn_model *m, const naze_diags *diags, term *e) {
  bool dropped = false, lost = false;
  for (size_t k = 0; k < naze_diag_count(diags); k++) {
    naze_diag_info x;
    if (!naze_diag_get(diags, k, m->english, &x) || x.severity) continue;
    size_t i = 0;
    while (i < m->ndecisions && (m->decisions[i].refused || x.line < m->decisions[i].from || x.line >= m->decisions[i].to)) i++;
    if (i == m->ndecisions) {
      outf(e, tr(e, "naze: %s: 訳したものが規則にならない: %s %s（%s）\n", "naze: %s: what it comes to is no rule: %s %s (%s)\n"), m->path, x.code, x.what, x.excerpt);
      lost = true;
      continue;
    }
    str where = { 0 }, why = { 0 };
    dmn_where(m, &m->decisions[i], -1, NULL, &where);
    str_printf(&why, "%s（%s）", x.what, x.code);
    dmn_refuse(m, m->decisions[i].line, str_text(&where), "", str_text(&why));
    str_free(&where);
    str_free(&why);
    m->decisions[i].from = m->decisions[i].to = 0; /* one refusal each */
    dropped = true;
  }
  for (size_t i = 0; i < m->ndecisions; i++)
    if (!m->decisions[i].refused && !m->decisions[i].to) dmn_drop(m, i);
  return dropped && !lost;
}

static int compiled(dmn_model *m, const str *text, term *e, bool *again) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  *again = false;
  naze_status st = c ? naze_add_source(c, m->path, str_text(text), text->n) : NAZE_NO_MEMORY;
  if (st == NAZE_OK || st == NAZE_RULE_ERROR) st = naze_compile(c);
  if (st == NAZE_RULE_ERROR) *again = drop_wrong(m, naze_compiler_diags(c), e);
  naze_compiler_free(c);
  if (st == NAZE_OK) return NAZE_EXIT_OK;
  if (st == NAZE_RULE_ERROR) return NAZE_EXIT_RULES;
  outf(e, tr(e, "naze: %s: 大きすぎて訳せません\n", "naze: %s: too large to translate\n"), m->path);
  return NAZE_EXIT_LIMIT;
}

int dmn_import(dmn_model *m, str *text, term *e) {
  dmn_infer(m);
  priorities(m);
  dmn_names(m);
  int rc = NAZE_EXIT_RULES;
  bool again = true;
  while (again) {
    str_clear(text);
    dmn_write(m, text);
    rc = compiled(m, text, e, &again);
  }
  if (rc) return rc;
  naze_status st = NAZE_OK;
  size_t n = 0;
  char *formatted = naze_format(m->path, str_text(text), text->n, NULL, &st, &n);
  if (formatted) {
    str_clear(text);
    str_put_n(text, formatted, n);
    naze_text_free(formatted);
  }
  return NAZE_EXIT_OK;
}

void dmn_say_refused(const dmn_model *m, term *e) {
  for (size_t i = 0; i < m->nrefused; i++) {
    const dmn_refusal *r = &m->refused[i];
    outf(e, "%s:%ld: %s", m->path, r->line, r->where);
    if (*r->cell) outf(e, "  `%s`", r->cell);
    outf(e, tr(e, "  訳せません: %s\n", "  not translated: %s\n"), r->why);
  }
}
