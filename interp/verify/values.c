#include "values.h"

nz_values nz_values_by_hand(nz_arena *a, nz_case *c, const nz_eval *e, const ir_field *f, nz_cellval full) {
  nz_values o = {NZ_NEW_N(a, nz_cellval, 8), 0};
  int64_t day = e->today;
  if (f->flags & IR_F_MULTI) {
    o.v[o.n++] = full;
    o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN};
  }
  if (f->flags & IR_F_BLANK) o.v[o.n++] = (nz_cellval){.state = NZ_CELL_BLANK};
  switch ((ir_tk)e->m->types.v[f->type].k) {
    case IR_T_TEXT: o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = nz_case_text(a, c, "例", 3)}; break;
    case IR_T_PERIOD:
      o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = day - 200, .v2 = day + 164};
      o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = day, .v2 = day + 364};
      o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = day - 400, .v2 = day - 36};
      o.v[o.n++] = (nz_cellval){.state = NZ_CELL_GIVEN, .v = day + 40, .v2 = day + 404};
      break;
    default: break;
  }
  return o;
}

bool nz_joint(const nze_classes *x, uint32_t cell, uint32_t mate) {
  const nze_log *l = &x->log;
  for (uint32_t i = 0; i < l->atoms.n; i++) {
    bool here = false, others = false;
    for (uint32_t k = 0; k < l->atoms.v[i].on.n; k++) {
      nz_cause c = l->atoms.v[i].on.v[k];
      bool mine = c.kind == NZ_C_FACT && (c.id == cell || c.id == mate);
      here |= mine;
      others |= !mine && c.kind == NZ_C_FACT;
    }
    if (here && others) return true;
  }
  return false;
}

int64_t nz_value_near(const nze_part *p, uint32_t class, int64_t day) {
  enum { MID_MONTH = 14 };
  int64_t best = p->rep[class], near = day + MID_MONTH;
  if (p->d->k != IR_T_DATE) return best;
  for (uint32_t i = 0; i < p->n; i++) {
    if (p->class_of[i] != class) continue;
    int64_t lo = p->seg[i].lo, hi = nze_segment_end(p, i), at = near < lo ? lo : near > hi ? hi : near;
    if ((at > near ? at - near : near - at) < (best > near ? best - near : near - best)) best = at;
  }
  return best;
}

int nz_fact_rank(const ir_module *m, uint32_t field) {
  static const int by_kind[] = {[IR_T_ROW] = 0, [IR_T_BOOL] = 1, [IR_T_ENUM] = 1, [IR_T_TEXT] = 2, [IR_T_PERIOD] = 2, [IR_T_QTY] = 3, [IR_T_DATE] = 4, [IR_T_MONTH] = 4};
  uint8_t k = m->types.v[m->fields.v[field].type].k;
  return k < sizeof by_kind / sizeof *by_kind ? by_kind[k] : 3;
}
