/* lookup.h -- what a session says of one row, as plain text: facts, values of definitions, the price of a unit. */
#ifndef NAZE_MONTH_LOOKUP_H
#define NAZE_MONTH_LOOKUP_H
#include "../cli.h"
#include "naze-ir.h"

/* A copy of a fact: a value, the keys of rows with 、 between them, "" for 空欄 and not given. */
char *fact_plain(naze_session *s, size_t row, uint32_t field);
/* A copy of what a declaration comes to for a row: a value, the text or kind of a 可; "" otherwise. */
char *asked_plain(naze_session *s, uint32_t decl, size_t row);

/* 地域単価 of an office in a month: a definition about it, else a field of its ledger. */
typedef struct pricing { cli *c; uint32_t decl, field; } pricing;
bool pricing_find(pricing *p, cli *c, uint32_t offices); /* false: the rules have none */
bool price_of(const pricing *p, size_t office_row, int month, int64_t *price, int64_t *scale); /* price ÷ scale yen a unit; may leave a date set */
#endif
