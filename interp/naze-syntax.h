/* naze-syntax.h -- read-only view of the words, tokens and syntax tree of rule text, for completion, editors and
 * documentation. Versioned apart from naze.h. Text is UTF-8; offsets are bytes of the text as it was given. */
#ifndef NAZE_SYNTAX_H
#define NAZE_SYNTAX_H
#include "naze.h"
#ifdef __cplusplus
extern "C" {
#endif
#define NAZE_SYNTAX_VERSION 1

/* ---- the words of the language ---- */
enum { NAZE_WORD_DECLARATION = 1, NAZE_WORD_CLAUSE, NAZE_WORD_HEAD, NAZE_WORD_FUNCTION };
typedef struct naze_word {
  const char *text;
  int cls;                    /* NAZE_WORD_* */
  const char *doc;
  uint32_t owners;            /* clause words: bit i set = counts in the i-th declaration word, in the order of this list */
} naze_word;
NAZE_API size_t naze_word_count(void);
NAZE_API bool naze_word_at(size_t i, naze_word *out);

/* ---- one text, parsed ---- (always: what can't be parsed is there as error nodes; diagnostics say why) */
typedef struct naze_syntax naze_syntax;
NAZE_API naze_syntax *naze_syntax_parse(naze_alloc fn, void *ctx, const char *name, const char *bytes, size_t n); /* NULL: no memory, or not text */
NAZE_API void naze_syntax_free(naze_syntax *s);
NAZE_API const naze_diags *naze_syntax_diags(const naze_syntax *s);

typedef struct naze_token {
  const char *text;           /* not terminated */
  uint32_t size;
  uint32_t lo, hi;            /* bytes of the text given */
  uint32_t line, col;         /* from 1, code points */
  int word;                   /* NAZE_WORD_* when it is a word of the language, else 0 */
  bool quoted, comment;
} naze_token;
NAZE_API size_t naze_token_count(const naze_syntax *s); /* tokens and comments, in order of place */
NAZE_API bool naze_token_at(const naze_syntax *s, size_t i, naze_token *out);

typedef struct naze_tree_node {
  const char *kind, *doc;     /* spec/grammar.md: decl, head, cmp … */
  const char *name;           /* "" when it has none */
  const char *word;           /* declaration or clause word, "" */
  int64_t num, aux;
  uint32_t lo, hi, line, col;
  size_t kids;
} naze_tree_node;
typedef const struct naze_tree_ref *naze_tree_id; /* a node; NULL is none (an optional part left out) */
NAZE_API naze_tree_id naze_tree_root(const naze_syntax *s);
NAZE_API bool naze_tree_get(const naze_syntax *s, naze_tree_id id, naze_tree_node *out);
NAZE_API naze_tree_id naze_tree_kid(const naze_syntax *s, naze_tree_id id, size_t i);
NAZE_API const char *naze_tree_kind(size_t i, const char **doc); /* i-th kind of node, NULL past the end */
#ifdef __cplusplus
}
#endif
#endif
