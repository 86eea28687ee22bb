/* template.c -- writes an empty case as JSON; see template.h */
#include "template.h"

#include <string.h>

#include "../ir/date.h"
#include "../ir/phrase.h"
#include "case_json.h"

static void put(ir_buf *out, const char *s) { ir_buf_put(out, s, strlen(s)); }
static bool bit(const uint64_t *b, uint32_t i) { return b[i / 64] >> (i % 64) & 1; }
static nz_str buf_str(const ir_buf *b) { return b->p ? (nz_str){b->p, (uint32_t)b->n} : (nz_str){"", 0}; }

/* A reference needs the row it leads to, and that row's key. */
static void follow_references(const ir_module *m, uint64_t *fields, uint8_t *ledgers) {
  for (bool more = true; more;) {
    more = false;
    for (uint32_t f = 0; f < m->fields.n; f++) {
      const ir_type *t = &m->types.v[m->fields.v[f].type];
      if (!bit(fields, f) || t->k != IR_T_ROW) continue;
      uint32_t key = m->ledgers.v[t->ref].key;
      ledgers[t->ref] |= 1;
      if (key == IR_NONE || bit(fields, key)) continue;
      fields[key / 64] |= 1ull << (key % 64);
      more = true;
    }
    for (uint32_t l = 0; l < m->ledgers.n; l++) {
      uint32_t key = m->ledgers.v[l].key;
      if (!(ledgers[l] & 2) || key == IR_NONE || bit(fields, key)) continue;
      fields[key / 64] |= 1ull << (key % 64);
      more = true;
    }
  }
}

/* What can stand in a field: a list of values, or a text that says it. */
static void choices(nz_arena *a, const ir_module *m, const ir_field *f, ir_buf *out) {
  const ir_type *t = &m->types.v[f->type];
  bool blank = f->flags & IR_F_BLANK;
  if (t->k == IR_T_BOOL) {
    put(out, blank ? "[true, false, null]" : "[true, false]");
  } else if (t->k == IR_T_ENUM) {
    ir_range vs = m->enums.v[t->ref].values;
    put(out, "[");
    for (uint32_t i = 0; i < vs.n; i++) {
      if (i) put(out, ", ");
      nz_json_string(out, ir_text(m, m->values.v[vs.first + i].name));
    }
    put(out, blank ? ", null]" : "]");
  } else {
    ir_buf b = {a, NULL, 0, 0};
    if (f->flags & IR_F_MULTI) {
      ir_phrase_type(m, f->type, &b);
      put(&b, "の鍵の並び");
    } else if (t->k == IR_T_QTY && (f->lo || f->hi)) {
      ir_phrase_range(m, f->type, f->lo, f->hi, &b);
    } else if (t->k == IR_T_DATE || t->k == IR_T_MONTH || t->k == IR_T_TIME || t->k == IR_T_PERIOD) {
      static const char *const how[] = {"日付（2024-04-01）", "月（2024-04）", "時刻（10:00）", "期間（から、まで）"};
      put(&b, how[t->k - IR_T_DATE]);
    } else if (t->k == IR_T_ROW) {
      ir_phrase_type(m, f->type, &b);
      put(&b, "の鍵");
    } else {
      ir_phrase_type(m, f->type, &b);
    }
    if (blank) put(&b, "、または null（空欄）");
    nz_json_string(out, buf_str(&b));
  }
}

static void row(nz_arena *a, const ir_module *m, uint32_t l, const uint64_t *fields, const char *indent, ir_buf *out) {
  ir_range fs = m->ledgers.v[l].fields;
  uint32_t n = 0;
  put(out, "{");
  for (uint32_t f = fs.first; f < fs.first + fs.n; f++) {
    if (!bit(fields, f)) continue;
    ir_buf_printf(out, "%s\n%s  ", n++ ? "," : "", indent);
    nz_json_string(out, ir_text(m, m->fields.v[f].name));
    put(out, ": \"" NZ_J_ASK "\"");
  }
  if (n) {
    ir_buf_printf(out, ",\n%s  \"" NZ_J_CHOICES "\": {", indent);
    n = 0;
    for (uint32_t f = fs.first; f < fs.first + fs.n; f++) {
      if (!bit(fields, f)) continue;
      ir_buf_printf(out, "%s\n%s    ", n++ ? "," : "", indent);
      nz_json_string(out, ir_text(m, m->fields.v[f].name));
      put(out, ": ");
      choices(a, m, &m->fields.v[f], out);
    }
    ir_buf_printf(out, "\n%s  }\n%s", indent, indent);
  }
  put(out, "}");
}

void nz_case_template(nz_arena *a, const ir_module *m, const nz_questions *qs, int64_t day, ir_buf *out) {
  uint64_t *fields = NZ_NEW_N(a, uint64_t, (size_t)m->fields.n / 64 + 1);
  uint8_t *ledgers = NZ_NEW_N(a, uint8_t, m->ledgers.n);
  nz_reachable_fields(a, m, qs, day, fields, ledgers);
  follow_references(m, fields, ledgers);
  ir_ymd t;
  bool sets = false;
  put(out, "{\n  \"" NZ_J_DATE "\": ");
  if (day != IR_DATE_MIN && ir_civil(day, &t)) ir_buf_printf(out, "\"%04d-%02d-%02d\"", t.y, t.m, t.d);
  else put(out, "\"" NZ_J_ASK "\"");
  for (uint32_t l = 0; l < m->ledgers.n; l++) {
    if (!ledgers[l]) continue;
    put(out, ",\n  ");
    nz_json_string(out, ir_text(m, m->ledgers.v[l].name));
    put(out, ": ");
    if (ledgers[l] & 2) {
      sets = true;
      put(out, "[\n    ");
      row(a, m, l, fields, "    ", out);
      put(out, "\n  ]");
    } else {
      row(a, m, l, fields, "  ", out);
    }
  }
  if (sets) put(out, ",\n  \"" NZ_J_CLOSED "\": []"); /* to be stated for the ledgers that are gone through */
  put(out, "\n}\n");
}
