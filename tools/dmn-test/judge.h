/* judge.h -- one model, translated and compiled, and the answers it gives to the cases of its kit. */
#ifndef NAZE_TOOLS_DMN_TEST_JUDGE_H
#define NAZE_TOOLS_DMN_TEST_JUDGE_H
#include "../cli.h"
#include "kit.h"

typedef struct judge { dmn_model m; naze_compiler *compiler; naze_program *program; naze_session *session; bool english; } judge;

/* 0 or the exit status. The kit says how fine the numbers are that it gives. */
int judge_open(judge *j, const char *model, const kit *k, term *e);
void judge_close(judge *j);

typedef enum judged { JUDGED_PASSED, JUDGED_FAILED, JUDGED_ERROR, JUDGED_REFUSED } judged; /* refused: the decision is not translated */
typedef struct judge_line { str question, expected, actual, why; judged state; long line; } judge_line;

bool judge_facts(judge *j, const kit_case *c, str *why); /* false: they do not fit the model */
void judge_result(judge *j, const kit_case *c, const kit_result *r, size_t leaf, judge_line *out);
void judge_line_free(judge_line *l);
#endif
