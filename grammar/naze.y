/* naze.y -- the grammar: tokens (from the layout pass) to a tree of the shape tree.def describes.
 *
 * It accepts a little more than is right and leaves judging to the checker. Each action is one call of a builder
 * (build*.c). LALR(1) without conflicts; what that rests on is written in spec/lexis.md (L3). Recovery: a declaration at its
 * END, a sentence at its 。, a bullet at the next one. */
%code requires {
#include "build.h"
}
%code {
#include <stddef.h>
#include <string.h>

#include "syntax.h"

static int nz_token_of_symbol(int symbol);
static void yyerror(nz_span *at, nz_build *b, const char *msg) { (void)msg; nz_syntax_overflow(b, *at); }

#define YYLLOC_DEFAULT(cur, rhs, n) \
  ((cur) = (n) ? (nz_span){YYRHSLOC(rhs, 1).file, YYRHSLOC(rhs, 1).lo, YYRHSLOC(rhs, n).hi} \
               : (nz_span){YYRHSLOC(rhs, 0).file, YYRHSLOC(rhs, 0).hi, YYRHSLOC(rhs, 0).hi})
/* The stacks live in nz_push_tokens' frame and never move, so the parser asks for no memory. */
#define YYINITDEPTH NZ_PARSE_STACK
#define YYMAXDEPTH NZ_PARSE_STACK
static void *no_memory(size_t n) { (void)n; return NULL; }
#define YYMALLOC no_memory
#define YYFREE(p) ((void)(p))

/* yyloc is bison's own name for @$ inside an action. */
#define N0(k) nz_b(b, NZ_T_##k, (yyloc))
#define N1(k, x) nz_b1(b, NZ_T_##k, (yyloc), x)
#define N2(k, x, y) nz_b2(b, NZ_T_##k, (yyloc), x, y)
#define N3(k, x, y, z) nz_b3(b, NZ_T_##k, (yyloc), x, y, z)
#define NL(k, l) nz_bl(b, NZ_T_##k, (yyloc), l)
#define NAMED(k, t) nz_b_named(b, NZ_T_##k, (yyloc), t)
}

%define api.pure full
%define api.push-pull push
%define api.prefix {nz_yy}
%define api.token.prefix {T_}
%define api.value.type {union nz_value}
%define api.location.type {nz_span}
%define parse.error custom
%define parse.lac full
%define lr.type ielr
%expect 0
%parse-param {nz_build *b}
%locations

%token START_FILE START_CELL START_QUESTION
/* made by the layout pass */
%token HDR "改行" END "次の宣言" BOPEN "箇条書き" BCLOSE "箇条書きの終わり" LEND "中の宣言の終わり"
%token <tok> BITEM "・" ROW "表の行" CITE "出典の文" PERIODB "（…から…まで）" KITEI "（既定）" WHO "照会先" LMARK "印"
%token KLP "種類の（" READING "解釈" MUTUAL "相互"
/* only between scanner and layout pass */
%token <tok> BAR "|" ROWEND "表の行の終わり" BAD "読めない文字"
/* declaration words */
%token <tok> D_SOURCE "出典" D_UNIT "単位" D_LEVELS "段階" D_CHOICES "選択肢" D_LEDGER "台帳" D_DEFINE "定義" D_CONDITION "条件"
%token <tok> D_READING "解釈 " D_TABLE "表" D_DTABLE "判定表" D_FEE "報酬" D_ADDON "加算" D_RULE "規則" D_SCHEDULE "予定"
%token <tok> D_RECORDS "記録項目" D_ALIAS "別名" D_PRESUME "推定" D_CASE "事例" D_PROPERTY "検証"
/* clause words, by what follows them */
%token <tok> C_CITES "根拠" C_CONFIRMED "確認" C_APPLIES "適用" C_LEGEND "凡例" C_NAMES "対象" C_KIND "種類" C_UNITS "単位数"
%token <tok> C_REQUIRE "要件" C_LIMIT "上限" C_EXCLUDE "併給不可" C_RECORD "記録" C_EXPR "請求月" C_ADDED "付加先" C_ALIAS "別名 " C_FORMER "前身"
%token <tok> C_PICK "解釈  " C_EXPECTED "期待" C_TOTAL "合計" C_GIVEN "仮に"
/* names and values */
%token <tok> NAME "名前" QNAME "「名前」" TEXT "『文』" QTY "単位のついた数" NUMBER "数" DATE "日付" MONTHDAY "月日" TIME "時刻"
%token <tok> RATE "月1回" WINDOW "前6月間" MARK "印 " NOTE "※1" HEADWORD "上から順"
%token <tok> OUTCOME "可" UNKNOWN "不明" REFER "要照会"
/* signs */
%token <tok> MARU "。" COMMA "、" COLON "：" LP "（" RP "）" EQ "＝" LESS "＜" PLUS "＋" MINUS "－" TIMES "×" DIVIDE "÷" ARROW "⇒" TILDE "〜"
/* function words */
%token <tok> NO "の" GA "が" WA "は" TO "と" KATSU "かつ" MATAWA "または" KARA "から" MADE "まで" DEARU "である" DENAI "でない"
%token <tok> GAARU "がある" GANAI "がない" NOUCHI "のうち" MONO "もの" GOTONI "ごとに" NITSUKI "につき" NIYORU "による" NIYORI "により"
%token <tok> TOKI "とき" NOIZUREKA "のいずれか" NOIZUREDEMONAI "のいずれでもない" NOSUBETE "のすべて" SUBETE "すべて"
%token <tok> TADASHI "ただし" KONO "この" SONO "その" NASHI "なし" KOERU "を超える" FUKUMU "を含む" MITASU "を満たす"
%token <tok> TSUJITE "を通じて" ONAJI "同じ" TOONAJI "と同じ" HOKANO "他の" GENZAINO "現在の" SOREIGAI "それ以外"
%token <tok> KONOBAAI "この場合において" KONOKAGIRI "この限りでない" RANKIN "の中の順位" NOJUN "の順" TSUNENI "常に" KESSHITE "決して"
%token <tok> TANCHO "について単調" NOHOKAONAJI "のほか同じ" KOKONI "ここにあるものがすべて" TOWANAI "問わない"
%token <tok> HITOTSU "種類は上から一つ" RIYUU "理由は" IGAI "以外" CMP "以上" ORDER "の大きい順" HAYAI "の早い方" ROUND "を切り捨て"
%token <tok> BOUND "を限度" DIRECTION "上がるほど可" GROUPROWS "次のすべてに当たるもの" GROUPWORD "次のすべて" ATLEAST "次のうち2つ以上"

%left TO /* AとBとCの早い方: one chain */

%type <node> decl name level bound head headpart period dperiod typename ftype field attr rowlimit title cite choice choicename
%type <node> expr simple pred bare group readsel select term rterm sum prod factor post npost xpost arg value verdict result
%type <node> result_or_expr proviso prov part claim dpart tpart fpart apart rpart spart cpart common local legend kinds exclude target limit limit2
%type <node> scope_all amount assign avalue evalue whom text rowname property cell celem question orderkey record markname tochain
%type <nodes> names levels choices decls dparts tparts fparts aparts rparts sparts cparts fields attrs headparts cites choicelist items selects list
%type <nodes> args assigns amounts scopes sames samelist excludes rows axes aliases orderkeys mixlist file given keynames
%type <tok> markword

%%

unit: START_FILE file                 { b->result = nz_b_file(b, $2); }
    | START_CELL cell                 { b->result = $2; }
    | START_QUESTION question         { b->result = $2; }
    ;
file: decls ;
decls: %empty                         { $$ = nz_list(b); }
     | decls decl END                 { $$ = nz_add(b, $1, $2); yyerrok; }
     | decls error END                { $$ = nz_add(b, $1, nz_b(b, NZ_T_ERROR, @2)); yyerrok; }
     ;

/* ---- declarations ---- */
decl: D_SOURCE name title cites MARU                          { $$ = nz_b_source(b, @$, $1, $2, $3, $4); }
    | D_UNIT names MARU                                       { $$ = nz_b_names_decl(b, @$, $1, $2); }
    | D_UNIT name COLON sum MARU                              { $$ = nz_b_decl(b, @$, $1, nz_b_head(b, @2, $2, NULL), N1(BODY, $4), NULL); }
    | D_LEVELS name COLON levels MARU dparts                  { $$ = nz_b_values(b, @$, $1, nz_one(b, $2), $4, $6); }
    | D_CHOICES names COLON choices MARU dparts               { $$ = nz_b_values(b, @$, $1, $2, $4, $6); }
    | D_LEDGER name rowlimit COLON HDR fields                 { $$ = nz_b_ledger(b, @$, $1, $2, $3, $6); }
    | D_DEFINE head COLON expr MARU dparts                    { $$ = nz_b_decl(b, @$, $1, $2, nz_b1(b, NZ_T_BODY, @4, $4), $6); }
    | D_CONDITION head COLON expr MARU dparts                 { $$ = nz_b_decl(b, @$, $1, $2, nz_b1(b, NZ_T_BODY, @4, $4), $6); }
    | D_READING head BOPEN choicelist BCLOSE MARU dparts      { $$ = nz_b_reading(b, @$, $1, $2, $4, $7); }
    | D_TABLE head typename HDR tparts                        { $$ = nz_b_table(b, @$, $1, $2, $3, $5); }
    | D_DTABLE head typename HDR tparts                       { $$ = nz_b_table(b, @$, $1, $2, $3, $5); }
    | D_FEE head typename HDR fparts                          { $$ = nz_b_fee(b, @$, $1, $2, $3, $5); }
    | D_ADDON head HDR aparts                                 { $$ = nz_b_addon(b, @$, $1, $2, $4); }
    | D_RULE head HDR rparts                                  { $$ = nz_b_decl(b, @$, $1, $2, NULL, $4); }
    | D_SCHEDULE head COLON term KARA term MADE HDR sparts    { $$ = nz_b_schedule(b, @$, $1, $2, $4, $6, $9); }
    | D_SCHEDULE head COLON term KARA term MADE MARU HDR sparts { $$ = nz_b_schedule(b, @$, $1, $2, $4, $6, $10); }
    | D_RECORDS name COLON names MARU dparts                  { $$ = nz_b_values(b, @$, $1, nz_one(b, $2), $4, $6); }
    | D_ALIAS aliases                                         { $$ = nz_b_aliases(b, @$, $1, $2); }
    | D_PRESUME name COLON assigns MARU                       { $$ = nz_b_decl(b, @$, $1, nz_b_head(b, @2, $2, NULL), NULL, $4); }
    | D_CASE name HDR cparts                                  { $$ = nz_b_decl(b, @$, $1, nz_b_head(b, @2, $2, NULL), NULL, $4); }
    | D_CASE name DATE HDR cparts                             { $$ = nz_b_case(b, @$, $1, $2, $3, @3, $5); }
    | D_PROPERTY head COLON property MARU dparts              { $$ = nz_b_decl(b, @$, $1, $2, $4, $6); }
    ;
local: D_DEFINE head COLON expr MARU dparts                   { $$ = nz_b_decl(b, @$, $1, $2, nz_b1(b, NZ_T_BODY, @4, $4), $6); }
     | D_CONDITION head COLON expr MARU dparts                { $$ = nz_b_decl(b, @$, $1, $2, nz_b1(b, NZ_T_BODY, @4, $4), $6); }
     | D_TABLE head typename HDR tparts                       { $$ = nz_b_table(b, @$, $1, $2, $3, $5); }
     | D_DTABLE head typename HDR tparts                      { $$ = nz_b_table(b, @$, $1, $2, $3, $5); }
     ;

name: NAME                            { $$ = NAMED(NAME, $1); }
    | QNAME                           { $$ = NAMED(NAME, $1); }
    ;
names: name                           { $$ = nz_one(b, $1); }
     | names COMMA name               { $$ = nz_add(b, $1, $3); }
     ;
keynames: name                        { $$ = nz_one(b, $1); }
        | keynames TO name            { $$ = nz_add(b, $1, $3); }
        | keynames COMMA name         { $$ = nz_add(b, $1, $3); }
        ;
level: name | QTY                     { $$ = nz_b_spelt(b, @1); }
     | NUMBER                         { $$ = nz_b_spelt(b, @1); }
     ;
levels: level                         { $$ = nz_one(b, $1); }
      | levels LESS level             { $$ = nz_add(b, $1, $3); }
      ;
choices: level                        { $$ = nz_one(b, $1); }
       | choices COMMA level          { $$ = nz_add(b, $1, $3); }
       ;
title: %empty                         { $$ = NULL; }
     | TEXT                           { $$ = NAMED(TEXT, $1); }
     ;
cite: CITE                            { $$ = NAMED(CITE, $1); } ;
cites: %empty                         { $$ = nz_list(b); }
     | cite                           { $$ = nz_one(b, $1); }
     | cites COMMA cite               { $$ = nz_add(b, $1, $3); }
     ;

head: name headparts                  { $$ = nz_b_head(b, @$, $1, $2); }
    | name headparts period headparts { $$ = nz_b_head(b, @$, $1, nz_append(b, nz_add(b, $2, $3), $4)); }
    ;
headparts: %empty                     { $$ = nz_list(b); }
         | headparts headpart         { $$ = nz_add(b, $1, $2); }
         ;
headpart: LP names RP                 { $$ = NL(PARAMS, $2); }
        | LP axes RP                  { $$ = NL(AXES, $2); }
        | HEADWORD                    { $$ = nz_b_word(b, NZ_T_HEADWORD, @$, $1); }
        ;
axes: name TIMES name                 { $$ = nz_add(b, nz_one(b, $1), $3); }
    | axes TIMES name                 { $$ = nz_add(b, $1, $3); }
    ;
period: dperiod | PERIODB             { $$ = nz_b_periodb(b, @$, $1); } ;
dperiod: DATE KARA                    { $$ = nz_b_period(b, @$, $1, NULL); }
       | DATE MADE                    { $$ = nz_b_period(b, @$, NULL, $1); }
       | DATE KARA DATE MADE          { $$ = nz_b_period(b, @$, $1, $3); }
       ;
typename: %empty                      { $$ = NULL; }
        | COLON name                  { $$ = nz_b_retag(b, $2, NZ_T_TYPENAME); }
        ;

/* ---- 台帳 ---- */
rowlimit: %empty                      { $$ = NULL; }
        | LP keynames GOTONI QTY MADE RP  { $$ = nz_b_rowlimit(b, @$, $2, $4); }
        | LP QTY MADE RP              { $$ = nz_b_rowlimit(b, @$, NULL, $2); }
        ;
fields: field                         { $$ = nz_one(b, $1); }
      | fields field                  { $$ = nz_add(b, $1, $2); }
      ;
field: names COLON ftype attrs MARU   { $$ = nz_b_field(b, @$, $1, $3, $4); yyerrok; }
     | error MARU                     { $$ = N0(ERROR); yyerrok; }
     ;
ftype: name                           { $$ = nz_op(N1(FTYPE, $1), NZ_FT_NAME); }
     | bound KARA bound MADE          { $$ = nz_op(N2(FTYPE, $1, $3), NZ_FT_RANGE); }
     | names NOIZUREKA                { $$ = nz_op(NL(FTYPE, $1), NZ_FT_CHOICES); }
     ;
bound: name | QTY                     { $$ = nz_b_token(b, NZ_T_QTY, @$, $1); }
     | NUMBER                         { $$ = nz_b_token(b, NZ_T_QTY, @$, $1); }
     | MINUS QTY                      { $$ = nz_b_negate(b, @$, nz_b_token(b, NZ_T_QTY, @$, $2)); }
     | MINUS NUMBER                   { $$ = nz_b_negate(b, @$, nz_b_token(b, NZ_T_QTY, @$, $2)); }
     | DATE                           { $$ = nz_b_token(b, NZ_T_DATE, @$, $1); }
     | TIME                           { $$ = nz_b_token(b, NZ_T_TIME, @$, $1); }
     ;
attrs: %empty                         { $$ = nz_list(b); }
     | attrs attr                     { $$ = nz_add(b, $1, $2); }
     ;
attr: LP name RP                      { $$ = nz_b_retag(b, $2, NZ_T_ATTR); }
    | MATAWA name                     { $$ = nz_b_retag(b, $2, NZ_T_BLANK); }
    ;

/* ---- 解釈 ---- */
choicelist: choice                    { $$ = nz_one(b, $1); }
          | choicelist choice         { $$ = nz_add(b, $1, $2); }
          ;
choice: BITEM choicename COLON cites  { $$ = nz_b_choice(b, @$, $2, $4); }
      | BITEM error                   { $$ = N0(ERROR); }
      ;
choicename: name                      { $$ = $1; }
          | name KITEI                { $$ = nz_flag($1, NZ_NF_DEFAULT); }
          ;

/* ---- clauses that several declarations have ---- */
common: C_CITES cites MARU            { $$ = nz_b_clause(b, @$, $1, NULL, $2); }
      | C_CONFIRMED DATE MARU         { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, nz_b_token(b, NZ_T_DATE, @2, $2))); }
      | C_APPLIES period MARU         { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, $2)); }
      | C_ALIAS names WA name MARU    { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, nz_b_alias(b, @2, $2, $4))); }
      | proviso
      | error MARU                    { $$ = N0(ERROR); yyerrok; }
      ;
proviso: TADASHI prov MARU            { $$ = nz_b_proviso(b, @$, $2, false); yyerrok; }
       | KONOBAAI TADASHI prov MARU   { $$ = nz_b_proviso(b, @$, $3, true); yyerrok; }
       | KONOBAAI prov MARU           { $$ = nz_b_proviso(b, @$, $2, true); yyerrok; }
       ;
prov: expr TOKI result_or_expr        { $$ = N2(PROVISO, $1, $3); }
    | expr TOKI KONOKAGIRI            { $$ = N2(PROVISO, $1, nz_b(b, NZ_T_WITHDRAW, @3)); }
    ;
result_or_expr: result | expr ;
dparts: %empty                        { $$ = nz_list(b); }
      | dparts dpart                  { $$ = nz_add(b, $1, $2); }
      ;
dpart: common ;

/* ---- 表 判定表 報酬 ---- */
tparts: %empty                        { $$ = nz_list(b); }
      | tparts tpart                  { $$ = nz_add(b, $1, $2); }
      ;
tpart: common
     | ROW                            { $$ = nz_b_row(b, @$, $1); }
     | C_LEGEND HDR                   { $$ = nz_b_clause(b, @$, $1, NULL, NULL); }
     | LMARK legend MARU              { $$ = nz_b_legend(b, @$, $1, $2); yyerrok; }
     | NOTE COLON cites MARU          { $$ = nz_b_remark(b, @$, $1, $3, NULL, NULL); }
     | NOTE expr TOKI value MARU      { $$ = nz_b_remark(b, @$, $1, NULL, $2, $4); }
     | SOREIGAI value MARU            { $$ = N1(OTHERWISE, $2); }
     ;
legend: expr | result ;
value: result_or_expr                 { $$ = nz_b_result_of(b, @$, $1); } ;

/* ---- 規則, 予定 ---- */
rparts: %empty                        { $$ = nz_list(b); }
      | rparts rpart                  { $$ = nz_add(b, $1, $2); }
      ;
rpart: common | verdict MARU          { $$ = $1; yyerrok; } ;
verdict: result                       { $$ = N1(VERDICT, $1); }
       | expr                         { $$ = N1(VERDICT, nz_b_verdict_of(b, @$, $1)); }
       | expr TOKI value              { $$ = N2(VERDICT, $3, $1); }
       ;
sparts: %empty                        { $$ = nz_list(b); }
      | sparts spart                  { $$ = nz_add(b, $1, $2); }
      ;
spart: common
     | ROW                            { $$ = nz_b_row(b, @$, $1); }
     | C_EXPR expr MARU               { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, $2)); }
     | markname COLON expr MARU       { $$ = nz_b_markrow(b, @$, $1, $3); }
     | markname COLON SOREIGAI MARU   { $$ = nz_b_markrow(b, @$, $1, NULL); }
     ;
markname: name | markword             { $$ = NAMED(NAME, $1); } ;
markword: NASHI | MARK | TIMES ;

/* ---- 加算 ---- */
aparts: %empty                        { $$ = nz_list(b); }
      | aparts apart                  { $$ = nz_add(b, $1, $2); }
      ;
apart: part | local LEND              { $$ = $1; yyerrok; }
     | LEND                           { $$ = NULL; } /* its declaration was broken and is gone */
     ;
part: common
    | ROW                             { $$ = nz_b_row(b, @$, $1); }
    | claim
    ;
fparts: %empty                        { $$ = nz_list(b); }
      | fparts fpart                  { $$ = nz_add(b, $1, $2); }
      ;
fpart: tpart | claim | local LEND     { $$ = $1; yyerrok; }
     | LEND                           { $$ = NULL; }
     ;
claim: C_NAMES kinds names MARU        { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, nz_bl(b, NZ_T_ITEM_DECL, @3, $3))); }
    | C_KIND HDR                      { $$ = nz_b_clause(b, @$, $1, NULL, NULL); }
    | C_KIND names MARU               { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, nz_bl(b, NZ_T_ITEM_DECL, @2, $2))); }
    | HITOTSU MARU                    { $$ = nz_flag(nz_b_clause_op(b, @$, NZ_W_KIND), NZ_NF_DEFAULT); }
    | C_UNITS kinds amounts MARU      { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, nz_b_units(b, @3, $3))); }
    | C_REQUIRE kinds expr MARU       { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, $3)); }
    | C_EXPR kinds expr MARU          { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, $3)); }
    | C_ADDED kinds sames term MARU   { $$ = nz_b_clause(b, @$, $1, $2, nz_add(b, $3, $4)); }
    | C_LIMIT kinds limit MARU        { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, $3)); }
    | C_EXCLUDE kinds exclude MARU    { $$ = nz_b_excludes(b, @$, $1, $2, false, nz_one(b, $3)); }
    | C_EXCLUDE kinds MUTUAL exclude MARU { $$ = nz_b_excludes(b, @$, $1, $2, true, nz_one(b, $4)); }
    | C_EXCLUDE kinds BOPEN excludes BCLOSE MARU { $$ = nz_b_excludes(b, @$, $1, $2, false, $4); }
    | C_EXCLUDE kinds MUTUAL BOPEN excludes BCLOSE MARU { $$ = nz_b_excludes(b, @$, $1, $2, true, $5); }
    | C_RECORD kinds record MARU      { $$ = nz_b_clause(b, @$, $1, $2, nz_one(b, $3)); }
    | C_RECORD kinds expr TOKI record MARU { $$ = nz_b_clause(b, @$, $1, $2, nz_two(b, $3, $5)); }
    | C_ALIAS names MARU              { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, nz_bl(b, NZ_T_ITEM_DECL, @2, $2))); }
    | C_ALIAS names PERIODB MARU      { $$ = nz_b_clause(b, @$, $1, NULL, nz_two(b, nz_bl(b, NZ_T_ITEM_DECL, @2, $2), nz_b_periodb(b, @3, $3))); }
    | C_FORMER name MARU              { $$ = nz_b_clause(b, @$, $1, NULL, nz_one(b, $2)); }
    | C_FORMER name PERIODB MARU      { $$ = nz_b_clause(b, @$, $1, NULL, nz_two(b, $2, nz_b_periodb(b, @3, $3))); }
    ;
kinds: %empty                         { $$ = NULL; }
     | KLP names RP                   { $$ = NL(KINDS, $2); }
     ;
amounts: amount                       { $$ = nz_one(b, $1); }
       | amounts COMMA amount         { $$ = nz_add(b, $1, $3); }
       ;
amount: term | term dperiod           { $$ = nz_b_dated(b, @$, $1, $2); } ;
sames: %empty                         { $$ = nz_list(b); }
     | sames ONAJI name COMMA         { $$ = nz_add(b, $1, nz_b_scope(b, @3, $3, NZ_SC_SAME)); }
     ;
record: term                          { $$ = nz_b_names_of(b, @$, nz_one(b, $1)); }
      | list                          { $$ = nz_b_names_of(b, @$, $1); }
      ;
limit: limit2                         { $$ = nz_b_limit(b, @$, NULL, NULL, $1); }
     | given limit2                   { $$ = nz_b_limit(b, @$, NULL, $1, $2); }
     | expr TOKI limit2               { $$ = nz_b_limit(b, @$, $1, NULL, $3); }
     | expr TOKI given limit2         { $$ = nz_b_limit(b, @$, $1, $3, $4); }
     ;
given: term GOTONI                    { $$ = nz_one(b, $1); }
     | list GOTONI                    { $$ = $1; }
     | tochain GOTONI                 { $$ = nz_b_chain(b, $1); }
     ;
limit2: RATE scope_all                { $$ = nz_b_limit_rate(b, @$, $1, $2); }
      | term NITSUKI QTY scope_all    { $$ = nz_b_limit_row(b, @$, $1, $3, $4); }
      | term NITSUKI QTY MADE scope_all { $$ = nz_b_limit_row(b, @$, $1, $3, $5); }
      ;
scope_all: %empty                     { $$ = NULL; }
         | LP sum TSUJITE RP          { $$ = nz_op(N1(SCOPE, $2), NZ_SC_ALL_USERS); }
         ;
excludes: BITEM exclude               { $$ = nz_one(b, $2); }
        | excludes BITEM exclude      { $$ = nz_add(b, $1, $3); }
        | BITEM error                 { $$ = nz_one(b, nz_b(b, NZ_T_ERROR, @2)); }
        | excludes BITEM error        { $$ = nz_add(b, $1, nz_b(b, NZ_T_ERROR, @3)); }
        ;
exclude: scopes target                { $$ = nz_bl(b, NZ_T_EXCLUDE, @$, nz_add(b, $1, $2)); } ;
scopes: %empty                        { $$ = nz_list(b); }
      | scopes samelist NO            { $$ = nz_append(b, $1, $2); }
      | scopes WINDOW NO              { $$ = nz_add(b, $1, nz_op(nz_b1(b, NZ_T_SCOPE, @2, nz_b_token(b, NZ_T_WINDOW, @2, $2)), NZ_SC_WINDOW)); }
      | scopes READING name NIYORU    { $$ = nz_add(b, $1, nz_b_scope(b, @3, $3, NZ_SC_READING)); }
      ;
samelist: ONAJI name                  { $$ = nz_one(b, nz_b_scope(b, @$, $2, NZ_SC_SAME)); }
        | samelist COMMA ONAJI name   { $$ = nz_add(b, $1, nz_b_scope(b, @4, $4, NZ_SC_SAME)); }
        ;
target: name | name LP names RP       { $$ = nz_b_call(b, @$, $1, $3); }
      | KONO name                     { $$ = nz_b_ref(b, NZ_T_THIS, @$, $2, NULL); }
      | KONO name LP names RP         { $$ = nz_b_ref(b, NZ_T_THIS, @$, $2, $4); }
      ;

/* ---- 別名, 推定, 事例, 検証 ---- */
aliases: names WA name MARU           { $$ = nz_one(b, nz_b_alias(b, @$, $1, $3)); }
       | aliases names WA name MARU   { $$ = nz_add(b, $1, nz_b_alias(b, @$, $2, $4)); }
       ;
cparts: %empty                        { $$ = nz_list(b); }
      | cparts cpart                  { $$ = nz_add(b, $1, $2); }
      ;
cpart: C_PICK name WA level MARU      { $$ = nz_b_pick(b, @$, $2, $4); }
     | name COLON assigns MARU        { $$ = nz_b_fact(b, @$, $1, NULL, $3); }
     | name rowname COLON assigns MARU { $$ = nz_b_fact(b, @$, $1, $2, $4); }
     | name HDR rows                  { $$ = nz_b_fact(b, @$, $1, NULL, $3); }
     | tochain WA KOKONI MARU         { $$ = nz_b_complete(b, @$, $1); }
     | tochain WA COMMA KOKONI MARU   { $$ = nz_b_complete(b, @$, $1); }
     | term WA KOKONI MARU            { $$ = nz_b_complete(b, @$, $1); }
     | term WA COMMA KOKONI MARU      { $$ = nz_b_complete(b, @$, $1); }
     | term WA evalue MARU            { $$ = nz_b_expect(b, @$, $1, $3, NULL); yyerrok; }
     | term WA evalue COMMA RIYUU name MARU { $$ = nz_b_expect(b, @$, $1, $3, $6); }
     | term WA HDR rows               { $$ = nz_b_expect_table(b, @$, $1, $4); }
     | C_EXPECTED HDR rows            { $$ = nz_b_expect_table(b, @$, NULL, $3); }
     | C_TOTAL term MARU              { $$ = N1(TOTAL, $2); }
     | C_GIVEN term WA avalue MARU    { $$ = nz_b_assign(b, @$, NZ_AS_IS, $2, $4); }
     | error MARU                     { $$ = N0(ERROR); yyerrok; }
     ;
rowname: name | QTY                   { $$ = nz_b_spelt(b, @1); }
       | NUMBER                       { $$ = nz_b_spelt(b, @1); }
       ;
rows: ROW                             { $$ = nz_one(b, nz_b_row(b, @1, $1)); }
    | rows ROW                        { $$ = nz_add(b, $1, nz_b_row(b, @2, $2)); }
    ;
assigns: assign                       { $$ = nz_one(b, $1); }
       | assigns COMMA assign         { $$ = nz_add(b, $1, $3); }
       ;
assign: term WA avalue                { $$ = nz_b_assign(b, @$, NZ_AS_IS, $1, $3); }
      | term GAARU                    { $$ = nz_b_assign(b, @$, NZ_AS_HAS, $1, NULL); }
      | term GANAI                    { $$ = nz_b_assign(b, @$, NZ_AS_HASNOT, $1, NULL); }
      | term DEARU                    { $$ = nz_b_assign(b, @$, NZ_AS_BE, $1, NULL); }
      | term DENAI                    { $$ = nz_b_assign(b, @$, NZ_AS_BENOT, $1, NULL); }
      ;
avalue: term | OUTCOME                { $$ = nz_b_outcome(b, @$, $1); }
      | UNKNOWN                       { $$ = nz_op(N0(OUTCOME), NZ_OUT_UNKNOWN); }
      | term KARA term MADE           { $$ = N2(FROMTO, $1, $3); }
      | term KARA                     { $$ = N1(FROM, $1); }
      | term MADE                     { $$ = N1(UPTO, $1); }
      ;
evalue: result | term                 { $$ = nz_b_evalue(b, @$, $1); } ;
property: TSUNENI expr                { $$ = nz_op(N1(PROPERTY, $2), NZ_PR_ALWAYS); }
        | KESSHITE expr               { $$ = nz_op(N1(PROPERTY, $2), NZ_PR_NEVER); }
        | term WA name TANCHO LP DIRECTION RP { $$ = nz_b_monotone(b, @$, $1, $3, $6); }
        | LP name name COMMA name RP name TO name GA names NOHOKAONAJI DEARU TOKI expr
                                      { $$ = nz_b_pair(b, @$, $2, nz_two(b, $3, $5), nz_two(b, $7, $9), nz_bl(b, NZ_T_ITEM_DECL, @11, $11), $15); }
        ;

/* ---- results ---- */
result: OUTCOME text                  { $$ = nz_b_result(b, @$, $1, NULL, $2); }
      | UNKNOWN                       { $$ = nz_op(N0(RESULT), NZ_OUT_UNKNOWN); }
      | REFER whom text               { $$ = nz_b_result(b, @$, $1, $2, $3); }
      ;
whom: %empty                          { $$ = NULL; }
    | LP WHO RP                       { $$ = NAMED(TEXT, $2); }
    ;
text: %empty                          { $$ = NULL; }
    | TEXT                            { $$ = NAMED(TEXT, $1); }
    | QNAME                           { $$ = nz_b_text_quotes(b, @$, $1); }
    ;

/* ---- conditions ---- */
expr: simple
    | expr KATSU simple               { $$ = nz_b_join(b, @$, NZ_T_AND, $1, $3); }
    | expr MATAWA simple              { $$ = nz_b_join(b, @$, NZ_T_OR, $1, $3); }
    ;
simple: term
      | term GA pred                  { $$ = nz_b_apply(b, @$, $1, $3); }
      | term DEARU                    { $$ = N1(IS, $1); }
      | term DENAI                    { $$ = N1(ISNOT, $1); }
      | term GAARU                    { $$ = N1(HAS, $1); }
      | term GANAI                    { $$ = N1(HASNOT, $1); }
      | term KARA                     { $$ = N1(FROM, $1); }
      | term MADE                     { $$ = N1(UPTO, $1); }
      | term KARA term MADE           { $$ = N3(FROMTO, nz_hole(b, @1), $1, $3); }
      | term KARA term MADE NO name   { $$ = nz_b_of(b, @$, nz_b2(b, NZ_T_FROMTO, @1, $1, $3), $6, NULL); }
      | term TILDE term               { $$ = nz_b_tilde(b, @$, @2, $1, $3); }
      | term KOERU                    { $$ = nz_op(N2(CMP, nz_hole(b, @1), $1), NZ_CMP_GT); }
      | term MITASU                   { $$ = N1(SATISFIES, $1); }
      | bare
      | group
      | readsel
      | list NOIZUREKA                { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), $1); }
      | list NOIZUREDEMONAI           { $$ = nz_b_in(b, @$, 1, nz_hole(b, @1), $1); }
      | term NOIZUREKA                { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), nz_one(b, $1)); }
      | term NOIZUREDEMONAI           { $$ = nz_b_in(b, @$, 1, nz_hole(b, @1), nz_one(b, $1)); }
      | list NOIZUREKA GA pred        { $$ = nz_b_quant(b, NZ_T_LISTANY, @$, $1, nz_b_apply(b, @4, nz_hole(b, @4), $4)); }
      | list NOSUBETE GA pred         { $$ = nz_b_quant(b, NZ_T_LISTALL, @$, $1, nz_b_apply(b, @4, nz_hole(b, @4), $4)); }
      | list NOIZUREKA GAARU          { $$ = nz_b_quant(b, NZ_T_LISTANY, @$, $1, nz_b1(b, NZ_T_HAS, @3, nz_hole(b, @3))); }
      | list NOIZUREKA GANAI          { $$ = nz_b_quant(b, NZ_T_LISTANY, @$, $1, nz_b1(b, NZ_T_HASNOT, @3, nz_hole(b, @3))); }
      | list NOIZUREKA DEARU          { $$ = nz_b_quant(b, NZ_T_LISTANY, @$, $1, nz_b1(b, NZ_T_IS, @3, nz_hole(b, @3))); }
      | list NOSUBETE GAARU           { $$ = nz_b_quant(b, NZ_T_LISTALL, @$, $1, nz_b1(b, NZ_T_HAS, @3, nz_hole(b, @3))); }
      | list NOSUBETE GANAI           { $$ = nz_b_quant(b, NZ_T_LISTALL, @$, $1, nz_b1(b, NZ_T_HASNOT, @3, nz_hole(b, @3))); }
      | list NOSUBETE DEARU           { $$ = nz_b_quant(b, NZ_T_LISTALL, @$, $1, nz_b1(b, NZ_T_IS, @3, nz_hole(b, @3))); }
      | post NOUCHI GROUPROWS GAARU BOPEN items BCLOSE { $$ = nz_b_rows_where(b, @$, NZ_T_HAS, $1, $3, $6); }
      | post NOUCHI GROUPROWS GANAI BOPEN items BCLOSE { $$ = nz_b_rows_where(b, @$, NZ_T_HASNOT, $1, $3, $6); }
      | OUTCOME DEARU                 { $$ = nz_b_outis(b, @$, $1, false); }
      | TSUNENI                       { $$ = N0(ALWAYS); }
      | TOWANAI                       { $$ = N0(ALWAYS); }
      ;
bare: term CMP                        { $$ = nz_b_cmp(b, @$, $1, $2); }
    | term CMP term CMP               { $$ = nz_b_range(b, @$, $1, $2, $3, $4); }
    | term IGAI                       { $$ = N2(OTHER_THAN, nz_hole(b, @1), $1); }
    | term CMP DEARU                  { $$ = nz_b_cmp(b, @$, $1, $2); }
    | term CMP term CMP DEARU         { $$ = nz_b_range(b, @$, $1, $2, $3, $4); }
    | term IGAI DEARU                 { $$ = N2(OTHER_THAN, nz_hole(b, @1), $1); }
    ;
pred: term                            { $$ = N2(IS, nz_hole(b, @1), $1); }
    | bare
    | term KOERU                      { $$ = nz_op(N2(CMP, nz_hole(b, @1), $1), NZ_CMP_GT); }
    | list NOIZUREKA                  { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), $1); }
    | list NOIZUREDEMONAI             { $$ = nz_b_in(b, @$, 1, nz_hole(b, @1), $1); }
    | term NOIZUREKA                  { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), nz_one(b, $1)); }
    | term NOIZUREDEMONAI             { $$ = nz_b_in(b, @$, 1, nz_hole(b, @1), nz_one(b, $1)); }
    | list NOIZUREKA DEARU            { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), $1); }
    | term NOIZUREKA DEARU            { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), nz_one(b, $1)); }
    | term TOONAJI                    { $$ = N2(SAMEAS, nz_hole(b, @1), $1); }
    | term DEARU                      { $$ = N2(IS, nz_hole(b, @1), $1); }
    | term DENAI                      { $$ = N2(ISNOT, nz_hole(b, @1), $1); }
    | term KARA                       { $$ = nz_op(N2(CMP, nz_hole(b, @1), $1), NZ_CMP_GE); }
    | term MADE                       { $$ = nz_op(N2(CMP, nz_hole(b, @1), $1), NZ_CMP_LE); }
    | term KARA term MADE             { $$ = N3(FROMTO, nz_hole(b, @1), $1, $3); }
    | term TILDE term                 { $$ = nz_b_tilde(b, @$, @2, $1, $3); }
    | term FUKUMU                     { $$ = N2(CONTAINS, nz_hole(b, @1), $1); }
    | term MITASU                     { $$ = N2(SATISFIES, nz_hole(b, @1), $1); }
    | OUTCOME                         { $$ = nz_b_outis(b, @$, $1, false); }
    | OUTCOME DEARU                   { $$ = nz_b_outis(b, @$, $1, false); }
    | OUTCOME DENAI                   { $$ = N2(ISNOT, nz_hole(b, @1), nz_b_outcome(b, @1, $1)); }
    | REFER                           { $$ = nz_b_outis(b, @$, $1, false); }
    | SUBETE OUTCOME                  { $$ = nz_b_outis(b, @$, $2, true); }
    ;
group: GROUPWORD BOPEN items BCLOSE   { $$ = nz_b_group(b, @$, $1, $3); }
     | ATLEAST BOPEN items BCLOSE     { $$ = nz_b_atleast(b, @$, $1, $3); }
     ;
items: BITEM expr                     { $$ = nz_one(b, $2); }
     | items BITEM expr               { $$ = nz_add(b, $1, $3); yyerrok; }
     | BITEM error                    { $$ = nz_one(b, nz_b(b, NZ_T_ERROR, @2)); }
     | items BITEM error              { $$ = nz_add(b, $1, nz_b(b, NZ_T_ERROR, @3)); }
     ;
readsel: READING name NIYORI BOPEN selects BCLOSE { $$ = nz_b_readsel(b, @$, $2, $5); } ;
selects: select                       { $$ = nz_one(b, $1); }
       | selects select               { $$ = nz_add(b, $1, $2); }
       ;
select: BITEM name COLON expr         { $$ = nz_b_select(b, @$, $2, $4); }
      | BITEM error                   { $$ = N0(ERROR); }
      ;
list: term COMMA term                 { $$ = nz_two(b, $1, $3); }
    | list COMMA term                 { $$ = nz_add(b, $1, $3); }
    ;

/* ---- terms ---- */
term: sum | rterm ;
rterm: sum ROUND                      { $$ = nz_b_round(b, @$, $1, $2); }
     | rterm LP sum BOUND RP          { $$ = nz_b_cap(b, @$, $1, $3, $4); }
     ;
sum: prod
   | sum PLUS prod                    { $$ = N2(ADD, $1, $3); }
   | sum MINUS prod                   { $$ = N2(SUB, $1, $3); }
   ;
prod: factor
    | prod TIMES factor               { $$ = N2(MUL, $1, $3); }
    | prod DIVIDE factor              { $$ = N2(DIV, $1, $3); }
    ;
factor: post
      | post GENZAINO factor          { $$ = N2(ASOF, $1, $3); }
      | READING name NIYORU factor    { $$ = nz_b_by_reading(b, @$, $2, $4); }
      | MINUS factor                  { $$ = nz_b_negate(b, @$, $2); }
      ;
post: npost | xpost ;
npost: name                           { $$ = nz_b_name_value(b, $1); }
     | RATE                           { $$ = nz_b_token(b, NZ_T_RATE, @$, $1); }
     | post NO name                   { $$ = nz_b_of(b, @$, $1, $3, NULL); }
     ;
xpost: name LP args RP                { $$ = nz_b_call(b, @$, $1, $3); }
     | name LP sum BOUND RP           { $$ = nz_b_cap(b, @$, $1, $3, $4); }
     | post NO name LP args RP        { $$ = nz_b_of(b, @$, $1, $3, $5); }
     | post NO name LP sum BOUND RP   { $$ = nz_b_cap(b, @$, nz_b_of(b, @1, $1, $3, NULL), $5, $6); }
     | xpost LP sum BOUND RP          { $$ = nz_b_cap(b, @$, $1, $3, $4); }
     | post PERIODB                   { $$ = nz_b_dated(b, @$, $1, nz_b_periodb(b, @2, $2)); }
     | QTY                            { $$ = nz_b_token(b, NZ_T_QTY, @$, $1); }
     | NUMBER                         { $$ = nz_b_token(b, NZ_T_QTY, @$, $1); }
     | DATE                           { $$ = nz_b_token(b, NZ_T_DATE, @$, $1); }
     | MONTHDAY                       { $$ = nz_b_token(b, NZ_T_MONTHDAY, @$, $1); }
     | TIME                           { $$ = nz_b_token(b, NZ_T_TIME, @$, $1); }
     | WINDOW                         { $$ = nz_b_token(b, NZ_T_WINDOW, @$, $1); }
     | TEXT                           { $$ = NAMED(TEXT, $1); }
     | MARK                           { $$ = NAMED(MARK, $1); }
     | NASHI                          { $$ = N0(NONE); }
     | KONO name                      { $$ = nz_b_ref(b, NZ_T_THIS, @$, $2, NULL); }
     | ONAJI name                     { $$ = nz_b_ref(b, NZ_T_SAME, @$, $2, NULL); }
     | HOKANO name                    { $$ = nz_b_ref(b, NZ_T_OTHERS, @$, $2, NULL); }
     | SONO name                      { $$ = nz_b_ref(b, NZ_T_THAT, @$, $2, NULL); }
     | LP expr RP                     { $$ = N1(GROUP, $2); }
     | post NOUCHI expr MONO          { $$ = N2(ROWSET, $1, $3); }
     | tochain HAYAI                  { $$ = nz_b_earlier(b, @$, $1, $2); }
     | post RANKIN BOPEN orderkeys BCLOSE { $$ = nz_b_rank(b, @$, $1, $4); }
     ;
args: arg                             { $$ = nz_one(b, $1); }
    | args COMMA arg                  { $$ = nz_add(b, $1, $3); }
    ;
arg: term | term KARA term MADE       { $$ = N2(FROMTO, $1, $3); } ;
tochain: post TO post                 { $$ = nz_b_to(b, @$, $1, $3); }
       | tochain TO post              { $$ = nz_b_to(b, @$, $1, $3); }
       ;
orderkeys: BITEM orderkey             { $$ = nz_one(b, $2); }
         | orderkeys BITEM orderkey   { $$ = nz_add(b, $1, $3); }
         ;
orderkey: term ORDER                  { $$ = nz_b_orderkey(b, @$, $1, $2); }
        | term GA list NOJUN          { $$ = nz_b_order_list(b, @$, $1, $3); }
        | error                       { $$ = N0(ERROR); }
        ;

/* ---- one cell, one question ---- */
cell: expr | result
    | list                            { $$ = nz_b_in(b, @$, 0, nz_hole(b, @1), $1); }
    | mixlist                         { $$ = NL(OR, $1); }
    | SOREIGAI                        { $$ = N0(ALWAYS); }
    | MINUS                           { $$ = NAMED(MARK, $1); }
    | TIMES                           { $$ = NAMED(MARK, $1); }
    | EQ                              { $$ = NAMED(MARK, $1); }
    ;
mixlist: bare COMMA celem             { $$ = nz_two(b, $1, $3); }
       | term COMMA bare              { $$ = nz_two(b, $1, $3); }
       | list COMMA bare              { $$ = nz_add(b, $1, $3); }
       | mixlist COMMA celem          { $$ = nz_add(b, $1, $3); }
       ;
celem: term | bare ;
question: term                        { $$ = nz_b_expect(b, @$, $1, NULL, NULL); }
        | term EQ evalue              { $$ = nz_b_expect(b, @$, $1, $3, NULL); }
        | term WA evalue              { $$ = nz_b_expect(b, @$, $1, $3, NULL); }
        ;

%%

static int yyreport_syntax_error(const yypcontext_t *ctx, nz_build *b) {
  yysymbol_kind_t kinds[YYNTOKENS];
  const char *names[YYNTOKENS];
  int tokens[YYNTOKENS];
  int n = yypcontext_expected_tokens(ctx, kinds, YYNTOKENS);
  if (n < 0) return n;
  for (int i = 0; i < n; i++) {
    names[i] = yysymbol_name(kinds[i]);
    tokens[i] = nz_token_of_symbol(kinds[i]);
  }
  nz_syntax_error(b, *yypcontext_location(ctx), (nz_expected){n, names, tokens});
  return 0;
}

/* bison numbers tokens twice; tokens are declared without gaps, so one is the other shifted. */
static int nz_token_of_symbol(int k) {
  if (k <= YYSYMBOL_YYUNDEF) return 0;
  return k - YYSYMBOL_START_FILE + T_START_FILE;
}

bool nz_push_tokens(nz_build *b, int start, const nz_tok *toks, uint32_t n, uint32_t end) {
  yypstate ps;
  yy_state_t lac[YYMAXDEPTH];
  memset(&ps, 0, offsetof(yypstate, yyssa));
  ps.yystacksize = YYINITDEPTH;
  ps.yyss = ps.yyssp = ps.yyssa;
  ps.yyvs = ps.yyvsp = ps.yyvsa;
  ps.yyls = ps.yylsp = ps.yylsa;
  ps.yyes = lac;
  ps.yyes_capacity = YYMAXDEPTH;
  ps.yynew = 1;
  const nz_tok first = {.kind = start};
  const nz_tok last = {.kind = T_YYEOF, .lo = end, .hi = end};
  int status = YYPUSH_MORE;
  for (uint32_t i = 0; i <= n + 1 && status == YYPUSH_MORE; i++) {
    const nz_tok *t = i == 0 ? &first : i == n + 1 ? &last : &toks[i - 1];
    YYSTYPE v = {.tok = t};
    YYLTYPE at = {b->src->id, t->lo, t->hi};
    b->prev = b->at;
    b->at = t;
    if (t->kind >= T_D_SOURCE && t->kind <= T_D_PROPERTY) {
      if (b->decl) b->local = t->word;
      else b->decl = t->word;
    } else if (t->kind == T_END || t->kind == T_LEND) {
      b->local = 0;
      if (t->kind == T_END) b->decl = 0;
    }
    status = yypush_parse(&ps, t->kind, &v, &at, b);
  }
  return status == 0 && ps.yynerrs == 0;
}
