/* diag.h -- diagnostics as data: an id, a place, arguments. Wording lives in messages.def (Japanese and English),
 * rendering in render.c; nothing here prints. */
#ifndef NZ_DIAG_H
#define NZ_DIAG_H
#include <stdbool.h>

#include "arena.h"
#include "intern.h"

/* messages.def: M(ID, code, severity, "なにが", "なぜ", "どうする", "what", "why", "how")  -- %1..%4 are arguments.
 * The id's name is its number in print: e.g. NZ_M_UNKNOWN_FIELD prints as its code "N0201". */
typedef enum nz_msg {
#define M(id, code, sev, ja, ja_why, ja_fix, en, en_why, en_fix) NZ_M_##id,
#include "messages.def"
#undef M
  NZ_M_COUNT
} nz_msg;

typedef enum nz_sev { NZ_ERROR, NZ_WARNING, NZ_NOTE } nz_sev;

enum { NZ_NO_FILE = 0xFFFF }; /* nz_span.file of a message that belongs to no file */

typedef struct nz_span { uint16_t file; uint32_t lo, hi; } nz_span; /* bytes of the normalised text; lo==hi is a point */

typedef struct nz_diag {
  nz_msg id;
  nz_span at;
  nz_str arg[4];
  nz_span also[2];      /* other places ("defined here"); hi==0: none */
  bool has_fix;         /* replace `fix_at` by `fix` and the message goes away */
  nz_span fix_at;
  nz_str fix;
} nz_diag;

typedef struct nz_diags {
  nz_arena *a;
  NZ_VEC(nz_diag) list;
  uint32_t errors, warnings;
  uint32_t limit;       /* messages kept; later ones are counted only (default 200) */
  uint32_t dropped;
  uint64_t compared;    /* pairs of characters compared to find near names (nz_near_row) */
  nz_diag scratch;      /* handed out for messages that are folded or past the limit */
} nz_diags;

void nz_diags_init(nz_diags *d, nz_arena *a);
void nz_diags_trial(nz_diags *d, nz_arena *a); /* for a parse whose failure is no mistake: messages are counted, none is kept */
/* Adds a message and returns it to be completed (args, also, fix); never NULL: past the limit it is a scratch one.
 * A second message with the same id at the same place is folded into the first. The pointer stays good (for `also`,
 * arguments and fix) until the list is freed. */
nz_diag *nz_report(nz_diags *d, nz_msg id, nz_span at);
/* Will it be shown? What costs time to find out is not sought for one that is not. */
static inline bool nz_kept(const nz_diags *d, const nz_diag *g) { return g != &d->scratch; }
enum { NZ_MAX_QUOTED = 1200 }; /* bytes of an argument; a longer one ends in … */
nz_diag *nz_arg(nz_diags *d, nz_diag *g, int i, const char *p, size_t n); /* copies; i from 0: argument 0 is %1 */
nz_diag *nz_args(nz_diags *d, nz_diag *g, int i, const char *s);
void nz_fix(nz_diags *d, nz_diag *g, nz_span at, const char *p, size_t n);

/* For the whole list at its end; pointers into it are void afterwards.
 * calm: takes out messages that are only echoes of others (uses of a name whose declaration did not parse, and the like).
 * Errors stay errors: while there is one before, there is one after. (cascade.c)
 * mend: proposes fixes that can be read off the text around a message. (mend.c) */
struct nz_sources;
void nz_diags_calm(nz_diags *d, const struct nz_sources *ss);
void nz_diags_mend(nz_diags *d, const struct nz_sources *ss);

nz_sev nz_msg_severity(nz_msg id);
const char *nz_msg_code(nz_msg id);  /* "N0201" */
const char *nz_msg_name(nz_msg id);  /* "UNKNOWN_FIELD" */
nz_msg nz_msg_find(const char *code_or_name); /* NZ_M_COUNT when there is none */
enum { NZ_WHAT, NZ_WHY, NZ_HOW };
const char *nz_msg_text(nz_msg id, bool english, int part); /* the template with %1..%4 */
#endif
