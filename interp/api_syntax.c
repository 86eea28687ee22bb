/* api_syntax.c -- naze-syntax.h over the grammar's tokens and tree. */
#include "../grammar/keywords.h"
#include "api.h"
#include "naze-syntax.h"

#include <string.h>

struct naze_syntax {
  nz_hook hook;
  nz_arena arena;
  nz_sources sources;
  nz_diags list;
  nz_intern *names;
  nz_tree *tree;
  naze_token *tokens;
  uint32_t ntokens;
  naze_diags diags;
};

size_t naze_word_count(void) {
  const nz_word *w;
  return nz_words(&w);
}

bool naze_word_at(size_t i, naze_word *out) {
  const nz_word *w;
  if (!out || i >= nz_words(&w)) return false;
  *out = (naze_word){w[i].text, w[i].cls, w[i].doc, w[i].owners};
  return true;
}

static void place(const nz_source *src, uint32_t lo, uint32_t hi, uint32_t *rlo, uint32_t *rhi, uint32_t *line, uint32_t *col) {
  nz_place p = nz_place_of(src, lo, hi);
  *rlo = nz_raw_offset(src, lo);
  *rhi = nz_raw_offset(src, hi);
  *line = p.line;
  *col = p.col;
}

static naze_token token(const nz_source *src, uint32_t lo, uint32_t hi) {
  naze_token t = {.text = src->text + lo, .size = hi - lo};
  place(src, lo, hi, &t.lo, &t.hi, &t.line, &t.col);
  return t;
}

static void collect(naze_syntax *s) {
  const nz_tokens *ts = s->tree->toks;
  const nz_source *src = s->tree->src;
  if (!ts) return;
  s->tokens = NZ_NEW_N(&s->arena, naze_token, (size_t)ts->list.n + ts->comments.n);
  uint32_t c = 0;
  for (uint32_t i = 0; i <= ts->list.n; i++) {
    uint32_t here = i < ts->list.n ? ts->list.v[i].lo : UINT32_MAX;
    for (; c < ts->comments.n && ts->comments.v[c].lo < here; c++) {
      naze_token t = token(src, ts->comments.v[c].lo, ts->comments.v[c].hi);
      t.comment = true;
      s->tokens[s->ntokens++] = t;
    }
    if (i == ts->list.n) break;
    const nz_tok *k = &ts->list.v[i];
    if (k->lo >= k->hi || (k->flags & NZ_TF_VIRTUAL)) continue;
    naze_token t = token(src, k->lo, k->hi);
    t.quoted = (k->flags & NZ_TF_QUOTED) != 0;
    t.word = k->word ? nz_w_class(k->word) : 0;
    s->tokens[s->ntokens++] = t;
  }
}

typedef struct parsing { naze_syntax *s; const char *name, *bytes; size_t n; } parsing;

static naze_status parse(void *arg) {
  parsing *k = arg;
  naze_syntax *s = k->s;
  s->names = nz_intern_new(&s->arena, (uint64_t)(uintptr_t)s);
  nz_diags_init(&s->list, &s->arena);
  nz_diags_show(&s->diags, &s->list, &s->sources);
  nz_source *src = nz_source_load(&s->arena, &s->sources, &s->list, k->name, k->bytes, k->n);
  if (!src) return NAZE_RULE_ERROR;
  s->tree = nz_parse(&s->arena, s->names, &s->list, src);
  collect(s);
  return NAZE_OK;
}

naze_syntax *naze_syntax_parse(naze_alloc fn, void *ctx, const char *name, const char *bytes, size_t n) {
  nz_hook h = nz_hook_of(fn, ctx);
  if (!name || (!bytes && n)) return NULL;
  naze_syntax *s = nz_hook_get(h, sizeof *s);
  if (!s) return NULL;
  s->hook = h;
  nz_arena_init(&s->arena, h.fn, h.ctx);
  nz_diags_open(&s->diags, h);
  parsing k = {s, name, bytes, n};
  nz_guard g = {{&s->arena}, 1};
  if (nz_guarded(&g, parse, &k) == NAZE_OK) return s;
  naze_syntax_free(s);
  return NULL;
}

void naze_syntax_free(naze_syntax *s) {
  if (!s) return;
  nz_diags_close(&s->diags);
  nz_arena_free(&s->arena);
  nz_hook_put(s->hook, s, sizeof *s);
}

const naze_diags *naze_syntax_diags(const naze_syntax *s) { return s ? &s->diags : NULL; }

size_t naze_token_count(const naze_syntax *s) { return s ? s->ntokens : 0; }
bool naze_token_at(const naze_syntax *s, size_t i, naze_token *out) {
  if (!s || !out || i >= s->ntokens) return false;
  *out = s->tokens[i];
  return true;
}

static const nz_node *node(naze_tree_id id) { return (const nz_node *)(const void *)id; }

naze_tree_id naze_tree_root(const naze_syntax *s) { return s ? (naze_tree_id)(const void *)s->tree->root : NULL; }

bool naze_tree_get(const naze_syntax *s, naze_tree_id id, naze_tree_node *out) {
  if (!s || !id || !out) return false;
  const nz_node *n = node(id);
  bool worded = n->kind == NZ_T_DECL || n->kind == NZ_T_CLAUSE || n->kind == NZ_T_HEADWORD;
  *out = (naze_tree_node){.kind = nz_kind_name((nz_kind)n->kind), .doc = nz_kind_doc((nz_kind)n->kind), .name = nz_intern_get(s->names, n->name).p, .word = worded ? nz_w_text(n->op) : "",
                          .num = n->num, .aux = n->aux, .kids = n->nkid};
  place(s->tree->src, n->at.lo, n->at.hi, &out->lo, &out->hi, &out->line, &out->col);
  return true;
}

naze_tree_id naze_tree_kid(const naze_syntax *s, naze_tree_id id, size_t i) {
  return s && id && i < node(id)->nkid ? (naze_tree_id)(const void *)node(id)->kid[i] : NULL;
}

const char *naze_tree_kind(size_t i, const char **doc) {
  if (i >= NZ_T_COUNT) return NULL;
  if (doc) *doc = nz_kind_doc((nz_kind)i);
  return nz_kind_name((nz_kind)i);
}
