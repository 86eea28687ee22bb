/* lib_sample.h -- a small module built by hand: two ledgers, a matrix, a decision table, a reading. For the tests of facts,
 * phrases and questions, which must not depend on the checker. */
#ifndef NZ_TEST_SAMPLE_H
#define NZ_TEST_SAMPLE_H
#include "grammar/diag.h"
#include "interp/ir/irtext.h"

typedef struct sample {
  nz_arena arena;
  jmp_buf oom;
  ir_module *m;
  nz_diags d;
  uint32_t t_bool, t_decision, t_date, t_month, t_time, t_period, t_text, t_class, t_survey, t_service, t_points, t_limbs, t_rate, t_ratio, t_number, t_user, t_claim;
  uint32_t user, claim;                               /* ledgers */
  uint32_t f_key, f_born, f_class, f_limbs, f_walk, f_points, f_breath, f_contract, f_rate, f_term, f_open, f_memo; /* 利用者 */
  uint32_t g_no, g_user, g_day, g_others, g_month;    /* 請求 */
  uint32_t matrix, table, cond, def, mean;            /* declarations: 利用可否, 期間表, 行動基準, 年齢, 平均対象者 */
  uint32_t reading;
} sample;

void sample_open(sample *s);  /* the caller has set s->oom by setjmp(s->oom) already */
void sample_close(sample *s);
nz_str sample_str(const char *s);
#endif
