/* write.c -- the model as rule text: a ledger of its inputs, a 判定表 for each decision. */
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "model.h"

static uint32_t lines(const str *s) {
  uint32_t n = 1;
  for (size_t i = 0; i < s->n; i++) n += s->p[i] == '\n';
  return n;
}

/* Text that ends at 。 or 、 and at the line's end. */
static void prose(str *s, const char *text) {
  for (const char *p = text; *p;) {
    bool stop = starts_with(p, "。") || starts_with(p, "、");
    if (stop || (unsigned char)*p < 0x20 || *p == '|' || *p == '#') {
      str_put(s, " ");
      p += stop ? 3 : 1;
    } else str_put_n(s, p++, 1);
  }
}

static void quote(str *s, const char *text) { /* in 『』 */
  for (const char *p = text; *p;) {
    bool q = starts_with(p, "『") || starts_with(p, "』");
    if (q || (unsigned char)*p < 0x20) {
      str_put(s, " ");
      p += q ? 3 : 1;
    } else str_put_n(s, p++, 1);
  }
}

static void number(str *s, const char *text, size_t decimals) {
  feel_value v = { FEEL_NUM, mem_copy(text, strlen(text)) };
  dmn_value(DMN_NUM, decimals, &v, s);
  feel_value_free(&v);
}

static void fields(const dmn_model *m, str *s) {
  static const char *const types[] = { "文字列", "", "文字列", "有無", "日付", "時刻", "" };
  str_printf(s, "台帳 「%s」：\n", m->naze);
  for (size_t i = 0; i < m->nfields; i++) {
    const dmn_field *f = &m->fields[i];
    str_printf(s, "  「%s」：", f->naze);
    if (f->kind == DMN_CHOICE) str_printf(s, "「%s」", m->types[f->type].naze);
    else if (f->kind == DMN_NUM) {
      const char *wide = f->decimals > 6 ? "999999999" : "999999999999";
      if (f->lo) number(s, f->lo, f->decimals);
      else {
        str_put(s, "-");
        number(s, wide, f->decimals);
      }
      str_put(s, "から");
      number(s, f->lo ? f->hi : wide, f->decimals);
      str_put(s, "まで");
    } else str_put(s, types[f->kind]);
    str_put(s, "または空欄。\n");
  }
  if (!m->nfields) str_put(s, "  「-」：有無または空欄。\n");
  str_put(s, "\n");
}

static void choices(const dmn_model *m, str *s) {
  for (size_t i = 0; i < m->ntypes; i++) {
    const dmn_type *t = &m->types[i];
    if (!t->naze) continue;
    str_printf(s, "選択肢 「%s」：", t->naze);
    for (size_t k = 0; k < t->values.n; k++) str_printf(s, "%s「%s」", k ? "、" : "", t->values.v[k]);
    str_put(s, "。\n");
  }
}

/* ---- PRIORITY: the rules by the rank of their results, in written order among equals ---- */

static size_t rank_of(const dmn_output *o, const feel_value *v) {
  for (size_t i = 0; v->text && i < o->priority.n; i++)
    if (strcmp(o->priority.v[i], v->text) == 0) return i;
  return o->priority.n;
}

typedef struct ranked { const dmn_decision *d; size_t rule; } ranked;

static int by_rank(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  for (size_t c = 0; c < x->d->nout; c++) {
    size_t p = rank_of(&x->d->out[c], &x->d->rules[x->rule].out[c]), q = rank_of(&x->d->out[c], &x->d->rules[y->rule].out[c]);
    if (p != q) return p < q ? -1 : 1;
  }
  return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static ranked *order(const dmn_decision *d) {
  ranked *v = mem_resize(NULL, d->nrules + 1, sizeof *v);
  for (size_t i = 0; i < d->nrules; i++) v[i] = (ranked){ d, i };
  if (d->hit == HIT_PRIORITY && d->nrules) qsort(v, d->nrules, sizeof *v, by_rank);
  return v;
}

/* ---- tables ---- */

typedef struct drawing { const dmn_model *m; const dmn_decision *d; bool *brief; str *s; } drawing;

static void head(const drawing *w, const char *name, const char *hit) {
  str_printf(w->s, "判定表 「%s」（「%s」）%s\n  根拠 DMN ", name, w->m->naze, hit);
  prose(w->s, w->m->naze);
  str_put(w->s, " 決定 ");
  prose(w->s, w->d->name);
  str_put(w->s, "。\n");
}

static void columns(const drawing *w) {
  for (size_t c = 0; c < w->d->nin; c++) {
    str_put(w->s, "| ");
    if (w->brief[c]) dmn_subject(w->m, &w->d->in[c], w->s);
    else {
      str label = { 0 };
      dmn_subject(w->m, &w->d->in[c], &label);
      str_printf(w->s, "「列%zu：", c + 1);
      for (const char *p = str_text(&label); *p;) {
        bool q = starts_with(p, "「") || starts_with(p, "」");
        if (!q) str_put_n(w->s, p, 1);
        p += q ? 3 : 1;
      }
      str_put(w->s, "」");
      str_free(&label);
    }
    str_put(w->s, " ");
  }
}

static void conditions(const drawing *w, const dmn_rule *r) {
  for (size_t c = 0; c < w->d->nin; c++) {
    str_put(w->s, "| ");
    if (w->brief[c]) (void)dmn_short(w->m, &w->d->in[c], &r->in[c], w->s);
    else dmn_condition(w->m, &w->d->in[c], &r->in[c], w->s);
    str_put(w->s, " ");
  }
}

static void provenance(const drawing *w, size_t rule) {
  str_printf(w->s, "| 規則 %zu", rule + 1);
  if (*w->d->rules[rule].note) {
    str_put(w->s, " ");
    for (const char *p = w->d->rules[rule].note; *p;) {
      bool note = starts_with(p, "※");
      if (note || (unsigned char)*p < 0x20 || *p == '|' || *p == '#') {
        str_put(w->s, " ");
        p += note ? 3 : 1;
      } else str_put_n(w->s, p++, 1);
    }
  }
  str_put(w->s, " ");
}

static void rule_line(const drawing *w, size_t outputs) {
  for (size_t c = 0; c < w->d->nin + 1 + outputs; c++) str_put(w->s, "|---");
  str_put(w->s, "|\n");
}

static void otherwise(const drawing *w, const char *value) {
  for (size_t c = 0; c < w->d->nin; c++) str_put(w->s, c ? "| " : "| それ以外 ");
  str_printf(w->s, "| 既定 %s|\n", value);
}

static bool catches_all(const dmn_decision *d) {
  for (size_t k = 0; k < d->nrules; k++) {
    size_t c = 0;
    while (c < d->nin && d->rules[k].in[c].any) c++;
    if (c == d->nin) return true;
  }
  return false;
}

/* The rule set of a COLLECT #: how many of them hold. */
static void counting(const drawing *w, const char *name, const char *result) {
  head(w, name, " すべて");
  columns(w);
  str_printf(w->s, "| 根拠 | ⇒%s |\n", result);
  rule_line(w, 1);
  for (size_t k = 0; k < w->d->nrules; k++) {
    conditions(w, &w->d->rules[k]);
    provenance(w, k);
    str_put(w->s, "| 1 |\n");
  }
  if (!catches_all(w->d)) otherwise(w, "| 0 ");
  str_put(w->s, "\n");
}

/* COLLECT +: what each rule adds, how many hold, and the sum where any does. */
static void summing(const drawing *w) {
  const dmn_decision *d = w->d;
  const dmn_output *o = &d->out[0];
  feel_value zero = { FEEL_NUM, mem_copy("0", 1) };
  str name = { 0 }, sum = { 0 }, none = { 0 };
  for (size_t k = 0; k < d->nrules; k++) {
    str_clear(&name);
    str_printf(&name, "%s 規則%zu", d->naze, k + 1);
    str_printf(&sum, "%s「%s」", k ? "＋" : "", str_text(&name));
    head(w, str_text(&name), " 上から順");
    columns(w);
    str_put(w->s, "| 根拠 | ⇒結果 |\n");
    rule_line(w, 1);
    conditions(w, &d->rules[k]);
    provenance(w, k);
    str_put(w->s, "| ");
    dmn_value(o->kind, o->decimals, d->rules[k].out[0].type == FEEL_NULL ? &zero : &d->rules[k].out[0], w->s);
    str_put(w->s, " |\n");
    bool all = true;
    for (size_t c = 0; c < d->nin; c++) all = all && d->rules[k].in[c].any;
    str zeroes = { 0 };
    str_put(&zeroes, "| ");
    dmn_value(o->kind, o->decimals, &zero, &zeroes);
    str_put(&zeroes, " ");
    if (!all) otherwise(w, str_text(&zeroes));
    str_put(w->s, "\n");
    str_free(&zeroes);
  }
  str_clear(&name);
  str_printf(&name, "%s 当たる数", d->naze);
  counting(w, str_text(&name), "数");
  dmn_value(o->kind, o->decimals, &o->usual, &none);
  head(w, d->naze, " 上から順");
  str_printf(w->s, "| 「%s」 | ⇒%s |\n|---|---|\n| 1以上 | %s |\n| それ以外 | %s |\n\n", str_text(&name), o->naze, str_text(&sum), str_text(&none));
  feel_value_free(&zero);
  str_free(&name);
  str_free(&sum);
  str_free(&none);
}

static void listing(const drawing *w) {
  static const char *const policy[] = { "", "", " 上から順", " 上から順", " 最小", " 最大", "", "" };
  const dmn_decision *d = w->d;
  head(w, d->naze, policy[d->hit]);
  columns(w);
  str_put(w->s, "| 根拠 ");
  for (size_t c = 0; c < d->nout; c++) str_printf(w->s, "| ⇒%s ", d->out[c].naze);
  str_put(w->s, "|\n");
  rule_line(w, d->nout);
  ranked *at = order(d);
  for (size_t k = 0; k < d->nrules; k++) {
    conditions(w, &d->rules[at[k].rule]);
    provenance(w, at[k].rule);
    for (size_t c = 0; c < d->nout; c++) {
      str_put(w->s, "| ");
      dmn_value(d->out[c].kind, d->out[c].decimals, &d->rules[at[k].rule].out[c], w->s);
      str_put(w->s, " ");
    }
    str_put(w->s, "|\n");
  }
  free(at);
  if (!catches_all(d)) {
    str usual = { 0 };
    for (size_t c = 0; c < d->nout; c++) {
      str_put(&usual, "| ");
      dmn_value(d->out[c].kind, d->out[c].decimals, &d->out[c].usual, &usual);
      str_put(&usual, " ");
    }
    otherwise(w, str_text(&usual));
    str_free(&usual);
  }
  str_put(w->s, "\n");
}

static void decision(const dmn_model *m, dmn_decision *d, str *s) {
  drawing w = { m, d, mem_resize(NULL, d->nin + 1, sizeof(bool)), s };
  str scratch = { 0 };
  for (size_t c = 0; c < d->nin; c++) {
    w.brief[c] = true;
    for (size_t k = 0; k < d->nrules; k++) w.brief[c] = w.brief[c] && dmn_short(m, &d->in[c], &d->rules[k].in[c], &scratch);
    for (size_t b = 0; b < c; b++) /* one fact heads one column */
      if (d->in[b].field == d->in[c].field && d->in[b].decision == d->in[c].decision) w.brief[c] = false;
  }
  str_free(&scratch);
  d->from = lines(s);
  if (d->hit == HIT_COUNT) counting(&w, d->naze, d->out[0].naze);
  else if (d->hit == HIT_SUM) summing(&w);
  else listing(&w);
  d->to = lines(s);
  free(w.brief);
}

void dmn_write(dmn_model *m, str *s) {
  str_printf(s, "# %s から naze import dmn で訳したもの。直すときは、ここを直す。\n", path_base(m->path));
  for (size_t i = 0; i < m->renamed.n; i++) str_printf(s, "# 元の名 %s\n", m->renamed.v[i]);
  for (size_t i = 0; i < m->nrefused; i++) {
    str_printf(s, "# 訳していない: %s:%ld ", path_base(m->path), m->refused[i].line);
    quote(s, m->refused[i].where);
    str_put(s, " ");
    quote(s, m->refused[i].why);
    str_put(s, "\n");
  }
  str_put(s, "\n出典 「DMN ");
  prose(s, m->naze);
  str_put(s, "」『");
  quote(s, m->name);
  str_put(s, "（");
  quote(s, m->space);
  str_put(s, "）』。\n\n");
  choices(m, s);
  fields(m, s);
  for (size_t i = 0; i < m->ndecisions; i++)
    if (!m->decisions[i].refused) decision(m, &m->decisions[i], s);
}
