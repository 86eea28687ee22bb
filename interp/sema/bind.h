/* bind.h -- what binding values (expr.c), sets (sets.c) and conditions (cond.c) share. Internal to sema/. */
#ifndef NZ_BIND_H
#define NZ_BIND_H
#include "cx.h"

void nzb_set_ref(nz_node *n, uint16_t ref, uint32_t a, uint32_t b, uint32_t type); /* what a node denotes (ann.h) */
nz_node *nz_copy_node(nz_cx *cx, const nz_node *n, const nz_node *hole); /* deep; a HOLE in it becomes `hole` */
const char *nzb_unit_name(const nz_cx *cx, uint32_t t); /* for messages */
void nzb_units_differ(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want);
bool nzb_is(const nz_cx *cx, nz_sym s, const char *text); /* is the name this text? */
void nzb_type_error(nz_cx *cx, nz_msg id, nz_node *n, uint32_t got, uint32_t want);
uint32_t nzb_decl_of(nz_cx *cx, nz_sym name); /* a declaration by name, local ones first; IR_NONE */
uint32_t nzb_value_in(nz_cx *cx, uint32_t enum_, nz_sym name); /* a value of a type, aliases followed; IR_NONE */
uint32_t nzb_set_of(nz_cx *cx, uint32_t elem); /* the type of sets of such elements */
bool nzb_is_number(nz_cx *cx, uint32_t t);
bool nzb_calendar(nz_cx *cx, uint32_t unit, const char *name); /* is the unit 月, 日 …? */
uint32_t nzb_want_type(nz_cx *cx, nz_node *n, uint32_t got, uint32_t want); /* reports when it is another; returns `got` */
bool nzb_element(nz_cx *cx, uint32_t set_type, nz_item *it); /* what a set ranges over; false: neither rows nor months */
bool nzb_push_item(nz_cx *cx, nz_item it, nz_span at); /* enters a set; reports when too deep; the caller leaves it (cx->nitems--) */

/* sets.c; each returns the type of the node */
uint32_t nzb_bind_aggregate(nz_cx *cx, nz_node *n, uint16_t id, uint32_t base);
uint32_t nzb_bind_rowset(nz_cx *cx, nz_node *n);
uint32_t nzb_bind_row_name(nz_cx *cx, nz_node *n);
uint32_t nzb_bind_that(nz_cx *cx, nz_node *n);
uint32_t nzb_bind_others(nz_cx *cx, nz_node *n);
uint32_t nzb_bind_selection(nz_cx *cx, nz_node *n, uint32_t expect, bool cond);
uint32_t nzb_bind_rank(nz_cx *cx, nz_node *n);

bool nzb_is_condition(const nz_node *n); /* a node that is true or false by its form */
#endif
