/* divide.h -- duties divided among processes: what each found comes back through a pipe. */
#ifndef NAZE_TOOLS_VERIFY_DIVIDE_H
#define NAZE_TOOLS_VERIFY_DIVIDE_H
#include "report.h"

void report_begin(verify_report *r);
void report_free(verify_report *r);
bool report_send(int fd, const verify_report *r);
bool report_receive(int fd, verify_report *into); /* adds to it. False: the other side ended early */
#endif
