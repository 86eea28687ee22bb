/* api_lists.c -- what an answer rests on besides facts: source clauses, remarks, causes, readings. */
#include "api.h"
#include "ir/ask.h"

#include <string.h>

typedef struct list { nz_arena *a; NZ_VEC(const char *) v; } list;

static void add_once(list *l, const char *s) {
  if (!s || !*s) return;
  for (uint32_t i = 0; i < l->v.n; i++)
    if (strcmp(l->v.v[i], s) == 0) return;
  NZ_PUSH(l->a, &l->v) = s;
}

static nz_strs strs(const list *l) { return (nz_strs){l->v.v, l->v.n}; }

static void add_cites(list *l, const ir_module *m, ir_range cites) {
  for (uint32_t i = 0; i < cites.n; i++) {
    ir_buf b = {.a = l->a};
    nz_cite_put(m, cites.first + i, &b);
    add_once(l, b.p);
  }
}

static void add_notes(list *l, const ir_module *m, ir_range notes) {
  for (uint32_t i = 0; i < notes.n; i++) add_once(l, ir_text(m, m->pool.v[notes.first + i]).p);
}

/* What one step cites and remarks. */
static void of_step(const naze_result *r, const nz_pnode *p, list *cites, list *notes) {
  const ir_module *m = r->s->m;
  const ir_node *n = p->node == IR_NONE ? NULL : ir_at(m, p->node);
  if (!n || n->op == IR_DECL) {
    if (p->variant == IR_NONE) return;
    add_cites(cites, m, m->variants.v[p->variant].cites);
    add_notes(notes, m, m->variants.v[p->variant].notes);
  } else if (n->op == IR_MATRIX || n->op == IR_DTABLE) {
    const ir_table *t = &m->tables.v[n->ref];
    if (p->row >= t->rows.n) return;
    const ir_row *row = &m->rows.v[t->rows.first + p->row];
    add_cites(cites, m, row->cites);
    add_notes(notes, m, row->notes);
    if (p->col < t->cols.n) add_notes(notes, m, m->cells.v[t->cells.first + p->row * t->cols.n + p->col].notes);
  } else if (n->op == IR_READING && p->nkids) {
    const ir_reading *rd = &m->readings.v[n->ref];
    uint32_t chosen = r->proof.nodes.v[r->proof.kids.v[p->kids]].node;
    for (uint32_t i = 0; i < n->args.n && i < rd->choices.n; i++)
      if (ir_arg(m, n, i) == chosen) {
        add_cites(cites, m, m->choices.v[rd->choices.first + i].cites);
        break;
      }
  }
}

static const char *cause_text(nz_arena *a, const naze_session *s, nz_cause c, int64_t day) {
  const ir_module *m = s->m;
  ir_buf b = {.a = a};
  switch (c.kind) {
  case NZ_C_FACT: ir_buf_printf(&b, "%sがわからない", nz_cell_label(a, s->facts, c.id)); break;
  case NZ_C_OPEN: ir_buf_printf(&b, "%sがこれですべてかどうか、わからない", ir_text(m, m->ledgers.v[c.id].name).p); break;
  case NZ_C_NOROW: {
    uint32_t n = 0;
    (void)nz_case_only_row(s->facts, c.id, &n);
    ir_buf_printf(&b, n ? "どの%sのことか、決まらない" : "%sの事実がない", ir_text(m, m->ledgers.v[c.id].name).p);
    break;
  }
  case NZ_C_NOVARIANT: {
    uint32_t v = ir_variant_on(m, &m->decls.v[c.id], day);
    if (v != IR_NONE && m->variants.v[v].confirmed < day) { /* --strict */
      ir_buf_printf(&b, "%sは、%sより後の改定を確かめていない", ir_text(m, m->decls.v[c.id].name).p, nz_day_or_month(a, m, m->variants.v[v].confirmed));
      break;
    }
    ir_buf_printf(&b, "%sには、%sに効力のある定めがない", ir_text(m, m->decls.v[c.id].name).p, nz_date_text(a, m, day));
    break;
  }
  case NZ_C_ASK: {
    nz_str whom, about;
    ir_ask_split(ir_text(m, c.id), &whom, &about);
    if (whom.n) ir_buf_printf(&b, "%.*sに", (int)whom.n, whom.p);
    if (about.n) ir_buf_printf(&b, "『%.*s』を", (int)about.n, about.p);
    ir_buf_printf(&b, "照会する");
    break;
  }
  case NZ_C_FAULT: {
    nz_val v = {.st = NZ_FAULT, .why = (uint8_t)c.id};
    ir_buf_printf(&b, "計算できない（%s）", nz_value_text(a, m, s->facts, 0, &v));
    break;
  }
  default: break;
  }
  return nz_buf_text(&b);
}

static int state_of(const naze_result *r, uint32_t step) { return nz_state_of(&r->proof.nodes.v[step].val); }

static bool is_head(const ir_module *m, const ir_table *t, uint32_t node) {
  for (uint32_t c = 0; c < t->cols.n; c++) {
    uint32_t cond = m->heads.v[t->cols.first + c].cond;
    if (cond != IR_NONE && cond == node) return true;
  }
  return false;
}

/* Does the i-th step below this one bear on it? A proviso that does not apply, a column head that does not hold and a way
 * of 次のいずれか that failed where another did not take no part in the answer; the proof shows them all the same. */
static bool bears(const naze_result *r, const nz_pnode *p, uint32_t i) {
  const ir_module *m = r->s->m;
  const ir_node *n = p->node == IR_NONE ? NULL : ir_at(m, p->node);
  if (!n) return true;
  uint32_t step = r->proof.kids.v[p->kids + i];
  const nz_pnode *k = &r->proof.nodes.v[step];
  switch (n->op) {
  case IR_AND: return p->val.st != NZ_KNOWN || p->val.a || state_of(r, step) == NZ_S_FAILS;
  case IR_OR: return p->val.st != NZ_KNOWN || !p->val.a || state_of(r, step) == NZ_S_HOLDS;
  case IR_MATRIX: return state_of(r, step) != NZ_S_FAILS || !is_head(m, &m->tables.v[n->ref], k->node);
  case IR_PROV: return k->node == IR_NONE || ir_at(m, k->node)->op != IR_PROVITEM || !k->nkids || state_of(r, r->proof.kids.v[k->kids]) != NZ_S_FAILS;
  default: return true;
  }
}

void nz_result_lists(naze_result *r) {
  nz_arena *a = &r->s->ask;
  list cites = {.a = a}, notes = {.a = a}, causes = {.a = a};
  /* from the root down, each step once: what the answer rests on most directly comes first */
  uint8_t *seen = NZ_NEW_N(a, uint8_t, r->proof.nodes.n);
  uint32_t *stack = NZ_NEW_N(a, uint32_t, (size_t)r->proof.kids.n + 1), n = 0;
  if (r->proof.nodes.n) stack[n++] = r->proof.root;
  while (n) {
    uint32_t step = stack[--n];
    const nz_pnode *p = &r->proof.nodes.v[step];
    if (seen[step]) continue;
    seen[step] = 1;
    of_step(r, p, &cites, &notes);
    for (uint32_t i = p->nkids; i-- > 0;)
      if (bears(r, p, i)) stack[n++] = r->proof.kids.v[p->kids + i];
  }
  for (uint32_t i = 0; i < r->val.causes.n; i++) add_once(&causes, cause_text(a, r->s, r->val.causes.v[i], r->day));
  r->cites = strs(&cites);
  r->notes = strs(&notes);
  r->causes = strs(&causes);
  r->have_lists = true;
}

static bool lists(const naze_result *r) { return r && (r->have_lists || nz_result_make(r, nz_result_lists)); }
static const char *at(nz_strs l, size_t i) { return i < l.n ? l.v[i] : NULL; }

size_t naze_result_cites(const naze_result *r) { return lists(r) ? r->cites.n : 0; }
const char *naze_result_cite_at(const naze_result *r, size_t i) { return lists(r) ? at(r->cites, i) : NULL; }
size_t naze_result_notes(const naze_result *r) { return lists(r) ? r->notes.n : 0; }
const char *naze_result_note_at(const naze_result *r, size_t i) { return lists(r) ? at(r->notes, i) : NULL; }
size_t naze_result_causes(const naze_result *r) { return lists(r) ? r->causes.n : 0; }
const char *naze_result_cause_at(const naze_result *r, size_t i) { return lists(r) ? at(r->causes, i) : NULL; }

/* ---- readings ---- */

uint32_t nz_session_choice(const naze_session *s, uint32_t reading) {
  for (uint32_t i = s->picks.n; i-- > 0;)
    if (s->picks.v[i].reading == reading) return s->picks.v[i].choice;
  if (s->facts && s->facts->choice[reading]) return s->facts->choice[reading] - 1u;
  return s->m->readings.v[reading].dflt;
}

/* The value or the reason; "" where the outcome says all. */
static const char *other_text(nz_arena *a, const naze_result *r, const nz_val *v) {
  if (v->text) return ir_text(r->s->m, v->text).p;
  const char *all = nz_answer_text(a, r->s, &r->q, v);
  return strcmp(all, nz_outcome_text(nz_outcome(v))) == 0 ? "" : all;
}

static void make_readings(naze_result *r) {
  const ir_module *m = r->s->m;
  nz_arena *a = &r->s->ask;
  r->chosen = NZ_NEW_N(a, nz_read_as, m->readings.n);
  r->nchosen = 0;
  for (uint32_t i = 0; i < m->readings.n; i++) {
    if (!(r->readings[i / 64] >> (i % 64) & 1)) continue;
    const ir_reading *rd = &m->readings.v[i];
    uint32_t choice = nz_session_choice(r->s, i);
    if (choice >= rd->choices.n) continue;
    const ir_choice *c = &m->choices.v[rd->choices.first + choice];
    r->chosen[r->nchosen++] = (nz_read_as){ir_text(m, rd->name).p, ir_text(m, c->name).p, nz_cites_text(a, m, c->cites), choice == rd->dflt};
  }
  r->other = NZ_NEW_N(a, nz_read_otherwise, r->others.n);
  for (uint32_t i = 0; i < r->others.n; i++) {
    const nz_other *o = &r->others.v[i];
    ir_buf what = {.a = a}, source = {.a = a};
    for (uint32_t k = 0; k < o->n; k++) {
      const ir_reading *rd = &m->readings.v[o->reading[k]];
      const ir_choice *c = &m->choices.v[rd->choices.first + o->choice[k]];
      ir_buf_printf(&what, "%s「%s」を%s", k ? "、" : "", ir_text(m, rd->name).p, ir_text(m, c->name).p);
      const char *cites = nz_cites_text(a, m, c->cites);
      if (*cites) ir_buf_printf(&source, "%s%s", source.n ? "、" : "", cites);
    }
    r->other[i] = (nz_read_otherwise){nz_buf_text(&what), nz_buf_text(&source), other_text(a, r, &o->val), nz_outcome(&o->val)};
  }
  r->have_readings = true;
}

static bool readings(const naze_result *r) { return r && (r->have_readings || nz_result_make(r, make_readings)); }

size_t naze_result_chosen(const naze_result *r) { return readings(r) ? r->nchosen : 0; }
bool naze_result_chosen_at(const naze_result *r, size_t i, const char **reading, const char **choice, bool *is_default, const char **source) {
  if (!readings(r) || i >= r->nchosen) return false;
  const nz_read_as *c = &r->chosen[i];
  if (reading) *reading = c->reading;
  if (choice) *choice = c->choice;
  if (is_default) *is_default = c->is_default;
  if (source) *source = c->source;
  return true;
}

size_t naze_result_others(const naze_result *r) { return r ? r->others.n : 0; }
bool naze_result_other_at(const naze_result *r, size_t i, const char **choices, const char **source, naze_outcome *o, const char **text) {
  if (!readings(r) || i >= r->others.n) return false;
  const nz_read_otherwise *c = &r->other[i];
  if (choices) *choices = c->choices;
  if (source) *source = c->source;
  if (o) *o = c->outcome;
  if (text) *text = c->text;
  return true;
}
