/* phrase.h -- an IR node in the rule's own words: 行動関連項目が10点以上. Canonical: it depends on the node alone. */
#ifndef NZ_PHRASE_H
#define NZ_PHRASE_H
#include "irtext.h"
void ir_phrase_name(nz_str name, ir_buf *out); /* as it is written in a rule: quoted 「…」 when it holds hiragana or begins with a digit */
bool ir_name_bare(nz_str name);                 /* needs no quotes */
void ir_phrase(const ir_module *m, uint32_t node, ir_buf *out);          /* the whole */
void ir_phrase_subject(const ir_module *m, uint32_t node, ir_buf *out);  /* 行動関連項目 (of a comparison; else as whole) */
void ir_phrase_need(const ir_module *m, uint32_t node, ir_buf *out);     /* 10点以上 / 「できる」以外 (requirement only) */
void ir_phrase_value(const ir_module *m, uint32_t type, int64_t a, int64_t b, ir_buf *out); /* 8点, 令和6年10月1日, 290/7, 区分4, ある */
#endif
