/* fuzz.h -- what the fuzz targets share. Each target defines LLVMFuzzerTestOneInput; it is linked either with libFuzzer
 * (clang, `make fuzz`) or with replay.c, which runs the kept corpus once (`make test`). */
#ifndef NZ_FUZZ_H
#define NZ_FUZZ_H
#include <stddef.h>
#include <stdint.h>

#include "interp/naze.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A broken promise: says which and stops, as a finding. */
#define FUZZ_CHECK(cond, what) ((cond) ? (void)0 : fuzz_broken(__FILE__, __LINE__, what))
_Noreturn void fuzz_broken(const char *file, int line, const char *what);

/* Reads every rule file below `folder` into the compiler; the number of files read. */
size_t fuzz_add_rules(naze_compiler *c, const char *folder);
/* The matrix and what it stands on: the chapters that most tests look at. */
size_t fuzz_add_matrix(naze_compiler *c);
/* The whole of a file, NUL-terminated; free with free(). NULL when it cannot be read. */
char *fuzz_read(const char *path, size_t *n);

/* Compiles the rules of this repository once per process. */
naze_program *fuzz_rules(void);
#endif
