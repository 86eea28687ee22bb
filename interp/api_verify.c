/* api_verify.c -- duties of a rule set, and searches for cases; see naze-verify.h */
#include "api.h"

#include <string.h>

#include "facts/case_json.h"
#include "ir/phrase.h"
#include "naze-verify.h"
#include "verify/example.h"
#include "verify/search.h"

static const naze_duty_kind kinds[] = {
#define D(id, name, wanted, ja, en) {name, ja, en, wanted},
#include "verify/duties.def"
#undef D
};

bool naze_duty_kind_at(size_t i, naze_duty_kind *out) {
  if (i >= sizeof kinds / sizeof *kinds) return false;
  if (out) *out = kinds[i];
  return true;
}

naze_status naze_want_duties(naze_compiler *c) {
  if (!c || c->compiled) return NAZE_USAGE;
  c->prog->p.want_broken = true;
  return NAZE_OK;
}

size_t naze_duty_count(const naze_program *p) { return p && p->duties ? p->duties->list.n : 0; }

static const char *words(const ir_module *m, ir_str s) { return ir_text(m, s).p; } /* interned texts end in a NUL */

/* ---- texts made once, while compiling ---- */

static const char *about_text(nz_arena *a, const ir_module *m, const nz_duty *x) {
  static const char *const word[] = {"定義", "条件", "表", "判定表", "報酬", "規則", "加算", "予定"};
  if (x->kind == NZ_DUTY_PROPERTY) return "検証";
  if (x->about == IR_NONE) return "";
  const ir_decl *d = &m->decls.v[x->about];
  ir_buf b = {.a = a};
  const ir_decl *owner = d->owner == IR_NONE ? NULL : &m->decls.v[d->owner];
  if (owner) {
    nz_str s = ir_text(m, owner->name);
    ir_buf_printf(&b, "%s %.*s の ", word[owner->kind], (int)s.n, s.p);
  }
  nz_str s = ir_text(m, d->name);
  ir_buf_printf(&b, "%s %.*s", owner ? "" : word[d->kind], (int)s.n, s.p);
  return nz_buf_text(&b);
}

bool naze_duty_at(const naze_program *p, size_t i, naze_duty *out) {
  if (!p || !p->duties || i >= p->duties->list.n || !out) return false;
  const nz_duty *x = &p->duties->list.v[i];
  const ir_module *m = p->p.m;
  const ir_loc *l = &m->locs.v[x->loc];
  const nz_duty_texts *t = &p->duty_texts[i];
  *out = (naze_duty){.kind = x->kind, .decl = x->decl, .claim = x->kind == NZ_DUTY_CLAIM, .item = "", .part = words(m, x->kind_of), .about = t->about,
                     .detail = words(m, x->detail), .cite = t->cite, .file = words(m, l->file), .line = l->line, .from = IR_DATE_MIN, .to = IR_DATE_MAX};
  out->pair = x->pair != IR_NONE;
  out->differ = out->pair && x->differ.n ? &m->pool.v[x->differ.first] : NULL;
  out->ndiffer = out->pair ? x->differ.n : 0;
  if (out->claim) out->item = words(m, m->values.v[x->item].name);
  uint32_t dated = out->claim ? x->about : x->decl;
  if (dated != IR_NONE && m->decls.v[dated].variants.n) {
    ir_range r = m->decls.v[dated].variants;
    out->from = m->variants.v[r.first].from;
    out->to = m->variants.v[r.first + r.n - 1].to;
  }
  return true;
}

void nz_duties_prepare(naze_program *prog) {
  nz_program *p = &prog->p;
  prog->duties = nz_duties_make(p->arena, p);
  prog->duty_texts = NZ_NEW_N(p->arena, nz_duty_texts, prog->duties->list.n + 1u);
  for (uint32_t i = 0; i < prog->duties->list.n; i++) {
    const nz_duty *x = &prog->duties->list.v[i];
    prog->duty_texts[i] = (nz_duty_texts){about_text(p->arena, p->m, x), nz_cites_text(p->arena, p->m, x->cites)};
  }
}

/* ---- searching ---- */

struct naze_finder { naze_program *prog; nz_arena arena; nz_diags messages; };

naze_finder *naze_finder_new(const naze_program *p) {
  naze_finder *f = p && p->duties ? nz_hook_get(p->hook, sizeof *f) : NULL;
  if (!f) return NULL;
  f->prog = nz_program_hold(p);
  nz_arena_init(&f->arena, p->hook.fn, p->hook.ctx);
  return f;
}

void naze_finder_free(naze_finder *f) {
  if (!f) return;
  nz_arena_free(&f->arena);
  nz_hook h = f->prog->hook;
  nz_program_drop(f->prog);
  nz_hook_put(h, f, sizeof *f);
}

static bool shown(const nz_case *c, uint32_t row, uint32_t field) {
  const nz_cellval *v = &c->cells.v[nz_cell_of(c, row, field)];
  if (v->state == NZ_CELL_NOT_GIVEN || (v->nmulti == 0 && (c->m->fields.v[field].flags & IR_F_MULTI))) return false;
  return field != c->m->ledgers.v[c->rows.v[row].ledger].key;
}

const char *nz_facts_words(nz_arena *a, const nz_case *c) {
  ir_buf b = {.a = a};
  uint32_t date = 0;
  while (date + 1 < c->m->types.n && c->m->types.v[date].k != IR_T_DATE) date++;
  ir_buf_printf(&b, "基準日 ");
  ir_phrase_value(c->m, date, c->date, 0, &b);
  for (uint32_t r = 0; r < c->m->readings.n; r++) {
    if (!c->choice[r]) continue;
    nz_str name = ir_text(c->m, c->m->readings.v[r].name), choice = ir_text(c->m, c->m->choices.v[c->m->readings.v[r].choices.first + c->choice[r] - 1].name);
    ir_buf_printf(&b, "\n解釈 %.*s は %.*s", (int)name.n, name.p, (int)choice.n, choice.p);
  }
  for (uint32_t r = 0; r < c->rows.n; r++) {
    const ir_ledger *l = &c->m->ledgers.v[c->rows.v[r].ledger];
    for (uint32_t i = 0; i < l->fields.n; i++) {
      uint32_t f = l->fields.first + i;
      if (!shown(c, r, f)) continue;
      ir_buf_printf(&b, "\n");
      nz_cell_name(c, c->rows.v[r].first_cell + i, &b);
      ir_buf_printf(&b, " ");
      nz_cell_value(c, c->rows.v[r].first_cell + i, &b);
    }
  }
  return nz_buf_text(&b);
}

/* Of what the search began with, rows that came to nothing are left out: nobody refers to them and nothing is known of them. */
static void show(naze_finder *f, const nz_duty *x, const nz_search_result *r, naze_search *out) {
  nz_arena *a = &f->arena;
  nz_case *c = nz_case_copy(a, r->c);
  c->date = r->day;
  ir_buf json = {.a = a}, q = {.a = a};
  nz_case_to_json(c, &json);
  nz_question ask = r->q;
  if (x->kind != NZ_DUTY_PROPERTY && x->kind != NZ_DUTY_LEVEL && x->about != IR_NONE && !(x->kind == NZ_DUTY_CLAIM)) ask.decl = x->about;
  if (x->kind != NZ_DUTY_PROPERTY && x->kind != NZ_DUTY_LEVEL) nz_question_text(f->prog->p.m, c, &ask, false, &q);
  out->case_json = nz_buf_text(&json);
  out->facts = nz_facts_words(a, c);
  out->question = nz_buf_text(&q);
}

typedef struct looking { naze_finder *f; size_t i; uint64_t work; naze_search *out; const char *json; size_t n; } looking;

static naze_status search_one(void *arg) {
  looking *k = arg;
  const nz_duties *d = k->f->prog->duties;
  const nz_duty *x = &d->list.v[k->i];
  nz_arena_reset(&k->f->arena);
  *k->out = (naze_search){.found = NAZE_FOUND_NONE, .case_json = "", .facts = "", .question = "", .expected = "", .why = ""};
  if (x->decl == IR_NONE) return NAZE_USAGE;
  nz_search_result r = nz_search(&k->f->arena, d, x, k->work);
  k->out->runs = r.runs;
  k->out->counts = r.looks;
  if (r.found == NZ_UNDECIDED) {
    k->out->found = NAZE_FOUND_NOT_DECIDED;
    k->out->why = r.spent ? "work" : r.by_rows ? "rows" : "values";
  } else if (r.found == NZ_FOUND) {
    k->out->found = NAZE_FOUND_CASE;
    show(k->f, x, &r, k->out);
  }
  return NAZE_OK;
}

naze_status naze_duty_search(naze_finder *f, size_t i, uint64_t work, naze_search *out) {
  if (!f || !out || i >= f->prog->duties->list.n) return NAZE_USAGE;
  looking k = {f, i, work, out, NULL, 0};
  nz_guard g = {{&f->arena}, 1};
  return nz_guarded(&g, search_one, &k);
}

static naze_status replay_one(void *arg) {
  looking *k = arg;
  const nz_duties *d = k->f->prog->duties;
  const nz_duty *x = &d->list.v[k->i];
  nz_arena *a = &k->f->arena;
  nz_arena_reset(a);
  *k->out = (naze_search){.found = NAZE_FOUND_NONE, .case_json = "", .facts = "", .question = "", .expected = "", .why = ""};
  nz_diags said;
  nz_diags_init(&said, a);
  nz_case *c = nz_case_from_json(a, d->m, &said, "", k->json, k->n);
  if (!c || said.errors || c->date == IR_DATE_MIN || x->decl == IR_NONE) return NAZE_FACT_ERROR;
  const ir_decl *of = &d->m->decls.v[x->decl];
  nz_eval *e = nz_eval_new(a, d->m, c);
  /* rows in the order the solver made them: the subject the first of its ledger, a pair the first two, a claim the last */
  nz_question q = {.decl = x->decl, .subject = IR_NONE, .want = -1, .nargs = of->params.n};
  uint32_t pairs = 0;
  for (uint32_t r = 0; r < c->rows.n; r++) {
    if (c->rows.v[r].ledger == of->subject && (q.subject == IR_NONE || x->kind == NZ_DUTY_CLAIM)) q.subject = r;
    if (c->rows.v[r].ledger == x->pair && pairs < 2 && pairs < of->params.n) q.args[pairs] = r, q.has[pairs++] = true;
  }
  nz_eval_date(e, c->date);
  nz_val v = nz_eval_run(e, &q, NULL);
  bool yes = x->kind == NZ_DUTY_CLAIM ? nz_meets(&v, NZ_OUT_ALLOW) : v.st == NZ_KNOWN && v.a;
  if (!yes) return NAZE_OK;
  nz_search_result r = {.found = NZ_FOUND, .c = c, .q = q, .day = c->date};
  k->out->found = NAZE_FOUND_CASE;
  show(k->f, x, &r, k->out);
  return NAZE_OK;
}

naze_status naze_duty_replay(naze_finder *f, size_t i, const char *case_json, size_t n, naze_search *out) {
  if (!f || !out || !case_json || i >= f->prog->duties->list.n) return NAZE_USAGE;
  looking k = {f, i, 0, out, case_json, n};
  nz_guard g = {{&f->arena}, 1};
  return nz_guarded(&g, replay_one, &k);
}

typedef struct meeting { naze_finder *f; const size_t *duty; size_t n; bool *met; } meeting;

static naze_status meet_all(void *arg) {
  meeting *k = arg;
  nz_examples_meet(&k->f->arena, k->f->prog->duties, k->duty, k->n, k->met);
  return NAZE_OK;
}

naze_status naze_duties_in_cases(naze_finder *f, const size_t *duty, size_t n, bool *met) {
  if (!f || (n && (!duty || !met))) return NAZE_USAGE;
  for (size_t i = 0; i < n; i++)
    if (duty[i] >= f->prog->duties->list.n || f->prog->duties->list.v[duty[i]].decl == IR_NONE) return NAZE_USAGE;
  meeting k = {f, duty, n, met};
  nz_guard g = {{&f->arena}, 1};
  return nz_guarded(&g, meet_all, &k);
}
