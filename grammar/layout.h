/* layout.h -- the pass between scanner and parser: lines, columns, positions (spec/lexis.md, L3 to L5). Internal to grammar/.
 *
 * In: the scanner's tokens. Out: what the parser reads. It
 *   - makes declaration and clause words of names, by where they stand;
 *   - ends headers (HDR) and declarations (END), opens and closes bullets, puts in a 。 that is missing and says so;
 *   - turns drawn and pasted rows into one ROW token each, with cells (rows.c);
 *   - turns free text into CITE tokens and labels into one name (freetext.c);
 *   - gives the scanner's messages that did not stand in free text. */
#ifndef NZ_LAYOUT_H
#define NZ_LAYOUT_H
#include "lex.h"
#include "limits.h"
#include "naze.tab.h"

enum nz_level_kind { NZ_LEVEL_PLAIN, NZ_LEVEL_LABELS, NZ_LEVEL_CHOICES }; /* conditions, selections, bullets of 解釈 */

typedef struct nz_level { uint32_t col; uint8_t kind; } nz_level;

typedef struct nz_layout {
  nz_arena *a;
  nz_intern *names;
  nz_diags *d;
  const nz_source *src;
  const nz_lexed *in;
  nz_tokens *out;
  uint32_t i, end;           /* the token at hand; end of its line */
  /* the declaration around it */
  uint16_t decl, local;      /* words, 0 outside */
  uint32_t margin, local_col;
  uint32_t body_col;         /* of the declaration's sentences; NO_COLUMN before the first */
  bool header;               /* its header line is not ended */
  bool legend;               /* below 凡例 */
  bool stray_ended;          /* a line that is no declaration has ended this one already */
  /* the sentence */
  bool open;                 /* begun and not ended */
  uint16_t clause;           /* its clause word, or 0 */
  uint32_t first;            /* output index of its first token */
  bool colon;                /* has had its ： */
  uint32_t brackets, dropped; /* open （; those past the limit, left out */
  bool pending;              /* a head waits for its bullets */
  uint8_t pending_kind;
  nz_level level[NZ_MAX_NESTING];
  uint32_t levels, line_levels; /* open now; opened by bullets inside the line at hand */
  bool line_bullet;          /* the line at hand began with a bullet */
  NZ_VEC(nz_trivia) free;    /* places of free text, in order */
  NZ_VEC(nz_pend) cell_pend;
  uint32_t next_pend;
} nz_layout;

#define NZ_NO_COLUMN UINT32_MAX

/* Lays out `in` into `out`. */
void nz_lay_out(nz_arena *a, nz_intern *names, nz_diags *d, const nz_lexed *in, nz_tokens *out);

/* ---- shared by layout.c, rows.c and freetext.c */
nz_tok *nz_emit(nz_layout *y, int kind, uint32_t lo, uint32_t hi); /* a made token */
nz_tok *nz_emit_copy(nz_layout *y, const nz_tok *t);
nz_tok *nz_last(const nz_layout *y);                               /* NULL at the file's start */
const nz_tok *nz_in(const nz_layout *y, uint32_t i);               /* a token of kind 0 past the end */
nz_span nz_y_span(const nz_layout *y, uint32_t lo, uint32_t hi);
void nz_y_free(nz_layout *y, uint32_t lo, uint32_t hi);
bool nz_text_is(const nz_layout *y, const nz_tok *t, const char *s);
/* rows.c */
void nz_lay_row(nz_layout *y, uint32_t from, uint32_t to);      /* tokens [from, to): BAR … ROWEND */
void nz_lay_tab_row(nz_layout *y, uint32_t from, uint32_t to);  /* tokens of a pasted line */
bool nz_has_tabs(const nz_layout *y, uint32_t from, uint32_t to);
/* freetext.c: each starts at y->i and moves it */
void nz_lay_cites(nz_layout *y, bool to_line_end);              /* up to 。 */
nz_tok *nz_lay_join(nz_layout *y, uint32_t from, uint32_t to, int kind); /* tokens [from, to) as one */
void nz_lay_choice(nz_layout *y);                               /* one bullet of 解釈, after its ・ */
void nz_lay_label(nz_layout *y);                                /* up to ： */
#endif
