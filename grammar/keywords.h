/* keywords.h -- the words of the language by number (keywords.def). */
#ifndef NZ_KEYWORDS_H
#define NZ_KEYWORDS_H
#include <stdint.h>

#include "tree.h"

enum nz_w {
  NZ_W_NONE,
#define K(id, text, cls, owners, doc) NZ_W_##id,
#include "keywords.def"
#undef K
  NZ_W_COUNT
};

const char *nz_w_text(int w);      /* "" for NZ_W_NONE and anything out of range */
uint8_t nz_w_class(int w);         /* NZ_WC_* */
uint32_t nz_w_owners(int w);       /* bit 1 << NZ_W_* of each declaration in which a clause word counts */
bool nz_w_of_claim(int w);         /* a clause of what can be claimed (加算, 報酬), of nothing else */
const char *nz_w_doc(int w);
/* The word of that class with exactly this text, or NZ_W_NONE. */
int nz_w_find(uint8_t cls, const char *p, size_t n);
/* The longest function word that p[0..n) begins with, or NZ_W_NONE. The index is made once by whoever asks often. */
typedef struct nz_w_index { uint16_t first[64], next[NZ_W_COUNT]; } nz_w_index; /* by the first letter, longest first */
void nz_w_index_make(nz_w_index *x);
int nz_w_longest(const nz_w_index *x, const char *p, size_t n, size_t *len);
/* Every word, for the spec, completion and the editor. */
size_t nz_words(const nz_word **out);
#endif
