/* naze-mutate -- the verb `mutate`: would the 事例 notice a slip of the pen in the rules? */
#include "run.h"

int main(int argc, char **argv) { return program_main(argc, argv, VERB_MUTATE, mutate_run); }
