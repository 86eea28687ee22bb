/* scope.h -- who is called what. Names are looked up by (namespace, owner, symbol); each namespace is separate, so a
 * ledger's field, a level and a definition may share a name (language.md, "Subject and names"). */
#ifndef NZ_SCOPE_H
#define NZ_SCOPE_H
#include "program.h"

typedef enum nz_ns {
  NZ_NS_TYPE = 1,  /* id of an enum, or NZ_BASE_TYPE + ir_tk for the built-in types */
  NZ_NS_UNIT, NZ_NS_LEDGER,
  NZ_NS_FIELD,     /* owner: ledger */
  NZ_NS_VALUE,     /* owner: enum + 1; owner 0: any enum, NZ_AMBIGUOUS when several have it */
  NZ_NS_DECL,      /* owner: 0, or decl id of the 加算 + 1 */
  NZ_NS_SOURCE, NZ_NS_READING, NZ_NS_RECORD, NZ_NS_ALIAS, NZ_NS_CASE
} nz_ns;
enum { NZ_BASE_TYPE = 0x1000000 };
#define NZ_AMBIGUOUS (UINT32_MAX - 1)

typedef struct nz_entry { uint64_t key; uint32_t id; nz_span at; } nz_entry;
typedef struct nz_scope {
  nz_arena *a;
  nz_intern *names;
  nz_entry *slots;
  uint32_t n, mask;
} nz_scope;

nz_scope *nz_scope_new(nz_arena *a, nz_intern *names);
nz_entry *nz_scope_get(const nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym); /* NULL when absent */
/* Adds; when the name is there already returns the old entry and adds nothing. */
nz_entry *nz_scope_put(nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym, uint32_t id, nz_span at);
uint32_t nz_scope_id(const nz_scope *s, nz_ns ns, uint32_t owner, nz_sym sym); /* IR_NONE when absent */
/* The declared name nearest to a misspelt one, among the namespaces in the bit set; 0 when none is near. */
nz_sym nz_scope_nearest(const nz_scope *s, uint32_t ns_bits, nz_sym typed, nz_span *at);
#endif
