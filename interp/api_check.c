/* api_check.c -- a proof checked from three texts alone: canonical IR, case, proof. Includes no evaluator and no binder. */
#include <stdio.h>
#include <string.h>

#include "../grammar/render.h"
#include "facts/case_json.h"
#include "ir/irtext.h"
#include "naze.h"
#include "proof/check.h"

typedef struct checking {
  nz_arena arena;
  const char *ir, *facts, *proof;
  size_t nir, nfacts, nproof;
  char *why;
  size_t nwhy;
} checking;

static void say(const checking *k, const char *what, const char *more) {
  if (!k->nwhy) return;
  int len = snprintf(k->why, k->nwhy, "%s%s", what, more);
  size_t n = strlen(k->why);
  if (len < 0 || (size_t)len == n) return;
  while (n && ((unsigned char)k->why[n - 1] & 0xC0) == 0x80) n--; /* cut, but not within a character */
  k->why[n ? n - 1 : 0] = 0;
}

static naze_status check(checking *k) {
  const char *why = "";
  size_t where = 0;
  nz_arena *a = &k->arena;
  ir_module *m = ir_read(a, k->ir, k->nir, &why, &where);
  if (!m) {
    say(k, "規則の中間形式を読めません：", why);
    return NAZE_RULE_ERROR;
  }
  nz_diags d = {0};
  nz_sources none = {0};
  nz_diags_init(&d, a);
  nz_case *c = nz_case_from_json(a, m, &d, "case", k->facts, k->nfacts);
  if (!c) {
    say(k, "事実を読めません：", d.list.n ? nz_show_diag(a, &none, &d.list.v[0], false).what : "");
    return NAZE_FACT_ERROR;
  }
  return nz_check_proof(a, m, c, k->proof, k->nproof, k->why, k->nwhy) ? NAZE_OK : NAZE_NOT_FOUND;
}

naze_status naze_check_proof(const char *ir, size_t nir, const char *case_json, size_t ncase, const char *proof, size_t nproof, char *why, size_t nwhy) {
  if (why && nwhy) *why = 0;
  if (!ir || !case_json || !proof) return NAZE_USAGE;
  checking k = {.ir = ir, .facts = case_json, .proof = proof, .nir = nir, .nfacts = ncase, .nproof = nproof, .why = why, .nwhy = why ? nwhy : 0};
  nz_arena_init(&k.arena, NULL, NULL);
  jmp_buf oom;
  k.arena.oom = &oom;
  volatile naze_status st = NAZE_NO_MEMORY;
  if (setjmp(oom) == 0) st = check(&k);
  else say(&k, "メモリーが足りません。", "");
  nz_arena_free(&k.arena);
  return st;
}
