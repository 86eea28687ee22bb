/* json_out.h -- JSON written piece by piece, two blanks a level. */
#ifndef NAZE_TOOLS_JSON_OUT_H
#define NAZE_TOOLS_JSON_OUT_H
#include <stdint.h>

#include "str.h"

typedef struct json { str text; int depth; bool filled; } json;

void json_open(json *j, const char *key, char bracket); /* key NULL inside an array and at the top */
void json_close(json *j, char bracket);
void json_str(json *j, const char *key, const char *value);
void json_opt(json *j, const char *key, const char *value); /* left out when "" or NULL */
void json_int(json *j, const char *key, int64_t value);
void json_bool(json *j, const char *key, bool value);
void json_raw(json *j, const char *key, const char *p, size_t n); /* JSON as it is */

/* The bytes of a member of the object that text is; false when text is no object or has no such member. */
bool json_member(const char *text, size_t n, const char *key, const char **p, size_t *len);
bool json_element(const char *text, size_t n, size_t index, const char **p, size_t *len); /* … of an array */
/* The element behind the one that ends at `end`. */
bool json_after(const char *text, size_t n, const char *end, const char **p, size_t *len);
#endif
