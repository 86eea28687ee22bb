/* ask.h -- whom to ask and about what: 要照会（市）『対象者か』. In a module they are one string, 市『対象者か』, so that each
 * cause of an answer carries both. */
#ifndef NZ_ASK_H
#define NZ_ASK_H
#include "irtext.h"
nz_str ir_ask_join(nz_arena *a, nz_str whom, nz_str about);
void ir_ask_split(nz_str ask, nz_str *whom, nz_str *about); /* either may be empty */
void ir_ask_words(nz_str ask, ir_buf *out);                  /* （市）『対象者か』, as it is written behind 要照会 */
#endif
