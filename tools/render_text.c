/* An answer as text: the verdict first, then what decided it, in about fifteen lines. */
#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "table.h"
#include "words.h"

enum { DECISIVE_SHOWN = 6, CAUSES_SHOWN = 5, NAMES_SHOWN = 12, NOTES_SHOWN = 2, READINGS_SHOWN = 2, REASONS_SHOWN = 2 };

/* A heading, then text beside it. */
static void head(term *o, const char *title) {
  out_styled(o, STYLE_STRONG, title);
  out(o, "  ");
}

/* （令和6年10月1日現在、規則 令和6年4月版） */
static void as_of(term *o, const naze_result *r) {
  str version = { 0 };
  version_put(&version, o->english, r);
  outf(o, tr(o, "（%s現在", " (as of %s"), o->english ? naze_result_iso_date(r) : naze_result_date(r));
  if (version.n) outf(o, "%s%s", tr(o, "、", ", "), str_text(&version));
  out(o, tr(o, "）", ")"));
  str_free(&version);
}

static void stale(term *o, const naze_result *r) {
  if (!naze_result_stale(r) || !*naze_result_confirmed(r)) return;
  str s = { 0 };
  str_printf(&s, tr(o, "  最後に確認した改定: %s", "  last confirmed revision: %.7s"), o->english ? naze_result_iso_confirmed(r) : naze_result_confirmed(r));
  out_styled(o, STYLE_OPEN, str_text(&s));
  str_free(&s);
}

void text_verdict(term *o, const naze_result *r) {
  naze_outcome outcome = naze_result_outcome(r);
  str word = { 0 };
  outcome_put(&word, o->english, r);
  out_styled(o, outcome_style(outcome), str_text(&word));
  str_free(&word);
  if (*naze_result_claimed(r)) outf(o, "  %s", naze_result_claimed(r));
  outf(o, *naze_result_claimed(r) ? " %s" : "  %s", naze_result_short(r));
  as_of(o, r);
  if (naze_result_presumed(r)) out_styled(o, STYLE_OPEN, tr(o, "  推定による", "  rests on presumed values"));
  stale(o, r);
  out(o, "\n");
  const char *text = naze_result_text(r);
  if (!*text || outcome == NAZE_VALUE || strcmp(text, naze_result_value(r)) == 0) return;
  head(o, outcome == NAZE_REFER ? tr(o, "照会先", "Ask") : tr(o, "理由", "Reason"));
  outf(o, "%s\n", text);
  if (!*naze_result_about(r)) return;
  head(o, tr(o, "照会すること", "About"));
  outf(o, "%s\n", naze_result_about(r));
}

void text_lines(term *o, const naze_line *v, size_t n, naze_outcome outcome) {
  table t = { .marked = true };
  for (size_t i = 0; i < n; i++) {
    str s = { 0 };
    table_add(&t);
    table_set(&t, 0, state_style(v[i].state), state_mark(v[i].state));
    table_set(&t, 1, STYLE_PLAIN, v[i].fact);
    if (v[i].state >= 0) table_set(&t, 2, STYLE_STRONG, v[i].actual); /* the mark says already that it is not known */
    need_put(&s, o->english, &v[i], outcome);
    table_set(&t, 3, STYLE_PLAIN, str_text(&s));
    table_set(&t, 4, STYLE_PLAIN, v[i].rule);
    str_clear(&s);
    place_put(&s, v[i].file, v[i].line);
    table_set(&t, 5, STYLE_DIM, str_text(&s));
    str_free(&s);
  }
  table_print(o, &t, 2, 2);
  table_free(&t);
}

static void more(term *o, size_t n) {
  if (n) outf(o, tr(o, "  ほか%zu件（--all）\n", "  %zu more (--all)\n"), n);
}

static void find_out(term *o, const naze_result *r, bool all) {
  if (!has_next(r)) return;
  out(o, "\n");
  out_styled(o, STYLE_STRONG, tr(o, "次に確認するもの", "Find out next"));
  if (naze_result_next(r) > 1) out(o, tr(o, "  多くを決めるものから", "  what decides most comes first"));
  out(o, "\n");
  text_next(o, r, all ? 0 : DECISIVE_SHOWN);
}

static void decisive(term *o, const naze_result *r, bool all) {
  if (naze_result_outcome(r) == NAZE_UNKNOWN) {
    find_out(o, r, all);
    return;
  }
  bool exact = true;
  size_t n = naze_result_decisive(r, &exact), shown = all || n <= DECISIVE_SHOWN ? n : DECISIVE_SHOWN;
  if (!n) {
    naze_outcome outcome = naze_result_outcome(r);
    if (outcome == NAZE_REFER || outcome == NAZE_FAULT) return;
    head(o, tr(o, "決め手", "Decided by"));
    if (naze_result_presumed(r)) out(o, tr(o, "推定だけ。示された事実にはよらない。\n", "presumed values only, no fact that was given.\n"));
    else out(o, tr(o, "どの事実にもよらない。\n", "no fact: the rules alone.\n"));
    return;
  }
  out(o, "\n");
  head(o, tr(o, "決め手", "Decided by"));
  if (n == 1) out(o, tr(o, "これだけで決まる。", "this fact alone; "));
  else outf(o, tr(o, "この%zuつで決まる。", "these %zu facts alone; "), n);
  out(o, tr(o, "ほかの項目がどうであっても変わらない。", "nothing else could change it."));
  if (!exact) out(o, tr(o, "（項目が多いため、もっと少ない組がないとは限らない）", " (many facts: a smaller set may exist)"));
  out(o, "\n");
  naze_line *v = mem_resize(NULL, shown, sizeof *v);
  for (size_t i = 0; i < shown; i++)
    if (!naze_result_decisive_at(r, i, &v[i])) v[i] = (naze_line){ "", "", "", "", "", "", 0, -1, false };
  text_lines(o, v, shown, naze_result_outcome(r));
  more(o, n - shown);
  free(v);
}

/* A titled list of names on one line. */
typedef const char *(*name_at)(const naze_result *r, size_t i);
static void names(term *o, const char *title, const naze_result *r, size_t n, name_at at, size_t most) {
  if (!n) return;
  str s = { 0 };
  size_t shown = most && n > most ? most : n;
  for (size_t i = 0; i < shown; i++) join_put(&s, at(r, i), tr(o, "、", ", "));
  head(o, title);
  out(o, str_text(&s));
  if (n > shown) outf(o, tr(o, " ほか%zu", " and %zu more"), n - shown);
  out(o, "\n");
  str_free(&s);
}

static void causes(term *o, const naze_result *r, bool all) {
  naze_outcome outcome = naze_result_outcome(r);
  size_t n = naze_result_causes(r), shown = all || n <= CAUSES_SHOWN ? n : CAUSES_SHOWN;
  if (!n) return;
  /* While facts are missing, those that could settle it have been listed already. */
  if (outcome == NAZE_REFER && n == 1 && *naze_result_text(r)) return;
  if (outcome == NAZE_UNKNOWN && has_next(r) && naze_result_next(r) >= n) return;
  out_styled(o, STYLE_STRONG, outcome == NAZE_UNKNOWN ? tr(o, "分からないわけ", "Why unknown")
                              : outcome == NAZE_REFER ? tr(o, "照会すること", "To ask")
                                                      : tr(o, "わけ", "Because"));
  if (n == 1) {
    outf(o, "  %s\n", naze_result_cause_at(r, 0));
    return;
  }
  out(o, "\n");
  for (size_t i = 0; i < shown; i++) outf(o, "  %s\n", naze_result_cause_at(r, i));
  more(o, n - shown);
}

static void mark(term *o, const naze_result *r) {
  naze_proof_node root;
  if (!*naze_result_mark(r) || !naze_proof_get(r, naze_proof_root(r), &root)) return;
  head(o, tr(o, "印", "Mark"));
  outf(o, "%s", root.label);
  if (*root.cite) {
    out(o, "  ");
    out_styled(o, STYLE_DIM, root.cite);
  }
  out(o, "\n");
}

static void readings(term *o, const naze_result *r, bool all) {
  size_t chosen = naze_result_chosen(r), others = naze_result_others(r);
  for (size_t i = 0; i < chosen; i++) {
    const char *reading = "", *choice = "", *source = "";
    bool usual = true;
    if (!naze_result_chosen_at(r, i, &reading, &choice, &usual, &source) || (usual && !all)) continue;
    head(o, tr(o, "解釈", "Reading"));
    outf(o, tr(o, "「%s」は %s%s", "%s: %s%s"), reading, choice, usual ? tr(o, "（既定）", " (default)") : "");
    if (*source) outf(o, "  %s", source);
    out(o, "\n");
  }
  size_t shown = all || others <= READINGS_SHOWN ? others : READINGS_SHOWN;
  for (size_t i = 0; i < shown; i++) {
    const char *choices = "", *source = "", *text = "";
    naze_outcome outcome = NAZE_UNKNOWN;
    if (!naze_result_other_at(r, i, &choices, &source, &outcome, &text)) continue;
    head(o, tr(o, "解釈で変わる", "Under another reading"));
    outf(o, "%s", choices);
    if (*source) outf(o, tr(o, "（%s）", " (%s)"), source);
    out(o, tr(o, "と読むと ", ": "));
    if (outcome == NAZE_VALUE && *text) out_styled(o, STYLE_STRONG, text);
    else {
      out_styled(o, outcome_style(outcome), outcome_word(o->english, outcome));
      if (*text) outf(o, outcome == NAZE_ALLOW ? " %s" : "『%s』", text);
    }
    out(o, "\n");
  }
  more(o, others - shown);
}

static void notes(term *o, const naze_result *r, bool all) {
  size_t n = naze_result_notes(r), shown = all || n <= NOTES_SHOWN ? n : NOTES_SHOWN;
  for (size_t i = 0; i < shown; i++) {
    const char *note = naze_result_note_at(r, i);
    outf(o, "%s%s\n", starts_with(note, "※") ? "" : "※ ", note);
  }
  more(o, n - shown);
}

/* Those that stand beside the mark already are not said again. */
static void sources(term *o, const naze_result *r, long depth, bool all) {
  naze_proof_node root = { 0 };
  bool beside = depth <= PROOF_NONE && *naze_result_mark(r) && naze_proof_get(r, naze_proof_root(r), &root);
  str s = { 0 };
  size_t shown = 0, left = 0;
  for (size_t i = 0, n = naze_result_cites(r); i < n; i++) {
    const char *cite = naze_result_cite_at(r, i);
    if (beside && strstr(root.cite, cite)) continue;
    if (!all && shown == NAMES_SHOWN) left++;
    else join_put(&s, cite, tr(o, "、", ", ")), shown++;
  }
  if (s.n) {
    head(o, tr(o, "根拠", "Source"));
    out(o, str_text(&s));
    if (left) outf(o, tr(o, " ほか%zu", " and %zu more"), left);
    out(o, "\n");
  }
  str_free(&s);
}

void text_fingerprint(term *o, const char *fingerprint) {
  str s = { 0 };
  str_put_n(&s, fingerprint, strlen(fingerprint) > 12 ? 12 : strlen(fingerprint));
  head(o, tr(o, "規則の指紋", "Rule set"));
  out_styled(o, STYLE_DIM, str_text(&s));
  out(o, "\n");
  str_free(&s);
}

/* A claim: each requirement, limit, exclusion and record of what is claimed. */
static void clauses(term *o, const naze_result *r) {
  size_t n = naze_result_clauses(r);
  naze_line *v = mem_resize(NULL, n, sizeof *v);
  for (size_t i = 0; i < n; i++)
    if (!naze_result_clause_at(r, i, &v[i])) v[i] = (naze_line){ "", "", "", "", "", "", 0, -1, false };
  table t = { .marked = true };
  for (size_t i = 0; i < n; i++) {
    str s = { 0 };
    table_add(&t);
    table_set(&t, 0, state_style(v[i].state), state_mark(v[i].state));
    table_set(&t, 1, STYLE_PLAIN, v[i].fact);
    table_set(&t, 2, v[i].state == 1 ? STYLE_PLAIN : STYLE_STRONG, v[i].actual);
    place_put(&s, v[i].file, v[i].line);
    table_set(&t, 3, STYLE_DIM, str_text(&s));
    str_free(&s);
  }
  table_print(o, &t, 2, 2);
  table_free(&t);
  free(v);
}

void text_result(term *o, const naze_result *r, long depth, bool all) {
  text_verdict(o, r);
  if (naze_result_clauses(r)) clauses(o, r);
  else decisive(o, r, all);
  causes(o, r, all);
  if (depth > PROOF_NONE) {
    out(o, "\n");
    text_proof(o, r, depth);
    out(o, "\n");
  } else mark(o, r);
  names(o, tr(o, "関わらない項目", "Does not matter"), r, naze_result_irrelevant(r), naze_result_irrelevant_at, all ? 0 : NAMES_SHOWN);
  readings(o, r, all);
  notes(o, r, all);
  sources(o, r, depth, all);
}

/* 利用可否（令和6年10月1日現在、規則 令和6年4月1日から）: what the lines of a column have in common. */
static void column_head(term *o, const naze_result *r) {
  const char *title = naze_result_title(r), *bracket = strstr(title, "（");
  char *table_name = mem_copy(title, bracket ? (size_t)(bracket - title) : strlen(title));
  out_styled(o, STYLE_STRONG, table_name);
  free(table_name);
  as_of(o, r);
  stale(o, r);
  out(o, "\n");
}

/* The clauses of a claim that stand in its way. */
static void clause_put(str *s, const naze_result *r, int state) {
  naze_line l;
  for (size_t i = 0; i < naze_result_clauses(r); i++) {
    if (!naze_result_clause_at(r, i, &l) || l.state != state) continue;
    str one = { 0 };
    str_put(&one, l.fact);
    if (*l.actual) str_printf(&one, "（%s）", l.actual);
    join_put(s, str_text(&one), "、");
    str_free(&one);
  }
}

/* What stands in the way, in a few words: what fails, or what to find out. */
static void column_reason(term *o, const naze_result *r, str *s) {
  naze_outcome outcome = naze_result_outcome(r);
  bool exact = true;
  naze_line l;
  if (naze_result_clauses(r)) {
    clause_put(s, r, outcome == NAZE_UNKNOWN ? -1 : 0);
    return;
  }
  if (outcome == NAZE_UNKNOWN && naze_result_next_at(r, 0, &l, NULL)) {
    size_t more = naze_result_next(r) - 1;
    str_printf(s, tr(o, "次に %s", "find out %s"), l.fact);
    if (more) str_printf(s, tr(o, " ほか%zu項目", " and %zu more"), more);
  }
  for (size_t i = 0, shown = 0, n = outcome == NAZE_DENY ? naze_result_decisive(r, &exact) : 0; i < n && shown < REASONS_SHOWN; i++) {
    if (!naze_result_decisive_at(r, i, &l) || l.state != 0 || !*l.need) continue;
    str one = { 0 };
    str_put(&one, l.fact);
    if (l.fixed) str_printf(&one, tr(o, " %s（%sでない）", " %s (not %s)"), l.actual, l.need);
    else str_printf(&one, tr(o, " %s（%sが必要）", " %s (%s needed)"), l.actual, l.need);
    join_put(s, str_text(&one), tr(o, "、", ", "));
    str_free(&one);
    shown++;
  }
}

void text_column(term *o, const naze_session *s, size_t count) {
  if (count) column_head(o, naze_result_at(s, 0));
  table t = { 0 };
  for (size_t i = 0; i < count; i++) {
    const naze_result *r = naze_result_at(s, i);
    naze_outcome outcome = naze_result_outcome(r);
    str word = { 0 };
    outcome_put(&word, o->english, r);
    table_add(&t);
    table_set(&t, 0, outcome_style(outcome), str_text(&word));
    table_set(&t, 1, STYLE_PLAIN, naze_result_short(r));
    table_set(&t, 2, STYLE_PLAIN, *naze_result_claimed(r) ? naze_result_claimed(r) : naze_result_mark(r));
    str why = { 0 };
    column_reason(o, r, &why);
    table_set(&t, 3, STYLE_PLAIN, str_text(&why));
    str text = { 0 };
    if (outcome != NAZE_VALUE) str_put(&text, naze_result_text(r));
    if (*naze_result_about(r)) str_printf(&text, "『%s』", naze_result_about(r));
    table_set(&t, 4, STYLE_DIM, str_text(&text));
    str_free(&text);
    str_free(&word);
    str_free(&why);
  }
  table_print(o, &t, 2, 2);
  table_free(&t);
}

/* ---- ways to another outcome ---- */

/* 8点 → 10点以上（あと2点）; of what is not known yet only what it would have to be. */
static void change_put(str *s, const term *o, const naze_line *l) {
  if (strcmp(l->actual, "？") != 0) str_printf(s, "%s%s", l->actual, o->english ? " -> " : " → ");
  str_put(s, l->need);
  if (*l->distance) str_printf(s, tr(o, "（%s）", " (%s)"), l->distance);
}

void text_ways_brief(term *o, const naze_need *n, naze_outcome wanted) {
  size_t ways = naze_need_count(n), size = naze_need_size(n), shown = ways > 3 ? 3 : ways;
  outf(o, tr(o, "%sになるには  ", "For %s: "), outcome_word(o->english, wanted));
  for (size_t w = 0; w < shown; w++) {
    str s = { 0 };
    for (size_t i = 0; i < size; i++) {
      naze_line l;
      if (!naze_need_at(n, w, i, &l)) continue;
      if (i) str_put(&s, tr(o, " と ", " and "));
      str_printf(&s, "%s  ", l.fact);
      change_put(&s, o, &l);
    }
    outf(o, "%s%s", w ? tr(o, "、または ", "; or ") : "", str_text(&s));
    str_free(&s);
  }
  if (ways > shown) outf(o, tr(o, " ほか%zu通り（naze need）", " and %zu more ways (naze need)"), ways - shown);
  out(o, "\n");
}

void text_ways(term *o, const naze_need *n, naze_outcome now, naze_outcome wanted) {
  size_t ways = naze_need_count(n), size = naze_need_size(n);
  if (!ways) return;
  bool every = naze_need_exhausted(n);
  if (now == NAZE_UNKNOWN)
    outf(o, tr(o, "少なくとも次の%zu項目がこうであれば %s%s\n", "With at least these %zu facts it would be %s%s\n"), size, outcome_word(o->english, wanted),
         ways > 1 ? tr(o, "（どれか）", " (any one way)") : "");
  else if (o->english)
    outf(o, "%zu change%s give%s %s in %s%zu way%s%s\n", size, size == 1 ? "" : "s", size == 1 ? "s" : "",
         outcome_word(true, wanted), every ? "only " : "", ways, ways == 1 ? "" : "s",
         every ? " (every other combination was tried)" : " (not every combination was tried)");
  else
    outf(o, "%zu項目の変更で %s になるのは次の%zu通り%s\n", size, outcome_word(false, wanted), ways,
         every ? "だけ（ほかの組合せも調べた）" : "（すべての組合せは調べていない）");
  table t = { 0 };
  for (size_t w = 0; w < ways; w++)
    for (size_t i = 0; i < size; i++) {
      naze_line l;
      if (!naze_need_at(n, w, i, &l)) continue;
      str s = { 0 };
      table_add(&t);
      if (!i) str_printf(&s, "%zu", w + 1);
      table_set(&t, 0, STYLE_PLAIN, str_text(&s));
      table_set(&t, 1, STYLE_PLAIN, l.fact);
      str_clear(&s);
      change_put(&s, o, &l);
      table_set(&t, 2, STYLE_STRONG, str_text(&s));
      table_set(&t, 3, STYLE_PLAIN, l.rule);
      str_clear(&s);
      place_put(&s, l.file, l.line);
      table_set(&t, 4, STYLE_DIM, str_text(&s));
      str_free(&s);
    }
  table_print(o, &t, 2, 2);
  table_free(&t);
  str replayed = { 0 };
  for (size_t w = 0; w < ways; w++) {
    const char *got = naze_need_replayed(n, w);
    if (!w || strcmp(got, naze_need_replayed(n, w - 1)) != 0) join_put(&replayed, got, tr(o, "、", ", "));
  }
  if (replayed.n && o->english) outf(o, "Checked: decided anew with each: %s\n", str_text(&replayed));
  else if (replayed.n) outf(o, "確かめ  %s判定し直して %s\n", ways > 1 ? "どれも" : "", str_text(&replayed));
  str_free(&replayed);
  out(o, tr(o, "※ 結論を分けた事実を示すもので、記録の書き換えを勧めるものではない。\n",
            "Note: this explains what separates the outcomes; it is no advice to alter records.\n"));
}
