/* cascade.c -- takes out of a list the messages that are only echoes of others; see diag.h.
 *
 * A declaration that does not parse declares nothing, so each use of its name is unknown too; a word that could not be
 * read is no subject either. What is said first is the mistake; the rest would send people to places that are right.
 * Only messages of the checker and repetitions are dropped, never the first message of a mistake. */
#include "source.h"

#include <string.h>

enum { PHASE_FILE, PHASE_WORDS, PHASE_CHECK, PHASE_OTHER, SEARCHED = 64 * 1024 };

typedef struct region { uint16_t file; uint32_t lo, hi; } region; /* one declaration, in text */

static int number(nz_msg id) {
  int n = 0;
  for (const char *c = nz_msg_code(id) + 1; *c; c++) n = n * 10 + (*c - '0');
  return n;
}

static int phase(nz_msg id) {
  int n = number(id);
  return n < 100 ? PHASE_FILE : n < 200 ? PHASE_WORDS : n >= 300 && n < 400 ? PHASE_CHECK : PHASE_OTHER;
}

static bool is_unknown(nz_msg id) { return strncmp(nz_msg_name(id), "UNKNOWN_", 8) == 0; }

static bool unreadable(nz_msg id) {
  switch (id) {
    case NZ_M_FILE_TOO_LARGE: case NZ_M_TOO_MANY_FILES: case NZ_M_ONLY_ZEROS: case NZ_M_HAS_NUL: case NZ_M_NOT_UTF8_CP932:
    case NZ_M_NOT_UTF8_UTF16: case NZ_M_NOT_UTF8_EUC: case NZ_M_NOT_UTF8: return true;
    default: return false;
  }
}

static const nz_source *source_of(const nz_sources *ss, nz_span at) { return at.file < ss->list.n ? ss->list.v[at.file] : NULL; }

static bool at_margin(const char *p) { /* does the line at p begin a declaration? */
  for (const char *c = p; *c && *c != '\n'; c++)
    if (*c == '\t') return false; /* a row pasted from a spreadsheet */
  return *p != ' ' && *p != '\t' && *p != '\n' && *p != '|' && *p != '#' && memcmp(p, "│", 3) != 0 && memcmp(p, "・", 3) != 0;
}

static region declaration_of(const nz_source *s, uint32_t off) {
  const char *t = s->text;
  uint32_t lo = off < s->ntext ? off : s->ntext - 1, hi;
  for (;; lo--) {
    while (lo > 0 && t[lo - 1] != '\n') lo--;
    if (lo == 0 || at_margin(t + lo)) break;
  }
  for (hi = lo;;) {
    const char *nl = memchr(t + hi, '\n', s->ntext - hi);
    hi = nl ? (uint32_t)(nl - t) + 1 : s->ntext;
    if (hi >= s->ntext || at_margin(t + hi)) break;
  }
  return (region){s->id, lo, hi};
}

static bool holds(const char *p, size_t n, nz_str word) {
  if (word.n == 0 || word.n > n) return false;
  for (const char *end = p + n - word.n; p <= end; p++) {
    p = memchr(p, word.p[0], (size_t)(end - p) + 1);
    if (!p) return false;
    if (memcmp(p, word.p, word.n) == 0) return true;
  }
  return false;
}

static bool same_text(nz_str x, nz_str y) { return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0); }

/* Does `g` stand at the name of the declaration in which `cause` stands? What that is about is not known. */
static bool uses(const nz_sources *ss, const nz_diag *g, const nz_diag *cause) {
  const nz_source *s = source_of(ss, g->at), *t = source_of(ss, cause->at);
  if (!s || !t || t->ntext < 2 || g->at.hi > s->ntext || g->at.lo >= g->at.hi) return false;
  region r = declaration_of(t, cause->at.lo);
  if (r.file == s->id && g->at.lo >= r.lo && g->at.lo < r.hi) return false; /* two things are missing in it */
  const char *nl = memchr(t->text + r.lo, '\n', r.hi - r.lo);
  return holds(t->text + r.lo, nl ? (size_t)(nl - t->text) - r.lo : r.hi - r.lo, (nz_str){s->text + g->at.lo, g->at.hi - g->at.lo});
}

static bool same_line(const nz_sources *ss, nz_span x, nz_span y) {
  const nz_source *s = source_of(ss, x);
  return s && x.file == y.file && nz_line_of(s, x.lo) == nz_line_of(s, y.lo);
}

static bool inside(nz_span x, nz_span y) { return x.file == y.file && x.lo >= y.lo && x.hi <= y.hi && (x.lo > y.lo || x.hi < y.hi); }

/* A repetition of the message before: the same, without a fix of its own, on this line or the line before. */
static bool repeats(const nz_sources *ss, const nz_diag *g, const nz_diag *before) {
  const nz_source *s = source_of(ss, g->at);
  if (!s || g->id != before->id || g->has_fix || g->at.file != before->at.file) return false;
  uint32_t x = nz_line_of(s, g->at.lo), y = nz_line_of(s, before->at.lo);
  if (phase(g->id) == PHASE_WORDS) return x == y || x == y + 1;
  if (phase(g->id) != PHASE_CHECK || x != y) return false;
  return g->id == NZ_M_UNKNOWN_HEAD || (g->arg[0].n == before->arg[0].n && memcmp(g->arg[0].p, before->arg[0].p, g->arg[0].n) == 0);
}

/* A line that begins with a - meant for a ・, below one that seems to end without 。 */
static bool next_line_bullet(const nz_sources *ss, nz_span end, nz_span dash) {
  const nz_source *s = source_of(ss, end);
  return s && dash.file == end.file && dash.hi <= s->ntext && s->text[dash.lo] == '-' && nz_line_of(s, dash.lo) == nz_line_of(s, end.lo) + 1;
}

/* Is `echo` what is bound to be said of a declaration, or line, of which `cause` is said? Both are in one declaration. */
static bool follows(const nz_sources *ss, const nz_diag *echo, const nz_diag *cause) {
  bool line = same_line(ss, echo->at, cause->at);
  if (nz_msg_severity(cause->id) != NZ_ERROR) return false;
  if (phase(echo->id) == PHASE_CHECK && nz_msg_severity(echo->id) != NZ_ERROR) return true; /* warnings can wait */
  switch (echo->id) {
    case NZ_M_UNEXPECTED: case NZ_M_ENDS_EARLY: case NZ_M_MISSING_MARU: case NZ_M_NAME_TO_QUOTE: case NZ_M_BULLET_DEPTH:
      if (cause->id == NZ_M_TOO_DEEP && line) return true;
      if (echo->id == NZ_M_MISSING_MARU && cause->id == NZ_M_UNEXPECTED && next_line_bullet(ss, echo->at, cause->at)) return true;
      if (cause->at.lo > echo->at.lo && (!line || cause->id == NZ_M_BAD_CHARACTER)) return false;
      return cause->id == NZ_M_UNKNOWN_DECLARATION || cause->id == NZ_M_BULLETS_INLINE || (line && number(cause->id) < 150);
    case NZ_M_BAD_CHARACTER: /* § of a citation whose clause word was not read */
      if (cause->id == NZ_M_UNKNOWN_CLAUSE || cause->id == NZ_M_UNEXPECTED || cause->id == NZ_M_CLAUSE_NOT_HERE) return line && cause->at.lo < echo->at.lo;
      return cause->id == NZ_M_UNKNOWN_DECLARATION;
    case NZ_M_COLUMN_MISSING:
      return cause->id == NZ_M_UNKNOWN_HEAD || cause->id == NZ_M_BLANK_HEAD || cause->id == NZ_M_HEAD_TWICE || cause->id == NZ_M_UNKNOWN_AXIS;
    case NZ_M_UNKNOWN_HEAD: case NZ_M_TABLE_EMPTY:
      if (cause->id == NZ_M_TOO_MANY_COLUMNS || cause->id == NZ_M_TOO_MANY_ROWS) return true;
      return cause->id == NZ_M_UNKNOWN_AXIS || (echo->id != cause->id && cause->id == NZ_M_UNKNOWN_HEAD);
    case NZ_M_NOT_A_VALUE: case NZ_M_UNKNOWN_MARK: /* the legend may be what did not parse */
      return phase(cause->id) == PHASE_WORDS || cause->id == NZ_M_NO_ADDRESSEE;
    case NZ_M_CHOICE_MISSING: return cause->id == NZ_M_UNKNOWN_CHOICE;
    case NZ_M_STRAY_BULLET: return cause->id == NZ_M_UNEXPECTED && cause->at.lo < echo->at.lo; /* 解釈「…」 without により */
    case NZ_M_DUPLICATE_NAME: return cause->id == NZ_M_ROW_TWICE && line;
    default: return false;
  }
}

void nz_diags_calm(nz_diags *d, const nz_sources *ss) {
  struct { region *v; uint32_t n, cap; } broken = {NULL, 0, 0};
  const nz_diag *v = d->list.v;
  bool lost = false;      /* a whole file could not be read: anything may be declared there */
  bool bad_units = false; /* a field's range has two units: whoever uses it has a wrong one */
  for (uint32_t i = 0; i < d->list.n; i++) {
    const nz_source *s = source_of(ss, v[i].at);
    lost |= unreadable(v[i].id);
    bad_units |= v[i].id == NZ_M_RANGE_UNITS;
    if (!s || phase(v[i].id) != PHASE_WORDS || nz_msg_severity(v[i].id) != NZ_ERROR) continue;
    bool seen = false;
    for (uint32_t k = 0; k < broken.n && !seen; k++)
      seen = broken.v[k].file == s->id && v[i].at.lo >= broken.v[k].lo && v[i].at.lo < broken.v[k].hi;
    if (!seen) NZ_PUSH(d->a, &broken) = declaration_of(s, v[i].at.lo);
  }
  bool *drop = NZ_NEW_N(d->a, bool, d->list.n);
  region own = {NZ_NO_FILE, 0, 0};
  for (uint32_t i = 0; i < d->list.n; i++) {
    const nz_diag *g = &v[i];
    for (uint32_t k = i; k > 0 && !drop[i]; k--) {
      if (v[k - 1].id != g->id) continue;
      drop[i] = repeats(ss, g, &v[k - 1]);
      break;
    }
    const nz_source *home = source_of(ss, g->at);
    if (!home || home->ntext < 2) continue;
    if (g->at.file != own.file || g->at.lo < own.lo || g->at.lo >= own.hi) own = declaration_of(home, g->at.lo); /* often the same */
    for (uint32_t k = 0; k < d->list.n && !drop[i]; k++)
      drop[i] = k != i && v[k].at.file == own.file && v[k].at.lo >= own.lo && v[k].at.lo < own.hi && follows(ss, g, &v[k]);
    if (phase(g->id) != PHASE_CHECK) continue;
    drop[i] |= g->id == NZ_M_UNITS_DIFFER && bad_units;
    for (uint32_t k = 0; k < d->list.n && !drop[i]; k++) { /* a unit that is not declared, a reading without its usual choice: once */
      drop[i] = k < i && g->id == NZ_M_UNKNOWN_UNIT && v[k].id == g->id && !g->has_fix && same_text(g->arg[0], v[k].arg[0]);
      drop[i] |= g->id == NZ_M_UNKNOWN_CHOICE && v[k].id == NZ_M_NO_DEFAULT && same_text(g->arg[1], v[k].arg[0]);
    }
    drop[i] |= lost && is_unknown(g->id);
    for (uint32_t k = 0; k < broken.n && !drop[i]; k++) {
      const region *r = &broken.v[k];
      const nz_source *s = ss->list.v[r->file];
      uint32_t n = r->hi - r->lo < SEARCHED ? r->hi - r->lo : SEARCHED;
      drop[i] = (is_unknown(g->id) && holds(s->text + r->lo, n, g->arg[0])) ||
                (g->id == NZ_M_ARGUMENT_MISSING && holds(s->text + r->lo, n, g->arg[1])); /* its field is in a broken ledger */
    }
    for (uint32_t k = 0; k < d->list.n && !drop[i]; k++) {
      if (k == i || nz_msg_severity(v[k].id) != NZ_ERROR) continue;
      drop[i] = (phase(v[k].id) == PHASE_WORDS && same_line(ss, g->at, v[k].at)) ||
                ((g->id == NZ_M_ARGUMENT_MISSING || g->id == NZ_M_NO_SUCH_PART) && inside(v[k].at, g->at)) || /* it is there, but unknown */
                (k < i && g->id == NZ_M_NO_TIME_FIELD && v[k].id == g->id && same_text(g->arg[0], v[k].arg[0])) || /* of one ledger, once */
                (g->id == NZ_M_NO_ROW_IN_REACH && v[k].id == g->id && uses(ss, g, &v[k]));
    }
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < d->list.n; i++) {
    if (!drop[i]) {
      d->list.v[kept++] = d->list.v[i];
      continue;
    }
    d->errors -= nz_msg_severity(v[i].id) == NZ_ERROR;
    d->warnings -= nz_msg_severity(v[i].id) == NZ_WARNING;
  }
  d->list.n = kept;
}
