/* render.h -- messages for people: arguments filled in, the line with its carets, fixes applied. Prints nothing itself. */
#ifndef NZ_RENDER_H
#define NZ_RENDER_H
#include "source.h"

typedef struct nz_shown { /* one message, ready to be shown; every string is "" rather than NULL, but `fix` */
  const char *code, *name;
  nz_sev severity;
  const char *file;              /* "" when it belongs to no file */
  uint32_t line, col;            /* from 1, code points; 0 without a file */
  uint32_t end_line, end_col;    /* just past the end */
  const char *what, *why, *how;
  const char *excerpt;           /* two lines: the source line and the carets below it */
  const char *fix;               /* NULL when there is none */
  uint32_t fix_lo, fix_hi;       /* raw bytes of the file that `fix` replaces */
} nz_shown;

nz_shown nz_show_diag(nz_arena *a, const nz_sources *ss, const nz_diag *g, bool english);

/* As on a terminal: place, severity, what; the line, carets and how; second places; why; the line as it would become. */
nz_str nz_render_diag(nz_arena *a, const nz_sources *ss, const nz_diag *g, bool english, bool narrow);
/* All of them by file and place, and how many more there were. */
nz_str nz_render_diags(nz_arena *a, const nz_sources *ss, const nz_diags *d, bool english, bool narrow);

/* A template with its arguments. */
const char *nz_fill(nz_arena *a, const char *text, const nz_str arg[4]);

/* The file's bytes with the fix of message `which` (NZ_EVERY_FIX: each that has one) applied. Of fixes that overlap, the
 * first in the file wins. */
#define NZ_EVERY_FIX UINT32_MAX
nz_str nz_apply_fixes(nz_arena *a, const nz_source *s, const nz_diags *d, uint32_t which);
#endif
