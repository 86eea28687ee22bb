/* birth.h -- birth dates: fields that an age is counted from. One that lies after the day of the question is a slip of the
 * record (C1.6): the age would come out below zero, and every "under 18" would hold. */
#ifndef NZ_BIRTH_H
#define NZ_BIRTH_H
#include "../../grammar/diag.h"
#include "case.h"

const uint64_t *nz_birth_fields(nz_arena *a, const ir_module *m); /* a bit a field */
bool nz_born_by(const nz_case *c, const uint64_t *births, int64_t day, nz_diags *d); /* false after a message for each that is later */
#endif
