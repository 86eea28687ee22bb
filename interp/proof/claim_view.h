/* claim_view.h -- the judgement of one claim in a few lines: a line a requirement, limit, exclusion and record of what is
 * claimed, read off the proof. */
#ifndef NZ_CLAIM_VIEW_H
#define NZ_CLAIM_VIEW_H
#include "view.h"

typedef struct nz_cline {
  int state;            /* NZ_S_HOLDS, NZ_S_FAILS, NZ_S_UNKNOWN, NZ_S_REFER */
  const char *what;     /* 上限 月1回 */
  const char *detail;   /* 請求1で使った, 終了時刻が空欄（S4）; of a condition that only has a name what it comes down to: 予定月がない */
  const char *file;
  uint32_t line;
} nz_cline;
typedef NZ_VEC(nz_cline) nz_clines;

/* row: the claim. addon: the declaration that was claimed, or IR_NONE when the claim was settled without (支払済, a 費目 nobody declares). */
nz_clines nz_claim_lines(nz_arena *a, const ir_module *m, const nz_case *c, const nz_proof *p, uint32_t row, uint32_t *addon);
#endif
