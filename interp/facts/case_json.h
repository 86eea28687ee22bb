/* case_json.h -- a case as JSON (spec/case.md), and back. */
#ifndef NZ_CASE_JSON_H
#define NZ_CASE_JSON_H
#include "../../grammar/diag.h"
#include "case.h"

/* Reads a case. `name` is what messages call the text. Returns NULL when anything in it is wrong: every wrong, extra,
 * duplicate, mistyped or out-of-range fact is one message that names its path. Nothing of `text` is kept. */
nz_case *nz_case_from_json(nz_arena *a, const ir_module *m, nz_diags *d, const char *name, const char *text, size_t n);
/* Writes it so that reading gives the same case. */
void nz_case_to_json(const nz_case *c, ir_buf *out);
void nz_json_string(ir_buf *out, nz_str s); /* quoted and escaped */
void nz_json_cell(const nz_case *c, uint32_t row, uint32_t field, ir_buf *out); /* one fact that is given or blank */

/* 利用者[0].麻痺肢数: the path of the member or element at a byte of a JSON text that is well formed up to there. */
nz_str nz_json_path(nz_arena *a, const char *text, size_t n, size_t offset);

/* The members that are not ledgers. */
#define NZ_J_DATE "基準日"
#define NZ_J_READINGS "解釈"
#define NZ_J_CLOSED "完結"
#define NZ_J_LEDGER "台帳"
#define NZ_J_FROM "から"
#define NZ_J_TO "まで"
#define NZ_J_GIVEN "仮に"
#define NZ_J_ABOUT "説明"
#define NZ_J_ROW_NAME "行の名"
#define NZ_J_CHOICES "選べる値"
#define NZ_J_ASK "？" /* a placeholder of nz_case_template: not given */
#endif
