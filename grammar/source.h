/* source.h -- one rule file: its bytes, the normalised text that is lexed, and the map between them.
 *
 * Normalisation (spec/lexis.md): NFKC for full-width, half-width and letter-like characters outside 『』 and
 * comments; look-alike marks folded with a note. All offsets in tokens and trees are byte offsets into `text`;
 * nz_place turns them into what the person typed. */
#ifndef NZ_SOURCE_H
#define NZ_SOURCE_H
#include <stdbool.h>

#include "arena.h"
#include "diag.h"
#include "intern.h"

enum { NZ_MAX_FILE = 16 * 1024 * 1024, NZ_MAX_FILES = 4096 };

typedef struct nz_source {
  uint16_t id;         /* index in nz_sources */
  const char *path;    /* as shown in messages */
  const char *raw;     /* bytes as read */
  uint32_t nraw;
  const char *text;    /* normalised UTF-8, NUL-terminated, always ends in '\n' */
  uint32_t ntext;
  uint32_t *map;       /* map[i]: raw offset of text byte i; NULL when text is byte-identical; ntext+1 entries */
  uint32_t *lines;     /* raw offset at which each line starts */
  uint32_t nlines;
  struct nz_stretch { uint32_t lo, hi; } *comments; /* in text: from # to before the line's end, in order */
  uint32_t ncomments;
} nz_source;

typedef struct nz_sources { NZ_VEC(nz_source *) list; } nz_sources;

typedef struct nz_place { /* what a message prints; all from 1 */
  uint32_t line, col;     /* col in code points of the raw text */
  uint32_t dcol, dwidth;  /* display column (East Asian ambiguous two wide) and width of the underlined part */
  nz_str line_text;       /* raw bytes of the line, without its end */
} nz_place;

/* Reads bytes as a rule file: rejects NUL, invalid UTF-8 (recognising CP932 and UTF-16), too large; strips a BOM,
 * normalises and indexes. Reports into d and returns NULL when it can't be used at all (its entry in ss then has an empty
 * text, so that messages can still name it). Copies what it needs. */
nz_source *nz_source_load(nz_arena *a, nz_sources *ss, nz_diags *d, const char *path, const char *bytes, size_t n);
/* Just these two, cheaply: counted on from the place spoken of last, which `last` keeps (zeroed at first). */
typedef struct nz_cursor { uint32_t line, raw, col; } nz_cursor; /* line from 0; raw offset; col from 0 */
void nz_line_col(const nz_source *s, uint32_t off, nz_cursor *last, uint32_t *line, uint32_t *col);
nz_place nz_place_of(const nz_source *s, uint32_t lo, uint32_t hi); /* [lo,hi) in text */
/* Is this file the same as one loaded before it, by path or by contents? Reports it. For whoever adds rule files. */
bool nz_source_twice(const nz_sources *ss, nz_diags *d, const nz_source *s);
/* Display columns before text offset `off` on its line, counted on the raw line: U+3000 is 2, a tab goes to the next
 * multiple of 4. The layout pass nests by this. */
uint32_t nz_column(const nz_source *s, uint32_t off);
uint32_t nz_line_of(const nz_source *s, uint32_t off); /* from 1 */
uint32_t nz_raw_offset(const nz_source *s, uint32_t off);

/* Display width of UTF-8 text: grapheme clusters, ambiguous two wide unless `narrow`. */
uint32_t nz_width(const char *p, size_t n, bool narrow);
/* Normalises one short string as file text is (names given on a command line or in JSON). Arena copy. */
nz_str nz_normalise(nz_arena *a, const char *p, size_t n);
#endif
