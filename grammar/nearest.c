/* nearest.c -- see nearest.h */
#include "nearest.h"

#include <stdbool.h>
#include <string.h>

#include "nfkc.h"

enum { LONGEST = 64, /* code points; a longer name is compared by its beginning */
       LIKE = 1, EDIT = 2, DIGIT = 3 }; /* 区分7 is hardly ever a slip for 区分6 */

/* Characters that look alike in print or stand side by side in a conversion list, a group a line. */
static const char *const alike[] = {
  "日目曰白", "カ力", "ー一－―‐−-—–─", "〇○◯0OoＯ", "未末", "1lI|", "土士", "千干于", "人入八", "ニ二", "ハ八", "ロ口囗", "エ工",
  "タ夕", "ト卜", "己已巳", "候侯", "復複腹", "検険剣", "護獲穫", "績積責", "待侍持", "遣遺", "輪輸", "微徴", "祈折析", "援緩暖",
  "支技枝", "ヶケ力カか", "×✕xX", "歩步", "害書", "児兒", "官宮管", "因困囚", "准準", "施旋", "設説", "問間聞", "特持", "態熊",
};

static bool in_group(const char *group, uint32_t c) {
  size_t n = strlen(group);
  for (size_t i = 0; i < n;) {
    uint32_t g;
    unsigned len = nz_utf8(group + i, n - i, &g);
    if (g == c) return true;
    i += len;
  }
  return false;
}

/* Kana without voicing, size and script: ば ぱ バ ハ → は; ッ → つ. */
static uint32_t bare_kana(uint32_t c) {
  if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
  if (c < 0x3041 || c > 0x3096) return 0;
  if (c >= 0x306F && c <= 0x307D) return 0x306F + (c - 0x306F) / 3 * 3; /* は行 */
  if (c == 0x3063) return 0x3064;                                       /* っ */
  if (c >= 0x3064 && c <= 0x3069) return c - (c - 0x3064) % 2;          /* つ て と */
  if (c >= 0x304B && c <= 0x3062) return c - (c - 0x304B) % 2;          /* か行から ち まで */
  if ((c >= 0x3041 && c <= 0x304A) || (c >= 0x3083 && c <= 0x3088)) return c + c % 2;
  return c;
}

static unsigned price(uint32_t x, uint32_t y) {
  if (x == y) return 0;
  bool dx = x >= '0' && x <= '9', dy = y >= '0' && y <= '9';
  if (dx && dy) return DIGIT;
  if (x < 0x80 && y < 0x80 && (x | 0x20) == (y | 0x20) && (x | 0x20) >= 'a' && (x | 0x20) <= 'z') return LIKE;
  if (bare_kana(x) && bare_kana(x) == bare_kana(y)) return LIKE;
  for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
    if (in_group(alike[i], x) && in_group(alike[i], y)) return LIKE;
  return EDIT;
}

static unsigned decode(const char *p, size_t n, uint32_t out[LONGEST]) {
  unsigned k = 0;
  for (size_t i = 0; i < n && k < LONGEST;) {
    unsigned len = nz_utf8(p + i, n - i, &out[k]);
    if (len == 0) out[k] = 0xFFFD, len = 1;
    i += len;
    k++;
  }
  return k;
}

/* Optimal string alignment: insert, delete, replace, swap neighbours. */
static unsigned distance(const uint32_t *x, unsigned n, const uint32_t *y, unsigned m) {
  unsigned rows[3][LONGEST + 1], *two = rows[0], *one = rows[1], *now = rows[2];
  for (unsigned j = 0; j <= m; j++) one[j] = j * EDIT;
  for (unsigned i = 1; i <= n; i++) {
    now[0] = i * EDIT;
    for (unsigned j = 1; j <= m; j++) {
      unsigned c = one[j - 1] + price(x[i - 1], y[j - 1]);
      if (one[j] + EDIT < c) c = one[j] + EDIT;
      if (now[j - 1] + EDIT < c) c = now[j - 1] + EDIT;
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && two[j - 2] + EDIT < c) c = two[j - 2] + EDIT;
      now[j] = c;
    }
    unsigned *free_row = two;
    two = one;
    one = now;
    now = free_row;
  }
  return one[m];
}

void nz_near_try(nz_near *best, const char *typed, size_t n, const char *candidate, size_t m, size_t index) {
  uint32_t x[LONGEST], y[LONGEST];
  best->work++; /* a name set aside for its length was looked at too */
  unsigned nx = decode(typed, n, x), ny = decode(candidate, m, y);
  unsigned longer = nx > ny ? nx : ny, shorter = nx + ny - longer;
  if (shorter == 0) return;
  unsigned most = longer == 1 ? LIKE : longer < 6 ? EDIT : longer / 3 * EDIT; /* a third of a long name may be wrong */
  if ((longer - shorter) * EDIT > most) return;
  unsigned cost = distance(x, nx, y, ny);
  best->work += nx * ny;
  if (cost > most || (best->found && cost >= best->cost)) return;
  *best = (nz_near){1, cost, index, best->work};
}

size_t nz_nearest(const char *typed, size_t n, const nz_str *candidates, size_t count) {
  nz_near best = {0};
  for (size_t i = 0; i < count; i++) nz_near_try(&best, typed, n, candidates[i].p, candidates[i].n, i);
  return best.found ? best.index : NZ_NO_NEAREST;
}
