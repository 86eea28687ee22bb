/* text_diff.h -- what changed between two texts, line by line, in the unified form. */
#ifndef NAZE_TOOLS_DIFF_H
#define NAZE_TOOLS_DIFF_H
#include "term.h"
void diff_print(term *o, const char *name, const char *was, size_t nwas, const char *is, size_t nis);
#endif
