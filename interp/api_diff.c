/* api_diff.c -- two editions, declaration by declaration; see naze-diff.h */
#include "api.h"

#include <string.h>

#include "../grammar/calendar.h"
#include "diff/explore.h"
#include "facts/case_json.h"
#include "facts/put.h"
#include "ir/phrase.h"
#include "naze-diff.h"

typedef struct item { uint32_t was, is, output; naze_diff_item shown; } item;
struct naze_diff {
  nz_hook hook;
  naze_program *prog[2];
  nz_side side[2];
  nz_arena own, work;         /* work: of one exploration */
  NZ_VEC(item) items;
  nz_difference last;
  uint32_t last_item;
  const char *what;
};

typedef struct opening { naze_diff *d; const naze_edition *e[2]; } opening;

/* ---- the two sides ---- */

static bool choose(naze_diff *d, int k, const char *text) {
  const ir_module *m = d->side[k].m;
  const char *eq = strchr(text, '=');
  if (!eq) return false;
  uint32_t r = ir_find_reading(m, text, (size_t)(eq - text));
  if (r == IR_NONE) return false;
  const ir_reading *rd = &m->readings.v[r];
  for (uint32_t i = 0; i < rd->choices.n; i++) {
    nz_str name = ir_text(m, m->choices.v[rd->choices.first + i].name);
    if (name.n != strlen(eq + 1) || memcmp(name.p, eq + 1, name.n) != 0) continue;
    ((uint32_t *)d->side[k].choice)[r] = i;
    return true;
  }
  return false;
}

/* A day, or a month, which is its first day. */
static bool read_day(naze_diff *d, const char *text, int64_t *out) {
  for (int precision = NZ_DP_DAY;; precision = NZ_DP_MONTH) {
    nz_diags said;
    nz_diags_init(&said, &d->own);
    nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit("基準日")};
    if (nz_read_date(&said, &w, nz_typed(&d->own, text, strlen(text)), precision, out)) return true;
    if (precision == NZ_DP_MONTH) return false;
  }
}

static bool open_side(naze_diff *d, int k, const naze_edition *e) {
  nz_side *s = &d->side[k];
  s->m = e->program->p.m;
  s->day = IR_DATE_MIN;
  uint32_t *choice = NZ_NEW_N(&d->own, uint32_t, s->m->readings.n + 1u);
  for (uint32_t r = 0; r < s->m->readings.n; r++) choice[r] = s->m->readings.v[r].dflt;
  s->choice = choice;
  if (e->date && !read_day(d, e->date, &s->day)) {
    d->what = nz_copy(&d->own, e->date, strlen(e->date));
    return false;
  }
  for (size_t i = 0; i < e->nreadings; i++)
    if (!choose(d, k, e->readings[i])) {
      d->what = nz_copy(&d->own, e->readings[i], strlen(e->readings[i]));
      return false;
    }
  return true;
}

/* ---- pairs ---- */

static const char *const decl_words[] = {"定義", "条件", "表", "判定表", "報酬", "規則", "加算", "予定"};

static const ir_variant *variant_of(const nz_side *s, uint32_t decl) {
  const ir_decl *d = &s->m->decls.v[decl];
  if (!d->variants.n) return NULL;
  uint32_t v = s->day == IR_DATE_MIN ? d->variants.first + d->variants.n - 1 : ir_variant_on(s->m, d, s->day);
  return v == IR_NONE ? NULL : &s->m->variants.v[v];
}

static void add_item(naze_diff *d, int k, uint32_t decl, uint32_t other, uint32_t output) {
  const nz_side *s = &d->side[k];
  const ir_decl *of = &s->m->decls.v[decl];
  const ir_variant *v = variant_of(s, decl);
  const ir_loc *l = &s->m->locs.v[v ? v->loc : of->loc];
  nz_str name = nz_side_name(&d->own, s->m, decl);
  ir_buf b = {.a = &d->own};
  ir_buf_printf(&b, "%.*s", (int)name.n, name.p);
  if (output) {
    nz_str col = ir_text(s->m, s->m->outputs.v[of->outputs.first + output].name);
    ir_buf_printf(&b, " の列 %.*s", (int)col.n, col.p);
  }
  item x = {.was = k ? other : decl, .is = k ? decl : other, .output = output};
  x.shown = (naze_diff_item){.word = of->owner == IR_NONE ? decl_words[of->kind] : "", .name = nz_buf_text(&b), .part = of->owner != IR_NONE, .cite = v ? nz_cites_text(&d->own, s->m, v->cites) : "",
                             .file = ir_text(s->m, l->file).p, .line = l->line, .state = k ? NAZE_DIFF_ADDED : NAZE_DIFF_REMOVED};
  NZ_PUSH(&d->own, &d->items) = x;
}

static naze_status pair_up(void *arg) {
  opening *o = arg;
  naze_diff *d = o->d;
  for (int k = 0; k < 2; k++)
    if (!open_side(d, k, o->e[k])) return NAZE_FACT_ERROR;
  const ir_module *is = d->side[1].m, *was = d->side[0].m;
  nz_same *same[2] = {nz_same_new(&d->own, &d->side[0]), nz_same_new(&d->own, &d->side[1])};
  for (uint32_t i = 0; i < is->decls.n; i++) {
    uint32_t other = nz_decl_across(&d->own, is, i, was);
    bool here = variant_of(&d->side[1], i) != NULL, there = other != IR_NONE && variant_of(&d->side[0], other) != NULL;
    for (uint32_t out = 0; out < is->decls.v[i].outputs.n && (here || there); out++) {
      add_item(d, 1, i, other, out);
      item *x = &d->items.v[d->items.n - 1];
      if (!there) continue;
      if (!here) {
        x->shown.state = NAZE_DIFF_REMOVED;
        continue;
      }
      uint64_t h[2][2], own[2][2];
      nz_same_decl(same[0], other, h[0], own[0]);
      nz_same_decl(same[1], i, h[1], own[1]);
      x->shown.state = memcmp(h[0], h[1], sizeof h[0]) == 0 ? NAZE_DIFF_SAME : NAZE_DIFF_OTHER;
      x->shown.itself = memcmp(own[0], own[1], sizeof own[0]) != 0;
    }
  }
  for (uint32_t i = 0; i < was->decls.n && was != is; i++)
    if (variant_of(&d->side[0], i) && nz_decl_across(&d->own, was, i, is) == IR_NONE) add_item(d, 0, i, IR_NONE, 0);
  return NAZE_OK;
}

naze_status naze_diff_new(const naze_edition *was, const naze_edition *is, naze_diff **out, const char **what) {
  if (out) *out = NULL;
  if (what) *what = "";
  if (!was || !is || !out || !was->program || !is->program || !was->program->ok || !is->program->ok) return NAZE_USAGE;
  naze_diff *d = nz_hook_get(is->program->hook, sizeof *d);
  if (!d) return NAZE_NO_MEMORY;
  d->hook = is->program->hook;
  d->prog[0] = nz_program_hold(was->program);
  d->prog[1] = nz_program_hold(is->program);
  nz_arena_init(&d->own, d->hook.fn, d->hook.ctx);
  nz_arena_init(&d->work, d->hook.fn, d->hook.ctx);
  opening o = {d, {was, is}};
  nz_guard g = {{&d->own}, 1};
  naze_status st = nz_guarded(&g, pair_up, &o);
  *out = d;
  if (what && d->what) *what = d->what;
  return st;
}

void naze_diff_free(naze_diff *d) {
  if (!d) return;
  nz_arena_free(&d->work);
  nz_arena_free(&d->own);
  for (int k = 0; k < 2; k++) nz_program_drop(d->prog[k]);
  nz_hook_put(d->hook, d, sizeof *d);
}

size_t naze_diff_count(const naze_diff *d) { return d ? d->items.n : 0; }

bool naze_diff_at(const naze_diff *d, size_t i, naze_diff_item *out) {
  if (!d || i >= d->items.n || !out) return false;
  *out = d->items.v[i].shown;
  return true;
}

/* ---- one declaration ---- */

typedef struct exploring { naze_diff *d; size_t i; uint64_t work; naze_difference *out; size_t k; naze_diff_way *way; } exploring;

static naze_status explore(void *arg) {
  exploring *x = arg;
  naze_diff *d = x->d;
  const item *it = &d->items.v[x->i];
  nz_arena_reset(&d->work);
  d->last = (nz_difference){0};
  d->last_item = (uint32_t)x->i;
  if (it->shown.state == NAZE_DIFF_OTHER) d->last = nz_explore(&d->work, &d->side[0], it->was, &d->side[1], it->is, it->output, x->work);
  *x->out = (naze_difference){d->last.exact, d->last.by_rows, d->last.spent, d->last.boxes, d->last.differing, d->last.found.n};
  return NAZE_OK;
}

naze_status naze_diff_explore(naze_diff *d, size_t i, uint64_t work, naze_difference *out) {
  if (!d || !out || i >= d->items.n) return NAZE_USAGE;
  *out = (naze_difference){0};
  exploring x = {.d = d, .i = i, .work = work, .out = out};
  nz_guard g = {{&d->work}, 1};
  return nz_guarded(&g, explore, &x);
}

static const char *answer(nz_arena *a, const ir_module *m, const nz_val *v, uint32_t type) {
  static const char *const none[] = {"対象外", "不可", "空欄", "なし"};
  static const char *const out[] = {[NZ_OUT_ALLOW] = "可", [NZ_OUT_DENY] = "不可", [NZ_OUT_PARTIAL] = "一部可", [NZ_OUT_REFER] = "要照会", [NZ_OUT_NA] = "対象外", [NZ_OUT_UNKNOWN] = "不明"};
  ir_buf b = {.a = a};
  switch ((nz_st)v->st) {
    case NZ_NOVALUE: return v->why < 4 ? none[v->why] : "なし";
    case NZ_REFERRED: return "要照会";
    case NZ_FAULT: return "判定できない";
    case NZ_MISSING: return "不明";
    case NZ_KNOWN: break;
  }
  if (v->k == IR_T_BOOL) return v->a ? "成り立つ" : "成り立たない";
  if (v->k == IR_T_DECISION) return (size_t)v->a < sizeof out / sizeof *out && out[v->a] ? out[v->a] : "";
  if (v->k == IR_T_ROW || v->k == IR_T_SET || (v->k == IR_T_TEXT && v->b)) return "ほかの値";
  ir_phrase_value(m, type, v->a, v->b, &b);
  return nz_buf_text(&b);
}

static int height(const nz_val *v) { /* how much is granted; -1: not that sort of answer */
  if (v->st == NZ_NOVALUE) return v->why == NZ_NA_DENIED || v->why == NZ_NA_OUTSIDE ? 0 : -1;
  if (v->st != NZ_KNOWN) return -1;
  if (v->k == IR_T_BOOL) return v->a ? 2 : 0;
  if (v->k != IR_T_DECISION) return 3;
  return v->a == NZ_OUT_ALLOW ? 2 : v->a == NZ_OUT_PARTIAL ? 1 : v->a == NZ_OUT_DENY ? 0 : -1;
}

static int direction(const nz_val *was, const nz_val *is) {
  bool numbers = was->st == NZ_KNOWN && is->st == NZ_KNOWN && was->k == IR_T_QTY && is->k == IR_T_QTY;
  if (numbers) return is->a > was->a ? NAZE_DIFF_MORE : NAZE_DIFF_LESS;
  int a = height(was), b = height(is);
  if (a < 0 || b < 0 || a == b) return NAZE_DIFF_ELSE;
  return b > a ? NAZE_DIFF_WIDER : NAZE_DIFF_NARROWER;
}

static bool again(naze_diff *d, int k, const char *json, const nz_question *q, const nz_val *want) {
  nz_diags said;
  nz_diags_init(&said, &d->work);
  nz_case *c = nz_case_from_json(&d->work, d->side[k].m, &said, "", json, strlen(json));
  if (!c || said.errors) return false;
  nz_eval *e = nz_eval_new(&d->work, d->side[k].m, c);
  nz_eval_date(e, c->date);
  for (uint32_t r = 0; r < d->side[k].m->readings.n; r++) nz_eval_choice(e, r, d->side[k].choice[r]);
  nz_val v = nz_eval_run(e, q, NULL);
  return v.st == want->st && (v.st == NZ_MISSING || nz_same_answer(&v, want));
}

static naze_status show_way(void *arg) {
  exploring *x = arg;
  naze_diff *d = x->d;
  const item *it = &d->items.v[d->last_item];
  const nz_region_found *f = &d->last.found.v[x->k];
  nz_arena *a = &d->work;
  const ir_decl *of = &d->side[1].m->decls.v[it->is], *oof = &d->side[0].m->decls.v[it->was];
  ir_buf facts = {.a = a}, json = {.a = a}, old = {.a = a}, q = {.a = a};
  for (uint32_t i = 0; i < f->nfacts; i++) {
    ir_buf_printf(&facts, "%s", i ? "\n" : "");
    nz_cell_name(f->c, f->fact[i].cell, &facts);
    ir_buf_printf(&facts, " %s", f->fact[i].region);
  }
  nz_case_to_json(f->c, &json);
  nz_case_to_json(f->old_c, &old);
  if (!it->shown.part) nz_question_text(d->side[1].m, f->c, &f->q, false, &q);
  int dir = direction(&f->was, &f->is);
  *x->way = (naze_diff_way){.was = answer(a, d->side[0].m, &f->was, d->side[0].m->outputs.v[oof->outputs.first + it->output].type),
                            .is = answer(a, d->side[1].m, &f->is, d->side[1].m->outputs.v[of->outputs.first + it->output].type),
                            .direction = dir, .facts = nz_buf_text(&facts), .case_json = nz_buf_text(&json), .old_case_json = nz_buf_text(&old), .question = nz_buf_text(&q)};
  if (dir == NAZE_DIFF_MORE || dir == NAZE_DIFF_LESS) {
    x->way->has_amount = d->side[1].m->types.v[d->side[1].m->outputs.v[of->outputs.first + it->output].type].dec == 0;
    x->way->amount = f->is.a - f->was.a;
  }
  x->way->replayed = again(d, 1, x->way->case_json, &f->q, &f->is) && again(d, 0, x->way->old_case_json, &f->old_q, &f->was);
  return NAZE_OK;
}

bool naze_diff_way_at(naze_diff *d, size_t k, naze_diff_way *out) {
  if (!d || !out || k >= d->last.found.n) return false;
  exploring x = {.d = d, .k = k, .way = out};
  nz_guard g = {{&d->work}, 1};
  return nz_guarded(&g, show_way, &x) == NAZE_OK;
}
