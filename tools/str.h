/* str.h -- growable text for the command line tools. Text is UTF-8 and always ends in a NUL.
 * Memory that runs out ends the process with the status for a reached limit: a tool has nothing to save by then. */
#ifndef NAZE_TOOLS_STR_H
#define NAZE_TOOLS_STR_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#if defined __GNUC__
#define STR_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define STR_PRINTF(a, b)
#endif

typedef struct str { char *p; size_t n, cap; } str;
typedef struct str_list { char **v; size_t n, cap; } str_list;

void *mem_resize(void *p, size_t count, size_t size); /* never NULL; count*size is overflow-checked */
char *mem_copy(const char *p, size_t n);              /* adds a NUL */

void str_put(str *s, const char *text);
void str_put_n(str *s, const char *p, size_t n);
void str_fill(str *s, char c, size_t n);
void str_printf(str *s, const char *fmt, ...) STR_PRINTF(2, 3);
void str_vprintf(str *s, const char *fmt, va_list ap);
void str_clear(str *s);              /* keeps the memory */
void str_free(str *s);
const char *str_text(const str *s);  /* "" when nothing was put */

void list_add(str_list *l, const char *p, size_t n);
void list_free(str_list *l);
int list_order(const void *a, const void *b); /* for qsort: bytewise */

bool starts_with(const char *s, const char *prefix);
bool ends_with(const char *s, const char *suffix);

/* One code point at p (n bytes left): its length, or 0 where the bytes are not UTF-8. */
size_t utf8_next(const char *p, size_t n, unsigned long *code);
bool utf8_valid(const char *s);
#endif
