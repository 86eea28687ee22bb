/* api.h -- inside of the public library: what stands behind the opaque handles of naze.h. Shared by api_*.c only.
 *
 * Every handle is made through the caller's allocator and keeps its memory in arenas. An entry point that may allocate
 * runs its work through nz_guarded, the one place that catches a failed allocation. */
#ifndef NZ_API_H
#define NZ_API_H
#include <stdatomic.h>

#include "../grammar/tree.h"
#include "exec/eval.h"
#include "facts/question.h"
#include "ir/phrase.h"
#include "month/unclaimed.h"
#include "naze.h"
#include "proof/claim_view.h"
#include "proof/view.h"
#include "sema/program.h"

/* ---- memory (api_memory.c) ---- */
typedef struct nz_hook { naze_alloc fn; void *ctx; } nz_hook;
nz_hook nz_hook_of(naze_alloc fn, void *ctx);             /* NULL fn: the C library's */
void *nz_hook_get(nz_hook h, size_t n);                   /* zeroed; NULL on no memory */
void nz_hook_put(nz_hook h, void *p, size_t n);

enum { NZ_GUARD_MAX = 6 };
typedef struct nz_guard { nz_arena *v[NZ_GUARD_MAX]; uint32_t n; } nz_guard; /* arenas whose failure ends the work */
typedef naze_status nz_work(void *arg);
naze_status nz_guarded(const nz_guard *g, nz_work *work, void *arg); /* NAZE_NO_MEMORY when one of them failed */

/* A text handed to the caller, remembering how it was allocated so that naze_text_free needs no handle. */
char *nz_text_out(nz_hook h, const char *p, size_t n);
static inline const char *nz_or_empty(const char *s) { return s ? s : ""; }
static inline const char *nz_buf_text(const ir_buf *b) { return b->p ? b->p : ""; }
static inline nz_str nz_cstr(const char *s) { nz_str r = {s, 0}; while (s[r.n]) r.n++; return r; }

/* ---- diagnostics (api_diag.c) ---- */
struct naze_diags {
  nz_arena arena;                    /* of rendered texts */
  const nz_diags *list;
  const nz_sources *sources;
  naze_diag_info *shown[2];          /* by language; file == NULL: not rendered yet */
  uint32_t nshown[2];
};
void nz_diags_open(naze_diags *d, nz_hook h);
void nz_diags_show(naze_diags *d, const nz_diags *list, const nz_sources *sources); /* what it stands for from now on */
void nz_diags_close(naze_diags *d);

/* ---- a program ---- */
typedef struct nz_duty_texts { const char *about, *cite; } nz_duty_texts;
struct naze_program {
  nz_hook hook;
  atomic_uint refs;                  /* its owner, its compiler (whose messages point into it) and its sessions */
  nz_arena arena;                    /* grows while compiling only */
  nz_program p;
  bool ok;
  char fingerprint[65];
  struct nz_duties *duties;          /* where they were asked for */
  nz_duty_texts *duty_texts;
  _Atomic(struct nz_irtext *) irtext;   /* made when first asked for */
  _Atomic(struct nz_listing *) listing; /* likewise */
};
void nz_duties_prepare(naze_program *p); /* api_verify.c */
const char *nz_facts_words(nz_arena *a, const nz_case *c); /* the facts that are given or blank, a line each (api_verify.c) */
naze_program *nz_program_hold(const naze_program *p);
void nz_program_drop(naze_program *p);

struct naze_compiler {
  nz_hook hook;
  naze_program *prog;
  bool bad_source, compiled, taken;
  naze_status status;                /* of naze_compile */
  naze_diags diags;
};

/* ---- a session ---- */
typedef struct nz_pick { uint32_t reading, choice; } nz_pick;
struct naze_session {
  nz_hook hook;
  naze_program *prog;
  const ir_module *m;
  nz_arena own;    /* what was set and outlives a case: row names, readings */
  nz_arena base;   /* the case as it was given */
  nz_arena work;   /* the case as changed, and its evaluator */
  nz_arena ask;    /* the question and its results */
  nz_arena said;   /* messages, and the texts they point into */
  nz_case *given;  /* in base; NULL before a case was given */
  nz_case *facts;  /* in work: given plus changes */
  nz_eval *eval;   /* in work; made when first needed */
  nz_month *month; /* in work; the claims that naze_right speaks of, of `eval` */
  const uint64_t *births;            /* in own; likewise */
  int64_t as_of, today;              /* IR_DATE_MIN: not said */
  bool strict;
  nz_str subject;
  nz_intern *names;                  /* in own: the program's names, to be added to (api_run.c) */
  NZ_VEC(nz_pick) picks;
  nz_sources sources;                /* of questions and cases, for messages */
  nz_diags messages;
  naze_diags diags;
  naze_result **results;
  uint32_t nresults;
  naze_check_line *ran;
  uint32_t nran;
  nz_watch *watch;                   /* of its evaluators, or NULL */
  bool incomplete;                   /* memory ran out while a text of the results was made */
};
nz_guard nz_session_guard(naze_session *s);
static inline void nz_session_uneval(naze_session *s) { s->eval = NULL, s->month = NULL; } /* the facts are others now */
void nz_session_hush(naze_session *s);                  /* forgets the messages */
void nz_session_forget(naze_session *s);                /* forgets question, results and need */
nz_diag *nz_session_say(naze_session *s, nz_msg id);    /* a message without a place */
nz_eval *nz_session_eval_new(naze_session *s, nz_arena *a, int64_t day);
nz_eval *nz_session_eval(naze_session *s, int64_t day); /* the evaluator, set to the session's choices and this day */
/* A text as a source of its own, so that messages can show it. NULL when it can't be one (reported). */
const nz_source *nz_session_source(naze_session *s, const char *path, const char *text, size_t n);
/* ---- facts and questions (api_facts.c) ---- */
nz_case *nz_case_read_json(naze_session *s, const char *name, const char *text, size_t n); /* NULL after messages */
nz_case *nz_case_read_named(naze_session *s, uint32_t i);                                  /* i-th 事例 of the rules */
uint32_t nz_case_index(const naze_program *p, const char *name, size_t n);                 /* IR_NONE when there is none */
void nz_case_say_unknown(naze_session *s, const char *name, size_t n);
bool nz_case_change(naze_session *s, nz_case *c, const char *text, size_t n);              /* one change of c, made in the session's `work` */
bool nz_session_questions(naze_session *s, const char *text, nz_questions *out);           /* in `ask`; false after messages */
naze_status nz_session_day(naze_session *s, int64_t *day); /* S1.3; NAZE_FACT_ERROR when no date was said anywhere */
naze_status nz_session_born(naze_session *s, int64_t day); /* C1.6; NAZE_FACT_ERROR when a birth date lies after that day */

naze_status nz_session_take_named(naze_session *s, uint32_t i);         /* the i-th 事例 becomes the case */

/* ---- results ---- */
const char *nz_iso_text(nz_arena *a, int64_t day); /* 2024-10-09 (api_result.c) */
typedef struct nz_read_as { const char *reading, *choice, *source; bool is_default; } nz_read_as;
typedef struct nz_read_otherwise { const char *choices, *source, *text; naze_outcome outcome; } nz_read_otherwise;
typedef struct nz_then_text { naze_then then; const char **spared; } nz_then_text;
typedef struct nz_next_text { naze_line line; nz_then_text *then; uint32_t n; } nz_next_text;
typedef struct nz_cline_list { const nz_cline *v; uint32_t n; } nz_cline_list;
typedef struct nz_strs { const char **v; uint32_t n; } nz_strs;
struct naze_result {
  naze_session *s;
  nz_question q;
  int64_t day;
  nz_val val;
  nz_proof proof;
  bool presumed, stale, brief;
  uint64_t *cells, *readings;        /* touched */
  bool has_decisive;
  nz_decisive decisive;
  bool has_others;
  nz_others others;
  /* made when first asked for */
  nz_val units;          /* of a claim that is 可 */
  nz_cline_list clauses; /* of a claim */
  const char *claimed;
  uint32_t addon;        /* the declaration claimed, IR_NONE */
  bool have_claim, have_texts, have_lines, have_lists, have_readings, have_nexts;
  const char *title, *short_title, *text, *about, *value, *date, *iso_date, *period, *iso_from, *iso_confirmed, *mark, *confirmed;
  naze_line *lines;
  uint32_t nlines;
  nz_strs irrelevant, cites, notes, causes;
  nz_read_as *chosen;
  uint32_t nchosen;
  nz_read_otherwise *other;
  nz_next_text *nexts;
  uint32_t nnexts;
  nz_view *view;
  const char *json;
  size_t njson;
};
/* Decides one question. `only`: nothing else is decided before its proof has been read for the last time. */
naze_result *nz_session_answer(naze_session *s, const nz_question *q, int64_t day, unsigned with, bool only);
/* Runs `f` on the result with its session guarded; false (and the session marked incomplete) when memory ran out. */
bool nz_result_make(const naze_result *r, void (*f)(naze_result *));
void nz_result_texts(naze_result *r);  /* api_result.c */
void nz_result_lists(naze_result *r);  /* api_lists.c: cites, notes, causes */
void nz_result_lines(naze_result *r);  /* api_lines.c: decisive, irrelevant */
void nz_result_nexts(naze_result *r);  /* api_next.c */
void nz_result_claim(naze_result *r);  /* api_claim.c */
int64_t nz_claim_day(const naze_session *s, const nz_question *q, int64_t day); /* its own 時点; `day` where it has none */
const char *nz_region_text(nz_arena *a, const ir_module *m, const ir_field *f, const nz_region *r); /* 10点以上 (api_need.c) */
uint32_t nz_session_choice(const naze_session *s, uint32_t reading); /* in force: set, else the case's, else the default */
naze_outcome nz_outcome(const nz_val *v);
const char *nz_outcome_text(naze_outcome o);
const char *nz_answer_text(nz_arena *a, const naze_session *s, const nz_question *q, const nz_val *v); /* 可, 300単位, 不明 */
#endif
