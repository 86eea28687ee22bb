/* keywords.c -- looks words up in keywords.def. */
#include "keywords.h"

#include <string.h>

#define DECL NZ_WC_DECL
#define CLAUSE NZ_WC_CLAUSE
#define HEAD NZ_WC_HEAD
#define FUNC NZ_WC_FUNCTION
#define O(id) (1u << NZ_W_##id)
static const nz_word words[] = {
#define K(id, text, cls, owners, doc) {text, cls, owners, doc},
#include "keywords.def"
#undef K
};
static const uint8_t lengths[] = {
#define K(id, text, cls, owners, doc) sizeof(text) - 1,
#include "keywords.def"
#undef K
};
_Static_assert(NZ_W_PROPERTY < 32, "owners are one bit per declaration word");

static const nz_word *at(int w) {
  return w > NZ_W_NONE && w < NZ_W_COUNT ? &words[w - 1] : NULL;
}
const char *nz_w_text(int w) {
  const nz_word *k = at(w);
  return k ? k->text : "";
}
uint8_t nz_w_class(int w) {
  const nz_word *k = at(w);
  return k ? k->cls : 0;
}
uint32_t nz_w_owners(int w) {
  const nz_word *k = at(w);
  return k ? k->owners : 0;
}
const char *nz_w_doc(int w) {
  const nz_word *k = at(w);
  return k ? k->doc : "";
}

int nz_w_find(uint8_t cls, const char *p, size_t n) {
  for (int w = 1; w < NZ_W_COUNT; w++)
    if (words[w - 1].cls == cls && lengths[w - 1] == n && memcmp(words[w - 1].text, p, n) == 0) return w;
  return NZ_W_NONE;
}

int nz_w_longest(const char *p, size_t n, size_t *len) {
  int best = NZ_W_NONE;
  *len = 0;
  for (int w = 1; w < NZ_W_COUNT; w++) {
    size_t k = lengths[w - 1];
    if (words[w - 1].cls == FUNC && k <= n && k > *len && words[w - 1].text[0] == p[0] && memcmp(words[w - 1].text, p, k) == 0) best = w, *len = k;
  }
  return best;
}

size_t nz_words(const nz_word **out) {
  *out = words;
  return sizeof words / sizeof words[0];
}
