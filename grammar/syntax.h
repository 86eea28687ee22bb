/* syntax.h -- what the parser says when a token does not fit. Internal to grammar/. */
#ifndef NZ_SYNTAX_H
#define NZ_SYNTAX_H
#include "build.h"

/* `found` is the token at hand; `expected` are the tokens that could stand there (bison's symbol names and kinds). */
typedef struct nz_expected { int n; const char *const *name; const int *token; } nz_expected;
void nz_syntax_error(nz_build *b, nz_span at, nz_expected e);
void nz_syntax_overflow(nz_build *b, nz_span at); /* the parser's stack is full */
/* Pushes start, toks and the end. False when a syntax error was met. */
bool nz_push_tokens(nz_build *b, int start, const nz_tok *toks, uint32_t n, uint32_t end);
#endif
