/* assign.h -- changes of a case as people type them for what-if. */
#ifndef NZ_ASSIGN_H
#define NZ_ASSIGN_H
#include "../../grammar/diag.h"
#include "case.h"

/* 歩行=部分支援, 利用者「甲」の歩行=空欄, 行動関連項目=不明 (as if not given), 呼吸管理がある, 区分3 (a value that only one field
 * can have). Changes c; a ledger without rows gets one. False after a message. */
bool nz_assign(nz_arena *a, nz_case *c, nz_diags *d, const char *text, size_t n);
#endif
