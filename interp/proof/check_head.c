/* check_head.c -- the claim of a proof: read from the document, and compared with what was derived (P1.6)
 *
 * Names are resolved by writing what they could name and looking for the same text, so there is one form of each. Only what
 * the walk needs is read here; every member is compared afterwards, with the members the document may not have. */
#include <string.h>

#include "../ir/date.h"
#include "check_int.h"

static bool says(json_t *said, const ir_buf *text) {
  return json_is_string(said) && json_string_length(said) == text->n && (text->n == 0 || memcmp(json_string_value(said), text->p, text->n) == 0);
}

static bool says_str(json_t *said, nz_str s) {
  return json_is_string(said) && json_string_length(said) == s.n && (s.n == 0 || memcmp(json_string_value(said), s.p, s.n) == 0);
}

static uint32_t read_decl(checker *k, json_t *said) {
  for (uint32_t i = 0; i < k->m->decls.n; i++) {
    ir_buf path = {k->a, NULL, 0, 0};
    nz_decl_path(k->m, i, &path);
    if (says(said, &path)) return i;
  }
  ck_bad(k, IR_NONE, "証明の問いが、規則にない定義を指しています。");
}

static uint32_t read_row(checker *k, uint32_t ledger, json_t *said) {
  for (uint32_t i = 0; i < k->c->rows.n; i++) {
    if (k->c->rows.v[i].ledger != ledger) continue;
    ir_buf path = {k->a, NULL, 0, 0};
    nz_row_path(k->c, i, &path);
    if (says(said, &path)) return i;
  }
  return IR_NONE;
}

/* Digits, with as many behind the point as the type has. */
static bool read_number(const char *p, unsigned dec, int64_t *out) {
  bool minus = *p == '-';
  int64_t v = 0;
  p += minus;
  if (*p < '0' || *p > '9') return false;
  unsigned behind = 0;
  bool point = false;
  for (; *p; p++) {
    if (*p == '.' && !point && dec) {
      point = true;
      continue;
    }
    if (*p < '0' || *p > '9') return false;
    behind += point;
    if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *p - '0', &v)) return false; /* below zero: the smallest number fits too */
  }
  if (behind != dec || (!minus && v == INT64_MIN)) return false;
  *out = minus ? v : -v;
  return true;
}

/* "2024-04-01", "2024-04": the parts between the hyphens */
static bool read_parts(const char *p, int n, int64_t *part) {
  for (int i = 0; i < n; i++) {
    part[i] = 0;
    for (int digits = i ? 2 : 4; digits > 0; digits--, p++) {
      if (*p < '0' || *p > '9') return false;
      part[i] = part[i] * 10 + (*p - '0');
    }
    if (i < n - 1 && *p++ != '-') return false;
  }
  return *p == 0;
}

static bool read_day(json_t *said, int64_t *out) {
  int64_t part[3];
  const char *p = json_string_value(said);
  return p && read_parts(p, 3, part) && ir_day_of(part[0], part[1], part[2], out);
}

/* The value of a parameter. What is not exactly the way it is written fails in the comparison later. */
static bool read_arg(checker *k, uint32_t type, json_t *said, nz_val *out) {
  const ir_module *m = k->m;
  const ir_type *t = &m->types.v[type];
  json_t *value = json_object_get(said, "value");
  const char *p = json_string_value(value);
  int64_t v = 0, part[2];
  bool ok = false;
  switch ((ir_tk)t->k) {
  case IR_T_BOOL:
    ok = json_is_boolean(value);
    v = json_is_true(value);
    break;
  case IR_T_QTY: ok = p && read_number(p, t->dec, &v); break;
  case IR_T_DATE: ok = read_day(value, &v); break;
  case IR_T_MONTH:
    ok = p && read_parts(p, 2, part) && part[1] >= 1 && part[1] <= 12;
    if (ok) v = part[0] * 12 + part[1] - 1;
    break;
  case IR_T_TIME:
    ok = p && strlen(p) == 5 && p[2] == ':' && p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' && p[3] >= '0' && p[3] <= '9' && p[4] >= '0' && p[4] <= '9';
    if (ok) v = ((p[0] - '0') * 10 + (p[1] - '0')) * 60 + (p[3] - '0') * 10 + (p[4] - '0');
    break;
  case IR_T_ENUM:
    for (uint32_t i = 0; i < m->enums.v[t->ref].values.n && !ok; i++) {
      v = m->enums.v[t->ref].values.first + i;
      ok = says_str(value, ir_text(m, m->values.v[v].name));
    }
    break;
  case IR_T_ROW: {
    uint32_t row = read_row(k, t->ref, value);
    ok = row != IR_NONE;
    v = row;
    break;
  }
  case IR_T_TEXT:
    if (!p) return false;
    *out = ck_text(k, (nz_str){p, (uint32_t)json_string_length(value)});
    return out->b == 0; /* a question's text is one of the rules' */
  default: break;
  }
  *out = nz_known((ir_tk)t->k, v);
  return ok;
}

static void read_args(checker *k, nz_claim *out, json_t *said) {
  const ir_decl *d = &k->m->decls.v[out->decl];
  nz_val *v = NZ_NEW_N(k->a, nz_val, d->params.n);
  size_t at = 0;
  for (uint32_t i = 0; i < d->params.n; i++) {
    v[i].st = NZ_MISSING;
    const ir_param *p = &k->m->params.v[d->params.first + i];
    json_t *one = json_array_get(said, at);
    if (!one || !says_str(json_object_get(one, "param"), ir_text(k->m, p->name))) continue;
    if (!read_arg(k, p->type, json_object_get(one, "value"), &v[i])) ck_bad(k, IR_NONE, "証明の問いの引数が読めません。");
    at++;
  }
  if (!json_is_array(said) || at != json_array_size(said)) ck_bad(k, IR_NONE, "証明の問いに、定義にない引数があります。");
  out->args = v;
  out->nargs = d->params.n;
}

static uint32_t read_choice(checker *k, uint32_t reading, json_t *said) {
  ir_range r = k->m->readings.v[reading].choices;
  for (uint32_t i = 0; i < r.n; i++)
    if (says_str(json_object_get(said, "choice"), ir_text(k->m, k->m->choices.v[r.first + i].name))) return i;
  ck_bad(k, IR_NONE, "証明の解釈に、選べないものがあります。");
}

static int read_want(checker *k, json_t *said) {
  if (json_is_null(said)) return -1;
  for (int i = 0; i <= NZ_OUT_VALUE; i++)
    if (json_is_string(said) && strcmp(json_string_value(said), nz_out_word(i)) == 0) return i;
  ck_bad(k, IR_NONE, "証明の問いの「＝」の右が読めません。");
}

void ck_read_claim(checker *k, nz_claim *out) {
  const ir_module *m = k->m;
  if (!json_is_object(k->root)) ck_bad(k, IR_NONE, "証明の形をしていません。");
  json_t *version = json_object_get(k->root, NZ_PROOF_KEY), *q = json_object_get(k->root, "question");
  if (!json_is_integer(version) || json_integer_value(version) != NZ_PROOF_VERSION) ck_bad(k, IR_NONE, "証明の形の版がわかりません。");
  char *hex = NZ_NEW_N(k->a, char, 65);
  ir_fingerprint(m, hex);
  if (!says_str(json_object_get(k->root, "fingerprint"), (nz_str){hex, 64})) ck_bad(k, IR_NONE, "この規則の証明ではありません。指紋が違います。");
  *out = (nz_claim){.fingerprint = hex, .subject = IR_NONE, .date = IR_DATE_MIN, .decl = read_decl(k, json_object_get(q, "decl"))};
  const ir_decl *d = &m->decls.v[out->decl];
  json_t *output = json_object_get(q, "output"), *subject = json_object_get(q, "subject"), *date = json_object_get(k->root, "date");
  if (!json_is_integer(output) || json_integer_value(output) < 0 || json_integer_value(output) >= (d->outputs.n ? d->outputs.n : 1))
    ck_bad(k, IR_NONE, "証明の問いの結果の列がありません。");
  out->output = (uint32_t)json_integer_value(output);
  if (json_is_string(subject) && d->subject != IR_NONE) out->subject = read_row(k, d->subject, subject);
  else if (d->subject != IR_NONE)
    for (uint32_t i = 0; i < k->c->rows.n; i++)
      if (k->c->rows.v[i].ledger == d->subject) ck_bad(k, IR_NONE, "証明の問いに、誰についてかがありません。");
  read_args(k, out, json_object_get(q, "args"));
  out->want = read_want(k, json_object_get(q, "want"));
  if (!json_is_null(date) && !read_day(date, &out->date)) ck_bad(k, IR_NONE, "証明の基準日が読めません。");
  k->strict = out->strict = json_is_true(json_object_get(k->root, "strict"));
  json_t *readings = json_object_get(k->root, "readings");
  if (!json_is_array(readings) || json_array_size(readings) != m->readings.n) ck_bad(k, IR_NONE, "証明の解釈が、規則の解釈と合いません。");
  k->choice = NZ_NEW_N(k->a, uint32_t, m->readings.n);
  for (uint32_t i = 0; i < m->readings.n; i++) k->choice[i] = read_choice(k, i, json_array_get(readings, i));
  out->choice = k->choice;
}

void ck_compare_claim(checker *k, nz_claim *claim, const nz_val *answer) {
  claim->answer = *answer;
  ir_buf *b = &k->expected;
  b->n = 0;
  ir_buf_put(b, "{", 1);
  nz_claim_json(k->m, k->c, claim, b);
  ir_buf_put(b, "}", 1);
  json_t *must = json_loadb(b->p, b->n, 0, NULL);
  if (!must) nz_oom(k->a);
  bool same = json_object_set(must, "steps", k->steps) == 0 && json_equal(must, k->root) == 1;
  json_decref(must);
  if (!same) ck_bad(k, IR_NONE, "証明の頭（問い、基準日、解釈、結果）が、導いたものと違います。");
}
