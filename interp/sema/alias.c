/* alias.c -- 別名: other spellings of declared names */
#include "cx.h"

/* A list whose last name is what the others stand for: 別名 A、BはC。 Several such sentences may follow one 別名. */
void nz_collect_alias(nz_cx *cx, nz_node *holder) {
  for (uint32_t k = 0; k < holder->nkid; k++) {
    nz_node *list = holder->kid[k];
    if (list->kind != NZ_T_ITEM_DECL || !list->nkid) continue;
    nz_node *next = k + 1 < holder->nkid ? holder->kid[k + 1] : NULL; /* in a clause: names は name */
    bool apart = next && next->kind == NZ_T_NAME;
    nz_sym to = apart ? next->name : list->kid[list->nkid - 1]->name;
    for (uint32_t i = 0; i + (apart ? 0 : 1) < list->nkid; i++) {
      nz_node *a = list->kid[i];
      if (a->name == to) {
        nz_say(cx, NZ_M_ALIAS_OF_ITSELF, a->at, a->name, 0);
        continue;
      }
      if (nz_taken(cx, NZ_NS_ALIAS, 0, a, a->name, to)) continue;
      ir_alias al = {nz_mstr(cx, a->name), nz_mstr(cx, to)};
      NZ_PUSH(cx->a, &cx->m->aliases) = al;
      NZ_PUSH(cx->a, &cx->aliases) = (nz_alias){a, apart ? next : list->kid[list->nkid - 1]};
    }
  }
}

/* Is it declared as anything that rules or cases can name? */
static bool declared(nz_cx *cx, nz_sym name) {
  static const nz_ns spaces[] = {NZ_NS_TYPE, NZ_NS_UNIT, NZ_NS_LEDGER, NZ_NS_VALUE, NZ_NS_DECL, NZ_NS_SOURCE, NZ_NS_READING, NZ_NS_RECORD};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (nz_scope_get(cx->s, spaces[i], 0, name)) return true;
  for (uint32_t l = 0; l < cx->m->ledgers.n; l++)
    if (nz_scope_get(cx->s, NZ_NS_FIELD, l, name)) return true;
  return false;
}

void nz_check_aliases(nz_cx *cx) {
  for (uint32_t i = 0; i < cx->aliases.n; i++) {
    nz_node *from = cx->aliases.v[i].from, *to = cx->aliases.v[i].to;
    if (declared(cx, from->name)) nz_say(cx, NZ_M_ALIAS_TAKEN, from->at, from->name, 0);
    else if (nz_scope_get(cx->s, NZ_NS_ALIAS, 0, to->name)) nz_say(cx, NZ_M_ALIAS_CHAIN, to->at, to->name, 0);
    else if (!declared(cx, to->name))
      nz_unknown(cx, NZ_M_ALIAS_TARGET, 1u << NZ_NS_VALUE | 1u << NZ_NS_FIELD | 1u << NZ_NS_DECL | 1u << NZ_NS_LEDGER, to);
  }
}
