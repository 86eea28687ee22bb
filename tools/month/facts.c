/* facts.c -- see facts.h */
#include "facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_WHOLE, PART_FROM, PART_TO };

typedef struct column { uint32_t field; int part; } column;          /* field NAZE_IR_NONE: passed over */
typedef struct value { cell_state state; const char *text; } value;
typedef struct frow {
  uint32_t ledger;
  const raw_table *table;
  const raw_row *raw;
  const column *col;
  const char *key;
  char *own_key;
  size_t nth;               /* of its ledger's keys, from 1 */
} frow;

/* One mending of one column, told once: how often, and where first. */
typedef struct told { const char *file, *column, *ja, *en; uint32_t line; size_t times; } told;

typedef struct filling {
  cli *c;
  findings *f;
  const naze_program *p;
  frow *row;
  size_t n, cap;
  told *told;
  size_t ntold, captold;
  str_list known, hidden;   /* --mask: texts of the rules; texts hidden, by number */
  column **cols;            /* per table, to be freed */
  size_t ncols;
  month_facts *m;
} filling;

/* ---- what the rules declare ---- */

static uint32_t first_ref(const naze_program *p, uint32_t ledger, uint32_t to, bool many) {
  naze_ir_ledger l;
  if (!naze_ir_ledger_at(p, ledger, &l)) return NAZE_IR_NONE;
  for (uint32_t i = l.first_field; i < l.first_field + l.fields; i++) {
    naze_ir_field f;
    naze_ir_type t;
    if (!naze_ir_field_at(p, i, &f) || !naze_ir_type_at(p, f.type, &t)) continue;
    if (strcmp(t.kind, "row") == 0 && f.many == many && (to == NAZE_IR_NONE || t.ref == to)) return i;
  }
  return NAZE_IR_NONE;
}

static uint32_t refers_to(const naze_program *p, uint32_t field) {
  naze_ir_field f;
  naze_ir_type t;
  return naze_ir_field_at(p, field, &f) && naze_ir_type_at(p, f.type, &t) ? t.ref : NAZE_IR_NONE;
}

/* The office: what a definition 地域単価 is about, else what an 加算 with a 主体 of its own is about. */
static uint32_t office_ledger(const naze_program *p, uint32_t claims) {
  naze_ir_size n;
  uint32_t found = NAZE_IR_NONE;
  if (!naze_ir_sizes(p, &n)) return found;
  for (uint32_t i = 0; i < n.decls; i++) {
    naze_ir_decl d;
    if (!naze_ir_decl_at(p, i, &d) || d.subject == NAZE_IR_NONE || d.subject == claims || d.owner != NAZE_IR_NONE) continue;
    if (strcmp(d.name, "地域単価") == 0) return d.subject;
    if (found == NAZE_IR_NONE && strcmp(d.word, "加算") == 0) found = d.subject;
  }
  return found;
}

static void roles(const naze_program *p, claim_shape *s, const naze_ir_ledger *l) {
  for (uint32_t i = l->first_field; i < l->first_field + l->fields; i++) {
    unsigned r = naze_ir_field_roles(p, i);
    if (r & NAZE_IR_ROLE_TIME) s->time = i;
    if (r & NAZE_IR_ROLE_ITEM) s->item = i;
    if (r & NAZE_IR_ROLE_KIND) s->kind = i;
    if (r & NAZE_IR_ROLE_REVIEW) s->review = i;
  }
}

bool shape_find(const naze_program *p, claim_shape *s) {
  naze_ir_size n;
  *s = (claim_shape){ NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE,
                      NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE, NAZE_IR_NONE };
  if (!naze_ir_sizes(p, &n)) return false;
  naze_ir_ledger l = { 0 };
  for (uint32_t i = 0; i < n.fields; i++) {
    naze_ir_field f;
    if (naze_ir_field_roles(p, i) & NAZE_IR_ROLE_ITEM && naze_ir_field_at(p, i, &f)) s->ledger = f.ledger;
  }
  if (!naze_ir_ledger_at(p, s->ledger, &l)) return false;
  s->judge = naze_ir_decl_named(p, l.name);
  s->number = l.key;
  roles(p, s, &l);
  s->users = naze_ir_ledger_named(p, "利用者");
  s->user = s->users == NAZE_IR_NONE ? NAZE_IR_NONE : first_ref(p, s->ledger, s->users, false);
  s->offices = office_ledger(p, s->ledger);
  s->office = s->offices == NAZE_IR_NONE ? NAZE_IR_NONE : first_ref(p, s->ledger, s->offices, false);
  s->records = first_ref(p, s->ledger, NAZE_IR_NONE, true);
  s->record_ledger = refers_to(p, s->records);
  naze_ir_ledger r;
  if (naze_ir_ledger_at(p, s->record_ledger, &r)) {
    claim_shape of_records = { 0 };
    of_records.time = NAZE_IR_NONE;
    roles(p, &of_records, &r);
    s->record_time = of_records.time;
    s->record_user = first_ref(p, s->record_ledger, s->users, false);
  }
  return s->judge != NAZE_IR_NONE && s->time != NAZE_IR_NONE;
}

/* ---- masking ---- */

/* A key as it is shown: with --mask its place among the keys of its ledger, which keeps the order of numbers. */
static char *shown_key(const filling *x, size_t i) {
  const frow *r = &x->row[i];
  naze_ir_ledger l;
  naze_ir_field key;
  if (!x->c->o.mask || !*r->key || !naze_ir_ledger_at(x->p, r->ledger, &l) || !naze_ir_field_at(x->p, l.key, &key)) return mem_copy(r->key, strlen(r->key));
  naze_ir_type t;
  bool number = naze_ir_type_at(x->p, key.type, &t) && strcmp(t.kind, "qty") == 0;
  str s = { 0 };
  str_printf(&s, "%s%zu", number ? "" : l.name, r->nth);
  char *out = mem_copy(str_text(&s), s.n);
  str_free(&s);
  return out;
}

/* What stands in for a text that people wrote: the same for the same text. A text that the rules name is no secret. */
static void mask_text(filling *x, str *text) {
  for (size_t i = 0; i < x->known.n; i++)
    if (strcmp(x->known.v[i], str_text(text)) == 0) return;
  size_t i = 0;
  while (i < x->hidden.n && strcmp(x->hidden.v[i], str_text(text)) != 0) i++;
  if (i == x->hidden.n) list_add(&x->hidden, str_text(text), text->n);
  str_clear(text);
  str_printf(text, "＊%zu", i + 1);
}

/* The texts that the rules compare with. */
static void known_texts(filling *x) {
  naze_ir_size n;
  if (!naze_ir_sizes(x->p, &n)) return;
  for (uint32_t i = 0; i < n.nodes; i++) {
    naze_ir_node k;
    naze_ir_type t;
    char text[1024];
    const size_t open = strlen("『");
    if (!naze_ir_node_at(x->p, i, &k) || k.args || !naze_ir_type_at(x->p, k.type, &t) || strcmp(t.kind, "text") != 0) continue;
    size_t len = naze_ir_phrase(x->p, i, text, sizeof text);
    if (len >= sizeof text || len < 2 * open || !starts_with(text, "『")) continue;
    list_add(&x->known, text + open, len - 2 * open);
  }
}

/* ---- findings ---- */

/* Both wordings are constants of this file and take what they need of a and b. */
static void say(filling *x, bool note, const char *code, const raw_table *t, uint32_t line, const char *ja, const char *en, const char *a, const char *b) {
  str j = { 0 }, e = { 0 };
  str_printf(&j, ja, a, b);
  str_printf(&e, en, a, b);
  find_add(x->f, note, code, t->file, line, str_text(&j), str_text(&e));
  str_free(&j);
  str_free(&e);
}

static void tell(filling *x, const raw_table *t, uint32_t line, const char *head, const char *ja, const char *en) {
  for (size_t i = 0; i < x->ntold; i++) {
    told *k = &x->told[i];
    if (strcmp(k->file, t->file) != 0 || strcmp(k->column, head) != 0 || strcmp(k->ja, ja) != 0) continue;
    k->times++;
    if (line < k->line) k->line = line;
    return;
  }
  if (x->ntold == x->captold) {
    x->captold = x->captold ? x->captold * 2 : 16;
    x->told = mem_resize(x->told, x->captold, sizeof *x->told);
  }
  x->told[x->ntold++] = (told){ t->file, head, ja, en, line, 1 };
}

static void tell_all(filling *x) {
  for (size_t i = 0; i < x->ntold; i++) {
    const told *k = &x->told[i];
    str j = { 0 }, e = { 0 };
    str_printf(&j, "%s: %s（%zuか所）", k->column, k->ja, k->times);
    str_printf(&e, "%s: %s (%zu places)", k->column, k->en, k->times);
    find_add(x->f, true, "mended", k->file, k->line, str_text(&j), str_text(&e));
    str_free(&j);
    str_free(&e);
  }
}

/* What the library refused about the last thing put in. It may quote what stood there, which --mask must not. */
static void refused(filling *x, const char *code, const raw_table *t, uint32_t line, const char *head) {
  const naze_diags *d = naze_session_diags(x->c->session);
  naze_diag_info ja, en;
  str j = { 0 }, e = { 0 };
  if (*head) {
    str_printf(&j, "%s: ", head);
    str_printf(&e, "%s: ", head);
  }
  if (x->c->o.mask) {
    str_put(&j, "値を読めません");
    str_put(&e, "the value cannot be read");
  } else {
    if (naze_diag_get(d, 0, false, &ja)) str_put(&j, ja.what);
    if (naze_diag_get(d, 0, true, &en)) str_put(&e, en.what);
  }
  find_add(x->f, false, code, t->file, line, str_text(&j), str_text(&e));
  str_free(&j);
  str_free(&e);
}

/* ---- columns and rows ---- */

static bool cut(const char *name, const char *ending, char **front) {
  if (!ends_with(name, ending) || strlen(name) == strlen(ending)) return false;
  *front = mem_copy(name, strlen(name) - strlen(ending));
  return true;
}

static column column_of(filling *x, uint32_t ledger, const char *head) {
  static const struct { const char *ending; int part; } parts[] = { { "から", PART_FROM }, { "まで", PART_TO }, { "の初日", PART_FROM },
    { "の末日", PART_TO }, { "（から）", PART_FROM }, { "（まで）", PART_TO } };
  column c = { naze_ir_field_named(x->p, ledger, head), PART_WHOLE };
  for (size_t i = 0; c.field == NAZE_IR_NONE && i < sizeof parts / sizeof *parts; i++) {
    char *front = NULL;
    if (!cut(head, parts[i].ending, &front)) continue;
    uint32_t field = naze_ir_field_named(x->p, ledger, front);
    naze_ir_field f;
    naze_ir_type t;
    if (naze_ir_field_at(x->p, field, &f) && naze_ir_type_at(x->p, f.type, &t) && strcmp(t.kind, "period") == 0) c = (column){ field, parts[i].part };
    free(front);
  }
  return c;
}

static column *columns(filling *x, uint32_t ledger, const raw_table *t) {
  column *c = mem_resize(NULL, t->head.n, sizeof *c);
  for (size_t i = 0; i < t->head.n; i++) {
    mended h;
    naze_ir_field f;
    cell_mend(&h, t->head.v[i], "enum", false, false);
    const char *head = h.same ? t->head.v[i] : str_text(&h.text);
    c[i] = *head ? column_of(x, ledger, head) : (column){ NAZE_IR_NONE, PART_WHOLE };
    for (size_t k = 0; k < i && c[i].field != NAZE_IR_NONE; k++) {
      if (c[k].field != c[i].field || (c[k].part != c[i].part && c[k].part && c[i].part)) continue;
      say(x, false, "column-twice", t, 1, "「%s」の欄が二度あります。左の「%s」を使いました", "column %s is there twice; the one on the left (%s) was used", head, t->head.v[k]);
      c[i].field = NAZE_IR_NONE;
    }
    if (!*head) say(x, true, "column-without-head", t, 1, "見出しのない欄を読み飛ばしました", "a column without a heading was passed over", "", "");
    else if (column_of(x, ledger, head).field == NAZE_IR_NONE)
      say(x, false, "unknown-column", t, 1, "「%s」という欄は、台帳「%s」にありません。読み飛ばしました", "column %s: ledger %s has no such field; it was passed over", head, t->name);
    else if (c[i].part == PART_WHOLE && naze_ir_field_at(x->p, c[i].field, &f) && strcmp(f.name, head) != 0)
      say(x, true, "alias", t, 1, "「%s」を「%s」として読みました", "%s read as %s", head, f.name);
    str_free(&h.text);
  }
  x->cols = mem_resize(x->cols, x->ncols + 1, sizeof *x->cols);
  return x->cols[x->ncols++] = c;
}

/* Is a whole row without anything? Spreadsheets and databases keep such. */
static bool nothing(const raw_row *r) {
  for (size_t i = 0; i < r->n; i++)
    if (r->cell[i].state == CELL_TEXT || r->cell[i].state == CELL_BLANK) return false;
  return true;
}

static void add_rows(filling *x, uint32_t ledger, const raw_table *t, const column *col) {
  naze_ir_ledger l;
  (void)naze_ir_ledger_at(x->p, ledger, &l);
  for (size_t i = 0; i < t->n; i++) {
    const raw_row *r = &t->row[i];
    frow fr = { .ledger = ledger, .table = t, .raw = r, .col = col, .key = "" };
    if (t->sheet && nothing(r)) continue;
    if (r->n > t->head.n) say(x, false, "too-many-cells", t, r->line, "見出しより多い欄があります。はみ出した欄は読み飛ばしました", "more cells than headings; the surplus was passed over", "", "");
    for (size_t k = 0; k < t->head.n && k < r->n; k++) {
      if (l.key == NAZE_IR_NONE || col[k].field != l.key || r->cell[k].state != CELL_TEXT) continue;
      mended m;
      cell_mend(&m, r->cell[k].text, "qty", false, true);
      fr.key = m.same ? r->cell[k].text : (fr.own_key = mem_copy(str_text(&m.text), m.text.n));
      str_free(&m.text);
    }
    if (l.key != NAZE_IR_NONE && !*fr.key) {
      naze_ir_field key;
      (void)naze_ir_field_at(x->p, l.key, &key);
      say(x, false, "no-key", t, r->line, "%s がありません", "%s is not there", key.name, "");
    }
    if (x->n == x->cap) {
      x->cap = x->cap ? x->cap * 2 : 256;
      x->row = mem_resize(x->row, x->cap, sizeof *x->row);
    }
    x->row[x->n++] = fr;
  }
}

/* ---- order ---- */

/* What stands in a field of a row, wherever its column is. */
static value value_of(const frow *r, uint32_t field, int part, size_t *column_at) {
  for (size_t k = 0; k < r->table->head.n; k++) {
    if (r->col[k].field != field || r->col[k].part != part) continue;
    if (column_at) *column_at = k;
    if (k >= r->raw->n) return (value){ CELL_EMPTY, NULL };
    return (value){ r->raw->cell[k].state, r->raw->cell[k].text };
  }
  return (value){ CELL_NONE, NULL };
}

static int value_order(value a, value b) {
  if (a.state == CELL_TEXT && b.state == CELL_TEXT) return strcmp(a.text, b.text);
  return (int)a.state - (int)b.state;
}

/* By content, field by field: the same for the same rows however they were ordered. */
static int content_order(const naze_program *p, const frow *a, const frow *b) {
  naze_ir_ledger l;
  (void)naze_ir_ledger_at(p, a->ledger, &l);
  for (uint32_t f = l.first_field; f < l.first_field + l.fields; f++)
    for (int part = PART_WHOLE; part <= PART_TO; part++) {
      int c = value_order(value_of(a, f, part, NULL), value_of(b, f, part, NULL));
      if (c) return c;
    }
  return 0;
}

static int key_first(const void *a, const void *b) {
  const frow *x = a, *y = b;
  if (x->ledger != y->ledger) return x->ledger < y->ledger ? -1 : 1;
  int c = key_order(x->key, y->key);
  return c;
}

/* Runs of one key by content, then by place. Insertion: such runs are short, or a file is very broken. */
static void order_runs(filling *x) {
  for (size_t i = 1; i < x->n; i++) {
    frow r = x->row[i];
    size_t k = i;
    for (; k && key_first(&x->row[k - 1], &r) == 0; k--) {
      int c = content_order(x->p, &x->row[k - 1], &r);
      if (!c) c = strcmp(x->row[k - 1].table->file, r.table->file);
      if (!c) c = x->row[k - 1].raw->line > r.raw->line;
      if (c <= 0) break;
      x->row[k] = x->row[k - 1];
    }
    x->row[k] = r;
  }
}

/* ---- putting ---- */

/* The row a reference means: itself, or the only one that differs by zeros a spreadsheet took from the front. */
static size_t meant(const filling *x, uint32_t ledger, const char *key, bool *zeros) {
  size_t lo = 0, hi = x->n;
  frow want = { .ledger = ledger, .key = key };
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (key_first(&x->row[mid], &want) < 0) lo = mid + 1;
    else hi = mid;
  }
  *zeros = false;
  if (lo < x->n && key_first(&x->row[lo], &want) == 0) return lo;
  size_t n = strspn(key, "0123456789"), found = SIZE_MAX;
  if (!n || key[n]) return SIZE_MAX;
  const char *bare = key + strspn(key, "0");
  for (size_t i = lo ? lo - 1 : 0; i < x->n && i <= lo + 1; i++) {
    const char *other = x->row[i].key;
    if (x->row[i].ledger != ledger || !*other || strcmp(other + strspn(other, "0"), bare) != 0) continue;
    if (found != SIZE_MAX && strcmp(x->row[found].key, other) != 0) return SIZE_MAX;
    found = i;
  }
  *zeros = found != SIZE_MAX;
  return found;
}

static void put_refs(filling *x, str *out, const frow *r, uint32_t to, const char *head, const char *text, bool many) {
  const char *sep = "、";
  for (const char *p = text;;) {
    const char *q = many ? strstr(p, sep) : NULL;
    char *one = mem_copy(p, q ? (size_t)(q - p) : strlen(p));
    bool zeros = false;
    size_t at = meant(x, to, one, &zeros);
    char *key = at != SIZE_MAX ? shown_key(x, at) : mem_copy(one, strlen(one));
    if (zeros) tell(x, r->table, r->raw->line, head, "先頭の0が落ちた番号を、相手の番号に合わせました", "numbers that had lost their leading zeros were matched");
    str_put(out, key);
    free(key);
    free(one);
    if (!q) break;
    str_put(out, sep);
    p = q + strlen(sep);
  }
}

static const char *kind_of(const filling *x, const naze_ir_field *f, uint32_t *ref) {
  naze_ir_type t;
  *ref = NAZE_IR_NONE;
  if (!naze_ir_type_at(x->p, f->type, &t)) return "";
  *ref = t.ref;
  return t.kind;
}

/* One end or the whole of a field as it is to be put: into out. The state it comes to. */
static cell_state ready(filling *x, const frow *r, const naze_ir_field *f, uint32_t field, int part, str *out) {
  size_t k = 0;
  value v = value_of(r, field, part, &k);
  uint32_t ref;
  const char *kind = kind_of(x, f, &ref);
  if (v.state != CELL_TEXT) return v.state;
  mended m;
  cell_mend(&m, v.text, part == PART_WHOLE ? kind : "date", f->many, f->key);
  const char *text = m.same ? v.text : str_text(&m.text);
  cell_state state = m.none ? CELL_NONE : m.blank ? CELL_BLANK : CELL_TEXT;
  if (state == CELL_TEXT && m.ja) tell(x, r->table, r->raw->line, r->table->head.v[k], m.ja, m.en);
  if (state == CELL_TEXT && !*text) state = f->many ? CELL_TEXT : CELL_EMPTY;
  if (state == CELL_TEXT && strcmp(kind, "row") == 0 && *text) put_refs(x, out, r, ref, r->table->head.v[k], text, f->many);
  else if (state == CELL_TEXT) str_put(out, text);
  if (state == CELL_TEXT && x->c->o.mask && f->key) {
    char *key = shown_key(x, (size_t)(r - x->row));
    str_clear(out);
    str_put(out, key);
    free(key);
  } else if (state == CELL_TEXT && x->c->o.mask && strcmp(kind, "text") == 0) {
    mask_text(x, out);
  }
  str_free(&m.text);
  return state;
}

static cell_state ready_field(filling *x, const frow *r, const naze_ir_field *f, uint32_t field, str *out) {
  str from = { 0 }, to = { 0 };
  cell_state whole = ready(x, r, f, field, PART_WHOLE, out);
  if (whole != CELL_NONE) return whole;
  cell_state a = ready(x, r, f, field, PART_FROM, &from), b = ready(x, r, f, field, PART_TO, &to), state = CELL_NONE;
  if (a == CELL_TEXT) str_printf(out, "%sから", str_text(&from));
  if (b == CELL_TEXT) str_printf(out, "%sまで", str_text(&to));
  if (a == CELL_TEXT || b == CELL_TEXT) state = CELL_TEXT;
  else if (a == CELL_EMPTY || b == CELL_EMPTY) state = CELL_EMPTY;
  else if (a == CELL_BLANK || b == CELL_BLANK) state = CELL_BLANK;
  str_free(&from);
  str_free(&to);
  return state;
}

/* A value in which two lines of one key agree; else not given, and said so. */
static cell_state agreed(filling *x, const frow *r, size_t n, const naze_ir_field *f, uint32_t field, str *out) {
  cell_state state = ready_field(x, &r[0], f, field, out);
  for (size_t i = 1; i < n; i++) {
    str other = { 0 };
    cell_state s = ready_field(x, &r[i], f, field, &other);
    bool same = s == state && strcmp(str_text(&other), str_text(out)) == 0;
    str_free(&other);
    if (!same) return CELL_NONE;
  }
  return state;
}

static bool put_row(filling *x, const frow *r, size_t n, size_t row) {
  naze_ir_ledger l;
  (void)naze_ir_ledger_at(x->p, r->ledger, &l);
  for (uint32_t i = l.first_field; i < l.first_field + l.fields; i++) {
    naze_ir_field f;
    str text = { 0 };
    (void)naze_ir_field_at(x->p, i, &f);
    cell_state state = agreed(x, r, n, &f, i, &text);
    if (state == CELL_EMPTY) state = f.may_be_blank ? CELL_BLANK : CELL_NONE;
    if (state == CELL_BLANK && f.many) state = CELL_TEXT, str_put(&text, "");
    naze_status st = state == CELL_NONE ? NAZE_OK : naze_case_fact(x->c->session, row, i, state == CELL_BLANK ? NULL : str_text(&text));
    str_free(&text);
    if (st == NAZE_FACT_ERROR) refused(x, "wrong-value", r->table, r->raw->line, x->c->o.mask ? f.name : "");
    else if (st != NAZE_OK) return false;
  }
  return true;
}

/* How many rows from i on have its key: at least itself. */
static size_t run_of(const filling *x, size_t i) {
  size_t n = 1;
  while (*x->row[i].key && i + n < x->n && key_first(&x->row[i], &x->row[i + n]) == 0) n++;
  return n;
}

static void say_twice(filling *x, size_t i, size_t n) {
  bool differ = false;
  for (size_t k = 1; k < n; k++) differ |= content_order(x->p, &x->row[i], &x->row[i + k]) != 0;
  for (size_t k = 1; k < n; k++) {
    char first[24];
    (void)snprintf(first, sizeof first, "%lu", (unsigned long)x->row[i].raw->line);
    const frow *r = &x->row[i + k];
    char *key = shown_key(x, i);
    if (!differ) say(x, false, "duplicate-line", r->table, r->raw->line, "「%s」の行が二度あります（同じ内容は%s行目）。一度だけ数えました", "the line of %s is there twice (the same is on line %s); it was counted once", key, first);
    else say(x, false, "duplicate-key", r->table, r->raw->line, "「%s」の行が、違う内容で二度あります（もう一つは%s行目）。食い違う欄は示されていないものとしました", "the line of %s is there twice with different contents (the other is on line %s); where they differ nothing was taken as given", key, first);
    free(key);
  }
}

static bool put_rows(filling *x) {
  size_t *at = mem_resize(NULL, x->n, sizeof *at);
  bool ok = true;
  for (size_t i = 0, n; ok && i < x->n; i += n) { /* the rows first: a reference is to one that is there */
    n = run_of(x, i);
    naze_ir_ledger l;
    (void)naze_ir_ledger_at(x->p, x->row[i].ledger, &l);
    at[i] = SIZE_MAX;
    if (n > 1) say_twice(x, i, n);
    char *key = shown_key(x, i);
    naze_status st = naze_case_row(x->c->session, l.name, key, &at[i]);
    free(key);
    if (st == NAZE_FACT_ERROR) refused(x, "row-refused", x->row[i].table, x->row[i].raw->line, "");
    else ok = st == NAZE_OK;
    if (st != NAZE_OK) at[i] = SIZE_MAX;
  }
  for (size_t i = 0, n; ok && i < x->n; i += n) {
    n = run_of(x, i);
    if (at[i] == SIZE_MAX) continue;
    ok = put_row(x, &x->row[i], n, at[i]);
    month_facts *m = x->m;
    if (m->n == m->cap) {
      m->cap = m->cap ? m->cap * 2 : 256;
      m->row = mem_resize(m->row, m->cap, sizeof *m->row);
    }
    m->row[m->n++] = (fact_row){ x->row[i].ledger, shown_key(x, i), mem_copy(x->row[i].table->file, strlen(x->row[i].table->file)), x->row[i].raw->line, at[i] };
  }
  free(at);
  return ok;
}

/* ---- 完結, 解釈 ---- */

static const char *special(const raw_table *t, const raw_row *r, const char *name) {
  for (size_t i = 0; i < t->head.n && i < r->n; i++)
    if (strcmp(t->head.v[i], name) == 0) return r->cell[i].state == CELL_TEXT ? r->cell[i].text : "";
  return "";
}

static bool put_complete(filling *x, const raw_table *t) {
  claim_shape s;
  (void)shape_find(x->p, &s);
  for (size_t i = 0; i < t->n; i++) {
    const raw_row *r = &t->row[i];
    mended from, to;
    const char *a = special(t, r, "から"), *b = special(t, r, "まで"), *ledger = special(t, r, "台帳");
    if (nothing(r)) continue;
    cell_mend(&from, a, "month", false, false);
    cell_mend(&to, b, "month", false, false);
    naze_status st = naze_case_complete(x->c->session, ledger, from.same ? a : str_text(&from.text), to.same ? b : str_text(&to.text));
    if (st == NAZE_FACT_ERROR) refused(x, "wrong-value", t, r->line, "");
    str_free(&from.text);
    str_free(&to.text);
    if (st != NAZE_OK && st != NAZE_FACT_ERROR) return false;
    x->m->given_complete |= st == NAZE_OK && naze_ir_ledger_named(x->p, ledger) == s.ledger;
  }
  return true;
}

static void take_readings(filling *x, const raw_table *t) {
  for (size_t i = 0; i < t->n; i++) {
    const char *name = special(t, &t->row[i], "解釈"), *choice = special(t, &t->row[i], "選択");
    if (nothing(&t->row[i])) continue;
    if (naze_set_reading(x->c->session, name, choice) != NAZE_OK) refused(x, "wrong-value", t, t->row[i].line, "");
  }
}

bool facts_put(month_facts *m, cli *c, month_input *in, findings *f) {
  filling x = { .c = c, .f = f, .p = c->program, .m = m };
  bool ok = true;
  for (size_t i = 0; i < in->n; i++) {
    raw_table *t = in->table[i];
    if (strcmp(t->name, "完結") == 0 || strcmp(t->name, "解釈") == 0) continue;
    uint32_t ledger = naze_ir_ledger_named(c->program, t->name);
    if (ledger != NAZE_IR_NONE) add_rows(&x, ledger, t, columns(&x, ledger, t));
    else say(&x, false, "unknown-ledger", t, 0, "「%s」という台帳はありません。読み飛ばしました", "there is no ledger %s; it was passed over", t->name, "");
  }
  if (x.n) qsort(x.row, x.n, sizeof *x.row, key_first);
  order_runs(&x);
  for (size_t i = 0; i < x.n; i++) {
    bool more = i && x.row[i - 1].ledger == x.row[i].ledger;
    x.row[i].nth = more ? x.row[i - 1].nth + (key_first(&x.row[i - 1], &x.row[i]) != 0) : 1;
  }
  if (c->o.mask) known_texts(&x);
  ok = put_rows(&x);
  for (size_t i = 0; ok && i < in->n; i++) {
    if (strcmp(in->table[i]->name, "完結") == 0) ok = put_complete(&x, in->table[i]);
    else if (strcmp(in->table[i]->name, "解釈") == 0) take_readings(&x, in->table[i]);
  }
  tell_all(&x);
  for (size_t i = 0; i < x.n; i++) free(x.row[i].own_key);
  for (size_t i = 0; i < x.ncols; i++) free(x.cols[i]);
  list_free(&x.known);
  list_free(&x.hidden);
  free(x.cols);
  free(x.row);
  free(x.told);
  return ok;
}

void facts_free(month_facts *m) {
  for (size_t i = 0; i < m->n; i++) {
    free(m->row[i].key);
    free(m->row[i].file);
  }
  free(m->row);
  *m = (month_facts){ 0 };
}
