/* smt_prog.c -- the program, read once through its public view. */
#include <stdlib.h>
#include <string.h>

#include "smt.h"

static const char *const names[] = {
#define O(id, name) name,
#include "smt_ops.def"
#undef O
};

static const char *const kinds[] = {"bool", "qty", "ratio", "date", "month", "time", "period", "text", "enum", "row", "decision", "set", "nothing"};

static uint8_t find(const char *const *list, size_t n, const char *name) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(list[i], name) == 0) return (uint8_t)i;
  return UINT8_MAX;
}

static void *list(size_t n, size_t size) {
  void *p = mem_resize(NULL, n ? n : 1, size);
  memset(p, 0, (n ? n : 1) * size);
  return p;
}

static bool read_nodes(prog *g) {
  uint8_t op[256];
  size_t nops = 0;
  naze_ir_op o;
  while (nops < sizeof op && naze_ir_op_at(nops, &o)) op[nops++] = find(names, OPS, o.name);
  size_t total = 0;
  for (uint32_t i = 0; i < g->n.nodes; i++) {
    naze_ir_node n;
    if (!naze_ir_node_at(g->p, i, &n) || n.op >= nops || op[n.op] == UINT8_MAX) return false;
    g->nodes[i] = (node){.op = op[n.op], .fold = n.fold, .type = n.type, .args = (uint32_t)total, .nargs = n.args, .ref = n.ref, .imm = n.imm, .imm2 = n.imm2};
    total += n.args;
  }
  g->args = list(total, sizeof *g->args);
  for (uint32_t i = 0; i < g->n.nodes; i++)
    for (uint32_t k = 0; k < g->nodes[i].nargs; k++) g->args[g->nodes[i].args + k] = naze_ir_arg(g->p, i, k);
  return true;
}

static void find_claims(prog *g) {
  g->claims = g->time = g->review = NAZE_IR_NONE;
  for (uint32_t f = 0; f < g->n.fields; f++)
    if (naze_ir_field_roles(g->p, f) & NAZE_IR_ROLE_ITEM) g->claims = g->fields[g->item = g->part = f].ledger;
  for (uint32_t f = 0; f < g->n.fields; f++)
    if (g->fields[f].ledger == g->claims && naze_ir_field_roles(g->p, f) & NAZE_IR_ROLE_TIME) g->time = f;
    else if (g->fields[f].ledger == g->claims && naze_ir_field_roles(g->p, f) & NAZE_IR_ROLE_KIND) g->part = f;
    else if (g->fields[f].ledger == g->claims && naze_ir_field_roles(g->p, f) & NAZE_IR_ROLE_REVIEW) g->review = f;
  if (g->time == NAZE_IR_NONE) g->claims = NAZE_IR_NONE;
}

bool prog_read(prog *g, const naze_program *p) {
  *g = (prog){.p = p};
  if (!naze_ir_sizes(p, &g->n)) return false;
  g->nodes = list(g->n.nodes, sizeof *g->nodes);
  g->types = list(g->n.types, sizeof *g->types);
  g->fields = list(g->n.fields, sizeof *g->fields);
  g->ledgers = list(g->n.ledgers, sizeof *g->ledgers);
  g->decls = list(g->n.decls, sizeof *g->decls);
  g->variants = list(g->n.variants, sizeof *g->variants);
  g->choice = list(g->n.readings, sizeof *g->choice);
  g->birth = list(g->n.fields, sizeof *g->birth);
  bool fine = read_nodes(g);
  for (uint32_t i = 0; i < g->n.types; i++) {
    naze_ir_type t;
    fine = fine && naze_ir_type_at(p, i, &t);
    if (!fine) return false;
    g->types[i] = (type){find(kinds, sizeof kinds / sizeof *kinds, t.kind), t.decimals, t.ref};
    fine = g->types[i].k != UINT8_MAX;
  }
  for (uint32_t i = 0; i < g->n.fields; i++) fine = fine && naze_ir_field_at(p, i, &g->fields[i]);
  for (uint32_t i = 0; i < g->n.ledgers; i++) fine = fine && naze_ir_ledger_at(p, i, &g->ledgers[i]);
  for (uint32_t i = 0; i < g->n.decls; i++) fine = fine && naze_ir_decl_at(p, i, &g->decls[i]);
  for (uint32_t i = 0; i < g->n.variants; i++) fine = fine && naze_ir_variant_at(p, i, &g->variants[i]);
  for (uint32_t i = 0; i < g->n.readings; i++) {
    naze_ir_reading r;
    if (naze_ir_reading_at(p, i, &r)) g->choice[i] = r.usual;
  }
  if (!fine) return false;
  for (uint32_t i = 0; i < g->n.nodes; i++) {
    const node *n = &g->nodes[i];
    if ((n->op != OP_AGE && n->op != OP_REACH) || !n->nargs) continue;
    const node *from = &g->nodes[g->args[n->args]];
    if (from->op == OP_FIELD) g->birth[from->ref] = true;
  }
  find_claims(g);
  return true;
}

void prog_free(prog *g) {
  free(g->nodes);
  free(g->args);
  free(g->types);
  free(g->fields);
  free(g->ledgers);
  free(g->decls);
  free(g->variants);
  free(g->choice);
  free(g->birth);
}
