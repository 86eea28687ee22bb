/* nfkc.h -- folding one file's bytes into the text that is lexed. Used by source.c only. */
#ifndef NZ_NFKC_H
#define NZ_NFKC_H
#include "source.h"

/* Reads s->raw from byte `from` on and sets s->text, ntext, map and comments. Characters that are refused are reported
 * into d (NULL: silently dropped). False at invalid UTF-8, with its offset in *bad. `whole`: a file, whose text ends in
 * a newline; else one string. */
bool nz_fold(nz_arena *a, nz_source *s, nz_diags *d, uint32_t from, bool whole, uint32_t *bad);

/* One code point at p (n > 0 bytes left): its length 1..4, or 0 when the bytes are not UTF-8. */
unsigned nz_utf8(const char *p, size_t n, uint32_t *cp);
unsigned nz_utf8_put(uint32_t cp, char out[4]);
#endif
