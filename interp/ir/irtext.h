/* irtext.h -- canonical text of a module, and its reader. The text is the same byte for byte for rule files that differ
 * only in layout; `with_locs` adds the places (left out of the fingerprint). The reader trusts nothing: every count,
 * index, arity, type and cycle is checked. */
#ifndef NZ_IRTEXT_H
#define NZ_IRTEXT_H
#include "ir.h"
typedef struct ir_buf { nz_arena *a; char *p; size_t n, cap; } ir_buf; /* growing text, NUL-terminated */
void ir_buf_put(ir_buf *b, const char *p, size_t n);
void ir_buf_printf(ir_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ir_write(const ir_module *m, ir_buf *out, bool with_locs);
/* The rule set's fingerprint: SHA-256 over the canonical text without places and the bytes that m->origin spells, as 64
 * hex digits and a NUL. Takes no memory. */
void ir_fingerprint(const ir_module *m, char hex[65]);
/* NULL with a reason and the offset on failure (offset 0 when the whole is at fault). `why` is a constant text or in `a`. */
ir_module *ir_read(nz_arena *a, const char *p, size_t n, const char **why, size_t *where);
/* Checks a module that came from anywhere (ir_read does): NULL, or what is wrong. */
const char *ir_check(nz_arena *a, const ir_module *m);
typedef struct ir_sum { uint32_t h[8]; uint64_t n; unsigned char part[64]; bool instructions; } ir_sum; /* a SHA-256 while it is worked out; instructions: the processor's own */
void ir_sum_begin(ir_sum *s);
void ir_sum_put(ir_sum *s, const void *p, size_t n);
void ir_sum_end(ir_sum *s, unsigned char out[32]);
void ir_sha256(const void *p, size_t n, unsigned char out[32]);
#endif
