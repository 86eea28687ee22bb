/* diag_out.h -- diagnostics as text and as JSON. */
#ifndef NAZE_TOOLS_DIAG_OUT_H
#define NAZE_TOOLS_DIAG_OUT_H
#include "json_out.h"
#include "naze.h"
#include "term.h"

typedef struct diag_counts { size_t errors, warnings; } diag_counts;
diag_counts diag_tally(const naze_diags *d);
void diag_print(term *o, const naze_diag_info *g);
/* Errors first, each by place, at most `most` (0: all); warnings only when asked. Returns how many were left out. */
size_t diag_print_all(term *o, const naze_diags *d, bool warnings, size_t most);
/* Errors of facts, which have a path but may have no file of their own: `name` says where they were read. */
size_t diag_print_named(term *o, const naze_diags *d, const char *name, size_t most);
void diag_json(json *j, const naze_diags *d, bool english, size_t most);
#endif
