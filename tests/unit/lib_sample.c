/* lib_sample.c -- see lib_sample.h */
#include "lib_sample.h"

#include <string.h>

nz_str sample_str(const char *s) { return (nz_str){s, (uint32_t)strlen(s)}; }

static ir_str text(sample *s, const char *t) { return ir_intern(s->m, t, strlen(t)); }

static uint32_t unit(sample *s, const char *name) {
  uint32_t id = s->m->units.n;
  NZ_PUSH(&s->arena, &s->m->pool) = id;
  NZ_PUSH(&s->arena, &s->m->units) = (ir_unit){text(s, name), 0, {s->m->pool.n - 1, 1}, {0, 0}};
  return id;
}

static uint32_t list(sample *s, const char *name, bool ordered, const char *const *values) {
  uint32_t id = s->m->enums.n;
  ir_range r = {s->m->values.n, 0};
  for (; values[r.n]; r.n++) NZ_PUSH(&s->arena, &s->m->values) = (ir_value){text(s, values[r.n]), id};
  NZ_PUSH(&s->arena, &s->m->enums) = (ir_enum){text(s, name), ordered, r};
  return ir_mk_type(s->m, IR_T_ENUM, 0, id);
}

static uint32_t ledger(sample *s, const char *name) {
  NZ_PUSH(&s->arena, &s->m->ledgers) = (ir_ledger){text(s, name), {s->m->fields.n, 0}, IR_NONE, IR_NONE, IR_NONE, 1000, 0};
  return s->m->ledgers.n - 1;
}

static uint32_t field(sample *s, uint32_t l, const char *name, uint32_t type, uint32_t flags, int64_t lo, int64_t hi) {
  NZ_PUSH(&s->arena, &s->m->fields) = (ir_field){text(s, name), l, type, flags, lo, hi, 0, 0};
  uint32_t id = s->m->fields.n - 1;
  if (s->m->ledgers.v[l].fields.n++ == 0) s->m->ledgers.v[l].fields.first = id;
  if (flags & IR_F_KEY) s->m->ledgers.v[l].key = id;
  if (flags & IR_F_TIME) s->m->ledgers.v[l].time = id;
  return id;
}

static uint32_t node(sample *s, ir_op op, uint32_t type, uint32_t ref, int64_t imm, uint32_t n, const uint32_t *args) {
  uint32_t id = ir_mk_node(s->m, op, type, args, n);
  s->m->nodes.v[id].ref = ref;
  s->m->nodes.v[id].imm = imm;
  return id;
}

static uint32_t decl(sample *s, const char *name, ir_dk kind, uint32_t subject, uint32_t type, uint32_t body, ir_range params) {
  ir_module *m = s->m;
  NZ_PUSH(&s->arena, &m->outputs) = (ir_output){text(s, name), type};
  NZ_PUSH(&s->arena, &m->args) = body;
  NZ_PUSH(&s->arena, &m->variants) =
      (ir_variant){IR_DATE_MIN, IR_DATE_MAX, IR_DATE_MAX, body, {m->args.n - 1, 1}, {0, 0}, {0, 0}, 0};
  NZ_PUSH(&s->arena, &m->decls) =
      (ir_decl){text(s, name), (uint8_t)kind, IR_NONE, subject, params, {m->outputs.n - 1, 1}, {m->variants.n - 1, 1}, 0};
  return m->decls.n - 1;
}

static void lists(sample *s) {
  static const char *const classes[] = {"非該当", "区分1", "区分2", "区分3", "区分4", "区分5", "区分6", NULL};
  static const char *const surveys[] = {"できる", "見守り等", "部分支援", "全面支援", NULL};
  static const char *const services[] = {"居宅介護", "重度訪問介護", "生活介護・通所", NULL};
  s->t_class = list(s, "障害支援区分", true, classes);
  s->t_survey = list(s, "認定調査", false, surveys);
  s->t_service = list(s, "サービス", false, services);
  NZ_PUSH(&s->arena, &s->m->aliases) = (ir_alias){text(s, "重訪"), text(s, "重度訪問介護")};
}

static void ledgers(sample *s) {
  uint32_t points = unit(s, "点"), limbs = unit(s, "肢"), yen = unit(s, "円"), per = unit(s, "件毎人");
  s->t_bool = ir_mk_type(s->m, IR_T_BOOL, 0, IR_NONE);
  s->t_decision = ir_mk_type(s->m, IR_T_DECISION, 0, IR_NONE);
  s->t_date = ir_mk_type(s->m, IR_T_DATE, 0, IR_NONE);
  s->t_month = ir_mk_type(s->m, IR_T_MONTH, 0, IR_NONE);
  s->t_time = ir_mk_type(s->m, IR_T_TIME, 0, IR_NONE);
  s->t_period = ir_mk_type(s->m, IR_T_PERIOD, 0, IR_NONE);
  s->t_text = ir_mk_type(s->m, IR_T_TEXT, 0, IR_NONE);
  s->t_points = ir_mk_type(s->m, IR_T_QTY, 0, points);
  s->t_limbs = ir_mk_type(s->m, IR_T_QTY, 0, limbs);
  s->t_rate = ir_mk_type(s->m, IR_T_QTY, 2, yen);
  s->t_ratio = ir_mk_type(s->m, IR_T_RATIO, 0, per);
  s->t_number = ir_mk_type(s->m, IR_T_QTY, 0, IR_NONE);
  uint32_t u = s->user = ledger(s, "利用者");
  s->t_user = ir_mk_type(s->m, IR_T_ROW, 0, u);
  s->f_key = field(s, u, "受給者番号", s->t_text, IR_F_KEY, 0, 0);
  s->f_born = field(s, u, "生年月日", s->t_date, IR_F_CONST, 0, 0);
  s->f_class = field(s, u, "障害支援区分", s->t_class, 0, 0, 0);
  s->f_limbs = field(s, u, "麻痺肢数", s->t_limbs, 0, 0, 4);
  s->f_walk = field(s, u, "歩行", s->t_survey, 0, 0, 0);
  s->f_points = field(s, u, "行動関連項目", s->t_points, 0, 0, 24);
  s->f_breath = field(s, u, "呼吸管理", s->t_bool, 0, 0, 0);
  s->f_contract = field(s, u, "契約日", s->t_date, IR_F_BLANK, 0, 0);
  s->f_rate = field(s, u, "地域単価", s->t_rate, 0, 900, 1200);
  s->f_term = field(s, u, "支給期間", s->t_period, IR_F_BLANK, 0, 0);
  s->f_open = field(s, u, "開始時刻", s->t_time, 0, 0, 0);
  s->f_memo = field(s, u, "備考", s->t_text, IR_F_BLANK, 0, 0);
  uint32_t c = s->claim = ledger(s, "請求");
  s->t_claim = ir_mk_type(s->m, IR_T_ROW, 0, c);
  s->g_no = field(s, c, "番号", s->t_number, IR_F_KEY, -1000, 1000000);
  s->g_user = field(s, c, "利用者", s->t_user, 0, 0, 0);
  s->g_day = field(s, c, "提供日", s->t_date, IR_F_TIME, 0, 0);
  s->g_others = field(s, c, "関連請求", s->t_claim, IR_F_MULTI, 0, 0);
  s->g_month = field(s, c, "提供月", s->t_month, 0, 0, 0);
}

static void readings(sample *s) {
  ir_range cs = {s->m->choices.n, 2};
  NZ_PUSH(&s->arena, &s->m->choices) = (ir_choice){text(s, "同じ支援業務"), {0, 0}};
  NZ_PUSH(&s->arena, &s->m->choices) = (ir_choice){text(s, "同じ月"), {0, 0}};
  NZ_PUSH(&s->arena, &s->m->readings) = (ir_reading){text(s, "併給不可の範囲"), cs, 0, IR_DATE_MIN, IR_DATE_MAX, 0};
  s->reading = s->m->readings.n - 1;
}

static void decls(sample *s) {
  ir_module *m = s->m;
  uint32_t subject = node(s, IR_SUBJECT, s->t_user, IR_NONE, 0, 0, NULL);
  uint32_t points = node(s, IR_FIELD, s->t_points, s->f_points, 0, 1, &subject);
  uint32_t ten = node(s, IR_CONST, s->t_points, IR_NONE, 10, 0, NULL);
  uint32_t ge = node(s, IR_GE, s->t_bool, IR_NONE, 0, 2, (uint32_t[]){points, ten});
  s->cond = decl(s, "行動基準", IR_D_CONDITION, s->user, s->t_bool, ge, (ir_range){0, 0});
  uint32_t born = node(s, IR_FIELD, s->t_date, s->f_born, 0, 1, &subject), today = node(s, IR_TODAY, s->t_date, IR_NONE, 0, 0, NULL);
  uint32_t years = ir_mk_type(m, IR_T_QTY, 0, unit(s, "歳"));
  uint32_t age = node(s, IR_AGE, years, IR_NONE, 0, 2, (uint32_t[]){born, today});
  s->def = decl(s, "年齢", IR_D_DEFINE, s->user, years, age, (ir_range){0, 0});
  uint32_t one = node(s, IR_CONST, s->t_ratio, IR_NONE, 1, 0, NULL);
  m->nodes.v[one].imm2 = 1;
  s->mean = decl(s, "平均対象者", IR_D_DEFINE, IR_NONE, s->t_ratio, one, (ir_range){0, 0});
  /* 利用可否（サービス×障害支援区分）: ★ is 行動基準 */
  uint32_t classes = node(s, IR_FIELD, s->t_class, s->f_class, 0, 1, &subject);
  ir_range ps = {m->params.n, 2};
  NZ_PUSH(&s->arena, &m->params) = (ir_param){text(s, "サービス"), s->t_service, IR_NONE};
  NZ_PUSH(&s->arena, &m->params) = (ir_param){text(s, "障害支援区分"), s->t_class, classes};
  uint32_t p0 = node(s, IR_PARAM, s->t_service, IR_NONE, 0, 0, NULL), p1 = node(s, IR_PARAM, s->t_class, IR_NONE, 1, 0, NULL);
  uint32_t table = m->tables.n;
  uint32_t body = node(s, IR_MATRIX, s->t_decision, table, 0, 2, (uint32_t[]){p0, p1});
  s->matrix = decl(s, "利用可否", IR_D_TABLE, s->user, s->t_decision, body, ps);
  uint32_t call = node(s, IR_DECL, s->t_bool, s->cond, 0, 1, &subject);
  uint32_t decide = node(s, IR_DECIDE, s->t_decision, IR_NONE, 0, 1, &call);
  uint32_t mark = node(s, IR_MARK, s->t_decision, text(s, "★"), 0, 1, &decide);
  ir_range rows = {m->rows.n, 3}, cols = {m->heads.n, 7}, cells = {m->cells.n, 21};
  for (uint32_t i = 0; i < 3; i++) {
    uint32_t v = m->enums.v[m->types.v[s->t_service].ref].values.first + i;
    NZ_PUSH(&s->arena, &m->rows) = (ir_row){m->values.v[v].name, v, IR_NONE, {0, 0}, {0, 0}, 0, false};
  }
  for (uint32_t i = 0; i < 7; i++) {
    uint32_t v = m->enums.v[m->types.v[s->t_class].ref].values.first + i;
    NZ_PUSH(&s->arena, &m->heads) = (ir_head){m->values.v[v].name, IR_NONE, v, false, s->t_class};
  }
  for (uint32_t i = 0; i < 21; i++) NZ_PUSH(&s->arena, &m->cells) = (ir_cell){mark, text(s, "★"), {0, 0}, 0};
  NZ_PUSH(&s->arena, &m->tables) = (ir_table){.kind = IR_TABLE_MATRIX, .hit = IR_HIT_UNIQUE, .decl = s->matrix, .rows = rows, .cols = cols, .cells = cells, .otherwise = IR_NONE};
}

void sample_open(sample *s) {
  nz_arena_init(&s->arena, NULL, NULL);
  s->arena.oom = &s->oom;
  s->m = ir_new(&s->arena);
  nz_diags_init(&s->d, &s->arena);
  lists(s);
  ledgers(s);
  readings(s);
  decls(s);
}

void sample_close(sample *s) { nz_arena_free(&s->arena); }
