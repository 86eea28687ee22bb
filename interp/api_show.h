/* api_show.h -- declarations as rule text, from the IR. Shared by api_show*.c and api_item.c. */
#ifndef NZ_API_SHOW_H
#define NZ_API_SHOW_H
#include "api.h"

const char *nz_decl_word(uint8_t kind);                                                  /* ir_dk: 定義 … */
const char *nz_period_text(nz_arena *a, const ir_module *m, int64_t from, int64_t to);   /* 令和6年4月1日から, "" when open */
void nz_listing_free(nz_hook h, struct nz_listing *l);

typedef struct nz_show { nz_arena *a; const nz_program *p; const ir_module *m; ir_buf out; } nz_show;
void nz_show_text(nz_show *s, const char *text);
void nz_show_str(nz_show *s, ir_str text);
void nz_show_phrase(nz_show *s, uint32_t node);
void nz_show_place(nz_show *s, uint32_t loc);            /* a comment line: # 区分.naze:28 */
void nz_show_body(nz_show *s, uint32_t node, int indent);/* a condition or term, in bullets where it has parts */
void nz_show_table(nz_show *s, const ir_decl *d, const ir_variant *v, uint32_t table); /* rows, legend, remarks */
uint32_t nz_table_of(const ir_module *m, uint32_t body); /* table ref behind a body, or IR_NONE */
void nz_show_provisos(nz_show *s, uint32_t body, int indent);
#endif
