/* eval_date.c -- operators on days and months (S7). All are strict (S2.3); what leaves the calendar is a fault. */
#include "../ir/date.h"
#include "eval_int.h"

/* the month of a date or a month */
static bool month_of(const nz_val *v, int64_t *out) {
  if (v->k != IR_T_MONTH) return ir_month_of_day(v->a, out);
  *out = v->a;
  return ir_month_ok(v->a);
}

static bool work(const ir_node *n, const nz_val *v, nz_val *out) {
  int64_t x, y;
  ir_ymd t;
  switch ((ir_op)n->op) {
  case IR_AGE:
    out->k = IR_T_QTY;
    return ir_age_on(v[0].a, v[1].a, &out->a);
  case IR_REACH: return ir_age_reached(v[0].a, v[1].a, &out->a);
  case IR_MONTHOF:
    out->k = IR_T_MONTH;
    return month_of(&v[0], &out->a);
  case IR_YEARSTART:
    out->k = IR_T_MONTH;
    return month_of(&v[0], &x) && ir_year_start(x, n->imm, &out->a);
  case IR_FIRSTDAY: return month_of(&v[0], &x) && ir_first_day(x, &out->a);
  case IR_LASTDAY: return month_of(&v[0], &x) && ir_last_day(x, &out->a);
  case IR_ADDMONTHS:
    if (v[0].k != IR_T_MONTH) return ir_add_months(v[0].a, v[1].a, &out->a);
    out->k = IR_T_MONTH;
    return !__builtin_add_overflow(v[0].a, v[1].a, &out->a) && ir_month_ok(out->a);
  case IR_ADDDAYS: return ir_add_days(v[0].a, v[1].a, &out->a);
  case IR_MONTHDIFF:
    out->k = IR_T_QTY;
    if (!month_of(&v[0], &x) || !month_of(&v[1], &y)) return false;
    out->a = y - x + 1;
    return true;
  case IR_DAYDIFF:
    out->k = IR_T_QTY;
    return ir_day_ok(v[0].a) && ir_day_ok(v[1].a) && !__builtin_sub_overflow(v[1].a + 1, v[0].a, &out->a);
  default: /* DAYOF */
    out->k = IR_T_QTY;
    if (!ir_civil(v[0].a, &t)) return false;
    out->a = t.d;
    return true;
  }
}

nz_val nze_dates(nz_eval *e, const ir_node *n) {
  nz_val v[2] = {nze_on(e, n, 0)}, out;
  if (n->args.n > 1) v[1] = nze_on(e, n, 1);
  if (!nze_strict(e, v, n->args.n > 1 ? 2 : 1, &out)) return out;
  out = nz_known(IR_T_DATE, 0);
  return work(n, v, &out) ? out : nz_fault(NZ_FAULT_RANGE);
}
