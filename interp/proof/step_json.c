/* step_json.c -- steps and claims as JSON text; see step.h. What is written depends on the step alone. */
#include "step.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../ir/ask.h"
#include "../ir/date.h"

/* ---- JSON text ---- */
void nz_js_text(ir_buf *out, const char *p, size_t n) {
  ir_buf_put(out, "\"", 1);
  size_t done = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char ch = (unsigned char)p[i];
    if (ch >= 0x20 && ch != '"' && ch != '\\') continue;
    if (i > done) ir_buf_put(out, p + done, i - done);
    if (ch == '"' || ch == '\\') ir_buf_printf(out, "\\%c", ch);
    else ir_buf_printf(out, "\\u%04x", ch);
    done = i + 1;
  }
  if (n > done) ir_buf_put(out, p + done, n - done);
  ir_buf_put(out, "\"", 1);
}

void nz_js_str(ir_buf *out, nz_str s) { nz_js_text(out, s.p, s.n); }

void nz_js_key(ir_buf *out, bool *first, const char *key) {
  ir_buf_put(out, ",", *first ? 0 : 1);
  *first = false;
  nz_js_text(out, key, strlen(key));
  ir_buf_put(out, ":", 1);
}

static void put(ir_buf *out, const char *s) { ir_buf_put(out, s, strlen(s)); }
static void member(ir_buf *out, bool *first, const char *key, const char *text) {
  nz_js_key(out, first, key);
  nz_js_text(out, text, strlen(text));
}

/* ---- names ---- */
void nz_decl_path(const ir_module *m, uint32_t decl, ir_buf *out) {
  const ir_decl *d = &m->decls.v[decl];
  nz_str s;
  if (d->owner != IR_NONE) {
    s = ir_text(m, m->decls.v[d->owner].name);
    ir_buf_put(out, s.p, s.n);
    put(out, "/");
  }
  s = ir_text(m, d->name);
  ir_buf_put(out, s.p, s.n);
}

void nz_row_path(const nz_case *c, uint32_t row, ir_buf *out) {
  const nz_crow *r = &c->rows.v[row];
  nz_str s = ir_text(c->m, c->m->ledgers.v[r->ledger].name);
  ir_buf_put(out, s.p, s.n);
  put(out, "[");
  ir_buf_put(out, r->name.p, r->name.n);
  put(out, "]");
}

uint32_t nz_output_type(const ir_module *m, uint32_t decl, uint32_t output) {
  const ir_decl *d = &m->decls.v[decl];
  return output < d->outputs.n ? m->outputs.v[d->outputs.first + output].type : IR_NONE;
}

const char *nz_out_word(int out) {
  static const char *const words[] = {"不可", "可", "一部可", "要照会", "対象外", "不明", "値"};
  return out >= 0 && out < (int)(sizeof words / sizeof *words) ? words[out] : "";
}

/* The row a cell is in: rows were added in order, each with its cells, but nothing here relies on it. */
static uint32_t row_of_cell(const nz_case *c, uint32_t cell) {
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const nz_crow *r = &c->rows.v[i];
    if (cell >= r->first_cell && cell - r->first_cell < c->m->ledgers.v[r->ledger].fields.n) return i;
  }
  return IR_NONE;
}

static void cell_path(const nz_case *c, uint32_t cell, ir_buf *out) {
  uint32_t lo = 0, hi = c->rows.n; /* usually ascending: the last row that starts at or before the cell */
  while (hi - lo > 1) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (c->rows.v[mid].first_cell <= cell) lo = mid;
    else hi = mid;
  }
  uint32_t row = lo;
  const nz_crow *r = lo < c->rows.n ? &c->rows.v[lo] : NULL;
  if (!r || cell < r->first_cell || cell - r->first_cell >= c->m->ledgers.v[r->ledger].fields.n) row = row_of_cell(c, cell);
  if (row == IR_NONE) return;
  r = &c->rows.v[row];
  nz_row_path(c, row, out);
  put(out, ".");
  nz_str s = ir_text(c->m, c->m->fields.v[c->m->ledgers.v[r->ledger].fields.first + (cell - r->first_cell)].name);
  ir_buf_put(out, s.p, s.n);
}

/* A path built in a buffer of its own, as a JSON text. */
static void path_text(ir_buf *out, const ir_buf *path) { nz_js_text(out, path->p ? path->p : "", path->n); }

/* ---- values ---- */
static void day(ir_buf *out, int64_t v) { /* "2024-04-01"; null for an open end or no date */
  ir_ymd t;
  if (!ir_civil(v, &t)) put(out, "null");
  else ir_buf_printf(out, "\"%04d-%02u-%02u\"", (int)t.y, (unsigned)t.m, (unsigned)t.d);
}

static void decimal(ir_buf *out, int64_t v, unsigned dec) {
  uint64_t size = v < 0 ? 0 - (uint64_t)v : (uint64_t)v, scale = 1;
  for (unsigned i = 0; i < dec; i++) scale *= 10;
  ir_buf_printf(out, "\"%s%" PRIu64, v < 0 ? "-" : "", size / scale);
  if (dec) ir_buf_printf(out, ".%0*" PRIu64, (int)dec, size % scale);
  put(out, "\"");
}

static const char *const fault_words[] = {"", "overflow", "zero", "conflict", "overlap", "gap", "empty", "depth", "range", "later"};
static const char *fault_word(unsigned which) { return which < sizeof fault_words / sizeof *fault_words ? fault_words[which] : "?"; }

/* Whom to ask, and about what if the rule says so. */
static void ask(ir_buf *out, bool *first, nz_str text, const char *key) {
  nz_str whom, about;
  ir_ask_split(text, &whom, &about);
  nz_js_key(out, first, key);
  nz_js_str(out, whom);
  if (!about.n) return;
  nz_js_key(out, first, "about");
  nz_js_str(out, about);
}

static void cause(const ir_module *m, const nz_case *c, const nz_cause *w, ir_buf *out) {
  static const char *const keys[] = {"fact", "open", "norow", "novariant", "ask", "fault"};
  bool first = true;
  ir_buf path = {out->a, NULL, 0, 0};
  put(out, "{");
  if (w->kind != NZ_C_ASK) nz_js_key(out, &first, w->kind < sizeof keys / sizeof *keys ? keys[w->kind] : "?");
  switch (w->kind) {
  case NZ_C_FACT: cell_path(c, w->id, &path); break;
  case NZ_C_OPEN:
  case NZ_C_NOROW:
    if (w->id < m->ledgers.n) put(&path, ir_text(m, m->ledgers.v[w->id].name).p);
    break;
  case NZ_C_NOVARIANT:
    if (w->id < m->decls.n) nz_decl_path(m, w->id, &path);
    break;
  case NZ_C_ASK:
    ask(out, &first, ir_text(m, w->id), "ask");
    put(out, "}");
    return;
  default: put(&path, fault_word(w->id)); break;
  }
  path_text(out, &path);
  put(out, "}");
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* In the order of their texts: the numbers of cells depend on how the case was read. */
static void causes(const ir_module *m, const nz_case *c, nz_causes all, ir_buf *out) {
  char **text = NZ_NEW_N(out->a, char *, all.n);
  for (uint32_t i = 0; i < all.n; i++) {
    ir_buf one = {out->a, NULL, 0, 0};
    cause(m, c, &all.v[i], &one);
    text[i] = one.p;
  }
  qsort(text, all.n, sizeof *text, by_text);
  put(out, "[");
  for (uint32_t i = 0; i < all.n; i++) {
    put(out, i ? "," : "");
    put(out, text[i]);
  }
  put(out, "]");
}

static void unit(const ir_module *m, const ir_type *t, bool *first, ir_buf *out) {
  if (t->ref >= m->units.n || ir_text(m, m->units.v[t->ref].name).n == 0) return;
  nz_js_key(out, first, "unit");
  nz_js_str(out, ir_text(m, m->units.v[t->ref].name));
}

static void known(const ir_module *m, const nz_case *c, const ir_type *t, const nz_val *v, bool *first, ir_buf *out) {
  static const char *const kinds[] = {"truth", "number", "quotient", "date", "month", "time", "period", "text", "value", "row", "decision", "set", "?"};
  member(out, first, "is", kinds[v->k <= IR_T_NOTHING ? v->k : IR_T_NOTHING]);
  if (v->k == IR_T_PERIOD) {
    nz_js_key(out, first, "from");
    day(out, v->a);
    nz_js_key(out, first, "to");
    day(out, v->b);
    return;
  }
  if (v->k == IR_T_SET) {
    nz_js_key(out, first, "certain");
    ir_buf_printf(out, "%" PRId64, v->a);
    nz_js_key(out, first, "possible");
    ir_buf_printf(out, "%" PRId64, v->b);
    return;
  }
  nz_js_key(out, first, "value");
  ir_buf path = {out->a, NULL, 0, 0};
  switch ((ir_tk)v->k) {
  case IR_T_BOOL: put(out, v->a ? "true" : "false"); break;
  case IR_T_QTY:
    decimal(out, v->a, t->k == IR_T_QTY ? t->dec : 0);
    unit(m, t, first, out);
    break;
  case IR_T_RATIO:
    ir_buf_printf(out, "\"%" PRId64 "/%" PRId64 "\"", v->a, v->b);
    unit(m, t, first, out);
    break;
  case IR_T_DATE: day(out, v->a); break;
  case IR_T_MONTH:
    if (ir_month_ok(v->a)) ir_buf_printf(out, "\"%04d-%02d\"", (int)(v->a / 12), (int)(v->a % 12) + 1);
    else put(out, "null");
    break;
  case IR_T_TIME: ir_buf_printf(out, "\"%02" PRId64 ":%02" PRId64 "\"", v->a / 60, v->a % 60); break;
  case IR_T_TEXT: nz_js_str(out, v->b == 0 ? ir_text(m, (ir_str)v->a) : v->a >= 0 && v->a < c->texts.n ? c->texts.v[v->a] : (nz_str){"", 0}); break;
  case IR_T_ENUM:
    if (v->a < 0 || v->a >= m->values.n) {
      put(out, "null");
      break;
    }
    nz_js_str(out, ir_text(m, m->values.v[v->a].name));
    nz_js_key(out, first, "of");
    nz_js_str(out, ir_text(m, m->enums.v[m->values.v[v->a].enum_].name));
    break;
  case IR_T_ROW:
    if (v->a >= 0 && v->a < c->rows.n) nz_row_path(c, (uint32_t)v->a, &path);
    path_text(out, &path);
    break;
  case IR_T_DECISION: nz_js_text(out, nz_out_word((int)v->a), strlen(nz_out_word((int)v->a))); break;
  default: put(out, "null"); break;
  }
}

void nz_val_json(const ir_module *m, const nz_case *c, uint32_t type, const nz_val *v, ir_buf *out) {
  static const ir_type plain = {IR_T_NOTHING, 0, IR_NONE};
  static const char *const none_words[] = {"対象外", "不可", "空欄", "なし"};
  const ir_type *t = type < m->types.n ? &m->types.v[type] : &plain;
  bool first = true;
  put(out, "{");
  switch ((nz_st)v->st) {
  case NZ_KNOWN: known(m, c, t, v, &first, out); break;
  case NZ_NOVALUE:
    member(out, &first, "is", "none");
    member(out, &first, "kind", v->why <= NZ_NA_ABSENT ? none_words[v->why] : "?");
    break;
  case NZ_REFERRED: member(out, &first, "is", "referred"); break;
  case NZ_FAULT:
    member(out, &first, "is", "fault");
    member(out, &first, "kind", fault_word(v->why));
    break;
  case NZ_MISSING: member(out, &first, "is", "unknown"); break;
  }
  if (v->st == NZ_REFERRED && v->text) ask(out, &first, ir_text(m, v->text), "text");
  else if (v->text && v->k != IR_T_SET) {
    nz_js_key(out, &first, "text");
    nz_js_str(out, ir_text(m, v->text));
  }
  if (v->st == NZ_MISSING && v->bounded) {
    unsigned dec = t->k == IR_T_QTY ? t->dec : 0;
    nz_js_key(out, &first, "between");
    put(out, "[");
    decimal(out, v->a, dec);
    put(out, ",");
    decimal(out, v->b, dec);
    put(out, "]");
  }
  if (v->st >= NZ_REFERRED) {
    nz_js_key(out, &first, "causes");
    causes(m, c, v->causes, out);
  }
  put(out, "}");
}

/* ---- steps ---- */
static void cites(const ir_module *m, ir_range r, bool *first, ir_buf *out) {
  if (r.n == 0) return;
  nz_js_key(out, first, "cites");
  put(out, "[");
  for (uint32_t i = 0; i < r.n; i++) {
    const ir_cite *k = &m->cites.v[r.first + i];
    ir_buf text = {out->a, NULL, 0, 0};
    if (k->source != IR_NONE) put(&text, ir_text(m, m->sources.v[k->source].name).p);
    if (k->source != IR_NONE && ir_text(m, k->text).n) put(&text, " ");
    put(&text, ir_text(m, k->text).p);
    put(out, i ? "," : "");
    path_text(out, &text);
  }
  put(out, "]");
}

static void declared(const ir_module *m, const nz_step *s, bool *first, ir_buf *out) {
  ir_buf path = {out->a, NULL, 0, 0};
  nz_decl_path(m, s->decl, &path);
  nz_js_key(out, first, "decl");
  path_text(out, &path);
  if (s->variant == IR_NONE) return;
  const ir_variant *v = &m->variants.v[s->variant];
  nz_js_key(out, first, "variant");
  put(out, "{\"from\":");
  day(out, v->from);
  put(out, ",\"to\":");
  day(out, v->to);
  put(out, "}");
  if (v->confirmed != IR_DATE_MAX) {
    nz_js_key(out, first, "confirmed");
    day(out, v->confirmed);
    nz_js_key(out, first, "stale");
    put(out, v->confirmed < s->date ? "true" : "false");
  }
  cites(m, v->cites, first, out);
}

static void place(ir_buf *out, bool *first, const char *key, uint32_t no, nz_str name) {
  nz_js_key(out, first, key);
  ir_buf_printf(out, "{\"no\":%" PRIu32 ",\"name\":", no + 1);
  nz_js_str(out, name);
  put(out, "}");
}

static void in_table(const ir_module *m, const ir_table *t, const nz_step *s, bool *first, ir_buf *out) {
  const ir_row *row = &m->rows.v[t->rows.first + s->row];
  const ir_cell *cell = &m->cells.v[t->cells.first + s->row * t->cols.n + s->col];
  place(out, first, "row", s->row, ir_text(m, row->name));
  place(out, first, "col", s->col, ir_text(m, m->heads.v[t->cols.first + s->col].name));
  if (cell->mark) {
    nz_js_key(out, first, "mark");
    nz_js_str(out, ir_text(m, cell->mark));
  }
  cites(m, row->cites, first, out);
}

void nz_step_json(const ir_module *m, const nz_case *c, uint32_t id, const nz_step *s, ir_buf *out) {
  bool first = true;
  const ir_node *n = s->node == IR_NONE ? NULL : ir_at(m, s->node);
  ir_buf_printf(out, "{\"id\":%" PRIu32, id);
  first = false;
  nz_js_key(out, &first, "node");
  if (n) ir_buf_printf(out, "%" PRIu32, s->node);
  else put(out, "null");
  member(out, &first, "op", n ? ir_op_name((ir_op)n->op) : "question");
  nz_js_key(out, &first, "date");
  day(out, s->date);
  nz_js_key(out, &first, "value");
  nz_val_json(m, c, s->type, &s->val, out);
  if (!n || n->op == IR_DECL) declared(m, s, &first, out);
  else if ((n->op == IR_FIELD || n->op == IR_REFS) && s->cell != IR_NONE) {
    ir_buf path = {out->a, NULL, 0, 0};
    cell_path(c, s->cell, &path);
    nz_js_key(out, &first, "cell");
    path_text(out, &path);
    if (s->presumed) {
      nz_js_key(out, &first, "presumed");
      put(out, "true");
    }
  } else if (n->op == IR_READING) {
    const ir_reading *r = &m->readings.v[n->ref];
    nz_js_key(out, &first, "reading");
    nz_js_str(out, ir_text(m, r->name));
    if (s->choice < r->choices.n) {
      nz_js_key(out, &first, "choice");
      nz_js_str(out, ir_text(m, m->choices.v[r->choices.first + s->choice].name));
      cites(m, m->choices.v[r->choices.first + s->choice].cites, &first, out);
    }
  } else if (n->op == IR_MATRIX || n->op == IR_DTABLE) {
    const ir_table *t = &m->tables.v[n->ref];
    if (s->row < t->rows.n && s->col < t->cols.n) in_table(m, t, s, &first, out);
  }
  nz_js_key(out, &first, "kids");
  put(out, "[");
  for (uint32_t i = 0; i < s->nkids; i++) ir_buf_printf(out, i ? ",%" PRIu32 : "%" PRIu32, s->kids[i]);
  put(out, "]}");
}

/* ---- the whole ---- */
void nz_claim_json(const ir_module *m, const nz_case *c, const nz_claim *k, ir_buf *out) {
  bool first = false;
  ir_buf path = {out->a, NULL, 0, 0};
  ir_buf_printf(out, "\"%s\":%d", NZ_PROOF_KEY, NZ_PROOF_VERSION);
  member(out, &first, "fingerprint", k->fingerprint);
  nz_js_key(out, &first, "question");
  nz_decl_path(m, k->decl, &path);
  put(out, "{\"decl\":");
  path_text(out, &path);
  ir_buf_printf(out, ",\"output\":%" PRIu32 ",\"subject\":", k->output);
  path.n = 0;
  if (k->subject == IR_NONE) put(out, "null");
  else {
    nz_row_path(c, k->subject, &path);
    path_text(out, &path);
  }
  put(out, ",\"args\":[");
  const ir_decl *d = &m->decls.v[k->decl];
  for (uint32_t i = 0, n = 0; i < k->nargs && i < d->params.n; i++) {
    const ir_param *p = &m->params.v[d->params.first + i];
    if (k->args[i].st != NZ_KNOWN) continue;
    put(out, n++ ? ",{\"param\":" : "{\"param\":");
    nz_js_str(out, ir_text(m, p->name));
    put(out, ",\"value\":");
    nz_val_json(m, c, p->type, &k->args[i], out);
    put(out, "}");
  }
  put(out, "],\"want\":");
  if (k->want < 0) put(out, "null");
  else nz_js_text(out, nz_out_word(k->want), strlen(nz_out_word(k->want)));
  put(out, "}");
  nz_js_key(out, &first, "date");
  day(out, k->date);
  nz_js_key(out, &first, "strict");
  put(out, k->strict ? "true" : "false");
  nz_js_key(out, &first, "readings");
  put(out, "[");
  for (uint32_t i = 0; i < m->readings.n; i++) {
    const ir_reading *r = &m->readings.v[i];
    put(out, i ? ",{\"reading\":" : "{\"reading\":");
    nz_js_str(out, ir_text(m, r->name));
    put(out, ",\"choice\":");
    nz_js_str(out, k->choice[i] < r->choices.n ? ir_text(m, m->choices.v[r->choices.first + k->choice[i]].name) : (nz_str){"", 0});
    put(out, "}");
  }
  put(out, "]");
  int o = nz_outcome_of(&k->answer);
  member(out, &first, "outcome", o < 0 ? "誤り" : nz_out_word(o));
}
