/* case_json.c -- reads a case from JSON; see case_json.h and spec/case.md */
#include "case_json.h"

#include <jansson.h>
#include <string.h>

#include "../../grammar/source.h"
#include "../../grammar/tree.h"
#include "../ir/date.h"
#include "../ir/phrase.h"
#include "json_slip.h"
#include "put.h"

typedef struct jrow { json_t *members; uint32_t row; nz_str path; } jrow; /* a row to be filled once every row has its name */
typedef struct jfact { json_t *value; uint32_t field; nz_str path; } jfact; /* a field at the top: of its ledger's only row */
typedef struct reader {
  nz_into in;
  nz_str name; /* of the text */
  NZ_VEC(jrow) rows;
  NZ_VEC(jfact) facts;
} reader;

static bool same(nz_str a, nz_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static bool is(nz_str s, const char *t) { return same(s, nz_lit(t)); }

static nz_where at(nz_str path) { return (nz_where){{NZ_NO_FILE, 0, 0}, path, {"", 0}, 0, 0}; }

static nz_str member(reader *r, nz_str path, nz_str key) {
  ir_buf b = {r->in.a, NULL, 0, 0};
  ir_buf_put(&b, path.p, path.n);
  if (path.n) ir_buf_put(&b, ".", 1);
  ir_buf_put(&b, key.p, key.n);
  return nz_buf_str(&b);
}

static nz_str element(reader *r, nz_str path, size_t i) {
  ir_buf b = {r->in.a, NULL, 0, 0};
  ir_buf_printf(&b, "%.*s[%zu]", (int)path.n, path.p, i);
  return nz_buf_str(&b);
}

static nz_str string(const json_t *v) { return (nz_str){json_string_value(v), (uint32_t)json_string_length(v)}; }

/* What stands there, short: "できる", 12, true, null, {…} */
static void shown(const json_t *v, ir_buf *out) {
  nz_str s;
  switch (json_typeof(v)) {
    case JSON_STRING:
      s = string(v);
      if (s.n > 60) { /* cut between characters */
        s.n = 60;
        while (s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
      }
      ir_buf_printf(out, "\"%.*s%s\"", (int)s.n, s.p, s.n < json_string_length(v) ? "…" : "");
      break;
    case JSON_INTEGER: ir_buf_printf(out, "%lld", (long long)json_integer_value(v)); break;
    case JSON_REAL: ir_buf_printf(out, "%g", json_real_value(v)); break;
    case JSON_TRUE: ir_buf_printf(out, "true"); break;
    case JSON_FALSE: ir_buf_printf(out, "false"); break;
    case JSON_NULL: ir_buf_printf(out, "null"); break;
    case JSON_OBJECT: ir_buf_printf(out, "{…}"); break;
    case JSON_ARRAY: ir_buf_printf(out, "[…]"); break;
  }
}

static void wrong(reader *r, nz_msg id, nz_str path, nz_str want, const json_t *v, const char *example) {
  nz_where w = at(path);
  nz_diag *g = nz_say_at(r->in.d, id, &w);
  ir_buf b = {r->in.a, NULL, 0, 0};
  shown(v, &b);
  nz_arg_str(r->in.d, g, 1, want);
  nz_arg_buf(r->in.d, g, 2, &b);
  nz_args(r->in.d, g, 3, example);
}

static bool asked(const json_t *v) {
  if (!json_is_string(v)) return false;
  nz_str s = string(v);
  return is(s, NZ_J_ASK) || is(s, "?");
}

/* ---- one fact ---- */

static void wrong_type(reader *r, uint32_t type, nz_str path, const json_t *v) {
  if (json_is_real(v)) {
    nz_where w = at(path);
    nz_say_at(r->in.d, NZ_M_FACT_REAL, &w);
    return;
  }
  ir_buf b = {r->in.a, NULL, 0, 0};
  const ir_module *m = r->in.c->m;
  const ir_type *t = &m->types.v[type];
  ir_phrase_type(m, type, &b);
  ir_buf first = {r->in.a, NULL, 0, 0};
  if (t->k == IR_T_ENUM && m->enums.v[t->ref].values.n) nz_json_string(&first, ir_text(m, m->values.v[m->enums.v[t->ref].values.first].name));
  wrong(r, NZ_M_FACT_TYPE, path, nz_buf_str(&b), v, first.p ? first.p : nz_example(m, type));
}

/* A key: a string, or the number of a ledger whose key is a number. */
static bool key_text(reader *r, const json_t *v, nz_str *out) {
  if (json_is_string(v)) {
    *out = nz_typed(r->in.a, json_string_value(v), json_string_length(v));
    return out->n > 0;
  }
  if (!json_is_integer(v)) return false;
  ir_buf b = {r->in.a, NULL, 0, 0};
  ir_buf_printf(&b, "%lld", (long long)json_integer_value(v));
  *out = nz_buf_str(&b);
  return true;
}

static void put_refs(reader *r, uint32_t row, uint32_t field, nz_str path, json_t *v) {
  size_t n = json_array_size(v);
  if (n > NZ_CASE_MAX_ROWS) n = NZ_CASE_MAX_ROWS;
  nz_str *names = NZ_NEW_N(r->in.a, nz_str, n);
  for (size_t i = 0; i < n; i++) {
    json_t *e = json_array_get(v, i);
    if (key_text(r, e, &names[i])) continue;
    wrong_type(r, r->in.c->m->fields.v[field].type, element(r, path, i), e);
    return;
  }
  nz_where w = at(path);
  nz_put_rows(&r->in, row, field, &w, names, (uint32_t)n);
}

static void put_period(reader *r, uint32_t row, uint32_t field, nz_str path, json_t *v) {
  nz_str end[2] = {{"", 0}, {"", 0}};
  const char *key;
  size_t nkey;
  json_t *e;
  json_object_keylen_foreach(v, key, nkey, e) {
    nz_str name = nz_typed(r->in.a, key, nkey), sub = member(r, path, (nz_str){key, (uint32_t)nkey});
    int which = is(name, NZ_J_FROM) ? 0 : is(name, NZ_J_TO) ? 1 : -1;
    if (which < 0 || (!json_is_string(e) && !json_is_null(e))) {
      wrong(r, NZ_M_JSON_SHAPE, sub, nz_lit("から、まで"), e, "{\"から\": \"2024-04-01\", \"まで\": null}");
      return;
    }
    if (json_is_string(e)) end[which] = nz_normalise(r->in.a, json_string_value(e), json_string_length(e));
  }
  nz_where w = at(path);
  int64_t lo, hi;
  if (nz_read_period(r->in.d, &w, end[0], end[1], &lo, &hi)) nz_put_period(&r->in, row, field, &w, lo, hi);
}

static void put_fact(reader *r, uint32_t row, uint32_t field, nz_str path, json_t *v) {
  const ir_field *f = &r->in.c->m->fields.v[field];
  nz_where w = at(path);
  nz_str s;
  if (asked(v) || !nz_put_open(&r->in, row, field, &w)) return;
  if (json_is_null(v)) {
    nz_put_blank(&r->in, row, field, &w);
    return;
  }
  switch ((ir_tk)r->in.c->m->types.v[f->type].k) {
    case IR_T_BOOL:
      if (json_is_boolean(v)) {
        nz_put_known(&r->in, row, field, json_is_true(v), 0);
        return;
      }
      break;
    case IR_T_QTY:
    case IR_T_RATIO:
      if (json_is_integer(v)) {
        nz_put_number(&r->in, row, field, &w, json_integer_value(v));
        return;
      }
      if (json_is_string(v)) {
        nz_put_text(&r->in, row, field, &w, string(v));
        return;
      }
      break;
    case IR_T_PERIOD:
      if (json_is_object(v)) {
        put_period(r, row, field, path, v);
        return;
      }
      break;
    case IR_T_ROW:
      if (f->flags & IR_F_MULTI) {
        if (json_is_array(v)) {
          put_refs(r, row, field, path, v);
          return;
        }
      } else if (key_text(r, v, &s)) {
        nz_put_row(&r->in, row, field, &w, s);
        return;
      }
      break;
    default:
      if (json_is_string(v)) {
        nz_put_text(&r->in, row, field, &w, string(v));
        return;
      }
      break;
  }
  if (f->flags & IR_F_MULTI) wrong(r, NZ_M_FACT_TYPE, path, nz_lit("行の鍵の並び"), v, "[\"S1\", \"S2\"]");
  else wrong_type(r, f->type, path, v);
}

/* ---- rows ---- */

static void add_row(reader *r, uint32_t ledger, nz_str path, json_t *v, bool several) {
  const ir_module *m = r->in.c->m;
  const ir_ledger *l = &m->ledgers.v[ledger];
  nz_where w = at(path);
  if (!json_is_object(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("1行の事実 {…}"), v, "{\"障害支援区分\": \"区分4\"}");
    return;
  }
  nz_str key = {"", 0}, label = {"", 0};
  const char *k;
  size_t nk;
  json_t *e;
  json_object_keylen_foreach(v, k, nk, e) {
    nz_str name = nz_typed(r->in.a, k, nk), text;
    if (asked(e) || !key_text(r, e, &text)) continue;
    if (l->key != IR_NONE && nz_known_field(m, ledger, name) == l->key) key = text;
    else if (is(name, NZ_J_ROW_NAME)) label = text;
  }
  if (several && l->key != IR_NONE && key.n == 0 && label.n == 0) {
    nz_arg_str(r->in.d, nz_say_at(r->in.d, NZ_M_FACT_NO_KEY, &w), 1, ir_text(m, m->fields.v[l->key].name));
    return;
  }
  uint32_t row = nz_put_new_row(&r->in, ledger, label.n ? label : key, &w);
  if (row == IR_NONE) return;
  if (label.n && key.n && nz_case_name_row(r->in.a, r->in.c, row, key) != IR_NONE) {
    nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_ROW_TWICE, &w);
    nz_arg_str(r->in.d, g, 1, ir_text(m, l->name));
    nz_arg_str(r->in.d, g, 2, key);
    return;
  }
  NZ_PUSH(r->in.a, &r->rows) = (jrow){v, row, path};
}

static void add_ledger(reader *r, uint32_t ledger, nz_str path, json_t *v) {
  if (!json_is_array(v)) {
    add_row(r, ledger, path, v, false);
    return;
  }
  size_t n = json_array_size(v);
  for (size_t i = 0; i < n; i++) add_row(r, ledger, element(r, path, i), json_array_get(v, i), n > 1);
}

static void fill_row(reader *r, const jrow *j) {
  const ir_module *m = r->in.c->m;
  uint32_t ledger = r->in.c->rows.v[j->row].ledger;
  const char *k;
  size_t nk;
  json_t *e;
  json_object_keylen_foreach(j->members, k, nk, e) {
    nz_str name = nz_typed(r->in.a, k, nk), path = member(r, j->path, (nz_str){k, (uint32_t)nk});
    uint32_t field = nz_known_field(m, ledger, name);
    if (field != IR_NONE) {
      put_fact(r, j->row, field, path, e);
    } else if (is(name, NZ_J_ROW_NAME)) {
      nz_str text;
      if (!key_text(r, e, &text)) wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("行の名前"), e, "\"甲\"");
    } else if (!is(name, NZ_J_CHOICES)) {
      nz_where w = at(path);
      nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_UNKNOWN_FIELD, &w);
      nz_arg_str(r->in.d, g, 1, ir_text(m, m->ledgers.v[ledger].name));
      nz_arg_str(r->in.d, g, 2, name);
      if (nz_kept(r->in.d, g)) nz_arg_str(r->in.d, g, 3, nz_near_field(m, ledger, name));
    }
  }
}

/* ---- what is not a ledger ---- */

static void read_day(reader *r, nz_str path, json_t *v) {
  nz_where w = at(path);
  if (asked(v)) return;
  if (!json_is_string(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("日付"), v, "\"2024-10-01\"");
    return;
  }
  nz_str s = nz_normalise(r->in.a, json_string_value(v), json_string_length(v));
  int64_t day;
  if (nz_read_date(r->in.d, &w, s, NZ_DP_DAY, &day)) r->in.c->date = day;
}

static void read_readings(reader *r, nz_str path, json_t *v) {
  const char *k;
  size_t nk;
  json_t *e;
  if (!json_is_object(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("解釈とその選択 {…}"), v, "{\"併給不可の範囲\": \"同じ月\"}");
    return;
  }
  json_object_keylen_foreach(v, k, nk, e) {
    nz_str sub = member(r, path, (nz_str){k, (uint32_t)nk});
    nz_where w = at(sub);
    if (asked(e)) continue;
    if (json_is_string(e)) nz_put_choice(&r->in, nz_typed(r->in.a, k, nk), nz_typed(r->in.a, json_string_value(e), json_string_length(e)), &w);
    else wrong(r, NZ_M_JSON_SHAPE, sub, nz_lit("選択の名前"), e, "\"同じ月\"");
  }
}

static bool month_end(reader *r, nz_str path, json_t *v, int64_t open, int64_t *out) {
  int64_t day;
  if (json_is_null(v)) {
    *out = open;
    return true;
  }
  nz_where w = at(path);
  if (!json_is_string(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("月"), v, "\"2024-04\"");
    return false;
  }
  return nz_read_date(r->in.d, &w, nz_normalise(r->in.a, json_string_value(v), json_string_length(v)), NZ_DP_MONTH, &day) &&
         ir_month_of_day(day, out);
}

static void read_closed(reader *r, nz_str path, json_t *v) {
  static const char example[] = "{\"台帳\": \"請求\", \"から\": \"2024-04\", \"まで\": \"2024-10\"}";
  uint32_t ledger = IR_NONE;
  int64_t from = IR_DATE_MIN, to = IR_DATE_MAX;
  nz_where w = at(path);
  const char *k;
  size_t nk;
  json_t *e;
  if (!json_is_object(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("台帳と期間 {…}"), v, example);
    return;
  }
  json_object_keylen_foreach(v, k, nk, e) {
    nz_str name = nz_typed(r->in.a, k, nk), sub = member(r, path, (nz_str){k, (uint32_t)nk});
    nz_where ws = at(sub);
    if (is(name, NZ_J_LEDGER) && json_is_string(e)) {
      nz_str s = nz_typed(r->in.a, json_string_value(e), json_string_length(e));
      ledger = nz_known_ledger(r->in.c->m, s);
      if (ledger != IR_NONE) continue;
      nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_NO_LEDGER, &ws);
      nz_arg_str(r->in.d, g, 1, s);
      if (nz_kept(r->in.d, g)) nz_arg_str(r->in.d, g, 2, nz_near_ledger(r->in.c->m, s));
      return;
    }
    if (is(name, NZ_J_FROM)) {
      if (!month_end(r, sub, e, IR_DATE_MIN, &from)) return;
    } else if (is(name, NZ_J_TO)) {
      if (!month_end(r, sub, e, IR_DATE_MAX, &to)) return;
    } else {
      wrong(r, NZ_M_JSON_SHAPE, sub, nz_lit("台帳、から、まで"), e, example);
      return;
    }
  }
  if (ledger == IR_NONE) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("台帳と期間 {…}"), v, example);
  } else if (from > to) {
    nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_BACKWARDS, &w);
    nz_arg_str(r->in.d, g, 1, string(json_object_get(v, NZ_J_FROM)));
    nz_arg_str(r->in.d, g, 2, string(json_object_get(v, NZ_J_TO)));
  } else {
    nz_put_closed(&r->in, ledger, from, to, &w);
  }
}

static void read_all_closed(reader *r, nz_str path, json_t *v) {
  if (!json_is_array(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("並び […]"), v, "[{\"台帳\": \"請求\"}]");
    return;
  }
  for (size_t i = 0; i < json_array_size(v); i++) read_closed(r, element(r, path, i), json_array_get(v, i));
}

static void read_given(reader *r, nz_str path, json_t *v) {
  const ir_module *m = r->in.c->m;
  const char *k;
  size_t nk;
  json_t *e;
  if (!json_is_object(v)) {
    wrong(r, NZ_M_JSON_SHAPE, path, nz_lit("定義とその値 {…}"), v, "{\"平均対象者\": \"290/6\"}");
    return;
  }
  json_object_keylen_foreach(v, k, nk, e) {
    nz_str sub = member(r, path, (nz_str){k, (uint32_t)nk}), name = nz_typed(r->in.a, k, nk);
    nz_where w = at(sub);
    uint32_t decl = nz_put_given_decl(&r->in, name, &w);
    if (decl == IR_NONE) continue;
    const ir_decl *d = &m->decls.v[decl];
    uint32_t type = m->outputs.v[d->outputs.first].type;
    const ir_type *t = &m->types.v[type];
    int64_t num, den = 1;
    if (json_is_integer(e) && (t->k == IR_T_RATIO || t->k == IR_T_QTY)) {
      if (t->k == IR_T_RATIO) num = json_integer_value(e);
      else if (!nz_whole_to_type(t, json_integer_value(e), &num)) {
        wrong_type(r, type, sub, e);
        continue;
      }
    } else if (json_is_boolean(e) && t->k == IR_T_BOOL) {
      num = json_is_true(e);
    } else if (json_is_string(e) && t->k != IR_T_BOOL && t->k != IR_T_TEXT && t->k != IR_T_ROW) {
      if (!nz_read_value(r->in.a, m, r->in.d, &w, type, string(e), &num, &den)) continue;
    } else {
      wrong_type(r, type, sub, e);
      continue;
    }
    nz_put_given(&r->in, decl, num, t->k == IR_T_RATIO || t->k == IR_T_PERIOD ? den : 1, &w);
  }
}

/* ---- the whole ---- */

/* A member that is no ledger: a field of the only row of its ledger. */
static void top_fact(reader *r, nz_str path, nz_str name, json_t *v) {
  const ir_module *m = r->in.c->m;
  nz_where w = at(path);
  uint32_t found = IR_NONE;
  for (uint32_t l = 0; l < m->ledgers.n; l++) {
    uint32_t f = nz_known_field(m, l, name);
    if (f == IR_NONE) continue;
    if (found != IR_NONE) {
      nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_WHICH_LEDGER, &w);
      nz_arg_str(r->in.d, g, 1, name);
      nz_arg_str(r->in.d, g, 2, ir_text(m, m->ledgers.v[m->fields.v[found].ledger].name));
      nz_arg_str(r->in.d, g, 3, ir_text(m, m->ledgers.v[l].name));
      return;
    }
    found = f;
  }
  if (found != IR_NONE) {
    NZ_PUSH(r->in.a, &r->facts) = (jfact){v, found, path};
    return;
  }
  nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_UNKNOWN, &w);
  nz_str near = {"", 0};
  if (nz_kept(r->in.d, g)) near = nz_near_ledger(m, name);
  if (nz_kept(r->in.d, g) && near.n == 0) near = nz_near_field(m, IR_NONE, name);
  nz_arg_str(r->in.d, g, 1, name);
  nz_arg_str(r->in.d, g, 2, near);
}

static void top_rows(reader *r) {
  nz_case *c = r->in.c;
  for (uint32_t i = 0; i < r->facts.n; i++) { /* the rows first, with their keys, so that references find them */
    uint32_t l = c->m->fields.v[r->facts.v[i].field].ledger, n;
    nz_str key = {"", 0};
    nz_case_only_row(c, l, &n);
    if (n) continue;
    for (uint32_t k = i; k < r->facts.n; k++)
      if (r->facts.v[k].field == c->m->ledgers.v[l].key && !asked(r->facts.v[k].value)) key_text(r, r->facts.v[k].value, &key);
    nz_where w = at(ir_text(c->m, c->m->ledgers.v[l].name));
    nz_put_new_row(&r->in, l, key, &w);
  }
}

static void top_fill(reader *r) {
  nz_case *c = r->in.c;
  for (uint32_t i = 0; i < r->facts.n; i++) {
    const jfact *f = &r->facts.v[i];
    uint32_t l = c->m->fields.v[f->field].ledger, n, row = nz_case_only_row(c, l, &n);
    if (row != IR_NONE) {
      put_fact(r, row, f->field, f->path, f->value);
      continue;
    }
    ir_buf b = {r->in.a, NULL, 0, 0};
    ir_buf_printf(&b, "%u", n);
    nz_where w = at(f->path);
    nz_diag *g = nz_say_at(r->in.d, NZ_M_FACT_WHICH_ROW, &w);
    nz_arg_str(r->in.d, g, 1, ir_text(c->m, c->m->ledgers.v[l].name));
    nz_arg_buf(r->in.d, g, 2, &b);
    nz_arg_str(r->in.d, g, 3, ir_text(c->m, c->m->fields.v[f->field].name));
  }
}

static void read_case(reader *r, json_t *root) {
  const char *k;
  size_t nk;
  json_t *e, *given = NULL;
  nz_str given_path = {"", 0};
  json_object_keylen_foreach(root, k, nk, e) {
    nz_str name = nz_typed(r->in.a, k, nk), path = {nz_copy(r->in.a, k, nk), (uint32_t)nk};
    uint32_t ledger = nz_known_ledger(r->in.c->m, name);
    if (ledger != IR_NONE) add_ledger(r, ledger, path, e);
    else if (is(name, NZ_J_DATE)) read_day(r, path, e);
    else if (is(name, NZ_J_READINGS)) read_readings(r, path, e);
    else if (is(name, NZ_J_CLOSED)) read_all_closed(r, path, e);
    else if (is(name, NZ_J_GIVEN)) {
      given = e;
      given_path = path;
    } else if (!is(name, NZ_J_CHOICES) && !(is(name, NZ_J_ABOUT) && json_is_string(e)))
      top_fact(r, path, name, e);
  }
  top_rows(r);
  for (uint32_t i = 0; i < r->rows.n; i++) fill_row(r, &r->rows.v[i]);
  top_fill(r);
  if (given) read_given(r, given_path, given);
}

static void syntax_error(reader *r, const char *text, size_t n, const json_error_t *e) {
  size_t offset = e->position > 0 ? (size_t)e->position : 0;
  ir_buf line = {r->in.a, NULL, 0, 0}, col = {r->in.a, NULL, 0, 0};
  ir_buf_printf(&line, "%d", e->line > 0 ? e->line : 1);
  ir_buf_printf(&col, "%d", e->column > 0 ? e->column : 1);
  nz_where w = at(r->name);
  nz_str near;
  nz_diag *g;
  switch (json_error_code(e)) {
    case json_error_out_of_memory: nz_oom(r->in.a);
    case json_error_duplicate_key:
      w.name = nz_json_path(r->in.a, text, n, offset);
      g = nz_say_at(r->in.d, NZ_M_JSON_DUPLICATE, &w);
      nz_arg_buf(r->in.d, g, 1, &line);
      return;
    case json_error_invalid_utf8:
      nz_say_at(r->in.d, NZ_M_FACT_CHARACTERS, &w);
      return;
    default:
      g = nz_say_at(r->in.d, nz_json_slip(text, n, e, &near), &w);
      col.n = 0;
      ir_buf_printf(&col, "%d", nz_json_column(e, near));
      nz_arg_buf(r->in.d, g, 1, &line);
      nz_arg_buf(r->in.d, g, 2, &col);
      nz_arg_str(r->in.d, g, 3, near);
      return;
  }
}

static void too_large(reader *r, size_t n) {
  nz_where w = at(r->name);
  nz_diag *g = nz_say_at(r->in.d, NZ_M_FILE_TOO_LARGE, &w);
  ir_buf got = {r->in.a, NULL, 0, 0}, most = {r->in.a, NULL, 0, 0};
  ir_buf_printf(&got, "%zu", n);
  ir_buf_printf(&most, "%d", NZ_MAX_FILE);
  nz_arg_buf(r->in.d, g, 1, &got);
  nz_arg_buf(r->in.d, g, 2, &most);
}

typedef struct job { /* one reading; in memory, because a failed allocation jumps out of it */
  reader r;
  const char *text;
  size_t n;
  json_t *root;
  json_error_t error;
  jmp_buf here, *outer_a, *outer_d;
  nz_case *done;
} job;

static void read_text(job *j) {
  reader *r = &j->r;
  uint32_t before = r->in.d->errors;
  if (j->n > NZ_MAX_FILE) too_large(r, j->n);
  else if (!j->root) syntax_error(r, j->text, j->n, &j->error);
  else if (!json_is_object(j->root)) wrong(r, NZ_M_JSON_SHAPE, r->name, nz_lit("事例 {…}"), j->root, "{\"基準日\": \"2024-10-01\", …}");
  else read_case(r, j->root);
  j->done = r->in.d->errors == before ? r->in.c : NULL;
}

static void leave(job *j) {
  j->r.in.a->oom = j->outer_a;
  j->r.in.d->a->oom = j->outer_d;
  json_decref(j->root);
}

/* jansson's memory is its own: whichever arena runs out, it is given back before the failure goes on. */
static void guarded(job *j) {
  if (setjmp(j->here)) {
    leave(j);
    nz_oom(j->r.in.a);
  }
  j->r.in.a->oom = &j->here;
  j->r.in.d->a->oom = &j->here;
  if (!j->root && j->n <= NZ_MAX_FILE && !*j->error.text) nz_oom(j->r.in.a); /* refused without a reason: jansson's memory ran out */
  read_text(j);
  leave(j);
}

nz_case *nz_case_from_json(nz_arena *a, const ir_module *m, nz_diags *d, const char *name, const char *text, size_t n) {
  job *j = NZ_NEW(a, job);
  j->r.in = (nz_into){a, nz_case_new(a, m), d, false};
  j->r.name = nz_lit(name ? name : "");
  size_t bom = n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  j->text = text + bom;
  j->n = n - bom;
  j->outer_a = a->oom;
  j->outer_d = d->a->oom;
  if (j->n <= NZ_MAX_FILE) j->root = json_loadb(j->text, j->n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &j->error);
  guarded(j);
  return j->done;
}
