/* api_ir.c -- naze-ir.h over the module. */
#include "api.h"
#include "api_show.h"
#include "facts/put.h"
#include "naze-ir.h"

#include <string.h>

static const ir_module *module(const naze_program *p) { return p && p->ok ? p->p.m : NULL; }
static const char *text(const ir_module *m, ir_str s) { return ir_text(m, s).p; }

static const char *file_of(const ir_module *m, uint32_t loc, uint32_t *line) {
  const ir_loc *l = &m->locs.v[loc < m->locs.n ? loc : 0];
  *line = l->line;
  return text(m, l->file);
}

bool naze_ir_op_at(size_t i, naze_ir_op *out) {
  if (i >= IR_OP_COUNT || !out) return false;
  ir_op op = (ir_op)i;
  *out = (naze_ir_op){ir_op_name(op), ir_op_ja(op), ir_op_doc(op), ir_op_min(op), ir_op_max(op)};
  return true;
}

bool naze_ir_sizes(const naze_program *p, naze_ir_size *out) {
  const ir_module *m = module(p);
  if (!m || !out) return false;
  *out = (naze_ir_size){m->types.n, m->units.n, m->enums.n, m->values.n, m->ledgers.n, m->fields.n, m->readings.n, m->nodes.n, m->tables.n, m->decls.n, m->variants.n, m->sources.n, m->cites.n};
  return true;
}

bool naze_ir_type_at(const naze_program *p, uint32_t id, naze_ir_type *out) {
  static const char *const kinds[] = {"bool", "qty", "ratio", "date", "month", "time", "period", "text", "enum", "row", "decision", "set", "nothing"};
  const ir_module *m = module(p);
  if (!m || !out || id >= m->types.n) return false;
  const ir_type *t = &m->types.v[id];
  *out = (naze_ir_type){kinds[t->k], t->dec, t->ref};
  return true;
}

bool naze_ir_enum_at(const naze_program *p, uint32_t id, naze_ir_enum *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->enums.n) return false;
  const ir_enum *e = &m->enums.v[id];
  *out = (naze_ir_enum){text(m, e->name), e->ordered, e->values.first, e->values.n};
  return true;
}

const char *naze_ir_value_name(const naze_program *p, uint32_t id) {
  const ir_module *m = module(p);
  return m && id < m->values.n ? text(m, m->values.v[id].name) : NULL;
}

const char *naze_ir_unit_name(const naze_program *p, uint32_t id) {
  const ir_module *m = module(p);
  return m && id < m->units.n ? text(m, m->units.v[id].name) : NULL;
}

bool naze_ir_ledger_at(const naze_program *p, uint32_t id, naze_ir_ledger *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->ledgers.n) return false;
  const ir_ledger *l = &m->ledgers.v[id];
  *out = (naze_ir_ledger){text(m, l->name), l->fields.first, l->fields.n, l->key, l->max_rows};
  return true;
}

bool naze_ir_field_at(const naze_program *p, uint32_t id, naze_ir_field *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->fields.n) return false;
  const ir_field *f = &m->fields.v[id];
  *out = (naze_ir_field){text(m, f->name), f->ledger, f->type, (f->flags & IR_F_KEY) != 0, (f->flags & IR_F_CONST) != 0, (f->flags & IR_F_MULTI) != 0,
                         (f->flags & IR_F_BLANK) != 0, (f->flags & IR_F_PRESUMED) != 0, f->lo, f->hi};
  return true;
}

unsigned naze_ir_field_roles(const naze_program *p, uint32_t id) {
  static const struct { uint32_t flag; unsigned role; } all[] = {{IR_F_TIME, NAZE_IR_ROLE_TIME}, {IR_F_PERIOD, NAZE_IR_ROLE_PERIOD},
    {IR_F_ITEM, NAZE_IR_ROLE_ITEM}, {IR_F_KIND, NAZE_IR_ROLE_KIND}, {IR_F_REVIEW, NAZE_IR_ROLE_REVIEW}};
  const ir_module *m = module(p);
  unsigned roles = 0;
  for (size_t i = 0; m && id < m->fields.n && i < sizeof all / sizeof *all; i++)
    if (m->fields.v[id].flags & all[i].flag) roles |= all[i].role;
  return roles;
}

typedef struct looking { const ir_module *m; nz_arena *a; const char *name; uint32_t ledger, found; } looking;

static naze_status look(void *arg) {
  looking *k = arg;
  nz_str s = nz_typed(k->a, k->name, strlen(k->name));
  k->found = k->ledger == IR_NONE ? nz_known_ledger(k->m, s) : nz_known_field(k->m, k->ledger, s);
  return NAZE_OK;
}

static uint32_t named(const naze_program *p, uint32_t ledger, const char *name) {
  nz_arena a;
  looking k = {module(p), &a, name, ledger, IR_NONE};
  if (!k.m || !name) return NAZE_IR_NONE;
  nz_arena_init(&a, p->hook.fn, p->hook.ctx);
  nz_guard g = {{&a}, 1};
  (void)nz_guarded(&g, look, &k);
  nz_arena_free(&a);
  return k.found;
}

uint32_t naze_ir_ledger_named(const naze_program *p, const char *name) { return named(p, IR_NONE, name); }
uint32_t naze_ir_field_named(const naze_program *p, uint32_t ledger, const char *name) {
  const ir_module *m = module(p);
  return m && ledger < m->ledgers.n ? named(p, ledger, name) : NAZE_IR_NONE;
}

bool naze_ir_reading_at(const naze_program *p, uint32_t id, naze_ir_reading *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->readings.n) return false;
  const ir_reading *r = &m->readings.v[id];
  *out = (naze_ir_reading){text(m, r->name), r->choices.n, r->dflt};
  return true;
}

const char *naze_ir_choice_name(const naze_program *p, uint32_t reading, uint32_t i) {
  const ir_module *m = module(p);
  if (!m || reading >= m->readings.n || i >= m->readings.v[reading].choices.n) return NULL;
  return text(m, m->choices.v[m->readings.v[reading].choices.first + i].name);
}

bool naze_ir_decl_at(const naze_program *p, uint32_t id, naze_ir_decl *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->decls.n) return false;
  const ir_decl *d = &m->decls.v[id];
  *out = (naze_ir_decl){.name = text(m, d->name), .word = nz_decl_word(d->kind), .owner = d->owner, .subject = d->subject, .params = d->params.n, .outputs = d->outputs.n,
                        .first_variant = d->variants.first, .variants = d->variants.n};
  out->file = file_of(m, d->loc, &out->line);
  return true;
}

uint32_t naze_ir_decl_named(const naze_program *p, const char *name) {
  const ir_module *m = module(p);
  return m && name ? ir_find_decl(m, name, strlen(name)) : NAZE_IR_NONE;
}

bool naze_ir_param_at(const naze_program *p, uint32_t decl, uint32_t i, const char **name, uint32_t *type, uint32_t *usual) {
  const ir_module *m = module(p);
  if (!m || decl >= m->decls.n || i >= m->decls.v[decl].params.n) return false;
  const ir_param *q = &m->params.v[m->decls.v[decl].params.first + i];
  if (name) *name = text(m, q->name);
  if (type) *type = q->type;
  if (usual) *usual = q->dflt;
  return true;
}

bool naze_ir_output_at(const naze_program *p, uint32_t decl, uint32_t i, const char **name, uint32_t *type) {
  const ir_module *m = module(p);
  if (!m || decl >= m->decls.n || i >= m->decls.v[decl].outputs.n) return false;
  const ir_output *o = &m->outputs.v[m->decls.v[decl].outputs.first + i];
  if (name) *name = text(m, o->name);
  if (type) *type = o->type;
  return true;
}

bool naze_ir_variant_at(const naze_program *p, uint32_t id, naze_ir_variant *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->variants.n) return false;
  const ir_variant *v = &m->variants.v[id];
  *out = (naze_ir_variant){.from = v->from, .to = v->to, .confirmed = v->confirmed, .body = v->body, .first_cite = v->cites.first, .cites = v->cites.n};
  out->file = file_of(m, v->loc, &out->line);
  return true;
}

uint32_t naze_ir_body(const naze_program *p, uint32_t variant, uint32_t output) {
  const ir_module *m = module(p);
  return m && variant < m->variants.n ? ir_body(m, &m->variants.v[variant], output) : NAZE_IR_NONE;
}

bool naze_ir_cite_at(const naze_program *p, uint32_t id, const char **source, const char **what) {
  const ir_module *m = module(p);
  if (!m || id >= m->cites.n) return false;
  const ir_cite *c = &m->cites.v[id];
  if (source) *source = c->source == IR_NONE ? "" : text(m, m->sources.v[c->source].name);
  if (what) *what = text(m, c->text);
  return true;
}

bool naze_ir_node_at(const naze_program *p, uint32_t id, naze_ir_node *out) {
  const ir_module *m = module(p);
  if (!m || !out || id >= m->nodes.n) return false;
  const ir_node *n = ir_at(m, id);
  *out = (naze_ir_node){.op = n->op, .type = n->type, .args = n->args.n, .ref = n->ref, .imm = n->imm, .imm2 = n->imm2, .lo = n->lo, .hi = n->hi};
  out->fold = (n->flags & IR_NF_FOLD) != 0;
  out->file = file_of(m, n->loc, &out->line);
  return true;
}

const char *naze_ir_string(const naze_program *p, uint32_t id) {
  const ir_module *m = module(p);
  return m && id < m->strs.n ? text(m, id) : NULL;
}

uint32_t naze_ir_arg(const naze_program *p, uint32_t id, uint32_t i) {
  const ir_module *m = module(p);
  if (!m || id >= m->nodes.n || i >= ir_at(m, id)->args.n) return NAZE_IR_NONE;
  return ir_arg(m, ir_at(m, id), i);
}

typedef struct phrasing { const ir_module *m; uint32_t id; ir_buf b; } phrasing;
static naze_status phrase(void *arg) {
  phrasing *k = arg;
  ir_phrase(k->m, k->id, &k->b);
  return NAZE_OK;
}

size_t naze_ir_phrase(const naze_program *p, uint32_t id, char *buf, size_t n) {
  const ir_module *m = module(p);
  if (buf && n) *buf = 0;
  if (!m || id >= m->nodes.n) return 0;
  nz_arena a;
  nz_arena_init(&a, p->hook.fn, p->hook.ctx);
  phrasing k = {m, id, {.a = &a}};
  nz_guard g = {{&a}, 1};
  size_t size = 0;
  if (nz_guarded(&g, phrase, &k) == NAZE_OK && k.b.p) {
    size = k.b.n;
    if (buf && n) {
      size_t copied = size < n ? size : n - 1;
      memcpy(buf, k.b.p, copied);
      buf[copied] = 0;
    }
  }
  nz_arena_free(&a);
  return size;
}

static const ir_table *table_at(const ir_module *m, uint32_t id) { return m && id < m->tables.n ? &m->tables.v[id] : NULL; }

bool naze_ir_table_at(const naze_program *p, uint32_t id, naze_ir_table *out) {
  static const char *const kinds[] = {"matrix", "decision", "rowcond"}, *const hits[] = {"unique", "first", "min", "max", "all"};
  const ir_table *t = table_at(module(p), id);
  if (!t || !out) return false;
  *out = (naze_ir_table){kinds[t->kind], hits[t->hit], t->decl, t->rows.n, t->cols.n, t->otherwise, t->exclusive, t->row_misses, t->col_misses};
  return true;
}

bool naze_ir_row_at(const naze_program *p, uint32_t table, uint32_t row, naze_ir_row *out) {
  const ir_module *m = module(p);
  const ir_table *t = table_at(m, table);
  if (!t || !out || row >= t->rows.n) return false;
  const ir_row *r = &m->rows.v[t->rows.first + row];
  bool keyed = t->kind == IR_TABLE_MATRIX && !r->otherwise && r->value >= 0 && (uint64_t)r->value < m->values.n;
  *out = (naze_ir_row){.name = text(m, r->name), .value = keyed ? (uint32_t)r->value : NAZE_IR_NONE, .cond = r->cond, .otherwise = r->otherwise};
  out->file = file_of(m, r->loc, &out->line);
  return true;
}

bool naze_ir_column_at(const naze_program *p, uint32_t table, uint32_t column, naze_ir_column *out) {
  const ir_module *m = module(p);
  const ir_table *t = table_at(m, table);
  if (!t || !out || column >= t->cols.n) return false;
  const ir_head *h = &m->heads.v[t->cols.first + column];
  bool keyed = t->kind != IR_TABLE_DECISION && h->cond == IR_NONE && h->value >= 0 && (uint64_t)h->value < m->values.n;
  *out = (naze_ir_column){text(m, h->name), keyed ? (uint32_t)h->value : NAZE_IR_NONE, h->cond, h->output};
  return true;
}

bool naze_ir_cell_at(const naze_program *p, uint32_t table, uint32_t row, uint32_t column, naze_ir_cell *out) {
  const ir_module *m = module(p);
  const ir_table *t = table_at(m, table);
  if (!t || !out || row >= t->rows.n || column >= t->cols.n) return false;
  const ir_cell *c = &m->cells.v[t->cells.first + row * t->cols.n + column];
  *out = (naze_ir_cell){.node = c->node, .mark = text(m, c->mark)};
  out->file = file_of(m, c->loc, &out->line);
  return true;
}
