/* api_diag.c -- messages of a compiler or a session, put into words when they are asked for. */
#include "../grammar/render.h"
#include "api.h"

#include <string.h>

void nz_diags_open(naze_diags *d, nz_hook h) {
  memset(d, 0, sizeof *d);
  nz_arena_init(&d->arena, h.fn, h.ctx);
}

void nz_diags_close(naze_diags *d) { nz_arena_free(&d->arena); }

void nz_diags_show(naze_diags *d, const nz_diags *list, const nz_sources *sources) {
  nz_arena_reset(&d->arena);
  d->list = list;
  d->sources = sources;
  memset(d->shown, 0, sizeof d->shown);
  memset(d->nshown, 0, sizeof d->nshown);
}

size_t naze_diag_count(const naze_diags *d) {
  if (!d || !d->list) return 0;
  return (size_t)d->list->list.n + (d->list->dropped > 0); /* the last says how many more there were */
}

typedef struct asked { naze_diags *d; uint32_t i; bool english; } asked;

static void render(const asked *q, naze_diag_info *out) {
  naze_diags *d = q->d;
  nz_diag more = {.id = NZ_M_MANY_MESSAGES, .at = {NZ_NO_FILE, 0, 0}};
  const nz_diag *g = &more;
  if (q->i < d->list->list.n) g = &d->list->list.v[q->i];
  else {
    ir_buf b = {.a = &d->arena};
    ir_buf_printf(&b, "%u", (unsigned)d->list->dropped);
    more.arg[0] = (nz_str){b.p, (uint32_t)b.n};
  }
  nz_shown s = nz_show_diag(&d->arena, d->sources, g, q->english);
  *out = (naze_diag_info){.code = s.code, .name = s.name, .severity = (int)s.severity, .file = s.file, .line = s.line, .col = s.col, .end_line = s.end_line, .end_col = s.end_col,
                          .what = s.what, .why = s.why, .how = s.how, .excerpt = s.excerpt, .fix = s.fix, .fix_lo = s.fix_lo, .fix_hi = s.fix_hi};
  for (int k = 0; k < 2; k++) {
    out->also[k].file = out->also[k].excerpt = "";
    if (!g->also[k].hi) continue;
    nz_diag there = {.id = g->id, .at = g->also[k]};
    nz_shown o = nz_show_diag(&d->arena, d->sources, &there, q->english);
    out->also[k].file = o.file;
    out->also[k].line = o.line;
    out->also[k].col = o.col;
    out->also[k].excerpt = o.excerpt;
  }
}

static naze_status get(void *arg) {
  asked *q = arg;
  naze_diags *d = q->d;
  uint32_t n = (uint32_t)naze_diag_count(d);
  if (d->nshown[q->english] < n) { /* messages may have been added since */
    naze_diag_info *v = NZ_NEW_N(&d->arena, naze_diag_info, n);
    if (d->nshown[q->english]) memcpy(v, d->shown[q->english], d->nshown[q->english] * sizeof *v);
    d->shown[q->english] = v;
    d->nshown[q->english] = n;
  }
  naze_diag_info info;
  render(q, &info);
  d->shown[q->english][q->i] = info;
  return NAZE_OK;
}

bool naze_diag_get(const naze_diags *d, size_t i, bool english, naze_diag_info *out) {
  if (!d || !out || i >= naze_diag_count(d)) return false;
  asked q = {(naze_diags *)d, (uint32_t)i, english}; /* what is const to the caller keeps its wording inside */
  bool there = i < d->nshown[english] && d->shown[english][i].file;
  if (!there || i >= d->list->list.n) { /* the count of further messages may have changed */
    nz_guard g = {{&q.d->arena}, 1};
    if (nz_guarded(&g, get, &q) != NAZE_OK) return false;
  }
  *out = d->shown[english][i];
  return true;
}

const char *naze_message_index(size_t i, bool english, const char **name, const char **what, const char **why, const char **how) {
  if (i >= NZ_M_COUNT) return NULL;
  nz_msg id = (nz_msg)i;
  if (name) *name = nz_msg_name(id);
  if (what) *what = nz_msg_text(id, english, NZ_WHAT);
  if (why) *why = nz_msg_text(id, english, NZ_WHY);
  if (how) *how = nz_msg_text(id, english, NZ_HOW);
  return nz_msg_code(id);
}

const naze_diags *naze_compiler_diags(const naze_compiler *c) { return c ? &c->diags : NULL; }
const naze_diags *naze_session_diags(const naze_session *s) { return s ? &s->diags : NULL; }
