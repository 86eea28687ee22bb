/* json_slip.c -- see json_slip.h. jansson says which rule was broken and at which token; which slip it was can be read off
 * the token and what stands before it. A wording of jansson that is not known here gives the general message. */
#include "json_slip.h"

#include <string.h>

static bool begins(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

static nz_str near_text(const json_error_t *said) {
  static const char mark[] = " near '";
  const char *p = strstr(said->text, mark);
  if (!p) return (nz_str){"", 0};
  p += sizeof mark - 1;
  size_t n = strlen(p);
  if (n && p[n - 1] == '\'') n--;
  return (nz_str){p, (uint32_t)n};
}

static bool wide_sign(const char *s) {
  static const char *const signs[] = {"“", "”", "„", "‘", "’", "＂", "：", "，", "、", "｛", "｝", "［", "］", "「", "」", "　", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (begins(s, signs[i])) return true;
  return false;
}

/* The last byte that is no blank before the token which ends at `end`. */
static char before(const char *text, size_t end, uint32_t token) {
  size_t i = end > token ? end - token : 0;
  while (i > 0 && strchr(" \t\r\n", text[i - 1])) i--;
  return i ? text[i - 1] : 0;
}

static nz_msg at_token(const char *text, size_t n, const json_error_t *said, nz_str at) {
  size_t end = said->position > 0 && (size_t)said->position <= n ? (size_t)said->position : n;
  bool closes = at.n && (*at.p == '}' || *at.p == ']');
  if (wide_sign(at.p)) return NZ_M_JSON_WIDE;
  if (closes && before(text, end, at.n) == ',') return NZ_M_JSON_LAST_COMMA;
  if (begins(said->text, "':' expected")) return NZ_M_JSON_COLON;
  if (begins(said->text, "'}' expected") || begins(said->text, "']' expected")) return closes || !at.n ? NZ_M_JSON_SYNTAX : NZ_M_JSON_NO_COMMA;
  if (at.n && (*at.p == '0' || (*at.p == '-' && at.n == 2 && at.p[1] == '0'))) return NZ_M_JSON_ZERO;
  bool word = at.n && ((unsigned char)*at.p >= 0x80 || *at.p == '\'' || (*at.p >= 'a' && *at.p <= 'z') || (*at.p >= 'A' && *at.p <= 'Z'));
  return word ? NZ_M_JSON_BARE : NZ_M_JSON_SYNTAX;
}

nz_msg nz_json_slip(const char *text, size_t n, const json_error_t *said, nz_str *at) {
  *at = near_text(said);
  switch (json_error_code(said)) {
  case json_error_premature_end_of_input: return NZ_M_JSON_ENDS;
  case json_error_end_of_input_expected: return wide_sign(at->p) ? NZ_M_JSON_WIDE : NZ_M_JSON_MORE;
  case json_error_numeric_overflow: return NZ_M_JSON_BIG;
  case json_error_stack_overflow: return NZ_M_JSON_DEEP;
  case json_error_null_character: case json_error_null_byte_in_key: return NZ_M_JSON_CONTROL;
  default: break;
  }
  if (strstr(said->text, "near end of file")) return NZ_M_JSON_ENDS;
  if (begins(said->text, "control character") || begins(said->text, "unexpected newline")) return NZ_M_JSON_CONTROL;
  if (begins(said->text, "invalid escape") || begins(said->text, "invalid Unicode")) return NZ_M_JSON_ESCAPE;
  return at_token(text, n, said, *at);
}

int nz_json_column(const json_error_t *said, nz_str at) {
  int chars = 0;
  for (uint32_t i = 0; i < at.n; i++) chars += ((unsigned char)at.p[i] & 0xC0) != 0x80;
  int first = said->column - chars + 1;
  return chars && first > 0 ? first : said->column > 0 ? said->column : 1;
}
