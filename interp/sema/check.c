/* check.c -- the checker from end to end: collect, prepare heads, bind bodies, lower, cycles, boxes */
#include <string.h>

#include "../ir/irtext.h"
#include "cx.h"
#include "lower.h"

void nz_prepare_decl(nz_cx *cx, nz_declsrc *d);
void nz_presume(nz_cx *cx);
void nz_bind_records(nz_cx *cx);
void nz_bind_properties(nz_cx *cx);
void nz_check_provisos(nz_cx *cx);

static void set_up(nz_cx *cx, nz_program *p) {
  memset(cx, 0, sizeof *cx);
  cx->p = p;
  cx->a = p->arena;
  cx->m = p->m = ir_new(p->arena);
  cx->s = p->scope = nz_scope_new(p->arena, p->names);
  cx->subject = cx->addon = cx->counterpart = IR_NONE;
  NZ_PUSH(cx->a, &p->paths) = (nz_path){NZ_ROW_SUBJECT, 0, {0}};
  ir_module *m = cx->m;
  cx->t_nothing = ir_mk_type(m, IR_T_NOTHING, 0, IR_NONE);
  cx->t_bool = ir_mk_type(m, IR_T_BOOL, 0, IR_NONE);
  cx->t_decision = ir_mk_type(m, IR_T_DECISION, 0, IR_NONE);
  cx->t_date = ir_mk_type(m, IR_T_DATE, 0, IR_NONE);
  cx->t_month = ir_mk_type(m, IR_T_MONTH, 0, IR_NONE);
  cx->t_time = ir_mk_type(m, IR_T_TIME, 0, IR_NONE);
  cx->t_period = ir_mk_type(m, IR_T_PERIOD, 0, IR_NONE);
  cx->t_text = ir_mk_type(m, IR_T_TEXT, 0, IR_NONE);
  cx->t_plain = ir_mk_type(m, IR_T_QTY, 0, IR_NONE);
  cx->k_today = nz_sym_of(cx, "基準日");
  cx->k_user = nz_sym_of(cx, "利用者");
  cx->k_claim = nz_sym_of(cx, "請求");
  cx->k_cite = nz_sym_of(cx, "根拠");
}

static void unit_types(nz_cx *cx) {
  cx->t_year = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "歳"));
  cx->t_months = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "月"));
  cx->t_days = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "日"));
  cx->t_count = ir_mk_type(cx->m, IR_T_QTY, 0, nz_builtin_unit(cx, "件"));
}

void nz_sign_sources(nz_program *p) {
  ir_buf b = {p->arena, NULL, 0, 0};
  ir_sum begun; /* asking the processor what it can do takes longer than a short file */
  ir_sum_begin(&begun);
  for (uint32_t i = 0; i < p->sources.list.n; i++) {
    const nz_source *s = p->sources.list.v[i];
    unsigned char h[32];
    ir_sum one = begun;
    ir_sum_put(&one, s->raw, s->nraw);
    ir_sum_end(&one, h);
    for (size_t k = 0; k < sizeof h; k++) ir_buf_put(&b, (char[]){"0123456789abcdef"[h[k] >> 4], "0123456789abcdef"[h[k] & 15]}, 2);
  }
  p->m->origin = ir_intern(p->m, b.p, b.n);
}

bool nz_check(nz_program *p) {
  nz_cx cx;
  set_up(&cx, p);
  nz_collect(&cx);
  unit_types(&cx);
  for (uint32_t i = 0; i < cx.decls.n; i++) nz_prepare_decl(&cx, cx.decls.v[i]);
  nz_presume(&cx);
  nz_bind_records(&cx);
  for (uint32_t i = 0; i < cx.decls.n; i++) nz_bind_decl(&cx, i);
  nz_bind_properties(&cx);
  if (p->diags.errors) return false;
  nz_check_boxes(&cx);
  nz_check_revisions(&cx);
  nz_check_provisos(&cx);
  nz_expand_schedules(&cx);
  nz_expand_claims(&cx);
  if (p->diags.errors) return false;
  nz_lower(&cx);
  nz_check_cycles(&cx);
  if (p->want_broken && !p->diags.errors) nz_lower_properties(&cx);
  return !p->diags.errors;
}
