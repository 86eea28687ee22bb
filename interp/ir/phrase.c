/* phrase.c -- IR nodes in the rule's own words; see phrase.h */
#include "phrase.h"

#include "ask.h"

#include <string.h>

enum { MAX_DEPTH = 96, MAX_BYTES = 16 * 1024, MAX_COMPARED = 4096 };
enum { TOP, INNER, SUM, PRODUCT, POST }; /* how tightly what stands around an operand binds */

typedef struct printer {
  const ir_module *m;
  ir_buf *out;
  size_t limit;
  uint32_t depth;
  bool cut;
} printer;

static void put(printer *p, uint32_t id, int around);

static void say(printer *p, const char *s) { ir_buf_put(p->out, s, strlen(s)); }
static void name(printer *p, ir_str s) { ir_phrase_name(ir_text(p->m, s), p->out); }
static uint32_t arg(const printer *p, const ir_node *n, uint32_t i) { return p->m->args.v[n->args.first + i]; }
static ir_op op_of(const printer *p, uint32_t id) { return (ir_op)ir_at(p->m, id)->op; }
static ir_tk kind_of(const printer *p, uint32_t id) { return (ir_tk)p->m->types.v[ir_at(p->m, id)->type].k; }

/* 桁合わせ is for the evaluator only; in words a node and its rescaled form are one. */
static uint32_t bare(const printer *p, uint32_t id) {
  while (op_of(p, id) == IR_RESCALE || op_of(p, id) == IR_DECIDE) id = arg(p, ir_at(p->m, id), 0);
  return id;
}

/* The same expression? `mine` stands for the subject on the left side (IR_NONE: itself). */
static bool same(const printer *p, uint32_t a, uint32_t b, uint32_t mine, uint32_t *budget) {
  if (*budget == 0) return false;
  --*budget;
  const ir_node *x = ir_at(p->m, a), *y = ir_at(p->m, b);
  if (x->op == IR_SUBJECT && mine != IR_NONE) return same(p, mine, b, IR_NONE, budget);
  if (a == b && mine == IR_NONE) return true;
  if (x->op != y->op || x->ref != y->ref || x->imm != y->imm || x->imm2 != y->imm2 || x->args.n != y->args.n) return false;
  for (uint32_t i = 0; i < x->args.n; i++)
    if (!same(p, arg(p, x, i), arg(p, y, i), mine, budget)) return false;
  return true;
}

static bool is_row(const printer *p, uint32_t id, ir_op op) { return op_of(p, id) == op && kind_of(p, id) == IR_T_ROW; }

/* The row before a field, with の; nothing for the subject and for the element a filter speaks about. */
static void of_row(printer *p, uint32_t row) {
  if (op_of(p, row) == IR_SUBJECT || op_of(p, row) == IR_ITEM) return;
  put(p, row, POST);
  say(p, "の");
}

static void field(printer *p, const ir_node *n) {
  of_row(p, arg(p, n, 0));
  name(p, p->m->fields.v[n->ref].name);
}

/* 利用可否（重度訪問介護）: arguments that are what would be taken anyway are left out. */
static void decl(printer *p, const ir_node *n) {
  const ir_decl *d = &p->m->decls.v[n->ref];
  uint32_t first = d->subject != IR_NONE && n->args.n ? 1 : 0, row = first ? arg(p, n, 0) : IR_NONE, shown = 0;
  if (row != IR_NONE) of_row(p, row);
  name(p, d->name);
  for (uint32_t i = first; i < n->args.n && i - first < d->params.n; i++) {
    uint32_t dflt = p->m->params.v[d->params.first + i - first].dflt, budget = MAX_COMPARED;
    if (dflt != IR_NONE && same(p, dflt, arg(p, n, i), row, &budget)) continue;
    say(p, shown++ ? "、" : "（");
    put(p, arg(p, n, i), TOP);
  }
  if (shown) say(p, "）");
  if (d->outputs.n > 1 && n->imm >= 0 && n->imm < d->outputs.n) {
    say(p, "の");
    name(p, p->m->outputs.v[d->outputs.first + (uint32_t)n->imm].name);
  }
}

static void constant(printer *p, const ir_node *n) {
  const ir_type *t = &p->m->types.v[n->type];
  if (t->k == IR_T_BOOL) {
    say(p, n->flags & IR_NF_NOTASKED ? "問わない" : n->flags & IR_NF_OTHERWISE ? "それ以外" : n->imm ? "常に" : "成り立たない");
  } else if (t->k == IR_T_TEXT) {
    ir_phrase_value(p->m, n->type, n->ref == IR_NONE ? 0 : n->ref, 0, p->out);
  } else if (t->k == IR_T_QTY && t->dec) { /* a threshold is written without decimals that say nothing */
    int64_t scale = 1;
    for (unsigned i = 0; i < t->dec && i < 18; i++) scale *= 10;
    ir_type whole = *t;
    if (n->imm % scale == 0) whole.dec = 0;
    ir_buf tmp = {p->out->a, NULL, 0, 0};
    ir_phrase_value(p->m, n->type, n->imm, n->imm2, &tmp);
    if (whole.dec == 0) { /* cut ".00" out of 10.00円 */
      const char *dot = tmp.p ? memchr(tmp.p, '.', tmp.n) : NULL;
      size_t at = dot ? (size_t)(dot - tmp.p) : tmp.n, skip = dot ? 1u + t->dec : 0;
      ir_buf_put(p->out, tmp.p, at);
      if (at + skip < tmp.n) ir_buf_put(p->out, tmp.p + at + skip, tmp.n - at - skip);
    } else {
      ir_buf_put(p->out, tmp.p, tmp.n);
    }
  } else {
    ir_phrase_value(p->m, n->type, n->imm, n->imm2, p->out);
  }
}

/* ---- words of comparisons ---- */

static bool is_const(const printer *p, uint32_t id) { return op_of(p, bare(p, id)) == IR_CONST; }

static bool has_unit(const printer *p, uint32_t id) {
  id = bare(p, id);
  const ir_type *t = &p->m->types.v[ir_at(p->m, id)->type];
  return op_of(p, id) == IR_CONST && t->k == IR_T_QTY && t->ref < p->m->units.n;
}

static bool calendar(ir_tk k) { return k == IR_T_DATE || k == IR_T_MONTH || k == IR_T_TIME; }

/* 同じ利用者, 同じ月: the element's own value compared with the subject's value of the same name. NULL when it is neither. */
static bool same_name(const printer *p, const ir_node *n, nz_str *out) {
  uint32_t a = bare(p, arg(p, n, 0)), b = bare(p, arg(p, n, 1));
  const ir_node *x = ir_at(p->m, a), *y = ir_at(p->m, b);
  if (x->op == IR_MONTHOF) {
    const ir_node *f = ir_at(p->m, arg(p, x, 0));
    if (f->op != IR_FIELD || op_of(p, arg(p, f, 0)) != IR_ITEM || !(p->m->fields.v[f->ref].flags & IR_F_TIME)) return false;
    if (y->op != IR_MONTHOF) return false;
    ir_op of = op_of(p, arg(p, y, 0));
    if (of != IR_TODAY && of != IR_FIELD) return false;
    *out = (nz_str){"月", (uint32_t)strlen("月")};
    return true;
  }
  if (x->op != IR_FIELD || op_of(p, arg(p, x, 0)) != IR_ITEM) return false;
  const ir_field *f = &p->m->fields.v[x->ref];
  *out = ir_text(p->m, f->name);
  if (y->op == IR_SUBJECT) return p->m->types.v[f->type].k == IR_T_ROW;
  return y->op == IR_FIELD && op_of(p, arg(p, y, 0)) == IR_SUBJECT && p->m->fields.v[y->ref].name == f->name;
}

/* What is asked of the subject: 10点以上, 「できる」以外. */
static void cmp_need(printer *p, const ir_node *n) {
  uint32_t right = arg(p, n, 1);
  bool cal = calendar(kind_of(p, right));
  if (is_const(p, right) && kind_of(p, right) == IR_T_BOOL) say(p, ir_at(p->m, bare(p, right))->imm ? "ある" : "ない");
  else put(p, right, SUM);
  switch ((ir_op)n->op) {
    case IR_LT: say(p, "未満"); break;
    case IR_LE: say(p, cal ? "以前" : "以下"); break;
    case IR_GT: say(p, has_unit(p, right) ? "超" : "を超える"); break;
    case IR_GE: say(p, cal ? "以後" : "以上"); break;
    case IR_NE: say(p, "以外"); break;
    default:
      if (!is_const(p, right)) say(p, "と同じ");
      break;
  }
}

static void in_need(printer *p, const ir_node *n) {
  for (uint32_t i = 1; i < n->args.n; i++) {
    if (i > 1) say(p, "、");
    put(p, arg(p, n, i), SUM);
  }
  if (n->args.n > 2) say(p, "のいずれか");
}

static bool is_range(const printer *p, const ir_node *n) {
  if (n->op != IR_AND || n->args.n != 2 || !(n->flags & IR_NF_RANGE)) return false;
  for (uint32_t i = 0; i < 2; i++)
    if (op_of(p, arg(p, n, i)) < IR_LT || op_of(p, arg(p, n, i)) > IR_GE) return false;
  return true;
}

static bool is_truth(const printer *p, uint32_t id) { return op_of(p, id) == IR_FIELD && kind_of(p, id) == IR_T_BOOL; }

/* Does the phrase of this condition end in a verb (…がある, …を超える), so that もの and とき join it directly? */
static bool ends_in_verb(const printer *p, uint32_t id) {
  const ir_node *n = ir_at(p->m, bare(p, id));
  switch ((ir_op)n->op) {
    case IR_FIELD:
    case IR_EXISTS:
    case IR_CONTAINS:
    case IR_NOT: return true;
    case IR_GT: return !has_unit(p, arg(p, n, 1));
    case IR_AND:
      if (is_range(p, n)) return false;
      return n->args.n == 2 && ends_in_verb(p, arg(p, n, 1));
    case IR_OR: return n->args.n == 2 && ends_in_verb(p, arg(p, n, 1));
    default: return false;
  }
}

static void joined(printer *p, const ir_node *n, const char *word, int around) {
  if (around > TOP) say(p, "（");
  for (uint32_t i = 0; i < n->args.n; i++) {
    if (i) say(p, word);
    put(p, arg(p, n, i), INNER);
  }
  if (around > TOP) say(p, "）");
}

/* Bullets on one line, for three and more at the top; inside something かつ and または in brackets. */
static void group(printer *p, const ir_node *n, const char *head, const char *word, int around) {
  if (word && (n->args.n < 3 || around > TOP)) {
    if (n->args.n == 1) put(p, arg(p, n, 0), around);
    else joined(p, n, word, around);
    return;
  }
  if (around > TOP) say(p, "（");
  say(p, head);
  for (uint32_t i = 0; i < n->args.n; i++) {
    say(p, " ・");
    put(p, arg(p, n, i), INNER);
  }
  if (around > TOP) say(p, "）");
}

static void negated(printer *p, uint32_t id) {
  id = bare(p, id);
  const ir_node *n = ir_at(p->m, id);
  if (is_truth(p, id)) {
    field(p, n);
    say(p, "がない");
  } else if (n->op == IR_EXISTS) {
    put(p, arg(p, n, 0), POST);
    say(p, "がない");
  } else if (n->op == IR_IN) {
    put(p, arg(p, n, 0), POST);
    say(p, "が");
    for (uint32_t i = 1; i < n->args.n; i++) {
      if (i > 1) say(p, "、");
      put(p, arg(p, n, i), SUM);
    }
    say(p, "のいずれでもない");
  } else if (n->op == IR_DECL || n->op == IR_ISBLANK || n->op == IR_PARAM) {
    put(p, id, INNER);
    say(p, "でない");
  } else {
    say(p, "（");
    put(p, id, TOP);
    say(p, "）でない");
  }
}

/* ---- sets ---- */

static bool constant_of(const printer *p, uint32_t id, int64_t *v) {
  id = bare(p, id);
  if (op_of(p, id) != IR_CONST) return false;
  *v = ir_at(p->m, id)->imm;
  return true;
}

/* Months counted from the month of 基準日 (or of the subject's date): offset of a bound, 0 for that month itself. */
static bool month_offset(const printer *p, uint32_t id, uint32_t *base, int64_t *off) {
  const ir_node *n = ir_at(p->m, id);
  *off = 0;
  *base = id;
  if (n->op == IR_ADDMONTHS) {
    *base = arg(p, n, 0);
    if (!constant_of(p, arg(p, n, 1), off)) return false;
  }
  return op_of(p, *base) == IR_MONTHOF;
}

static void months(printer *p, const ir_node *n) {
  uint32_t b0, b1, budget = MAX_COMPARED;
  int64_t from, to;
  if (month_offset(p, arg(p, n, 0), &b0, &from) && month_offset(p, arg(p, n, 1), &b1, &to) && same(p, b0, b1, IR_NONE, &budget) &&
      op_of(p, arg(p, ir_at(p->m, b0), 0)) == IR_TODAY && from > -1200 && from < 0) {
    if (to == -1) {
      ir_buf_printf(p->out, "前%d月間の各月", (int)-from);
      return;
    }
    if (to == 0) {
      ir_buf_printf(p->out, "直近%d月間の各月", (int)(1 - from));
      return;
    }
  }
  put(p, arg(p, n, 0), POST);
  say(p, "から");
  put(p, arg(p, n, 1), POST);
  say(p, "までの各月");
}

static bool is_others(const printer *p, uint32_t id) {
  const ir_node *n = ir_at(p->m, id);
  return n->op == IR_NE && is_row(p, arg(p, n, 0), IR_ITEM) && is_row(p, arg(p, n, 1), IR_SUBJECT);
}

static void where(printer *p, const ir_node *n) {
  uint32_t cond = bare(p, arg(p, n, 1));
  const ir_node *c = ir_at(p->m, cond);
  bool others = is_others(p, cond), first_other = c->op == IR_AND && c->args.n > 1 && is_others(p, arg(p, c, 0));
  if (others || first_other) say(p, "他の");
  put(p, arg(p, n, 0), POST);
  if (others) return;
  say(p, "のうち");
  uint32_t last = cond;
  if (c->op == IR_AND && !is_range(p, c)) { /* かつ never needs brackets here */
    for (uint32_t i = first_other; i < c->args.n; i++) {
      if (i > (uint32_t)first_other) say(p, "かつ");
      put(p, arg(p, c, i), INNER);
      last = arg(p, c, i);
    }
  } else if (c->op == IR_OR && c->args.n > 1) {
    joined(p, c, "または", TOP);
    last = arg(p, c, c->args.n - 1);
  } else {
    put(p, cond, TOP);
  }
  say(p, ends_in_verb(p, last) ? "もの" : "であるもの");
}

/* SETの値の合計; over the element itself only SETの最大. */
static void aggregate(printer *p, const ir_node *n, const char *word) {
  put(p, arg(p, n, 0), POST);
  if (op_of(p, bare(p, arg(p, n, 1))) != IR_ITEM) {
    say(p, "の");
    const ir_node *v = ir_at(p->m, bare(p, arg(p, n, 1)));
    bool by_month = v->op == IR_DECL && v->args.n && op_of(p, arg(p, v, v->args.n - 1)) == IR_ITEM && kind_of(p, arg(p, v, v->args.n - 1)) == IR_T_MONTH;
    if (by_month) name(p, p->m->decls.v[v->ref].name); /* 各月の対象者数: the month is the element */
    else put(p, bare(p, arg(p, n, 1)), POST);
  }
  say(p, word);
}

/* Keys in bullets. A list (…がA、Bの順) is a run of keys "is it A", "is it B", each descending, over one expression. */
static void rank(printer *p, const ir_node *n) {
  put(p, arg(p, n, 0), POST);
  say(p, "の中の順位");
  for (uint32_t i = 2; i < n->args.n; i++) {
    uint32_t k = bare(p, arg(p, n, i));
    const ir_node *key = ir_at(p->m, k);
    bool falls = n->imm >> (i - 2 < 63 ? i - 2 : 63) & 1, list = key->op == IR_EQ && falls;
    say(p, " ・");
    put(p, list ? arg(p, key, 0) : k, POST);
    if (!list) {
      bool cal = calendar(kind_of(p, k));
      say(p, falls ? (cal ? "の新しい順" : "の大きい順") : cal ? "の古い順" : "の小さい順");
      continue;
    }
    say(p, "が");
    put(p, arg(p, key, 1), POST);
    for (; i + 1 < n->args.n; i++) {
      const ir_node *next = ir_at(p->m, bare(p, arg(p, n, i + 1)));
      uint32_t budget = 200;
      if (next->op != IR_EQ || !same(p, arg(p, key, 0), arg(p, next, 0), IR_NONE, &budget)) break;
      say(p, "、");
      put(p, arg(p, next, 1), POST);
    }
    say(p, "の順");
  }
}

/* ---- decisions ---- */

static const char *outcome_word(int64_t o) {
  static const char *const word[] = {"不可", "可", "一部可", "要照会", "対象外", "不明"};
  return o >= 0 && o <= NZ_OUT_UNKNOWN ? word[o] : "？";
}

static void outcome(printer *p, const ir_node *n) {
  if (n->imm == NZ_OUT_VALUE) {
    if (n->args.n) put(p, arg(p, n, 0), TOP);
    return;
  }
  say(p, outcome_word(n->imm));
  nz_str s = ir_text(p->m, n->ref == IR_NONE ? 0 : n->ref);
  if (s.n) {
    if (n->imm == NZ_OUT_REFER) {
      ir_ask_words(s, p->out);
      return;
    }
    say(p, "『");
    ir_buf_put(p->out, s.p, s.n);
    say(p, "』");
  }
}

static void provisos(printer *p, const ir_node *n, uint32_t from) {
  for (uint32_t i = from; i < n->args.n; i++) {
    say(p, n->op == IR_PROVITEM ? "。この場合において" : "。");
    put(p, arg(p, n, i), TOP);
  }
}

static void proviso(printer *p, const ir_node *n) {
  say(p, "ただし");
  put(p, arg(p, n, 0), TOP);
  say(p, ends_in_verb(p, arg(p, n, 0)) ? "とき、" : "であるとき、");
  put(p, arg(p, n, 1), TOP);
  provisos(p, n, 2);
}

static void reading(printer *p, const ir_node *n) {
  const ir_reading *r = &p->m->readings.v[n->ref];
  say(p, "解釈「");
  nz_str s = ir_text(p->m, r->name);
  ir_buf_put(p->out, s.p, s.n);
  say(p, "」により");
  for (uint32_t i = 0; i < n->args.n && i < r->choices.n; i++) {
    say(p, " ・");
    s = ir_text(p->m, p->m->choices.v[r->choices.first + i].name);
    ir_buf_put(p->out, s.p, s.n);
    say(p, "：");
    put(p, arg(p, n, i), INNER);
  }
}

static void parameter(printer *p, const ir_node *n) {
  const ir_type *t = &p->m->types.v[n->type];
  if (t->k == IR_T_MONTH) say(p, "月");
  else if (t->k == IR_T_ROW && t->ref < p->m->ledgers.n) name(p, p->m->ledgers.v[t->ref].name);
  else if (t->k == IR_T_ENUM && t->ref < p->m->enums.n) name(p, p->m->enums.v[t->ref].name);
  else ir_buf_printf(p->out, "引数%lld", (long long)n->imm + 1);
}

static void row_word(printer *p, const ir_node *n, const char *word) {
  const ir_type *t = &p->m->types.v[n->type];
  say(p, word);
  if (t->k == IR_T_MONTH) say(p, "月");
  else if (t->k == IR_T_ROW && t->ref < p->m->ledgers.n) name(p, p->m->ledgers.v[t->ref].name);
}

static void binary(printer *p, const ir_node *n, const char *word, int level, int around) {
  bool brackets = around > level;
  if (brackets) say(p, "（");
  put(p, arg(p, n, 0), level);
  say(p, word);
  put(p, arg(p, n, 1), level + 1);
  if (brackets) say(p, "）");
}

static void call(printer *p, const ir_node *n, const char *word) {
  say(p, word);
  say(p, "（");
  for (uint32_t i = 0; i < n->args.n; i++) {
    if (i) say(p, "、");
    put(p, arg(p, n, i), TOP);
  }
  say(p, "）");
}

static void post(printer *p, const ir_node *n, const char *word) {
  put(p, arg(p, n, 0), POST);
  say(p, word);
}

static void add_months(printer *p, const ir_node *n) {
  int64_t k;
  if (!constant_of(p, arg(p, n, 1), &k) || k >= 0 || k == INT64_MIN) {
    call(p, n, "月後");
    return;
  }
  say(p, "月前（");
  put(p, arg(p, n, 0), TOP);
  say(p, "、");
  ir_phrase_value(p->m, ir_at(p->m, bare(p, arg(p, n, 1)))->type, -k, 0, p->out);
  say(p, "）");
}

static void bound(printer *p, const ir_node *n, bool cap) {
  if (calendar(kind_of(p, arg(p, n, 0)))) {
    put(p, arg(p, n, 0), POST);
    say(p, "と");
    put(p, arg(p, n, 1), POST);
    say(p, cap ? "の早い方" : "の遅い方");
    return;
  }
  put(p, arg(p, n, 0), POST);
  say(p, "（");
  put(p, arg(p, n, 1), TOP);
  say(p, cap ? "を限度）" : "を下限）");
}

static void predicate(printer *p, const ir_node *n) { /* subject が need */
  put(p, arg(p, n, 0), SUM);
  say(p, "が");
  if (n->op == IR_IN) in_need(p, n);
  else cmp_need(p, n);
}

static void put_node(printer *p, uint32_t id, const ir_node *n, int around) {
  nz_str s;
  switch ((ir_op)n->op) {
    case IR_CONST: constant(p, n); break;
    case IR_TODAY: say(p, "基準日"); break;
    case IR_SUBJECT: row_word(p, n, "この"); break;
    case IR_ITEM: row_word(p, n, "その"); break;
    case IR_PARAM: parameter(p, n); break;
    case IR_FIELD:
      field(p, n);
      if (kind_of(p, id) == IR_T_BOOL && around <= INNER) say(p, "がある");
      break;
    case IR_DECL: decl(p, n); break;
    case IR_READING: reading(p, n); break;
    case IR_ASOF:
      put(p, arg(p, n, 0), POST);
      say(p, "現在の");
      put(p, arg(p, n, 1), POST);
      break;
    case IR_ADD: binary(p, n, "＋", SUM, around); break;
    case IR_SUB: binary(p, n, "−", SUM, around); break;
    case IR_MUL: binary(p, n, "×", PRODUCT, around); break;
    case IR_DIV: binary(p, n, "÷", PRODUCT, around); break;
    case IR_FLOOR: post(p, n, "を切り捨て"); break;
    case IR_CEIL: post(p, n, "を切り上げ"); break;
    case IR_RESCALE:
    case IR_DECIDE: put(p, arg(p, n, 0), around); break;
    case IR_MIN: bound(p, n, true); break;
    case IR_MAX: bound(p, n, false); break;
    case IR_AGE: call(p, n, "満年齢"); break;
    case IR_REACH: call(p, n, "到達日"); break;
    case IR_MONTHOF: post(p, n, "の月"); break;
    case IR_YEARSTART: post(p, n, n->imm == 4 ? "の「年度初めの月」" : "の「年初めの月」"); break;
    case IR_FIRSTDAY: post(p, n, "の初日"); break;
    case IR_LASTDAY: post(p, n, "の末日"); break;
    case IR_ADDMONTHS: add_months(p, n); break;
    case IR_ADDDAYS: call(p, n, "日後"); break;
    case IR_MONTHDIFF: call(p, n, "月数"); break;
    case IR_DAYDIFF: call(p, n, "日数"); break;
    case IR_DAYOF: post(p, n, "の日"); break;
    case IR_PSTART: post(p, n, "の始まり"); break;
    case IR_PEND: post(p, n, "の終わり"); break;
    case IR_AND:
      if (is_range(p, n)) {
        predicate(p, ir_at(p->m, arg(p, n, 0)));
        cmp_need(p, ir_at(p->m, arg(p, n, 1)));
      } else {
        group(p, n, "次のすべて", "かつ", around);
      }
      break;
    case IR_OR: group(p, n, "次のいずれか", "または", around); break;
    case IR_NOT: negated(p, arg(p, n, 0)); break;
    case IR_ATLEAST: {
      ir_buf tmp = {p->out->a, NULL, 0, 0};
      ir_buf_printf(&tmp, "次のうち%lldつ以上", (long long)n->imm);
      group(p, n, tmp.p, NULL, around);
      break;
    }
    case IR_EQ:
      if (same_name(p, n, &s)) {
        say(p, "同じ");
        ir_phrase_name(s, p->out);
        break;
      }
      predicate(p, n);
      break;
    case IR_LT:
    case IR_LE:
    case IR_GT:
    case IR_GE:
    case IR_NE:
    case IR_IN: predicate(p, n); break;
    case IR_ISBLANK: post(p, n, "が空欄"); break;
    case IR_CONTAINS:
      put(p, arg(p, n, 0), SUM);
      say(p, "が");
      put(p, arg(p, n, 1), SUM);
      say(p, "を含む");
      break;
    case IR_OUTIS:
      put(p, arg(p, n, 0), SUM);
      say(p, "が");
      say(p, outcome_word(n->imm));
      break;
    case IR_ROWS: name(p, p->m->ledgers.v[n->ref].name); break;
    case IR_REFS:
      of_row(p, arg(p, n, 0));
      name(p, p->m->fields.v[n->ref].name);
      break;
    case IR_MONTHS: months(p, n); break;
    case IR_WHERE: where(p, n); break;
    case IR_EXISTS: post(p, n, "がある"); break;
    case IR_COUNT: post(p, n, "の件数"); break;
    case IR_DISTINCT: aggregate(p, n, "の実人員"); break;
    case IR_SUM: aggregate(p, n, "の合計"); break;
    case IR_LARGEST: aggregate(p, n, "の最大"); break;
    case IR_SMALLEST: aggregate(p, n, "の最小"); break;
    case IR_MEAN: aggregate(p, n, "の平均"); break;
    case IR_RANK: rank(p, n); break;
    case IR_OUTCOME: outcome(p, n); break;
    case IR_MARK:
      s = ir_text(p->m, n->ref == IR_NONE ? 0 : n->ref);
      ir_buf_put(p->out, s.p, s.n);
      break;
    case IR_MATRIX:
      name(p, p->m->decls.v[p->m->tables.v[n->ref].decl].name);
      for (uint32_t i = 0; i < n->args.n; i++) {
        say(p, i ? "×" : "（");
        put(p, arg(p, n, i), SUM);
      }
      say(p, "）");
      break;
    case IR_DTABLE: name(p, p->m->decls.v[p->m->tables.v[n->ref].decl].name); break;
    case IR_COLALL:
      name(p, p->m->decls.v[p->m->tables.v[n->ref].decl].name);
      say(p, "（");
      put(p, arg(p, n, 0), TOP);
      say(p, "）がすべて可");
      break;
    case IR_PROV:
      put(p, arg(p, n, 0), TOP);
      provisos(p, n, 1);
      break;
    case IR_PROVITEM: proviso(p, n); break;
    case IR_WITHDRAW: say(p, "この限りでない"); break;
    case IR_OP_COUNT: break;
  }
}

static void put(printer *p, uint32_t id, int around) {
  if (p->depth >= MAX_DEPTH || p->out->n > p->limit) {
    if (!p->cut) say(p, "…");
    p->cut = true;
    return;
  }
  p->depth++;
  put_node(p, id, ir_at(p->m, id), around);
  p->depth--;
}

static printer start(const ir_module *m, ir_buf *out) {
  return (printer){m, out, out->n > SIZE_MAX - MAX_BYTES ? SIZE_MAX : out->n + MAX_BYTES, 0, false};
}

void ir_phrase(const ir_module *m, uint32_t node, ir_buf *out) {
  printer p = start(m, out);
  put(&p, node, TOP);
}

void ir_phrase_subject(const ir_module *m, uint32_t node, ir_buf *out) {
  printer p = start(m, out);
  node = bare(&p, node);
  const ir_node *n = ir_at(m, node);
  if (n->op == IR_NOT) {
    uint32_t inner = bare(&p, arg(&p, n, 0));
    ir_op op = op_of(&p, inner);
    if (op == IR_FIELD || op == IR_DECL || op == IR_ISBLANK || op == IR_EXISTS || op == IR_IN) n = ir_at(m, node = inner);
  }
  if (is_range(&p, n)) n = ir_at(m, node = arg(&p, n, 0));
  nz_str s;
  if ((n->op >= IR_LT && n->op <= IR_NE && !(n->op == IR_EQ && same_name(&p, n, &s))) || n->op == IR_IN || n->op == IR_ISBLANK ||
      n->op == IR_CONTAINS || n->op == IR_OUTIS || n->op == IR_EXISTS)
    put(&p, arg(&p, n, 0), SUM);
  else
    put(&p, node, is_truth(&p, node) ? POST : TOP);
}

static void need(printer *p, uint32_t node) {
  node = bare(p, node);
  const ir_node *n = ir_at(p->m, node);
  if (p->depth++ > MAX_DEPTH) return;
  bool no = n->op == IR_NOT;
  if (no) {
    node = bare(p, arg(p, n, 0));
    n = ir_at(p->m, node);
  }
  nz_str s;
  if (is_truth(p, node)) {
    say(p, no ? "ない" : "ある");
  } else if (n->op == IR_EXISTS) {
    say(p, no ? "ない" : "ある");
  } else if (n->op == IR_DECL) {
    say(p, no ? "でない" : "である");
  } else if (n->op == IR_ISBLANK) {
    say(p, no ? "空欄以外" : "空欄");
  } else if (n->op == IR_IN) {
    in_need(p, n);
    if (no) say(p, "以外");
  } else if (no) {
    negated(p, node);
  } else if (is_range(p, n)) {
    cmp_need(p, ir_at(p->m, arg(p, n, 0)));
    cmp_need(p, ir_at(p->m, arg(p, n, 1)));
  } else if (n->op >= IR_LT && n->op <= IR_NE && !(n->op == IR_EQ && same_name(p, n, &s))) {
    cmp_need(p, n);
  } else if (n->op == IR_CONTAINS) {
    put(p, arg(p, n, 1), SUM);
    say(p, "を含む");
  } else if (n->op == IR_OUTIS) {
    say(p, outcome_word(n->imm));
  } else if (n->op == IR_AND) {
    say(p, "次のすべて");
  } else if (n->op == IR_OR) {
    say(p, "次のいずれか");
  } else if (n->op == IR_ATLEAST) {
    ir_buf_printf(p->out, "次のうち%lldつ以上", (long long)n->imm);
  } else if (n->op == IR_COLALL) {
    say(p, "すべて可");
  } else if (n->op == IR_MARK && n->args.n) {
    need(p, arg(p, n, 0));
  } else {
    put(p, node, TOP);
  }
}

void ir_phrase_need(const ir_module *m, uint32_t node, ir_buf *out) {
  printer p = start(m, out);
  need(&p, node);
}
