/* counter.h -- how far long work has come: a line on a terminal from the second second on, redrawn a few times a second. */
#ifndef NAZE_TOOLS_COUNTER_H
#define NAZE_TOOLS_COUNTER_H
#include "term.h"

typedef struct counter { term *err; double begun, shown; bool any; } counter;
void counter_begin(counter *p, term *err);
void counter_at(counter *p, size_t done, size_t all);
void counter_end(counter *p); /* takes the line away */
double seconds_now(void);       /* of a clock that only goes on */
#endif
