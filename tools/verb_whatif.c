#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "diag_out.h"
#include "render.h"
#include "table.h"
#include "words.h"

enum { CHANGES_SHOWN = 3 };

/* What is kept of an answer so that the next may be compared with it. */
typedef struct view {
  bool judged;
  naze_outcome outcome;
  char *word, *mark;
  str_list names;     /* the conditions of the proof … */
  int *states;        /* … and how each came out */
  str_list rows, row_words; /* every row of the same table */
} view;

static void view_free(view *v) {
  free(v->word);
  free(v->mark);
  free(v->states);
  list_free(&v->names);
  list_free(&v->rows);
  list_free(&v->row_words);
}

static long find_name(const str_list *l, const char *name) {
  for (size_t i = 0; i < l->n; i++)
    if (strcmp(l->v[i], name) == 0) return (long)i;
  return -1;
}

static void collect(const naze_result *r, uint32_t id, int level, node_set *seen, view *v) {
  naze_proof_node k;
  if (level > 100 || !naze_proof_get(r, id, &k) || !node_set_add(seen, id)) return;
  if (level && find_name(&v->names, k.label) < 0) {
    v->states = mem_resize(v->states, v->names.n + 1, sizeof *v->states);
    v->states[v->names.n] = k.state;
    list_add(&v->names, k.label, strlen(k.label));
  }
  for (size_t i = 0; i < k.kids; i++) collect(r, naze_proof_kid(r, id, i), level + 1, seen, v);
}

static naze_status look(cli *c, const char *question, view *v) {
  size_t count = 0;
  naze_status st = naze_ask(c->session, question, 0, &count);
  if (st != NAZE_OK || !count) return st == NAZE_OK ? NAZE_NOT_FOUND : st;
  const naze_result *r = naze_result_at(c->session, 0);
  str word = { 0 };
  outcome_put(&word, c->out.english, r);
  *v = (view){ .judged = true, .outcome = naze_result_outcome(r), .word = word.p };
  v->mark = mem_copy(naze_result_mark(r), strlen(naze_result_mark(r)));
  node_set seen = { 0 };
  collect(r, naze_proof_root(r), 0, &seen, v);
  node_set_free(&seen);
  return NAZE_OK;
}

/* The other rows of the table the question is about: 利用可否（重度訪問介護） is one of 利用可否. */
static void look_at_rows(cli *c, const char *table_name, view *v) {
  size_t count = 0;
  if (!*table_name || naze_ask(c->session, table_name, 0, &count) != NAZE_OK || count < 2) return;
  for (size_t i = 0; i < count; i++) {
    const naze_result *r = naze_result_at(c->session, i);
    str word = { 0 };
    outcome_put(&word, c->out.english, r);
    list_add(&v->rows, naze_result_short(r), strlen(naze_result_short(r)));
    list_add(&v->row_words, str_text(&word), word.n);
    str_free(&word);
  }
}

/* 10点以上 → 10点: the place where the answer to a comparison turns. */
static bool boundary_of(const char *need, str *s) {
  static const char *const ends[] = { "以上", "以下", "未満", "超", "以内", "以前", "以後", "以降" };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (ends_with(need, ends[i]) && strlen(need) > strlen(ends[i])) {
      str_put_n(s, need, strlen(need) - strlen(ends[i]));
      return true;
    }
  return false;
}

static bool find_boundary(const naze_result *r, uint32_t id, int level, node_set *seen, const char *fact, str *s) {
  naze_proof_node k;
  if (level > 100 || !naze_proof_get(r, id, &k)) return false;
  /* A named condition that is one comparison carries the fact beside its name: 行動基準  行動関連項目 8点. */
  size_t n = strlen(fact);
  bool about = ends_with(k.label, fact) || (strncmp(k.actual, fact, n) == 0 && k.actual[n] == ' ');
  if (!k.kids) return about && boundary_of(k.need, s);
  if (!node_set_add(seen, id)) return false;
  for (size_t i = 0; i < k.kids; i++)
    if (find_boundary(r, naze_proof_kid(r, id, i), level + 1, seen, fact, s)) return true;
  return false;
}

/* One change of an alternative: up to a comma outside brackets. */
static size_t change_length(const char *p) {
  int depth = 0;
  for (size_t i = 0; p[i]; i++) {
    if (starts_with(p + i, "「") || starts_with(p + i, "（") || p[i] == '(') depth++;
    else if (starts_with(p + i, "」") || starts_with(p + i, "）") || p[i] == ')') depth--;
    else if (depth <= 0 && (p[i] == ',' || starts_with(p + i, "、") || starts_with(p + i, "，"))) return i;
  }
  return strlen(p);
}

/* Back to the case and the facts set on top of it. */
static naze_status restore(cli *c) {
  naze_status st = naze_clear_facts(c->session);
  for (size_t i = 0; st == NAZE_OK && i < c->facts_set.n; i++) st = naze_set_fact(c->session, c->facts_set.v[i]);
  return st;
}

static naze_status apply(cli *c, const char *alternative) {
  naze_status worst = restore(c);
  for (const char *p = alternative; worst == NAZE_OK && *p;) {
    size_t n = change_length(p), from = strspn(p, " ");
    if (n > from) {
      char *one = mem_copy(p + from, n - from);
      worst = naze_set_fact(c->session, one);
      if (worst != NAZE_OK) (void)diag_print_all(&c->err, naze_session_diags(c->session), false, 5);
      free(one);
    }
    p += n;
    if (*p) p += *p == ',' ? 1 : 3;
  }
  return worst;
}

/* A fact that the alternative itself changes is no news. */
static bool assigned(const char *alternative, const char *label) {
  for (const char *p = alternative; *p;) {
    size_t n = change_length(p), eq = strcspn(p, "=");
    const char *wide = strstr(p, "＝");
    if (wide && (size_t)(wide - p) < eq) eq = (size_t)(wide - p);
    if (eq < n && strlen(label) == eq && memcmp(label, p, eq) == 0) return true;
    p += n;
    if (*p) p += *p == ',' ? 1 : 3;
  }
  return false;
}

/* What turned between two answers, in the fewest words. */
static void turned(cli *c, const view *was, const view *now, const char *alternative, str *s) {
  size_t more = 0, shown = 0;
  if (strcmp(was->mark, now->mark) != 0)
    str_printf(s, tr(&c->out, "印 %s→%s", "mark %s→%s"), *was->mark ? was->mark : "－", *now->mark ? now->mark : "－"), shown++;
  for (size_t i = 0; i < now->names.n; i++) {
    long k = find_name(&was->names, now->names.v[i]);
    if (k < 0 || was->states[k] == now->states[i] || strcmp(now->names.v[i], now->mark) == 0 ||
        assigned(alternative, now->names.v[i]))
      continue;
    if (shown++ >= CHANGES_SHOWN && !c->o.all) {
      more++;
      continue;
    }
    str one = { 0 };
    str_printf(&one, "%s %s→%s", now->names.v[i], state_mark(was->states[k]), state_mark(now->states[i]));
    join_put(s, str_text(&one), tr(&c->out, "、", ", "));
    str_free(&one);
  }
  if (more) str_printf(s, tr(&c->out, " ほか%zu", " and %zu more"), more);
  if (shown) return;
  for (const char *p = alternative; *p;) {
    size_t n = change_length(p), eq = strcspn(p, "=");
    const char *wide = strstr(p, "＝");
    if (wide && (size_t)(wide - p) < eq) eq = (size_t)(wide - p);
    if (eq < n) {
      char *fact = mem_copy(p, eq);
      str edge = { 0 };
      node_set seen = { 0 };
      const naze_result *r = naze_result_at(c->session, 0);
      if (r && find_boundary(r, naze_proof_root(r), 0, &seen, fact, &edge)) {
        if (s->n) str_put(s, tr(&c->out, "、", ", "));
        str_printf(s, tr(&c->out, "境目は%s", "turns at %s"), str_text(&edge));
      }
      node_set_free(&seen);
      str_free(&edge);
      free(fact);
    }
    p += n;
    if (*p) p += *p == ',' ? 1 : 3;
  }
}

/* 「3つめと4つめで 行動援護 不可 → 可」: each change of another row once, with the alternatives that bring it. */
static void other_rows(cli *c, const view *base, const view *v, size_t n, const char *asked) {
  term *o = &c->out;
  bool any = false;
  for (size_t row = 0; row < base->rows.n; row++) {
    if (strcmp(base->rows.v[row], asked) == 0) continue;
    for (size_t i = 0; i < n; i++) {
      if (row >= v[i].rows.n || strcmp(v[i].row_words.v[row], base->row_words.v[row]) == 0) continue;
      bool told = false;
      for (size_t k = 0; k < i; k++) told = told || (row < v[k].rows.n && strcmp(v[k].row_words.v[row], v[i].row_words.v[row]) == 0);
      if (told) continue;
      str which = { 0 };
      for (size_t k = i; k < n; k++)
        if (row < v[k].rows.n && strcmp(v[k].row_words.v[row], v[i].row_words.v[row]) == 0) {
          str one = { 0 };
          str_printf(&one, tr(o, "%zuつめ", "%zu"), k + 1);
          join_put(&which, str_text(&one), tr(o, "と", ", "));
          str_free(&one);
        }
      out_styled(o, STYLE_STRONG, any ? tr(o, "              ", "               ") : tr(o, "同じ表のほか  ", "Other rows     "));
      outf(o, tr(o, "%sで %s %s → %s\n", "with %s: %s %s → %s\n"), str_text(&which), base->rows.v[row], base->row_words.v[row],
           v[i].row_words.v[row]);
      any = true;
      str_free(&which);
    }
  }
}

static void as_text(cli *c, const view *base, const view *v, const str *changes, const str_list *alternatives, const char *asked) {
  term *o = &c->out;
  table t = { 0 };
  table_add(&t);
  table_set(&t, 0, STYLE_DIM, tr(o, "もしも", "What if"));
  table_set(&t, 1, STYLE_DIM, tr(o, "結果", "Outcome"));
  table_set(&t, 2, STYLE_DIM, tr(o, "変わった判定", "What turned"));
  table_add(&t);
  table_set(&t, 0, STYLE_PLAIN, tr(o, "（今のまま）", "(as it is)"));
  table_set(&t, 1, outcome_style(base->outcome), base->word);
  table_set(&t, 2, STYLE_DIM, "—");
  for (size_t i = 0; i < alternatives->n; i++) {
    table_add(&t);
    table_set(&t, 0, STYLE_PLAIN, alternatives->v[i]);
    if (!v[i].judged) {
      table_set(&t, 1, STYLE_BAD, tr(o, "読めない変更", "not readable"));
      continue;
    }
    str s = { 0 };
    if (strcmp(base->word, v[i].word) == 0) str_printf(&s, tr(o, "%sのまま", "still %s"), v[i].word);
    else str_printf(&s, "%s → %s", base->word, v[i].word);
    table_set(&t, 1, outcome_style(v[i].outcome), str_text(&s));
    table_set(&t, 2, STYLE_PLAIN, changes[i].n ? str_text(&changes[i]) : "—");
    str_free(&s);
  }
  table_print(o, &t, 2, 2);
  table_free(&t);
  other_rows(c, base, v, alternatives->n, asked);
}

static void rows_json(json *j, const view *base, const view *v, const char *asked) {
  json_open(j, "otherRows", '[');
  for (size_t row = 0; row < base->rows.n && row < v->rows.n; row++) {
    if (strcmp(base->rows.v[row], asked) == 0 || strcmp(base->row_words.v[row], v->row_words.v[row]) == 0) continue;
    json_open(j, NULL, '{');
    json_str(j, "row", base->rows.v[row]);
    json_str(j, "was", base->row_words.v[row]);
    json_str(j, "is", v->row_words.v[row]);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void as_json(cli *c, const char *question, const view *base, const view *v, const str *changes, const str_list *alternatives,
                    const char *asked) {
  json j = { 0 };
  json_open(&j, NULL, '{');
  json_str(&j, "question", question);
  json_str(&j, "fingerprint", naze_fingerprint(c->program));
  json_open(&j, "now", '{');
  json_str(&j, "outcome", outcome_key(base->outcome));
  json_str(&j, "結果", base->word);
  json_opt(&j, "mark", base->mark);
  json_close(&j, '}');
  json_open(&j, "alternatives", '[');
  for (size_t i = 0; i < alternatives->n; i++) {
    json_open(&j, NULL, '{');
    json_str(&j, "change", alternatives->v[i]);
    json_bool(&j, "judged", v[i].judged);
    if (v[i].judged) {
      json_str(&j, "outcome", outcome_key(v[i].outcome));
      json_str(&j, "結果", v[i].word);
      json_opt(&j, "mark", v[i].mark);
      json_bool(&j, "differs", strcmp(base->word, v[i].word) != 0);
      json_opt(&j, "turned", str_text(&changes[i]));
      rows_json(&j, base, &v[i], asked);
    }
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  out_bytes(&c->out, str_text(&j.text), j.text.n);
  str_free(&j.text);
}

int what_if_run(cli *c, const char *question, const str_list *alternatives) {
  view base = { 0 };
  naze_status st = look(c, question, &base);
  if (st != NAZE_OK) return question_failed(c, st);
  const naze_result *r = naze_result_at(c->session, 0);
  char *asked = mem_copy(naze_result_short(r), strlen(naze_result_short(r)));
  const char *title = naze_result_title(r), *bracket = strstr(title, "（");
  char *table_name = mem_copy(title, bracket ? (size_t)(bracket - title) : 0);
  look_at_rows(c, table_name, &base);
  view *v = mem_resize(NULL, alternatives->n, sizeof *v);
  str *changes = mem_resize(NULL, alternatives->n, sizeof *changes);
  int rc = NAZE_EXIT_OK;
  progress_start(&c->err);
  for (size_t i = 0; i < alternatives->n; i++) {
    v[i] = (view){ 0 };
    changes[i] = (str){ 0 };
    if (apply(c, alternatives->v[i]) != NAZE_OK || look(c, question, &v[i]) != NAZE_OK) {
      rc = exit_worse(rc, NAZE_EXIT_FACTS);
      continue;
    }
    turned(c, &base, &v[i], alternatives->v[i], &changes[i]);
    look_at_rows(c, table_name, &v[i]);
  }
  progress_stop(&c->err);
  (void)restore(c);
  if (c->o.format == FORMAT_JSON) as_json(c, question, &base, v, changes, alternatives, asked);
  else as_text(c, &base, v, changes, alternatives, asked);
  for (size_t i = 0; i < alternatives->n; i++) view_free(&v[i]), str_free(&changes[i]);
  free(v);
  free(changes);
  free(asked);
  free(table_name);
  view_free(&base);
  return rc;
}

int verb_what_if(cli *c) {
  int rc = load_session(c);
  if (rc) return rc;
  /* Words up to a "/" that stands alone make one alternative. */
  str_list alternatives = { 0 };
  str one = { 0 };
  for (size_t i = 1; i <= c->o.args.n; i++) {
    const char *word = i < c->o.args.n ? c->o.args.v[i] : "/";
    for (const char *cut; (cut = strstr(word, " / ")) != NULL; word = cut + 3) {
      if (one.n) str_put(&one, ",");
      str_put_n(&one, word, (size_t)(cut - word));
      list_add(&alternatives, str_text(&one), one.n);
      str_clear(&one);
    }
    if (strcmp(word, "/") != 0 && strcmp(word, "／") != 0) {
      join_put(&one, word, ",");
      continue;
    }
    if (one.n) list_add(&alternatives, str_text(&one), one.n);
    str_clear(&one);
  }
  str_free(&one);
  if (!alternatives.n) rc = NAZE_EXIT_USAGE;
  else rc = what_if_run(c, c->o.args.v[0], &alternatives);
  list_free(&alternatives);
  return rc;
}
