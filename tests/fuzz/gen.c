/* gen.c -- see gen.h. The ledgers are fixed and have a field of every type; the declarations are random and refer only to
 * earlier ones, so that every file is valid. Each alternative below is one operator, clause or legend form of the language. */
#include "gen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(gen_text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void put(gen_text *t, const char *fmt, ...) {
  va_list ap;
  if (t->cap - t->n < 4096) {
    t->cap = t->cap ? t->cap * 2 : 1 << 14;
    t->p = realloc(t->p, t->cap);
    if (!t->p) abort();
  }
  va_start(ap, fmt);
  int k = vsnprintf(t->p + t->n, t->cap - t->n, fmt, ap);
  va_end(ap);
  if (k < 0 || (size_t)k >= t->cap - t->n) abort();
  t->n += (size_t)k;
}

static uint64_t next(gen *g) {
  g->seed ^= g->seed << 13;
  g->seed ^= g->seed >> 7;
  g->seed ^= g->seed << 17;
  return g->seed;
}

static unsigned pick(gen *g, unsigned n) { /* 0..n-1 */
  if (g->at < g->ndata) {
    unsigned v = g->data[g->at++];
    g->seed = g->seed * 31 + v + 1;
    return v % n;
  }
  return (unsigned)(next(g) >> 33) % n;
}

static const char *one(gen *g, const char *const *list, unsigned n) { return list[pick(g, n)]; }
#define ONE(g, list) one((g), (list), (unsigned)(sizeof(list) / sizeof *(list)))

static const char *const levels[] = {"段1", "段2", "段3", "段4"};
static const char *const surveys[] = {"「できる」", "見守", "全面"};
static const char *const bools[] = {"有A", "有B", "有C"};
static const char *const points[] = {"点数A", "点数B"};
static const char *const dates[] = {"生年月日", "契約日"};

static const char *const ledgers =
    "出典 資料『試験のための資料』。\n単位 点。\n単位 円：小数2桁。\n単位 件毎人：件÷人。\n"
    "段階 段：段1＜段2＜段3＜段4。\n選択肢 調査：「できる」、見守、全面。\n選択肢 職種：常勤、非常勤。\n選択肢 品目：品1、品2、品3。\n選択肢 時期：前期、後期。\n"
    "台帳 職員（9行まで）：\n  職員番号：文字列（鍵）。\n  職種：職種。\n  経験：0年から40年まで。\n"
    "台帳 支援（利用者ごとに6行まで）：\n  支援番号：整数（鍵）。\n  支援先：利用者。\n  支援日：日付（時点）。\n  分数：0分から300分まで。\n  訪問：有無。\n  所見：文字列または空欄。\n"
    "台帳 利用者：\n  番号：文字列（鍵）。\n  生年月日：日付（変わらない）。\n  契約日：日付または空欄。\n  段：段または空欄。\n  調査A、調査B：調査。\n"
    "  点数A、点数B：0点から20点まで。\n  残高：0.00円から99.99円まで。\n  有A、有B、有C：有無。\n  担当：職員。\n  利用期間：期間。\n  起床：時刻。\n  備考：文字列または空欄。\n"
    "  根拠支援：支援（複数）。\n"
    "推定 利用者：有C がない。\n"
    "解釈 読A\n  ・広く（既定）：資料 §1\n  ・狭く：資料 §2。\n解釈 読B\n  ・一（既定）：資料 §3\n  ・二：資料 §4\n  ・三：資料 §5。\n";

/* ---- expressions ---- */

static void cond(gen *g, gen_text *t, unsigned depth);
static void quantity(gen *g, gen_text *t, unsigned depth); /* in 点 */

static int earlier(gen *g, char kind) {
  unsigned n = 0;
  for (unsigned i = 0; i < g->ndecls; i++) n += g->kind[i] == kind;
  if (!n) return -1;
  unsigned k = pick(g, n);
  for (unsigned i = 0; i < g->ndecls; i++)
    if (g->kind[i] == kind && k-- == 0) return (int)i;
  return -1;
}

static void day(gen *g, gen_text *t) {
  static const char *const forms[] = {"昭和60年7月1日", "令和6年4月1日", "H30.4.1", "2024-10-01", "令和元年10月1日", "平成16年2月29日", "2024年2月29日"};
  put(t, "%s", ONE(g, forms));
}

static void rows(gen *g, gen_text *t, unsigned depth);

static void date(gen *g, gen_text *t, unsigned depth) {
  int d;
  switch (pick(g, depth ? 11u : 3u)) {
    case 0: put(t, "%s", ONE(g, dates)); return;
    case 1: put(t, "基準日"); return;
    case 2: day(g, t); return;
    case 3: put(t, "到達日（生年月日、%u歳）", 1 + pick(g, 90)); return;
    case 4: put(t, "月後（"); date(g, t, depth - 1); put(t, "、%u月）", pick(g, 30)); return;
    case 5: put(t, "日後（"); date(g, t, depth - 1); put(t, "、%u日）", pick(g, 400)); return;
    case 6: put(t, "（"); date(g, t, depth - 1); put(t, "と"); date(g, t, depth - 1); put(t, pick(g, 2) ? "の早い方）" : "の遅い方）"); return;
    case 7: put(t, "（"); date(g, t, depth - 1); put(t, pick(g, 3) ? "）の月の初日" : pick(g, 2) ? "）の末日" : pick(g, 2) ? "）の「年度初めの月」の初日" : "）の「年初めの月」の末日"); return;
    case 8: put(t, pick(g, 2) ? "利用期間の初日" : "利用期間の終わり"); return;
    case 9: put(t, "（"), rows(g, t, depth - 1), put(t, pick(g, 2) ? "の支援先の利用期間の始まりの最大）" : "の支援日の最小）"); return;
    default: d = earlier(g, 't'); if (d < 0) put(t, "契約日"); else put(t, "%s", g->name[d]); return;
  }
}

static void in_row(gen *g, gen_text *t, unsigned depth) { /* a condition about one 支援 */
  switch (pick(g, depth ? 8u : 4u)) {
    case 0: put(t, "訪問が%s", pick(g, 2) ? "ある" : "ない"); return;
    case 1: put(t, "分数が%u", pick(g, 300)), put(t, "分%s", pick(g, 2) ? "以上" : "未満"); return;
    case 2: { /* months to which the set is restricted (S6.1), or nearly */
      static const char *const months[] = {"同じ月", "同じ月", "支援日の月が契約日の月", "支援日の月が令和6年4月から令和6年10月まで", "（月前（基準日、3月）の月が支援日の月以前かつ支援日が基準日以前）",
                                           "この利用者の契約日の月がこの月", "その支援の支援日の月が月後（基準日、1月）の月"};
      put(t, "%s", ONE(g, months));
      return;
    }
    case 3: put(t, "支援先がこの利用者"); return;
    case 4: put(t, "支援日が"); day(g, t); put(t, pick(g, 2) ? "以後" : "以前"); return;
    case 5: put(t, "所見が空欄%s", pick(g, 2) ? "である" : "でない"); return;
    case 6: put(t, "（"); in_row(g, t, depth - 1); put(t, "または"); in_row(g, t, depth - 1); put(t, "）"); return;
    default: put(t, "（"); in_row(g, t, depth - 1); put(t, "かつ訪問がある）"); return;
  }
}

static void rows(gen *g, gen_text *t, unsigned depth) {
  const char *base = pick(g, 3) ? "支援" : "根拠支援";
  if (!pick(g, 4)) put(t, "%s", base);
  else { put(t, "%sのうち", base); in_row(g, t, depth); put(t, "もの"); }
}

static void quantity(gen *g, gen_text *t, unsigned depth) {
  int d;
  switch (pick(g, depth ? 11u : 2u)) {
    case 0: put(t, "%s", ONE(g, points)); return;
    case 1: put(t, "%u点", pick(g, 25)); return;
    case 2: put(t, "（"); quantity(g, t, depth - 1); put(t, "＋"); quantity(g, t, depth - 1); put(t, "）"); return;
    case 3: put(t, "（"); quantity(g, t, depth - 1); put(t, "－"); quantity(g, t, depth - 1); put(t, "）"); return;
    case 4: put(t, "（"); quantity(g, t, depth - 1); put(t, "×%u）", pick(g, 4)); return;
    case 5: put(t, "（（"); quantity(g, t, depth - 1); put(t, "÷%u", pick(g, 5)), put(t, "）を切り%s）", pick(g, 2) ? "捨て" : "上げ"); return;
    case 6: put(t, "（"); quantity(g, t, depth - 1); put(t, "）（%u", pick(g, 20)), put(t, "点を%s）", pick(g, 2) ? "限度" : "下限"); return;
    case 7: put(t, "（"); quantity(g, t, depth - 1); put(t, "と"); quantity(g, t, depth - 1); put(t, pick(g, 2) ? "の早い方）" : "の遅い方）"); return;
    case 8: put(t, "（（"); date(g, t, 1); put(t, "）現在の%s）", ONE(g, points)); return;
    default: d = earlier(g, 'q'); if (d < 0) put(t, "点数A"); else put(t, "%s", g->name[d]); return;
  }
}

static void level(gen *g, gen_text *t, bool subject) {
  int d = earlier(g, 'e');
  if (subject) put(t, "%s", d < 0 || pick(g, 2) ? "段" : g->name[d]);
  else put(t, "%s", ONE(g, levels));
}

static const char *const order[] = {"以上", "以下", "未満", "超"};

static void atom(gen *g, gen_text *t, unsigned depth) {
  int d;
  unsigned a;
  switch (pick(g, 31u)) {
    case 0: put(t, "%s", ONE(g, bools)), put(t, "が%s", pick(g, 2) ? "ある" : "ない"); return;
    case 1: quantity(g, t, depth); put(t, "が%u", pick(g, 21)), put(t, "点%s", ONE(g, order)); return;
    case 2: a = pick(g, 12); quantity(g, t, depth); put(t, "が%u点以上%u点未満", a, a + pick(g, 9)); return;
    case 3: a = pick(g, 12); quantity(g, t, depth); put(t, "が%u点から%u点まで", a, a + pick(g, 9)); return;
    case 4: level(g, t, true); put(t, "が"); level(g, t, false); put(t, "%s", pick(g, 2) ? "以上" : "以下"); return;
    case 5: level(g, t, true); put(t, "が"); level(g, t, false); put(t, "以外"); return;
    case 6: put(t, "%s", pick(g, 2) ? "調査A" : "調査B"), put(t, "が%s", ONE(g, surveys)); return;
    case 7: put(t, "調査Aが%s", ONE(g, surveys)), put(t, "、%s", ONE(g, surveys)), put(t, "%s", pick(g, 2) ? "のいずれか" : "のいずれでもない"); return;
    case 8: put(t, "調査A、調査Bの%s", pick(g, 2) ? "いずれか" : "すべて"), put(t, "が%s以外", ONE(g, surveys)); return;
    case 9: put(t, "年齢が%u", pick(g, 90)), put(t, "歳%s", ONE(g, order)); return;
    case 10: date(g, t, depth); put(t, "が"); day(g, t); put(t, pick(g, 2) ? "以後" : "以前"); return;
    case 11: put(t, "%s", pick(g, 2) ? "契約日" : "備考"), put(t, "が空欄%s", pick(g, 2) ? "である" : "でない"); return;
    case 12: rows(g, t, depth ? 1 : 0); put(t, pick(g, 2) ? "がある" : "がない"); return;
    case 13: rows(g, t, depth ? 1 : 0); put(t, "の件数が%u", pick(g, 6)), put(t, "件%s", ONE(g, order)); return;
    case 14: rows(g, t, depth ? 1 : 0); put(t, "の分数の%s", pick(g, 3) ? (pick(g, 2) ? "合計" : "最大") : "最小"), put(t, "が%u", pick(g, 300)), put(t, "分%s", ONE(g, order)); return;
    case 15: put(t, "利用期間が"); if (pick(g, 2)) put(t, "基準日"); else day(g, t); put(t, "を含む"); return;
    case 16: put(t, "担当の職種が%s", pick(g, 2) ? "常勤" : "非常勤"); return;
    case 17: put(t, "経験が%u", pick(g, 40)), put(t, "年%s", ONE(g, order)); return;
    case 18: put(t, "残高が%u", pick(g, 99)), put(t, ".%02u", pick(g, 100)), put(t, "円%s", ONE(g, order)); return;
    case 19: put(t, "起床が%02u", pick(g, 24)), put(t, ":%02u", pick(g, 60)), put(t, "以%s", pick(g, 2) ? "前" : "後"); return;
    case 20: put(t, "備考が%s", pick(g, 2) ? "『要確認』" : "『済』"); return;
    case 21:
      d = earlier(g, 'd');
      if (d < 0) put(t, "有Aがある");
      else put(t, "%sが%s", g->name[d], pick(g, 3) ? (pick(g, 2) ? "可" : "不可") : "対象外");
      return;
    case 22: rows(g, t, depth ? 1 : 0); put(t, "の訪問の実人員が%u人以上", pick(g, 3)); return;
    case 23: rows(g, t, depth ? 1 : 0); put(t, "の分数の平均が%u分以上", pick(g, 300)); return;
    case 25: put(t, "日数（"); date(g, t, depth); put(t, "、基準日）が%u", pick(g, 4000)), put(t, "日%s", ONE(g, order)); return;
    case 26: put(t, "（"); date(g, t, depth); put(t, "）の日が%u", 1 + pick(g, 31)), put(t, "日%s", ONE(g, order)); return;
    case 27: put(t, "（（%s）から（", ONE(g, dates)); day(g, t); put(t, "）までの各月）の件数が%u", pick(g, 60)), put(t, "件%s", ONE(g, order)); return;
    case 28:
      if (pick(g, 2)) put(t, "（残高＋%u", pick(g, 20)), put(t, "円）が%u", pick(g, 99)), put(t, ".%02u", pick(g, 100)), put(t, "円%s", ONE(g, order));
      else put(t, "（残高＋（（残高÷%u", 1 + pick(g, 4)), put(t, "）を切り捨て））が%u", pick(g, 99)), put(t, ".%02u", pick(g, 100)), put(t, "円%s", ONE(g, order));
      return;
    case 29: put(t, "前%u月間のうち（", 1 + pick(g, 12)); date(g, t, 0); put(t, "）の月がその月ものがある"); return;
    case 24: put(t, "月数（"); date(g, t, depth); put(t, "、基準日）が%u", pick(g, 40)), put(t, "月%s", ONE(g, order)); return;
    default:
      d = earlier(g, 'c');
      if (d < 0) put(t, "有Bがある");
      else put(t, "%s%s", g->name[d], pick(g, 4) ? "" : "でない");
      return;
  }
}

static void cond(gen *g, gen_text *t, unsigned depth) {
  if (!depth || !pick(g, 3)) {
    atom(g, t, depth ? depth - 1 : 0);
    return;
  }
  unsigned n = 2 + pick(g, 2);
  const char *joint = pick(g, 2) ? "かつ" : "または";
  for (unsigned i = 0; i < n; i++) {
    if (i) put(t, "%s%s", pick(g, 3) ? "" : "、", joint);
    if (pick(g, 3)) atom(g, t, depth - 1);
    else { put(t, "（"); cond(g, t, depth - 1); put(t, "）"); }
  }
}

static void bullets(gen *g, gen_text *t, unsigned depth, unsigned indent) {
  static const char *const heads[] = {"次のすべて", "次のいずれか", "次のうち2つ以上"};
  unsigned n = 2 + pick(g, 2);
  put(t, "%s", ONE(g, heads));
  for (unsigned i = 0; i < n; i++) {
    put(t, "\n%*s・", (int)indent, "");
    if (depth && !pick(g, 4)) bullets(g, t, depth - 1, indent + 2);
    else cond(g, t, depth);
  }
}

static void condition(gen *g, gen_text *t, unsigned depth) {
  switch (pick(g, 6)) {
    case 0: bullets(g, t, depth, 4); return;
    case 1:
      put(t, "解釈「読A」により\n    ・広く：");
      cond(g, t, depth);
      put(t, "\n    ・狭く：");
      cond(g, t, depth);
      return;
    default: cond(g, t, depth);
  }
}

/* ---- declarations ---- */

/* what later declarations write to ask the one just declared: its name with arguments */
static void asked_as(gen *g, const char *fmt, unsigned a, const char *b) {
  char name[16], args[32];
  snprintf(name, sizeof name, "%.15s", g->name[g->ndecls]);
  snprintf(args, sizeof args, fmt, a, b);
  snprintf(g->name[g->ndecls], sizeof g->name[0], "%s%s", name, args);
}

static const char *declare(gen *g, char kind) {
  static const char digits[] = "0123456789";
  char *n = g->name[g->ndecls];
  const char *base = kind == 'c' ? "条" : kind == 'q' ? "量" : kind == 'd' ? "判" : kind == 'e' ? "級" : kind == 't' ? "期" : "文";
  snprintf(n, sizeof g->name[0], "%s%c%c", base, digits[g->ndecls / 10], digits[g->ndecls % 10]);
  g->kind[g->ndecls] = kind;
  return n;
}

static void result(gen *g, gen_text *t) {
  static const char *const list[] = {"可", "不可『足りない』", "対象外『述べていない』", "要照会（市の窓口）", "可『特に認める』", "不可"};
  put(t, "%s", ONE(g, list));
}

static void provisos(gen *g, gen_text *t, unsigned depth, char kind) {
  unsigned n = pick(g, 3);
  for (unsigned i = 0; i < n; i++) {
    put(t, "  ただし");
    cond(g, t, depth ? depth - 1 : 0);
    put(t, "とき、");
    if (!pick(g, 5)) put(t, "この限りでない");
    else if (kind == 'd' || kind == 'c') {
      if (kind == 'c') put(t, pick(g, 2) ? "可" : "不可");
      else result(g, t);
    } else {
      if (!pick(g, 4)) put(t, "対象外『ない』");
      else if (kind == 'q') quantity(g, t, 1);
      else if (kind == 't') date(g, t, 1);
      else put(t, "%s", ONE(g, levels));
    }
    put(t, "。\n");
    if (!pick(g, 3)) {
      put(t, "    この場合においてただし");
      cond(g, t, 0);
      put(t, "とき、");
      if (pick(g, 2)) put(t, "この限りでない");
      else if (kind == 'c') put(t, "可");
      else if (kind == 'd') result(g, t);
      else if (kind == 'q') put(t, "%u点", pick(g, 20));
      else if (kind == 't') day(g, t);
      else put(t, "%s", ONE(g, levels));
      put(t, "。\n");
    }
  }
}

static void matrix(gen *g, gen_text *t, unsigned depth) {
  const char *name = declare(g, 'd');
  int head = pick(g, 2) ? earlier(g, 'c') : -1;
  unsigned cols = 4 + (head >= 0);
  static const char *const marks[] = {"○", "×", "★", "◇", "■", "△"};
  unsigned used = 0;
  put(t, "表 %s（品目×段）\n  根拠 資料 §6。\n| 品目 |", name);
  if (head >= 0) put(t, " %s |", g->name[head]);
  for (unsigned i = 0; i < 4; i++) put(t, " %s |", levels[i]);
  put(t, "\n");
  for (unsigned r = 0; r < 3; r++) {
    put(t, "| 品%u |", r + 1);
    for (unsigned c = 0; c < cols; c++) {
      unsigned m = pick(g, 8);
      if (m == 6 && c) put(t, " ＝ |");
      else if (m == 7) put(t, " － |");
      else { m %= 6; used |= 1u << m; put(t, " %s |", marks[m]); }
    }
    put(t, "\n");
  }
  put(t, "  凡例\n");
  for (unsigned m = 0; m < 6; m++) {
    if (m == 1 || !(used >> m & 1)) continue;
    put(t, "  %s ", marks[m]);
    if (m == 0) put(t, "可");
    else if (m == 5) result(g, t);
    else if (m == 4) { int d = earlier(g, 'c'); put(t, "%s", d < 0 ? "有Aがある" : g->name[d]); }
    else condition(g, t, depth ? depth - 1 : 0);
    put(t, "。\n");
  }
  provisos(g, t, depth, 'd');
  /* rows are asked for as 判00（品1） */
  asked_as(g, "（品%u）%.0s", 1 + pick(g, 3), "");
}

static void decision(gen *g, gen_text *t, unsigned depth) {
  static const char *const hits[] = {"上から順", "最小", "最大", "すべて", ""};
  unsigned hit = pick(g, 5);
  char kind = hit >= 1 && hit <= 2 ? 'q' : hit == 3 ? 'n' : "qde"[pick(g, 3)];
  const char *name = declare(g, kind == 'n' ? 'T' : kind);
  unsigned n = 2 + pick(g, 3);
  put(t, "判定表 %s %s\n| 調査A | 点数A | 要件 | ⇒ 結果 |\n", name, hits[hit]);
  for (unsigned r = 0; r < n; r++) {
    if (hit == 4) put(t, "| %s | － | － |", surveys[r % 3]);
    else {
      if (pick(g, 2)) put(t, "| %s |", ONE(g, surveys)); else put(t, "| － |");
      unsigned a = pick(g, 20);
      switch (pick(g, 4)) {
        case 0: put(t, " － |"); break;
        case 1: put(t, " %u点以上 |", a); break;
        case 2: put(t, " %u点以上%u点未満 |", a, a + 1 + pick(g, 20 - a)); break;
        default: put(t, " %u点 |", a); break;
      }
      if (pick(g, 2)) put(t, " － |");
      else { put(t, " "); atom(g, t, depth ? depth - 1 : 0); put(t, " |"); }
    }
    if (kind == 'd') { put(t, " "); result(g, t); put(t, " |\n"); }
    else if (kind == 'e') put(t, " %s |\n", ONE(g, levels));
    else if (pick(g, 4)) put(t, " %u点 |\n", pick(g, 20));
    else if (pick(g, 2)) put(t, " %s |\n", ONE(g, points));
    else put(t, " なし |\n");
    if (hit == 4 && r == 2) break;
  }
  if (hit != 4 || n < 3 || pick(g, 2)) put(t, "| それ以外 | － | － | %s |\n", kind == 'd' ? "可" : kind == 'e' ? "段1" : "0点");
}

static void fee(gen *g, gen_text *t) {
  const char *name = declare(g, 'q');
  static const char *const from[] = {"", " 平成30年4月から", " 令和3年4月から", " 令和6年4月から"};
  unsigned k = pick(g, 3);
  if (!pick(g, 3)) { /* 順位 of one 支援 among all */
    put(t, "定義 順%s（支援）：支援の中の順位\n  ・分数の%s順\n", name, pick(g, 2) ? "大きい" : "小さい");
    if (pick(g, 2)) put(t, "  ・支援日の%s順\n", pick(g, 2) ? "新しい" : "古い");
    put(t, "  ・支援番号の小さい順。\n");
  }
  for (unsigned v = k ? 1 : 0; v <= k; v++) {
    put(t, "報酬 %s（品目×時期）%s：点\n| 品目 | 前期 | 後期 |\n", name, from[v]);
    for (unsigned r = 0; r < 3; r++) {
      put(t, "| 品%u |", r + 1);
      for (unsigned c = 0; c < 2; c++)
        if (pick(g, 6)) put(t, " %u |", pick(g, 3000)); else put(t, " なし |");
      put(t, "\n");
    }
    if (pick(g, 2)) put(t, "  それ以外 対象外『この時期にない』。\n");
  }
  unsigned row = 1 + pick(g, 3);
  asked_as(g, "（品%u、%s）", row, pick(g, 2) ? "前期" : "後期");
}

static void rows_are_conditions(gen *g, gen_text *t) {
  int a = earlier(g, 'c'), b = earlier(g, 'c');
  const char *name = declare(g, 'd');
  put(t, "表 %s（条件×時期）行は条件\n| 条件 | 前期 | 後期 |\n", name);
  put(t, "| %s | ○ | － |\n", a < 0 ? "有A" : g->name[a]);
  if (a != b || a < 0) put(t, "| %s | %s | ○ |\n", b < 0 ? "有B" : g->name[b], pick(g, 2) ? "○" : "－");
  asked_as(g, "%.0u（%s）", 0, pick(g, 2) ? "前期" : "後期");
}

void gen_rules(gen *g, unsigned decls, unsigned depth) {
  gen_text *t = &g->rules;
  put(t, "%s定義 年齢：満年齢（生年月日、基準日）。\n", ledgers);
  for (g->ndecls = 0; g->ndecls < decls && g->ndecls < GEN_MAX_DECLS; g->ndecls++) {
    const char *name;
    switch (pick(g, 11)) {
      case 0:
      case 1:
      case 2:
        name = declare(g, 'c');
        put(t, "条件 %s：", name);
        condition(g, t, depth);
        put(t, "。\n");
        provisos(g, t, depth, 'c');
        break;
      case 3:
        name = declare(g, 'q');
        put(t, "定義 %s：", name);
        if (pick(g, 4)) quantity(g, t, depth);
        else { put(t, "解釈「読B」により\n  ・一："); quantity(g, t, 1); put(t, "\n  ・二："); quantity(g, t, 0); put(t, "\n  ・三：%u点", pick(g, 9)); }
        put(t, "。\n");
        provisos(g, t, depth, 'q');
        break;
      case 4:
        name = declare(g, 't');
        put(t, "定義 %s：", name);
        date(g, t, depth);
        put(t, "。\n");
        provisos(g, t, depth, 't');
        break;
      case 5:
        name = declare(g, 'd');
        put(t, "規則 「%s」\n  ", name);
        switch (pick(g, 3)) {
          case 0: result(g, t); break;
          case 1: cond(g, t, depth); break;
          default: cond(g, t, depth); put(t, "とき、"); result(g, t); break;
        }
        put(t, "。\n");
        provisos(g, t, depth, 'd');
        break;
      case 6:
      case 7: matrix(g, t, depth); break;
      case 8: fee(g, t); break;
      case 9: rows_are_conditions(g, t); break;
      default: decision(g, t, depth); break;
    }
  }
}

/* ---- facts ---- */

/* Is this fact given? In every third case all of them are, so that what needs many facts at once is reached too. */
static bool given(gen *g, unsigned n) { return pick(g, n) || g->full; }

static void json_date(gen *g, gen_text *t) { put(t, "\"%u", 1950 + pick(g, 76)), put(t, "-%02u", 1 + pick(g, 12)), put(t, "-%02u\"", 1 + pick(g, 28)); }
static void text_or_blank(gen *g, gen_text *t) { put(t, "%s", pick(g, 3) ? (pick(g, 2) ? "\"要確認\"" : "\"済\"") : "null"); }

static void staff(gen *g, gen_text *t, unsigned n) {
  put(t, "\"職員\":[");
  for (unsigned i = 0; i < n; i++) {
    put(t, "%s{\"職員番号\":\"s%u\"", i ? "," : "", i);
    if (given(g, 4)) put(t, ",\"職種\":\"%s\"", pick(g, 2) ? "常勤" : "非常勤");
    if (given(g, 4)) put(t, ",\"経験\":%u", pick(g, 41));
    put(t, "}");
  }
  put(t, "]");
}

void gen_facts(gen *g) {
  gen_text *t = &g->facts;
  static const char *const iso[] = {"2024-10-01", "2018-04-01", "2021-03-31", "2024-04-01", "2017-01-15", "2024-02-29"};
  t->n = 0;
  g->full = !pick(g, 3);
  unsigned nstaff = 1 + pick(g, 2), nrec = pick(g, 4);
  put(t, "{\"基準日\":\"%s\",", ONE(g, iso));
  staff(g, t, nstaff);
  put(t, ",\"支援\":[");
  for (unsigned i = 0; i < nrec; i++) {
    put(t, "%s{\"支援番号\":%u,\"支援先\":\"u1\"", i ? "," : "", i + 1);
    if (given(g, 5)) { put(t, ",\"支援日\":"); if (pick(g, 2)) put(t, "\"2024-%02u", 4 + pick(g, 7)), put(t, "-%02u\"", 1 + pick(g, 28)); else json_date(g, t); }
    if (given(g, 4)) put(t, ",\"分数\":%u", pick(g, 301));
    if (given(g, 4)) put(t, ",\"訪問\":%s", pick(g, 2) ? "true" : "false");
    if (given(g, 3)) { put(t, ",\"所見\":"); text_or_blank(g, t); }
    put(t, "}");
  }
  put(t, "],\"利用者\":{\"番号\":\"u1\"");
  if (given(g, 4)) { put(t, ",\"生年月日\":"); json_date(g, t); }
  if (given(g, 3)) { put(t, ",\"契約日\":"); if (given(g, 3)) json_date(g, t); else put(t, "null"); }
  if (given(g, 4)) { if (pick(g, 6)) put(t, ",\"段\":\"%s\"", ONE(g, levels)); else put(t, ",\"段\":null"); }
  static const char *const plain[] = {"できる", "見守", "全面"};
  if (given(g, 3)) put(t, ",\"調査A\":\"%s\"", ONE(g, plain));
  if (given(g, 3)) put(t, ",\"調査B\":\"%s\"", ONE(g, plain));
  if (given(g, 3)) put(t, ",\"点数A\":%u", pick(g, 21));
  if (given(g, 3)) put(t, ",\"点数B\":%u", pick(g, 21));
  if (given(g, 3)) put(t, ",\"残高\":\"%u", pick(g, 99)), put(t, ".%02u\"", pick(g, 100));
  for (unsigned i = 0; i < 3; i++)
    if (given(g, 3)) put(t, ",\"%s\":%s", bools[i], pick(g, 2) ? "true" : "false");
  if (given(g, 3)) put(t, ",\"担当\":\"s%u\"", pick(g, nstaff));
  if (given(g, 3)) put(t, ",\"利用期間\":{\"から\":\"20%02u", 15 + pick(g, 10)), put(t, "-04-01\",\"まで\":\"20%02u-03-31\"}", 25 + pick(g, 5));
  if (given(g, 3)) put(t, ",\"起床\":\"%02u", pick(g, 24)), put(t, ":%02u\"", pick(g, 60));
  if (given(g, 3)) { put(t, ",\"備考\":"); text_or_blank(g, t); }
  if (given(g, 3)) {
    put(t, ",\"根拠支援\":[");
    bool first = true;
    for (unsigned i = 0; i < nrec; i++)
      if (pick(g, 2)) { put(t, "%s%u", first ? "" : ",", i + 1); first = false; }
    put(t, "]");
  }
  put(t, "}");
  switch (g->full ? 0 : pick(g, 4)) {
    case 0: put(t, ",\"完結\":[{\"台帳\":\"支援\"}]"); break;
    case 1: put(t, ",\"完結\":[{\"台帳\":\"支援\",\"から\":\"2024-04\",\"まで\":\"2024-10\"}]"); break;
    case 2: put(t, ",\"完結\":[{\"台帳\":\"支援\",\"から\":\"2024-02\",\"まで\":\"2024-04\"},{\"台帳\":\"支援\",\"から\":\"2024-05\",\"まで\":\"2024-12\"}]"); break;
    default: break;
  }
  if (pick(g, 2)) put(t, ",\"解釈\":{\"読A\":\"%s\"}", pick(g, 2) ? "広く" : "狭く");
  put(t, "}");
}

void gen_start(gen *g, const uint8_t *data, size_t n, uint64_t seed) {
  memset(g, 0, sizeof *g);
  g->data = data;
  g->ndata = n;
  g->seed = seed * 0x9e3779b97f4a7c15u + 88172645463325252u;
  if (!g->seed) g->seed = 1;
}

void gen_free(gen *g) {
  free(g->rules.p);
  free(g->facts.p);
}
