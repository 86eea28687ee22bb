/* smt_case.c -- a model as a case (spec/case.md): what stands in the rows that are there, the day, and how to ask. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../json_out.h"
#include "smt.h"

typedef struct writer { smt *x; Z3_model m; json j; uint32_t *shown, nshown; } writer; /* shown: texts of the case, by number */

static bool truth_in(const writer *w, truth t) {
  Z3_ast v = NULL;
  if (t == w->x->yes || t == w->x->no) return t == w->x->yes;
  return Z3_model_eval(w->x->z, w->m, t, true, &v) && Z3_get_bool_value(w->x->z, v) == Z3_L_TRUE;
}

static int64_t number_in(const writer *w, num n) {
  Z3_ast v = NULL;
  uint64_t u = 0;
  if (n_fixed(&n)) return n.lo;
  if (!Z3_model_eval(w->x->z, w->m, n.t, true, &v) || !Z3_get_numeral_uint64(w->x->z, v, &u)) return n.lo;
  if (n.w < 64 && (u >> (n.w - 1) & 1)) u |= ~UINT64_C(0) << n.w;
  return (int64_t)u;
}

/* ---- values as JSON ---- */

static void day_text(str *s, int64_t packed) { str_printf(s, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, packed / 32 / 12, packed / 32 % 12 + 1, packed % 32); }

static void quantity(str *s, int64_t v, unsigned dec) {
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, scale = 1;
  for (unsigned i = 0; i < dec; i++) scale *= 10;
  str_printf(s, "%s%" PRIu64, v < 0 ? "-" : "", u / scale);
  if (dec) str_printf(s, ".%0*" PRIu64, (int)dec, u % scale);
}

static bool of_the_rules(const smt *x, const char *s) {
  for (uint32_t i = 0; i < x->ntexts; i++) {
    const char *t = naze_ir_string(x->g->p, x->texts[i]);
    if (t && strcmp(t, s) == 0) return true;
  }
  return false;
}

/* A text that the rules do not know has a name of its own: the same number, the same name. */
static void text(writer *w, str *s, int64_t v) {
  if (v < w->x->ntexts) {
    const char *t = naze_ir_string(w->x->g->p, w->x->texts[v]);
    str_put(s, t ? t : "");
    return;
  }
  static const char *const names[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
  uint32_t i = 0;
  while (i < w->nshown && w->shown[i] != (uint32_t)v) i++;
  if (i == w->nshown) {
    w->shown = mem_resize(w->shown, (size_t)w->nshown + 1, sizeof *w->shown);
    w->shown[w->nshown++] = (uint32_t)v;
  }
  for (unsigned again = 0;; again++) {
    size_t from = s->n;
    str_put(s, names[i % 10]);
    if (i >= 10 || again) str_printf(s, "%u", i / 10 + again);
    if (!of_the_rules(w->x, s->p + from)) return;
    s->n = from;
    s->p[from] = 0;
  }
}

static void row_name(writer *w, str *s, uint32_t l, uint32_t slot) {
  const naze_ir_ledger *led = &w->x->g->ledgers[l];
  if (led->key == NAZE_IR_NONE) {
    str_printf(s, "%s%u", led->name, slot + 1);
    return;
  }
  val v = f_cell(w->x, led->key, slot);
  const type *t = &w->x->g->types[w->x->g->fields[led->key].type];
  int64_t n = number_in(w, v.a);
  switch (t->k) {
  case K_TEXT: text(w, s, n); break;
  case K_QTY: quantity(s, n, t->dec); break;
  case K_ENUM: str_put(s, naze_ir_value_name(w->x->g->p, (uint32_t)n)); break;
  case K_DATE: day_text(s, n); break;
  default: str_printf(s, "%" PRId64, n); break;
  }
}

static void period(writer *w, const char *name, const val *v) {
  int64_t a = number_in(w, v->a), b = number_in(w, v->b);
  str s = {0};
  json_open(&w->j, name, '{');
  if (a > OPEN_FIRST) {
    day_text(&s, a);
    json_str(&w->j, "から", str_text(&s));
  }
  str_clear(&s);
  if (b < OPEN_LAST) {
    day_text(&s, b);
    json_str(&w->j, "まで", str_text(&s));
  }
  json_close(&w->j, '}');
  str_free(&s);
}

static void references(writer *w, const naze_ir_field *f, const truth *named) {
  uint32_t target = w->x->g->types[f->type].ref;
  str s = {0};
  json_open(&w->j, f->name, '[');
  for (uint32_t i = 0; i < w->x->ledgers[target].slots; i++) {
    if (!truth_in(w, named[i]) || !truth_in(w, f_there(w->x, target, i))) continue;
    str_clear(&s);
    row_name(w, &s, target, i);
    json_str(&w->j, NULL, str_text(&s));
  }
  json_close(&w->j, ']');
  str_free(&s);
}

static void cell(writer *w, uint32_t field, const val *v, const truth *named) {
  const naze_ir_field *f = &w->x->g->fields[field];
  const type *t = &w->x->g->types[f->type];
  if (!truth_in(w, v->st[KNOWN])) {
    json_raw(&w->j, f->name, "null", 4);
    return;
  }
  if (f->many) {
    references(w, f, named);
    return;
  }
  if (t->k == K_BOOL) {
    json_bool(&w->j, f->name, truth_in(w, v->t));
    return;
  }
  if (t->k == K_PERIOD) {
    period(w, f->name, v);
    return;
  }
  int64_t n = number_in(w, v->a);
  if (t->k == K_QTY && !t->dec) {
    json_int(&w->j, f->name, n);
    return;
  }
  str s = {0};
  switch (t->k) {
  case K_QTY: quantity(&s, n, t->dec); break;
  case K_ENUM: str_put(&s, naze_ir_value_name(w->x->g->p, (uint32_t)n)); break;
  case K_DATE: day_text(&s, n); break;
  case K_MONTH: str_printf(&s, "%04" PRId64 "-%02" PRId64, n / 12, n % 12 + 1); break;
  case K_TIME: str_printf(&s, "%02" PRId64 ":%02" PRId64, n / 60, n % 60); break;
  case K_TEXT: text(w, &s, n); break;
  case K_ROW: row_name(w, &s, t->ref, (uint32_t)n); break;
  default: break;
  }
  json_str(&w->j, f->name, str_text(&s));
  str_free(&s);
}

static void row(writer *w, uint32_t l, uint32_t slot) {
  const naze_ir_ledger *led = &w->x->g->ledgers[l];
  const book *L = &w->x->ledgers[l];
  json_open(&w->j, NULL, '{');
  if (led->key == NAZE_IR_NONE) {
    str s = {0};
    row_name(w, &s, l, slot);
    json_str(&w->j, "行の名", str_text(&s));
    str_free(&s);
  }
  for (uint32_t f = 0; f < led->fields; f++) {
    size_t at = (size_t)slot * led->fields + f;
    if (L->cell[at]) cell(w, led->first_field + f, L->cell[at], L->names[at]);
  }
  json_close(&w->j, '}');
}

bool c_payload(smt *x, Z3_model m, const val *v, int64_t out[2]) {
  writer w = {.x = x, .m = m};
  out[0] = out[1] = 0;
  if (v->st[KNOWN] == x->no || v->k == K_MIXED || !truth_in(&w, v->st[KNOWN])) return false;
  out[0] = v->k == K_BOOL ? truth_in(&w, v->t) : v->k == K_SET ? 0 : number_in(&w, v->a);
  if (v->k == K_RATIO || v->k == K_PERIOD) out[1] = number_in(&w, v->b);
  if (v->k == K_DATE || v->k == K_PERIOD) {
    out[0] = out[0] <= OPEN_FIRST ? INT64_MIN : d_to_day(out[0]);
    if (v->k == K_PERIOD) out[1] = out[1] >= OPEN_LAST ? INT64_MAX : d_to_day(out[1]);
  }
  return true;
}

/* ---- the whole ---- */

static void quoted(str *out, const char *name) { str_printf(out, "「%s」", name ? name : ""); }

static void argument(writer *w, str *out, uint32_t id, const val *v) {
  const type *t = &w->x->g->types[id];
  int64_t n = number_in(w, v->a);
  str s = {0};
  switch (t->k) {
  case K_MONTH: str_printf(out, "%04" PRId64 "-%02" PRId64, n / 12, n % 12 + 1); break;
  case K_DATE: day_text(out, n); break;
  case K_ROW:
    row_name(w, &s, t->ref, (uint32_t)n);
    quoted(out, str_text(&s));
    break;
  default: quoted(out, naze_ir_value_name(w->x->g->p, (uint32_t)n)); break;
  }
  str_free(&s);
}

static void question(writer *w, str *out) {
  const naze_ir_decl *d = &w->x->g->decls[w->x->decl];
  bool some = false;
  quoted(out, d->name);
  for (uint32_t i = 0; i < d->params; i++) {
    uint32_t t = 0, usual = NAZE_IR_NONE;
    if (!naze_ir_param_at(w->x->g->p, w->x->decl, i, NULL, &t, &usual) || usual != NAZE_IR_NONE) continue;
    str_put(out, some ? "、" : "（");
    argument(w, out, t, &w->x->params[i]);
    some = true;
  }
  if (some) str_put(out, "）");
}

size_t c_write(smt *x, Z3_model m, uint32_t slot, bool last, str *out, str *asked, str *subject) {
  writer w = {.x = x, .m = m};
  str s = {0};
  json_open(&w.j, NULL, '{');
  day_text(&s, number_in(&w, x->day));
  json_str(&w.j, "基準日", str_text(&s));
  for (uint32_t r = 0, open = 0; r <= x->g->n.readings; r++) { /* readings at another choice than the usual one */
    naze_ir_reading reading;
    bool end = r == x->g->n.readings;
    if (end && open) json_close(&w.j, '}');
    if (end || !naze_ir_reading_at(x->g->p, r, &reading) || reading.usual == x->g->choice[r]) continue;
    if (!open++) json_open(&w.j, "解釈", '{');
    json_str(&w.j, reading.name, naze_ir_choice_name(x->g->p, r, x->g->choice[r]));
  }
  size_t rows = 0, number = 0;
  for (uint32_t l = 0; l < x->g->n.ledgers; l++) {
    uint32_t n = 0, slots = x->ledgers[l].slots;
    bool of_subject = l == x->g->decls[x->decl].subject;
    for (uint32_t k = 0; k < slots; k++) { /* the subject before the others, or behind them */
      uint32_t i = k;
      if (of_subject) i = last ? (k + 1 == slots ? slot : k < slot ? k : k + 1) : k == 0 ? slot : k <= slot ? k - 1 : k;
      if (!truth_in(&w, f_there(x, l, i))) continue;
      if (!n++) json_open(&w.j, x->g->ledgers[l].name, '[');
      if (of_subject && i == slot) number = rows;
      row(&w, l, i);
      rows++;
    }
    if (n) json_close(&w.j, ']');
  }
  bool closed = false;
  for (uint32_t l = 0; l < x->g->n.ledgers; l++) {
    if (!x->ledgers[l].looked) continue;
    if (!closed) json_open(&w.j, "完結", '[');
    closed = true;
    json_open(&w.j, NULL, '{');
    json_str(&w.j, "台帳", x->g->ledgers[l].name);
    json_close(&w.j, '}');
  }
  if (closed) json_close(&w.j, ']');
  json_close(&w.j, '}');
  question(&w, asked);
  if (x->g->decls[x->decl].subject != NAZE_IR_NONE) row_name(&w, subject, x->g->decls[x->decl].subject, slot);
  str_put(out, str_text(&w.j.text));
  str_free(&w.j.text);
  str_free(&s);
  free(w.shown);
  return number;
}
