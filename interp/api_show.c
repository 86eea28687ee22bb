/* api_show.c -- naze_show: one name as rule text, from the IR, with its places and sources. */
#include "api_decls.h"

#include <string.h>

#include "../grammar/calendar.h"
#include "facts/put.h"

const char *nz_decl_word(uint8_t kind) {
  static const char *const words[] = {"定義", "条件", "表", "判定表", "報酬", "規則", "加算", "予定"};
  return kind < sizeof words / sizeof *words ? words[kind] : "";
}

const char *nz_period_text(nz_arena *a, const ir_module *m, int64_t from, int64_t to) {
  ir_buf b = {.a = a};
  if (from != IR_DATE_MIN) ir_buf_printf(&b, "%sから", nz_date_text(a, m, from));
  if (to != IR_DATE_MAX) ir_buf_printf(&b, "%sまで", nz_date_text(a, m, to));
  return nz_buf_text(&b);
}

void nz_show_text(nz_show *s, const char *text) { ir_buf_put(&s->out, text, strlen(text)); }
void nz_show_str(nz_show *s, ir_str text) { ir_buf_put(&s->out, ir_text(s->m, text).p, ir_text(s->m, text).n); }
void nz_show_phrase(nz_show *s, uint32_t node) { ir_phrase(s->m, node, &s->out); }
static void put_name(nz_show *s, ir_str name) { ir_phrase_name(ir_text(s->m, name), &s->out); }

void nz_show_place(nz_show *s, uint32_t loc) {
  if (!loc || loc >= s->m->locs.n) return;
  const ir_loc *l = &s->m->locs.v[loc];
  ir_buf_printf(&s->out, "# %s:%u\n", ir_text(s->m, l->file).p, (unsigned)l->line);
}

static void indent_by(nz_show *s, int n) {
  while (n-- > 0) ir_buf_put(&s->out, " ", 1);
}

enum { DEEPEST = 16 }; /* bullets within bullets; below that a phrase on one line */

void nz_show_body(nz_show *s, uint32_t node, int indent) {
  const ir_node *n = ir_at(s->m, node);
  if (n->op == IR_DECIDE) {
    nz_show_body(s, ir_arg(s->m, n, 0), indent);
    return;
  }
  bool parts = (n->op == IR_AND || n->op == IR_OR || n->op == IR_ATLEAST) && !(n->flags & IR_NF_RANGE) && n->args.n > 1 && indent < 2 * DEEPEST;
  bool reading = n->op == IR_READING && n->ref < s->m->readings.n;
  if (!parts && !reading) {
    if (n->op == IR_PROV) node = ir_arg(s->m, n, 0);
    nz_show_phrase(s, node);
    return;
  }
  if (reading) ir_buf_printf(&s->out, "解釈「%s」により", ir_text(s->m, s->m->readings.v[n->ref].name).p);
  else if (n->op == IR_ATLEAST) ir_buf_printf(&s->out, "次のうち%lldつ以上", (long long)n->imm);
  else nz_show_text(s, n->op == IR_AND ? "次のすべて" : "次のいずれか");
  for (uint32_t i = 0; i < n->args.n; i++) {
    nz_show_text(s, "\n");
    indent_by(s, indent);
    nz_show_text(s, "・");
    if (reading && i < s->m->readings.v[n->ref].choices.n) {
      put_name(s, s->m->choices.v[s->m->readings.v[n->ref].choices.first + i].name);
      nz_show_text(s, "：");
    }
    nz_show_body(s, ir_arg(s->m, n, i), indent + 2);
  }
}

void nz_show_provisos(nz_show *s, uint32_t body, int indent) {
  if (body == IR_NONE) return;
  const ir_node *n = ir_at(s->m, body);
  if (n->op != IR_PROV) return;
  for (uint32_t i = 1; i < n->args.n; i++) {
    indent_by(s, indent);
    nz_show_phrase(s, ir_arg(s->m, n, i));
    nz_show_text(s, "。\n");
  }
}

static void put_cites(nz_show *s, ir_range cites) {
  if (cites.n) ir_buf_printf(&s->out, "  根拠 %s。\n", nz_cites_text(s->a, s->m, cites));
}

static void put_notes(nz_show *s, ir_range notes) {
  for (uint32_t i = 0; i < notes.n; i++) ir_buf_printf(&s->out, "  注意 『%s』。\n", ir_text(s->m, s->m->pool.v[notes.first + i]).p);
}

static void put_confirmed(nz_show *s, const ir_variant *v) {
  if (v->confirmed != IR_DATE_MAX) ir_buf_printf(&s->out, "  確認 %s。\n", nz_day_or_month(s->a, s->m, v->confirmed));
}

/* ---- declarations with variants ---- */

static const char *hit_word(const ir_table *t) {
  static const char *const words[] = {"", "上から順", "最小", "最大", "すべて"};
  if (t->kind == IR_TABLE_ROWCOND) return "行は条件";
  return t->kind == IR_TABLE_DECISION && t->hit < 5 ? words[t->hit] : "";
}

static void put_head(nz_show *s, const ir_decl *d, const ir_variant *v, uint32_t table) {
  const ir_module *m = s->m;
  nz_show_text(s, nz_decl_word(d->kind));
  nz_show_text(s, " ");
  put_name(s, d->name);
  bool axes = d->kind == IR_D_TABLE || d->kind == IR_D_FEE;
  for (uint32_t i = 0; i < d->params.n; i++) {
    nz_show_text(s, i ? (axes ? "×" : "、") : "（");
    nz_show_str(s, m->params.v[d->params.first + i].name);
  }
  if (d->params.n) nz_show_text(s, "）");
  else if (d->subject != IR_NONE && d->kind == IR_D_RULE) ir_buf_printf(&s->out, "（%s）", ir_text(m, m->ledgers.v[d->subject].name).p);
  if (table != IR_NONE && *hit_word(&m->tables.v[table])) ir_buf_printf(&s->out, " %s", hit_word(&m->tables.v[table]));
  const char *period = nz_period_text(s->a, m, v->from, v->to);
  if (*period) ir_buf_printf(&s->out, " %s", period);
  if (d->outputs.n && d->kind != IR_D_RULE && d->kind != IR_D_CONDITION && table != IR_NONE) {
    const ir_type *t = &m->types.v[m->outputs.v[d->outputs.first].type];
    if (t->k == IR_T_QTY && t->ref < m->units.n) ir_buf_printf(&s->out, "：%s", ir_text(m, m->units.v[t->ref].name).p);
  }
}

/* 加算 and 予定 say more than their conditions; their own text is the clearest there is. */
static bool put_source(nz_show *s, const nz_tree *t, const nz_node *n) {
  if (!t || !n || n->at.hi <= n->at.lo || n->at.hi > t->src->ntext) return false;
  uint32_t hi = n->at.hi;
  while (hi > n->at.lo && (t->src->text[hi - 1] == '\n' || t->src->text[hi - 1] == ' ')) hi--;
  uint32_t end = nz_raw_offset(t->src, hi); /* as typed: normalised, the | ---: | of a table would have a wide colon */
  for (uint32_t i = nz_raw_offset(t->src, n->at.lo); i < end; i++)
    if (t->src->raw[i] != '\r') ir_buf_put(&s->out, t->src->raw + i, 1);
  nz_show_text(s, "\n");
  return true;
}

static void put_variant(nz_show *s, const ir_decl *d, uint32_t i) {
  const ir_module *m = s->m;
  const ir_variant *v = &m->variants.v[i];
  nz_show_place(s, v->loc);
  if ((d->kind == IR_D_ADDON || d->kind == IR_D_SCHEDULE || v->body == IR_NONE) && i < s->p->cvariants.n && put_source(s, s->p->cvariants.v[i].tree, s->p->cvariants.v[i].decl)) return;
  uint32_t table = nz_table_of(m, v->body);
  put_head(s, d, v, table);
  if (table != IR_NONE) {
    nz_show_text(s, "\n");
    put_cites(s, v->cites);
    put_confirmed(s, v);
    nz_show_table(s, d, v, table);
  } else if (d->kind == IR_D_RULE) {
    nz_show_text(s, "\n");
    put_cites(s, v->cites);
    put_confirmed(s, v);
    nz_show_text(s, "  ");
    if (v->body != IR_NONE) nz_show_body(s, v->body, 4);
    nz_show_text(s, "。\n");
    put_notes(s, v->notes);
  } else {
    nz_show_text(s, "：");
    if (v->body != IR_NONE) nz_show_body(s, v->body, 2);
    nz_show_text(s, "。\n");
    put_cites(s, v->cites);
    put_confirmed(s, v);
    put_notes(s, v->notes);
  }
  nz_show_provisos(s, v->body, 2);
}

/* ---- what is declared once ---- */

static void put_field(nz_show *s, const ir_field *f) {
  static const struct { uint32_t flag; const char *word; } attrs[] = {
      {IR_F_KEY, "鍵"}, {IR_F_TIME, "時点"}, {IR_F_PERIOD, "期間"}, {IR_F_CONST, "変わらない"}, {IR_F_MULTI, "複数"}};
  const ir_module *m = s->m;
  const ir_type *t = &m->types.v[f->type];
  ir_buf_printf(&s->out, "  %s：", ir_text(m, f->name).p);
  if (t->k == IR_T_ENUM && ir_text(m, m->enums.v[t->ref].name).n) nz_show_str(s, m->enums.v[t->ref].name);
  else if (t->k == IR_T_ROW) nz_show_str(s, m->ledgers.v[t->ref].name);
  else if (t->k == IR_T_BOOL) nz_show_text(s, "有無");
  else if (t->k == IR_T_TEXT) nz_show_text(s, "文字列");
  else if (t->k == IR_T_QTY && (f->lo != INT64_MIN || f->hi != INT64_MAX)) {
    ir_phrase_value(m, f->type, f->lo, 0, &s->out);
    nz_show_text(s, "から");
    ir_phrase_value(m, f->type, f->hi, 0, &s->out);
    nz_show_text(s, "まで");
  } else ir_phrase_type(m, f->type, &s->out);
  if (f->flags & IR_F_BLANK) nz_show_text(s, "または空欄");
  for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
    if (f->flags & attrs[i].flag) ir_buf_printf(&s->out, "（%s）", attrs[i].word);
  nz_show_text(s, "。");
  if (f->flags & IR_F_PRESUMED) {
    nz_show_text(s, "  # 推定 ");
    ir_phrase_value(m, f->type, f->presumed, 0, &s->out);
  }
  nz_show_text(s, "\n");
}

static void put_ledger(nz_show *s, const ir_ledger *l, uint32_t only) {
  nz_show_place(s, l->loc);
  ir_buf_printf(&s->out, "台帳 %s（%lld行まで）：\n", ir_text(s->m, l->name).p, (long long)l->max_rows);
  for (uint32_t i = 0; i < l->fields.n; i++)
    if (only == IR_NONE || only == l->fields.first + i) put_field(s, &s->m->fields.v[l->fields.first + i]);
}

static void put_reading(nz_show *s, const ir_reading *r) {
  nz_show_place(s, r->loc);
  ir_buf_printf(&s->out, "解釈 「%s」", ir_text(s->m, r->name).p);
  const char *period = nz_period_text(s->a, s->m, r->from, r->to);
  if (*period) ir_buf_printf(&s->out, " %s", period);
  for (uint32_t i = 0; i < r->choices.n; i++) {
    const ir_choice *c = &s->m->choices.v[r->choices.first + i];
    nz_show_text(s, "\n  ・");
    put_name(s, c->name);
    if (i == r->dflt) nz_show_text(s, "（既定）");
    if (c->cites.n) ir_buf_printf(&s->out, "：%s", nz_cites_text(s->a, s->m, c->cites));
  }
  nz_show_text(s, "。\n");
}

static void put_origin(nz_show *s, const ir_source *o) {
  nz_show_place(s, o->loc);
  nz_show_text(s, "出典 ");
  put_name(s, o->name);
  if (o->title) ir_buf_printf(&s->out, " 『%s』", ir_text(s->m, o->title).p);
  nz_show_str(s, o->edition);
  nz_show_text(s, "。\n");
}

/* ---- by name ---- */

typedef struct showing { const naze_program *p; const char *name, *date; nz_arena arena; nz_show s; } showing;

static bool is(const ir_module *m, ir_str s, nz_str name) {
  nz_str t = ir_text(m, s);
  return t.n == name.n && memcmp(t.p, name.p, t.n) == 0;
}

static void gap(nz_show *s) {
  if (s->out.n) nz_show_text(s, "\n");
}

static void show_once(nz_show *s, nz_str name) {
  const ir_module *m = s->m;
  for (uint32_t i = 0; i < m->sources.n; i++)
    if (is(m, m->sources.v[i].name, name)) gap(s), put_origin(s, &m->sources.v[i]);
  for (uint32_t i = 0; i < m->ledgers.n; i++)
    if (is(m, m->ledgers.v[i].name, name)) gap(s), put_ledger(s, &m->ledgers.v[i], IR_NONE);
  for (uint32_t i = 0; i < m->readings.n; i++)
    if (is(m, m->readings.v[i].name, name)) gap(s), put_reading(s, &m->readings.v[i]);
}

static void put_line(nz_show *s, const nz_tree *t, const nz_node *n) {
  ir_buf_printf(&s->out, "# %s:%u\n", t->src->path, (unsigned)nz_line_of(t->src, n->at.lo));
}

/* ---- what the trees alone have: 単位, 段階, 印, 検証 … ---- */

typedef struct seeking { nz_show *s; nz_str name; const nz_node *last; } seeking;

static void show_if_named(void *ctx, const nz_named *n) {
  seeking *k = ctx;
  nz_str got = nz_intern_get(k->s->p->names, n->name);
  if (got.n != k->name.n || memcmp(got.p, k->name.p, got.n) != 0 || n->whole == k->last || strcmp(n->kind, "項目") == 0) return;
  k->last = n->whole;
  gap(k->s);
  put_line(k->s, n->tree, n->at);
  if (n->whole->kind == NZ_T_LEGEND) {
    nz_str table = nz_intern_get(k->s->p->names, n->of);
    ir_buf_printf(&k->s->out, "印 （表 %.*s の凡例）\n  ", (int)table.n, table.p);
  }
  (void)put_source(k->s, n->tree, n->whole);
}

static void show_named(nz_show *s, nz_str name) {
  seeking k = {.s = s, .name = name};
  nz_named_each(s->p, show_if_named, &k);
}

/* What has no declaration of its own: a field, a level or choice, a case. */
static void show_part(nz_show *s, nz_str name) {
  const ir_module *m = s->m;
  for (uint32_t i = 0; i < m->ledgers.n; i++) {
    uint32_t f = ir_find_field(m, i, name.p, name.n);
    if (f != IR_NONE) gap(s), put_ledger(s, &m->ledgers.v[i], f);
  }
  for (uint32_t i = 0; i < m->enums.n; i++)
    if (ir_find_value(m, i, name.p, name.n) != IR_NONE) show_named(s, ir_text(m, m->enums.v[i].name));
  for (uint32_t i = 0; i < s->p->cases.n; i++) {
    nz_str n = nz_intern_get(s->p->names, s->p->cases.v[i]->name);
    if (n.n != name.n || memcmp(n.p, name.p, n.n) != 0) continue;
    gap(s);
    put_line(s, s->p->case_trees.v[i], s->p->cases.v[i]);
    (void)put_source(s, s->p->case_trees.v[i], s->p->cases.v[i]);
  }
}

static naze_status show(void *arg) {
  showing *k = arg;
  nz_show *s = &k->s;
  const ir_module *m = s->m;
  s->out.a = s->a;
  int64_t day = 0;
  if (k->date) {
    nz_diags d = {0};
    nz_diags_init(&d, s->a);
    nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = nz_lit("基準日")};
    if (!nz_read_date(&d, &w, nz_typed(s->a, k->date, strlen(k->date)), NZ_DP_DAY, &day)) return NAZE_USAGE;
  }
  nz_str name = nz_typed(s->a, k->name, strlen(k->name));
  show_once(s, name);
  for (uint32_t i = 0; i < m->decls.n; i++) {
    const ir_decl *d = &m->decls.v[i];
    if (!is(m, d->name, name)) continue;
    for (uint32_t j = 0; j < d->variants.n; j++) {
      const ir_variant *v = &m->variants.v[d->variants.first + j];
      if (k->date && (day < v->from || day > v->to)) continue;
      gap(s);
      put_variant(s, d, d->variants.first + j);
    }
  }
  show_named(s, name);
  if (!s->out.n) show_part(s, name);
  return s->out.n ? NAZE_OK : NAZE_NOT_FOUND;
}

char *naze_show(const naze_program *p, const char *name, const char *date, naze_status *st) {
  naze_status got = NAZE_USAGE;
  char *text = NULL;
  if (p && p->ok && name) {
    showing k = {.p = p, .name = name, .date = date};
    nz_arena_init(&k.arena, p->hook.fn, p->hook.ctx);
    k.s = (nz_show){.a = &k.arena, .p = &p->p, .m = p->p.m};
    nz_guard g = {{&k.arena}, 1};
    got = nz_guarded(&g, show, &k);
    if (got == NAZE_OK) {
      text = nz_text_out(p->hook, k.s.out.p, k.s.out.n);
      if (!text) got = NAZE_NO_MEMORY;
    }
    nz_arena_free(&k.arena);
  }
  if (st) *st = got;
  return text;
}
