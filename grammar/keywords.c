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
bool nz_w_of_claim(int w) {
  uint32_t o = nz_w_owners(w);
  return nz_w_class(w) == NZ_WC_CLAUSE && o >> NZ_W_ADDON & 1 && o >> NZ_W_FEE & 1 && !(o >> NZ_W_TABLE & 1) && !(o >> NZ_W_RULE & 1);
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

/* All words begin with a letter of three bytes. */
static unsigned first_letter(const char *p) { return ((unsigned char)p[0] + (unsigned char)p[1] * 7u + (unsigned char)p[2]) & 63u; }

void nz_w_index_make(nz_w_index *x) {
  memset(x, 0, sizeof *x);
  for (uint16_t w = 1; w < NZ_W_COUNT; w++) {
    if (words[w - 1].cls != FUNC) continue;
    uint16_t *at = &x->first[first_letter(words[w - 1].text)];
    while (*at && lengths[*at - 1] >= lengths[w - 1]) at = &x->next[*at];
    x->next[w] = *at;
    *at = w;
  }
}

int nz_w_longest(const nz_w_index *x, const char *p, size_t n, size_t *len) {
  *len = 0;
  if (n < 3) return NZ_W_NONE;
  for (uint16_t w = x->first[first_letter(p)]; w; w = x->next[w])
    if (lengths[w - 1] <= n && memcmp(words[w - 1].text, p, lengths[w - 1]) == 0) {
      *len = lengths[w - 1];
      return w;
    }
  return NZ_W_NONE;
}

size_t nz_words(const nz_word **out) {
  *out = words;
  return sizeof words / sizeof words[0];
}
