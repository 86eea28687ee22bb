/* naze-fuzz -- the verb `fuzz`: cases made from the rules themselves, and what does not hold in them. */
#include "fuzz.h"

int main(int argc, char **argv) { return program_main(argc, argv, VERB_FUZZ, fuzz_run); }
