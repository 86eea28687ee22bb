/* json_slip.h -- what keeps a text from being JSON, by the slip that people make. */
#ifndef NZ_JSON_SLIP_H
#define NZ_JSON_SLIP_H
#include <jansson.h>

#include "../../grammar/diag.h"

/* The message for what jansson reported, and the text it stopped at (within `said`; "" at the end of the file). */
nz_msg nz_json_slip(const char *text, size_t n, const json_error_t *said, nz_str *at);
int nz_json_column(const json_error_t *said, nz_str at); /* where that begins; jansson counts to its end */
#endif
