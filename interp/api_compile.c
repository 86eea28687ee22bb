/* api_compile.c -- compiler and program: sources in, a checked program out. */
#include "api_show.h"
#include "ir/irtext.h"

#include <string.h>

struct nz_irtext { nz_arena arena; ir_buf text; };

/* ---- program ---- */

static naze_program *program_new(nz_hook h) {
  naze_program *p = nz_hook_get(h, sizeof *p);
  if (!p) return NULL;
  p->hook = h;
  atomic_init(&p->refs, 1);
  atomic_init(&p->irtext, NULL);
  atomic_init(&p->listing, NULL);
  nz_arena_init(&p->arena, h.fn, h.ctx);
  p->p.arena = &p->arena;
  return p;
}

static void irtext_free(nz_hook h, struct nz_irtext *t) {
  if (!t) return;
  nz_arena_free(&t->arena);
  nz_hook_put(h, t, sizeof *t);
}

naze_program *nz_program_hold(const naze_program *p) {
  naze_program *q = (naze_program *)p; /* only the count changes */
  atomic_fetch_add_explicit(&q->refs, 1, memory_order_relaxed);
  return q;
}

void nz_program_drop(naze_program *p) {
  if (!p || atomic_fetch_sub_explicit(&p->refs, 1, memory_order_acq_rel) != 1) return;
  irtext_free(p->hook, atomic_load(&p->irtext));
  nz_listing_free(p->hook, atomic_load(&p->listing));
  nz_arena_free(&p->arena);
  nz_hook h = p->hook;
  nz_hook_put(h, p, sizeof *p);
}

void naze_program_free(naze_program *p) { nz_program_drop(p); }

const char *naze_fingerprint(const naze_program *p) { return p ? p->fingerprint : ""; }

typedef struct writing { const naze_program *p; struct nz_irtext *t; } writing;

static naze_status write_ir(void *arg) {
  writing *w = arg;
  w->t->text.a = &w->t->arena;
  ir_write(w->p->p.m, &w->t->text, true);
  return NAZE_OK;
}

const char *naze_ir_text(const naze_program *p, size_t *n) {
  if (n) *n = 0;
  if (!p || !p->ok) return NULL;
  naze_program *q = (naze_program *)p; /* two threads may write it at once; the first one's stays */
  struct nz_irtext *t = atomic_load_explicit(&q->irtext, memory_order_acquire);
  if (!t) {
    t = nz_hook_get(p->hook, sizeof *t);
    if (!t) return NULL;
    nz_arena_init(&t->arena, p->hook.fn, p->hook.ctx);
    writing w = {p, t};
    nz_guard g = {{&t->arena}, 1};
    struct nz_irtext *none = NULL;
    if (nz_guarded(&g, write_ir, &w) != NAZE_OK) {
      irtext_free(p->hook, t);
      return NULL;
    }
    if (!atomic_compare_exchange_strong_explicit(&q->irtext, &none, t, memory_order_acq_rel, memory_order_acquire)) {
      irtext_free(p->hook, t);
      t = none;
    }
  }
  if (n) *n = t->text.n;
  return t->text.p;
}

/* ---- compiler ---- */

static naze_status start(void *arg) {
  naze_compiler *c = arg;
  nz_program *p = &c->prog->p;
  /* The seed keeps names chosen in a file from colliding on purpose; an address is as good a secret as there is here. */
  p->names = nz_intern_new(p->arena, (uint64_t)(uintptr_t)c * 0x9E3779B97F4A7C15u);
  nz_diags_init(&p->diags, p->arena);
  return NAZE_OK;
}

naze_compiler *naze_compiler_new(naze_alloc fn, void *ctx) {
  nz_hook h = nz_hook_of(fn, ctx);
  naze_compiler *c = nz_hook_get(h, sizeof *c);
  if (!c) return NULL;
  c->hook = h;
  nz_diags_open(&c->diags, h);
  c->prog = program_new(h);
  if (c->prog) {
    nz_guard g = {{&c->prog->arena}, 1};
    if (nz_guarded(&g, start, c) == NAZE_OK) {
      nz_diags_show(&c->diags, &c->prog->p.diags, &c->prog->p.sources);
      return c;
    }
  }
  naze_compiler_free(c);
  return NULL;
}

void naze_compiler_free(naze_compiler *c) {
  if (!c) return;
  nz_diags_close(&c->diags);
  nz_program_drop(c->prog);
  nz_hook_put(c->hook, c, sizeof *c);
}

typedef struct source_in { naze_compiler *c; const char *name, *bytes; size_t n; } source_in;

static naze_status add_source(void *arg) {
  source_in *in = arg;
  nz_program *p = &in->c->prog->p;
  uint32_t before = p->diags.errors;
  nz_source *s = nz_source_load(p->arena, &p->sources, &p->diags, in->name, in->bytes, in->n);
  if (!s) return NAZE_RULE_ERROR;
  if (nz_source_twice(&p->sources, &p->diags, s)) return NAZE_RULE_ERROR;
  NZ_PUSH(p->arena, &p->trees) = nz_parse(p->arena, p->names, &p->diags, s);
  return p->diags.errors > before ? NAZE_RULE_ERROR : NAZE_OK;
}

naze_status naze_add_source(naze_compiler *c, const char *name, const char *bytes, size_t n) {
  if (!c || !name || (!bytes && n) || c->compiled) return NAZE_USAGE;
  source_in in = {c, name, bytes, n};
  nz_guard g = {{&c->prog->arena}, 1};
  naze_status st = nz_guarded(&g, add_source, &in);
  if (st != NAZE_OK) c->bad_source = true;
  if (st == NAZE_NO_MEMORY) c->status = st;
  return st;
}

static naze_status check(void *arg) {
  naze_compiler *c = arg;
  naze_program *prog = c->prog;
  nz_program *p = &prog->p;
  bool checked = nz_check(p);
  nz_diags_calm(&p->diags, &p->sources);
  nz_diags_mend(&p->diags, &p->sources);
  if (!checked || c->bad_source || !p->m || p->diags.errors) return NAZE_RULE_ERROR;
  if (p->want_broken) nz_duties_prepare(prog);
  prog->ok = true;
  return NAZE_OK;
}

naze_status naze_compile(naze_compiler *c) {
  if (!c) return NAZE_USAGE;
  if (c->compiled) return c->status;
  c->compiled = true;
  if (c->status == NAZE_NO_MEMORY) return c->status; /* a source is lost: what is left would be judged wrongly */
  nz_guard g = {{&c->prog->arena}, 1};
  c->status = nz_guarded(&g, check, c);
  return c->status;
}

static naze_status sign(void *arg) { /* here, because checking rules does not need it and it takes a while */
  naze_program *prog = arg;
  nz_sign_sources(&prog->p);
  ir_fingerprint(prog->p.m, prog->fingerprint);
  return NAZE_OK;
}

naze_program *naze_take_program(naze_compiler *c) {
  if (!c || c->taken || !c->compiled || !c->prog->ok) return NULL;
  nz_guard g = {{&c->prog->arena}, 1};
  if (nz_guarded(&g, sign, c->prog) != NAZE_OK) return NULL;
  c->taken = true;
  return nz_program_hold(c->prog);
}
