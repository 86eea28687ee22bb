/* api_decls.h -- what only the syntax trees of a program still have by name: units, levels, fields, marks, 検証 … */
#ifndef NZ_API_DECLS_H
#define NZ_API_DECLS_H
#include "api_show.h"

/* One name that a declaration brings in. `whole`: the text that says what it is; `of`: the ledger, table or other spelling. */
typedef struct nz_named { const char *kind; nz_sym name, of; const nz_tree *tree; const nz_node *at, *whole; } nz_named;
typedef void nz_named_fn(void *ctx, const nz_named *n);
void nz_named_each(const nz_program *p, nz_named_fn *fn, void *ctx);
/* The readings that a declaration leans on itself, each once: 児童の扱い、◎の係り方; "" when none. */
const char *nz_readings_text(nz_arena *a, const nz_program *p, const nz_node *decl);
bool nz_made_by_checker(const nz_program *p, const ir_decl *d); /* the stages of an 加算: nobody wrote them */
#endif
