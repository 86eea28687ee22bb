/* html.h -- what every HTML page of naze has in common: one file, no script, no link, nothing fetched. */
#ifndef NAZE_TOOLS_HTML_H
#define NAZE_TOOLS_HTML_H
#include "str.h"

extern const char html_style[];
void html_escape(str *s, const char *text);
void html_element(str *s, const char *tag, const char *class, const char *text); /* nothing where the text is empty */
#endif
