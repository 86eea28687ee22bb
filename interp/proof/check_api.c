/* check_api.c -- naze_check_proof: canonical IR, case and proof as texts; see naze.h */
#include <stdio.h>
#include <string.h>

#include "../facts/case_json.h"
#include "check.h"
#include "../naze.h"

static void say(char *why, size_t nwhy, const char *what, const char *detail) {
  if (!nwhy) return;
  int len = snprintf(why, nwhy, "%s%s", what, detail);
  if (len < 0) why[0] = 0;
  size_t n = strlen(why);
  if (len >= 0 && (size_t)len > n) /* cut: not within a character */
    while (n > 0 && ((unsigned char)why[--n] & 0xC0) == 0x80) why[n] = 0;
  if (len >= 0 && (size_t)len >= nwhy && n < nwhy) why[n] = 0;
}

static naze_status check(nz_arena *a, const char *ir, size_t nir, const char *facts, size_t nfacts, const char *proof, size_t nproof, char *why, size_t nwhy) {
  const char *wrong = NULL;
  size_t where = 0;
  ir_module *m = ir_read(a, ir, nir, &wrong, &where);
  if (!m) {
    say(why, nwhy, "規則（IR）が読めません：", wrong);
    return NAZE_RULE_ERROR;
  }
  nz_diags d;
  nz_diags_init(&d, a);
  nz_case *c = nz_case_from_json(a, m, &d, "case", facts, nfacts);
  if (!c) {
    say(why, nwhy, "事例が読めません。", "");
    return NAZE_FACT_ERROR;
  }
  return nz_check_proof(a, m, c, proof, nproof, why, nwhy) ? NAZE_OK : NAZE_NOT_FOUND;
}

naze_status naze_check_proof(const char *ir, size_t nir, const char *case_json, size_t ncase, const char *proof, size_t nproof, char *why, size_t nwhy) {
  if (!ir || !case_json || !proof || (!why && nwhy)) return NAZE_USAGE;
  nz_arena a;
  jmp_buf oom;
  naze_status st;
  nz_arena_init(&a, NULL, NULL);
  a.oom = &oom;
  if (nwhy) why[0] = 0;
  if (setjmp(oom) == 0) st = check(&a, ir, nir, case_json, ncase, proof, nproof, why, nwhy);
  else st = NAZE_NO_MEMORY;
  nz_arena_free(&a);
  return st;
}
