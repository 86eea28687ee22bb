/* view_text.c -- values, facts, citations and distances as people read them. See view.h */
#include "view.h"

#include <string.h>

#include "../../grammar/calendar.h"
#include "../ir/ask.h"
#include "../ir/date.h"

static const char *done(ir_buf *b) { return b->p ? b->p : ""; }

static void put(ir_buf *b, const char *s) { ir_buf_put(b, s, strlen(s)); }

static void put_str(ir_buf *b, nz_str s) { ir_buf_put(b, s.p, s.n); }

int nz_state_of(const nz_val *v) {
  switch (v->st) {
  case NZ_NOVALUE: return v->why == NZ_NA_DENIED ? NZ_S_FAILS : NZ_S_NA;
  case NZ_REFERRED: return NZ_S_REFER;
  case NZ_FAULT: return NZ_S_FAULT;
  case NZ_MISSING: return NZ_S_UNKNOWN;
  default: break;
  }
  if (v->k == IR_T_BOOL) return v->a ? NZ_S_HOLDS : NZ_S_FAILS;
  if (v->k != IR_T_DECISION) return NZ_S_VALUE;
  switch (v->a) {
  case NZ_OUT_ALLOW: return NZ_S_HOLDS;
  case NZ_OUT_REFER: return NZ_S_REFER;
  case NZ_OUT_NA: return NZ_S_NA;
  case NZ_OUT_UNKNOWN: return NZ_S_UNKNOWN;
  case NZ_OUT_VALUE: return NZ_S_VALUE;
  default: return NZ_S_FAILS;
  }
}

static const char *outcome_text(int64_t o) {
  static const char *const names[] = {"不可", "可", "一部可", "要照会", "対象外", "不明", ""};
  return o >= 0 && o <= NZ_OUT_VALUE ? names[o] : "";
}

static const char *fault_text(unsigned why) {
  static const char *const names[] = {"計算できない", "桁あふれ", "0で割っている", "ただし書の衝突", "行の重なり", "表のすき間", "平均する行がない", "参照が深すぎる",
                                      "期間が長すぎる", "後の月の結果が要る"};
  return why < sizeof names / sizeof *names ? names[why] : names[0];
}

const char *nz_value_text(nz_arena *a, const ir_module *m, const nz_case *c, uint32_t type, const nz_val *v) {
  ir_buf b = {.a = a};
  switch (v->st) {
  case NZ_MISSING: return "？";
  case NZ_FAULT: return fault_text(v->why);
  case NZ_REFERRED:
    put(&b, "要照会");
    ir_ask_words(ir_text(m, v->text), &b);
    return b.p;
  case NZ_NOVALUE: {
    static const char *const names[] = {"対象外", "不可", "空欄", "なし"};
    return v->why < 4 ? names[v->why] : "";
  }
  default: break;
  }
  if (v->k == IR_T_DECISION) return outcome_text(v->a);
  if (v->k == IR_T_BOOL) return v->a ? "当たる" : "当たらない";
  if (m->types.v[type].k != v->k) return "";
  if (v->k == IR_T_ROW) {
    if (c && v->a >= 0 && (uint64_t)v->a < c->rows.n) nz_row_name(c, (uint32_t)v->a, &b);
  } else if (v->k == IR_T_TEXT) {
    bool of_case = v->b != 0; /* else a text of the rules */
    uint64_t n = of_case ? (c ? c->texts.n : 0) : m->strs.n;
    if (v->a >= 0 && (uint64_t)v->a < n) {
      put(&b, "『");
      put_str(&b, of_case ? c->texts.v[v->a] : ir_text(m, (ir_str)v->a));
      put(&b, "』");
    }
  } else {
    ir_phrase_value(m, type, v->a, v->b, &b);
  }
  return done(&b);
}

const char *nz_cell_label(nz_arena *a, const nz_case *c, uint32_t cell) {
  ir_buf b = {.a = a};
  nz_cell_name(c, cell, &b);
  return done(&b);
}

const char *nz_cell_text(nz_arena *a, const nz_case *c, uint32_t cell) {
  ir_buf b = {.a = a};
  nz_cell_value(c, cell, &b);
  return done(&b);
}

void nz_cite_put(const ir_module *m, uint32_t cite, ir_buf *out) {
  const ir_cite *k = &m->cites.v[cite];
  nz_str text = ir_text(m, k->text), name = {"", 0};
  if (k->source != IR_NONE) name = ir_text(m, m->sources.v[k->source].name);
  /* the text may already begin with the source's name */
  if (name.n && !(text.n >= name.n && memcmp(text.p, name.p, name.n) == 0)) {
    put_str(out, name);
    if (text.n) put(out, " ");
  }
  put_str(out, text);
}

const char *nz_cites_text(nz_arena *a, const ir_module *m, ir_range cites) {
  ir_buf b = {.a = a};
  for (uint32_t i = 0; i < cites.n; i++) {
    if (i) put(&b, "、");
    nz_cite_put(m, cites.first + i, &b);
  }
  return done(&b);
}

const char *nz_date_text(nz_arena *a, const ir_module *m, int64_t day) {
  ir_buf b = {.a = a};
  for (uint32_t i = 0; i < m->types.n; i++)
    if (m->types.v[i].k == IR_T_DATE) {
      ir_phrase_value(m, i, day, 0, &b);
      return done(&b);
    }
  ir_ymd d;
  if (ir_civil(day, &d)) ir_buf_printf(&b, "%04d-%02d-%02d", (int)d.y, (int)d.m, (int)d.d);
  return done(&b);
}

const char *nz_day_or_month(nz_arena *a, const ir_module *m, int64_t last) {
  int64_t month, end;
  if (!ir_month_of_day(last, &month) || !ir_last_day(month, &end) || end != last) return nz_date_text(a, m, last);
  char buf[64];
  int64_t first;
  if (!ir_first_day(month, &first)) return "";
  return nz_copy(a, buf, nz_date_write(first, NZ_DP_MONTH, buf));
}

bool nz_ahead(const char *distance) { return strncmp(distance, "あと", strlen("あと")) == 0; }

static const char *date_distance(nz_arena *a, int64_t from, int64_t to, bool short_of) {
  int64_t days = to - from, months = 0, then = from, next;
  while (months < 1200 && ir_add_months(from, months + 1, &next) && next <= to) {
    months++;
    then = next;
  }
  ir_buf b = {.a = a};
  if (short_of) put(&b, "あと");
  int64_t rest = months ? to - then : days;
  if (months >= 12 && rest == 0 && months % 12 == 0) ir_buf_printf(&b, "%lld年", (long long)(months / 12));
  else if (months) ir_buf_printf(&b, "%lld月", (long long)months);
  if (months && rest) put(&b, "と");
  if (rest) ir_buf_printf(&b, "%lld日", (long long)rest);
  if (!short_of) put(&b, "超過");
  return done(&b);
}

const char *nz_distance(nz_arena *a, const ir_module *m, ir_op op, uint32_t type, const nz_val *left, const nz_val *right) {
  if (op != IR_LT && op != IR_LE && op != IR_GT && op != IR_GE) return "";
  if (left->st != NZ_KNOWN || right->st != NZ_KNOWN || left->k != right->k) return "";
  if (left->k != IR_T_QTY && left->k != IR_T_DATE && left->k != IR_T_MONTH) return "";
  bool up = op == IR_GT || op == IR_GE; /* it has to grow */
  int64_t lack;
  if (up ? __builtin_sub_overflow(right->a, left->a, &lack) : __builtin_sub_overflow(left->a, right->a, &lack)) return "";
  if ((op == IR_GT || op == IR_LT) && __builtin_add_overflow(lack, 1, &lack)) return "";
  if (lack <= 0) return "";
  if (left->k == IR_T_DATE) {
    int64_t goal = up ? left->a + lack : left->a - lack;
    return up ? date_distance(a, left->a, goal, true) : date_distance(a, goal, left->a, false);
  }
  ir_buf b = {.a = a};
  if (up) put(&b, "あと");
  if (left->k == IR_T_MONTH) ir_buf_printf(&b, "%lld月", (long long)lack);
  else ir_phrase_value(m, type, lack, 0, &b);
  if (!up) put(&b, "超過");
  return done(&b);
}
