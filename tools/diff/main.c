/* naze-diff -- the verb `diff`: what differs between two editions of rules, for whom, and by how much. */
#include "run.h"

int main(int argc, char **argv) { return program_main(argc, argv, VERB_DIFF, diff_run); }
