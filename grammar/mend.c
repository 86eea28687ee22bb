/* mend.c -- fixes that can be read off the text around a message, for messages that came without one; see diag.h.
 *
 * A fix is proposed where there is one thing that was meant. Where there is a choice (かつ or または first, which of two
 * rows), the message says so in words and the person decides. */
#include "calendar.h"
#include "keywords.h"
#include "nearest.h"
#include "source.h"

#include <string.h>

typedef struct mender {
  nz_diags *d;
  const nz_source *s;
  nz_diag *g;
  const char *t;      /* the text, and the message's place in it */
  uint32_t n, lo, hi;
} mender;

/* ---- reading around ---- */
static bool is(const mender *m, uint32_t at, const char *word) {
  size_t k = strlen(word);
  return at <= m->n && m->n - at >= k && memcmp(m->t + at, word, k) == 0;
}
static bool ends(const mender *m, uint32_t at, const char *word) { /* does the text before `at` end in it? */
  size_t k = strlen(word);
  return at >= k && memcmp(m->t + at - k, word, k) == 0;
}
static uint32_t find(const mender *m, uint32_t from, uint32_t to, const char *word) { /* `to` when it is not there */
  for (uint32_t i = from; i < to; i++)
    if (is(m, i, word)) return i + strlen(word) <= to ? i : to;
  return to;
}
static uint32_t line_start(const mender *m, uint32_t at) {
  while (at > 0 && m->t[at - 1] != '\n') at--;
  return at;
}
static uint32_t line_end(const mender *m, uint32_t at) {
  while (at < m->n && m->t[at] != '\n') at++;
  return at;
}
static uint32_t unblank(const mender *m, uint32_t at) {
  while (at < m->n && (m->t[at] == ' ' || m->t[at] == '\t')) at++;
  return at;
}
static bool digit(char c) { return c >= '0' && c <= '9'; }
static uint32_t next_char(const mender *m, uint32_t at) {
  do at++;
  while (at < m->n && ((unsigned char)m->t[at] & 0xC0) == 0x80);
  return at;
}
/* The end of a number with its unit: the next place where a word or a sign begins. */
static uint32_t quantity_end(const mender *m, uint32_t at) {
  static const char *const after[] = {"以上", "以下", "以内", "未満", "以外", "かつ", "または", "とき", "、", "。", "）", "（", "のいずれ", "から", "まで", "|", " ", "\n"};
  for (; at < m->n; at = next_char(m, at))
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
      if (is(m, at, after[i])) return at;
  return at;
}

/* ---- writing ---- */
enum { ROOM = 512 };
typedef struct words { char p[ROOM]; size_t n; bool full; } words;

static void add(words *w, const char *p, size_t n) {
  if (n > ROOM - w->n) {
    w->full = true;
    return;
  }
  memcpy(w->p + w->n, p, n);
  w->n += n;
}
static void adds(words *w, const char *s) { add(w, s, strlen(s)); }
static void from_text(words *w, const mender *m, uint32_t lo, uint32_t hi) { add(w, m->t + lo, hi - lo); }

static void replace(const mender *m, uint32_t lo, uint32_t hi, const words *w) {
  if (!w->full) nz_fix(m->d, m->g, (nz_span){m->s->id, lo, hi}, w->p, w->n);
}
static void insert(const mender *m, uint32_t at, const char *text) {
  nz_fix(m->d, m->g, (nz_span){m->s->id, at, at}, text, strlen(text));
}
static void erase(const mender *m, uint32_t lo, uint32_t hi) { nz_fix(m->d, m->g, (nz_span){m->s->id, lo, hi}, "", 0); }

/* ---- one message each ---- */
static void close_name(const mender *m) { /* 「できる以外 */
  static const char *const after[] = {"以外", "以上", "以下", "である", "でない", "かつ", "または", "のいずれ", "のすべて", "が", "、", "。", "）", "|", " "};
  uint32_t at = next_char(m, m->lo), end = line_end(m, m->lo), best = end;
  for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
    uint32_t k = find(m, at, best, after[i]);
    if (k < best && k > at) best = k;
  }
  insert(m, best, "」");
}

static void close_text(const mender *m) { /* 『足りない。 */
  uint32_t end = line_end(m, m->lo);
  while (end > m->lo && m->t[end - 1] == ' ') end--;
  insert(m, ends(m, end, "。") ? end - 3 : end, "』");
}

static void right_date(const mender *m) { /* 平成36年11月 is 令和6年11月 */
  static const struct { const char *name; int first; } eras[] = {{"明治", 1868}, {"大正", 1912}, {"昭和", 1926}, {"平成", 1989}, {"令和", 2019}};
  for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
    if (!is(m, m->lo, eras[i].name)) continue;
    uint32_t at = m->lo + 6;
    int year = 0, precision = 0;
    while (at < m->hi && digit(m->t[at]) && year < 1000) year = year * 10 + (m->t[at++] - '0');
    if (year == 0 || year >= 1000) return;
    year += eras[i].first - 1;
    words w = {{0}, 0, false};
    char y[4] = {(char)('0' + year / 1000), (char)('0' + year / 100 % 10), (char)('0' + year / 10 % 10), (char)('0' + year % 10)};
    add(&w, y, 4);
    from_text(&w, m, at, m->hi);
    int64_t days;
    const char *era = NULL;
    char out[64];
    if (w.full || nz_date_read(w.p, w.n, &days, &precision, &era) != NZ_DATE_FINE) return;
    size_t n = nz_date_write(days, precision, out);
    nz_fix(m->d, m->g, m->g->at, out, n);
    return;
  }
}

static void first_year(const mender *m) { /* 令和0年 */
  uint32_t at = find(m, m->lo, m->hi, "0");
  words w = {{0}, 0, false};
  adds(&w, "元");
  if (at < m->hi && is(m, at + 1, "年")) replace(m, at, at + 1, &w);
}

static void say_comparison(const mender *m) { /* 行動関連項目≧10点 */
  static const struct { const char *sign, *word; } says[] = {{"≧", "以上"}, {"≦", "以下"}, {"≥", "以上"}, {"≤", "以下"}, {"＞", "を超える"}, {"＜", "未満"}, {"＝", ""}};
  uint32_t from = unblank(m, m->hi), end = quantity_end(m, from);
  if (from >= m->n || !digit(m->t[from])) return;
  for (size_t i = 0; i < sizeof says / sizeof *says; i++)
    if (is(m, m->lo, says[i].sign)) {
      words w = {{0}, 0, false};
      adds(&w, "が");
      from_text(&w, m, from, end);
      adds(&w, says[i].word);
      replace(m, m->lo, end, &w);
    }
}

static void subject_marker(const mender *m) { /* 年齢50歳以上 */
  uint32_t at = m->lo;
  while (at < m->hi && !digit(m->t[at])) at++;
  if (at == m->lo || at == m->hi) return;
  if (is(m, m->hi, "以上") || is(m, m->hi, "以下") || is(m, m->hi, "未満") || is(m, m->hi, "以内") || is(m, m->hi, "を超える")) insert(m, at, "が");
}

/* Ways of saying that the rules have another word for; what stands before them stays. */
static bool said_otherwise(const mender *m) {
  static const struct { const char *typed, *word; } says[] = {
      {"を越える", "を超える"}, {"をこえる", "を超える"}, {"より大きい", "を超える"}, {"より多い", "を超える"}, {"より小さい", "未満"},
      {"より少ない", "未満"}, {"あり", "がある"}, {"なし", "がない"}};
  for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
    uint32_t n = (uint32_t)strlen(says[i].typed);
    if (m->hi - m->lo <= n || !ends(m, m->hi, says[i].typed)) continue;
    if (i < 6 && !digit(m->t[m->lo])) continue;
    words w = {{0}, 0, false};
    from_text(&w, m, m->lo, m->hi - n);
    adds(&w, says[i].word);
    nz_arg(m->d, m->g, 1, w.p, w.n);
    replace(m, m->lo, m->hi, &w);
    return true;
  }
  if (ends(m, m->hi, "に") && digit(m->t[m->hi])) { /* 月に1回まで */
    uint32_t end = quantity_end(m, m->hi);
    words w = {{0}, 0, false};
    from_text(&w, m, m->lo, m->hi - 3);
    from_text(&w, m, m->hi, end);
    nz_arg(m->d, m->g, 1, w.p, w.n);
    replace(m, m->lo, is(m, end, "まで") ? end + 6 : end, &w);
    return true;
  }
  return false;
}

static bool reason_brackets(const mender *m) { /* 不可（区分が足りない） */
  uint32_t start = line_start(m, m->lo), no = find(m, start, m->lo, "不可（"), end = find(m, m->hi, line_end(m, m->hi), "）");
  if (no == m->lo || !is(m, end, "）")) return false;
  words w = {{0}, 0, false};
  adds(&w, "『");
  from_text(&w, m, no + 9, end);
  adds(&w, "』");
  words all = {{0}, 0, false};
  adds(&all, "不可");
  add(&all, w.p, w.n);
  nz_arg(m->d, m->g, 1, all.p, all.n);
  replace(m, no + 6, end + 3, &w);
  return true;
}

static void quote_value(const mender *m) { /* 歩行ができる以外: the value is what wants quoting */
  if (said_otherwise(m) || reason_brackets(m)) return;
  uint32_t at = find(m, m->lo, m->hi, "が"), start = line_start(m, m->lo), no = find(m, start, m->lo, "不可 ");
  if (no < m->lo) { /* 不可 障害支援区分が足りない。 */
    uint32_t from = unblank(m, no + 6), end = find(m, m->lo, line_end(m, m->lo), "。");
    words w = {{0}, 0, false};
    adds(&w, "『");
    from_text(&w, m, from, end);
    adds(&w, "』");
    replace(m, from, end, &w);
    return;
  }
  if (at == m->lo || at + 3 >= m->hi) return;
  if (m->t[start] != ' ' && find(m, start, m->lo, "：") == m->lo) return; /* a name that is being declared: all of it */
  words w = {{0}, 0, false};
  adds(&w, "「");
  from_text(&w, m, at + 3, m->hi);
  adds(&w, "」");
  m->g->at.lo = at + 3;
  nz_arg(m->d, m->g, 0, m->t + at + 3, m->hi - at - 3);
  replace(m, at + 3, m->hi, &w);
}

static void no_name(const mender *m) { /* what wants quoting is no name after all */
  uint32_t start = line_start(m, m->lo), at = m->lo;
  while (at < m->hi && digit(m->t[at])) at++;
  if (is(m, start, "単位 ") && at > m->lo && at < m->hi) { /* 単位 10点 */
    erase(m, m->lo, at);
  } else if (ends(m, m->lo, "、") && find(m, m->lo, m->hi, "が") < m->hi) { /* 甲点、乙点が1点以上 */
    m->g->id = NZ_M_LIST_NOT_CLOSED;
    m->g->has_fix = false;
  }
}

static void open_row(const mender *m) { /* the bar before the first cell */
  uint32_t at = unblank(m, line_start(m, m->lo));
  if (!is(m, at, "|")) insert(m, at, "| ");
}

static void align_bullet(const mender *m) {
  uint32_t here = line_start(m, m->lo), up = here;
  while (up > 0) {
    up = line_start(m, up - 1);
    uint32_t bullet = unblank(m, up);
    if (!is(m, bullet, "・")) continue;
    words w = {{0}, 0, false};
    from_text(&w, m, up, bullet);
    replace(m, here, unblank(m, here), &w);
    return;
  }
}

static void break_line(const mender *m) { /* a bullet that begins a level of its own goes to a line of its own */
  uint32_t from = m->lo, start = line_start(m, m->lo);
  while (from > start && m->t[from - 1] == ' ') from--;
  words w = {{0}, 0, false};
  adds(&w, "\n  ");
  from_text(&w, m, start, unblank(m, start));
  replace(m, from, m->lo, &w);
}

/* The entries of a legend without the line 凡例 above them. */
static bool legend(const mender *m) {
  static const char *const marks[] = {"○", "×", "★", "☆", "◇", "◆", "◎", "●", "▲", "△", "■", "□"};
  uint32_t start = line_start(m, m->lo);
  if (unblank(m, start) != m->lo || m->lo == start || m->t[line_start(m, start - 1)] != '|') return false;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (is(m, m->lo, marks[i])) {
      words w = {{0}, 0, false};
      from_text(&w, m, start, m->lo);
      adds(&w, "凡例\n");
      replace(m, start, start, &w);
      return true;
    }
  return false;
}

/* A misspelt clause word at the start of its line. */
static bool clause_word(const mender *m) {
  uint32_t start = line_start(m, m->lo);
  if (unblank(m, start) != m->lo || m->lo == start) return false;
  const nz_word *w = NULL;
  size_t n = nz_words(&w), at = 0;
  nz_near best = {0};
  for (; at < n; at++)
    if (w[at].cls == NZ_WC_CLAUSE) nz_near_try(&best, m->t + m->lo, m->hi - m->lo, w[at].text, strlen(w[at].text), at);
  if (!best.found || best.cost == 0) return false;
  nz_fix(m->d, m->g, m->g->at, w[best.index].text, strlen(w[best.index].text));
  return true;
}

static bool can_be(const mender *m, const char *word) { /* among what can stand there */
  nz_str can = m->g->arg[1];
  size_t k = strlen(word);
  for (uint32_t i = 0; i + k <= can.n; i++)
    if (memcmp(can.p + i, word, k) == 0) return true;
  return false;
}

/* Words of ordinary texts for which the rules have others. */
static bool other_word(const mender *m) {
  uint32_t start = line_start(m, m->lo);
  words w = {{0}, 0, false};
  if (is(m, m->lo, "場合") && m->hi - m->lo == 6 && can_be(m, "「とき」")) {
    adds(&w, "とき");
    replace(m, m->lo, m->hi, &w);
  } else if (is(m, m->lo, "の") && (ends(m, m->lo, "当月") || ends(m, m->lo, "同月"))) {
    adds(&w, "同じ月");
    replace(m, m->lo - 6, m->lo, &w);
  } else if (is(m, m->lo, "により") && ends(m, m->lo, "」")) {
    uint32_t open = m->lo;
    while (open > start && !is(m, open, "「")) open--;
    if (is(m, open, "「")) insert(m, open, "解釈");
  } else if (is(m, m->lo, "「") && ends(m, m->lo, "解釈") && m->hi == line_end(m, m->lo)) {
    insert(m, m->hi, "により");
  } else if ((is(m, m->lo, "：") || is(m, m->lo, "＝")) && m->lo - start <= 12 && unblank(m, start) < m->lo && next_char(m, unblank(m, start)) == m->lo) {
    adds(&w, " "); /* ◇：行動基準。 */
    replace(m, m->lo, m->hi, &w);
  } else if (m->hi == m->lo + 1 && m->t[m->lo] == '-' && unblank(m, start) == m->lo) {
    adds(&w, "・"); /* - 歩行が… */
    replace(m, m->lo, unblank(m, m->hi), &w);
  } else if (can_be(m, "「＜」") && (is(m, m->lo, "、") || is(m, m->lo, "→") || is(m, m->lo, "・"))) {
    uint32_t end = find(m, m->lo, line_end(m, m->lo), "。"), k = next_char(m, m->lo); /* 段階 …：非該当→区分1→区分2。 */
    for (uint32_t i = m->lo; i < end; i = next_char(m, i))
      if (next_char(m, i) - i == k - m->lo && memcmp(m->t + i, m->t + m->lo, k - m->lo) == 0) adds(&w, "＜");
      else from_text(&w, m, i, next_char(m, i));
    replace(m, m->lo, end, &w);
  } else {
    return false;
  }
  return true;
}

static void comma_for(const mender *m) { /* 選択肢 …：甲／乙／丙。 */
  uint32_t start = line_start(m, m->lo), end = find(m, m->lo, line_end(m, m->lo), "。");
  if (!is(m, start, "選択肢 ") && !is(m, start, "単位 ")) return;
  uint32_t k = m->hi - m->lo;
  words w = {{0}, 0, false};
  for (uint32_t i = m->lo; i < end;)
    if (end - i >= k && memcmp(m->t + i, m->t + m->lo, k) == 0) adds(&w, "、"), i += k;
    else from_text(&w, m, i, next_char(m, i)), i = next_char(m, i);
  replace(m, m->lo, end, &w);
}

static void ends_early(const mender *m) { /* 台帳 利用者, and its fields below */
  uint32_t start = line_start(m, m->lo), end = line_end(m, start);
  while (end > start && m->t[end - 1] == ' ') end--;
  if (is(m, start, "台帳 ") && can_be(m, "「：」") && m->lo >= end) insert(m, end, "：");
}

static void unexpected(const mender *m) {
  if (legend(m) || clause_word(m) || other_word(m)) return;
  uint32_t k = m->hi - m->lo, start = line_start(m, m->lo);
  if (k > 0 && k <= m->lo && memcmp(m->t + m->lo - k, m->t + m->lo, k) == 0 && k <= 9) { /* がが */
    erase(m, m->lo, m->hi);
  } else if (is(m, m->lo, "〜") && m->lo > 0) { /* 0点〜24点 */
    uint32_t end = quantity_end(m, m->hi);
    words w = {{0}, 0, false};
    adds(&w, "から");
    from_text(&w, m, m->hi, end);
    adds(&w, "まで");
    if (digit(m->t[m->hi])) replace(m, m->lo, end, &w);
  } else if (m->lo > start && m->t[m->lo - 1] == ' ' && m->t[start] != ' ' && find(m, start, m->lo, "：") == m->lo) { /* 条件 名前 式 */
    words w = {{0}, 0, false};
    adds(&w, "：");
    if (can_be(m, "：")) replace(m, m->lo - 1, m->lo, &w);
  }
}

static void nearest_in_place(const mender *m) { /* the message spans more than the name */
  char typed[ROOM];
  nz_str x = m->g->arg[0], y = m->g->arg[1];
  if (!x.n || !y.n || x.n >= ROOM) return;
  memcpy(typed, x.p, x.n);
  typed[x.n] = 0;
  uint32_t at = find(m, m->lo, m->hi, typed);
  words w = {{0}, 0, false};
  add(&w, y.p, y.n);
  if (at < m->hi) replace(m, at, at + x.n, &w);
}

static void narrow(const mender *m) { /* 利用者の契約: the name at its end is what is not there */
  nz_str x = m->g->arg[0];
  if (!x.n || m->hi - m->lo <= x.n || memcmp(m->t + m->hi - x.n, x.p, x.n) != 0 || !ends(m, m->hi - x.n, "の")) return;
  m->g->at.lo = m->hi - x.n;
  nz_str y = m->g->arg[1];
  if (y.n) nz_fix(m->d, m->g, m->g->at, y.p, y.n);
}

static void last_key(const mender *m) { /* the bullet before ends the list no more */
  nz_str key = m->g->arg[1];
  uint32_t start = line_start(m, m->lo), bullet = unblank(m, start);
  if (!key.n || !is(m, bullet, "・") || !is(m, m->hi, "。")) return;
  words w = {{0}, 0, false};
  adds(&w, "\n");
  from_text(&w, m, start, bullet);
  adds(&w, "・");
  add(&w, key.p, key.n);
  adds(&w, "の小さい順");
  replace(m, m->hi, m->hi, &w);
}

static void deny(const mender *m) { /* 利用可否（…）が可でない */
  uint32_t at = find(m, m->lo, m->hi, "が可でない");
  words w = {{0}, 0, false};
  adds(&w, "が不可");
  if (at < m->hi) replace(m, at, m->hi, &w);
}

static void about_row(const mender *m) { /* 条件 名前：… becomes 条件 名前（台帳）：… */
  uint32_t head = line_start(m, m->lo);
  while (head > 0 && (m->t[head] == ' ' || m->t[head] == '|' || m->t[head] == '#' || m->t[head] == '\n')) head = line_start(m, head - 1);
  if (!is(m, head, "条件 ") && !is(m, head, "定義 ")) return;
  uint32_t end = line_end(m, head), colon = find(m, head, end, "："), blank = find(m, unblank(m, head + 7), colon, " ");
  if (colon == end || find(m, head, colon, "（") < colon) return;
  words w = {{0}, 0, false};
  adds(&w, "（");
  add(&w, m->g->arg[0].p, m->g->arg[0].n);
  adds(&w, "）");
  replace(m, blank, blank, &w);
}

static void of_claim(const mender *m) { /* 初回加算が可: 費目が初回加算 */
  uint32_t end = is(m, m->hi, "が可") ? m->hi + 6 : m->hi;
  words w = {{0}, 0, false};
  adds(&w, "費目が");
  from_text(&w, m, m->lo, m->hi);
  if (end > m->hi) replace(m, m->lo, end, &w);
}

static void from_then(const mender *m) { /* 令和3年4月以降 */
  words w = {{0}, 0, false};
  adds(&w, "から");
  if (ends(m, m->hi, "以降") || ends(m, m->hi, "以後")) replace(m, m->hi - 6, m->hi, &w);
}

static void swap_ends(const mender *m) { /* 24点から0点まで */
  uint32_t end = find(m, m->lo, m->hi, "まで"), from = find(m, m->lo, end, "から"), to = from < end ? from + 6 : end;
  words w = {{0}, 0, false};
  from_text(&w, m, to, end);
  adds(&w, "から");
  from_text(&w, m, m->lo, from);
  if (to < end && digit(m->t[m->lo]) && digit(m->t[to])) replace(m, m->lo, end, &w);
}

static void one_default(const mender *m) {
  uint32_t at = find(m, m->lo, m->hi, "（既定）");
  if (at < m->hi) erase(m, at, at + 12);
}

static void drop_line(const mender *m) { /* a legend entry that stands on one line */
  uint32_t start = line_start(m, m->lo), end = line_end(m, m->lo);
  if (m->hi <= end && ends(m, end, "。") && end < m->n) erase(m, start, end + 1);
}

static void any_of(const mender *m) { /* 歩行または移乗が…, 呼吸管理が可, a bare decision */
  static const struct { const char *join, *close; } joins[] = {{"または", "のいずれか"}, {"かつ", "のすべて"}};
  for (size_t i = 0; i < 2; i++) {
    if (!is(m, m->hi, joins[i].join)) continue;
    uint32_t other = m->hi + (uint32_t)strlen(joins[i].join), ga = find(m, other, line_end(m, other), "が");
    for (uint32_t k = other; k < ga; k = next_char(m, k))
      if (is(m, k, "、") || is(m, k, "。") || is(m, k, "（") || is(m, k, "または") || is(m, k, "かつ")) return;
    if (ga == other || ga == line_end(m, other) || is(m, ga + 3, "ある") || is(m, ga + 3, "ない")) return;
    words w = {{0}, 0, false};
    adds(&w, "、");
    from_text(&w, m, other, ga);
    adds(&w, joins[i].close);
    replace(m, m->hi, ga, &w);
    return;
  }
}

static void has_it(const mender *m) { /* 呼吸管理が可: a 有無 is there or not */
  words w = {{0}, 0, false};
  if (m->g->arg[0].n < 6 || memcmp(m->g->arg[0].p, "有無", 6) != 0) return;
  if (is(m, m->hi, "が可")) {
    adds(&w, "がある");
    replace(m, m->hi, m->hi + 6, &w);
  } else if (is(m, m->hi, "が不可")) {
    adds(&w, "がない");
    replace(m, m->hi, m->hi + 9, &w);
  }
}

static void result_column(const mender *m) { /* the last head becomes a result */
  for (uint32_t at = line_start(m, m->lo); at < m->hi; at = line_end(m, at) + 1) {
    uint32_t first = unblank(m, at), end = line_end(m, at);
    if (!is(m, first, "|")) continue;
    uint32_t last = first, head = first;
    for (uint32_t k = first; k < end; k++)
      if (m->t[k] == '|') head = last, last = k;
    if (last > head) insert(m, unblank(m, head + 1), "⇒ ");
    return;
  }
}

static void say_outcome(const mender *m) { /* a decision as it stands, or with でない */
  words w = {{0}, 0, false};
  bool no = is(m, m->hi, "でない");
  adds(&w, no ? "が不可" : "が可");
  replace(m, m->hi, no || is(m, m->hi, "である") ? m->hi + 9 : m->hi, &w);
}

static void same_name(const mender *m) { /* it is there, but of another kind: no misspelling */
  nz_str *x = m->g->arg;
  if (x[0].n != x[1].n || memcmp(x[0].p, x[1].p, x[0].n) != 0) return;
  x[1] = (nz_str){"", 0};
  m->g->has_fix = false;
}

static void when(const mender *m) { /* 表外である、対象外 */
  if (is(m, m->lo, "、")) insert(m, m->lo, "とき");
}

static void mend(const mender *m) {
  switch (m->g->id) { /* these know better than what came with the message */
    case NZ_M_DIGITS_INSIDE: subject_marker(m); return;
    case NZ_M_STRAY_HIRAGANA: quote_value(m); return;
    case NZ_M_NAME_TO_QUOTE: no_name(m); return;
    case NZ_M_UNKNOWN_VALUE: case NZ_M_UNKNOWN_HEAD: same_name(m); return;
    default: break;
  }
  if (m->g->has_fix) return;
  switch (m->g->id) {
    case NZ_M_OPEN_QUOTE: close_name(m); break;
    case NZ_M_OPEN_TEXT: close_text(m); break;
    case NZ_M_DATE_OUTSIDE_ERA: right_date(m); break;
    case NZ_M_YEAR_ZERO: first_year(m); break;
    case NZ_M_COMPARISON_SIGN: say_comparison(m); break;
    case NZ_M_BAD_CHARACTER:
      if (is(m, m->lo, "!") || is(m, m->lo, "?")) erase(m, m->lo, m->hi);
      else if (is(m, m->lo, "/")) comma_for(m);
      break;
    case NZ_M_ENDS_EARLY: ends_early(m); break;
    case NZ_M_STRAY_BAR: open_row(m); break;
    case NZ_M_BULLET_DEPTH: align_bullet(m); break;
    case NZ_M_BULLETS_INLINE: break_line(m); break;
    case NZ_M_UNEXPECTED: unexpected(m); break;
    case NZ_M_TOKI_MISSING: when(m); break;
    case NZ_M_UNKNOWN_DECISION: case NZ_M_UNKNOWN_READING: case NZ_M_UNKNOWN_NAME: case NZ_M_UNKNOWN_LEDGER: case NZ_M_UNKNOWN_ADDON:
      nearest_in_place(m);
      break;
    case NZ_M_UNKNOWN_FIELD: narrow(m); break;
    case NZ_M_KIND_HEAD: from_then(m); break;
    case NZ_M_RANK_NEEDS_KEY: last_key(m); break;
    case NZ_M_NOT_OVER_DECISION: deny(m); break;
    case NZ_M_NO_ROW_IN_REACH: about_row(m); break;
    case NZ_M_ADDON_IN_EXPRESSION: of_claim(m); break;
    case NZ_M_RANGE_EMPTY: swap_ends(m); break;
    case NZ_M_TWO_DEFAULTS: one_default(m); break;
    case NZ_M_MARK_UNUSED: drop_line(m); break;
    case NZ_M_NOT_A_CONDITION: any_of(m); break;
    case NZ_M_NOT_A_DECISION: has_it(m); break;
    case NZ_M_DECISION_AS_CONDITION: say_outcome(m); break;
    case NZ_M_NO_RESULT_COLUMN: result_column(m); break;
    default: break;
  }
}

void nz_diags_mend(nz_diags *d, const nz_sources *ss) {
  for (uint32_t i = 0; i < d->list.n; i++) {
    nz_diag *g = &d->list.v[i];
    if (g->at.file >= ss->list.n) continue;
    const nz_source *s = ss->list.v[g->at.file];
    if (g->at.hi > s->ntext || g->at.lo > g->at.hi) continue;
    mender m = {d, s, g, s->text, s->ntext, g->at.lo, g->at.hi};
    mend(&m);
  }
}
