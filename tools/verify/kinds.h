/* kinds.h -- what `naze verify` looks for, with what each kind means and how it is mended. */
#ifndef NAZE_TOOLS_VERIFY_KINDS_H
#define NAZE_TOOLS_VERIFY_KINDS_H
#include "../findings/findings.h"

typedef struct verify_kind {
  finding_kind kind;
  finding_level level;
  const char *what_ja, *what_en; /* said of each finding */
  const char *how_ja, *how_en;
} verify_kind;
extern const verify_kind verify_kinds[];
size_t verify_kind_count(void);
const verify_kind *verify_kind_named(const char *id); /* never NULL: what has no kind of its own is a message of the checker */
#endif
