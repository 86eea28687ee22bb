/* naze.h -- the public interface of libnaze: compiler → program → session → result → proof.
 *
 * Threads: a naze_program is immutable and may be shared; every other object belongs to one thread at a time. There are no
 * globals, no locale, no output to stdout or stderr, no environment. Text is UTF-8. Strings returned are owned by the
 * object they were asked of and live as long as it does, unless said otherwise. Sizes are bytes. Dates are "2024-04-01".
 * Nothing given to these functions is trusted; every failure comes back as a status and diagnostics. */
#ifndef NAZE_H
#define NAZE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
#define NAZE_VERSION_MAJOR 0
#define NAZE_VERSION_MINOR 1
#define NAZE_API __attribute__((visibility("default")))

typedef enum naze_status {
  NAZE_OK = 0,
  NAZE_RULE_ERROR,   /* the rule files are wrong: see diagnostics */
  NAZE_FACT_ERROR,   /* the case or the question is wrong: see diagnostics */
  NAZE_NOT_FOUND,
  NAZE_NO_MEMORY,
  NAZE_LIMIT,        /* a documented limit was reached */
  NAZE_USAGE         /* a call out of order or with a NULL it may not have */
} naze_status;

typedef enum naze_outcome { /* never stand for one another */
  NAZE_DENY, NAZE_ALLOW, NAZE_PARTIAL, NAZE_REFER, NAZE_NA, NAZE_UNKNOWN, NAZE_VALUE, NAZE_FAULT
} naze_outcome;

typedef void *(*naze_alloc)(void *ctx, void *p, size_t old_size, size_t new_size); /* new_size 0 frees */
typedef struct naze_compiler naze_compiler;
typedef struct naze_program naze_program;
typedef struct naze_session naze_session;
typedef struct naze_case naze_case;
typedef struct naze_result naze_result;

/* ---- compiling ---- */
NAZE_API naze_compiler *naze_compiler_new(naze_alloc fn, void *ctx); /* NULL fn: the C library; NULL on no memory */
NAZE_API void naze_compiler_free(naze_compiler *c);                  /* frees its program too unless it was taken */
NAZE_API naze_status naze_add_source(naze_compiler *c, const char *name, const char *bytes, size_t n); /* copies; NAZE_RULE_ERROR: messages were added, further sources may follow */
NAZE_API naze_status naze_compile(naze_compiler *c);                 /* checks everything added so far */
NAZE_API naze_program *naze_take_program(naze_compiler *c);          /* NULL when compiling failed; free with naze_program_free */
NAZE_API void naze_program_free(naze_program *p);
NAZE_API const char *naze_fingerprint(const naze_program *p);        /* 64 hex digits: canonical IR and sources */
NAZE_API const char *naze_ir_text(const naze_program *p, size_t *n); /* canonical IR with places, for naze_check_proof */

/* ---- diagnostics ---- (of a compiler, a case or a session; `of` is any of those objects' diagnostics handle) */
typedef struct naze_diags naze_diags;
NAZE_API const naze_diags *naze_compiler_diags(const naze_compiler *c);
NAZE_API const naze_diags *naze_session_diags(const naze_session *s); /* of the last case, question or override given */
NAZE_API size_t naze_diag_count(const naze_diags *d);
typedef struct naze_diag_info {
  const char *code, *name;         /* "N0201", "UNKNOWN_FIELD" */
  int severity;                    /* 0 error, 1 warning, 2 note */
  const char *file;                /* "" when it has no place */
  uint32_t line, col, end_line, end_col; /* from 1, code points */
  const char *what, *why, *how;    /* in the language asked for, arguments filled in; "" when there is nothing to say */
  const char *excerpt;             /* the source line and the carets below it, two lines, "" without a place */
  const char *fix;                 /* replacement text, NULL when none */
  uint32_t fix_lo, fix_hi;         /* raw byte offsets in the file that `fix` replaces */
  struct { const char *file; uint32_t line, col; const char *excerpt; } also[2]; /* other places it is about; file "" when there is none */
} naze_diag_info;
NAZE_API bool naze_diag_get(const naze_diags *d, size_t i, bool english, naze_diag_info *out); /* strings live as long as d */
NAZE_API const char *naze_message_index(size_t i, bool english, const char **name, const char **what, const char **why, const char **how); /* i-th message's code, NULL past the end */

/* ---- one question ----
 * A session keeps what it needs of its program alive. A new case, a change, a date, a reading or a question ends the
 * results of the question before; naze_need_find does not. What is refused changes nothing (a refused case: no case). */
NAZE_API naze_session *naze_session_new(const naze_program *p);
NAZE_API void naze_session_free(naze_session *s);
/* Facts. JSON text as in spec/case.md, or the name of a 事例 of the rules. Replaces the session's case. */
NAZE_API naze_status naze_case_json(naze_session *s, const char *name, const char *text, size_t n);
NAZE_API naze_status naze_case_named(naze_session *s, const char *name);
NAZE_API naze_status naze_case_empty(naze_session *s);
/* Facts row by row, for programs that read registers of their own: on top of a case given, before any naze_set_fact. Rows are
 * numbered from 0 in the order made; a reference is to a row that is there, so make the rows first. A field is its number in
 * naze-ir.h; text is any written form, NULL is 空欄. What is refused leaves the case as it was and says why; from, to: months, NULL open. */
NAZE_API naze_status naze_case_row(naze_session *s, const char *ledger, const char *key, size_t *row);
NAZE_API naze_status naze_case_fact(naze_session *s, size_t row, uint32_t field, const char *text);
NAZE_API naze_status naze_case_complete(naze_session *s, const char *ledger, const char *from, const char *to);
/* A fact as JSON (spec/case.md), "null" for 空欄, NULL not given; until the next question or case. i-th row referred to; SIZE_MAX past the end. */
NAZE_API const char *naze_fact_json(naze_session *s, size_t row, uint32_t field);
NAZE_API size_t naze_fact_row(const naze_session *s, size_t row, uint32_t field, size_t i);
/* One change on top of the case: "歩行=部分支援", "利用者「甲」の歩行=空欄", "区分3" (a bare level or choice). */
NAZE_API naze_status naze_set_fact(naze_session *s, const char *assignment);
NAZE_API naze_status naze_clear_facts(naze_session *s);                   /* undoes naze_set_fact */
NAZE_API naze_status naze_set_date(naze_session *s, const char *date);    /* --as-of; any of the written forms; NULL: as if never said */
NAZE_API naze_status naze_set_today(naze_session *s, const char *date);   /* the machine's date: used when neither naze_set_date nor the case says one */
NAZE_API naze_status naze_set_reading(naze_session *s, const char *reading, const char *choice); /* NULL, NULL: takes all of them back */
NAZE_API void naze_set_strict(naze_session *s, bool on);
NAZE_API naze_status naze_set_subject(naze_session *s, const char *row);   /* which row of the subject ledger; NULL: its only one */

/* Wanted parts beyond the answer and its proof. */
/* BRIEF, of naze_ask_row alone: rows that a key excludes are passed over, for many questions to one large case. Answer, clauses and
 * texts are the same, the proof is for reading: naze_proof_json gives none. BARE: the same, for the outcome and the value only. */
enum { NAZE_WITH_DECISIVE = 1, NAZE_WITH_READINGS = 2, NAZE_BRIEF = 4, NAZE_BARE = 8 };
/* Asks. A question that names a whole column gives several results; results stay valid until the session's next
 * case, question or free. Answers of "QUESTION=可" carry the wanted outcome. */
NAZE_API naze_status naze_ask(naze_session *s, const char *question, unsigned with, size_t *count);
NAZE_API const naze_result *naze_result_at(const naze_session *s, size_t i);
/* Asks a declaration (its number in naze-ir.h) about one row of its ledger: one result. NAZE_USAGE: it is about another ledger, or
 * needs arguments. The declaration named after the ledger of claims judges a claim. */
NAZE_API naze_status naze_ask_row(naze_session *s, uint32_t decl, size_t row, unsigned with);

/* ---- a month of claims (S8.15, S8.16) ---- */
/* The claims of the months at hand, by row: any of them might not have been made. Before the questions about them; holds until
 * the case changes. NAZE_USAGE: the rules have no ledger of claims. */
NAZE_API naze_status naze_right_begin(naze_session *s, const size_t *claims, size_t n);
/* Of the claims of one user in a month, in the order of their numbers, the right set: in[i] for each, what they earn in units,
 * and whether it is proved to be the most; all other claims stay as they are. hope: claims that are 不明 or 要照会 are taken to be 可. */
typedef struct naze_right_set { int64_t units; bool exact; } naze_right_set;
NAZE_API naze_status naze_right(naze_session *s, const size_t *claims, size_t n, bool hope, bool *in, naze_right_set *out);
/* What records of the user in a month (2024-10) would carry and nobody claimed, beside the right set `in`; until the next
 * question. Ask after naze_right of every user and month. exact false: there may be more. */
typedef struct naze_unclaimed { uint32_t decl; const char *kind; const size_t *record; size_t nrecords; const char *date; int64_t units; } naze_unclaimed;
NAZE_API naze_status naze_unclaimed_of(naze_session *s, size_t user, const size_t *claims, const bool *in, size_t n, const char *month,
                                       const naze_unclaimed **out, size_t *nout, bool *exact);
/* Texts of a result are made when they are asked for. False: memory ran out while one was made, and "" or 0 stood in. */
NAZE_API bool naze_session_complete(const naze_session *s);

NAZE_API naze_outcome naze_result_outcome(const naze_result *r);
NAZE_API const char *naze_result_title(const naze_result *r);    /* 利用可否（重度訪問介護） */
NAZE_API const char *naze_result_short(const naze_result *r);    /* 重度訪問介護 */
NAZE_API const char *naze_result_text(const naze_result *r);     /* reason 『…』, whom to ask, or the value as text; "" */
NAZE_API const char *naze_result_about(const naze_result *r);   /* 要照会: what to ask, where the rule says so; "" */
NAZE_API const char *naze_result_value(const naze_result *r);    /* value as text, "" when there is none */
NAZE_API const char *naze_result_date(const naze_result *r);     /* 令和6年10月1日 */
NAZE_API const char *naze_result_iso_date(const naze_result *r); /* 2024-10-01 */
NAZE_API const char *naze_result_period(const naze_result *r);   /* rule variant in force: 令和6年4月1日から */
NAZE_API const char *naze_result_iso_from(const naze_result *r); /* first day of that variant: 2024-04-01, "" when open */
NAZE_API const char *naze_result_mark(const naze_result *r);     /* ★ of a matrix answer, "" */
NAZE_API int naze_result_wanted(const naze_result *r);           /* naze_outcome of =…, or -1 */
NAZE_API bool naze_result_presumed(const naze_result *r);        /* rests on 推定 */
NAZE_API bool naze_result_stale(const naze_result *r);           /* rests on a value past its 確認 */
NAZE_API const char *naze_result_confirmed(const naze_result *r);/* 令和6年11月 (last 確認), "" */
NAZE_API const char *naze_result_iso_confirmed(const naze_result *r); /* 2024-11-30, "" */

/* An answer about a claim, 請求（3）: what was claimed, and each requirement, limit, exclusion and record of it. */
NAZE_API const char *naze_result_claimed(const naze_result *r);  /* 居宅介護支援事業所等連携加算（会議参加）; "" when it is not about a claim */
NAZE_API const char *naze_result_units(const naze_result *r);    /* 300単位 where the claim is 可, else "" */
/* What a claim earns at least and at most, in whole units: the same twice where it is decided; 0 and what it would earn where it is
 * not known yet. False: not about a claim, or what it would earn is not known either. */
NAZE_API bool naze_result_earns(const naze_result *r, int64_t *least, int64_t *most);
NAZE_API size_t naze_result_clauses(const naze_result *r);
struct naze_line;
NAZE_API bool naze_result_clause_at(const naze_result *r, size_t i, struct naze_line *out); /* fact: 上限 月1回; actual: 1回目 */

typedef struct naze_line {      /* one line about a fact or a requirement */
  const char *fact;             /* 歩行 / 利用者「甲」の歩行 */
  const char *actual;           /* 「できる」, 8点, 空欄, ？ */
  const char *need;             /* 「できる」以外が必要 → "「できる」以外" */
  const char *distance;         /* "あと2点" or "" */
  const char *rule;             /* 麻痺基準: the named condition it stands in, "" */
  const char *file; uint32_t line; /* where the requirement is written */
  int state;                    /* 1 holds, 0 fails, -1 not known */
  bool fixed;                   /* it can't be changed: a birthday, what a past record says */
} naze_line;
NAZE_API size_t naze_result_decisive(const naze_result *r, bool *exact); /* for 不明: what could settle it */
NAZE_API bool naze_result_decisive_at(const naze_result *r, size_t i, naze_line *out);
/* 不明: every missing fact that is a cause; first the one that, by itself, leaves the fewest others to find out. Of each, what
 * its values would come to. */
typedef struct naze_then {
  const char *values;           /* 10点以上 */
  bool settles;
  naze_outcome outcome;         /* NAZE_UNKNOWN unless it settles */
  const char *answer;           /* 可, 300単位; "" unless it settles */
  size_t spared;                /* facts that then need not be found out; 0 when it settles, as none need be */
} naze_then;
NAZE_API size_t naze_result_next(const naze_result *r);
NAZE_API bool naze_result_next_at(const naze_result *r, size_t i, naze_line *out, size_t *thens);
NAZE_API bool naze_result_then_at(const naze_result *r, size_t i, size_t k, naze_then *out);
NAZE_API const char *naze_result_spared_at(const naze_result *r, size_t i, size_t k, size_t j);
NAZE_API size_t naze_result_irrelevant(const naze_result *r);            /* facts touched or given that do not matter */
NAZE_API const char *naze_result_irrelevant_at(const naze_result *r, size_t i);
NAZE_API size_t naze_result_cites(const naze_result *r);                 /* source clauses that bear on it, distinct */
NAZE_API const char *naze_result_cite_at(const naze_result *r, size_t i);
NAZE_API size_t naze_result_notes(const naze_result *r);                 /* remarks of the cells, rows and rules that bear on it */
NAZE_API const char *naze_result_note_at(const naze_result *r, size_t i);
NAZE_API size_t naze_result_causes(const naze_result *r);                /* why 不明 / 要照会 / fault: one text each */
NAZE_API const char *naze_result_cause_at(const naze_result *r, size_t i);
NAZE_API size_t naze_result_chosen(const naze_result *r);                /* readings touched: 「…」は… */
NAZE_API bool naze_result_chosen_at(const naze_result *r, size_t i, const char **reading, const char **choice, bool *is_default, const char **source);
NAZE_API size_t naze_result_others(const naze_result *r);                /* readings under which the answer differs */
NAZE_API bool naze_result_other_at(const naze_result *r, size_t i, const char **choices, const char **source, naze_outcome *o, const char **text);

/* ---- proof: the shown tree ---- (one node a step worth showing; naze_proof_json has every step) */
typedef struct naze_proof_node {
  int state;                    /* 1 holds/可, 0 fails/不可, -1 not known, 2 a value, 3 要照会, 4 対象外, 5 fault */
  const char *label;            /* 麻痺基準, 行動関連項目, 区分4 × 重度訪問介護 は ★ */
  const char *actual;           /* 8点 */
  const char *need;             /* 10点以上, 次のすべて */
  const char *distance;         /* あと2点 */
  const char *cite;             /* 圏域ガイド §9 */
  const char *note;             /* 推定, 最後に確認した改定…, ※…: one a line */
  const char *file; uint32_t line;
  size_t kids;
} naze_proof_node;
NAZE_API uint32_t naze_proof_root(const naze_result *r);
NAZE_API bool naze_proof_get(const naze_result *r, uint32_t id, naze_proof_node *out);
NAZE_API uint32_t naze_proof_kid(const naze_result *r, uint32_t id, size_t i);
NAZE_API const char *naze_proof_json(const naze_result *r, size_t *n);    /* spec/proof.schema.json */
/* Checks a proof against canonical IR and a case, without evaluators or binder. NAZE_NOT_FOUND: it proves nothing, and `why`
 * says in a sentence where it fails; NAZE_RULE_ERROR, NAZE_FACT_ERROR: the IR or the case can't be read. */
NAZE_API naze_status naze_check_proof(const char *ir, size_t nir, const char *case_json, size_t ncase, const char *proof, size_t nproof, char *why, size_t nwhy);
NAZE_API const char *naze_case_to_json(naze_session *s, size_t *n);       /* the session's facts as JSON */
NAZE_API const char *naze_case_to_words(naze_session *s, const char *name); /* … as a 事例 of that name, nothing expected; what fits no line (several rows in one cell) is left out */

/* ---- need ---- */
typedef struct naze_need naze_need;
/* QUESTION=可 asks for 可, as does a question without =. budget: how many cases may be decided, 0 = no limit. The answer
 * lives as long as the session's results. */
NAZE_API naze_status naze_need_find(naze_session *s, const char *question, uint64_t budget, const naze_need **out);
NAZE_API size_t naze_need_count(const naze_need *n);        /* ways */
NAZE_API size_t naze_need_size(const naze_need *n);         /* facts changed in each: the smallest number */
NAZE_API bool naze_need_already(const naze_need *n);
NAZE_API bool naze_need_exhausted(const naze_need *n);      /* every combination was tried */
NAZE_API bool naze_need_impossible(const naze_need *n);     /* proved: nothing would help */
NAZE_API bool naze_need_at(const naze_need *n, size_t way, size_t i, naze_line *out); /* need = the region */
NAZE_API const char *naze_need_replayed(const naze_need *n, size_t way); /* the outcome when replayed, as text */

/* ---- rules as data: list, show, empty case ---- */
typedef struct naze_item {
  const char *kind, *name;      /* 条件, 行動基準; 単位, 段階, 項目, 印, 検証 … are there as well */
  const char *subject;          /* the ledger it is about; of a 項目 or 印 where it stands; of a 別名 what it stands for */
  const char *period, *cites, *file;
  uint32_t line;
  const char *readings;         /* 「児童の扱い」: the 解釈 it leans on itself, "" */
} naze_item;
NAZE_API size_t naze_item_count(const naze_program *p);
NAZE_API bool naze_item_at(const naze_program *p, size_t i, naze_item *out);
NAZE_API bool naze_item_on(const naze_program *p, size_t i, const char *date, naze_status *st); /* in force on the date; NAZE_USAGE: no date */
/* One declaration as of a date (NULL: every variant), rendered as rule text with its places and sources. Free with naze_text_free. */
NAZE_API char *naze_show(const naze_program *p, const char *name, const char *date, naze_status *st);
/* JSON of a case that has just the facts the question may ask, all null placeholders "？". */
NAZE_API char *naze_case_template(const naze_program *p, const char *question, naze_status *st);
NAZE_API void naze_text_free(char *text);
NAZE_API size_t naze_case_count(const naze_program *p);       /* 事例 */
NAZE_API const char *naze_case_name(const naze_program *p, size_t i, const char **file, uint32_t *line);
/* Reads one 事例 without judging it: NAZE_OK when its facts and what it expects fit the rules; else why is in the
 * session's diagnostics. */
NAZE_API naze_status naze_read_case(naze_session *s, size_t i);
/* Runs one 事例: every expectation becomes a line. later: about a claim or a schedule, which are not judged yet; it has
 * neither passed nor failed, and actual is "". */
typedef struct naze_check_line { const char *question, *expected, *actual; bool passed; const char *file; uint32_t line; bool later; } naze_check_line;
NAZE_API naze_status naze_run_case(naze_session *s, size_t i, size_t *lines);
NAZE_API bool naze_run_line(const naze_session *s, size_t k, naze_check_line *out);

/* ---- text on a terminal ---- */
/* Display width of UTF-8 text by grapheme cluster; East Asian ambiguous characters are two wide unless `narrow`. */
NAZE_API size_t naze_width(const char *text, size_t n, bool narrow);

/* ---- formatting ---- */
/* The text of one file in its canonical form. NULL and NAZE_RULE_ERROR when it has mistakes that the formatter does not mend:
 * they are then among the messages of `diags_into` (may be NULL). Free with naze_text_free. */
NAZE_API char *naze_format(const char *name, const char *bytes, size_t n, naze_compiler *diags_into, naze_status *st, size_t *out_n);
#ifdef __cplusplus
}
#endif
#endif
