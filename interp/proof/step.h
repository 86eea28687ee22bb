/* step.h -- one step of a proof and the question it answers, and how they are written as JSON (spec/proof.md,
 * spec/proof.schema.json). The writer writes the steps an evaluator recorded; the checker writes the steps it derived
 * itself and compares. Nothing here evaluates. */
#ifndef NZ_STEP_H
#define NZ_STEP_H
#include "../exec/value.h"
#include "../ir/irtext.h"

typedef struct nz_step {
  uint32_t node;          /* IR node; IR_NONE: the root */
  uint32_t type;          /* of the value: type id, or IR_NONE */
  nz_val val;
  const uint32_t *kids;
  uint32_t nkids;
  uint32_t cell;          /* FIELD, REFS */
  uint32_t row, col;      /* MATRIX, DTABLE: places in the table */
  uint32_t choice;        /* READING */
  uint32_t decl, variant; /* DECL, root */
  int64_t date;
  bool presumed;          /* FIELD */
} nz_step;

typedef struct nz_claim { /* what a proof says about the whole */
  const char *fingerprint;
  uint32_t decl, output, subject; /* subject: row or IR_NONE */
  uint32_t nargs;
  const nz_val *args;             /* those given; st other than KNOWN: left to the default */
  int want;                       /* enum nz_out or -1 */
  int64_t date;
  bool strict;
  const uint32_t *choice;         /* per reading of the rules */
  nz_val answer;
} nz_claim;

enum { NZ_PROOF_VERSION = 1 };
#define NZ_PROOF_KEY "naze_proof"

void nz_step_json(const ir_module *m, const nz_case *c, uint32_t id, const nz_step *s, ir_buf *out);
void nz_claim_json(const ir_module *m, const nz_case *c, const nz_claim *k, ir_buf *out); /* members only, without the steps */
void nz_val_json(const ir_module *m, const nz_case *c, uint32_t type, const nz_val *v, ir_buf *out);
void nz_decl_path(const ir_module *m, uint32_t decl, ir_buf *out);    /* 加算/名前, or the name */
void nz_row_path(const nz_case *c, uint32_t row, ir_buf *out);        /* 利用者[甲] */
uint32_t nz_output_type(const ir_module *m, uint32_t decl, uint32_t output); /* IR_NONE when there is no such output */
const char *nz_out_word(int out);                                     /* 可 …; "" for -1 */

/* ---- JSON text ---- */
void nz_js_text(ir_buf *out, const char *p, size_t n);                /* quoted */
void nz_js_str(ir_buf *out, nz_str s);
void nz_js_key(ir_buf *out, bool *first, const char *key);            /* comma, "key": */
#endif
