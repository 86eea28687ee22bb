/* phrase.h -- an IR node in the rule's own words: 行動関連項目が10点以上. Canonical: it depends on the node alone.
 * One phrase is cut with … past 16 KiB (a module read from a file may share nodes without end). */
#ifndef NZ_PHRASE_H
#define NZ_PHRASE_H
#include "irtext.h"
void ir_phrase_name(nz_str name, ir_buf *out); /* as it is written in a rule: quoted 「…」 when it holds hiragana or begins with a digit */
bool ir_name_bare(nz_str name);                 /* needs no quotes */
void ir_phrase(const ir_module *m, uint32_t node, ir_buf *out);          /* the whole */
void ir_phrase_subject(const ir_module *m, uint32_t node, ir_buf *out);  /* 行動関連項目 (of a comparison; else as whole) */
void ir_phrase_need(const ir_module *m, uint32_t node, ir_buf *out);     /* 10点以上 / 「できる」以外 / 次のすべて (requirement only) */
void ir_phrase_value(const ir_module *m, uint32_t type, int64_t a, int64_t b, ir_buf *out); /* 8点, 令和6年10月1日, 290/7件毎人, 区分4, ある;
   TEXT: a is a string of the module. A row is known to its case only: facts/case.h prints it. */
/* The same numbers as a region: 10点以上, 9点以下, 3点から5点まで, 8点. INT64_MIN, INT64_MAX: open. */
void ir_phrase_range(const ir_module *m, uint32_t type, int64_t lo, int64_t hi, ir_buf *out);
/* Levels or choices of one type as a region: bit i is the type's i-th value (at most 64). 「できる」以外, 区分3以上, A、Bのいずれか. */
void ir_phrase_set(const ir_module *m, uint32_t type, uint64_t bits, ir_buf *out);
void ir_phrase_type(const ir_module *m, uint32_t type, ir_buf *out);     /* what may stand there: 点の整数, 日付, 「できる」、…のいずれか */
#endif
