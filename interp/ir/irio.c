/* irio.c -- the records of the canonical text, written and read by the same functions; see irio.h
 *
 * One record a line, in the order of the module's vectors, which gives each its number; runs are written out where they
 * belong, so the text does not depend on how the pools are filled. What has its usual value is left out. Writing stores
 * nothing in the module: it may be shared. */
#include "irput.h"

#define LEN(a) ((uint32_t)(sizeof(a) / sizeof *(a)))

static const char *const op_words[IR_OP_COUNT] = {
#define O(id, name, ja, lo, hi, doc) name,
#include "ops.def"
#undef O
};
static const char *const type_words[] = {"bool", "qty", "ratio", "date", "month", "time", "period", "text", "enum", "row",
                                         "decision", "set", "nothing"};
static const char *const table_words[] = {"matrix", "decision", "rowcond"};
static const char *const hit_words[] = {"unique", "first", "min", "max", "all"};
static const char *const decl_words[] = {"define", "condition", "table", "dtable", "fee", "rule", "addon", "schedule"};

/* ---- items, in the direction at hand ---- */
static inline void irio_open(irio *x, const char *word) { /* "(word" */
  if (x->writing) irput_open(x, word);
  else irget_open(x, word);
}
static inline void irio_close(irio *x) { /* ")" */
  if (x->writing) irput_char(x, ')'), x->gap = true;
  else irget_close(x);
}
static inline void irio_line(irio *x) { /* end of a line, free when reading */
  if (x->writing) irput_char(x, '\n'), x->gap = false;
}
/* Writing: i < n; reading: does "(word" come next? */
static inline bool irio_more(irio *x, const char *word, uint32_t i, uint32_t n) { return x->writing ? i < n : irget_more(x, word); }
static inline void irio_u32(irio *x, uint32_t *v) { /* IR_NONE as "-" */
  if (x->writing) irput_u32(x, *v);
  else irget_u32(x, v);
}
static inline void irio_u8(irio *x, uint8_t *v) {
  uint32_t wide = *v;
  irio_u32(x, &wide);
  if (wide > UINT8_MAX) irio_fail(x, "a number is out of range");
  if (!x->writing) *v = (uint8_t)wide;
}
static inline void irio_i64(irio *x, int64_t *v) { /* ends of the range as "min", "max" */
  if (x->writing) irput_i64(x, *v);
  else irget_i64(x, v);
}
static inline void irio_day(irio *x, int64_t *v) { /* 2024-04-01, or as irio_i64 */
  if (x->writing) irput_day(x, *v);
  else irget_day(x, v);
}
static inline void irio_str(irio *x, ir_str *s) { /* "text"; IR_NONE as "-" */
  if (!x->writing) irget_str(x, s);
  else if (*s == IR_NONE) irput_short(x, "-", 1);
  else irput_quoted(x, ir_text(x->m, *s));
}
static inline void irio_word(irio *x, const char *const *words, uint32_t n, uint32_t *v) { /* one of a list of words */
  if (!x->writing) {
    irget_word(x, words, n, v);
    return;
  }
  const char *w = *v < n ? words[*v] : "?";
  irput_short(x, w, strlen(w));
}
static inline void irio_flag(irio *x, const char *word, bool *v) { /* the word, or nothing */
  if (!x->writing) irget_flag(x, word, v);
  else if (*v) irput_short(x, word, strlen(word));
}

/* ---- parts of records ---- */
static inline void word8(irio *x, const char *const *words, uint32_t n, uint8_t *v) {
  uint32_t w = *v;
  irio_word(x, words, n, &w);
  if (!x->writing) *v = (uint8_t)w;
}
static inline void opt_u32(irio *x, const char *word, uint32_t *v, uint32_t usual) {
  if (!irio_more(x, word, *v == usual, 1)) {
    if (!x->writing) *v = usual;
    return;
  }
  irio_open(x, word);
  irio_u32(x, v);
  irio_close(x);
}
static inline void opt_i64(irio *x, const char *word, int64_t *v, int64_t usual) {
  if (!irio_more(x, word, *v == usual, 1)) {
    if (!x->writing) *v = usual;
    return;
  }
  irio_open(x, word);
  irio_i64(x, v);
  irio_close(x);
}
static inline void opt_str(irio *x, const char *word, ir_str *v, ir_str usual) {
  if (!irio_more(x, word, *v == usual, 1)) {
    if (!x->writing) *v = usual;
    return;
  }
  irio_open(x, word);
  irio_str(x, v);
  irio_close(x);
}
static inline void opt_span(irio *x, const char *word, int64_t *lo, int64_t *hi, void (*item)(irio *, int64_t *)) {
  if (!irio_more(x, word, *lo == INT64_MIN && *hi == INT64_MAX, 1)) {
    if (!x->writing) *lo = INT64_MIN, *hi = INT64_MAX;
    return;
  }
  irio_open(x, word);
  item(x, lo);
  item(x, hi);
  irio_close(x);
}
static inline void opt_at(irio *x, uint32_t *loc) {
  ir_loc l = {0, 0, 0, 0};
  if (x->writing) {
    if (!x->locs || *loc == 0 || *loc >= x->m->locs.n) return;
    l = x->m->locs.v[*loc];
  } else {
    *loc = 0;
    if (!irio_more(x, "at", 0, 0)) return;
  }
  irio_open(x, "at");
  irio_str(x, &l.file);
  irio_u32(x, &l.line);
  irio_u32(x, &l.col);
  irio_u32(x, &l.len);
  irio_close(x);
  if (x->writing || x->why) return;
  *loc = x->m->locs.n;
  NZ_PUSH(x->m->arena, &x->m->locs) = l;
}

/* "(word …)" of ids in m->pool (or strings there, or nodes in m->args); nothing for an empty run. */
typedef enum { IDS, STRS, ARGS } run_kind;
static inline void run(irio *x, const char *word, ir_range *r, run_kind kind) {
  ir_module *m = x->m;
  if (!irio_more(x, word, r->n == 0, 1)) {
    if (!x->writing) *r = (ir_range){0, 0};
    return;
  }
  irio_open(x, word);
  if (x->writing) {
    for (uint32_t i = 0; i < r->n; i++) {
      uint32_t id = kind == ARGS ? m->args.v[r->first + i] : m->pool.v[r->first + i];
      kind == STRS ? irio_str(x, &id) : irio_u32(x, &id);
    }
  } else {
    *r = (ir_range){kind == ARGS ? m->args.n : m->pool.n, 0};
    while (irio_more(x, NULL, 0, 0)) {
      uint32_t id = 0;
      kind == STRS ? irio_str(x, &id) : irio_u32(x, &id);
      if (kind == ARGS) NZ_PUSH(m->arena, &m->args) = id;
      else NZ_PUSH(m->arena, &m->pool) = id;
      r->n++;
    }
  }
  irio_close(x);
}

/* A run of records: each read into its own vector, or written from it. */
#define SUBS(x, word, vec, range, one)                                                      \
  do {                                                                                      \
    if (!(x)->writing) *(range) = (ir_range){(vec)->n, 0};                                  \
    for (uint32_t i_ = 0; irio_more((x), (word), i_, (range)->n); i_++) {                   \
      if (!(x)->writing) {                                                                  \
        uint32_t at_ = (vec)->n;                                                            \
        memset(&NZ_PUSH((x)->m->arena, (vec)), 0, sizeof *(vec)->v);                        \
        (range)->n++;                                                                       \
        irio_open((x), (word));                                                             \
        one((x), &(vec)->v[at_]);                                                           \
      } else {                                                                              \
        irio_open((x), (word));                                                             \
        one((x), &(vec)->v[(range)->first + i_]);                                           \
      }                                                                                     \
      irio_close(x);                                                                        \
    }                                                                                       \
  } while (0)
/* A whole vector at the top level: "(word number …)" a line. */
#define TOP(x, word, vec, one)                                                              \
  for (uint32_t i_ = 0; irio_more((x), (word), i_, (vec)->n); i_++) {                       \
    uint32_t no_ = i_;                                                                      \
    if (!(x)->writing) memset(&NZ_PUSH((x)->m->arena, (vec)), 0, sizeof *(vec)->v);         \
    irio_open((x), (word));                                                                 \
    irio_u32((x), &no_);                                                                    \
    if (no_ != i_) irio_fail((x), "a record is out of its place");                          \
    one((x), &(vec)->v[i_]);                                                                \
    irio_close(x);                                                                          \
    irio_line(x);                                                                           \
  }

/* ---- records ---- A pushed record may move when a part of it pushes to the same vector: none does. */
static void type_(irio *x, ir_type *t) {
  word8(x, type_words, LEN(type_words), &t->k);
  irio_u8(x, &t->dec);
  irio_u32(x, &t->ref);
}
static void unit(irio *x, ir_unit *u) {
  irio_str(x, &u->name);
  irio_u8(x, &u->dec);
  run(x, "num", &u->num, IDS);
  run(x, "den", &u->den, IDS);
}
static void enum_(irio *x, ir_enum *e) {
  irio_str(x, &e->name);
  irio_flag(x, "ordered", &e->ordered);
  irio_u32(x, &e->values.first);
  irio_u32(x, &e->values.n);
}
static void value(irio *x, ir_value *v) {
  irio_str(x, &v->name);
  irio_u32(x, &v->enum_);
}
static void source(irio *x, ir_source *s) {
  irio_str(x, &s->name);
  irio_str(x, &s->title);
  irio_str(x, &s->edition);
  opt_at(x, &s->loc);
}
static void cite(irio *x, ir_cite *c) {
  irio_u32(x, &c->source);
  irio_str(x, &c->text);
}
static void alias(irio *x, ir_alias *a) {
  irio_str(x, &a->from);
  irio_str(x, &a->to);
}
static void ledger(irio *x, ir_ledger *l) {
  irio_str(x, &l->name);
  irio_u32(x, &l->fields.first);
  irio_u32(x, &l->fields.n);
  opt_u32(x, "key", &l->key, IR_NONE);
  opt_u32(x, "time", &l->time, IR_NONE);
  opt_u32(x, "period", &l->period, IR_NONE);
  opt_i64(x, "rows", &l->max_rows, 1000);
  opt_at(x, &l->loc);
}
static void field(irio *x, ir_field *f) {
  irio_str(x, &f->name);
  irio_u32(x, &f->ledger);
  irio_u32(x, &f->type);
  opt_u32(x, "flags", &f->flags, 0);
  opt_span(x, "range", &f->lo, &f->hi, irio_i64);
  opt_i64(x, "presumed", &f->presumed, 0);
  opt_at(x, &f->loc);
}
static void choice(irio *x, ir_choice *c) {
  irio_str(x, &c->name);
  SUBS(x, "cite", &x->m->cites, &c->cites, cite);
}
static void reading(irio *x, ir_reading *r) {
  irio_str(x, &r->name);
  irio_u32(x, &r->dflt);
  opt_span(x, "from-to", &r->from, &r->to, irio_day);
  SUBS(x, "choice", &x->m->choices, &r->choices, choice);
  opt_at(x, &r->loc);
}
static void node(irio *x, ir_node *n) {
  uint32_t op = n->op, flags = n->flags;
  irio_word(x, op_words, IR_OP_COUNT, &op);
  if (!x->writing) n->op = (uint16_t)op;
  irio_u32(x, &n->type);
  run(x, "of", &n->args, ARGS);
  bool texts = op == IR_CONST || op == IR_OUTCOME || op == IR_MARK; /* whose ref is a string */
  if (texts) opt_str(x, "text", &n->ref, IR_NONE);
  else opt_u32(x, "ref", &n->ref, IR_NONE);
  opt_i64(x, "imm", &n->imm, 0);
  opt_i64(x, "imm2", &n->imm2, 0);
  opt_span(x, "range", &n->lo, &n->hi, irio_i64);
  opt_u32(x, "flags", &flags, 0);
  if (flags > UINT16_MAX) irio_fail(x, "flags out of range");
  if (!x->writing) n->flags = (uint16_t)flags;
  opt_at(x, &n->loc);
}
static void head(irio *x, ir_head *h) {
  irio_str(x, &h->name);
  opt_u32(x, "when", &h->cond, IR_NONE);
  opt_i64(x, "value", &h->value, 0);
  irio_flag(x, "output", &h->output);
  opt_u32(x, "type", &h->type, IR_NONE);
}
static void row(irio *x, ir_row *r) {
  irio_str(x, &r->name);
  irio_flag(x, "otherwise", &r->otherwise);
  opt_i64(x, "value", &r->value, 0);
  opt_u32(x, "when", &r->cond, IR_NONE);
  SUBS(x, "cite", &x->m->cites, &r->cites, cite);
  run(x, "notes", &r->notes, STRS);
  opt_at(x, &r->loc);
}
static void cell(irio *x, ir_cell *c) {
  irio_u32(x, &c->node);
  opt_str(x, "mark", &c->mark, 0);
  run(x, "notes", &c->notes, STRS);
  opt_at(x, &c->loc);
}
static void table(irio *x, ir_table *t) {
  word8(x, table_words, LEN(table_words), &t->kind);
  word8(x, hit_words, LEN(hit_words), &t->hit);
  irio_flag(x, "exclusive", &t->exclusive);
  irio_flag(x, "row-misses", &t->row_misses);
  irio_flag(x, "col-misses", &t->col_misses);
  irio_u32(x, &t->decl);
  opt_u32(x, "otherwise", &t->otherwise, IR_NONE);
  SUBS(x, "head", &x->m->heads, &t->cols, head);
  SUBS(x, "row", &x->m->rows, &t->rows, row);
  SUBS(x, "cell", &x->m->cells, &t->cells, cell);
}
static void param(irio *x, ir_param *p) {
  irio_str(x, &p->name);
  irio_u32(x, &p->type);
  opt_u32(x, "default", &p->dflt, IR_NONE);
}
static void output(irio *x, ir_output *o) {
  irio_str(x, &o->name);
  irio_u32(x, &o->type);
}
static void variant(irio *x, ir_variant *v) {
  irio_day(x, &v->from);
  irio_day(x, &v->to);
  irio_u32(x, &v->body);
  run(x, "bodies", &v->bodies, ARGS);
  if (irio_more(x, "confirmed", v->confirmed == IR_DATE_MAX, 1)) {
    irio_open(x, "confirmed");
    irio_day(x, &v->confirmed);
    irio_close(x);
  } else if (!x->writing) v->confirmed = IR_DATE_MAX;
  SUBS(x, "cite", &x->m->cites, &v->cites, cite);
  run(x, "notes", &v->notes, STRS);
  opt_at(x, &v->loc);
}
static void decl(irio *x, ir_decl *d) {
  irio_str(x, &d->name);
  word8(x, decl_words, LEN(decl_words), &d->kind);
  opt_u32(x, "owner", &d->owner, IR_NONE);
  opt_u32(x, "subject", &d->subject, IR_NONE);
  SUBS(x, "param", &x->m->params, &d->params, param);
  SUBS(x, "output", &x->m->outputs, &d->outputs, output);
  SUBS(x, "variant", &x->m->variants, &d->variants, variant);
  opt_at(x, &d->loc);
}
static void addon(irio *x, ir_addon *a) {
  irio_u32(x, &a->decl);
  run(x, "kinds", &a->kinds, STRS);
  opt_at(x, &a->loc);
}

void irio_module(irio *x) {
  ir_module *m = x->m;
  uint32_t version = 1;
  irio_open(x, "naze-ir");
  irio_u32(x, &version);
  if (version != 1) irio_fail(x, "a version of the IR that is not known here");
  irio_close(x);
  irio_line(x);
  if (irio_more(x, "origin", !x->locs || m->origin == 0, 1)) {
    irio_open(x, "origin");
    irio_str(x, &m->origin);
    irio_close(x);
    irio_line(x);
  }
  TOP(x, "unit", &m->units, unit);
  TOP(x, "enum", &m->enums, enum_);
  TOP(x, "value", &m->values, value);
  TOP(x, "type", &m->types, type_);
  TOP(x, "source", &m->sources, source);
  TOP(x, "alias", &m->aliases, alias);
  TOP(x, "ledger", &m->ledgers, ledger);
  TOP(x, "field", &m->fields, field);
  TOP(x, "reading", &m->readings, reading);
  TOP(x, "node", &m->nodes, node);
  TOP(x, "table", &m->tables, table);
  TOP(x, "decl", &m->decls, decl);
  TOP(x, "addon", &m->addons, addon);
}
