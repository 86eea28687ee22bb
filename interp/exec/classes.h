/* classes.h -- value classes: the values of some facts, cut so finely that two values of one class lead to the same answer
 * whatever the classes of the other facts are. */
#ifndef NZ_CLASSES_H
#define NZ_CLASSES_H
#include "eval_int.h"

enum { NZE_MAX_FREE = 64 };
enum { NZE_MAX_VALUES = 131072 }; /* values of one fact that are tried one by one; larger domains are cut at their ends,
                                     at what they are compared with and between, exactly where a comparison is steady */

typedef struct nze_domain {   /* what a cell can hold */
  uint32_t cell, field;
  uint8_t k;                  /* ir_tk */
  bool supported;             /* false: texts, periods and lists, for which no values can be proposed */
  bool blank;                 /* 空欄 is a value too */
  bool open;                  /* values beyond lo and hi exist and are not looked at */
  int64_t lo, hi;             /* positions; ENUM value ids; ROW positions in `rows`, else the values themselves */
  const uint32_t *rows;
} nze_domain;

typedef struct nze_segment { int64_t lo; uint64_t label; } nze_segment; /* up to the next one's lo - 1 */
typedef struct nze_part {     /* one cell's classes */
  const nze_domain *d;
  nze_segment *seg;           /* ascending; the first one's lo is the domain's */
  uint32_t n;
  uint32_t *class_of;         /* per segment; blank, when there is one, is the last class */
  int64_t *rep;               /* per class but blank: its first position */
  uint32_t nclass;
} nze_part;

typedef struct nze_classes {
  nz_eval *e;
  const nz_question *q;
  nze_log log;
  nze_pool pool;              /* memory of one partition */
  nze_part *part;             /* one a cell, in the order given */
  uint32_t n;
  bool exact;                 /* false: some domain could not be cut exactly */
  uint64_t runs, signs;
  uint64_t most_walk;         /* comparisons taken again in all; a domain that would have to be walked past that is sampled */
} nze_classes;

void nze_classes_init(nze_classes *x, nz_arena *a, nz_eval *e, const nz_question *q);
nze_domain nze_domain_of(nz_arena *a, const nz_eval *e, uint32_t cell);
int64_t nze_segment_end(const nze_part *p, uint32_t seg);
/* Cuts the domains of d[0..n), at most NZE_MAX_FREE, for changes of these cells alone. The cells are left withheld. */
void nze_classes_cut(nze_classes *x, const nze_domain *const *d, uint32_t n);
void nze_put(nz_eval *e, const nze_domain *d, int64_t pos, bool blank); /* writes a value into its cell */
void nze_put_class(nz_eval *e, const nze_part *p, uint32_t c);          /* writes the class's representative */
void nze_withhold(nz_eval *e, uint32_t cell);
/* The intervals of one cell that those of its classes make that are in `in`. */
nz_region *nze_pieces(nze_pool *pool, const nze_part *p, const bool *in, uint32_t *n);
#endif
