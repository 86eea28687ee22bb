/* birth.c -- see birth.h */
#include "birth.h"

#include "../ir/phrase.h"
#include "put.h"

const uint64_t *nz_birth_fields(nz_arena *a, const ir_module *m) {
  uint64_t *births = NZ_NEW_N(a, uint64_t, m->fields.n / 64 + 1);
  for (uint32_t i = 0; i < m->nodes.n; i++) {
    const ir_node *n = &m->nodes.v[i];
    if (n->op != IR_AGE && n->op != IR_REACH) continue;
    const ir_node *from = ir_at(m, ir_arg(m, n, 0));
    if (from->op == IR_FIELD) births[from->ref / 64] |= 1ull << (from->ref % 64);
  }
  return births;
}

static void say(const nz_case *c, uint32_t cell, uint32_t type, int64_t day, nz_diags *d) {
  const nz_cplace *place = &c->places.v[c->cells.v[cell].place];
  ir_buf name = {d->a, NULL, 0, 0}, born = {d->a, NULL, 0, 0}, on = {d->a, NULL, 0, 0};
  nz_cell_name(c, cell, &name);
  if (place->line) ir_buf_printf(&name, "（%.*s:%u）", (int)place->path.n, place->path.p, (unsigned)place->line);
  nz_where w = {.at = {NZ_NO_FILE, 0, 0}, .name = place->line || !place->path.n ? nz_buf_str(&name) : place->path};
  nz_diag *g = nz_say_at(d, NZ_M_FACT_BORN_LATER, &w);
  ir_phrase_value(c->m, type, c->cells.v[cell].v, 1, &born);
  ir_phrase_value(c->m, type, day, 1, &on);
  nz_arg_buf(d, g, 1, &born);
  nz_arg_buf(d, g, 2, &on);
}

bool nz_born_by(const nz_case *c, const uint64_t *births, int64_t day, nz_diags *d) {
  bool fine = true;
  for (uint32_t r = 0; r < c->rows.n; r++) {
    const ir_ledger *l = &c->m->ledgers.v[c->rows.v[r].ledger];
    for (uint32_t f = l->fields.first; f < l->fields.first + l->fields.n; f++) {
      if (!(births[f / 64] >> (f % 64) & 1)) continue;
      uint32_t cell = nz_cell_of(c, r, f);
      if (c->cells.v[cell].state != NZ_CELL_GIVEN || c->cells.v[cell].v <= day) continue;
      say(c, cell, c->m->fields.v[f].type, day, d);
      fine = false;
    }
  }
  return fine;
}
