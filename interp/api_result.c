/* api_result.c -- one answer: its outcome and the texts around it. */
#include "../grammar/calendar.h"
#include "api.h"
#include "ir/ask.h"

#include <string.h>

typedef struct making { naze_result *r; void (*f)(naze_result *); } making;

static naze_status make(void *arg) {
  making *k = arg;
  k->f(k->r);
  return NAZE_OK;
}

bool nz_result_make(const naze_result *r, void (*f)(naze_result *)) {
  making k = {(naze_result *)r, f}; /* made on demand, kept inside */
  nz_guard g = nz_session_guard(r->s);
  if (nz_guarded(&g, make, &k) == NAZE_OK) return true;
  r->s->incomplete = true;
  return false;
}

bool naze_session_complete(const naze_session *s) { return s && !s->incomplete; }

/* ---- outcomes ---- */

naze_outcome nz_outcome(const nz_val *v) {
  switch (nz_outcome_of(v)) {
  case NZ_OUT_DENY: return NAZE_DENY;
  case NZ_OUT_ALLOW: return NAZE_ALLOW;
  case NZ_OUT_PARTIAL: return NAZE_PARTIAL;
  case NZ_OUT_REFER: return NAZE_REFER;
  case NZ_OUT_NA: return NAZE_NA;
  case NZ_OUT_UNKNOWN: return NAZE_UNKNOWN;
  case NZ_OUT_VALUE: return NAZE_VALUE;
  default: return NAZE_FAULT;
  }
}

const char *nz_outcome_text(naze_outcome o) {
  static const char *const names[] = {"不可", "可", "一部可", "要照会", "対象外", "不明", "", "計算できない"};
  return (unsigned)o < sizeof names / sizeof *names ? names[o] : "";
}

static uint32_t output_type(const ir_module *m, const nz_question *q) {
  const ir_decl *d = &m->decls.v[q->decl];
  return q->output < d->outputs.n ? m->outputs.v[d->outputs.first + q->output].type : IR_NONE;
}

static const char *value_text(nz_arena *a, const naze_session *s, const nz_question *q, const nz_val *v) {
  uint32_t type = output_type(s->m, q);
  if (type == IR_NONE || v->st != NZ_KNOWN) return "";
  if (v->k == IR_T_BOOL) return v->a ? "当たる" : "当たらない";
  return v->k == IR_T_DECISION ? "" : nz_value_text(a, s->m, s->facts, type, v);
}

const char *nz_answer_text(nz_arena *a, const naze_session *s, const nz_question *q, const nz_val *v) {
  const char *value = value_text(a, s, q, v);
  if (*value) return value;
  if (v->st == NZ_NOVALUE || v->st == NZ_FAULT) return nz_value_text(a, s->m, s->facts, output_type(s->m, q), v);
  return nz_outcome_text(nz_outcome(v));
}

static const char *title_text(const naze_result *r, bool brief) {
  ir_buf b = {.a = &r->s->ask};
  nz_question_text(r->s->m, r->s->facts, &r->q, brief, &b);
  return nz_buf_text(&b);
}

/* ---- period, mark, confirmation ---- */

static const ir_variant *variant_of(const naze_result *r, const nz_pnode *p) {
  return p->variant == IR_NONE ? NULL : &r->s->m->variants.v[p->variant];
}

static const char *period_text(nz_arena *a, const ir_module *m, const ir_variant *v) {
  ir_buf b = {.a = a};
  if (!v) return "";
  if (v->from != IR_DATE_MIN) ir_buf_printf(&b, "%sから", nz_date_text(a, m, v->from));
  if (v->to != IR_DATE_MAX) ir_buf_printf(&b, "%sまで", nz_date_text(a, m, v->to));
  return nz_buf_text(&b);
}

static bool is_decl_step(const naze_result *r, const nz_pnode *p) { return p->node == IR_NONE || ir_at(r->s->m, p->node)->op == IR_DECL; }

/* The mark of the cell that answered, when the declaration asked about is a matrix. */
static const char *mark_of(const naze_result *r) {
  const ir_module *m = r->s->m;
  uint32_t step = r->proof.root;
  for (int hops = 0; hops < 64; hops++) {
    const nz_pnode *p = &r->proof.nodes.v[step];
    const ir_node *n = p->node == IR_NONE ? NULL : ir_at(m, p->node);
    if (n && n->op == IR_MATRIX) {
      const ir_table *t = &m->tables.v[n->ref];
      if (p->row >= t->rows.n || p->col >= t->cols.n) return "";
      return ir_text(m, m->cells.v[t->cells.first + p->row * t->cols.n + p->col].mark).p;
    }
    if (!p->nkids) return "";
    if (!n) step = r->proof.kids.v[p->kids + p->nkids - 1]; /* the body comes last */
    else if (n->op == IR_PROV || n->op == IR_READING) step = r->proof.kids.v[p->kids];
    else return "";
  }
  return "";
}

static int64_t last_confirmed(const naze_result *r) {
  int64_t oldest = IR_DATE_MAX;
  for (uint32_t i = 0; i < r->proof.nodes.n; i++) {
    const nz_pnode *p = &r->proof.nodes.v[i];
    if (!is_decl_step(r, p)) continue;
    const ir_variant *v = variant_of(r, p);
    if (!v && r->stale) { /* --strict: refused because nobody has confirmed it since */
      uint32_t in_force = ir_variant_on(r->s->m, &r->s->m->decls.v[p->decl], p->date);
      if (in_force != IR_NONE) v = &r->s->m->variants.v[in_force];
    }
    if (v && v->confirmed < oldest) oldest = v->confirmed;
  }
  return oldest;
}

const char *nz_iso_text(nz_arena *a, int64_t day) {
  int y, m, d;
  ir_buf b = {.a = a};
  nz_days_civil(day, &y, &m, &d);
  ir_buf_printf(&b, "%04d-%02d-%02d", y, m, d);
  return b.p;
}

static const char *copy(nz_arena *a, nz_str s) {
  ir_buf b = {.a = a};
  ir_buf_put(&b, s.p, s.n);
  return nz_buf_text(&b);
}

void nz_result_texts(naze_result *r) {
  naze_session *s = r->s;
  nz_arena *a = &s->ask;
  r->title = title_text(r, false);
  r->short_title = title_text(r, true);
  r->value = value_text(a, s, &r->q, &r->val);
  r->text = r->val.text ? ir_text(s->m, r->val.text).p : r->value;
  r->about = "";
  if (r->val.st == NZ_REFERRED) {
    nz_str whom, about;
    ir_ask_split(ir_text(s->m, r->val.text), &whom, &about);
    r->text = copy(a, whom);
    r->about = copy(a, about);
  }
  if (r->val.st == NZ_FAULT) r->text = nz_answer_text(a, s, &r->q, &r->val);
  r->date = nz_date_text(a, s->m, r->day);
  r->iso_date = nz_iso_text(a, r->day);
  r->period = period_text(a, s->m, variant_of(r, &r->proof.nodes.v[r->proof.root]));
  r->mark = mark_of(r);
  int64_t confirmed = last_confirmed(r);
  r->confirmed = confirmed == IR_DATE_MAX ? "" : nz_day_or_month(a, s->m, confirmed);
  r->iso_confirmed = confirmed == IR_DATE_MAX ? "" : nz_iso_text(a, confirmed);
  const ir_variant *v = variant_of(r, &r->proof.nodes.v[r->proof.root]);
  r->iso_from = v && v->from != IR_DATE_MIN ? nz_iso_text(a, v->from) : "";
  r->have_texts = true;
}

static bool texts(const naze_result *r) { return r && (r->have_texts || nz_result_make(r, nz_result_texts)); }

const char *naze_result_title(const naze_result *r) { return texts(r) ? r->title : ""; }
const char *naze_result_short(const naze_result *r) { return texts(r) ? r->short_title : ""; }
const char *naze_result_text(const naze_result *r) { return texts(r) ? r->text : ""; }
const char *naze_result_about(const naze_result *r) { return texts(r) ? r->about : ""; }
const char *naze_result_value(const naze_result *r) { return texts(r) ? r->value : ""; }
const char *naze_result_date(const naze_result *r) { return texts(r) ? r->date : ""; }
const char *naze_result_iso_date(const naze_result *r) { return texts(r) ? r->iso_date : ""; }
const char *naze_result_period(const naze_result *r) { return texts(r) ? r->period : ""; }
const char *naze_result_mark(const naze_result *r) { return texts(r) ? r->mark : ""; }
const char *naze_result_confirmed(const naze_result *r) { return texts(r) ? r->confirmed : ""; }

const char *naze_result_iso_from(const naze_result *r) { return texts(r) ? r->iso_from : ""; }
const char *naze_result_iso_confirmed(const naze_result *r) { return texts(r) ? r->iso_confirmed : ""; }

naze_outcome naze_result_outcome(const naze_result *r) { return r ? nz_outcome(&r->val) : NAZE_FAULT; }
bool naze_result_presumed(const naze_result *r) { return r && r->presumed; }
bool naze_result_stale(const naze_result *r) { return r && r->stale; }

int naze_result_wanted(const naze_result *r) {
  static const int out[] = {NAZE_DENY, NAZE_ALLOW, NAZE_PARTIAL, NAZE_REFER, NAZE_NA, NAZE_UNKNOWN, NAZE_VALUE};
  return r && r->q.want >= 0 && r->q.want <= NZ_OUT_VALUE ? out[r->q.want] : -1;
}
