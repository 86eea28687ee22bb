$ naze list 条件
> rules/区分.naze
>   15  条件  行動基準  圏域ガイド §9
>   17  条件  麻痺基準  圏域ガイド §9
$ naze list --format json 行動基準 | jq -r '.declarations[] | "\(.kind) \(.name) \(.line)"'
> 条件 行動基準 15
$ naze list そんなものはない
! naze: その種類や名前の宣言はありません
? 3
$ naze show そんなものはない
! naze: 「そんなものはない」という宣言はありません（naze list で確かめられます）
? 3
$ naze show そんなものはない --lang en
! naze: nothing is named そんなものはない (naze list shows the names)
? 3
# Every kind of declaration is there; what stands within one (項目, 印) when it is asked for.
$ naze list --all
> rules/事例.naze
>   1   事例  A01
>   6   事例  行動10点
>   10  事例  A02
>
> rules/利用可否.naze
>   1   選択肢  サービス
>   3   表      利用可否  令和3年4月1日から  利用者    圏域ガイド §9
>   12  印      ○                           利用可否
>   13  印      ×                           利用可否
>   14  印      ★                           利用可否
>   17  印      ◇                           利用可否
>   18  印      ■                           利用可否
>
> rules/区分.naze
>   2   出典    圏域ガイド            計画相談支援ガイドブック【別冊】
>   3   単位    点
>   3   単位    肢
>   4   段階    障害支援区分
>   5   選択肢  認定調査
>   7   台帳    利用者
>   8   項目    受給者番号    利用者
>   9   項目    生年月日      利用者
>   10  項目    障害支援区分  利用者
>   11  項目    麻痺肢数      利用者
>   12  項目    歩行          利用者
>   12  項目    移乗          利用者
>   13  項目    行動関連項目  利用者
>   15  条件    行動基準      利用者  圏域ガイド §9
>   17  条件    麻痺基準      利用者  圏域ガイド §9
>   22  定義    年齢          利用者
$ naze list --rules more
> more/規則.naze
>   2   出典    窓口手引  窓口の手引き
>   3   単位    点
>   3   単位    円
>   4   選択肢  居所
>   6   台帳    利用者
>   11  推定    利用者
>   13  解釈    数え方    窓口手引 3頁、窓口手引 4頁
>   17  定義    基準点                                ？解釈「数え方」による
>   21  条件    重度
>   23  規則    送迎      窓口手引 5頁
>   29  規則    配食      窓口手引 6頁
>   34  規則    矛盾
>   39  定義    手当
>   41  事例    在宅者
>   43  事例    入所者
>   45  事例    別宅者
$ naze list 単位 推定 項目 --rules more
> more/規則.naze
>   3   単位  点
>   3   単位  円
>   7   項目  番号    利用者
>   8   項目  居所    利用者
>   9   項目  点数    利用者
>   10  項目  同居    利用者
>   11  推定  利用者
$ naze list 重度 --rules more --lang en
> more/規則.naze
>   21  条件  重度
# A word that is a kind is not part of a name; a date leaves what is in force.
$ mkdir v; printf '%s\n' '出典 手引『手引』。' '単位 円。' '定義 「料金の額」 令和6年4月から：100円。' '定義 「料金の額」 令和6年3月まで：90円。' '条件 「定義の数」 令和6年4月から：「料金の額」が100円以上。' >v/a.naze; naze list 定義 --rules v --as-of R6.3.31
> v/a.naze
>   4  定義  料金の額  令和6年3月31日まで
$ naze list 定義 --rules v --as-of 昨日
! naze: --as-of 昨日: 日付として読めません（令和6年4月1日、R6.4.1、2024-04-01）
? 3
$ naze show 料金の額 --rules v --as-of R6.4.1
> # v/a.naze:3
> 定義 「料金の額」 令和6年4月1日から：100円。
$ naze show 「料金の額」 --rules v --as-of R6.4.1
> # v/a.naze:3
> 定義 「料金の額」 令和6年4月1日から：100円。
$ naze show 料金の額 --rules v --as-of 昨日
! naze: 「料金の額」を示せません（日付を確かめてください）
? 3
$ naze show 料金の価 --rules v
! naze: 「料金の価」という宣言はありません（naze list で確かめられます）
? 3
# A unit, a level, a field, a mark, a case, a presumption: each with its place.
$ for n in 点 区分4 歩行 ★ A01; do naze show $n; done
> # rules/区分.naze:3
> 単位 点、肢。
> # rules/区分.naze:4
> 段階 障害支援区分：区分1＜区分2＜区分3＜区分4＜区分5＜区分6。
> # rules/区分.naze:7
> 台帳 利用者（1000行まで）：
>   歩行：認定調査。
> # rules/利用可否.naze:14
> 印 （表 利用可否 の凡例）
>   ★ 次のいずれか
>     ・麻痺基準
>     ・行動基準。
> # rules/事例.naze:1
> 事例 A01 令和6年10月1日
>   利用者 甲：生年月日は昭和60年7月1日、障害支援区分は区分4、麻痺肢数は2肢、歩行は「できる」、移乗は部分支援、行動関連項目は8点。
>   利用可否（重度訪問介護）は不可、理由は★。
>   利用可否（居宅介護）は可。
$ for n in 数え方 重度 利用者 自宅 在宅者; do naze show $n --rules more; done
> # more/規則.naze:13
> 解釈 「数え方」
>   ・「多い方」（既定）：窓口手引 3頁
>   ・「少ない方」：窓口手引 4頁。
> # more/規則.naze:21
> 条件 重度：点数が基準点以上。
> # more/規則.naze:6
> 台帳 利用者（1000行まで）：
>   番号：文字列（鍵）。
>   居所：居所。
>   点数：0点から30点まで。
>   同居：有無。  # 推定 ある
>
> # more/規則.naze:11
> 推定 利用者：同居がある。
> # more/規則.naze:4
> 選択肢 居所：自宅、入所施設、別宅。
> # more/規則.naze:41
> 事例 在宅者 令和6年10月1日
>   利用者 子：居所は自宅、点数は15点。
