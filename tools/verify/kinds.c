#include "kinds.h"

#include <string.h>

const verify_kind verify_kinds[] = {
  { { "gap", "すき間", "gap", "判定表のどの行にも当たらない人がいる", "a table has no row for some facts" }, FINDING_ERROR, "どの行にも当たらない", "no row applies",
    "行を足すか、最後の行を「それ以外」にする", "add a row, or end the table with それ以外" },
  { { "overlap", "重なり", "overlap", "一つしか当たらないはずの表で、答えの違う二つの行に当たる人がいる", "two rows with different answers apply where one should" }, FINDING_ERROR,
    "答えの違う二つの行に当たる", "two rows with different answers apply", "どちらかの行の条件をせばめるか、表を「上から順」にする", "narrow one of the rows, or make the table 上から順" },
  { { "conflict", "矛盾", "conflict", "違う答えの二つのただし書が同時に当たる", "two provisos with different answers apply at once" }, FINDING_ERROR, "違う答えのただし書が同時に当たる",
    "provisos with different answers apply at once", "どちらが先かを、条件か、ただし書の入れ子で書く", "say which comes first, by a condition or by nesting" },
  { { "row", "使われない行", "dead row", "当たる人のいない行", "a row that applies to nobody" }, FINDING_WARNING, "この行に当たる人はいない", "nobody meets this row", "行を消すか、前の行の条件を見直す",
    "remove the row, or look at the rows before it" },
  { { "mark", "使われない印", "dead mark", "印の条件が、その場所ではいつも同じになる", "the condition of a mark is always the same where it stands" }, FINDING_WARNING, NULL, NULL, "印を○か×にするか、凡例の条件を見直す",
    "make it ○ or ×, or look at the legend" },
  { { "never", "決して成り立たない条件", "condition never true", "どの事実でも成り立たない条件", "a condition that holds for no facts" }, FINDING_WARNING, "決して成り立たない", "never holds", "条件の数や組合せを見直す",
    "look at its numbers and at what it is joined with" },
  { { "always", "いつも成り立つ条件", "condition always true", "どの事実でも成り立つ条件", "a condition that holds for all facts" }, FINDING_WARNING, "いつも成り立つ", "always holds", "条件を消すか、数を見直す",
    "remove it, or look at its numbers" },
  { { "level", "区分の逆転", "level reversed", "段階が上がると、使えたものが使えなくなる", "a rising level loses what the lower one had" }, FINDING_WARNING, "段階が上がると使えなくなる人がいる",
    "somebody loses it as the level rises", "表の行を見直す。原資料のとおりなら、認めたものとして残す", "look at the row; if the source has it so, accept it" },
  { { "property", "検証の破れ", "property broken", "規則が約束した検証が破れる", "a 検証 of the rules does not hold" }, FINDING_ERROR, "破れる人がいる", "somebody breaks it", "規則か検証を直す", "mend the rules or the 検証" },
  { { "claim", "請求できない加算", "add-on never claimable", "誰にも請求できない加算や種類", "an add-on or a kind of it that nobody can claim" }, FINDING_WARNING, "誰にも請求できない", "nobody can claim it",
    "要件、上限、併給不可、単位数の期間を見直す", "look at its requirements, limits, exclusions and periods" },
  { { "one-sided", "片側だけの併給不可", "one-sided exclusion", "相手の側が何も言っていない併給不可", "an exclusion of which the other side says nothing" }, FINDING_WARNING, "相手の側に併給不可がない",
    "the other side excludes nothing", "「相互」と書くか、相手の側にも書く。片側だけでよければ、認めたものとして残す", "write 相互, or the clause on the other side; or accept it" },
  { { "period", "施行日のすき間", "hole in time", "版のない日に呼ばれる規則", "a rule that is asked on a day on which none of its variants is in force" }, FINDING_WARNING, "この日の版がない", "no variant on this day",
    "版を足すか、呼ぶ側の期間をせばめる", "add a variant, or narrow the caller's period" },
  { { "record", "項目のない記録", "record item without a field", "記録に求めるものを、台帳が持っていない", "a record item that no ledger has" }, FINDING_ERROR, "記録項目に当たる台帳の項目がない", "no field stands for it",
    "台帳に項目を足すか、記録項目を直す", "add a field, or mend the record item" },
  { { "unused", "使われない定義", "unused definition", "どの規則も事例も使わない定義や条件", "a definition no rule and no case uses" }, FINDING_NOTE, "どの規則も事例も使わない", "no rule and no case uses it",
    "消すか、問う事例を書く", "remove it, or write a case that asks it" },
  { { "unread", "読まれない項目", "unread fact", "どの判定も読まない台帳の項目", "a field that no decision reads" }, FINDING_NOTE, "どの判定も読まない", "no decision reads it", "項目を消すか、使う規則を書く",
    "remove it, or write the rule that needs it" },
  { { "source", "根拠のない規則", "rule without a source", "出典の書かれていない規則", "a rule that cites nothing" }, FINDING_WARNING, "根拠が書かれていない", "it cites no source", "根拠を書く", "write where it comes from" },
  { { "overflow", "桁あふれ", "overflow", "大きさを示せない計算", "a number whose size cannot be shown to fit" }, FINDING_WARNING, "答えが入りきると言えない", "it may not fit",
    "項目の範囲をせばめるか、「を限度」で抑える", "narrow the ranges of its facts, or bound it with を限度" },
  { { "check", "検査の注意", "message of the checker", "naze check の誤りと注意", "errors and warnings of naze check" }, FINDING_WARNING, NULL, NULL, NULL, NULL },
};

size_t verify_kind_count(void) { return sizeof verify_kinds / sizeof *verify_kinds; }

const verify_kind *verify_kind_named(const char *id) {
  size_t i = 0;
  while (i + 1 < verify_kind_count() && strcmp(verify_kinds[i].kind.id, id) != 0) i++;
  return &verify_kinds[i];
}
