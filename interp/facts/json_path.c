/* json_path.c -- where in a JSON text a byte stands, as a path for people. Follows brackets, strings and commas only; the
 * text is not trusted to be well formed. */
#include <string.h>

#include "case_json.h"

enum { DEEPEST = 32 }; /* levels shown; a case has three */

typedef struct level { bool array; unsigned index; size_t key, key_end; bool after_colon; } level;

nz_str nz_json_path(nz_arena *a, const char *text, size_t n, size_t offset) {
  level at[DEEPEST];
  size_t depth = 0, too_deep = 0;
  if (offset > n) offset = n;
  for (size_t i = 0; i < offset; i++) {
    level *l = depth ? &at[depth - 1] : NULL;
    switch (text[i]) {
      case '"': {
        size_t from = ++i;
        while (i < n && text[i] != '"') i += text[i] == '\\' && i + 1 < n ? 2 : 1;
        if (l && !too_deep && !l->array && !l->after_colon) {
          l->key = from;
          l->key_end = i < n ? i : n;
        }
        break;
      }
      case '{':
      case '[':
        if (depth == DEEPEST) too_deep++;
        else at[depth++] = (level){text[i] == '[', 0, 0, 0, false};
        break;
      case '}':
      case ']':
        if (too_deep) too_deep--;
        else if (depth) depth--;
        break;
      case ':':
        if (l && !too_deep) l->after_colon = true;
        break;
      case ',':
        if (l && !too_deep) {
          l->after_colon = false;
          l->index++;
          if (!l->array) l->key = l->key_end = 0;
        }
        break;
      default: break;
    }
  }
  ir_buf b = {a, NULL, 0, 0};
  for (size_t i = 0; i < depth; i++) {
    if (at[i].array) {
      ir_buf_printf(&b, "[%u]", at[i].index);
    } else if (at[i].key_end > at[i].key) {
      if (b.n) ir_buf_put(&b, ".", 1);
      ir_buf_put(&b, text + at[i].key, at[i].key_end - at[i].key);
    }
  }
  return b.p ? (nz_str){b.p, (uint32_t)b.n} : (nz_str){"", 0};
}
