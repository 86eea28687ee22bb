/* fmt.h -- the formatter: the same text in its canonical form (spec/format.md).
 *
 * It keeps the author's lines and comments; it sets indentation and spacing, aligns tables by display width (East Asian
 * ambiguous characters two wide), turns pasted rows into drawn ones, puts in a missing 。, repairs look-alike marks and
 * quotes, drops needless 「」 and moves （…から） of a header behind its brackets. Formatting twice changes nothing more, and
 * the tree stays the same but for places. */
#ifndef NZ_FMT_H
#define NZ_FMT_H
#include "tree.h"

/* The formatted text of a parsed file, NUL-terminated, in the arena; *n its length. */
char *nz_format(nz_arena *a, const nz_source *src, nz_tokens *toks, size_t *n);
/* Do two trees say the same? Places and needless quotes do not count. Both must have been made with the same
 * interned names. */
bool nz_tree_same(const nz_tree *x, const nz_tree *y);
#endif
