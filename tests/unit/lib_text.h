/* lib_text.h -- what the tests of grammar/ share: an arena whose memory can be made to run out, and files from strings. */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "grammar/render.h"
#include "grammar/source.h"

typedef struct shelf { /* one compilation's worth of base objects */
  nz_arena a;
  jmp_buf oom;
  nz_sources ss;
  nz_diags d;
} shelf;

shelf *shelf_new(void);
void shelf_free(shelf *s);
nz_source *load(shelf *s, const char *path, const char *text);
nz_source *load_n(shelf *s, const char *path, const char *text, size_t n);
int shelf_setup(void **state);
int shelf_teardown(void **state);

/* Fails the `at`-th allocation (0: none) and counts them and the bytes that are out. */
typedef struct miser { size_t at, calls, out; } miser;
void *miser_alloc(void *ctx, void *p, size_t old, size_t now);

#define assert_text(s, expect) assert_string_equal((s)->text, (expect))
#endif
