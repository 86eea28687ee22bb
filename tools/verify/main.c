/* naze-verify -- the verb `verify`: what must hold of the rules, searched for cases in which it does not. An executable of its own
 * because it links a solver. */
#include "report.h"

int main(int argc, char **argv) { return program_main(argc, argv, VERB_VERIFY, verify_run); }
