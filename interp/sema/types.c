/* types.c -- types in messages, and which may meet in a comparison */
#include <stdio.h>

#include "cx.h"

ir_type nz_ty(const nz_cx *cx, uint32_t t) { return cx->m->types.v[t]; }

void nz_type_name(nz_cx *cx, uint32_t t, char *buf, size_t n) {
  static const char *const names[] = {"有無（条件）", "数量", "比", "日付", "月", "時刻", "期間", "文字列", "選択肢", "台帳の行", "判定", "集まり", "なし"};
  ir_type ty = nz_ty(cx, t);
  const char *of = "";
  if ((ty.k == IR_T_QTY || ty.k == IR_T_RATIO) && ty.ref != IR_NONE) of = ir_text(cx->m, cx->m->units.v[ty.ref].name).p;
  if (ty.k == IR_T_ENUM) of = ir_text(cx->m, cx->m->enums.v[ty.ref].name).p;
  if (ty.k == IR_T_ROW) of = ir_text(cx->m, cx->m->ledgers.v[ty.ref].name).p;
  snprintf(buf, n, "%s%s%s%s", names[ty.k], *of ? "（" : "", of, *of ? "）" : "");
}

static bool number(ir_type t) { return t.k == IR_T_QTY || t.k == IR_T_RATIO; }

bool nz_comparable(nz_cx *cx, uint32_t a, uint32_t b) {
  ir_type x = nz_ty(cx, a), y = nz_ty(cx, b);
  if (x.k == IR_T_NOTHING || y.k == IR_T_NOTHING) return true; /* reported already */
  if (number(x) && number(y)) return x.ref == y.ref;
  if (x.k != y.k) return false;
  if (x.k == IR_T_ENUM || x.k == IR_T_ROW) return x.ref == y.ref;
  return true;
}
