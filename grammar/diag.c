/* diag.c -- the list of messages; see diag.h */
#include "diag.h"

#include <string.h>

enum { DEFAULT_LIMIT = 200 };

static const struct {
  const char *code, *name;
  nz_sev sev;
  const char *text[2][3];
} catalogue[] = {
#define M(id, code, sev, ja, ja_why, ja_fix, en, en_why, en_fix) \
  {code, #id, sev, {{ja, ja_why, ja_fix}, {en, en_why, en_fix}}},
#include "messages.def"
#undef M
};

void nz_diags_init(nz_diags *d, nz_arena *a) {
  memset(d, 0, sizeof *d);
  d->a = a;
  d->limit = DEFAULT_LIMIT;
}

void nz_diags_trial(nz_diags *d, nz_arena *a) {
  nz_diags_init(d, a);
  d->limit = 0;
}

static bool same_place(nz_span x, nz_span y) { return x.file == y.file && x.lo == y.lo && x.hi == y.hi; }

static nz_diag *scratch(nz_diags *d, nz_msg id, nz_span at) {
  memset(&d->scratch, 0, sizeof d->scratch);
  d->scratch.id = id;
  d->scratch.at = at;
  return &d->scratch;
}

nz_diag *nz_report(nz_diags *d, nz_msg id, nz_span at) {
  for (uint32_t i = 0; i < d->list.n; i++)
    if (d->list.v[i].id == id && same_place(d->list.v[i].at, at)) return scratch(d, id, at);
  nz_sev sev = nz_msg_severity(id);
  d->errors += sev == NZ_ERROR;
  d->warnings += sev == NZ_WARNING;
  if (!d->list.v && d->limit) { /* the whole list at once: it never moves, so pointers to its messages stay good */
    d->list.cap = d->limit;
    d->list.v = NZ_NEW_N(d->a, nz_diag, d->list.cap);
  }
  if (d->list.n >= d->limit || d->list.n >= d->list.cap) {
    d->dropped++;
    return scratch(d, id, at);
  }
  nz_diag *g = &d->list.v[d->list.n++];
  memset(g, 0, sizeof *g);
  g->id = id;
  g->at = at;
  return g;
}

/* A text too long to be quoted: as many whole characters as fit, and … */
static nz_str beginning(nz_arena *a, const char *p) {
  static const char more[] = "…";
  size_t n = NZ_MAX_QUOTED;
  while (n > 0 && ((unsigned char)p[n] & 0xC0) == 0x80) n--;
  char *s = NZ_NEW_N(a, char, n + sizeof more);
  memcpy(s, p, n);
  memcpy(s + n, more, sizeof more);
  return (nz_str){s, (uint32_t)(n + sizeof more - 1)};
}

nz_diag *nz_arg(nz_diags *d, nz_diag *g, int i, const char *p, size_t n) {
  if (i < 0 || i > 3 || n >= UINT32_MAX) return g;
  if (g == &d->scratch) g->arg[i] = (nz_str){"", 0};
  else g->arg[i] = n > NZ_MAX_QUOTED ? beginning(d->a, p) : (nz_str){nz_copy(d->a, p, n), (uint32_t)n};
  return g;
}

nz_diag *nz_args(nz_diags *d, nz_diag *g, int i, const char *s) { return nz_arg(d, g, i, s, strlen(s)); }

void nz_fix(nz_diags *d, nz_diag *g, nz_span at, const char *p, size_t n) {
  if (g == &d->scratch || n >= UINT32_MAX) return;
  g->has_fix = true;
  g->fix_at = at;
  g->fix = (nz_str){nz_copy(d->a, p, n), (uint32_t)n};
}

nz_sev nz_msg_severity(nz_msg id) { return id < NZ_M_COUNT ? catalogue[id].sev : NZ_ERROR; }
const char *nz_msg_code(nz_msg id) { return id < NZ_M_COUNT ? catalogue[id].code : "N0000"; }
const char *nz_msg_name(nz_msg id) { return id < NZ_M_COUNT ? catalogue[id].name : "NONE"; }

nz_msg nz_msg_find(const char *s) {
  for (size_t i = 0; i < NZ_M_COUNT; i++)
    if (strcmp(s, catalogue[i].code) == 0 || strcmp(s, catalogue[i].name) == 0) return (nz_msg)i;
  return NZ_M_COUNT;
}

const char *nz_msg_text(nz_msg id, bool english, int part) {
  if (id >= NZ_M_COUNT || part < NZ_WHAT || part > NZ_HOW) return "";
  return catalogue[id].text[english][part];
}
