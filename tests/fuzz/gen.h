/* gen.h -- random valid rule files with a case each, from a stream of choices (bytes of a fuzzer, or a seed). It writes
 * text, so that everything from the scanner on is in the loop; what it writes must compile without an error. */
#ifndef NZ_GEN_H
#define NZ_GEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GEN_MAX_TEXT = 1 << 16, GEN_MAX_DECLS = 24 };
typedef struct gen_text { char *p; size_t n, cap; } gen_text;
typedef struct gen {
  const uint8_t *data;   /* choices; when they run out a generator seeded with what was read goes on */
  size_t ndata, at;
  uint64_t seed;
  bool full;             /* the case being written gives every fact */
  gen_text rules, facts; /* malloc'd; gen_free gives them back */
  char name[GEN_MAX_DECLS][48];
  char kind[GEN_MAX_DECLS]; /* 'c' condition, 'q' quantity, 'd' decision, 'e' level, 't' date, 'T' text */
  unsigned ndecls;
} gen;
void gen_start(gen *g, const uint8_t *data, size_t n, uint64_t seed);
void gen_rules(gen *g, unsigned decls, unsigned depth);
void gen_facts(gen *g); /* JSON; each call another case for the same rules */
void gen_free(gen *g);
#endif
