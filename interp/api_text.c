/* api_text.c -- text on a terminal. */
#include "../grammar/source.h"
#include "naze.h"

size_t naze_width(const char *text, size_t n, bool narrow) { return text ? nz_width(text, n, narrow) : 0; }
