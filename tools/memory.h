/* memory.h -- memory for the library: large blocks lie in large pages.
 *
 * Compiling takes some megabytes at once. Where each page of 4 KB is fetched by a fault of its own, that is a third of the
 * time; so blocks from half a megabyte on come from mappings for which the system is asked for pages of two. */
#ifndef NAZE_TOOLS_MEMORY_H
#define NAZE_TOOLS_MEMORY_H
#include <stddef.h>

typedef struct memory { /* all zero to begin with; outlives what was made with it */
  struct memory_map *maps; /* newest first */
  size_t live;             /* blocks in them; at 0 they go back */
} memory;

/* A naze_alloc; ctx is a memory. */
void *memory_hook(void *ctx, void *p, size_t old_size, size_t new_size);
#endif
