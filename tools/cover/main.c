/* naze-cover -- the verb `cover`: on which places of the rules does an answer of some 事例 hang? */
#include "run.h"

int main(int argc, char **argv) { return program_main(argc, argv, VERB_COVER, cover_run); }
