/* api_item.c -- what is declared, as a list: made when first asked for, then shared by all threads. */
#include <stdlib.h>
#include <string.h>

#include "naze-ir.h"
#include "api.h"
#include "api_decls.h"
#include "facts/put.h"

struct nz_listing {
  nz_arena arena;
  naze_item *items;
  struct in_force { int64_t from, to; } *when; /* of each item */
  uint32_t n, cap;
  struct case_item { const char *name, *file; uint32_t line; } *cases;
  uint32_t ncases;
};

typedef struct sorted { naze_item item; int64_t from, to; uint32_t file, order; } sorted;
typedef struct lister { const naze_program *p; struct nz_listing *l; const ir_module *m; NZ_VEC(sorted) v; } lister;

static sorted *put(lister *x, naze_item item) {
  sorted s = {.item = item, .from = IR_DATE_MIN, .to = IR_DATE_MAX};
  if (!s.item.readings) s.item.readings = "";
  /* files in the order they were given */
  s.file = UINT32_MAX;
  for (uint32_t i = 0; i < x->p->p.sources.list.n; i++)
    if (strcmp(x->p->p.sources.list.v[i]->path, s.item.file) == 0) s.file = i;
  s.order = x->v.n;
  sorted *at = &NZ_PUSH(&x->l->arena, &x->v);
  *at = s;
  return at;
}

static sorted *add(lister *x, const char *kind, nz_str name, const char *subject, const char *period, const char *cites, uint32_t loc) {
  const ir_loc *l = &x->m->locs.v[loc < x->m->locs.n ? loc : 0];
  return put(x, (naze_item){.kind = kind, .name = name.p, .subject = subject, .period = period, .cites = cites, .file = ir_text(x->m, l->file).p, .line = l->line});
}

static void add_named(void *ctx, const nz_named *n) {
  lister *x = ctx;
  nz_intern *names = x->p->p.names;
  const nz_source *src = n->tree->src;
  (void)put(x, (naze_item){.kind = n->kind, .name = nz_intern_get(names, n->name).p, .subject = n->of ? nz_intern_get(names, n->of).p : "", .period = "",
                           .cites = "", .file = src->path, .line = nz_line_of(src, n->at->at.lo)});
}

/* The sources of all its choices, each once. */
static const char *reading_cites(nz_arena *a, const ir_module *m, const ir_reading *r) {
  ir_buf b = {.a = a};
  for (uint32_t i = 0; i < r->choices.n; i++) {
    const char *cites = nz_cites_text(a, m, m->choices.v[r->choices.first + i].cites);
    if (!*cites || (b.n && strstr(b.p, cites))) continue;
    ir_buf_printf(&b, "%s%s", b.n ? "、" : "", cites);
  }
  return nz_buf_text(&b);
}

static int by_place(const void *a, const void *b) {
  const sorted *x = a, *y = b;
  if (x->file != y->file) return x->file < y->file ? -1 : 1;
  if (x->item.line != y->item.line) return x->item.line < y->item.line ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

static void cases(lister *x) {
  const nz_program *p = &x->p->p;
  struct nz_listing *l = x->l;
  l->cases = NZ_NEW_N(&l->arena, struct case_item, p->cases.n);
  for (uint32_t i = 0; i < p->cases.n; i++) {
    const nz_node *d = p->cases.v[i];
    const nz_source *src = p->case_trees.v[i]->src;
    nz_str name = nz_intern_get(p->names, d->name);
    l->cases[l->ncases++] = (struct case_item){name.p, src->path, nz_line_of(src, d->at.lo)};
  }
}

static naze_status list(void *arg) {
  lister *x = arg;
  const ir_module *m = x->m;
  nz_arena *a = &x->l->arena;
  for (uint32_t i = 0; i < m->sources.n; i++) add(x, "出典", ir_text(m, m->sources.v[i].name), "", "", ir_text(m, m->sources.v[i].title).p, m->sources.v[i].loc);
  for (uint32_t i = 0; i < m->ledgers.n; i++) add(x, "台帳", ir_text(m, m->ledgers.v[i].name), "", "", "", m->ledgers.v[i].loc);
  for (uint32_t i = 0; i < m->readings.n; i++) {
    const ir_reading *r = &m->readings.v[i];
    sorted *s = add(x, "解釈", ir_text(m, r->name), "", nz_period_text(a, m, r->from, r->to), reading_cites(a, m, r), r->loc);
    s->from = r->from;
    s->to = r->to;
  }
  for (uint32_t i = 0; i < m->decls.n; i++) {
    const ir_decl *d = &m->decls.v[i];
    if (nz_made_by_checker(&x->p->p, d)) continue;
    const char *subject = d->owner != IR_NONE ? ir_text(m, m->decls.v[d->owner].name).p : d->subject != IR_NONE ? ir_text(m, m->ledgers.v[d->subject].name).p : "";
    for (uint32_t k = 0; k < d->variants.n; k++) {
      const ir_variant *v = &m->variants.v[d->variants.first + k];
      sorted *s = add(x, nz_decl_word(d->kind), ir_text(m, d->name), subject, nz_period_text(a, m, v->from, v->to), nz_cites_text(a, m, v->cites), v->loc);
      s->from = v->from;
      s->to = v->to;
      if (d->variants.first + k < x->p->p.cvariants.n) s->item.readings = nz_readings_text(a, &x->p->p, x->p->p.cvariants.v[d->variants.first + k].decl);
    }
  }
  nz_named_each(&x->p->p, add_named, x);
  if (x->v.n) qsort(x->v.v, x->v.n, sizeof *x->v.v, by_place);
  x->l->items = NZ_NEW_N(a, naze_item, x->v.n);
  x->l->when = NZ_NEW_N(a, struct in_force, x->v.n);
  for (uint32_t i = 0; i < x->v.n; i++) {
    x->l->when[x->l->n] = (struct in_force){x->v.v[i].from, x->v.v[i].to};
    x->l->items[x->l->n++] = x->v.v[i].item;
  }
  cases(x);
  return NAZE_OK;
}

void nz_listing_free(nz_hook h, struct nz_listing *l) {
  if (!l) return;
  nz_arena_free(&l->arena);
  nz_hook_put(h, l, sizeof *l);
}

static const struct nz_listing *listing(const naze_program *p) {
  if (!p || !p->ok) return NULL;
  naze_program *q = (naze_program *)p; /* two threads may make it at once; the first one's stays */
  struct nz_listing *l = atomic_load_explicit(&q->listing, memory_order_acquire), *none = NULL;
  if (l) return l;
  l = nz_hook_get(p->hook, sizeof *l);
  if (!l) return NULL;
  nz_arena_init(&l->arena, p->hook.fn, p->hook.ctx);
  lister x = {.p = p, .l = l, .m = p->p.m};
  nz_guard g = {{&l->arena}, 1};
  if (nz_guarded(&g, list, &x) != NAZE_OK) {
    nz_listing_free(p->hook, l);
    return NULL;
  }
  if (!atomic_compare_exchange_strong_explicit(&q->listing, &none, l, memory_order_acq_rel, memory_order_acquire)) {
    nz_listing_free(p->hook, l);
    l = none;
  }
  return l;
}

size_t naze_item_count(const naze_program *p) {
  const struct nz_listing *l = listing(p);
  return l ? l->n : 0;
}

bool naze_item_at(const naze_program *p, size_t i, naze_item *out) {
  const struct nz_listing *l = listing(p);
  if (!l || !out || i >= l->n) return false;
  *out = l->items[i];
  return true;
}

typedef struct dating { nz_arena arena; const char *text; int64_t day; bool ok; } dating;

static naze_status read_day(void *arg) {
  dating *k = arg;
  nz_diags d = {0};
  nz_diags_init(&d, &k->arena);
  nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit("基準日")};
  k->ok = nz_read_date(&d, &w, nz_typed(&k->arena, k->text, strlen(k->text)), NZ_DP_DAY, &k->day);
  return NAZE_OK;
}

bool naze_item_on(const naze_program *p, size_t i, const char *date, naze_status *st) {
  const struct nz_listing *l = listing(p);
  naze_status got = NAZE_USAGE;
  dating k = {.text = date};
  if (l && date && i < l->n) {
    nz_arena_init(&k.arena, p->hook.fn, p->hook.ctx);
    nz_guard g = {{&k.arena}, 1};
    got = nz_guarded(&g, read_day, &k);
    if (got == NAZE_OK && !k.ok) got = NAZE_USAGE;
    nz_arena_free(&k.arena);
  }
  if (st) *st = got;
  return got == NAZE_OK && k.day >= l->when[i].from && k.day <= l->when[i].to;
}

bool naze_ir_day(const naze_program *p, const char *date, int64_t *day) {
  if (!p || !date || !day) return false;
  dating k = {.text = date};
  nz_arena_init(&k.arena, p->hook.fn, p->hook.ctx);
  nz_guard g = {{&k.arena}, 1};
  bool ok = nz_guarded(&g, read_day, &k) == NAZE_OK && k.ok;
  nz_arena_free(&k.arena);
  *day = k.day;
  return ok;
}

size_t naze_case_count(const naze_program *p) {
  const struct nz_listing *l = listing(p);
  return l ? l->ncases : 0;
}

const char *naze_case_name(const naze_program *p, size_t i, const char **file, uint32_t *line) {
  const struct nz_listing *l = listing(p);
  if (!l || i >= l->ncases) return NULL;
  if (file) *file = l->cases[i].file;
  if (line) *line = l->cases[i].line;
  return l->cases[i].name;
}
